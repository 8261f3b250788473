//! Circles: nothing is a part of itself, replaces itself, or happened before itself.

use super::Scene;
use crate::faults::FaultList;
use crate::read::Item;
use detente_model::{Code, DateForm, Fact, Id, Room, VagueDate};
use detente_record::Deed;
use std::collections::HashMap;

impl<'a> Scene<'a> {
    /// Nothing is a part of itself, replaces itself, or happened before itself, over any number
    /// of steps.
    pub(super) fn cycles(&self, faults: &mut FaultList) {
        let next = |item: &'a Item| -> Vec<(&'static str, &'a Item)> {
            let from = &item.entry.room;
            let mut edges = Vec::new();
            // Corrections and releases act on facts only, which is checked where they stand.
            if let (Some(target), Deed::Withdraws(_)) = (item.entry.target(), &item.entry.deed) {
                edges.extend(self.find(from, target.room.as_ref(), &target.id).map(|to| ("of", to)));
            }
            let Some(entry) = self.standing(item) else { return edges };
            let mut add = |name, room: Option<&Room>, id: &Id| {
                edges.extend(self.find(from, room, id).map(|to| (name, to)))
            };
            match entry.fact() {
                Some(Fact::Party(p)) => p.part_of.iter().for_each(|r| add("part_of", r.room.as_ref(), &r.id)),
                Some(Fact::Issue(i)) => i.part_of.iter().for_each(|r| add("part_of", r.room.as_ref(), &r.id)),
                Some(Fact::Proposal(p)) => {
                    p.replaces.iter().for_each(|r| add("replaces", r.room.as_ref(), &r.id))
                }
                Some(Fact::Agreement(a)) => {
                    a.replaces.iter().for_each(|r| add("replaces", r.room.as_ref(), &r.id))
                }
                _ => {}
            }
            if let Some(VagueDate { form: DateForm::Event(_, r), .. }) = &entry.when {
                add("when", r.room.as_ref(), &r.id);
            }
            edges
        };
        // Each chain is walked once: 0 not seen, 1 on the way, 2 done.
        let place: HashMap<*const Item, usize> =
            self.items.iter().enumerate().map(|(i, item)| (std::ptr::from_ref(item), i)).collect();
        let mut state = vec![0u8; self.items.len()];
        for start in 0..self.items.len() {
            if state[start] != 0 {
                continue;
            }
            let mut stack = vec![(start, next(&self.items[start]))];
            state[start] = 1;
            while let Some((at, edges)) = stack.last_mut() {
                let at = *at;
                let Some((name, to)) = edges.pop() else {
                    state[at] = 2;
                    stack.pop();
                    continue;
                };
                let index = place[&std::ptr::from_ref(to)];
                match state[index] {
                    0 => {
                        state[index] = 1;
                        stack.push((index, next(to)));
                    }
                    1 => {
                        let item = &self.items[at];
                        let message = format!("{} leads back to itself over “{name}”", item.name());
                        let mut fault = item.fault(Code::Cycle, &[name], message);
                        fault.expected("a chain that ends");
                        faults.push(fault);
                    }
                    _ => {}
                }
            }
        }
    }
}
