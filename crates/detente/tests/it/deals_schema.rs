//! The JSON of `detente deals` is what `docs/schemas/deals.schema.json` and `docs/deals-json.md` say it is.

use crate::harness::{Process, catalog, detente_on, read, whole_catalog};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

fn schema() -> Value {
    serde_json::from_str(&read(&docs().join("schemas/deals.schema.json"))).expect("JSON")
}

/// Whatever `answer` has that the schema does not allow.
fn faults(answer: &Value) -> Vec<String> {
    let schema = jsonschema::draft202012::new(&schema()).expect("a schema");
    schema.iter_errors(answer).map(|error| format!("{error} at {}", error.instance_path())).collect()
}

fn asked(folder: &Path, more: &[&str]) -> Value {
    let line: Vec<&str> = ["deals", "--format", "json"].iter().chain(more).copied().collect();
    detente_on(folder, &line).json()
}

fn assert_kept(folder: &Path, more: &[&str]) -> Value {
    let answer = asked(folder, more);
    assert_eq!(faults(&answer), Vec::<String>::new(), "{} {more:?}", folder.display());
    answer
}

/// The first option of each of the first `most` issues, as `--test` and `--fix` take them.
fn first_options(overview: &Value, most: usize) -> String {
    let issues = overview["issues"].as_array().expect("issues");
    let term = |issue: &Value| {
        let text = |value: &Value| value.as_str().expect("a name").to_owned();
        format!("{}={}", text(&issue["name"]), text(&issue["options"][0]))
    };
    issues.iter().take(most).map(term).collect::<Vec<_>>().join(", ")
}

#[test]
fn it_is_a_schema() {
    assert_eq!(schema()["$schema"], "https://json-schema.org/draft/2020-12/schema");
    if let Err(error) = jsonschema::draft202012::meta::validate(&schema()) {
        panic!("{error}");
    }
}

#[test]
fn every_process_of_the_catalogue_keeps_it() {
    for folder in whole_catalog() {
        let overview = assert_kept(&folder, &["--counts"]);
        let (one, all) = (first_options(&overview, 1), first_options(&overview, usize::MAX));
        for package in [&one, &all] {
            let tested = assert_kept(&folder, &["--test", package]);
            let is_part = tested["test"].get("completions").is_some();
            assert_eq!(is_part, package == &one, "{}", folder.display());
        }
        let fixed = assert_kept(&folder, &["--fix", &one]);
        assert!(fixed["fix"]["alternatives"][0]["options"].as_array().is_some_and(|all| all.len() > 1));
    }
}

#[test]
fn what_is_respected_proven_or_cannot_be_mended_keeps_it() {
    let istanbul = catalog("istanbul-2025");
    let folder = Process::empty();
    let file = folder.path().join("proof.json");
    let respected = assert_kept(&istanbul, &["--respect"]);
    assert_eq!(respected["frontier"]["respects"], true);
    let proven = assert_kept(&istanbul, &["--certificate", file.to_str().expect("a path")]);
    assert!(proven["certificate"]["sha256"].is_string());
    // No exchange breaks a red line, whatever else is agreed.
    let tested = assert_kept(&istanbul, &["--test", "exchange-size=none", "--fix", "exchange-size=none"]);
    assert_eq!(tested["test"]["repair"]["needed"], true);
    assert_eq!(tested["fix"]["takes_the_trade_away"], true);
}

#[test]
fn what_the_schema_does_not_allow_is_found() {
    let right =
        asked(&catalog("istanbul-2025"), &["--test", "exchange-size=none", "--fix", "exchange-size=none"]);
    assert_eq!(faults(&right), Vec::<String>::new());
    let wrong: [(&str, Value); 8] = [
        ("/outcomes", json!(4096)),
        ("/frontier/points/0/utilities/0", json!("100")),
        ("/frontier/points/0/breaks", json!(null)),
        ("/solutions/nash/proof", json!("likely")),
        ("/carried/basis", json!("guessed")),
        ("/test/acceptable", json!("no")),
        ("/test/repair", json!({"needed": true})),
        ("/fix/effect/best", json!([{}])),
    ];
    for (place, value) in wrong {
        let mut answer = right.clone();
        *answer.pointer_mut(place).expect(place) = value;
        assert_ne!(faults(&answer), Vec::<String>::new(), "{place}");
    }
}

/// The names of all properties in a schema, those of its parts too.
fn names(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            if let Some(Value::Object(properties)) = members.get("properties") {
                found.extend(properties.keys().cloned());
            }
            members.values().for_each(|part| names(part, found));
        }
        Value::Array(items) => items.iter().for_each(|item| names(item, found)),
        _ => {}
    }
}

#[test]
fn every_name_is_explained() {
    let page = read(&docs().join("deals-json.md"));
    let mut all = BTreeSet::new();
    names(&schema(), &mut all);
    assert!(all.len() > 60, "{all:?}");
    let missing: Vec<&String> = all.iter().filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
