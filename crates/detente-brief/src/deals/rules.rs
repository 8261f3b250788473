//! The red lines that count in a frontier: what each says, what it rests on, and how many efficient packages break it.

use super::Table;
use crate::doc::{Block, Inline, Line};
use crate::lang::Arg;
use crate::look::Look;
use crate::sections::red_lines::{evidence, stated};
use detente_deals::Overview;
use detente_model::scenario::RedLine;
use detente_model::{AnyRef, Issue, IssueRef, Party, PartyRef, Position};

/// The red lines; nothing where nobody stated one on an issue that counts.
pub fn blocks(look: &Look<'_>, table: &Table<'_>, overview: &Overview) -> Vec<Block> {
    let items: Vec<(Line, Vec<Line>)> =
        table.scenario.red_lines.iter().filter_map(|line| item(look, table, overview, line)).collect();
    if items.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Section("frontier-red-lines", table.lang.line("frontier-red-lines-heading", vec![])),
        Block::List(items),
    ]
}

fn item(
    look: &Look<'_>,
    table: &Table<'_>,
    overview: &Overview,
    line: &RedLine,
) -> Option<(Line, Vec<Line>)> {
    let (room, id) = table.scenario.issues[line.issue].entry.as_ref()?;
    let issue = look.view.fact::<Issue, _>(room, &IssueRef::to(id.clone()))?;
    let (room, id) = table.scenario.utilities[line.party].entry.as_ref()?;
    let (party, _) = look.view.fact::<Party, _>(room, &PartyRef::to(id.clone()))?;
    let (room, id) = &line.entry;
    let (_, position) = look.view.fact::<Position, _>(room, &AnyRef::to(id.clone()))?;
    let mut words = stated(look, issue, party, position);
    let (marks, more) = evidence(look, room, id, position);
    words.extend(marks);
    let broken = overview.points.iter().filter(|point| line.is_broken_by(&point.outcome)).count();
    let counted = vec![("n", Arg::from(broken)), ("all", overview.points.len().into())];
    words.push(Inline::mark(" · "));
    words.extend(table.lang.line("frontier-line-breaks", counted));
    Some((words, more))
}
