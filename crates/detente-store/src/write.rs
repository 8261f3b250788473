//! Writing into a record: entries are checked as those of files are, and added all or none.
//!
//! Nobody is kept waiting while an entry is made. A writer reads, checks and then appends under the
//! condition that nothing was added meanwhile; if something was, it reads and checks again. Only
//! where somebody else meanwhile acted on the same entry does it stop and name both.

use crate::check::check_items;
use crate::documents::documents_in;
use crate::draft::Draft;
use crate::faults::FaultList;
use crate::folder::Texts;
use crate::log_file::{ReadEntry, read_entry};
use crate::open::{Faults, id_from};
use crate::read::{Item, item};
use crate::store::{Batch, Damage, RoomState, Store, StoreError, clock_went_back};
use detente_model::shape::Decoder;
use detente_model::{
    AnyRef, Cite, Cites, Code, Diagnostic, Fact, Id, Node, NodeKind, Ref, Room, Severity, Span,
};
use detente_record::{Defaults, Entry, Hash, Line, Salt, Viewer};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

/// How often a writer begins again because others were faster.
const ATTEMPTS: u32 = 200;

/// Who writes, when, and into what.
pub struct Writer<'a> {
    /// Where to.
    pub store: &'a mut dyn Store,
    /// Who.
    pub viewer: &'a Viewer,
    /// Who is named as the author.
    pub author: String,
    /// When: what the machine's clock says.
    pub now: Timestamp,
    /// How many lines each room had when the writer looked at it: what he decided rests on these.
    pub looked_at: BTreeMap<Room, u64>,
    /// Secrets for the commitments.
    pub salts: &'a mut dyn FnMut() -> Salt,
    /// The texts that drafts came from, to show where a fault is.
    pub texts: Texts,
    /// What was found in the entries written last that stops nothing.
    pub warnings: Vec<Diagnostic>,
}

/// Why nothing was written.
#[derive(Debug)]
pub enum WriteError {
    /// What was to be written has faults.
    Faults(Box<Faults>),
    /// The viewer may not write there.
    NotYours(Room),
    /// Somebody else acted on the same entry first: your entry, and theirs.
    Contested {
        /// What was to be written.
        yours: Id,
        /// What was written meanwhile.
        theirs: Id,
    },
    /// The store.
    Store(StoreError),
}

impl From<StoreError> for WriteError {
    fn from(error: StoreError) -> WriteError {
        WriteError::Store(error)
    }
}

/// The fields of an entry that a release does not copy: what belongs to its room. Sources are named again where
/// the wider room has them.
const STAYS_BEHIND: [&str; 8] = ["id", "room", "recorded", "author", "note", "source", "document", "may"];

/// What is released, where to, and on whose word.
pub struct Releasing<'a> {
    /// The entry as it now stands.
    pub entry: &'a Entry,
    /// The wider room.
    pub to: Room,
    /// The draft of the release: `permitted_by` and what else was said of it.
    pub terms: Draft,
    /// The id of the entry in the wider room; one from its content if none is given.
    pub id: Option<Id>,
}

/// A reading of the rooms that the viewer reads, on which a write rests.
struct Ground {
    zone: TimeZone,
    items: Vec<Item>,
    states: BTreeMap<Room, RoomState>,
}

impl Writer<'_> {
    /// Writes the entries of `drafts`, with `documents` for rooms: all, or none.
    ///
    /// # Errors
    /// All faults in one pass, with the places in the texts that the drafts came from.
    pub fn write(
        &mut self,
        drafts: &[Draft],
        documents: &[(Room, Vec<u8>)],
    ) -> Result<Vec<Entry>, WriteError> {
        for draft in drafts {
            self.may_write(&draft.room)?;
        }
        self.write_where_allowed(drafts, documents)
    }

    /// What [`Writer::write`] would write of `drafts`, as far as can be said before.
    ///
    /// # Errors
    /// Those of writing.
    pub fn check(&mut self, drafts: &[Draft]) -> Result<Vec<Entry>, WriteError> {
        for draft in drafts {
            self.may_write(&draft.room)?;
        }
        self.check_where_allowed(drafts)
    }

    fn check_where_allowed(&mut self, drafts: &[Draft]) -> Result<Vec<Entry>, WriteError> {
        let ground = self.ground()?;
        let items =
            self.read_drafts(drafts, &ground).map_err(|faults| WriteError::Faults(Box::new(faults)))?;
        self.has_documents(&items, &[])?;
        let entries = items.iter().map(|item| item.entry.clone()).collect();
        self.checked(ground, items)?;
        Ok(entries)
    }

    /// Writes the words of an entry into a wider room, and the link back beside the entry. Whoever
    /// writes in the narrower room may do so, since somebody permitted it.
    pub fn release(&mut self, releasing: &Releasing<'_>) -> Result<Vec<Entry>, WriteError> {
        let drafts = self.drafts_of_release(releasing)?;
        self.write_where_allowed(&drafts, &[])
    }

    /// What [`Writer::release`] would write, as far as can be said before.
    ///
    /// # Errors
    /// Those of releasing.
    pub fn check_release(&mut self, releasing: &Releasing<'_>) -> Result<Vec<Entry>, WriteError> {
        let drafts = self.drafts_of_release(releasing)?;
        self.check_where_allowed(&drafts)
    }

    /// The words for the wider room, and the link back.
    fn drafts_of_release(&mut self, releasing: &Releasing<'_>) -> Result<[Draft; 2], WriteError> {
        let from = &releasing.entry.room;
        self.may_write(from)?;
        let ground = self.ground()?;
        let mut copy = copy_for(releasing, &ground);
        let into = match &releasing.id {
            Some(id) => id.clone(),
            None => match self.read_drafts(std::slice::from_ref(&copy), &ground).map(|mut read| read.pop()) {
                Ok(Some(item)) => item.entry.id,
                Ok(None) => releasing.entry.id.clone(),
                Err(faults) => return Err(WriteError::Faults(Box::new(faults))),
            },
        };
        let mut link = releasing.terms.clone();
        let reference = |room: &Room, id: &Id| format!("{room}/{id}");
        set(&mut link.node, "of", &reference(from, &releasing.entry.id));
        set(&mut link.node, "into", &reference(&releasing.to, &into));
        set(&mut link.node, "to", &releasing.to.to_string());
        set(&mut copy.node, "id", into.as_str());
        Ok([copy, link])
    }

    fn may_write(&self, room: &Room) -> Result<(), WriteError> {
        if self.viewer.writes(room) { Ok(()) } else { Err(WriteError::NotYours(room.clone())) }
    }

    fn write_where_allowed(
        &mut self,
        drafts: &[Draft],
        documents: &[(Room, Vec<u8>)],
    ) -> Result<Vec<Entry>, WriteError> {
        let mut conflict = None;
        for attempt in 0..ATTEMPTS {
            // Who was slower waits a little longer each time, so that he too has his turn.
            std::thread::sleep(Duration::from_millis(attempt.min(20).into()));
            let ground = self.ground()?;
            let items = match self.read_drafts(drafts, &ground) {
                Ok(items) => items,
                Err(faults) => return Err(WriteError::Faults(Box::new(faults))),
            };
            let entries: Vec<Entry> = items.iter().map(|item| item.entry.clone()).collect();
            self.uncontested(&entries, &ground)?;
            self.has_documents(&items, documents)?;
            let ground = self.checked(ground, items)?;
            match self.append(&entries, &ground, documents) {
                Ok(()) => return Ok(entries),
                Err(error @ StoreError::Conflict(_)) => conflict = Some(error),
                Err(error) => return Err(error.into()),
            }
        }
        let busy = || StoreError::failed("others write all the time into the same rooms", "try again");
        Err(conflict.unwrap_or_else(busy).into())
    }

    /// Nobody acted, since the writer looked, on an entry that `mine` act on too.
    fn uncontested(&self, mine: &[Entry], ground: &Ground) -> Result<(), WriteError> {
        let is_new = |item: &&Item| {
            // A room that was not there then had no line.
            let before = self.looked_at.get(&item.entry.room).copied().unwrap_or(0);
            item.line.as_ref().is_some_and(|(place, _)| *place > before)
        };
        for theirs in ground.items.iter().filter(is_new) {
            let Some(target) = theirs.entry.target() else { continue };
            // Commands name the room of a target; where one does not, the id must do.
            let rooms_fit =
                |own: &AnyRef| own.room.is_none() || target.room.is_none() || own.room == target.room;
            let same =
                |entry: &&Entry| entry.target().is_some_and(|own| own.id == target.id && rooms_fit(own));
            if let Some(yours) = mine.iter().find(same) {
                let (yours, theirs) = (yours.id.clone(), theirs.entry.id.clone());
                return Err(WriteError::Contested { yours, theirs });
            }
        }
        Ok(())
    }

    /// A document that an entry names is in its room, or comes with it.
    fn has_documents(&mut self, items: &[Item], documents: &[(Room, Vec<u8>)]) -> Result<(), WriteError> {
        let mut missing = Vec::new();
        for item in items {
            for name in documents_in(&item.entry.encode()) {
                let comes = |(room, bytes): &(Room, Vec<u8>)| {
                    *room == item.entry.room && Hash(Sha256::digest(bytes).into()) == name
                };
                let is_there =
                    documents.iter().any(comes) || self.store.document(&item.entry.room, &name)?.is_some();
                if !is_there {
                    let mut fault =
                        item.fault(Code::NoFile, &["document"], "the document is not kept with the record");
                    fault.help("keep it with: detente attach PROCESS SOURCE FILE");
                    missing.push(fault);
                }
            }
        }
        match missing.is_empty() {
            true => Ok(()),
            false => Err(WriteError::Faults(Box::new(Faults::told(missing, self.texts.clone())))),
        }
    }

    /// Reads what a write rests on: all that the writer may see.
    fn ground(&mut self) -> Result<Ground, WriteError> {
        self.store.check(self.viewer)?;
        let zone = self.store.header()?.to_header()?.zone;
        self.store.begin_reading()?;
        let read = self.read_ground(zone);
        self.store.end_reading()?;
        Ok(read?)
    }

    fn read_ground(&mut self, zone: TimeZone) -> Result<Ground, StoreError> {
        let mut states = BTreeMap::new();
        for room in self.store.rooms()?.into_iter().filter(|room| self.viewer.reads(room)) {
            let state = self.store.state(&room)?;
            states.insert(room, state);
        }
        let viewer = self.viewer;
        let items = items_of(self.store, &|room| viewer.reads(room), &zone)?;
        Ok(Ground { zone, items, states })
    }

    /// Reads the drafts into entries with times, authors and ids.
    fn read_drafts(&self, drafts: &[Draft], ground: &Ground) -> Result<Vec<Item>, Faults> {
        let (mut items, mut faults) = (Vec::new(), FaultList::default());
        for draft in drafts {
            let defaults = Defaults {
                room: draft.room.clone(),
                rooms: vec![draft.room.clone()],
                recorded: self.recorded(ground.states.get(&draft.room)),
                author: self.author.clone(),
                basis: None,
            };
            let mut d = Decoder::new(&draft.file, ground.zone.clone());
            refuse_recorded(draft, &mut d);
            faults.extend(d.diagnostics.drain(..));
            if let Ok(item) = item(draft.kind, draft.node.clone(), &defaults, &mut d, &mut faults) {
                items.push(item);
            }
        }
        let (diagnostics, _) = faults.finish();
        if !diagnostics.is_empty() {
            return Err(Faults::told(diagnostics, self.texts.clone()));
        }
        name(&mut items, &ground.items);
        Ok(items)
    }

    /// The time of a new entry: now, or that of the room's last, where that is later on.
    fn recorded(&self, state: Option<&RoomState>) -> Timestamp {
        state.and_then(|state| state.last).map_or(self.now, |last| last.max(self.now))
    }

    /// Checks the new items together with what was there.
    fn checked(&mut self, mut ground: Ground, items: Vec<Item>) -> Result<Ground, WriteError> {
        let files: HashSet<Arc<str>> = items.iter().map(|item| item.file.clone()).collect();
        let count = items.len();
        ground.items.extend(items);
        let mut faults = FaultList::default();
        check_items(&ground.items, &[], &ground.zone, None, &mut faults);
        let (diagnostics, _) = faults.finish();
        ground.items.truncate(ground.items.len() - count);
        let (errors, warnings): (Vec<_>, Vec<_>) =
            diagnostics.into_iter().partition(|fault| fault.code.severity() == Severity::Error);
        self.warnings = warnings.into_iter().filter(|fault| files.contains(&fault.file)).collect();
        if errors.is_empty() {
            return Ok(ground);
        }
        Err(WriteError::Faults(Box::new(Faults::told(errors, self.texts.clone()))))
    }

    fn append(
        &mut self,
        entries: &[Entry],
        ground: &Ground,
        documents: &[(Room, Vec<u8>)],
    ) -> Result<(), StoreError> {
        let mut rooms: BTreeMap<Room, (Vec<Line>, Vec<Vec<u8>>)> = BTreeMap::new();
        for entry in entries {
            let state = ground.states.get(&entry.room).copied().unwrap_or_default();
            clock_is_right(self.now, &state, &entry.room)?;
            let line = Line::of(entry.clone(), (self.salts)());
            rooms.entry(entry.room.clone()).or_default().0.push(line);
        }
        for (room, bytes) in documents {
            rooms.entry(room.clone()).or_default().1.push(bytes.clone());
        }
        // The check rests on every room that was read: none of them may have changed either.
        for room in ground.states.keys() {
            rooms.entry(room.clone()).or_default();
        }
        let batches: Vec<Batch<'_>> = rooms
            .iter()
            .map(|(room, (lines, documents))| {
                let expected = ground.states.get(room).copied().unwrap_or_default().size;
                Batch { room, expected, lines, documents }
            })
            .collect();
        self.store.append(&batches)
    }
}

/// A log's times never go back. What is written by hand is recorded at the end of its day, so an
/// entry of the same day is recorded then as well. A clock that is a day behind is wrong.
fn clock_is_right(now: Timestamp, state: &RoomState, room: &Room) -> Result<(), StoreError> {
    match state.last {
        Some(last) if last.duration_since(now) >= SignedDuration::from_hours(24) => {
            Err(clock_went_back(room, last, now))
        }
        _ => Ok(()),
    }
}

/// Everything in the rooms that `reads` admits, as checks need it.
pub(crate) fn items_of(
    store: &mut dyn Store,
    reads: &dyn Fn(&Room) -> bool,
    zone: &TimeZone,
) -> Result<Vec<Item>, StoreError> {
    let mut items = Vec::new();
    for room in store.rooms()?.into_iter().filter(|room| reads(room)) {
        let mut place = 0;
        store.read(&room, &mut |line| {
            place += 1;
            let read = read_line(&line, &room, place, zone)?;
            items.extend(read.map(|(read, file)| Item::of_log(read, (place, line), &file)));
            Ok(())
        })?;
    }
    Ok(items)
}

/// The entry of the line at `place` of `room`, unless it was erased. Where there is no file, an entry
/// is told by its room and id; places order the entries.
pub(crate) fn read_line(
    line: &Line,
    room: &Room,
    place: u64,
    zone: &TimeZone,
) -> Result<Option<(ReadEntry, Arc<str>)>, Damage> {
    let Some(kept) = line.kept() else { return Ok(None) };
    let file: Arc<str> = format!("{room}/{}", kept.id()).into();
    let span = Span { start: place as u32, end: place as u32 };
    let read = read_entry(&kept.text(), span, zone, &file).map_err(|what| Damage::at(room, place, what))?;
    Ok(Some((read, file)))
}

/// What a release copies of an entry, beside its kind: all but where, when and by whom it was written, its note,
/// its document and its sources. (Of these go along what the wider room's readers see.)
pub fn released_words(entry: &Entry) -> Map<String, Value> {
    let Value::Object(mut words) = entry.encode() else { return Map::new() };
    for key in STAYS_BEHIND {
        words.shift_remove(key);
    }
    words
}

/// The words of an entry as a draft for a wider room: without its note, its author, its document,
/// and the sources that the wider room's readers may not see.
fn copy_for(releasing: &Releasing<'_>, ground: &Ground) -> Draft {
    let mut words = released_words(releasing.entry);
    // What kind of entry it is, is no field of it.
    words.shift_remove("entry");
    let mut node = Node::from_value(&Value::Object(words));
    // A meeting of which the wider room does not know is not named there.
    let session = releasing.entry.fact().and_then(Fact::session);
    let is_known = |session| {
        let room = room_of(&ground.items, &releasing.entry.room, session);
        room.is_some_and(|room| releasing.to.may_cite(&room))
    };
    if let (false, NodeKind::Map(pairs)) = (session.is_none_or(is_known), &mut node.kind) {
        pairs.retain(|(key, _)| key.text != "session");
    }
    // The source that was meant, not another one that has its id in the wider room.
    let meant = |cite: &Cite| -> Option<Cite> {
        let room = room_of(&ground.items, &releasing.entry.room, &cite.source)?;
        let room = releasing.to.may_cite(&room).then_some(room)?;
        let mut cite = cite.clone();
        cite.source.room = Some(room);
        Some(cite)
    };
    let cites = Cites(releasing.entry.sources.0.iter().filter_map(meant).collect());
    if let (false, NodeKind::Map(pairs)) = (cites.0.is_empty(), &mut node.kind) {
        let value = detente_model::shape::Shape::encode(&cites);
        let key = detente_model::Key { span: Span::default(), text: "source".into() };
        pairs.push((key, Node::from_value(&value)));
    }
    node.place_at(releasing.terms.node.span);
    let file = releasing.terms.file.clone();
    Draft { kind: releasing.entry.kind(), room: releasing.to.clone(), node, file }
}

/// The room of the entry that a reference written in `from` means.
fn room_of<T>(items: &[Item], from: &Room, reference: &Ref<T>) -> Option<Room> {
    let fits = |item: &&Item| {
        item.entry.id == reference.id
            && from.may_cite(&item.entry.room)
            && reference.room.as_ref().is_none_or(|room| *room == item.entry.room)
    };
    let found = items.iter().filter(fits).min_by_key(|item| (item.entry.room != *from, item.known()));
    found.map(|item| item.entry.room.clone())
}

/// Gives the items without an id one from their content that nobody has yet.
fn name(items: &mut [Item], others: &[Item]) {
    let mut taken: HashSet<(Room, Id)> =
        others.iter().map(|item| (item.entry.room.clone(), item.entry.id.clone())).collect();
    for item in items.iter_mut().filter(|item| !item.has_id) {
        let content: [u8; 32] = Sha256::digest(item.entry.content_bytes()).into();
        let free = (0..=u32::MAX)
            .filter_map(|ordinal| id_from(&item.entry, &content, ordinal))
            .find(|id| !taken.contains(&(item.entry.room.clone(), id.clone())));
        if let Some(id) = free {
            taken.insert((item.entry.room.clone(), id.clone()));
            item.entry.id = id;
        }
    }
}

/// When an entry is recorded is not the writer's to say.
fn refuse_recorded(draft: &Draft, d: &mut Decoder) {
    if let Some(recorded) = draft.node.get("recorded") {
        d.error(Code::BadDate, recorded.span, "when an entry is recorded is what the clock says")
            .help("for when it happened write when:");
    }
}

/// Puts a text under `key`, in place of what was there.
fn set(node: &mut Node, key: &str, text: &str) {
    let span = node.span;
    if let NodeKind::Map(pairs) = &mut node.kind {
        pairs.retain(|(k, _)| k.text != key);
        let value = Node { span, kind: NodeKind::Scalar(text.to_owned()) };
        pairs.insert(0, (detente_model::Key { span, text: key.to_owned() }, value));
    }
}
