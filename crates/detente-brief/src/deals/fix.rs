//! A partial agreement: what settling some issues now does to the rest.

use super::Table;
use super::test::tri;
use crate::doc::{Block, Inline, Line, State, joined};
use crate::lang::Arg;
use crate::sections::Section;
use detente_deals::questions::fix::{Alternative, Compared, Effect, Fix, Moved};
use detente_deals::questions::package::Package;
use detente_deals::questions::{QuestionError, Setting};
use detente_deals::solutions::SOLUTIONS;
use detente_deals::{Limits, Watch};
use detente_model::Tri;
use serde_json::{Map, Value, json};

/// What agreeing on `package` now does to the rest.
pub fn section<'v>(
    table: &'v Table<'_>,
    setting: &Setting<'_>,
    package: &Package,
    limits: Limits,
    watch: Watch<'_>,
) -> Result<Section<'v>, QuestionError> {
    let fix = setting.fix(package, limits, watch)?;
    let terms = package.terms().to_vec();
    let mut blocks = vec![
        Block::Section("deals-fix", table.lang.line("fix-heading", vec![])),
        Block::Para(table.terms(terms.iter().copied())),
        Block::List(findings(table, &fix)),
    ];
    if fix.effect.feasible {
        blocks.extend(moves(table, &fix));
        blocks.extend(fix.alternatives.iter().map(|compared| alternatives(table, compared, &terms)));
    }
    let json = json_of(table, &fix, &terms);
    Ok(Section { name: "fix", blocks, json: Box::new(move || json) })
}

fn marked(table: &Table<'_>, state: State, line: Line) -> (Line, Vec<Line>) {
    let word = table.lang.say(if state == State::Yes { "test-good" } else { "test-bad" });
    let mark = [Inline::State(state, word), Inline::mark(" ")];
    (mark.into_iter().chain(line).collect(), Vec::new())
}

/// Whether a package that all could accept is left, and what is lost.
fn findings(table: &Table<'_>, fix: &Fix) -> Vec<(Line, Vec<Line>)> {
    let lang = table.lang;
    if !fix.effect.feasible {
        return vec![marked(table, State::No, lang.line("fix-infeasible", vec![]))];
    }
    let mut findings = vec![match (fix.takes_the_trade_away, fix.effect.acceptable) {
        (Tri::Yes, _) => marked(table, State::No, lang.line("fix-takes-away", vec![])),
        (_, Tri::Yes) => marked(table, State::Yes, lang.line("fix-leaves", vec![])),
        (_, Tri::No) => (lang.line("fix-none-before", vec![]), vec![]),
        (_, Tri::Unknown) => (lang.line("test-unknown", vec![]), vec![]),
    }];
    let counted = vec![("n", fix.effect.remain.into()), ("all", fix.points_before.into())];
    findings.push((lang.line("fix-remain", counted), vec![]));
    let losses: Vec<Line> = fix
        .effect
        .losses
        .iter()
        .enumerate()
        .filter_map(|(party, loss)| {
            let best = fix.effect.best[party]?;
            let args = vec![
                ("party", Arg::from(table.parties[party].clone())),
                ("best", table.utility(party, best).into()),
                ("loss", table.change(party, -(*loss)?).into()),
            ];
            Some(lang.line("fix-best", args))
        })
        .collect();
    if !losses.is_empty() {
        findings.push((lang.line("fix-best-now", vec![("list", joined(losses, " · ").into())]), vec![]));
    }
    findings
}

fn name_of(table: &Table<'_>, solution: &str) -> Line {
    vec![table.lang.word(&format!("solution-{}", solution.replace('_', "-")))]
}

/// What becomes of each solution; those that stay are told in one line.
fn moves(table: &Table<'_>, fix: &Fix) -> Vec<Block> {
    let lang = table.lang;
    let does_move = |moved: &&Moved| moved.losses.as_ref().is_none_or(|l| l.iter().any(|loss| *loss != 0));
    let (moving, staying): (Vec<&Moved>, Vec<&Moved>) = fix.solutions.iter().partition(does_move);
    let mut blocks = Vec::new();
    if !staying.is_empty() {
        let names = lang.list(staying.iter().map(|moved| name_of(table, moved.solution)));
        blocks.push(Block::Para(lang.line("fix-stay", vec![("solutions", names.into())])));
    }
    if moving.is_empty() {
        return blocks;
    }
    let mut head = vec![lang.line("deals-solution", vec![])];
    head.extend(table.parties.iter().cloned());
    head.push(lang.line("fix-as-good-head", vec![]));
    let row = |moved: &&Moved| {
        let mut row = vec![name_of(table, moved.solution)];
        for party in 0..table.parties.len() {
            row.push(match (&moved.after, &moved.losses) {
                (Some(after), Some(losses)) => {
                    let now = table.utility(party, after.utilities[party]);
                    let change = table.change(party, -losses[party]);
                    vec![now, Inline::Quiet(vec![Inline::mark(" ("), change, Inline::mark(")")])]
                }
                _ => vec![lang.word("none")],
            });
        }
        let as_good = match moved.as_good {
            Tri::Yes => "fix-yes",
            Tri::No => "fix-no",
            Tri::Unknown => "unknown",
        };
        row.push(vec![lang.word(as_good)]);
        row
    };
    let rows = moving.iter().map(row).collect();
    blocks.push(Block::Table(crate::doc::Table { caption: lang.line("fix-moves", vec![]), head, rows }));
    blocks
}

/// The options of a settled issue beside each other, the cheapest first.
fn alternatives(table: &Table<'_>, compared: &Compared, terms: &[(usize, u32)]) -> Block {
    let lang = table.lang;
    let mut head = vec![table.issues[compared.issue].clone(), lang.line("fix-zone-head", vec![])];
    head.extend(
        table.parties.iter().map(|party| lang.line("fix-most", vec![("party", party.clone().into())])),
    );
    head.push(lang.line("fix-remain-head", vec![]));
    let row = |option: &u32| -> Option<Vec<Line>> {
        let alternative = compared.options.iter().find(|alternative| alternative.option == *option)?;
        let Effect { acceptable, best, remain, .. } = &alternative.effect;
        let mut name = table.option(compared.issue, *option);
        if terms.contains(&(compared.issue, *option)) {
            name = vec![Inline::Strong(name)];
        }
        let zone = match acceptable {
            Tri::Yes => "fix-yes",
            Tri::No => "fix-no",
            Tri::Unknown => "unknown",
        };
        let mut row = vec![name, vec![lang.word(zone)]];
        row.extend(best.iter().enumerate().map(|(party, best)| {
            best.map_or_else(|| vec![lang.word("nothing")], |best| vec![table.utility(party, best)])
        }));
        row.push(vec![Inline::data(remain.to_string())]);
        Some(row)
    };
    let rows = compared.cheapest.iter().filter_map(row).collect();
    let args = vec![("issue", Arg::from(table.issues[compared.issue].clone()))];
    Block::Table(crate::doc::Table { caption: lang.line("fix-alternatives", args), head, rows })
}

fn numbers_json(table: &Table<'_>, numbers: &[Option<i64>]) -> Value {
    let one = |(party, number): (usize, &Option<i64>)| {
        number.map_or(Value::Null, |number| table.utility_json(party, number))
    };
    numbers.iter().enumerate().map(one).collect()
}

fn effect_json(table: &Table<'_>, effect: &Effect) -> Value {
    json!({
        "feasible": effect.feasible,
        "acceptable": tri(effect.acceptable),
        "efficient_points_left": effect.remain,
        "best": numbers_json(table, &effect.best),
        "losses": numbers_json(table, &effect.losses),
        "greatest_loss": effect.greatest_loss.map(|(party, share)| {
            json!({"party": table.scenario.utilities[party].party, "share_of_range": share.as_f64()})
        }),
    })
}

fn point_json(table: &Table<'_>, point: Option<&detente_deals::Point>) -> Value {
    point.map_or(Value::Null, |point| {
        json!({"outcome": table.outcome_json(&point.outcome), "utilities": table.utilities_json(&point.utilities)})
    })
}

fn alternative_json(table: &Table<'_>, issue: usize, alternative: &Alternative) -> Value {
    let choices: Map<String, Value> = SOLUTIONS
        .iter()
        .zip(&alternative.choices)
        .map(|(solution, point)| (solution.name().to_owned(), point_json(table, point.as_ref())))
        .collect();
    json!({
        "option": table.scenario.issues[issue].options[alternative.option as usize],
        "effect": effect_json(table, &alternative.effect),
        "solutions": choices,
    })
}

fn json_of(table: &Table<'_>, fix: &Fix, terms: &[(usize, u32)]) -> Value {
    let solutions: Map<String, Value> = fix
        .solutions
        .iter()
        .map(|moved| {
            let value = json!({
                "before": point_json(table, moved.before.as_ref()),
                "after": point_json(table, moved.after.as_ref()),
                "losses": moved.losses.as_ref().map(|losses| table.utilities_json(losses)),
                "as_good_left": tri(moved.as_good),
            });
            (moved.solution.to_owned(), value)
        })
        .collect();
    let alternatives: Vec<Value> = fix
        .alternatives
        .iter()
        .map(|compared| {
            let issue = &table.scenario.issues[compared.issue];
            let options = compared.options.iter();
            json!({
                "issue": issue.name,
                "options": options.map(|a| alternative_json(table, compared.issue, a)).collect::<Vec<_>>(),
                "cheapest_first": compared.cheapest.iter().map(|o| issue.options[*o as usize].clone()).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "terms": table.terms_json(terms.iter().copied()),
        "acceptable_before": tri(fix.acceptable_before),
        "takes_the_trade_away": tri(fix.takes_the_trade_away),
        "efficient_points_before": fix.points_before,
        "effect": effect_json(table, &fix.effect),
        "solutions": solutions,
        "alternatives": alternatives,
    })
}
