//! Layers on the map of incidents: chosen by the viewer, named and dated on the map, faults told.

use crate::harness::{Process, Ran};

const PROCESS: &str = "\
process: {id: x, title: X, keeper: team, recorded: 2025-05-17, author: A, basis: stated}
incidents:
  - {id: one, kind: shelling, when: 2025-05-16, at: \"46.4, 30.7\", killed: 2}
  - {id: two, kind: clash, when: 2025-05-15, at: \"46.41, 30.71\"}
  - {id: three, kind: clash, when: 2025-05}
sources:
  - {id: line, title: The line of 2020, kind: official, publisher: Survey Office, published: 2020-03}
  - {id: torn, title: A torn sheet, kind: official}
";

const LINE: &str = r#"{"type": "LineString", "coordinates": [[30.5, 46.2], [30.9, 46.6]]}"#;

/// The process with documents attached to both sources.
fn process() -> Process {
    let process = Process::of(PROCESS).with("line.geojson", LINE).with("torn.geojson", "{");
    for id in ["line", "torn"] {
        let file = process.path().join(format!("{id}.geojson")).to_string_lossy().into_owned();
        process.run(&["attach", id, &file, "--as", "team", "--room", "team"]).done();
    }
    process
}

fn html(process: &Process, line: &str) -> Ran {
    let words: Vec<&str> = line.split_whitespace().chain(["--format", "html"]).collect();
    process.run(&words)
}

#[test]
fn a_layer_is_drawn_with_its_name_publisher_and_date() {
    let process = process();
    let without = html(&process, "incidents").done();
    assert!(!without.contains("class=\"layer l0\"") && without.contains("The line of 2020"));
    let with = html(&process, "incidents --layer line").done();
    let (_, drawn) = with.split_once("<svg class=\"map\"").expect("a map");
    let (map, _) = drawn.split_once("</figure>").expect("its end");
    assert!(
        map.contains("class=\"layer l0\"") && map.contains("The line of 2020 · Survey Office · March 2020"),
        "{map}"
    );
    assert!(map.contains("no opinion on any border") && map.len() < 60_000);
    assert!(!map.contains("style=") && !map.contains("http"));
}

#[test]
fn a_document_that_cannot_be_read_is_told_and_not_drawn() {
    let told = html(&process(), "incidents --layer torn --layer line").done();
    assert!(told.contains("its document is not JSON"), "{told}");
    assert!(told.contains("class=\"layer l0\"") && !told.contains("class=\"layer l1\""));
}

#[test]
fn a_layer_is_a_source_that_the_viewer_sees_with_a_document() {
    let process = process();
    for id in ["one", "nothing"] {
        let told = process.run(&["incidents", "--layer", id]).refused();
        assert!(told.contains(id), "{told}");
    }
    // The document was attached for the team alone.
    let refused = process.run(&["incidents", "--layer", "line", "--as", "public"]).refused();
    assert!(refused.contains("no document is attached"), "{refused}");
}

#[test]
fn places_that_cannot_be_told_apart_are_one_number() {
    let json = process().run(&["incidents", "--on", "2025-05-17", "--format", "json"]).json();
    let cells = json["content"]["map"]["cells"].as_array().expect("cells");
    assert_eq!((cells.len(), &cells[0]["toll"]["count"]), (1, &serde_json::json!(2)));
    assert_eq!(json["content"]["map"]["without_place"], 1);
    let weeks = &json["content"]["weeks"];
    assert_eq!(weeks["weeks"][7]["incidents"], 2);
    // “In May” is in none of the weeks for certain, though it is in one of the periods perhaps.
    assert_eq!(
        (&weeks["date_not_known"], &weeks["now"]["perhaps_more"]),
        (&serde_json::json!(1), &serde_json::json!(1))
    );
}
