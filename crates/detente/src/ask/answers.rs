//! What was answered, as the text of an entry: the same as `KEY=VALUE` pairs would say.

use super::names::wrong;
use detente_brief::Names;
use detente_model::shape::Decoder;
use detente_model::{Basis, Code, Extent, Kind, Node, NodeKind, Position, Room};
use detente_record::asked::{Field, Form, OF_ISSUE, TextForm};
use detente_record::{DeedKind, Defaults, Entry};
use detente_store::{Faults, yaml};
use jiff::Timestamp;
use std::sync::Arc;

/// The name of the text, in messages.
pub const ANSWERS: &str = "your answers";

/// What was answered to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The key that it is written under.
    pub key: String,
    /// As it was typed or chosen.
    pub raw: String,
    /// As it stands in the entry.
    pub yaml: String,
}

impl Said {
    /// A single value.
    pub fn word(key: &str, value: &str) -> Said {
        Said { key: key.to_owned(), raw: value.to_owned(), yaml: scalar(value) }
    }

    /// Several values.
    pub fn words(key: &str, values: &[&str]) -> Said {
        let all: Vec<String> = values.iter().map(|value| scalar(value)).collect();
        let yaml = format!("[{}]", all.join(", "));
        Said { key: key.to_owned(), raw: yaml.clone(), yaml }
    }

    /// What was typed for a field of this form. Where only a list or a mapping can stand, brackets
    /// may be left out.
    pub fn typed(key: &str, text: &str, form: &TextForm) -> Said {
        let text: String = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let nested = (form.map && text.starts_with('{')) || (form.list && text.starts_with('['));
        let yaml = match form {
            TextForm { single: false, list: true, of_maps: true, .. } if !text.starts_with(['[', '{']) => {
                format!("[{{{text}}}]")
            }
            TextForm { single: false, list: true, .. } if !text.starts_with('[') => format!("[{text}]"),
            TextForm { single: false, map: true, .. } if !nested => format!("{{{text}}}"),
            _ if nested => text.clone(),
            _ => scalar(&text),
        };
        Said { key: key.to_owned(), raw: text, yaml }
    }

    fn line(&self) -> String {
        format!("{}: {}\n", self.key, self.yaml)
    }

    /// The pair that says the same on the command line.
    pub fn pair(&self) -> String {
        let is_nested = self.yaml.starts_with(['{', '[']);
        let value = if is_nested { &self.yaml } else { &self.raw };
        quoted(&format!("{}={value}", self.key))
    }
}

/// A single value as YAML: bare where that is surely the same text.
fn scalar(text: &str) -> String {
    let bare =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '+' | '#' | '’' | ';');
    let is_bare = text.starts_with(|c: char| c.is_alphanumeric())
        && text.chars().all(bare)
        && !text.ends_with(' ')
        && !text.contains(" #")
        && !text.eq_ignore_ascii_case("null");
    if is_bare { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// A word of a shell's command line.
pub fn quoted(text: &str) -> String {
    let is_plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '+' | '=' | '#');
    let plain = !text.is_empty() && text.chars().all(is_plain) && !text.starts_with('#');
    if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

/// The text of all answers, a line each.
pub fn text_of<'a>(said: impl IntoIterator<Item = &'a Said>) -> String {
    said.into_iter().map(Said::line).collect()
}

/// The tree of such a text.
pub fn node_of(text: &str) -> Result<Node, String> {
    let mut twice = Vec::new();
    let file: Arc<str> = ANSWERS.into();
    let node = yaml::parse(text, &file, &mut twice).map_err(|fault| told(&fault))?;
    match twice.first() {
        Some(twice) => Err(told(&twice.fault(&file))),
        None => Ok(node),
    }
}

fn told(fault: &detente_model::Diagnostic) -> String {
    // What is longer stands in the help of the question.
    match fault.expected.as_ref().filter(|expected| expected.chars().count() < 50) {
        Some(expected) => format!("{} (expected: {expected})", fault.message),
        None => fault.message.clone(),
    }
}

/// What an answer is checked against.
pub struct Ground<'a, 'v> {
    /// What may be named.
    pub names: &'a Names<'v>,
    /// The kind of entry.
    pub kind: Kind,
    /// Its room.
    pub room: &'a Room,
    /// What was said before.
    pub before: Vec<&'a Said>,
}

impl Ground<'_, '_> {
    /// What is wrong with an answer, as far as that can be said now.
    pub fn check(&self, said: &Said) -> Result<(), String> {
        let head = text_of(self.before.iter().copied().filter(|before| before.key != said.key));
        let text = format!("{head}{}", said.line());
        // By itself first, so that a bracket too many is told of this line.
        node_of(&said.line())?;
        let node = node_of(&text)?;
        let at = head.len() + said.key.len() + 1;
        let mut d = Decoder::new(ANSWERS, self.names.zone());
        let draft = Entry::decode(DeedKind::Says(self.kind), &node, &self.defaults(), &mut d);
        let is_here = |start: u32| start as usize >= at;
        if let Some(fault) =
            d.diagnostics.iter().find(|fault| fault.span.is_none_or(|span| is_here(span.start)))
        {
            return Err(told(fault));
        }
        let mentions = d.take_mentions();
        let wrong = |mention| wrong(self.names, mention, self.room);
        if let Some(wrong) = mentions.iter().filter(|m| is_here(m.span.start)).find_map(wrong) {
            return Err(wrong);
        }
        match draft {
            Some(draft) if OF_ISSUE.contains(&said.key.as_str()) => self.check_extent(&draft.entry),
            _ => Ok(()),
        }
    }

    fn check_extent(&self, entry: &Entry) -> Result<(), String> {
        let position = entry.fact().and_then(<Position as detente_model::AsFact>::of);
        let Some(position) = position else { return Ok(()) };
        let Some(issue) = self.names.issue(&position.issue.to_string(), self.room) else { return Ok(()) };
        let bounds = match (issue.min, issue.max) {
            (Some(min), Some(max)) => format!(" from {min} to {max}"),
            (Some(min), None) => format!(" of at least {min}"),
            (None, Some(max)) => format!(" of at most {max}"),
            (None, None) => String::new(),
        };
        match Extent::of(position, issue) {
            Ok(_) => Ok(()),
            Err(_) => Err(format!("write a number{bounds}, such as 30, at least 30 or 20-40")),
        }
    }

    fn defaults(&self) -> Defaults {
        Defaults {
            room: self.room.clone(),
            rooms: vec![self.room.clone()],
            recorded: Timestamp::UNIX_EPOCH,
            author: String::new(),
            basis: Some(Basis::Assumed),
        }
    }
}

/// Which of `fields` the faults of an entry are in, by their places; `node` is the entry's tree.
pub fn faulty(found: &Faults, node: &Node, fields: &[Field], said: &[Option<Said>]) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::new();
    for fault in &found.diagnostics {
        let key = fault.span.and_then(|span| key_at(node, span.start));
        let is_at = |field: &Field| match (fault.code, &field.form) {
            (Code::BadPosition, Form::OfIssue) => true,
            (Code::BadPosition, _) => false,
            (Code::NoSource, _) => field.key == "basis" || field.key == "source",
            (_, Form::OfIssue) => key.is_some_and(|key| OF_ISSUE.contains(&key)),
            _ => key == Some(field.key.as_str()),
        };
        let missing = |at: usize| fault.code == Code::MissingKey && fields[at].required && said[at].is_none();
        places.extend((0..fields.len()).filter(|at| is_at(&fields[*at]) || missing(*at)));
    }
    places.sort_unstable();
    places.dedup();
    places
}

/// The key of the pair that holds the byte `at`.
fn key_at(node: &Node, at: u32) -> Option<&str> {
    let NodeKind::Map(pairs) = &node.kind else { return None };
    pairs.iter().rev().find(|(key, _)| key.span.start <= at).map(|(key, _)| key.text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_reads_back_as_it_was() {
        let words = TextForm { single: true, map: true, ..TextForm::default() };
        let all = [
            "a",
            "null",
            "1,000 people",
            "[sic] he said",
            "a: b",
            "- a",
            "a #b",
            "“quoted”",
            "true",
            "ä\tb",
            "\"",
            "Ні.",
        ];
        for text in all {
            let said = Said::typed("k", text, &words);
            let node = node_of(&said.line()).expect(text);
            let read = node.get("k").map(|value| value.kind.clone());
            assert_eq!(read, Some(NodeKind::Scalar(text.replace('\t', " "))), "{text}");
        }
    }

    #[test]
    fn brackets_may_be_left_out_where_nothing_else_can_stand() {
        let list = TextForm { list: true, ..TextForm::default() };
        let map = TextForm { map: true, ..TextForm::default() };
        assert_eq!(Said::typed("k", "none, full", &list).yaml, "[none, full]");
        assert_eq!(Said::typed("k", "{to: a}", &list).yaml, "[{to: a}]");
        let of_maps = TextForm { list: true, of_maps: true, ..TextForm::default() };
        assert_eq!(Said::typed("k", "to: a, by: b", &of_maps).yaml, "[{to: a, by: b}]");
        assert_eq!(Said::typed("k", "{to: a}, {to: b}", &of_maps).yaml, "[{to: a}, {to: b}]");
        assert_eq!(Said::typed("k", "[a]", &list).yaml, "[a]");
        assert_eq!(Said::typed("k", "toll: 3", &map).yaml, "{toll: 3}");
    }

    #[test]
    fn a_pair_is_one_word_of_a_shell() {
        assert_eq!(Said::word("party", "north").pair(), "party=north");
        assert_eq!(Said::word("note", "It's $5").pair(), "'note=It'\\''s $5'");
        assert_eq!(Said::words("by", &["a", "b"]).pair(), "'by=[a, b]'");
    }
}
