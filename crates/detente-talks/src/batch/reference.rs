//! Against what a result is measured: what each party has at least and at best, and what is efficient.
//!
//! * **Floor** of a party: its reservation value, or where it has none the least that any outcome gives it (as for the
//!   solutions of a scenario). **Best**: the most that any outcome gives it.
//! * **Gain**: `(u − floor)/(best − floor)`, 0 where the two are equal. Below 0 for a result worse than no agreement.
//! * **Distance** to the frontier: the least Euclidean distance, in gains, to an efficient outcome (T. Baarslag, K. Hindriks, M. Hendrikx,
//!   A. Dirkzwager, C. Jonker, "Decoupling negotiating agents to explore the space of negotiation strategies", *Novel Insights in
//!   Agent-based Complex Automated Negotiation*, Springer 2014, measure it so in utilities).
//! * **Nash share**: the product of gains (0 if any is below 0) by the largest of the frontier.
//! * **Welfare share**: the sum of `u − floor` by the largest of the frontier.
//!
//! Cost of a score: parties × efficient points.

use crate::talk::Stage;

/// What the results of one scenario are measured against.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    floors: Vec<f64>,
    bests: Vec<f64>,
    leasts: Vec<f64>,
    efficient: Option<Efficient>,
}

/// The frontier in gains, and the largest of what is measured on it.
#[derive(Clone, Debug, PartialEq)]
struct Efficient {
    gains: Vec<f64>,
    nash: f64,
    welfare: f64,
}

/// How good a result is. The last three are known where the frontier is.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Each party's gain after its discount.
    pub gains: Vec<f64>,
    /// How far from the frontier, before discounts.
    pub distance: Option<f64>,
    /// By how much of the largest Nash product, before discounts; none where that is 0.
    pub nash: Option<f64>,
    /// By how much of the largest sum of gains in utility, before discounts; none where that is 0.
    pub welfare: Option<f64>,
}

impl Reference {
    /// The reference of a stage, with what each efficient outcome is worth to each party, where that is known.
    pub fn of(stage: &Stage, frontier: Option<&[Vec<f64>]>) -> Reference {
        let ranges: Vec<(f64, f64)> = stage.sides().iter().map(|side| side.range()).collect();
        let floor = |(side, &(least, _)): (&crate::Side, &(f64, f64))| {
            let reservation = side.profile.reservation();
            if reservation.is_finite() { reservation } else { least }
        };
        let mut reference = Reference {
            floors: stage.sides().iter().zip(&ranges).map(floor).collect(),
            bests: ranges.iter().map(|range| range.1).collect(),
            leasts: ranges.iter().map(|range| range.0).collect(),
            efficient: None,
        };
        reference.efficient =
            frontier.filter(|points| !points.is_empty()).map(|points| reference.efficient(points));
        reference
    }

    fn efficient(&self, points: &[Vec<f64>]) -> Efficient {
        let most = |measure: &dyn Fn(&[f64]) -> f64| {
            points.iter().map(|point| measure(point)).fold(f64::NEG_INFINITY, f64::max)
        };
        Efficient {
            gains: points.iter().flat_map(|point| self.gains(point)).collect(),
            nash: most(&|point| product(&self.gains(point))),
            welfare: most(&|point| self.welfare(point)),
        }
    }

    /// Each party's floor.
    pub fn floors(&self) -> &[f64] {
        &self.floors
    }

    /// The least and the most that any outcome gives a party.
    pub fn range(&self, party: usize) -> (f64, f64) {
        (self.leasts[party], self.bests[party])
    }

    /// The same utilities, with the floor where a party has no number.
    pub(crate) fn floored(&self, utilities: &[f64]) -> Vec<f64> {
        let known = |(&utility, &floor): (&f64, &f64)| if utility.is_finite() { utility } else { floor };
        utilities.iter().zip(&self.floors).map(known).collect()
    }

    fn gains(&self, utilities: &[f64]) -> Vec<f64> {
        let spans = self.floors.iter().zip(&self.bests);
        let gain = |(utility, (floor, best)): (&f64, (&f64, &f64))| {
            if best > floor { (utility - floor) / (best - floor) } else { 0.0 }
        };
        utilities.iter().zip(spans).map(gain).collect()
    }

    fn welfare(&self, utilities: &[f64]) -> f64 {
        utilities.iter().zip(&self.floors).fold(0.0, |sum, (utility, floor)| sum + (utility - floor))
    }

    /// The score of a result: its utilities, and what is left of them after discounts.
    pub fn score(&self, utilities: &[f64], payoffs: &[f64]) -> Score {
        let gains = self.gains(utilities);
        let known = self.efficient.as_ref();
        let share = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
        Score {
            distance: known.map(|efficient| distance(&gains, &efficient.gains)),
            nash: known.and_then(|efficient| share(product(&gains), efficient.nash)),
            welfare: known.and_then(|efficient| share(self.welfare(utilities), efficient.welfare)),
            gains: self.gains(payoffs),
        }
    }
}

/// The product, or 0 where one is below 0: two who lose gain nothing.
fn product(gains: &[f64]) -> f64 {
    gains.iter().fold(1.0, |product, &gain| product * gain.max(0.0))
}

fn distance(gains: &[f64], frontier: &[f64]) -> f64 {
    let square = |point: &[f64]| point.iter().zip(gains).fold(0.0, |sum, (p, g)| sum + (p - g) * (p - g));
    frontier.chunks_exact(gains.len()).map(square).fold(f64::INFINITY, f64::min).sqrt()
}
