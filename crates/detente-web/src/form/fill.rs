//! From what an entry says to what stands in the inputs of its form.

use super::part::{Ask, Part, Rows};
use detente_model::Node;
use detente_record::asked::OF_ISSUE;
use detente_store::yaml;
use serde_json::{Map, Value};

/// Names of inputs with what stands in them.
pub(super) type Pairs = Vec<(String, String)>;

/// The inputs of `parts` for what `words` says, beneath the name `above` (empty at the top).
pub(super) fn fill_parts(parts: &[Part], above: &str, words: &Map<String, Value>, out: &mut Pairs) {
    for part in parts {
        let name = beneath(above, &part.key);
        match (&part.ask, words.get(&part.key)) {
            (Ask::Extent, _) => fill_extent(words, out),
            (ask, Some(value)) => fill(ask, &name, value, out),
            (_, None) => {}
        }
    }
}

/// The name of an input in a group.
pub(super) fn beneath(above: &str, key: &str) -> String {
    if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") }
}

fn fill_extent(words: &Map<String, Value>, out: &mut Pairs) {
    let [option, options, range] = OF_ISSUE;
    for key in [option, range] {
        out.extend(words.get(key).map(|value| (key.to_owned(), single(value))));
    }
    if let Some(value) = words.get(options) {
        fill(&Ask::Names(Vec::new()), options, value, out);
    }
}

fn fill(ask: &Ask, name: &str, value: &Value, out: &mut Pairs) {
    match ask {
        Ask::Names(_) => match value {
            Value::Array(all) => out.extend(all.iter().map(|one| (name.to_owned(), single(one)))),
            one => out.push((name.to_owned(), single(one))),
        },
        Ask::Text => match value {
            Value::Object(all) => {
                for (row, (language, words)) in all.iter().enumerate() {
                    out.push((format!("{name}.{row}"), single(words)));
                    out.push((format!("{name}.{row}.lang"), language.clone()));
                }
            }
            words => out.push((format!("{name}.0"), single(words))),
        },
        Ask::Record(parts) => fill_parts(parts, name, value.as_object().unwrap_or(&Map::new()), out),
        Ask::Rows(rows) => {
            let all = match value {
                Value::Array(all) => all.as_slice(),
                one => std::slice::from_ref(one),
            };
            for (row, one) in all.iter().enumerate() {
                fill_parts(&rows.parts, &format!("{name}.{row}"), &whole(rows, one), out);
            }
        }
        Ask::ByIssue(ask) => {
            let read;
            let all = match value {
                Value::String(text) => {
                    read = yaml_value(text);
                    &read
                }
                value => value,
            };
            for (row, (issue, value)) in all.as_object().into_iter().flatten().enumerate() {
                out.push((format!("{name}.{row}.key"), issue.clone()));
                fill(ask, &format!("{name}.{row}.value"), value, out);
            }
        }
        Ask::Yaml if !value.is_string() => {
            let text = serde_json::to_string_pretty(value).unwrap_or_default();
            out.push((name.to_owned(), text));
        }
        _ => out.push((name.to_owned(), single(value))),
    }
}

/// An item of a list in full: a citation, a figure, an option may be written in short.
fn whole(rows: &Rows, item: &Value) -> Map<String, Value> {
    match item {
        Value::Object(map) => map.clone(),
        short => {
            let text = single(short);
            let mut map = Map::new();
            match text.split_once('#').filter(|_| rows.cites) {
                Some((source, sentences)) => {
                    map.insert("id".into(), source.into());
                    map.insert("sentences".into(), sentences.into());
                }
                None => {
                    let key = rows.parts.iter().find(|part| part.required).or(rows.parts.first());
                    map.extend(key.map(|part| (part.key.clone(), text.into())));
                }
            }
            map
        }
    }
}

/// A single value as it is typed; what is nested, in braces.
fn single(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// What a text says in YAML or JSON; nothing if it is neither.
fn yaml_value(text: &str) -> Value {
    yaml_node(text).map_or(Value::Null, |node| node.to_value())
}

/// The tree of a text in YAML, or in JSON (which allows a few characters more).
pub(super) fn yaml_node(text: &str) -> Result<Node, Box<detente_model::Diagnostic>> {
    let mut twice = Vec::new();
    let file = super::FORM.into();
    let read = yaml::parse(text, &file, &mut twice);
    match (read, twice.first()) {
        (Ok(_), Some(twice)) => Err(Box::new(twice.fault(&file))),
        (Ok(node), None) => Ok(node),
        (Err(fault), _) => match serde_json::from_str::<Value>(text) {
            Ok(value) if fault.code != detente_model::Code::TooDeep => Ok(Node::from_value(&value)),
            _ => Err(fault),
        },
    }
}

/// The inputs for defaults that an address gives: a text for each key. Several names stand with commas.
pub(super) fn fill_defaults(parts: &[Part], defaults: &[(String, String)], out: &mut Pairs) {
    let words: Map<String, Value> =
        defaults.iter().map(|(key, value)| (key.clone(), Value::String(value.clone()))).collect();
    fill_parts(parts, "", &words, out);
}
