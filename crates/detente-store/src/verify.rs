//! Is everything in a store what was written, and does it fit together?

use crate::check::check_items;
use crate::documents::{document, documents_in};
use crate::faults::FaultList;
use crate::folder::Texts;
use crate::open::{Checked, Faults};
use crate::read::Item;
use crate::store::{Damage, Store, StoreError};
use crate::write::items_of;
use detente_model::{Room, Severity};
use detente_record::{AsOf, Edge, Hash, Head, Line, Viewer};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};

/// What `verify` found.
#[derive(Debug)]
pub struct Verified {
    /// Each room that has lines, with the head of its log or the first thing that is broken in it.
    pub rooms: Vec<(Room, Result<Head, Damage>)>,
    /// What is wrong with the store beside its lines.
    pub store: Vec<Damage>,
}

impl Verified {
    /// Is nothing broken?
    pub fn is_sound(&self) -> bool {
        self.store.is_empty() && self.rooms.iter().all(|(_, head)| head.is_ok())
    }
}

/// Reads every line of every room, compares it with its commitment, reads its entry, and looks for
/// the documents that it names; then asks the store for what it knows of itself.
pub fn verify(store: &mut dyn Store) -> Result<Verified, StoreError> {
    let zone = store.header()?.to_header()?.zone;
    let mut rooms = Vec::new();
    for room in store.rooms()? {
        match verify_room(store, &room, &zone)? {
            Ok(head) if head.size == 0 => {}
            found => rooms.push((room, found)),
        }
    }
    let told: BTreeSet<Room> =
        rooms.iter().filter(|(_, found)| found.is_err()).map(|(room, _)| room.clone()).collect();
    let mut damage = store.audit()?;
    damage.retain(|damage| damage.room.as_ref().is_none_or(|room| !told.contains(room)));
    Ok(Verified { rooms, store: damage })
}

fn verify_room(
    store: &mut dyn Store,
    room: &Room,
    zone: &TimeZone,
) -> Result<Result<Head, Damage>, StoreError> {
    let mut edge = Edge::default();
    let mut documents: Vec<(u64, Hash)> = Vec::new();
    let mut last = None;
    let read = store.read(room, &mut |line: Line| {
        edge.push(line.leaf());
        let place = edge.size();
        if last.is_some_and(|last| last > line.known()) {
            return Err(Damage::at(room, place, "its time is before that of the line before it").into());
        }
        last = Some(line.known());
        if let Some(kept) = line.kept() {
            let Some(entry) = kept.decode(zone) else {
                let what = format!("its entry “{}” cannot be read", kept.id());
                return Err(Damage::at(room, place, what).into());
            };
            documents.extend(documents_in(&entry.encode()).map(|hash| (place, hash)));
        }
        Ok(())
    });
    if let Err(error) = read {
        return broken(error, room).map(Err);
    }
    for (place, name) in documents {
        if let Err(error) = document(store, room, &name) {
            return broken(error, room).map(|damage| Err(Damage { line: Some(place), ..damage }));
        }
    }
    Ok(Ok(edge.head()))
}

/// What is broken in a room, unless the store cannot be used at all.
fn broken(error: StoreError, room: &Room) -> Result<Damage, StoreError> {
    match error {
        StoreError::Damaged(damage) => Ok(*damage),
        StoreError::Faults(faults) => {
            let first = faults.diagnostics.iter().find(|fault| fault.code.severity() == Severity::Error);
            Ok(Damage::of(room, first.map_or("it has faults".to_owned(), |fault| fault.message.clone())))
        }
        other => Err(other),
    }
}

/// Checks the entries of a store against each other, for `viewer`: what `check` does with files.
/// Of rooms that he does not read, only whether they pass is told.
pub fn check_store(store: &mut dyn Store, viewer: &Viewer, as_of: AsOf) -> Result<Checked, StoreError> {
    check_rooms(store, &|room| viewer.reads(room), as_of)
}

/// The same for the readers of `room`, who read what it may cite.
pub fn check_store_room(store: &mut dyn Store, room: &Room, as_of: AsOf) -> Result<Checked, StoreError> {
    check_rooms(store, &|other| room.may_cite(other), as_of)
}

fn check_rooms(
    store: &mut dyn Store,
    reads: &dyn Fn(&Room) -> bool,
    as_of: AsOf,
) -> Result<Checked, StoreError> {
    let (items, faults) = check_some(store, reads, as_of)?;
    let mut entries = BTreeMap::new();
    for item in &items {
        *entries.entry(item.entry.room.clone()).or_insert(0) += 1;
    }
    let mut faulty_elsewhere = Vec::new();
    for room in store.rooms()?.into_iter().filter(|room| !reads(room)) {
        let passes = match check_some(store, &|other| room.may_cite(other), as_of) {
            Ok((_, faults)) => !faults.diagnostics.iter().any(|fault| {
                fault.code.severity() == Severity::Error && fault.room.as_ref().is_none_or(|of| *of == room)
            }),
            Err(StoreError::Damaged(_)) => false,
            Err(other) => return Err(other),
        };
        if !passes {
            faulty_elsewhere.push(room);
        }
    }
    Ok(Checked { faults, entries, faulty_elsewhere })
}

fn check_some(
    store: &mut dyn Store,
    reads: &dyn Fn(&Room) -> bool,
    as_of: AsOf,
) -> Result<(Vec<Item>, Faults), StoreError> {
    let zone = store.header()?.to_header()?.zone;
    let mut items = items_of(store, reads, &zone)?;
    items.retain(|item| as_of.known.is_none_or(|known| item.known() <= known));
    let mut faults = FaultList::default();
    check_items(&items, &[], &zone, as_of.on, &mut faults);
    let (diagnostics, more) = faults.finish();
    Ok((items, Faults { diagnostics, more, texts: Texts::new() }))
}
