//! How the vocabulary is written: one declaration gives the type, its reader, its writer and its
//! JSON Schema.
//!
//! [`record!`](crate::record!) declares a mapping and [`words!`](crate::words!) a closed list of
//! words. Reading **accumulates**: a value that cannot be read leaves a [`Diagnostic`] and the
//! reading goes on, so that one pass reports every fault of a file.

use crate::{Code, Diagnostic, Id, Key, Kind, MOST_FAULTS, Node, NodeKind, Room, Span};
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The types that a single value may have in the eyes of a reader of YAML; ours reads its text.
pub const SCALAR: [&str; 3] = ["string", "number", "boolean"];

/// A value that can be read from a [`Node`], written as JSON, and described by a JSON Schema.
pub trait Shape: Sized {
    /// Reads it; what is wrong goes to `d`.
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self>;
    /// Its canonical form: the same value always gives the same JSON, and reading that back
    /// gives the value.
    fn encode(&self) -> Value;
    /// Its JSON Schema (2020-12).
    fn schema(schemas: &mut Schemas) -> Value;
}

/// A mapping with named fields, declared by [`record!`](crate::record!).
pub trait Fields: Sized {
    /// Reads its fields out of `keys`.
    fn decode_fields(keys: &mut Keys<'_>, d: &mut Decoder) -> Option<Self>;
    /// Adds its fields, in the order declared, to `map`.
    fn encode_fields(&self, map: &mut Map<String, Value>);
    /// Adds its fields to the schema of a mapping.
    fn schema_fields(object: &mut ObjectSchema<'_>);
}

/// How a field behaves when its key is not there.
pub trait Field: Sized {
    /// Reads the field `name` out of `keys`.
    fn take(keys: &mut Keys<'_>, name: &'static str, d: &mut Decoder) -> Option<Self>;
    /// Adds the field to `map`, unless it is absent.
    fn put(&self, name: &str, map: &mut Map<String, Value>);
    /// Its schema, and whether the key must be there.
    fn field_schema(schemas: &mut Schemas) -> (Value, bool);
}

impl<T: Shape> Field for T {
    fn take(keys: &mut Keys<'_>, name: &'static str, d: &mut Decoder) -> Option<Self> {
        match keys.take(name) {
            Some(node) => T::decode(node, d),
            None => {
                d.error(Code::MissingKey, keys.start(), format!("the key “{name}” is missing"))
                    .expected(format!("{name}: …"));
                None
            }
        }
    }
    fn put(&self, name: &str, map: &mut Map<String, Value>) {
        map.insert(name.to_owned(), self.encode());
    }
    fn field_schema(schemas: &mut Schemas) -> (Value, bool) {
        (T::schema(schemas), true)
    }
}

impl<T: Shape> Field for Option<T> {
    fn take(keys: &mut Keys<'_>, name: &'static str, d: &mut Decoder) -> Option<Self> {
        match keys.take(name) {
            Some(node) => T::decode(node, d).map(Some),
            None => Some(None),
        }
    }
    fn put(&self, name: &str, map: &mut Map<String, Value>) {
        if let Some(value) = self {
            map.insert(name.to_owned(), value.encode());
        }
    }
    fn field_schema(schemas: &mut Schemas) -> (Value, bool) {
        (T::schema(schemas), false)
    }
}

impl<T: Shape> Field for Vec<T> {
    fn take(keys: &mut Keys<'_>, name: &'static str, d: &mut Decoder) -> Option<Self> {
        keys.take(name).map_or(Some(Vec::new()), |node| d.list(node))
    }
    fn put(&self, name: &str, map: &mut Map<String, Value>) {
        if !self.is_empty() {
            map.insert(name.to_owned(), self.iter().map(Shape::encode).collect());
        }
    }
    fn field_schema(schemas: &mut Schemas) -> (Value, bool) {
        (json!({"type": "array", "items": T::schema(schemas)}), false)
    }
}

/// A reference met while reading, to be resolved when everything is read.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The id as written.
    pub id: Id,
    /// The room written before it, as in `caucus:ukraine/pos-1`.
    pub room: Option<Room>,
    /// The kinds of thing that it may name; none for any entry at all.
    pub kinds: &'static [Kind],
    /// Where it stands.
    pub span: Span,
}

/// Reads one file: carries what reading needs to know and gathers what it finds.
pub struct Decoder {
    /// The file being read.
    pub file: Arc<str>,
    /// The time zone of dates that name none.
    pub zone: TimeZone,
    /// What is wrong so far: the first [`MOST_FAULTS`].
    pub diagnostics: Vec<Diagnostic>,
    /// How many faults more were found.
    pub more: usize,
    /// The last of them, for the words that are still added to it.
    last: Option<Diagnostic>,
    /// The references met since the last [`Decoder::take_mentions`].
    mentions: Vec<Mention>,
}

impl Decoder {
    /// A decoder for `file`, with `zone` for the dates that name none.
    pub fn new(file: &str, zone: TimeZone) -> Decoder {
        Decoder {
            file: file.into(),
            zone,
            diagnostics: Vec::new(),
            more: 0,
            last: None,
            mentions: Vec::new(),
        }
    }

    /// Notes that something is wrong at `span`.
    pub fn error(&mut self, code: Code, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let fault = Diagnostic::new(code, &self.file, Some(span), message);
        if self.diagnostics.len() >= MOST_FAULTS {
            self.more += 1;
            return self.last.insert(fault);
        }
        self.diagnostics.push(fault);
        self.diagnostics.last_mut().expect("pushed on the line above")
    }

    /// The faults noted since the last call, and how many there were beyond them.
    pub fn take_faults(&mut self) -> (Vec<Diagnostic>, usize) {
        (std::mem::take(&mut self.diagnostics), std::mem::take(&mut self.more))
    }

    /// Notes a reference.
    pub fn mention(&mut self, mention: Mention) {
        self.mentions.push(mention);
    }

    /// The references noted since the last call.
    pub fn take_mentions(&mut self) -> Vec<Mention> {
        std::mem::take(&mut self.mentions)
    }

    /// The text of a single value.
    pub fn scalar<'n>(&mut self, node: &'n Node, expected: &str) -> Option<&'n str> {
        match &node.kind {
            NodeKind::Scalar(text) => Some(text),
            _ => self.wrong_kind(node, expected),
        }
    }

    /// The pairs of a mapping.
    pub fn pairs<'n>(&mut self, node: &'n Node) -> Option<&'n [(Key, Node)]> {
        match &node.kind {
            NodeKind::Map(pairs) => Some(pairs),
            _ => self.wrong_kind(node, "a mapping (key: value)"),
        }
    }

    /// Every item of a list, or `None` if one of them cannot be read.
    pub fn list<T: Shape>(&mut self, node: &Node) -> Option<Vec<T>> {
        match &node.kind {
            NodeKind::List(items) => {
                let read: Vec<Option<T>> = items.iter().map(|item| T::decode(item, self)).collect();
                read.into_iter().collect()
            }
            _ => self.wrong_kind(node, "a list (- item, or [item, item])"),
        }
    }

    /// Notes a value of the wrong kind.
    pub fn wrong_kind<T>(&mut self, node: &Node, expected: &str) -> Option<T> {
        let found = node.describe();
        self.error(Code::WrongKind, node.span, format!("expected {expected}, found {found}"))
            .expected(expected);
        None
    }
}

/// The keys of one mapping, taken out one by one; what is left over is unknown.
pub struct Keys<'n> {
    node: &'n Node,
    pairs: &'n [(Key, Node)],
    taken: Vec<bool>,
    asked: Vec<&'static str>,
}

impl<'n> Keys<'n> {
    /// The keys of `node`, or a diagnostic if it is no mapping.
    pub fn of(node: &'n Node, d: &mut Decoder) -> Option<Keys<'n>> {
        let pairs = d.pairs(node)?;
        Some(Keys { node, pairs, taken: vec![false; pairs.len()], asked: Vec::new() })
    }

    /// The value under `name`, once.
    pub fn take(&mut self, name: &'static str) -> Option<&'n Node> {
        self.asked.push(name);
        let index = self.pairs.iter().position(|(key, _)| key.text == name)?;
        self.taken[index] = true;
        Some(&self.pairs[index].1)
    }

    /// A short span at the start of the mapping, for what is missing in it.
    pub fn start(&self) -> Span {
        self.pairs.first().map_or(self.node.span, |(key, _)| key.span)
    }

    /// Reports the keys that nothing took.
    pub fn finish(self, d: &mut Decoder) {
        for ((key, _), taken) in self.pairs.iter().zip(&self.taken) {
            if !taken {
                let fault =
                    d.error(Code::UnknownKey, key.span, format!("the key “{}” is unknown here", key.text));
                fault.expected(format!("one of {}", self.asked.join(", ")));
                // In { } a comma ends a value: “{what: 1,000 people}” holds a key “000 people”.
                if key.text.contains(' ') || key.text.starts_with(|c: char| c.is_ascii_digit()) {
                    fault.help("put quotes around a text that holds a comma");
                }
                fault.nearest(&key.text, self.asked.iter().copied());
            }
        }
    }
}

/// Reads a whole mapping with declared fields, and nothing else in it.
pub fn decode_record<T: Fields>(node: &Node, d: &mut Decoder) -> Option<T> {
    let mut keys = Keys::of(node, d)?;
    let value = T::decode_fields(&mut keys, d);
    keys.finish(d);
    value
}

/// The schemas of named shapes, each written once.
#[derive(Default)]
pub struct Schemas {
    definitions: BTreeMap<&'static str, Value>,
}

impl Schemas {
    /// A reference to the schema `name`, made by `make` the first time.
    pub fn define(&mut self, name: &'static str, make: impl FnOnce(&mut Schemas) -> Value) -> Value {
        if !self.definitions.contains_key(name) {
            self.definitions.insert(name, Value::Null);
            let schema = make(self);
            self.definitions.insert(name, schema);
        }
        json!({"$ref": format!("#/$defs/{name}")})
    }

    /// All definitions, by name.
    pub fn into_definitions(self) -> Value {
        Value::Object(self.definitions.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
    }
}

/// The schema of a mapping while its fields are added.
pub struct ObjectSchema<'s> {
    schemas: &'s mut Schemas,
    properties: Map<String, Value>,
    required: Vec<Value>,
}

impl<'s> ObjectSchema<'s> {
    /// A mapping without fields yet.
    pub fn new(schemas: &'s mut Schemas) -> ObjectSchema<'s> {
        ObjectSchema { schemas, properties: Map::new(), required: Vec::new() }
    }

    /// Adds a field with what it means.
    pub fn field<T: Field>(&mut self, name: &str, doc: &str) {
        let (mut schema, required) = T::field_schema(self.schemas);
        if let Value::Object(map) = &mut schema {
            // What the value may look like stays beside what the field means.
            if let Some(form) = map.insert("description".into(), Value::String(doc.trim().into())) {
                map.insert("x-form".into(), form);
            }
        }
        if required {
            self.required.push(name.into());
        }
        self.properties.insert(name.into(), schema);
    }

    /// The finished schema; unknown keys are refused.
    pub fn finish(self, doc: &str) -> Value {
        json!({
            "type": "object",
            "description": doc.trim(),
            "properties": self.properties,
            "required": self.required,
            "additionalProperties": false,
        })
    }
}

/// Declares a mapping: the struct, its reader, its writer and its schema.
///
/// A field of type `Option<T>`, `Vec<T>` or `BTreeMap<Id, T>` may be absent; any other must be
/// there. The doc comment of a field is its description in the published schema.
#[macro_export]
macro_rules! record {
    ($(#[doc = $doc:literal])+ pub struct $Name:ident {
        $( $(#[doc = $field_doc:literal])+ pub $field:ident : $ty:ty ),+ $(,)?
    }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $Name { $( $(#[doc = $field_doc])+ pub $field: $ty ),+ }

        impl $crate::shape::Fields for $Name {
            fn decode_fields(keys: &mut $crate::shape::Keys<'_>, d: &mut $crate::shape::Decoder) -> Option<Self> {
                $( let $field = <$ty as $crate::shape::Field>::take(keys, stringify!($field), d); )+
                Some($Name { $( $field: $field? ),+ })
            }
            fn encode_fields(&self, map: &mut serde_json::Map<String, serde_json::Value>) {
                $( $crate::shape::Field::put(&self.$field, stringify!($field), map); )+
            }
            fn schema_fields(object: &mut $crate::shape::ObjectSchema<'_>) {
                $( object.field::<$ty>(stringify!($field), concat!($($field_doc),+)); )+
            }
        }

        impl $crate::shape::Shape for $Name {
            fn decode(node: &$crate::Node, d: &mut $crate::shape::Decoder) -> Option<Self> {
                $crate::shape::decode_record(node, d)
            }
            fn encode(&self) -> serde_json::Value {
                let mut map = serde_json::Map::new();
                $crate::shape::Fields::encode_fields(self, &mut map);
                serde_json::Value::Object(map)
            }
            fn schema(schemas: &mut $crate::shape::Schemas) -> serde_json::Value {
                schemas.define(stringify!($Name), |schemas| {
                    let mut object = $crate::shape::ObjectSchema::new(schemas);
                    <$Name as $crate::shape::Fields>::schema_fields(&mut object);
                    object.finish(concat!($($doc),+))
                })
            }
        }
    };
}

/// Declares a closed list of words, in their order.
#[macro_export]
macro_rules! words {
    ($(#[doc = $doc:literal])+ pub enum $Name:ident {
        $( $(#[doc = $variant_doc:literal])+ $variant:ident = $word:literal ),+ $(,)?
    }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $Name { $( $(#[doc = $variant_doc])+ $variant ),+ }

        impl $Name {
            /// All of them, in the order declared.
            pub const ALL: &'static [$Name] = &[$($Name::$variant),+];

            /// The word as written in files.
            pub fn as_str(self) -> &'static str {
                match self { $($Name::$variant => $word),+ }
            }

            /// The one written as `word`.
            pub fn from_word(word: &str) -> Option<$Name> {
                match word { $($word => Some($Name::$variant),)+ _ => None }
            }
        }

        impl $crate::shape::Shape for $Name {
            fn decode(node: &$crate::Node, d: &mut $crate::shape::Decoder) -> Option<Self> {
                let words = [$($word),+];
                let text = d.scalar(node, "a word")?;
                let read = $Name::from_word(text);
                if read.is_none() {
                    d.error($crate::Code::UnknownWord, node.span, format!("“{text}” is not one of the words allowed here"))
                        .expected(format!("one of {}", words.join(", ")))
                        .nearest(text, words);
                }
                read
            }
            fn encode(&self) -> serde_json::Value {
                serde_json::Value::String(self.as_str().to_owned())
            }
            fn schema(schemas: &mut $crate::shape::Schemas) -> serde_json::Value {
                schemas.define(stringify!($Name), |_| serde_json::json!({
                    "description": concat!($($doc),+).trim(),
                    "oneOf": [$( {"const": $word, "description": concat!($($variant_doc),+).trim()} ),+],
                }))
            }
        }
    };
}

impl Shape for bool {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        match d.scalar(node, "true or false")? {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            text => {
                d.error(Code::UnknownWord, node.span, format!("“{text}” is neither true nor false"))
                    .expected("true or false");
                None
            }
        }
    }
    fn encode(&self) -> Value {
        Value::Bool(*self)
    }
    fn schema(_: &mut Schemas) -> Value {
        json!({"enum": [true, false, "true", "false", "yes", "no"]})
    }
}

impl Shape for u32 {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let text = d.scalar(node, "a whole number")?;
        let read = text.parse().ok();
        if read.is_none() {
            d.error(Code::BadNumber, node.span, format!("“{text}” is not a whole number"))
                .expected("a whole number from 0 to 4294967295");
        }
        read
    }
    fn encode(&self) -> Value {
        json!(self)
    }
    fn schema(_: &mut Schemas) -> Value {
        json!({"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]+$"})
    }
}

impl Shape for String {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        d.scalar(node, "a text").map(str::to_owned)
    }
    fn encode(&self) -> Value {
        Value::String(self.clone())
    }
    fn schema(_: &mut Schemas) -> Value {
        json!({"type": SCALAR})
    }
}
