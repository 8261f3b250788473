//! Where a record is kept: one trait, and what can go wrong.
//!
//! A store holds the header of one process and a log for each room. It reads room by room, so a
//! viewer's reading touches no line of a room that he does not read, and it appends under the
//! condition that a room is still as the writer knew it, so that no two writers lose a line.

use crate::header::ProcessHeader;
use crate::open::Faults;
use detente_model::{Id, Room};
use detente_record::{Edge, Hash, Head, Line, Record, Viewer};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How far the log of a room has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoomState {
    /// How many lines it has.
    pub size: u64,
    /// From when on its last line was known.
    pub last: Option<Timestamp>,
}

/// Lines to be added to one room, if it still has the size that the writer knew. One without lines
/// and documents only says that the room must be as it was.
pub struct Batch<'a> {
    /// The room.
    pub room: &'a Room,
    /// How many lines the writer knew.
    pub expected: u64,
    /// The new lines, in the order of their times.
    pub lines: &'a [Line],
    /// Documents that the new lines name, kept beside them in the room.
    pub documents: &'a [Vec<u8>],
}

impl Batch<'_> {
    /// Does it add anything?
    pub fn adds(&self) -> bool {
        !self.lines.is_empty() || !self.documents.is_empty()
    }
}

/// A place where one process is kept.
pub trait Store: Send {
    /// What the process says of itself.
    fn header(&mut self) -> Result<ProcessHeader, StoreError>;

    /// The rooms that may have lines, widest first.
    fn rooms(&mut self) -> Result<Vec<Room>, StoreError>;

    /// How far the log of `room` has come.
    fn state(&mut self, room: &Room) -> Result<RoomState, StoreError>;

    /// The lines of `room` behind the first `known` ones, in order, one at a time. A room without lines has
    /// none.
    fn read_behind(
        &mut self,
        room: &Room,
        known: u64,
        each: &mut dyn FnMut(Line) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;

    /// All lines of `room`, in order, one at a time.
    fn read(
        &mut self,
        room: &Room,
        each: &mut dyn FnMut(Line) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.read_behind(room, 0, each)
    }

    /// Adds all batches, or none: when this returns, they survive a crash.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if a room has other lines than the writer knew.
    fn append(&mut self, batches: &[Batch<'_>]) -> Result<(), StoreError>;

    /// The places (from 0) of the lines of `room` that may hold all of `words` (folded). All that
    /// do are among them. `None` if the store cannot tell.
    fn candidates(&mut self, room: &Room, words: &[String]) -> Result<Option<BTreeSet<u32>>, StoreError>;

    /// The document of `room` with this SHA-256.
    fn document(&mut self, room: &Room, sha256: &Hash) -> Result<Option<Vec<u8>>, StoreError>;

    /// The SHA-256 of every document of `room`, in order.
    fn documents(&mut self, room: &Room) -> Result<Vec<Hash>, StoreError>;

    /// What is wrong with the store itself, beside its lines: a message each.
    fn audit(&mut self) -> Result<Vec<Damage>, StoreError>;

    /// Until [`Store::end_reading`], what others write meanwhile is not seen in part.
    fn begin_reading(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    /// Ends what [`Store::begin_reading`] began.
    fn end_reading(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    /// The record, or as much of it as `viewer` may see. Lines of other rooms are not read.
    ///
    /// # Errors
    /// A store of files checks them as well, and gives all their faults.
    fn record(&mut self, viewer: &Viewer) -> Result<Record, StoreError> {
        self.begin_reading()?;
        let record = read_record(self, &|room| viewer.reads(room));
        let ended = self.end_reading();
        let record = record?;
        ended?;
        Ok(record)
    }

    /// How far each room has come that `viewer` reads.
    fn states(&mut self, viewer: &Viewer) -> Result<BTreeMap<Room, RoomState>, StoreError> {
        let mut states = BTreeMap::new();
        for room in self.rooms()?.into_iter().filter(|room| viewer.reads(room)) {
            let state = self.state(&room)?;
            states.insert(room, state);
        }
        Ok(states)
    }

    /// Adds to `record`, which was read for `viewer` when his rooms had come as far as `known`, what they have
    /// now, and tells how far that is. Cost: the lines that are new.
    ///
    /// # Errors
    /// Those of reading; the record then holds a part of what is new, and must be read anew.
    fn catch_up(
        &mut self,
        viewer: &Viewer,
        record: &mut Record,
        known: &BTreeMap<Room, RoomState>,
    ) -> Result<BTreeMap<Room, RoomState>, StoreError> {
        self.begin_reading()?;
        let caught = catch_up(self, viewer, record, known);
        let ended = self.end_reading();
        let states = caught?;
        ended?;
        Ok(states)
    }

    /// Checks what `viewer` may see before something is added to it. A store that only programs
    /// write holds nothing that was not checked.
    fn check(&mut self, _viewer: &Viewer) -> Result<(), StoreError> {
        Ok(())
    }
}

/// The record of the rooms that `reads` admits.
fn read_record<S: Store + ?Sized>(
    store: &mut S,
    reads: &dyn Fn(&Room) -> bool,
) -> Result<Record, StoreError> {
    let mut record = Record::new(store.header()?.to_header()?);
    for room in store.rooms()?.into_iter().filter(|room| reads(room)) {
        store.read(&room, &mut |line| {
            let went_back = |error| Damage::of(&room, format!("its times go back: {error}"));
            Ok(record.push(&room, line).map_err(went_back)?)
        })?;
    }
    Ok(record)
}

/// Adds what is behind `known` to `record`.
fn catch_up<S: Store + ?Sized>(
    store: &mut S,
    viewer: &Viewer,
    record: &mut Record,
    known: &BTreeMap<Room, RoomState>,
) -> Result<BTreeMap<Room, RoomState>, StoreError> {
    let states = store.states(viewer)?;
    for (room, state) in &states {
        let from = known.get(room).copied().unwrap_or_default();
        if state.size < from.size {
            return Err(Damage::of(room, "it has fewer lines than it had").into());
        }
        if state.size > from.size {
            store.read_behind(room, from.size, &mut |line| {
                let went_back = |error| Damage::of(room, format!("its times go back: {error}"));
                Ok(record.push(room, line).map_err(went_back)?)
            })?;
        }
    }
    Ok(states)
}

/// The head of `room`, from its lines.
pub fn head_of(store: &mut dyn Store, room: &Room) -> Result<Head, StoreError> {
    let mut edge = Edge::default();
    store.read(room, &mut |line| {
        edge.push(line.leaf());
        Ok(())
    })?;
    Ok(edge.head())
}

/// What is wrong, if the log of `room` did not grow from the head `earlier`.
pub fn grown_from(store: &mut dyn Store, room: &Room, earlier: &Head) -> Result<Option<Damage>, StoreError> {
    let (mut edge, mut size) = (Edge::default(), 0);
    let read = store.read(room, &mut |line| {
        if edge.size() < earlier.size {
            edge.push(line.leaf());
        }
        size += 1;
        Ok(())
    });
    match read {
        // A room that cannot be read is told of elsewhere.
        Err(StoreError::Damaged(_) | StoreError::Faults(_)) => return Ok(None),
        other => other?,
    }
    if size < earlier.size {
        return Ok(Some(Damage::of(room, format!("it had {} lines and has {size}", earlier.size))));
    }
    let what = format!("its first {} lines are not those of the earlier head", earlier.size);
    Ok((edge.head() != *earlier).then(|| Damage::of(room, what)))
}

/// Something in a store is not what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The room, if it is in one.
    pub room: Option<Room>,
    /// The line, from 1, if it is in one.
    pub line: Option<u64>,
    /// What was found.
    pub what: String,
}

impl Damage {
    /// Damage of a room.
    pub fn of(room: &Room, what: impl Into<String>) -> Damage {
        Damage { room: Some(room.clone()), line: None, what: what.into() }
    }

    /// Damage of one line of a room, counted from 1.
    pub fn at(room: &Room, line: u64, what: impl Into<String>) -> Damage {
        Damage { line: Some(line), ..Damage::of(room, what) }
    }

    /// Damage of the store as a whole.
    pub fn whole(what: impl Into<String>) -> Damage {
        Damage { room: None, line: None, what: what.into() }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.room, self.line) {
            (Some(room), Some(line)) => write!(f, "line {line} of the room {room}: {}", self.what),
            (Some(room), None) => write!(f, "the room {room}: {}", self.what),
            (None, _) => f.write_str(&self.what),
        }
    }
}

/// Somebody else wrote into a room while an entry for it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The room.
    pub room: Room,
    /// The entries that were to be written.
    pub yours: Vec<Id>,
    /// The first entries that were written meanwhile.
    pub theirs: Vec<Id>,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |ids: &[Id]| match ids {
            [] => "nothing".to_owned(),
            ids => ids.iter().map(|id| format!("“{id}”")).collect::<Vec<_>>().join(", "),
        };
        let Conflict { room, yours, theirs } = self;
        write!(
            f,
            "somebody wrote {} into {room} while {} was made; nothing was written",
            list(theirs),
            list(yours)
        )
    }
}

/// Why a store cannot do what it was asked.
#[derive(Debug)]
pub enum StoreError {
    /// Files that people wrote have faults.
    Faults(Box<Faults>),
    /// Somebody else wrote first.
    Conflict(Box<Conflict>),
    /// Something is not what was written.
    Damaged(Box<Damage>),
    /// It cannot be reached, used or written; what to do about it.
    Failed {
        /// What went wrong.
        what: String,
        /// What to do.
        help: Option<String>,
    },
}

impl StoreError {
    /// A failure with what to do about it.
    pub fn failed(what: impl Into<String>, help: impl Into<String>) -> StoreError {
        StoreError::Failed { what: what.into(), help: Some(help.into()) }
    }

    /// A failure about which nothing can be advised.
    pub fn plain(what: impl Into<String>) -> StoreError {
        StoreError::Failed { what: what.into(), help: None }
    }
}

impl From<Damage> for StoreError {
    fn from(damage: Damage) -> StoreError {
        StoreError::Damaged(Box::new(damage))
    }
}

impl From<Faults> for StoreError {
    fn from(faults: Faults) -> StoreError {
        StoreError::Faults(Box::new(faults))
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Faults(faults) => write!(f, "the process has {} faults", faults.diagnostics.len()),
            StoreError::Conflict(conflict) => conflict.fmt(f),
            StoreError::Damaged(damage) => write!(f, "the store is damaged: {damage}"),
            StoreError::Failed { what, .. } => f.write_str(what),
        }
    }
}

impl std::error::Error for StoreError {}

/// Refuses lines that would be known before the room's last one, or before each other.
pub(crate) fn in_order(batch: &Batch<'_>, last: Option<Timestamp>) -> Result<(), StoreError> {
    let mut last = last;
    for line in batch.lines {
        if last.is_some_and(|last| last > line.known()) {
            let last = last.unwrap_or_default();
            return Err(clock_went_back(batch.room, last, line.known()));
        }
        last = Some(line.known());
    }
    Ok(())
}

/// The machine's clock is behind the last entry of a room.
pub(crate) fn clock_went_back(room: &Room, last: Timestamp, now: Timestamp) -> StoreError {
    StoreError::failed(
        format!("the last entry of {room} was recorded at {last}, and this machine's clock says {now}"),
        "set the clock right; a log's times never go back",
    )
}

/// The ids of the entries of `lines`, a few of them.
pub(crate) fn ids_of<'l>(lines: impl IntoIterator<Item = &'l Line>) -> Vec<Id> {
    lines.into_iter().filter_map(|line| Some(line.kept()?.id().clone())).take(8).collect()
}
