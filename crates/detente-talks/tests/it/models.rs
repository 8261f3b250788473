//! Opponent models: examples worked out by hand, what holds for all, and how right they are.

use crate::recipe::SplitMix;
use detente_talks::scores::{Sample, Scores, kendall, pearson, ranks, spearman};
use detente_talks::strategy::MODELS;
use detente_talks::strategy::boa::Model;
use detente_talks::strategy::model::named;
use detente_talks::{Book, Space, Time};
use proptest::prelude::*;

fn space(options: &[u32]) -> Space {
    Space::new(options.to_vec(), &[]).expect("a space")
}

/// Tells a model these offers of party 1, in as many steps as `steps`.
fn told(name: &str, book: &mut Book<'_>, offers: &[Vec<u32>], steps: u32) -> Box<dyn Model> {
    let mut model = named(name).expect(name);
    for (step, options) in offers.iter().enumerate() {
        let offer = book.outcome(options).expect("an outcome");
        model.hear(book, Time::of_step(step as u32, steps), 1, offer);
    }
    model
}

#[track_caller]
fn assert_near(found: &[f64], wanted: &[f64]) {
    assert_eq!(found.len(), wanted.len());
    assert!(found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 5e-5), "{found:?}, not {wanted:?}");
}

/// Of two offers the first issue stays: 0.5 + 0.2/2 over 1 + 0.1 for it, 0.5 over 1.1 for the other. The second offer's options are
/// counted twice, with the one that all begin with.
#[test]
fn hardheaded_by_hand() {
    let space = space(&[2, 2]);
    let mut book = Book::new(&space);
    let model = told("hardheaded", &mut book, &[vec![0, 0], vec![0, 1]], 10);
    let belief = model.belief(1).expect("heard");
    assert_near(belief.weights(), &[0.6 / 1.1, 0.5 / 1.1]);
    assert_near(belief.values(0), &[1.0, 0.5]);
    assert_near(belief.values(1), &[0.5, 1.0]);
    let worst = book.outcome(&[1, 0]).expect("an outcome");
    assert_near(&[model.estimate(&book, 1, worst).expect("heard")], &[0.5]);
}

/// The first issue always stays and the second never does: what the first lacks of 1 is divided by 1.1 each time, until it weighs at
/// least 1 − 0.2/1.1 = 0.818. That is after eleven times: 1 − 0.5/1.1¹¹.
#[test]
fn hardheaded_has_a_limit() {
    let space = space(&[2, 2]);
    let mut book = Book::new(&space);
    for (offers, times) in [(6, 5), (12, 11), (13, 11), (40, 11)] {
        let offers: Vec<Vec<u32>> = (0..offers).map(|k| vec![0, k % 2]).collect();
        let model = told("hardheaded", &mut book, &offers, 50);
        let rest = (0..times).fold(0.5, |rest, _| rest / 1.1);
        assert_near(model.belief(1).expect("heard").weights(), &[1.0 - rest, rest]);
    }
}

/// The first issue has one option in all offers, the second each in half of them: weights 1 and 1/2, over 3/2.
#[test]
fn smith_by_hand() {
    let space = space(&[2, 2]);
    let mut book = Book::new(&space);
    let model = told("smith", &mut book, &[vec![0, 0], vec![0, 1]], 10);
    let belief = model.belief(1).expect("heard");
    assert_near(belief.weights(), &[2.0 / 3.0, 1.0 / 3.0]);
    assert_near(belief.values(0), &[1.0, 0.0]);
    assert_near(belief.values(1), &[0.5, 0.5]);
}

/// One issue: the expected weight is Σ j(10 − j)³/10 over Σ (10 − j)³ = 491.7/3025 = 0.16255. Under "falls" the first offer, option 0,
/// is worth that, under "rises" nothing: exp(−0.83745²/0.125) against exp(−1/0.125), which is 0.91601 against 0.08399.
#[test]
fn bayesian_by_hand() {
    let space = space(&[2]);
    let mut book = Book::new(&space);
    let model = told("bayesian", &mut book, &[vec![0]], 10);
    assert_near(model.belief(1).expect("heard").values(0), &[0.91601, 0.08399]);
    // What was heard before teaches nothing.
    let again = told("bayesian", &mut book, &[vec![0], vec![0], vec![0]], 10);
    assert_eq!(again.belief(1), model.belief(1));
}

/// Six offers on three issues, one of them twice: the numbers of a second program that follows GENIUS's step by step, hypothesis by
/// hypothesis.
#[test]
fn bayesian_as_a_second_program_has_it() {
    let space = space(&[3, 2, 4]);
    let mut book = Book::new(&space);
    let offers = [[0, 1, 3], [0, 1, 2], [1, 1, 3], [0, 1, 3], [0, 0, 2], [2, 1, 3]].map(Vec::from);
    let model = told("bayesian", &mut book, &offers, 10);
    let belief = model.belief(1).expect("heard");
    assert_near(belief.weights(), &[0.347735, 0.310647, 0.341618]);
    assert_near(belief.values(0), &[0.998881, 0.500481, 0.000156]);
    assert_near(belief.values(1), &[0.00027, 0.99973]);
    assert_near(belief.values(2), &[0.003136, 0.339355, 0.667644, 0.982866]);
}

/// Three windows of ten. In the third the second issue moves to an option that was never offered, and is worth (11/21)^¼ then: a
/// concession. The first issue gains 10·(1 − 0.3⁵) = 9.9757: 10.4757 and 0.5 over 10.9757.
#[test]
fn window_by_hand() {
    let space = space(&[2, 2]);
    let mut book = Book::new(&space);
    let mut offers = vec![vec![0, 0]; 20];
    let before = told("window:length=10", &mut book, &offers, 99);
    assert_near(before.belief(1).expect("heard").weights(), &[0.5, 0.5]);
    offers.extend(vec![vec![0, 1]; 10]);
    let model = told("window:length=10", &mut book, &offers, 99);
    let belief = model.belief(1).expect("heard");
    assert_near(belief.weights(), &[0.95444, 0.04556]);
    assert_near(belief.values(1), &[1.0, 0.85074]);
    // At the end nothing is learnt: the last of 30 steps is late.
    let late = told("window:length=10", &mut book, &offers, 30);
    assert_near(late.belief(1).expect("heard").weights(), &[0.5, 0.5]);
}

/// After one offer nothing is known of weights.
#[test]
fn weights_begin_equal() {
    let space = space(&[3, 2, 4, 1]);
    let mut book = Book::new(&space);
    for name in ["hardheaded", "smith", "bayesian", "window"] {
        let model = told(name, &mut book, &[vec![2, 0, 1, 0]], 10);
        assert_near(model.belief(1).expect("heard").weights(), &[0.25; 4]);
    }
}

#[test]
fn parties_are_kept_apart_and_the_unheard_are_unknown() {
    let space = space(&[3, 2]);
    let mut book = Book::new(&space);
    for row in MODELS.iter().filter(|row| row.name != "unknown") {
        let mut model = told(row.name, &mut book, &[vec![0, 0], vec![0, 1]], 10);
        let before = model.belief(1).cloned();
        assert!(model.belief(0).is_none() && model.belief(2).is_none(), "{}", row.name);
        let offer = book.outcome(&[2, 1]).expect("an outcome");
        model.hear(&book, Time::of_step(2, 10), 2, offer);
        assert_eq!(model.belief(1).cloned(), before, "{}", row.name);
        assert!(model.belief(2).is_some(), "{}", row.name);
    }
}

proptest! {
    #[test]
    fn beliefs_are_profiles_and_the_same_twice(
        options in prop::collection::vec(1u32..6, 1..9),
        count in 1usize..120,
        distinct in 1u64..40,
        seed: u64,
    ) {
        let space = space(&options);
        let mut book = Book::new(&space);
        let offer = |k: usize| -> Vec<u32> {
            let mut random = SplitMix(seed ^ (k as u64 % distinct) << 20);
            options.iter().map(|&n| (random.next() % u64::from(n)) as u32).collect()
        };
        let offers: Vec<Vec<u32>> = (0..count).map(offer).collect();
        for row in MODELS.iter().filter(|row| row.name != "unknown") {
            let model = told(row.name, &mut book, &offers, 150);
            let belief = model.belief(1).expect("heard");
            let sum: f64 = belief.weights().iter().sum();
            prop_assert!((sum - 1.0).abs() < 1e-9, "{}: {sum}", row.name);
            prop_assert!(belief.weights().iter().all(|weight| *weight >= 0.0), "{}", row.name);
            for issue in 0..options.len() {
                prop_assert!(belief.values(issue).iter().all(|v| (0.0..=1.0).contains(v)), "{}", row.name);
            }
            let one = book.outcome(&offers[0]).expect("an outcome");
            let worth = model.estimate(&book, 1, one).expect("heard");
            prop_assert!((0.0..=1.0).contains(&worth), "{}: {worth}", row.name);
            let again = told(row.name, &mut book, &offers, 150);
            prop_assert_eq!(again.belief(1), Some(belief));
        }
    }

    /// Counting inversions is comparing all pairs.
    #[test]
    fn kendall_is_what_all_pairs_say(pairs in prop::collection::vec((0u8..6, 0u8..6), 0..40)) {
        let a: Vec<f64> = pairs.iter().map(|p| f64::from(p.0)).collect();
        let b: Vec<f64> = pairs.iter().map(|p| f64::from(p.1)).collect();
        let (mut order, mut free_a, mut free_b) = (0.0, 0.0f64, 0.0f64);
        for i in 0..a.len() {
            for j in 0..i {
                let sign = |x: f64| if x == 0.0 { 0.0 } else { x.signum() };
                let (x, y) = (sign(a[i] - a[j]), sign(b[i] - b[j]));
                order += x * y;
                free_a += x * x;
                free_b += y * y;
            }
        }
        let wanted = (free_a * free_b > 0.0).then(|| order / (free_a * free_b).sqrt());
        let found = kendall(&a, &b);
        prop_assert_eq!(found.is_some(), wanted.is_some());
        prop_assert!((found.unwrap_or(0.0) - wanted.unwrap_or(0.0)).abs() < 1e-9, "{:?} {:?}", found, wanted);
    }
}

/// Intelligence and hours before the television, the example of many textbooks: ρ = −29/165, and of 45 pairs 20 agree.
#[test]
fn correlations_of_a_textbook() {
    let a = [106.0, 100.0, 86.0, 101.0, 99.0, 103.0, 97.0, 113.0, 112.0, 110.0];
    let b = [7.0, 27.0, 2.0, 50.0, 28.0, 29.0, 20.0, 12.0, 6.0, 17.0];
    assert!((spearman(&a, &b).expect("a number") + 29.0 / 165.0).abs() < 1e-12);
    assert!((kendall(&a, &b).expect("a number") + 5.0 / 45.0).abs() < 1e-12);
    assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
    assert_eq!((pearson(&[1.0, 1.0], &[1.0, 2.0]), spearman(&[], &[])), (None, None));
}

#[test]
fn who_is_right_is_scored_so() {
    let truth = [0.0, 0.25, 0.5, 1.0];
    let scores = Scores::of(&truth, &truth);
    assert_eq!((scores.spearman, scores.kendall, scores.rmse), (Some(1.0), Some(1.0), 0.0));
    let opposite: Vec<f64> = truth.iter().map(|worth| 1.0 - worth).collect();
    assert_eq!(Scores::of(&opposite, &truth).kendall, Some(-1.0));
    let flat = Scores::of(&[1.0; 4], &truth);
    // Errors of 1, 0.75, 0.5 and 0.
    assert_eq!((flat.spearman, flat.kendall, flat.pearson), (None, None, None));
    assert!((flat.rmse - (1.8125f64 / 4.0).sqrt()).abs() < 1e-12);
}

#[test]
fn samples_are_all_outcomes_or_as_many_as_asked() {
    let small = space(&[3, 4]);
    assert_eq!(Sample::new(&small, 12, 1).len(), 12);
    let drawn = Sample::new(&small, 11, 1);
    assert_eq!((drawn.len(), drawn.is_empty()), (11, false));
    assert_eq!(drawn, Sample::new(&small, 11, 1));
    assert_ne!(drawn, Sample::new(&small, 11, 2));
    let wide = space(&[10; 20]);
    assert_eq!(Sample::new(&wide, 500, 1).len(), 500);
}

/// 10²⁰ outcomes: a model holds 200 numbers.
#[test]
fn models_need_no_list() {
    let space = space(&[10; 20]);
    let mut book = Book::new(&space);
    let offers: Vec<Vec<u32>> = (0..100u32)
        .map(|k| (0..20).map(|issue| if issue < 10 { 9 } else { (k + issue) % 10 }).collect())
        .collect();
    for name in ["hardheaded", "smith", "bayesian", "window:length=10"] {
        let model = told(name, &mut book, &offers, 200);
        let liked = book.outcome(&[9; 20]).expect("an outcome");
        let disliked = book.outcome(&[0; 20]).expect("an outcome");
        let (liked, disliked) = (model.estimate(&book, 1, liked), model.estimate(&book, 1, disliked));
        assert!(liked > disliked, "{name}: {liked:?} {disliked:?}");
    }
}
