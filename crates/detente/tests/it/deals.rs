//! `detente deals`: what all could accept, as a user asks it.

use crate::harness::{Process, catalog, detente_on, read};
use serde_json::Value;

fn istanbul(line: &str) -> Value {
    let words: Vec<&str> = line.split_whitespace().chain(["--format", "json"]).collect();
    detente_on(&catalog("istanbul-2025"), &words).json()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|n| n.as_f64().expect("a number")).collect()
}

#[test]
fn the_names_that_scripts_read_are_there() {
    let deals = istanbul("deals");
    assert_eq!(deals["parties"], serde_json::json!(["ukraine", "russia"]));
    assert_eq!(deals["outcomes"], "4096");
    assert_eq!(deals["frontier"]["exact"], true);
    let points = deals["frontier"]["points"].as_array().expect("points");
    let firsts: Vec<f64> = points.iter().map(|point| numbers(&point["utilities"])[0]).collect();
    assert!(firsts.is_sorted_by(|a, b| a > b), "{firsts:?}");
    for name in [
        "nash",
        "kalai_smorodinsky",
        "egalitarian",
        "utilitarian",
        "proportional",
        "equal_loss",
        "raiffa",
        "maximin_gain",
        "equal_gain",
    ] {
        let solution = &deals["solutions"][name];
        assert!(solution["definition"].as_str().is_some_and(|d| d.len() > 20), "{name}");
        assert!(solution["source"].as_str().is_some_and(|d| d.len() > 20), "{name}");
        let outcome = solution["outcome"].as_object().expect("an outcome");
        assert_eq!(outcome.len(), 6, "{name}");
        assert!(points.iter().any(|point| point["utilities"] == solution["utilities"]), "{name}");
    }
    assert_eq!(deals["carried"]["basis"], "assumed");
    assert_eq!(deals["carried"]["rooms"], serde_json::json!(["public", "team"]));
}

#[test]
fn the_nash_package_is_that_of_all_packages_looked_at_one_by_one() {
    let deals = istanbul("deals");
    let product = |utilities: &[f64]| (utilities[0] - 40.0).max(0.0) * (utilities[1] - 55.0).max(0.0);
    let points = deals["frontier"]["points"].as_array().expect("points");
    let best = points.iter().map(|p| product(&numbers(&p["utilities"]))).fold(0.0, f64::max);
    assert!((product(&numbers(&deals["solutions"]["nash"]["utilities"])) - best).abs() < 1e-9);
    assert!(best > 0.0);
}

#[test]
fn red_lines_mark_and_are_left_out_on_request() {
    let (marked, respected) = (istanbul("deals"), istanbul("deals --respect"));
    let breaks = |deals: &Value| {
        let points = deals["frontier"]["points"].as_array().expect("points").clone();
        points.iter().filter(|p| !p["breaks"].as_array().expect("a list").is_empty()).count()
    };
    assert!(breaks(&marked) > 0);
    assert_eq!(breaks(&respected), 0);
    for point in respected["frontier"]["points"].as_array().expect("points") {
        assert_eq!(point["meets_reservation"], serde_json::json!([true, true]));
    }
    let lines = marked["red_lines"].as_array().expect("red lines");
    let line = lines.iter().find(|l| l["entry"] == "team/a-russia-length-line").expect("the red line");
    assert_eq!(line["party"], "russia");
    assert_eq!(line["issue"], "ceasefire-length");
    assert_eq!(line["broken_by"], serde_json::json!(["open-ended"]));
    assert_eq!(line["basis"], "assumed");
}

#[test]
fn a_certificate_is_written_and_holds() {
    let folder = Process::empty();
    let file = folder.path().join("proof.json");
    let ran = detente_on(
        &catalog("istanbul-2025"),
        &["deals", "--certificate", file.to_str().expect("a path"), "--format", "json"],
    );
    let deals = ran.json();
    let proven = detente_certify::check(&read(&file)).expect("it holds");
    assert_eq!(proven.frontier.len(), deals["frontier"]["points"].as_array().expect("points").len());
    assert_eq!(deals["certificate"]["sha256"].as_str().map(str::len), Some(64));
}

#[test]
fn points_go_into_a_table() {
    let folder = Process::empty();
    let file = folder.path().join("points.csv");
    let line = ["deals", "--counts", "--points", file.to_str().expect("a path")];
    detente_on(&catalog("istanbul-2025"), &line).done();
    let table = read(&file);
    let mut lines = table.lines();
    let head = "exchange-size,ceasefire-length,ceasefire-scope,monitoring,leaders-format,next-session,\
                utility:ukraine,utility:russia,meets:ukraine,meets:russia,breaks,count,solutions";
    assert_eq!(lines.next(), Some(head));
    assert!(table.contains("all-for-all,7-days,infrastructure,joint-commission,with-third-leader,1-month,61.5,78.5,true,true,0,1,nash "));
    assert_eq!(lines.count(), 37);
    let wrong = detente_on(&catalog("istanbul-2025"), &["deals", "--points", "points.xls"]).refused();
    assert!(wrong.contains("ends in .csv or .parquet"), "{wrong}");
}

#[test]
fn whoever_knows_no_preferences_is_told_so() {
    let told = detente_on(&catalog("istanbul-2025"), &["deals", "--as", "public"]).refused();
    assert!(told.contains("no preferences are known to this viewer"), "{told}");
}

/// Two issues with a link that changes values, half-known numbers and rankings.
const HALF_KNOWN: &str = r#"process: {id: p, title: P, keeper: team, recorded: 2025-05-17, author: A, basis: assumed}
parties: [{id: north, name: North, role: belligerent}, {id: south, name: South, role: belligerent}]
issues:
  - {id: truce, title: Truce, scale: ordinal, options: [none, partial, full]}
  - {id: flag, title: Flag, scale: nominal, options: [ours, theirs]}
"#;

#[test]
fn bounds_rankings_and_bonuses_have_one_central_reading() {
    let preferences = r#"room: team
recorded: 2025-05-17
author: A
basis: assumed
preferences:
  - {party: north, weights: {truce: 20-40, flag: about 10}, values: {truce: {full: 1, partial: {low: 0, likely: 0.3, high: 1}}, flag: {ours: 1}},
     bonuses: [{when_all: {truce: full, flag: theirs}, adds: 2.5}]}
  - {party: south, orders: {truce: [none, partial, full], flag: [theirs, ours]}, more_important: [[flag, truce]]}
"#;
    let process = Process::of(HALF_KNOWN).with("rooms/team.yaml", preferences);
    let deals = process.run(&["deals", "--format", "json"]).json();
    let mut points: Vec<(String, Vec<f64>)> = deals["frontier"]["points"]
        .as_array()
        .expect("points")
        .iter()
        .map(|p| (format!("{} {}", p["outcome"]["truce"], p["outcome"]["flag"]), numbers(&p["utilities"])))
        .collect();
    points.sort_by(|a, b| a.0.cmp(&b.0));
    // North: 30 and 10, partial 0.3. South: rank-order centroid 3/4 on the flag, 1/4 on the truce.
    let expected = [
        ("\"full\" \"ours\"", [40.0, 0.0]),
        ("\"full\" \"theirs\"", [32.5, 0.75]),
        ("\"none\" \"theirs\"", [0.0, 1.0]),
        ("\"partial\" \"theirs\"", [9.0, 0.875]),
    ];
    assert_eq!(points.len(), expected.len(), "{points:?}");
    for ((name, utilities), (expected_name, expected)) in points.iter().zip(expected) {
        assert_eq!(name, expected_name);
        assert!(utilities.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{name}: {utilities:?}");
    }
}
