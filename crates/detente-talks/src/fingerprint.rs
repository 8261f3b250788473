//! What a scenario and a plan are, in 64 characters, so that results of one are not taken for those of another.
//!
//! BLAKE3 of a canonical text, in hexadecimal. Of a scenario: whatever a talk depends on (issues, options, rules, utilities,
//! reservation values, discounts), not where it comes from. Of a plan: its scenarios' fingerprints and all its lists and numbers.

use crate::limits::Limits;
use crate::plan::{Plan, Seating, Topic};
use crate::protocol::Rules;
use crate::strategy::Spec;
use detente_model::scenario::{Clock, Decay, Discount, Rule, Scenario, Utility};
use serde_json::{Value, json};

fn hash(value: &Value) -> String {
    blake3::hash(value.to_string().as_bytes()).to_hex().to_string()
}

/// The fingerprint of a scenario.
pub fn of(scenario: &Scenario) -> String {
    let issues = scenario.issues.iter().map(|issue| json!([issue.name, issue.options]));
    let rule = |rule: &Rule| json!([rule.when_all, rule.then]);
    hash(&json!({
        "format": "detente-scenario-1",
        "issues": issues.collect::<Vec<_>>(),
        "rules": scenario.rules.iter().map(rule).collect::<Vec<_>>(),
        "utilities": scenario.utilities.iter().map(utility).collect::<Vec<_>>(),
    }))
}

fn utility(utility: &Utility) -> Value {
    let Utility { party, unit, gains, tables, bias, cap, reservation, discount, .. } = utility;
    let tables: Vec<Value> = tables.iter().map(|table| json!([table.issues, table.values])).collect();
    json!([party, unit, gains, tables, bias, cap, reservation, discount.map(shrinking)])
}

fn shrinking(discount: Discount) -> Value {
    let clock = match discount.clock {
        Clock::Relative => "relative",
        Clock::Round => "round",
        Clock::Second => "second",
    };
    let decay = match discount.decay {
        Decay::Exponential { factor } => json!(["exponential", factor.to_string()]),
        Decay::Linear { cost, power } => json!(["linear", cost.to_string(), power.to_string()]),
    };
    json!([clock, decay, discount.reservation_too])
}

/// The fingerprint of a plan.
pub fn of_plan(plan: &Plan) -> String {
    hash(&plan_json(plan))
}

/// A plan as JSON: what its fingerprint is of.
pub fn plan_json(plan: &Plan) -> Value {
    let text = |texts: Vec<String>| json!(texts);
    json!({
        "format": "detente-plan-1",
        "seed": plan.seed,
        "scenarios": plan.topics.iter().map(topic).collect::<Vec<_>>(),
        "strategies": text(plan.strategies.iter().map(ToString::to_string).collect()),
        "seating": match &plan.seating {
            Seating::Everyone { mirror } => json!({"mirror": mirror}),
            Seating::Teams(teams) => json!({"teams": teams}),
        },
        "protocols": text(plan.protocols.iter().map(ToString::to_string).collect()),
        "limits": plan.limits.iter().map(Limits::json).collect::<Vec<_>>(),
        "repetitions": plan.repetitions,
    })
}

fn topic(topic: &Topic) -> Value {
    json!({"name": topic.name, "parties": topic.parties, "hash": topic.hash})
}

/// A plan read from [`plan_json`]; `None` where it is none, or not of this version's strategies and protocols.
pub fn plan_of_json(json: &Value) -> Option<Plan> {
    let texts = |key: &str| json[key].as_array()?.iter().map(Value::as_str).collect::<Option<Vec<&str>>>();
    let topic = |json: &Value| {
        let text = |key: &str| json[key].as_str().map(str::to_owned);
        Some(Topic { name: text("name")?, parties: whole(&json["parties"])?, hash: text("hash")? })
    };
    let plan = Plan {
        topics: json["scenarios"].as_array()?.iter().map(topic).collect::<Option<_>>()?,
        strategies: texts("strategies")?
            .into_iter()
            .map(|text| Spec::parse(text).ok())
            .collect::<Option<_>>()?,
        seating: seating(&json["seating"])?,
        protocols: texts("protocols")?
            .into_iter()
            .map(|text| Rules::parse(text).ok())
            .collect::<Option<_>>()?,
        limits: json["limits"]
            .as_array()?
            .iter()
            .map(|limits| Limits::of_json(limits).ok())
            .collect::<Option<_>>()?,
        repetitions: u32::try_from(json["repetitions"].as_u64()?).ok()?,
        seed: json["seed"].as_u64()?,
    };
    (plan_json(&plan) == *json).then_some(plan)
}

fn whole(json: &Value) -> Option<usize> {
    json.as_u64().and_then(|number| usize::try_from(number).ok())
}

fn seating(json: &Value) -> Option<Seating> {
    if let Some(mirror) = json["mirror"].as_bool() {
        return Some(Seating::Everyone { mirror });
    }
    let team = |team: &Value| team.as_array()?.iter().map(whole).collect::<Option<Vec<usize>>>();
    Some(Seating::Teams(json["teams"].as_array()?.iter().map(team).collect::<Option<_>>()?))
}
