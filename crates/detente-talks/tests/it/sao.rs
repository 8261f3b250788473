//! Alternating offers against a second implementation, slow and word for word, on parties that do anything.

use crate::recipe::{self, SplitMix};
use detente_talks::observer::Observer;
use detente_talks::protocol::AlternatingOffers;
use detente_talks::strategy::{Answer, Response, Strategy};
use detente_talks::{Ended, Limits, Outcome, Turn};
use proptest::prelude::*;

/// A party whose every word hangs on how often it was asked.
struct Scripted {
    seed: u64,
    asked: u64,
    /// How many of a hundred answers are each of [`Response`], in this order.
    odds: [u64; 6],
    silent: u64,
}

const RESPONSES: [Response; 6] = [
    Response::Accept,
    Response::Reject,
    Response::End,
    Response::Leave,
    Response::NoResponse,
    Response::Wait,
];

impl Scripted {
    fn draw(&mut self, most: u64) -> u64 {
        self.asked += 1;
        SplitMix(self.seed ^ (self.asked << 8)).next() % most
    }

    fn answer(&mut self) -> Response {
        let mut drawn = self.draw(self.odds.iter().sum());
        for (response, odds) in RESPONSES.into_iter().zip(self.odds) {
            if drawn < odds {
                return response;
            }
            drawn -= odds;
        }
        Response::Reject
    }

    /// The option of its offer on the one issue, of 50.
    fn offer(&mut self) -> Option<u32> {
        let drawn = self.draw(100);
        (drawn >= self.silent).then_some((drawn % 50) as u32)
    }
}

impl Strategy for Scripted {
    fn respond(&mut self, _: &mut Turn<'_, '_>, _: Outcome) -> Answer {
        Answer::plain(self.answer())
    }

    fn propose(&mut self, turn: &mut Turn<'_, '_>) -> Option<Outcome> {
        self.offer().and_then(|option| turn.book.outcome(&[option]))
    }
}

#[derive(Default, Debug, PartialEq)]
struct Seen {
    offers: Vec<(u32, usize, usize)>,
    answers: Vec<(u32, usize, usize, Response)>,
}

impl Observer for Seen {
    fn offered(&mut self, step: u32, party: usize, outcome: Outcome) {
        self.offers.push((step, party, outcome.number()));
    }

    fn answered(&mut self, step: u32, party: usize, _: usize, offer: Outcome, answer: Answer) {
        self.answers.push((step, party, offer.number(), answer.response));
    }
}

/// What a talk ended with: the agreement, how it ended, the completed steps.
type Finish = (Option<usize>, Ended, u32);

/// The rules of alternating offers, word for word.
fn word_for_word(
    rules: AlternatingOffers,
    steps: u32,
    mut parties: Vec<Scripted>,
    seen: &mut Seen,
) -> Finish {
    let n = parties.len();
    let mut gone = vec![false; n];
    let mut current: Option<(usize, usize)> = None;
    let mut accepted: Vec<usize> = Vec::new();
    let mut last: Option<usize> = None;
    let mut step = 0;
    while step < steps {
        let begin = last.map_or(0, |last| last + 1);
        let mut order: Vec<usize> = (0..n).map(|k| (begin + k) % n).filter(|party| !gone[*party]).collect();
        if rules.one_offer_per_step {
            order.truncate(1);
        }
        for party in order {
            last = Some(party);
            let mut waits = 0;
            let response = loop {
                let Some((from, offer)) = current else { break Response::Reject };
                if from == party && rules.offering_is_accepting {
                    accepted.clear();
                }
                let response = parties[party].answer();
                seen.answers.push((step, party, offer, response));
                if response != Response::Wait {
                    break response;
                }
                waits += 1;
                if waits > 1000 {
                    return (None, Ended::Waiting { by: party }, step);
                }
            };
            match response {
                Response::Accept => {
                    if !accepted.contains(&party) {
                        accepted.push(party);
                    }
                    if (0..n).all(|other| gone[other] || accepted.contains(&other)) {
                        return (current.map(|(_, offer)| offer), Ended::Agreement, step + 1);
                    }
                }
                Response::Reject => match parties[party].offer() {
                    Some(option) => {
                        seen.offers.push((step, party, option as usize));
                        current = Some((party, option as usize));
                        accepted.clear();
                        if rules.offering_is_accepting {
                            accepted.push(party);
                        }
                    }
                    None if rules.end_on_no_response => return (None, Ended::NoOffer { by: party }, step),
                    None => {
                        accepted.clear();
                        current = None;
                    }
                },
                Response::End => return (None, Ended::Broken { by: party }, step),
                Response::Leave => {
                    gone[party] = true;
                    if gone.iter().filter(|gone| !**gone).count() < 2 {
                        return (None, Ended::Left { by: party }, step);
                    }
                }
                Response::NoResponse => {}
                Response::Wait => unreachable!("waited for above"),
            }
        }
        step += 1;
    }
    (None, Ended::TimedOut, steps)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn the_rules_are_kept_word_for_word(
        n in 2usize..5,
        steps in 0u32..30,
        (one_offer_per_step, offering_is_accepting, end_on_no_response) in any::<(bool, bool, bool)>(),
        odds in (1u64..60, 1u64..200, 0u64..3, 0u64..4, 0u64..20, 0u64..20),
        silent in 0u64..20,
        seed: u64,
    ) {
        let rules = AlternatingOffers { one_offer_per_step, offering_is_accepting, end_on_no_response };
        let (accept, reject, end, leave, nothing, wait) = odds;
        let scripted = || (0..n as u64).map(|party| Scripted {
            seed: seed.wrapping_add(party.wrapping_mul(0x1234_5678_9abc_def1)),
            asked: 0,
            odds: [accept, reject, end, leave, nothing, wait],
            silent,
        });
        let stage = recipe::stage(&recipe::parties(n, 1, 50, 1), &[0.0]);
        let strategies = scripted().map(|party| Box::new(party) as Box<dyn Strategy>).collect();
        let mut seen = Seen::default();
        let (report, _) = stage.play_with(&rules, &Limits::steps(steps), strategies, (1, 0), &mut seen).expect("a talk");
        let mut wanted_seen = Seen::default();
        let wanted = word_for_word(rules, steps, scripted().collect(), &mut wanted_seen);
        prop_assert_eq!(&seen, &wanted_seen);
        prop_assert_eq!((report.agreement.map(Outcome::number), report.ended, report.steps), wanted);
    }
}
