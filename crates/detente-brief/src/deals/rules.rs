//! The red lines that count in a frontier: which options break each, how many efficient packages do, and what it
//! rests on.

use super::test::red_line;
use super::Table;
use crate::doc::{Block, Inline, Line, Target};
use crate::lang::Arg;
use crate::look::Look;
use detente_deals::Overview;
use detente_model::scenario::RedLine;

/// The red lines; nothing where nobody stated one on an issue that counts.
pub fn blocks(look: &Look<'_>, table: &Table<'_>, overview: &Overview) -> Vec<Block> {
    let lines = &table.scenario.red_lines;
    if lines.is_empty() {
        return Vec::new();
    }
    let item = |line: &RedLine| {
        let (mut words, mut more) = red_line(table, line);
        words.push(Inline::mark(" · "));
        let broken = overview.points.iter().filter(|point| line.is_broken_by(&point.outcome)).count();
        let counted = vec![("n", Arg::from(broken)), ("all", overview.points.len().into())];
        words.extend(table.lang.line("frontier-line-breaks", counted));
        if let Some(held) = held(look, table, line) {
            more.push(held);
        }
        (words, more)
    };
    vec![
        Block::Section("frontier-red-lines", table.lang.line("frontier-red-lines-heading", vec![])),
        Block::List(lines.iter().map(item).collect()),
    ]
}

/// The way to what the party holds on the issue.
fn held(look: &Look<'_>, table: &Table<'_>, line: &RedLine) -> Option<Line> {
    let place = |entry: &Option<(detente_model::Room, detente_model::Id)>| {
        entry.as_ref().map(|(room, id)| format!("{room}/{id}"))
    };
    let issue = place(&table.scenario.issues[line.issue].entry)?;
    let party = place(&table.scenario.utilities[line.party].entry)?;
    let words = table.lang.line("frontier-held", vec![]);
    let target = || Target::screen("held").with("issue", issue).with("party", party);
    look.leads_somewhere().then(|| look.to(target, words))
}
