//! Where in a source something stands.

use crate::shape::{Decoder, Fields, Schemas, Shape, decode_record};
use crate::{Code, Node, NodeKind, SourceRef, Target, ToSource};
use serde_json::{Map, Value, json};

/// A source, and the sentences or words in it. Written `report`, `report#4`, `report#4-6`, or
/// as a mapping with `id` and `quote` or `sentences`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    /// The source.
    pub source: SourceRef,
    /// The first and last sentence, from 1.
    pub sentences: Option<(u32, u32)>,
    /// The exact words.
    pub quote: Option<String>,
}

crate::record! {
    /// The long form of a citation.
    pub struct LongCite {
        /// The source.
        pub id: SourceRef,
        /// Its sentence, or its sentences: 4, 4-6.
        pub sentences: Option<String>,
        /// The exact words, as they stand in the source's text.
        pub quote: Option<String>,
    }
}

/// Reads `4` or `4-6`.
fn sentence_range(text: &str) -> Option<(u32, u32)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (1 <= first && first <= last).then_some((first, last))
}

impl Shape for Cite {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let bad_range = |d: &mut Decoder, text: &str| {
            d.error(Code::BadNumber, node.span, format!("“{text}” is not a number of a sentence"))
                .expected("report#4 or report#4-6 (sentences count from 1)");
            None
        };
        match &node.kind {
            NodeKind::Scalar(text) => {
                let (id, range) = text.split_once('#').map_or((text.as_str(), None), |(id, r)| (id, Some(r)));
                let source = SourceRef::read(id, node.span, d)?;
                let sentences = match range {
                    None => None,
                    Some(range) => match sentence_range(range) {
                        Some(sentences) => Some(sentences),
                        None => return bad_range(d, range),
                    },
                };
                Some(Cite { source, sentences, quote: None })
            }
            _ => {
                let long: LongCite = decode_record(node, d)?;
                let sentences = match &long.sentences {
                    None => None,
                    Some(text) => match sentence_range(text) {
                        Some(sentences) => Some(sentences),
                        None => return bad_range(d, text),
                    },
                };
                Some(Cite { source: long.id, sentences, quote: long.quote })
            }
        }
    }
    fn encode(&self) -> Value {
        let range = self.sentences.map(|(a, b)| if a == b { a.to_string() } else { format!("{a}-{b}") });
        let mut map = Map::new();
        match (&self.quote, &range) {
            (None, None) => return Value::String(self.source.to_string()),
            (None, Some(range)) => return Value::String(format!("{}#{range}", self.source)),
            (Some(_), _) => {
                let long = LongCite { id: self.source.clone(), sentences: range, quote: self.quote.clone() };
                long.encode_fields(&mut map);
            }
        }
        Value::Object(map)
    }
    fn schema(schemas: &mut Schemas) -> Value {
        let long = LongCite::schema(schemas);
        let names = crate::id::names(ToSource::KINDS);
        let short =
            json!({"type": "string", "description": "SOURCE, SOURCE#4 or SOURCE#4-6", "x-names": names});
        json!({"oneOf": [short, long]})
    }
}

/// One citation, or several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cites(pub Vec<Cite>);

impl Shape for Cites {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        match &node.kind {
            NodeKind::List(_) => d.list(node).map(Cites),
            _ => Cite::decode(node, d).map(|cite| Cites(vec![cite])),
        }
    }
    fn encode(&self) -> Value {
        match self.0.as_slice() {
            [one] => one.encode(),
            all => Value::Array(all.iter().map(Shape::encode).collect()),
        }
    }
    fn schema(schemas: &mut Schemas) -> Value {
        let one = schemas.define("Cite", Cite::schema);
        json!({"oneOf": [one, {"type": "array", "items": one}]})
    }
}

/// The sentences of a source's text: its lines that are not blank, trimmed.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// `text` with every run of white space as one space, so that a quote may be wrapped.
pub fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
