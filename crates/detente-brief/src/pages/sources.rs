//! All sources, with how much of the record rests on each.

use super::{Printed, add_link, envelope, page, title};
use crate::doc::{Block, Inline, Line, Table, Target};
use crate::look::Look;
use crate::sections::rests::{self, Rests};
use detente_model::{Kind, Room, Source};
use detente_record::Entry;
use serde_json::{Value, json};

/// The sources, in the order of their numbers.
pub fn sources<'v>(look: &'v Look<'_>) -> Printed<'v> {
    let lang = look.lang;
    let all: Vec<(&Entry, &Source)> = look.view.facts::<Source>().collect();
    let rests = Rests::of(look);
    let mut blocks: Vec<Block> = add_link(look, Kind::Source).into_iter().collect();
    if all.is_empty() {
        blocks.push(Block::Para(vec![Inline::Quiet(vec![lang.word("sources-none")])]));
    } else {
        const HEAD: [&str; 6] = [
            "source-title",
            "source-kind",
            "source-publisher",
            "source-date",
            "source-rests",
            "source-document",
        ];
        let rows = all.iter().map(|(entry, source)| row(look, entry, source, rests.count(entry)));
        blocks.push(Block::Table(Table {
            caption: vec![lang.word("sources-caption")],
            head: HEAD.map(|id| vec![lang.word(id)]).to_vec(),
            rows: rows.collect(),
        }));
    }
    let found = !all.is_empty();
    let one =
        move |(entry, _): &(&Entry, &Source)| json!({"entry": entry.encode(), "rests": rests.count(entry)});
    let json = Box::new(move || envelope(look, "sources", all.iter().map(one).collect::<Value>()));
    Printed { page: page(look, title(look, "sources-title"), blocks), json, found }
}

fn row(look: &Look<'_>, entry: &Entry, source: &Source, rests: usize) -> Vec<Line> {
    let lang = look.lang;
    let nothing = || vec![lang.word("nothing")];
    let number = look.source_number(&entry.room, &entry.id).unwrap_or(0);
    let mut name = vec![Inline::Quiet(vec![Inline::mark(&format!("[{number}] "))])];
    name.extend(look.to(|| rests::screen(entry), vec![lang.text(&source.title)]));
    if entry.room != Room::Public {
        name.extend([Inline::mark(" "), look.room(&entry.room)]);
    }
    name.push(Inline::mark(" "));
    name.extend(look.id(entry));
    vec![
        name,
        vec![lang.word(&format!("source-{}", source.kind.as_str()))],
        source.publisher.as_ref().map_or_else(nothing, |publisher| vec![lang.text(publisher)]),
        source.published.as_ref().map_or_else(nothing, |date| look.date(&entry.room, date)),
        vec![Inline::data(rests.to_string())],
        document(look, entry, source),
    ]
}

/// The document that is attached, or a way to attach one.
pub(super) fn document(look: &Look<'_>, entry: &Entry, source: &Source) -> Line {
    let lang = look.lang;
    if let Some(document) = &source.document {
        let size = Inline::data(document.size.div_ceil(1024).to_string());
        let name = Inline::data(&document.name);
        let words = lang.line("source-attached", vec![("name", name.into()), ("kb", size.into())]);
        return look.to(|| Target::screen("document").with("id", look.place(entry)), words);
    }
    let mut line = vec![lang.word("source-no-document")];
    if look.view.viewer().writes(&entry.room) {
        let attach = || Target::screen("attach").with("id", format!("{}/{}", entry.room, entry.id));
        let words = look.to(attach, vec![lang.word("source-attach")]);
        // Where nothing can be followed, the words would only promise it.
        if words.iter().any(|word| matches!(word, Inline::To(..))) {
            line.push(Inline::mark(" · "));
            line.extend(words);
        }
    }
    line
}
