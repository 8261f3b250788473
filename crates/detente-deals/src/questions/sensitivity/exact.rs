//! Flips by comparing lines.

use super::{Flip, Method, Quotient, Weight};
use crate::frontier::Point;
use crate::limits::{Budget, Limits, Watch};
use crate::questions::setting::{QuestionError, Setting};
use crate::solutions::Solution;
use detente_model::scenario::Outcome;
use num_bigint::{BigInt, BigUint, Sign};
use std::cmp::Ordering;

/// What a line costs, in vectors looked at, about.
const A_LINE: u64 = 20;

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
                // A line each, of large integers, that is compared twice.
                Budget::new(limits, &mut *watch).look_at(A_LINE * candidates.len() as u64)?;
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
            // Of the lines that meet this one nearest, the steepest: beyond, it is the highest.
            let mut nearest: Option<(Meeting, &Line)> = None;
            for other in others.iter().chain(floor) {
                let Some(meeting) = Meeting::of(&own, other, up) else { continue };
                let order = nearest
                    .as_ref()
                    .map(|(best, line)| meeting.compare(best).then_with(|| other.steeper(line, up)));
                if order.is_none_or(Ordering::is_lt) {
                    nearest = Some((meeting, other));
                }
            }
            let (meeting, line) = nearest?;
            let at = meeting.factor(up)?;
            let to = (!line.outcome.is_empty()).then(|| line.outcome.clone());
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

impl Line {
    /// Less: steeper in this direction, or as steep with an earlier outcome.
    fn steeper(&self, other: &Line, up: bool) -> Ordering {
        let slopes = if up { other.slope.cmp(&self.slope) } else { self.slope.cmp(&other.slope) };
        slopes.then_with(|| self.outcome.cmp(&other.outcome))
    }
}

/// Where another line passes one: at the distance `ahead / closing` from 1. (Lowest terms wait until
/// the nearest is known.)
struct Meeting {
    ahead: BigUint,
    closing: BigUint,
}

impl Meeting {
    /// None if it does not on this side, or only at a factor below 0. At 1 `own` is nowhere below.
    fn of(own: &Line, other: &Line, up: bool) -> Option<Meeting> {
        let closing = if up { &other.slope - &own.slope } else { &own.slope - &other.slope };
        if closing.sign() != Sign::Plus {
            return None;
        }
        let ahead = (&own.value - &other.value).into_parts().1;
        let closing = closing.into_parts().1;
        (up || ahead <= closing).then_some(Meeting { ahead, closing })
    }

    /// Less: nearer to 1.
    fn compare(&self, other: &Meeting) -> Ordering {
        (&self.ahead * &other.closing).cmp(&(&other.ahead * &self.closing))
    }

    fn factor(self, up: bool) -> Option<Quotient> {
        let (ahead, closing) = (BigInt::from(self.ahead), BigInt::from(self.closing));
        let over = if up { &closing + ahead } else { &closing - ahead };
        Quotient::new(over, closing)
    }
}
