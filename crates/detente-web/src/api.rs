//! The API: the same views for programs, by token, as JSON.
//!
//! A program reads what `detente … --format json` prints for the seat of its token, and writes as
//! `detente add --json` does. Each route is one function with its description for OpenAPI ([`openapi`]) beside it;
//! whatever says no is a [`problem`].

pub mod cursor;
pub mod entries;
mod once;
pub mod openapi;
pub mod problem;
pub mod read;
pub mod release;
pub mod write;

use crate::answer::Refusal;
use crate::asked::Asked;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// What a query asks, as `T` declares it: nothing that `T` does not know, nothing twice, nothing empty.
pub(crate) fn asked<T: DeserializeOwned>(asked: &Asked) -> Result<T, Refusal> {
    let mut pairs = Map::new();
    for (key, value) in &asked.0 {
        if value.trim().is_empty() {
            return Err(Refusal::Unclear(format!("“{key}” has no value")));
        }
        if pairs.insert(key.clone(), Value::from(value.trim())).is_some() {
            return Err(Refusal::Unclear(format!("“{key}” is asked twice")));
        }
    }
    serde_json::from_value(Value::Object(pairs)).map_err(|error| Refusal::Unclear(error.to_string()))
}
