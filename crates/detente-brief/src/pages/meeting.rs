//! One meeting: who sat there, what came of it, and the release ledger: every line, and how it may be used.

use super::{Printed, envelope, named, not_found, page};
use crate::doc::{Block, Inline, Line, joined};
use crate::look::Look;
use crate::sections::lines::{self, Condition, Said};
use crate::sections::sessions::{self, Attached};
use detente_model::{Session, Use};
use detente_record::Entry;
use serde_json::json;

/// The meeting with this id (or ROOM/ID).
pub fn meeting<'v>(look: &'v Look<'_>, id: &str) -> Printed<'v> {
    let Some((entry, session)) = named::<Session>(look, id) else { return not_found(look, "meeting", id) };
    let attached = Attached::of(look);
    let all = lines::all(look);
    let said = lines::by_session(look, &all).remove(&Some(std::ptr::from_ref(entry))).unwrap_or_default();
    let sent = attached.delegations(look, entry);
    let about = sessions::lines(look, entry, session, &sent, &attached);
    let mut blocks = vec![Block::List(vec![(sessions::title(look, entry, session), about)])];
    blocks.extend(sessions::prepare_links(look, entry, session).map(Block::Para));
    let members = members(look, &sent);
    if !members.is_empty() {
        blocks.push(Block::Section("who", vec![look.lang.word("meeting-who")]));
        blocks.push(Block::List(members));
    }
    let reached: Vec<(Line, Vec<Line>)> = attached
        .reached(entry)
        .iter()
        .map(|(entry, agreement)| crate::sections::ledger::agreement_lines(look, entry, agreement))
        .collect();
    if !reached.is_empty() {
        blocks.push(Block::Section("reached", vec![look.lang.word("meeting-reached")]));
        blocks.push(Block::List(reached));
    }
    blocks.push(Block::Section("release-ledger", vec![look.lang.word("meeting-ledger")]));
    blocks.extend(ledger(look, &said));
    blocks.extend(supposed(look, entry));
    let add = sessions::record_link(look, entry);
    blocks.extend((!add.is_empty()).then_some(Block::Para(add)));
    let title = vec![look.lang.text(&session.title)];
    let lines: Vec<_> = said.iter().map(|said| lines::json(look, said)).collect();
    let json = Box::new(move || {
        let mut whole = sessions::session_json(look, entry, session, &attached);
        whole["lines"] = json!(lines);
        envelope(look, "meeting", whole)
    });
    Printed { page: page(look, title, blocks), json, found: true }
}

/// The delegations with their members and mandates.
fn members(look: &Look<'_>, sent: &[sessions::Sent<'_>]) -> Vec<(Line, Vec<Line>)> {
    let one = |sent: &sessions::Sent<'_>| {
        let (room, delegation) = (&sent.entry.room, sent.delegation);
        let people = delegation.head.iter().chain(&delegation.members);
        let people = look.list(people.map(|person| look.person(room, person)));
        let mut line = vec![Inline::Strong(look.party(room, &delegation.party))];
        line = joined([line, people], ": ");
        line.extend(look.marks(sent.entry));
        let mandate = delegation.mandate.as_ref();
        let mandate = mandate
            .map(|text| look.lang.line("meeting-mandate", vec![("mandate", look.lang.text(text).into())]));
        (line, mandate.into_iter().collect())
    };
    sent.iter().map(one).collect()
}

/// What was noted at this meeting and only supposed: whoever noted it so would look for it in vain in the ledger.
fn supposed(look: &Look<'_>, session: &Entry) -> Vec<Block> {
    let all = lines::supposed(look);
    let here = lines::by_session(look, &all).remove(&Some(std::ptr::from_ref(session))).unwrap_or_default();
    if here.is_empty() {
        return Vec::new();
    }
    let row = |said: &&Said<'_>| {
        let mut line = look.describe(said.entry);
        line.extend(look.marks(said.entry));
        (line, Vec::new())
    };
    let told = vec![Inline::Quiet(vec![look.lang.word("meeting-supposed")])];
    vec![Block::Para(told), Block::List(here.iter().map(row).collect())]
}

/// The release ledger: first how many lines there are of each condition, then each line.
fn ledger(look: &Look<'_>, said: &[&Said<'_>]) -> Vec<Block> {
    if said.is_empty() {
        return vec![Block::Para(vec![Inline::Quiet(vec![look.lang.word("meeting-no-lines")])])];
    }
    let conditions: Vec<Condition<'_>> = said.iter().map(|said| said.condition(look, look.today())).collect();
    let mut counted: Vec<(Line, usize)> = Vec::new();
    for condition in &conditions {
        let chip = lines::chip(look, *condition);
        match counted.iter_mut().find(|(known, _)| *known == chip) {
            Some((_, count)) => *count += 1,
            None => counted.push((chip, 1)),
        }
    }
    let counts = counted.into_iter().map(|(mut chip, count)| {
        chip.extend([Inline::mark(" "), Inline::data(count.to_string())]);
        chip
    });
    let mut blocks = vec![Block::Para(joined(counts, " · "))];
    let keep = |condition: &Condition<'_>| {
        matches!(condition, Condition::RanOut(_))
            || matches!(condition, Condition::Said(may) if may.level == Use::TeamOnly)
    };
    if conditions.iter().any(keep) {
        blocks.push(Block::Para(vec![look.lang.word("meeting-keep")]));
    }
    blocks.push(Block::Table(lines::table(look, said, "meeting-ledger-caption")));
    blocks
}
