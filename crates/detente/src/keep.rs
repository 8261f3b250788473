//! The commands that copy a whole process: import, export, backup, restore.

use crate::desk::{self, store_failed};
use crate::{Exit, Outcome, Talk, faults};
use detente_model::Room;
use detente_record::{Head, Seat};
use detente_store::{Opened, Place, StoreError};
use std::path::Path;

/// `detente import`: a store of all that is at `from`.
pub fn import(from: &Path, to: &Path, talk: &Talk) -> Outcome {
    let source = Place::of(from);
    if let Place::Folder(folder) = &source
        && let Err(outcome) = passes(folder, talk)
    {
        return outcome;
    }
    let copied =
        source.open().and_then(|mut store| detente_store::copy_whole(store.as_mut(), &Place::of(to)));
    let to = Place::of(to);
    told(copied, &to, &format!("made {to} of {source}"), talk)
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
        let copied =
            Place::of(from).open().and_then(|mut store| detente_store::copy_whole(store.as_mut(), &target));
        return told(copied, &target, &format!("wrote all of it to {target}"), talk);
    };
    let mut desk = match desk::open(from, Some(asked), talk) {
        Ok(desk) => desk,
        Err(outcome) => return outcome,
    };
    let copied = detente_store::copy_for(desk.store.as_mut(), &desk.viewer, &target);
    let done = format!("wrote what {} may see to {target}", desk.viewer.seat());
    told(copied, &target, &done, talk)
}

/// `detente backup`.
pub fn backup(process: &Path, file: &Path, talk: &Talk) -> Outcome {
    let made = detente_store::backup(&Place::of(process), file);
    let to = Place::Sqlite(file.to_owned());
    told(made, &to, &format!("wrote a backup to {to} and read it again"), talk)
}

/// `detente restore`.
pub fn restore(file: &Path, to: &Path, talk: &Talk) -> Outcome {
    let to = Place::of(to);
    let made = detente_store::restore(file, &to);
    told(made, &to, &format!("made {to} of the backup {}", file.display()), talk)
}

/// What was copied: a line a room with its head. That of a room which the keeper does not read is
/// for its readers.
fn told(copied: Result<Vec<(Room, Head)>, StoreError>, to: &Place, done: &str, talk: &Talk) -> Outcome {
    let known = copied.and_then(|heads| {
        let keeper = to.open()?.header()?.keeper;
        let viewer = crate::viewer::viewer(None, &keeper).map_err(StoreError::plain)?;
        Ok((heads, viewer))
    });
    match known {
        Ok((heads, viewer)) => {
            let line = |(room, head): &(Room, Head)| match viewer.reads(room) {
                true => format!("{room} {head}\n"),
                false => format!("{room} -\n"),
            };
            Outcome { out: heads.iter().map(line).collect(), err: format!("{done}\n"), exit: Exit::Done }
        }
        Err(error) => store_failed(error, talk),
    }
}
