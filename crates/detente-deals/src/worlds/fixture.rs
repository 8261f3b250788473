//! Scenarios for the tests of this module.

use super::Sampling;
use crate::limits::Limits;
use crate::worlds::draw::Dice;
use detente_model::scenario::{Preferred, Scenario, ScenarioIssue, Spread, Stated, Utility};
use detente_model::{Basis, Decimal};

pub(crate) fn number(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

pub(crate) fn exact(text: &str) -> Spread {
    Spread::Exact(number(text))
}

pub(crate) fn between(low: &str, high: &str) -> Spread {
    Spread::Between { low: number(low), high: number(high) }
}

pub(crate) fn around(low: &str, likely: &str, high: &str) -> Spread {
    Spread::Around { low: number(low), likely: number(likely), high: number(high) }
}

/// Weights and values of one party, nothing ranked.
pub(crate) fn stated(weights: Vec<Spread>, values: Vec<Vec<Spread>>) -> Stated {
    let orders = vec![vec![]; weights.len()];
    Stated { weights, values, orders, more_important: vec![], prefers: vec![] }
}

/// A party as its central numbers have it, in thousandths.
pub(crate) fn party(name: &str, stated: Stated) -> Utility {
    let (weights, values) = stated.central().unwrap();
    let gain = |issue: usize, value: &detente_model::scenario::Fraction| {
        weights[issue].times(*value).unwrap().in_units(1000).unwrap()
    };
    let gains = |(issue, values): (usize, &Vec<_>)| values.iter().map(|value| gain(issue, value)).collect();
    Utility {
        party: name.into(),
        entry: None,
        unit: 1000,
        gains: values.iter().enumerate().map(gains).collect(),
        tables: vec![],
        bias: 0,
        cap: None,
        reservation: None,
        discount: None,
        is_exact: false,
        basis: Basis::Stated,
        stated: Some(stated),
    }
}

pub(crate) fn scenario(utilities: Vec<Utility>) -> Scenario {
    let issue = |(place, gains): (usize, &Vec<i64>)| ScenarioIssue {
        name: format!("i{place}"),
        entry: None,
        options: (0..gains.len()).map(|option| format!("o{option}")).collect(),
        divisible: false,
    };
    Scenario {
        issues: utilities[0].gains.iter().enumerate().map(issue).collect(),
        utilities,
        rules: vec![],
        red_lines: vec![],
        rooms: Default::default(),
        basis: Basis::Stated,
        notes: vec![],
    }
}

pub(crate) fn prefers(this: &[(usize, u32)], to: &[(usize, u32)]) -> Preferred {
    Preferred { this: this.to_vec(), to: to.to_vec() }
}

pub(crate) fn sampling(seed: u64, worlds: u32) -> Sampling {
    Sampling { seed, worlds, ..Sampling::default() }
}

pub(crate) fn limits() -> Limits {
    Limits::default()
}

/// A random small party: numbers exact, between, around, unknown; ranked or not.
pub(crate) fn random_party(dice: &mut Dice, name: &str, options: &[usize]) -> Utility {
    let n = options.len();
    let ordinal = dice.below(3) == 0;
    let spread = |likely: u64, dice: &mut Dice| {
        let low = likely.saturating_sub(dice.below(4));
        let high = likely + dice.below(4);
        let text = |n: u64| format!("{}.{}", n / 10, n % 10);
        match dice.below(4) {
            0 | 1 => exact(&text(likely)),
            2 => between(&text(low), &text(high)),
            _ => around(&text(low), &text(likely), &text(high)),
        }
    };
    let weights = (0..n).map(|_| {
        let likely = 1 + dice.below(9);
        if ordinal { Spread::Unknown } else { spread(likely, dice) }
    });
    let weights: Vec<Spread> = weights.collect();
    let mut orders = Vec::new();
    let mut values = Vec::new();
    for &count in options {
        let ranked = dice.below(2) == 0;
        values.push(
            (0..count)
                .map(|_| {
                    let likely = dice.below(10);
                    if ranked { Spread::Unknown } else { spread(likely, dice) }
                })
                .collect(),
        );
        let mut order: Vec<Vec<u32>> = Vec::new();
        for option in (0..count as u32).filter(|_| ranked) {
            let place = dice.below(order.len() as u64 + 1) as usize;
            if place < order.len() && dice.below(5) == 0 {
                order[place].push(option);
            } else {
                order.insert(place, vec![option]);
            }
        }
        orders.push(order);
    }
    let mut more_important = vec![];
    if ordinal {
        for a in 1..n {
            if dice.below(2) == 0 {
                more_important.push((a - 1, a));
            }
        }
    }
    party(name, Stated { weights, values, orders, more_important, prefers: vec![] })
}
