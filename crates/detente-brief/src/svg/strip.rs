//! Events on a line of time.

use super::Scale;
use crate::doc::{Strip, StripKind};
use crate::html::escape;
use std::fmt::Write;

/// Events on a line of time, a lane for each kind.
pub fn strip(strip: &Strip, title: &str) -> String {
    let lanes: Vec<StripKind> = strip.legend.iter().map(|(kind, _)| *kind).collect();
    let (width, lane) = (720u32, 22u32);
    let label = 110u32;
    let scale = Scale { from: label as i32 + 10, to: width as i32 - 10 };
    let place = |thousandths: u32| scale.at(thousandths);
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
