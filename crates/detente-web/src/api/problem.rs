//! What says no to a program: one shape everywhere, that of RFC 9457.

use crate::reply::Reply;
use axum::http::{StatusCode, header};
use detente_store::WriteError;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Why there is no answer (RFC 9457, `application/problem+json`).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// The status of HTTP.
    pub status: u16,
    /// Which problem it is: a word that does not change.
    pub code: &'static str,
    /// What is wrong.
    pub title: &'static str,
    /// What is wrong this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// What is wrong with the entries that were sent (422), all in one pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Fault>>)]
    pub faults: Option<Value>,
    /// The entry that was to be written (409).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yours: Option<String>,
    /// The entry that somebody else wrote about the same one meanwhile (409).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theirs: Option<String>,
}

/// A fault of an entry, as `detente check --format json` tells it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Fault {
    /// Its code: `detente explain CODE` tells more.
    #[schema(pattern = "^D[0-9]{3}$")]
    pub code: String,
    /// `error` or `warning`.
    pub severity: String,
    /// What such a fault is.
    pub title: String,
    /// What is wrong here.
    pub message: String,
    /// `body`.
    pub file: String,
    /// The line in the body, from 1.
    pub line: Option<u32>,
    /// The column in its line, in characters from 1.
    pub column: Option<u32>,
    /// From which byte of the body to which.
    pub span: Option<Vec<u32>>,
    /// What would have been right.
    pub expected: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Problem {
    /// The problem that a status stands for.
    pub fn of(status: StatusCode) -> Problem {
        let (code, title, help) = match status.as_u16() {
            400 => ("unclear", "The request cannot be understood.", None),
            401 => (
                "token",
                "There is no token that opens.",
                Some("send the header Authorization: Bearer TOKEN"),
            ),
            403 => ("not-yours", "The seat of this token may not do that.", None),
            404 => ("nothing", "There is no such thing, or the seat of this token may not know of it.", None),
            405 => ("method", "This address is asked in another way.", Some("GET reads, POST writes")),
            408 => ("slow", "The request took too long to come.", Some("send it again")),
            409 => {
                ("running", "The same request is being carried out.", Some("send it again a little later"))
            }
            413 => ("size", "The body is too large.", Some("send at most 1 MiB at once")),
            415 => ("kind", "The body is not JSON.", Some("send the header Content-Type: application/json")),
            421 => ("elsewhere", "This is not the address of this workspace.", None),
            422 => ("faults", "Nothing was written: what was sent has faults.", None),
            503 => ("store", "The store cannot do it now.", None),
            _ => ("fault", "This is a fault of the program.", None),
        };
        let help = help.map(str::to_owned);
        Problem {
            status: status.as_u16(),
            code,
            title,
            detail: None,
            help,
            faults: None,
            yours: None,
            theirs: None,
        }
    }

    /// The same with what is wrong this time, and what to do.
    pub fn with(mut self, more: Vec<String>) -> Problem {
        let mut more = more.into_iter();
        self.detail = more.next();
        self.help = more.next().or(self.help);
        self
    }

    /// The key of a request was used for another one.
    pub fn of_key(detail: &str) -> Problem {
        Problem {
            code: "idempotency-key",
            title: "The Idempotency-Key cannot be used.",
            ..Problem::of(StatusCode::UNPROCESSABLE_ENTITY)
        }
        .with(vec![detail.to_owned()])
    }

    /// Why nothing was written, where that is more than a status.
    pub fn of_write(error: &WriteError) -> Option<Problem> {
        match error {
            WriteError::Faults(found) => Some(Problem {
                faults: Some(found.to_json()),
                ..Problem::of(StatusCode::UNPROCESSABLE_ENTITY)
            }),
            WriteError::Contested { yours, theirs } => Some(Problem {
                code: "contested",
                title: "Somebody else wrote about the same entry meanwhile. Nothing was written.",
                help: Some("read the entry again, then decide".into()),
                yours: Some(yours.to_string()),
                theirs: Some(theirs.to_string()),
                ..Problem::of(StatusCode::CONFLICT)
            }),
            WriteError::NotYours(room) => Some(
                Problem::of(StatusCode::FORBIDDEN)
                    .with(vec![format!("the seat of this token does not write into {room}")]),
            ),
            WriteError::Store(_) => None,
        }
    }

    /// As a reply.
    pub fn reply(&self) -> Reply {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let reply = Reply::problem(status, &serde_json::json!(self));
        match status {
            StatusCode::UNAUTHORIZED => reply.with(header::WWW_AUTHENTICATE, "Bearer"),
            _ => reply,
        }
    }
}
