//! A whole process, or what one viewer may see of it, from one place to another.

use crate::place::Place;
use crate::sqlite::Sqlite;
use crate::store::{Batch, Damage, Store, StoreError, head_of};
use detente_model::Room;
use detente_record::{Hash, Head, Line, Viewer};

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

/// Copies what `viewer` may see, to be handed over: the rooms that he reads, and of the header
/// that it is his.
pub fn copy_for(from: &mut dyn Store, viewer: &Viewer, to: &Place) -> Result<Vec<(Room, Head)>, StoreError> {
    let mut header = from.header()?;
    header.salt = None;
    header.keeper = viewer.seat().clone();
    copy(from, to, &header, &|room| viewer.reads(room))
}

fn copy(
    from: &mut dyn Store,
    to: &Place,
    header: &crate::ProcessHeader,
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
        copy_room(from, to, &room)?;
        let head = head_of(to, &room)?;
        if head != head_of(from, &room)? {
            return Err(Damage::of(&room, "its copy has another head").into());
        }
        if head.size > 0 {
            heads.push((room, head));
        }
    }
    Ok(heads)
}

fn copy_room(from: &mut dyn Store, to: &mut dyn Store, room: &Room) -> Result<(), StoreError> {
    let (mut lines, mut bytes, mut expected): (Vec<Line>, usize, u64) = (Vec::new(), 0, 0);
    let mut put = |lines: &mut Vec<Line>, documents: &[Vec<u8>]| {
        let done = to.append(&[Batch { room, expected, lines, documents }]);
        expected += lines.len() as u64;
        lines.clear();
        done
    };
    from.read(room, &mut |line| {
        bytes += line.kept().map_or(0, |kept| kept.text().len());
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
    for name in from.documents(room)? {
        put(&mut Vec::new(), &[document(from, room, &name)?])?;
    }
    Ok(())
}

/// The document `name` of `room`, which must be what its name says.
pub fn document(store: &mut dyn Store, room: &Room, name: &Hash) -> Result<Vec<u8>, StoreError> {
    use sha2::{Digest, Sha256};
    let bytes = store.document(room, name)?;
    let bytes = bytes.ok_or_else(|| Damage::of(room, format!("the document {name} is missing")))?;
    match Hash(Sha256::digest(&bytes).into()) == *name {
        true => Ok(bytes),
        false => Err(Damage::of(room, format!("the document {name} is not what was attached")).into()),
    }
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
        let what = format!("{} is there already", target.display());
        return Err(StoreError::failed(what, "name a place where nothing is yet"));
    }
    // What others write meanwhile is not in the copy, nor in the heads that it is compared with.
    store.begin_reading()?;
    let heads = heads(&mut store).and_then(|heads| store.copy_to(target).map(|()| heads));
    let ended = store.end_reading();
    let heads = heads?;
    ended?;
    let copied = Sqlite::at(target).and_then(|mut copy| self::heads(&mut copy));
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
