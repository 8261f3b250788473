//! What is owed by agreement, and by when.

use super::{Section, and_more_on, ledger};
use crate::doc::{Block, Inline, Line, State, Table, Target};
use crate::look::Look;
use detente_model::{Agreement, Commitment, CommitmentState};
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
    /// The agreement.
    pub agreement: &'v Agreement,
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
    let one = |entry: &'v Entry, agreement: &'v Agreement, commitment: &'v Commitment| {
        let by = commitment.by.as_ref().map(|by| look.view.interval(&entry.room, by));
        Owed { entry, agreement, commitment, due: by.and_then(|by| by.latest) }
    };
    let mut all: Vec<Owed<'_>> = agreements
        .into_iter()
        .flat_map(|(entry, agreement)| agreement.commitments.iter().map(move |c| one(entry, agreement, c)))
        .collect();
    all.sort_by_key(|owed| {
        (owed.commitment.state == Some(CommitmentState::Complete), owed.due.is_none(), owed.due)
    });
    all
}

/// Who owes what by when, and how far that is carried out; with the agreement by which it is owed where asked for.
pub fn table(look: &Look<'_>, all: &[Owed<'_>], now: Timestamp, with_agreement: bool) -> Table {
    let lang = look.lang;
    let row = |owed: &Owed<'_>| {
        let (entry, c) = (owed.entry, owed.commitment);
        let by = c.by.as_ref().map_or_else(|| vec![lang.word("nothing")], |by| look.date(&entry.room, by));
        let mut what = vec![lang.text(&c.what)];
        what.extend(look.marks(entry));
        let mut row =
            vec![look.parties(&entry.room, &c.who), what, by, state_line(look, c, owed.is_overdue(now))];
        if with_agreement {
            let title = vec![lang.text(&owed.agreement.title)];
            row.push(look.to(|| Target::entry(&entry.room, &entry.id), title));
        }
        row
    };
    let more = with_agreement.then_some("commitment-agreement");
    let head = ["commitment-who", "commitment-what", "commitment-by", "commitment-state"];
    Table {
        caption: vec![lang.word("commitments-caption")],
        head: head.into_iter().chain(more).map(|id| vec![lang.word(id)]).collect(),
        rows: all.iter().map(row).collect(),
    }
}

/// How many commitments are in which state: “2 not begun, 1 complete; 1 overdue”.
pub fn count(look: &Look<'_>, all: &[Owed<'_>], now: Timestamp) -> Line {
    let of = |state: Option<CommitmentState>| {
        let n = all.iter().filter(|owed| owed.commitment.state == state).count();
        let args = vec![("n", n.into()), ("state", state_word(look, state).into())];
        (n > 0).then(|| look.lang.line("commitments-in-state", args))
    };
    let states = CommitmentState::ALL.iter().copied().map(Some).chain([None]);
    let mut line = look.list(states.filter_map(of));
    let overdue = all.iter().filter(|owed| owed.is_overdue(now)).count();
    if overdue > 0 {
        line.push(look.lang.word("list-semicolon"));
        let word = Inline::State(State::No, look.lang.say("commitment-overdue"));
        line.extend(
            look.lang.line("commitments-in-state", vec![("n", overdue.into()), ("state", word.into())]),
        );
    }
    line
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
        Block::Table(table(look, shown, now, false)),
    ];
    if all.len() > LIMIT {
        blocks.push(Block::Para(and_more_on(look, all.len() - LIMIT, "agreements")));
    }
    let json = Box::new(move || all.iter().map(|owed| json(look, owed, now)).collect::<Value>());
    Section { name: "commitments", blocks, json }
}

fn state_word(look: &Look<'_>, state: Option<CommitmentState>) -> Inline {
    let shape = match state {
        Some(CommitmentState::Complete) => State::Yes,
        Some(CommitmentState::Broken) => State::No,
        Some(CommitmentState::Minimal) => State::Begun,
        Some(CommitmentState::Intermediate) => State::UnderWay,
        Some(CommitmentState::NotBegun) | None => State::Open,
    };
    let id = state.map_or("commitment-open".to_owned(), |state| format!("commitment-{}", state.as_str()));
    Inline::State(shape, look.lang.say(&id))
}

fn state_line(look: &Look<'_>, commitment: &Commitment, overdue: bool) -> Line {
    let mut line = vec![state_word(look, commitment.state)];
    if overdue {
        line.extend([Inline::mark(" "), Inline::State(State::No, look.lang.say("commitment-overdue"))]);
    }
    line
}
