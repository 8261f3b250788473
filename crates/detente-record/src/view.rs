//! The record for one viewer: what every screen, export and computation takes.

mod scenario;
mod when;

pub use scenario::StandingLine;

use crate::entry::{Correction, Deed, DeedKind, Entry, Release, Withdrawal};
use crate::line::{Kept, Line};
use crate::log::{RoomLog, consistency_proof, inclusion_proof};
use crate::proof::Proof;
use crate::record::{AsOf, Header, Record};
use crate::{Head, Seat, Viewer};
use detente_model::shape::Decoder;
use detente_model::{AsFact, Id, Interval, Ref, Room};
use jiff::Timestamp;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The record as `viewer` may see it, known by one time and on another.
///
/// Only [`Record::view`] makes one. It holds nothing from any other room, so what is computed
/// from it cannot depend on one.
///
/// ```compile_fail,E0451
/// use detente_record::{Record, View, Viewer};
/// fn forge<'r>(record: &'r Record, viewer: Viewer) -> View<'r> { View { record, viewer } }
/// ```
///
/// ```compile_fail,E0624
/// use detente_record::{AsOf, Record, View, Viewer};
/// fn forge<'r>(record: &'r Record, viewer: &Viewer) -> View<'r> { View::new(record, viewer, AsOf::default()) }
/// ```
///
/// ```
/// use detente_record::{AsOf, Record, View, Viewer};
/// fn look<'r>(record: &'r Record, viewer: &Viewer) -> View<'r> { record.view(viewer, AsOf::default()) }
/// ```
pub struct View<'r> {
    header: &'r Header,
    viewer: Viewer,
    known: Timestamp,
    on: Option<Interval>,
    rooms: Vec<(&'r Room, &'r RoomLog, usize)>,
    seen: Vec<Seen<'r>>,
    by_id: OnceCell<HashMap<&'r Id, Vec<u32>>>,
    hanging: OnceCell<when::Hanging>,
}

/// An entry as a view shows it.
pub struct Seen<'r> {
    room: &'r Room,
    whole: &'r Line,
    line: &'r Kept,
    /// Its place in the log of its room, from 0.
    place: u32,
    // Most entries are never acted upon; those that are carry it here.
    acted: Option<Box<Acted<'r>>>,
}

/// What later entries did to an entry, among those that the viewer sees.
#[derive(Default)]
struct Acted<'r> {
    now: Option<Entry>,
    corrections: Vec<&'r Entry>,
    withdrawn: Option<&'r Entry>,
    released: Vec<&'r Entry>,
}

/// Why the words of an entry may not be released as they stand.
#[derive(Debug)]
pub enum NotReleasable<'s> {
    /// They were released before.
    Already {
        /// The entry that did so.
        by: &'s Entry,
        /// What it says.
        release: &'s Release,
    },
    /// They were corrected in a room with fewer readers.
    Narrowed {
        /// The room that they were written in.
        written_in: &'s Room,
        /// The room that they stand in now.
        now_in: &'s Room,
    },
}

impl<'r> Seen<'r> {
    /// The entry as it now stands: with the corrections that the viewer sees.
    pub fn entry(&self) -> &Entry {
        self.acted.as_ref().and_then(|acted| acted.now.as_ref()).unwrap_or_else(|| self.line.entry())
    }

    /// Its place in the log of the room that it was written in, from 0.
    pub fn place(&self) -> (&'r Room, u32) {
        (self.room, self.place)
    }

    /// From when on it was known here: when it was recorded, or came in from another copy.
    pub fn known(&self) -> Timestamp {
        self.whole.known()
    }

    /// When it came in from another copy of the log, if it did.
    pub fn received(&self) -> Option<Timestamp> {
        self.whole.received_at()
    }

    /// The canonical form of the entry as it was written.
    pub fn text(&self) -> Cow<'_, str> {
        self.line.text()
    }

    /// The canonical form of the entry as it was written, where it came out of a store and is at hand.
    pub fn stored_text(&self) -> Option<&'r str> {
        self.line.stored_text()
    }

    /// Might the entry name `id`? Where the answer is no, that is known without reading it.
    pub fn may_name(&self, id: &Id) -> bool {
        // What a correction made of it is nowhere as text.
        !self.corrections().is_empty() || self.stored_text().is_none_or(|text| text.contains(id.as_str()))
    }

    /// Does it say something (or does it act on another entry)?
    fn says(&self) -> bool {
        matches!(self.line.kind(), DeedKind::Says(_))
    }

    /// The entry as it was written.
    pub fn as_written(&self) -> &'r Entry {
        self.line.entry()
    }

    /// The corrections that made it what it is, in order.
    pub fn corrections(&self) -> &[&'r Entry] {
        self.acted.as_ref().map_or(&[], |acted| &acted.corrections)
    }

    /// The room of whoever said last what stands under `key`: the correction that set it, or the entry itself.
    pub fn room_of_field(&self, key: &str) -> &'r Room {
        let sets = |by: &&&'r Entry| match &by.deed {
            Deed::Corrects(correction) => correction.set.keys().any(|set| set == key),
            _ => false,
        };
        self.corrections().iter().rev().find(sets).map_or(self.room, |by| &by.room)
    }

    /// The withdrawal, if it was taken back.
    pub fn withdrawn(&self) -> Option<(&'r Entry, &'r Withdrawal)> {
        let entry = self.acted.as_ref()?.withdrawn?;
        match &entry.deed {
            Deed::Withdraws(withdrawal) => Some((entry, withdrawal)),
            _ => None,
        }
    }

    /// The releases of its words into wider rooms.
    pub fn releases(&self) -> impl Iterator<Item = (&'r Entry, &'r Release)> {
        let entries = self.acted.as_ref().map_or(&[][..], |acted| &acted.released);
        entries.iter().filter_map(|entry| match &entry.deed {
            Deed::Releases(release) => Some((*entry, &**release)),
            _ => None,
        })
    }

    /// May its words be released as they now stand?
    ///
    /// # Errors
    /// Why not.
    pub fn may_release(&self) -> Result<(), NotReleasable<'_>> {
        if let Some((by, release)) = self.releases().next() {
            return Err(NotReleasable::Already { by, release });
        }
        match self.room == &self.entry().room {
            true => Ok(()),
            false => Err(NotReleasable::Narrowed { written_in: self.room, now_in: &self.entry().room }),
        }
    }

    /// Does it count: it was neither taken back, nor repeated in a wider room that the viewer
    /// reads as well (where its words count instead)?
    pub fn is_live(&self) -> bool {
        self.acted.as_ref().is_none_or(|acted| acted.withdrawn.is_none() && acted.released.is_empty())
    }
}

impl<'r> View<'r> {
    pub(crate) fn new(record: &'r Record, viewer: &Viewer, as_of: AsOf) -> View<'r> {
        let last = record.rooms_of(viewer).filter_map(|(_, log)| log.last_known()).max();
        let known = as_of.known.or(last).unwrap_or(Timestamp::UNIX_EPOCH);
        let rooms: Vec<_> = record
            .rooms_of(viewer)
            .map(|(room, log)| (room, log, log.size_at(known)))
            .filter(|(_, _, size)| *size > 0)
            .collect();
        let mut seen = Vec::with_capacity(rooms.iter().map(|(_, _, size)| size).sum());
        for (room, log, size) in &rooms {
            let kept = log.kept(*size);
            seen.extend(kept.map(|(n, whole, line)| Seen {
                room,
                whole,
                line,
                place: n as u32,
                acted: None,
            }));
        }
        let mut view = View {
            header: record.header(),
            viewer: viewer.clone(),
            known,
            on: as_of.on,
            rooms,
            seen,
            by_id: OnceCell::new(),
            hanging: OnceCell::new(),
        };
        view.act();
        view
    }

    /// Applies corrections, withdrawals and releases to their targets, in the order recorded.
    fn act(&mut self) {
        let mut deeds: Vec<(&'r Entry, usize)> = Vec::new();
        for seen in self.seen.iter().filter(|seen| !seen.says()) {
            let written = seen.as_written();
            if let Some(target) = written.target()
                && let Some(index) = self.index_from(&written.room, target)
            {
                deeds.push((written, index));
            }
        }
        // Rooms have their own clocks; between rooms the recorded time decides, and for equal
        // times the wider room comes first (the sort is stable).
        deeds.sort_by_key(|(entry, _)| entry.recorded);
        // From the last deed back: a withdrawal that was itself taken back takes nothing back.
        let mut taken_back: BTreeSet<(&Room, &Id)> = BTreeSet::new();
        for (entry, index) in deeds.iter().rev() {
            let target = &self.seen[*index];
            let stands = !taken_back.contains(&(&entry.room, &entry.id));
            if stands && matches!(entry.deed, Deed::Withdraws(_)) && !target.says() {
                taken_back.insert((target.room, target.line.id()));
            }
        }
        let standing = |entry: &Entry| !taken_back.contains(&(&entry.room, &entry.id));
        let deeds: Vec<_> = deeds.into_iter().filter(|(entry, _)| standing(entry)).collect();
        let zone = self.header.zone.clone();
        // Where two rooms that do not see each other meet, only the viewer's own is narrow enough.
        let narrowest = match self.viewer.seat() {
            Seat::Party(party) => Room::Party(party.clone()),
            _ => Room::Team,
        };
        for (entry, index) in deeds {
            // A release acts where the words that it points at are seen as well.
            if let Deed::Releases(release) = &entry.deed
                && self.index_from(&entry.room, &release.into).is_none()
            {
                continue;
            }
            let seen = &mut self.seen[index];
            let acted = seen.acted.get_or_insert_default();
            match &entry.deed {
                Deed::Corrects(correction) => {
                    let base = acted.now.as_ref().unwrap_or_else(|| seen.line.entry());
                    // Checked when it was read; a target that another correction changed so that
                    // this one no longer fits keeps what it was.
                    if let Some(now) = base.patched(&correction.set, &mut Decoder::new("", zone.clone())) {
                        acted.now = Some(mixed(now, entry, correction, &narrowest));
                        acted.corrections.push(entry);
                    }
                }
                Deed::Withdraws(_) => acted.withdrawn = Some(entry),
                Deed::Releases(_) => acted.released.push(entry),
                Deed::Says(_) => {}
            }
        }
        self.forget_dead_releases();
    }

    /// A release counts while its copy does: where that was taken back, the original stands again.
    fn forget_dead_releases(&mut self) {
        let is_alive = |entry: &&Entry| match &entry.deed {
            Deed::Releases(release) => {
                let copy = self.index_from(&entry.room, &release.into);
                copy.is_some_and(|copy| self.seen[copy].withdrawn().is_none())
            }
            _ => true,
        };
        let alive: Vec<(usize, Vec<&'r Entry>)> = self
            .seen
            .iter()
            .enumerate()
            .filter_map(|(index, seen)| Some((index, &seen.acted.as_ref()?.released)))
            .filter(|(_, released)| !released.is_empty())
            .map(|(index, released)| (index, released.iter().copied().filter(is_alive).collect()))
            .collect();
        for (index, released) in alive {
            if let Some(acted) = &mut self.seen[index].acted {
                acted.released = released;
            }
        }
    }

    /// What the process says of itself.
    pub fn header(&self) -> &'r Header {
        self.header
    }

    /// Who looks.
    pub fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// What was recorded after this is not in the view.
    pub fn known(&self) -> Timestamp {
        self.known
    }

    /// What surely happened after this is not in the view.
    pub fn on(&self) -> Option<Interval> {
        self.on
    }

    /// The rooms that have entries in this view, widest first.
    pub fn rooms(&self) -> impl Iterator<Item = &'r Room> {
        self.rooms.iter().map(|(room, _, _)| *room)
    }

    /// How many lines each room had when the view was taken.
    pub fn sizes(&self) -> BTreeMap<Room, u64> {
        self.rooms.iter().map(|(room, _, size)| ((*room).clone(), *size as u64)).collect()
    }

    /// The rooms with the heads of their logs as of this view.
    pub fn heads(&self) -> impl Iterator<Item = (&'r Room, Head)> {
        self.rooms.iter().map(|(room, log, size)| (*room, log.head(*size)))
    }

    /// The proof that `seen` is in the log of its room as of this view and, with `since`, that the
    /// log grew from that head. `None` if no log with that head grew into this one.
    pub fn prove(&self, seen: &Seen<'r>, since: Option<Head>) -> Option<Proof> {
        let (room, log, size) = self.rooms.iter().find(|(room, _, _)| *room == seen.room)?;
        let leaves = &log.leaves()[..*size];
        let place = seen.place as usize;
        let since = match since {
            None => None,
            Some(head) => {
                let proof = consistency_proof(leaves, usize::try_from(head.size).ok()?)?;
                Some((head, proof))
            }
        };
        let proof = Proof {
            room: (*room).clone(),
            place: seen.place.into(),
            entry: seen.line.text().into_owned(),
            salt: seen.line.salt(),
            received: seen.received(),
            head: log.head(*size),
            path: inclusion_proof(leaves, place)?,
            since,
        };
        proof.verify().is_ok().then_some(proof)
    }

    /// Every entry of the view, withdrawn and acting ones included: by room, widest first, and
    /// within a room as recorded.
    pub fn history(&self) -> impl Iterator<Item = &Seen<'r>> {
        self.seen.iter()
    }

    /// The entries that say something and count, on the date of the view.
    pub fn entries(&self) -> impl Iterator<Item = &Seen<'r>> {
        self.counting(|kind| matches!(kind, DeedKind::Says(_)))
    }

    /// The facts of one kind that count, with their entries.
    pub fn facts<'v, T: AsFact + 'v>(&'v self) -> impl Iterator<Item = (&'v Entry, &'v T)> {
        self.counting(|kind| kind == DeedKind::Says(T::KIND)).filter_map(|seen| {
            let entry = seen.entry();
            Some((entry, T::of(entry.fact()?)?))
        })
    }

    /// The entries of the kinds that `wanted` admits: only these are read.
    fn counting(&self, wanted: impl Fn(DeedKind) -> bool) -> impl Iterator<Item = &Seen<'r>> {
        self.seen
            .iter()
            .filter(move |seen| wanted(seen.line.kind()) && seen.is_live() && self.holds(seen.entry()))
    }

    /// Is it there on the date of the view? What surely happened later is not.
    pub fn holds(&self, entry: &Entry) -> bool {
        match self.on {
            None => true,
            Some(on) => !on.before(&self.happened(entry)).certain(),
        }
    }

    fn index(&self) -> &HashMap<&'r Id, Vec<u32>> {
        self.by_id.get_or_init(|| {
            let mut by_id: HashMap<&'r Id, Vec<u32>> = HashMap::with_capacity(self.seen.len());
            for (index, seen) in self.seen.iter().enumerate() {
                by_id.entry(seen.line.id()).or_default().push(index as u32);
            }
            by_id
        })
    }

    fn index_from<T>(&self, from: &Room, reference: &Ref<T>) -> Option<usize> {
        let places = self.index().get(&reference.id)?;
        let fits = |index: &&u32| {
            let room = self.seen[**index as usize].room;
            from.may_cite(room) && reference.room.as_ref().is_none_or(|wanted| wanted == room)
        };
        // The one of its own room, else what was known first (then the widest room): nobody who
        // writes into a wider room later can turn it.
        let order = |index: &&u32| {
            let seen = &self.seen[**index as usize];
            (seen.room != from, seen.whole.known())
        };
        places.iter().filter(fits).min_by_key(order).map(|index| *index as usize)
    }

    /// The entry that `reference`, written in room `from`, points at.
    pub fn resolve<T>(&self, from: &Room, reference: &Ref<T>) -> Option<&Seen<'r>> {
        self.resolve_index(from, reference).map(|index| &self.seen[index])
    }

    fn resolve_index<T>(&self, from: &Room, reference: &Ref<T>) -> Option<usize> {
        let mut found = self.index_from(from, reference)?;
        // Words that were released count where they stand now; a chain of rooms is short.
        for _ in 0..8 {
            let copy = self.seen[found]
                .releases()
                .last()
                .and_then(|(entry, release)| self.index_from(&entry.room, &release.into));
            match copy {
                Some(copy) => found = copy,
                None => break,
            }
        }
        Some(found)
    }

    /// The fact that `reference`, written in room `from`, points at, as it now stands.
    pub fn fact<'v, T: AsFact + 'v, R>(
        &'v self,
        from: &Room,
        reference: &Ref<R>,
    ) -> Option<(&'v Entry, &'v T)> {
        let entry = self.resolve(from, reference)?.entry();
        Some((entry, T::of(entry.fact()?)?))
    }

    /// Every entry with this id, in whatever room: one, or several where rooms that do not see
    /// each other use the same id. A room before it is the one in which it was written, or in which a
    /// correction from a narrower room put it.
    pub fn find(&self, id: &str) -> Vec<&Seen<'r>> {
        let (room, id) = match id.split_once('/') {
            Some((room, id)) => (Room::parse(room), id),
            None => (None, id),
        };
        let Some(places) = Id::new(id).and_then(|id| self.index().get(&id)) else { return Vec::new() };
        let all = || places.iter().map(|index| &self.seen[*index as usize]);
        let Some(room) = room else { return all().collect() };
        let written: Vec<&Seen<'r>> = all().filter(|seen| *seen.room == room).collect();
        match written.is_empty() {
            // A page names an entry by the room in which it now stands.
            true => all().filter(|seen| seen.entry().room == room).collect(),
            false => written,
        }
    }
}

/// A corrected entry belongs to the narrower of the two rooms: what was corrected in private is
/// not to be read out from a public entry. And it rests on the weaker of the two bases, unless
/// the correction says on what.
fn mixed(mut now: Entry, by: &Entry, correction: &Correction, narrowest: &Room) -> Entry {
    if !correction.set.keys().any(|key| key == "basis") {
        now.basis = now.basis.max(by.basis);
    }
    if by.room.may_cite(&now.room) {
        now.room = by.room.clone();
    } else if !now.room.may_cite(&by.room) {
        now.room = narrowest.clone();
    }
    now
}
