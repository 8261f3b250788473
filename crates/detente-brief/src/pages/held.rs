//! The history of one cell of the gap matrix: every position of a party on an issue, and what took its place.

use super::{Printed, cited, envelope, named, not_found, page};
use crate::doc::{Block, Inline, Line, State, Target, joined, plain};
use crate::look::Look;
use crate::sections::{matrix, sessions};
use detente_model::gap::{Held, IssueGap, Standing};
use detente_model::{AsFact, Issue, Party, Position, PositionKind, Session};
use detente_record::{Entry, Seen};
use serde_json::{Value, json};

/// One position of the history.
struct Step<'v> {
    seen: &'v Seen<'v>,
    held: Held<'v>,
}

/// What has become of a position.
#[derive(Clone, Copy)]
enum Fate<'a> {
    /// It is where the party stands, or what it still refuses.
    Stands,
    /// It was given up, and no other took its place.
    GivenUp,
    /// A later one took its place.
    Replaced(&'a Entry),
    /// It no longer counts.
    Past,
}

/// Every position of `party` on `issue`, the latest first, with its sources and what took its place. Both are
/// named by id, or ROOM/ID.
pub fn held<'v>(look: &'v Look<'_>, issue: &str, party: &str) -> Printed<'v> {
    let Some((issue_entry, about)) = named::<Issue>(look, issue) else {
        return not_found(look, "held", issue);
    };
    let Some((party_entry, named)) = named::<Party>(look, party) else {
        return not_found(look, "held", party);
    };
    let steps = steps(look, issue_entry, party_entry);
    let own: Vec<Held<'_>> = steps.iter().map(|step| step.held).collect();
    let gap = IssueGap::of(about, &[&party_entry.id], &own, look.now());
    let standing = gap.standings.first();
    let fates: Vec<Fate<'_>> = (0..steps.len()).map(|place| fate(&steps, place, standing)).collect();
    let mut blocks = vec![Block::Keys(keys(look, issue_entry, party_entry, named))];
    match steps.is_empty() {
        true => blocks.push(Block::Para(vec![Inline::Quiet(vec![look.lang.word("held-none")])])),
        false => {
            blocks.push(Block::Section("held", vec![look.lang.word("held-history")]));
            let items = steps.iter().zip(&fates).rev();
            blocks.push(Block::List(items.map(|(step, fate)| item(look, step, about, *fate)).collect()));
        }
    }
    let back = taken_back(look, issue_entry, party_entry);
    if !back.is_empty() {
        blocks.push(Block::Section("taken-back", vec![look.lang.word("held-taken-back")]));
        blocks.push(Block::List(back));
    }
    let short = look.lang.text(named.short.as_ref().unwrap_or(&named.name));
    let title = look
        .lang
        .line("held-title", vec![("party", short.into()), ("issue", look.lang.text(&about.title).into())]);
    let positions: Vec<Value> =
        steps.iter().zip(&fates).map(|(step, fate)| step_json(look, step, *fate)).collect();
    let json = Box::new(move || {
        let content =
            json!({"issue": issue_entry.encode(), "party": party_entry.encode(), "positions": positions});
        envelope(look, "held", content)
    });
    Printed { page: page(look, title, blocks), json, found: true }
}

/// The positions in the order in which they were taken, as the gap matrix orders them.
fn steps<'v>(look: &'v Look<'_>, issue: &'v Entry, party: &Entry) -> Vec<Step<'v>> {
    let on_issue = look.view.entries().filter(|seen| {
        let position = seen.entry().fact().and_then(Position::of);
        position
            .is_some_and(|p| look.pointed(&seen.entry().room, &p.issue) == Some(std::ptr::from_ref(issue)))
    });
    let held = look.view.positions(&[issue]).pop().unwrap_or_default();
    let is_own =
        |held: &Held<'_>| look.pointed(held.room, &held.position.party) == Some(std::ptr::from_ref(party));
    let mut steps: Vec<Step<'_>> =
        on_issue.zip(held).filter(|(_, held)| is_own(held)).map(|(seen, held)| Step { seen, held }).collect();
    steps.sort_by_key(|step| (step.held.at.order_key(), step.held.recorded));
    steps
}

fn is_refusal(held: &Held<'_>) -> bool {
    held.position.kind == PositionKind::Refusal
}

fn fate<'a>(steps: &'a [Step<'_>], place: usize, standing: Option<&Standing<'_>>) -> Fate<'a> {
    let held = &steps[place].held;
    let is_it = |other: &Held<'_>| std::ptr::eq(other.position, held.position);
    let Some(standing) = standing else { return Fate::Past };
    let stands = standing.current.iter().chain(&standing.red_lines).chain(&standing.refusals).any(is_it);
    if stands {
        return Fate::Stands;
    }
    if standing.given_up.as_ref().is_some_and(is_it) {
        return Fate::GivenUp;
    }
    let later = steps[place + 1..].iter().find(|step| is_refusal(&step.held) == is_refusal(held));
    later.map_or(Fate::Past, |step| Fate::Replaced(step.seen.entry()))
}

fn keys(look: &Look<'_>, issue: &Entry, party: &Entry, named: &Party) -> Vec<(Line, Line)> {
    let lang = look.lang;
    let leads = |entry: &Entry, words| look.to(|| Target::entry(&entry.room, &entry.id), words);
    let title =
        issue.fact().and_then(Issue::of).map(|issue| vec![lang.text(&issue.title)]).unwrap_or_default();
    let mut keys = vec![
        (vec![lang.word("matrix-issue")], leads(issue, title)),
        (vec![lang.word("held-party")], leads(party, vec![lang.text(&named.name)])),
    ];
    let rows = matrix::rows(look);
    let row = rows.iter().find(|row| std::ptr::eq(row.entry, issue));
    let standing = row
        .and_then(|row| Some((row, row.gap.standings.iter().find(|standing| *standing.party == party.id)?)));
    if let Some((row, standing)) = standing {
        if let Some(current) = &standing.current {
            let mut now = vec![look.position_kind(current.position.kind), Inline::mark(" ")];
            now.push(Inline::Strong(look.extent(current.position, row.gap.issue)));
            now.extend(matrix::held_marks(look, current));
            keys.push((vec![lang.word("held-now")], now));
        }
        if let Some(moved) = matrix::movement(look, standing, row.gap.issue) {
            keys.push((vec![lang.word("held-moved")], moved));
        }
        keys.push((vec![lang.word("matrix-gap")], matrix::gap_words(look, &row.gap, row.gap.issue)));
    }
    keys
}

fn item(look: &Look<'_>, step: &Step<'_>, issue: &Issue, fate: Fate<'_>) -> (Line, Vec<Line>) {
    let (lang, entry, position) = (look.lang, step.seen.entry(), step.held.position);
    let when = look.when(entry).unwrap_or_else(|| vec![lang.word("date-unknown")]);
    let mut what = vec![look.position_kind(position.kind), Inline::mark(" ")];
    what.push(Inline::Strong(look.extent(position, issue)));
    let mut line = joined([vec![Inline::Strong(when)], what, fate_words(look, fate)], " · ");
    line.extend(look.marks(entry));
    line.push(Inline::mark(" "));
    line.extend(look.id(entry));
    let mut more = Vec::new();
    if position.is_red_line() {
        more.push(vec![Inline::RedLine(vec![lang.word("red-line")])]);
    }
    let condition = position.condition.as_ref();
    more.extend(condition.map(|c| lang.line("condition", vec![("condition", lang.text(c).into())])));
    let until = position.until.as_ref();
    more.extend(until.map(|until| lang.line("until", vec![("date", look.date(&entry.room, until).into())])));
    more.extend(said_where(look, entry, position));
    more.extend(cited(look, entry));
    if !step.seen.corrections().is_empty() {
        let was = look.describe(step.seen.as_written());
        more.push(vec![Inline::Quiet(lang.line("held-was", vec![("was", was.into())]))]);
    }
    (line, more)
}

/// By whom, and in which meeting.
fn said_where(look: &Look<'_>, entry: &Entry, position: &Position) -> Option<Line> {
    let by = position
        .said_by
        .as_ref()
        .map(|by| look.lang.line("held-said-by", vec![("who", look.actor(&entry.room, by).into())]));
    let session = look.view.session_of(entry).and_then(|seen| {
        let session = seen.entry();
        let title = sessions::link(look, session, session.fact().and_then(Session::of)?);
        Some(look.lang.line("held-at", vec![("session", title.into())]))
    });
    let line = joined([by, session].into_iter().flatten(), " · ");
    (!line.is_empty()).then_some(line)
}

fn fate_words(look: &Look<'_>, fate: Fate<'_>) -> Line {
    match fate {
        Fate::Stands => vec![Inline::State(State::Yes, look.lang.say("held-stands"))],
        Fate::GivenUp => vec![Inline::State(State::No, look.lang.say("held-given-up"))],
        Fate::Past => vec![Inline::Quiet(vec![look.lang.word("held-past")])],
        Fate::Replaced(by) => {
            vec![Inline::Quiet(look.lang.line("held-replaced", vec![("by", look.id(by).into())]))]
        }
    }
}

/// Positions that were taken back.
fn taken_back(look: &Look<'_>, issue: &Entry, party: &Entry) -> Vec<(Line, Vec<Line>)> {
    let is = |from: &Entry, pointed: Option<*const Entry>, to: &Entry| {
        pointed == Some(std::ptr::from_ref(to)) && look.view.holds(from)
    };
    let one = |seen: &Seen<'_>| {
        let (entry, (by, withdrawal)) = (seen.entry(), seen.withdrawn()?);
        let position = entry.fact().and_then(Position::of)?;
        let on_it = is(entry, look.pointed(&entry.room, &position.issue), issue)
            && is(entry, look.pointed(&entry.room, &position.party), party);
        let why = withdrawal.why.as_ref();
        let why = why.map(|why| look.lang.line("show-why", vec![("why", look.lang.text(why).into())]));
        let date = look.lang.instant(by.recorded, look.zone());
        let told = look.lang.line("held-taken-back-on", vec![("date", date.into())]);
        on_it.then(|| (super::entry_line(look, entry), std::iter::once(told).chain(why).collect()))
    };
    look.view.history().filter_map(one).collect()
}

fn step_json(look: &Look<'_>, step: &Step<'_>, fate: Fate<'_>) -> Value {
    let entry = step.seen.entry();
    let (state, by) = match fate {
        Fate::Stands => ("stands", None),
        Fate::GivenUp => ("given-up", None),
        Fate::Past => ("past", None),
        Fate::Replaced(by) => ("replaced", Some(look.place(by))),
    };
    json!({
        "entry": entry.encode(),
        "state": state,
        "replaced_by": by,
        "was": step.seen.corrections().first().map(|_| step.seen.as_written().encode()),
        "cited": cited(look, entry).iter().map(|line| plain(line)).collect::<Vec<_>>(),
    })
}
