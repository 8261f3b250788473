//! What holds in every talk, whatever the protocol and the strategies.

use crate::recipe;
use detente_talks::observer::Observer;
use detente_talks::protocol::PROTOCOLS;
use detente_talks::strategy::{Answer, Response, STRATEGIES};
use detente_talks::trace::{Cast, NamedIssue, Recorder, Trace};
use detente_talks::{Ended, Limits, Outcome, Seconds, Spec, Stage};
use proptest::prelude::*;

/// Those who offer or accept what is worth less than their reservation value: by chance, out of kindness, or (tit-for-tat)
/// because they measure concessions on the whole range of utilities.
const CARELESS: [&str; 4] = ["nice", "random", "random-always-accepting", "tit-for-tat"];

fn spec(text: &str) -> Spec {
    Spec::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Who offered what, and who accepted what.
#[derive(Default)]
struct Said(Vec<(usize, Outcome)>);

impl Observer for Said {
    fn offered(&mut self, _: u32, party: usize, outcome: Outcome) {
        self.0.push((party, outcome));
    }

    fn answered(&mut self, _: u32, party: usize, _: usize, offer: Outcome, answer: Answer) {
        if answer.response == Response::Accept {
            self.0.push((party, offer));
        }
    }
}

fn cast(stage: &Stage, strategies: &[Spec]) -> Cast {
    let issue = |(k, &n): (usize, &u32)| NamedIssue {
        name: format!("i{k}"),
        options: (0..n).map(|option| format!("v{option}")).collect(),
    };
    Cast {
        protocol: "any".into(),
        parties: stage.sides().iter().map(|side| side.name.clone()).collect(),
        strategies: strategies.iter().map(Spec::to_string).collect(),
        issues: stage.space().options().iter().enumerate().map(issue).collect(),
        seed: 1,
        run: 0,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn an_agreement_is_what_all_accepted_and_nobody_gets_less_than_without(
        names in prop::collection::vec(0..STRATEGIES.len(), 2..5),
        protocol in 0..PROTOCOLS.len(),
        (issues, values) in (1usize..4, 2usize..6),
        reservations in prop::collection::vec(0.0..1.0, 4),
        steps in 1u32..80,
        (seed, run) in any::<(u64, u64)>(),
    ) {
        let stage = recipe::stage(&recipe::parties(names.len(), issues, values, seed), &reservations);
        let strategies: Vec<Spec> = names.iter().map(|&k| spec(STRATEGIES[k].name)).collect();
        let protocol = (PROTOCOLS[protocol].make)();
        let mut said = Said::default();
        let limits = Limits::steps(steps);
        let (report, _) = stage.play(protocol.as_ref(), &limits, &strategies, (seed, run), &mut said).expect("a talk");
        prop_assert_eq!(report.agreement.is_some(), report.ended == Ended::Agreement);
        prop_assert!(report.steps <= steps);
        let Some(agreement) = report.agreement else {
            prop_assert_eq!(&report.utilities[..], &reservations[..names.len()]);
            return Ok(());
        };
        for (party, &name) in names.iter().enumerate() {
            prop_assert!(said.0.contains(&(party, agreement)), "party {} neither offered nor accepted", party);
            let least = reservations[party] - 1e-6;
            let is_careless = CARELESS.contains(&STRATEGIES[name].name);
            prop_assert!(is_careless || report.utilities[party] >= least, "{} below {}", report.utilities[party], least);
        }
    }

    #[test]
    fn the_same_seed_and_run_give_the_same_talk_and_it_reads_back(
        names in prop::collection::vec(0..STRATEGIES.len(), 2..4),
        protocol in 0..PROTOCOLS.len(),
        (seed, run) in any::<(u64, u64)>(),
    ) {
        let made = recipe::parties(names.len(), 2, 5, seed);
        let strategies: Vec<Spec> = names.iter().map(|&k| spec(STRATEGIES[k].name)).collect();
        let play = || -> Trace {
            let stage = recipe::stage(&made, &[0.2]);
            let mut recorder = Recorder::default();
            let protocol = (PROTOCOLS[protocol].make)();
            let limits = Limits::steps(40);
            let (report, book) = stage.play(protocol.as_ref(), &limits, &strategies, (seed, run), &mut recorder).expect("a talk");
            recorder.finish(cast(&stage, &strategies), &report, &book)
        };
        let (one, other) = (play(), play());
        prop_assert_eq!(one.to_json(), other.to_json());
        let read = Trace::from_json(&one.to_json()).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(read, one);
    }
}

#[test]
fn time_is_simulated_and_each_has_its_own() {
    let stage = recipe::stage(&recipe::parties(2, 2, 5, 3), &[0.9]);
    let play = |limits: Limits| {
        let strategies = [spec("tough"), spec("tough")];
        let protocol = (PROTOCOLS[0].make)();
        stage.play(protocol.as_ref(), &limits, &strategies, (1, 0), &mut Said::default()).expect("a talk").0
    };
    // A turn costs 1 and 3 seconds: five rounds of 4 make 20.
    let seconds = Some(Seconds { limit: 20.0, a_turn: vec![1.0, 3.0] });
    let by_seconds = play(Limits::new(None, seconds, 0.0).expect("limits"));
    assert_eq!((by_seconds.ended, by_seconds.steps), (Ended::TimedOut, 5));
    let own = play(Limits::steps(50).with_own_steps(vec![None, Some(7)]));
    assert_eq!((own.ended, own.steps), (Ended::Left { by: 1 }, 7));
    let chance = play(Limits::new(Some(1_000_000), None, 0.05).expect("limits"));
    assert_eq!(chance.ended, Ended::Chance);
    assert!(Limits::new(None, None, 0.0).is_err());
    assert!(Limits::new(None, Some(Seconds { limit: 9.0, a_turn: vec![1.0, 0.0] }), 0.0).is_err());
}

#[test]
fn random_ending_comes_as_often_as_asked() {
    let stage = recipe::stage(&recipe::parties(2, 2, 5, 3), &[0.9]);
    let strategies = [spec("tough"), spec("tough")];
    let limits = Limits::new(None, None, 0.1).expect("limits");
    let protocol = (PROTOCOLS[0].make)();
    let steps: u32 = (0..2000)
        .map(|run| {
            stage
                .play(protocol.as_ref(), &limits, &strategies, (1, run), &mut Said::default())
                .expect("a talk")
                .0
                .steps
        })
        .sum();
    // The mean of a geometric distribution that counts from 0: (1 − p)/p = 9, with a standard error of 0.21.
    let mean = f64::from(steps) / 2000.0;
    assert!((8.2..9.8).contains(&mean), "{mean}");
}

/// A published scenario's recipe gives the doubles that were recorded with it.
#[test]
fn the_recipe_is_that_of_the_recorded_scenarios() {
    let made = recipe::parties(2, 3, 10, 2002);
    // t1_boulware_vs_conceder of the recordings.
    assert_eq!(made[0].0, [0.4145075636679394, 0.0957898732616019, 0.48970256307045873]);
    assert_eq!(made[1].1[1][..3], [0.24957220771840766, 0.6985120154409081, 0.24876115506103239]);
}
