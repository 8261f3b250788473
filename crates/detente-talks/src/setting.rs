//! How one talk is played: rules, limits, a strategy a party, and the dice. It is written beside a trace, so that the
//! trace can be played again.
//!
//! Beside the `protocol` (as [`Rules`] are written), `strategies`, `seed` and `run` of the trace, JSON has `limits`
//! (`limits/json.rs`).

use crate::limits::Limits;
use crate::protocol::{Rules, RulesError};
use crate::strategy::{Spec, SpecError};
use crate::talk::{Stage, StageError};
use crate::trace::json::{at, texts};
use crate::trace::{Cast, Recorder, Trace, TraceError};
use detente_model::scenario::Scenario;
use serde_json::Value;

/// How one talk is played.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The protocol with its options.
    pub rules: Rules,
    /// How long.
    pub limits: Limits,
    /// A strategy a party, in the order of their turns.
    pub strategies: Vec<Spec>,
    /// The seed.
    pub seed: u64,
    /// The run.
    pub run: u64,
}

impl Setting {
    /// Plays the talk and writes it down. Cost: makes each party's order of outcomes, then a talk.
    pub fn play(&self, scenario: &Scenario) -> Result<Trace, StageError> {
        let stage = Stage::of(scenario)?;
        let mut recorder = Recorder::default();
        let run = (self.seed, self.run);
        let (report, book) =
            stage.play(self.rules.protocol(), &self.limits, &self.strategies, run, &mut recorder)?;
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
        json.insert("limits".to_owned(), self.limits.json());
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
            limits: Limits::of_json(&value["limits"])?,
            strategies: strategies.map_err(|error| at("strategies", error.to_string()))?,
            seed: number("seed")?,
            run: number("run")?,
        })
    }
}
