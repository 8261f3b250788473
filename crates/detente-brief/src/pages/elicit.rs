//! Weights from a party's answers, and how well the answers agree.

use super::Printed;
use crate::doc::{Block, Inline, Line, Page, Table};
use crate::lang::{Arg, Lang};
use detente_deals::elicit::{BestWorst, BestWorstWeights, PairwiseWeights, SwingWeights};
use detente_model::Decimal;
use serde_json::{Map, Value, json};

/// Up to this, a consistency ratio is taken as consistent enough: T. L. Saaty 1977 for comparisons of pairs; for the
/// best–worst method below the thresholds that F. Liang, M. Brunelli, J. Rezaei, Omega 96 (2020) 102175, found.
const CONSISTENT: f64 = 0.1;

/// Contradictions on a page, at most.
const MOST: usize = 3;

/// What was asked, and what follows.
pub enum Elicited {
    /// Points of swings; was a ranking given first?
    Swing(SwingWeights, bool),
    /// The best and the worst issue against all others.
    BestWorst(BestWorst, BestWorstWeights),
    /// Pairs.
    Pairwise(PairwiseWeights),
}

impl Elicited {
    /// Percentages that sum to 100, in the order of the issues.
    pub fn weights(&self) -> &[Decimal] {
        match self {
            Elicited::Swing(found, _) => &found.weights,
            Elicited::BestWorst(_, found) => &found.weights,
            Elicited::Pairwise(found) => &found.weights,
        }
    }

    fn method(&self) -> &'static str {
        match self {
            Elicited::Swing(..) => "swing",
            Elicited::BestWorst(..) => "best-worst",
            Elicited::Pairwise(_) => "pairwise",
        }
    }
}

/// The page of the weights of `issues`.
pub fn elicit<'v>(issues: &'v [String], elicited: &'v Elicited, lang: &'v Lang) -> Printed<'v> {
    let mut blocks = vec![weights(issues, elicited, lang)];
    blocks.push(Block::Heading(lang.line("elicit-consistency", vec![])));
    let told = Told { issues, lang };
    let (verdict, contradictions) = match elicited {
        Elicited::Swing(found, is_ranked) => told.swing(found, *is_ranked),
        Elicited::BestWorst(answers, found) => told.best_worst(answers, found),
        Elicited::Pairwise(found) => told.pairwise(found),
    };
    blocks.push(Block::Para(verdict));
    if !contradictions.is_empty() {
        blocks.push(Block::Para(lang.line("elicit-most", vec![])));
        blocks.push(Block::List(contradictions.into_iter().take(MOST).map(|line| (line, vec![])).collect()));
    }
    blocks.push(Block::Heading(lang.line("elicit-paste", vec![])));
    blocks.push(Block::Code(pasted(issues, elicited)));
    blocks.push(Block::Para(vec![Inline::Quiet(lang.line("elicit-scale", vec![]))]));
    let page = Page {
        title: lang.line(&format!("elicit-{}", elicited.method()), vec![]),
        badge: lang.say("elicit-badge").to_uppercase(),
        blocks,
        foot: lang.line("elicit-foot", vec![("version", Inline::data(env!("CARGO_PKG_VERSION")).into())]),
    };
    Printed { page, json: Box::new(move || json_of(issues, elicited)), found: true }
}

fn weights(issues: &[String], elicited: &Elicited, lang: &Lang) -> Block {
    let eigenvector = match elicited {
        Elicited::Pairwise(found) => found.eigenvector.as_deref(),
        _ => None,
    };
    let mut head = vec![lang.line("elicit-issue", vec![]), lang.line("elicit-weight", vec![])];
    head.extend(eigenvector.map(|_| lang.line("elicit-eigenvector", vec![])));
    let row = |(place, issue): (usize, &String)| {
        let number = |weights: &[Decimal]| vec![Inline::data(weights[place].to_string())];
        let mut row = vec![vec![Inline::data(issue.clone())], number(elicited.weights())];
        row.extend(eigenvector.map(number));
        row
    };
    let rows = issues.iter().enumerate().map(row).collect();
    Block::Table(Table { caption: lang.line("elicit-table", vec![]), head, rows })
}

/// How well answers agree, in words.
struct Told<'a> {
    issues: &'a [String],
    lang: &'a Lang,
}

impl Told<'_> {
    fn name(&self, issue: usize) -> Arg {
        Inline::data(self.issues[issue].clone()).into()
    }

    fn say(&self, message: &str) -> Line {
        self.lang.line(message, vec![])
    }

    fn verdict(&self, message: &str, ratio: f64) -> Line {
        self.lang.line(message, vec![("ratio", number(ratio))])
    }

    fn swing(&self, found: &SwingWeights, is_ranked: bool) -> (Line, Vec<Line>) {
        let reversal = |&(higher, lower): &(usize, usize)| {
            let args = vec![("higher", self.name(higher)), ("lower", self.name(lower))];
            self.lang.line("elicit-reversal", args)
        };
        let verdict = match (is_ranked, found.reversals.is_empty()) {
            (false, _) => "elicit-swing-unchecked",
            (true, true) => "elicit-swing-agrees",
            (true, false) => "elicit-swing-reversed",
        };
        (self.say(verdict), found.reversals.iter().map(reversal).collect())
    }

    fn best_worst(&self, answers: &BestWorst, found: &BestWorstWeights) -> (Line, Vec<Line>) {
        let ratio = found.consistency_ratio;
        let mut apart: Vec<usize> =
            (0..self.issues.len()).filter(|&issue| double(found.input_ratios[issue]) > 0.0).collect();
        let by_ratio = |issue: &usize| double(found.input_ratios[*issue]);
        apart.sort_by(|a, b| by_ratio(b).total_cmp(&by_ratio(a)));
        let verdict = match apart.is_empty() {
            true => self.say("elicit-agree-exactly"),
            false if ratio <= CONSISTENT => self.verdict("elicit-consistent", ratio),
            false => self.verdict("elicit-inconsistent", ratio),
        };
        let line = |&issue: &usize| {
            let (over, under) = (answers.best_to_others[issue], answers.others_to_worst[issue]);
            let args = vec![
                ("best", self.name(answers.best)),
                ("worst", self.name(answers.worst)),
                ("issue", self.name(issue)),
                ("over", usize::from(over).into()),
                ("under", usize::from(under).into()),
                ("product", (usize::from(over) * usize::from(under)).into()),
                ("direct", usize::from(answers.best_to_others[answers.worst]).into()),
            ];
            self.lang.line("elicit-best-worst-apart", args)
        };
        (verdict, apart.iter().map(line).collect())
    }

    fn pairwise(&self, found: &PairwiseWeights) -> (Line, Vec<Line>) {
        let verdict = match found.consistency_ratio {
            _ if self.issues.len() < 3 => self.say("elicit-nothing-to-check"),
            None if found.lambda.is_none() && found.triples.is_empty() => self.say("elicit-pairs-missing"),
            None => self.say("elicit-pairs-no-ratio"),
            Some(_) if found.triples.is_empty() => self.say("elicit-agree-exactly"),
            Some(ratio) if ratio <= CONSISTENT => self.verdict("elicit-consistent", ratio),
            Some(ratio) => self.verdict("elicit-inconsistent", ratio),
        };
        let line = |triple: &detente_deals::elicit::Triple| {
            let [a, b, c] = triple.issues;
            let args = vec![
                ("a", self.name(a)),
                ("b", self.name(b)),
                ("c", self.name(c)),
                ("through", number(triple.through)),
                ("direct", number(triple.direct)),
            ];
            self.lang.line("elicit-triple", args)
        };
        (verdict, found.triples.iter().map(line).collect())
    }
}

fn number(number: f64) -> Arg {
    Inline::data(crate::deals::four_digits(number)).into()
}

fn double(fraction: detente_model::scenario::Fraction) -> f64 {
    fraction.over() as f64 / fraction.under() as f64
}

/// The line for a process file.
fn pasted(issues: &[String], elicited: &Elicited) -> String {
    let is_plain = |name: &str| {
        name.starts_with(char::is_alphabetic)
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    let key =
        |name: &String| if is_plain(name) { name.clone() } else { Value::from(name.clone()).to_string() };
    let weights = issues.iter().zip(elicited.weights());
    let pairs: Vec<String> = weights.map(|(issue, weight)| format!("{}: {weight}", key(issue))).collect();
    format!("weights: {{{}}}", pairs.join(", "))
}

fn json_of(issues: &[String], elicited: &Elicited) -> Value {
    let decimal = |weight: &Decimal| {
        let text = weight.to_string();
        serde_json::from_str(&text).unwrap_or(Value::String(text))
    };
    let named = |numbers: &[Decimal]| -> Map<String, Value> {
        issues.iter().cloned().zip(numbers.iter().map(decimal)).collect()
    };
    let consistency = match elicited {
        Elicited::Swing(found, is_ranked) => {
            let pairs = found.reversals.iter().map(|(a, b)| json!([issues[*a], issues[*b]]));
            json!({"checked": is_ranked, "reversals": pairs.collect::<Vec<_>>()})
        }
        Elicited::BestWorst(_, found) => {
            let ratios = issues.iter().cloned().zip(found.input_ratios.iter().map(|r| double(*r).into()));
            json!({
                "xi_linear": double(found.xi_linear),
                "xi": found.xi,
                "consistency_ratio": found.consistency_ratio,
                "input_ratios": ratios.collect::<Map<String, Value>>(),
                "consistent": found.consistency_ratio <= CONSISTENT,
            })
        }
        Elicited::Pairwise(found) => {
            let triples = found.triples.iter().map(|triple| {
                json!({
                    "issues": triple.issues.map(|issue| issues[issue].clone()),
                    "through": triple.through,
                    "direct": triple.direct,
                    "inconsistency": triple.inconsistency,
                })
            });
            json!({
                "lambda": found.lambda,
                "consistency_index": found.consistency_index,
                "consistency_ratio": found.consistency_ratio,
                "consistent": found.consistency_ratio.map(|ratio| ratio <= CONSISTENT),
                "triples": triples.collect::<Vec<_>>(),
                "eigenvector": found.eigenvector.as_deref().map(named),
            })
        }
    };
    json!({
        "kind": "elicit",
        "version": env!("CARGO_PKG_VERSION"),
        "method": elicited.method(),
        "weights": named(elicited.weights()),
        "consistency": consistency,
        "paste": pasted(issues, elicited),
    })
}
