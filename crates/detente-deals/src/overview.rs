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

use crate::limits::{Limits, Stop, Watch};
use crate::solutions::{Bargain, BargainError, SOLUTIONS, Solution};
use crate::{Ask, Cover, Frontier, Point, Problem, ProblemError, Sizes};
use detente_model::scenario::{Rule, Scenario};
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
#[derive(Clone, Copy)]
pub struct Chosen {
    /// The solution.
    pub solution: &'static dyn Solution,
    /// The place of the chosen point; none where its definition needs a point that is not there.
    pub point: Option<usize>,
}

impl fmt::Debug for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.solution.name(), self.point)
    }
}

/// The efficient packages of a scenario, and what each solution chooses.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The problem that was solved.
    pub problem: Problem,
    /// Efficient points, by the first party's utility, falling.
    pub points: Vec<Point>,
    /// How far beyond a point any package may be, a number a party; none where the points are the
    /// frontier.
    pub epsilon: Option<Vec<i64>>,
    /// From where each party's gains are measured.
    pub floors: Vec<Floor>,
    /// What each solution chose among the points.
    pub solutions: Vec<Chosen>,
}

/// Why there is no overview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverviewError {
    /// The scenario is no problem that can be solved.
    Problem(ProblemError),
    /// The parties' numbers cannot be compared exactly.
    Bargain(BargainError),
    /// It was stopped, or needs more than it may use.
    Stop(Stop),
}

impl fmt::Display for OverviewError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OverviewError::Problem(error) => error.fmt(f),
            OverviewError::Bargain(error) => error.fmt(f),
            OverviewError::Stop(stop) => stop.fmt(f),
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

/// The rules that forbid what breaks a red line.
pub fn red_line_rules(scenario: &Scenario) -> Vec<Rule> {
    let forbid = |issue: usize, option: usize| Rule { when_all: vec![(issue, option as u32)], then: vec![] };
    let of_line = |line: &detente_model::scenario::RedLine| {
        let issue = line.issue;
        let broken = line.broken.iter().enumerate().filter(|(_, broken)| **broken);
        broken.map(|(option, _)| forbid(issue, option)).collect::<Vec<_>>()
    };
    let mut rules: Vec<Rule> = Vec::new();
    for rule in scenario.red_lines.iter().flat_map(of_line) {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    rules
}

/// The problem of a scenario, with red lines as rules if they are to be respected.
pub fn problem_of(scenario: &Scenario, respect: Respect) -> Result<Problem, ProblemError> {
    let problem = Problem::of(scenario)?;
    match respect {
        Respect::Mark => Ok(problem),
        Respect::LeaveOut => {
            let rules = problem.rules().iter().cloned().chain(red_line_rules(scenario)).collect();
            problem.with_rules(rules)
        }
    }
}

/// From where each party's gains are measured: see the top of this file. Cost: an elimination with one party for
/// each that has no reservation value.
pub fn floors(problem: &Problem, limits: Limits, watch: Watch<'_>) -> Result<Vec<Floor>, OverviewError> {
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

impl Overview {
    /// The overview of a scenario. Where the frontier does not fit into `limits`, a cover of about `sizes`
    /// stands in its place, with how far it may be from it.
    pub fn of(
        scenario: &Scenario,
        respect: Respect,
        ask: Ask,
        sizes: Sizes,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Overview, OverviewError> {
        let problem = problem_of(scenario, respect)?;
        let (mut points, epsilon) = match Frontier::of(&problem, ask, limits, watch) {
            Ok(frontier) => (frontier.points, None),
            Err(stop) if stop.reason == crate::Reason::Asked => return Err(stop.into()),
            Err(_) => {
                let cover = Cover::of(&problem, sizes, limits, watch)?;
                (cover.points, Some(cover.epsilon))
            }
        };
        if respect == Respect::LeaveOut {
            points.retain(|point| point.meets(problem.reservations()).into_iter().all(|content| content));
        }
        let floors = floors(&problem, limits, watch)?;
        let units: Vec<i64> = scenario.utilities.iter().map(|utility| utility.unit).collect();
        let solutions = solutions(&points, &floors, &units)?;
        Ok(Overview { problem, points, epsilon, floors, solutions })
    }

    /// The point that the solution of this name chose.
    pub fn chosen(&self, name: &str) -> Option<&Point> {
        let chosen = self.solutions.iter().find(|chosen| chosen.solution.name() == name)?;
        self.points.get(chosen.point?)
    }
}

/// What each solution chooses among efficient points.
fn solutions(points: &[Point], floors: &[Floor], units: &[i64]) -> Result<Vec<Chosen>, OverviewError> {
    let disagreement: Vec<i64> = floors.iter().map(|floor| floor.utility).collect();
    let weights = vec![1; floors.len()];
    let bargain = Bargain::new(points, &disagreement, units, &weights).map_err(OverviewError::Bargain)?;
    Ok(SOLUTIONS.iter().map(|&solution| Chosen { solution, point: solution.choose(&bargain) }).collect())
}
