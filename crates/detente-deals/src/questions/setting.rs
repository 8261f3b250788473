//! A scenario with its efficient points: what every question starts from.

use super::restrict::broken_options;
use crate::cover::{Cover, Sizes};
use crate::frontier::{Ask, Frontier, Point};
use crate::limits::{Limits, Stop, Watch};
use crate::problem::{Problem, ProblemError};
use crate::solutions::{Bargain, BargainError, SOLUTIONS, Solution, comparable_units};
use detente_model::Tri;
use detente_model::scenario::Scenario;
use std::cmp::Ordering;
use std::fmt;

/// Efficient points, and how far any outcome may be better than all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Efficient {
    /// The points, in the order of a frontier.
    pub frontier: Frontier,
    /// A number a party: all 0 where the points are the whole frontier; otherwise those of a [`Cover`].
    pub epsilon: Vec<i64>,
}

impl Efficient {
    /// Are the points the whole frontier?
    pub fn is_exact(&self) -> bool {
        self.epsilon.iter().all(|epsilon| *epsilon == 0)
    }

    /// The points.
    pub fn points(&self) -> &[Point] {
        &self.frontier.points
    }

    /// Does an outcome give every party at least its floor? Exact: yes, if and only if a point does.
    pub fn reaches(&self, floors: &[Option<i64>]) -> Tri {
        let with_slack = |slack: &[i64]| {
            let enough = |((u, floor), slack): ((&i64, &Option<i64>), &i64)| {
                floor.is_none_or(|floor| u.saturating_add(*slack) >= floor)
            };
            self.points().iter().any(|point| point.utilities.iter().zip(floors).zip(slack).all(enough))
        };
        if with_slack(&vec![0; self.epsilon.len()]) {
            Tri::Yes
        } else if with_slack(&self.epsilon) {
            Tri::Unknown
        } else {
            Tri::No
        }
    }
}

/// How efficient points are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// All of them.
    Exact,
    /// A cover of these sizes.
    Cover(Sizes),
}

/// The least and the greatest utility of a party over all outcomes that the rules allow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub worst: i64,
    /// The greatest.
    pub best: i64,
}

impl Range {
    /// That of a party; none where the rules allow no outcome. Cost: two frontiers of problems of one party.
    pub fn of(
        problem: &Problem,
        party: usize,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Option<Range>, QuestionError> {
        let mut end = |sign: i64| -> Result<Option<i64>, QuestionError> {
            let alone = problem.alone(party, sign)?;
            let frontier = Frontier::of(&alone, Ask::default(), limits, &mut *watch)?;
            Ok(frontier.points.first().map(|point| sign * point.utilities[0]))
        };
        let ends = end(1)?.zip(end(-1)?);
        let capped = |worst: i64| problem.caps()[party].map_or(worst, |cap| worst.min(cap));
        Ok(ends.map(|(best, worst)| Range { worst: capped(worst), best }))
    }

    /// The distance between them; not below 0.
    pub fn width(self) -> i64 {
        self.best - self.worst
    }
}

/// An exact ratio of numbers of at most 62 bits; below the line stands a positive one.
#[derive(Clone, Copy, Debug)]
pub struct Ratio {
    /// Above the line.
    pub over: i64,
    /// Below it.
    pub under: i64,
}

impl Ratio {
    /// None where `under` is not positive.
    pub fn new(over: i64, under: i64) -> Option<Ratio> {
        (under > 0).then_some(Ratio { over, under })
    }

    /// The nearest double, nearly, for printing and drawing.
    pub fn as_f64(self) -> f64 {
        self.over as f64 / self.under as f64
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Ratio) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ratio {}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        let cross = |a: i64, b: i64| i128::from(a) * i128::from(b);
        cross(self.over, other.under).cmp(&cross(other.over, self.under))
    }
}

/// Why a question has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionError {
    /// A frontier that it needs did not fit, or the user stopped it.
    Stop(Stop),
    /// A term or outcome names an issue or option that is not there, or the numbers do not fit.
    Problem(ProblemError),
    /// The parties' numbers cannot be put on one scale.
    Bargain(BargainError),
    /// It needs the whole frontier, and only a cover is known.
    NotExact,
    /// There is no such party, issue, option or solution, or a package has not one option an issue.
    Shape,
}

impl fmt::Display for QuestionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QuestionError::Stop(stop) => stop.fmt(f),
            QuestionError::Problem(error) => error.fmt(f),
            QuestionError::Bargain(error) => error.fmt(f),
            QuestionError::NotExact => {
                write!(f, "this needs the whole frontier; only a cover of it is known")
            }
            QuestionError::Shape => write!(f, "the question names what the scenario does not have"),
        }
    }
}

impl std::error::Error for QuestionError {}

impl From<Stop> for QuestionError {
    fn from(stop: Stop) -> QuestionError {
        QuestionError::Stop(stop)
    }
}

impl From<ProblemError> for QuestionError {
    fn from(error: ProblemError) -> QuestionError {
        QuestionError::Problem(error)
    }
}

impl From<BargainError> for QuestionError {
    fn from(error: BargainError) -> QuestionError {
        QuestionError::Bargain(error)
    }
}

/// A scenario, its problem and its efficient points.
pub struct Setting<'s> {
    /// The scenario.
    pub scenario: &'s Scenario,
    /// Its problem, [`Problem::of`].
    pub problem: &'s Problem,
    /// The efficient points of all outcomes that the rules allow.
    pub all: Efficient,
    /// The efficient points of the clean outcomes alone.
    pub clean: Efficient,
    /// What each party has without an agreement, for the solutions: its reservation value, or, where none
    /// is known, its worst outcome.
    pub disagreement: Vec<i64>,
    /// One a party; both numbers 0 where the rules leave no outcome.
    pub ranges: Vec<Range>,
    /// The parties' weights in the weighted solutions: all 1, unless the caller sets others.
    pub weights: Vec<u32>,
    effort: Effort,
    multipliers: Vec<i64>,
}

impl<'s> Setting<'s> {
    /// From an exact frontier of `problem`. Takes one more frontier where there are red lines, and for each
    /// party two small eliminations for its range. The limits are for each of them.
    pub fn new(
        scenario: &'s Scenario,
        problem: &'s Problem,
        frontier: Frontier,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Setting<'s>, QuestionError> {
        let all = Efficient { frontier, epsilon: vec![0; problem.parties()] };
        Setting::with(scenario, problem, all, Effort::Exact, limits, watch)
    }

    /// From a cover of `problem`; other covers that are needed have these sizes.
    pub fn covered(
        scenario: &'s Scenario,
        problem: &'s Problem,
        cover: Cover,
        sizes: Sizes,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Setting<'s>, QuestionError> {
        let all = Efficient { frontier: Frontier { points: cover.points }, epsilon: cover.epsilon };
        Setting::with(scenario, problem, all, Effort::Cover(sizes), limits, watch)
    }

    fn with(
        scenario: &'s Scenario,
        problem: &'s Problem,
        all: Efficient,
        effort: Effort,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Setting<'s>, QuestionError> {
        let fits = |line: &detente_model::scenario::RedLine| {
            problem.options().get(line.issue).is_some_and(|&n| line.broken.len() == n as usize)
        };
        let parties = problem.parties();
        let shaped = all
            .points()
            .iter()
            .all(|p| p.utilities.len() == parties && p.outcome.len() == problem.options().len());
        if scenario.utilities.len() != parties || !shaped || !scenario.red_lines.iter().all(fits) {
            return Err(QuestionError::Shape);
        }
        let clean = if scenario.red_lines.is_empty() {
            all.clone()
        } else {
            find(&problem.without(&broken_options(&scenario.red_lines))?, effort, limits, watch)?
        };
        let range = |party| Ok(Range::of(problem, party, limits, &mut *watch)?.unwrap_or_default());
        let ranges = (0..parties).map(range).collect::<Result<Vec<Range>, QuestionError>>()?;
        let disagreement: Vec<i64> =
            problem.reservations().iter().zip(&ranges).map(|(r, range)| r.unwrap_or(range.worst)).collect();
        let units: Vec<i64> = scenario.utilities.iter().map(|utility| utility.unit).collect();
        let multipliers = comparable_units(&units).filter(|m| m.iter().all(|m| *m < 1 << 60));
        let multipliers = multipliers.ok_or(BargainError::TooWide)?;
        let weights = vec![1; parties];
        let setting =
            Setting { scenario, problem, all, clean, disagreement, ranges, weights, effort, multipliers };
        setting.bargain(&setting.all.frontier)?;
        Ok(setting)
    }

    /// How efficient points are found.
    pub fn effort(&self) -> Effort {
        self.effort
    }

    /// The efficient points of another problem, found as this setting's were.
    pub fn find(&self, problem: &Problem, limits: Limits, watch: Watch<'_>) -> Result<Efficient, Stop> {
        find(problem, self.effort, limits, watch)
    }

    /// The bargain over some points, with this setting's disagreement and weights.
    pub fn bargain<'f>(&self, frontier: &'f Frontier) -> Result<Bargain<'f>, BargainError> {
        let units: Vec<i64> = self.scenario.utilities.iter().map(|utility| utility.unit).collect();
        Bargain::new(&frontier.points, &self.disagreement, &units, &self.weights)
    }

    /// What each of [`SOLUTIONS`] chooses of some points, in their order: places.
    pub fn choices(&self, frontier: &Frontier) -> Result<Vec<Option<usize>>, BargainError> {
        let bargain = self.bargain(frontier)?;
        Ok(SOLUTIONS.iter().map(|solution| solution.choose(&bargain)).collect())
    }

    /// A party's number on the scale that all share (one utility as written is the same number of it for
    /// everyone): sums and differences of such numbers of different parties mean something.
    pub fn comparable(&self, party: usize, number: i64) -> i128 {
        i128::from(number) * i128::from(self.multipliers[party])
    }

    /// How many of [`Setting::comparable`] make one utility as written.
    pub fn comparable_unit(&self) -> i128 {
        let utility = self.scenario.utilities.first();
        utility.map_or(1, |utility| self.comparable(0, utility.unit))
    }

    /// The sum of all parties' numbers on the common scale.
    pub fn total(&self, numbers: &[i64]) -> i128 {
        numbers.iter().enumerate().map(|(party, &number)| self.comparable(party, number)).sum()
    }

    /// The least of all parties' numbers on the common scale.
    pub fn least(&self, numbers: &[i64]) -> i128 {
        let comparable = numbers.iter().enumerate().map(|(party, &number)| self.comparable(party, number));
        comparable.min().unwrap_or(0)
    }

    /// A number as a share of the party's range; none where its range is 0.
    pub fn share(&self, party: usize, number: i64) -> Option<Ratio> {
        Ratio::new(number, self.ranges[party].width())
    }

    /// Is this an outcome: one option of each issue?
    pub fn is_outcome(&self, outcome: &[u32]) -> bool {
        let options = self.problem.options();
        outcome.len() == options.len() && outcome.iter().zip(options).all(|(option, n)| option < n)
    }

    /// The red lines, by place, that an outcome breaks.
    pub fn broken(&self, outcome: &[u32]) -> Vec<usize> {
        let lines = self.scenario.red_lines.iter().enumerate();
        lines.filter(|(_, line)| line.is_broken_by(outcome)).map(|(place, _)| place).collect()
    }

    /// Does an acceptable outcome exist?
    pub fn has_acceptable(&self) -> Tri {
        self.clean.reaches(self.problem.reservations())
    }

    /// The options that break a red line which `outcome` does not break.
    pub(super) fn new_breaks(&self, outcome: &[u32]) -> Vec<(usize, u32)> {
        let kept: Vec<_> =
            self.scenario.red_lines.iter().filter(|line| !line.is_broken_by(outcome)).cloned().collect();
        broken_options(&kept)
    }

    /// All options that break a red line.
    pub(super) fn all_breaks(&self) -> Vec<(usize, u32)> {
        broken_options(&self.scenario.red_lines)
    }

    /// A solution by its name in output.
    pub(super) fn solution(name: &str) -> Result<&'static dyn Solution, QuestionError> {
        SOLUTIONS.iter().copied().find(|s| s.name() == name).ok_or(QuestionError::Shape)
    }
}

fn find(problem: &Problem, effort: Effort, limits: Limits, watch: Watch<'_>) -> Result<Efficient, Stop> {
    Ok(match effort {
        Effort::Exact => Efficient {
            frontier: Frontier::of(problem, Ask::default(), limits, watch)?,
            epsilon: vec![0; problem.parties()],
        },
        Effort::Cover(sizes) => {
            let cover = Cover::of(problem, sizes, limits, watch)?;
            Efficient { frontier: Frontier { points: cover.points }, epsilon: cover.epsilon }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Continue;
    use crate::questions::test::Remedy;
    use crate::questions::testing::{self, Dice};

    #[test]
    fn from_a_cover_nothing_is_said_that_is_not_so() {
        let (mut known, mut unknown) = (0, 0);
        for case in 0..1000 {
            let mut dice = Dice::of(case);
            let scenario = testing::scenario(&mut dice);
            let problem = Problem::of(&scenario).unwrap();
            let sizes = Sizes { shown: 1 + dice.below(4), held: 1 + dice.below(4) };
            let yes = &mut |_| Continue::Yes;
            let cover = Cover::of(&problem, sizes, Limits::default(), yes).unwrap();
            let setting =
                Setting::covered(&scenario, &problem, cover, sizes, Limits::default(), yes).unwrap();
            let all = testing::outcomes(&problem);
            let exists = all.iter().any(|(o, u)| testing::is_acceptable(&scenario, o, u));
            match setting.has_acceptable() {
                Tri::Unknown => unknown += 1,
                answer => {
                    assert_eq!(answer.certain(), exists, "case {case}");
                    known += 1;
                }
            }
            let base = testing::any_outcome(&mut dice, &problem);
            let own = problem.utilities(&base);
            let better = all.iter().any(|(_, u)| testing::reaches(u, &own) && *u != own);
            let found = setting.test(&base, 9, Limits::default(), yes).unwrap();
            match found.efficient {
                Tri::Yes => assert!(problem.allows(&base) && !better, "case {case}"),
                Tri::No => assert!(!problem.allows(&base) || better, "case {case}"),
                Tri::Unknown => unknown += 1,
            }
            if found.repair == Remedy::Impossible {
                assert!(!exists, "case {case}");
            }
            if found.help == Remedy::Impossible {
                let broken = setting.broken(&base);
                let no_new = |o: &[u32]| setting.broken(o).iter().all(|line| broken.contains(line));
                let helps =
                    |(o, u): &(Vec<u32>, Vec<i64>)| testing::reaches(u, &own) && *u != own && no_new(o);
                assert!(!all.iter().any(helps), "case {case}");
            }
        }
        assert!(known > 200 && unknown > 50, "{known} {unknown}");
    }

    #[test]
    fn what_is_not_of_the_scenario_is_refused() {
        let scenario = testing::additive(&[(&[&[0, 1]], None), (&[&[1, 0]], None)]);
        let problem = Problem::of(&scenario).unwrap();
        let wider = testing::additive(&[(&[&[0, 1], &[0, 1]], None), (&[&[1, 0], &[1, 0]], None)]);
        let other = testing::exact(&Problem::of(&wider).unwrap());
        let yes = &mut |_| Continue::Yes;
        let made = Setting::new(&scenario, &problem, other, Limits::default(), yes);
        assert_eq!(made.err(), Some(QuestionError::Shape));
        let setting = testing::setting(&scenario, &problem);
        assert_eq!(setting.comparable_unit(), 1);
        let package = crate::questions::package::Package::new(&wider, &[(1, 1)]).unwrap();
        let unknown = ProblemError::Rule { rule: 0 };
        assert_eq!(
            setting.repair_package(&package, Limits::default(), yes).err(),
            Some(QuestionError::Problem(unknown))
        );
        assert_eq!(setting.distances(&[0, 0]).err(), Some(QuestionError::Shape));
        assert_eq!(setting.issue_gains(&[0], &[2]).err(), Some(QuestionError::Shape));
    }
}
