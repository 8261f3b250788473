//! What people see, looked at and kept: the brief, the gaps, and what the check says of a process
//! with ten faults. A change of these pages is seen here, and is to be looked at before it is kept.

use crate::harness::{Process, catalog, detente_on};

/// Keeps `text` under `name`; the version of the program is left out.
fn keep(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.add_filter(r"Détente \d+\.\d+\.\d+", "Détente [version]");
    settings.bind(|| insta::assert_snapshot!(name, text));
}

fn brief_for(viewer: &str) -> String {
    detente_on(&catalog("istanbul-2025"), &["brief", "--as", viewer, "--width", "80"]).done()
}

#[test]
fn the_brief_for_the_team() {
    keep("brief-team", &brief_for("team"));
}

#[test]
fn the_brief_for_a_party() {
    keep("brief-party-ukraine", &brief_for("party:ukraine"));
}

#[test]
fn the_brief_for_the_public() {
    keep("brief-public", &brief_for("public"));
}

#[test]
fn the_deals_of_the_exercise() {
    keep("deals-harbour-team", &detente_on(&catalog("harbour-exercise"), &["deals"]).done());
}

#[test]
fn the_gaps_of_the_exercise() {
    let gaps = detente_on(&catalog("harbour-exercise"), &["gaps", "--as", "team", "--width", "120"]).done();
    keep("gaps-harbour-team", &gaps);
}

#[test]
fn the_actors_of_the_exercise() {
    let actors =
        detente_on(&catalog("harbour-exercise"), &["actors", "--as", "team", "--width", "100"]).done();
    keep("actors-harbour-team", &actors);
}

#[test]
fn one_party_of_the_exercise() {
    let north =
        detente_on(&catalog("harbour-exercise"), &["actor", "north", "--as", "team", "--width", "100"]);
    keep("actor-north-harbour-team", &north.done());
}

#[test]
fn the_timeline_for_the_public() {
    let line = ["timeline", "--as", "public", "--width", "100"];
    keep("timeline-istanbul-public", &detente_on(&catalog("istanbul-2025"), &line).done());
}

fn page_of_the_exercise(line: &str) -> String {
    let words: Vec<&str> =
        line.split(' ').chain(["--as", "team", "--on", "2025-06-20", "--width", "120"]).collect();
    detente_on(&catalog("harbour-exercise"), &words).done()
}

#[test]
fn the_day_sheet_of_the_exercise() {
    keep("today-harbour-team", &page_of_the_exercise("today --since 2025-06-12"));
}

#[test]
fn the_meetings_of_the_exercise() {
    keep("meetings-harbour-team", &page_of_the_exercise("meetings"));
}

#[test]
fn the_release_ledger_of_the_exercise() {
    keep("meeting-harbour-team", &page_of_the_exercise("meeting quince-2"));
}

#[test]
fn what_to_know_before_meeting_a_party_of_the_exercise() {
    keep("prepare-harbour-team", &page_of_the_exercise("prepare south --meeting quince-4"));
}

#[test]
fn how_a_position_of_the_exercise_came_about() {
    keep("held-harbour-team", &page_of_the_exercise("held toll north"));
}

fn harbour(line: &[&str]) -> String {
    let width = ["--width", "100"];
    let line: Vec<&str> = line.iter().chain(&width).copied().collect();
    detente_on(&catalog("harbour-exercise"), &line).done()
}

#[test]
fn the_incidents_of_the_exercise() {
    keep("incidents-harbour-team", &harbour(&["incidents"]));
    keep("incidents-harbour-public", &harbour(&["incidents", "--as", "public"]));
}

#[test]
fn the_sources_of_the_exercise() {
    keep("sources-harbour-team", &harbour(&["sources"]));
    keep("source-harbour-bulletin", &harbour(&["source", "north-bulletin", "--sentence", "6"]));
}

#[test]
fn the_agreements_of_the_exercise() {
    keep("agreements-harbour-team", &harbour(&["agreements"]));
    keep("proposal-harbour-single-text", &harbour(&["proposal", "single-text-2"]));
}

#[test]
fn the_packages_of_the_exercise() {
    let packages = detente_on(&catalog("harbour-exercise"), &["packages", "--width", "120"]).done();
    keep("packages-harbour-team", &packages);
}

#[test]
fn the_packages_of_the_exercise_for_a_party() {
    let asked = ["packages", "single-text-2", "north-counter", "--as", "party:south", "--width", "120"];
    keep("packages-harbour-party-south", &detente_on(&catalog("harbour-exercise"), &asked).done());
}

/// Ten different faults, as people make them.
const FAULTY: &str = r#"process:
  id: faulty
  title: A process with ten faults
  keeper: team
  recorded: 2025-05-17
  author: A tired analyst
  basis: stated

sources:
  - id: report
    title: Report of the day
    kind: press
    text: |
      They met for two hours.
      They agreed on little.

parties:
  - {id: north, name: North, role: beligerent}
  - {id: south, name: South, role: belligerent}

people:
  - {id: ada, name: Ada, party: south}

issues:
  - {id: truce, title: Truce, scale: ordinal, options: [none, partial, full]}
  - {id: captives, title: Captives, scale: numeric, unit: persons, min: 0, max: 500}

sessions:
  - {id: first, title: First round, kind: direct, when: 2025-05-16, ended: 2025-05-15}

delegations:
  - {party: north, session: first, head: ada}

positions:
  - {party: south, issue: truce, kind: demand, option: ful}
  - {party: south, issue: captives, kind: offer, range: 600}
  - {party: suoth, issue: truce, kind: refusal, option: full}

statements:
  - {id: said, by: south, when: 2025-02-30, sense: Later., colour: blue}
  - {id: quoted, by: south, words: They met for three hours., source: {id: report, quote: They met for three hours.}}
  - {id: said, by: south, sense: It was recorded before., when: after secret-talk}
"#;

const FAULTY_TEAM: &str = "room: team
recorded: 2025-05-17
author: A tired analyst
contacts:
  - {id: secret-talk, kind: call, from: [south], text: A call., basis: stated}
";

#[test]
fn the_check_of_a_process_with_ten_faults() {
    let ran = Process::of(FAULTY).with("rooms/team.yaml", FAULTY_TEAM).run(&["check", "--width", "80"]);
    assert_eq!(ran.exit, 1);
    let codes: std::collections::BTreeSet<&str> =
        ran.out.lines().filter(|line| line.starts_with('D')).collect();
    assert!(codes.len() >= 10, "{codes:?}");
    keep("check-ten-faults", &format!("{}\n{}", ran.out, ran.err));
}
