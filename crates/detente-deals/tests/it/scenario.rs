//! From a scenario to its frontier and back: what was proven is about that scenario.

use crate::exact;
use detente_deals::{Ask, BigUint, Continue, Frontier, Limits, Problem};
use detente_model::scenario::{Rule, Scenario, ScenarioIssue, Utility};
use detente_model::{Basis, Room};
use std::collections::BTreeSet;

fn scenario() -> Scenario {
    let issue = |name: &str, options: &[&str]| ScenarioIssue {
        name: name.into(),
        entry: None,
        options: options.iter().map(|option| option.to_string()).collect(),
        divisible: false,
    };
    let utility = |party: &str, gains: &[&[i64]], reservation| Utility {
        party: party.into(),
        entry: None,
        unit: 100,
        gains: gains.iter().map(|of_issue| of_issue.to_vec()).collect(),
        tables: vec![],
        bias: 0,
        cap: None,
        reservation,
        discount: None,
        is_exact: true,
        stated: None,
        basis: Basis::Assumed,
    };
    Scenario {
        issues: vec![issue("ceasefire", &["none", "30-days"]), issue("prisoners", &["none", "some", "all"])],
        utilities: vec![
            utility("a", &[&[40, 0], &[0, 30, 60]], Some(35)),
            utility("b", &[&[0, 70], &[30, 20, 0]], None),
        ],
        // No exchange of all without a ceasefire.
        rules: vec![Rule { when_all: vec![(1, 2)], then: vec![(0, 1)] }],
        red_lines: vec![],
        notes: vec![],
        rooms: BTreeSet::from([Room::Team]),
        basis: Basis::Assumed,
    }
}

#[test]
fn a_scenario_is_solved_with_its_rules_and_marked_with_its_reservation_values() {
    let scenario = scenario();
    let problem = Problem::of(&scenario).expect("a problem");
    let frontier = exact(&problem);
    let found: Vec<_> = frontier.points.iter().map(|p| (&p.utilities[..], &p.outcome[..])).collect();
    assert_eq!(
        found,
        [(&[70, 20][..], &[0, 1][..]), (&[60, 70], &[1, 2]), (&[30, 90], &[1, 1]), (&[0, 100], &[1, 0]),]
    );
    assert!(frontier.points.iter().all(|point| point.count == Some(BigUint::from(1u8))));
    assert_eq!(frontier.respecting(problem.reservations()).points.len(), 2);
    assert_eq!(frontier.points[2].meets(problem.reservations()), [false, true]);
    let (_, certificate) =
        Frontier::certified(&problem, Ask::default(), Limits::default(), &mut |_| Continue::Yes).unwrap();
    let proven = detente_certify::check(&certificate.to_json()).unwrap();
    assert!(proven.is_of(&scenario));
    let mut other = scenario.clone();
    other.utilities[0].gains[0][0] += 1;
    assert!(!proven.is_of(&other));
    other = scenario;
    other.rules.clear();
    assert!(!proven.is_of(&other));
}

#[test]
fn rules_that_leave_nothing_leave_an_empty_frontier() {
    let mut scenario = scenario();
    scenario.rules =
        vec![Rule { when_all: vec![], then: vec![(0, 0)] }, Rule { when_all: vec![(0, 0)], then: vec![] }];
    let frontier = exact(&Problem::of(&scenario).expect("a problem"));
    assert!(!frontier.is_feasible() && frontier.points.is_empty());
}
