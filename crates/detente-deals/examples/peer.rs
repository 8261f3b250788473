//! One scenario from standard input, its frontier or its statistics to standard output, and how long that took:
//! what `benches/peers/compare_negmas.py` compares with NegMAS.
//!
//! Input: `{"gains": [party][issue][option] in ten-thousandths, "what": "frontier" or "statistics"}`.

use detente_deals::questions::Setting;
use detente_deals::{Ask, Continue, Frontier, Limits, Problem};
use detente_model::Basis;
use detente_model::scenario::{Scenario, ScenarioIssue, Utility};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::error::Error;
use std::time::Instant;

/// Utilities are in this unit.
const UNIT: i64 = 10_000;

fn main() -> Result<(), Box<dyn Error>> {
    let task: Value = serde_json::from_reader(std::io::stdin())?;
    let gains: Vec<Vec<Vec<i64>>> = serde_json::from_value(task["gains"].clone())?;
    let scenario = scenario(gains);
    let statistics = task["what"] == "statistics";
    let answer = answer(&scenario, statistics)?;
    // As many calls as fill some tenths of a second.
    let (begin, mut calls) = (Instant::now(), 0u32);
    while calls < 3 || begin.elapsed().as_millis() < 300 {
        std::hint::black_box(solve(&scenario, statistics)?);
        calls += 1;
    }
    let mut answer = answer;
    answer["seconds"] = json!(begin.elapsed().as_secs_f64() / f64::from(calls));
    println!("{answer}");
    Ok(())
}

fn scenario(gains: Vec<Vec<Vec<i64>>>) -> Scenario {
    let issue = |(place, options): (usize, &Vec<i64>)| ScenarioIssue {
        name: format!("i{place}"),
        entry: None,
        options: (0..options.len()).map(|option| option.to_string()).collect(),
        divisible: false,
    };
    let issues = gains[0].iter().enumerate().map(issue).collect();
    let utility = |(party, gains): (usize, Vec<Vec<i64>>)| Utility {
        party: format!("p{party}"),
        entry: None,
        unit: UNIT,
        gains,
        tables: vec![],
        bias: 0,
        cap: None,
        reservation: None,
        discount: None,
        is_exact: true,
        basis: Basis::Assumed,
        stated: None,
    };
    Scenario {
        issues,
        utilities: gains.into_iter().enumerate().map(utility).collect(),
        rules: vec![],
        red_lines: vec![],
        rooms: BTreeSet::new(),
        basis: Basis::Assumed,
        notes: vec![],
    }
}

/// What is timed: the frontier with its packages, or with all solutions, ranges and measures too.
fn solve(scenario: &Scenario, statistics: bool) -> Result<usize, Box<dyn Error>> {
    let problem = Problem::of(scenario)?;
    let frontier = Frontier::of(&problem, Ask::default(), Limits::default(), &mut |_| Continue::Yes)?;
    if !statistics {
        return Ok(frontier.points.len());
    }
    let setting = Setting::new(scenario, &problem, frontier, Limits::default(), &mut |_| Continue::Yes)?;
    let chosen = setting.choices(&setting.all.frontier)?;
    let opposition = setting.opposition()?;
    Ok(chosen.len() + setting.zone().points.len() + usize::from(opposition.nearest.is_some()))
}

fn answer(scenario: &Scenario, statistics: bool) -> Result<Value, Box<dyn Error>> {
    let problem = Problem::of(scenario)?;
    let frontier = Frontier::of(&problem, Ask::default(), Limits::default(), &mut |_| Continue::Yes)?;
    let written =
        |utilities: &[i64]| -> Vec<f64> { utilities.iter().map(|u| *u as f64 / UNIT as f64).collect() };
    let points: Vec<Vec<f64>> = frontier.points.iter().map(|point| written(&point.utilities)).collect();
    let mut answer = json!({"frontier": points});
    if statistics {
        let setting = Setting::new(scenario, &problem, frontier, Limits::default(), &mut |_| Continue::Yes)?;
        let chosen = setting.choices(&setting.all.frontier)?;
        for (solution, place) in detente_deals::solutions::SOLUTIONS.iter().zip(chosen) {
            answer[solution.name()] = json!(place.map(|place| points[place].clone()));
        }
        answer["floors"] = json!(written(&setting.disagreement));
        answer["opposition"] = json!(setting.opposition()?.nearest.map(|apart| apart.distance));
    }
    Ok(answer)
}
