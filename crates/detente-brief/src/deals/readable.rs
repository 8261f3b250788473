//! The efficient packages in a readable few, each named by what it trades against its neighbour.

use super::Table;
use crate::doc::{Block, Inline, Line};
use crate::lang::Arg;
use detente_deals::Overview;
use detente_deals::questions::readable::{Difference, Group, Readable, Step};
use detente_deals::questions::{QuestionError, Setting};
use serde_json::{Value, json};

/// The packages that stand for all.
const MOST: usize = 5;

/// Changes from one of them to the next that are told.
const MOST_CHANGES: usize = 5;

/// The readable few of a setting.
pub fn of(setting: &Setting<'_>) -> Result<Readable, QuestionError> {
    setting.readable(&setting.all.frontier, MOST)
}

/// A list of them; `name` is what a package is called on the page. None where the few are all, which another table
/// shows.
pub fn blocks(
    table: &Table<'_>,
    overview: &Overview,
    readable: &Readable,
    name: impl Fn(usize) -> Line,
) -> Vec<Block> {
    let all: usize = readable.groups.iter().map(|group| group.members.len()).sum();
    if readable.groups.len() < 2 || readable.groups.len() == all {
        return Vec::new();
    }
    let item = |group: &Group| {
        let point = &overview.points[group.place];
        let args = vec![
            ("package", Arg::from(name(group.place))),
            ("worth", table.utilities(&point.utilities).into()),
            ("n", (group.members.len() - 1).into()),
        ];
        let told = match &group.from_previous {
            None => vec![table.terms(point.outcome.iter().copied().enumerate())],
            Some(step) => stepped(table, step),
        };
        (table.lang.line("readable-package", args), told)
    };
    let counted = vec![("n", Arg::from(readable.groups.len())), ("all", all.into())];
    vec![
        Block::Heading(table.lang.line("readable-heading", counted)),
        Block::Para(vec![Inline::Quiet(table.lang.line("readable-means", vec![]))]),
        Block::List(readable.groups.iter().map(item).collect()),
    ]
}

/// What is different from the package above: the changes that matter most first.
fn stepped(table: &Table<'_>, step: &Step) -> Vec<Line> {
    let matters = |difference: &Difference| {
        let widths = table.scenario.utilities.iter().map(|utility| utility.unit as f64);
        difference
            .gains
            .iter()
            .zip(widths)
            .map(|(gain, unit)| (*gain as f64 / unit).abs())
            .fold(0.0, f64::max)
    };
    let mut differences: Vec<&Difference> = step.differences.iter().collect();
    differences.sort_by(|a, b| matters(b).total_cmp(&matters(a)));
    let line = |difference: &&Difference| {
        let mut args = table.change_args(difference.change);
        args.push(("worth", table.gained(&difference.gains).into()));
        table.lang.line("trades-moves", args)
    };
    let mut lines: Vec<Line> = differences.iter().take(MOST_CHANGES).map(line).collect();
    let more = differences.len().saturating_sub(MOST_CHANGES);
    if more > 0 {
        lines.push(vec![Inline::Quiet(table.lang.line("and-more", vec![("n", more.into())]))]);
    }
    lines
}

/// All of it.
pub fn json(table: &Table<'_>, readable: &Readable) -> Value {
    let step = |step: &Step| {
        let by_issue = step.differences.iter().map(|difference| {
            let issue = &table.scenario.issues[difference.change.issue];
            json!({
                "issue": issue.name,
                "from": issue.options[difference.change.from as usize],
                "to": issue.options[difference.change.to as usize],
                "gains": table.utilities_json(&difference.gains),
            })
        });
        json!({"against": step.from, "changes": by_issue.collect::<Vec<_>>(), "links": table.utilities_json(&step.links)})
    };
    let group = |group: &Group| {
        json!({
            "point": group.place,
            "members": group.members,
            "least": table.utilities_json(&group.least),
            "greatest": table.utilities_json(&group.greatest),
            "against_previous": group.from_previous.as_ref().map(step),
            "against_best_of": group.from_best.iter().map(step).collect::<Vec<_>>(),
        })
    };
    json!({
        "definition": "efficient packages such that every other is near one of them: the greatest difference of any party, as a share of its range over the efficient packages, is at most the radius",
        "source": "Y. Tao, L. Ding, X. Lin, J. Pei, Distance-based representative skyline, ICDE 2009, 892-903; more than two parties: T. F. Gonzalez, Clustering to minimize the maximum intercluster distance, Theoretical Computer Science 38 (1985) 293-306",
        "radius": readable.radius.map(|radius| radius.as_f64()),
        "least_possible": readable.is_least,
        "groups": readable.groups.iter().map(group).collect::<Vec<_>>(),
    })
}
