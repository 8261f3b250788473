//! A view of a million entries in memory: `cargo bench -p detente-record`.
//!
//! Prints each figure with what it has to reach, and ends with 1 if one is missed.

use detente_model::shape::Decoder;
use detente_model::{Basis, Cites, Fact, Id, Kind, Language, Node, Room, Text};
use detente_record::{AsOf, Deed, DeedKind, Defaults, Entry, Header, Record, Salt, Seat, Viewer};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;
use std::process::ExitCode;
use std::time::{Duration, Instant};

const ENTRIES: usize = 1_000_000;

fn record() -> Record {
    let mut record = Record::new(Header {
        id: id("bench"),
        title: Text::plain("Bench"),
        keeper: Seat::Team,
        zone: TimeZone::UTC,
        language: Language::new("en").expect("a tag"),
        about: None,
    });
    let says = statement();
    let rooms = [Room::Public, Room::Joint, Room::Caucus([id("a")].into()), Room::Team];
    for i in 0..ENTRIES {
        let deed = if i % 1000 == 996 { correction(i - 4) } else { Deed::Says(says.clone()) };
        let entry = Entry {
            id: id(&format!("e{i}")),
            room: rooms[i % rooms.len()].clone(),
            recorded: Timestamp::from_second(1_700_000_000 + i as i64).expect("in range"),
            author: String::new(),
            when: None,
            basis: Basis::Stated,
            sources: Cites::default(),
            note: None,
            deed,
        };
        record.append(entry, Salt([0; 32])).expect("time goes on");
    }
    record
}

fn id(text: &str) -> Id {
    Id::new(text).expect("an id")
}

fn decode(kind: DeedKind, value: serde_json::Value) -> Deed {
    let defaults = Defaults {
        room: Room::Public,
        rooms: vec![Room::Public],
        recorded: Timestamp::UNIX_EPOCH,
        author: String::new(),
        basis: Some(Basis::Stated),
    };
    let mut decoder = Decoder::new("", TimeZone::UTC);
    Entry::decode(kind, &Node::from_value(&value), &defaults, &mut decoder)
        .expect("it can be read")
        .entry
        .deed
}

fn statement() -> Fact {
    match decode(
        DeedKind::Says(Kind::Statement),
        json!({"by": "a", "sense": "Something was said about the talks."}),
    ) {
        Deed::Says(fact) => fact,
        _ => unreachable!("a statement says something"),
    }
}

fn correction(of: usize) -> Deed {
    decode(DeedKind::Corrects, json!({"of": format!("e{of}"), "set": {"sense": "Something else was said."}}))
}

fn least(runs: usize, mut once: impl FnMut()) -> Duration {
    let time = |once: &mut dyn FnMut()| {
        let start = Instant::now();
        once();
        start.elapsed()
    };
    (0..runs).map(|_| time(&mut once)).min().expect("one run at least")
}

fn main() -> ExitCode {
    let record = record();
    let team = Viewer::seated(Seat::Team);
    let at = |share: usize| Timestamp::from_second(1_700_000_000 + (ENTRIES * share / 4) as i64).ok();
    let view = |known: Option<Timestamp>| {
        let view = record.view(&team, AsOf { known, on: None });
        std::hint::black_box(view.entries().count());
    };
    let all = least(3, || view(None));
    let mut missed = all >= Duration::from_secs(1);
    println!(
        "view of {ENTRIES} entries, everything known: {:>7.1} ms (to reach: 1000 ms)",
        all.as_secs_f64() * 1e3
    );
    for share in [3, 2, 1] {
        let earlier = least(3, || view(at(share)));
        missed |= earlier > all.mul_f64(1.1);
        println!(
            "known by {share}/4 of the time: {:>7.1} ms (to reach: no slower)",
            earlier.as_secs_f64() * 1e3
        );
    }
    if missed { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
