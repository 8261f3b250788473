//! What was said, line by line: who said it, on what condition it may be used, and what a release made of it.

use super::acts;
use crate::doc::{Inline, Line, State, Table, Target, joined, plain};
use crate::look::Look;
use detente_model::{
    ActorRef, Basis, DateForm, Fact, Id, IssueRef, Permission, Position, Relation, Room, Session, Use,
    VagueDate,
};
use detente_record::{Entry, Release, Seen};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// One line: a statement, a position, a proposal or an answer. Words that were released are one line, where
/// they were said first.
#[derive(Clone, Copy)]
pub struct Said<'v> {
    seen: &'v Seen<'v>,
    /// The entry as it now stands.
    pub entry: &'v Entry,
    fact: &'v Fact,
}

/// On what condition a line may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition<'v> {
    /// Everybody may know.
    Public,
    /// All parties at the table know.
    Joint,
    /// This was said of it.
    Said(&'v Permission),
    /// This was said of it, and it no longer holds.
    RanOut(&'v Permission),
    /// Nothing was said of it.
    NothingSaid,
}

/// All lines of the view, by when they were said, the earliest first; none that was taken back.
pub fn all<'v>(look: &'v Look<'_>) -> Vec<Said<'v>> {
    let written = look.view.history().filter_map(|seen| written(look, seen));
    let spoken: Vec<Said<'_>> = written.filter(|said| !said.is_supposed()).collect();
    let copies: HashSet<*const Entry> = spoken
        .iter()
        .flat_map(|said| said.releases().filter_map(|(by, r)| look.pointed(&by.room, &r.into)))
        .collect();
    let mut lines: Vec<Said<'_>> =
        spoken.into_iter().filter(|said| !copies.contains(&std::ptr::from_ref(said.entry))).collect();
    lines.sort_by_key(|said| look.view.happened(said.entry).sort_key());
    lines
}

/// What is written down like a line but only supposed, so that nobody said it.
pub fn supposed<'v>(look: &'v Look<'_>) -> Vec<Said<'v>> {
    let written = look.view.history().filter_map(|seen| written(look, seen));
    written.filter(Said::is_supposed).collect()
}

fn written<'v>(look: &'v Look<'_>, seen: &'v Seen<'v>) -> Option<Said<'v>> {
    let entry = seen.entry();
    let fact = entry.fact()?;
    let is_line =
        matches!(fact, Fact::Statement(_) | Fact::Position(_) | Fact::Proposal(_) | Fact::Response(_));
    (is_line && seen.withdrawn().is_none() && look.view.holds(entry)).then_some(Said { seen, entry, fact })
}

impl<'v> Said<'v> {
    /// The room that it was said in.
    pub fn room(&self) -> &'v Room {
        self.seen.place().0
    }

    fn is_supposed(&self) -> bool {
        self.seen.as_written().basis == Basis::Assumed
    }

    /// The releases of it.
    pub fn releases(&self) -> impl Iterator<Item = (&'v Entry, &'v Release)> + use<'v> {
        self.seen.releases()
    }

    /// Did somebody say it, and is it not our own conclusion? A note of ours on it changes nothing in that.
    pub fn was_told(&self) -> bool {
        matches!(self.seen.as_written().basis, Basis::Stated | Basis::Reported)
    }

    /// On what condition it may be used `at` a time.
    pub fn condition(&self, look: &Look<'_>, at: Timestamp) -> Condition<'v> {
        // Where only a part of it went out, the rest is bound by the condition still.
        let went_to = self
            .releases()
            .filter_map(|(by, release)| look.view.resolve(&by.room, &release.into))
            .filter(|copy| says_as_much(self.fact, copy.entry()));
        let rooms: Vec<&Room> =
            std::iter::once(self.room()).chain(went_to.map(|copy| copy.place().0)).collect();
        match self.permission() {
            _ if rooms.contains(&&Room::Public) => Condition::Public,
            _ if rooms.contains(&&Room::Joint) => Condition::Joint,
            None => Condition::NothingSaid,
            Some(may) if runs_out(look, self.entry, may).is_some_and(|until| until < at) => {
                Condition::RanOut(may)
            }
            Some(may) => Condition::Said(may),
        }
    }

    /// What was said of how it may be used.
    pub fn permission(&self) -> Option<&'v Permission> {
        match self.fact {
            Fact::Statement(said) => said.may.as_ref(),
            _ => None,
        }
    }

    /// Is it words, and not a position, a proposal or an answer, which say themselves whose they are?
    pub fn is_note(&self) -> bool {
        matches!(self.fact, Fact::Statement(_))
    }

    /// What its permission is, or was where that no longer decides its `condition`; who gave it, when, until when,
    /// and for what.
    pub fn terms(&self, look: &Look<'_>, condition: Condition<'_>) -> Line {
        let (lang, room) = (look.lang, &self.entry.room);
        let Some(may) = self.permission() else { return Line::new() };
        let own = vec![lang.word(&format!("may-{}", may.level.as_str()))];
        let was =
            (condition != Condition::Said(may)).then(|| lang.line("may-was", vec![("level", own.into())]));
        let date = |id: &str, date| lang.line(id, vec![("date", look.date(room, date).into())]);
        let by =
            may.by.as_ref().map(|by| lang.line("may-given-by", vec![("who", look.actor(room, by).into())]));
        let given = may.given.as_ref().map(|given| date("may-given", given));
        let until = may.until.as_ref().map(|until| date("until", until));
        let scope = may.scope.as_ref().map(|scope| vec![lang.text(scope)]);
        joined([was, by, given, until, scope].into_iter().flatten(), " · ")
    }

    /// The issues that it is about.
    pub fn issues(&self) -> Vec<&'v IssueRef> {
        match self.fact {
            Fact::Statement(said) => said.about.iter().collect(),
            Fact::Position(position) => vec![&position.issue],
            Fact::Proposal(proposal) => {
                let terms = proposal.terms.iter().flat_map(|terms| &terms.0);
                terms.map(|(issue, _)| issue).chain(&proposal.about).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Who spoke, in words.
    pub fn speaker(&self, look: &Look<'_>) -> Line {
        let room = &self.entry.room;
        match self.fact {
            Fact::Statement(said) => look.actor(room, &said.by),
            Fact::Response(response) => look.actor(room, &response.by),
            Fact::Proposal(proposal) => look.actors(room, &proposal.by),
            Fact::Position(position) => match &position.said_by {
                Some(person) => look.actor(room, person),
                None => look.party(room, &position.party),
            },
            _ => Line::new(),
        }
    }

    /// The parties for which it was said.
    pub fn parties(&self, look: &Look<'_>) -> Vec<Id> {
        let party_of = |by: &ActorRef| look.party_of(&self.entry.room, by);
        match self.fact {
            Fact::Statement(said) => {
                vec![said.party.as_ref().map_or_else(|| party_of(&said.by), |p| p.id.clone())]
            }
            Fact::Response(said) => {
                vec![said.party.as_ref().map_or_else(|| party_of(&said.by), |p| p.id.clone())]
            }
            Fact::Proposal(proposal) => proposal.by.iter().map(party_of).collect(),
            Fact::Position(position) => vec![position.party.id.clone()],
            _ => Vec::new(),
        }
    }

    /// What was said, with its marks and its id.
    pub fn words(&self, look: &Look<'_>) -> Line {
        let mut line = match self.fact {
            Fact::Statement(said) => vec![look.said(said)],
            _ => look.describe(self.entry),
        };
        line.extend(look.marks(self.entry));
        line.push(Inline::mark(" "));
        line.extend(look.id(self.entry));
        line
    }

    /// The session in which it was said: the one that it names or is dated during; of an answer also the one in
    /// which what it answers was put forward, unless it was surely given on other days.
    pub fn session<'l>(&self, look: &'l Look<'_>) -> Option<&'l Entry> {
        let entry = self.entry;
        if let Some(session) = look.view.session_of(entry) {
            return Some(session.entry());
        }
        if let Some(VagueDate { form: DateForm::Event(Relation::During, event), .. }) = &entry.when {
            return look.view.fact::<Session, _>(&entry.room, event).map(|(session, _)| session);
        }
        let Fact::Response(response) = self.fact else { return None };
        let proposal = look.view.resolve(&entry.room, &response.to)?;
        let session = look.view.session_of(proposal.entry())?.entry();
        let (days, given) = (look.days(session), look.view.happened(entry));
        (!given.before(&days).certain() && !days.before(&given).certain()).then_some(session)
    }
}

/// Does a copy repeat all that was said? It may leave out who spoke, and in which meeting.
fn says_as_much(original: &Fact, copy: &Entry) -> bool {
    match (original, copy.fact()) {
        (Fact::Statement(a), Some(Fact::Statement(b))) => a.words == b.words && a.sense == b.sense,
        (Fact::Position(a), Some(Fact::Position(b))) => {
            let b = Position { said_by: a.said_by.clone(), session: a.session.clone(), ..*b.clone() };
            **a == b
        }
        (Fact::Proposal(a), Some(Fact::Proposal(b))) => a.terms == b.terms && a.text == b.text,
        (Fact::Response(a), Some(Fact::Response(b))) => {
            (a.answer, &a.condition, &a.text) == (b.answer, &b.condition, &b.text)
        }
        _ => false,
    }
}

/// The instant at which a permission on `entry` runs out.
pub fn runs_out(look: &Look<'_>, entry: &Entry, may: &Permission) -> Option<Timestamp> {
    look.view.interval(&entry.room, may.until.as_ref()?).latest
}

/// The lines of each session, and, under none, those outside any.
pub fn by_session<'a, 'v>(
    look: &Look<'_>,
    lines: &'a [Said<'v>],
) -> HashMap<Option<*const Entry>, Vec<&'a Said<'v>>> {
    let mut sorted: HashMap<Option<*const Entry>, Vec<&Said<'_>>> = HashMap::new();
    for line in lines {
        sorted.entry(line.session(look).map(std::ptr::from_ref)).or_default().push(line);
    }
    sorted
}

/// The chip of a condition: how the line may be used.
pub fn chip(look: &Look<'_>, condition: Condition<'_>) -> Line {
    let (state, id) = match condition {
        Condition::Public => (State::Yes, "may-public"),
        Condition::Joint => (State::Yes, "may-joint"),
        Condition::RanOut(_) => (State::No, "may-ran-out"),
        Condition::NothingSaid => (State::Open, "may-nothing-said"),
        Condition::Said(may) => match may.level {
            Use::TeamOnly => (State::No, "may-team-only"),
            Use::Substance => (State::Open, "may-substance"),
            Use::Quote => (State::Open, "may-quote"),
            Use::Attribute => (State::Yes, "may-attribute"),
        },
    };
    vec![Inline::State(state, look.lang.say(id))]
}

/// The chip, and beneath it what the permission was, who gave it, when and until when.
fn how(look: &Look<'_>, said: &Said<'_>, at: Timestamp) -> Line {
    let condition = said.condition(look, at);
    let told = said.terms(look, condition);
    let mut line = chip(look, condition);
    if !told.is_empty() {
        line.extend([Inline::mark(" "), Inline::Quiet(told)]);
    }
    line
}

/// Where the words went: into which room, when, on whose permission.
fn released(look: &Look<'_>, said: &Said<'_>) -> Line {
    let one = |(by, release): (&Entry, &Release)| {
        let copy = look.view.resolve(&by.room, &release.into);
        let into = copy.map_or_else(
            || vec![Inline::Id(release.into.to_string())],
            |copy| {
                let (room, id) = (copy.place().0, &copy.entry().id);
                let words = vec![look.room(room), Inline::mark(" "), Inline::Id(id.to_string())];
                look.to(|| Target::entry(room, id), words)
            },
        );
        let date = match &release.permitted {
            Some(date) => look.date(&by.room, date),
            None => look.lang.instant(by.recorded, look.zone()),
        };
        let who = look.actor(&by.room, &release.permitted_by);
        let mut line = look
            .lang
            .line("may-released", vec![("into", into.into()), ("who", who.into()), ("date", date.into())]);
        if let Some(part) = copy.filter(|copy| !says_as_much(said.fact, copy.entry())) {
            let words = look.describe(part.entry());
            line.push(look.lang.word("list-semicolon"));
            line.extend(look.lang.line("may-in-part", vec![("words", words.into())]));
        }
        if let Some(condition) = &release.condition {
            line.push(look.lang.word("list-semicolon"));
            line.extend(look.lang.line("condition", vec![("condition", look.lang.text(condition).into())]));
        }
        line
    };
    look.lang.clauses(said.releases().map(one))
}

/// Lines as a table: when, who, what, on which issues, how it may be used, what was released.
pub fn table(look: &Look<'_>, lines: &[&Said<'_>], caption: &str) -> Table {
    let nothing = |line: Line| if line.is_empty() { vec![look.lang.word("nothing")] } else { line };
    let row = |said: &&Said<'_>| {
        let issues = said.issues();
        let issues = look.list(issues.iter().map(|issue| look.issue_link(&said.entry.room, issue)));
        let last = joined([released(look, said), acts::all(look, said.seen)], " · ");
        vec![
            nothing(look.when(said.entry).unwrap_or_default()),
            nothing(said.speaker(look)),
            said.words(look),
            nothing(issues),
            how(look, said, look.today()),
            nothing(last),
        ]
    };
    // Forms are offered in the workspace alone.
    let last = if look.leads_somewhere() { "line-acts" } else { "line-released" };
    Table {
        caption: vec![look.lang.word(caption)],
        head: ["line-when", "line-who", "line-what", "line-issues", "line-may", last]
            .map(|id| vec![look.lang.word(id)])
            .to_vec(),
        rows: lines.iter().map(row).collect(),
    }
}

/// A line as JSON.
pub fn json(look: &Look<'_>, said: &Said<'_>) -> Value {
    let condition = said.condition(look, look.today());
    let name = match condition {
        Condition::Public => "public",
        Condition::Joint => "joint",
        Condition::NothingSaid => "nothing-said",
        Condition::RanOut(_) => "ran-out",
        Condition::Said(may) => may.level.as_str(),
    };
    let released = said.releases().map(|(by, release)| {
        let copy = look.view.resolve(&by.room, &release.into);
        json!({"release": by.encode(), "room": copy.map(|copy| copy.place().0.to_string())})
    });
    json!({
        "entry": said.entry.encode(),
        "room": said.room().to_string(),
        "speaker": plain(&said.speaker(look)),
        "condition": name,
        "released": released.collect::<Vec<_>>(),
    })
}
