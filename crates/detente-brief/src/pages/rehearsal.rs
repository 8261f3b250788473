//! The rehearsal: how talks could go, played on what the sides said to the team, so that it is for the team alone.
//!
//! A screen is not to keep anybody waiting: a talk has no more than [`MOST_STEPS`] steps on no more than [`MOST_OUTCOMES`]
//! packages, and the frontier is sought as on its own page. The command `detente talk` has no such bounds.

use super::talk::marked;
use super::{Printed, envelope, frontier, page, title};
use crate::deals::Table;
use crate::doc::{Block, Inline, Line};
use crate::look::Look;
use crate::talk::{Told, badge, section, warning};
use detente_deals::{Overview, Purse, Respect};
use detente_model::Language;
use detente_model::scenario::Scenario;
use detente_talks::strategy::STRATEGIES;
use detente_talks::{Limits, Rules, Setting, Spec};
use serde_json::Value;

/// The most steps of a talk here.
pub const MOST_STEPS: u32 = 1_000;

/// The most packages on which one is played here.
pub const MOST_OUTCOMES: u128 = 200_000;

/// What is to be played, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Rehearsal {
    /// A strategy for each party, in the order of the scenario; empty where nothing was typed.
    pub strategies: Vec<String>,
    /// How many steps.
    pub steps: u32,
    /// The seed.
    pub seed: u64,
}

/// A talk of the strategies that were asked for; without any, what can be asked.
pub fn rehearsal<'v>(look: &'v Look<'_>, asked: &'v Rehearsal) -> Printed<'v> {
    let mut blocks = vec![Block::Para(look.lang.line("rehearsal-about", vec![]))];
    let told = match frontier::scenario(look) {
        Err(why) => Err(frontier::missing(look, why)),
        Ok(_) if asked.strategies.is_empty() => Err(Vec::new()),
        Ok(scenario) => {
            let talk = played(look, &scenario, asked, |section| section.blocks);
            talk.map_err(|why| vec![Block::Para(why)])
        }
    };
    // A talk begins with the same warning.
    blocks.extend(told.unwrap_or_else(|instead| [vec![warning(look.lang)], instead].concat()));
    let json = Box::new(move || {
        let talk = frontier::scenario(look).ok().filter(|_| !asked.strategies.is_empty());
        let talk = talk.and_then(|scenario| played(look, &scenario, asked, |section| (section.json)()).ok());
        envelope(look, "rehearsal", talk.unwrap_or(Value::Null))
    });
    let printed = Printed { page: page(look, title(look, "talk-title"), blocks), json, found: true };
    marked(printed, &badge(look.lang))
}

/// What the choice of each party's strategy is called, in the order of their turns; none where too little is known.
pub fn seats(look: &Look<'_>) -> Vec<Line> {
    let Ok(scenario) = frontier::scenario(look) else { return Vec::new() };
    let of = |party: Line| look.lang.line("rehearsal-strategy-of", vec![("party", party.into())]);
    Table::of_view(look, &scenario).parties.into_iter().map(of).collect()
}

/// The names of the strategies that can be typed.
pub fn strategies() -> impl Iterator<Item = &'static str> {
    STRATEGIES.iter().map(|row| row.name)
}

/// Plays it and gives its section to `take`; or why it cannot be played.
fn played<T>(
    look: &Look<'_>,
    scenario: &Scenario,
    asked: &Rehearsal,
    take: impl FnOnce(crate::Section<'_>) -> T,
) -> Result<T, Line> {
    let lang = look.lang;
    if scenario.outcomes().is_none_or(|outcomes| outcomes > MOST_OUTCOMES) {
        return Err(lang.line("rehearsal-too-many", vec![]));
    }
    // The sentences of faults are in English.
    let cannot = |why: String| {
        let why = Inline::data_in(why, Language::new("en"));
        lang.line("rehearsal-cannot", vec![("why", why.into())])
    };
    let read = asked.strategies.iter().map(|text| Spec::parse(text));
    let strategies: Result<Vec<Spec>, _> = read.collect();
    let setting = Setting {
        rules: Rules::Alternating(Default::default()),
        limits: Limits::steps(asked.steps.clamp(1, MOST_STEPS)),
        strategies: strategies.map_err(|error| cannot(error.to_string()))?,
        seed: asked.seed,
        run: 0,
    };
    let trace = setting.play(scenario).map_err(|error| cannot(error.to_string()))?;
    let mut purse = Purse::of(frontier::TOGETHER);
    let weights = vec![1; scenario.utilities.len()];
    let found = Overview::of(scenario, Respect::Mark, &weights, frontier::EFFORT, &mut |progress| {
        purse.spend(progress)
    });
    let found = found.ok();
    let table = Table::of_view(look, scenario);
    let told = Told::of(&table, (&setting, &trace), found.as_ref());
    Ok(take(section(told)))
}
