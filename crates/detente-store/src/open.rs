//! From a folder to a record: read the rooms that a viewer may read, check, and append.

use crate::check::check_items;
use crate::faults::{FaultList, More};
use crate::files;
use crate::folder::{Folder, MAX_LOG, PROCESS_FILE, Texts};
use crate::header::ProcessHeader;
use crate::log_file::{self, LogLine, ReadLog, Tail};
use crate::read::{Item, MainFile, Place, ProcessFile, Unread, process_file, room_file};
use detente_model::{Code, Diagnostic, Fact, Id, LineIndex, NodeKind, Room, Severity};
use detente_record::{AsOf, Deed, Entry, Header, Line, Record, Salt, Seat, Viewer};
use jiff::tz::TimeZone;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

/// What is wrong with a process, and the texts of the files, to show where.
#[derive(Debug)]
pub struct Faults {
    /// The diagnostics, in the order of the files: of each room the first thousand, errors before
    /// warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// How many more there are.
    pub more: More,
    /// The texts of the files that could be read.
    pub texts: Texts,
}

impl Faults {
    #[expect(clippy::boxed_local, reason = "it is boxed to keep the results of Folder small")]
    fn of(fault: Box<Diagnostic>) -> Faults {
        Faults { diagnostics: vec![*fault], more: More::new(), texts: Texts::new() }
    }

    /// These faults, and no more.
    pub fn told(diagnostics: Vec<Diagnostic>, texts: Texts) -> Faults {
        Faults { diagnostics, more: More::new(), texts }
    }

    /// Does any of them stop the work?
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.code.severity() == Severity::Error)
    }

    /// Each of them as JSON, with its line and column in its text.
    pub fn to_json(&self) -> Value {
        let indexes: BTreeMap<&Arc<str>, LineIndex<'_>> =
            self.texts.iter().map(|(file, text)| (file, LineIndex::of(text))).collect();
        self.diagnostics.iter().map(|fault| fault.to_json(indexes.get(&fault.file))).collect()
    }

    /// How many more there are, by room, as JSON.
    pub fn more_to_json(&self) -> Value {
        self.more.iter().map(|(room, more)| (room.to_string(), Value::from(more.all()))).collect()
    }
}

/// A process folder whose main file was read: the next step says for whom.
pub struct Opened {
    folder: Folder,
    texts: Texts,
    main: Option<MainFile>,
    faults: FaultList,
    as_of: AsOf,
}

/// What `check` found.
#[derive(Debug)]
pub struct Checked {
    /// Every fault, warnings too.
    pub faults: Faults,
    /// How many entries the rooms hold that the checker reads, by room.
    pub entries: BTreeMap<Room, usize>,
    /// Rooms with errors whose words the checker may not see.
    pub faulty_elsewhere: Vec<Room>,
}

/// What was read: the entries in the order written, and what is wrong with them.
struct Read {
    header: Option<Header>,
    items: Vec<Item>,
    /// What is left of entries that were erased.
    erased: Vec<(Room, Place, Line)>,
    /// The secrets of the rooms' salts.
    secrets: BTreeMap<Room, String>,
    /// The ends of the logs' files.
    tails: BTreeMap<Room, Tail>,
    faults: Faults,
}

impl Opened {
    /// Reads the main file of the process at `path`.
    pub fn at(path: &Path) -> Result<Opened, Faults> {
        let folder = Folder::at(path).map_err(Faults::of)?;
        let text = folder.read(PROCESS_FILE).map_err(Faults::of)?;
        let file: Arc<str> = PROCESS_FILE.into();
        let mut faults = FaultList::default();
        let main = process_file(&text, &file, &mut faults);
        Ok(Opened { folder, texts: Texts::from([(file, text)]), main, faults, as_of: AsOf::default() })
    }

    /// The same, to be checked as it stood: without what was recorded later than `as_of` says, and with
    /// red lines compared only where they held on its date.
    pub fn as_of(self, as_of: AsOf) -> Opened {
        Opened { as_of, ..self }
    }

    /// The zone of dates that name none, as far as it could be read.
    pub fn zone(&self) -> TimeZone {
        self.main.as_ref().map_or(TimeZone::UTC, |main| main.zone.clone())
    }

    /// What the process says of itself, which everybody may know. `None` if it cannot be read.
    pub fn header(&self) -> Option<&Header> {
        self.main.as_ref()?.header.as_ref()
    }

    /// The keeper, if at least that could be read.
    pub fn keeper(&self) -> Option<&Seat> {
        self.main.as_ref()?.keeper.as_ref()
    }

    /// The ids of the parties that everybody may know, as far as they could be read.
    pub fn public_parties(&self) -> impl Iterator<Item = &Id> {
        let items = self.main.iter().flat_map(|main| &main.file.items);
        let public = items.filter(|item| item.entry.room == Room::Public);
        public.filter(|item| matches!(item.entry.fact(), Some(Fact::Party(_)))).map(|item| &item.entry.id)
    }

    /// The faults that keep the header from being read, for everybody.
    pub fn into_faults(mut self) -> Faults {
        self.faults.retain(|room| *room == Room::Public);
        let (diagnostics, more) = self.faults.finish();
        Faults { diagnostics, more, texts: self.texts }
    }

    /// The record, or as much of it as `viewer` may see: the files of other rooms are not opened,
    /// and faults in them are not known.
    ///
    /// # Errors
    /// All faults of all files that the viewer may read, in one pass.
    pub fn record(self, viewer: &Viewer) -> Result<Record, Faults> {
        let read = self.as_of(AsOf::default()).read_rooms(&|room| viewer.reads(room), true)?;
        let header = match read.header {
            Some(header) if !read.faults.has_errors() => header,
            _ => return Err(read.faults),
        };
        let mut record = Record::new(header);
        for (room, line) in lines(read.items, read.erased, &read.secrets) {
            // Sorted by room and time, so time cannot go back.
            let added = record.push(&room, line);
            debug_assert!(added.is_ok());
        }
        Ok(record)
    }

    /// Checks every file of the process for `viewer` (the keeper, unless he asked for another).
    /// Rooms that he does not read are checked too, and only whether they pass is told.
    pub fn check(self, viewer: &Viewer) -> Result<Checked, Faults> {
        self.check_rooms(&|room| viewer.reads(room))
    }

    /// The same for the readers of `room`, who read what it may cite.
    pub fn check_room(self, room: &Room) -> Result<Checked, Faults> {
        self.check_rooms(&|other| room.may_cite(other))
    }

    fn check_rooms(self, reads: &dyn Fn(&Room) -> bool) -> Result<Checked, Faults> {
        let path = self.folder.path().to_owned();
        let as_of = self.as_of;
        let files = self.folder.room_files().map_err(Faults::of)?;
        let logs = self.folder.log_files().map_err(Faults::of)?;
        let Read { items, mut faults, .. } = self.read_rooms(reads, true)?;
        faults
            .diagnostics
            .extend(files.iter().filter(|(_, room)| room.is_none()).map(|(name, _)| bad_room_name(name)));
        let mut entries = BTreeMap::new();
        for item in &items {
            *entries.entry(item.entry.room.clone()).or_insert(0) += 1;
        }
        let elsewhere: BTreeSet<Room> =
            files.into_iter().chain(logs).filter_map(|(_, room)| room.filter(|room| !reads(room))).collect();
        let faulty_elsewhere = elsewhere.into_iter().filter(|room| !passes(&path, room, as_of)).collect();
        Ok(Checked { faults, entries, faulty_elsewhere })
    }

    /// The header as written, for a store.
    pub(crate) fn written_header(&self) -> Option<&ProcessHeader> {
        self.main.as_ref()?.written.as_ref()
    }

    /// The rooms that have a file, widest first.
    pub(crate) fn rooms(&self) -> Result<Vec<Room>, Faults> {
        let mut rooms = BTreeSet::from([Room::Public, Room::Joint]);
        let files = [self.folder.room_files(), self.folder.log_files()];
        for file in files {
            rooms.extend(file.map_err(Faults::of)?.into_iter().filter_map(|(_, room)| room));
        }
        Ok(rooms.into_iter().collect())
    }

    /// The lines of `room`, which are read and not checked against others.
    pub(crate) fn lines(self, room: &Room) -> Result<Vec<Line>, Faults> {
        Ok(self.lines_and_tail(room)?.0)
    }

    /// The same, and the end of the room's log as it was when they were read.
    pub(crate) fn lines_and_tail(self, room: &Room) -> Result<(Vec<Line>, Tail), Faults> {
        let mut read = self.read_rooms(&|other| other == room, false)?;
        if read.faults.has_errors() {
            return Err(read.faults);
        }
        let tail = read.tails.remove(room).unwrap_or_else(|| Tail::empty(room));
        let lines = lines(read.items, read.erased, &read.secrets);
        Ok((lines.map(|(_, line)| line).collect(), tail))
    }

    /// Reads the rooms that `reads` admits, and checks their entries against each other, if told to.
    fn read_rooms(self, reads: &dyn Fn(&Room) -> bool, check: bool) -> Result<Read, Faults> {
        let zone = self.zone();
        let Opened { folder, mut texts, main, mut faults, as_of } = self;
        let is_whole = main.is_some();
        let (header, keeper, file) = match main {
            Some(MainFile { header, keeper, file, .. }) => (header, keeper, Some(file)),
            None => (None, None, None),
        };
        let mut secrets = BTreeMap::new();
        let (mut items, mut unread) = (Vec::new(), Vec::new());
        if let Some(file) = file {
            secrets.insert(Room::Public, file.salt.clone());
            secrets.insert(Room::Joint, file.salt);
            (items, unread) = (file.items, file.unread);
        }
        let joint_is_here = items.iter().any(is_marked_joint);
        let mut rooms_read = BTreeSet::new();
        for (name, room) in folder.room_files().map_err(Faults::of)? {
            let Some(room) = room.filter(|room| reads(room)) else { continue };
            faults.reading = Some(room.clone());
            let is_second = !rooms_read.insert(room.clone()) || room == Room::Public;
            if room == Room::Joint && joint_is_here {
                faults.push(joint_in_two_places(&name));
            }
            if let Some(read) = read_room(&folder, &name, &room, &zone, is_second, &mut texts, &mut faults) {
                secrets.insert(room.clone(), read.salt);
                items.extend(read.items);
                unread.extend(read.unread);
            }
            faults.reading = None;
        }
        let (mut erased, mut tails) = (Vec::new(), BTreeMap::new());
        let started = files::unfinished(folder.path());
        for (name, room) in folder.log_files().map_err(Faults::of)? {
            let Some(room) = room.filter(|room| reads(room)) else { continue };
            secrets.entry(room.clone()).or_default();
            match read_log(&folder, &name, &room, &zone, started.get(&name).copied()) {
                Ok((log, text)) => {
                    let file: Arc<str> = name.as_str().into();
                    tails.insert(room.clone(), log.tail);
                    for (place, LogLine { line, read }) in (1..).zip(log.lines) {
                        match read {
                            Some(read) => items.push(Item::of_log(read, (place, line), &file)),
                            None => erased.push((room.clone(), place, line)),
                        }
                    }
                    texts.insert(file, text);
                }
                Err(mut fault) => {
                    fault.room = Some(room);
                    faults.push(*fault);
                }
            }
        }
        items.retain(|item| reads(&item.entry.room));
        unread.retain(|lost| reads(&lost.room));
        name_unnamed(&mut items);
        faults.retain(reads);
        // Without process.yaml every reference would be in the air.
        if is_whole && check {
            unknown_members(&items, &unread, &secrets, keeper.as_ref(), &mut faults);
        }
        items.retain(|item| as_of.known.is_none_or(|known| item.known() <= known));
        load_source_texts(&folder, &mut items, &mut faults);
        if is_whole && check {
            check_items(&items, &unread, &zone, as_of.on, &mut faults);
        }
        let (diagnostics, more) = faults.finish();
        Ok(Read { header, items, erased, secrets, tails, faults: Faults { diagnostics, more, texts } })
    }
}

/// Is it an entry of process.yaml that says that it is one of `joint`?
fn is_marked_joint(item: &Item) -> bool {
    let written = item.node.get("room").map(|room| &room.kind);
    matches!(written, Some(NodeKind::Scalar(text)) if text == "joint")
}

fn joint_in_two_places(name: &str) -> Diagnostic {
    let message = format!("{PROCESS_FILE} holds entries of the room joint, and there is {name} as well");
    let mut fault = Diagnostic::new(Code::BadRoomFile, &name.into(), None, message);
    fault
        .expected(format!("all of joint in {PROCESS_FILE}, or all of it in {name}"))
        .help(format!("move the entries with room: joint from {PROCESS_FILE} to {name}"));
    fault
}

fn read_log(
    folder: &Folder,
    name: &str,
    room: &Room,
    zone: &TimeZone,
    before: Option<u64>,
) -> Result<(ReadLog, String), Box<Diagnostic>> {
    let mut bytes = folder.read_bytes(name, MAX_LOG)?;
    if let Some(before) = before {
        bytes.truncate(before as usize);
    }
    let file: Arc<str> = name.into();
    let text = log_file::whole_text(bytes, &file, room)?;
    let log = log_file::read(&text, &file, room, zone)?;
    Ok((log, text))
}

fn read_room(
    folder: &Folder,
    name: &str,
    room: &Room,
    zone: &TimeZone,
    is_second: bool,
    texts: &mut Texts,
    faults: &mut FaultList,
) -> Option<ProcessFile> {
    let file: Arc<str> = name.into();
    if is_second {
        let message = format!("{name} is a second file for the room {room}");
        let mut fault = Diagnostic::new(Code::BadRoomFile, &file, None, message);
        fault.expected("one file a room; public stands in process.yaml");
        faults.push(fault);
        return None;
    }
    match folder.read(name) {
        Err(fault) => {
            faults.push(*fault);
            None
        }
        Ok(text) => {
            let read = room_file(&text, &file, room, zone, faults);
            texts.insert(file, text);
            read
        }
    }
}

/// The members of a room, and the keeper, are parties that the room's readers know.
fn unknown_members(
    items: &[Item],
    unread: &[Unread],
    rooms: &BTreeMap<Room, String>,
    keeper: Option<&Seat>,
    faults: &mut FaultList,
) {
    let known = |room: &Room| {
        let parties = items.iter().filter(|item| matches!(item.entry.fact(), Some(Fact::Party(_))));
        let room = room.clone();
        parties.filter(move |item| room.may_cite(&item.entry.room)).map(|item| item.entry.id.as_str())
    };
    let mut tell = |file: &str, room: &Room, party: &Id| {
        if unread.iter().any(|lost| lost.id.as_ref() == Some(party)) {
            return;
        }
        let message = format!("there is no party “{party}” in this process");
        let mut fault = Diagnostic::new(Code::UnknownId, &file.into(), None, message);
        fault.expected("the id of a party");
        fault.nearest(party.as_str(), known(room));
        fault.room = Some(room.clone());
        faults.push(fault);
    };
    for room in rooms.keys() {
        let members: Vec<&Id> = match room {
            Room::Party(party) => vec![party],
            Room::Caucus(members) => members.iter().collect(),
            _ => Vec::new(),
        };
        for party in members.into_iter().filter(|party| !known(room).any(|id| id == party.as_str())) {
            tell(&format!("rooms/{}.yaml", room.file_stem()), room, party);
        }
    }
    if let Some(Seat::Party(party)) = keeper
        && !known(&Room::Public).any(|id| id == party.as_str())
    {
        tell(PROCESS_FILE, &Room::Public, party);
    }
}

/// Does `room` pass for those who read it? Faults of wider rooms are not its own.
fn passes(path: &Path, room: &Room, as_of: AsOf) -> bool {
    let opened = Opened::at(path).map(|opened| opened.as_of(as_of));
    let read = opened.and_then(|opened| opened.read_rooms(&|other| room.may_cite(other), true));
    read.is_ok_and(|read| {
        let own = |fault: &&Diagnostic| fault.room.as_ref().is_none_or(|of| of == room);
        !read.faults.diagnostics.iter().filter(own).any(|fault| fault.code.severity() == Severity::Error)
    })
}

fn bad_room_name(name: &str) -> Diagnostic {
    let stem = name.trim_start_matches("rooms/");
    let mut fault =
        Diagnostic::new(Code::BadRoomFile, &name.into(), None, format!("“{stem}” is named for no room"));
    fault.expected("team.yaml, joint.yaml, party-PARTY.yaml, caucus-PARTY.yaml or caucus-PARTY+PARTY.yaml");
    fault.nearest(stem, ["team.yaml", "joint.yaml", "party.yaml", "caucus.yaml"]);
    fault
}

/// The lines in the order of the logs: by room, then by the time from which on they are known,
/// then what people wrote before what commands wrote, each as written.
fn lines(
    items: Vec<Item>,
    erased: Vec<(Room, Place, Line)>,
    secrets: &BTreeMap<Room, String>,
) -> impl Iterator<Item = (Room, Line)> {
    let (by_command, mut by_hand): (Vec<Item>, Vec<Item>) =
        items.into_iter().partition(|item| item.line.is_some());
    by_hand.sort_by(|a, b| (&a.entry.room, a.entry.recorded).cmp(&(&b.entry.room, b.entry.recorded)));
    let mut ordinals: BTreeMap<Room, u64> = BTreeMap::new();
    let mut salt = |room: &Room| {
        let ordinal = ordinals.entry(room.clone()).or_insert(0);
        *ordinal += 1;
        Salt::derived(secrets.get(room).map_or("", String::as_str), room, *ordinal)
    };
    let by_hand = by_hand.into_iter().map(|item| {
        let salt = salt(&item.entry.room);
        // In the file of a log, places count from 1.
        (item.entry.room.clone(), 0, Line::of(item.entry, salt))
    });
    let by_command = by_command.into_iter().filter_map(|item| {
        let (place, line) = item.line?;
        Some((item.entry.room.clone(), place, line.read_as(item.entry)))
    });
    let mut all: Vec<(Room, Place, Line)> = by_hand.chain(by_command).chain(erased).collect();
    all.sort_by(|a, b| (&a.0, a.2.known(), a.1).cmp(&(&b.0, b.2.known(), b.1)));
    all.into_iter().map(|(room, _, line)| (room, line))
}

/// Gives every entry without an id one from its room, its content, and how many entries of the
/// room with the same content stand before it. So an id stays when other entries are added.
fn name_unnamed(items: &mut [Item]) {
    let mut before: HashMap<[u8; 32], u32> = HashMap::new();
    for item in items.iter_mut().filter(|item| !item.has_id) {
        let content: [u8; 32] = Sha256::digest(item.entry.content_bytes()).into();
        let ordinal = before.entry(content).or_insert(0);
        if let Some(id) = id_from(&item.entry, &content, *ordinal) {
            item.entry.id = id;
        }
        *ordinal += 1;
    }
}

/// The id of the `ordinal`-th entry (from 0) of a room with this content.
pub(crate) fn id_from(entry: &Entry, content: &[u8; 32], ordinal: u32) -> Option<Id> {
    let hash = Sha256::new().chain_update(content).chain_update(ordinal.to_be_bytes()).finalize();
    let hex: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    Id::new(&format!("{}-{hex}", entry.kind().as_str()))
}

/// Reads the text of every source that names a file, so that the record holds what it cites.
fn load_source_texts(folder: &Folder, items: &mut [Item], faults: &mut FaultList) {
    // What a command wrote holds the text itself.
    for item in items.iter_mut().filter(|item| item.line.is_none()) {
        let Deed::Says(Fact::Source(source)) = &mut item.entry.deed else { continue };
        let Some(name) = &source.file else { continue };
        if source.text.is_some() {
            let mut fault = item.fault(Code::KeyTwice, &["text"], "the text of the source is given twice");
            fault.expected("either file: or text:, not both");
            faults.push(fault);
            continue;
        }
        match folder.read_source(name, &item.entry.room) {
            Ok(text) => source.text = Some(text),
            Err(error) => {
                let mut fault = item.fault(error.code, &["file"], error.message.clone());
                fault.expected = error.expected.clone();
                fault.help = error.help.clone();
                faults.push(fault);
            }
        }
    }
}
