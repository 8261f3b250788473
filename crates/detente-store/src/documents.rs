//! Documents that sources name, kept beside the record in the room of the entry that names them.

use crate::store::{Damage, Store, StoreError};
use detente_model::{Room, Source};
use detente_record::Hash;
use serde_json::{Value, json};
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

/// What a correction of `source` sets to name this document: its name, its length, its hash. Where the source has no
/// text of its own and the document is text, that too.
pub fn attaching(source: &Source, name: &str, bytes: &[u8]) -> Value {
    let sha256 = Hash(Sha256::digest(bytes).into()).to_string();
    let mut set = json!({"document": {"name": name, "size": bytes.len(), "sha256": sha256}});
    // The text of a document that was attached before goes with it.
    let is_open = source.text.is_none() || source.document.is_some();
    if let (true, Some(text)) = (is_open, plain_text(bytes)) {
        set["text"] = text.into();
    }
    set
}

/// The document as the text of a source, if it is one: UTF-8 without control characters.
fn plain_text(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}');
    let is_plain = !text.trim().is_empty() && !text.chars().any(|c| c.is_control() && !c.is_whitespace());
    is_plain.then(|| text.replace("\r\n", "\n"))
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
