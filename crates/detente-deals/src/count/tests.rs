//! Counts against brute force, the exact way and on grids of every size.

use super::*;
use crate::limits::Continue;
use crate::random::{self, Dice};
use crate::{brute, frontier};

const CASES: u64 = 2_000;

/// A floor for most parties: what an outcome gives them, give or take a little.
fn floors(dice: &mut Dice, all: &[(Vec<u32>, Vec<i64>)], parties: usize) -> Vec<Option<i64>> {
    let mut floor = |party: usize| {
        let near = &all.get(dice.below(all.len().max(1) as u64) as usize)?.1;
        (dice.below(5) > 0).then(|| near[party] + dice.between(-1, 1))
    };
    (0..parties).map(&mut floor).collect()
}

fn right(all: &[(Vec<u32>, Vec<i64>)], floors: &[Option<i64>]) -> BigUint {
    let reaches = |u: &[i64]| u.iter().zip(floors).all(|(u, floor)| floor.is_none_or(|f| *u >= f));
    all.iter().filter(|(_, u)| reaches(u)).count().into()
}

#[test]
fn it_is_the_number_of_outcomes_and_grids_enclose_it() {
    let (mut between, mut some) = (0, 0);
    for case in 0..CASES {
        let mut dice = Dice::of(case);
        let problem = random::problem(&mut dice);
        let all = brute::outcomes(&problem);
        let floors = floors(&mut dice, &all, problem.parties());
        let right = right(&all, &floors);
        let count = Count::of(&problem, &floors, 1.0, Limits::default(), &mut |_| Continue::Yes);
        assert_eq!((&count.at_least, &count.at_most), (&right, &right), "case {case}: {problem:?}");
        some += u64::from(right > BigUint::ZERO && right < all.len().into());
        let cells = 1 + dice.below(40) as i64;
        let grid = Grid::of(&problem, &floors, cells);
        let mut yes = |_| Continue::Yes;
        let mut budget = Budget::new(Limits::default(), &mut yes);
        let end = run::<Dense>(&problem, &Plan::of(&problem), &grid, u64::MAX, &mut budget).unwrap();
        let (least, most) = end.map_or_else(Default::default, |end| end.bounds(&grid, budget.looked_at()));
        assert!(least <= right && right <= most, "case {case}: {least} {right} {most} {cells} {problem:?}");
        between += u64::from(least < most);
    }
    // Both sides of every comparison were seen.
    assert!(between > CASES / 20 && some > CASES / 4, "{between} {some}");
}

/// Where sums are too many to be told apart, the bounds close in on what another way of counting says:
/// the meeting of two halves, each listed.
#[test]
fn bounds_close_in() {
    for case in 0..4 {
        let problem = random::large(&mut Dice::of(case), 2, 14, 4, 0);
        let points = frontier::Frontier::of(&problem, crate::Ask::default(), Limits::default(), &mut |_| {
            Continue::Yes
        })
        .unwrap()
        .points;
        let middle = &points[points.len() / 2].utilities;
        let floors: Vec<Option<i64>> = middle.iter().map(|u| Some(u - 300 - 100 * case as i64)).collect();
        let count = Count::of(&problem, &floors, 1.2, Limits::default(), &mut |_| Continue::Yes);
        let right = halves(&problem, &floors);
        assert!(count.at_least <= right && right <= count.at_most, "{count:?} {right}");
        assert!(count.ratio() <= 1.2 && right > BigUint::ZERO && count.stopped.is_none(), "{count:?}");
    }
}

fn halves(problem: &Problem, floors: &[Option<i64>]) -> BigUint {
    let sums = |from: usize, to: usize| {
        let mut sums = vec![(0, 0)];
        for issue in from..to {
            let gains =
                |option: usize| (problem.gains()[0][issue][option], problem.gains()[1][issue][option]);
            let options = problem.options()[issue] as usize;
            sums = sums
                .iter()
                .flat_map(|(a, b)| (0..options).map(move |o| (a + gains(o).0, b + gains(o).1)))
                .collect();
        }
        sums
    };
    let n = problem.options().len();
    let (mut left, mut right) = (sums(0, n / 2), sums(n / 2, n));
    let need = (floors[0].unwrap_or(i64::MIN), floors[1].unwrap_or(i64::MIN));
    // The first sums fall on the left while they rise on the right; a binary indexed tree counts the second.
    left.sort_unstable();
    right.sort_unstable_by(|a, b| b.cmp(a));
    let mut seconds: Vec<i64> = right.iter().map(|r| r.1).collect();
    seconds.sort_unstable();
    let mut tree = vec![0u64; seconds.len() + 1];
    let (mut next, mut total) = (0, 0);
    for (a, b) in &left {
        while next < right.len() && a + right[next].0 >= need.0 {
            let mut at = seconds.len() - seconds.partition_point(|s| *s < right[next].1);
            while at < tree.len() {
                tree[at] += 1;
                at += at & at.wrapping_neg();
            }
            next += 1;
        }
        let mut at = seconds.len() - seconds.partition_point(|s| *s < need.1 - b);
        while at > 0 {
            total += tree[at];
            at -= at & at.wrapping_neg();
        }
    }
    total.into()
}

#[test]
fn caps_limits_and_the_caller_count() {
    let problem = random::large(&mut Dice::of(1), 2, 14, 4, 0);
    let floors = [Some(0), Some(0)];
    let yes = &mut |_: crate::Progress| Continue::Yes;
    let capped = problem.clone().with_caps(vec![Some(-1), None]).unwrap();
    assert_eq!(Count::of(&capped, &floors, 1.0, Limits::default(), yes).at_most, BigUint::ZERO);
    let free = Count::of(&problem, &[None, None], 1.0, Limits::default(), yes);
    assert_eq!((free.at_least.clone(), free.at_most), (problem.outcomes(), problem.outcomes()));
    for limits in [
        Limits { steps: 1 << 22, ..Limits::default() },
        Limits { bytes: 8 << 20, ..Limits::default() },
        Limits { points: 60_000, ..Limits::default() },
    ] {
        let count = Count::of(&problem, &floors, 1.0, limits, yes);
        assert!(count.stopped.is_some(), "{limits:?}");
        assert!(count.at_least <= halves(&problem, &floors) && halves(&problem, &floors) <= count.at_most);
    }
    let asked = Count::of(&problem, &floors, 1.0, Limits::default(), &mut |_| Continue::No);
    assert_eq!(asked.stopped.map(|stop| stop.reason), Some(Reason::Asked));
    assert_eq!((asked.at_least, asked.at_most), (BigUint::ZERO, problem.outcomes()));
}

#[test]
fn more_outcomes_than_doubles_hold_are_counted_exactly_or_not_at_all() {
    let gains = vec![vec![vec![0, 1, 2, 3]; 600]; 2];
    let problem = Problem::new(gains).unwrap();
    let count = Count::of(&problem, &[Some(1799), None], 1.0, Limits::default(), &mut |_| Continue::Yes);
    assert_eq!(count.at_least, BigUint::from(601u32));
    assert!(count.is_exact());
}
