//! Flips by comparing lines.

use super::{Flip, Method, Quotient, Weight};
use crate::frontier::Point;
use crate::limits::{Limits, Watch};
use crate::questions::setting::{QuestionError, Setting};
use crate::solutions::Solution;
use detente_model::scenario::Outcome;
use num_bigint::BigInt;
use std::cmp::Ordering;

/// What a solution maximises at an outcome, as the factor changes: `value + (t − 1)·slope`.
struct Line {
    value: BigInt,
    slope: BigInt,
    outcome: Outcome,
}

impl Setting<'_> {
    /// How far every party's weight of an issue is from flipping the chosen point.
    pub(super) fn on_issue(
        &self,
        solution: &dyn Solution,
        chosen: &Point,
        issue: usize,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Vec<Weight>, QuestionError> {
        let linear = matches!(solution.name(), "nash" | "utilitarian");
        let counts = |party: &usize| self.problem.gains()[*party][issue].iter().any(|gain| *gain != 0);
        let weighed: Vec<usize> = (0..self.problem.parties()).filter(counts).collect();
        let by_lines = |party: usize| linear && self.problem.caps()[party].is_none();
        let mut candidates: Vec<Point> = vec![];
        if weighed.iter().any(|&party| by_lines(party)) {
            for option in 0..self.problem.options()[issue] {
                let fixed = self.problem.fixing(&[(issue, option)])?;
                candidates.extend(self.find(&fixed, limits, &mut *watch)?.frontier.points);
            }
        }
        let mut weights = vec![];
        for party in weighed {
            let exact = by_lines(party);
            let (lower, upper) = if exact {
                self.flips(solution.name(), &candidates, chosen, party, issue)
            } else {
                self.probe(solution, chosen, (party, issue), limits, &mut *watch)?
            };
            let method = if exact { Method::Exact } else { Method::Probed };
            let weight = self.stated_weight(party, issue);
            weights.push(Weight { party, issue, weight, method, lower, upper });
        }
        Ok(weights)
    }

    fn flips(
        &self,
        solution: &str,
        candidates: &[Point],
        chosen: &Point,
        party: usize,
        issue: usize,
    ) -> (Option<Flip>, Option<Flip>) {
        let line = |point: &Point| self.line(solution, point, party, issue);
        let Some(own) = line(chosen) else { return (None, None) };
        let others: Vec<Line> = candidates.iter().filter_map(line).collect();
        // Where the chosen outcome gives the party no more than it has anyway, the answer ends too. No
        // outcome is empty, as there is an issue: so this line is told from the others.
        let gives_nothing = Line { value: 0.into(), slope: 0.into(), outcome: vec![] };
        let floor = (solution == "nash").then_some(&gives_nothing);
        let flip = |up: bool| {
            let meets = |other: &Line| meeting(&own, other, up);
            let at = others.iter().chain(floor).filter_map(meets).min_by(|a, b| farther(a, b, up))?;
            // Beyond it the steepest of those that meet it there.
            let tied = others.iter().chain(floor).filter(|other| meets(other).as_ref() == Some(&at));
            let steeper = |a: &&Line, b: &&Line| {
                let slopes = a.slope.cmp(&b.slope);
                let slopes = if up { slopes } else { slopes.reverse() };
                slopes.then_with(|| b.outcome.cmp(&a.outcome))
            };
            let steepest = tied.max_by(steeper).map(|line| line.outcome.clone());
            let to = steepest.filter(|outcome| !outcome.is_empty());
            Some(Flip { kept_at: at.clone(), flipped_at: at, to })
        };
        (flip(false), flip(true))
    }

    /// None where the outcome is out of the question whatever the factor.
    fn line(&self, solution: &str, point: &Point, party: usize, issue: usize) -> Option<Line> {
        let gain = self.problem.gains()[party][issue][point.outcome[issue] as usize];
        let outcome = point.outcome.clone();
        if solution == "utilitarian" {
            let (value, slope) = (self.total(&point.utilities), self.comparable(party, gain));
            return Some(Line { value: value.into(), slope: slope.into(), outcome });
        }
        let over = |party: usize| point.utilities[party] - self.disagreement[party];
        let others = || (0..self.disagreement.len()).filter(|&other| other != party);
        if others().any(|other| over(other) <= 0) {
            return None;
        }
        let product: BigInt = others().map(|other| BigInt::from(over(other))).product();
        Some(Line { value: &product * over(party), slope: product * gain, outcome })
    }
}

/// The factor, not below 0, on this side of 1 (or 1 itself) beyond which another line is higher.
fn meeting(own: &Line, other: &Line, up: bool) -> Option<Quotient> {
    let ahead = &own.value - &other.value;
    let closing = &other.slope - &own.slope;
    let zero = BigInt::from(0);
    if closing.cmp(&zero) != if up { Ordering::Greater } else { Ordering::Less } {
        return None;
    }
    // (t − 1)·closing = ahead.
    let factor = Quotient::new(&closing + ahead, closing)?;
    (factor.over >= zero).then_some(factor)
}

/// Of two factors on one side of 1 the one that is farther from it is greater.
fn farther(a: &Quotient, b: &Quotient, up: bool) -> Ordering {
    if up { a.cmp(b) } else { b.cmp(a) }
}
