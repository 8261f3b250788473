//! `--robust`: what holds in which share of the possible worlds, and what to ask next.

use super::limits;
use super::worlds::{cannot, sampling};
use crate::args::DealsArgs;
use crate::progress::Searching;
use crate::{Outcome, Talk};
use detente_brief::Section;
use detente_brief::deals::Table;
use detente_brief::deals::robust::{Found, sections, sections_of_one_world, shown};
use detente_deals::Limits;
use detente_deals::worlds::{
    Answers, Method, Necessity, Ordinal, OrdinalLimits, Questions, Robust, Worlds, WorldsError,
};
use detente_model::Decimal;

/// The packages that are looked at one by one in every world.
const LOOKED_AT: usize = 100;

/// The sections that answer it.
pub fn robust<'v>(table: &'v Table<'_>, asked: &DealsArgs, talk: &Talk) -> Result<Vec<Section<'v>>, Outcome> {
    let scenario = table.scenario;
    let told = |error: WorldsError| cannot(scenario, &error);
    let sampling = sampling(asked)?;
    let worlds = Worlds::of(scenario, sampling).map_err(told)?;
    if worlds.methods().iter().all(|method| *method == Method::Exact) {
        return Ok(sections_of_one_world(table, sampling));
    }
    let searching = Searching::begin(talk, "possible worlds");
    let robust = Robust::of(&worlds, LOOKED_AT, limits(asked), &mut |progress| searching.at(progress));
    let robust = robust.map_err(told)?;
    let questions =
        Questions::of(&worlds, Answers::default(), limits(asked), &mut |progress| searching.at(progress));
    let questions = questions.map_err(told)?;
    let packages: Vec<_> = shown(&robust).iter().map(|package| package.outcome.clone()).collect();
    let ordinal = ordinal(table, &packages, sampling.assumed_spread, limits(asked), &searching);
    Ok(sections(table, &Found { sampling, robust, questions, ordinal }))
}

/// What holds of the packages that are shown, whatever the numbers are.
fn ordinal(
    table: &Table<'_>,
    packages: &[Vec<u32>],
    assumed_spread: Option<Decimal>,
    frontier: Limits,
    searching: &Searching,
) -> Result<Vec<Necessity>, WorldsError> {
    let limits = OrdinalLimits { frontier, ..OrdinalLimits::default() };
    let ordinal = Ordinal::of(table.scenario, assumed_spread, limits)?;
    ordinal.decide(packages, &mut |progress| searching.at(progress))
}
