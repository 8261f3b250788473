//! Possible worlds of the size that the project promises: `cargo bench -p detente-deals --bench worlds`.
//!
//! Prints each figure, and ends with 1 if what has to be reached is missed.

use detente_deals::solutions::SOLUTIONS;
use detente_deals::worlds::{Answers, Eyes, Prior, Questions, Release, Reveal, Robust, Sampling, Worlds};
use detente_deals::{Continue, Limits};
use detente_model::scenario::{Scenario, ScenarioIssue, Spread, Stated, Utility};
use detente_model::{Basis, Decimal};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// A decimal of thousandths.
fn thousandths(number: u64) -> Decimal {
    Decimal::new(number.into(), 3).expect("few digits")
}

/// A number within a tenth of it.
fn near(number: u64) -> Spread {
    Spread::Between { low: thousandths(number * 9 / 10), high: thousandths(number * 11 / 10) }
}

/// Two parties that want the opposite on most issues, each weight and value known to a tenth.
fn scenario(issues: usize, options: usize) -> Scenario {
    let mut rng = ChaCha8Rng::seed_from_u64(2026);
    let mut up_to = |most: u64| rng.next_u64() % (most + 1);
    let mut weights = || (0..issues).map(|_| near(100 + up_to(900))).collect::<Vec<_>>();
    let (first, second) = (weights(), weights());
    let rising: Vec<Vec<u64>> = (0..issues).map(|_| (0..options).map(|_| up_to(1000)).collect()).collect();
    let values = |of: &dyn Fn(u64) -> u64| {
        rising.iter().map(|values| values.iter().map(|value| near(of(*value))).collect()).collect()
    };
    let party = |name: &str, weights: Vec<Spread>, values: Vec<Vec<Spread>>| Utility {
        party: name.into(),
        entry: None,
        unit: 1,
        gains: vec![vec![0; options]; issues],
        tables: vec![],
        bias: 0,
        cap: None,
        reservation: None,
        discount: None,
        is_exact: false,
        basis: Basis::Assumed,
        stated: Some(Stated {
            weights,
            values,
            orders: vec![vec![]; issues],
            more_important: vec![],
            prefers: vec![],
        }),
    };
    let issue = |place: usize| ScenarioIssue {
        name: place.to_string(),
        entry: None,
        options: (0..options).map(|option| option.to_string()).collect(),
        divisible: false,
    };
    Scenario {
        issues: (0..issues).map(issue).collect(),
        utilities: vec![
            party("first", first, values(&|value| value)),
            party("second", second, values(&|value| 1000 - value)),
        ],
        rules: vec![],
        red_lines: vec![],
        rooms: Default::default(),
        basis: Basis::Assumed,
        notes: vec![],
    }
}

fn questions(scenario: &Scenario) {
    let start = Instant::now();
    let worlds =
        Worlds::of(scenario, Sampling { seed: 1, threads: 2, ..Sampling::default() }).expect("it fits");
    let questions = Questions::of(&worlds, Answers::default(), Limits::default(), &mut |_| Continue::Yes);
    let questions = questions.expect("it fits");
    println!(
        "ask: {} questions over the same worlds: {:.2} s; the best takes {:.2} of {:.2} bits",
        questions.ranked.len(),
        start.elapsed().as_secs_f64(),
        questions.ranked[0].gain,
        questions.nash.corrected,
    );
}

/// Means over five scenarios of six issues: what the second party's weights are to the first after a release.
fn reveals(options: usize) {
    let releases = [
        ("the Nash outcome", Release::Package(SOLUTIONS[0])),
        ("the efficient packages", Release::Efficient),
        ("the Nash outcome and its worth to two digits", Release::Utility { of: SOLUTIONS[0], parts: 100 }),
    ];
    for (name, release) in releases {
        let of = |seed: u64| {
            let scenario = opposed(seed, options);
            let eyes = Eyes { observer: 0, subject: 1, prior: Prior::Nothing };
            let sampling = Sampling { seed, threads: 2, worlds: 50_000, ..Sampling::default() };
            let reveal =
                Reveal::of(&scenario, eyes, release, sampling, Limits::default(), &mut |_| Continue::Yes);
            reveal.expect("it fits")
        };
        let all: Vec<Reveal> = (0..5).map(of).collect();
        let mean = |number: &dyn Fn(&Reveal) -> f64| all.iter().map(number).sum::<f64>() / all.len() as f64;
        println!(
            "reveal: 6 x {options}, {name}: deviation falls by {:.0} % (at most {:.0} %, {:.0} % of the worlds alone), \
             {:.0} different releases; bits {:.2} to {}",
            100.0 * mean(&|reveal| reveal.fall),
            100.0 * mean(&|reveal| reveal.fall_at_most),
            100.0 * mean(&|reveal| reveal.alone.value()),
            mean(&|reveal| reveal.releases as f64),
            mean(&|reveal| reveal.bits_before),
            match all.iter().map(|reveal| reveal.bits_after).collect::<Option<Vec<_>>>() {
                Some(bits) => format!("{:.2}", bits.iter().sum::<f64>() / bits.len() as f64),
                None => "(too few worlds to say)".into(),
            },
        );
    }
}

/// Six issues with exact numbers; the second party wants the opposite of the first.
fn opposed(seed: u64, options: usize) -> Scenario {
    let mut scenario = scenario(6, options);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let most = options as u64 - 1;
    let steps: Vec<Spread> = (0..=most).map(|step| Spread::Exact(thousandths(1000 * step / most))).collect();
    for (place, utility) in scenario.utilities.iter_mut().enumerate() {
        let Some(stated) = &mut utility.stated else { continue };
        let mut values = steps.clone();
        if place == 1 {
            values.reverse();
        }
        stated.values.fill(values);
        let drawn: Vec<u64> = (0..6).map(|_| 100 + rng.next_u64() % 900).collect();
        stated.weights = drawn.iter().map(|weight| Spread::Exact(thousandths(*weight))).collect();
        let gain = |weight: u64, step: u64| (weight * 1000 * step / most) as i64;
        let gains = |weight: &u64| -> Vec<i64> {
            let of_step = |step| gain(*weight, if place == 1 { most - step } else { step });
            (0..=most).map(of_step).collect()
        };
        utility.gains = drawn.iter().map(gains).collect();
        utility.unit = 1_000_000;
    }
    scenario
}

fn main() -> ExitCode {
    let scenario = scenario(12, 6);
    let sampling = Sampling { seed: 1, threads: 2, ..Sampling::default() };
    let start = Instant::now();
    let worlds = Worlds::of(&scenario, sampling).expect("it fits");
    let robust = Robust::of(&worlds, 200, Limits::default(), &mut |_| Continue::Yes).expect("it fits");
    let time = start.elapsed();
    println!(
        "robust: {} worlds of 2 x 12 x 6, two threads: {:.2} s (to reach: 10 s); {} distinct packages, \
         entropy of the Nash outcome {:.2} bits",
        sampling.worlds,
        time.as_secs_f64(),
        robust.distinct,
        robust.nash.corrected,
    );
    questions(&scenario);
    for options in [3, 5] {
        reveals(options);
    }
    if time > Duration::from_secs(10) { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
