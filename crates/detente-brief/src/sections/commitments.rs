//! What is owed by agreement, and by when.

use super::{Section, and_more, ledger};
use crate::doc::{Block, Inline, Line, State, Table};
use crate::look::Look;
use detente_model::{Commitment, CommitmentState};
use detente_record::Entry;
use jiff::Timestamp;
use serde_json::{Value, json};

/// How many commitments a page shows.
const LIMIT: usize = 7;

/// What somebody owes by an agreement that stands.
#[derive(Clone, Copy)]
pub struct Owed<'v> {
    /// The agreement's entry.
    pub entry: &'v Entry,
    /// What is owed.
    pub commitment: &'v Commitment,
    /// The last instant at which it is in time, if it has a date.
    pub due: Option<Timestamp>,
}

impl Owed<'_> {
    /// Was it carried out, or broken for good?
    pub fn is_over(&self) -> bool {
        matches!(self.commitment.state, Some(CommitmentState::Complete | CommitmentState::Broken))
    }

    /// Should it have been carried out before `now`?
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        !self.is_over() && self.due.is_some_and(|due| due < now)
    }
}

/// The commitments of the agreements that stand: those not done first, the next due first.
pub fn owed<'v>(look: &'v Look<'_>) -> Vec<Owed<'v>> {
    let agreements = ledger::standing_agreements(look);
    let one = |entry: &'v Entry, commitment: &'v Commitment| {
        let by = commitment.by.as_ref().map(|by| look.view.interval(&entry.room, by));
        Owed { entry, commitment, due: by.and_then(|by| by.latest) }
    };
    let mut all: Vec<Owed<'_>> =
        agreements.iter().flat_map(|(entry, a)| a.commitments.iter().map(move |c| one(entry, c))).collect();
    all.sort_by_key(|owed| {
        (owed.commitment.state == Some(CommitmentState::Complete), owed.due.is_none(), owed.due)
    });
    all
}

/// Commitments as a table.
pub fn table(look: &Look<'_>, owed: &[Owed<'_>], now: Timestamp) -> Table {
    let lang = look.lang;
    let row = |owed: &Owed<'_>| {
        let Owed { entry, commitment, .. } = owed;
        let by = commitment.by.as_ref();
        let by = by.map_or_else(|| vec![lang.word("nothing")], |by| look.date(&entry.room, by));
        let mut what = vec![lang.text(&commitment.what)];
        what.extend(look.marks(entry));
        let state = state_line(look, commitment, owed.is_overdue(now));
        vec![look.parties(&entry.room, &commitment.who), what, by, state]
    };
    Table {
        caption: vec![lang.word("commitments-caption")],
        head: ["commitment-who", "commitment-what", "commitment-by", "commitment-state"]
            .map(|id| vec![lang.word(id)])
            .to_vec(),
        rows: owed.iter().map(row).collect(),
    }
}

/// A commitment as JSON.
pub fn json(look: &Look<'_>, owed: &Owed<'_>, now: Timestamp) -> Value {
    let Owed { entry, commitment: c, .. } = owed;
    json!({
        "agreement": entry.id.as_str(), "room": entry.room.to_string(), "basis": entry.basis.as_str(),
        "id": c.id.as_ref().map(|id| id.to_string()),
        "who": c.who.iter().map(|party| party.to_string()).collect::<Vec<_>>(),
        "what": c.what.read_in(look.lang.language()).0,
        "by": c.by.as_ref().map(|by| by.to_string()),
        "state": c.state.map(CommitmentState::as_str),
        "overdue": owed.is_overdue(now),
    })
}

/// The commitments of the agreements that stand.
pub fn section<'v>(look: &'v Look<'_>) -> Section<'v> {
    let now = look.now();
    let all = owed(look);
    if all.is_empty() {
        return Section { name: "commitments", blocks: Vec::new(), json: Box::new(|| json!([])) };
    }
    let shown = &all[..all.len().min(LIMIT)];
    let mut blocks = vec![
        Block::Section("commitments", vec![look.lang.word("section-commitments")]),
        Block::Table(table(look, shown, now)),
    ];
    if all.len() > LIMIT {
        blocks.push(Block::Para(and_more(look, all.len() - LIMIT)));
    }
    let json = Box::new(move || all.iter().map(|owed| json(look, owed, now)).collect::<Value>());
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
