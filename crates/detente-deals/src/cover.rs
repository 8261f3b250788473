//! Where the frontier does not fit: fewer points, and how far at most any outcome exceeds them.
//!
//! **Definition.** A set of outcomes is an ε-cover, `ε` a number a party, if for every outcome `x`
//! that the rules allow it has an outcome `y` with `u_p(y) ≥ u_p(x) − ε_p` for every party `p` (additive
//! ε-dominance: M. Laumanns, L. Thiele, K. Deb, E. Zitzler, "Combining convergence and diversity in
//! evolutionary multiobjective optimization", Evolutionary Computation 10 (2002) 263–282; sets of this
//! kind exist with few points: C. H. Papadimitriou, M. Yannakakis, "On the approximability of
//! trade-offs and optimal access of web sources", FOCS 2000, 86–92).
//!
//! **Method.** The exact elimination, but a set that has become too large is thinned: its vectors
//! are put into boxes of sides `δ_p`, and of all vectors those stay that are the first of their box,
//! of the boxes that no other box dominates. The sides are the smallest of a scale, found by halving it, for
//! which few enough stay. A set that fits is left as it is, and costs nothing.
//!
//! **Proof.** If `v` is dropped, a vector `k` stays whose box is nowhere below that of `v`. Hence `k_p
//! ≥ δ_p·⌊v_p/δ_p⌋ ≥ v_p − (δ_p − 1)`. Now claim: for each message, each assignment of its separator,
//! and each allowed choice on its eliminated issues, worth `v`, the set has a vector `k ≥ v − e`, where
//! `e` is the sum of `δ − 1` over this step and all steps below it. By induction: `v` is the shift of
//! an option plus a vector of each input, for each of which there is one in its set that is less by at
//! most what the steps below it have cost; the sum of these is a candidate, or dominated by one that
//! stays before thinning; thinning takes off `δ − 1` more. Sets of one step are for different
//! assignments, of which an outcome makes one, so that the greatest `δ` of a step counts once. Each
//! step's message is taken once, so at the last step `e` is the sum over all steps, which is the `ε`
//! that is stated. Every vector shown is that of its outcome, exactly. ∎
//!
//! **Cost.** The elimination with sets of at most the sizes asked for, and eight sweeps of a set that
//! is thinned.

use crate::dominance::sweep;
use crate::elimination::{Floors, Wanted};
use crate::frontier::{Point, points};
use crate::limits::{Budget, Limits, Stop, Watch};
use crate::plan::Plan;
use crate::problem::Problem;
use crate::set::Set;
use crate::vector::Vector;

/// Points within `epsilon` of which every outcome is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// In the order of a frontier; none dominates another. Each outcome reaches its utilities; it need
    /// not be the first that does.
    pub points: Vec<Point>,
    /// A number a party: no outcome is better than some point by more than this for any party.
    /// All 0: the points are the frontier.
    pub epsilon: Vec<i64>,
}

impl Cover {
    /// At most so many points as `sizes` say, unless even boxes of a party's whole range leave more. Links
    /// may make it [`Stop`], as for a frontier.
    pub fn of(problem: &Problem, sizes: Sizes, limits: Limits, watch: Watch<'_>) -> Result<Cover, Stop> {
        let plan = Plan::of(problem);
        let mut thinning = Thinning::new(sizes, Floors::of(problem).ranges, plan.steps.len());
        let wanted = Wanted { thinning: Some(&mut thinning), ..Wanted::default() };
        let points = points(problem, &plan, wanted, &mut Budget::new(limits, watch))?;
        Ok(Cover { points, epsilon: thinning.epsilon() })
    }
}

/// How large sets may be before they are thinned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Points of the cover.
    pub shown: u64,
    /// Vectors of an intermediate set for one assignment of its separator. The more, the smaller `ε`;
    /// with as many as the frontier's sets have, only the last step costs something.
    pub held: u64,
}

/// Levels of boxes: each party's range divided by 2^40 and more at the finest, and by 1 at the coarsest.
const FINEST: u32 = 40 * BETWEEN;

/// Levels between a side and its half.
const BETWEEN: u32 = 4;

/// Makes sets smaller, and adds up what that costs.
pub(crate) struct Thinning {
    sizes: Sizes,
    ranges: Vec<i64>,
    /// Steps that are left, this one included.
    steps: usize,
    /// What all finished steps cost, a number a party.
    spent: Vec<i64>,
    /// The level of the coarsest boxes in this step; none if it thinned nothing.
    coarsest: Option<u32>,
}

impl Thinning {
    fn new(sizes: Sizes, ranges: Vec<i64>, steps: usize) -> Thinning {
        let spent = vec![0; ranges.len()];
        Thinning { sizes, ranges, steps, spent, coarsest: None }
    }

    /// Thins a set of the present step, if it is too large.
    pub(crate) fn thin<V: Vector>(&mut self, set: &mut Set<V>, budget: &mut Budget<'_>) -> Result<(), Stop> {
        let size = if self.steps == 1 { self.sizes.shown } else { self.sizes.held };
        if set.len() as u64 <= size {
            return Ok(());
        }
        // Level 0 stays, whatever it leaves: it is a cover still.
        let (mut fits, mut kept) = (0, boxed(set, &self.sides(0), budget)?);
        let mut fits_not = FINEST + 1;
        while fits + 1 < fits_not {
            let level = fits.midpoint(fits_not);
            let finer = boxed(set, &self.sides(level), budget)?;
            if finer.len() as u64 <= size {
                (fits, kept) = (level, finer);
            } else {
                fits_not = level;
            }
        }
        set.retain(&kept);
        self.coarsest = self.coarsest.into_iter().chain([fits]).min();
        Ok(())
    }

    /// All sets of a step are done.
    pub(crate) fn step_done(&mut self) {
        self.steps -= 1;
        if let Some(level) = self.coarsest.take() {
            let sides = self.sides(level);
            self.spent
                .iter_mut()
                .zip(sides)
                .for_each(|(spent, side)| *spent = spent.saturating_add(side - 1));
        }
    }

    /// What all steps cost; no two outcomes are further apart than the ranges.
    fn epsilon(self) -> Vec<i64> {
        self.spent.into_iter().zip(self.ranges).map(|(spent, range)| spent.min(range)).collect()
    }

    /// The sides of boxes: the ranges times 8/8, 7/8, 6/8, 5/8, then 8/16, 7/16 and so on.
    fn sides(&self, level: u32) -> Vec<i64> {
        let eighths = i128::from(2 * BETWEEN - level % BETWEEN);
        let side = |range: &i64| ((i128::from(*range) * eighths) >> (level / BETWEEN + 3)) as i64;
        self.ranges.iter().map(|range| side(range).max(1)).collect()
    }
}

/// The places of the vectors that stay, falling in value, where boxes have these sides.
fn boxed<V: Vector>(set: &Set<V>, sides: &[i64], budget: &mut Budget<'_>) -> Result<Vec<u32>, Stop> {
    budget.look_at(set.len() as u64)?;
    let cell = |vector: V| {
        let numbers: Vec<i64> = sides.iter().enumerate().map(|(p, side)| vector.part(p) / side).collect();
        V::pack(&numbers)
    };
    let mut cells: Vec<(V, u32)> = set.vectors.iter().map(|&v| cell(v)).zip(0..).collect();
    // Of one box the first in the order of the set stays.
    sweep(&mut cells, |a, b| a < b, budget)?;
    let mut kept: Vec<u32> = cells.into_iter().map(|(_, index)| index).collect();
    kept.sort_unstable();
    Ok(kept)
}
