//! Red lines: those of a party leave something in common, and it stands inside its own.

use super::Scene;
use crate::faults::FaultList;
use crate::read::Item;
use detente_model::{
    AsFact, Code, Diagnostic, Extent, Id, Interval, Issue, Places, Position, PositionKind, Ref, Room, Tri,
    VagueDate,
};
use detente_record::Entry;
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap};

impl<'a> Scene<'a> {
    /// No party has two red lines on an issue at one time that leave nothing between them, nor
    /// stands outside its own red line. Given a date, only what held on it is compared.
    pub(super) fn red_lines(&self, on: Option<Interval>, faults: &mut FaultList) {
        let mut groups: HashMap<(Named<'_>, Named<'_>), Vec<Stand<'_>>> = HashMap::new();
        let mut order = Vec::new();
        for item in self.items {
            let Some(entry) = self.standing(item) else { continue };
            let Some(position) = entry.fact().and_then(Position::of) else { continue };
            let room = &item.entry.room;
            let key = (self.named(room, &position.party), self.named(room, &position.issue));
            let taken = self.taken(entry, position);
            let stand = Stand { item, position, taken, allowed: self.allowed(item, position) };
            if on.is_some_and(|on| !stand.held(&on)) {
                continue;
            }
            groups
                .entry(key)
                .or_insert_with(|| {
                    order.push(key);
                    Vec::new()
                })
                .push(stand);
        }
        for group in order.iter().map(|key| &groups[key]) {
            // Refusals stand beside each other; of other red lines the last one counts.
            let is_refusal = |stand: &&Stand<'_>| stand.position.kind == PositionKind::Refusal;
            let red = || group.iter().filter(|stand| stand.position.is_red_line());
            let mut lines = standing_last(red().filter(|stand| !is_refusal(stand)));
            lines.extend(red().filter(is_refusal));
            if lines.is_empty() {
                continue;
            }
            let own = group.iter().filter(|stand| stand.position.is_own() && !stand.position.is_red_line());
            for (index, line) in lines.iter().enumerate() {
                self.nothing_left(line, faults);
                // Each line is told of once, and compared with so many others that no file made
                // for it can hold up the check.
                let others = lines[..index].iter().rev().take(MOST_COMPARED);
                faults.extend(others.filter_map(|other| self.contradiction(line, other)).next());
            }
            for position in standing_last(own) {
                let compared = lines.iter().take(MOST_COMPARED);
                faults.extend(compared.filter_map(|line| self.outside_own(position, line)).next());
            }
        }
    }

    /// What a reference written in `from` names.
    fn named<'s, T>(&self, from: &Room, reference: &'s Ref<T>) -> Named<'s> {
        match self.find(from, reference.room.as_ref(), &reference.id) {
            Some(item) => Named::Entry(std::ptr::from_ref(item)),
            None => Named::Nothing(reference.room.as_ref(), &reference.id),
        }
    }

    /// When a position was taken: its own date, else that of its session.
    fn taken(&self, entry: &Entry, position: &Position) -> Interval {
        let session = || {
            let session = position.session.as_ref()?;
            self.standing(self.find(&entry.room, session.room.as_ref(), &session.id)?)?.when.as_ref()
        };
        entry.when.as_ref().or_else(session).map_or(Interval::ALWAYS, VagueDate::interval)
    }

    /// What a position leaves open: for a red line what it allows, else what it is about.
    fn allowed(&self, item: &Item, position: &Position) -> Option<Extent> {
        let issue = self.fact::<Issue, _>(&item.entry.room, &position.issue)?;
        let kind = if position.is_red_line() { position.kind } else { PositionKind::Demand };
        Extent::of(position, issue).ok()?.allowed_by(kind, issue.options.len())
    }

    fn nothing_left(&self, line: &Stand<'_>, faults: &mut FaultList) {
        if line.allowed == Some(Extent::Options(Places::default())) {
            let message = format!("{} leaves no option of “{}”", line.item.name(), line.position.issue.id);
            let mut fault =
                line.item.fault_at(Code::Contradiction, line.item.node.key_span("red_line"), message);
            fault.expected("a red line that leaves something");
            faults.push(fault);
        }
    }

    fn contradiction(&self, later: &Stand<'_>, earlier: &Stand<'_>) -> Option<Diagnostic> {
        // Told of on the narrower side; rooms that do not see each other cannot contradict.
        let told_at_later = later.item.entry.room.may_cite(&earlier.item.entry.room);
        let (at, against) = if told_at_later { (later, earlier) } else { (earlier, later) };
        if !at.excludes(against) {
            return None;
        }
        let message = format!(
            "{} leaves “{}” nothing on “{}” that {} would allow",
            at.item.name(),
            at.position.party.id,
            at.position.issue.id,
            against.item.name_as_other()
        );
        let mut fault = at.item.fault_at(Code::Contradiction, at.item.node.key_span("red_line"), message);
        fault
            .expected("red lines that leave something in common")
            .help("if the party moved its red line, give both a when:, or the earlier one an until:");
        Some(fault)
    }

    fn outside_own(&self, position: &Stand<'_>, line: &Stand<'_>) -> Option<Diagnostic> {
        if !position.excludes(line) {
            return None;
        }
        let message = format!(
            "{} lies outside the red line of “{}” in {}",
            position.item.name(),
            position.position.party.id,
            line.item.name_as_other()
        );
        let span = position.item.node.key_span("kind");
        let mut fault = position.item.fault_at(Code::OutsideOwnRedLine, span, message);
        fault.help("if the party gave its red line up, give that an until:");
        Some(fault)
    }
}

/// A position as it now stands, with where it was written.
struct Stand<'a> {
    item: &'a Item,
    position: &'a Position,
    taken: Interval,
    allowed: Option<Extent>,
}

/// What a reference names: an entry, since rooms that do not see each other may use one id; or,
/// where that cannot be found, what was written.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Named<'s> {
    Entry(*const Item),
    Nothing(Option<&'s Room>, &'s Id),
}

/// With how many others a red line or a position is compared.
const MOST_COMPARED: usize = 300;

impl Stand<'_> {
    /// Do both hold at one time, seen by the readers of this one, with surely nothing in common?
    fn excludes(&self, other: &Stand<'_>) -> bool {
        let seen = self.item.entry.room.may_cite(&other.item.entry.room);
        let together = !ended_before(self, other) && !ended_before(other, self);
        let both = self.allowed.as_ref().zip(other.allowed.as_ref());
        seen && together && both.is_some_and(|(own, others)| own.is_disjoint(others))
    }

    /// May it have been held on that date?
    fn held(&self, on: &Interval) -> bool {
        let given_up = self.until().is_some_and(|until| until.before(on) == Tri::Yes);
        on.before(&self.taken) != Tri::Yes && !given_up
    }

    fn until(&self) -> Option<Interval> {
        self.position.until.as_ref().map(VagueDate::interval)
    }
}

/// Those of `all` whose place no later one surely took, among those that every reader sees.
fn standing_last<'s, 'a: 's>(all: impl Iterator<Item = &'s Stand<'a>>) -> Vec<&'s Stand<'a>> {
    let all: Vec<&Stand<'_>> = all.collect();
    // The latest beginning in each room: one that ends before it was replaced.
    let mut latest: BTreeMap<&Room, Timestamp> = BTreeMap::new();
    for stand in &all {
        if let Some(earliest) = stand.taken.earliest {
            let known = latest.entry(&stand.item.entry.room).or_insert(earliest);
            *known = earliest.max(*known);
        }
    }
    let replaced = |stand: &&&Stand<'_>| {
        let end = stand.taken.latest;
        let seen = latest.iter().filter(|(room, _)| stand.item.entry.room.may_cite(room));
        end.is_some_and(|end| seen.into_iter().any(|(_, begin)| end < *begin))
    };
    all.iter().filter(|stand| !replaced(stand)).copied().collect()
}

/// Was `a` surely given up before `b` was taken?
fn ended_before(a: &Stand<'_>, b: &Stand<'_>) -> bool {
    a.until().is_some_and(|until| until.before(&b.taken) == Tri::Yes)
}
