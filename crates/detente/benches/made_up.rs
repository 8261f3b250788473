//! A made-up process of any size, the same for the same size.

use std::fmt::Write;

const PROCESS: &str = "\
process:
  id: made-up
  title: A made-up process
  keeper: team
  zone: Europe/Istanbul
  recorded: 2025-12-31
  author: Benchmark
  basis: stated
sources:
  - {id: report, title: A report, kind: press, text: \"One sentence.\\nAnother sentence.\"}
parties:
  - {id: north, name: {en: The North, ar: الشمال}, role: belligerent}
  - {id: south, name: The South, role: belligerent}
  - {id: host, name: The Host, role: host}
people:
  - {id: head-north, name: Head of the North, party: north, offices: [{title: Minister, rank: minister}]}
  - {id: head-south, name: Head of the South, party: south, offices: [{title: Adviser, rank: senior}]}
";

/// The text of a `process.yaml` with about `entries` entries.
pub fn process_text(entries: usize) -> String {
    let mut text = String::from(PROCESS);
    let issues = (entries / 250).clamp(4, 40);
    let sessions = (entries / 100).max(2);
    let _ = headings(&mut text, issues, sessions);
    let rest = entries.saturating_sub(issues + sessions + 6);
    let _ = events(&mut text, rest, issues);
    text
}

fn headings(text: &mut String, issues: usize, sessions: usize) -> std::fmt::Result {
    text.push_str("issues:\n");
    for i in 0..issues {
        let options = "scale: ordinal, options: [none, little, half, most, all]";
        writeln!(text, "  - {{id: issue-{i}, title: Issue number {i}, {options}}}")?;
    }
    text.push_str("sessions:\n");
    for i in 0..sessions {
        let (when, issue) = (day(i * 3), i % issues);
        let facts = "kind: direct, parties: [north, south], lasted: about 3 hours";
        writeln!(
            text,
            "  - {{id: session-{i}, title: Session {i}, when: {when}, {facts}, discussed: [issue-{issue}]}}"
        )?;
    }
    Ok(())
}

fn events(text: &mut String, rest: usize, issues: usize) -> std::fmt::Result {
    let options = ["none", "little", "half", "most", "all"];
    let side = |i: usize| if i.is_multiple_of(2) { "north" } else { "south" };
    text.push_str("positions:\n");
    for i in 0..rest * 4 / 10 {
        let (party, issue, option) = (side(i), i / 2 % issues, options[(i * 7 / 3) % 5]);
        writeln!(
            text,
            "  - party: {party}\n    issue: issue-{issue}\n    kind: offer\n    option: {option}"
        )?;
        writeln!(text, "    when: {}\n    source: report#1", day(i))?;
    }
    text.push_str("incidents:\n");
    for i in 0..rest * 3 / 10 {
        writeln!(
            text,
            "  - id: incident-{i}\n    kind: shelling\n    place: Village {}\n    when: {}",
            i % 90,
            day(i)
        )?;
        writeln!(text, "    killed: {}\n    wounded: at least {}", i % 4, i % 9)?;
        writeln!(
            text,
            "    attributed: [{{to: south, by: north, denied: true}}]\n    source: [report#1, report#2]"
        )?;
    }
    text.push_str("statements:\n");
    for i in 0..rest * 2 / 10 {
        writeln!(text, "  - by: head-{}\n    sense: Statement number {i} about the talks.", side(i))?;
        writeln!(text, "    when: {}\n    about: [issue-{}]", day(i), i % issues)?;
    }
    text.push_str("contacts:\n");
    for i in 0..rest / 10 {
        writeln!(
            text,
            "  - {{kind: call, from: [host], to: [north], when: {}, text: Call number {i}.}}",
            day(i)
        )?;
    }
    Ok(())
}

/// The text of a `rooms/ROOM.yaml` of the same process with `entries` entries: notes of meetings, what a side would
/// settle for, proposals with their answers, agreements with what is owed.
#[allow(dead_code, reason = "not every benchmark has private rooms")]
pub fn room_text(room: &str, entries: usize) -> String {
    let mut text = format!(
        "room: {room}\nrecorded: 2025-12-31\nauthor: Benchmark\nbasis: inferred\nsalt: made-up-salt-{room}-0001\n"
    );
    let _ = deals(&mut text, &room.replace([':', '+'], "-"), entries / 100);
    let _ = notes(&mut text, entries - entries / 100 * 3);
    text
}

fn deals(text: &mut String, name: &str, count: usize) -> std::fmt::Result {
    text.push_str("proposals:\n");
    for i in 0..count {
        let (a, b) = (i % 4, (i + 1) % 4);
        writeln!(
            text,
            "  - id: paper-{name}-{i}\n    when: {}\n    title: Paper {i}\n    by: [north]",
            day(i * 7)
        )?;
        writeln!(text, "    terms: {{issue-{a}: half, issue-{b}: most}}")?;
    }
    text.push_str("responses:\n");
    for i in 0..count {
        writeln!(text, "  - {{to: paper-{name}-{i}, by: south, answer: refuses, when: {}}}", day(i * 7 + 1))?;
    }
    text.push_str("agreements:\n");
    for i in 0..count {
        writeln!(
            text,
            "  - id: paper-signed-{name}-{i}\n    when: {}\n    title: Agreement {i}",
            day(i * 7)
        )?;
        writeln!(text, "    status: signed\n    scope: part\n    parties: [north, south]\n    commitments:")?;
        writeln!(text, "      - {{who: [north], what: Step number {i}, by: {}}}", day(i * 11))?;
    }
    Ok(())
}

fn notes(text: &mut String, count: usize) -> std::fmt::Result {
    text.push_str("statements:\n");
    for i in 0..count * 8 / 10 {
        let side = if i.is_multiple_of(2) { "north" } else { "south" };
        writeln!(text, "  - by: head-{side}\n    sense: Note number {i}, which is for this room.")?;
        writeln!(
            text,
            "    when: {}\n    session: session-{}\n    about: [issue-{}]",
            day(i),
            i % 100,
            i % 40
        )?;
    }
    text.push_str("positions:\n");
    for i in 0..count * 2 / 10 {
        writeln!(text, "  - party: south\n    issue: issue-{}\n    kind: wish\n    option: half", i % 40)?;
        writeln!(text, "    when: {}", day(i))?;
    }
    Ok(())
}

fn day(i: usize) -> String {
    format!("2025-{:02}-{:02}", 1 + i / 28 % 12, 1 + i % 28)
}
