//! Reading a certificate: whatever comes out has the right shape, with every index in range.

use crate::{Refusal, refuse};
use detente_model::scenario::Rule;
use serde_json::Value;

/// The only format there is.
const FORMAT: &str = "detente-certificate-1";

/// What a certificate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// What each party has whatever the outcome.
    pub bias: Vec<i64>,
    /// `gains[party][issue][option]`.
    pub gains: Vec<Vec<Vec<i64>>>,
    /// Values that depend on several issues.
    pub factors: Vec<Factor>,
    /// What outcomes must keep.
    pub rules: Vec<Rule>,
    /// The elimination.
    pub steps: Vec<Step>,
    /// The efficient points.
    pub frontier: Vec<Point>,
}

/// A table over some issues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    /// The issues.
    pub issues: Vec<usize>,
    /// `values[party][cell]`, the last issue fastest.
    pub values: Vec<Vec<i64>>,
}

/// One step of the elimination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The issue that goes.
    pub issue: Option<usize>,
    /// The steps whose sets it combines.
    pub inputs: Vec<usize>,
    /// The factors that it adds.
    pub factors: Vec<usize>,
    /// The rules that it applies.
    pub rules: Vec<usize>,
    /// The issues on which its sets depend.
    pub scope: Vec<usize>,
    /// Of each assignment of the scope, last issue fastest, the vectors, one number a party.
    pub sets: Vec<Vec<i64>>,
}

/// A point with an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// One number a party.
    pub utilities: Vec<i64>,
    /// One option an issue.
    pub outcome: Vec<u32>,
}

impl Certificate {
    /// Reads the text of one.
    pub(crate) fn read(text: &str) -> Result<Certificate, Refusal> {
        let Ok(value) = serde_json::from_str::<Value>(text) else { return refuse(None, "this is not JSON") };
        if value["format"] != FORMAT {
            return refuse(None, "this is not a certificate of a known format");
        }
        let Some(certificate) = decode(&value) else {
            return refuse(None, "a part is missing or of another kind");
        };
        if !certificate.is_in_shape() {
            return refuse(None, "a table has the wrong size, or an index is out of range");
        }
        Ok(certificate)
    }

    /// How many options an issue has. The issue is known.
    pub(crate) fn options(&self, issue: usize) -> usize {
        self.gains[0][issue].len()
    }

    /// The place of an outcome in a table over some issues.
    pub(crate) fn cell(&self, issues: &[usize], outcome: &[u32]) -> usize {
        issues.iter().fold(0, |cell, &issue| cell * self.options(issue) + outcome[issue] as usize)
    }

    /// How many cells such a table has; nothing if an issue is not known or the number is too large.
    fn cells(&self, issues: &[usize]) -> Option<usize> {
        let known = issues.iter().all(|&issue| issue < self.gains[0].len());
        if !known {
            return None;
        }
        issues.iter().try_fold(1usize, |cells, &issue| cells.checked_mul(self.options(issue)))
    }

    fn is_in_shape(&self) -> bool {
        let parties = self.bias.len();
        let issues = self.gains.first().map_or(0, Vec::len);
        let same = |gains: &Vec<Vec<i64>>| {
            gains.len() == issues && (0..issues).all(|i| gains[i].len() == self.gains[0][i].len())
        };
        parties > 0
            && self.gains.len() == parties
            && self.gains.iter().all(same)
            && (0..issues).all(|i| (1..u32::MAX as usize).contains(&self.options(i)))
            && self.factors.iter().all(|factor| self.fits_factor(factor))
            && self
                .rules
                .iter()
                .all(|rule| rule.when_all.iter().chain(&rule.then).all(|term| self.knows(*term)))
            && self.steps.iter().all(|step| self.fits_step(step))
            && self.frontier.iter().all(|point| {
                point.utilities.len() == parties
                    && point.outcome.len() == issues
                    && point.outcome.iter().enumerate().all(|(issue, &option)| self.knows((issue, option)))
            })
    }

    fn knows(&self, (issue, option): (usize, u32)) -> bool {
        issue < self.gains[0].len() && (option as usize) < self.options(issue)
    }

    fn fits_factor(&self, factor: &Factor) -> bool {
        factor.values.len() == self.bias.len()
            && self
                .cells(&factor.issues)
                .is_some_and(|n| factor.values.iter().all(|values| values.len() == n))
    }

    fn fits_step(&self, step: &Step) -> bool {
        step.issue.is_none_or(|issue| issue < self.gains[0].len())
            && step.inputs.iter().all(|&input| input < self.steps.len())
            && step.factors.iter().all(|&factor| factor < self.factors.len())
            && step.rules.iter().all(|&rule| rule < self.rules.len())
            && self.cells(&step.scope) == Some(step.sets.len())
            && step.sets.iter().all(|set| set.len() % self.bias.len() == 0)
    }
}

fn decode(value: &Value) -> Option<Certificate> {
    Some(Certificate {
        bias: list(&value["bias"], Value::as_i64)?,
        gains: list(&value["gains"], |of_party| list(of_party, |issue| list(issue, Value::as_i64)))?,
        factors: list(&value["factors"], |factor| {
            let values = list(&factor["values"], |values| list(values, Value::as_i64))?;
            Some(Factor { issues: list(&factor["issues"], index)?, values })
        })?,
        rules: list(&value["rules"], |rule| {
            Some(Rule { when_all: list(&rule["when_all"], term)?, then: list(&rule["then"], term)? })
        })?,
        steps: list(&value["steps"], step)?,
        frontier: list(&value["frontier"], |point| {
            let outcome = list(&point["outcome"], option)?;
            Some(Point { utilities: list(&point["utilities"], Value::as_i64)?, outcome })
        })?,
    })
}

fn step(value: &Value) -> Option<Step> {
    let issue = match value.get("issue")? {
        Value::Null => None,
        issue => Some(index(issue)?),
    };
    Some(Step {
        issue,
        inputs: list(&value["inputs"], index)?,
        factors: list(&value["factors"], index)?,
        rules: list(&value["rules"], index)?,
        scope: list(&value["scope"], index)?,
        sets: list(&value["sets"], |set| list(set, Value::as_i64))?,
    })
}

fn list<T>(value: &Value, item: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(item).collect()
}

fn index(value: &Value) -> Option<usize> {
    value.as_u64()?.try_into().ok()
}

fn option(value: &Value) -> Option<u32> {
    value.as_u64()?.try_into().ok()
}

fn term(value: &Value) -> Option<(usize, u32)> {
    match &value.as_array()?[..] {
        [issue, chosen] => Some((index(issue)?, option(chosen)?)),
        _ => None,
    }
}
