//! What one package, or terms of one, tells an observer who takes it to be efficient.
//!
//! **Definition.** The observer's mind is that of [`super::Reveal`]. It sees the package and takes it for part of an
//! efficient one: of its worlds those remain in which some efficient outcome has all of the terms. Reported are the
//! standard deviation of the subject's weights (as shares of their sum), mean over issues, in all worlds and in those that
//! remain. The fall may be below 0: what is seen can also make a mind less sure.
//!
//! **Method.** An efficient outcome has the terms if and only if the frontier among the outcomes that have them shares a
//! utility vector with the whole frontier. The standard error is that of a jackknife over ten blocks of worlds, as there.
//!
//! **Cost.** Two frontiers a world, the second of a smaller problem.

use super::{BLOCKS, Eyes, ratio_left, shares};
use crate::frontier::{Ask, Frontier};
use crate::limits::{Continue, Limits, Watch};
use crate::worlds::parallel::in_order;
use crate::worlds::robust::Solved;
use crate::worlds::{Sampling, Share, WorldsError};
use detente_model::scenario::Scenario;

/// How much a package tells.
#[derive(Clone, Debug, PartialEq)]
pub struct PackageSeen {
    /// In which share of the observer's worlds some efficient outcome has the terms.
    pub fits: Share,
    /// The mean standard deviation of the subject's weights in all worlds.
    pub before: f64,
    /// The same in those worlds; none where there are not two of them, or too few for the standard error.
    pub after: Option<After>,
}

/// What remains.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct After {
    /// The mean standard deviation.
    pub deviation: f64,
    /// `1 − after/before`.
    pub fall: f64,
    /// The standard error of the fall.
    pub standard_error: f64,
}

impl PackageSeen {
    /// Draws the worlds of the observer's mind and keeps those that fit `terms`, pairs of issue and option.
    pub fn of(
        scenario: &Scenario,
        eyes: Eyes,
        terms: &[(usize, u32)],
        sampling: Sampling,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<PackageSeen, WorldsError> {
        let worlds = eyes.worlds(scenario, sampling)?;
        let work = |k| {
            let no_weights = WorldsError::NotWeighted { party: eyes.subject };
            let drawn = worlds.world(k)[eyes.subject].take().ok_or(no_weights)?;
            Ok((shares(&drawn.weights), fits(&Solved::of(&worlds, k, limits)?, terms, limits)?))
        };
        let mut seen = Seen { weights: vec![], fits: vec![] };
        in_order(u64::from(sampling.worlds), sampling.threads, watch, work, |_, (weights, fits)| {
            seen.weights.push(weights);
            seen.fits.push(fits);
            Ok(())
        })?;
        Ok(seen.told())
    }
}

/// Does some efficient outcome have all of the terms?
fn fits(solved: &Solved, terms: &[(usize, u32)], limits: Limits) -> Result<bool, WorldsError> {
    let having = solved.problem.fixing(terms).map_err(WorldsError::Problem)?;
    let having = Frontier::of(&having, Ask::default(), limits, &mut |_| Continue::Yes);
    let having = having.map_err(WorldsError::Stop)?;
    // Both are in falling order.
    let whole = &solved.frontier.points;
    let is_efficient = |utilities: &Vec<i64>| whole.binary_search_by(|p| utilities.cmp(&p.utilities)).is_ok();
    Ok(having.points.iter().any(|point| is_efficient(&point.utilities)))
}

/// The weights of all worlds, and which of them fit.
struct Seen {
    weights: Vec<Vec<f64>>,
    fits: Vec<bool>,
}

impl Seen {
    fn told(&self) -> PackageSeen {
        let fits = self.fits.iter().filter(|fits| **fits).count() as u64;
        let fits = Share { count: fits, of: self.fits.len() as u64 };
        let before = self.deviation(|_| true).unwrap_or(0.0);
        PackageSeen { fits, before, after: self.after(before) }
    }

    fn after(&self, before: f64) -> Option<After> {
        let deviation = self.deviation(|world| self.fits[world])?;
        let part = |block: usize| {
            let kept = |world: usize| world % BLOCKS != block;
            let after = self.deviation(|world| kept(world) && self.fits[world])?;
            Some(ratio_left(after, self.deviation(kept)?))
        };
        let parts: Vec<f64> = (0..BLOCKS).map(part).collect::<Option<_>>()?;
        let mean = parts.iter().sum::<f64>() / BLOCKS as f64;
        let squares: f64 = parts.iter().map(|part| (part - mean) * (part - mean)).sum();
        let standard_error = libm::sqrt(squares * (BLOCKS - 1) as f64 / BLOCKS as f64);
        Some(After { deviation, fall: ratio_left(deviation, before), standard_error })
    }

    /// The standard deviation of the weights, mean over issues, in the worlds that are kept: two at least.
    fn deviation(&self, kept: impl Fn(usize) -> bool) -> Option<f64> {
        let worlds: Vec<&Vec<f64>> = self
            .weights
            .iter()
            .enumerate()
            .filter(|(world, _)| kept(*world))
            .map(|(_, weights)| weights)
            .collect();
        let issues = worlds.first()?.len();
        if worlds.len() < 2 {
            return None;
        }
        let of_issue = |issue: usize| {
            let mean = worlds.iter().map(|weights| weights[issue]).sum::<f64>() / worlds.len() as f64;
            let squares = worlds.iter().map(|weights| (weights[issue] - mean) * (weights[issue] - mean));
            libm::sqrt(squares.sum::<f64>() / (worlds.len() - 1) as f64)
        };
        Some((0..issues).map(of_issue).sum::<f64>() / issues.max(1) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Prior;
    use super::*;
    use crate::worlds::fixture::*;

    fn seen(scenario: &Scenario, terms: &[(usize, u32)], threads: usize) -> PackageSeen {
        let eyes = Eyes { observer: 0, subject: 1, prior: Prior::Nothing };
        let sampling = Sampling { threads, ..sampling(3, 20_000) };
        PackageSeen::of(scenario, eyes, terms, sampling, limits(), &mut |_| Continue::Yes).unwrap()
    }

    /// Two issues: (0, 1) is worth 0.6 to a and 1 − w to b, (1, 0) 0.4 and w.
    fn two_issues() -> Scenario {
        let a = party("a", stated(vec![exact("0.6"), exact("0.4")], vec![vec![exact("1"), exact("0")]; 2]));
        let b = stated(vec![exact("0.5"), exact("0.5")], vec![vec![exact("0"), exact("1")]; 2]);
        scenario(vec![a, party("b", b)])
    }

    #[test]
    fn an_efficient_package_leaves_the_worlds_in_which_it_is() {
        // (1, 0) is efficient where w ≥ 1 − w: uniform on a half, whose deviation is half as large.
        let scenario = two_issues();
        let told = seen(&scenario, &[(0, 1), (1, 0)], 1);
        let after = told.after.unwrap();
        assert!((told.fits.value() - 0.5).abs() < 0.02, "{told:?}");
        assert!((told.before - libm::sqrt(1.0 / 12.0)).abs() < 0.003);
        assert!((after.fall - 0.5).abs() < 0.01 && after.standard_error < 0.01, "{told:?}");
        assert_eq!(told, seen(&scenario, &[(0, 1), (1, 0)], 4));
        // Terms of it fit as well, and with (1, 1), which always is: nothing is told.
        let part = seen(&scenario, &[(0, 1)], 1);
        assert_eq!((part.fits.count, part.after.unwrap().fall), (20_000, 0.0));
    }

    #[test]
    fn nothing_is_said_of_a_package_that_is_never_efficient() {
        let flat = || vec![exact("0"), exact("0")];
        let weights = || vec![exact("1"), exact("1")];
        let a = stated(weights(), vec![vec![exact("1"), exact("0.5"), exact("0.2")], flat()]);
        let b = stated(weights(), vec![vec![exact("0"), exact("1"), exact("0.9")], flat()]);
        let told = seen(&scenario(vec![party("a", a), party("b", b)]), &[(0, 2)], 1);
        assert_eq!((told.fits.count, told.after), (0, None));
    }
}
