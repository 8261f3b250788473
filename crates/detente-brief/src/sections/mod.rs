//! The sections of the brief: one file each. A section gathers what it needs from the view and
//! gives the blocks of a page and the same as JSON.

pub mod acts;
pub mod changes;
pub mod commitments;
pub mod contacts;
pub mod deals;
pub mod header;
pub mod incidents;
pub mod ledger;
pub mod lines;
pub mod map;
pub mod matrix;
pub mod red_lines;
pub mod rests;
pub mod sessions;
pub mod sources;
pub mod weeks;

use crate::doc::{Block, Inline, Line, Target};
use crate::look::Look;
use detente_record::Entry;
use serde_json::Value;

/// The JSON of a section, made only when it is asked for: it tells everything, where a page tells
/// what its limits allow.
pub type LazyJson<'v> = Box<dyn FnOnce() -> Value + 'v>;

/// One section: blocks for a page, and the whole of it as JSON.
pub struct Section<'v> {
    /// Its name in JSON.
    pub name: &'static str,
    /// What a page shows, within the section's limit.
    pub blocks: Vec<Block>,
    /// Everything.
    pub json: LazyJson<'v>,
}

/// At most `limit` of `all` as a list, each as `show` puts it, with how many more there are: on `screen`, where one
/// shows them all.
pub(crate) fn limited<T>(
    look: &Look<'_>,
    all: &[T],
    (limit, screen): (usize, Option<&'static str>),
    show: impl Fn(&T) -> (Line, Vec<Line>),
) -> Block {
    let more = all.len().saturating_sub(limit);
    let mut items: Vec<(Line, Vec<Line>)> = all.iter().take(limit).map(show).collect();
    if more > 0 {
        let words = match screen {
            Some(screen) => and_more_on(look, more, screen),
            None => and_more(look, more),
        };
        items.push((words, Vec::new()));
    }
    Block::List(items)
}

/// “and 3 more”.
pub fn and_more(look: &Look<'_>, more: usize) -> Line {
    vec![Inline::Quiet(look.lang.line("and-more", vec![("n", more.into())]))]
}

/// The same where `screen` shows them all.
pub fn and_more_on(look: &Look<'_>, more: usize, screen: &'static str) -> Line {
    look.to(|| Target::screen(screen), and_more(look, more))
}

/// An entry as JSON: its canonical form.
fn entry_json(entry: &Entry) -> Value {
    entry.encode()
}

/// Sorts entries by when they happened, the earliest first; undated ones last. Ties keep the
/// order of the view.
pub fn by_time<'e>(look: &Look<'_>, entries: impl Iterator<Item = &'e Entry>) -> Vec<&'e Entry> {
    let mut dated: Vec<_> = entries.map(|entry| (look.view.happened(entry).sort_key(), entry)).collect();
    dated.sort_by_key(|(key, _)| *key);
    dated.into_iter().map(|(_, entry)| entry).collect()
}

/// The same, the latest first; undated ones still last.
pub fn latest_first<'e>(look: &Look<'_>, entries: impl Iterator<Item = &'e Entry>) -> Vec<&'e Entry> {
    let ordered = by_time(look, entries);
    let is_dated = |entry: &&Entry| {
        let at = look.view.happened(entry);
        at.earliest.is_some() || at.latest.is_some()
    };
    let (mut dated, undated): (Vec<&Entry>, Vec<&Entry>) = ordered.into_iter().partition(is_dated);
    dated.reverse();
    dated.extend(undated);
    dated
}
