//! How much room there is: the efficient packages of a scenario and what each solution chooses.
//!
//! **Disagreement.** What a party has without an agreement is its reservation value. Where none is
//! known, it is the least that any allowed package gives it: then nobody is ever worse off with a
//! package, and the solutions measure gains from there. Which one was taken is said
//! ([`Overview::floors`]).
//!
//! **Respect.** Red lines and reservation values mark packages and remove none, unless that is asked
//! for ([`Respect`]): then the frontier is that of the packages that break no red line and leave
//! nobody below his reservation value. (Those that remain of the whole frontier would be fewer: a package
//! that only a red-line-breaking one betters is efficient among the rest.)
//!
//! **What does not fit.** Where the frontier is too large, a cover stands for it; where even that does not fit or
//! the user ends the search, some supported points with bounds ([`Answer`]). Solutions are then found by
//! branch and bound over all packages ([`find`]), each with its proof or how far off it may be, and stand among the
//! points. Nothing can be left out of points that stand for others, so that respect is then refused.

use crate::limits::{Continue, Limits, Stop, Watch};
use crate::questions::{QuestionError, Setting};
use crate::search::{By, Proof, Terms, find};
use crate::solutions::{Bargain, BargainError, SOLUTIONS, Solution};
use crate::{Answer, Ask, Bound, Frontier, Point, Problem, ProblemError, Sizes};
use detente_model::scenario::Scenario;
use std::fmt;

/// What is done with packages that break a red line or leave somebody below his reservation value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Respect {
    /// They are marked.
    #[default]
    Mark,
    /// They are left out.
    LeaveOut,
}

/// From where a party's gains are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Floor {
    /// The utility, in the party's unit.
    pub utility: i64,
    /// Is it a reservation value, rather than the least that any package gives?
    pub is_reservation: bool,
}

/// What a solution chose.
#[derive(Clone)]
pub struct Chosen {
    /// The solution.
    pub solution: &'static dyn Solution,
    /// What it chose; none where its definition needs a package that is not there, or that was not found.
    pub package: Option<Point>,
    /// The place of that among the points shown, if it is one of them.
    pub point: Option<usize>,
    /// What is proven of the choice; none where it was not found.
    pub proof: Option<Proof>,
}

impl fmt::Debug for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?} {:?}", self.solution.name(), self.package, self.proof)
    }
}

/// How well the points stand for all efficient packages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// They are all of them.
    All,
    /// No package is better than some point by more than this for any party.
    Within(Vec<i64>),
    /// They are some; no package exceeds these bounds. And why there are not more.
    Some(Vec<Bound>, Stop),
}

/// The efficient packages of a scenario, and what each solution chooses.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The problem that was solved.
    pub problem: Problem,
    /// What was done with packages that break a red line or leave somebody below his reservation value.
    pub respect: Respect,
    /// Efficient points, by the first party's utility, falling.
    pub points: Vec<Point>,
    /// How well they stand for all.
    pub known: Known,
    /// From where each party's gains are measured.
    pub floors: Vec<Floor>,
    /// The parties' weights in the weighted solutions (nash, proportional).
    pub weights: Vec<u32>,
    /// What each solution chose.
    pub solutions: Vec<Chosen>,
}

/// Why there is no overview.
#[derive(Clone, Debug)]
pub enum OverviewError {
    /// The scenario is no problem that can be solved.
    Problem(ProblemError),
    /// The parties' numbers cannot be compared exactly.
    Bargain(BargainError),
    /// The frontier does not fit, and of a cover nothing can be left out.
    TooManyToRespect,
    /// What each party has at least could not be found.
    Stop(Stop),
    /// The scenario does not fit together.
    Question(QuestionError),
}

impl fmt::Display for OverviewError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OverviewError::Problem(error) => error.fmt(f),
            OverviewError::Bargain(error) => error.fmt(f),
            OverviewError::TooManyToRespect => {
                write!(f, "too many packages are efficient to leave out any of them; allow more memory")
            }
            OverviewError::Stop(stop) => stop.fmt(f),
            OverviewError::Question(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for OverviewError {}

impl From<ProblemError> for OverviewError {
    fn from(error: ProblemError) -> OverviewError {
        OverviewError::Problem(error)
    }
}

impl From<Stop> for OverviewError {
    fn from(stop: Stop) -> OverviewError {
        OverviewError::Stop(stop)
    }
}

impl From<BargainError> for OverviewError {
    fn from(error: BargainError) -> OverviewError {
        OverviewError::Bargain(error)
    }
}

impl From<QuestionError> for OverviewError {
    fn from(error: QuestionError) -> OverviewError {
        OverviewError::Question(error)
    }
}

/// What an overview may take, and what is asked beside the points.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Of each search.
    pub limits: Limits,
    /// Of a cover, if the frontier does not fit.
    pub sizes: Sizes,
    /// Of the exact frontier.
    pub ask: Ask,
}

/// The problem of a scenario, without the options that break red lines if these are to be respected.
fn problem_of(scenario: &Scenario, respect: Respect) -> Result<Problem, ProblemError> {
    let problem = Problem::of(scenario)?;
    match respect {
        Respect::Mark => Ok(problem),
        Respect::LeaveOut => problem.without(&crate::questions::broken_options(&scenario.red_lines)),
    }
}

impl Overview {
    /// The overview of a scenario. `weights`: one a party, usually all 1: see [`Bargain::new`].
    pub fn of(
        scenario: &Scenario,
        respect: Respect,
        weights: &[u32],
        effort: Effort,
        watch: Watch<'_>,
    ) -> Result<Overview, OverviewError> {
        let problem = problem_of(scenario, respect)?;
        let units: Vec<i64> = scenario.utilities.iter().map(|utility| utility.unit).collect();
        // Wrong weights are refused before the long work.
        Terms::new(&vec![0; units.len()], &units, weights)?;
        let Effort { limits, sizes, ask } = effort;
        let (mut points, known) = match Answer::of(&problem, ask, limits, sizes, watch) {
            Answer::Exact(frontier) => (frontier.points, Known::All),
            Answer::Cover(cover, _) => (cover.points, Known::Within(cover.epsilon)),
            Answer::Supported(supported, stop) => (supported.points, Known::Some(supported.bounds, stop)),
        };
        if respect == Respect::LeaveOut {
            // Of a cover's points those that stay would cover nothing any more.
            if known != Known::All {
                return Err(OverviewError::TooManyToRespect);
            }
            points.retain(|point| point.meets(problem.reservations()).into_iter().all(|content| content));
        }
        // Short work, without which nothing could be told of a search that the user ended.
        let floors = floors(&problem, limits, &mut |_| Continue::Yes)?;
        let disagreement: Vec<i64> = floors.iter().map(|floor| floor.utility).collect();
        let solutions = match known {
            Known::All => chosen_of(&points, &Bargain::new(&points, &disagreement, &units, weights)?),
            _ => {
                let terms = Terms::new(&disagreement, &units, weights)?;
                let found = searched(&problem, &terms, limits, watch);
                points = with(points, found.iter().filter_map(|chosen| chosen.package.as_ref()));
                placed(found, &points)
            }
        };
        Ok(Overview { problem, respect, points, known, floors, weights: weights.to_vec(), solutions })
    }

    /// The setting for further questions; none where too little is known of the frontier, or packages were left
    /// out of it: the questions tell of red lines and reservation values themselves.
    pub fn setting<'s>(
        &'s self,
        scenario: &'s Scenario,
        effort: Effort,
        watch: Watch<'_>,
    ) -> Option<Result<Setting<'s>, QuestionError>> {
        let points = self.points.clone();
        let weighted = |mut setting: Setting<'s>| {
            setting.weights.clone_from(&self.weights);
            setting
        };
        let setting = match &self.known {
            _ if self.respect == Respect::LeaveOut => None,
            Known::All => {
                Some(Setting::new(scenario, &self.problem, Frontier { points }, effort.limits, watch))
            }
            Known::Within(epsilon) => {
                let cover = crate::Cover { points, epsilon: epsilon.clone() };
                Some(Setting::covered(scenario, &self.problem, cover, effort.sizes, effort.limits, watch))
            }
            Known::Some(..) => None,
        };
        setting.map(|setting| setting.map(weighted))
    }

    /// What the definitions of [`crate::find`] and [`crate::lottery`] need: `units` are the parties' own.
    pub fn terms(&self, units: &[i64]) -> Result<Terms, BargainError> {
        let disagreement: Vec<i64> = self.floors.iter().map(|floor| floor.utility).collect();
        Terms::new(&disagreement, units, &self.weights)
    }

    /// What the solution of this name chose.
    pub fn chosen(&self, name: &str) -> Option<&Point> {
        self.solutions.iter().find(|chosen| chosen.solution.name() == name)?.package.as_ref()
    }
}

/// From where each party's gains are measured: see the top of this file. Cost: an elimination with one party for
/// each that has no reservation value.
fn floors(problem: &Problem, limits: Limits, watch: Watch<'_>) -> Result<Vec<Floor>, Stop> {
    let mut floors = Vec::with_capacity(problem.parties());
    for (party, reservation) in problem.reservations().iter().enumerate() {
        floors.push(match reservation {
            Some(utility) => Floor { utility: *utility, is_reservation: true },
            None => {
                let utility = problem.least(party, limits, watch)?.unwrap_or(0);
                Floor { utility, is_reservation: false }
            }
        });
    }
    Ok(floors)
}

/// What each solution chooses among all efficient points.
fn chosen_of(points: &[Point], bargain: &Bargain<'_>) -> Vec<Chosen> {
    let choose = |&solution: &&'static dyn Solution| {
        let point = solution.choose(bargain);
        let package = point.map(|place| points[place].clone());
        Chosen { solution, package, point, proof: Some(Proof::Optimal) }
    };
    SOLUTIONS.iter().map(choose).collect()
}

/// What each solution chooses among all packages, without their frontier. Those that can only be found from
/// one choose nothing.
fn searched(problem: &Problem, terms: &Terms, limits: Limits, watch: Watch<'_>) -> Vec<Chosen> {
    let mut all = Vec::with_capacity(SOLUTIONS.len());
    for &solution in &SOLUTIONS {
        let by = By::ALL.into_iter().find(|by| by.name() == solution.name());
        let found = by.map(|by| find(problem, by, terms, limits, watch));
        let proof = match &found {
            Some(Ok(Some(found))) => Some(found.proof),
            Some(Ok(None)) => Some(Proof::Optimal),
            Some(Err(_)) | None => None,
        };
        let package = found.and_then(Result::ok).flatten().map(|found| Point {
            utilities: found.utilities,
            outcome: found.outcome,
            count: None,
        });
        all.push(Chosen { solution, package, point: None, proof });
    }
    all
}

/// Some points and others, none of which dominates another, in the order of a frontier. What was within some
/// distance of a point of the first is so still.
fn with<'p>(mut points: Vec<Point>, more: impl Iterator<Item = &'p Point>) -> Vec<Point> {
    let reaches = |a: &Point, b: &Point| a.utilities.iter().zip(&b.utilities).all(|(a, b)| a >= b);
    for new in more {
        if !points.iter().any(|point| reaches(point, new)) {
            points.retain(|point| !reaches(new, point));
            points.push(new.clone());
        }
    }
    points.sort_by(|a, b| b.utilities.cmp(&a.utilities));
    points
}

/// The same choices with their places among points.
fn placed(mut all: Vec<Chosen>, points: &[Point]) -> Vec<Chosen> {
    for chosen in &mut all {
        let package = chosen.package.as_ref();
        let is_it = |point: &Point| package.is_some_and(|package| package.utilities == point.utilities);
        chosen.point = points.iter().position(is_it);
    }
    all
}
