//! What a process says of itself, as files and stores keep it.

use crate::store::{Damage, StoreError};
use detente_model::shape::{Decoder, Shape};
use detente_model::{Basis, Code, Id, Language, Node, NodeKind, Text, VagueDate, record};
use detente_record::{Header, Seat};
use jiff::tz::TimeZone;
use serde_json::Value;
use std::fmt::Write;

record! {
    /// What a process says of itself: the mapping under `process:` in process.yaml.
    pub struct ProcessHeader {
        /// A short id.
        pub id: Id,
        /// What it is called.
        pub title: Text,
        /// Whose record it is, and so who looks by default: team, or party:P for a delegation's own file.
        pub keeper: Seat,
        /// The day (or time) on which the entries of this file were recorded, where they say nothing else.
        pub recorded: VagueDate,
        /// Who writes this file.
        pub author: String,
        /// The time zone of dates that name none, such as Europe/Istanbul. Default: UTC.
        pub zone: Option<String>,
        /// The language of texts that name none. Default: en.
        pub language: Option<Language>,
        /// The basis of entries that give none.
        pub basis: Option<Basis>,
        /// A secret that makes the log's heads tell nothing about the entries.
        pub salt: Option<String>,
        /// What the process is about, in a sentence.
        pub about: Option<Text>,
    }
}

impl ProcessHeader {
    /// What everybody may know of it, with `zone` for dates that name none.
    pub fn in_zone(&self, zone: TimeZone) -> Header {
        let ProcessHeader { id, title, keeper, language, about, .. } = self.clone();
        let language = language.or_else(|| Language::new("en")).expect("en is a language tag");
        Header { id, title, keeper, zone, language, about }
    }

    /// The same, in the zone that it names.
    ///
    /// # Errors
    /// If this machine's time zones have no such zone.
    pub fn to_header(&self) -> Result<Header, StoreError> {
        let zone = match &self.zone {
            None => TimeZone::UTC,
            Some(name) => TimeZone::get(name)
                .map_err(|_| StoreError::from(Damage::whole(format!("there is no time zone “{name}”"))))?,
        };
        Ok(self.in_zone(zone))
    }

    /// Its canonical form, as a store keeps it.
    pub fn to_text(&self) -> String {
        self.encode().to_string()
    }

    /// Reads what [`ProcessHeader::to_text`] gives.
    ///
    /// # Errors
    /// If it is not that.
    pub fn from_text(text: &str) -> Result<ProcessHeader, StoreError> {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let node = Node::from_value(&value);
        let mut d = Decoder::new("", TimeZone::UTC);
        d.zone = zone_of(Some(&node), &mut d);
        let header = ProcessHeader::decode(&node, &mut d);
        header.ok_or_else(|| {
            let why = d.diagnostics.first().map_or("it is no mapping", |fault| fault.message.as_str());
            Damage::whole(format!("its header cannot be read: {why}")).into()
        })
    }

    /// The `process.yaml` that says this and nothing else.
    pub fn to_yaml(&self) -> String {
        let mut yaml = String::from("process:\n");
        if let Value::Object(fields) = self.encode() {
            for (key, value) in fields {
                // JSON is YAML.
                let _ = writeln!(yaml, "  {key}: {value}");
            }
        }
        yaml
    }
}

/// The zone that `header` names; UTC, if it names none.
pub fn zone_of(header: Option<&Node>, d: &mut Decoder) -> TimeZone {
    let Some(node) = header.and_then(|header| header.get("zone")) else { return TimeZone::UTC };
    let NodeKind::Scalar(name) = &node.kind else { return TimeZone::UTC };
    match TimeZone::get(name) {
        Ok(zone) => zone,
        Err(_) => {
            let names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
            d.error(Code::BadHeader, node.span, format!("there is no time zone “{name}”"))
                .expected("a name of the IANA time zone database, such as Europe/Istanbul")
                .nearest(name, names.iter().map(String::as_str));
            TimeZone::UTC
        }
    }
}
