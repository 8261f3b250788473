//! The same problem with fewer outcomes, or for one party alone.

use crate::problem::{Factor, Problem, ProblemError};
use detente_model::scenario::{RedLine, Rule};

impl Problem {
    /// The same with these options settled (pairs of issue and option), by one rule each, so that outcomes
    /// are the same as before and need no translation. Two options of one issue leave no outcome.
    pub fn fixing(&self, terms: &[(usize, u32)]) -> Result<Problem, ProblemError> {
        self.with_more_rules(terms.iter().map(|&term| Rule { when_all: vec![], then: vec![term] }))
    }

    /// The same with these options ruled out, by one rule each.
    pub fn without(&self, terms: &[(usize, u32)]) -> Result<Problem, ProblemError> {
        self.with_more_rules(terms.iter().map(|&term| Rule { when_all: vec![term], then: vec![] }))
    }

    fn with_more_rules(&self, more: impl Iterator<Item = Rule>) -> Result<Problem, ProblemError> {
        self.clone().with_rules(self.rules().iter().cloned().chain(more).collect())
    }

    /// The same for one party alone; `sign` -1 turns its utilities around (and drops its cap, which then binds
    /// below).
    pub(crate) fn alone(&self, party: usize, sign: i64) -> Result<Problem, ProblemError> {
        let signed = |values: &[i64]| values.iter().map(|value| sign * value).collect::<Vec<_>>();
        let factor = |factor: &Factor| Factor {
            issues: factor.issues.clone(),
            values: vec![signed(&factor.values[party])],
        };
        Problem::new(vec![self.gains()[party].iter().map(|gains| signed(gains)).collect()])?
            .with_factors(self.factors().iter().map(factor).collect())?
            .with_bias(signed(&self.bias()[party..=party]))?
            .with_caps(vec![self.caps()[party].filter(|_| sign > 0)])?
            .with_rules(self.rules().to_vec())
    }
}

/// The options that break any of these red lines, each once, ascending.
pub(crate) fn broken_options(red_lines: &[RedLine]) -> Vec<(usize, u32)> {
    let of_line = |line: &RedLine| {
        let issue = line.issue;
        let broken = line.broken.iter().zip(0u32..).filter(|(broken, _)| **broken);
        broken.map(|(_, option)| (issue, option)).collect::<Vec<_>>()
    };
    let mut terms: Vec<_> = red_lines.iter().flat_map(of_line).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}
