//! Random problems from a stream of random numbers: the same on every machine.

use detente_deals::{Factor, Problem};
use detente_model::scenario::Rule;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// The random numbers of one case.
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// Those of the `case`th case: its own stream, whoever runs it.
    pub fn of(case: u64) -> Dice {
        let mut rng = ChaCha8Rng::seed_from_u64(4);
        rng.set_stream(case);
        Dice(rng)
    }

    /// A number in `0..n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0.next_u64() % n
    }

    /// A number in `from..=to`.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        from + self.below((to - from + 1) as u64) as i64
    }
}

/// A small problem with whatever can occur: ties, negative gains, equal options, single options, no issues,
/// factors, rules that contradict each other, huge numbers.
pub fn problem(dice: &mut Dice) -> Problem {
    // Mostly two to five; now and then as many as there may be.
    let most = if dice.below(10) == 0 { 8 } else { 5 };
    let parties = 1 + dice.below(most).max(dice.below(most)) as usize;
    let options = options(dice);
    // Few different numbers make many ties; large ones need wide vectors.
    let size = [1, 3, 10, 1000, 1 << 40][dice.below(5) as usize];
    let mut number = |dice: &mut Dice| dice.between(-size, size);
    let gains: Vec<Vec<Vec<i64>>> = (0..parties)
        .map(|_| options.iter().map(|&n| (0..n).map(|_| number(dice)).collect()).collect())
        .collect();
    let links = if options.is_empty() { 0 } else { dice.below(6) };
    let factors = (0..links / 2).map(|_| factor(dice, parties, &options, &mut number)).collect();
    let rules = (0..links).map(|_| rule(dice, &options)).collect();
    let bias = (0..parties).map(|_| number(dice)).collect();
    Problem::new(gains)
        .and_then(|p| p.with_bias(bias))
        .and_then(|p| p.with_factors(factors))
        .and_then(|p| p.with_rules(rules))
        .expect("a small problem")
}

/// A problem of a given size, with so many factors over two issues and as many rules.
pub fn large(dice: &mut Dice, parties: usize, issues: usize, options: u32, links: usize) -> Problem {
    let number = |dice: &mut Dice| dice.between(-500, 500);
    let gains = (0..parties)
        .map(|_| (0..issues).map(|_| (0..options).map(|_| number(dice)).collect()).collect())
        .collect();
    let pair = |dice: &mut Dice| {
        let first = dice.below(issues as u64 - 1) as usize;
        vec![first, first + 1 + dice.below((issues - 1 - first).min(3) as u64) as usize]
    };
    let factor = |dice: &mut Dice| {
        let values = |dice: &mut Dice| (0..options * options).map(|_| dice.between(-200, 200)).collect();
        Factor { issues: pair(dice), values: (0..parties).map(|_| values(dice)).collect() }
    };
    let rule = |dice: &mut Dice| {
        let terms = pair(dice).into_iter().map(|issue| (issue, dice.below(options.into()) as u32)).collect();
        Rule { when_all: terms, then: Vec::new() }
    };
    let factors = (0..links).map(|_| factor(dice)).collect();
    let rules = (0..links).map(|_| rule(dice)).collect();
    Problem::new(gains)
        .and_then(|p| p.with_factors(factors))
        .and_then(|p| p.with_rules(rules))
        .expect("a problem")
}

/// At most 600 outcomes.
fn options(dice: &mut Dice) -> Vec<u32> {
    let mut options = Vec::new();
    let mut outcomes = 1;
    for _ in 0..dice.below(8) {
        let n = 1 + dice.below(5);
        if outcomes * n <= 600 {
            outcomes *= n;
            options.push(n as u32);
        }
    }
    options
}

fn factor(
    dice: &mut Dice,
    parties: usize,
    options: &[u32],
    number: &mut impl FnMut(&mut Dice) -> i64,
) -> Factor {
    let mut issues: Vec<usize> = Vec::new();
    for _ in 0..=dice.below(3) {
        let issue = dice.below(options.len() as u64) as usize;
        if !issues.contains(&issue) {
            issues.push(issue);
        }
    }
    let cells: u32 = issues.iter().map(|&i| options[i]).product();
    let values = (0..parties).map(|_| (0..cells).map(|_| number(dice)).collect()).collect();
    Factor { issues, values }
}

fn rule(dice: &mut Dice, options: &[u32]) -> Rule {
    let mut terms = |most: u64| -> Vec<(usize, u32)> {
        let term = |dice: &mut Dice| {
            let issue = dice.below(options.len() as u64) as usize;
            (issue, dice.below(options[issue].into()) as u32)
        };
        (0..dice.below(most + 1)).map(|_| term(dice)).collect()
    };
    let mut when_all = terms(3);
    let then = terms(2);
    if when_all.is_empty() && !then.is_empty() {
        // Else most problems would have a single outcome left.
        when_all = then.clone();
    }
    Rule { when_all, then }
}
