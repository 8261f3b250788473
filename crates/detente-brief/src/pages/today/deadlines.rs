//! What falls due: commitments, agreements that wait for the principals, permissions, positions that end.

use crate::doc::{Inline, Line, State, Target, joined, plain};
use crate::lang::Arg;
use crate::look::Look;
use crate::sections::{commitments, ledger, lines};
use detente_model::{AgreementStatus, CommitmentState, Position, Statement};
use detente_record::Entry;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// How long something that ran out is still told of.
const TOLD_AFTER: SignedDuration = SignedDuration::from_hours(7 * 24);

/// One thing that falls due.
pub(super) struct Deadline<'v> {
    kind: Kind,
    entry: &'v Entry,
    what: Line,
    /// When, as it was written.
    date: Option<Line>,
    /// The last instant that is in time; none where only somebody's answer is awaited.
    due: Option<Timestamp>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Commitment,
    AdReferendum,
    Permission,
    Position,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Kind::Commitment => "commitment",
            Kind::AdReferendum => "ad-referendum",
            Kind::Permission => "permission",
            Kind::Position => "position",
        }
    }
}

/// All of them: what is overdue first, then the next; then what waits without a date.
pub(super) fn all<'v>(look: &'v Look<'_>, today: Timestamp) -> Vec<Deadline<'v>> {
    let mut all = commitments(look);
    all.extend(ad_referendum(look));
    all.extend(permissions(look));
    all.extend(positions(look));
    // A permission or a position that ended is no debt: it is told for some days.
    let is_old = |d: &Deadline<'_>| {
        let ends = matches!(d.kind, Kind::Permission | Kind::Position);
        ends && d.due.is_some_and(|due| due.saturating_add(TOLD_AFTER).is_ok_and(|until| until < today))
    };
    all.retain(|deadline| !is_old(deadline));
    all.sort_by_key(|deadline| (deadline.due.is_none(), deadline.due));
    all
}

fn commitments<'v>(look: &'v Look<'_>) -> Vec<Deadline<'v>> {
    let open = commitments::owed(look).into_iter().filter(|owed| !owed.is_over() && owed.due.is_some());
    open.map(|owed| {
        let (entry, commitment) = (owed.entry, owed.commitment);
        let who = look.parties(&entry.room, &commitment.who);
        let state = commitment.state.unwrap_or(CommitmentState::NotBegun);
        let state = look.lang.word(&format!("commitment-{}", state.as_str()));
        let what = look.lang.line(
            "deadline-commitment",
            vec![
                ("who", who.into()),
                ("what", look.lang.text(&commitment.what).into()),
                ("state", state.into()),
            ],
        );
        let date = commitment.by.as_ref().map(|by| look.date(&entry.room, by));
        Deadline { kind: Kind::Commitment, entry, what, date, due: owed.due }
    })
    .collect()
}

fn ad_referendum<'v>(look: &'v Look<'_>) -> Vec<Deadline<'v>> {
    let standing = ledger::standing_agreements(look).into_iter();
    let waiting = standing.filter(|(_, agreement)| agreement.status == AgreementStatus::AdReferendum);
    waiting
        .map(|(entry, agreement)| {
            let title = look.lang.text(&agreement.title);
            let what = match look.when(entry) {
                Some(when) => look.lang.line(
                    "deadline-ad-referendum-since",
                    vec![("title", title.into()), ("date", when.into())],
                ),
                None => look.lang.line("deadline-ad-referendum", vec![("title", title.into())]),
            };
            Deadline { kind: Kind::AdReferendum, entry, what, date: None, due: None }
        })
        .collect()
}

fn permissions<'v>(look: &'v Look<'_>) -> Vec<Deadline<'v>> {
    let one = |(entry, said): (&'v Entry, &'v Statement)| {
        let may = said.may.as_ref()?;
        let due = lines::runs_out(look, entry, may)?;
        let level = look.lang.word(&format!("may-{}", may.level.as_str()));
        let words = joined([look.actor(&entry.room, &said.by), vec![look.said(said)]], ": ");
        let what =
            look.lang.line("deadline-permission", vec![("level", level.into()), ("words", words.into())]);
        let date = may.until.as_ref().map(|until| look.date(&entry.room, until));
        Some(Deadline { kind: Kind::Permission, entry, what, date, due: Some(due) })
    };
    look.view.facts::<Statement>().filter_map(one).collect()
}

fn positions<'v>(look: &'v Look<'_>) -> Vec<Deadline<'v>> {
    let one = |(entry, position): (&'v Entry, &'v Position)| {
        let until = position.until.as_ref()?;
        let due = look.view.interval(&entry.room, until).latest?;
        let what = look.lang.line("deadline-position", vec![("position", look.describe(entry).into())]);
        let date = Some(look.date(&entry.room, until));
        Some(Deadline { kind: Kind::Position, entry, what, date, due: Some(due) })
    };
    look.view.facts::<Position>().filter_map(one).collect()
}

impl Deadline<'_> {
    fn is_past(&self, today: Timestamp) -> bool {
        self.due.is_some_and(|due| due < today)
    }

    /// How urgent it is.
    fn state(&self, look: &Look<'_>, today: Timestamp) -> Inline {
        let ends = matches!(self.kind, Kind::Permission | Kind::Position);
        let day = |at| look.zone().to_datetime(at).date();
        let days = self.due.map(|due| (day(due) - day(today)).get_days());
        let counted = |id: &str, days: i32| {
            plain(&look.lang.line(id, vec![("n", Arg::Count(days.unsigned_abs() as usize))]))
        };
        let past = self.is_past(today);
        match days {
            None => Inline::State(State::Open, look.lang.say("deadline-waits")),
            Some(_) if past && ends => Inline::State(State::No, look.lang.say("deadline-ran-out")),
            Some(days) if past && days != 0 => Inline::State(State::No, counted("deadline-overdue", days)),
            Some(_) if past => Inline::State(State::No, look.lang.say("commitment-overdue")),
            Some(0) => Inline::State(State::Open, look.lang.say("deadline-today")),
            Some(days) => Inline::State(State::Open, counted("deadline-ahead", days)),
        }
    }

    /// When, how urgent, what.
    pub(super) fn line(&self, look: &Look<'_>, today: Timestamp) -> Line {
        let state = vec![self.state(look, today)];
        let date = self.date.clone().map(|date| vec![Inline::Strong(date)]);
        let what = look.to(|| Target::entry(&self.entry.room, &self.entry.id), self.what.clone());
        let mut line = joined([Some(state), date, Some(what)].into_iter().flatten(), " · ");
        line.extend(look.marks(self.entry));
        line
    }

    pub(super) fn json(&self, today: Timestamp) -> Value {
        json!({
            "kind": self.kind.as_str(),
            "entry": self.entry.id.as_str(),
            "room": self.entry.room.to_string(),
            "what": plain(&self.what),
            "due": self.due.map(|due| due.to_string()),
            "past": self.is_past(today),
        })
    }
}
