//! Traces played again, and compared offer by offer.

use super::{asked, play, scenario};
use crate::args::TalkArgs;
use crate::{Exit, Outcome, Talk, deals};
use detente_model::scenario::Scenario;
use detente_talks::Setting;
use detente_talks::replay::Recording;
use detente_talks::trace::{Cast, Difference, Offered, Trace, TraceError};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The largest trace that is read.
const MOST_BYTES: u64 = 1 << 30;

/// A trace of this program, or a recording of NegMAS.
enum Heard {
    Trace(Box<Trace>),
    Recording(Box<Recording>),
}

impl Heard {
    fn read(path: &Path) -> Result<Heard, Outcome> {
        let text = text(path)?;
        let read = match is_recording(path, &text)? {
            true => Recording::from_json(&text).map(|recording| Heard::Recording(Box::new(recording))),
            false => Trace::from_json(&text).map(|trace| Heard::Trace(Box::new(trace))),
        };
        read.map_err(|error| wrong(path, &error))
    }

    fn told(&self) -> Trace {
        match self {
            Heard::Trace(trace) => trace.as_ref().clone(),
            Heard::Recording(recording) => recording.told(),
        }
    }

    /// The first difference, this one on the left.
    fn diff(&self, other: &Heard) -> Option<Difference> {
        match (self, other) {
            (Heard::Trace(one), Heard::Recording(other)) => other.compare(one),
            (Heard::Recording(one), Heard::Trace(other)) => one.compare(other).map(Difference::turned),
            _ => self.told().diff(&other.told()),
        }
    }
}

fn is_recording(path: &Path, text: &str) -> Result<bool, Outcome> {
    let value: Value =
        serde_json::from_str(text).map_err(|error| wrong(path, &TraceError::Json(error.to_string())))?;
    Ok(value["format"] == "negmas-golden-trace-1")
}

/// Are two traces, or recordings, the same?
pub fn diff(one: &Path, other: &Path) -> Result<Outcome, Outcome> {
    let (one, other) = (Heard::read(one)?, Heard::read(other)?);
    let difference = one.diff(&other);
    let (one, other) = (one.told(), other.told());
    Ok(answer(difference, &one, other.cast.strategies != one.cast.strategies))
}

/// Does a recorded talk go the same when it is played here?
pub fn replay(path: &Path, asked: &TalkArgs, talk: &Talk) -> Result<Outcome, Outcome> {
    let text = text(path)?;
    if is_recording(path, &text)? {
        return replay_recording(path, &text);
    }
    let trace = Trace::from_json(&text).map_err(|error| wrong(path, &error))?;
    let setting = Setting::from_json(&text).map_err(|error| wrong(path, &error))?;
    let scenario = scenario_of(&trace, path, asked, talk)?;
    let played = play(&setting, &scenario)?;
    Ok(answer(played.diff(&trace), &played, false))
}

fn replay_recording(path: &Path, text: &str) -> Result<Outcome, Outcome> {
    let recording = Recording::from_json(text).map_err(|error| wrong(path, &error))?;
    let played = recording.play().map_err(|error| wrong(path, &error))?;
    Ok(answer(recording.compare(&played), &played, false))
}

/// The scenario that a trace is about, its parties in the order of their turns.
fn scenario_of(trace: &Trace, path: &Path, asked: &TalkArgs, talk: &Talk) -> Result<Scenario, Outcome> {
    let Some(look) = asked.look() else {
        return Err(Outcome::wrong(format!(
            "{} says what was offered, and not what it was worth: name the process or scenario too\n  \
             help: detente talk PROCESS --replay {}",
            path.display(),
            path.display()
        )));
    };
    let found = match deals::foreign(&look, asked.reading, asked.levels)? {
        Some(loaded) => loaded.scenario,
        None => scenario(&look, talk)?.1,
    };
    let place = |name: &String| found.utilities.iter().position(|utility| utility.party == *name);
    let order: Option<Vec<usize>> = trace.cast.parties.iter().map(place).collect();
    let fits = order.as_ref().is_some_and(|order| order.len() == found.utilities.len());
    match order.filter(|_| fits && Cast::issues_of(&found) == trace.cast.issues) {
        Some(order) => Ok(asked::in_order(&found, &order)),
        None => Err(Outcome::wrong(format!(
            "{} is about other parties or issues than {}",
            path.display(),
            look.process.display()
        ))),
    }
}

fn text(path: &Path) -> Result<String, Outcome> {
    let size = fs::metadata(path).map_err(|error| wrong(path, &error))?.len();
    if size > MOST_BYTES {
        return Err(wrong(path, &"it is larger than 1 GiB"));
    }
    fs::read_to_string(path).map_err(|error| wrong(path, &error))
}

fn wrong(path: &Path, why: &dyn std::fmt::Display) -> Outcome {
    Outcome::wrong(format!("{}: {why}", path.display()))
}

/// Yes with the hash of what was said, or no with the first difference.
fn answer(difference: Option<Difference>, one: &Trace, other_strategies: bool) -> Outcome {
    match difference {
        None => {
            let note = if other_strategies { "; the strategies differ" } else { "" };
            let (offers, steps) = (one.offers.len(), one.steps);
            Outcome::done(format!("the same: {offers} offers, {steps} steps{note}\nhash: {}\n", one.hash()))
        }
        Some(difference) => Outcome {
            out: format!("{}\n", told(&difference, &one.cast)),
            exit: Exit::No,
            ..Outcome::default()
        },
    }
}

/// A difference with the names of parties, issues and options.
fn told(difference: &Difference, cast: &Cast) -> String {
    match difference {
        Difference::Cast => "they are about other issues, options or parties".to_owned(),
        Difference::Offer { place, left, right } => format!(
            "offer {} differs\n  left:  {}\n  right: {}",
            place + 1,
            offer(left.as_ref(), cast),
            offer(right.as_ref(), cast)
        ),
        Difference::Agreement { left, right } => format!(
            "the agreements differ\n  left:  {}\n  right: {}",
            package(left.as_deref(), cast),
            package(right.as_deref(), cast)
        ),
        Difference::End { left, right } => format!(
            "the ends differ\n  left:  {} after {} steps\n  right: {} after {} steps",
            left.1, left.0, right.1, right.0
        ),
    }
}

fn offer(offered: Option<&Offered>, cast: &Cast) -> String {
    let Some(Offered { step, party, options }) = offered else { return "none".to_owned() };
    let unknown = || format!("party {party}");
    let party = cast.parties.get(*party).cloned().unwrap_or_else(unknown);
    format!("step {}, {party}: {}", u64::from(*step) + 1, package(Some(options), cast))
}

fn package(options: Option<&[u32]>, cast: &Cast) -> String {
    let Some(options) = options else { return "none".to_owned() };
    let named = options.iter().enumerate().map(|(issue, option)| match cast.issues.get(issue) {
        Some(issue) => {
            let name = issue.options.get(*option as usize).map_or("?", String::as_str);
            format!("{}={name}", issue.name)
        }
        None => format!("?={option}"),
    });
    named.collect::<Vec<_>>().join(", ")
}
