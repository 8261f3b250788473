//! `detente deals --robust` and `--reveals`: possible worlds, as a user asks about them.

use crate::harness::{Process, catalog, detente_at, detente_on};
use serde_json::{Value, json};

/// Three issues; two parties.
const TALKS: &str =
    "process: {id: p, title: P, keeper: team, recorded: 2025-05-17, author: A, basis: assumed}
parties: [{id: north, name: North, role: belligerent}, {id: south, name: South, role: belligerent}]
issues:
  - {id: truce, title: Truce, scale: ordinal, options: [none, full]}
  - {id: flag, title: Flag, scale: nominal, options: [ours, theirs]}
  - {id: toll, title: Toll, scale: nominal, options: [low, high]}
";

/// A process in which `north` and `south` say this.
fn talks(north: &str, south: &str) -> Process {
    let head = "room: team\nrecorded: 2025-05-17\nauthor: A\nbasis: stated\npreferences:\n";
    let line = |party: &str, rest: &str| format!("  - {{party: {party}, {rest}}}\n");
    let both = format!("{head}{}{}", line("north", north), line("south", south));
    Process::of(TALKS).with("rooms/team.yaml", both)
}

/// The Nash package gives north the truce and south the flag where south's weight of the truce, 0 to 100, is below
/// 75 of 100; and the other way round above. The toll counts for nobody.
fn one_weight_matters() -> Process {
    talks(
        "weights: {truce: 60, flag: 40, toll: 0}, values: {truce: {none: 0, full: 1}, flag: {ours: 1, theirs: 0}, toll: {low: 1, high: 0}}",
        "weights: {truce: 0-100, flag: 50, toll: 0.1-0.2}, values: {truce: {none: 1, full: 0}, flag: {ours: 0, theirs: 1}, toll: {low: 0, high: 1}}",
    )
}

fn package(robust: &Value, truce: &str) -> Value {
    let all = robust["packages"].as_array().expect("packages");
    let wanted = |p: &&Value| {
        p["outcome"]
            == json!({"truce": truce, "flag": if truce == "full" { "theirs" } else { "ours" }, "toll": "high"})
    };
    all.iter().find(wanted).expect("the package").clone()
}

#[test]
fn shares_are_those_of_the_definition() {
    let deals = one_weight_matters().run(&["deals", "--robust", "--format", "json"]).json();
    let robust = &deals["robust"];
    assert_eq!((robust["worlds"].as_u64(), robust["seed"].as_u64()), (Some(10_000), Some(1)));
    let near = |value: &Value, right: f64| {
        let (low, high) = (value["low"].as_f64().expect("low"), value["high"].as_f64().expect("high"));
        assert!(low <= right && right <= high && high - low < 0.03, "{value} is not about {right}");
    };
    near(&package(robust, "full")["solutions"]["nash"], 0.75);
    near(&package(robust, "none")["solutions"]["nash"], 0.25);
    // (none, ours) is worth w to south against its 50: efficient where w is above 50.
    near(&package(robust, "none")["efficient"], 0.5);
    let entropy = robust["nash_entropy"]["bits"].as_f64().expect("bits");
    assert!((entropy - 0.8113).abs() < 0.02, "{entropy}");
    assert_eq!(robust["parties"][0]["method"]["name"], "exact");
    assert_eq!(robust["parties"][1]["open"]["weights"], 2);
    let ordinal = deals["ordinal"]["packages"].as_array().expect("packages");
    let of = |truce: &str| {
        let wanted = package(robust, truce)["outcome"].clone();
        let decided = ordinal.iter().find(|p| p["outcome"] == wanted).expect("decided").clone();
        (decided["necessarily_efficient"].clone(), decided["possibly_efficient"].clone())
    };
    // Where w is 0, giving the truce to north costs south nothing.
    assert_eq!(of("none"), (json!("no"), json!("yes")));
    assert_eq!(of("full").1, "yes");
}

#[test]
fn the_right_question_comes_first() {
    let process = one_weight_matters();
    let deals = process.run(&["deals", "--robust", "--format", "json"]).json();
    let questions = deals["ask_next"]["questions"].as_array().expect("questions");
    let first = &questions[0];
    assert_eq!((first["kind"].as_str(), first["issue"].as_str()), (Some("weight"), Some("truce")), "{first}");
    assert_eq!(first["party"], "south");
    assert_eq!(first["answers"].as_array().map(Vec::len), Some(3));
    let gain = |question: &Value| question["gain_bits"].as_f64().expect("a number");
    // H(1/4) − H(1/4 of a third) / 3, with thirds: 0.8113 − 0.2704.
    assert!((gain(first) - 0.5409).abs() < 0.03, "{first}");
    assert!(questions.iter().all(|question| gain(question) <= gain(first)));
    let page = process.run(&["deals", "--robust", "--width", "200"]).done();
    assert!(page.contains("• Ask South: how much does Truce count?\n    narrows it by 0.5"), "{page}");
    assert!(page.contains("does it like better, all else alike: “Truce: full · Flag: theirs”, or"), "{page}");
    assert!(page.contains("2 packages share 100"), "{page}");
    // What counts for nothing is not asked for.
    assert!(!page.contains("how much does Toll count"), "{page}");
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let process = one_weight_matters();
    let run = |seed: &str| {
        process.run(&["deals", "--robust", "--worlds", "300", "--seed", seed, "--format", "json"]).done()
    };
    assert_eq!(run("7"), run("7"));
    assert_ne!(run("7"), run("8"));
}

#[test]
fn one_world_is_said_to_be_one() {
    let line = ["deals", "--robust", "--width", "400"];
    let told = detente_on(&catalog("istanbul-2025"), &line).done();
    assert!(told.contains("there is one world") && told.contains("--assumed-spread 20 would test"), "{told}");
    let exact = "weights: {truce: 1, flag: 1}, values: {truce: {full: 1}, flag: {ours: 1}}";
    let told = talks(exact, exact).run(&line).done();
    assert!(told.contains("there is one world") && told.contains("Nobody’s numbers are marked"), "{told}");
    let json = detente_at(&catalog("istanbul-2025"), "deals --robust --format json").json();
    assert_eq!((&json["robust"]["one_world"], &json["ask_next"]), (&json!(true), &Value::Null));
}

#[test]
fn assumed_numbers_can_be_tested() {
    let line = "deals --robust --assumed-spread 20 --worlds 200 --format json";
    let deals = detente_at(&catalog("istanbul-2025"), line).json();
    assert_eq!(deals["robust"]["assumed_spread"], "0.20");
    assert_eq!(deals["robust"]["parties"][0]["widened"], "0.20");
    let nash = |p: &Value| p["solutions"]["nash"]["share"].as_f64().expect("a share");
    let packages = deals["robust"]["packages"].as_array().expect("packages");
    assert!(packages.iter().all(|p| nash(p) < 0.5), "no package is sure");
    for wrong in ["much", "-1", "101"] {
        let line = format!("deals --robust --assumed-spread={wrong}");
        let told = detente_at(&catalog("istanbul-2025"), &line).refused();
        assert!(told.contains("number of per cent from 0 to 100"), "{told}");
    }
    let told = detente_at(&catalog("istanbul-2025"), "deals --robust --worlds 0").refused();
    assert!(told.contains("0 is not in 1.."), "{told}");
}

#[test]
fn contradictory_statements_are_named() {
    let process = talks(
        "weights: {truce: 60, flag: 40}, values: {truce: {full: 1}, flag: {ours: 1}}",
        "more_important: [[flag, truce]], weights: {truce: 60-70, flag: 10-20, toll: 1-2}, orders: {truce: [none, full], flag: [theirs, ours], toll: [low, high]}",
    );
    let told = process.run(&["deals", "--robust"]).refused();
    assert!(told.contains("what south is said to prefer contradicts itself"), "{told}");
    assert!(told.contains("more_important: flag before truce"), "{told}");
    assert!(!told.contains("orders"), "{told}");
}

#[test]
fn what_a_package_reveals() {
    let process = talks(
        "weights: {truce: 60, flag: 40}, values: {truce: {none: 0, full: 1}, flag: {ours: 1, theirs: 0}}",
        "weights: {truce: 50, flag: 50}, values: {truce: {none: 1, full: 0}, flag: {ours: 0, theirs: 1}}",
    );
    let run = |line: &str| process.run(&line.split(' ').collect::<Vec<_>>());
    let pair = |json: &Value| {
        let pairs = json["reveals"]["pairs"].as_array().expect("pairs").clone();
        let north = pairs.iter().find(|pair| pair["observer"] == "north").expect("north's eyes").clone();
        north["learned"].clone()
    };
    let number = |value: &Value| value.as_f64().expect("a number");
    // (none, ours) is efficient where w is at least a half: half of a uniform weight's deviation is left.
    let seen = pair(&run("deals --reveals truce=none,flag=ours --format json").json());
    assert!((number(&seen["fall"]) - 0.5).abs() < 0.02, "{seen}");
    assert!((number(&seen["fits"]) - 0.5).abs() < 0.02, "{seen}");
    // The Nash package: south's weight is on [0, 0.6] or [0.6, 1].
    let nash = pair(&run("deals --reveals --format json").json());
    assert!((number(&nash["fall"]) - (1.0 - 0.28f64.sqrt())).abs() < 0.02, "{nash}");
    let page = run("deals --reveals").done();
    assert!(page.contains("What a release would reveal") && page.contains("47\u{a0}% (±0."), "{page}");
    let told = run("deals --reveals truce=nune").refused();
    assert!(told.contains("“truce” has no option “nune”") && told.contains("none"), "{told}");
    let told = run("deals --reveals truce=none,truce=full").refused();
    assert!(told.contains("is named twice"), "{told}");
}

#[test]
fn a_release_says_what_it_tells_of_the_weights() {
    let process = talks(
        "weights: {truce: 60, flag: 40}, values: {truce: {none: 0, full: 1}, flag: {ours: 1, theirs: 0}}",
        "weights: {truce: 50, flag: 50}, values: {truce: {none: 1, full: 0}, flag: {ours: 0, theirs: 1}}",
    );
    let draft = "proposals: [{id: draft, title: D, by: [north], terms: {truce: none, flag: ours}}, {id: words, title: W, by: [north], text: Later.}]\n";
    let team = crate::harness::read(&process.path().join("rooms/team.yaml"));
    let process = process.with("rooms/team.yaml", format!("{team}{draft}"));
    let told = process.run(&["release", "draft", "--to", "joint", "--permitted-by", "north"]);
    assert_eq!(told.exit, 1);
    let sentence = "what north does not know of the weights of south falls by about 5";
    assert!(told.err.contains(sentence), "{}", told.err);
    let told = process.run(&["release", "words", "--to", "joint", "--permitted-by", "north"]);
    assert!(told.exit == 1 && !told.err.contains("possible worlds"), "{}", told.err);
}
