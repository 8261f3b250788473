//! What all could accept: the page of one or more questions about deals.

use super::{Printed, envelope, page, title};
use crate::deals::Table;
use crate::doc::{Block, Inline, Page};
use crate::lang::Lang;
use crate::look::Look;
use crate::sections::Section;
use serde_json::{Map, Value, json};

/// The page of `sections` about a scenario of the view of `look`. In JSON the names of
/// the overview stand at the top, each other question under its own.
pub fn deals<'v>(look: &'v Look<'_>, sections: Vec<Section<'v>>) -> Printed<'v> {
    of_view(look, ("deals", "deals-title"), sections)
}

/// The same about a scenario of another program, called `name`.
pub fn deals_of_file<'v>(table: &'v Table<'_>, name: &'v str, sections: Vec<Section<'v>>) -> Printed<'v> {
    of_file(table, name, ("deals", "deals-title"), sections)
}

/// The page of `sections` about a scenario of the view of `look`; `kind` names the section whose names stand at the
/// top of its JSON, the message `title_id` the title.
pub(super) fn of_view<'v>(
    look: &'v Look<'_>,
    (kind, title_id): (&'static str, &'static str),
    sections: Vec<Section<'v>>,
) -> Printed<'v> {
    let (blocks, json) = taken_apart(kind, sections);
    let json = Box::new(move || {
        let mut whole = envelope(look, kind, Value::Null);
        if let Value::Object(whole) = &mut whole {
            whole.remove("content");
            whole.extend(json());
        }
        whole
    });
    Printed { page: page(look, title(look, title_id), blocks), json, found: true }
}

/// The same about a scenario of another program, called `name`.
pub(super) fn of_file<'v>(
    table: &'v Table<'_>,
    name: &'v str,
    (kind, title_id): (&'static str, &'static str),
    sections: Vec<Section<'v>>,
) -> Printed<'v> {
    let (blocks, json) = taken_apart(kind, sections);
    let lang: &Lang = table.lang;
    let named = Inline::data(name);
    let foot =
        vec![("name", named.clone().into()), ("version", Inline::data(env!("CARGO_PKG_VERSION")).into())];
    let page = Page {
        title: lang.line(title_id, vec![("process", named.into())]),
        badge: lang.say("viewer-file").to_uppercase(),
        blocks,
        foot: lang.line("page-foot-file", foot),
    };
    let json = Box::new(move || {
        let mut whole = json!({"kind": kind, "version": env!("CARGO_PKG_VERSION"), "scenario": name});
        if let Value::Object(whole) = &mut whole {
            whole.extend(json());
        }
        whole
    });
    Printed { page, json, found: true }
}

/// The names of all sections beside each other, made when they are asked for.
type Parts<'v> = Box<dyn FnOnce() -> Map<String, Value> + 'v>;

fn taken_apart<'v>(kind: &'static str, sections: Vec<Section<'v>>) -> (Vec<Block>, Parts<'v>) {
    let (mut blocks, mut parts) = (Vec::new(), Vec::new());
    for section in sections {
        blocks.extend(section.blocks);
        parts.push((section.name, section.json));
    }
    let json = move || {
        let mut all = Map::new();
        for (name, json) in parts {
            match (name, json()) {
                // Its own names stand at the top: scripts read them there.
                (name, Value::Object(own)) if name == kind => all.extend(own),
                (name, json) => _ = all.insert(name.to_owned(), json),
            }
        }
        all
    };
    (blocks, Box::new(json))
}
