//! What the fuzzers run: each function takes any bytes, and must neither panic nor hang nor break
//! what the readers promise. The fuzz targets include this file; their corpora run as tests.

use detente_model::shape::{Decoder, Shape};
use detente_model::{
    Decimal, Diagnostic, Id, Language, Lasted, Node, NodeKind, Quantity, Room, Tri, VagueDate,
};
use detente_record::{AsOf, Defaults, Entry, Record, Seat, Viewer};
use detente_store::{Faults, Opened, PROCESS_FILE, Texts, yaml};
use jiff::tz::TimeZone;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

/// A target by name: what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 5] = [
    ("process_yaml", process_yaml),
    ("room_yaml", room_yaml),
    ("dates", dates),
    ("numbers", numbers),
    ("seats_and_rooms", seats_and_rooms),
];

/// A process that is whole, beside which a room's file is tried.
const PROCESS: &str = "\
process: {id: p, title: P, keeper: team, recorded: 2025-05-17, author: A, zone: Europe/Istanbul, basis: stated}
sources: [{id: report, title: R, kind: press, text: \"Both sides met.\\nThey parted.\"}]
parties:
  - {id: north, name: North, role: belligerent}
  - {id: south, name: South, role: belligerent}
people: [{id: envoy, name: E, party: north}]
issues:
  - {id: ceasefire, title: C, scale: ordinal, options: [none, partial, full]}
  - {id: days, title: D, scale: numeric, min: 0, max: 365}
sessions: [{id: first, title: F, kind: direct, when: 2025-05-16, parties: [north, south]}]
proposals: [{id: offer, title: O, by: [north], terms: {ceasefire: full}}]
";

/// Takes the bytes as the main file of a process.
pub fn process_yaml(bytes: &[u8]) {
    tree(bytes);
    within_folder(|folder| {
        write(folder, PROCESS_FILE, bytes);
        read_for(folder, "team");
        for seat in ["public", "projector", "party:north"] {
            record_for(folder, seat);
        }
    });
}

/// Takes the bytes as the file of the team's room, beside a process that is whole.
pub fn room_yaml(bytes: &[u8]) {
    tree(bytes);
    within_folder(|folder| {
        write(folder, PROCESS_FILE, PROCESS.as_bytes());
        write(folder, "rooms/team.yaml", bytes);
        read_for(folder, "team");
        assert!(record_for(folder, "public"), "the public is told of faults in the team's room");
    });
}

/// Takes the bytes as a date.
pub fn dates(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let zones = ["UTC", "Europe/Istanbul", "America/Sao_Paulo"];
    for zone in zones.map(|zone| TimeZone::get(zone).expect("a zone")) {
        match VagueDate::parse(text, &zone) {
            Err(message) => assert!(!message.is_empty(), "refused without a word: {text:?}"),
            Ok(date) => date_keeps(&date, &zone),
        }
        let mut d = Decoder::new("", zone);
        let read = VagueDate::decode(&scalar(text), &mut d);
        assert_eq!(read.is_none(), !d.diagnostics.is_empty(), "{text:?}");
    }
}

/// Takes the bytes as numbers of every kind.
pub fn numbers(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some(decimal) = Decimal::parse(text) {
        let written = decimal.to_string();
        assert_eq!(Decimal::parse(&written).map(|read| read.to_string()), Some(written), "{text:?}");
        assert_eq!(Decimal::parse(&decimal.to_string()), Some(decimal));
        assert_eq!(decimal.distance(decimal), Some(Decimal::ZERO));
        decimal.thousandths_between(Decimal::ZERO, decimal);
        decimal.plus(decimal);
    }
    if let Some(quantity) = Quantity::parse(text) {
        assert_eq!(Quantity::parse(&quantity.to_string()), Some(quantity.clone()), "{text:?}");
        quantity_keeps(&quantity);
    }
    if let Some(lasted) = Lasted::parse(text) {
        let written = lasted.encode();
        assert_eq!(written.as_str().and_then(Lasted::parse), Some(lasted), "{text:?}");
    }
}

/// Takes the bytes as a room, a seat, an id and a language.
pub fn seats_and_rooms(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some(room) = Room::parse(text) {
        assert_eq!(Room::parse(&room.to_string()), Some(room.clone()), "{text:?}");
        assert_eq!(Room::parse(&room.file_stem()), Some(room.clone()), "{text:?}");
        assert!(room.may_cite(&room) && room.may_cite(&Room::Public) && !room.is_narrower_than(&room));
        assert!(!room.file_stem().contains(['/', '\\', '\0']), "{text:?}");
    }
    if let Some(seat) = Seat::parse(text) {
        assert_eq!(Seat::parse(&seat.to_string()), Some(seat.clone()));
        assert!(Viewer::seated(seat).reads(&Room::Public));
    }
    if let Some(id) = Id::new(text) {
        assert_eq!(id.as_str(), text);
    }
    if let Some(language) = Language::new(text) {
        assert_eq!(Language::new(language.as_str()), Some(language.clone()));
        language.is_right_to_left();
    }
}

/// A date reads back as itself, and its interval is one.
fn date_keeps(date: &VagueDate, zone: &TimeZone) {
    let written = date.to_string();
    match VagueDate::parse(&written, zone) {
        Ok(read) => assert_eq!(read, *date, "{written}"),
        Err(message) => panic!("{written} does not read back: {message}"),
    }
    let interval = date.interval();
    if let (Some(earliest), Some(latest)) = (interval.earliest, interval.latest) {
        assert!(earliest <= latest, "{written}");
    }
    assert!(interval.before(&interval) != Tri::Yes, "{written} is before itself");
}

/// The bounds of a number are in order, and it is not less than itself.
fn quantity_keeps(quantity: &Quantity) {
    if let (Some(lo), Some(hi)) = quantity.bounds() {
        assert!(lo <= hi, "{quantity}");
    }
    assert!(quantity.less_than(quantity) != Tri::Yes, "{quantity} is less than itself");
    assert!(quantity.equals(quantity) != Tri::No, "{quantity} is not itself");
}

/// The tree of the text, if it is one; its places lie within the text.
fn tree(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let file: Arc<str> = "f.yaml".into();
    let mut twice = Vec::new();
    let mut faults = Vec::new();
    match yaml::parse(text, &file, &mut twice) {
        Ok(node) => node_lies_in(&node, text),
        Err(fault) => faults.push(*fault),
    }
    faults.extend(twice.iter().map(|twice| twice.fault(&file)));
    places_are_sound(&faults, &Texts::from([(file, text.to_owned())]));
}

fn node_lies_in(node: &Node, text: &str) {
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    assert!(text.get(start..end).is_some(), "{start}..{end} is no place");
    match &node.kind {
        NodeKind::List(items) => items.iter().for_each(|item| node_lies_in(item, text)),
        NodeKind::Map(pairs) => pairs.iter().for_each(|(_, value)| node_lies_in(value, text)),
        NodeKind::Null | NodeKind::Scalar(_) => {}
    }
}

/// Checks the process in `folder` and reads its record, for the viewer on `seat`.
pub fn read_for(folder: &Path, seat: &str) {
    let viewer = seated(seat);
    let checked = Opened::at(folder).and_then(|opened| opened.check(&viewer).map(|checked| checked.faults));
    let found = checked.unwrap_or_else(|faults| faults);
    told_rightly(&found, &viewer);
    let reads = record_for(folder, seat);
    assert!(reads || found.has_errors(), "a record is refused of which nothing is wrong");
}

/// Reads the record of the process in `folder` for the viewer on `seat`, if it can be read.
pub fn record_for(folder: &Path, seat: &str) -> bool {
    let viewer = seated(seat);
    match Opened::at(folder).and_then(|opened| opened.record(&viewer)) {
        Ok(record) => {
            record_keeps(&record, &viewer);
            true
        }
        Err(faults) => {
            assert!(faults.has_errors(), "refused without a word");
            told_rightly(&faults, &viewer);
            false
        }
    }
}

/// What is told has its place, and is told to a reader of its room.
fn told_rightly(faults: &Faults, viewer: &Viewer) {
    places_are_sound(&faults.diagnostics, &faults.texts);
    only_his_rooms(faults, viewer);
}

/// What is told to a viewer is of the rooms that he reads.
fn only_his_rooms(faults: &Faults, viewer: &Viewer) {
    for fault in &faults.diagnostics {
        let his = fault.room.as_ref().is_none_or(|room| viewer.reads(room));
        assert!(his, "{:?} is told of {:?}: {}", viewer.seat(), fault.room, fault.message);
    }
    for room in faults.more.keys() {
        assert!(viewer.reads(room), "{:?} is told how many faults {room} has", viewer.seat());
    }
}

/// A view of the record can be made, and each entry in it reads back as itself.
fn record_keeps(record: &Record, viewer: &Viewer) {
    let view = record.view(viewer, AsOf::default());
    assert!(view.heads().all(|(room, head)| head.size > 0 && viewer.reads(room)));
    for seen in view.history() {
        view.happened(seen.entry());
        reads_back(seen.as_written(), &record.header().zone);
    }
    let _ = view.scenario();
}

/// An entry that is written out and read again is the same.
pub fn reads_back(entry: &Entry, zone: &TimeZone) {
    let mut written = entry.encode();
    if let Some(map) = written.as_object_mut() {
        map.shift_remove("entry");
    }
    let defaults = Defaults {
        room: entry.room.clone(),
        rooms: vec![entry.room.clone()],
        recorded: entry.recorded,
        author: String::new(),
        basis: None,
    };
    let mut d = Decoder::new("", zone.clone());
    let read = Entry::decode(entry.kind(), &Node::from_value(&written), &defaults, &mut d);
    let read = read.unwrap_or_else(|| panic!("{written} does not read back: {:?}", d.diagnostics));
    assert_eq!(read.entry.encode(), entry.encode());
}

/// Every place lies within its file and between characters, so that a caret can be drawn there.
pub fn places_are_sound(faults: &[Diagnostic], texts: &Texts) {
    for fault in faults {
        assert!(!fault.message.is_empty());
        let (Some(span), Some(text)) = (fault.span, texts.get(&fault.file)) else { continue };
        let sound = text.get(span.start as usize..span.end as usize).is_some();
        assert!(sound, "{span:?} is no place in {}: {} {}", fault.file, fault.code, fault.message);
    }
}

fn seated(seat: &str) -> Viewer {
    Viewer::seated(Seat::parse(seat).unwrap_or_else(|| panic!("{seat} is a seat")))
}

fn scalar(text: &str) -> Node {
    Node { span: detente_model::Span::default(), kind: NodeKind::Scalar(text.to_owned()) }
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

/// Runs `work` in the one folder of this thread, which is made when first asked for.
fn within_folder(work: impl FnOnce(&Path)) {
    thread_local! {
        static FOLDER: TempDir = tempfile::tempdir().expect("a folder");
    }
    FOLDER.with(|folder| work(folder.path()));
}
