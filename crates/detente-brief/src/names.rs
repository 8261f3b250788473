//! What may be named from a room: ids with what they stand for.

use crate::doc::{Line, plain};
use crate::{Lang, Look};
use detente_model::shape::Decoder;
use detente_model::{Fact, Id, Issue, IssueRef, Kind, Party, PartyRef, Role, Room, Span, Text};
use detente_record::asked::Choice;
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

    /// The rooms that he may write into, narrowest first: the first is that of whoever would tell nothing by a slip.
    pub fn rooms(&self) -> Vec<Room> {
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
    }

    /// Those who read a room, in words.
    pub fn readers(&self, room: &Room) -> Line {
        let name = |id: &Id| self.look.party(room, &PartyRef::to(id.clone()));
        match room {
            Room::Public => vec![self.lang.word("readers-public")],
            Room::Joint => vec![self.lang.word("readers-joint")],
            Room::Caucus(members) => {
                let parties = self.look.list(members.iter().map(name));
                self.lang.line("readers-caucus", vec![("parties", parties.into())])
            }
            Room::Party(party) => self.lang.line("readers-party", vec![("party", name(party).into())]),
            Room::Team => vec![self.lang.word("readers-team")],
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

    /// What [`Names::choices`] gives for an entry that is named by its room and id, as links name it.
    pub fn as_chosen(&self, text: &str, kinds: &[Kind], room: &Room) -> Option<String> {
        let (place, id) = text.rsplit_once('/')?;
        let is_named = |seen: &&Seen<'_>| {
            let (its_place, _) = seen.place();
            seen.as_written().id.as_str() == id && its_place.to_string() == place && room.may_cite(its_place)
        };
        let named = self.view.entries().filter(|seen| place_of(seen, kinds).is_some()).find(is_named)?;
        Some(self.value(named, &self.uses(room)))
    }

    /// How often each id is used among what `room` may cite.
    fn uses(&self, room: &Room) -> HashMap<&Id, usize> {
        let mut uses = HashMap::new();
        for seen in self.view.history().filter(|seen| room.may_cite(seen.place().0)) {
            *uses.entry(&seen.as_written().id).or_default() += 1;
        }
        uses
    }

    fn value(&self, seen: &Seen<'_>, uses: &HashMap<&Id, usize>) -> String {
        let id = &seen.as_written().id;
        match uses.get(id) {
            Some(2..) => format!("{}/{id}", seen.place().0),
            _ => id.to_string(),
        }
    }

    fn choice(&self, seen: &Seen<'_>, with_kind: bool, uses: &HashMap<&Id, usize>) -> Choice {
        let entry = seen.entry();
        let value = self.value(seen, uses);
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
            let kind = self.lang.say(&format!("kind-{}", entry.kind().as_str()));
            note.push_str(&format!(" ({kind})"));
        }
        Choice { value, note, also: other_names(entry) }
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
}

/// Words of the record on one line : without what could move the cursor or turn other
/// text, and not endlessly long.
pub fn on_a_line(text: &str) -> String {
    const LONGEST: usize = 90;
    let plain = |c: char| if c.is_whitespace() { ' ' } else { crate::doc::shown(c) };
    let mut shown: String = text.chars().map(plain).take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_keeps_to_its_line() {
        assert_eq!(on_a_line("a\n\u{1b}[2Jb\u{202e}"), "a \u{fffd}[2Jb\u{fffd}");
        assert_eq!(on_a_line(&"ü".repeat(200)).chars().count(), 91);
    }
}
