//! Is the elimination one? Each thing used once, and no issue named after it is gone.

use crate::{Certificate, Refusal, Step, refuse};
use std::collections::BTreeSet;

pub(crate) fn check(certificate: &Certificate) -> Result<(), Refusal> {
    let mut gone = BTreeSet::new();
    for (number, step) in certificate.steps.iter().enumerate() {
        if step.inputs.iter().any(|&input| input >= number) {
            return refuse(number, "it uses sets that come later");
        }
        let mut named = named(certificate, step);
        if named.iter().any(|issue| gone.contains(issue)) {
            return refuse(number, "it names an issue that is gone");
        }
        if let Some(issue) = step.issue {
            named.remove(&issue);
            if !gone.insert(issue) {
                return refuse(number, "its issue is gone already");
            }
        }
        if !step.scope.iter().eq(&named) {
            return refuse(number, "its sets do not depend on what its inputs depend on");
        }
    }
    let steps = &certificate.steps;
    let Some(last) = steps.last() else { return refuse(None, "there are no steps") };
    if !last.scope.is_empty() {
        return refuse(steps.len() - 1, "it is the last, and its set still depends on something");
    }
    let issues = certificate.gains[0].len();
    if gone.len() != issues {
        return refuse(None, "not all issues are eliminated");
    }
    let all_once = |used: fn(&Step) -> &Vec<usize>, of: usize| once(steps.iter().flat_map(used), of);
    if !all_once(|step| &step.factors, certificate.factors.len()) {
        return refuse(None, "not every factor is added just once");
    }
    if !all_once(|step| &step.rules, certificate.rules.len()) {
        return refuse(None, "not every rule is applied just once");
    }
    if !all_once(|step| &step.inputs, steps.len() - 1) {
        return refuse(None, "not every set but the last is used just once");
    }
    Ok(())
}

/// The issues that a step's own issue, inputs, factors and rules name.
fn named(certificate: &Certificate, step: &Step) -> BTreeSet<usize> {
    let mut named: BTreeSet<usize> = step.issue.into_iter().collect();
    named.extend(step.inputs.iter().flat_map(|&input| &certificate.steps[input].scope));
    named.extend(step.factors.iter().flat_map(|&factor| &certificate.factors[factor].issues));
    for rule in step.rules.iter().map(|&rule| &certificate.rules[rule]) {
        named.extend(rule.when_all.iter().chain(&rule.then).map(|term| term.0));
    }
    named
}

/// Is each number below `of` used once, and no other?
fn once<'a>(used: impl Iterator<Item = &'a usize>, of: usize) -> bool {
    let mut used: Vec<usize> = used.copied().collect();
    used.sort_unstable();
    used.into_iter().eq(0..of)
}
