//! `detente deals` where packages are mixed, divided or only ranked: lots, shares, adjusted winner, fallback.

use crate::harness::{Process, catalog, detente_on};
use serde_json::{Value, json};

fn process(issues: &str, preferences: &str) -> Process {
    let head = "process: {id: p, title: P, keeper: team, recorded: 2025-05-17, author: A, basis: assumed}\n\
                parties:\n\
                \x20 - {id: north, name: North, role: belligerent}\n\
                \x20 - {id: south, name: South, role: belligerent}\n\
                \x20 - {id: east, name: East, role: belligerent}\n";
    let team =
        format!("room: team\nrecorded: 2025-05-17\nauthor: A\nbasis: assumed\npreferences:\n{preferences}");
    Process::of(&format!("{head}issues:\n{issues}")).with("rooms/team.yaml", team)
}

/// Two packages: 4 for the north, or 3 for the south; nobody else gets anything.
fn two_packages(how: &str) -> Process {
    process(
        &format!("  - {{id: water, title: Water, scale: nominal, options: [ours, theirs]{how}}}\n"),
        "  - {party: north, weights: {water: 4}, values: {water: {ours: 1}}}\n\
         \x20 - {party: south, weights: {water: 3}, values: {water: {theirs: 1}}}\n",
    )
}

fn json_of(process: &Process, line: &str) -> Value {
    let words: Vec<&str> = line.split(' ').chain(["--format", "json"]).collect();
    process.run(&words).json()
}

// ------------------------------------------------------------------ adjusted winner

#[test]
fn camp_david_is_divided_as_published() {
    let ran = detente_on(&catalog("camp-david-1978"), &["deals", "--divide", "--format", "json"]);
    let divided = &ran.json()["adjusted_winner"];
    for score in divided["scores"].as_array().expect("scores") {
        assert_eq!(score["exact"], "395/6");
        assert!((score["decimal"].as_f64().expect("a number") - 395.0 / 6.0).abs() < 1e-12);
    }
    let initial: Vec<&Value> =
        divided["initial"].as_array().expect("scores").iter().map(|score| &score["exact"]).collect();
    assert_eq!(initial, ["60", "75"]);
    let transfers = divided["transfers"].as_array().expect("transfers");
    assert_eq!(transfers.len(), 1);
    assert_eq!(transfers[0]["issue"], "sinai");
    assert_eq!((&transfers[0]["from"], &transfers[0]["to"]), (&json!("egypt"), &json!("israel")));
    assert_eq!(transfers[0]["share"]["exact"], "1/6");
    assert_eq!(divided["not_divided"], json!({}));
    let text = detente_on(&catalog("camp-david-1978"), &["deals", "--divide"]).done();
    assert!(text.contains("In the end each side has 395/6 (65.83) of its 100 points."), "{text}");
    assert!(text.contains("Egypt hands 1/6 (0.1667) of Sinai to Israel"), "{text}");
}

#[test]
fn what_both_want_is_not_divided_and_three_are_refused() {
    let issues = "  - {id: water, title: Water, scale: nominal, options: [ours, theirs]}\n\
                  \x20 - {id: truce, title: Truce, scale: nominal, options: [no, yes]}\n";
    let two = "  - {party: north, weights: {water: 1, truce: 1}, values: {water: {ours: 1}, truce: {yes: 1}}}\n\
               \x20 - {party: south, weights: {water: 2, truce: 9}, values: {water: {theirs: 1}, truce: {yes: 1}}}\n";
    let divided = json_of(&process(issues, two), "deals --divide");
    let divided = &divided["adjusted_winner"];
    assert_eq!(divided["not_divided"], json!({"truce": "yes"}));
    // All 100 points of both are on the water: halves.
    assert_eq!(divided["issues"]["water"]["shares"][0]["exact"], "1/2");
    assert_eq!(divided["scores"][1]["exact"], "50");
    let three = format!("{two}  - {{party: east, weights: {{water: 1}}, values: {{water: {{ours: 1}}}}}}\n");
    let told = process(issues, &three).run(&["deals", "--divide"]).refused();
    assert!(told.contains("two parties") && told.contains('3'), "{told}");
}

// ------------------------------------------------------------------ lots and shares

#[test]
fn lots_of_two_packages_are_those_on_the_line_between_them() {
    let deals = json_of(&two_packages(""), "deals --lotteries");
    let lots = &deals["lotteries"]["solutions"];
    // With probability p the north has 4 p, the south 3 (1 − p). Product: p = 1/2. Equal gains: p = 3/7.
    let nash = &lots["nash"];
    assert_eq!(nash["utilities"], json!([2.0, 1.5]));
    assert_eq!(nash["outcomes"][0]["probability"], 0.5);
    assert_eq!(nash["outcomes"][0]["outcome"], json!({"water": "ours"}));
    assert_eq!(nash["outcomes"][1]["outcome"], json!({"water": "theirs"}));
    // Of two packages with the product 0 the first was chosen.
    assert_eq!(nash["adds"], json!([-2.0, 1.5]));
    assert_eq!(nash["proven_within"], 1e-6);
    assert_eq!(lots["egalitarian"]["outcomes"][0]["probability"], 0.428571);
    assert_eq!(lots["egalitarian"]["utilities"], json!([1.71429, 1.71429]));
    assert_eq!(lots["utilitarian"]["utilities"], json!([4.0, 0.0]));
    assert_eq!(lots["utilitarian"]["outcomes"].as_array().map(Vec::len), Some(1));
    assert_eq!(lots["equal_gain"], Value::Null);
    assert_eq!(deals["lotteries"]["divisible"], Value::Null);
    let text = two_packages("").run(&["deals", "--lotteries"]).done();
    assert!(text.contains("A 42.86% · B 57.14%"), "{text}");
    assert!(text.contains("2 (−2)") && text.contains("1.5 (+1.5)"), "{text}");
}

#[test]
fn weights_move_what_nash_chooses() {
    let process = two_packages("");
    let deals = json_of(&process, "deals --lotteries --weights north=2");
    // The greatest p² (1 − p).
    assert_eq!(deals["lotteries"]["solutions"]["nash"]["utilities"], json!([2.66667, 1.0]));
    assert_eq!(deals["solutions"]["nash"]["weights"], json!([2, 1]));
    assert_eq!(deals["solutions"]["proportional"]["weights"], json!([2, 1]));
    assert_eq!(deals["solutions"]["raiffa"]["weights"], Value::Null);
    let text = process.run(&["deals", "--weights", "south=3, north=0"]).done();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("North 0 · South 3"), "{text}");
    // Only the south counts.
    let south = json_of(&process, "deals --weights north=0,south=3");
    assert_eq!(south["solutions"]["nash"]["outcome"], json!({"water": "theirs"}));
    for (written, told) in [
        ("nroth=2", "did you mean “north”?"),
        ("north", "party=weight"),
        ("north=1001", "0 to 1000"),
        ("north=-1", "0 to 1000"),
        ("north=1,north=2", "twice"),
        ("north=0,south=0", "not all 0"),
    ] {
        let refused = process.run(&["deals", "--weights", written]).refused();
        assert!(refused.contains(told), "{written}: {refused}");
    }
}

#[test]
fn divisible_issues_are_settled_by_shares_unless_links_tie_them() {
    let deals = json_of(&two_packages(", divisible: true"), "deals --lotteries");
    let shares = &deals["lotteries"]["divisible"];
    assert_eq!(shares["issues"], json!(["water"]));
    assert_eq!(shares["solutions"]["nash"]["shares"], json!({"water": {"ours": 0.5, "theirs": 0.5}}));
    assert_eq!(shares["solutions"]["nash"]["utilities"], json!([2.0, 1.5]));
    let text = two_packages(", divisible: true").run(&["deals", "--lotteries"]).done();
    assert!(text.contains("50% ours · 50% theirs"), "{text}");
    let linked = process(
        "  - {id: water, title: Water, scale: nominal, options: [ours, theirs], divisible: true}\n",
        "  - {party: north, weights: {water: 4}, values: {water: {ours: 1}}, bonuses: [{when_all: {water: ours}, adds: 1}]}\n\
         \x20 - {party: south, weights: {water: 3}, values: {water: {theirs: 1}}}\n",
    );
    let deals = json_of(&linked, "deals --lotteries");
    assert!(deals["lotteries"]["divisible"]["refused"].as_str().is_some_and(|why| why.contains("links")));
    assert_eq!(deals["lotteries"]["solutions"]["utilitarian"]["utilities"], json!([5.0, 0.0]));
    let text = linked.run(&["deals", "--lotteries"]).done();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("What shares of them are worth cannot be told here"), "{text}");
}

// ------------------------------------------------------------------ rankings

#[test]
fn rankings_choose_as_worked_by_hand() {
    let ranked = process(
        "  - {id: x, title: X, scale: nominal, options: [a, b, c, d]}\n",
        "  - {party: north, orders: {x: [a, b, c, d]}}\n\
         \x20 - {party: south, orders: {x: [b, d, a, c]}}\n\
         \x20 - {party: east, orders: {x: [c, d, b, a]}}\n",
    );
    let deals = json_of(&ranked, "deals --rankings");
    // Places of a: 1, 3, 4; b: 2, 1, 3; c: 3, 4, 1; d: 4, 2, 2.
    let x = &deals["rankings"]["issues"]["x"];
    assert_eq!((&x["unanimity"]["options"], &x["unanimity"]["depth"]), (&json!(["b"]), &json!(3)));
    assert_eq!((&x["majority_2"]["options"], &x["majority_2"]["depth"]), (&json!(["b", "d"]), &json!(2)));
    assert_eq!(
        (&x["least_rank_sum"]["options"], &x["least_rank_sum"]["rank_sum"]),
        (&json!(["b"]), &json!(6.0))
    );
    assert_eq!(x["rational_compromise"], Value::Null);
    // The packages are the options.
    let packages = &deals["rankings"]["packages"];
    assert_eq!(packages["ranked"], 4);
    assert_eq!(packages["rules"]["unanimity"]["packages"][0]["ranks"], json!([2, 1, 3]));
    assert_eq!(packages["rules"]["majority_2"]["count"], 2);
    assert_eq!(packages["rules"]["rational_compromise"]["packages"][0]["outcome"], json!({"x": "b"}));
    let text = ranked.run(&["deals", "--rankings"]).done();
    assert!(text.contains("Fallback, 2 of 3") && text.contains("b · d"), "{text}");
}

#[test]
fn too_many_packages_are_not_ranked_one_by_one() {
    let issues: String = (0..20)
        .map(|i| format!("  - {{id: i{i}, title: I, scale: nominal, options: [no, yes]}}\n"))
        .collect();
    let of = |party: &str, option: &str| {
        let all = |value: &str| (0..20).map(|i| format!("i{i}: {value}")).collect::<Vec<_>>().join(", ");
        let values = all(&format!("{{{option}: 1}}"));
        format!("  - {{party: {party}, weights: {{{}}}, values: {{{values}}}}}\n", all("1"))
    };
    let large = process(&issues, &format!("{}{}", of("north", "no"), of("south", "yes")));
    let deals = json_of(&large, "deals --rankings");
    assert!(deals["rankings"]["packages"]["refused"].is_string());
    let text = large.run(&["deals", "--rankings"]).done();
    assert!(text.contains("more than 1,000,000 packages"), "{text}");
}

// ------------------------------------------------------------------ all outcomes, Parquet

/// The flag is worth nothing to anybody.
fn with_ties() -> Process {
    process(
        "  - {id: water, title: Water, scale: nominal, options: [ours, theirs]}\n\
         \x20 - {id: flag, title: Flag, scale: nominal, options: [red, blue, green]}\n",
        "  - {party: north, weights: {water: 4, flag: 1}, values: {water: {ours: 1}, flag: {red: 0}}, reservation: 1}\n\
         \x20 - {party: south, weights: {water: 0.3}, values: {water: {theirs: 1}}}\n",
    )
}

#[test]
fn all_outcomes_of_a_point_are_listed_as_far_as_asked() {
    let points = |line: &str| json_of(&with_ties(), line)["frontier"]["points"].clone();
    let cut = points("deals --all 2");
    assert_eq!(
        cut[0]["outcomes"],
        json!([{"water": "ours", "flag": "red"}, {"water": "ours", "flag": "blue"}])
    );
    assert_eq!(cut[0]["outcomes_cut"], true);
    let whole = points("deals --all 3 --counts");
    assert_eq!(whole[1]["outcomes"].as_array().map(Vec::len), Some(3));
    assert_eq!((&whole[1]["outcomes_cut"], &whole[1]["count"]), (&json!(false), &json!("3")));
    assert_eq!(points("deals")[0]["outcomes"], Value::Null);
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_build_without_parquet_says_how_to_get_it() {
    let told = with_ties().run(&["deals", "--points", "points.parquet"]).refused();
    assert!(told.contains("--features parquet"), "{told}");
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_read_back() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    let process = with_ties();
    let path = process.path().join("points.parquet");
    process.run(&["deals", "--counts", "--points", path.to_str().expect("a path")]).done();
    let bytes = std::fs::read(&path).expect("it was written");
    process.run(&["deals", "--counts", "--points", path.to_str().expect("a path")]).done();
    assert_eq!(std::fs::read(&path).expect("it was written"), bytes, "the same bytes each time");
    let reader = SerializedFileReader::new(std::fs::File::open(&path).expect("a file")).expect("Parquet");
    let rows: Vec<Vec<(String, Field)>> =
        reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row").into_columns()).collect();
    let text = |text: &str| Field::Str(text.to_owned());
    let name = |name: &str| name.to_owned();
    assert_eq!(rows.len(), 2);
    let second = [
        (name("water"), text("theirs")),
        (name("flag"), text("red")),
        (name("utility:north"), Field::Double(0.0)),
        (name("utility:south"), Field::Double(0.3)),
        (name("meets:north"), Field::Bool(false)),
        (name("meets:south"), Field::Null),
        (name("breaks"), Field::Int(0)),
        (name("count"), text("3")),
    ];
    assert_eq!(rows[1][..8], second);
    assert_eq!(rows[0][2].1, Field::Double(4.0));
    assert!(matches!(&rows[0][8], (name, Field::Str(by)) if name == "solutions" && by.contains("nash")));
}
