//! What ties the parties to each other: what they are to each other, sessions and contacts.

use super::Actors;
use crate::doc::{GraphTie, Stands, Target, TieKind, plain};
use crate::look::Look;
use detente_model::{Contact, Session};
use detente_record::Entry;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// How often one party came forward to another in one way, and when last.
pub struct Tie<'v> {
    /// How often.
    pub count: usize,
    /// The last time.
    pub last: &'v Entry,
    at: (Timestamp, Timestamp),
}

impl Tie<'_> {
    /// A key for the latest of several.
    pub fn order(&self) -> (Timestamp, Timestamp) {
        self.at
    }
}

/// The contacts and sessions of the parties: from whom, to whom, in what way. What both did together
/// stands once for each of them.
pub struct Ties<'v>(pub BTreeMap<(usize, usize, usize), Tie<'v>>);

impl<'v> Ties<'v> {
    /// The ties of a view.
    pub fn of(look: &'v Look<'_>, actors: &Actors<'v>) -> Ties<'v> {
        let mut ties = Ties(BTreeMap::new());
        for (entry, session) in look.view.facts::<Session>() {
            let mut there = actors.parties_at(look, &entry.room, &session.parties);
            there.extend(session.host.as_ref().and_then(|host| actors.party_at(look, &entry.room, host)));
            let at = look.view.happened(entry).order_key();
            for from in &there {
                there.iter().for_each(|to| ties.add(*from, *to, TieKind::Session, entry, at));
            }
        }
        for (entry, contact) in look.view.facts::<Contact>() {
            let from = actors.parties_at(look, &entry.room, &contact.from);
            let to = actors.parties_at(look, &entry.room, &contact.to);
            // Where nobody is named on the other side, those named were in contact with each other.
            let to = if contact.to.is_empty() { &from } else { &to };
            let at = look.view.happened(entry).order_key();
            for one in &from {
                to.iter().for_each(|other| ties.add(*one, *other, TieKind::Contact(contact.kind), entry, at));
            }
        }
        ties
    }

    fn add(&mut self, from: usize, to: usize, kind: TieKind, entry: &'v Entry, at: (Timestamp, Timestamp)) {
        if from == to {
            return;
        }
        let tie = self.0.entry((from, to, kind.place())).or_insert(Tie { count: 0, last: entry, at });
        tie.count += 1;
        // Of those with one date the last of the record counts as the last.
        if at >= tie.at {
            (tie.last, tie.at) = (entry, at);
        }
    }

    /// The ties as lines of a graph, each pair and kind once. Who else sat in a session with whom would
    /// hide who met the sides, and stands in the matrix alone.
    pub fn drawn(&self, look: &Look<'_>, actors: &Actors<'_>, stands: &[Stands]) -> Vec<GraphTie> {
        let is_aside = |from: usize, to: usize| [stands[from], stands[to]] == [Stands::Between; 2];
        // Of each pair and kind: how often, at whom it points, and the last.
        type Line<'t, 'v> = (usize, (bool, bool), &'t Tie<'v>);
        let mut drawn: BTreeMap<(usize, usize, usize), Line<'_, '_>> = BTreeMap::new();
        for (&(from, to, kind), tie) in &self.0 {
            if kind == TieKind::Session.place() && is_aside(from, to) {
                continue;
            }
            let has_direction = TieKind::ALL[kind].has_direction();
            let points = (has_direction && to < from, has_direction && from < to);
            let all = drawn.entry((from.min(to), from.max(to), kind)).or_insert((0, (false, false), tie));
            // A session is told of both.
            all.0 = if kind == TieKind::Session.place() { tie.count } else { all.0 + tie.count };
            all.1 = (all.1.0 || points.0, all.1.1 || points.1);
            if tie.at > all.2.at {
                all.2 = tie;
            }
        }
        let contact = drawn.into_iter().map(|((from, to, kind), (count, points, last))| {
            let kind = TieKind::ALL[kind];
            let target = leads(kind, count, last.last);
            let title = title(look, actors, (from, to), kind, count);
            GraphTie { from, to, kind, count, points, title, target }
        });
        standing(look, actors).into_iter().chain(contact).collect()
    }
}

/// Who is a part of whom, and who stands beside whom.
fn standing(look: &Look<'_>, actors: &Actors<'_>) -> Vec<GraphTie> {
    let mut ties = Vec::new();
    let mut tie = |from: usize, to: usize, kind: TieKind| {
        let (entry, _) = actors.parties[from];
        let target = Target::entry(&entry.room, &entry.id);
        let title = title(look, actors, (from, to), kind, 1);
        ties.push(GraphTie { from, to, kind, count: 1, points: (false, false), title, target });
    };
    for place in 0..actors.parties.len() {
        if let Some(whole) = actors.whole(place).filter(|whole| *whole != place) {
            tie(place, whole, TieKind::PartOf);
        }
        for ally in actors.stands_beside(look, place) {
            let told_twice = ally < place && actors.stands_beside(look, ally).any(|other| other == place);
            if ally != place && !told_twice {
                tie(place, ally, TieKind::Allied);
            }
        }
    }
    ties
}

/// Where a tie leads: to what happened last, if it is all there was; else to all of the kind.
pub fn leads(kind: TieKind, count: usize, last: &Entry) -> Target {
    match (kind, count) {
        (_, 1) => Target::entry(&last.room, &last.id),
        (TieKind::Session, _) => Target::screen("meetings"),
        _ => Target::screen("timeline").with("lane", "contacts"),
    }
}

fn title(
    look: &Look<'_>,
    actors: &Actors<'_>,
    (from, to): (usize, usize),
    kind: TieKind,
    n: usize,
) -> String {
    let what = kind_word(look, kind, n);
    let args = vec![
        ("from", actors.name(look, from).into()),
        ("to", actors.name(look, to).into()),
        ("what", what.into()),
    ];
    plain(&look.lang.line("actors-tie-title", args))
}

/// A kind of tie, with how often.
pub fn kind_word(look: &Look<'_>, kind: TieKind, n: usize) -> crate::doc::Line {
    let word = look.lang.word(&format!("tie-{}", kind.as_str()));
    match n {
        1 => vec![word],
        n => look.lang.line("actors-times", vec![("what", word.into()), ("n", n.into())]),
    }
}
