//! `detente convert`: another program's scenario, written in a format of a third.

use crate::args::{Convert, Reading, To};
use crate::deals::is_process;
use crate::{Exit, Outcome, Talk, desk};
use detente_formats::{Loaded, Options, Written, geniusweb, negmas, read};
use detente_model::scenario::Scenario;
use detente_record::AsOf;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Reads the scenario and writes the folder, whole or not at all.
pub fn convert(asked: &Convert, talk: &Talk) -> Outcome {
    match if is_process(&asked.scenario) { of_process(asked, talk) } else { of_file(asked) } {
        Ok(source) => write(&source, asked),
        Err(outcome) => outcome,
    }
}

/// A scenario, what it is called, and what it was.
struct Source {
    scenario: Scenario,
    name: String,
    kind: String,
}

fn of_file(asked: &Convert) -> Result<Source, Outcome> {
    if asked.viewer.is_some() {
        let shown = asked.scenario.display();
        return Err(Outcome::wrong(format!("--as is for a process, and {shown} is a scenario file")));
    }
    let loaded = read(&asked.scenario, &options(asked.reading, asked.levels));
    let Loaded { scenario, format, name } = loaded.map_err(|error| Outcome::wrong(error.to_string()))?;
    Ok(Source { scenario, name, kind: format!("a {format} scenario") })
}

fn of_process(asked: &Convert, talk: &Talk) -> Result<Source, Outcome> {
    let desk = desk::open(&asked.scenario, asked.viewer.as_deref(), talk)?;
    let scenario = desk.record.view(&desk.viewer, AsOf::default()).scenario();
    let scenario = scenario.map_err(|error| Outcome::wrong(error.to_string()))?;
    desk.all_read()?;
    let kind = format!("the scenario that {} sees", desk.viewer.seat());
    Ok(Source { scenario, name: desk.header.id.to_string(), kind })
}

/// Writes the folder, whole or not at all.
fn write(source: &Source, asked: &Convert) -> Outcome {
    let Source { scenario, name, kind } = source;
    let written = match asked.to {
        To::Negmas => negmas::write(scenario, name),
        To::Geniusweb => geniusweb::write(scenario, name),
    };
    let Written { files, notes } = match written {
        Ok(written) => written,
        Err(refused) => {
            return Outcome::wrong(format!("{} cannot be converted: {refused}", asked.scenario.display()));
        }
    };
    if let Err(why) = place(&asked.out, &files, asked.force) {
        return Outcome::wrong(why);
    }
    let notes: String = scenario.notes.iter().chain(&notes).map(|note| format!("note: {note}\n")).collect();
    let (shown, count) = (asked.out.display(), files.len());
    Outcome {
        out: String::new(),
        err: format!("{notes}wrote {count} files of {kind} to {shown}\n"),
        exit: Exit::Done,
    }
}

/// How a scenario of another program is to be read.
pub fn options(reading: Reading, levels: u32) -> Options {
    let reading = match reading {
        Reading::True => detente_formats::Reading::TrueToFormat,
        Reading::Negmas => detente_formats::Reading::Negmas,
    };
    Options { reading, levels, ..Options::default() }
}

/// Writes the files into a folder of their own beside `out`, and moves it there.
fn place(out: &Path, files: &[(String, String)], force: bool) -> Result<(), String> {
    let shown = out.display();
    let cannot = |error: io::Error| format!("{shown} cannot be written: {error}");
    let exists = fs::symlink_metadata(out).is_ok();
    let empty = || fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_none());
    if exists && !force && !empty() {
        return Err(format!(
            "{shown} is already there; give another folder, or --force to put the new one in its place"
        ));
    }
    if exists && !fs::symlink_metadata(out).is_ok_and(|meta| meta.is_dir()) {
        return Err(format!("{shown} is no folder"));
    }
    let new = beside(out, "new")?;
    let written = fs::create_dir(&new)
        .and_then(|()| files.iter().try_for_each(|(name, text)| fs::write(new.join(name), text)));
    let moved = written.and_then(|()| if exists { replace(out, &new) } else { fs::rename(&new, out) });
    moved.map_err(|error| {
        let _ = fs::remove_dir_all(&new);
        cannot(error)
    })
}

/// Puts `new` in the place of `out`; the old folder comes back if that fails.
fn replace(out: &Path, new: &Path) -> io::Result<()> {
    let old = beside(out, "old").map_err(io::Error::other)?;
    fs::rename(out, &old)?;
    if let Err(error) = fs::rename(new, out) {
        fs::rename(&old, out)?;
        return Err(error);
    }
    fs::remove_dir_all(&old)
}

/// A name beside `out` that is not taken.
fn beside(out: &Path, what: &str) -> Result<PathBuf, String> {
    let Some(name) = out.file_name().map(|name| name.to_string_lossy().into_owned()) else {
        return Err(format!("{} is no name for a folder", out.display()));
    };
    let mut free = (0..1000).map(|n| out.with_file_name(format!(".{name}.{what}{n}")));
    free.find(|path| fs::symlink_metadata(path).is_err())
        .ok_or_else(|| format!("{} has no free name beside it", out.display()))
}
