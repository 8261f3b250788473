//! A map: land, meridians and parallels, cells with counts, layers, a scale, and what must be printed on it.

use super::{Anchor, Canvas};
use crate::doc::{MapCell, MapChart, plain};
use crate::html::escape;
use crate::map::frame::Frame;
use crate::map::lines::FINENESS;
use std::fmt::Write;

/// How many columns a line beneath the map has.
const COLUMNS: usize = 112;
const LINE: i32 = 15;

/// The map. It needs nothing from anywhere, and works without script.
pub fn map(map: &MapChart) -> String {
    let (width, height) = (Frame::WIDTH as i32, map.frame.height.round() as i32);
    let note = folded(&plain(&map.note));
    let layers: Vec<Vec<String>> = map.layers.iter().map(|layer| folded(&plain(&layer.label))).collect();
    let lines = note.len() + layers.iter().map(Vec::len).sum::<usize>();
    let mut canvas = Canvas::new("map", width, height + 10 + LINE * lines as i32, &map.alternative);
    // A drawing within the drawing ends at its edges.
    let _ = write!(canvas.svg, r#"<svg width="{width}" height="{height}">"#);
    canvas.rect("sea", (0, 0), (width, height));
    fine(&mut canvas, |canvas| {
        let _ = write!(canvas.svg, r#"<path class="land" fill-rule="evenodd" d="{}"/>"#, map.land);
    });
    graticule(&mut canvas, map, (width, height));
    for (index, layer) in map.layers.iter().enumerate() {
        fine(&mut canvas, |canvas| canvas.path(&format!("layer l{index}"), &layer.path));
    }
    cells(&mut canvas, map);
    scale(&mut canvas, map, height);
    canvas.rect("frame", (0, 0), (width, height));
    canvas.svg.push_str("</svg>");
    let mut y = height + 6;
    for (index, label) in layers.iter().enumerate() {
        canvas.line(&format!("layer l{index}"), (4, y + LINE - 8), (40, y + LINE - 8));
        for line in label {
            y += LINE;
            canvas.text("label", (48, y - 4), Anchor::Start, line);
        }
    }
    for line in &note {
        y += LINE;
        canvas.text("mark", (4, y - 4), Anchor::Start, line);
    }
    canvas.finish()
}

/// Draws paths, which are in finer units.
fn fine(canvas: &mut Canvas, draw: impl FnOnce(&mut Canvas)) {
    let _ = write!(canvas.svg, r#"<g transform="scale({})">"#, 1.0 / FINENESS);
    draw(canvas);
    canvas.svg.push_str("</g>");
}

/// How wide the label of a meridian is, at most.
const LABEL: i32 = 52;

fn graticule(canvas: &mut Canvas, map: &MapChart, (width, height): (i32, i32)) {
    for line in &map.graticule {
        let at = line.at.round() as i32;
        if line.is_meridian {
            canvas.line("grid", (at, 0), (at, height));
            // Beside its line, where there is room on the map.
            let (x, anchor) =
                if at + LABEL > width { (at - 3, Anchor::End) } else { (at + 3, Anchor::Start) };
            canvas.text("mark", (x, 11), anchor, &line.label);
        } else {
            canvas.line("grid", (0, at), (width, at));
            canvas.text("mark", (3, at - 3), Anchor::Start, &line.label);
        }
    }
}

/// A round length, and the words for it.
fn scale(canvas: &mut Canvas, map: &MapChart, height: i32) {
    let long = (map.scale.0 * map.frame.per_km()).round() as i32;
    let (left, y) = (Frame::WIDTH as i32 - long - 14, height - 12);
    canvas.path("scale", &format!("M{left} {}v5h{long}v-5", y - 5));
    canvas.text("mark", (left + long / 2, y - 8), Anchor::Middle, &map.scale.1);
}

/// A cell's square and its count in a circle, the larger the more; where circles would hide each other they stand
/// elsewhere in their square.
fn cells(canvas: &mut Canvas, map: &MapChart) {
    let mut placed: Vec<(i32, i32, i32)> = Vec::new();
    for cell in &map.cells {
        let (x, y, width, height) = map.frame.rectangle(&cell.bounds);
        let radius = radius(cell.count);
        let candidates =
            [(5, 5), (2, 2), (8, 2), (2, 8), (8, 8), (5, 2), (2, 5), (8, 5), (5, 8)].map(|(a, b)| {
                ((x + width * f64::from(a) / 10.0) as i32, (y + height * f64::from(b) / 10.0) as i32)
            });
        let is_free = |(x, y): &(i32, i32)| {
            placed.iter().all(|(px, py, r)| (x - px).pow(2) + (y - py).pow(2) > (radius + r).pow(2))
        };
        let at = candidates.iter().copied().find(is_free).unwrap_or(candidates[0]);
        placed.push((at.0, at.1, radius));
        mark(canvas, cell, (x, y, width, height), (at, radius));
    }
}

fn mark(
    canvas: &mut Canvas,
    cell: &MapCell,
    (x, y, width, height): (f64, f64, f64, f64),
    (at, radius): ((i32, i32), i32),
) {
    let class = if cell.is_coarse { "cell coarse" } else { "cell" };
    let _ = write!(canvas.svg, r#"<g class="{class}"><title>{}</title>"#, escape(&cell.title));
    let whole = |n: f64| n.round() as i32;
    canvas.rect("square", (whole(x), whole(y)), (whole(width), whole(height)));
    canvas.circle("dot", at, radius);
    canvas.text("count", (at.0, at.1 + 4), Anchor::Middle, &cell.count.to_string());
    canvas.svg.push_str("</g>");
}

/// The area of a circle grows with the count, up to a size at which neighbours still fit.
fn radius(count: usize) -> i32 {
    (8.0 + 2.6 * (count as f64).sqrt()).min(22.0) as i32
}

/// Words in lines of at most [`COLUMNS`] columns.
fn folded(words: &str) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in words.split_whitespace() {
        let fits = lines.last().is_some_and(|line| line.chars().count() + word.chars().count() < COLUMNS);
        match lines.last_mut().filter(|line| fits || line.is_empty()) {
            Some(line) => {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(&super::cut(word, COLUMNS));
            }
            None => lines.push(super::cut(word, COLUMNS)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_between_words() {
        let lines = folded(&"word ".repeat(60));
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| line.len() <= COLUMNS && !line.starts_with(' ')));
        assert!(folded(&"x".repeat(500))[0].chars().count() <= COLUMNS);
    }
}
