//! Every field has its label, every word of an enumeration its message.

use crate::browser::Page;
use crate::desk::{CATALOGUE, Desk, HIDDEN};
use detente_brief::{Lang, Look, PSEUDO};
use detente_model::Kind;
use detente_web::form::{self, Placed, Typed};

#[test]
fn no_message_is_missing() {
    let mut missing: Vec<String> = Vec::new();
    for kind in Kind::ALL {
        missing.extend(
            form::messages(*kind).into_iter().filter(|id| !Lang::new("en").expect("English").has(id)),
        );
    }
    missing.sort();
    missing.dedup();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn no_word_of_a_form_is_in_the_code() {
    let desk = Desk::of("harbour-exercise", "team");
    let view = desk.view();
    let lang = Lang::new(PSEUDO).expect("the pseudo-language");
    let look = Look::new(&view, &lang).in_workspace();
    for kind in Kind::ALL {
        let html = form::add(&look, *kind, &Typed::default(), &Placed::default(), &HIDDEN).expect("a form");
        assert!(!html.contains('⟪'), "{kind:?}: {}", html.split('⟪').nth(1).unwrap_or_default());
        for own in ["required", "One more", "Language", "read by"] {
            assert!(!Page::read(&html).text.contains(own), "{own}");
        }
    }
}

/// Optional fields are open where one of them says something.
#[test]
fn details_open_where_something_is_said() {
    let desk = Desk::of(CATALOGUE[0], "team");
    let view = desk.view();
    let look = Look::new(&view, &desk.lang);
    let html =
        |typed: &Typed| form::add(&look, Kind::Party, typed, &Placed::default(), &HIDDEN).expect("a form");
    assert!(html(&Typed::default()).contains("<details class=\"optional\">"));
    let noted = Typed::of(vec![("note.0".into(), "x".into())]).expect("not too much");
    assert!(html(&noted).contains("<details class=\"optional\" open>"));
}
