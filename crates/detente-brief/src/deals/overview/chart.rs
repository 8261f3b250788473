//! The efficient packages drawn by what they are worth, and the table that says the same.

use super::{Put, Shown, broken, is_acceptable, letter};
use crate::deals::Table;
use crate::deals::axis::Axis;
use crate::doc::{
    Block, ChartMark, ChartPoint, DrawnEnd, DrawnWay, FrontierChart, Inline, Line, Panel, State, joined,
    plain,
};
use crate::lang::Arg;
use detente_deals::{Overview, Point};
use std::collections::BTreeSet;

/// The most parties whose pairs have a panel each; more are drawn as parallel axes.
const MOST_IN_PANELS: usize = 3;

/// The rows of the table, at most.
const MOST_ROWS: usize = 12;

/// All points are drawn where there are no more than this; else so many, evenly spread.
fn most_drawn(parties: usize) -> (usize, usize) {
    match parties {
        2 => (400, 60),
        MOST_IN_PANELS => (400, 400),
        _ => (80, 80),
    }
}

/// The chart of an overview; none for one party or one package.
pub fn chart(table: &Table<'_>, overview: &Overview, shown: &[Shown<'_>], put: &[Put]) -> Option<Block> {
    if table.parties.len() < 2 || overview.points.len() < 2 {
        return None;
    }
    let chart = drawn(table, overview, (shown, put), &[]);
    Some(Block::Frontier(FrontierChart { title: table.lang.line("chart-title", vec![]), ..chart }))
}

/// The frontier with the ways that the parties of a talk went; none where nobody offered anything.
pub fn of_talk(
    table: &Table<'_>,
    overview: &Overview,
    ways: &[Way],
    agreed: Option<&[i64]>,
) -> Option<Block> {
    if ways.iter().all(|way| way.offers.is_empty()) {
        return None;
    }
    let lang = table.lang;
    let offered: Vec<&[i64]> =
        ways.iter().flat_map(|way| way.offers.iter().map(Vec::as_slice)).chain(agreed).collect();
    let axes = axes(table, overview, &offered);
    let chart = drawn(table, overview, (&[], &[]), &offered);
    let title = |id, party: usize| lang.line(id, vec![("party", Arg::from(table.parties[party].clone()))]);
    let way = |way: &Way| DrawnWay {
        party: way.party,
        offers: way.offers.iter().map(|offer| places(&axes, offer)).collect(),
        title: lang.drawn(&title("talk-offers-of", way.party)),
    };
    let agreed = agreed.map(|utilities| DrawnEnd {
        at: places(&axes, utilities),
        title: lang
            .drawn(&lang.line("talk-agreed-worth", vec![("worth", table.utilities(utilities).into())])),
    });
    let offers = ways.iter().map(|way| (ChartMark::Offers(way.party), title("talk-offers-of", way.party)));
    let end = agreed.as_ref().map(|_| (ChartMark::Agreed, lang.line("talk-key-agreed", vec![])));
    let key = offers.chain(end).chain(chart.key).collect();
    let alternative = agreed.as_ref().map_or_else(|| lang.say("talk-none-agreed"), |end| end.title.clone());
    let drawn_ways = ways.iter().map(way).collect();
    let title = lang.line("talk-chart-title", vec![]);
    let few = chart.panels.is_empty().then(|| lang.line("talk-chart-first-and-last", vec![]));
    let reading = joined([chart.reading.clone()].into_iter().chain(few), " ");
    Some(Block::Frontier(FrontierChart {
        title,
        reading,
        key,
        alternative,
        ways: drawn_ways,
        agreed,
        ..chart
    }))
}

/// The offers of one party in a talk, by what they are worth.
pub struct Way {
    /// The party.
    pub party: usize,
    /// What each is worth to each party.
    pub offers: Vec<Vec<i64>>,
}

/// The efficient packages, on axes on which `offered` has room as well.
fn drawn(
    table: &Table<'_>,
    overview: &Overview,
    (shown, put): Marked<'_>,
    offered: &[&[i64]],
) -> FrontierChart {
    let parties = table.parties.len();
    let axes = axes(table, overview, offered);
    let (all, few) = most_drawn(parties);
    let most = if overview.points.len() <= all { all } else { few };
    let drawn = picked(overview, (shown, put), most.max(shown.len()));
    let point = |place: &usize| chart_point(table, overview, (shown, put), &axes, *place);
    let points: Vec<ChartPoint> = drawn.iter().map(point).collect();
    let panels = if parties > MOST_IN_PANELS { Vec::new() } else { panels(overview, &axes) };
    let reservation = |party: usize| Some(overview.floors[party]).filter(|floor| floor.is_reservation);
    let party_axis =
        |party: usize| table.drawn_axis(&axes[party], party, reservation(party).map(|floor| floor.utility));
    FrontierChart {
        title: Line::new(),
        reading: reading(table, overview, drawn.len()),
        key: key(table, overview, &points, &panels),
        alternative: alternative(table, shown),
        axes: (0..parties).map(party_axis).collect(),
        points,
        panels,
        zone: table.lang.say("chart-zone-name"),
        ways: Vec::new(),
        agreed: None,
        right_to_left: table.lang.is_right_to_left(),
    }
}

/// The efficient packages in a few rows: the chosen ones and others between them.
pub fn twin(table: &Table<'_>, overview: &Overview, shown: &[Shown<'_>], put: &[Put]) -> Block {
    let lang = table.lang;
    let rows = picked(overview, (shown, put), MOST_ROWS.max(shown.len()));
    let mut head = vec![lang.line("deals-package", vec![])];
    head.extend(
        table.parties.iter().map(|party| lang.line("deals-worth", vec![("party", party.clone().into())])),
    );
    head.push(lang.line("chart-marks", vec![]));
    let all = overview.points.len();
    let count = vec![("n", Arg::from(rows.len())), ("all", all.into())];
    let caption = lang.line(if rows.len() == all { "chart-table-all" } else { "chart-table-some" }, count);
    let mut rows: Vec<Vec<Line>> =
        rows.into_iter().map(|place| row(table, overview, (shown, put), place)).collect();
    rows.extend(floors_row(table, overview));
    Block::Table(crate::doc::Table { caption, head, rows })
}

/// What a package is called: its letter, or its number on the frontier.
pub fn name(table: &Table<'_>, shown: &[Shown<'_>], place: usize) -> Line {
    match letter_of(shown, place) {
        Some(letter) => vec![Inline::Strong(vec![Inline::data(letter)])],
        None => table.lang.line("chart-number", vec![("n", Inline::data((place + 1).to_string()).into())]),
    }
}

/// A package: its name on the frontier, what it is worth, what is to be said against it.
fn row(table: &Table<'_>, overview: &Overview, (shown, put): Marked<'_>, place: usize) -> Vec<Line> {
    let point = &overview.points[place];
    let mut name = name(table, shown, place);
    for put in put_at(put, point) {
        name.extend([Inline::mark(" · "), Inline::To(put.target.clone(), put.title.clone())]);
    }
    let worth =
        point.utilities.iter().enumerate().map(|(party, utility)| vec![table.utility(party, *utility)]);
    [name].into_iter().chain(worth).chain([marks(table, overview, point)]).collect()
}

/// The packages on the table that are worth just what a point is.
fn put_at<'p>(put: &'p [Put], point: &Point) -> impl Iterator<Item = &'p Put> {
    put.iter().filter(move |put| put.utilities == point.utilities)
}

/// Who gets less than he has without an agreement, and whose red lines break.
fn marks(table: &Table<'_>, overview: &Overview, point: &Point) -> Line {
    let meets = point.meets(overview.problem.reservations());
    let below = meets.iter().enumerate().filter(|(_, meets)| !**meets).map(|(party, _)| {
        let args = vec![("party", Arg::from(table.parties[party].clone()))];
        vec![Inline::State(State::No, plain(&table.lang.line("chart-below", args)))]
    });
    let breaks = table.scenario.breaks(&point.outcome).next().is_some();
    joined(below.chain(breaks.then(|| broken(table, &point.outcome))), " · ")
}

/// What each party has without an agreement, where that is known of anybody.
fn floors_row(table: &Table<'_>, overview: &Overview) -> Option<Vec<Line>> {
    let known = |(party, floor): (usize, &detente_deals::Floor)| match floor.is_reservation {
        true => vec![table.utility(party, floor.utility)],
        false => vec![Inline::Quiet(vec![table.lang.word("unknown")])],
    };
    let is_any = overview.floors.iter().any(|floor| floor.is_reservation);
    let label = vec![Inline::Quiet(table.lang.line("chart-without", vec![]))];
    let floors = overview.floors.iter().enumerate().map(known);
    is_any.then(|| [label].into_iter().chain(floors).chain([Line::new()]).collect())
}

/// The packages that solutions choose, and those that are on the table.
type Marked<'m> = (&'m [Shown<'m>], &'m [Put]);

/// The places of at most `most` points in the order of the frontier: the marked ones, and others
/// evenly spread.
fn picked(overview: &Overview, (shown, put): Marked<'_>, most: usize) -> Vec<usize> {
    let all = overview.points.len();
    if all <= most {
        return (0..all).collect();
    }
    let mut places: BTreeSet<usize> = shown.iter().map(|shown| shown.place).collect();
    let is_put = |place: &usize| put_at(put, &overview.points[*place]).next().is_some();
    places.extend((0..all).filter(is_put).take(most));
    let others = most.saturating_sub(places.len());
    places.extend((0..others).map(|i| i * (all - 1) / others.saturating_sub(1).max(1)));
    places.into_iter().collect()
}

fn letter_of(shown: &[Shown<'_>], place: usize) -> Option<String> {
    shown.iter().position(|shown| shown.place == place).map(letter)
}

// ------------------------------------------------------------------ axes and points

fn axes(table: &Table<'_>, overview: &Overview, offered: &[&[i64]]) -> Vec<Axis> {
    (0..table.parties.len()).map(|party| axis(table, overview, offered, party)).collect()
}

/// The axis of a party: all efficient packages, what was offered and what it has without an agreement are on it.
fn axis(table: &Table<'_>, overview: &Overview, offered: &[&[i64]], party: usize) -> Axis {
    let reservation = overview.floors[party].is_reservation.then_some(overview.floors[party].utility);
    let points = || overview.points.iter().map(|point| point.utilities[party]);
    let utilities = || points().chain(offered.iter().map(|offer| offer[party])).chain(reservation);
    let (lowest, highest) = (utilities().min().unwrap_or(0), utilities().max().unwrap_or(0));
    Axis::of(&table.scenario.utilities[party], lowest, highest)
}

fn places(axes: &[Axis], utilities: &[i64]) -> Vec<u32> {
    axes.iter().zip(utilities).map(|(axis, utility)| axis.place(*utility)).collect()
}

fn chart_point(
    table: &Table<'_>,
    overview: &Overview,
    (shown, put): Marked<'_>,
    axes: &[Axis],
    place: usize,
) -> ChartPoint {
    let point = &overview.points[place];
    let worth = table.utilities(&point.utilities);
    ChartPoint {
        at: places(axes, &point.utilities),
        letter: letter_of(shown, place),
        breaks_red_line: table.scenario.breaks(&point.outcome).next().is_some(),
        misses_floor: !is_acceptable(overview, point),
        title: plain(&joined(
            put_at(put, point).map(|put| put.title.clone()).chain([worth, marks(table, overview, point)]),
            " · ",
        )),
        target: put_at(put, point).next().map(|put| put.target.clone()),
    }
}

// ------------------------------------------------------------------ panels

/// A panel for each pair of parties.
fn panels(overview: &Overview, axes: &[Axis]) -> Vec<Panel> {
    let all: Vec<Vec<u32>> = overview.points.iter().map(|point| places(axes, &point.utilities)).collect();
    let has_floor = overview.floors.iter().any(|floor| floor.is_reservation);
    let inside = overview.points.iter().map(|point| has_floor && is_acceptable(overview, point));
    let inside: Vec<&Vec<u32>> =
        all.iter().zip(inside).filter(|(_, inside)| *inside).map(|(at, _)| at).collect();
    let pairs = (0..axes.len()).flat_map(|x| (x + 1..axes.len()).map(move |y| (x, y)));
    let panel = |(x, y): (usize, usize)| Panel {
        axes: (x, y),
        outline: corners(all.iter().map(|at| (at[x], at[y])).collect()),
        zone: corners(inside.iter().map(|at| (at[x], at[y])).collect()),
    };
    pairs.map(panel).collect()
}

/// The places that no other is both further right and further up from, from right to left. At
/// most a thousand and one, for so many thousandths there are.
fn corners(mut places: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    places.sort_unstable_by(|a, b| b.cmp(a));
    let mut highest = None;
    places.retain(|(_, y)| {
        let is_higher = highest.is_none_or(|highest| *y > highest);
        highest = highest.max(Some(*y));
        is_higher
    });
    places
}

// ------------------------------------------------------------------ words

/// How the chart is read, and how many packages are left out.
fn reading(table: &Table<'_>, overview: &Overview, drawn: usize) -> Line {
    let lang = table.lang;
    let party = |place: usize| Arg::from(table.parties[place].clone());
    let read = match table.parties.len() {
        2 => lang.line("chart-read-two", vec![("first", party(0)), ("second", party(1))]),
        MOST_IN_PANELS => lang.line("chart-read-panels", vec![]),
        _ => lang.line("chart-read-parallel", vec![]),
    };
    let all = overview.points.len();
    let fewer = || lang.line("chart-drawn", vec![("n", drawn.into()), ("all", all.into())]);
    joined([Some(read), (drawn < all).then(fewer)].into_iter().flatten(), " ")
}

/// What the marks mean that are on the chart.
fn key(
    table: &Table<'_>,
    overview: &Overview,
    points: &[ChartPoint],
    panels: &[Panel],
) -> Vec<(ChartMark, Line)> {
    let has_floor = overview.floors.iter().any(|floor| floor.is_reservation);
    let has_zone = panels.iter().any(|panel| !panel.zone.is_empty());
    let steps =
        if overview.known == detente_deals::Known::All { "chart-key-steps" } else { "chart-key-steps-cover" };
    let is_plain = |point: &ChartPoint| point.letter.is_none() && !point.breaks_red_line;
    let marks = [
        (ChartMark::Letter, "chart-key-letter", points.iter().any(|point| point.letter.is_some())),
        (ChartMark::Package, "chart-key-package", points.iter().any(is_plain)),
        (ChartMark::BreaksRedLine, "chart-key-red-line", points.iter().any(|point| point.breaks_red_line)),
        (ChartMark::Steps, steps, !panels.is_empty()),
        (ChartMark::Floor, "chart-key-floor", has_floor),
        (ChartMark::Zone, "chart-key-zone", has_zone),
    ];
    let is_there = marks.into_iter().filter(|(_, _, is_there)| *is_there);
    is_there.map(|(mark, id, _)| (mark, table.lang.line(id, vec![]))).collect()
}

/// The chart in words: what it is, and what each lettered package is worth.
fn alternative(table: &Table<'_>, shown: &[Shown<'_>]) -> String {
    let package = |(place, shown): (usize, &Shown<'_>)| {
        let args = vec![
            ("package", Arg::from(Inline::data(letter(place)))),
            ("worth", table.utilities(&shown.point.utilities).into()),
        ];
        table.lang.line("chart-package", args)
    };
    let packages = table.lang.clauses(shown.iter().enumerate().map(package));
    plain(&joined([table.lang.line("chart-title", vec![]), packages], " "))
}

#[cfg(test)]
mod tests;
