//! What a turn of each strategy costs, and an offer to each model: `cargo bench -p detente-talks --bench models`.
//!
//! A turn is a step of 1,000 against a party that always offers the same, that party's turn included. Prints no verdict.

#[path = "../tests/it/recipe.rs"]
#[allow(dead_code)]
mod recipe;

use detente_talks::observer::Nobody;
use detente_talks::protocol::AlternatingOffers;
use detente_talks::strategy::model::named;
use detente_talks::strategy::{MODELS, STRATEGIES};
use detente_talks::{Book, Limits, Outcome, Spec, Stage, Time};
use std::time::{Duration, Instant};

const STEPS: u32 = 1000;
const ENOUGH: Duration = Duration::from_millis(200);

/// Nanoseconds for each of the things that `act` says it did.
fn cost(mut act: impl FnMut(u64) -> u32) -> f64 {
    let (start, mut runs, mut done) = (Instant::now(), 0, 0u64);
    while start.elapsed() < ENOUGH {
        done += u64::from(act(runs));
        runs += 1;
    }
    start.elapsed().as_nanos() as f64 / done.max(1) as f64
}

fn turn(stage: &Stage, name: &str) -> f64 {
    let strategies = [name, "tough"].map(|name| Spec::parse(name).expect("a strategy"));
    let (rules, limits) = (AlternatingOffers::default(), Limits::steps(STEPS));
    cost(|run| stage.play(&rules, &limits, &strategies, (1, run), &mut Nobody).expect("a talk").0.steps)
}

fn offer(stage: &Stage, name: &str) -> f64 {
    let mut book = Book::new(stage.space());
    // At random: who heard an offer before may have less to do.
    let mut random = recipe::SplitMix(1);
    let mut offer = || -> Outcome {
        let option = |&n: &u32| (random.next() % u64::from(n)) as u32;
        let options: Vec<u32> = stage.space().options().iter().map(option).collect();
        book.outcome(&options).expect("an outcome")
    };
    let offers: Vec<Outcome> = (0..STEPS).map(|_| offer()).collect();
    cost(|_| {
        let mut model = named(name).expect("a model");
        for (step, &offer) in offers.iter().enumerate() {
            model.hear(&book, Time::of_step(step as u32, STEPS), 1, offer);
        }
        STEPS
    })
}

fn main() {
    for (issues, values) in [(3, 10), (5, 10)] {
        let stage = recipe::stage(&recipe::parties(2, issues, values, 2002), &[0.0]);
        println!("{values}^{issues} outcomes, nanoseconds");
        for row in STRATEGIES {
            println!("  turn of {:28} {:>8.0}", row.name, turn(&stage, row.name));
        }
        for row in MODELS {
            println!("  offer to {:27} {:>8.0}", row.name, offer(&stage, row.name));
        }
    }
}
