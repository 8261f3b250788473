//! One page on the other side before a meeting.

mod said;

use super::{Printed, envelope, named, not_found, page};
use crate::doc::{Block, Inline, Line, Table, Target, joined, plain};
use crate::look::Look;
use crate::sections::commitments::{self, Owed};
use crate::sections::ledger::{self, Answered};
use crate::sections::sessions::{self, Attached};
use crate::sections::{lines, matrix};
use detente_model::gap::{Held, Standing};
use detente_model::{
    Agreement, AsFact, CommitmentState, Delegation, Id, Office, Party, PartyRef, Person, PositionKind, Room,
    Session,
};
use detente_record::Entry;
use serde_json::{Value, json};

/// A party with its parts, which speak and owe beside it.
struct Side<'v> {
    entry: &'v Entry,
    party: &'v Party,
    /// Its parts.
    parts: Vec<&'v Entry>,
}

impl<'v> Side<'v> {
    fn of(look: &'v Look<'_>, entry: &'v Entry, party: &'v Party) -> Side<'v> {
        let all = look.view.facts::<Party>();
        let parts = all.filter(|(part, fact)| *part != entry && is_part_of(look, part, fact, &entry.id));
        Side { entry, party, parts: parts.map(|(part, _)| part).collect() }
    }

    fn has(&self, id: &Id) -> bool {
        self.named(id).is_some()
    }

    /// The entry of the party, or of its part, with this id.
    fn named(&self, id: &Id) -> Option<&'v Entry> {
        std::iter::once(self.entry).chain(self.parts.iter().copied()).find(|entry| entry.id == *id)
    }
}

/// Is `party` a part of the party `whole`, or of a part of it …?
fn is_part_of(look: &Look<'_>, entry: &Entry, party: &Party, whole: &Id) -> bool {
    let (mut entry, mut party) = (entry, party);
    for _ in 0..16 {
        let next = party.part_of.as_ref().and_then(|part| look.view.fact::<Party, _>(&entry.room, part));
        match next {
            _ if entry.id == *whole => return true,
            Some(next) => (entry, party) = next,
            None => return false,
        }
    }
    false
}

/// Does a party read what is written in `room`?
fn reads(party: &Id, room: &Room) -> bool {
    match room {
        Room::Public | Room::Joint => true,
        Room::Caucus(members) => members.contains(party),
        Room::Party(owner) => owner == party,
        Room::Team => false,
    }
}

/// What to know of `party` before meeting it, perhaps in `meeting`; both by id, or ROOM/ID.
pub fn prepare<'v>(look: &'v Look<'_>, party: &str, meeting: Option<&str>) -> Printed<'v> {
    let Some((entry, fact)) = named::<Party>(look, party) else { return not_found(look, "prepare", party) };
    let meeting = match meeting {
        None => None,
        Some(id) => match named::<Session>(look, id) {
            Some(found) => Some(found),
            None => return not_found(look, "prepare", id),
        },
    };
    let side = Side::of(look, entry, fact);
    let lines = lines::all(look);
    let said = said::Sorted::of(look, &side, &lines);
    let stands = stands(look, &side);
    let answers = ledger::answered(look, &ledger::standing_agreements(look));
    let (asked, asking) = open_questions(look, &side, &answers);
    let (owes, is_owed) = owed(look, &side);
    let mut blocks = Vec::new();
    if let Some((session, what)) = meeting {
        let title = sessions::title(look, session, what);
        blocks.push(Block::Para(look.lang.line("prepare-for", vec![("meeting", title.into())])));
    }
    // What is not to be said comes first: it is what must not be forgotten.
    blocks.extend(said.must_not(look));
    blocks.extend(who(look, &side, meeting));
    blocks.extend(positions(look, &stands));
    blocks.extend(red_lines(look, &stands));
    blocks.extend(questions(look, &asked, &asking));
    blocks.extend(debts(look, &owes, &is_owed));
    blocks.extend(said.may(look));
    blocks.extend(said.ask(look));
    let json = content(look, &side, meeting, &said, &stands, (&asked, &asking), (&owes, &is_owed));
    let short = look.lang.text(fact.short.as_ref().unwrap_or(&fact.name));
    let title = look.lang.line("prepare-title", vec![("party", short.into())]);
    let json = Box::new(move || envelope(look, "prepare", json));
    Printed { page: page(look, title, blocks), json, found: true }
}

fn content(
    look: &Look<'_>,
    side: &Side<'_>,
    meeting: Option<(&Entry, &Session)>,
    said: &said::Sorted<'_, '_>,
    stands: &[Stand<'_>],
    (asked, asking): (&[&Answered<'_>], &[&Answered<'_>]),
    (owes, is_owed): (&[Owed<'_>], &[Owed<'_>]),
) -> Value {
    let owed =
        |all: &[Owed<'_>]| all.iter().map(|o| commitments::json(look, o, look.today())).collect::<Value>();
    let proposals = |all: &[&Answered<'_>]| all.iter().map(|p| ledger::proposal_json(p)).collect::<Value>();
    let stand = |stand: &Stand<'_>| {
        json!({"issue": stand.issue.id.as_str(), "party": stand.party.id.as_str(), "holds": plain(&stand.holds),
               "moved": stand.moved.as_ref().map(|line| plain(line)),
               "red_lines": stand.red_lines.iter().map(|line| plain(line)).collect::<Vec<_>>()})
    };
    json!({
        "party": side.entry.encode(),
        "parts": side.parts.iter().map(|part| part.id.as_str()).collect::<Vec<_>>(),
        "meeting": meeting.map(|(entry, _)| entry.encode()),
        "people": people(look, side).iter().map(|(_, entry, _)| entry.encode()).collect::<Vec<_>>(),
        "positions": stands.iter().map(stand).collect::<Vec<_>>(),
        "waits_for_answer": proposals(asked),
        "has_not_answered": proposals(asking),
        "owes": owed(owes),
        "is_owed": owed(is_owed),
        "said": said.json(look),
    })
}

/// The people of a side that hold an office, or none; the highest office first.
fn people<'v>(look: &'v Look<'_>, side: &Side<'_>) -> Vec<(&'v Person, &'v Entry, Option<&'v Office>)> {
    let is_over = |entry: &Entry, office: &Office| {
        let until = office.until.as_ref().map(|until| look.view.interval(&entry.room, until));
        until.and_then(|until| until.latest).is_some_and(|until| until < look.today())
    };
    let office = |entry: &'v Entry, person: &'v Person| {
        let held = person.offices.iter().filter(|office| !is_over(entry, office));
        held.min_by_key(|office| office.rank)
    };
    let own = look.view.facts::<Person>().filter(|(_, p)| p.party.as_ref().is_some_and(|p| side.has(&p.id)));
    let mut all: Vec<_> = own.map(|(entry, person)| (person, entry, office(entry, person))).collect();
    all.sort_by_key(|(_, _, office)| office.map_or((true, None), |office| (false, Some(office.rank))));
    all
}

/// Who they are, and who can say yes.
fn who(look: &Look<'_>, side: &Side<'_>, meeting: Option<(&Entry, &Session)>) -> Vec<Block> {
    let lang = look.lang;
    let mut keys = Vec::new();
    let mut key = |id: &str, line: Line| {
        if !line.is_empty() {
            keys.push((vec![lang.word(id)], line));
        }
    };
    let mut name = look
        .to(|| Target::screen("actor").with("id", look.place(side.entry)), vec![lang.text(&side.party.name)]);
    name.extend([lang.word("list-comma"), lang.word(&format!("role-{}", side.party.role.as_str()))]);
    name.extend(look.marks(side.entry));
    key("prepare-party", name);
    let room = &side.entry.room;
    key(
        "prepare-part-of",
        side.party.part_of.as_ref().map(|whole| look.party(room, whole)).unwrap_or_default(),
    );
    let part = |part: &&Entry| look.party(&part.room, &PartyRef::to(part.id.clone()));
    key("prepare-parts", look.list(side.parts.iter().map(part)));
    key("prepare-allies", look.parties(room, &side.party.allied_with));
    let mandates = mandates(look, side, meeting);
    let mut blocks = vec![Block::Section("who", vec![lang.word("prepare-who")]), Block::Keys(keys)];
    let people = people(look, side);
    if !people.is_empty() || !mandates.is_empty() {
        blocks.push(Block::Heading(vec![lang.word("prepare-yes")]));
        let person = |(person, entry, office): &(&Person, &Entry, Option<&Office>)| {
            let rank = office.map(|office| {
                let title = lang.text(&office.title);
                joined([vec![title], vec![look.rank(office.rank)]], " · ")
            });
            let name = look
                .to(|| Target::screen("actor").with("id", look.place(entry)), vec![lang.text(&person.name)]);
            let mut line = joined([vec![Inline::Strong(name)], rank.unwrap_or_default()], " · ");
            line.extend(look.marks(entry));
            (line, Vec::new())
        };
        blocks.push(Block::List(people.iter().map(person).chain(mandates).collect()));
        blocks.push(Block::Para(vec![Inline::Quiet(vec![lang.word("prepare-yes-note")])]));
    }
    blocks
}

/// What their delegations may decide: those to the meeting, or else all that stand now.
fn mandates(look: &Look<'_>, side: &Side<'_>, meeting: Option<(&Entry, &Session)>) -> Vec<(Line, Vec<Line>)> {
    let attached = Attached::of(look);
    let sent: Vec<(&Entry, &Delegation)> = match meeting {
        Some((session, _)) => {
            attached.delegations(look, session).iter().map(|sent| (sent.entry, sent.delegation)).collect()
        }
        None => look.view.facts::<Delegation>().collect(),
    };
    let own = sent.into_iter().filter(|(_, delegation)| side.has(&delegation.party.id));
    own.filter_map(|(entry, delegation)| {
        let mandate = look.lang.text(delegation.mandate.as_ref()?);
        let mut line = look.describe(entry);
        line.extend(look.marks(entry));
        Some((line, vec![look.lang.line("meeting-mandate", vec![("mandate", mandate.into())])]))
    })
    .collect()
}

/// Where they stand on one issue.
struct Stand<'v> {
    issue: &'v Entry,
    party: &'v Entry,
    title: Line,
    holds: Line,
    moved: Option<Line>,
    red_lines: Vec<Line>,
}

fn stands<'v>(look: &'v Look<'_>, side: &Side<'v>) -> Vec<Stand<'v>> {
    let rows = matrix::rows(look);
    let mut all = Vec::new();
    for row in &rows {
        let own =
            row.gap.standings.iter().filter_map(|standing| Some((side.named(standing.party)?, standing)));
        all.extend(own.map(|(party, standing)| stand(look, side, row, party, standing)));
    }
    all
}

fn stand<'v>(
    look: &Look<'_>,
    side: &Side<'_>,
    row: &matrix::Row<'v>,
    party: &'v Entry,
    standing: &Standing<'_>,
) -> Stand<'v> {
    let (lang, issue) = (look.lang, row.gap.issue);
    let mut holds = Line::new();
    if let Some(current) = &standing.current {
        let mut words = vec![look.position_kind(current.position.kind), Inline::mark(" ")];
        words.push(Inline::Strong(look.extent(current.position, issue)));
        holds.extend(look.to(|| matrix::held_target(look, row.entry, party), words));
        holds.extend(matrix::held_marks(look, current));
        let condition = current.position.condition.as_ref();
        let condition = condition.map(|c| lang.line("condition", vec![("condition", lang.text(c).into())]));
        holds =
            joined([Some(holds), matrix::since_line(look, current), condition].into_iter().flatten(), " · ");
    }
    let red_line = |held: &Held<'_>| {
        let refuses = held.position.kind == PositionKind::Refusal;
        let id = if refuses { "red-line-refuses" } else { "red-line-of" };
        let what = look.extent(held.position, issue);
        let mut line = vec![Inline::RedLine(lang.line(id, vec![("what", what.into())]))];
        line.extend(matrix::held_marks(look, held));
        line
    };
    let mut title = vec![lang.text(&issue.title)];
    if !std::ptr::eq(party, side.entry) {
        let part = look.party(&party.room, &PartyRef::to(party.id.clone()));
        title = lang.line("figure-by", vec![("count", title.into()), ("by", part.into())]);
    }
    Stand {
        issue: row.entry,
        party,
        title: look.to(|| Target::entry(&row.entry.room, &row.entry.id), title),
        holds,
        moved: matrix::movement(look, standing, issue),
        red_lines: standing.red_lines.iter().map(red_line).collect(),
    }
}

fn positions(look: &Look<'_>, stands: &[Stand<'_>]) -> Vec<Block> {
    let nothing = || vec![look.lang.word("nothing")];
    let said: Vec<&Stand<'_>> = stands.iter().filter(|stand| !stand.holds.is_empty()).collect();
    let mut blocks = vec![Block::Section("stands", vec![look.lang.word("prepare-stands")])];
    if said.is_empty() {
        blocks.push(Block::Para(vec![Inline::Quiet(vec![look.lang.word("matrix-none")])]));
        return blocks;
    }
    let row = |stand: &&Stand<'_>| {
        vec![stand.title.clone(), stand.holds.clone(), stand.moved.clone().unwrap_or_else(nothing)]
    };
    blocks.push(Block::Table(Table {
        caption: vec![look.lang.word("prepare-stands-caption")],
        head: ["matrix-issue", "prepare-holds", "prepare-moved"].map(|id| vec![look.lang.word(id)]).to_vec(),
        rows: said.iter().map(row).collect(),
    }));
    blocks
}

fn red_lines(look: &Look<'_>, stands: &[Stand<'_>]) -> Vec<Block> {
    let items: Vec<(Line, Vec<Line>)> = stands
        .iter()
        .flat_map(|stand| {
            stand.red_lines.iter().map(|line| joined([stand.title.clone(), line.clone()], ": "))
        })
        .map(|line| (line, Vec::new()))
        .collect();
    let list = match items.is_empty() {
        true => Block::Para(vec![Inline::Quiet(vec![look.lang.word("prepare-no-red-lines")])]),
        false => Block::List(items),
    };
    vec![Block::Section("red-lines", vec![look.lang.word("prepare-red-lines")]), list]
}

/// The open proposals that they made and somebody has not answered, and those that they have not answered.
fn open_questions<'a, 'v>(
    look: &Look<'_>,
    side: &Side<'_>,
    answers: &'a [Answered<'v>],
) -> (Vec<&'a Answered<'v>>, Vec<&'a Answered<'v>>) {
    let by_them =
        |p: &Answered<'_>| p.proposal.by.iter().any(|by| side.has(&look.party_of(&p.entry.room, by)));
    let (own, others): (Vec<_>, Vec<_>) = answers.iter().partition(|p| by_them(p));
    // Who does not know of a proposal owes no answer to it.
    let waits = |p: &Answered<'_>, wanted: &dyn Fn(&Id) -> bool| {
        p.unanswered(look).iter().any(|id| reads(id, &p.entry.room) && wanted(id))
    };
    let own = own.into_iter().filter(|p| waits(p, &|_| true)).collect();
    let others = others.into_iter().filter(|p| waits(p, &|id| side.has(id))).collect();
    (own, others)
}

fn questions(look: &Look<'_>, asked: &[&Answered<'_>], asking: &[&Answered<'_>]) -> Vec<Block> {
    let mut blocks = vec![Block::Section("questions", vec![look.lang.word("prepare-questions")])];
    if asked.is_empty() && asking.is_empty() {
        blocks.push(Block::Para(vec![Inline::Quiet(vec![look.lang.word("prepare-no-questions")])]));
    }
    for (id, proposals) in [("prepare-they-wait", asked), ("prepare-they-owe-answer", asking)] {
        if !proposals.is_empty() {
            blocks.push(Block::Heading(vec![look.lang.word(id)]));
            blocks.push(Block::List(proposals.iter().map(|p| ledger::proposal_lines(look, p)).collect()));
        }
    }
    blocks
}

/// What they owe and what is owed to them, that is not over.
fn owed<'v>(look: &'v Look<'_>, side: &Side<'_>) -> (Vec<Owed<'v>>, Vec<Owed<'v>>) {
    let is_party = |owed: &Owed<'_>| {
        let agreement = owed.entry.fact().and_then(Agreement::of);
        agreement.is_some_and(|a| a.parties.iter().any(|party| side.has(&party.id)))
    };
    let by_them = |owed: &Owed<'_>| owed.commitment.who.iter().any(|party| side.has(&party.id));
    let open = commitments::owed(look).into_iter();
    let open = open.filter(|o| o.commitment.state != Some(CommitmentState::Complete));
    let (owes, others): (Vec<_>, Vec<_>) = open.partition(by_them);
    (owes, others.into_iter().filter(is_party).collect())
}

fn debts(look: &Look<'_>, owes: &[Owed<'_>], is_owed: &[Owed<'_>]) -> Vec<Block> {
    let mut blocks = vec![Block::Section("debts", vec![look.lang.word("prepare-debts")])];
    if owes.is_empty() && is_owed.is_empty() {
        blocks.push(Block::Para(vec![Inline::Quiet(vec![look.lang.word("prepare-no-debts")])]));
    }
    for (id, owed) in [("prepare-they-owe", owes), ("prepare-owed-to-them", is_owed)] {
        if !owed.is_empty() {
            blocks.push(Block::Heading(vec![look.lang.word(id)]));
            blocks.push(Block::Table(commitments::table(look, owed, look.today(), false)));
        }
    }
    blocks
}
