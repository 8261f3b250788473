//! Each party with its role, its parts and allies, its people by rank, and who can say yes for it.

use super::voice::{Sent, Voice, Voices};
use super::{Actors, PersonEntry};
use crate::doc::{Block, Inline, Line, Target, joined};
use crate::look::Look;
use detente_model::{Interval, Office, Rank};
use serde_json::{Value, json};

/// One party of the list.
pub struct Listed<'v, 'a> {
    place: usize,
    people: Vec<(PersonEntry<'v>, Option<&'v Office>)>,
    voice: Voice<'v, 'a>,
    sent: &'a [Sent<'v>],
}

impl<'v, 'a> Listed<'v, 'a> {
    /// The party at `place`.
    pub fn of(look: &'v Look<'_>, actors: &Actors<'v>, voices: &'a Voices<'v>, place: usize) -> Self {
        let people = actors.people_of(look, place, Interval::instant(look.now()));
        let voice = voices.voice(look, place, &people);
        Listed { place, people, voice, sent: voices.sent(place) }
    }

    /// What it is: role, parts, allies.
    pub fn keys(&self, look: &Look<'_>, actors: &Actors<'_>) -> Vec<(Line, Line)> {
        let lang = look.lang;
        let (entry, party) = actors.parties[self.place];
        let mut role = vec![lang.word(&format!("role-{}", party.role.as_str()))];
        role.extend(look.marks(entry));
        let mut keys = vec![(vec![lang.word("actors-role")], role)];
        let mut key = |id: &str, places: Vec<usize>| {
            if !places.is_empty() {
                keys.push((vec![lang.word(id)], actors.names(look, places)));
            }
        };
        key("actors-part-of", actors.whole(self.place).into_iter().collect());
        key("actors-parts", actors.parts(self.place).collect());
        key("actors-allies", actors.allies(look, self.place));
        if !self.people.is_empty() {
            let people = self.people.iter().map(|(person, office)| actors.titled(look, *person, *office));
            keys.push((vec![lang.word("actors-people")], lang.clauses(people)));
        }
        keys
    }

    /// Who can say yes for it.
    pub fn voice(&self, look: &Look<'_>, actors: &Actors<'_>) -> Vec<Line> {
        self.voice.lines(look, actors)
    }

    /// Whom it sent where, and what they may decide: the latest first.
    pub fn delegations(&self, look: &Look<'_>, actors: &Actors<'_>) -> Vec<(Line, Vec<Line>)> {
        self.sent.iter().rev().map(|sent| delegation(look, actors, sent)).collect()
    }

    /// It as JSON.
    pub fn json(&self, look: &Look<'_>, actors: &Actors<'_>) -> Value {
        let party = |place: usize| {
            let (entry, _) = actors.parties[place];
            format!("{}/{}", entry.room, entry.id)
        };
        let people = self.people.iter().map(|((entry, _), office)| {
            json!({"person": format!("{}/{}", entry.room, entry.id), "rank": office.map(|office| office.rank.as_str())})
        });
        json!({
            "entry": actors.parties[self.place].0.encode(),
            "parts": actors.parts(self.place).map(party).collect::<Vec<_>>(),
            "allies": actors.allies(look, self.place).into_iter().map(party).collect::<Vec<_>>(),
            "people": people.collect::<Vec<_>>(),
            "says_yes": self.voice.json(),
            "delegations": self.sent.iter().rev().map(|sent| sent.entry.encode()).collect::<Vec<_>>(),
        })
    }
}

fn delegation(look: &Look<'_>, actors: &Actors<'_>, sent: &Sent<'_>) -> (Line, Vec<Line>) {
    let lang = look.lang;
    let people = sent.delegation.head.iter().chain(&sent.delegation.members);
    let names = people.map(|person| match look.view.fact(&sent.entry.room, person) {
        Some(person) => actors.titled(look, person, None),
        None => look.person(&sent.entry.room, person),
    });
    let names = look.list(names);
    let names = if names.is_empty() { vec![lang.word("actors-nobody-named")] } else { names };
    let session = match sent.session {
        Some((entry, session)) => {
            let id = format!("{}/{}", entry.room, entry.id);
            let title = look.to(|| Target::screen("meeting").with("id", id), vec![lang.text(&session.title)]);
            look.facts(std::iter::once(title).chain(look.when(entry)))
        }
        None => vec![lang.word("actors-standing")],
    };
    let mut line = joined([session, names], ": ");
    line.extend(look.marks(sent.entry));
    let rank = sent
        .delegation
        .rank
        .map(|rank: Rank| lang.line("actors-delegation-rank", vec![("rank", look.rank(rank).into())]));
    let mandate = sent.delegation.mandate.as_ref();
    let mandate =
        mandate.map(|mandate| lang.line("voice-mandate", vec![("mandate", lang.text(mandate).into())]));
    (line, rank.into_iter().chain(mandate).collect())
}

/// All parties, in the order of the record.
pub fn all<'v, 'a>(look: &'v Look<'_>, actors: &Actors<'v>, voices: &'a Voices<'v>) -> Vec<Listed<'v, 'a>> {
    (0..actors.parties.len()).map(|place| Listed::of(look, actors, voices, place)).collect()
}

/// The parties, each under its name; then the people who act for none.
pub fn blocks(look: &Look<'_>, actors: &Actors<'_>, listed: &[Listed<'_, '_>]) -> Vec<Block> {
    let lang = look.lang;
    let mut blocks = Vec::new();
    for party in listed {
        blocks.push(Block::Heading(actors.name(look, party.place)));
        blocks.push(Block::Keys(party.keys(look, actors)));
        blocks.push(Block::List(vec![(
            vec![Inline::Strong(vec![lang.word("voice-heading")])],
            party.voice(look, actors),
        )]));
    }
    let others: Vec<Line> = actors.without_party().map(|person| actors.titled(look, person, None)).collect();
    if !others.is_empty() {
        blocks.push(Block::Heading(vec![lang.word("actors-without-party")]));
        blocks.push(Block::List(others.into_iter().map(|line| (line, Vec::new())).collect()));
    }
    blocks
}
