//! `--trades`: who could give what to whom.

use super::Table;
use super::measures::issue_json;
use crate::doc::{Block, Inline, Line, joined};
use crate::sections::Section;
use detente_deals::questions::measures::IssueMeasure;
use detente_deals::questions::package::Package;
use detente_deals::questions::trades::{Potential, Trade, Trades};
use detente_deals::questions::{Change, QuestionError, Setting};
use detente_deals::{Limits, Watch};
use detente_model::scenario::Outcome;
use serde_json::{Value, json};

/// Trades, and pairs of issues, on a page.
const MOST: usize = 8;

/// Trades in JSON; how many more there are is said.
const MOST_IN_JSON: usize = 1_000;

/// What was found.
struct Answer {
    trades: Trades,
    start: Start,
    /// Do the rules allow the base?
    is_allowed: bool,
    comparable_unit: i128,
}

/// How the package was made from which trades start.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    /// It was given.
    Given,
    /// A part of it was given, the rest is the compromise.
    PartGiven,
    /// It is the issue-by-issue compromise.
    Compromise,
}

/// The trades from a package; where it leaves issues open, and where none is given, they are as in the
/// issue-by-issue compromise.
pub fn section<'v>(
    table: &'v Table<'_>,
    setting: &Setting<'_>,
    from: Option<&Package>,
    limits: Limits,
    watch: Watch<'_>,
) -> Result<Section<'v>, QuestionError> {
    let answer = match base(setting, from, limits, &mut *watch)? {
        None => None,
        Some(base) => Some(Answer {
            start: match from {
                Some(package) if package.outcome(setting.scenario).is_some() => Start::Given,
                Some(_) => Start::PartGiven,
                None => Start::Compromise,
            },
            is_allowed: setting.problem.allows(&base),
            comparable_unit: setting.comparable_unit(),
            trades: setting.trades(&base, MOST_IN_JSON, limits, watch)?,
        }),
    };
    let mut blocks = vec![Block::Section("trades", table.lang.line("trades-heading", vec![]))];
    match &answer {
        Some(answer) => blocks.extend(answer.blocks(table)),
        None => blocks.push(Block::Para(table.lang.line("trades-no-package", vec![]))),
    }
    let json = move || answer.map_or(Value::Null, |answer| answer.json(table));
    Ok(Section { name: "trades", blocks, json: Box::new(json) })
}

/// The package from which trades start; none where the rules leave none.
fn base(
    setting: &Setting<'_>,
    from: Option<&Package>,
    limits: Limits,
    watch: Watch<'_>,
) -> Result<Option<Outcome>, QuestionError> {
    if let Some(whole) = from.and_then(|package| package.outcome(setting.scenario)) {
        return Ok(Some(whole));
    }
    let mut base = setting.compromise(limits, watch)?;
    for &(issue, option) in from.map_or(&[][..], Package::terms) {
        if let Some(base) = &mut base {
            base[issue] = option;
        }
    }
    Ok(base)
}

impl Answer {
    fn blocks(&self, table: &Table<'_>) -> Vec<Block> {
        let lang = table.lang;
        let Trades { trades, shared, count, cut, .. } = &self.trades;
        let quiet = |id: &str| Block::Para(vec![Inline::Quiet(lang.line(id, vec![]))]);
        let mut blocks = vec![Block::Para(self.start_line(table))];
        blocks.push(Block::Heading(lang.line("trades-found", vec![("n", (*count).into())])));
        if !trades.is_empty() {
            blocks.push(quiet("trades-means"));
            blocks.push(list(table, trades, *count));
        }
        if cut.is_some() {
            blocks.push(Block::Para(lang.line("trades-cut", vec![])));
        }
        if !shared.is_empty() {
            blocks.push(Block::Heading(lang.line("trades-shared", vec![])));
            blocks.push(list(table, shared, shared.len()));
        }
        blocks.push(Block::Heading(lang.line("trades-issues", vec![])));
        blocks.push(quiet("trades-issues-means"));
        blocks.push(self.issues(table));
        blocks.push(Block::Heading(
            lang.line("trades-pairs", vec![("n", self.trades.potentials.len().into())]),
        ));
        blocks.extend(self.pairs(table));
        blocks
    }

    /// From where trades start, and what that is worth.
    fn start_line(&self, table: &Table<'_>) -> Line {
        let lang = table.lang;
        let worth = table.utilities(&self.trades.utilities);
        let id = match self.start {
            Start::Given => "trades-from",
            Start::PartGiven => "trades-from-part",
            Start::Compromise => "trades-from-compromise",
        };
        let start = lang.line(id, vec![("worth", worth.into())]);
        let means = (self.start != Start::Given).then(|| lang.line("trades-compromise-means", vec![]));
        let refused = (!self.is_allowed).then(|| lang.line("trades-from-breaks-rules", vec![]));
        joined([Some(start), means, refused].into_iter().flatten(), " ")
    }

    /// Where each issue starts, and what it is about.
    fn issues(&self, table: &Table<'_>) -> Block {
        let lang = table.lang;
        let mut head = ["deals-issue", "trades-start"].map(|id| lang.line(id, vec![])).to_vec();
        let weight = |party: &Line| lang.line("deals-worth", vec![("party", party.clone().into())]);
        head.extend(table.parties.iter().map(weight));
        head.push(lang.line("trades-contested", vec![]));
        let row = |(issue, measure): (usize, &IssueMeasure)| {
            let weights = measure.weights.iter().enumerate();
            let contested = match measure.conflict() {
                Some(part) => table.percent(part.as_f64()),
                None => vec![Inline::Quiet(vec![lang.word("nothing")])],
            };
            let weights = weights.map(|(party, weight)| vec![table.utility(party, *weight)]);
            let start = table.option(issue, self.trades.base[issue]);
            [table.issues[issue].clone(), start].into_iter().chain(weights).chain([contested]).collect()
        };
        let rows = self.trades.issues.iter().enumerate().map(row).collect();
        Block::Table(crate::doc::Table { caption: lang.line("trades-issues-table", vec![]), head, rows })
    }

    /// Pairs of issues on which more can be had together than apart.
    fn pairs(&self, table: &Table<'_>) -> Option<Block> {
        let lang = table.lang;
        let pairs = &self.trades.potentials;
        let mut head = vec![lang.line("trades-pair", vec![])];
        head.extend(table.parties.iter().cloned());
        head.push(lang.line("trades-pair-how", vec![]));
        let row = |pair: &Potential| {
            let issues = [pair.issues.0, pair.issues.1].map(|issue| table.issues[issue].clone());
            let gains = pair.gains.iter().enumerate();
            let gains = gains.map(|(party, gain)| vec![table.change(party, *gain)]);
            let how = joined(pair_changes(pair).map(|change| stepped(table, change)), " · ");
            [joined(issues, " + ")].into_iter().chain(gains).chain([how]).collect()
        };
        let rows: Vec<Vec<Line>> = pairs.iter().take(MOST).map(row).collect();
        let caption = lang.line("trades-pairs-best", vec![("n", rows.len().into())]);
        (!rows.is_empty()).then_some(Block::Table(crate::doc::Table { caption, head, rows }))
    }

    fn json(&self, table: &Table<'_>) -> Value {
        let Trades { base, utilities, shared, trades, count, issues, potentials, cut } = &self.trades;
        let all = |trades: &[Trade]| trades.iter().map(|trade| trade_json(table, trade)).collect::<Vec<_>>();
        let issue = |(issue, measure)| issue_json(table, issue, measure, self.comparable_unit);
        let pair = |pair: &Potential| {
            json!({
                "changes": pair_changes(pair).map(|change| change_json(table, change)).collect::<Vec<_>>(),
                "gains": table.utilities_json(&pair.gains),
                "least_share": pair.least.as_f64(),
            })
        };
        json!({
            "from": {
                "outcome": table.outcome_json(base),
                "utilities": table.utilities_json(utilities),
                "made": match self.start {
                    Start::Given => "given",
                    Start::PartGiven => "given, else compromise",
                    Start::Compromise => "compromise",
                },
                "allowed": self.is_allowed,
            },
            "count": count,
            "trades": all(trades),
            "single_issue_gains": all(shared),
            "issues": issues.iter().enumerate().map(issue).collect::<Vec<_>>(),
            "pairs": potentials.iter().map(pair).collect::<Vec<_>>(),
            "cut": cut.map(|reason| format!("{reason:?}").to_lowercase()),
        })
    }
}

/// The first few trades, each with what is given on which issue.
fn list(table: &Table<'_>, trades: &[Trade], count: usize) -> Block {
    let item = |trade: &Trade| {
        let changes = (0..trade.changes.len()).map(|change| given(table, trade, change)).collect();
        let touched = (0..trade.gains.len()).filter(|&party| trade.touches(party));
        let worth = touched.map(|party| table.party_change(party, trade.gains[party]));
        let worth = table.lang.line("trades-worth", vec![("worth", joined(worth, " · ").into())]);
        (vec![Inline::Strong(worth)], changes)
    };
    let mut items: Vec<(Line, Vec<Line>)> = trades.iter().take(MOST).map(item).collect();
    let more = count.saturating_sub(MOST);
    if more > 0 {
        items.push((vec![Inline::Quiet(table.lang.line("and-more", vec![("n", more.into())]))], vec![]));
    }
    Block::List(items)
}

/// Who gives on a change, and what that alone is worth to whom.
fn given(table: &Table<'_>, trade: &Trade, change: usize) -> Line {
    let givers = trade.givers(change);
    let mut args = table.change_args(trade.changes[change]);
    args.push(("worth", table.gained(&trade.alone[change]).into()));
    if givers.is_empty() {
        return table.lang.line("trades-moves", args);
    }
    args.push(("n", givers.len().into()));
    let givers = givers.iter().map(|&party| table.parties[party].clone());
    args.push(("givers", table.lang.list(givers).into()));
    table.lang.line("trades-gives", args)
}

fn stepped(table: &Table<'_>, change: Change) -> Line {
    table.lang.line("trades-step", table.change_args(change))
}

/// What is changed on a pair's issues.
fn pair_changes(pair: &Potential) -> impl Iterator<Item = Change> {
    let first = Change { issue: pair.issues.0, from: pair.from.0, to: pair.to.0 };
    let second = Change { issue: pair.issues.1, from: pair.from.1, to: pair.to.1 };
    [first, second].into_iter().filter(|change| change.from != change.to)
}

fn trade_json(table: &Table<'_>, trade: &Trade) -> Value {
    let names = |parties: Vec<usize>| -> Vec<&str> {
        parties.into_iter().map(|party| table.scenario.utilities[party].party.as_str()).collect()
    };
    let change = |place: usize| {
        let mut json = change_json(table, trade.changes[place]);
        json["givers"] = names(trade.givers(place)).into();
        json["takers"] = names(trade.takers(place)).into();
        json["alone"] = table.utilities_json(&trade.alone[place]);
        json
    };
    json!({
        "changes": (0..trade.changes.len()).map(change).collect::<Vec<_>>(),
        "gains": table.utilities_json(&trade.gains),
        "outcome": table.outcome_json(&trade.outcome),
    })
}

fn change_json(table: &Table<'_>, change: Change) -> Value {
    let issue = &table.scenario.issues[change.issue];
    let option = |option: u32| issue.options[option as usize].clone();
    json!({"issue": issue.name, "from": option(change.from), "to": option(change.to)})
}
