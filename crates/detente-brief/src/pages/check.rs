//! What is wrong with the files of a process, as a page.

use crate::doc::{Block, Inline, Line, Page, State};
use crate::lang::Lang;
use detente_model::{Diagnostic, Room, Severity};

/// A fault with its line and column, where it has a place.
pub type Told<'a> = (&'a Diagnostic, Option<(usize, usize)>);

/// The faults of `process`, in the order of the files, how many `more` there are in a room, and the
/// rooms that do not pass and whose words may not be shown. `reader` says for whom: the keeper's
/// seat, or a room.
pub fn check(
    process: &str,
    reader: &str,
    faults: &[Told<'_>],
    more: &[(Room, usize)],
    elsewhere: &[Room],
    lang: &Lang,
) -> Page {
    let title = lang.line("check-title", vec![("process", Inline::data(process).into())]);
    let has_errors = faults.iter().any(|(fault, _)| fault.code.severity() == Severity::Error);
    let (state, verdict) = match has_errors || !elsewhere.is_empty() {
        true => (State::No, "check-fails"),
        false => (State::Yes, "check-passes"),
    };
    let mut blocks = vec![Block::Para(vec![Inline::State(state, lang.say(verdict))])];
    if !faults.is_empty() {
        blocks.push(Block::List(faults.iter().map(|told| fault_lines(told, lang)).collect()));
    }
    for (room, count) in more {
        let room = Inline::room(room);
        blocks
            .push(Block::Para(lang.line("check-more", vec![("n", (*count).into()), ("room", room.into())])));
    }
    for room in elsewhere {
        blocks.push(Block::Para(lang.line("check-elsewhere", vec![("room", Inline::room(room).into())])));
    }
    let version = Inline::data(env!("CARGO_PKG_VERSION"));
    let foot =
        lang.line("check-foot", vec![("process", Inline::data(process).into()), ("version", version.into())]);
    Page { title, badge: reader.to_uppercase(), blocks, foot }
}

fn fault_lines((fault, place): &Told<'_>, lang: &Lang) -> (Line, Vec<Line>) {
    let word = match fault.code.severity() {
        Severity::Error => Inline::State(State::No, lang.say("check-error")),
        Severity::Warning => Inline::State(State::Open, lang.say("check-warning")),
    };
    let place = match place {
        Some((line, column)) => format!("{}:{line}:{column}", fault.file),
        None => fault.file.to_string(),
    };
    let code = Inline::Id(fault.code.as_str().to_owned());
    let message = Inline::Strong(vec![Inline::data(&fault.message)]);
    let line = vec![
        word,
        Inline::mark(" "),
        code,
        Inline::mark(" "),
        Inline::data(place),
        Inline::mark(" "),
        message,
    ];
    let told = |id: &str, text: &Option<String>| {
        text.as_ref().map(|text| lang.line(id, vec![("what", Inline::data(text).into())]))
    };
    let more = [told("check-expected", &fault.expected), told("check-help", &fault.help)];
    (line, more.into_iter().flatten().collect())
}
