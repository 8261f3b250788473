//! The sources, by the numbers that the other sections use.

use super::{Section, and_more_on, entry_json};
use crate::doc::{Block, Inline, Line, joined};
use crate::look::Look;
use detente_model::Source;
use detente_record::Entry;
use serde_json::Value;

/// How many sources a page shows.
const LIMIT: usize = 8;

/// The sources of the view.
pub fn section<'v>(look: &'v Look<'_>) -> Section<'v> {
    let all: Vec<(&Entry, &Source)> = look.view.facts::<Source>().collect();
    let mut blocks = Vec::new();
    if !all.is_empty() {
        blocks.push(Block::Section("sources", vec![look.lang.word("section-sources")]));
        let mut items: Vec<(Line, Vec<Line>)> =
            all.iter().take(LIMIT).map(|(entry, source)| (line(look, entry, source), Vec::new())).collect();
        if all.len() > LIMIT {
            items.push((and_more_on(look, all.len() - LIMIT, "sources"), Vec::new()));
        }
        blocks.push(Block::List(items));
    }
    let json = Box::new(move || all.iter().map(|(entry, _)| entry_json(entry)).collect::<Value>());
    Section { name: "sources", blocks, json }
}

fn line(look: &Look<'_>, entry: &Entry, source: &Source) -> Line {
    let lang = look.lang;
    let number = look.source_number(&entry.room, &entry.id).unwrap_or(0);
    let what = look.describe(entry);
    let publisher = source.publisher.as_ref().map(|publisher| vec![lang.text(publisher)]);
    let published = source.published.as_ref().map(|date| look.date(&entry.room, date));
    let address = source.address.as_ref().map(|address| vec![Inline::data(address)]);
    let mut line = vec![Inline::Quiet(vec![Inline::mark(&format!("[{number}] "))])];
    line.extend(joined(std::iter::once(what).chain(publisher).chain(published).chain(address), " · "));
    if entry.room != detente_model::Room::Public {
        line.extend([Inline::mark(" "), look.room(&entry.room)]);
    }
    line
}
