//! A tree of text with the place of every part in its file.
//!
//! A reader of files (YAML today) makes a [`Node`]; the vocabulary decodes itself from it
//! ([`crate::shape`]). Scalars keep their text as written, so that a decimal stays exact and a
//! date may be vague. Nothing here knows a file format.

use serde_json::Value;

/// A half-open range of byte offsets in one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// One value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// Nothing was written after the key.
    Null,
    /// A word, number, date or text, exactly as written (quotes and escapes resolved).
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order written.
    Map(Vec<(Key, Node)>),
}

/// A key of a mapping with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Where it stands.
    pub span: Span,
    /// The key.
    pub text: String,
}

impl Node {
    /// The kind in words, for messages: "a list", "a mapping" ….
    pub fn describe(&self) -> &'static str {
        match self.kind {
            NodeKind::Null => "nothing",
            NodeKind::Scalar(_) => "a single value",
            NodeKind::List(_) => "a list",
            NodeKind::Map(_) => "a mapping",
        }
    }

    /// The value under `key`, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.kind {
            NodeKind::Map(pairs) => pairs.iter().find(|(k, _)| k.text == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The span of the value at `path`, or of the deepest part of the path that exists.
    /// A number in the path is an index into a list.
    pub fn span_at(&self, path: &[&str]) -> Span {
        let Some((first, rest)) = path.split_first() else { return self.span };
        let next = match &self.kind {
            NodeKind::Map(_) => self.get(first),
            NodeKind::List(items) => first.parse::<usize>().ok().and_then(|i| items.get(i)),
            _ => None,
        };
        next.map_or(self.span, |node| node.span_at(rest))
    }

    /// The span of the key `key` itself, or of this node.
    pub fn key_span(&self, key: &str) -> Span {
        match &self.kind {
            NodeKind::Map(pairs) => {
                pairs.iter().find(|(k, _)| k.text == key).map_or(self.span, |(k, _)| k.span)
            }
            _ => self.span,
        }
    }

    /// The same tree from a JSON value, without places (used when a correction is applied to an
    /// entry that was already read).
    pub fn from_value(value: &Value) -> Node {
        let kind = match value {
            Value::Null => NodeKind::Null,
            Value::Bool(b) => NodeKind::Scalar(b.to_string()),
            Value::Number(n) => NodeKind::Scalar(n.to_string()),
            Value::String(s) => NodeKind::Scalar(s.clone()),
            Value::Array(items) => NodeKind::List(items.iter().map(Node::from_value).collect()),
            Value::Object(map) => NodeKind::Map(
                map.iter()
                    .map(|(k, v)| (Key { span: Span::default(), text: k.clone() }, Node::from_value(v)))
                    .collect(),
            ),
        };
        Node { span: Span::default(), kind }
    }

    /// Says of every part of the tree that it stands at `span`.
    pub fn place_at(&mut self, span: Span) {
        self.span = span;
        match &mut self.kind {
            NodeKind::List(items) => items.iter_mut().for_each(|item| item.place_at(span)),
            NodeKind::Map(pairs) => pairs.iter_mut().for_each(|(key, value)| {
                key.span = span;
                value.place_at(span);
            }),
            NodeKind::Null | NodeKind::Scalar(_) => {}
        }
    }

    /// Moves every place in the tree by `by` bytes: it stood that far into a longer text.
    pub fn shift(&mut self, by: u32) {
        let moved = |span: &mut Span| *span = Span { start: span.start + by, end: span.end + by };
        moved(&mut self.span);
        match &mut self.kind {
            NodeKind::List(items) => items.iter_mut().for_each(|item| item.shift(by)),
            NodeKind::Map(pairs) => pairs.iter_mut().for_each(|(key, value)| {
                moved(&mut key.span);
                value.shift(by);
            }),
            NodeKind::Null | NodeKind::Scalar(_) => {}
        }
    }

    /// The tree as JSON: scalars become strings, since their type is the vocabulary's business.
    pub fn to_value(&self) -> Value {
        match &self.kind {
            NodeKind::Null => Value::Null,
            NodeKind::Scalar(text) => Value::String(text.clone()),
            NodeKind::List(items) => Value::Array(items.iter().map(Node::to_value).collect()),
            NodeKind::Map(pairs) => {
                Value::Object(pairs.iter().map(|(k, v)| (k.text.clone(), v.to_value())).collect())
            }
        }
    }
}
