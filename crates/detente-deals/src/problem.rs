//! What a search for deals is about: issues with options, and what each outcome is worth to whom.
//!
//! A [`Problem`] is checked when it is made, so that nothing after it can overflow or be out of
//! range. All utilities are integers; whoever made them knows the scale.

use crate::frontier::{Ask, Frontier};
use crate::limits::{Limits, Stop, Watch};
use detente_model::scenario::{Rule, Scenario, Utility};
use num_bigint::BigUint;
use std::fmt;

/// The most parties that a problem may have.
pub const MOST_PARTIES: usize = 8;

/// The most issues that one factor may tie together.
pub const MOST_IN_FACTOR: usize = 10;

/// No party's utility may exceed this in size, over all outcomes: sums of two stay inside `i64`.
const BOUND: i128 = 1 << 61;

/// A link that changes values: a small table over a few issues, with a value per party per cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    /// The issues, by index, each once: one to [`MOST_IN_FACTOR`].
    pub issues: Vec<usize>,
    /// `values[party][cell]`; the cells in the order of enumeration, the last of `issues` fastest.
    pub values: Vec<Vec<i64>>,
}

/// Issues, options, utilities, links, rules and reservation values, checked.
///
/// The utility of an outcome `x` to party `p` is
/// `bias[p] + Σᵢ gains[p][i][xᵢ] + Σ_f values_f[p][cell of x]`, or `caps[p]` if that is less; exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    options: Vec<u32>,
    gains: Vec<Vec<Vec<i64>>>,
    bias: Vec<i64>,
    factors: Vec<Factor>,
    rules: Vec<Rule>,
    caps: Vec<Option<i64>>,
    reservations: Vec<Option<i64>>,
}

/// Why there is no such problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemError {
    /// Fewer than one party or more than [`MOST_PARTIES`].
    Parties(usize),
    /// An issue without options, or with more than `u32` counts.
    Options {
        /// The issue.
        issue: usize,
    },
    /// A party's table has not one gain an option an issue.
    Shape {
        /// The party.
        party: usize,
    },
    /// A party's utilities could leave the range of exact sums.
    TooLarge {
        /// The party.
        party: usize,
    },
    /// A factor names no issue, too many, one twice or one that is not there, or has not one value
    /// a cell a party.
    Factor {
        /// Its place among the factors.
        factor: usize,
    },
    /// A rule names an issue or option that is not there.
    Rule {
        /// Its place among the rules.
        rule: usize,
    },
}

impl fmt::Display for ProblemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProblemError::Parties(n) => write!(f, "{n} parties; there must be 1 to {MOST_PARTIES}"),
            ProblemError::Options { issue } => write!(f, "issue {issue} has no options, or too many"),
            ProblemError::Shape { party } => {
                write!(f, "party {party} has not exactly one gain for each option of each issue")
            }
            ProblemError::TooLarge { party } => {
                write!(f, "the utilities of party {party} are too large for exact sums in 61 bits")
            }
            ProblemError::Factor { factor } => {
                write!(
                    f,
                    "factor {factor} does not fit: 1 to {MOST_IN_FACTOR} issues, one value a cell a party"
                )
            }
            ProblemError::Rule { rule } => write!(f, "rule {rule} names an unknown issue or option"),
        }
    }
}

impl std::error::Error for ProblemError {}

impl Problem {
    /// A problem without links: `gains[party][issue][option]`.
    pub fn new(gains: Vec<Vec<Vec<i64>>>) -> Result<Problem, ProblemError> {
        if gains.is_empty() || gains.len() > MOST_PARTIES {
            return Err(ProblemError::Parties(gains.len()));
        }
        let mut options = Vec::with_capacity(gains[0].len());
        for (issue, of_issue) in gains[0].iter().enumerate() {
            match u32::try_from(of_issue.len()) {
                Ok(n) if n > 0 => options.push(n),
                _ => return Err(ProblemError::Options { issue }),
            }
        }
        let fits = |table: &Vec<Vec<i64>>| {
            table.len() == options.len() && table.iter().zip(&options).all(|(t, &n)| t.len() == n as usize)
        };
        if let Some(party) = gains.iter().position(|table| !fits(table)) {
            return Err(ProblemError::Shape { party });
        }
        let (bias, none) = (vec![0; gains.len()], vec![None; gains.len()]);
        let (caps, reservations) = (none.clone(), none);
        Problem { options, gains, bias, factors: Vec::new(), rules: Vec::new(), caps, reservations }.bounded()
    }

    /// The problem of a scenario: its gains, links, rules, caps and reservation values, each party's in its
    /// own unit.
    pub fn of(scenario: &Scenario) -> Result<Problem, ProblemError> {
        let utilities = &scenario.utilities;
        Problem::new(utilities.iter().map(|utility| utility.gains.clone()).collect())?
            .with_factors(factors(utilities))?
            .with_bias(utilities.iter().map(|utility| utility.bias).collect())?
            .with_rules(scenario.rules.clone())?
            .with_caps(utilities.iter().map(|utility| utility.cap).collect())?
            .with_reservations(utilities.iter().map(|utility| utility.reservation).collect())
    }

    /// The same with something added to each party's utility, whatever the outcome.
    pub fn with_bias(mut self, bias: Vec<i64>) -> Result<Problem, ProblemError> {
        if bias.len() != self.parties() {
            return Err(ProblemError::Parties(bias.len()));
        }
        self.bias = bias;
        self.bounded()
    }

    /// The same with these factors instead of those that it had.
    pub fn with_factors(mut self, factors: Vec<Factor>) -> Result<Problem, ProblemError> {
        if let Some(factor) = factors.iter().position(|factor| !self.admits(factor)) {
            return Err(ProblemError::Factor { factor });
        }
        self.factors = factors;
        self.bounded()
    }

    /// The same with these rules instead of those that it had.
    pub fn with_rules(mut self, rules: Vec<Rule>) -> Result<Problem, ProblemError> {
        let known = |&(issue, option): &(usize, u32)| self.options.get(issue).is_some_and(|&n| option < n);
        let fits = |rule: &Rule| rule.when_all.iter().chain(&rule.then).all(known);
        if let Some(rule) = rules.iter().position(|rule| !fits(rule)) {
            return Err(ProblemError::Rule { rule });
        }
        self.rules = rules;
        Ok(self)
    }

    /// The same with no party's utility above its cap.
    pub fn with_caps(mut self, caps: Vec<Option<i64>>) -> Result<Problem, ProblemError> {
        if caps.len() != self.parties() {
            return Err(ProblemError::Parties(caps.len()));
        }
        self.caps = caps;
        Ok(self)
    }

    /// The same with these reservation values; they mark outcomes and remove none.
    pub fn with_reservations(mut self, reservations: Vec<Option<i64>>) -> Result<Problem, ProblemError> {
        if reservations.len() != self.parties() {
            return Err(ProblemError::Parties(reservations.len()));
        }
        self.reservations = reservations;
        Ok(self)
    }

    /// How many parties there are.
    pub fn parties(&self) -> usize {
        self.gains.len()
    }

    /// How many options each issue has.
    pub fn options(&self) -> &[u32] {
        &self.options
    }

    /// `gains()[party][issue][option]`.
    pub fn gains(&self) -> &[Vec<Vec<i64>>] {
        &self.gains
    }

    /// What each party has whatever the outcome.
    pub fn bias(&self) -> &[i64] {
        &self.bias
    }

    /// The links that change values.
    pub fn factors(&self) -> &[Factor] {
        &self.factors
    }

    /// The rules that every outcome keeps.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What no outcome exceeds for each party, where there is such a bound.
    pub fn caps(&self) -> &[Option<i64>] {
        &self.caps
    }

    /// What each party has without an agreement, where that is known.
    pub fn reservations(&self) -> &[Option<i64>] {
        &self.reservations
    }

    /// How many outcomes there are, rules aside.
    pub fn outcomes(&self) -> BigUint {
        self.options.iter().map(|&n| BigUint::from(n)).product()
    }

    /// What `outcome` is worth to each party. Cost: one addition an issue and factor.
    pub fn utilities(&self, outcome: &[u32]) -> Vec<i64> {
        let worth = |party: usize| {
            let unary = self.gains[party].iter().zip(outcome).map(|(gains, &option)| gains[option as usize]);
            let linked = self.factors.iter().map(|f| f.values[party][self.cell(&f.issues, outcome)]);
            let sum = self.bias[party] + unary.sum::<i64>() + linked.sum::<i64>();
            self.caps[party].map_or(sum, |cap| sum.min(cap))
        };
        (0..self.parties()).map(worth).collect()
    }

    /// What [`Problem::utilities`] costs, in vectors looked at, about.
    pub(crate) fn price(&self) -> u64 {
        1 + ((self.options.len() + self.factors.len()) * self.parties() / 32) as u64
    }

    /// The cells of all tables: the options of the issues, and the cells of the factors.
    pub(crate) fn table_cells(&self) -> u64 {
        let options = self.options.iter().map(|&n| u64::from(n));
        let cells = self.factors.iter().map(|factor| factor.values.first().map_or(0, Vec::len) as u64);
        options.chain(cells).sum()
    }

    /// The least that any allowed outcome gives a party; none where the rules allow none. Cost: an
    /// elimination with one number a set.
    pub fn least(&self, party: usize, limits: Limits, watch: Watch<'_>) -> Result<Option<i64>, Stop> {
        let turned = |values: &Vec<i64>| values.iter().map(|value| -value).collect::<Vec<i64>>();
        let factor = |factor: &Factor| Factor {
            issues: factor.issues.clone(),
            values: vec![turned(&factor.values[party])],
        };
        let problem = Problem {
            options: self.options.clone(),
            gains: vec![self.gains[party].iter().map(turned).collect()],
            bias: vec![-self.bias[party]],
            factors: self.factors.iter().map(factor).collect(),
            rules: self.rules.clone(),
            caps: vec![None],
            reservations: vec![None],
        };
        let greatest = Frontier::of(&problem, Ask::default(), limits, watch)?;
        let least = greatest.points.first().map(|point| -point.utilities[0]);
        Ok(least.map(|least| self.caps[party].map_or(least, |cap| least.min(cap))))
    }

    /// Does `outcome` keep every rule?
    pub fn allows(&self, outcome: &[u32]) -> bool {
        self.rules.iter().all(|rule| rule.allows(outcome))
    }

    /// The place of an outcome in a table over some issues, the last of them fastest.
    pub(crate) fn cell(&self, issues: &[usize], outcome: &[u32]) -> usize {
        issues.iter().fold(0, |cell, &i| cell * self.options[i] as usize + outcome[i] as usize)
    }

    /// How many cells a table over some issues has; `None` past `usize`.
    pub(crate) fn cells(&self, issues: &[usize]) -> Option<usize> {
        issues.iter().try_fold(1usize, |cells, &i| cells.checked_mul(*self.options.get(i)? as usize))
    }

    fn admits(&self, factor: &Factor) -> bool {
        let issues = &factor.issues;
        let twice = (1..issues.len()).any(|i| issues[..i].contains(&issues[i]));
        !twice
            && (1..=MOST_IN_FACTOR).contains(&issues.len())
            && factor.values.len() == self.parties()
            && self.cells(issues).is_some_and(|cells| factor.values.iter().all(|v| v.len() == cells))
    }

    /// Checks that the greatest sizes of all terms, added up, stay within [`BOUND`].
    fn bounded(self) -> Result<Problem, ProblemError> {
        let size = |values: &[i64]| values.iter().map(|v| i128::from(*v).abs()).max().unwrap_or(0);
        let total = |party: usize| {
            let unary: i128 = self.gains[party].iter().map(|gains| size(gains)).sum();
            let linked: i128 = self.factors.iter().map(|factor| size(&factor.values[party])).sum();
            unary + linked + i128::from(self.bias[party]).abs()
        };
        match (0..self.parties()).find(|&party| total(party) > BOUND) {
            Some(party) => Err(ProblemError::TooLarge { party }),
            None => Ok(self),
        }
    }
}

/// The tables of all parties; those over the same issues together.
fn factors(utilities: &[Utility]) -> Vec<Factor> {
    let mut factors: Vec<Factor> = Vec::new();
    for (party, utility) in utilities.iter().enumerate() {
        for table in &utility.tables {
            let place =
                factors.iter().position(|factor| factor.issues == table.issues).unwrap_or_else(|| {
                    let values = vec![vec![0; table.values.len()]; utilities.len()];
                    factors.push(Factor { issues: table.issues.clone(), values });
                    factors.len() - 1
                });
            // Tables of the same issues and another size are refused with the factor.
            factors[place].values[party].resize(table.values.len(), 0);
            factors[place].values[party].iter_mut().zip(&table.values).for_each(|(sum, value)| *sum += value);
        }
    }
    factors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(Problem::new(vec![]), Err(ProblemError::Parties(0)));
        assert_eq!(Problem::new(vec![vec![vec![]]]), Err(ProblemError::Options { issue: 0 }));
        let uneven = vec![vec![vec![1, 2]], vec![vec![1]]];
        assert_eq!(Problem::new(uneven), Err(ProblemError::Shape { party: 1 }));
        let large = vec![vec![vec![i64::MIN]]];
        assert_eq!(Problem::new(large), Err(ProblemError::TooLarge { party: 0 }));
        let problem = Problem::new(vec![vec![vec![1, 2], vec![3]]]).unwrap();
        let factor =
            |issues: &[usize], cells: usize| Factor { issues: issues.into(), values: vec![vec![0; cells]] };
        for wrong in [factor(&[], 1), factor(&[0, 0], 4), factor(&[0, 1], 3), factor(&[2], 1)] {
            assert_eq!(problem.clone().with_factors(vec![wrong]), Err(ProblemError::Factor { factor: 0 }));
        }
        let rule = Rule { when_all: vec![(1, 1)], then: vec![] };
        assert_eq!(problem.clone().with_rules(vec![rule]), Err(ProblemError::Rule { rule: 0 }));
    }

    #[test]
    fn an_outcome_is_worth_the_sum_of_its_terms() {
        let problem = Problem::new(vec![vec![vec![1, 2], vec![3, -7]]])
            .and_then(|p| p.with_bias(vec![100]))
            .and_then(|p| {
                p.with_factors(vec![Factor { issues: vec![1, 0], values: vec![vec![10, 20, 30, 40]] }])
            })
            .unwrap();
        assert_eq!(problem.utilities(&[1, 0]), [100 + 2 + 3 + 20]);
        assert_eq!(problem.utilities(&[0, 1]), [100 + 1 - 7 + 30]);
        assert_eq!(problem.outcomes(), BigUint::from(4u8));
    }
}
