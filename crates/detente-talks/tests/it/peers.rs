//! Opponent models against a second program: NegoLog's beliefs after the same offers, as `tests/peers/opponent_models.py` in the
//! project's root prints them.

use crate::recipe::SplitMix;
use detente_talks::strategy::model::{Belief, named};
use detente_talks::{Book, Space, Time};

const OPTIONS: [u32; 3] = [3, 2, 4];

/// Low options are likelier; on all issues but the first only at the beginning.
fn offers(count: usize) -> Vec<Vec<u32>> {
    let mut random = SplitMix(42);
    let mut offer = |k: usize| -> Vec<u32> {
        let mut option = |(issue, n): (usize, &u32)| {
            let (a, b) = (random.next() % u64::from(*n), random.next() % u64::from(*n));
            if issue == 0 || k < count * 2 / 5 { a.min(b) as u32 } else { a as u32 }
        };
        OPTIONS.iter().enumerate().map(&mut option).collect()
    };
    (0..count).map(&mut offer).collect()
}

/// What a model believes after so many of the offers.
fn after(name: &str, count: usize) -> Belief {
    let space = Space::new(OPTIONS.to_vec(), &[]).expect("a space");
    let mut book = Book::new(&space);
    let mut model = named(name).expect("a model");
    for (step, options) in offers(count).iter().enumerate() {
        let offer = book.outcome(options).expect("an outcome");
        model.hear(&book, Time::of_step(step as u32, 300), 1, offer);
    }
    model.belief(1).expect("heard").clone()
}

#[track_caller]
fn assert_near(found: &[f64], wanted: &[f64], most: f64) {
    assert_eq!(found.len(), wanted.len());
    assert!(found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < most), "{found:?}, not {wanted:?}");
}

#[test]
fn hardheaded_is_that_of_negolog() {
    let belief = after("hardheaded", 40);
    assert_near(belief.weights(), &[0.342003, 0.422592, 0.235405], 1e-6);
    assert_near(belief.values(0), &[1.0, 0.714286, 0.285714], 1e-6);
    assert_near(belief.values(1), &[1.0, 0.576923], 1e-6);
    assert_near(belief.values(2), &[0.571429, 1.0, 1.0, 0.5], 1e-6);
}

/// There values go from about 0.001 to 1, and are divided by the largest of an issue.
#[test]
fn bayesian_is_that_of_negolog_to_a_thousandth() {
    let belief = after("bayesian", 40);
    assert_near(belief.weights(), &[0.314123, 0.307959, 0.377917], 1e-3);
    let values = |issue: usize| -> Vec<f64> {
        let most = belief.values(issue).iter().copied().fold(0.0, f64::max);
        belief.values(issue).iter().map(|value| value / most).collect()
    };
    assert_near(&values(0), &[1.0, 0.500282, 0.000542], 1.2e-3);
    assert_near(&values(1), &[1.0, 0.001], 1.2e-3);
    assert_near(&values(2), &[0.000344, 0.345309, 0.689533, 1.0], 1.2e-3);
}

/// With counts for its chi-square test, where it gives it shares.
#[test]
fn window_is_that_of_negolog() {
    let belief = after("window", 150);
    assert_near(belief.weights(), &[0.521426, 0.001483, 0.477091], 1e-6);
    assert_near(belief.values(0), &[1.0, 0.807668, 0.670512], 1e-6);
    assert_near(belief.values(1), &[1.0, 0.880112], 1e-6);
    assert_near(belief.values(2), &[1.0, 0.9536, 0.924581, 0.797176], 1e-6);
}
