//! Tentative agreement against NegMAS, with windows of several lengths: the table is what `tests/peers/tau_window.py` in the
//! project's root prints.

use crate::recipe::{self, SplitMix};
use detente_talks::observer::Nobody;
use detente_talks::protocol::TentativeAgreement;
use detente_talks::strategy::{Answer, Response, Strategy};
use detente_talks::{Ended, Limits, Outcome, Turn};
use std::num::NonZeroU32;

const OPTIONS: usize = 8;
const WINDOWS: [u32; 5] = [0, 1, 2, 3, 5];

/// Offers its options in turn, the last again and again, and accepts those of a set.
#[derive(Clone)]
struct Scripted {
    offers: Vec<u32>,
    accepts: [bool; OPTIONS],
}

impl Strategy for Scripted {
    fn respond(&mut self, _: &mut Turn<'_, '_>, offer: Outcome) -> Answer {
        let accepts = self.accepts[offer.number()];
        Answer::plain(if accepts { Response::Accept } else { Response::Reject })
    }

    fn propose(&mut self, turn: &mut Turn<'_, '_>) -> Option<Outcome> {
        let option = self.offers.get(turn.time.step as usize).or(self.offers.last())?;
        turn.book.outcome(&[*option])
    }
}

fn parties(seed: u64) -> Vec<Scripted> {
    let mut random = SplitMix(seed);
    let mut below = |most: usize| (random.next() % most as u64) as usize;
    let party = |below: &mut dyn FnMut(usize) -> usize| {
        let mut offers: Vec<u32> = (0..OPTIONS as u32).collect();
        for k in 0..OPTIONS - 1 {
            offers.swap(k, k + below(OPTIONS - k));
        }
        offers.truncate(4 + below(5));
        let accepts = std::array::from_fn(|_| below(4) > 0);
        Scripted { offers, accepts }
    };
    let count = 2 + below(2);
    (0..count).map(|_| party(&mut below)).collect()
}

/// The agreed option, or −1, and the steps; those that NegMAS counts.
fn play(parties: &[Scripted], rules: TentativeAgreement) -> (i64, u32) {
    let stage = recipe::stage(&recipe::parties(parties.len(), 1, OPTIONS, 1), &[0.0]);
    let strategies = parties.iter().map(|party| Box::new(party.clone()) as Box<dyn Strategy>).collect();
    let (report, _) =
        stage.play_with(&rules, &Limits::steps(30), strategies, (1, 0), &mut Nobody).expect("a talk");
    match report.agreement {
        Some(outcome) => (outcome.number() as i64, report.steps),
        None => {
            assert_eq!(report.ended, Ended::Exhausted);
            (-1, report.steps + 1)
        }
    }
}

/// The options that are agreed after that step, by the rule's words: all offered them, and all accepted them from another, in the window.
fn agreed(parties: &[Scripted], window: u32, step: u32) -> Vec<i64> {
    let begin = if window == 0 { 0 } else { (step + 1).saturating_sub(window) };
    let offered = |party: &Scripted, option: usize| {
        let last = party.offers.len() - 1;
        (begin..=step).any(|then| party.offers[last.min(then as usize)] as usize == option)
    };
    let stands = |option: &usize| {
        let accepted = |(k, party): (usize, &Scripted)| {
            let others = parties.iter().enumerate().filter(|(other, _)| *other != k);
            party.accepts[*option] && others.into_iter().any(|(_, other)| offered(other, *option))
        };
        parties.iter().all(|party| offered(party, *option)) && parties.iter().enumerate().all(accepted)
    };
    (0..OPTIONS).filter(stands).map(|option| option as i64).collect()
}

/// Where several are agreed at once, NegMAS takes the first of a set, which has no order; here it is the first in the order of turns.
#[test]
fn talks_end_as_in_negmas() {
    let mut several = 0;
    for (seed, wanted) in (0..).zip(NEGMAS) {
        let parties = parties(seed);
        for (window, (option, steps)) in WINDOWS.into_iter().zip(*wanted) {
            let rules = TentativeAgreement { min_unique: 0, window: NonZeroU32::new(window) };
            let found = play(&parties, rules);
            let at_once = if option < 0 { vec![-1] } else { agreed(&parties, window, steps - 1) };
            assert_eq!(found.1, steps, "seed {seed}, window {window}");
            assert!(at_once.contains(&found.0) && at_once.contains(&option), "seed {seed}, window {window}");
            several += usize::from(found.0 != option);
        }
    }
    assert_eq!(several, 6);
}

/// The one offers option 1 in step 0, the other in step 2; each accepts it from the other. With a window of two steps the first offer is
/// forgotten when the second comes, with one of three it is not.
#[test]
fn what_is_older_than_the_window_is_forgotten() {
    let accepts = std::array::from_fn(|option| option == 1);
    let parties = [vec![1, 0, 2, 3, 4], vec![5, 6, 1, 7]].map(|offers| Scripted { offers, accepts });
    let ends = |window| play(&parties, TentativeAgreement { min_unique: 0, window: NonZeroU32::new(window) });
    assert_eq!([ends(0), ends(2), ends(3)], [(1, 3), (-1, 6), (1, 3)]);
}

/// For each seed, by window: what was agreed, and after how many steps.
#[rustfmt::skip]
const NEGMAS: &[[(i64, u32); 5]] = &[
    [(6, 4), (-1, 9), (-1, 9), (-1, 9), (6, 4)],
    [(2, 3), (-1, 8), (2, 3), (2, 3), (2, 3)],
    [(7, 4), (-1, 9), (7, 4), (7, 4), (7, 4)],
    [(-1, 8), (-1, 8), (-1, 8), (-1, 8), (-1, 8)],
    [(7, 2), (7, 2), (7, 2), (7, 2), (7, 2)],
    [(3, 2), (-1, 7), (3, 2), (3, 2), (3, 2)],
    [(0, 4), (-1, 7), (4, 5), (4, 5), (0, 4)],
    [(-1, 8), (-1, 8), (-1, 8), (-1, 8), (-1, 8)],
    [(7, 3), (-1, 9), (7, 3), (7, 3), (7, 3)],
    [(2, 3), (5, 6), (0, 3), (2, 3), (2, 3)],
    [(-1, 5), (-1, 5), (-1, 5), (-1, 5), (-1, 5)],
    [(0, 3), (-1, 9), (-1, 9), (0, 3), (0, 3)],
    [(5, 3), (-1, 6), (5, 3), (5, 3), (5, 3)],
    [(4, 6), (-1, 9), (-1, 9), (-1, 9), (4, 6)],
    [(4, 2), (-1, 9), (4, 2), (4, 2), (4, 2)],
    [(5, 3), (-1, 9), (-1, 9), (5, 3), (5, 3)],
    [(-1, 8), (-1, 8), (-1, 8), (-1, 8), (-1, 8)],
    [(5, 6), (-1, 8), (-1, 8), (-1, 8), (5, 6)],
    [(5, 2), (5, 2), (5, 2), (5, 2), (5, 2)],
    [(3, 3), (3, 3), (3, 3), (3, 3), (3, 3)],
    [(6, 4), (-1, 7), (6, 4), (6, 4), (6, 4)],
    [(5, 7), (-1, 9), (-1, 9), (-1, 9), (5, 7)],
    [(4, 3), (4, 3), (4, 3), (4, 3), (4, 3)],
    [(1, 3), (-1, 7), (1, 3), (1, 3), (1, 3)],
    [(3, 4), (-1, 8), (-1, 8), (-1, 8), (3, 4)],
    [(2, 5), (-1, 8), (-1, 8), (-1, 8), (2, 5)],
    [(1, 5), (1, 5), (1, 5), (1, 5), (1, 5)],
    [(3, 6), (-1, 7), (-1, 7), (-1, 7), (-1, 7)],
    [(1, 3), (-1, 5), (1, 3), (1, 3), (1, 3)],
    [(-1, 5), (-1, 5), (-1, 5), (-1, 5), (-1, 5)],
    [(3, 4), (6, 6), (0, 5), (0, 5), (3, 4)],
    [(5, 5), (-1, 9), (-1, 9), (-1, 9), (5, 5)],
    [(4, 2), (-1, 9), (4, 2), (4, 2), (4, 2)],
    [(6, 4), (-1, 6), (-1, 6), (-1, 6), (6, 4)],
    [(6, 6), (-1, 8), (-1, 8), (-1, 8), (6, 6)],
    [(3, 8), (-1, 9), (-1, 9), (-1, 9), (-1, 9)],
    [(6, 4), (-1, 9), (-1, 9), (0, 4), (6, 4)],
    [(6, 7), (-1, 9), (-1, 9), (-1, 9), (6, 7)],
    [(0, 2), (0, 2), (0, 2), (0, 2), (0, 2)],
    [(3, 4), (1, 8), (1, 8), (3, 4), (3, 4)],
];
