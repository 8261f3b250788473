//! The commands that write, on a folder and on a SQLite store: what they write, and what they refuse.

use crate::harness::{Process, Ran, TALK, catalog, detente, detente_in, detente_on};
use detente::Talk;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The exercise, in each kind of store.
struct Trial {
    places: [PathBuf; 2],
    work: TempDir,
}

impl Trial {
    fn new() -> Trial {
        let work = tempfile::tempdir().unwrap();
        let folder = work.path().join("exercise");
        copy(&catalog("harbour-exercise"), &folder);
        let store = work.path().join("exercise.detente");
        detente(["import".as_ref(), folder.as_os_str(), store.as_os_str()]).done();
        Trial { places: [folder, store], work }
    }

    /// Runs a command in each store, which must answer the same.
    #[track_caller]
    fn run(&self, line: &[&str]) -> Ran {
        let [one, other] = self.places.each_ref().map(|place| detente_on(place, line));
        assert_eq!(one.exit, other.exit, "{line:?}\n{}\n{}", one.all(), other.all());
        assert_eq!(one.out, other.out, "{line:?}");
        one
    }

    /// What a page gives in each store.
    #[track_caller]
    fn json(&self, line: &[&str]) -> Value {
        let line: Vec<&str> = line.iter().copied().chain(["--format", "json"]).collect();
        self.run(&line).json()["content"].clone()
    }

    /// Nothing was written by a run that was refused.
    #[track_caller]
    fn refused(&self, line: &[&str]) -> String {
        let before = self.run(&["log", "--format", "json"]);
        let ran = self.run(line);
        assert_eq!((ran.exit, ran.out.as_str()), (2, ""), "{}", ran.all());
        assert_eq!(self.run(&["log", "--format", "json"]), before);
        ran.err
    }
}

fn copy(from: &Path, to: &Path) {
    let process = Process::copy_of(from);
    let status = std::process::Command::new("cp").arg("-r").arg(process.path()).arg(to).status();
    assert!(status.unwrap().success());
}

fn written(ran: Ran) -> String {
    let out = ran.done();
    out.lines().last().expect("an entry was written").to_owned()
}

#[test]
fn add_writes_what_pairs_say() {
    let trial = Trial::new();
    let id = written(trial.run(&[
        "add",
        "position",
        "party=north",
        "issue=quiet-length",
        "kind=offer",
        "options=[30-days, 90-days]",
        "when=2025-06-02",
        "basis=stated",
        "note=Said in passing: \"perhaps\"",
        "--room",
        "caucus:north",
    ]));
    assert!(id.starts_with("caucus:north/position-"), "{id}");
    let shown = trial.json(&["show", &id]);
    let entry = &shown[0]["entry"];
    assert_eq!(entry["note"], "Said in passing: \"perhaps\"");
    assert_eq!(entry["author"], "A tester");
    assert_eq!(entry["recorded"], "2030-03-17T17:46:40Z");
}

#[test]
fn the_default_room_is_the_narrowest() {
    let trial = Trial::new();
    let said = ["add", "statement", "by=north", "sense=a", "basis=stated"];
    assert!(written(trial.run(&said)).starts_with("team/"));
    let as_party = [&said[..], &["--as", "party:north"]].concat();
    assert!(written(trial.run(&as_party)).starts_with("party:north/"));
    let refused = trial.refused(&[&said[..], &["--as", "projector"]].concat());
    assert!(refused.contains("projector writes nothing"), "{refused}");
    for room in ["joint", "public", "team", "caucus:south", "party:south"] {
        let refused = trial.refused(&[&as_party[..], &["--room", room]].concat());
        assert!(refused.contains("party:north may not write into"), "{refused}");
    }
}

#[test]
fn the_same_words_twice_are_two_entries() {
    let trial = Trial::new();
    let said = ["add", "statement", "by=north", "sense=again", "basis=stated"];
    assert_ne!(written(trial.run(&said)), written(trial.run(&said)));
}

#[test]
fn what_is_wrong_is_told_as_in_files() {
    let trial = Trial::new();
    let cases: &[(&[&str], &[&str])] = &[
        (
            &["add", "statement", "by=nort", "sense=x", "basis=stated"],
            &["D201", "did you mean “north”?", "by: \"nort\""],
        ),
        (&["add", "statement", "by=north", "sense=x"], &["D102", "no basis"]),
        (&["add", "statement", "by=north", "sens=x", "basis=stated"], &["D101", "did you mean “sense”?"]),
        (&["add", "statement", "by=north", "sense=x", "basis=reported"], &["D308"]),
        (&["add", "statement", "by=north", "sense=x", "basis=stated", "when=2025-02-30"], &["D105"]),
        (
            &["add", "statement", "by=north", "sense=x", "basis=stated", "recorded=2025-02-03"],
            &["what the clock says"],
        ),
        (&["add", "statement", "by=north", "sense=x", "basis=stated", "id=north"], &["D204"]),
        (&["add", "statement", "by=north", "sense", "basis=stated"], &["“sense” is no KEY=VALUE"]),
        (&["add", "statment", "by=north"], &["did you mean statement?"]),
        (&["add", "statement", "by={a: b}", "sense=x", "basis=stated"], &["D103"]),
        (&["add", "statement", "by=north", "sense=x", "basis=stated", "--room", "nowhere"], &["is no room"]),
        (&["correct", "nothing-here", "title=x"], &["nothing has the id"]),
        (&["correct", "sailors-papr", "title=x"], &["did you mean sailors-paper?"]),
        (&["correct", "sailors-paper", "kind=tale"], &["D104"]),
        (&["correct", "sailors-paper", "id=other"], &["D305"]),
        (&["withdraw", "no-such"], &["nothing has the id"]),
        (&["release", "north", "--to", "team", "--permitted-by", "north"], &["team is not wider"]),
        (&["attach", "north", "/dev/null"], &["not a source"]),
        (&["attach", "sailors-paper", "/no/such/file"], &["cannot be read"]),
        (&["add", "--json", "/no/such/file"], &["cannot be read"]),
        (&["add"], &["what kind of entry?"]),
    ];
    for (line, expected) in cases {
        let err = trial.refused(line);
        for words in *expected {
            assert!(err.contains(words), "{line:?} lacks {words}: {err}");
        }
    }
}

#[test]
fn an_entry_cannot_point_at_a_narrower_room() {
    let trial = Trial::new();
    let secret = written(trial.run(&[
        "add",
        "session",
        "title=Quiet talk",
        "kind=shuttle",
        "parties=[north]",
        "basis=stated",
    ]));
    let id = secret.strip_prefix("team/").unwrap();
    let session = format!("session={id}");
    let err = trial.refused(&[
        "add",
        "statement",
        "by=north",
        "sense=x",
        "basis=stated",
        &format!("when=before {id}"),
        "--room",
        "joint",
    ]);
    assert!(err.contains("D203"), "{session}: {err}");
}

/// Standard input as a test gives it.
fn json_talk() -> Talk {
    const TEXT: &str = r#"{"entry": "statement", "by": "north", "sense": "one", "basis": "stated"}
        [{"entry": "statement", "room": "joint", "by": "south", "sense": "two", "basis": "stated"},
         {"entry": "statement", "by": "north", "sense": "three", "basis": "stated", "id": "third"}]"#;
    Talk { stdin: || Ok(TEXT.to_owned()), ..TALK }
}

#[test]
fn json_is_written_whole_or_not_at_all() {
    let trial = Trial::new();
    for place in &trial.places {
        let ran = detente_in(
            &json_talk(),
            ["add".as_ref(), place.as_os_str(), "--json".as_ref(), "--format".as_ref(), "json".as_ref()],
        );
        let all = ran.json();
        let rooms: Vec<&str> =
            all["written"].as_array().unwrap().iter().map(|entry| entry["room"].as_str().unwrap()).collect();
        assert_eq!((ran.exit, rooms), (0, vec!["team", "joint", "team"]));
    }
    // The third has an id now, so nothing of the same is written again.
    for place in &trial.places {
        let before = detente_on(place, &["log"]);
        let ran = detente_in(&json_talk(), ["add".as_ref(), place.as_os_str(), "--json".as_ref()]);
        assert_eq!(ran.exit, 2);
        assert!(ran.err.contains("D204") && ran.err.contains("standard input:3"), "{}", ran.err);
        assert_eq!(detente_on(place, &["log"]), before);
    }
}

#[test]
fn bad_json_is_told_with_its_place() {
    let trial = Trial::new();
    let file = trial.work.path().join("entries.json");
    let cases = [
        ("", "there is no entry"),
        ("{\"entry\": \"statement\",", "not JSON"),
        ("[1]", "D103"),
        ("{\"by\": \"north\"}", "does not say what kind"),
        ("{\"entry\": \"statment\"}", "did you mean “statement”?"),
        ("{\"entry\": \"statement\", \"room\": \"nowhere\", \"by\": \"north\"}", "room"),
    ];
    for (text, expected) in cases {
        fs::write(&file, text).unwrap();
        let err = trial.refused(&["add", "--json", file.to_str().unwrap()]);
        assert!(err.contains(expected), "{text}: {err}");
    }
}

#[test]
fn corrections_and_withdrawals_act_where_they_are_seen() {
    let trial = Trial::new();
    let id = written(trial.run(&[
        "add",
        "statement",
        "by=north",
        "sense=frist",
        "note=n",
        "basis=stated",
        "--room",
        "joint",
    ]));
    trial.run(&["correct", &id, "sense=zeroth", "--unset", "note", "--why", "a slip"]).done();
    let shown = trial.json(&["show", &id, "--as", "projector"]);
    let now = &shown[0]["entry"];
    assert_eq!((now["sense"].as_str(), now.get("note")), (Some("zeroth"), None));
    // In a room of its own the team sees it gone, and nobody else.
    trial.run(&["withdraw", &id, "--room", "team", "--why", "not sure"]).done();
    let found = |seat: &str| {
        let found = trial.json(&["search", "zeroth", "--as", seat]);
        let kinds = found["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["entry"].as_str().unwrap().to_owned());
        kinds.collect::<Vec<_>>()
    };
    assert_eq!(found("projector"), ["statement", "correction"]);
    assert_eq!(found("team"), ["correction"]);
    let err = trial.refused(&["correct", &id, "sense=x"]);
    assert!(err.contains("was taken back by"), "{err}");
    // A party may not correct what the team wrote for all.
    let err = trial.refused(&["correct", &id, "sense=x", "--as", "party:north"]);
    assert!(err.contains("may not write into joint"), "{err}");
    trial.run(&["correct", &id, "sense=x", "--as", "party:north", "--room", "party:north"]).done();
}

#[test]
fn a_release_tells_first_and_then_writes_both_sides() {
    let trial = Trial::new();
    let said = [
        "add",
        "statement",
        "by=north",
        "sense=We could wait",
        "note=whispered",
        "basis=stated",
        "id=whisper-7",
        "--room",
        "caucus:north",
    ];
    trial.run(&said).done();
    let ask = ["release", "whisper-7", "--to", "joint", "--permitted-by", "north", "--condition", "no date"];
    let told = trial.run(&ask);
    assert_eq!(told.exit, 1);
    assert!(
        told.err.contains("all parties at the table") && told.err.contains("We could wait"),
        "{}",
        told.err
    );
    assert!(!told.err.contains("whispered"), "{}", told.err);
    let done = trial.run(&[&ask[..], &["--yes"]].concat()).done();
    let lines: Vec<&str> = done.lines().collect();
    assert!(
        lines[0].starts_with("joint/statement-") && lines[1].starts_with("caucus:north/release-"),
        "{done}"
    );
    let copy = trial.json(&["show", lines[0], "--as", "projector"]);
    let copy = &copy[0]["entry"];
    assert_eq!((copy["sense"].as_str(), copy.get("note")), (Some("We could wait"), None));
    assert!(!trial.run(&["timeline", "--as", "projector", "--format", "json"]).out.contains("whisper-7"));
    // A party releases its own words, with its own hand, into a room that it may not write in otherwise.
    let own = [&said[..6], &["id=own-8", "--as", "party:north", "--room", "caucus:north"]].concat();
    trial.run(&own).done();
    trial
        .run(&[
            "release",
            "own-8",
            "--to",
            "joint",
            "--permitted-by",
            "north",
            "--as",
            "party:north",
            "--yes",
        ])
        .done();
    let again = trial.refused(&["release", "own-8", "--to", "joint", "--permitted-by", "north", "--yes"]);
    assert!(again.contains("was released already"), "{again}");
    let third = [&said[..6], &["id=own-9", "--room", "caucus:north"]].concat();
    trial.run(&third).done();
    let stranger = trial.refused(&["release", "own-9", "--to", "joint", "--permitted-by", "nort", "--yes"]);
    assert!(stranger.contains("D201"), "{stranger}");
}

#[test]
fn a_document_comes_back_as_it_went() {
    let trial = Trial::new();
    let file = trial.work.path().join("scan.pdf");
    fs::write(&file, b"%PDF-1.7 \x00\xff scan").unwrap();
    trial.run(&["attach", "sailors-paper", file.to_str().unwrap(), "--room", "team"]).done();
    for (n, place) in trial.places.iter().enumerate() {
        let out = trial.work.path().join(format!("out-{n}"));
        let out_text = out.to_str().unwrap();
        detente_on(place, &["document", "sailors-paper", "--out", out_text]).done();
        assert_eq!(fs::read(&out).unwrap(), b"%PDF-1.7 \x00\xff scan");
        let again = detente_on(place, &["document", "sailors-paper", "--out", out_text]);
        assert!(again.refused().contains("is there already"));
        let other = trial.work.path().join("other");
        let none = detente_on(
            place,
            &["document", "sailors-paper", "--out", other.to_str().unwrap(), "--as", "public"],
        );
        assert!(none.refused().contains("no document is attached"));
        assert!(!other.exists());
    }
}

/// What was attached as text can be quoted.
#[test]
fn an_attached_text_is_the_text_of_its_source() {
    let trial = Trial::new();
    let file = trial.work.path().join("minutes.txt");
    fs::write(&file, "They met.\r\nThey agreed to meet again.\r\n").unwrap();
    trial.run(&["add", "source", "title=Minutes", "kind=record", "id=min-9", "basis=stated"]).done();
    let quote = [
        "add",
        "statement",
        "by=north",
        "sense=x",
        "basis=stated",
        "source={id: min-9, quote: \"agreed to meet\"}",
    ];
    assert!(trial.refused(&quote).contains("D208"));
    trial.run(&["attach", "min-9", file.to_str().unwrap()]).done();
    trial.run(&quote).done();
}

#[test]
fn a_clock_that_went_back_is_told() {
    let trial = Trial::new();
    let said = ["add", "statement", "by=north", "sense=x", "basis=stated"];
    trial.run(&said).done();
    for place in &trial.places {
        let yesterday = Talk { clock: || jiff::Timestamp::from_second(1_899_900_000).unwrap(), ..TALK };
        let words =
            [said[0].as_ref(), place.as_os_str()].into_iter().chain(said[1..].iter().map(AsRef::as_ref));
        let ran = detente_in(&yesterday, words);
        assert_eq!(ran.exit, 2);
        assert!(
            ran.err.contains("this machine's clock says") && ran.err.contains("set the clock right"),
            "{}",
            ran.err
        );
        // A few seconds are no harm: the entry has the time of the one before it.
        let seconds = Talk { clock: || jiff::Timestamp::from_second(1_899_999_990).unwrap(), ..TALK };
        let words =
            [said[0].as_ref(), place.as_os_str()].into_iter().chain(said[1..].iter().map(AsRef::as_ref));
        assert_eq!(detente_in(&seconds, words).exit, 0);
    }
}

/// A party that takes an id in a wider room which the team used before turns no reference of the
/// team's, and makes nothing of the team's faulty.
#[test]
fn an_id_that_is_taken_later_turns_no_reference() {
    let trial = Trial::new();
    let session = |title: &str, rest: &[&str]| {
        let title = format!("title={title}");
        let line = ["add", "session", &title, "kind=shuttle", "parties=[north]", "basis=stated", "id=talk-9"];
        trial.run(&[&line[..], rest].concat()).done();
    };
    session("Of the team", &["when=2025-06-01"]);
    trial
        .run(&["add", "statement", "by=north", "sense=x", "basis=stated", "when=after talk-9", "id=later"])
        .done();
    for place in &trial.places {
        let later = Talk { clock: || jiff::Timestamp::from_second(1_900_000_060).unwrap(), ..TALK };
        let line = [
            "add",
            "session",
            "title=Of the party",
            "kind=shuttle",
            "parties=[north]",
            "basis=stated",
            "id=talk-9",
            "--room",
            "caucus:north",
            "--as",
            "party:north",
        ];
        let words =
            [line[0].as_ref(), place.as_os_str()].into_iter().chain(line[1..].iter().map(AsRef::as_ref));
        assert_eq!(detente_in(&later, words).exit, 0);
    }
    assert_eq!(trial.run(&["check"]).exit, 0);
    let timeline = trial.run(&["timeline"]).done();
    assert!(timeline.contains("after Of the team"), "{timeline}");
}
