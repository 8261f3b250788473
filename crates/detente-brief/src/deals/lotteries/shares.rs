//! Divisible issues settled by shares between their options.

use super::{Found, adds, all_found, choices, found_json, nothing, proof, utilities, worth};
use crate::deals::Table;
use crate::deals::overview::{BESIDE, letter};
use crate::deals::rounded::{self, Sizes};
use crate::doc::{Block, Inline, Line, joined};
use crate::lang::Arg;
use detente_deals::lottery::{Divided, LotteryError, divide};
use detente_deals::questions::QuestionError;
use detente_deals::{Limits, Overview, Terms, Watch};
use serde_json::{Map, Value, json};

/// What each solution would choose if divisible issues could be settled by shares.
pub fn of(
    table: &Table<'_>,
    overview: &Overview,
    terms: &Terms,
    sizes: &Sizes,
    limits: Limits,
    watch: Watch<'_>,
) -> Result<(Vec<Block>, Value), QuestionError> {
    let divisible: Vec<bool> = table.scenario.issues.iter().map(|issue| issue.divisible).collect();
    let found = all_found(|by| divide(&overview.problem, &divisible, by, terms, limits, &mut *watch))?;
    let page = Shares { table, overview, sizes, found: &found };
    Ok((page.blocks(), page.json()))
}

/// Of each issue its options with their shares, those of nothing left out.
type Division = Vec<Vec<(u32, f64)>>;

struct Shares<'p> {
    table: &'p Table<'p>,
    overview: &'p Overview,
    sizes: &'p Sizes,
    found: &'p [Found<Divided>],
}

impl Shares<'_> {
    fn blocks(&self) -> Vec<Block> {
        let lang = self.table.lang;
        let mut blocks = vec![Block::Heading(lang.line("shares-heading", vec![]))];
        if self.is_refused() {
            blocks.push(Block::Para(lang.line("shares-linked", vec![])));
            return blocks;
        }
        let issues = self.table.scenario.issues.iter().zip(&self.table.issues);
        let names = issues.filter(|(issue, _)| issue.divisible).map(|(_, name)| name.clone());
        let about = vec![("issues", Arg::from(joined(names, " · ")))];
        blocks.push(Block::Para(lang.line("shares-about", about)));
        let mut divisions: Vec<Division> = Vec::new();
        for divided in self.found.iter().filter_map(|(_, found)| found.as_ref().ok()?.as_ref()) {
            let division = division(divided);
            if !divisions.contains(&division) {
                divisions.push(division);
            }
        }
        let row = |(by, found): &Found<Divided>| match found {
            Ok(Some(divided)) => {
                let place = divisions.iter().position(|d| *d == division(divided)).unwrap_or(0);
                let choice = vec![Inline::data(letter(place))];
                worth(self.table, self.overview, self.sizes, *by, choice, &divided.utilities)
            }
            Ok(None) => nothing(self.table, *by, "none"),
            Err(_) => nothing(self.table, *by, "unknown"),
        };
        let rows = self.found.iter().map(row).collect();
        blocks.push(choices(self.table, "shares-choices", "shares-by-shares", rows));
        for (some, first) in divisions.chunks(BESIDE).zip((0..).step_by(BESIDE)) {
            blocks.push(self.divisions(some, first));
        }
        let gaps = self.found.iter().filter_map(|(_, found)| Some(found.as_ref().ok()?.as_ref()?.gap));
        blocks.push(proof(self.table, gaps));
        blocks
    }

    /// Are the issues tied together, so that shares of them mean nothing?
    fn is_refused(&self) -> bool {
        self.found.iter().any(|(_, found)| matches!(found, Err(LotteryError::Linked)))
    }

    /// Divisions beside each other, the first of them that with the letter `first`.
    fn divisions(&self, some: &[Division], first: usize) -> Block {
        let lang = self.table.lang;
        let letters =
            (first..first + some.len()).map(|place| vec![Inline::Strong(vec![Inline::data(letter(place))])]);
        let head = [lang.line("deals-issue", vec![])].into_iter().chain(letters).collect();
        let row = |(issue, name): (usize, &Line)| {
            let cell = |division: &Division| self.options(issue, &division[issue]);
            [name.clone()].into_iter().chain(some.iter().map(cell)).collect()
        };
        let rows = self.table.issues.iter().enumerate().map(row).collect();
        Block::Table(crate::doc::Table { caption: lang.line("shares-divisions", vec![]), head, rows })
    }

    /// “60% ours · 40% theirs”, or the one option that has all.
    fn options(&self, issue: usize, shares: &[(u32, f64)]) -> Line {
        if let [(option, _)] = shares {
            return self.table.option(issue, *option);
        }
        let one = |(option, share): &(u32, f64)| {
            let args = vec![
                ("option", Arg::from(self.table.option(issue, *option))),
                ("percent", rounded::percent(*share).into()),
            ];
            self.table.lang.line("shares-share", args)
        };
        joined(shares.iter().map(one), " · ")
    }

    fn json(&self) -> Value {
        let issues = &self.table.scenario.issues;
        let names: Vec<&str> = issues.iter().filter(|i| i.divisible).map(|i| i.name.as_str()).collect();
        if self.is_refused() {
            return json!({"issues": names, "refused": LotteryError::Linked.to_string()});
        }
        let one = |(by, found): &Found<Divided>| {
            let divided = |divided: &Divided| {
                let of_issue = |(place, shares): (usize, &Vec<(u32, f64)>)| {
                    let issue = &issues[place];
                    let share = |(option, share): &(u32, f64)| {
                        (issue.options[*option as usize].clone(), Value::from(*share))
                    };
                    (issue.name.clone(), Value::Object(shares.iter().map(share).collect::<Map<_, _>>()))
                };
                let shares: Map<String, Value> = division(divided).iter().enumerate().map(of_issue).collect();
                json!({
                    "shares": shares,
                    "utilities": utilities(self.table, self.sizes, &divided.utilities),
                    "adds": adds(self.table, self.overview, self.sizes, *by, &divided.utilities),
                    "proven_within": rounded::gap(divided.gap),
                })
            };
            (by.name().to_owned(), found_json(found, divided))
        };
        let solutions: Map<String, Value> = self.found.iter().map(one).collect();
        json!({"issues": names, "solutions": solutions})
    }
}

/// The rounded shares.
fn division(divided: &Divided) -> Division {
    let told = |shares: &Vec<f64>| {
        let rounded = (0u32..).zip(shares).map(|(option, share)| (option, rounded::share(*share)));
        rounded.filter(|(_, share)| *share > 0.0).collect()
    };
    divided.shares.iter().map(told).collect()
}
