//! What the offers of a talk are worth to each party over time, drawn, and the table that says the same.

use super::Told;
use crate::deals::axis::Axis;
use crate::doc::{Block, Course, CourseLine, CourseMark, CoursePanel, Inline, Line, Table};
use crate::lang::Arg;

/// The rows of the table, at most.
const MOST_ROWS: usize = 12;

/// The steps that are written on the axis of time, about.
const MARKS: u64 = 5;

/// The chart with its table; none where nobody offered anything.
pub(super) fn blocks(told: &Told<'_>) -> Vec<Block> {
    if told.trace.offers.is_empty() {
        return Vec::new();
    }
    let lang = told.table.lang;
    let has_floor = told.table.scenario.utilities.iter().any(|utility| utility.reservation.is_some());
    let marks = [
        (CourseMark::Own, "talk-key-own", true),
        (CourseMark::Others, "talk-key-others", true),
        (CourseMark::Floor, "chart-key-floor", has_floor),
    ];
    let key = marks.into_iter().filter(|(.., is_there)| *is_there);
    let course = Course {
        title: lang.line("talk-course-title", vec![]),
        reading: lang.line("talk-course-read", vec![]),
        key: key.map(|(mark, id, _)| (mark, lang.line(id, vec![]))).collect(),
        panels: (0..told.table.parties.len()).map(|party| panel(told, party)).collect(),
        right_to_left: lang.is_right_to_left(),
    };
    vec![Block::Course(course), Block::Twin(twin(told))]
}

/// The last step in which somebody offered, at least one.
fn last_step(told: &Told<'_>) -> u64 {
    told.trace.offers.last().map_or(1, |offer| u64::from(offer.step).max(1))
}

fn across(told: &Told<'_>, step: u32) -> u32 {
    (u64::from(step) * 1000 / last_step(told)) as u32
}

fn panel(told: &Told<'_>, party: usize) -> CoursePanel {
    let lang = told.table.lang;
    let utility = &told.table.scenario.utilities[party];
    let worth = || told.worth().iter().map(|worth| worth[party]).chain(utility.reservation);
    let axis = Axis::of(utility, worth().min().unwrap_or(0), worth().max().unwrap_or(0));
    let drawn = told.table.drawn_axis(&axis, party, utility.reservation);
    let lines: Vec<CourseLine> =
        (0..told.table.parties.len()).filter_map(|by| line(told, &axis, party, by)).collect();
    let ends = lines.iter().filter_map(|line| {
        let own = told.trace.offers.iter().rposition(|offer| offer.party == line.party)?;
        let args = vec![
            ("party", told.party(line.party)),
            ("n", told.table.utility(party, told.worth()[own][party]).into()),
        ];
        Some(lang.line("talk-last-offer", args))
    });
    let alternative = format!("{}: {}", drawn.title, lang.drawn(&lang.clauses(ends)));
    CoursePanel { axis: drawn, across: lang.say("talk-step"), steps: steps(told), lines, alternative }
}

/// Round steps, counted from 1.
fn steps(told: &Told<'_>) -> Vec<(u32, String)> {
    let last = last_step(told);
    let sizes = (0..10).flat_map(|power| [1, 2, 5].map(|factor| factor * 10u64.pow(power)));
    let size = sizes.into_iter().find(|size| last / size <= MARKS).unwrap_or(last);
    let inner = (1..).map(|k| k * size).take_while(|step| *step <= last + 1).map(|step| step - 1);
    let first = std::iter::once(0).filter(|_| size > 1);
    first.chain(inner).map(|step| ((step * 1000 / last) as u32, (step + 1).to_string())).collect()
}

/// What the offers of `by` are worth to `party`; none where it made none.
fn line(told: &Told<'_>, axis: &Axis, party: usize, by: usize) -> Option<CourseLine> {
    let place = |offer: usize| {
        let step = told.trace.offers[offer].step;
        (across(told, step), axis.place(told.worth()[offer][party]))
    };
    let own = (0..told.trace.offers.len()).filter(|offer| told.trace.offers[*offer].party == by);
    let mut offers: Vec<(u32, u32)> = Vec::new();
    for at in own.map(place) {
        // Of offers that are drawn at one moment the last, and of a level stretch both ends.
        let is_level = matches!(offers[..], [.., a, b] if a.1 == b.1 && b.1 == at.1);
        if is_level || offers.last().is_some_and(|last| last.0 == at.0) {
            offers.pop();
        }
        offers.push(at);
    }
    offers.last()?;
    let name = told.table.lang.line("talk-offers-of", vec![("party", told.party(by))]);
    Some(CourseLine { party: by, name: told.table.lang.drawn(&name), is_own: by == party, offers })
}

/// Steps evenly spread, with what stood then: for each party its own offer and the best that others had offered.
fn twin(told: &Told<'_>) -> Table {
    let lang = told.table.lang;
    let last = last_step(told);
    let count = (last + 1).min(MOST_ROWS as u64);
    let mut rows: Vec<u64> = (0..count).map(|k| k * last / (count - 1).max(1)).collect();
    rows.dedup();
    let mut head = vec![lang.line("talk-step", vec![])];
    for party in 0..told.table.parties.len() {
        head.push(lang.line("talk-own-offer", vec![("party", told.party(party))]));
        head.push(lang.line("talk-best-offered", vec![("party", told.party(party))]));
    }
    let rows = rows.into_iter().map(|step| row(told, step)).collect();
    Table { caption: lang.line("talk-course-table", vec![("n", Arg::from(count as usize))]), head, rows }
}

fn row(told: &Told<'_>, step: u64) -> Vec<Line> {
    let made = || {
        let offers = told.trace.offers.iter().zip(told.worth());
        offers.take_while(|(offer, _)| u64::from(offer.step) <= step)
    };
    let mut row = vec![vec![Inline::data((step + 1).to_string())]];
    for party in 0..told.table.parties.len() {
        let own = made().filter(|(offer, _)| offer.party == party).last().map(|(_, worth)| worth[party]);
        let others = made().filter(|(offer, _)| offer.party != party).map(|(_, worth)| worth[party]).max();
        row.extend(
            [own, others]
                .map(|utility| utility.map_or_else(Line::new, |u| vec![told.table.utility(party, u)])),
        );
    }
    row
}
