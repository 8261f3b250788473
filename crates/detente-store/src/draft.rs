//! What is to be written, before it is read: from pairs of a command line, or from JSON.

use crate::folder::Texts;
use crate::open::Faults;
use crate::yaml;
use detente_model::shape::Decoder;
use detente_model::{Code, Diagnostic, Id, Key, Node, NodeKind, Room, Span};
use detente_record::DeedKind;
use jiff::tz::TimeZone;
use std::sync::Arc;

/// What is to be written into one room, before it is read.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What kind of entry.
    pub kind: DeedKind,
    /// Its room.
    pub room: Room,
    /// What it says, with its place in the text that it came from.
    pub node: Node,
    /// The name of that text, for messages.
    pub file: Arc<str>,
}

/// The draft of a correction or withdrawal, to be written into `room`, of the entry `id` that was written in
/// `written_in`. `fields` is what else the draft says.
pub fn draft_of_deed(
    kind: DeedKind,
    (written_in, id): (&Room, &Id),
    fields: Vec<(Key, Node)>,
    room: Room,
    file: &Arc<str>,
) -> Draft {
    let unplaced = |kind| Node { span: Span::default(), kind };
    let of = unplaced(NodeKind::Scalar(format!("{written_in}/{id}")));
    let mut pairs = vec![(Key { span: Span::default(), text: "of".to_owned() }, of)];
    pairs.extend(fields);
    Draft { kind, room, node: unplaced(NodeKind::Map(pairs)), file: file.clone() }
}

/// Is a value of the command line meant as YAML: a mapping, a list, or a text in double quotes? What
/// only begins like one is a text: “[inaudible] we agreed”.
fn is_yaml(value: &str, file: &Arc<str>) -> bool {
    let value = value.trim();
    let looks = [('{', '}'), ('[', ']'), ('"', '"')];
    let looks = looks.iter().any(|(open, close)| value.starts_with(*open) && value.ends_with(*close));
    looks && value.len() > 1 && yaml::parse(value, file, &mut Vec::new()).is_ok()
}

/// The node that `key=value` pairs of a command line say, and the text that shows them: a line a
/// pair. A value in `{ }` or `[ ]` is read as YAML, one in double quotes as what they hold (so that
/// a text may be `"[inaudible]"`); any other is taken as it is.
///
/// # Errors
/// What is wrong with a pair, at its place in the text.
pub fn draft_of_pairs(pairs: &[String], file: &Arc<str>) -> Result<(Node, Texts), Faults> {
    let mut text = String::new();
    for pair in pairs {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = match is_yaml(value, file) {
            true => value.to_owned(),
            // JSON is YAML.
            false => serde_json::Value::String(value.to_owned()).to_string(),
        };
        text.push_str(&format!("{key}: {value}\n"));
    }
    let mut diagnostics = Vec::new();
    let unclear = pairs.iter().find(|pair| !pair.contains('='));
    if let Some(pair) = unclear {
        let mut fault = Diagnostic::new(Code::WrongKind, file, None, format!("“{pair}” is no KEY=VALUE"));
        fault.expected("KEY=VALUE, such as party=ukraine");
        diagnostics.push(fault);
    }
    let node = if text.is_empty() {
        Some(Node { span: Span::default(), kind: NodeKind::Map(Vec::new()) })
    } else {
        parsed(&text, file, &mut diagnostics)
    };
    let texts = Texts::from([(file.clone(), text)]);
    match node.filter(|_| diagnostics.is_empty()) {
        Some(node) => Ok((node, texts)),
        None => Err(Faults::told(diagnostics, texts)),
    }
}

/// The entries of a JSON text: one, a list of them, or one after the other. Each names its kind
/// under `entry` and may name its `room`. Beside them the text in which their places are.
///
/// # Errors
/// What cannot be read, at its place in the text.
pub fn drafts_of_json(text: &str, file: &Arc<str>, room: &Room) -> Result<(Vec<Draft>, Texts), Faults> {
    let text = text.trim_start_matches('\u{feff}');
    let mut diagnostics = Vec::new();
    let mut nodes = Vec::new();
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<&serde_json::value::RawValue>();
    while let Some(value) = stream.next() {
        let end = stream.byte_offset();
        match value {
            Ok(raw) => {
                // JSON is YAML, which keeps the places; as deep and as long as the text.
                let start = end - raw.get().len();
                if let Some(mut node) = parsed_json(raw.get(), file, &mut diagnostics) {
                    node.shift(start as u32);
                    nodes.push(without_nulls(node));
                }
            }
            Err(error) => {
                let at = (end as u32).min(text.len() as u32);
                let span = Span { start: at, end: at };
                diagnostics.push(Diagnostic::new(
                    Code::Syntax,
                    file,
                    Some(span),
                    format!("this is not JSON: {error}"),
                ));
                break;
            }
        }
    }
    let each = nodes.into_iter().flat_map(|node| match node.kind {
        NodeKind::List(items) => items,
        _ => vec![node],
    });
    let mut d = Decoder::new(file, TimeZone::UTC);
    let drafts: Vec<Draft> = each.filter_map(|node| draft_of_node(node, file, room, &mut d)).collect();
    diagnostics.append(&mut d.diagnostics);
    if drafts.is_empty() && diagnostics.is_empty() {
        diagnostics.push(Diagnostic::new(Code::Empty, file, None, "there is no entry to write"));
    }
    let texts = Texts::from([(file.clone(), text.to_owned())]);
    match diagnostics.is_empty() {
        true => Ok((drafts, texts)),
        false => Err(Faults::told(diagnostics, texts)),
    }
}

/// The tree of a text that is one JSON value, and the text in which its places are. `null` stays: in a
/// correction it takes a field away.
///
/// # Errors
/// What cannot be read, at its place in the text.
pub fn node_of_json(text: &str, file: &Arc<str>) -> Result<(Node, Texts), Faults> {
    let text = text.trim_start_matches('\u{feff}');
    let mut diagnostics = Vec::new();
    let texts = Texts::from([(file.clone(), text.to_owned())]);
    if let Err(error) = serde_json::from_str::<&serde_json::value::RawValue>(text) {
        let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
        let at = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
        let at = at.min(text.len()) as u32;
        let span = Some(Span { start: at, end: at });
        diagnostics.push(Diagnostic::new(Code::Syntax, file, span, format!("this is not JSON: {error}")));
        return Err(Faults::told(diagnostics, texts));
    }
    match parsed_json(text, file, &mut diagnostics).filter(|_| diagnostics.is_empty()) {
        Some(node) => Ok((node, texts)),
        None => Err(Faults::told(diagnostics, texts)),
    }
}

/// The tree of a text, or what is wrong with it.
fn parsed(text: &str, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let mut twice = Vec::new();
    let node = yaml::parse(text, file, &mut twice);
    diagnostics.extend(twice.iter().map(|twice| twice.fault(file)));
    node.map_err(|fault| diagnostics.push(*fault)).ok()
}

/// The tree of a JSON text. It is read as YAML, for the places; a few characters that JSON allows in
/// a text YAML does not, and then every part stands at the whole.
fn parsed_json(text: &str, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let mut told = Vec::new();
    if let Some(node) = parsed(text, file, &mut told) {
        diagnostics.append(&mut told);
        return Some(node);
    }
    let too_deep = told.iter().any(|fault| fault.code == Code::TooDeep);
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(value) if !too_deep => {
            let mut node = Node::from_value(&value);
            node.place_at(Span { start: 0, end: text.len() as u32 });
            Some(node)
        }
        _ => {
            diagnostics.append(&mut told);
            None
        }
    }
}

/// `"note": null` says nothing of the note.
fn without_nulls(mut node: Node) -> Node {
    match &mut node.kind {
        NodeKind::Map(pairs) => {
            pairs.retain(|(_, value)| value.kind != NodeKind::Null);
            for (_, value) in pairs {
                *value =
                    without_nulls(std::mem::replace(value, Node { span: value.span, kind: NodeKind::Null }));
            }
        }
        NodeKind::List(items) => {
            for item in items {
                *item =
                    without_nulls(std::mem::replace(item, Node { span: item.span, kind: NodeKind::Null }));
            }
        }
        NodeKind::Null | NodeKind::Scalar(_) => {}
    }
    node
}

fn draft_of_node(mut node: Node, file: &Arc<str>, room: &Room, d: &mut Decoder) -> Option<Draft> {
    let span = node.span;
    let NodeKind::Map(pairs) = &mut node.kind else { return d.wrong_kind(&node, "an entry: {…}") };
    let Some(at) = pairs.iter().position(|(key, _)| key.text == "entry") else {
        d.error(Code::MissingKey, span, "the entry does not say what kind it is").expected("entry: position");
        return None;
    };
    let (_, kind) = pairs.remove(at);
    let word = d.scalar(&kind, "a kind of entry")?.to_owned();
    let Some(kind_of) = DeedKind::from_word(&word) else {
        let words: Vec<&str> = DeedKind::all().map(DeedKind::as_str).collect();
        d.error(Code::UnknownWord, kind.span, format!("“{word}” is no kind of entry"))
            .expected(format!("one of {}", words.join(", ")))
            .nearest(&word, words);
        return None;
    };
    let room = match node.get("room") {
        None => room.clone(),
        Some(written) => detente_model::shape::Shape::decode(written, d)?,
    };
    Some(Draft { kind: kind_of, room, node, file: file.clone() })
}
