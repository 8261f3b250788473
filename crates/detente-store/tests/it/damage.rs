//! Bytes that changed: each change is found, or makes no difference. Never a panic, never a hang.
//!
//! `DETENTE_FLIPS` sets how many changes are tried, for each kind of store.

use crate::conformance::{all, header, room, statement};
use crate::crash::{Chance, times};
use detente_record::{Hash, Line};
use detente_store::{Batch, Place, StoreError};
use jiff::Timestamp;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const ROOMS: [&str; 4] = ["public", "joint", "caucus:a", "team"];

/// A store with all that one holds: an index and lines that wait for it, lines that came from
/// elsewhere, erased lines, documents, an empty room. The team's room has `most` lines.
fn fill(place: &Place, most: u64) {
    let at = |second: u64| Timestamp::from_second(1_700_000_000 + second as i64).unwrap();
    place.create(&header(), &mut |_| Ok(())).unwrap();
    let mut store = place.open().unwrap();
    for (name, length) in ROOMS.into_iter().zip([0, 20, 20, most]) {
        let room = room(name);
        let line = |n: u64| match n % 10 {
            3 => Line::erased(at(n), Hash([n as u8; 32])),
            5 => statement(&room, &format!("s{n}"), 7, "from elsewhere").received(Some(at(n))),
            _ => statement(
                &room,
                &format!("s{n}"),
                at(n).as_second(),
                &format!("word{n} of a ceasefire, 停火"),
            ),
        };
        let documents = [format!("a document of {name} ").repeat(200).into_bytes()];
        for start in (0..length).step_by(20) {
            let lines: Vec<Line> = (start..start + 20).map(line).collect();
            store
                .append(&[Batch { room: &room, expected: start, lines: &lines, documents: &documents }])
                .unwrap();
        }
    }
}

/// All that a store answers.
#[derive(Debug, PartialEq)]
struct Answers(Vec<Value>);

/// What a store answers, or what is found to be wrong with it.
fn asked(place: &Place) -> Result<Answers, String> {
    let told = |error: StoreError| error.to_string();
    let mut store = place.open().map_err(told)?;
    let store = store.as_mut();
    let mut answers = vec![store.header().map_err(told)?.to_text().into()];
    for (room, head) in detente_store::heads(store).map_err(told)? {
        answers.push(format!("{room} {head} {:?}", store.state(&room).map_err(told)?).into());
        answers.extend(all(store, &room));
        for words in [&["word7"][..], &["cease", "word9"], &["停火"], &["elsewhere"], &["absent"]] {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            answers.push(format!("{:?}", store.candidates(&room, &words).map_err(told)?).into());
        }
    }
    for room in store.rooms().map_err(told)? {
        for name in store.documents(&room).map_err(told)? {
            let bytes = detente_store::document(store, &room, &name).map_err(told)?;
            answers.push(format!("{room} {name} {}", bytes.len()).into());
        }
    }
    match store.audit().map_err(told)?.first() {
        None => Ok(Answers(answers)),
        Some(damage) => Err(damage.to_string()),
    }
}

/// Changes one byte, or one bit of it; what was done.
fn change(bytes: &mut [u8], chance: &mut Chance) -> String {
    let at = chance.below(bytes.len() as u64) as usize;
    let before = bytes[at];
    bytes[at] ^= match chance.below(2) {
        0 => 1 << chance.below(8),
        _ => 1 + chance.below(255) as u8,
    };
    format!("byte {at} from {before:#04x} to {:#04x}", bytes[at])
}

/// How many changes were found, of how many.
fn found_or_harmless(place: &Place, file: &Path, changes: u64, chance: &mut Chance, before: &Answers) -> u64 {
    let whole = fs::read(file).unwrap();
    let mut found = 0;
    for _ in 0..changes {
        let mut bytes = whole.clone();
        let what = change(&mut bytes, chance);
        fs::write(file, bytes).unwrap();
        let start = Instant::now();
        match asked(place) {
            Err(_) => found += 1,
            Ok(now) => assert!(now == *before, "{}: {what} was not found", file.display()),
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{}: {what} takes long", file.display());
    }
    fs::write(file, whole).unwrap();
    found
}

fn flips() -> u64 {
    times("DETENTE_FLIPS", 150)
}

fn seed() -> Chance {
    Chance(times("DETENTE_SEED", 4))
}

/// A SQLite file with everything moved into it, and what it answers.
fn sqlite() -> (tempfile::TempDir, PathBuf, Place, Answers) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("process.detente");
    let place = Place::Sqlite(path.clone());
    fill(&place, 140);
    assert!(!path.with_file_name("process.detente-wal").exists());
    let before = asked(&place).unwrap();
    (folder, path, place, before)
}

#[test]
fn a_changed_byte_of_a_sqlite_file_is_found_or_harmless() {
    let (_keep, path, place, before) = sqlite();
    let found = found_or_harmless(&place, &path, flips(), &mut seed(), &before);
    println!("SQLite: {found} of {} changes were found, the others are harmless", flips());
    assert_eq!(asked(&place).unwrap(), before);
}

#[test]
fn a_sqlite_file_that_was_cut_off_is_found() {
    let (_keep, path, place, _) = sqlite();
    let whole = fs::read(&path).unwrap();
    let mut chance = seed();
    for _ in 0..flips() / 5 {
        let length = chance.below(whole.len() as u64) as usize;
        fs::write(&path, &whole[..length]).unwrap();
        assert!(asked(&place).is_err(), "the first {length} of {} bytes pass", whole.len());
    }
}

/// A folder, its logs and documents, and what it answers.
fn files() -> (tempfile::TempDir, Vec<PathBuf>, Place, Answers) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("process");
    let place = Place::Folder(path.clone());
    fill(&place, 20);
    let mut files = Vec::new();
    for room in ROOMS.map(room) {
        let documents = fs::read_dir(path.join("documents").join(room.file_stem())).into_iter().flatten();
        files.extend(documents.map(|entry| entry.unwrap().path()));
        files.push(path.join(format!("log/{}.jsonl", room.file_stem())));
    }
    files.retain(|file| file.metadata().is_ok_and(|meta| meta.len() > 0));
    assert_eq!(files.len(), 6);
    let before = asked(&place).unwrap();
    (folder, files, place, before)
}

#[test]
fn a_changed_byte_of_a_log_or_a_document_is_found() {
    let (_keep, files, place, before) = files();
    let mut chance = seed();
    let each = flips().div_ceil(files.len() as u64);
    for file in &files {
        let found = found_or_harmless(&place, file, each, &mut chance, &before);
        println!("{}: {found} of {each} changes were found", file.display());
    }
}

/// People may write anything into process.yaml: what it says otherwise is what they say. No log
/// changes by it.
#[test]
fn a_changed_byte_of_process_yaml_is_found_or_is_what_it_says() {
    let (_keep, files, place, before) = files();
    let file = files[0].ancestors().nth(3).unwrap().join("process.yaml");
    let whole = fs::read(&file).unwrap();
    let mut chance = seed();
    for _ in 0..flips() {
        let mut bytes = whole.clone();
        let what = change(&mut bytes, &mut chance);
        fs::write(&file, bytes).unwrap();
        if let Ok(now) = asked(&place) {
            assert_eq!(now.0[1..], before.0[1..], "{what}");
        }
    }
}

/// What changes of whole lines make of a log.
#[test]
fn lines_that_are_swapped_or_gone_are_found() {
    let (_keep, files, place, before) = files();
    let file = files.iter().find(|file| file.ends_with("log/team.jsonl")).unwrap();
    let whole = fs::read_to_string(file).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let refused = |lines: &[&str]| {
        fs::write(file, lines.iter().map(|line| format!("{line}\n")).collect::<String>()).unwrap();
        let error = asked(&place).unwrap_err();
        assert_eq!(error, "the process has 1 faults");
    };
    for at in 0..lines.len() - 1 {
        let mut swapped = lines.clone();
        swapped.swap(at, at + 1);
        refused(&swapped);
        let mut fewer = lines.clone();
        fewer.remove(at);
        refused(&fewer);
    }
    // From the file alone the end of a log that is gone cannot be told from a write that was cut
    // off: whoever kept a head finds it.
    fs::write(file, &whole.as_bytes()[..whole.len() / 2]).unwrap();
    let heads = |answers: &Answers| {
        let head = |answer: &&Value| answer.as_str().is_some_and(|text| text.starts_with("team "));
        answers.0.iter().filter(head).cloned().collect::<Vec<_>>()
    };
    assert_ne!(heads(&asked(&place).unwrap()), heads(&before));
}
