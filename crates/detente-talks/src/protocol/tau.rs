//! Tentative agreement, unique offers.
//!
//! Y. Mohammad, "Generalized bargaining protocols", *AI 2023: Advances in Artificial Intelligence*, Springer 2023, as NegMAS
//! has it (`gb/evaluators/tau.py`, `gb/constraints/rfo.py`). In a step each party in turn makes an offer, which all others answer at once.
//! An acceptance stands for good. Agreed is an outcome that all have offered and all have accepted (from another). A party offers
//! something new, or repeats its last offer; who repeated goes on repeating. When all repeat, or one offers
//! nothing or what it may not, the talk ends without agreement.
//!
//! With a window of n steps only what was offered and accepted in the last n counts, this step among them (NegMAS's `cardinality`); what
//! a party may offer does not hang on it.
//!
//! Cost of a step: an offer a party, an answer a pair of parties, and as many bits. With a window, a look at what was said in it.

use super::{End, Ended, Present, Protocol};
use crate::space::{Marks, Outcome, Space};
use crate::strategy::Response;
use crate::talk::Table;
use std::collections::VecDeque;
use std::num::NonZeroU32;

/// Tentative agreement, unique offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TentativeAgreement {
    /// A party may repeat its last offer only after so many different ones.
    pub min_unique: usize,
    /// For how many steps an offer or an acceptance counts, its own among them; without a number, for good.
    pub window: Option<NonZeroU32>,
}

/// What a party has offered and accepted.
struct Side {
    offered: Standing,
    accepted: Standing,
    last: Option<Outcome>,
    repeats: bool,
}

/// What a party did with outcomes, ever and in the window.
struct Standing {
    ever: Marks,
    window: Option<NonZeroU32>,
    recent: VecDeque<(u32, Outcome)>,
}

impl Standing {
    fn new(space: &Space, window: Option<NonZeroU32>) -> Standing {
        Standing { ever: Marks::for_space(space), window, recent: VecDeque::new() }
    }

    /// Takes it down; is it the first time?
    fn note(&mut self, step: u32, outcome: Outcome) -> bool {
        if let Some(window) = self.window {
            let is_old = |&(then, _): &(u32, Outcome)| step - then >= window.get();
            while self.recent.front().is_some_and(is_old) {
                self.recent.pop_front();
            }
            self.recent.push_back((step, outcome));
        }
        self.ever.mark(outcome)
    }

    /// Does it stand in this step?
    fn has(&self, step: u32, outcome: Outcome) -> bool {
        let Some(window) = self.window else { return self.ever.has(outcome) };
        self.recent.iter().any(|&(then, noted)| noted == outcome && step - then < window.get())
    }
}

impl Protocol for TentativeAgreement {
    fn play(&self, table: &mut Table<'_, '_>) -> End {
        let mut present = Present::all(table);
        let space = table.space();
        let side = || Side {
            offered: Standing::new(space, self.window),
            accepted: Standing::new(space, self.window),
            last: None,
            repeats: false,
        };
        let mut sides: Vec<Side> = (0..table.parties()).map(|_| side()).collect();
        loop {
            if let Some(end) = present.begin_step(table) {
                return end;
            }
            for party in 0..sides.len() {
                if !present.has(party) {
                    continue;
                }
                if let Some(end) = self.offer(table, &mut sides, &mut present, party) {
                    return end;
                }
            }
            if let Some(end) = conclude(&sides, &present, table.clock.step()) {
                if end.agreement.is_some() {
                    table.clock.next_step();
                }
                return end;
            }
            table.clock.next_step();
        }
    }
}

impl TentativeAgreement {
    /// A party's offer and the answers to it.
    fn offer(
        &self,
        table: &mut Table<'_, '_>,
        sides: &mut [Side],
        present: &mut Present,
        party: usize,
    ) -> Option<End> {
        table.clock.spend(party);
        let offer = match table.propose(party) {
            Err(ended) => return Some(End::without(ended)),
            Ok(None) => return Some(End::without(Ended::NoOffer { by: party })),
            Ok(Some(offer)) => offer,
        };
        let step = table.clock.step();
        if !sides[party].note(step, offer, self.min_unique) {
            return Some(End::without(Ended::Impossible { by: party }));
        }
        table.tell(party, offer);
        for other in (0..sides.len()).filter(|&other| other != party) {
            if !present.has(other) {
                continue;
            }
            table.clock.spend(other);
            let end = match table.respond(other, party, offer) {
                Response::Accept => {
                    sides[other].accepted.note(step, offer);
                    None
                }
                Response::Reject | Response::NoResponse | Response::Wait => None,
                Response::End => Some(End::without(Ended::Broken { by: other })),
                Response::Leave => present.leave(other),
            };
            if end.is_some() {
                return end;
            }
        }
        None
    }
}

impl Side {
    /// Takes an offer down; is it one that the party may make?
    fn note(&mut self, step: u32, offer: Outcome, min_unique: usize) -> bool {
        let is_new = self.offered.note(step, offer);
        if self.last == Some(offer) {
            self.repeats |= self.offered.ever.count() >= min_unique;
            return self.repeats;
        }
        self.last = Some(offer);
        !self.repeats && is_new
    }
}

/// The end, if this step brought one. Only what was offered in it can have become an agreement; the first in the order of turns counts.
fn conclude(sides: &[Side], present: &Present, step: u32) -> Option<End> {
    let here = || (0..sides.len()).filter(|&party| present.has(party));
    if here().all(|party| sides[party].repeats) {
        return Some(End::without(Ended::Exhausted));
    }
    let is_agreed = |outcome: &Outcome| {
        let stands = |side: &Side| side.offered.has(step, *outcome) && side.accepted.has(step, *outcome);
        here().all(|party| stands(&sides[party]))
    };
    here().filter_map(|party| sides[party].last).find(is_agreed).map(End::agreed)
}
