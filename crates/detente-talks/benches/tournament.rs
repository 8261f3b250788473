//! A whole tournament: `cargo bench -p detente-talks --bench tournament`.
//!
//! 5 strategies × 5 scenarios of 1,000 outcomes, each in both seats beside each, 2,500 talks of at most 100 steps: NegMAS 0.16 needs 101
//! CPU seconds for that. Cold: stages, references and all are made anew. Ends with 1 if more than 0.1 CPU seconds are needed, or if two
//! threads are less than 1.8 times as fast as one on a tournament of 100 times as many repetitions. With `--json` only the first figure, as a line of
//! JSON, for `benches/peers/compare_talks.py`.

#[path = "../tests/it/recipe.rs"]
#[allow(dead_code)]
mod recipe;

use detente_talks::batch::{Arena, Reference, play};
use detente_talks::plan::{Numbered, Plan, Seating, Topic};
use detente_talks::summary::Tally;
use detente_talks::{Limits, Rules};
use detente_talks::{Spec, Stage};
use std::convert::Infallible;
use std::num::NonZeroUsize;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// As in the program. The usual allocator of Linux hands memory back to the system whenever the last block of its heap is freed: then a
/// cold talk on 100,000 outcomes takes three times as long, or not, as it happens.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

const NEGMAS: f64 = 101.0;

fn plan(repetitions: u32) -> Numbered {
    let names = ["boulware", "linear", "conceder", "tit-for-tat", "micro"];
    let topic = |number: usize| Topic { name: number.to_string(), parties: 2, hash: number.to_string() };
    let plan = Plan {
        topics: (0..5).map(topic).collect(),
        strategies: names.map(|name| Spec::parse(name).expect("a strategy")).to_vec(),
        seating: Seating::Everyone { mirror: true },
        protocols: vec![Rules::parse("sao").expect("a protocol")],
        limits: vec![Limits::steps(100)],
        repetitions,
        seed: 1,
    };
    plan.numbered().expect("a plan")
}

/// The efficient outcomes of two parties: one sort, one sweep.
fn frontier(stage: &Stage) -> Vec<Vec<f64>> {
    let lists: Vec<Vec<f64>> = stage.sides().iter().map(|side| side.profile.utilities()).collect();
    let mut points: Vec<Vec<f64>> = (0..lists[0].len()).map(|o| vec![lists[0][o], lists[1][o]]).collect();
    points.sort_by(|a, b| b[0].total_cmp(&a[0]).then(b[1].total_cmp(&a[1])));
    let mut best = f64::NEG_INFINITY;
    points.retain(|point| {
        let is_new = point[1] > best;
        best = best.max(point[1]);
        is_new
    });
    points
}

/// Plays it, from recipes to standings; how long it took.
fn tournament(repetitions: u32, threads: usize) -> (Duration, u64) {
    let begin = Instant::now();
    let plan = plan(repetitions);
    let topic = |number: u64| {
        let stage = recipe::stage(&recipe::parties(2, 3, 10, 2000 + number), &[0.0]);
        let reference = Reference::of(&stage, Some(&frontier(&stage)));
        (stage, reference)
    };
    let topics: Vec<(Stage, Reference)> = (0..5).map(topic).collect();
    let arena = Arena::new(&plan, &topics).expect("they fit");
    let mut tally = Tally::default();
    let threads = NonZeroUsize::new(threads).expect("some");
    let played = play(&arena, 0..plan.len(), threads, &|| false, |row| {
        tally.add(&plan, &row);
        Ok::<(), Infallible>(())
    });
    assert_eq!((played.expect("it plays"), tally.standings(&plan).len()), (plan.len(), 5));
    (begin.elapsed(), plan.len())
}

/// CPU time of the process, all threads together, where the system tells.
fn spent() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = text.rsplit(") ").next()?.split(' ').collect();
    // In hundredths of a second: user and system.
    Some((fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?) / 100.0)
}

fn main() -> ExitCode {
    const ROUNDS: u32 = 50;
    let (begin, clock) = (spent(), Instant::now());
    let talks = (0..ROUNDS).fold(0, |_, _| tournament(20, 1).1);
    let passed = clock.elapsed().as_secs_f64();
    let cpu = spent().zip(begin).map_or(passed, |(end, begin)| end - begin) / f64::from(ROUNDS);
    if std::env::args().any(|word| word == "--json") {
        println!("{{\"talks\": {talks}, \"cpu_seconds\": {cpu}}}");
        return ExitCode::SUCCESS;
    }
    println!("{talks} talks: {cpu:.4} CPU s, {:.0} times NegMAS (wanted: at most 0.1 s)", NEGMAS / cpu);
    // The best of some: others use the machine too. CPU time tells what threads cost each other, however busy it is.
    let best = |threads: usize| {
        let measured = |_| {
            let begin = spent();
            let passed = tournament(2000, threads).0.as_secs_f64();
            (passed, spent().zip(begin).map_or(f64::NAN, |(end, begin)| end - begin))
        };
        (0..5).map(measured).min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or_default()
    };
    let ((one, one_cpu), (two, two_cpu)) = (best(1), best(2));
    println!(
        "250,000 talks: one thread {one:.3} s ({one_cpu:.2} CPU s), two {two:.3} s ({two_cpu:.2} CPU s): {:.2} times \
         (wanted 1.8)",
        one / two
    );
    if cpu <= 0.1 && one / two >= 1.8 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
