//! What a viewer gets does not depend on rooms that he does not read.
//!
//! Two worlds are made that differ only in such rooms: in what entries say, how many there are, in
//! which order, with which ids, whether their files can be read at all. Every command must end the
//! same way and print the same bytes for the viewer in both.

mod entries;
pub mod world;

use crate::harness::{Process, Ran};
use entries::secret;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::Cell;
use world::{ROOMS, World, reads, two_worlds};

/// The commands that print a page, with the ways to ask for a part of it.
pub const PAGES: &[&str] = &[
    "brief",
    "brief --since 2025-05-10",
    "brief --known 2025-05-18",
    "brief --on 2025-05-16",
    "gaps",
    "packages",
    "packages twin-0 team/twin-1",
    "deals --counts",
    "deals --respect",
    "deals --trades",
    "deals --sensitivity",
    "deals --robust --worlds 20 --assumed-spread 20",
    "today --since 2025-05-17",
    "today --on 2025-05-18",
    "today --known 2025-05-18 --since 2025-05-16T12:00",
    "meetings",
    "meetings --on 2025-05-16",
    "meeting first",
    "meeting second --on 2025-05-20",
    "prepare north --meeting first",
    "prepare south --on 2025-05-20",
    "prepare east",
    "held truce north",
    "held captives south",
    "timeline",
    "timeline --lane statements",
    "timeline --from 2025-05-10 --to 2025-05-20",
    "actors",
    "actor north",
    "incidents",
    "incidents --on 2025-05-16 --before raid",
    "sources",
    "source report",
    "source twin-0 --sentence 1",
    "agreements",
    "proposal offer",
    "proposal twin-1",
    "search harbour",
    "search they met",
    "show first",
    "show twin-0",
    "show team/twin-1",
    "show pos-north",
    "show original-caucus-north-0",
    "log",
    "log --room joint",
];

pub const FORMATS: [&str; 4] = ["text", "json", "markdown", "html"];
const LANGUAGES: [&str; 2] = ["en", "qps"];
pub const VIEWERS: [&str; 6] = ["public", "projector", "party:north", "party:south", "party:east", "team"];

/// Every command line for `viewer`, in every format and language: the pages, and searches for
/// words that only rooms say which he does not read.
fn lines(viewer: &str) -> Vec<Vec<String>> {
    let hidden = ["joint"].iter().chain(&ROOMS).filter(|room| !reads(viewer, room));
    let searches = hidden.map(|room| format!("search {}", secret(room))).take(2);
    let mut all = Vec::new();
    for page in PAGES.iter().map(|page| page.to_string()).chain(searches) {
        for format in FORMATS {
            for language in LANGUAGES {
                let look = ["--format", format, "--lang", language].into_iter();
                all.push(page.split(' ').chain(look).map(str::to_owned).collect());
            }
        }
    }
    all
}

/// Runs `line` as `viewer` sees the process.
fn run_as(viewer: &str, process: &Process, line: &[String]) -> Ran {
    let words: Vec<&str> = line.iter().map(String::as_str).chain(["--as", viewer]).collect();
    process.run(&words)
}

/// The first command line that tells the two folders apart, with what it gave in each.
fn first_difference(viewer: &str, a: &Process, b: &Process) -> Option<String> {
    lines(viewer).into_iter().find_map(|line| {
        let (a, b) = (run_as(viewer, a, &line), run_as(viewer, b, &line));
        (a != b).then(|| format!("detente {} --as {viewer}\n{}", line.join(" "), difference(&a, &b)))
    })
}

/// Where two runs begin to differ.
fn difference(a: &Ran, b: &Ran) -> String {
    let all = |ran: &Ran| format!("exit {}\n{}", ran.exit, ran.all());
    let (a, b) = (all(a), all(b));
    let same = a.lines().zip(b.lines()).take_while(|(a, b)| a == b).count();
    let from = |text: &str| text.lines().skip(same.saturating_sub(1)).take(8).collect::<Vec<_>>().join("\n");
    format!("one world:\n{}\nthe other:\n{}", from(&a), from(&b))
}

/// How many pairs of worlds are tried for each viewer.
fn cases() -> u32 {
    let asked = std::env::var("DETENTE_CASES_TWO_WORLDS").ok();
    let all: u32 = asked.map_or(64, |text| text.parse().expect("DETENTE_CASES_TWO_WORLDS is a number"));
    all.div_ceil(VIEWERS.len() as u32)
}

#[track_caller]
fn nothing_tells_them_apart(viewer: &'static str) {
    let config =
        Config { cases: cases(), failure_persistence: None, max_shrink_iters: 300, ..Config::default() };
    let shown = Cell::new(0);
    let told = TestRunner::new(config).run(&two_worlds(viewer), |(a, b)| {
        let (a, b) = (a.write(), b.write());
        shown.set(shown.get() + u32::from(run_as(viewer, &a, &["timeline".to_owned()]).exit == 0));
        first_difference(viewer, &a, &b).map_or(Ok(()), |told| Err(TestCaseError::fail(told)))
    });
    if let Err(error) = told {
        panic!("what {viewer} gets depends on what he may not see: {error}");
    }
    // Else the worlds would be equal because nothing can be seen of either.
    assert!(shown.get() >= cases() / 3, "only {} of {} worlds could be shown", shown.get(), cases());
}

#[test]
fn for_the_public() {
    nothing_tells_them_apart("public");
}

#[test]
fn for_the_projector() {
    nothing_tells_them_apart("projector");
}

#[test]
fn for_one_party() {
    nothing_tells_them_apart("party:north");
}

#[test]
fn for_the_other_party() {
    nothing_tells_them_apart("party:south");
}

#[test]
fn for_a_party_without_a_caucus_of_its_own() {
    nothing_tells_them_apart("party:east");
}

#[test]
fn for_the_team() {
    nothing_tells_them_apart("team");
}

/// The tests above can fail: one entry in a room that the viewer does read makes a difference.
#[test]
fn one_entry_in_a_room_that_is_read_makes_a_difference() {
    let without = World::with_one_entry_in("team", &[]).write();
    for room in ["public", "joint"].iter().chain(&ROOMS).filter(|room| **room != "party:nobody") {
        let with = World::with_one_entry_in("team", &[room]).write();
        for viewer in VIEWERS {
            let line = ["timeline", "--format", "json"].map(str::to_owned);
            let told = run_as(viewer, &without, &line) != run_as(viewer, &with, &line);
            assert_eq!(told, reads(viewer, room), "{viewer} and {room}");
        }
    }
}

#[test]
fn the_keeper_looks_where_nobody_is_named() {
    for keeper in ["team", "party:north", "projector", "public"] {
        let process =
            World::with_one_entry_in(keeper, &["joint", "team", "caucus:north", "party:north"]).write();
        for line in lines("public") {
            let words: Vec<&str> = line.iter().map(String::as_str).collect();
            assert_eq!(process.run(&words), run_as(keeper, &process, &line), "{words:?}");
        }
    }
}

/// A process of two statements; `joint` is the second, as written.
fn with_second_statement(keeper: &str, first_by: &str, joint: &str) -> Process {
    Process::of(&format!(
        "process: {{id: x, title: X, keeper: {keeper}, recorded: 2025-05-17, author: A, basis: stated}}\n\
         parties: [{{id: north, name: North, role: belligerent}}]\n\
         statements:\n\
         - {{id: open, by: {first_by}, when: 2025-05-16, sense: Open words.}}\n\
         {joint}\n"
    ))
}

/// What everybody gets does not change when `entry` is written under `statements` as well.
#[track_caller]
fn the_public_is_not_told_of(entry: &str) {
    for first_by in ["north", "nirth"] {
        let without = with_second_statement("team", first_by, "");
        let with = with_second_statement("team", first_by, entry);
        let told = first_difference("public", &without, &with);
        assert_eq!(told, None, "{entry}");
    }
}

#[test]
fn the_public_is_not_told_of_faults_in_joint_entries() {
    the_public_is_not_told_of("- {room: joint, id: hidden, by: north, sense: Hidden words.}");
    the_public_is_not_told_of("- {room: joint, id: open, by: north, sense: The id is taken.}");
    the_public_is_not_told_of("- {room: joint, id: hidden, by: suoth, sense: Nobody of that name.}");
    the_public_is_not_told_of("- {room: joint, id: hidden, by: north}");
    the_public_is_not_told_of("- {room: joint}");
    the_public_is_not_told_of("- {room: joint, id: hidden, by: north, sense: Hidden words., colour: blue}");
    the_public_is_not_told_of("- {room: joint, id: hidden, by: north, sense: {en: One, en-: Two}}");
    the_public_is_not_told_of(
        "- {room: joint, id: hidden, by: north, when: [2025], recorded: 2025-02-30, sense: When?}",
    );
}

#[test]
fn the_public_is_not_told_of_a_key_that_is_twice_in_a_joint_entry() {
    the_public_is_not_told_of("- {room: joint, id: hidden, id: hidden-2, by: north, sense: Hidden words.}");
    the_public_is_not_told_of("- {room: joint, id: hidden, by: north, sense: {en: One, en: Two}}");
}

#[test]
fn an_entry_whose_room_cannot_be_read_is_not_made_public() {
    for room in [
        "jiont",
        "team",
        "caucus:north",
        "party:north",
        "[joint]",
        "~",
        "{joint: joint}",
        "\"\"",
        "joint room",
    ] {
        the_public_is_not_told_of(&format!(
            "- {{room: {room}, id: hidden, by: north, when: 2025-05-16, sense: Hidden.}}"
        ));
    }
}

#[test]
fn lines_around_a_fault_are_not_shown_to_those_who_may_not_read_them() {
    let hidden = "- {room: joint, id: hidden, by: north, sense: Hidden words.}";
    for keeper in ["public", "team", "party:north"] {
        let process = with_second_statement(keeper, "nirth", hidden);
        let told = process.run(&["brief", "--as", "public"]).refused();
        assert!(told.contains("nirth") && !told.contains("Hidden"), "keeper {keeper}: {told}");
    }
}
