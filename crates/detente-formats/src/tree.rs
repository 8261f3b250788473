//! Reading parts of a tree, each with what is to be said if it is not there.

use crate::error::{Fault, Read};
use crate::number::{Number, number};
use detente_model::{Key, Node, NodeKind};

/// The pairs of a mapping.
pub(crate) fn map<'n>(node: &'n Node, what: &str) -> Read<&'n [(Key, Node)]> {
    match &node.kind {
        NodeKind::Map(pairs) => Ok(pairs),
        _ => Err(wrong(node, what, "a mapping")),
    }
}

/// The items of a list.
pub(crate) fn list<'n>(node: &'n Node, what: &str) -> Read<&'n [Node]> {
    match &node.kind {
        NodeKind::List(items) => Ok(items),
        _ => Err(wrong(node, what, "a list")),
    }
}

/// A text, number or other single value, as it is written.
pub(crate) fn scalar<'n>(node: &'n Node, what: &str) -> Read<&'n str> {
    match &node.kind {
        NodeKind::Scalar(text) => Ok(text),
        _ => Err(wrong(node, what, "a single value")),
    }
}

/// A number.
pub(crate) fn numeric(node: &Node, what: &str) -> Read<Number> {
    let text = scalar(node, what)?;
    number(text).map_err(|error| {
        Fault::at(node.span, format!("{what}: “{text}” {error}")).expected("a number, such as 0.25")
    })
}

fn wrong(node: &Node, what: &str, expected: &str) -> Box<Fault> {
    Fault::at(node.span, format!("{what} is {}", node.describe())).expected(expected)
}

/// The value under a key; nothing written counts as not there.
pub(crate) fn get<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    node.get(key).filter(|value| value.kind != NodeKind::Null)
}

/// The value under a key that must be there.
pub(crate) fn need<'n>(node: &'n Node, key: &str) -> Read<&'n Node> {
    get(node, key).ok_or_else(|| {
        let known = match &node.kind {
            NodeKind::Map(pairs) => pairs.iter().map(|(key, _)| key.text.as_str()).collect(),
            _ => Vec::new(),
        };
        Fault::at(node.span, format!("“{key}” is missing")).nearest(key, known)
    })
}
