//! Screens of deals end on records that are as hard as can be, and say what they did not finish.

use crate::made::{Shape, record};
use detente_brief::{Format, Lang, Look, Printed, frontier, packages, proposal};
use detente_record::{AsOf, Seat, View, Viewer};
use serde_json::Value;
use std::time::{Duration, Instant};

const HARD: Shape =
    Shape { parties: 4, issues: 14, options: 8, links: 12, rules: 6, red_lines: 2, digits: 3, packages: 3 };

/// Small enough that everything is answered.
const SMALL: Shape = Shape { issues: 6, options: 4, links: 3, rules: 2, digits: 1, ..HARD };

/// Hard for one reason each: opposed parties, many small tables, few huge ones, long ladders.
const ALL: [(&str, Shape); 8] = [
    ("hard", HARD),
    ("small", SMALL),
    ("without links", Shape { links: 0, rules: 0, ..HARD }),
    ("dense", Shape { links: 60, ..HARD }),
    ("two parties", Shape { parties: 2, ..HARD }),
    ("eight parties", Shape { parties: 8, ..HARD }),
    ("wide", Shape { issues: 60, links: 60, rules: 20, ..HARD }),
    ("long ladders", Shape { issues: 12, options: 60, ..HARD }),
];

/// For the three screens of a record together, optimised or not, on a machine that has other things to do. What was
/// not bounded took minutes.
const GENEROUS: Duration = Duration::from_secs(60);

fn seen<T>(shape: Shape, tag: &str, look_at: impl FnOnce(&Look<'_>) -> T) -> T {
    let record = record(shape);
    let view: View<'_> = record.view(&Viewer::seated(Seat::Team), AsOf::default());
    let lang = Lang::new(tag).expect("a language");
    look_at(&Look::new(&view, &lang).in_workspace())
}

fn printed(page: Printed<'_>, look: &Look<'_>) -> String {
    page.print(look.lang, Format::Markdown)
}

#[test]
fn screens_end_on_hard_records() {
    for (name, shape) in ALL {
        let took = seen(shape, "en", |look| {
            let timed = |make: &dyn Fn() -> bool| {
                let start = Instant::now();
                assert!(make(), "{name}");
                start.elapsed()
            };
            [
                timed(&|| frontier(look).found),
                timed(&|| packages(look, &[]).found),
                timed(&|| proposal(look, "whole-0").found),
            ]
        });
        println!("{name}: frontier, packages, proposal {took:.1?}");
        assert!(took.iter().sum::<Duration>() < GENEROUS, "{name}: {took:?}");
    }
}

#[test]
fn what_is_not_finished_is_said_in_both_languages() {
    for tag in ["en", "ar"] {
        seen(HARD, tag, |look| {
            let json = (frontier(look).json)();
            let names = |value: &Value| value.as_array().is_some_and(|names| !names.is_empty());
            assert!(json.to_string().contains("\"unfinished\":["), "{json}");
            let unfinished = find(&json, "unfinished").expect("a list");
            assert!(names(unfinished));
            // Of what is named nothing is told.
            assert!(find(&json, "sensitivity").is_none());
            let heading = look.lang.say("frontier-unfinished-heading");
            assert!(printed(frontier(look), look).contains(&heading), "{tag}");
        });
    }
}

#[test]
fn where_everything_is_finished_nothing_is_said_of_it() {
    seen(SMALL, "en", |look| {
        let json = (frontier(look).json)();
        assert!(find(&json, "unfinished").is_none(), "{json}");
        assert!(find(&json, "sensitivity").is_some(), "{json}");
    });
}

#[test]
fn the_same_record_gives_the_same_page() {
    let page = || seen(HARD, "en", |look| printed(frontier(look), look));
    assert_eq!(page(), page());
}

/// The first value of this name, however deep.
fn find<'j>(json: &'j Value, name: &str) -> Option<&'j Value> {
    match json {
        Value::Object(all) => all.get(name).or_else(|| all.values().find_map(|value| find(value, name))),
        Value::Array(all) => all.iter().find_map(|value| find(value, name)),
        _ => None,
    }
}
