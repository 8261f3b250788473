//! The commands that copy, prove, verify and merge a process.

use crate::harness::{Process, Ran, TALK, catalog, detente, detente_in, detente_on, entries, read};
use detente::Talk;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The exercise as a folder and as a store, in a folder to work in.
struct Desk {
    folder: Process,
    work: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk {
            folder: Process::copy_of(&catalog("harbour-exercise")),
            work: tempfile::tempdir().unwrap(),
        };
        desk.two("import", desk.folder.path(), "p.detente").done();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.work.path().join(name)
    }

    /// Runs `detente COMMAND FROM NAME`, the last in the folder to work in.
    fn two(&self, command: &str, from: &Path, name: &str) -> Ran {
        detente([OsStr::new(command), from.as_os_str(), self.path(name).as_os_str()])
    }

    fn store(&self) -> PathBuf {
        self.path("p.detente")
    }

    /// No file that was only half made is left.
    #[track_caller]
    fn is_tidy(&self, names: &[&str]) {
        let mut found: Vec<String> = entries(self.work.path())
            .iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm"))
            .collect();
        found.sort();
        assert_eq!(found, names);
    }
}

fn add(place: &Path, sense: &str, room: &str) -> String {
    add_at(&TALK, place, sense, room)
}

fn add_at(talk: &Talk, place: &Path, sense: &str, room: &str) -> String {
    let sense = format!("sense={sense}");
    let words = ["add".as_ref(), place.as_os_str()];
    let rest = ["statement", "by=north", &sense, "basis=stated", "--room", room];
    let ran = detente_in(talk, words.into_iter().chain(rest.iter().map(OsStr::new)));
    ran.done().trim().to_owned()
}

#[test]
fn import_refuses_what_does_not_pass() {
    let desk = Desk::new();
    let again = desk.two("import", desk.folder.path(), "p.detente").refused();
    assert!(again.contains("is there already"), "{again}");
    let process = read(&desk.folder.path().join("process.yaml")).replace("id: north\n", "id: nroth\n");
    let faulty = Process::copy_of(&catalog("harbour-exercise")).with("process.yaml", process);
    let refused = desk.two("import", faulty.path(), "q.detente").refused();
    assert!(refused.contains("D201") && refused.contains("nothing was made"), "{refused}");
    // A fault in a room that the keeper does not read: only that there is one.
    let hidden = Process::copy_of(&catalog("harbour-exercise"))
        .with("rooms/party-north.yaml", "room: party:north\nsecretly: 1\n");
    let refused = desk.two("import", hidden.path(), "q.detente").refused();
    assert!(
        refused.contains("the room party:north has errors") && !refused.contains("secretly"),
        "{refused}"
    );
    for (from, words) in [("nowhere", "there is no folder"), ("nowhere.detente", "there is no file")] {
        let refused = desk.two("import", Path::new(from), "q.detente").refused();
        assert!(refused.contains(words), "{refused}");
    }
    desk.is_tidy(&["p.detente"]);
}

#[test]
fn other_files_are_no_stores() {
    let desk = Desk::new();
    for (name, bytes, words) in [
        ("text.detente", &b"some text, quite long enough to be looked at"[..], "no Détente store"),
        ("empty.detente", b"", "empty.detente is an empty file"),
    ] {
        fs::write(desk.path(name), bytes).unwrap();
        let refused = detente_on(&desk.path(name), &["brief"]).refused();
        assert!(refused.contains(words), "{refused}");
        assert_eq!(fs::read(desk.path(name)).unwrap(), bytes);
    }
    let refused = detente_on(Path::new("postgres://nobody:secret@127.0.0.1:1/x"), &["brief"]).refused();
    assert!(!refused.contains("secret"), "{refused}");
}

#[test]
fn a_backup_is_the_whole_process() {
    let desk = Desk::new();
    add(&desk.store(), "before the backup", "team");
    for from in [desk.store(), desk.folder.path().to_owned()] {
        let heads = detente_on(&from, &["verify"]).done();
        desk.two("backup", &from, "b.detente").done();
        let twice = desk.two("backup", &from, "b.detente").refused();
        assert!(twice.contains("is there already"), "{twice}");
        for to in ["r.detente", "r"] {
            desk.two("restore", &desk.path("b.detente"), to).done();
            assert_eq!(detente_on(&desk.path(to), &["verify"]).done(), heads);
        }
        let log = detente_on(&from, &["log"]);
        assert_eq!(detente_on(&desk.path("r"), &["log"]), log);
        assert_eq!(detente_on(&desk.path("r.detente"), &["log"]), log);
        for name in ["b.detente", "r.detente"] {
            fs::remove_file(desk.path(name)).unwrap();
        }
        fs::remove_dir_all(desk.path("r")).unwrap();
    }
    let refused = desk.two("restore", Path::new("/no/such/file"), "x").refused();
    assert!(refused.contains("there is no file"), "{refused}");
}

/// A party checks with its own copy and an earlier head that nothing was rewritten.
#[test]
fn a_party_checks_a_proof_with_its_own_copy() {
    let desk = Desk::new();
    let id = add(&desk.store(), "first words", "caucus:north");
    let head = head_of(&desk.store(), "caucus:north");
    detente([
        OsStr::new("export"),
        desk.store().as_os_str(),
        desk.path("own").as_os_str(),
        "--as".as_ref(),
        "party:north".as_ref(),
    ])
    .done();
    add(&desk.store(), "more words", "caucus:north");
    let proof = detente_on(&desk.store(), &["prove", &id, "--since", &head]).done();
    fs::write(desk.path("proof.json"), &proof).unwrap();
    let known = format!("caucus:north={head}");
    let verify = |proof: &str| {
        let proof = desk.path(proof);
        let own = desk.path("own");
        detente([
            OsStr::new("verify"),
            own.as_os_str(),
            "--proof".as_ref(),
            proof.as_os_str(),
            "--head".as_ref(),
            known.as_ref(),
        ])
    };
    let told = verify("proof.json").done();
    for words in ["proven: ", "that log grew from the head", "the same, byte for byte"] {
        assert!(told.contains(words), "{told}");
    }
    let broken = [
        ("first words", "other words", "not in a log with this head"),
        ("\"place\": 1", "\"place\": 2", "not in a log with this head"),
        (&head[..], &head.replacen(':', "0:", 1)[..], ""),
        ("\"form\": \"detente-proof-1\"", "\"form\": \"detente-proof-9\"", "no proof"),
    ];
    for (from, to, words) in broken {
        let changed = proof.replace(from, to);
        if changed == proof {
            continue;
        }
        fs::write(desk.path("changed.json"), changed).unwrap();
        let ran = verify("changed.json");
        assert!(ran.exit == 1 || ran.exit == 2, "{from} {to}: {}", ran.all());
        assert!(ran.all().contains(words), "{}", ran.all());
    }
    let wrong = detente_on(&desk.store(), &["prove", &id, "--since", &format!("1:{}", "0".repeat(64))]);
    assert_eq!(wrong.exit, 1);
    assert!(
        detente_on(&desk.store(), &["prove", &id, "--as", "party:south"])
            .refused()
            .contains("nothing has the id")
    );
}

fn head_of(place: &Path, room: &str) -> String {
    let log = detente_on(place, &["log", "--room", room, "--format", "json"]).json();
    log["content"]["rooms"][0]["head"].as_str().unwrap().to_owned()
}

#[test]
fn a_changed_line_is_named() {
    let desk = Desk::new();
    desk.two("export", &desk.store(), "f").done();
    let log = desk.path("f").join("log/team.jsonl");
    let text = read(&log);
    let head = format!("team={}", head_of(&desk.path("f"), "team"));
    assert_eq!(detente_on(&desk.path("f"), &["verify", "--head", &head]).exit, 0);
    let changed = text.replacen("\"basis\":\"", "\"basis\" :\"", 1);
    let last = text.trim_end().rfind('\n').unwrap() + 1;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let swapped: String = [lines[1], lines[0]].into_iter().chain(lines[2..].iter().copied()).collect();
    for (what, now) in [("changed", changed.as_str()), ("swapped", &swapped), ("cut", &text[last..])] {
        fs::write(&log, now).unwrap();
        let ran = detente_on(&desk.path("f"), &["verify"]);
        assert_eq!(ran.exit, 1, "{what}: {}", ran.all());
        assert!(ran.out.contains("team: broken: ") && ran.out.contains("line 1"), "{what}: {}", ran.out);
        let brief = detente_on(&desk.path("f"), &["brief"]).refused();
        assert!(brief.contains("D011"), "{brief}");
    }
    // A log that ends sooner is seen by an earlier head: the one noted when the folder was made, or
    // one that somebody kept.
    fs::write(&log, &text[..last]).unwrap();
    let ran = detente_on(&desk.path("f"), &["verify"]);
    assert_eq!(ran.exit, 1);
    assert!(ran.out.contains("it had 13 lines and has 12"), "{}", ran.out);
    fs::remove_file(desk.path("f").join("log/heads.txt")).unwrap();
    assert_eq!(detente_on(&desk.path("f"), &["verify"]).exit, 0);
    let ran = detente_on(&desk.path("f"), &["verify", "--head", &head]);
    assert_eq!(ran.exit, 1);
    assert!(ran.out.contains("it had 13 lines and has 12"), "{}", ran.out);
    // A write that was cut off was never acknowledged.
    fs::write(&log, &text[..text.len() - 9]).unwrap();
    assert_eq!(detente_on(&desk.path("f"), &["verify"]).exit, 0);
    add(&desk.path("f"), "goes on", "team");
    assert_eq!(detente_on(&desk.path("f"), &["verify"]).exit, 0);
}

/// What other rooms hold is not told to a keeper who does not read them.
#[test]
fn verify_tells_no_sizes_of_rooms_that_the_keeper_does_not_read() {
    let desk = Desk::new();
    for place in [desk.folder.path(), &desk.store()] {
        let out = detente_on(place, &["verify"]).done();
        assert!(out.contains("party:north: sound\n"), "{out}");
        let json = detente_on(place, &["verify", "--format", "json"]).json();
        let room =
            json["rooms"].as_array().unwrap().iter().find(|room| room["room"] == "party:north").unwrap();
        assert!(room["head"].is_null());
    }
}

#[test]
fn two_copies_come_together() {
    let desk = Desk::new();
    let copies = ["a.detente", "b"];
    for name in copies {
        desk.two("export", &desk.store(), name).done();
    }
    let [a, b] = copies.map(|name| desk.path(name));
    let common = add(&a, "only on the one", "team");
    let other = add(&b, "only on the other", "team");
    add(&b, "and this", "caucus:north");
    let head = format!("team={}", head_of(&a, "team"));
    let words = |yes: bool| {
        let all = ["merge".as_ref(), a.as_os_str(), b.as_os_str()];
        all.into_iter().chain(yes.then(|| OsStr::new("--yes"))).collect::<Vec<_>>()
    };
    let told = detente(words(false));
    assert_eq!(told.exit, 1);
    assert!(
        told.out.contains("team: 13 lines in common, 1 only here, 1 only there (a fork: both went on)"),
        "{}",
        told.out
    );
    assert!(
        told.out.contains("caucus:north: 12 lines in common, 0 only here, 1 only there\n"),
        "{}",
        told.out
    );
    let later = Talk { clock: || jiff::Timestamp::from_second(1_900_086_400).unwrap(), ..TALK };
    let done = detente_in(&later, words(true));
    assert_eq!(done.exit, 0, "{}", done.all());
    assert!(done.err.ends_with("took in 2 entries\n"), "{}", done.err);
    assert!(done.err.contains("rooms that team does not read are not compared"), "{}", done.err);
    assert!(!done.err.contains("party:north"), "{}", done.err);
    assert_eq!(detente_on(&a, &["verify", "--head", &head]).exit, 0);
    for id in [&common, &other] {
        assert_eq!(detente_on(&a, &["show", id]).exit, 0);
    }
    // What came in was not known here before.
    let known = detente_on(&a, &["search", "other", "only", "--known", "2030-03-17"]);
    assert_eq!(known.exit, 1, "{}", known.all());
    assert!(detente(words(true)).err.contains("the other copy has nothing that this one lacks"));
    let log = detente_on(&a, &["log", "--room", "team", "--format", "json"]).json();
    let last = log["content"]["rooms"][0]["lines"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((last["line"].as_u64(), last["received"].as_str()), (Some(15), Some("2030-03-18T17:46:40Z")));
    assert_eq!(detente_on(&a, &["check"]).exit, 0);
}

#[test]
fn a_merge_tells_two_things_with_one_id_apart() {
    let desk = Desk::new();
    for name in ["a.detente", "b.detente"] {
        desk.two("export", &desk.store(), name).done();
    }
    let [a, b] = ["a.detente", "b.detente"].map(|name| desk.path(name));
    let said = |place: &Path, sense: &str| {
        detente_on(
            place,
            &[
                "add",
                "session",
                &format!("title={sense}"),
                "kind=shuttle",
                "parties=[north]",
                "basis=stated",
                "id=talk-9",
            ],
        )
        .done()
    };
    said(&a, "One talk");
    said(&b, "Another talk");
    detente_on(
        &b,
        &["add", "statement", "by=north", "sense=x", "basis=stated", "when=after talk-9", "id=after-it"],
    )
    .done();
    let merge = |rest: &[&str]| {
        let words = ["merge".as_ref(), a.as_os_str(), b.as_os_str()];
        detente(words.into_iter().chain(rest.iter().map(OsStr::new)))
    };
    let clash = merge(&["--yes"]);
    assert_eq!(clash.exit, 1);
    assert!(clash.err.contains("“talk-9” is one thing here and another there"), "{}", clash.err);
    assert!(clash.err.contains("--rename talk-9=NEW"), "{}", clash.err);
    merge(&["--yes", "--rename", "talk-9=talk-9b"]).done();
    let shown = detente_on(&a, &["show", "after-it", "--format", "json"]).json();
    assert_eq!(shown["content"][0]["entry"]["when"], "after talk-9b");
    assert_eq!(detente_on(&a, &["verify"]).exit, 0);
    let other = desk.two("import", &catalog("istanbul-2025"), "i.detente");
    assert_eq!(other.exit, 0);
    let refused = detente([OsStr::new("merge"), a.as_os_str(), desk.path("i.detente").as_os_str()]).refused();
    assert!(refused.contains("one copy is of the process"), "{refused}");
}

/// A week of made-up work, replayed into each kind of store: equal heads each day.
#[test]
fn a_week_of_work_gives_equal_heads_in_every_store() {
    let desk = Desk::new();
    let places = [desk.store(), desk.folder.path().to_owned()];
    const DAYS: [fn() -> jiff::Timestamp; 5] = [
        || jiff::Timestamp::from_second(1_900_000_000).unwrap(),
        || jiff::Timestamp::from_second(1_900_090_000).unwrap(),
        || jiff::Timestamp::from_second(1_900_180_000).unwrap(),
        || jiff::Timestamp::from_second(1_900_270_000).unwrap(),
        || jiff::Timestamp::from_second(1_900_360_000).unwrap(),
    ];
    for (day, clock) in DAYS.into_iter().enumerate() {
        let talk = Talk { clock, ..TALK };
        let note = desk.path(&format!("note-{day}.txt"));
        fs::write(&note, format!("Note of day {day}.\n")).unwrap();
        let heads = places.each_ref().map(|place| {
            let run = |line: &[&str]| {
                let words = [OsStr::new(line[0]), place.as_os_str()];
                detente_in(&talk, words.into_iter().chain(line[1..].iter().map(OsStr::new))).done()
            };
            let (offer, word, source) =
                (format!("offer-{day}"), format!("word-{day}"), format!("note-{day}"));
            run(&[
                "add",
                "source",
                &format!("title=Note {day}"),
                "kind=record",
                "basis=stated",
                &format!("id={source}"),
            ]);
            run(&["attach", &source, note.to_str().unwrap()]);
            run(&[
                "add",
                "position",
                "party=north",
                "issue=quiet-length",
                "kind=offer",
                "option=30-days",
                "basis=stated",
                &format!("id={offer}"),
                "--room",
                "caucus:north",
                "--author",
                "Second hand",
            ]);
            run(&[
                "add",
                "statement",
                "by=south",
                &format!("sense=Day {day}"),
                "basis=stated",
                &format!("id={word}"),
                "--room",
                "joint",
            ]);
            run(&[
                "add",
                "statement",
                "by=north",
                &format!("sense=Own {day}"),
                "basis=stated",
                "--as",
                "party:north",
            ]);
            run(&["correct", &word, &format!("sense=Day {day}, corrected"), "--why", "a slip"]);
            run(&["release", &offer, "--to", "joint", "--permitted-by", "north", "--yes"]);
            if day % 2 == 1 {
                run(&["withdraw", &word]);
            }
            ["team", "party:north"].map(|seat| run(&["log", "--as", seat, "--format", "json"]))
        });
        assert_eq!(heads[0], heads[1], "day {day}");
    }
    for page in ["brief", "gaps", "timeline"] {
        assert_eq!(detente_on(&places[0], &[page]), detente_on(&places[1], &[page]));
    }
    assert_eq!(detente_on(&places[0], &["verify"]), detente_on(&places[1], &["verify"]));
}
