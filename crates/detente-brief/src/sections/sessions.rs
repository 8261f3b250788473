//! Sessions: who led, rank against rank, how long, what came of it.

use super::{Section, and_more, entry_json, latest_first};
use crate::doc::{Block, Inline, Line, joined};
use crate::look::Look;
use detente_model::{Agreement, AsFact, Delegation, Id, Interval, IssueRef, Party, Rank, Session};
use detente_record::Entry;
use serde_json::{Value, json};
use std::collections::HashSet;

/// How many sessions a page shows.
const LIMIT: usize = 3;

/// The sessions, the latest first.
pub fn section<'v>(look: &'v Look<'_>) -> Section<'v> {
    let lang = look.lang;
    let entries = latest_first(look, look.view.facts::<Session>().map(|(entry, _)| entry));
    let mut blocks = vec![Block::Section("sessions", vec![lang.word("section-sessions")])];
    let agreed = agreed_issues(look);
    for entry in entries.iter().take(LIMIT) {
        let Some(session) = entry.fact().and_then(Session::of) else { continue };
        let sent = delegations(look, entry);
        blocks.push(Block::List(vec![(
            title(look, entry, session),
            lines(look, entry, session, &sent, &agreed),
        )]));
    }
    match entries.len() {
        0 => blocks.push(Block::Para(vec![Inline::Quiet(vec![lang.word("sessions-none")])])),
        n if n > LIMIT => blocks.push(Block::Para(and_more(look, n - LIMIT))),
        _ => {}
    }
    let one =
        move |entry: &Entry| Some(session_json(look, entry, entry.fact().and_then(Session::of)?, &agreed));
    let json = Box::new(move || entries.into_iter().filter_map(one).collect::<Value>());
    Section { name: "sessions", blocks, json }
}

/// One party's delegation with its head and rank as of the session.
struct Sent<'v> {
    entry: &'v Entry,
    delegation: &'v Delegation,
    rank: Option<Rank>,
    head: Option<Line>,
}

/// The delegations to a session: those sent to it, else the standing one of each party in it.
fn delegations<'v>(look: &'v Look<'_>, session: &Entry) -> Vec<Sent<'v>> {
    let at = look.view.happened(session);
    let is_it = |entry: &Entry, delegation: &Delegation| {
        let reference = delegation.session.as_ref();
        reference.is_some_and(|r| {
            look.view.resolve(&entry.room, r).is_some_and(|seen| seen.entry().id == session.id)
        })
    };
    let own: Vec<_> = look.view.facts::<Delegation>().filter(|(entry, d)| is_it(entry, d)).collect();
    let standing = look.view.facts::<Delegation>().filter(|(_, d)| {
        d.session.is_none() && !own.iter().any(|(_, o)| o.party.id == d.party.id) && takes_part(session, d)
    });
    own.iter().copied().chain(standing).map(|(entry, delegation)| sent(look, entry, delegation, at)).collect()
}

fn takes_part(session: &Entry, delegation: &Delegation) -> bool {
    let parties = session.fact().and_then(Session::of).map(|s| &s.parties);
    parties.is_some_and(|parties| parties.iter().any(|party| party.id == delegation.party.id))
}

fn sent<'v>(look: &Look<'_>, entry: &'v Entry, delegation: &'v Delegation, at: Interval) -> Sent<'v> {
    let person = delegation
        .head
        .as_ref()
        .and_then(|head| look.view.fact::<detente_model::Person, _>(&entry.room, head));
    let office = person.and_then(|(_, person)| look.office(person, at));
    let head = person.map(|(_, person)| {
        let name = vec![Inline::Strong(vec![look.lang.text(&person.name)])];
        look.list(std::iter::once(name).chain(office.map(|office| vec![look.lang.text(&office.title)])))
    });
    Sent { entry, delegation, rank: delegation.rank.or(office.map(|office| office.rank)), head }
}

fn title(look: &Look<'_>, entry: &Entry, session: &Session) -> Line {
    let lang = look.lang;
    let kind = vec![lang.word(&format!("session-{}", session.kind.as_str()))];
    let lasted =
        session.lasted.as_ref().map(|l| lang.line("session-lasted", vec![("lasted", look.lasted(l).into())]));
    let ended = session
        .ended
        .as_ref()
        .map(|e| lang.line("session-ended", vec![("date", look.date(&entry.room, e).into())]));
    let host = session
        .host
        .as_ref()
        .map(|h| lang.line("session-hosted", vec![("party", look.party(&entry.room, h).into())]));
    let place = session.place.as_ref().map(|place| vec![lang.text(place)]);
    let facts = look.list(
        std::iter::once(kind).chain(place).chain(look.when(entry)).chain(lasted).chain(ended).chain(host),
    );
    let name = vec![Inline::Strong(vec![lang.text(&session.title)])];
    let mut line = joined([name, facts], " · ");
    line.extend(look.marks(entry));
    line
}

fn lines(
    look: &Look<'_>,
    entry: &Entry,
    session: &Session,
    sent: &[Sent<'_>],
    agreed: &HashSet<&Id>,
) -> Vec<Line> {
    let lang = look.lang;
    let mut lines: Vec<Line> = Vec::new();
    let led = sent.iter().map(|sent| {
        let party = look.party(&sent.entry.room, &sent.delegation.party);
        match (&sent.head, sent.rank) {
            (Some(head), Some(rank)) => lang.line(
                "session-led-rank",
                vec![
                    ("party", party.into()),
                    ("head", head.clone().into()),
                    ("rank", look.rank(rank).into()),
                ],
            ),
            (Some(head), None) => {
                lang.line("session-led", vec![("party", party.into()), ("head", head.clone().into())])
            }
            (None, _) => lang.line("session-no-head", vec![("party", party.into())]),
        }
    });
    lines.extend(led);
    lines.extend(rank_line(look, sent));
    if let Some(outcome) = &session.outcome {
        lines.push(lang.line("session-came-of-it", vec![("what", lang.text(outcome).into())]));
    } else {
        let reached = look.list(reached(look, entry).map(|(_, agreement)| vec![lang.text(&agreement.title)]));
        if !reached.is_empty() {
            lines.push(lang.line("session-came-of-it", vec![("what", reached.into())]));
        }
    }
    let open: Vec<&IssueRef> = session.discussed.iter().filter(|issue| !agreed.contains(&issue.id)).collect();
    if !open.is_empty() {
        let issues = look.list(open.iter().map(|issue| look.issue(&entry.room, issue)));
        lines.push(lang.line("session-discussed", vec![("issues", issues.into())]));
    }
    lines
}

/// Rank against rank: which belligerent's delegation stands higher.
fn rank_line(look: &Look<'_>, sent: &[Sent<'_>]) -> Option<Line> {
    let mut ranked: Vec<(&Sent<'_>, Rank)> = sent
        .iter()
        .filter(|s| is_belligerent(look, s))
        .filter_map(|s| s.rank.map(|rank| (s, rank)))
        .collect();
    if ranked.len() < 2 {
        return None;
    }
    ranked.sort_by_key(|(_, rank)| *rank);
    let (high, low) = (ranked.first()?, ranked.last()?);
    if high.1 == low.1 {
        return Some(look.lang.line("session-rank-equal", vec![("rank", look.rank(high.1).into())]));
    }
    let name = |(sent, rank): &(&Sent<'_>, Rank)| {
        let party = look.party(&sent.entry.room, &sent.delegation.party);
        look.lang.line("figure-by", vec![("count", party.into()), ("by", look.rank(*rank).into())])
    };
    Some(look.lang.line("session-rank-unequal", vec![("high", name(high).into()), ("low", name(low).into())]))
}

fn is_belligerent(look: &Look<'_>, sent: &Sent<'_>) -> bool {
    let party = look.view.fact::<Party, _>(&sent.entry.room, &sent.delegation.party);
    party.is_some_and(|(_, party)| party.role == detente_model::Role::Belligerent)
}

/// The agreements reached in a session.
fn reached<'v>(look: &'v Look<'_>, session: &'v Entry) -> impl Iterator<Item = (&'v Entry, &'v Agreement)> {
    look.view.facts::<Agreement>().filter(move |(entry, agreement)| {
        let reference = agreement.session.as_ref();
        reference.is_some_and(|r| {
            look.view.resolve(&entry.room, r).is_some_and(|seen| seen.entry().id == session.id)
        })
    })
}

/// The issues on which an agreement stands.
pub fn agreed_issues<'v>(look: &'v Look<'_>) -> HashSet<&'v Id> {
    let standing = super::ledger::standing_agreements(look);
    let issues = standing.into_iter().flat_map(|(_, agreement)| {
        let terms = agreement.terms.iter().flat_map(|terms| terms.0.iter().map(|(issue, _)| issue));
        terms.chain(&agreement.about)
    });
    issues.map(|issue| &issue.id).collect()
}

fn session_json(look: &Look<'_>, entry: &Entry, session: &Session, agreed: &HashSet<&Id>) -> Value {
    let sent = delegations(look, entry);
    let open = session.discussed.iter().filter(|issue| !agreed.contains(&issue.id));
    let delegations: Vec<Value> = sent
        .iter()
        .map(|s| {
            json!({"party": s.delegation.party.to_string(),
                        "head": s.delegation.head.as_ref().map(|head| head.to_string()),
                        "rank": s.rank.map(Rank::as_str), "entry": s.entry.id.as_str()})
        })
        .collect();
    json!({
        "entry": entry_json(entry),
        "delegations": delegations,
        "agreements": reached(look, entry).map(|(e, _)| e.id.to_string()).collect::<Vec<_>>(),
        "discussed_not_agreed": open.map(|i| i.to_string()).collect::<Vec<_>>(),
    })
}
