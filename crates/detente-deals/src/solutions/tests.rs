//! Worked examples.

use super::{Bargain, BargainError, SOLUTIONS};
use crate::frontier::{Frontier, Point};
use num_bigint::BigInt;

fn frontier(points: &[&[i64]]) -> Frontier {
    let point =
        |(i, u): (usize, &&[i64])| Point { utilities: u.to_vec(), outcome: vec![i as u32], count: None };
    Frontier { points: points.iter().enumerate().map(point).collect() }
}

fn chosen(name: &str, bargain: &Bargain<'_>) -> Option<Vec<i64>> {
    let solution = SOLUTIONS.iter().find(|solution| solution.name() == name).expect("a known name");
    solution.choose(bargain).map(|place| bargain.points[place].utilities.clone())
}

fn check(bargain: &Bargain<'_>, right: &[(&str, &[i64])]) {
    for (name, utilities) in right {
        assert_eq!(chosen(name, bargain).as_deref(), Some(*utilities), "{name}");
    }
}

#[test]
fn each_chooses_by_its_definition() {
    let f = frontier(&[&[100, 0], &[80, 28], &[60, 45], &[52, 50], &[20, 60]]);
    let bargain = Bargain::new(&f.points, &[0, 0], &[100, 100], &[1, 1]).unwrap();
    check(
        &bargain,
        &[
            // 2240, 2700, 2600, 1200.
            ("nash", &[60, 45]),
            // Shares of 100 and 60: 28/60, 60/100, 52/100.
            ("kalai_smorodinsky", &[60, 45]),
            ("egalitarian", &[52, 50]),
            ("utilitarian", &[80, 28]),
            ("proportional", &[52, 50]),
            // Losses 20+32, 40+15, 48+10.
            ("equal_loss", &[80, 28]),
            // From (0, 0) to (50, 30): left are (60, 45) and (52, 50); then (55, 40): (60, 45) is left.
            ("raiffa", &[60, 45]),
            ("maximin_gain", &[52, 50]),
            ("equal_gain", &[52, 50]),
        ],
    );
}

#[test]
fn what_is_not_acceptable_is_not_chosen_and_weights_and_scales_count() {
    let f = frontier(&[&[100, 0], &[80, 28], &[60, 45], &[52, 50], &[20, 60]]);
    let demanding = Bargain::new(&f.points, &[70, 10], &[1, 1], &[1, 1]).unwrap();
    check(&demanding, &[("nash", &[80, 28]), ("kalai_smorodinsky", &[80, 28]), ("raiffa", &[80, 28])]);
    let nobody = Bargain::new(&f.points, &[90, 40], &[1, 1], &[1, 1]).unwrap();
    for name in ["nash", "kalai_smorodinsky", "equal_loss", "raiffa"] {
        assert_eq!(chosen(name, &nobody), None, "{name}");
    }
    let weighted = Bargain::new(&f.points, &[0, 0], &[1, 1], &[3, 1]).unwrap();
    // 80³·28 exceeds 60³·45; per weight 80/3 and 28 are nearest.
    check(&weighted, &[("nash", &[80, 28]), ("proportional", &[80, 28])]);
    // The second party's 28 are 2.8, where the first's 80 are 80.
    let scaled = Bargain::new(&f.points, &[0, 0], &[1, 10], &[1, 1]).unwrap();
    check(&scaled, &[("egalitarian", &[20, 60]), ("utilitarian", &[100, 0]), ("nash", &[60, 45])]);
    assert!(matches!(Bargain::new(&f.points, &[0], &[1], &[1]), Err(BargainError::Shape)));
    assert!(matches!(Bargain::new(&f.points, &[0, 0], &[0, 1], &[1, 1]), Err(BargainError::TooWide)));
    assert!(matches!(Bargain::new(&f.points, &[0, 0], &[1, 1], &[0, 0]), Err(BargainError::Weights)));
}

#[test]
fn ties_go_to_the_first_outcome() {
    let mut f = frontier(&[&[3, 1], &[2, 2], &[1, 3]]);
    f.points[0].outcome = vec![7];
    let bargain = Bargain::new(&f.points, &[0, 0], &[1, 1], &[1, 1]).unwrap();
    // All sums are 4; the outcomes are 7, 1 and 2.
    check(&bargain, &[("utilitarian", &[2, 2])]);
}

#[test]
fn products_of_large_numbers_are_exact() {
    let large = 1i64 << 60;
    let near = [large + 1, large - 1, large, large];
    let f = frontier(&[&near, &[large, large, large, large - 1], &[large - 1, large - 1, large + 2, large]]);
    let product = |u: &[i64]| u.iter().map(|u| BigInt::from(*u)).product::<BigInt>();
    let best = f.points.iter().max_by_key(|point| product(&point.utilities)).unwrap();
    let bargain = Bargain::new(&f.points, &[0; 4], &[1; 4], &[1; 4]).unwrap();
    assert_eq!(chosen("nash", &bargain), Some(best.utilities.clone()));
}

#[test]
fn every_solution_says_what_it_is() {
    for solution in SOLUTIONS {
        assert!(
            !solution.definition().is_empty() && solution.source().contains("19")
                || solution.source().contains("20")
        );
        let empty = Frontier { points: vec![] };
        assert_eq!(solution.choose(&Bargain::new(&empty.points, &[0], &[1], &[1]).unwrap()), None);
    }
}
