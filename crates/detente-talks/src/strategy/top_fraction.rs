//! Top fraction: only the best outcomes (NegMAS's `TopFractionNegotiator`).
//!
//! It offers the best outcome first, then any of the best, and accepts those. NegMAS also offers the best `k` outcomes
//! (as `OfferTop`, whose `k = 1` gives two) where the fraction holds fewer; its `min_utility` is never applied.

use super::boa::{Model, Offering};
use super::{Entry, Kind, Make, Parameter};
use crate::ranking::Among;
use crate::space::Outcome;
use crate::talk::Turn;

/// The strategy.
pub(super) const TOP_FRACTION: Entry<Make> = Entry {
    name: "top-fraction",
    about: "Offers any of its best outcomes, the best first, and accepts only those.",
    parameters: &[
        Parameter {
            name: "fraction",
            kind: Kind::Number { from: 0.0, to: 1.0 },
            default: "0.05",
            about: "which share of all outcomes are the best",
        },
        Parameter {
            name: "least",
            kind: Kind::Number { from: 1.0, to: 1e9 },
            default: "1",
            about: "how many outcomes are among the best at least",
        },
    ],
    make: Make::Offering(|arguments| {
        let (fraction, least) = (arguments.number("fraction"), arguments.number("least") as u64);
        Box::new(TopFraction { fraction, least, is_first: true })
    }),
};

struct TopFraction {
    fraction: f64,
    least: u64,
    is_first: bool,
}

impl TopFraction {
    /// How many outcomes are among the best: at most those that are rational, where they are counted, and at most 2⁶⁴.
    fn count(&self, turn: &Turn<'_, '_>) -> u64 {
        let all = turn.count(Among::All).map_or(turn.book.space().size(), u128::from);
        let best = ((all as f64 * self.fraction) as u64).max(self.least);
        turn.count(Among::Rational).map_or(best, |rational| best.min(rational))
    }
}

impl Offering for TopFraction {
    fn propose(&mut self, turn: &mut Turn<'_, '_>, _: &dyn Model) -> Option<Outcome> {
        let count = self.count(turn);
        let rank = if std::mem::take(&mut self.is_first) { 0 } else { turn.dice().below(count) };
        turn.at(rank, Among::Rational)
    }

    fn aspiration(&mut self, turn: &mut Turn<'_, '_>) -> f64 {
        let last = self.count(turn).checked_sub(1).and_then(|rank| turn.at(rank, Among::Rational));
        last.map_or(f64::INFINITY, |last| turn.utility(last))
    }
}
