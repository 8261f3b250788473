//! Who watches a talk. Mass runs have nobody watch, and pay an empty call an offer.

use crate::space::Outcome;
use crate::strategy::Answer;

/// Sees what happens at the table, as it happens.
pub trait Observer {
    /// A party offered an outcome.
    fn offered(&mut self, _step: u32, _party: usize, _outcome: Outcome) {}

    /// A party answered an offer of another, or its own.
    fn answered(&mut self, _step: u32, _party: usize, _from: usize, _offer: Outcome, _answer: Answer) {}
}

/// Nobody.
pub struct Nobody;

impl Observer for Nobody {}
