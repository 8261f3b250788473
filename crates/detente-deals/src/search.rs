//! Bargaining solutions without the frontier: found by branch and bound, with a proof.
//!
//! For many parties or a frontier that does not fit. The definitions and ties are those of
//! [`crate::solutions`] on the exact frontier, and so is the outcome.
//!
//! **Method.** A solution is a *goal*: a key that grows with every party's utility, compared exactly
//! (`goal`). First the relaxation is solved, roughly (`relax`): this gives weights `l` of the parties and a first
//! outcome. Then branch and bound (`tree`), where a node is dropped if for one of some weightings `l` the weighted sum
//! cannot be what the best key so far requires:
//! * utilitarian: `l·u` at least the best sum;
//! * smallest numbers (egalitarian, Kalai–Smorodinsky, proportional, equal loss, maximin gain): if every party's number is to be at
//!   least `m`, each needs some utility `c_p(m)` at least, hence `l·u ≥ l·c(m)`;
//! * Nash: by the inequality of arithmetic and geometric means, `l·g ≥ W·m·Π (l_p/w_p)^(w_p/W)` for gains `g`
//!   with the weighted geometric mean `m`.
//!
//! At the end nothing is left that is better. Then, issue by issue, it is asked whether an earlier option does as well: the
//! first outcome in the order of enumeration. Where an outcome that dominates another need not be better (a
//! party without weight, a product of 0), it is looked for the first that is efficient.
//!
//! `equal_gain`, for two parties, is one of two points: the egalitarian one of the utilities as they are, which is
//! nearest to equality on its side, and the efficient point next to it on the other side, where the other party has the most.
//!
//! **Cost.** In the worst case all outcomes. As a rule few thousand nodes where issues are few; with many issues and
//! fine numbers there are too many near ties to be told apart, and it ends by the limits with a proven bound.

mod goal;
mod relax;
mod tree;

use crate::frontier::Point;
use crate::limits::{Budget, Limits, Stop, Watch};
use crate::problem::Problem;
use crate::solutions::{BargainError, MOST_WEIGHT, comparable_units};
use goal::{Floors, Goal, Least, Product, Scale, Sum, Then};
use relax::{Relaxed, relax};
use tree::{Direction, Leaf, Tree, Wanted, most_along};

/// By which definition; each is described in [`crate::solutions`] under the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum By {
    Nash,
    KalaiSmorodinsky,
    Egalitarian,
    Utilitarian,
    Proportional,
    EqualLoss,
    MaximinGain,
    /// For two parties only.
    EqualGain,
}

impl By {
    /// All of them.
    pub const ALL: [By; 8] = [
        By::Nash,
        By::KalaiSmorodinsky,
        By::Egalitarian,
        By::Utilitarian,
        By::Proportional,
        By::EqualLoss,
        By::MaximinGain,
        By::EqualGain,
    ];

    /// The name in output that scripts read.
    pub fn name(self) -> &'static str {
        match self {
            By::Nash => "nash",
            By::KalaiSmorodinsky => "kalai_smorodinsky",
            By::Egalitarian => "egalitarian",
            By::Utilitarian => "utilitarian",
            By::Proportional => "proportional",
            By::EqualLoss => "equal_loss",
            By::MaximinGain => "maximin_gain",
            By::EqualGain => "equal_gain",
        }
    }
}

/// What the definitions need beside the utilities.
#[derive(Clone, Debug)]
pub struct Terms {
    pub(crate) disagreement: Vec<i64>,
    /// Such that numbers times these are comparable.
    pub(crate) units: Vec<i64>,
    pub(crate) weights: Vec<u32>,
}

impl Terms {
    /// As for [`crate::solutions::Bargain::new`].
    pub fn new(disagreement: &[i64], units: &[i64], weights: &[u32]) -> Result<Terms, BargainError> {
        if disagreement.is_empty() || units.len() != disagreement.len() || weights.len() != units.len() {
            return Err(BargainError::Shape);
        }
        if weights.iter().all(|weight| *weight == 0) || weights.iter().any(|weight| *weight > MOST_WEIGHT) {
            return Err(BargainError::Weights);
        }
        let units = comparable_units(units).ok_or(BargainError::TooWide)?;
        // Sums of eight utilities times units stay within 127 bits.
        let wide = |n: &i64, bits: u32| n.unsigned_abs() > 1 << bits;
        if disagreement.iter().any(|d| wide(d, 61)) || units.iter().any(|unit| wide(unit, 55)) {
            return Err(BargainError::TooWide);
        }
        Ok(Terms { disagreement: disagreement.to_vec(), units, weights: weights.to_vec() })
    }
}

/// An outcome that a definition chooses.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What it is worth to each party.
    pub utilities: Vec<i64>,
    /// The first in the order of enumeration, if `is_first`.
    pub outcome: Vec<u32>,
    /// What is greatest, first of all: the sum of the utilities (in a unit common to all), the smallest gain or share,
    /// the greatest loss with its sign changed, the weighted geometric mean of the gains, the spread with its sign changed.
    pub value: f64,
    /// Is there nothing better?
    pub proof: Proof,
    /// Is it proven that no earlier outcome is as good?
    pub is_first: bool,
}

/// How sure it is that an outcome is the best.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Proof {
    /// No outcome is better: all others were ruled out.
    Optimal,
    /// No outcome has a greater [`Found::value`] than this.
    Within {
        /// The bound, rounded up; infinite where nothing is known.
        at_most: f64,
    },
}

/// Finds what a definition chooses. `Ok(None)`: it chooses nothing, proven (no outcome keeps all rules, or none is
/// acceptable; or `equal_gain` was asked for other than two parties). [`Stop`]: it ended before anything was found, or
/// before the most was known that each party could get, which the definition needs.
///
/// Terms for another number of parties find nothing.
pub fn find(
    problem: &Problem,
    by: By,
    terms: &Terms,
    limits: Limits,
    watch: Watch<'_>,
) -> Result<Option<Found>, Stop> {
    if terms.disagreement.len() != problem.parties() {
        return Ok(None);
    }
    let budget = &mut Budget::new(limits, watch);
    let d = &terms.disagreement;
    let acceptable: Floors = d.iter().map(|d| Some(*d)).collect();
    let anything: Floors = vec![None; d.len()];
    let scales = |from: &[i64]| -> Vec<Option<Scale>> {
        let scale = |(from, times): (&i64, &i64)| Some(Scale { from: *from, times: *times, over: 1 });
        from.iter().zip(&terms.units).map(scale).collect()
    };
    match by {
        By::Nash => best(problem, &Product { from: d.clone(), weights: terms.weights.clone() }, budget),
        By::Utilitarian => {
            best(problem, &Sum { weights: terms.units.clone(), then: None, floors: anything }, budget)
        }
        By::Egalitarian => best(problem, &least(scales(d), Then::Next, anything), budget),
        By::MaximinGain => best(problem, &least(scales(d), Then::Sum, anything), budget),
        By::Proportional => {
            let weigh = |(scale, weight): (Option<Scale>, &u32)| {
                scale.filter(|_| *weight > 0).map(|scale| Scale { over: (*weight).into(), ..scale })
            };
            let scales = scales(d).into_iter().zip(&terms.weights).map(weigh).collect();
            let is_strict = terms.weights.iter().all(|weight| *weight > 0);
            best(problem, &Least { is_strict, ..least(scales, Then::Next, anything) }, budget)
        }
        By::EqualLoss => {
            let Some(ideal) = ideal(problem, &acceptable, budget)? else { return Ok(None) };
            best(problem, &least(scales(&ideal), Then::Next, acceptable), budget)
        }
        By::KalaiSmorodinsky => {
            let Some(ideal) = ideal(problem, &acceptable, budget)? else { return Ok(None) };
            let share = |(d, a): (&i64, &i64)| (a > d).then(|| Scale { from: *d, times: 1, over: a - d });
            let shares = d.iter().zip(&ideal).map(share).collect();
            best(problem, &least(shares, Then::Next, acceptable), budget)
        }
        By::EqualGain => equal_gain(problem, terms, scales(&vec![0; d.len()]), budget),
    }
}

fn least(scales: Vec<Option<Scale>>, then: Then, floors: Floors) -> Least {
    Least { scales, then, floors, is_strict: true }
}

/// The most that each party can get where nobody gets less than the floors; none where somebody always does.
fn ideal(problem: &Problem, floors: &Floors, budget: &mut Budget<'_>) -> Result<Option<Vec<i64>>, Stop> {
    let mut ideal = Vec::with_capacity(floors.len());
    for party in 0..floors.len() {
        let goal = Sum { weights: axis(floors.len(), party), then: None, floors: floors.clone() };
        match Search::of(problem, &goal, budget) {
            Search { stopped: Some(stop), .. } => return Err(stop),
            Search { best: Some(best), .. } => ideal.push(best.utilities[party]),
            Search { best: None, .. } => return Ok(None),
        }
    }
    Ok(Some(ideal))
}

fn axis(parties: usize, party: usize) -> Direction {
    (0..parties).map(|p| i64::from(p == party)).collect()
}

/// What is best by a goal, the first of equals.
fn best<G: Goal>(problem: &Problem, goal: &G, budget: &mut Budget<'_>) -> Result<Option<Found>, Stop> {
    let mut search = Search::of(problem, goal, budget);
    let proof = match search.stopped {
        None => Proof::Optimal,
        Some(_) => Proof::Within { at_most: search.at_most(problem, goal) },
    };
    let Some(best) = search.best.take() else { return search.stopped.map_or(Ok(None), Err) };
    let value = goal.value(&best.utilities);
    let unsure = |leaf: Leaf<G::Key>, is_first| {
        Some(Found { utilities: leaf.utilities, outcome: leaf.outcome, value, proof, is_first })
    };
    if search.stopped.is_some() {
        return Ok(unsure(best, false));
    }
    // A search that came to its end has a tree.
    let Some(tree) = search.tree else { return Ok(unsure(best, false)) };
    let mut first = best.clone();
    let ended = if goal.is_strict(&best.key) {
        earliest(problem, tree, goal, &mut first, budget)
    } else {
        earliest_efficient(problem, tree, goal, &mut first, budget)
    };
    Ok(unsure(first, ended.is_ok()))
}

/// Cells of tables that are weighed for the bound of a search which ended early.
const MOST_WEIGHED: u64 = 1 << 17;

/// A search for what is best.
struct Search<'p, K> {
    /// None where the search ended before it was made.
    tree: Option<Tree<'p>>,
    /// What the goal says of the weighted sums along these is its bound.
    directions: Vec<Direction>,
    best: Option<Leaf<K>>,
    stopped: Option<Stop>,
}

impl<'p, K: Ord + Clone> Search<'p, K> {
    fn of<G: Goal<Key = K>>(problem: &'p Problem, goal: &G, budget: &mut Budget<'_>) -> Search<'p, K> {
        let Relaxed { directions, mut best, ended } = relax(problem, goal, budget);
        let directions: Vec<Direction> = goal.direction().into_iter().cloned().chain(directions).collect();
        let made = ended.and_then(|()| tree_of(problem, &directions, budget));
        let (tree, ended) = match made {
            Ok(tree) => {
                let ended = tree.search(goal, Wanted::Best, &mut best, budget, |_, _| Ok(false));
                (Some(tree), ended.map(|_| ()))
            }
            Err(stop) => (None, Err(stop)),
        };
        Search { tree, directions, best, stopped: ended.err() }
    }

    /// What the goal's value is at most, by the relaxation.
    fn at_most<G: Goal<Key = K>>(&self, problem: &Problem, goal: &G) -> f64 {
        // To weigh such tables along each direction takes longer than a search that ended before it had a tree.
        if self.tree.is_none() && problem.table_cells() > MOST_WEIGHED {
            return f64::INFINITY;
        }
        let axes: Vec<Direction> = (0..problem.parties()).map(|p| axis(problem.parties(), p)).collect();
        let directions = axes.iter().chain(&self.directions);
        directions
            .map(|direction| goal.value_at_most(direction, most_along(problem, direction)))
            .fold(f64::INFINITY, f64::min)
    }
}

/// A tree, paid for before it is made: the tables of links may be large.
fn tree_of<'p>(
    problem: &'p Problem,
    directions: &[Direction],
    budget: &mut Budget<'_>,
) -> Result<Tree<'p>, Stop> {
    let (looks, bytes) = Tree::cost(problem, directions.len());
    // One is gone before the next is made, whatever the goal.
    budget.take(bytes)?;
    budget.give_back(bytes);
    budget.look_at(looks)?;
    Ok(Tree::of(problem, directions))
}

/// Replaces an outcome by the first that is as good.
fn earliest<G: Goal>(
    problem: &Problem,
    mut tree: Tree<'_>,
    goal: &G,
    first: &mut Leaf<G::Key>,
    budget: &mut Budget<'_>,
) -> Result<(), Stop> {
    // A copy, and what is left of it anew, twice.
    let (looks, _) = Tree::cost(problem, tree.directions.len() - problem.parties());
    for issue in 0..first.outcome.len() {
        loop {
            budget.look_at(looks)?;
            let option = first.outcome[issue];
            let mut earlier = tree.clone();
            earlier.restrict(issue, |o| o < option);
            let mut best = Some(first.clone());
            if !earlier.search(goal, Wanted::AsGood, &mut best, budget, |_, _| Ok(true))? {
                break;
            }
            best.into_iter().for_each(|best| *first = best);
        }
        let option = first.outcome[issue];
        tree.restrict(issue, |o| o == option);
    }
    Ok(())
}

/// Replaces an outcome by the first efficient one that is as good.
fn earliest_efficient<G: Goal>(
    problem: &Problem,
    tree: Tree<'_>,
    goal: &G,
    first: &mut Leaf<G::Key>,
    budget: &mut Budget<'_>,
) -> Result<(), Stop> {
    let ones: Direction = vec![1; problem.parties()];
    let above = tree_of(problem, std::slice::from_ref(&ones), budget)?;
    let mut best = Some(first.clone());
    let tree = tree.in_order_of_enumeration();
    tree.search(goal, Wanted::AsGood, &mut best, budget, |leaf, budget| {
        let floors = leaf.utilities.iter().map(|u| Some(*u)).collect();
        let sum = Sum { weights: ones.clone(), then: None, floors };
        let key = sum.key(&leaf.utilities);
        let itself = |key| Leaf { key, utilities: leaf.utilities.clone(), outcome: leaf.outcome.clone() };
        let mut best = key.map(itself);
        let is_dominated = above.search(&sum, Wanted::Best, &mut best, budget, |_, _| Ok(true))?;
        Ok(!is_dominated)
    })?;
    best.into_iter().for_each(|best| *first = best);
    Ok(())
}

/// The efficient point of two parties at which their utilities differ least.
fn equal_gain(
    problem: &Problem,
    terms: &Terms,
    scales: Vec<Option<Scale>>,
    budget: &mut Budget<'_>,
) -> Result<Option<Found>, Stop> {
    if problem.parties() != 2 {
        return Ok(None);
    }
    let spread = |utilities: &[i64]| {
        let of = |party: usize| i128::from(utilities[party]) * i128::from(terms.units[party]);
        of(0) - of(1)
    };
    let nearest = best(problem, &least(scales, Then::Next, vec![None; 2]), budget)?;
    let Some(one) = nearest else { return Ok(None) };
    // The party that has less here has more on the other side.
    let less = usize::from(spread(&one.utilities) >= 0);
    let mut floors = vec![None; 2];
    floors[less] = Some(one.utilities[less] + 1);
    let goal = Sum { weights: axis(2, 1 - less), then: Some(axis(2, less)), floors };
    let is_sure = |found: &Found| found.proof == Proof::Optimal;
    let other = if is_sure(&one) { best(problem, &goal, budget)? } else { None };
    let proven = is_sure(&one) && other.as_ref().is_none_or(is_sure);
    let is_first = one.is_first && other.as_ref().is_none_or(|other| other.is_first);
    let key = |found: &Found| (spread(&found.utilities).abs(), found.outcome.clone());
    let better = other.filter(|other| key(other) < key(&one));
    let found = better.unwrap_or(one);
    // A spread is never below 0.
    let proof = if proven { Proof::Optimal } else { Proof::Within { at_most: 0.0 } };
    let value = -(spread(&found.utilities).abs() as f64);
    Ok(Some(Found { value, proof, is_first, ..found }))
}

/// The greatest weighted sum, as far as it is known.
pub(crate) struct Weighted {
    /// The best outcome found.
    pub(crate) point: Option<Point>,
    /// No outcome has more.
    pub(crate) most: i128,
}

/// The greatest weighted sum, within so many nodes.
pub(crate) fn weighted(problem: &Problem, weights: &[u32], nodes: u64, watch: Watch<'_>) -> Weighted {
    let weights: Direction = weights.iter().map(|weight| i64::from(*weight)).collect();
    let budget = &mut Budget::new(Limits { steps: nodes, ..Limits::default() }, watch);
    let goal = Sum { weights: weights.clone(), then: None, floors: vec![None; weights.len()] };
    let search = Search::of(problem, &goal, budget);
    let proven = search.best.as_ref().filter(|_| search.stopped.is_none()).map(|best| best.key.0);
    let most = proven.unwrap_or_else(|| most_along(problem, &weights));
    let point = |best: Leaf<_>| Point { utilities: best.utilities, outcome: best.outcome, count: None };
    Weighted { point: search.best.map(point), most }
}
