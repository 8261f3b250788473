//! What rules choose that ask only in which order each party likes things: over packages, and issue by issue.

use super::Table;
use super::overview::{BESIDE, Shown, comparison, letter};
use crate::doc::{Block, Inline, Line, joined};
use crate::lang::Arg;
use crate::sections::Section;
use detente_deals::fallback::{Fallback, MOST_RANKED, RankedPackages, Rankings};
use detente_deals::questions::QuestionError;
use detente_deals::{Limits, Overview, Point, Reason, Watch};
use serde_json::{Map, Value, json};

/// Packages that a page shows for each rule, of those that it holds equal.
const SHOWN: usize = 3;

/// Packages that JSON tells for each rule.
const LISTED: usize = 1_000;

/// A rule that chooses from rankings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// Fallback bargaining until all have it.
    Unanimity,
    /// Fallback bargaining until so many have it.
    Majority(usize),
    LeastRankSum,
    RationalCompromise,
}

impl Rule {
    /// All rules for so many parties, disagreement among what is ranked or not.
    fn all(parties: usize, disagreement: bool) -> Vec<Rule> {
        let majorities = (parties / 2 + 1..parties).rev().map(Rule::Majority);
        let last = disagreement.then_some(Rule::RationalCompromise);
        [Rule::Unanimity].into_iter().chain(majorities).chain([Rule::LeastRankSum]).chain(last).collect()
    }

    /// Its name in JSON.
    fn name(self) -> String {
        match self {
            Rule::Unanimity => "unanimity".into(),
            Rule::Majority(quota) => format!("majority_{quota}"),
            Rule::LeastRankSum => "least_rank_sum".into(),
            Rule::RationalCompromise => "rational_compromise".into(),
        }
    }

    fn message(self) -> &'static str {
        match self {
            Rule::Unanimity => "ranking-unanimity",
            Rule::Majority(_) => "ranking-majority",
            Rule::LeastRankSum => "ranking-least-rank-sum",
            Rule::RationalCompromise => "ranking-rational-compromise",
        }
    }

    fn definition(self) -> &'static str {
        match self {
            Rule::Unanimity => {
                "the parties go down their lists together until something is on all; the least worst place"
            }
            Rule::Majority(_) => {
                "the parties go down their lists together until something is on as many as the quota says"
            }
            Rule::LeastRankSum => {
                "the least sum of the places on the parties' lists; what is tied has the mean of its places"
            }
            Rule::RationalCompromise => {
                "unanimity fallback among what every party likes at least as well as no agreement"
            }
        }
    }

    fn source(self) -> &'static str {
        match self {
            Rule::Unanimity | Rule::Majority(_) => {
                "S. J. Brams, D. M. Kilgour, Fallback bargaining, Group Decision and Negotiation 10 (2001) 287-316"
            }
            Rule::LeastRankSum => {
                "J.-C. de Borda, Mémoire sur les élections au scrutin, Histoire de l'Académie Royale des Sciences 1781"
            }
            Rule::RationalCompromise => {
                "Ö. Kıbrıs, M. R. Sertel, Bargaining over a finite set of alternatives, Social Choice and Welfare 28 \
                 (2007) 421-437"
            }
        }
    }
}

/// What a rule chose.
struct Choice {
    rule: Rule,
    /// What it holds equal, ascending; none where there is nothing to choose.
    alternatives: Vec<usize>,
    /// How far down the lists, and for how many parties; or what the places add up to.
    measure: Option<Measure>,
}

enum Measure {
    Depth { depth: u32, support: usize },
    Sum(f64),
}

impl Choice {
    fn of(rule: Rule, rankings: &Rankings, rational: impl FnOnce() -> Option<Fallback>) -> Choice {
        let fallback = match rule {
            Rule::Unanimity => rankings.fallback(rankings.parties()),
            Rule::Majority(quota) => rankings.fallback(quota),
            Rule::RationalCompromise => rational(),
            Rule::LeastRankSum => {
                let (doubled, alternatives) = rankings.least_rank_sum();
                let measure = Some(Measure::Sum(doubled as f64 / 2.0));
                return Choice { rule, alternatives, measure };
            }
        };
        match fallback {
            Some(Fallback { depth, support, alternatives }) => {
                Choice { rule, alternatives, measure: Some(Measure::Depth { depth, support }) }
            }
            None => Choice { rule, alternatives: Vec::new(), measure: None },
        }
    }

    /// As JSON, with what it chose as `chosen` puts it.
    fn json(&self, what: &str, chosen: impl Fn(usize) -> Value) -> Value {
        let mut json = Map::new();
        json.insert("definition".into(), self.rule.definition().into());
        json.insert("source".into(), self.rule.source().into());
        match self.measure {
            Some(Measure::Depth { depth, support }) => {
                json.insert("depth".into(), depth.into());
                json.insert("support".into(), support.into());
            }
            Some(Measure::Sum(sum)) => _ = json.insert("rank_sum".into(), sum.into()),
            None => {}
        }
        json.insert("count".into(), self.alternatives.len().into());
        let listed = self.alternatives.iter().take(LISTED).map(|&a| chosen(a)).collect();
        json.insert(what.into(), listed);
        Value::Object(json)
    }
}

/// What the rules choose over packages, and issue by issue where all parties ranked options.
pub fn section<'v>(
    table: &'v Table<'_>,
    overview: &Overview,
    limits: Limits,
    watch: Watch<'_>,
) -> Result<Section<'v>, QuestionError> {
    let lang = table.lang;
    let mut blocks = vec![Block::Section("deals-rankings", lang.line("ranking-heading", vec![]))];
    let packages = match RankedPackages::of(&overview.problem, limits, watch) {
        Err(stop) if stop.reason == Reason::Points => {
            let most = Inline::data(super::figures::grouped(&MOST_RANKED.to_string()));
            blocks.push(Block::Para(lang.line("ranking-too-many", vec![("most", most.into())])));
            json!({"refused": stop.to_string()})
        }
        Err(stop) => return Err(stop.into()),
        Ok(None) => {
            let all = Inline::data(super::figures::grouped(&overview.problem.outcomes().to_string()));
            blocks.push(Block::Para(lang.line("deals-no-package", vec![("all", all.into())])));
            Value::Null
        }
        Ok(Some(ranked)) => {
            let page = Packages::of(table, overview, &ranked);
            blocks.extend(page.blocks());
            page.json()
        }
    };
    let by_issue: Vec<OfIssue> =
        (0..table.issues.len()).filter_map(|issue| OfIssue::of(table, issue)).collect();
    blocks.extend(issues(table, &by_issue));
    let of_issues: Map<String, Value> = by_issue.iter().map(|of_issue| of_issue.json(table)).collect();
    let json = json!({"packages": packages, "issues": of_issues});
    Ok(Section { name: "rankings", blocks, json: Box::new(move || json) })
}

// ------------------------------------------------------------------ packages

struct Packages<'p> {
    table: &'p Table<'p>,
    overview: &'p Overview,
    ranked: &'p RankedPackages,
    choices: Vec<Choice>,
}

impl<'p> Packages<'p> {
    fn of(table: &'p Table<'_>, overview: &'p Overview, ranked: &'p RankedPackages) -> Packages<'p> {
        let floors: Vec<i64> = overview.floors.iter().map(|floor| floor.utility).collect();
        let rational = || ranked.rational_compromise(&overview.problem, &floors);
        let rules = Rule::all(table.parties.len(), true).into_iter();
        let choices = rules.map(|rule| Choice::of(rule, &ranked.rankings, rational)).collect();
        Packages { table, overview, ranked, choices }
    }

    fn blocks(&self) -> Vec<Block> {
        let lang = self.table.lang;
        let count = Inline::data(super::figures::grouped(&self.ranked.outcomes.len().to_string()));
        let mut blocks = vec![Block::Para(lang.line("ranking-about", vec![("n", count.into())]))];
        let utilities = self.table.scenario.utilities.iter();
        if utilities.filter_map(|u| u.stated.as_ref()).any(|stated| stated.is_ordinal()) {
            blocks.push(Block::Para(lang.line("ranking-central", vec![])));
        }
        let mut shown: Vec<usize> =
            self.choices.iter().flat_map(|choice| choice.alternatives.iter().take(SHOWN).copied()).collect();
        shown.sort_unstable();
        shown.dedup();
        blocks.push(self.rules(&shown));
        let point = |&k: &usize| {
            let outcome = self.ranked.outcomes[k].clone();
            Point { utilities: self.overview.problem.utilities(&outcome), outcome, count: None }
        };
        let points: Vec<Point> = shown.iter().map(point).collect();
        let shown: Vec<Shown<'_>> = points
            .iter()
            .enumerate()
            .map(|(place, point)| Shown { place, point, solutions: vec![] })
            .collect();
        for (some, first) in shown.chunks(BESIDE).zip((0..).step_by(BESIDE)) {
            blocks.extend(comparison(self.table, self.overview, some, first, "ranking-packages"));
        }
        blocks
    }

    /// A row for each rule and package that it holds best.
    fn rules(&self, shown: &[usize]) -> Block {
        let lang = self.table.lang;
        let mut head = vec![lang.line("ranking-rule", vec![]), lang.line("deals-package", vec![])];
        let place = |party: &Line| lang.line("ranking-place", vec![("party", party.clone().into())]);
        head.extend(self.table.parties.iter().map(place));
        head.push(lang.line("ranking-definition", vec![]));
        let mut rows = Vec::new();
        for choice in &self.choices {
            let name = name(self.table, choice.rule);
            let message = format!("{}-means", choice.rule.message());
            let means = || vec![Inline::Quiet(vec![lang.word(&message)])];
            let nobody = || self.table.parties.iter().map(|_| Line::new());
            if choice.alternatives.is_empty() {
                let none = vec![lang.word("none")];
                rows.push([name, none].into_iter().chain(nobody()).chain([means()]).collect());
                continue;
            }
            for (place, alternative) in choice.alternatives.iter().take(SHOWN).enumerate() {
                let package = Inline::data(letter(shown.binary_search(alternative).unwrap_or(0)));
                let ranks = self.ranked.rankings.ranks().iter();
                let ranks = ranks.map(|ranks| vec![Inline::data(ranks[*alternative].to_string())]);
                let is_first = place == 0;
                let name = if is_first { name.clone() } else { Line::new() };
                let means = if is_first { means() } else { Line::new() };
                rows.push([name, vec![package]].into_iter().chain(ranks).chain([means]).collect());
            }
            let more = choice.alternatives.len().saturating_sub(SHOWN);
            if more > 0 {
                let more = lang.line("and-more", vec![("n", more.into())]);
                rows.push([Line::new(), more].into_iter().chain(nobody()).chain([Line::new()]).collect());
            }
        }
        Block::Table(crate::doc::Table { caption: lang.line("ranking-rules", vec![]), head, rows })
    }

    fn json(&self) -> Value {
        let package = |k: usize| {
            let outcome = &self.ranked.outcomes[k];
            let ranks: Vec<u32> = self.ranked.rankings.ranks().iter().map(|ranks| ranks[k]).collect();
            json!({
                "outcome": self.table.outcome_json(outcome),
                "utilities": self.table.utilities_json(&self.overview.problem.utilities(outcome)),
                "ranks": ranks,
            })
        };
        let rule = |choice: &Choice| (choice.rule.name(), choice.json("packages", package));
        json!({
            "ranked": self.ranked.outcomes.len(),
            "rules": self.choices.iter().map(rule).collect::<Map<_, _>>(),
        })
    }
}

/// What a rule is called.
fn name(table: &Table<'_>, rule: Rule) -> Line {
    let args = match rule {
        Rule::Majority(quota) => {
            vec![("quota", Arg::from(quota)), ("all", table.parties.len().into())]
        }
        _ => vec![],
    };
    table.lang.line(rule.message(), args)
}

// ------------------------------------------------------------------ issue by issue

/// An issue of which every party ranked all options.
struct OfIssue {
    issue: usize,
    choices: Vec<Choice>,
}

impl OfIssue {
    fn of(table: &Table<'_>, issue: usize) -> Option<OfIssue> {
        let options = table.scenario.issues[issue].options.len();
        let ranking = |utility: &detente_model::scenario::Utility| -> Option<Vec<Vec<usize>>> {
            let groups = utility.stated.as_ref()?.orders.get(issue)?;
            Some(groups.iter().map(|group| group.iter().map(|o| *o as usize).collect()).collect())
        };
        let rankings: Vec<_> = table.scenario.utilities.iter().map(ranking).collect::<Option<_>>()?;
        let rankings = Rankings::new(options, &rankings).ok()?;
        let rules = Rule::all(table.parties.len(), false).into_iter();
        Some(OfIssue { issue, choices: rules.map(|rule| Choice::of(rule, &rankings, || None)).collect() })
    }

    fn json(&self, table: &Table<'_>) -> (String, Value) {
        let issue = &table.scenario.issues[self.issue];
        let option = |option: usize| Value::from(issue.options[option].clone());
        let rule = |choice: &Choice| (choice.rule.name(), choice.json("options", option));
        (issue.name.clone(), Value::Object(self.choices.iter().map(rule).collect::<Map<_, _>>()))
    }
}

fn issues(table: &Table<'_>, by_issue: &[OfIssue]) -> Option<Block> {
    let lang = table.lang;
    let first = by_issue.first()?;
    let mut head = vec![lang.line("deals-issue", vec![])];
    head.extend(first.choices.iter().map(|choice| name(table, choice.rule)));
    let row = |of_issue: &OfIssue| {
        let cell = |choice: &Choice| {
            joined(choice.alternatives.iter().map(|&o| table.option(of_issue.issue, o as u32)), " · ")
        };
        [table.issues[of_issue.issue].clone()].into_iter().chain(of_issue.choices.iter().map(cell)).collect()
    };
    let rows = by_issue.iter().map(row).collect();
    Some(Block::Table(crate::doc::Table { caption: lang.line("ranking-issues", vec![]), head, rows }))
}
