//! Writing for one viewer: the one way in which the workspace changes a record.

use crate::asked::Asked;
use crate::guard::{Guard, stands};
use crate::seat::States;
use crate::world::Chance;
use detente_model::Room;
use detente_record::{Entry, Salt, Viewer};
use detente_store::{Draft, Place, Releasing, Texts, WriteError, Writer};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// A file that came with a form.
#[derive(Debug)]
pub struct Upload {
    /// What it was called.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a form brought, and whoever writes it down.
pub struct Pen<'a> {
    /// What was typed.
    pub typed: &'a Asked,
    /// The file that came with it.
    pub upload: Option<&'a Upload>,
    /// The token of the session, for a form that comes back.
    pub csrf: &'a str,
    viewer: &'a Viewer,
    author: &'a str,
    place: &'a Place,
    now: Timestamp,
    chance: &'a dyn Chance,
}

impl<'a> Pen<'a> {
    /// A pen for `viewer`, whose entries are by `author`.
    pub(crate) fn new(
        (typed, upload, csrf): (&'a Asked, Option<&'a Upload>, &'a str),
        (viewer, author): (&'a Viewer, &'a str),
        (place, now, chance): (&'a Place, Timestamp, &'a dyn Chance),
    ) -> Pen<'a> {
        Pen { typed, upload, csrf, viewer, author, place, now, chance }
    }

    /// Writes the entries of `drafts`, with documents for rooms: all, or none. `looked_at` is how far the rooms
    /// had come when the form was made.
    pub fn write(
        &mut self,
        drafts: &[Draft],
        documents: &[(Room, Vec<u8>)],
        texts: Texts,
        looked_at: BTreeMap<Room, u64>,
    ) -> Result<Vec<Entry>, WriteError> {
        for draft in drafts {
            self.may_write(&draft.room)?;
        }
        self.with_writer(texts, looked_at, |writer| writer.write(drafts, documents))
    }

    /// Releases an entry into a wider room.
    pub fn release(
        &mut self,
        releasing: &Releasing<'_>,
        texts: Texts,
        looked_at: BTreeMap<Room, u64>,
    ) -> Result<Vec<Entry>, WriteError> {
        self.may_write(&releasing.entry.room)?;
        self.with_writer(texts, looked_at, |writer| writer.release(releasing))
    }

    fn may_write(&self, room: &Room) -> Result<(), WriteError> {
        match stands(Guard::OwnRoom, self.viewer.writes(room)) {
            true => Ok(()),
            false => Err(WriteError::NotYours(room.clone())),
        }
    }

    fn with_writer<T>(
        &mut self,
        texts: Texts,
        looked_at: BTreeMap<Room, u64>,
        write: impl FnOnce(&mut Writer<'_>) -> Result<T, WriteError>,
    ) -> Result<T, WriteError> {
        let mut store = self.place.open()?;
        let (chance, mut drawn) = (self.chance, 0_u64);
        // The entry's commitment hides what it says: its salt is drawn for this form alone.
        let form = self.typed.get(crate::form::ONCE).unwrap_or_default();
        let csrf = self.csrf;
        let mut salts = move || {
            drawn += 1;
            Salt(chance.secret(&format!("salt {csrf} {form} {drawn}")))
        };
        let mut writer = Writer {
            store: store.as_mut(),
            viewer: self.viewer,
            author: self.author.to_owned(),
            now: self.now,
            looked_at,
            salts: &mut salts,
            texts,
            warnings: Vec::new(),
        };
        write(&mut writer)
    }
}

/// How many lines each room had, as a form carries it: `ROOM=LINES` with spaces.
pub fn looked_text(states: &States) -> String {
    let sizes: Vec<String> = states.iter().map(|(room, state)| format!("{room}={}", state.size)).collect();
    sizes.join(" ")
}

/// Reads [`looked_text`]. What cannot be read is left out: the writer then takes everything for new.
pub fn looked_at(text: &str) -> BTreeMap<Room, u64> {
    let pair = |pair: &str| {
        let (room, size) = pair.rsplit_once('=')?;
        Some((Room::parse(room)?, size.parse().ok()?))
    };
    text.split(' ').filter_map(pair).collect()
}
