//! The day sheet: what moved, whom one meets, what falls due, and three numbers.

mod deadlines;

use super::{Printed, envelope, page, title};
use crate::doc::{Block, Inline, Line, Target, joined};
use crate::look::Look;
use crate::sections::sessions::{self, Attached};
use crate::sections::{changes, commitments, limited, matrix};
use detente_model::{AsFact, Basis, Incident, Interval, Session, Source};
use detente_record::{Entry, Seen};
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use std::cmp::Reverse;

/// How many lines each list has.
const LIMIT: usize = 12;

/// The day sheet of `today`, with what was recorded after `since`; without it, what was recorded last.
pub fn today<'v>(look: &'v Look<'_>, today: Timestamp, since: Option<Timestamp>) -> Printed<'v> {
    let lang = look.lang;
    let day = look.day(today);
    let numbers = Numbers::of(look, today);
    let meetings = meetings(look, day);
    let deadlines = deadlines::all(look, today);
    let moved = moved(look, since, today);
    let date = lang.point(&detente_model::Point::Day(look.zone().to_datetime(today).date()));
    let mut blocks = vec![Block::Keys(numbers.keys(look))];
    blocks.push(Block::Section("meetings", vec![lang.word("today-meetings")]));
    blocks.extend(meeting_blocks(look, &meetings));
    blocks.push(Block::Section("deadlines", vec![lang.word("today-deadlines")]));
    blocks.push(match deadlines.is_empty() {
        true => Block::Para(vec![Inline::Quiet(vec![lang.word("today-no-deadlines")])]),
        false => limited(look, &deadlines, (LIMIT, Some("agreements")), |deadline| {
            (deadline.line(look, today), Vec::new())
        }),
    });
    let heading = match since {
        Some(since) => lang.line("today-moved", vec![("since", lang.instant(since, look.zone()).into())]),
        None => vec![lang.word("today-latest")],
    };
    blocks.push(Block::Section("moved", heading));
    blocks.push(match moved.is_empty() {
        true => Block::Para(vec![Inline::Quiet(vec![lang.word("today-nothing-moved")])]),
        false => {
            limited(look, &moved, (LIMIT, Some("timeline")), |seen| (moved_line(look, seen), Vec::new()))
        }
    });
    let mut head = title(look, "today-title");
    head.extend([Inline::mark(" · ")].into_iter().chain(date));
    let json = Box::new(move || {
        let content = json!({
            "today": today.to_string(),
            "since": since.map(|since| since.to_string()),
            "numbers": numbers.json(),
            "meetings": meetings.iter().map(|(entry, _)| entry.encode()).collect::<Value>(),
            "deadlines": deadlines.iter().map(|deadline| deadline.json(today)).collect::<Value>(),
            "moved": moved.iter().map(|seen| seen.as_written().encode()).collect::<Value>(),
        });
        envelope(look, "today", content)
    });
    Printed { page: page(look, head, blocks), json, found: true }
}

/// The three numbers of the day.
struct Numbers {
    issues: usize,
    open: usize,
    /// In the last seven days, and in the seven before.
    incidents: (usize, usize),
    overdue: usize,
}

impl Numbers {
    fn of(look: &Look<'_>, today: Timestamp) -> Numbers {
        let (issues, open) = matrix::open_issues(look);
        let owed = commitments::owed(look);
        Numbers {
            issues,
            open,
            incidents: incidents(look, today),
            overdue: owed.iter().filter(|owed| owed.is_overdue(today)).count(),
        }
    }

    fn keys(&self, look: &Look<'_>) -> Vec<(Line, Line)> {
        let lang = look.lang;
        let number = |n: usize| Inline::Strong(vec![Inline::data(n.to_string())]);
        let key =
            |screen, id: &str, line: Line| (vec![lang.word(id)], look.to(|| Target::screen(screen), line));
        let open = lang.line(
            "today-open-of",
            vec![("n", number(self.open).into()), ("all", Inline::data(self.issues.to_string()).into())],
        );
        let (week, before) = self.incidents;
        let week = lang.line(
            "today-incidents-against",
            vec![("n", number(week).into()), ("before", Inline::data(before.to_string()).into())],
        );
        vec![
            key("gaps", "today-open", open),
            key("incidents", "today-incidents", week),
            key("agreements", "today-overdue", vec![number(self.overdue)]),
        ]
    }

    fn json(&self) -> Value {
        json!({"issues": self.issues, "issues_open": self.open, "incidents_7_days": self.incidents.0,
               "incidents_7_days_before": self.incidents.1, "overdue": self.overdue})
    }
}

/// How many incidents surely began in the last seven days (today is one of them), and in the seven days before.
/// What is only supposed is not counted.
fn incidents(look: &Look<'_>, today: Timestamp) -> (usize, usize) {
    let Some(end) = look.day(today).latest else { return (0, 0) };
    let back = |days: i64| end.checked_sub((days * 24).hours()).unwrap_or(Timestamp::MIN);
    let (week, fortnight) = (back(7), back(14));
    let began = |(entry, _): (&Entry, &Incident)| match look.view.happened(entry) {
        Interval { earliest: Some(earliest), latest: Some(latest) } if entry.basis != Basis::Assumed => {
            Some((earliest, latest))
        }
        _ => None,
    };
    let dates: Vec<(Timestamp, Timestamp)> = look.view.facts::<Incident>().filter_map(began).collect();
    let within = |from: Timestamp, to: Timestamp| {
        dates.iter().filter(|(earliest, latest)| *earliest > from && *latest <= to).count()
    };
    (within(week, end), within(fortnight, week))
}

/// The meetings of the day and after, the next first: those that are not surely over. A plan that was recorded later
/// than the day is none of it.
fn meetings<'v>(look: &'v Look<'_>, day: Interval) -> Vec<(&'v Entry, &'v Session)> {
    let recorded = |entry: &Entry| day.latest.is_none_or(|end| entry.recorded <= end);
    let is_ahead = |entry: &Entry| {
        let days = look.days(entry);
        days.latest.is_some_and(|latest| day.earliest.is_none_or(|start| latest >= start))
    };
    let session = |seen: &'v Seen<'_>| {
        let entry = seen.entry();
        let session = Session::of(entry.fact()?)?;
        (seen.is_live() && recorded(entry) && is_ahead(entry)).then_some((entry, session))
    };
    let mut all: Vec<(&Entry, &Session)> = look.view.history().filter_map(session).collect();
    all.sort_by_key(|(entry, _)| look.view.happened(entry).sort_key());
    all
}

fn meeting_blocks(look: &Look<'_>, meetings: &[(&Entry, &Session)]) -> Vec<Block> {
    let plan = sessions::plan_link(look);
    let plan = (!plan.is_empty()).then_some(Block::Para(plan));
    if meetings.is_empty() {
        let none = Block::Para(vec![Inline::Quiet(vec![look.lang.word("today-no-meetings")])]);
        return std::iter::once(none).chain(plan).collect();
    }
    let attached = Attached::of(look);
    let item = |(entry, session): &(&Entry, &Session)| {
        let parties = look.parties(&entry.room, &session.parties);
        let with =
            (!parties.is_empty()).then(|| look.lang.line("today-with", vec![("parties", parties.into())]));
        let rank = sessions::rank_line(look, &attached.delegations(look, entry));
        let links = joined(
            [
                sessions::prepare_links(look, entry, session).unwrap_or_default(),
                sessions::record_link(look, entry),
            ],
            " · ",
        );
        let links = (!links.is_empty()).then_some(links);
        let more = [with, rank, links].into_iter().flatten().collect();
        (sessions::title(look, entry, session), more)
    };
    std::iter::once(limited(look, meetings, (LIMIT, Some("meetings")), item)).chain(plan).collect()
}

/// What was recorded after `since` and by the end of the day, the latest first; of what was recorded at one time the
/// weightiest first. Sources are told with what rests on them.
fn moved<'v>(look: &'v Look<'_>, since: Option<Timestamp>, today: Timestamp) -> Vec<&'v Seen<'v>> {
    let end = look.day(today).latest.unwrap_or(today);
    let is_new = |seen: &&Seen<'_>| {
        let is_source = seen.as_written().fact().is_some_and(|fact| Source::of(fact).is_some());
        !is_source && since.is_none_or(|since| seen.known() > since) && seen.known() <= end
    };
    let mut all: Vec<&Seen<'_>> = look.view.history().filter(is_new).collect();
    all.sort_by_key(|seen| (Reverse(seen.known()), changes::weight(seen.as_written())));
    all
}

fn moved_line(look: &Look<'_>, seen: &Seen<'_>) -> Line {
    let entry = seen.as_written();
    let mut line = look.to(|| Target::entry(seen.place().0, &entry.id), look.describe(entry));
    line.extend(look.marks(entry));
    let known = look.lang.instant(seen.known(), look.zone());
    line.extend([
        Inline::mark(" "),
        Inline::Quiet(look.lang.line("today-recorded", vec![("date", known.into())])),
    ]);
    line
}
