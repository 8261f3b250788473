//! Is one strategy better than another, or does it only look so? Pairwise tests with correction for their number.
//!
//! Two strategies are compared **in pairs**: by their mean gains in the same seat of the same scenario, by the same rules,
//! beside the same others.
//!
//! * F. Wilcoxon, "Individual comparisons by ranking methods", *Biometrics Bulletin* 1 (1945): the signed-rank test, two-sided. Differences
//!   of 0 are left out, equal ones share their mean rank. Up to [`EXACT`] differences the distribution given these ranks is exact (the
//!   permutation distribution, by dynamic programming over sums of ranks); beyond, normal with correction for ties
//!   and continuity.
//! * S. Holm, "A simple sequentially rejective multiple test procedure", *Scandinavian Journal of Statistics* 6 (1979).
//! * Effect size: the matched-pairs rank-biserial correlation `(W⁺ − W⁻)/(W⁺ + W⁻)`: D. Kerby, "The simple difference formula",
//!   *Comprehensive Psychology* 3 (2014).
//!
//! Such tests take the pairs as a sample of what might have been played. Cost: per pair of strategies `n³` additions up to 100
//! differences, then one sort.

use crate::plan::Numbered;
use crate::summary::{Cell, Tally};
use std::collections::BTreeMap;

/// The most differences for which the distribution is exact.
pub const EXACT: usize = 100;

/// The signed-rank test of some differences.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SignedRank {
    /// How many differences are not 0.
    pub count: usize,
    /// The sum of the ranks of those above 0.
    pub above: f64,
    /// The sum of the ranks of those below 0.
    pub below: f64,
    /// How likely sums so far apart are where neither side is better; 1 without differences.
    pub p: f64,
}

impl SignedRank {
    /// The test of these differences.
    pub fn of(differences: &[f64]) -> SignedRank {
        let mut signed: Vec<f64> = differences.iter().copied().filter(|d| *d != 0.0 && !d.is_nan()).collect();
        signed.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
        let doubled = doubled_ranks(&signed);
        let half = |sign: &dyn Fn(f64) -> bool| {
            let own = signed.iter().zip(&doubled).filter(|(d, _)| sign(**d));
            own.map(|(_, rank)| rank).sum::<usize>()
        };
        let (above, below) = (half(&|d| d > 0.0), half(&|d| d < 0.0));
        let least = above.min(below);
        let p = if signed.len() <= EXACT { exact(&doubled, least) } else { normal(&doubled, least) };
        SignedRank { count: signed.len(), above: above as f64 / 2.0, below: below as f64 / 2.0, p }
    }

    /// The rank-biserial correlation: 1 where all differences are above 0, −1 where all are below.
    pub fn effect(&self) -> f64 {
        let all = self.above + self.below;
        if all == 0.0 { 0.0 } else { (self.above - self.below) / all }
    }
}

/// Twice the rank of each of the sorted numbers; equal sizes share their mean.
fn doubled_ranks(sorted: &[f64]) -> Vec<usize> {
    let mut ranks = Vec::with_capacity(sorted.len());
    for group in sorted.chunk_by(|a, b| a.abs() == b.abs()) {
        let first = ranks.len() + 1;
        let doubled = 2 * first + group.len() - 1;
        ranks.extend(group.iter().map(|_| doubled));
    }
    ranks
}

/// Twice the chance that a sum is at most `least`, where each rank counts or not as a coin falls.
fn exact(doubled: &[usize], least: usize) -> f64 {
    let mut chance = vec![0.0; least + 1];
    chance[0] = 1.0;
    for &rank in doubled {
        for sum in (0..=least).rev() {
            let with = sum.checked_sub(rank).map_or(0.0, |rest| chance[rest]);
            chance[sum] = (chance[sum] + with) / 2.0;
        }
    }
    (2.0 * chance.iter().sum::<f64>()).min(1.0)
}

fn normal(doubled: &[usize], least: usize) -> f64 {
    // Half the sum of squared ranks is the variance with ties: Σ r²/4, of doubled ranks Σ r²/16.
    let variance = doubled.iter().map(|&rank| (rank * rank) as f64).sum::<f64>() / 16.0;
    let mean = doubled.iter().sum::<usize>() as f64 / 4.0;
    let z = (mean - least as f64 / 2.0 - 0.5).max(0.0) / variance.sqrt();
    libm::erfc(z / std::f64::consts::SQRT_2)
}

/// Holm's adjusted values: reject where they are at most the level for all tests together.
pub fn holm(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]).then(a.cmp(&b)));
    let mut adjusted = vec![0.0; values.len()];
    let mut most = 0.0f64;
    for (place, &test) in order.iter().enumerate() {
        most = most.max(((values.len() - place) as f64 * values[test]).min(1.0));
        adjusted[test] = most;
    }
    adjusted
}

/// Two strategies beside each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The one, by its place in the plan.
    pub left: usize,
    /// The other.
    pub right: usize,
    /// In how many settings both sat.
    pub settings: usize,
    /// The mean of the left's gain less the right's.
    pub difference: f64,
    /// The test.
    pub test: SignedRank,
    /// Its value with Holm's correction over all pairs.
    pub adjusted: f64,
}

/// A seat of a scenario, the rules, and who sits in the others.
type Setting = (usize, usize, usize, usize, Vec<usize>);

/// All pairs of strategies that sat in the same settings, in the order of the plan.
pub fn pairs(plan: &Numbered, tally: &Tally) -> Vec<Pair> {
    let gains = by_setting(tally.cells());
    let strategies = plan.plan().strategies.len();
    let all = (0..strategies).flat_map(|left| (left + 1..strategies).map(move |right| (left, right)));
    let mut pairs: Vec<Pair> = all.filter_map(|(left, right)| pair(left, right, &gains)).collect();
    let values: Vec<f64> = pairs.iter().map(|pair| pair.test.p).collect();
    pairs.iter_mut().zip(holm(&values)).for_each(|(pair, adjusted)| pair.adjusted = adjusted);
    pairs
}

fn by_setting(cells: &[Cell]) -> BTreeMap<Setting, BTreeMap<usize, f64>> {
    let mut gains: BTreeMap<Setting, BTreeMap<usize, f64>> = BTreeMap::new();
    for cell in cells {
        let choice = &cell.choice;
        for (seat, &strategy) in choice.seats.iter().enumerate() {
            let mut others = choice.seats.clone();
            others.remove(seat);
            let setting = (choice.topic, choice.protocol, choice.limits, seat, others);
            if let Some(mean) = cell.gains[seat].mean() {
                gains.entry(setting).or_default().insert(strategy, mean);
            }
        }
    }
    gains
}

fn pair(left: usize, right: usize, gains: &BTreeMap<Setting, BTreeMap<usize, f64>>) -> Option<Pair> {
    let both = gains.values().filter_map(|own| Some(own.get(&left)? - own.get(&right)?));
    let differences: Vec<f64> = both.collect();
    let settings = differences.len();
    let difference = differences.iter().sum::<f64>() / settings as f64;
    let test = SignedRank::of(&differences);
    (settings > 0).then_some(Pair { left, right, settings, difference, test, adjusted: test.p })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// C. Darwin's maize (*The Effects of Cross and Self Fertilisation*, 1876), by R. Fisher, *The Design of Experiments* (1935): 15 pairs.
    /// The sums are 96 and 24; R's `wilcox.test(…, paired = TRUE)` gives p = 0.04126.
    #[test]
    fn darwins_maize() {
        let eighths = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48].map(f64::from);
        let test = SignedRank::of(&eighths);
        assert_eq!((test.count, test.above, test.below), (15, 96.0, 24.0));
        assert!((test.p - 0.041_26).abs() < 5e-6, "{}", test.p);
        assert!((test.effect() - 0.6).abs() < 1e-12);
    }

    /// Lower tails as tables print them: counts of the sums at most T, of all 2ⁿ.
    #[test]
    fn tails_are_those_of_the_table() {
        for (n, least, count) in
            [(5, 0, 1), (6, 2, 3), (7, 3, 5), (8, 3, 5), (8, 5, 10), (9, 5, 10), (10, 8, 25), (10, 10, 43)]
        {
            let ranks: Vec<usize> = (1..=n).map(|rank| 2 * rank).collect();
            let wanted = (0u32..1 << n)
                .filter(|set| {
                    (0..n).map(|bit| if set >> bit & 1 == 1 { bit + 1 } else { 0 }).sum::<usize>() <= least
                })
                .count();
            assert_eq!(wanted, count, "{n} {least}");
            let found = exact(&ranks, 2 * least);
            assert!((found - 2.0 * count as f64 / f64::from(1u32 << n)).abs() < 1e-15, "{n} {least}");
        }
    }

    #[test]
    fn zeros_and_ties() {
        assert_eq!(SignedRank::of(&[]).p, 1.0);
        assert_eq!(SignedRank::of(&[0.0, 0.0]).count, 0);
        // Ranks 1.5, 1.5, 3: the sums at most 1.5 are 0, 1.5, 1.5 of 8.
        let test = SignedRank::of(&[1.0, -1.0, 2.0]);
        assert_eq!((test.above, test.below, test.p), (4.5, 1.5, 0.75));
    }

    #[test]
    fn the_normal_tail_meets_the_exact_one() {
        let ranks: Vec<usize> = (1..=100).map(|rank| 2 * rank).collect();
        for least in [1500, 1900, 2200, 2500] {
            let (a, b) = (exact(&ranks, 2 * least), normal(&ranks, 2 * least));
            assert!((a - b).abs() < 0.002, "{least}: {a} {b}");
        }
    }

    /// The values 0.01, 0.04, 0.03, 0.005 by Holm's procedure (R's `p.adjust`).
    #[test]
    fn holms_procedure() {
        let adjusted = holm(&[0.01, 0.04, 0.03, 0.005]);
        for (found, wanted) in adjusted.iter().zip([0.03, 0.06, 0.06, 0.02]) {
            assert!((found - wanted).abs() < 1e-12, "{adjusted:?}");
        }
        assert_eq!(holm(&[0.6, 0.7]), [1.0, 1.0]);
        assert!(holm(&[]).is_empty());
    }
}
