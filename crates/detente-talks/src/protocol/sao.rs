//! Alternating offers, for any number of parties.
//!
//! R. Aydoğan, D. Festen, K. Hindriks, C. Jonker, "Alternating offers protocols for multilateral negotiation", *Modern Approaches
//! to Agent-based Complex Automated Negotiation*, Springer 2017 (the stacked protocol), after A. Rubinstein, "Perfect equilibrium in a
//! bargaining model", *Econometrica* 50 (1982); with the options and the exact order of NegMAS 0.16 (`sao/mechanism.py`).
//!
//! One thing differs: NegMAS counts acceptances, and where a party says nothing it may count another one twice and find an agreement
//! that not all accepted. Here each party is counted once. Cost of a turn: one answer, at most one offer, and telling it to the others.

use super::{End, Ended, Present, Protocol};
use crate::space::Outcome;
use crate::strategy::Response;
use crate::talk::Table;

/// How often a party may ask to wait in a row: nothing changes while it waits.
const MOST_WAITS: u32 = 1000;

/// Alternating offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlternatingOffers {
    /// One party acts in a step, instead of all in turn.
    pub one_offer_per_step: bool,
    /// Who offers accepts its own offer by that. Otherwise it is asked after the others.
    pub offering_is_accepting: bool,
    /// Who refuses and offers nothing ends the talks. Otherwise the table is empty then.
    pub end_on_no_response: bool,
}

impl Default for AlternatingOffers {
    fn default() -> AlternatingOffers {
        AlternatingOffers { one_offer_per_step: false, offering_is_accepting: true, end_on_no_response: true }
    }
}

/// What lies on the table and who is there.
struct State {
    offer: Option<(usize, Outcome)>,
    accepted: Vec<bool>,
    present: Present,
}

/// How a turn went on.
enum Next {
    Turn,
    Again,
    End(End),
}

impl From<Ended> for Next {
    fn from(ended: Ended) -> Next {
        Next::End(End::without(ended))
    }
}

impl Protocol for AlternatingOffers {
    fn play(&self, table: &mut Table<'_, '_>) -> End {
        let n = table.parties();
        let mut state = State { offer: None, accepted: vec![false; n], present: Present::all(table) };
        let mut next = 0;
        loop {
            if let Some(end) = state.present.begin_step(table) {
                return end;
            }
            let first = next;
            for party in (0..n).map(|k| (first + k) % n) {
                if !state.present.has(party) {
                    continue;
                }
                next = (party + 1) % n;
                if let Some(end) = self.turn_with_waits(table, &mut state, party) {
                    // The step that ended by an agreement is completed.
                    if end.agreement.is_some() {
                        table.clock.next_step();
                    }
                    return end;
                }
                if self.one_offer_per_step {
                    break;
                }
            }
            table.clock.next_step();
        }
    }
}

impl AlternatingOffers {
    fn turn_with_waits(&self, table: &mut Table<'_, '_>, state: &mut State, party: usize) -> Option<End> {
        for _ in 0..=MOST_WAITS {
            match self.turn(table, state, party) {
                Next::Turn => return None,
                Next::End(end) => return Some(end),
                Next::Again if table.clock.is_late() => return Some(End::without(Ended::TimedOut)),
                Next::Again => {}
            }
        }
        Some(End::without(Ended::Waiting { by: party }))
    }

    fn turn(&self, table: &mut Table<'_, '_>, state: &mut State, party: usize) -> Next {
        table.clock.spend(party);
        let Some((from, offer)) = state.offer else { return self.offer(table, state, party) };
        if from == party && self.offering_is_accepting {
            state.accepted.fill(false);
        }
        match table.respond(party, from, offer) {
            Response::Accept => {
                state.accepted[party] = true;
                if state.is_unanimous() { Next::End(End::agreed(offer)) } else { Next::Turn }
            }
            Response::Reject => self.offer(table, state, party),
            Response::End => Ended::Broken { by: party }.into(),
            Response::Leave => state.present.leave(party).map_or(Next::Turn, Next::End),
            Response::NoResponse => Next::Turn,
            Response::Wait => Next::Again,
        }
    }

    fn offer(&self, table: &mut Table<'_, '_>, state: &mut State, party: usize) -> Next {
        match table.propose(party) {
            Err(ended) => ended.into(),
            Ok(None) if self.end_on_no_response => Ended::NoOffer { by: party }.into(),
            Ok(offer) => {
                state.accepted.fill(false);
                state.offer = offer.map(|outcome| (party, outcome));
                if let Some(outcome) = offer {
                    state.accepted[party] = self.offering_is_accepting;
                    table.tell(party, outcome);
                }
                Next::Turn
            }
        }
    }
}

impl State {
    fn is_unanimous(&self) -> bool {
        (0..self.accepted.len()).all(|party| self.accepted[party] || !self.present.has(party))
    }
}
