//! The parts of an entry as inputs of a form, read from the JSON Schema of its kind.

use detente_model::Kind;
use detente_record::asked::{Field, Form, Leaf, fields_of, leaves, names, parts_of};
use serde_json::Value;

/// Something that a form asks for.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Its key in the entry, or in the mapping that it is a part of.
    pub key: String,
    /// The kind of entry, or the definition, that it is a part of: for its label.
    pub of: String,
    /// Must it be there?
    pub required: bool,
    /// What is asked.
    pub ask: Ask,
}

/// What may be typed or chosen.
#[derive(Clone, Debug)]
pub(crate) enum Ask {
    /// One of the words of an enumeration.
    Words {
        /// The name of the enumeration.
        of: String,
        /// The words.
        words: Vec<String>,
    },
    /// Yes or no.
    YesNo,
    /// The id of a thing of one of these kinds.
    Name(Vec<Kind>),
    /// Several of them; of no kind: any ids.
    Names(Vec<Kind>),
    /// A date, perhaps vague.
    Date,
    /// Words on one line.
    Line,
    /// Words on many lines.
    Prose,
    /// A single value, or what stands in braces.
    Loose,
    /// A text in one language, or in several.
    Text,
    /// The parts of a position that say on what it is: an option, several, or a number.
    Extent,
    /// A mapping.
    Record(Vec<Part>),
    /// A list of mappings.
    Rows(Rows),
    /// Something for each of some issues.
    ByIssue(Box<Ask>),
    /// An option of an issue, or a number: the value of a term.
    Term,
    /// Anything else, in YAML.
    Yaml,
}

/// A list of mappings.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    /// The parts of each.
    pub parts: Vec<Part>,
    /// Are these citations of sources?
    pub cites: bool,
}

/// What a form asks for an entry of `kind`: required parts first. The common ones are the last.
pub(crate) fn parts_of_kind(kind: Kind) -> Vec<Part> {
    let asked = fields_of(kind);
    let mut parts = parts(&asked.all, kind.as_str(), &asked.definitions);
    parts.sort_by_key(|part| !part.required);
    parts
}

/// The id, which need not be given.
pub(crate) fn id_part() -> Part {
    Part { key: "id".into(), of: "entry".into(), required: false, ask: Ask::Line }
}

fn parts(fields: &[Field], of: &str, definitions: &Value) -> Vec<Part> {
    let part = |field: &Field| {
        let ask = match field.form {
            Form::OfIssue => Ask::Extent,
            _ => ask(&field.key, &field.schema, definitions)?,
        };
        Some(Part { key: field.key.clone(), of: of.to_owned(), required: field.required, ask })
    };
    fields.iter().filter_map(part).collect()
}

/// What a schema asks for; none for a document, which is attached and not typed.
fn ask(key: &str, schema: &Value, definitions: &Value) -> Option<Ask> {
    let all = leaves(schema, definitions);
    let is_of = |name: &str| all.iter().any(|leaf| leaf.name == Some(name));
    if is_of("Document") {
        return None;
    }
    if is_of("Text") {
        return Some(Ask::Text);
    }
    if let Some(words) = words(&all) {
        return Some(words);
    }
    let list = all.iter().find(|leaf| leaf.schema["items"].is_object());
    Some(match (list, all.as_slice()) {
        (Some(list), _) => list_of(&list.schema["items"], definitions),
        (None, [only]) => single(key, *only, definitions),
        (None, _) => Ask::Yaml,
    })
}

fn words(all: &[Leaf<'_>]) -> Option<Ask> {
    let word = |leaf: &Leaf<'_>| leaf.schema["const"].as_str().map(str::to_owned);
    let words = all.iter().map(word).collect::<Option<Vec<String>>>()?;
    let of = all.first()?.name.unwrap_or("").to_owned();
    Some(Ask::Words { of, words })
}

fn list_of(items: &Value, definitions: &Value) -> Ask {
    let all = leaves(items, definitions);
    if let Some(record) = all.iter().find(|leaf| leaf.schema["properties"].is_object()) {
        let parts = record_of(*record, definitions);
        return Ask::Rows(Rows { parts, cites: record.name == Some("LongCite") });
    }
    match all.as_slice() {
        [only] if takes(only.schema, "string") => Ask::Names(names(only.schema).unwrap_or_default()),
        _ => Ask::Yaml,
    }
}

fn record_of(leaf: Leaf<'_>, definitions: &Value) -> Vec<Part> {
    parts(&parts_of(leaf.schema, definitions), leaf.name.unwrap_or(""), definitions)
}

fn single(key: &str, leaf: Leaf<'_>, definitions: &Value) -> Ask {
    let schema = leaf.schema;
    if schema["properties"].is_object() {
        return Ask::Record(record_of(leaf, definitions));
    }
    if schema["additionalProperties"].is_object() {
        return mapping(schema, definitions);
    }
    if schema["x-date"] == true {
        return Ask::Date;
    }
    if schema["enum"].as_array().is_some_and(|all| all.contains(&Value::Bool(true))) {
        return Ask::YesNo;
    }
    if let Some(kinds) = names(schema) {
        return Ask::Name(kinds);
    }
    match key {
        _ if !takes(schema, "string") => Ask::Yaml,
        "text" | "quote" => Ask::Prose,
        _ => Ask::Line,
    }
}

/// A mapping with free keys: by issue, if these are issues and the values are simple.
fn mapping(schema: &Value, definitions: &Value) -> Ask {
    let value = &schema["additionalProperties"];
    let is_by_issue = names(&schema["propertyNames"]).is_some_and(|kinds| kinds == [Kind::Issue]);
    let any = value["anyOf"].as_array();
    match (is_by_issue, any) {
        (true, Some(any)) if any.iter().any(|one| takes(one, "string")) => Ask::ByIssue(Box::new(Ask::Loose)),
        (true, None) if leaves(value, definitions).iter().all(|leaf| takes(leaf.schema, "string")) => {
            Ask::ByIssue(Box::new(Ask::Term))
        }
        _ => Ask::Yaml,
    }
}

fn takes(schema: &Value, name: &str) -> bool {
    match &schema["type"] {
        Value::Array(types) => types.iter().any(|one| one == name),
        one => one == name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask_for(kind: Kind, key: &str) -> Ask {
        parts_of_kind(kind).into_iter().find(|part| part.key == key).expect("a part").ask
    }

    #[test]
    fn what_is_asked_is_what_the_schema_allows() {
        assert!(
            matches!(ask_for(Kind::Incident, "kind"), Ask::Words { of, words } if of == "IncidentKind" && words.len() > 5)
        );
        assert!(matches!(ask_for(Kind::Incident, "killed"), Ask::Rows(rows) if rows.parts[0].key == "count"));
        assert!(matches!(ask_for(Kind::Incident, "source"), Ask::Rows(Rows { cites: true, .. })));
        assert!(matches!(ask_for(Kind::Incident, "when"), Ask::Date));
        assert!(
            matches!(ask_for(Kind::Agreement, "terms"), Ask::ByIssue(value) if matches!(*value, Ask::Term))
        );
        assert!(
            matches!(ask_for(Kind::Preferences, "weights"), Ask::ByIssue(value) if matches!(*value, Ask::Loose))
        );
        assert!(matches!(ask_for(Kind::Preferences, "orders"), Ask::Yaml));
        assert!(matches!(ask_for(Kind::Preferences, "constraints"), Ask::Rows(_)));
        assert!(matches!(ask_for(Kind::Position, "option"), Ask::Extent));
        assert!(matches!(ask_for(Kind::Position, "red_line"), Ask::YesNo));
        assert!(matches!(ask_for(Kind::Source, "text"), Ask::Prose));
        assert!(matches!(ask_for(Kind::Contact, "from"), Ask::Names(kinds) if kinds.len() == 2));
        assert!(matches!(ask_for(Kind::Issue, "options"), Ask::Rows(_)));
        assert!(parts_of_kind(Kind::Source).iter().all(|part| part.key != "document"));
    }
}
