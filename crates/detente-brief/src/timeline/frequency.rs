//! How often the parties met and spoke: by week, month or year.

use super::axis::{Axis, Step};
use super::{Asked, Item, Lane};
use crate::doc::{Frequency, FrequencyBar, Line, Table, plain};
use crate::look::Look;
use detente_model::{Point, VagueDate};
use jiff::civil::Date;

/// Steps of the bars, the finest first.
const STEPS: [Step; 5] = [Step::Days(1), Step::Week, Step::Months(1), Step::Years(1), Step::Years(10)];

/// How many bars can be told apart.
const MOST: i64 = 54;

/// The bars with what they show as a table; none where nobody met or spoke on a known day.
pub fn frequency(
    look: &Look<'_>,
    asked: &Asked,
    axis: &Axis<'_>,
    items: &[Item<'_>],
) -> Option<(Frequency, Table)> {
    let lang = look.lang;
    let step = axis.step(&STEPS, MOST);
    let stretches = axis.stretches(step);
    let starts: Vec<_> = stretches.iter().map(|(first, _)| axis.start_of(*first)).collect();
    let mut counts = vec![(0, 0); stretches.len()];
    let mut vague = 0;
    for item in items {
        let is_session = item.lane.is_some_and(Lane::is_sessions);
        let is_neither = !is_session && item.lane != Some(Lane::Contacts);
        if is_neither || axis.is_earlier(item.at) {
            continue;
        }
        let stretch = |at| starts.partition_point(|start| *start <= at).checked_sub(1);
        let (_, _, before, after) = axis.place(item.at);
        let within = Some(item.at).filter(|_| !before && !after);
        let first = within.and_then(|at| at.earliest).and_then(stretch);
        match (first, within.and_then(|at| at.latest).and_then(stretch)) {
            // What may have been in one of several stretches is counted in none.
            (Some(first), Some(last)) if first == last => match is_session {
                true => counts[first].0 += 1,
                false => counts[first].1 += 1,
            },
            _ => vague += 1,
        }
    }
    let most =
        counts.iter().map(|(sessions, contacts)| sessions + contacts).max().filter(|most| *most > 0)?;
    let (bars, rows): (Vec<FrequencyBar>, Vec<Vec<Line>>) = stretches
        .iter()
        .zip(counts)
        .filter(|(_, (sessions, contacts))| sessions + contacts > 0)
        .map(|(stretch, (sessions, contacts))| {
            let when = words(look, step, *stretch);
            let args = vec![
                ("when", when.clone().into()),
                ("sessions", sessions.into()),
                ("contacts", contacts.into()),
            ];
            let bar = FrequencyBar {
                from: axis.at(axis.start_of(stretch.0)),
                to: stretch.1.tomorrow().map_or(1000, |next| axis.at(axis.start_of(next))),
                sessions,
                contacts,
                title: plain(&lang.line("frequency-bar", args)),
                target: zoomed(look, asked, *stretch).target(),
            };
            let number = |n: usize| vec![crate::doc::Inline::data(n.to_string())];
            (bar, vec![when, number(sessions), number(contacts)])
        })
        .unzip();
    let unit = match step {
        Step::Days(_) => "frequency-day",
        Step::Week => "frequency-week",
        Step::Months(_) => "frequency-month",
        Step::Years(_) => "frequency-year",
    };
    let mut caption = vec![lang.word(unit)];
    if vague > 0 {
        caption.push(crate::doc::Inline::mark(" "));
        caption.extend(lang.line("frequency-vague", vec![("n", vague.into())]));
    }
    let head = ["frequency-when", "strip-session", "lane-contacts"].map(|id| vec![lang.word(id)]).to_vec();
    let most = (most, plain(&lang.line("frequency-most", vec![("n", most.into())])));
    Some((Frequency { name: lang.say(unit), most, bars }, Table { caption, head, rows }))
}

fn words(look: &Look<'_>, step: Step, (first, last): (Date, Date)) -> Line {
    match step {
        Step::Months(1) => look.lang.point(&Point::Month(first.year(), first.month())),
        Step::Years(1) => look.lang.point(&Point::Year(first.year())),
        _ if first == last => look.lang.point(&Point::Day(first)),
        _ => between(look, first, last),
    }
}

/// From one day to another, in words.
pub fn between(look: &Look<'_>, first: Date, last: Date) -> Line {
    let day = |day| look.lang.point(&Point::Day(day)).into();
    look.lang.line("date-between", vec![("from", day(first)), ("to", day(last))])
}

/// The same question, of these days only.
pub fn zoomed(look: &Look<'_>, asked: &Asked, (first, last): (Date, Date)) -> Asked {
    let date = |day: Date| VagueDate::parse(&day.to_string(), look.zone()).ok();
    Asked { from: date(first), to: date(last), before: None, ..asked.clone() }
}
