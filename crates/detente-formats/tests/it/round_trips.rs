//! What is written reads back to the same utilities; what cannot be said is refused.

use detente_formats::{File, Format, Limits, Options, Source, Written, geniusweb, negmas, read_sources};
use detente_model::scenario::{Clock, Decay, Discount, Rule, Scenario, ScenarioIssue, Table, Utility};
use detente_model::{Basis, Decimal};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn again(files: &[File], format: Format) -> Scenario {
    let source = |(name, text): &File| Source { name: name.clone(), bytes: text.as_bytes().to_vec() };
    let loaded = read_sources("again", &files.iter().map(source).collect::<Vec<_>>(), &Options::default())
        .unwrap_or_else(|error| panic!("{error}\n{files:#?}"));
    assert_eq!(loaded.format, format);
    loaded.scenario
}

fn outcomes(scenario: &Scenario) -> Vec<Vec<u32>> {
    scenario.issues.iter().fold(vec![vec![]], |all, issue| {
        let more = |outcome: &Vec<u32>| {
            (0..issue.options.len() as u32)
                .map(|option| [&outcome[..], &[option]].concat())
                .collect::<Vec<_>>()
        };
        all.iter().flat_map(more).collect()
    })
}

/// Exactly the same utilities, or, where something was said to be rounded, within 10⁻¹².
fn same(ours: &Scenario, theirs: &Scenario, written: &Written) {
    assert_eq!(ours.issues, theirs.issues);
    assert_eq!(ours.utilities.len(), theirs.utilities.len());
    let rounded = written.notes.iter().any(|note| note.contains("rounded"));
    for (a, b) in ours.utilities.iter().zip(&theirs.utilities) {
        for outcome in outcomes(ours) {
            let (u, v) = (
                i128::from(a.of(&outcome)) * i128::from(b.unit),
                i128::from(b.of(&outcome)) * i128::from(a.unit),
            );
            let most = if rounded { i128::from(a.unit) * i128::from(b.unit) / 1_000_000_000 } else { 0 };
            assert!(
                (u - v).abs() <= most,
                "{outcome:?}: {} {}\n{written:#?}",
                a.written(a.of(&outcome)),
                b.written(b.of(&outcome))
            );
        }
    }
}

fn utility(party: &str, unit: i64, gains: Vec<Vec<i64>>) -> Utility {
    Utility {
        party: party.to_owned(),
        entry: None,
        unit,
        gains,
        tables: vec![],
        bias: 0,
        cap: None,
        reservation: None,
        discount: None,
        is_exact: true,
        basis: Basis::Stated,
        stated: None,
    }
}

fn scenario(issues: Vec<ScenarioIssue>, utilities: Vec<Utility>) -> Scenario {
    Scenario {
        issues,
        utilities,
        rules: vec![],
        red_lines: vec![],
        rooms: BTreeSet::new(),
        basis: Basis::Stated,
        notes: vec![],
    }
}

fn issue(name: &str, options: Vec<String>) -> ScenarioIssue {
    ScenarioIssue { name: name.to_owned(), entry: None, options, divisible: false }
}

/// Names that files find hard.
const NAMES: [&str; 12] =
    ["yes", "null", "1", "1.0", "a: b", "\"q\" \\", "-x", "é\u{202e}", "# c", "line\nbreak", "{y}", "ﬁ 🕊"];

prop_compose! {
    fn any_scenario()(sizes in prop::collection::vec(1usize..4, 1..4), parties in 1usize..4)
        (gains in prop::collection::vec(prop::collection::vec(prop::collection::vec(-50i64..1000, 3), 3), parties),
         units in prop::collection::vec(prop_oneof![Just(1i64), Just(1000), Just(3000), Just(2520), Just(1 << 20)], parties),
         bias in prop::collection::vec(-5i64..50, parties), reserved in prop::collection::vec(prop::option::of(-100i64..3000), parties),
         tables in prop::collection::vec(prop::collection::vec(-9i64..9, 9), parties), tied in any::<bool>(), names in 0usize..NAMES.len(),
         clock in 0usize..6, sizes in Just(sizes)) -> Scenario {
        let issues: Vec<ScenarioIssue> = sizes.iter().enumerate().map(|(i, size)| {
            issue(NAMES[(names + i) % NAMES.len()], (0..*size).map(|o| NAMES[(names + 3 * i + o) % NAMES.len()].to_owned()).collect())
        }).collect();
        let utilities = gains.iter().enumerate().map(|(p, gains)| {
            let cut = gains.iter().zip(&sizes).map(|(gains, size)| gains[..*size].to_vec()).collect();
            let mut utility = utility(NAMES[(names + p) % NAMES.len()], units[p], cut);
            (utility.bias, utility.reservation) = (bias[p], reserved[p]);
            if tied && sizes.len() > 1 {
                utility.tables.push(Table { issues: vec![1, 0], values: tables[p][..sizes[0] * sizes[1]].to_vec() });
            }
            let number = |text: &str| Decimal::parse(text).unwrap();
            utility.discount = [
                Some((Decay::Exponential { factor: number("0.9") }, Clock::Relative)),
                Some((Decay::Linear { cost: number("0.01"), power: 1.into() }, Clock::Round)),
            ].get(clock).copied().flatten().map(|(decay, clock)| Discount { decay, clock, reservation_too: true });
            utility
        }).collect();
        scenario(issues, utilities)
    }
}

proptest! {
    #[test]
    fn negmas_reads_back_the_same(ours in any_scenario()) {
        let written = negmas::write(&ours, "a: name").unwrap();
        let theirs = again(&written.files, Format::Negmas);
        same(&ours, &theirs, &written);
        for (a, b) in ours.utilities.iter().zip(&theirs.utilities) {
            assert_eq!((&a.party, a.discount), (&b.party, b.discount));
            assert_eq!(a.reservation.is_some(), b.reservation.is_some());
        }
    }

    #[test]
    fn geniusweb_reads_back_the_same_or_is_refused_for_a_reason(ours in any_scenario()) {
        match geniusweb::write(&ours, "a: name") {
            Ok(written) => same(&ours, &again(&written.files, Format::GeniusWeb), &written),
            Err(refused) => {
                let why = refused.to_string();
                let known = ["links", "shrink with time", "less than 0", "more than 1", "no outcome"];
                prop_assert!(known.iter().any(|known| why.contains(known)), "{why}");
            }
        }
    }

    /// Utilities from 0 to 1 without links are always written.
    #[test]
    fn geniusweb_takes_what_lies_between_0_and_1(gains in prop::collection::vec(prop::collection::vec(0i64..333, 1..4), 1..4), unit in 999i64..3000, pick in any::<prop::sample::Index>()) {
        let issues = gains.iter().enumerate().map(|(i, gains)| issue(&format!("i{i}"), (0..gains.len()).map(|o| format!("o{o}")).collect())).collect();
        let mut ours = scenario(issues, vec![utility("p", unit, gains)]);
        let all = outcomes(&ours);
        let reserved = ours.utilities[0].of(&all[pick.index(all.len())]);
        ours.utilities[0].reservation = Some(reserved);
        let written = geniusweb::write(&ours, "d").unwrap();
        let theirs = again(&written.files, Format::GeniusWeb);
        same(&ours, &theirs, &written);
        let read = &theirs.utilities[0];
        if let Some(again) = read.reservation {
            let (again, first) = (again as f64 / read.unit as f64, reserved as f64 / unit as f64);
            prop_assert!((again - first).abs() < 1e-9, "{again} {first}");
        } else {
            prop_assert!(all.iter().all(|outcome| ours.utilities[0].of(outcome) >= reserved));
        }
    }
}

#[test]
fn what_a_format_cannot_say_is_refused() {
    let issues = vec![issue("a", vec!["x".into(), "y".into()]), issue("b", vec!["x".into(), "y".into()])];
    let plain = scenario(issues, vec![utility("p", 100, vec![vec![40, 0], vec![0, 60]])]);
    let why = |change: &dyn Fn(&mut Scenario)| {
        let mut scenario = plain.clone();
        change(&mut scenario);
        let told = |result: Result<Written, detente_formats::Unwritable>| {
            result.err().map(|refused| refused.to_string())
        };
        (told(negmas::write(&scenario, "n")), told(geniusweb::write(&scenario, "n")))
    };
    assert_eq!(why(&|_| {}), (None, None));
    let both = |(a, b): (Option<String>, Option<String>), told: &str| {
        for why in [a, b] {
            assert!(why.as_ref().is_some_and(|why| why.contains(told)), "{told}: {why:?}");
        }
    };
    both(why(&|s| s.rules.push(Rule { when_all: vec![(0, 0)], then: vec![] })), "rules between issues (1)");
    both(why(&|s| s.utilities[0].cap = Some(90)), "p: its utilities are cut off at 0.9");
    both(why(&|s| s.issues[1].divisible = true), "b: it may be divided");
    let table = Table { issues: vec![0, 1], values: vec![1, 0, 0, 0] };
    let (negmas, geniusweb) = why(&|s| s.utilities[0].tables.push(table.clone()));
    assert_eq!(negmas, None);
    assert!(geniusweb.unwrap().contains("links between issues (1)"));
    let (_, geniusweb) = why(&|s| s.utilities[0].reservation = Some(50));
    assert!(geniusweb.unwrap().contains("no outcome is worth its reservation value 0.5"));
    let quadratic = Discount {
        decay: Decay::Linear { cost: 1.into(), power: 2.into() },
        clock: Clock::Round,
        reservation_too: true,
    };
    let (negmas, geniusweb) = why(&|s| s.utilities[0].discount = Some(quadratic));
    assert!(negmas.unwrap().contains("1·t^2") && geniusweb.unwrap().contains("shrink with time"));
}

/// Parties whose names are no file names, or the same ones, get files of their own.
#[test]
fn names_of_files() {
    let utilities = ["domain", "a/b", "a-b", "A-B", "", "specials"]
        .map(|party| utility(party, 1, vec![vec![0]]))
        .to_vec();
    let ours = scenario(vec![issue("a", vec!["x".into()])], utilities);
    let written = geniusweb::write(&ours, "").unwrap();
    let names: Vec<&str> = written.files.iter().map(|(name, _)| name.as_str()).collect();
    let expected = ["domain", "1-domain-2", "2-a-b", "3-a-b-2", "4-A-B-3", "5-party-", "6-party-specials"];
    assert_eq!(names, expected.map(|stem| format!("{stem}.json")));
    assert!(
        written.notes.iter().any(|note| note == "the party “a/b” is in 2-a-b.json"),
        "{:?}",
        written.notes
    );
    assert_eq!(Limits::default().linked, 10);
}
