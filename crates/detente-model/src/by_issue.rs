//! Mappings whose keys are issues or their options.

use crate::shape::{Decoder, Schemas, Shape};
use crate::{Code, Id, IssueRef, Key, Node, Room, Target, ToIssue};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The issues that the keys of a mapping named so far.
#[derive(Default)]
pub(crate) struct Named(HashMap<Id, HashSet<Option<Room>>>);

impl Named {
    /// Reads the issue that a key names. It may be written with its room or without, and still only
    /// once.
    pub(crate) fn read(&mut self, key: &Key, d: &mut Decoder) -> Option<IssueRef> {
        let issue = IssueRef::read(&key.text, key.span, d)?;
        let rooms = self.0.entry(issue.id.clone()).or_default();
        let is_named = match &issue.room {
            None => !rooms.is_empty(),
            room => rooms.contains(&None) || rooms.contains(room),
        };
        if is_named {
            d.error(Code::KeyTwice, key.span, format!("the issue “{}” is written twice", issue.id))
                .expected("each issue once");
        }
        rooms.insert(issue.room.clone());
        Some(issue)
    }
}

/// The schema of a mapping whose keys name issues.
pub(crate) fn keyed_by_issue(value: Value) -> Value {
    let names = crate::id::names(ToIssue::KINDS);
    json!({"type": "object", "propertyNames": {"x-names": names}, "additionalProperties": value})
}

/// Something for each of some issues: `ceasefire: 40`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByIssue<T>(pub Vec<(IssueRef, T)>);

impl<T: Shape> Shape for ByIssue<T> {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let mut whole = Some(Vec::new());
        let mut named = Named::default();
        for (key, value) in d.pairs(node)? {
            let issue = named.read(key, d);
            let value = T::decode(value, d);
            match (issue, value, &mut whole) {
                (Some(issue), Some(value), Some(pairs)) => pairs.push((issue, value)),
                _ => whole = None,
            }
        }
        whole.map(ByIssue)
    }
    fn encode(&self) -> Value {
        Value::Object(self.0.iter().map(|(issue, value)| (issue.to_string(), value.encode())).collect())
    }
    fn schema(schemas: &mut Schemas) -> Value {
        keyed_by_issue(T::schema(schemas))
    }
}

/// Something for each of some options: `{none: 0, full: 1}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByOption<T>(pub BTreeMap<Id, T>);

impl<T: Shape> Shape for ByOption<T> {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let mut whole = Some(BTreeMap::new());
        for (key, value) in d.pairs(node)? {
            let id = Id::read(&key.text, key.span, d);
            let value = T::decode(value, d);
            match (id, value, &mut whole) {
                (Some(id), Some(value), Some(map)) => {
                    map.insert(id, value);
                }
                _ => whole = None,
            }
        }
        whole.map(ByOption)
    }
    fn encode(&self) -> Value {
        Value::Object(self.0.iter().map(|(id, value)| (id.to_string(), value.encode())).collect())
    }
    fn schema(schemas: &mut Schemas) -> Value {
        json!({"type": "object", "additionalProperties": T::schema(schemas)})
    }
}
