//! Who looks, and which rooms that opens.

use detente_model::shape::{Decoder, Schemas, Shape};
use detente_model::{Code, Id, Node, Room};
use serde_json::{Value, json};
use std::fmt;

/// A place from which one looks at a process.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Seat {
    /// Anybody.
    Public,
    /// What may stand on the wall of the meeting room.
    Projector,
    /// A party.
    Party(Id),
    /// The mediator's team.
    Team,
}

impl Seat {
    /// Reads `public`, `projector`, `team` or `party:P`.
    pub fn parse(text: &str) -> Option<Seat> {
        match text {
            "public" => Some(Seat::Public),
            "projector" => Some(Seat::Projector),
            "team" => Some(Seat::Team),
            _ => text.strip_prefix("party:").and_then(Id::new).map(Seat::Party),
        }
    }
}

impl fmt::Display for Seat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Seat::Public => f.write_str("public"),
            Seat::Projector => f.write_str("projector"),
            Seat::Team => f.write_str("team"),
            Seat::Party(party) => write!(f, "party:{party}"),
        }
    }
}

impl Shape for Seat {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let text = d.scalar(node, "a viewer")?;
        let seat = Seat::parse(text);
        if seat.is_none() {
            d.error(Code::UnknownWord, node.span, format!("“{text}” is no viewer"))
                .expected("team, party:PARTY, projector or public")
                .nearest(text, ["team", "projector", "public"]);
        }
        seat
    }
    fn encode(&self) -> Value {
        Value::String(self.to_string())
    }
    fn schema(_: &mut Schemas) -> Value {
        json!({"type": "string", "pattern": "^(public|projector|team|party:.+)$"})
    }
}

/// The right to look from a [`Seat`]. Without one there is no [`crate::View`].
///
/// It cannot be made from parts:
///
/// ```compile_fail,E0451
/// use detente_record::{Seat, Viewer};
/// let viewer = Viewer { seat: Seat::Team };
/// ```
///
/// nor changed into another:
///
/// ```compile_fail,E0616
/// # use detente_record::{Seat, Viewer};
/// fn promote(mut viewer: Viewer) -> Viewer { viewer.seat = Seat::Team; viewer }
/// ```
///
/// [`Viewer::seated`] is the one door, and `cargo xtask tidy` fails if it is called outside the
/// places that it names (the command's `--as`; the workspace's door).
///
/// ```
/// use detente_record::{Seat, Viewer};
/// let viewer = Viewer::seated(Seat::Team);
/// assert!(viewer.reads(&"team".parse_room()));
/// # trait P { fn parse_room(&self) -> detente_model::Room; }
/// # impl P for str { fn parse_room(&self) -> detente_model::Room { detente_model::Room::parse(self).unwrap() } }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    seat: Seat,
}

impl Viewer {
    /// The viewer on `seat`. Whoever calls this answers for having checked that he may sit there.
    pub fn seated(seat: Seat) -> Viewer {
        Viewer { seat }
    }

    /// Where he sits.
    pub fn seat(&self) -> &Seat {
        &self.seat
    }

    /// May he read `room`?
    pub fn reads(&self, room: &Room) -> bool {
        match (&self.seat, room) {
            (_, Room::Public) => true,
            (Seat::Public, _) => false,
            (_, Room::Joint) => true,
            (Seat::Projector, _) => false,
            (Seat::Team, room) => !matches!(room, Room::Party(_)),
            (Seat::Party(party), Room::Caucus(members)) => members.contains(party),
            (Seat::Party(party), Room::Party(owner)) => party == owner,
            (Seat::Party(_), Room::Team) => false,
        }
    }

    /// May he write into `room`? Only into rooms that he reads; into `joint` and `public` only
    /// the team (others by a release).
    pub fn writes(&self, room: &Room) -> bool {
        self.reads(room)
            && (self.seat == Seat::Team || !matches!(room, Room::Public | Room::Joint))
            && !matches!(self.seat, Seat::Public | Seat::Projector)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_design() {
        let rooms = ["public", "joint", "caucus:a", "caucus:a+b", "party:a", "party:b", "team"];
        let table = [
            ("public", [true, false, false, false, false, false, false]),
            ("projector", [true, true, false, false, false, false, false]),
            ("party:a", [true, true, true, true, true, false, false]),
            ("party:b", [true, true, false, true, false, true, false]),
            ("party:c", [true, true, false, false, false, false, false]),
            ("team", [true, true, true, true, false, false, true]),
        ];
        for (seat, reads) in table {
            let viewer = Viewer::seated(Seat::parse(seat).unwrap());
            for (room, expected) in rooms.iter().zip(reads) {
                let room = Room::parse(room).unwrap();
                assert_eq!(viewer.reads(&room), expected, "{seat} reads {room}");
                assert!(viewer.reads(&room) || !viewer.writes(&room));
            }
        }
    }
}
