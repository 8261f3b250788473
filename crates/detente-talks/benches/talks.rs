//! How many talks and offers a second: `cargo bench -p detente-talks --bench talks`.
//!
//! A word after `--` measures only what has it in its name. Prints each figure with what NegMAS 0.16 did in a CPU second on the same scenarios,
//! and ends with 1 if a target is missed. Cold: each talk makes its stage (profiles and orders of outcomes) anew. With `--json` each figure is a
//! line of JSON with how many steps the talks took, for `benches/peers/compare_talks.py`, which has NegMAS play the same ones.

#[path = "../tests/it/recipe.rs"]
#[allow(dead_code)]
mod recipe;

use detente_talks::observer::{Nobody, Observer};
use detente_talks::protocol::AlternatingOffers;
use detente_talks::{Limits, Outcome, Report, Spec, Stage};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// As in the program. The usual allocator of Linux hands memory back to the system whenever the last block of its heap is freed: then a
/// cold talk on 100,000 outcomes takes three times as long, or not, as it happens.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

const STEPS: u32 = 1000;
const ENOUGH: Duration = Duration::from_millis(1500);

/// What is measured: strategies on a space of `values` options on each of `issues` issues, what NegMAS does, and by how much we
/// must be faster.
struct Case {
    name: &'static str,
    strategies: [&'static str; 2],
    issues: usize,
    values: usize,
    negmas: f64,
    times: f64,
}

const fn case(
    name: &'static str,
    strategies: [&'static str; 2],
    (issues, values): (usize, usize),
    (negmas, times): (f64, f64),
) -> Case {
    Case { name, strategies, issues, values, negmas, times }
}

const CASES: [Case; 6] = [
    case("Boulware–Conceder, 1,000 outcomes", ["boulware", "conceder"], (3, 10), (6.9, 1000.0)),
    case("tit-for-tat, 1,000 outcomes", ["tit-for-tat", "tit-for-tat"], (3, 10), (1.6, 1000.0)),
    case("MiCRO, 1,000 outcomes", ["micro", "micro"], (3, 10), (11.5, 1000.0)),
    case("Boulware–Conceder, 100,000 outcomes", ["boulware", "conceder"], (5, 10), (1.05, 1000.0)),
    case("tit-for-tat, 100,000 outcomes", ["tit-for-tat", "tit-for-tat"], (5, 10), (85.0, 1.0)),
    case("MiCRO, 100,000 outcomes", ["micro", "micro"], (5, 10), (2.7, 1.0)),
];

#[derive(Default)]
struct Count(u64);

impl Observer for Count {
    fn offered(&mut self, _: u32, _: usize, _: Outcome) {
        self.0 += 1;
    }
}

fn specs(names: [&str; 2]) -> [Spec; 2] {
    names.map(|name| Spec::parse(name).expect("a strategy"))
}

fn play(stage: &Stage, strategies: &[Spec], run: u64, observer: &mut dyn Observer) -> Report {
    let talk =
        stage.play(&AlternatingOffers::default(), &Limits::steps(STEPS), strategies, (1, run), observer);
    talk.expect("a talk").0
}

/// The time that this process was on a processor, where the system tells; else the time that passed.
fn now(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/self/schedstat");
    let spent = told.ok().and_then(|text| text.split(' ').next()?.parse().ok());
    spent.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// Runs `act` again and again; how often a CPU second.
fn rate(mut act: impl FnMut(u64)) -> (f64, u64) {
    let start = Instant::now();
    let (begin, mut runs) = (now(start), 0);
    while start.elapsed() < ENOUGH {
        act(runs);
        runs += 1;
    }
    (runs as f64 / (now(start) - begin).as_secs_f64(), runs)
}

/// Talks a second, over 20 scenarios in turn; and the steps of the first talk on each.
fn cold(case: &Case) -> (f64, Vec<u32>) {
    let made: Vec<_> =
        (0..20).map(|seed| recipe::parties(2, case.issues, case.values, 2000 + seed)).collect();
    let strategies = specs(case.strategies);
    let mut act = |run: u64| {
        let stage = recipe::stage(&made[run as usize % made.len()], &[0.0]);
        play(&stage, &strategies, run, &mut Nobody).steps
    };
    let steps = (0..20).map(&mut act).collect();
    let talks = rate(|run| _ = std::hint::black_box(act(run))).0;
    (talks, steps)
}

/// Offers a second of time-based pairs on 1,000 outcomes.
fn offers(strategies: [&str; 2]) -> f64 {
    let stage = recipe::stage(&recipe::parties(2, 3, 10, 2002), &[0.0]);
    let strategies = specs(strategies);
    let mut count = Count::default();
    let (talks, runs) = rate(|run| _ = play(&stage, &strategies, run, &mut count));
    count.0 as f64 / runs as f64 * talks
}

fn main() -> ExitCode {
    let is_json = std::env::args().any(|word| word == "--json");
    let mut missed = 0;
    let mut tell = |name: &str, reached: f64, wanted: f64, more: String| {
        let verdict = if reached >= wanted { "" } else { "  MISSED" };
        missed += u32::from(reached < wanted);
        match is_json {
            true => println!("{{\"name\": \"{name}\", \"per_second\": {reached}{more}}}"),
            false => println!("{name:40} {reached:>12.0}/s, wanted {wanted:>9.0}{more}{verdict}"),
        }
    };
    let wanted = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let is_wanted = |name: &str| wanted.as_deref().is_none_or(|word| name.contains(word));
    for case in CASES.iter().filter(|case| is_wanted(case.name)) {
        let (talks, steps) = cold(case);
        let mean = f64::from(steps.iter().sum::<u32>()) / steps.len() as f64;
        let more = match is_json {
            true => format!(", \"steps\": {steps:?}"),
            false => format!(", {:.0} times NegMAS, {mean:.0} steps a talk", talks / case.negmas),
        };
        tell(case.name, talks, case.negmas * case.times, more);
    }
    for pair in [["boulware", "conceder"], ["boulware", "linear"], ["boulware", "boulware"]] {
        let name = format!("offers of {}–{}", pair[0], pair[1]);
        if is_wanted(&name) {
            tell(&name, offers(pair), 5e6, String::new());
        }
    }
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
