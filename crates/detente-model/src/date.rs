//! Vague dates: a day, a month, "before the session", a range; with the time zone they are in.

use crate::shape::{Decoder, Schemas, Shape};
use crate::{Code, Event, Node, Ref, Span, Tri};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::fmt;

/// One date as exactly as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Point {
    /// `2025`
    Year(i16),
    /// `2025-05`
    Month(i16, i8),
    /// `2025-05-16`
    Day(Date),
    /// `2025-05-16T13:30`, in the process's zone, or with an offset (`+03:00`, `Z`) or a zone
    /// (`[Europe/Istanbul]`) of its own.
    Minute {
        /// Date and time of day where it happened.
        local: DateTime,
        /// The zone as written after the time; empty for the process's own.
        zone: String,
        /// The instant.
        at: Timestamp,
    },
}

/// The instants that a date may mean: both ends included, `None` for no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The earliest.
    pub earliest: Option<Timestamp>,
    /// The latest.
    pub latest: Option<Timestamp>,
}

impl Interval {
    /// Any time at all.
    pub const ALWAYS: Interval = Interval { earliest: None, latest: None };

    /// Exactly one instant.
    pub fn instant(at: Timestamp) -> Interval {
        Interval { earliest: Some(at), latest: Some(at) }
    }

    /// Is every instant of this before every instant of `other`?
    pub fn before(&self, other: &Interval) -> Tri {
        if let (Some(latest), Some(earliest)) = (self.latest, other.earliest)
            && latest < earliest
        {
            return Tri::Yes;
        }
        match (self.earliest, other.latest) {
            (Some(earliest), Some(latest)) if earliest >= latest => Tri::No,
            _ => Tri::Unknown,
        }
    }

    /// A key for “the latest of them”: by the earliest instant, then the latest; what may have been at
    /// any time comes first, so that it never takes the place of what has a date.
    pub fn order_key(&self) -> (Timestamp, Timestamp) {
        (self.earliest.unwrap_or(Timestamp::MIN), self.latest.unwrap_or(Timestamp::MAX))
    }

    /// A key that sorts by the earliest instant, then the latest, unbounded dates first and last.
    pub fn sort_key(&self) -> (Timestamp, Timestamp) {
        let known = self.earliest.or(self.latest).unwrap_or(Timestamp::MAX);
        (known, self.latest.unwrap_or(Timestamp::MAX))
    }
}

/// How a date hangs on something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Before it began.
    Before,
    /// After it was over.
    After,
    /// While it went on.
    During,
}

/// The forms that a vague date may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateForm {
    /// At some time in the year, month, day or minute.
    In(Point),
    /// `2025-05-14/2025-05-16`: at some time between, both included.
    Between(Point, Point),
    /// `before 2025-05-16`: before it began.
    Before(Point),
    /// `by 2025-05-16`: before it was over.
    By(Point),
    /// `after 2025-05-16`: when it was over.
    After(Point),
    /// `about 2025-05`: within a year, a month, three days or an hour of it, by its precision
    /// (a convention of this program).
    About(Point),
    /// `before istanbul-1`: hangs on a session, an incident or another event of the record.
    Event(Relation, Ref<Event>),
    /// `unknown`
    Unknown,
}

/// A date as a source gives it, with the instants that it may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VagueDate {
    /// What was written.
    pub form: DateForm,
    interval: Interval,
}

impl Point {
    /// Reads one date in `zone`; the error says what is wrong.
    pub fn parse(text: &str, zone: &TimeZone) -> Result<Point, String> {
        if text.len() > 10 && matches!(text.as_bytes()[10], b'T' | b' ' | b't') {
            return parse_minute(text, zone);
        }
        let parts: Vec<&str> = text.split('-').collect();
        let widths: Vec<usize> = parts.iter().map(|p| p.len()).collect();
        if !parts.iter().all(|p| p.bytes().all(|b| b.is_ascii_digit()))
            || widths[0] != 4
            || widths[1..].iter().any(|w| *w != 2)
        {
            return Err(format!("“{text}” is not a date"));
        }
        let number = |i: usize| parts[i].parse::<i16>().unwrap_or(i16::MAX);
        let small = |i: usize| i8::try_from(number(i)).unwrap_or(i8::MAX);
        match parts.len() {
            1 => Ok(Point::Year(number(0))),
            2 if (1..=12).contains(&number(1)) => Ok(Point::Month(number(0), small(1))),
            2 => Err(format!("there is no month {}", parts[1])),
            3 => Date::new(number(0), small(1), small(2))
                .map(Point::Day)
                .map_err(|_| format!("there is no such day as {text}")),
            _ => Err(format!("“{text}” is not a date")),
        }
    }

    /// The instants of this date in `zone`.
    pub fn interval(&self, zone: &TimeZone) -> Interval {
        let (first, after) = match self {
            Point::Year(year) => (Date::new(*year, 1, 1), Date::new(year + 1, 1, 1)),
            Point::Month(year, 12) => (Date::new(*year, 12, 1), Date::new(year + 1, 1, 1)),
            Point::Month(year, month) => (Date::new(*year, *month, 1), Date::new(*year, month + 1, 1)),
            Point::Day(day) => (Ok(*day), day.tomorrow()),
            Point::Minute { at, .. } => return Interval::instant(*at),
        };
        let start = |date: Result<Date, jiff::Error>| {
            date.ok().and_then(|date| zone.to_timestamp(date.at(0, 0, 0, 0)).ok())
        };
        Interval { earliest: start(first), latest: start(after).map(|t| t - SignedDuration::from_nanos(1)) }
    }

    /// How wide "about" is around a date of this precision.
    fn slack(&self) -> SignedDuration {
        match self {
            Point::Year(_) => SignedDuration::from_hours(366 * 24),
            Point::Month(..) => SignedDuration::from_hours(31 * 24),
            Point::Day(_) => SignedDuration::from_hours(3 * 24),
            Point::Minute { .. } => SignedDuration::from_hours(1),
        }
    }
}

fn parse_minute(text: &str, zone: &TimeZone) -> Result<Point, String> {
    let fault = |what: String| Err(format!("“{text}” is not a date with a time: {what}"));
    let (rest, named) = match text.split_once('[') {
        Some((rest, named)) => (rest, named.strip_suffix(']')),
        None => (text, None),
    };
    if text.contains('[') && named.is_none() {
        return fault("the zone in [ ] is not closed".into());
    }
    let Some(time) = rest.get(11..) else { return fault("there is no time after the day".into()) };
    if let Some(name) = named
        && TimeZone::get(name).is_err()
    {
        return fault(format!("there is no time zone “{name}”"));
    }
    let offset_at = time.find(['Z', 'z', '+', '-']).map_or(rest.len(), |i| i + 11);
    let (civil, offset) = rest.split_at(offset_at);
    let local: DateTime = match civil.replacen(' ', "T", 1).parse() {
        Ok(local) => local,
        Err(_) => return fault("write it as 2025-05-16T13:30".into()),
    };
    let at = match (offset, named) {
        ("", None) => zone.to_timestamp(local),
        ("", Some(name)) => TimeZone::get(name).and_then(|z| z.to_timestamp(local)),
        // An offset names the instant; a zone beside it only says where.
        _ => format!("{}{offset}", civil.replacen(' ', "T", 1)).parse(),
    };
    match at {
        Ok(at) => {
            let zone = format!("{offset}{}", named.map(|n| format!("[{n}]")).unwrap_or_default());
            Ok(Point::Minute { local, zone, at })
        }
        Err(error) => fault(error.to_string()),
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Point::Year(year) => write!(f, "{year:04}"),
            Point::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Point::Day(day) => write!(f, "{day}"),
            Point::Minute { local, zone, .. } => write!(f, "{local}{zone}"),
        }
    }
}

impl VagueDate {
    /// Reads a vague date written in `zone`. References to events are noted in `d`.
    fn read(text: &str, span: Span, d: &mut Decoder) -> Result<VagueDate, String> {
        let zone = d.zone.clone();
        let point = |text: &str| Point::parse(text.trim(), &zone);
        let starts_with_digit = |text: &str| text.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let form = if text == "unknown" {
            DateForm::Unknown
        } else if let Some((word, rest)) = split_word(text) {
            match (word, starts_with_digit(rest)) {
                ("before", true) => DateForm::Before(point(rest)?),
                ("by", true) => DateForm::By(point(rest)?),
                ("after", true) => DateForm::After(point(rest)?),
                ("about", true) => DateForm::About(point(rest)?),
                ("before" | "after" | "during", false) => {
                    let relation = match word {
                        "before" => Relation::Before,
                        "after" => Relation::After,
                        _ => Relation::During,
                    };
                    let event = Ref::read(rest.trim(), span, d).ok_or("")?;
                    DateForm::Event(relation, event)
                }
                _ => return Err(format!("“{text}” is not a date")),
            }
        } else if let Some((from, to)) = split_range(text) {
            DateForm::Between(point(from)?, point(to)?)
        } else {
            DateForm::In(point(text)?)
        };
        let date = VagueDate { interval: form.interval(&zone), form };
        match (date.interval.earliest, date.interval.latest) {
            (Some(earliest), Some(latest)) if earliest > latest => {
                Err(format!("“{text}” ends before it begins"))
            }
            _ => Ok(date),
        }
    }

    /// Reads a date outside a file (a flag of a command), where no event can be named.
    pub fn parse(text: &str, zone: &TimeZone) -> Result<VagueDate, String> {
        let mut d = Decoder::new("", zone.clone());
        let no_date = || Err(format!("“{text}” is not a date"));
        match VagueDate::read(text.trim(), Span::default(), &mut d) {
            Ok(VagueDate { form: DateForm::Event(..), .. }) => no_date(),
            Err(message) if message.is_empty() => no_date(),
            read => read,
        }
    }

    /// A plain date.
    pub fn at(point: Point, zone: &TimeZone) -> VagueDate {
        VagueDate { interval: point.interval(zone), form: DateForm::In(point) }
    }

    /// The instants that it may mean. A date that hangs on an event is unbounded here; a view
    /// resolves it.
    pub fn interval(&self) -> Interval {
        self.interval
    }

    /// Is it a single day, or a time on one?
    pub fn is_exact_day(&self) -> bool {
        matches!(self.form, DateForm::In(Point::Day(_) | Point::Minute { .. }))
    }
}

fn split_word(text: &str) -> Option<(&str, &str)> {
    let (word, rest) = text.split_once(' ')?;
    word.bytes().all(|b| b.is_ascii_alphabetic()).then_some((word, rest))
}

/// The two ends of `A/B` or `A to B`; the slash in a zone's name (`[Europe/Kyiv]`) is none.
fn split_range(text: &str) -> Option<(&str, &str)> {
    let mut in_zone = false;
    let slash = text.char_indices().find(|(_, c)| {
        in_zone = (in_zone || *c == '[') && *c != ']';
        *c == '/' && !in_zone
    });
    slash.map(|(at, _)| (&text[..at], &text[at + 1..])).or_else(|| text.split_once(" to "))
}

impl DateForm {
    fn interval(&self, zone: &TimeZone) -> Interval {
        let nanosecond = SignedDuration::from_nanos(1);
        match self {
            DateForm::In(point) => point.interval(zone),
            DateForm::Between(from, to) => {
                Interval { earliest: from.interval(zone).earliest, latest: to.interval(zone).latest }
            }
            DateForm::Before(point) => Interval {
                earliest: None,
                latest: point.interval(zone).earliest.map(|t| t.saturating_sub(nanosecond).unwrap_or(t)),
            },
            DateForm::By(point) => Interval { earliest: None, latest: point.interval(zone).latest },
            DateForm::After(point) => Interval {
                earliest: point.interval(zone).latest.map(|t| t.saturating_add(nanosecond).unwrap_or(t)),
                latest: None,
            },
            DateForm::About(point) => {
                let Interval { earliest, latest } = point.interval(zone);
                Interval {
                    earliest: earliest.and_then(|t| t.checked_sub(point.slack()).ok()),
                    latest: latest.and_then(|t| t.checked_add(point.slack()).ok()),
                }
            }
            DateForm::Event(..) | DateForm::Unknown => Interval::ALWAYS,
        }
    }
}

impl fmt::Display for VagueDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.form {
            DateForm::In(point) => write!(f, "{point}"),
            DateForm::Between(from, to) => write!(f, "{from}/{to}"),
            DateForm::Before(point) => write!(f, "before {point}"),
            DateForm::By(point) => write!(f, "by {point}"),
            DateForm::After(point) => write!(f, "after {point}"),
            DateForm::About(point) => write!(f, "about {point}"),
            DateForm::Event(relation, event) => {
                let word = match relation {
                    Relation::Before => "before",
                    Relation::After => "after",
                    Relation::During => "during",
                };
                write!(f, "{word} {event}")
            }
            DateForm::Unknown => f.write_str("unknown"),
        }
    }
}

/// What a date may be, for messages.
pub const DATE_FORMS: &str = "2025-05-16, 2025-05, 2025, 2025-05-16T13:30, 2025-05-14/2025-05-16, before|by|after|about DATE, before|after|during EVENT-ID, unknown";

impl Shape for VagueDate {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let text = d.scalar(node, "a date")?;
        match VagueDate::read(text.trim(), node.span, d) {
            Ok(date) => Some(date),
            // An empty message: the reference inside has already been reported.
            Err(message) if message.is_empty() => None,
            Err(message) => {
                d.error(Code::BadDate, node.span, message).expected(DATE_FORMS);
                None
            }
        }
    }
    fn encode(&self) -> Value {
        Value::String(self.to_string())
    }
    fn schema(_: &mut Schemas) -> Value {
        json!({
            "type": ["string", "integer"],
            "description": format!("a date, perhaps vague: {DATE_FORMS}"),
            "x-date": true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> VagueDate {
        let zone = TimeZone::get("Europe/Istanbul").unwrap();
        VagueDate::parse(text, &zone).unwrap_or_else(|e| panic!("{e}"))
    }

    #[test]
    fn intervals_are_those_of_the_zone() {
        let day = date("2025-05-16").interval();
        assert_eq!(day.earliest.unwrap().to_string(), "2025-05-15T21:00:00Z");
        assert_eq!(day.latest.unwrap().to_string(), "2025-05-16T20:59:59.999999999Z");
        assert_eq!(date("2025-05-16T13:30").interval(), date("2025-05-16T10:30Z").interval());
        assert_eq!(
            date("2025-05-16 13:30+03:00[Europe/Istanbul]").interval(),
            date("2025-05-16T12:30[Europe/Berlin]").interval()
        );
        assert_eq!(date("2024-12").interval().latest, date("2024-12-31").interval().latest);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for bad in [
            "",
            "2025-02-29",
            "2025-13",
            "16.05.2025",
            "tomorrow",
            "2025-5-1",
            "2025-05-16T25:00",
            "2025-05-16/2025-05-14",
            "before the session",
            "2025-05-16T10:00[Mars]",
            "2025-05-16T10:00[",
            "2025-05-16T",
            "before istanbul-1",
        ] {
            assert!(VagueDate::parse(bad, &TimeZone::UTC).is_err(), "{bad}");
        }
        assert!(VagueDate::parse("2024-02-29", &TimeZone::UTC).is_ok());
    }

    #[test]
    fn order_is_three_valued() {
        let before = |a: &str, b: &str| date(a).interval().before(&date(b).interval());
        assert_eq!(before("2025-05-15", "2025-05-16"), Tri::Yes);
        assert_eq!(before("2025-05-17", "2025-05-16"), Tri::No);
        assert_eq!(before("2025-05", "2025-05-16"), Tri::Unknown);
        assert_eq!(before("before 2025-05-16", "2025-05-16"), Tri::Yes);
        assert_eq!(before("about 2025-05-15", "2025-05-16"), Tri::Unknown);
        assert_eq!(before("unknown", "2025-05-16"), Tri::Unknown);
    }

    #[test]
    fn forms_read_back() {
        for text in [
            "2025",
            "2025-05",
            "2025-05-16",
            "2025-05-16T13:30:00",
            "2025-05-16T13:30:00+03:00",
            "2025-05-14/2025-05-16",
            "before 2025-05",
            "by 2025-05-16",
            "after 2025",
            "about 2025-05",
            "unknown",
        ] {
            assert_eq!(date(text).to_string(), text);
            assert_eq!(date(&date(text).to_string()), date(text));
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            let _ = VagueDate::parse(&text, &TimeZone::UTC);
        }

        #[test]
        fn before_never_contradicts_itself(a in 0i64..9, b in 0i64..9, c in 0i64..9, e in 0i64..9) {
            let t = |n: i64| Timestamp::from_second(n).unwrap();
            let x = Interval { earliest: Some(t(a.min(b))), latest: Some(t(a.max(b))) };
            let y = Interval { earliest: Some(t(c.min(e))), latest: Some(t(c.max(e))) };
            // Brute force over the instants that each may be.
            let pairs: Vec<bool> = (a.min(b)..=a.max(b)).flat_map(|p| (c.min(e)..=c.max(e)).map(move |q| p < q)).collect();
            let expected = if pairs.iter().all(|p| *p) { Tri::Yes } else if pairs.iter().all(|p| !p) { Tri::No } else { Tri::Unknown };
            prop_assert_eq!(x.before(&y), expected);
        }
    }
}
