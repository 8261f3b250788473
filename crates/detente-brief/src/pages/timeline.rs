//! Everything that happened, in order.

use super::{Printed, entry_line, envelope, page, title};
use crate::doc::{Block, Inline, Line};
use crate::look::Look;
use crate::sections::by_time;
use detente_record::Entry;
use serde_json::{Value, json};

/// The entries that have a date, the earliest first; then those that may have happened at any time.
pub fn timeline<'v>(look: &'v Look<'_>) -> Printed<'v> {
    let has_date = |entry: &&Entry| look.when(entry).is_some();
    let dated = by_time(look, look.view.entries().map(|seen| seen.entry()).filter(has_date));
    let (fixed, vague): (Vec<&Entry>, Vec<&Entry>) = dated.into_iter().partition(|entry| {
        let at = look.view.happened(entry);
        at.earliest.is_some() || at.latest.is_some()
    });
    let list = |entries: &[&Entry]| -> Vec<(Line, Vec<Line>)> {
        entries.iter().map(|entry| (entry_line(look, entry), Vec::new())).collect()
    };
    let mut blocks = Vec::new();
    if !fixed.is_empty() {
        blocks.push(Block::List(list(&fixed)));
    }
    if !vague.is_empty() {
        blocks.push(Block::Section("timeline", vec![look.lang.word("timeline-undated")]));
        blocks.push(Block::List(list(&vague)));
    }
    if blocks.is_empty() {
        blocks.push(Block::Para(vec![Inline::Quiet(vec![look.lang.word("timeline-none")])]));
    }
    let one = |entry: &Entry| {
        let at = look.view.happened(entry);
        json!({"entry": entry.encode(), "earliest": at.earliest.map(|t| t.to_string()),
               "latest": at.latest.map(|t| t.to_string()), "says": crate::doc::plain(&look.describe(entry))})
    };
    let json = Box::new(move || {
        envelope(look, "timeline", fixed.into_iter().chain(vague).map(one).collect::<Value>())
    });
    Printed { page: page(look, title(look, "timeline-title"), blocks), json, found: true }
}
