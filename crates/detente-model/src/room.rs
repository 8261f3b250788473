//! Rooms: who may read an entry.

use crate::shape::{Decoder, Schemas, Shape};
use crate::{Code, Id, Node};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt;

/// A room: a set of members who may read what is in it.
///
/// The order of the variants is the order in which rooms are shown, widest first.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Room {
    /// Everybody.
    Public,
    /// All parties at the table and the team.
    Joint,
    /// The named parties and the team.
    Caucus(BTreeSet<Id>),
    /// One party alone.
    Party(Id),
    /// The mediator's team alone.
    Team,
}

impl Room {
    /// Reads `public`, `joint`, `team`, `party:P`, `caucus:P` or `caucus:P+Q`. In file names the
    /// colon may be a hyphen (`caucus-P+Q`), since not every file system allows a colon.
    pub fn parse(text: &str) -> Option<Room> {
        match text {
            "public" => return Some(Room::Public),
            "joint" => return Some(Room::Joint),
            "team" => return Some(Room::Team),
            _ => {}
        }
        let (kind, rest) = text.split_once([':', '-'])?;
        match kind {
            "party" => Id::new(rest).map(Room::Party),
            "caucus" => {
                let members: Option<BTreeSet<Id>> = rest.split('+').map(Id::new).collect();
                members.map(Room::Caucus)
            }
            _ => None,
        }
    }

    /// The name of the room's file, without ending: the colon written as a hyphen.
    pub fn file_stem(&self) -> String {
        self.to_string().replacen(':', "-", 1)
    }

    /// May a party read what is in it?
    pub fn admits(&self, party: &Id) -> bool {
        match self {
            Room::Public | Room::Joint => true,
            Room::Caucus(members) => members.contains(party),
            Room::Party(owner) => owner == party,
            Room::Team => false,
        }
    }

    /// May an entry in this room point at one in `other`: may every reader of this room read
    /// `other` too?
    pub fn may_cite(&self, other: &Room) -> bool {
        match (self, other) {
            (_, Room::Public) => true,
            (Room::Public, _) => false,
            (_, Room::Joint) => true,
            (Room::Joint, _) => false,
            (Room::Caucus(own), Room::Caucus(theirs)) => own.is_subset(theirs),
            (Room::Party(party), Room::Caucus(members)) => members.contains(party),
            (Room::Team, Room::Caucus(_)) => true,
            (own, other) => own == other,
        }
    }

    /// Is `other` read by more people: may a release go from this room to `other`?
    pub fn is_narrower_than(&self, other: &Room) -> bool {
        self != other && self.may_cite(other)
    }
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Room::Public => f.write_str("public"),
            Room::Joint => f.write_str("joint"),
            Room::Team => f.write_str("team"),
            Room::Party(party) => write!(f, "party:{party}"),
            Room::Caucus(members) => {
                f.write_str("caucus:")?;
                for (i, member) in members.iter().enumerate() {
                    write!(f, "{}{member}", if i == 0 { "" } else { "+" })?;
                }
                Ok(())
            }
        }
    }
}

impl Shape for Room {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let text = d.scalar(node, "a room")?;
        let room = Room::parse(text);
        if room.is_none() {
            d.error(Code::UnknownWord, node.span, format!("“{text}” is no room"))
                .expected("public, joint, team, party:PARTY, caucus:PARTY or caucus:PARTY+PARTY")
                .nearest(text, ["public", "joint", "team"]);
        }
        room
    }
    fn encode(&self) -> Value {
        Value::String(self.to_string())
    }
    fn schema(_: &mut Schemas) -> Value {
        json!({"type": "string",
               "pattern": "^(public|joint|team|party:.+|caucus:.+)$",
               "description": "public, joint, team, party:P, caucus:P or caucus:P+Q"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(text: &str) -> Room {
        Room::parse(text).unwrap()
    }

    /// The readers of a room among a public viewer, the projector, the parties a and b, the team.
    fn readers(room: &Room) -> Vec<&'static str> {
        let id = |s: &str| Id::new(s).unwrap();
        let mut all = Vec::new();
        if *room == Room::Public {
            all.push("public");
        }
        if matches!(room, Room::Public | Room::Joint) {
            all.push("projector");
        }
        for party in ["a", "b"] {
            let reads = match room {
                Room::Public | Room::Joint => true,
                Room::Caucus(members) => members.contains(&id(party)),
                Room::Party(p) => *p == id(party),
                Room::Team => false,
            };
            if reads {
                all.push(party);
            }
        }
        if !matches!(room, Room::Party(_)) {
            all.push("team");
        }
        all
    }

    #[test]
    fn a_room_may_cite_what_all_its_readers_read() {
        let names = ["public", "joint", "caucus:a", "caucus:b", "caucus:a+b", "party:a", "party:b", "team"];
        for from in names.map(room) {
            for to in names.map(room) {
                let all_read = readers(&from).iter().all(|reader| readers(&to).contains(reader));
                assert_eq!(from.may_cite(&to), all_read, "{from} -> {to}");
            }
        }
    }

    #[test]
    fn names_read_back() {
        for name in ["public", "joint", "team", "party:a", "caucus:a+b"] {
            assert_eq!(room(name).to_string(), name);
            assert_eq!(room(&room(name).file_stem()), room(name));
        }
        assert_eq!(room("caucus:b+a"), room("caucus:a+b"));
        for bad in ["", "teams", "party:", "caucus:a+", "caucus", "party:a/b"] {
            assert_eq!(Room::parse(bad), None, "{bad}");
        }
    }
}
