//! Where the next part of a long answer begins.
//!
//! A cursor says how many lines each room had when the first part was given, and which entry was told last. So
//! what others write meanwhile moves nothing. All of that the viewer sees anyway, in the log.

use crate::pen::{looked_at, sizes_text};
use detente_model::Room;
use detente_record::{Seen, Viewer};
use std::collections::BTreeMap;

/// Where the next part begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// How many lines of each room are looked at.
    pub sizes: BTreeMap<Room, u64>,
    /// The entry after which it begins: its room, and its place there.
    pub after: Option<(Room, u32)>,
}

impl Cursor {
    /// The cursor that `text` is, for a viewer.
    pub fn read(text: &str, viewer: &Viewer) -> Option<Cursor> {
        let text = String::from_utf8(unhex(text)?).ok()?;
        let (after, sizes) = text.split_once(' ')?;
        let (room, place) = after.rsplit_once('=')?;
        let cursor =
            Cursor { sizes: looked_at(sizes), after: Some((Room::parse(room)?, place.parse().ok()?)) };
        let reads_all = cursor.sizes.keys().all(|room| viewer.reads(room));
        // One that was not written here is not guessed at.
        (reads_all && cursor.plain() == text).then_some(cursor)
    }

    /// As text.
    pub fn text(&self) -> String {
        self.plain().bytes().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Does the next part hold `seen`?
    pub fn is_before(&self, seen: &Seen<'_>) -> bool {
        let (room, place) = seen.place();
        let was_there = self.sizes.get(room).is_some_and(|size| u64::from(place) < *size);
        let comes = self.after.as_ref().is_none_or(|(last, at)| (room, place) > (last, *at));
        was_there && comes
    }

    fn plain(&self) -> String {
        let after = self.after.as_ref().map(|(room, place)| format!("{room}={place}")).unwrap_or_default();
        format!("{after} {}", sizes_text(self.sizes.iter().map(|(room, size)| (room, *size))))
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).map(|digit| digit as u8);
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| Some(digit(pair.first()?)? * 16 + digit(pair.get(1)?)?)).collect()
}
