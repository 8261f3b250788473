//! From what was typed to the tree of a draft, with the place of every input in it.

use super::fill::{beneath, yaml_node};
use super::part::{Ask, Part};
use super::typed::Typed;
use detente_model::{Diagnostic, Key, Node, NodeKind, Span};
use detente_record::asked::OF_ISSUE;

/// What was typed, as a tree whose parts know the inputs that they came from.
pub(super) enum Tree {
    /// A single value.
    Word(String, String),
    /// What was typed in YAML.
    Raw(String, Node),
    /// What was there and is taken away.
    Nothing(String),
    /// A list.
    List(String, Vec<Tree>),
    /// A mapping.
    Map(Mapping),
}

/// A mapping of a [`Tree`].
#[derive(Default)]
pub(super) struct Mapping {
    /// The group of inputs.
    pub name: String,
    /// Its pairs: the input of the key, the key, the value.
    pub pairs: Vec<(String, String, Tree)>,
    /// The inputs that must be filled and are not.
    pub missing: Vec<String>,
}

/// Reads what was typed; what cannot be read is noted at its input.
#[derive(Default)]
pub(super) struct Reader {
    /// What is wrong.
    pub faults: Vec<(String, Diagnostic)>,
}

impl Reader {
    /// What was typed for `parts` beneath the name `above`.
    pub(super) fn parts(&mut self, parts: &[Part], above: &str, typed: &Typed) -> Mapping {
        let mut mapping = Mapping { name: above.to_owned(), ..Mapping::default() };
        for part in parts {
            let before = mapping.pairs.len();
            let name = beneath(above, &part.key);
            if let Ask::Extent = part.ask {
                mapping.pairs.extend(extent(typed));
            } else {
                let said = self.read(&part.ask, &name, typed);
                mapping.pairs.extend(said.map(|said| (name.clone(), part.key.clone(), said)));
            }
            if part.required && mapping.pairs.len() == before {
                mapping.missing.push(name);
            }
        }
        mapping
    }

    fn read(&mut self, ask: &Ask, name: &str, typed: &Typed) -> Option<Tree> {
        let own = |text: &str| Tree::Word(name.to_owned(), text.to_owned());
        match ask {
            // The words of a source and of a quote stay as they are.
            Ask::Prose => Some(typed.one(name)).filter(|text| !text.trim().is_empty()).map(own),
            Ask::Names(_) => names(name, typed),
            Ask::Text => text(name, typed),
            Ask::Record(parts) => {
                let said = self.parts(parts, name, typed);
                (!said.pairs.is_empty()).then_some(Tree::Map(said))
            }
            Ask::Rows(rows) => {
                let row = |row: u32| {
                    let said = self.parts(&rows.parts, &format!("{name}.{row}"), typed);
                    (!said.pairs.is_empty()).then_some(Tree::Map(said))
                };
                let all: Vec<Tree> = typed.rows(name).into_iter().filter_map(row).collect();
                (!all.is_empty()).then(|| Tree::List(name.to_owned(), all))
            }
            Ask::ByIssue(value) => self.by_issue(value, name, typed),
            Ask::Yaml => self.yaml(name, typed.one(name)),
            Ask::Loose if typed.one(name).trim_start().starts_with(['{', '[']) => {
                self.yaml(name, typed.one(name))
            }
            _ => Some(typed.one(name).trim()).filter(|text| !text.is_empty()).map(own),
        }
    }

    fn by_issue(&mut self, value: &Ask, name: &str, typed: &Typed) -> Option<Tree> {
        let mut mapping = Mapping { name: name.to_owned(), ..Mapping::default() };
        for row in typed.rows(name) {
            let (key, said) = (format!("{name}.{row}.key"), format!("{name}.{row}.value"));
            if let Some(said) = self.read(value, &said, typed) {
                let issue = typed.one(&key).trim().to_owned();
                mapping.pairs.push((key, issue, said));
            }
        }
        (!mapping.pairs.is_empty()).then_some(Tree::Map(mapping))
    }

    fn yaml(&mut self, name: &str, text: &str) -> Option<Tree> {
        if text.trim().is_empty() {
            return None;
        }
        match yaml_node(text) {
            Ok(node) if node.kind == NodeKind::Null => None,
            Ok(node) => Some(Tree::Raw(name.to_owned(), node)),
            Err(fault) => {
                self.faults.push((name.to_owned(), *fault));
                // It was said, though it cannot be read.
                Some(Tree::Word(name.to_owned(), text.to_owned()))
            }
        }
    }
}

/// Several ids: an input each, or with commas in one.
fn names(name: &str, typed: &Typed) -> Option<Tree> {
    let parts = typed.all(name).iter().flat_map(|value| value.split([',', '،', '\n']));
    let ids = parts.map(str::trim).filter(|id| !id.is_empty());
    let all: Vec<Tree> = ids.map(|id| Tree::Word(name.to_owned(), id.to_owned())).collect();
    (!all.is_empty()).then(|| Tree::List(name.to_owned(), all))
}

/// A text in the process's own language, if it is one and no language was named; else one for each.
fn text(name: &str, typed: &Typed) -> Option<Tree> {
    let wording = |row: u32| {
        let at = format!("{name}.{row}");
        let language = format!("{at}.lang");
        let said = typed.one(&at);
        let tag = typed.one(&language).trim().to_owned();
        (!said.trim().is_empty()).then(|| (language, tag, Tree::Word(at, said.to_owned())))
    };
    let mut all: Vec<(String, String, Tree)> = typed.rows(name).into_iter().filter_map(wording).collect();
    match all.as_slice() {
        [] => None,
        [(_, tag, _)] if tag.is_empty() => all.pop().map(|(_, _, words)| words),
        _ => Some(Tree::Map(Mapping { name: name.to_owned(), pairs: all, missing: Vec::new() })),
    }
}

fn extent(typed: &Typed) -> Vec<(String, String, Tree)> {
    let [option, options, range] = OF_ISSUE;
    let single = |key: &str| {
        let text = typed.one(key).trim();
        (!text.is_empty()).then(|| Tree::Word(key.to_owned(), text.to_owned()))
    };
    let said = [(option, single(option)), (options, names(options, typed)), (range, single(range))];
    said.into_iter().filter_map(|(key, said)| Some((key.to_owned(), key.to_owned(), said?))).collect()
}

/// The text of a draft while it is written, with the place of every input in it.
#[derive(Default)]
pub(super) struct Ink {
    /// The text, a line a field.
    pub text: String,
    /// Which input stands where.
    pub places: Vec<(Span, String)>,
    /// The mappings in which something is missing: where they stand, and the inputs.
    pub missing: Vec<(Span, Vec<String>)>,
}

impl Ink {
    /// Writes the fields of a draft.
    pub(super) fn fields(&mut self, mapping: &Mapping) -> Vec<(Key, Node)> {
        let start = self.text.len();
        let pairs = mapping.pairs.iter().map(|pair| {
            let pair = self.pair(pair);
            self.text.push('\n');
            pair
        });
        let pairs = pairs.collect();
        self.note(start, mapping);
        pairs
    }

    fn pair(&mut self, (name, key, value): &(String, String, Tree)) -> (Key, Node) {
        let key = Key { span: self.word(name, key), text: key.clone() };
        self.text.push_str(": ");
        (key, self.node(value))
    }

    fn node(&mut self, tree: &Tree) -> Node {
        let start = self.text.len();
        let kind = match tree {
            Tree::Word(_, text) => {
                self.text.push_str(&quoted(text));
                NodeKind::Scalar(text.clone())
            }
            Tree::Nothing(_) => {
                self.text.push_str("null");
                NodeKind::Null
            }
            Tree::Raw(_, node) => {
                self.text.push_str(&node.to_value().to_string());
                node.kind.clone()
            }
            Tree::List(_, all) => {
                self.text.push('[');
                let items = all.iter().map(|one| self.item(one)).collect();
                self.text.push(']');
                NodeKind::List(items)
            }
            Tree::Map(mapping) => {
                self.text.push('{');
                let pairs = mapping.pairs.iter().map(|pair| {
                    let pair = self.pair(pair);
                    self.text.push_str(", ");
                    pair
                });
                let pairs = pairs.collect();
                self.text.push('}');
                self.note(start, mapping);
                NodeKind::Map(pairs)
            }
        };
        let span = self.since(start);
        self.places.push((span, tree.name().to_owned()));
        let mut node = Node { span, kind };
        if let Tree::Raw(..) = tree {
            node.place_at(span);
        }
        node
    }

    fn item(&mut self, tree: &Tree) -> Node {
        let node = self.node(tree);
        self.text.push_str(", ");
        node
    }

    fn word(&mut self, name: &str, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(&quoted(text));
        let span = self.since(start);
        self.places.push((span, name.to_owned()));
        span
    }

    fn note(&mut self, start: usize, mapping: &Mapping) {
        if !mapping.missing.is_empty() {
            self.missing.push((self.since(start), mapping.missing.clone()));
        }
    }

    /// A form is bounded, and with it its text.
    fn since(&self, start: usize) -> Span {
        let at = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        Span { start: at(start), end: at(self.text.len()) }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl Tree {
    fn name(&self) -> &str {
        match self {
            Tree::Word(name, _) | Tree::Raw(name, _) | Tree::Nothing(name) | Tree::List(name, _) => name,
            Tree::Map(mapping) => &mapping.name,
        }
    }

    /// The text of this value alone: the same for the same value, whatever its inputs are called.
    pub(super) fn as_text(&self) -> String {
        let mut ink = Ink::default();
        let _ = ink.node(self);
        ink.text
    }
}
