//! `detente deals`: what all could accept.

use crate::args::DealsArgs;
use crate::as_of::as_of;
use crate::desk::{self, Desk};
use crate::page::format_of;
use crate::progress::Searching;
use crate::{Exit, Outcome, Talk};
use detente_brief::deals::{Table, overview};
use detente_brief::{Lang, Look};
use detente_deals::{Ask, Frontier, Limits, Overview, OverviewError, Respect, Sizes};
use detente_model::scenario::Scenario;
use std::fs;
use std::path::Path;

/// Answers what `asked` asks.
pub fn deals(asked: &DealsArgs, talk: &Talk) -> Outcome {
    match try_deals(asked, talk) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn try_deals(asked: &DealsArgs, talk: &Talk) -> Result<Outcome, Outcome> {
    let args = &asked.look;
    let lang =
        Lang::new(args.lang.as_deref().unwrap_or("en")).map_err(|error| Outcome::wrong(error.to_string()))?;
    let desk = desk::open(&args.process, args.viewer.as_deref(), talk)?;
    let as_of =
        as_of(args.known.as_deref(), args.on.as_deref(), &desk.header.zone).map_err(Outcome::wrong)?;
    let Desk { record, viewer, .. } = &desk;
    let view = record.view(viewer, as_of);
    let look = Look::new(&view, &lang);
    let scenario = view.scenario().map_err(|error| Outcome::wrong(error.to_string()))?;
    let table = Table::of_view(&look, &scenario);
    let answer = Answer::of(&scenario, asked, talk)?;
    let mut err = String::new();
    if let Some(path) = &asked.certificate {
        err.push_str(&certificate(&answer, path, asked, talk)?);
    }
    let printed = detente_brief::deals(&look, vec![overview::section(&table, &answer.overview)]);
    let exit = if answer.overview.points.is_empty() { Exit::No } else { Exit::Done };
    let out = printed.print(&lang, format_of(args, talk));
    desk.all_read()?;
    Ok(Outcome { out, err, exit })
}

/// What was found.
struct Answer {
    overview: Overview,
}

impl Answer {
    fn of(scenario: &Scenario, asked: &DealsArgs, talk: &Talk) -> Result<Answer, Outcome> {
        let respect = if asked.respect { Respect::LeaveOut } else { Respect::Mark };
        let sizes = Sizes { shown: asked.most, held: asked.most.saturating_mul(10) };
        let searching = Searching::begin(talk, "efficient packages");
        let overview = Overview::of(
            scenario,
            respect,
            Ask { counts: asked.counts },
            sizes,
            limits(asked),
            &mut |progress| searching.at(progress),
        );
        Ok(Answer { overview: overview.map_err(cannot)? })
    }
}

fn limits(asked: &DealsArgs) -> Limits {
    Limits { bytes: asked.memory << 20, ..Limits::default() }
}

fn cannot(error: OverviewError) -> Outcome {
    Outcome::wrong(error.to_string())
}

/// Writes what proves the frontier, after it was checked; what to say of it.
fn certificate(answer: &Answer, path: &Path, asked: &DealsArgs, talk: &Talk) -> Result<String, Outcome> {
    let searching = Searching::begin(talk, "certificate");
    let found =
        Frontier::certified(&answer.overview.problem, Ask::default(), limits(asked), &mut |progress| {
            searching.at(progress)
        });
    let (_, certificate) = found.map_err(|stop| Outcome::wrong(format!("no certificate: {stop}")))?;
    let text = certificate.to_json();
    detente_certify::check(&text).map_err(|refusal| Outcome {
        err: format!("internal fault: the certificate does not hold: {refusal}\n"),
        exit: Exit::Fault,
        ..Outcome::default()
    })?;
    fs::write(path, &text)
        .map_err(|error| Outcome::wrong(format!("{} cannot be written: {error}", path.display())))?;
    Ok(format!(
        "certificate: {} ({} sets' vectors, sha-256 {})\n",
        path.display(),
        certificate.vectors(),
        certificate.hash()
    ))
}
