//! What must hold of preferences: their options exist, and something can be computed from them.

use super::{Scene, no_such_option};
use crate::faults::FaultList;
use crate::read::Item;
use detente_model::scenario::MOST_LINKED;
use detente_model::{
    Code, Decimal, Diagnostic, Id, Importance, Issue, IssueRef, Preferences, Room, Spread, Terms,
};
use std::collections::{HashMap, HashSet};

/// An issue as a reference names it.
type Named<'p> = (Option<&'p Room>, &'p Id);

fn named(reference: &IssueRef) -> Named<'_> {
    (reference.room.as_ref(), &reference.id)
}

impl<'a> Scene<'a> {
    pub(super) fn preferences(&self, item: &'a Item, preferences: &'a Preferences, faults: &mut FaultList) {
        for (reference, values) in preferences.values() {
            self.options_exist(item, "values", reference, values.0.keys(), faults);
        }
        for (reference, ranking) in preferences.orders() {
            self.options_exist(item, "orders", reference, ranking.0.iter().flatten(), faults);
        }
        let counted: HashSet<&Id> = preferences.counted().map(|issue| &issue.id).collect();
        self.rules(item, preferences, &counted, faults);
        self.bonuses(item, preferences, &counted, faults);
        for (index, comparison) in preferences.prefers.iter().enumerate() {
            let index = index.to_string();
            for (key, terms) in [("this", &comparison.this), ("to", &comparison.to)] {
                self.linked(item, terms, &["prefers", &index, key], &counted, faults);
            }
        }
        weights(item, preferences, faults);
        if let Some(index) = first_in_a_circle(preferences) {
            let message = "these issues would count more than themselves";
            let mut fault = item.fault(Code::BadWeights, &["more_important", &index.to_string()], message);
            fault.expected("orders that agree with each other, each from the issue that counts most");
            faults.push(fault);
        }
    }

    /// The options that `key` names for an issue are options of it.
    fn options_exist<'i>(
        &self,
        item: &Item,
        key: &str,
        reference: &IssueRef,
        options: impl Iterator<Item = &'i Id>,
        faults: &mut FaultList,
    ) {
        let room = &item.entry.room;
        let Some(issue) = self.fact::<Issue, _>(room, reference) else { return };
        let known: HashSet<&Id> = issue.options.iter().map(|option| &option.0.id).collect();
        for option in options.filter(|option| !known.contains(option)) {
            if faults.is_full(room) {
                faults.count(room, 1);
                continue;
            }
            let issue_key = reference.to_string();
            let path = [key, &issue_key, option.as_str()];
            let mut fault = no_such_option(item, &path, option.as_str(), &reference.id, issue);
            let table = item.node.get(key).and_then(|table| table.get(&issue_key));
            fault.span = table.map(|table| table.key_span(option.as_str())).or(fault.span);
            faults.push(fault);
        }
    }

    fn rules(&self, item: &Item, preferences: &Preferences, counted: &HashSet<&Id>, faults: &mut FaultList) {
        for (index, constraint) in preferences.constraints.iter().enumerate() {
            let index = index.to_string();
            self.linked(item, &constraint.when_all, &["constraints", &index, "when_all"], counted, faults);
            if let Some(then) = &constraint.then {
                self.linked(item, then, &["constraints", &index, "then"], counted, faults);
            }
        }
    }

    fn bonuses(
        &self,
        item: &Item,
        preferences: &Preferences,
        counted: &HashSet<&Id>,
        faults: &mut FaultList,
    ) {
        for (index, bonus) in preferences.bonuses.iter().enumerate() {
            let index = index.to_string();
            let path = ["bonuses", &index, "when_all"];
            self.linked(item, &bonus.when_all, &path, counted, faults);
            if !(1..=MOST_LINKED).contains(&bonus.when_all.0.len()) {
                let message = format!("a bonus over {} issues", bonus.when_all.0.len());
                let mut fault = item.fault(Code::BadWeights, &path, message);
                fault.expected(format!("options of one to {MOST_LINKED} issues"));
                faults.push(fault);
            }
        }
    }

    /// The terms of a link exist, on issues that count.
    fn linked(
        &self,
        item: &Item,
        terms: &Terms,
        path: &[&str],
        counted: &HashSet<&Id>,
        faults: &mut FaultList,
    ) {
        self.terms(item, &item.entry.room, Some(terms), path, faults);
        if let Some((issue, _)) = terms.0.iter().find(|(issue, _)| !counted.contains(&issue.id)) {
            let message = format!("this is about “{}”, which has no weight", issue.id);
            // The whole link is shown, not the one term.
            let mut fault = item.fault(Code::BadWeights, &path[..path.len() - 1], message);
            fault.expected(format!("weights: {{{}: NUMBER}}", issue.id));
            faults.push(fault);
        }
    }
}

/// Some weight is not zero, and whatever has a weight has values or an order.
fn weights(item: &Item, preferences: &Preferences, faults: &mut FaultList) {
    let is_nothing = |spread: &Spread| *spread == Spread::Exact(Decimal::ZERO);
    let weights = preferences.weights();
    // What could not be read was told already.
    let is_read = preferences.weights.is_some() || item.node.get("weights").is_none();
    if is_read
        && preferences.counted().count() == weights.len()
        && weights.iter().all(|(_, w)| is_nothing(&w.0))
    {
        let mut fault = item.fault(Code::BadWeights, &["weights"], "all weights are zero");
        fault.expected("at least one weight above zero, or a ranking (orders, more_important)");
        faults.push(fault);
    }
    let valued = preferences.values().iter().map(|(issue, _)| named(issue));
    let valued: HashSet<Named<'_>> =
        valued.chain(preferences.orders().iter().map(|(issue, _)| named(issue))).collect();
    for (reference, _) in weights.iter().filter(|(issue, _)| !valued.contains(&named(issue))) {
        if faults.is_full(&item.entry.room) {
            faults.count(&item.entry.room, 1);
        } else {
            faults.push(no_values(item, reference));
        }
    }
}

fn no_values(item: &Item, reference: &IssueRef) -> Diagnostic {
    let key = reference.to_string();
    let message = format!("“{key}” has a weight and no values");
    let mut fault = item.fault(Code::BadWeights, &["weights", &key], message);
    fault.expected(format!("values: {{{key}: {{OPTION: NUMBER, …}}}}, or orders: {{{key}: [BEST, …]}}"));
    fault
}

/// The first order of issues that, with those before it, puts an issue above itself. Cost: a logarithm
/// times linear.
fn first_in_a_circle(preferences: &Preferences) -> Option<usize> {
    let orders = &preferences.more_important;
    if !has_circle(orders) {
        return None;
    }
    let (mut sound, mut faulty) = (0, orders.len());
    while sound + 1 < faulty {
        let middle = sound.midpoint(faulty);
        if has_circle(&orders[..middle]) { faulty = middle } else { sound = middle }
    }
    Some(faulty - 1)
}

/// Is there an issue that counts more than itself? (Kahn 1962: take away what nothing is above.)
fn has_circle(orders: &[Importance]) -> bool {
    let mut below: HashMap<&Id, Vec<&Id>> = HashMap::new();
    let mut above: HashMap<&Id, usize> = HashMap::new();
    for pair in orders.iter().flat_map(|order| order.0.windows(2)) {
        below.entry(&pair[0].id).or_default().push(&pair[1].id);
        above.entry(&pair[0].id).or_default();
        *above.entry(&pair[1].id).or_default() += 1;
    }
    let mut free: Vec<&Id> = above.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    let mut taken = 0;
    while let Some(id) = free.pop() {
        taken += 1;
        for next in below.get(id).into_iter().flatten() {
            let count = above.entry(next).or_default();
            *count -= 1;
            if *count == 0 {
                free.push(next);
            }
        }
    }
    taken < above.len()
}
