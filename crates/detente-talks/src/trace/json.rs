//! Traces as JSON; what the keys mean stands in [`super`].

use super::{Acceptance, Cast, NamedIssue, Offered, Refusal, Trace, ended_word};
use crate::protocol::Ended;
use crate::strategy::{Scale, Verdict};
use serde_json::{Map, Value, json};
use std::fmt;

/// The name of the format.
const FORMAT: &str = "detente-trace-1";

/// Why a file is no trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TraceError {
    /// It is no JSON.
    Json(String),
    /// It is of another format, or names none.
    Format {
        /// The one that it should have.
        expected: &'static str,
        /// What it has.
        found: String,
    },
    /// What stands there is not what belongs there.
    At {
        /// The place, such as `offers[3]`.
        place: String,
        /// What belongs there.
        expected: String,
    },
    /// Offers or agreement were changed after the hash was written.
    Hash,
}

impl fmt::Display for TraceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TraceError::Json(error) => write!(f, "no JSON: {error}"),
            TraceError::Format { expected, found } => write!(f, "format {found}; expected {expected}"),
            TraceError::At { place, expected } => write!(f, "{place}: expected {expected}"),
            TraceError::Hash => {
                write!(f, "the hash does not fit: offers or agreement were changed after it was written")
            }
        }
    }
}

impl std::error::Error for TraceError {}

pub(crate) fn at(place: impl Into<String>, expected: impl Into<String>) -> TraceError {
    TraceError::At { place: place.into(), expected: expected.into() }
}

fn named(issues: &[NamedIssue], options: &[u32]) -> Value {
    let pairs = issues.iter().zip(options);
    Value::Object(
        pairs
            .map(|(issue, &option)| (issue.name.clone(), issue.options.get(option as usize).cloned().into()))
            .collect(),
    )
}

/// The offers and the agreement, as [`super`] says.
pub(super) fn canonical(trace: &Trace) -> String {
    json!({ "offers": offers(trace), "agreement": agreement(trace) }).to_string()
}

fn offers(trace: &Trace) -> Value {
    let offer = |offer: &Offered| json!([offer.step, offer.party, named(&trace.cast.issues, &offer.options)]);
    trace.offers.iter().map(offer).collect()
}

fn agreement(trace: &Trace) -> Value {
    trace.agreement.as_ref().map_or(Value::Null, |options| named(&trace.cast.issues, options))
}

fn refusal(refusal: &Refusal) -> Value {
    let verdict = refusal.verdict;
    json!({
        "step": refusal.step,
        "party": refusal.party,
        "offer": refusal.offer,
        "worth": verdict.map(|verdict| verdict.worth),
        "wanted": verdict.map(|verdict| verdict.wanted),
        "scale": verdict.map(|verdict| scale_word(verdict.scale)),
    })
}

fn acceptance(acceptance: &Acceptance) -> Value {
    json!({ "step": acceptance.step, "party": acceptance.party, "offer": acceptance.offer })
}

fn scale_word(scale: Scale) -> &'static str {
    match scale {
        Scale::Utility => "utility",
        Scale::Gain => "gain",
    }
}

impl Trace {
    /// As JSON, a line an offer and an answer, with a line end at the end.
    pub fn to_json(&self) -> String {
        by_lines(&Value::Object(self.json()))
    }

    /// The same before it is written: an object to which more can be added.
    pub fn json(&self) -> Map<String, Value> {
        let (ended, by) = ended_word(self.ended);
        let cast = &self.cast;
        let issue = |issue: &NamedIssue| json!({ "name": issue.name, "options": issue.options });
        let value = json!({
            "format": FORMAT,
            "hypothetical": true,
            "protocol": cast.protocol,
            "strategies": cast.strategies,
            "seed": cast.seed,
            "run": cast.run,
            "parties": cast.parties,
            "issues": cast.issues.iter().map(issue).collect::<Value>(),
            "offers": offers(self),
            "refusals": self.refusals.iter().map(refusal).collect::<Value>(),
            "acceptances": self.acceptances.iter().map(acceptance).collect::<Value>(),
            "agreement": agreement(self),
            "steps": self.steps,
            "ended": ended,
            "by": by,
            "utilities": self.utilities,
            "hash": self.hash(),
        });
        match value {
            Value::Object(members) => members,
            _ => Map::new(),
        }
    }

    /// Reads a trace and checks its hash.
    pub fn from_json(text: &str) -> Result<Trace, TraceError> {
        let value: Value = serde_json::from_str(text).map_err(|error| TraceError::Json(error.to_string()))?;
        expect_format(&value, FORMAT)?;
        let cast = read_cast(&value)?;
        let offers = list(&value, "offers")?.iter().enumerate();
        let refusals = list(&value, "refusals")?.iter().enumerate();
        let offers = offers.map(|(k, offer)| read_offer(&cast, k, offer)).collect::<Result<Vec<_>, _>>()?;
        let refusals = refusals
            .map(|(k, refusal)| read_refusal(refusal, cast.parties.len(), offers.len(), k))
            .collect::<Result<Vec<_>, _>>()?;
        // Traces that were written before acceptances were kept do not name them.
        let accepted = if value["acceptances"].is_null() { &[] } else { list(&value, "acceptances")? };
        let acceptances = accepted.iter().enumerate().map(|(k, acceptance)| {
            let place = format!("acceptances[{k}]");
            let (step, party, offer) = read_answer(acceptance, cast.parties.len(), offers.len(), &place)?;
            Ok(Acceptance { step, party, offer })
        });
        let acceptances = acceptances.collect::<Result<_, _>>()?;
        let agreement = match &value["agreement"] {
            Value::Null => None,
            options => Some(read_options(&cast.issues, options, "agreement")?),
        };
        let trace = Trace {
            agreement,
            steps: whole(&value["steps"]).ok_or_else(|| at("steps", "a whole number"))?,
            ended: read_ended(&value, cast.parties.len())?,
            utilities: list(&value, "utilities")?
                .iter()
                .map(|u| u.as_f64().unwrap_or(f64::NEG_INFINITY))
                .collect(),
            cast,
            offers,
            refusals,
            acceptances,
        };
        if value["hash"].as_str() == Some(&trace.hash()) { Ok(trace) } else { Err(TraceError::Hash) }
    }
}

/// A key a line, and of lists of lists or objects an item a line.
fn by_lines(value: &Value) -> String {
    let empty = Map::new();
    let pairs = value.as_object().unwrap_or(&empty).iter().map(|(key, value)| {
        let long =
            value.as_array().filter(|items| items.iter().any(|item| item.is_array() || item.is_object()));
        let value = match long {
            Some(items) => {
                let lines: Vec<String> = items.iter().map(|item| format!("\n    {item}")).collect();
                format!("[{}\n  ]", lines.join(","))
            }
            None => value.to_string(),
        };
        format!("  {}: {value}", Value::from(key.as_str()))
    });
    format!("{{\n{}\n}}\n", pairs.collect::<Vec<_>>().join(",\n"))
}

pub(crate) fn expect_format(value: &Value, expected: &'static str) -> Result<(), TraceError> {
    match value["format"].as_str() {
        Some(found) if found == expected => Ok(()),
        found => Err(TraceError::Format { expected, found: found.unwrap_or("not named").to_owned() }),
    }
}

pub(crate) fn list<'v>(value: &'v Value, key: &str) -> Result<&'v [Value], TraceError> {
    value[key].as_array().map(Vec::as_slice).ok_or_else(|| at(key, "a list"))
}

pub(crate) fn whole(value: &Value) -> Option<u32> {
    value.as_u64().and_then(|number| u32::try_from(number).ok())
}

pub(crate) fn texts(value: &Value, key: &str) -> Result<Vec<String>, TraceError> {
    let texts = list(value, key)?.iter().map(|text| text.as_str().map(str::to_owned));
    texts.collect::<Option<_>>().ok_or_else(|| at(key, "a list of texts"))
}

fn read_cast(value: &Value) -> Result<Cast, TraceError> {
    let text = |key: &str| value[key].as_str().map(str::to_owned).ok_or_else(|| at(key, "a text"));
    let number = |key: &str| value[key].as_u64().ok_or_else(|| at(key, "a whole number"));
    let issue = |issue: &Value| {
        let name = issue["name"].as_str().ok_or_else(|| at("issues", "a name"))?.to_owned();
        Ok(NamedIssue { name, options: texts(issue, "options")? })
    };
    Ok(Cast {
        protocol: text("protocol")?,
        parties: texts(value, "parties")?,
        strategies: texts(value, "strategies")?,
        issues: list(value, "issues")?.iter().map(issue).collect::<Result<_, _>>()?,
        seed: number("seed")?,
        run: number("run")?,
    })
}

fn read_offer(cast: &Cast, k: usize, value: &Value) -> Result<Offered, TraceError> {
    let place = format!("offers[{k}]");
    let expected = "[step, party, {issue: option, …}]";
    let (Some(step), Some(party)) = (whole(&value[0]), whole(&value[1])) else {
        return Err(at(place, expected));
    };
    if party as usize >= cast.parties.len() {
        return Err(at(place, format!("a party from 0 to {}", cast.parties.len().saturating_sub(1))));
    }
    Ok(Offered { step, party: party as usize, options: read_options(&cast.issues, &value[2], &place)? })
}

fn read_options(issues: &[NamedIssue], value: &Value, place: &str) -> Result<Vec<u32>, TraceError> {
    let option = |issue: &NamedIssue| {
        let name = value[issue.name.as_str()].as_str();
        let found = name.and_then(|name| issue.options.iter().position(|option| option == name));
        found.map(|option| option as u32).ok_or_else(|| at(place, format!("an option of {}", issue.name)))
    };
    if value.as_object().map(Map::len) != Some(issues.len()) {
        return Err(at(place, "one option for each issue"));
    }
    issues.iter().map(option).collect()
}

/// The step, the party and the offer of an answer.
fn read_answer(
    value: &Value,
    parties: usize,
    offers: usize,
    place: &str,
) -> Result<(u32, usize, usize), TraceError> {
    let number = |key: &str| whole(&value[key]).ok_or_else(|| at(format!("{place}.{key}"), "a whole number"));
    let (step, party, offer) = (number("step")?, number("party")? as usize, number("offer")? as usize);
    if party >= parties || offer >= offers {
        return Err(at(place, "a party and an offer that are there"));
    }
    Ok((step, party, offer))
}

fn read_refusal(value: &Value, parties: usize, offers: usize, k: usize) -> Result<Refusal, TraceError> {
    let (step, party, offer) = read_answer(value, parties, offers, &format!("refusals[{k}]"))?;
    let scale = match value["scale"].as_str() {
        Some("gain") => Scale::Gain,
        _ => Scale::Utility,
    };
    let numbers = value["worth"].as_f64().zip(value["wanted"].as_f64());
    let verdict = numbers.map(|(worth, wanted)| Verdict { worth, wanted, scale });
    Ok(Refusal { step, party, offer, verdict })
}

fn read_ended(value: &Value, parties: usize) -> Result<Ended, TraceError> {
    let by = whole(&value["by"]).map_or(0, |by| by as usize);
    let ends = [
        Ended::Agreement,
        Ended::TimedOut,
        Ended::Chance,
        Ended::Exhausted,
        Ended::Broken { by },
        Ended::Left { by },
        Ended::NoOffer { by },
        Ended::Waiting { by },
        Ended::Impossible { by },
    ];
    let found = ends.into_iter().find(|&ended| Some(ended_word(ended).0) == value["ended"].as_str());
    found.filter(|_| by < parties).ok_or_else(|| at("ended", "a known end, by a party that is there"))
}
