//! What an act answers, before it is a reply of HTTP.

use detente_store::{StoreError, WriteError};
use serde_json::Value;
use std::sync::Arc;

/// A screen without what stands around it.
#[derive(Clone, Debug, Default)]
pub struct Screen {
    /// Its title, as text.
    pub title: String,
    /// What it shows, as HTML.
    pub main: String,
    /// Was there what was asked for?
    pub found: bool,
}

/// What an act answers.
#[derive(Debug)]
pub enum Answer {
    /// A screen.
    Screen(Arc<Screen>),
    /// A form that comes back, with what is wrong in it: nothing was written.
    Again(Screen),
    /// Done; go there.
    Went(String),
    /// A file to keep.
    File {
        /// What it is called.
        name: String,
        /// Its type.
        kind: &'static str,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// Data.
    Data(Value),
    /// What was written, as data.
    Written(Value),
}

impl Answer {
    /// A screen that was found.
    pub fn shown(title: String, main: String) -> Answer {
        Answer::Screen(Arc::new(Screen { title, main, found: true }))
    }
}

/// Why an act answers nothing.
#[derive(Debug)]
pub enum Refusal {
    /// There is no such thing, or the viewer may not know of it: the same.
    Nothing,
    /// What was asked cannot be understood; a sentence that says what to write.
    Unclear(String),
    /// More was sent than a form takes.
    TooMuch,
    /// The viewer may not do that.
    NotYours,
    /// The store.
    Store(StoreError),
    /// Nothing was written.
    Unwritten(Box<WriteError>),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Refusal {
        Refusal::Store(error)
    }
}

impl From<WriteError> for Refusal {
    fn from(error: WriteError) -> Refusal {
        Refusal::Unwritten(Box::new(error))
    }
}
