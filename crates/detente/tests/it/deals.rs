//! `detente deals`: what all could accept, as a user asks it.

use crate::harness::{Process, TALK, catalog, detente_in, detente_on, read};
use detente::Talk;
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
                utility:ukraine,utility:russia,meets:ukraine,meets:russia,breaks,count,solutions,basis,rooms";
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

#[test]
fn a_package_is_tested_by_the_names_of_whole_issues() {
    let by_parts = istanbul("deals --test ceasefire-length=30-days,exchange-size=1000");
    let by_wholes = istanbul("deals --test ceasefire=30-days,prisoners=1000");
    assert_eq!(by_parts["test"], by_wholes["test"]);
    let test = &by_parts["test"];
    // Of 256 combinations 64 break a rule: a ceasefire that covers nothing is none.
    assert_eq!(test["completions"], "192");
    assert_eq!(test["acceptable"], true);
    let best = &test["best_completion"];
    assert_eq!(best["efficient"], false);
    assert_eq!(best["left_on_table_without_red_lines"]["dominated_by"], 1);
    let gentlest = &best["help"]["gentlest"];
    assert!(numbers(&gentlest["gains"]).iter().all(|gain| *gain >= 0.0));
    let told = detente_on(&catalog("istanbul-2025"), &["deals", "--test", "monitorin=none"]).refused();
    assert!(told.contains("did you mean “monitoring”"), "{told}");
    let told = detente_on(&catalog("istanbul-2025"), &["deals", "--test", "monitoring=nobody"]).refused();
    assert!(told.contains("one of none, own-reports, joint-commission, third-states"), "{told}");
}

#[test]
fn a_package_that_breaks_red_lines_is_told_by_whom_and_what_repairs_it() {
    let all = "exchange-size=none,ceasefire-length=open-ended,ceasefire-scope=all-fronts,\
               monitoring=third-states,leaders-format=face-to-face,next-session=2-weeks";
    let test = &istanbul(&format!("deals --test {all}"))["test"];
    let whose: Vec<&str> = test["breaks"]
        .as_array()
        .expect("red lines")
        .iter()
        .filter_map(|line| line["party"].as_str())
        .collect();
    assert_eq!(whose, ["ukraine", "russia", "russia"]);
    assert_eq!(test["short_of_reservation"][0]["party"], "russia");
    assert_eq!(test["repair"]["size"], 3);
    let repaired = numbers(&test["repair"]["gentlest"]["utilities"]);
    assert!(repaired[0] >= 40.0 && repaired[1] >= 55.0, "{repaired:?}");
}

#[test]
fn a_partial_agreement_is_weighed_against_the_rest() {
    let fix = &istanbul("deals --fix exchange-size=none")["fix"];
    assert_eq!(fix["takes_the_trade_away"], true);
    let fix = &istanbul("deals --fix prisoners=1000")["fix"];
    assert_eq!(fix["takes_the_trade_away"], false);
    assert_eq!(fix["efficient_points_before"], 37);
    assert_eq!(fix["alternatives"][0]["cheapest_first"][0], "all-for-all");
}

#[test]
fn a_scenario_of_another_program_is_taken_as_it_is() {
    let folder = Process::empty();
    let folder = folder
        .with("profileA.json", r#"{"reservationValue": 0.2, "issueWeights": {"x": 0.75, "y": 0.25}, "issues": {"x": {"a": 1, "b": 0}, "y": {"c": 0, "d": 1}}}"#)
        .with("profileB.json", r#"{"reservationValue": 0, "issueWeights": {"x": 0.5, "y": 0.5}, "issues": {"x": {"a": 0, "b": 1}, "y": {"c": 1, "d": 0}}}"#);
    let deals = folder.run(&["deals", "--format", "json"]).json();
    assert_eq!(deals["outcomes"], "4");
    assert_eq!(deals["carried"]["rooms"], serde_json::json!([]));
    let utilities: Vec<Vec<f64>> = deals["frontier"]["points"]
        .as_array()
        .expect("points")
        .iter()
        .map(|point| numbers(&point["utilities"]))
        .collect();
    // The fourth package, worth 0.25 and 0.5, is dominated by the second.
    assert_eq!(utilities, [[1.0, 0.0], [0.75, 0.5], [0.0, 1.0]]);
    let told = folder.run(&["deals", "--as", "team"]).refused();
    assert!(told.contains("--as is for a process"), "{told}");
}

#[test]
fn a_brief_can_end_with_the_answers() {
    let brief = detente_on(&catalog("harbour-exercise"), &["brief", "--deals", "--format", "json"]).json();
    let content = brief["content"].as_object().expect("sections");
    for name in ["deals", "trades", "robust", "ask_next", "ordinal", "sensitivity", "ledger"] {
        assert!(content.contains_key(name), "{name}");
    }
    // Whoever knows no two parties' preferences gets the brief as it is.
    let plain = detente_on(&catalog("istanbul-2025"), &["brief", "--as", "party:ukraine"]).done();
    let asked = detente_on(&catalog("istanbul-2025"), &["brief", "--deals", "--as", "party:ukraine"]).done();
    assert_eq!(plain, asked);
}

#[test]
fn whoever_ends_a_search_keeps_what_is_proven() {
    let talk = Talk { stopped: || true, ..TALK };
    let folder = catalog("istanbul-2025");
    let folder = folder.to_str().expect("a path");
    let ended = detente_in(&talk, ["deals", folder, "--format", "json"]).json();
    let all = istanbul("deals");
    assert_eq!(ended["frontier"]["exact"], false);
    let points = ended["frontier"]["points"].as_array().expect("points");
    assert!(!points.is_empty());
    // What is shown is efficient, since weighted sums were greatest there; and the bounds hold of all.
    let known = all["frontier"]["points"].as_array().expect("points");
    assert!(points.iter().all(|point| known.iter().any(|k| k["utilities"] == point["utilities"])));
    for bound in ended["frontier"]["bounds"]["of_weighted_sums"].as_array().expect("bounds") {
        let weights = numbers(&bound["weights"]);
        let units = numbers(&bound["units"]);
        let most: f64 = bound["at_most"].as_str().expect("a number").parse().expect("a number");
        for point in known {
            let utilities = numbers(&point["utilities"]);
            let sum: f64 = (0..2).map(|party| weights[party] * units[party] * utilities[party]).sum();
            assert!(sum <= most + 1e-6, "{sum} {most}");
        }
    }
    let told = detente_in(&talk, ["deals", folder, "--respect"]).refused();
    assert!(told.contains("too many packages are efficient to leave out any"), "{told}");
}
