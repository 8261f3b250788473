//! One entry: what it says, where that comes from, what was done to it, and what points at it.

use super::{Printed, entry_line, envelope, page};
use crate::doc::{Block, Inline, Line, Target, joined, shown};
use crate::look::Look;
use crate::sections::{acts, sessions};
use detente_model::shape::Mention;
use detente_model::{AnyRef, AsFact, Id, Incident, Session, Source, sentences};
use detente_record::{Deed, Entry, Seen};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The entry with this id (or ROOM/ID); each of them, where two rooms use it.
pub fn show<'v>(look: &'v Look<'_>, id: &str) -> Printed<'v> {
    let found = look.view.find(id);
    let mut blocks = Vec::new();
    for seen in &found {
        blocks.extend(entry_blocks(look, seen));
    }
    if found.is_empty() {
        blocks.push(Block::Para(vec![look.lang.word("show-none")]));
        let known = look.view.history().map(|seen| seen.as_written().id.as_str());
        if let Some(near) = detente_model::nearest(id, known) {
            blocks.push(Block::Para(
                look.lang.line("show-near", vec![("id", Inline::Id(near.to_owned()).into())]),
            ));
        }
    }
    let any = !found.is_empty();
    let title = match found.as_slice() {
        [] => super::nothing_title(look, id),
        // On a screen the title says what it is, and the heading its id.
        [seen] if look.leads_somewhere() => look.describe(seen.entry()),
        _ => look.lang.line("show-title", vec![("id", Inline::data(id).into())]),
    };
    let json = Box::new(move || {
        envelope(look, "show", found.iter().map(|seen| entry_json(look, seen)).collect::<Value>())
    });
    Printed { page: page(look, title, blocks), json, found: any }
}

fn entry_blocks(look: &Look<'_>, seen: &Seen<'_>) -> Vec<Block> {
    let (lang, entry) = (look.lang, seen.entry());
    let mut keys: Vec<(Line, Line)> = Vec::new();
    let mut key = |id: &str, line: Line| keys.push((vec![lang.word(id)], line));
    key("show-kind", vec![lang.word(&format!("kind-{}", entry.kind().as_str()))]);
    key("show-room", vec![look.room(&entry.room)]);
    if let Some(when) = look.when(entry) {
        key("show-when", when);
    }
    if let Some(meeting) = meeting(look, seen) {
        key("show-meeting", meeting);
    }
    if let Some(at) = entry.fact().and_then(Incident::of).and_then(|incident| incident.at.as_ref()) {
        key("show-at", look.coordinates(at));
    }
    key("show-basis", vec![look.basis(entry.basis)]);
    key("show-recorded", lang.instant(entry.recorded, look.zone()));
    key("show-author", vec![Inline::data(&entry.author)]);
    if let Some(note) = &entry.note {
        key("show-note", vec![lang.text(note)]);
    }
    let heading = match look.leads_somewhere() {
        true => vec![Inline::Id(entry.id.to_string())],
        false => look.describe(entry),
    };
    let mut blocks = vec![Block::Section("show", heading), Block::Keys(keys)];
    let acts = acts::all(look, seen);
    if !acts.is_empty() {
        blocks.push(Block::Para(acts));
    }
    let cited = cited(look, entry);
    if !cited.is_empty() {
        blocks.push(Block::Heading(vec![lang.word("show-source")]));
        blocks.push(Block::List(cited.into_iter().map(|line| (line, Vec::new())).collect()));
    }
    blocks.push(Block::Heading(vec![lang.word("show-fields")]));
    blocks.push(Block::Code(as_yaml(&own_fields(entry))));
    if !seen.corrections().is_empty() {
        blocks.push(Block::Heading(vec![lang.word("show-was")]));
        blocks.push(Block::Code(as_yaml(&own_fields(seen.as_written()))));
    }
    let history = history(look, seen);
    if !history.is_empty() {
        blocks.push(Block::Heading(vec![lang.word("show-history")]));
        blocks.push(Block::List(history));
    }
    let pointing = pointing(look, entry);
    if !pointing.is_empty() {
        blocks.push(Block::Heading(vec![lang.word("show-points")]));
        let (part, more) = look.part(&pointing, || Target::entry(&entry.room, &entry.id));
        blocks.push(Block::List(part.iter().map(|entry| (entry_line(look, entry), Vec::new())).collect()));
        if !more.is_empty() {
            blocks.push(Block::Para(more));
        }
    }
    blocks
}

/// The meeting that the entry is, or that it is of; and where the next line of it is noted.
fn meeting(look: &Look<'_>, seen: &Seen<'_>) -> Option<Line> {
    let entry = seen.entry();
    let own = entry.fact().and_then(Session::of).map(|session| (entry, session));
    let of_it = || look.view.session_of(entry).map(Seen::entry);
    let (entry, session) = own.or_else(|| of_it().and_then(|at| Some((at, Session::of(at.fact()?)?))))?;
    let led = if look.leads_somewhere() { sessions::record_link(look, entry) } else { Line::new() };
    Some(joined([sessions::link(look, entry, session), led], " · "))
}

/// What the entry itself says, without what every entry has.
fn own_fields(entry: &Entry) -> Value {
    const COMMON: [&str; 9] =
        ["id", "entry", "room", "recorded", "author", "basis", "source", "note", "when"];
    let Value::Object(mut map) = entry.encode() else { return Value::Null };
    map.retain(|key, _| !COMMON.contains(&key.as_str()));
    Value::Object(map)
}

/// A value as people write it in a process file.
fn as_yaml(value: &Value) -> String {
    let mut lines = Vec::new();
    yaml_lines(value, 0, &mut lines);
    lines.join("\n").chars().map(shown).collect()
}

fn yaml_lines(value: &Value, indent: usize, lines: &mut Vec<String>) {
    let pad = " ".repeat(indent);
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match scalar(value) {
                    Some(text) => lines.push(format!("{pad}{key}: {text}")),
                    None => {
                        lines.push(format!("{pad}{key}:"));
                        yaml_lines(value, indent + 2, lines);
                    }
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                match scalar(item) {
                    Some(text) => lines.push(format!("{pad}- {text}")),
                    None => {
                        let first = lines.len();
                        yaml_lines(item, indent + 2, lines);
                        if let Some(line) = lines.get_mut(first) {
                            line.replace_range(indent..indent + 1, "-");
                        }
                    }
                }
            }
        }
        _ => {}
    }
}

/// A single value on one line: plain where YAML reads that back, else in quotes.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => {
            let opening = text.starts_with(|c: char| !c.is_alphanumeric());
            let marks = text.contains(": ")
                || text.contains(" #")
                || text.contains('\n')
                || text.ends_with([':', ' ']);
            Some(if text.is_empty() || opening || marks {
                Value::from(text.as_str()).to_string()
            } else {
                text.clone()
            })
        }
        Value::Array(_) | Value::Object(_) => None,
        other => Some(other.to_string()),
    }
}

/// The sources with the sentences or the words cited.
pub(crate) fn cited(look: &Look<'_>, entry: &Entry) -> Vec<Line> {
    let lang = look.lang;
    let mut lines = Vec::new();
    for cite in &entry.sources.0 {
        let Some((_, source)) = look.view.fact::<Source, _>(&entry.room, &cite.source) else { continue };
        let title = lang.text(&source.title);
        let language = source.language.clone();
        if let Some(quote) = &cite.quote {
            let quote = Inline::Quote(vec![Inline::data_in(quote, language.clone())]);
            lines.push(vec![title.clone(), Inline::mark(": "), quote]);
        }
        if let Some((first, last)) = cite.sentences {
            let text = source.text.as_deref().unwrap_or_default();
            for (number, sentence) in sentences(text).enumerate().take(last as usize).skip(first as usize - 1)
            {
                let number = Inline::data((number + 1).to_string());
                let mut line =
                    lang.line("show-sentence", vec![("source", title.clone().into()), ("n", number.into())]);
                line.extend([
                    Inline::mark(": "),
                    Inline::Quote(vec![Inline::data_in(sentence, language.clone())]),
                ]);
                lines.push(line);
            }
        }
        if cite.quote.is_none() && cite.sentences.is_none() {
            lines.push(vec![title]);
        }
    }
    lines
}

/// What was done to the entry, in order.
fn history(look: &Look<'_>, seen: &Seen<'_>) -> Vec<(Line, Vec<Line>)> {
    let lang = look.lang;
    let date = |entry: &Entry| lang.instant(entry.recorded, look.zone());
    let why = |why: &Option<detente_model::Text>| {
        why.iter().map(|why| lang.line("show-why", vec![("why", lang.text(why).into())])).collect::<Vec<_>>()
    };
    let mut items = Vec::new();
    for entry in seen.corrections() {
        let Deed::Corrects(correction) = &entry.deed else { continue };
        let fields = look.fields(&correction.set);
        let mut line = lang.line(
            "show-corrected-by",
            vec![
                ("date", date(entry).into()),
                ("fields", fields.into()),
                ("id", Inline::Id(entry.id.to_string()).into()),
            ],
        );
        line.extend(look.marks(entry));
        items.push((line, why(&correction.why)));
    }
    if let Some((entry, withdrawal)) = seen.withdrawn() {
        let mut line = lang.line(
            "show-withdrawn-by",
            vec![("date", date(entry).into()), ("id", Inline::Id(entry.id.to_string()).into())],
        );
        line.extend(look.marks(entry));
        items.push((line, why(&withdrawal.why)));
    }
    for (entry, release) in seen.releases() {
        let into = look.view.resolve(&entry.room, &release.into).map(|seen| seen.entry().room.clone());
        let into = into.map_or_else(|| Inline::Id(release.into.to_string()), |room| look.room(&room));
        let who = look.actor(&entry.room, &release.permitted_by);
        let line = lang.line(
            "show-released-by",
            vec![("date", date(entry).into()), ("into", into.into()), ("who", who.into())],
        );
        items.push((line, Vec::new()));
    }
    items
}

/// The entries that point at this one.
fn pointing<'v>(look: &'v Look<'_>, target: &Entry) -> Vec<&'v Entry> {
    let points = |entry: &Entry, mention: Mention| {
        let mut reference = AnyRef::to(mention.id);
        reference.room = mention.room;
        look.pointed(&entry.room, &reference) == Some(std::ptr::from_ref(target))
    };
    let names = names_of(look, target);
    let may = |seen: &&Seen<'_>| names.iter().any(|id| seen.may_name(id));
    let does = |entry: &&Entry| entry.mentions(look.zone()).into_iter().any(|mention| points(entry, mention));
    look.view.history().filter(may).map(|seen| seen.entry()).filter(does).collect()
}

/// The ids by which an entry may be named: its own, and those of the entries whose words it repeats.
fn names_of(look: &Look<'_>, target: &Entry) -> BTreeSet<Id> {
    let released = look.view.history().filter(|seen| seen.releases().next().is_some());
    let repeated = released.map(|seen| &seen.as_written().id).filter(|id| {
        look.view.find(id.as_str()).iter().any(|seen| {
            let reference = AnyRef::to((*id).clone());
            look.pointed(seen.place().0, &reference) == Some(std::ptr::from_ref(target))
        })
    });
    repeated.chain([&target.id]).cloned().collect()
}

fn entry_json(look: &Look<'_>, seen: &Seen<'_>) -> Value {
    let entry = seen.entry();
    json!({
        "entry": entry.encode(),
        "as_written": seen.as_written().encode(),
        "says": crate::doc::plain(&look.describe(entry)),
        "corrections": seen.corrections().iter().map(|entry| entry.encode()).collect::<Vec<_>>(),
        "withdrawn": seen.withdrawn().map(|(entry, _)| entry.encode()),
        "releases": seen.releases().map(|(entry, _)| entry.encode()).collect::<Vec<_>>(),
        "cited": cited(look, entry).iter().map(|line| crate::doc::plain(line)).collect::<Vec<_>>(),
        "pointed_at_by": pointing(look, entry).iter().map(|entry| entry.id.to_string()).collect::<Vec<_>>(),
    })
}
