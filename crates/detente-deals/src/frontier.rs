//! The exact frontier: all outcomes that nobody can better without someone losing.

use crate::certificate::Certificate;
use crate::elimination::{Elimination, Floors, Wanted};
use crate::limits::{Budget, Limits, Stop, Watch};
use crate::plan::Plan;
use crate::problem::Problem;
use crate::vector::{Pair, Vector};
use num_bigint::BigUint;

/// A utility vector that is reached, with an outcome that reaches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// One number a party.
    pub utilities: Vec<i64>,
    /// Of the outcomes that are worth just this, the first in the order of enumeration, last issue
    /// fastest. (In a [`crate::Cover`] one of them.)
    pub outcome: Vec<u32>,
    /// How many outcomes are worth just this, if that was asked for.
    pub count: Option<BigUint>,
}

impl Point {
    /// Whose reservation values it reaches, a mark a party; a party without one is content.
    pub fn meets(&self, reservations: &[Option<i64>]) -> Vec<bool> {
        let content =
            |(utility, reservation): (&i64, &Option<i64>)| reservation.is_none_or(|r| *utility >= r);
        self.utilities.iter().zip(reservations).map(content).collect()
    }
}

/// The Pareto-efficient utility vectors, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frontier {
    /// By the first party's utility, falling, then the next party's, and so on. Empty if and only if
    /// no outcome keeps all rules.
    pub points: Vec<Point>,
}

/// What is wanted beside the points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// How many outcomes reach each point (about twice the time).
    pub counts: bool,
}

impl Frontier {
    /// The frontier of a problem, within limits. `watch` is asked after every step and every million
    /// vectors or so whether to go on.
    pub fn of(problem: &Problem, ask: Ask, limits: Limits, watch: Watch<'_>) -> Result<Frontier, Stop> {
        let wanted = Wanted { counts: ask.counts, ..Wanted::default() };
        points(problem, &Plan::of(problem), wanted, &mut Budget::new(limits, watch))
            .map(|points| Frontier { points })
    }

    /// The frontier with what proves it: every intermediate set.
    pub fn certified(
        problem: &Problem,
        ask: Ask,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<(Frontier, Certificate), Stop> {
        let mut certificate = Certificate::new(problem);
        let wanted = Wanted { counts: ask.counts, certificate: Some(&mut certificate), ..Wanted::default() };
        let points = points(problem, &Plan::of(problem), wanted, &mut Budget::new(limits, watch))?;
        let frontier = Frontier { points };
        certificate.finish(&frontier);
        Ok((frontier, certificate))
    }

    /// Does any outcome keep all rules?
    pub fn is_feasible(&self) -> bool {
        !self.points.is_empty()
    }

    /// Only the points at which every one of these reservation values is reached.
    pub fn respecting(&self, reservations: &[Option<i64>]) -> Frontier {
        let content = |point: &&Point| point.meets(reservations).into_iter().all(|content| content);
        Frontier { points: self.points.iter().filter(content).cloned().collect() }
    }

    /// Is this utility vector one of the points'? Cost: one binary search.
    pub fn position(&self, utilities: &[i64]) -> Option<usize> {
        self.points.binary_search_by(|point| utilities.cmp(&point.utilities[..])).ok()
    }
}

/// Runs the plan on the narrowest vectors that hold every utility.
pub(crate) fn points(
    problem: &Problem,
    plan: &Plan,
    wanted: Wanted<'_>,
    budget: &mut Budget<'_>,
) -> Result<Vec<Point>, Stop> {
    let floors = Floors::of(problem);
    let widest = floors.ranges.iter().copied().max().unwrap_or(0);
    let run = Run { problem, plan, floors: &floors, wanted, budget };
    let narrow = widest <= i32::MAX.into();
    match (problem.parties(), narrow) {
        (1, _) => run.on::<[i64; 1]>(),
        (2, _) if widest <= u32::MAX.into() => run.on::<Pair<u64>>(),
        (2, _) => run.on::<Pair<u128>>(),
        (3, true) => run.on::<[i32; 3]>(),
        (3, false) => run.on::<[i64; 3]>(),
        (4, true) => run.on::<[i32; 4]>(),
        (4, false) => run.on::<[i64; 4]>(),
        (5, true) => run.on::<[i32; 5]>(),
        (5, false) => run.on::<[i64; 5]>(),
        (6, true) => run.on::<[i32; 6]>(),
        (6, false) => run.on::<[i64; 6]>(),
        (7, true) => run.on::<[i32; 7]>(),
        (7, false) => run.on::<[i64; 7]>(),
        (_, true) => run.on::<[i32; 8]>(),
        (_, false) => run.on::<[i64; 8]>(),
    }
}

struct Run<'p, 't, 'b, 'w> {
    problem: &'p Problem,
    plan: &'p Plan,
    floors: &'p Floors,
    wanted: Wanted<'t>,
    budget: &'b mut Budget<'w>,
}

impl Run<'_, '_, '_, '_> {
    fn on<V: Vector>(self) -> Result<Vec<Point>, Stop> {
        let problem = self.problem;
        let mut elimination = Elimination::new(problem, self.plan, self.floors, self.wanted, self.budget);
        let message = elimination.run::<V>()?;
        let set = &message.sets[0];
        let utility =
            |vector: V, party: usize| vector.part(party) + message.offset[party] + problem.bias()[party];
        let point = |index: usize| Point {
            utilities: (0..problem.parties()).map(|party| utility(set.vectors[index], party)).collect(),
            outcome: elimination.packing.outcome(|word| set.word(index, word)),
            count: set.counts.as_ref().map(|counts| counts[index].clone()),
        };
        Ok(capped((0..set.len()).map(point).collect(), problem.caps()))
    }
}

/// The same points with nobody's utility above his cap. To cut off is monotone, so that whatever is
/// efficient after it is worth what an efficient outcome before it is; of several, the first of those
/// found stands for them, and they are not counted. Cost: none where no cap binds, otherwise the square of
/// the points.
fn capped(mut points: Vec<Point>, caps: &[Option<i64>]) -> Vec<Point> {
    let mut binds = false;
    for point in &mut points {
        for (utility, cap) in point.utilities.iter_mut().zip(caps) {
            if let Some(cap) = cap.filter(|cap| *cap < *utility) {
                (*utility, binds) = (cap, true);
            }
        }
    }
    if !binds {
        return points;
    }
    points.sort_by(|a, b| b.utilities.cmp(&a.utilities).then_with(|| a.outcome.cmp(&b.outcome)));
    points.dedup_by(|a, b| a.utilities == b.utilities);
    let mut kept: Vec<Point> = Vec::new();
    for mut point in points {
        let exceeds = |other: &Point| other.utilities.iter().zip(&point.utilities).all(|(o, u)| o >= u);
        if !kept.iter().any(exceeds) {
            point.count = None;
            kept.push(point);
        }
    }
    kept
}
