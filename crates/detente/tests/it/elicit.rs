//! `detente elicit`: weights from answers, as a user asks for them.

use crate::harness::{Process, TALK, catalog, detente, detente_in};
use detente::Talk;
use serde_json::{Value, json};

fn elicit(line: &str) -> crate::harness::Ran {
    detente(["elicit"].into_iter().chain(line.split_whitespace()))
}

#[test]
fn swings_become_weights() {
    let page = elicit("swing a=100 b=80 c=50 d=20").done();
    assert!(page.contains("│ weights: {a: 40.0, b: 32.0, c: 20.0, d: 8.0}"), "{page}");
    assert!(page.contains("nothing in them can be checked"), "{page}");
    let page = elicit("swing a=60 b=100 c=60 --ranking a,b,c --digits 0").done();
    assert!(page.contains("a was ranked above b and has fewer points"), "{page}");
    assert!(page.contains("{a: 27, b: 46, c: 27}") || page.contains("{a: 27, b: 45, c: 27}"), "{page}");
    let json = elicit("swing a=100 b=100 --ranking b,a --format json").json();
    assert_eq!(json["weights"], json!({"a": 50.0, "b": 50.0}));
    assert_eq!(json["consistency"], json!({"checked": true, "reversals": []}));
}

#[test]
fn the_best_and_the_worst_become_weights() {
    // Consistent answers: weights 8 : 4 : 1 of 13.
    let page = elicit("best-worst --best a --worst c b=2/4 c=8/1").done();
    assert!(page.contains("weights: {a: 61.5, b: 30.8, c: 7.7}") && page.contains("Yes, exactly."), "{page}");
    // Either way of saying how the best counts against the worst, and both.
    for rest in ["b=2/4 a=1/8", "a=1/8 b=2/4 c=8/1"] {
        let json = elicit(&format!("best-worst --best a --worst c {rest} --format json")).json();
        assert_eq!(json["weights"], json!({"a": 61.5, "b": 30.8, "c": 7.7}), "{rest}");
        assert_eq!(json["consistency"]["consistency_ratio"], 0.0);
    }
    let page = elicit("best-worst --best a --worst d b=3/5 c=2/4 d=8/1 --width 200").done();
    let told = "a counts 3 times as much as b, and that 5 times as much as d: together 15 times. But a was said to count 8 times as much as d.";
    assert!(page.contains(told) && !page.contains("as much as c"), "{page}");
}

#[test]
fn pairs_become_weights() {
    let page = elicit("pairwise a/b=2 b/c=2 a/c=4").done();
    assert!(
        page.contains("weights: {a: 57.1, b: 28.6, c: 14.3}") && page.contains("Yes, exactly."),
        "{page}"
    );
    let page = elicit("pairwise a/b=9 b/c=9 c/a=9 --width 200").done();
    assert!(
        page.contains("Not well enough") && page.contains("make a count 81 times as much as c"),
        "{page}"
    );
    let json = elicit("pairwise a/b=2 b/c=1/2 --format json").json();
    assert_eq!(json["weights"], json!({"a": 40.0, "b": 20.0, "c": 40.0}));
    assert_eq!(json["consistency"]["consistency_ratio"], Value::Null);
}

#[test]
fn answers_come_from_a_file_or_standard_input() {
    let folder = Process::empty()
        .with("swing.yaml", "answers: {a: 100, b: 50}\nranking: [a, b]\n")
        .with("best.json", r#"{"best": "a", "worst": "c", "answers": {"b": "2/4", "c": "8/1"}}"#);
    let file = |name: &str| folder.path().join(name).display().to_string();
    let page = elicit(&format!("swing --from {}", file("swing.yaml"))).done();
    assert!(page.contains("{a: 66.7, b: 33.3}") && page.contains("the points follow the order"), "{page}");
    let page = elicit(&format!("best-worst --from {}", file("best.json"))).done();
    assert!(page.contains("{a: 61.5, b: 30.8, c: 7.7}"), "{page}");
    let talk = Talk { stdin: || Ok("answers: {a/b: 3}".into()), ..TALK };
    let page = detente_in(&talk, ["elicit", "pairwise", "--from", "-"]).done();
    assert!(page.contains("{a: 75.0, b: 25.0}"), "{page}");
}

#[test]
fn wrong_answers_are_told_what_to_write() {
    let folder = Process::empty().with("wrong.yaml", "answer: {a: 1}\n").with("list.yaml", "[a, b]\n");
    let file = |name: &str| folder.path().join(name).display().to_string();
    let cases = [
        ("swing".to_owned(), "write ISSUE=POINTS"),
        ("swing a".into(), "“a” is no answer"),
        ("swing a=much".into(), "points are a number"),
        ("swing a=-1".into(), "points are a number"),
        ("swing a=0 b=0".into(), "all points are 0"),
        ("swing a=1 a=2".into(), "“a” is answered twice"),
        ("swing =1".into(), "no issue before the ="),
        ("swing prisoners=1 flag=2 --ranking prisonners,flag".into(), "did you mean prisoners?"),
        ("swing a=1 b=2 c=3 --ranking a".into(), "leaves out b, c"),
        ("best-worst b=2/4".into(), "which issue counts most?"),
        ("best-worst --best a --worst a b=2/4".into(), "cannot be both"),
        ("best-worst --best a --worst c b=2/4".into(), "write c=TIMES/1"),
        ("best-worst --best a --worst c b=2 c=8/1".into(), "write b=OVER/UNDER"),
        ("best-worst --best a --worst c b=2/10 c=8/1".into(), "from 1 to 9"),
        ("best-worst --best a --worst c b=2/4 c=8/1 a=1/7".into(), "say differently"),
        ("best-worst --best a --worst c b=2/4 c=8/2".into(), "counts as much as itself"),
        ("pairwise a=3".into(), "write ISSUE/ISSUE=TIMES"),
        ("pairwise a/b=0".into(), "a number above 0"),
        ("pairwise a/b=1/0".into(), "a number above 0"),
        ("pairwise a/a=2".into(), "compares an issue with itself"),
        ("pairwise ceasefire/prisoners=3 prisonners/flag=2".into(), "did you mean prisoners?"),
        (format!("swing --from {}", file("wrong.yaml")), "did you mean answers?"),
        (format!("swing --from {}", file("list.yaml")), "holds a list"),
        (format!("swing --from {}", file("none.yaml")), "cannot be read"),
    ];
    for (line, told) in cases {
        let err = elicit(&line).refused();
        assert!(err.contains(told), "{line}: {err}");
    }
}

#[test]
fn issues_may_have_to_be_those_of_a_process() {
    let process = catalog("istanbul-2025").display().to_string();
    let told = elicit(&format!("swing monitorring=1 exchange-size=2 --of {process}")).refused();
    assert!(told.contains("did you mean monitoring?"), "{told}");
    elicit(&format!("swing monitoring=1 exchange-size=2 --of {process}")).done();
}

#[test]
fn every_format_has_the_weights() {
    for format in ["text", "json", "markdown", "html"] {
        let out = elicit(&format!("swing a=2 b=1 --format {format}")).done();
        assert!(out.contains("66.7"), "{format}: {out}");
    }
}
