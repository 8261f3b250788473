//! The parties and the people of a view, and who acts for whom.
//!
//! Actors are told apart by the entries that tell of them, since rooms that do not see each other may
//! use one id.

pub mod graph;
pub mod list;
pub mod matrix;
pub mod ties;
pub mod voice;

use crate::doc::{Inline, Line, Stands, Target};
use crate::look::Look;
use detente_model::{Interval, Office, Party, Person, Rank, Ref, Role, Room};
use detente_record::Entry;
use std::collections::{BTreeSet, HashMap};

/// A party with the entry that tells of it.
pub type PartyEntry<'v> = (&'v Entry, &'v Party);

/// A person with the entry that tells of him.
pub type PersonEntry<'v> = (&'v Entry, &'v Person);

/// All parties and people of a view, each in the order of the record.
pub struct Actors<'v> {
    /// The parties.
    pub parties: Vec<PartyEntry<'v>>,
    /// The people.
    pub people: Vec<PersonEntry<'v>>,
    party_of: HashMap<*const Entry, usize>,
    /// Of each person, the party.
    home: Vec<Option<usize>>,
    /// Of each party, the one that it is a part of.
    whole: Vec<Option<usize>>,
}

impl<'v> Actors<'v> {
    /// The actors of a view.
    pub fn of(look: &'v Look<'_>) -> Actors<'v> {
        let parties: Vec<PartyEntry<'v>> = look.view.facts::<Party>().collect();
        let people: Vec<PersonEntry<'v>> = look.view.facts::<Person>().collect();
        let places = parties.iter().enumerate();
        let mut party_of: HashMap<*const Entry, usize> =
            places.map(|(place, (entry, _))| (std::ptr::from_ref(*entry), place)).collect();
        let pointed = |from: &Room, party: &detente_model::PartyRef, party_of: &HashMap<_, usize>| {
            look.pointed(from, party).and_then(|party| party_of.get(&party).copied())
        };
        let home: Vec<Option<usize>> = people
            .iter()
            .map(|(entry, person)| pointed(&entry.room, person.party.as_ref()?, &party_of))
            .collect();
        let whole = parties
            .iter()
            .map(|(entry, party)| pointed(&entry.room, party.part_of.as_ref()?, &party_of))
            .collect();
        for ((entry, _), home) in people.iter().zip(&home) {
            party_of.extend(home.map(|home| (std::ptr::from_ref(*entry), home)));
        }
        Actors { parties, people, party_of, home, whole }
    }

    /// The place among the parties of the one that a reference names, or that the person acts for whom
    /// it names.
    pub fn party_at<T>(&self, look: &Look<'_>, from: &Room, reference: &Ref<T>) -> Option<usize> {
        self.party_of.get(&look.pointed(from, reference)?).copied()
    }

    /// The parties that some references name, each once.
    pub fn parties_at<T>(&self, look: &Look<'_>, from: &Room, references: &[Ref<T>]) -> BTreeSet<usize> {
        references.iter().filter_map(|reference| self.party_at(look, from, reference)).collect()
    }

    /// The parties that are a part of the one at `place`.
    pub fn parts(&self, place: usize) -> impl Iterator<Item = usize> {
        (0..self.parties.len()).filter(move |part| self.whole[*part] == Some(place))
    }

    /// The party that the one at `place` is a part of.
    pub fn whole(&self, place: usize) -> Option<usize> {
        self.whole[place]
    }

    /// The parties that the one at `place` says it stands beside, and those that say so of it.
    pub fn allies(&self, look: &Look<'_>, place: usize) -> Vec<usize> {
        let names = |of: usize, other: usize| self.stands_beside(look, of).any(|ally| ally == other);
        let is_ally = |other: &usize| *other != place && (names(place, *other) || names(*other, place));
        (0..self.parties.len()).filter(is_ally).collect()
    }

    /// The parties that the one at `place` says it stands beside.
    pub fn stands_beside(&self, look: &Look<'_>, place: usize) -> impl Iterator<Item = usize> {
        let (entry, party) = self.parties[place];
        party.allied_with.iter().filter_map(move |ally| self.party_at(look, &entry.room, ally))
    }

    /// The party at the end of the chain of those that one is a part of. A chain that goes round ends
    /// where it began.
    fn root(&self, place: usize) -> usize {
        let mut at = place;
        for _ in 0..self.parties.len() {
            match self.whole[at] {
                Some(whole) if whole != place => at = whole,
                _ => break,
            }
        }
        at
    }

    /// Where each party stands: belligerents that are no part of another are the sides; their parts and
    /// those that stand beside them are with them, and all others between.
    pub fn stands(&self, look: &Look<'_>) -> Vec<Stands> {
        let is_side =
            |place: usize| self.parties[place].1.role == Role::Belligerent && self.root(place) == place;
        let sides: Vec<usize> = (0..self.parties.len()).filter(|place| is_side(*place)).collect();
        let side_of = |place: usize| sides.iter().position(|side| *side == self.root(place));
        let stands = |place: usize| match side_of(place) {
            Some(side) if sides[side] == place => Stands::Side(side),
            Some(side) => Stands::With(side),
            None => {
                let beside = self.stands_beside(look, place).find_map(side_of);
                beside.map_or(Stands::Between, Stands::With)
            }
        };
        (0..self.parties.len()).map(stands).collect()
    }

    /// The people of the party at `place`, with the highest office that each holds at `at`, by rank; those
    /// of one rank in the order of the record. Whoever holds an office of the party is one of them.
    pub fn people_of(
        &self,
        look: &Look<'_>,
        place: usize,
        at: Interval,
    ) -> Vec<(PersonEntry<'v>, Option<&'v Office>)> {
        let with_office = self.people.iter().zip(&self.home).filter_map(|(&(entry, person), home)| {
            let held = look.offices(entry, person, at);
            let is_of = |office: &&Office| match &office.party {
                Some(party) => self.party_at(look, &entry.room, party) == Some(place),
                None => *home == Some(place),
            };
            let office = held.into_iter().filter(is_of).min_by_key(|office| office.rank);
            (office.is_some() || *home == Some(place)).then_some(((entry, person), office))
        });
        let mut people: Vec<_> = with_office.collect();
        people.sort_by_key(|(_, office)| office.map_or((true, Rank::Private), |office| (false, office.rank)));
        people
    }

    /// The people who act for no party.
    pub fn without_party(&self) -> impl Iterator<Item = PersonEntry<'v>> {
        let people = self.people.iter().zip(&self.home);
        people.filter(|(_, home)| home.is_none()).map(|(person, _)| *person)
    }

    /// The short name of the party at `place`, which leads to it.
    pub fn name(&self, look: &Look<'_>, place: usize) -> Line {
        let (entry, party) = self.parties[place];
        let name = look.lang.text(party.short.as_ref().unwrap_or(&party.name));
        look.to(|| Target::actor(&entry.room, &entry.id), vec![name])
    }

    /// The short names of some parties, with commas.
    pub fn names(&self, look: &Look<'_>, places: impl IntoIterator<Item = usize>) -> Line {
        look.list(places.into_iter().map(|place| self.name(look, place)))
    }

    /// A person's name, which leads to him, with an office and its rank.
    pub fn titled(&self, look: &Look<'_>, (entry, person): PersonEntry<'_>, office: Option<&Office>) -> Line {
        let name = vec![Inline::Strong(vec![look.lang.text(&person.name)])];
        let name = look.to(|| Target::actor(&entry.room, &entry.id), name);
        let office = office
            .map(|office| look.facts([vec![look.lang.text(&office.title)], vec![look.rank(office.rank)]]));
        look.facts(std::iter::once(name).chain(office))
    }
}
