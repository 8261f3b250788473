//! The JSON Schema of process files, for editors.

use crate::header::ProcessHeader;
use crate::read::RoomHeader;
use detente_model::shape::{Fields, ObjectSchema, Schemas, Shape};
use detente_record::DeedKind;
use serde_json::{Map, Value, json};

/// Which file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaOf {
    /// `process.yaml`
    Process,
    /// `rooms/ROOM.yaml`
    Room,
}

/// The JSON Schema (2020-12) of a file, from the same declarations that read it.
pub fn schema(of: SchemaOf) -> Value {
    let mut schemas = Schemas::default();
    let mut properties = Map::new();
    let (title, required) = match of {
        SchemaOf::Process => {
            properties.insert("process".into(), ProcessHeader::schema(&mut schemas));
            (
                "Détente: process.yaml (the room public, and joint unless there is rooms/joint.yaml)",
                vec![Value::from("process")],
            )
        }
        SchemaOf::Room => {
            let mut object = ObjectSchema::new(&mut schemas);
            RoomHeader::schema_fields(&mut object);
            let header = object.finish("");
            let header = header["properties"].as_object().cloned().unwrap_or_default();
            properties.extend(header);
            (
                "Détente: rooms/ROOM.yaml (any room but public)",
                ["room", "recorded", "author"].map(Value::from).to_vec(),
            )
        }
    };
    for kind in DeedKind::all() {
        let entry = kind.schema(&mut schemas);
        properties.insert(kind.section().into(), json!({"type": ["array", "null"], "items": entry}));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": false,
        "$defs": schemas.into_definitions(),
    })
}
