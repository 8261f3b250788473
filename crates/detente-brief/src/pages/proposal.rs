//! One proposal: what it would settle beside what it took the place of, and every answer in time.

use super::agreements::{Outcomes, named, screen};
use super::{Printed, add_link, envelope, page};
use crate::doc::{Block, Inline, Line, Table, joined};
use crate::look::Look;
use crate::sections::ledger;
use detente_model::{AsFact, IssueRef, Kind, Proposal, Response, Room, Terms};
use detente_record::{Entry, Seen};
use serde_json::{Value, json};

/// The proposal with this id (or ROOM/ID).
pub fn proposal<'v>(look: &'v Look<'_>, id: &str) -> Printed<'v> {
    let lang = look.lang;
    let is_one = |seen: &&Seen<'_>| seen.is_live() && seen.entry().fact().and_then(Proposal::of).is_some();
    let found: Vec<&Entry> = look.view.find(id).into_iter().filter(is_one).map(|seen| seen.entry()).collect();
    let mut blocks = Vec::new();
    if found.is_empty() {
        blocks.push(Block::Para(vec![lang.word("proposal-none")]));
        let known = look.view.facts::<Proposal>().map(|(entry, _)| entry.id.as_str());
        if let Some(near) = detente_model::nearest(id, known) {
            blocks
                .push(Block::Para(lang.line("show-near", vec![("id", Inline::Id(near.to_owned()).into())])));
        }
    }
    let answers = ledger::answers(look);
    let outcomes = Outcomes::of(look);
    // Rooms that do not see each other may use one id.
    for entry in &found {
        if let Some(proposal) = entry.fact().and_then(Proposal::of) {
            blocks.extend(proposal_blocks(look, entry, proposal, (&answers, &outcomes)));
        }
    }
    let title = match found.as_slice() {
        [one] => one.fact().and_then(Proposal::of).map(|proposal| lang.text(&proposal.title)),
        _ => None,
    };
    let title = lang.line("proposal-page", vec![("title", title.unwrap_or_else(|| Inline::data(id)).into())]);
    let any = !found.is_empty();
    let json = Box::new(move || {
        let one = |entry: &&Entry| {
            let given = given(look, entry, &answers);
            json!({"proposal": entry.encode(), "answers": given.iter().map(|(entry, _)| entry.encode()).collect::<Value>()})
        };
        envelope(look, "proposal", found.iter().map(one).collect::<Value>())
    });
    Printed { page: page(look, title, blocks), json, found: any }
}

type Answers<'a, 'v> = &'a [(&'v Entry, &'v Response)];

/// The answers to `proposal`, the earliest first.
fn given<'v>(look: &Look<'_>, proposal: &Entry, answers: Answers<'_, 'v>) -> Vec<(&'v Entry, &'v Response)> {
    let is_to = |(entry, response): &&(&Entry, &Response)| {
        look.pointed(&entry.room, &response.to) == Some(std::ptr::from_ref(proposal))
    };
    answers.iter().filter(is_to).copied().collect()
}

fn proposal_blocks(
    look: &Look<'_>,
    entry: &Entry,
    proposal: &Proposal,
    (answers, outcomes): (Answers<'_, '_>, &Outcomes<'_>),
) -> Vec<Block> {
    let lang = look.lang;
    let before =
        proposal.replaces.as_ref().and_then(|before| look.view.fact::<Proposal, _>(&entry.room, before));
    let mut blocks = vec![Block::Keys(keys(look, entry, proposal, outcomes))];
    let now = proposal.terms.as_ref().map(|terms| (entry.room.clone(), terms));
    let then = before.and_then(|(entry, before)| Some((entry, before.terms.as_ref()?)));
    if now.is_some() || then.is_some() {
        blocks.push(Block::Section("terms", vec![lang.word("section-terms")]));
        blocks.push(Block::Table(terms(look, now, then)));
    }
    blocks.push(Block::Section("answers", vec![lang.word("section-answers")]));
    let given = given(look, entry, answers);
    match given.is_empty() {
        true => blocks.push(Block::Para(vec![Inline::Quiet(vec![lang.word("proposal-no-answers")])])),
        false => {
            let items = given.iter().map(|(entry, response)| (answer(look, entry, response), Vec::new()));
            blocks.push(Block::List(items.collect()));
        }
    }
    blocks.extend(add_link(look, Kind::Response));
    blocks
}

fn keys(look: &Look<'_>, entry: &Entry, proposal: &Proposal, outcomes: &Outcomes<'_>) -> Vec<(Line, Line)> {
    let lang = look.lang;
    let room = &entry.room;
    let to = match proposal.to.as_slice() {
        [] => vec![lang.word("all-parties")],
        to => look.parties(room, to),
    };
    let mut made = look.when(entry).unwrap_or_else(|| vec![lang.word("date-unknown")]);
    made.extend(look.marks(entry));
    made.push(Inline::mark(" "));
    made.extend(look.id(entry));
    let mut keys = vec![
        ("proposal-from", look.actors(room, &proposal.by)),
        ("proposal-to", to),
        ("proposal-made", made),
    ];
    keys.extend(proposal.text.as_ref().map(|text| ("proposal-says", vec![lang.text(text)])));
    if !proposal.about.is_empty() {
        keys.push(("proposal-issues", look.issues(room, &proposal.about)));
    }
    if let Some(before) = proposal.replaces.as_ref().and_then(|before| look.view.resolve(room, before)) {
        keys.push(("proposal-replaces", named(look, before.entry())));
    }
    let outcome = outcomes.told(look, entry);
    if !outcome.is_empty() {
        keys.push(("proposal-outcome", outcome));
    }
    keys.into_iter().map(|(id, line)| (vec![lang.word(id)], line)).collect()
}

/// What it would settle, beside what the proposal before it would have settled.
fn terms(look: &Look<'_>, now: Option<(Room, &Terms)>, then: Option<(&Entry, &Terms)>) -> Table {
    let lang = look.lang;
    let (own_room, own) = match &now {
        Some((room, terms)) => (Some(room), terms.0.as_slice()),
        None => (None, &[][..]),
    };
    let word = |id| vec![lang.word(id)];
    let Some((before, old)) = then else {
        let row = |(issue, option): &(IssueRef, String)| {
            own_room
                .map_or_else(Vec::new, |room| vec![look.issue(room, issue), said(look, room, issue, option)])
        };
        return Table {
            caption: word("terms-caption"),
            head: ["matrix-issue", "terms-now"].map(word).to_vec(),
            rows: own.iter().map(row).collect(),
        };
    };
    let same =
        |a: (&Room, &IssueRef), b: (&Room, &IssueRef)| look.pointed(a.0, a.1) == look.pointed(b.0, b.1);
    let mut rows = Vec::new();
    for (issue, option) in own {
        let Some(room) = own_room else { continue };
        let earlier = old.0.iter().find(|(other, _)| same((room, issue), (&before.room, other)));
        let (was, change) = match earlier {
            None => (word("nothing"), "terms-new"),
            Some((other, option_then)) => {
                let change = if option == option_then { "terms-same" } else { "terms-changed" };
                (said(look, &before.room, other, option_then), change)
            }
        };
        rows.push(vec![
            look.issue(room, issue),
            was,
            said(look, room, issue, option),
            change_word(look, change),
        ]);
    }
    for (issue, option) in &old.0 {
        let kept = own
            .iter()
            .any(|(other, _)| own_room.is_some_and(|room| same((room, other), (&before.room, issue))));
        if !kept {
            let was = said(look, &before.room, issue, option);
            rows.push(vec![
                look.issue(&before.room, issue),
                was,
                word("nothing"),
                change_word(look, "terms-dropped"),
            ]);
        }
    }
    let then = lang.line("terms-then", vec![("title", named(look, before).into())]);
    Table {
        caption: word("terms-compared"),
        head: vec![word("matrix-issue"), then, word("terms-now"), word("terms-change")],
        rows,
    }
}

fn change_word(look: &Look<'_>, id: &str) -> Line {
    let word = vec![look.lang.word(id)];
    match id {
        "terms-same" => vec![Inline::Quiet(word)],
        _ => vec![Inline::Strong(word)],
    }
}

/// The option of a term, in words.
fn said(look: &Look<'_>, room: &Room, issue: &IssueRef, option: &str) -> Line {
    match look.view.fact::<detente_model::Issue, _>(room, issue) {
        Some((_, issue)) => look.option(issue, option),
        None => vec![Inline::data(option)],
    }
}

/// An answer with its date and what it puts forward instead.
fn answer(look: &Look<'_>, entry: &Entry, response: &Response) -> Line {
    let when = look.when(entry).map(|when| vec![Inline::Strong(when)]);
    let mut line = joined(when.into_iter().chain([ledger::answer_line(look, entry, response)]), " · ");
    let counter = response.counter.as_ref().and_then(|one| look.view.resolve(&entry.room, one));
    if let Some(counter) = counter {
        let title = match counter.entry().fact().and_then(Proposal::of) {
            Some(proposal) => vec![look.lang.text(&proposal.title)],
            None => vec![Inline::Id(counter.entry().id.to_string())],
        };
        let title = look.to(|| screen(counter.entry()), title);
        line.push(Inline::mark(" "));
        line.extend(look.lang.line("proposal-counter", vec![("title", title.into())]));
    }
    line.push(Inline::mark(" "));
    line.extend(look.id(entry));
    line
}
