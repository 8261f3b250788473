//! Which weight flips the answer, and how far it is from flipping.
//!
//! **Definition.** One weight of one party is multiplied by a factor `t ≥ 0`: what each option of the issue gives
//! that party is multiplied by `t`; the party's other weights, its links between issues, and what everyone has
//! without an agreement stay as they are. (Where the disagreement is 0, multiplying the others by `1/t`
//! instead gives the same ratios of weights; so a proportional rescaling of the others flips at the same ratios.) The
//! answer is *kept* at `t` if the outcome that the solution chooses now is still one that it may choose.
//!
//! **Exactly** ([`Method::Exact`]; for `nash` and `utilitarian`, parties without a cap). What the solution
//! maximises is, for each outcome, linear in `t`: the sum of utilities, or the party's gain times the gains of the
//! others, which do not depend on `t`. The greatest of linear functions is convex, so that an outcome
//! is best on an interval of factors, whose ends are where its line meets another's (parametric programming:
//! T. Gal, Postoptimal Analyses, Parametric Programming, and Related Topics, 2nd ed., de Gruyter 1995). Only outcomes
//! count that are efficient at some factor. With the issue's option held, `t` adds the same to every outcome:
//! so these are among the frontiers of the problem with each option of the issue settled in turn, which
//! serve all factors and all parties. The ends are exact fractions.
//!
//! **By probing** ([`Method::Probed`]; for other solutions, and parties with a cap). The solution is found
//! anew, from an exact frontier, at factors farther and farther from 1, and then between the last that keeps the
//! answer and the first that does not, to 1/1024. What is shown are two factors, of which the one keeps the answer and
//! the other flips it. That it flips nowhere nearer is not proven, since these choices need not be monotone.
//!
//! A weight of 0 cannot be multiplied into anything: such issues are left out.
//!
//! **Cost.** Exactly: one frontier for each option of each issue, and one comparison of big integers
//! for each of its points and each party. Probing: at most 40 frontiers for each weight.

mod exact;
mod probe;

use super::setting::{Effort, QuestionError, Setting};
use crate::limits::{Limits, Watch};
use detente_model::scenario::{Fraction, Outcome};
pub use num_bigint::BigInt;
use num_bigint::Sign;
use std::cmp::Ordering;

/// An exact fraction of any size in lowest terms; what is below the line is positive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotient {
    /// Above the line.
    pub over: BigInt,
    /// Below it.
    pub under: BigInt,
}

impl Quotient {
    /// `over / under`; none where `under` is 0.
    pub fn new(over: BigInt, under: BigInt) -> Option<Quotient> {
        let zero = BigInt::from(0);
        let (mut a, mut b) = (over.clone(), under.clone());
        while b != zero {
            (a, b) = (b.clone(), a % b);
        }
        if under == zero {
            return None;
        }
        // The sign of the divisor is that which makes what is below the line positive.
        let divisor = if (a.sign() == Sign::Minus) == (under.sign() == Sign::Minus) { a } else { -a };
        Some(Quotient { over: over / &divisor, under: under / divisor })
    }

    /// As a double, nearly.
    pub fn as_f64(&self) -> f64 {
        let double = |number: &BigInt| {
            let (sign, digits) = number.to_u32_digits();
            let size =
                digits.iter().rev().fold(0.0, |size, digit| size * 4_294_967_296.0 + f64::from(*digit));
            if sign == Sign::Minus { -size } else { size }
        };
        double(&self.over) / double(&self.under)
    }

    /// How far it is from 1.
    fn distance_from_one(&self) -> Quotient {
        let over = (&self.over - &self.under).magnitude().clone();
        Quotient { over: over.into(), under: self.under.clone() }
    }
}

impl PartialOrd for Quotient {
    fn partial_cmp(&self, other: &Quotient) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Quotient {
    fn cmp(&self, other: &Quotient) -> Ordering {
        (&self.over * &other.under).cmp(&(&other.over * &self.under))
    }
}

/// How a flip was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// It is the nearest one, and the factor is exact.
    Exact,
    /// A flip lies between two factors; that none is nearer is not proven.
    Probed,
}

/// Where the answer changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flip {
    /// The last factor that is known to keep the answer. Exact: it does so up to this one, itself included.
    pub kept_at: Quotient,
    /// Exact: the same factor, beyond which the answer changes. Probed: a factor at which it has.
    pub flipped_at: Quotient,
    /// What it changes to; none: to nothing, since then no outcome gives every party more than it has without
    /// an agreement (probed: the solution chooses nothing).
    pub to: Option<Outcome>,
}

impl Flip {
    /// How far the factor is from 1, by [`Flip::kept_at`].
    pub fn distance(&self) -> Quotient {
        self.kept_at.distance_from_one()
    }
}

/// One weight of one party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weight {
    /// The party.
    pub party: usize,
    /// The issue.
    pub issue: usize,
    /// The weight as stated (the central one, where it is vague); none where the utility does not come from
    /// weights: then the factor is of what its options give.
    pub weight: Option<Fraction>,
    /// How its flips were found.
    pub method: Method,
    /// The flip at a smaller weight; none: down to 0 there is none (probed: none was met).
    pub lower: Option<Flip>,
    /// The flip at a greater weight; none: however great it is (probed: none was met up to four times the
    /// weight).
    pub upper: Option<Flip>,
}

impl Weight {
    /// [`Flip::distance`] of the nearer flip.
    pub fn distance(&self) -> Option<Quotient> {
        self.lower.iter().chain(&self.upper).map(Flip::distance).min()
    }
}

/// How sensitive a solution is to each weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sensitivity {
    /// The solution.
    pub solution: &'static str,
    /// What it chooses now; none: nothing (for `nash`, also where nothing gives every party more than it
    /// has without an agreement). Then there are no weights below.
    pub chosen: Option<Outcome>,
    /// By party and issue.
    pub weights: Vec<Weight>,
    /// Places among `weights` of those that flip, the nearest first.
    pub nearest: Vec<usize>,
}

impl Setting<'_> {
    /// How sensitive the solution of this name is. Needs a setting with an exact frontier.
    pub fn sensitivity(
        &self,
        solution: &str,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Sensitivity, QuestionError> {
        if self.effort() != Effort::Exact {
            return Err(QuestionError::NotExact);
        }
        let solution = Setting::solution(solution)?;
        let place = solution.choose(&self.bargain(&self.all.frontier)?);
        let chosen = place.map(|place| &self.all.points()[place]).filter(|point| {
            let gains = || point.utilities.iter().zip(&self.disagreement);
            solution.name() != "nash" || gains().all(|(u, d)| u > d)
        });
        let mut weights = vec![];
        if let Some(point) = chosen {
            for issue in 0..self.problem.options().len() {
                weights.extend(self.on_issue(solution, point, issue, limits, &mut *watch)?);
            }
        }
        weights.sort_by_key(|weight| (weight.party, weight.issue));
        let mut nearest: Vec<(Quotient, usize)> =
            weights.iter().enumerate().filter_map(|(i, w)| Some((w.distance()?, i))).collect();
        nearest.sort();
        Ok(Sensitivity {
            solution: solution.name(),
            chosen: chosen.map(|point| point.outcome.clone()),
            weights,
            nearest: nearest.into_iter().map(|(_, place)| place).collect(),
        })
    }

    /// The weight that a party stated for an issue.
    fn stated_weight(&self, party: usize, issue: usize) -> Option<Fraction> {
        let stated = self.scenario.utilities[party].stated.as_ref()?;
        stated.central()?.0.get(issue).copied()
    }
}

#[cfg(test)]
mod tests;
