//! The published JSON Schemas are those of the program.

use detente_store::{SchemaOf, schema};
use std::fs;
use std::path::Path;

const FILES: [(&str, SchemaOf); 2] = [
    ("docs/schemas/process.schema.json", SchemaOf::Process),
    ("docs/schemas/room.schema.json", SchemaOf::Room),
];

fn text(of: SchemaOf) -> String {
    format!("{:#}\n", schema(of))
}

/// Writes them.
pub fn write(root: &Path) -> Vec<String> {
    let write = |(file, of): &(&str, SchemaOf)| {
        fs::write(root.join(file), text(*of)).err().map(|e| format!("{file}: {e}"))
    };
    FILES.iter().filter_map(write).collect()
}

/// Tells which are stale.
pub fn check(root: &Path) -> Vec<String> {
    let stale = |(file, of): &(&str, SchemaOf)| fs::read_to_string(root.join(file)).ok() != Some(text(*of));
    let told = |(file, _): &(&str, SchemaOf)| format!("{file} is stale: run cargo xtask schema");
    FILES.iter().filter(|file| stale(file)).map(told).collect()
}
