//! What is owed by agreement, and by when.

use super::{Section, and_more, ledger};
use crate::doc::{Block, Inline, Line, State, Table, Target};
use crate::look::Look;
use detente_model::{Agreement, Commitment, CommitmentState, Interval};
use detente_record::Entry;
use serde_json::{Value, json};

/// How many commitments a page shows.
const LIMIT: usize = 7;

/// What somebody owes by an agreement that stands.
pub struct Owed<'v> {
    entry: &'v Entry,
    agreement: &'v Agreement,
    commitment: &'v Commitment,
    /// Is its time over, and it is neither done nor broken?
    pub is_overdue: bool,
}

/// The commitments of the agreements that stand: those not done first, the next due first.
pub fn owed<'v>(look: &'v Look<'_>) -> Vec<Owed<'v>> {
    let now = look.now();
    let due = |entry: &Entry, commitment: &Commitment| {
        let by = commitment.by.as_ref().map(|by| look.view.interval(&entry.room, by));
        by.unwrap_or(Interval::ALWAYS).latest
    };
    let agreements = ledger::standing_agreements(look);
    let mut all: Vec<Owed<'_>> = agreements
        .into_iter()
        .flat_map(|(entry, agreement)| {
            agreement.commitments.iter().map(move |commitment| {
                let is_settled =
                    matches!(commitment.state, Some(CommitmentState::Complete | CommitmentState::Broken));
                let is_overdue = !is_settled && due(entry, commitment).is_some_and(|due| due < now);
                Owed { entry, agreement, commitment, is_overdue }
            })
        })
        .collect();
    all.sort_by_key(|owed| {
        let due = due(owed.entry, owed.commitment);
        (owed.commitment.state == Some(CommitmentState::Complete), due.is_none(), due)
    });
    all
}

/// The commitments on the brief.
pub fn section<'v>(look: &'v Look<'_>) -> Section<'v> {
    let all = owed(look);
    if all.is_empty() {
        return Section { name: "commitments", blocks: Vec::new(), json: Box::new(|| json!([])) };
    }
    let mut blocks = vec![
        Block::Section("commitments", vec![look.lang.word("section-commitments")]),
        Block::Table(table(look, &all[..all.len().min(LIMIT)], false)),
    ];
    if all.len() > LIMIT {
        blocks.push(Block::Para(and_more(look, all.len() - LIMIT)));
    }
    let json = Box::new(move || all.iter().map(|owed| owed.json(look)).collect::<Value>());
    Section { name: "commitments", blocks, json }
}

/// Who owes what by when, and how far that is carried out; with the agreement by which it is owed where asked for.
pub fn table(look: &Look<'_>, all: &[Owed<'_>], with_agreement: bool) -> Table {
    let lang = look.lang;
    let row = |owed: &Owed<'_>| {
        let (entry, c) = (owed.entry, owed.commitment);
        let by = c.by.as_ref().map_or_else(|| vec![lang.word("nothing")], |by| look.date(&entry.room, by));
        let mut what = vec![lang.text(&c.what)];
        what.extend(look.marks(entry));
        let mut row = vec![look.parties(&entry.room, &c.who), what, by, state_line(look, c, owed.is_overdue)];
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
pub fn count(look: &Look<'_>, all: &[Owed<'_>]) -> Line {
    let of = |state: Option<CommitmentState>| {
        let n = all.iter().filter(|owed| owed.commitment.state == state).count();
        let args = vec![("n", n.into()), ("state", state_word(look, state).into())];
        (n > 0).then(|| look.lang.line("commitments-in-state", args))
    };
    let states = CommitmentState::ALL.iter().copied().map(Some).chain([None]);
    let mut line = look.list(states.filter_map(of));
    let overdue = all.iter().filter(|owed| owed.is_overdue).count();
    if overdue > 0 {
        line.push(Inline::mark("; "));
        let word = Inline::State(State::No, look.lang.say("commitment-overdue"));
        line.extend(
            look.lang.line("commitments-in-state", vec![("n", overdue.into()), ("state", word.into())]),
        );
    }
    line
}

impl Owed<'_> {
    /// The commitment as JSON.
    pub fn json(&self, look: &Look<'_>) -> Value {
        let (entry, c) = (self.entry, self.commitment);
        json!({
            "agreement": entry.id.as_str(), "room": entry.room.to_string(), "basis": entry.basis.as_str(),
            "id": c.id.as_ref().map(|id| id.to_string()),
            "who": c.who.iter().map(|party| party.to_string()).collect::<Vec<_>>(),
            "what": c.what.read_in(look.lang.language()).0,
            "by": c.by.as_ref().map(|by| by.to_string()),
            "state": c.state.map(CommitmentState::as_str),
            "overdue": self.is_overdue,
        })
    }
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
