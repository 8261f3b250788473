//! In which share of the possible worlds a package is efficient, acceptable, or a solution.
//!
//! **Definition.** Every world is solved exactly. A package is *efficient* in a world if no outcome dominates it there
//! (so also where another outcome of the same utilities stands for it on the frontier), *acceptable* if every party that
//! has a reservation value gets it, and *a solution's outcome* if it is worth to all what the outcome that the solution
//! chooses is worth. Of a party without a reservation value, solutions take it to have the least that any package gives it.
//!
//! **Which packages.** Those that stand on the frontier of some world: first those that a solution chooses, then
//! those that stand there most often, up to a number; [`Robust::distinct`] says how many there are in all. Such sampling
//! over admissible weights is known as stochastic multicriteria acceptability analysis: R. Lahdelma, P. Salminen,
//! "SMAA-2: stochastic multicriteria acceptability analysis for group decision making", Operations Research 49 (2001)
//! 444–454.
//!
//! **Cost.** One frontier a world, to find the packages; then each of those kept is looked at in every world. Memory: a few dozen
//! bytes for each distinct package, and the utilities of all frontiers while they take no more than half of what the limits
//! allow; frontiers that were not kept are computed again.

use super::parallel::in_order;
use super::share::{Entropy, Share};
use super::{Method, Worlds, WorldsError};
use crate::frontier::{Ask, Frontier};
use crate::limits::{Continue, Limits, Reason, Stop, Watch};
use crate::packing::Packing;
use crate::problem::Problem;
use crate::solutions::{Bargain, SOLUTIONS, Solution};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// What holds in which share of the worlds.
#[derive(Clone, Debug, PartialEq)]
pub struct Robust {
    /// Those that a solution chooses most often first, then those that are efficient most often.
    pub packages: Vec<RobustPackage>,
    /// How many different packages stood on a frontier for their utilities.
    pub distinct: u64,
    /// In which share of the worlds some outcome is acceptable.
    pub agreement: Share,
    /// The entropy of which package is the Nash outcome (or none is).
    pub nash: Entropy,
    /// How each party's numbers were drawn.
    pub methods: Vec<Method>,
    /// How many of a world's integers make one utility.
    pub units: Vec<i64>,
}

/// A package over all worlds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RobustPackage {
    /// Its options.
    pub outcome: Vec<u32>,
    /// Where it is efficient.
    pub efficient: Share,
    /// Where it gives every party its reservation value.
    pub acceptable: Share,
    /// Where it is both.
    pub both: Share,
    /// Where it is as good as the Nash outcome.
    pub nash: Share,
    /// Where it is as good as each solution's outcome, in the order of [`SOLUTIONS`], by name.
    pub solutions: Vec<(&'static str, Share)>,
}

/// A world with its frontier.
pub(crate) struct Solved {
    pub(crate) problem: Problem,
    pub(crate) frontier: Frontier,
    limits: Limits,
}

impl Solved {
    pub(crate) fn of(worlds: &Worlds<'_>, k: u64, limits: Limits) -> Result<Solved, WorldsError> {
        let problem = worlds.problem(&worlds.world(k))?;
        let frontier = Frontier::of(&problem, Ask::default(), limits, &mut |_| Continue::Yes);
        Ok(Solved { problem, frontier: frontier.map_err(WorldsError::Stop)?, limits })
    }

    fn bargain(&self, worlds: &Worlds<'_>) -> Result<Bargain<'_>, WorldsError> {
        let weights = vec![1; worlds.units().len()];
        let disagreement = worlds.disagreement(&self.problem, self.limits)?;
        let bargain = Bargain::new(&self.frontier.points, &disagreement, worlds.units(), &weights);
        bargain.map_err(WorldsError::Bargain)
    }

    /// The places that each solution chooses.
    pub(crate) fn chosen(
        &self,
        worlds: &Worlds<'_>,
        solutions: &[&dyn Solution],
    ) -> Result<Vec<Option<usize>>, WorldsError> {
        let bargain = self.bargain(worlds)?;
        Ok(solutions.iter().map(|solution| solution.choose(&bargain)).collect())
    }

    pub(crate) fn packed(&self, packing: &Packing, place: usize) -> Box<[u64]> {
        let mut words = vec![0; packing.words()];
        for (issue, &option) in self.frontier.points[place].outcome.iter().enumerate() {
            packing.choose(issue, option, &mut words);
        }
        words.into_boxed_slice()
    }
}

/// The Nash solution.
pub(crate) fn nash() -> [&'static dyn Solution; 1] {
    [SOLUTIONS[0]]
}

/// How often a package stood for its utilities.
#[derive(Clone, Copy, Default)]
struct Tally {
    frontier: u32,
    solutions: u32,
    nash: u32,
}

/// What the frontier of a world says, packed.
struct Seen {
    points: Vec<Box<[u64]>>,
    acceptable: bool,
    kept: Kept,
}

/// What is needed of a world to look at a package in it.
struct Kept {
    /// The utilities of the frontier's points, one after another, in their order.
    utilities: Vec<i64>,
    parties: usize,
    /// The places that the solutions choose.
    chosen: Vec<Option<usize>>,
}

impl Kept {
    fn of(worlds: &Worlds<'_>, solved: &Solved) -> Result<Kept, WorldsError> {
        let utilities =
            solved.frontier.points.iter().flat_map(|point| point.utilities.iter().copied()).collect();
        Ok(Kept { utilities, parties: worlds.units().len(), chosen: solved.chosen(worlds, &SOLUTIONS)? })
    }

    fn bytes(&self) -> u64 {
        (size_of_val(&self.utilities[..]) + size_of_val(&self.chosen[..]) + size_of::<Kept>()) as u64
    }

    /// The place of a utility vector on the frontier, which is in falling order.
    fn position(&self, utilities: &[i64]) -> Option<usize> {
        let point = |place: usize| &self.utilities[place * self.parties..(place + 1) * self.parties];
        let (mut from, mut to) = (0, self.utilities.len() / self.parties);
        while from < to {
            let middle = from.midpoint(to);
            match point(middle).cmp(utilities) {
                Ordering::Equal => return Some(middle),
                Ordering::Greater => from = middle + 1,
                Ordering::Less => to = middle,
            }
        }
        None
    }
}

impl Robust {
    /// Looks at all worlds. At most `packages` packages are looked at one by one; `limits` hold for each world's
    /// frontier and, the points, for the distinct packages altogether.
    pub fn of(
        worlds: &Worlds<'_>,
        packages: usize,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Robust, WorldsError> {
        let packing = Packing::of(
            &worlds.scenario().issues.iter().map(|issue| issue.options.len() as u32).collect::<Vec<_>>(),
        );
        let count = u64::from(worlds.sampling().worlds);
        let mut tallies: BTreeMap<Box<[u64]>, Tally> = BTreeMap::new();
        let (mut none, mut acceptable, mut bytes) = (0, 0, 0);
        let mut kept: Vec<Option<Kept>> = Vec::new();
        let look = |k| look(worlds, &packing, k, limits);
        in_order(count, worlds.sampling().threads, watch, look, |_, seen: Seen| {
            acceptable += u64::from(seen.acceptable);
            let Seen { points, kept: of_world, .. } = seen;
            let chosen = &of_world.chosen;
            none += u64::from(chosen[0].is_none());
            for (place, point) in points.into_iter().enumerate() {
                let tally = tallies.entry(point).or_default();
                tally.frontier += 1;
                tally.solutions += chosen.iter().filter(|chosen| **chosen == Some(place)).count() as u32;
                tally.nash += u32::from(chosen[0] == Some(place));
            }
            bytes += of_world.bytes();
            kept.push(Some(of_world).filter(|_| bytes <= limits.bytes / 2));
            if tallies.len() as u64 > limits.points {
                let progress = crate::limits::Progress {
                    done: 0,
                    of: 0,
                    points: limits.points,
                    looked_at: 0,
                    since: 0,
                    bytes: 0,
                };
                return Err(WorldsError::Stop(Stop { reason: Reason::Points, progress }));
            }
            Ok(())
        })?;
        let nash = Entropy::of(tallies.values().map(|tally| tally.nash.into()).chain([none]));
        let distinct = tallies.len() as u64;
        let mut first: Vec<(Box<[u64]>, Tally)> = tallies.into_iter().collect();
        // Stable: of equals the first in the order of enumeration.
        first.sort_by_key(|(_, tally)| std::cmp::Reverse((tally.solutions, tally.frontier)));
        first.truncate(packages);
        let outcomes: Vec<Vec<u32>> = first.iter().map(|(words, _)| packing.outcome(|w| words[w])).collect();
        let packages = shares(worlds, &kept, &outcomes, limits, watch)?;
        let agreement = Share { count: acceptable, of: count };
        let (methods, units) = (worlds.methods(), worlds.units().to_vec());
        Ok(Robust { packages, distinct, agreement, nash, methods, units })
    }
}

fn look(worlds: &Worlds<'_>, packing: &Packing, k: u64, limits: Limits) -> Result<Seen, WorldsError> {
    let solved = Solved::of(worlds, k, limits)?;
    let reservations = solved.problem.reservations();
    let meets = |point: &crate::Point| point.meets(reservations).into_iter().all(|meets| meets);
    Ok(Seen {
        points: (0..solved.frontier.points.len()).map(|place| solved.packed(packing, place)).collect(),
        acceptable: solved.frontier.points.iter().any(meets),
        kept: Kept::of(worlds, &solved)?,
    })
}

/// Efficient, acceptable, and as good as which solution's outcome: a bit each.
fn marks(problem: &Problem, kept: &Kept, outcomes: &[Vec<u32>]) -> Vec<u16> {
    let of = |outcome: &Vec<u32>| {
        let utilities = problem.utilities(outcome);
        let content = |(u, r): (&i64, &Option<i64>)| r.is_none_or(|r| *u >= r);
        let acceptable = utilities.iter().zip(problem.reservations()).all(content);
        let place = kept.position(&utilities).filter(|_| problem.allows(outcome));
        let mut marks = u16::from(place.is_some()) | u16::from(acceptable) << 1;
        for (bit, chosen) in (2..).zip(&kept.chosen) {
            marks |= u16::from(place.is_some() && *chosen == place) << bit;
        }
        marks
    };
    outcomes.iter().map(of).collect()
}

fn shares(
    worlds: &Worlds<'_>,
    kept: &[Option<Kept>],
    outcomes: &[Vec<u32>],
    limits: Limits,
    watch: Watch<'_>,
) -> Result<Vec<RobustPackage>, WorldsError> {
    let count = u64::from(worlds.sampling().worlds);
    let mut counts = vec![[0u64; 3 + SOLUTIONS.len()]; outcomes.len()];
    let work = |k: u64| match &kept[k as usize] {
        Some(kept) => Ok(marks(&worlds.problem(&worlds.world(k))?, kept, outcomes)),
        None => {
            let solved = Solved::of(worlds, k, limits)?;
            Ok(marks(&solved.problem, &Kept::of(worlds, &solved)?, outcomes))
        }
    };
    in_order(count, worlds.sampling().threads, watch, work, |_, marks: Vec<u16>| {
        for (counts, marks) in counts.iter_mut().zip(marks) {
            counts[0] += u64::from(marks & 3 == 3);
            for (bit, count) in counts[1..].iter_mut().enumerate() {
                *count += u64::from(marks >> bit & 1);
            }
        }
        Ok(())
    })?;
    let package = |(outcome, counts): (&Vec<u32>, &[u64; 3 + SOLUTIONS.len()])| {
        let share = |place: usize| Share { count: counts[place], of: count };
        let named = SOLUTIONS.iter().zip(3..).map(|(solution, place)| (solution.name(), share(place)));
        RobustPackage {
            outcome: outcome.clone(),
            efficient: share(1),
            acceptable: share(2),
            both: share(0),
            nash: share(3),
            solutions: named.collect(),
        }
    };
    Ok(outcomes.iter().zip(&counts).map(package).collect())
}
