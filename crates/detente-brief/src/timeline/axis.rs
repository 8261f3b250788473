//! The line of time on which lanes are drawn: whole days, with ticks by day, month or year.

use super::{Asked, Item};
use crate::look::Look;
use detente_model::{Interval, Point};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// A line of time.
pub struct Axis<'v> {
    zone: &'v TimeZone,
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    begins: Timestamp,
    ends: Timestamp,
}

/// A stretch of days or months that counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many days.
    Days(i64),
    /// From Monday to Sunday.
    Week,
    /// So many months; a divisor of 12.
    Months(i64),
    /// So many years.
    Years(i64),
}

impl Step {
    /// How many days it has, about.
    fn days(self) -> i64 {
        match self {
            Step::Days(n) => n,
            Step::Week => 7,
            Step::Months(n) => n * 30,
            Step::Years(n) => n * 365,
        }
    }

    /// The day on which the stretch begins that `day` is in; stretches of days are counted from `first`.
    fn start(self, day: Date, first: Date) -> Date {
        let date = |year: i64, month: i64| Date::new(year as i16, month as i8, 1).unwrap_or(day);
        match self {
            Step::Days(n) => {
                let into = days_between(first, day).rem_euclid(n);
                day.checked_sub(Span::new().days(into)).unwrap_or(day)
            }
            Step::Week => {
                let into = i64::from(day.weekday().since(Weekday::Monday));
                day.checked_sub(Span::new().days(into)).unwrap_or(day)
            }
            Step::Months(n) => date(day.year().into(), (i64::from(day.month()) - 1) / n * n + 1),
            Step::Years(n) => date(i64::from(day.year()).div_euclid(n) * n, 1),
        }
    }

    fn next(self, start: Date) -> Option<Date> {
        let span = match self {
            Step::Days(n) => Span::new().days(n),
            Step::Week => Span::new().days(7),
            Step::Months(n) => Span::new().months(n),
            Step::Years(n) => Span::new().years(n),
        };
        start.checked_add(span).ok()
    }
}

/// Where the line begins if nobody asked: with the first of `items` (in order), or, where the first twentieth
/// of them would press all others into a third of the line, after those.
fn without_outliers(items: &[Item<'_>], first: Timestamp, last: Timestamp) -> Timestamp {
    let begun = |item: &Item<'_>| item.at.earliest.or(item.at.latest);
    let dated: Vec<Timestamp> = items.iter().filter_map(begun).collect();
    let Some(later) = dated.get(dated.len().div_ceil(20)) else { return first };
    let seconds = |from: Timestamp| last.as_second() - from.as_second();
    if seconds(*later) * 3 < seconds(first) { *later } else { first }
}

fn days_between(a: Date, b: Date) -> i64 {
    a.until(b).map_or(0, |span| i64::from(span.get_days()))
}

/// Steps of ticks, the finest first.
const TICKS: [Step; 13] = [
    Step::Days(1),
    Step::Days(2),
    Step::Days(5),
    Step::Days(10),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(50),
];

/// How many ticks have room for their words.
const MOST_TICKS: i64 = 10;

impl<'v> Axis<'v> {
    /// The line from the first to the last bound of what is drawn, or between the days asked for.
    pub fn of(look: &'v Look<'_>, asked: &Asked, items: &[Item<'_>]) -> Option<Axis<'v>> {
        let zone = look.zone();
        let ends = || items.iter().flat_map(|item| item.at.earliest.into_iter().chain(item.at.latest));
        let to = asked.to.as_ref().and_then(|to| to.interval().latest).or_else(|| ends().max())?;
        let asked_from = asked.from.as_ref().and_then(|from| from.interval().earliest);
        let from = asked_from.or_else(|| Some(without_outliers(items, ends().min()?, to)))?;
        let day = |at: Timestamp| zone.to_datetime(at).date();
        let (first, last) = (day(from), day(to.max(from)));
        let begins = zone.to_timestamp(first.at(0, 0, 0, 0)).ok()?;
        let ends = zone.to_timestamp(last.tomorrow().ok()?.at(0, 0, 0, 0)).ok()?;
        Some(Axis { zone, first, last, begins, ends })
    }

    /// How many days it has.
    pub fn days(&self) -> i64 {
        days_between(self.first, self.last) + 1
    }

    /// Where an instant lies, in thousandths.
    pub fn at(&self, at: Timestamp) -> u32 {
        let (begins, ends) = (self.begins.as_second(), self.ends.as_second());
        let into = (at.as_second() - begins).clamp(0, ends - begins);
        (into * 1000 / (ends - begins).max(1)) as u32
    }

    /// Where the instants of an interval lie, and whether it goes on beyond what is drawn.
    pub fn place(&self, at: Interval) -> (u32, u32, bool, bool) {
        let from = at.earliest.map_or(0, |at| self.at(at));
        let to = at.latest.map_or(1000, |at| self.at(at));
        let before = at.earliest.is_none_or(|at| at < self.begins);
        let after = at.latest.is_none_or(|at| at >= self.ends);
        (from, to.max(from), before, after)
    }

    /// Was it surely over before the line begins?
    pub fn is_earlier(&self, at: Interval) -> bool {
        at.latest.is_some_and(|latest| latest < self.begins)
    }

    /// The beginning of a day.
    pub fn start_of(&self, day: Date) -> Timestamp {
        self.zone.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(self.ends)
    }

    /// Its days in stretches of `step`, each with its first and its last day within the line.
    pub fn stretches(&self, step: Step) -> Vec<(Date, Date)> {
        let mut all = Vec::new();
        let mut start = Some(step.start(self.first, self.first));
        while let Some(begins) = start.filter(|start| *start <= self.last) {
            start = step.next(begins);
            let last = start.and_then(|next| next.yesterday().ok()).unwrap_or(self.last);
            all.push((begins.max(self.first), last.min(self.last)));
        }
        all
    }

    /// The finest of `steps` that makes no more than `most` stretches.
    pub fn step(&self, steps: &[Step], most: i64) -> Step {
        let fits = |step: &&Step| self.days() / step.days() < most;
        steps.iter().find(fits).or(steps.last()).copied().unwrap_or(Step::Years(50))
    }

    /// The marks of time with their words.
    pub fn ticks(&self, look: &Look<'_>) -> Vec<(u32, String)> {
        let step = self.step(&TICKS, MOST_TICKS);
        let words = |day: Date| {
            let point = match step {
                Step::Days(_) | Step::Week => Point::Day(day),
                Step::Months(_) => Point::Month(day.year(), day.month()),
                Step::Years(_) => Point::Year(day.year()),
            };
            crate::doc::plain(&look.lang.point(&point))
        };
        let stretches = self.stretches(step).into_iter();
        // A stretch that began before the line has no tick.
        let whole = stretches.filter(|(first, _)| step.start(*first, self.first) == *first);
        whole.map(|(first, _)| (self.at(self.start_of(first)), words(first))).collect()
    }
}
