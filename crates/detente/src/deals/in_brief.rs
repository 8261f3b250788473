//! `detente brief --deals`: the brief, and after it what `detente deals` answers.

use super::questions::cannot;
use super::{effort, found, limits, questions};
use crate::args::{DealsArgs, Look as LookArgs};
use crate::as_of::{as_of, date};
use crate::desk::{self, Desk};
use crate::page::format_of;
use crate::progress::Searching;
use crate::{Outcome, Talk};
use detente_brief::deals::{Table, unasked};
use detente_brief::{Lang, Look};

/// Prints the brief with its answers; without them where the preferences of fewer than two parties are known.
pub fn in_brief(args: LookArgs, since: Option<String>, talk: &Talk) -> Outcome {
    match try_in_brief(&DealsArgs::of_brief(args), since.as_deref(), talk) {
        Ok(out) => Outcome::done(out),
        Err(outcome) => outcome,
    }
}

fn try_in_brief(asked: &DealsArgs, since: Option<&str>, talk: &Talk) -> Result<String, Outcome> {
    let args = &asked.look;
    let lang = Lang::new(args.shown.lang.as_deref().unwrap_or("en"))
        .map_err(|error| Outcome::wrong(error.to_string()))?;
    let desk = desk::open(&args.process, args.shown.viewer.as_deref(), talk)?;
    let Desk { record, viewer, header, .. } = &desk;
    let as_of =
        as_of(args.shown.known.as_deref(), args.shown.on.as_deref(), &header.zone).map_err(Outcome::wrong)?;
    let since = since.map(|text| date("since", text, &header.zone)).transpose().map_err(Outcome::wrong)?;
    let view = record.view(viewer, as_of);
    let look = Look::new(&view, &lang);
    let brief = detente_brief::brief(&look, since.as_ref());
    let scenario = view.scenario().ok().filter(|scenario| scenario.utilities.len() > 1);
    let out = match &scenario {
        None => brief.print(&lang, format_of(args, talk)),
        Some(scenario) => {
            let table = Table::of_view(&look, scenario);
            let overview = found(scenario, asked, talk)?;
            let searching = Searching::begin(talk, "answers");
            let mut watch = |progress| searching.at(progress);
            let setting = overview.setting(scenario, effort(asked), &mut watch);
            let mut sections = Vec::new();
            if let Some(Ok(setting)) = &setting {
                let told = unasked::on_the_table(&look, &table, setting, limits(asked), &mut watch);
                sections.extend(told.map_err(cannot)?);
            }
            drop(searching);
            // Trades and sensitivity need the frontier; where it is not known, the rest is told without them.
            let is_exact = matches!(&setting, Some(Ok(setting)) if setting.all.is_exact());
            let fewer = DealsArgs { trades: false, sensitivity: None, ..DealsArgs::of_brief(args.clone()) };
            let asked = if is_exact { asked } else { &fewer };
            sections.extend(questions::answers(&table, &overview, setting, asked, talk)?);
            if !is_exact {
                sections.push(unasked::left_out(&table));
            }
            detente_brief::with_sections(brief, sections).print(&lang, format_of(args, talk))
        }
    };
    desk.all_read()?;
    Ok(out)
}
