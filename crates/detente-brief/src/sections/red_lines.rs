//! A red line in words: whose, on which issue, what it says, and what it rests on.

use crate::doc::{Inline, Line, Target};
use crate::lang::Arg;
use crate::look::Look;
use crate::pages::cited;
use detente_model::{AnyRef, Id, Issue, PartyRef, Position, PositionKind, Room};
use detente_record::Entry;

/// The red line that `position` states, without what it rests on; whose and on what leads to what the party holds.
pub fn stated(look: &Look<'_>, (entry, issue): (&Entry, &Issue), party: &Entry, position: &Position) -> Line {
    let lang = look.lang;
    let args = vec![
        ("party", Arg::from(look.party(&party.room, &PartyRef::to(party.id.clone())))),
        ("issue", lang.text(&issue.title).into()),
    ];
    let held = || Target::screen("held").with("issue", look.place(entry)).with("party", look.place(party));
    let mut line = look.to(held, lang.line("packages-line-of", args));
    let id = if position.kind == PositionKind::Refusal { "red-line-refuses" } else { "red-line-of" };
    let what = vec![("what", look.extent(position, issue).into())];
    line.extend([Inline::mark(" "), Inline::RedLine(lang.line(id, what))]);
    line
}

/// The marks of the entry that states it; and beneath, the words of its sources and on what it depends.
pub fn evidence(look: &Look<'_>, room: &Room, id: &Id, position: &Position) -> (Line, Vec<Line>) {
    let entry = look.view.resolve(room, &AnyRef::to(id.clone())).map(|seen| seen.entry());
    let marks = entry.map(|entry| look.marks(entry)).unwrap_or_default();
    let mut more = entry.map(|entry| cited(look, entry)).unwrap_or_default();
    if let Some(condition) = &position.condition {
        more.push(look.lang.line("condition", vec![("condition", look.lang.text(condition).into())]));
    }
    (marks, more)
}
