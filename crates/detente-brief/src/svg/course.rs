//! The course of a talk: a panel for each party, what offers are worth to it over time.

use super::{Anchor, Canvas, Scale, cut};
use crate::doc::{Course, CourseLine, CourseMark, CoursePanel};
use std::fmt::Write;

const WIDTH: i32 = 400;
const HEIGHT: i32 = 250;
const X: Scale = Scale { from: 44, to: 380 };
const Y: Scale = Scale { from: 202, to: 30 };

/// The panels.
pub fn course(course: &Course) -> String {
    let panels: String = course.panels.iter().map(|drawn| panel(drawn, course.right_to_left)).collect();
    format!("<div class=\"panels\">{panels}</div>")
}

/// A mark as it is on the chart, for its key.
pub fn course_key(mark: CourseMark) -> String {
    let mut canvas = Canvas::hidden("key", 24, 20);
    match mark {
        CourseMark::Own => canvas.path("way own p4", "M2 10H22"),
        CourseMark::Others => canvas.path("way broken p4", "M2 10H22"),
        CourseMark::Floor => canvas.line("floor", (2, 10), (22, 10)),
    }
    canvas.finish()
}

fn panel(panel: &CoursePanel, right_to_left: bool) -> String {
    let mut canvas =
        Canvas::new("frontier course", WIDTH, HEIGHT, &panel.alternative).directed(right_to_left);
    axes(&mut canvas, panel);
    if let Some(floor) = &panel.axis.floor {
        let y = Y.at(floor.at);
        canvas.line("floor", (X.from, y), (X.to, y));
        canvas.text("mark", (X.from + 5, y - 5), Anchor::Start, &cut(&floor.words, 50));
    }
    let (own, others): (Vec<&CourseLine>, Vec<&CourseLine>) =
        panel.lines.iter().partition(|line| line.is_own);
    for line in others.into_iter().chain(own) {
        let kind = if line.is_own { "own" } else { "broken" };
        let class = format!("way {kind} p{}", line.party % 6);
        canvas.titled(&line.name, |canvas| canvas.path(&class, &steps(&line.offers)));
    }
    canvas.text("title", (4, 14), Anchor::Start, &format!("↑ {}", cut(&panel.axis.title, 54)));
    canvas.text("title", (X.to + 8, HEIGHT - 10), Anchor::End, &format!("{} →", cut(&panel.across, 54)));
    canvas.finish()
}

fn axes(canvas: &mut Canvas, panel: &CoursePanel) {
    for (at, number) in &panel.axis.marks {
        let y = Y.at(*at);
        canvas.line("grid", (X.from, y), (X.to, y));
        canvas.text("mark", (X.from - 5, y + 4), Anchor::End, &cut(number, 6));
    }
    for (at, number) in &panel.steps {
        let x = X.at(*at);
        canvas.line("grid", (x, Y.from), (x, Y.to));
        canvas.text("mark", (x, Y.from + 14), Anchor::Middle, &cut(number, 9));
    }
    canvas.line("edge", (X.from, Y.from), (X.to + 6, Y.from));
    canvas.line("edge", (X.from, Y.from), (X.from, Y.to - 6));
}

/// An offer stands until the next one of the same party.
fn steps(offers: &[(u32, u32)]) -> String {
    let mut path = String::new();
    for (index, (across, up)) in offers.iter().enumerate() {
        let _ = match index {
            0 => write!(path, "M{} {}", X.at(*across), Y.at(*up)),
            _ => write!(path, "H{}V{}", X.at(*across), Y.at(*up)),
        };
    }
    path
}
