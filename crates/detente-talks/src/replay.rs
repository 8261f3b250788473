//! Talks that NegMAS recorded, played again: `negmas-golden-trace-1`.
//!
//! The format is JSON: the mechanism's parameters, the scenario as plain doubles, a NegMAS type and its parameters a party,
//! every proposal as `[step, party, [option, …]]`, the agreement and the final state. [`Recording::play`] plays
//! the same setting here; [`Recording::compare`] finds the first difference.

use crate::limits::Limits;
use crate::profile::Profile;
use crate::protocol::{AlternatingOffers, Ended};
use crate::space::Space;
use crate::strategy::Spec;
use crate::talk::{Side, Stage, StageError};
use crate::trace::json::{at, expect_format, list, texts, whole};
use crate::trace::{Cast, Difference, NamedIssue, Offered, Recorder, Trace, TraceError};
use serde_json::{Map, Value};

/// The name of the format.
const FORMAT: &str = "negmas-golden-trace-1";

/// A name there and here.
type Names = (&'static str, &'static str);

/// NegMAS's types and their strategies here, with their parameters.
const TYPES: &[(&str, &str, &[Names])] = &[
    ("BoulwareTBNegotiator", "boulware", &[("stochastic", "stochastic")]),
    ("LinearTBNegotiator", "linear", &[("stochastic", "stochastic")]),
    ("ConcederTBNegotiator", "conceder", &[("stochastic", "stochastic")]),
    (
        "AspirationNegotiator",
        "aspiration",
        &[
            ("aspiration_type", "exponent"),
            ("max_aspiration", "max"),
            ("tolerance", "tolerance"),
            ("stochastic", "stochastic"),
        ],
    ),
    (
        "TimeBasedConcedingNegotiator",
        "time-dependent",
        &[
            ("offering_curve", "exponent"),
            ("starting_utility", "max"),
            ("eps", "tolerance"),
            ("stochastic", "stochastic"),
        ],
    ),
    ("NaiveTitForTatNegotiator", "tit-for-tat", &[("kindness", "kindness")]),
    ("MiCRONegotiator", "micro", &[]),
    ("ToughNegotiator", "tough", &[]),
    ("NiceNegotiator", "nice", &[]),
    ("RandomNegotiator", "random", &[]),
    ("RandomAlwaysAcceptingNegotiator", "random-always-accepting", &[]),
    ("TopFractionNegotiator", "top-fraction", &[("top_fraction", "fraction")]),
];

/// A recorded talk with its setting.
#[derive(Clone, Debug)]
pub struct Recording {
    /// What was talked about.
    pub stage: Stage,
    /// The protocol.
    pub protocol: AlternatingOffers,
    /// How long.
    pub limits: Limits,
    /// A strategy a party.
    pub strategies: Vec<Spec>,
    /// The same by name.
    pub cast: Cast,
    /// What was offered.
    pub offers: Vec<Offered>,
    /// What was agreed.
    pub agreement: Option<Vec<u32>>,
    /// How many steps were played, one that was broken off among them.
    pub steps: u32,
    /// Did time run out?
    pub timed_out: bool,
    /// Did somebody end it?
    pub broken: bool,
}

impl Recording {
    /// Reads a recording.
    pub fn from_json(text: &str) -> Result<Recording, TraceError> {
        let value: Value = serde_json::from_str(text).map_err(|error| TraceError::Json(error.to_string()))?;
        expect_format(&value, FORMAT)?;
        let (mechanism, end) = (&value["mechanism"], &value["final"]);
        let strategies: Vec<Spec> =
            list(&value, "negotiators")?.iter().map(read_strategy).collect::<Result<_, _>>()?;
        let (issues, parties, stage) = read_scenario(&value["scenario"])?;
        let cast = Cast {
            protocol: "sao".to_owned(),
            parties,
            strategies: strategies.iter().map(Spec::to_string).collect(),
            issues,
            seed: 0,
            run: 0,
        };
        let offers = list(&value, "offers")?.iter().enumerate();
        let agreement = match &value["agreement"] {
            Value::Null => None,
            options => Some(read_options(options, &cast, "agreement")?),
        };
        Ok(Recording {
            protocol: read_protocol(mechanism)?,
            limits: read_limits(mechanism)?,
            offers: offers.map(|(k, offer)| read_offer(offer, &cast, k)).collect::<Result<_, _>>()?,
            agreement,
            steps: whole(&end["step"])
                .filter(|&steps| steps >= u32::from(end["broken"] == true))
                .ok_or_else(|| at("final.step", "a whole number, above 0 if it was broken off"))?,
            timed_out: end["timedout"] == true,
            broken: end["broken"] == true,
            stage,
            strategies,
            cast,
        })
    }

    /// Plays the same setting.
    pub fn play(&self) -> Result<Trace, StageError> {
        let mut recorder = Recorder::default();
        let run = (self.cast.seed, self.cast.run);
        let (report, book) =
            self.stage.play(&self.protocol, &self.limits, &self.strategies, run, &mut recorder)?;
        Ok(recorder.finish(self.cast.clone(), &report, &book))
    }

    /// Where `trace` first differs from the recording: `left` is the trace, `right` the recording. NegMAS tells less of how a talk
    /// ended, and not by whom.
    pub fn compare(&self, trace: &Trace) -> Option<Difference> {
        let mut told = self.told();
        if self.broken && !matches!(trace.ended, Ended::Agreement | Ended::TimedOut) {
            told.ended = trace.ended;
        }
        trace.diff(&told)
    }

    /// The recording as a trace: nobody says who refused and accepted an offer, and what was broken off was by the first party.
    pub fn told(&self) -> Trace {
        let worth = |side: &Side| match &self.agreement {
            Some(options) => side.profile.utility(|issue| options[issue]),
            None => side.profile.reservation(),
        };
        Trace {
            cast: self.cast.clone(),
            offers: self.offers.clone(),
            refusals: Vec::new(),
            acceptances: Vec::new(),
            agreement: self.agreement.clone(),
            // NegMAS counts a step in which somebody broke off; here steps are those that were completed.
            steps: self.steps - u32::from(self.broken),
            ended: match (self.timed_out, self.broken) {
                (true, _) => Ended::TimedOut,
                (_, true) => Ended::Broken { by: 0 },
                _ => Ended::Agreement,
            },
            utilities: self.stage.sides().iter().map(worth).collect(),
        }
    }
}

fn read_protocol(mechanism: &Value) -> Result<AlternatingOffers, TraceError> {
    if mechanism["type"] != "SAOMechanism" {
        return Err(at("mechanism.type", "SAOMechanism"));
    }
    let usual = AlternatingOffers::default();
    let flag = |key: &str, usual: bool| match &mechanism[key] {
        Value::Null => Ok(usual),
        value => value.as_bool().ok_or_else(|| at(format!("mechanism.{key}"), "true or false")),
    };
    Ok(AlternatingOffers {
        one_offer_per_step: flag("one_offer_per_step", usual.one_offer_per_step)?,
        offering_is_accepting: flag("offering_is_accepting", usual.offering_is_accepting)?,
        end_on_no_response: flag("end_on_no_response", usual.end_on_no_response)?,
    })
}

/// Steps only: a recorded time limit was the clock on the wall, which cannot be played again.
fn read_limits(mechanism: &Value) -> Result<Limits, TraceError> {
    if !mechanism["time_limit"].is_null() {
        return Err(at("mechanism.time_limit", "none: a talk that hung on the clock cannot be played again"));
    }
    whole(&mechanism["n_steps"]).map(Limits::steps).ok_or_else(|| at("mechanism.n_steps", "a whole number"))
}

fn read_strategy(value: &Value) -> Result<Spec, TraceError> {
    let place = "negotiators";
    let known = || {
        let names: Vec<&str> = TYPES.iter().map(|(theirs, ..)| *theirs).collect();
        at(place, format!("one of {}", names.join(", ")))
    };
    let theirs = value["type"].as_str().ok_or_else(known)?;
    let (_, ours, parameters) = TYPES.iter().find(|(name, ..)| *name == theirs).ok_or_else(known)?;
    let empty = Map::new();
    let given = value["params"].as_object().unwrap_or(&empty);
    let pair = |(key, value): (&String, &Value)| {
        let known = parameters.iter().find(|(theirs, _)| theirs == key);
        let (_, name) = known.ok_or_else(|| at(format!("{place}: {theirs}"), format!("no {key}")))?;
        Ok(format!("{name}={}", written(value)))
    };
    let mut pairs: Vec<String> = given.iter().map(pair).collect::<Result<_, _>>()?;
    // What it is there if nothing is said, where it is something else here.
    if *ours == "time-dependent" && !given.contains_key("offering_curve") {
        pairs.push("exponent=4".to_owned());
    }
    Spec::parse(&format!("{ours}:{}", pairs.join(","))).map_err(|error| at(place, error.to_string()))
}

/// A parameter as strategies here write it.
fn written(value: &Value) -> String {
    match value {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) => match text.as_str() {
            "boulware" => "4".to_owned(),
            "linear" => "1".to_owned(),
            "conceder" => "0.25".to_owned(),
            "hardheaded" => "inf".to_owned(),
            other => other.to_owned(),
        },
        other => other.to_string(),
    }
}

type Scene = (Vec<NamedIssue>, Vec<String>, Stage);

fn read_scenario(value: &Value) -> Result<Scene, TraceError> {
    let issue = |issue: &Value| {
        let name = issue["name"].as_str().ok_or_else(|| at("scenario.issues", "a name"))?;
        Ok(NamedIssue { name: name.to_owned(), options: texts(issue, "values")? })
    };
    let issues: Vec<NamedIssue> = list(value, "issues")?.iter().map(issue).collect::<Result<_, _>>()?;
    let parties: Vec<(String, Profile)> =
        list(value, "parties")?.iter().map(read_party).collect::<Result<_, _>>()?;
    let names = parties.iter().map(|(name, _)| name.clone()).collect();
    let wrong = |error: StageError| at("scenario", error.to_string());
    let options = issues.iter().map(|issue| issue.options.len() as u32).collect();
    let space = Space::new(options, &[]).map_err(|error| wrong(StageError::Space(error)))?;
    Ok((issues, names, Stage::new(space, parties).map_err(wrong)?))
}

fn read_party(value: &Value) -> Result<(String, Profile), TraceError> {
    let name = value["name"].as_str().ok_or_else(|| at("scenario.parties", "a name"))?.to_owned();
    let doubles = |value: &Value| {
        let numbers = value.as_array()?.iter().map(Value::as_f64);
        numbers.collect::<Option<Vec<f64>>>()
    };
    let wrong = || at(format!("scenario.parties: {name}"), "weights and tables of numbers");
    let weights = doubles(&value["weights"]).ok_or_else(wrong)?;
    let tables: Vec<Vec<f64>> =
        list(value, "tables")?.iter().map(doubles).collect::<Option<_>>().ok_or_else(wrong)?;
    let profile = Profile::additive(&weights, &tables, value["reserved"].as_f64());
    let profile = profile.map_err(|error| at(format!("scenario.parties: {name}"), error.to_string()))?;
    Ok((name, profile))
}

fn read_offer(value: &Value, cast: &Cast, k: usize) -> Result<Offered, TraceError> {
    let place = format!("offers[{k}]");
    let (Some(step), Some(party)) = (whole(&value[0]), whole(&value[1])) else {
        return Err(at(place, "[step, party, [option, …]]"));
    };
    if party as usize >= cast.parties.len() {
        return Err(at(place, format!("a party from 0 to {}", cast.parties.len().saturating_sub(1))));
    }
    Ok(Offered { step, party: party as usize, options: read_options(&value[2], cast, &place)? })
}

fn read_options(value: &Value, cast: &Cast, place: &str) -> Result<Vec<u32>, TraceError> {
    let options: Option<Vec<u32>> = value.as_array().and_then(|options| options.iter().map(whole).collect());
    let options = options.ok_or_else(|| at(place, "a list of options by number"))?;
    let is_there = |(option, issue): (&u32, &NamedIssue)| (*option as usize) < issue.options.len();
    let fits = options.len() == cast.issues.len() && options.iter().zip(&cast.issues).all(is_there);
    if fits { Ok(options) } else { Err(at(place, "the number of one option of each issue")) }
}
