//! Writing for one viewer: the one way in which the workspace changes a record.

use crate::access::{Access, Denied};
use crate::asked::Asked;
use crate::door::Seated;
use crate::guard::{Guard, stands};
use crate::request::Body;
use crate::seat::States;
use crate::world::Chance;
use detente_model::{Diagnostic, Room};
use detente_record::{Entry, Salt, Viewer};
use detente_store::{Draft, Place, Releasing, StoreError, Texts, WriteError, Writer};
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
    /// What a program sent.
    pub text: &'a [u8],
    /// The token of the session, for a form that comes back.
    pub csrf: &'a str,
    /// What was found in the entries written last that stops nothing.
    pub warnings: Vec<Diagnostic>,
    viewer: &'a Viewer,
    author: &'a str,
    place: &'a Place,
    now: Timestamp,
    chance: &'a dyn Chance,
    access: &'a Access,
    seated: &'a Seated,
    /// Names what is written by this request and no other, for its salts.
    act: String,
    salts_drawn: u64,
}

impl<'a> Pen<'a> {
    /// A pen for `viewer`, whose entries are by `author`.
    pub(crate) fn new(
        body: &'a Body,
        (access, seated, author): (&'a Access, &'a Seated, &'a str),
        (place, now, chance): (&'a Place, Timestamp, &'a dyn Chance),
    ) -> Pen<'a> {
        let csrf = seated.csrf().map(|csrf| csrf.reveal()).unwrap_or_default();
        // A program sends no form; its acts are counted.
        let form = body.typed.get(crate::form::ONCE).map(str::to_owned);
        let act = format!("{csrf} {}", form.unwrap_or_else(|| access.form_id(seated)));
        let (typed, upload, text) = (&body.typed, body.upload.as_ref(), body.text.as_slice());
        let (viewer, warnings) = (seated.viewer(), Vec::new());
        Pen {
            typed,
            upload,
            text,
            csrf,
            warnings,
            viewer,
            author,
            place,
            now,
            chance,
            access,
            seated,
            act,
            salts_drawn: 0,
        }
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
        let from = &releasing.entry.room;
        self.may_write(from)?;
        self.access.released(self.seated, from, &releasing.to).map_err(|denied| match denied {
            Denied::Gone => WriteError::NotYours(from.clone()),
            Denied::NotWritten(error) => StoreError::plain(error.to_string()).into(),
        })?;
        self.with_writer(texts, looked_at, |writer| writer.release(releasing))
    }

    /// What a release would write.
    pub fn check_release(
        &mut self,
        releasing: &Releasing<'_>,
        texts: Texts,
        looked_at: BTreeMap<Room, u64>,
    ) -> Result<Vec<Entry>, WriteError> {
        self.may_write(&releasing.entry.room)?;
        self.with_writer(texts, looked_at, |writer| writer.check_release(releasing))
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
        // The entry's commitment hides what it says: its salt is drawn for this act alone.
        let (chance, act, drawn) = (self.chance, &self.act, &mut self.salts_drawn);
        let mut salts = move || {
            *drawn += 1;
            Salt(chance.secret(&format!("salt {act} {drawn}")))
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
        let written = write(&mut writer);
        self.warnings = std::mem::take(&mut writer.warnings);
        written
    }
}

/// How many lines each room had, as a form carries it: `ROOM=LINES` with spaces.
pub fn looked_text(states: &States) -> String {
    sizes_text(states.iter().map(|(room, state)| (room, state.size)))
}

/// The same of sizes.
pub fn sizes_text<'r>(sizes: impl IntoIterator<Item = (&'r Room, u64)>) -> String {
    let sizes: Vec<String> = sizes.into_iter().map(|(room, size)| format!("{room}={size}")).collect();
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
