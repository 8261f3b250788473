//! What is told of a process without a question: the last proposal tested, and the last partial agreement weighed
//! against the rest. For the brief of the command and for the workspace.

use super::on_table::OnTable;
use super::{Table, fix, test};
use crate::doc::{Block, Inline, Line};
use crate::look::Look;
use crate::sections::Section;
use detente_deals::questions::package::Package;
use detente_deals::questions::{QuestionError, Setting};
use detente_deals::{Limits, Watch};
use detente_model::{Agreement, Proposal, Room, Scope, Terms, Text};

/// The last proposal with terms on issues that count, tested; and the last partial agreement, weighed against the
/// rest.
pub fn on_the_table<'v>(
    look: &Look<'_>,
    table: &'v Table<'_>,
    setting: &Setting<'_>,
    limits: Limits,
    watch: Watch<'_>,
) -> Result<Vec<Section<'v>>, QuestionError> {
    let mut sections = Vec::new();
    let proposals = look.view.facts::<Proposal>();
    let proposals =
        proposals.map(|(entry, proposal)| (&entry.room, &proposal.title, proposal.terms.as_ref()));
    if let Some((title, package)) = last(look, table, proposals) {
        let section = test::section(table, setting, &package, limits, &mut *watch)?;
        sections.push(titled(table, section, title, "brief-test-of"));
    }
    let agreements = look.view.facts::<Agreement>().filter(|(_, agreement)| agreement.scope == Scope::Part);
    let agreements =
        agreements.map(|(entry, agreement)| (&entry.room, &agreement.title, agreement.terms.as_ref()));
    if let Some((title, package)) = last(look, table, agreements) {
        let section = fix::section(table, setting, &package, limits, watch)?;
        sections.push(titled(table, section, title, "brief-fix-of"));
    }
    Ok(sections)
}

/// That the frontier is too large for the questions that need all of it.
pub fn left_out<'v>(table: &'v Table<'_>) -> Section<'v> {
    let blocks = vec![
        Block::Section("deals-left-out", table.lang.line("brief-left-out-heading", vec![])),
        Block::Para(table.lang.line("brief-left-out", vec![])),
    ];
    Section { name: "left_out", blocks, json: Box::new(|| "trades, sensitivity".into()) }
}

/// The last of some terms that are a package of the scenario, with what it is called.
fn last<'e>(
    look: &Look<'_>,
    table: &Table<'_>,
    all: impl Iterator<Item = (&'e Room, &'e Text, Option<&'e Terms>)>,
) -> Option<(&'e Text, Package)> {
    // That an issue is a part of another does not make it that issue.
    let package = |(room, title, terms): (&'e Room, &'e Text, Option<&'e Terms>)| {
        Some((title, OnTable::of(look, table.scenario, room, terms?).whole()?))
    };
    all.filter_map(package).last()
}

/// A section that says of what it tells.
fn titled<'v>(table: &Table<'_>, mut section: Section<'v>, title: &Text, message: &str) -> Section<'v> {
    let title: Line = vec![Inline::Strong(vec![table.lang.text(title)])];
    let told = table.lang.line(message, vec![("title", title.into())]);
    section.blocks.insert(1, Block::Para(told));
    section
}
