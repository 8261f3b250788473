//! Sessions: who led, rank against rank, how long, what came of it.

use super::{Section, and_more_on, entry_json, latest_first};
use crate::doc::{Block, Inline, Line, Target, joined};
use crate::look::Look;
use detente_model::{Agreement, AsFact, Delegation, IssueRef, Party, PartyRef, Rank, Session};
use detente_record::Entry;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// How many sessions a page shows.
const LIMIT: usize = 3;

/// The sessions, the latest first.
pub fn section<'v>(look: &'v Look<'_>) -> Section<'v> {
    let lang = look.lang;
    let entries = latest_first(look, look.view.facts::<Session>().map(|(entry, _)| entry));
    let mut blocks = vec![Block::Section("sessions", vec![lang.word("section-sessions")])];
    let attached = Attached::of(look);
    for entry in entries.iter().take(LIMIT) {
        let Some(session) = entry.fact().and_then(Session::of) else { continue };
        let sent = attached.delegations(look, entry);
        blocks.push(Block::List(vec![(
            title(look, entry, session),
            lines(look, entry, session, &sent, &attached),
        )]));
    }
    match entries.len() {
        0 => blocks.push(Block::Para(vec![Inline::Quiet(vec![lang.word("sessions-none")])])),
        n if n > LIMIT => blocks.push(Block::Para(and_more_on(look, n - LIMIT, "meetings"))),
        _ => {}
    }
    let one =
        move |entry: &Entry| Some(session_json(look, entry, entry.fact().and_then(Session::of)?, &attached));
    let json = Box::new(move || entries.into_iter().filter_map(one).collect::<Value>());
    Section { name: "sessions", blocks, json }
}

/// The title of a session, which leads to its page.
pub fn link(look: &Look<'_>, entry: &Entry, session: &Session) -> Line {
    look.to(|| target(look, entry, "meeting", "id"), vec![look.lang.text(&session.title)])
}

/// A screen that is asked for a session under `key`.
pub fn target(look: &Look<'_>, session: &Entry, screen: &'static str, key: &'static str) -> Target {
    Target::screen(screen).with(key, look.place(session))
}

/// A link to where notes of `session` are taken.
pub fn record_link(look: &Look<'_>, session: &Entry) -> Line {
    let room = look.own_room();
    // What is noted at a meeting was told to us there, unless somebody says otherwise.
    let form = || {
        let form = target(look, session, "add", "session").with("kind", "statement").with("basis", "stated");
        form.with("room", room.to_string())
    };
    look.offer(&room, form, "action-record")
}

/// A link to where a meeting is planned.
pub fn plan_link(look: &Look<'_>) -> Line {
    let room = look.own_room();
    let form = || Target::screen("add").with("kind", "session").with("room", room.to_string());
    look.offer(&room, form, "action-plan")
}

/// A link for each party at the table: what to know of it before.
pub fn prepare_links(look: &Look<'_>, entry: &Entry, session: &Session) -> Option<Line> {
    let link = |party: &PartyRef| {
        let (named, _) = look.view.fact::<Party, _>(&entry.room, party)?;
        let target = || target(look, entry, "prepare", "meeting").with("party", look.place(named));
        let party = look.party(&entry.room, party);
        Some(look.to(target, look.lang.line("action-prepare", vec![("party", party.into())])))
    };
    let own = look.own_party();
    let others = session.parties.iter().filter(|party| Some(&party.id) != own);
    let links = joined(others.filter_map(link), " · ");
    (look.leads_somewhere() && !links.is_empty()).then_some(links)
}

/// One party's delegation with its head and rank as of the session.
pub struct Sent<'v> {
    /// Its entry.
    pub entry: &'v Entry,
    /// The delegation.
    pub delegation: &'v Delegation,
    rank: Option<Rank>,
    head: Option<Line>,
}

/// What belongs to the sessions of a view, found in one pass.
pub struct Attached<'v> {
    sent: HashMap<*const Entry, Vec<(&'v Entry, &'v Delegation)>>,
    standing: Vec<(&'v Entry, &'v Delegation)>,
    reached: HashMap<*const Entry, Vec<(&'v Entry, &'v Agreement)>>,
    agreed: HashSet<*const Entry>,
}

impl<'v> Attached<'v> {
    /// Finds it.
    pub fn of(look: &'v Look<'_>) -> Attached<'v> {
        let mut all = Attached {
            sent: HashMap::new(),
            standing: Vec::new(),
            reached: HashMap::new(),
            agreed: agreed_issues(look),
        };
        for (entry, delegation) in look.view.facts::<Delegation>() {
            match &delegation.session {
                None => all.standing.push((entry, delegation)),
                Some(session) => {
                    if let Some(session) = look.pointed(&entry.room, session) {
                        all.sent.entry(session).or_default().push((entry, delegation));
                    }
                }
            }
        }
        for (entry, agreement) in look.view.facts::<Agreement>() {
            let session = agreement.session.as_ref().and_then(|session| look.pointed(&entry.room, session));
            if let Some(session) = session {
                all.reached.entry(session).or_default().push((entry, agreement));
            }
        }
        all
    }

    /// The delegations to a session: those sent to it, else the standing one of each party in it.
    pub fn delegations(&self, look: &Look<'_>, session: &Entry) -> Vec<Sent<'v>> {
        let own = self.sent.get(&std::ptr::from_ref(session)).map_or(&[][..], Vec::as_slice);
        let standing = self
            .standing
            .iter()
            .filter(|(_, d)| !own.iter().any(|(_, o)| o.party.id == d.party.id) && takes_part(session, d));
        own.iter().chain(standing).map(|(entry, delegation)| sent(look, entry, delegation, session)).collect()
    }

    /// The agreements reached in a session.
    pub fn reached(&self, session: &Entry) -> &[(&'v Entry, &'v Agreement)] {
        self.reached.get(&std::ptr::from_ref(session)).map_or(&[], Vec::as_slice)
    }

    /// The issues that were talked about in a session and on which no agreement stands.
    fn open<'s>(&self, look: &Look<'_>, entry: &Entry, session: &'s Session) -> Vec<&'s IssueRef> {
        let is_agreed = |issue: &IssueRef| {
            look.pointed(&entry.room, issue).is_some_and(|pointed| self.agreed.contains(&pointed))
        };
        session.discussed.iter().filter(|issue| !is_agreed(issue)).collect()
    }
}

fn takes_part(session: &Entry, delegation: &Delegation) -> bool {
    let parties = session.fact().and_then(Session::of).map(|s| &s.parties);
    parties.is_some_and(|parties| parties.iter().any(|party| party.id == delegation.party.id))
}

fn sent<'v>(look: &Look<'_>, entry: &'v Entry, delegation: &'v Delegation, session: &Entry) -> Sent<'v> {
    let person = delegation
        .head
        .as_ref()
        .and_then(|head| look.view.fact::<detente_model::Person, _>(&entry.room, head));
    let office = person.and_then(|(told, person)| look.office(told, person, session));
    let head = person.map(|(_, person)| {
        let name = vec![Inline::Strong(vec![look.lang.text(&person.name)])];
        look.facts(std::iter::once(name).chain(office.map(|office| vec![look.lang.text(&office.title)])))
    });
    Sent { entry, delegation, rank: delegation.rank.or(office.map(|office| office.rank)), head }
}

/// What a session is called, of what kind, where, when, how long, whose guest.
pub fn title(look: &Look<'_>, entry: &Entry, session: &Session) -> Line {
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
    let facts = look.facts(
        std::iter::once(kind).chain(place).chain(look.when(entry)).chain(lasted).chain(ended).chain(host),
    );
    let name = vec![Inline::Strong(link(look, entry, session))];
    let mut line = joined([name, facts], " · ");
    line.extend(look.marks(entry));
    line
}

/// Who led each delegation, rank against rank, what came of it, what stayed open.
pub fn lines(
    look: &Look<'_>,
    entry: &Entry,
    session: &Session,
    sent: &[Sent<'_>],
    attached: &Attached<'_>,
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
        let titles = attached.reached(entry).iter().map(|(_, agreement)| vec![lang.text(&agreement.title)]);
        let reached = look.list(titles);
        if !reached.is_empty() {
            lines.push(lang.line("session-came-of-it", vec![("what", reached.into())]));
        }
    }
    let open = attached.open(look, entry, session);
    if !open.is_empty() {
        let issues = look.list(open.iter().map(|issue| look.issue(&entry.room, issue)));
        lines.push(lang.line("session-discussed", vec![("issues", issues.into())]));
    }
    lines
}

/// Rank against rank: which belligerent's delegation stands higher.
pub fn rank_line(look: &Look<'_>, sent: &[Sent<'_>]) -> Option<Line> {
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

/// The issues on which an agreement stands.
pub fn agreed_issues(look: &Look<'_>) -> HashSet<*const Entry> {
    let standing = super::ledger::standing_agreements(look);
    let issues = standing.iter().flat_map(|(entry, agreement)| {
        let terms = agreement.terms.iter().flat_map(|terms| terms.0.iter().map(|(issue, _)| issue));
        terms.chain(&agreement.about).filter_map(|issue| look.pointed(&entry.room, issue))
    });
    issues.collect()
}

/// A session as JSON, with who was sent and what it reached.
pub fn session_json(look: &Look<'_>, entry: &Entry, session: &Session, attached: &Attached<'_>) -> Value {
    let sent = attached.delegations(look, entry);
    let open = attached.open(look, entry, session);
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
        "agreements": attached.reached(entry).iter().map(|(e, _)| e.id.to_string()).collect::<Vec<_>>(),
        "discussed_not_agreed": open.iter().map(|i| i.to_string()).collect::<Vec<_>>(),
    })
}
