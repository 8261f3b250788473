//! YAML to a tree with places.
//!
//! The events come from `granit-parser` (the parser beneath `serde-saphyr`), so scalars keep the
//! text as written. Only the plain part of YAML is taken: anchors, aliases, tags and further
//! documents are refused, so no file can grow when it is read.

use detente_model::{Code, Diagnostic, Key, LineIndex, Node, NodeKind, Span};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span as Mark};
use std::collections::HashSet;
use std::sync::Arc;

/// The deepest nesting that a file may have. The vocabulary needs seven levels.
pub const MAX_DEPTH: usize = 32;

/// A key that is written twice; of millions only this is kept.
pub struct Twice {
    /// Where it stands the second time.
    pub span: Span,
    key: Box<str>,
}

impl Twice {
    /// The fault, in `file`.
    pub fn fault(&self, file: &Arc<str>) -> Diagnostic {
        let message = format!("the key “{}” is written twice", self.key);
        let mut fault = Diagnostic::new(Code::KeyTwice, file, Some(self.span), message);
        fault.expected("each key once");
        fault
    }
}

/// The tree of `text`, or what is wrong with it. Keys written twice are noted in `twice` and the tree
/// goes on with the first. An empty document is `Null`.
pub fn parse(text: &str, file: &Arc<str>, twice: &mut Vec<Twice>) -> Result<Node, Box<Diagnostic>> {
    let options = granit_parser::options! {
        disallow_directives: true,
        emit_comments: false,
        block_nesting_limit: MAX_DEPTH,
        flow_nesting_limit: MAX_DEPTH,
    };
    let mut builder = Builder { file, twice, stack: Vec::new(), done: None, documents: 0 };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, mark)) => builder.take(event, span_of(mark))?,
            Err(error) => return Err(syntax_fault(&error, file, text)),
        }
    }
    let empty = Node { span: Span::default(), kind: NodeKind::Null };
    Ok(builder.done.unwrap_or(empty))
}

fn span_of(mark: Mark) -> Span {
    let range = mark.byte_range().unwrap_or(0..0);
    Span { start: range.start as u32, end: range.end as u32 }
}

fn syntax_fault(error: &ScanError, file: &Arc<str>, text: &str) -> Box<Diagnostic> {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let length = text[at..].chars().next().map_or(0, char::len_utf8);
    let span = Span { start: at as u32, end: (at + length) as u32 };
    let too_deep = matches!(error.kind(), ErrorKind::RecursionLimitExceeded);
    let mut fault = if too_deep {
        Diagnostic::new(Code::TooDeep, file, Some(span), "the nesting is too deep")
    } else {
        Diagnostic::new(Code::Syntax, file, Some(span), format!("this is not YAML: {}", error.info()))
    };
    let lines = LineIndex::of(text);
    let line = lines.line(at as u32);
    if text[lines.lines(line.saturating_sub(1), line + 1)]
        .lines()
        .any(|line| line.trim_start_matches(' ').starts_with('\t'))
    {
        fault.help("indent with spaces, not with tabs");
        return Box::new(fault);
    }
    if too_deep {
        fault.expected(format!("at most {MAX_DEPTH} levels"));
    } else {
        fault.help("check the indentation, and put quotes around a text that holds “: ” or “ #” or begins with one of [ { & * ! | > % @");
    }
    Box::new(fault)
}

/// A collection that is being filled.
enum Open {
    List { start: u32, items: Vec<Node> },
    Map { start: u32, pairs: Vec<(Key, Node)>, key: Option<Key>, seen: SeenKeys, last: u32 },
}

/// The keys of a mapping so far. Nearly all mappings are small, and looking through them is
/// quicker than hashing.
#[derive(Default)]
struct SeenKeys(HashSet<String>);

impl SeenKeys {
    const SMALL: usize = 24;

    fn is_new(&mut self, key: &str, pairs: &[(Key, Node)]) -> bool {
        if pairs.len() < Self::SMALL {
            return pairs.iter().all(|(earlier, _)| earlier.text != key);
        }
        if self.0.is_empty() {
            self.0.extend(pairs.iter().map(|(earlier, _)| earlier.text.clone()));
        }
        self.0.insert(key.to_owned())
    }
}

struct Builder<'a> {
    file: &'a Arc<str>,
    twice: &'a mut Vec<Twice>,
    stack: Vec<Open>,
    done: Option<Node>,
    documents: usize,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Box<Diagnostic>> {
        let tagged = event.tag().is_some();
        let anchored = event.anchor_id().is_some_and(|id| id != 0);
        if tagged || anchored || event.is_alias() {
            return Err(self.not_plain(span, "anchors, aliases and tags are not used here"));
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(self.not_plain(span, "a file holds one document only"));
                }
                Ok(())
            }
            Event::Scalar(text, style, ..) => {
                let is_null = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null");
                let kind = if is_null { NodeKind::Null } else { NodeKind::Scalar(text.into_owned()) };
                self.add(Node { span, kind })
            }
            Event::SequenceStart(..) => self.open(Open::List { start: span.start, items: Vec::new() }),
            Event::MappingStart(..) => self.open(Open::Map {
                start: span.start,
                pairs: Vec::new(),
                key: None,
                seen: SeenKeys::default(),
                last: 0,
            }),
            Event::SequenceEnd | Event::MappingEnd => self.close(span.end),
            _ => Ok(()),
        }
    }

    fn not_plain(&self, span: Span, message: &str) -> Box<Diagnostic> {
        let mut fault = Diagnostic::new(Code::NotPlain, self.file, Some(span), message);
        fault.help("write the value out where it is needed");
        Box::new(fault)
    }

    fn open(&mut self, open: Open) -> Result<(), Box<Diagnostic>> {
        if let Some(Open::Map { key: None, start, .. }) = self.stack.last() {
            let span = Span { start: *start, end: *start + 1 };
            return Err(self.not_plain(span, "a key must be a single word or text"));
        }
        self.stack.push(open);
        Ok(())
    }

    fn close(&mut self, end: u32) -> Result<(), Box<Diagnostic>> {
        let Some(open) = self.stack.pop() else { return Ok(()) };
        let node = match open {
            Open::List { start, items } => {
                let end = items.last().map_or(end, |item| item.span.end.max(start));
                Node { span: Span { start, end }, kind: NodeKind::List(items) }
            }
            Open::Map { start, pairs, last, .. } => {
                // A block mapping ends where its last value does (kept or not), not at the dedent.
                let end = if last > 0 { last.max(start) } else { end };
                Node { span: Span { start, end }, kind: NodeKind::Map(pairs) }
            }
        };
        self.add(node)
    }

    fn add(&mut self, node: Node) -> Result<(), Box<Diagnostic>> {
        match self.stack.last_mut() {
            None => self.done = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { pairs, key, seen, last, .. }) => match key.take() {
                Some(key) => {
                    *last = node.span.end.max(key.span.end);
                    if seen.is_new(&key.text, pairs) {
                        pairs.push((key, node));
                    } else {
                        self.twice.push(Twice { span: key.span, key: key.text.into() });
                    }
                }
                None => {
                    let NodeKind::Scalar(text) = node.kind else {
                        return Err(self.not_plain(node.span, "a key must be a single word or text"));
                    };
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
    use proptest::prelude::*;

    fn read(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
        let file = "f.yaml".into();
        let mut twice = Vec::new();
        let (node, fault) = match parse(text, &file, &mut twice) {
            Ok(node) => (Some(node), None),
            Err(fault) => (None, Some(*fault)),
        };
        (node, twice.iter().map(|twice| twice.fault(&file)).chain(fault).collect())
    }

    fn code(text: &str) -> Code {
        read(text).1[0].code
    }

    #[test]
    fn scalars_keep_their_text_and_place() {
        let text = "a: 1.50\nб: [ \"x\\ny\", ~ ]\n";
        let (node, faults) = read(text);
        let node = node.unwrap();
        assert!(faults.is_empty());
        let span = node.get("a").unwrap().span;
        assert_eq!(&text[span.start as usize..span.end as usize], "1.50");
        assert_eq!(node.get("a").unwrap().kind, NodeKind::Scalar("1.50".into()));
        let NodeKind::List(items) = &node.get("б").unwrap().kind else { panic!() };
        assert_eq!(items[0].kind, NodeKind::Scalar("x\ny".into()));
        assert_eq!(items[1].kind, NodeKind::Null);
    }

    #[test]
    fn only_plain_yaml() {
        assert_eq!(code("a: &x [1]\nb: *x"), Code::NotPlain);
        assert_eq!(code("a: !!str 1"), Code::NotPlain);
        assert_eq!(code("a: 1\n---\nb: 2"), Code::NotPlain);
        assert_eq!(code("? [a]\n: 1"), Code::NotPlain);
        assert_eq!(code("a: 1\na: 2"), Code::KeyTwice);
        assert_eq!(code("a: [1"), Code::Syntax);
        assert_eq!(code("%YAML 1.2\n---\na: 1"), Code::Syntax);
        assert_eq!(code(&"[".repeat(100_000)), Code::TooDeep);
        let deep: String = (0..100).map(|i| format!("{}a:\n", " ".repeat(i))).collect();
        assert_eq!(code(&deep), Code::TooDeep);
    }

    #[test]
    fn an_alias_bomb_is_refused_at_its_first_anchor() {
        let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for i in 1..40 {
            bomb += &format!("a{i}: &a{i} [*a{0},*a{0},*a{0},*a{0},*a{0}]\n", i - 1);
        }
        assert_eq!(code(&bomb), Code::NotPlain);
    }

    #[test]
    fn line_ends_of_windows_are_white_space() {
        let (node, faults) = read("a: 1\r\nb:\r\n  - x\r\n");
        assert!(faults.is_empty());
        assert_eq!(
            node.unwrap().get("b").unwrap().kind,
            read("b:\n  - x\n")
                .0
                .unwrap()
                .get("b")
                .map(|n| {
                    let NodeKind::List(items) = &n.kind else { panic!() };
                    NodeKind::List(vec![Node {
                        span: Span { start: 14, end: 15 },
                        kind: items[0].kind.clone(),
                    }])
                })
                .unwrap()
        );
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[-:a \\n\\[\\]{}&*!|>'\"#?,%~\\t]{0,60}") {
            let _ = read(&text);
        }
    }
}
