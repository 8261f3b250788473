//! Incidents by week: the last four weeks against the four before.
//!
//! A week has seven days, and the last one ends with the day on which the page looks, so that all are alike. What may
//! have happened in one week or another is counted in none; what is only supposed is counted nowhere.

use super::incidents::Toll;
use crate::doc::{Bar, Bars, Block, Inline, Line, Period, Table, plain};
use crate::look::Look;
use detente_model::{Basis, Incident, Interval, Session};
use detente_record::Entry;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

/// How many weeks a period has.
const PERIOD: usize = 4;
/// How many weeks are shown.
const WEEKS: usize = 2 * PERIOD;

/// The incidents of eight weeks.
pub struct Weeks<'v> {
    /// The first days of the weeks, and the day after the last.
    days: Vec<Date>,
    /// The instants at which these begin.
    starts: Vec<Timestamp>,
    /// The incidents that surely happened in each week.
    counted: Vec<usize>,
    /// Was nothing at all recorded in or of the week?
    gaps: Vec<bool>,
    /// The incidents that surely happened in each period, and how many more may have.
    periods: [(Vec<(&'v Entry, &'v Incident)>, usize); 2],
    /// How many may have happened in these weeks, but surely in none of them.
    undated: usize,
    /// How many are only supposed.
    supposed: usize,
}

impl<'v> Weeks<'v> {
    /// The weeks up to `today`; `None` where there is no such time.
    pub fn of(look: &Look<'v>, today: Timestamp) -> Option<Weeks<'v>> {
        let last = look.zone().to_datetime(today).date();
        let day = |week: usize| last.checked_sub((7 * (WEEKS - week) as i64 - 1).days()).ok();
        let days = (0..=WEEKS).map(day).collect::<Option<Vec<Date>>>()?;
        let start = |day: &Date| look.zone().to_timestamp(day.at(0, 0, 0, 0)).ok();
        let starts = days.iter().map(start).collect::<Option<Vec<Timestamp>>>()?;
        let mut weeks = Weeks {
            days,
            starts,
            counted: vec![0; WEEKS],
            gaps: vec![true; WEEKS],
            periods: [(Vec::new(), 0), (Vec::new(), 0)],
            undated: 0,
            supposed: 0,
        };
        for (entry, incident) in look.view.facts::<Incident>() {
            match entry.basis {
                Basis::Assumed => weeks.supposed += 1,
                _ => weeks.count(entry, incident, look.view.happened(entry)),
            }
        }
        weeks.note_gaps(look);
        Some(weeks)
    }

    fn count(&mut self, entry: &'v Entry, incident: &'v Incident, at: Interval) {
        let fits = |from: Timestamp, to: Timestamp| {
            at.earliest.is_some_and(|earliest| earliest >= from)
                && at.latest.is_some_and(|latest| latest < to)
        };
        let touches = |from: Timestamp, to: Timestamp| {
            at.earliest.is_none_or(|earliest| earliest < to) && at.latest.is_none_or(|latest| latest >= from)
        };
        let week = (0..WEEKS).find(|week| fits(self.starts[*week], self.starts[week + 1]));
        match week {
            Some(week) => self.counted[week] += 1,
            None if touches(self.starts[0], self.starts[WEEKS]) => self.undated += 1,
            None => return,
        }
        for (index, period) in self.periods.iter_mut().enumerate() {
            let (from, to) = (self.starts[index * PERIOD], self.starts[(index + 1) * PERIOD]);
            if fits(from, to) {
                period.0.push((entry, incident));
            } else if touches(from, to) {
                period.1 += 1;
            }
        }
    }

    /// A week in which nothing was recorded, and of which neither an incident nor a session is told.
    fn note_gaps(&mut self, look: &Look<'_>) {
        let recorded = look.view.history().map(|seen| seen.known());
        let met = look.view.facts::<Session>().filter_map(|(entry, _)| look.view.happened(entry).earliest);
        let times: Vec<Timestamp> = recorded.chain(met).collect();
        for week in 0..WEEKS {
            let (from, to) = (self.starts[week], self.starts[week + 1]);
            self.gaps[week] =
                self.counted[week] == 0 && !times.iter().any(|time| *time >= from && *time < to);
        }
    }

    /// The periods in words, what is not counted, the bars, and the same as a table.
    pub fn blocks(&self, look: &Look<'_>) -> Vec<Block> {
        let lang = look.lang;
        let mut keys: Vec<(Line, Line)> = [1, 0].map(|index| self.period(look, index)).to_vec();
        let gaps = self.gaps.iter().filter(|gap| **gap).count();
        if gaps > 0 {
            let told = lang.line("weeks-gaps", vec![("n", gaps.into()), ("all", WEEKS.into())]);
            keys.push((vec![lang.word("weeks-gaps-label")], told));
        }
        if self.supposed > 0 {
            let told = lang.line("weeks-supposed", vec![("n", self.supposed.into())]);
            keys.push((vec![lang.word("weeks-supposed-label")], told));
        }
        vec![
            Block::Section("weeks", vec![lang.word("section-weeks")]),
            Block::Keys(keys),
            Block::Bars(self.bars(look)),
            Block::Twin(self.table(look)),
        ]
    }

    /// A period: its name and days, and what is known to have happened in it.
    fn period(&self, look: &Look<'_>, index: usize) -> (Line, Line) {
        let (surely, perhaps) = &self.periods[index];
        let mut told = Toll::of_these(surely.clone()).line(look);
        if *perhaps > 0 {
            told.push(look.lang.word("list-semicolon"));
            told.extend(look.lang.line("weeks-perhaps", vec![("n", (*perhaps).into())]));
        }
        (self.name(look, index), told)
    }

    /// “These four weeks (19 April to 16 May)”.
    fn name(&self, look: &Look<'_>, index: usize) -> Line {
        let id = if index == 1 { "weeks-now" } else { "weeks-before" };
        let (from, after) = (self.days[index * PERIOD], self.days[(index + 1) * PERIOD]);
        let last = after.yesterday().unwrap_or(after);
        look.lang.line(id, vec![("from", short(look, from).into()), ("to", short(look, last).into())])
    }

    fn bars(&self, look: &Look<'_>) -> Bars {
        let lang = look.lang;
        let bar = |week: usize| Bar {
            label: plain(&short(look, self.days[week])),
            count: self.counted[week],
            is_gap: self.gaps[week],
            title: format!("{}: {}", plain(&self.week(look, week)), plain(&self.told(look, week))),
        };
        let period = |index: usize| Period {
            title: plain(&self.name(look, index)),
            bars: (index * PERIOD..(index + 1) * PERIOD).map(bar).collect(),
        };
        let words = [0, 1].map(|index| {
            let (name, told) = self.period(look, index);
            format!("{}: {}", plain(&name), plain(&told))
        });
        Bars {
            caption: lang.line("weeks-caption", vec![("day", short(look, self.last_day()).into())]),
            alternative: words.join(&lang.say("list-semicolon")),
            periods: [0, 1].map(period).to_vec(),
            beside: (self.undated > 0).then(|| (lang.say("weeks-undated"), self.undated)),
            gap: lang.say("weeks-gap"),
        }
    }

    fn last_day(&self) -> Date {
        self.days[WEEKS].yesterday().unwrap_or(self.days[WEEKS])
    }

    fn week(&self, look: &Look<'_>, week: usize) -> Line {
        let last = self.days[week + 1].yesterday().unwrap_or(self.days[week]);
        let day = |day: Date| look.lang.point(&detente_model::Point::Day(day));
        look.lang.line("date-between", vec![("from", day(self.days[week]).into()), ("to", day(last).into())])
    }

    fn told(&self, look: &Look<'_>, week: usize) -> Line {
        match self.gaps[week] {
            true => vec![look.lang.word("weeks-gap-told")],
            false => vec![Inline::data(self.counted[week].to_string())],
        }
    }

    fn table(&self, look: &Look<'_>) -> Table {
        let lang = look.lang;
        let mut rows: Vec<Vec<Line>> =
            (0..WEEKS).rev().map(|week| vec![self.week(look, week), self.told(look, week)]).collect();
        if self.undated > 0 {
            rows.push(vec![vec![lang.word("weeks-undated")], vec![Inline::data(self.undated.to_string())]]);
        }
        Table {
            caption: vec![lang.word("weeks-table")],
            head: ["weeks-week", "weeks-count"].map(|id| vec![lang.word(id)]).to_vec(),
            rows,
        }
    }

    /// The same as JSON.
    pub fn json(&self) -> Value {
        let week = |week: usize| json!({"from": self.days[week].to_string(), "incidents": self.counted[week], "nothing_recorded": self.gaps[week]});
        let period = |(surely, perhaps): &(Vec<(&Entry, &Incident)>, usize)| json!({"toll": Toll::of_these(surely.clone()).json(), "perhaps_more": perhaps});
        json!({
            "to": self.last_day().to_string(),
            "weeks": (0..WEEKS).map(week).collect::<Value>(),
            "before": period(&self.periods[0]),
            "now": period(&self.periods[1]),
            "date_not_known": self.undated,
            "supposed_not_counted": self.supposed,
        })
    }
}

/// A day without its year.
fn short(look: &Look<'_>, day: Date) -> Line {
    vec![look.lang.day_of_year(day)]
}
