//! By hand, and against every pair and triple of random scenarios.

use super::*;
use crate::limits::Continue;
use crate::questions::testing::{self, Dice};

fn trades(setting: &Setting<'_>, base: &[u32]) -> Trades {
    setting.trades(base, usize::MAX, Limits::default(), &mut |_| Continue::Yes).unwrap()
}

#[test]
fn all_of_one_for_all_of_the_other() {
    let scenario = testing::additive(&[
        (&[&[0, 5, 10], &[0, 15, 30], &[0, 1]], None),
        (&[&[30, 15, 0], &[10, 5, 0], &[0, 1]], None),
    ]);
    let problem = Problem::of(&scenario).unwrap();
    let setting = testing::setting(&scenario, &problem);
    let base = setting.compromise(Limits::default(), &mut |_| Continue::Yes).unwrap().unwrap();
    assert_eq!(base, [1, 1, 1]);
    let found = trades(&setting, &base);
    assert!(found.shared.is_empty());
    // a gives the first issue for the second: -5 + 15 and 15 - 5. The reverse hurts both.
    assert_eq!(found.count, 1);
    let trade = &found.trades[0];
    assert_eq!((&trade.outcome[..], &trade.gains[..]), (&[0, 2, 1][..], &[10, 10][..]));
    assert_eq!(trade.alone, [[-5, 15], [15, -5]]);
    assert_eq!((trade.givers(0), trade.takers(0)), (vec![0], vec![1]));
    assert_eq!((trade.givers(1), trade.takers(1)), (vec![1], vec![0]));
    assert_eq!(found.potentials.len(), 1);
    let potential = &found.potentials[0];
    assert_eq!((potential.issues, potential.from, potential.to), ((0, 1), (1, 1), (0, 2)));
    assert_eq!((&potential.gains[..], potential.least), (&[10, 10][..], Ratio { over: 10, under: 40 }));
    // From a base that forgets the third issue, that is a gain that all share.
    let found = trades(&setting, &[1, 1, 0]);
    assert_eq!(found.shared[0].changes, [Change { issue: 2, from: 0, to: 1 }]);
}

#[test]
fn three_parties_trade_in_a_ring() {
    // Each gives 1 on an issue that is worth 3 to the next.
    let scenario = testing::additive(&[
        (&[&[0, -1], &[0, 0], &[0, 3]], None),
        (&[&[0, 3], &[0, -1], &[0, 0]], None),
        (&[&[0, 0], &[0, 3], &[0, -1]], None),
    ]);
    let problem = Problem::of(&scenario).unwrap();
    let setting = testing::setting(&scenario, &problem);
    let found = trades(&setting, &[0, 0, 0]);
    assert_eq!(found.count, 1);
    assert_eq!((found.trades[0].changes.len(), &found.trades[0].gains[..]), (3, &[2, 2, 2][..]));
}

/// By the definition, with whole outcomes.
fn brute(setting: &Setting<'_>, base: &[u32]) -> Vec<(Vec<u32>, Vec<i64>)> {
    let problem = setting.problem;
    let own = problem.utilities(base);
    let broken = setting.broken(base);
    let gains = |outcome: &[u32]| -> Vec<i64> {
        problem.utilities(outcome).iter().zip(&own).map(|(u, own)| u - own).collect()
    };
    let helps = |outcome: &[u32]| {
        let gains = gains(outcome);
        problem.allows(outcome)
            && gains.iter().all(|g| *g >= 0)
            && gains.iter().any(|g| *g > 0)
            && setting.broken(outcome).iter().all(|line| broken.contains(line))
    };
    let changed =
        |outcome: &[u32]| -> Vec<usize> { (0..base.len()).filter(|&i| outcome[i] != base[i]).collect() };
    let whole = |outcome: &[u32]| {
        let issues = changed(outcome);
        let part = |mask: u32| {
            let mut part = base.to_vec();
            (0..issues.len())
                .filter(|p| mask >> p & 1 == 1)
                .for_each(|p| part[issues[p]] = outcome[issues[p]]);
            part
        };
        !(1..(1u32 << issues.len()) - 1).any(|mask| helps(&part(mask)))
    };
    let all: Vec<Vec<u32>> = testing::every(problem.options())
        .into_iter()
        .filter(|outcome| (1..=3).contains(&changed(outcome).len()) && helps(outcome) && whole(outcome))
        .collect();
    let mut by_size = all.clone();
    by_size.sort_by_key(|outcome| (changed(outcome).len(), changed(outcome), outcome.clone()));
    let stays = |place: usize| {
        let (own, issues) = (gains(&by_size[place]), changed(&by_size[place]));
        !by_size.iter().enumerate().any(|(other, outcome)| {
            let (theirs, their_issues) = (gains(outcome), changed(outcome));
            let earlier = their_issues.len() < issues.len() || theirs != own || other < place;
            other != place
                && their_issues.iter().all(|issue| issues.contains(issue))
                && testing::reaches(&theirs, &own)
                && earlier
        })
    };
    (0..by_size.len()).filter(|&p| stays(p)).map(|p| (by_size[p].clone(), gains(&by_size[p]))).collect()
}

#[test]
fn trades_are_those_of_brute_force() {
    let (mut pairs, mut triples) = (0, 0);
    for case in 0..2500 {
        let mut dice = Dice::of(case);
        let scenario = testing::scenario(&mut dice);
        let problem = Problem::of(&scenario).unwrap();
        let setting = testing::setting(&scenario, &problem);
        let base = testing::any_outcome(&mut dice, &problem);
        let found = trades(&setting, &base);
        let mut shown: Vec<(Vec<u32>, Vec<i64>)> =
            found.shared.iter().chain(&found.trades).map(|t| (t.outcome.clone(), t.gains.clone())).collect();
        let mut right = brute(&setting, &base);
        shown.sort();
        right.sort();
        assert_eq!(shown, right, "case {case}");
        for trade in &found.trades {
            pairs += u32::from(trade.changes.len() == 2);
            triples += u32::from(trade.changes.len() == 3);
            for (change, alone) in trade.changes.iter().zip(&trade.alone) {
                let mut outcome = base.clone();
                outcome[change.issue] = change.to;
                let after = problem.utilities(&outcome);
                let gains: Vec<i64> = after.iter().zip(&found.utilities).map(|(a, b)| a - b).collect();
                assert_eq!(&gains, alone);
            }
        }
        for window in found.trades.windows(2) {
            assert!(setting.rank(&window[0]) >= setting.rank(&window[1]));
        }
        let compromise = setting.compromise(Limits::default(), &mut |_| Continue::Yes).unwrap();
        assert_eq!(compromise.is_some(), !setting.all.points().is_empty());
        assert!(compromise.is_none_or(|outcome| problem.allows(&outcome)), "case {case}");
    }
    assert!(pairs > 300 && triples > 25, "{pairs} {triples}");
}
