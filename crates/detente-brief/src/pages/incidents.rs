//! Incidents: how these weeks compare with those before, where they happened, and what each source says.

use super::{Printed, add_link, envelope, page, title};
use crate::doc::{Block, Inline, Line, Target};
use crate::look::Look;
use crate::sections::map::{Layer, Places};
use crate::sections::weeks::Weeks;
use crate::sections::{incidents as section, latest_first};
use detente_model::{AsFact, Incident, Kind};
use detente_record::Entry;
use jiff::Timestamp;
use serde_json::{Value, json};

/// How many incidents a page lists.
const LIMIT: usize = 100;

/// The incidents as of `today`, with the chosen `layers` on their map. The list begins after the incident `before`
/// (its ROOM/ID), where one is given.
pub fn incidents<'v>(
    look: &'v Look<'_>,
    today: Timestamp,
    layers: &[Layer<'_>],
    before: Option<&str>,
) -> Printed<'v> {
    let lang = look.lang;
    let all = latest_first(look, look.view.facts::<Incident>().map(|(entry, _)| entry));
    let weeks = (!all.is_empty()).then(|| Weeks::of(look, today)).flatten();
    let places = Places::of(look);
    let mut blocks: Vec<Block> = add_link(look, Kind::Incident).into_iter().collect();
    if all.is_empty() {
        blocks.push(Block::Para(vec![Inline::Quiet(vec![lang.word("incidents-none")])]));
    } else {
        blocks.extend(weeks.iter().flat_map(|weeks| weeks.blocks(look)));
        blocks.extend(places.blocks(look, layers));
    }
    let begins = begin(&all, before);
    let found = !all.is_empty() && begins.is_some();
    match begins {
        Some(first) => blocks.extend(list(look, &all, first)),
        None => {
            let id = Inline::data(before.unwrap_or_default());
            blocks.push(Block::Para(lang.line("incidents-no-such", vec![("id", id.into())])));
        }
    }
    let one = |entry: &Entry| Some(section::incident_json(entry, Incident::of(entry.fact()?)?));
    let content = move || {
        json!({
            "weeks": weeks.map(|weeks| weeks.json()),
            "map": places.json(),
            "incidents": all.into_iter().filter_map(one).collect::<Value>(),
        })
    };
    let json = Box::new(move || envelope(look, "incidents", content()));
    Printed { page: page(look, title(look, "incidents-title"), blocks), json, found }
}

/// Where the list begins: after the entry `before`, or at the first; `None` if there is no such incident.
fn begin(all: &[&Entry], before: Option<&str>) -> Option<usize> {
    let Some(before) = before else { return Some(0) };
    let is = |entry: &&Entry| before == entry.id.as_str() || before == named(entry);
    all.iter().position(is).map(|place| place + 1)
}

fn named(entry: &Entry) -> String {
    format!("{}/{}", entry.room, entry.id)
}

/// A part of the list, with ways to what is earlier and to the beginning.
fn list(look: &Look<'_>, all: &[&Entry], first: usize) -> Vec<Block> {
    let lang = look.lang;
    let shown = &all[first.min(all.len())..(first + LIMIT).min(all.len())];
    if shown.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Section("incidents", vec![lang.word("section-incident-list")])];
    if first > 0 {
        let words = lang.line("incidents-after", vec![("n", first.into())]);
        blocks.push(Block::Para(look.to(|| Target::screen("incidents"), words)));
    }
    blocks.push(Block::Table(section::table(look, shown, true)));
    if let (Some(last), true) = (shown.last(), first + LIMIT < all.len()) {
        let more = all.len() - first - LIMIT;
        let id: Line = vec![Inline::Id(named(last))];
        let words = lang.line("incidents-before", vec![("n", more.into()), ("id", id.into())]);
        blocks.push(Block::Para(look.to(|| Target::screen("incidents").with("before", named(last)), words)));
    }
    blocks
}
