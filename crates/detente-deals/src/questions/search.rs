//! Small changes of an outcome that reach given floors: exhaustive, by growing size, with bounds.
//!
//! **Method.** All changes of exactly `k` issues are enumerated for `k = 1, 2, …`, depth first, issue by
//! issue. A branch is cut off where even the best further changes of the issues to come cannot bring a party
//! to its floor; and, since what helps one party mostly hurts another, where they cannot bring a weighted
//! sum of the parties' utilities to the same sum of their floors, for a few fixed weights (surrogate constraints:
//! F. Glover, "Surrogate constraints", Operations Research 16 (1968) 741–749). A cut is made only by proof, so
//! that what is found at a size is all that there is.
//!
//! **Order.** By size; then by the changed issues and their new options, pair by pair, the first first.
//!
//! **Cost.** At most `Σ (issues over k)·(options − 1)^k` changes looked at, mostly far fewer; memory
//! `O(issues · k)` numbers for each of the weights. Where many issues must change the ways to change them are
//! too many to look at all: a search ends, and says so, after [`MOST_LOOKED_AT`] options, or sooner by its limits.

use crate::limits::{Budget, Limits, Reason, Stop};
use crate::problem::Problem;

/// The most options that one search looks at: some seconds.
pub const MOST_LOOKED_AT: u64 = 1 << 27;

/// These limits, but no more steps than [`MOST_LOOKED_AT`].
pub(super) fn within_reason(limits: Limits) -> Limits {
    Limits { steps: limits.steps.min(MOST_LOOKED_AT), ..limits }
}

/// One issue settled another way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The issue.
    pub issue: usize,
    /// The option that it had.
    pub from: u32,
    /// The option that it gets.
    pub to: u32,
}

/// What differs from one outcome to another.
pub(super) fn changes(from: &[u32], to: &[u32]) -> Vec<Change> {
    let pairs = from.iter().zip(to).enumerate();
    let differs =
        |(issue, (&from, &to)): (usize, (&u32, &u32))| (from != to).then_some(Change { issue, from, to });
    pairs.filter_map(differs).collect()
}

/// A search for changes of `base`.
pub(super) struct Search<'p> {
    problem: &'p Problem,
    base: Vec<u32>,
    /// `moves[issue]`: the options that it may get, and what each gives at most along each direction.
    moves: Vec<Vec<(u32, Vec<i128>)>>,
    /// Must the issue change?
    forced: Vec<bool>,
    /// `forced_from[issue]`: how many from there on must.
    forced_from: Vec<usize>,
    /// The least that all changes together must give along each direction.
    needs: Vec<i128>,
    /// What each party must have.
    floors: Vec<Option<i64>>,
}

/// How a search by growing size ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ended {
    /// The least size at which anything was found; smaller ones have nothing, by proof.
    pub(super) size: Option<usize>,
    /// Why it ended before all of that size was looked at, if it did.
    pub(super) cut: Option<Reason>,
}

/// What is told of each outcome that is found; answers whether it counts.
pub(super) type Visit<'v> = &'v mut dyn FnMut(&[u32], &[i64]) -> bool;

/// How steeply the weights of directions lean to one party.
const LEANS: [i128; 3] = [1, 4, 16];

impl<'p> Search<'p> {
    /// Changes of `base` to outcomes that keep the rules, use none of the `forbidden` options, and give every
    /// party its floor.
    pub(super) fn new(
        problem: &'p Problem,
        base: &[u32],
        forbidden: &[(usize, u32)],
        floors: &[Option<i64>],
    ) -> Search<'p> {
        let parties = problem.parties();
        let forced: Vec<bool> =
            base.iter().enumerate().map(|(issue, &option)| forbidden.contains(&(issue, option))).collect();
        let mut forced_from = vec![0; base.len() + 1];
        for issue in (0..base.len()).rev() {
            forced_from[issue] = forced_from[issue + 1] + usize::from(forced[issue]);
        }
        // At most what the tables that name the issue could give altogether.
        let hopes: Vec<Vec<i128>> = hopes_of_tables(problem, base);
        let hope = |issue: usize, option: u32| -> Vec<i128> {
            let of_party = |party: usize| {
                let gains = &problem.gains()[party][issue];
                let own = i128::from(gains[option as usize]) - i128::from(gains[base[issue] as usize]);
                own + hopes[issue][party]
            };
            (0..parties).map(of_party).collect()
        };
        let options = |issue: usize| -> Vec<(u32, Vec<i128>)> {
            let allowed = |option: &u32| *option != base[issue] && !forbidden.contains(&(issue, *option));
            let all = (0..problem.options()[issue]).filter(allowed);
            all.map(|option| (option, hope(issue, option))).collect()
        };
        let plain: Vec<Vec<(u32, Vec<i128>)>> = (0..base.len()).map(options).collect();
        let directions = directions(&plain, floors);
        let along = |numbers: &[i128], direction: &[i128]| -> i128 {
            numbers.iter().zip(direction).map(|(number, weight)| number * weight).sum()
        };
        let raw = uncapped(problem, base);
        let short: Vec<i128> =
            floors.iter().zip(&raw).map(|(floor, raw)| floor.map_or(0, |f| i128::from(f) - raw)).collect();
        let needs = directions.iter().map(|direction| along(&short, direction)).collect();
        let moves = plain
            .into_iter()
            .map(|of_issue| {
                let on = |hope: Vec<i128>| directions.iter().map(|d| along(&hope, d)).collect();
                of_issue.into_iter().map(|(option, hope)| (option, on(hope))).collect()
            })
            .collect();
        Search { problem, base: base.to_vec(), moves, forced, forced_from, needs, floors: floors.to_vec() }
    }

    /// Looks at changes of 1, 2, … up to `most` issues, until some of a size count.
    pub(super) fn smallest(&self, most: usize, budget: &mut Budget<'_>, visit: Visit<'_>) -> Ended {
        for size in self.forced_from[0].max(1)..=most.min(self.base.len()) {
            let mut found = false;
            let mut tell = |outcome: &[u32], utilities: &[i64]| {
                let counts = visit(outcome, utilities);
                found |= counts;
                counts
            };
            let ended = self.of_size(size, budget, &mut tell);
            let size = found.then_some(size);
            match ended {
                Err(stop) => return Ended { size, cut: Some(stop.reason) },
                Ok(()) if found => return Ended { size, cut: None },
                Ok(()) => {}
            }
        }
        Ended { size: None, cut: None }
    }

    /// All changes of exactly `size` issues.
    pub(super) fn of_size(&self, size: usize, budget: &mut Budget<'_>, visit: Visit<'_>) -> Result<(), Stop> {
        let bounds = self.bounds(size);
        let mut walk = Walk { search: self, bounds, outcome: self.base.clone(), budget, visit };
        walk.descend(0, size, vec![0; self.needs.len()])
    }

    /// `bounds[k][issue][direction]`: the most that changes of `k` of the issues from there on give; none
    /// where there are not so many.
    fn bounds(&self, size: usize) -> Vec<Vec<Option<Vec<i128>>>> {
        let (n, directions) = (self.base.len(), self.needs.len());
        let best: Vec<Option<Vec<i128>>> = self
            .moves
            .iter()
            .map(|moves| {
                let most = |d: usize| moves.iter().map(|(_, gains)| gains[d]).max();
                (0..directions).map(most).collect()
            })
            .collect();
        let mut bounds = vec![vec![Some(vec![0; directions]); n + 1]];
        for k in 1..=size {
            let mut of_k: Vec<Option<Vec<i128>>> = vec![None; n + 1];
            for issue in (0..n).rev() {
                let taken = best[issue].as_ref().zip(bounds[k - 1][issue + 1].as_ref());
                let sum = |(own, rest): (&Vec<i128>, &Vec<i128>)| -> Vec<i128> {
                    own.iter().zip(rest).map(|(a, b)| a + b).collect()
                };
                of_k[issue] = match (taken.map(sum), of_k[issue + 1].clone()) {
                    (Some(a), Some(b)) => Some(a.into_iter().zip(b).map(|(a, b)| a.max(b)).collect()),
                    (a, b) => a.or(b),
                };
            }
            bounds.push(of_k);
        }
        bounds
    }
}

/// The state of one enumeration.
struct Walk<'a, 'p, 'w, 'v> {
    search: &'a Search<'p>,
    bounds: Vec<Vec<Option<Vec<i128>>>>,
    outcome: Vec<u32>,
    budget: &'a mut Budget<'w>,
    visit: Visit<'v>,
}

impl Walk<'_, '_, '_, '_> {
    /// Changes `left` of the issues from `first` on. Its depth is the size of the change.
    fn descend(&mut self, first: usize, left: usize, sums: Vec<i128>) -> Result<(), Stop> {
        let search = self.search;
        for issue in first..self.outcome.len() {
            if search.forced_from[issue] > left || !self.can_reach(issue, left, &sums) {
                return Ok(());
            }
            self.budget.look_at(1 + search.moves[issue].len() as u64)?;
            for (option, gains) in &search.moves[issue] {
                let sums: Vec<i128> = sums.iter().zip(gains).map(|(sum, gain)| sum + gain).collect();
                self.outcome[issue] = *option;
                if left > 1 {
                    self.descend(issue + 1, left - 1, sums)?;
                } else if search.forced_from[issue + 1] == 0 && self.can_reach(issue + 1, 0, &sums) {
                    self.budget.look_at(search.problem.price())?;
                    self.look();
                }
            }
            self.outcome[issue] = search.base[issue];
            if search.forced[issue] {
                return Ok(());
            }
        }
        Ok(())
    }

    fn can_reach(&self, issue: usize, left: usize, sums: &[i128]) -> bool {
        let enough = |bound: &Vec<i128>| {
            sums.iter().zip(bound).zip(&self.search.needs).all(|((sum, most), need)| sum + most >= *need)
        };
        self.bounds[left][issue].as_ref().is_some_and(enough)
    }

    /// The outcome as it stands, exactly.
    fn look(&mut self) {
        let problem = self.search.problem;
        if !problem.allows(&self.outcome) {
            return;
        }
        let utilities = problem.utilities(&self.outcome);
        let mut enough = utilities.iter().zip(&self.search.floors);
        if enough.all(|(utility, floor)| floor.is_none_or(|floor| *utility >= floor)) {
            (self.visit)(&self.outcome, &utilities);
        }
    }
}

/// Utilities before any cap.
fn uncapped(problem: &Problem, outcome: &[u32]) -> Vec<i128> {
    let of_party = |party: usize| {
        let gains =
            problem.gains()[party].iter().zip(outcome).map(|(gains, &o)| i128::from(gains[o as usize]));
        let linked =
            problem.factors().iter().map(|f| i128::from(f.values[party][problem.cell(&f.issues, outcome)]));
        i128::from(problem.bias()[party]) + gains.sum::<i128>() + linked.sum::<i128>()
    };
    (0..problem.parties()).map(of_party).collect()
}

/// `[issue][party]`: the most that tables over the issue could give beyond what they give now.
fn hopes_of_tables(problem: &Problem, base: &[u32]) -> Vec<Vec<i128>> {
    let mut hopes = vec![vec![0; problem.parties()]; base.len()];
    for factor in problem.factors() {
        let cell = problem.cell(&factor.issues, base);
        for (party, values) in factor.values.iter().enumerate() {
            let most = values.iter().copied().max().unwrap_or(0);
            let hope = i128::from(most) - i128::from(values[cell]);
            factor.issues.iter().for_each(|&issue| hopes[issue][party] += hope);
        }
    }
    hopes
}

/// Weights of the parties with a floor, none below 0: each party alone; and all of them, scaled by what
/// the options can do, even or leaning to one.
fn directions(moves: &[Vec<(u32, Vec<i128>)>], floors: &[Option<i64>]) -> Vec<Vec<i128>> {
    let parties: Vec<usize> = (0..floors.len()).filter(|&party| floors[party].is_some()).collect();
    let size =
        |party: usize| moves.iter().flatten().map(|(_, hope)| hope[party].abs()).max().unwrap_or(0).max(1);
    // Numbers of up to 70 bits, so that sums over parties and issues stay far from overflowing.
    let scale: Vec<i128> =
        (0..floors.len()).map(|party| ((1i128 << 70) / size(party)).clamp(1, 1 << 40)).collect();
    let single = |&party: &usize| {
        let mut direction = vec![0; floors.len()];
        direction[party] = 1;
        direction
    };
    let mut all: Vec<Vec<i128>> = parties.iter().map(single).collect();
    for lean in LEANS {
        for &to in &parties {
            let weight = |party: usize| match (floors[party], party == to) {
                (None, _) => 0,
                (_, true) => scale[party] * lean,
                _ => scale[party],
            };
            all.push((0..floors.len()).map(weight).collect());
        }
    }
    // The even one came once for each party.
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Continue;
    use crate::questions::testing::{self, Dice};

    #[test]
    fn every_change_of_a_size_is_found_and_no_other() {
        let mut total = 0;
        for case in 0..600 {
            let mut dice = Dice::of(case);
            let scenario = testing::scenario(&mut dice);
            let problem = Problem::of(&scenario).unwrap();
            let all = testing::outcomes(&problem);
            let base = testing::any_outcome(&mut dice, &problem);
            let forbidden: Vec<(usize, u32)> = (0..dice.below(3))
                .map(|_| {
                    let issue = dice.below(base.len() as u64) as usize;
                    (issue, dice.below(problem.options()[issue].into()) as u32)
                })
                .collect();
            let own = problem.utilities(&base);
            let floors: Vec<Option<i64>> =
                own.iter().map(|u| (dice.below(4) > 0).then(|| u + dice.between(-9, 5))).collect();
            let fits = |outcome: &[u32], utilities: &[i64]| {
                !forbidden.iter().any(|&(issue, option)| outcome[issue] == option)
                    && utilities.iter().zip(&floors).all(|(u, f)| f.is_none_or(|f| *u >= f))
            };
            let search = Search::new(&problem, &base, &forbidden, &floors);
            for size in 1..=base.len() {
                let mut right: Vec<Vec<Change>> = all
                    .iter()
                    .filter(|(outcome, utilities)| fits(outcome, utilities))
                    .map(|(outcome, _)| changes(&base, outcome))
                    .filter(|changes| changes.len() == size)
                    .collect();
                right.sort_by_key(|changes| {
                    changes.iter().map(|change| (change.issue, change.to)).collect::<Vec<_>>()
                });
                let mut found = Vec::new();
                let mut yes = |_| Continue::Yes;
                let mut budget = Budget::new(Limits::default(), &mut yes);
                search
                    .of_size(size, &mut budget, &mut |outcome, _| {
                        found.push(changes(&base, outcome));
                        true
                    })
                    .unwrap();
                assert_eq!(found, right, "case {case}");
                total += found.len();
            }
        }
        assert!(total > 1000);
    }
}
