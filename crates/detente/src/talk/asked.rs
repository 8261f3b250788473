//! How a talk is to be played, as the command line says it.

use crate::Outcome;
use crate::args::TalkArgs;
use detente_model::nearest;
use detente_model::scenario::{RedLine, Scenario};
use detente_talks::{Limits, Rules, Seconds, Setting, Spec};

/// How many steps a talk lasts for which no limit was given.
const STEPS: u32 = 100;

/// The scenario with its parties in the order of their turns, and how it is played.
pub fn setting(scenario: &Scenario, asked: &TalkArgs) -> Result<(Scenario, Setting), Outcome> {
    let parties: Vec<&str> = scenario.utilities.iter().map(|utility| utility.party.as_str()).collect();
    let wrong = |why: String| Outcome::wrong(why);
    if parties.len() < 2 {
        let known = if parties.is_empty() { "none".to_owned() } else { parties.join(", ") };
        return Err(wrong(format!(
            "a talk needs the preferences of two parties at least; known here: {known}"
        )));
    }
    let mut turns: Vec<(usize, Spec)> = Vec::new();
    for text in &asked.parties {
        let (party, strategy) = pair(text, "PARTY=STRATEGY", &parties).map_err(wrong)?;
        if turns.iter().any(|(other, _)| *other == party) {
            return Err(wrong(format!("--party: {} has two strategies", parties[party])));
        }
        let spec = Spec::parse(strategy).map_err(|error| wrong(format!("--party {text}: {error}")))?;
        turns.push((party, spec));
    }
    if let Some(party) = (0..parties.len()).find(|party| turns.iter().all(|(other, _)| other != party)) {
        return Err(wrong(format!(
            "{} has no strategy: give each party one, such as --party {}=boulware; detente talk --list tells them",
            parties[party], parties[party]
        )));
    }
    let order: Vec<usize> = turns.iter().map(|(party, _)| *party).collect();
    let turned = in_order(scenario, &order);
    let setting = Setting {
        rules: rules(asked).map_err(wrong)?,
        limits: limits(asked, &turned).map_err(wrong)?,
        strategies: turns.into_iter().map(|(_, spec)| spec).collect(),
        seed: asked.seed,
        run: asked.run,
    };
    Ok((turned, setting))
}

/// “PARTY=…”: which party, and what follows.
fn pair<'t>(text: &'t str, form: &str, parties: &[&str]) -> Result<(usize, &'t str), String> {
    let (name, value) = text.split_once('=').ok_or_else(|| format!("{text}: write {form}"))?;
    let name = name.trim();
    let found = parties.iter().position(|party| *party == name);
    let unknown = || match nearest(name, parties.iter().copied()) {
        Some(near) => format!("unknown party {name}; did you mean {near}?"),
        None => format!("unknown party {name}; there are {}", parties.join(", ")),
    };
    Ok((found.ok_or_else(unknown)?, value.trim()))
}

/// The same scenario with its parties in another order.
pub fn in_order(scenario: &Scenario, order: &[usize]) -> Scenario {
    let place = |party: usize| order.iter().position(|other| *other == party).unwrap_or(party);
    let red_line = |line: &RedLine| RedLine { party: place(line.party), ..line.clone() };
    Scenario {
        utilities: order.iter().map(|&party| scenario.utilities[party].clone()).collect(),
        red_lines: scenario.red_lines.iter().map(red_line).collect(),
        ..scenario.clone()
    }
}

fn rules(asked: &TalkArgs) -> Result<Rules, String> {
    let set = [
        (asked.one_offer_per_step, "one-offer-per-step"),
        (asked.offering_is_not_accepting, "offering-is-not-accepting"),
        (asked.go_on_without_offer, "go-on-without-offer"),
    ];
    let mut written = asked.protocol.clone();
    for (_, option) in set.into_iter().filter(|(is_set, _)| *is_set) {
        written.push(if written.contains(':') { ',' } else { ':' });
        written.push_str(option);
    }
    Rules::parse(&written).map_err(|error| format!("--protocol: {error}"))
}

fn limits(asked: &TalkArgs, scenario: &Scenario) -> Result<Limits, String> {
    let parties: Vec<&str> = scenario.utilities.iter().map(|utility| utility.party.as_str()).collect();
    let mut own_steps = vec![None; if asked.own_steps.is_empty() { 0 } else { parties.len() }];
    for text in &asked.own_steps {
        let (party, steps) = pair(text, "PARTY=N", &parties).map_err(|why| format!("--own-steps: {why}"))?;
        let read = steps.parse::<u32>().ok().filter(|steps| *steps > 0);
        own_steps[party] =
            Some(read.ok_or_else(|| format!("--own-steps {text}: {steps} is no number of steps"))?);
    }
    let seconds = asked.seconds.map(|limit| Seconds { limit, a_turn: asked.turn_seconds.clone() });
    let is_limited = asked.steps.is_some() || seconds.is_some() || asked.ending > 0.0;
    let steps = if is_limited { asked.steps } else { Some(STEPS) };
    let limits = Limits::new(steps, seconds, asked.ending).map_err(|error| error.to_string())?;
    Ok(limits.with_own_steps(own_steps))
}
