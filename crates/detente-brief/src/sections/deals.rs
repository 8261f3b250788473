//! What all could accept, as far as it is found at once; `detente deals` tells more.

use super::Section;
use crate::deals::Table;
use crate::deals::overview::{self, Beside, Insight};
use crate::doc::Block;
use crate::look::Look;
use detente_deals::{Ask, Continue, Effort, Known, Limits, Overview, Respect, Sizes};
use detente_model::scenario::Scenario;
use serde_json::Value;

/// What a brief may take to look for packages: nobody waits for one.
const LIMITS: Limits = Limits { points: 100_000, bytes: 256 << 20, steps: 20_000_000 };

/// Packages that stand for a frontier that does not fit.
const SIZES: Sizes = Sizes { shown: 500, held: 2_000 };

const EFFORT: Effort = Effort { limits: LIMITS, sizes: SIZES, ask: Ask { counts: false } };

/// The section; empty where the preferences of fewer than two parties are known.
pub fn section<'v>(look: &'v Look<'_>) -> Section<'v> {
    let blocks = match found(look) {
        None => Vec::new(),
        Some((_, Err(why))) => vec![
            Block::Section("deals", look.lang.line("deals-heading", vec![])),
            Block::Para(look.lang.line(why, vec![])),
        ],
        Some((scenario, Ok(overview))) => {
            let table = Table::of_view(look, &scenario);
            overview::in_brief(&table, &overview)
        }
    };
    // Made anew if it is asked for: it holds every efficient package.
    let json = move || match found(look) {
        Some((scenario, Ok(overview))) => {
            let table = Table::of_view(look, &scenario);
            let beside = Beside { insight: insight(&scenario, &overview), ..Beside::default() };
            (overview::section(&table, &overview, beside).json)()
        }
        _ => Value::Null,
    };
    Section { name: "deals", blocks, json: Box::new(json) }
}

/// The scenario of two parties or more, with its overview, or the message that says why there is none.
fn found(look: &Look<'_>) -> Option<(Scenario, Result<Overview, &'static str>)> {
    let scenario = look.view.scenario().ok().filter(|scenario| scenario.utilities.len() > 1)?;
    let weights = vec![1; scenario.utilities.len()];
    let overview = Overview::of(&scenario, Respect::Mark, &weights, EFFORT, &mut |_| Continue::Yes);
    let overview = overview.map_err(|_| "deals-cannot").and_then(|overview| match overview.known {
        Known::Some(..) => Err("deals-too-many"),
        _ => Ok(overview),
    });
    Some((scenario, overview))
}

/// What else can be told of the packages within the limits.
fn insight(scenario: &Scenario, overview: &Overview) -> Option<Insight> {
    let mut watch = |_| Continue::Yes;
    let setting = overview.setting(scenario, EFFORT, &mut watch)?.ok()?;
    Insight::of(&setting, LIMITS, &mut watch).ok()
}
