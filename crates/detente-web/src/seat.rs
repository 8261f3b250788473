//! What is read for one seat, and kept until something changes that the seat may see.
//!
//! Each seat has a connection and a record of its own, with the rooms that it reads and no other. So nothing
//! that one seat gets (how long it takes, what is kept in memory, when it is told of a change) hangs on rooms
//! that it does not read.

use crate::answer::Screen;
use detente_model::Room;
use detente_record::{AsOf, Hash, Record, View, Viewer};
use detente_store::{FileId, Place, RoomState, Store, StoreError};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use tokio::sync::watch;

/// How far the rooms of a seat have come.
pub type States = BTreeMap<Room, RoomState>;

/// How many bytes of finished screens are kept for a seat.
const MOST_KEPT: usize = 4 << 20;

/// What is read for one seat.
pub struct SeatReading {
    viewer: Viewer,
    place: Place,
    store: Mutex<Option<Connection>>,
    kept: RwLock<Option<Kept>>,
    screens: Mutex<Screens>,
    changes: watch::Sender<u64>,
}

/// An open store, with which file it was when it was opened.
struct Connection {
    store: Box<dyn Store>,
    file: Option<FileId>,
}

struct Kept {
    record: Record,
    states: States,
}

/// Screens that were made since the last change, by what was asked.
#[derive(Default)]
struct Screens {
    made: HashMap<String, Arc<Screen>>,
    bytes: usize,
    /// How many changes there were when they were made.
    of: u64,
}

/// A reading of the record that does not change while it is held.
pub struct Reading<'a> {
    kept: &'a Kept,
    seat: &'a SeatReading,
    /// How many changes the seat has seen.
    change: u64,
}

impl SeatReading {
    /// Nothing is read yet.
    pub fn new(viewer: Viewer, place: Place) -> SeatReading {
        SeatReading {
            viewer,
            place,
            store: Mutex::new(None),
            kept: RwLock::new(None),
            screens: Mutex::default(),
            changes: watch::Sender::new(0),
        }
    }

    /// Who looks.
    pub fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// Tells of changes: a number that grows, and nothing else.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Does somebody wait for changes?
    pub fn is_watched(&self) -> bool {
        self.changes.receiver_count() > 0
    }

    /// Reads what is new, and gives the record to `look`.
    pub fn read<T>(&self, look: impl FnOnce(&Reading<'_>) -> T) -> Result<T, StoreError> {
        self.refresh()?;
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let Some(kept) = kept.as_ref() else {
            return Err(StoreError::plain("the record is being read anew"));
        };
        let change = *self.changes.borrow();
        Ok(look(&Reading { kept, seat: self, change }))
    }

    /// Reads what others wrote since.
    pub fn refresh(&self) -> Result<(), StoreError> {
        let mut held = locked(&self.store);
        let refreshed = self.refresh_with(&mut held);
        if refreshed.is_err() {
            // A connection that was lost is made anew for the next who asks.
            *held = None;
        }
        refreshed
    }

    fn refresh_with(&self, held: &mut Option<Connection>) -> Result<(), StoreError> {
        if held.as_ref().is_some_and(|connection| connection.file != self.place.file_id()) {
            // The file was taken away, or another stands in its place: what was read of it is not what is there.
            *held = None;
            *self.kept.write().unwrap_or_else(PoisonError::into_inner) = None;
        }
        let store = self.connected(held)?;
        let states = store.states(&self.viewer)?;
        {
            let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
            if kept.as_ref().is_some_and(|kept| kept.states == states) {
                return Ok(());
            }
        }
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        // Until it is whole again, nobody reads it.
        let caught = match kept.take() {
            Some(Kept { mut record, states }) => store
                .catch_up(&self.viewer, &mut record, &states)
                .map(|states| Kept { record, states })
                .or_else(|_| read_anew(store, &self.viewer)),
            None => read_anew(store, &self.viewer),
        };
        *kept = Some(caught?);
        // The first reading is news to nobody: else who waits would hear when another wrote for the first time.
        self.changes.send_if_modified(|changes| {
            *changes += 1;
            *changes > 1
        });
        Ok(())
    }

    fn connected<'s>(&self, held: &'s mut Option<Connection>) -> Result<&'s mut dyn Store, StoreError> {
        if held.is_none() {
            let file = self.place.file_id();
            *held = Some(Connection { store: self.place.open()?, file });
        }
        match held {
            Some(connection) => Ok(connection.store.as_mut()),
            None => Err(StoreError::plain("the store cannot be opened")),
        }
    }

    fn with_store<T>(
        &self,
        ask: impl FnOnce(&mut dyn Store) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut held = locked(&self.store);
        let asked = self.connected(&mut held).and_then(ask);
        if asked.is_err() {
            *held = None;
        }
        asked
    }
}

impl<'a> Reading<'a> {
    /// The record as the viewer sees it.
    pub fn view(&self, as_of: AsOf) -> View<'a> {
        self.kept.record.view(&self.seat.viewer, as_of)
    }

    /// How far the viewer's rooms have come.
    pub fn states(&self) -> &States {
        &self.kept.states
    }

    /// Stops where an entry was looked at that this version cannot read: nothing that was made of it is right.
    pub fn all_read(&self) -> Result<(), StoreError> {
        match self.kept.record.unreadable() {
            None => Ok(()),
            Some(id) => Err(StoreError::failed(
                format!("the entry “{id}” cannot be read by this version"),
                "detente verify tells more",
            )),
        }
    }

    /// The screen that was asked for as `asked`: the one that was made since the last change, or what `make`
    /// makes of it.
    pub fn screen<E>(&self, asked: &str, make: impl FnOnce() -> Result<Screen, E>) -> Result<Arc<Screen>, E> {
        if let Some(made) = self.made(asked) {
            return Ok(made);
        }
        let mut screen = make()?;
        // What is kept is kept without the room in which it grew.
        screen.main.shrink_to_fit();
        let screen = Arc::new(screen);
        let mut screens = locked(&self.seat.screens);
        if screens.of != self.change || screens.bytes + screen.main.len() > MOST_KEPT {
            *screens = Screens { of: self.change, ..Screens::default() };
        }
        if screen.main.len() <= MOST_KEPT {
            screens.bytes += screen.main.len();
            screens.made.insert(asked.to_owned(), screen.clone());
        }
        Ok(screen)
    }

    fn made(&self, asked: &str) -> Option<Arc<Screen>> {
        let screens = locked(&self.seat.screens);
        (screens.of == self.change).then(|| screens.made.get(asked).cloned()).flatten()
    }

    /// The places in a room of the lines that may hold all `words`.
    pub fn candidates(&self, room: &Room, words: &[String]) -> Result<Option<BTreeSet<u32>>, StoreError> {
        match self.seat.viewer.reads(room) {
            true => self.seat.with_store(|store| store.candidates(room, words)),
            false => Ok(None),
        }
    }

    /// A document of a room that the viewer reads.
    pub fn document(&self, room: &Room, sha256: &Hash) -> Result<Option<Vec<u8>>, StoreError> {
        match self.seat.viewer.reads(room) {
            true => self.seat.with_store(|store| store.document(room, sha256)),
            false => Ok(None),
        }
    }
}

fn read_anew(store: &mut dyn Store, viewer: &Viewer) -> Result<Kept, StoreError> {
    let header = store.header()?.to_header()?;
    let mut record = Record::new(header);
    let states = store.catch_up(viewer, &mut record, &States::new())?;
    Ok(Kept { record, states })
}

/// A lock whose holder cannot have left it half-changed: what it guards is set in one step.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
