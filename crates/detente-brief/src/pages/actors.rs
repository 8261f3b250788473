//! Who speaks for whom, who can say yes, contacts and pressure: drawn, as a matrix and as a list.

use super::{Printed, envelope, page, title};
use crate::actors::list;
use crate::actors::ties::Ties;
use crate::actors::voice::Voices;
use crate::actors::{Actors, graph, matrix};
use crate::doc::{Block, Inline, TieKind};
use crate::look::Look;
use serde_json::{Value, json};

/// The parties of the process with all that ties them.
pub fn actors<'v>(look: &'v Look<'_>) -> Printed<'v> {
    let lang = look.lang;
    let actors = Actors::of(look);
    let ties = Ties::of(look, &actors);
    let voices = Voices::of(look, &actors);
    let mut blocks = Vec::new();
    if actors.parties.is_empty() {
        blocks.push(Block::Para(vec![Inline::Quiet(vec![lang.word("actors-none")])]));
    } else {
        let on = lang.instant(look.now(), look.zone());
        blocks.extend([
            Block::Section("graph", vec![lang.word("section-graph")]),
            graph::block(look, &actors, &ties),
            Block::Section("contact-matrix", vec![lang.word("section-contact-matrix")]),
            matrix::block(look, &actors, &ties),
            Block::Section("parties", lang.line("section-parties", vec![("date", on.into())])),
        ]);
    }
    blocks.extend(list::blocks(look, &actors, &list::all(look, &actors, &voices)));
    let json = Box::new(move || {
        let parties: Vec<Value> =
            list::all(look, &actors, &voices).iter().map(|party| party.json(look, &actors)).collect();
        let name = |place: usize| {
            let (entry, _) = actors.parties[place];
            format!("{}/{}", entry.room, entry.id)
        };
        let contacts = ties.0.iter().map(|((from, to, kind), tie)| {
            json!({"from": name(*from), "to": name(*to), "kind": TieKind::ALL[*kind].as_str(), "count": tie.count,
                   "last": format!("{}/{}", tie.last.room, tie.last.id)})
        });
        let contacts: Vec<Value> = contacts.collect();
        envelope(look, "actors", json!({"parties": parties, "contacts": contacts}))
    });
    Printed { page: page(look, title(look, "actors-title"), blocks), json, found: true }
}
