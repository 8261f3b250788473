//! How a language writes dates, numbers and lists, and sorts names: CLDR's data, compiled in (ICU4X).

use icu_calendar::{Date, Gregorian};
use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu_datetime::fieldsets::{M, MD, T, Y, YM, YMD};
use icu_datetime::input::Time;
use icu_datetime::options::Alignment;
use icu_datetime::{FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu_decimal::{DecimalFormatter, input::Decimal, options::DecimalFormatterOptions};
use icu_list::{ListFormatter, options::ListFormatterOptions, options::ListLength};
use icu_locale_core::Locale;
use icu_plurals::{PluralRules, PluralRulesOptions};
use std::cmp::Ordering;

type InGregorian<F> = FixedCalendarDateTimeFormatter<Gregorian, F>;

/// What a language's formats are made from.
#[derive(Clone, Copy)]
pub struct Conventions {
    /// The locale whose formats are taken, with its digits and its clock.
    pub locale: &'static str,
    /// A locale whose names of months stand before those of the first, where a language has two sets of them.
    pub months_before: Option<&'static str>,
}

/// The formats of one language, made once.
pub struct Formats {
    day: InGregorian<YMD>,
    day_of_year: InGregorian<MD>,
    month: InGregorian<YM>,
    year: InGregorian<Y>,
    time: NoCalendarFormatter<T>,
    number: DecimalFormatter,
    plurals: PluralRules,
    list: ListFormatter,
    collator: CollatorBorrowed<'static>,
    /// The names of months, each with how it is written here.
    months: Vec<(String, String)>,
}

impl Formats {
    /// The formats by these conventions; [`None`] where the compiled data has none for them.
    pub fn new(conventions: Conventions) -> Option<Formats> {
        let locale: Locale = conventions.locale.parse().ok()?;
        let list = ListFormatterOptions::default().with_length(ListLength::Short);
        let months = match conventions.months_before {
            Some(other) => {
                let both = months(&locale)?.into_iter().zip(months(&other.parse().ok()?)?);
                both.map(|(name, before)| (name.clone(), format!("{before}/{name}"))).collect()
            }
            None => Vec::new(),
        };
        Some(Formats {
            day: InGregorian::try_new((&locale).into(), YMD::long()).ok()?,
            day_of_year: InGregorian::try_new((&locale).into(), MD::long()).ok()?,
            month: InGregorian::try_new((&locale).into(), YM::long()).ok()?,
            year: InGregorian::try_new((&locale).into(), Y::long()).ok()?,
            time: NoCalendarFormatter::try_new((&locale).into(), T::hm().with_alignment(Alignment::Column))
                .ok()?,
            number: DecimalFormatter::try_new((&locale).into(), DecimalFormatterOptions::default()).ok()?,
            plurals: PluralRules::try_new((&locale).into(), PluralRulesOptions::default()).ok()?,
            list: ListFormatter::try_new_unit((&locale).into(), list).ok()?,
            collator: Collator::try_new((&locale).into(), CollatorOptions::default()).ok()?,
            months,
        })
    }

    /// A day: “16 May 2025”.
    pub fn day(&self, day: jiff::civil::Date) -> String {
        match gregorian(day.year(), day.month(), day.day()) {
            Some(date) => self.with_both_months(self.day.format(&date).to_string()),
            None => day.to_string(),
        }
    }

    /// A day of a year that is known: “16 May”.
    pub fn day_of_year(&self, day: jiff::civil::Date) -> String {
        match gregorian(day.year(), day.month(), day.day()) {
            Some(date) => self.with_both_months(self.day_of_year.format(&date).to_string()),
            None => day.to_string(),
        }
    }

    /// A month: “May 2025”.
    pub fn month(&self, year: i16, month: i8) -> String {
        match gregorian(year, month, 1) {
            Some(date) => self.with_both_months(self.month.format(&date).to_string()),
            None => format!("{year:04}-{month:02}"),
        }
    }

    /// A year; with its era where that is not plain.
    pub fn year(&self, year: i16) -> String {
        gregorian(year, 1, 1).map_or_else(|| year.to_string(), |date| self.year.format(&date).to_string())
    }

    /// A time of day, of 24 hours.
    pub fn time(&self, time: jiff::civil::Time) -> String {
        let part = |n: i8| u8::try_from(n).unwrap_or_default();
        match Time::try_new(part(time.hour()), part(time.minute()), 0, 0) {
            Ok(at) => self.time.format(&at).to_string(),
            Err(_) => format!("{:02}:{:02}", time.hour(), time.minute()),
        }
    }

    /// A decimal number, in groups of three digits; what is no number as it is.
    pub fn number(&self, plain: &str) -> String {
        plain.parse::<Decimal>().map_or(plain.to_owned(), |number| self.number.format(&number).to_string())
    }

    /// A number that words are inflected by as they are by `plain`: itself, up to 100; above that, and where
    /// it is a fraction, a small one of the same case. (Fluent's own rules take 345 for another case than 45 in
    /// Arabic, and 3.5 for that of 3.) [`None`] for what is no number.
    pub fn inflecting(&self, plain: &str) -> Option<f64> {
        let number: Decimal = plain.parse().ok()?;
        if let Some(small) = plain.parse::<u8>().ok().filter(|n| *n <= 100) {
            return Some(small.into());
        }
        let case = self.plurals.category_for(&number);
        let alike = |n: &u8| self.plurals.category_for(*n) == case;
        (2..=100).chain(0..2).find(alike).map(f64::from)
    }

    /// A list of things, without “and” where the language can do without.
    pub fn list(&self, things: &[String]) -> String {
        self.list.format_to_string(things.iter())
    }

    /// Which of two names comes first. Names that the language holds for equal go by their code points, so that
    /// the order is always the same.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.compare(a, b).then_with(|| a.cmp(b))
    }

    fn with_both_months(&self, date: String) -> String {
        let named = self.months.iter().find(|(name, _)| date.contains(name.as_str()));
        named.map_or(date.clone(), |(name, both)| date.replacen(name, both, 1))
    }
}

fn gregorian(year: i16, month: i8, day: i8) -> Option<Date<Gregorian>> {
    Date::try_new_gregorian(year.into(), month.try_into().ok()?, day.try_into().ok()?).ok()
}

fn months(locale: &Locale) -> Option<Vec<String>> {
    let format = InGregorian::try_new(locale.into(), M::long()).ok()?;
    (1..=12).map(|month| Some(format.format(&gregorian(2025, month, 1)?).to_string())).collect()
}
