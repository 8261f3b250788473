//! By hand, and against brute force.

use super::*;
use crate::questions::testing::{self, Dice};

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[test]
fn by_hand() {
    let scenario = testing::additive(&[
        (&[&[0, 5, 10], &[0, 15, 30]], Some(26)),
        (&[&[30, 15, 0], &[10, 5, 0]], Some(26)),
    ]);
    let problem = Problem::of(&scenario).unwrap();
    let setting = testing::setting(&scenario, &problem);
    // Efficient: (40,0) (35,15) (30,30) (15,35) (0,40).
    let zone = setting.zone();
    assert_eq!((zone.reaches, zone.points, zone.clean_points), (Tri::Yes, vec![2], vec![2]));
    let opposition = setting.opposition().unwrap();
    // Of 40 both have 30: each concedes a quarter.
    assert_eq!(opposition.concession, Ratio::new(10, 40));
    let nearest = opposition.nearest.unwrap();
    assert!(nearest.place == 2 && near(nearest.distance, (2.0f64 / 16.0).sqrt()));
    // Unit 1: 29 beyond 1 for both.
    assert!(near(opposition.equal_gain.unwrap().distance, (2.0f64 * 29.0 * 29.0).sqrt()));
    // From (26, 26) only (30, 30) is inside: nothing of the rectangle is out of reach.
    assert_eq!(opposition.conflict, Some(Part { of_it: 0, whole: 16 }));
    let without =
        testing::additive(&[(&[&[0, 5, 10], &[0, 15, 30]], None), (&[&[30, 15, 0], &[10, 5, 0]], None)]);
    let problem = Problem::of(&without).unwrap();
    let setting = testing::setting(&without, &problem);
    // Slices of height 15, 15, 5, 5 and widths 35, 30, 15, 0: 1050 of 1600.
    assert_eq!(setting.opposition().unwrap().conflict, Some(Part { of_it: 550, whole: 1600 }));
    let issues = setting.issues();
    // Weights 10 and 30; at the first option 0 + 30: all of it is contested.
    assert_eq!(issues[0], IssueMeasure { weights: vec![10, 30], contested: 10, shared: 0, joint: 0 });
    assert_eq!(issues[0].conflict(), Some(Part { of_it: 10, whole: 10 }));
    let distances = setting.distances(&[1, 1]).unwrap();
    assert_eq!((distances[0].solution, &distances[0].differences), ("nash", &vec![10, 10]));
    assert!(near(distances[0].euclidean, 200.0f64.sqrt()));
    assert_eq!(distances[0].greatest, Some((0, Ratio { over: 10, under: 40 })));
    let gains = issue_gains(&problem, &[1, 1], &[0, 2]);
    assert_eq!((gains.issues, gains.links), (vec![vec![-5, 15], vec![15, -5]], vec![0, 0]));
}

#[test]
fn an_issue_on_which_all_agree_is_shared_and_one_option_is_neither() {
    let scenario = testing::additive(&[(&[&[0, 4], &[3]], None), (&[&[0, 6], &[1]], None)]);
    let problem = Problem::of(&scenario).unwrap();
    let issues = testing::setting(&scenario, &problem).issues();
    assert_eq!((issues[0].contested, issues[0].shared, issues[0].joint), (0, 4, 1));
    assert_eq!(issues[1].conflict(), None);
}

#[test]
fn measures_are_those_of_brute_force() {
    let mut conflicts = 0;
    for case in 0..600 {
        let mut dice = Dice::of(case);
        let scenario = testing::scenario(&mut dice);
        let problem = Problem::of(&scenario).unwrap();
        let setting = testing::setting(&scenario, &problem);
        let all = testing::outcomes(&problem);
        if all.is_empty() {
            assert_eq!(setting.zone().reaches, Tri::No);
            continue;
        }
        for (party, range) in setting.ranges.iter().enumerate() {
            assert_eq!(Some(range.best), all.iter().map(|(_, u)| u[party]).max(), "case {case}");
            assert_eq!(Some(range.worst), all.iter().map(|(_, u)| u[party]).min(), "case {case}");
        }
        let rational = |u: &[i64]| {
            u.iter().zip(&scenario.utilities).all(|(u, of)| of.reservation.is_none_or(|r| *u >= r))
        };
        assert_eq!(setting.zone().reaches.certain(), all.iter().any(|(_, u)| rational(u)));
        let fits = |(o, u): &(Vec<u32>, Vec<i64>)| testing::is_acceptable(&scenario, o, u);
        assert_eq!(setting.zone().acceptable.certain(), all.iter().any(fits), "case {case}");
        let opposition = setting.opposition().unwrap();
        let best: Vec<i64> = setting.ranges.iter().map(|range| range.best).collect();
        if best.iter().all(|best| *best > 0) {
            let far = |u: &[i64]| from_ones(u.iter().copied().zip(best.iter().copied()));
            let least = all.iter().filter(|(_, u)| rational(u)).map(|(_, u)| far(u)).reduce(f64::min);
            assert_eq!(opposition.nearest.is_some(), least.is_some());
            assert!(least.is_none_or(|least| near(least, opposition.nearest.unwrap().distance)));
        }
        // Axelrod's measure by counting the unit squares that an outcome reaches.
        if let (Some(conflict), [d1, d2]) = (opposition.conflict, &setting.disagreement[..]) {
            let inside: Vec<_> = all.iter().filter(|(_, u)| u[0] >= *d1 && u[1] >= *d2).collect();
            let tops = |party: usize| inside.iter().map(|(_, u)| u[party]).max().unwrap();
            let mut open = 0;
            for x in *d1..tops(0) {
                for y in *d2..tops(1) {
                    open += u128::from(!inside.iter().any(|(_, u)| u[0] > x && u[1] > y));
                }
            }
            assert_eq!(conflict.of_it, open, "case {case}");
            conflicts += 1;
        }
    }
    assert!(conflicts > 100);
}
