//! Nice: accepts everything and offers anything (NegMAS's `NiceNegotiator`). It asks for no reservation value.

use super::boa::{Model, Offering};
use super::{Entry, Make};
use crate::space::Outcome;
use crate::talk::Turn;

/// The strategy.
pub(super) const NICE: Entry<Make> = Entry {
    name: "nice",
    about: "Accepts whatever is offered and offers any outcome, below its reservation value too.",
    parameters: &[],
    make: Make::Offering(|_| Box::new(AnyOutcome)),
};

/// Offers any outcome, each as likely.
struct AnyOutcome;

impl Offering for AnyOutcome {
    fn propose(&mut self, turn: &mut Turn<'_, '_>, _: &dyn Model) -> Option<Outcome> {
        turn.any_outcome()
    }

    fn aspiration(&mut self, _: &mut Turn<'_, '_>) -> f64 {
        f64::NEG_INFINITY
    }
}
