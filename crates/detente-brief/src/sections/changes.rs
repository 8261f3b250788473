//! What changed since the last session, or since a given time.

use super::{Section, entry_json, latest_first, limited};
use crate::doc::{Block, Inline, Line};
use crate::look::Look;
use detente_model::{Basis, Fact, Interval, Relation, Session, VagueDate};
use detente_record::{Deed, Entry};
use serde_json::{Value, json};

/// How many changes a page lists.
const LIMIT: usize = 9;

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
            let json = Box::new(|| json!({"since": Value::Null, "entries": []}));
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
    let hangs_before = |session: &Entry, entry: &Entry| {
        entry.when.as_ref().is_some_and(|when| look.hangs(&entry.room, when, Relation::Before, session))
    };
    let changed = look.view.entries().map(|seen| seen.entry()).filter(|entry| {
        is_news(entry)
            && !session
                .is_some_and(|(session, _)| std::ptr::eq(session, *entry) || hangs_before(session, entry))
            && since_start(look, entry, start)
    });
    let happened = latest_first(look, changed);
    let done_to: Vec<&Entry> = look
        .view
        .history()
        .map(|seen| seen.as_written())
        .filter(|entry| matches!(entry.deed, Deed::Corrects(_) | Deed::Withdraws(_)))
        .filter(|entry| start.before(&Interval::instant(entry.recorded)).certain())
        .collect();
    // What is known before what is supposed, the weightiest first, of those the latest: a reader
    // in a hurry reads the top.
    let mut ordered: Vec<&Entry> = happened.clone();
    ordered.sort_by_key(|entry| (entry.basis == Basis::Assumed, weight(entry)));
    ordered.extend(&done_to);
    let mut blocks = vec![Block::Section("changes", lang.line(heading, vec![("since", title.into())]))];
    blocks.push(match ordered.is_empty() {
        true => Block::Para(vec![Inline::Quiet(vec![lang.word("changes-nothing")])]),
        false => limited(look, &ordered, LIMIT, |entry| {
            let mut line = look.describe(entry);
            line.extend(look.marks(entry));
            (line, Vec::new())
        }),
    });
    let since = session_id.map(|id| id.to_string()).or_else(|| since.map(VagueDate::to_string));
    let json = Box::new(move || {
        let entries: Vec<Value> = happened.iter().chain(&done_to).map(|entry| entry_json(entry)).collect();
        json!({"since": since, "entries": entries})
    });
    Section { name: "changes", blocks, json }
}

/// From the beginning of the day on: what a session agreed is often dated by the day alone.
fn whole_day(look: &Look<'_>, at: Interval) -> Interval {
    let day = |at: jiff::Timestamp| look.zone().to_datetime(at).date();
    let start = |at| look.zone().to_timestamp(day(at).at(0, 0, 0, 0)).unwrap_or(at);
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

fn since_start(look: &Look<'_>, entry: &Entry, start: Interval) -> bool {
    let at = look.view.happened(entry);
    let dated = at.earliest.is_some() || at.latest.is_some();
    dated && !at.before(&start).certain()
}

fn weight(entry: &Entry) -> u8 {
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
