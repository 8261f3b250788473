//! Charts as SVG, drawn by the program. Each stands beside a table that says the same.

use crate::doc::{DrawnAxis, MatrixRow, Strip, StripKind};
use crate::html::escape;
use std::fmt::Write;

/// One party's place on an axis.
const ROW: u32 = 20;
const WIDTH: u32 = 300;
const LEFT: u32 = 8;
const LABELS: u32 = 130;

fn x(thousandths: u32) -> u32 {
    LEFT + thousandths * (WIDTH - 2 * LEFT) / 1000
}

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
        let (a, b) = (x(from.min(to)), x(from.max(to)));
        let _ =
            write!(svg, r#"<rect class="between" x="{a}" y="2" width="{}" height="{}"/>"#, b - a, base - 16);
    }
    let _ = write!(
        svg,
        r#"<line class="axis" x1="{}" y1="{}" x2="{}" y2="{}"/>"#,
        x(0),
        base - 12,
        x(1000),
        base - 12
    );
    let last = axis.marks.len().saturating_sub(1);
    for (index, (at, words)) in axis.marks.iter().enumerate() {
        let _ = write!(
            svg,
            r#"<line class="axis" x1="{0}" y1="{1}" x2="{0}" y2="{2}"/>"#,
            x(*at),
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
                    let at = x(edge) as i32;
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
            let (a, b) = (x(place.from), x(place.to));
            let _ = write!(svg, r#"<line class="bar {class}" x1="{a}" y1="{y}" x2="{b}" y2="{y}"/>"#);
            for (at, open, sign) in [(a, place.open_below, -1i32), (b, place.open_above, 1)] {
                if open {
                    let at = at as i32;
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

/// Events on a line of time, a lane for each kind.
pub fn strip(strip: &Strip, title: &str) -> String {
    let lanes: Vec<StripKind> = strip.legend.iter().map(|(kind, _)| *kind).collect();
    let (width, lane) = (720u32, 22u32);
    let label = 110u32;
    let place = |thousandths: u32| label + 10 + thousandths * (width - label - 20) / 1000;
    let height = lane * lanes.len() as u32 + 22;
    let mut svg = format!(
        r#"<svg class="strip" viewBox="0 0 {width} {height}" role="img" aria-label="{}">"#,
        escape(title)
    );
    for (index, (_, words)) in strip.legend.iter().enumerate() {
        let y = 14 + lane * index as u32;
        let _ = write!(
            svg,
            r#"<line class="lane" x1="{label}" y1="{y}" x2="{width}" y2="{y}"/><text class="who" x="0" y="{}">{}</text>"#,
            y + 4,
            escape(words)
        );
    }
    for event in &strip.events {
        let Some(index) = lanes.iter().position(|kind| *kind == event.kind) else { continue };
        let y = 14 + lane * index as u32;
        let (a, b) = (place(event.from), place(event.to));
        let class = match event.kind {
            StripKind::Session => "session",
            StripKind::Agreement => "agreement",
            StripKind::Incident => "incident",
        };
        let _ = write!(svg, r#"<g class="{class}"><title>{}</title>"#, escape(&event.title));
        if b > a + 10 {
            let _ = write!(
                svg,
                r#"<rect class="vague" x="{a}" y="{}" width="{}" height="10" rx="5"/>"#,
                y - 5,
                b - a
            );
        } else {
            match event.kind {
                StripKind::Session => {
                    let _ = write!(svg, r#"<rect x="{}" y="{}" width="10" height="10"/>"#, a - 5, y - 5);
                }
                StripKind::Agreement => {
                    let _ = write!(svg, r#"<circle cx="{a}" cy="{y}" r="6"/>"#);
                }
                StripKind::Incident => {
                    let _ = write!(
                        svg,
                        r#"<path d="M{} {} L{a} {} L{} {} Z"/>"#,
                        a - 6,
                        y + 5,
                        y - 6,
                        a + 6,
                        y + 5
                    );
                }
            }
        }
        svg.push_str("</g>");
    }
    let y = height - 4;
    let _ = write!(svg, r#"<text class="mark" x="{}" y="{y}">{}</text>"#, place(0), escape(&strip.ends.0));
    let _ = write!(
        svg,
        r#"<text class="mark" x="{}" y="{y}" text-anchor="end">{}</text></svg>"#,
        place(1000),
        escape(&strip.ends.1)
    );
    svg
}
