//! By hand, and against every outcome of random scenarios.

use super::*;
use crate::limits::Continue;
use crate::questions::testing::{self, Dice};

fn test(setting: &Setting<'_>, outcome: &[u32], cap: usize) -> Test {
    setting.test(outcome, cap, Limits::default(), &mut |_| Continue::Yes).unwrap()
}

#[test]
fn a_bad_package_by_hand() {
    // Who wants what on two issues is worth more to the one than to the other.
    let mut scenario = testing::additive(&[
        (&[&[0, 10, 20], &[0, 2, 5]], Some(12)),
        (&[&[4, 2, 0], &[30, 20, 0]], Some(15)),
    ]);
    scenario.red_lines.push(testing::red_line(1, 1, vec![false, false, true]));
    let problem = Problem::of(&scenario).unwrap();
    let setting = testing::setting(&scenario, &problem);
    // (0, 2) is worth (5, 4): it breaks b's line and misses both reservation values.
    let found = test(&setting, &[0, 2], 10);
    assert_eq!((found.red_lines, found.rules), (vec![0], vec![]));
    assert_eq!(
        found.shortfalls,
        [Shortfall { party: 0, reservation: 12, by: 7 }, Shortfall { party: 1, reservation: 15, by: 11 }]
    );
    // Efficient: (25,0) (22,20) (20,30) (10,32) (0,34); better for both: the second, third and fourth.
    assert_eq!((found.efficient, found.left.dominating), (Tri::No, vec![1, 2, 3]));
    assert_eq!(found.left.most, [Some((17, 1)), Some((28, 3))]);
    // 15 + 26 in all at (20, 30).
    assert_eq!(found.left.total, Some((41, 2)));
    // No single change helps both: the first issue costs b, the second costs a. Both to their
    // favourites: (1,0) (10,32), (1,1) (12,22), (2,0), (2,1).
    let Remedy::Found(help) = found.help else { panic!("it can be helped") };
    assert_eq!((help.size, help.count, help.cut), (Some(2), 4, None));
    let to: Vec<_> = help.changes.iter().map(|c| c.outcome.clone()).collect();
    assert_eq!(to, [[1, 0], [1, 1], [2, 0], [2, 1]]);
    assert_eq!(help.gentlest.unwrap().gains, [17, 16]);
    let Remedy::Found(repair) = found.repair else { panic!("it can be repaired") };
    let to: Vec<_> = repair.changes.iter().map(|c| c.outcome.clone()).collect();
    // (1, 0) leaves a with 10.
    assert_eq!((repair.size, to), (Some(2), vec![vec![1, 1], vec![2, 0], vec![2, 1]]));
    let fine = test(&setting, &[2, 0], 10);
    assert_eq!((fine.efficient, fine.help, fine.repair), (Tri::Yes, Remedy::Impossible, Remedy::Needless));
}

#[test]
fn where_nothing_is_acceptable_it_is_said() {
    let scenario = testing::additive(&[(&[&[0, 10]], Some(5)), (&[&[10, 0]], Some(5))]);
    let problem = Problem::of(&scenario).unwrap();
    let setting = testing::setting(&scenario, &problem);
    assert_eq!(test(&setting, &[0], 5).repair, Remedy::Impossible);
    assert_eq!(setting.test(&[2], 5, Limits::default(), &mut |_| Continue::Yes), Err(QuestionError::Shape));
}

/// Of all outcomes that fit, the least number of changes and those that have it.
fn nearest(base: &[u32], fitting: &[&(Vec<u32>, Vec<i64>)]) -> Option<(usize, Vec<Vec<u32>>)> {
    let distance = |outcome: &[u32]| changes(base, outcome).len();
    let least = fitting.iter().map(|(outcome, _)| distance(outcome)).min()?;
    let of_least = fitting.iter().filter(|(outcome, _)| distance(outcome) == least);
    let mut of_least: Vec<Vec<u32>> = of_least.map(|(outcome, _)| outcome.clone()).collect();
    of_least.sort();
    Some((least, of_least))
}

fn check(remedy: &Remedy, right: Option<(usize, Vec<Vec<u32>>)>, case: u64) -> bool {
    match (remedy, right) {
        (Remedy::Impossible, None) => false,
        (Remedy::Found(found), Some((size, outcomes))) => {
            let mut shown: Vec<_> = found.changes.iter().map(|c| c.outcome.clone()).collect();
            shown.sort();
            assert_eq!((found.size, shown, found.cut), (Some(size), outcomes, None), "case {case}");
            let best = found.changes.iter().map(|c| c.gains.iter().min().unwrap()).max();
            if found.changes.iter().all(|c| c.gains.len() == 2) && case.is_multiple_of(2) {
                // Units are 1 in even cases.
                assert_eq!(found.gentlest.as_ref().unwrap().gains.iter().min(), best, "case {case}");
            }
            assert!(found.known.as_ref().unwrap().changes.len() >= size);
            true
        }
        (remedy, right) => panic!("case {case}: {remedy:?} {right:?}"),
    }
}

#[test]
fn the_smallest_changes_are_those_of_brute_force() {
    let (mut helped, mut repaired, mut hopeless) = (0, 0, 0);
    for case in 0..1500 {
        let mut dice = Dice::of(case);
        let mut scenario = testing::scenario(&mut dice);
        if case.is_multiple_of(2) {
            scenario.utilities.iter_mut().for_each(|utility| utility.unit = 1);
        }
        let problem = Problem::of(&scenario).unwrap();
        let setting = testing::setting(&scenario, &problem);
        let base = testing::any_outcome(&mut dice, &problem);
        let own = problem.utilities(&base);
        let all = testing::outcomes(&problem);
        let found = test(&setting, &base, usize::MAX);
        let dominated = all.iter().any(|(_, u)| testing::reaches(u, &own) && *u != own);
        let allowed = problem.allows(&base);
        assert_eq!(found.efficient.certain(), allowed && !dominated, "case {case}");
        assert_eq!(found.rules.is_empty(), allowed);
        for party in 0..own.len() {
            let gain = all.iter().filter(|(_, u)| testing::reaches(u, &own) && *u != own);
            let most = gain.map(|(_, u)| u[party] - own[party]).max();
            assert_eq!(found.left.most[party].map(|most| most.0), most, "case {case}");
        }
        let broken = setting.broken(&base);
        let helps = |(outcome, u): &&(Vec<u32>, Vec<i64>)| {
            let no_new = setting.broken(outcome).iter().all(|line| broken.contains(line));
            testing::reaches(u, &own) && *u != own && no_new
        };
        let fitting: Vec<_> = all.iter().filter(helps).collect();
        helped += u32::from(check(&found.help, nearest(&base, &fitting), case));
        let repairs = |(outcome, u): &&(Vec<u32>, Vec<i64>)| testing::is_acceptable(&scenario, outcome, u);
        let fitting: Vec<_> = all.iter().filter(repairs).collect();
        if allowed && testing::is_acceptable(&scenario, &base, &own) {
            assert_eq!(found.repair, Remedy::Needless, "case {case}");
        } else {
            repaired += u32::from(check(&found.repair, nearest(&base, &fitting), case));
            hopeless += u32::from(found.repair == Remedy::Impossible);
        }
    }
    assert!(helped > 300 && repaired > 300 && hopeless > 50, "{helped} {repaired} {hopeless}");
}

#[test]
fn a_search_that_is_cut_says_so_and_keeps_what_is_proven() {
    let gains = |party: i64| -> Vec<Vec<i64>> {
        (0..14)
            .map(|i| (0..4).map(|o| if party == 0 { o * (i + 3) } else { (3 - o) * (17 - i) }).collect())
            .collect()
    };
    let scenario = {
        let mut made = testing::named(&vec![("i", &["0", "1", "2", "3"][..]); 14]);
        made.utilities =
            vec![testing::utility("a", 1, gains(0), None), testing::utility("b", 1, gains(1), None)];
        made
    };
    let problem = Problem::of(&scenario).unwrap();
    let setting = testing::setting(&scenario, &problem);
    let base = [3, 3, 3, 3, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0];
    let limits = Limits { steps: 60, ..Limits::default() };
    let found = setting.test(&base, 3, limits, &mut |_| Continue::Yes).unwrap();
    let Remedy::Found(help) = found.help else { panic!("it is dominated") };
    assert_eq!(help.cut, Some(Reason::Steps));
    assert!(help.known.unwrap().gains.iter().all(|gain| *gain >= 0));
}
