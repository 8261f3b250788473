//! The frontier: what all could accept, and what that hangs on. It is computed from what the sides said to the team,
//! so that it is for the team alone.
//!
//! A screen is not to keep anybody waiting: all searches together look at no more than a fixed number of vectors,
//! within a fixed memory. What is not known then is said.

use super::{Printed, envelope, page, title};
use crate::deals::overview::{self, Beside, Insight, Put};
use crate::deals::{Table, on_table::OnTable, rules, sensitivity, trades, unasked, words};
use crate::doc::{Block, Inline, Line, Target};
use crate::lang::Arg;
use crate::look::Look;
use crate::sections::Section;
use detente_deals::questions::{QuestionError, Setting};
use detente_deals::solutions::SOLUTIONS;
use detente_deals::{Ask, Effort, Limits, Overview, Purse, Respect, Sizes};
use detente_model::scenario::{Scenario, ScenarioError};
use detente_model::{Agreement, Party, PartyRef, Preferences, Proposal, Role, Room, Terms, Text};
use detente_record::{Entry, Seat};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// What one search may take.
const LIMITS: Limits = Limits { points: 2_000, bytes: 64 << 20, steps: 2_000_000 };

/// What all searches of a page look at together.
pub(super) const TOGETHER: u64 = 8_000_000;

/// Packages that stand for a frontier that does not fit.
const SIZES: Sizes = Sizes { shown: 200, held: 500 };

pub(super) const EFFORT: Effort = Effort { limits: LIMITS, sizes: SIZES, ask: Ask { counts: false } };

/// What all could accept; where the preferences of fewer than two parties are known, what is missing.
pub fn frontier<'v>(look: &'v Look<'_>) -> Printed<'v> {
    let title = title(look, "frontier-title");
    let blocks = match scenario(look) {
        Err(why) => missing(look, why),
        Ok(scenario) => told(look, &scenario, |sections| {
            let mut blocks = vec![Block::Para(warning(look))];
            blocks.extend(sections.into_iter().flat_map(|section| section.blocks));
            blocks
        })
        .unwrap_or_else(|why| vec![Block::Para(why)]),
    };
    // Made anew if it is asked for: it holds every efficient package.
    let json = Box::new(move || {
        let all = scenario(look).ok().and_then(|scenario| told(look, &scenario, together).ok());
        envelope(look, "frontier", all.unwrap_or(Value::Null))
    });
    Printed { page: page(look, title, blocks), json, found: true }
}

/// The scenario of two parties or more; else why there is none.
pub(super) fn scenario(look: &Look<'_>) -> Result<Scenario, Option<ScenarioError>> {
    match look.view.scenario() {
        Ok(scenario) if scenario.utilities.len() > 1 => Ok(scenario),
        Ok(_) | Err(ScenarioError::NoPreferences) => Err(None),
        Err(error) => Err(Some(error)),
    }
}

/// Gives the sections to `take`; or why nothing is known.
fn told<T>(
    look: &Look<'_>,
    scenario: &Scenario,
    take: impl FnOnce(Vec<Section<'_>>) -> T,
) -> Result<T, Line> {
    let mut purse = Purse::of(TOGETHER);
    let mut watch = |progress| purse.spend(progress);
    let table = Table::of_view(look, scenario);
    let weights = vec![1; scenario.utilities.len()];
    let overview = Overview::of(scenario, Respect::Mark, &weights, EFFORT, &mut watch);
    let overview = overview.map_err(|_| look.lang.line("deals-cannot", vec![]))?;
    let setting = overview.setting(scenario, EFFORT, &mut watch).and_then(Result::ok);
    let insight = setting.as_ref().and_then(|setting| Insight::of(setting, LIMITS, &mut watch).ok());
    let mut unfinished = Unfinished::default();
    if insight.is_none() {
        unfinished.0.push("measures");
    }
    let beside = Beside { insight, put: put(look, &table, &overview), ..Beside::default() };
    let mut sections = vec![overview::section(&table, &overview, beside)];
    sections[0].blocks.extend(rules::blocks(look, &table, &overview));
    match &setting {
        Some(setting) => sections.extend(answers(look, &table, setting, &mut unfinished, &mut watch)),
        None => unfinished.0.extend(["table", "trades", "sensitivity"]),
    }
    if setting.as_ref().is_some_and(|setting| !setting.all.is_exact()) {
        sections.push(unasked::left_out(&table));
    }
    sections.extend(unfinished.section(look));
    Ok(take(sections))
}

/// Questions that the page would answer and did not, since what it may look at was used up.
#[derive(Default)]
struct Unfinished(Vec<&'static str>);

impl Unfinished {
    /// The sections of an answer; if there is none, it is noted.
    fn or_note<T: Default>(&mut self, name: &'static str, answer: Result<T, QuestionError>) -> T {
        answer.unwrap_or_else(|_| {
            self.0.push(name);
            T::default()
        })
    }

    /// Says which; nothing where all were answered.
    fn section<'v>(self, look: &Look<'_>) -> Option<Section<'v>> {
        if self.0.is_empty() {
            return None;
        }
        let lang = look.lang;
        let item = |name: &&str| (lang.line(&format!("frontier-unfinished-{name}"), vec![]), Vec::new());
        let blocks = vec![
            Block::Section("frontier-unfinished", lang.line("frontier-unfinished-heading", vec![])),
            Block::Para(lang.line("frontier-unfinished", vec![])),
            Block::List(self.0.iter().map(item).collect()),
        ];
        Some(Section { name: "unfinished", blocks, json: Box::new(move || self.0.into()) })
    }
}

/// What is told without a question, as far as the purse reaches.
fn answers<'v>(
    look: &Look<'_>,
    table: &'v Table<'_>,
    setting: &Setting<'_>,
    unfinished: &mut Unfinished,
    watch: detente_deals::Watch<'_>,
) -> Vec<Section<'v>> {
    let on_the_table = unasked::on_the_table(look, table, setting, LIMITS, &mut *watch);
    let mut sections = unfinished.or_note("table", on_the_table);
    let nash = SOLUTIONS.iter().find(|solution| solution.name() == "nash");
    if let Some(nash) = nash.filter(|_| setting.all.is_exact()) {
        // Apart, so that trades are told also where the longer question after them is not answered.
        let of_trades = trades::section(table, setting, None, LIMITS, &mut *watch).map(|one| vec![one]);
        sections.extend(unfinished.or_note("trades", of_trades));
        let of_weights = sensitivity::section(table, setting, *nash, LIMITS, watch).map(|one| vec![one]);
        sections.extend(unfinished.or_note("sensitivity", of_weights));
    }
    sections
}

/// The packages on the table that settle every issue of the scenario.
fn put(look: &Look<'_>, table: &Table<'_>, overview: &Overview) -> Vec<Put> {
    let one = |entry: &Entry, title: &Text, terms: Option<&Terms>, target: Target| {
        let package = OnTable::of(look, table.scenario, &entry.room, terms?).package;
        let outcome = package.outcome(table.scenario)?;
        let utilities = overview.problem.utilities(&outcome);
        Some(Put { title: vec![look.lang.text(title)], target, utilities })
    };
    let proposals = look.view.facts::<Proposal>().filter_map(|(entry, proposal)| {
        let target = Target::screen("proposal").with("id", look.place(entry));
        one(entry, &proposal.title, proposal.terms.as_ref(), target)
    });
    let agreements = look.view.facts::<Agreement>().filter_map(|(entry, agreement)| {
        let target = Target::entry(&entry.room, &entry.id);
        one(entry, &agreement.title, agreement.terms.as_ref(), target)
    });
    proposals.chain(agreements).collect()
}

/// Who may see this, and how much one package tells.
fn warning(look: &Look<'_>) -> Line {
    vec![Inline::Strong(look.lang.line("frontier-warning", vec![]))]
}

/// What is missing for a frontier, and the way to add it.
pub(super) fn missing(look: &Look<'_>, why: Option<ScenarioError>) -> Vec<Block> {
    let lang = look.lang;
    if let Some(error) = why {
        let why = words::scenario_error(lang, &error);
        return vec![Block::Para(lang.line("frontier-cannot", vec![("why", why.into())]))];
    }
    let told: HashSet<*const Entry> = look
        .view
        .facts::<Preferences>()
        .filter_map(|(entry, preferences)| look.pointed(&entry.room, &preferences.party))
        .collect();
    let sides = look.view.facts::<Party>().filter(|(_, party)| party.role == Role::Belligerent);
    let side = |(entry, _): (&Entry, &Party)| {
        let name = look.party(&entry.room, &PartyRef::to(entry.id.clone()));
        let is_told = told.contains(&std::ptr::from_ref(entry));
        let id = if is_told { "frontier-known" } else { "frontier-unknown" };
        let mut line = lang.line(id, vec![("party", Arg::from(name))]);
        let way = if is_told { Line::new() } else { add(look, entry) };
        if !way.is_empty() {
            line.push(Inline::mark(" · "));
            line.extend(way);
        }
        (line, Vec::new())
    };
    vec![
        Block::Section("frontier-missing", lang.line("frontier-missing-heading", vec![])),
        Block::Para(lang.line("frontier-missing", vec![])),
        Block::List(sides.map(side).collect()),
    ]
}

/// The way to add what a party values: for the team what it was told in the caucus, else its own paper.
fn add(look: &Look<'_>, party: &Entry) -> Line {
    let room = match look.view.viewer().seat() {
        Seat::Team => Room::Team,
        Seat::Party(own) => Room::Party(own.clone()),
        Seat::Projector | Seat::Public => return Line::new(),
    };
    let target = || {
        let target = Target::screen("add").with("kind", "preferences").with("party", party.id.to_string());
        target.with("room", room.to_string())
    };
    look.offer(&room, target, "frontier-add")
}

/// The sections beside each other, the names of the overview at the top, as `detente deals` has them.
fn together(sections: Vec<Section<'_>>) -> Value {
    let mut all = Map::new();
    for section in sections {
        match (section.name, (section.json)()) {
            ("deals", Value::Object(overview)) => all.extend(overview),
            (name, json) => _ = all.insert(name.to_owned(), json),
        }
    }
    Value::Object(all)
}
