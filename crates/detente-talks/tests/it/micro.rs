//! MiCRO among several, against its rule as it is stated.

use crate::recipe;
use detente_talks::observer::Observer;
use detente_talks::protocol::AlternatingOffers;
use detente_talks::strategy::{Answer, Response};
use detente_talks::{Limits, Outcome, Report, Spec, Stage};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What was said: an offer, or an acceptance.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Said {
    Offer(usize, Outcome),
    Accept(usize, Outcome),
}

#[derive(Default)]
struct Heard(Vec<Said>);

impl Observer for Heard {
    fn offered(&mut self, _: u32, party: usize, outcome: Outcome) {
        self.0.push(Said::Offer(party, outcome));
    }

    fn answered(&mut self, _: u32, party: usize, _: usize, offer: Outcome, answer: Answer) {
        if answer.response == Response::Accept {
            self.0.push(Said::Accept(party, offer));
        }
    }
}

fn play(stage: &Stage, names: &[&str], steps: u32) -> (Report, Vec<Said>) {
    let specs: Vec<Spec> = names.iter().map(|name| Spec::parse(name).expect("a strategy")).collect();
    let mut heard = Heard::default();
    let limits = Limits::steps(steps);
    let (report, _) =
        stage.play(&AlternatingOffers::default(), &limits, &specs, (1, 0), &mut heard).expect("a talk");
    (report, heard.0)
}

proptest! {
    #[test]
    fn with_one_other_it_is_micro(seed: u64, issues in 1usize..4, reservation in 0.0..0.7, other in 0usize..4) {
        let stage = recipe::stage(&recipe::parties(2, issues, 6, seed), &[reservation]);
        let other = ["micro", "conceder", "tough", "tit-for-tat"][other];
        prop_assert_eq!(play(&stage, &["micro-min", other], 90), play(&stage, &["micro", other], 90));
    }

    /// m ≤ min n_j is when it offers something new, and it is the best that it has not offered.
    #[test]
    fn it_concedes_when_each_other_has_made_as_many(
        seed: u64,
        others in prop::collection::vec(0usize..4, 2..4),
        place in 0usize..3,
    ) {
        let stage = recipe::stage(&recipe::parties(others.len() + 1, 2, 6, seed), &[0.0]);
        let mut names: Vec<&str> =
            others.iter().map(|&k| ["micro-min", "conceder", "tough", "linear"][k]).collect();
        let me = place.min(names.len());
        names.insert(me, "micro-min");
        let (_, said) = play(&stage, &names, 120);
        let profile = &stage.sides()[me].profile;
        let worth = |o: Outcome| profile.utility(|issue| o.number() as u32 / [6, 1][issue] % 6);
        let mut made = vec![BTreeSet::new(); names.len()];
        let mut own = Vec::new();
        for said in said {
            match said {
                Said::Offer(party, outcome) if party == me => {
                    let least = (0..names.len()).filter(|&j| j != me).map(|j| made[j].len()).min();
                    let concedes = own.len() <= least.unwrap_or(0) && own.len() < 36;
                    prop_assert_eq!(!own.contains(&outcome), concedes, "{:?} of {:?}", outcome, &own);
                    prop_assert!(!concedes || own.iter().all(|&o| worth(o) >= worth(outcome)));
                    if concedes {
                        own.push(outcome);
                    }
                }
                Said::Offer(party, outcome) | Said::Accept(party, outcome) => _ = made[party].insert(outcome),
            }
        }
        prop_assert!(!own.is_empty() || me > 0);
    }
}

/// Three who concede together agree, though one of them accepts early and so offers less.
#[test]
fn several_agree() {
    let stages = (0..20).map(|seed| recipe::stage(&recipe::parties(3, 3, 8, seed), &[0.0]));
    let agreed = stages.filter(|stage| play(stage, &["micro-min"; 3], 600).0.agreement.is_some()).count();
    assert_eq!(agreed, 20);
}
