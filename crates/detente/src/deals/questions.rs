//! The questions beside the overview: each flag of `detente deals` gives one section.

use super::{effort, limits, reveals, robust};
use crate::args::DealsArgs;
use crate::progress::Searching;
use crate::{Outcome, Talk};
use detente_brief::Section;
use detente_brief::deals::Table;
use detente_deals::Overview;
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
    let needs_setting = asked.test.is_some() || asked.fix.is_some() || asked.trades;
    if needs_setting {
        let setting = overview.setting(table.scenario, effort(asked), &mut watch);
        let setting: Setting<'_> = setting.ok_or_else(too_little)?.map_err(cannot)?;
        let limits = limits(asked);
        let _ = (setting, limits);
    }
    if asked.robust {
        sections.extend(robust::robust(table, asked, talk)?);
    }
    if let Some(package) = &asked.reveals {
        sections.push(reveals::reveals(table, package.as_deref(), asked, talk)?);
    }
    Ok(sections)
}

fn cannot(error: QuestionError) -> Outcome {
    Outcome::wrong(error.to_string())
}

fn too_little() -> Outcome {
    Outcome::wrong("too little is known of the efficient packages to answer this; allow more --memory".into())
}
