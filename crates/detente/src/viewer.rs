//! The seat that `--as` asks for: one of the two places where a [`Viewer`] is made (the other is
//! the workspace's door, `detente_web::door`).

use detente_model::{Id, Party, nearest};
use detente_record::{AsOf, Record, Seat, Viewer};
use detente_store::Opened;

/// The viewer on the seat `--as`, or the keeper.
///
/// # Errors
/// A sentence that says what is wrong with the seat and what could be meant.
pub fn viewer(asked: Option<&str>, keeper: &Seat) -> Result<Viewer, String> {
    let Some(text) = asked else { return Ok(Viewer::seated(keeper.clone())) };
    match Seat::parse(text) {
        Some(seat) => Ok(Viewer::seated(seat)),
        None => {
            let near = nearest(text, ["team", "projector", "public"]);
            let hint = near.map(|near| format!(" (did you mean {near}?)")).unwrap_or_default();
            Err(format!("“{text}” is no viewer{hint}; write team, party:PARTY, projector or public"))
        }
    }
}

/// The viewer who may be told least.
pub fn anybody() -> Viewer {
    Viewer::seated(Seat::Public)
}
/// Is the party on the viewer's seat named by an entry of a process that is about to be checked?
/// (Its entries may be faulty, so there may be no record yet.)
///
/// # Errors
/// A sentence that names the parties that everybody may know.
pub fn is_known(viewer: &Viewer, opened: &Opened) -> Result<(), String> {
    let Seat::Party(party) = viewer.seat() else { return Ok(()) };
    let known: Vec<&str> = opened.public_parties().map(|id| id.as_str()).collect();
    if known.is_empty() || known.contains(&party.as_str()) {
        Ok(())
    } else {
        Err(no_such_party(party, &known))
    }
}

fn no_such_party(party: &Id, known: &[&str]) -> String {
    let hint = match nearest(party.as_str(), known.iter().copied()) {
        Some(near) => format!("did you mean party:{near}?"),
        None if known.is_empty() => "the process names no party".to_owned(),
        None => format!("the parties are {}", known.join(", ")),
    };
    format!("there is no party “{party}” in this process; {hint}")
}

/// Is the party on the viewer's seat one of the process, as far as he may see?
///
/// # Errors
/// A sentence that names the parties that everybody may know.
pub fn sits_at_table(viewer: &Viewer, record: &Record) -> Result<(), String> {
    let Seat::Party(party) = viewer.seat() else { return Ok(()) };
    let own = record.view(viewer, AsOf::default());
    if own.facts::<Party>().any(|(entry, _)| entry.id == *party) {
        return Ok(());
    }
    let public = record.view(&Viewer::seated(Seat::Public), AsOf::default());
    let known: Vec<&str> = public.facts::<Party>().map(|(entry, _)| entry.id.as_str()).collect();
    Err(no_such_party(party, &known))
}
