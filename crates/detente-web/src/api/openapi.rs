//! The description of the API (OpenAPI 3.1): made of the functions that answer and the types that they declare.

use super::problem::{Fault, Problem};
use super::{entries, read, release, write};
use crate::entrance::Entrance;
use crate::reply::Reply;
use axum::http::StatusCode;
use detente_model::shape::Schemas;
use detente_record::DeedKind;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;
use utoipa::{OpenApi, ToSchema};

/// What every answer that reads is wrapped in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Envelope<T> {
    /// Which answer it is.
    kind: String,
    /// The version of the program.
    version: String,
    /// The id of the process.
    process: String,
    /// The seat for which it was made.
    viewer: String,
    /// What was recorded later is not in it.
    known: String,
    /// What happened later is not in it.
    on: Option<String>,
    /// The answer.
    content: T,
}

/// An entry. Beside these fields it has those of its kind, and may have `when`, `source` and `note`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Entry {
    /// Its id, within its room.
    id: String,
    /// Its kind.
    entry: String,
    /// Its room.
    room: String,
    /// When it was recorded.
    recorded: String,
    /// Who wrote it.
    author: String,
    /// On what it rests: `reported`, `stated`, `inferred` or `assumed`.
    basis: String,
}

/// An entry with what was done to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Shown {
    /// As it now stands.
    entry: Entry,
    /// As it was written.
    as_written: Entry,
    /// What it says, in a sentence.
    says: String,
    /// The corrections that made it what it is.
    corrections: Vec<Entry>,
    /// What took it back.
    withdrawn: Option<Entry>,
    /// The releases of its words.
    releases: Vec<Entry>,
    /// The words of its sources.
    cited: Vec<String>,
    /// The ids of entries that point at it.
    pointed_at_by: Vec<String>,
}

/// An entry with when it happened.
#[derive(Debug, Serialize, ToSchema)]
pub struct Dated {
    /// The entry.
    entry: Entry,
    /// Not before.
    earliest: Option<String>,
    /// Not after.
    latest: Option<String>,
    /// What it says, in a sentence.
    says: String,
}

/// What a search found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Found {
    /// The words.
    words: Vec<String>,
    /// The entries that hold them all.
    entries: Vec<Entry>,
}

/// The logs of rooms.
#[derive(Debug, Serialize, ToSchema)]
pub struct Logs {
    /// Each room, widest first.
    rooms: Vec<LogOfRoom>,
}

/// The log of a room.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogOfRoom {
    /// The room.
    room: String,
    /// Its head, `SIZE:ROOT`, which binds all its lines (RFC 6962).
    head: String,
    /// Its lines.
    lines: Vec<LogLine>,
}

/// A line of a log.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogLine {
    /// Its number, from 1.
    line: u32,
    /// When it came in from another copy of the log.
    received: Option<String>,
    /// The entry as it was written.
    entry: Entry,
}

/// What a page of the command tells.
#[derive(Debug, Serialize, ToSchema)]
pub struct Content;

/// One new entry, or a list of them.
#[derive(Debug, ToSchema)]
pub struct NewEntries;

/// A new correction.
#[derive(Debug, ToSchema)]
pub struct NewCorrection;

/// A new withdrawal.
#[derive(Debug, ToSchema)]
pub struct NewWithdrawal;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Détente",
        description = "The API of the workspace of one process. A token sits on one seat and is told what that seat may see, and nothing else: it is made on the page “Access”, or with `detente serve --token SEAT`. Whatever says no is a problem of RFC 9457.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    paths(
        read::process,
        entries::entries,
        read::entry,
        read::brief,
        read::gaps,
        read::timeline,
        read::search,
        read::log,
        read::document,
        write::add,
        write::correct,
        write::withdraw,
        release::release,
    ),
    components(schemas(Problem, Fault))
)]
struct Described;

/// Statuses that say no, with why; the second of each tells whether only what writes has it.
const REFUSALS: [(StatusCode, bool); 10] = [
    (StatusCode::BAD_REQUEST, false),
    (StatusCode::UNAUTHORIZED, false),
    (StatusCode::FORBIDDEN, false),
    (StatusCode::NOT_FOUND, false),
    (StatusCode::MISDIRECTED_REQUEST, false),
    (StatusCode::SERVICE_UNAVAILABLE, false),
    (StatusCode::REQUEST_TIMEOUT, true),
    (StatusCode::CONFLICT, true),
    (StatusCode::PAYLOAD_TOO_LARGE, true),
    (StatusCode::UNPROCESSABLE_ENTITY, true),
];

/// The description.
pub fn description() -> Value {
    let mut whole = json!(Described::openapi());
    whole["components"]["securitySchemes"] = json!({"token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of one seat, until it ends or is revoked.",
    }});
    whole["security"] = json!([{"token": []}]);
    if let Some(paths) = whole["paths"].as_object_mut() {
        for operations in paths.values_mut().filter_map(Value::as_object_mut) {
            for (method, operation) in operations {
                refusals(method == "post", &mut operation["responses"]);
            }
        }
    }
    if let Some(schemas) = whole["components"]["schemas"].as_object_mut() {
        new_entries(schemas);
        name_contents(schemas);
    }
    whole
}

/// What an envelope holds is named rather than repeated.
fn name_contents(schemas: &mut Map<String, Value>) {
    for (name, schema) in schemas {
        let Some(content) = name.strip_prefix("Envelope_") else { continue };
        let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        schema["properties"]["content"] = match content.strip_prefix("Vec_") {
            Some(one) => json!({"type": "array", "items": reference(one)}),
            None => reference(content),
        };
    }
}

fn refusals(writes: bool, responses: &mut Value) {
    let kind = (StatusCode::UNSUPPORTED_MEDIA_TYPE, true);
    for (status, only_writing) in REFUSALS.into_iter().chain([kind]) {
        if writes || !only_writing {
            responses[status.as_str()] = json!({
                "description": Problem::of(status).title,
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
            });
        }
    }
}

/// The schemas of what is sent, from the declarations that read it.
fn new_entries(schemas: &mut Map<String, Value>) {
    let mut known = Schemas::default();
    let mut kinds = Vec::new();
    for kind in DeedKind::all() {
        kind.schema(&mut known);
        kinds.push(kind);
    }
    let Value::Object(mut definitions) = known.into_definitions() else { return };
    for schema in definitions.values_mut() {
        point_here(schema);
    }
    let mut one_of = Vec::new();
    for kind in kinds {
        let Some(mut schema) = definitions.remove(kind.as_str()) else { continue };
        // When something is recorded is what the server's clock says.
        if let Some(fields) = schema["properties"].as_object_mut() {
            fields.shift_remove("recorded");
        }
        match kind {
            DeedKind::Corrects => drop(schemas.insert("NewCorrection".into(), schema.clone())),
            DeedKind::Withdraws => drop(schemas.insert("NewWithdrawal".into(), schema.clone())),
            _ => {}
        }
        schema["properties"]["entry"] = json!({"const": kind.as_str()});
        match schema["required"].as_array_mut() {
            Some(required) => required.push("entry".into()),
            None => schema["required"] = json!(["entry"]),
        }
        let name = format!("new-{}", kind.as_str());
        one_of.push(json!({"$ref": format!("#/components/schemas/{name}")}));
        schemas.insert(name, schema);
    }
    schemas.extend(definitions);
    schemas.insert(
        "Content".into(),
        json!({"description": "What the page of this name tells, as the command prints it."}),
    );
    schemas.insert("NewEntry".into(), json!({"oneOf": one_of}));
    schemas.insert(
        "NewEntries".into(),
        json!({
            "description": "One new entry, or a list of them: all are written, or none.",
            "oneOf": [
                {"$ref": "#/components/schemas/NewEntry"},
                {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/NewEntry"}},
            ],
        }),
    );
}

/// References of a schema of its own, as ones of this description.
fn point_here(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(to) if key == "$ref" => {
                        *to = to.replacen("#/$defs/", "#/components/schemas/", 1);
                    }
                    _ => point_here(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(point_here),
        _ => {}
    }
}

/// `GET /api/v1/openapi.json`: the same for everybody.
pub fn openapi(_: &Entrance<'_>) -> Reply {
    static DESCRIPTION: LazyLock<Value> = LazyLock::new(description);
    Reply::json(StatusCode::OK, &DESCRIPTION)
}
