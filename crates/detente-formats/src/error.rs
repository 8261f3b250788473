//! What is wrong with a scenario's files, ready to be printed.

use crate::source::Document;
use detente_model::{LineIndex, Span, nearest};
use std::fmt;

/// The longest line that is shown with a caret, in characters.
const LONGEST_EXCERPT: usize = 160;

/// Texts of a message longer than this are cut, in bytes.
const LONGEST_TEXT: usize = 600;

/// Why a scenario is not read: where, what was expected, what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    /// The file; empty where it is the folder.
    pub file: Box<str>,
    /// Line and column, from 1, the column in characters.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub message: Box<str>,
    /// What was expected there.
    pub expected: Option<Box<str>>,
    /// What to do.
    pub help: Option<Box<str>>,
    /// The line at the place, if it is short enough to be shown.
    pub excerpt: Option<Box<str>>,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file[..], self.place) {
            ("", _) => {}
            (file, Some((line, column))) => write!(f, "{file}:{line}:{column}: ")?,
            (file, None) => write!(f, "{file}: ")?,
        }
        f.write_str(&self.message)?;
        if let (Some(line), Some((number, column))) = (&self.excerpt, self.place) {
            let margin = number.to_string();
            write!(f, "\n  {margin} | {line}\n  {0:1$} | {0:2$}^", "", margin.len(), column - 1)?;
        }
        if let Some(expected) = &self.expected {
            write!(f, "\n  expected: {expected}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for FormatError {}

/// A fault whose file is not known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    span: Option<Span>,
    message: String,
    expected: Option<String>,
    help: Option<String>,
}

impl Fault {
    pub(crate) fn new(message: impl Into<String>) -> Box<Fault> {
        Box::new(Fault { span: None, message: shown(&message.into()), expected: None, help: None })
    }

    pub(crate) fn at(span: Span, message: impl Into<String>) -> Box<Fault> {
        let mut fault = Fault::new(message);
        fault.span = Some(span);
        fault
    }

    pub(crate) fn expected(mut self: Box<Self>, text: impl Into<String>) -> Box<Fault> {
        self.expected = Some(shown(&text.into()));
        self
    }

    pub(crate) fn help(mut self: Box<Self>, text: impl Into<String>) -> Box<Fault> {
        self.help = Some(shown(&text.into()));
        self
    }

    /// Adds the nearest right spelling, if there is one.
    pub(crate) fn nearest<'a>(
        self: Box<Self>,
        to: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Box<Fault> {
        match nearest(to, known) {
            Some(near) => self.help(format!("did you mean “{near}”?")),
            None => self,
        }
    }

    /// The same, placed where it has no place yet.
    pub(crate) fn or_at(mut self: Box<Self>, span: Span) -> Box<Fault> {
        self.span.get_or_insert(span);
        self
    }

    pub(crate) fn in_file(self, document: &Document) -> FormatError {
        self.in_text(&document.name, &document.text)
    }

    pub(crate) fn in_text(self, file: &str, text: &str) -> FormatError {
        let lines = self.span.map(|span| (span, LineIndex::of(text)));
        let place = lines.as_ref().map(|(span, lines)| lines.line_and_column(span.start));
        let excerpt = lines.and_then(|(span, lines)| {
            let line = lines.line(span.start);
            let line = text.get(lines.lines(line, line))?.trim_end_matches(['\n', '\r']);
            (line.chars().count() <= LONGEST_EXCERPT).then(|| shown(line))
        });
        let Fault { message, expected, help, .. } = self;
        Fault::placed(file, place, excerpt, (message, expected, help))
    }

    fn placed(
        file: &str,
        place: Option<(usize, usize)>,
        excerpt: Option<String>,
        (message, expected, help): (String, Option<String>, Option<String>),
    ) -> FormatError {
        FormatError {
            file: file.into(),
            place,
            message: message.into(),
            expected: expected.map(Into::into),
            help: help.map(Into::into),
            excerpt: excerpt.map(Into::into),
        }
    }

    /// A fault of the folder as a whole.
    pub(crate) fn of_folder(self) -> FormatError {
        let Fault { message, expected, help, .. } = self;
        Fault::placed("", None, None, (message, expected, help))
    }
}

/// Text of a file without what could move the cursor, and not longer than a screenful.
fn shown(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .map(|c| match c {
            '\t' => ' ',
            c if c.is_control() => '\u{fffd}',
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            c => c,
        })
        .collect();
    if shown.len() > LONGEST_TEXT {
        let end = (0..=LONGEST_TEXT).rev().find(|at| shown.is_char_boundary(*at)).unwrap_or(0);
        shown.truncate(end);
        shown.push('…');
    }
    shown
}

/// What readers of parts of a file give.
pub(crate) type Read<T> = Result<T, Box<Fault>>;
