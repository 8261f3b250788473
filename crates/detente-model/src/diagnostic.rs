//! What is wrong with a file, as plain data.
//!
//! A [`Diagnostic`] knows no terminal: the command renders it with carets, as JSON, or in a page.

use crate::{Room, Span};
use serde_json::{Value, json};
use std::fmt;
use std::sync::Arc;

/// How many faults of one room are told; those beyond are counted.
pub const MOST_FAULTS: usize = 1_000;

/// Does it stop the work?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used as it is.
    Error,
    /// It can be used, and probably does not say what was meant.
    Warning,
}

/// One thing that is wrong, where, what was expected, and what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of fault; `detente explain CODE` tells more.
    pub code: Code,
    /// What is wrong, in one sentence with the names of the things.
    pub message: String,
    /// The file, relative to the process folder; empty when it is the folder itself.
    pub file: Arc<str>,
    /// The place in the file, if it has one.
    pub span: Option<Span>,
    /// What was expected there.
    pub expected: Option<String>,
    /// What to write, or the nearest right spelling.
    pub help: Option<String>,
    /// The room whose words the message repeats; only its readers may be shown it.
    pub room: Option<Room>,
}

impl Diagnostic {
    /// A fault of `code` in `file`.
    pub fn new(code: Code, file: &Arc<str>, span: Option<Span>, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            message: shortened(message.into()),
            file: file.clone(),
            span,
            expected: None,
            help: None,
            room: None,
        }
    }

    /// Adds what was expected.
    pub fn expected(&mut self, text: impl Into<String>) -> &mut Self {
        self.expected = Some(shortened(text.into()));
        self
    }

    /// Adds what to write.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help = Some(shortened(text.into()));
        self
    }

    /// Adds "did you mean …?" if one of `known` is near `written`.
    pub fn nearest<'a>(&mut self, written: &str, known: impl IntoIterator<Item = &'a str>) -> &mut Self {
        if let Some(near) = nearest(written, known) {
            self.help = Some(format!("did you mean “{near}”?"));
        }
        self
    }

    /// The diagnostic as JSON, with line and column where the file's text is known.
    pub fn to_json(&self, lines: Option<&LineIndex<'_>>) -> Value {
        let place = self.span.zip(lines).map(|(span, lines)| lines.line_and_column(span.start));
        json!({
            "code": self.code.as_str(),
            "severity": match self.code.severity() { Severity::Error => "error", Severity::Warning => "warning" },
            "title": self.code.title(),
            "message": self.message,
            "file": &*self.file,
            "line": place.map(|p| p.0),
            "column": place.map(|p| p.1),
            "span": self.span.map(|s| [s.start, s.end]),
            "expected": self.expected,
            "help": self.help,
        })
    }
}

/// A message must not repeat megabytes of a file: past a screenful it is cut.
fn shortened(mut text: String) -> String {
    const LONGEST: usize = 1_200;
    if text.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(end);
        text.push('…');
    }
    text
}

/// Where the lines of a text begin, so that places in it are found without reading it again.
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<u32>,
}

impl<'t> LineIndex<'t> {
    /// The lines of `text` (of less than 4 GiB). Cost: one pass.
    pub fn of(text: &'t str) -> LineIndex<'t> {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(at, _)| at as u32 + 1)).collect();
        LineIndex { text, starts }
    }

    /// The line of a byte offset, from 0. Cost: a binary search.
    pub fn line(&self, offset: u32) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The byte range of the lines from `first` to `last` (from 0, both included, clamped).
    pub fn lines(&self, first: usize, last: usize) -> std::ops::Range<usize> {
        let at = |line: usize| self.starts.get(line).map_or(self.text.len(), |start| *start as usize);
        at(first)..at(last + 1)
    }

    /// Line and column of a byte offset, both from 1, the column in characters.
    pub fn line_and_column(&self, offset: u32) -> (usize, usize) {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line(offset as u32);
        let column = self.text[self.starts[line] as usize..offset].chars().count();
        (line + 1, column + 1)
    }
}

/// The one of `known` that is nearest to `written`, if it is near enough to be a slip of the
/// pen: at most a third of its letters away (optimal string alignment distance), and not all of them. Ties: the
/// first.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let normal = |s: &str| s.to_lowercase().replace(['_', ' '], "-");
    let target = normal(written);
    let length = target.chars().count();
    if length > 64 {
        return None;
    }
    known
        .into_iter()
        .map(|word| (strsim::osa_distance(&target, &normal(word)), word))
        .filter(|(distance, word)| *distance <= (length.max(word.chars().count()) / 3).max(1))
        .filter(|(distance, _)| *distance < length)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

macro_rules! codes {
    ($($variant:ident = $code:literal, $severity:ident, $title:literal;)+) => {
        /// The kinds of fault. Each has a page: `detente explain CODE`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $title] $variant),+ }

        impl Code {
            /// All codes, in order.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// The code as printed, such as `D101`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $code),+ }
            }

            /// The fault in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Code::$variant => $title),+ }
            }

            /// Does it stop the work?
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity),+ }
            }
        }
    };
}

codes! {
    NoFile = "D001", Error, "a file or folder that is not there or cannot be read";
    Empty = "D002", Error, "an empty file";
    NotText = "D003", Error, "a file that is not UTF-8 text";
    TooLarge = "D004", Error, "a file or a process that is too large";
    Syntax = "D005", Error, "YAML that cannot be read";
    TooDeep = "D006", Error, "nesting that is too deep";
    NotPlain = "D007", Error, "anchors, aliases, tags or several documents in one file";
    KeyTwice = "D008", Error, "a key that is written twice";
    BadRoomFile = "D009", Error, "a file in rooms/ that has no place there";
    OutsideFolder = "D010", Error, "a source text that lies outside the process folder";
    DamagedLog = "D011", Error, "a log whose lines are not what was written";
    UnknownKey = "D101", Error, "an unknown key";
    MissingKey = "D102", Error, "a key that is missing";
    WrongKind = "D103", Error, "a value of the wrong kind";
    UnknownWord = "D104", Error, "a word that is not one of those allowed";
    BadDate = "D105", Error, "a date that cannot be";
    BadNumber = "D106", Error, "a number that cannot be read";
    BadId = "D107", Error, "an id that cannot be used";
    BadLanguage = "D108", Error, "a language that is no language tag";
    BadPlace = "D109", Error, "coordinates that cannot be";
    UnknownId = "D201", Error, "an id that nothing has";
    WrongKindOfId = "D202", Error, "an id of another kind of thing";
    NarrowerRoom = "D203", Error, "an entry that points at a narrower room";
    SameId = "D204", Error, "an id that is used twice";
    AmbiguousId = "D205", Error, "an id that is used in two rooms";
    Cycle = "D206", Error, "things that depend on each other in a circle";
    NoSuchOption = "D207", Error, "an option outside its issue";
    NotInSource = "D208", Error, "words that are not in their source";
    NotOfParty = "D209", Error, "a person who is not of the party";
    Contradiction = "D301", Error, "red lines that contradict each other";
    OutOfRange = "D302", Error, "a number outside its issue's range";
    EndsBeforeStart = "D303", Error, "an end before its beginning";
    BadWeights = "D304", Error, "weights or values that cannot be used";
    BadCorrection = "D305", Error, "a correction that does not fit its target";
    BadRelease = "D306", Error, "a release that does not match";
    WrongRoom = "D307", Error, "a room that has no place in this file";
    NoSource = "D308", Error, "a report without a source";
    BadPosition = "D309", Error, "a position that says nothing, or two things at once";
    OutsideOwnRedLine = "D310", Warning, "a position outside the party's own red line";
    BadHeader = "D311", Error, "a header that cannot be used";
    RecordedBefore = "D312", Warning, "something that happened after it was recorded";
    NoLongerFits = "D313", Warning, "an entry that no longer fits what others wrote since";
    BeyondPermission = "D314", Warning, "a release that goes beyond its permission";
}

impl Code {
    /// The code printed as `text`, in any case.
    pub fn parse(text: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(text))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_is_a_slip_of_the_pen_or_nothing() {
        let known = ["ukraine", "russia", "red_line"];
        assert_eq!(nearest("ukrane", known), Some("ukraine"));
        assert_eq!(nearest("red-line", known), Some("red_line"));
        assert_eq!(nearest("germany", known), None);
        assert_eq!(nearest(&"x".repeat(1 << 20), known), None);
    }

    #[test]
    fn columns_count_characters() {
        let text = "a\nЯнголь: x";
        let lines = LineIndex::of(text);
        assert_eq!(lines.line_and_column(text.find(':').unwrap() as u32), (2, 7));
        assert_eq!(&text[lines.lines(1, 9)], "Янголь: x");
        assert_eq!(LineIndex::of("").line_and_column(10), (1, 1));
    }
}
