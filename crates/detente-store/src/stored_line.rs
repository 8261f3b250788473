//! What a database keeps of a line and of a room's head, and how it is checked when it is read.

use crate::store::{Damage, StoreError};
use detente_model::{Id, Room};
use detente_record::{DeedKind, Edge, Hash, Line, Salt, Stub};
use jiff::Timestamp;

/// The columns of a stored line. What an erased line held is `None`.
pub(crate) struct Columns<'c> {
    /// Its place, from 1.
    pub line: u64,
    /// When its entry was recorded.
    pub recorded: &'c str,
    /// When it came in from another copy.
    pub received: Option<&'c str>,
    /// 32 bytes.
    pub commitment: &'c [u8],
    /// 32 bytes.
    pub salt: Option<&'c [u8]>,
    /// The entry's id.
    pub id: Option<&'c str>,
    /// What the entry does.
    pub kind: Option<&'c str>,
    /// The canonical form of the entry.
    pub entry: Option<&'c str>,
}

impl Columns<'_> {
    /// The line, which must be the `place`-th of `room` and be what its commitment says.
    pub fn line(&self, room: &Room, place: u64) -> Result<Line, StoreError> {
        self.checked(room, place).map_err(|what| Damage::at(room, place, what).into())
    }

    fn checked(&self, room: &Room, place: u64) -> Result<Line, &'static str> {
        let time = |text: &str| text.parse::<Timestamp>().map_err(|_| "its time cannot be read");
        let bytes = |bytes: &[u8]| <[u8; 32]>::try_from(bytes).ok();
        if self.line != place {
            return Err("it is missing");
        }
        let recorded = time(self.recorded)?;
        let received = self.received.map(time).transpose()?;
        let commitment = bytes(self.commitment).map(Hash).ok_or("its commitment is no SHA-256")?;
        let Some(entry) = self.entry else {
            return Ok(Line::erased(recorded, commitment).received(received));
        };
        let id = self.id.and_then(Id::new);
        let kind = self.kind.and_then(DeedKind::from_word);
        let (Some(id), Some(kind), Some(salt)) = (id, kind, self.salt.and_then(bytes).map(Salt)) else {
            return Err("its id, kind or salt cannot be read");
        };
        let stub = Stub { id, kind, recorded };
        if !stub.begins(entry, room) {
            return Err("its id, kind, room or time is not that of its entry");
        }
        let line = Line::stored(stub, salt, commitment, entry.into());
        let line = line.ok_or("it is not what was written: its commitment differs")?;
        Ok(line.received(received))
    }
}

/// The edge of a tree of `size` leaves from its stored roots, if it has the stored `root`.
pub(crate) fn edge_of(size: u64, root: &[u8], edge: &[u8]) -> Option<Edge> {
    let roots = edge.chunks(32).map(|root| root.try_into().ok().map(Hash)).collect::<Option<Vec<_>>>()?;
    Edge::from_parts(size, roots).filter(|edge| edge.head().root.0[..] == *root)
}

/// The roots of `edge`, one behind the other, as they are stored.
pub(crate) fn edge_bytes(edge: &Edge) -> Vec<u8> {
    edge.roots().iter().flat_map(|root| root.0).collect()
}

/// The rooms of the stored `names`, widest first.
pub(crate) fn rooms_named(names: &[String]) -> Result<Vec<Room>, StoreError> {
    let mut rooms = names.iter().map(|name| room_named(name)).collect::<Result<Vec<_>, _>>()?;
    rooms.sort();
    Ok(rooms)
}

/// The room of that stored name.
pub(crate) fn room_named(name: &str) -> Result<Room, StoreError> {
    Room::parse(name)
        .filter(|room| room.to_string() == name)
        .ok_or_else(|| Damage::whole(format!("“{name}” is no room")).into())
}
