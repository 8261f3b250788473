//! `detente add` without pairs, on a terminal: a person is asked for what an entry says.
//!
//! What is asked comes from the declarations of the vocabulary (`form.rs`, by way of the JSON Schema
//! of a kind), what may be named from the viewer's view (`names.rs`). `flow.rs` asks through the trait
//! [`Ask`], so that tests answer in the place of a person; `terminal.rs` asks a person.

mod answers;
mod flow;
mod form;
mod names;
mod terminal;

pub(crate) use answers::quoted;
pub(crate) use flow::{Decision, Flow};
pub(crate) use names::Names;
pub use terminal::terminal;

use crate::Talk;
use detente_record::words::fold;
use std::fmt;

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

/// Something that may be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is written when it is chosen.
    pub value: String,
    /// What it is, in words.
    pub note: String,
    /// Other names, by which it is found but which are not shown.
    pub also: String,
}

impl Choice {
    /// A choice without other names.
    pub fn new(value: impl Into<String>, note: impl Into<String>) -> Choice {
        Choice { value: value.into(), note: note.into(), also: String::new() }
    }

    /// How well `typed` fits: `None` if one of its words is nowhere in it, and more if they stand at
    /// the beginning of the value or of a word. Case and accents do not matter.
    pub fn fits(&self, typed: &str) -> Option<i64> {
        let typed = fold(typed);
        let whole = fold(&format!("{} {} {}", self.value, self.note, self.also));
        let begins = |word: &str| whole.split(|c: char| !c.is_alphanumeric()).any(|w| w.starts_with(word));
        let mut fit = 0;
        for word in typed.split_whitespace() {
            if !whole.contains(word) {
                return None;
            }
            fit += if whole.starts_with(word) {
                3
            } else if begins(word) {
                2
            } else {
                1
            };
        }
        Some(fit)
    }

    /// The places of those of `options` that `typed` fits: the best first, of equals in their order.
    pub fn fitting(options: &[Choice], typed: &str) -> Vec<usize> {
        let fits = options.iter().enumerate().filter_map(|(at, option)| Some((option.fits(typed)?, at)));
        let mut found: Vec<(i64, usize)> = fits.collect();
        found.sort_by_key(|(fit, at)| (-fit, *at));
        found.into_iter().map(|(_, at)| at).collect()
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.note.as_str() {
            "" => f.write_str(&self.value),
            note if self.value.is_empty() => f.write_str(note),
            note => write!(f, "{} – {note}", self.value),
        }
    }
}

/// Words of the record on one line of a terminal: without what could move the cursor or turn other
/// text, and not endlessly long.
pub(crate) fn on_a_line(text: &str) -> String {
    const LONGEST: usize = 90;
    let plain = |c: char| if c.is_whitespace() { ' ' } else { detente_brief::doc::shown(c) };
    let mut shown: String = text.chars().map(plain).take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people() -> Vec<Choice> {
        vec![
            Choice::new("budumer", "Bud Umer (person)"),
            Choice::new("umerov", "Rustem Umerov (person)"),
            Choice { also: "أونا".to_owned(), ..Choice::new("zuerich", "The town of Zürich") },
        ]
    }

    #[test]
    fn a_choice_is_found_by_id_by_name_and_by_other_names() {
        let found = |typed: &str| Choice::fitting(&people(), typed);
        assert_eq!(found("UMER"), [1, 0]);
        assert_eq!(found("rustem person"), [1]);
        assert_eq!(found("zurich"), [2]);
        assert_eq!(found("أونا"), [2]);
        assert_eq!(found(""), [0, 1, 2]);
        assert_eq!(found("nobody"), [] as [usize; 0]);
    }

    #[test]
    fn what_is_shown_keeps_to_its_line() {
        assert_eq!(on_a_line("a\n\u{1b}[2Jb\u{202e}"), "a \u{fffd}[2Jb\u{fffd}");
        assert_eq!(on_a_line(&"ü".repeat(200)).chars().count(), 91);
    }
}
