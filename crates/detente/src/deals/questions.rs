//! The questions beside the overview: each flag of `detente deals` gives one section.

use super::named::package;
use super::{limits, reveals, robust};
use crate::args::DealsArgs;
use crate::progress::Searching;
use crate::{Outcome, Talk};
use detente_brief::Section;
use detente_brief::deals::{Table, division, fix, lotteries, rankings, sensitivity, test, trades};
use detente_deals::Overview;
use detente_deals::questions::{QuestionError, Setting};
use detente_deals::solutions::{SOLUTIONS, Solution};
use detente_model::nearest;

/// The answers to what was asked, in the order of `--help`.
pub fn answers<'v>(
    table: &'v Table<'_>,
    overview: &'v Overview,
    setting: Option<Result<Setting<'_>, QuestionError>>,
    asked: &DealsArgs,
    talk: &Talk,
) -> Result<Vec<Section<'v>>, Outcome> {
    let mut sections = Vec::new();
    let searching = Searching::begin(talk, "answers");
    let mut watch = |progress| searching.at(progress);
    let needs_setting =
        asked.test.is_some() || asked.fix.is_some() || asked.trades || asked.sensitivity.is_some();
    if needs_setting {
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
        if asked.trades {
            let from = asked.from.as_deref().map(|text| package(table, text)).transpose()?;
            let trades = trades::section(table, &setting, from.as_ref(), limits, &mut watch);
            sections.push(trades.map_err(cannot)?);
        }
        if let Some(name) = &asked.sensitivity {
            let solution = solution(name)?;
            let found = sensitivity::section(table, &setting, solution, limits, &mut watch);
            sections.push(found.map_err(cannot)?);
        }
    }
    if asked.robust {
        sections.extend(robust::robust(table, asked, talk)?);
    }
    if let Some(package) = &asked.reveals {
        sections.push(reveals::reveals(table, package.as_deref(), asked, talk)?);
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

/// The solution of a name, in which hyphens may stand for the low lines.
fn solution(name: &str) -> Result<&'static dyn Solution, Outcome> {
    let written = name.replace('-', "_");
    if let Some(solution) = SOLUTIONS.iter().find(|solution| solution.name() == written) {
        return Ok(*solution);
    }
    let names = || SOLUTIONS.iter().map(|solution| solution.name());
    let hint = match nearest(name, names()) {
        Some(near) => format!("did you mean “{near}”?"),
        None => format!("there are {}", names().collect::<Vec<_>>().join(", ")),
    };
    Err(Outcome::wrong(format!("no solution “{name}”; {hint}")))
}

/// Why a question has no answer.
pub fn cannot(error: QuestionError) -> Outcome {
    Outcome::wrong(error.to_string())
}

fn too_little() -> Outcome {
    Outcome::wrong("too little is known of the efficient packages to answer this; allow more --memory".into())
}
