//! One source: its text, sentence by sentence, each with the entries that rest on it.

use super::sources::document;
use super::{Printed, entry_line, envelope, page};
use crate::doc::{Block, Inline, Line, Passage, Sentence};
use crate::look::Look;
use crate::sections::and_more;
use crate::sections::rests::{Rest, Rests};
use detente_model::{AsFact, Language, Source, one_spaced, sentences};
use detente_record::{Entry, Seen};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::ops::Range;

/// How many entries are told beneath one sentence.
const LIMIT: usize = 12;

/// How many entries are told that cite the source as a whole.
const LIMIT_WHOLE: usize = 100;

/// The source with this id (or ROOM/ID); the sentence `sentence`, counted from 1, is marked.
pub fn source<'v>(look: &'v Look<'_>, id: &str, sentence: Option<u32>) -> Printed<'v> {
    let lang = look.lang;
    let is_source = |seen: &&Seen<'_>| seen.is_live() && seen.entry().fact().and_then(Source::of).is_some();
    let found: Vec<&Entry> =
        look.view.find(id).into_iter().filter(is_source).map(|seen| seen.entry()).collect();
    let one = match found.as_slice() {
        [entry] => entry.fact().and_then(Source::of).map(|source| (*entry, source)),
        _ => None,
    };
    let Some((entry, source)) = one else {
        let mut blocks = vec![Block::Para(vec![lang.word("source-none")])];
        blocks.extend(found.iter().map(|entry| Block::Para(entry_line(look, entry))));
        let known = look.view.facts::<Source>().map(|(entry, _)| entry.id.as_str());
        if let Some(near) = detente_model::nearest(id, known).filter(|_| found.is_empty()) {
            blocks
                .push(Block::Para(lang.line("show-near", vec![("id", Inline::Id(near.to_owned()).into())])));
        }
        let title = super::nothing_title(look, id);
        let json = Box::new(move || envelope(look, "source", Value::Null));
        return Printed { page: page(look, title, blocks), json, found: false };
    };
    let rests = Rests::of(look);
    let read = Read::of(source, rests.on(entry));
    let is_there = sentence.is_none_or(|n| (1..=read.sentences.len()).contains(&(n as usize)));
    let mut blocks = vec![Block::Keys(keys(look, entry, source))];
    if !is_there {
        let n = Inline::data(sentence.unwrap_or_default().to_string());
        blocks.push(Block::Para(lang.line("source-no-sentence", vec![("n", n.into())])));
    }
    blocks.push(Block::Section("text", vec![lang.word("section-source-text")]));
    match read.sentences.is_empty() {
        true => blocks.push(Block::Para(vec![Inline::Quiet(vec![lang.word("source-no-text")])])),
        false => blocks.push(Block::Passage(passage(look, source, &read, sentence))),
    }
    if !read.whole.is_empty() {
        blocks.push(Block::Section("whole", vec![lang.word("section-source-whole")]));
        let items = lines(look, &read.whole, &source.language, LIMIT_WHOLE);
        blocks.push(Block::List(items.into_iter().map(|line| (line, Vec::new())).collect()));
    }
    let title = lang.line("source-page", vec![("title", lang.text(&source.title).into())]);
    let content = read.json(entry);
    let json = Box::new(move || envelope(look, "source", content));
    Printed { page: page(look, title, blocks), json, found: is_there }
}

fn keys(look: &Look<'_>, entry: &Entry, source: &Source) -> Vec<(Line, Line)> {
    let lang = look.lang;
    let number = look.source_number(&entry.room, &entry.id).unwrap_or(0);
    let mut keys = vec![
        (
            "source-number",
            vec![Inline::mark(&format!("[{number}] "))].into_iter().chain(look.id(entry)).collect(),
        ),
        ("source-kind", vec![lang.word(&format!("source-{}", source.kind.as_str()))]),
    ];
    keys.extend(source.publisher.as_ref().map(|publisher| ("source-publisher", vec![lang.text(publisher)])));
    keys.extend(source.published.as_ref().map(|date| ("source-date", look.date(&entry.room, date))));
    keys.extend(source.address.as_ref().map(|address| ("source-address", vec![Inline::data(address)])));
    keys.push(("show-room", vec![look.room(&entry.room)]));
    keys.push(("source-document", document(look, entry, source)));
    keys.into_iter().map(|(id, line): (&str, Line)| (vec![lang.word(id)], line)).collect()
}

/// An entry that rests on a sentence or on the whole, with the words that it quotes.
type Resting<'v> = (&'v Entry, Option<&'v str>);

/// The text of a source with what rests on each of its sentences.
struct Read<'v> {
    sentences: Vec<String>,
    /// What somebody quotes, in bytes of each sentence.
    quoted: Vec<Vec<Range<usize>>>,
    resting: Vec<Vec<Resting<'v>>>,
    /// What rests on the source, but on no sentence of it.
    whole: Vec<Resting<'v>>,
}

impl<'v> Read<'v> {
    fn of(source: &Source, rests: &[Rest<'v>]) -> Read<'v> {
        let sentences: Vec<String> =
            sentences(source.text.as_deref().unwrap_or_default()).map(one_spaced).collect();
        let count = sentences.len();
        let text = Joined::of(&sentences);
        let mut read = Read {
            quoted: vec![Vec::new(); count],
            resting: vec![Vec::new(); count],
            whole: Vec::new(),
            sentences,
        };
        // Many entries may quote the same words.
        let mut places: HashMap<(&str, usize), Option<Range<usize>>> = HashMap::new();
        for rest in rests {
            let quote = rest.cite.and_then(|cite| cite.quote.as_deref());
            let said = rest.cite.and_then(|cite| cite.sentences);
            let said = said
                .map_or(0..0, |(first, last)| (first as usize - 1).min(count)..(last as usize).min(count));
            let place = quote.and_then(|quote| {
                places.entry((quote, said.start)).or_insert_with(|| text.find(quote, said.start)).clone()
            });
            let mut on: Vec<usize> = said.collect();
            for (number, part) in place.iter().flat_map(|place| text.parts(place)) {
                read.quoted[number].push(part);
                if !on.contains(&number) {
                    on.push(number);
                }
            }
            let list = |read: &mut Vec<Resting<'v>>| {
                // An entry that cites a sentence twice rests on it once.
                if read.last().is_none_or(|(last, _)| !std::ptr::eq(*last, rest.entry)) {
                    read.push((rest.entry, quote));
                }
            };
            match on.is_empty() {
                true => list(&mut read.whole),
                false => on.into_iter().for_each(|number| list(&mut read.resting[number])),
            }
        }
        read.quoted.iter_mut().for_each(merge);
        read
    }

    fn json(&self, entry: &Entry) -> Value {
        let named = |resting: &[Resting<'_>]| {
            resting.iter().map(|(entry, _)| format!("{}/{}", entry.room, entry.id)).collect::<Value>()
        };
        let one = |(number, text): (usize, &String)| json!({"n": number + 1, "text": text, "rests": named(&self.resting[number])});
        json!({
            "entry": entry.encode(),
            "sentences": self.sentences.iter().enumerate().map(one).collect::<Value>(),
            "rest_on_the_whole": named(&self.whole),
        })
    }
}

/// All sentences as one text, in which a quote may run from one into the next.
struct Joined {
    text: String,
    starts: Vec<usize>,
}

impl Joined {
    fn of(sentences: &[String]) -> Joined {
        let mut joined = Joined { text: String::new(), starts: Vec::with_capacity(sentences.len()) };
        for sentence in sentences {
            if !joined.text.is_empty() {
                joined.text.push(' ');
            }
            joined.starts.push(joined.text.len());
            joined.text.push_str(sentence);
        }
        joined
    }

    /// Where `quote` stands, from the sentence `from` on if it is there, else anywhere.
    fn find(&self, quote: &str, from: usize) -> Option<Range<usize>> {
        let quote = one_spaced(quote);
        if quote.is_empty() {
            return None;
        }
        let start = self.starts.get(from).copied().unwrap_or(0);
        let later = self.text[start..].find(&quote).map(|at| at + start);
        later.or_else(|| self.text.find(&quote)).map(|at| at..at + quote.len())
    }

    /// The sentences that a part of the text runs through, with its part in each.
    fn parts(&self, part: &Range<usize>) -> Vec<(usize, Range<usize>)> {
        let first = self.starts.partition_point(|start| *start <= part.start).saturating_sub(1);
        let mut parts = Vec::new();
        for number in first..self.starts.len() {
            let start = self.starts[number];
            let end = self.starts.get(number + 1).map_or(self.text.len(), |next| next - 1);
            if start >= part.end {
                break;
            }
            let own = part.start.max(start)..part.end.min(end);
            if own.start < own.end {
                parts.push((number, own.start - start..own.end - start));
            }
        }
        parts
    }
}

/// Ranges in order, those that touch as one.
fn merge(ranges: &mut Vec<Range<usize>>) {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges.drain(..) {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    *ranges = merged;
}

fn passage(look: &Look<'_>, source: &Source, read: &Read<'_>, asked: Option<u32>) -> Passage {
    let one = |(number, text): (usize, &String)| Sentence {
        words: marked(text, &read.quoted[number], &source.language),
        rests: lines(look, &read.resting[number], &source.language, LIMIT),
        is_asked: asked.is_some_and(|asked| asked as usize == number + 1),
    };
    Passage {
        language: source.language.clone(),
        sentences: read.sentences.iter().enumerate().map(one).collect(),
    }
}

/// A sentence with the parts that are quoted marked.
fn marked(text: &str, quoted: &[Range<usize>], language: &Option<Language>) -> Line {
    let data = |part: &str| Inline::data_in(part, language.clone());
    let mut line = Line::new();
    let mut done = 0;
    for range in quoted {
        if done < range.start {
            line.push(data(&text[done..range.start]));
        }
        line.push(Inline::Marked(vec![data(&text[range.clone()])]));
        done = range.end;
    }
    if done < text.len() {
        line.push(data(&text[done..]));
    }
    line
}

/// The entries, at most `limit`, each with the words that it quotes.
fn lines(look: &Look<'_>, resting: &[Resting<'_>], language: &Option<Language>, limit: usize) -> Vec<Line> {
    let one = |(entry, quote): &Resting<'_>| {
        let mut line = entry_line(look, entry);
        if let Some(quote) = quote {
            let words = Inline::Quote(vec![Inline::data_in(*quote, language.clone())]);
            line.push(Inline::mark(" "));
            line.push(Inline::Quiet(look.lang.line("source-quotes", vec![("words", words.into())])));
        }
        line
    };
    let mut all: Vec<Line> = resting.iter().take(limit).map(one).collect();
    if resting.len() > limit {
        all.push(and_more(look, resting.len() - limit));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_may_run_from_one_sentence_into_the_next() {
        let sentences = ["They met.", "They left early.", "They met."].map(str::to_owned);
        let joined = Joined::of(&sentences);
        let place = joined.find("met.\n  They left", 0).unwrap();
        assert_eq!(joined.parts(&place), [(0, 5..9), (1, 0..9)]);
        let second = joined.find("They met.", 1).unwrap();
        assert_eq!(joined.parts(&second), [(2, 0..9)]);
        assert_eq!(joined.find("They stayed", 0), None);
        assert_eq!(joined.find(" ", 0), None);
    }

    #[test]
    fn marks_that_touch_are_one() {
        let mut ranges = vec![4..9, 0..2, 2..3, 5..6];
        merge(&mut ranges);
        assert_eq!(ranges, [0..3, 4..9]);
        let words: String =
            marked("سلام عليكم", std::slice::from_ref(&(0..8)), &None).iter().map(Inline::plain).collect();
        assert_eq!(words, "سلام عليكم");
    }
}
