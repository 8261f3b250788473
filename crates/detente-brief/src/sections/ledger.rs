//! What is agreed, refused and open, with who answered what.

use super::{Section, entry_json, latest_first, limited, sessions};
use crate::doc::{Block, Inline, Line, State, joined};
use crate::look::Look;
use detente_model::{
    Agreement, AgreementStatus, Answer, AsFact, Id, IssueRef, Party, Proposal, Response, Role, Session,
};
use detente_record::Entry;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// How many lines each part has on a page.
const LIMIT: usize = 5;

/// A proposal with the latest answer of everyone who answered.
pub struct Answered<'v> {
    /// Its entry.
    pub entry: &'v Entry,
    /// What it says.
    pub proposal: &'v Proposal,
    /// The answers, in the order in which each first answered.
    pub answers: Vec<(&'v Entry, &'v Response)>,
    /// Accepted, refused or open.
    pub state: State,
}

impl Answered<'_> {
    /// The sides that were asked and have not answered yet.
    pub fn unanswered(&self, look: &Look<'_>) -> Vec<Id> {
        let answered =
            |id: &Id| self.answers.iter().any(|(entry, r)| side(look, entry, r) == *id || r.by.id == *id);
        asked(look, self.entry, self.proposal).into_iter().filter(|id| !answered(id)).collect()
    }
}

/// The titles of what is agreed, refused and open, each with its mark: the ledger in three lines.
pub fn glance(look: &Look<'_>) -> Vec<(Line, Line)> {
    const TITLES: usize = 4;
    let agreements = standing_agreements(look);
    let proposals = answered(look, &agreements);
    let part = |state: State| {
        proposals.iter().filter(move |p| p.state == state).map(|p| vec![look.lang.text(&p.proposal.title)])
    };
    let agreed = agreements
        .iter()
        .map(|(_, a)| vec![look.lang.text(&a.title)])
        .chain(part(State::Yes))
        .collect::<Vec<_>>();
    let refused = part(State::No).collect::<Vec<_>>();
    let discussed = discussed_not_agreed(look);
    let open = part(State::Open)
        .chain(discussed.iter().map(|(entry, issue)| look.issue(&entry.room, issue)))
        .collect::<Vec<_>>();
    let line = |titles: Vec<Line>| {
        let more = titles.len().saturating_sub(TITLES);
        let mut line = look.lang.clauses(titles.into_iter().take(TITLES));
        if more > 0 {
            line.extend([
                Inline::mark(" "),
                Inline::Quiet(look.lang.line("and-more", vec![("n", more.into())])),
            ]);
        }
        line
    };
    [
        (State::Yes, "ledger-agreed", agreed),
        (State::No, "ledger-refused", refused),
        (State::Open, "ledger-open", open),
    ]
    .into_iter()
    .filter(|(_, _, titles)| !titles.is_empty())
    .map(|(state, id, titles)| (vec![Inline::State(state, look.lang.say(id))], line(titles)))
    .collect()
}

/// The ledger.
pub fn section<'v>(look: &'v Look<'_>) -> Section<'v> {
    let lang = look.lang;
    let agreements = standing_agreements(look);
    let proposals = answered(look, &agreements);
    let (mut accepted, mut refused, mut pending) = (Vec::new(), Vec::new(), Vec::new());
    for proposal in proposals {
        match proposal.state {
            State::Yes => accepted.push(proposal),
            State::No => refused.push(proposal),
            State::Open | State::Begun | State::UnderWay => pending.push(proposal),
        }
    }
    let discussed = discussed_not_agreed(look);
    let agreed: Vec<Item<'_>> = agreements
        .iter()
        .map(|(entry, a)| Item::Agreement(entry, a))
        .chain(accepted.iter().map(Item::Proposal))
        .collect();
    let turned_down: Vec<Item<'_>> = refused.iter().map(Item::Proposal).collect();
    let open: Vec<Item<'_>> = pending
        .iter()
        .map(Item::Proposal)
        .chain(discussed.iter().map(|(e, i)| Item::Discussed(e, i)))
        .collect();
    let mut blocks = vec![Block::Section("ledger", vec![lang.word("section-ledger")])];
    if agreed.is_empty() && turned_down.is_empty() && open.is_empty() {
        blocks.push(Block::Para(vec![Inline::Quiet(vec![lang.word("ledger-none")])]));
    }
    let parts = [
        (State::Yes, "ledger-agreed", agreed),
        (State::No, "ledger-refused", turned_down),
        (State::Open, "ledger-open", open),
    ];
    for (state, id, items) in parts.into_iter().filter(|(_, _, items)| !items.is_empty()) {
        blocks.push(Block::Heading(vec![Inline::State(state, lang.say(id))]));
        blocks.push(limited(look, &items, (LIMIT, Some("agreements")), |item| item.lines(look)));
    }
    let json = Box::new(move || {
        let all = |part: &[Answered<'_>]| part.iter().map(proposal_json).collect::<Value>();
        let discussed =
            discussed.iter().map(|(e, i)| json!({"session": e.id.as_str(), "issue": i.to_string()}));
        json!({
            "agreements": agreements.iter().map(|(entry, _)| entry_json(entry)).collect::<Value>(),
            "accepted": all(&accepted),
            "refused": all(&refused),
            "open": all(&pending),
            "discussed_not_agreed": discussed.collect::<Value>(),
        })
    });
    Section { name: "ledger", blocks, json }
}

/// One line of the ledger.
enum Item<'a> {
    Agreement(&'a Entry, &'a Agreement),
    Proposal(&'a Answered<'a>),
    Discussed(&'a Entry, &'a IssueRef),
}

impl Item<'_> {
    fn lines(&self, look: &Look<'_>) -> (Line, Vec<Line>) {
        match self {
            Item::Agreement(entry, agreement) => agreement_lines(look, entry, agreement),
            Item::Proposal(answered) => proposal_lines(look, answered),
            Item::Discussed(entry, issue) => {
                let issue = vec![Inline::Strong(look.issue(&entry.room, issue))];
                let mut line = look.lang.line("ledger-discussed", vec![("issue", issue.into())]);
                line.extend(look.marks(entry));
                (line, Vec::new())
            }
        }
    }
}

/// The agreements that stand: neither lapsed nor replaced.
pub fn standing_agreements<'v>(look: &'v Look<'_>) -> Vec<(&'v Entry, &'v Agreement)> {
    let all: Vec<(&Entry, &Agreement)> = look.view.facts::<Agreement>().collect();
    let replaced: HashSet<*const Entry> =
        all.iter().filter_map(|(entry, a)| look.pointed(&entry.room, a.replaces.as_ref()?)).collect();
    let stands = |entry: &Entry, a: &Agreement| {
        a.status != AgreementStatus::Lapsed && !replaced.contains(&std::ptr::from_ref(entry))
    };
    let standing = all.iter().filter(|(entry, a)| stands(entry, a));
    let ordered = latest_first(look, standing.map(|(entry, _)| *entry));
    ordered.into_iter().filter_map(|entry| Some((entry, Agreement::of(entry.fact()?)?))).collect()
}

/// The proposals that were neither replaced nor agreed, with their answers, the latest first.
pub fn answered<'v>(look: &'v Look<'_>, agreements: &[(&Entry, &Agreement)]) -> Vec<Answered<'v>> {
    let all = look.view.facts::<Proposal>();
    let replaced = all.filter_map(|(entry, p)| look.pointed(&entry.room, p.replaces.as_ref()?));
    let accepted = agreements.iter().filter_map(|(entry, a)| look.pointed(&entry.room, a.proposal.as_ref()?));
    let settled: HashSet<*const Entry> = replaced.chain(accepted).collect();
    let is_open = |answered: &Answered<'_>| !settled.contains(&std::ptr::from_ref(answered.entry));
    all_answered(look).into_iter().filter(is_open).collect()
}

/// The answers of the view, the earliest first.
pub fn answers<'v>(look: &'v Look<'_>) -> Vec<(&'v Entry, &'v Response)> {
    let mut all: Vec<_> = look.view.facts::<Response>().collect();
    all.sort_by_key(|(entry, _)| look.view.happened(entry).order_key());
    all
}

/// All proposals with their answers, the latest first.
pub fn all_answered<'v>(look: &'v Look<'_>) -> Vec<Answered<'v>> {
    let ordered = latest_first(look, look.view.facts::<Proposal>().map(|(entry, _)| entry));
    let mut by_target: HashMap<*const Entry, Vec<(&Entry, &Response)>> = HashMap::new();
    for (answer, response) in answers(look) {
        let Some(target) = look.view.resolve(&answer.room, &response.to) else { continue };
        let answers = by_target.entry(std::ptr::from_ref(target.entry())).or_default();
        // The latest answer of a side counts.
        match answers.iter_mut().find(|(e, earlier)| side(look, e, earlier) == side(look, answer, response)) {
            Some(place) => *place = (answer, response),
            None => answers.push((answer, response)),
        }
    }
    let mut with_answers = |entry: &'v Entry| {
        let proposal = Proposal::of(entry.fact()?)?;
        let answers = by_target.remove(&std::ptr::from_ref(entry)).unwrap_or_default();
        let state = state(look, entry, proposal, &answers);
        Some(Answered { entry, proposal, answers, state })
    };
    ordered.into_iter().filter_map(&mut with_answers).collect()
}

/// The party for which a response speaks.
pub fn side(look: &Look<'_>, entry: &Entry, response: &Response) -> Id {
    if let Some(party) = &response.party {
        return party.id.clone();
    }
    look.party_of(&entry.room, &response.by)
}

/// Those whose answer a proposal asks for: to whom it was put, else all belligerents but those who put it forward.
pub fn asked(look: &Look<'_>, entry: &Entry, proposal: &Proposal) -> Vec<Id> {
    match proposal.to.as_slice() {
        [] => {
            let sides = look
                .view
                .facts::<Party>()
                .filter(|(_, p)| p.role == Role::Belligerent)
                .map(|(e, _)| e.id.clone());
            sides.filter(|id| !proposal.by.iter().any(|by| look.party_of(&entry.room, by) == *id)).collect()
        }
        to => to.iter().map(|party| party.id.clone()).collect(),
    }
}

/// Refused if anyone refuses; accepted if all to whom it was put accept; else open.
fn state(look: &Look<'_>, entry: &Entry, proposal: &Proposal, answers: &[(&Entry, &Response)]) -> State {
    let asked = asked(look, entry, proposal);
    let is_asked = |e: &Entry, r: &Response| {
        asked.is_empty() || asked.contains(&side(look, e, r)) || asked.contains(&r.by.id)
    };
    if answers.iter().any(|(e, r)| r.answer == Answer::Refuses && is_asked(e, r)) {
        return State::No;
    }
    let accepts = |id: &Id| {
        answers
            .iter()
            .any(|(e, r)| r.answer == Answer::Accepts && (side(look, e, r) == *id || r.by.id == *id))
    };
    if !asked.is_empty() && asked.iter().all(accepts) { State::Yes } else { State::Open }
}

/// Issues talked about in a session without an agreement on them; each once.
fn discussed_not_agreed<'v>(look: &'v Look<'_>) -> Vec<(&'v Entry, &'v IssueRef)> {
    let mut found: Vec<(&Entry, &IssueRef)> = Vec::new();
    // What is agreed, and then what is found, is left out.
    let mut told = sessions::agreed_issues(look);
    let entries = latest_first(look, look.view.facts::<Session>().map(|(entry, _)| entry));
    for entry in entries {
        let Some(session) = entry.fact().and_then(Session::of) else { continue };
        for issue in &session.discussed {
            if look.pointed(&entry.room, issue).is_some_and(|pointed| told.insert(pointed)) {
                found.push((entry, issue));
            }
        }
    }
    found
}

/// An agreement: its title, how firm it is, and what it settles between whom.
pub fn agreement_lines(look: &Look<'_>, entry: &Entry, agreement: &Agreement) -> (Line, Vec<Line>) {
    let lang = look.lang;
    let mut line = lang.line(
        "ledger-agreement",
        vec![
            ("title", vec![Inline::Strong(vec![lang.text(&agreement.title)])].into()),
            ("status", lang.word(&format!("agreement-{}", agreement.status.as_str())).into()),
            ("scope", lang.word(&format!("scope-{}", agreement.scope.as_str())).into()),
        ],
    );
    if let Some(when) = look.when(entry) {
        line.push(Inline::mark(" · "));
        line.extend(when);
    }
    line.extend(look.marks(entry));
    let mut more = Vec::new();
    let between = (!agreement.parties.is_empty()).then(|| {
        lang.line("ledger-between", vec![("parties", look.parties(&entry.room, &agreement.parties).into())])
    });
    let settles = agreement
        .terms
        .as_ref()
        .map(|t| lang.line("ledger-terms", vec![("terms", look.terms(&entry.room, t).into())]));
    let short = joined(between.into_iter().chain(settles), " · ");
    if !short.is_empty() {
        more.push(short);
    }
    (line, more)
}

/// A proposal as a line of a list, with its answers.
pub fn proposal_lines(look: &Look<'_>, answered: &Answered<'_>) -> (Line, Vec<Line>) {
    let (lang, entry, proposal) = (look.lang, answered.entry, answered.proposal);
    let to = match proposal.to.as_slice() {
        [] => vec![lang.word("all-parties")],
        to => look.parties(&entry.room, to),
    };
    let by = look.actors(&entry.room, &proposal.by);
    let title = vec![Inline::Strong(vec![lang.text(&proposal.title)])];
    let proposed = lang.line("ledger-proposed", vec![("by", by.into()), ("to", to.into())]);
    let mut line = joined([title, proposed].into_iter().chain(look.when(entry)), " · ");
    line.extend(look.marks(entry));
    let mut more: Vec<Line> = Vec::new();
    if let Some(terms) = &proposal.terms {
        more.push(lang.line("ledger-would", vec![("terms", look.terms(&entry.room, terms).into())]));
    }
    for (answer, response) in &answered.answers {
        more.push(answer_line(look, answer, response));
    }
    (line, more)
}

/// The mark and the word of an answer.
pub fn answer_word(look: &Look<'_>, answer: Answer) -> Inline {
    let state = match answer {
        Answer::Accepts => State::Yes,
        Answer::Refuses => State::No,
        Answer::AcceptsIf | Answer::Considers | Answer::Counters => State::Open,
    };
    Inline::State(state, look.lang.say(&format!("answer-{}", answer.as_str())))
}

/// Who answered what, on what condition, in which words.
pub fn answer_line(look: &Look<'_>, entry: &Entry, response: &Response) -> Line {
    let by = look.actor(&entry.room, &response.by);
    let answer = answer_word(look, response.answer);
    let mut line = look.lang.line("ledger-answer", vec![("by", by.into()), ("answer", answer.into())]);
    line.extend(answer_rest(look, entry, response));
    line
}

/// What stands after the word of an answer: on what it depends, what was said, where it comes from.
pub fn answer_rest(look: &Look<'_>, entry: &Entry, response: &Response) -> Line {
    let lang = look.lang;
    let mut line = Line::new();
    let condition =
        response.condition.as_ref().map(|c| lang.line("condition", vec![("condition", lang.text(c).into())]));
    let said = response.text.as_ref().map(|text| vec![lang.text(text)]);
    for part in condition.into_iter().chain(said) {
        line.push(lang.word("list-semicolon"));
        line.extend(part);
    }
    line.extend(look.marks(entry));
    line
}

/// A proposal with its latest answers.
pub fn proposal_json(answered: &Answered<'_>) -> Value {
    json!({
        "proposal": entry_json(answered.entry),
        "answers": answered.answers.iter().map(|(entry, _)| entry_json(entry)).collect::<Vec<_>>(),
    })
}
