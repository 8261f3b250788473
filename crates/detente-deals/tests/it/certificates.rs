//! Certificates are accepted as they are, and refused when they are changed.

use crate::random::{self, Dice};
use crate::{cases, exact};
use detente_certify::check;
use detente_deals::{Ask, Continue, Frontier, Limits, Problem};
use serde_json::{Value, json};

fn certified(problem: &Problem) -> (Frontier, String) {
    let (frontier, certificate) =
        Frontier::certified(problem, Ask::default(), Limits::default(), &mut |_| Continue::Yes)
            .expect("it fits");
    assert_eq!(certificate.hash().len(), 64);
    (frontier, certificate.to_json())
}

#[test]
fn all_are_accepted_and_say_what_was_solved() {
    for case in 0..cases() {
        let problem = random::problem(&mut Dice::of(case));
        let (frontier, text) = certified(&problem);
        let proven = check(&text).unwrap_or_else(|refusal| panic!("case {case}: {refusal}: {text}"));
        assert_eq!(proven.gains, problem.gains());
        assert_eq!(proven.bias, problem.bias());
        assert_eq!(proven.rules, problem.rules());
        assert!(
            proven
                .factors
                .iter()
                .zip(problem.factors())
                .all(|(a, b)| a.issues == b.issues && a.values == b.values)
        );
        assert_eq!(proven.factors.len(), problem.factors().len());
        assert_eq!(proven.frontier.len(), frontier.points.len());
        for ((a, b), c) in proven.frontier.iter().zip(&frontier.points).zip(exact(&problem).points) {
            assert_eq!((&a.utilities, &a.outcome), (&b.utilities, &b.outcome));
            assert_eq!((&a.utilities, &a.outcome), (&c.utilities, &c.outcome));
        }
    }
}

/// Where no brute force reaches, the checker is the judge.
#[test]
fn larger_ones_are_accepted() {
    let shapes = [(2, 14, 5, 14), (2, 20, 4, 0), (3, 7, 4, 5), (4, 6, 4, 3), (5, 5, 4, 0), (8, 5, 3, 2)];
    for (case, (parties, issues, options, links)) in shapes.into_iter().enumerate() {
        let problem = random::large(&mut Dice::of(1 << 40 | case as u64), parties, issues, options, links);
        let (frontier, text) = certified(&problem);
        let proven = check(&text).unwrap_or_else(|refusal| panic!("{case}: {refusal}"));
        assert!(frontier.points.len() > 20, "{}", frontier.points.len());
        assert_eq!(proven.frontier.len(), frontier.points.len());
        // With little room it is joined in many small parts, to the same end.
        let mut room = 64;
        let tight = loop {
            let limits = Limits { bytes: room << 10, ..Limits::default() };
            match Frontier::of(&problem, Ask::default(), limits, &mut |_| Continue::Yes) {
                Ok(tight) => break tight,
                Err(_) => room += room / 8,
            }
        };
        assert_eq!(tight, frontier, "{room} KiB");
    }
}

#[test]
fn changed_ones_are_refused() {
    let mut refused = 0;
    for case in 0..cases() {
        let mut dice = Dice::of(case);
        let problem = random::problem(&mut dice);
        let right: Value = serde_json::from_str(&certified(&problem).1).expect("JSON");
        for _ in 0..4 {
            let mut wrong = right.clone();
            if let Some(what) = change(&mut wrong, problem.parties(), &mut dice) {
                assert!(check(&wrong.to_string()).is_err(), "case {case}: {what}: {wrong}");
                refused += 1;
            }
        }
    }
    assert!(refused > cases(), "few changes were tried");
}

/// Changes what is proven, not the problem, in one place.
fn change(certificate: &mut Value, parties: usize, dice: &mut Dice) -> Option<&'static str> {
    let kind = dice.below(9);
    if kind == 8 {
        let points = certificate["frontier"].as_array_mut()?;
        let point = pick(points, dice)?;
        let number = pick(point["utilities"].as_array_mut()?, dice)?;
        *number = json!(number.as_i64()? - 1);
        return Some("another utility");
    }
    let steps = certificate["steps"].as_array_mut()?;
    if kind == 0 {
        steps.pop();
        return Some("no last step");
    }
    let step = pick(steps, dice)?;
    match kind {
        1 => {
            step["rules"].as_array_mut()?.pop()?;
            return Some("a rule less");
        }
        2 => {
            step["factors"].as_array_mut()?.pop()?;
            return Some("a factor less");
        }
        3 => {
            step["inputs"].as_array_mut()?.pop()?;
            return Some("an input less");
        }
        4 => {
            step["scope"].as_array_mut()?.pop()?;
            return Some("a narrower separator");
        }
        _ => {}
    }
    let set = pick(step["sets"].as_array_mut()?, dice)?.as_array_mut()?;
    let place = dice.below((set.len() / parties) as u64 + 1) as usize * parties;
    match kind {
        5 => {
            let number = pick(set, dice)?;
            *number = json!(number.as_i64()? + if dice.below(2) == 0 { 1 } else { -1 });
            Some("another number")
        }
        6 => {
            set.get(place)?;
            set.drain(place..place + parties);
            Some("a vector less")
        }
        _ => {
            let low = (0..parties).map(|_| json!(-(1i64 << 60) - dice.between(0, 9)));
            set.splice(place..place, low.collect::<Vec<_>>());
            Some("a vector more")
        }
    }
}

fn pick<'a>(values: &'a mut [Value], dice: &mut Dice) -> Option<&'a mut Value> {
    let n = values.len() as u64;
    if n == 0 { None } else { values.get_mut(dice.below(n) as usize) }
}

#[test]
fn bytes_that_are_changed_at_random_break_nothing() {
    for case in 0..cases() {
        let mut dice = Dice::of(case);
        let (_, text) = certified(&random::problem(&mut dice));
        let mut bytes = text.into_bytes();
        let place = dice.below(bytes.len() as u64) as usize;
        bytes[place] = b"0123456789,-[]{}\"e."[dice.below(19) as usize];
        if let Ok(text) = String::from_utf8(bytes) {
            // Another problem may come of it, whose certificate is right.
            let _ = check(&text);
        }
    }
}
