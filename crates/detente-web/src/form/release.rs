//! Releasing the words of an entry into a wider room, on somebody's permission.

use super::draw::{self, Draw};
use super::label::{Words, label_id, word_id};
use super::part::{Ask, Part, parts_of_kind};
use super::placed::Places;
use super::{FORM, Hidden, Placed, Sheet, Typed};
use detente_brief::doc::{Inline, Line};
use detente_brief::html::escape;
use detente_brief::{Look, Names};
use detente_model::shape::Decoder;
use detente_model::{Code, Diagnostic, Id, Kind, Node, NodeKind, Party, Role, Room, Span};
use detente_record::{DeedKind, Entry, NotReleasable, Seen};
use detente_store::{Draft, Releasing, Texts, WriteError, released_words};
use jiff::tz::TimeZone;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The field of an entry with what may be done with it without asking again.
const MAY: &str = "may";

/// A release that may be written.
#[derive(Debug)]
pub struct Release {
    /// The entry as it now stands.
    pub entry: Entry,
    /// The wider room.
    pub to: Room,
    /// On whose permission, and on what condition.
    pub terms: Draft,
    /// The id in the wider room, if one was given.
    pub id: Option<Id>,
    /// The text of the terms, for the writer.
    pub texts: Texts,
    places: Places,
}

impl Release {
    /// What [`detente_store::Writer::release`] takes.
    pub fn releasing(&self) -> Releasing<'_> {
        Releasing { entry: &self.entry, to: self.to.clone(), terms: self.terms.clone(), id: self.id.clone() }
    }

    /// Why it was not written, at the inputs that are to blame.
    pub fn placed(&self, look: &Look<'_>, error: &WriteError) -> Placed {
        self.places.placed(look, error)
    }
}

/// The form that releases an entry, beside what it copies and the permission that was given with it.
///
/// # Errors
/// If the template cannot be printed, which is a fault of the program.
pub fn release(
    look: &Look<'_>,
    seen: &Seen<'_>,
    typed: &Typed,
    placed: &Placed,
    hidden: &Hidden<'_>,
) -> Result<String, askama::Error> {
    let (names, words) = (Names::new(look.view, look.lang), Words::of(look.lang));
    let draw = Draw::new(look, &names, &words, typed, placed, seen.entry().room.clone());
    let wider = wider_rooms(&names, &seen.entry().room);
    let now = Room::parse(typed.one(TO)).filter(|room| wider.contains(room));
    let label = look.lang.say("form-release-to");
    let hint = Some(look.lang.say("hint-release-to"));
    let to =
        super::view::Field { hint, ..draw.field(TO.into(), label, true, draw.rooms(&wider, now.as_ref())) };
    let (terms, id) = (terms(), new_id());
    let asked =
        std::iter::once(to).chain(terms.iter().chain([&id]).map(|part| draw.part(part, ""))).collect();
    let beside = beside(look, seen.entry());
    Sheet { asked, optional: Vec::new(), send: "form-release", beside }.print(&draw, hidden)
}

/// The release that was asked for.
///
/// # Errors
/// What is wrong with it already, at its inputs; also if the entry may not be released as it stands.
pub fn released(look: &Look<'_>, seen: &Seen<'_>, typed: &Typed) -> Result<Release, Placed> {
    seen.may_release().map_err(|why| Placed::notice(refused(look, &why)))?;
    let entry = seen.entry().clone();
    let names = Names::new(look.view, look.lang);
    let mut placed = Placed::default();
    let asked = typed.one(TO);
    let to = Room::parse(asked).filter(|room| wider_rooms(&names, &entry.room).contains(room));
    if to.is_none() {
        let message = look.lang.say("form-release-where");
        placed.add(TO, &Diagnostic::new(Code::MissingKey, &FORM.into(), None, message));
    }
    let mut d = Decoder::new(FORM, TimeZone::UTC);
    let written = typed.one(NEW_ID).trim();
    let id = if written.is_empty() { None } else { Id::read(written, Span::default(), &mut d) };
    d.diagnostics.iter().for_each(|fault| placed.add(NEW_ID, fault));
    let said = super::read(&terms(), typed)?;
    match to {
        Some(to) if placed.is_empty() => {
            let (pairs, ink) = super::fields_of(&said);
            let end = u32::try_from(ink.text.len()).unwrap_or(u32::MAX);
            let node = Node { span: Span { start: 0, end }, kind: NodeKind::Map(pairs) };
            let terms = Draft { kind: DeedKind::Releases, room: entry.room.clone(), node, file: FORM.into() };
            let super::Ready { draft: terms, texts, places } = super::ready(terms, ink);
            Ok(Release { entry, to, terms, id, texts, places })
        }
        _ => Err(placed),
    }
}

const TO: &str = "to";
const NEW_ID: &str = "id";

/// What is said of a release, beside where it goes.
fn terms() -> Vec<Part> {
    let part = |key: &str, required, ask| Part { key: key.into(), of: "release".into(), required, ask };
    vec![
        part("permitted_by", true, Ask::Name(vec![Kind::Party, Kind::Person])),
        part("permitted", false, Ask::Date),
        part("condition", false, Ask::Text),
    ]
}

fn new_id() -> Part {
    Part { key: NEW_ID.into(), of: "release".into(), required: false, ask: Ask::Line }
}

/// The rooms with more readers than `from`, the narrowest first.
fn wider_rooms(names: &Names<'_>, from: &Room) -> Vec<Room> {
    let mut rooms: BTreeSet<Room> = names.view.rooms().cloned().collect();
    rooms.extend([Room::Public, Room::Joint]);
    let sides = names.view.facts::<Party>().filter(|(_, party)| party.role == Role::Belligerent);
    rooms.extend(sides.map(|(entry, _)| Room::Caucus([entry.id.clone()].into())));
    let wider =
        rooms.into_iter().filter(|room| from.is_narrower_than(room) && names.view.viewer().reads(room));
    wider.rev().collect()
}

fn refused(look: &Look<'_>, why: &NotReleasable<'_>) -> Line {
    match why {
        NotReleasable::Already { release, .. } => {
            let into = Inline::Id(release.into.to_string());
            look.lang.line("form-released-already", vec![("into", into.into())])
        }
        NotReleasable::Narrowed { written_in, now_in } => {
            let room = |room: &Room| look.room(room).into();
            look.lang.line("form-narrowed", vec![("written", room(written_in)), ("now", room(now_in))])
        }
    }
}

/// What is copied, word for word, what is not, and what was permitted before.
fn beside(look: &Look<'_>, entry: &Entry) -> String {
    let mut words = released_words(entry);
    words.shift_remove("entry");
    let may = words.shift_remove(MAY);
    let mut out = String::new();
    let of = entry.kind().as_str();
    let parts = entry.fact().map(|fact| parts_of_kind(fact.kind())).unwrap_or_default();
    section(look, of, &Ask::Record(parts.clone()), "form-copied", &Value::Object(words), &mut out);
    let _ = write!(out, "<p>{}</p>", escape(&look.lang.say("form-not-copied")));
    if let Some(may) = may {
        let ask = parts.iter().find(|part| part.key == MAY).map_or(&Ask::Line, |part| &part.ask);
        section(look, of, ask, "form-may", &may, &mut out);
    }
    out
}

fn section(look: &Look<'_>, of: &str, ask: &Ask, heading: &str, words: &Value, out: &mut String) {
    let _ = write!(out, "<h2>{}</h2>", escape(&look.lang.say(heading)));
    value(look, of, ask, words, out);
}

/// A value with the labels of its parts; what was chosen from words is told in the reader's.
fn value(look: &Look<'_>, of: &str, ask: &Ask, said: &Value, out: &mut String) {
    match (said, ask) {
        (Value::Object(all), _) => {
            out.push_str("<dl>");
            for (key, one) in all {
                let plain = || Part { key: key.clone(), of: of.to_owned(), required: false, ask: Ask::Line };
                let part = parts_in(ask).iter().find(|part| part.key == *key).cloned().unwrap_or_else(plain);
                let id = label_id(look.lang, &part);
                // A key may also be a language, an issue or an option.
                let label = match look.lang.has(&id) {
                    true => escape(&look.lang.say(&id)),
                    false => draw::html(&vec![Inline::data(key)]),
                };
                let _ = write!(out, "<div><dt>{label}</dt><dd>");
                value(look, of, &part.ask, one, out);
                out.push_str("</dd></div>");
            }
            out.push_str("</dl>");
        }
        (Value::Array(all), _) => {
            out.push_str("<ul>");
            for one in all {
                out.push_str("<li>");
                value(look, of, ask, one, out);
                out.push_str("</li>");
            }
            out.push_str("</ul>");
        }
        (Value::String(word), Ask::Words { of, words }) if words.contains(word) => {
            out.push_str(&escape(&look.lang.say(&word_id(of, word))));
        }
        (Value::Bool(is_so), _) => out.push_str(&escape(&look.lang.say(&format!("word-{is_so}")))),
        (Value::String(text), _) => out.push_str(&draw::html(&vec![Inline::data(text)])),
        (other, _) => out.push_str(&draw::html(&vec![Inline::data(other.to_string())])),
    }
}

/// The parts of what is asked, if it has some.
fn parts_in(ask: &Ask) -> &[Part] {
    match ask {
        Ask::Record(parts) => parts,
        Ask::Rows(rows) => &rows.parts,
        _ => &[],
    }
}
