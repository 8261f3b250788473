//! A proof that an entry is in a room's log, for somebody who has only his own copy and an earlier head.
//!
//! It holds the entry and its salt, the path from its leaf to the head of the log (RFC 6962, 2.1.1),
//! and, if asked for, the consistency of that head with an earlier one (2.1.2). It goes to readers of
//! the room only, and tells nothing of other entries but hashes of salted commitments.

use crate::log::{Hash, Head, Salt, commitment_to, line_leaf, verify_consistency, verify_inclusion};
use detente_model::{Id, Room};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use std::fmt;

/// What marks a proof of this form.
const FORM: &str = "detente-proof-1";

/// A proof about one entry of one room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The room.
    pub room: Room,
    /// The entry's place in the log, from 0.
    pub place: u64,
    /// The canonical form of the entry.
    pub entry: String,
    /// The secret of its commitment.
    pub salt: Salt,
    /// When it came in from another copy of the log, if it did.
    pub received: Option<Timestamp>,
    /// The head that the path leads to.
    pub head: Head,
    /// The hashes from the leaf to the head.
    pub path: Vec<Hash>,
    /// An earlier head, and the hashes that show that the log grew from it.
    pub since: Option<(Head, Vec<Hash>)>,
}

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofError {
    /// The path does not lead from the entry to the head.
    NotInLog,
    /// The log did not grow from the earlier head.
    NotGrown,
}

impl fmt::Display for ProofError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ProofError::NotInLog => "the entry is not in a log with this head",
            ProofError::NotGrown => "the log with this head did not grow from the earlier head",
        })
    }
}

impl std::error::Error for ProofError {}

impl Proof {
    /// The id of its entry, if its text is one of the proof's room.
    pub fn id(&self) -> Option<Id> {
        let value: Value = serde_json::from_str(&self.entry).ok()?;
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let room = text("room").and_then(Room::parse)?;
        text("id").and_then(Id::new).filter(|_| room == self.room)
    }

    /// Does it prove what it says?
    ///
    /// # Errors
    /// The part that does not hold.
    pub fn verify(&self) -> Result<(), ProofError> {
        let leaf = line_leaf(&commitment_to(&self.entry, &self.salt), self.received);
        let (Ok(place), Ok(size)) = (usize::try_from(self.place), usize::try_from(self.head.size)) else {
            return Err(ProofError::NotInLog);
        };
        if !verify_inclusion(leaf, place, size, &self.path, self.head.root) {
            return Err(ProofError::NotInLog);
        }
        match &self.since {
            Some((earlier, proof)) if !verify_consistency(earlier, &self.head, proof) => {
                Err(ProofError::NotGrown)
            }
            _ => Ok(()),
        }
    }

    /// The proof as JSON.
    pub fn to_json(&self) -> Value {
        let hashes = |hashes: &[Hash]| -> Vec<String> { hashes.iter().map(Hash::to_string).collect() };
        let mut map = Map::new();
        map.insert("form".into(), FORM.into());
        map.insert("room".into(), self.room.to_string().into());
        map.insert("place".into(), self.place.into());
        map.insert("head".into(), self.head.to_string().into());
        map.insert("path".into(), hashes(&self.path).into());
        if let Some((earlier, proof)) = &self.since {
            map.insert("since".into(), json!({"head": earlier.to_string(), "proof": hashes(proof)}));
        }
        if let Some(at) = self.received {
            map.insert("received".into(), at.to_string().into());
        }
        map.insert("salt".into(), self.salt.to_string().into());
        map.insert("entry".into(), self.entry.clone().into());
        Value::Object(map)
    }

    /// Reads what [`Proof::to_json`] gives.
    ///
    /// # Errors
    /// The name of the part that is missing or cannot be read.
    pub fn from_json(value: &Value) -> Result<Proof, &'static str> {
        let text = |key: &'static str| value.get(key).and_then(Value::as_str).ok_or(key);
        if text("form")? != FORM {
            return Err("form");
        }
        let hashes = |value: Option<&Value>| -> Option<Vec<Hash>> {
            value?.as_array()?.iter().map(|hash| Hash::parse(hash.as_str()?)).collect()
        };
        let since = match value.get("since") {
            None => None,
            Some(since) => {
                let head =
                    since.get("head").and_then(Value::as_str).and_then(Head::parse).ok_or("since.head")?;
                Some((head, hashes(since.get("proof")).ok_or("since.proof")?))
            }
        };
        let received = match value.get("received") {
            None => None,
            Some(_) => Some(text("received")?.parse().map_err(|_| "received")?),
        };
        Ok(Proof {
            room: Room::parse(text("room")?).ok_or("room")?,
            place: value.get("place").and_then(Value::as_u64).filter(|n| *n < u64::MAX).ok_or("place")?,
            entry: text("entry")?.to_owned(),
            salt: Salt::parse(text("salt")?).ok_or("salt")?,
            received,
            head: Head::parse(text("head")?).ok_or("head")?,
            path: hashes(value.get("path")).ok_or("path")?,
            since,
        })
    }
}
