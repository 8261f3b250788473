//! What is wrong with what was typed, at the inputs that it is about.

use super::FORM;
use super::said::Ink;
use detente_brief::doc::{Inline, Line};
use detente_brief::{Lang, Look};
use detente_model::{Code, Diagnostic, Span};
use detente_store::{StoreError, WriteError};
use std::collections::BTreeMap;

/// What is wrong with a form, and where; nothing in a form that is shown for the first time.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// Sentences for the top of the form.
    notices: Vec<Line>,
    /// Faults at an input or a group of inputs, by its name.
    at: BTreeMap<String, Vec<Told>>,
    /// Faults that no input is to blame for.
    elsewhere: Vec<Told>,
}

/// A fault in the words of its diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What is wrong.
    pub message: String,
    /// What was expected, and what to write.
    pub more: Vec<String>,
}

impl Told {
    fn of(fault: &Diagnostic) -> Told {
        let shown = |text: &String| text.chars().map(detente_brief::doc::shown).collect();
        let more = [&fault.expected, &fault.help];
        Told { message: shown(&fault.message), more: more.into_iter().flatten().map(shown).collect() }
    }
}

impl Placed {
    /// One sentence for the top of a form.
    pub fn notice(line: Line) -> Placed {
        Placed { notices: vec![line], ..Placed::default() }
    }

    /// Is nothing wrong?
    pub fn is_empty(&self) -> bool {
        self.notices.is_empty() && self.at.is_empty() && self.elsewhere.is_empty()
    }

    /// The sentences at the top.
    pub fn notices(&self) -> &[Line] {
        &self.notices
    }

    /// What is wrong at the input or group `name` itself.
    pub fn at(&self, name: &str) -> &[Told] {
        self.at.get(name).map_or(&[], Vec::as_slice)
    }

    /// The faults that no input is to blame for.
    pub fn elsewhere(&self) -> &[Told] {
        &self.elsewhere
    }

    /// The inputs at which something is wrong.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.at.keys().map(String::as_str)
    }

    /// Is anything wrong at `name` or beneath it?
    pub(super) fn is_within(&self, name: &str) -> bool {
        let beneath = format!("{name}.");
        self.at.keys().any(|key| key == name || key.starts_with(&beneath))
    }

    pub(super) fn add(&mut self, name: &str, fault: &Diagnostic) {
        let told = Told::of(fault);
        let list =
            if name.is_empty() { &mut self.elsewhere } else { self.at.entry(name.to_owned()).or_default() };
        if !list.contains(&told) {
            list.push(told);
        }
    }
}

/// Which input stands where in the text of a draft.
#[derive(Debug)]
pub(super) struct Places {
    places: Vec<(Span, String)>,
    missing: Vec<(Span, Vec<String>)>,
}

impl Places {
    pub(super) fn of(ink: &Ink) -> Places {
        Places { places: ink.places.clone(), missing: ink.missing.clone() }
    }

    /// Why nothing was written, at the inputs that are to blame.
    pub(super) fn placed(&self, look: &Look<'_>, error: &WriteError) -> Placed {
        let lang = look.lang;
        match error {
            WriteError::Faults(found) => {
                let mut placed = Placed::default();
                for fault in &found.diagnostics {
                    self.names_of(fault).iter().for_each(|name| placed.add(name, fault));
                }
                placed
            }
            WriteError::NotYours(room) => {
                Placed::notice(lang.line("form-not-yours", vec![("room", look.room(room).into())]))
            }
            WriteError::Contested { theirs, .. } => Placed::notice(
                lang.line("form-contested", vec![("theirs", Inline::Id(theirs.to_string()).into())]),
            ),
            WriteError::Store(error) => Placed::notice(vec![lang.word(store_failed(error))]),
        }
    }

    /// The inputs that a fault is about; none (an empty name) if it is about the whole.
    fn names_of(&self, fault: &Diagnostic) -> Vec<&str> {
        let Some(span) = fault.span.filter(|_| &*fault.file == FORM) else { return vec![""] };
        match fault.code {
            Code::NoSource => return vec!["source"],
            Code::BadPosition => return vec!["option"],
            Code::MissingKey | Code::BadCorrection => {
                if let Some((_, names)) = smallest(&self.missing, span) {
                    let all = || names.iter().map(String::as_str);
                    let told: Vec<&str> = all().filter(|name| is_told_of(name, fault)).collect();
                    return if told.is_empty() { all().collect() } else { told };
                }
            }
            _ => {}
        }
        vec![smallest(&self.places, span).map_or("", |(_, name)| name.as_str())]
    }
}

/// Does a fault tell of the key of this input?
fn is_told_of(name: &str, fault: &Diagnostic) -> bool {
    let key = name.rsplit('.').next().unwrap_or(name);
    fault.message.contains(&format!("“{key}”"))
}

/// The smallest place that holds the beginning of `span`.
fn smallest<T>(places: &[(Span, T)], span: Span) -> Option<&(Span, T)> {
    let holds =
        |place: &&(Span, T)| place.0.start <= span.start && span.start < place.0.end.max(place.0.start + 1);
    places.iter().filter(holds).min_by_key(|(place, _)| place.end - place.start)
}

/// What is told of a store: no more than that, since its words may be about what others wrote.
fn store_failed(error: &StoreError) -> &'static str {
    match error {
        StoreError::Conflict(_) => "form-busy",
        StoreError::Faults(_) | StoreError::Damaged(_) => "form-store-damaged",
        StoreError::Failed { .. } => "form-store-failed",
    }
}

/// The message for more than a form takes.
pub fn too_much(lang: &Lang) -> Placed {
    Placed::notice(vec![lang.word("form-too-much")])
}
