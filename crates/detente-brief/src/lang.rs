//! Words for people: every word that the program itself shows is a Fluent message.
//!
//! Names, quotes and other words of the record are set into a message as [`Inline`]s, so that
//! each keeps its own language, direction and mark.

use crate::doc::{Inline, Line};
use detente_model::{DateForm, Language, Point, Quantity, Relation, Text, VagueDate};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use std::borrow::Cow;
use std::fmt;

/// The languages that pages can be shown in, with their messages.
const LOCALES: [(&str, &str); 1] = [("en", include_str!("../locales/en/pages.ftl"))];

/// The pseudo-language: English with every letter changed, so that a word that is not a message
/// stands out (a convention after Windows' and Mozilla's pseudo-locales).
pub const PSEUDO: &str = "qps";

/// The same from right to left.
pub const PSEUDO_RTL: &str = "qps-arab";

/// A language of pages, with its messages.
pub struct Lang {
    language: Language,
    bundle: FluentBundle<FluentResource>,
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
        let known: Vec<&str> = LOCALES.iter().map(|(tag, _)| *tag).collect();
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
        let (found, source) = LOCALES.iter().find(|(known, _)| *known == wanted).ok_or_else(unknown)?;
        let langid = found.parse().map_err(|_| unknown())?;
        let mut bundle = FluentBundle::new(vec![langid]);
        bundle.set_use_isolating(false);
        if pseudo {
            bundle.set_transform(Some(pseudo_letters));
        }
        // The messages are part of the program; a test reads every one of them.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
        let right_to_left = tag == PSEUDO_RTL || (!pseudo && language.is_right_to_left());
        Ok(Lang { language, bundle, right_to_left })
    }

    /// Its tag.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// Is it written from right to left?
    pub fn is_right_to_left(&self) -> bool {
        self.right_to_left
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
                Arg::Count(count) => fluent.set(name.to_owned(), count as u64),
                Arg::Line(line) => {
                    fluent.set(name.to_owned(), FluentValue::from(format!("{OPEN}{}{CLOSE}", inlines.len())));
                    inlines.push(line);
                }
            }
        }
        let text = self.format(id, Some(&fluent));
        split_at_marks(&text, &inlines)
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

    /// A vague number.
    pub fn quantity(&self, quantity: &Quantity) -> Line {
        let number = |n: &detente_model::Decimal| Arg::from(Inline::data(n.to_string()));
        let one = |id, n| self.line(id, vec![("n", number(n))]);
        match quantity {
            Quantity::Exactly(n) => vec![Inline::data(n.to_string())],
            Quantity::AtLeast(n) => one("quantity-at-least", n),
            Quantity::AtMost(n) => one("quantity-at-most", n),
            Quantity::Under(n) => one("quantity-under", n),
            Quantity::Over(n) => one("quantity-over", n),
            Quantity::About(n) => one("quantity-about", n),
            Quantity::Between(lo, hi) => {
                self.line("quantity-between", vec![("lo", number(lo)), ("hi", number(hi))])
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
        let number = |n: i64| Arg::from(Inline::data(n.to_string()));
        let month = |m: i8| Arg::from(vec![self.word(&format!("month-{m}"))]);
        match point {
            Point::Year(year) => vec![Inline::data(year.to_string())],
            Point::Month(y, m) => {
                self.line("date-month", vec![("month", month(*m)), ("year", number((*y).into()))])
            }
            Point::Day(day) => self.day(*day),
            Point::Minute { local, zone, .. } => {
                let time = format!("{:02}:{:02}", local.hour(), local.minute());
                let zone = zone.trim_matches(['[', ']']);
                let time = if zone.is_empty() { time } else { format!("{time} {zone}") };
                self.line(
                    "date-minute",
                    vec![("day", self.day(local.date()).into()), ("time", Inline::data(time).into())],
                )
            }
        }
    }

    fn day(&self, day: jiff::civil::Date) -> Line {
        let number = |n: i64| Arg::from(Inline::data(n.to_string()));
        let month = Arg::from(vec![self.word(&format!("month-{}", day.month()))]);
        self.line(
            "date-day",
            vec![("day", number(day.day().into())), ("month", month), ("year", number(day.year().into()))],
        )
    }

    /// An instant in `zone`: a day where it is the last second of one, else with the time.
    pub fn instant(&self, at: jiff::Timestamp, zone: &jiff::tz::TimeZone) -> Line {
        let local = zone.to_datetime(at);
        let end_of_day = (local.hour(), local.minute(), local.second()) == (23, 59, 59);
        if end_of_day {
            return self.day(local.date());
        }
        let time = format!("{:02}:{:02}", local.hour(), local.minute());
        self.line(
            "date-minute",
            vec![("day", self.day(local.date()).into()), ("time", Inline::data(time).into())],
        )
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
mod tests {
    use super::*;

    #[test]
    fn every_message_can_be_read() {
        for (tag, source) in LOCALES {
            let parsed = FluentResource::try_new(source.to_owned());
            assert!(parsed.is_ok(), "{tag}: {:?}", parsed.err().map(|(_, errors)| errors));
        }
    }

    #[test]
    fn inlines_keep_their_place() {
        let lang = Lang::new("en").unwrap();
        let line = lang
            .line("date-between", vec![("from", Inline::data("x").into()), ("to", Inline::data("y").into())]);
        assert_eq!(line.iter().map(Inline::plain).collect::<String>(), "x to y");
        assert!(Lang::new("xx").is_err());
        let twice = split_at_marks(&format!("{OPEN}0{CLOSE} and {OPEN}0{CLOSE}"), &[vec![Inline::data("x")]]);
        assert_eq!(crate::doc::plain(&twice), "x and x");
    }
}
