//! Packages that are efficient whatever the unknown numbers are, and packages that are efficient for some.
//!
//! **Definition.** A profile is one admissible set of weights and values a party, the parties' independently of each other. A package is
//! *necessarily efficient* if no outcome dominates it in any profile, *possibly efficient* if there is a profile in which none does. The
//! words are those of K. Konczak, J. Lang, "Voting procedures with incomplete preferences", IJCAI Workshop on Advances in Preference
//! Handling 2005; for efficiency under additive utilities of which only ranks are known: H. Aziz, P. Biró, J. Lang, J. Lesca, J. Monnot,
//! "Efficient reallocation under additive and responsive preferences", Theoretical Computer Science 790 (2019) 1–15. Spreads here
//! are sets: how likely a number is plays no part.
//!
//! **Necessarily.** `x` is not so if and only if some `y` has, for every party, `max (u(y) − u(x)) ≥ 0` over its admissible
//! numbers, and `> 0` for one. For numbers between bounds that maximum is a sum over issues: the greatest weight times the greatest lead
//! of `y`'s option, or the least weight where that is below 0. For weights of which only an order is known it is the greatest mean of
//! leads over the issues of an upper set of the order, since these are the corners of the admissible weights. So for each choice of one
//! upper set a party, the question is whether `x` is efficient in an exact problem with such gains: [`Frontier::of`] answers it, however
//! many outcomes there are. Where weights are both bounded and ordered, or packages are compared, leaving that out can only make
//! more dominators: if none is found, none is; otherwise outcomes are gone through one by one, if there are few enough, each with one exact linear
//! program a party.
//!
//! **Possibly.** A search: an exact linear program a party finds a profile; if the frontier of that profile has a point that
//! dominates `x`, at least one party must like `x` strictly better than it, or all as much: each is tried in turn. If every branch
//! ends without a profile, there is none. The search may take long (the decision is hard in general); it ends at a limit.
//!
//! **Answers** are exact, or [`Verdict::Open`] where a limit ended the search or numbers have too many digits.

use super::WorldsError;
use super::known::{Known, Range, Values, Weights};
use super::lp::{Program, Relation, Row, Solved};
use super::statements::Statements;
use crate::frontier::{Ask, Frontier};
use crate::limits::{Continue, Limits, Progress, Reason, Stop, Watch};
use crate::problem::{Factor, Problem};
use detente_model::Decimal;
use detente_model::scenario::{Outcome, Scenario};
use num_bigint::BigInt;

/// What is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// A limit was reached before it was decided.
    Open,
}

/// What a decision about one package may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrdinalLimits {
    /// Frontiers for each of the two questions.
    pub frontiers: u32,
    /// Outcomes that are gone through one by one, where that is needed.
    pub outcomes: u32,
    /// For each frontier.
    pub frontier: Limits,
}

impl Default for OrdinalLimits {
    /// A thousand frontiers, 100,000 outcomes.
    fn default() -> OrdinalLimits {
        OrdinalLimits { frontiers: 1000, outcomes: 100_000, frontier: Limits::default() }
    }
}

/// What holds of a package, whatever the unknown numbers are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Necessity {
    /// The package.
    pub outcome: Outcome,
    /// Is it efficient in every profile?
    pub necessary: Verdict,
    /// Is it efficient in some profile?
    pub possible: Verdict,
}

/// Decides for packages of one scenario.
#[derive(Clone, Debug)]
pub struct Ordinal<'s> {
    scenario: &'s Scenario,
    base: Problem,
    sides: Vec<Option<Side>>,
    limits: OrdinalLimits,
}

/// A party that is not known exactly.
#[derive(Clone, Debug)]
struct Side {
    known: Known,
    statements: Statements,
    /// `leads[issue][a][b]`: the greatest value of class `a` less that of class `b`, in the statements' unit.
    leads: Vec<Vec<Vec<i128>>>,
    /// Of the order of unknown weights the upper sets, not empty; `None` where weights have bounds.
    upper: Option<Vec<Vec<bool>>>,
    /// Is all that is stated in the leads and upper sets?
    is_tight: bool,
    /// The scenario's unit of its links.
    unit: i128,
}

/// A party's gains in one exact problem, and what its links are to be multiplied by to be in the same unit.
struct Gains {
    gains: Vec<Vec<i64>>,
    links: i64,
}

/// Upper sets of one order that are gone through.
const MOST_UPPER: usize = 4096;

impl<'s> Ordinal<'s> {
    /// Makes ready to decide. A party whose utility is capped must be known exactly.
    /// `assumed_spread` is that of [`super::Sampling`].
    pub fn of(
        scenario: &'s Scenario,
        assumed_spread: Option<Decimal>,
        limits: OrdinalLimits,
    ) -> Result<Ordinal<'s>, WorldsError> {
        let base = Problem::of(scenario).map_err(WorldsError::Problem)?;
        let side = |(party, utility)| {
            let Some(known) = Known::of(party, utility, assumed_spread)? else { return Ok(None) };
            if utility.cap.is_some() {
                return Err(WorldsError::Capped { party });
            }
            let side = Side::of(party, known, utility.unit)?;
            // What is known exactly has its integers.
            Ok(Some(side).filter(|side| !side.known.is_exact()))
        };
        let sides = scenario.utilities.iter().enumerate().map(side).collect::<Result<_, _>>()?;
        Ok(Ordinal { scenario, base, sides, limits })
    }

    /// Decides for each of these packages, in their order.
    pub fn decide(&self, packages: &[Outcome], watch: Watch<'_>) -> Result<Vec<Necessity>, WorldsError> {
        let mut decided = Vec::with_capacity(packages.len());
        for outcome in packages {
            let (done, of) = (decided.len(), packages.len());
            let progress = Progress { done, of, points: 0, looked_at: 0, since: 0, bytes: 0 };
            if watch(progress) == Continue::No {
                return Err(WorldsError::Stop(Stop { reason: Reason::Asked, progress }));
            }
            let allowed = outcome.len() == self.base.options().len()
                && outcome.iter().zip(self.base.options()).all(|(option, options)| option < options)
                && self.base.allows(outcome);
            let (necessary, possible) = match allowed {
                false => (Verdict::No, Verdict::No),
                true => (self.necessary(outcome)?, self.possible(outcome)?),
            };
            decided.push(Necessity { outcome: outcome.clone(), necessary, possible });
        }
        Ok(decided)
    }

    fn necessary(&self, x: &[u32]) -> Result<Verdict, WorldsError> {
        let corners: Option<Vec<Vec<Gains>>> = self
            .sides
            .iter()
            .enumerate()
            .map(|(party, side)| self.corners(party, side.as_ref(), x))
            .collect();
        let Some(corners) = corners else { return Ok(Verdict::Open) };
        let choices = corners.iter().try_fold(1u32, |all, of| all.checked_mul(of.len() as u32));
        let Some(choices) = choices.filter(|choices| *choices <= self.limits.frontiers) else {
            return Ok(Verdict::Open);
        };
        for choice in 0..choices {
            let mut left = choice as usize;
            let chosen: Vec<&Gains> = corners
                .iter()
                .map(|of| {
                    let one = &of[left % of.len()];
                    left /= of.len();
                    one
                })
                .collect();
            let Some(problem) = self.problem(&chosen) else { return Ok(Verdict::Open) };
            if self.dominator(&problem, x)?.is_some() {
                let tight = self.sides.iter().flatten().all(|side| side.is_tight);
                return Ok(if tight { Verdict::No } else { self.one_by_one(x) });
            }
        }
        Ok(Verdict::Yes)
    }

    /// The corners at which a lead over `x` can be greatest. `None` where a number does not fit.
    fn corners(&self, party: usize, side: Option<&Side>, x: &[u32]) -> Option<Vec<Gains>> {
        let Some(side) = side else { return Some(vec![self.exactly(party)]) };
        let lead = |issue: usize, option: usize| {
            let class = |option: usize| side.known.values[issue].class_of[option];
            side.leads[issue][class(option)][class(x[issue] as usize)]
        };
        let table = |weigh: &dyn Fn(usize, i128) -> Option<i128>| -> Option<Vec<Vec<i128>>> {
            let options = self.base.options().iter().enumerate();
            let of_issue = |(issue, &n): (usize, &u32)| {
                (0..n as usize)
                    .map(|option| weigh(issue, lead(issue, option))?.checked_mul(side.unit))
                    .collect()
            };
            options.map(of_issue).collect()
        };
        let one = side.statements.unit();
        match (&side.upper, &side.known.weights) {
            (Some(upper), _) => upper
                .iter()
                .map(|set| {
                    let size = set.iter().filter(|inside| **inside).count() as i128;
                    let gains = table(&|issue, lead| Some(if set[issue] { lead } else { 0 }))?;
                    reduced(gains, size.checked_mul(one)?)
                })
                .collect(),
            (None, Weights::Ranges(ranges)) => {
                let scale = side.statements.scale();
                let gains = table(&|issue, lead| {
                    let weight = if lead >= 0 { ranges[issue].high } else { ranges[issue].low };
                    weight.scaled(scale)?.checked_mul(lead)
                })?;
                Some(vec![reduced(gains, one.checked_mul(one)?)?])
            }
            // More upper sets than are gone through.
            (None, Weights::Simplex(_)) => None,
        }
    }

    fn exactly(&self, party: usize) -> Gains {
        Gains { gains: self.base.gains()[party].clone(), links: 1 }
    }

    /// The problem in which every party has these gains. `None` where a number does not fit.
    fn problem(&self, gains: &[&Gains]) -> Option<Problem> {
        let scaled = |values: &Vec<i64>, by: i64| values.iter().map(|value| value.checked_mul(by)).collect();
        let factor = |factor: &Factor| {
            let values = factor.values.iter().zip(gains).map(|(values, gains)| scaled(values, gains.links));
            Some(Factor { issues: factor.issues.clone(), values: values.collect::<Option<_>>()? })
        };
        let factors: Vec<Factor> = self.base.factors().iter().map(factor).collect::<Option<_>>()?;
        // What does not depend on the outcome matters only under a cap, which only a party known exactly has.
        let known = |party: usize| self.sides[party].is_none();
        let bias = self.base.bias().iter().enumerate().map(|(p, bias)| if known(p) { *bias } else { 0 });
        Problem::new(gains.iter().map(|gains| gains.gains.clone()).collect())
            .and_then(|problem| problem.with_factors(factors))
            .and_then(|problem| problem.with_bias(bias.collect()))
            .and_then(|problem| problem.with_caps(self.base.caps().to_vec()))
            .and_then(|problem| problem.with_rules(self.base.rules().to_vec()))
            .ok()
    }

    /// An outcome that dominates `x` in an exact problem.
    fn dominator(&self, problem: &Problem, x: &[u32]) -> Result<Option<Outcome>, WorldsError> {
        let frontier = Frontier::of(problem, Ask::default(), self.limits.frontier, &mut |_| Continue::Yes)
            .map_err(WorldsError::Stop)?;
        let at = problem.utilities(x);
        if frontier.position(&at).is_some() {
            return Ok(None);
        }
        let above = |point: &&crate::Point| point.utilities.iter().zip(&at).all(|(u, at)| u >= at);
        Ok(frontier.points.iter().find(above).map(|point| point.outcome.clone()))
    }

    /// All outcomes that keep the rules, in the order of enumeration, if there are few enough to go through.
    pub fn outcomes(&self) -> Option<impl Iterator<Item = Outcome> + '_> {
        let count = self.scenario.outcomes().filter(|count| *count <= self.limits.outcomes.into())?;
        let options = self.base.options();
        let outcome = move |place: u128| {
            let mut left = place;
            let mut outcome = vec![0; options.len()];
            for (option, n) in outcome.iter_mut().zip(options).rev() {
                (*option, left) = ((left % u128::from(*n)) as u32, left / u128::from(*n));
            }
            outcome
        };
        Some((0..count).map(outcome).filter(|outcome| self.base.allows(outcome)))
    }

    /// Is there a dominator in some profile, among all outcomes?
    fn one_by_one(&self, x: &[u32]) -> Verdict {
        match self.outcomes().map(|mut outcomes| outcomes.any(|y| self.can_dominate(&y, x))) {
            Some(true) => Verdict::No,
            Some(false) => Verdict::Yes,
            None => Verdict::Open,
        }
    }

    /// Are there numbers with which every party likes `y` at least as well as `x`, and one better?
    fn can_dominate(&self, y: &[u32], x: &[u32]) -> bool {
        let mut better = false;
        for (party, side) in self.sides.iter().enumerate() {
            let sign = match side {
                None => {
                    let of = |outcome: &[u32]| self.base.utilities(outcome)[party];
                    of(y).cmp(&of(x)) as i32
                }
                Some(side) => side.greatest_lead(self.linked_lead(party, y, x), y, x),
            };
            if sign < 0 {
                return false;
            }
            better |= sign > 0;
        }
        better
    }

    /// What the links of a party add to `y` above what they add to `x`.
    fn linked_lead(&self, party: usize, y: &[u32], x: &[u32]) -> i64 {
        let of = |outcome: &[u32]| -> i64 {
            let value = |factor: &Factor| factor.values[party][self.base.cell(&factor.issues, outcome)];
            self.base.factors().iter().map(value).sum()
        };
        of(y) - of(x)
    }

    fn possible(&self, x: &[u32]) -> Result<Verdict, WorldsError> {
        let parties = self.sides.len();
        let mut open = false;
        let mut nodes = vec![Node { strictly: vec![vec![]; parties], alike: vec![] }];
        for _ in 0..self.limits.frontiers {
            let Some(node) = nodes.pop() else {
                return Ok(if open { Verdict::Open } else { Verdict::No });
            };
            let problem = match self.profile(&node, x) {
                Profile::None => continue,
                Profile::TooLong => {
                    open = true;
                    continue;
                }
                Profile::Some(gains) => self.problem(&gains.iter().collect::<Vec<_>>()),
            };
            let Some(problem) = problem else {
                open = true;
                continue;
            };
            let Some(y) = self.dominator(&problem, x)? else { return Ok(Verdict::Yes) };
            let mut alike = node.clone();
            alike.alike.push(y.clone());
            nodes.push(alike);
            for party in (0..parties).filter(|&party| self.sides[party].is_some()) {
                let mut strict = node.clone();
                strict.strictly[party].push(y.clone());
                nodes.push(strict);
            }
        }
        Ok(Verdict::Open)
    }

    /// A profile that keeps what a node asks.
    fn profile(&self, node: &Node, x: &[u32]) -> Profile {
        let mut gains = Vec::with_capacity(self.sides.len());
        for (party, side) in self.sides.iter().enumerate() {
            let lead = |y: &Outcome| self.linked_lead(party, x, y);
            match side {
                None => {
                    let of = |outcome: &[u32]| self.base.utilities(outcome)[party];
                    if node.alike.iter().any(|y| of(y) != of(x)) {
                        return Profile::None;
                    }
                    gains.push(self.exactly(party));
                }
                Some(side) => match side.point(x, &node.strictly[party], &node.alike, &lead) {
                    None => return Profile::None,
                    Some(None) => return Profile::TooLong,
                    Some(Some(of)) => gains.push(of),
                },
            }
        }
        Profile::Some(gains)
    }
}

/// What a branch of the search asks of the profile.
#[derive(Clone)]
struct Node {
    /// Outcomes than which each party likes the package strictly better.
    strictly: Vec<Vec<Outcome>>,
    /// Outcomes that all parties like as much as the package.
    alike: Vec<Outcome>,
}

enum Profile {
    /// There is none.
    None,
    /// Its numbers do not fit.
    TooLong,
    Some(Vec<Gains>),
}

impl Side {
    fn of(party: usize, known: Known, unit: i64) -> Result<Side, WorldsError> {
        let statements = Statements::kept(party, &known)?;
        let leads: Option<Vec<_>> =
            known.values.iter().map(|values| leads(values, statements.scale())).collect();
        let leads = leads.ok_or(WorldsError::BadNumber { party })?;
        let upper = match &known.weights {
            Weights::Simplex(n) => upper_sets(*n, &known.more),
            Weights::Ranges(_) => None,
        };
        let ordered = matches!(known.weights, Weights::Ranges(_)) && !known.more.is_empty();
        let is_tight = known.prefers.is_empty() && !ordered;
        Ok(Side { known, statements, leads, upper, is_tight, unit: unit.max(1).into() })
    }

    /// The sign of the greatest `u(y) − u(x)`.
    fn greatest_lead(&self, linked: i64, y: &[u32], x: &[u32]) -> i32 {
        match self.statements.program().maximize(&self.statements.difference(y, x)) {
            Solved::Best { value, .. } => {
                let sum =
                    value.over * self.unit + BigInt::from(linked) * self.statements.unit() * value.under;
                sum.cmp(&BigInt::ZERO) as i32
            }
            // The statements can be kept, and bound all numbers.
            Solved::Infeasible | Solved::Unbounded => 1,
        }
    }

    /// Admissible gains with which `x` is better than, or as good as, some outcomes; `lead` is what links add to `x`. Outside `None`
    /// where there are none, inside where they do not fit.
    fn point(
        &self,
        x: &[u32],
        better: &[Outcome],
        alike: &[Outcome],
        lead: &dyn Fn(&Outcome) -> i64,
    ) -> Option<Option<Gains>> {
        let mut program: Program = self.statements.program().clone();
        let (margin, one) = (program.columns, self.statements.unit());
        program.columns += 1;
        // u(y) − u(x) + margin ≤ 0, in units of 1 / (one · unit).
        let row = |y: &Outcome, relation| -> Option<Row> {
            let mut terms = Vec::new();
            for (column, number) in self.statements.difference(y, x) {
                terms.push((column, number.checked_mul(self.unit)?));
            }
            if relation == Relation::AtMost {
                terms.push((margin, one));
            }
            Some(Row { terms, relation, bound: i128::from(lead(y)).checked_mul(one)? })
        };
        let strict = better.iter().map(|y| row(y, Relation::AtMost));
        let rows: Option<Vec<Row>> = strict.chain(alike.iter().map(|y| row(y, Relation::Equal))).collect();
        let Some(rows) = rows else { return Some(None) };
        program.rows.extend(rows);
        program.rows.push(Row { terms: vec![(margin, 1)], relation: Relation::AtMost, bound: 1 });
        let objective = if better.is_empty() { self.in_favour_of(x) } else { vec![(margin, 1)] };
        let Solved::Best { value, point } = program.maximize(&objective) else { return None };
        if !better.is_empty() && value.signum() <= 0 {
            return None;
        }
        // All parts have one denominator: gains in units of 1 / (denominator · one).
        let under = point.first().map_or(BigInt::from(1), |ratio| ratio.under.clone());
        let gain = |issue: usize, class: &usize| {
            let terms = self.statements.product_of(issue, *class);
            let sum: BigInt = terms.iter().map(|(column, number)| &point[*column].over * number).sum();
            sum * self.unit
        };
        let gains: Vec<Vec<BigInt>> = self
            .known
            .values
            .iter()
            .enumerate()
            .map(|(issue, values)| values.class_of.iter().map(|class| gain(issue, class)).collect())
            .collect();
        Some(reduced_large(gains, under * one))
    }

    /// The lead of `x`'s options over all others, added up.
    fn in_favour_of(&self, x: &[u32]) -> Vec<(usize, i128)> {
        let mut terms = Vec::new();
        for (issue, values) in self.known.values.iter().enumerate() {
            for option in 0..values.class_of.len() as u32 {
                let mut other = x.to_vec();
                other[issue] = option;
                terms.extend(self.statements.difference(x, &other));
            }
        }
        terms
    }
}

/// The greatest lead of each class over each other. `None` where a number does not fit.
fn leads(values: &Values, scale: u8) -> Option<Vec<Vec<i128>>> {
    let whole = |number: Decimal| number.scaled(scale);
    let low: Option<Vec<i128>> = values.classes.iter().map(|range: &Range| whole(range.low)).collect();
    let high: Option<Vec<i128>> = values.classes.iter().map(|range| whole(range.high)).collect();
    let (mut low, mut high) = (low?, high?);
    // In the chain nothing is above what is ranked higher, or below what is ranked lower.
    for class in 1..values.chain {
        high[class] = high[class].min(high[class - 1]);
    }
    for class in (1..values.chain).rev() {
        low[class - 1] = low[class - 1].max(low[class]);
    }
    let lead = |a: usize, b: usize| {
        let widest = high[a] - low[b];
        match (a == b, a < values.chain && b < values.chain) {
            (true, _) => 0,
            (false, true) if b < a => widest.min(0),
            (false, _) => widest,
        }
    };
    let n = values.classes.len();
    Some((0..n).map(|a| (0..n).map(|b| lead(a, b)).collect()).collect())
}

/// The sets of issues, not empty, with every issue that counts more than one of them, part by connected part. `None` where there are more
/// than [`MOST_UPPER`].
fn upper_sets(issues: usize, more: &[(usize, usize)]) -> Option<Vec<Vec<bool>>> {
    let mut part: Vec<usize> = (0..issues).collect();
    for _ in 0..issues {
        for &(a, b) in more {
            let least = part[a].min(part[b]);
            (part[a], part[b]) = (least, least);
        }
    }
    let mut sets: Vec<Vec<bool>> = Vec::new();
    for of in 0..issues {
        // Issue by issue in or out; what contradicts a pair of decided issues is dropped.
        let mut partial: Vec<Vec<bool>> = vec![vec![false; issues]];
        for issue in (0..issues).filter(|&issue| part[issue] == of) {
            let fits =
                |set: &Vec<bool>| more.iter().all(|&(a, b)| a > issue || b > issue || !set[b] || set[a]);
            let with = |set: &Vec<bool>| {
                let mut set = set.clone();
                set[issue] = true;
                set
            };
            let both: Vec<Vec<bool>> =
                partial.iter().flat_map(|set| [set.clone(), with(set)]).filter(fits).collect();
            if both.len() + sets.len() > MOST_UPPER {
                return None;
            }
            partial = both;
        }
        sets.extend(partial.into_iter().filter(|set| set.contains(&true)));
    }
    Some(sets)
}

/// Gains and the links' multiplier over their common divisor. `None` where they do not fit.
fn reduced(gains: Vec<Vec<i128>>, links: i128) -> Option<Gains> {
    let large = gains.into_iter().map(|of| of.into_iter().map(BigInt::from).collect()).collect();
    reduced_large(large, BigInt::from(links))
}

fn reduced_large(gains: Vec<Vec<BigInt>>, links: BigInt) -> Option<Gains> {
    let mut common = links.clone();
    for gain in gains.iter().flatten() {
        let mut other = gain.clone();
        while other != BigInt::ZERO {
            let rest = &common % &other;
            (common, other) = (other, rest);
        }
    }
    if common < BigInt::ZERO {
        common = -common;
    }
    let small = |number: &BigInt| i64::try_from(number / &common).ok();
    let gains = gains.iter().map(|of| of.iter().map(small).collect()).collect::<Option<_>>()?;
    Some(Gains { gains, links: small(&links)? })
}

#[cfg(test)]
mod tests;
