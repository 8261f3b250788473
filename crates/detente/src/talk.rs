//! `detente talk`: one talk of strategies, with its trace; and traces played again and compared.

mod asked;
mod compare;
mod list;

use crate::args::{Look as LookArgs, TalkArgs};
use crate::as_of::as_of;
use crate::desk::{self, Desk};
use crate::page::format_of;
use crate::progress::Searching;
use crate::{Outcome, Talk, deals};
use detente_brief::deals::Table;
use detente_brief::talk::Told;
use detente_brief::{Lang, Look};
use detente_deals::{Ask, Effort, Limits, Overview, Respect, Sizes};
use detente_formats::Loaded;
use detente_model::scenario::Scenario;
use detente_talks::Setting;
use detente_talks::trace::Trace;

/// Plays, or compares, or lists.
pub fn talk(asked: &TalkArgs, talk: &Talk) -> Outcome {
    match try_talk(asked, talk) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn try_talk(asked: &TalkArgs, talk: &Talk) -> Result<Outcome, Outcome> {
    if asked.list {
        return Ok(Outcome::done(list::list()));
    }
    if let [one, other] = asked.diff.as_slice() {
        return compare::diff(one, other);
    }
    if let Some(path) = &asked.replay {
        return compare::replay(path, asked, talk);
    }
    let Some(look) = asked.look() else {
        return Err(Outcome::wrong("name a process or a scenario".to_owned()));
    };
    let lang = Lang::new(look.shown.lang.as_deref().unwrap_or("en"))
        .map_err(|error| Outcome::wrong(error.to_string()))?;
    match deals::foreign(&look, asked.reading, asked.levels)? {
        Some(loaded) => of_file(&loaded, asked, &lang, (&look, talk)),
        None => of_process(asked, &lang, (&look, talk)),
    }
}

fn of_file(
    loaded: &Loaded,
    asked: &TalkArgs,
    lang: &Lang,
    (look, talk): (&LookArgs, &Talk),
) -> Result<Outcome, Outcome> {
    let (scenario, setting) = asked::setting(&loaded.scenario, asked)?;
    let trace = play(&setting, &scenario)?;
    let table = Table::of_file(&scenario, lang);
    let overview = overview(&scenario, talk);
    let told = Told::of(&table, (&setting, &trace), overview.as_ref());
    let printed = detente_brief::talk_of_file(&table, &loaded.name, told);
    Ok(Outcome::done(printed.print(lang, format_of(look, talk))))
}

fn of_process(asked: &TalkArgs, lang: &Lang, (args, talk): (&LookArgs, &Talk)) -> Result<Outcome, Outcome> {
    let (desk, scenario) = scenario(args, talk)?;
    let (scenario, setting) = asked::setting(&scenario, asked)?;
    let trace = play(&setting, &scenario)?;
    let as_of = as_of(args.shown.known.as_deref(), args.shown.on.as_deref(), &desk.header.zone)
        .map_err(Outcome::wrong)?;
    let view = desk.record.view(&desk.viewer, as_of);
    let look = Look::new(&view, lang);
    let table = Table::of_view(&look, &scenario);
    let overview = overview(&scenario, talk);
    let told = Told::of(&table, (&setting, &trace), overview.as_ref());
    let out = detente_brief::talk(&look, told).print(lang, format_of(args, talk));
    desk.all_read()?;
    Ok(Outcome::done(out))
}

/// The scenario of a process that the viewer sees.
fn scenario(args: &LookArgs, talk: &Talk) -> Result<(Desk, Scenario), Outcome> {
    let desk = desk::open(&args.process, args.shown.viewer.as_deref(), talk)?;
    let as_of = as_of(args.shown.known.as_deref(), args.shown.on.as_deref(), &desk.header.zone)
        .map_err(Outcome::wrong)?;
    let scenario = desk.record.view(&desk.viewer, as_of).scenario();
    let scenario = scenario.map_err(|error| Outcome::wrong(error.to_string()))?;
    desk.all_read()?;
    Ok((desk, scenario))
}

fn play(setting: &Setting, scenario: &Scenario) -> Result<Trace, Outcome> {
    setting.play(scenario).map_err(|error| Outcome::wrong(error.to_string()))
}

/// The efficient packages; none where they cannot be found, which the page says.
fn overview(scenario: &Scenario, talk: &Talk) -> Option<Overview> {
    // A page is waited for: what is not found within this is said to be unknown.
    let limits = Limits { points: 100_000, bytes: 512 << 20, steps: 2_000_000_000 };
    let sizes = Sizes { shown: 1_000, held: 10_000 };
    let effort = Effort { limits, sizes, ask: Ask { counts: false } };
    let searching = Searching::begin(talk, "efficient packages");
    let weights = vec![1; scenario.utilities.len()];
    Overview::of(scenario, Respect::Mark, &weights, effort, &mut |progress| searching.at(progress)).ok()
}
