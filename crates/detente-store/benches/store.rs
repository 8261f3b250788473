//! Stores at their size and speed: `cargo bench -p detente-store`.
//!
//! Prints each figure with what it has to reach, and ends with 1 if one is missed. Names after `--`
//! choose among `open`, `append`, `bulk` and `backup`. Writes up to 4 GB into the folder for temporary
//! files, whose disk is the one that is measured (set TMPDIR to choose another).

use detente_model::shape::Decoder;
use detente_model::{Basis, Cites, Fact, Id, Kind, Node, Room};
use detente_record::words::{fold, searched};
use detente_record::{AsOf, Deed, DeedKind, Defaults, Entry, Line, Salt, Seat, View, Viewer};
use detente_store::{Batch, Place, ProcessHeader, Sqlite, Store, backup, restore};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

const ENTRIES: u64 = 1_000_000;
const VOCABULARY: usize = 60_000;
/// Words from these ranks on are in some 40, and in some 1,000 entries of the million.
const RARE: usize = 55_000;
const MIDDLING: usize = 2_500;
const PARTIES: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];
/// What tells this program to open the store at a path, and to tell how long it took.
const OPEN: &str = "DETENTE_BENCH_OPEN";

/// A part by its name: does it reach its figures?
type Part = (&'static str, fn() -> bool);

fn main() -> ExitCode {
    if let Ok(path) = std::env::var(OPEN) {
        return open_and_search(Path::new(&path));
    }
    let chosen: Vec<String> = std::env::args().skip(1).filter(|name| !name.starts_with('-')).collect();
    let parts: [Part; 4] =
        [("append", one_by_one), ("bulk", in_batches), ("open", a_million), ("backup", a_gigabyte)];
    let wanted = |name: &str| chosen.is_empty() || chosen.iter().any(|chosen| chosen == name);
    let reached = parts.iter().filter(|(name, _)| wanted(name)).map(|(_, part)| part());
    // All of them, not only up to the first that is missed.
    match reached.fold(true, |all, one| all & one) {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(1),
    }
}

/// Prints a figure; is it reached?
fn told(what: &str, figure: f64, unit: &str, at_least: Option<f64>, at_most: Option<f64>) -> bool {
    let reached = at_least.is_none_or(|least| figure >= least) && at_most.is_none_or(|most| figure < most);
    let goal = match (at_least, at_most) {
        (Some(least), _) => format!(" (to reach: at least {least} {unit})"),
        (_, Some(most)) => format!(" (to reach: under {most} {unit})"),
        _ => String::new(),
    };
    println!("{what:<58} {figure:>10.2} {unit}{goal}{}", if reached { "" } else { "  MISSED" });
    reached
}

/// A stream of numbers that is the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
}

/// Words of two to four syllables, each different.
fn vocabulary() -> Vec<String> {
    let mut chance = Chance(7);
    let (starts, middles) = (b"bdfghklmnprstvz", b"aeiou");
    let mut words = BTreeSet::new();
    let mut all = Vec::new();
    while all.len() < VOCABULARY {
        let mut word = String::new();
        for _ in 0..2 + chance.below(3) {
            word.push(char::from(starts[chance.below(15) as usize]));
            word.push(char::from(middles[chance.below(5) as usize]));
            if chance.below(3) == 0 {
                word.push(char::from(starts[chance.below(15) as usize]));
            }
        }
        if words.insert(word.clone()) {
            all.push(word);
        }
    }
    all
}

/// Makes lines: realistic in length and in how often words come.
struct Maker {
    words: Vec<String>,
    // What numbers below 2^20 give: the n-th word comes n times less often than the first.
    ranks: Vec<u32>,
    chance: Chance,
    made: u64,
    pattern: Entry,
}

impl Maker {
    fn new() -> Maker {
        let words = vocabulary();
        let total: f64 = (1..=words.len()).map(|n| 1.0 / n as f64).sum();
        let mut ranks = Vec::new();
        let mut sum = 0.0;
        for n in 0..words.len() {
            sum += 1.0 / (n + 1) as f64 / total;
            while (ranks.len() as f64) < sum * f64::from(1 << 20) {
                ranks.push(n as u32);
            }
        }
        Maker { words, ranks, chance: Chance(1), made: 0, pattern: pattern() }
    }

    fn text(&mut self) -> String {
        let mut text = String::new();
        let length = 120 + self.chance.below(160) as usize;
        while text.len() < length {
            let rank = self.ranks[self.chance.below(self.ranks.len() as u64) as usize];
            text.push_str(&self.words[rank as usize]);
            text.push(if self.chance.below(9) == 0 { '.' } else { ' ' });
        }
        text
    }

    fn line(&mut self, room: &Room) -> Line {
        self.made += 1;
        let hash = Sha256::digest(self.made.to_be_bytes());
        let short: String = hash[..6].iter().map(|byte| format!("{byte:02x}")).collect();
        let mut entry = self.pattern.clone();
        entry.id = id(&format!("statement-{short}"));
        entry.room = room.clone();
        entry.recorded = Timestamp::from_second(1_700_000_000 + self.made as i64).expect("in range");
        if let Deed::Says(Fact::Statement(statement)) = &mut entry.deed {
            statement.sense = Some(detente_model::Text::plain(self.text()));
        }
        Line::of(entry, Salt(hash.into()))
    }

    fn lines(&mut self, room: &Room, n: u64) -> Vec<Line> {
        (0..n).map(|_| self.line(room)).collect()
    }
}

fn id(text: &str) -> Id {
    Id::new(text).expect("an id")
}

fn pattern() -> Entry {
    let defaults = Defaults {
        room: Room::Public,
        rooms: vec![Room::Public],
        recorded: Timestamp::UNIX_EPOCH,
        author: String::new(),
        basis: Some(Basis::Stated),
    };
    let mut decoder = Decoder::new("", TimeZone::UTC);
    let said = json!({"by": "a", "sense": "x"});
    let read =
        Entry::decode(DeedKind::Says(Kind::Statement), &Node::from_value(&said), &defaults, &mut decoder);
    let mut entry = read.expect("it can be read").entry;
    entry.author = "An author".into();
    entry.sources = Cites::default();
    entry
}

fn header() -> ProcessHeader {
    let header = json!({
        "id": "bench", "title": "Bench", "keeper": "team", "recorded": "2025-05-01", "author": "An author",
    });
    ProcessHeader::from_text(&header.to_string()).expect("a header")
}

fn room(text: &str) -> Room {
    Room::parse(text).expect("a room")
}

/// All rooms with their shares of a hundred.
fn rooms() -> Vec<(Room, u64)> {
    let mut rooms = vec![(Room::Public, 20), (Room::Joint, 20), (Room::Team, 20)];
    for party in PARTIES {
        rooms.push((room(&format!("caucus:{party}")), 4));
        rooms.push((room(&format!("party:{party}")), 1));
    }
    rooms
}

/// Fills a new SQLite file with `entries` lines, and with documents of so many MiB.
fn fill(path: &Path, entries: u64, documents: u64) {
    let mut maker = Maker::new();
    Place::Sqlite(path.to_owned())
        .create(&header(), &mut |store| {
            for (room, share) in rooms() {
                let mut expected = 0;
                while expected < entries * share / 100 {
                    let lines = maker.lines(&room, 2_000.min(entries * share / 100 - expected));
                    store.append(&[Batch { room: &room, expected, lines: &lines, documents: &[] }])?;
                    expected += lines.len() as u64;
                }
            }
            let team = Room::Team;
            let expected = entries * 20 / 100;
            for _ in 0..documents {
                let bytes: Vec<u8> = (0..1 << 17).flat_map(|_| maker.chance.next().to_be_bytes()).collect();
                store.append(&[Batch { room: &team, expected, lines: &[], documents: &[bytes] }])?;
            }
            Ok(())
        })
        .expect("it can be filled");
}

fn a_million() -> bool {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("million.detente");
    let start = Instant::now();
    fill(&path, ENTRIES, 0);
    let size = path.metadata().expect("it is there").len() as f64 / 1e6;
    told("a store of 1,000,000 entries: its file", size, "MB", None, None);
    let rate = ENTRIES as f64 / start.elapsed().as_secs_f64();
    told("making it, in pieces of 2,000", rate, "entries a second", None, None);
    let program = std::env::current_exe().expect("this program");
    let done = Command::new(program).env(OPEN, &path).status().expect("it starts");
    done.success()
}

/// Runs in a process of its own, whose memory is measured.
fn open_and_search(path: &Path) -> ExitCode {
    let team = Viewer::seated(Seat::Team);
    let mut opened = Duration::MAX;
    for _ in 0..2 {
        opened = opened.min(time_to_open(path, &team));
    }
    let start = Instant::now();
    let mut store = Sqlite::at(path).expect("it opens");
    let record = store.record(&team).expect("a record");
    let view = record.view(&team, AsOf::default());
    let opened = opened.min(start.elapsed()).as_secs_f64();
    let seen = view.history().count() as f64;
    told("entries that the team sees", seen, "entries", Some(0.9 * ENTRIES as f64), None);
    let mut reached = told("opening it into a view for the team", opened, "s", None, Some(2.0));
    if let Some(memory) = peak_memory() {
        reached &= told("memory at most until then", memory, "GB", None, Some(1.5));
    }
    let words = vocabulary();
    for (what, rank) in [("rare", RARE), ("middling", MIDDLING)] {
        // A short word is a part of others.
        let word = words[rank..].iter().find(|word| word.len() > 8).expect("a long word");
        let mut found = 0;
        let took = least(5, || found = search(&mut store, &view, word));
        let what = format!("searching all rooms for a {what} word ({found} found)");
        reached &= told(&what, took.as_secs_f64() * 1e3, "ms", None, Some(50.0));
        let text = |seen: &detente_record::Seen<'_>| searched(&value(&seen.text()));
        let all = view.history().filter(|seen| text(seen).contains(word.as_str())).count();
        assert_eq!(all, found, "the search misses entries with “{word}”");
    }
    match reached {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(1),
    }
}

fn time_to_open(path: &Path, viewer: &Viewer) -> Duration {
    let start = Instant::now();
    let record = Sqlite::at(path).and_then(|mut store| store.record(viewer)).expect("a record");
    std::hint::black_box(record.view(viewer, AsOf::default()).history().count());
    start.elapsed()
}

/// What the index names, and of it what holds the word.
fn search(store: &mut Sqlite, view: &View<'_>, word: &str) -> usize {
    let words = [fold(word)];
    let mut seen = view.history().peekable();
    let mut found = 0;
    for room in view.rooms().cloned().collect::<Vec<_>>() {
        let places = store.candidates(&room, &words).expect("an index").expect("a word that tells");
        while let Some(entry) = seen.next_if(|seen| *seen.place().0 == room) {
            if places.contains(&entry.place().1) && searched(&value(&entry.text())).contains(&words[0]) {
                found += 1;
            }
        }
    }
    found
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).expect("an entry")
}

/// In GB, where the system tells.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1024.0 / 1e9)
}

fn least(runs: usize, mut once: impl FnMut()) -> Duration {
    let mut time = || {
        let start = Instant::now();
        once();
        start.elapsed()
    };
    (0..runs).map(|_| time()).min().expect("one run at least")
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// Durable appends one by one, against what the disk does: blocks of both by turns.
fn one_by_one() -> bool {
    const BLOCK: u64 = 200;
    const BLOCKS: usize = 41;
    let mut reached = true;
    let folder = tempfile::tempdir().expect("a folder");
    for (name, mut store) in both(folder.path()) {
        let mut maker = Maker::new();
        let mut plain =
            OpenOptions::new().create(true).append(true).open(folder.path().join("plain")).expect("a file");
        let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        let mut expected = 0;
        for _ in 0..BLOCKS {
            let start = Instant::now();
            (0..BLOCK).for_each(|_| sync_4_kib(&mut plain));
            let disk = BLOCK as f64 / start.elapsed().as_secs_f64();
            let lines = maker.lines(&Room::Team, BLOCK);
            let start = Instant::now();
            for line in lines.chunks(1) {
                let batch = Batch { room: &Room::Team, expected, lines: line, documents: &[] };
                store.append(&[batch]).expect("it is written");
                expected += 1;
            }
            let store = BLOCK as f64 / start.elapsed().as_secs_f64();
            ours.push(store);
            theirs.push(disk);
            ratios.push(store / disk);
        }
        told("the disk: 4 KiB and a sync", median(theirs), "a second", None, None);
        told(&format!("{name}: durable entries one by one"), median(ours), "a second", None, None);
        reached &= told(&format!("{name}: of what the disk does"), median(ratios), "", Some(0.8), None);
    }
    reached
}

fn sync_4_kib(file: &mut File) {
    file.write_all(&[7; 4096]).and_then(|()| file.sync_data()).expect("it is written");
}

fn both(folder: &Path) -> [(&'static str, Box<dyn Store>); 2] {
    let new = |name: &str| {
        let place = Place::of(&folder.join(name));
        place.create(&header(), &mut |_| Ok(())).and_then(|()| place.open()).expect("a new store")
    };
    [("SQLite", new("bench.detente")), ("files", new("bench"))]
}

/// Entries in batches of a hundred; of three rounds the best, because others use the machine too.
fn in_batches() -> bool {
    let mut reached = true;
    let folder = tempfile::tempdir().expect("a folder");
    for (name, mut store) in both(folder.path()) {
        let mut maker = Maker::new();
        let rates: Vec<f64> =
            (0..3).map(|round| round_of_batches(store.as_mut(), &mut maker, round)).collect();
        let best = rates.into_iter().fold(0.0, f64::max);
        reached &=
            told(&format!("{name}: entries in batches of 100"), best, "a second", Some(20_000.0), None);
    }
    reached
}

fn round_of_batches(store: &mut dyn Store, maker: &mut Maker, round: u64) -> f64 {
    const BATCHES: u64 = 300;
    let mut took = Duration::ZERO;
    let rooms = [Room::Public, Room::Team, room("caucus:a")];
    for n in 0..BATCHES {
        let room = &rooms[(n % 3) as usize];
        let lines = maker.lines(room, 100);
        let expected = (round * BATCHES + n) / 3 * 100;
        let start = Instant::now();
        store.append(&[Batch { room, expected, lines: &lines, documents: &[] }]).expect("it is written");
        took += start.elapsed();
    }
    (BATCHES * 100) as f64 / took.as_secs_f64()
}

fn a_gigabyte() -> bool {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    // Half of it entries, half documents.
    fill(&at("first.detente"), ENTRIES / 2, 720);
    let size = at("first.detente").metadata().expect("it is there").len() as f64 / 1e9;
    let mut reached = told("a store to be backed up: its file", size, "GB", Some(1.0), None);
    let start = Instant::now();
    let heads = backup(&Place::Sqlite(at("first.detente")), &at("backup.detente")).expect("a backup");
    reached &= told("backing it up", start.elapsed().as_secs_f64(), "s", None, Some(60.0));
    let start = Instant::now();
    let restored = restore(&at("backup.detente"), &Place::Sqlite(at("second.detente"))).expect("restored");
    reached &= told("restoring it", start.elapsed().as_secs_f64(), "s", None, Some(60.0));
    assert_eq!(heads, restored);
    reached
}
