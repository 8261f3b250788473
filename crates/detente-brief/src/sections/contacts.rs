//! Third parties: contacts and pressure; and what was said.

use super::{Section, by_time, entry_json, limited};
use crate::doc::{Block, Inline, Line};
use crate::look::Look;
use detente_model::{Contact, Statement};
use detente_record::Entry;
use serde_json::json;

/// How many lines each part has on a page.
const LIMIT: usize = 6;

/// Contacts, then statements; the latest first.
pub fn section(look: &Look<'_>) -> Section {
    let contacts = latest(look, look.view.facts::<Contact>().map(|(entry, _)| entry));
    let statements = latest(look, look.view.facts::<Statement>().map(|(entry, _)| entry));
    let mut blocks = Vec::new();
    for (id, entries) in [("section-contacts", &contacts), ("section-statements", &statements)] {
        if !entries.is_empty() {
            blocks.push(Block::Heading(2, vec![look.lang.word(id)]));
            blocks.push(limited(look, entries.iter().map(|entry| (line(look, entry), Vec::new())).collect(), LIMIT));
        }
    }
    let json = json!({
        "contacts": contacts.iter().map(|entry| entry_json(entry)).collect::<Vec<_>>(),
        "statements": statements.iter().map(|entry| entry_json(entry)).collect::<Vec<_>>(),
    });
    Section { name: "voices", blocks, json }
}

fn latest<'e>(look: &Look<'_>, entries: impl Iterator<Item = &'e Entry>) -> Vec<&'e Entry> {
    let mut ordered = by_time(look, entries);
    ordered.reverse();
    ordered
}

fn line(look: &Look<'_>, entry: &Entry) -> Line {
    let mut line = look.describe(entry);
    if let Some(when) = look.when(entry) {
        line.push(Inline::mark(" · "));
        line.push(Inline::Quiet(when));
    }
    line.extend(look.marks(entry));
    line
}
