//! What happens in two worlds: steps that both have, and between them steps that only one has.

use crate::house::{ROOMS, document as document_of, reads, word};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

/// What both worlds have, at the same time.
#[derive(Clone, Debug)]
pub enum Shared {
    /// Somebody writes into a room that the viewer reads.
    Entry(&'static str, Draw),
    /// The viewer writes.
    Write(&'static str, Draw),
    /// The viewer asks something.
    Look,
    /// The viewer's second session gives a wrong PIN, and then the right one.
    Pins,
    /// The viewer sends a form that is not his own.
    BadForm,
    /// He brings a link that opens nothing.
    BadLink(u8),
    /// The keeper lets another in on the viewer's seat.
    Another,
    /// The keeper gives a token to the viewer's seat.
    Token,
    /// Nobody does anything for some minutes.
    Wait(u8),
}

/// What only one world has.
#[derive(Clone, Debug)]
pub enum Hidden {
    /// Somebody writes into a room that the viewer does not read.
    Entry(&'static str, Draw),
    /// Words go from one room that the viewer does not read into another.
    Release(&'static str, &'static str, u8),
    /// A link for another seat that nobody opens, and guesses at it.
    Link(&'static str, u8),
    /// A session on another seat, with wrong PINs, which looks at things.
    Session(&'static str, u8, u8),
    /// Guesses at links.
    Guesses(u8),
    /// A token on another seat, and a program that uses it.
    Token(&'static str),
    /// The keeper takes back what he gave to others.
    Revoke,
    /// Seconds pass.
    Pass(u8),
}

/// An entry before it has a room.
#[derive(Clone, Debug)]
pub struct Draw {
    pub kind: u8,
    pub way: u8,
    pub name: u8,
    pub length: u8,
}

/// What happens between two moments: a step of both worlds, then those of one and of the other.
pub type Slot = (Shared, Vec<Hidden>, Vec<Hidden>);

#[derive(Clone, Debug)]
pub struct History {
    pub slots: Vec<Slot>,
    /// Behind which slots everything is compared, beside the last.
    pub moments: [u8; 2],
    /// Where in all that can be asked the asking begins.
    pub pick: u16,
    /// Are all rooms there from the beginning? Then the work of the store is compared as well: the first entry of a
    /// room makes its tables, and SQLite then reads the schema anew for every connection.
    pub has_rooms: bool,
}

impl History {
    /// Only one world has an entry in `room`.
    pub fn of_hidden_entry_in(room: &'static str) -> History {
        let draw = Draw { kind: 9, way: 1, name: 0, length: 3 };
        let slots = vec![(Shared::Look, vec![Hidden::Entry(room, draw)], Vec::new())];
        History { slots, moments: [0, 0], pick: 0, has_rooms: true }
    }
}

fn draw() -> impl Strategy<Value = Draw> {
    (0..16_u8, any::<u8>(), 0..8_u8, 0..40_u8).prop_map(|(kind, way, name, length)| Draw {
        kind,
        way,
        name,
        length,
    })
}

/// Histories of at most 40 steps in each world.
pub fn histories(keeper: &'static str, viewer: &'static str) -> impl Strategy<Value = History> {
    let shared = shared(viewer).boxed();
    let hidden = hidden(keeper, viewer).boxed();
    let slot = (shared, vec(hidden.clone(), 0..4), vec(hidden, 0..4));
    // Sometimes the others do nothing in one of the worlds.
    let side = prop_oneof![6 => Just([true, true]), 1 => Just([false, true]), 1 => Just([true, false])];
    (vec(slot, 2..11), side, any::<[u8; 2]>(), any::<u16>(), any::<bool>()).prop_map(
        |(mut slots, [a, b], moments, pick, has_rooms)| {
            for (_, first, second) in &mut slots {
                if !a {
                    first.clear();
                }
                if !b {
                    second.clear();
                }
            }
            History { slots, moments, pick, has_rooms }
        },
    )
}

fn shared(viewer: &'static str) -> impl Strategy<Value = Shared> {
    let seen: Vec<&str> = ROOMS.into_iter().filter(|room| reads(viewer, room)).collect();
    let (room, other) = (prop::sample::select(seen.clone()), prop::sample::select(seen));
    prop_oneof![
        6 => (room, draw()).prop_map(|(room, draw)| Shared::Entry(room, draw)),
        2 => (other, draw()).prop_map(|(room, draw)| Shared::Write(room, draw)),
        3 => Just(Shared::Look),
        1 => Just(Shared::Pins),
        1 => Just(Shared::BadForm),
        1 => (1..25_u8).prop_map(Shared::BadLink),
        1 => Just(Shared::Another),
        1 => Just(Shared::Token),
        1 => (1..20_u8).prop_map(Shared::Wait),
    ]
}

fn hidden(keeper: &'static str, viewer: &'static str) -> impl Strategy<Value = Hidden> {
    let unseen: Vec<&str> = ROOMS.into_iter().filter(|room| !reads(viewer, room)).collect();
    let seats = ["public", "projector", "party:north", "party:south", "team"];
    // A party that keeps its own file lets in its own people, the projector and the public.
    let given = |seat: &str| keeper == "team" || seat == keeper || ["public", "projector"].contains(&seat);
    let others: Vec<&str> = seats.into_iter().filter(|other| *other != viewer && given(other)).collect();
    let room = prop::sample::select(unseen.clone());
    let pair = (prop::sample::select(unseen.clone()), prop::sample::select(unseen));
    let other = prop::sample::select(others).boxed();
    prop_oneof![
        8 => (room, draw()).prop_map(|(room, draw)| Hidden::Entry(room, draw)),
        1 => (pair, any::<u8>()).prop_map(|((from, into), n)| Hidden::Release(from, into, n)),
        1 => (other.clone(), 0..25_u8).prop_map(|(at, guesses)| Hidden::Link(at, guesses)),
        3 => (other.clone(), 0..6_u8, any::<u8>()).prop_map(|(at, wrong, looks)| Hidden::Session(at, wrong, looks)),
        1 => (1..30_u8).prop_map(Hidden::Guesses),
        1 => other.prop_map(Hidden::Token),
        1 => Just(Hidden::Revoke),
        1 => (1..5_u8).prop_map(Hidden::Pass),
    ]
}

/// An entry's kind and what it says; `number` is how many were written before, in the room.
pub struct Said {
    pub id: String,
    pub kind: &'static str,
    pub said: Value,
    pub document: Option<Vec<u8>>,
}

impl Draw {
    /// The entry in `room`. Some ids stand in several rooms.
    pub fn said(&self, room: &str, number: u64) -> Said {
        let slug = room.replace([':', '+'], "-");
        let id = match self.name {
            0 => format!("twin-{}", self.way % 2),
            1 => "pos-north".to_owned(),
            _ => format!("{slug}-{number}"),
        };
        // One id a room, once.
        let id = if self.name < 2 && number > 1 { format!("{id}-{number}") } else { id };
        let (kind, mut said) = self.kind(room);
        let document = (kind == "source").then(|| self.words(room, "a document").into_bytes());
        if let Some(bytes) = &document {
            said["document"] = document_of(&format!("{slug}.pdf"), bytes);
        }
        Said { id, kind, said: dated(said, kind, self.way), document }
    }

    fn words(&self, room: &str, what: &str) -> String {
        let more = "and more of it ".repeat(usize::from(self.length / 8));
        format!("{what} of the harbour, {} {more}{}", word(room), self.way % 7)
    }

    fn pick<'t>(&self, of: &[&'t str]) -> &'t str {
        of[usize::from(self.way) % of.len()]
    }

    fn kind(&self, room: &str) -> (&'static str, Value) {
        let side = self.pick(&["north", "south", "east"]);
        let words = |what: &str| self.words(room, what);
        match self.kind {
            0 => (
                "position",
                json!({"party": side, "issue": "truce", "kind": self.pick(&["demand", "offer", "wish", "acceptance"]),
                                     "option": self.pick(&["none", "partial", "full", "open"]), "condition": words("condition"), "session": "first"}),
            ),
            1 => (
                "position",
                json!({"party": side, "issue": "captives", "kind": self.pick(&["demand", "offer"]), "range": self.pick(&["30", "at least 40", "20-25"])}),
            ),
            2 => (
                "position",
                json!({"party": side, "issue": "truce", "kind": "refusal", "option": if side == "north" { "none" } else { "open" }, "red_line": true}),
            ),
            3 => (
                "proposal",
                json!({"title": words("proposal"), "by": [side], "terms": {"truce": "partial", "captives": "50"}, "replaces": "offer"}),
            ),
            4 => (
                "response",
                json!({"to": "offer", "by": side, "answer": self.pick(&["accepts", "refuses", "counters", "considers"]), "text": words("answer")}),
            ),
            5 => (
                "agreement",
                json!({"title": words("agreement"), "status": self.pick(&["agreed", "signed", "in-principle"]), "scope": "part", "parties": ["north", "south"],
                                      "terms": {"captives": "40"}, "commitments": [{"id": "one", "who": ["north"], "what": words("duty"), "by": "2026-12-01", "state": "minimal"}]}),
            ),
            6 => (
                "incident",
                json!({"kind": self.pick(&["shelling", "clash", "drone-attack"]), "place": words("place"), "killed": self.pick(&["3", "at least 5", "unknown"]),
                                     "attributed": [{"to": side, "by": "north", "denied": true}], "text": words("incident")}),
            ),
            7 => (
                "contact",
                json!({"kind": self.pick(&["pressure", "call", "threat"]), "from": ["med"], "to": [side, "head-north"], "about": ["truce"], "text": words("contact")}),
            ),
            8 => (
                "session",
                json!({"title": words("session"), "kind": self.pick(&["direct", "shuttle", "proximity"]), "place": words("place"), "parties": ["north", "south"], "host": "med", "discussed": ["truce"]}),
            ),
            9 => ("statement", json!({"by": side, "sense": words("statement"), "about": ["truce"]})),
            10 => (
                "source",
                json!({"title": words("source"), "kind": "press", "published": "2025-05-17", "text": words("They met for two hours.")}),
            ),
            11 => ("person", json!({"name": words("person"), "party": side})),
            12 => (
                "issue",
                json!({"title": words("issue"), "scale": "ordinal", "options": ["low", "high"], "part_of": "truce"}),
            ),
            13 => (
                "correction",
                json!({"of": "public/raid", "set": {"killed": "7", "note": words("note")}, "why": words("why")}),
            ),
            14 => (
                "withdrawal",
                json!({"of": self.pick(&["public/pos-south", "public/offer", "public/copy-public"]), "why": words("why")}),
            ),
            _ => (
                "preferences",
                json!({"party": side, "weights": {"truce": (u32::from(self.way) + 1).to_string(), "captives": "3.5"},
                                        "values": {"truce": {"none": "0", "partial": "0.4", "full": "1"}}, "reservation": "2"}),
            ),
        }
    }
}

fn dated(mut said: Value, kind: &str, way: u8) -> Value {
    const DATES: [&str; 6] =
        ["2025-05-16", "2025-05", "about 2025-04", "2026-11-27", "2026-11-26/2026-11-28", "2024"];
    let has_date = matches!(
        kind,
        "position" | "proposal" | "response" | "agreement" | "incident" | "contact" | "session" | "statement"
    );
    if has_date {
        said["when"] = json!(DATES[usize::from(way / 3) % DATES.len()]);
    }
    said
}
