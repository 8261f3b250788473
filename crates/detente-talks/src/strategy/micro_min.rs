//! MiCRO-Min: MiCRO among several, which concedes when all others have.
//!
//! D. Aguilera-Luzon, D. de Jonge, J. Larrosa, "MiCRO for multilateral negotiations", arXiv 2510.17401 (2025). A party that has offered m
//! different outcomes and knows of each other party j that it made n_j different ones offers the next outcome of its list if
//! m ≤ min over j of n_j, else it repeats one. It accepts as [`super::micro`] does. With one other party it is MiCRO.
//!
//! An outcome that j accepted counts here as made by j: who accepts in its turn offers nothing, and without that all would wait for it. The
//! party's own m counts what it offered. Who has left the table is waited for. Cost of a turn: as MiCRO, and one look at
//! each other party.

use super::boa::{Model, Offering};
use super::micro::Descent;
use super::{Entry, Make};
use crate::space::{Marks, Outcome};
use crate::talk::Turn;

/// The strategy.
pub(super) const MICRO_MIN: Entry<Make> = Entry {
    name: "micro-min",
    about: "As micro, but concedes only when each of the others has offered or accepted as many outcomes.",
    parameters: &[],
    make: Make::Offering(|_| Box::new(MicroMin { list: Descent::default(), made: Vec::new() })),
};

struct MicroMin {
    list: Descent,
    /// What each party offered or accepted.
    made: Vec<Marks>,
}

impl MicroMin {
    fn may_concede(&self, turn: &Turn<'_, '_>) -> bool {
        let count = |party| self.made.get(party).map_or(0, Marks::count) as u64;
        (0..turn.parties).filter(|&party| party != turn.me).all(|party| self.list.sent <= count(party))
    }

    fn note(&mut self, turn: &Turn<'_, '_>, by: usize, outcome: Outcome) {
        if self.made.is_empty() {
            self.made = vec![Marks::for_space(turn.book.space()); turn.parties];
        }
        self.made[by].mark(outcome);
    }
}

impl Offering for MicroMin {
    fn propose(&mut self, turn: &mut Turn<'_, '_>, _: &dyn Model) -> Option<Outcome> {
        let may_concede = self.may_concede(turn);
        self.list.propose(turn, may_concede)
    }

    fn aspiration(&mut self, turn: &mut Turn<'_, '_>) -> f64 {
        let may_concede = self.may_concede(turn);
        self.list.aspiration(turn, may_concede)
    }

    fn hear(&mut self, turn: &mut Turn<'_, '_>, from: usize, offer: Outcome) {
        self.note(turn, from, offer);
    }

    fn hear_accepted(&mut self, turn: &mut Turn<'_, '_>, by: usize, offer: Outcome) {
        self.note(turn, by, offer);
    }
}
