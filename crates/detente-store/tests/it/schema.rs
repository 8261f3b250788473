//! The published JSON Schema says what the checker says: it takes every file that passes, and
//! refuses the same slips of the pen.

use crate::desk::{Desk, room_head};
use detente_model::{Node, NodeKind};
use detente_store::{SchemaOf, schema, yaml};
use jsonschema::Validator;
use serde_json::{Number, Value};
use std::fs;
use std::path::{Path, PathBuf};

/// The value that an editor sees in `text`: plain scalars by the core schema of YAML 1.2.
fn value_of(text: &str) -> Value {
    let mut twice = Vec::new();
    let node = yaml::parse(text, &"f.yaml".into(), &mut twice);
    assert!(twice.is_empty(), "{} keys are written twice", twice.len());
    convert(&node.expect("a tree"), text)
}

fn convert(node: &Node, text: &str) -> Value {
    match &node.kind {
        NodeKind::Null => Value::Null,
        NodeKind::List(items) => items.iter().map(|item| convert(item, text)).collect(),
        NodeKind::Map(pairs) => {
            Value::Object(pairs.iter().map(|(key, value)| (key.text.clone(), convert(value, text))).collect())
        }
        NodeKind::Scalar(word) => {
            let plain = !text[node.span.start as usize..].starts_with(['"', '\'', '|', '>']);
            if plain { core(word) } else { Value::String(word.clone()) }
        }
    }
}

/// A plain scalar by the core schema of YAML 1.2.2, section 10.3.2.
fn core(word: &str) -> Value {
    match word {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let digits = word.strip_prefix(['-', '+']).unwrap_or(word);
    let looks_numeric = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'-' | b'+'));
    let number = || {
        let whole = word.trim_start_matches('+').parse::<i64>().ok().map(Number::from);
        whole.or_else(|| word.parse().ok().and_then(Number::from_f64))
    };
    looks_numeric.then(number).flatten().map_or_else(|| Value::String(word.to_owned()), Value::Number)
}

fn validator(of: SchemaOf) -> Validator {
    jsonschema::draft202012::new(&schema(of)).expect("a schema")
}

fn schema_of(name: &str) -> SchemaOf {
    if name.ends_with("process.yaml") { SchemaOf::Process } else { SchemaOf::Room }
}

/// Every process.yaml and room file of the catalog, and of the template of a new process.
fn published_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let catalog = fs::read_dir(root.join("catalog/processes")).expect("the catalog");
    let mut folders: Vec<PathBuf> =
        catalog.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect();
    folders.push(root.join("crates/detente/template"));
    let rooms = |folder: &PathBuf| fs::read_dir(folder.join("rooms")).into_iter().flatten();
    let files = folders.iter().flat_map(|folder| {
        let rooms = rooms(folder).map(|entry| entry.expect("an entry").path());
        std::iter::once(folder.join("process.yaml")).chain(rooms).collect::<Vec<_>>()
    });
    let mut files: Vec<PathBuf> = files.collect();
    files.sort();
    files
}

#[test]
fn the_core_schema_of_yaml_is_followed() {
    let value = value_of(
        "a: 1.50\nb: -2\nc: \"3\"\nd: 2025-05-16\ne: ~\nf: true\ng: yes\nh: [1e3, .5, 0-1, x]\ni: |\n  4\n",
    );
    let expected = serde_json::json!({
        "a": 1.5, "b": -2, "c": "3", "d": "2025-05-16", "e": null, "f": true, "g": "yes",
        "h": [1000.0, 0.5, "0-1", "x"], "i": "4\n",
    });
    assert_eq!(value, expected);
}

#[test]
fn the_published_schemas_are_schemas() {
    for of in [SchemaOf::Process, SchemaOf::Room] {
        let schema = schema(of);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        if let Err(error) = jsonschema::draft202012::meta::validate(&schema) {
            panic!("{of:?}: {error}");
        }
        validator(of);
    }
}

#[test]
fn every_reference_of_the_schemas_leads_somewhere_and_nothing_is_left_over() {
    for of in [SchemaOf::Process, SchemaOf::Room] {
        let schema = schema(of);
        let text = schema.to_string();
        let definitions = schema["$defs"].as_object().expect("definitions");
        for (name, definition) in definitions {
            assert!(definition.is_object(), "{name} is empty");
            assert!(text.contains(&format!("\"#/$defs/{name}\"")), "nothing uses {name}");
        }
    }
}

#[test]
fn the_schemas_are_the_same_each_time() {
    assert_eq!(schema(SchemaOf::Process).to_string(), schema(SchemaOf::Process).to_string());
}

#[test]
fn every_file_of_the_catalog_and_of_the_template_fits() {
    let files = published_files();
    assert!(files.len() >= 8, "{files:?}");
    for file in files {
        let text = fs::read_to_string(&file).expect("a file");
        let value = value_of(&text);
        let errors: Vec<String> = validator(schema_of(&file.to_string_lossy()))
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", file.display());
    }
}

/// A process with something of everything, without faults.
const WHOLE: &str = include_str!("whole.yaml");

/// Slips of the pen in [`WHOLE`]: what is replaced, and by what.
const SLIPS: &[(&str, &str)] = &[
    // Unknown keys, at every depth.
    ("  author: An author", "  author: An author\n  autor: x"),
    ("sources:", "sorces: []\nsources:"),
    ("role: belligerent}", "role: belligerent, rolle: ally}"),
    ("rank: minister}]", "rank: minister, runk: x}]"),
    ("option: full,", "option: full, opton: none,"),
    ("what: Hand over 100}", "what: Hand over 100, wat: x}"),
    ("{count: 3, who: sailors}", "{count: 3, woh: sailors}"),
    ("{to: south, by: north}", "{to: south, bye: north}"),
    ("{id: report, quote: Both sides met.}", "{id: report, qoute: Both sides met.}"),
    ("why: Nothing to cover.", "why: Nothing to cover.\n        whi: x"),
    // Wrong words.
    ("keeper: team", "keeper: teem"),
    ("basis: stated", "basis: told"),
    ("role: belligerent}", "role: enemy}"),
    ("kind: press", "kind: newspaper"),
    ("scale: ordinal", "scale: ladder"),
    ("kind: direct", "kind: online"),
    ("rank: minister}]", "rank: boss}]"),
    ("kind: demand,", "kind: demands,"),
    ("answer: refuses", "answer: no"),
    ("status: agreed", "status: done"),
    ("scope: part", "scope: parts"),
    ("state: not-begun", "state: unbegun"),
    ("kind: shelling", "kind: bombs"),
    ("kind: pressure", "kind: pushes"),
    ("room: joint", "room: jiont"),
    ("language: ar", "language: arabic_script"),
    // Missing keys.
    ("  title: A whole process\n", ""),
    ("  recorded: 2025-05-17\n", ""),
    ("name: North, ", ""),
    ("kind: demand, ", ""),
    ("answer: refuses, ", ""),
    ("status: agreed, ", ""),
    ("when_all: {ceasefire: none}", "then: {}"),
    // Wrong kinds of values.
    ("parties: [north, south], host", "parties: north, host"),
    ("title: First session", "title: [First, session]"),
    ("when: 2025-05-16,", "when: [2025-05-16],"),
    ("by: [north]", "by: north"),
    ("options: [none, partial, full]", "options: none"),
    ("red_line: true", "red_line: [true]"),
    ("red_line: true", "red_line: maybe"),
    ("weights: {ceasefire: 60}", "weights: [60]"),
    ("weights: {ceasefire: 60}", "weights: {ceasefire: [60]}"),
    ("ceasefire: {none: 0, full: 1}", "ceasefire: [0, 1]"),
    ("terms: {ceasefire: full}", "terms: [full]"),
    ("set: {outcome: Nothing.}", "set: [Nothing.]"),
    ("set: {outcome: Nothing.}", "set: {}"),
    ("set: {outcome: Nothing.}", "set: {id: second}"),
    ("set: {outcome: Nothing.}", "set: {room: public}"),
    ("killed: [{count: 3, who: sailors}]", "killed: []"),
    ("withdrawals:\n  - of: said", "withdrawals:\n  of: said"),
    ("statements:\n", "statements: none\nnone:\n"),
    ("lasted: under 2 hours", "lasted: [2, hours]"),
    ("lasted: under 2 hours", "lasted: 2"),
    ("{en: Ceasefire, ar: وقف}", "{}"),
    ("{en: Ceasefire, ar: وقف}", "{e n: Ceasefire}"),
    ("- {id: said, by: north,", "- said\n  - {id: said, by: north,"),
];

#[test]
fn a_whole_process_passes_both() {
    assert_eq!(Desk::of(WHOLE).faults(), []);
    let value = value_of(WHOLE);
    let errors: Vec<String> =
        validator(SchemaOf::Process).iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn a_slip_that_the_checker_refuses_is_refused_by_the_schema_too() {
    let validator = validator(SchemaOf::Process);
    let mut taken = Vec::new();
    for (from, to) in SLIPS {
        assert!(WHOLE.contains(from), "{from} does not stand in the process");
        let text = WHOLE.replacen(from, to, 1);
        if Desk::of(&text).passes() {
            taken.push(format!("the checker takes {to:?} for {from:?}"));
        }
        if validator.is_valid(&value_of(&text)) {
            taken.push(format!("the schema takes {to:?} for {from:?}"));
        }
    }
    assert!(taken.is_empty(), "{taken:#?}");
}

#[test]
fn slips_in_a_room_are_refused_by_both() {
    let validator = validator(SchemaOf::Room);
    let whole = room_head("team") + "statements:\n  - {by: north, sense: x}\n";
    let with = |text: &str| {
        let desk = Desk::with("");
        desk.write("rooms/team.yaml", text);
        (desk.passes(), validator.is_valid(&value_of(text)))
    };
    assert_eq!(with(&whole), (true, true));
    for (from, to) in [
        ("room: team\n", ""),
        ("room: team", "room: tem"),
        ("recorded: 2025-05-17\n", ""),
        ("author: An author\n", ""),
        ("author: An author", "author: [An author]"),
        ("basis: stated", "basis: said"),
        ("basis: stated", "bases: stated"),
        ("author:", "zone: UTC\nauthor:"),
        ("author:", "process: {}\nauthor:"),
    ] {
        assert_eq!(with(&whole.replacen(from, to, 1)), (false, false), "{from:?} -> {to:?}");
    }
}

/// Unusual forms in [`WHOLE`] that the checker takes.
const RARE_FORMS: &[(&str, &str)] = &[
    ("when: 2025-05-16,", "when: 2025,"),
    ("when: 2025-05-16,", "when: \"2025\","),
    ("red_line: true", "red_line: yes"),
    ("red_line: true", "red_line: \"true\""),
    ("title: First session", "title: 7"),
    ("title: First session", "title: true"),
    ("title: First session", "title: 1.5"),
    ("{en: Ceasefire, ar: وقف}", "{en: 1978}"),
    ("{en: Ceasefire, ar: وقف}", "{en: true}"),
    ("{id: said, by: north,", "{id: said, note: false, by: north,"),
    ("sense: Not now.", "sense: 0"),
    ("author: An author", "author: 1"),
    ("author: An author", "author: true"),
    ("id: report,", "id: report, address: 5,"),
    ("{count: 3, who: sailors}", "{count: 3.0, who: 3}"),
    ("killed: [{count: 3, who: sailors}]", "killed: 3"),
    ("killed: [{count: 3, who: sailors}]", "killed: {count: unknown}"),
    ("range: at least 30", "range: 30"),
    ("range: at least 30", "option: 30"),
    ("range: at least 30", "option: 30.5"),
    ("terms: {ceasefire: full}", "terms: {days: 30.5}"),
    ("terms: {ceasefire: full}", "terms: {}"),
    ("values: {ceasefire: {none: 0, full: 1}}", "values: {ceasefire: {none: 0, full: \"1.0\"}}"),
    ("set: {outcome: Nothing.}", "set: {outcome: null}"),
    (
        "source: {id: report, quote: Both sides met.}",
        "source: [report, report#1, {id: report, sentences: 1}]",
    ),
    ("source: {id: report, quote: Both sides met.}", "source: {id: report, sentences: 1-2}"),
    ("source: {id: report, quote: Both sides met.}", "source: []"),
    ("options: [none, partial, full]", "options: [none, {partial: Some}, {id: full}]"),
    ("members: [clerk]", "members: []"),
    ("contacts:\n", "preferences2: ~\ncontacts:\n"),
    ("min: 0", "min: \"0\""),
    ("min: 0", "min: -1.5"),
];

#[test]
fn a_rare_form_is_taken_by_both_or_by_neither() {
    let validator = validator(SchemaOf::Process);
    let mut differ = Vec::new();
    for (from, to) in RARE_FORMS {
        assert!(WHOLE.contains(from), "{from} does not stand in the process");
        let text = WHOLE.replacen(from, to, 1);
        let faults = Desk::of(&text).faults();
        let (checker, schema) = (faults.is_empty(), validator.is_valid(&value_of(&text)));
        if checker != schema {
            differ.push(format!("{to:?}: checker {checker}, schema {schema}"));
        }
    }
    assert!(differ.is_empty(), "{differ:#?}");
}

#[test]
fn an_id_that_yaml_takes_for_a_number_or_a_truth_is_taken_by_both_or_by_neither() {
    let validator = validator(SchemaOf::Process);
    for id in ["7", "1.5", "true", "false", "null", "\"7\"", "1e3", "007", "0x1f"] {
        let text =
            WHOLE.replace("id: said,", &format!("id: {id},")).replace("of: said", &format!("of: {id}"));
        let (checker, schema) = (Desk::of(&text).passes(), validator.is_valid(&value_of(&text)));
        assert_eq!(checker, schema, "id: {id}");
    }
}
