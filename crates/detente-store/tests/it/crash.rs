//! Writers that are killed at any moment: what they were told is kept is there, in order; what they
//! were not told is there whole or not at all; and the next writer goes on.
//!
//! `DETENTE_KILLS` sets how many are killed, for each kind of store.

use crate::conformance::{header, room, statement};
use detente_model::Room;
use detente_record::{Hash, Line};
use detente_store::{Batch, Place, Store, StoreError};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Where the writer in another process is to write; what it is called; how many batches.
const STORE: &str = "DETENTE_CRASH_STORE";
const WRITER: &str = "DETENTE_CRASH_WRITER";
const MOST: &str = "DETENTE_CRASH_BATCHES";

/// Numbers that are the same in every run.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

/// How often a test is to try, by the environment.
pub fn times(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// What goes into one room with a batch.
struct Part {
    room: Room,
    lines: Vec<Line>,
    documents: Vec<Vec<u8>>,
}

impl Part {
    fn batch(&self, expected: u64) -> Batch<'_> {
        Batch { room: &self.room, expected, lines: &self.lines, documents: &self.documents }
    }

    fn commitments(&self) -> Vec<Hash> {
        self.lines.iter().map(Line::commitment).collect()
    }
}

/// The `n`-th batch of a writer: whoever knows their numbers knows what they write.
fn planned(writer: u64, n: u64) -> Vec<Part> {
    let mut chance = Chance(writer << 20 | n);
    let rooms: &[&str] = [&["team"][..], &["joint"], &["joint", "team"]][chance.below(3) as usize];
    let mut part = |name: &&str| {
        let room = room(name);
        let line = |i: u64| {
            let sense = "Припинення вогню,停火, ceasefire. ".repeat(1 + (i as usize + n as usize) % 5);
            statement(&room, &format!("w{writer}-{n}-{i}"), 100, &sense)
        };
        let lines = (0..1 + chance.below(20) / rooms.len() as u64).map(line).collect();
        let document = |_| format!("document {writer} {n} of {name} ").repeat(300).into_bytes();
        let documents = (0..u64::from(chance.below(5) == 0)).map(document).collect();
        Part { room, lines, documents }
    };
    rooms.iter().map(&mut part).collect()
}

/// Writes a batch, and tries again while others write; the sizes that the rooms had before.
fn write(store: &mut dyn Store, parts: &[Part]) -> Vec<u64> {
    loop {
        let sizes: Vec<u64> = parts.iter().map(|part| store.state(&part.room).unwrap().size).collect();
        let batches: Vec<Batch<'_>> =
            parts.iter().zip(&sizes).map(|(part, size)| part.batch(*size)).collect();
        match store.append(&batches) {
            Ok(()) => return sizes,
            Err(StoreError::Conflict(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

/// Not a test: the writer, in a process of its own. It says what is kept when it is.
#[test]
fn crash_writer() {
    let Ok(path) = std::env::var(STORE) else { return };
    let number = |variable: &str| times(variable, 0);
    let mut store = Place::of(Path::new(&path)).open().unwrap();
    println!("\nready");
    for n in 0..number(MOST) {
        let sizes = write(store.as_mut(), &planned(number(WRITER), n));
        let sizes: Vec<String> = sizes.iter().map(u64::to_string).collect();
        println!("kept {}", sizes.join(" "));
    }
    println!("done");
}

/// A writer in another process.
struct Writer {
    number: u64,
    child: Child,
    out: BufReader<std::process::ChildStdout>,
}

/// For each batch that was acknowledged, the sizes of its rooms before.
type Kept = Vec<Vec<u64>>;

impl Writer {
    fn start(path: &Path, number: u64, batches: u64) -> Writer {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash::crash_writer", "--nocapture", "--test-threads=1"])
            .env(STORE, path)
            .env(WRITER, number.to_string())
            .env(MOST, batches.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Writer { number, child, out }
    }

    fn wait_until_ready(&mut self) {
        let mut line = String::new();
        while line != "ready\n" {
            line.clear();
            assert_ne!(self.out.read_line(&mut line).unwrap(), 0, "it ended before it was ready");
        }
    }

    fn kill(&mut self) {
        self.child.kill().unwrap();
    }

    /// What it said, when it has ended; and whether it came to its end.
    fn end(self) -> (u64, Kept, bool) {
        let Writer { number, mut child, out } = self;
        let mut kept = Kept::new();
        let mut done = false;
        for line in out.lines() {
            let line = line.unwrap();
            done |= line == "done";
            if let Some(sizes) = line.strip_prefix("kept ") {
                kept.push(sizes.split(' ').map(|size| size.parse().unwrap()).collect());
            }
        }
        child.wait().unwrap();
        (number, kept, done)
    }
}

/// What is in a store.
#[derive(Default)]
struct Found {
    rooms: BTreeMap<Room, Vec<Hash>>,
}

impl Found {
    /// Everything in the store at `path`, of which nothing is broken.
    fn at(path: &Path) -> Found {
        let mut store = Place::of(path).open().unwrap();
        let mut found = Found::default();
        for room in store.rooms().unwrap() {
            let mut lines = Vec::new();
            let read = store.read(&room, &mut |line| {
                lines.push(line.commitment());
                Ok(())
            });
            read.unwrap();
            found.rooms.insert(room, lines);
        }
        let heads = detente_store::heads(store.as_mut()).unwrap();
        let sizes = heads.iter().map(|(room, head)| (room, head.size));
        assert!(sizes.clone().all(|(room, size)| found.of(room).len() as u64 == size));
        assert_eq!(store.audit().unwrap(), []);
        found
    }

    fn of(&self, room: &Room) -> &[Hash] {
        self.rooms.get(room).map_or(&[], Vec::as_slice)
    }

    fn size(&self) -> usize {
        self.rooms.values().map(Vec::len).sum()
    }

    /// Is the batch there, behind the first `sizes` lines of its rooms, with its documents?
    fn holds(&self, store: &mut dyn Store, parts: &[Part], sizes: &[u64]) -> bool {
        parts.iter().zip(sizes).all(|(part, size)| {
            let lines = self.of(&part.room).get(*size as usize..).unwrap_or(&[]);
            lines.starts_with(&part.commitments())
                && part.documents.iter().all(|document| {
                    let name = Hash(Sha256::digest(document).into());
                    store.document(&part.room, &name).unwrap().as_ref() == Some(document)
                })
        })
    }
}

fn killed_at_any_moment(name: &str) {
    let mut chance = Chance(0);
    let mut folder = tempfile::tempdir().unwrap();
    let mut before = Found::default();
    let (mut acknowledged, mut not_told) = (0, 0);
    for number in 0..times("DETENTE_KILLS", 25) {
        if before.size() > 600 {
            folder = tempfile::tempdir().unwrap();
            before = Found::default();
        }
        let path = folder.path().join(name);
        if !path.exists() {
            Place::of(&path).create(&header(), &mut |_| Ok(())).unwrap();
        }
        let mut writer = Writer::start(&path, number, u64::MAX);
        // Some are killed while they open the store, or recover what the one before left.
        if chance.below(5) > 0 {
            writer.wait_until_ready();
        }
        std::thread::sleep(Duration::from_micros(1_000 + chance.below(39_000)));
        writer.kill();
        let (_, kept, _) = writer.end();
        let found = Found::at(&path);
        for (room, lines) in &before.rooms {
            assert!(found.of(room).starts_with(lines), "{room} lost lines of writers before {number}");
        }
        acknowledged += kept.len();
        not_told += usize::from(holds_what_was_kept(&path, &found, before.size(), number, &kept));
        before = found;
    }
    assert!(acknowledged > 0, "no writer came to write");
    println!("{name}: {acknowledged} batches acknowledged; {not_told} more were there, each whole");
}

/// All that `number` was told is there, behind `size` lines of others, and at most the batch that
/// was in flight, whole. Is it?
fn holds_what_was_kept(path: &Path, found: &Found, size: usize, number: u64, kept: &Kept) -> bool {
    let mut store = Place::of(path).open().unwrap();
    let length = |parts: &[Part]| parts.iter().map(|part| part.lines.len()).sum::<usize>();
    let mut expected = size;
    for (n, sizes) in kept.iter().enumerate() {
        let parts = planned(number, n as u64);
        assert!(found.holds(store.as_mut(), &parts, sizes), "batch {n} of {number} was lost");
        expected += length(&parts);
    }
    if found.size() == expected {
        return false;
    }
    let parts = planned(number, kept.len() as u64);
    let before = |part: &Part| found.of(&part.room).len().saturating_sub(part.lines.len()) as u64;
    let sizes: Vec<u64> = parts.iter().map(before).collect();
    assert_eq!(found.size(), expected + length(&parts), "a part of a batch of {number} is there");
    assert!(found.holds(store.as_mut(), &parts, &sizes), "a part of a batch of {number} is there");
    true
}

#[test]
fn files_survive_killed_writers() {
    killed_at_any_moment("process");
}

#[test]
fn sqlite_survives_killed_writers() {
    killed_at_any_moment("process.detente");
}

fn eight_at_once(name: &str) {
    const BATCHES: u64 = 8;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    Place::of(&path).create(&header(), &mut |_| Ok(())).unwrap();
    let mut chance = Chance(8);
    let mut writers: Vec<Writer> = (0..8).map(|number| Writer::start(&path, number, BATCHES)).collect();
    writers.iter_mut().for_each(Writer::wait_until_ready);
    for writer in writers.iter_mut().step_by(3) {
        std::thread::sleep(Duration::from_millis(1 + chance.below(40)));
        writer.kill();
    }
    let ended: Vec<(u64, Kept, bool)> = writers.into_iter().map(Writer::end).collect();
    let found = Found::at(&path);
    let mut store = Place::of(&path).open().unwrap();
    let mut expected = 0;
    for (number, kept, done) in &ended {
        assert!(*done || number % 3 == 0, "writer {number} was not killed and did not end");
        for (n, sizes) in kept.iter().enumerate() {
            let parts = planned(*number, n as u64);
            assert!(found.holds(store.as_mut(), &parts, sizes), "batch {n} of {number} was lost");
            expected += parts.iter().map(|part| part.lines.len()).sum::<usize>();
        }
        expected += in_flight(&found, &planned(*number, kept.len() as u64));
    }
    // All that is there was counted once, so nothing is there twice.
    assert_eq!(found.size(), expected);
    write(store.as_mut(), &planned(9, 0));
    drop(store);
    assert!(Found::at(&path).size() > expected);
}

/// How many lines are there of a batch that was not acknowledged: all, or none.
fn in_flight(found: &Found, parts: &[Part]) -> usize {
    let there = |part: &Part| {
        let lines = part.commitments();
        found.of(&part.room).windows(lines.len()).any(|window| window == lines)
    };
    let lines: usize = parts.iter().map(|part| part.lines.len()).sum();
    let any = |part: &Part| part.commitments().iter().any(|line| found.of(&part.room).contains(line));
    match parts.iter().all(there) {
        true => lines,
        false => {
            assert!(!parts.iter().any(any), "a part of a batch is there");
            0
        }
    }
}

#[test]
fn eight_writers_of_files_at_once_lose_nothing() {
    eight_at_once("process");
}

#[test]
fn eight_writers_of_sqlite_at_once_lose_nothing() {
    eight_at_once("process.detente");
}
