//! Frontiers of the sizes that the project promises: `cargo bench -p detente-deals`.
//!
//! Prints each figure with what it has to reach, and ends with 1 if one is missed. With a word, only
//! the figures whose names contain it. Memory is the greatest size of a process that does nothing else
//! (`VmHWM`).

use detente_deals::{Ask, Continue, Factor, Frontier, Limits, Problem};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

/// Worlds of the Monte Carlo figure.
const WORLDS: u64 = 10_000;

struct Dice(ChaCha8Rng);

impl Dice {
    fn of(stream: u64) -> Dice {
        let mut rng = ChaCha8Rng::seed_from_u64(2026);
        rng.set_stream(stream);
        Dice(rng)
    }

    /// A number in `0..=most`.
    fn up_to(&mut self, most: u64) -> u64 {
        self.0.next_u64() % (most + 1)
    }

    /// Weights that sum to `unit` exactly, none below a tenth of the mean.
    fn weights(&mut self, n: usize, unit: i64) -> Vec<i64> {
        let drawn: Vec<i64> = (0..n).map(|_| 100 + self.up_to(900) as i64).collect();
        let sum: i64 = drawn.iter().sum();
        let mut weights: Vec<i64> = drawn.iter().map(|w| w * unit / sum).collect();
        weights[0] += unit - weights.iter().sum::<i64>();
        weights
    }
}

/// How finely the numbers are written.
#[derive(Clone, Copy)]
struct Written {
    weights: i64,
    values: i64,
}

/// Weights with three decimals, values with two.
const COARSE: Written = Written { weights: 1000, values: 100 };
/// Weights with four decimals, values with three.
const FINE: Written = Written { weights: 10_000, values: 1000 };

/// Each party values the options of an issue in an order of its own: the first two in opposed orders, the
/// third and fifth at random, all with noise of up to a tenth.
fn problem(stream: u64, parties: usize, issues: usize, options: usize, written: Written) -> Problem {
    let mut dice = Dice::of(stream);
    let mut gains = Vec::new();
    for party in 0..parties {
        let weights = dice.weights(issues, written.weights);
        let mut of_party = Vec::new();
        for weight in weights {
            let noise = written.values / 10;
            let value = |dice: &mut Dice, place: usize| {
                let even = (written.values - noise) * place as i64 / (options as i64 - 1);
                even + dice.up_to(noise as u64) as i64
            };
            let mut values: Vec<i64> = (0..options).map(|place| value(&mut dice, place)).collect();
            match party {
                0 => {}
                1 => values.reverse(),
                _ => (1..options).rev().for_each(|i| values.swap(i, dice.up_to(i as u64) as usize)),
            }
            of_party.push(values.into_iter().map(|value| weight * value).collect());
        }
        gains.push(of_party);
    }
    Problem::new(gains).expect("a problem")
}

/// 30 issues of 5 options with 25 random links between two, of width four at most.
fn linked(stream: u64) -> Problem {
    let mut dice = Dice::of(stream);
    let mut factors: Vec<Factor> = Vec::new();
    while factors.len() < 25 {
        let (a, b) = (dice.up_to(29) as usize, dice.up_to(29) as usize);
        if a != b && !factors.iter().any(|f| f.issues == [a.min(b), a.max(b)]) {
            let values = (0..2).map(|_| (0..25).map(|_| dice.up_to(200) as i64 * 1000).collect()).collect();
            factors.push(Factor { issues: vec![a.min(b), a.max(b)], values });
        }
    }
    problem(stream, 2, 30, 5, FINE).with_factors(factors).expect("a problem")
}

fn solve(problem: &Problem) -> usize {
    let frontier = Frontier::of(problem, Ask::default(), Limits::default(), &mut |_| Continue::Yes);
    frontier.expect("it fits").points.len()
}

/// All worlds, in chunks by their index: whoever solves one, it is the same.
fn worlds() -> usize {
    let chunk =
        |from: u64, to: u64| (from..to).map(|world| solve(&problem(world, 2, 12, 6, FINE))).sum::<usize>();
    std::thread::scope(|scope| {
        let half = scope.spawn(move || chunk(0, WORLDS / 2));
        chunk(WORLDS / 2, WORLDS) + half.join().expect("it ends")
    })
}

fn least(runs: usize, mut once: impl FnMut() -> usize) -> (Duration, usize) {
    let time = |once: &mut dyn FnMut() -> usize| {
        let start = Instant::now();
        let points = once();
        (start.elapsed(), points)
    };
    (0..runs).map(|_| time(&mut once)).min().expect("one run at least")
}

/// The greatest size that this process had, in MB, where the system tells.
fn megabytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1000)
}

/// The same in a process of its own.
fn megabytes_of(name: &str) -> Option<u64> {
    let out = Command::new(std::env::current_exe().ok()?).env("DETENTE_MEMORY_OF", name).output().ok()?;
    String::from_utf8(out.stdout).ok()?.trim().parse().ok()
}

type Figure = (&'static str, f64, fn() -> Problem);

const FIGURES: [Figure; 10] = [
    ("2 parties, 40 x 10 opposed, 3+2 digits", 0.3, || problem(1, 2, 40, 10, COARSE)),
    ("2 parties, 40 x 10 opposed, 4+3 digits", 0.3, || problem(1, 2, 40, 10, FINE)),
    ("2 parties, 60 x 5 opposed, 3+2 digits", 0.2, || problem(2, 2, 60, 5, COARSE)),
    ("2 parties, 60 x 5 opposed, 4+3 digits", 0.2, || problem(2, 2, 60, 5, FINE)),
    ("3 parties, 10 x 10, 3+2 digits", 0.3, || problem(3, 3, 10, 10, COARSE)),
    ("3 parties, 10 x 10, 4+3 digits", 0.3, || problem(3, 3, 10, 10, FINE)),
    ("5 parties, 5 x 10, 4+3 digits", 0.3, || problem(4, 5, 5, 10, FINE)),
    ("2 parties, 30 x 5, 25 links (a)", 5.0, || linked(5)),
    ("2 parties, 30 x 5, 25 links (b)", 5.0, || linked(6)),
    ("2 parties, 30 x 5, 25 links (c)", 5.0, || linked(7)),
];

fn main() -> ExitCode {
    if let Ok(name) = std::env::var("DETENTE_MEMORY_OF") {
        let figure = FIGURES.iter().find(|figure| figure.0 == name).expect("a figure");
        std::hint::black_box(solve(&figure.2()));
        println!("{}", megabytes().unwrap_or(0));
        return ExitCode::SUCCESS;
    }
    let word = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    let mut missed = false;
    for (name, reach, make) in FIGURES.iter().filter(|figure| figure.0.contains(&word)) {
        let problem = make();
        let (time, points) = least(5, || solve(&problem));
        let memory = megabytes_of(name);
        missed |= time.as_secs_f64() >= *reach || memory.is_some_and(|mb| mb >= 300);
        println!(
            "{name:<40} {:>9.1} ms (to reach: {:.0} ms) {points:>8} points, {:>4} MB (to reach: 300 MB)",
            time.as_secs_f64() * 1e3,
            reach * 1e3,
            memory.unwrap_or(0),
        );
    }
    if "worlds".contains(&word) {
        let (time, points) = least(1, worlds);
        missed |= time >= Duration::from_secs(10);
        println!(
            "{WORLDS} worlds of 2 x 12 x 6, two threads     {:>9.1} ms (to reach: 10000 ms) {:>8} points a world",
            time.as_secs_f64() * 1e3,
            points as u64 / WORLDS,
        );
    }
    if missed { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
