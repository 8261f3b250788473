//! Every line of the logs, with the heads that bind them.

use super::{Printed, envelope, page, title};
use crate::doc::{Block, Inline, Line};
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
        let badge = vec![look.room(room)];
        blocks.push(Block::Section(
            "log",
            look.lang.line(
                "log-room",
                vec![("room", badge.into()), ("n", crate::lang::Arg::Amount(head.size.to_string()))],
            ),
        ));
        blocks
            .push(Block::Keys(vec![(vec![look.lang.word("log-head")], vec![Inline::Id(head.to_string())])]));
        blocks.push(Block::List(lines_of(look, room).map(|seen| row(look, seen)).collect()));
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

/// A line of the log as a line of a list: its number, when and by whom it was written, what it says.
pub(super) fn row(look: &Look<'_>, seen: &Seen<'_>) -> (Line, Vec<Line>) {
    let entry = seen.as_written();
    let mut line = vec![Inline::Strong(vec![Inline::data((seen.place().1 + 1).to_string())])];
    line.push(Inline::mark(" "));
    line.extend(look.describe(entry));
    line.push(Inline::mark(" "));
    line.extend(look.id(entry));
    let date = look.lang.instant(entry.recorded, look.zone());
    let kind = look.lang.word(&format!("kind-{}", entry.kind().as_str()));
    let mut about = look.lang.line(
        "log-written",
        vec![
            ("kind", vec![kind].into()),
            ("date", date.into()),
            ("author", Inline::data(entry.author.clone()).into()),
        ],
    );
    if let Some(at) = seen.received() {
        let at = look.lang.instant(at, look.zone());
        about.push(Inline::mark(" "));
        about.extend(look.lang.line("log-received", vec![("date", at.into())]));
    }
    (line, vec![vec![Inline::Quiet(about)]])
}
