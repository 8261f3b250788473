//! Flips by finding the solution anew.

use super::{Flip, Quotient};
use crate::frontier::{Ask, Frontier, Point};
use crate::limits::{Limits, Watch};
use crate::problem::{Factor, Problem, ProblemError};
use crate::questions::setting::{QuestionError, Setting};
use crate::solutions::{Bargain, Solution};
use detente_model::scenario::Outcome;

/// Factors are probed in parts of this.
const PARTS: i64 = 1024;

/// The first step away from 1.
const FIRST_STEP: i64 = 16;

/// The greatest factor.
const GREATEST: i64 = 4 * PARTS;

/// The flips at a smaller and at a greater weight.
type Flips = (Option<Flip>, Option<Flip>);

impl Setting<'_> {
    /// The flips of one weight, a pair of party and issue.
    pub(super) fn probe(
        &self,
        solution: &dyn Solution,
        chosen: &Point,
        weight: (usize, usize),
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Flips, QuestionError> {
        let mut flipped = |factor: i64| self.flipped(solution, chosen, weight, factor, limits, &mut *watch);
        Ok((first_flip(&mut flipped, -1)?, first_flip(&mut flipped, 1)?))
    }

    /// Does the solution choose another utility vector at a factor, in parts? If so, which outcome, if any.
    fn flipped(
        &self,
        solution: &dyn Solution,
        chosen: &Point,
        (party, issue): (usize, usize),
        factor: i64,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Option<Option<Outcome>>, QuestionError> {
        let problem = scaled(self.problem, party, issue, factor)?;
        let frontier = Frontier::of(&problem, Ask::default(), limits, watch)?;
        let in_parts = |(other, number): (usize, i64)| if other == party { number * PARTS } else { number };
        let units = self.scenario.utilities.iter().map(|utility| utility.unit).enumerate();
        let units: Vec<i64> = units
            .map(|(other, unit)| if other == party { unit.checked_mul(PARTS) } else { Some(unit) })
            .collect::<Option<_>>()
            .ok_or(crate::solutions::BargainError::TooWide)?;
        let disagreement: Vec<i64> = self.disagreement.iter().copied().enumerate().map(in_parts).collect();
        let bargain = Bargain::new(&frontier.points, &disagreement, &units, &vec![1; units.len()])?;
        let now = solution.choose(&bargain).map(|place| &frontier.points[place]);
        let kept = problem.utilities(&chosen.outcome);
        Ok(match now {
            Some(point) if point.utilities == kept => None,
            other => Some(other.map(|point| point.outcome.clone())),
        })
    }
}

/// Steps away from 1 that double, then halves between the last that keeps and the first that flips.
fn first_flip(
    flipped: &mut impl FnMut(i64) -> Result<Option<Option<Outcome>>, QuestionError>,
    direction: i64,
) -> Result<Option<Flip>, QuestionError> {
    let end = if direction < 0 { 0 } else { GREATEST };
    let (mut kept, mut step) = (PARTS, FIRST_STEP);
    let (mut at, mut to) = loop {
        if kept == end {
            return Ok(None);
        }
        let next = (PARTS + direction * step).clamp(0, GREATEST);
        match flipped(next)? {
            Some(to) => break (next, to),
            None => (kept, step) = (next, 2 * step),
        }
    };
    while (at - kept).abs() > 1 {
        let middle = kept.midpoint(at);
        match flipped(middle)? {
            Some(other) => (at, to) = (middle, other),
            None => kept = middle,
        }
    }
    let quotient = |factor: i64| Quotient::new(factor.into(), PARTS.into());
    Ok(quotient(kept).zip(quotient(at)).map(|(kept_at, flipped_at)| Flip { kept_at, flipped_at, to }))
}

/// The same problem with one weight of a party times `factor / PARTS`, and all utilities of the party in a unit that
/// is `PARTS` times as fine.
fn scaled(problem: &Problem, party: usize, issue: usize, factor: i64) -> Result<Problem, ProblemError> {
    let too_large = ProblemError::TooLarge { party };
    let times = |number: i64, by: i64| number.checked_mul(by).ok_or(too_large);
    let mut gains = problem.gains().to_vec();
    for (i, of_issue) in gains[party].iter_mut().enumerate() {
        let by = if i == issue { factor } else { PARTS };
        for gain in of_issue {
            *gain = times(*gain, by)?;
        }
    }
    let mut factors: Vec<Factor> = problem.factors().to_vec();
    for value in factors.iter_mut().flat_map(|factor| &mut factor.values[party]) {
        *value = times(*value, PARTS)?;
    }
    let mut bias = problem.bias().to_vec();
    bias[party] = times(bias[party], PARTS)?;
    let mut caps = problem.caps().to_vec();
    caps[party] = caps[party].map(|cap| times(cap, PARTS)).transpose()?;
    Problem::new(gains)?
        .with_factors(factors)?
        .with_bias(bias)?
        .with_caps(caps)?
        .with_rules(problem.rules().to_vec())
}
