//! Names of things inside a process: ids and references to them.

use crate::shape::{Decoder, Mention, Schemas, Shape};
use crate::{Code, Kind, Node, Room, Span};
use serde_json::{Value, json};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

/// The id of a thing: letters and digits of any script, `-`, `_` and `.`, at most 100 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(Arc<str>);

impl Id {
    /// The id written as `text`, or `None` if it cannot be one.
    pub fn new(text: &str) -> Option<Id> {
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.') || is_mark(c);
        let first = text.chars().next()?;
        let fits = text.len() <= 100 && first.is_alphanumeric() && text.chars().all(allowed);
        fits.then(|| Id(text.into()))
    }

    /// The text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads an id at `span`, with a diagnostic if it cannot be one.
    pub fn read(text: &str, span: Span, d: &mut Decoder) -> Option<Id> {
        let id = Id::new(text);
        if id.is_none() {
            d.error(Code::BadId, span, format!("“{text}” cannot be an id"))
                .expected("letters and digits of any script, -, _ and . (at most 100 bytes)");
        }
        id
    }
}

/// Combining marks, without which many scripts cannot write a word.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5c7 | 0x610..=0x61a
        | 0x64b..=0x65f | 0x670 | 0x6d6..=0x6ed | 0x900..=0x903 | 0x93a..=0x94f | 0x200c | 0x200d)
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Shape for Id {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let text = d.scalar(node, "an id")?;
        Id::read(text, node.span, d)
    }
    fn encode(&self) -> Value {
        Value::String(self.to_string())
    }
    fn schema(_: &mut Schemas) -> Value {
        json!({"type": crate::shape::SCALAR, "maxLength": 100})
    }
}

/// What a reference may name: one line a kind of reference in `fact.rs`.
pub trait Target {
    /// The kinds of thing; none for any entry at all.
    const KINDS: &'static [Kind];
    /// In words, for messages and the schema: "a party".
    const NAME: &'static str;
}

/// What a schema says under `x-names`: the kinds that a reference may name; none for any at all.
pub(crate) fn names(kinds: &[Kind]) -> Value {
    kinds.iter().map(|kind| kind.as_str()).collect()
}

/// A reference to a thing of kind `T` by its id, perhaps with its room before it
/// (`caucus:ukraine/pos-1`), which is needed only where two rooms use one id.
pub struct Ref<T> {
    /// The room, if it was written.
    pub room: Option<Room>,
    /// The id.
    pub id: Id,
    target: PhantomData<fn() -> T>,
}

impl<T> Ref<T> {
    /// A reference to `id` in whatever room has it.
    pub fn to(id: Id) -> Ref<T> {
        Ref { room: None, id, target: PhantomData }
    }
}

impl<T: Target> Ref<T> {
    /// Reads a reference written as `text` at `span`, and notes it in `d`.
    pub fn read(text: &str, span: Span, d: &mut Decoder) -> Option<Ref<T>> {
        let (room, id) = match text.split_once('/') {
            None => (None, text),
            Some((room, id)) => match Room::parse(room) {
                Some(room) => (Some(room), id),
                None => {
                    d.error(Code::BadId, span, format!("“{room}” before the / is no room"))
                        .expected("an id, or ROOM/ID such as caucus:ukraine/pos-1");
                    return None;
                }
            },
        };
        let id = Id::read(id, span, d)?;
        d.mention(Mention { id: id.clone(), room: room.clone(), kinds: T::KINDS, span });
        Some(Ref { room, id, target: PhantomData })
    }
}

impl<T: Target> Shape for Ref<T> {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let text = d.scalar(node, T::NAME)?;
        Ref::read(text, node.span, d)
    }
    fn encode(&self) -> Value {
        Value::String(self.to_string())
    }
    fn schema(_: &mut Schemas) -> Value {
        json!({
            "type": crate::shape::SCALAR,
            "description": format!("the id of {}", T::NAME),
            "x-names": names(T::KINDS),
        })
    }
}

impl<T> fmt::Display for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.room {
            Some(room) => write!(f, "{room}/{}", self.id),
            None => write!(f, "{}", self.id),
        }
    }
}

// Written out because a derive would ask the same of the target's marker type.
impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Ref { room: self.room.clone(), id: self.id.clone(), target: PhantomData }
    }
}
impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ref({self})")
    }
}
impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl<T> Eq for Ref<T> {}
impl<T> PartialOrd for Ref<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Ref<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.room, &self.id).cmp(&(&other.room, &other.id))
    }
}
impl<T> Hash for Ref<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.room.hash(state);
        self.id.hash(state);
    }
}
