//! All faults of all files come in one pass: each once, at its line and column.
//!
//! The files below carry what is expected of them. A line that ends in `# D104 «demanded»` has
//! exactly one fault, D104, whose place begins where `demanded` first stands in the line; several
//! are written one after the other. A line without such a mark has no fault.

use crate::desk::{Desk, check, in_short, place, record};
use detente_model::{Code, Diagnostic};
use std::collections::BTreeSet;

/// File, line, column and code of one fault.
type Row = (String, usize, usize, String);

const PROCESS: &str = "\
process:
  id: faulty
  title: A process with faults
  keeper: team
  recorded: 2025-05-17
  author: An author
  zone: Europe/Istambul # D311 «Europe/Istambul»
  basis: stated

sources:
  - id: report
    title: A report
    kind: press
    text: Both sides met.
  - id: paper
    title: {en: A paper, u_k: Папір} # D108 «u_k»
    kind: press
  - id: minutes
    title: Minutes
    kind: record
    file: sources/minuts.txt # D001 «sources/minuts.txt»
  - id: leak
    title: A leak
    kind: own
    file: ../leak.txt # D010 «../leak.txt»

parties:
  - {id: north, name: North, role: belligerent}
  - {id: south, name: South, role: belligrent} # D104 «belligrent»
  - {id: east, name: East, role: ally, part_of: west}
  - {id: west, name: West, role: ally, part_of: east} # D206 «east}»

people:
  - {id: envoy, name: An envoy, party: north}
  - {id: consul, name: A consul, party: east}

issues:
  - id: ceasefire
    title: Ceasefire
    scale: ordinal
    options: [none, partial, full]
  - id: days
    title: Days
    scale: numeric
    min: 0
    max: 365

sessions:
  - id: first
    title: First session
    kind: direct
    when: 2025-05-16
    ended: 2025-05-15 # D303 «2025-05-15»
    parties: north # D103 «north»

delegations:
  - {party: north, session: first, head: consul} # D209 «consul»
  - {party: north, session: first, head: envoi} # D201 «envoi»
  - {party: north, session: first, head: ceasefire} # D202 «ceasefire»

positions:
  - {party: north, issue: ceasefire, kind: demand, option: ful} # D207 «ful}»
  - {party: north, issue: days, kind: demand, range: at least 400} # D302 «at least 400»
  - {party: north, issue: days, kind: wish, range: many} # D106 «many»
  - {party: north, issue: ceasefire, kind: wish} # D309 «issue»
  - {id: line-1, party: east, issue: days, kind: demand, range: at least 60, red_line: true}
  - {id: line-2, party: east, issue: days, kind: demand, range: at most 30, red_line: true} # D301 «red_line»

statements:
  - id: said
    by: north
    sense: Not now.
  - id: said # D204 «said»
    by: nroth # D201 «nroth»
    when: 2025-02-30 # D105 «2025-02-30»
    sense: Not yet.
  - by: north
    basis: reported # D308 «reported»
    sense: It is told.
  - by: north
    sense: It is quoted.
    source: {id: report, quote: Both sides wept.} # D208 «Both»
  - id: two words # D107 «two words»
    by: north
    sence: Never. # D101 «sence»
  - id: open
    by: north
    sense: This.
    sense: That. # D008 «sense»
  - room: team # D307 «team»
    by: north
    sense: Elsewhere.
  - room: joint # a fault in the joint room
    by: nobody # D201 «nobody»
    sense: To all.

responses:
  - to: hidden # D203 «hidden»
    by: envoy
    answer: refuses

corrections:
  - of: ceasefire
    set: {town: Istanbul} # D305 «town»

unheard: [] # D101 «unheard»
";

const TEAM: &str = "\
room: team
recorded: 2025-05 # D105 «2025-05»
author: An author
basis: assumed
proposals:
  - id: hidden
    title: A pause
    by: [north]
    terms: {ceasefire: all} # D207 «all»
  - title: Another
    terms: {days: -1} # D302 «-1»
    by: envoy # D103 «envoy»
  - {id: p, title: P, by: [north], replaces: q}
  - {id: q, title: Q, by: [north], replaces: p} # D206 «p}»
  - {title: R, by: [north], about: [hint]} # D205 «hint»
preferences:
  - party: north
    weights: {ceasefire: -5} # D304 «-5»
    values: {ceasefire: {none: 0, fulll: 1}} # D207 «fulll»
withdrawals:
  - {of: hint} # D205 «hint»
";

const NORTH: &str = "\
room: caucus:north
recorded: 2025-05-17
author: An author
statements:
  - {id: hint, by: north, basis: stated, sense: x}
  - {id: bare, by: north, sense: x} # D102 «id»
  - {id: told, by: north, basis: stated, sense: One thing.}
  - {id: ours, by: north, basis: stated, sense: Ours.}
releases:
  - {of: ours, into: open, permitted_by: north} # D306 «open»
";

const SOUTH: &str = "\
room: caucus:north # D307 «caucus:north»
recorded: 2025-05-17
author: An author
basis: stated
statements:
  - {id: hint, by: east, sense: x}
  - {by: east, sense: y, when: after tomorow} # D201 «after tomorow»
";

/// Files that cannot be read at all, with their one fault.
const UNREADABLE: [(&str, &[u8], &str); 4] = [
    ("rooms/caucus-east.yaml", b"room: [", "D005"),
    ("rooms/caucus-west.yaml", b"\xff\xfe\x00", "D003"),
    ("rooms/caucus-east+west.yaml", b"# nothing\n", "D002"),
    ("rooms/tem.yaml", b"room: team\n", "D009"),
];

fn desk() -> Desk {
    let desk = Desk::of(PROCESS);
    desk.write("rooms/team.yaml", TEAM)
        .write("rooms/caucus-north.yaml", NORTH)
        .write("rooms/caucus-south.yaml", SOUTH);
    for (name, bytes, _) in UNREADABLE {
        desk.write(name, bytes);
    }
    desk
}

/// The rows that the marks of a file call for.
fn marked(file: &str, text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let Some((body, marks)) = line.split_once(" # D").map(|(body, _)| (body, &line[body.len()..])) else {
            continue;
        };
        for mark in marks.split('#').filter(|mark| !mark.trim().is_empty()) {
            let (code, rest) = mark.trim().split_once(" «").expect("a mark is # CODE «PLACE»");
            let at =
                body.find(rest.trim_end_matches('»')).unwrap_or_else(|| panic!("{rest} stands in the line"));
            rows.push((file.to_owned(), index + 1, body[..at].chars().count() + 1, code.to_owned()));
        }
    }
    rows
}

fn expected() -> Vec<Row> {
    let files = [
        ("process.yaml", PROCESS),
        ("rooms/team.yaml", TEAM),
        ("rooms/caucus-north.yaml", NORTH),
        ("rooms/caucus-south.yaml", SOUTH),
    ];
    files.into_iter().flat_map(|(file, text)| marked(file, text)).collect()
}

/// The faults with a place, as rows; and those of whole files.
fn told(desk: &Desk, seat: &str) -> (Vec<Row>, Vec<Diagnostic>) {
    let faults = check(desk.path(), seat);
    let (mut rows, mut whole) = (Vec::new(), Vec::new());
    for fault in faults.diagnostics {
        let readable = !UNREADABLE.iter().any(|(name, ..)| *name == &*fault.file);
        match place(&fault, &faults.texts).filter(|_| readable) {
            Some((line, column)) => rows.push((fault.file.to_string(), line, column, fault.code.to_string())),
            None => whole.push(fault),
        }
    }
    (rows, whole)
}

#[test]
fn every_marked_fault_is_told_once_at_its_place_and_no_other() {
    let (mut told, _) = told(&desk(), "team");
    let mut expected = expected();
    told.sort();
    expected.sort();
    let missing: Vec<&Row> = expected.iter().filter(|row| !told.contains(row)).collect();
    let extra: Vec<&Row> = told.iter().filter(|row| !expected.contains(row)).collect();
    assert!(missing.is_empty() && extra.is_empty(), "missing {missing:#?}\nextra {extra:#?}");
    assert_eq!(told, expected, "each once");
}

#[test]
fn the_table_is_rich_enough() {
    let codes: BTreeSet<String> = expected().into_iter().map(|(.., code)| code).collect();
    assert!(codes.len() >= 25, "only {} kinds of faults", codes.len());
}

#[test]
fn files_that_cannot_be_read_are_told_in_the_same_pass() {
    let (_, whole) = told(&desk(), "team");
    let mut found: Vec<(String, String)> =
        whole.iter().map(|fault| (fault.file.to_string(), fault.code.to_string())).collect();
    // Members of rooms are no faults of their own where a party could not be read.
    let mut expected: Vec<(String, String)> =
        UNREADABLE.iter().map(|(name, _, code)| ((*name).to_owned(), (*code).to_owned())).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "{:#?}", whole.iter().map(in_short).collect::<Vec<_>>());
}

#[test]
fn faults_come_in_the_order_of_files_and_places() {
    let faults = check(desk().path(), "team").diagnostics;
    let with_place: Vec<_> = faults
        .iter()
        .filter(|fault| fault.span.is_some())
        .map(|fault| (fault.file.clone(), fault.span))
        .collect();
    assert!(with_place.is_sorted(), "{:#?}", faults.iter().map(in_short).collect::<Vec<_>>());
}

#[test]
fn a_viewer_is_told_of_the_rooms_that_he_reads_and_of_no_others() {
    for seat in ["public", "projector", "party:north", "party:south"] {
        let faults = match record(desk().path(), seat) {
            Ok(_) => panic!("{seat} sees faults"),
            Err(faults) => faults.diagnostics,
        };
        let viewer = crate::desk::viewer(seat);
        for fault in faults {
            let room = fault.room.clone().unwrap_or_else(|| panic!("no room: {}", in_short(&fault)));
            assert!(viewer.reads(&room), "{seat} is told of {room}: {}", in_short(&fault));
        }
    }
}

#[test]
fn every_fault_says_what_was_expected_or_what_to_do() {
    for fault in check(desk().path(), "team").diagnostics {
        assert!(!fault.message.is_empty());
        let helps = fault.expected.is_some() || fault.help.is_some();
        assert!(helps || fault.code == Code::NoFile, "{}", in_short(&fault));
    }
}

#[test]
fn a_faulty_header_does_not_hide_the_faults_below_it() {
    let desk = Desk::of(PROCESS.replace("  title: A process with faults\n", ""));
    let codes: BTreeSet<Code> = desk.faults().into_iter().map(|fault| fault.code).collect();
    assert!(codes.contains(&Code::NoSuchOption) && codes.contains(&Code::UnknownId), "{codes:?}");
}
