//! `detente deals` with a question: every number of an answer is computed anew here, from the weights and values as
//! they stand in the files of the process, looking at all packages one by one.

use crate::harness::{catalog, detente_on, read};
use serde_json::Value;
use std::collections::BTreeMap;

/// Options by issue.
type Package = BTreeMap<String, String>;

/// A rule of a file: where all of the first hold, so does the second; without a second, they are ruled out together.
type Rule = (Package, Option<Package>);

/// What a party's packages are worth to it, read from a file without the program.
struct Party {
    weights: BTreeMap<String, f64>,
    values: BTreeMap<String, BTreeMap<String, f64>>,
    reservation: f64,
    rules: Vec<Rule>,
}

/// The pairs in the braces of a line.
fn pairs(line: &str) -> Vec<(String, String)> {
    let inner = line.split_once('{').expect("a brace").1.split_once('}').expect("a brace").0;
    let pair = |pair: &str| {
        let (key, value) = pair.split_once(':').expect("a pair");
        (key.trim().to_owned(), value.trim().to_owned())
    };
    inner.split(',').map(pair).collect()
}

fn numbers_of(line: &str) -> BTreeMap<String, f64> {
    pairs(line).into_iter().map(|(key, value)| (key, value.parse().expect("a number"))).collect()
}

impl Party {
    /// The preferences of the entry `id` in the text of a file.
    fn read(text: &str, id: &str) -> Party {
        let entry = text.split_once(&format!("- id: {id}\n")).expect("the entry").1;
        let entry = entry.split("\n  - id:").next().expect("its lines");
        let mut party =
            Party { weights: BTreeMap::new(), values: BTreeMap::new(), reservation: 0.0, rules: Vec::new() };
        for line in entry.lines().take_while(|line| line.is_empty() || line.starts_with(' ')) {
            let (key, rest) = line.trim().split_once(':').unwrap_or((line, ""));
            match key {
                "weights" => party.weights = numbers_of(rest),
                "reservation" => party.reservation = rest.trim().parse().expect("a number"),
                "- when_all" => party.rules.push((pairs(rest).into_iter().collect(), None)),
                "then" => {
                    party.rules.last_mut().expect("a rule").1 = Some(pairs(rest).into_iter().collect());
                }
                issue if rest.trim().starts_with('{') => {
                    party.values.insert(issue.to_owned(), numbers_of(rest));
                }
                _ => {}
            }
        }
        party
    }

    fn gain(&self, issue: &str, option: &str) -> f64 {
        let value = self.values.get(issue).and_then(|values| values.get(option)).copied().unwrap_or(0.0);
        self.weights.get(issue).copied().unwrap_or(0.0) * value
    }

    fn worth(&self, package: &Package) -> f64 {
        package.iter().map(|(issue, option)| self.gain(issue, option)).sum()
    }
}

/// A process of the catalogue.
struct Talks {
    name: &'static str,
    parties: [Party; 2],
    /// How many packages can be put together.
    together: usize,
    /// Those that keep all rules.
    packages: Vec<Package>,
}

fn istanbul() -> Talks {
    let text = read(&catalog("istanbul-2025").join("rooms/team.yaml"));
    let parties = ["a-ukraine-preferences", "a-russia-preferences"].map(|id| Party::read(&text, id));
    Talks::new("istanbul-2025", parties)
}

fn harbour() -> Talks {
    let party =
        |file: &str, id: &str| Party::read(&read(&catalog("harbour-exercise").join("rooms").join(file)), id);
    let parties =
        [party("caucus-north.yaml", "north-told-preferences"), party("team.yaml", "t-south-preferences")];
    Talks::new("harbour-exercise", parties)
}

impl Talks {
    fn new(name: &'static str, parties: [Party; 2]) -> Talks {
        let mut talks = Talks { name, parties, together: 0, packages: vec![Package::new()] };
        for issue in talks.ask("")["issues"].as_array().expect("issues") {
            let with = |package: &Package, option: &Value| {
                let mut package = package.clone();
                package.insert(text(&issue["name"]), text(option));
                package
            };
            let options = issue["options"].as_array().expect("options");
            talks.packages =
                talks.packages.iter().flat_map(|p| options.iter().map(move |o| with(p, o))).collect();
        }
        talks.together = talks.packages.len();
        talks.packages =
            std::mem::take(&mut talks.packages).into_iter().filter(|p| talks.allows(p)).collect();
        talks
    }

    fn ask(&self, question: &str) -> Value {
        let words: Vec<&str> =
            ["deals"].into_iter().chain(question.split_whitespace()).chain(["--format", "json"]).collect();
        detente_on(&catalog(self.name), &words).json()
    }

    fn worth(&self, package: &Package) -> [f64; 2] {
        [self.parties[0].worth(package), self.parties[1].worth(package)]
    }

    fn allows(&self, package: &Package) -> bool {
        let holds = |terms: &Package| terms.iter().all(|(issue, option)| package.get(issue) == Some(option));
        let kept = |(when, then): &Rule| !holds(when) || then.as_ref().is_some_and(holds);
        self.parties.iter().flat_map(|party| &party.rules).all(kept)
    }

    fn breaks(&self, deals: &Value, package: &Package) -> bool {
        let lines = deals["red_lines"].as_array().expect("red lines");
        let broken = |line: &Value| {
            let option = package.get(&text(&line["issue"])).expect("an option");
            line["broken_by"].as_array().expect("options").iter().any(|broken| broken == option)
        };
        lines.iter().any(broken)
    }

    fn content(&self, package: &Package) -> bool {
        let worth = self.worth(package);
        (0..2).all(|party| worth[party] >= self.parties[party].reservation - 1e-9)
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn package(value: &Value) -> Package {
    let terms = value.as_object().expect("terms").iter();
    terms.map(|(issue, option)| (issue.clone(), text(option))).collect()
}

fn two(value: &Value) -> [f64; 2] {
    let numbers: Vec<f64> =
        value.as_array().expect("a list").iter().map(|n| n.as_f64().expect("a number")).collect();
    numbers.try_into().expect("two numbers")
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

fn near(a: [f64; 2], b: [f64; 2]) -> bool {
    (0..2).all(|party| (a[party] - b[party]).abs() < 1e-9)
}

fn less(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] - b[0], a[1] - b[1]]
}

// ------------------------------------------------------------------ trades

/// Every trade and single-issue gain of an answer: what it says of itself is so.
#[track_caller]
fn trades_hold(talks: &Talks, deals: &Value) -> usize {
    let answer = &deals["trades"];
    let from = package(&answer["from"]["outcome"]);
    let start = talks.worth(&from);
    assert!(near(start, two(&answer["from"]["utilities"])));
    assert_eq!(answer["from"]["allowed"], talks.allows(&from));
    let all = list(&answer["trades"]).iter().chain(list(&answer["single_issue_gains"]));
    let mut looked_at = 0;
    for trade in all {
        let to = package(&trade["outcome"]);
        let gains = less(talks.worth(&to), start);
        assert!(near(gains, two(&trade["gains"])), "{trade}");
        assert!(gains.iter().all(|gain| *gain > -1e-9) && gains.iter().any(|gain| *gain > 1e-9), "{trade}");
        assert!(talks.allows(&to) && (!talks.breaks(deals, &to) || talks.breaks(deals, &from)), "{trade}");
        let mut walked = from.clone();
        for change in list(&trade["changes"]) {
            let issue = text(&change["issue"]);
            assert_eq!(from[&issue], text(&change["from"]));
            let mut alone = from.clone();
            alone.insert(issue.clone(), text(&change["to"]));
            let worth = less(talks.worth(&alone), start);
            assert!(near(worth, two(&change["alone"])), "{change}");
            for (side, sign) in [("givers", -1.0), ("takers", 1.0)] {
                let named: Vec<&Value> = list(&deals["parties"])
                    .iter()
                    .zip(worth)
                    .filter(|(_, w)| w * sign > 1e-9)
                    .map(|(p, _)| p)
                    .collect();
                assert_eq!(list(&change[side]).iter().collect::<Vec<_>>(), named, "{change}");
            }
            walked.insert(issue, text(&change["to"]));
        }
        assert_eq!(walked, to);
        looked_at += 1;
    }
    assert_eq!(answer["count"], list(&answer["trades"]).len());
    looked_at
}

#[test]
fn trades_are_worth_what_they_say() {
    for (talks, least) in [(istanbul(), 5), (harbour(), 1)] {
        let deals = talks.ask("--trades");
        assert!(trades_hold(&talks, &deals) >= least);
        assert_eq!(deals["trades"]["from"]["made"], "compromise");
        let first = list(&deals["trades"]["trades"]).iter().filter(|t| list(&t["changes"]).len() < 2).count();
        assert_eq!(first, 0);
    }
}

#[test]
fn trades_start_from_what_is_given() {
    let talks = harbour();
    let deals = talks.ask("--trades --from ferries=2");
    assert_eq!(deals["trades"]["from"]["outcome"]["ferries"], "2");
    assert_eq!(deals["trades"]["from"]["made"], "given, else compromise");
    trades_hold(&talks, &deals);
    // More ferries help both, without anything in return.
    let alone = list(&deals["trades"]["single_issue_gains"]);
    assert!(alone.iter().any(|gain| gain["outcome"]["ferries"] == "4"), "{alone:?}");
    let whole = package(&deals["trades"]["from"]["outcome"]);
    let terms: Vec<String> = whole.iter().map(|(issue, option)| format!("{issue}={option}")).collect();
    let again = talks.ask(&format!("--trades --from {}", terms.join(",")));
    assert_eq!(again["trades"]["from"]["made"], "given");
    assert_eq!(again["trades"]["trades"], deals["trades"]["trades"]);
    let wrong =
        detente_on(&catalog("harbour-exercise"), &["deals", "--trades", "--from", "ferris=2"]).refused();
    assert!(wrong.contains("did you mean “ferries”"), "{wrong}");
}

#[test]
fn weights_of_issues_are_the_best_option_over_the_worst() {
    for talks in [istanbul(), harbour()] {
        let deals = talks.ask("--trades");
        let issues = list(&deals["issues"]);
        assert_eq!(deals["trades"]["issues"], deals["measures"]["issues"]);
        for (issue, measure) in issues.iter().zip(list(&deals["trades"]["issues"])) {
            let name = text(&issue["name"]);
            let options: Vec<String> = list(&issue["options"]).iter().map(text).collect();
            let above_worst = talks.parties.each_ref().map(|party| {
                let gains: Vec<f64> = options.iter().map(|option| party.gain(&name, option)).collect();
                let worst = gains.iter().copied().fold(f64::INFINITY, f64::min);
                gains.into_iter().map(|gain| gain - worst).collect::<Vec<f64>>()
            });
            let most = |numbers: &[f64]| numbers.iter().copied().fold(0.0, f64::max);
            let weights = [most(&above_worst[0]), most(&above_worst[1])];
            assert!(near(weights, two(&measure["weights"])), "{name}");
            let together: Vec<f64> =
                (0..options.len()).map(|o| above_worst[0][o] + above_worst[1][o]).collect();
            let contested = weights[0] + weights[1] - most(&together);
            assert!((contested - measure["contested"].as_f64().expect("a number")).abs() < 1e-9, "{name}");
        }
    }
}

// ------------------------------------------------------------------ sensitivity

/// The product of the gains with one weight times a factor; none where somebody loses.
fn product(talks: &Talks, package: &Package, (party, issue): (usize, &str), factor: f64) -> Option<f64> {
    let gain = |p: usize| {
        let scaled =
            if p == party { talks.parties[p].gain(issue, &package[issue]) * (factor - 1.0) } else { 0.0 };
        talks.parties[p].worth(package) + scaled - talks.parties[p].reservation
    };
    let gains = [gain(0), gain(1)];
    (gains[0] >= 0.0 && gains[1] >= 0.0).then_some(gains[0] * gains[1])
}

#[test]
fn weights_flip_the_nash_package_where_the_answer_says() {
    for talks in [istanbul(), harbour()] {
        let deals = talks.ask("--sensitivity");
        let answer = &deals["sensitivity"];
        let chosen = package(&answer["outcome"]);
        assert_eq!(answer["outcome"], deals["solutions"]["nash"]["outcome"]);
        let mut flips = 0;
        for weight in list(&answer["weights"]) {
            let party = list(&deals["parties"]).iter().position(|p| *p == weight["party"]).expect("a party");
            let issue = text(&weight["issue"]);
            assert_eq!(weight["weight"].as_f64(), talks.parties[party].weights.get(&issue).copied());
            assert_eq!(weight["exact"], true);
            let best = |factor: f64| {
                let all = talks.packages.iter().filter_map(|p| product(&talks, p, (party, &issue), factor));
                all.fold(0.0, f64::max)
            };
            let own = |p: &Package, factor: f64| product(&talks, p, (party, &issue), factor).unwrap_or(-1.0);
            for (side, out) in [("lower", 1.0 - 1e-5), ("upper", 1.0 + 1e-5)] {
                let flip = &weight[side];
                let Some(at) = flip["kept_at"]["value"].as_f64() else {
                    let end = if side == "lower" { 0.0 } else { 1e6 };
                    assert!(own(&chosen, end) >= best(end) * (1.0 - 1e-9), "{weight}");
                    continue;
                };
                flips += 1;
                assert!(own(&chosen, at) >= best(at) * (1.0 - 1e-9), "{weight}");
                let to = package(&flip["outcome"]);
                assert!(own(&chosen, at * out) < best(at * out) * (1.0 - 1e-12), "{weight}");
                assert!(own(&to, at * out) >= best(at * out) * (1.0 - 1e-9), "{weight}");
                let changed: Package =
                    to.into_iter().filter(|(issue, option)| chosen[issue] != *option).collect();
                assert_eq!(package(&flip["changes"]), changed);
            }
        }
        assert!(flips > 10, "{flips}");
        let distance = |place: &Value| {
            let place = usize::try_from(place.as_u64().expect("a place")).expect("a place");
            answer["weights"][place]["distance"].as_f64().expect("a distance")
        };
        let nearest: Vec<f64> = list(&answer["nearest"]).iter().map(distance).collect();
        assert!(nearest.is_sorted() && nearest.len() > 5, "{nearest:?}");
    }
}

#[test]
fn a_solution_may_be_named_and_misnamed() {
    let talks = harbour();
    let raiffa = &talks.ask("--sensitivity raiffa")["sensitivity"];
    assert_eq!((&raiffa["solution"], &raiffa["weights"][0]["exact"]), (&"raiffa".into(), &false.into()));
    let hyphens = talks.ask("--sensitivity equal-loss");
    assert_eq!(hyphens["sensitivity"]["solution"], "equal_loss");
    let wrong = detente_on(&catalog("harbour-exercise"), &["deals", "--sensitivity", "nahs"]).refused();
    assert!(wrong.contains("no solution “nahs”; did you mean “nash”?"), "{wrong}");
    let wrong = detente_on(&catalog("harbour-exercise"), &["deals", "--sensitivity", "fairness"]).refused();
    assert!(wrong.contains("there are nash, kalai_smorodinsky"), "{wrong}");
}

// ------------------------------------------------------------------ measures

#[test]
fn measures_are_those_of_all_packages_looked_at_one_by_one() {
    for talks in [istanbul(), harbour()] {
        let deals = talks.ask("");
        assert_eq!(deals["outcomes"], talks.together.to_string());
        let content = talks.packages.iter().filter(|p| talks.content(p)).count();
        let count = &deals["measures"]["reach_all_reservation_values"];
        assert_eq!((&count["at_least"], &count["of"]), (&content.to_string().into(), &deals["outcomes"]));
        assert_eq!((&count["at_most"], &count["exact"]), (&count["at_least"], &true.into()));
        assert_eq!(deals["zone"]["exists"], true);
        let points = list(&deals["frontier"]["points"]);
        let inside: Vec<usize> =
            (0..points.len()).filter(|&place| talks.content(&package(&points[place]["outcome"]))).collect();
        assert_eq!(deals["zone"]["points"], Value::from(inside));
        let clean = &deals["zone"]["without_broken_red_lines"];
        let exists = talks.packages.iter().any(|p| talks.content(p) && !talks.breaks(&deals, p));
        assert_eq!(clean["exists"], exists);
        for efficient in list(&clean["efficient"]) {
            let package = package(&efficient["outcome"]);
            assert!(talks.content(&package) && !talks.breaks(&deals, &package));
        }
        let worth: Vec<[f64; 2]> = talks.packages.iter().map(|p| talks.worth(p)).collect();
        let end = |party: usize, least: bool| {
            let all = worth.iter().map(|w| w[party]);
            if least { all.fold(f64::INFINITY, f64::min) } else { all.fold(0.0, f64::max) }
        };
        let share = |w: &[f64; 2], party: usize| {
            (end(party, false) - w[party]) / (end(party, false) - end(party, true))
        };
        let concession = worth.iter().map(|w| share(w, 0).max(share(w, 1))).fold(f64::INFINITY, f64::min);
        let found = deals["opposition"]["concession"]["value"].as_f64().expect("a share");
        assert!((found - concession).abs() < 1e-9, "{found} {concession}");
        for name in ["equal_gain", "nearest", "concession", "conflict"] {
            let measure = &deals["opposition"][name];
            assert!(measure["value"].is_number() && text(&measure["source"]).len() > 20, "{measure}");
        }
    }
}

#[test]
fn the_readable_few_stand_for_all() {
    for talks in [istanbul(), harbour()] {
        let deals = talks.ask("");
        let points = list(&deals["frontier"]["points"]);
        let at = |place: &Value| {
            two(&points[usize::try_from(place.as_u64().expect("a place")).expect("a place")]["utilities"])
        };
        let all: Vec<[f64; 2]> = points.iter().map(|point| two(&point["utilities"])).collect();
        let range = |party: usize| {
            let of = all.iter().map(|utilities| utilities[party]);
            of.clone().fold(0.0, f64::max) - of.fold(f64::INFINITY, f64::min)
        };
        let ranges = [range(0), range(1)];
        let groups = list(&deals["readable"]["groups"]);
        let mut members: Vec<u64> = Vec::new();
        let mut radius: f64 = 0.0;
        for (place, group) in groups.iter().enumerate() {
            let centre = at(&group["point"]);
            for member in list(&group["members"]) {
                members.push(member.as_u64().expect("a place"));
                let apart = less(at(member), centre);
                radius = (0..2).map(|party| apart[party].abs() / ranges[party]).fold(radius, f64::max);
            }
            let step = &group["against_previous"];
            assert_eq!(step.is_null(), place == 0);
            if place > 0 {
                let changes = list(&step["changes"]).iter().map(|change| two(&change["gains"]));
                let sum =
                    changes.fold(two(&step["links"]), |sum, gains| [sum[0] + gains[0], sum[1] + gains[1]]);
                assert!(near(sum, less(centre, at(&groups[place - 1]["point"]))), "{step}");
            }
        }
        members.sort_unstable();
        assert_eq!(members, (0..points.len() as u64).collect::<Vec<_>>());
        assert!((radius - deals["readable"]["radius"].as_f64().expect("a radius")).abs() < 1e-9);
        assert!(groups.len() <= 5 && radius < 0.3, "{radius}");
    }
}
