//! Packages side by side: the red lines told are those of a brute force over all positions and all values that an
//! issue may be settled on.

use crate::harness::{Process, catalog, detente_on};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;

const PARTIES: [&str; 2] = ["north", "south"];
const ISSUES: [&str; 3] = ["quiet", "flag", "toll"];
const OPTIONS: [&str; 4] = ["a", "b", "c", "d"];

/// What is said of an issue: some of its options; or of the toll, numbers.
#[derive(Clone, Debug)]
enum Said {
    Options(BTreeSet<usize>),
    AtLeast(u32),
    Under(u32),
    Between(u32, u32),
    Exactly(u32),
}

impl Said {
    /// Does it hold this option, or this number of tenths?
    fn holds(&self, value: u32) -> bool {
        match self {
            Said::Options(places) => places.contains(&(value as usize)),
            Said::AtLeast(n) => value >= 10 * n,
            Said::Under(n) => value < 10 * n,
            Said::Between(lo, hi) => (10 * lo..=10 * hi).contains(&value),
            Said::Exactly(n) => value == 10 * n,
        }
    }

    /// Everything that it may be: all options, or numbers in steps of a tenth.
    fn values(&self) -> std::ops::Range<u32> {
        if matches!(self, Said::Options(_)) { 0..4 } else { 0..400 }
    }

    fn written(&self) -> String {
        match self {
            Said::Options(places) => {
                places.iter().map(|place| OPTIONS[*place]).collect::<Vec<_>>().join(", ")
            }
            Said::AtLeast(n) => format!("at least {n}"),
            Said::Under(n) => format!("under {n}"),
            Said::Between(lo, hi) => format!("{lo}-{hi}"),
            Said::Exactly(n) => n.to_string(),
        }
    }
}

/// A red line, with whether it is a refusal.
type Line = Option<(bool, Said)>;

/// What a package settles, by issue.
type Terms = Vec<Option<Said>>;

fn options(most: usize) -> impl Strategy<Value = Said> {
    prop::collection::btree_set(0usize..4, 1..=most).prop_map(Said::Options)
}

fn numbers() -> impl Strategy<Value = Said> {
    let number = || 1u32..20;
    prop_oneof![
        number().prop_map(Said::AtLeast),
        number().prop_map(Said::Under),
        (number(), 0u32..5).prop_map(|(lo, more)| Said::Between(lo, lo + more)),
        number().prop_map(Said::Exactly),
    ]
}

/// Of each party on each issue at most one red line, so that none contradicts another.
fn lines() -> impl Strategy<Value = Vec<[Line; 3]>> {
    let on_options = || prop::option::weighted(0.7, (any::<bool>(), options(2)));
    let on_numbers = || prop::option::weighted(0.7, (any::<bool>(), numbers()));
    let of_party = (on_options(), on_options(), on_numbers()).prop_map(|(a, b, c)| [a, b, c]);
    prop::collection::vec(of_party, 2)
}

fn packages() -> impl Strategy<Value = Vec<Terms>> {
    let option = || prop::option::weighted(0.8, options(1));
    let terms = (option(), option(), prop::option::weighted(0.8, numbers()));
    let terms = terms.prop_map(|(a, b, c)| vec![a, b, c]);
    let settles = |terms: &Terms| terms.iter().any(Option::is_some);
    prop::collection::vec(terms.prop_filter("settles something", settles), 1..4)
}

fn process(lines: &[[Line; 3]], packages: &[Terms]) -> Process {
    let mut text = "process: {id: x, title: X, keeper: team, recorded: 2025-05-17, author: A, basis: stated}\n\
         parties: [{id: north, name: North, role: belligerent}, {id: south, name: South, role: belligerent}]\n\
         issues:\n- {id: quiet, title: Quiet, scale: ordinal, options: [a, b, c, d]}\n\
         - {id: flag, title: Flag, scale: nominal, options: [a, b, c, d]}\n\
         - {id: toll, title: Toll, scale: numeric}\n"
        .to_owned();
    if lines.iter().flatten().any(Option::is_some) {
        text.push_str("positions:\n");
    }
    for (party, lines) in PARTIES.iter().zip(lines) {
        for (issue, line) in ISSUES.iter().zip(lines) {
            let Some((refuses, said)) = line else { continue };
            let kind = if *refuses { "refusal" } else { "demand" };
            let what = match said {
                Said::Options(_) => format!("options: [{}]", said.written()),
                _ => format!("range: {}", said.written()),
            };
            let _ =
                writeln!(text, "- {{party: {party}, issue: {issue}, kind: {kind}, {what}, red_line: true}}");
        }
    }
    text.push_str("proposals:\n");
    for (place, terms) in packages.iter().enumerate() {
        let terms = ISSUES
            .iter()
            .zip(terms)
            .filter_map(|(issue, said)| said.as_ref().map(|said| format!("{issue}: {}", said.written())));
        let terms = terms.collect::<Vec<_>>().join(", ");
        let _ = writeln!(text, "- {{id: p{place}, title: P, by: [north], terms: {{{terms}}}}}");
    }
    Process::of(&text)
}

/// A red line is broken if it is whatever the issue comes to be settled on, and may be broken if it is for some of
/// that.
fn told((refuses, line): &(bool, Said), settled: &Said) -> Option<&'static str> {
    let values = settled.values().filter(|value| settled.holds(*value));
    let broken: BTreeSet<bool> = values.map(|value| line.holds(value) == *refuses).collect();
    match (broken.contains(&true), broken.contains(&false)) {
        (true, false) => Some("yes"),
        (true, true) => Some("perhaps"),
        (false, _) => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn red_lines_are_those_of_brute_force(lines in lines(), packages in packages()) {
        let page = process(&lines, &packages).run(&["packages", "--format", "json"]).json();
        let shown = page["content"]["packages"].as_array().unwrap();
        prop_assert_eq!(shown.len(), packages.len());
        for (place, terms) in packages.iter().enumerate() {
            let id = format!("public/p{place}");
            let package = shown.iter().find(|package| package["id"] == id).unwrap();
            let found: BTreeSet<(String, String, String)> = package["red_lines"].as_array().unwrap().iter()
                .map(|line| {
                    let of = |key: &str| line[key].as_str().unwrap().to_owned();
                    (of("party"), of("issue"), of("breaks"))
                })
                .collect();
            let expected: BTreeSet<(String, String, String)> = PARTIES.iter().zip(&lines)
                .flat_map(|(party, lines)| ISSUES.iter().zip(lines).zip(terms).filter_map(move |((issue, line), settled)| {
                    let breaks = told(line.as_ref()?, settled.as_ref()?)?;
                    Some(((*party).to_owned(), (*issue).to_owned(), breaks.to_owned()))
                }))
                .collect();
            prop_assert_eq!(found, expected, "{}", id);
        }
    }
}

#[test]
fn packages_are_chosen_by_id_and_one_that_is_not_seen_is_not_there() {
    let harbour = catalog("harbour-exercise");
    let shown = |ids: &[&str], viewer: &str| {
        let words: Vec<&str> =
            ["packages"].iter().chain(ids).chain(&["--format", "json", "--as", viewer]).copied().collect();
        detente_on(&harbour, &words)
    };
    let both = shown(&["joint/north-counter", "single-text-2"], "team").json();
    assert_eq!(both["content"]["shown"], serde_json::json!(["joint/north-counter", "joint/single-text-2"]));
    // The team's own draft and one that never was are the same to a party.
    let (hidden, never) =
        (shown(&["single-text-3"], "party:south"), shown(&["single-text-9"], "party:south"));
    assert_eq!((hidden.exit, never.exit), (1, 1));
    assert_eq!(hidden.out.replace("single-text-3", "single-text-9"), never.out);
}

#[test]
fn the_diary_says_who_got_what() {
    let page =
        detente_on(&catalog("harbour-exercise"), &["packages", "--format", "json", "--as", "team"]).json();
    let steps = page["content"]["diary"].as_array().unwrap();
    let to = |id: &str| steps.iter().find(|step| step["to"] == id).unwrap();
    // The mediators' second draft took what South asked for on the watch.
    let watch = to("joint/single-text-2")["changes"].as_array().unwrap();
    let watch = watch.iter().find(|change| change["issue"] == "quiet-watch").unwrap();
    assert_eq!((&watch["from"], &watch["to"]), (&"union-ships".into(), &"joint-patrol".into()));
    assert_eq!(watch["got"], serde_json::json!(["south"]));
    // The same number in other words is no change.
    let line = to("caucus:north+south/swap-in-principle")["changes"].as_array().unwrap();
    assert!(line.iter().all(|change| change["issue"] != "fishing-line"), "{line:?}");
}
