//! What completes a name as it is typed, and what is wrong with one.

use detente_brief::{Names, on_a_line};
use detente_model::shape::{Decoder, Mention};
use detente_model::{Event, Kind, Room, Source, SourceRef, Span, Target, nearest, sentences};
use detente_record::asked::Choice;
use detente_record::{DeedKind, Seen};
use jiff::tz::TimeZone;

/// What is wrong with naming `mention` from `room`, if anything is.
pub fn wrong(names: &Names<'_>, mention: &Mention, room: &Room) -> Option<String> {
    let written = match &mention.room {
        Some(room) => format!("{room}/{}", mention.id),
        None => mention.id.to_string(),
    };
    let all = names.view.find(&written);
    let near: Vec<&&Seen<'_>> = all.iter().filter(|seen| room.may_cite(seen.place().0)).collect();
    let fits = |seen: &Seen<'_>| match seen.as_written().kind() {
        DeedKind::Says(kind) => mention.kinds.is_empty() || mention.kinds.contains(&kind),
        _ => mention.kinds.is_empty(),
    };
    let kinds: Vec<&str> = mention.kinds.iter().map(|kind| kind.as_str()).collect();
    let kinds = if kinds.is_empty() { "entry".to_owned() } else { kinds.join(" or ") };
    match (near.as_slice(), all.as_slice()) {
        ([], []) => {
            let known = names.choices(mention.kinds, room);
            let hint = nearest(&written, known.iter().map(|choice| choice.value.as_str()));
            let hint = hint.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
            Some(format!("no {kinds} has the id “{written}”{hint}"))
        }
        ([], [far, ..]) => {
            Some(format!("“{written}” is in {}, which not every reader of {room} may read", far.place().0))
        }
        ([one], _) if !fits(one) => {
            Some(format!("“{written}” is a {}, not a {kinds}", one.as_written().kind().as_str()))
        }
        ([_], _) => None,
        ([one, other, ..], _) => Some(format!(
            "“{written}” is in {} and in {}; write ROOM/{}",
            one.place().0,
            other.place().0,
            mention.id
        )),
    }
}

/// Dates that begin as `typed` does: today, and those that hang on an event.
pub fn dates(names: &Names<'_>, typed: &str, today: &str, room: &Room) -> Vec<Choice> {
    let words = ["before", "after", "during"];
    let Some((word, rest)) = typed.split_once(' ').filter(|(word, _)| words.contains(word)) else {
        let today = Choice::new(today, "today");
        return if today.value.starts_with(typed.trim()) { vec![today] } else { Vec::new() };
    };
    let events = names.choices(Event::KINDS, room);
    let on = |at: usize| Choice { value: format!("{word} {}", events[at].value), ..events[at].clone() };
    Choice::fitting(&events, rest).into_iter().map(on).collect()
}

/// Sources that fit `typed`; after `ID#` the sentences of that one.
pub fn cites(names: &Names<'_>, typed: &str, kinds: &[Kind], room: &Room) -> Vec<Choice> {
    if let Some((id, number)) = typed.split_once('#') {
        return sentences_of(names, id, number, room);
    }
    let all = names.choices(kinds, room);
    Choice::fitting(&all, typed).into_iter().map(|at| all[at].clone()).collect()
}

fn sentences_of(names: &Names<'_>, id: &str, number: &str, room: &Room) -> Vec<Choice> {
    let mut d = Decoder::new("", TimeZone::UTC);
    let source = SourceRef::read(id, Span::default(), &mut d);
    let Some((_, source)) = source.and_then(|source| names.view.fact::<Source, _>(room, &source)) else {
        return Vec::new();
    };
    let text = source.text.as_deref().unwrap_or("");
    let one = |(at, text): (usize, &str)| Choice::new(format!("{id}#{}", at + 1), on_a_line(text));
    let begins = |choice: &Choice| choice.value[id.len() + 1..].starts_with(number);
    sentences(text).enumerate().map(one).filter(begins).collect()
}
