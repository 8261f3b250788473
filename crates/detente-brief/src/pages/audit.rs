//! Who came in on this seat, and how far each room has come.
//!
//! A viewer is shown what happened on his own seat, and of the record only his own rooms.

use super::{Printed, envelope, page};
use crate::doc::{Block, Inline, Line, Table};
use crate::look::Look;
use detente_model::Room;
use detente_record::Seen;
use jiff::Timestamp;
use serde_json::{Value, json};

/// How many of the newest lines of a room, and of the newest events, are shown.
const NEWEST: usize = 50;

/// What happened on a seat.
#[derive(Clone, Debug)]
pub struct SeatEvent {
    /// When.
    pub at: Timestamp,
    /// Whose link, session or token it was; empty for the keeper's own.
    pub name: String,
    /// What, as the end of the name of a message: `audit-event-…`.
    pub what: &'static str,
}

/// What happened on the viewer's seat, in the order in which it happened; the heads and the newest lines of his
/// rooms.
pub fn audit<'v>(look: &'v Look<'_>, events: &'v [SeatEvent]) -> Printed<'v> {
    let lang = look.lang;
    let mut blocks = vec![Block::Section("audit", vec![lang.word("audit-events")])];
    blocks.push(Block::Para(vec![Inline::Quiet(vec![lang.word("audit-events-rule")])]));
    if events.is_empty() {
        blocks.push(Block::Para(vec![lang.word("audit-events-none")]));
    } else {
        blocks.push(Block::Table(event_table(look, events)));
    }
    blocks.push(Block::Section("heads", vec![lang.word("audit-heads")]));
    blocks.push(Block::Para(vec![Inline::Quiet(vec![lang.word("audit-heads-rule")])]));
    let heads: Vec<Vec<Line>> = look
        .view
        .heads()
        .map(|(room, head)| vec![vec![look.room(room)], vec![Inline::Id(head.to_string())]])
        .collect();
    blocks.push(Block::Table(Table {
        caption: vec![lang.word("audit-heads-caption")],
        head: vec![vec![lang.word("show-room")], vec![lang.word("audit-head")]],
        rows: heads,
    }));
    for room in look.view.rooms() {
        blocks.push(Block::Heading(lang.line("audit-newest", vec![("room", look.room(room).into())])));
        blocks.push(newest(look, room));
    }
    let title = super::title(look, "audit-title");
    let json = Box::new(move || {
        let events: Vec<Value> = events
            .iter()
            .map(|event| json!({"at": event.at.to_string(), "name": event.name, "event": event.what}))
            .collect();
        let heads: Vec<Value> = look
            .view
            .heads()
            .map(|(room, head)| json!({"room": room.to_string(), "head": head.to_string()}))
            .collect();
        envelope(look, "audit", json!({"events": events, "heads": heads}))
    });
    Printed { page: page(look, title, blocks), json, found: true }
}

fn event_table(look: &Look<'_>, events: &[SeatEvent]) -> Table {
    let lang = look.lang;
    let row = |event: &SeatEvent| {
        let name = match event.name.as_str() {
            "" => lang.word("audit-keeper"),
            name => Inline::data(name),
        };
        vec![
            lang.instant(event.at, look.zone()),
            vec![lang.word(&format!("audit-event-{}", event.what))],
            vec![name],
        ]
    };
    Table {
        caption: lang.line("audit-events-caption", vec![("n", events.len().min(NEWEST).into())]),
        head: vec![
            vec![lang.word("audit-when")],
            vec![lang.word("audit-what")],
            vec![lang.word("audit-who")],
        ],
        rows: events.iter().rev().take(NEWEST).map(row).collect(),
    }
}

fn newest(look: &Look<'_>, room: &Room) -> Block {
    let mut lines: Vec<&Seen<'_>> = look.view.history().filter(|seen| seen.place().0 == room).collect();
    lines.sort_by_key(|seen| std::cmp::Reverse(seen.place().1));
    Block::List(lines.iter().take(NEWEST).map(|seen| super::log::row(look, seen)).collect())
}
