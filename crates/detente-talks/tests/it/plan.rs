//! Plans: from a run's number to what it is and back, without a list.

use detente_talks::Spec;
use detente_talks::fingerprint;
use detente_talks::plan::{Choice, Numbered, Plan, PlanError, Seating, Topic};
use detente_talks::{Limits, Rules};
use proptest::prelude::*;
use std::collections::BTreeSet;

const NAMES: [&str; 5] = ["boulware", "conceder", "linear", "micro", "tit-for-tat"];

fn topic(number: usize, parties: usize) -> Topic {
    Topic { name: format!("topic {number}"), parties, hash: String::new() }
}

/// A plan of the first so many strategies.
pub fn plan(parties: &[usize], strategies: usize, seating: Seating, lengths: u32, repetitions: u32) -> Plan {
    Plan {
        topics: parties.iter().enumerate().map(|(number, &parties)| topic(number, parties)).collect(),
        strategies: NAMES[..strategies].iter().map(|name| Spec::parse(name).expect("a strategy")).collect(),
        seating,
        protocols: ["sao", "amop"].map(|name| Rules::parse(name).expect("a protocol")).to_vec(),
        limits: (0..lengths).map(|n| Limits::steps(50 + n)).collect(),
        repetitions,
        seed: 7,
    }
}

proptest! {
    #[test]
    fn every_run_is_another_choice_and_is_found_again(
        parties in prop::collection::vec(2usize..4, 1..4),
        strategies in 2usize..5,
        mirror: bool,
        lengths in 1u32..3,
        repetitions in 1u32..4,
    ) {
        let plan = plan(&parties, strategies, Seating::Everyone { mirror }, lengths, repetitions);
        let numbered = plan.numbered().expect("a plan");
        let choices: Vec<Choice> = (0..numbered.len()).map(|run| numbered.choice(run).expect("a run")).collect();
        prop_assert!(choices.iter().enumerate().all(|(run, choice)| numbered.run(choice) == Some(run as u64)));
        // By brute force: all that there can be, in order.
        let mut wanted = Vec::new();
        for (topic, &parties) in parties.iter().enumerate() {
            for (protocol, length) in (0..2).flat_map(|p| (0..lengths as usize).map(move |l| (p, l))) {
                for number in 0..strategies.pow(parties as u32) {
                    let digit = |seat: usize| number / strategies.pow((parties - 1 - seat) as u32) % strategies;
                    let seats: Vec<usize> = (0..parties).map(digit).collect();
                    if !mirror && seats.iter().all(|&seat| seat == seats[0]) {
                        continue;
                    }
                    let choice = |repetition| Choice { topic, protocol, limits: length, seats: seats.clone(), repetition };
                    wanted.extend((0..repetitions).map(choice));
                }
            }
        }
        prop_assert_eq!(choices, wanted);
        prop_assert_eq!(numbered.choice(numbered.len()), None);
    }

    #[test]
    fn chunks_leave_nothing_out_and_do_not_overlap(repetitions in 1u32..50, of in 1u64..300) {
        let numbered = numbered(plan(&[2], 2, Seating::Everyone { mirror: true }, 1, repetitions));
        let mut next = 0;
        for chunk in 1..=of {
            let range = numbered.chunk(chunk, of);
            prop_assert_eq!(range.start, next);
            prop_assert!(range.end - range.start <= numbered.len() / of + 1);
            next = range.end;
        }
        prop_assert_eq!(next, numbered.len());
    }
}

fn numbered(plan: Plan) -> Numbered {
    plan.numbered().expect("a plan")
}

#[test]
fn teams_sit_as_they_are_named() {
    let teams = vec![vec![0, 1], vec![1, 1], vec![1, 0]];
    let numbered = numbered(plan(&[2], 2, Seating::Teams(teams.clone()), 1, 1));
    let seats: Vec<Vec<usize>> = (0..3).map(|run| numbered.choice(run).expect("a run").seats).collect();
    assert_eq!(seats, teams);
}

#[test]
fn what_cannot_be_played_is_said() {
    let error = |plan: Plan| plan.numbered().expect_err("no plan").to_string();
    let everyone = || Seating::Everyone { mirror: false };
    assert_eq!(error(plan(&[], 2, everyone(), 1, 1)), "there are no scenarios; name one at least");
    assert!(error(plan(&[2], 1, everyone(), 1, 1)).starts_with("one strategy has none to talk with"));
    assert!(error(plan(&[1], 2, everyone(), 1, 1)).contains("fewer than two parties"));
    let team = Seating::Teams(vec![vec![0, 1], vec![0, 1, 1]]);
    assert!(
        error(plan(&[2], 2, team, 1, 1)).starts_with("team 2 has 3 strategies and topic 0 has 2 parties")
    );
    assert_eq!(plan(&[200], 5, everyone(), 1, 1).numbered().expect_err("too many"), PlanError::TooMany);
    let mut twice = plan(&[2, 2], 2, everyone(), 1, 1);
    twice.topics[1].name = twice.topics[0].name.clone();
    assert_eq!(error(twice), "topic 0 stands there twice; name it once");
}

#[test]
fn protocols_are_read_and_written() {
    for text in [
        "sao",
        "sao:one-offer-per-step,offering-is-not-accepting",
        "sao:go-on-without-offer",
        "tau",
        "tau:min-unique=2",
        "tau:window=1",
        "tau:min-unique=2,window=50",
        "amop",
    ] {
        assert_eq!(Rules::parse(text).expect(text).to_string(), text);
    }
    let error = |text: &str| Rules::parse(text).expect_err(text).to_string();
    assert_eq!(error("sap"), "unknown protocol sap; did you mean sao?");
    assert_eq!(
        error("sao:one-offer-per-stepp"),
        "unknown option of sao one-offer-per-stepp; did you mean one-offer-per-step?"
    );
    assert_eq!(error("tau:min-unique=x"), "min-unique cannot be x: a whole number");
    assert_eq!(error("tau:window=0"), "window cannot be 0: a whole number of steps, from 1");
    assert_eq!(error("tau:windw=3"), "unknown option of tau windw; did you mean window?");
    assert_eq!(error("amop:x"), "unknown option of amop x; there are none");
}

#[test]
fn a_plans_fingerprint_hangs_on_all_of_it() {
    let base = || plan(&[2, 2], 3, Seating::Everyone { mirror: true }, 2, 3);
    let changes: [fn(&mut Plan); 8] = [
        |_| (),
        |plan| plan.seed += 1,
        |plan| plan.repetitions += 1,
        |plan| plan.seating = Seating::Everyone { mirror: false },
        |plan| _ = plan.limits.pop(),
        |plan| _ = plan.protocols.pop(),
        |plan| plan.strategies[0] = Spec::parse("boulware:max=0.9").expect("a strategy"),
        |plan| plan.topics[1].hash = "other".into(),
    ];
    let hashes: BTreeSet<String> = changes
        .iter()
        .map(|change| {
            let mut plan = base();
            change(&mut plan);
            let read = fingerprint::plan_of_json(&fingerprint::plan_json(&plan)).expect("it reads back");
            assert_eq!(fingerprint::of_plan(&read), fingerprint::of_plan(&plan));
            fingerprint::of_plan(&plan)
        })
        .collect();
    assert_eq!(hashes.len(), changes.len());
}
