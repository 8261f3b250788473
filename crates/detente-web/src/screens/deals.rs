//! Packages side by side, the frontier, and the rehearsal.

use crate::answer::{Answer, Refusal, Screen};
use crate::desk::Desk;
use askama::Template;
use detente_brief::doc::Line;
use detente_brief::{MOST_STEPS, Rehearsal};
use std::sync::Arc;

/// What stands in the form where nothing was typed.
const STRATEGY: &str = "boulware";
const STEPS: u32 = 100;
const SEED: u64 = 1;

#[derive(Template)]
#[template(path = "rehearsal.html")]
struct Form<'a> {
    kept: Vec<(&'static str, &'a str)>,
    seats: Vec<(String, &'a str)>,
    steps: u32,
    most_steps: u32,
    seed: u64,
    strategies: Vec<&'static str>,
    words_steps: String,
    words_seed: String,
    play: String,
}

/// The packages on the table, or those that were asked for, side by side.
pub fn packages(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let chosen: Vec<&str> = detente_brief::COLUMNS.iter().filter_map(|key| desk.get(key)).collect();
    Ok(desk.page(&detente_brief::packages(desk.look, &chosen)))
}

/// What all could accept: for the team.
pub fn frontier(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    Ok(desk.page(&detente_brief::frontier(desk.look)))
}

/// How talks could go: for the team. It is a question, and writes nothing.
pub fn rehearsal(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let typed = desk.asked.0.iter().filter(|(key, value)| key == "strategy" && !value.trim().is_empty());
    let strategies: Vec<String> = typed.map(|(_, value)| value.clone()).collect();
    let steps = number(desk, "steps", STEPS)?;
    if !(1..=MOST_STEPS).contains(&steps) {
        return Err(Refusal::Unclear(format!("steps: write a number from 1 to {MOST_STEPS}")));
    }
    let asked = Rehearsal { strategies, steps, seed: number(desk, "seed", SEED)? };
    let printed = detente_brief::rehearsal(desk.look, &asked);
    Ok(Answer::Screen(Arc::new(Screen {
        title: desk.look.lang.drawn(&printed.page.title),
        main: format!("{}{}", form(desk, &asked), desk.main(&printed.page)),
        found: printed.found,
    })))
}

/// A strategy for each party; nothing where too little is known of what they value.
fn form(desk: &Desk<'_>, asked: &Rehearsal) -> String {
    let lang = desk.look.lang;
    let typed = |seat: usize| asked.strategies.get(seat).map_or(STRATEGY, String::as_str);
    let named = |(seat, words): (usize, Line)| (lang.drawn(&words), typed(seat));
    let seats: Vec<(String, &str)> =
        detente_brief::seats(desk.look).into_iter().enumerate().map(named).collect();
    if seats.is_empty() {
        return String::new();
    }
    let form = Form {
        kept: ["known", "on"].into_iter().filter_map(|key| Some((key, desk.get(key)?))).collect(),
        seats,
        steps: asked.steps,
        most_steps: MOST_STEPS,
        seed: asked.seed,
        strategies: detente_brief::strategies().collect(),
        words_steps: lang.say("rehearsal-steps"),
        words_seed: lang.say("talk-seed"),
        play: lang.say("rehearsal-play"),
    };
    // A template over strings cannot fail.
    form.render().unwrap_or_default()
}

/// The whole number that was typed under `key`.
fn number<N: std::str::FromStr>(desk: &Desk<'_>, key: &str, usual: N) -> Result<N, Refusal> {
    let unclear = |_| Refusal::Unclear(format!("{key}: write a whole number"));
    desk.get(key).map_or(Ok(usual), |text| text.parse().map_err(unclear))
}
