//! `--sensitivity`: which weight flips the choice of a solution, and how far it is from flipping.

use super::Table;
use crate::doc::{Block, Inline, Line};
use crate::lang::Arg;
use crate::sections::Section;
use detente_deals::questions::sensitivity::{Flip, Method, Quotient, Sensitivity, Weight};
use detente_deals::questions::{QuestionError, Setting};
use detente_deals::solutions::Solution;
use detente_deals::{Limits, Watch};
use detente_model::scenario::Outcome;
use serde_json::{Value, json};

/// Weights on a page.
const MOST: usize = 10;

/// What was found.
struct Answer {
    solution: &'static dyn Solution,
    found: Sensitivity,
    /// What the chosen package is worth.
    utilities: Vec<i64>,
}

/// How sensitive what `solution` chooses is to each weight.
pub fn section<'v>(
    table: &'v Table<'_>,
    setting: &Setting<'_>,
    solution: &'static dyn Solution,
    limits: Limits,
    watch: Watch<'_>,
) -> Result<Section<'v>, QuestionError> {
    let found = setting.sensitivity(solution.name(), limits, watch)?;
    let utilities =
        found.chosen.as_ref().map(|outcome| setting.problem.utilities(outcome)).unwrap_or_default();
    let answer = Answer { solution, found, utilities };
    let mut blocks = vec![Block::Section("sensitivity", table.lang.line("sensitivity-heading", vec![]))];
    blocks.extend(answer.blocks(table));
    Ok(Section { name: "sensitivity", blocks, json: Box::new(move || answer.json(table)) })
}

impl Answer {
    fn blocks(&self, table: &Table<'_>) -> Vec<Block> {
        let lang = table.lang;
        let id = format!("solution-{}", self.solution.name().replace('_', "-"));
        let solution = ("solution", Arg::from(lang.word(&id)));
        let means = ("means", Arg::from(lang.word(&format!("{id}-means"))));
        let Some(chosen) = &self.found.chosen else {
            return vec![Block::Para(lang.line("sensitivity-no-package", vec![solution, means]))];
        };
        let worth = ("worth", Arg::from(table.utilities(&self.utilities)));
        let mut blocks = vec![Block::Para(lang.line("sensitivity-chosen", vec![solution, means, worth]))];
        let nearest = self.flips().next().and_then(|weight| self.nearest(table, weight));
        let answer = nearest.unwrap_or_else(|| lang.line("sensitivity-none", vec![]));
        blocks.push(Block::Para(vec![Inline::Strong(answer)]));
        blocks.extend(self.table(table));
        if self.found.weights.iter().any(|weight| weight.method == Method::Probed) {
            blocks.push(Block::Para(vec![Inline::Quiet(lang.line("sensitivity-probed", vec![]))]));
        }
        let now = || lang.line("sensitivity-now-chosen", vec![]);
        let terms = chosen.iter().enumerate();
        let rows =
            terms.map(|(issue, &option)| vec![table.issues[issue].clone(), table.option(issue, option)]);
        let head = vec![lang.line("deals-issue", vec![]), now()];
        blocks.push(Block::Table(crate::doc::Table { caption: now(), head, rows: rows.collect() }));
        blocks
    }

    /// The weights that flip the choice, the nearest first.
    fn flips(&self) -> impl Iterator<Item = &Weight> {
        self.found.nearest.iter().map(|&place| &self.found.weights[place])
    }

    /// The nearest flip in a sentence.
    fn nearest(&self, table: &Table<'_>, weight: &Weight) -> Option<Line> {
        let flip = nearer(weight)?;
        let id = match (weight.lower.as_ref() == Some(flip), is_on_edge(flip)) {
            (_, true) => "sensitivity-on-edge",
            (true, false) => "sensitivity-nearest-less",
            (false, false) => "sensitivity-nearest-more",
        };
        let args = vec![
            ("issue", Arg::from(table.issues[weight.issue].clone())),
            ("party", table.parties[weight.party].clone().into()),
            ("share", table.percent(distance(flip)).into()),
            ("then", self.then(table, flip.to.as_ref()).into()),
        ];
        Some(table.lang.line(id, args))
    }

    /// A row for each of the nearest flips, and beneath it what the choice changes to.
    fn table(&self, table: &Table<'_>) -> Vec<Block> {
        let lang = table.lang;
        let flips: Vec<(&Weight, &Flip)> =
            self.flips().filter_map(|weight| Some((weight, nearer(weight)?))).take(MOST).collect();
        if flips.is_empty() {
            return Vec::new();
        }
        let mut others: Vec<&Option<Outcome>> = Vec::new();
        let mut rows: Vec<Vec<Line>> = Vec::new();
        for (weight, flip) in &flips {
            let place = others.iter().position(|other| **other == flip.to).unwrap_or_else(|| {
                others.push(&flip.to);
                others.len() - 1
            });
            rows.push(row(table, weight, flip, numbered(table, place)));
        }
        let head = ["weight", "now", "kept", "distance", "then"];
        let head = head.map(|name| lang.line(&format!("sensitivity-{name}"), vec![])).to_vec();
        let counted = vec![
            ("n", Arg::from(rows.len())),
            ("flip", self.found.nearest.len().into()),
            ("all", self.found.weights.len().into()),
        ];
        let caption = lang.line("sensitivity-table", vec![]);
        let other = |(place, other): (usize, &&Option<Outcome>)| {
            (numbered(table, place), self.then(table, other.as_ref()))
        };
        vec![
            Block::Heading(lang.line("sensitivity-flips", counted)),
            Block::Table(crate::doc::Table { caption, head, rows }),
            Block::Heading(lang.line("sensitivity-others", vec![])),
            Block::Keys(others.iter().enumerate().map(other).collect()),
        ]
    }

    /// What the choice changes to: the terms that differ.
    fn then(&self, table: &Table<'_>, to: Option<&Outcome>) -> Line {
        match (to, &self.found.chosen) {
            (Some(to), Some(chosen)) => table.terms(different(chosen, to)),
            _ => table.lang.line("sensitivity-nothing", vec![]),
        }
    }

    fn json(&self, table: &Table<'_>) -> Value {
        let chosen = self.found.chosen.as_ref();
        json!({
            "solution": self.solution.name(),
            "definition": self.solution.definition(),
            "source": self.solution.source(),
            "outcome": chosen.map(|outcome| table.outcome_json(outcome)),
            "utilities": chosen.map(|_| table.utilities_json(&self.utilities)),
            "weights": self.found.weights.iter().map(|weight| self.weight_json(table, weight)).collect::<Vec<_>>(),
            "nearest": self.found.nearest,
        })
    }

    fn weight_json(&self, table: &Table<'_>, weight: &Weight) -> Value {
        let flip_json = |flip: &Flip| {
            json!({
                "kept_at": factor_json(&flip.kept_at),
                "flipped_at": factor_json(&flip.flipped_at),
                "weight": stated(weight).map(|now| now * flip.kept_at.as_f64()),
                "outcome": flip.to.as_ref().map(|to| table.outcome_json(to)),
                "changes": flip.to.as_ref().zip(self.found.chosen.as_ref()).map(|(to, chosen)| table.terms_json(different(chosen, to))),
            })
        };
        json!({
            "party": table.scenario.utilities[weight.party].party,
            "issue": table.scenario.issues[weight.issue].name,
            "weight": stated(weight),
            "exact": weight.method == Method::Exact,
            "lower": weight.lower.as_ref().map(flip_json),
            "upper": weight.upper.as_ref().map(flip_json),
            "distance": nearer(weight).map(distance),
        })
    }
}

/// A weight: what it is now, within which bounds the choice stays, and how far the nearest flip is.
fn row(table: &Table<'_>, weight: &Weight, flip: &Flip, then: Line) -> Vec<Line> {
    let lang = table.lang;
    let named = vec![
        ("party", Arg::from(table.parties[weight.party].clone())),
        ("issue", table.issues[weight.issue].clone().into()),
    ];
    let times = |factor: f64| match stated(weight) {
        Some(now) => vec![table.number(now * factor)],
        None => table.percent(factor),
    };
    let end = |flip: &Option<Flip>| flip.as_ref().map(|flip| Arg::from(times(flip.kept_at.as_f64())));
    let kept = match (end(&weight.lower), end(&weight.upper)) {
        (Some(from), Some(to)) => lang.line("sensitivity-between", vec![("from", from), ("to", to)]),
        (Some(from), None) => lang.line("sensitivity-from", vec![("from", from)]),
        (None, Some(to)) => lang.line("sensitivity-up-to", vec![("to", to)]),
        (None, None) => Line::new(),
    };
    let share = ("share", Arg::from(table.percent(distance(flip))));
    let is_less = weight.lower.as_ref() == Some(flip);
    let needed = lang.line(
        match (is_less, is_on_edge(flip)) {
            (true, true) => "sensitivity-any-less",
            (false, true) => "sensitivity-any-more",
            (true, false) => "sensitivity-less",
            (false, false) => "sensitivity-more",
        },
        vec![share],
    );
    vec![lang.line("sensitivity-of", named), times(1.0), kept, needed, then]
}

fn numbered(table: &Table<'_>, place: usize) -> Line {
    table.lang.line("sensitivity-number", vec![("n", Inline::data((place + 1).to_string()).into())])
}

/// The terms of `to` that `from` does not have.
fn different<'o>(from: &'o Outcome, to: &'o Outcome) -> impl Iterator<Item = (usize, u32)> + 'o {
    to.iter().copied().enumerate().filter(|&(issue, option)| from[issue] != option)
}

/// Is another package just as good now?
fn is_on_edge(flip: &Flip) -> bool {
    flip.kept_at.over == flip.kept_at.under
}

/// The nearer of a weight's flips; of equals that at a smaller weight.
fn nearer(weight: &Weight) -> Option<&Flip> {
    let nearest = weight.distance();
    weight.lower.iter().chain(&weight.upper).find(|flip| Some(flip.distance()) == nearest)
}

/// How far a flip is, as a share of the weight.
fn distance(flip: &Flip) -> f64 {
    flip.distance().as_f64()
}

/// The weight as stated, nearly.
fn stated(weight: &Weight) -> Option<f64> {
    weight.weight.map(|weight| weight.over() as f64 / weight.under() as f64)
}

fn factor_json(factor: &Quotient) -> Value {
    json!({"value": factor.as_f64(), "exact": format!("{}/{}", factor.over, factor.under)})
}
