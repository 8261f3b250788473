//! What the catalogue says was published is what was published: compared with the table of cases, which is read
//! in place where `DETENTE_CASES` names its folder.

use crate::harness::{catalog, detente_on};
use serde_json::Value;
use std::path::PathBuf;

/// The folder of published cases, or `None` after having said that the test was skipped.
pub fn cases() -> Option<PathBuf> {
    let named = std::env::var_os("DETENTE_CASES").map(PathBuf::from);
    let required = std::env::var("DETENTE_REQUIRE").is_ok_and(|names| names.split(' ').any(|n| n == "cases"));
    assert!(named.is_some() || !required, "DETENTE_CASES is not set, and this run requires it");
    if named.is_none() {
        eprintln!("skipped: DETENTE_CASES is not set");
    }
    named
}

/// The weights that the record holds for `party`, by the titles of the issues.
fn weights(party: &str) -> Vec<(String, String)> {
    let ran = detente_on(&catalog("camp-david-1978"), &["search", party, "--format", "json"]);
    let json = ran.json();
    let entries = json["content"]["entries"].as_array().expect("entries").clone();
    let own =
        entries.iter().find(|e| e["entry"] == "preferences" && e["party"] == party).expect("preferences");
    let issues = detente_on(&catalog("camp-david-1978"), &["gaps", "--format", "json"]).json();
    let title = |id: &str| {
        let all = issues["content"]["issues"].as_array().expect("issues").clone();
        let issue = all.iter().find(|issue| issue["issue"] == id).expect("an issue of that id").clone();
        issue["title"].as_str().expect("a title").to_owned()
    };
    let weights = own["weights"].as_object().expect("weights");
    weights.iter().map(|(id, weight)| (title(id), weight.as_str().expect("a number").to_owned())).collect()
}

/// Brams & Togman 1996; Brams & Taylor 1999, chapter 6.
#[test]
fn the_points_of_camp_david_are_the_published_ones() {
    let Some(cases) = cases() else { return };
    let text = std::fs::read_to_string(cases.join("fair/camp_david_1978.json")).expect("the case is there");
    let case: Value = serde_json::from_str(&text).expect("the case is JSON");
    for (index, party) in ["israel", "egypt"].into_iter().enumerate() {
        let own = weights(party);
        let items = case["items"].as_array().expect("items");
        assert_eq!(own.len(), items.len());
        for (place, item) in items.iter().enumerate() {
            let points = case["points"][index][place].to_string();
            let held = own.iter().find(|(title, _)| title == item.as_str().expect("a name"));
            assert_eq!(held.map(|(_, weight)| weight), Some(&points), "{party}: {item}");
        }
    }
}
