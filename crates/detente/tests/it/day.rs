//! A mediator's day: the day sheet, the page before a meeting, the release ledger, the history of a position.

use crate::harness::{Process, TALK, detente_in};
use serde_json::Value;

const PROCESS: &str = "\
process: {id: day, title: Day, keeper: team, recorded: 2025-05-17, author: A, zone: Etc/GMT-3, basis: stated}
parties:
  - {id: north, name: North, role: belligerent}
  - {id: south, name: South, role: belligerent}
  - {id: reef, name: Reef, role: belligerent, part_of: north}
  - {id: med, name: Med, role: mediator}
people:
  - {id: ada, name: Ada, party: north, offices: [{title: Aide, rank: senior}]}
  - {id: bo, name: Bo, party: north, offices: [{title: Head, rank: minister, until: 2024}, {title: Guest, rank: private}]}
  - {id: cy, name: Cy, party: reef, offices: [{title: Chief, rank: minister}]}
issues:
  - {id: whole, title: Whole, scale: nominal}
  - {id: days, title: Days, scale: numeric, min: 0, max: 365, part_of: whole}
  - {id: flag, title: Flag, scale: nominal, options: [one, two], part_of: whole}
  - {id: fee, title: Fee, scale: numeric, min: 0, max: 10}
sessions:
  - {id: past, when: 2025-05-16, title: Past, kind: direct, parties: [north, south, med]}
  - {id: next, when: 2025-05-20, title: Next, kind: direct, parties: [north, south]}
  - {id: soon, when: 2025-05-18T15:00, title: Soon, kind: direct, parties: [north]}
positions:
  - {id: d1, party: north, issue: days, kind: demand, range: 90, when: 2025-05-01}
  - {id: d2, party: north, issue: days, kind: offer, range: 60, when: 2025-05-16, session: past, until: 2025-05-19}
  - {id: d3, party: south, issue: days, kind: offer, range: 30, when: 2025-05-16}
  - {id: f1, party: north, issue: fee, kind: acceptance, range: 5, when: 2025-05-16}
  - {id: f2, party: south, issue: fee, kind: acceptance, range: 5, when: 2025-05-16}
proposals:
  - {id: ours, title: Ours, by: [med], to: [north], when: 2025-05-16}
  - {id: theirs, title: Theirs, by: [ada], to: [south], session: past}
responses:
  - {id: later, to: theirs, by: med, answer: considers, when: 2025-05-17}
  - {id: there, to: theirs, by: med, answer: considers, when: 2025-05-16T18:00}
agreements:
  - id: pact
    title: Pact
    status: ad-referendum
    scope: part
    parties: [north, south]
    terms: {flag: one}
    when: 2025-05-16
    commitments:
      - {who: [reef], what: Mend, by: 2025-05-17}
      - {who: [south], what: Pay, by: 2025-05-18}
      - {who: [south], what: Sing, by: 2025-05-10, state: complete}
incidents:
  - {id: i1, kind: clash, when: 2025-05-17}
  - {id: i2, kind: clash, when: 2025-05-12}
  - {id: i3, kind: clash, when: 2025-05-11}
  - {id: i4, kind: clash, when: 2025-05}
  - {id: i5, kind: clash, when: 2025-05-17, basis: assumed}
statements:
  - {id: hummed, when: during past, by: south, sense: Hum.}
";

const NORTH: &str = "\
room: caucus:north
recorded: 2025-05-17
author: A
basis: stated
statements:
  - {id: n-only, by: ada, session: past, sense: Secret., may: {level: team-only, by: ada}}
  - {id: n-old, by: ada, session: past, words: Stale., may: {level: attribute, until: 2025-05-17}}
  - {id: n-sense, by: cy, session: past, sense: Maybe., may: {level: substance}}
  - {id: n-silent, by: ada, session: past, sense: Hm.}
";

const SOUTH: &str = "\
room: caucus:south
recorded: 2025-05-17
author: A
basis: stated
sessions: [{id: tea, title: Tea, kind: direct, when: 2025-05-16, parties: [south]}]
statements:
  - {id: s-only, by: south, session: tea, sense: Hidden., may: {level: team-only}}
  - {id: s-quote, by: south, session: tea, words: Quoted., may: {level: quote, until: 2025-05-18}}
  - {id: s-open, by: south, session: tea, words: Open., may: {level: attribute, scope: Tables.}}
";

const TEAM: &str = "\
room: team
recorded: 2025-05-17
author: A
basis: assumed
positions: [{id: guess, party: south, issue: days, kind: wish, range: 10, when: 2025-05-16}]
proposals: [{id: shelf, title: Shelf, by: [med], to: [north], basis: stated}]
";

fn process() -> Process {
    Process::of(PROCESS)
        .with("rooms/caucus-north.yaml", NORTH)
        .with("rooms/caucus-south.yaml", SOUTH)
        .with("rooms/team.yaml", TEAM)
}

fn content(process: &Process, line: &str) -> Value {
    let words: Vec<&str> = line.split(' ').chain(["--format", "json"]).collect();
    process.run(&words).json()["content"].clone()
}

/// The ids of the entries in a list of lines, meetings or positions.
fn ids(list: &Value) -> Vec<String> {
    let id = |one: &Value| one["entry"]["id"].as_str().or(one["id"].as_str()).map(str::to_owned);
    list.as_array().unwrap().iter().filter_map(id).collect()
}

#[test]
fn the_numbers_of_the_day_count_what_they_say() {
    let numbers = content(&process(), "today --on 2025-05-18")["numbers"].clone();
    // Of days, flag, fee: the flag is settled and the fee accepted by both; “whole” is a heading.
    assert_eq!((&numbers["issues"], &numbers["issues_open"]), (&3.into(), &1.into()), "{numbers}");
    // 12 to 18 May against 5 to 11; a month is no week, and what is supposed did not happen.
    assert_eq!((&numbers["incidents_7_days"], &numbers["incidents_7_days_before"]), (&2.into(), &1.into()));
    assert_eq!(numbers["overdue"], 1);
}

#[test]
fn meetings_of_today_and_after_come_the_next_first() {
    let process = process();
    assert_eq!(ids(&content(&process, "today --on 2025-05-18")["meetings"]), ["soon", "next"]);
    assert_eq!(ids(&content(&process, "today --on 2025-05-19")["meetings"]), ["next"]);
    let none = process.run(&["today", "--on", "2025-05-21"]).done();
    assert!(none.contains("No meeting is planned."), "{none}");
    // On the day before it was recorded nobody knew of the plan.
    assert_eq!(ids(&content(&process, "today --on 2025-05-16")["meetings"]), Vec::<String>::new());
}

#[test]
fn what_is_overdue_comes_before_what_is_due_and_what_waits() {
    let deadlines = content(&process(), "today --on 2025-05-18")["deadlines"].clone();
    let told: Vec<(&str, &str, bool)> = deadlines
        .as_array()
        .unwrap()
        .iter()
        .map(|d| (d["kind"].as_str().unwrap(), d["entry"].as_str().unwrap(), d["past"].as_bool().unwrap()))
        .collect();
    let expected = [
        ("commitment", "pact", true),
        ("permission", "n-old", true),
        ("commitment", "pact", false),
        ("permission", "s-quote", false),
        ("position", "d2", false),
        ("ad-referendum", "pact", false),
    ];
    assert_eq!(told, expected);
    let later = process().run(&["today", "--on", "2025-06-18"]).done();
    assert!(later.contains("overdue by 32 days") && !later.contains("Stale"), "{later}");
}

#[test]
fn the_day_is_the_clocks_unless_one_looks_back() {
    let mut talk = TALK;
    talk.clock = || "2025-05-19T21:30:00Z".parse().unwrap();
    let process = process();
    let place = process.path().to_str().unwrap().to_owned();
    let run = |more: &[&str]| detente_in(&talk, ["today", &place].iter().chain(more).copied()).done();
    // Half past nine in Greenwich is the next day there.
    assert!(run(&[]).contains("20 May 2025"), "{}", run(&[]));
    assert!(run(&["--on", "2025-05-17"]).contains("17 May 2025"));
}

#[test]
fn what_moved_is_what_was_recorded_since() {
    let more = "corrections: [{id: mended, recorded: 2025-05-18T10:00, of: d1, set: {range: 80}}]\n";
    let process = process().with("process.yaml", format!("{PROCESS}{more}"));
    assert_eq!(ids(&content(&process, "today --on 2025-05-18 --since 2025-05-17")["moved"]), ["mended"]);
    assert_eq!(
        ids(&content(&process, "today --on 2025-05-18 --since 2025-05-18")["moved"]),
        Vec::<String>::new()
    );
    let all = process.run(&["today", "--on", "2025-05-18"]).done();
    assert!(all.contains("What was recorded last") && all.contains("more"), "{all}");
}

#[test]
fn a_meeting_has_what_was_said_in_it_and_no_more() {
    let process = process();
    let of = |viewer: &str| {
        let mut ids =
            ids(&content(&process, &format!("meeting past --as {viewer} --on 2025-05-18"))["lines"]);
        ids.sort();
        ids
    };
    let open = ["d2", "hummed", "theirs", "there"];
    assert_eq!(of("public"), open);
    assert_eq!(of("party:south"), open);
    let all = ["d2", "hummed", "n-old", "n-only", "n-sense", "n-silent", "theirs", "there"];
    assert_eq!(
        (of("team"), of("party:north")),
        (all.map(str::to_owned).to_vec(), all.map(str::to_owned).to_vec())
    );
    assert_eq!(process.run(&["meeting", "past-it"]).exit, 1);
    assert_eq!(process.run(&["meeting", "tea", "--as", "party:north"]).exit, 1);
    let outside = ids(&content(&process, "meetings")["outside"]);
    assert!(outside.contains(&"later".to_owned()) && !outside.contains(&"guess".to_owned()), "{outside:?}");
}

#[test]
fn each_line_has_its_condition() {
    let lines = content(&process(), "meeting past --on 2025-05-18")["lines"].clone();
    let condition = |id: &str| {
        let line = lines.as_array().unwrap().iter().find(|line| line["entry"]["id"] == id).unwrap();
        line["condition"].as_str().unwrap().to_owned()
    };
    let told = ["n-only", "n-old", "n-sense", "n-silent", "hummed"].map(condition);
    assert_eq!(told, ["team-only", "ran-out", "substance", "nothing-said", "public"]);
}

/// The condition and its meeting stay where they were said; the line is joint from then on, and one line.
#[test]
fn a_released_line_is_joint_and_takes_neither_its_condition_nor_a_meeting_that_others_do_not_know() {
    let process = process();
    let release =
        ["release", "s-open", "--to", "joint", "--permitted-by", "south", "--new-id", "out", "--yes"];
    let told = process.run(&release);
    assert_eq!(told.exit, 0, "{}", told.all());
    assert!(!told.err.contains("D314"), "{}", told.err);
    let copy = process.run(&["show", "joint/out", "--as", "party:north", "--format", "json"]).json();
    let copy = &copy["content"][0]["entry"];
    assert_eq!(
        (&copy["words"], &copy["may"], &copy["session"]),
        (&"Open.".into(), &Value::Null, &Value::Null)
    );
    let lines = content(&process, "meeting tea")["lines"].clone();
    let open: Vec<&Value> =
        lines.as_array().unwrap().iter().filter(|l| l["entry"]["words"] == "Open.").collect();
    assert_eq!(open.len(), 1);
    assert_eq!((&open[0]["condition"], &open[0]["released"][0]["room"]), (&"joint".into(), &"joint".into()));
    let warned = process.run(&["release", "s-only", "--to", "joint", "--permitted-by", "south", "--yes"]);
    assert!(warned.exit == 0 && warned.err.contains("D314"), "{}", warned.all());
}

#[test]
fn what_was_released_only_in_part_keeps_its_condition() {
    let more = "statements: [{id: both, by: south, words: Loud., sense: Quiet., may: {level: team-only}}]\n\
        releases: [{id: r, of: both, into: part, permitted_by: south}]\n";
    let south = SOUTH.replace("statements:\n", "").split_once("  - {id: s-only").unwrap().0.to_owned() + more;
    let copy = "  - {id: part, room: joint, by: south, sense: Quiet.}\n";
    let process =
        process().with("process.yaml", format!("{PROCESS}{copy}")).with("rooms/caucus-south.yaml", south);
    let said = content(&process, "prepare north")["said"]["by_others"].clone();
    assert_eq!((ids(&said), &said[0]["condition"]), (vec!["both".to_owned()], &"team-only".into()));
    let page = process.run(&["meetings", "--width", "200"]).done();
    assert!(page.contains("in part"), "{page}");
}

#[test]
fn before_a_meeting_one_sees_what_must_not_be_said() {
    let process = process();
    let said = content(&process, "prepare north --meeting next --on 2025-05-18")["said"].clone();
    let must_not = |list: &Value| {
        let kept = list.as_array().unwrap().iter().filter(|line| line["must_not_be_said"] == true);
        ids(&kept.cloned().collect())
    };
    assert_eq!(must_not(&said["by_them"]), ["n-only", "n-old"]);
    assert_eq!(must_not(&said["by_others"]), ["s-only"]);
    assert_eq!(ids(&said["by_others"]), ["s-only", "s-quote", "s-open"]);
    let page = process.run(&["prepare", "north", "--on", "2025-05-18"]).done();
    let (before, after) = page.split_once("Who they are").unwrap();
    assert!(
        before.contains("MUST NOT BE SAID") && before.contains("Stale") && !before.contains("Quoted"),
        "{page}"
    );
    assert!(after.contains("Quoted") && !after.contains("Stale") && !after.contains("Secret"), "{page}");
}

#[test]
fn before_a_meeting_one_sees_who_they_are_and_what_is_open() {
    let page = content(&process(), "prepare north --on 2025-05-18");
    assert_eq!(ids(&page["people"]), ["cy", "ada", "bo"]);
    assert_eq!(page["parts"], serde_json::json!(["reef"]));
    let proposals = |key: &str| {
        let all =
            page[key].as_array().unwrap().iter().map(|p| p["proposal"]["id"].as_str().unwrap().to_owned());
        all.collect::<Vec<_>>()
    };
    // Nobody put the team's own draft to them.
    assert_eq!(
        (proposals("waits_for_answer"), proposals("has_not_answered")),
        (vec!["theirs".into()], vec!["ours".into()])
    );
    let whats = |key: &str| {
        page[key]
            .as_array()
            .unwrap()
            .iter()
            .map(|o| o["what"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!((whats("owes"), whats("is_owed")), (vec!["Mend".to_owned()], vec!["Pay".to_owned()]));
}

#[test]
fn a_position_tells_what_took_its_place() {
    let more = "corrections: [{id: mended, recorded: 2025-05-18, of: d1, set: {range: 80}}]\n";
    let process = process().with("process.yaml", format!("{PROCESS}{more}"));
    let steps = content(&process, "held days north --on 2025-05-18")["positions"].clone();
    let told: Vec<(&str, &str, &Value)> = steps
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (s["entry"]["id"].as_str().unwrap(), s["state"].as_str().unwrap(), &s["was"]["range"]))
        .collect();
    assert_eq!(told, [("d1", "replaced", &"90".into()), ("d2", "stands", &Value::Null)]);
    assert_eq!(steps[0]["replaced_by"], "public/d2");
    let given_up = content(&process, "held days north --on 2025-05-25")["positions"].clone();
    assert_eq!(given_up[1]["state"], "given-up");
    assert_eq!(process.run(&["held", "dyas", "north"]).exit, 1);
}
