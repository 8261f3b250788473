//! Solutions over lotteries of packages, and over issues that can be divided.
//!
//! **Definitions.** Those of [`crate::solutions`], where instead of a package a lottery of packages is chosen
//! (J. F. Nash, "The bargaining problem", Econometrica 18 (1950) 155–162, has lotteries in it), or of a divisible issue a share of
//! each option, worth the same share of its utility. With one difference: of those with the greatest smallest
//! number, not leximin but the greatest sum of the numbers decides. `equal_gain` is not defined here.
//!
//! **Method.** Convex programs (`program`). Over lotteries only few packages matter: beginning with each party's best, the
//! package is added that most exceeds the linear function which proves the bound, until none does (column generation: G. B.
//! Dantzig, P. Wolfe, "Decomposition principle for linear programs", Operations Research 8 (1960) 101–111). Then packages are taken out
//! of the mix as long as the rest can have the same utilities: at most one more than there are parties stays (C. Carathéodory,
//! "Über den Variabilitätsbereich der Fourierschen Konstanten", Rendiconti del Circolo Matematico di Palermo 32 (1911)
//! 193–217). Issues that are not divisible are settled by branch and bound over these programs (`divided`).
//!
//! **Exactness.** Doubles: utilities are right to about 10⁻⁷ of a party's range, and so is nobody's floor. With each result
//! stands `at_most`, which no lottery exceeds: the distance to `value` is the primal–dual gap.
//!
//! **Cost.** A program of `n` columns some dozens of sparse factorisations; over a frontier one pass for every column added.

mod divided;
mod program;

pub use divided::{Divided, divide};

use crate::frontier::Point;
use crate::limits::{Budget, Limits, Stop, Watch};
use crate::search::{By, Terms};
use program::{Aim, Best, Region, dot};

/// A mix of packages.
#[derive(Clone, Debug, PartialEq)]
pub struct Lottery {
    /// What each party expects.
    pub utilities: Vec<f64>,
    /// What is greatest: see [`crate::Found::value`].
    pub value: f64,
    /// No lottery has more.
    pub at_most: f64,
    /// How much more any other has at most, where each party's range is 1.
    pub gap: f64,
    /// Places among the points, ascending, with their probabilities, which are above 0 and add up to 1.
    pub support: Vec<(usize, f64)>,
}

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LotteryError {
    /// It was ended.
    Stopped(Stop),
    /// The numbers are too ill-conditioned for doubles.
    Numerical,
    /// Not one number a party, or a mark an issue; or the definition is not one for lotteries.
    Shape,
    /// Links, rules or caps tie a divisible issue to another one.
    Linked,
}

impl From<Stop> for LotteryError {
    fn from(stop: Stop) -> LotteryError {
        LotteryError::Stopped(stop)
    }
}

impl std::fmt::Display for LotteryError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            LotteryError::Stopped(stop) => stop.fmt(f),
            LotteryError::Numerical => {
                f.write_str("the numbers are too far apart in size to be solved in doubles")
            }
            LotteryError::Shape => {
                f.write_str("there must be one number a party, and a definition for lotteries")
            }
            LotteryError::Linked => f.write_str("links, rules or caps tie a divisible issue to another one"),
        }
    }
}

impl std::error::Error for LotteryError {}

/// What a definition chooses of all lotteries over these points (usually a frontier's). None: there is nothing acceptable.
pub fn lottery(
    points: &[Point],
    by: By,
    terms: &Terms,
    limits: Limits,
    watch: Watch<'_>,
) -> Result<Option<Lottery>, LotteryError> {
    let parties = terms.disagreement.len();
    if points.iter().any(|point| point.utilities.len() != parties) {
        return Err(LotteryError::Shape);
    }
    if points.is_empty() {
        return Ok(None);
    }
    let budget = &mut Budget::new(limits, watch);
    let gain = |point: &Point, party: usize| (point.utilities[party] - terms.disagreement[party]) as f64;
    let range = |party: usize| points.iter().map(|point| gain(point, party).abs()).fold(1.0, f64::max);
    let ranges: Vec<f64> = (0..parties).map(range).collect();
    let column = |point: &Point| (0..parties).map(|party| gain(point, party) / ranges[party]).collect();
    let mut mixes = Mixes { columns: points.iter().map(column).collect(), active: Vec::new() };
    let Some(Chosen { best, value, at_most, gap }) = choose(&mut mixes, by, terms, &ranges, budget)? else {
        return Ok(None);
    };
    let mut support: Vec<(usize, f64)> =
        mixes.active.iter().copied().zip(best.shares[0].iter().copied()).filter(|s| s.1 > 0.0).collect();
    support.sort_by_key(|share| share.0);
    thin(&mut support, &mixes.columns);
    let expected = |party: usize| -> f64 {
        support.iter().map(|(place, share)| points[*place].utilities[party] as f64 * share).sum()
    };
    Ok(Some(Lottery { utilities: (0..parties).map(expected).collect(), value, at_most, gap, support }))
}

/// A set in which an aim can be made greatest.
trait Space {
    /// The best, and what no other exceeds.
    fn best(
        &mut self,
        aim: &Aim,
        acceptable: bool,
        budget: &mut Budget<'_>,
    ) -> Result<Option<(Best, f64)>, LotteryError>;
}

struct Chosen {
    best: Best,
    value: f64,
    at_most: f64,
    gap: f64,
}

/// What a definition chooses of a space whose utilities are gains over `ranges`.
fn choose(
    space: &mut impl Space,
    by: By,
    terms: &Terms,
    ranges: &[f64],
    budget: &mut Budget<'_>,
) -> Result<Option<Chosen>, LotteryError> {
    let parties = ranges.len();
    let comparable: Vec<f64> = (0..parties).map(|party| terms.units[party] as f64 * ranges[party]).collect();
    let most = comparable.iter().copied().fold(0.0, f64::max);
    let equal: Vec<f64> = comparable.iter().map(|slope| slope / most).collect();
    let nothing = vec![0.0; parties];
    let weights = &terms.weights;
    // What is to be greatest, whether nobody may get less than before, and how values are scaled and moved.
    let (aim, acceptable, times, plus) = match by {
        By::Nash => {
            let scale = Aim::Product(weights.clone()).value(ranges);
            (Aim::Product(weights.clone()), true, scale, 0.0)
        }
        By::Utilitarian => {
            let d: Vec<f64> =
                terms.disagreement.iter().zip(&terms.units).map(|(d, k)| *d as f64 * *k as f64).collect();
            (Aim::Sum(equal), false, most, d.iter().sum())
        }
        By::Egalitarian | By::MaximinGain => (Aim::Least { from: nothing, slope: equal }, false, most, 0.0),
        By::Proportional => {
            let weigh = |(slope, weight): (&f64, &u32)| {
                if *weight > 0 { slope / f64::from(*weight) } else { 0.0 }
            };
            let slope = equal.iter().zip(weights).map(weigh).collect();
            (Aim::Least { from: nothing, slope }, false, most, 0.0)
        }
        By::KalaiSmorodinsky | By::EqualLoss => {
            let Some(ideal) = ideal(space, parties, budget)? else { return Ok(None) };
            if by == By::EqualLoss {
                (Aim::Least { from: ideal, slope: equal }, true, most, 0.0)
            } else {
                let slope = |a: &f64| if *a > 1e-7 { 1.0 / a } else { 0.0 };
                let slope: Vec<f64> = ideal.iter().map(slope).collect();
                let nobody = slope.iter().all(|slope| *slope == 0.0);
                let aim = Aim::Least { from: nothing.clone(), slope };
                // Where nobody can gain there is no share to speak of.
                (if nobody { Aim::Sum(nothing) } else { aim }, true, 1.0, 0.0)
            }
        }
        By::EqualGain => return Err(LotteryError::Shape),
    };
    let Some((best, at_most)) = space.best(&aim, acceptable, budget)? else { return Ok(None) };
    let value = best.value * times + plus;
    let gap = (at_most - best.value).max(0.0);
    Ok(Some(Chosen { value, at_most: (at_most * times + plus).max(value), gap, best }))
}

/// The most that each party can get where nobody gets less than before.
fn ideal(
    space: &mut impl Space,
    parties: usize,
    budget: &mut Budget<'_>,
) -> Result<Option<Vec<f64>>, LotteryError> {
    let mut ideal = Vec::with_capacity(parties);
    for party in 0..parties {
        let axis = (0..parties).map(|p| f64::from(u8::from(p == party))).collect();
        let Some((best, _)) = space.best(&Aim::Sum(axis), true, budget)? else { return Ok(None) };
        ideal.push(best.utilities[party]);
    }
    Ok(Some(ideal))
}

/// All mixes of some columns, of which only the active ones are looked at.
struct Mixes {
    columns: Vec<Vec<f64>>,
    active: Vec<usize>,
}

/// The gap at which no column is added any more.
const GAP: f64 = 1e-9;

impl Space for Mixes {
    fn best(
        &mut self,
        aim: &Aim,
        acceptable: bool,
        budget: &mut Budget<'_>,
    ) -> Result<Option<(Best, f64)>, LotteryError> {
        let parties = self.columns[0].len();
        for party in 0..parties {
            let axis = (0..parties).map(|p| f64::from(u8::from(p == party))).collect();
            self.add(&(0.0, axis));
        }
        if acceptable {
            // Columns with which nobody gets less than before, if there are such.
            let content = Aim::Least { from: vec![0.0; parties], slope: vec![1.0; parties] };
            let least = self.generate(&content, false, budget)?;
            if least.is_none_or(|(_, at_most)| at_most < 0.0) {
                return Ok(None);
            }
        }
        self.generate(aim, acceptable, budget)
    }
}

impl Mixes {
    /// Makes the column active in which a function is greatest; its value, and was it new?
    fn add(&mut self, function: &(f64, Vec<f64>)) -> (f64, bool) {
        let value = |column: &Vec<f64>| function.0 + dot(&function.1, column);
        let better = |best: (usize, f64), (at, column)| {
            let value = value(column);
            if value > best.1 { (at, value) } else { best }
        };
        let (at, most) = self.columns.iter().enumerate().fold((0, f64::NEG_INFINITY), better);
        let is_new = !self.active.contains(&at);
        if is_new {
            self.active.push(at);
        }
        (most, is_new)
    }

    fn generate(
        &mut self,
        aim: &Aim,
        acceptable: bool,
        budget: &mut Budget<'_>,
    ) -> Result<Option<(Best, f64)>, LotteryError> {
        let mut least = f64::INFINITY;
        loop {
            let columns: Vec<Vec<f64>> = self.active.iter().map(|&at| self.columns[at].clone()).collect();
            let region = Region { base: vec![0.0; self.columns[0].len()], groups: vec![columns] };
            let Some(mut best) = region.best(aim, acceptable, budget)? else { return Ok(None) };
            budget.look_at(self.columns.len() as u64)?;
            let before = self.active.len();
            let (most, is_new) = self.add(&best.over);
            least = least.min(most);
            if least - best.value <= GAP || !is_new {
                self.active.truncate(before);
                best.value = aim.value(&best.utilities);
                return Ok(Some((best, least)));
            }
        }
    }
}

/// Takes out of a mix what the others make up for: the utilities stay.
fn thin(support: &mut Vec<(usize, f64)>, columns: &[Vec<f64>]) {
    while let Some(change) = null_vector(support, columns) {
        // As far as the first share that becomes 0.
        let steps = support.iter().zip(&change).filter(|(_, c)| **c < 0.0);
        let Some(step) = steps.map(|((_, share), c)| share / -c).min_by(f64::total_cmp) else { return };
        let before = support.len();
        support.iter_mut().zip(&change).for_each(|((_, share), c)| *share += step * c);
        support.retain(|(_, share)| *share > 1e-12);
        let sum: f64 = support.iter().map(|(_, share)| share).sum();
        support.iter_mut().for_each(|(_, share)| *share /= sum);
        if support.len() == before {
            return;
        }
    }
}

/// Changes of the shares, with sum 0, that change no utility; none where there are no such.
fn null_vector(support: &[(usize, f64)], columns: &[Vec<f64>]) -> Option<Vec<f64>> {
    let n = support.len();
    let parties = columns.first().map_or(0, Vec::len);
    let entry = |row: usize, place: usize| if row == parties { 1.0 } else { columns[place][row] };
    let mut rows: Vec<Vec<f64>> =
        (0..=parties).map(|row| support.iter().map(|(place, _)| entry(row, *place)).collect()).collect();
    // Gauss and Jordan, the greatest number of a column as its pivot.
    let (mut pivots, mut free) = (Vec::new(), None);
    for column in 0..n {
        let from = pivots.len();
        let greatest =
            (from..rows.len()).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()));
        match greatest.filter(|row| rows[*row][column].abs() > 1e-11) {
            None => {
                free = Some(column);
                break;
            }
            Some(row) => {
                rows.swap(from, row);
                let pivot = rows[from].clone();
                for (index, row) in rows.iter_mut().enumerate().filter(|(index, _)| *index != from) {
                    let _ = index;
                    let times = row[column] / pivot[column];
                    row.iter_mut().zip(&pivot).for_each(|(a, b)| *a -= times * b);
                }
                pivots.push(column);
            }
        }
    }
    let free = free?;
    let mut change = vec![0.0; n];
    change[free] = 1.0;
    for (row, &pivot) in pivots.iter().enumerate() {
        change[pivot] = -rows[row][free] / rows[row][pivot];
    }
    Some(change)
}

#[cfg(test)]
mod tests;
