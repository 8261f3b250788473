//! What to ask next, as questions that a mediator could ask.

use super::{bits, percent, share_json};
use crate::deals::{Table, four_digits};
use crate::doc::{Block, Inline, Line, joined, plain};
use crate::lang::Arg;
use crate::sections::Section;
use detente_deals::worlds::{Asked, Question, Questions, Share};
use serde_json::{Map, Value, json};

/// The questions on a page, at most.
const MOST: usize = 5;

/// A fall of so many standard errors could be chance.
const SURE: f64 = 2.0;

/// The best questions, each with what it is worth.
pub fn section<'v>(table: &'v Table<'_>, questions: &Questions) -> Section<'v> {
    let lang = table.lang;
    let mut blocks = vec![Block::Section("ask_next", lang.line("ask-heading", vec![]))];
    let useful = |asked: &&Asked| asked.gain > SURE * asked.standard_error && asked.gain >= 0.005;
    let best: Vec<&Asked> = questions.ranked.iter().filter(useful).take(MOST).collect();
    if questions.outcomes < 2 {
        blocks.push(Block::Para(lang.line("ask-settled", vec![])));
    } else if best.is_empty() {
        blocks.push(Block::Para(lang.line("ask-useless", vec![])));
    } else {
        let of = vec![("n", questions.ranked.len().into()), ("bits", bits(questions.nash.corrected))];
        blocks.push(Block::Para(lang.line("ask-about", of)));
        let item = |asked: &&Asked| {
            let sentence = sentence(table, asked);
            (sentence, vec![worth(table, asked, questions)])
        };
        blocks.push(Block::List(best.iter().map(item).collect()));
    }
    let json = json_of(table, questions);
    Section { name: "ask_next", blocks, json: Box::new(|| json) }
}

/// The question in a sentence.
fn sentence(table: &Table<'_>, asked: &Asked) -> Line {
    let lang = table.lang;
    let party = ("party", Arg::from(table.parties[asked.party].clone()));
    let name = |issue: usize| Arg::from(table.issues[issue].clone());
    match &asked.question {
        Question::Weight { issue, .. } => lang.line("ask-weight", vec![party, ("issue", name(*issue))]),
        Question::Value { issue, options, .. } => {
            let options = lang.list(options.iter().map(|&option| table.option(*issue, option)));
            lang.line("ask-value", vec![party, ("issue", name(*issue)), ("option", options.into())])
        }
        Question::Importance { this, that } => {
            lang.line("ask-importance", vec![party, ("this", name(*this)), ("that", name(*that))])
        }
        Question::Packages { this, that } => {
            let apart: Vec<usize> = (0..this.len()).filter(|&issue| this[issue] != that[issue]).collect();
            let terms = |package: &[u32]| table.terms(apart.iter().map(|&issue| (issue, package[issue])));
            let args = vec![party, ("this", terms(this).into()), ("that", terms(that).into())];
            lang.line("ask-packages", args)
        }
    }
}

/// What an answer is worth, and the answers that were considered.
fn worth(table: &Table<'_>, asked: &Asked, questions: &Questions) -> Line {
    let answers = answers(table, asked).into_iter().zip(&asked.answers).filter(|(_, share)| share.count > 0);
    let answer = |(answer, share): (Line, &Share)| {
        let args = vec![("answer", answer.into()), ("share", Inline::data(percent(share.value())).into())];
        table.lang.line("ask-answer", args)
    };
    let args = vec![
        ("gain", bits(asked.gain)),
        ("error", bits(asked.standard_error)),
        ("of", bits(questions.nash.corrected)),
        ("answers", joined(answers.map(answer), " · ").into()),
    ];
    table.lang.line("ask-worth", args)
}

/// The answers to a question, in the order of their shares.
fn answers(table: &Table<'_>, asked: &Asked) -> Vec<Line> {
    let lang = table.lang;
    let words = |ids: &[&str]| ids.iter().map(|id| lang.line(id, vec![])).collect();
    match &asked.question {
        Question::Weight { at, .. } => parts(table, at, weight_scale(table, asked.party)),
        Question::Value { at, .. } => parts(table, at, 1.0),
        Question::Importance { .. } => words(&["ask-yes", "ask-no"]),
        Question::Packages { .. } => words(&["ask-first", "ask-alike", "ask-second"]),
    }
}

/// Weights of which no number was said are shares of 1: people read them as shares of a hundred.
fn weight_scale(table: &Table<'_>, party: usize) -> f64 {
    let stated = table.scenario.utilities[party].stated.as_ref();
    if stated.is_some_and(detente_model::scenario::Stated::is_ordinal) { 100.0 } else { 1.0 }
}

/// Below the first bound, between two, above the last.
fn parts(table: &Table<'_>, at: &[f64], scale: f64) -> Vec<Line> {
    let lang = table.lang;
    let number = |bound: f64| Arg::from(Inline::data(four_digits(bound * scale)));
    let (Some(first), Some(last)) = (at.first(), at.last()) else { return vec![] };
    let between = at
        .windows(2)
        .map(|pair| lang.line("quantity-between", vec![("lo", number(pair[0])), ("hi", number(pair[1]))]));
    let below = lang.line("quantity-under", vec![("n", number(*first))]);
    let above = lang.line("ask-or-more", vec![("n", number(*last))]);
    std::iter::once(below).chain(between).chain([above]).collect()
}

fn json_of(table: &Table<'_>, questions: &Questions) -> Value {
    let scenario = table.scenario;
    let issue = |issue: usize| Value::from(scenario.issues[issue].name.clone());
    let one = |asked: &Asked| {
        let about = match &asked.question {
            Question::Weight { issue: of, at } => {
                json!({"kind": "weight", "issue": issue(*of), "bounds": at})
            }
            Question::Value { issue: of, options, at } => {
                let name = |option: &u32| scenario.issues[*of].options[*option as usize].clone();
                let options: Vec<String> = options.iter().map(name).collect();
                json!({"kind": "value", "issue": issue(*of), "options": options, "bounds": at})
            }
            Question::Importance { this, that } => {
                json!({"kind": "importance", "this": issue(*this), "that": issue(*that)})
            }
            Question::Packages { this, that } => {
                json!({"kind": "packages", "this": table.outcome_json(this), "that": table.outcome_json(that)})
            }
        };
        let rest = json!({
            "party": scenario.utilities[asked.party].party,
            "sentence": plain(&sentence(table, asked)),
            "answers": asked.answers.iter().copied().map(share_json).collect::<Vec<_>>(),
            "gain_bits": asked.gain,
            "standard_error": asked.standard_error,
            "after_bits": asked.after,
        });
        let parts = [rest, about].into_iter().filter_map(|part| match part {
            Value::Object(part) => Some(part),
            _ => None,
        });
        parts.flatten().collect::<Map<_, _>>()
    };
    json!({
        "nash_entropy_bits": questions.nash.corrected,
        "nash_outcomes": questions.outcomes,
        "questions": questions.ranked.iter().map(one).collect::<Vec<_>>(),
    })
}
