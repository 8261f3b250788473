//! Efficient packages of many parties: an upright axis for each, and a line across for each package.

use super::frontier::{agreed, offer, way_class};
use super::{Anchor, Canvas, Reach, Scale, cut, labels, polyline, spread, two_lines};
use crate::doc::{ChartPoint, DrawnWay, FrontierChart, PartyAxis};
use crate::html::Links;

const APART: i32 = 104;
const SIDE: i32 = 62;
const HEIGHT: i32 = 360;
const Y: Scale = Scale { from: 328, to: 66 };

/// The chart with parallel axes.
pub fn parallel(chart: &FrontierChart, links: Links<'_>) -> String {
    let width = 2 * SIDE + APART * (chart.axes.len().max(1) as i32 - 1);
    let mut canvas = match links {
        Some(_) => Canvas::of_marks("frontier wide", width, HEIGHT, &chart.alternative),
        None => Canvas::new("frontier wide", width, HEIGHT, &chart.alternative),
    }
    .directed(chart.right_to_left);
    for (place, axis) in chart.axes.iter().enumerate() {
        draw_axis(&mut canvas, axis, x(place));
    }
    let (lettered, others): (Vec<&ChartPoint>, Vec<&ChartPoint>) =
        chart.points.iter().partition(|point| point.letter.is_some());
    for point in others {
        let reach = Reach::of(point, links);
        canvas.mark(&point.title, &reach, |canvas| canvas.path(&class("faint", point), &across(&point.at)));
    }
    for (place, point) in lettered.iter().enumerate() {
        let class = class(&format!("chosen p{}", place % 6), point);
        let reach = Reach::of(point, links);
        canvas.mark(&point.title, &reach, |canvas| canvas.path(&class, &across(&point.at)));
    }
    chart.ways.iter().for_each(|way| draw_way(&mut canvas, way));
    if let Some(end) = &chart.agreed {
        canvas.titled(&end.title, |canvas| {
            canvas.path("agreed-line", &across(&end.at));
            end.at.iter().enumerate().for_each(|(place, at)| agreed(canvas, (x(place), Y.at(*at))));
        });
    }
    for (place, axis) in chart.axes.iter().enumerate() {
        draw_floor(&mut canvas, axis, x(place), place + 1 == chart.axes.len());
    }
    end_letters(&mut canvas, chart, &lettered);
    inner_letters(&mut canvas, chart, &lettered);
    canvas.finish()
}

fn x(place: usize) -> i32 {
    SIDE + APART * place as i32
}

/// Of a party's offers in a talk the first, thin, and the last, with its mark on each axis: all of them would hide each other.
fn draw_way(canvas: &mut Canvas, way: &DrawnWay) {
    let (Some(first), Some(last)) = (way.offers.first(), way.offers.last()) else { return };
    canvas.titled(&way.title, |canvas| {
        canvas.path(&way_class(way.party), &across(first));
        canvas.path(&format!("{} own", way_class(way.party)), &across(last));
        last.iter().enumerate().for_each(|(place, at)| offer(canvas, way.party, (x(place), Y.at(*at))));
    });
}

/// A broken line for a package that breaks a red line.
fn class(base: &str, point: &ChartPoint) -> String {
    if point.breaks_red_line { format!("{base} broken") } else { base.to_owned() }
}

fn across(point: &[u32]) -> String {
    let places: Vec<(i32, i32)> = point.iter().enumerate().map(|(place, at)| (x(place), Y.at(*at))).collect();
    polyline(&places)
}

/// The line of a party with its name and its least and greatest number.
fn draw_axis(canvas: &mut Canvas, axis: &PartyAxis, x: i32) {
    canvas.line("edge", (x, Y.from), (x, Y.to - 8));
    for (line, words) in two_lines(&axis.party, 15).iter().enumerate() {
        canvas.text("title", (x, 14 + 14 * line as i32), Anchor::Middle, words);
    }
    if let (Some((_, least)), Some((_, most))) = (axis.marks.first(), axis.marks.last()) {
        canvas.text("mark", (x, Y.from + 16), Anchor::Middle, &cut(least, 12));
        canvas.text("mark", (x, Y.to - 16), Anchor::Middle, &format!("{} ↑", cut(most, 12)));
    }
}

/// What the party has without an agreement: a bar across its line, its number on the inner side.
fn draw_floor(canvas: &mut Canvas, axis: &PartyAxis, x: i32, is_last: bool) {
    if let Some(floor) = &axis.floor {
        let y = Y.at(floor.at);
        canvas.titled(&floor.words, |canvas| {
            canvas.line("bar-floor", (x - 12, y), (x + 12, y));
            let number = cut(&floor.number, 6);
            match is_last {
                true => canvas.text("mark", (x - 14, y + 4), Anchor::End, &number),
                false => canvas.text("mark", (x + 14, y + 4), Anchor::Start, &number),
            }
        });
    }
}

/// The letters at both ends of their lines, one beneath the other where lines end close together.
fn end_letters(canvas: &mut Canvas, chart: &FrontierChart, lettered: &[&ChartPoint]) {
    let last = chart.axes.len().saturating_sub(1);
    for (end, side) in [(0, -1), (last, 1)] {
        let ends: Vec<i32> = lettered.iter().map(|point| Y.at(point.at[end])).collect();
        for ((point, at), place) in
            lettered.iter().zip(&ends).zip(spread(&ends, 2 * labels::RADIUS + 2, (Y.to, Y.from)))
        {
            let letter = (x(end) + side * 42, place);
            canvas.line("leader", (x(end), *at), letter);
            canvas.letter(letter, point.letter.as_deref().unwrap_or_default());
        }
    }
}

/// A small letter beside each axis between the first and the last, so that lines can be told apart where they
/// cross.
fn inner_letters(canvas: &mut Canvas, chart: &FrontierChart, lettered: &[&ChartPoint]) {
    for axis in 1..chart.axes.len().saturating_sub(1) {
        let heights: Vec<i32> = lettered.iter().map(|point| Y.at(point.at[axis])).collect();
        for (point, height) in lettered.iter().zip(spread(&heights, 12, (Y.to, Y.from))) {
            let letter = point.letter.as_deref().unwrap_or_default();
            canvas.text("mark small", (x(axis) - 5, height + 4), Anchor::End, letter);
        }
    }
}
