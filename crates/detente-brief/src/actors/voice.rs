//! Who can say yes: the rank at the table against the highest rank of the party, and the mandate.
//!
//! Only what is recorded is compared. Whether a lower rank may decide, no rank tells: so a mandate is
//! quoted beside it, and where there is none, that is said.

use super::{Actors, PersonEntry};
use crate::doc::{Inline, Line, Target};
use crate::look::Look;
use detente_model::shape::Shape;
use detente_model::{Delegation, Interval, Office, Person, Rank, Session};
use detente_record::Entry;
use jiff::Timestamp;
use serde_json::{Value, json};

/// One delegation of a party.
pub struct Sent<'v> {
    /// Its entry.
    pub entry: &'v Entry,
    /// What that says.
    pub delegation: &'v Delegation,
    /// The session that it was sent to; none for a standing delegation.
    pub session: Option<(&'v Entry, &'v Session)>,
    at: Interval,
}

/// The delegations of all parties of a view.
pub struct Voices<'v> {
    sent: Vec<Vec<Sent<'v>>>,
}

/// Who can say yes for a party, as far as it is recorded.
pub struct Voice<'v, 'a> {
    /// The delegation at the table last.
    table: Option<(&'a Sent<'v>, Seated<'v>)>,
    /// The highest office of the party.
    highest: Option<(PersonEntry<'v>, &'v Office)>,
}

/// The highest in a delegation.
struct Seated<'v> {
    who: Option<(PersonEntry<'v>, Option<&'v Office>)>,
    rank: Option<Rank>,
}

impl<'v> Voices<'v> {
    /// The delegations of a view.
    pub fn of(look: &'v Look<'_>, actors: &Actors<'v>) -> Voices<'v> {
        let mut sent: Vec<Vec<Sent<'v>>> = actors.parties.iter().map(|_| Vec::new()).collect();
        for (entry, delegation) in look.view.facts::<Delegation>() {
            let Some(party) = actors.party_at(look, &entry.room, &delegation.party) else { continue };
            let session = delegation
                .session
                .as_ref()
                .and_then(|session| look.view.fact::<Session, _>(&entry.room, session));
            sent[party].push(Sent { entry, delegation, session, at: look.view.happened(entry) });
        }
        // Of one date the last of the record counts as the last.
        sent.iter_mut().for_each(|sent| sent.sort_by_key(|sent| sent.at.order_key()));
        Voices { sent }
    }

    /// The delegations of the party at `place`, the earliest first.
    pub fn sent(&self, place: usize) -> &[Sent<'v>] {
        &self.sent[place]
    }

    /// Who can say yes for the party at `place`, of whose people these are the offices now.
    pub fn voice<'a>(
        &'a self,
        look: &'v Look<'_>,
        place: usize,
        people: &[(PersonEntry<'v>, Option<&'v Office>)],
    ) -> Voice<'v, 'a> {
        let now = look.now();
        let has_met = |sent: &&Sent<'v>| sent.at.earliest.is_none_or(|begun: Timestamp| begun <= now);
        let table = self.sent[place].iter().rfind(has_met);
        let highest = people.iter().find_map(|(person, office)| Some((*person, (*office)?)));
        Voice { table: table.map(|sent| (sent, seated(look, sent))), highest }
    }
}

/// The highest of those who were sent; of one rank the head first.
fn seated<'v>(look: &'v Look<'_>, sent: &Sent<'v>) -> Seated<'v> {
    let named = sent.delegation.head.iter().chain(&sent.delegation.members);
    let at = sent.session.map_or(Interval::instant(look.now()), |_| sent.at);
    let people = named.filter_map(|person| look.view.fact::<Person, _>(&sent.entry.room, person));
    let who = people
        .map(|(entry, person)| {
            let office = match sent.session {
                Some((session, _)) => look.office(entry, person, session),
                None => look.offices(entry, person, at).into_iter().min_by_key(|office| office.rank),
            };
            ((entry, person), office)
        })
        .min_by_key(|(_, office)| office.map_or((true, Rank::Private), |office| (false, office.rank)));
    let rank = sent.delegation.rank.or_else(|| Some(who.as_ref()?.1?.rank));
    Seated { who, rank }
}

impl Voice<'_, '_> {
    /// It in lines.
    pub fn lines(&self, look: &Look<'_>, actors: &Actors<'_>) -> Vec<Line> {
        let lang = look.lang;
        let highest = self.highest.map(|(person, office)| actors.titled(look, person, Some(office)));
        let Some((sent, seated)) = &self.table else {
            let none = vec![Inline::Quiet(vec![lang.word("voice-no-delegation")])];
            let highest = highest.map(|highest| lang.line("voice-highest", vec![("who", highest.into())]));
            return std::iter::once(none).chain(highest).collect();
        };
        let mut lines = vec![self.at_the_table(look, actors, sent, seated)];
        match (self.is_above(seated), highest) {
            (Some(true), Some(highest)) => {
                lines.push(lang.line("voice-above", vec![("who", highest.into())]));
            }
            (Some(false), _) => lines.push(vec![lang.word("voice-at-the-table-highest")]),
            (_, Some(highest)) => lines.push(lang.line("voice-highest", vec![("who", highest.into())])),
            (_, None) => {}
        }
        lines.push(match &sent.delegation.mandate {
            Some(mandate) => {
                let mut line = lang.line("voice-mandate", vec![("mandate", lang.text(mandate).into())]);
                line.extend(look.marks(sent.entry));
                line
            }
            None => vec![Inline::Quiet(vec![lang.word("voice-no-mandate")])],
        });
        lines
    }

    fn at_the_table(
        &self,
        look: &Look<'_>,
        actors: &Actors<'_>,
        sent: &Sent<'_>,
        seated: &Seated<'_>,
    ) -> Line {
        let lang = look.lang;
        let who = match (&seated.who, seated.rank) {
            (Some((person, office)), rank) => {
                let told = actors.titled(look, *person, *office);
                // A rank that the delegation was said to have is told where the office's is another.
                let own = rank.filter(|rank| office.is_none_or(|office| office.rank != *rank));
                look.facts(std::iter::once(told).chain(own.map(|rank| vec![look.rank(rank)])))
            }
            (None, Some(rank)) => vec![look.rank(rank)],
            (None, None) => vec![lang.word("unknown")],
        };
        let mut line = match sent.session {
            Some((entry, session)) => {
                let title = vec![lang.text(&session.title)];
                let id = format!("{}/{}", entry.room, entry.id);
                let title = look.to(|| Target::screen("meeting").with("id", id), title);
                let session = look.facts(std::iter::once(title).chain(look.when(entry)));
                lang.line("voice-table-session", vec![("who", who.into()), ("session", session.into())])
            }
            None => lang.line("voice-table-standing", vec![("who", who.into())]),
        };
        line.extend(look.marks(sent.entry));
        line
    }

    /// Is the highest office of the party above the table? Not known where a rank is not.
    fn is_above(&self, seated: &Seated<'_>) -> Option<bool> {
        let (person, office) = self.highest?;
        let is_there = seated.who.as_ref().is_some_and(|(there, _)| std::ptr::eq(there.0, person.0));
        // Ranks are ordered from the highest.
        seated.rank.map(|rank| !is_there && office.rank < rank)
    }

    /// It as JSON.
    pub fn json(&self) -> Value {
        let person = |(entry, _): &PersonEntry<'_>| format!("{}/{}", entry.room, entry.id);
        let table = self.table.as_ref().map(|(sent, seated)| {
            json!({
                "delegation": format!("{}/{}", sent.entry.room, sent.entry.id),
                "session": sent.session.map(|(entry, _)| format!("{}/{}", entry.room, entry.id)),
                "person": seated.who.as_ref().map(|(who, _)| person(who)),
                "rank": seated.rank.map(Rank::as_str),
                "mandate": sent.delegation.mandate.as_ref().map(Shape::encode),
            })
        });
        json!({
            "at_the_table": table,
            "highest": self.highest.as_ref().map(|(who, office)| {
                json!({"person": person(who), "rank": office.rank.as_str()})
            }),
            "highest_is_above_the_table": self.table.as_ref().and_then(|(_, seated)| self.is_above(seated)),
        })
    }
}
