//! Who came forward to whom, how often, and when last.

use super::Actors;
use super::ties::{Ties, kind_word, leads};
use crate::doc::{Block, Cross, Inline, Line, TieKind, joined};
use crate::look::Look;
use detente_model::{DateForm, Point};
use detente_record::Entry;

/// When it was, without the time of day.
fn day(look: &Look<'_>, entry: &Entry) -> Option<Line> {
    match entry.when.as_ref().map(|when| &when.form) {
        Some(DateForm::In(Point::Minute { local, .. })) => Some(look.lang.point(&Point::Day(local.date()))),
        _ => look.when(entry),
    }
}

/// The matrix of parties; or that there was no contact.
pub fn block(look: &Look<'_>, actors: &Actors<'_>, ties: &Ties<'_>) -> Block {
    if ties.0.is_empty() {
        return Block::Para(vec![Inline::Quiet(vec![look.lang.word("actors-no-contact")])]);
    }
    let all: Vec<_> = ties.0.iter().collect();
    let cells = all.chunk_by(|(a, _), (b, _)| (a.0, a.1) == (b.0, b.1)).map(|cell| {
        let kinds = cell.iter().map(|((_, _, kind), tie)| {
            let kind = TieKind::ALL[*kind];
            look.to(|| leads(kind, tie.count, tie.last), kind_word(look, kind, tie.count))
        });
        let dated = cell.iter().filter_map(|(_, tie)| Some((tie.order(), day(look, tie.last)?, tie.last)));
        let last = dated.max_by_key(|(order, _, _)| *order).map(|(_, when, entry)| {
            let when = look.to(|| crate::doc::Target::entry(&entry.room, &entry.id), when);
            vec![Inline::Quiet(look.lang.line("actors-last", vec![("date", when.into())]))]
        });
        let what: Line = joined(std::iter::once(look.list(kinds)).chain(last), " · ");
        let (from, to, _) = cell[0].0;
        (*from, *to, what)
    });
    Block::Cross(Cross {
        caption: vec![look.lang.word("actors-matrix-caption")],
        heads: ["actors-from", "actors-to", "actors-contact"].map(|id| vec![look.lang.word(id)]),
        parties: (0..actors.parties.len()).map(|place| actors.name(look, place)).collect(),
        cells: cells.collect(),
        nothing: vec![look.lang.word("nothing")],
    })
}
