//! Documents that sources name, kept beside the record in the room of the entry that names them.

use crate::store::{Damage, Store, StoreError};
use detente_model::Room;
use detente_record::Hash;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// The SHA-256 of the document that an entry names: of a source, or of a correction of one.
pub(crate) fn documents_in(entry: &Value) -> impl Iterator<Item = Hash> {
    let of = |value: &Value| value["document"]["sha256"].as_str().and_then(Hash::parse);
    [of(entry), of(&entry["set"])].into_iter().flatten()
}

/// The same of its canonical text, which is only read where it can name one.
pub(crate) fn documents_in_text(text: &str) -> Vec<Hash> {
    match text.contains("\"document\":{") {
        true => documents_in(&serde_json::from_str(text).unwrap_or_default()).collect(),
        false => Vec::new(),
    }
}

/// Every document that a line of `room` names is there, and is what it was.
pub(crate) fn documents_are_there(store: &mut dyn Store, room: &Room) -> Result<(), StoreError> {
    let mut named = BTreeSet::new();
    store.read(room, &mut |line| {
        named.extend(line.kept().into_iter().flat_map(|kept| documents_in_text(&kept.text())));
        Ok(())
    })?;
    named.iter().try_for_each(|name| document(store, room, name).map(drop))
}

/// The document `name` of `room`, which must be what its name says.
pub fn document(store: &mut dyn Store, room: &Room, name: &Hash) -> Result<Vec<u8>, StoreError> {
    let bytes = store.document(room, name)?;
    let bytes = bytes.ok_or_else(|| Damage::of(room, format!("the document {name} is missing")))?;
    match Hash(Sha256::digest(&bytes).into()) == *name {
        true => Ok(bytes),
        false => Err(Damage::of(room, format!("the document {name} is not what was attached")).into()),
    }
}
