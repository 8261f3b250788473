//! Opponent models: what a party believes of the others' preferences, learnt from their offers. One model is one file in
//! `strategy/model/`, a [`Learner`] of one party; [`Each`] keeps one for each party that was heard.
//!
//! All are additive: a weight an issue, the weights sum to one, and a value from 0 to 1 an option. They hold these tables
//! and no outcomes, so that they work on spaces of any size.

mod bayesian;
mod chi_square;
mod hard_headed;
mod smith;
mod window;

pub(super) use bayesian::{BAYESIAN, usual as usual_bayesian};
pub(super) use hard_headed::{HARD_HEADED, usual as usual_frequency};
pub(super) use smith::SMITH;
pub(super) use window::WINDOW;

use super::boa::Model;
pub use super::spec::model as named;
use crate::limits::Time;
use crate::space::{Book, Outcome, Space};

/// A number for each option of each issue, in one piece of memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tables {
    /// Where each issue's numbers begin, and the end.
    starts: Vec<usize>,
    numbers: Vec<f64>,
}

impl Tables {
    /// The same number everywhere.
    pub fn filled(space: &Space, number: f64) -> Tables {
        let mut starts = vec![0];
        for &options in space.options() {
            starts.push(starts[starts.len() - 1] + options as usize);
        }
        Tables { numbers: vec![number; starts[starts.len() - 1]], starts }
    }

    /// How many issues there are.
    pub fn issues(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The numbers of an issue's options.
    pub fn issue(&self, issue: usize) -> &[f64] {
        &self.numbers[self.starts[issue]..self.starts[issue + 1]]
    }

    /// The same, to be changed.
    pub fn issue_mut(&mut self, issue: usize) -> &mut [f64] {
        &mut self.numbers[self.starts[issue]..self.starts[issue + 1]]
    }

    /// Puts one number everywhere.
    pub fn fill(&mut self, number: f64) {
        self.numbers.fill(number);
    }

    /// The sum of the numbers of an outcome's options.
    pub fn sum(&self, option: impl Fn(usize) -> u32) -> f64 {
        (0..self.issues()).fold(0.0, |sum, issue| sum + self.issue(issue)[option(issue) as usize])
    }
}

/// An additive profile that a party is believed to have.
#[derive(Clone, Debug, PartialEq)]
pub struct Belief {
    weights: Vec<f64>,
    values: Tables,
}

impl Belief {
    /// All issues weigh the same, all options are worth the same.
    pub fn uniform(space: &Space) -> Belief {
        let issues = space.options().len();
        Belief { weights: vec![1.0 / issues as f64; issues], values: Tables::filled(space, 1.0) }
    }

    /// The issues' weights. They sum to one.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The values of an issue's options, from 0 to 1.
    pub fn values(&self, issue: usize) -> &[f64] {
        self.values.issue(issue)
    }

    /// What an outcome is worth, from 0 to 1. Cost: one multiplication an issue.
    pub fn utility(&self, option: impl Fn(usize) -> u32) -> f64 {
        let worth =
            |(issue, weight): (usize, &f64)| weight * self.values.issue(issue)[option(issue) as usize];
        self.weights.iter().enumerate().map(worth).fold(0.0, |sum, worth| sum + worth).min(1.0)
    }

    /// Divides the weights by their sum; makes them equal if that is not above 0.
    fn normalize(&mut self) {
        let sum = self.weights.iter().fold(0.0, |sum, weight| sum + weight);
        let equal = 1.0 / self.weights.len() as f64;
        for weight in &mut self.weights {
            *weight = if sum > 0.0 { *weight / sum } else { equal };
        }
    }
}

/// What is learnt of one party.
pub trait Learner: Send {
    /// Learns from an offer of that party.
    fn learn(&mut self, book: &Book<'_>, time: Time, offer: Outcome);

    /// What it believes now.
    fn belief(&self) -> &Belief;
}

/// A model that learns of each party by itself, from its first offer on.
pub struct Each<L> {
    make: Box<dyn Fn(&Space) -> L + Send>,
    parties: Vec<Option<L>>,
}

impl<L: Learner> Each<L> {
    /// With what is believed of a party that offered nothing yet.
    pub fn new(make: impl Fn(&Space) -> L + Send + 'static) -> Each<L> {
        Each { make: Box::new(make), parties: Vec::new() }
    }
}

impl<L: Learner> Model for Each<L> {
    fn hear(&mut self, book: &Book<'_>, time: Time, from: usize, offer: Outcome) {
        if self.parties.len() <= from {
            self.parties.resize_with(from + 1, || None);
        }
        let learner = self.parties[from].get_or_insert_with(|| (self.make)(book.space()));
        learner.learn(book, time, offer);
    }

    fn belief(&self, of: usize) -> Option<&Belief> {
        self.parties.get(of)?.as_ref().map(Learner::belief)
    }
}
