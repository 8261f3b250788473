//! Words for people: every word that the program itself shows is a Fluent message.
//!
//! Names, quotes and other words of the record are set into a message as [`Inline`]s, so that
//! each keeps its own language, direction and mark.

use crate::doc::{Inline, Line, isolated, joined, plain};
use crate::formats::{Conventions, Formats};
use detente_model::{DateForm, Decimal, Language, Point, Quantity, Relation, Text, VagueDate};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

/// A language that pages can be shown in.
struct Locale {
    tag: &'static str,
    conventions: Conventions,
    /// The files of its messages.
    files: &'static [(&'static str, &'static str)],
}

/// The files of messages of a language.
macro_rules! files {
    ($($file:literal),+) => { &[$(($file, include_str!(concat!("../locales/", $file)))),+] };
}

/// The languages, English first. Every language has the same files with the same messages.
const LOCALES: [Locale; 2] = [
    Locale {
        tag: "en",
        // Day, month, year, and 24 hours.
        conventions: Conventions { locale: "en-GB", months_before: None },
        files: files!["en/pages.ftl", "en/workspace.ftl"],
    },
    Locale {
        tag: "ar",
        // As the United Nations write Arabic (docs/decisions/0024): digits 0 to 9, and both names of a month.
        conventions: Conventions { locale: "ar-u-hc-h23-nu-latn", months_before: Some("ar-SY") },
        files: files!["ar/pages.ftl", "ar/workspace.ftl"],
    },
];

/// The pseudo-language: English with every letter changed, so that a word that is not a message
/// stands out (a convention after Windows' and Mozilla's pseudo-locales).
pub const PSEUDO: &str = "qps";

/// The same from right to left.
pub const PSEUDO_RTL: &str = "qps-arab";

/// A language of pages, with its messages.
pub struct Lang {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    formats: Formats,
    pseudo: bool,
    right_to_left: bool,
}

/// A language that pages cannot be shown in.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownLanguage {
    /// What was asked for.
    pub asked: String,
}

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<&str> = LOCALES.iter().map(|locale| locale.tag).collect();
        write!(f, "there are no pages in “{}” yet; write one of: {}", self.asked, known.join(", "))
    }
}

impl std::error::Error for UnknownLanguage {}

/// What is set into a message.
pub enum Arg {
    /// Words of the record, or marked-up words.
    Line(Line),
    /// A number that the message may inflect by.
    Count(usize),
    /// Any other number, in decimal digits.
    Amount(String),
}

impl Arg {
    /// What the words after a vague number are inflected by: the number that is read last.
    pub fn inflecting(quantity: &Quantity) -> Arg {
        use Quantity::{About, AtLeast, AtMost, Between, Exactly, Over, Under, Unknown};
        match quantity {
            Exactly(n) | AtLeast(n) | AtMost(n) | Under(n) | Over(n) | About(n) | Between(_, n) => {
                Arg::Amount(n.to_string())
            }
            Unknown => Arg::Amount(String::new()),
        }
    }
}

impl From<Inline> for Arg {
    fn from(inline: Inline) -> Arg {
        Arg::Line(vec![inline])
    }
}

impl From<Line> for Arg {
    fn from(line: Line) -> Arg {
        Arg::Line(line)
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Arg {
        Arg::Count(count)
    }
}

// Marks the places of inlines in a formatted message; private-use characters, which the reader
// takes out of the record's own words.
const OPEN: char = '\u{f8f0}';
const CLOSE: char = '\u{f8f1}';

impl Lang {
    /// The language with this tag.
    pub fn new(tag: &str) -> Result<Lang, UnknownLanguage> {
        let unknown = || UnknownLanguage { asked: tag.to_owned() };
        let pseudo = matches!(tag, PSEUDO | PSEUDO_RTL);
        let language = Language::new(tag).ok_or_else(unknown)?;
        let wanted = if pseudo { "en" } else { language.primary() };
        let locale = LOCALES.iter().find(|locale| locale.tag == wanted).ok_or_else(unknown)?;
        let formats = Formats::new(locale.conventions).ok_or_else(unknown)?;
        let mut bundle = FluentBundle::new_concurrent(vec![locale.tag.parse().map_err(|_| unknown())?]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| written(value)));
        if pseudo {
            bundle.set_transform(Some(pseudo_letters));
        }
        for (_, source) in locale.files {
            // The messages are part of the program; a test reads every one of them.
            let resource =
                FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(partial, _)| partial);
            bundle.add_resource_overriding(resource);
        }
        let right_to_left = tag == PSEUDO_RTL || (!pseudo && language.is_right_to_left());
        Ok(Lang { language, bundle, formats, pseudo, right_to_left })
    }

    /// Its tag.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// Is it written from right to left?
    pub fn is_right_to_left(&self) -> bool {
        self.right_to_left
    }

    /// A line in a drawing, which has no marks: words of the record are isolated where they would turn the others.
    pub fn drawn(&self, line: &[Inline]) -> String {
        if self.right_to_left { isolated(line) } else { plain(line) }
    }

    /// Is there a message `id`?
    pub fn has(&self, id: &str) -> bool {
        self.bundle.get_message(id).is_some_and(|message| message.value().is_some())
    }

    /// The message `id` without arguments.
    pub fn say(&self, id: &str) -> String {
        self.format(id, None).into_owned()
    }

    /// The message `id` as an inline.
    pub fn word(&self, id: &str) -> Inline {
        Inline::Word(self.say(id))
    }

    /// The message `id` with `args` set into it.
    pub fn line(&self, id: &str, args: Vec<(&str, Arg)>) -> Line {
        let mut fluent = FluentArgs::new();
        let mut inlines: Vec<Line> = Vec::new();
        for (name, arg) in args {
            match arg {
                Arg::Count(count) => fluent.set(name.to_owned(), self.counted(&count.to_string())),
                Arg::Amount(number) => fluent.set(name.to_owned(), self.counted(&number)),
                Arg::Line(line) => {
                    fluent.set(name.to_owned(), FluentValue::from(format!("{OPEN}{}{CLOSE}", inlines.len())));
                    inlines.push(line);
                }
            }
        }
        let text = self.format(id, Some(&fluent));
        split_at_marks(&text, &inlines)
    }

    /// A number as a message takes it: inflected by one that is in the same case, and written as the language
    /// writes numbers. (Of the options of a number only its currency is free text; no message uses currencies.)
    fn counted(&self, number: &str) -> FluentValue<'static> {
        let options =
            FluentNumberOptions { currency: Some(self.formats.number(number)), ..Default::default() };
        self.formats
            .inflecting(number)
            .map_or(FluentValue::None, |value| FluentNumber { value, options }.into())
    }

    fn format<'a>(&'a self, id: &str, args: Option<&'a FluentArgs<'_>>) -> Cow<'a, str> {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            // Seen by the test that renders every page; never by a person.
            return Cow::Owned(format!("⟪{id}⟫"));
        };
        self.bundle.format_pattern(pattern, args, &mut Vec::new())
    }

    /// A text of the record in this language, or the nearest that it has.
    pub fn text(&self, text: &Text) -> Inline {
        let (words, language) = text.read_in(&self.language);
        Inline::data_in(words, language.cloned())
    }

    /// Things with what the language puts between them.
    pub fn list(&self, things: impl IntoIterator<Item = Line>) -> Line {
        let things: Vec<Line> = things.into_iter().filter(|thing| !thing.is_empty()).collect();
        let marks: Vec<String> = (0..things.len()).map(|index| format!("{OPEN}{index}{CLOSE}")).collect();
        let list = self.formats.list(&marks);
        let (mut spaced, mut rest) = (String::with_capacity(list.len()), list.as_str());
        for (mark, thing) in marks.iter().zip(&things) {
            let Some((before, after)) = rest.split_once(mark.as_str()) else { break };
            spaced.push_str(before);
            // An Arabic “and” is one with the word that follows, but not with one in another script.
            if before.ends_with('و') && !plain(thing).starts_with(is_arabic) {
                spaced.push('\u{a0}');
            }
            spaced.push_str(mark);
            rest = after;
        }
        spaced.push_str(rest);
        split_at_marks(&spaced, &things)
    }

    /// Longer things, which may have commas of their own.
    pub fn clauses(&self, things: impl IntoIterator<Item = Line>) -> Line {
        joined(things, &self.say("list-semicolon"))
    }

    /// Which of two names comes first in a list that is sorted for people.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.formats.compare(a, b)
    }

    /// Words of the formats, which the pseudo-language changes like all others.
    fn formatted(&self, words: String) -> Inline {
        Inline::Word(if self.pseudo { pseudo_letters(&words).into_owned() } else { words })
    }

    /// A number.
    pub fn number(&self, number: &Decimal) -> Inline {
        Inline::data(self.formats.number(&number.to_string()))
    }

    /// A vague number.
    pub fn quantity(&self, quantity: &Quantity) -> Line {
        let one = |id, n| self.line(id, vec![("n", self.number(n).into())]);
        match quantity {
            Quantity::Exactly(n) => vec![self.number(n)],
            Quantity::AtLeast(n) => one("quantity-at-least", n),
            Quantity::AtMost(n) => one("quantity-at-most", n),
            Quantity::Under(n) => one("quantity-under", n),
            Quantity::Over(n) => one("quantity-over", n),
            Quantity::About(n) => one("quantity-about", n),
            Quantity::Between(lo, hi) => {
                let args = vec![("lo", self.number(lo).into()), ("hi", self.number(hi).into())];
                self.line("quantity-between", args)
            }
            Quantity::Unknown => vec![self.word("unknown")],
        }
    }

    /// A vague date; `event` names the event that it hangs on.
    pub fn date(&self, date: &VagueDate, event: impl Fn(&detente_model::EventRef) -> Line) -> Line {
        let point = |point: &Point| Arg::from(self.point(point));
        let one = |id, p| self.line(id, vec![("date", point(p))]);
        match &date.form {
            DateForm::In(p) => self.point(p),
            DateForm::Between(from, to) => {
                self.line("date-between", vec![("from", point(from)), ("to", point(to))])
            }
            DateForm::Before(p) => one("date-before", p),
            DateForm::By(p) => one("date-by", p),
            DateForm::After(p) => one("date-after", p),
            DateForm::About(p) => one("date-about", p),
            DateForm::Event(relation, reference) => {
                let id = match relation {
                    Relation::Before => "date-before",
                    Relation::After => "date-after",
                    Relation::During => "date-during",
                };
                self.line(id, vec![("date", event(reference).into())])
            }
            DateForm::Unknown => vec![self.word("date-unknown")],
        }
    }

    /// A date of some precision.
    pub fn point(&self, point: &Point) -> Line {
        match point {
            Point::Year(year) => vec![self.formatted(self.formats.year(*year))],
            Point::Month(year, month) => vec![self.formatted(self.formats.month(*year, *month))],
            Point::Day(day) => vec![self.day(*day)],
            Point::Minute { local, zone, .. } => self.minute(*local, zone.trim_matches(['[', ']'])),
        }
    }

    /// A day of a year that is known: “16 May”.
    pub fn day_of_year(&self, day: jiff::civil::Date) -> Inline {
        self.formatted(self.formats.day_of_year(day))
    }

    fn day(&self, day: jiff::civil::Date) -> Inline {
        self.formatted(self.formats.day(day))
    }

    /// A day with its time, and its zone where that is written.
    fn minute(&self, local: jiff::civil::DateTime, zone: &str) -> Line {
        let mut time = vec![self.formatted(self.formats.time(local.time()))];
        if !zone.is_empty() {
            time.extend([Inline::mark(" "), Inline::data(zone)]);
        }
        self.line("date-minute", vec![("day", self.day(local.date()).into()), ("time", time.into())])
    }

    /// An instant in `zone`: a day where it is the last second of one, else with the time.
    pub fn instant(&self, at: jiff::Timestamp, zone: &jiff::tz::TimeZone) -> Line {
        let local = zone.to_datetime(at);
        let end_of_day = (local.hour(), local.minute(), local.second()) == (23, 59, 59);
        if end_of_day { vec![self.day(local.date())] } else { self.minute(local, "") }
    }
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}')
}

/// How a number of [`Lang::counted`] is written.
fn written(value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => number.options.currency.clone(),
        _ => None,
    }
}

/// The formatted `text` with the inlines put back at their marks, as often as the message names them.
fn split_at_marks(text: &str, inlines: &[Line]) -> Line {
    let mut line = Line::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPEN) {
        if !before.is_empty() {
            line.push(Inline::Word(before.to_owned()));
        }
        let Some((index, after)) = after.split_once(CLOSE) else { break };
        let inline = index.parse::<usize>().ok().and_then(|index| inlines.get(index));
        line.extend(inline.into_iter().flatten().cloned());
        rest = after;
    }
    if !rest.is_empty() {
        line.push(Inline::Word(rest.to_owned()));
    }
    line
}

/// Latin letters as look-alikes of other scripts.
fn pseudo_letters(text: &str) -> Cow<'_, str> {
    const LOWER: [char; 26] = [
        'ȧ', 'ƀ', 'ƈ', 'ḓ', 'ḗ', 'ƒ', 'ɠ', 'ħ', 'ī', 'ĵ', 'ķ', 'ŀ', 'ḿ', 'ƞ', 'ǿ', 'ƥ', 'ɋ', 'ř', 'ş', 'ŧ',
        'ŭ', 'ṽ', 'ẇ', 'ẋ', 'ẏ', 'ẑ',
    ];
    const UPPER: [char; 26] = [
        'Ȧ', 'Ɓ', 'Ƈ', 'Ḓ', 'Ḗ', 'Ƒ', 'Ɠ', 'Ħ', 'Ī', 'Ĵ', 'Ķ', 'Ŀ', 'Ḿ', 'Ƞ', 'Ǿ', 'Ƥ', 'Ɋ', 'Ř', 'Ş', 'Ŧ',
        'Ŭ', 'Ṽ', 'Ẇ', 'Ẋ', 'Ẏ', 'Ẑ',
    ];
    let change = |c: char| match c {
        'a'..='z' => LOWER[(c as u8 - b'a') as usize],
        'A'..='Z' => UPPER[(c as u8 - b'A') as usize],
        other => other,
    };
    Cow::Owned(text.chars().map(change).collect())
}

#[cfg(test)]
mod tests;
