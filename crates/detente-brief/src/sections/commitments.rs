//! What is owed by agreement, and by when.

use super::{Section, and_more, ledger};
use crate::doc::{Block, Inline, Line, State, Table};
use crate::look::Look;
use detente_model::{Commitment, CommitmentState, Interval};
use detente_record::Entry;
use serde_json::{Value, json};

/// How many commitments a page shows.
const LIMIT: usize = 7;

/// The commitments of the agreements that stand: those not done first, the next due first.
pub fn section<'v>(look: &'v Look<'_>) -> Section<'v> {
    let lang = look.lang;
    let now = look.now();
    let agreements = ledger::standing_agreements(look);
    let mut all: Vec<(&Entry, &Commitment)> =
        agreements.iter().flat_map(|(entry, a)| a.commitments.iter().map(move |c| (*entry, c))).collect();
    let due = |entry: &Entry, commitment: &Commitment| {
        let by = commitment.by.as_ref().map(|by| look.view.interval(&entry.room, by));
        by.unwrap_or(Interval::ALWAYS).latest
    };
    all.sort_by_key(|(entry, c)| {
        let done = c.state == Some(CommitmentState::Complete);
        (done, due(entry, c).is_none(), due(entry, c))
    });
    let overdue = move |entry: &Entry, c: &Commitment| {
        !matches!(c.state, Some(CommitmentState::Complete | CommitmentState::Broken))
            && due(entry, c).is_some_and(|due| due < now)
    };
    if all.is_empty() {
        return Section { name: "commitments", blocks: Vec::new(), json: Box::new(|| json!([])) };
    }
    let rows = all.iter().take(LIMIT).map(|(entry, c)| {
        let by = c.by.as_ref().map_or_else(|| vec![lang.word("nothing")], |by| look.date(&entry.room, by));
        let mut what = vec![lang.text(&c.what)];
        what.extend(look.marks(entry));
        vec![look.parties(&entry.room, &c.who), what, by, state_line(look, c, overdue(entry, c))]
    });
    let mut blocks = vec![
        Block::Section("commitments", vec![lang.word("section-commitments")]),
        Block::Table(Table {
            caption: vec![lang.word("commitments-caption")],
            head: ["commitment-who", "commitment-what", "commitment-by", "commitment-state"]
                .map(|id| vec![lang.word(id)])
                .to_vec(),
            rows: rows.collect(),
        }),
    ];
    if all.len() > LIMIT {
        blocks.push(Block::Para(and_more(look, all.len() - LIMIT)));
    }
    let one = move |(entry, c): (&Entry, &Commitment)| {
        json!({
            "agreement": entry.id.as_str(), "room": entry.room.to_string(), "basis": entry.basis.as_str(),
            "id": c.id.as_ref().map(|id| id.to_string()),
            "who": c.who.iter().map(|party| party.to_string()).collect::<Vec<_>>(),
            "what": c.what.read_in(lang.language()).0,
            "by": c.by.as_ref().map(|by| by.to_string()),
            "state": c.state.map(CommitmentState::as_str),
            "overdue": overdue(entry, c),
        })
    };
    let json = Box::new(move || all.into_iter().map(one).collect::<Value>());
    Section { name: "commitments", blocks, json }
}

fn state_line(look: &Look<'_>, commitment: &Commitment, overdue: bool) -> Line {
    let state = match commitment.state {
        Some(CommitmentState::Complete) => State::Yes,
        Some(CommitmentState::Broken) => State::No,
        _ => State::Open,
    };
    let id = commitment
        .state
        .map_or("commitment-open".to_owned(), |state| format!("commitment-{}", state.as_str()));
    let mut line = vec![Inline::State(state, look.lang.say(&id))];
    if overdue {
        line.extend([Inline::mark(" "), Inline::State(State::No, look.lang.say("commitment-overdue"))]);
    }
    line
}
