//! What entries do to others: corrections fit their targets, releases repeat their words.

use super::{Place, Scene, with_article};
use crate::faults::FaultList;
use crate::read::Item;
use detente_model::shape::Decoder;
use detente_model::{Code, Room, Span};
use detente_record::{Correction, Entry, Release};
use jiff::tz::TimeZone;
use serde_json::Value;

impl<'a> Scene<'a> {
    /// Nothing acts on what was taken back before.
    pub(super) fn acts_on_withdrawn(&self, item: &'a Item, faults: &mut FaultList) {
        let Some(of) = item.entry.target() else { return };
        let Some(target) = self.find(&item.entry.room, of.room.as_ref(), &of.id) else { return };
        let Some(by) = self.withdrawn.get(&std::ptr::from_ref(target)) else { return };
        let was_before = by.known() < item.known() || (by.line.is_some() && item.line.is_none());
        if std::ptr::eq(*by, item) || !was_before {
            return;
        }
        let message = format!("“{}” was taken back by “{}”", of.id, by.entry.id);
        let mut fault = item.fault(Code::BadCorrection, &["of"], message);
        fault.help("write what counts now as an entry of its own");
        faults.push(fault);
    }

    /// A correction fits its target: the entry can still be read with the new values.
    pub(super) fn correction(
        &self,
        item: &Item,
        correction: &Correction,
        zone: &TimeZone,
        faults: &mut FaultList,
    ) {
        let Some(target) = self.find(&item.entry.room, correction.of.room.as_ref(), &correction.of.id) else {
            return;
        };
        if target.entry.fact().is_none() {
            let message = format!("“{}” says nothing that could be corrected", correction.of.id);
            let mut fault = item.fault(Code::BadCorrection, &["of"], message);
            fault.expected("the id of a fact").help("withdraw it and write another");
            faults.push(fault);
            return;
        }
        let mut d = Decoder::new(&item.file, zone.clone());
        let now = self.now.get(&std::ptr::from_ref(target)).unwrap_or(&target.entry);
        let base = self.found.get(&std::ptr::from_ref(item)).unwrap_or(now);
        let patched = base.patched(&correction.set, &mut d);
        if correction.set.keys().next().is_none() {
            let mut fault = item.fault(Code::BadCorrection, &["set"], "the correction changes nothing");
            fault.expected("set: {FIELD: NEW VALUE}");
            faults.push(fault);
        }
        // Values of the target itself have no place in this file.
        let from_patch = |span: Span| span != Span::default();
        let (found, more) = d.take_faults();
        faults.count(&item.entry.room, more);
        for mut fault in found {
            fault.room = Some(item.entry.room.clone());
            if !fault.span.is_none_or(from_patch) {
                // A fault of no place is one of the target without what was taken out.
                if patched.is_some() {
                    continue;
                }
                fault.code = Code::BadCorrection;
                fault.span = Some(item.node.span_at(&["set"]));
                fault.message = format!("with this correction {}", fault.message);
            }
            if fault.code == Code::UnknownKey {
                fault.code = Code::BadCorrection;
                let kind = with_article(target.entry.kind().as_str());
                fault.message = format!("{} in {kind}", fault.message.trim_end_matches(" here"));
                let fields = fault.expected.as_deref().map(|text| text.replacen("id, room, ", "", 1));
                fault.expected = fields;
            }
            faults.push(fault);
        }
        for mention in d.take_mentions().iter().filter(|mention| from_patch(mention.span)) {
            self.mention(&Place { file: &item.file, room: &item.entry.room }, mention, faults);
        }
        if let Some(patched) = patched
            && let Some(fact) = patched.fact()
        {
            let as_item = Item {
                entry: Entry { room: item.entry.room.clone(), ..patched.clone() },
                has_id: true,
                pruned: false,
                node: correction.set.0.clone(),
                file: item.file.clone(),
                mentions: Vec::new(),
                line: None,
            };
            self.says(&as_item, fact, faults);
            self.cites(&as_item, &as_item.entry, faults);
        }
    }

    /// A release goes to a wider room and repeats words of its own room, and no others.
    pub(super) fn release(&self, item: &Item, release: &Release, faults: &mut FaultList) {
        let room = &item.entry.room;
        let original = self.find(room, release.of.room.as_ref(), &release.of.id);
        let copy = self.find(room, release.into.room.as_ref(), &release.into.id);
        let (Some(original), Some(copy)) = (original, copy) else { return };
        if original.entry.room != *room {
            let message =
                format!("“{}” is in {}, so its release is written there", release.of.id, original.entry.room);
            faults.push(item.fault(Code::BadRelease, &["of"], message));
            return;
        }
        if !room.is_narrower_than(&copy.entry.room) {
            let message =
                format!("“{}” is in {}, which is not wider than {room}", release.into.id, copy.entry.room);
            let mut fault = item.fault(Code::BadRelease, &["into"], message);
            fault.expected(format!("an entry of a room that more people read than {room}"));
            faults.push(fault);
            return;
        }
        let slip = match &release.to {
            Some(to) => *to != copy.entry.room,
            None => copy.entry.room == Room::Public,
        };
        if slip {
            let message = format!("“{}” stands in {}", release.into.id, copy.entry.room);
            let path: &[&str] = if release.to.is_some() { &["to"] } else { &["into"] };
            let mut fault = item.fault(Code::BadRelease, path, message);
            fault.expected(format!("to: {}, if that is meant", copy.entry.room)).help(
                "for the parties at the table only, write room: joint in the entry that repeats the words",
            );
            faults.push(fault);
            return;
        }
        // What was corrected before is released as corrected.
        let words = self.standing(original).unwrap_or(&original.entry);
        if let Some(key) = first_difference(words, &copy.entry) {
            let message = format!(
                "“{}” says something under “{key}” that “{}” does not",
                release.into.id, release.of.id
            );
            let mut fault = item.fault(Code::BadRelease, &["into"], message);
            fault.expected("the same words, or fewer of them");
            faults.push(fault);
        }
    }
}

/// The first field of `copy` that says something that `original` does not.
fn first_difference(original: &Entry, copy: &Entry) -> Option<String> {
    const OWN: [&str; 8] = ["id", "room", "recorded", "author", "source", "note", "basis", "entry"];
    let (original_value, copy_value) = (original.encode(), copy.encode());
    if original.kind() != copy.kind() {
        return Some("entry".into());
    }
    let (Value::Object(original), Value::Object(copy)) = (original_value, copy_value) else { return None };
    copy.into_iter()
        .find(|(key, value)| !OWN.contains(&key.as_str()) && original.get(key) != Some(value))
        .map(|(key, _)| key)
}
