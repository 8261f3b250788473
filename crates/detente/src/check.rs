//! `detente check`.

use crate::args::Format;
use crate::as_of::as_of;
use crate::{Exit, Outcome, Talk, desk, faults, viewer};
use detente_brief::Lang;
use detente_model::{Room, Severity};
use detente_record::Seat;
use detente_store::{Checked, Faults, Opened, Place, StoreError, check_store, check_store_room};
use serde_json::json;
use std::fmt::Write;
use std::path::Path;

/// How the answer is printed.
pub struct Print<'a> {
    /// As text with carets, as a page, or as JSON.
    pub format: Format,
    /// The language of headings and labels.
    pub lang: &'a Lang,
    /// Where it goes.
    pub talk: &'a Talk,
}

/// What is to be checked.
pub struct Asked<'a> {
    /// For the readers of this room, instead of for the keeper.
    pub room: Option<&'a str>,
    /// What was recorded by then.
    pub known: Option<&'a str>,
    /// What held then.
    pub on: Option<&'a str>,
}

/// What was checked, and for whom.
struct Found {
    process: String,
    reader: String,
    checked: Checked,
}

/// Why nothing could be checked.
enum Stop {
    /// Wrong use.
    Wrong(String),
    /// The folder or its main file cannot be read.
    Unreadable(Faults),
    /// The store cannot be read.
    Store(StoreError),
}

/// Checks the process at `path`, as `asked`.
pub fn check(path: &Path, asked: &Asked<'_>, print: &Print<'_>) -> Outcome {
    match find(path, asked) {
        Ok(found) => report(&found, print),
        Err(Stop::Wrong(message)) => Outcome::wrong(message),
        Err(Stop::Store(error)) => desk::store_failed(error, print.talk),
        Err(Stop::Unreadable(faults)) => {
            let checked = Checked { faults, entries: Default::default(), faulty_elsewhere: Vec::new() };
            let reader = asked.room.unwrap_or_default().to_owned();
            let outcome = report(&Found { process: String::new(), reader, checked }, print);
            Outcome { exit: Exit::WrongUse, ..outcome }
        }
    }
}

fn find(path: &Path, asked: &Asked<'_>) -> Result<Found, Stop> {
    let room = asked.room.map(desk::room_named).transpose().map_err(Stop::Wrong)?;
    let place = Place::of(path);
    if !matches!(place, Place::Folder(_)) {
        return find_in_store(&place, room.as_ref(), asked);
    }
    let opened = Opened::at(path).map_err(Stop::Unreadable)?;
    let as_of = as_of(asked.known, asked.on, &opened.zone()).map_err(Stop::Wrong)?;
    let opened = opened.as_of(as_of);
    // With a faulty header the rest is checked all the same, for the keeper as far as he is known.
    let keeper = opened.keeper().cloned().unwrap_or(Seat::Team);
    let seat = match &room {
        Some(Room::Party(party)) => Some(format!("party:{party}")),
        _ => None,
    };
    let viewer = viewer::viewer(seat.as_deref(), &keeper).map_err(Stop::Wrong)?;
    viewer::is_known(&viewer, &opened).map_err(Stop::Wrong)?;
    let process = opened.header().map(|header| header.id.to_string()).unwrap_or_default();
    let (reader, checked) = match &room {
        Some(room) => (room.to_string(), opened.check_room(room)),
        None => (keeper.to_string(), opened.check(&viewer)),
    };
    Ok(Found { process, reader, checked: checked.map_err(Stop::Unreadable)? })
}

fn find_in_store(place: &Place, room: Option<&Room>, asked: &Asked<'_>) -> Result<Found, Stop> {
    let mut store = place.open().map_err(Stop::Store)?;
    let header = store.header().map_err(Stop::Store)?;
    let zone = header.to_header().map_err(Stop::Store)?.zone;
    let as_of = as_of(asked.known, asked.on, &zone).map_err(Stop::Wrong)?;
    let (reader, checked) = match room {
        Some(room) => {
            if let Room::Party(party) = room {
                let seat = format!("party:{party}");
                let viewer = viewer::viewer(Some(&seat), &header.keeper).map_err(Stop::Wrong)?;
                let record = store.record(&viewer).map_err(Stop::Store)?;
                viewer::sits_at_table(&viewer, &record).map_err(Stop::Wrong)?;
            }
            (room.to_string(), check_store_room(store.as_mut(), room, as_of))
        }
        None => {
            let viewer = viewer::viewer(None, &header.keeper).map_err(Stop::Wrong)?;
            (header.keeper.to_string(), check_store(store.as_mut(), &viewer, as_of))
        }
    };
    Ok(Found { process: header.id.to_string(), reader, checked: checked.map_err(Stop::Store)? })
}

fn report(found: &Found, print: &Print<'_>) -> Outcome {
    let Checked { faults, entries, faulty_elsewhere } = &found.checked;
    let told = |severity| faults.diagnostics.iter().filter(|d| d.code.severity() == severity).count();
    let errors = told(Severity::Error) + faults.more.values().map(|more| more.errors).sum::<usize>();
    let warnings = told(Severity::Warning) + faults.more.values().map(|more| more.warnings).sum::<usize>();
    let passes = errors == 0 && faulty_elsewhere.is_empty();
    let exit = if passes { Exit::Done } else { Exit::No };
    let page = || {
        let told = faults::with_places(faults);
        let more: Vec<_> = faults.more.iter().map(|(room, more)| (room.clone(), more.all())).collect();
        detente_brief::check(&found.process, &found.reader, &told, &more, faulty_elsewhere, print.lang)
    };
    let out = match print.format {
        Format::Text => faults::as_text(faults, print.talk, false),
        Format::Markdown => detente_brief::markdown::render(&page()),
        Format::Html => detente_brief::html::render(&page(), print.lang),
        Format::Json => detente_brief::json_text(&json!({
            "ok": passes,
            "errors": errors,
            "warnings": warnings,
            "diagnostics": faults.to_json(),
            "more": faults.more_to_json(),
            "rooms_with_errors_not_shown": faulty_elsewhere.iter().map(Room::to_string).collect::<Vec<_>>(),
        })),
    };
    if print.format == Format::Json {
        return Outcome { out, err: String::new(), exit };
    }
    let mut err = String::new();
    for room in faulty_elsewhere {
        let _ = writeln!(
            err,
            "the room {room} has errors, which only its readers are shown: detente check DIR --room {room}"
        );
    }
    if passes {
        let counts: Vec<String> = entries.iter().map(|(room, count)| format!("{room} {count}")).collect();
        let _ = writeln!(err, "{}: no errors ({})", found.process, counts.join(", "));
    }
    if errors + warnings > 0 {
        let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
        let (errors, warnings) = (plural(errors, "error"), plural(warnings, "warning"));
        let _ = writeln!(err, "{errors}, {warnings}; detente explain CODE tells more of each");
    }
    Outcome { out, err, exit }
}
