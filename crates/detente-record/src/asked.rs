//! What a kind of entry asks for, read from its JSON Schema: the same for the terminal and for forms on a
//! web page.

mod choice;

pub use choice::Choice;

use crate::{Common, DeedKind};
use detente_model::shape::{Fields, ObjectSchema, Schemas};
use detente_model::{Kind, Position};
use serde_json::{Map, Value};

/// The common fields that are asked for, in this order.
const COMMON: [&str; 4] = ["basis", "when", "source", "note"];

/// A field of an entry.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its key.
    pub key: String,
    /// What it means, in a few words.
    pub says: String,
    /// What else is to be known of it.
    pub more: String,
    /// Must it be there?
    pub required: bool,
    /// What its value may be.
    pub form: Form,
    /// Its schema.
    pub schema: Value,
}

/// What a value may be.
#[derive(Clone, Debug)]
pub enum Form {
    /// One of these words.
    Words(Vec<Choice>),
    /// The id of a thing of one of these kinds.
    Name(Vec<Kind>),
    /// Several of them.
    Names(Vec<Kind>),
    /// An option of the issue, several, or a number: the keys [`OF_ISSUE`].
    OfIssue,
    /// Anything that can be typed.
    Text(TextForm),
}

/// What can be typed.
#[derive(Clone, Debug, Default)]
pub struct TextForm {
    /// May it be a single value?
    pub single: bool,
    /// May it be a list in square brackets?
    pub list: bool,
    /// May it be a mapping in braces?
    pub map: bool,
    /// Is what stands in the list mappings only?
    pub of_maps: bool,
    /// Is it a date?
    pub date: bool,
    /// The kinds of thing whose ids it begins with.
    pub names: Vec<Kind>,
    /// Its form, in words.
    pub form: String,
    /// The schema, to make an example of what is nested; none where nothing need be.
    pub nested: Option<Value>,
}

/// The keys of a position that say on what it is: exactly one of them is written.
pub const OF_ISSUE: [&str; 3] = ["option", "options", "range"];

/// The fields of a kind, with the definitions that their schemas refer to.
pub struct Asked {
    /// Its own fields, required ones first, then the common ones.
    pub all: Vec<Field>,
    /// How many are its own.
    pub own: usize,
    /// The definitions.
    pub definitions: Value,
}

/// What `kind` asks for.
pub fn fields_of(kind: Kind) -> Asked {
    let mut schemas = Schemas::default();
    let _ = DeedKind::Says(kind).schema(&mut schemas);
    let mut common = ObjectSchema::new(&mut schemas);
    Common::schema_fields(&mut common);
    let common = properties(&common.finish(""));
    let definitions = schemas.into_definitions();
    let whole = &definitions[kind.as_str()];
    let required = |key: &str| whole["required"].as_array().is_some_and(|keys| keys.iter().any(|k| k == key));
    let field = |key: &str, schema: &Value| field(key, schema, required(key), &definitions);
    let own = properties(whole).into_iter().filter(|(key, _)| !common.contains_key(key));
    let mut own: Vec<Field> = own.map(|(key, schema)| field(&key, &schema)).collect();
    if kind == <Position as detente_model::AsFact>::KIND {
        as_one(&mut own);
    }
    own.sort_by_key(|field| !field.required);
    let count = own.len();
    own.extend(COMMON.iter().filter_map(|key| Some(field(key, common.get(*key)?))));
    // Files may give a basis for all their entries; an entry that is added must say its own.
    for basis in own.iter_mut().filter(|field| field.key == "basis") {
        basis.required = true;
        basis.says.truncate(basis.says.find(", if not").unwrap_or(basis.says.len()));
    }
    Asked { all: own, own: count, definitions }
}

fn properties(schema: &Value) -> Map<String, Value> {
    schema["properties"].as_object().cloned().unwrap_or_default()
}

/// A position is about one of option, options and range, so they are one question.
fn as_one(own: &mut Vec<Field>) {
    own.retain(|field| !OF_ISSUE[1..].contains(&field.key.as_str()));
    for field in own.iter_mut().filter(|field| field.key == OF_ISSUE[0]) {
        field.required = true;
        field.says = "On what".to_owned();
        field.form = Form::OfIssue;
    }
}

fn field(key: &str, schema: &Value, required: bool, definitions: &Value) -> Field {
    let doc = schema["description"].as_str().unwrap_or("");
    let end = [". ", ": ", "; ", " ("].iter().filter_map(|end| doc.find(end)).min();
    let (says, more) = end.map_or((doc, ""), |end| doc.split_at(end));
    let more = more.trim_start_matches(['.', ':', ';', ' ']);
    Field {
        key: key.to_owned(),
        says: says.trim_end_matches('.').to_owned(),
        more: more.trim_end_matches('.').to_owned(),
        required,
        form: form(schema, definitions),
        schema: schema.clone(),
    }
}

/// The fields of a mapping inside an entry, in the order declared.
pub fn parts_of(schema: &Value, definitions: &Value) -> Vec<Field> {
    let required =
        |key: &str| schema["required"].as_array().is_some_and(|keys| keys.iter().any(|k| k == key));
    let part = |(key, schema): (String, Value)| field(&key, &schema, required(&key), definitions);
    properties(schema).into_iter().map(part).collect()
}

/// One of the alternatives of a schema.
#[derive(Clone, Copy, Debug)]
pub struct Leaf<'s> {
    /// The definition that it is of, if it is of one.
    pub name: Option<&'s str>,
    /// What it allows.
    pub schema: &'s Value,
}

/// The alternatives of a schema, references followed.
pub fn leaves<'s>(schema: &'s Value, definitions: &'s Value) -> Vec<Leaf<'s>> {
    let mut found = Vec::new();
    follow(Leaf { name: None, schema }, definitions, &mut found);
    found
}

fn follow<'s>(leaf: Leaf<'s>, definitions: &'s Value, found: &mut Vec<Leaf<'s>>) {
    let referred = leaf.schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/"));
    match (referred, leaf.schema["oneOf"].as_array()) {
        (Some(name), _) => follow(Leaf { name: Some(name), schema: &definitions[name] }, definitions, found),
        (None, Some(all)) => {
            all.iter().for_each(|schema| follow(Leaf { schema, ..leaf }, definitions, found));
        }
        (None, None) => found.push(leaf),
    }
}

fn alternatives<'s>(schema: &'s Value, definitions: &'s Value) -> Vec<&'s Value> {
    leaves(schema, definitions).into_iter().map(|leaf| leaf.schema).collect()
}

fn form(schema: &Value, definitions: &Value) -> Form {
    let all = alternatives(schema, definitions);
    if let Some(words) = all.iter().map(|leaf| word(leaf)).collect::<Option<Vec<_>>>() {
        return Form::Words(words);
    }
    if let [only] = all.as_slice() {
        if only["enum"].is_array() {
            return Form::Words(["yes", "no"].map(|word| Choice::new(word, "")).to_vec());
        }
        if let Some(kinds) = names(only) {
            return Form::Name(kinds);
        }
        if let Some(kinds) = names(&only["items"]) {
            return Form::Names(kinds);
        }
    }
    Form::Text(text_form(schema, &all, definitions))
}

fn word(leaf: &Value) -> Option<Choice> {
    Some(Choice::new(
        leaf["const"].as_str()?,
        leaf["description"].as_str().unwrap_or("").trim_end_matches('.'),
    ))
}

/// The kinds that the schema of a reference names.
pub fn names(schema: &Value) -> Option<Vec<Kind>> {
    let words = schema["x-names"].as_array()?;
    let kind = |word: &Value| Kind::ALL.iter().copied().find(|kind| word == kind.as_str());
    Some(words.iter().filter_map(kind).collect())
}

fn text_form(schema: &Value, all: &[&Value], definitions: &Value) -> TextForm {
    let is = |leaf: &Value, name: &str| match &leaf["type"] {
        Value::Array(types) => types.iter().any(|t| t == name),
        one => one == name,
    };
    let any = |name: &str| all.iter().any(|leaf| is(leaf, name));
    let single = any("string");
    let lists = all.iter().filter(|leaf| is(leaf, "array"));
    let items: Vec<&Value> = lists.flat_map(|leaf| alternatives(&leaf["items"], definitions)).collect();
    let of_maps = !items.is_empty() && items.iter().all(|item| is(item, "object"));
    let has_parts = all.iter().any(|leaf| !leaf["properties"].is_null() || is(leaf, "array"));
    let form =
        schema["x-form"].as_str().or_else(|| all.first().and_then(|leaf| leaf["description"].as_str()));
    TextForm {
        single,
        list: any("array"),
        map: any("object"),
        of_maps,
        date: schema["x-date"] == true,
        names: all.iter().find_map(|leaf| names(leaf)).unwrap_or_default(),
        form: form.filter(|_| schema["x-form"].is_string() || single && has_parts).unwrap_or("").to_owned(),
        nested: (has_parts || !single).then(|| schema.clone()),
    }
}

/// An example of what `schema` describes, for things of the process: `name` gives the id of one.
pub fn example(schema: &Value, definitions: &Value, name: &dyn Fn(&[Kind]) -> Option<String>) -> String {
    let all = alternatives(schema, definitions);
    let Some(first) = all.iter().find(|leaf| !leaf["properties"].is_null()).or(all.first()) else {
        return "…".to_owned();
    };
    example_of(first, definitions, name)
}

fn example_of(leaf: &Value, definitions: &Value, name: &dyn Fn(&[Kind]) -> Option<String>) -> String {
    if let Some(kinds) = names(leaf) {
        return name(&kinds).unwrap_or_else(|| "ID".to_owned());
    }
    if let Some(word) = leaf["const"].as_str() {
        return word.to_owned();
    }
    if leaf["x-date"] == true {
        return "2025-06-01".to_owned();
    }
    if leaf["enum"].is_array() {
        return "yes".to_owned();
    }
    if leaf["items"].is_object() {
        return format!("[{}]", example(&leaf["items"], definitions, name));
    }
    if leaf["properties"].is_object() {
        return example_of_parts(leaf, definitions, name);
    }
    if leaf["additionalProperties"].is_object() {
        let key = names(&leaf["propertyNames"]).and_then(|kinds| name(&kinds));
        let value = example(&leaf["additionalProperties"], definitions, name);
        return format!("{{{}: {value}}}", key.unwrap_or_else(|| "OPTION".to_owned()));
    }
    let takes_words = leaf["type"].as_array().is_none_or(|types| types.iter().any(|t| t == "boolean"));
    if takes_words { "…".to_owned() } else { "3".to_owned() }
}

/// The parts that must be there, and as many others as make two.
fn example_of_parts(leaf: &Value, definitions: &Value, name: &dyn Fn(&[Kind]) -> Option<String>) -> String {
    let parts = properties(leaf);
    let required =
        |key: &String| leaf["required"].as_array().is_some_and(|keys| keys.iter().any(|k| k == key));
    let count = parts.keys().filter(|key| required(key)).count();
    let mut free = 2usize.saturating_sub(count);
    let mut shown = Vec::new();
    for (key, schema) in &parts {
        let is_shown = required(key) || (key != "id" && free > 0);
        if is_shown {
            free -= usize::from(!required(key));
            shown.push(format!("{key}: {}", example(schema, definitions, name)));
        }
    }
    format!("{{{}}}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(kind: Kind) -> Vec<(String, bool)> {
        fields_of(kind).all.into_iter().map(|field| (field.key, field.required)).collect()
    }

    #[test]
    fn a_position_asks_for_what_it_is_about_once() {
        let keys = keys(Kind::Position);
        let required: Vec<&str> = keys.iter().filter(|(_, r)| *r).map(|(key, _)| key.as_str()).collect();
        assert_eq!(required, ["party", "issue", "kind", "option", "basis"]);
        let all: Vec<&str> = keys.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(
            &all[4..],
            ["red_line", "condition", "said_by", "session", "until", "basis", "when", "source", "note"]
        );
    }

    #[test]
    fn forms_are_those_of_the_declarations() {
        let fields = fields_of(Kind::Incident);
        let form =
            |key: &str| fields.all.iter().find(|field| field.key == key).map(|field| field.form.clone());
        assert!(matches!(form("kind"), Some(Form::Words(words)) if words[0].value == "drone-attack"));
        assert!(matches!(
            form("killed"),
            Some(Form::Text(TextForm { single: true, list: true, map: true, nested: Some(_), .. }))
        ));
        assert!(matches!(form("attributed"), Some(Form::Text(TextForm { single: false, list: true, .. }))));
        assert!(matches!(
            form("when"),
            Some(Form::Text(TextForm { date: true, single: true, map: false, .. }))
        ));
        assert!(
            matches!(form("source"), Some(Form::Text(TextForm { names, .. })) if names == [Kind::Source])
        );
        let contact = fields_of(Kind::Contact);
        assert!(
            contact.all.iter().any(
                |field| matches!(&field.form, Form::Names(kinds) if *kinds == [Kind::Party, Kind::Person])
            )
        );
    }

    #[test]
    fn what_is_nested_is_shown_by_an_example() {
        let example_for = |kind: Kind, key: &str| {
            let fields = fields_of(kind);
            let field = fields.all.iter().find(|field| field.key == key).expect("a field").clone();
            let Form::Text(TextForm { nested: Some(schema), .. }) = field.form else { panic!("{key}") };
            example(&schema, &fields.definitions, &|kinds| {
                kinds.first().map(|kind| kind.as_str().to_uppercase())
            })
        };
        assert_eq!(example_for(Kind::Incident, "killed"), "{count: 3, source: SOURCE}");
        assert_eq!(example_for(Kind::Incident, "attributed"), "[{to: PARTY, by: PARTY}]");
        assert_eq!(example_for(Kind::Agreement, "commitments"), "[{who: [PARTY], what: …}]");
        assert_eq!(example_for(Kind::Proposal, "terms"), "{ISSUE: …}");
        assert_eq!(example_for(Kind::Person, "offices"), "[{title: …, rank: head-of-state}]");
    }

    /// Every kind can be asked for: nothing is required that has no form.
    #[test]
    fn every_kind_has_its_fields() {
        for kind in Kind::ALL {
            let fields = fields_of(*kind);
            assert_eq!(fields.all.len(), fields.own + COMMON.len(), "{kind:?}");
            assert!(fields.all.iter().all(|field| !field.says.is_empty()), "{kind:?}");
        }
    }
}
