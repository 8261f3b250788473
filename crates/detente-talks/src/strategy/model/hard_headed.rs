//! HardHeaded's frequency model: what stays is important, what is offered often is good.
//!
//! T. van Krimpen, D. Looije, S. Hajizadeh, "HardHeaded", *Complex Automated Negotiations: Theories, Models, and Software
//! Competitions*, Springer 2013; as GENIUS has it (`HardHeadedFrequencyModel`). With n issues and the learning rate l: of two offers in a
//! row, each issue whose option did not change gets l/n added to its weight, unless it weighs `1 − l/(1 + l·c/n)` already, where
//! c issues did not change. An option's value is how often it was offered, and one, over the same of the issue's most offered option.
//! The first offer is only remembered.
//!
//! The weights are divided by their sum each time, as NegoLog's agent of that name does; GENIUS divides by `1 + l·c/n`, so that they
//! sum to less where the limit on a weight is reached. NegMAS's `GHardHeadedFrequencyModel` is another model: weights gain l, without a
//! limit, and the first offer counts. Cost of an offer: one pass over the tables.

use super::super::boa::Model;
use super::super::{Entry, Kind, MakeModel, Parameter};
use super::{Belief, Each, Learner, Tables};
use crate::limits::Time;
use crate::space::{Book, Outcome, Space};

/// The model.
pub(in super::super) const HARD_HEADED: Entry<MakeModel> = Entry {
    name: "hardheaded",
    about: "Counts options; issues whose option stays gain weight (HardHeaded's frequency model).",
    parameters: &[Parameter {
        name: "rate",
        kind: Kind::Number { from: 0.0, to: 10.0 },
        default: "0.2",
        about: "how fast weights are learnt",
    }],
    make: |arguments| model(arguments.number("rate")),
};

/// With GENIUS's learning rate.
pub(in super::super) fn usual() -> Box<dyn Model> {
    model(0.2)
}

fn model(rate: f64) -> Box<dyn Model> {
    Box::new(Each::new(move |space| HardHeaded::new(space, rate)))
}

/// What is believed of one party.
pub struct HardHeaded {
    /// What an issue's weight gains.
    step: f64,
    last: Option<Outcome>,
    counts: Tables,
    belief: Belief,
}

impl HardHeaded {
    /// Of a party that offered nothing yet.
    pub fn new(space: &Space, rate: f64) -> HardHeaded {
        HardHeaded {
            step: rate / space.options().len() as f64,
            last: None,
            counts: Tables::filled(space, 1.0),
            belief: Belief::uniform(space),
        }
    }

    fn weigh(&mut self, stays: impl Fn(usize) -> bool) {
        let issues = self.belief.weights.len();
        let unchanged = (0..issues).filter(|&issue| stays(issue)).count();
        let total = 1.0 + self.step * unchanged as f64;
        let most = 1.0 - issues as f64 * self.step / total;
        for (issue, weight) in self.belief.weights.iter_mut().enumerate() {
            if stays(issue) && *weight < most {
                *weight += self.step;
            }
        }
        self.belief.normalize();
    }
}

impl Learner for HardHeaded {
    fn learn(&mut self, book: &Book<'_>, _: Time, offer: Outcome) {
        let Some(last) = self.last.replace(offer) else { return };
        self.weigh(|issue| book.option(last, issue) == book.option(offer, issue));
        for issue in 0..self.counts.issues() {
            let counts = self.counts.issue_mut(issue);
            counts[book.option(offer, issue) as usize] += 1.0;
            let most = counts.iter().copied().fold(0.0, f64::max);
            for (value, count) in self.belief.values.issue_mut(issue).iter_mut().zip(counts) {
                *value = *count / most;
            }
        }
    }

    fn belief(&self) -> &Belief {
        &self.belief
    }
}
