//! Whatever is sent, nothing panics and nothing of it becomes markup.

use crate::browser::Page;
use crate::desk::{Desk, HIDDEN};
use detente_brief::Look;
use detente_model::Kind;
use detente_web::form::{self, MOST_INPUTS, Placed, TooMuch, Typed};

const NASTY: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onfocus='alert(1)",
    "\u{202e}dlrow\u{2066}",
    "\u{0}\u{7}\u{1b}[2J\u{7f}\u{9b}",
    "</textarea></select><b>",
    "&lt;b&gt;&#0;",
    "{a: [b, {c: &x *x}]}\n---\n- !!python/object",
];

#[test]
fn nothing_that_is_typed_becomes_markup() {
    let desk = Desk::of("istanbul-2025", "team");
    let view = desk.view();
    let look = Look::new(&view, &desk.lang).in_workspace();
    for kind in Kind::ALL {
        let page = Page::read(
            &form::add(&look, *kind, &Typed::default(), &Placed::default(), &HIDDEN).expect("a form"),
        );
        for nasty in NASTY {
            let pairs = page.names().into_iter().map(|name| (name, nasty.to_owned())).collect();
            let typed = Typed::of(pairs).expect("not too much");
            let placed = match form::draft(&look, *kind, &typed) {
                Ok(ready) => desk.faults(&look, &ready),
                Err(placed) => placed,
            };
            let html = form::add(&look, *kind, &typed, &placed, &HIDDEN).expect("a form");
            let lower = html.to_lowercase();
            assert!(
                !lower.contains("<script") && !lower.contains("<img") && !lower.contains("<b>"),
                "{html}"
            );
            Page::read(&html);
        }
    }
}

/// Faults repeat what was typed; what could turn the words around it stays out of what is shown.
#[test]
fn faults_are_shown_without_what_turns_text() {
    let desk = Desk::of("istanbul-2025", "team");
    let view = desk.view();
    let look = Look::new(&view, &desk.lang);
    let pairs = [
        ("room", "team"),
        ("party", "\u{202e}a"),
        ("issue", "\u{2066}b"),
        ("kind", "x"),
        ("basis", "assumed"),
        ("option", "a"),
    ];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let typed = Typed::of(pairs).expect("not too much");
    let ready = form::draft(&look, Kind::Position, &typed).expect("a draft");
    let placed = desk.faults(&look, &ready);
    let told = |name: &str| placed.at(name).iter().map(|told| told.message.clone()).collect::<String>();
    assert!(told("party").contains('\u{fffd}') && told("issue").contains('\u{fffd}'), "{placed:?}");
}

#[test]
fn too_much_is_refused_and_much_is_taken() {
    let many = (0..10_000).map(|at| (format!("offices.{at}.title.0"), "x".to_owned())).collect();
    assert_eq!(Typed::of(many), Err(TooMuch));
    let desk = Desk::of("istanbul-2025", "team");
    let view = desk.view();
    let look = Look::new(&view, &desk.lang);
    let mut rows: Vec<(String, String)> =
        (0..200).map(|at| (format!("offices.{at}.title.0"), "x".to_owned())).collect();
    rows.push(("room".into(), "team".into()));
    rows.push(("name.0".into(), "é".repeat(1 << 19)));
    let typed = Typed::of(rows).expect("not too much");
    let html = form::add(&look, Kind::Person, &typed, &Placed::default(), &HIDDEN).expect("a form");
    assert!(html.matches("value=\"x\"").count() == 200);
    assert!(form::draft(&look, Kind::Person, &typed).is_ok());
    let odd: Vec<(String, String)> = (0..MOST_INPUTS / 2)
        .flat_map(|at| {
            [
                (format!("terms.{at}.key"), "ceasefire".to_owned()),
                (format!("terms.{at}.value"), "{".repeat(9)),
            ]
        })
        .collect();
    let typed = Typed::of(odd).expect("not too much");
    form::add(&look, Kind::Proposal, &typed, &Placed::default(), &HIDDEN).expect("a form");
    let deep = Typed::of(vec![("room".into(), "team".into()), ("orders".into(), "[".repeat(1 << 20))])
        .expect("not too much");
    assert!(form::draft(&look, Kind::Preferences, &deep).is_err());
}
