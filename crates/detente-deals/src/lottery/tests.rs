//! Against exact fractions on the hull, published divisions, and each other.

use super::*;
use crate::limits::Continue;
use crate::random::{self, Dice};
use crate::{Ask, Frontier, Problem, find};
use num_bigint::BigInt;
use num_rational::BigRational;
use serde_json::Value;

const LOTTERIES: [By; 7] = [
    By::Nash,
    By::KalaiSmorodinsky,
    By::Egalitarian,
    By::Utilitarian,
    By::Proportional,
    By::EqualLoss,
    By::MaximinGain,
];

fn mixed(points: &[Point], by: By, terms: &Terms) -> Option<Lottery> {
    lottery(points, by, terms, Limits::default(), &mut |_| Continue::Yes).unwrap()
}

fn divided(problem: &Problem, divisible: &[bool], by: By, terms: &Terms) -> Option<Divided> {
    divide(problem, divisible, by, terms, Limits::default(), &mut |_| Continue::Yes).unwrap()
}

fn fraction(number: i64) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

fn double(number: &BigRational) -> f64 {
    let scaled = (number * fraction(1 << 40)).to_integer();
    i128::try_from(scaled).unwrap() as f64 / (1u64 << 40) as f64
}

type Pair = [BigRational; 2];

/// All mixes of two points at which a definition's best can be: ends, where a party has just nothing, where both
/// numbers are equal, where the product is greatest.
fn candidates(points: &[Pair], equal: impl Fn(&Pair) -> BigRational) -> Vec<Pair> {
    let mut all = points.to_vec();
    for (i, a) in points.iter().enumerate() {
        for b in &points[..i] {
            let mut add = |at_a: &BigRational, at_b: &BigRational| {
                // Where a linear function that is so much at either end is 0.
                if at_a != at_b {
                    let t = at_a / (at_a - at_b);
                    if t > fraction(0) && t < fraction(1) {
                        all.push([0, 1].map(|p| &a[p] + &t * (&b[p] - &a[p])));
                    }
                }
            };
            add(&a[0], &b[0]);
            add(&a[1], &b[1]);
            add(&equal(a), &equal(b));
            let slope = |u: &Pair| &u[0] * (&b[1] - &a[1]) + &u[1] * (&b[0] - &a[0]);
            add(&slope(a), &slope(b));
        }
    }
    all
}

#[test]
fn two_parties_get_what_exact_fractions_give() {
    for case in 0..60 {
        let mut dice = Dice::of(case);
        let points: Vec<Point> = (0..2 + dice.below(7))
            .map(|_| Point {
                utilities: vec![dice.between(0, 50), dice.between(0, 50)],
                outcome: vec![],
                count: None,
            })
            .collect();
        let d = [dice.between(0, 20), dice.between(0, 20)];
        let terms = Terms::new(&d, &[1, 1], &[1, 1]).unwrap();
        let gains: Vec<Pair> =
            points.iter().map(|point| [0, 1].map(|p| fraction(point.utilities[p] - d[p]))).collect();
        let acceptable = |u: &&Pair| u.iter().all(|u| *u >= fraction(0));
        let content: Vec<Pair> =
            candidates(&gains, |u| &u[0] - &u[1]).iter().filter(acceptable).cloned().collect();
        let ideal = [0, 1].map(|p| content.iter().map(|u| u[p].clone()).max());
        for by in LOTTERIES {
            let least = |u: &Pair| u.iter().min().unwrap().clone();
            let right: Option<BigRational> = match (by, &ideal) {
                (By::Utilitarian, _) => gains.iter().map(|u| &u[0] + &u[1] + fraction(d[0] + d[1])).max(),
                (By::Egalitarian | By::Proportional | By::MaximinGain, _) => {
                    candidates(&gains, |u| &u[0] - &u[1]).iter().map(least).max()
                }
                (By::Nash, _) => content.iter().map(|u| &u[0] * &u[1]).max(),
                (By::EqualLoss, [Some(a), Some(b)]) => {
                    let loss = |u: &Pair| [&u[0] - a, &u[1] - b];
                    let all = candidates(&gains, |u| &u[0] - a - &u[1] + b);
                    all.iter().filter(acceptable).map(|u| least(&loss(u))).max()
                }
                (By::KalaiSmorodinsky, [Some(a), Some(b)]) => {
                    if a * b == fraction(0) {
                        continue;
                    }
                    let all = candidates(&gains, |u| &u[0] * b - &u[1] * a);
                    all.iter().filter(acceptable).map(|u| least(&[&u[0] / a, &u[1] / b])).max()
                }
                _ => None,
            };
            let found = mixed(&points, by, &terms);
            assert_eq!(found.is_some(), right.is_some(), "case {case}: {by:?} {points:?} {d:?}");
            let (Some(found), Some(right)) = (found, right) else { continue };
            let right = if by == By::Nash { double(&right).sqrt() } else { double(&right) };
            let near = |a: f64, b: f64| (a - b).abs() <= 2e-5 * (1.0 + b.abs());
            assert!(near(found.value, right), "case {case}: {by:?} {found:?} {right} {points:?} {d:?}");
            assert!(
                found.at_most >= right - 1e-9 * (1.0 + right.abs()),
                "case {case}: {by:?} {found:?} {right}"
            );
            assert!(near(found.at_most, found.value), "case {case}: {by:?} {found:?}");
            assert!(found.support.len() <= 3, "{found:?}");
            for party in 0..2 {
                let expected: f64 =
                    found.support.iter().map(|(place, p)| points[*place].utilities[party] as f64 * p).sum();
                assert!(near(expected, found.utilities[party]));
            }
            let sum: f64 = found.support.iter().map(|(_, p)| p).sum();
            assert!((sum - 1.0).abs() < 1e-9 && found.support.iter().all(|(_, p)| *p > 0.0));
        }
    }
}

#[test]
fn published_items_are_divided_as_they_should() {
    for text in [
        include_str!("../../../../catalog/fair/camp_david_1978.json"),
        include_str!("../../../../catalog/fair/panama_canal_1977.json"),
        include_str!("../../../../catalog/fair/two_goods_textbook.json"),
    ] {
        let case: Value = serde_json::from_str(text).unwrap();
        let points = |party: usize| -> Vec<i64> {
            case["points"][party].as_array().unwrap().iter().map(|point| point.as_i64().unwrap()).collect()
        };
        // Two options an item: the first party has it, or the second.
        let gains = vec![
            points(0).iter().map(|point| vec![*point, 0]).collect(),
            points(1).iter().map(|point| vec![0, *point]).collect::<Vec<_>>(),
        ];
        let problem = Problem::new(gains).unwrap();
        let terms = Terms::new(&[0, 0], &[1, 1], &[1, 1]).unwrap();
        let all = vec![true; problem.options().len()];
        let nash = divided(&problem, &all, By::Nash, &terms).unwrap();
        let computed = &case["computed"];
        for party in 0..2 {
            let right = computed["nash_divisible"]["u"][party].as_f64().unwrap();
            assert!((nash.utilities[party] - right).abs() < 0.01, "{nash:?}");
            let right = computed["aw"]["score"][party].as_f64().unwrap();
            for by in [By::KalaiSmorodinsky, By::Egalitarian, By::Proportional, By::EqualLoss] {
                let found = divided(&problem, &all, by, &terms).unwrap();
                assert!((found.utilities[party] - right).abs() < 1e-3, "{by:?} {found:?}");
                assert!(found.at_most - found.value < 1e-4, "{by:?} {found:?}");
            }
        }
        let product = computed["nash_divisible"]["product"].as_f64().unwrap();
        assert!((nash.value * nash.value - product).abs() < 1e-3 && nash.at_most - nash.value < 1e-4);
    }
}

/// Whole issues: what branch and bound over packages finds. All divisible: lotteries of packages.
#[test]
fn divided_issues_agree_with_packages_and_with_lotteries() {
    let mut some = 0;
    for case in 0..24 {
        let mut dice = Dice::of(1 << 44 | case);
        let parties = 2 + dice.below(3) as usize;
        let problem = random::large(&mut dice, parties, 4, 3, 0);
        let yes = &mut |_: crate::Progress| Continue::Yes;
        let points = Frontier::of(&problem, Ask::default(), Limits::default(), yes).unwrap().points;
        let d: Vec<i64> =
            points[points.len() / 2].utilities.iter().map(|u| u - dice.between(1, 300)).collect();
        let weights: Vec<u32> = (0..parties).map(|_| 1 + dice.below(3) as u32).collect();
        let terms = Terms::new(&d, &vec![1; parties], &weights).unwrap();
        for by in LOTTERIES {
            let whole = divided(&problem, &[false; 4], by, &terms).unwrap();
            let package = find(&problem, by, &terms, Limits::default(), yes).unwrap().unwrap();
            let near = |a: f64, b: f64| (a - b).abs() <= 1e-3 * (1.0 + b.abs());
            assert!(near(whole.value, package.value), "case {case}: {by:?} {whole:?} {package:?}");
            assert!(whole.shares.iter().flatten().all(|share| *share == 0.0 || *share == 1.0), "{whole:?}");
            let parts = divided(&problem, &[true; 4], by, &terms).unwrap();
            let lottery = mixed(&points, by, &terms).unwrap();
            assert!(near(parts.value, lottery.value), "case {case}: {by:?} {parts:?} {lottery:?}");
            assert!(lottery.support.len() <= parties + 1);
            let half = divided(&problem, &[true, false, true, false], by, &terms).unwrap();
            if !matches!(by, By::KalaiSmorodinsky | By::EqualLoss) {
                assert!(half.value <= parts.value + 1.0 && half.value >= whole.value - 1.0, "{by:?}");
            }
            some += u64::from(half.value > whole.value + 1.0);
        }
    }
    assert!(some > 20, "{some}");
}

#[test]
fn what_cannot_be_mixed_is_refused() {
    let terms = Terms::new(&[5, 5], &[1, 1], &[1, 1]).unwrap();
    let point = |u: &[i64]| Point { utilities: u.to_vec(), outcome: vec![], count: None };
    let of = |points: &[Point], by| lottery(points, by, &terms, Limits::default(), &mut |_| Continue::Yes);
    assert_eq!(of(&[], By::Nash), Ok(None));
    assert_eq!(of(&[point(&[1, 2, 3])], By::Nash), Err(LotteryError::Shape));
    assert_eq!(of(&[point(&[9, 9])], By::EqualGain), Err(LotteryError::Shape));
    assert_eq!(of(&[point(&[9, 0]), point(&[0, 9])], By::Nash), Ok(None));
    // Half of either is more than what neither package gives.
    let half = of(&[point(&[12, 0]), point(&[0, 12])], By::Nash).unwrap().unwrap();
    assert!((half.utilities[0] - 6.0).abs() < 1e-4 && half.support.len() == 2, "{half:?}");
    let stopped =
        lottery(&[point(&[9, 9])], By::Nash, &terms, Limits { steps: 1, ..Limits::default() }, &mut |_| {
            Continue::Yes
        });
    assert!(matches!(stopped, Err(LotteryError::Stopped(_))));
}
