//! One issue of the gap matrix: where each party stands.

use super::Scale;
use crate::doc::{DrawnAxis, MatrixRow};
use crate::html::escape;
use std::fmt::Write;

/// One party's place on an axis.
const ROW: u32 = 20;
const WIDTH: u32 = 300;
const LABELS: u32 = 130;
const X: Scale = Scale { from: 8, to: 292 };

/// The gap on one issue: a line a party with its position as a dumbbell or bar, its red lines as
/// brackets, and the distance between the furthest two shaded.
pub fn gap(row: &MatrixRow, parties: &[String], title: &str) -> Option<String> {
    let axis: &DrawnAxis = row.axis.as_ref()?;
    let drawn: Vec<(usize, &crate::doc::MatrixCell)> = row
        .cells
        .iter()
        .enumerate()
        .filter_map(|(i, c)| c.as_ref().map(|c| (i, c)))
        .filter(|(_, c)| c.drawn.is_some() || !c.red_lines.is_empty())
        .collect();
    if drawn.is_empty() {
        return None;
    }
    let height = 16 + ROW * drawn.len() as u32 + 4;
    let full = WIDTH + LABELS;
    let mut svg = format!(
        r#"<svg class="gap" viewBox="0 0 {full} {height}" role="img" aria-label="{}">"#,
        escape(title)
    );
    let base = height - 6;
    if let Some((from, to)) = axis.gap {
        let (a, b) = (X.at(from.min(to)), X.at(from.max(to)));
        let _ =
            write!(svg, r#"<rect class="between" x="{a}" y="2" width="{}" height="{}"/>"#, b - a, base - 16);
    }
    let _ = write!(
        svg,
        r#"<line class="axis" x1="{}" y1="{}" x2="{}" y2="{}"/>"#,
        X.at(0),
        base - 12,
        X.at(1000),
        base - 12
    );
    let last = axis.marks.len().saturating_sub(1);
    for (index, (at, words)) in axis.marks.iter().enumerate() {
        let _ = write!(
            svg,
            r#"<line class="axis" x1="{0}" y1="{1}" x2="{0}" y2="{2}"/>"#,
            X.at(*at),
            base - 15,
            base - 9
        );
        if index == 0 || index == last {
            let anchor = if index == 0 { "start" } else { "end" };
            let words: String = words.chars().take(24).collect();
            let at = if index == 0 { 0 } else { WIDTH };
            let _ = write!(
                svg,
                r#"<text class="mark" x="{at}" y="{}" text-anchor="{anchor}">{}</text>"#,
                base + 3,
                escape(&words)
            );
        }
    }
    for (line, (party, cell)) in drawn.iter().enumerate() {
        let y = 12 + ROW * line as u32;
        let class = format!("p{}", party % 6);
        for limit in &cell.red_lines {
            for (edge, open, toward) in
                [(limit.from, limit.open_below, 4i32), (limit.to, limit.open_above, -4)]
            {
                if !open {
                    let at = X.at(edge);
                    let at = if toward > 0 { at - 5 } else { at + 5 };
                    let _ = write!(
                        svg,
                        r#"<path class="red" d="M{} {} H{at} V{} H{}"/>"#,
                        at + toward,
                        y - 7,
                        y + 7,
                        at + toward
                    );
                }
            }
        }
        if let Some(place) = &cell.drawn {
            let (a, b) = (X.at(place.from), X.at(place.to));
            let _ = write!(svg, r#"<line class="bar {class}" x1="{a}" y1="{y}" x2="{b}" y2="{y}"/>"#);
            for (at, open, sign) in [(a, place.open_below, -1i32), (b, place.open_above, 1)] {
                if open {
                    let _ = write!(
                        svg,
                        r#"<path class="dot {class}" d="M{} {} L{} {y} L{} {} Z"/>"#,
                        at - 5 * sign,
                        y - 5,
                        at + 4 * sign,
                        at - 5 * sign,
                        y + 5
                    );
                } else {
                    let _ = write!(svg, r#"<circle class="dot {class}" cx="{at}" cy="{y}" r="5"/>"#);
                }
            }
        }
        let name: String =
            parties.get(*party).map(|name| name.chars().take(22).collect()).unwrap_or_default();
        let _ = write!(svg, r#"<text class="who" x="{}" y="{}">{}</text>"#, WIDTH + 6, y + 4, escape(&name));
    }
    svg.push_str("</svg>");
    Some(svg)
}
