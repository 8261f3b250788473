//! What a released result tells one party about another's weights.
//!
//! **Definition.** The *observer* knows its own preferences and the *subject*'s values, not the subject's weights: its prior is
//! uniform on weights that sum to 1, or what is stated of them. Worlds are drawn from it. What is released is a function of the
//! world; the posterior of an observer that sees the release are the worlds that would have released the same. Reported are,
//! over worlds taken as the truth,
//! * the standard deviation of the subject's weights (as shares of their sum), mean over issues, before and after: after is the root
//!   of the expected posterior variance, so that a fall is not overstated;
//! * the entropy of the weight vector, each weight in one of two parts that are equally likely before, before and after.
//!
//! The attacker is a strong one: it knows the program, the values and the prior. What it learns from several releases is not added up.
//!
//! **Estimate.** Worlds are grouped by what is released; a group's variance is estimated without bias from its members. A world that is
//! alone in its group says nothing of a posterior: it is left out, and [`Reveal::alone`] counts them; the fall is then at least
//! about what is reported, and at most about [`Reveal::fall_at_most`], where such weights count as found out. The standard error is that
//! of a jackknife over ten blocks of worlds (M. H. Quenouille, "Notes on bias in estimation", Biometrika 43 (1956) 353–360; J. W. Tukey 1958).
//!
//! **Cost.** One frontier a world. Memory: the weights of all worlds.

mod package;

pub use package::{After, PackageSeen};

use super::parallel::in_order;
use super::robust::Solved;
use super::share::{Entropy, Share};
use super::{Sampling, Worlds, WorldsError};
use crate::limits::{Limits, Watch};
use crate::packing::Packing;
use crate::solutions::Solution;
use detente_model::scenario::Scenario;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What is released.
#[derive(Clone, Copy)]
pub enum Release<'s> {
    /// The package that a solution chooses, or that it chooses none.
    Package(&'s dyn Solution),
    /// The list of efficient packages, one for each utility vector, without utilities.
    Efficient,
    /// The package that a solution chooses and what it is worth to the subject, rounded to such a part of the most that any outcome
    /// is worth to it.
    Utility {
        /// The solution.
        of: &'s dyn Solution,
        /// How many parts there are; two digits are 100.
        parts: u32,
    },
}

/// What the observer knows of the subject's weights before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prior {
    /// That they are not below 0; nothing else.
    Nothing,
    /// What the scenario states of them.
    Stated,
}

/// Who learns of whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Eyes {
    /// Who sees the release, and knows its own preferences: as the scenario's integers have them.
    pub observer: usize,
    /// Whose weights it would like to know.
    pub subject: usize,
    /// What it knows of them before.
    pub prior: Prior,
}

impl Eyes {
    /// The worlds of the observer's mind.
    fn worlds<'s>(&self, scenario: &'s Scenario, sampling: Sampling) -> Result<Worlds<'s>, WorldsError> {
        let Eyes { observer, subject, prior } = *self;
        let parties = scenario.utilities.len();
        if subject >= parties {
            return Err(WorldsError::NoParty { party: subject });
        }
        if observer >= parties || observer == subject {
            return Err(WorldsError::NoParty { party: observer });
        }
        let worlds = Worlds::of(scenario, sampling)?;
        let worlds = worlds.seen_from_outside(subject, prior == Prior::Nothing, &[observer])?;
        match worlds.known(subject) {
            Some(_) => Ok(worlds),
            None => Err(WorldsError::NotWeighted { party: subject }),
        }
    }
}

/// How much a release reveals.
#[derive(Clone, Debug, PartialEq)]
pub struct Reveal {
    /// The mean standard deviation of the subject's weights before.
    pub before: f64,
    /// The same after.
    pub after: f64,
    /// `1 − after/before`.
    pub fall: f64,
    /// The standard error of the fall.
    pub standard_error: f64,
    /// The fall if weights of worlds that are alone in their group were found out.
    pub fall_at_most: f64,
    /// Worlds whose release no other world has.
    pub alone: Share,
    /// How many different releases were seen.
    pub releases: u64,
    /// The entropy of the weights in parts, in bits, before.
    pub bits_before: f64,
    /// The same after; `None` where there are more than a tenth as many pairs of release and weights in parts as worlds: too few to say.
    pub bits_after: Option<f64>,
}

/// Parts of a weight.
const PARTS: usize = 2;
/// Blocks of the jackknife.
const BLOCKS: usize = 10;

impl Reveal {
    /// Draws the worlds of the observer's mind and groups them.
    pub fn of(
        scenario: &Scenario,
        eyes: Eyes,
        release: Release<'_>,
        sampling: Sampling,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Reveal, WorldsError> {
        let subject = eyes.subject;
        let worlds = eyes.worlds(scenario, sampling)?;
        let packing =
            Packing::of(&scenario.issues.iter().map(|issue| issue.options.len() as u32).collect::<Vec<_>>());
        let mut groups: BTreeMap<Box<[u64]>, usize> = BTreeMap::new();
        let mut seen = Seen { weights: vec![], group: vec![] };
        let work = |k| {
            let solved = Solved::of(&worlds, k, limits)?;
            let drawn = worlds.world(k)[subject].take().ok_or(WorldsError::NotWeighted { party: subject })?;
            Ok((shares(&drawn.weights), released(&worlds, &solved, &packing, release, subject)?))
        };
        in_order(u64::from(sampling.worlds), sampling.threads, watch, work, |_, (weights, release)| {
            let next = groups.len();
            seen.group.push(*groups.entry(release).or_insert(next));
            seen.weights.push(weights);
            Ok(())
        })?;
        Ok(seen.reveal(groups.len()))
    }
}

/// Weights over their sum.
fn shares(weights: &[f64]) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| if sum > 0.0 { weight / sum } else { 0.0 }).collect()
}

/// What is released in a world, as words to compare.
fn released(
    worlds: &Worlds<'_>,
    solved: &Solved,
    packing: &Packing,
    release: Release<'_>,
    subject: usize,
) -> Result<Box<[u64]>, WorldsError> {
    let chosen = |of| Ok::<_, WorldsError>(solved.chosen(worlds, &[of])?[0]);
    Ok(match release {
        Release::Package(of) => chosen(of)?.map_or(Box::from([]), |place| solved.packed(packing, place)),
        Release::Utility { of, parts } => {
            let Some(place) = chosen(of)? else { return Ok(Box::from([])) };
            let most = solved.frontier.points.iter().map(|point| point.utilities[subject]).max().unwrap_or(1);
            let worth = solved.frontier.points[place].utilities[subject];
            let part = (i128::from(worth) * i128::from(parts)).div_euclid(i128::from(most.max(1)));
            let mut words = solved.packed(packing, place).into_vec();
            words.push(part as u64);
            words.into_boxed_slice()
        }
        Release::Efficient => {
            // Lists in one order are alike if and only if their digests are.
            let mut digest = Sha256::new();
            let mut outcomes: Vec<Box<[u64]>> =
                (0..solved.frontier.points.len()).map(|place| solved.packed(packing, place)).collect();
            outcomes.sort_unstable();
            outcomes.iter().flatten().for_each(|word| digest.update(word.to_le_bytes()));
            let digest = digest.finalize();
            let word = |bytes: &[u8]| bytes.iter().fold(0u64, |word, byte| word << 8 | u64::from(*byte));
            digest.chunks(8).map(word).collect()
        }
    })
}

/// The weights of all worlds, and which of them release the same.
struct Seen {
    weights: Vec<Vec<f64>>,
    group: Vec<usize>,
}

/// Mean standard deviations: before, after, and after with lone worlds found out.
struct Deviations {
    before: f64,
    after: f64,
    at_least: f64,
}

impl Seen {
    fn reveal(&self, groups: usize) -> Reveal {
        let all = self.deviations(groups, None);
        let fall = |deviations: &Deviations| ratio_left(deviations.after, deviations.before);
        let parts: Vec<f64> = (0..BLOCKS).map(|block| fall(&self.deviations(groups, Some(block)))).collect();
        let mean = parts.iter().sum::<f64>() / BLOCKS as f64;
        let squares: f64 = parts.iter().map(|part| (part - mean) * (part - mean)).sum();
        let standard_error = libm::sqrt(squares * (BLOCKS - 1) as f64 / BLOCKS as f64);
        let mut sizes = vec![0u64; groups];
        self.group.iter().for_each(|&group| sizes[group] += 1);
        let alone = sizes.iter().filter(|size| **size == 1).count() as u64;
        let (bits_before, bits_after) = self.bits(&sizes);
        Reveal {
            before: all.before,
            after: all.after,
            fall: fall(&all),
            standard_error,
            fall_at_most: ratio_left(all.at_least, all.before),
            alone: Share { count: alone, of: self.group.len() as u64 },
            releases: groups as u64,
            bits_before,
            bits_after,
        }
    }

    /// Without the worlds of a block, if one is named.
    fn deviations(&self, groups: usize, without: Option<usize>) -> Deviations {
        let issues = self.weights.first().map_or(0, Vec::len);
        let kept = |world: &usize| without.is_none_or(|block| world % BLOCKS != block);
        let mut sizes = vec![0u64; groups];
        (0..self.group.len()).filter(kept).for_each(|world| sizes[self.group[world]] += 1);
        let mut sums = Deviations { before: 0.0, after: 0.0, at_least: 0.0 };
        for issue in 0..issues {
            let mut means = vec![0.0; groups];
            let (mut mean, mut n) = (0.0, 0u64);
            for world in (0..self.group.len()).filter(kept) {
                let weight = self.weights[world][issue];
                means[self.group[world]] += weight / sizes[self.group[world]] as f64;
                (mean, n) = (mean + weight, n + 1);
            }
            mean /= n.max(1) as f64;
            let (mut total, mut inside) = (0.0, 0.0);
            for world in (0..self.group.len()).filter(kept) {
                let (weight, group) = (self.weights[world][issue], self.group[world]);
                total += (weight - mean) * (weight - mean);
                if sizes[group] > 1 {
                    // Unbiased in the group, and every world of it is as likely the truth.
                    let size = sizes[group] as f64;
                    inside += (weight - means[group]) * (weight - means[group]) * size / (size - 1.0);
                }
            }
            let company: u64 = sizes.iter().filter(|size| **size > 1).sum();
            sums.before += libm::sqrt(total / n.saturating_sub(1).max(1) as f64) / issues as f64;
            sums.after += libm::sqrt(inside / company.max(1) as f64) / issues as f64;
            sums.at_least += libm::sqrt(inside / n.max(1) as f64) / issues as f64;
        }
        sums
    }

    /// The entropy of the weights in parts, before and after.
    fn bits(&self, sizes: &[u64]) -> (f64, Option<f64>) {
        let issues = self.weights.first().map_or(0, Vec::len);
        let bounds: Vec<Vec<f64>> = (0..issues).map(|issue| self.bounds(issue)).collect();
        let cell = |weights: &Vec<f64>| -> Vec<u8> {
            let part =
                |(weight, bounds): (&f64, &Vec<f64>)| bounds.iter().filter(|b| weight >= *b).count() as u8;
            weights.iter().zip(&bounds).map(part).collect()
        };
        let mut cells: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
        let mut joint: BTreeMap<(usize, Vec<u8>), u64> = BTreeMap::new();
        for (weights, group) in self.weights.iter().zip(&self.group) {
            let cell = cell(weights);
            *cells.entry(cell.clone()).or_default() += 1;
            *joint.entry((*group, cell)).or_default() += 1;
        }
        let before = Entropy::of(cells.values().copied()).corrected;
        let release = Entropy::of(sizes.iter().copied()).corrected;
        let after = Entropy::of(joint.values().copied()).corrected - release;
        (before, (joint.len() * 10 <= self.group.len()).then_some(after))
    }

    fn bounds(&self, issue: usize) -> Vec<f64> {
        let mut sorted: Vec<f64> = self.weights.iter().map(|weights| weights[issue]).collect();
        sorted.sort_by(f64::total_cmp);
        (1..PARTS).filter_map(|part| sorted.get(part * sorted.len() / PARTS).copied()).collect()
    }
}

/// `1 − after/before`; 0 where there was nothing to learn.
fn ratio_left(after: f64, before: f64) -> f64 {
    if before > 0.0 { 1.0 - after / before } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::*;
    use super::*;
    use crate::limits::Continue;
    use crate::solutions::SOLUTIONS;
    use detente_model::scenario::Spread;

    fn reveal(scenario: &Scenario, release: Release<'_>, prior: Prior, threads: usize) -> Reveal {
        let eyes = Eyes { observer: 0, subject: 1, prior };
        let sampling = Sampling { threads, ..sampling(3, 20_000) };
        Reveal::of(scenario, eyes, release, sampling, limits(), &mut |_| Continue::Yes).unwrap()
    }

    /// Two issues: (0, 1) is worth 0.6 to a and 1 − w to b, (1, 0) 0.4 and w: the Nash outcome is (0, 1) where w < 0.6.
    fn two_issues() -> Scenario {
        let a = party("a", stated(vec![exact("0.6"), exact("0.4")], vec![vec![exact("1"), exact("0")]; 2]));
        let b = stated(vec![exact("0.5"), exact("0.5")], vec![vec![exact("0"), exact("1")]; 2]);
        scenario(vec![a, party("b", b)])
    }

    #[test]
    fn a_package_reveals_what_it_must() {
        let scenario = two_issues();
        let found = reveal(&scenario, Release::Package(SOLUTIONS[0]), Prior::Nothing, 1);
        // w is uniform on [0, 1]; after, on [0, 0.6] or [0.6, 1]: variance (0.6·0.36 + 0.4·0.16)/12 = 0.28/12.
        assert!((found.before - libm::sqrt(1.0 / 12.0)).abs() < 0.003, "{found:?}");
        assert!((found.after - libm::sqrt(0.28 / 12.0)).abs() < 0.003, "{found:?}");
        assert!((found.fall - (1.0 - libm::sqrt(0.28))).abs() < 0.01);
        assert!(found.standard_error < 0.01 && found.standard_error > 0.0);
        assert_eq!((found.alone.count, found.releases), (0, 2));
        // Halves of w, each with its mirror image: one bit before; after, [0, 0.6] has 5/6 and 1/6 of its parts.
        assert!((found.bits_before - 1.0).abs() < 0.01);
        let bits = |p: f64| -p * libm::log2(p) - (1.0 - p) * libm::log2(1.0 - p);
        let right = 0.6 * bits(1.0 / 6.0);
        assert!((found.bits_after.unwrap() - right).abs() < 0.02, "{found:?} {right}");
        assert_eq!(found, reveal(&scenario, Release::Package(SOLUTIONS[0]), Prior::Nothing, 8));
    }

    #[test]
    fn efficient_packages_and_utilities_reveal_more() {
        let scenario = two_issues();
        let package = reveal(&scenario, Release::Package(SOLUTIONS[0]), Prior::Nothing, 1);
        // (1, 0) is efficient where w is above 1 - w: one half or the other is left of its spread.
        let efficient = reveal(&scenario, Release::Efficient, Prior::Nothing, 1);
        assert_eq!(efficient.releases, 2);
        assert!((efficient.fall - 0.5).abs() < 0.01 && efficient.fall > package.fall, "{efficient:?}");
        let utility = Release::Utility { of: SOLUTIONS[0], parts: 100 };
        let utility = reveal(&scenario, utility, Prior::Nothing, 1);
        // The most that b can get is 1: the weight is known to a hundredth.
        assert!(utility.fall > 0.98 && utility.fall > package.fall, "{utility:?}");
    }

    #[test]
    fn reservation_values_are_on_the_scale_of_the_weights() {
        let mut scenario = two_issues();
        let b = stated(vec![exact("50"), exact("50")], vec![vec![exact("0"), exact("1")]; 2]);
        scenario.utilities[1] = party("b", b);
        scenario.utilities[1].reservation = Some(30_000);
        let found = reveal(&scenario, Release::Package(SOLUTIONS[0]), Prior::Nothing, 1);
        // b gains 100 (1 - w) - 30 or 100 w - 30: (0, 1) where 0.6 (0.7 - w) is more than 0.4 (w - 0.3): w below 0.54.
        let right = (0.54f64 * 0.54 * 0.54 + 0.46 * 0.46 * 0.46) / 12.0;
        assert_eq!(found.releases, 2);
        assert!((found.after - libm::sqrt(right)).abs() < 0.003, "{found:?}");
    }

    #[test]
    fn the_stated_prior_is_used_and_wrong_parties_are_refused() {
        let mut scenario = two_issues();
        let narrow = stated(vec![between("0.1", "0.2"), exact("0.9")], vec![vec![exact("0"), exact("1")]; 2]);
        scenario.utilities[1] = party("b", narrow);
        let found = reveal(&scenario, Release::Package(SOLUTIONS[0]), Prior::Stated, 1);
        assert_eq!((found.releases, found.fall.abs() < 1e-9), (1, true));
        assert!(found.before > 0.0 && found.before < 0.03);
        let refused = |observer, subject, prior| {
            let eyes = Eyes { observer, subject, prior };
            Reveal::of(&scenario, eyes, Release::Efficient, sampling(1, 10), limits(), &mut |_| Continue::Yes)
        };
        assert_eq!(refused(0, 0, Prior::Nothing).unwrap_err(), WorldsError::NoParty { party: 0 });
        assert_eq!(refused(0, 9, Prior::Nothing).unwrap_err(), WorldsError::NoParty { party: 9 });
        assert_eq!(refused(1, 0, Prior::Stated).unwrap_err(), WorldsError::NotWeighted { party: 0 });
        assert!(scenario.utilities[1].stated.as_ref().unwrap().weights[0] != Spread::Unknown);
    }
}
