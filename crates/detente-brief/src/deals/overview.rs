//! How much room there is, which packages are efficient, and what each solution would choose.

mod chart;

pub use chart::{Way, of_talk};

use super::Table;
use super::figures::large;
use super::measures::Measures;
use super::readable;
use crate::doc::{Block, Inline, Line, State, Target, joined};
use crate::lang::Arg;
use crate::sections::Section;
use detente_deals::questions::readable::Readable;
use detente_deals::questions::{QuestionError, Setting};
use detente_deals::{Floor, Known, Limits, Outcomes, Overview, Point, Proof, Respect, Rest, Watch};
use detente_model::Room;
use serde_json::{Map, Value, json};

/// The packages that stand beside each other on a page, at most.
pub(super) const BESIDE: usize = 6;

/// On the brief.
const BESIDE_IN_BRIEF: usize = 3;

/// What is told beside the efficient packages, where that was asked or could be made.
#[derive(Default)]
pub struct Beside {
    /// What a setting tells.
    pub insight: Option<Insight>,
    /// The SHA-256 of what proves the frontier, if that was written.
    pub certificate: Option<String>,
    /// Of each point the outcomes that reach it; empty where nobody asked.
    pub outcomes: Vec<Outcomes>,
    /// Packages on the table that settle every issue.
    pub put: Vec<Put>,
}

/// A package that is on the table already.
pub struct Put {
    /// What it is called.
    pub title: Line,
    /// Where it leads in the workspace.
    pub target: Target,
    /// What it is worth to each party.
    pub utilities: Vec<i64>,
}

/// What a setting tells beside the efficient packages.
pub struct Insight {
    measures: Measures,
    readable: Readable,
}

impl Insight {
    /// Of the setting of an overview.
    pub fn of(setting: &Setting<'_>, limits: Limits, watch: Watch<'_>) -> Result<Insight, QuestionError> {
        Ok(Insight { measures: Measures::of(setting, limits, watch)?, readable: readable::of(setting)? })
    }
}

/// A package on the page, with the solutions that choose it.
pub(super) struct Shown<'o> {
    pub(super) place: usize,
    pub(super) point: &'o Point,
    pub(super) solutions: Vec<&'static str>,
}

/// The overview of a table's scenario.
pub fn section<'v>(table: &'v Table<'_>, overview: &'v Overview, beside: Beside) -> Section<'v> {
    let mut blocks = vec![Block::Section("deals", table.lang.line("deals-heading", vec![]))];
    blocks.extend(room_there_is(table, overview).into_iter().map(Block::Para));
    let shown = chosen(overview);
    match &beside.insight {
        Some(Insight { measures, .. }) => blocks.push(Block::Para(measures.told(table))),
        None if overview.respect == Respect::LeaveOut => {}
        None => blocks.push(Block::Para(vec![Inline::Quiet(table.lang.line("measures-unknown", vec![]))])),
    }
    let drawn = chart::chart(table, overview, &shown, &beside.put);
    let is_drawn = drawn.is_some();
    blocks.extend(drawn);
    if !shown.is_empty() {
        let chunks = shown.chunks(BESIDE).zip((0..).step_by(BESIDE));
        let caption = "deals-comparison";
        blocks.extend(chunks.flat_map(|(some, first)| comparison(table, overview, some, first, caption)));
        blocks.push(solutions(table, overview, &shown));
    }
    if let Some(Insight { readable, .. }) = &beside.insight {
        let name = |place| chart::name(table, &shown, place);
        blocks.extend(readable::blocks(table, overview, readable, name));
    }
    if is_drawn {
        blocks.push(chart::twin(table, overview, &shown, &beside.put));
    }
    blocks.push(Block::Para(carried(table)));
    let json = move || {
        let mut json = json_of(table, overview, &beside);
        let Some(Insight { measures, readable }) = beside.insight else {
            for name in ["zone", "opposition", "measures", "readable"] {
                json[name] = Value::Null;
            }
            return json;
        };
        json["readable"] = readable::json(table, &readable);
        for (name, value) in measures.json(table) {
            json[name] = value;
        }
        json
    };
    Section { name: "deals", blocks, json: Box::new(json) }
}

/// The same on the brief: the packages beside each other, each with the solutions that choose it.
pub fn in_brief(table: &Table<'_>, overview: &Overview) -> Vec<Block> {
    let mut blocks = vec![Block::Section("deals", table.lang.line("deals-heading", vec![]))];
    let told = room_there_is(table, overview).into_iter().chain([carried(table)]);
    blocks.push(Block::Para(joined(told, " ")));
    let shown = chosen(overview);
    if !shown.is_empty() {
        let shown = &shown[..shown.len().min(BESIDE_IN_BRIEF)];
        blocks.extend(comparison(table, overview, shown, 0, "deals-comparison"));
    }
    blocks
}

/// How many packages there are, how many are efficient, and how many of these leave nobody worse off.
fn room_there_is(table: &Table<'_>, overview: &Overview) -> Vec<Line> {
    let lang = table.lang;
    let all = Inline::data(large(&overview.problem.outcomes()));
    let efficient = overview.points.len();
    let left_out = overview.respect == Respect::LeaveOut;
    if efficient == 0 {
        let message = match (&overview.known, left_out) {
            (Known::Some(..), _) => "deals-none-found",
            (_, true) => "deals-none-respected",
            (_, false) => "deals-no-package",
        };
        return vec![lang.line(message, vec![("all", all.into())])];
    }
    let counted = vec![("all", all.into()), ("n", efficient.into())];
    if left_out {
        let mut told = lang.line("deals-respected", counted);
        if let Some(without) = without(table, overview) {
            told.push(Inline::mark(" "));
            told.extend(lang.line("deals-without", vec![("without", without.into())]));
        }
        return vec![told];
    }
    let mut lines = vec![match &overview.known {
        Known::All => lang.line("deals-efficient", counted),
        Known::Some(..) => lang.line("deals-supported", counted),
        Known::Within(epsilon) => {
            let within = joined(
                epsilon.iter().enumerate().map(|(party, most)| {
                    let args = vec![
                        ("party", Arg::from(table.parties[party].clone())),
                        ("n", table.utility(party, *most).into()),
                    ];
                    lang.line("party-number", args)
                }),
                " · ",
            );
            lang.line("deals-cover", counted.into_iter().chain([("within", within.into())]).collect())
        }
    }];
    // What is said of points that only stand for others is said of those that are shown.
    let kind = if overview.known == Known::All { "deals" } else { "deals-shown" };
    if let Some(without) = without(table, overview) {
        let content = overview.points.iter().filter(|point| is_acceptable(overview, point)).count();
        let message = if content == 0 { "no-zone" } else { "zone" };
        let args = vec![("without", without.into()), ("n", content.into())];
        lines.push(lang.line(&format!("{kind}-{message}"), args));
    }
    if !table.scenario.red_lines.is_empty() {
        let keeps = |point: &&Point| table.scenario.breaks(&point.outcome).next().is_none();
        let kept = overview.points.iter().filter(keeps).count();
        lines.push(lang.line(&format!("{kind}-red-lines"), vec![("n", kept.into())]));
    }
    lines
}

/// What each party has without an agreement, where that is known of any.
fn without(table: &Table<'_>, overview: &Overview) -> Option<Line> {
    let known = overview.floors.iter().enumerate().filter(|(_, floor)| floor.is_reservation);
    let one = |(party, floor): (usize, &Floor)| {
        let args = vec![
            ("party", Arg::from(table.parties[party].clone())),
            ("n", table.utility(party, floor.utility).into()),
        ];
        table.lang.line("party-number", args)
    };
    let all = joined(known.map(one), " · ");
    (!all.is_empty()).then_some(all)
}

/// Does everybody get at least his reservation value?
fn is_acceptable(overview: &Overview, point: &Point) -> bool {
    point.meets(overview.problem.reservations()).into_iter().all(|content| content)
}

/// The packages that solutions choose, each once, in the order of the frontier.
fn chosen(overview: &Overview) -> Vec<Shown<'_>> {
    let mut shown: Vec<Shown<'_>> = Vec::new();
    for chosen in &overview.solutions {
        let Some(place) = chosen.point else { continue };
        let name = chosen.solution.name();
        match shown.iter_mut().find(|shown| shown.place == place) {
            Some(shown) => shown.solutions.push(name),
            None => shown.push(Shown { place, point: &overview.points[place], solutions: vec![name] }),
        }
    }
    shown.sort_by_key(|shown| shown.place);
    shown
}

/// A letter for a package: A, B, C, ….
pub(super) fn letter(place: usize) -> String {
    let letter = char::from(b'A' + (place % 26) as u8);
    if place < 26 { letter.to_string() } else { format!("{letter}{}", place / 26) }
}

/// Packages, the first of them the one with the letter `first`, beside each other under a caption: what they have
/// in common in a line; then an issue a row on which they differ, what each party gets, and the solutions that
/// choose them, if any do.
pub(super) fn comparison(
    table: &Table<'_>,
    overview: &Overview,
    shown: &[Shown<'_>],
    first: usize,
    caption: &str,
) -> Vec<Block> {
    let lang = table.lang;
    let mut head = vec![lang.line("deals-issue", vec![])];
    let option_of = |shown: &Shown<'_>, issue: usize| shown.point.outcome[issue];
    let (same, different): (Vec<usize>, Vec<usize>) = (0..table.issues.len()).partition(|&issue| {
        shown.len() > 1 && shown.iter().all(|s| option_of(s, issue) == option_of(&shown[0], issue))
    });
    let letters = (first..first + shown.len()).map(letter);
    head.extend(letters.map(|letter| vec![Inline::Strong(vec![Inline::data(letter)])]));
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for issue in different {
        let name = &table.issues[issue];
        let options = shown.iter().map(|shown| table.option(issue, shown.point.outcome[issue]));
        rows.push([name.clone()].into_iter().chain(options).collect());
    }
    for (party, name) in table.parties.iter().enumerate() {
        let label = lang.line("deals-worth", vec![("party", name.clone().into())]);
        let cell = |shown: &Shown<'_>| {
            let utility = shown.point.utilities[party];
            let mut line = vec![table.utility(party, utility)];
            let floor = overview.floors[party];
            if floor.is_reservation && utility < floor.utility {
                line.extend([Inline::mark(" "), Inline::State(State::No, lang.say("deals-below"))]);
            }
            line
        };
        rows.push([label].into_iter().chain(shown.iter().map(cell)).collect());
    }
    if !table.scenario.red_lines.is_empty() {
        let cell = |shown: &Shown<'_>| broken(table, &shown.point.outcome);
        rows.push([lang.line("deals-breaks", vec![])].into_iter().chain(shown.iter().map(cell)).collect());
    }
    let solutions = |shown: &Shown<'_>| {
        let name = |name: &&str| vec![lang.word(&format!("solution-{}", name.replace('_', "-")))];
        joined(shown.solutions.iter().map(name), " · ")
    };
    if shown.iter().any(|shown| !shown.solutions.is_empty()) {
        let chosen_by = lang.line("deals-chosen-by", vec![]);
        rows.push([chosen_by].into_iter().chain(shown.iter().map(solutions)).collect());
    }
    let comparison = crate::doc::Table { caption: lang.line(caption, vec![]), head, rows };
    let in_common = (!same.is_empty()).then(|| {
        let terms = table.terms(same.iter().map(|&issue| (issue, option_of(&shown[0], issue))));
        Block::Para(lang.line("deals-in-common", vec![("terms", terms.into())]))
    });
    in_common.into_iter().chain([Block::Table(comparison)]).collect()
}

/// Whose red lines an outcome breaks, on which issue.
pub(crate) fn broken(table: &Table<'_>, outcome: &[u32]) -> Line {
    let line = |line: &detente_model::scenario::RedLine| {
        let args = vec![
            ("party", Arg::from(table.parties[line.party].clone())),
            ("issue", table.issues[line.issue].clone().into()),
        ];
        vec![Inline::RedLine(table.lang.line("deals-red-line-of", args))]
    };
    let all: Vec<Line> = table.scenario.breaks(outcome).map(line).collect();
    if all.is_empty() { vec![table.lang.word("none")] } else { joined(all, " · ") }
}

/// What each solution chooses, and by what definition.
fn solutions(table: &Table<'_>, overview: &Overview, shown: &[Shown<'_>]) -> Block {
    let lang = table.lang;
    let mut head = vec![lang.line("deals-solution", vec![]), lang.line("deals-package", vec![])];
    head.extend(table.parties.iter().cloned());
    head.push(lang.line("deals-definition", vec![]));
    let row = |chosen: &detente_deals::Chosen| {
        let name = chosen.solution.name().replace('_', "-");
        let place = chosen.point.and_then(|point| shown.iter().position(|shown| shown.place == point));
        let package =
            place.map_or_else(|| vec![lang.word("none")], |place| vec![Inline::data(letter(place))]);
        let mut row = vec![vec![lang.word(&format!("solution-{name}"))], package];
        for party in 0..table.parties.len() {
            let utility = chosen.package.as_ref().map(|package| package.utilities[party]);
            row.push(utility.map_or_else(Line::new, |utility| vec![table.utility(party, utility)]));
        }
        let mut means = vec![lang.word(&format!("solution-{name}-means"))];
        if is_weighted(chosen.solution.name()) && overview.weights.iter().any(|weight| *weight != 1) {
            means.push(Inline::mark(" "));
            means.extend(weights(table, overview));
        }
        row.push(vec![Inline::Quiet(means)]);
        row
    };
    let rows = overview.solutions.iter().map(row).collect();
    Block::Table(crate::doc::Table { caption: lang.line("deals-solutions", vec![]), head, rows })
}

/// Do the parties' weights count for the solution of this name?
fn is_weighted(solution: &str) -> bool {
    matches!(solution, "nash" | "proportional")
}

/// The parties' weights: “(weights: Ukraine 2 · Russia 1)”.
fn weights(table: &Table<'_>, overview: &Overview) -> Line {
    let one = |(party, weight): (&Line, &u32)| {
        let args = vec![("party", Arg::from(party.clone())), ("n", Inline::data(weight.to_string()).into())];
        table.lang.line("party-number", args)
    };
    let list = joined(table.parties.iter().zip(&overview.weights).map(one), " · ");
    table.lang.line("deals-weights", vec![("list", list.into())])
}

/// From which rooms an answer was computed, on what basis, and what was rounded: at the end of every page.
pub fn carried(table: &Table<'_>) -> Line {
    let lang = table.lang;
    let basis = table.scenario.basis;
    let basis = Inline::Basis(basis, lang.say(&format!("basis-{}", basis.as_str())));
    let mut line = match table.rooms.is_empty() {
        true => lang.line("deals-from-file", vec![]),
        false => {
            lang.line("deals-carried", vec![("rooms", table.rooms.clone().into()), ("basis", basis.into())])
        }
    };
    let is_caucus = |room: &&Room| matches!(room, Room::Caucus(_));
    if table.scenario.rooms.iter().filter(is_caucus).count() > 1 {
        line.push(Inline::mark(" "));
        line.extend(lang.line("deals-belongs-to-team", vec![]));
    }
    for note in &table.scenario.notes {
        line.extend([Inline::mark(" "), Inline::data(note.clone())]);
    }
    vec![Inline::Quiet(line)]
}

fn point_json(table: &Table<'_>, overview: &Overview, point: &Point) -> Map<String, Value> {
    let mut json = Map::new();
    json.insert("outcome".into(), table.outcome_json(&point.outcome));
    json.insert("utilities".into(), table.utilities_json(&point.utilities));
    if let Some(count) = &point.count {
        json.insert("count".into(), count.to_string().into());
    }
    let meets: Vec<Value> = point
        .meets(overview.problem.reservations())
        .into_iter()
        .zip(overview.problem.reservations())
        .map(|(meets, reservation)| reservation.map_or(Value::Null, |_| meets.into()))
        .collect();
    json.insert("meets_reservation".into(), meets.into());
    let breaks: Vec<usize> = table
        .scenario
        .red_lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.is_broken_by(&point.outcome))
        .map(|(place, _)| place)
        .collect();
    json.insert("breaks".into(), breaks.into());
    json
}

/// Everything: see docs/deals-json.md for the names.
fn json_of(table: &Table<'_>, overview: &Overview, beside: &Beside) -> Value {
    let scenario = table.scenario;
    let mut points: Vec<Map<String, Value>> =
        overview.points.iter().map(|point| point_json(table, overview, point)).collect();
    for (point, all) in points.iter_mut().zip(&beside.outcomes) {
        let outcomes = all.outcomes.iter().map(|outcome| table.outcome_json(outcome)).collect();
        point.insert("outcomes".into(), outcomes);
        point.insert("outcomes_cut".into(), cut_json(all.rest));
    }
    let epsilon = match &overview.known {
        Known::Within(epsilon) => Some(table.utilities_json(epsilon)),
        _ => None,
    };
    let solutions: Map<String, Value> = overview
        .solutions
        .iter()
        .map(|chosen| {
            let point = chosen.package.as_ref();
            let mut value = json!({
                "definition": chosen.solution.definition(),
                "source": chosen.solution.source(),
                "outcome": point.map(|point| table.outcome_json(&point.outcome)),
                "utilities": point.map(|point| table.utilities_json(&point.utilities)),
                "point": chosen.point,
                "proof": proof_json(chosen.proof),
            });
            if is_weighted(chosen.solution.name()) {
                value["weights"] = json!(overview.weights);
            }
            (chosen.solution.name().to_owned(), value)
        })
        .collect();
    let floors: Vec<Value> = overview
        .floors
        .iter()
        .enumerate()
        .map(|(party, floor)| {
            json!({
                "utility": table.utility_json(party, floor.utility),
                "from": if floor.is_reservation { "reservation value" } else { "least of any package" },
            })
        })
        .collect();
    let red_lines: Vec<Value> = scenario.red_lines.iter().map(|line| red_line_json(table, line)).collect();
    json!({
        "parties": table.party_names(),
        "issues": scenario.issues.iter().map(|issue| json!({"name": issue.name, "options": issue.options})).collect::<Vec<_>>(),
        "outcomes": overview.problem.outcomes().to_string(),
        "carried": table.carried_json(),
        "disagreement": floors,
        "red_lines": red_lines,
        "frontier": {
            "exact": overview.known == Known::All,
            "respects": overview.respect == Respect::LeaveOut,
            "epsilon": epsilon,
            "bounds": bounds_json(table, overview),
            "points": points,
        },
        "solutions": solutions,
        "certificate": beside.certificate.as_ref().map(|hash| json!({"sha256": hash})),
    })
}

/// Are there more outcomes than those listed? Null where nobody knows.
fn cut_json(rest: Rest) -> Value {
    match rest {
        Rest::None => false.into(),
        Rest::Unasked => true.into(),
        Rest::Stopped(_) => Value::Null,
    }
}

/// What no package exceeds, where only some efficient ones are known.
fn bounds_json(table: &Table<'_>, overview: &Overview) -> Value {
    let Known::Some(bounds, stop) = &overview.known else { return Value::Null };
    let units: Vec<i64> = table.scenario.utilities.iter().map(|utility| utility.unit).collect();
    let bound = |bound: &detente_deals::Bound| json!({"weights": bound.weights, "units": units, "at_most": bound.most.to_string(), "reached": bound.is_reached});
    json!({"why": stop.to_string(), "of_weighted_sums": bounds.iter().map(bound).collect::<Vec<_>>()})
}

/// What is proven of a solution's choice.
fn proof_json(proof: Option<Proof>) -> Value {
    match proof {
        Some(Proof::Optimal) => "optimal".into(),
        Some(Proof::Within { at_most }) => json!({"at_most": at_most}),
        None => Value::Null,
    }
}

/// A red line as JSON, with its evidence.
pub fn red_line_json(table: &Table<'_>, line: &detente_model::scenario::RedLine) -> Value {
    let issue = &table.scenario.issues[line.issue];
    let broken = line.broken.iter().zip(&issue.options).filter(|(broken, _)| **broken);
    json!({
        "party": table.scenario.utilities[line.party].party,
        "issue": issue.name,
        "broken_by": broken.map(|(_, option)| option.clone()).collect::<Vec<_>>(),
        "entry": format!("{}/{}", line.entry.0, line.entry.1),
        "basis": line.basis.as_str(),
        "source": line.source,
        "condition": line.condition.as_ref().map(|text| crate::doc::plain(&[table.lang.text(text)])),
    })
}
