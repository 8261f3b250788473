//! Issues of which each option can have a share, beside others that are settled whole.
//!
//! Branch and bound (A. H. Land, A. G. Doig, Econometrica 28 (1960) 497–520) over the issues that are not divisible: first
//! all are taken as divisible; where an issue is then divided that must not be, each of its options is tried.

use super::program::{Aim, Best, Region};
use super::{LotteryError, Space, choose};
use crate::limits::{Budget, Limits, Watch};
use crate::problem::Problem;
use crate::search::{By, Terms};

/// What a definition chooses.
#[derive(Clone, Debug, PartialEq)]
pub struct Divided {
    /// What each party has.
    pub utilities: Vec<f64>,
    /// What is greatest: see [`crate::Found::value`].
    pub value: f64,
    /// No division has more.
    pub at_most: f64,
    /// How much more any other has at most, where each party's range is 1.
    pub gap: f64,
    /// `shares[issue][option]`; an issue that is not divisible has a single 1.
    pub shares: Vec<Vec<f64>>,
}

/// What a definition chooses where the issues marked in `divisible` can be divided. None: there is nothing acceptable.
///
/// Without links, rules and caps: a share of an option is worth that share of its utility.
pub fn divide(
    problem: &Problem,
    divisible: &[bool],
    by: By,
    terms: &Terms,
    limits: Limits,
    watch: Watch<'_>,
) -> Result<Option<Divided>, LotteryError> {
    let (parties, issues) = (problem.parties(), problem.options().len());
    if divisible.len() != issues || terms.disagreement.len() != parties {
        return Err(LotteryError::Shape);
    }
    let is_capped = problem.caps().iter().any(Option::is_some);
    if !problem.factors().is_empty() || !problem.rules().is_empty() || is_capped {
        return Err(LotteryError::Linked);
    }
    let gain = |party: usize, issue: usize, option: usize| problem.gains()[party][issue][option] as f64;
    let constant = |party: usize| (problem.bias()[party] - terms.disagreement[party]) as f64;
    // The greatest size of a gain, by which each party's utilities are divided.
    let range = |party: usize| -> f64 {
        let size = |gains: &Vec<i64>| gains.iter().map(|g| g.unsigned_abs()).max().unwrap_or(0) as f64;
        (constant(party).abs() + problem.gains()[party].iter().map(size).sum::<f64>()).max(1.0)
    };
    let ranges: Vec<f64> = (0..parties).map(range).collect();
    let column = |issue: usize, option: usize| {
        (0..parties).map(|party| gain(party, issue, option) / ranges[party]).collect()
    };
    let group = |issue: usize| (0..problem.options()[issue] as usize).map(|o| column(issue, o)).collect();
    let base = (0..parties).map(|party| constant(party) / ranges[party]).collect();
    let region = Region { base, groups: (0..issues).map(group).collect() };
    let mut divisions = Divisions { region, divisible: divisible.to_vec() };
    let budget = &mut Budget::new(limits, watch);
    let Some(chosen) = choose(&mut divisions, by, terms, &ranges, budget)? else { return Ok(None) };
    let utility = |(party, u): (usize, &f64)| u * ranges[party] + terms.disagreement[party] as f64;
    Ok(Some(Divided {
        utilities: chosen.best.utilities.iter().enumerate().map(utility).collect(),
        value: chosen.value,
        at_most: chosen.at_most,
        gap: chosen.gap,
        shares: chosen.best.shares,
    }))
}

struct Divisions {
    region: Region,
    divisible: Vec<bool>,
}

/// How near to 1 a share is that counts as whole, and how much better another value must be.
const NEAR: f64 = 1e-6;

impl Space for Divisions {
    fn best(
        &mut self,
        aim: &Aim,
        acceptable: bool,
        budget: &mut Budget<'_>,
    ) -> Result<Option<(Best, f64)>, LotteryError> {
        let mut found: Option<Best> = None;
        let mut dropped = f64::NEG_INFINITY;
        // Of each open node the option of each issue that is settled.
        let mut open: Vec<Vec<Option<usize>>> = vec![vec![None; self.divisible.len()]];
        while let Some(settled) = open.pop() {
            let region = self.settled(&settled);
            let Some(mut best) = region.best(aim, acceptable, budget)? else { continue };
            let (most, _) = region.most(&best.over);
            if found.as_ref().is_some_and(|found| most <= found.value + NEAR) {
                dropped = dropped.max(most);
                continue;
            }
            best.shares = self.shares(&settled, best.shares);
            match self.divided(&best, &settled) {
                None => {
                    dropped = dropped.max(most);
                    if found.as_ref().is_none_or(|found| best.value > found.value) {
                        found = Some(best);
                    }
                }
                Some(issue) => {
                    let mut options: Vec<usize> = (0..best.shares[issue].len()).collect();
                    // The greatest share is tried first, that is, comes last.
                    options.sort_by(|a, b| best.shares[issue][*a].total_cmp(&best.shares[issue][*b]));
                    open.extend(options.into_iter().map(|option| {
                        let mut node = settled.clone();
                        node[issue] = Some(option);
                        node
                    }));
                }
            }
        }
        Ok(found.map(|best| (best, dropped)))
    }
}

impl Divisions {
    /// The region where some issues are settled.
    fn settled(&self, settled: &[Option<usize>]) -> Region {
        let group = |(group, option): (&Vec<Vec<f64>>, &Option<usize>)| match option {
            Some(option) => vec![group[*option].clone()],
            None => group.clone(),
        };
        Region {
            base: self.region.base.clone(),
            groups: self.region.groups.iter().zip(settled).map(group).collect(),
        }
    }

    /// The shares of all options.
    fn shares(&self, settled: &[Option<usize>], shares: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
        let whole = |issue: usize, option: usize| {
            let options = 0..self.region.groups[issue].len();
            options.map(|o| f64::from(u8::from(o == option))).collect()
        };
        let of =
            |(issue, shares): (usize, Vec<f64>)| settled[issue].map_or(shares, |option| whole(issue, option));
        shares.into_iter().enumerate().map(of).collect()
    }

    /// The issue that is most divided and must not be. An issue with all of one option, but for rounding, is
    /// settled as well, so that shares are whole.
    fn divided(&self, best: &Best, settled: &[Option<usize>]) -> Option<usize> {
        let greatest = |issue: usize| best.shares[issue].iter().copied().fold(0.0, f64::max);
        let open = (0..settled.len()).filter(|&issue| !self.divisible[issue] && settled[issue].is_none());
        open.filter(|&issue| greatest(issue) < 1.0).min_by(|a, b| greatest(*a).total_cmp(&greatest(*b)))
    }
}
