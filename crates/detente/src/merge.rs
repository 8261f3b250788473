//! `detente merge`: what another copy of the process has that this one lacks.

use crate::args::Answer;
use crate::desk::{self, Desk, store_failed};
use crate::{Exit, Outcome, Talk, faults};
use detente_model::{Id, Room};
use detente_record::{AsOf, Seat};
use detente_store::{Faults, Fork, Place, Texts, Writer, forks, take};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Which copies come together, and how.
pub struct MergeOf<'a> {
    /// The copy that takes in.
    pub process: &'a Path,
    /// The other one.
    pub other: &'a Path,
    /// Who writes.
    pub viewer: Option<&'a str>,
    /// `ID=NEW`, for ids that stand for two things.
    pub renames: &'a [String],
    /// Is it to be done, or only told?
    pub yes: bool,
}

/// Compares the copies, and takes in what the other has if it is to be done.
pub fn merge(of: &MergeOf<'_>, format: Answer, talk: &Talk) -> Outcome {
    try_merge(of, format, talk).unwrap_or_else(|outcome| outcome)
}

fn try_merge(of: &MergeOf<'_>, format: Answer, talk: &Talk) -> Result<Outcome, Outcome> {
    let failed = |error| store_failed(error, talk);
    let renames = renames_of(of.renames).map_err(Outcome::wrong)?;
    let mut desk = desk::open(of.process, of.viewer, talk)?;
    let mut theirs = Place::of(of.other).open().map_err(failed)?;
    let viewer = desk.viewer.clone();
    if matches!(viewer.seat(), Seat::Public | Seat::Projector) {
        return Err(Outcome::wrong(format!("{} writes nothing", viewer.seat())));
    }
    // Into his own copy the keeper takes what others wrote in any room that he reads.
    let is_own = *viewer.seat() == desk.header.keeper;
    let takes = |room: &Room| if is_own { viewer.reads(room) } else { viewer.writes(room) };
    let found = forks(desk.store.as_mut(), theirs.as_mut(), &takes).map_err(failed)?;
    let left: Vec<Room> = theirs
        .rooms()
        .map_err(failed)?
        .into_iter()
        .filter(|room| viewer.reads(room) && !takes(room))
        .collect();
    let (out, mut err) = (told(&found, format), String::new());
    let _ = writeln!(err, "rooms that {} does not read are not compared", viewer.seat());
    for room in &left {
        let _ = writeln!(err, "not compared: the room {room}, which {} does not write into", viewer.seat());
    }
    let clashes: Vec<&Id> =
        found.iter().flat_map(|fork| &fork.clashes).filter(|id| !renames.contains_key(*id)).collect();
    if let Some(id) = clashes.first() {
        let _ = writeln!(
            err,
            "error: “{id}” is one thing here and another there; nothing was written\n  help: give theirs a new id: --rename {id}=NEW"
        );
        return Ok(Outcome { out, err, exit: Exit::No });
    }
    if let Some(id) = renames.keys().find(|id| !found.iter().any(|fork| fork.theirs.contains(id))) {
        return Err(Outcome::wrong(format!("the other copy brings no “{id}” that could be renamed")));
    }
    let to_take: usize = found.iter().map(|fork| fork.theirs.len()).sum();
    if to_take == 0 {
        err.push_str("of these rooms, the other copy has nothing that this one lacks\n");
        return Ok(Outcome { out, err, exit: Exit::Done });
    }
    if !of.yes {
        err.push_str("nothing was written; to take in what is only there, say --yes\n");
        return Ok(Outcome { out, err, exit: Exit::No });
    }
    let (taken, warnings) = written(&mut desk, theirs.as_mut(), found, &renames, talk)?;
    err.push_str(&warnings);
    let _ = writeln!(err, "took in {taken} entries");
    Ok(Outcome { out, err, exit: Exit::Done })
}

fn written(
    desk: &mut Desk,
    theirs: &mut dyn detente_store::Store,
    found: Vec<Fork>,
    renames: &BTreeMap<Id, Id>,
    talk: &Talk,
) -> Result<(usize, String), Outcome> {
    let mut salts = talk.salts;
    let mut writer = Writer {
        store: desk.store.as_mut(),
        viewer: &desk.viewer,
        author: String::new(),
        now: (talk.clock)(),
        looked_at: desk.record.view(&desk.viewer, AsOf::default()).sizes(),
        salts: &mut salts,
        texts: Texts::new(),
        warnings: Vec::new(),
    };
    let taken = take(&mut writer, theirs, found, renames)
        .map_err(|error| desk::not_written(error, &desk.viewer, talk))?;
    let warnings = Faults::told(std::mem::take(&mut writer.warnings), Texts::new());
    Ok((taken, faults::as_text(&warnings, talk, false)))
}

fn renames_of(renames: &[String]) -> Result<BTreeMap<Id, Id>, String> {
    let one = |text: &String| {
        let (old, new) = text.split_once('=')?;
        Some((Id::new(old)?, Id::new(new)?))
    };
    renames.iter().map(|text| one(text).ok_or_else(|| format!("“{text}” is not ID=NEW"))).collect()
}

/// How the copies differ, a line a room, and as JSON.
fn told(forks: &[Fork], format: Answer) -> String {
    if format == Answer::Json {
        let rooms: Vec<Value> = forks
            .iter()
            .map(|fork| {
                let ids = |ids: &[Id]| ids.iter().map(Id::to_string).collect::<Vec<_>>();
                json!({
                    "room": fork.room.to_string(), "common": fork.common, "only_here": ids(&fork.ours),
                    "only_there": ids(&fork.theirs), "clashes": ids(&fork.clashes),
                })
            })
            .collect();
        return detente_brief::json_text(&json!({"rooms": rooms}));
    }
    let mut out = String::new();
    for fork in forks {
        let Fork { room, common, ours, theirs, .. } = fork;
        let parted = if ours.is_empty() || theirs.is_empty() { "" } else { " (a fork: both went on)" };
        let _ = writeln!(
            out,
            "{room}: {common} lines in common, {} only here, {} only there{parted}",
            ours.len(),
            theirs.len()
        );
        for (mark, ids) in [("here ", ours), ("there", theirs)] {
            ids.iter().for_each(|id| {
                let _ = writeln!(out, "  {mark} {id}");
            });
        }
    }
    out
}
