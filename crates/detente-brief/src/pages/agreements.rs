//! What was put forward and who answered what; what is agreed; who owes what.

use super::{Printed, add_link, envelope, page, title};
use crate::doc::{Block, Inline, Line, State, Table, Target, joined};
use crate::look::Look;
use crate::sections::ledger::{self, Answered};
use crate::sections::{commitments, latest_first};
use detente_model::{Agreement, AsFact, Id, Kind, Party, PartyRef, Proposal, Room};
use detente_record::Entry;
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

/// Proposals with the answer of each party, agreements, commitments.
pub fn agreements<'v>(look: &'v Look<'_>) -> Printed<'v> {
    let lang = look.lang;
    let proposals = ledger::all_answered(look);
    let outcomes = Outcomes::of(look);
    let all = latest_first(look, look.view.facts::<Agreement>().map(|(entry, _)| entry));
    let owed = commitments::owed(look);
    let mut blocks: Vec<Block> = [Kind::Proposal, Kind::Response, Kind::Agreement]
        .into_iter()
        .filter_map(|kind| add_link(look, kind))
        .collect();
    if proposals.is_empty() && all.is_empty() {
        blocks.push(Block::Para(vec![Inline::Quiet(vec![lang.word("ledger-none")])]));
    }
    let here = || Target::screen("agreements");
    if !proposals.is_empty() {
        let (part, more) = look.part(&proposals, here);
        blocks.push(Block::Section("proposals", vec![lang.word("section-proposals")]));
        blocks.push(Block::Table(table(look, part, &outcomes)));
        blocks.extend((!more.is_empty()).then_some(Block::Para(more)));
    }
    if !all.is_empty() {
        let (part, more) = look.part(&all, here);
        blocks.push(Block::Section("agreements", vec![lang.word("section-agreements")]));
        let items = part.iter().filter_map(|entry| agreement(look, entry, &outcomes));
        blocks.push(Block::List(items.collect()));
        blocks.extend((!more.is_empty()).then_some(Block::Para(more)));
    }
    if !owed.is_empty() {
        blocks.push(Block::Section("owed", vec![lang.word("section-owed")]));
        blocks.push(Block::Para(commitments::count(look, &owed, look.now())));
        blocks.push(Block::Table(commitments::table(look, &owed, look.now(), true)));
    }
    let found = !proposals.is_empty() || !all.is_empty();
    let content = move || {
        json!({
            "proposals": proposals.iter().map(ledger::proposal_json).collect::<Value>(),
            "agreements": all.iter().map(|entry| entry.encode()).collect::<Value>(),
            "commitments": owed.iter().map(|owed| commitments::json(look, owed, look.now())).collect::<Value>(),
        })
    };
    let json = Box::new(move || envelope(look, "agreements", content()));
    Printed { page: page(look, title(look, "agreements-title"), blocks), json, found }
}

/// The screen of a proposal.
pub(super) fn screen(proposal: &Entry) -> Target {
    Target::screen("proposal").with("id", format!("{}/{}", proposal.room, proposal.id))
}

/// What took the place of a proposal or an agreement, and what was agreed on a proposal.
pub(super) struct Outcomes<'v> {
    replaced_by: HashMap<*const Entry, &'v Entry>,
    agreed_as: HashMap<*const Entry, &'v Entry>,
}

impl<'v> Outcomes<'v> {
    pub(super) fn of(look: &'v Look<'_>) -> Outcomes<'v> {
        let mut outcomes = Outcomes { replaced_by: HashMap::new(), agreed_as: HashMap::new() };
        for (entry, proposal) in look.view.facts::<Proposal>() {
            let before = proposal.replaces.as_ref().and_then(|before| look.pointed(&entry.room, before));
            outcomes.replaced_by.extend(before.map(|before| (before, entry)));
        }
        for (entry, agreement) in look.view.facts::<Agreement>() {
            let before = agreement.replaces.as_ref().and_then(|before| look.pointed(&entry.room, before));
            outcomes.replaced_by.extend(before.map(|before| (before, entry)));
            let proposal = agreement.proposal.as_ref().and_then(|one| look.pointed(&entry.room, one));
            outcomes.agreed_as.extend(proposal.map(|proposal| (proposal, entry)));
        }
        outcomes
    }

    /// What came of it, in words that lead there.
    pub(super) fn told(&self, look: &Look<'_>, entry: &Entry) -> Line {
        let key = std::ptr::from_ref(entry);
        let replaced = self
            .replaced_by
            .get(&key)
            .map(|by| look.lang.line("agreements-replaced", vec![("title", named(look, by).into())]));
        let agreed = self
            .agreed_as
            .get(&key)
            .map(|by| look.lang.line("agreements-agreed", vec![("title", named(look, by).into())]));
        look.lang.clauses(agreed.into_iter().chain(replaced))
    }
}

/// The title of a proposal or an agreement, which leads to it.
pub(super) fn named(look: &Look<'_>, entry: &Entry) -> Line {
    let fact = entry.fact();
    let proposal = fact.and_then(Proposal::of);
    let title = proposal.map(|one| &one.title).or_else(|| fact.and_then(Agreement::of).map(|one| &one.title));
    let words = match title {
        Some(title) => vec![look.lang.text(title)],
        None => vec![Inline::Id(entry.id.to_string())],
    };
    let target = || if proposal.is_some() { screen(entry) } else { Target::entry(&entry.room, &entry.id) };
    look.to(target, words)
}

/// The proposals by the parties that were asked or answered.
fn table(look: &Look<'_>, proposals: &[Answered<'_>], outcomes: &Outcomes<'_>) -> Table {
    let lang = look.lang;
    let asked: Vec<Vec<Id>> =
        proposals.iter().map(|one| ledger::asked(look, one.entry, one.proposal)).collect();
    let answered = proposals
        .iter()
        .flat_map(|one| one.answers.iter().map(|(entry, response)| ledger::side(look, entry, response)));
    let involved: BTreeSet<Id> = asked.iter().flatten().cloned().chain(answered).collect();
    let mut told = BTreeSet::new();
    let columns: Vec<(Room, Id)> = look
        .view
        .facts::<Party>()
        .filter(|(entry, _)| involved.contains(&entry.id) && told.insert(entry.id.clone()))
        .map(|(entry, _)| (entry.room.clone(), entry.id.clone()))
        .collect();
    let row = |(one, asked): (&Answered<'_>, &Vec<Id>)| {
        let mut row = vec![what(look, one), terms(look, one)];
        row.extend(columns.iter().map(|(_, party)| answer(look, one, asked, party)));
        row.push(outcomes.told(look, one.entry));
        row
    };
    let parties = columns.iter().map(|(room, id)| look.party(room, &PartyRef::to(id.clone())));
    let word = |id| vec![lang.word(id)];
    Table {
        caption: vec![lang.word("proposals-caption")],
        head: ["proposal-what", "proposal-terms"]
            .map(word)
            .into_iter()
            .chain(parties)
            .chain([word("proposal-outcome")])
            .collect(),
        rows: proposals.iter().zip(&asked).map(row).collect(),
    }
}

/// What it is called, who put it forward and when.
fn what(look: &Look<'_>, one: &Answered<'_>) -> Line {
    let title = look.to(|| screen(one.entry), vec![look.lang.text(&one.proposal.title)]);
    let by = look.actors(&one.entry.room, &one.proposal.by);
    let by = look.lang.line("proposal-by", vec![("by", by.into())]);
    let mut line = joined([vec![Inline::Strong(title)], by].into_iter().chain(look.when(one.entry)), " · ");
    line.extend(look.marks(one.entry));
    line.push(Inline::mark(" "));
    line.extend(look.id(one.entry));
    line
}

fn terms(look: &Look<'_>, one: &Answered<'_>) -> Line {
    match (&one.proposal.terms, one.proposal.about.as_slice()) {
        (Some(terms), _) => look.terms(&one.entry.room, terms),
        (None, []) => vec![look.lang.word("nothing")],
        (None, about) => {
            let issues = look.issues(&one.entry.room, about);
            look.lang.line("proposal-about", vec![("issues", issues.into())])
        }
    }
}

/// What a party answered, when and on what condition; or that it has not, or was not asked.
fn answer(look: &Look<'_>, one: &Answered<'_>, asked: &[Id], party: &Id) -> Line {
    let lang = look.lang;
    let own = |by: &detente_model::ActorRef| look.party_of(&one.entry.room, by) == *party;
    let given = one.answers.iter().find(|(entry, response)| ledger::side(look, entry, response) == *party);
    match given {
        Some((entry, response)) => {
            let word = vec![ledger::answer_word(look, response.answer)];
            let condition = response
                .condition
                .as_ref()
                .map(|c| lang.line("condition", vec![("condition", lang.text(c).into())]));
            let mut line = joined([word].into_iter().chain(look.when(entry)).chain(condition), " · ");
            line.extend(look.marks(entry));
            line
        }
        None if one.proposal.by.iter().any(own) => vec![lang.word("proposal-own")],
        None if asked.contains(party) => vec![Inline::State(State::Open, lang.say("answer-none"))],
        None => vec![Inline::Quiet(vec![lang.word("proposal-not-asked")])],
    }
}

fn agreement(look: &Look<'_>, entry: &Entry, outcomes: &Outcomes<'_>) -> Option<(Line, Vec<Line>)> {
    let agreement = Agreement::of(entry.fact()?)?;
    let (mut line, mut more) = ledger::agreement_lines(look, entry, agreement);
    line.push(Inline::mark(" "));
    line.extend(look.id(entry));
    more.extend(agreement.text.as_ref().map(|text| vec![look.lang.text(text)]));
    more.extend(Some(outcomes.told(look, entry)).filter(|told| !told.is_empty()));
    Some((line, more))
}
