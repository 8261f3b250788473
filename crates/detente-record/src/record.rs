//! The record of a process: a log for each room.

use crate::line::{Line, Reading};
use crate::log::{RoomLog, Salt};
use crate::{Entry, Seat, View, Viewer};
use detente_model::{Id, Interval, Language, Room, Text, VagueDate};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// What a process says of itself; everybody may know it.
#[derive(Clone, Debug)]
pub struct Header {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub title: Text,
    /// Whose record it is: the default viewer.
    pub keeper: Seat,
    /// The time zone of dates that name none.
    pub zone: TimeZone,
    /// The language of texts that name none.
    pub language: Language,
    /// What it is about, in a sentence.
    pub about: Option<Text>,
}

/// Everything that is known of a process: one append-only log a room.
///
/// Nothing reads it but a [`View`], which only [`Record::view`] makes.
pub struct Record {
    header: Header,
    rooms: BTreeMap<Room, RoomLog>,
    reading: Arc<Reading>,
}

/// Why an entry cannot be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppendError {
    /// It would be known before the last entry of its room.
    TimeWentBack {
        /// The time of the last entry.
        last: Timestamp,
        /// The time of the new one.
        new: Timestamp,
    },
}

impl fmt::Display for AppendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let AppendError::TimeWentBack { last, new } = self;
        write!(f, "recorded at {new}, before the last entry of its room at {last}")
    }
}

impl std::error::Error for AppendError {}

/// As of when a view is taken.
#[derive(Clone, Copy, Debug, Default)]
pub struct AsOf {
    /// What was recorded by then; default: everything that the viewer may see.
    pub known: Option<Timestamp>,
    /// What held then; default: everything.
    pub on: Option<Interval>,
}

/// A date that a person wrote cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// Which of them: `known` or `on`.
    pub key: &'static str,
    /// What is wrong, and what to write.
    pub message: String,
}

impl AsOf {
    /// As of the dates that a person wrote. A day is its end.
    ///
    /// # Errors
    /// What is wrong with which date.
    pub fn read(known: Option<&str>, on: Option<&str>, zone: &TimeZone) -> Result<AsOf, Misread> {
        let latest = |key: &'static str, text: &str| {
            let misread = |message| Misread { key, message };
            let date = VagueDate::parse(text, zone).map_err(|message| {
                misread(format!("{message}; write 2025-05-16, 2025-05-16T09:00 or 2025-05"))
            })?;
            date.interval().latest.ok_or_else(|| misread(format!("“{text}” has no end")))
        };
        let known = known.map(|text| latest("known", text)).transpose()?;
        let on = on.map(|text| latest("on", text)).transpose()?;
        Ok(AsOf { known, on: on.map(Interval::instant) })
    }
}

impl Record {
    /// A record without entries.
    pub fn new(header: Header) -> Record {
        let reading = Reading { zone: header.zone.clone(), unreadable: OnceLock::new() };
        Record { header, rooms: BTreeMap::new(), reading: Arc::new(reading) }
    }

    /// What the process says of itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Adds an entry to the log of its room.
    pub fn append(&mut self, entry: Entry, salt: Salt) -> Result<(), AppendError> {
        let room = entry.room.clone();
        self.push(&room, Line::of(entry, salt))
    }

    /// Adds a line to the log of `room`.
    pub fn push(&mut self, room: &Room, mut line: Line) -> Result<(), AppendError> {
        let log = match self.rooms.get_mut(room) {
            Some(log) => log,
            None => self.rooms.entry(room.clone()).or_default(),
        };
        if let Some(last) = log.last_known().filter(|last| *last > line.known()) {
            return Err(AppendError::TimeWentBack { last, new: line.known() });
        }
        line.read_with(&self.reading);
        log.push(line);
        Ok(())
    }

    /// An entry that was looked at and could not be read: nothing that was shown since is right.
    pub fn unreadable(&self) -> Option<&Id> {
        self.reading.unreadable.get()
    }

    /// Destroys the content of the `index`-th entry of `room`; its commitment, and so every head
    /// and proof, stays. `false` if there is no such entry.
    pub fn erase(&mut self, room: &Room, index: usize) -> bool {
        self.rooms.get_mut(room).is_some_and(|log| log.erase(index))
    }

    /// The record for `viewer`: the one way to read it.
    ///
    /// Cost: one pass over the entries of the rooms that he reads, `O(n)`, plus the decoding of
    /// the entries that a correction changes; an earlier `known` reads less.
    pub fn view<'r>(&'r self, viewer: &Viewer, as_of: AsOf) -> View<'r> {
        View::new(self, viewer, as_of)
    }

    pub(crate) fn rooms_of<'r>(&'r self, viewer: &Viewer) -> impl Iterator<Item = (&'r Room, &'r RoomLog)> {
        let viewer = viewer.clone();
        self.rooms.iter().filter(move |(room, _)| viewer.reads(room))
    }
}
