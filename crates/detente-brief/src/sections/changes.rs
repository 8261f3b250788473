//! What changed since the last session, or since a given time.
//!
//! What happened since is news, and so is what was recorded since of what had happened before. But
//! files are often written after the event, under one date: of a room in which nothing had been
//! recorded by then, nothing is late.

use super::{Section, entry_json, latest_first, limited};
use crate::doc::{Block, Inline, Line};
use crate::look::Look;
use detente_model::{Basis, Fact, Interval, Relation, Room, Session, VagueDate};
use detente_record::{Deed, Entry, Seen};
use serde_json::{Value, json};
use std::collections::HashSet;

/// How many changes a page lists.
const LIMIT: usize = 7;

/// How many of these may have happened earlier and were recorded since.
const LATE: usize = 3;

/// The latest session of the view, if there is one.
pub fn last_session<'v>(look: &'v Look<'_>) -> Option<(&'v Entry, &'v Session)> {
    look.view
        .facts::<Session>()
        .filter(|(entry, _)| look.view.happened(entry).earliest.is_some_and(|begun| begun <= look.now()))
        // Of sessions with one date the first counts, as everywhere.
        .fold(None, |best: Option<(&Entry, &Session)>, (entry, session)| match best {
            Some((b, _)) if look.view.happened(b).sort_key() >= look.view.happened(entry).sort_key() => best,
            _ => Some((entry, session)),
        })
}

/// What happened since `since` (or the last session), and what was corrected or taken back after.
pub fn section<'v>(look: &'v Look<'_>, since: Option<&VagueDate>) -> Section<'v> {
    let lang = look.lang;
    let session = if since.is_none() { last_session(look) } else { None };
    let start = match (since, session) {
        (Some(date), _) => date.interval(),
        (None, Some((entry, _))) => whole_day(look, look.view.happened(entry)),
        (None, None) => {
            let blocks = vec![
                Block::Section("changes", vec![lang.word("section-changes-none")]),
                Block::Para(vec![Inline::Quiet(vec![lang.word("changes-no-session")])]),
            ];
            let json = Box::new(|| json!({"since": Value::Null, "entries": [], "recorded_since": []}));
            return Section { name: "changes", blocks, json };
        }
    };
    let title = match (since, session) {
        (Some(date), _) => look.date(&detente_model::Room::Public, date),
        (None, Some((entry, session))) => {
            let date = look.when(entry).unwrap_or_default();
            lang.line(
                "changes-session",
                vec![("title", lang.text(&session.title).into()), ("date", date.into())],
            )
        }
        (None, None) => Line::new(),
    };
    let heading = if session.is_some() { "section-changes-session" } else { "section-changes" };
    let session_id = session.map(|(entry, _)| &entry.id);
    let Changed { happened, late, done_to } = Changed::of(look, start, session.map(|(entry, _)| entry));
    let mut blocks = vec![Block::Section("changes", lang.line(heading, vec![("since", title.into())]))];
    blocks.extend(rows(look, &happened, &late, &done_to));
    let since = session_id.map(|id| id.to_string()).or_else(|| since.map(VagueDate::to_string));
    let json = Box::new(move || {
        let entries: Vec<Value> = happened.iter().chain(&done_to).map(|entry| entry_json(entry)).collect();
        let late: Vec<Value> = late.iter().map(|entry| entry_json(entry)).collect();
        json!({"since": since, "entries": entries, "recorded_since": late})
    });
    Section { name: "changes", blocks, json }
}

/// What changed since a moment, each the latest first.
struct Changed<'v> {
    /// What happened since.
    happened: Vec<&'v Entry>,
    /// What happened earlier, or at no known time, and was recorded since.
    late: Vec<&'v Entry>,
    /// What was corrected or taken back since.
    done_to: Vec<&'v Entry>,
}

impl<'v> Changed<'v> {
    /// What changed since `start`, the beginning of `session` if there is one.
    fn of(look: &'v Look<'_>, start: Interval, session: Option<&Entry>) -> Changed<'v> {
        let is_session = |entry: &Entry| session.is_some_and(|session| std::ptr::eq(session, entry));
        let news = || look.view.entries().filter(|seen| is_news(seen.entry()) && !is_session(seen.entry()));
        let is_since = |entry: &Entry| {
            !session.is_some_and(|session| hangs_before(look, entry, session))
                && since_start(look, entry, start)
        };
        // What came in from another copy since is as new to the reader as what was recorded since.
        let known_since = |seen: &Seen<'_>| start.before(&Interval::instant(seen.known())).certain();
        let written = || look.view.history();
        let kept: HashSet<&Room> =
            written().filter(|seen| !known_since(seen)).map(|seen| seen.place().0).collect();
        let is_late =
            |seen: &&Seen<'_>| !is_since(seen.entry()) && known_since(seen) && kept.contains(seen.place().0);
        let acts = |entry: &&Entry| matches!(entry.deed, Deed::Corrects(_) | Deed::Withdraws(_));
        Changed {
            happened: latest_first(look, news().map(Seen::entry).filter(|entry| is_since(entry))),
            late: latest_first(look, news().filter(is_late).map(Seen::entry)),
            done_to: written().filter(|seen| known_since(seen)).map(Seen::as_written).filter(acts).collect(),
        }
    }
}

/// The lists on the page: what changed, then what was late.
fn rows(look: &Look<'_>, happened: &[&Entry], late: &[&Entry], done_to: &[&Entry]) -> Vec<Block> {
    let row = |entry: &&Entry| {
        let mut line = look.describe(entry);
        line.extend(look.marks(entry));
        (line, Vec::new())
    };
    let late_row = |entry: &&Entry| {
        let (mut line, more) = row(entry);
        let dated = look.view.happened(entry) != Interval::ALWAYS;
        let id = if dated { "changes-late" } else { "changes-late-undated" };
        line.extend([Inline::mark(" "), Inline::Quiet(vec![look.lang.word(id)])]);
        (line, more)
    };
    let mut changed = weightiest_first(happened);
    changed.extend(done_to);
    let mut blocks = Vec::new();
    if changed.is_empty() && late.is_empty() {
        blocks.push(Block::Para(vec![Inline::Quiet(vec![look.lang.word("changes-nothing")])]));
    }
    if !changed.is_empty() {
        // The line that tells how many more are late is one of the page's lines as well.
        let left = LIMIT - late.len().min(LATE + 1);
        blocks.push(limited(look, &changed, (left, Some("timeline")), row));
    }
    if !late.is_empty() {
        blocks.push(limited(look, &weightiest_first(late), (LATE, Some("timeline")), late_row));
    }
    blocks
}

/// What is known before what is supposed, the weightiest first, of those the latest: a reader in a
/// hurry reads the top.
fn weightiest_first<'e>(latest_first: &[&'e Entry]) -> Vec<&'e Entry> {
    let mut ordered = latest_first.to_vec();
    ordered.sort_by_key(|entry| (entry.basis == Basis::Assumed, weight(entry)));
    ordered
}

/// From the beginning of the day on: what a session agreed is often dated by the day alone.
fn whole_day(look: &Look<'_>, at: Interval) -> Interval {
    let start = |at| look.day(at).earliest.unwrap_or(at);
    Interval { earliest: at.earliest.map(start), latest: at.latest }
}

fn is_news(entry: &Entry) -> bool {
    matches!(
        entry.fact(),
        Some(
            Fact::Session(_)
                | Fact::Position(_)
                | Fact::Proposal(_)
                | Fact::Response(_)
                | Fact::Agreement(_)
                | Fact::Statement(_)
                | Fact::Contact(_)
                | Fact::Incident(_)
        )
    )
}

/// Is it dated "before" the very session?
fn hangs_before(look: &Look<'_>, entry: &Entry, session: &Entry) -> bool {
    entry.when.as_ref().is_some_and(|when| look.hangs(&entry.room, when, Relation::Before, session))
}

fn since_start(look: &Look<'_>, entry: &Entry, start: Interval) -> bool {
    let at = look.view.happened(entry);
    let dated = at.earliest.is_some() || at.latest.is_some();
    dated && !at.before(&start).certain()
}

/// How much an entry weighs for a reader in a hurry: the less, the more.
pub fn weight(entry: &Entry) -> u8 {
    match entry.fact() {
        Some(Fact::Agreement(_)) => 0,
        Some(Fact::Response(_)) => 1,
        Some(Fact::Proposal(_)) => 2,
        Some(Fact::Position(_)) => 3,
        Some(Fact::Session(_)) => 4,
        Some(Fact::Incident(_)) => 5,
        Some(Fact::Contact(_)) => 6,
        _ => 7,
    }
}
