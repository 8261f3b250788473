//! Efficient packages by what they are worth: a panel for each pair of two or three parties.

use super::labels::{self, Surroundings};
use super::{Anchor, Canvas, Reach, Scale, cut, parallel, polyline, width_of};
use crate::doc::{ChartMark, ChartPoint, FrontierChart, Panel, PartyAxis};
use crate::html::Links;
use std::fmt::Write;

const WIDTH: i32 = 400;
const HEIGHT: i32 = 348;
const X: Scale = Scale { from: 44, to: 380 };
const Y: Scale = Scale { from: 288, to: 30 };

/// The chart: panels where there are some, else parallel axes.
/// With `links`, its marks are reached by keyboard, and lead somewhere where they can.
pub fn frontier(chart: &FrontierChart, links: Links<'_>) -> String {
    match chart.panels.is_empty() {
        true => parallel::parallel(chart, links),
        false => {
            let panels: String = chart.panels.iter().map(|drawn| panel(chart, drawn, links)).collect();
            format!("<div class=\"panels\">{panels}</div>")
        }
    }
}

/// A mark as it is on the chart, for its key.
pub fn key(mark: ChartMark, chart: &FrontierChart) -> String {
    let mut canvas = Canvas::hidden("key", 24, 20);
    let is_parallel = chart.panels.is_empty();
    match mark {
        ChartMark::Letter => canvas.letter((12, 10), "A"),
        ChartMark::Package if is_parallel => canvas.path("faint", "M2 10H22"),
        ChartMark::Package => canvas.circle("package", (12, 10), 3),
        ChartMark::BreaksRedLine if is_parallel => canvas.path("faint broken", "M2 10H22"),
        ChartMark::BreaksRedLine => diamond(&mut canvas, (12, 10), 5),
        ChartMark::Steps => canvas.path("steps", "M3 4H9V10H15V16H21"),
        ChartMark::Floor if is_parallel => canvas.line("bar-floor", (2, 10), (22, 10)),
        ChartMark::Floor => canvas.line("floor", (2, 10), (22, 10)),
        ChartMark::Zone => canvas.path("between", "M2 3H22V17H2Z"),
        ChartMark::Offers(party) => {
            canvas.path(&way_class(party), "M2 10H22");
            offer(&mut canvas, party, (12, 10));
        }
        ChartMark::Agreed => agreed(&mut canvas, (12, 10)),
    }
    canvas.finish()
}

fn panel(chart: &FrontierChart, panel: &Panel, links: Links<'_>) -> String {
    let (right, up) = (&chart.axes[panel.axes.0], &chart.axes[panel.axes.1]);
    let alternative = format!("{} → · {} ↑ · {}", right.title, up.title, chart.alternative);
    let mut canvas = match links {
        Some(_) => Canvas::of_marks("frontier", WIDTH, HEIGHT, &alternative),
        None => Canvas::new("frontier", WIDTH, HEIGHT, &alternative),
    }
    .directed(chart.right_to_left);
    zone(&mut canvas, panel, (right, up));
    marks(&mut canvas, (right, up));
    floors(&mut canvas, (right, up));
    canvas.path("steps", &steps(&panel.outline, (X.from, Y.from)));
    zone_name(&mut canvas, panel, (right, up), &chart.zone);
    points(&mut canvas, chart, panel, links);
    ways(&mut canvas, chart, panel);
    titles(&mut canvas, (right, up));
    canvas.finish()
}

/// The stepped line through `corners`, from the bottom at the right to the edge at the left.
fn steps(corners: &[(u32, u32)], (left, bottom): (i32, i32)) -> String {
    let Some((first, _)) = corners.first() else { return String::new() };
    let mut path = format!("M{} {bottom}", X.at(*first));
    for (index, (_, y)) in corners.iter().enumerate() {
        let _ = write!(path, "V{}", Y.at(*y));
        match corners.get(index + 1) {
            Some((x, _)) => _ = write!(path, "H{}", X.at(*x)),
            None => _ = write!(path, "H{left}"),
        }
    }
    path
}

/// The corner of the zone of agreement: what the two have without an agreement.
fn zone_corner((right, up): (&PartyAxis, &PartyAxis)) -> (i32, i32) {
    let at = |axis: &PartyAxis| axis.floor.as_ref().map_or(0, |floor| floor.at);
    (X.at(at(right)), Y.at(at(up)))
}

fn zone(canvas: &mut Canvas, panel: &Panel, axes: (&PartyAxis, &PartyAxis)) {
    if !panel.zone.is_empty() {
        let (left, bottom) = zone_corner(axes);
        canvas.path("between", &format!("{}V{bottom}Z", steps(&panel.zone, (left, bottom))));
    }
}

/// The name of the zone within it, where there is room.
fn zone_name(canvas: &mut Canvas, panel: &Panel, axes: (&PartyAxis, &PartyAxis), name: &str) {
    let (left, bottom) = zone_corner(axes);
    let base = if is_beneath(bottom) || axes.1.floor.is_none() { bottom - 9 } else { bottom - 24 };
    let (from, to) = (left + 8, left + 8 + width_of(name));
    let fits = |(x, y): &(u32, u32)| X.at(*x) >= to + 12 && Y.at(*y) <= base - 20;
    if panel.zone.iter().any(fits) {
        canvas.text("title", (from, base), Anchor::Start, name);
    }
}

/// The axes with their round numbers and faint lines across.
fn marks(canvas: &mut Canvas, (right, up): (&PartyAxis, &PartyAxis)) {
    for (at, number) in &right.marks {
        let x = X.at(*at);
        canvas.line("grid", (x, Y.from), (x, Y.to));
        canvas.text("mark", (x, Y.from + 14), Anchor::Middle, &cut(number, 9));
    }
    for (at, number) in &up.marks {
        let y = Y.at(*at);
        canvas.line("grid", (X.from, y), (X.to, y));
        canvas.text("mark", (X.from - 5, y + 4), Anchor::End, &cut(number, 6));
    }
    canvas.line("edge", (X.from, Y.from), (X.to + 6, Y.from));
    canvas.line("edge", (X.from, Y.from), (X.from, Y.to - 6));
}

/// What the two have without an agreement: dashed lines with words.
fn floors(canvas: &mut Canvas, (right, up): (&PartyAxis, &PartyAxis)) {
    if let Some(floor) = &right.floor {
        let x = X.at(floor.at);
        canvas.line("floor", (x, Y.from), (x, Y.to));
        let words = cut(&floor.words, 56);
        let half = width_of(&words) / 2;
        let middle = x.clamp(half.min(WIDTH / 2), (WIDTH - half).max(WIDTH / 2));
        canvas.text("mark", (middle, Y.from + 29), Anchor::Middle, &words);
    }
    if let Some(floor) = &up.floor {
        let y = Y.at(floor.at);
        canvas.line("floor", (X.from, y), (X.to, y));
        let base = if is_beneath(y) { y + 13 } else { y - 5 };
        canvas.text("mark", (X.from + 5, base), Anchor::Start, &cut(&floor.words, 50));
    }
}

/// Do the words of a line across stand beneath it? Not where it is too near to the axis.
fn is_beneath(y: i32) -> bool {
    y + 20 < Y.from
}

fn titles(canvas: &mut Canvas, (right, up): (&PartyAxis, &PartyAxis)) {
    let (right, up) = (cut(&right.title, 54), cut(&up.title, 54));
    // Each arrow at the end of its axis, on whichever side the words begin.
    let (right, up) = match canvas.right_to_left {
        true => (format!("→ {right}"), format!("{up} ↑")),
        false => (format!("{right} →"), format!("↑ {up}")),
    };
    canvas.text("title", (X.to + 8, HEIGHT - 10), Anchor::End, &right);
    canvas.text("title", (4, 14), Anchor::Start, &up);
}

/// The packages, those with a letter last and larger.
fn points(canvas: &mut Canvas, chart: &FrontierChart, panel: &Panel, links: Links<'_>) {
    let place = |point: &ChartPoint| (X.at(point.at[panel.axes.0]), Y.at(point.at[panel.axes.1]));
    let (lettered, others): (Vec<&ChartPoint>, Vec<&ChartPoint>) =
        chart.points.iter().partition(|point| point.letter.is_some());
    for point in &others {
        // What leads somewhere is large enough to be hit.
        let size = if point.target.is_some() { 5 } else { 3 };
        let reach = Reach::of(point, links);
        canvas.mark(&point.title, &reach, |canvas| mark(canvas, place(point), point, size));
    }
    let packages: Vec<(i32, i32)> = lettered.iter().map(|point| place(point)).collect();
    let around: Vec<(i32, i32)> = others.iter().map(|point| place(point)).collect();
    let inside = ((X.from + 10, Y.to - 4), (WIDTH - 10, Y.from - 10));
    let letters = labels::places(&packages, &Surroundings { marks: &around, inside });
    for ((point, at), letter) in lettered.iter().zip(&packages).zip(letters) {
        let name = point.letter.as_deref().unwrap_or_default();
        canvas.mark(&format!("{name}: {}", point.title), &Reach::of(point, links), |canvas| {
            canvas.line("leader", *at, letter);
            mark(canvas, *at, point, 5);
            canvas.letter(letter, name);
        });
    }
}

/// The way of each party of a talk from its first offer to its last, and where they met.
fn ways(canvas: &mut Canvas, chart: &FrontierChart, panel: &Panel) {
    let place = |at: &Vec<u32>| (X.at(at[panel.axes.0]), Y.at(at[panel.axes.1]));
    for way in &chart.ways {
        let mut places: Vec<(i32, i32)> = way.offers.iter().map(place).collect();
        places.dedup();
        canvas.titled(&way.title, |canvas| {
            canvas.path(&way_class(way.party), &polyline(&places));
            places.iter().for_each(|at| offer(canvas, way.party, *at));
        });
    }
    if let Some(end) = &chart.agreed {
        canvas.titled(&end.title, |canvas| agreed(canvas, place(&end.at)));
    }
}

/// The line of a party's offers.
pub(super) fn way_class(party: usize) -> String {
    format!("way p{}", party % 6)
}

/// A party's offer: a square, an upright triangle or a diamond, so that colour tells nothing alone.
pub(super) fn offer(canvas: &mut Canvas, party: usize, (x, y): (i32, i32)) {
    let class = format!("offered p{}", party % 6);
    match party % 3 {
        0 => canvas.rect(&class, (x - 3, y - 3), (6, 6)),
        1 => canvas.path(&class, &format!("M{x} {}L{} {}H{}Z", y - 4, x + 4, y + 3, x - 4)),
        _ => canvas.path(&class, &format!("M{} {y}L{x} {}L{} {y}L{x} {}Z", x - 4, y - 4, x + 4, y + 4)),
    }
}

/// Where a talk ended: a ring around a dot.
pub(super) fn agreed(canvas: &mut Canvas, at: (i32, i32)) {
    canvas.circle("ring", at, 8);
    canvas.circle("agreement", at, 4);
}

/// A filled dot, or a hollow diamond for a package that breaks a red line.
fn mark(canvas: &mut Canvas, (x, y): (i32, i32), point: &ChartPoint, size: i32) {
    match point.breaks_red_line {
        false => canvas.circle("package", (x, y), size),
        true => diamond(canvas, (x, y), size + 1),
    }
}

fn diamond(canvas: &mut Canvas, (x, y): (i32, i32), size: i32) {
    let path = format!("M{} {y}L{x} {}L{} {y}L{x} {}Z", x - size, y - size, x + size, y + size);
    canvas.path("hollow", &path);
}
