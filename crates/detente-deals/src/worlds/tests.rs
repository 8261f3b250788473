//! Worlds, and what holds in which share of them.

use super::fixture::*;
use super::*;
use crate::frontier::{Ask, Frontier};
use crate::limits::Continue;
use crate::worlds::draw::Dice;
use detente_model::scenario::{Spread, Stated};
use detente_model::{Basis, scenario::Table};

fn zero_one() -> Vec<Spread> {
    vec![exact("0"), exact("1")]
}

fn worlds_hold(stated: &Stated, drawn: &Drawn) -> bool {
    let inside = |spread: &Spread, x: f64| match spread {
        Spread::Exact(n) => (known::double(*n) - x).abs() < 1e-12,
        Spread::Between { low, high } | Spread::Around { low, high, .. } => {
            known::double(*low) <= x + 1e-12 && x <= known::double(*high) + 1e-12
        }
        Spread::Unknown => x > -1e-12,
    };
    let value = |issue: usize, option: usize, known: &known::Known| {
        drawn.classes[issue][known.values[issue].class_of[option]]
    };
    let of = party("p", stated.clone());
    let known = known::Known::of(0, &of, None).unwrap().unwrap();
    let weights = stated.weights.iter().zip(&drawn.weights).all(|(spread, w)| inside(spread, *w));
    let values =
        stated.values.iter().enumerate().all(|(i, values)| {
            values.iter().enumerate().all(|(o, spread)| inside(spread, value(i, o, &known)))
        });
    let orders = stated.orders.iter().enumerate().all(|(i, order)| {
        let flat: Vec<f64> =
            order.iter().flatten().map(|option| value(i, *option as usize, &known)).collect();
        flat.windows(2).all(|pair| pair[0] >= pair[1] - 1e-12)
    });
    let more = stated.more_important.iter().all(|(a, b)| drawn.weights[*a] >= drawn.weights[*b] - 1e-12);
    let prefers =
        stated.prefers.iter().all(|p| walk::lead(&known, p, &drawn.weights, &drawn.classes) >= -1e-9);
    weights && values && orders && more && prefers
}

#[test]
fn every_world_keeps_what_was_stated() {
    let mut dice = Dice::of(11, 0);
    for _ in 0..200 {
        let stated = random_party(&mut dice, "a", &[3, 4, 2]).stated.unwrap();
        if stated.is_exact() {
            continue;
        }
        let scenario = scenario(vec![party("a", stated.clone())]);
        match Worlds::of(&scenario, sampling(3, 0)) {
            Ok(worlds) => {
                for k in 0..20 {
                    let world = worlds.world(k);
                    assert!(worlds_hold(&stated, world[0].as_ref().unwrap()), "{stated:?} {world:?}");
                    if stated.is_ordinal() {
                        let sum: f64 = world[0].as_ref().unwrap().weights.iter().sum();
                        assert!((sum - 1.0).abs() < 1e-12);
                    }
                }
            }
            Err(WorldsError::Contradiction { statements, .. }) => assert!(!statements.is_empty()),
            Err(error) => panic!("{error}: {stated:?}"),
        }
    }
}

/// Three issues of unknown weight, of which the first counts more than the second.
fn ranked_weights() -> Stated {
    let mut ranked = stated(vec![Spread::Unknown; 3], vec![zero_one(); 3]);
    ranked.more_important = vec![(0, 1)];
    ranked
}

#[test]
fn ranked_weights_have_the_means_of_their_polytope() {
    let scenario = scenario(vec![party("a", ranked_weights())]);
    let worlds = Worlds::of(&scenario, sampling(1, 0)).unwrap();
    assert!(matches!(worlds.methods()[0], Method::Rejection(share) if share.count == share.of));
    let mut mean = [0.0; 3];
    for k in 0..20_000 {
        let world = worlds.world(k);
        let weights = &world[0].as_ref().unwrap().weights;
        mean.iter_mut().zip(weights).for_each(|(sum, w)| *sum += w / 20_000.0);
    }
    // Corners (1,0,0), (½,½,0), (0,0,1): their mean is that of the triangle.
    for (found, right) in mean.iter().zip([0.5, 1.0 / 6.0, 1.0 / 3.0]) {
        assert!((found - right).abs() < 0.005, "{mean:?}");
    }
}

#[test]
fn a_walk_has_the_means_of_its_polytope() {
    // The third counts at least 99 times as much as the others together: independent draws seldom keep that.
    let mut rare = ranked_weights();
    rare.values =
        vec![vec![exact("0"), exact("99")], vec![exact("0"), exact("99")], vec![exact("0"), exact("1")]];
    rare.prefers = vec![prefers(&[(0, 0), (1, 0), (2, 1)], &[(0, 1), (1, 1), (2, 0)])];
    let scenario = scenario(vec![party("a", rare.clone())]);
    let worlds = Worlds::of(&scenario, sampling(1, 0)).unwrap();
    assert!(matches!(worlds.methods()[0], Method::Walk { .. }), "{:?}", worlds.methods());
    let mut mean = [0.0; 3];
    for k in 0..4_000 {
        let world = worlds.world(k);
        let drawn = world[0].as_ref().unwrap();
        assert!(worlds_hold(&rare, drawn));
        mean.iter_mut().zip(&drawn.weights).for_each(|(sum, w)| *sum += w / 4_000.0);
    }
    // w₃ ≥ 99 (w₁ + w₂), w₁ ≥ w₂: corners (0,0,1), (.01,0,.99), (.005,.005,.99).
    for (found, right) in mean.iter().zip([0.005, 0.005 / 3.0, 1.0 - 0.02 / 3.0]) {
        assert!((found - right).abs() < 0.02 * right.max(0.01) + 1e-4, "{mean:?}");
    }
}

#[test]
fn ranked_values_lie_evenly_between_their_ends() {
    let mut ranked = stated(vec![exact("1")], vec![vec![Spread::Unknown; 4]]);
    ranked.orders = vec![vec![vec![2], vec![0], vec![3], vec![1]]];
    let scenario = scenario(vec![party("a", ranked)]);
    let worlds = Worlds::of(&scenario, sampling(1, 0)).unwrap();
    let mut mean = [0.0; 4];
    for k in 0..10_000 {
        let world = worlds.world(k);
        let gains = worlds.problem(&world).unwrap().gains()[0][0].clone();
        mean.iter_mut()
            .zip(gains)
            .for_each(|(sum, gain)| *sum += gain as f64 / worlds.units()[0] as f64 / 1e4);
    }
    for (found, right) in mean.iter().zip([2.0 / 3.0, 0.0, 1.0, 1.0 / 3.0]) {
        assert!((found - right).abs() < 0.01, "{mean:?}");
    }
}

#[test]
fn contradictions_are_named_and_nothing_else() {
    let mut circle = stated(vec![exact("3"), between("1", "2"), between("1", "2")], vec![zero_one(); 3]);
    circle.more_important = vec![(1, 2), (2, 0)];
    // Innocent: the first issue alone is worth more than the second.
    circle.prefers = vec![prefers(&[(0, 1), (1, 0)], &[(0, 0), (1, 1)])];
    let told =
        |stated: &Stated| Worlds::of(&scenario(vec![party("a", stated.clone())]), sampling(1, 1)).err();
    let right = |statements| Some(WorldsError::Contradiction { party: 0, statements });
    assert_eq!(told(&circle), right(vec![Statement::MoreImportant(1)]));
    // a over b, b over c, c over a by packages, strictly apart by a fourth.
    let mut packages = stated(vec![Spread::Unknown; 3], vec![zero_one(); 3]);
    packages.more_important = vec![(0, 1)];
    packages.prefers = vec![
        prefers(&[(1, 1), (2, 0)], &[(1, 0), (2, 1)]),
        prefers(&[(0, 0), (1, 0), (2, 1)], &[(0, 1), (1, 1), (2, 0)]),
    ];
    // w0 ≥ w1 ≥ w2 ≥ w0 + w1: only if all are 0, but they sum to 1.
    let all = vec![Statement::MoreImportant(0), Statement::Prefers(0), Statement::Prefers(1)];
    let found = told(&packages);
    assert!(
        found == right(all) || found == right(vec![Statement::Prefers(0), Statement::Prefers(1)]),
        "{found:?}"
    );
    packages.prefers[1] = prefers(&[(0, 0), (2, 1)], &[(0, 1), (2, 0)]);
    // w0 ≥ w1 ≥ w2 ≥ w0: all alike, and nothing to draw.
    assert_eq!(told(&packages), Some(WorldsError::NoRoom { party: 0 }));
    let mut order = stated(vec![exact("1")], vec![vec![between("0", "1"), between("2", "3")]]);
    order.orders = vec![vec![vec![0], vec![1]]];
    assert_eq!(told(&order), right(vec![Statement::Order { issue: 0 }]));
    packages.prefers[1] = prefers(&[(0, 0)], &[(1, 1)]);
    assert_eq!(told(&packages), Some(WorldsError::Lopsided { party: 0 }));
    // Numbers known exactly contradict rankings too.
    let mut exactly = stated(vec![exact("1"), exact("2")], vec![zero_one(); 2]);
    exactly.more_important = vec![(0, 1)];
    assert_eq!(told(&exactly), right(vec![Statement::MoreImportant(0)]));
    exactly.more_important = vec![(1, 0)];
    assert_eq!(told(&exactly), None);
    let bad = stated(vec![between("2", "1")], vec![zero_one()]);
    assert_eq!(told(&bad), Some(WorldsError::BadNumber { party: 0 }));
}

#[test]
fn links_rules_and_reservation_values_are_kept() {
    let mut a = party("a", stated(vec![between("1", "2"), exact("1")], vec![zero_one(); 2]));
    a.tables = vec![Table { issues: vec![0, 1], values: vec![0, 0, 0, 250] }];
    (a.bias, a.reservation, a.cap) = (100, Some(333), Some(2600));
    let b = party("b", stated(vec![exact("1"), exact("2")], vec![vec![exact("1"), exact("0")]; 2]));
    let mut c = party("c", stated(vec![Spread::Unknown; 2], vec![zero_one(); 2]));
    c.reservation = Some(333);
    c.unit = 999;
    let mut scenario = scenario(vec![a, b, c]);
    scenario.rules = vec![detente_model::scenario::Rule { when_all: vec![(0, 0), (1, 0)], then: vec![] }];
    let worlds = Worlds::of(&scenario, sampling(1, 1)).unwrap();
    let world = worlds.world(0);
    let problem = worlds.problem(&world).unwrap();
    let unit = worlds.units()[0];
    assert_eq!(unit % 1000, 0);
    let weight = world[0].as_ref().unwrap().weights[0];
    let sum = (weight * unit as f64).round() as i64 + unit + unit / 1000 * 350;
    assert_eq!(problem.utilities(&[1, 1])[0], sum.min(unit / 1000 * 2600));
    assert_eq!(problem.utilities(&[0, 0])[0], unit / 10);
    assert_eq!(problem.reservations()[0], Some(unit / 1000 * 333));
    // The known party keeps its integers; a third of a million, rounded up.
    assert_eq!((problem.gains()[1].clone(), worlds.units()[1]), (vec![vec![1000, 0], vec![2000, 0]], 1000));
    assert_eq!((worlds.units()[2], problem.reservations()[2]), (1_000_000, Some(333_334)));
    assert!(!problem.allows(&[0, 0]));
}

#[test]
fn assumed_numbers_are_widened_only_where_asked() {
    let mut a = party("a", stated(vec![exact("10")], vec![vec![exact("0"), exact("0.5"), exact("1")]]));
    a.basis = Basis::Assumed;
    let b = party("b", stated(vec![exact("10")], vec![vec![exact("1"), exact("0.5"), exact("0")]]));
    let scenario = scenario(vec![a, b]);
    let plain = Worlds::of(&scenario, sampling(1, 1)).unwrap();
    assert_eq!(plain.world(0), vec![None, None]);
    let wide = Sampling { assumed_spread: Some(number("0.2")), ..sampling(1, 1) };
    let world = Worlds::of(&scenario, wide).unwrap().world(0);
    assert_eq!(world[1], None);
    let drawn = world[0].as_ref().unwrap();
    assert!((8.0..=12.0).contains(&drawn.weights[0]) && drawn.weights[0] != 10.0);
    assert_eq!(drawn.classes[0][0], 0.0);
    assert!((0.4..=0.6).contains(&drawn.classes[0][1]));
}

fn uncertain() -> detente_model::scenario::Scenario {
    let mut dice = Dice::of(4, 2);
    let options = [3, 3, 2];
    let a = random_party(&mut dice, "a", &options);
    let mut b = stated(vec![Spread::Unknown; 3], vec![vec![exact("1"), exact("0.4"), exact("0")]; 2]);
    b.values.push(vec![exact("1"), exact("1")]);
    b.more_important = vec![(2, 0)];
    let mut b = party("b", b);
    b.reservation = Some(300);
    scenario(vec![a, b])
}

#[test]
fn shares_are_those_of_brute_force() {
    let scenario = uncertain();
    let worlds = Worlds::of(&scenario, sampling(9, 300)).unwrap();
    let robust = Robust::of(&worlds, 1000, limits(), &mut |_| Continue::Yes).unwrap();
    assert_eq!(robust.packages.len() as u64, robust.distinct);
    let all: Vec<Vec<u32>> = (0..18u32).map(|k| vec![k / 6, k / 2 % 3, k % 2]).collect();
    let (mut efficient, mut both, mut acceptable) = (vec![0; 18], vec![0; 18], vec![0; 18]);
    for k in 0..300 {
        let problem = worlds.problem(&worlds.world(k)).unwrap();
        let utilities: Vec<Vec<i64>> = all.iter().map(|outcome| problem.utilities(outcome)).collect();
        let dominates = |a: &Vec<i64>, b: &Vec<i64>| a != b && a.iter().zip(b).all(|(a, b)| a >= b);
        for (place, u) in utilities.iter().enumerate() {
            let undominated = !utilities.iter().any(|other| dominates(other, u));
            let content = u[1] >= problem.reservations()[1].unwrap();
            efficient[place] += u64::from(undominated);
            acceptable[place] += u64::from(content);
            both[place] += u64::from(undominated && content);
        }
    }
    for package in &robust.packages {
        let place = all.iter().position(|outcome| *outcome == package.outcome).unwrap();
        let found = [package.efficient.count, package.acceptable.count, package.both.count];
        assert_eq!(found, [efficient[place], acceptable[place], both[place]], "{package:?}");
        assert_eq!(package.nash, package.solutions[0].1);
    }
    // The last issue's options are worth the same to b: where a's are too, both are efficient.
    let nash: u64 = robust.packages.iter().map(|package| package.nash.count).sum();
    assert!(nash >= robust.agreement.count && robust.agreement.of == 300);
    assert!(robust.nash.plug_in > 0.0 && robust.nash.plug_in < robust.nash.corrected);
}

#[test]
fn shares_are_the_same_on_any_number_of_threads() {
    let scenario = uncertain();
    let with = |threads| {
        let worlds = Worlds::of(&scenario, Sampling { threads, ..sampling(9, 500) }).unwrap();
        Robust::of(&worlds, 10, limits(), &mut |_| Continue::Yes).unwrap()
    };
    let one = with(1);
    assert_eq!(one.packages.len(), 10.min(one.distinct as usize));
    assert_eq!(one, with(2));
    assert_eq!(one, with(8));
    // Nor does it matter whether frontiers are kept or computed again.
    let worlds = Worlds::of(&scenario, sampling(9, 500)).unwrap();
    let small = crate::Limits { bytes: 40_000, ..limits() };
    assert_eq!(one, Robust::of(&worlds, 10, small, &mut |_| Continue::Yes).unwrap());
}

#[test]
fn known_exactly_all_worlds_are_the_scenario() {
    let a = party("a", stated(vec![exact("3"), exact("1")], vec![zero_one(); 2]));
    let b = party("b", stated(vec![exact("1"), exact("2")], vec![vec![exact("1"), exact("0")]; 2]));
    let scenario = scenario(vec![a, b]);
    let worlds = Worlds::of(&scenario, sampling(1, 50)).unwrap();
    assert_eq!(worlds.methods(), [Method::Exact, Method::Exact]);
    let robust = Robust::of(&worlds, 9, limits(), &mut |_| Continue::Yes).unwrap();
    let problem = crate::Problem::of(&scenario).unwrap();
    let frontier = Frontier::of(&problem, Ask::default(), limits(), &mut |_| Continue::Yes).unwrap();
    assert_eq!(robust.distinct, frontier.points.len() as u64);
    assert!(robust.packages.iter().all(|p| p.efficient == Share { count: 50, of: 50 }));
    assert_eq!(robust.nash, Entropy::default());
    assert_eq!((robust.packages[0].outcome.clone(), robust.packages[0].nash.count), (vec![1, 0], 50));
}

#[test]
fn worlds_are_those_of_every_machine() {
    let scenario = uncertain();
    let worlds = Worlds::of(&scenario, sampling(9, 1)).unwrap();
    let problem = worlds.problem(&worlds.world(7)).unwrap();
    let golden = [
        [vec![881972, 881972, 0], vec![0, 450000, 50000], vec![42975, 42975]],
        [vec![98847, 39539, 0], vec![574377, 229751, 0], vec![326776, 326776]],
    ];
    assert_eq!(problem.gains(), golden);
}
