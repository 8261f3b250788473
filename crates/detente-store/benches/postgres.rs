//! The figures of PostgreSQL: `cargo bench -p detente-store --features postgres`.
//!
//! Starts a server of its own that waits for the disk at each commit, as a real one does. Prints each
//! figure with what it has to reach, and ends with 1 if one is missed.

#[path = "../tests/it/postgres/server.rs"]
mod server;

use detente_model::shape::Decoder;
use detente_model::{Node, Room};
use detente_record::words::fold;
use detente_record::{Entry, Line, Salt};
use detente_store::{Batch, Postgres, ProcessHeader, Store};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;
use server::Server;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// The common words of made-up statements; each has one of its own besides.
const WORDS: [&str; 16] = [
    "ceasefire",
    "prisoners",
    "exchange",
    "thirty",
    "days",
    "monitors",
    "corridor",
    "grain",
    "harbour",
    "delegation",
    "proposes",
    "declines",
    "withdrawal",
    "heavy",
    "weapons",
    "observers",
];

fn line(room: &Room, n: u64) -> Line {
    let word = |k: u64| WORDS[((n * 7 + k * k * 5 + n / 16 * k) % 16) as usize];
    let sense = (0..9).map(word).collect::<Vec<_>>().join(" ");
    let value = json!({
        "id": format!("s{n}"), "entry": "statement", "room": room.to_string(),
        "recorded": Timestamp::from_second(n as i64).expect("a time").to_string(), "author": "Benchmark",
        "basis": "stated", "by": "a", "sense": format!("{sense} place{n}"),
    });
    let mut d = Decoder::new("", TimeZone::UTC);
    let entry = Entry::decode_whole(Node::from_value(&value), &mut d).expect("an entry");
    Line::of(entry, Salt([7; 32]))
}

fn lines(room: &Room, from: u64, count: u64) -> Vec<Line> {
    (from..from + count).map(|n| line(room, n)).collect()
}

/// How often a second a row reaches the disk, with nothing around it.
fn plain_rows(server: &Server) -> f64 {
    let mut client = server.admin("postgres");
    client.batch_execute("CREATE TABLE plain (row text)").expect("a table");
    let insert = client.prepare("INSERT INTO plain VALUES ($1)").expect("a statement");
    let text = "x".repeat(300);
    let start = Instant::now();
    let count = 1_000;
    (0..count).for_each(|_| assert_eq!(client.execute(&insert, &[&text]).expect("inserted"), 1));
    f64::from(count) / start.elapsed().as_secs_f64()
}

/// How many entries a second are written in batches of `size`, behind `from` that are there.
fn written(store: &mut Postgres, room: &Room, from: u64, lines: &[Line], size: usize) -> f64 {
    let mut expected = from;
    let start = Instant::now();
    for lines in lines.chunks(size) {
        store.append(&[Batch { room, expected, lines, documents: &[] }]).expect("appended");
        expected += lines.len() as u64;
    }
    lines.len() as f64 / start.elapsed().as_secs_f64()
}

fn least(runs: usize, mut run: impl FnMut()) -> Duration {
    let once = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..runs).map(once).min().expect("one run at least")
}

fn main() -> ExitCode {
    let Some(server) = Server::start_with("-c fsync=on") else { return ExitCode::SUCCESS };
    let address = server.address("detente", &server.database());
    let header =
        json!({"id": "trial", "title": "A trial", "keeper": "team", "recorded": "2025-05-01", "author": "A"});
    let header = ProcessHeader::from_text(&header.to_string()).expect("a header");
    Postgres::create(&address, &header, &mut |_| Ok(())).expect("created");
    let mut store = Postgres::at(&address).expect("opened");
    let room = Room::Team;

    let plain = plain_rows(&server);
    let single = written(&mut store, &room, 0, &lines(&room, 0, 1_000), 1);
    let batched = written(&mut store, &room, 1_000, &lines(&room, 1_000, 99_000), 100);
    let read = least(3, || store.read(&room, &mut |_| Ok(())).expect("read"));
    let words = [fold("place4321"), fold("harbour")];
    let found = store.candidates(&room, &words).expect("searched").map_or(0, |found| found.len());
    let search = least(10, || drop(store.candidates(&room, &words)));
    // The disk's own pace differs from machine to machine, and here from minute to minute.
    let beside = 1.0 / (1.0 / single - 1.0 / plain).max(1e-6);
    let figures = [
        ("entries one by one, beside the wait for the disk", beside, 1_000.0, "/s"),
        ("entries in batches of 100", batched, 20_000.0, "/s"),
        ("100,000 entries read and checked", 100_000.0 / read.as_secs_f64(), 100_000.0, "/s"),
        ("searches in 100,000 entries", 1.0 / search.as_secs_f64(), 20.0, "/s"),
    ];
    println!("plain rows, each on the disk: {plain:.0}/s; entries one by one: {single:.0}/s; found: {found}");
    let mut missed = false;
    for (name, figure, limit, unit) in figures {
        missed |= figure < limit;
        let verdict = if figure < limit { "MISSED" } else { "reached" };
        println!("{name:48} {figure:>9.0}{unit}  (to reach: {limit}{unit}) {verdict}");
    }
    if missed { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
