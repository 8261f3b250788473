//! The text of a source, sentence by sentence, with what rests on each.

use super::Line;
use detente_model::Language;

/// A text with numbered sentences.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The language of the text, if that was said.
    pub language: Option<Language>,
    /// Its sentences, from 1.
    pub sentences: Vec<Sentence>,
}

/// A sentence of a [`Passage`].
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its words, those that somebody quotes marked.
    pub words: Line,
    /// What rests on it, a line each.
    pub rests: Vec<Line>,
    /// Is it the one that was asked for?
    pub is_asked: bool,
}
