//! What a program reads: the same as `detente … --format json` prints for the seat of its token.

use super::asked;
use super::entries::room_named;
use super::openapi::{Content, Dated, Envelope, Found, Logs, Shown};
use crate::answer::{Answer, Refusal};
use crate::desk::Desk;
use crate::pen::sizes_text;
use crate::screens;
use detente_brief::{Printed, envelope};
use detente_model::{Party, Room, VagueDate};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;
use utoipa::{IntoParams, ToSchema};

macro_rules! queries {
    ($($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $key:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Deserialize, IntoParams)]
        #[serde(deny_unknown_fields)]
        #[into_params(parameter_in = Query)]
        pub struct $name {
            $($(#[$about])* $key: $type,)*
            /// As it was known by this date.
            #[serde(rename = "known")]
            #[param(example = "2025-06-10")]
            _known: Option<String>,
            /// What held on this date.
            #[serde(rename = "on")]
            #[param(example = "2025-06")]
            _on: Option<String>,
            /// The language of sentences: `en` or `ar`.
            #[serde(rename = "lang")]
            #[param(pattern = "^(en|ar)$")]
            _lang: Option<String>,
        }
    )*};
}

queries! {
    /// Of which date, and in which language.
    AsOf {}
    /// An entry, as of a date.
    OfEntry {
        /// `ROOM/ID`, or an id that only one room uses.
        id: String,
    }
    /// A brief, as of a date.
    OfBrief {
        /// What changed since this date; default: since the last session.
        since: Option<String>,
    }
    /// A search, as of a date.
    OfSearch {
        /// The words, all of which are to be found.
        q: String,
    }
    /// A log, as of a date.
    OfLog {
        /// Only this room.
        room: Option<String>,
    }
}

/// What a process is, and what a seat may do there.
#[derive(Debug, Serialize, ToSchema)]
pub struct Process {
    /// Its title.
    title: String,
    /// Its language.
    language: String,
    /// The time zone of dates that name none.
    zone: Option<String>,
    /// The seat of the token.
    seat: String,
    /// Who keeps the process: told to the keeper's seat alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    keeper: Option<String>,
    /// The rooms that the seat reads.
    reads: Vec<String>,
    /// The rooms that it writes into.
    writes: Vec<String>,
    /// How far the rooms have come: sent back with what is written, it tells what the writer had seen.
    looked: String,
}

fn data(printed: Printed<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::Data((printed.json)()))
}

/// The process, the seat of the token, and its rooms.
#[utoipa::path(get, path = "/api/v1/process", operation_id = "process",
    responses((status = 200, description = "The process and the seat.", body = Envelope<Process>)))]
pub fn process(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let Nothing {} = asked(desk.asked)?;
    let (view, header) = (desk.look.view, desk.look.view.header());
    let viewer = view.viewer();
    let mut rooms: BTreeSet<Room> = view.rooms().cloned().collect();
    rooms.extend([Room::Public, Room::Joint, Room::Team]);
    for (entry, _) in view.facts::<Party>() {
        rooms.extend([Room::Party(entry.id.clone()), Room::Caucus([entry.id.clone()].into())]);
    }
    let names =
        |may: &dyn Fn(&Room) -> bool| rooms.iter().filter(|room| may(room)).map(Room::to_string).collect();
    let process = Process {
        title: header.title.read_in(&header.language).0.to_owned(),
        language: header.language.to_string(),
        zone: header.zone.iana_name().map(str::to_owned),
        seat: viewer.seat().to_string(),
        keeper: (*viewer.seat() == header.keeper).then(|| header.keeper.to_string()),
        reads: names(&|room| viewer.reads(room)),
        writes: names(&|room| viewer.writes(room)),
        looked: sizes_text(view.sizes().iter().map(|(room, size)| (room, *size))),
    };
    Ok(Answer::Data(envelope(desk.look, "process", json!(process))))
}

/// No parameters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// One entry: what it says, where that comes from, what was done to it. (`detente show`)
#[utoipa::path(get, path = "/api/v1/entry", operation_id = "entry", params(OfEntry),
    responses((status = 200, description = "The entry; each of them, where two rooms use the id.", body = Envelope<Vec<Shown>>)))]
pub fn entry(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let OfEntry { id, .. } = asked(desk.asked)?;
    let shown = detente_brief::show(desk.look, &id);
    match shown.found {
        true => data(shown),
        false => Err(Refusal::Nothing),
    }
}

/// What happened, where each side stands, what is agreed, refused and open. (`detente brief`)
#[utoipa::path(get, path = "/api/v1/brief", operation_id = "brief", params(OfBrief),
    responses((status = 200, description = "The brief, a section under each name.", body = Envelope<Content>)))]
pub fn brief(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let OfBrief { since, .. } = asked(desk.asked)?;
    let since = since.map(|text| VagueDate::parse(&text, desk.look.zone())).transpose();
    let since = since.map_err(|error| Refusal::Unclear(format!("since: {error}")))?;
    data(detente_brief::brief(desk.look, since.as_ref()))
}

/// How far apart, on what, how sure. (`detente gaps`)
#[utoipa::path(get, path = "/api/v1/gaps", operation_id = "gaps", params(AsOf),
    responses((status = 200, description = "The gap matrix.", body = Envelope<Content>)))]
pub fn gaps(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let AsOf { .. } = asked(desk.asked)?;
    data(detente_brief::gaps(desk.look))
}

/// Everything that happened, in order. (`detente timeline`)
#[utoipa::path(get, path = "/api/v1/timeline", operation_id = "timeline", params(AsOf),
    responses((status = 200, description = "The entries with a date.", body = Envelope<Vec<Dated>>)))]
pub fn timeline(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let AsOf { .. } = asked(desk.asked)?;
    data(detente_brief::timeline(desk.look, &detente_brief::Asked::default()))
}

/// Everything that holds some words. (`detente search`)
#[utoipa::path(get, path = "/api/v1/search", operation_id = "search", params(OfSearch),
    responses((status = 200, description = "The entries that hold all of the words; there may be none.", body = Envelope<Found>)))]
pub fn search(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let OfSearch { q, .. } = asked(desk.asked)?;
    let words: Vec<String> = q.split_whitespace().map(str::to_owned).collect();
    let candidates = screens::candidates(desk, &words)?;
    data(detente_brief::search(desk.look, &words, &candidates))
}

/// Every line of the seat's rooms as it was written, with the heads that prove it. (`detente log`)
#[utoipa::path(get, path = "/api/v1/log", operation_id = "log", params(OfLog),
    responses((status = 200, description = "The rooms with their heads and lines.", body = Envelope<Logs>)))]
pub fn log(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let OfLog { room, .. } = asked(desk.asked)?;
    let room = room.map(|text| room_named(&text)).transpose()?;
    data(detente_brief::log(desk.look, room.as_ref()))
}

/// The document that is attached to a source. (`detente document`)
#[utoipa::path(get, path = "/api/v1/document", operation_id = "document", params(OfEntry),
    responses((status = 200, description = "Its bytes.", body = Vec<u8>, content_type = "application/octet-stream")))]
pub fn document(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let OfEntry { id, .. } = asked(desk.asked)?;
    let (name, bytes) = desk.document(desk.seen(&id)?)?;
    Ok(Answer::File { name, kind: "application/octet-stream", bytes })
}
