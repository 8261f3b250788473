//! JSON to a tree with places, numbers as they are written.

use crate::error::{Fault, Read};
use crate::options::Limits;
use detente_model::{Key, LineIndex, Node, NodeKind, Span};
use serde_json::value::RawValue;
use std::collections::HashSet;
use std::fmt;

/// The tree of `text`. Each level of nesting reads its part of the text once more, so the limit on
/// the depth is one on the time as well.
pub(crate) fn parse(text: &str, limits: &Limits) -> Read<Node> {
    // Values that are not the first of their list or object stand behind a comma.
    if text.bytes().filter(|b| *b == b',').count() > limits.nodes {
        return Err(Fault::new("too many values").expected(format!("at most {}", limits.nodes)));
    }
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| {
        let lines = LineIndex::of(text);
        let line = lines.lines(error.line().saturating_sub(1), error.line().saturating_sub(1));
        let at = (line.start + error.column().saturating_sub(1)).min(text.len()) as u32;
        let told = error.to_string();
        let why = told.split(" at line ").next().unwrap_or("").to_owned();
        Fault::at(Span { start: at, end: at }, format!("this is not JSON: {why}"))
    })?;
    Tree { text }.node(raw, limits.depth)
}

struct Tree<'t> {
    text: &'t str,
}

impl<'t> Tree<'t> {
    fn node(&self, raw: &'t RawValue, depth: usize) -> Read<Node> {
        let written = raw.get();
        // A raw value is a part of the text that it was read from.
        let start = (written.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize) as u32;
        let span = Span { start, end: start + written.len() as u32 };
        let nested = matches!(written.as_bytes().first(), Some(b'{' | b'['));
        if nested && depth == 0 {
            return Err(Fault::at(span, "the nesting is too deep"));
        }
        let unread = |error: serde_json::Error| Fault::at(span, format!("this is not JSON: {error}"));
        let kind = match written.as_bytes().first() {
            Some(b'{') => {
                let Pairs(pairs) = serde_json::from_str(written).map_err(unread)?;
                let mut seen = HashSet::new();
                let mut nodes = Vec::with_capacity(pairs.len());
                for (key, value) in pairs {
                    let node = self.node(value, depth - 1)?;
                    if !seen.insert(key.clone()) {
                        let message = format!("the key “{key}” is written twice");
                        return Err(Fault::at(node.span, message).expected("each key once"));
                    }
                    nodes.push((Key { span: node.span, text: key }, node));
                }
                NodeKind::Map(nodes)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(written).map_err(unread)?;
                NodeKind::List(items.into_iter().map(|item| self.node(item, depth - 1)).collect::<Read<_>>()?)
            }
            Some(b'"') => NodeKind::Scalar(serde_json::from_str(written).map_err(unread)?),
            _ if written == "null" => NodeKind::Null,
            _ => NodeKind::Scalar(written.to_owned()),
        };
        Ok(Node { span, kind })
    }
}

/// The pairs of an object in the order written, repeated keys too.
struct Pairs<'t>(Vec<(String, &'t RawValue)>);

impl<'de> serde::de::Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        parse(text, &Limits::default()).unwrap_err().in_text("f.json", text).to_string()
    }

    #[test]
    fn numbers_keep_their_text_and_values_their_places() {
        let text = "{\"a\": [1.10, \"x\\n\"],\n \"b\": {\"c\": null}}";
        let node = parse(text, &Limits::default()).unwrap();
        let NodeKind::List(items) = &node.get("a").unwrap().kind else { panic!() };
        assert_eq!(items[0].kind, NodeKind::Scalar("1.10".into()));
        assert_eq!(items[1].kind, NodeKind::Scalar("x\n".into()));
        let span = node.get("b").unwrap().get("c").unwrap().span;
        assert_eq!(&text[span.start as usize..span.end as usize], "null");
    }

    #[test]
    fn what_is_refused_and_where() {
        assert!(
            told("{\"a\": 1,\n  oops}").starts_with("f.json:2:3: this is not JSON"),
            "{}",
            told("{\"a\": 1,\n  oops}")
        );
        assert!(told("{\"a\": 1, \"a\": 2}").contains("twice"));
        assert!(told("{\"a\": NaN}").contains("not JSON"));
        assert!(told("\"\\ud800\"").contains("not JSON"));
        assert!(told(&"[".repeat(1_000_000)).contains("not JSON"));
        let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
        assert!(told(&deep).contains("too deep"));
    }
}
