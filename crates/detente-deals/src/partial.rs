//! What is proven when there is no time or room for the frontier.
//!
//! **Method.** [`Answer::of`] tries, in this order, and the first that ends is the answer:
//! 1. the exact [`Frontier`], within the limits;
//! 2. where it had too many points or bytes: an ε-[`Cover`], with fewer and fewer points held until
//!    it fits ([`Cover::within`]);
//! 3. where the steps ran out or the caller ended it, or not even the smallest cover fits: [`Supported`].
//!
//! **Supported points.** For a handful of weights `w`, all above 0, the greatest `Σ w_p u_p` of all outcomes,
//! with the first outcome that has it. No outcome is better for all: a greatest weighted sum is efficient
//! (A. M. Geoffrion, "Proper efficiency and the theory of vector maximization", Journal of Mathematical
//! Analysis and Applications 22 (1968) 618–630), and what exceeds a weighted sum is nowhere. The greatest
//! sum is found by branch and bound (see [`crate::search`]), of which a fixed number of nodes is spent for each
//! weighting, whatever the caller answers: some tenths of a second. Where that does not suffice, the outcome is the best
//! that was found, and the bound is that of the relaxation: proven, if not reached.
//!
//! What somebody keeps who ends a search is thus always true of all outcomes: each point is an outcome with
//! its utilities, and nothing is above the bounds.

use crate::cover::{Cover, Sizes};
use crate::frontier::{Ask, Frontier, Point};
use crate::limits::{Continue, Limits, Reason, Stop, Watch};
use crate::problem::Problem;
use crate::search::{self, Weighted};

/// What is known of the efficient outcomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// All of them.
    Exact(Frontier),
    /// Points within a stated distance of which every outcome is. And why these are not all.
    Cover(Cover, Stop),
    /// Points at the greatest weighted sums, and bounds for all others. And why these are not more.
    Supported(Supported, Stop),
}

/// Some outcomes with great weighted sums of utilities, and what no weighted sum exceeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supported {
    /// In the order of a frontier; none dominates another. Empty where no outcome was found that keeps
    /// all rules, which does not say that there is none.
    pub points: Vec<Point>,
    /// True of every outcome.
    pub bounds: Vec<Bound>,
}

/// For every outcome, `Σ weights[p] · u_p ≤ most`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// One a party, none below 0.
    pub weights: Vec<u32>,
    /// What the weighted sum of utilities is at most.
    pub most: i128,
    /// Does one of the points have just that?
    pub is_reached: bool,
}

/// Points shown of a cover that has to fit, at first; then ever fewer.
const SHOWN: u64 = 10_000;

/// Nodes that are spent on a weighting.
const NODES: u64 = 20_000;

impl Answer {
    /// The best answer that the limits and the caller leave time and room for. `sizes`: of the cover, if
    /// the frontier does not fit.
    pub fn of(problem: &Problem, ask: Ask, limits: Limits, sizes: Sizes, watch: Watch<'_>) -> Answer {
        let stop = match Frontier::of(problem, ask, limits, watch) {
            Ok(frontier) => return Answer::Exact(frontier),
            Err(stop) => stop,
        };
        if matches!(stop.reason, Reason::Points | Reason::Bytes) {
            match Cover::from_sizes(problem, sizes, limits, watch) {
                Ok(cover) => return Answer::Cover(cover, stop),
                Err(stop) => return Answer::Supported(Supported::of(problem), stop),
            }
        }
        Answer::Supported(Supported::of(problem), stop)
    }
}

impl Cover {
    /// A cover with as many points as fit within the limits, at most 10,000. Ends with [`Stop`] only where steps run
    /// out, the caller ends it, or a table of links alone is too large: [`Supported`] is left then.
    pub fn within(problem: &Problem, limits: Limits, watch: Watch<'_>) -> Result<Cover, Stop> {
        Cover::from_sizes(problem, Sizes { shown: SHOWN, held: 10 * SHOWN }, limits, watch)
    }

    /// The same, first of these sizes.
    fn from_sizes(
        problem: &Problem,
        mut sizes: Sizes,
        mut limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Cover, Stop> {
        loop {
            match Cover::of(problem, sizes, limits, watch) {
                Ok(cover) => return Ok(cover),
                Err(stop) => {
                    let fits_not = matches!(stop.reason, Reason::Points | Reason::Bytes);
                    if !fits_not || sizes.held <= 1 {
                        return Err(stop);
                    }
                    limits.steps = limits.steps.saturating_sub(stop.progress.looked_at);
                }
            }
            let held = (sizes.held / 4).max(1);
            sizes = Sizes { shown: sizes.shown.min(held), held };
        }
    }
}

impl Supported {
    /// The points and bounds of all parties weighted equally by their ranges, and of each one, and each but
    /// one, weighted more. Takes the same short time whatever the problem's size, about.
    pub fn of(problem: &Problem) -> Supported {
        let mut points: Vec<Point> = Vec::new();
        let mut bounds = Vec::new();
        for weights in weightings(problem) {
            let best = search::weighted(problem, &weights, NODES, &mut |_| Continue::Yes);
            let Weighted { point, most } = best;
            let sum = |point: &Point| weighted_sum(&weights, &point.utilities);
            bounds.push(Bound { is_reached: point.as_ref().is_some_and(|p| sum(p) == most), weights, most });
            points.extend(point);
        }
        points.sort_by(|a, b| b.utilities.cmp(&a.utilities).then_with(|| a.outcome.cmp(&b.outcome)));
        points.dedup_by(|a, b| a.utilities == b.utilities);
        let dominated = |point: &Point| {
            let above = |other: &Point| other.utilities.iter().zip(&point.utilities).all(|(o, u)| o >= u);
            points.iter().any(|other| other.utilities != point.utilities && above(other))
        };
        let points = points.iter().filter(|point| !dominated(point)).cloned().collect();
        Supported { points, bounds }
    }

    /// Could an outcome be worth so much to each party? `false` is proven; `true` is not.
    pub fn admits(&self, utilities: &[i64]) -> bool {
        self.bounds.iter().all(|bound| weighted_sum(&bound.weights, utilities) <= bound.most)
    }
}

fn weighted_sum(weights: &[u32], utilities: &[i64]) -> i128 {
    weights.iter().zip(utilities).map(|(w, u)| i128::from(*w) * i128::from(*u)).sum()
}

/// Weights by which each party's whole range counts about equally, and multiples of them: for two parties
/// a fan of fifteen, for more one party or all but one weighted eight times as much.
fn weightings(problem: &Problem) -> Vec<Vec<u32>> {
    let ranges = crate::elimination::Floors::of(problem).ranges;
    let widest = ranges.iter().copied().max().unwrap_or(0).max(1);
    let parties = ranges.len();
    let scaled = |factors: &[u32]| -> Vec<u32> {
        // 16 bits for the ratios of ranges, 8 for the factors.
        let unit = |range: i64| (widest / range.max(1)).clamp(1, 1 << 16) as u32;
        ranges.iter().zip(factors).map(|(range, factor)| unit(*range) * factor).collect()
    };
    if parties == 2 {
        return (1..16).map(|k| scaled(&[k, 16 - k])).collect();
    }
    let one = |party: usize, of: u32, others: u32| {
        scaled(&(0..parties).map(|p| if p == party { of } else { others }).collect::<Vec<_>>())
    };
    let each = (0..parties).flat_map(|party| [one(party, 8, 1), one(party, 1, 8)]);
    std::iter::once(scaled(&vec![1; parties])).chain(each).collect()
}
