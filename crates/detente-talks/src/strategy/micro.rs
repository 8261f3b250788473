//! MiCRO: concedes one outcome down its list for each new one it hears.
//!
//! D. de Jonge, "An analysis of the linear bilateral ANAC domains using the MiCRO benchmark strategy", IJCAI 2022. With more than two
//! parties the offers of all others are counted together, as NegMAS does (`gb/negotiators/micro.py`). Cost of a turn: one
//! question to the ranking and one bit.

use super::boa::{Model, Offering};
use super::{Entry, Make};
use crate::ranking::Among;
use crate::space::{Marks, Outcome};
use crate::talk::Turn;

/// The strategy.
pub(super) const MICRO: Entry<Make> = Entry {
    name: "micro",
    about: "Offers one outcome further down its list for each new one it hears, else repeats an old one.",
    parameters: &[],
    make: Make::Offering(|_| Box::new(Micro { list: Descent::default(), received: None })),
};

struct Micro {
    list: Descent,
    /// Which outcomes were heard.
    received: Option<Marks>,
}

impl Micro {
    fn may_concede(&self) -> bool {
        self.list.sent <= self.received.as_ref().map_or(0, Marks::count) as u64
    }
}

impl Offering for Micro {
    fn propose(&mut self, turn: &mut Turn<'_, '_>, _: &dyn Model) -> Option<Outcome> {
        self.list.propose(turn, self.may_concede())
    }

    fn aspiration(&mut self, turn: &mut Turn<'_, '_>) -> f64 {
        self.list.aspiration(turn, self.may_concede())
    }

    fn hear(&mut self, turn: &mut Turn<'_, '_>, _: usize, offer: Outcome) {
        self.received.get_or_insert_with(|| Marks::for_space(turn.book.space())).mark(offer);
    }
}

/// The way down the list of rational outcomes, one new outcome at a time.
#[derive(Default)]
pub(super) struct Descent {
    /// How many outcomes were offered: the best so many of the list.
    pub(super) sent: u64,
    /// The outcome of a rank, which is asked for twice a step.
    mine: Option<(u64, Option<Outcome>)>,
}

impl Descent {
    fn at(&mut self, turn: &mut Turn<'_, '_>, rank: u64) -> Option<Outcome> {
        match self.mine {
            Some((of, outcome)) if of == rank => outcome,
            _ => {
                let outcome = turn.at(rank, Among::Rational);
                self.mine = Some((rank, outcome));
                outcome
            }
        }
    }

    /// The next outcome if it may concede and there is one, else any of those offered.
    pub(super) fn propose(&mut self, turn: &mut Turn<'_, '_>, may_concede: bool) -> Option<Outcome> {
        if may_concede && let Some(next) = self.at(turn, self.sent) {
            self.sent += 1;
            return Some(next);
        }
        if self.sent == 0 {
            return None;
        }
        let again = turn.dice().below(self.sent);
        turn.at(again, Among::Rational)
    }

    /// What it would offer next if it may concede, else the least that it offered; the reservation value if there is no such.
    pub(super) fn aspiration(&mut self, turn: &mut Turn<'_, '_>, may_concede: bool) -> f64 {
        let rank = if may_concede { Some(self.sent) } else { self.sent.checked_sub(1) };
        let mine = rank.and_then(|rank| self.at(turn, rank));
        mine.map_or(f64::NEG_INFINITY, |mine| turn.utility(mine)).max(turn.reservation())
    }
}
