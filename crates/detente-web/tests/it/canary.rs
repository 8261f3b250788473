//! A word in each room that stands nowhere else.

use crate::house::{House, ROOMS, document, word};
use serde_json::{Value, json};

/// Puts the word of each room into all that an entry can say: its text, id, author, note, title, the name and the
/// bytes of a document, the reason of a correction and of a withdrawal, the condition of a release.
pub fn with_canaries(house: &House) {
    for room in ROOMS {
        let (word, id) = (word(room), canary(room));
        let put = |suffix: &str, kind: &str, said: Value, document: Option<Vec<u8>>| {
            house.put(room, &format!("{id}{suffix}"), kind, &said, document);
        };
        put(
            "",
            "statement",
            json!({"by": "north", "sense": format!("The {word} sang."), "note": format!("{word}!"), "when": "2026-11-26"}),
            None,
        );
        put(
            "-at-table",
            "position",
            json!({"party": "north", "issue": "truce", "kind": "demand", "option": "full", "when": "2026-11-26", "condition": word}),
            None,
        );
        let bytes = format!("%PDF {word}").into_bytes();
        let document = document(&format!("{word}.pdf"), &bytes);
        put(
            "-source",
            "source",
            json!({"title": word, "kind": "press", "text": format!("{word}."), "document": document}),
            Some(bytes),
        );
        put("-wrong", "incident", json!({"kind": "clash", "when": "2026-11-26", "killed": "1"}), None);
        put(
            "-right",
            "correction",
            json!({"of": format!("{room}/{id}-wrong"), "set": {"place": word}, "why": format!("{word} said so")}),
            None,
        );
        put("-gone", "statement", json!({"by": "south", "sense": "Taken back.", "when": "2026-11-26"}), None);
        put(
            "-back",
            "withdrawal",
            json!({"of": format!("{room}/{id}-gone"), "why": format!("{word} was wrong")}),
            None,
        );
    }
    // What the mediators were told is released to all, and on which condition stays where it was.
    let (from, into) = ("caucus:north", "joint");
    let (word, copy) = (word(from), "released");
    house.put(into, copy, "statement", &json!({"by": "north", "sense": "Everybody may know this."}), None);
    let link = json!({"of": format!("{from}/{}", canary(from)), "into": format!("{into}/{copy}"), "to": into, "permitted_by": "north", "condition": word});
    house.put(from, &format!("{}-link", canary(from)), "release", &link, None);
}

/// The id of the first of them.
pub fn canary(room: &str) -> String {
    format!("canary-{}", word(room))
}
