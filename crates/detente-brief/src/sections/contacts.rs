//! Third parties: contacts and pressure; and what was said.

use super::{Section, entry_json, latest_first, limited};
use crate::doc::{Block, Inline, Line};
use crate::look::Look;
use detente_model::{Contact, Statement};
use detente_record::Entry;
use serde_json::{Value, json};

/// How many lines each part has on a page.
const LIMIT: usize = 4;

/// Contacts, then statements; the latest first.
pub fn section<'v>(look: &'v Look<'_>) -> Section<'v> {
    let contacts = latest_first(look, look.view.facts::<Contact>().map(|(entry, _)| entry));
    let statements = latest_first(look, look.view.facts::<Statement>().map(|(entry, _)| entry));
    let mut blocks = Vec::new();
    for (name, id, entries) in
        [("contacts", "section-contacts", &contacts), ("statements", "section-statements", &statements)]
    {
        if !entries.is_empty() {
            blocks.push(Block::Section(name, vec![look.lang.word(id)]));
            blocks.push(limited(look, entries, (LIMIT, Some("timeline")), |entry| {
                (line(look, entry), Vec::new())
            }));
        }
    }
    let all = |entries: Vec<&Entry>| entries.into_iter().map(entry_json).collect::<Value>();
    let json = Box::new(move || json!({"contacts": all(contacts), "statements": all(statements)}));
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
