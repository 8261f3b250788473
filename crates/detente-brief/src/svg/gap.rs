//! One issue of the gap matrix: where each party stands.

use super::{Anchor, Canvas, Scale, Side, cut};
use crate::doc::{DrawnAxis, Matrix, MatrixCell, MatrixRow, plain};

/// One party's place on an axis.
const ROW: i32 = 20;
const WIDTH: i32 = 300;
const LABELS: i32 = 130;
const X: Scale = Scale { from: 8, to: 292 };

/// The gap on one issue: a line a party with its position as a dumbbell or bar, its red lines as
/// brackets, and the distance between the furthest two shaded. It runs as the page does.
pub fn gap(row: &MatrixRow, matrix: &Matrix, title: &str) -> Option<String> {
    let axis: &DrawnAxis = row.axis.as_ref()?;
    let is_drawn = |cell: &&MatrixCell| cell.drawn.is_some() || !cell.red_lines.is_empty();
    let cells = row.cells.iter().zip(&matrix.parties).enumerate();
    let drawn: Vec<(usize, &MatrixCell, String)> = cells
        .filter_map(|(party, (cell, name))| {
            Some((party, cell.as_ref().filter(is_drawn)?, cut(&plain(name), 22)))
        })
        .collect();
    if drawn.is_empty() {
        return None;
    }
    let side = Side { width: WIDTH + LABELS, turned: matrix.right_to_left };
    let height = 16 + ROW * drawn.len() as i32 + 4;
    let mut canvas = Canvas::new("gap", side.width, height, title);
    let base = height - 6;
    if let Some((from, to)) = axis.gap {
        let (a, b) = (X.at(from.min(to)), X.at(from.max(to)));
        canvas.rect("between", (side.left(a, b), 2), (b - a, base - 16));
    }
    draw_axis(&mut canvas, side, axis, base);
    for (line, (party, cell, name)) in drawn.iter().enumerate() {
        let y = 12 + ROW * line as i32;
        red_lines(&mut canvas, side, cell, y);
        position(&mut canvas, side, cell, &format!("p{}", party % 6), y);
        canvas.side_data(side, "who", (WIDTH + 6, y + 4), Anchor::Start, name);
    }
    Some(canvas.finish())
}

/// The line with a tick for each mark, and the words of its two ends.
fn draw_axis(canvas: &mut Canvas, side: Side, axis: &DrawnAxis, base: i32) {
    canvas.line("axis", (side.x(X.at(0)), base - 12), (side.x(X.at(1000)), base - 12));
    for (at, _) in &axis.marks {
        let x = side.x(X.at(*at));
        canvas.line("axis", (x, base - 15), (x, base - 9));
    }
    if let [(_, first), .., (_, last)] = axis.marks.as_slice() {
        canvas.side_data(side, "mark", (0, base + 3), Anchor::Start, &cut(first, 24));
        canvas.side_data(side, "mark", (WIDTH, base + 3), Anchor::End, &cut(last, 24));
    }
}

/// A bracket at each edge of what a red line leaves.
fn red_lines(canvas: &mut Canvas, side: Side, cell: &MatrixCell, y: i32) {
    for limit in &cell.red_lines {
        for (edge, open, inwards) in [(limit.from, limit.open_below, 1), (limit.to, limit.open_above, -1)] {
            if !open {
                let at = X.at(edge) - 5 * inwards;
                let (at, end) = (side.x(at), side.x(at + 4 * inwards));
                canvas.path("red", &format!("M{end} {} H{at} V{} H{end}", y - 7, y + 7));
            }
        }
    }
}

/// A dot or bar; an arrow where it is open.
fn position(canvas: &mut Canvas, side: Side, cell: &MatrixCell, class: &str, y: i32) {
    let Some(place) = &cell.drawn else { return };
    let ends = [(X.at(place.from), place.open_below, -1), (X.at(place.to), place.open_above, 1)];
    canvas.line(&format!("bar {class}"), (side.x(ends[0].0), y), (side.x(ends[1].0), y));
    let class = format!("dot {class}");
    for (at, open, outwards) in ends {
        if open {
            let (back, tip) = (side.x(at - 5 * outwards), side.x(at + 4 * outwards));
            canvas.path(&class, &format!("M{back} {} L{tip} {y} L{back} {} Z", y - 5, y + 5));
        } else {
            canvas.circle(&class, (side.x(at), y), 5);
        }
    }
}
