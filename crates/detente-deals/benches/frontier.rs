//! Frontiers of the sizes that the project promises: `cargo bench -p detente-deals`.
//!
//! Prints each figure with what it has to reach, and ends with 1 if one is missed. With a word, only
//! the figures whose names contain it. Memory is the greatest size of a process that does nothing else
//! (`VmHWM`).

use detente_deals::{Ask, By, Continue, Count, Factor, Frontier, Limits, Problem, Proof, Terms, find};
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

    /// Weights that sum to `unit`, each within a fiftieth of another's.
    fn near(&mut self, others: &[i64], unit: i64) -> Vec<i64> {
        let drawn: Vec<i64> = others.iter().map(|w| w * (980 + self.up_to(40) as i64)).collect();
        let sum: i64 = drawn.iter().sum();
        let mut weights: Vec<i64> = drawn.iter().map(|w| w * unit / sum).collect();
        weights[0] += unit - weights.iter().sum::<i64>();
        weights
    }

    /// Values of an issue's options: the worst has 0, the best `most`.
    fn values(&mut self, options: usize, most: i64) -> Vec<i64> {
        let mut values: Vec<i64> = (0..options).map(|_| self.up_to(most as u64) as i64).collect();
        let (worst, best) =
            (self.up_to(options as u64 - 1) as usize, self.up_to(options as u64 - 2) as usize);
        values[worst] = 0;
        values[if best < worst { best } else { best + 1 }] = most;
        values
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

/// The last party loses what the others gain, but for noise, so that nearly everything is a matter of
/// dispute: the hardest that talks can be. Of two parties the second has the first's weights, give or
/// take a fiftieth, and values opposed to the first's, give or take a fiftieth. Of more, all but the
/// last value everything at random; the last has what is left of a constant, give or take a quarter of
/// what a mean issue is worth.
fn problem(stream: u64, parties: usize, issues: usize, options: usize, written: Written) -> Problem {
    let mut dice = Dice::of(stream);
    let first = dice.weights(issues, written.weights);
    let values: Vec<Vec<i64>> = (0..issues).map(|_| dice.values(options, written.values)).collect();
    let mut gains = vec![weigh(&first, &values)];
    if parties == 2 {
        let weights = dice.near(&first, written.weights);
        let noise = written.values as u64 / 25;
        let mut opposed = |v: &i64| {
            let noisy = written.values - v + dice.up_to(noise) as i64 - noise as i64 / 2;
            noisy.clamp(0, written.values)
        };
        let values: Vec<Vec<i64>> =
            values.iter().map(|of_issue| of_issue.iter().map(&mut opposed).collect()).collect();
        gains.push(weigh(&weights, &values));
        return Problem::new(gains).expect("a problem");
    }
    while gains.len() < parties - 1 {
        let weights = dice.weights(issues, written.weights);
        let values: Vec<Vec<i64>> = (0..issues).map(|_| dice.values(options, written.values)).collect();
        gains.push(weigh(&weights, &values));
    }
    let mean = written.weights * written.values / issues as i64;
    let mut left = |issue: usize, option: usize| {
        let others: i64 = gains.iter().map(|of_party| of_party[issue][option]).sum();
        mean * parties as i64 - others + dice.up_to(mean as u64 / 2) as i64
    };
    let last = (0..issues).map(|i| (0..options).map(|o| left(i, o)).collect()).collect();
    gains.push(last);
    Problem::new(gains).expect("a problem")
}

fn weigh(weights: &[i64], values: &[Vec<i64>]) -> Vec<Vec<i64>> {
    let of_issue = |(weight, values): (&i64, &Vec<i64>)| values.iter().map(|value| weight * value).collect();
    weights.iter().zip(values).map(of_issue).collect()
}

/// 30 issues of 5 options with 25 random links between two of the first `among`: of 30, the width is two or
/// three; of 12, about four.
fn linked(stream: u64, among: u64) -> Problem {
    let mut dice = Dice::of(stream);
    let mut factors: Vec<Factor> = Vec::new();
    while factors.len() < 25 {
        let (a, b) = (dice.up_to(among - 1) as usize, dice.up_to(among - 1) as usize);
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

/// Name, milliseconds to stay below, and the problem.
type Figure = (&'static str, f64, fn() -> Problem);

const FIGURES: [Figure; 15] = [
    // NegMAS 0.16 takes 0.004, 0.43 and 5.6 s; to reach is 50, 3,000 and 20,000 times faster.
    ("2 parties, 3 x 10, 3+2 digits", 0.08, || problem(1, 2, 3, 10, COARSE)),
    ("2 parties, 5 x 10, 3+2 digits", 0.143, || problem(1, 2, 5, 10, COARSE)),
    ("2 parties, 6 x 10, 3+2 digits", 0.28, || problem(1, 2, 6, 10, COARSE)),
    ("2 parties, 40 x 10 opposed, 3+2 digits", 300.0, || problem(1, 2, 40, 10, COARSE)),
    ("2 parties, 40 x 10 opposed, 4+3 digits", 300.0, || problem(1, 2, 40, 10, FINE)),
    ("2 parties, 60 x 5 opposed, 3+2 digits", 200.0, || problem(2, 2, 60, 5, COARSE)),
    ("2 parties, 60 x 5 opposed, 4+3 digits", 200.0, || problem(2, 2, 60, 5, FINE)),
    ("3 parties, 10 x 10, 3+2 digits", 300.0, || problem(3, 3, 10, 10, COARSE)),
    ("3 parties, 10 x 10, 4+3 digits", 300.0, || problem(3, 3, 10, 10, FINE)),
    ("5 parties, 5 x 10, 4+3 digits", 300.0, || problem(4, 5, 5, 10, FINE)),
    ("2 parties, 30 x 5, 25 links (a)", 5000.0, || linked(5, 30)),
    ("2 parties, 30 x 5, 25 links (b)", 5000.0, || linked(6, 30)),
    ("2 parties, 30 x 5, 25 links (c)", 5000.0, || linked(7, 30)),
    ("2 parties, 30 x 5, 25 links among 12 (a)", 5000.0, || linked(8, 12)),
    ("2 parties, 30 x 5, 25 links among 12 (b)", 5000.0, || linked(9, 12)),
];

/// How far below the middle of the frontier the floors of the counts are, in thousandths of a party's best.
/// The first two are shown only: of zones with fewer than one in 10^15 of all outcomes.
const COUNTS: [i64; 6] = [1, 2, 5, 10, 20, 100];

/// Counts what is above two floors of 10^40 outcomes, within a factor of 2. Was it in time?
fn counted(name: &str, below: i64) -> bool {
    let problem = problem(1, 2, 40, 10, FINE);
    let frontier = Frontier::of(&problem, Ask::default(), Limits::default(), &mut |_| Continue::Yes);
    let points = frontier.expect("it fits").points;
    let middle = &points[points.len() / 2].utilities;
    let floors: Vec<Option<i64>> = middle.iter().map(|u| Some(u - 10_000 * below)).collect();
    let (mut bytes, start) = (0, Instant::now());
    let count = Count::of(&problem, &floors, 2.0, Limits::default(), &mut |progress| {
        bytes = bytes.max(progress.bytes);
        Continue::Yes
    });
    let time = start.elapsed();
    println!(
        "{name:<40} {:>9.3} ms (to reach: 5000 ms) {} to {}, ratio {:.3}, {:>4} MB",
        time.as_secs_f64() * 1e3,
        count.at_least,
        count.at_most,
        count.ratio(),
        bytes / 1_000_000,
    );
    below < 5 || count.ratio() <= 2.0 && time < Duration::from_secs(5)
}

/// Finds solutions without the frontier, in 10^8 steps each. Shown only.
fn searched(name: &str, problem: &Problem) {
    let parties = problem.parties();
    // Three fifths of what everybody has in the middle of all outcomes.
    let mean =
        |p: usize| -> i64 { problem.gains()[p].iter().map(|g| g.iter().sum::<i64>() / g.len() as i64).sum() };
    let d: Vec<i64> = (0..parties).map(|p| mean(p) * 3 / 5).collect();
    let terms = Terms::new(&d, &vec![1; parties], &vec![1; parties]).expect("terms");
    let limits = Limits { steps: 100_000_000, ..Limits::default() };
    for by in By::ALL.into_iter().filter(|by| parties == 2 || *by != By::EqualGain) {
        let start = Instant::now();
        let found = find(problem, by, &terms, limits, &mut |_| Continue::Yes);
        let time = start.elapsed().as_secs_f64() * 1e3;
        let what = match found {
            Ok(Some(found)) => match found.proof {
                Proof::Optimal if found.is_first => format!("{:.1}, proven", found.value),
                Proof::Optimal => format!("{:.1}, proven, ties not", found.value),
                Proof::Within { at_most } => format!("{:.1}, at most {at_most:.1}", found.value),
            },
            Ok(None) => "none".into(),
            Err(stop) => stop.to_string(),
        };
        println!("{:<40} {time:>9.3} ms {what}", format!("{name}, {}", by.name()));
    }
}

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
        let (time, points) = least(if *reach < 1.0 { 100 } else { 5 }, || solve(&problem));
        let memory = megabytes_of(name);
        missed |= time.as_secs_f64() * 1e3 >= *reach || memory.is_some_and(|mb| mb >= 300);
        println!(
            "{name:<40} {:>9.3} ms (to reach: {} ms) {points:>8} points, {:>4} MB (to reach: 300 MB)",
            time.as_secs_f64() * 1e3,
            reach,
            memory.unwrap_or(0),
        );
    }
    if "worlds".contains(&word) {
        let (time, points) = least(2, worlds);
        missed |= time >= Duration::from_secs(10);
        println!(
            "{:<40} {:>9.3} ms (to reach: 10000 ms) {:>8} points a world",
            format!("{WORLDS} worlds of 2 x 12 x 6, two threads"),
            time.as_secs_f64() * 1e3,
            points as u64 / WORLDS,
        );
    }
    for below in COUNTS {
        let name = format!("count, 40 x 10 opposed, zone {} % deep", below as f64 / 10.0);
        if name.contains(&word) {
            missed |= !counted(&name, below);
        }
    }
    for (parties, issues, options) in [(8, 12, 5), (4, 15, 6), (2, 12, 6), (2, 40, 10)] {
        let name = format!("search, {parties} parties, {issues} x {options}");
        if name.contains(&word) {
            searched(&name, &problem(6, parties, issues, options, FINE));
        }
    }
    if missed { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
