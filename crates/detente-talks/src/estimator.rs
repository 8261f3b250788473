//! What another party is thought to have without an agreement, and until when it can talk, from how its offers fall.
//!
//! Estimators know no outcomes. They hear when an offer came and what it is worth **to the party that made it**, on a scale of the
//! caller's choice: a price, or what a model believes ([`crate::strategy::boa::Model::estimate`]). One estimator is one file.

pub mod prior;
pub mod regression;

/// What is thought of a party now: expected values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Its reservation value, on the scale of the offers.
    pub reservation: f64,
    /// When it stops talking, on the scale of the times; `None` where the method says nothing of that.
    pub deadline: Option<f64>,
}

/// Estimates a party's reservation value, and maybe its deadline.
pub trait Estimator: Send {
    /// It hears an offer that is worth so much to the party that makes it. Times do not fall.
    fn hear(&mut self, time: f64, worth: f64);

    /// What is thought now; `None` if no hypothesis fits what was heard.
    fn estimate(&self) -> Option<Estimate>;
}

/// Chances that sum to one, or are all zero if nothing is possible any more.
#[derive(Clone, Debug, PartialEq)]
pub struct Chances(Vec<f64>);

impl Chances {
    /// Of these proportions; negative ones, and those that are no numbers, are taken for 0.
    pub fn new(proportions: Vec<f64>) -> Chances {
        let mut chances = Chances(proportions);
        chances.update(|_| 1.0);
        chances
    }

    /// The chances.
    pub fn get(&self) -> &[f64] {
        &self.0
    }

    /// Bayes' rule: multiplies each by how likely what was seen is under it, and divides by the sum.
    pub fn update(&mut self, likelihood: impl Fn(usize) -> f64) {
        for (k, chance) in self.0.iter_mut().enumerate() {
            // `max` takes 0 where the product is no number.
            *chance = (*chance * likelihood(k)).max(0.0);
        }
        let sum = self.0.iter().fold(0.0, |sum, chance| sum + chance);
        let is_possible = sum > 0.0 && sum.is_finite();
        self.0.iter_mut().for_each(|chance| *chance = if is_possible { *chance / sum } else { 0.0 });
    }

    /// The expected value of a number that each hypothesis has; `None` if nothing is possible.
    pub fn expect(&self, number: impl Fn(usize) -> f64) -> Option<f64> {
        let part = |(k, chance): (usize, &f64)| chance * number(k);
        let is_possible = self.0.iter().any(|chance| *chance > 0.0);
        is_possible.then(|| self.0.iter().enumerate().map(part).fold(0.0, |sum, part| sum + part))
    }
}
