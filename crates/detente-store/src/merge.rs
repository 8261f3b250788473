//! Two copies of a process that went apart, on two laptops: what the other has is taken in.
//!
//! Room by room. An entry that the other copy has and this one lacks is added behind the lines that
//! are here, as it was written, with the time at which it came in; so every head that was seen here
//! stays the head of a beginning of the log. Nothing is taken away. Two copies that took each other's
//! entries in hold the same entries in two orders; to have one log again, one of them is given up
//! for a copy of the other.

use crate::check::check_items;
use crate::documents::document;
use crate::faults::FaultList;
use crate::folder::Texts;
use crate::log_file::ReadEntry;
use crate::open::Faults;
use crate::read::Item;
use crate::store::{Batch, RoomState, Store, StoreError};
use crate::write::{WriteError, Writer, items_of, read_line};
use crate::yaml;
use detente_model::shape::Decoder;
use detente_model::{Code, Diagnostic, Id, Room, Severity};
use detente_record::{Entry, Hash, Line};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// How two logs of one room differ.
pub struct Fork {
    /// The room.
    pub room: Room,
    /// How many lines they begin with that are the same.
    pub common: u64,
    /// The entries that only this copy has.
    pub ours: Vec<Id>,
    /// The entries that only the other copy has.
    pub theirs: Vec<Id>,
    /// Ids that stand for one thing here and for another there.
    pub clashes: Vec<Id>,
    lines: Vec<Line>,
    state: RoomState,
    documents: Vec<Hash>,
}

/// Compares the rooms of two copies that `takes` admits; only rooms that differ are named.
///
/// # Errors
/// If the copies are of two processes.
pub fn forks(
    ours: &mut dyn Store,
    theirs: &mut dyn Store,
    takes: &dyn Fn(&Room) -> bool,
) -> Result<Vec<Fork>, StoreError> {
    let (here, there) = (ours.header()?, theirs.header()?);
    if here.id != there.id {
        let what = format!("one copy is of the process “{}”, the other of “{}”", here.id, there.id);
        return Err(StoreError::plain(what));
    }
    let mut forks = Vec::new();
    for room in theirs.rooms()?.into_iter().filter(|room| takes(room)) {
        let fork = fork(ours, theirs, room)?;
        if !fork.lines.is_empty() || !fork.ours.is_empty() || !fork.documents.is_empty() {
            forks.push(fork);
        }
    }
    Ok(forks)
}

fn fork(ours: &mut dyn Store, theirs: &mut dyn Store, room: Room) -> Result<Fork, StoreError> {
    let (here, there) = (lines_of(ours, &room)?, lines_of(theirs, &room)?);
    let same = |(a, b): &(&Line, &Line)| a.leaf() == b.leaf();
    let common = here.iter().zip(&there).take_while(same).count();
    let (known_here, known_there) = (Known::of(&here), Known::of(&there));
    let ids =
        |lines: &[Line]| lines.iter().filter_map(|line| Some(line.kept()?.id().clone())).collect::<Vec<_>>();
    let only_here: Vec<Line> = here.into_iter().skip(common).filter(|line| !known_there.has(line)).collect();
    let lines: Vec<Line> = there.into_iter().skip(common).filter(|line| !known_here.has(line)).collect();
    let theirs_only = ids(&lines);
    let clashes = theirs_only.iter().filter(|id| known_here.ids.contains_key(id)).cloned().collect();
    let kept: HashSet<Hash> = ours.documents(&room)?.into_iter().collect();
    let documents = theirs.documents(&room)?.into_iter().filter(|name| !kept.contains(name)).collect();
    let state = ours.state(&room)?;
    Ok(Fork {
        room,
        common: common as u64,
        ours: ids(&only_here),
        theirs: theirs_only,
        clashes,
        lines,
        state,
        documents,
    })
}

fn lines_of(store: &mut dyn Store, room: &Room) -> Result<Vec<Line>, StoreError> {
    let mut lines = Vec::new();
    store.read(room, &mut |line| {
        lines.push(line);
        Ok(())
    })?;
    Ok(lines)
}

/// The lines that a copy has, to look others up in.
struct Known {
    commitments: HashSet<Hash>,
    ids: HashMap<Id, String>,
}

impl Known {
    fn of(lines: &[Line]) -> Known {
        let kept = lines.iter().filter_map(Line::kept);
        Known {
            commitments: lines.iter().map(Line::commitment).collect(),
            ids: kept.map(|kept| (kept.id().clone(), kept.text().into_owned())).collect(),
        }
    }

    /// Is the line here: the same commitment, or (where people wrote both files) the same words?
    fn has(&self, line: &Line) -> bool {
        let same_words =
            |kept: &detente_record::Kept| self.ids.get(kept.id()).is_some_and(|text| *text == *kept.text());
        self.commitments.contains(&line.commitment()) || line.kept().is_some_and(same_words)
    }
}

/// Adds what `forks` found in the other copy to the writer's store, all of it or nothing. `renames`
/// gives new ids to entries of the other copy.
///
/// What was right in each copy and does not fit together is in the writer's warnings then.
///
/// # Errors
/// An entry would point at nothing, or two would have one id.
pub fn take(
    writer: &mut Writer<'_>,
    theirs: &mut dyn Store,
    forks: Vec<Fork>,
    renames: &BTreeMap<Id, Id>,
) -> Result<usize, WriteError> {
    let zone = writer.store.header()?.to_header()?.zone;
    let viewer = writer.viewer;
    // Taken before the entries are read: what is written meanwhile is then a conflict.
    let mut sizes = BTreeMap::new();
    for room in writer.store.rooms()?.into_iter().filter(|room| viewer.reads(room)) {
        let size = writer.store.state(&room)?.size;
        sizes.insert(room, size);
    }
    let mut items = items_of(writer.store, &|room| viewer.reads(room), &zone)?;
    let mut taking: Vec<Taking> = Vec::new();
    for fork in forks {
        sizes.remove(&fork.room);
        let now = fork.state.last.map_or(writer.now, |last| last.max(writer.now));
        let mut lines = Vec::new();
        for (place, line) in (1..).zip(fork.lines) {
            let line = renamed(line, renames, &zone, writer).received(Some(now));
            let read = read_line(&line, &fork.room, place, &zone).map_err(StoreError::from)?;
            items.extend(read.map(|(read, file)| new_item(read, &file)));
            lines.push(line);
        }
        let documents = fork.documents.iter().map(|name| document(theirs, &fork.room, name));
        let documents = documents.collect::<Result<Vec<_>, _>>()?;
        taking.push(Taking { room: fork.room, expected: fork.state.size, lines, documents });
    }
    let mut faults = FaultList::default();
    check_items(&items, &[], &zone, None, &mut faults);
    let (found, _) = faults.finish();
    let (refused, others): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|fault| BROKEN_REFERENCES.contains(&fault.code));
    if !refused.is_empty() {
        return Err(WriteError::Faults(Box::new(Faults::told(refused, Texts::new()))));
    }
    // Each fitted where it was written; that they do not fit together is for people to mend.
    let errors = others.into_iter().filter(|fault| fault.code.severity() == Severity::Error);
    writer.warnings = errors.map(|fault| Diagnostic { code: Code::NoLongerFits, ..fault }).collect();
    let taken = taking.iter().map(|taking| taking.lines.len()).sum();
    // The check rests on the other rooms too: none of them may have changed.
    let others = sizes.iter().map(|(room, size)| Batch { room, expected: *size, lines: &[], documents: &[] });
    let batches: Vec<Batch<'_>> = taking.iter().map(Taking::batch).chain(others).collect();
    writer.store.append(&batches)?;
    Ok(taken)
}

/// What cannot be taken in: an entry would point at nothing, or at something else than it meant.
const BROKEN_REFERENCES: [Code; 6] =
    [Code::UnknownId, Code::WrongKindOfId, Code::NarrowerRoom, Code::SameId, Code::AmbiguousId, Code::Cycle];

/// What is taken into one room.
struct Taking {
    room: Room,
    expected: u64,
    lines: Vec<Line>,
    documents: Vec<Vec<u8>>,
}

impl Taking {
    fn batch(&self) -> Batch<'_> {
        let Taking { room, expected, lines, documents } = self;
        Batch { room, expected: *expected, lines, documents }
    }
}

/// An entry that is not in the store yet: what is wrong with it is a fault.
fn new_item(read: ReadEntry, file: &Arc<str>) -> Item {
    let ReadEntry { entry, node, mentions } = read;
    Item { entry, has_id: true, pruned: false, node, file: file.clone(), mentions, line: None }
}

/// The line with its id, and the ids that it points at, as `renames` has them. A line that no
/// rename touches stays as it is, byte for byte.
fn renamed(line: Line, renames: &BTreeMap<Id, Id>, zone: &TimeZone, writer: &mut Writer<'_>) -> Line {
    let changed = line.kept().and_then(|kept| rename_in(&kept.text(), renames, zone));
    match changed.and_then(|text| Entry::from_canonical(&text, zone)) {
        Some(entry) => Line::of(entry, (writer.salts)()),
        None => line,
    }
}

/// The canonical text with ids renamed, if one of them stands in it.
fn rename_in(text: &str, renames: &BTreeMap<Id, Id>, zone: &TimeZone) -> Option<String> {
    let file: Arc<str> = "".into();
    let node = yaml::parse(text, &file, &mut Vec::new()).ok()?;
    let own = node.get("id").map(|id| id.span);
    let mut d = Decoder::new("", zone.clone());
    Entry::decode_whole(node, &mut d)?;
    let mut places: Vec<(detente_model::Span, Id)> =
        d.take_mentions().into_iter().map(|mention| (mention.span, mention.id)).collect();
    let own = own.and_then(|span| {
        Some((span, Id::new(text[span.start as usize..span.end as usize].trim_matches('"'))?))
    });
    places.extend(own);
    places.retain(|(_, id)| renames.contains_key(id));
    places.sort();
    places.dedup();
    let mut out = text.to_owned();
    for (span, id) in places.iter().rev() {
        let range = span.start as usize..span.end as usize;
        // The id stands at the end of its reference, or before the number of a sentence.
        let written = &text[range.clone()];
        let at = written.rfind(id.as_str())?;
        let new = renames.get(id)?;
        out.replace_range(range.start + at..range.start + at + id.as_str().len(), new.as_str());
    }
    (!places.is_empty()).then_some(out)
}
