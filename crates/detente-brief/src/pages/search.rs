//! The entries that hold all of some words.
//!
//! Every entry of the view is read, `O(total text)`: a process of a million entries is the
//! store's business, which keeps an index a room. Case and accents are folded (NFKD without
//! marks), so that `Umerov` is found by `umerov` and `Zurich` finds `Zürich`.

use super::{Printed, entry_line, envelope, page};
use crate::doc::{Block, Inline};
use crate::look::Look;
use detente_record::Seen;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The entries, by room and as recorded, that hold all `words`.
pub fn search<'v>(look: &'v Look<'_>, words: &'v [String]) -> Printed<'v> {
    let wanted: Vec<String> = words.iter().map(|word| fold(word)).filter(|word| !word.is_empty()).collect();
    let holds = |seen: &&Seen<'_>| {
        let mut text = String::new();
        words_of(&seen.entry().encode(), &mut text);
        let text = fold(&text);
        wanted.iter().all(|word| text.contains(word.as_str()))
    };
    let shown = |seen: &&Seen<'_>| seen.withdrawn().is_none();
    let found: Vec<&Seen<'_>> = if wanted.is_empty() {
        Vec::new()
    } else {
        look.view.history().filter(shown).filter(holds).collect()
    };
    let mut blocks = vec![Block::Para(look.lang.line("search-found", vec![("n", found.len().into())]))];
    if !found.is_empty() {
        let items = found.iter().map(|seen| (entry_line(look, seen.entry()), Vec::new()));
        blocks.push(Block::List(items.collect()));
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

/// Every text in a value, with spaces between.
fn words_of(value: &Value, text: &mut String) {
    match value {
        Value::String(s) => {
            text.push_str(s);
            text.push(' ');
        }
        Value::Array(items) => items.iter().for_each(|item| words_of(item, text)),
        Value::Object(map) => map.values().for_each(|item| words_of(item, text)),
        _ => {}
    }
}

/// Lower case without accents.
fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn case_and_accents_do_not_matter() {
        assert_eq!(fold("Zürich ÉLAN"), "zurich elan");
        assert_eq!(fold("Умєров"), fold("умЄРОВ"));
    }
}
