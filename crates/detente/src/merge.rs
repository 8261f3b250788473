//! `detente merge`: what another copy of the process has that this one lacks.

use crate::args::{Answer, Pen};
use crate::desk::{self, Desk, store_failed};
use crate::{Exit, Outcome, Talk};
use detente_model::{Id, Room};
use detente_record::{AsOf, Seat};
use detente_store::{Fork, Place, Texts, Writer, forks, take};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Compares the copies, and takes in what the other has if `yes`.
pub fn merge(pen: &Pen, other: &Path, renames: &[String], yes: bool, talk: &Talk) -> Outcome {
    try_merge(pen, other, renames, yes, talk).unwrap_or_else(|outcome| outcome)
}

fn try_merge(
    pen: &Pen,
    other: &Path,
    renames: &[String],
    yes: bool,
    talk: &Talk,
) -> Result<Outcome, Outcome> {
    let failed = |error| store_failed(error, talk);
    let renames = renames_of(renames).map_err(Outcome::wrong)?;
    let mut desk = desk::open(&pen.process, pen.viewer.as_deref(), talk)?;
    let mut theirs = Place::of(other).open().map_err(failed)?;
    let viewer = desk.viewer.clone();
    if matches!(viewer.seat(), Seat::Public | Seat::Projector) {
        return Err(Outcome::wrong(format!("{} writes nothing", viewer.seat())));
    }
    // Into his own copy the keeper takes what others wrote in any room that he reads.
    let is_own = *viewer.seat() == desk.header.keeper;
    let takes = |room: &Room| if is_own { viewer.reads(room) } else { viewer.writes(room) };
    let found = forks(desk.store.as_mut(), theirs.as_mut(), &takes).map_err(failed)?;
    let left: Vec<Room> = theirs.rooms().map_err(failed)?.into_iter().filter(|room| !takes(room)).collect();
    let (out, mut err) = told(&found, pen.format);
    for room in &left {
        let _ =
            writeln!(err, "not compared: the room {room}, into which {} takes nothing here", viewer.seat());
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
    if !yes {
        err.push_str("nothing was written; to take in what is only there, say --yes\n");
        return Ok(Outcome { out, err, exit: Exit::No });
    }
    let taken = written(&mut desk, theirs.as_mut(), found, &renames, talk)?;
    let _ = writeln!(err, "took in {taken} entries");
    Ok(Outcome { out, err, exit: Exit::Done })
}

fn written(
    desk: &mut Desk,
    theirs: &mut dyn detente_store::Store,
    found: Vec<Fork>,
    renames: &BTreeMap<Id, Id>,
    talk: &Talk,
) -> Result<usize, Outcome> {
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
    take(&mut writer, theirs, found, renames).map_err(|error| desk::not_written(error, &desk.viewer, talk))
}

fn renames_of(renames: &[String]) -> Result<BTreeMap<Id, Id>, String> {
    let one = |text: &String| {
        let (old, new) = text.split_once('=')?;
        Some((Id::new(old)?, Id::new(new)?))
    };
    renames.iter().map(|text| one(text).ok_or_else(|| format!("“{text}” is not ID=NEW"))).collect()
}

/// How the copies differ, a line a room, and as JSON.
fn told(forks: &[Fork], format: Answer) -> (String, String) {
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
        return (detente_brief::json_text(&json!({"rooms": rooms})), String::new());
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
    (out, String::new())
}
