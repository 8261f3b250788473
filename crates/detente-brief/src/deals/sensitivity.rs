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
    let utilities = found.chosen.as_ref().map(|outcome| setting.problem.utilities(outcome)).unwrap_or_default();
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
        let means = Inline::Quiet(vec![lang.word(&format!("{id}-means"))]);
        let Some(chosen) = &self.found.chosen else {
            return vec![Block::Para(lang.line("sensitivity-no-package", vec![solution, ("means", means.into())]))];
        };
        let terms = table.terms(chosen.iter().copied().enumerate());
        let worth = table.utilities(&self.utilities);
        let told = vec![solution, ("means", means.into()), ("terms", terms.into()), ("worth", worth.into())];
        let mut blocks = vec![Block::Para(lang.line("sensitivity-chosen", told))];
        let mut flips = self.found.nearest.iter().map(|&place| &self.found.weights[place]);
        blocks.push(Block::Para(match flips.next().and_then(|weight| self.nearest(table, weight)) {
            Some(nearest) => vec![Inline::Strong(nearest)],
            None => vec![Inline::Strong(lang.line("sensitivity-none", vec![]))],
        }));
        blocks.extend(self.table(table));
        if self.found.weights.iter().any(|weight| weight.method == Method::Probed) {
            blocks.push(Block::Para(vec![Inline::Quiet(lang.line("sensitivity-probed", vec![]))]));
        }
        blocks
    }

    /// The nearest flip in a sentence.
    fn nearest(&self, table: &Table<'_>, weight: &Weight) -> Option<Line> {
        let flip = nearer(weight)?;
        let is_less = flip.kept_at < one();
        let id = match (is_less, distance(flip) == 0.0) {
            (_, true) => "sensitivity-on-edge",
            (true, false) => "sensitivity-nearest-less",
            (false, false) => "sensitivity-nearest-more",
        };
        let args = vec![
            ("issue", Arg::from(table.issues[weight.issue].clone())),
            ("party", table.parties[weight.party].clone().into()),
            ("share", table.percent(distance(flip)).into()),
            ("then", self.then(table, flip).into()),
        ];
        Some(table.lang.line(id, args))
    }

    /// A row for each of the nearest flips.
    fn table(&self, table: &Table<'_>) -> Option<Block> {
        let lang = table.lang;
        let head = ["weight", "now", "kept", "distance", "then"];
        let head = head.map(|name| lang.line(&format!("sensitivity-{name}"), vec![])).to_vec();
        let flips = self.found.nearest.iter().take(MOST).map(|&place| &self.found.weights[place]);
        let rows: Vec<Vec<Line>> = flips.filter_map(|weight| self.row(table, weight)).collect();
        let (flip, all) = (self.found.nearest.len(), self.found.weights.len());
        let counted = vec![("n", Arg::from(rows.len())), ("flip", flip.into()), ("all", all.into())];
        let caption = lang.line("sensitivity-caption", counted);
        (!rows.is_empty()).then_some(Block::Table(crate::doc::Table { caption, head, rows }))
    }

    fn row(&self, table: &Table<'_>, weight: &Weight) -> Option<Vec<Line>> {
        let lang = table.lang;
        let flip = nearer(weight)?;
        let named = vec![
            ("party", Arg::from(table.parties[weight.party].clone())),
            ("issue", table.issues[weight.issue].clone().into()),
        ];
        let now = stated(weight).map_or_else(|| table.percent(1.0), |now| vec![table.number(now)]);
        let end = |factor: &Quotient| match stated(weight) {
            Some(now) => vec![table.number(now * factor.as_f64())],
            None => table.percent(factor.as_f64()),
        };
        let from = weight.lower.as_ref().map(|flip| end(&flip.kept_at));
        let to = weight.upper.as_ref().map(|flip| end(&flip.kept_at));
        let kept = match (from, to) {
            (Some(from), Some(to)) => lang.line("sensitivity-between", vec![("from", from.into()), ("to", to.into())]),
            (Some(from), None) => lang.line("sensitivity-from", vec![("from", from.into())]),
            (None, Some(to)) => lang.line("sensitivity-up-to", vec![("to", to.into())]),
            (None, None) => return None,
        };
        let way = if flip.kept_at < one() { "sensitivity-less" } else { "sensitivity-more" };
        let away = lang.line(way, vec![("share", table.percent(distance(flip)).into())]);
        Some(vec![lang.line("sensitivity-of", named), now, kept, away, self.then(table, flip)])
    }

    /// What the choice changes to: the terms that differ.
    fn then(&self, table: &Table<'_>, flip: &Flip) -> Line {
        match (&flip.to, &self.found.chosen) {
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

/// The terms of `to` that `from` does not have.
fn different<'o>(from: &'o Outcome, to: &'o Outcome) -> impl Iterator<Item = (usize, u32)> + 'o {
    to.iter().copied().enumerate().filter(|&(issue, option)| from[issue] != option)
}

fn one() -> Quotient {
    Quotient { over: 1.into(), under: 1.into() }
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
