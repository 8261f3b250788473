//! A process that was opened for somebody: what every command but `check` and `new` begins with.

use crate::{Exit, Outcome, Talk, faults, viewer};
use detente_model::{Code, Id, Room};
use detente_record::{AsOf, Entry, Header, NotReleasable, Record, Viewer};
use detente_store::{Damage, Faults, Files, Opened, Place, Store, StoreError, WriteError};
use std::collections::BTreeSet;
use std::path::Path;

/// A process, and who looks at it.
pub struct Desk {
    /// Where it is kept.
    pub store: Box<dyn Store>,
    /// What it says of itself.
    pub header: Header,
    /// Who looks.
    pub viewer: Viewer,
    /// What he may see.
    pub record: Record,
}

/// Opens the process at `path` for the viewer `asked` for, or its keeper.
pub fn open(path: &Path, asked: Option<&str>, talk: &Talk) -> Result<Desk, Outcome> {
    let desk = match Place::of(path) {
        Place::Folder(folder) => open_folder(&folder, asked, talk)?,
        place => open_store(&place, asked, talk)?,
    };
    viewer::sits_at_table(&desk.viewer, &desk.record).map_err(Outcome::wrong)?;
    Ok(desk)
}

fn open_folder(path: &Path, asked: Option<&str>, talk: &Talk) -> Result<Desk, Outcome> {
    let opened = Opened::at(path).map_err(|found| {
        // What is wrong with a file as a whole (a byte, its size) may be of a room in it.
        let no_file = found.diagnostics.iter().all(|fault| fault.code == Code::NoFile);
        cannot_open(&found, talk, !no_file)
    })?;
    let Some(header) = opened.header().cloned() else {
        let found = opened.into_faults();
        return Err(cannot_open(&found, talk, true));
    };
    let viewer = viewer::viewer(asked, &header.keeper).map_err(Outcome::wrong)?;
    // The keeper reads his files whole, unless there are lines in process.yaml that he may not read.
    let reads_whole = *viewer.seat() == header.keeper && viewer.reads(&Room::Joint);
    let mut store = Files::at(path);
    store.begin_reading().map_err(|error| store_failed(error, talk))?;
    let record = opened.record(&viewer).map_err(|found| cannot_open(&found, talk, !reads_whole));
    store.end_reading().map_err(|error| store_failed(error, talk))?;
    Ok(Desk { store: Box::new(store), header, viewer, record: record? })
}

fn open_store(place: &Place, asked: Option<&str>, talk: &Talk) -> Result<Desk, Outcome> {
    let failed = |error| store_failed(error, talk);
    let mut store = place.open().map_err(failed)?;
    let header = store.header().and_then(|header| header.to_header()).map_err(failed)?;
    let viewer = viewer::viewer(asked, &header.keeper).map_err(Outcome::wrong)?;
    let record = store.record(&viewer).map_err(failed)?;
    Ok(Desk { store, header, viewer, record })
}

impl Desk {
    /// The one entry that the viewer calls `id`, as it now stands.
    pub fn find(&self, id: &str) -> Result<Entry, String> {
        let view = self.record.view(&self.viewer, AsOf::default());
        match view.find(id).as_slice() {
            [one] => match one.withdrawn() {
                Some((by, _)) => Err(format!("“{id}” was taken back by “{}”", by.id)),
                None => {
                    let entry = one.entry().clone();
                    self.readable().map(|()| entry)
                }
            },
            [] => {
                let known: Vec<&Id> = view.history().map(|seen| &seen.as_written().id).collect();
                let near = detente_model::nearest(id, known.iter().map(|id| id.as_str()));
                let hint = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
                Err(format!("nothing has the id “{id}”{hint}"))
            }
            several => {
                let rooms: Vec<String> = several
                    .iter()
                    .map(|seen| format!("{}/{}", seen.place().0, seen.as_written().id))
                    .collect();
                Err(format!("“{id}” is used in more than one room; write {}", rooms.join(" or ")))
            }
        }
    }

    /// May the words of `id` be released as they stand?
    pub fn may_release(&self, id: &str) -> Result<(), String> {
        let view = self.record.view(&self.viewer, AsOf::default());
        let found = view.find(id);
        let Some(seen) = found.first() else { return Ok(()) };
        seen.may_release().map_err(|why| match why {
            NotReleasable::Already { by, release } => {
                format!("“{id}” was released already, as “{}” (by “{}”)", release.into.id, by.id)
            }
            NotReleasable::Narrowed { written_in, now_in } => format!(
                "“{id}” was corrected in {now_in}, which has fewer readers than {written_in}\n  help: correct it in {written_in} as well, or write the words anew"
            ),
        })
    }

    /// The room that `id` was written in: a correction may have made it narrower since.
    pub fn room_of(&self, id: &str) -> Option<Room> {
        let view = self.record.view(&self.viewer, AsOf::default());
        view.find(id).first().map(|seen| seen.place().0.clone())
    }

    /// Stops where an entry was looked at that this version cannot read.
    pub fn all_read(&self) -> Result<(), Outcome> {
        self.readable().map_err(Outcome::wrong)
    }

    fn readable(&self) -> Result<(), String> {
        match self.record.unreadable() {
            None => Ok(()),
            Some(id) => Err(format!(
                "the entry “{id}” cannot be read by this version\n  help: detente verify tells more"
            )),
        }
    }
}

/// The room called `text`.
pub fn room_named(text: &str) -> Result<Room, String> {
    Room::parse(text).ok_or_else(|| {
        format!("“{text}” is no room; write public, joint, team, party:PARTY or caucus:PARTY+PARTY")
    })
}

/// The process cannot be shown. A viewer who is not the keeper is told neither lines nor
/// excerpts, since what is not his may stand around them.
pub fn cannot_open(found: &Faults, talk: &Talk, withhold_places: bool) -> Outcome {
    let mut err = faults::as_text(found, talk, withhold_places);
    err.push_str("error: the process cannot be shown; its keeper sees more with: detente check DIR\n");
    Outcome { err, exit: Exit::WrongUse, ..Outcome::default() }
}

/// What `viewer` may be told of why a store could not do what it was asked: of a room that he does
/// not read only that something is wrong in it.
pub fn hushed(error: StoreError, viewer: &Viewer) -> StoreError {
    match error {
        StoreError::Damaged(damage) => match &damage.room {
            Some(room) if !viewer.reads(room) => {
                Damage::of(room, "something in it is not what was written").into()
            }
            _ => StoreError::Damaged(damage),
        },
        StoreError::Faults(mut found) => {
            let hidden: BTreeSet<Room> = found
                .diagnostics
                .iter()
                .filter_map(|fault| fault.room.clone())
                .filter(|room| !viewer.reads(room))
                .collect();
            found.diagnostics.retain(|fault| fault.room.as_ref().is_none_or(|room| viewer.reads(room)));
            match hidden.first() {
                Some(room) if found.diagnostics.is_empty() => {
                    StoreError::plain(format!("the room {room} has errors, which only its readers are shown"))
                }
                _ => StoreError::Faults(found),
            }
        }
        other => other,
    }
}

/// A store could not do what it was asked.
pub fn store_failed(error: StoreError, talk: &Talk) -> Outcome {
    let exit = match &error {
        StoreError::Conflict(_) => Exit::No,
        _ => Exit::WrongUse,
    };
    let mut err = format!("error: {error}\n");
    match error {
        StoreError::Faults(found) => return cannot_open(&found, talk, true),
        StoreError::Failed { help: Some(help), .. } => err.push_str(&format!("  help: {help}\n")),
        StoreError::Damaged(_) => {
            err.push_str("  help: detente verify tells all that is damaged; detente restore makes a store of a backup\n");
        }
        _ => {}
    }
    Outcome { err, exit, ..Outcome::default() }
}

/// Nothing was written.
pub fn not_written(error: WriteError, viewer: &Viewer, talk: &Talk) -> Outcome {
    match error {
        WriteError::Store(error) => store_failed(error, talk),
        WriteError::Faults(found) => {
            let mut err = faults::as_text(&found, talk, false);
            err.push_str("error: nothing was written\n");
            Outcome { err, exit: Exit::WrongUse, ..Outcome::default() }
        }
        WriteError::NotYours(room) => Outcome::wrong(format!(
            "{} may not write into {room}{}",
            viewer.seat(),
            match room {
                Room::Public | Room::Joint => {
                    "; only the team may, or somebody with: detente release ID --to ROOM"
                }
                _ => "",
            }
        )),
        WriteError::Contested { yours, theirs } => Outcome {
            err: format!(
                "error: somebody wrote “{theirs}” about the same entry while “{yours}” was made; nothing was written\n  help: look at it with: detente show PROCESS {theirs}\n"
            ),
            exit: Exit::No,
            ..Outcome::default()
        },
    }
}
