//! Bayesian learning of a reservation value from what is known of a trade.
//!
//! D. Zeng, K. Sycara, "Bayesian learning in negotiation", *International Journal of Human-Computer Studies* 48 (1998). There are some
//! hypotheses about the reservation value, each with a chance, and knowledge of how likely each offer is under each; Bayes' rule does
//! the rest. [`Prior::even`] is such knowledge: a party asks for about so much more than its reservation value. Offers are taken for
//! independent of time, so that this says nothing of deadlines. Cost of an offer: one likelihood a hypothesis.

use super::{Chances, Estimate, Estimator};

/// How likely an offer is for a party with a reservation value: from (reservation value, offer).
pub type Likelihood = Box<dyn Fn(f64, f64) -> f64 + Send>;

/// Hypotheses about a reservation value.
pub struct Prior {
    hypotheses: Vec<f64>,
    chances: Chances,
    likelihood: Likelihood,
}

impl Prior {
    /// Of pairs of a hypothesis and its chance (in proportion).
    pub fn new(hypotheses: &[(f64, f64)], likelihood: Likelihood) -> Prior {
        Prior {
            hypotheses: hypotheses.iter().map(|pair| pair.0).collect(),
            chances: Chances::new(hypotheses.iter().map(|pair| pair.1).collect()),
            likelihood,
        }
    }

    /// So many hypotheses from `low` to `high`, all as likely. Offers lie about the share `markup` above the reservation value, with
    /// the standard deviation `spread`.
    pub fn even(low: f64, high: f64, count: usize, markup: f64, spread: f64) -> Prior {
        let step = (high - low) / count.saturating_sub(1).max(1) as f64;
        let hypotheses: Vec<(f64, f64)> = (0..count).map(|k| (low + step * k as f64, 1.0)).collect();
        let likelihood = move |reservation: f64, offer: f64| {
            let x = (offer - reservation * (1.0 + markup)) / spread;
            libm::exp(-x * x / 2.0)
        };
        Prior::new(&hypotheses, Box::new(likelihood))
    }

    /// The chance of each hypothesis now.
    pub fn chances(&self) -> &[f64] {
        self.chances.get()
    }
}

impl Estimator for Prior {
    fn hear(&mut self, _: f64, worth: f64) {
        self.chances.update(|k| (self.likelihood)(self.hypotheses[k], worth));
    }

    fn estimate(&self) -> Option<Estimate> {
        let reservation = self.chances.expect(|k| self.hypotheses[k])?;
        Some(Estimate { reservation, deadline: None })
    }
}
