//! A whole process, or what one viewer may see of it, from one place to another.

use crate::documents::{document, documents_are_there, documents_in_text};
use crate::header::ProcessHeader;
use crate::place::{Place, there_already};
use crate::sqlite::Sqlite;
use crate::store::{Batch, Damage, Store, StoreError, head_of};
use detente_model::{Room, VagueDate};
use detente_record::{Edge, Head, Line, Viewer};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

/// How many lines are moved in one piece, and how many bytes of their text at most.
const PIECE: (usize, usize) = (2_000, 16 << 20);

/// Copies all of `from` to `to`, where nothing may be yet: every line as it is, so that all heads stay.
pub fn copy_whole(from: &mut dyn Store, to: &Place) -> Result<Vec<(Room, Head)>, StoreError> {
    let mut header = from.header()?;
    // Every line takes its salt along; the secret that salts were made from stays where it is, so
    // that a line which is erased here can be guessed by nobody.
    header.salt = None;
    copy(from, to, &header, &|_| true)
}

/// Copies what `viewer` may see, to be handed over: the rooms that he reads, and of the header what
/// everybody may know. The keeper is he.
pub fn copy_for(from: &mut dyn Store, viewer: &Viewer, to: &Place) -> Result<Vec<(Room, Head)>, StoreError> {
    let header = from.header()?;
    let zone = header.to_header()?.zone;
    let header = ProcessHeader {
        keeper: viewer.seat().clone(),
        // Who keeps the process, and when he last wrote, may be known from rooms that are not handed over.
        author: viewer.seat().to_string(),
        recorded: day_of_last(from, viewer, &zone)?,
        basis: None,
        salt: None,
        ..header
    };
    copy(from, to, &header, &|room| viewer.reads(room))
}

/// The day on which the last line was known that `viewer` may see.
fn day_of_last(from: &mut dyn Store, viewer: &Viewer, zone: &TimeZone) -> Result<VagueDate, StoreError> {
    let mut last = Timestamp::UNIX_EPOCH;
    for room in from.rooms()?.into_iter().filter(|room| viewer.reads(room)) {
        last = from.state(&room)?.last.map_or(last, |known| known.max(last));
    }
    let day = zone.to_datetime(last).date().to_string();
    VagueDate::parse(&day, zone).map_err(StoreError::plain)
}

fn copy(
    from: &mut dyn Store,
    to: &Place,
    header: &ProcessHeader,
    takes: &dyn Fn(&Room) -> bool,
) -> Result<Vec<(Room, Head)>, StoreError> {
    let mut heads = Vec::new();
    to.create(header, &mut |to| {
        from.begin_reading()?;
        let copied = copy_rooms(from, to, takes);
        let ended = from.end_reading();
        heads = copied?;
        ended
    })?;
    Ok(heads)
}

fn copy_rooms(
    from: &mut dyn Store,
    to: &mut dyn Store,
    takes: &dyn Fn(&Room) -> bool,
) -> Result<Vec<(Room, Head)>, StoreError> {
    let mut heads = Vec::new();
    let rooms: Vec<Room> = from.rooms()?.into_iter().filter(|room| takes(room)).collect();
    for room in rooms {
        let head = copy_room(from, to, &room)?;
        if head_of(to, &room)? != head {
            return Err(Damage::of(&room, "its copy has another head").into());
        }
        if head.size > 0 {
            heads.push((room, head));
        }
    }
    Ok(heads)
}

/// Copies the lines of `room` and the documents that they name, and gives the head of what it read.
fn copy_room(from: &mut dyn Store, to: &mut dyn Store, room: &Room) -> Result<Head, StoreError> {
    let (mut edge, mut named) = (Edge::default(), BTreeSet::new());
    let (mut lines, mut bytes, mut expected): (Vec<Line>, usize, u64) = (Vec::new(), 0, 0);
    let mut put = |lines: &mut Vec<Line>, documents: &[Vec<u8>]| {
        let done = to.append(&[Batch { room, expected, lines, documents }]);
        expected += lines.len() as u64;
        lines.clear();
        done
    };
    from.read(room, &mut |line| {
        edge.push(line.leaf());
        if let Some(kept) = line.kept() {
            let text = kept.text();
            bytes += text.len();
            named.extend(documents_in_text(&text));
        }
        lines.push(line);
        if lines.len() >= PIECE.0 || bytes >= PIECE.1 {
            bytes = 0;
            put(&mut lines, &[])?;
        }
        Ok(())
    })?;
    if !lines.is_empty() {
        put(&mut lines, &[])?;
    }
    // Those that a line names must be there; others may be left of a write that was cut off.
    named.extend(from.documents(room)?);
    for name in named {
        put(&mut Vec::new(), &[document(from, room, &name)?])?;
    }
    Ok(edge.head())
}

/// Writes all of the process at `from` into one new file, which is itself a store.
pub fn backup(from: &Place, to: &std::path::Path) -> Result<Vec<(Room, Head)>, StoreError> {
    transfer(from, &Place::Sqlite(to.to_owned()))
}

/// Makes a new store at `to` of a file that [`backup`] wrote.
pub fn restore(from: &std::path::Path, to: &Place) -> Result<Vec<(Room, Head)>, StoreError> {
    transfer(&Place::Sqlite(from.to_owned()), to)
}

fn transfer(from: &Place, to: &Place) -> Result<Vec<(Room, Head)>, StoreError> {
    let (Place::Sqlite(source), Place::Sqlite(target)) = (from, to) else {
        return copy_whole(from.open()?.as_mut(), to);
    };
    let mut store = Sqlite::at(source)?;
    if target.exists() {
        return Err(there_already(target));
    }
    // What others write meanwhile is not in the copy, nor in the heads that it is compared with.
    store.begin_reading()?;
    let heads = heads(&mut store).and_then(|heads| store.copy_to(target).map(|()| heads));
    let ended = store.end_reading();
    let heads = heads?;
    ended?;
    let copied = Sqlite::at(target).and_then(|mut copy| {
        let heads = self::heads(&mut copy)?;
        heads.iter().try_for_each(|(room, _)| documents_are_there(&mut copy, room))?;
        Ok(heads)
    });
    match copied {
        Ok(copied) if copied == heads => Ok(heads),
        other => {
            let _ = std::fs::remove_file(target);
            Err(other.err().unwrap_or_else(|| Damage::whole("the copy has other heads").into()))
        }
    }
}

/// The heads of all rooms that have lines; every line is read and compared with its commitment.
pub fn heads(store: &mut dyn Store) -> Result<Vec<(Room, Head)>, StoreError> {
    let mut heads = Vec::new();
    for room in store.rooms()? {
        let head = head_of(store, &room)?;
        if head.size > 0 {
            heads.push((room, head));
        }
    }
    Ok(heads)
}
