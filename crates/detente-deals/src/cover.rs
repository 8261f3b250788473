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
//! of the boxes that no other box dominates. The sides are the smallest, doubling, for which few
//! enough stay. A set that fits is left as it is, and costs nothing.
//!
//! **Proof.** If `v` is dropped, a vector `k` stays whose box is nowhere below that of `v`. Hence
//! `k_p ≥ δ_p·⌊v_p/δ_p⌋ ≥ v_p − (δ_p − 1)`. Now claim: for each message, each assignment of its separator, and
//! each allowed choice on its eliminated issues, worth `v`, the set has a vector `k ≥ v − e`, where
//! `e` is the sum of `δ − 1` over this step and all steps below it. By induction: `v` is the shift of an option plus a vector
//! of each input, for each of which there is one in its set that is less by at most what the steps below it
//! have cost; the sum of these is a candidate, or dominated by one that stays before thinning;
//! thinning takes off `δ − 1` more. Sets of one step are for different assignments, of which an outcome
//! makes one, so that the greatest `δ` of a step counts once. Each step's message is taken once,
//! so at the last step `e` is the sum over all steps, which is the `ε` that is stated. Every vector
//! shown is that of its outcome, exactly. ∎
//!
//! **Cost.** The elimination with sets of at most the size asked for, and some 30 sweeps of a set that
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
    /// At most `size` points, if the widths of the links allow it; else [`Stop`], as for a frontier.
    pub fn of(problem: &Problem, size: u64, limits: Limits, watch: Watch<'_>) -> Result<Cover, Stop> {
        let mut thinning = Thinning::new(size, Floors::of(problem).ranges);
        let wanted = Wanted { thinning: Some(&mut thinning), ..Wanted::default() };
        let points = points(problem, &Plan::of(problem), wanted, &mut Budget::new(limits, watch))?;
        Ok(Cover { points, epsilon: thinning.spent })
    }
}

/// Sides of boxes are the parties' ranges divided by powers of two up to this.
const FINEST: u32 = 40;

/// Makes sets smaller, and adds up what that costs.
pub(crate) struct Thinning {
    size: u64,
    ranges: Vec<i64>,
    /// What all finished steps cost, a number a party.
    spent: Vec<i64>,
    /// The halvings of the ranges that this step's coarsest boxes take; none if it thinned nothing.
    coarsest: Option<u32>,
    /// Where the last search ended: a good place to begin the next.
    last: u32,
}

impl Thinning {
    fn new(size: u64, ranges: Vec<i64>) -> Thinning {
        let spent = vec![0; ranges.len()];
        Thinning { size: size.max(1), ranges, spent, coarsest: None, last: FINEST }
    }

    /// Thins one of the `cells` sets of a step to its share of the size.
    pub(crate) fn thin<V: Vector>(&mut self, set: &mut Set<V>, cells: u64) {
        let share = (self.size / cells).max(1);
        if set.len() as u64 <= share {
            return;
        }
        let fits = |halvings: u32| {
            let kept = boxed(set, &self.sides(halvings));
            (kept.len() as u64 <= share).then_some(kept)
        };
        let (mut halvings, mut kept) = (self.last, fits(self.last));
        while kept.is_none() && halvings > 0 {
            halvings -= 1;
            kept = fits(halvings);
        }
        while let Some(finer) = (halvings < FINEST).then(|| fits(halvings + 1)).flatten() {
            halvings += 1;
            kept = Some(finer);
        }
        self.last = halvings;
        self.coarsest = self.coarsest.into_iter().chain([halvings]).min();
        if let Some(kept) = kept {
            set.retain(&kept);
        } else {
            // Not even the coarsest boxes are few enough. What stays is still a cover.
            let kept = boxed(set, &self.sides(halvings));
            set.retain(&kept);
        }
    }

    /// All sets of a step are done.
    pub(crate) fn step_done(&mut self) {
        if let Some(halvings) = self.coarsest.take() {
            let sides = self.sides(halvings);
            self.spent.iter_mut().zip(sides).for_each(|(spent, side)| *spent += side - 1);
        }
    }

    fn sides(&self, halvings: u32) -> Vec<i64> {
        self.ranges.iter().map(|range| (range >> halvings).max(1)).collect()
    }
}

/// The places of the vectors that stay, falling in value, where boxes have these sides.
fn boxed<V: Vector>(set: &Set<V>, sides: &[i64]) -> Vec<u32> {
    let cell = |vector: V| {
        let numbers: Vec<i64> = sides.iter().enumerate().map(|(p, side)| vector.part(p) / side).collect();
        V::pack(&numbers)
    };
    let mut cells: Vec<(V, u32)> = set.vectors.iter().map(|&v| cell(v)).zip(0..).collect();
    // Of one box the first in the order of the set stays.
    sweep(&mut cells, |a, b| a < b);
    let mut kept: Vec<u32> = cells.into_iter().map(|(_, index)| index).collect();
    kept.sort_unstable();
    kept
}
