//! Events on a line of time.

use super::{Anchor, Canvas, Scale, Side};
use crate::doc::{Strip, StripEvent, StripKind};

const WIDTH: i32 = 720;
const LANE: i32 = 22;
const LABELS: i32 = 110;
const X: Scale = Scale { from: LABELS + 10, to: WIDTH - 10 };

/// Events on a line of time, a lane for each kind. Time runs as the page does.
pub fn strip(strip: &Strip, title: &str) -> String {
    let side = Side { width: WIDTH, turned: strip.right_to_left };
    let height = LANE * strip.legend.len() as i32 + 22;
    let mut canvas = Canvas::new("strip", WIDTH, height, title);
    for (index, (_, words)) in strip.legend.iter().enumerate() {
        let y = lane(index);
        canvas.line("lane", (side.x(LABELS), y), (side.x(WIDTH), y));
        canvas.side_text(side, "who", (0, y + 4), Anchor::Start, words);
    }
    for event in &strip.events {
        if let Some(index) = strip.legend.iter().position(|(kind, _)| *kind == event.kind) {
            draw(&mut canvas, side, event, lane(index));
        }
    }
    let y = height - 4;
    canvas.side_text(side, "mark", (X.at(0), y), Anchor::Start, &strip.ends.0);
    canvas.side_text(side, "mark", (X.at(1000), y), Anchor::End, &strip.ends.1);
    canvas.finish()
}

/// The height of the middle of a lane.
fn lane(index: usize) -> i32 {
    14 + LANE * index as i32
}

/// A square, a dot or a triangle; a pale bar where it is only known between which days.
fn draw(canvas: &mut Canvas, side: Side, event: &StripEvent, y: i32) {
    let class = match event.kind {
        StripKind::Session => "session",
        StripKind::Agreement => "agreement",
        StripKind::Incident => "incident",
    };
    let (from, to) = (X.at(event.from), X.at(event.to));
    let x = side.x(from);
    canvas.titled(&event.title, |canvas| match event.kind {
        _ if to > from + 10 => {
            canvas.bar(&format!("{class} vague"), (side.left(from, to), y - 5), (to - from, 10))
        }
        StripKind::Session => canvas.rect(class, (x - 5, y - 5), (10, 10)),
        StripKind::Agreement => canvas.circle(class, (x, y), 6),
        StripKind::Incident => {
            let path = format!("M{} {} L{x} {} L{} {} Z", x - 6, y + 5, y - 6, x + 6, y + 5);
            canvas.path(class, &path);
        }
    });
}
