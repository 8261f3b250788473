//! Two parties' issues divided by adjusted winner: who wins what, what is handed over, what is split.

use super::{Table, four_digits};
use crate::doc::{Block, Inline, Line, joined};
use crate::lang::Arg;
use crate::sections::Section;
use detente_deals::Overview;
use detente_deals::adjusted_winner::{Division, DivisionError, Fraction, Issues, adjusted_winner};
use serde_json::{Map, Value, json};

/// What is divided, in a sentence.
const DEFINITION: &str = "each issue goes to the party that puts more points on it; then issues go from the party with \
                          more points to the other, in rising order of the ratio of their points, the last one in \
                          part, until both have the same";

/// The longest fraction that stands in a table.
const MOST_BRIEF: usize = 9;

const SOURCE: &str = "S. J. Brams, A. D. Taylor, Fair division: from cake-cutting to dispute resolution, Cambridge \
                      University Press 1996, chapter 4";

/// The issues of two parties, divided.
pub fn section<'v>(table: &'v Table<'_>, overview: &Overview) -> Result<Section<'v>, DivisionError> {
    let issues = Issues::of(&overview.problem)?;
    let division = adjusted_winner(&issues.points)?;
    let page = Divided { table, issues: &issues, division: &division };
    let (blocks, json) = (page.blocks(), page.json());
    Ok(Section { name: "adjusted_winner", blocks, json: Box::new(move || json) })
}

struct Divided<'p> {
    table: &'p Table<'p>,
    issues: &'p Issues,
    division: &'p Division,
}

impl Divided<'_> {
    fn blocks(&self) -> Vec<Block> {
        let lang = self.table.lang;
        vec![
            Block::Section("deals-division", lang.line("division-heading", vec![])),
            Block::List(self.findings()),
            self.items(),
            Block::Para(vec![Inline::Quiet(lang.line("division-source", vec![]))]),
        ]
    }

    /// The result first, then how it came about.
    fn findings(&self) -> Vec<(Line, Vec<Line>)> {
        let lang = self.table.lang;
        let [first, second] = &self.division.scores;
        let message = if first == second { "division-equal" } else { "division-unequal" };
        let ends = vec![
            ("first", Arg::from(self.table.parties[0].clone())),
            ("points", exactly(first).into()),
            ("second", self.table.parties[1].clone().into()),
            ("points-second", exactly(second).into()),
        ];
        let names = |party: usize| {
            let won = self.division.won.iter().enumerate().filter(|(_, winner)| **winner == party);
            let names = lang.list(won.map(|(item, _)| self.name(item)));
            if names.is_empty() { vec![lang.word("nothing")] } else { names }
        };
        let wins = (0..2).map(|party| {
            let args = vec![
                ("party", Arg::from(self.table.parties[party].clone())),
                ("issues", names(party).into()),
                ("points", exactly(&self.division.initial[party]).into()),
            ];
            lang.line("division-wins", args)
        });
        let mut told = vec![
            (lang.line(message, ends), Vec::new()),
            (lang.line("division-first", vec![]), wins.collect()),
        ];
        let handed = self.division.transfers.iter().map(|transfer| {
            let is_whole = transfer.share.is_integer();
            let args = vec![
                ("from", Arg::from(self.table.parties[transfer.from].clone())),
                ("to", self.table.parties[1 - transfer.from].clone().into()),
                ("issue", self.name(transfer.item).into()),
                ("share", exactly(&transfer.share).into()),
            ];
            lang.line(if is_whole { "division-hands-whole" } else { "division-hands" }, args)
        });
        let handed: Vec<Line> = handed.collect();
        if handed.is_empty() {
            told.push((lang.line("division-no-transfer", vec![]), Vec::new()));
        } else {
            told.push((lang.line("division-transfers", vec![]), handed));
        }
        let agreed = self.agreed();
        if !agreed.is_empty() {
            let terms = self.table.terms(agreed);
            told.push((lang.line("division-agreed", vec![("terms", terms.into())]), Vec::new()));
        }
        told
    }

    /// What an item is called.
    fn name(&self, item: usize) -> Line {
        self.table.issues[self.issues.items[item]].clone()
    }

    /// The issues that are not divided, with the option that both want, or that matters to neither.
    fn agreed(&self) -> Vec<(usize, u32)> {
        let is_item = |issue: &usize| self.issues.items.binary_search(issue).is_ok();
        let issues = 0..self.table.issues.len();
        issues.filter(|issue| !is_item(issue)).map(|issue| (issue, self.issues.best[issue][0])).collect()
    }

    /// Each item with the points of both, and what becomes of it.
    fn items(&self) -> Block {
        let lang = self.table.lang;
        let mut head = vec![lang.line("deals-issue", vec![])];
        head.extend(
            self.table
                .parties
                .iter()
                .map(|p| lang.line("division-points-of", vec![("party", p.clone().into())])),
        );
        head.push(lang.line("division-in-the-end", vec![]));
        let row = |item: usize| {
            let points = (0..2).map(|party| vec![Inline::data(decimal(&self.issues.points[party][item]))]);
            [self.name(item)].into_iter().chain(points).chain([self.end(item)]).collect()
        };
        let rows = (0..self.issues.items.len()).map(row).collect();
        Block::Table(crate::doc::Table { caption: lang.line("division-items", vec![]), head, rows })
    }

    /// What becomes of an item: the option of whoever has it, or of both with their shares.
    fn end(&self, item: usize) -> Line {
        let issue = self.issues.items[item];
        let shares = self.shares(item);
        let has = |party: usize| !is_nothing(&shares[party]);
        let both = has(0) && has(1);
        let part = |party: usize| {
            let option = self.table.option(issue, self.issues.best[issue][party]);
            let owner = Arg::from(self.table.parties[party].clone());
            let args = vec![
                ("party", owner),
                ("option", option.into()),
                ("share", Inline::data(brief(&shares[party])).into()),
            ];
            self.table.lang.line(if both { "division-part" } else { "division-whole" }, args)
        };
        joined((0..2).filter(|party| has(*party)).map(part), " · ")
    }

    /// Both parties' shares of an item.
    fn shares(&self, item: usize) -> [Fraction; 2] {
        let first = self.division.shares[item].clone();
        [first.clone(), self.division.rest(item)]
    }

    fn json(&self) -> Value {
        let scenario = self.table.scenario;
        let party = |place: usize| scenario.utilities[place].party.clone();
        let item_name = |item: usize| scenario.issues[self.issues.items[item]].name.clone();
        let fractions = |numbers: &[Fraction]| numbers.iter().map(fraction_json).collect::<Vec<_>>();
        let items: Map<String, Value> = (0..self.issues.items.len())
            .map(|item| {
                let issue = &scenario.issues[self.issues.items[item]];
                let best = self.issues.best[self.issues.items[item]];
                let points: Vec<Fraction> = (0..2).map(|p| self.issues.points[p][item].clone()).collect();
                let value = json!({
                    "points": fractions(&points),
                    "options": best.map(|option| issue.options[option as usize].clone()),
                    "won_by": party(self.division.won[item]),
                    "shares": fractions(&self.shares(item)),
                });
                (item_name(item), value)
            })
            .collect();
        let transfers: Vec<Value> = self
            .division
            .transfers
            .iter()
            .map(|transfer| {
                json!({
                    "issue": item_name(transfer.item),
                    "from": party(transfer.from),
                    "to": party(1 - transfer.from),
                    "share": fraction_json(&transfer.share),
                })
            })
            .collect();
        json!({
            "definition": DEFINITION,
            "source": SOURCE,
            "issues": items,
            "not_divided": self.table.terms_json(self.agreed()),
            "initial": fractions(&self.division.initial),
            "transfers": transfers,
            "scores": fractions(&self.division.scores),
        })
    }
}

fn is_nothing(share: &Fraction) -> bool {
    share.numer().bits() == 0
}

/// A fraction as JSON: exactly, and nearly.
fn fraction_json(fraction: &Fraction) -> Value {
    json!({"exact": fraction.to_string(), "decimal": near(fraction)})
}

/// “395/6 (65.83)”; a whole number as it is.
fn exactly(fraction: &Fraction) -> Line {
    let exact = Inline::data(fraction.to_string());
    if fraction.is_integer() {
        return vec![exact];
    }
    vec![exact, Inline::Quiet(vec![Inline::mark(" ("), Inline::data(decimal(fraction)), Inline::mark(")")])]
}

/// The fraction, or where that is long a decimal.
fn brief(fraction: &Fraction) -> String {
    let exact = fraction.to_string();
    if exact.len() <= MOST_BRIEF { exact } else { decimal(fraction) }
}

fn decimal(fraction: &Fraction) -> String {
    four_digits(near(fraction))
}

/// The nearest double, nearly.
fn near(fraction: &Fraction) -> f64 {
    let double = |number: String| number.parse::<f64>().unwrap_or(f64::INFINITY);
    double(fraction.numer().to_string()) / double(fraction.denom().to_string())
}
