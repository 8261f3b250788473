//! What a search looks in: the words of an entry, folded.
//!
//! Case and accents are folded (NFKD without marks, then lower case), so that `Umerov` is found by
//! `umerov` and `Zurich` finds `Zürich`. A search finds parts of words: in Arabic an article, in
//! German a whole noun stands before the stem, and Chinese puts no spaces.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The keys of an entry's canonical form that are no part of what it says.
const ABOUT_THE_LINE: [&str; 6] = ["id", "entry", "room", "recorded", "author", "basis"];

/// Lower case without accents.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        // The same, quickly.
        return text.to_ascii_lowercase();
    }
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// Every text of an entry's canonical form, folded, with spaces between.
pub fn searched(entry: &Value) -> String {
    let mut text = String::new();
    if let Value::Object(map) = entry {
        let said = map.iter().filter(|(key, _)| !ABOUT_THE_LINE.contains(&key.as_str()));
        said.for_each(|(_, value)| gather(value, &mut text));
    }
    fold(&text)
}

fn gather(value: &Value, text: &mut String) {
    match value {
        Value::String(s) => {
            text.push_str(s);
            text.push(' ');
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, text)),
        Value::Object(map) => map.values().for_each(|item| gather(item, text)),
        _ => {}
    }
}

/// The pieces of a folded text that an index keeps: what stands between spaces and ASCII signs.
/// Whatever holds a folded word holds each of the word's pieces within one of its own.
pub fn pieces(folded: &str) -> impl Iterator<Item = &str> {
    let apart = |c: char| c.is_whitespace() || c.is_control() || (c.is_ascii() && !c.is_ascii_alphanumeric());
    folded.split(apart).filter(|piece| !piece.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn case_and_accents_do_not_matter() {
        assert_eq!(fold("Zürich ÉLAN"), "zurich elan");
        assert_eq!(fold("Умєров"), fold("умЄРОВ"));
    }

    #[test]
    fn what_is_searched() {
        let entry =
            json!({"id": "Ab-1", "room": "team", "basis": "stated", "sense": "30 Days", "source": ["r#4"]});
        assert_eq!(searched(&entry), "30 days r#4 ");
        assert_eq!(pieces("ab-1 30 days r#4 ").collect::<Vec<_>>(), ["ab", "1", "30", "days", "r", "4"]);
    }

    proptest! {
        #[test]
        fn ascii_is_folded_like_all_text(text in "[ -~\\t\\n]{0,40}") {
            // The sign at its end keeps the text from being taken for ASCII.
            prop_assert_eq!(fold(&text) + "停", fold(&(text + "停")));
        }

        #[test]
        fn a_part_of_a_text_has_its_pieces_in_those_of_the_text(text in "[a-c\\-. é]{0,24}", from in 0usize..24, len in 1usize..8) {
            let text = fold(&text);
            let part: String = text.chars().skip(from).take(len).collect();
            for piece in pieces(&part) {
                prop_assert!(pieces(&text).any(|whole| whole.contains(piece)));
            }
        }
    }
}
