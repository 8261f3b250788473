//! Third parties: contacts and pressure; and what was said.

use super::{Section, latest_first, entry_json, limited};
use crate::doc::{Block, Inline, Line};
use crate::look::Look;
use detente_model::{Contact, Statement};
use detente_record::Entry;
use serde_json::json;

/// How many lines each part has on a page.
const LIMIT: usize = 4;

/// Contacts, then statements; the latest first.
pub fn section(look: &Look<'_>) -> Section {
    let contacts = latest_first(look, look.view.facts::<Contact>().map(|(entry, _)| entry));
    let statements = latest_first(look, look.view.facts::<Statement>().map(|(entry, _)| entry));
    let mut blocks = Vec::new();
    for (name, id, entries) in [("contacts", "section-contacts", &contacts), ("statements", "section-statements", &statements)] {
        if !entries.is_empty() {
            blocks.push(Block::Section(name, vec![look.lang.word(id)]));
            blocks.push(limited(look, entries.iter().map(|entry| (line(look, entry), Vec::new())).collect(), LIMIT));
        }
    }
    let json = json!({
        "contacts": contacts.iter().map(|entry| entry_json(entry)).collect::<Vec<_>>(),
        "statements": statements.iter().map(|entry| entry_json(entry)).collect::<Vec<_>>(),
    });
    Section { name: "voices", blocks, json }
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
