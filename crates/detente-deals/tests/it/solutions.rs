//! What a solution chooses from the frontier is best among all outcomes, by its definition.

use crate::random::{self, Dice};
use crate::{brute, cases, exact};
use detente_deals::solutions::{Bargain, SOLUTIONS};
use num_bigint::BigInt;

/// How good a vector is by a definition; the ideal point is given where one is needed.
type Worth = fn(u: &[i64], d: &[i64], ideal: &[i64]) -> Vec<BigInt>;

/// Of each definition the worth that the choice must have, and whether nobody may get less than `d`.
const DEFINITIONS: [(&str, bool, Worth); 5] = [
    ("nash", true, |u, d, _| vec![gains(u, d).iter().product()]),
    ("utilitarian", false, |u, _, _| vec![u.iter().copied().map(BigInt::from).sum()]),
    ("egalitarian", false, |u, d, _| sorted(gains(u, d))),
    ("equal_loss", true, |u, _, a| sorted(gains(u, a))),
    ("kalai_smorodinsky", true, |u, d, a| {
        // Shares on a common denominator.
        let room: Vec<BigInt> = gains(a, d);
        let counts = |p: &usize| room[*p] > BigInt::ZERO;
        let all: BigInt = room.iter().filter(|room| **room > BigInt::ZERO).product();
        sorted((0..u.len()).filter(counts).map(|p| BigInt::from(u[p] - d[p]) * &all / &room[p]).collect())
    }),
];

fn gains(u: &[i64], d: &[i64]) -> Vec<BigInt> {
    u.iter().zip(d).map(|(u, d)| BigInt::from(u - d)).collect()
}

fn sorted(mut numbers: Vec<BigInt>) -> Vec<BigInt> {
    numbers.sort();
    numbers
}

#[test]
fn choices_are_the_best_of_all_outcomes() {
    for case in 0..cases() {
        let mut dice = Dice::of(case);
        let problem = random::problem(&mut dice);
        let all = brute::outcomes(&problem);
        if all.is_empty() {
            continue;
        }
        let frontier = exact(&problem);
        let d = all[dice.below(all.len() as u64) as usize].1.clone();
        let parties = problem.parties();
        let bargain =
            Bargain::new(&frontier.points, &d, &vec![1000; parties], &vec![1; parties]).expect("a bargain");
        let content = |u: &[i64]| u.iter().zip(&d).all(|(u, d)| u >= d);
        let acceptable: Vec<&Vec<i64>> = all.iter().map(|(_, u)| u).filter(|u| content(u)).collect();
        let most = |p: usize| acceptable.iter().map(|u| u[p]).max().expect("d itself");
        let ideal: Vec<i64> = (0..parties).map(most).collect();
        for (name, only_acceptable, worth) in DEFINITIONS {
            let solution = SOLUTIONS.iter().find(|solution| solution.name() == name).expect("it is there");
            let chosen = &frontier.points[solution.choose(&bargain).expect("d is reached")];
            let allowed = all.iter().map(|(_, u)| u).filter(|u| !only_acceptable || content(u));
            let best = allowed.map(|u| worth(u, &d, &ideal)).max().expect("one");
            assert_eq!(worth(&chosen.utilities, &d, &ideal), best, "case {case}: {name}");
            let equal = frontier.points.iter().filter(|point| {
                (!only_acceptable || content(&point.utilities)) && worth(&point.utilities, &d, &ideal) == best
            });
            assert_eq!(equal.map(|point| &point.outcome).min(), Some(&chosen.outcome), "case {case}: {name}");
        }
        for solution in SOLUTIONS {
            assert!(solution.choose(&bargain).is_some(), "case {case}: {}", solution.name());
        }
    }
}
