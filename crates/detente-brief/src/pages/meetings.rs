//! All meetings, and what was said outside them.

use super::{Printed, envelope, page, title};
use crate::doc::{Block, Inline, Line, Table, Target};
use crate::look::Look;
use crate::sections::lines::Said;
use crate::sections::sessions::{self, Attached};
use crate::sections::{latest_first, lines};
use detente_model::{AsFact, Session};
use detente_record::Entry;
use serde_json::{Value, json};

/// The sessions, the latest first, with how many lines were noted in each; then the lines outside any.
pub fn meetings<'v>(look: &'v Look<'_>) -> Printed<'v> {
    let lang = look.lang;
    let entries = latest_first(look, look.view.facts::<Session>().map(|(entry, _)| entry));
    let attached = Attached::of(look);
    let said = lines::all(look);
    let sorted = lines::by_session(look, &said);
    let count = |entry: &&Entry| sorted.get(&Some(std::ptr::from_ref(*entry))).map_or(0, Vec::len);
    let row = |(entry, count): (&&Entry, usize)| {
        Some(row(look, entry, entry.fact().and_then(Session::of)?, &attached, count))
    };
    let plan = sessions::plan_link(look);
    let mut blocks: Vec<Block> = (!plan.is_empty()).then_some(Block::Para(plan)).into_iter().collect();
    let here = || Target::screen("meetings");
    let (part, more) = look.part(&entries, here);
    match entries.is_empty() {
        true => blocks.push(Block::Para(vec![Inline::Quiet(vec![lang.word("sessions-none")])])),
        false => blocks.push(Block::Table(Table {
            caption: vec![lang.word("meetings-caption")],
            head: [
                "meeting-when",
                "meeting-what",
                "meeting-where",
                "meeting-parties",
                "meeting-lasted",
                "meeting-rank",
                "meeting-lines",
            ]
            .map(|id| vec![lang.word(id)])
            .to_vec(),
            rows: part.iter().map(|entry| (entry, count(entry))).filter_map(row).collect(),
        })),
    }
    blocks.extend((!more.is_empty()).then_some(Block::Para(more)));
    let outside: Vec<Said<'_>> = sorted.get(&None).into_iter().flatten().rev().map(|said| **said).collect();
    if !outside.is_empty() {
        let (part, more) = look.part(&outside, here);
        blocks.push(Block::Section("outside", vec![lang.word("meetings-outside")]));
        blocks.push(Block::Table(lines::table(
            look,
            &part.iter().collect::<Vec<_>>(),
            "meetings-outside-caption",
        )));
        blocks.extend((!more.is_empty()).then_some(Block::Para(more)));
    }
    let counts: Vec<usize> = entries.iter().map(count).collect();
    drop(sorted);
    let json = Box::new(move || {
        let one = |(entry, count): (&Entry, usize)| {
            let mut whole =
                sessions::session_json(look, entry, entry.fact().and_then(Session::of)?, &attached);
            whole["lines"] = json!(count);
            Some(whole)
        };
        let outside: Vec<Value> = outside.iter().map(|said| lines::json(look, said)).collect();
        let meetings = entries.into_iter().zip(counts).filter_map(one).collect::<Value>();
        envelope(look, "meetings", json!({"meetings": meetings, "outside": outside}))
    });
    Printed { page: page(look, title(look, "meetings-title"), blocks), json, found: true }
}

fn row(
    look: &Look<'_>,
    entry: &Entry,
    session: &Session,
    attached: &Attached<'_>,
    lines: usize,
) -> Vec<Line> {
    let lang = look.lang;
    let nothing = || vec![lang.word("nothing")];
    let mut what = vec![Inline::Strong(sessions::link(look, entry, session)), Inline::mark(" · ")];
    what.push(lang.word(&format!("session-{}", session.kind.as_str())));
    what.extend(look.marks(entry));
    let lasted = match (&session.lasted, &session.ended) {
        (Some(lasted), _) => look.lasted(lasted),
        (None, Some(ended)) => {
            lang.line("session-ended", vec![("date", look.date(&entry.room, ended).into())])
        }
        _ => nothing(),
    };
    vec![
        look.when(entry).unwrap_or_else(|| vec![lang.word("date-unknown")]),
        what,
        session.place.as_ref().map_or_else(nothing, |place| vec![lang.text(place)]),
        look.parties(&entry.room, &session.parties),
        lasted,
        sessions::rank_line(look, &attached.delegations(look, entry)).unwrap_or_else(nothing),
        vec![Inline::data(lines.to_string())],
    ]
}
