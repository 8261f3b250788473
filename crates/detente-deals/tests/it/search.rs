//! What the search finds is what the solutions choose from all efficient points.

use crate::random::{self, Dice};
use crate::{brute, cases, exact};
use detente_deals::solutions::{Bargain, SOLUTIONS, Solution};
use detente_deals::{Answer, Ask, By, Continue, Cover, Found, Frontier, Limits, Point, Problem, Proof};
use detente_deals::{Reason, Sizes, Supported, Terms, find};

fn solution(by: By) -> &'static dyn Solution {
    *SOLUTIONS.iter().find(|solution| solution.name() == by.name()).expect("it is there")
}

fn found(problem: &Problem, by: By, terms: &Terms) -> Option<Found> {
    find(problem, by, terms, Limits::default(), &mut |_| Continue::Yes).expect("it ends")
}

/// All efficient points, by looking at every outcome; caps too.
fn efficient(problem: &Problem) -> Frontier {
    let all: Vec<_> =
        brute::outcomes(problem).into_iter().map(|(o, _)| (o.clone(), problem.utilities(&o))).collect();
    let points = brute::frontier(&all).into_iter();
    Frontier {
        points: points.map(|(utilities, outcome, _)| Point { utilities, outcome, count: None }).collect(),
    }
}

#[test]
fn it_is_what_the_solutions_choose() {
    let mut chosen = 0;
    for case in 0..cases() {
        let mut dice = Dice::of(case);
        let problem = random::problem(&mut dice);
        let parties = problem.parties();
        let caps = (0..parties).map(|_| (dice.below(6) == 0).then(|| dice.between(-3, 3))).collect();
        let problem = problem.with_caps(caps).expect("as many as parties");
        let frontier = efficient(&problem);
        let near = frontier.points.get(dice.below(frontier.points.len().max(1) as u64) as usize);
        let near = near.map_or(vec![0; parties], |point| point.utilities.clone());
        let d: Vec<i64> = near.iter().map(|u| u - dice.between(0, 2)).collect();
        let units: Vec<i64> = (0..parties).map(|_| [1, 10, 12][dice.below(3) as usize]).collect();
        let mut weights: Vec<u32> = (0..parties).map(|_| dice.below(4) as u32).collect();
        weights[0] += 1;
        let bargain = Bargain::new(&frontier.points, &d, &units, &weights).expect("a bargain");
        let terms = Terms::new(&d, &units, &weights).expect("terms");
        for by in By::ALL {
            let right = solution(by).choose(&bargain).map(|place| &frontier.points[place]);
            let found = found(&problem, by, &terms);
            if by == By::EqualGain && parties != 2 {
                assert_eq!(found, None);
                continue;
            }
            let what = found.as_ref().map(|found| (&found.utilities, &found.outcome));
            let right = right.map(|point| (&point.utilities, &point.outcome));
            assert_eq!(what, right, "case {case}: {by:?} {d:?} {units:?} {weights:?} {problem:?}");
            if let Some(found) = found {
                assert!(found.proof == Proof::Optimal && found.is_first);
                chosen += 1;
            }
        }
    }
    assert!(chosen > 5 * cases());
}

/// Of larger problems the frontier is found, and the first nodes are proof of nothing.
#[test]
fn what_is_not_proven_is_bounded() {
    let shapes = [(2, 12, 4, 0), (3, 7, 4, 5), (4, 6, 4, 3), (5, 5, 4, 0)];
    let mut bounded = 0;
    for (case, (parties, issues, options, links)) in shapes.into_iter().enumerate() {
        let problem = random::large(&mut Dice::of(1 << 41 | case as u64), parties, issues, options, links);
        let frontier = exact(&problem);
        let d = vec![-5000; parties];
        let (units, weights) = (vec![1; parties], vec![1; parties]);
        let bargain = Bargain::new(&frontier.points, &d, &units, &weights).expect("a bargain");
        let terms = Terms::new(&d, &units, &weights).expect("terms");
        for by in By::ALL.into_iter().filter(|by| *by != By::EqualGain || parties == 2) {
            let right = &frontier.points[solution(by).choose(&bargain).expect("one")];
            let whole = found(&problem, by, &terms).expect("one");
            assert_eq!((&whole.utilities, &whole.outcome), (&right.utilities, &right.outcome), "{by:?}");
            for steps in [1, 1000, 30_000, 40_000, 60_000, 100_000, 200_000] {
                let limits = Limits { steps, ..Limits::default() };
                match find(&problem, by, &terms, limits, &mut |_| Continue::Yes) {
                    Err(stop) => assert_eq!(stop.reason, Reason::Steps),
                    Ok(None) => panic!("{by:?}: there is one"),
                    Ok(Some(found)) => {
                        assert_eq!(found.utilities, problem.utilities(&found.outcome));
                        match found.proof {
                            Proof::Optimal => assert_eq!(found.value, whole.value, "{by:?}"),
                            Proof::Within { at_most } => {
                                assert!(found.value <= whole.value && whole.value <= at_most, "{by:?}");
                                bounded += 1;
                            }
                        }
                    }
                }
            }
        }
        let stopped = find(&problem, By::Nash, &terms, Limits { steps: 0, ..Limits::default() }, &mut |_| {
            Continue::Yes
        });
        assert_eq!(stopped.map_err(|stop| stop.reason), Err(Reason::Steps));
    }
    assert!(bounded > 10, "{bounded}");
}

#[test]
fn whatever_ends_it_what_is_kept_is_true() {
    let mut kinds = [0; 3];
    for case in 0..cases() / 4 {
        let mut dice = Dice::of(case);
        let problem = random::problem(&mut dice);
        let all = brute::outcomes(&problem);
        let some = Limits::default();
        let limits = match dice.below(4) {
            0 => Limits { points: 1 + dice.below(40), ..some },
            1 => Limits { bytes: 200 + dice.below(3000), ..some },
            2 => Limits { steps: dice.below(60), ..some },
            _ => some,
        };
        let mut patience = dice.below(24);
        let watch = &mut |_| {
            patience = patience.saturating_sub(1);
            if patience == 0 { Continue::No } else { Continue::Yes }
        };
        let sizes = Sizes { shown: 4, held: 64 };
        match Answer::of(&problem, Ask::default(), limits, sizes, watch) {
            Answer::Exact(frontier) => {
                kinds[0] += 1;
                assert_eq!(frontier.points.len(), exact(&problem).points.len());
            }
            Answer::Cover(cover, _) => {
                kinds[1] += 1;
                for (_, u) in &all {
                    let near = |p: &Point| (0..u.len()).all(|i| p.utilities[i] >= u[i] - cover.epsilon[i]);
                    assert!(cover.points.iter().any(near), "case {case}");
                }
            }
            Answer::Supported(supported, _) => {
                kinds[2] += 1;
                check(&supported, &all, case);
            }
        }
    }
    assert!(kinds.iter().all(|n| *n > cases() / 200), "{kinds:?}");
}

fn check(supported: &Supported, all: &[(Vec<u32>, Vec<i64>)], case: u64) {
    assert!(!supported.bounds.is_empty() && (all.is_empty() || !supported.points.is_empty()), "case {case}");
    for (_, utilities) in all {
        assert!(supported.admits(utilities), "case {case}: {utilities:?} {supported:?}");
    }
    for bound in &supported.bounds {
        let sum = |u: &[i64]| bound.weights.iter().zip(u).map(|(w, u)| i128::from(*w) * i128::from(*u)).sum();
        let most: Option<i128> = all.iter().map(|(_, u)| sum(u)).max();
        // Small problems are solved.
        assert_eq!(bound.is_reached, !all.is_empty(), "case {case}");
        assert!(most.is_none_or(|most| most == bound.most), "case {case}");
    }
    for point in &supported.points {
        assert!(all.contains(&(point.outcome.clone(), point.utilities.clone())), "case {case}");
        assert!(!all.iter().any(|(_, u)| brute::dominates(u, &point.utilities)), "case {case}");
    }
}

#[test]
fn a_cover_shrinks_until_it_fits() {
    let problem = random::large(&mut Dice::of(1 << 42), 3, 9, 5, 0);
    let yes = &mut |_: detente_deals::Progress| Continue::Yes;
    let mut limits = Limits { bytes: 1 << 20, ..Limits::default() };
    let reason = loop {
        match Frontier::of(&problem, Ask::default(), limits, yes) {
            Ok(_) => limits.bytes /= 2,
            Err(stop) => break stop.reason,
        }
    };
    assert_eq!(reason, Reason::Bytes);
    let cover = Cover::within(&problem, limits, yes).expect("a smaller one");
    assert!(!cover.points.is_empty() && cover.epsilon.iter().any(|e| *e > 0), "{cover:?}");
    for point in &exact(&problem).points {
        let near = |p: &Point| (0..3).all(|i| p.utilities[i] >= point.utilities[i] - cover.epsilon[i]);
        assert!(cover.points.iter().any(near));
    }
}
