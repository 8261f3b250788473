//! What may be named from a room: ids with what they stand for.

use super::{Choice, on_a_line};
use detente_brief::doc::plain;
use detente_brief::{Lang, Look};
use detente_model::shape::{Decoder, Mention};
use detente_model::{
    Event, Fact, Id, Issue, IssueRef, Kind, Party, PartyRef, Role, Room, Source, SourceRef, Span, Target,
    Text, nearest, sentences,
};
use detente_record::{DeedKind, Entry, Seat, Seen, View};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// What was looked for already: the kinds, and the room that names them.
type Found = HashMap<(Vec<Kind>, Room), Rc<[Choice]>>;

/// Looks things up for somebody who writes.
pub struct Names<'v> {
    /// What he sees.
    pub view: &'v View<'v>,
    look: Look<'v>,
    lang: &'v Lang,
    found: RefCell<Found>,
}

impl<'v> Names<'v> {
    /// The names of what is in `view`.
    pub fn new(view: &'v View<'v>, lang: &'v Lang) -> Names<'v> {
        Names { view, look: Look::new(view, lang), lang, found: RefCell::default() }
    }

    /// Words of the record on one line.
    pub fn text(&self, text: &Text) -> String {
        on_a_line(&self.lang.text(text).plain())
    }

    /// The zone of dates that name none.
    pub fn zone(&self) -> TimeZone {
        self.view.header().zone.clone()
    }

    /// The rooms that he may write into, narrowest first, with those who read them.
    pub fn rooms(&self) -> Vec<Choice> {
        let mut rooms: BTreeSet<Room> = self.view.rooms().cloned().collect();
        rooms.extend([Room::Public, Room::Joint, Room::Team]);
        if let Seat::Party(party) = self.view.viewer().seat() {
            rooms.insert(Room::Party(party.clone()));
        }
        let sides = self.view.facts::<Party>().filter(|(_, party)| party.role == Role::Belligerent);
        rooms.extend(sides.map(|(entry, _)| Room::Caucus([entry.id.clone()].into())));
        let mut rooms: Vec<Room> = rooms.into_iter().filter(|room| self.view.viewer().writes(room)).collect();
        rooms.reverse();
        // Of caucuses that with the fewest members is the narrowest.
        let breadth = |room: &Room| match room {
            Room::Team | Room::Party(_) => (0, room.to_string()),
            Room::Caucus(members) => (members.len(), room.to_string()),
            Room::Joint | Room::Public => (usize::MAX, room.to_string()),
        };
        rooms.sort_by_key(breadth);
        rooms
            .iter()
            .map(|room| Choice::new(room.to_string(), format!("read by {}", self.readers(room))))
            .collect()
    }

    /// Those who read a room.
    pub fn readers(&self, room: &Room) -> String {
        let name = |id: &Id| on_a_line(&plain(&self.look.party(room, &PartyRef::to(id.clone()))));
        match room {
            Room::Public => "everybody".to_owned(),
            Room::Joint => "all parties at the table and the team".to_owned(),
            Room::Caucus(members) => {
                format!("{} and the team", members.iter().map(name).collect::<Vec<_>>().join(", "))
            }
            Room::Party(party) => format!("{} alone", name(party)),
            Room::Team => "the team alone".to_owned(),
        }
    }

    /// What an entry of `room` may name of these kinds. Of what happened the latest comes first.
    /// They are looked for once.
    pub fn choices(&self, kinds: &[Kind], room: &Room) -> Rc<[Choice]> {
        let of = (kinds.to_vec(), room.clone());
        if let Some(found) = self.found.borrow().get(&of) {
            return found.clone();
        }
        let found: Rc<[Choice]> = self.find(kinds, room).into();
        self.found.borrow_mut().insert(of, found.clone());
        found
    }

    fn find(&self, kinds: &[Kind], room: &Room) -> Vec<Choice> {
        let uses = self.uses(room);
        let mut found: Vec<(usize, &Seen<'_>)> = self
            .view
            .entries()
            .filter(|seen| room.may_cite(seen.place().0))
            .filter_map(|seen| Some((place_of(seen, kinds)?, seen)))
            .collect();
        let latest = |seen: &Seen<'_>| match seen.entry().kind() {
            DeedKind::Says(kind) if kind.needs_source() => std::cmp::Reverse(seen.as_written().recorded),
            _ => std::cmp::Reverse(Timestamp::MIN),
        };
        found.sort_by_key(|(place, seen)| (*place, latest(seen)));
        found.into_iter().map(|(_, seen)| self.choice(seen, kinds.len() > 1, &uses)).collect()
    }

    /// How often each id is used among what `room` may cite.
    fn uses(&self, room: &Room) -> HashMap<&Id, usize> {
        let mut uses = HashMap::new();
        for seen in self.view.history().filter(|seen| room.may_cite(seen.place().0)) {
            *uses.entry(&seen.as_written().id).or_default() += 1;
        }
        uses
    }

    fn choice(&self, seen: &Seen<'_>, with_kind: bool, uses: &HashMap<&Id, usize>) -> Choice {
        let entry = seen.entry();
        let id = &seen.as_written().id;
        let value = match uses.get(id) {
            Some(2..) => format!("{}/{id}", seen.place().0),
            _ => id.to_string(),
        };
        let date = match entry.kind() {
            DeedKind::Says(kind) if kind.needs_source() => self.look.when(entry),
            _ => None,
        };
        let date = date.map(|date| format!("{}: ", plain(&date))).unwrap_or_default();
        let said = match entry.fact() {
            Some(Fact::Issue(issue)) => self.lang.text(&issue.title).plain(),
            _ => plain(&self.look.describe(entry)),
        };
        let mut note = on_a_line(&format!("{date}{said}"));
        if with_kind {
            note.push_str(&format!(" ({})", entry.kind().as_str()));
        }
        Choice { value, note, also: other_names(entry) }
    }

    /// What is wrong with naming `mention` from `room`, if anything is.
    pub fn wrong(&self, mention: &Mention, room: &Room) -> Option<String> {
        let written = match &mention.room {
            Some(room) => format!("{room}/{}", mention.id),
            None => mention.id.to_string(),
        };
        let all = self.view.find(&written);
        let near: Vec<&&Seen<'_>> = all.iter().filter(|seen| room.may_cite(seen.place().0)).collect();
        let fits = |seen: &Seen<'_>| match seen.as_written().kind() {
            DeedKind::Says(kind) => mention.kinds.is_empty() || mention.kinds.contains(&kind),
            _ => mention.kinds.is_empty(),
        };
        let kinds: Vec<&str> = mention.kinds.iter().map(|kind| kind.as_str()).collect();
        let kinds = if kinds.is_empty() { "entry".to_owned() } else { kinds.join(" or ") };
        match (near.as_slice(), all.as_slice()) {
            ([], []) => {
                let known = self.choices(mention.kinds, room);
                let hint = nearest(&written, known.iter().map(|choice| choice.value.as_str()));
                let hint = hint.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
                Some(format!("no {kinds} has the id “{written}”{hint}"))
            }
            ([], [far, ..]) => Some(format!(
                "“{written}” is in {}, which not every reader of {room} may read",
                far.place().0
            )),
            ([one], _) if !fits(one) => {
                Some(format!("“{written}” is a {}, not a {kinds}", one.as_written().kind().as_str()))
            }
            ([_], _) => None,
            ([one, other, ..], _) => Some(format!(
                "“{written}” is in {} and in {}; write ROOM/{}",
                one.place().0,
                other.place().0,
                mention.id
            )),
        }
    }

    /// The issue that `text` names from `room`.
    pub fn issue(&self, text: &str, room: &Room) -> Option<&Issue> {
        let mut d = Decoder::new("", TimeZone::UTC);
        let issue = IssueRef::read(text, Span::default(), &mut d)?;
        self.view.fact::<Issue, _>(room, &issue).map(|(_, issue)| issue)
    }

    /// The options of an issue.
    pub fn options(&self, issue: &Issue) -> Vec<Choice> {
        let option = |option: &detente_model::OptionEntry| {
            let id = option.0.id.to_string();
            let label = on_a_line(&plain(&self.look.option(issue, &id)));
            let label = if label == id { String::new() } else { label };
            Choice::new(id, label)
        };
        issue.options.iter().map(option).collect()
    }

    /// Dates that begin as `typed` does: today, and those that hang on an event.
    pub fn dates(&self, typed: &str, today: &str, room: &Room) -> Vec<Choice> {
        let words = ["before", "after", "during"];
        let Some((word, rest)) = typed.split_once(' ').filter(|(word, _)| words.contains(word)) else {
            let today = Choice::new(today, "today");
            return if today.value.starts_with(typed.trim()) { vec![today] } else { Vec::new() };
        };
        let events = self.choices(Event::KINDS, room);
        let on = |at: usize| Choice { value: format!("{word} {}", events[at].value), ..events[at].clone() };
        Choice::fitting(&events, rest).into_iter().map(on).collect()
    }

    /// Sources that fit `typed`; after `ID#` the sentences of that one.
    pub fn cites(&self, typed: &str, kinds: &[Kind], room: &Room) -> Vec<Choice> {
        if let Some((id, number)) = typed.split_once('#') {
            return self.sentences_of(id, number, room);
        }
        let all = self.choices(kinds, room);
        Choice::fitting(&all, typed).into_iter().map(|at| all[at].clone()).collect()
    }

    fn sentences_of(&self, id: &str, number: &str, room: &Room) -> Vec<Choice> {
        let mut d = Decoder::new("", TimeZone::UTC);
        let source = SourceRef::read(id, Span::default(), &mut d);
        let Some((_, source)) = source.and_then(|source| self.view.fact::<Source, _>(room, &source)) else {
            return Vec::new();
        };
        let text = source.text.as_deref().unwrap_or("");
        let one = |(at, text): (usize, &str)| Choice::new(format!("{id}#{}", at + 1), on_a_line(text));
        let begins = |choice: &Choice| choice.value[id.len() + 1..].starts_with(number);
        sentences(text).enumerate().map(one).filter(begins).collect()
    }
}

/// The place of the entry's kind among `kinds` (all of them, if none is given).
fn place_of(seen: &Seen<'_>, kinds: &[Kind]) -> Option<usize> {
    match seen.as_written().kind() {
        DeedKind::Says(kind) if kinds.is_empty() => Kind::ALL.iter().position(|one| *one == kind),
        DeedKind::Says(kind) => kinds.iter().position(|one| *one == kind),
        _ => None,
    }
}

/// The names of a thing in every language.
fn other_names(entry: &Entry) -> String {
    let said = entry.encode();
    let mut names = Vec::new();
    for key in ["name", "short", "title"] {
        match &said[key] {
            Value::String(name) => names.push(name.clone()),
            Value::Object(all) => {
                names.extend(all.values().filter_map(|name| name.as_str().map(str::to_owned)))
            }
            _ => {}
        }
    }
    names.join(" ")
}
