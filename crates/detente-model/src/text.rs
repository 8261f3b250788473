//! Text for people, in one language or several.

use crate::shape::{Decoder, Schemas, Shape};
use crate::{Code, Node, NodeKind};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::fmt;

/// A language as a BCP 47 tag of letters, digits and hyphens, such as `ar` or `uk-Latn`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(String);

impl Language {
    /// The language with this tag; `None` if it is no well-formed tag (RFC 5646: a primary
    /// subtag of two to eight letters, then subtags of one to eight letters or digits).
    pub fn new(tag: &str) -> Option<Language> {
        let mut parts = tag.split('-');
        let primary = parts.next()?;
        let primary_fits =
            (2..=8).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
        let rest_fits =
            parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
        (primary_fits && rest_fits && tag.len() <= 35).then(|| Language(tag.to_ascii_lowercase()))
    }

    /// The tag in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary subtag: `uk` of `uk-latn`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Is it written from right to left? By the script subtag if there is one, else by the
    /// language's usual script.
    pub fn is_right_to_left(&self) -> bool {
        const SCRIPTS: [&str; 10] =
            ["arab", "hebr", "syrc", "thaa", "nkoo", "adlm", "rohg", "mand", "samr", "aran"];
        const LANGUAGES: [&str; 14] =
            ["ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "syr", "azb", "nqo", "prs"];
        match self
            .0
            .split('-')
            .skip(1)
            .find(|part| part.len() == 4 && !part.starts_with(|c: char| c.is_ascii_digit()))
        {
            Some(script) => SCRIPTS.contains(&script),
            None => LANGUAGES.contains(&self.primary()),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Shape for Language {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let tag = d.scalar(node, "a language tag")?;
        read_language(tag, node.span, d)
    }
    fn encode(&self) -> Value {
        Value::String(self.0.clone())
    }
    fn schema(_: &mut Schemas) -> Value {
        json!({"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"})
    }
}

fn read_language(tag: &str, span: crate::Span, d: &mut Decoder) -> Option<Language> {
    let language = Language::new(tag);
    if language.is_none() {
        d.error(Code::BadLanguage, span, format!("“{tag}” is no language tag"))
            .expected("a BCP 47 tag such as en, ar, uk or uk-Latn");
    }
    language
}

/// Text for people: one wording, or one for each of several languages (the first is shown where
/// the reader's language is not among them).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    first: (Option<Language>, String),
    others: Vec<(Language, String)>,
}

impl Text {
    /// Text in the process's own language.
    pub fn plain(text: impl Into<String>) -> Text {
        Text { first: (None, text.into()), others: Vec::new() }
    }

    /// The wording for a reader of `language`: the same tag, else the same primary language, else
    /// the first; with the language that it is written in, if that was said.
    pub fn read_in(&self, language: &Language) -> (&str, Option<&Language>) {
        let all = || {
            let first = self.first.0.as_ref().map(|l| (l, &self.first.1));
            first.into_iter().chain(self.others.iter().map(|(l, t)| (l, t)))
        };
        all()
            .find(|(l, _)| *l == language)
            .or_else(|| all().find(|(l, _)| l.primary() == language.primary()))
            .map_or((&self.first.1, self.first.0.as_ref()), |(l, text)| (text, Some(l)))
    }
}

impl Shape for Text {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        match &node.kind {
            NodeKind::Scalar(text) if !text.trim().is_empty() => Some(Text::plain(text.trim())),
            NodeKind::Map(pairs) if !pairs.is_empty() => {
                let mut read = Vec::with_capacity(pairs.len());
                let mut earlier = HashSet::with_capacity(pairs.len());
                for (key, value) in pairs {
                    let language = read_language(&key.text, key.span, d);
                    if !earlier.insert(key.text.to_ascii_lowercase()) {
                        d.error(
                            Code::KeyTwice,
                            key.span,
                            format!("the language “{}” is given twice", key.text),
                        )
                        .expected("each language once");
                    }
                    let text = d.scalar(value, "a text");
                    read.push(language.zip(text.map(|t| t.trim().to_owned())));
                }
                let mut whole = read.into_iter().collect::<Option<Vec<_>>>()?.into_iter();
                let (language, text) = whole.next()?;
                Some(Text { first: (Some(language), text), others: whole.collect() })
            }
            _ => d.wrong_kind(node, "a text, or a text for each language ({en: …, ar: …})"),
        }
    }
    fn encode(&self) -> Value {
        match &self.first {
            (None, text) => Value::String(text.clone()),
            (Some(language), text) => {
                let first = std::iter::once((language, text));
                let all = first.chain(self.others.iter().map(|(l, t)| (l, t)));
                Value::Object(all.map(|(l, t)| (l.to_string(), Value::String(t.clone()))).collect())
            }
        }
    }
    fn schema(schemas: &mut Schemas) -> Value {
        schemas.define("Text", |_| {
            json!({
                "description": "a text, or a text for each language",
                "oneOf": [
                    {"type": crate::shape::SCALAR},
                    {"type": "object", "minProperties": 1,
                     "propertyNames": {"pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
                     "additionalProperties": {"type": crate::shape::SCALAR}}
                ]
            })
        })
    }
}
