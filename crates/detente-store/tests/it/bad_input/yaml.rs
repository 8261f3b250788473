//! YAML that is not plain, not whole or made to do harm is refused, with the place where it begins.

use crate::desk::{BASE, Desk, within};
use detente_model::{Code, Diagnostic};
use std::time::Duration;

/// The one fault of the base process with `more` at its end, and the text at its place.
#[track_caller]
fn fault_in(more: &str, code: Code, phrase: &str) -> (Diagnostic, String) {
    let text = format!("{BASE}{more}");
    let fault = Desk::of(&text).has_one(code, phrase);
    let marked =
        fault.span.map_or(String::new(), |span| text[span.start as usize..].chars().take(12).collect());
    (fault, marked)
}

/// The one fault of a process whose main file is `text`.
#[track_caller]
fn alone(text: impl Into<String>, code: Code, phrase: &'static str) -> Diagnostic {
    let desk = Desk::of(text.into());
    within(Duration::from_secs(10), move || desk.has_one(code, phrase))
}

#[test]
fn anchors_and_aliases_are_refused_where_they_stand() {
    let (_, at) = fault_in(
        "statements:\n  - {by: &who north, sense: x}\n",
        Code::NotPlain,
        "anchors, aliases and tags",
    );
    assert!(at.starts_with("&who") || at.starts_with("north"), "{at}");
    fault_in("statements:\n  - {by: *who, sense: x}\n", Code::Syntax, "this is not YAML");
}

#[test]
fn an_alias_bomb_does_not_go_off() {
    let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for level in 1..50 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(",");
        bomb += &format!("a{level}: &a{level} [{aliases}]\n");
    }
    alone(&bomb, Code::NotPlain, "anchors, aliases and tags are not used here");
    // The same in the place where entries stand.
    alone(format!("{BASE}{bomb}"), Code::NotPlain, "anchors, aliases and tags are not used here");
}

#[test]
fn an_anchor_that_holds_itself_is_refused() {
    alone("a: &a [*a]\n", Code::NotPlain, "anchors, aliases and tags");
}

#[test]
fn deep_nesting_is_refused_in_every_style() {
    for levels in [40, 1000, 100_000] {
        alone("[".repeat(levels), Code::TooDeep, "the nesting is too deep");
        alone("{a: ".repeat(levels), Code::TooDeep, "the nesting is too deep");
        alone("- ".repeat(levels) + "x", Code::TooDeep, "the nesting is too deep");
        alone(format!("a: {}", "[".repeat(levels)), Code::TooDeep, "the nesting is too deep");
    }
    for levels in [40, 1000] {
        let block: String = (0..levels).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
        alone(block, Code::TooDeep, "the nesting is too deep");
        let mixed: String = (0..levels).map(|level| format!("{}- a:\n", "  ".repeat(level))).collect();
        alone(mixed, Code::TooDeep, "the nesting is too deep");
    }
    alone("[".repeat(33) + &"]".repeat(33), Code::TooDeep, "the nesting is too deep");
}

#[test]
fn closed_deep_nesting_is_refused_before_it_is_held() {
    let levels = 100_000;
    alone("[".repeat(levels) + &"]".repeat(levels), Code::TooDeep, "the nesting is too deep");
    alone("? ".repeat(levels), Code::NotPlain, "a key must be a single word or text");
}

#[test]
fn what_is_not_closed_is_not_yaml() {
    for more in [
        "statements: [{by: north, sense: x}\n",
        "statements: [{by: north, sense: x]\n",
        "statements:\n  - {by: north, sense: \"x}\n",
        "statements:\n  - {by: north, sense: 'x}\n",
        "statements: ]\n",
        "statements:\n  - by: north\n   sense: x\n",
        "statements:\n- by: north\n  sense: North: no talks.\n",
    ] {
        let (fault, _) = fault_in(more, Code::Syntax, "this is not YAML");
        assert!(fault.help.unwrap().contains("put quotes around a text"), "{more}");
    }
}

#[test]
fn a_tab_for_indentation_is_refused() {
    fault_in("statements:\n\t- by: north\n\t  sense: x\n", Code::Syntax, "this is not YAML");
}

#[test]
fn several_documents_are_refused_at_the_second() {
    let (_, at) = fault_in("---\nstatements: []\n", Code::NotPlain, "a file holds one document only");
    assert!(at.starts_with("---"), "{at}");
    fault_in("...\n---\nstatements: []\n", Code::NotPlain, "a file holds one document only");
}

#[test]
fn a_first_document_may_be_marked() {
    assert_eq!(Desk::of(format!("---\n{BASE}")).faults(), []);
    assert_eq!(Desk::of(format!("{BASE}...\n")).faults(), []);
}

#[test]
fn directives_are_refused() {
    alone(format!("%YAML 1.2\n---\n{BASE}"), Code::Syntax, "this is not YAML");
    alone(format!("%TAG ! tag:example,2025:\n---\n{BASE}"), Code::Syntax, "this is not YAML");
}

#[test]
fn tags_are_refused() {
    for tag in
        ["!!str", "!!binary", "!!python/object/apply:os.system", "!local", "!<tag:yaml.org,2002:str>", "!"]
    {
        fault_in(
            &format!("statements:\n  - {{by: north, sense: {tag} x}}\n"),
            Code::NotPlain,
            "anchors, aliases and tags are not used here",
        );
    }
}

#[test]
fn a_merge_key_is_a_key_like_any_other() {
    fault_in(
        "statements:\n  - {<<: {by: north}, by: north, sense: x}\n",
        Code::UnknownKey,
        "the key “<<” is unknown here",
    );
}

#[test]
fn a_key_written_twice_is_told_at_the_second() {
    let (_, at) = fault_in(
        "statements:\n  - {by: north, sense: x, by: south}\n",
        Code::KeyTwice,
        "the key “by” is written twice",
    );
    assert!(at.starts_with("by: south"), "{at}");
    fault_in("parties: []\n", Code::KeyTwice, "the key “parties” is written twice");
    fault_in("statements:\n  - {by: north, sense: x, \"by\": south}\n", Code::KeyTwice, "the key “by”");
    fault_in("statements:\n  - {by: north, sense: {en: x, en: y}}\n", Code::KeyTwice, "the key “en”");
}

#[test]
fn one_language_twice_in_two_spellings_is_told() {
    fault_in("statements:\n  - {by: north, sense: {en: x, EN: y}}\n", Code::KeyTwice, "twice");
}

#[test]
fn one_issue_twice_in_two_spellings_is_told() {
    fault_in(
        "proposals:\n  - {title: x, by: [north], terms: {ceasefire: full, public/ceasefire: none}}\n",
        Code::KeyTwice,
        "twice",
    );
}

#[test]
fn keys_that_are_no_words_are_refused() {
    for more in ["? [a, b]\n: x\n", "? {a: b}\n: x\n", "statements:\n  - {? [by] : north}\n", "{a: b}: x\n"] {
        fault_in(more, Code::NotPlain, "a key must be a single word or text");
    }
    fault_in("~: x\n", Code::NotPlain, "a key must be a single word or text");
    fault_in("1: x\n", Code::UnknownKey, "the key “1” is unknown here");
    fault_in("true: x\n", Code::UnknownKey, "the key “true” is unknown here");
}

#[test]
fn a_list_or_a_word_in_the_place_of_the_file_is_told() {
    alone("- process\n- parties\n", Code::WrongKind, "expected a mapping (key: value), found a list");
    alone("A peace process.\n", Code::WrongKind, "expected a mapping (key: value), found a single value");
    let desk = Desk::with("");
    desk.write("rooms/team.yaml", "[team]\n");
    desk.has_one(Code::WrongKind, "expected a mapping (key: value), found a list");
}

#[test]
fn other_formats_are_not_taken_for_yaml() {
    for text in [
        "<?xml version=\"1.0\"?>\n<process id=\"a\"/>\n",
        "<!DOCTYPE html>\n<html><body>x</body></html>\n",
        "{\\rtf1\\ansi}\n",
        "%PDF-1.7\n",
        "id,title\n1,x\n",
        "#!/bin/sh\nrm -rf /\n",
    ] {
        assert!(!Desk::of(text).passes(), "{text}");
    }
}

#[test]
fn json_is_yaml_too() {
    let json = "{\"process\": {\"id\": \"a\", \"title\": \"A\", \"keeper\": \"team\", \"recorded\": \"2025-05-17\", \"author\": \"x\"},\n\t\"parties\": []}";
    assert_eq!(Desk::of(json).faults(), []);
}

#[test]
fn a_nul_that_is_escaped_does_no_harm() {
    let desk = Desk::with("statements:\n  - {by: north, sense: \"a\\0b\"}\n");
    assert_eq!(desk.faults(), []);
    desk.heads_as("team");
}

#[test]
fn surrogates_and_other_escapes_that_cannot_be_are_refused() {
    for escape in
        ["\\uD800", "\\uDFFF", "\\uDD4A\\uD83D", "\\U00110000", "\\UFFFFFFFF", "\\u12", "\\x", "\\q", "\\"]
    {
        fault_in(
            &format!("statements:\n  - {{by: north, sense: \"{escape}\"}}\n"),
            Code::Syntax,
            "this is not YAML",
        );
    }
}

#[test]
fn signs_that_yaml_forbids_are_refused_or_kept() {
    for sign in ["\u{1}", "\u{8}", "\u{b}", "\u{1b}[31m", "\u{7f}", "\u{fffe}", "\u{feff}"] {
        let desk = Desk::with(&format!("statements:\n  - {{by: north, sense: \"a{sign}b\"}}\n"));
        let codes: Vec<Code> = desk.faults().iter().map(|fault| fault.code).collect();
        assert!(codes.is_empty() || codes == [Code::Syntax], "{sign:?} {codes:?}");
    }
}

#[test]
fn old_and_rare_line_ends_do_not_move_places_out_of_the_file() {
    for end in ["\r", "\u{85}", "\u{2028}", "\u{2029}"] {
        let text = BASE.replace('\n', end) + "statements: [{by: nobody, sense: x}]";
        Desk::of(text).faults();
    }
}

#[test]
fn a_syntax_fault_before_a_letter_of_two_bytes_has_a_place_between_letters() {
    for more in [
        "a: [\u{434}",
        "a: \"\\\u{434}\"",
        "a: b: \u{434}",
        "}\u{434}",
        "a: @\u{434}",
        "%\u{434}",
        "\u{434}: [}\u{434}",
    ] {
        Desk::of(more).faults();
        Desk::with(more).faults();
    }
}
