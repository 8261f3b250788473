//! `detente verify` and `detente prove`.

use crate::args::Answer;
use crate::desk::{self, room_named, store_failed};
use crate::progress::watched;
use crate::{Exit, Outcome, Talk, faults};
use detente_model::{Id, Room};
use detente_record::{AsOf, Head, Proof, Seat};
use detente_store::{Damage, Place, Verified, check_store, grown_from};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;

/// `detente verify`: of a process, or of a proof.
pub fn verify(
    process: Option<&Path>,
    heads: &[String],
    proof: Option<&Path>,
    format: Answer,
    talk: &Talk,
) -> Outcome {
    let earlier = match heads.iter().map(|text| head_named(text)).collect::<Result<Vec<_>, _>>() {
        Ok(earlier) => earlier,
        Err(message) => return Outcome::wrong(message),
    };
    let result = match (proof, process) {
        (Some(proof), own) => verify_proof(proof, own, &earlier, format, talk),
        (None, Some(process)) => verify_process(process, &earlier, format, talk),
        (None, None) => Err(Outcome::wrong("verify what? detente verify PROCESS, or --proof FILE".into())),
    };
    result.unwrap_or_else(|outcome| outcome)
}

fn head_named(text: &str) -> Result<(Room, Head), String> {
    let (room, head) = text.split_once('=').ok_or_else(|| format!("“{text}” is not ROOM=SIZE:ROOT"))?;
    let head = Head::parse(head).ok_or_else(|| format!("“{head}” is no head; detente log prints them"))?;
    Ok((room_named(room)?, head))
}

fn verify_process(
    process: &Path,
    earlier: &[(Room, Head)],
    format: Answer,
    talk: &Talk,
) -> Result<Outcome, Outcome> {
    let failed = |error| store_failed(error, talk);
    let place = Place::of(process);
    let mut store = place.open().and_then(|store| watched(store, talk)).map_err(failed)?;
    let keeper = store.header().map_err(failed)?.keeper;
    let viewer = crate::viewer::viewer(None, &keeper).map_err(Outcome::wrong)?;
    let mut found = detente_store::verify(store.as_mut()).map_err(failed)?;
    for (room, head) in earlier {
        let damage = grown_from(store.as_mut(), room, head).map_err(failed)?;
        found.store.extend(damage);
    }
    let (mut err, mut fit) = (String::new(), true);
    if found.is_sound() {
        let checked = match &place {
            Place::Folder(path) => detente_store::Opened::at(path)
                .and_then(|opened| opened.check(&viewer))
                .map_err(|found| desk::cannot_open(&found, talk, false))?,
            _ => check_store(store.as_mut(), &viewer, AsOf::default()).map_err(failed)?,
        };
        fit = !checked.faults.has_errors() && checked.faulty_elsewhere.is_empty();
        err = faults::as_text(&checked.faults, talk, false);
        for room in &checked.faulty_elsewhere {
            let _ = writeln!(
                err,
                "the room {room} has entries that do not fit together, which only its readers are shown"
            );
        }
    }
    let sound = found.is_sound() && fit;
    let readable = |room: &Room| viewer.reads(room);
    let out = match format {
        Answer::Text => as_text(&found, &readable),
        Answer::Json => detente_brief::json_text(&as_json(&found, &readable, sound)),
    };
    err.push_str(match (sound, found.is_sound()) {
        (true, _) => "everything is what was written, and fits together\n",
        (false, true) => "everything is what was written; some entries do not fit together\n",
        _ => "something is not what was written\n  help: detente restore makes a store of a backup\n",
    });
    Ok(Outcome { out, err, exit: if sound { Exit::Done } else { Exit::No } })
}

fn as_text(found: &Verified, readable: &dyn Fn(&Room) -> bool) -> String {
    let mut out = String::new();
    for (room, head) in &found.rooms {
        let _ = match head {
            // How many entries a room has is for its readers.
            Ok(_) if !readable(room) => writeln!(out, "{room}: sound"),
            Ok(head) => writeln!(out, "{room}: sound, {head}"),
            Err(damage) if readable(room) => writeln!(out, "{room}: broken: {damage}"),
            Err(_) => writeln!(out, "{room}: broken"),
        };
    }
    for damage in &found.store {
        let _ = match &damage.room {
            Some(room) if !readable(room) => writeln!(out, "{room}: broken"),
            _ => writeln!(out, "the store: {damage}"),
        };
    }
    out
}

fn as_json(found: &Verified, readable: &dyn Fn(&Room) -> bool, sound: bool) -> Value {
    let broken = |damage: &Damage| match &damage.room {
        Some(room) if !readable(room) => json!({"line": null, "what": null}),
        _ => json!({"line": damage.line, "what": damage.what}),
    };
    let rooms: Vec<Value> = found
        .rooms
        .iter()
        .map(|(room, head)| match head {
            Ok(head) => {
                let head = readable(room).then(|| head.to_string());
                json!({"room": room.to_string(), "head": head, "broken": null})
            }
            Err(damage) => json!({"room": room.to_string(), "head": null, "broken": broken(damage)}),
        })
        .collect();
    let store: Vec<Value> = found.store.iter().map(broken).collect();
    json!({"ok": sound, "rooms": rooms, "store": store})
}

/// `detente prove`.
pub fn prove(process: &Path, id: &str, viewer: Option<&str>, since: Option<&str>, talk: &Talk) -> Outcome {
    try_prove(process, id, viewer, since, talk).unwrap_or_else(|outcome| outcome)
}

fn try_prove(
    process: &Path,
    id: &str,
    viewer: Option<&str>,
    since: Option<&str>,
    talk: &Talk,
) -> Result<Outcome, Outcome> {
    let since = match since {
        None => None,
        Some(text) => Some(Head::parse(text).ok_or_else(|| {
            Outcome::wrong(format!("“{text}” is no head; it is written SIZE:ROOT, as detente log prints it"))
        })?),
    };
    let desk = desk::open(process, viewer, talk)?;
    let view = desk.record.view(&desk.viewer, AsOf::default());
    let found = view.find(id);
    let [seen] = found.as_slice() else {
        // The same words as where an entry is to be changed.
        let why = desk.find(id).err().unwrap_or_else(|| format!("“{id}” is not one entry"));
        return Err(Outcome::wrong(why));
    };
    match view.prove(seen, since) {
        Some(proof) => Ok(Outcome::done(detente_brief::json_text(&proof.to_json()))),
        None => Err(Outcome {
            err: format!("error: the log of {} did not grow from that head\n", seen.place().0),
            exit: Exit::No,
            ..Outcome::default()
        }),
    }
}

fn verify_proof(
    file: &Path,
    own: Option<&Path>,
    earlier: &[(Room, Head)],
    format: Answer,
    talk: &Talk,
) -> Result<Outcome, Outcome> {
    let shown = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| Outcome::wrong(format!("{shown} cannot be read: {error}")))?;
    let value: Value = serde_json::from_str(&text)
        .map_err(|error| Outcome::wrong(format!("{shown} is not JSON: {error}")))?;
    let proof = Proof::from_json(&value).map_err(|part| {
        Outcome::wrong(format!("{shown} is no proof: its “{part}” is missing or cannot be read"))
    })?;
    let id = proof
        .id()
        .ok_or_else(|| Outcome::wrong(format!("{shown} is no proof: its entry is none of {}", proof.room)))?;
    if let Some((room, _)) = earlier.iter().find(|(room, _)| *room != proof.room) {
        return Err(Outcome::wrong(format!("the proof is of {}, and the head is one of {room}", proof.room)));
    }
    let mut broken: Option<String> = proof.verify().err().map(|error| error.to_string());
    for (room, head) in earlier {
        let known = *head == proof.head || proof.since.as_ref().is_some_and(|(since, _)| since == head);
        if !known {
            broken.get_or_insert(format!("it says nothing of the head {head} of {room}"));
        }
    }
    if let Some(own) = own {
        let differs = own_differs(&proof, &id, own, talk)?;
        broken = broken.or(differs);
    }
    Ok(told(&proof, &id, broken, own.is_some(), format))
}

/// How the entry of a proof differs from the one in the own copy.
fn own_differs(proof: &Proof, id: &Id, own: &Path, talk: &Talk) -> Result<Option<String>, Outcome> {
    // A party's own copy is its own; the keeper's reads what he reads.
    let desk = match &proof.room {
        Room::Party(party) => desk::open(own, Some(&Seat::Party(party.clone()).to_string()), talk)?,
        _ => desk::open(own, None, talk)?,
    };
    let view = desk.record.view(&desk.viewer, AsOf::default());
    let found = view.find(&format!("{}/{id}", proof.room));
    Ok(match found.first() {
        None => Some(format!("the own copy has no entry “{id}” in {}", proof.room)),
        Some(seen) if seen.text() != proof.entry => {
            Some(format!("the own copy's entry “{id}” says something else"))
        }
        Some(_) => None,
    })
}

fn told(proof: &Proof, id: &Id, broken: Option<String>, own: bool, format: Answer) -> Outcome {
    let exit = if broken.is_none() { Exit::Done } else { Exit::No };
    if format == Answer::Json {
        let since = proof.since.as_ref().map(|(head, _)| head.to_string());
        let json = json!({
            "ok": broken.is_none(), "room": proof.room.to_string(), "id": id.as_str(), "line": proof.place + 1,
            "head": proof.head.to_string(), "since": since, "broken": broken,
        });
        return Outcome { out: detente_brief::json_text(&json), err: String::new(), exit };
    }
    let out = match &broken {
        Some(what) => format!("not proven: {what}\n"),
        None => {
            let mut out = format!(
                "proven: “{id}” is line {} of the log of {} with the head {}\n",
                proof.place + 1,
                proof.room,
                proof.head
            );
            if let Some((since, _)) = &proof.since {
                let _ = writeln!(out, "proven: that log grew from the head {since}");
            }
            if own {
                out.push_str("the own copy's entry is the same, byte for byte\n");
            }
            out
        }
    };
    Outcome { out, err: String::new(), exit }
}
