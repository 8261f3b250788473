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

fn day(i: usize) -> String {
    format!("2025-{:02}-{:02}", 1 + i / 28 % 12, 1 + i % 28)
}
