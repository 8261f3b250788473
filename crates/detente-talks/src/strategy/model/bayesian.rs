//! Bayesian learning of weights and of value functions, in its scalable form.
//!
//! K. Hindriks, D. Tykhonov, "Opponent modelling in automated multi-issue negotiation using Bayesian learning", AAMAS 2008;
//! as GENIUS has it (`BayesianOpponentModelScalable`). Each issue has hypotheses of its own, taken for independent:
//!
//! * weights 0, 0.1, …, 1, the j-th (from 0) with prior chance `(1 − (j + 1)/11)³`;
//! * for each option, that values rise evenly from 0 at the first option to 1 at this one, then fall evenly to 0 at the last
//!   (for the first and last option: that they only fall or rise), all with the same prior chance. So the order in which options are listed
//!   must mean something.
//!
//! The party is assumed to concede evenly: its k-th new offer is worth about `c = 1 − 0.003·k` to it. A hypothesis h gets the
//! chance `p(h)·exp(−x²/(2σ²))`, `x = (c − u_h)/c`, σ = 0.25, where `u_h` is the offer's expected utility with h for its
//! issue. First the weights, then, with these, the values; of the first offer only the values. Offers heard before teach nothing.
//!
//! Other than GENIUS: c does not fall below 0.1 (there it falls below 0 and the model breaks); if no hypothesis is possible
//! in doubles, nothing is learnt; with more than five issues weights are hypothesised up to 5/n, so that the prior
//! utility of nothing is above one; values go from 0 to 1 exactly, not from 0.001. Cost of an offer: one pass over the tables, an exponential for each
//! hypothesis.

use super::super::boa::Model;
use super::super::{Entry, Kind, MakeModel, Parameter};
use super::{Belief, Each, Learner, Tables};
use crate::limits::Time;
use crate::space::{Book, Marks, Outcome, Space};

/// The model.
pub(in super::super) const BAYESIAN: Entry<MakeModel> = Entry {
    name: "bayesian",
    about: "Bayesian learning of weights and of rising, falling and peaked values (Hindriks and Tykhonov).",
    parameters: &[
        Parameter {
            name: "rate",
            kind: Kind::Number { from: 0.0, to: 1.0 },
            default: "0.003",
            about: "how much the party is assumed to concede with each new offer",
        },
        Parameter {
            name: "spread",
            kind: Kind::Number { from: 0.01, to: 10.0 },
            default: "0.25",
            about: "how far offers are assumed to stray from that",
        },
    ],
    make: |arguments| model(arguments.number("rate"), arguments.number("spread")),
};

/// With what GENIUS assumes.
pub(in super::super) fn usual() -> Box<dyn Model> {
    model(0.003, 0.25)
}

fn model(rate: f64, spread: f64) -> Box<dyn Model> {
    Box::new(Each::new(move |space| Bayesian::new(space, rate, spread)))
}

/// How many weights are thought possible.
const WEIGHTS: usize = 11;
/// What the party's offers are assumed to be worth to it at the least.
const LEAST: f64 = 0.1;

/// What the next new offer is assumed to be worth to the party, about.
#[derive(Clone, Copy)]
struct Concession {
    worth: f64,
    spread: f64,
}

impl Concession {
    /// How likely an offer of that utility is, but for a factor.
    fn likelihood(self, utility: f64) -> f64 {
        let x = (self.worth - utility) / self.worth;
        libm::exp(-(x * x) / (2.0 * self.spread * self.spread))
    }
}

/// What is believed of one party.
pub struct Bayesian {
    rate: f64,
    concession: Concession,
    /// By what the hypothetical weights 0, 0.1, …, 1 are multiplied.
    scale: f64,
    heard: Marks,
    is_first: bool,
    /// The chance of each weight, by issue.
    weights: Vec<[f64; WEIGHTS]>,
    /// The chance of a peak at each option.
    peaks: Tables,
    /// Each issue's expected weight, not divided by their sum.
    expected: Vec<f64>,
    belief: Belief,
}

impl Bayesian {
    /// Of a party that offered nothing yet.
    pub fn new(space: &Space, rate: f64, spread: f64) -> Bayesian {
        let issues = space.options().len();
        let mut prior: [f64; WEIGHTS] = std::array::from_fn(|j| {
            let rest = 1.0 - (j as f64 + 1.0) / WEIGHTS as f64;
            rest * rest * rest
        });
        normalize(&mut prior);
        let mut peaks = Tables::filled(space, 1.0);
        (0..issues).for_each(|issue| _ = normalize(peaks.issue_mut(issue)));
        let mut made = Bayesian {
            rate,
            concession: Concession { worth: 1.0, spread },
            scale: (5.0 / issues as f64).min(1.0),
            heard: Marks::for_space(space),
            is_first: true,
            weights: vec![prior; issues],
            peaks,
            expected: vec![0.0; issues],
            belief: Belief::uniform(space),
        };
        made.believe();
        made
    }

    /// The utility that is expected of an offer.
    fn utility(&self, option: impl Fn(usize) -> usize) -> f64 {
        let part = |(issue, weight): (usize, &f64)| weight * self.belief.values(issue)[option(issue)];
        self.expected.iter().enumerate().map(part).fold(0.0, |sum, part| sum + part)
    }

    fn weigh(&mut self, option: impl Fn(usize) -> usize) {
        let all = self.utility(&option);
        for issue in 0..self.weights.len() {
            let value = self.belief.values(issue)[option(issue)];
            let rest = all - self.expected[issue] * value;
            let mut chances = self.weights[issue];
            for (j, chance) in chances.iter_mut().enumerate() {
                *chance *= self.concession.likelihood(weight(j, self.scale) * value + rest);
            }
            if normalize(&mut chances) {
                self.weights[issue] = chances;
            }
        }
        self.expect();
    }

    fn value(&mut self, option: impl Fn(usize) -> usize) {
        let all = self.utility(&option);
        for issue in 0..self.weights.len() {
            let (option, weight) = (option(issue), self.expected[issue]);
            let rest = all - weight * self.belief.values(issue)[option];
            let chances = self.peaks.issue_mut(issue);
            let last = chances.len() - 1;
            // The values are made anew from the chances: until then the table is free to be written on.
            let scratch = self.belief.values.issue_mut(issue);
            for (peak, (into, chance)) in scratch.iter_mut().zip(chances.iter()).enumerate() {
                let utility = weight * peaked(peak, last, option) + rest;
                *into = chance * self.concession.likelihood(utility);
            }
            if normalize(scratch) {
                chances.copy_from_slice(scratch);
            }
        }
    }

    fn expect(&mut self) {
        for (expected, chances) in self.expected.iter_mut().zip(&self.weights) {
            let part = |(j, chance): (usize, &f64)| chance * weight(j, self.scale);
            *expected = chances.iter().enumerate().map(part).fold(0.0, |sum, part| sum + part);
        }
    }

    /// Makes the belief of the chances.
    fn believe(&mut self) {
        self.expect();
        self.belief.weights.copy_from_slice(&self.expected);
        self.belief.normalize();
        for issue in 0..self.weights.len() {
            expected_values(self.peaks.issue(issue), self.belief.values.issue_mut(issue));
        }
    }
}

impl Learner for Bayesian {
    fn learn(&mut self, book: &Book<'_>, _: Time, offer: Outcome) {
        if !self.heard.mark(offer) {
            return;
        }
        let option = |issue| book.option(offer, issue) as usize;
        if !std::mem::take(&mut self.is_first) {
            self.weigh(option);
        }
        self.value(option);
        self.believe();
        self.concession.worth = (self.concession.worth - self.rate).max(LEAST);
    }

    fn belief(&self) -> &Belief {
        &self.belief
    }
}

/// The `j`-th hypothetical weight.
fn weight(j: usize, scale: f64) -> f64 {
    scale * j as f64 / (WEIGHTS - 1) as f64
}

/// What an option is worth if values rise to the peak and then fall to 0 at the last option.
fn peaked(peak: usize, last: usize, option: usize) -> f64 {
    match option {
        _ if option < peak => option as f64 / peak as f64,
        _ if option > peak => (last - option) as f64 / (last - peak) as f64,
        _ => 1.0,
    }
}

/// What each option is expected to be worth: the sum over peaks of chance times [`peaked`], by sums from both ends.
fn expected_values(chances: &[f64], into: &mut [f64]) {
    let last = chances.len() - 1;
    let mut before = 0.0;
    for (option, chance) in chances.iter().enumerate() {
        into[option] = before * (last - option) as f64 + chance;
        before += chance / (last - option).max(1) as f64;
    }
    let mut after = 0.0;
    for (option, chance) in chances.iter().enumerate().rev() {
        into[option] = (into[option] + after * option as f64).clamp(0.0, 1.0);
        after += chance / option.max(1) as f64;
    }
}

/// Divides chances by their sum; false, and nothing, if that is not above 0.
fn normalize(chances: &mut [f64]) -> bool {
    let sum = chances.iter().fold(0.0, |sum, chance| sum + chance);
    let is_possible = sum > 0.0 && sum.is_finite();
    if is_possible {
        chances.iter_mut().for_each(|chance| *chance /= sum);
    }
    is_possible
}

#[cfg(test)]
mod tests {
    use super::{expected_values, normalize, peaked};

    #[test]
    fn sums_from_both_ends_are_the_sums_over_peaks() {
        for options in 1..12usize {
            let mut chances: Vec<f64> = (0..options).map(|k| ((k * 7 + 3) % 5) as f64 + 0.5).collect();
            assert!(normalize(&mut chances));
            let mut found = vec![0.0; options];
            expected_values(&chances, &mut found);
            for (option, found) in found.iter().enumerate() {
                let part = |(peak, chance): (usize, &f64)| chance * peaked(peak, options - 1, option);
                let wanted: f64 = chances.iter().enumerate().map(part).sum();
                assert!((found - wanted).abs() < 1e-12, "{options}, {option}: {found} {wanted}");
            }
        }
    }
}
