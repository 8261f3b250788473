//! Talks on wide spaces, and when a list pays: `cargo bench -p detente-talks --bench lazy`.
//!
//! Prints the time of a cold talk of 1,000 steps (making both parties' orders is part of it) and what it allocates at most at a time, without a list
//! and, where one fits, with it. Ends with 1 if Boulware against MiCRO on 10²⁰ outcomes takes 0.1 s or 100 MB.

#[path = "../tests/it/recipe.rs"]
#[allow(dead_code)]
mod recipe;

use detente_talks::observer::Nobody;
use detente_talks::protocol::AlternatingOffers;
use detente_talks::ranking::Order;
use detente_talks::{Limits, Profile, Space, Spec, Stage};
use std::process::ExitCode;
use std::time::{Duration, Instant};

type MakeOrder = fn(&Profile, &Space) -> Option<Order>;

/// The least time of a cold talk, and the most bytes that it holds at a time.
fn measure(made: &[recipe::Made], strategies: [&str; 2], order: MakeOrder) -> Option<(Duration, u64)> {
    let options: Vec<u32> = made[0].1.iter().map(|table| table.len() as u32).collect();
    let specs = strategies.map(|name| Spec::parse(name).expect("a strategy"));
    let play = || {
        let profile = |(party, (weights, tables)): (usize, &recipe::Made)| {
            (format!("p{party}"), Profile::additive(weights, tables, Some(0.0)).expect("a profile"))
        };
        let space = Space::new(options.clone(), &[]).expect("a space");
        let stage = Stage::with_order(space, made.iter().enumerate().map(profile).collect(), order).ok()?;
        let protocol = AlternatingOffers::default();
        stage
            .play(&protocol, &Limits::steps(1000), &specs, (1, 0), &mut Nobody)
            .ok()
            .map(|(report, _)| report.steps)
    };
    let mut most = 0;
    let info = allocation_counter::measure(|| most = play().map_or(0, u64::from));
    (most > 0).then_some(())?;
    let begin = Instant::now();
    let mut least = Duration::MAX;
    for _ in 0..200 {
        let start = Instant::now();
        play()?;
        least = least.min(start.elapsed());
        if begin.elapsed() > Duration::from_secs(1) {
            break;
        }
    }
    Some((least, info.bytes_max))
}

fn tell(result: Option<(Duration, u64)>) -> String {
    match result {
        Some((time, bytes)) => format!("{:>9.3} ms {:>8.2} MB", time.as_secs_f64() * 1e3, bytes as f64 / 1e6),
        None => format!("{:>24}", "–"),
    }
}

fn main() -> ExitCode {
    println!("{:34} {:>10} {:>24} {:>24}", "", "outcomes", "without a list", "with a list");
    let mut is_good = true;
    for pair in [
        ["boulware", "conceder"],
        ["boulware", "micro"],
        ["micro", "micro"],
        ["boulware:stochastic=yes", "conceder"],
    ] {
        for (issues, values) in [
            (3, 10),
            (4, 10),
            (5, 10),
            (10, 4),
            (6, 10),
            (20, 2),
            (7, 10),
            (8, 8),
            (2, 60_000),
            (20, 10),
            (60, 10),
        ] {
            let made = recipe::parties(2, issues, values, 2002);
            let lazy = measure(&made, pair, Order::lazy);
            let dense = measure(&made, pair, Order::dense);
            let size = (0..issues).fold(1.0, |size, _| size * values as f64);
            println!("{:34} {size:>10.1e} {} {}", pair.join("–"), tell(lazy), tell(dense));
            if (pair, issues) == (["boulware", "micro"], 20) && values == 10 {
                is_good &= lazy
                    .is_some_and(|(time, bytes)| time < Duration::from_millis(100) && bytes < 100_000_000);
            }
        }
    }
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
