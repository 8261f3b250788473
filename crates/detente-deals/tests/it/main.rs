//! The engine against brute force, on random problems.
//!
//! `DETENTE_CASES_DEALS` says how many.

mod brute;
mod certificates;
mod questions;
mod random;
mod scenario;
mod search;
mod solutions;

use detente_deals::{Ask, BigUint, Continue, Cover, Frontier, Limits, Problem, Reason, Sizes};

fn cases() -> u64 {
    std::env::var("DETENTE_CASES_DEALS").ok().and_then(|n| n.parse().ok()).unwrap_or(2_000)
}

fn exact(problem: &Problem) -> Frontier {
    Frontier::of(problem, Ask { counts: true }, Limits::default(), &mut |_| Continue::Yes).expect("it fits")
}

#[test]
fn points_outcomes_and_counts_are_those_of_brute_force() {
    for case in 0..cases() {
        let problem = random::problem(&mut random::Dice::of(case));
        let right = brute::frontier(&brute::outcomes(&problem));
        let frontier = exact(&problem);
        let found: Vec<_> =
            frontier.points.iter().map(|p| (&p.utilities, &p.outcome, p.count.clone())).collect();
        let right: Vec<_> = right.iter().map(|(u, o, n)| (u, o, Some(BigUint::from(*n)))).collect();
        assert_eq!(found, right, "case {case}: {problem:?}");
        let plain =
            Frontier::of(&problem, Ask::default(), Limits::default(), &mut |_| Continue::Yes).unwrap();
        assert!(plain.points.iter().zip(&frontier.points).all(|(a, b)| a.outcome == b.outcome));
        assert_eq!(plain.points.len(), frontier.points.len());
    }
}

#[test]
fn covers_are_within_epsilon_of_every_outcome() {
    for case in 0..cases() {
        let mut dice = random::Dice::of(case);
        let problem = random::problem(&mut dice);
        let sizes = Sizes { shown: 1 + dice.below(12), held: 1 + dice.below(12) };
        let Ok(cover) = Cover::of(&problem, sizes, Limits::default(), &mut |_| Continue::Yes) else {
            panic!("case {case} fits");
        };
        let all = brute::outcomes(&problem);
        for (_, utilities) in &all {
            let near = |point: &detente_deals::Point| {
                (0..utilities.len()).all(|p| point.utilities[p] >= utilities[p] - cover.epsilon[p])
            };
            assert!(cover.points.iter().any(near), "case {case}: {utilities:?} is far: {cover:?}");
        }
        for point in &cover.points {
            assert!(all.contains(&(point.outcome.clone(), point.utilities.clone())), "case {case}");
        }
        if cover.epsilon.iter().all(|e| *e == 0) {
            assert_eq!(cover.points.len(), exact(&problem).points.len(), "case {case}");
        }
    }
}

#[test]
fn marks_remove_nothing_and_respecting_filters() {
    let mut kept = 0;
    for case in 0..cases() / 10 {
        let mut dice = random::Dice::of(case);
        let problem = random::problem(&mut dice);
        let frontier = exact(&problem);
        let Some(middle) = frontier.points.get(frontier.points.len() / 2) else { continue };
        let reservations: Vec<Option<i64>> =
            middle.utilities.iter().map(|u| (dice.below(3) > 0).then_some(*u)).collect();
        let problem = problem.with_reservations(reservations.clone()).expect("as many as parties");
        assert_eq!(exact(&problem), frontier, "reservation values remove nothing");
        let respecting = frontier.respecting(problem.reservations());
        for (place, point) in frontier.points.iter().enumerate() {
            let meets = point.utilities.iter().zip(&reservations).all(|(u, r)| r.is_none_or(|r| *u >= r));
            assert_eq!(point.meets(&reservations).iter().all(|m| *m), meets);
            assert_eq!(respecting.position(&point.utilities).is_some(), meets);
            assert_eq!(frontier.position(&point.utilities), Some(place));
        }
        kept += respecting.points.len();
    }
    assert!(kept > 0);
}

#[test]
fn limits_and_the_caller_end_it() {
    let gain = |party: i64, issue: i64, option: i64| (1 - 2 * party) * option * (1000 + issue * 17 + party);
    let gains = (0..2).map(|p| (0..12).map(|i| (0..6).map(|o| gain(p, i, o)).collect()).collect()).collect();
    let problem = Problem::new(gains).unwrap();
    let ended = |limits: Limits, answer| {
        Frontier::of(&problem, Ask::default(), limits, &mut |_| answer).map_err(|stop| stop.reason)
    };
    let some = Limits::default();
    assert!(ended(some, Continue::Yes).unwrap().points.len() > 100);
    assert_eq!(ended(Limits { points: 100, ..some }, Continue::Yes), Err(Reason::Points));
    assert_eq!(ended(Limits { bytes: 10_000, ..some }, Continue::Yes), Err(Reason::Bytes));
    assert_eq!(ended(Limits { steps: 1000, ..some }, Continue::Yes), Err(Reason::Steps));
    assert_eq!(ended(some, Continue::No), Err(Reason::Asked));
    // A rule over twelve issues has a table that fits nowhere: said at once.
    let all = detente_model::scenario::Rule { when_all: (0..12).map(|i| (i, 0)).collect(), then: vec![] };
    let wide = problem.clone().with_rules(vec![all]).unwrap();
    let ended = Frontier::of(&wide, Ask::default(), some, &mut |_| Continue::Yes);
    assert_eq!(ended.map_err(|stop| stop.reason), Err(Reason::Bytes));
    let cover = Cover::of(&problem, Sizes { shown: 100, held: 1000 }, some, &mut |_| Continue::Yes).unwrap();
    assert!(cover.points.len() <= 100 && cover.epsilon.iter().all(|e| *e > 0));
}
