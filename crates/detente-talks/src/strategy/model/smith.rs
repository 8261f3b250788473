//! Agent Smith's frequency model: what is offered in most offers is good, and an issue with such an option is important.
//!
//! N. van Galen Last, "Agent Smith: opponent model estimation in bilateral multi-issue negotiation", *New Trends in
//! Agent-Based Complex Automated Negotiations*, Springer 2012; as GENIUS has it (`SmithFrequencyModel`) for issues with listed
//! options. An option's value is the share of offers with it; an issue's weight is the largest such share of its
//! options, over the sum of all issues'. Before the first offer all is the same (GENIUS: worth 0).
//! NegMAS's `GSmithFrequencyModel` is another model: all issues weigh the same, and counts begin at one. Cost of an offer: one pass over the tables.

use super::super::{Entry, MakeModel};
use super::{Belief, Each, Learner, Tables};
use crate::limits::Time;
use crate::space::{Book, Outcome, Space};

/// The model.
pub(in super::super) const SMITH: Entry<MakeModel> = Entry {
    name: "smith",
    about: "An option is worth its share of the offers, an issue weighs its largest share (Smith's frequency model).",
    parameters: &[],
    make: |_| Box::new(Each::new(Smith::new)),
};

/// What is believed of one party.
pub struct Smith {
    heard: f64,
    counts: Tables,
    belief: Belief,
}

impl Smith {
    /// Of a party that offered nothing yet.
    pub fn new(space: &Space) -> Smith {
        Smith { heard: 0.0, counts: Tables::filled(space, 0.0), belief: Belief::uniform(space) }
    }
}

impl Learner for Smith {
    fn learn(&mut self, book: &Book<'_>, _: Time, offer: Outcome) {
        self.heard += 1.0;
        for (issue, weight) in self.belief.weights.iter_mut().enumerate() {
            let counts = self.counts.issue_mut(issue);
            counts[book.option(offer, issue) as usize] += 1.0;
            *weight = counts.iter().copied().fold(0.0, f64::max) / self.heard;
            for (value, count) in self.belief.values.issue_mut(issue).iter_mut().zip(counts) {
                *value = *count / self.heard;
            }
        }
        self.belief.normalize();
    }

    fn belief(&self) -> &Belief {
        &self.belief
    }
}
