//! Which process, whose view, known by when, on what bases, from which rooms.

use super::Section;
use super::incidents::Toll;
use crate::doc::{Block, Inline, Line, joined};
use crate::look::Look;
use detente_model::Basis;
use serde_json::{Value, json};

/// The first characters of a head's hash that a page shows.
const SHORT_HASH: usize = 12;

/// The header.
pub fn section<'v>(look: &'v Look<'_>) -> Section<'v> {
    let (view, lang) = (look.view, look.lang);
    let header = view.header();
    let mut keys: Vec<(Line, Line)> = Vec::new();
    let mut key = |id: &str, line: Line| {
        if !line.is_empty() {
            keys.push((vec![lang.word(id)], line));
        }
    };
    if let Some(about) = &header.about {
        key("head-process", vec![lang.text(about)]);
    }
    key("head-known", lang.instant(view.known(), look.zone()));
    if let Some(on) = view.on()
        && let Some(latest) = on.latest
    {
        key("head-on", lang.instant(latest, look.zone()));
    }
    let bases: Vec<Basis> = Basis::ALL
        .iter()
        .copied()
        .filter(|basis| view.entries().any(|seen| seen.entry().basis == *basis))
        .collect();
    key(
        "head-bases",
        joined(
            bases.iter().map(|basis| {
                let means = lang.word(&format!("basis-{}-means", basis.as_str()));
                vec![look.basis(*basis), Inline::Quiet(vec![Inline::mark(" "), means])]
            }),
            " · ",
        ),
    );
    let heads: Vec<_> = view.heads().collect();
    key(
        "head-rooms",
        joined(
            heads.iter().map(|(room, head)| {
                let hash: String = head.root.to_string().chars().take(SHORT_HASH).collect();
                lang.line(
                    "head-room",
                    vec![
                        ("room", look.room(room).into()),
                        ("n", crate::lang::Arg::Amount(head.size.to_string())),
                        ("hash", Inline::Id(hash).into()),
                    ],
                )
            }),
            " · ",
        ),
    );
    // The answer to "where does it stand?" comes before the apparatus.
    let place = usize::from(header.about.is_some());
    let toll = Toll::of(look);
    let incidents = toll.as_ref().map(|toll| (vec![lang.word("head-incidents")], toll.line(look)));
    keys.splice(place..place, super::ledger::glance(look).into_iter().chain(incidents));
    let mut blocks = vec![Block::Keys(keys)];
    if heads.is_empty() {
        blocks.push(Block::Para(vec![lang.word("empty-view")]));
    }
    let json = Box::new(move || {
        let rooms: Vec<Value> = heads
        .iter()
        .map(|(room, head)| json!({"room": room.to_string(), "entries": head.size, "head": head.root.to_string()}))
        .collect();
        json!({
            "process": header.id.as_str(),
            "title": header.title.read_in(lang.language()).0,
            "viewer": view.viewer().seat().to_string(),
            "keeper": header.keeper.to_string(),
            "zone": header.zone.iana_name(),
            "known": view.known().to_string(),
            "on": view.on().and_then(|on| on.latest).map(|at| at.to_string()),
            "incidents": toll.map(|toll| toll.json()),
            "bases": bases.iter().map(|basis| basis.as_str()).collect::<Vec<_>>(),
            "rooms": rooms,
        })
    });
    Section { name: "header", blocks, json }
}
