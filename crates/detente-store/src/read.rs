//! One process file: its header and its entries.

use crate::faults::FaultList;
use crate::header::{ProcessHeader, zone_of};
use crate::log_file::ReadEntry;
use crate::yaml::{self, Twice};
use detente_model::shape::{Decoder, Keys, Mention};
use detente_model::{Basis, Code, Diagnostic, Id, Node, NodeKind, Room, Span, VagueDate, record};
use detente_record::{DeedKind, Defaults, Entry, Header, Line, Seat, recorded_time};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::sync::Arc;

record! {
    /// The first keys of a room's file.
    pub struct RoomHeader {
        /// The room; the same as in the file's name.
        pub room: Room,
        /// The day (or time) on which the entries of this file were recorded, where they say nothing else.
        pub recorded: VagueDate,
        /// Who writes this file.
        pub author: String,
        /// The basis of entries that give none.
        pub basis: Option<Basis>,
        /// A secret that makes the log's heads tell nothing about the entries.
        pub salt: Option<String>,
    }
}

/// A line's place in the file of its room's log, from 1.
pub type Place = u64;

/// An entry as it stands in a file.
pub struct Item {
    /// The entry.
    pub entry: Entry,
    /// Was an id written?
    pub has_id: bool,
    /// Was it read without some faulty fields, so that the rest could still be checked?
    pub pruned: bool,
    /// The tree that it was read from.
    pub node: Node,
    /// The file.
    pub file: Arc<str>,
    /// The references in it.
    pub mentions: Vec<Mention>,
    /// Its line, if a command wrote it into the log of its room.
    pub line: Option<(Place, Line)>,
}

/// An entry that could not be read. Others may still point at it without being told off.
pub struct Unread {
    /// The id that it has, if it has one.
    pub id: Option<Id>,
    /// Its room, as far as can be told.
    pub room: Room,
    /// The file.
    pub file: Arc<str>,
    /// The references in it.
    pub mentions: Vec<Mention>,
}

/// A file that was read.
pub struct ProcessFile {
    /// Its entries, in the order written.
    pub items: Vec<Item>,
    /// The entries that could not be read.
    pub unread: Vec<Unread>,
    /// The secret of its rooms' salts.
    pub salt: String,
}

/// Reads `process.yaml`: its header first, since that names the zone of all dates.
pub fn process_file(text: &str, file: &Arc<str>, faults: &mut FaultList) -> Option<MainFile> {
    let mut twice = Vec::new();
    let node = parse_mapping(text, file, &mut twice, faults);
    let defaults_of_rooms = [Room::Public, Room::Joint];
    tell_twice(&twice, file, node.as_ref(), &defaults_of_rooms, faults);
    let node = node?;
    let mut d = Decoder::new(file, TimeZone::UTC);
    let header_node = node.get("process");
    d.zone = zone_of(header_node, &mut d);
    let Some(mut keys) = Keys::of(&node, &mut d) else {
        faults.extend(d.diagnostics);
        return None;
    };
    let header: Option<ProcessHeader> = detente_model::shape::Field::take(&mut keys, "process", &mut d);
    let recorded = header.as_ref().and_then(|h| recorded_time(&h.recorded, header_node?, &mut d));
    // With a faulty header the entries are still read, so that one pass shows every fault.
    let defaults = Defaults {
        room: Room::Public,
        rooms: defaults_of_rooms.to_vec(),
        recorded: recorded.unwrap_or(Timestamp::UNIX_EPOCH),
        author: header.as_ref().map_or_else(String::new, |h| h.author.clone()),
        basis: header.as_ref().map_or(Some(Basis::Assumed), |h| h.basis),
    };
    finish(keys, &mut d);
    tell(&Room::Public, &mut d, faults);
    let keeper = header_node.and_then(|node| node.get("keeper")).and_then(|keeper| match &keeper.kind {
        NodeKind::Scalar(text) => Seat::parse(text),
        _ => None,
    });
    let (items, unread) = items(node, &defaults, &mut d, faults);
    let zone = d.zone.clone();
    let salt = header.as_ref().and_then(|header| header.salt.clone()).unwrap_or_default();
    let written = header.filter(|_| recorded.is_some());
    let header = written.as_ref().map(|header| header.in_zone(zone.clone()));
    Some(MainFile { written, header, keeper, zone, file: ProcessFile { items, unread, salt } })
}

/// `process.yaml` as far as it could be read.
pub struct MainFile {
    /// The header as written, if all of it could be read.
    pub written: Option<ProcessHeader>,
    /// What the process says of itself, if all of that could be read.
    pub header: Option<Header>,
    /// Its keeper, even if something else in the header is faulty.
    pub keeper: Option<Seat>,
    /// The zone of dates that name none.
    pub zone: TimeZone,
    /// Its entries.
    pub file: ProcessFile,
}

/// Reads the file of one room.
pub fn room_file(
    text: &str,
    file: &Arc<str>,
    room: &Room,
    zone: &TimeZone,
    faults: &mut FaultList,
) -> Option<ProcessFile> {
    let mut twice = Vec::new();
    let node = parse_mapping(text, file, &mut twice, faults);
    tell_twice(&twice, file, node.as_ref(), std::slice::from_ref(room), faults);
    let node = node?;
    let mut d = Decoder::new(file, zone.clone());
    let Some(mut keys) = Keys::of(&node, &mut d) else {
        faults.extend(d.diagnostics);
        return None;
    };
    let header = <RoomHeader as detente_model::shape::Fields>::decode_fields(&mut keys, &mut d);
    if let Some(header) = header.as_ref().filter(|header| header.room != *room) {
        let span = node.span_at(&["room"]);
        d.error(Code::WrongRoom, span, format!("the file says {} and is named for {room}", header.room))
            .expected(format!("room: {room}, or the file rooms/{}.yaml", header.room.file_stem()));
    }
    let recorded = header.as_ref().and_then(|header| recorded_time(&header.recorded, &node, &mut d));
    let defaults = Defaults {
        room: room.clone(),
        rooms: vec![room.clone()],
        recorded: recorded.unwrap_or(Timestamp::UNIX_EPOCH),
        author: header.as_ref().map_or_else(String::new, |h| h.author.clone()),
        basis: header.as_ref().map_or(Some(Basis::Assumed), |h| h.basis),
    };
    finish(keys, &mut d);
    tell(room, &mut d, faults);
    let (items, unread) = items(node, &defaults, &mut d, faults);
    let salt = header.and_then(|header| header.salt).unwrap_or_default();
    Some(ProcessFile { items, unread, salt })
}

/// Tells what `d` found, as faults of `room`; gives the places.
fn tell(room: &Room, d: &mut Decoder, faults: &mut FaultList) -> Vec<Span> {
    let (found, more) = d.take_faults();
    let places = found.iter().filter_map(|fault| fault.span).collect();
    for mut fault in found {
        fault.room = Some(room.clone());
        faults.push(fault);
    }
    faults.count(room, more);
    places
}

fn parse_mapping(
    text: &str,
    file: &Arc<str>,
    twice: &mut Vec<Twice>,
    faults: &mut FaultList,
) -> Option<Node> {
    if text.trim().is_empty() {
        let mut fault = Diagnostic::new(Code::Empty, file, None, format!("{file} is empty"));
        fault.help("detente new DIR makes a template to begin from");
        faults.push(fault);
        return None;
    }
    let node = match yaml::parse(text, file, twice) {
        Ok(node) => node,
        Err(fault) => {
            faults.push(*fault);
            return None;
        }
    };
    if node.kind == NodeKind::Null {
        let mut fault =
            Diagnostic::new(Code::Empty, file, None, format!("{file} holds nothing but comments"));
        fault.help("detente new DIR makes a template to begin from");
        faults.push(fault);
        return None;
    }
    Some(node)
}

/// Reports the keys of `keys` that neither the header nor a section took.
fn finish(mut keys: Keys<'_>, d: &mut Decoder) {
    for kind in DeedKind::all() {
        if let Some(section) = keys.take(kind.section())
            && !matches!(section.kind, NodeKind::Null | NodeKind::List(_))
        {
            d.wrong_kind::<()>(section, "a list (- …)");
        }
    }
    keys.finish(d);
}

/// Reads every section of entries. The entries keep their trees, for the places in them.
fn items(
    file: Node,
    defaults: &Defaults,
    d: &mut Decoder,
    faults: &mut FaultList,
) -> (Vec<Item>, Vec<Unread>) {
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    let NodeKind::Map(mut sections) = file.kind else { return (read, unread) };
    for kind in DeedKind::all() {
        let Some((_, section)) = sections.iter_mut().find(|(key, _)| key.text == kind.section()) else {
            continue;
        };
        let NodeKind::List(nodes) = std::mem::replace(&mut section.kind, NodeKind::Null) else { continue };
        for node in nodes {
            match item(kind, node, defaults, d, faults) {
                Ok(item) => read.push(item),
                Err(lost) => unread.push(lost),
            }
        }
    }
    (read, unread)
}

/// Reads one entry of `kind` from `node`.
pub fn item(
    kind: DeedKind,
    node: Node,
    defaults: &Defaults,
    d: &mut Decoder,
    faults: &mut FaultList,
) -> Result<Item, Unread> {
    let mut draft = Entry::decode(kind, &node, defaults, d);
    let mentions = d.take_mentions();
    let room =
        draft.as_ref().map_or_else(|| written_room(&node, &defaults.rooms), |draft| draft.entry.room.clone());
    let pruned = !d.diagnostics.is_empty();
    let faulty = tell(&room, d, faults);
    let file = d.file.clone();
    if draft.is_none() {
        // One pass tells every fault: what is left without the faulty fields is checked as well.
        let sound = without_faulty(&node, faulty);
        draft = Entry::decode(kind, &sound, defaults, &mut Decoder::new(&file, d.zone.clone()));
        // What is left may lack the room that was written.
        if let Some(draft) = &mut draft {
            draft.entry.room = room.clone();
        }
    }
    match draft {
        Some(draft) => {
            Ok(Item { entry: draft.entry, has_id: draft.has_id, pruned, node, file, mentions, line: None })
        }
        None => {
            let id = node.get("id").and_then(|id| match &id.kind {
                NodeKind::Scalar(text) => Id::new(text),
                _ => None,
            });
            Err(Unread { id, room, file, mentions })
        }
    }
}

/// `node` without the fields in which a fault lies.
fn without_faulty(node: &Node, faulty: Vec<Span>) -> Node {
    let NodeKind::Map(pairs) = &node.kind else { return node.clone() };
    let mut starts: Vec<u32> = faulty.into_iter().map(|span| span.start).collect();
    starts.sort_unstable();
    let faulty = |key: Span, value: Span| {
        let next = starts.partition_point(|start| *start < key.start);
        starts.get(next).is_some_and(|start| *start < value.end.max(key.end))
    };
    let sound = pairs.iter().filter(|(key, value)| !faulty(key.span, value.span)).cloned().collect();
    Node { span: node.span, kind: NodeKind::Map(sound) }
}

/// The room of an entry that could not be read: the one it names, else the narrowest of its file,
/// so that its faults are told to nobody who could not have read it.
fn written_room(node: &Node, rooms: &[Room]) -> Room {
    let narrowest = || rooms.last().cloned().unwrap_or(Room::Joint);
    match node.get("room").map(|room| &room.kind) {
        None => rooms.first().cloned().unwrap_or_else(narrowest),
        Some(NodeKind::Scalar(text)) => {
            Room::parse(text).filter(|room| rooms.contains(room)).unwrap_or_else(narrowest)
        }
        Some(_) => narrowest(),
    }
}

/// Tells of keys that are written twice, each in the room of the entry it lies in.
fn tell_twice(twice: &[Twice], file: &Arc<str>, tree: Option<&Node>, rooms: &[Room], faults: &mut FaultList) {
    let sections = match tree.map(|tree| &tree.kind) {
        Some(NodeKind::Map(sections)) => sections.as_slice(),
        _ => &[],
    };
    let lists = sections.iter().filter_map(|(_, section)| match &section.kind {
        NodeKind::List(items) => Some(items),
        _ => None,
    });
    let mut entries: Vec<&Node> = if twice.is_empty() { Vec::new() } else { lists.flatten().collect() };
    entries.sort_by_key(|entry| entry.span);
    for key in twice {
        let next = entries.partition_point(|entry| entry.span.start <= key.span.start);
        let around = next.checked_sub(1).map(|at| entries[at]).filter(|entry| key.span.end <= entry.span.end);
        let room = around.map(|entry| written_room(entry, rooms));
        if let Some(room) = room.as_ref().filter(|room| faults.is_full(room)) {
            faults.count(room, 1);
            continue;
        }
        let mut fault = key.fault(file);
        fault.room = room;
        faults.push(fault);
    }
}

impl Item {
    /// The item of an entry that a command wrote.
    pub fn of_log(read: ReadEntry, line: (Place, Line), file: &Arc<str>) -> Item {
        let ReadEntry { entry, node, mentions } = read;
        // Every part of it stands at the line's place, so that its tree tells a check nothing more.
        let node = Node { span: node.span, kind: NodeKind::Null };
        Item { entry, has_id: true, pruned: false, node, file: file.clone(), mentions, line: Some(line) }
    }

    /// From when on it is known.
    pub fn known(&self) -> Timestamp {
        self.line.as_ref().map_or(self.entry.recorded, |(_, line)| line.known())
    }

    /// A diagnostic at `path` in this entry.
    pub fn fault(&self, code: Code, path: &[&str], message: impl Into<String>) -> Diagnostic {
        self.fault_at(code, self.node.span_at(path), message)
    }

    /// A diagnostic at `span`.
    pub fn fault_at(&self, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        fault_in(&self.file, &self.entry.room, code, span, message)
    }

    /// What to call the entry in a message.
    pub fn name(&self) -> String {
        if self.has_id {
            format!("“{}”", self.entry.id)
        } else {
            format!("this {}", self.entry.kind().as_str())
        }
    }
}

impl Item {
    /// What to call the entry in a message about another one.
    pub fn name_as_other(&self) -> String {
        match self.has_id {
            true => self.name(),
            false => format!("another {} in {}", self.entry.kind().as_str(), self.file),
        }
    }
}

/// A diagnostic at `span` of `file`, for the readers of `room`.
pub fn fault_in(
    file: &Arc<str>,
    room: &Room,
    code: Code,
    span: Span,
    message: impl Into<String>,
) -> Diagnostic {
    let mut fault = Diagnostic::new(code, file, Some(span), message);
    fault.room = Some(room.clone());
    fault
}
