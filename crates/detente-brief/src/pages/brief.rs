//! The brief: two pages that say where the process stands.

use super::{Printed, envelope, page, title};
use crate::look::Look;
use crate::sections::{
    Section, changes, commitments, contacts, deals, header, incidents, ledger, matrix, sessions, sources,
};
use detente_model::VagueDate;
use serde_json::{Map, Value};

/// How many issues the brief's matrix shows; `gaps` shows all.
const ISSUES: usize = 7;

/// The same where packages are shown too, on which the issues stand again.
const ISSUES_BESIDE_DEALS: usize = 4;

/// A brief with more sections at its end.
pub fn with_sections<'v>(brief: Printed<'v>, sections: Vec<Section<'v>>) -> Printed<'v> {
    let Printed { mut page, json, found } = brief;
    let mut parts = Vec::new();
    for section in sections {
        page.blocks.extend(section.blocks);
        parts.push((section.name, section.json));
    }
    let json = Box::new(move || {
        let mut whole = json();
        for (name, json) in parts {
            whole["content"][name] = json();
        }
        whole
    });
    Printed { page, json, found }
}

/// The brief, with what changed since `since` (default: the last session).
pub fn brief<'v>(look: &'v Look<'_>, since: Option<&VagueDate>) -> Printed<'v> {
    let deals = deals::section(look);
    let issues = if deals.blocks.is_empty() { ISSUES } else { ISSUES_BESIDE_DEALS };
    let sections = [
        header::section(look),
        changes::section(look, since),
        sessions::section(look),
        matrix::section(look, issues),
        deals,
        ledger::section(look),
        commitments::section(look),
        incidents::section(look),
        contacts::section(look),
        sources::section(look),
    ];
    let mut parts = Vec::new();
    let mut blocks = Vec::new();
    let empty = look.view.rooms().next().is_none();
    for section in sections {
        // Of an empty view only the header is worth a look.
        if !empty || section.name == "header" {
            blocks.extend(section.blocks);
        }
        parts.push((section.name, section.json));
    }
    let json = Box::new(move || {
        let content: Map<String, Value> =
            parts.into_iter().map(|(name, json)| (name.to_owned(), json())).collect();
        envelope(look, "brief", Value::Object(content))
    });
    Printed { page: page(look, title(look, "brief-title"), blocks), json, found: true }
}
