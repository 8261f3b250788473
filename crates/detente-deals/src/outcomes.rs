//! All outcomes that are worth just so much.
//!
//! **Method.** Depth first in the order of enumeration. For some weightings `l` of the parties, of either sign, the
//! weighted sum of utilities must in the end be `l·t`; what the issues that are left can add to it is at most the
//! sum of their best options' (and of the best cells of the factors not yet complete), so that what is too far
//! below is left out. Each party's least and greatest are two of the weightings.
//!
//! **Cost.** A few operations a node. There is no bound but the number of outcomes; efficient points are mostly found at once,
//! since the parties' weighted sums leave them little room.

use crate::elimination::Floors;
use crate::limits::{Budget, Limits, Stop, Watch};
use crate::problem::Problem;

/// The outcomes of a point, or the first of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcomes {
    /// In the order of enumeration.
    pub outcomes: Vec<Vec<u32>>,
    /// Are these all?
    pub rest: Rest,
}

/// What comes after the outcomes that were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Nothing.
    None,
    /// As many as wanted were found; whether there are more nobody asked.
    Unasked,
    /// Nobody knows: it was ended.
    Stopped(Stop),
}

/// The first outcomes, at most `most` of them, that are worth exactly `utilities`.
pub fn outcomes_of(
    problem: &Problem,
    utilities: &[i64],
    most: usize,
    limits: Limits,
    watch: Watch<'_>,
) -> Outcomes {
    let mut outcomes = Vec::new();
    if utilities.len() != problem.parties() {
        return Outcomes { outcomes, rest: Rest::None };
    }
    let walk = Walk::of(problem, utilities);
    let ended = walk.go(&mut Budget::new(limits, watch), |outcome| {
        if outcomes.len() < most {
            outcomes.push(outcome.to_vec());
        }
        outcomes.len() < most
    });
    let rest = match ended {
        Ok(true) => Rest::None,
        Ok(false) => Rest::Unasked,
        Err(stop) => Rest::Stopped(stop),
    };
    Outcomes { outcomes, rest }
}

/// What is looked for, and what is left at each depth.
struct Walk<'p> {
    problem: &'p Problem,
    target: &'p [i64],
    lines: Vec<Line>,
    /// The factors and rules that are complete when so many issues are chosen.
    factors: Vec<Vec<usize>>,
    rules: Vec<Vec<usize>>,
}

struct Line {
    direction: Vec<i64>,
    /// What the weighted sum must be at least.
    least: i128,
    /// What the issues from each on can add at most.
    left: Vec<i128>,
}

impl<'p> Walk<'p> {
    fn of(problem: &'p Problem, target: &'p [i64]) -> Walk<'p> {
        let n = problem.options().len();
        let (mut factors, mut rules) = (vec![Vec::new(); n + 1], vec![Vec::new(); n + 1]);
        let after = |issue: Option<usize>| issue.map_or(0, |issue| issue + 1);
        for (index, factor) in problem.factors().iter().enumerate() {
            factors[after(factor.issues.iter().copied().max())].push(index);
        }
        for (index, rule) in problem.rules().iter().enumerate() {
            rules[after(rule.when_all.iter().chain(&rule.then).map(|term| term.0).max())].push(index);
        }
        let mut walk = Walk { problem, target, lines: Vec::new(), factors, rules };
        walk.lines = directions(problem, target).into_iter().map(|direction| walk.line(direction)).collect();
        walk
    }

    fn line(&self, direction: Vec<i64>) -> Line {
        let n = self.problem.options().len();
        let weigh = |value: &dyn Fn(usize) -> i64| -> i128 {
            direction.iter().enumerate().map(|(p, l)| i128::from(*l) * i128::from(value(p))).sum()
        };
        let mut left = vec![0; n + 1];
        for issue in (0..n).rev() {
            let options = 0..self.problem.options()[issue] as usize;
            let best = options.map(|o| weigh(&|p| self.problem.gains()[p][issue][o])).max().unwrap_or(0);
            let factor = |&f: &usize| {
                let values = &self.problem.factors()[f].values;
                (0..values[0].len()).map(|cell| weigh(&|p| values[p][cell])).max().unwrap_or(0)
            };
            left[issue] = left[issue + 1] + best + self.factors[issue + 1].iter().map(factor).sum::<i128>();
        }
        let least = weigh(&|p| self.target[p]);
        Line { direction, least, left }
    }

    /// Tells each outcome until told to end; `false` if it was. Keeps the parties' sums depth by depth.
    fn go(&self, budget: &mut Budget<'_>, mut tell: impl FnMut(&[u32]) -> bool) -> Result<bool, Stop> {
        let n = self.problem.options().len();
        let mut outcome = vec![0; n];
        let mut next = vec![0; n + 1];
        let mut sums = vec![self.problem.bias().to_vec(); n + 1];
        let (mut depth, mut enter) = (0, self.is_possible(0, &sums[0], &outcome));
        loop {
            if enter && depth == n {
                if self.problem.utilities(&outcome) == self.target && !tell(&outcome) {
                    return Ok(false);
                }
                enter = false;
            }
            if enter && next[depth] < self.problem.options()[depth] {
                outcome[depth] = next[depth];
                next[depth] += 1;
                budget.look_at(1)?;
                sums[depth + 1] = self.descend(depth, &sums[depth], &outcome);
                if self.is_possible(depth + 1, &sums[depth + 1], &outcome) {
                    depth += 1;
                    next[depth] = 0;
                }
                continue;
            }
            if depth == 0 {
                return Ok(true);
            }
            (depth, enter) = (depth - 1, true);
        }
    }

    fn descend(&self, issue: usize, sums: &[i64], outcome: &[u32]) -> Vec<i64> {
        let sum = |party: usize| {
            let gain = self.problem.gains()[party][issue][outcome[issue] as usize];
            let value = |&f: &usize| {
                let factor = &self.problem.factors()[f];
                factor.values[party][self.problem.cell(&factor.issues, outcome)]
            };
            sums[party] + gain + self.factors[issue + 1].iter().map(value).sum::<i64>()
        };
        (0..sums.len()).map(sum).collect()
    }

    fn is_possible(&self, depth: usize, sums: &[i64], outcome: &[u32]) -> bool {
        let reaches = |line: &Line| {
            let sum: i128 =
                line.direction.iter().zip(sums).map(|(l, s)| i128::from(*l) * i128::from(*s)).sum();
            sum + line.left[depth] >= line.least
        };
        let keeps = |&rule: &usize| self.problem.rules()[rule].allows(outcome);
        self.rules[depth].iter().all(keeps) && self.lines.iter().all(reaches)
    }
}

/// Weightings: each party alone, two of them together or one against another, all together; by the parties'
/// ranges. For two parties a fan of them. A party at its cap may have more than that: then its weight is never below 0.
fn directions(problem: &Problem, target: &[i64]) -> Vec<Vec<i64>> {
    let ranges = Floors::of(problem).ranges;
    let widest = ranges.iter().copied().max().unwrap_or(0).max(1);
    let unit = |party: usize| (widest / ranges[party].max(1)).min(1 << 20);
    let parties = ranges.len();
    let mut all: Vec<Vec<i64>> = Vec::new();
    let mut add = |weights: &[(usize, i64)]| {
        for sign in [1, -1] {
            let mut direction = vec![0; parties];
            weights.iter().for_each(|&(party, weight)| direction[party] = sign * weight * unit(party));
            all.push(direction);
        }
    };
    for a in 0..parties {
        add(&[(a, 1)]);
        for b in a + 1..parties {
            let fan: &[(i64, i64)] = if parties == 2 {
                &[
                    (1, 1),
                    (1, -1),
                    (9, 8),
                    (8, 9),
                    (5, 4),
                    (4, 5),
                    (3, 2),
                    (2, 3),
                    (2, 1),
                    (1, 2),
                    (4, 1),
                    (1, 4),
                ]
            } else {
                &[(1, 1), (1, -1)]
            };
            fan.iter().for_each(|&(x, y)| add(&[(a, x), (b, y)]));
        }
    }
    add(&(0..parties).map(|party| (party, 1)).collect::<Vec<_>>());
    let capped: Vec<bool> = problem.caps().iter().zip(target).map(|(cap, t)| *cap == Some(*t)).collect();
    all.retain(|direction| direction.iter().zip(&capped).all(|(l, capped)| !capped || *l >= 0));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::{Continue, Reason};
    use crate::random::{self, Dice};
    use crate::{Ask, Frontier, brute};

    fn of(problem: &Problem, utilities: &[i64], most: usize) -> Outcomes {
        outcomes_of(problem, utilities, most, Limits::default(), &mut |_| Continue::Yes)
    }

    #[test]
    fn they_are_those_of_brute_force() {
        let mut several = 0;
        for case in 0..2_000 {
            let mut dice = Dice::of(case);
            let problem = random::problem(&mut dice);
            let cap = |dice: &mut Dice| (dice.below(6) == 0).then(|| dice.between(-3, 3));
            let caps = (0..problem.parties()).map(|_| cap(&mut dice)).collect();
            let problem = problem.with_caps(caps).unwrap();
            let all: Vec<Vec<u32>> =
                brute::outcomes(&problem).into_iter().map(|(outcome, _)| outcome).collect();
            let Some(one) = all.get(dice.below(all.len().max(1) as u64) as usize) else {
                assert_eq!(of(&problem, &vec![0; problem.parties()], 9).outcomes.len(), 0);
                continue;
            };
            let target = problem.utilities(one);
            let right: Vec<_> = all.iter().filter(|o| problem.utilities(o) == target).cloned().collect();
            let found = of(&problem, &target, usize::MAX);
            assert_eq!((&found.outcomes, found.rest), (&right, Rest::None), "case {case}: {problem:?}");
            let first = of(&problem, &target, 1);
            assert_eq!((&first.outcomes[..], first.rest), (&right[..1], Rest::Unasked));
            several += u64::from(right.len() > 1);
            let mut off = target.clone();
            off[0] += 1;
            let right = all.iter().filter(|o| problem.utilities(o) == off).count();
            assert_eq!(of(&problem, &off, usize::MAX).outcomes.len(), right, "case {case}");
        }
        assert!(several > 50, "{several}");
    }

    #[test]
    fn points_of_a_large_frontier_are_found_and_limits_end_it() {
        let problem = random::large(&mut Dice::of(1 << 43), 2, 20, 6, 0);
        let yes = &mut |_: crate::Progress| Continue::Yes;
        let frontier = Frontier::of(&problem, Ask { counts: true }, Limits::default(), yes).unwrap();
        for point in frontier.points.iter().step_by(frontier.points.len() / 7) {
            let found = of(&problem, &point.utilities, 1000);
            assert_eq!(found.outcomes[0], point.outcome);
            assert_eq!(Some(found.outcomes.len().into()), point.count);
        }
        let limits = Limits { steps: 5, ..Limits::default() };
        let found = outcomes_of(&problem, &frontier.points[3].utilities, 9, limits, yes);
        assert!(matches!(found.rest, Rest::Stopped(stop) if stop.reason == Reason::Steps));
    }
}
