//! Strategies that answer, trade and follow other programs' curves: examples worked out by hand, and what holds for all.

use crate::recipe;
use detente_talks::observer::Observer;
use detente_talks::protocol::AlternatingOffers;
use detente_talks::strategy::{Answer, Response, STRATEGIES, Strategy};
use detente_talks::{Ended, Limits, Outcome, Profile, Report, Space, Spec, Stage, Turn};
use proptest::prelude::*;

fn spec(text: &str) -> Spec {
    Spec::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Offers what it was told to, the last again and again, and accepts nothing.
struct Scripted(Vec<Vec<u32>>, usize);

impl Strategy for Scripted {
    fn respond(&mut self, _: &mut Turn<'_, '_>, _: Outcome) -> Answer {
        Answer::plain(Response::Reject)
    }

    fn propose(&mut self, turn: &mut Turn<'_, '_>) -> Option<Outcome> {
        let options = self.0.get(self.1).or(self.0.last())?;
        self.1 += 1;
        turn.book.outcome(options)
    }
}

/// What each party offered, and whether the first accepted, by step.
#[derive(Default)]
struct Seen {
    offers: [Vec<Outcome>; 2],
    accepted: Vec<u32>,
}

impl Observer for Seen {
    fn offered(&mut self, _: u32, party: usize, outcome: Outcome) {
        self.offers[party].push(outcome);
    }

    fn answered(&mut self, step: u32, party: usize, _: usize, _: Outcome, answer: Answer) {
        if party == 0 && answer.response == Response::Accept {
            self.accepted.push(step);
        }
    }
}

/// The first party plays `name` with these utilities against a script: its offers' options, and when it accepted.
fn against(
    name: &str,
    tables: &[Vec<f64>],
    reservation: f64,
    script: &[Vec<u32>],
    steps: u32,
) -> (Vec<Vec<u32>>, Vec<u32>, Report) {
    let options = tables.iter().map(|table| table.len() as u32).collect();
    let weights = vec![1.0; tables.len()];
    let mine = Profile::additive(&weights, tables, Some(reservation)).expect("a profile");
    let stage = Stage::new(
        Space::new(options, &[]).expect("a space"),
        vec![("a".into(), mine.clone()), ("b".into(), mine)],
    )
    .expect("a stage");
    let scripted = Box::new(Scripted(script.to_vec(), 0));
    let mut seen = Seen::default();
    let rules = AlternatingOffers::default();
    let (report, book) = stage
        .play_with(&rules, &Limits::steps(steps), vec![spec(name).make(), scripted], (1, 0), &mut seen)
        .expect("a talk");
    let offers = seen.offers[0].iter().map(|&offer| book.options(offer)).collect();
    (offers, seen.accepted, report)
}

/// One issue with 101 options, worth 0 to 1.
fn percents() -> Vec<Vec<f64>> {
    vec![(0..=100).map(|k| f64::from(k) / 100.0).collect()]
}

fn numbers(offers: &[Vec<u32>]) -> Vec<u32> {
    offers.iter().map(|options| options[0]).collect()
}

/// 15 steps: times 1/16, 2/16, … Roots and powers are whole parts there: (1/16)^¼ = ½, (1/16)^½ = ¼, (½)² = ¼, (½)⁴ = 1/16. The cheapest
/// that is worth the aspiration less a ten-thousandth.
#[test]
fn concession_with_time_by_hand() {
    let offers = |name| numbers(&against(name, &percents(), 0.0, &[vec![0]], 15).0);
    assert_eq!(offers("conceder")[0], 50);
    assert_eq!(offers("time-dependent:exponent=0.5")[0], 75);
    // 1 − 1/16 = 0.9375.
    assert_eq!(offers("linear")[0], 94);
    assert_eq!(offers("boulware")[7], 94);
    assert_eq!(offers("time-dependent:exponent=2")[7], 75);
    // No product and no root: (½)³ = ⅛.
    assert_eq!(offers("time-dependent:exponent=3")[7], 88);
    assert_eq!(offers("time-dependent:exponent=inf"), [100; 15]);
    // From the reservation value up: 0.2 + 0.8·0.9·½ = 0.56.
    let from_floor = against("conceder:max=0.9", &percents(), 0.2, &[vec![0]], 15).0;
    assert_eq!(numbers(&from_floor)[0], 56);
}

/// It goes down its list by one for each new offer that it hears, and offers something old when it heard nothing new.
#[test]
fn micro_by_hand() {
    let script = [vec![0], vec![0], vec![0], vec![1], vec![1], vec![1], vec![2], vec![3]];
    let offers = numbers(&against("micro", &percents(), 0.0, &script, 10).0);
    // Heard before each of its turns: 0, 1, 1, 1, 2, 2, 2, 3, 4, 4 different ones.
    let new = |k: usize| !offers[..k].contains(&offers[k]);
    let firsts: Vec<u32> = (0..10).filter(|&k| new(k)).map(|k| offers[k]).collect();
    assert_eq!(firsts, [100, 99, 98, 97, 96]);
    assert_eq!((0..10).filter(|&k| new(k)).collect::<Vec<_>>(), [0, 1, 4, 7, 8]);
}

/// 19 steps: times 0.05, 0.10, … The targets 1 − t and 1 − √t, and the nearest of a hundred.
#[test]
fn genius_by_hand() {
    let offers = |name| numbers(&against(name, &percents(), 0.0, &[vec![0]], 19).0);
    assert_eq!(offers("genius-linear")[..4], [95, 90, 85, 80]);
    // √0.05 = 0.2236, √0.1 = 0.3162, √0.15 = 0.3873.
    assert_eq!(offers("genius-conceder")[..3], [78, 68, 61]);
    // 0.95⁵ = 0.7738.
    assert_eq!(offers("genius-boulware")[18], 23);
    // At 0.1: 0.2 + 0.6·(1 − 0.55).
    assert_eq!(offers("genius-linear:k=0.5,least=0.2,most=0.8")[1], 47);
    // Coarser options: of 0, 0.5 and 1 the middle is nearest from 0.75 down to 0.25. Then 0 is, which lies on the table: accepted.
    let coarse = |reservation| {
        let tables = vec![vec![0.0, 0.5, 1.0]];
        numbers(&against("genius-linear", &tables, reservation, &[vec![0]], 9).0)
    };
    assert_eq!(coarse(0.0), [2, 2, 1, 1, 1, 1, 1]);
    // Nothing below the reservation value, however near.
    assert_eq!(coarse(0.4), [2, 2, 1, 1, 1, 1, 1, 1, 1]);
}

/// Ten steps, times 0, 0.1, …: (1 − t)² + 2·(1 − t)·t·p₁ + t²·0.4. At 0.5: 0.25 + p₁/2 + 0.1.
#[test]
fn negolog_by_hand() {
    let offers = |name, reservation| numbers(&against(name, &percents(), reservation, &[vec![0]], 10).0);
    assert_eq!(offers("negolog-linear", 0.0), [100, 94, 88, 82, 76, 70, 64, 58, 52, 46]);
    // 0.775 lies between two: in doubles a little below the middle.
    assert!([77, 78].contains(&offers("negolog-boulware", 0.0)[5]));
    assert!([62, 63].contains(&offers("negolog-conceder", 0.0)[5]));
    // With r = 0.6: p₁ = 0.7·1.6/1.4 = 0.8, so that it ends at 0.25 + 0.4 + 0.15 in the middle.
    assert_eq!(offers("negolog-linear", 0.6)[5], 80);
    // It accepts what is worth its target: 0.82 in the fourth step, at time 0.3.
    let (_, accepted, report) = against("negolog-linear", &percents(), 0.0, &[vec![83]], 10);
    assert_eq!((accepted, report.ended), (vec![3], Ended::Agreement));
}

/// 101 options make the end 0.8. Steps 0 to 2 by time: 1, 0.953, 0.912 at times 0, 0.1, 0.2. Then the other has moved by 0.1 and 0.2:
/// 0.25·0.1 + 0.75·0.2 = 0.175, and at time 0.3 the target by behaviour is 0.91 − 0.5·1.3·0.175 = 0.79625, that by time
/// 0.49 + 0.315 + 0.072 = 0.877: 0.91·0.79625 + 0.09·0.877 = 0.8035. At 0.4 three moves, 0.11·0.1 + 0.22·0.2 + 0.66·0 = 0.055: 0.84·(0.8 −
/// 0.7·0.055) + 0.16·0.848 = 0.7753. At 0.5 four, 0.05·0.1 + 0.15·0.2 + 0.3·0 + 0.5·0.2 = 0.135: 0.75·(0.78 − 0.75·0.135) + 0.25·0.825 = 0.7153.
#[test]
fn hybrid_by_hand() {
    let script = [vec![10], vec![20], vec![40], vec![40], vec![60]];
    let offers = numbers(&against("hybrid", &percents(), 0.0, &script, 10).0);
    assert_eq!(offers[..6], [100, 95, 91, 80, 78, 72]);
}

/// Without a model N is 0.7·(1.4 − 0.6·(1 − s)). The other begins with 0.2: s = 0.2, N = 0.7·0.92 = 0.644. At 0.2 it has conceded nothing: target 1 less
/// a tenth of the gap 0.356, 0.9644. At 0.4 it has conceded 0.2/0.444 = 0.4505: 1 − 0.4505·0.356 = 0.8396, less a tenth of 0.1956: 0.8201.
#[test]
fn nice_tit_for_tat_by_hand() {
    let script = [vec![20], vec![40], vec![70]];
    let (offers, accepted, _) = against("nice-tit-for-tat+unknown", &percents(), 0.0, &script, 50);
    // At 0.7 it is past the Nash point: it would offer what it heard, which is better than its target of 0.644.
    assert_eq!((numbers(&offers), accepted), (vec![100, 96, 82], vec![3]));
}

/// Two issues; I weigh the first 3 to 1. The other keeps the second at its option 2. Worth at least 0.7 to me, the nearest to that is
/// the first at my best, the second as it wants.
#[test]
fn trade_off_by_hand() {
    let tables = vec![vec![0.75, 0.4, 0.0], vec![0.25, 0.1, 0.0]];
    for name in ["trade-off:exponent=1", "trade-off:exponent=1+unknown", "pareto-following:exponent=1"] {
        let (offers, ..) = against(name, &tables, 0.0, &[vec![2, 2]], 9);
        assert_eq!(offers[0], [0, 0], "{name}");
        // At 0.3 the aspiration is 0.7: the second issue is given, which costs 0.25.
        assert_eq!(offers[2], [0, 2], "{name}");
        // At 0.7 it is 0.3: (1, 2) is worth 0.4, (2, anything) at most 0.25; keeping the first at 0 is as far from the other's.
        assert!(offers[6][1] == 2 && offers[6][0] < 2, "{name}: {:?}", offers[6]);
    }
}

/// The second issue costs me little. The other wanted its option 2 three times and its option 1 the last time: most similar to that is
/// option 1, most liked is what was offered most.
#[test]
fn pareto_following_and_trade_off_differ() {
    let tables = vec![vec![0.75, 0.4, 0.0], vec![0.25, 0.2, 0.15]];
    let script = [vec![2, 2], vec![2, 2], vec![2, 2], vec![2, 1]];
    let offer = |name| against(name, &tables, 0.0, &script, 9).0[4].clone();
    assert_eq!(offer("trade-off:exponent=1"), [0, 1]);
    assert_eq!(offer("pareto-following:exponent=1"), [0, 2]);
}

/// Nothing is accepted before the time, and nothing below the reservation value after it.
#[test]
fn late_acceptances_by_hand() {
    let accepted = |name, reservation, script: &[u32]| {
        let script: Vec<Vec<u32>> = script.iter().map(|&option| vec![option]).collect();
        against(name, &percents(), reservation, &script, 19).1
    };
    // Step 9 has the time 0.5.
    assert_eq!(accepted("tough+time:from=0.5", 0.0, &[5]), [9]);
    assert_eq!(accepted("tough+time:from=0.5", 0.06, &[5]), [] as [u32; 0]);
    // 30 is offered at 0.35, 15 at 0.6, else 10. An offer is judged in the next step.
    let mut script = [10; 20];
    (script[6], script[11]) = (30, 15);
    // In step 12 (0.65) the window begins at 0.3: (5·10 + 30)/6 = 13.3.
    assert_eq!(accepted("tough+combi:from=0.6,mean=yes", 0.0, &script), [12]);
    // 15 stays the best but 30, and then the best, until the window begins at 0.6: in step 15 (0.8).
    assert_eq!(accepted("tough+combi:from=0.6", 0.0, &script), [15]);
    for (name, reservation) in [("tough+combi:from=0.96", 0.0), ("tough+combi:from=0.6,mean=yes", 0.2)] {
        assert_eq!(accepted(name, reservation, &script), [] as [u32; 0], "{name}");
    }
}

#[derive(Default)]
struct Offers(Vec<(usize, usize)>);

impl Observer for Offers {
    fn offered(&mut self, _: u32, party: usize, outcome: Outcome) {
        self.0.push((party, outcome.number()));
    }
}

const NEW: [&str; 12] = [
    "nice-tit-for-tat",
    "nice-tit-for-tat+window:length=5",
    "hybrid",
    "trade-off",
    "trade-off+unknown+combi",
    "pareto-following+smith",
    "pareto-following+bayesian+time",
    "genius-boulware",
    "genius-conceder",
    "negolog-boulware",
    "negolog-conceder",
    "boulware+window+next",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Talks come to an end without an offer that is none, twice the same.
    #[test]
    fn all_play_to_an_end(
        names in prop::collection::vec(0..NEW.len(), 2..5),
        (issues, values) in (1usize..7, 2usize..6),
        reservation in 0.0f64..1.0,
        steps in 1u32..60,
        seed: u64,
    ) {
        let stage = recipe::stage(&recipe::parties(names.len(), issues, values, seed), &[reservation, 0.3]);
        let strategies: Vec<Spec> = names.iter().map(|&k| spec(NEW[k])).collect();
        let play = || {
            let mut offers = Offers::default();
            let rules = AlternatingOffers::default();
            let limits = Limits::steps(steps);
            let (report, _) = stage.play(&rules, &limits, &strategies, (seed, 0), &mut offers).expect("a talk");
            (report, offers.0)
        };
        let (report, offers) = play();
        let is_possible = !matches!(report.ended, Ended::Impossible { .. } | Ended::NoOffer { .. });
        // Nobody offers where nothing is rational.
        let is_hopeless = stage.sides().iter().enumerate().any(|(p, side)| {
            let mut best = f64::NEG_INFINITY;
            for issue in side.profile.gains() {
                best = best.max(issue.iter().copied().fold(f64::NEG_INFINITY, f64::max));
            }
            let all: f64 = side.profile.gains().iter().map(|g| g.iter().copied().fold(f64::MIN, f64::max)).sum();
            all < if p == 0 { reservation } else { 0.3 }
        });
        prop_assert!(is_possible || is_hopeless, "{:?}", report.ended);
        prop_assert_eq!((report, offers), play());
    }
}

/// With a model, what is given up goes where the other wants it: agreements are better for both than without one, on average.
#[test]
fn knowing_the_other_pays() {
    let mean = |name: &str| -> (f64, usize) {
        let strategies = [spec(name), spec("boulware")];
        let mut sums = (0.0, 0);
        for seed in 0..60 {
            let stage = recipe::stage(&recipe::parties(2, 5, 5, seed), &[0.0]);
            let rules = AlternatingOffers::default();
            let limits = Limits::steps(100);
            let (report, _) =
                stage.play(&rules, &limits, &strategies, (seed, 0), &mut Offers::default()).expect("a talk");
            if report.agreement.is_some() {
                sums = (sums.0 + report.utilities[0] * report.utilities[1], sums.1 + 1);
            }
        }
        (sums.0 / f64::from(sums.1), sums.1 as usize)
    };
    let blind = mean("linear");
    for name in ["pareto-following", "trade-off"] {
        let seeing = mean(name);
        assert!(seeing.0 > blind.0, "{name}: {seeing:?} {blind:?}");
    }
}

#[test]
fn every_strategy_has_a_name_of_its_own() {
    let mut names: Vec<&str> = STRATEGIES.iter().map(|row| row.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), STRATEGIES.len());
}

/// 10²⁰ outcomes: both stand still until the time moves them, then fall to what they believe that the Nash point gives, and agree
/// at the end on what is worth their reservation values.
#[test]
fn nice_tit_for_tat_agrees_with_itself_on_spaces_of_any_size() {
    let strategies = [spec("nice-tit-for-tat"), spec("nice-tit-for-tat")];
    for seed in 2000..2006 {
        let stage = recipe::stage(&recipe::parties(2, 20, 10, seed), &[0.3]);
        let (rules, limits) = (AlternatingOffers::default(), Limits::steps(100));
        let mut offers = Offers::default();
        let (report, _) = stage.play(&rules, &limits, &strategies, (seed, 0), &mut offers).expect("a talk");
        assert_eq!(report.ended, Ended::Agreement, "{seed}");
        assert!(report.steps > 90 && report.utilities.iter().all(|utility| *utility >= 0.3), "{report:?}");
    }
}
