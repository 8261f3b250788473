//! Lines over time, with bands: how shares of a population change, and fans of many talks.

use super::{Anchor, Canvas, Scale, cut};
use crate::doc::{CurvePanel, Curves};
use std::fmt::Write;

const HEIGHT: i32 = 236;
const X: Scale = Scale { from: 34, to: 300 };
const Y: Scale = Scale { from: 190, to: 30 };
/// The width of the names that stand at the ends of lines.
const NAMES: i32 = 150;
/// The least distance of two names.
const APART: i32 = 13;

/// The panels.
pub fn curves(curves: &Curves) -> String {
    let panels: String = curves.panels.iter().map(|drawn| panel(drawn, curves.right_to_left)).collect();
    format!("<div class=\"panels\">{panels}</div>")
}

fn panel(panel: &CurvePanel, right_to_left: bool) -> String {
    let is_named = panel.lines.len() > 1;
    let width = X.to + if is_named { NAMES } else { 20 };
    let mut canvas =
        Canvas::new(if is_named { "curves named" } else { "curves" }, width, HEIGHT, &panel.alternative)
            .directed(right_to_left);
    axes(&mut canvas, panel);
    for band in &panel.bands {
        canvas.path("between", &outline(band));
    }
    for (place, (name, line)) in panel.lines.iter().enumerate() {
        let class = format!("chosen p{} d{}", place % 6, place / 6 % 3);
        canvas.titled(name, |canvas| canvas.path(&class, &path(line)));
    }
    if is_named {
        names(&mut canvas, panel);
    }
    canvas.text("title", (4, 14), Anchor::Start, &cut(&panel.title, if is_named { 62 } else { 44 }));
    // The arrow at the end of its axis, on whichever side the words begin.
    let across = cut(&panel.across, 40);
    let across = if right_to_left { format!("→ {across}") } else { format!("{across} →") };
    canvas.text("mark", (X.to, HEIGHT - 12), Anchor::End, &across);
    canvas.finish()
}

fn axes(canvas: &mut Canvas, panel: &CurvePanel) {
    for (at, number) in [(0, "0"), (500, "0.5"), (1000, "1")] {
        let y = Y.at(at);
        canvas.line("grid", (X.from, y), (X.to, y));
        canvas.text("mark", (X.from - 5, y + 4), Anchor::End, number);
    }
    for (at, number) in &panel.marks {
        let x = X.at(*at);
        canvas.line("grid", (x, Y.from), (x, Y.to));
        canvas.text("mark", (x, Y.from + 15), Anchor::Middle, &cut(number, 9));
    }
    canvas.line("edge", (X.from, Y.from), (X.to, Y.from));
    canvas.line("edge", (X.from, Y.from), (X.from, Y.to));
}

/// The names of lines beside their ends, none over another.
fn names(canvas: &mut Canvas, panel: &CurvePanel) {
    let ends: Vec<i32> =
        panel.lines.iter().map(|(_, line)| line.last().map_or(Y.from, |(_, up)| Y.at(*up))).collect();
    let places = super::spread(&ends, APART, (Y.to, Y.from));
    for ((place, (name, _)), (end, at)) in panel.lines.iter().enumerate().zip(ends.iter().zip(places)) {
        let class = format!("leader p{}", place % 6);
        canvas.line(&class, (X.to + 1, *end), (X.to + 12, at));
        canvas.text("name", (X.to + 16, at + 4), Anchor::Start, &cut(name, 20));
    }
}

fn path(line: &[(u32, u32)]) -> String {
    let mut path = String::new();
    for (place, (across, up)) in line.iter().enumerate() {
        let _ = write!(path, "{}{} {}", if place == 0 { 'M' } else { 'L' }, X.at(*across), Y.at(*up));
    }
    path
}

/// Along the upper edge and back along the lower one.
fn outline(band: &[(u32, u32, u32)]) -> String {
    let upper = band.iter().map(|&(across, _, high)| (across, high));
    let lower = band.iter().rev().map(|&(across, low, _)| (across, low));
    let edge: Vec<(u32, u32)> = upper.chain(lower).collect();
    if edge.is_empty() { String::new() } else { format!("{}Z", path(&edge)) }
}
