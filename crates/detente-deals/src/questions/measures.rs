//! How much room there is, how opposed the parties are, and how far a package is from each solution.
//!
//! What others call *opposition* or *conflict* are different things, so that each has a name of its own
//! here:
//!
//! * [`Opposition::equal_gain`]: the distance from the point of all ones to the efficient point at which the
//!   parties' utilities differ least; utilities as written. It is what the scenario files of GeniusWeb record as
//!   `opposition`, for two parties (R. Lin and others, "Genius: an integrated environment for supporting the
//!   design of generic automated negotiators", Computational Intelligence 30 (2014) 48–70).
//! * [`Opposition::nearest`]: the least distance of any outcome that reaches all reservation values from the
//!   point of all ones, each utility divided by the party's greatest: `opposition_level` of NegMAS, as its
//!   statistics of a scenario call it; in its first form T. Baarslag and others, "Evaluating practical negotiating
//!   agents: results and analysis of the 2011 international competition", Artificial Intelligence 198 (2013) 73–103.
//! * [`Opposition::concession`]: what, at the least, some party must concede, as a share of its range: one
//!   less the greatest least share over all outcomes, where the worst outcome counts 0 and the best 1 (E. Kalai,
//!   M. Smorodinsky, "Other solutions to Nash's bargaining problem", Econometrica 43 (1975) 513–518). Exact.
//! * [`Opposition::conflict`]: conflict of interest, for two parties: the part of the rectangle between
//!   disagreement and the best that each can get which no outcome reaches (R. Axelrod, "Conflict of interest: an
//!   axiomatic approach", Journal of Conflict Resolution 11 (1967) 87–99), on packages, so that the reached part
//!   is bounded by a staircase. Exact.
//!
//! Where only a cover is known they are those of its points: [`Efficient::is_exact`] says which.
//!
//! **Cost.** One pass over the efficient points each.
//!
//! [`Efficient::is_exact`]: super::Efficient::is_exact

use super::setting::{QuestionError, Ratio, Setting};
use crate::frontier::Point;
use crate::problem::Problem;
use crate::solutions::SOLUTIONS;
use detente_model::Tri;
use num_bigint::BigInt;
use std::cmp::Reverse;

/// Whether there is room for an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Does an outcome reach all reservation values?
    pub reaches: Tri,
    /// The places in [`Setting::all`] of the efficient points that do.
    pub points: Vec<usize>,
    /// Does one of them break no red line either?
    pub acceptable: Tri,
    /// The places in [`Setting::clean`] of the efficient points that do.
    pub clean_points: Vec<usize>,
}

/// A point with its distance from the best for all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Apart {
    /// The place of the point in [`Setting::all`].
    pub place: usize,
    /// The distance, Euclidean: computed once from exact integers by IEEE arithmetic.
    pub distance: f64,
}

/// A part of a whole, in 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The part; at most the whole.
    pub of_it: u128,
    /// The whole; above 0.
    pub whole: u128,
}

impl Part {
    /// As a double, nearly.
    pub fn as_f64(self) -> f64 {
        self.of_it as f64 / self.whole as f64
    }
}

/// How opposed the parties are. See above.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Opposition {
    /// None where there is no outcome.
    pub equal_gain: Option<Apart>,
    /// None where no outcome reaches all reservation values, or the greatest utility of a party is not above
    /// 0.
    pub nearest: Option<Apart>,
    /// None where there is no outcome, or everyone is indifferent.
    pub concession: Option<Ratio>,
    /// None for other than two parties, and where the rectangle is empty.
    pub conflict: Option<Part>,
}

/// How far a package is from what a solution chooses.
#[derive(Clone, Debug, PartialEq)]
pub struct Distance {
    /// The solution's name.
    pub solution: &'static str,
    /// What it chooses; none where it chooses nothing.
    pub point: Option<Point>,
    /// What each party has more at the solution than at the package (below 0: less), in its unit.
    pub differences: Vec<i64>,
    /// The Euclidean distance of utilities as written.
    pub euclidean: f64,
    /// The greatest difference as a share of the party's range, either way, with the party (the maximum norm):
    /// exact. None where nothing differs.
    pub greatest: Option<(usize, Ratio)>,
}

/// What an issue is about: what the parties contest on it, and what they share.
///
/// With weights `w_p`, each party's best option less its worst, and `J` the greatest sum of all parties'
/// gains over their worst at one option: `contested = Σ w_p − J`, what they cannot all have, and `shared = J
/// − max w_p`, what they have together beyond the most that any of them alone could have. `contested` is 0 where
/// one option is best for all, `shared` is 0 where what one gains the others lose. On the scale of
/// [`Setting::comparable`]; links and rules aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueMeasure {
    /// Each party's weight on it, in its own unit.
    pub weights: Vec<i64>,
    /// What is contested.
    pub contested: i128,
    /// What is shared.
    pub shared: i128,
    /// The first option at which the sum is greatest.
    pub joint: u32,
}

impl IssueMeasure {
    /// How much of it is conflict: `contested / (contested + shared)`; none where at most one party cares.
    pub fn conflict(&self) -> Option<Part> {
        let whole = (self.contested + self.shared).unsigned_abs();
        (whole > 0).then_some(Part { of_it: self.contested.unsigned_abs(), whole })
    }
}

/// What each issue, taken alone, gives each party from one outcome to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueGains {
    /// `issues[issue][party]`.
    pub issues: Vec<Vec<i64>>,
    /// What links and caps add to the sum of these, a number a party.
    pub links: Vec<i64>,
}

/// What each issue gives each party from one outcome to another.
pub(super) fn issue_gains(problem: &Problem, from: &[u32], to: &[u32]) -> IssueGains {
    let gain = |party: usize, issue: usize| {
        let gains = &problem.gains()[party][issue];
        gains[to[issue] as usize] - gains[from[issue] as usize]
    };
    let parties = 0..problem.parties();
    let issues: Vec<Vec<i64>> =
        (0..from.len()).map(|issue| parties.clone().map(|party| gain(party, issue)).collect()).collect();
    let (before, after) = (problem.utilities(from), problem.utilities(to));
    let rest = |party: usize| {
        after[party] - before[party] - issues.iter().map(|of_issue| of_issue[party]).sum::<i64>()
    };
    IssueGains { links: parties.clone().map(rest).collect(), issues }
}

impl Setting<'_> {
    /// What each issue gives each party from one outcome to another: on which issues each party gains by
    /// log-rolling, if `from` is the compromise of [`super::trades`] and `to` a solution.
    pub fn issue_gains(&self, from: &[u32], to: &[u32]) -> Result<IssueGains, QuestionError> {
        if !self.is_outcome(from) || !self.is_outcome(to) {
            return Err(QuestionError::Shape);
        }
        Ok(issue_gains(self.problem, from, to))
    }

    /// Is there room for an agreement?
    pub fn zone(&self) -> Zone {
        let reservations = self.problem.reservations();
        let content = |points: &[Point]| {
            let content =
                |place: &usize| points[*place].meets(reservations).into_iter().all(|content| content);
            (0..points.len()).filter(content).collect()
        };
        Zone {
            reaches: self.all.reaches(reservations),
            points: content(self.all.points()),
            acceptable: self.has_acceptable(),
            clean_points: content(self.clean.points()),
        }
    }

    /// How opposed the parties are.
    pub fn opposition(&self) -> Result<Opposition, QuestionError> {
        Ok(Opposition {
            equal_gain: self.equal_gain()?,
            nearest: self.nearest_to_ideal(),
            concession: self.concession(),
            conflict: self.conflict_of_interest(),
        })
    }

    fn equal_gain(&self) -> Result<Option<Apart>, QuestionError> {
        let place = Setting::solution("equal_gain")?.choose(&self.bargain(&self.all.frontier)?);
        let units = self.scenario.utilities.iter().map(|utility| utility.unit);
        Ok(place.map(|place| {
            let utilities = &self.all.points()[place].utilities;
            Apart { place, distance: from_ones(utilities.iter().copied().zip(units)) }
        }))
    }

    fn nearest_to_ideal(&self) -> Option<Apart> {
        let best: Vec<i64> = self.ranges.iter().map(|range| range.best).collect();
        if best.iter().any(|best| *best <= 0) {
            return None;
        }
        let square = |number: i64| BigInt::from(number) * number;
        // Σ ((b − u)/b)², times all b².
        let others = |party: usize| -> BigInt {
            (0..best.len()).filter(|other| *other != party).map(|other| square(best[other])).product()
        };
        let factors: Vec<BigInt> = (0..best.len()).map(others).collect();
        let points = self.all.points();
        let squared = |place: usize| -> BigInt {
            let of = |party: usize| square(best[party] - points[place].utilities[party]) * &factors[party];
            (0..best.len()).map(of).sum()
        };
        let place = self.zone().points.into_iter().min_by_key(|&place| squared(place))?;
        let utilities = points[place].utilities.iter().copied();
        Some(Apart { place, distance: from_ones(utilities.zip(best.iter().copied())) })
    }

    fn concession(&self) -> Option<Ratio> {
        let conceded = |point: &Point| {
            let of = |party: usize| self.share(party, self.ranges[party].best - point.utilities[party]);
            (0..self.ranges.len()).filter_map(of).max()
        };
        self.all.points().iter().filter_map(conceded).min()
    }

    fn conflict_of_interest(&self) -> Option<Part> {
        let &[d1, d2] = &self.disagreement[..] else { return None };
        let inside = |point: &&Point| point.utilities[0] >= d1 && point.utilities[1] >= d2;
        let points: Vec<(u128, u128)> = self
            .all
            .points()
            .iter()
            .filter(inside)
            .map(|point| (point.utilities[0].abs_diff(d1).into(), point.utilities[1].abs_diff(d2).into()))
            .collect();
        // The first party's utility falls, the second's rises.
        let whole = points.first()?.0 * points.last()?.1;
        let mut reached = 0;
        let mut height = 0;
        for &(width, top) in &points {
            reached += width * (top - height);
            height = top;
        }
        (whole > 0).then(|| Part { of_it: whole - reached, whole })
    }

    /// How far an outcome is from what each of [`SOLUTIONS`] chooses of all efficient points.
    pub fn distances(&self, outcome: &[u32]) -> Result<Vec<Distance>, QuestionError> {
        if !self.is_outcome(outcome) {
            return Err(QuestionError::Shape);
        }
        let own = self.problem.utilities(outcome);
        let choices = self.choices(&self.all.frontier)?;
        let distance = |place: Option<usize>| {
            let point = place.map(|place| self.all.points()[place].clone());
            let at = point.as_ref().map_or(&own, |point| &point.utilities);
            let differences: Vec<i64> = at.iter().zip(&own).map(|(at, own)| at - own).collect();
            (point.clone(), differences)
        };
        let made = |(solution, place): (&&dyn crate::solutions::Solution, Option<usize>)| {
            let (point, differences) = distance(place);
            let share = |(party, d): (usize, &i64)| Some((self.share(party, d.abs())?, Reverse(party)));
            let greatest = differences.iter().enumerate().filter_map(share).max();
            let units = self.scenario.utilities.iter().map(|utility| utility.unit);
            let squares = differences.iter().zip(units).map(|(d, unit)| {
                let written = *d as f64 / unit as f64;
                written * written
            });
            Distance {
                solution: solution.name(),
                point,
                euclidean: squares.sum::<f64>().sqrt(),
                greatest: greatest.filter(|g| g.0.over > 0).map(|(share, Reverse(party))| (party, share)),
                differences,
            }
        };
        Ok(SOLUTIONS.iter().zip(choices).map(made).collect())
    }

    /// What each issue is about, in their order.
    pub fn issues(&self) -> Vec<IssueMeasure> {
        (0..self.problem.options().len()).map(|issue| self.issue(issue)).collect()
    }

    fn issue(&self, issue: usize) -> IssueMeasure {
        let gains = |party: usize| &self.problem.gains()[party][issue];
        let worst = |party: usize| gains(party).iter().copied().min().unwrap_or(0);
        let parties = 0..self.problem.parties();
        let weights: Vec<i64> = parties
            .clone()
            .map(|party| gains(party).iter().copied().max().unwrap_or(0) - worst(party))
            .collect();
        let sum = |option: u32| -> i128 {
            let above = |party: usize| self.comparable(party, gains(party)[option as usize] - worst(party));
            parties.clone().map(above).sum()
        };
        let best = (0..self.problem.options()[issue]).map(|option| (sum(option), Reverse(option))).max();
        let (joint_sum, Reverse(joint)) = best.unwrap_or((0, Reverse(0)));
        let heaviest = parties.clone().map(|party| self.comparable(party, weights[party])).max().unwrap_or(0);
        IssueMeasure {
            contested: self.total(&weights) - joint_sum,
            shared: joint_sum - heaviest,
            joint,
            weights,
        }
    }
}

/// The distance of fractions from all ones.
fn from_ones(fractions: impl Iterator<Item = (i64, i64)>) -> f64 {
    let square = |(over, under): (i64, i64)| {
        let missing = (i128::from(under) - i128::from(over)) as f64 / under as f64;
        missing * missing
    };
    fractions.map(square).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests;
