//! `detente check`.

use crate::args::CheckFormat;
use crate::{Exit, Outcome, Talk, faults, viewer};
use detente_model::{Room, Severity};
use detente_record::Seat;
use detente_store::{Faults, Opened};
use serde_json::json;
use std::fmt::Write;
use std::path::Path;

/// Checks the process at `path` for its keeper, or for the readers of `room`.
pub fn check(path: &Path, room: Option<&str>, format: CheckFormat, talk: &Talk) -> Outcome {
    let opened = match Opened::at(path) {
        Ok(opened) => opened,
        Err(faults) => return report(&faults, format, talk, Vec::new(), None),
    };
    let room = match room.map(room_named).transpose() {
        Ok(room) => room,
        Err(message) => return Outcome::wrong(message),
    };
    // With a faulty header the rest is checked all the same, for the keeper as far as he is known.
    let keeper = opened.keeper().cloned().unwrap_or(Seat::Team);
    let seat = match &room {
        Some(Room::Party(party)) => Some(format!("party:{party}")),
        _ => None,
    };
    let viewer = match viewer::viewer(seat.as_deref(), &keeper) {
        Ok(viewer) => viewer,
        Err(message) => return Outcome::wrong(message),
    };
    if let Err(message) = viewer::is_known(&viewer, &opened) {
        return Outcome::wrong(message);
    }
    let title = opened.header().map(|header| header.id.to_string()).unwrap_or_default();
    let checked = match &room {
        Some(room) => opened.check_room(room),
        None => opened.check(&viewer),
    };
    match checked {
        Err(faults) => report(&faults, format, talk, Vec::new(), None),
        Ok(checked) => {
            let counts =
                checked.entries.iter().map(|(room, count)| format!("{room} {count}")).collect::<Vec<_>>();
            report(&checked.faults, format, talk, checked.faulty_elsewhere, Some((title, counts.join(", "))))
        }
    }
}

fn room_named(text: &str) -> Result<Room, String> {
    Room::parse(text).ok_or_else(|| {
        format!("“{text}” is no room; write public, joint, team, party:PARTY or caucus:PARTY+PARTY")
    })
}

fn report(
    faults: &Faults,
    format: CheckFormat,
    talk: &Talk,
    elsewhere: Vec<Room>,
    done: Option<(String, String)>,
) -> Outcome {
    let count = |severity| faults.diagnostics.iter().filter(|d| d.code.severity() == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let passes = errors == 0 && elsewhere.is_empty() && done.is_some();
    let exit = match (passes, &done) {
        (true, _) => Exit::Done,
        (false, Some(_)) => Exit::No,
        // Nothing could be checked at all.
        (false, None) if faults.diagnostics.iter().all(|d| d.span.is_none()) => Exit::WrongUse,
        (false, None) => Exit::No,
    };
    let elsewhere: Vec<String> = elsewhere.iter().map(Room::to_string).collect();
    if format == CheckFormat::Json {
        let value = json!({
            "ok": passes,
            "errors": errors,
            "warnings": warnings,
            "diagnostics": faults::as_json(&faults.diagnostics, &faults.texts),
            "rooms_with_errors_not_shown": elsewhere,
        });
        return Outcome { out: format!("{value:#}\n"), err: String::new(), exit };
    }
    let mut err = String::new();
    let out = faults::as_text(&faults.diagnostics, &faults.texts, talk, false);
    for room in &elsewhere {
        let _ = writeln!(
            err,
            "the room {room} has errors, which only its readers are shown: detente check DIR --room {room}"
        );
    }
    if let (Some((title, counts)), true) = (&done, passes) {
        let _ = writeln!(err, "{title}: no errors ({counts})");
    }
    if errors + warnings > 0 {
        let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
        let (errors, warnings) = (plural(errors, "error"), plural(warnings, "warning"));
        let _ = writeln!(err, "{errors}, {warnings}; detente explain CODE tells more of each");
    }
    Outcome { out, err, exit }
}
