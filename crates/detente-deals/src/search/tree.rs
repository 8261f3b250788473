//! Branch and bound over outcomes: depth first, dropping what cannot be good enough.
//!
//! A. H. Land, A. G. Doig, "An automatic method of solving discrete programming problems", Econometrica
//! 28 (1960) 497–520. At each node the options of some issues are chosen. What the others can add to a
//! weighted sum of utilities is at most the sum of their best options' and of the best cells of
//! the factors that are not yet complete: a Lagrangean bound (A. M. Geoffrion, "Lagrangean relaxation for
//! integer programming", Mathematical Programming Study 2 (1974) 82–114). A goal says how great each weighted sum
//! must be for an outcome to be as good as the best so far; a node that cannot reach one of these bars, or whose
//! best conceivable utilities are not good enough, is dropped.

use super::goal::Goal;
use crate::limits::{Budget, Stop};
use crate::problem::{Factor, Problem};

/// Weights of the parties, none below 0.
pub(super) type Direction = Vec<i64>;

/// An outcome with what it is worth.
#[derive(Clone, Debug)]
pub(super) struct Leaf<K> {
    pub(super) key: K,
    pub(super) utilities: Vec<i64>,
    pub(super) outcome: Vec<u32>,
}

/// A problem made ready for one goal.
#[derive(Clone)]
pub(super) struct Tree<'p> {
    problem: &'p Problem,
    /// The first are the axes, one a party.
    pub(super) directions: Vec<Direction>,
    /// The issues in the order in which they are chosen.
    order: Vec<usize>,
    /// `options[issue]`: those that may be chosen, the most promising first.
    options: Vec<Vec<u32>>,
    /// `gains[issue][option]`: a number a direction.
    gains: Vec<Vec<Vec<i128>>>,
    /// `values[factor][cell]`, likewise.
    values: Vec<Vec<Vec<i128>>>,
    /// What is complete when so many issues are chosen.
    complete: Vec<Complete>,
    /// `left[depth][direction]`: what is not yet complete adds at most.
    left: Vec<Vec<i128>>,
}

#[derive(Clone, Default)]
struct Complete {
    factors: Vec<usize>,
    rules: Vec<usize>,
}

/// Which nodes are good enough.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Those better than the best so far, to the best of all.
    Best,
    /// Any as good as the one given.
    AsGood,
}

impl<'p> Tree<'p> {
    /// What to make one with so many directions beside the axes, or to copy one, costs in vectors looked at, about;
    /// and in bytes.
    pub(super) fn cost(problem: &Problem, more: usize) -> (u64, u64) {
        let directions = (problem.parties() + more) as u64;
        let cells = problem.table_cells();
        let bytes =
            cells.saturating_mul(size_of::<i128>() as u64 * directions + size_of::<Vec<i128>>() as u64);
        (cells.saturating_mul(directions) / 8, bytes)
    }

    /// `directions` beside the axes; the options in falling order of the last of them.
    pub(super) fn of(problem: &'p Problem, more: &[Direction]) -> Tree<'p> {
        let parties = problem.parties();
        let axis = |party: usize| (0..parties).map(|p| i64::from(p == party)).collect();
        let directions: Vec<Direction> = (0..parties).map(axis).chain(more.iter().cloned()).collect();
        let weigh = |value: &dyn Fn(usize) -> i64| -> Vec<i128> {
            let sum = |direction: &Direction| {
                direction.iter().enumerate().map(|(p, w)| i128::from(*w) * i128::from(value(p))).sum()
            };
            directions.iter().map(sum).collect()
        };
        let gains: Vec<Vec<Vec<i128>>> = (problem.options().iter().enumerate())
            .map(|(i, &n)| (0..n as usize).map(|o| weigh(&|p| problem.gains()[p][i][o])).collect())
            .collect();
        let values = (problem.factors().iter())
            .map(|f| (0..f.values[0].len()).map(|cell| weigh(&|p| f.values[p][cell])).collect())
            .collect();
        let last = directions.len() - 1;
        let sorted = |gains: &Vec<Vec<i128>>| {
            let mut options: Vec<u32> = (0..gains.len() as u32).collect();
            options.sort_by_key(|&option| std::cmp::Reverse(gains[option as usize][last]));
            options
        };
        let options = gains.iter().map(sorted).collect();
        let mut tree = Tree {
            problem,
            directions,
            order: Vec::new(),
            options,
            gains,
            values,
            complete: Vec::new(),
            left: Vec::new(),
        };
        tree.order = tree.by_spread();
        tree.settle();
        tree
    }

    /// The issues chosen in the order of enumeration, and the options too.
    pub(super) fn in_order_of_enumeration(mut self) -> Self {
        self.order = (0..self.options.len()).collect();
        self.options.iter_mut().for_each(|options| options.sort_unstable());
        self.settle();
        self
    }

    /// Only these options of an issue may be chosen.
    pub(super) fn restrict(&mut self, issue: usize, allowed: impl Fn(u32) -> bool) {
        self.options[issue].retain(|option| allowed(*option));
        self.settle();
    }

    fn bias(&self) -> Vec<i128> {
        let bias = self.problem.bias();
        let sum = |direction: &Direction| {
            direction.iter().zip(bias).map(|(w, b)| i128::from(*w) * i128::from(*b)).sum()
        };
        self.directions.iter().map(sum).collect()
    }

    /// Issues on which most depends first; each party's range counts the same.
    fn by_spread(&self) -> Vec<usize> {
        let parties = self.problem.parties();
        let spread = |table: &Vec<Vec<i128>>, p: usize| {
            let of = || table.iter().map(|gains| gains[p]);
            (of().max().unwrap_or(0) - of().min().unwrap_or(0)) as f64
        };
        let total: Vec<f64> = (0..parties)
            .map(|p| {
                self.gains.iter().chain(&self.values).map(|table| spread(table, p)).sum::<f64>().max(1.0)
            })
            .collect();
        let of_table = |table| (0..parties).map(|p| spread(table, p) / total[p]).sum::<f64>();
        let mut weight: Vec<f64> = self.gains.iter().map(of_table).collect();
        for (factor, table) in self.problem.factors().iter().zip(&self.values) {
            factor.issues.iter().for_each(|&issue| weight[issue] += of_table(table));
        }
        let mut order: Vec<usize> = (0..weight.len()).collect();
        order.sort_by(|&a, &b| weight[b].total_cmp(&weight[a]));
        order
    }

    /// What is complete and what is left at each depth.
    fn settle(&mut self) {
        let n = self.order.len();
        let mut place = vec![0; n];
        self.order.iter().enumerate().for_each(|(at, &issue)| place[issue] = at + 1);
        let depth = |issues: &mut dyn Iterator<Item = usize>| issues.map(|i| place[i]).max().unwrap_or(0);
        let mut complete = vec![Complete::default(); n + 1];
        for (index, factor) in self.problem.factors().iter().enumerate() {
            complete[depth(&mut factor.issues.iter().copied())].factors.push(index);
        }
        for (index, rule) in self.problem.rules().iter().enumerate() {
            let mut issues = rule.when_all.iter().chain(&rule.then).map(|term| term.0);
            complete[depth(&mut issues)].rules.push(index);
        }
        let mut left = vec![vec![0; self.directions.len()]; n + 1];
        for depth in (0..n).rev() {
            let issue = self.order[depth];
            let of_issue = self.options[issue].iter().map(|&option| &self.gains[issue][option as usize]);
            let mut sums = left[depth + 1].clone();
            add_most(&mut sums, of_issue);
            complete[depth + 1].factors.iter().for_each(|&f| add_most(&mut sums, self.values[f].iter()));
            left[depth] = sums;
        }
        (self.complete, self.left) = (complete, left);
    }

    /// Goes through the tree. `best` is the best so far; better leaves replace it, until there is none. Or
    /// until `found`, told each better leaf, says that it is enough.
    pub(super) fn search<G: Goal>(
        &self,
        goal: &G,
        wanted: Wanted,
        best: &mut Option<Leaf<G::Key>>,
        budget: &mut Budget<'_>,
        mut found: impl FnMut(&Leaf<G::Key>, &mut Budget<'_>) -> Result<bool, Stop>,
    ) -> Result<bool, Stop> {
        let n = self.order.len();
        let mut outcome = vec![0; n];
        let mut sums = vec![self.bias(); n + 1];
        let mut next = vec![0; n + 1];
        let mut bars = goal.bars(best.as_ref().map(|leaf| &leaf.key), &self.directions);
        if self.options.iter().any(Vec::is_empty) || !self.keeps(0, &outcome) {
            return Ok(false);
        }
        let mut depth = 0;
        loop {
            if depth == n {
                budget.look_at(self.problem.price())?;
                let utilities = self.problem.utilities(&outcome);
                let better = |key: &G::Key| best.as_ref().is_none_or(|b| enough(key, &b.key, wanted));
                if let Some(key) = goal.key(&utilities).filter(better) {
                    let leaf = Leaf { key, utilities, outcome: outcome.clone() };
                    let ends = found(&leaf, budget)?;
                    if wanted == Wanted::Best || ends {
                        bars = goal.bars(Some(&leaf.key), &self.directions);
                        *best = Some(leaf);
                    }
                    if ends {
                        return Ok(true);
                    }
                }
            } else if next[depth] < self.options[self.order[depth]].len() {
                let issue = self.order[depth];
                outcome[issue] = self.options[issue][next[depth]];
                next[depth] += 1;
                budget.look_at(1)?;
                let (above, below) = sums.split_at_mut(depth + 1);
                self.descend(depth, &outcome, &above[depth], &mut below[0]);
                if self.is_promising(goal, depth + 1, &below[0], &bars, best.as_ref().map(|b| &b.key), wanted)
                    && self.keeps(depth + 1, &outcome)
                {
                    depth += 1;
                    next[depth] = 0;
                }
                continue;
            }
            if depth == 0 {
                return Ok(false);
            }
            depth -= 1;
        }
    }

    /// The sums one issue further.
    fn descend(&self, depth: usize, outcome: &[u32], from: &[i128], to: &mut [i128]) {
        let issue = self.order[depth];
        let gains = &self.gains[issue][outcome[issue] as usize];
        to.iter_mut().zip(from.iter().zip(gains)).for_each(|(to, (from, gain))| *to = from + gain);
        for &factor in &self.complete[depth + 1].factors {
            let cell = self.problem.cell(&self.problem.factors()[factor].issues, outcome);
            to.iter_mut().zip(&self.values[factor][cell]).for_each(|(to, value)| *to += value);
        }
    }

    fn is_promising<G: Goal>(
        &self,
        goal: &G,
        depth: usize,
        sums: &[i128],
        bars: &[Option<i128>],
        best: Option<&G::Key>,
        wanted: Wanted,
    ) -> bool {
        let most = || sums.iter().zip(&self.left[depth]).map(|(sum, left)| sum + left);
        if most().zip(bars).any(|(most, bar)| bar.is_some_and(|bar| most < bar)) {
            return false;
        }
        let capped = |(most, cap): (i128, &Option<i64>)| {
            let most = most.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
            cap.map_or(most, |cap| most.min(cap))
        };
        // The first directions are the axes.
        let utilities: Vec<i64> = most().zip(self.problem.caps()).map(capped).collect();
        let Some(key) = goal.key(&utilities) else { return false };
        best.is_none_or(|best| enough(&key, best, wanted))
    }

    /// Are the rules kept that are complete at this depth?
    fn keeps(&self, depth: usize, outcome: &[u32]) -> bool {
        self.complete[depth].rules.iter().all(|&rule| self.problem.rules()[rule].allows(outcome))
    }
}

/// The best option of each issue in one direction of its own, factors aside.
pub(super) fn best_options(problem: &Problem, direction: &[f64]) -> Vec<u32> {
    let worth = |issue: usize, option: u32| -> f64 {
        let gain = |party: usize| problem.gains()[party][issue][option as usize] as f64;
        direction.iter().enumerate().map(|(party, weight)| weight * gain(party)).sum()
    };
    let best = |issue: usize| {
        let better = |a: u32, b: u32| if worth(issue, b) > worth(issue, a) { b } else { a };
        (0..problem.options()[issue]).reduce(better).unwrap_or(0)
    };
    (0..problem.options().len()).map(best).collect()
}

/// The most along a direction that the relaxation allows: each table by itself at its best.
pub(super) fn most_along(problem: &Problem, direction: &Direction) -> i128 {
    let weigh = |value: &dyn Fn(usize) -> i64| -> i128 {
        direction.iter().enumerate().map(|(p, w)| i128::from(*w) * i128::from(value(p))).sum()
    };
    let of_issue = |(i, &n): (usize, &u32)| -> i128 {
        (0..n as usize).map(|o| weigh(&|p| problem.gains()[p][i][o])).max().unwrap_or(0)
    };
    let of_factor = |f: &Factor| -> i128 {
        (0..f.values[0].len()).map(|cell| weigh(&|p| f.values[p][cell])).max().unwrap_or(0)
    };
    problem.options().iter().enumerate().map(of_issue).sum::<i128>()
        + problem.factors().iter().map(of_factor).sum::<i128>()
        + weigh(&|p| problem.bias()[p])
}

fn enough<K: Ord>(key: &K, best: &K, wanted: Wanted) -> bool {
    key > best || wanted == Wanted::AsGood && key == best
}

fn add_most<'v>(sums: &mut [i128], values: impl Iterator<Item = &'v Vec<i128>> + Clone) {
    for (direction, sum) in sums.iter_mut().enumerate() {
        *sum += values.clone().map(|value| value[direction]).max().unwrap_or(0);
    }
}
