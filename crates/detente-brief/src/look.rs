//! Names for things: how a viewer's page calls a party, a person, an issue, an option, a date.

use crate::doc::{Inline, Line, Target, joined};
use crate::lang::{Arg, Lang};
use detente_model::{
    ActorRef, AsFact, Basis, DateForm, EventRef, Extent, Fact, Id, Interval, Issue, IssueRef, Lasted, Office,
    Party, PartyRef, Person, Point, Position, PositionKind, Quantity, Rank, Ref, Relation, Room, Scale,
    Session, Source, Terms, VagueDate,
};
use detente_record::{Entry, Seat, View};
use jiff::Timestamp;
use std::collections::HashMap;

/// How many items of a long list a page of the workspace shows.
const MOST_ITEMS: usize = 200;

/// A view with the language in which its pages are written.
pub struct Look<'v> {
    /// The view.
    pub view: &'v View<'v>,
    /// The language.
    pub lang: &'v Lang,
    sources: HashMap<(Room, Id), usize>,
    in_workspace: bool,
    skipped: usize,
    today: Option<Timestamp>,
}

impl<'v> Look<'v> {
    /// A look at `view` in `lang`. Sources are numbered in the order of the view.
    pub fn new(view: &'v View<'v>, lang: &'v Lang) -> Look<'v> {
        let numbered = view.facts::<Source>().enumerate();
        let sources =
            numbered.map(|(i, (entry, _))| ((entry.room.clone(), entry.id.clone()), i + 1)).collect();
        Look { view, lang, sources, in_workspace: false, skipped: 0, today: None }
    }

    /// The same look for a page of the workspace: words lead somewhere, and marks tell on demand where a
    /// statement comes from.
    pub fn in_workspace(self) -> Look<'v> {
        Look { in_workspace: true, ..self }
    }

    /// The same look at a long list of the workspace from further on: without its first `skipped` items.
    pub fn after(self, skipped: usize) -> Look<'v> {
        Look { skipped, ..self }
    }

    /// What a page shows of a long list, and how one goes on: elsewhere than in the workspace, all of it. `target` is
    /// the page itself.
    pub fn part<'l, T>(&self, all: &'l [T], target: impl Fn() -> Target) -> (&'l [T], Line) {
        if !self.in_workspace {
            return (all, Line::new());
        }
        let start = self.skipped.min(all.len());
        let end = (start + MOST_ITEMS).min(all.len());
        let mut ways = Vec::new();
        if start > 0 {
            ways.push(self.to(&target, vec![self.lang.word("part-first")]));
        }
        if end < all.len() {
            let words = self.lang.line("part-more", vec![("n", (all.len() - end).into())]);
            ways.push(self.to(|| target().with("after", end.to_string()), words));
        }
        (&all[start..end], joined(ways, " · "))
    }

    /// The same look by somebody who reads it `today`: then permissions and deadlines run out by this time, and
    /// not by the last that was recorded.
    pub fn at(self, today: Timestamp) -> Look<'v> {
        Look { today: Some(today), ..self }
    }

    /// When the page is read, as far as that was said.
    pub fn today(&self) -> Timestamp {
        self.today.unwrap_or_else(|| self.now())
    }

    /// The words `id` that lead to a form, in the workspace and for one who may write into `room`; else nothing.
    pub fn offer(&self, room: &Room, target: impl FnOnce() -> Target, id: &str) -> Line {
        match self.in_workspace && self.view.viewer().writes(room) {
            true => self.to(target, vec![self.lang.word(id)]),
            false => Line::new(),
        }
    }

    /// Can words be followed? What would only be a link is left out elsewhere.
    pub fn leads_somewhere(&self) -> bool {
        self.in_workspace
    }

    /// A room: in the workspace in words, elsewhere as files write it.
    pub fn room(&self, room: &Room) -> Inline {
        match self.in_workspace {
            true => Inline::Room { room: room.clone(), words: self.room_words(room) },
            false => Inline::room(room),
        }
    }

    fn room_words(&self, room: &Room) -> Line {
        let name = |party: &Id| self.party(room, &PartyRef::to(party.clone()));
        match room {
            Room::Public => vec![self.lang.word("room-public")],
            Room::Joint => vec![self.lang.word("room-joint")],
            Room::Team => vec![self.lang.word("room-team")],
            Room::Party(party) => self.lang.line("room-party", vec![("party", name(party).into())]),
            Room::Caucus(members) => {
                let parties = self.list(members.iter().map(name));
                self.lang.line("room-caucus", vec![("parties", parties.into())])
            }
        }
    }

    /// The narrowest room in which the viewer takes notes.
    pub fn own_room(&self) -> Room {
        match self.view.viewer().seat() {
            Seat::Party(party) => Room::Party(party.clone()),
            Seat::Team => Room::Team,
            Seat::Projector => Room::Joint,
            Seat::Public => Room::Public,
        }
    }

    /// The party for which the viewer sits there.
    pub fn own_party(&self) -> Option<&Id> {
        match self.view.viewer().seat() {
            Seat::Party(party) => Some(party),
            _ => None,
        }
    }

    /// `words` that lead to `target`, where something can be followed.
    pub fn to(&self, target: impl FnOnce() -> Target, words: Line) -> Line {
        match self.in_workspace {
            true => vec![Inline::To(target(), words)],
            false => words,
        }
    }

    /// `ROOM/ID` of an entry.
    pub fn place(&self, entry: &Entry) -> String {
        format!("{}/{}", entry.room, entry.id)
    }

    /// The id of an entry, which leads to it.
    pub fn id(&self, entry: &Entry) -> Line {
        self.to(|| Target::entry(&entry.room, &entry.id), vec![Inline::Id(entry.id.to_string())])
    }

    /// The viewer's badge.
    pub fn badge(&self) -> String {
        self.seat(self.view.viewer().seat()).to_uppercase()
    }

    /// What a seat is called.
    pub fn seat(&self, seat: &Seat) -> String {
        match seat {
            Seat::Team => self.lang.say("viewer-team"),
            Seat::Projector => self.lang.say("viewer-projector"),
            Seat::Public => self.lang.say("viewer-public"),
            Seat::Party(party) => {
                let name = self.party(&Room::Party(party.clone()), &PartyRef::to(party.clone()));
                crate::doc::plain(&self.lang.line("viewer-party", vec![("party", name.into())]))
            }
        }
    }

    /// The short name of a party, or its id where the view does not have it.
    pub fn party(&self, from: &Room, reference: &PartyRef) -> Line {
        match self.view.fact::<Party, _>(from, reference) {
            Some((_, party)) => vec![self.lang.text(party.short.as_ref().unwrap_or(&party.name))],
            None => vec![Inline::Id(reference.id.to_string())],
        }
    }

    /// Parties with commas.
    pub fn parties(&self, from: &Room, references: &[PartyRef]) -> Line {
        self.list(references.iter().map(|party| self.party(from, party)))
    }

    /// What is told of one thing, with commas.
    pub fn facts(&self, lines: impl IntoIterator<Item = Line>) -> Line {
        joined(lines, &self.lang.say("list-comma"))
    }

    /// Several things, as the language lists them.
    pub fn list(&self, lines: impl IntoIterator<Item = Line>) -> Line {
        self.lang.list(lines)
    }

    /// A party, or a person with his party.
    pub fn actor<T>(&self, from: &Room, reference: &Ref<T>) -> Line {
        let Some(entry) = self.view.resolve(from, reference).map(|seen| seen.entry()) else {
            return vec![Inline::Id(reference.id.to_string())];
        };
        match entry.fact() {
            Some(Fact::Person(person)) => {
                let name = self.lang.text(&person.name);
                match &person.party {
                    Some(party) => {
                        let party = self.party(&entry.room, party);
                        self.lang.line("of-party", vec![("person", name.into()), ("party", party.into())])
                    }
                    None => vec![name],
                }
            }
            Some(Fact::Party(party)) => vec![self.lang.text(party.short.as_ref().unwrap_or(&party.name))],
            _ => vec![Inline::Id(reference.id.to_string())],
        }
    }

    /// Actors with commas.
    pub fn actors(&self, from: &Room, references: &[ActorRef]) -> Line {
        self.list(references.iter().map(|actor| self.actor(from, actor)))
    }

    /// The office that a person, told of by `entry`, held when `session` began; the highest if
    /// there are several.
    pub fn office<'p>(&self, entry: &Entry, person: &'p Person, session: &Entry) -> Option<&'p Office> {
        let at = self.view.happened(session);
        let hangs = |date: &VagueDate, relation| self.hangs(&entry.room, date, relation, session);
        let held = |office: &&Office| {
            !office.from.as_ref().is_some_and(|from| hangs(from, Relation::After))
                && !office.until.as_ref().is_some_and(|until| hangs(until, Relation::Before))
        };
        self.offices(entry, person, at).into_iter().filter(held).min_by_key(|office| office.rank)
    }

    /// The offices that a person, told of by `entry`, may have held at `at`.
    pub fn offices<'p>(&self, entry: &Entry, person: &'p Person, at: Interval) -> Vec<&'p Office> {
        let date = |date: &VagueDate| self.view.interval(&entry.room, date);
        let held = |office: &&Office| {
            !office.from.as_ref().is_some_and(|from| at.before(&date(from)).certain())
                && !office.until.as_ref().is_some_and(|until| date(until).before(&at).certain())
        };
        person.offices.iter().filter(held).collect()
    }

    /// Is `date`, written in `room`, "before" (or after, or during) that very event?
    pub fn hangs(&self, room: &Room, date: &VagueDate, relation: Relation, event: &Entry) -> bool {
        match &date.form {
            DateForm::Event(written, on) if *written == relation => {
                self.pointed(room, on) == Some(std::ptr::from_ref(event))
            }
            _ => false,
        }
    }

    /// A rank in words.
    pub fn rank(&self, rank: Rank) -> Inline {
        self.lang.word(&format!("rank-{}", rank.as_str()))
    }

    /// The title of an issue.
    pub fn issue(&self, from: &Room, reference: &IssueRef) -> Line {
        match self.view.fact::<Issue, _>(from, reference) {
            Some((_, issue)) => vec![self.lang.text(&issue.title)],
            None => vec![Inline::Id(reference.id.to_string())],
        }
    }

    /// The title of an issue, which leads to its entry.
    pub fn issue_link(&self, from: &Room, reference: &IssueRef) -> Line {
        let words = self.issue(from, reference);
        match self.view.resolve(from, reference) {
            Some(seen) => self.to(|| Target::entry(seen.place().0, &seen.entry().id), words),
            None => words,
        }
    }

    /// The party of an actor: a person's party, or the party itself.
    pub fn party_of(&self, from: &Room, actor: &ActorRef) -> Id {
        let person = self.view.fact::<Person, _>(from, actor).and_then(|(_, person)| person.party.as_ref());
        person.map_or_else(|| actor.id.clone(), |party| party.id.clone())
    }

    /// The day of an instant in the zone of the process, as instants.
    pub fn day(&self, at: Timestamp) -> Interval {
        let day = self.zone().to_datetime(at).date();
        Point::Day(day).interval(self.zone())
    }

    /// The instants from the beginning of a session's first day to its end, or to the end of its day.
    pub fn days(&self, session: &Entry) -> Interval {
        let began = self.view.happened(session);
        let held = session.fact().and_then(Session::of);
        let ended = held
            .and_then(|held| held.ended.as_ref())
            .and_then(|ended| self.view.interval(&session.room, ended).latest);
        let end_of_day = |at| self.day(at).latest.unwrap_or(at);
        Interval {
            earliest: began.earliest.map(|at| self.day(at).earliest.unwrap_or(at)),
            latest: ended.or(began.latest.map(end_of_day)),
        }
    }

    /// Issues with commas.
    pub fn issues(&self, from: &Room, references: &[IssueRef]) -> Line {
        self.list(references.iter().map(|issue| self.issue(from, issue)))
    }

    /// A number with the unit of its issue.
    pub fn number(&self, quantity: &Quantity, issue: &Issue) -> Line {
        let number = self.lang.quantity(quantity);
        match &issue.unit {
            Some(unit) => {
                let unit = self.lang.text(unit);
                self.lang.line("number-unit", vec![("n", number.into()), ("unit", unit.into())])
            }
            None => number,
        }
    }

    /// What a position is about, in words.
    pub fn extent(&self, position: &Position, issue: &Issue) -> Line {
        match Extent::of(position, issue) {
            Ok(Extent::Numbers(numbers)) => self.number(&numbers, issue),
            Ok(Extent::Options(places)) => {
                let label = |place: usize| {
                    issue
                        .options
                        .get(place)
                        .map(|o| self.lang.text(&issue.option_label(&o.0.id)))
                        .into_iter()
                        .collect::<Line>()
                };
                match places.runs() {
                    [(first, last)] if last - first > 1 && issue.scale == Scale::Ordinal => self.lang.line(
                        "range-options",
                        vec![("first", label(*first).into()), ("last", label(*last).into())],
                    ),
                    _ => self.list(places.iter().map(label)),
                }
            }
            Err(_) => Line::new(),
        }
    }

    /// Terms in words: issue and option.
    pub fn terms(&self, from: &Room, terms: &Terms) -> Line {
        let term = |(reference, option): &(IssueRef, String)| {
            let title = self.issue(from, reference);
            let option = match self.view.fact::<Issue, _>(from, reference) {
                Some((_, issue)) => self.option(issue, option),
                None => vec![Inline::data(option)],
            };
            self.lang.line("ledger-term", vec![("issue", title.into()), ("option", option.into())])
        };
        self.lang.clauses(terms.0.iter().map(term))
    }

    /// An option, or a number, in words.
    pub fn option(&self, issue: &Issue, option: &str) -> Line {
        match Id::new(option).filter(|id| issue.option_index(id).is_some()) {
            Some(id) => vec![self.lang.text(&issue.option_label(&id))],
            None => match Quantity::parse(option) {
                Some(quantity) => self.number(&quantity, issue),
                None => vec![Inline::data(option)],
            },
        }
    }

    /// A length of time.
    pub fn lasted(&self, lasted: &Lasted) -> Line {
        let id = format!("lasted-{}", lasted.unit.as_str());
        let amount = &lasted.amount;
        self.lang
            .line(&id, vec![("n", self.lang.quantity(amount).into()), ("count", Arg::inflecting(amount))])
    }

    /// The mark of a basis.
    pub fn basis(&self, basis: Basis) -> Inline {
        Inline::Basis(basis, self.lang.say(&format!("basis-{}", basis.as_str())))
    }

    /// When an entry happened: its own date, or its session's.
    pub fn when(&self, entry: &Entry) -> Option<Line> {
        if let Some(when) = &entry.when {
            return Some(self.date(&entry.room, when));
        }
        let session = self.view.session_of(entry)?.entry();
        Some(self.date(&session.room, session.when.as_ref()?))
    }

    /// A vague date; events that it hangs on by their titles.
    pub fn date(&self, from: &Room, date: &detente_model::VagueDate) -> Line {
        self.lang.date(date, |event| self.event(from, event))
    }

    fn event(&self, from: &Room, reference: &EventRef) -> Line {
        let title = self.view.resolve(from, reference).and_then(|seen| match seen.entry().fact()? {
            Fact::Session(session) => Some(self.lang.text(&session.title)),
            Fact::Agreement(agreement) => Some(self.lang.text(&agreement.title)),
            Fact::Proposal(proposal) => Some(self.lang.text(&proposal.title)),
            _ => None,
        });
        vec![title.unwrap_or_else(|| Inline::Id(reference.id.to_string()))]
    }

    /// The marks behind a statement: basis, room where it is not public, sources by number. In the workspace
    /// they tell on demand who recorded it when, and the words of its sources.
    pub fn marks(&self, entry: &Entry) -> Line {
        let short = self.short_marks(entry);
        match self.in_workspace {
            true => {
                vec![Inline::mark(" "), Inline::Provenance { short, whole: self.provenance(entry) }]
            }
            false => std::iter::once(Inline::mark(" ")).chain(short).collect(),
        }
    }

    fn short_marks(&self, entry: &Entry) -> Line {
        let mut marks = vec![self.basis(entry.basis)];
        if entry.room != Room::Public {
            marks.extend([Inline::mark(" "), self.room(&entry.room)]);
        }
        let mut numbers: Vec<usize> = entry
            .sources
            .0
            .iter()
            .filter_map(|cite| self.view.resolve(&entry.room, &cite.source))
            .filter_map(|seen| self.source_number(&seen.entry().room, &seen.entry().id))
            .collect();
        numbers.dedup();
        for number in numbers {
            marks.push(Inline::Quiet(vec![Inline::mark(&format!(" [{number}]"))]));
        }
        marks
    }

    /// Who recorded it when, and the words of its sources.
    fn provenance(&self, entry: &Entry) -> Line {
        let recorded = self.lang.instant(entry.recorded, self.zone());
        let author = Inline::data(&entry.author);
        let told =
            self.lang.line("provenance", vec![("author", author.into()), ("recorded", recorded.into())]);
        joined(std::iter::once(told).chain(crate::pages::cited(self, entry)), " · ")
    }

    /// The number of a source on this page.
    pub fn source_number(&self, room: &Room, id: &Id) -> Option<usize> {
        self.sources.get(&(room.clone(), id.clone())).copied()
    }

    /// The word for what a party does by a position.
    pub fn position_kind(&self, kind: PositionKind) -> Inline {
        self.lang.word(&format!("position-{}", kind.as_str()))
    }

    /// The entry that a reference points at. Entries are told apart by where they are, since rooms
    /// that do not see each other may use one id.
    pub fn pointed<T>(&self, from: &Room, reference: &Ref<T>) -> Option<*const Entry> {
        self.view.resolve(from, reference).map(|seen| std::ptr::from_ref(seen.entry()))
    }

    /// The time at which the page looks: its date, or else the last time of recording.
    pub fn now(&self) -> Timestamp {
        self.view.now()
    }

    /// The time zone of the process.
    pub fn zone(&self) -> &jiff::tz::TimeZone {
        &self.view.header().zone
    }
}
