//! The commands that copy a whole process: import, export, backup, restore.

use crate::desk::{self, store_failed};
use crate::progress::{watched, while_waiting};
use crate::{Exit, Outcome, Talk, faults};
use detente_model::Room;
use detente_record::{Head, Seat, Viewer};
use detente_store::{Opened, Place, StoreError, copy_for, copy_whole};
use std::path::Path;

/// `detente import`: a store of all that is at `from`.
pub fn import(from: &Path, to: &Path, talk: &Talk) -> Outcome {
    let (from, to) = (Place::of(from), Place::of(to));
    let done = format!("made {to} of {from}");
    whole(&from, &to, &done, talk, || copy_all(&from, &to, talk))
}

/// Copies all of `from`, if it passes; its keeper is told what he may read of what stands in the way.
fn whole(
    from: &Place,
    to: &Place,
    done: &str,
    talk: &Talk,
    copy: impl FnOnce() -> Result<Vec<(Room, Head)>, StoreError>,
) -> Outcome {
    if let Place::Folder(folder) = from
        && let Err(outcome) = passes(folder, talk)
    {
        return outcome;
    }
    let keeper = match from.open().and_then(|mut store| store.header()) {
        Ok(header) => header.keeper,
        Err(error) => return store_failed(desk::hushed(error, &crate::viewer::anybody()), talk),
    };
    match crate::viewer::viewer(None, &keeper) {
        Ok(viewer) => told(copy(), &viewer, done, talk),
        Err(message) => Outcome::wrong(format!("{to} was not made: {message}")),
    }
}

/// Copies all of a process, and shows how far it has come.
fn copy_all(from: &Place, to: &Place, talk: &Talk) -> Result<Vec<(Room, Head)>, StoreError> {
    let mut store = watched(from.open()?, talk)?;
    copy_whole(store.as_mut(), to)
}

/// A folder with faults is not taken in. Its keeper is told what he may read of them.
fn passes(folder: &Path, talk: &Talk) -> Result<(), Outcome> {
    let unreadable = |found| desk::cannot_open(&found, talk, false);
    let opened = Opened::at(folder).map_err(unreadable)?;
    let keeper = opened.keeper().cloned().unwrap_or(Seat::Team);
    let viewer = crate::viewer::viewer(None, &keeper).map_err(Outcome::wrong)?;
    let checked = opened.check(&viewer).map_err(unreadable)?;
    if !checked.faults.has_errors() && checked.faulty_elsewhere.is_empty() {
        return Ok(());
    }
    let mut err = faults::as_text(&checked.faults, talk, false);
    for room in &checked.faulty_elsewhere {
        err.push_str(&format!("the room {room} has errors, which only its readers are shown\n"));
    }
    err.push_str("error: nothing was made; mend the process first\n");
    Err(Outcome { err, exit: Exit::WrongUse, ..Outcome::default() })
}

/// `detente export`: all of a process, or what one viewer may see of it.
pub fn export(from: &Path, to: &Path, viewer: Option<&str>, talk: &Talk) -> Outcome {
    let target = Place::of(to);
    let Some(asked) = viewer else {
        let from = Place::of(from);
        let done = format!("wrote all of it to {target}");
        return whole(&from, &target, &done, talk, || copy_all(&from, &target, talk));
    };
    let mut desk = match desk::open(from, Some(asked), talk) {
        Ok(desk) => desk,
        Err(outcome) => return outcome,
    };
    let copied = copy_for(desk.store.as_mut(), &desk.viewer, &target);
    let done = format!("wrote what {} may see to {target}", desk.viewer.seat());
    told(copied, &desk.viewer, &done, talk)
}

/// `detente backup`.
pub fn backup(process: &Path, file: &Path, talk: &Talk) -> Outcome {
    let (from, to) = (Place::of(process), Place::Sqlite(file.to_owned()));
    let done = format!("wrote a backup to {to} and read it again");
    let work = || detente_store::backup(&from, file);
    whole(&from, &to, &done, talk, || while_waiting(talk, "copying", work))
}

/// `detente restore`.
pub fn restore(file: &Path, to: &Path, talk: &Talk) -> Outcome {
    let (from, to) = (Place::Sqlite(file.to_owned()), Place::of(to));
    let done = format!("made {to} of the backup {from}");
    let work = || detente_store::restore(file, &to);
    whole(&from, &to, &done, talk, || while_waiting(talk, "copying", work))
}

/// What was copied: a line a room with its head. That of a room which `viewer` does not read is for
/// its readers.
fn told(copied: Result<Vec<(Room, Head)>, StoreError>, viewer: &Viewer, done: &str, talk: &Talk) -> Outcome {
    match copied {
        Ok(heads) => {
            let line = |(room, head): &(Room, Head)| match viewer.reads(room) {
                true => format!("{room} {head}\n"),
                false => format!("{room} -\n"),
            };
            Outcome { out: heads.iter().map(line).collect(), err: format!("{done}\n"), exit: Exit::Done }
        }
        Err(error) => store_failed(desk::hushed(error, viewer), talk),
    }
}
