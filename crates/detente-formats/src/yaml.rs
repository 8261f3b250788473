//! YAML to a tree with places, scalars as they are written.
//!
//! Only the plain part of YAML: anchors, aliases, tags and further documents are refused, so that no
//! file can grow when it is read, or name a class.

use crate::error::{Fault, Read};
use crate::options::Limits;
use detente_model::{Key, Node, NodeKind, Span};
use granit_parser::{Event, Parser, ScalarStyle};
use std::collections::HashSet;

/// The tree of `text`; an empty document is `Null`.
pub(crate) fn parse(text: &str, limits: &Limits) -> Read<Node> {
    let options = granit_parser::options! {
        disallow_directives: true,
        emit_comments: false,
        block_nesting_limit: limits.depth,
        flow_nesting_limit: limits.depth,
    };
    let mut builder = Builder { open: Vec::new(), done: None };
    let mut events = 0;
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, mark)) => {
                let range = mark.byte_range().unwrap_or(0..0);
                let span = Span { start: range.start as u32, end: range.end as u32 };
                events += 1;
                // A key and its value make two events.
                if events > 2 * limits.nodes {
                    return Err(
                        Fault::at(span, "too many values").expected(format!("at most {}", limits.nodes))
                    );
                }
                builder.take(event, span)?;
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(0).min(text.len()) as u32;
                return Err(Fault::at(
                    Span { start: at, end: at },
                    format!("this is not YAML: {}", error.info()),
                ));
            }
        }
    }
    let empty = Node { span: Span::default(), kind: NodeKind::Null };
    Ok(builder.done.unwrap_or(empty))
}

/// A collection that is being filled.
enum Open {
    List(Span, Vec<Node>),
    Map(Span, Vec<(Key, Node)>, Option<Key>, HashSet<String>),
}

struct Builder {
    open: Vec<Open>,
    done: Option<Node>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Span) -> Read<()> {
        if event.is_alias() || event.anchor_id().is_some_and(|id| id != 0) {
            return Err(Fault::at(span, "anchors and aliases are not read")
                .help("write the value out where it is needed"));
        }
        if event.tag().is_some() {
            return Err(Fault::at(span, "tags are not read: they can name code")
                .help("write plain lists, mappings, numbers and texts"));
        }
        match event {
            Event::DocumentStart(..) if self.done.is_some() => {
                Err(Fault::at(span, "a file holds one document"))
            }
            Event::Scalar(text, style, ..) => {
                let is_null =
                    style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let kind = if is_null { NodeKind::Null } else { NodeKind::Scalar(text.into_owned()) };
                self.add(Node { span, kind })
            }
            Event::SequenceStart(..) => self.start(Open::List(span, Vec::new())),
            Event::MappingStart(..) => self.start(Open::Map(span, Vec::new(), None, HashSet::new())),
            Event::SequenceEnd | Event::MappingEnd => {
                let node = match self.open.pop() {
                    Some(Open::List(start, items)) => Node { span: start, kind: NodeKind::List(items) },
                    Some(Open::Map(start, pairs, ..)) => Node { span: start, kind: NodeKind::Map(pairs) },
                    None => return Ok(()),
                };
                self.add(node)
            }
            _ => Ok(()),
        }
    }

    fn start(&mut self, open: Open) -> Read<()> {
        if let Some(Open::Map(span, _, None, _)) = self.open.last() {
            return Err(Fault::at(*span, "a key must be a single word, number or text"));
        }
        self.open.push(open);
        Ok(())
    }

    fn add(&mut self, node: Node) -> Read<()> {
        match self.open.last_mut() {
            None => self.done = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, pairs, key, seen)) => match key.take() {
                Some(key) => pairs.push((key, node)),
                None => {
                    let text = match node.kind {
                        NodeKind::Scalar(text) => text,
                        // An option may be called “null”.
                        NodeKind::Null => "null".to_owned(),
                        _ => return Err(Fault::at(node.span, "a key must be a single word, number or text")),
                    };
                    if !seen.insert(text.clone()) {
                        return Err(Fault::at(node.span, format!("the key “{text}” is written twice"))
                            .expected("each key once"));
                    }
                    *key = Some(Key { span: node.span, text });
                }
            },
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_yaml_and_nothing_else() {
        let node = parse("a: [1, '2']\nb: {0: -.inf, null: ~}\n", &Limits::default()).unwrap();
        assert_eq!(node.get("b").unwrap().get("0").unwrap().kind, NodeKind::Scalar("-.inf".into()));
        assert_eq!(node.get("b").unwrap().get("null").unwrap().kind, NodeKind::Null);
        for (text, why) in [
            ("a: !!python/object:os.system x", "tags"),
            ("a: &x 1\nb: *x", "anchors"),
            ("a: 1\na: 2", "twice"),
            ("? [a]\n: 1", "key"),
            ("a: 1\n---\nb: 2", "one document"),
            ("a: [", "not YAML"),
        ] {
            let told = parse(text, &Limits::default()).unwrap_err().in_text("f.yml", text).to_string();
            assert!(told.contains(why), "{told}");
        }
        assert!(parse(&"[".repeat(1_000_000), &Limits::default()).is_err());
    }
}
