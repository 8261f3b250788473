//! What a viewer can compute with: issues, preferences and red lines.

use super::View;
use crate::entry::Entry;
use detente_model::gap::{Held, IssueGap};
use detente_model::scenario::{HeldPreferences, RedLine, Scenario, ScenarioError};
use detente_model::shape::Field;
use detente_model::{Basis, Id, Issue, IssueRef, Position, Preferences, Room};
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::collections::{BTreeSet, HashMap};

/// A red line that stands.
#[derive(Clone, Copy, Debug)]
pub struct StandingLine<'v> {
    /// Whose: the party's place among those asked for.
    pub party: usize,
    /// The issue's place among those asked for.
    pub issue: usize,
    /// The position that states it.
    pub held: Held<'v>,
}

impl<'r> View<'r> {
    /// What the viewer can compute with: issues and preferences, and the rooms they were read in.
    ///
    /// Parties and issues are told apart by entry, not by id. Where two entries give one party's
    /// preferences, the one recorded last counts (of equal times, the one in the narrowest room).
    pub fn scenario(&self) -> Result<Scenario, ScenarioError> {
        let issues: Vec<(&Entry, &Issue)> = self.facts::<Issue>().collect();
        let places: HashMap<*const Entry, usize> = issues
            .iter()
            .enumerate()
            .map(|(place, (entry, _))| (std::ptr::from_ref(*entry), place))
            .collect();
        let find = |room: &Room, issue: &IssueRef| {
            places.get(&std::ptr::from_ref(self.resolve(room, issue)?.entry())).copied()
        };
        let parties = self.held_preferences();
        let rooms: BTreeSet<Room> = parties
            .iter()
            .map(|(entry, _, _)| *entry)
            .chain(issues.iter().map(|(entry, _)| *entry))
            .map(|entry| entry.room.clone())
            .collect();
        let with_rooms: Vec<_> =
            issues.iter().map(|(entry, issue)| (&entry.id, &entry.room, *issue)).collect();
        let held: Vec<HeldPreferences<'_>> = parties
            .iter()
            .map(|(entry, preferences, party)| HeldPreferences {
                preferences,
                basis: entry.basis,
                room: &entry.room,
                party_room: &party.room,
            })
            .collect();
        let mut scenario = Scenario::new(&with_rooms, &held, rooms, &find)?;
        let by_entry: HashMap<(&Room, &Id), (&Entry, &Issue)> =
            issues.iter().map(|&(entry, issue)| ((&entry.room, &entry.id), (entry, issue))).collect();
        let chosen = scenario.issues.iter().filter_map(|issue| issue.entry.as_ref());
        let used: Vec<(&Entry, &Issue)> =
            chosen.filter_map(|(room, id)| by_entry.get(&(room, id)).copied()).collect();
        let used_basis = Basis::weakest(used.iter().map(|(entry, _)| entry.basis));
        scenario.basis = scenario.basis.max(used_basis.unwrap_or(scenario.basis));
        let parties: Vec<&Entry> = parties.iter().map(|(_, _, party)| *party).collect();
        scenario.red_lines = self.red_lines(&parties, &used);
        scenario.rooms.extend(scenario.red_lines.iter().map(|line| line.entry.0.clone()));
        let bases = scenario.red_lines.iter().map(|line| line.basis).chain([scenario.basis]);
        scenario.basis = Basis::weakest(bases).unwrap_or(scenario.basis);
        Ok(scenario)
    }

    /// The preferences that count, one entry a party, in the order in which the parties first come;
    /// each with the entry of its party.
    fn held_preferences(&self) -> Vec<(&Entry, &Preferences, &Entry)> {
        let mut held: Vec<(&Entry, &Preferences, &Entry)> = Vec::new();
        let mut places: HashMap<*const Entry, usize> = HashMap::new();
        for (entry, preferences) in self.facts::<Preferences>() {
            let Some(party) = self.resolve(&entry.room, &preferences.party) else { continue };
            let party = party.entry();
            match places.entry(std::ptr::from_ref(party)) {
                Occupied(place) if held[*place.get()].0.recorded <= entry.recorded => {
                    held[*place.get()] = (entry, preferences, party);
                }
                Occupied(_) => {}
                Vacant(place) => {
                    place.insert(held.len());
                    held.push((entry, preferences, party));
                }
            }
        }
        held
    }

    /// The time at which the view looks: its date, or else the last time of recording.
    pub fn now(&self) -> Timestamp {
        self.on().and_then(|on| on.latest).unwrap_or_else(|| self.known())
    }

    /// The positions on each of these issues, in the order of the record. Issues are told apart by entry,
    /// not by id.
    pub fn positions<'v>(&'v self, issues: &[&'v Entry]) -> Vec<Vec<Held<'v>>> {
        let places: HashMap<*const Entry, usize> =
            issues.iter().enumerate().map(|(place, entry)| (std::ptr::from_ref(*entry), place)).collect();
        let mut by_issue: Vec<Vec<Held<'v>>> = vec![Vec::new(); issues.len()];
        for (entry, position) in self.facts::<Position>() {
            let issue =
                self.resolve(&entry.room, &position.issue).map(|seen| std::ptr::from_ref(seen.entry()));
            if let Some(index) = issue.and_then(|issue| places.get(&issue)) {
                by_issue[*index].push(Held {
                    id: &entry.id,
                    room: &entry.room,
                    basis: entry.basis,
                    at: self.happened(entry),
                    until: position.until.as_ref().map(|until| self.interval(&entry.room, until)),
                    recorded: entry.recorded,
                    position,
                });
            }
        }
        by_issue
    }

    /// The red lines of the parties on the issues that stand, by issue and then by party.
    pub fn standing_red_lines<'v>(
        &'v self,
        parties: &[&'v Entry],
        issues: &[(&'v Entry, &'v Issue)],
    ) -> Vec<StandingLine<'v>> {
        let entries: Vec<&Entry> = issues.iter().map(|(entry, _)| *entry).collect();
        let positions = self.positions(&entries);
        let places: HashMap<*const Entry, usize> =
            parties.iter().enumerate().map(|(place, entry)| (std::ptr::from_ref(*entry), place)).collect();
        let mut lines = Vec::new();
        for (issue, ((_, what), held)) in issues.iter().zip(&positions).enumerate() {
            let mut own: Vec<Vec<Held<'v>>> = vec![Vec::new(); parties.len()];
            for held in held {
                let named = self.resolve(held.room, &held.position.party);
                let place = named.and_then(|named| places.get(&std::ptr::from_ref(named.entry())));
                if let Some(place) = place {
                    own[*place].push(*held);
                }
            }
            for (party, own) in own.iter().enumerate() {
                let gap = IssueGap::of(what, &[&parties[party].id], own, self.now());
                let stated = gap.standings.into_iter().flat_map(|standing| standing.red_lines);
                lines.extend(stated.map(|held| StandingLine { party, issue, held }));
            }
        }
        lines
    }

    /// The red lines of the parties on the issues, both by their places; only those that some option
    /// breaks.
    fn red_lines(&self, parties: &[&Entry], issues: &[(&Entry, &Issue)]) -> Vec<RedLine> {
        let line = |StandingLine { party, issue, held }: StandingLine<'_>| {
            let (entry, what) = issues[issue];
            Some(RedLine {
                party,
                issue,
                broken: RedLine::broken_by(held.position, what)?,
                basis: held.basis.max(entry.basis),
                entry: (held.room.clone(), held.id.clone()),
                source: self.citation(held.room, held.id),
                condition: held.position.condition.clone(),
            })
        };
        self.standing_red_lines(parties, issues).into_iter().filter_map(line).collect()
    }

    /// The sources of an entry, as they are written.
    fn citation(&self, room: &Room, id: &Id) -> Option<String> {
        let seen = self.find(&format!("{room}/{id}")).into_iter().next()?;
        let mut map = Map::new();
        seen.entry().sources.put("source", &mut map);
        let one = |value: &Value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        match map.get("source")? {
            Value::Array(all) if all.is_empty() => None,
            Value::Array(all) => Some(all.iter().map(one).collect::<Vec<_>>().join(", ")),
            value => Some(one(value)),
        }
    }
}
