//! What is wrong is told at the input that is to blame, and what was typed is still there.

use crate::browser::Page;
use crate::desk::{Desk, HIDDEN, found, typed, with};
use detente_brief::Look;
use detente_brief::doc::plain;
use detente_model::{Kind, Room};
use detente_record::DeedKind;
use detente_store::{StoreError, WriteError};
use detente_web::form::{self, Placed, Typed};

const POSITION: [(&str, &str); 7] = [
    ("room", "team"),
    ("party", "ukraine"),
    ("issue", "leaders-meeting"),
    ("kind", "demand"),
    ("option", "in-turkiye"),
    ("basis", "assumed"),
    ("when", "2025-05-16"),
];

fn position(change: &[(&str, &str)]) -> Typed {
    let all = POSITION.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    with(all, change)
}

/// The inputs at which faults are told, after an attempt to write.
#[track_caller]
fn told(desk: &Desk, kind: Kind, typed: &Typed, expected: &[&str]) {
    let view = desk.view();
    let look = Look::new(&view, &desk.lang).in_workspace();
    let placed = match form::draft(&look, kind, typed) {
        Ok(ready) => desk.faults(&look, &ready),
        Err(placed) => placed,
    };
    let names: Vec<&str> = placed.names().collect();
    assert_eq!(names, expected, "{placed:?}");
    let page = Page::read(&form::add(&look, kind, typed, &placed, &HIDDEN).expect("a form"));
    assert!(page.has("div", "role") && page.leads().len() >= expected.len(), "{:?}", page.leads());
    let sent = Typed::of(page.sent()).expect("not too much");
    let read = |typed: &Typed| form::draft(&look, kind, typed).map(|ready| ready.draft.node.to_value()).ok();
    assert_eq!(read(&sent), read(typed), "nothing is lost");
}

#[test]
fn a_fault_is_told_at_its_input() {
    let desk = Desk::of("istanbul-2025", "team");
    told(&desk, Kind::Position, &position(&[("when", "yesterday")]), &["when"]);
    told(&desk, Kind::Position, &position(&[("party", "nobody")]), &["party"]);
    told(&desk, Kind::Position, &position(&[("basis", "")]), &["basis"]);
    told(&desk, Kind::Position, &position(&[("basis", "reported")]), &["source"]);
    told(&desk, Kind::Position, &position(&[("option", "no-such")]), &["option"]);
    told(&desk, Kind::Position, &position(&[("option", "")]), &["option"]);
    told(&desk, Kind::Position, &position(&[("party", ""), ("kind", "")]), &["kind", "party"]);
    told(
        &desk,
        Kind::Position,
        &position(&[("condition.0", "if"), ("condition.0.lang", "!"), ("until", "x")]),
        &["condition.0.lang", "until"],
    );
    told(
        &desk,
        Kind::Position,
        &position(&[("source.0.id", "nowhere"), ("source.1.sentences", "4")]),
        &["source.1.id"],
    );
    told(&desk, Kind::Position, &position(&[("id", "no id!")]), &["id"]);
}

#[test]
fn a_fault_in_a_row_is_told_in_that_row() {
    let desk = Desk::of("istanbul-2025", "team");
    let agreement = typed(&[
        ("room", "team"),
        ("title.0", "A title"),
        ("status", "agreed"),
        ("scope", "part"),
        ("basis", "assumed"),
        ("commitments.0.what.0", "Something"),
        ("commitments.3.what.0", "Something else"),
        ("commitments.3.by", "some day"),
        ("commitments.4.by", "2025-06"),
        ("terms.0.key", "leaders-meeting"),
        ("terms.0.value", "none"),
    ]);
    told(&desk, Kind::Agreement, &agreement, &["commitments.3.by", "commitments.4.what"]);
    let term = typed(&[
        ("room", "team"),
        ("title.0", "A title"),
        ("status", "agreed"),
        ("scope", "part"),
        ("basis", "assumed"),
        ("terms.0.key", "leaders-meeting"),
        ("terms.0.value", "no-such"),
    ]);
    told(&desk, Kind::Agreement, &term, &["terms.0.value"]);
}

#[test]
fn what_is_no_yaml_is_told_at_its_field() {
    let desk = Desk::of("harbour-exercise", "team");
    let typed = typed(&[("room", "team"), ("party", "north"), ("basis", "assumed"), ("orders", "{a: [")]);
    told(&desk, Kind::Preferences, &typed, &["orders"]);
}

#[test]
fn a_form_that_is_right_is_written() {
    let desk = Desk::of("istanbul-2025", "team");
    let view = desk.view();
    let look = Look::new(&view, &desk.lang);
    let ready = form::draft(&look, Kind::Position, &position(&[("red_line", "true")])).expect("a draft");
    let written = desk.write(&ready).expect("it is written");
    assert_eq!((&written[0].room, written[0].kind()), (&Room::Team, DeedKind::Says(Kind::Position)));
    assert_eq!(written[0].encode()["red_line"], true);
}

#[test]
fn a_correction_that_takes_away_too_much_is_told_at_the_input() {
    let desk = Desk::of("istanbul-2025", "team");
    let view = desk.view();
    let look = Look::new(&view, &desk.lang);
    let seen =
        view.entries().find(|seen| seen.entry().kind() == DeedKind::Says(Kind::Session)).expect("a session");
    let opened = form::opened(seen).expect("it says something");
    let page = Page::read(&form::correct(&look, seen, &opened, &Placed::default(), &HIDDEN).expect("a form"));
    let typed = with(page.sent(), &[("title.0", ""), ("when", "never")]);
    let ready = form::correction(&look, seen, &typed).expect("a correction");
    let placed = desk.faults(&look, &ready);
    assert!(placed.names().any(|name| name == "when"), "{placed:?}");
    let typed = with(page.sent(), &[("title.0", "")]);
    let ready = form::correction(&look, seen, &typed).expect("a correction");
    let placed = desk.faults(&look, &ready);
    assert_eq!(placed.names().collect::<Vec<_>>(), ["title"], "{placed:?}");
    let page = Page::read(&form::correct(&look, seen, &typed, &placed, &HIDDEN).expect("a form"));
    assert!(page.is_marked("title.0"));
    assert_eq!(page.leads(), ["#f-title"]);
}

#[test]
fn an_entry_is_taken_back_and_two_who_do_so_are_told_of_each_other() {
    let desk = Desk::of("istanbul-2025", "team");
    let view = desk.view();
    let look = Look::new(&view, &desk.lang);
    let seen =
        view.entries().find(|seen| seen.entry().kind() == DeedKind::Says(Kind::Session)).expect("a session");
    let page = Page::read(
        &form::withdraw(&look, seen, &Typed::default(), &Placed::default(), &HIDDEN).expect("a form"),
    );
    let typed = with(page.sent(), &[("why.0", "It was <b>not</b> so.")]);
    let ready = form::withdrawal(&look, seen, &typed).expect("a withdrawal");
    assert_eq!(desk.write(&ready).expect("it is written")[0].kind(), DeedKind::Withdraws);
    let error = desk.write(&ready).expect_err("somebody was faster");
    assert!(matches!(error, WriteError::Contested { .. }), "{error:?}");
    let placed = ready.placed(&look, &error);
    let page = Page::read(&form::withdraw(&look, seen, &typed, &placed, &HIDDEN).expect("a form"));
    assert!(page.text.contains("Somebody else acted on the same entry"), "{}", page.text);
    assert!(page.sent().contains(&("why.0".into(), "It was <b>not</b> so.".into())));
}

#[test]
fn failures_of_the_store_give_the_form_back() {
    let desk = Desk::of("istanbul-2025", "team");
    let view = desk.view();
    let look = Look::new(&view, &desk.lang);
    let typed = position(&[("condition.0", "what was typed")]);
    let ready = form::draft(&look, Kind::Position, &typed).expect("a draft");
    let failures = [
        (WriteError::Store(StoreError::plain("/secret/path: no space left")), "no room left"),
        (WriteError::NotYours(Room::Public), "You may not write into public"),
    ];
    for (error, words) in failures {
        let placed = ready.placed(&look, &error);
        let page = Page::read(&form::add(&look, Kind::Position, &typed, &placed, &HIDDEN).expect("a form"));
        assert!(page.text.contains(words) && !page.text.contains("/secret"), "{}", page.text);
        assert!(page.sent().contains(&("condition.0".into(), "what was typed".into())));
    }
}

#[test]
fn rooms_that_are_not_written_are_refused() {
    let desk = Desk::of("harbour-exercise", "party:north");
    let view = desk.view();
    let look = Look::new(&view, &desk.lang);
    let refused =
        |room: &str| form::draft(&look, Kind::Statement, &typed(&[("room", room), ("by", "north")])).err();
    for room in ["public", "joint", "team", "party:south", "nonsense", ""] {
        assert!(refused(room).is_some(), "{room}");
    }
    assert!(refused("party:north").is_none());
    let page = Page::read(
        &form::add(&look, Kind::Statement, &form::blank(Kind::Statement, &[]), &Placed::default(), &HIDDEN)
            .expect("a form"),
    );
    assert!(page.sent().contains(&("room".into(), "party:north".into())), "the narrowest is the default");
    let desk = Desk::of("harbour-exercise", "projector");
    let view = desk.view();
    let look = Look::new(&view, &desk.lang);
    assert!(form::draft(&look, Kind::Statement, &typed(&[("room", "joint")])).is_err());
}

#[test]
fn only_what_the_room_may_cite_is_offered() {
    let desk = Desk::of("harbour-exercise", "team");
    let view = desk.view();
    let look = Look::new(&view, &desk.lang);
    let offered = |room: &str| {
        let blank = form::blank(Kind::Position, &[("room".into(), room.into())]);
        let page = Page::read(
            &form::add(&look, Kind::Position, &blank, &Placed::default(), &HIDDEN).expect("a form"),
        );
        page.options("source.0.id").into_iter().map(str::to_owned).collect::<Vec<String>>()
    };
    for room in ["public", "joint", "team"] {
        let parsed = Room::parse(room).expect("a room");
        for id in offered(room).iter().filter(|id| !id.is_empty()) {
            assert!(parsed.may_cite(found(&view, id).place().0), "{id} from {room}");
        }
    }
    assert!(offered("public").len() <= offered("team").len());
}

#[test]
fn a_release_shows_what_it_copies_and_is_written() {
    let desk = Desk::of("harbour-exercise", "team");
    let view = desk.view();
    let look = Look::new(&view, &desk.lang);
    let narrow = |seen: &&detente_record::Seen<'_>| {
        matches!(seen.place().0, Room::Caucus(_) | Room::Team)
            && seen.entry().kind() == DeedKind::Says(Kind::Position)
    };
    let seen = view.entries().find(narrow).expect("a position of a narrow room");
    let page = Page::read(
        &form::release(&look, seen, &Typed::default(), &Placed::default(), &HIDDEN).expect("a form"),
    );
    assert!(page.text.contains("These words are copied") && page.text.contains(seen.entry().basis.as_str()));
    let placed =
        form::released(&look, seen, &Typed::of(page.sent()).expect("not too much")).expect_err("no room");
    assert_eq!(placed.names().collect::<Vec<_>>(), ["to"]);
    let typed = with(page.sent(), &[("to", "joint"), ("id", "no id!")]);
    let placed = form::released(&look, seen, &typed).expect_err("a wrong id");
    assert_eq!(placed.names().collect::<Vec<_>>(), ["id"]);
    let typed = with(page.sent(), &[("to", "joint")]);
    let release = form::released(&look, seen, &typed).expect("a release");
    let error = desk.release(&release.releasing()).expect_err("nobody permitted it");
    assert_eq!(release.placed(&look, &error).names().collect::<Vec<_>>(), ["permitted_by"]);
    let typed = with(page.sent(), &[("to", "joint"), ("permitted_by", "north"), ("permitted", "2025-06-01")]);
    let release = form::released(&look, seen, &typed).expect("a release");
    let written = desk
        .release(&release.releasing())
        .map_err(|error| release.placed(&look, &error))
        .expect("it is written");
    assert_eq!(written.len(), 2);
}

#[test]
fn what_was_there_when_the_form_was_made_is_told() {
    let looked = [(Room::Public, 3), (Room::Team, 0)].into();
    let desk = Desk::of("istanbul-2025", "team");
    let view = desk.view();
    let look = Look::new(&view, &desk.lang);
    let hidden = form::Hidden { looked: &looked, ..HIDDEN };
    let page = Page::read(
        &form::add(&look, Kind::Party, &Typed::default(), &Placed::default(), &hidden).expect("a form"),
    );
    let sent = Typed::of(page.sent()).expect("not too much");
    assert_eq!(form::looked(&sent), looked);
    assert_eq!((sent.one(form::CSRF), sent.one(form::ONCE)), ("c", "o"));
    assert!(form::looked(&typed(&[(form::LOOKED, "team=x =3 nonsense team")])).is_empty());
    assert_eq!(plain(&form::too_much(&desk.lang).notices()[0]), desk.lang.say("form-too-much"));
}
