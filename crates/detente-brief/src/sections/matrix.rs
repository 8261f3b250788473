//! The gap matrix: where each side stands on each issue, and how far apart.

use super::Section;
use crate::doc::{Block, DrawnAxis, Inline, Line, Matrix, MatrixCell, MatrixRow, Target, plain};
use crate::look::Look;
use detente_model::gap::{Axis, Gap, Held, IssueGap, Movement, Standing};
use detente_model::{
    Agreement, AnyRef, Basis, DateForm, Extent, Id, Issue, Party, PartyRef, PositionKind, Role, Room, Text,
};
use detente_record::Entry;
use serde_json::{Value, json};
use std::collections::HashMap;

/// One issue of the view with what each party holds on it.
pub struct Row<'v> {
    /// The issue's entry.
    pub entry: &'v Entry,
    depth: usize,
    /// Where each party stands on it.
    pub gap: IssueGap<'v>,
    axis: Option<Axis>,
    settled: Vec<Settled<'v>>,
}

/// The matrix. Issues without a position are named beneath it; `limit` rows at most on a page.
pub fn section<'v>(look: &'v Look<'_>, limit: usize) -> Section<'v> {
    let lang = look.lang;
    let parties = parties(look);
    let rows = rows(look);
    let (with, without): (Vec<&Row<'_>>, Vec<&Row<'_>>) = partition(&rows);
    // Headings of sub-issues do not count towards the limit.
    let mut left = limit;
    let within = |row: &&&Row<'_>| {
        let says = usize::from(!row.gap.standings.is_empty());
        left.checked_sub(says).inspect(|rest| left = *rest).is_some()
    };
    let shown: Vec<&Row<'_>> = with.iter().take_while(within).copied().collect();
    let mut blocks = vec![Block::Section("matrix", vec![lang.word("section-matrix")])];
    let columns: Vec<&Entry> = parties
        .iter()
        .copied()
        .filter(|party| with.iter().any(|row| row.gap.standings.iter().any(|s| *s.party == party.id)))
        .collect();
    if with.is_empty() {
        blocks.push(Block::Para(vec![Inline::Quiet(vec![lang.word("matrix-none")])]));
    } else {
        blocks.push(Block::Matrix(Matrix {
            caption: vec![lang.word("matrix-caption")],
            issue_head: vec![lang.word("matrix-issue")],
            gap_head: vec![lang.word("matrix-gap")],
            parties: columns
                .iter()
                .map(|party| look.party(&party.room, &PartyRef::to(party.id.clone())))
                .collect(),
            rows: shown.iter().map(|row| matrix_row(look, row, &columns)).collect(),
            nothing: vec![lang.word("nothing")],
            legend: vec![lang.word("matrix-legend")],
            right_to_left: lang.is_right_to_left(),
        }));
        if with.len() > shown.len() {
            let more = lang.line("matrix-more", vec![("n", (with.len() - shown.len()).into())]);
            blocks.push(Block::Para(vec![Inline::Quiet(more)]));
        }
    }
    if !without.is_empty() {
        let issues =
            look.list(without.iter().filter_map(|row| Some(vec![lang.text(&issue_of(row.entry)?.title)])));
        blocks.push(Block::Para(vec![Inline::Quiet(
            lang.line("matrix-no-positions", vec![("issues", issues.into())]),
        )]));
    }
    let json = Box::new(move || {
        json!({
            "parties": columns.iter().map(|party| party.id.as_str()).collect::<Vec<_>>(),
            "issues": rows.iter().map(|row| row_json(look, row)).collect::<Vec<_>>(),
        })
    });
    Section { name: "gaps", blocks, json }
}

/// The rows that say something (an issue without a position is the heading of its sub-issues that
/// have one), and the others.
fn partition<'a, 'v>(rows: &'a [Row<'v>]) -> (Vec<&'a Row<'v>>, Vec<&'a Row<'v>>) {
    let says = |index: usize| {
        let row = &rows[index];
        let within = rows[index + 1..].iter().take_while(|below| below.depth > row.depth);
        std::iter::once(row).chain(within).any(|row| !row.gap.standings.is_empty() || !row.settled.is_empty())
    };
    let (with, without): (Vec<usize>, Vec<usize>) = (0..rows.len()).partition(|index| says(*index));
    let pick = |indices: Vec<usize>| indices.into_iter().map(|index| &rows[index]).collect();
    (pick(with), pick(without))
}

impl Row<'_> {
    /// Is it only the heading of its sub-issues?
    fn is_heading(&self, rows: &[Row<'_>], place: usize) -> bool {
        let has_parts = rows.get(place + 1).is_some_and(|next| next.depth > self.depth);
        has_parts && self.gap.standings.is_empty() && self.settled.is_empty()
    }

    /// The weakest basis of the positions and of the ladder on which they are compared.
    fn basis(&self) -> Option<Basis> {
        self.gap.basis.map(|basis| basis.max(self.entry.basis))
    }
}

/// How many issues there are (headings apart), and how many of them are open: no agreement stands on them, and
/// the parties do not all hold the same.
pub fn open_issues(look: &Look<'_>) -> (usize, usize) {
    let rows = rows(look);
    let agreed = super::sessions::agreed_issues(look);
    let issues = rows.iter().enumerate().filter(|(place, row)| !row.is_heading(&rows, *place));
    let is_open =
        |row: &Row<'_>| row.gap.gap != Gap::Agree && !agreed.contains(&std::ptr::from_ref(row.entry));
    issues.fold((0, 0), |(all, open), (_, row)| (all + 1, open + usize::from(is_open(row))))
}

fn issue_of(entry: &Entry) -> Option<&Issue> {
    <Issue as detente_model::AsFact>::of(entry.fact()?)
}

/// The parties in the order of the record, belligerents first.
fn parties<'v>(look: &'v Look<'_>) -> Vec<&'v Entry> {
    let all: Vec<(&Entry, &Party)> = look.view.facts::<Party>().collect();
    let sides = all.iter().filter(|(_, party)| party.role == Role::Belligerent);
    let others = all.iter().filter(|(_, party)| party.role != Role::Belligerent);
    sides.chain(others).map(|(entry, _)| *entry).collect()
}

/// The issues in the order of the record, each followed by its sub-issues.
pub fn rows<'v>(look: &'v Look<'_>) -> Vec<Row<'v>> {
    let parties: Vec<&Id> = parties(look).into_iter().map(|entry| &entry.id).collect();
    let issues: Vec<(&Entry, &Issue)> = look.view.facts::<Issue>().collect();
    let place: HashMap<*const Entry, usize> =
        issues.iter().enumerate().map(|(i, (entry, _))| (std::ptr::from_ref(*entry), i)).collect();
    // The top issues, and the parts of each.
    let (mut tops, mut parts) = (Vec::new(), vec![Vec::new(); issues.len()]);
    for (index, (entry, issue)) in issues.iter().enumerate() {
        let whole = issue.part_of.as_ref().and_then(|whole| look.pointed(&entry.room, whole));
        match whole.and_then(|whole| place.get(&whole)) {
            Some(whole) => parts[*whole].push(index),
            None => tops.push(index),
        }
    }
    let entries: Vec<&Entry> = issues.iter().map(|(entry, _)| *entry).collect();
    let held = look.view.positions(&entries);
    let mut settled = settled(look);
    let now = look.now();
    let mut order = Vec::new();
    let mut stack: Vec<(usize, usize)> = tops.into_iter().rev().map(|index| (index, 0)).collect();
    while let Some((index, depth)) = stack.pop() {
        order.push((index, depth));
        stack.extend(parts[index].iter().rev().map(|part| (*part, depth + 1)));
    }
    order
        .into_iter()
        .map(|(index, depth)| {
            let (entry, issue) = issues[index];
            let gap = IssueGap::of(issue, &parties, &held[index], now);
            let settled = settled.remove(&std::ptr::from_ref(entry)).unwrap_or_default();
            Row { entry, depth, gap, axis: Axis::of(issue, &held[index]), settled }
        })
        .collect()
}

fn matrix_row(look: &Look<'_>, row: &Row<'_>, columns: &[&Entry]) -> MatrixRow {
    let issue = row.gap.issue;
    let cells = columns
        .iter()
        .map(|party| {
            let standing = row.gap.standings.iter().find(|s| *s.party == party.id)?;
            Some(cell(look, row, party, standing))
        })
        .collect();
    let mut apart = if row.gap.standings.is_empty() { Line::new() } else { gap_words(look, &row.gap, issue) };
    if let Some(basis) = row.basis() {
        apart.extend([Inline::mark(" "), look.basis(basis)]);
    }
    // What is agreed comes before how far apart the positions still are.
    let settled = row.settled.iter().map(|(entry, agreement, option)| {
        let status = look.lang.say(&format!("agreement-{}", agreement.status.as_str()));
        let mut line = vec![Inline::State(crate::doc::State::Yes, status), Inline::mark(": ")];
        line.extend(look.option(issue, option));
        line.extend(look.marks(entry));
        line
    });
    let gap = crate::doc::joined(settled.chain([apart]), " · ");
    MatrixRow {
        issue: look.to(|| Target::entry(&row.entry.room, &row.entry.id), vec![look.lang.text(&issue.title)]),
        depth: row.depth,
        gap,
        cells,
        axis: drawn_axis(look, row),
    }
}

/// An agreement with the option by which it settles an issue.
type Settled<'v> = (&'v Entry, &'v Agreement, &'v str);

/// The agreements that stand, by the issues that they settle.
fn settled<'v>(look: &'v Look<'_>) -> HashMap<*const Entry, Vec<Settled<'v>>> {
    let mut by_issue: HashMap<*const Entry, Vec<Settled<'v>>> = HashMap::new();
    for (entry, agreement) in super::ledger::standing_agreements(look) {
        for (reference, option) in agreement.terms.iter().flat_map(|terms| &terms.0) {
            if let Some(issue) = look.pointed(&entry.room, reference) {
                by_issue.entry(issue).or_default().push((entry, agreement, option));
            }
        }
    }
    by_issue
}

/// How far apart the parties are, in words.
pub fn gap_words(look: &Look<'_>, gap: &IssueGap<'_>, issue: &Issue) -> Line {
    let lang = look.lang;
    match &gap.gap {
        Gap::Unknown => vec![Inline::Quiet(vec![lang.word("gap-unknown")])],
        Gap::Refused => vec![Inline::State(crate::doc::State::No, lang.say("gap-refused"))],
        Gap::Agree => vec![Inline::State(crate::doc::State::Yes, lang.say("gap-agree"))],
        Gap::Overlap => vec![Inline::State(crate::doc::State::Open, lang.say("gap-overlap"))],
        Gap::Differ => vec![Inline::State(crate::doc::State::No, lang.say("gap-differ"))],
        Gap::Steps(steps) => {
            let all = issue.options.len().saturating_sub(1);
            vec![Inline::Strong(lang.line("gap-steps", vec![("n", (*steps).into()), ("all", all.into())]))]
        }
        Gap::Amount(amount) => {
            let n = lang.number(amount);
            vec![Inline::Strong(match &issue.unit {
                Some(unit) => {
                    lang.line("gap-amount-unit", vec![("n", n.into()), ("unit", lang.text(unit).into())])
                }
                None => lang.line("gap-amount", vec![("n", n.into())]),
            })]
        }
    }
}

fn cell(look: &Look<'_>, row: &Row<'_>, party: &Entry, standing: &Standing<'_>) -> MatrixCell {
    let (lang, issue) = (look.lang, row.gap.issue);
    let mut holds = Line::new();
    let mut more = Vec::new();
    if let Some(current) = &standing.current {
        holds.extend([look.position_kind(current.position.kind), Inline::mark(" ")]);
        holds.push(Inline::Strong(look.extent(current.position, issue)));
        holds.extend(held_marks(look, current));
        more.extend(since_line(look, current));
        if let Some(condition) = &current.position.condition {
            more.push(lang.line("condition", vec![("condition", lang.text(condition).into())]));
        }
    }
    if let Some(line) = movement(look, standing, issue) {
        more.push(line);
    }
    for held in &standing.red_lines {
        let what = look.extent(held.position, issue);
        let id = if held.position.kind == PositionKind::Refusal { "red-line-refuses" } else { "red-line-of" };
        let mut line = vec![Inline::RedLine(lang.line(id, vec![("what", what.into())]))];
        if standing.current.as_ref().is_none_or(|current| current.id != held.id) {
            line.extend(held_marks(look, held));
        }
        more.push(line);
    }
    for held in &standing.refusals {
        let mut line = vec![look.position_kind(PositionKind::Refusal), Inline::mark(" ")];
        line.extend(look.extent(held.position, issue));
        line.extend(held_marks(look, held));
        more.push(line);
    }
    if let Some(held) = &standing.given_up {
        let what = look.extent(held.position, issue);
        let mut line = lang.line("gave-up", vec![("what", what.into())]);
        line.extend(held_marks(look, held));
        more.push(line);
    }
    if holds.is_empty() && !more.is_empty() {
        holds = more.remove(0);
    }
    let holds = look.to(|| held_target(look, row.entry, party), holds);
    let place = |held: &Held<'_>| row.axis.as_ref()?.place(&Extent::of(held.position, issue).ok()?);
    let limit = |held: &Held<'_>| {
        let allowed =
            Extent::of(held.position, issue).ok()?.allowed_by(held.position.kind, issue.options.len())?;
        row.axis.as_ref()?.place(&allowed)
    };
    MatrixCell {
        holds,
        more,
        drawn: standing.current.as_ref().and_then(place),
        red_lines: standing.red_lines.iter().filter_map(limit).collect(),
    }
}

/// The history of one cell.
pub fn held_target(look: &Look<'_>, issue: &Entry, party: &Entry) -> Target {
    Target::screen("held").with("issue", look.place(issue)).with("party", look.place(party))
}

/// The basis of a position, and its room where it is not public.
pub fn held_marks(look: &Look<'_>, held: &Held<'_>) -> Line {
    let mut marks = vec![Inline::mark(" "), look.basis(held.basis)];
    if *held.room != Room::Public {
        marks.extend([Inline::mark(" "), look.room(held.room)]);
    }
    marks
}

/// The date of a position as written, or its session's.
fn since(look: &Look<'_>, held: &Held<'_>) -> Option<Line> {
    let entry = look.view.resolve(held.room, &AnyRef::to(held.id.clone()))?.entry();
    look.when(entry)
}

/// “since 16 May 2025”; a vague date by itself (“before the session”).
pub fn since_line(look: &Look<'_>, held: &Held<'_>) -> Option<Line> {
    let when = since(look, held)?;
    let entry = look.view.resolve(held.room, &AnyRef::to(held.id.clone()))?.entry();
    let plain_date = entry.when.as_ref().is_none_or(|when| matches!(when.form, DateForm::In(_)));
    Some(if plain_date { look.lang.line("since", vec![("date", when.into())]) } else { when })
}

/// Which way a party moved, and from where.
pub fn movement(look: &Look<'_>, standing: &Standing<'_>, issue: &Issue) -> Option<Line> {
    let (arrow, id) = match standing.movement {
        Movement::First | Movement::Same => return None,
        Movement::Towards => ('→', "move-towards"),
        Movement::Away => ('←', "move-away"),
        Movement::Sideways => ('↔', "move-sideways"),
        Movement::Moved => ('↷', "move-moved"),
    };
    let arrow = if look.lang.is_right_to_left() { turned(arrow) } else { arrow };
    let from = look.extent(standing.previous.as_ref()?.position, issue);
    Some(vec![Inline::Arrow(arrow, look.lang.line(id, vec![("from", from.into())]))])
}

/// The arrow for lines that run from right to left.
fn turned(arrow: char) -> char {
    match arrow {
        '→' => '←',
        '←' => '→',
        '↷' => '↶',
        other => other,
    }
}

fn drawn_axis(look: &Look<'_>, row: &Row<'_>) -> Option<DrawnAxis> {
    let axis = row.axis.as_ref()?;
    let issue = row.gap.issue;
    let word = |text: &Text| plain(&[look.lang.text(text)]);
    let marks = match axis {
        Axis::Ladder(count) => issue
            .options
            .iter()
            .enumerate()
            .map(|(i, option)| {
                ((i * 1000 / (count - 1).max(1)) as u32, word(&issue.option_label(&option.0.id)))
            })
            .collect(),
        Axis::Numbers(lo, hi) => {
            [(0, lo), (1000, hi)].map(|(at, n)| (at, look.lang.number(n).plain())).to_vec()
        }
    };
    // Shaded: what lies between the two that are furthest apart.
    let places: Vec<_> = row
        .gap
        .standings
        .iter()
        .filter_map(|s| axis.place(&Extent::of(s.current.as_ref()?.position, issue).ok()?))
        .collect();
    let lowest_end = places.iter().map(|p| p.to).min();
    let highest_start = places.iter().map(|p| p.from).max();
    let gap = lowest_end.zip(highest_start).filter(|(from, to)| from < to);
    Some(DrawnAxis { marks, gap })
}

fn row_json(look: &Look<'_>, row: &Row<'_>) -> Value {
    let issue = row.gap.issue;
    let (gap, size) = match &row.gap.gap {
        Gap::Unknown => ("unknown", Value::Null),
        Gap::Refused => ("refused", Value::Null),
        Gap::Agree => ("agree", json!("0")),
        Gap::Overlap => ("overlap", json!("0")),
        Gap::Differ => ("differ", Value::Null),
        Gap::Steps(steps) => ("steps", json!(steps.to_string())),
        Gap::Amount(amount) => ("amount", json!(amount.to_string())),
    };
    let held = |held: &Held<'_>| {
        json!({
            "entry": held.id.as_str(), "room": held.room.to_string(), "basis": held.basis.as_str(),
            "kind": held.position.kind.as_str(),
            "holds": plain(&look.extent(held.position, issue)),
            "since": since(look, held).map(|line| plain(&line)),
            "red_line": held.position.is_red_line(),
        })
    };
    let standings: Vec<Value> = row
        .gap
        .standings
        .iter()
        .map(|s| {
            json!({
                "party": s.party.as_str(),
                "current": s.current.as_ref().map(held),
                "previous": s.previous.as_ref().map(held),
                "red_lines": s.red_lines.iter().map(held).collect::<Vec<_>>(),
                "refusals": s.refusals.iter().map(held).collect::<Vec<_>>(),
                "movement": format!("{:?}", s.movement).to_lowercase(),
            })
        })
        .collect();
    json!({
        "issue": row.entry.id.as_str(),
        "title": plain(&[look.lang.text(&issue.title)]),
        "scale": issue.scale.as_str(),
        "part_of": issue.part_of.as_ref().map(|p| p.to_string()),
        "gap": gap,
        "size": size,
        "unit": issue.unit.as_ref().map(|unit| plain(&[look.lang.text(unit)])),
        "basis": row.basis().map(Basis::as_str),
        "standings": standings,
    })
}
