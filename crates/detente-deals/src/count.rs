//! How many outcomes reach given utilities: exactly, or within proven bounds.
//!
//! **Definition.** For a floor `F_p` of each party (none: the party is content with anything), the number
//! of outcomes that keep all rules and have `u_p ≥ F_p` for every party `p`. With the reservation values as
//! floors it is the size of the zone of agreement.
//!
//! **Method.** Issues are eliminated in the order of the frontier's plan, with the number of ways to each
//! sum of utilities as messages (bucket elimination with sums instead of maxima: R. Dechter, "Bucket
//! elimination: a unifying framework for reasoning", Artificial Intelligence 113 (1999) 41–85; for one
//! party and no links, the counting of knapsack solutions by dynamic programming: M. Dyer, "Approximate
//! counting by dynamic programming", STOC 2003, 693–699). Sums that cannot reach the floors any more are
//! dropped, and a sum that has reached a floor for certain need not be told from greater ones.
//!
//! First with every sum apart (`sparse`): exact where there are few different ones. Where there are too
//! many, on a grid (`dense`), in rounds, each finer than the one before: every gain is rounded to the
//! nearest multiple of a party's grid step, and beside the number of ways `N` each cell keeps, of
//! the roundings `r_p` that its outcomes have gathered, the sums of `exp(λ r_p)` and `exp(−λ r_p)`.
//!
//! **Proof of the bounds.** An outcome in a cell `t_p` below the floor reaches it if and only if `r_p ≥ t_p`.
//! Since `1[r ≥ t] ≤ exp(λ(r − t))`, at most `exp(−λ t) Σ exp(λ r)` do; likewise of a cell above the
//! floor at most `exp(λ t) Σ exp(−λ r)` miss it (H. Chernoff, "A measure of asymptotic efficiency for
//! tests of a hypothesis based on the sum of observations", Annals of Mathematical Statistics 23 (1952)
//! 493–507; here not about chance, but about a finite sum). Where `t` is beyond the least or
//! greatest sum of roundings there is, a cell is wholly in or out. The upper bound adds the least of `N` and
//! these numbers over the parties, the lower one `N` less their sum. `λ` only says how tight they are. All
//! sums are of positive doubles, so that they are wrong by a factor of at most `1 ± k·2⁻⁵²` after `k`
//! operations; this is added to the upper bound and taken off the lower one. ∎
//!
//! **Cost.** Exact: cells times options a step. On a grid of `m` cells a party: the cells that can still
//! reach the floors, `m²` for two parties at most and far fewer where the zone is small, times options, times
//! `1 + 2` numbers a party. Memory: two messages, counted against [`Limits::bytes`].

mod cut;
mod dense;
mod grid;
mod run;
mod sparse;

use crate::limits::{Budget, Limits, Reason, Stop, Watch};
use crate::plan::Plan;
use crate::problem::Problem;
use dense::Dense;
use grid::Grid;
use num_bigint::BigUint;
use run::run;
use sparse::Sparse;

/// Bounds of a number of outcomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// No fewer.
    pub at_least: BigUint,
    /// No more. Equal to `at_least`: just so many.
    pub at_most: BigUint,
    /// What ended it before the wanted ratio was reached, if something did.
    pub stopped: Option<Stop>,
}

/// Cells with sums of their own that a message may have, before a grid is laid over them.
const MOST_EXACT: u64 = 50_000;

/// Cells a party of the first grid.
const FIRST_GRID: i64 = 1 << 8;

/// Cells a party of the finest grid: the places of a row fit into 32 bits, also where roundings add up.
const FINEST_GRID: i64 = 1 << 24;

/// Above so many bits of the number of outcomes, doubles could overflow: then there is no grid.
const MOST_BITS: u64 = 900;

impl Count {
    /// Counts the outcomes that reach `floors`, until `at_most ≤ ratio · at_least`, or a limit or `watch`
    /// ends it; what is proven by then is the answer. A ratio of 1 asks for the finest grid that fits.
    pub fn of(
        problem: &Problem,
        floors: &[Option<i64>],
        ratio: f64,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Count {
        let exactly = |number: BigUint| Count { at_least: number.clone(), at_most: number, stopped: None };
        if problem.caps().iter().zip(floors).any(|(cap, floor)| cap.zip(*floor).is_some_and(|(c, f)| c < f)) {
            return exactly(BigUint::ZERO);
        }
        let plan = Plan::of(problem).with_free_issues_by(|issue| spread(problem, issue));
        let mut left = limits;
        match exact(problem, floors, &plan, left, watch) {
            Ok((number, used)) => {
                left.steps -= used;
                if let Some(number) = number {
                    return exactly(number);
                }
            }
            Err(stop) => return Count::nothing_known(problem).stopped(stop),
        }
        let mut count = Count::nothing_known(problem);
        let mut cells = FIRST_GRID;
        if problem.outcomes().bits() > MOST_BITS {
            let progress = Budget::new(limits, watch).stopped(Reason::Points).progress;
            return count.stopped(Stop { reason: Reason::Points, progress });
        }
        loop {
            let grid = Grid::of(problem, floors, cells);
            let mut budget = Budget::new(left, &mut *watch);
            match run::<Dense>(problem, &plan, &grid, u64::MAX, &mut budget) {
                Ok(end) => count.narrow(end.map(|end| end.bounds(&grid, budget.looked_at()))),
                Err(stop) => return count.stopped(stop),
            }
            left.steps = left.steps.saturating_sub(budget.looked_at());
            if count.ratio() <= ratio || grid.is_finest() || cells == FINEST_GRID {
                return count;
            }
            cells = finer(cells, count.ratio(), ratio).min(FINEST_GRID);
        }
    }

    /// Is it the number itself?
    pub fn is_exact(&self) -> bool {
        self.at_least == self.at_most
    }

    /// `at_most / at_least`, rounded up: 1 where they are equal, infinite where at least nothing is known.
    pub fn ratio(&self) -> f64 {
        if self.is_exact() {
            return 1.0;
        }
        // 60 bits of the quotient.
        let scaled = (&self.at_most << 60u8) / (&self.at_least).max(&BigUint::from(1u8)) + 1u8;
        if self.at_least == BigUint::ZERO || scaled.bits() > 900 {
            return f64::INFINITY;
        }
        (dense::rounded(&scaled) / (1u64 << 60) as f64).next_up()
    }

    fn nothing_known(problem: &Problem) -> Count {
        Count { at_least: BigUint::ZERO, at_most: problem.outcomes(), stopped: None }
    }

    fn stopped(mut self, stop: Stop) -> Count {
        self.stopped = Some(stop);
        self
    }

    /// Other bounds of the same number; none: there is no outcome.
    fn narrow(&mut self, bounds: Option<(BigUint, BigUint)>) {
        let (least, most) = bounds.unwrap_or_default();
        self.at_least = least.max(std::mem::take(&mut self.at_least));
        self.at_most = most.min(std::mem::take(&mut self.at_most));
    }
}

/// The number, unless there are too many different sums; and the steps used.
fn exact(
    problem: &Problem,
    floors: &[Option<i64>],
    plan: &Plan,
    limits: Limits,
    watch: Watch<'_>,
) -> Result<(Option<BigUint>, u64), Stop> {
    let grid = Grid::of(problem, floors, i64::MAX);
    let mut budget = Budget::new(limits, watch);
    let number = if problem.outcomes().bits() < 127 {
        let end = run::<Sparse<u128>>(problem, plan, &grid, MOST_EXACT, &mut budget);
        end.map(|end| end.map_or(BigUint::ZERO, |end| end.total(&grid).into()))
    } else {
        let end = run::<Sparse<BigUint>>(problem, plan, &grid, MOST_EXACT, &mut budget);
        end.map(|end| end.map_or(BigUint::ZERO, |end| end.total(&grid)))
    };
    match number {
        Ok(number) => Ok((Some(number), budget.looked_at())),
        // Too many cells or too little room: the grid has fewer.
        Err(stop) if matches!(stop.reason, Reason::Points | Reason::Bytes) => Ok((None, budget.looked_at())),
        Err(stop) => Err(stop),
    }
}

/// How much depends on an issue, all parties together.
fn spread(problem: &Problem, issue: usize) -> i128 {
    let of = |gains: &Vec<Vec<i64>>| {
        let (least, most) = (gains[issue].iter().min(), gains[issue].iter().max());
        most.zip(least).map_or(0, |(most, least)| i128::from(most - least))
    };
    problem.gains().iter().map(of).sum::<i128>()
}

/// The next grid. The logarithm of the ratio falls about as the grid step does.
fn finer(cells: i64, ratio: f64, wanted: f64) -> i64 {
    let times = libm::log(ratio) / libm::log(wanted.max(1.001));
    let times = if times.is_finite() { (1.2 * times).clamp(1.5, 4.0) } else { 4.0 };
    (cells as f64 * times) as i64
}

#[cfg(test)]
mod tests;
