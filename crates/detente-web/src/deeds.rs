//! Adding, correcting, withdrawing, releasing, attaching: each asks with a form, and writes what comes back.
//!
//! What is wrong gives the form back, with everything that was typed and a sentence at each input that is to blame.

use crate::answer::{Answer, Refusal, Screen};
use crate::asked::address;
use crate::desk::Desk;
use crate::form::{self, Hidden, LOOKED, Placed, Typed};
use crate::pen::Pen;
use crate::session::Session;
use askama::Template;
use detente_brief::doc::{Inline, Target, plain};
use detente_model::{AsFact, Kind, Node, Room, Source};
use detente_record::{DeedKind, Entry, Seen};
use detente_store::{StoreError, Texts, WriteError, attaching, draft_of_deed};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "kinds.html")]
struct Kinds {
    sentence: String,
    kinds: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "attach.html")]
struct Attach<'a> {
    action: &'a str,
    hidden: [(&'static str, String); 3],
    what: String,
    file: String,
    hint: String,
    room: String,
    /// As files write them, and in words.
    rooms: Vec<(String, String)>,
    fault: Option<String>,
    attach: String,
}

/// `GET add?kind=…`: the form of a kind; which kinds there are, where none is named.
pub fn ask_to_add(desk: &Desk<'_>, session: &Session<'_>) -> Result<Answer, Refusal> {
    let Some(kind) = kind_of(desk)? else { return Ok(kinds(desk)) };
    let defaults = desk.asked.without(&["kind", "known", "on"]).0;
    let typed = form::blank(kind, &defaults);
    Ok(Answer::Screen(Arc::new(add_form(desk, session, kind, &typed, &Placed::default())?)))
}

/// `POST add?kind=…`.
pub fn add(desk: &Desk<'_>, session: &Session<'_>, pen: &mut Pen<'_>) -> Result<Answer, Refusal> {
    let kind = kind_of(desk)?.ok_or(Refusal::Nothing)?;
    let again =
        |typed: &Typed, placed: &Placed| Ok(Answer::Again(add_form(desk, session, kind, typed, placed)?));
    let typed = typed(pen)?;
    if typed.wants_more() {
        return again(&typed, &Placed::default());
    }
    let ready = match form::draft(desk.look, kind, &typed) {
        Ok(ready) => ready,
        Err(placed) => return again(&typed, &placed),
    };
    let drafts = [ready.draft.clone()];
    match pen.write(&drafts, &[], ready.texts.clone(), form::looked(&typed)) {
        Ok(written) => Ok(went_to(&written)),
        Err(error) => {
            let error = told(error)?;
            again(&seen_since(typed, &error), &ready.placed(desk.look, &error))
        }
    }
}

/// `GET correct?id=…`.
pub fn ask_to_correct(desk: &Desk<'_>, session: &Session<'_>) -> Result<Answer, Refusal> {
    let seen = target(desk)?;
    let typed = form::opened(seen).ok_or(Refusal::Nothing)?;
    Ok(Answer::Screen(Arc::new(correct_form(desk, session, seen, &typed, &Placed::default())?)))
}

/// `POST correct?id=…`.
pub fn correct(desk: &Desk<'_>, session: &Session<'_>, pen: &mut Pen<'_>) -> Result<Answer, Refusal> {
    let seen = target(desk)?;
    let again =
        |typed: &Typed, placed: &Placed| Ok(Answer::Again(correct_form(desk, session, seen, typed, placed)?));
    let typed = typed(pen)?;
    if typed.wants_more() {
        return again(&typed, &Placed::default());
    }
    let ready = match form::correction(desk.look, seen, &typed) {
        Ok(ready) => ready,
        Err(placed) => return again(&typed, &placed),
    };
    match pen.write(std::slice::from_ref(&ready.draft), &[], ready.texts.clone(), form::looked(&typed)) {
        Ok(_) => Ok(Answer::Went(entry_address(seen.place().0, seen.as_written().id.as_str()))),
        Err(error) => {
            let error = told(error)?;
            again(&seen_since(typed, &error), &ready.placed(desk.look, &error))
        }
    }
}

/// `GET withdraw?id=…`.
pub fn ask_to_withdraw(desk: &Desk<'_>, session: &Session<'_>) -> Result<Answer, Refusal> {
    let seen = target(desk)?;
    let typed = form::blank_deed();
    Ok(Answer::Screen(Arc::new(withdraw_form(desk, session, seen, &typed, &Placed::default())?)))
}

/// `POST withdraw?id=…`.
pub fn withdraw(desk: &Desk<'_>, session: &Session<'_>, pen: &mut Pen<'_>) -> Result<Answer, Refusal> {
    let seen = target(desk)?;
    let again = |typed: &Typed, placed: &Placed| {
        Ok(Answer::Again(withdraw_form(desk, session, seen, typed, placed)?))
    };
    let typed = typed(pen)?;
    let ready = match form::withdrawal(desk.look, seen, &typed) {
        Ok(ready) => ready,
        Err(placed) => return again(&typed, &placed),
    };
    match pen.write(std::slice::from_ref(&ready.draft), &[], ready.texts.clone(), form::looked(&typed)) {
        Ok(_) => Ok(Answer::Went(entry_address(seen.place().0, seen.as_written().id.as_str()))),
        Err(error) => {
            let error = told(error)?;
            again(&seen_since(typed, &error), &ready.placed(desk.look, &error))
        }
    }
}

/// `GET release?id=…`: what would be told, and to whom.
pub fn ask_to_release(desk: &Desk<'_>, session: &Session<'_>) -> Result<Answer, Refusal> {
    let seen = target(desk)?;
    let typed = form::blank_deed();
    Ok(Answer::Screen(Arc::new(release_form(desk, session, seen, &typed, &Placed::default())?)))
}

/// `POST release?id=…`. It is written down in the log of the seat before it is done.
pub fn release(desk: &Desk<'_>, session: &Session<'_>, pen: &mut Pen<'_>) -> Result<Answer, Refusal> {
    let seen = target(desk)?;
    let again =
        |typed: &Typed, placed: &Placed| Ok(Answer::Again(release_form(desk, session, seen, typed, placed)?));
    let typed = typed(pen)?;
    let released = match form::released(desk.look, seen, &typed) {
        Ok(released) => released,
        Err(placed) => return again(&typed, &placed),
    };
    match pen.release(&released.releasing(), released.texts.clone(), form::looked(&typed)) {
        Ok(written) => Ok(went_to(&written)),
        Err(error) => again(&typed, &released.placed(desk.look, &told(error)?)),
    }
}

/// `GET attach?id=…`.
pub fn ask_to_attach(desk: &Desk<'_>, session: &Session<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::Screen(Arc::new(attach_form(desk, session, None)?)))
}

/// `POST attach?id=…`, with a file.
pub fn attach(desk: &Desk<'_>, session: &Session<'_>, pen: &mut Pen<'_>) -> Result<Answer, Refusal> {
    let seen = target(desk)?;
    let source = seen.entry().fact().and_then(Source::of).ok_or(Refusal::Nothing)?;
    let again = |message: String| Ok(Answer::Again(attach_form(desk, session, Some(message))?));
    let Some(upload) = pen.upload.filter(|upload| !upload.bytes.is_empty() && !upload.name.is_empty()) else {
        return again(desk.look.lang.say("attach-none"));
    };
    let room = pen.typed.get(form::ROOM).and_then(Room::parse).ok_or(Refusal::Nothing)?;
    let set = Node::from_value(&attaching(source, &upload.name, &upload.bytes));
    let key = detente_model::Key { span: detente_model::Span::default(), text: "set".to_owned() };
    let of = (seen.place().0, &seen.as_written().id);
    let draft = draft_of_deed(DeedKind::Corrects, of, vec![(key, set)], room.clone(), &"the form".into());
    let looked = crate::pen::looked_at(pen.typed.get(LOOKED).unwrap_or_default());
    let documents = [(room, upload.bytes.clone())];
    match pen.write(&[draft], &documents, Texts::new(), looked) {
        Ok(_) => Ok(Answer::Went(entry_address(seen.place().0, seen.as_written().id.as_str()))),
        Err(WriteError::Faults(faults)) => {
            again(faults.diagnostics.first().map(|fault| fault.message.clone()).unwrap_or_default())
        }
        Err(error) => Err(error.into()),
    }
}

/// Whoever was told what another wrote has seen it: the form then carries how far the rooms are now.
fn seen_since(typed: Typed, error: &WriteError) -> Typed {
    match error {
        WriteError::Contested { .. } => typed.without(LOOKED),
        _ => typed,
    }
}

/// What was typed, with what makes a form's lines count.
fn typed(pen: &Pen<'_>) -> Result<Typed, Refusal> {
    Typed::of(pen.typed.0.clone()).map_err(|_| Refusal::TooMuch)
}

/// The entry that a form is about, which the viewer sees and which still stands.
fn target<'a>(desk: &Desk<'a>) -> Result<&'a Seen<'a>, Refusal> {
    let seen = desk.seen(desk.need("id")?)?;
    if seen.withdrawn().is_some() { Err(Refusal::Nothing) } else { Ok(seen) }
}

fn kind_of(desk: &Desk<'_>) -> Result<Option<Kind>, Refusal> {
    let Some(word) = desk.get("kind") else { return Ok(None) };
    let kind = Kind::ALL.iter().copied().find(|kind| kind.as_str() == word);
    kind.map(Some).ok_or(Refusal::Nothing)
}

/// A refusal that no form can help with is one of the page; others stand in the form.
fn told(error: WriteError) -> Result<WriteError, Refusal> {
    match error {
        WriteError::NotYours(_) => Err(error.into()),
        other => Ok(other),
    }
}

fn went_to(written: &[Entry]) -> Answer {
    match written.first() {
        Some(entry) => Answer::Went(entry_address(&entry.room, entry.id.as_str())),
        None => Answer::Went("today".to_owned()),
    }
}

fn entry_address(room: &Room, id: &str) -> String {
    address("entry", &[("id", &format!("{room}/{id}"))])
}

fn kinds(desk: &Desk<'_>) -> Answer {
    let lang = desk.look.lang;
    let others = desk.asked.without(&["kind", "known", "on"]);
    let link = |kind: &Kind| {
        let mut target = Target::screen("add").with("kind", kind.as_str());
        if let Some(room) = others.get("room") {
            target = target.with("room", room);
        }
        (desk.link(&target), lang.say(&format!("kind-{}", kind.as_str())))
    };
    let page = Kinds { sentence: lang.say("add-which"), kinds: Kind::ALL.iter().map(link).collect() };
    Answer::shown(lang.say("add-title"), page.render().unwrap_or_default())
}

/// What a form of this session carries; `looked` as it was when the form was first made.
struct Carried {
    action: String,
    csrf: String,
    once: String,
    looked: BTreeMap<Room, u64>,
}

impl Carried {
    fn of(session: &Session<'_>, action: String, typed: &Typed) -> Carried {
        let looked = form::looked(typed);
        let now = || session.states.iter().map(|(room, state)| (room.clone(), state.size)).collect();
        Carried {
            action,
            csrf: session.csrf().to_owned(),
            once: session.form_id(),
            looked: if typed.one(LOOKED).is_empty() { now() } else { looked },
        }
    }

    fn hidden(&self) -> Hidden<'_> {
        Hidden { action: &self.action, csrf: &self.csrf, once: &self.once, looked: &self.looked }
    }
}

fn printed(title: String, html: Result<String, askama::Error>) -> Result<Screen, Refusal> {
    let main = html.map_err(|error| Refusal::Store(StoreError::plain(error.to_string())))?;
    Ok(Screen { title, main, found: true })
}

fn add_form(
    desk: &Desk<'_>,
    session: &Session<'_>,
    kind: Kind,
    typed: &Typed,
    placed: &Placed,
) -> Result<Screen, Refusal> {
    let carried = Carried::of(session, address("add", &[("kind", kind.as_str())]), typed);
    let word = desk.look.lang.word(&format!("kind-{}", kind.as_str()));
    let title = desk.look.lang.drawn(&desk.look.lang.line("add-title-of", vec![("kind", word.into())]));
    printed(title, form::add(desk.look, kind, typed, placed, &carried.hidden()))
}

fn about(desk: &Desk<'_>, seen: &Seen<'_>, deed: &str) -> (String, String) {
    let id = format!("{}/{}", seen.place().0, seen.as_written().id);
    let says = desk.look.describe(seen.entry());
    (
        address(deed, &[("id", &id)]),
        desk.look.lang.drawn(&desk.look.lang.line(&format!("{deed}-title"), vec![("says", says.into())])),
    )
}

fn correct_form(
    desk: &Desk<'_>,
    session: &Session<'_>,
    seen: &Seen<'_>,
    typed: &Typed,
    placed: &Placed,
) -> Result<Screen, Refusal> {
    let (action, title) = about(desk, seen, "correct");
    let carried = Carried::of(session, action, typed);
    printed(title, form::correct(desk.look, seen, typed, placed, &carried.hidden()))
}

fn withdraw_form(
    desk: &Desk<'_>,
    session: &Session<'_>,
    seen: &Seen<'_>,
    typed: &Typed,
    placed: &Placed,
) -> Result<Screen, Refusal> {
    let (action, title) = about(desk, seen, "withdraw");
    let carried = Carried::of(session, action, typed);
    printed(title, form::withdraw(desk.look, seen, typed, placed, &carried.hidden()))
}

fn release_form(
    desk: &Desk<'_>,
    session: &Session<'_>,
    seen: &Seen<'_>,
    typed: &Typed,
    placed: &Placed,
) -> Result<Screen, Refusal> {
    let (action, title) = about(desk, seen, "release");
    let carried = Carried::of(session, action, typed);
    printed(title, form::release(desk.look, seen, typed, placed, &carried.hidden()))
}

fn attach_form(desk: &Desk<'_>, session: &Session<'_>, fault: Option<String>) -> Result<Screen, Refusal> {
    let seen = target(desk)?;
    let source = seen.entry().fact().and_then(Source::of).ok_or(Refusal::Nothing)?;
    let (action, _) = about(desk, seen, "attach");
    let lang = desk.look.lang;
    let viewer = desk.look.view.viewer();
    let rooms: Vec<(String, String)> = std::iter::once(seen.place().0)
        .chain(desk.look.view.rooms().filter(|room| room.is_narrower_than(seen.place().0)))
        .filter(|room| viewer.writes(room))
        .map(|room| (room.to_string(), lang.drawn(&[desk.look.room(room)])))
        .collect();
    if rooms.is_empty() {
        return Err(Refusal::NotYours);
    }
    let title = Inline::data(plain(&[lang.text(&source.title)]));
    let page = Attach {
        action: &action,
        hidden: [
            (form::CSRF, session.csrf().to_owned()),
            (form::ONCE, session.form_id()),
            (LOOKED, session.looked()),
        ],
        what: lang.say("attach-what"),
        file: lang.say("attach-file"),
        hint: lang.say("attach-hint"),
        room: lang.say("attach-room"),
        rooms,
        fault,
        attach: lang.say("attach-attach"),
    };
    let heading = lang.drawn(&lang.line("attach-title", vec![("says", title.into())]));
    Ok(Screen { title: heading, main: page.render().unwrap_or_default(), found: true })
}
