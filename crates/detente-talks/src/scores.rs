//! How right an opponent model is: what it believes against what is true, after each offer of a talk.
//!
//! T. Baarslag, M. Hendrikx, K. Hindriks, C. Jonker, "Predicting the performance of opponent models in automated negotiation",
//! WI-IAT 2013: accuracy is measured apart from the agent that uses a model, by how the estimated and the true utilities of outcomes
//! agree. Here over a [`Sample`]: all outcomes where there are few, else some drawn at random; true utilities are the share of the way
//! from the sample's least to its greatest.
//!
//! [`Listener`] hears any talk as an [`Observer`] and then tells it to a model offer by offer.

mod correlation;

pub use correlation::{kendall, pearson, ranks, spearman};

use crate::dice::Dice;
use crate::limits::Time;
use crate::observer::Observer;
use crate::profile::Profile;
use crate::space::{Book, Outcome, Space};
use crate::strategy::boa::Model;
use crate::strategy::model::Belief;

/// Outcomes on which models are measured, by their options.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    issues: usize,
    options: Vec<u32>,
}

impl Sample {
    /// All outcomes if they are numbered and at most `most`; else `most` drawn at random, each as likely, some maybe twice, that keep the
    /// rules. Where rules forbid almost all, fewer: after a thousand draws for each that is wanted it ends.
    pub fn new(space: &Space, most: usize, seed: u64) -> Sample {
        let issues = space.options().len();
        let mut book = Book::new(space);
        let mut options = Vec::new();
        if let Some(count) = space.numbered().filter(|&count| count as usize <= most) {
            let allowed = (0..count).map(Outcome).filter(|&outcome| space.allows(outcome));
            allowed.for_each(|outcome| options.extend(book.options(outcome)));
            return Sample { issues, options };
        }
        let mut dice = Dice::new(seed, 0, Dice::TABLE);
        let mut draws = most.saturating_mul(1000);
        while options.len() < most * issues && draws > 0 {
            draws -= 1;
            if let Some(outcome) = book.any(&mut dice).filter(|&outcome| book.holds(outcome)) {
                options.extend(book.options(outcome));
            }
        }
        Sample { issues, options }
    }

    /// How many outcomes there are.
    pub fn len(&self) -> usize {
        self.options.len() / self.issues
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.options.is_empty()
    }

    fn outcomes(&self) -> impl Iterator<Item = &[u32]> {
        self.options.chunks_exact(self.issues)
    }

    /// What the outcomes are truly worth, as shares of the way from the least of them to the greatest; all 1 if they are worth the
    /// same.
    pub fn truth(&self, profile: &Profile) -> Vec<f64> {
        let worth = |options: &[u32]| profile.utility(|issue| options[issue]);
        let worths: Vec<f64> = self.outcomes().map(worth).collect();
        let low = worths.iter().copied().fold(f64::INFINITY, f64::min);
        let high = worths.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let share = |worth: f64| if high > low { (worth - low) / (high - low) } else { 1.0 };
        worths.into_iter().map(share).collect()
    }

    /// What the outcomes are believed to be worth.
    pub fn believed(&self, belief: &Belief) -> Vec<f64> {
        self.outcomes().map(|options| belief.utility(|issue| options[issue])).collect()
    }
}

/// How right a model is. A correlation is from −1 (the opposite) to 1 (right), and is not there where all outcomes are worth
/// the same, in truth or in belief.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scores {
    /// Spearman's rank correlation: that of the ranks, equals sharing the mean of theirs.
    pub spearman: Option<f64>,
    /// Kendall's τ_b: pairs in the same order less those in the opposite, ties taken out.
    pub kendall: Option<f64>,
    /// Pearson's correlation of the utilities.
    pub pearson: Option<f64>,
    /// The root of the mean squared error of utilities.
    pub rmse: f64,
}

impl Scores {
    /// Of believed against true utilities, one each an outcome. Cost: O(n log n).
    pub fn of(believed: &[f64], truth: &[f64]) -> Scores {
        let squares = believed.iter().zip(truth).map(|(a, b)| (a - b) * (a - b));
        let mean = squares.fold(0.0, |sum, square| sum + square) / (truth.len().max(1) as f64);
        Scores {
            spearman: spearman(believed, truth),
            kendall: kendall(believed, truth),
            pearson: pearson(believed, truth),
            rmse: libm::sqrt(mean),
        }
    }
}

/// A model's scores after an offer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// The step of the offer.
    pub step: u32,
    /// Whose offer it was, and of whom the model is scored.
    pub of: usize,
    /// How right the model was after it.
    pub scores: Scores,
}

/// Hears the offers of a talk, to tell them to models later.
#[derive(Clone, Debug, Default)]
pub struct Listener {
    offers: Vec<(u32, usize, Outcome)>,
}

impl Observer for Listener {
    fn offered(&mut self, step: u32, party: usize, outcome: Outcome) {
        self.offers.push((step, party, outcome));
    }
}

impl Listener {
    /// Tells `model` the talk as the party `me` heard it and scores it after each offer, against the true profile of the one who made it.
    /// `book` is that of the talk. `steps` is how many the talk could have; relative time is reckoned by it. Cost: one scoring an
    /// offer.
    pub fn score(
        &self,
        model: &mut dyn Model,
        me: usize,
        profiles: &[&Profile],
        book: &Book<'_>,
        steps: u32,
        sample: &Sample,
    ) -> Vec<Scored> {
        let truths: Vec<Vec<f64>> = profiles.iter().map(|profile| sample.truth(profile)).collect();
        let mut scored = Vec::new();
        for &(step, of, outcome) in self.offers.iter().filter(|(_, party, _)| *party != me) {
            model.hear(book, Time::of_step(step, steps), of, outcome);
            if let (Some(belief), Some(truth)) = (model.belief(of), truths.get(of)) {
                let scores = Scores::of(&sample.believed(belief), truth);
                scored.push(Scored { step, of, scores });
            }
        }
        scored
    }
}
