//! Weights at which the relaxation bounds a goal well, and good outcomes found on the way.
//!
//! The utilities of all mixes of outcomes, rules aside, are a convex set, on which the goal, smoothed, is made
//! large by steps towards the outcome that is best along its slope: M. Frank, P. Wolfe, "An algorithm for quadratic
//! programming", Naval Research Logistics Quarterly 3 (1956) 95–110. The slope at the end is the direction in which
//! the bound is tight. How near it comes decides only how long the search takes.

use super::goal::Goal;
use super::tree::{Direction, Leaf, best_options, most_along};
use crate::elimination::Floors;
use crate::limits::{Budget, Stop};
use crate::problem::Problem;

/// Steps; after some of them the slope is kept.
const ROUNDS: usize = 128;
const KEPT: [usize; 5] = [0, 15, 31, 63, 127];

/// How much a weight is changed, at first and at last, to lower the bound.
const CHANGES: (f64, f64) = (1.0, 1e-4);

/// The greatest number of a direction.
const GREATEST: f64 = (1 << 20) as f64;

/// What a search begins with.
pub(super) struct Relaxed<K> {
    /// The best last.
    pub(super) directions: Vec<Direction>,
    /// The best outcome on the way.
    pub(super) best: Option<Leaf<K>>,
    /// Did it come to its end?
    pub(super) ended: Result<(), Stop>,
}

/// Looks for directions and a first outcome.
pub(super) fn relax<G: Goal>(problem: &Problem, goal: &G, budget: &mut Budget<'_>) -> Relaxed<G::Key> {
    let options: u64 = problem.options().iter().map(|n| u64::from(*n)).sum();
    let mut directions: Vec<Direction> = Vec::new();
    let mut best: Option<Leaf<G::Key>> = None;
    let first = best_options(problem, &vec![1.0; problem.parties()]);
    let mut mean: Vec<f64> = problem.utilities(&first).iter().map(|u| *u as f64).collect();
    let ranges: Vec<f64> = Floors::of(problem).ranges.iter().map(|range| (*range).max(1) as f64).collect();
    for round in 0..ROUNDS {
        if let Err(stop) = budget.look_at(options + problem.price()) {
            return Relaxed { directions, best, ended: Err(stop) };
        }
        let slope = goal.slope(&mean, &ranges, 4.0 * (round as f64 + 1.0).sqrt());
        if KEPT.contains(&round)
            && let Some(direction) = whole(&slope)
            && !directions.contains(&direction)
        {
            directions.push(direction);
        }
        let outcome = best_options(problem, &slope);
        let utilities = problem.utilities(&outcome);
        let step = 2.0 / (round as f64 + 3.0);
        mean.iter_mut().zip(&utilities).for_each(|(mean, u)| *mean += step * (*u as f64 - *mean));
        if problem.allows(&outcome)
            && let Some(key) = goal.key(&utilities)
            && best.as_ref().is_none_or(|best| key > best.key)
        {
            best = Some(Leaf { key, utilities, outcome });
        }
    }
    let mut ended = sharpen(problem, goal, &mut directions, budget);
    if let (Ok(()), Some(best)) = (ended, &mut best) {
        ended = improve(problem, goal, best, budget);
    }
    Relaxed { directions, best, ended }
}

/// Adds the direction with the least bound that is found from the best of these, changing one weight at a time.
fn sharpen<G: Goal>(
    problem: &Problem,
    goal: &G,
    directions: &mut Vec<Direction>,
    budget: &mut Budget<'_>,
) -> Result<(), Stop> {
    // Every cell of every table is weighed.
    let price = 1 + problem.table_cells() * problem.parties() as u64 / 16;
    budget.look_at(price * directions.len() as u64)?;
    let bound = |slope: &[f64]| {
        let direction = whole(slope)?;
        let value = goal.value_at_most(&direction, most_along(problem, &direction));
        value.is_finite().then_some((value, direction))
    };
    let real = |direction: &Direction| direction.iter().map(|l| *l as f64).collect::<Vec<f64>>();
    let bounds = directions.iter().filter_map(|direction| bound(&real(direction)));
    let Some((mut least, mut best)) = bounds.min_by(|a, b| a.0.total_cmp(&b.0)) else { return Ok(()) };
    let mut slope = real(&best);
    let mut change = CHANGES.0;
    while change > CHANGES.1 {
        let mut is_better = false;
        for party in 0..slope.len() {
            for factor in [1.0 + change, 1.0 / (1.0 + change)] {
                budget.look_at(price)?;
                let mut other = slope.clone();
                other[party] *= factor;
                if let Some((value, direction)) = bound(&other).filter(|(value, _)| *value < least) {
                    (least, best, slope, is_better) = (value, direction, other, true);
                }
            }
        }
        if !is_better {
            change /= 2.0;
        }
    }
    directions.retain(|direction| *direction != best);
    directions.push(best);
    Ok(())
}

/// The slope as whole numbers.
fn whole(slope: &[f64]) -> Option<Direction> {
    let most = slope.iter().copied().fold(0.0, f64::max);
    let whole = slope.iter().map(|s| (s / most * GREATEST).round() as i64).collect();
    (most > 0.0 && most.is_finite() && slope.iter().all(|s| *s >= 0.0)).then_some(whole)
}

/// Passes over all pairs of issues that are made at most.
const PASSES: usize = 8;

/// Changes an option, or two, as long as that makes it better.
fn improve<G: Goal>(
    problem: &Problem,
    goal: &G,
    best: &mut Leaf<G::Key>,
    budget: &mut Budget<'_>,
) -> Result<(), Stop> {
    let issues = problem.options().len();
    for _ in 0..PASSES {
        let mut changed = false;
        for first in 0..issues {
            for second in first..issues {
                changed |= change(problem, goal, best, first, second, budget)?;
            }
        }
        if !changed {
            break;
        }
    }
    Ok(())
}

fn change<G: Goal>(
    problem: &Problem,
    goal: &G,
    best: &mut Leaf<G::Key>,
    first: usize,
    second: usize,
    budget: &mut Budget<'_>,
) -> Result<bool, Stop> {
    let options = problem.options();
    let seconds = if first == second { 1 } else { options[second] };
    budget.look_at(u64::from(options[first]) * u64::from(seconds) * problem.price())?;
    let mut changed = false;
    let mut outcome = best.outcome.clone();
    for a in 0..options[first] {
        for b in 0..seconds {
            outcome[second] = b;
            outcome[first] = a;
            let utilities = problem.utilities(&outcome);
            let Some(key) = goal.key(&utilities).filter(|key| *key > best.key) else { continue };
            if problem.allows(&outcome) {
                *best = Leaf { key, utilities, outcome: outcome.clone() };
                changed = true;
            }
        }
    }
    Ok(changed)
}
