//! The lanes as they are drawn: marks where there is room for them, counts where there is not.

use super::axis::{Axis, Step};
use super::frequency::{between, frequency, zoomed};
use super::{Asked, Item, Lane};
use crate::doc::{Block, DrawnLane, DrawnMark, Inline, LaneMark, Lanes, Line, Table, plain};
use crate::look::Look;
use jiff::Timestamp;
use jiff::civil::Date;

/// How many stretches of a lane are told apart.
const SLOTS: i64 = 40;

/// How wide a vague date is before it is drawn as a bar, in thousandths.
const BAR: u32 = 25;

/// How many bars a lane shows by themselves.
const MOST_BARS: usize = 8;

/// How many marks all lanes show by themselves.
const MOST_MARKS: usize = 300;

/// How many characters of what a mark is are told on it.
const TITLE: usize = 90;

/// The lanes of `items`, which are those asked for; none where nothing has a date.
pub fn block(look: &Look<'_>, asked: &Asked, items: &[Item<'_>]) -> Option<Block> {
    let lang = look.lang;
    let axis = Axis::of(look, asked, items)?;
    let slots = Slots::of(&axis);
    let by_lane = Lane::ALL.map(|lane| {
        let own: Vec<&Item<'_>> =
            items.iter().filter(|item| item.lane == Some(lane) && item.is_dated()).collect();
        (lane, own)
    });
    // The more there is, the fewer stand by themselves where they are close together.
    let crowded = |most: usize| by_lane.iter().map(|(_, own)| slots.singles(&axis, own, most)).sum::<usize>();
    let most = [3, 2].into_iter().find(|most| crowded(*most) <= MOST_MARKS).unwrap_or(1);
    let drawn: Vec<(Lane, DrawnLane)> = by_lane
        .iter()
        .filter(|(_, own)| !own.is_empty())
        .map(|(lane, own)| {
            let name = lang.say(&format!("lane-{}", lane.as_str()));
            let target = Asked { lane: Some(*lane), ..asked.clone() }.target();
            (*lane, DrawnLane { name, target, marks: marks(look, asked, &axis, &slots, (*lane, own), most) })
        })
        .collect();
    if drawn.is_empty() {
        return None;
    }
    let (frequency, table) = frequency(look, asked, &axis, items).unzip();
    let is_within = (axis.first..=axis.last).contains(&look.zone().to_datetime(look.now()).date());
    let now = is_within.then(|| (axis.at(look.now()), lang.say("timeline-now")));
    let key = key(look, &drawn);
    Some(Block::Lanes(Box::new(Lanes {
        caption: lang.line("timeline-drawn", vec![("when", between(look, axis.first, axis.last).into())]),
        lanes: drawn.into_iter().map(|(_, lane)| lane).collect(),
        ticks: axis.ticks(look),
        now,
        frequency,
        key,
        right_to_left: lang.is_right_to_left(),
        twin: vec![lang.word("timeline-twin")],
        tables: std::iter::once(summary(look, &by_lane)).chain(table).collect(),
    })))
}

/// The stretches of the line in which marks are stacked or counted.
struct Slots {
    starts: Vec<Timestamp>,
    days: Vec<(Date, Date)>,
}

impl Slots {
    fn of(axis: &Axis<'_>) -> Slots {
        let days = axis.stretches(Step::Days((axis.days() + SLOTS - 1) / SLOTS));
        Slots { starts: days.iter().map(|(first, _)| axis.start_of(*first)).collect(), days }
    }

    /// The slot in which something is marked: where the middle of its date lies.
    fn of_item(&self, axis: &Axis<'_>, item: &Item<'_>) -> usize {
        let middle = match (item.at.earliest, item.at.latest) {
            (Some(from), Some(to)) => {
                let half = (to.as_second() - from.as_second()) / 2;
                Timestamp::from_second(from.as_second() + half).unwrap_or(from)
            }
            (from, to) => from.or(to).unwrap_or_else(|| axis.start_of(axis.first)),
        };
        let slot = self.starts.partition_point(|start| *start <= middle);
        slot.saturating_sub(1).min(self.days.len().saturating_sub(1))
    }

    /// The items by slot; those that are drawn as bars apart.
    fn sorted<'i, 'v>(
        &self,
        axis: &Axis<'_>,
        items: &[&'i Item<'v>],
    ) -> (Vec<Vec<&'i Item<'v>>>, Vec<&'i Item<'v>>) {
        let is_bar = |item: &&&Item<'_>| {
            let (from, to, before, after) = axis.place(item.at);
            (to - from > BAR && !is_a_day(item)) || before || after
        };
        let within = items.iter().filter(|item| !axis.is_earlier(item.at));
        let mut bars: Vec<&Item<'_>> = within.filter(is_bar).copied().collect();
        // Where there are too many, they are counted with the rest.
        if bars.len() > MOST_BARS {
            bars.clear();
        }
        let mut by_slot = vec![Vec::new(); self.days.len()];
        for item in items {
            if !axis.is_earlier(item.at) && !bars.iter().any(|bar| std::ptr::eq(*bar, *item)) {
                by_slot[self.of_item(axis, item)].push(*item);
            }
        }
        (by_slot, bars)
    }

    /// How many marks would stand by themselves, were slots with more than `most` counted.
    fn singles(&self, axis: &Axis<'_>, items: &[&Item<'_>], most: usize) -> usize {
        let (by_slot, bars) = self.sorted(axis, items);
        by_slot.iter().map(Vec::len).filter(|count| *count <= most).sum::<usize>() + bars.len()
    }
}

/// Is no more than its time of day not known?
fn is_a_day(item: &Item<'_>) -> bool {
    let seconds = |(from, to): (Timestamp, Timestamp)| to.as_second() - from.as_second();
    item.at.earliest.zip(item.at.latest).is_some_and(|ends| seconds(ends) <= 25 * 3600)
}

fn marks(
    look: &Look<'_>,
    asked: &Asked,
    axis: &Axis<'_>,
    slots: &Slots,
    (lane, items): (Lane, &[&Item<'_>]),
    most: usize,
) -> Vec<DrawnMark> {
    let (by_slot, bars) = slots.sorted(axis, items);
    let mut marks: Vec<DrawnMark> = bars.iter().map(|item| mark(look, axis, item)).collect();
    marks.extend(earlier(look, asked, axis, (lane, items)));
    for (slot, items) in by_slot.iter().enumerate().filter(|(_, items)| !items.is_empty()) {
        if items.len() <= most {
            marks.extend(items.iter().map(|item| mark(look, axis, item)));
            continue;
        }
        let (first, last) = slots.days[slot];
        let when = between(look, first, last);
        let name = look.lang.word(&format!("lane-{}", lane.as_str()));
        let args = vec![("n", items.len().into()), ("lane", name.into()), ("when", when.into())];
        marks.push(DrawnMark {
            from: axis.at(axis.start_of(first)),
            to: last.tomorrow().map_or(1000, |next| axis.at(axis.start_of(next))),
            open_start: false,
            open_end: false,
            mark: LaneMark::Many(items.len()),
            planned: items.iter().all(|item| item.is_planned(look)),
            title: plain(&look.lang.line("timeline-many", args)),
            target: zoomed(look, &Asked { lane: Some(lane), ..asked.clone() }, (first, last)).target(),
        });
    }
    marks
}

/// How many were before the line begins.
fn earlier(
    look: &Look<'_>,
    asked: &Asked,
    axis: &Axis<'_>,
    (lane, items): (Lane, &[&Item<'_>]),
) -> Option<DrawnMark> {
    let count = items.iter().filter(|item| axis.is_earlier(item.at)).count();
    let last = axis.first.yesterday().ok().filter(|_| count > 0)?;
    let name = look.lang.word(&format!("lane-{}", lane.as_str()));
    let first = look.lang.point(&detente_model::Point::Day(axis.first));
    let args = vec![("n", count.into()), ("lane", name.into()), ("date", first.into())];
    let to = detente_model::VagueDate::parse(&last.to_string(), look.zone()).ok();
    let target = Asked { lane: Some(lane), to, before: None, ..asked.clone() }.target();
    Some(DrawnMark {
        from: 0,
        to: 0,
        open_start: true,
        open_end: false,
        mark: LaneMark::Many(count),
        planned: false,
        title: plain(&look.lang.line("timeline-earlier", args)),
        target,
    })
}

fn mark(look: &Look<'_>, axis: &Axis<'_>, item: &Item<'_>) -> DrawnMark {
    let (mut from, mut to, open_start, open_end) = axis.place(item.at);
    if is_a_day(item) {
        (from, to) = ((from + to) / 2, (from + to) / 2);
    }
    let planned = item.is_planned(look);
    let told = plain(&item.title(look));
    let short: String = told.chars().take(TITLE).collect();
    let short = if short.len() < told.len() { format!("{short}…") } else { short };
    let title = match planned {
        true => {
            let what = Inline::data(short);
            plain(&look.lang.line("timeline-planned-mark", vec![("what", what.into())]))
        }
        false => short,
    };
    let mark = item.mark();
    DrawnMark { from, to, open_start, open_end, mark, planned, title, target: item.target() }
}

/// The marks that are drawn, with what they mean.
fn key(look: &Look<'_>, drawn: &[(Lane, DrawnLane)]) -> Vec<(LaneMark, Line)> {
    const MARKS: [(LaneMark, &str); 9] = [
        (LaneMark::Session, "mark-session"),
        (LaneMark::Contact, "mark-contact"),
        (LaneMark::Proposal, "mark-proposal"),
        (LaneMark::Response, "mark-response"),
        (LaneMark::Agreement, "mark-agreement"),
        (LaneMark::Deadline, "mark-deadline"),
        (LaneMark::Position, "mark-position"),
        (LaneMark::Statement, "mark-statement"),
        (LaneMark::Incident, "mark-incident"),
    ];
    let all = || drawn.iter().flat_map(|(_, lane)| &lane.marks);
    let mut key: Vec<(LaneMark, Line)> = MARKS
        .into_iter()
        .filter(|(mark, _)| all().any(|drawn| drawn.mark == *mark))
        .map(|(mark, id)| (mark, vec![look.lang.word(id)]))
        .collect();
    let mut more = |is_there: bool, mark: LaneMark, id: &str| {
        if is_there {
            key.push((mark, vec![look.lang.word(id)]));
        }
    };
    let is_many = |drawn: &DrawnMark| matches!(drawn.mark, LaneMark::Many(_));
    let is_vague = |drawn: &DrawnMark| !is_many(drawn) && drawn.to - drawn.from > BAR;
    more(all().any(is_vague), LaneMark::Vague, "mark-vague");
    more(all().any(|drawn| drawn.planned), LaneMark::Planned, "mark-planned");
    more(all().any(is_many), LaneMark::Many(9), "mark-many");
    key
}

/// What each lane holds, as a table.
fn summary(look: &Look<'_>, by_lane: &[(Lane, Vec<&Item<'_>>)]) -> Table {
    let lang = look.lang;
    let when = |item: Option<&&Item<'_>>| item.and_then(|item| item.when(look)).unwrap_or_default();
    let rows = by_lane.iter().filter(|(_, own)| !own.is_empty()).map(|(lane, own)| {
        let name = vec![lang.word(&format!("lane-{}", lane.as_str()))];
        let target = || crate::doc::Target::screen("timeline").with("lane", lane.as_str());
        let planned = own.iter().filter(|item| item.is_planned(look)).count();
        let number = |n: usize| vec![Inline::data(n.to_string())];
        vec![look.to(target, name), number(own.len()), number(planned), when(own.first()), when(own.last())]
    });
    let head = ["timeline-lane", "timeline-count", "timeline-planned", "timeline-first", "timeline-last"];
    Table {
        caption: vec![lang.word("timeline-summary")],
        head: head.map(|id| vec![lang.word(id)]).to_vec(),
        rows: rows.collect(),
    }
}
