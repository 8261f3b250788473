//! Scenarios for tests: by hand, and at random with everything that can occur.

use super::Setting;
use crate::frontier::{Ask, Frontier};
use crate::limits::{Continue, Limits};
use crate::problem::Problem;
pub use crate::random::Dice;
use detente_model::scenario::{RedLine, Rule, Scenario, ScenarioIssue, Table, Utility};
use detente_model::{Basis, Id, Room};
use std::collections::BTreeSet;

pub fn utility(party: &str, unit: i64, gains: Vec<Vec<i64>>, reservation: Option<i64>) -> Utility {
    Utility {
        party: party.into(),
        entry: None,
        unit,
        gains,
        tables: vec![],
        bias: 0,
        cap: None,
        reservation,
        discount: None,
        is_exact: true,
        basis: Basis::Assumed,
        stated: None,
    }
}

pub fn red_line(party: usize, issue: usize, broken: Vec<bool>) -> RedLine {
    RedLine {
        party,
        issue,
        broken,
        basis: Basis::Stated,
        entry: (Room::Team, Id::new("line").unwrap()),
        source: None,
        condition: None,
    }
}

fn with(issues: Vec<ScenarioIssue>, utilities: Vec<Utility>) -> Scenario {
    Scenario {
        issues,
        utilities,
        rules: vec![],
        red_lines: vec![],
        rooms: BTreeSet::new(),
        basis: Basis::Assumed,
        notes: vec![],
    }
}

fn issue(name: &str, options: Vec<String>) -> ScenarioIssue {
    ScenarioIssue { name: name.into(), entry: None, options, divisible: false }
}

/// Two parties to whom nothing is worth anything, for names alone.
pub fn named(issues: &[(&str, &[&str])]) -> Scenario {
    let zeros = || issues.iter().map(|(_, options)| vec![0; options.len()]).collect();
    let issues = issues.iter().map(|(name, o)| issue(name, o.iter().map(|o| o.to_string()).collect()));
    with(issues.collect(), vec![utility("a", 1, zeros(), None), utility("b", 1, zeros(), None)])
}

/// Parties `a`, `b`, … of unit 1 with these gains and reservation values.
pub fn additive(parties: &[(&[&[i64]], Option<i64>)]) -> Scenario {
    let table = |gains: &[&[i64]]| gains.iter().map(|of_issue| of_issue.to_vec()).collect::<Vec<_>>();
    let issues =
        parties[0].0.iter().enumerate().map(|(i, of_issue)| {
            issue(&format!("i{i}"), (0..of_issue.len()).map(|o| format!("o{o}")).collect())
        });
    let utilities =
        parties.iter().zip(["a", "b", "c", "d"]).map(|((gains, r), name)| utility(name, 1, table(gains), *r));
    with(issues.collect(), utilities.collect())
}

/// At most about 200 outcomes; ties, links, rules, caps, red lines, reservation values, units.
pub fn scenario(dice: &mut Dice) -> Scenario {
    let mut options = vec![];
    let mut outcomes = 1;
    for _ in 0..1 + dice.below(5) {
        let n = 1 + dice.below(4);
        if outcomes * n <= 200 {
            outcomes *= n;
            options.push(n as usize);
        }
    }
    let parties = 2 + dice.below(4) as usize / 3;
    let size = [2, 6, 30][dice.below(3) as usize];
    let linked = dice.below(3) == 0 && options.len() > 1;
    let mut utilities = vec![];
    for party in 0..parties {
        let gains: Vec<Vec<i64>> =
            options.iter().map(|&n| (0..n).map(|_| dice.between(-size, size)).collect()).collect();
        let least: i64 = gains.iter().map(|g| g.iter().min().unwrap()).sum();
        let most: i64 = gains.iter().map(|g| g.iter().max().unwrap()).sum();
        let reservation = (dice.below(3) > 0).then(|| dice.between(least, (least + 2 * most) / 3 + 1));
        let mut made = utility(["a", "b", "c"][party], 1 + dice.below(3) as i64, gains, reservation);
        if linked {
            let first = dice.below(options.len() as u64 - 1) as usize;
            let cells = options[first] * options[first + 1];
            let values = (0..cells).map(|_| dice.between(-size, size)).collect();
            made.tables.push(Table { issues: vec![first, first + 1], values });
        }
        made.bias = dice.between(-3, 3);
        made.cap = (dice.below(6) == 0).then(|| dice.between(least, most));
        utilities.push(made);
    }
    let names = options.iter().enumerate();
    let issues = names.map(|(i, &n)| issue(&format!("i{i}"), (0..n).map(|o| format!("o{o}")).collect()));
    let mut made = with(issues.collect(), utilities);
    let term = |dice: &mut Dice| {
        let issue = dice.below(options.len() as u64) as usize;
        (issue, dice.below(options[issue] as u64) as u32)
    };
    for _ in 0..dice.below(3) {
        let when_all = vec![term(dice), term(dice)];
        let then = (0..dice.below(2)).map(|_| term(dice)).collect();
        made.rules.push(Rule { when_all, then });
    }
    for _ in 0..dice.below(3) {
        let issue = dice.below(options.len() as u64) as usize;
        let broken = (0..options[issue]).map(|_| dice.below(3) == 0).collect();
        made.red_lines.push(red_line(dice.below(parties as u64) as usize, issue, broken));
    }
    made
}

/// Every outcome that the rules allow with its utilities, in the order of enumeration.
pub fn outcomes(problem: &Problem) -> Vec<(Vec<u32>, Vec<i64>)> {
    every(problem.options())
        .into_iter()
        .filter(|outcome| problem.rules().iter().all(|rule| rule.allows(outcome)))
        .map(|outcome| {
            let utilities = problem.utilities(&outcome);
            (outcome, utilities)
        })
        .collect()
}

/// Every outcome, allowed or not.
pub fn every(options: &[u32]) -> Vec<Vec<u32>> {
    options.iter().fold(vec![vec![]], |all, &n| {
        let longer = |outcome: &Vec<u32>| {
            let outcome = outcome.clone();
            (0..n).map(move |option| [&outcome[..], &[option]].concat())
        };
        all.iter().flat_map(longer).collect()
    })
}

pub fn any_outcome(dice: &mut Dice, problem: &Problem) -> Vec<u32> {
    problem.options().iter().map(|&n| dice.below(n.into()) as u32).collect()
}

pub fn exact(problem: &Problem) -> Frontier {
    Frontier::of(problem, Ask::default(), Limits::default(), &mut |_| Continue::Yes).unwrap()
}

pub fn setting<'s>(scenario: &'s Scenario, problem: &'s Problem) -> Setting<'s> {
    let frontier = exact(problem);
    Setting::new(scenario, problem, frontier, Limits::default(), &mut |_| Continue::Yes).unwrap()
}

/// Is `a` at least `b` everywhere?
pub fn reaches(a: &[i64], b: &[i64]) -> bool {
    a.iter().zip(b).all(|(a, b)| a >= b)
}

/// Acceptable, by looking.
pub fn is_acceptable(scenario: &Scenario, outcome: &[u32], utilities: &[i64]) -> bool {
    scenario.breaks(outcome).next().is_none()
        && utilities.iter().zip(&scenario.utilities).all(|(u, of)| of.reservation.is_none_or(|r| *u >= r))
}
