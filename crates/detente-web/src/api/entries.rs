//! `GET /api/v1/entries`: the entries that say something and count, a part at a time.

use super::asked;
use super::cursor::Cursor;
use super::openapi::{Entry, Envelope};
use crate::answer::{Answer, Refusal};
use crate::desk::Desk;
use detente_brief::envelope;
use detente_model::{Room, VagueDate};
use detente_record::{DeedKind, Seen};
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};

/// How many entries a part has, where nobody chose.
const PART: usize = 100;

/// How many it has at most.
pub const MOST: usize = 1000;

/// Which entries.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Only entries of this kind: `position`, `incident` …
    kind: Option<String>,
    /// Only entries that stand in this room.
    room: Option<String>,
    /// Only what was recorded, or corrected, after this date: `2025-05-16` (its end), `2025-05-16T09:00`.
    since: Option<String>,
    /// As it was known by this date.
    #[serde(rename = "known")]
    _known: Option<String>,
    /// What held on this date.
    #[serde(rename = "on")]
    _on: Option<String>,
    /// How many at most.
    #[serde(default, deserialize_with = "number")]
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
    /// `next` of the part before. The other parameters stay the same.
    cursor: Option<String>,
}

/// A part of the entries.
#[derive(Debug, Serialize, ToSchema)]
pub struct Part {
    /// The entries as they now stand: by room, widest first, and within a room as recorded.
    entries: Vec<Entry>,
    /// The cursor of the next part; `null` at the end.
    next: Option<String>,
}

fn number<'de, D: Deserializer<'de>>(d: D) -> Result<Option<usize>, D::Error> {
    let text = String::deserialize(d)?;
    let number = text.parse().ok().filter(|number| (1..=MOST).contains(number));
    let wrong = || serde::de::Error::custom(format!("limit is a number from 1 to {MOST}"));
    number.map(Some).ok_or_else(wrong)
}

/// What is asked, understood.
struct Asked {
    kind: Option<DeedKind>,
    room: Option<Room>,
    since: Option<Timestamp>,
    limit: usize,
    cursor: Cursor,
}

impl Which {
    fn understood(self, desk: &Desk<'_>) -> Result<Asked, Refusal> {
        let view = desk.look.view;
        let kind = self.kind.map(|word| kind_named(&word)).transpose()?;
        let room = self.room.map(|text| room_named(&text)).transpose()?;
        let since = self.since.map(|text| end_of(desk, "since", &text)).transpose()?;
        let cursor = match &self.cursor {
            None => Cursor { sizes: view.sizes(), after: None },
            Some(text) => Cursor::read(text, view.viewer())
                .ok_or_else(|| Refusal::Unclear("the cursor is none that this seat was given".into()))?,
        };
        Ok(Asked { kind, room, since, limit: self.limit.unwrap_or(PART), cursor })
    }
}

impl Asked {
    fn admits(&self, seen: &Seen<'_>) -> bool {
        let entry = seen.entry();
        let is_new = |since: Timestamp| {
            seen.known() > since || seen.corrections().iter().any(|by| by.recorded > since)
        };
        self.kind.is_none_or(|kind| entry.kind() == kind)
            && self.room.as_ref().is_none_or(|room| entry.room == *room)
            && self.since.is_none_or(is_new)
    }
}

/// The kind of fact that `word` names.
fn kind_named(word: &str) -> Result<DeedKind, Refusal> {
    let kind = DeedKind::from_word(word).filter(|kind| matches!(kind, DeedKind::Says(_)));
    kind.ok_or_else(|| Refusal::Unclear(format!("“{word}” is no kind of entry that says something")))
}

/// The room called `text`.
pub(super) fn room_named(text: &str) -> Result<Room, Refusal> {
    let help = "write public, joint, team, party:PARTY or caucus:PARTY+PARTY";
    Room::parse(text).ok_or_else(|| Refusal::Unclear(format!("“{text}” is no room; {help}")))
}

/// The end of the date that `text` is.
fn end_of(desk: &Desk<'_>, key: &str, text: &str) -> Result<Timestamp, Refusal> {
    let date = VagueDate::parse(text, desk.look.zone());
    let date = date.map_err(|error| Refusal::Unclear(format!("{key}: {error}")))?;
    date.interval().latest.ok_or_else(|| Refusal::Unclear(format!("{key}: “{text}” has no end")))
}

/// The entries that say something and count.
#[utoipa::path(get, path = "/api/v1/entries", operation_id = "entries", params(Which),
    responses((status = 200, description = "A part of the entries.", body = Envelope<Part>)))]
pub fn entries(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let which: Which = asked(desk.asked)?;
    let asked = which.understood(desk)?;
    let mut rest = desk.look.view.entries().filter(|seen| asked.cursor.is_before(seen) && asked.admits(seen));
    let part: Vec<&Seen<'_>> = rest.by_ref().take(asked.limit).collect();
    let next = match (rest.next(), part.last()) {
        (Some(_), Some(last)) => {
            let (room, place) = last.place();
            let after = Some((room.clone(), place));
            Some(Cursor { after, sizes: asked.cursor.sizes.clone() }.text())
        }
        _ => None,
    };
    let entries: Vec<Value> = part.iter().map(|seen| seen.entry().encode()).collect();
    Ok(Answer::Data(envelope(desk.look, "entries", json!({"entries": entries, "next": next}))))
}
