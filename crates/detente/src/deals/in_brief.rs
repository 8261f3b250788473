//! `detente brief --deals`: the brief, and after it what `detente deals` answers.

use super::questions::cannot;
use super::{effort, found, limits, questions};
use crate::args::{DealsArgs, Look as LookArgs};
use crate::as_of::{as_of, date};
use crate::desk::{self, Desk};
use crate::page::format_of;
use crate::progress::Searching;
use crate::{Outcome, Talk};
use detente_brief::deals::{Table, fix, test};
use detente_brief::doc::{Block, Inline, Line};
use detente_brief::{Lang, Look, Section};
use detente_deals::questions::Setting;
use detente_deals::questions::package::Package;
use detente_model::{Agreement, Proposal, Scope, Terms, Text};
use detente_record::View;

/// Prints the brief with its answers; without them where the preferences of fewer than two parties are known.
pub fn in_brief(args: LookArgs, since: Option<String>, talk: &Talk) -> Outcome {
    match try_in_brief(&DealsArgs::of_brief(args), since.as_deref(), talk) {
        Ok(out) => Outcome::done(out),
        Err(outcome) => outcome,
    }
}

fn try_in_brief(asked: &DealsArgs, since: Option<&str>, talk: &Talk) -> Result<String, Outcome> {
    let args = &asked.look;
    let lang =
        Lang::new(args.lang.as_deref().unwrap_or("en")).map_err(|error| Outcome::wrong(error.to_string()))?;
    let desk = desk::open(&args.process, args.viewer.as_deref(), talk)?;
    let Desk { record, viewer, header, .. } = &desk;
    let as_of = as_of(args.known.as_deref(), args.on.as_deref(), &header.zone).map_err(Outcome::wrong)?;
    let since = since.map(|text| date("since", text, &header.zone)).transpose().map_err(Outcome::wrong)?;
    let view = record.view(viewer, as_of);
    let look = Look::new(&view, &lang);
    let brief = detente_brief::brief(&look, since.as_ref());
    let scenario = view.scenario().ok().filter(|scenario| scenario.utilities.len() > 1);
    let out = match &scenario {
        None => brief.print(&lang, format_of(args, talk)),
        Some(scenario) => {
            let table = Table::of_view(&look, scenario);
            let overview = found(scenario, asked, talk)?;
            let searching = Searching::begin(talk, "answers");
            let mut watch = |progress| searching.at(progress);
            let setting = overview.setting(scenario, effort(asked), &mut watch);
            let mut sections = Vec::new();
            if let Some(Ok(setting)) = &setting {
                sections.extend(on_the_table(&view, &table, setting, asked, talk)?);
            }
            drop(searching);
            // Trades and sensitivity need the frontier; where it is not known, the rest is told without them.
            let is_exact = matches!(&setting, Some(Ok(setting)) if setting.all.is_exact());
            let fewer = DealsArgs { trades: false, sensitivity: None, ..DealsArgs::of_brief(args.clone()) };
            let asked = if is_exact { asked } else { &fewer };
            sections.extend(questions::answers(&table, &overview, setting, asked, talk)?);
            if !is_exact {
                sections.push(without_frontier(&table));
            }
            detente_brief::with_sections(brief, sections).print(&lang, format_of(args, talk))
        }
    };
    desk.all_read()?;
    Ok(out)
}

/// The last proposal with terms on issues that count, tested; and the last partial agreement, weighed against the
/// rest.
fn on_the_table<'v>(
    view: &View<'_>,
    table: &'v Table<'_>,
    setting: &Setting<'_>,
    asked: &DealsArgs,
    talk: &Talk,
) -> Result<Vec<Section<'v>>, Outcome> {
    let searching = Searching::begin(talk, "answers");
    let mut watch = |progress| searching.at(progress);
    let mut sections = Vec::new();
    let proposals = view.facts::<Proposal>().map(|(_, proposal)| (&proposal.title, proposal.terms.as_ref()));
    if let Some((title, package)) = last(table, proposals) {
        let section = test::section(table, setting, &package, limits(asked), &mut watch);
        sections.push(titled(table, section.map_err(cannot)?, title, "brief-test-of"));
    }
    let agreements = view.facts::<Agreement>().filter(|(_, agreement)| agreement.scope == Scope::Part);
    let agreements = agreements.map(|(_, agreement)| (&agreement.title, agreement.terms.as_ref()));
    if let Some((title, package)) = last(table, agreements) {
        let section = fix::section(table, setting, &package, limits(asked), &mut watch);
        sections.push(titled(table, section.map_err(cannot)?, title, "brief-fix-of"));
    }
    Ok(sections)
}

/// That the frontier is too large for the questions that need all of it.
fn without_frontier<'v>(table: &'v Table<'_>) -> Section<'v> {
    let blocks = vec![
        Block::Section("deals-left-out", table.lang.line("brief-left-out-heading", vec![])),
        Block::Para(table.lang.line("brief-left-out", vec![])),
    ];
    Section { name: "left_out", blocks, json: Box::new(|| "trades, sensitivity".into()) }
}

/// The last of some terms that are a package of the scenario, with what it is called.
fn last<'e>(
    table: &Table<'_>,
    all: impl Iterator<Item = (&'e Text, Option<&'e Terms>)>,
) -> Option<(&'e Text, Package)> {
    let package = |(title, terms): (&'e Text, Option<&'e Terms>)| {
        let terms = terms?.0.iter().map(|(issue, option)| format!("{}={option}", issue.id));
        // By their own names: that an issue is a part of another does not make it that issue.
        let package = Package::parse(table.scenario, &terms.collect::<Vec<_>>().join(",")).ok()?;
        Some((title, package))
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
