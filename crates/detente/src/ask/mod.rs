//! `detente add` without pairs, on a terminal: a person is asked for what an entry says.
//!
//! What is asked comes from the declarations of the vocabulary (`detente_record::asked`, by way of the
//! JSON Schema of a kind), what may be named from the viewer's view (`detente_brief::Names`; `names.rs` completes them). `flow.rs` asks through the trait
//! [`Ask`], so that tests answer in the place of a person; `terminal.rs` asks a person.

mod answers;
mod flow;
mod names;
mod terminal;

pub(crate) use answers::quoted;
pub use detente_record::asked::Choice;
pub(crate) use flow::{Decision, Flow};
pub use terminal::terminal;

use crate::Talk;

/// Somebody who answers questions.
pub trait Ask {
    /// One of `options`, by its place. There is at least one.
    fn choose(&mut self, question: &Question, options: &[Choice]) -> Answer<usize>;
    /// Any number of `options`, by their places, rising.
    fn choose_some(&mut self, question: &Question, options: &[Choice]) -> Answer<Vec<usize>>;
    /// A line of text that `check` lets pass; `suggest` completes what was typed so far.
    fn text(&mut self, question: &Question, suggest: Suggest<'_>, check: Check<'_>) -> Answer<String>;
    /// Tells something that needs no answer.
    fn tell(&mut self, text: &str);
}

/// Finds somebody to ask.
pub type Asker = fn(&Talk) -> Box<dyn Ask>;

/// Completes what was typed so far.
pub type Suggest<'a> = &'a dyn Fn(&str) -> Vec<Choice>;

/// Says what is wrong with a text.
pub type Check<'a> = &'a dyn Fn(&str) -> Result<(), String>;

/// An answer, unless the person stopped.
pub type Answer<T> = Result<T, Stop>;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The person wants no more (Esc or Ctrl-C).
    Cancelled,
    /// There is nobody to ask, or nothing to choose from: a sentence for the person.
    Failed(String),
}

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub words: String,
    /// What helps to answer it.
    pub help: String,
    /// The answer that was given before, if it is asked again.
    pub before: Option<String>,
}
