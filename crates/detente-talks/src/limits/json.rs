//! Limits as they stand beside a trace and in a plan.
//!
//! | key | what it holds |
//! | --- | --- |
//! | `steps` | how many steps there are, or `null` |
//! | `seconds` | how many seconds of a simulated clock there are, or `null` |
//! | `turn_seconds` | what a turn of each party costs of them; the last holds for all further parties |
//! | `own_steps` | after how many steps each party leaves, or `null`; parties that are not named stay |
//! | `ending` | the chance by which the talk ends at the beginning of a step |

use super::{Limits, Seconds};
use crate::trace::TraceError;
use crate::trace::json::{at, list, whole};
use serde_json::{Value, json};

impl Limits {
    /// As JSON.
    pub fn json(&self) -> Value {
        json!({
            "steps": self.steps,
            "seconds": self.seconds.as_ref().map(|seconds| seconds.limit),
            "turn_seconds": self.seconds.as_ref().map_or(&[][..], |seconds| &seconds.a_turn),
            "own_steps": self.own_steps,
            "ending": self.ending,
        })
    }

    /// From JSON.
    ///
    /// # Errors
    /// Where it is not as it should be, or there are no such limits.
    pub fn of_json(value: &Value) -> Result<Limits, TraceError> {
        let steps = |value: &Value, key: &str| match value {
            Value::Null => Ok(None),
            value => whole(value).map(Some).ok_or_else(|| at(key, "a whole number, or null")),
        };
        let double = |value: &Value, key: &str| value.as_f64().ok_or_else(|| at(key, "a number"));
        let turns = list(value, "turn_seconds")?.iter().map(|turn| double(turn, "limits.turn_seconds"));
        let a_turn = turns.collect::<Result<Vec<f64>, _>>()?;
        let own = list(value, "own_steps")?.iter().map(|own| steps(own, "limits.own_steps"));
        let own = own.collect::<Result<_, _>>()?;
        let seconds = match &value["seconds"] {
            Value::Null => None,
            limit => Some(Seconds { limit: double(limit, "limits.seconds")?, a_turn }),
        };
        let ending = double(&value["ending"], "limits.ending")?;
        let limits = Limits::new(steps(&value["steps"], "limits.steps")?, seconds, ending);
        Ok(limits.map_err(|error| at("limits", error.to_string()))?.with_own_steps(own))
    }
}
