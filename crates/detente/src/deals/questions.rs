//! The questions beside the overview: each flag of `detente deals` gives one section.

use super::{effort, limits};
use crate::args::DealsArgs;
use crate::progress::Searching;
use crate::{Outcome, Talk};
use detente_brief::Section;
use detente_brief::deals::{Table, division, fix, lotteries, rankings, test};
use detente_deals::Overview;
use detente_deals::questions::package::Package;
use detente_deals::questions::{QuestionError, Setting};

/// The answers to what was asked, in the order of `--help`.
pub fn answers<'v>(
    table: &'v Table<'_>,
    overview: &Overview,
    asked: &DealsArgs,
    talk: &Talk,
) -> Result<Vec<Section<'v>>, Outcome> {
    let mut sections = Vec::new();
    let searching = Searching::begin(talk, "answers");
    let mut watch = |progress| searching.at(progress);
    let needs_setting = asked.test.is_some() || asked.fix.is_some();
    if needs_setting {
        let setting = overview.setting(table.scenario, effort(asked), &mut watch);
        let setting: Setting<'_> = setting.ok_or_else(too_little)?.map_err(cannot)?;
        let limits = limits(asked);
        if let Some(text) = &asked.test {
            let package = package(table, text)?;
            sections.push(test::section(table, &setting, &package, limits, &mut watch).map_err(cannot)?);
        }
        if let Some(text) = &asked.fix {
            let package = package(table, text)?;
            sections.push(fix::section(table, &setting, &package, limits, &mut watch).map_err(cannot)?);
        }
    }
    if asked.lotteries {
        sections.push(lotteries::section(table, overview, limits(asked), &mut watch).map_err(cannot)?);
    }
    if asked.divide {
        let parties = table.parties.len();
        if parties != 2 {
            let told = "--divide: adjusted winner divides issues between two parties; here";
            return Err(Outcome::wrong(format!("{told} the preferences of {parties} are known")));
        }
        let section = division::section(table, overview);
        sections.push(section.map_err(|error| Outcome::wrong(format!("--divide: {error}")))?);
    }
    if asked.rankings {
        sections.push(rankings::section(table, overview, limits(asked), &mut watch).map_err(cannot)?);
    }
    Ok(sections)
}

fn package(table: &Table<'_>, text: &str) -> Result<Package, Outcome> {
    Package::parse(table.scenario, text).map_err(|error| Outcome::wrong(error.to_string()))
}

fn cannot(error: QuestionError) -> Outcome {
    Outcome::wrong(error.to_string())
}

fn too_little() -> Outcome {
    Outcome::wrong("too little is known of the efficient packages to answer this; allow more --memory".into())
}
