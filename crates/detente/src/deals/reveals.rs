//! What showing a package tells of the parties' weights: `--reveals`, and a sentence for `detente release`.

use super::limits;
use super::named::package;
use super::worlds::{sampling, threads};
use crate::args::DealsArgs;
use crate::progress::Searching;
use crate::{Outcome, Talk};
use detente_brief::Section;
use detente_brief::deals::Table;
use detente_brief::deals::reveals::{Learned, Released, section};
use detente_brief::deals::shown::{pairs, shown_to_others};
use detente_model::Room;
use detente_model::scenario::Scenario;

/// The section that answers `--reveals`.
pub fn reveals<'v>(
    table: &'v Table<'_>,
    shown: Option<&str>,
    asked: &DealsArgs,
    talk: &Talk,
) -> Result<Section<'v>, Outcome> {
    let scenario = table.scenario;
    if scenario.utilities.len() < 2 {
        return Err(Outcome::wrong("the preferences of one party alone reveal nothing to another".into()));
    }
    let released = match shown {
        None => Released::Nash,
        Some(text) => Released::Terms(package(table, text)?.terms().to_vec()),
    };
    let sampling = sampling(asked)?;
    let searching = Searching::begin(talk, "what is revealed");
    let mut watch = |progress| searching.at(progress);
    let pairs = pairs(scenario, &released, sampling, limits(asked), &mut watch);
    Ok(section(table, &released, &pairs, sampling))
}

/// What a release of these terms out of one room into another tells of the parties' weights, in a sentence; none
/// where no preferences are known of the issues that they settle.
pub fn sentence<'t>(
    scenario: &Scenario,
    settled: impl Iterator<Item = (&'t str, &'t str)>,
    from: &Room,
    to: &Room,
) -> Option<String> {
    let (pairs, each) = shown_to_others(scenario, settled, (from, to), threads())?;
    let name = |party: usize| scenario.utilities[party].party.as_str();
    let told: Vec<String> = pairs
        .iter()
        .map(|pair| {
            let (observer, subject) = (name(pair.observer), name(pair.subject));
            match pair.learned.as_ref().map(Learned::fall) {
                Ok(Some((fall, error))) if fall > 2.0 * error => format!(
                    "what {observer} does not know of the weights of {subject} falls by about {:.0} % (±{:.0})",
                    100.0 * fall,
                    (100.0 * error).max(1.0)
                ),
                Ok(Some(_)) => format!("{observer} learns next to nothing of the weights of {subject}"),
                Ok(None) => format!(
                    "{observer} would hardly ever find them efficient, and wonder about the weights of {subject}"
                ),
                Err(_) => format!("what {observer} learns of the weights of {subject} was not estimated"),
            }
        })
        .collect();
    let told = told.join("; ");
    (!told.is_empty()).then(|| {
        format!(
            "If these terms are taken to be efficient (estimated over {each} possible worlds a pair): {told}."
        )
    })
}
