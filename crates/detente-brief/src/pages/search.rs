//! The entries that hold all of some words.
//!
//! Where a store keeps an index, it names the entries that may hold them, and only those are read;
//! else every entry of the view is, `O(total text)`. What counts as a word: [`detente_record::words`].

use super::{Printed, entry_line, envelope, page};
use crate::doc::{Block, Inline, Target};
use crate::look::Look;
use detente_model::Room;
use detente_record::Seen;
use detente_record::words::{fold, searched};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The places in the logs of rooms of the entries that may hold the words. A room that is not
/// named has no index.
pub type Candidates = BTreeMap<Room, BTreeSet<u32>>;

/// The entries, by room and as recorded, that hold all `words`.
pub fn search<'v>(look: &'v Look<'_>, words: &'v [String], candidates: &Candidates) -> Printed<'v> {
    let wanted: Vec<String> = words.iter().map(|word| fold(word)).filter(|word| !word.is_empty()).collect();
    let holds = |seen: &&Seen<'_>| {
        let text = searched(&said(seen));
        wanted.iter().all(|word| text.contains(word.as_str()))
    };
    let found: Vec<&Seen<'_>> = if wanted.is_empty() {
        Vec::new()
    } else {
        let mut near = Near { candidates, room: None };
        let shown = look.view.history().filter(|seen| seen.withdrawn().is_none() && near.may_hold(seen));
        shown.filter(holds).collect()
    };
    let mut blocks = vec![Block::Para(look.lang.line("search-found", vec![("n", found.len().into())]))];
    if !found.is_empty() {
        let (part, more) = look.part(&found, || Target::screen("search").with("q", words.join(" ")));
        let items = part.iter().map(|seen| (entry_line(look, seen.entry()), Vec::new()));
        blocks.push(Block::List(items.collect()));
        if !more.is_empty() {
            blocks.push(Block::Para(more));
        }
    }
    let asked = Inline::data(words.join(" "));
    let title = look.lang.line("search-title", vec![("words", asked.into())]);
    let any = !found.is_empty();
    let json = Box::new(move || {
        let entries: Vec<Value> = found.iter().map(|seen| seen.entry().encode()).collect();
        envelope(look, "search", json!({"words": words, "entries": entries}))
    });
    Printed { page: page(look, title, blocks), json, found: any }
}

/// The canonical form of an entry as it now stands.
fn said(seen: &Seen<'_>) -> Value {
    // As it was written it is at hand as text: of thousands that hold a word, most are not shown.
    let text = seen.stored_text().filter(|_| seen.corrections().is_empty());
    let written = text.and_then(|text| serde_json::from_str(text).ok());
    written.unwrap_or_else(|| seen.entry().encode())
}

/// The candidates, looked up once for each run of entries of one room.
struct Near<'c, 'r> {
    candidates: &'c Candidates,
    room: Option<(&'r Room, Option<&'c BTreeSet<u32>>)>,
}

impl<'r> Near<'_, 'r> {
    fn may_hold(&mut self, seen: &Seen<'r>) -> bool {
        let (room, place) = seen.place();
        let places = match self.room {
            Some((of, places)) if std::ptr::eq(of, room) => places,
            _ => self.candidates.get(room),
        };
        self.room = Some((room, places));
        // What a correction made of an entry is in no index.
        places.is_none_or(|places| places.contains(&place) || !seen.corrections().is_empty())
    }
}
