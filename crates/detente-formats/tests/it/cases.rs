//! Published scenarios, read in place where `DETENTE_CASES` names their folder.

use detente_deals::solutions::{Bargain, SOLUTIONS};
use detente_deals::{Ask, Continue, Frontier, Limits, Problem};
use detente_formats::{Format, Options, Reading, read};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of published scenarios, or `None` after having said that the test was skipped.
fn scenarios() -> Option<PathBuf> {
    let named = std::env::var_os("DETENTE_CASES").map(PathBuf::from);
    let required = std::env::var("DETENTE_REQUIRE").is_ok_and(|names| names.split(' ').any(|n| n == "cases"));
    assert!(named.is_some() || !required, "DETENTE_CASES is not set, and this run requires it");
    if named.is_none() {
        eprintln!("skipped: DETENTE_CASES is not set");
    }
    named.map(|cases| cases.join("scenarios"))
}

/// The folders that hold files, by their path below `root`.
fn folders(root: &Path) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    let mut left = vec![root.to_owned()];
    while let Some(folder) = left.pop() {
        let entries: Vec<PathBuf> =
            fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        if entries.iter().any(|path| path.is_file()) {
            let name = folder.strip_prefix(root).expect("below").to_string_lossy().into_owned();
            found.insert(name, folder);
        }
        left.extend(entries.into_iter().filter(|path| path.is_dir()));
    }
    found
}

/// All load, in both readings: no folder is an exception.
#[test]
fn every_published_scenario_loads() {
    let Some(root) = scenarios() else { return };
    let folders = folders(&root);
    assert!(folders.len() >= 67, "{} folders", folders.len());
    let mut refused = Vec::new();
    for reading in [Reading::TrueToFormat, Reading::Negmas] {
        println!("{reading:?}");
        for (name, folder) in &folders {
            match read(folder, &Options { reading, ..Options::default() }) {
                Ok(loaded) => {
                    let scenario = &loaded.scenario;
                    let tables: usize = scenario.utilities.iter().map(|utility| utility.tables.len()).sum();
                    println!(
                        "{name:40} {:9} {} parties {:2} issues {:>12} outcomes {tables:3} tables{}{}",
                        loaded.format.to_string(),
                        scenario.utilities.len(),
                        scenario.issues.len(),
                        scenario.outcomes().map_or("many".to_owned(), |n| n.to_string()),
                        if scenario.utilities.iter().all(|utility| utility.is_exact) {
                            ""
                        } else {
                            " rounded"
                        },
                        if scenario.utilities.iter().any(|utility| utility.cap.is_some()) {
                            " capped"
                        } else {
                            ""
                        },
                    );
                    for note in scenario.notes.iter().filter(|note| !note.contains("rounded once")) {
                        println!("    {note}");
                    }
                    Problem::of(scenario).expect("a problem");
                }
                Err(error) => {
                    println!("{name:40} {error}");
                    refused.push((reading, name.clone()));
                }
            }
        }
    }
    assert_eq!(refused, []);
}

/// A point as GeniusWeb recorded it: the option of each issue, and the utilities.
fn recorded(point: &Value, frontier_of: &detente_model::scenario::Scenario) -> (Vec<u32>, Vec<f64>) {
    let bid = point["bid"].as_object().expect("a bid");
    let place = |issue: &detente_model::scenario::ScenarioIssue| {
        let option = bid[&issue.name].as_str().expect("an option");
        issue.options.iter().position(|known| known == option).expect("an option of the issue") as u32
    };
    let utilities =
        point["utility"].as_array().expect("utilities").iter().map(|u| u.as_f64().expect("a number"));
    (frontier_of.issues.iter().map(place).collect(), utilities.collect())
}

/// The files were computed in doubles.
const ROUNDING: f64 = 1e-9;

fn near(ours: &[i64], units: &[i64], theirs: &[f64]) -> bool {
    ours.iter()
        .zip(units)
        .zip(theirs)
        .all(|((u, unit), theirs)| (*u as f64 / *unit as f64 - theirs).abs() < ROUNDING)
}

/// The ANL 2023 folders record their frontiers, Nash points and “kalai” points (least difference of gains).
#[test]
fn frontiers_and_solutions_are_the_recorded_ones() {
    let Some(root) = scenarios() else { return };
    let mut compared = 0;
    for (name, folder) in folders(&root) {
        let Ok(text) = fs::read_to_string(folder.join("specials.json")) else { continue };
        let specials: Value = serde_json::from_str(&text).expect("JSON");
        let loaded = read(&folder, &Options::default()).expect("a scenario");
        assert_eq!(loaded.format, Format::GeniusWeb);
        let scenario = loaded.scenario;
        assert_eq!(scenario.outcomes(), specials["size"].as_u64().map(u128::from), "{name}");
        let units: Vec<i64> = scenario.utilities.iter().map(|utility| utility.unit).collect();
        let problem = Problem::of(&scenario).expect("a problem");
        let frontier =
            Frontier::of(&problem, Ask::default(), Limits::default(), &mut |_| Continue::Yes).expect("fits");
        let mut theirs: Vec<_> = specials["pareto_front"]
            .as_array()
            .expect("points")
            .iter()
            .map(|point| recorded(point, &scenario))
            .collect();
        theirs.sort_by(|a, b| b.1[0].total_cmp(&a.1[0]));
        assert_eq!(frontier.points.len(), theirs.len(), "{name}");
        for (ours, (outcome, utilities)) in frontier.points.iter().zip(&theirs) {
            assert!(near(&ours.utilities, &units, utilities), "{name}: {ours:?} {utilities:?}");
            assert_eq!(problem.utilities(outcome), ours.utilities, "{name}");
        }
        let bargain = Bargain::new(&frontier.points, &[0, 0], &units, &[1, 1]).expect("a bargain");
        for (ours, recorded_as) in [("nash", "nash"), ("equal_gain", "kalai")] {
            let solution = SOLUTIONS.iter().find(|solution| solution.name() == ours).expect("a solution");
            let place = solution.choose(&bargain).expect("a point");
            let (_, utilities) = recorded(&specials[recorded_as], &scenario);
            assert!(
                near(&frontier.points[place].utilities, &units, &utilities),
                "{name}: {ours} {utilities:?}"
            );
        }
        compared += 1;
    }
    assert_eq!(compared, 10);
}
