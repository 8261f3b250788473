//! What happened when, by track.

pub mod axis;
pub mod drawn;
pub mod frequency;

use crate::doc::{LaneMark, Line, Target, joined};
use crate::look::Look;
use detente_model::{
    Commitment, Extent, Fact, Interval, Issue, Position, PositionKind, SessionKind, VagueDate,
};
use detente_record::Entry;
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};

/// A track of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// Sessions in one room.
    Direct,
    /// Sessions in one place, in separate rooms.
    Proximity,
    /// Rounds of a mediator between the parties.
    Shuttle,
    /// Sessions to prepare others.
    Preparatory,
    /// Contacts outside of sessions.
    Contacts,
    /// Proposals and the answers to them.
    Proposals,
    /// Agreements and the days by which something is owed.
    Agreements,
    /// Positions by which a party left where it stood.
    Positions,
    /// What was said.
    Statements,
    /// Incidents.
    Incidents,
}

impl Lane {
    /// All lanes, from the top.
    pub const ALL: [Lane; 10] = [
        Lane::Direct,
        Lane::Proximity,
        Lane::Shuttle,
        Lane::Preparatory,
        Lane::Contacts,
        Lane::Proposals,
        Lane::Agreements,
        Lane::Positions,
        Lane::Statements,
        Lane::Incidents,
    ];

    /// Its name in commands, addresses and messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Lane::Direct => "direct",
            Lane::Proximity => "proximity",
            Lane::Shuttle => "shuttle",
            Lane::Preparatory => "preparatory",
            Lane::Contacts => "contacts",
            Lane::Proposals => "proposals",
            Lane::Agreements => "agreements",
            Lane::Positions => "positions",
            Lane::Statements => "statements",
            Lane::Incidents => "incidents",
        }
    }

    /// The lane of that name.
    pub fn named(name: &str) -> Option<Lane> {
        Lane::ALL.into_iter().find(|lane| lane.as_str() == name)
    }

    /// Does it hold sessions?
    pub fn is_sessions(self) -> bool {
        matches!(self, Lane::Direct | Lane::Proximity | Lane::Shuttle | Lane::Preparatory)
    }
}

/// What is asked of the timeline.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Only this lane.
    pub lane: Option<Lane>,
    /// Only what may have happened at that time or later.
    pub from: Option<VagueDate>,
    /// Only what may have happened at that time or earlier.
    pub to: Option<VagueDate>,
    /// List the newest first, and no more than so many; else all, the earliest first.
    pub newest: Option<usize>,
    /// Of such a list go on after the one with this key (`Item::key`).
    pub before: Option<String>,
}

/// One thing that happened, or is to happen.
#[derive(Clone, Copy)]
pub struct Item<'v> {
    /// The entry that tells of it.
    pub entry: &'v Entry,
    /// The one of its commitments that is meant, if it is the day by which that is owed.
    pub owed: Option<(usize, &'v Commitment)>,
    /// When it may have been.
    pub at: Interval,
    /// Its track.
    pub lane: Option<Lane>,
}

impl<'v> Item<'v> {
    /// What finds it again: ROOM/ID, and the number of a commitment.
    pub fn key(&self) -> String {
        let id = format!("{}/{}", self.entry.room, self.entry.id);
        self.owed.map_or(id.clone(), |(number, _)| format!("{id}#{number}"))
    }

    /// Has it a date at all?
    pub fn is_dated(&self) -> bool {
        self.at != Interval::ALWAYS
    }

    /// Is it surely still to come?
    pub fn is_planned(&self, look: &Look<'_>) -> bool {
        Interval::instant(look.now()).before(&self.at).certain()
    }

    /// Its mark.
    pub fn mark(&self) -> LaneMark {
        match (self.owed, self.entry.fact()) {
            (Some(_), _) => LaneMark::Deadline,
            (None, Some(Fact::Session(_))) => LaneMark::Session,
            (None, Some(Fact::Contact(_))) => LaneMark::Contact,
            (None, Some(Fact::Proposal(_))) => LaneMark::Proposal,
            (None, Some(Fact::Response(_))) => LaneMark::Response,
            (None, Some(Fact::Agreement(_))) => LaneMark::Agreement,
            (None, Some(Fact::Position(_))) => LaneMark::Position,
            (None, Some(Fact::Incident(_))) => LaneMark::Incident,
            _ => LaneMark::Statement,
        }
    }

    /// It in one sentence, without its date.
    pub fn describe(&self, look: &Look<'_>) -> Line {
        match self.owed {
            None => look.describe(self.entry),
            Some((_, owed)) => {
                let who = look.parties(&self.entry.room, &owed.who);
                let what = look.lang.text(&owed.what);
                look.lang.line("timeline-owed", vec![("who", who.into()), ("what", what.into())])
            }
        }
    }

    /// Its date in words.
    pub fn when(&self, look: &Look<'_>) -> Option<Line> {
        match self.owed {
            None => look.when(self.entry),
            Some((_, owed)) => Some(look.date(&self.entry.room, owed.by.as_ref()?)),
        }
    }

    /// Its date and what it is.
    pub fn title(&self, look: &Look<'_>) -> Line {
        joined(self.when(look).into_iter().chain([self.describe(look)]), " · ")
    }

    /// The entry that tells of it.
    pub fn target(&self) -> Target {
        Target::entry(&self.entry.room, &self.entry.id)
    }
}

/// All that has a date, the earliest first; then what may have been at any time. Ties keep the order of
/// the record, with what is owed by an agreement after all entries.
pub fn items<'v>(look: &'v Look<'_>) -> Vec<Item<'v>> {
    let moved = moved(look);
    let mut items: Vec<Item<'v>> = Vec::new();
    for entry in look.view.entries().map(|seen| seen.entry()) {
        if has_date(look, entry) {
            let lane = lane(entry, &moved);
            items.push(Item { entry, owed: None, at: look.view.happened(entry), lane });
        }
    }
    for (entry, agreement) in crate::sections::ledger::standing_agreements(look) {
        for (number, owed) in agreement.commitments.iter().enumerate() {
            let Some(by) = &owed.by else { continue };
            // What is owed by a day is due when that day is over.
            let at = look.view.interval(&entry.room, by);
            let at = Interval { earliest: at.earliest.or(at.latest), latest: at.latest };
            let lane = Some(Lane::Agreements);
            items.push(Item { entry, owed: Some((number + 1, owed)), at, lane });
        }
    }
    items.sort_by_key(|item| item.at.sort_key());
    items
}

fn has_date(look: &Look<'_>, entry: &Entry) -> bool {
    entry.when.is_some() || look.view.session_of(entry).is_some_and(|session| session.entry().when.is_some())
}

fn lane(entry: &Entry, moved: &HashSet<*const Entry>) -> Option<Lane> {
    match entry.fact()? {
        Fact::Session(session) => Some(match session.kind {
            SessionKind::Direct => Lane::Direct,
            SessionKind::Proximity => Lane::Proximity,
            SessionKind::Shuttle => Lane::Shuttle,
            SessionKind::Preparatory => Lane::Preparatory,
        }),
        Fact::Contact(_) => Some(Lane::Contacts),
        Fact::Proposal(_) | Fact::Response(_) => Some(Lane::Proposals),
        Fact::Agreement(_) => Some(Lane::Agreements),
        Fact::Position(_) => moved.contains(&std::ptr::from_ref(entry)).then_some(Lane::Positions),
        Fact::Statement(_) => Some(Lane::Statements),
        Fact::Incident(_) => Some(Lane::Incidents),
        _ => None,
    }
}

/// The positions by which a party left where it stood on an issue: each but the first whose extent is
/// another than that of the one before. Refusals are no positions of their own.
fn moved(look: &Look<'_>) -> HashSet<*const Entry> {
    type Taken<'v> = ((Timestamp, Timestamp), Timestamp, &'v Entry, Extent);
    let mut taken: HashMap<(*const Entry, *const Entry), Vec<Taken<'_>>> = HashMap::new();
    for (entry, position) in look.view.facts::<Position>() {
        if position.kind == PositionKind::Refusal {
            continue;
        }
        let party = look.pointed(&entry.room, &position.party);
        let issue = look.view.fact::<Issue, _>(&entry.room, &position.issue);
        if let (Some(party), Some((issue_entry, issue))) = (party, issue)
            && let Ok(extent) = Extent::of(position, issue)
        {
            let order = look.view.happened(entry).order_key();
            let own = taken.entry((party, std::ptr::from_ref(issue_entry))).or_default();
            own.push((order, entry.recorded, entry, extent));
        }
    }
    let mut moved = HashSet::new();
    for own in taken.values_mut() {
        own.sort_by_key(|(order, recorded, _, _)| (*order, *recorded));
        let pairs = own.windows(2).filter(|pair| pair[0].3 != pair[1].3);
        moved.extend(pairs.map(|pair| std::ptr::from_ref(pair[1].2)));
    }
    moved
}

impl Asked {
    /// Is an item asked for?
    pub fn admits(&self, item: &Item<'_>) -> bool {
        let is_of_lane = self.lane.is_none_or(|lane| item.lane == Some(lane));
        let zoomed = self.from.is_some() || self.to.is_some();
        let since = |from: &VagueDate| !item.at.before(&from.interval()).certain();
        let until = |to: &VagueDate| !to.interval().before(&item.at).certain();
        is_of_lane
            && (!zoomed || item.is_dated())
            && self.from.as_ref().is_none_or(since)
            && self.to.as_ref().is_none_or(until)
    }

    /// The screen that asks the same, but for where a list begins.
    pub fn target(&self) -> Target {
        let mut target = Target::screen("timeline");
        if let Some(lane) = self.lane {
            target = target.with("lane", lane.as_str());
        }
        for (key, date) in [("from", &self.from), ("to", &self.to)] {
            if let Some(date) = date {
                target = target.with(key, date.to_string());
            }
        }
        target
    }
}

/// The days on which something became known that the viewer sees, the earliest first: the instants at
/// which a look back shows something new.
pub fn days(look: &Look<'_>) -> Vec<jiff::civil::Date> {
    let known = look.view.history().map(|seen| look.zone().to_datetime(seen.known()).date());
    let days: std::collections::BTreeSet<jiff::civil::Date> = known.collect();
    days.into_iter().collect()
}
