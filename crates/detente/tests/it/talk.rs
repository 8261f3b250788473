//! `detente talk`: one talk, its page and its trace, recorded talks played again, and what it refuses.

use crate::harness::{Process, catalog, detente, detente_on, read};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

const REHEARSAL: [&str; 9] =
    ["talk", "--party", "ukraine=boulware", "--party", "russia=micro", "--steps", "200", "--seed", "7"];

fn rehearsal(more: &[&str]) -> crate::harness::Ran {
    let line: Vec<&str> = REHEARSAL.iter().chain(more).copied().collect();
    detente_on(&catalog("istanbul-2025"), &line)
}

fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).expect("a file");
    path
}

fn keep(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.add_filter(r"Détente \d+\.\d+\.\d+", "Détente [version]");
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn a_rehearsal_of_istanbul() {
    keep("talk-istanbul-team", &rehearsal(&["--width", "140"]).done());
}

#[test]
fn a_rehearsal_of_the_exercise() {
    let line = ["talk", "--party", "south=linear", "--party", "north=tit-for-tat", "--width", "140"];
    keep("talk-harbour-team", &detente_on(&catalog("harbour-exercise"), &line).done());
}

#[test]
fn every_form_says_that_it_is_hypothetical() {
    for (form, mark) in [
        ("text", "HYPOTHETICAL"),
        ("markdown", "HYPOTHETICAL"),
        ("html", "<p class=\"badge\">TEAM · HYPOTHETICAL</p>"),
        ("json", "\"hypothetical\": true"),
    ] {
        let out = rehearsal(&["--format", form]).done();
        assert!(out.contains(mark), "{form}: {out}");
    }
    let arabic = rehearsal(&["--format", "html", "--lang", "ar"]).done();
    assert!(arabic.contains("افتراضي"), "{arabic}");
}

#[test]
fn the_same_input_and_seed_give_the_same_bytes() {
    for form in ["text", "html", "json"] {
        let line = ["--format", form];
        assert_eq!(rehearsal(&line).done(), rehearsal(&line).done());
    }
    let random = |seed: &str| {
        let line = [
            "talk",
            "--party",
            "ukraine=random",
            "--party",
            "russia=random",
            "--seed",
            seed,
            "--format",
            "json",
        ];
        detente_on(&catalog("istanbul-2025"), &line).json()["hash"].clone()
    };
    assert_eq!(random("1"), random("1"));
    assert_ne!(random("1"), random("2"));
}

#[test]
fn a_trace_keeps_its_schema_and_what_it_says_is_worth_what_it_says() {
    let schema: Value = serde_json::from_str(&read(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schemas/trace.schema.json"),
    ))
    .expect("JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("a schema");
    let schema = jsonschema::draft202012::new(&schema).expect("a schema");
    let faults = |trace: &Value| schema.iter_errors(trace).map(|e| e.to_string()).collect::<Vec<_>>();
    for protocol in ["sao", "sao:one-offer-per-step,offering-is-not-accepting", "tau", "amop"] {
        let trace = rehearsal(&["--format", "json", "--protocol", protocol]).json();
        assert_eq!(faults(&trace), Vec::<String>::new(), "{protocol}");
        let offers = trace["offers"].as_array().expect("offers").len();
        assert!(offers > 2 && trace["worth"].as_array().expect("worth").len() == offers, "{protocol}");
        // Who accepted what was agreed is told.
        let is_agreed = |accepted: &Value| {
            trace["offers"][accepted["offer"].as_u64().expect("a place") as usize][2] == trace["agreement"]
        };
        let acceptances = trace["acceptances"].as_array().expect("acceptances");
        assert_eq!(acceptances.iter().any(is_agreed), trace["ended"] == "agreement", "{protocol}");
    }
    let mut wrong = rehearsal(&["--format", "json"]).json();
    wrong["hypothetical"] = false.into();
    assert_ne!(faults(&wrong), Vec::<String>::new());
}

/// The agreement is compared with every package: is one better for one party and worse for none?
#[test]
fn how_far_from_the_frontier_it_ended_is_exact() {
    for strategies in [("boulware", "conceder"), ("random", "nice"), ("linear", "random"), ("micro", "micro")]
    {
        let parties = [format!("ukraine={}", strategies.0), format!("russia={}", strategies.1)];
        let line = ["talk", "--party", &parties[0], "--party", &parties[1], "--format", "json"];
        let trace = detente_on(&catalog("istanbul-2025"), &line).json();
        let frontier = &trace["frontier"];
        assert_eq!(frontier["exact"], true);
        let Some(worth) = trace["agreement_worth"].as_array() else { continue };
        let deals = detente_on(&catalog("istanbul-2025"), &["deals", "--format", "json"]).json();
        let names: Vec<&Value> = deals["parties"].as_array().expect("parties").iter().collect();
        let turns = trace["parties"].as_array().expect("parties");
        let number = |value: &Value| value.as_f64().expect("a number");
        let points = deals["frontier"]["points"].as_array().expect("points");
        let is_better = |point: &Value| {
            let pairs: Vec<(f64, f64)> = turns
                .iter()
                .zip(worth)
                .map(|(party, own)| {
                    let place = names.iter().position(|name| *name == party).expect("a party");
                    (number(&point["utilities"][place]), number(own))
                })
                .collect();
            pairs.iter().all(|(a, b)| a >= b) && pairs.iter().any(|(a, b)| a > b)
        };
        assert_eq!(frontier["efficient"], !points.iter().any(is_better), "{parties:?}");
        assert_eq!(frontier["efficient"] == true, frontier["distance"] == 0.0, "{parties:?}");
    }
}

#[test]
fn a_trace_is_played_again_and_compared() {
    let folder = Process::empty();
    let trace = rehearsal(&["--format", "json"]).done();
    let one = written(folder.path(), "one.json", &trace);
    let file = one.to_str().expect("a path");
    let again = detente_on(&catalog("istanbul-2025"), &["talk", "--replay", file]);
    assert!(again.done().starts_with("the same: "));
    assert!(detente(["talk", "--replay", file]).refused().contains("name the process"));
    assert!(
        detente_on(&catalog("harbour-exercise"), &["talk", "--replay", file]).refused().contains("other")
    );
    assert!(detente(["talk", "--diff", file, file]).done().starts_with("the same: "));

    let mut other = REHEARSAL.to_vec();
    other[2] = "ukraine=conceder";
    other.extend(["--format", "json"]);
    let other = written(folder.path(), "other.json", &detente_on(&catalog("istanbul-2025"), &other).done());
    let told = detente(["talk", "--diff", file, other.to_str().expect("a path")]);
    assert_eq!(told.exit, 1);
    assert!(told.out.starts_with("offer ") && told.out.contains("ukraine: "), "{}", told.out);

    // What was played otherwise than is said, with everything else kept.
    let claimed = trace.replacen("\"boulware\"", "\"conceder\"", 1);
    let claimed = written(folder.path(), "claimed.json", &claimed);
    let told =
        detente_on(&catalog("istanbul-2025"), &["talk", "--replay", claimed.to_str().expect("a path")]);
    assert_eq!((told.exit, told.err.as_str()), (1, ""));

    let tampered = trace.replacen("\"agreement\": {", "\"agreement\": null, \"was\": {", 1);
    assert_ne!(tampered, trace);
    let tampered = written(folder.path(), "tampered.json", &tampered);
    let told = detente(["talk", "--diff", file, tampered.to_str().expect("a path")]);
    assert!(told.refused().contains("hash"));
}

/// The recordings, or `None` after having said that the test was skipped.
fn recordings() -> Option<Vec<PathBuf>> {
    let named = std::env::var_os("DETENTE_CASES").map(PathBuf::from);
    let required = std::env::var("DETENTE_REQUIRE").is_ok_and(|names| names.split(' ').any(|n| n == "cases"));
    assert!(named.is_some() || !required, "DETENTE_CASES is not set, and this run requires it");
    if named.is_none() {
        eprintln!("skipped: DETENTE_CASES is not set");
    }
    let folder = named?.join("negmas_traces");
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    Some(entries.filter(|path| path.extension().is_some_and(|ending| ending == "json")).collect())
}

#[test]
fn recorded_talks_go_the_same_and_changed_ones_do_not() {
    let Some(recordings) = recordings() else { return };
    assert!(recordings.len() >= 10, "{recordings:?}");
    let folder = Process::empty();
    for path in recordings {
        let file = path.to_str().expect("a path");
        assert!(detente(["talk", "--replay", file]).done().starts_with("the same: "), "{file}");
        let mut value: Value = serde_json::from_str(&read(&path)).expect("JSON");
        let offers = value["offers"].as_array_mut().expect("offers");
        let middle = offers.len() / 2;
        let option = &mut offers[middle][2][0];
        *option = (option.as_u64().expect("a number") ^ 1).into();
        let changed = written(folder.path(), "changed.json", &value.to_string());
        let told = detente(["talk", "--replay", changed.to_str().expect("a path")]);
        assert_eq!(told.exit, 1, "{file}");
        let first = format!("offer {} differs", middle + 1);
        assert!(told.out.starts_with(&first), "{file}: {}", told.out);

        assert!(detente(["talk", "--diff", file, file]).done().starts_with("the same: "), "{file}");
        let told = detente(["talk", "--diff", file, changed.to_str().expect("a path")]);
        assert!(told.exit == 1 && told.out.starts_with(&first), "{file}: {}", told.out);
        let ours = rehearsal(&["--format", "json"]).done();
        let ours = written(folder.path(), "ours.json", &ours);
        let told = detente(["talk", "--diff", file, ours.to_str().expect("a path")]);
        assert!(told.exit == 1 && told.out.contains("other issues"), "{file}: {}", told.out);
    }
}

#[test]
fn what_cannot_be_played_is_refused_with_the_nearest_name() {
    let istanbul = catalog("istanbul-2025");
    let both = |one: &str, other: &str, more: &[&str]| {
        let line: Vec<&str> =
            ["talk", "--party", one, "--party", other].iter().chain(more).copied().collect();
        detente_on(&istanbul, &line).refused()
    };
    let cases: [(&str, &str, &[&str], &str); 11] = [
        ("ukraine=boulwere", "russia=micro", &[], "did you mean boulware?"),
        ("ukrain=boulware", "russia=micro", &[], "did you mean ukraine?"),
        ("ukraine=aspiration:exponant=2", "russia=micro", &[], "did you mean exponent?"),
        ("ukraine=aspiration:exponent=x", "russia=micro", &[], "exponent cannot be x"),
        ("ukraine=micro", "ukraine=micro", &[], "two strategies"),
        ("ukraine", "russia=micro", &[], "write PARTY=STRATEGY"),
        ("ukraine=micro", "russia=micro", &["--protocol", "sau"], "did you mean sao?"),
        ("ukraine=micro", "russia=micro", &["--protocol", "amop:x"], "there are none"),
        ("ukraine=micro", "russia=micro", &["--ending", "2"], "between 0 and 1"),
        ("ukraine=micro", "russia=micro", &["--own-steps", "russia=no"], "no number of steps"),
        ("ukraine=micro", "russia=micro", &["--seconds=-1", "--turn-seconds", "1"], "seconds"),
    ];
    for (one, other, more, told) in cases {
        let refused = both(one, other, more);
        assert!(refused.contains(told), "{one} {other} {more:?}: {refused}");
    }
    let one = detente_on(&istanbul, &["talk", "--party", "ukraine=micro"]).refused();
    assert!(one.contains("russia has no strategy"), "{one}");
    let folder = Process::empty();
    for (text, told) in [("{", "no JSON"), ("{}", "format not named"), ("{\"format\": \"x\"}", "format x")] {
        let file = written(folder.path(), "bad.json", text);
        let refused = detente(["talk", "--replay", file.to_str().expect("a path")]).refused();
        assert!(refused.contains(told), "{text}: {refused}");
    }
    assert_eq!(detente(["talk"]).exit, 2);
}

/// Who reads no preferences gets no talk, and no word of them; who reads his own only, not those of the other.
#[test]
fn who_may_not_read_preferences_gets_nothing() {
    for viewer in ["public", "projector", "party:ukraine", "party:russia"] {
        let told = rehearsal(&["--as", viewer]);
        let text = told.refused();
        assert!(text.contains("preferences"), "{viewer}: {text}");
    }
}

#[test]
fn what_was_computed_from_caucuses_says_that_it_belongs_to_the_team() {
    let exercise = |form| {
        let line = [
            "talk",
            "--party",
            "south=linear",
            "--party",
            "north=linear",
            "--width",
            "140",
            "--format",
            form,
        ];
        detente_on(&catalog("harbour-exercise"), &line)
    };
    let out = exercise("text").done();
    assert!(out.contains("What is computed from several caucuses belongs to the team"), "{out}");
    let rooms = exercise("json").json()["carried"]["rooms"].to_string();
    assert!(rooms.contains("caucus:north") && rooms.contains("caucus:south"), "{rooms}");
}

#[test]
fn the_order_of_turns_and_limits_are_as_asked() {
    let line =
        ["talk", "--party", "russia=tough", "--party", "ukraine=tough", "--steps", "3", "--format", "json"];
    let trace = detente_on(&catalog("istanbul-2025"), &line).json();
    assert_eq!(trace["parties"], serde_json::json!(["russia", "ukraine"]));
    assert_eq!((&trace["ended"], &trace["steps"]), (&"timed-out".into(), &3.into()));
    assert_eq!(trace["offers"].as_array().expect("offers").len(), 6);
    assert_eq!(trace["agreement"], Value::Null);
    let line = [
        "talk",
        "--party",
        "russia=tough",
        "--party",
        "ukraine=tough",
        "--own-steps",
        "ukraine=2",
        "--format",
        "json",
    ];
    let trace = detente_on(&catalog("istanbul-2025"), &line).json();
    assert_eq!((&trace["ended"], &trace["by"]), (&"left".into(), &1.into()));
    let line = [
        "talk",
        "--party",
        "russia=tough",
        "--party",
        "ukraine=tough",
        "--seconds",
        "4",
        "--turn-seconds",
        "1",
        "--format",
        "json",
    ];
    let trace = detente_on(&catalog("istanbul-2025"), &line).json();
    assert_eq!(trace["steps"], 2);
}

#[test]
fn everything_that_can_be_named_is_listed() {
    let list = detente(["talk", "--list"]).done();
    for name in ["boulware", "micro", "exponent=", "next", "alpha=", "unknown", "sao", "min-unique=N", "amop"]
    {
        assert!(list.contains(name), "{name}: {list}");
    }
}

/// What two MiCROs agree on in the domains of ANAC 2013 (D. de Jonge, IJCAI 2022), as NegMAS 0.16 played them with a stable sort
/// (`tests/peers/negmas_domains.py` has it play them anew): what the agreement is worth to each. The way there may differ: sums that are
/// equal here are a rounding apart in NegMAS, so that outcomes which are worth the same come in another order.
const MICRO: [(&str, [f64; 2]); 18] = [
    ("Acquisition", [8.9, 9.14]),
    ("Animal", [9.1102, 9.3504]),
    ("Coffee", [64.2801, 67.1]),
    ("DefensiveCharms", [7.8, 7.2]),
    ("DogChoosing", [5.6329, 7.518]),
    ("Fifty2013", [500.0, 500.0]),
    ("HouseKeeping", [78.0, 82.5]),
    ("Icecream", [19.006, 30.7705]),
    ("Kitchen", [95.4944, 95.5967]),
    ("Laptop", [25.5494, 16.2132]),
    ("Lunch", [71.9479, 68.7053]),
    ("NiceOrDie", [299.0, 299.0]),
    ("Outfit", [231.4803, 63.5279]),
    ("SmartPhone", [168.171, 286.0541]),
    ("Ultimatum", [61.1704, 61.7589]),
    ("Wholesaler", [7.75, 7.6]),
    ("cameradomain", [245.25, 173.25]),
    ("planes", [2.65, 2.65]),
];

#[test]
fn micro_agrees_with_itself_on_the_domains_of_anac_2013_as_in_negmas() {
    let Some(cases) = crate::published::cases() else { return };
    for (domain, worth) in MICRO {
        let folder = cases.join("scenarios/genius/y2013").join(domain);
        // A party is called as its file; the one that is left is the domain's.
        let stem = |path: &PathBuf| path.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut parties: Vec<String> = crate::harness::entries(&folder).iter().map(stem).collect();
        parties.retain(|name| name != domain && !name.contains("domain"));
        parties.sort();
        let mut line = vec!["talk".to_owned(), folder.display().to_string()];
        line.extend(parties.iter().flat_map(|party| ["--party".to_owned(), format!("{party}=micro")]));
        line.extend(["--reading", "negmas", "--steps", "5000", "--format", "json"].map(str::to_owned));
        let ran = detente(line);
        assert_eq!(ran.exit, 0, "{domain}: {}", ran.err);
        let json = ran.json();
        let trace = if json["trace"].is_object() { &json["trace"] } else { &json };
        for (party, wanted) in worth.iter().enumerate() {
            let found = trace["utilities"][party].as_f64().expect("a utility");
            assert!((found - wanted).abs() < 5.1e-5, "{domain}: {found} {wanted}");
        }
    }
}

/// The names of strategies are completed in bash after `--party NAME=`; the rest is completed as before.
#[test]
fn bash_completes_the_names_of_strategies() {
    let script = detente(["completions", "bash"]).done();
    let complete = |words: &[&str]| {
        let line = words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" ");
        let ask = format!(
            "{script}\nCOMP_WORDS=({line})\nCOMP_CWORD={}\n_detente_around detente '{}' '{}'\necho \"${{COMPREPLY[@]}}\"",
            words.len() - 1,
            words[words.len() - 1],
            words[words.len() - 2]
        );
        let ran = std::process::Command::new("bash").arg("-c").arg(ask).output().expect("bash");
        String::from_utf8(ran.stdout).expect("text").trim().to_owned()
    };
    assert_eq!(complete(&["detente", "talk", "p", "--party", "north", "=", "boul"]), "boulware");
    let all = complete(&["detente", "talk", "p", "--party", "north", "="]);
    assert!(
        all.split(' ').any(|name| name == "tit-for-tat") && all.split(' ').any(|name| name == "micro"),
        "{all}"
    );
    let part = complete(&["detente", "talk", "p", "--party", "north", "=", "micro+ne"]);
    assert!(part.split(' ').any(|name| name == "micro+next"), "{part}");
    assert_eq!(complete(&["detente", "talk", "--repl"]), "--replay");
}
