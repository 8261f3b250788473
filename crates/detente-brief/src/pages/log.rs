//! Every line of the logs, with the heads that bind them.

use super::{Printed, envelope, page, title};
use crate::doc::{Block, Inline, Line, Table};
use crate::look::Look;
use detente_model::Room;
use detente_record::{Head, Seen};
use serde_json::{Value, json};

/// The lines of `room`, or of all rooms, as they were written, each room with its head.
pub fn log<'v>(look: &'v Look<'_>, room: Option<&Room>) -> Printed<'v> {
    let heads: Vec<(&Room, Head)> =
        look.view.heads().filter(|(of, _)| room.is_none_or(|room| room == *of)).collect();
    let mut blocks = Vec::new();
    for (room, head) in &heads {
        let badge = vec![Inline::Room((*room).clone())];
        let n = head.size.to_string();
        blocks.push(Block::Section(
            "log",
            look.lang.line("log-room", vec![("room", badge.into()), ("n", Inline::data(n).into())]),
        ));
        blocks
            .push(Block::Keys(vec![(vec![look.lang.word("log-head")], vec![Inline::Id(head.to_string())])]));
        blocks.push(Block::Table(table(look, room)));
    }
    if heads.is_empty() {
        blocks.push(Block::Para(vec![Inline::Quiet(vec![look.lang.word("timeline-none")])]));
    }
    let found = !heads.is_empty();
    let json = Box::new(move || {
        let rooms: Vec<Value> = heads
            .iter()
            .map(|(room, head)| {
                let lines: Vec<Value> = lines_of(look, room).map(|seen| line_json(seen)).collect();
                json!({"room": room.to_string(), "head": head.to_string(), "lines": lines})
            })
            .collect();
        envelope(look, "log", json!({"rooms": rooms}))
    });
    Printed { page: page(look, title(look, "log-title"), blocks), json, found }
}

fn lines_of<'l, 'v>(look: &'l Look<'v>, room: &'l Room) -> impl Iterator<Item = &'l Seen<'v>> {
    look.view.history().filter(move |seen| seen.place().0 == room)
}

fn line_json(seen: &Seen<'_>) -> Value {
    json!({
        "line": seen.place().1 + 1,
        "received": seen.received().map(|at| at.to_string()),
        "entry": seen.as_written().encode(),
    })
}

fn table(look: &Look<'_>, room: &Room) -> Table {
    let head = ["log-line", "log-recorded", "log-author", "log-kind", "log-says", "log-id"];
    Table {
        caption: vec![look.lang.word("log-caption")],
        head: head.iter().map(|id| vec![look.lang.word(id)]).collect(),
        rows: lines_of(look, room).map(|seen| row(look, seen)).collect(),
    }
}

fn row(look: &Look<'_>, seen: &Seen<'_>) -> Vec<Line> {
    let entry = seen.as_written();
    let mut recorded = look.lang.instant(entry.recorded, look.zone());
    if let Some(at) = seen.received() {
        let at = look.lang.instant(at, look.zone());
        recorded.push(Inline::mark(" "));
        recorded.push(Inline::Quiet(look.lang.line("log-received", vec![("date", at.into())])));
    }
    vec![
        vec![Inline::data((seen.place().1 + 1).to_string())],
        recorded,
        vec![Inline::data(entry.author.clone())],
        vec![look.lang.word(&format!("kind-{}", entry.kind().as_str()))],
        look.describe(entry),
        vec![Inline::Id(entry.id.to_string())],
    ]
}
