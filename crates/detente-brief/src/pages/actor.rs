//! One party or one person: everything that is recorded of it.

use super::{Printed, entry_line, envelope, page};
use crate::actors::list::Listed;
use crate::actors::voice::Voices;
use crate::actors::{Actors, PersonEntry};
use crate::doc::{Block, Inline, Line, Table};
use crate::look::Look;
use crate::sections::{latest_first, limited};
use detente_model::gap::{Held, IssueGap};
use detente_model::{ActorRef, Fact, Interval, Issue, Office, Ref, Room};
use detente_record::Entry;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet};

/// How many entries of a kind a page shows.
const LIMIT: usize = 30;

/// Who is looked at.
#[derive(Clone, Copy)]
enum Who<'v> {
    /// A party, by its place among the actors.
    Party(usize),
    /// A person.
    Person(PersonEntry<'v>),
}

/// The party or the person with this id (or ROOM/ID); each of them, where two rooms use it.
pub fn actor<'v>(look: &'v Look<'_>, id: &str) -> Printed<'v> {
    let lang = look.lang;
    let actors = Actors::of(look);
    let voices = Voices::of(look, &actors);
    let found = found(look, &actors, id);
    let told: Vec<(Who<'v>, Told<'v>)> =
        found.into_iter().map(|who| (who, Told::of(look, &actors, who))).collect();
    let mut blocks = Vec::new();
    for (who, told) in &told {
        match who {
            Who::Party(place) => blocks.extend(party_blocks(look, &actors, &voices, *place)),
            Who::Person(person) => blocks.extend(person_blocks(look, &actors, *person)),
        }
        blocks.extend(told.blocks(look));
    }
    if told.is_empty() {
        blocks.push(Block::Para(vec![lang.word("actor-none")]));
        let known = actors.parties.iter().map(|(entry, _)| *entry).chain(actors.people.iter().map(|p| p.0));
        if let Some(near) = detente_model::nearest(id, known.map(|entry| entry.id.as_str())) {
            let near = Inline::Id(near.to_owned());
            blocks.push(Block::Para(lang.line("show-near", vec![("id", near.into())])));
        }
    }
    let title = match told.as_slice() {
        [(Who::Party(place), _)] => vec![lang.text(&actors.parties[*place].1.name)],
        [(Who::Person((_, person)), _)] => vec![lang.text(&person.name)],
        [] => super::nothing_title(look, id),
        _ => lang.line("show-title", vec![("id", Inline::data(id).into())]),
    };
    let any = !told.is_empty();
    let json = Box::new(move || {
        let one = |(who, told): &(Who<'v>, Told<'v>)| {
            let what = match who {
                Who::Party(place) => Listed::of(look, &actors, &voices, *place).json(look, &actors),
                Who::Person((entry, _)) => json!({"entry": entry.encode()}),
            };
            json!({"actor": what, "recorded": told.json()})
        };
        envelope(look, "actor", told.iter().map(one).collect::<Value>())
    });
    Printed { page: page(look, title, blocks), json, found: any }
}

fn found<'v>(look: &'v Look<'_>, actors: &Actors<'v>, id: &str) -> Vec<Who<'v>> {
    let who = |entry: &Entry| {
        let party = actors.parties.iter().position(|(party, _)| std::ptr::eq(*party, entry));
        let person = || actors.people.iter().find(|(person, _)| std::ptr::eq(*person, entry));
        party.map(Who::Party).or_else(|| person().map(|person| Who::Person(*person)))
    };
    let found: Vec<Who<'v>> = look.view.find(id).into_iter().filter_map(|seen| who(seen.entry())).collect();
    if !found.is_empty() {
        return found;
    }
    // What was corrected in a narrower room stands there now, and links name it so.
    let all = actors.parties.iter().map(|(entry, _)| *entry).chain(actors.people.iter().map(|p| p.0));
    all.filter(|entry| format!("{}/{}", entry.room, entry.id) == id).filter_map(who).collect()
}

fn party_blocks<'v>(
    look: &'v Look<'_>,
    actors: &Actors<'v>,
    voices: &Voices<'v>,
    place: usize,
) -> Vec<Block> {
    let lang = look.lang;
    let listed = Listed::of(look, actors, voices, place);
    let (entry, party) = actors.parties[place];
    let mut blocks = vec![
        Block::Section("actor", vec![lang.text(&party.name)]),
        Block::Keys(listed.keys(look, actors).into_iter().chain([id_key(look, entry)]).collect()),
        Block::Heading(vec![lang.word("voice-heading")]),
        Block::List(listed.voice(look, actors).into_iter().map(|line| (line, Vec::new())).collect()),
    ];
    let of_party = |person: &PersonEntry<'v>, office: &Office| match &office.party {
        Some(party) => actors.party_at(look, &person.0.room, party) == Some(place),
        None => {
            person.1.party.as_ref().and_then(|party| actors.party_at(look, &person.0.room, party))
                == Some(place)
        }
    };
    let held = actors.people.iter().flat_map(|person| {
        person.1.offices.iter().filter(|office| of_party(person, office)).map(move |office| (*person, office))
    });
    blocks.extend(offices(look, actors, held.collect()));
    let delegations = listed.delegations(look, actors);
    if !delegations.is_empty() {
        blocks.push(Block::Heading(vec![lang.word("actor-delegations")]));
        blocks.push(limited(look, &delegations, (LIMIT, None), Clone::clone));
    }
    blocks
}

fn person_blocks<'v>(look: &'v Look<'_>, actors: &Actors<'v>, person: PersonEntry<'v>) -> Vec<Block> {
    let lang = look.lang;
    let (entry, fact) = person;
    let mut keys = Vec::new();
    if let Some(party) = fact.party.as_ref().and_then(|party| actors.party_at(look, &entry.room, party)) {
        keys.push((vec![lang.word("actor-acts-for")], actors.name(look, party)));
    }
    let mut id = id_key(look, entry);
    id.1.extend(look.marks(entry));
    keys.push(id);
    let mut blocks = vec![Block::Section("actor", vec![lang.text(&fact.name)]), Block::Keys(keys)];
    blocks.extend(offices(look, actors, fact.offices.iter().map(|office| (person, office)).collect()));
    blocks
}

fn id_key(look: &Look<'_>, entry: &Entry) -> (Line, Line) {
    (vec![look.lang.word("actor-entry")], look.id(entry))
}

/// Offices over time: the latest first, those of one date by rank.
fn offices(look: &Look<'_>, actors: &Actors<'_>, mut held: Vec<(PersonEntry<'_>, &Office)>) -> Vec<Block> {
    if held.is_empty() {
        return Vec::new();
    }
    let lang = look.lang;
    let begun = |(person, office): &(PersonEntry<'_>, &Office)| {
        let from = office.from.as_ref().map(|from| look.view.interval(&person.0.room, from));
        (std::cmp::Reverse(from.unwrap_or(Interval::ALWAYS).order_key()), office.rank)
    };
    held.sort_by_key(begun);
    let rows = held.iter().map(|((entry, person), office)| {
        let date = |date: &Option<detente_model::VagueDate>| match date {
            Some(date) => look.date(&entry.room, date),
            None => vec![lang.word("nothing")],
        };
        let mut title = vec![lang.text(&office.title)];
        if let Some(party) = office.party.as_ref().and_then(|party| actors.party_at(look, &entry.room, party))
        {
            title = look.list([title, actors.name(look, party)]);
        }
        let rank = vec![look.rank(office.rank)];
        vec![
            actors.titled(look, (*entry, *person), None),
            title,
            rank,
            date(&office.from),
            date(&office.until),
        ]
    });
    let head = ["actor-person", "actor-office", "actor-rank", "actor-since", "actor-until"];
    vec![Block::Table(Table {
        caption: vec![lang.word("actor-offices")],
        head: head.map(|id| vec![lang.word(id)]).to_vec(),
        rows: rows.collect(),
    })]
}

/// What is recorded of an actor, by heading.
struct Told<'v> {
    by_heading: Vec<(&'static str, Vec<&'v Entry>)>,
}

/// The headings under which entries are told, in the order of the page.
const HEADINGS: [&str; 8] = [
    "actor-positions",
    "actor-deals",
    "actor-agreements",
    "actor-statements",
    "actor-contacts",
    "actor-sessions",
    "actor-incidents",
    "actor-preferences",
];

impl<'v> Told<'v> {
    fn of(look: &'v Look<'_>, actors: &Actors<'v>, who: Who<'v>) -> Told<'v> {
        let mut found: BTreeMap<usize, Vec<&'v Entry>> = BTreeMap::new();
        let of = Of { look, actors, who, sat: sat_in(look, actors, who) };
        for entry in look.view.entries().map(|seen| seen.entry()) {
            if let Some(heading) = of.heading(entry) {
                found.entry(heading).or_default().push(entry);
            }
        }
        let by_heading = found.into_iter().map(|(heading, entries)| {
            let entries = match heading {
                0 => current(look, entries),
                _ => latest_first(look, entries.into_iter()),
            };
            (HEADINGS[heading], entries)
        });
        Told { by_heading: by_heading.collect() }
    }

    fn blocks(&self, look: &Look<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (heading, entries) in self.by_heading.iter().filter(|(_, entries)| !entries.is_empty()) {
            blocks.push(Block::Heading(vec![look.lang.word(heading)]));
            blocks.push(limited(look, entries, (LIMIT, None), |entry| (entry_line(look, entry), Vec::new())));
        }
        if blocks.is_empty() {
            blocks.push(Block::Para(vec![Inline::Quiet(vec![look.lang.word("actor-nothing")])]));
        }
        blocks
    }

    fn json(&self) -> Value {
        let one = |(heading, entries): &(&'static str, Vec<&Entry>)| {
            let key = heading.trim_start_matches("actor-").to_owned();
            (key, entries.iter().map(|entry| entry.encode()).collect::<Value>())
        };
        Value::Object(self.by_heading.iter().map(one).collect())
    }
}

/// Decides what belongs to an actor.
struct Of<'v, 'l, 'a> {
    look: &'a Look<'l>,
    actors: &'a Actors<'v>,
    who: Who<'v>,
    /// The sessions in which it sat.
    sat: HashSet<*const Entry>,
}

/// The sessions that a party took part in or sent somebody to; those that a person was sent to.
fn sat_in<'v>(look: &'v Look<'_>, actors: &Actors<'v>, who: Who<'v>) -> HashSet<*const Entry> {
    let of = Of { look, actors, who, sat: HashSet::new() };
    let sent = look.view.facts::<detente_model::Delegation>().filter_map(|(entry, delegation)| {
        let people = delegation.head.iter().chain(&delegation.members);
        let is_it = match who {
            Who::Party(_) => of.names(&entry.room, &delegation.party),
            Who::Person(_) => people.into_iter().any(|person| of.names(&entry.room, person)),
        };
        look.pointed(&entry.room, delegation.session.as_ref().filter(|_| is_it)?)
    });
    sent.collect()
}

impl Of<'_, '_, '_> {
    /// Does a reference name the actor? A party is named by its people as well.
    fn names<T>(&self, from: &Room, reference: &Ref<T>) -> bool {
        match self.who {
            Who::Party(place) => self.actors.party_at(self.look, from, reference) == Some(place),
            Who::Person((entry, _)) => self.look.pointed(from, reference) == Some(std::ptr::from_ref(entry)),
        }
    }

    fn any<T>(&self, from: &Room, references: &[Ref<T>]) -> bool {
        references.iter().any(|reference| self.names(from, reference))
    }

    /// Said or done by somebody, for a party if that was told.
    fn by<T, U>(&self, from: &Room, by: &Ref<T>, party: Option<&Ref<U>>) -> bool {
        match (self.who, party) {
            (Who::Party(_), Some(party)) => self.names(from, party),
            _ => self.names(from, by),
        }
    }

    /// Under which heading an entry is told, if it is of the actor.
    fn heading(&self, entry: &Entry) -> Option<usize> {
        let room = &entry.room;
        let is_party = matches!(self.who, Who::Party(_));
        let (is_it, heading) = match entry.fact()? {
            Fact::Position(position) => {
                let said = position.said_by.as_ref();
                let is_it = match is_party {
                    true => self.names(room, &position.party),
                    false => said.is_some_and(|said| self.names(room, said)),
                };
                (is_it, 0)
            }
            Fact::Proposal(proposal) => (self.any(room, &proposal.by), 1),
            Fact::Response(response) => (self.by(room, &response.by, response.party.as_ref()), 1),
            Fact::Agreement(agreement) => {
                let owed = agreement.commitments.iter().any(|owed| self.any(room, &owed.who));
                (is_party && (owed || self.any(room, &agreement.parties)), 2)
            }
            Fact::Statement(statement) => (self.by(room, &statement.by, statement.party.as_ref()), 3),
            Fact::Contact(contact) => {
                let both: [&[ActorRef]; 2] = [&contact.from, &contact.to];
                (both.iter().any(|side| self.any(room, side)), 4)
            }
            Fact::Session(session) => {
                let host = session.host.as_ref().is_some_and(|host| self.names(room, host));
                let there = is_party && (host || self.any(room, &session.parties));
                (there || self.sat.contains(&std::ptr::from_ref(entry)), 5)
            }
            Fact::Incident(incident) => {
                let said = incident.attributed.iter().filter_map(|said| said.to.as_ref());
                (is_party && said.into_iter().any(|to| self.names(room, to)), 6)
            }
            Fact::Preferences(preferences) => (is_party && self.names(room, &preferences.party), 7),
            Fact::Source(_) | Fact::Party(_) | Fact::Person(_) | Fact::Issue(_) | Fact::Delegation(_) => {
                return None;
            }
        };
        is_it.then_some(heading)
    }
}

/// The positions that are held now, of those that somebody took: issue by issue, in the order of the
/// record.
fn current<'v>(look: &'v Look<'_>, positions: Vec<&'v Entry>) -> Vec<&'v Entry> {
    let issues: Vec<(&Entry, &Issue)> = look.view.facts::<Issue>().collect();
    let entries: Vec<&Entry> = issues.iter().map(|(entry, _)| *entry).collect();
    let own: std::collections::HashMap<(&Room, &detente_model::Id), &'v Entry> =
        positions.into_iter().map(|entry| ((&entry.room, &entry.id), entry)).collect();
    let mut now = Vec::new();
    for ((_, issue), held) in issues.iter().zip(look.view.positions(&entries)) {
        let held: Vec<Held<'_>> =
            held.into_iter().filter(|held| own.contains_key(&(held.room, held.id))).collect();
        let mut parties: Vec<&detente_model::Id> = Vec::new();
        for held in &held {
            if !parties.contains(&&held.position.party.id) {
                parties.push(&held.position.party.id);
            }
        }
        for standing in IssueGap::of(issue, &parties, &held, look.now()).standings {
            let all = standing.current.iter().chain(&standing.red_lines).chain(&standing.refusals);
            let mut seen = HashSet::new();
            let distinct = all.filter(|held| seen.insert((held.room, held.id)));
            now.extend(distinct.filter_map(|held| own.get(&(held.room, held.id)).copied()));
        }
    }
    now
}
