//! Nothing of a room that a viewer does not read comes out of any command, in any format.
//!
//! In a copy of the exercise every room says one word that stands nowhere else. No run for a viewer
//! may print the word of a room that he does not read, and the timeline prints those of all others.

use crate::harness::{Process, Ran, catalog, read};
use std::path::Path;

/// A room, its file, and the word that only it says.
pub struct Canary {
    pub room: &'static str,
    file: &'static str,
    pub word: &'static str,
    /// The viewers of the test who read it.
    pub readers: &'static [&'static str],
}

pub const VIEWERS: [&str; 6] =
    ["public", "projector", "party:north", "party:south", "party:tide-union", "team"];

pub const CANARIES: [Canary; 8] = [
    Canary { room: "public", file: "process.yaml", word: "bittern", readers: &VIEWERS },
    Canary {
        room: "joint",
        file: "process.yaml",
        word: "wagtail",
        readers: &["projector", "party:north", "party:south", "party:tide-union", "team"],
    },
    Canary {
        room: "caucus:north",
        file: "rooms/caucus-north.yaml",
        word: "dunnock",
        readers: &["party:north", "team"],
    },
    Canary {
        room: "caucus:south",
        file: "rooms/caucus-south.yaml",
        word: "whimbrel",
        readers: &["party:south", "team"],
    },
    Canary {
        room: "caucus:north+south",
        file: "rooms/caucus-north+south.yaml",
        word: "redshank",
        readers: &["party:north", "party:south", "team"],
    },
    Canary {
        room: "party:north",
        file: "rooms/party-north.yaml",
        word: "turnstone",
        readers: &["party:north"],
    },
    Canary {
        room: "party:south",
        file: "rooms/party-south.yaml",
        word: "fieldfare",
        readers: &["party:south"],
    },
    Canary { room: "team", file: "rooms/team.yaml", word: "nightjar", readers: &["team"] },
];

impl Canary {
    fn id(&self) -> String {
        format!("canary-in-{}", self.room.replace([':', '+'], "-"))
    }

    /// Adds a statement, and a comment, with the word to the room's file.
    fn put_into(&self, process: Process) -> Process {
        let Canary { room, word, .. } = self;
        let id = self.id();
        let room = if self.file == "process.yaml" { format!("room: {room}, ") } else { String::new() };
        let entry = format!(
            "  # {word}\n  - {{id: {id}, {room}when: 2025-05-16, by: north, sense: The {word} sang., note: A {word}!, basis: stated}}\n"
        );
        let old = text_of(&process.path().join(self.file), self.room);
        let text = match old.split_once("\nstatements:\n") {
            Some((before, after)) => format!("{before}\nstatements:\n{entry}{after}"),
            None => format!("{old}\nstatements:\n{entry}"),
        };
        process.with(self.file, text)
    }
}

/// The text of a room's file, or the beginning of one.
fn text_of(path: &Path, room: &str) -> String {
    if path.exists() { read(path) } else { format!("room: {room}\nrecorded: 2025-05-16\nauthor: A clerk\n") }
}

/// The exercise, with a word of its own in every room.
pub fn aviary() -> Process {
    CANARIES
        .iter()
        .fold(Process::copy_of(&catalog("harbour-exercise")), |process, canary| canary.put_into(process))
}

/// Every command that prints a page.
fn pages() -> Vec<String> {
    let mut all: Vec<String> = [
        "brief",
        "brief --since 2025-01-01",
        "brief --known 2025-12-31",
        "brief --on 2025-05-16",
        "gaps",
        "today",
        "today --on 2025-05-16 --since 2025-01-01",
        "meetings",
        "meeting quince-2",
        "prepare north --meeting quince-2",
        "prepare south",
        "held toll north",
        "timeline",
        "actors",
        "actor north",
        "incidents",
        "sources",
        "source north-bulletin",
        "agreements",
        "proposal single-text-2",
        "search sang",
        "search basis",
        "search harbour",
        "show north",
        "show quince-1",
        "show bottom-line",
    ]
    .map(str::to_owned)
    .into();
    all.extend(CANARIES.iter().map(|canary| format!("show {}", canary.id())));
    all
}

#[test]
fn no_viewer_hears_a_canary_of_a_room_that_is_not_his() {
    let process = aviary();
    for viewer in VIEWERS {
        for page in pages() {
            for format in ["text", "json", "markdown", "html"] {
                let line: Vec<&str> = page.split(' ').chain(["--as", viewer, "--format", format]).collect();
                hears_only_his_own(viewer, &line, &process.run(&line));
            }
        }
    }
}

#[track_caller]
fn hears_only_his_own(viewer: &str, line: &[&str], ran: &Ran) {
    assert!(ran.exit <= 1, "{line:?}: {}", ran.err);
    let all = ran.all();
    for canary in CANARIES.iter().filter(|canary| !canary.readers.contains(&viewer)) {
        assert!(!all.contains(canary.word), "{line:?} tells of {}: {all}", canary.room);
    }
}

#[test]
fn every_viewer_hears_the_canaries_of_his_rooms() {
    let process = aviary();
    for viewer in VIEWERS {
        let heard = process.run(&["timeline", "--format", "json", "--as", viewer]).done();
        for canary in &CANARIES {
            let expected = canary.readers.contains(&viewer);
            assert_eq!(heard.contains(canary.word), expected, "{viewer} in {}", canary.room);
        }
    }
}

#[test]
fn the_keepers_check_tells_only_that_another_room_is_faulty() {
    let faulty = CANARIES.iter().fold(aviary(), |process, canary| {
        let text = read(&process.path().join(canary.file));
        process.with(
            canary.file,
            text.replace(&format!("The {} sang.", canary.word), "No bird sang., by: nobody"),
        )
    });
    for format in ["text", "json"] {
        let ran = faulty.run(&["check", "--format", format]);
        let all = ran.all();
        assert_eq!(ran.exit, 1, "{all}");
        assert!(!all.contains("turnstone") && !all.contains("fieldfare"), "{all}");
        assert!(all.contains("party:north") && all.contains("party:south"), "{all}");
        assert!(format == "json" || all.contains("nightjar"), "{all}");
    }
}

#[test]
fn a_party_checks_its_own_room_and_hears_no_other() {
    let process = aviary();
    let broken = read(&process.path().join("rooms/party-south.yaml")).replace("by: north", "by: nobody");
    let ran = process.with("rooms/party-south.yaml", broken).run(&["check", "--room", "party:south"]);
    assert_eq!(ran.exit, 1, "{}", ran.all());
    hears_only_his_own("party:south", &["check"], &ran);
    assert!(ran.out.contains("fieldfare"), "{}", ran.all());
}
