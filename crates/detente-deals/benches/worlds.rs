//! Possible worlds of the size that the project promises: `cargo bench -p detente-deals --bench worlds`.
//!
//! Prints each figure, and ends with 1 if what has to be reached is missed.

use detente_deals::worlds::{Robust, Sampling, Worlds};
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
    if time > Duration::from_secs(10) { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
