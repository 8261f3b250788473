//! What an entry says fills its form, and the form says the same again.

use crate::browser::Page;
use crate::desk::{CATALOGUE, Desk, HIDDEN, typed, with};
use detente_brief::Look;
use detente_brief::doc::plain;
use detente_model::shape::Decoder;
use detente_model::{Basis, Kind};
use detente_record::{DeedKind, Defaults, Entry, View};
use detente_web::form::{self, MORE, Placed, ROOM, Typed};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

fn content(entry: &Entry) -> Value {
    let mut value = entry.encode();
    let map = value.as_object_mut().expect("a mapping");
    for key in ["id", "recorded", "author", "document"] {
        map.shift_remove(key);
    }
    value
}

fn decoded(view: &View<'_>, ready: &form::Ready) -> Entry {
    let defaults = Defaults {
        room: ready.draft.room.clone(),
        rooms: vec![ready.draft.room.clone()],
        recorded: jiff::Timestamp::UNIX_EPOCH,
        author: String::new(),
        basis: None::<Basis>,
    };
    let mut d = Decoder::new(&ready.draft.file, view.header().zone.clone());
    let read = Entry::decode(ready.draft.kind, &ready.draft.node, &defaults, &mut d);
    read.unwrap_or_else(|| panic!("{:?}", d.diagnostics)).entry
}

fn kind_of(entry: &Entry) -> Option<Kind> {
    match entry.kind() {
        DeedKind::Says(kind) => Some(kind),
        _ => None,
    }
}

#[test]
fn every_entry_of_the_catalogue_comes_back_word_for_word() {
    let (mut kinds, mut count) = (BTreeSet::new(), 0);
    for process in CATALOGUE {
        let desk = Desk::of(process, "team");
        let view = desk.view();
        let look = Look::new(&view, &desk.lang).in_workspace();
        for seen in view.entries() {
            let Some(kind) = kind_of(seen.entry()) else { continue };
            let opened = form::opened(seen).expect("it says something");
            let html = form::correct(&look, seen, &opened, &Placed::default(), &HIDDEN).expect("a form");
            let sent = Page::read(&html).sent();
            let same = form::correction(&look, seen, &Typed::of(sent.clone()).expect("not too much"));
            let placed = same.expect_err("nothing was changed");
            assert_eq!(
                plain(&placed.notices()[0]),
                desk.lang.say("form-nothing-changed"),
                "{}",
                seen.entry().id
            );

            let as_it_is = with(sent, &[(ROOM, &seen.entry().room.to_string())]);
            let html = form::add(&look, kind, &as_it_is, &Placed::default(), &HIDDEN).expect("a form");
            let again = Typed::of(Page::read(&html).sent()).expect("not too much");
            let ready = form::draft(&look, kind, &again).expect("a draft");
            assert_eq!(content(&decoded(&view, &ready)), content(seen.entry()), "{process}");
            kinds.insert(kind);
            count += 1;
        }
    }
    assert!(count > 80 && kinds.len() >= 13, "{count} {kinds:?}");
}

/// What the schema allows and the catalogue does not have.
#[test]
fn what_is_seldom_written_comes_back_too() {
    let desk = Desk::of("harbour-exercise", "team");
    let view = desk.view();
    let look = Look::new(&view, &desk.lang);
    let parties: Vec<String> =
        view.facts::<detente_model::Party>().map(|(entry, _)| entry.id.to_string()).collect();
    let issues: Vec<String> =
        view.facts::<detente_model::Issue>().map(|(entry, _)| entry.id.to_string()).collect();
    let json = |text: &str| -> Value { serde_json::from_str(text).expect("JSON") };
    let cases = [
        (
            Kind::Preferences,
            json(&format!(
                r#"{{"party": "{p}", "weights": {{"{a}": "3.50", "{b}": {{"low": "1", "likely": "2", "high": "3"}}}},
                "values": {{"{a}": {{"x": "1"}}}}, "orders": {{"{a}": ["x", ["y", "z"]]}},
                "more_important": [["{a}", "{b}"]], "reservation": "4",
                "prefers": [{{"this": {{"{a}": "x"}}, "to": {{"{b}": "y", "{a}": "z"}}}}],
                "constraints": [{{"when_all": {{"{b}": "y"}}, "then": {{"{a}": "x"}}, "why": {{"en": "so", "ar": "هكذا"}}}}],
                "bonuses": [{{"when_all": {{"{b}": "y"}}, "adds": "2"}}]}}"#,
                p = parties[0],
                a = issues[0],
                b = issues[1]
            )),
        ),
        (
            Kind::Position,
            json(&format!(
                r#"{{"party": "{p}", "issue": "{a}", "kind": "demand", "options": ["b", "a"], "red_line": false}}"#,
                p = parties[0],
                a = issues[0]
            )),
        ),
        (
            Kind::Issue,
            json(
                r#"{"title": {"ar": "وقف", "en": "Stop"}, "scale": "ordinal", "options": [{"id": "a"}, {"id": "b", "label": "B, \"b\"\n<b>"}]}"#,
            ),
        ),
        (
            Kind::Incident,
            json(&format!(
                r#"{{"kind": "clash", "killed": [{{"count": "at least 3", "by": "{p}"}}, {{"count": "0", "who": "men"}}],
                "attributed": [{{"to": "{p}", "denied": true}}, {{"by": "{p}"}}],
                "source": [{{"id": "nowhere", "sentences": "2", "quote": "  two  spaces "}}, "nowhere#4-6"]}}"#,
                p = parties[0]
            )),
        ),
    ];
    for (kind, words) in cases {
        let defaults = Defaults {
            room: detente_model::Room::Team,
            rooms: vec![detente_model::Room::Team],
            recorded: jiff::Timestamp::UNIX_EPOCH,
            author: String::new(),
            basis: Some(Basis::Assumed),
        };
        let mut d = Decoder::new("", view.header().zone.clone());
        let entry =
            Entry::decode(DeedKind::Says(kind), &detente_model::Node::from_value(&words), &defaults, &mut d);
        let entry = entry.unwrap_or_else(|| panic!("{:?}", d.diagnostics)).entry;
        let fields = entry.encode();
        let filled = form::filled(kind, &fields);
        let html = form::add(&look, kind, &filled, &Placed::default(), &HIDDEN).expect("a form");
        let sent = with(Page::read(&html).sent(), &[(ROOM, "team")]);
        let ready = form::draft(&look, kind, &sent).expect("a draft");
        assert_eq!(content(&decoded(&view, &ready)), content(&entry));
    }
}

#[test]
fn one_more_row_loses_nothing() {
    let desk = Desk::of("istanbul-2025", "team");
    let view = desk.view();
    let look = Look::new(&view, &desk.lang);
    for kind in Kind::ALL {
        let blank = form::blank(*kind, &[]);
        let page = Page::read(&form::add(&look, *kind, &blank, &Placed::default(), &HIDDEN).expect("a form"));
        for more in page.more() {
            let mut sent = page.sent();
            let before = sent.len();
            sent.push((MORE.to_owned(), more.to_owned()));
            let typed = Typed::of(sent).expect("not too much");
            assert!(typed.wants_more());
            let html = form::add(&look, *kind, &typed, &Placed::default(), &HIDDEN).expect("a form");
            let after = Page::read(&html);
            assert!(after.sent().len() > before, "{kind:?} {more}");
        }
    }
}

#[test]
fn defaults_of_an_address_are_filled_in() {
    let desk = Desk::of("istanbul-2025", "team");
    let view = desk.view();
    let look = Look::new(&view, &desk.lang);
    let pairs = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        all.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    };
    let blank = form::blank(
        Kind::Contact,
        &pairs(&[
            ("kind", "call"),
            ("from", "ukraine,russia"),
            ("source", "report#4"),
            ("room", "joint"),
            ("text", "A call."),
        ]),
    );
    let html = form::add(&look, Kind::Contact, &blank, &Placed::default(), &HIDDEN).expect("a form");
    let sent = Page::read(&html).sent();
    for (name, value) in [
        ("kind", "call"),
        ("from", "ukraine"),
        ("from", "russia"),
        ("source.0.id", "report"),
        ("source.0.sentences", "4"),
        ("text.0", "A call."),
        ("room", "joint"),
    ] {
        assert!(sent.contains(&(name.to_owned(), value.to_owned())), "{name}={value} in {sent:?}");
    }
}

#[test]
fn only_what_was_changed_is_corrected() {
    let desk = Desk::of("istanbul-2025", "team");
    let view = desk.view();
    let look = Look::new(&view, &desk.lang);
    let seen = view.entries().find(|seen| kind_of(seen.entry()) == Some(Kind::Session)).expect("a session");
    let opened = form::opened(seen).expect("it says something");
    let html = form::correct(&look, seen, &opened, &Placed::default(), &HIDDEN).expect("a form");
    let sent = with(
        Page::read(&html).sent(),
        &[("title.0", "Another title"), ("place.0", ""), ("place.1", ""), ("why.0", "A slip.")],
    );
    let ready = form::correction(&look, seen, &sent).expect("a correction");
    let value = ready.draft.node.to_value();
    assert_eq!(value["set"], serde_json::json!({"title": "Another title", "place": null}));
    assert_eq!(value["why"], "A slip.");
    assert_eq!(value["of"], format!("{}/{}", seen.place().0, seen.entry().id));
    let written = desk.write(&ready).expect("it is written");
    assert_eq!(written[0].kind(), DeedKind::Corrects);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Whatever is typed into whatever input stands in it when the form comes back.
    #[test]
    fn nothing_typed_is_lost(kind in 0..Kind::ALL.len(), words in prop::collection::vec("\\PC{0,12}|[\\r\\n\\t<>&\"' ,a]{1,9}|.{0,9}", 1..9)) {
        let desk = DESK.with(|desk| *desk);
        let view = desk.view();
        let look = Look::new(&view, &desk.lang);
        let kind = Kind::ALL[kind];
        let blank = form::blank(kind, &[]);
        let page = Page::read(&form::add(&look, kind, &blank, &Placed::default(), &HIDDEN).expect("a form"));
        // Rooms are a closed list, and several names are one text as well as several.
        let free = |name: &&String| !name.starts_with('_') && *name != ROOM && !name.ends_with(".key");
        let names: BTreeSet<String> = page.names().iter().filter(free).cloned().collect();
        let pairs: Vec<(String, String)> = names.into_iter().zip(words.iter().cycle().cloned()).collect();
        let before = Typed::of(with_keys(&page, pairs)).expect("not too much");
        let html = form::add(&look, kind, &before, &Placed::default(), &HIDDEN).expect("a form");
        let after = Typed::of(Page::read(&html).sent()).expect("not too much");
        let read = |typed: &Typed| form::draft(&look, kind, typed).map(|ready| ready.draft.node.to_value());
        match (read(&before), read(&after)) {
            (Ok(before), Ok(after)) => prop_assert_eq!(before, after),
            (Err(before), Err(after)) => {
                prop_assert_eq!(before.names().collect::<Vec<_>>(), after.names().collect::<Vec<_>>());
            }
            (before, after) => prop_assert!(false, "{:?} {:?}", before.is_ok(), after.is_ok()),
        }
    }
}

thread_local! {
    static DESK: &'static Desk = Box::leak(Box::new(Desk::of("harbour-exercise", "team")));
}

/// The hidden keys of a form go with what is typed beside them.
fn with_keys(page: &Page, mut pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    pairs.extend(page.sent().into_iter().filter(|(name, _)| name.ends_with(".key")));
    pairs.push((ROOM.to_owned(), "team".to_owned()));
    pairs
}

#[test]
fn typed_pairs_are_taken_as_they_are() {
    assert_eq!(typed(&[("a", "1"), ("a", "2")]).all("a"), ["1", "2"]);
}
