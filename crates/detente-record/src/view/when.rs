//! When something happened, where its date hangs on something else that happened.
//!
//! “after istanbul-1” is a date only together with that of istanbul-1, which may hang on another
//! event in turn. All such dates of a view are resolved in one pass, from those that hang on a plain
//! date to those that hang on them: so a chain may be of any length, no stack grows with it, and what
//! is told does not depend on which date was asked for first.

use super::{Seen, View};
use crate::Entry;
use detente_model::{DateForm, EventRef, Fact, Interval, Relation, Room, VagueDate};
use std::collections::{HashMap, VecDeque};

/// Which of the dates of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum End {
    /// When it happened, or began.
    Began,
    /// When it ended; only sessions say so.
    Ended,
}

/// One date of the view: an entry by its place, and which of its dates.
type Dated = (usize, End);

/// The dates of a view that hang on events, resolved.
pub(super) type Hanging = HashMap<Dated, Interval>;

/// A date that hangs on the event at `on`, while the dates are resolved.
struct Hangs {
    date: Dated,
    relation: Relation,
    on: usize,
    /// How many of the dates that it needs are not resolved yet.
    waits_for: usize,
}

impl<'r> View<'r> {
    /// The session in which something was said or done, if it names one.
    pub fn session_of(&self, entry: &Entry) -> Option<&Seen<'r>> {
        self.session_at(entry).map(|index| &self.seen[index])
    }

    /// The instants at which `entry` may have happened: its own date (resolved, where it hangs on
    /// an event), else that of its session.
    pub fn happened(&self, entry: &Entry) -> Interval {
        match &entry.when {
            Some(when) => self.interval(&entry.room, when),
            None => self.session_at(entry).map_or(Interval::ALWAYS, |session| self.began(session)),
        }
    }

    /// The instants that `date`, written in `room`, may mean; resolved, where it hangs on an event.
    /// Cost: the first such date of a view resolves all of them, in one pass.
    pub fn interval(&self, room: &Room, date: &VagueDate) -> Interval {
        let DateForm::Event(relation, event) = &date.form else { return date.interval() };
        let Some(on) = self.resolve_index(room, event) else { return Interval::ALWAYS };
        related(*relation, self.began(on), self.ended(on))
    }

    fn session_at(&self, entry: &Entry) -> Option<usize> {
        self.resolve_index(&entry.room, entry.fact()?.session()?)
    }

    /// When the entry at `index` happened.
    fn began(&self, index: usize) -> Interval {
        let Some((date, written)) = self.beginning(index) else { return Interval::ALWAYS };
        self.resolved(date, written)
    }

    /// When the session at `index` ended, if it says so.
    fn ended(&self, index: usize) -> Option<Interval> {
        Some(self.resolved((index, End::Ended), self.ending(index)?))
    }

    fn resolved(&self, date: Dated, written: &VagueDate) -> Interval {
        match written.form {
            DateForm::Event(..) => self.hanging().get(&date).copied().unwrap_or(Interval::ALWAYS),
            _ => written.interval(),
        }
    }

    /// The date of the entry at `index`, and whose it is: its own, else its session's.
    fn beginning(&self, index: usize) -> Option<(Dated, &VagueDate)> {
        let entry = self.seen[index].entry();
        if let Some(when) = &entry.when {
            return Some(((index, End::Began), when));
        }
        let session = self.session_at(entry)?;
        Some(((session, End::Began), self.seen[session].entry().when.as_ref()?))
    }

    fn ending(&self, index: usize) -> Option<&VagueDate> {
        match self.seen[index].entry().fact()? {
            Fact::Session(session) => session.ended.as_ref(),
            _ => None,
        }
    }

    /// The dates that hang on events. What hangs on itself in a circle, or on such a circle, may have
    /// been at any time: `check` refuses circles, but a correction that only some see may make one.
    fn hanging(&self) -> &Hanging {
        self.hanging.get_or_init(|| Resolving::of(self).finish())
    }

    /// The dates of the view that hang on events, with the event that each hangs on.
    fn hanging_dates(&self) -> Vec<Hangs> {
        let mut all = Vec::new();
        for (index, seen) in self.seen.iter().enumerate().filter(|(_, seen)| seen.says()) {
            let entry = seen.entry();
            let own = [(End::Began, entry.when.as_ref()), (End::Ended, self.ending(index))];
            for (end, date) in own {
                let Some(VagueDate { form: DateForm::Event(relation, event), .. }) = date else { continue };
                let event: &EventRef = event;
                if let Some(on) = self.resolve_index(&entry.room, event) {
                    all.push(Hangs { date: (index, end), relation: *relation, on, waits_for: 0 });
                }
            }
        }
        all
    }
}

/// All dates of a view that hang on events, while they are resolved.
struct Resolving<'v, 'r> {
    view: &'v View<'r>,
    all: Vec<Hangs>,
    /// By the key of a date, the places in `all` of those that wait for it.
    waiting: HashMap<Dated, Vec<usize>>,
    ready: VecDeque<usize>,
    done: Hanging,
}

impl<'v, 'r> Resolving<'v, 'r> {
    fn of(view: &'v View<'r>) -> Self {
        let mut all = view.hanging_dates();
        let mut waiting: HashMap<Dated, Vec<usize>> =
            all.iter().map(|hangs| (hangs.date, Vec::new())).collect();
        let mut ready = VecDeque::new();
        for (place, hangs) in all.iter_mut().enumerate() {
            let began = view.beginning(hangs.on).map(|(date, _)| date);
            let ended = (hangs.relation != Relation::Before).then_some((hangs.on, End::Ended));
            for needed in began.into_iter().chain(ended) {
                if let Some(waiters) = waiting.get_mut(&needed) {
                    waiters.push(place);
                    hangs.waits_for += 1;
                }
            }
            if hangs.waits_for == 0 {
                ready.push_back(place);
            }
        }
        Resolving { view, all, waiting, ready, done: Hanging::new() }
    }

    fn finish(mut self) -> Hanging {
        self.settle();
        // “It ended before the statement”, “the statement came after it”: a circle over the end of a
        // session is cut there, since its beginning may still be known.
        let stuck_ends: Vec<usize> = (0..self.all.len())
            .filter(|place| self.all[*place].date.1 == End::Ended)
            .filter(|place| !self.done.contains_key(&self.all[*place].date))
            .collect();
        for place in stuck_ends {
            self.set(place, Interval::ALWAYS);
        }
        self.settle();
        self.done
    }

    /// Resolves what waits for nothing, until nothing more does.
    fn settle(&mut self) {
        while let Some(place) = self.ready.pop_front() {
            let Hangs { relation, on, .. } = self.all[place];
            let began = self.view.beginning(on).map_or(Interval::ALWAYS, |(date, w)| self.known(date, w));
            let ended = self.view.ending(on).map(|written| self.known((on, End::Ended), written));
            self.set(place, related(relation, began, ended));
        }
    }

    fn known(&self, date: Dated, written: &VagueDate) -> Interval {
        self.done.get(&date).copied().unwrap_or_else(|| written.interval())
    }

    fn set(&mut self, place: usize, interval: Interval) {
        let date = self.all[place].date;
        // The end of a circle is set once, also where what it waited for is settled after it.
        if self.done.contains_key(&date) {
            return;
        }
        self.done.insert(date, interval);
        for waiter in self.waiting.remove(&date).unwrap_or_default() {
            self.all[waiter].waits_for -= 1;
            if self.all[waiter].waits_for == 0 {
                self.ready.push_back(waiter);
            }
        }
    }
}

/// The instants that are before, after or during something that began and ended then.
fn related(relation: Relation, began: Interval, ended: Option<Interval>) -> Interval {
    match relation {
        Relation::Before => Interval { earliest: None, latest: began.latest },
        Relation::After => {
            let over = ended.and_then(|ended| ended.earliest).or(began.earliest);
            Interval { earliest: over, latest: None }
        }
        Relation::During => {
            let latest = ended.and_then(|ended| ended.latest).or(began.latest);
            Interval { earliest: began.earliest, latest }
        }
    }
}
