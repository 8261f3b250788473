//! How one talk is played: rules, limits, a strategy a party, and the dice. It is written beside a trace, so that the
//! trace can be played again.
//!
//! Beside the `protocol` (as [`Rules`] are written), `strategies`, `seed` and `run` of the trace, JSON has `limits`:
//!
//! | key | what it holds |
//! | --- | --- |
//! | `steps` | how many steps there are, or `null` |
//! | `seconds` | how many seconds of a simulated clock there are, or `null` |
//! | `turn_seconds` | what a turn of each party costs of them; the last holds for all further parties |
//! | `own_steps` | after how many steps each party leaves, or `null`; parties that are not named stay |
//! | `ending` | the chance by which the talk ends at the beginning of a step |

use crate::limits::{Limits, LimitsError, Seconds};
use crate::protocol::{Rules, RulesError};
use crate::strategy::{Spec, SpecError};
use crate::talk::{Stage, StageError};
use crate::trace::json::{at, list, texts, whole};
use crate::trace::{Cast, Recorder, Trace, TraceError};
use detente_model::scenario::Scenario;
use serde_json::{Value, json};
use std::fmt;

/// How long a talk may last, as it is written; [`Limits`] are made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Length {
    /// Steps.
    pub steps: Option<u32>,
    /// Seconds of a simulated clock.
    pub seconds: Option<Seconds>,
    /// Steps after which each party leaves.
    pub own_steps: Vec<Option<u32>>,
    /// The chance by which it ends at the beginning of a step.
    pub ending: f64,
}

/// How one talk is played.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The protocol with its options.
    pub rules: Rules,
    /// How long.
    pub length: Length,
    /// A strategy a party, in the order of their turns.
    pub strategies: Vec<Spec>,
    /// The seed.
    pub seed: u64,
    /// The run.
    pub run: u64,
}

/// Why a talk cannot be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingError {
    /// It has no such limits.
    Limits(LimitsError),
    /// It cannot be played on this scenario.
    Stage(StageError),
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SettingError::Limits(error) => error.fmt(f),
            SettingError::Stage(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SettingError {}

impl From<LimitsError> for SettingError {
    fn from(error: LimitsError) -> SettingError {
        SettingError::Limits(error)
    }
}

impl From<StageError> for SettingError {
    fn from(error: StageError) -> SettingError {
        SettingError::Stage(error)
    }
}

impl Length {
    /// So many steps.
    pub fn steps(steps: u32) -> Length {
        Length { steps: Some(steps), seconds: None, own_steps: Vec::new(), ending: 0.0 }
    }

    /// As a talk takes them.
    pub fn limits(&self) -> Result<Limits, LimitsError> {
        let limits = Limits::new(self.steps, self.seconds.clone(), self.ending)?;
        Ok(limits.with_own_steps(self.own_steps.clone()))
    }

    fn json(&self) -> Value {
        json!({
            "steps": self.steps,
            "seconds": self.seconds.as_ref().map(|seconds| seconds.limit),
            "turn_seconds": self.seconds.as_ref().map_or(&[][..], |seconds| &seconds.a_turn),
            "own_steps": self.own_steps,
            "ending": self.ending,
        })
    }

    fn read(value: &Value) -> Result<Length, TraceError> {
        let steps = |value: &Value, key: &str| match value {
            Value::Null => Ok(None),
            value => whole(value).map(Some).ok_or_else(|| at(key, "a whole number, or null")),
        };
        let double = |value: &Value, key: &str| value.as_f64().ok_or_else(|| at(key, "a number"));
        let turns = list(value, "turn_seconds")?.iter().map(|turn| double(turn, "limits.turn_seconds"));
        let a_turn = turns.collect::<Result<Vec<f64>, _>>()?;
        let own = list(value, "own_steps")?.iter().map(|own| steps(own, "limits.own_steps"));
        Ok(Length {
            steps: steps(&value["steps"], "limits.steps")?,
            seconds: match &value["seconds"] {
                Value::Null => None,
                limit => Some(Seconds { limit: double(limit, "limits.seconds")?, a_turn }),
            },
            own_steps: own.collect::<Result<_, _>>()?,
            ending: double(&value["ending"], "limits.ending")?,
        })
    }
}

impl Setting {
    /// Plays the talk and writes it down. Cost: makes each party's order of outcomes, then a talk.
    pub fn play(&self, scenario: &Scenario) -> Result<Trace, SettingError> {
        let limits = self.length.limits()?;
        let stage = Stage::of(scenario)?;
        let mut recorder = Recorder::default();
        let run = (self.seed, self.run);
        let (report, book) =
            stage.play(self.rules.protocol(), &limits, &self.strategies, run, &mut recorder)?;
        Ok(recorder.finish(self.cast(scenario), &report, &book))
    }

    fn cast(&self, scenario: &Scenario) -> Cast {
        Cast {
            protocol: self.rules.to_string(),
            parties: scenario.utilities.iter().map(|utility| utility.party.clone()).collect(),
            strategies: self.strategies.iter().map(Spec::to_string).collect(),
            issues: Cast::issues_of(scenario),
            seed: self.seed,
            run: self.run,
        }
    }

    /// The trace as JSON with its limits: all that is needed to play it again on its scenario.
    pub fn json_of(&self, trace: &Trace) -> serde_json::Map<String, Value> {
        let mut json = trace.json();
        json.insert("limits".to_owned(), self.length.json());
        json
    }

    /// How a trace was played, from its JSON.
    pub fn from_json(text: &str) -> Result<Setting, TraceError> {
        let value: Value = serde_json::from_str(text).map_err(|error| TraceError::Json(error.to_string()))?;
        let number = |key: &str| value[key].as_u64().ok_or_else(|| at(key, "a whole number"));
        if !value["limits"].is_object() {
            return Err(at("limits", "the limits under which it was played"));
        }
        let rules = Rules::parse(value["protocol"].as_str().unwrap_or_default());
        let strategies = texts(&value, "strategies")?;
        let strategies: Result<Vec<Spec>, SpecError> =
            strategies.iter().map(|text| Spec::parse(text)).collect();
        Ok(Setting {
            rules: rules.map_err(|error: RulesError| at("protocol", error.to_string()))?,
            length: Length::read(&value["limits"])?,
            strategies: strategies.map_err(|error| at("strategies", error.to_string()))?,
            seed: number("seed")?,
            run: number("run")?,
        })
    }
}
