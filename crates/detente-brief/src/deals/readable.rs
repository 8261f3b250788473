//! The efficient packages in a readable few, each named by what it trades against its neighbour.

use super::Table;
use crate::doc::{Block, Inline, Line, joined};
use crate::lang::Arg;
use detente_deals::questions::readable::{Group, Readable, Step};
use detente_deals::questions::{QuestionError, Setting};
use detente_deals::Overview;
use serde_json::{Value, json};

/// The packages that stand for all.
const MOST: usize = 5;

/// The readable few of a setting.
pub fn of(setting: &Setting<'_>) -> Result<Readable, QuestionError> {
    setting.readable(&setting.all.frontier, MOST)
}

/// A table of them; `name` is what a package is called on the page. None where the few are all, which another table
/// shows.
pub fn block(
    table: &Table<'_>,
    overview: &Overview,
    readable: &Readable,
    name: impl Fn(usize) -> Line,
) -> Option<Block> {
    let lang = table.lang;
    let all: usize = readable.groups.iter().map(|group| group.members.len()).sum();
    if readable.groups.len() < 2 || readable.groups.len() == all {
        return None;
    }
    let mut head = vec![lang.line("deals-package", vec![])];
    head.extend(table.parties.iter().cloned());
    head.extend(["readable-like", "readable-trades"].map(|id| lang.line(id, vec![])));
    let row = |group: &Group| {
        let point = &overview.points[group.place];
        let worth = point.utilities.iter().enumerate().map(|(party, u)| vec![table.utility(party, *u)]);
        let like = vec![Inline::data((group.members.len() - 1).to_string())];
        [name(group.place)].into_iter().chain(worth).chain([like, against(table, group)]).collect()
    };
    let caption = vec![("n", Arg::from(readable.groups.len())), ("all", all.into())];
    Some(Block::Table(crate::doc::Table {
        caption: lang.line("readable-caption", caption),
        head,
        rows: readable.groups.iter().map(row).collect(),
    }))
}

/// What it gives to whom against the one above; the first: against the best of the first party.
fn against(table: &Table<'_>, group: &Group) -> Line {
    match &group.from_previous {
        Some(step) => traded(table, step),
        None => match group.from_best.first().filter(|step| step.from != group.place) {
            Some(step) => {
                let args =
                    vec![("party", Arg::from(table.parties[0].clone())), ("what", traded(table, step).into())];
                table.lang.line("readable-from-best", args)
            }
            None => table.lang.line("readable-best", vec![("party", table.parties[0].clone().into())]),
        },
    }
}

/// For each party the issue on which it gets most, or, if it gets nothing anywhere, on which it gives most.
fn traded(table: &Table<'_>, step: &Step) -> Line {
    let of_party = |party: usize| {
        let by_issue = || step.differences.iter().map(|d| (d.gains[party], d.change.issue));
        let most = by_issue().rev().max_by_key(|(gain, _)| *gain).filter(|(gain, _)| *gain > 0);
        let least = by_issue().rev().min_by_key(|(gain, _)| *gain).filter(|(gain, _)| *gain < 0);
        let (gain, issue) = most.or(least)?;
        let args = vec![
            ("party", Arg::from(table.parties[party].clone())),
            ("n", table.change(party, gain).into()),
            ("issue", table.issues[issue].clone().into()),
        ];
        Some(table.lang.line("readable-gets", args))
    };
    joined((0..table.parties.len()).filter_map(of_party), " · ")
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
