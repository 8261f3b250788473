//! Checks the certificate of a frontier, and shares no code with what found it.
//!
//! A certificate holds a problem (what each outcome is worth to each party), a list of steps that
//! eliminate one issue after the other, and the set of utility vectors that each step left. [`check`]
//! accepts it only if
//!
//! 1. every issue is eliminated once, every factor, rule and message is used once, and no step
//!    names an issue that is gone (`order.rs`);
//! 2. each set is exactly the undominated of what its step makes: every vector of it is attained, every sum
//!    that the inputs allow is at most one of it, and none of it dominates another (`sets.rs`);
//! 3. the last set, with each party's bias, is the frontier, and the rules allow the outcome
//!    stated for each point, which is worth just that (`lib.rs`).
//!
//! From 1 and 2 follows, step by step, that the last set is the undominated of all outcomes: dropping a
//! dominated part of an outcome, the rest being equal, loses no efficient vector. That an outcome is the
//! *first* of its point in the order of enumeration is not proven.
//!
//! Everything is read with suspicion: a certificate may be any bytes.
//!
//! **Cost.** What the elimination looks at, and for each sum a search among the stated vectors, in a tree of
//! boxes (`tree.rs`).
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod order;
mod read;
mod sets;
mod tree;

pub use read::{Certificate, Factor, Point, Step};

use detente_model::scenario::{Scenario, Utility};
use std::fmt;

/// Why a certificate proves nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The step at which it fails, if it is one.
    pub step: Option<usize>,
    /// What is wrong.
    pub why: &'static str,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.step {
            Some(step) => write!(f, "step {step}: {}", self.why),
            None => write!(f, "{}", self.why),
        }
    }
}

impl std::error::Error for Refusal {}

fn refuse<T>(step: impl Into<Option<usize>>, why: &'static str) -> Result<T, Refusal> {
    Err(Refusal { step: step.into(), why })
}

/// Reads a certificate and checks it. What comes back is proven; whether it is about the problem that one has
/// in mind is another question: see [`Certificate::is_of`].
pub fn check(text: &str) -> Result<Certificate, Refusal> {
    let certificate = Certificate::read(text)?;
    order::check(&certificate)?;
    for step in 0..certificate.steps.len() {
        sets::check(&certificate, step)?;
    }
    frontier(&certificate)?;
    Ok(certificate)
}

fn frontier(certificate: &Certificate) -> Result<(), Refusal> {
    let parties = certificate.bias.len();
    let last = certificate.steps.last().map_or(&[][..], |step| &step.sets[0]);
    if last.len() != certificate.frontier.len() * parties {
        return refuse(None, "the frontier has not as many points as the last set");
    }
    for (point, vector) in certificate.frontier.iter().zip(last.chunks(parties)) {
        let sums: Vec<i128> = vector
            .iter()
            .zip(&certificate.bias)
            .map(|(v, bias)| i128::from(*v) + i128::from(*bias))
            .collect();
        if !point.utilities.iter().map(|u| i128::from(*u)).eq(sums.iter().copied()) {
            return refuse(None, "a point of the frontier is not that of the last set");
        }
        if certificate.worth(&point.outcome) != sums {
            return refuse(None, "an outcome is not worth what is stated");
        }
        if !certificate.rules.iter().all(|rule| rule.allows(&point.outcome)) {
            return refuse(None, "an outcome breaks a rule");
        }
    }
    Ok(())
}

impl Certificate {
    /// What an outcome is worth to each party.
    fn worth(&self, outcome: &[u32]) -> Vec<i128> {
        let worth = |party: usize| {
            let gains =
                outcome.iter().enumerate().map(|(i, &o)| i128::from(self.gains[party][i][o as usize]));
            let values =
                self.factors.iter().map(|f| i128::from(f.values[party][self.cell(&f.issues, outcome)]));
            i128::from(self.bias[party]) + gains.sum::<i128>() + values.sum::<i128>()
        };
        (0..self.bias.len()).map(worth).collect()
    }

    /// Is it about this scenario: the same gains, links and rules, and nothing beside them?
    pub fn is_of(&self, scenario: &Scenario) -> bool {
        let utilities = &scenario.utilities;
        let same = |(party, utility): (usize, &Utility)| {
            self.gains[party] == utility.gains
                && self.bias[party] == utility.bias
                && utility.cap.is_none()
                && self.factors.iter().all(|factor| factor.values[party] == linked(factor, utility))
                && utility.tables.iter().all(|t| self.factors.iter().any(|f| f.issues == t.issues))
        };
        self.rules == scenario.rules
            && self.gains.len() == utilities.len()
            && (1..self.factors.len())
                .all(|f| self.factors[..f].iter().all(|g| g.issues != self.factors[f].issues))
            && utilities.iter().enumerate().all(same)
    }
}

/// What a party's tables over the issues of a factor add, cell by cell.
fn linked(factor: &Factor, utility: &Utility) -> Vec<i64> {
    let mut sums = vec![0; factor.values[0].len()];
    for table in utility.tables.iter().filter(|table| table.issues == factor.issues) {
        sums.iter_mut().zip(&table.values).for_each(|(sum, value)| *sum += value);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::check;
    use serde_json::{Value, json};

    /// Two issues of two options; the first option of both may not be chosen together.
    fn right() -> Value {
        json!({
            "format": "detente-certificate-1",
            "bias": [10, 0],
            "gains": [[[5, 1], [3, 0]], [[0, 2], [0, 4]]],
            "factors": [{"issues": [0, 1], "values": [[0, 0, 0, 7], [0, 0, 0, 0]]}],
            "rules": [{"when_all": [[0, 0], [1, 0]], "then": []}],
            "steps": [
                {"issue": 1, "inputs": [], "factors": [0], "rules": [0], "scope": [0],
                 "sets": [[0, 4], [7, 4]]},
                {"issue": 0, "inputs": [0], "factors": [], "rules": [], "scope": [], "sets": [[8, 6]]},
            ],
            "frontier": [{"utilities": [18, 6], "outcome": [1, 1]}],
        })
    }

    #[test]
    fn what_is_right_is_accepted() {
        let proven = check(&right().to_string()).unwrap();
        assert_eq!(proven.frontier[0].utilities, [18, 6]);
    }

    #[test]
    fn what_is_wrong_is_refused_with_the_reason() {
        let wrong = [
            ("/format", json!("another"), "this is not a certificate of a known format"),
            ("/gains/1/0", json!([0]), "a table has the wrong size, or an index is out of range"),
            ("/rules/0/then", json!([[2, 0]]), "a table has the wrong size, or an index is out of range"),
            ("/bias", json!([10, 0.5]), "a part is missing or of another kind"),
            ("/steps/0/sets/0", json!([3, 0, 0, 4]), "a vector of its set is not attained"),
            ("/steps/0/sets/0", json!([0, 4, 3, 0]), "a set is not in falling order"),
            ("/steps/0/sets/1", json!([3, 0]), "a sum that its inputs allow exceeds its set"),
            ("/steps/0/sets/1", json!([7, 4, 4, 0]), "a vector of its set is not attained"),
            ("/steps/0/sets/1", json!([7, 4, 3, 0]), "a vector of its set dominates another"),
            ("/steps/0/factors", json!([]), "not every factor is added just once"),
            ("/steps/1/factors", json!([0]), "it names an issue that is gone"),
            ("/steps/0/scope", json!([1]), "its sets do not depend on what its inputs depend on"),
            ("/steps/1/inputs", json!([1]), "it uses sets that come later"),
            ("/steps/1/issue", json!(null), "its sets do not depend on what its inputs depend on"),
            ("/frontier", json!([]), "the frontier has not as many points as the last set"),
            ("/frontier/0/utilities", json!([8, 6]), "a point of the frontier is not that of the last set"),
            ("/frontier/0/outcome", json!([0, 1]), "an outcome is not worth what is stated"),
        ];
        for (place, value, why) in wrong {
            let mut certificate = right();
            *certificate.pointer_mut(place).unwrap() = value;
            let refusal = check(&certificate.to_string()).map(|_| ()).unwrap_err();
            assert_eq!(refusal.why, why, "{place}");
        }
        assert!(check("[[[").is_err() && check(&"[".repeat(100_000)).is_err() && check("{}").is_err());
    }
}
