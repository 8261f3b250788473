//! Measures against what scenario files of others record.

use crate::exact;
use detente_deals::questions::Setting;
use detente_deals::{Continue, Limits, Problem};
use detente_model::scenario::{Scenario, ScenarioIssue, Utility};
use detente_model::{Basis, Decimal};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

/// A GeniusWeb folder, read by hand: exact decimals of five digits times weights.
fn geniusweb(folder: &Path) -> Scenario {
    let read = |name: &str| -> Value {
        serde_json::from_str(&std::fs::read_to_string(folder.join(name)).unwrap()).unwrap()
    };
    let decimal = |value: &Value| Decimal::parse(&value.to_string()).unwrap();
    let profiles =
        ["profileA.json", "profileB.json"].map(|name| read(name)["LinearAdditiveUtilitySpace"].take());
    let issues: Vec<String> = profiles[0]["issueUtilities"].as_object().unwrap().keys().cloned().collect();
    let values = |profile: &Value, issue: &str| {
        let of_issue = profile["issueUtilities"][issue].as_object().unwrap().values().next().unwrap();
        of_issue["valueUtilities"].as_object().unwrap().clone()
    };
    let options: Vec<Vec<String>> =
        issues.iter().map(|issue| values(&profiles[0], issue).keys().cloned().collect()).collect();
    let unit = 10i64.pow(12);
    let gains = |profile: &Value| -> Vec<Vec<i64>> {
        let of_issue = |(issue, options): (&String, &Vec<String>)| {
            let weight = decimal(&profile["issueWeights"][issue]).scaled(6).unwrap();
            let values = values(profile, issue);
            let gain = |option: &String| (weight * decimal(&values[option]).scaled(6).unwrap()) as i64;
            options.iter().map(gain).collect()
        };
        issues.iter().zip(&options).map(of_issue).collect()
    };
    let utility = |(party, profile): (&str, &Value)| Utility {
        party: party.into(),
        entry: None,
        unit,
        gains: gains(profile),
        tables: vec![],
        bias: 0,
        cap: None,
        reservation: None,
        discount: None,
        is_exact: true,
        stated: None,
        basis: Basis::Assumed,
    };
    let utilities = ["a", "b"].into_iter().zip(&profiles).map(utility).collect();
    let named = |(name, options)| ScenarioIssue { name, entry: None, options, divisible: false };
    Scenario {
        issues: issues.into_iter().zip(options).map(named).collect(),
        utilities,
        rules: vec![],
        red_lines: vec![],
        rooms: BTreeSet::new(),
        basis: Basis::Assumed,
        notes: vec![],
    }
}

/// The folder of published cases, or none after having said that the test was skipped.
fn cases() -> Option<PathBuf> {
    let named = std::env::var_os("DETENTE_CASES").map(PathBuf::from);
    let required = std::env::var("DETENTE_REQUIRE").is_ok_and(|names| names.split(' ').any(|n| n == "cases"));
    assert!(named.is_some() || !required, "DETENTE_CASES is not set, and this run requires it");
    if named.is_none() {
        eprintln!("skipped: DETENTE_CASES is not set");
    }
    named
}

#[test]
fn recorded_oppositions_and_frontiers_are_equal() {
    let Some(cases) = cases() else { return };
    let folder = cases.join("scenarios/geniusweb/anl2023");
    for number in 0..10 {
        let folder = folder.join(format!("domain{number:02}"));
        let specials: Value =
            serde_json::from_str(&std::fs::read_to_string(folder.join("specials.json")).unwrap()).unwrap();
        let scenario = geniusweb(&folder);
        let problem = Problem::of(&scenario).unwrap();
        let setting =
            Setting::new(&scenario, &problem, exact(&problem), Limits::default(), &mut |_| Continue::Yes)
                .unwrap();
        let recorded = specials["opposition"].as_f64().unwrap();
        let found = setting.opposition().unwrap();
        assert!(near(found.equal_gain.unwrap().distance, recorded), "{number}");
        assert_eq!(setting.all.points().len(), specials["pareto_front"].as_array().unwrap().len());
        assert!(found.nearest.unwrap().distance <= recorded + 1e-9);
        let kalai = &specials["kalai"]["utility"];
        let utilities = &setting.all.points()[found.equal_gain.unwrap().place].utilities;
        for (party, utility) in utilities.iter().enumerate() {
            assert!(near(*utility as f64 / 1e12, kalai[party].as_f64().unwrap()), "{number}");
        }
    }
}
