//! Tough: never moves (NegMAS's `ToughNegotiator`).

use super::boa::{Model, Offering};
use super::{Entry, Make};
use crate::ranking::Among;
use crate::space::Outcome;
use crate::talk::Turn;

/// The strategy.
pub(super) const TOUGH: Entry<Make> = Entry {
    name: "tough",
    about: "Offers its best outcome and accepts nothing less.",
    parameters: &[],
    make: Make::Offering(|_| Box::new(Tough)),
};

struct Tough;

impl Offering for Tough {
    fn propose(&mut self, turn: &mut Turn<'_, '_>, _: &dyn Model) -> Option<Outcome> {
        turn.at(0, Among::Rational)
    }

    fn aspiration(&mut self, turn: &mut Turn<'_, '_>) -> f64 {
        (turn.range().1 - 1e-10).max(turn.reservation())
    }
}
