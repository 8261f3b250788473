//! By hand, and against every outcome at factors on both sides of a flip.

use super::*;
use crate::limits::Continue;
use crate::problem::Problem;
use crate::questions::testing::{self, Dice};

fn sensitivity(setting: &Setting<'_>, solution: &str) -> Sensitivity {
    setting.sensitivity(solution, Limits::default(), &mut |_| Continue::Yes).unwrap()
}

fn quotient(over: i64, under: i64) -> Quotient {
    Quotient::new(over.into(), under.into()).unwrap()
}

#[test]
fn fractions_are_in_lowest_terms_with_the_sign_above() {
    for (over, under, right) in [(6, -4, (-3, 2)), (-6, -4, (3, 2)), (0, -5, (0, 1)), (-8, 2, (-4, 1))] {
        let found = quotient(over, under);
        assert_eq!((found.over, found.under), (right.0.into(), right.1.into()));
    }
    assert_eq!(Quotient::new(1.into(), 0.into()), None);
    assert!(quotient(-1, 3) < quotient(1, 4) && (quotient(1, 4).as_f64() - 0.25).abs() < 1e-15);
}

#[test]
fn by_hand() {
    // (10t, 1), (6t, 4), (0, 6): products 10t, 24t, 0 for a; b's shares 1, 4, 6.
    let scenario =
        testing::additive(&[(&[&[10, 6, 0], &[0, 2]], Some(0)), (&[&[1, 4, 6], &[3, 0]], Some(0))]);
    let problem = Problem::of(&scenario).unwrap();
    let setting = testing::setting(&scenario, &problem);
    // (10,4) 40, (12,1) 12, (6,7) 42, (8,4) 32, (0,9) 0, (2,6) 12: chosen (1, 0).
    let found = sensitivity(&setting, "nash");
    assert_eq!(found.chosen, Some(vec![1, 0]));
    let of_a = |issue: usize| found.weights.iter().find(|w| w.party == 0 && w.issue == issue).unwrap();
    // With a's first weight times t: 10t·4 = 40t, 42t, (6t+2)·4 = 24t+8, (2)·6 = 12, (10t+2)·1 = 10t+2: below,
    // 42t = 24t + 8 at 4/9, and 42t = 12 at 2/7; above, nothing.
    assert_eq!(of_a(0).upper, None);
    let lower = of_a(0).lower.clone().unwrap();
    assert_eq!((lower.kept_at, lower.to), (quotient(4, 9), Some(vec![1, 1])));
    // With the second: (6, 7) keeps 42; (6+2t)·4 = 24 + 8t passes it at 9/4, (0 + 2t)·6 = 12t at 7/2.
    assert_eq!(of_a(1).lower, None);
    let upper = of_a(1).upper.clone().unwrap();
    assert_eq!((upper.kept_at, upper.to), (quotient(9, 4), Some(vec![1, 1])));
    // b's first weight: 10·(t+3), 6·(4t+3), 8·4t: 18 + 24t against 30 + 10t at 6/7, against 32t at 9/4.
    let of_b = found.weights.iter().find(|w| w.party == 1 && w.issue == 0).unwrap();
    assert_eq!(of_b.lower.as_ref().unwrap().kept_at, quotient(6, 7));
    assert_eq!(of_b.upper.as_ref().unwrap().kept_at, quotient(9, 4));
    // Nothing flips sooner than b's first weight, made smaller by a seventh.
    let nearest = &found.weights[found.nearest[0]];
    assert_eq!((nearest.party, nearest.issue, nearest.distance()), (1, 0, Some(quotient(1, 7))));
    assert!(matches!(sensitivity(&setting, "egalitarian").weights[0].method, Method::Probed));
    assert_eq!(
        setting.sensitivity("none", Limits::default(), &mut |_| Continue::Yes),
        Err(QuestionError::Shape)
    );
}

/// What a solution maximises at each outcome, with one weight times a factor; all times the same number.
fn values(
    setting: &Setting<'_>,
    solution: &str,
    weight: &Weight,
    t: &Quotient,
) -> Vec<(Vec<u32>, Option<BigInt>)> {
    let all = testing::outcomes(setting.problem);
    let value = |(outcome, utilities): &(Vec<u32>, Vec<i64>)| {
        let gain = setting.problem.gains()[weight.party][weight.issue][outcome[weight.issue] as usize];
        let numbers: Vec<BigInt> = (0..utilities.len())
            .map(|party| {
                let mut number = BigInt::from(utilities[party]);
                if solution == "nash" {
                    number -= setting.disagreement[party];
                }
                number *= &t.under;
                if party == weight.party {
                    number += (&t.over - &t.under) * gain;
                }
                if solution == "utilitarian" { number * setting.comparable(party, 1) } else { number }
            })
            .collect();
        if solution == "utilitarian" {
            return Some(numbers.iter().sum());
        }
        // All denominators are alike, whichever party they come from.
        numbers.iter().all(|number| *number >= 0.into()).then(|| numbers.iter().product())
    };
    all.iter().map(|entry| (entry.0.clone(), value(entry))).collect()
}

fn is_best(values: &[(Vec<u32>, Option<BigInt>)], outcome: &[u32]) -> bool {
    let own = values.iter().find(|value| value.0 == outcome).and_then(|value| value.1.clone());
    own.is_some() && own == values.iter().filter_map(|value| value.1.clone()).max()
}

#[test]
fn exact_flips_are_where_brute_force_flips() {
    let (mut flips, mut none) = (0, 0);
    for case in 0..800 {
        let mut dice = Dice::of(case);
        let mut scenario = testing::scenario(&mut dice);
        scenario.utilities.iter_mut().for_each(|utility| utility.cap = None);
        let problem = Problem::of(&scenario).unwrap();
        let setting = testing::setting(&scenario, &problem);
        let solution = ["nash", "utilitarian"][case as usize % 2];
        let found = sensitivity(&setting, solution);
        let Some(chosen) = &found.chosen else { continue };
        for weight in &found.weights {
            assert_eq!(weight.method, Method::Exact);
            let best = |t: &Quotient| is_best(&values(&setting, solution, weight, t), chosen);
            // All over 2·10⁹, so that the steps around a flip are finer than between any two flips.
            let around = |t: &Quotient, sign: i64| {
                let fine = BigInt::from(1_000_000_007);
                Quotient::new(&t.over * &fine + sign, &t.under * fine).unwrap()
            };
            for (flip, out) in [(&weight.lower, -1), (&weight.upper, 1)] {
                let Some(flip) = flip else {
                    none += 1;
                    // No flip: at the end of the range it is still best.
                    let end = if out < 0 { quotient(0, 1) } else { quotient(1_000_000_000, 1) };
                    assert!(best(&end), "case {case}: {weight:?}");
                    continue;
                };
                flips += 1;
                assert!(best(&flip.kept_at), "case {case}: {weight:?}");
                let beyond = around(&flip.kept_at, out);
                if beyond.over < 0.into() {
                    continue;
                }
                let after = values(&setting, solution, weight, &beyond);
                let own = after.iter().find(|value| value.0 == *chosen).unwrap();
                match &flip.to {
                    Some(to) => {
                        assert!(!is_best(&after, chosen), "case {case}: {weight:?}");
                        let theirs = after.iter().find(|value| value.0 == *to).unwrap();
                        assert!(theirs.1 > own.1 && is_best(&after, to), "case {case}: {weight:?}");
                    }
                    None => {
                        let zero = BigInt::from(0);
                        assert!(after.iter().all(|value| value.1.as_ref().is_none_or(|v| *v <= zero)));
                    }
                }
            }
        }
    }
    assert!(flips > 300 && none > 300, "{flips} {none}");
}

#[test]
fn probed_flips_of_nash_are_the_exact_ones() {
    let mut compared = 0;
    for case in 0..150 {
        let mut dice = Dice::of(case);
        let scenario = testing::scenario(&mut dice);
        let problem = Problem::of(&scenario).unwrap();
        let setting = testing::setting(&scenario, &problem);
        let found = sensitivity(&setting, "nash");
        let Some(chosen) = &found.chosen else { continue };
        let solution = Setting::solution("nash").unwrap();
        let place = setting.all.points().iter().position(|point| point.outcome == *chosen).unwrap();
        let point = &setting.all.points()[place];
        for weight in found.weights.iter().filter(|weight| weight.method == Method::Exact) {
            let of = (weight.party, weight.issue);
            let (lower, upper) =
                setting.probe(solution, point, of, Limits::default(), &mut |_| Continue::Yes).unwrap();
            for (probed, exact) in [(&lower, &weight.lower), (&upper, &weight.upper)] {
                // On an edge the choice among equals may change without a flip.
                let (Some(probed), Some(exact)) = (probed, exact) else { continue };
                if exact.kept_at == quotient(1, 1) {
                    continue;
                }
                let (a, b) = (&probed.kept_at, &probed.flipped_at);
                assert!(
                    exact.kept_at >= *a.min(b) && exact.kept_at <= *a.max(b),
                    "case {case}: {weight:?} {probed:?}"
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 50, "{compared}");
}
