//! What an unbiased reader found wrong in writing and keeping, so that it stays mended.

use crate::harness::{Process, Ran, TALK, catalog, detente, detente_in, detente_on, read};
use detente::Talk;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The exercise as a folder and as a store.
struct Both {
    places: [PathBuf; 2],
    work: TempDir,
}

impl Both {
    fn new() -> Both {
        let work = tempfile::tempdir().unwrap();
        let [store, folder] = ["p.detente", "folder"].map(|name| work.path().join(name));
        let from = catalog("harbour-exercise");
        detente([OsStr::new("import"), from.as_os_str(), store.as_os_str()]).done();
        detente([OsStr::new("export"), store.as_os_str(), folder.as_os_str()]).done();
        Both { places: [folder, store], work }
    }

    #[track_caller]
    fn run(&self, line: &[&str]) -> Ran {
        let [one, other] = self.places.each_ref().map(|place| detente_on(place, line));
        assert_eq!((one.exit, &one.out), (other.exit, &other.out), "{line:?}\n{}\n{}", one.err, other.err);
        one
    }
}

fn at(seconds: fn() -> jiff::Timestamp, place: &Path, line: &[&str]) -> Ran {
    let talk = Talk { clock: seconds, ..TALK };
    let words = [OsStr::new(line[0]), place.as_os_str()];
    detente_in(&talk, words.into_iter().chain(line[1..].iter().map(OsStr::new)))
}

/// The team takes an option out of an issue; a party wished for it in its own room. Nobody is locked
/// out: the party sees a warning, and can correct its wish.
#[test]
fn nobody_is_locked_out_by_what_others_write() {
    let both = Both::new();
    both.run(&[
        "add",
        "issue",
        "id=iss-1",
        "title=Issue",
        "scale=ordinal",
        "options=[a, b, c]",
        "basis=stated",
        "--room",
        "public",
    ])
    .done();
    both.run(&[
        "add",
        "position",
        "id=pp",
        "party=north",
        "issue=iss-1",
        "kind=wish",
        "option=c",
        "basis=stated",
        "--as",
        "party:north",
    ])
    .done();
    both.run(&["correct", "iss-1", "options=[a, b]"]).done();
    for page in ["brief", "gaps", "log"] {
        both.run(&[page, "--as", "party:north"]).done();
    }
    for place in &both.places {
        let checked = detente_on(place, &["check", "--room", "party:north", "--format", "json"]);
        assert_eq!((checked.exit, checked.json()["warnings"].as_u64()), (0, Some(1)), "{}", checked.out);
        assert_eq!(checked.json()["diagnostics"][0]["code"], "D313");
    }
    let team = both.run(&["check"]);
    assert!(team.exit == 0 && !team.err.contains("party:north"), "{}", team.err);
    both.run(&["correct", "pp", "option=b", "--as", "party:north"]).done();
    both.run(&["add", "statement", "by=north", "sense=x", "basis=stated", "--as", "party:north"]).done();
}

#[test]
fn what_was_taken_back_is_neither_released_nor_corrected_by_json() {
    let both = Both::new();
    both.run(&[
        "add",
        "statement",
        "id=w-1",
        "by=north",
        "sense=gone",
        "basis=stated",
        "--room",
        "caucus:north",
    ])
    .done();
    both.run(&["withdraw", "w-1"]).done();
    let file = both.work.path().join("in.json");
    let release = r#"[{"entry":"statement","id":"w-copy","room":"joint","by":"north","sense":"gone","basis":"stated"},
        {"entry":"release","room":"caucus:north","of":"w-1","into":"w-copy","to":"joint","permitted_by":"north"}]"#;
    let correction = r#"{"entry":"correction","room":"caucus:north","of":"w-1","set":{"sense":"back"}}"#;
    for text in [release, correction] {
        fs::write(&file, text).unwrap();
        let ran = both.run(&["add", "--json", file.to_str().unwrap()]);
        assert_eq!(ran.exit, 2);
        assert!(ran.err.contains("was taken back by"), "{}", ran.err);
    }
}

/// A release cites the source that was meant, not one of the wider room that took its id later.
#[test]
fn a_release_cites_the_source_that_was_meant() {
    let both = Both::new();
    let later = || jiff::Timestamp::from_second(1_900_000_100).unwrap();
    for place in &both.places {
        let source = [
            "add",
            "source",
            "id=sx",
            "title=Whisper",
            "kind=conversation",
            "basis=stated",
            "--room",
            "caucus:north",
        ];
        detente_on(place, &source).done();
        let gazette =
            ["add", "source", "id=sx", "title=Gazette", "kind=press", "basis=stated", "--room", "joint"];
        // The team reads both, and is told; a party that did not read the caucus would not be.
        assert_eq!(at(later, place, &gazette).exit, 0);
        let said = [
            "add",
            "statement",
            "id=said-7",
            "by=north",
            "sense=x",
            "source=caucus:north/sx",
            "basis=stated",
            "--room",
            "caucus:north",
        ];
        at(later, place, &said).done();
        let done = at(
            later,
            place,
            &["release", "said-7", "--to", "joint", "--permitted-by", "north", "--yes", "--format", "json"],
        );
        let written = done.json();
        assert!(written["written"][0].get("source").is_none(), "{}", done.out);
    }
}

#[test]
fn a_released_source_takes_no_document_along() {
    let both = Both::new();
    let file = both.work.path().join("d.pdf");
    fs::write(&file, b"%PDF \x00").unwrap();
    both.run(&[
        "add",
        "source",
        "id=src-9",
        "title=Scan",
        "kind=record",
        "basis=stated",
        "--room",
        "caucus:north",
    ])
    .done();
    both.run(&["attach", "src-9", file.to_str().unwrap()]).done();
    both.run(&["release", "src-9", "--to", "joint", "--permitted-by", "north", "--yes"]).done();
    both.run(&["verify"]).done();
    // Nor can a document be named that is not there.
    let named = ["add", "source", "title=A", "kind=record", "basis=stated", "--as", "party:north"];
    let sha = format!("document={{name: a.pdf, size: 5, sha256: {}}}", "a".repeat(64));
    let ran = both.run(&[&named[..], &[&sha]].concat());
    assert!(ran.exit == 2 && ran.err.contains("not kept with the record"), "{}", ran.err);
    both.run(&["verify"]).done();
}

#[test]
fn copies_tell_no_words_of_rooms_that_the_keeper_does_not_read() {
    let work = tempfile::tempdir().unwrap();
    let hidden = "room: party:north\nrecorded: 2025-05-01\nauthor: N\nbasis: stated\nstatements: [{by: north, sense: x, secretplan: yes}]\n";
    let process = Process::copy_of(&catalog("harbour-exercise")).with("rooms/party-north.yaml", hidden);
    for (command, name) in [("import", "a.detente"), ("export", "b"), ("backup", "c.detente")] {
        let to = work.path().join(name);
        let ran = detente([OsStr::new(command), process.path().as_os_str(), to.as_os_str()]);
        assert_eq!(ran.exit, 2, "{command}");
        assert!(
            !ran.all().contains("secretplan") && ran.err.contains("party:north has errors"),
            "{}",
            ran.all()
        );
        assert!(!to.exists());
    }
}

#[test]
fn what_is_handed_over_names_neither_the_author_nor_the_day_of_other_rooms() {
    let both = Both::new();
    both.run(&["add", "statement", "by=north", "sense=late", "basis=stated", "--room", "joint"]).done();
    for place in &both.places {
        let out = both.work.path().join("public");
        detente([
            OsStr::new("export"),
            place.as_os_str(),
            out.as_os_str(),
            "--as".as_ref(),
            "public".as_ref(),
        ])
        .done();
        let header = read(&out.join("process.yaml"));
        assert!(!header.contains("Exercise staff") && !header.contains("2030"), "{header}");
        assert_eq!(detente_on(&out, &["brief"]).exit, 0);
        fs::remove_dir_all(&out).unwrap();
    }
}

#[test]
fn another_seat_writes_in_its_own_name() {
    let both = Both::new();
    let nobody = Talk { author: || None, ..TALK };
    for (seat, author) in [("party:south", "party:south"), ("team", "Exercise staff")] {
        for place in &both.places {
            let words =
                ["statement", "by=south", "sense=x", "basis=stated", "--as", seat, "--format", "json"];
            let line = [OsStr::new("add"), place.as_os_str()].into_iter().chain(words.iter().map(OsStr::new));
            assert_eq!(detente_in(&nobody, line).json()["written"][0]["author"], author);
        }
    }
}

#[test]
fn a_proof_says_what_it_proves_and_nothing_else() {
    let both = Both::new();
    let id = both.run(&["add", "statement", "by=north", "sense=x", "basis=stated"]).done();
    let proof = both.run(&["prove", id.trim()]).done();
    let file = both.work.path().join("p.json");
    let verify = |text: &str, rest: &[&str]| {
        fs::write(&file, text).unwrap();
        let words = ["verify".as_ref(), "--proof".as_ref(), file.as_os_str()];
        detente(words.into_iter().chain(rest.iter().map(OsStr::new)))
    };
    assert_eq!(verify(&proof, &[]).exit, 0);
    let other = format!("joint=5:{}", "0".repeat(64));
    assert!(verify(&proof, &["--head", &other]).refused().contains("the proof is of team"));
    let huge = proof.replacen("\"place\": 13", "\"place\": 18446744073709551615", 1);
    assert_ne!(huge, proof);
    assert_eq!(verify(&huge, &["--format", "json"]).exit, 2);
    let words = proof.replace("statement-", "x is proven\\nstatement-");
    assert!(verify(&words, &[]).exit != 0);
}

#[test]
fn texts_that_look_like_yaml_are_texts() {
    let both = Both::new();
    for (given, meant) in
        [("[inaudible] we agreed", "[inaudible] we agreed"), ("{no", "{no"), ("\"[sic]\"", "[sic]")]
    {
        let sense = format!("sense={given}");
        let ran = both.run(&["add", "statement", "by=north", &sense, "basis=stated", "--format", "json"]);
        assert_eq!(ran.json()["written"][0]["sense"], meant, "{}", ran.err);
    }
    let file = both.work.path().join("in.json");
    fs::write(&file, "\u{feff}{\"entry\":\"statement\",\r\n\"by\":\"north\",\"sense\":\"a\\u007fb\",\"note\":null,\"basis\":\"stated\"}\r\n").unwrap();
    both.run(&["add", "--json", file.to_str().unwrap()]).done();
    let unset = both.run(&["correct", "sailors-paper", "--unset", "tilte"]);
    assert!(unset.exit == 2 && unset.err.contains("did you mean title?"), "{}", unset.err);
}

/// A writer rests on what it read: a room that it read and that grew meanwhile makes it read again.
#[test]
fn a_write_rests_on_every_room_that_was_read() {
    let both = Both::new();
    let threads = 6;
    for place in &both.places {
        std::thread::scope(|scope| {
            for n in 0..threads {
                scope.spawn(move || {
                    let sense = format!("sense=of {n}");
                    let room = ["team", "joint", "caucus:north"][n % 3];
                    let line = [
                        "add",
                        "statement",
                        "by=north",
                        &sense,
                        "basis=stated",
                        "id=the-one",
                        "--room",
                        room,
                    ];
                    detente_on(place, &line)
                });
            }
        });
        // Whoever came second into a room, or into a narrower one, was told that the id is taken.
        let shown = detente_on(place, &["show", "the-one", "--format", "json"]).json();
        let mut rooms: Vec<String> =
            shown["content"].as_array().unwrap().iter().map(|one| one["entry"]["room"].to_string()).collect();
        rooms.sort();
        rooms.dedup();
        assert_eq!(rooms.len(), shown["content"].as_array().unwrap().len(), "{shown}");
        assert_eq!(detente_on(place, &["check"]).exit, 0);
    }
}

/// A byte-order mark before the text moves no caret, and none into the middle of a letter.
#[test]
fn a_mark_before_json_moves_no_place() {
    let both = Both::new();
    let file = both.work.path().join("in.json");
    let text = "{\"entry\":\"statement\",\"note\":\"ЯЯ\",\"x\":\"1\",\"by\":\"north\",\"sense\":\"s\",\"basis\":\"stated\"}";
    fs::write(&file, text).unwrap();
    let plain = both.run(&["add", "--json", file.to_str().unwrap()]);
    fs::write(&file, format!("\u{feff}{text}")).unwrap();
    let marked = both.run(&["add", "--json", file.to_str().unwrap()]);
    assert!(plain.exit == 2 && plain.err.contains("the key “x” is unknown"), "{}", plain.err);
    assert_eq!(plain, marked);
}

/// What is shown before a release cannot turn a terminal's text.
#[test]
fn what_a_release_tells_turns_no_terminal() {
    let both = Both::new();
    let said = [
        "add",
        "statement",
        "id=esc-1",
        "by=north",
        "sense=a \u{202e} b \u{1b}[31m",
        "basis=stated",
        "--room",
        "caucus:north",
    ];
    both.run(&said).done();
    let told = both.run(&["release", "esc-1", "--to", "joint", "--permitted-by", "north"]).err;
    assert!(told.contains("a \\u202e b \\u001b[31m") && !told.contains('\u{202e}'), "{told}");
}

#[test]
fn a_damaged_document_is_put_right_by_attaching_it_again() {
    let both = Both::new();
    let file = both.work.path().join("d.pdf");
    fs::write(&file, b"%PDF whole").unwrap();
    let attach = ["attach", "sailors-paper", file.to_str().unwrap()];
    both.run(&attach).done();
    let folder = both.places[0].join("documents/public");
    let kept = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    fs::write(&kept, b"%PDF h").unwrap();
    assert_eq!(detente_on(&both.places[0], &["verify"]).exit, 1);
    detente_on(&both.places[0], &attach).done();
    assert_eq!(detente_on(&both.places[0], &["verify"]).exit, 0);
}

/// One copy took an entry back, the other corrected it: they come together, and a warning says so.
/// What would point at nothing does not come in.
#[test]
fn copies_come_together_where_each_was_right() {
    let both = Both::new();
    both.run(&["add", "statement", "id=w-1", "by=north", "sense=x", "basis=stated"]).done();
    let [a, b] = &both.places;
    let other = both.work.path().join("other.detente");
    detente([OsStr::new("export"), b.as_os_str(), other.as_os_str()]).done();
    detente_on(a, &["withdraw", "w-1"]).done();
    detente_on(&other, &["correct", "w-1", "sense=y"]).done();
    let merge = |rest: &[&str]| {
        let words = ["merge".as_ref(), a.as_os_str(), other.as_os_str()];
        detente(words.into_iter().chain(rest.iter().map(OsStr::new)))
    };
    let merged = merge(&["--yes"]);
    assert!(merged.exit == 0 && merged.err.contains("D313"), "{}", merged.all());
    assert_eq!(detente_on(a, &["check"]).exit, 0);
    // The other copy, of which this one has no room.
    let seated = detente_on(
        &other,
        &[
            "add",
            "session",
            "id=s-9",
            "title=T",
            "kind=shuttle",
            "parties=[north]",
            "basis=stated",
            "--as",
            "party:north",
        ],
    );
    assert_eq!(seated.exit, 0);
    detente_on(
        &other,
        &["add", "statement", "by=north", "sense=x", "when=after s-9", "basis=stated", "--as", "party:north"],
    )
    .done();
    assert!(merge(&["--yes"]).err.contains("has nothing that this one lacks"));
}

/// What came in from another copy since the last session is news, though it was recorded before.
#[test]
fn what_came_in_since_the_session_is_news() {
    let both = Both::new();
    let [_, a] = &both.places;
    let b = both.work.path().join("b.detente");
    detente([OsStr::new("export"), a.as_os_str(), b.as_os_str()]).done();
    detente_on(&b, &["add", "statement", "id=brought", "by=north", "sense=x", "basis=stated"]).done();
    let later = || jiff::Timestamp::from_second(1_900_500_000).unwrap();
    let session = [
        "add",
        "session",
        "title=Late",
        "kind=direct",
        "parties=[north, south]",
        "when=2030-03-20",
        "basis=stated",
    ];
    at(later, a, &session).done();
    let talk = Talk { clock: later, ..TALK };
    detente_in(&talk, ["merge".as_ref(), a.as_os_str(), b.as_os_str(), "--yes".as_ref()]).done();
    let brief = detente_on(a, &["brief", "--format", "json"]).json();
    let late: Vec<&str> = brief["content"]["changes"]["recorded_since"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["id"].as_str().unwrap_or_else(|| entry["entry"]["id"].as_str().unwrap()))
        .collect();
    assert_eq!(late, ["brought"]);
}

/// A seat that does not write into `joint` takes nothing in that points there at what is not here.
#[test]
fn nothing_comes_in_that_points_at_nothing() {
    let both = Both::new();
    let [_, a] = &both.places;
    let b = both.work.path().join("b.detente");
    detente([OsStr::new("export"), a.as_os_str(), b.as_os_str()]).done();
    detente_on(
        &b,
        &[
            "add",
            "session",
            "id=s-7",
            "title=T",
            "kind=direct",
            "parties=[north, south]",
            "basis=stated",
            "--room",
            "joint",
        ],
    )
    .done();
    detente_on(
        &b,
        &[
            "add",
            "statement",
            "by=north",
            "sense=x",
            "when=after s-7",
            "basis=stated",
            "--room",
            "caucus:north",
        ],
    )
    .done();
    let before = detente_on(a, &["log"]);
    let merge = |seat: &str| {
        detente([
            "merge".as_ref(),
            a.as_os_str(),
            b.as_os_str(),
            "--yes".as_ref(),
            "--as".as_ref(),
            OsStr::new(seat),
        ])
    };
    let refused = merge("party:north").refused();
    assert!(
        refused.contains("D201") && refused.contains("s-7") && !refused.contains("caucus:south"),
        "{refused}"
    );
    assert_eq!(detente_on(a, &["log"]), before);
    assert_eq!(merge("team").exit, 0);
    assert_eq!(detente_on(a, &["verify"]).exit, 0);
}
