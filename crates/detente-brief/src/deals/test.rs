//! A package under test: whose red lines it breaks, what it leaves on the table, what would help.

use super::{Table, overview::red_line_json};
use crate::doc::{Block, Inline, Line, State, joined};
use crate::lang::Arg;
use crate::sections::Section;
use detente_deals::questions::completions::{Completions, PackageRepair, Repaired};
use detente_deals::questions::measures::Distance;
use detente_deals::questions::package::Package;
use detente_deals::questions::test::{Changed, OnTable, Remedy, Shortfall, Smallest, Test};
use detente_deals::questions::{Change, QuestionError, Setting};
use detente_deals::{Limits, Watch};
use detente_model::Tri;
use detente_model::scenario::RedLine;
use serde_json::{Value, json};

/// Changes that are listed, of each kind.
const LISTED: usize = 50;

/// Changes that a page shows, of each kind.
const SHOWN: usize = 4;

/// Tests a package; of one that leaves issues open, its best completions.
pub fn section<'v>(
    table: &'v Table<'_>,
    setting: &Setting<'_>,
    package: &Package,
    limits: Limits,
    watch: Watch<'_>,
) -> Result<Section<'v>, QuestionError> {
    let (blocks, json) = match package.outcome(table.scenario) {
        Some(outcome) => {
            let test = setting.test(&outcome, LISTED, limits, watch)?;
            let distances = setting.distances(&outcome)?;
            let mut blocks = whole(table, setting, &test);
            blocks.push(Block::Heading(table.lang.line("test-distances", vec![])));
            blocks.push(distances_table(table, &distances));
            (blocks, whole_json(table, setting, &test, &distances))
        }
        None => {
            let completions = setting.completions(package, limits, &mut *watch)?;
            let repair = match completions.acceptable {
                Tri::Yes => None,
                _ => Some(setting.repair_package(package, limits, &mut *watch)?),
            };
            let best = best_completion(&completions);
            let distances = best.as_ref().map(|outcome| setting.distances(outcome)).transpose()?;
            let tested = best.map(|outcome| setting.test(&outcome, LISTED, limits, watch)).transpose()?;
            let tested = tested.zip(distances);
            let part = Part { package, completions, repair, tested };
            (part.blocks(table, setting), part.json(table, setting))
        }
    };
    Ok(Section { name: "test", blocks, json: Box::new(move || json) })
}

/// The completion that is looked at: what Nash chooses of those that break no red line; else of all.
fn best_completion(completions: &Completions) -> Option<Vec<u32>> {
    let nash = |points: &[detente_deals::Point], choices: &[Option<usize>]| {
        choices.first().copied().flatten().map(|place| points[place].outcome.clone())
    };
    nash(completions.clean.points(), &completions.clean_choices)
        .or_else(|| nash(completions.all.points(), &completions.choices))
        .or_else(|| completions.clean.points().first().map(|point| point.outcome.clone()))
        .or_else(|| completions.all.points().first().map(|point| point.outcome.clone()))
}

/// What there is to say of a whole package.
fn whole(table: &Table<'_>, setting: &Setting<'_>, test: &Test) -> Vec<Block> {
    let lang = table.lang;
    let mut blocks = vec![
        Block::Section("deals-test", lang.line("test-heading", vec![])),
        Block::Para(table.terms(test.outcome.iter().copied().enumerate())),
    ];
    blocks.extend(told(table, setting, test));
    blocks
}

/// The findings of a test, without the package.
fn told(table: &Table<'_>, setting: &Setting<'_>, test: &Test) -> Vec<Block> {
    let lang = table.lang;
    let mut findings = vec![(worth(table, test), Vec::new())];
    let rules = test.rules.iter().map(|&rule| rule_line(table, rule));
    findings.extend(
        rules.map(|rule| {
            (marked(table, State::No, lang.line("test-rule", vec![("rule", rule.into())])), vec![])
        }),
    );
    for &place in &test.red_lines {
        findings.push(red_line(table, &table.scenario.red_lines[place]));
    }
    if test.red_lines.is_empty() && !table.scenario.red_lines.is_empty() {
        findings.push((marked(table, State::Yes, lang.line("test-no-red-line", vec![])), vec![]));
    }
    findings.extend(test.shortfalls.iter().map(|shortfall| (short_of(table, shortfall), vec![])));
    findings.extend(left(table, setting, test));
    let mut blocks = vec![Block::List(findings)];
    blocks.extend(remedy(table, "test-repair", &test.repair));
    blocks.extend(remedy(table, "test-help", &test.help));
    blocks
}

fn worth(table: &Table<'_>, test: &Test) -> Line {
    table.lang.line("test-worth", vec![("utilities", table.utilities(&test.utilities).into())])
}

fn marked(table: &Table<'_>, state: State, line: Line) -> Line {
    let word = table.lang.say(if state == State::Yes { "test-good" } else { "test-bad" });
    [Inline::State(state, word), Inline::mark(" ")].into_iter().chain(line).collect()
}

/// A rule in words: what it forbids or requires.
fn rule_line(table: &Table<'_>, place: usize) -> Line {
    let rule = &table.scenario.rules[place];
    let when = table.terms(rule.when_all.iter().copied());
    match rule.then.is_empty() {
        true => table.lang.line("test-rule-forbids", vec![("when", when.into())]),
        false => {
            let then = table.terms(rule.then.iter().copied());
            table.lang.line("test-rule-requires", vec![("when", when.into()), ("then", then.into())])
        }
    }
}

/// A broken red line with its evidence.
fn red_line(table: &Table<'_>, line: &RedLine) -> (Line, Vec<Line>) {
    let lang = table.lang;
    let broken = line.broken.iter().enumerate().filter(|(_, broken)| **broken);
    let options = joined(broken.map(|(option, _)| table.option(line.issue, option as u32)), " · ");
    let args = vec![
        ("party", Arg::from(table.parties[line.party].clone())),
        ("issue", table.issues[line.issue].clone().into()),
        ("options", options.into()),
    ];
    let what = vec![Inline::RedLine(lang.line("test-breaks", args))];
    let basis = Inline::Basis(line.basis, lang.say(&format!("basis-{}", line.basis.as_str())));
    let entry = Inline::Id(format!("{}/{}", line.entry.0, line.entry.1));
    let mut evidence = lang.line("test-evidence", vec![("entry", entry.into()), ("basis", basis.into())]);
    if let Some(source) = line.source.as_ref().filter(|source| !source.is_empty()) {
        evidence.extend([Inline::mark(" · "), Inline::data(source.clone())]);
    }
    let mut more = vec![evidence];
    if let Some(condition) = &line.condition {
        more.push(lang.line("test-condition", vec![("condition", lang.text(condition).into())]));
    }
    (marked(table, State::No, what), more)
}

fn short_of(table: &Table<'_>, shortfall: &Shortfall) -> Line {
    let party = shortfall.party;
    let args = vec![
        ("party", Arg::from(table.parties[party].clone())),
        ("by", table.utility(party, shortfall.by).into()),
        ("without", table.utility(party, shortfall.reservation).into()),
    ];
    marked(table, State::No, table.lang.line("test-short", args))
}

/// What it leaves on the table, among all packages, or where there are red lines among those that break none.
fn left(table: &Table<'_>, setting: &Setting<'_>, test: &Test) -> Vec<(Line, Vec<Line>)> {
    let lang = table.lang;
    if !test.rules.is_empty() {
        return Vec::new();
    }
    let is_clean = test.red_lines.is_empty();
    let (left, efficient) = match is_clean {
        true => (&test.left_clean, &setting.clean),
        false => (&test.left, &setting.all),
    };
    if left.dominating.is_empty() {
        let message = match (efficient.is_exact(), is_clean && !table.scenario.red_lines.is_empty()) {
            (false, _) => "test-efficient-nearly",
            (true, true) => "test-efficient-clean",
            (true, false) => "test-efficient",
        };
        return vec![(marked(table, State::Yes, lang.line(message, vec![])), Vec::new())];
    }
    let gains = left.most.iter().enumerate().filter_map(|(party, most)| {
        let (gain, _) = (*most)?;
        let args =
            vec![("party", Arg::from(table.parties[party].clone())), ("n", table.change(party, gain).into())];
        Some(lang.line("party-number", args))
    });
    let args = vec![("n", left.dominating.len().into()), ("gains", joined(gains, " · ").into())];
    let message =
        if is_clean && !table.scenario.red_lines.is_empty() { "test-left-clean" } else { "test-left" };
    vec![(marked(table, State::Open, lang.line(message, args)), Vec::new())]
}

/// The smallest changes of a kind.
fn remedy(table: &Table<'_>, kind: &str, remedy: &Remedy) -> Vec<Block> {
    let lang = table.lang;
    let heading = Block::Heading(lang.line(&format!("{kind}-heading"), vec![]));
    let only = |message: &str| vec![heading.clone(), Block::Para(lang.line(message, vec![]))];
    match remedy {
        Remedy::Needless => Vec::new(),
        Remedy::Impossible => only(&format!("{kind}-impossible")),
        Remedy::Unknown => only("test-unknown"),
        Remedy::Found(smallest) => {
            let mut blocks = vec![heading];
            blocks.extend(smallest_changes(table, smallest));
            blocks
        }
    }
}

fn smallest_changes(table: &Table<'_>, smallest: &Smallest) -> Vec<Block> {
    let lang = table.lang;
    let gentlest = smallest.gentlest.iter();
    let others = smallest.changes.iter().filter(|change| Some(*change) != smallest.gentlest.as_ref());
    let shown: Vec<&Changed> = gentlest.chain(others).take(SHOWN).collect();
    let mut items: Vec<(Line, Vec<Line>)> = shown.iter().map(|change| changed(table, change)).collect();
    let more = usize::try_from(smallest.count).unwrap_or(usize::MAX).saturating_sub(shown.len());
    if more > 0 && !shown.is_empty() {
        items.push((vec![Inline::Quiet(lang.line("and-more", vec![("n", more.into())]))], Vec::new()));
    }
    if shown.is_empty() {
        items.extend(smallest.known.iter().map(|change| changed(table, change)));
    }
    let mut blocks = Vec::new();
    if let Some(size) = smallest.size {
        blocks.push(Block::Para(lang.line("test-smallest", vec![("n", size.into())])));
    }
    blocks.push(Block::List(items));
    if smallest.cut.is_some() {
        blocks.push(Block::Para(vec![Inline::Quiet(lang.line("test-cut", vec![]))]));
    }
    blocks
}

/// A change: “How long: 7 days → 30 days: Ukraine +10 · Russia −3”.
fn changed(table: &Table<'_>, change: &Changed) -> (Line, Vec<Line>) {
    let gains = change.gains.iter().enumerate().map(|(party, gain)| {
        let args = vec![
            ("party", Arg::from(table.parties[party].clone())),
            ("n", table.change(party, *gain).into()),
        ];
        table.lang.line("party-number", args)
    });
    (changes(table, &change.changes), vec![joined(gains, " · ")])
}

/// Changes in words.
pub fn changes(table: &Table<'_>, all: &[Change]) -> Line {
    let one = |change: &Change| {
        let args = vec![
            ("issue", Arg::from(table.issues[change.issue].clone())),
            ("from", table.option(change.issue, change.from).into()),
            ("to", table.option(change.issue, change.to).into()),
        ];
        table.lang.line("change", args)
    };
    joined(all.iter().map(one), " · ")
}

/// Changes as JSON.
pub fn changes_json(table: &Table<'_>, all: &[Change]) -> Value {
    let one = |change: &Change| {
        let issue = &table.scenario.issues[change.issue];
        json!({
            "issue": issue.name,
            "from": issue.options[change.from as usize],
            "to": issue.options[change.to as usize],
        })
    };
    all.iter().map(one).collect()
}

/// How far a package is from what each solution chooses.
fn distances_json(table: &Table<'_>, distances: &[Distance]) -> Value {
    let one = |distance: &Distance| {
        let differences = distance.point.as_ref().map(|_| table.utilities_json(&distance.differences));
        let value = json!({
            "more_at_solution": differences,
            "euclidean": distance.point.as_ref().map(|_| distance.euclidean),
            "greatest_share_of_range": distance.greatest.map(|(party, share)| {
                json!({"party": table.scenario.utilities[party].party, "share": share.as_f64()})
            }),
        });
        (distance.solution.to_owned(), value)
    };
    Value::Object(distances.iter().map(one).collect())
}

/// The same as a table: what each party has more or less at each solution.
fn distances_table(table: &Table<'_>, distances: &[Distance]) -> Block {
    let lang = table.lang;
    let mut head = vec![lang.line("deals-solution", vec![])];
    head.extend(table.parties.iter().cloned());
    let row = |distance: &Distance| {
        let name = distance.solution.replace('_', "-");
        let mut row = vec![vec![lang.word(&format!("solution-{name}"))]];
        row.extend((0..table.parties.len()).map(|party| match distance.point {
            Some(_) => vec![table.change(party, distance.differences[party])],
            None => vec![lang.word("none")],
        }));
        row
    };
    let rows = distances.iter().map(row).collect();
    Block::Table(crate::doc::Table { caption: lang.line("test-distances", vec![]), head, rows })
}

fn whole_json(table: &Table<'_>, setting: &Setting<'_>, test: &Test, distances: &[Distance]) -> Value {
    let lines: Vec<Value> =
        test.red_lines.iter().map(|&place| red_line_json(table, &table.scenario.red_lines[place])).collect();
    let rules: Vec<Value> = test
        .rules
        .iter()
        .map(|&place| {
            let rule = &table.scenario.rules[place];
            json!({
                "when_all": table.terms_json(rule.when_all.iter().copied()),
                "then": table.terms_json(rule.then.iter().copied()),
            })
        })
        .collect();
    let shortfalls: Vec<Value> = test
        .shortfalls
        .iter()
        .map(|s| {
            json!({
                "party": table.scenario.utilities[s.party].party,
                "reservation": table.utility_json(s.party, s.reservation),
                "short_by": table.utility_json(s.party, s.by),
            })
        })
        .collect();
    json!({
        "outcome": table.outcome_json(&test.outcome),
        "utilities": table.utilities_json(&test.utilities),
        "breaks": lines,
        "rules_broken": rules,
        "short_of_reservation": shortfalls,
        "efficient": tri(test.efficient),
        "left_on_table": left_json(table, setting.all.points(), &test.left),
        "left_on_table_without_red_lines": left_json(table, setting.clean.points(), &test.left_clean),
        "distances": distances_json(table, distances),
        "help": remedy_json(table, &test.help),
        "repair": remedy_json(table, &test.repair),
    })
}

/// Yes, no, or null where it is not known.
pub fn tri(answer: Tri) -> Value {
    match answer {
        Tri::Yes => true.into(),
        Tri::No => false.into(),
        Tri::Unknown => Value::Null,
    }
}

fn left_json(table: &Table<'_>, points: &[detente_deals::Point], left: &OnTable) -> Value {
    let most: Vec<Value> = left
        .most
        .iter()
        .enumerate()
        .map(|(party, most)| {
            most.map_or(Value::Null, |(gain, place)| {
                let outcome = table.outcome_json(&points[place].outcome);
                json!({"gain": table.utility_json(party, gain), "outcome": outcome})
            })
        })
        .collect();
    let greatest_total = left.total.map(|(_, place)| table.outcome_json(&points[place].outcome));
    json!({"dominated_by": left.dominating.len(), "most": most, "greatest_total": greatest_total})
}

fn remedy_json(table: &Table<'_>, remedy: &Remedy) -> Value {
    match remedy {
        Remedy::Needless => json!({"needed": false}),
        Remedy::Impossible => json!({"needed": true, "possible": false}),
        Remedy::Unknown => json!({"needed": true, "possible": null}),
        Remedy::Found(smallest) => json!({
            "needed": true,
            "possible": true,
            "size": smallest.size,
            "count": smallest.count,
            "changes": smallest.changes.iter().map(|change| changed_json(table, change)).collect::<Vec<_>>(),
            "gentlest": smallest.gentlest.as_ref().map(|change| changed_json(table, change)),
            "cut": smallest.cut.map(|reason| format!("{reason:?}").to_lowercase()),
            "nearest_known": smallest.known.as_ref().map(|change| changed_json(table, change)),
        }),
    }
}

fn changed_json(table: &Table<'_>, change: &Changed) -> Value {
    json!({
        "changes": changes_json(table, &change.changes),
        "outcome": table.outcome_json(&change.outcome),
        "utilities": table.utilities_json(&change.utilities),
        "gains": table.utilities_json(&change.gains),
    })
}

/// A package that leaves issues open.
struct Part<'p> {
    package: &'p Package,
    completions: Completions,
    /// What would repair it, if no completion is acceptable to all.
    repair: Option<PackageRepair>,
    /// The completion that is looked at.
    tested: Option<(Test, Vec<Distance>)>,
}

impl Part<'_> {
    fn blocks(&self, table: &Table<'_>, setting: &Setting<'_>) -> Vec<Block> {
        let lang = table.lang;
        let terms = table.terms(self.package.terms().iter().copied());
        let mut blocks =
            vec![Block::Section("deals-test", lang.line("test-heading", vec![])), Block::Para(terms)];
        let mut findings: Vec<(Line, Vec<Line>)> = Vec::new();
        let red_lines = &self.completions.red_lines;
        findings.extend(red_lines.iter().map(|&place| red_line(table, &table.scenario.red_lines[place])));
        if red_lines.is_empty() && !table.scenario.red_lines.is_empty() {
            findings.push((marked(table, State::Yes, lang.line("test-no-red-line", vec![])), vec![]));
        }
        let count = Inline::data(super::figures::grouped(&self.completions.outcomes.at_least.to_string()));
        let ways = lang.line(
            "test-completions",
            vec![("n", count.into()), ("efficient", self.completions.efficient.len().into())],
        );
        findings.push((ways, Vec::new()));
        findings.push(match self.completions.acceptable {
            Tri::Yes => (marked(table, State::Yes, lang.line("test-can-be-completed", vec![])), vec![]),
            Tri::No => (marked(table, State::No, lang.line("test-cannot-be-completed", vec![])), vec![]),
            Tri::Unknown => (lang.line("test-unknown", vec![]), vec![]),
        });
        blocks.push(Block::List(findings));
        if let Some(repair) = &self.repair {
            blocks.extend(repaired(table, repair));
        }
        if let Some((test, _)) = &self.tested {
            blocks.push(Block::Heading(lang.line("test-best-completion", vec![])));
            let settled = self.package.terms();
            let open = test.outcome.iter().copied().enumerate();
            let open = open.filter(|(issue, _)| settled.iter().all(|term| term.0 != *issue));
            blocks.push(Block::Para(table.terms(open)));
            blocks.extend(told(table, setting, test));
        }
        blocks
    }

    fn json(&self, table: &Table<'_>, setting: &Setting<'_>) -> Value {
        let completions = &self.completions;
        let lines = completions.red_lines.iter();
        let lines: Vec<Value> =
            lines.map(|&place| red_line_json(table, &table.scenario.red_lines[place])).collect();
        json!({
            "terms": table.terms_json(self.package.terms().iter().copied()),
            "completions": completions.outcomes.at_least.to_string(),
            "completions_at_most": completions.outcomes.at_most.to_string(),
            "efficient_completions": completions.efficient.len(),
            "breaks": lines,
            "acceptable": tri(completions.acceptable),
            "repair": self.repair.as_ref().map(|repair| repair_json(table, repair)),
            "best_completion": self.tested.as_ref().map(|(test, distances)| whole_json(table, setting, test, distances)),
        })
    }
}

fn repaired(table: &Table<'_>, repair: &PackageRepair) -> Vec<Block> {
    let lang = table.lang;
    let heading = Block::Heading(lang.line("test-repair-heading", vec![]));
    let line = |message: &str| vec![heading.clone(), Block::Para(lang.line(message, vec![]))];
    match repair {
        PackageRepair::Impossible => line("test-repair-impossible"),
        PackageRepair::Unknown => line("test-unknown"),
        PackageRepair::Cut(_) => line("test-cut"),
        PackageRepair::Found { size, completions } => {
            let item = |r: &Repaired| (changes(table, &r.changes), vec![table.utilities(&r.utilities)]);
            let items = completions.iter().take(SHOWN).map(item).collect();
            vec![
                heading,
                Block::Para(lang.line("test-smallest", vec![("n", (*size).into())])),
                Block::List(items),
            ]
        }
    }
}

fn repair_json(table: &Table<'_>, repair: &PackageRepair) -> Value {
    match repair {
        PackageRepair::Impossible => json!({"needed": true, "possible": false}),
        PackageRepair::Unknown | PackageRepair::Cut(_) => json!({"needed": true, "possible": null}),
        PackageRepair::Found { size, completions } => {
            let one = |r: &Repaired| {
                json!({
                    "changes": changes_json(table, &r.changes),
                    "outcome": table.outcome_json(&r.outcome),
                    "utilities": table.utilities_json(&r.utilities),
                })
            };
            json!({"needed": true, "possible": true, "size": size, "changes": completions.iter().map(one).collect::<Vec<_>>()})
        }
    }
}
