//! Correcting an entry: its form filled with what it says now. Only what was changed goes into the correction.

use super::draw::Draw;
use super::fill::fill_parts;
use super::label::Words;
use super::part::{Ask, Part, parts_of_kind};
use super::said::{Mapping, Tree};
use super::view::Field;
use super::{FORM, Hidden, Placed, Ready, Sheet, Typed};
use detente_brief::{Look, Names};
use detente_model::{Kind, Room};
use detente_record::{DeedKind, Seen};
use detente_store::draft_of_deed;
use serde_json::Value;
use std::collections::BTreeMap;

/// What the entry says now, as it stands in the inputs of its form; none if it says nothing that could be corrected.
pub fn opened(seen: &Seen<'_>) -> Option<Typed> {
    Some(filled(kind_of(seen)?, &seen.entry().encode()))
}

/// The inputs of a form for an entry of `kind` that says this (in its canonical form, [`detente_record::Entry::encode`]).
pub fn filled(kind: Kind, words: &Value) -> Typed {
    let mut pairs = Vec::new();
    if let Some(words) = words.as_object() {
        fill_parts(&parts_of_kind(kind), "", words, &mut pairs);
    }
    Typed::of_own(pairs)
}

/// The form that corrects an entry.
///
/// # Errors
/// If the template cannot be printed, which is a fault of the program.
pub fn correct(
    look: &Look<'_>,
    seen: &Seen<'_>,
    typed: &Typed,
    placed: &Placed,
    hidden: &Hidden<'_>,
) -> Result<String, askama::Error> {
    let names = Names::new(look.view, look.lang);
    let rooms = rooms_for(&names, seen);
    let room = super::chosen(typed, &rooms);
    let words = Words::of(look.lang);
    let draw = Draw::new(look, &names, &words, typed, placed, room.clone().unwrap_or(Room::Public));
    let parts = kind_of(seen).map(parts_of_kind).unwrap_or_default();
    let first = [draw.part(&why("correction"), ""), super::room_field(&draw, &rooms, room.as_ref())];
    let own = parts.iter().map(|part| draw.part(part, ""));
    let says = |field: &Field<'_>| field.required || typed.is_filled(&field.name);
    let (asked, optional): (Vec<_>, Vec<_>) = own.partition(says);
    let asked = asked.into_iter().chain(first).collect();
    Sheet { asked, optional, send: "form-correct", beside: String::new() }.print(&draw, hidden)
}

/// What was changed, as a correction.
///
/// # Errors
/// What is wrong with it already, at its inputs; also if nothing was changed.
pub fn correction(look: &Look<'_>, seen: &Seen<'_>, typed: &Typed) -> Result<Ready, Placed> {
    let names = Names::new(look.view, look.lang);
    let room = super::written_room(look, typed, &rooms_for(&names, seen))?;
    let notice = |id: &str| Placed::notice(vec![look.lang.word(id)]);
    let (Some(kind), Some(before)) = (kind_of(seen), opened(seen)) else {
        return Err(notice("form-not-correctable"));
    };
    let parts = parts_of_kind(kind);
    let set = changed(super::read(&parts, typed)?, super::read(&parts, &before)?);
    if set.pairs.is_empty() {
        return Err(notice("form-nothing-changed"));
    }
    let mut said = super::read(&[why("correction")], typed)?;
    said.pairs.insert(0, (String::new(), "set".to_owned(), Tree::Map(set)));
    let (fields, ink) = super::fields_of(&said);
    let of = (seen.place().0, &seen.as_written().id);
    Ok(super::ready(draft_of_deed(DeedKind::Corrects, of, fields, room, &FORM.into()), ink))
}

/// The fields of `now` that say something else than `before`, and those that say nothing any more.
fn changed(mut now: Mapping, before: Mapping) -> Mapping {
    let text = |(name, key, value): &(String, String, Tree)| (key.clone(), (name.clone(), value.as_text()));
    let before: BTreeMap<String, (String, String)> = before.pairs.iter().map(text).collect();
    let gone = before.iter().filter(|(key, _)| now.pairs.iter().all(|(_, own, _)| own != *key));
    let gone: Vec<_> =
        gone.map(|(key, (name, _))| (name.clone(), key.clone(), Tree::Nothing(name.clone()))).collect();
    now.pairs.retain(|pair| {
        let (key, (_, text)) = text(pair);
        before.get(&key).is_none_or(|(_, was)| *was != text)
    });
    now.pairs.extend(gone);
    now
}

fn kind_of(seen: &Seen<'_>) -> Option<Kind> {
    match seen.entry().kind() {
        DeedKind::Says(kind) => Some(kind),
        _ => None,
    }
}

/// Why, in a sentence.
pub(super) fn why(of: &str) -> Part {
    Part { key: "why".into(), of: of.into(), required: false, ask: Ask::Text }
}

/// The rooms from which the viewer may act on an entry: its own, if he writes there, and narrower ones. The first is
/// the one in which it stands now.
pub(super) fn rooms_for(names: &Names<'_>, seen: &Seen<'_>) -> Vec<Room> {
    let now = &seen.entry().room;
    let mut rooms = names.rooms();
    rooms.retain(|room| room.may_cite(seen.place().0));
    rooms.sort_by_key(|room| room != now);
    rooms
}
