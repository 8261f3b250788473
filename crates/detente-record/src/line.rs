//! One line of a room's log: an entry under its salt, or what is left of one that was erased.
//!
//! A line that comes out of a store is its canonical text, and is read into an [`Entry`] when
//! somebody looks at it: a view of a million entries opens without reading a million entries.

use crate::entry::{Deed, DeedKind, Entry, Withdrawal, placeholder};
use crate::log::{Hash, Salt, commitment, commitment_to, line_leaf};
use detente_model::{AnyRef, Basis, Cites, Id, Room};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::borrow::Cow;
use std::fmt::{self, Write};
use std::sync::{Arc, OnceLock};

/// One line of a log.
pub struct Line {
    recorded: Timestamp,
    received: Option<Timestamp>,
    commitment: OnceLock<Hash>,
    kept: Option<Kept>,
}

/// What a line holds until it is erased.
pub struct Kept {
    id: Id,
    kind: DeedKind,
    salt: Salt,
    // One of the two is there from the beginning.
    text: Option<Box<str>>,
    entry: OnceLock<Box<Entry>>,
    reading: Option<Arc<Reading>>,
}

/// What all lines of a record share for being read.
pub(crate) struct Reading {
    pub(crate) zone: TimeZone,
    /// The first line that turned out to be unreadable.
    pub(crate) unreadable: OnceLock<Id>,
}

impl Line {
    /// The line of an entry that is at hand.
    pub fn of(entry: Entry, salt: Salt) -> Line {
        let recorded = entry.recorded;
        let kept = Kept {
            id: entry.id.clone(),
            kind: entry.kind(),
            salt,
            text: None,
            entry: OnceLock::from(Box::new(entry)),
            reading: None,
        };
        Line { recorded, received: None, commitment: OnceLock::new(), kept: Some(kept) }
    }

    /// The line of a stored entry, whose canonical form is `text`. `None` if that is not what was
    /// committed to: id, kind and time are then not to be trusted either.
    pub fn stored(stub: Stub, salt: Salt, commitment: Hash, text: Box<str>) -> Option<Line> {
        let Stub { id, kind, recorded } = stub;
        if commitment_to(&text, &salt) != commitment {
            return None;
        }
        let kept = Kept { id, kind, salt, text: Some(text), entry: OnceLock::new(), reading: None };
        Some(Line { recorded, received: None, commitment: OnceLock::from(commitment), kept: Some(kept) })
    }

    /// The same line with its entry, which was read already.
    pub fn read_as(mut self, entry: Entry) -> Line {
        if let Some(kept) = &mut self.kept {
            kept.entry = OnceLock::from(Box::new(entry));
        }
        self
    }

    /// What is left of an entry that was erased.
    pub fn erased(recorded: Timestamp, commitment: Hash) -> Line {
        Line { recorded, received: None, commitment: OnceLock::from(commitment), kept: None }
    }

    /// The same line, come in at `at` from another copy of the log: not known here before.
    pub fn received(mut self, at: Option<Timestamp>) -> Line {
        self.received = at;
        self
    }

    /// When its entry was recorded.
    pub fn recorded(&self) -> Timestamp {
        self.recorded
    }

    /// When it came in from another copy of the log, if it did.
    pub fn received_at(&self) -> Option<Timestamp> {
        self.received
    }

    /// From when on it is known: when it was recorded, or came in.
    pub fn known(&self) -> Timestamp {
        self.received.unwrap_or(self.recorded)
    }

    /// The commitment to its entry.
    pub fn commitment(&self) -> Hash {
        *self.commitment.get_or_init(|| {
            let kept = self.kept.as_ref().expect("an erased line was made with its commitment");
            kept.commit()
        })
    }

    /// Its leaf in the tree of the log.
    pub fn leaf(&self) -> Hash {
        line_leaf(&self.commitment(), self.received)
    }

    /// What it holds, unless it was erased.
    pub fn kept(&self) -> Option<&Kept> {
        self.kept.as_ref()
    }

    /// Destroys entry and salt; the commitment stays.
    pub(crate) fn erase(&mut self) {
        self.commitment();
        self.kept = None;
    }

    pub(crate) fn read_with(&mut self, reading: &Arc<Reading>) {
        if let Some(kept) = &mut self.kept {
            kept.reading = Some(reading.clone());
        }
    }
}

/// What a store keeps beside an entry's text, to find it by.
pub struct Stub {
    /// The entry's id.
    pub id: Id,
    /// What it does.
    pub kind: DeedKind,
    /// When it was recorded.
    pub recorded: Timestamp,
}

impl Stub {
    /// The stub of `entry`.
    pub fn of(entry: &Entry) -> Stub {
        Stub { id: entry.id.clone(), kind: entry.kind(), recorded: entry.recorded }
    }

    /// Does the canonical form `text` begin with this, in `room`? Then it is what the text says.
    pub fn begins(&self, text: &str, room: &Room) -> bool {
        let (Stub { id, recorded, .. }, kind) = (self, self.kind.as_str());
        let mut rest = Rest(text);
        write!(rest, r#"{{"id":"{id}","entry":"{kind}","room":"{room}","recorded":"{recorded}","#).is_ok()
    }
}

/// What is left of a text, from whose beginning is taken what is written to it: a comparison with
/// a pattern that is never made.
struct Rest<'t>(&'t str);

impl fmt::Write for Rest<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(part).ok_or(fmt::Error)?;
        Ok(())
    }
}

impl Kept {
    /// The id of the entry.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// What the entry does.
    pub fn kind(&self) -> DeedKind {
        self.kind
    }

    /// The secret of its commitment.
    pub fn salt(&self) -> Salt {
        self.salt
    }

    /// The canonical form of the entry.
    pub fn text(&self) -> Cow<'_, str> {
        match (&self.text, self.entry.get()) {
            (Some(text), _) => Cow::Borrowed(text),
            (None, Some(entry)) => Cow::Owned(entry.encode().to_string()),
            (None, None) => Cow::Borrowed(""),
        }
    }

    /// The canonical form, where it came out of a store and is at hand.
    pub fn stored_text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    fn commit(&self) -> Hash {
        match (&self.text, self.entry.get()) {
            (None, Some(entry)) => commitment(entry, &self.salt),
            _ => commitment_to(&self.text(), &self.salt),
        }
    }

    /// The entry, with `zone` for dates that name none. `None` if this version cannot read it.
    pub fn decode(&self, zone: &TimeZone) -> Option<Entry> {
        match self.entry.get() {
            Some(entry) => Some(Entry::clone(entry)),
            None => Entry::from_canonical(&self.text(), zone)
                .filter(|entry| entry.id == self.id && entry.kind() == self.kind),
        }
    }

    /// The entry, read when it is first asked for. One that cannot be read is noted, and shown by
    /// nobody: [`crate::View::unreadable`] tells of it.
    pub(crate) fn entry(&self) -> &Entry {
        self.entry.get_or_init(|| {
            let zone = self.reading.as_ref().map_or(TimeZone::UTC, |reading| reading.zone.clone());
            Box::new(self.decode(&zone).unwrap_or_else(|| {
                if let Some(reading) = &self.reading {
                    let _ = reading.unreadable.set(self.id.clone());
                }
                stand_in(&self.id)
            }))
        })
    }
}

/// What stands where an entry cannot be read, so that nothing else is reached through it.
fn stand_in(id: &Id) -> Entry {
    Entry {
        id: id.clone(),
        room: Room::Public,
        recorded: Timestamp::UNIX_EPOCH,
        author: String::new(),
        when: None,
        basis: Basis::Assumed,
        sources: Cites::default(),
        note: None,
        deed: Deed::Withdraws(Box::new(Withdrawal { of: AnyRef::to(placeholder()), why: None })),
    }
}
