//! What is wrong with a process, up to a number that a person can read.

use detente_model::{Code, Diagnostic, MOST_FAULTS, Room, Severity};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// How many faults there are beyond those that are kept, by room.
pub type More = BTreeMap<Room, Beyond>;

/// How many faults of a room are not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beyond {
    /// Those that stop the work.
    pub errors: usize,
    /// Those that do not.
    pub warnings: usize,
}

impl Beyond {
    /// All of them.
    pub fn all(&self) -> usize {
        self.errors + self.warnings
    }

    fn add(&mut self, severity: Severity, count: usize) {
        match severity {
            Severity::Error => self.errors += count,
            Severity::Warning => self.warnings += count,
        }
    }
}

/// Faults as they are found: of each room the first [`MOST_FAULTS`] are kept, errors before warnings,
/// and the others counted. A fault of no room is told to everybody, so it counts as one of `public`.
#[derive(Debug, Default)]
pub(crate) struct FaultList {
    kept: Vec<Diagnostic>,
    rooms: BTreeMap<Room, Tally>,
    /// The room of faults that name none, while the file of a room is read.
    pub(crate) reading: Option<Room>,
    /// Where entries stand that commands wrote, by the address of the name.
    logs: HashSet<*const u8>,
}

#[derive(Debug, Default)]
struct Tally {
    errors: usize,
    warnings: usize,
    more: Beyond,
}

impl FaultList {
    /// Faults of entries that stand in one of `logs` are warnings from now on: such an entry was checked
    /// when it was written and stays as it is, so what does not fit now is what others wrote since.
    pub(crate) fn soften<'l>(&mut self, logs: impl Iterator<Item = &'l Arc<str>>) {
        self.logs.extend(logs.map(|file| file.as_ptr()));
    }

    /// Adds a fault.
    pub(crate) fn push(&mut self, mut fault: Diagnostic) {
        if fault.code.severity() == Severity::Error && self.logs.contains(&fault.file.as_ptr()) {
            let was = fault.code;
            fault.code = Code::NoLongerFits;
            fault.help(format!("{was} when it is written anew; correct it, or take it back"));
        }
        if fault.room.is_none() {
            fault.room.clone_from(&self.reading);
        }
        let severity = fault.code.severity();
        let room = told_in(&fault);
        let tally = self.rooms.entry(room.clone()).or_default();
        if tally.errors + tally.warnings >= MOST_FAULTS {
            if severity == Severity::Warning || tally.warnings == 0 {
                tally.more.add(severity, 1);
                return;
            }
            // An error takes the place of the last warning.
            tally.warnings -= 1;
            tally.more.warnings += 1;
            let is_its_warning =
                |kept: &Diagnostic| kept.code.severity() == Severity::Warning && told_in(kept) == room;
            if let Some(place) = self.kept.iter().rposition(is_its_warning) {
                self.kept.remove(place);
            }
        }
        match severity {
            Severity::Error => tally.errors += 1,
            Severity::Warning => tally.warnings += 1,
        }
        self.kept.push(fault);
    }

    /// Adds several.
    pub(crate) fn extend(&mut self, faults: impl IntoIterator<Item = Diagnostic>) {
        faults.into_iter().for_each(|fault| self.push(fault));
    }

    /// Counts errors of `room` that nobody kept.
    pub(crate) fn count(&mut self, room: &Room, errors: usize) {
        if errors > 0 {
            self.rooms.entry(room.clone()).or_default().more.add(Severity::Error, errors);
        }
    }

    /// Would another error of `room` only be counted? Then it need not be put in words.
    pub(crate) fn is_full(&self, room: &Room) -> bool {
        self.rooms.get(room).is_some_and(|tally| tally.errors >= MOST_FAULTS)
    }

    /// Forgets the faults of rooms that `reads` does not admit, and their number.
    pub(crate) fn retain(&mut self, reads: impl Fn(&Room) -> bool) {
        self.kept.retain(|fault| fault.room.as_ref().is_none_or(&reads));
        self.rooms.retain(|room, _| reads(room));
    }

    /// The faults in the order of the files, and how many more there are.
    pub(crate) fn finish(self) -> (Vec<Diagnostic>, More) {
        let FaultList { mut kept, rooms, .. } = self;
        kept.sort_by(|a, b| (&a.file, a.span, a.code).cmp(&(&b.file, b.span, b.code)));
        kept.dedup();
        let more = rooms.into_iter().filter(|(_, tally)| tally.more.all() > 0);
        (kept, more.map(|(room, tally)| (room, tally.more)).collect())
    }
}

fn told_in(fault: &Diagnostic) -> Room {
    fault.room.clone().unwrap_or(Room::Public)
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_model::Code;

    fn fault(code: Code, room: Option<Room>, number: usize) -> Diagnostic {
        let mut fault = Diagnostic::new(code, &"f.yaml".into(), None, format!("{number}"));
        fault.room = room;
        fault
    }

    #[test]
    fn errors_win_over_warnings_and_every_room_has_its_own_number() {
        let mut list = FaultList::default();
        list.extend((0..MOST_FAULTS + 5).map(|n| fault(Code::OutsideOwnRedLine, None, n)));
        list.extend((0..3).map(|n| fault(Code::UnknownId, Some(Room::Public), n)));
        list.extend((0..MOST_FAULTS + 2).map(|n| fault(Code::UnknownId, Some(Room::Team), n)));
        assert!(list.is_full(&Room::Team) && !list.is_full(&Room::Public));
        list.extend([fault(Code::OutsideOwnRedLine, Some(Room::Team), 0)]);
        list.count(&Room::Team, 10);
        let (kept, more) = list.finish();
        let count = |room: Room, code: Code| {
            kept.iter().filter(|fault| told_in(fault) == room && fault.code == code).count()
        };
        assert_eq!(count(Room::Public, Code::UnknownId), 3);
        assert_eq!(count(Room::Public, Code::OutsideOwnRedLine), MOST_FAULTS - 3);
        assert_eq!(count(Room::Team, Code::UnknownId), MOST_FAULTS);
        assert_eq!(more[&Room::Public], Beyond { errors: 0, warnings: 8 });
        assert_eq!(more[&Room::Team], Beyond { errors: 12, warnings: 1 });
    }

    #[test]
    fn a_room_that_is_not_read_leaves_no_number() {
        let mut list = FaultList { reading: Some(Room::Joint), ..FaultList::default() };
        list.extend((0..MOST_FAULTS + 5).map(|n| fault(Code::UnknownId, None, n)));
        list.retain(|room| *room == Room::Public);
        let (kept, more) = list.finish();
        assert_eq!((kept.len(), more.len()), (0, 0));
    }
}
