//! What happened when: drawn in lanes, and as a list.

use super::{Printed, entry_line, envelope, page, title};
use crate::doc::{Block, Inline, Line, joined};
use crate::look::Look;
use crate::timeline::{Asked, Item, drawn, items};
use serde_json::{Value, json};

/// What is asked for of all that has a date: the lanes, then the list; then what may have happened at any
/// time.
pub fn timeline<'v>(look: &'v Look<'_>, asked: &Asked) -> Printed<'v> {
    let lang = look.lang;
    let mut chosen = items(look);
    chosen.retain(|item| asked.admits(item));
    let mut blocks: Vec<Block> = drawn::block(look, asked, &chosen).into_iter().collect();
    if !blocks.is_empty() {
        blocks.insert(0, Block::Section("lanes", vec![lang.word("section-lanes")]));
        blocks.push(Block::Section("list", vec![lang.word("section-list")]));
    }
    match asked.newest {
        None => blocks.extend(list(look, chosen.iter())),
        Some(most) => blocks.extend(newest(look, asked, &chosen, most)),
    }
    if chosen.is_empty() {
        let is_whole = asked.lane.is_none() && asked.from.is_none() && asked.to.is_none();
        let id = if is_whole { "timeline-none" } else { "timeline-none-chosen" };
        blocks.push(Block::Para(vec![Inline::Quiet(vec![lang.word(id)])]));
    }
    let one = |item: Item<'_>| {
        let mut told = json!({"entry": item.entry.encode(), "earliest": item.at.earliest.map(|t| t.to_string()),
               "latest": item.at.latest.map(|t| t.to_string()), "lane": item.lane.map(|lane| lane.as_str()),
               "says": crate::doc::plain(&item.describe(look))});
        if let Some((number, _)) = item.owed {
            told["commitment"] = json!(number);
        }
        told
    };
    let json = Box::new(move || envelope(look, "timeline", chosen.into_iter().map(one).collect::<Value>()));
    Printed { page: page(look, title(look, "timeline-title"), blocks), json, found: true }
}

/// The items in their order, those that may have been at any time under a heading of their own.
fn list<'i>(look: &Look<'_>, items: impl Iterator<Item = &'i Item<'i>>) -> Vec<Block> {
    let (dated, undated): (Vec<&Item<'_>>, Vec<&Item<'_>>) = items.partition(|item| item.is_dated());
    let lines =
        |items: &[&Item<'_>]| Block::List(items.iter().map(|item| (line(look, item), Vec::new())).collect());
    let mut blocks = Vec::new();
    if !dated.is_empty() {
        blocks.push(lines(&dated));
    }
    if !undated.is_empty() {
        blocks.push(Block::Section("timeline", vec![look.lang.word("timeline-undated")]));
        blocks.push(lines(&undated));
    }
    blocks
}

fn line(look: &Look<'_>, item: &Item<'_>) -> Line {
    let mut line = match item.owed {
        None => entry_line(look, item.entry),
        Some(_) => {
            let when = item.when(look).map(|when| vec![Inline::Strong(when)]);
            let mut line = joined(when.into_iter().chain([item.describe(look)]), " · ");
            line.extend(look.marks(item.entry));
            line.push(Inline::mark(" "));
            line.extend(look.id(item.entry));
            line
        }
    };
    if item.is_planned(look) {
        line.extend([Inline::mark(" "), Inline::Quiet(vec![look.lang.word("timeline-planned-list")])]);
    }
    line
}

/// The newest first, `most` of them from where the list is to go on, and how it goes on.
fn newest(look: &Look<'_>, asked: &Asked, chosen: &[Item<'_>], most: usize) -> Vec<Block> {
    let lang = look.lang;
    let (dated, undated): (Vec<&Item<'_>>, Vec<&Item<'_>>) = chosen.iter().partition(|item| item.is_dated());
    let ordered: Vec<&Item<'_>> = dated.into_iter().rev().chain(undated).collect();
    let after = asked.before.as_ref().map(|key| ordered.iter().position(|item| item.key() == *key));
    let mut blocks = Vec::new();
    if after == Some(None) {
        blocks.push(Block::Para(vec![Inline::Quiet(vec![lang.word("timeline-key-gone")])]));
    }
    let start = after.flatten().map_or(0, |place| place + 1);
    let end = (start + most).min(ordered.len());
    if start > 0 {
        let newest = look.to(|| asked.target(), vec![lang.word("timeline-newest")]);
        blocks.push(Block::Para(newest));
    }
    blocks.extend(list(look, ordered[start..end].iter().copied()));
    let left = ordered.len() - end;
    if left > 0 && end > start {
        let key = ordered[end - 1].key();
        let words = lang.line("timeline-older", vec![("n", left.into())]);
        blocks.push(Block::Para(look.to(|| asked.target().with("before", key), words)));
    }
    blocks
}
