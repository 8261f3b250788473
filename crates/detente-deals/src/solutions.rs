//! Which efficient outcome each bargaining solution chooses, and by what definition.
//!
//! Every solution is a file here that implements [`Solution`], and a line of [`SOLUTIONS`]. All are
//! computed exactly, on packages (no lotteries). `u` is a party's utility, `d` what it has without an
//! agreement, `a` the most it can get where nobody gets less than `d`; a point is *acceptable* if no
//! party gets less than `d`.
//!
//! **Ties.** Of points that a definition holds equal, the one whose outcome is first in the order of
//! enumeration.
//!
//! **Units.** Utilities of parties may be in different units. Where a definition
//! compares one party's numbers with another's, they are compared as written, not as scaled.
//!
//! **Cost.** One pass over the points, two where `a` is needed; what `raiffa` takes is said in its file.

mod egalitarian;
mod equal_gain;
mod equal_loss;
mod kalai_smorodinsky;
mod maximin_gain;
mod nash;
mod proportional;
mod raiffa;
mod utilitarian;

use crate::frontier::{Frontier, Point};
use std::cmp::Ordering;
use std::fmt;

/// A rule that chooses one efficient point.
pub trait Solution: Sync {
    /// Its name in output that scripts read.
    fn name(&self) -> &'static str;

    /// What it chooses, in a sentence.
    fn definition(&self) -> &'static str;

    /// Who proposed it, where.
    fn source(&self) -> &'static str;

    /// The place of the chosen point among the frontier's; none where the definition needs a point that is
    /// not there.
    fn choose(&self, bargain: &Bargain<'_>) -> Option<usize>;
}

/// All solutions.
pub const SOLUTIONS: [&dyn Solution; 9] = [
    &nash::Nash,
    &kalai_smorodinsky::KalaiSmorodinsky,
    &egalitarian::Egalitarian,
    &utilitarian::Utilitarian,
    &proportional::Proportional,
    &equal_loss::EqualLoss,
    &raiffa::Raiffa,
    &maximin_gain::MaximinGain,
    &equal_gain::EqualGain,
];

/// The greatest weight: products are raised to it.
const MOST_WEIGHT: u32 = 1000;

/// A frontier, and what the solutions need beside it.
pub struct Bargain<'f> {
    points: &'f [Point],
    disagreement: Vec<i64>,
    /// What a party's numbers are multiplied by to be comparable with the others'.
    units: Vec<i64>,
    weights: Vec<u32>,
    /// The places of the acceptable points.
    acceptable: Vec<usize>,
    /// The most that each party gets at an acceptable point; empty where there is none.
    ideal: Vec<i64>,
}

/// Why there is no such bargain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BargainError {
    /// Not one number a party.
    Shape,
    /// Units without a common multiple in 63 bits, or utilities beyond 61 bits.
    TooWide,
    /// No party has a weight, or one has more than 1000.
    Weights,
}

impl fmt::Display for BargainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BargainError::Shape => "there must be one number a party",
            BargainError::TooWide => "the parties' numbers are too far apart in scale, or too large",
            BargainError::Weights => "weights are whole numbers from 0 to 1000, not all 0",
        })
    }
}

impl std::error::Error for BargainError {}

impl<'f> Bargain<'f> {
    /// `disagreement`: what each party has without an agreement; `units`: how many of each
    /// party's integers make one utility; `weights`: of the weighted solutions (nash, proportional), usually all 1.
    pub fn new(
        frontier: &'f Frontier,
        disagreement: &[i64],
        units: &[i64],
        weights: &[u32],
    ) -> Result<Bargain<'f>, BargainError> {
        let parties = disagreement.len();
        let points = &frontier.points[..];
        let shaped = points.iter().all(|point| point.utilities.len() == parties);
        if !shaped || parties == 0 || units.len() != parties || weights.len() != parties {
            return Err(BargainError::Shape);
        }
        if weights.iter().all(|weight| *weight == 0) || weights.iter().any(|weight| *weight > MOST_WEIGHT) {
            return Err(BargainError::Weights);
        }
        let large = |number: &i64| number.unsigned_abs() > 1 << 61;
        if disagreement.iter().any(large) || points.iter().any(|point| point.utilities.iter().any(large)) {
            return Err(BargainError::TooWide);
        }
        let units = comparable_units(units).ok_or(BargainError::TooWide)?;
        let content = |u: &[i64]| u.iter().zip(disagreement).all(|(u, d)| u >= d);
        let acceptable: Vec<usize> = (0..points.len()).filter(|&i| content(&points[i].utilities)).collect();
        let most_of = |party: usize| acceptable.iter().map(|&i| points[i].utilities[party]).max();
        let ideal = (0..parties).filter_map(most_of).collect();
        let (disagreement, weights) = (disagreement.to_vec(), weights.to_vec());
        Ok(Bargain { points, disagreement, units, weights, acceptable, ideal })
    }

    /// The parties that have a weight.
    fn weighted(&self) -> impl Iterator<Item = (usize, u32)> + '_ {
        self.weights.iter().copied().enumerate().filter(|(_, weight)| *weight > 0)
    }

    /// What each party gains at a point, on its own scale.
    fn gains(&self, place: usize) -> impl Iterator<Item = i64> + '_ {
        self.points[place].utilities.iter().zip(&self.disagreement).map(|(u, d)| u - d)
    }

    /// Numbers of all parties, on one scale.
    fn comparable<'s>(&'s self, numbers: impl Iterator<Item = i64> + 's) -> impl Iterator<Item = i128> + 's {
        numbers.zip(&self.units).map(|(number, unit)| i128::from(number) * i128::from(*unit))
    }

    /// Of some places the best, by `keys` computed once for each. Ties: see above.
    fn best<K>(
        &self,
        places: impl Iterator<Item = usize>,
        key: impl Fn(usize) -> K,
        compare: impl Fn(&K, &K) -> Ordering,
    ) -> Option<usize> {
        let outcome = |place: usize| &self.points[place].outcome;
        places
            .map(|place| (place, key(place)))
            .reduce(|best, other| {
                let order = compare(&other.1, &best.1).then_with(|| outcome(best.0).cmp(outcome(other.0)));
                if order.is_gt() { other } else { best }
            })
            .map(|(place, _)| place)
    }
}

/// What a number in each of these units is multiplied by to be in one unit. `None` where that does not
/// fit, or a unit is not positive.
pub(crate) fn comparable_units(units: &[i64]) -> Option<Vec<i64>> {
    let common = |a: i64, b: i64| -> Option<i64> {
        let (mut x, mut y) = (a, b);
        while y != 0 {
            (x, y) = (y, x % y);
        }
        (b > 0).then(|| (a / x).checked_mul(b)).flatten()
    };
    let all = units.iter().try_fold(1, |all, &unit| common(all, unit))?;
    Some(units.iter().map(|unit| all / unit).collect())
}

/// A number not below 0 over a positive one.
#[derive(Clone, Copy, Debug)]
struct Share(u64, u64);

impl Share {
    fn compare(&self, other: &Share) -> Ordering {
        let cross = |a: u64, b: u64| u128::from(a) * u128::from(b);
        cross(self.0, other.1).cmp(&cross(other.0, self.1))
    }
}

/// Shares from the least: that of two points is better whose first different share is greater.
fn leximin(a: &[Share], b: &[Share]) -> Ordering {
    a.iter().zip(b).map(|(a, b)| a.compare(b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

/// Sorted for [`leximin`].
fn from_least(mut shares: Vec<Share>) -> Vec<Share> {
    shares.sort_by(Share::compare);
    shares
}

#[cfg(test)]
mod tests;
