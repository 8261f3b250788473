//! In which order the issues are eliminated.
//!
//! Two issues are linked if a factor or a rule names both. Each connected part of that graph is
//! solved apart; then the parts' results are joined, and the issues without links are added one by
//! one, from the last to the first.
//!
//! Within a part several orders are drafted, and the one with the least estimated cost is taken
//! (of equals the first): the greedy orders of least fill-in and of least table, each message going
//! to the first step that needs it (bucket elimination: R. Dechter, "Bucket elimination: a unifying
//! framework for reasoning", Artificial Intelligence 113 (1999) 41–85); and, from up to 32 starts, a greedy
//! order that *carries* one message along (a path decomposition). Carrying widens separators a
//! little, but no two large messages ever meet, whose join would cost the product of their sizes.
//!
//! **Cost** of drafting: `O(n²)` times small factors for a part of `n` issues.

mod orders;

use crate::problem::Problem;
use std::collections::BTreeSet;

/// From so many issues of a part, at most, a carrying order is drafted.
const MOST_STARTS: usize = 32;

/// One step: joins its inputs with the tables that name its issue, and eliminates the issue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Step {
    /// The issue that it eliminates; none where parts are only joined.
    pub(crate) issue: Option<usize>,
    /// The earlier steps whose messages it takes. Each message is taken once.
    pub(crate) inputs: Vec<usize>,
    /// The factors that it adds. Each factor is added once.
    pub(crate) factors: Vec<usize>,
    /// The rules that it applies. Each rule is applied once.
    pub(crate) rules: Vec<usize>,
    /// The issues, ascending, on which its message depends: the separator.
    pub(crate) scope: Vec<usize>,
}

/// The steps in order; the last leaves the frontier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) steps: Vec<Step>,
}

/// A factor or a rule, as far as a plan is concerned.
struct Link {
    issues: BTreeSet<usize>,
    what: What,
}

#[derive(Clone, Copy)]
enum What {
    Factor(usize),
    Rule(usize),
}

/// The steps for one part, and what they would cost.
struct Draft {
    steps: Vec<Step>,
    cost: u128,
}

impl Plan {
    /// The plan for a problem.
    pub(crate) fn of(problem: &Problem) -> Plan {
        let links = links(problem);
        let parts = parts(problem, &links);
        let mut steps = Vec::new();
        let mut roots = Vec::new();
        for part in parts.iter().filter(|part| part.len() > 1) {
            append(&mut steps, best(problem, &links, part));
            roots.push(steps.len() - 1);
        }
        if roots.len() > 1 || problem.options().is_empty() {
            steps.push(Step { inputs: roots, ..Step::default() });
        }
        for part in parts.iter().rev().filter(|part| part.len() == 1) {
            let inputs = steps.len().checked_sub(1).into_iter().collect();
            let mut step = Step { issue: Some(part[0]), inputs, ..Step::default() };
            links.iter().filter(|link| link.issues.contains(&part[0])).for_each(|link| step.add(link));
            steps.push(step);
        }
        // A rule that names no issue forbids everything, and may be applied anywhere.
        for link in links.iter().filter(|link| link.issues.is_empty()) {
            steps.iter_mut().last().into_iter().for_each(|step| step.add(link));
        }
        Plan { steps }
    }
}

impl Plan {
    /// The same, but that issues without links come in falling order of `weight`.
    pub(crate) fn with_free_issues_by(mut self, weight: impl Fn(usize) -> i128) -> Plan {
        let is_free = |step: &Step| {
            step.scope.is_empty() && step.inputs.iter().all(|&input| self.steps[input].scope.is_empty())
        };
        let free = |index: &usize| self.steps[*index].issue.is_some() && is_free(&self.steps[*index]);
        let places: Vec<usize> = (0..self.steps.len()).filter(free).collect();
        let mut steps: Vec<Step> = places.iter().map(|&place| self.steps[place].clone()).collect();
        steps.sort_by_key(|step| step.issue.map(|issue| std::cmp::Reverse(weight(issue))));
        for (place, step) in places.into_iter().zip(steps) {
            let inputs = std::mem::take(&mut self.steps[place].inputs);
            self.steps[place] = Step { inputs, ..step };
        }
        self
    }
}

impl Step {
    fn add(&mut self, link: &Link) {
        match link.what {
            What::Factor(factor) => self.factors.push(factor),
            What::Rule(rule) => self.rules.push(rule),
        }
    }
}

fn links(problem: &Problem) -> Vec<Link> {
    let factors = problem.factors().iter().enumerate().map(|(index, factor)| Link {
        issues: factor.issues.iter().copied().collect(),
        what: What::Factor(index),
    });
    let rules = problem.rules().iter().enumerate().map(|(index, rule)| Link {
        issues: rule.when_all.iter().chain(&rule.then).map(|term| term.0).collect(),
        what: What::Rule(index),
    });
    factors.chain(rules).collect()
}

/// The connected parts, each ascending, in the order of their first issues.
fn parts(problem: &Problem, links: &[Link]) -> Vec<Vec<usize>> {
    // Of each issue the least issue known to be in its part.
    let mut least: Vec<usize> = (0..problem.options().len()).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for link in links {
            let Some(low) = link.issues.iter().map(|&i| least[i]).min() else { continue };
            for &issue in &link.issues {
                changed |= least[issue] != low;
                least[issue] = low;
            }
        }
    }
    let part = |first: usize| (first..least.len()).filter(|&i| least[i] == first).collect::<Vec<_>>();
    (0..least.len()).filter(|&i| least[i] == i).map(part).collect()
}

fn append(steps: &mut Vec<Step>, draft: Draft) {
    let before = steps.len();
    steps.extend(draft.steps.into_iter().map(|mut step| {
        step.inputs.iter_mut().for_each(|input| *input += before);
        step
    }));
}

fn best(problem: &Problem, links: &[Link], part: &[usize]) -> Draft {
    let inside: Vec<&Link> = links.iter().filter(|l| l.issues.iter().any(|i| part.contains(i))).collect();
    let graph = orders::Graph::of(problem.options(), part, inside.iter().map(|link| &link.issues));
    let mut best = draft(problem, &inside, &graph.least_fill(), false);
    let mut consider = |other: Draft| {
        if other.cost < best.cost {
            best = other;
        }
    };
    consider(draft(problem, &inside, &graph.least_table(), false));
    for &start in part.iter().step_by(part.len().div_ceil(MOST_STARTS)) {
        consider(draft(problem, &inside, &graph.carrying(start), true));
    }
    best
}

/// The steps that eliminate a part's issues in this order.
fn draft(problem: &Problem, links: &[&Link], order: &[usize], carry: bool) -> Draft {
    let mut waiting: Vec<(usize, Estimate)> = Vec::new();
    let mut unused: Vec<&Link> = links.to_vec();
    let mut steps: Vec<Step> = Vec::new();
    let mut cost: u128 = 0;
    for &issue in order {
        let mut step = Step { issue: Some(issue), ..Step::default() };
        let mut scope = BTreeSet::from([issue]);
        let mut estimate = Estimate::of(problem, issue);
        waiting.retain(|(input, size)| {
            let takes = carry || steps[*input].scope.contains(&issue);
            if takes {
                step.inputs.push(*input);
                scope.extend(&steps[*input].scope);
                estimate.join(size);
            }
            !takes
        });
        unused.retain(|link| {
            let takes = link.issues.contains(&issue);
            if takes {
                step.add(link);
                scope.extend(&link.issues);
            }
            !takes
        });
        let cells = scope.iter().fold(1u128, |cells, &i| cells.saturating_mul(problem.options()[i].into()));
        // Beside its candidates, a cell has a cost of its own.
        cost = cost.saturating_add(cells.saturating_mul(estimate.candidates.saturating_add(8)));
        scope.remove(&issue);
        step.scope = scope.into_iter().collect();
        waiting.push((steps.len(), estimate.kept(problem.parties())));
        steps.push(step);
    }
    Draft { steps, cost }
}

/// How many vectors a message may hold for one assignment. Only orders depend on it, no result.
struct Estimate {
    /// Products of the inputs' sizes, for one option.
    candidates: u128,
    /// Outcomes of the eliminated issues.
    outcomes: u128,
    /// Options of the eliminated issues, added up.
    options: u128,
}

impl Estimate {
    fn of(problem: &Problem, issue: usize) -> Estimate {
        let options = problem.options()[issue].into();
        Estimate { candidates: 1, outcomes: options, options }
    }

    fn join(&mut self, input: &Estimate) {
        self.candidates = self.candidates.saturating_mul(input.candidates);
        self.outcomes = self.outcomes.saturating_mul(input.outcomes);
        self.options += input.options;
    }

    /// What stays: no more than there are outcomes; and frontiers of `s` options altogether were
    /// seen to grow like a small power of `s`.
    fn kept(mut self, parties: usize) -> Estimate {
        let grown = (0..parties.max(2)).fold(1u128, |product, _| product.saturating_mul(self.options));
        self.candidates = self.outcomes.min(grown);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_model::scenario::Rule;

    fn chain(n: usize) -> Problem {
        let forbid = |i: usize| Rule { when_all: vec![(i, 0), (i + 1, 0)], then: vec![] };
        Problem::new(vec![vec![vec![0; 3]; n + 2]; 2])
            .and_then(|p| p.with_rules((0..n - 1).map(forbid).collect()))
            .unwrap()
    }

    #[test]
    fn a_long_chain_and_a_large_star_are_planned_at_once() {
        assert_eq!(Plan::of(&chain(400)).steps.len(), 402);
        let leaf = |i: usize| Rule { when_all: vec![(0, 0), (i, 0)], then: vec![] };
        let star = Problem::new(vec![vec![vec![0; 3]; 300]; 2])
            .and_then(|p| p.with_rules((1..300).map(leaf).collect()))
            .unwrap();
        assert!(Plan::of(&star).steps.iter().all(|step| step.scope.len() <= 1));
    }

    #[test]
    fn every_issue_rule_and_message_is_used_once_and_a_chain_is_one_wide() {
        let problem = chain(9);
        let plan = Plan::of(&problem);
        let mut issues: Vec<_> = plan.steps.iter().filter_map(|step| step.issue).collect();
        issues.sort();
        assert_eq!(issues, (0..11).collect::<Vec<_>>());
        let mut rules: Vec<_> = plan.steps.iter().flat_map(|step| step.rules.clone()).collect();
        rules.sort();
        assert_eq!(rules, (0..8).collect::<Vec<_>>());
        let mut inputs: Vec<_> = plan.steps.iter().flat_map(|step| step.inputs.clone()).collect();
        inputs.sort();
        assert_eq!(inputs, (0..plan.steps.len() - 1).collect::<Vec<_>>());
        assert!(plan.steps.iter().all(|step| step.scope.len() <= 1));
        assert!(plan.steps.last().unwrap().scope.is_empty());
    }
}
