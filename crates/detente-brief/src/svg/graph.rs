//! Parties as shapes, with lines for what ties them. Shape and line style tell role and kind, colour only
//! repeats it; how often stands beside the line as a number.

mod layout;
mod wires;

use super::{Anchor, Canvas, cut, two_lines};
use crate::doc::{Graph, GraphMark, GraphNode, TieKind};
use crate::html::Links;
use detente_model::{ContactKind, Role};
use layout::{HALF_HEIGHT, HALF_WIDTH, Layout};
use wires::Wire;

/// Columns of a name in its shape.
const NAME: usize = 17;

/// The whole drawing.
pub fn graph(graph: &Graph, title: &str, links: Links<'_>) -> String {
    let layout = Layout::of(&graph.nodes);
    let mut canvas = Canvas::with_links("graph", layout.size.0, layout.size.1, title, links.is_some());
    let wires = wires::lay(&layout, &graph.ties);
    // Lines lie beneath the shapes.
    for (tie, wire) in graph.ties.iter().zip(&wires) {
        canvas.linked(links, &tie.target, &tie.title, |canvas| draw_tie(canvas, tie.kind, tie.count, wire));
    }
    for (node, place) in graph.nodes.iter().zip(&layout.places) {
        canvas.linked(links, &node.target, &node.title, |canvas| draw_node(canvas, node, *place));
    }
    canvas.finish()
}

/// A shape or a line as it is on the graph, for its key.
pub fn graph_key(mark: GraphMark) -> String {
    let mut canvas = Canvas::hidden("key graph-key", 44, 20);
    match mark {
        GraphMark::Role(role) => canvas.path(role.as_str(), &outline(role, (22, 10), (18, 8))),
        GraphMark::Tie(kind) => {
            canvas.path(&format!("tie {} w1", kind.as_str()), "M2 10H42");
            symbol(&mut canvas, kind, (18, 10));
            if kind.has_direction() && kind != TieKind::PartOf {
                canvas.path(&format!("tip {}", kind.as_str()), &tip((43, 10), 1));
            }
        }
    }
    canvas.finish()
}

fn draw_node(canvas: &mut Canvas, node: &GraphNode, (x, y): (i32, i32)) {
    canvas.path(node.role.as_str(), &outline(node.role, (x, y), (HALF_WIDTH, HALF_HEIGHT)));
    let lines = two_lines(&node.name, NAME);
    let top = if lines.len() > 1 { y - 7 } else { y - 1 };
    for (index, line) in lines.iter().enumerate() {
        canvas.text("name", (x, top + 12 * index as i32), Anchor::Middle, line);
    }
    let below = if lines.len() > 1 { y + 18 } else { y + 14 };
    canvas.text("mark", (x, below), Anchor::Middle, &cut(&node.role_word, NAME + 2));
}

/// The shape of a role around a place.
fn outline(role: Role, (x, y): (i32, i32), (w, h): (i32, i32)) -> String {
    let (left, right, top, bottom) = (x - w, x + w, y - h, y + h);
    let cut = h / 2;
    match role {
        // Square corners, and a thick edge.
        Role::Belligerent => format!("M{left} {top}H{right}V{bottom}H{left}Z"),
        // Ends as round as they can be.
        Role::Mediator => format!(
            "M{} {top}H{}A{h} {h} 0 0 1 {} {bottom}H{}A{h} {h} 0 0 1 {} {top}Z",
            left + h,
            right - h,
            right - h,
            left + h,
            left + h
        ),
        // A roof.
        Role::Host => {
            let eaves = top + cut - 2;
            format!("M{left} {eaves}L{x} {}L{right} {eaves}V{bottom}H{left}Z", top - cut)
        }
        // Pointed to both sides.
        Role::Guarantor => format!(
            "M{left} {y}L{} {top}H{}L{right} {y}L{} {bottom}H{}Z",
            left + cut,
            right - cut,
            right - cut,
            left + cut
        ),
        // Rounded corners.
        Role::Ally => {
            let (l, r, t, b) = (left + cut, right - cut, top + cut, bottom - cut);
            format!(
                "M{l} {top}H{r}Q{right} {top} {right} {t}V{b}Q{right} {bottom} {r} {bottom}H{l}Q{left} {bottom} {left} {b}V{t}Q{left} {top} {l} {top}Z"
            )
        }
        // Slanted sides.
        Role::Observer => {
            format!("M{} {top}H{right}L{} {bottom}H{left}Z", left + cut, right - cut)
        }
    }
}

fn draw_tie(canvas: &mut Canvas, kind: TieKind, count: usize, wire: &Wire) {
    let width = match count {
        0 | 1 => 1,
        2 | 3 => 2,
        4..=9 => 3,
        _ => 4,
    };
    canvas.path(&format!("tie {} w{width}", kind.as_str()), &wire.path);
    for (at, side) in wire.tips.iter().flatten() {
        canvas.path(&format!("tip {}", kind.as_str()), &tip(*at, *side));
    }
    symbol(canvas, kind, wire.middle);
    if count > 1 {
        let (x, y) = wire.middle;
        canvas.text("count", (x + 9, y - 4), Anchor::Start, &count.to_string());
    }
}

/// An arrow's point at a place, towards the right (1) or the left (−1).
fn tip((x, y): (i32, i32), side: i32) -> String {
    format!("M{x} {y}L{} {}V{}Z", x - 9 * side, y - 5, y + 5)
}

/// What tells a kind of tie from another where neither colour nor dashes can be seen.
fn symbol(canvas: &mut Canvas, kind: TieKind, (x, y): (i32, i32)) {
    let class = format!("sym {}", kind.as_str());
    let path = match kind {
        TieKind::PartOf | TieKind::Allied => return,
        TieKind::Session => format!("M{} {}h10v10h-10Z", x - 5, y - 5),
        TieKind::Contact(ContactKind::Meeting) => return canvas.circle(&class, (x, y), 5),
        TieKind::Contact(ContactKind::Call) => return canvas.circle(&format!("{class} hollow"), (x, y), 4),
        TieKind::Contact(ContactKind::Alignment) => {
            format!("M{} {}h10v3h-10ZM{} {}h10v3h-10Z", x - 5, y - 4, x - 5, y + 1)
        }
        TieKind::Contact(ContactKind::Offer) => format!("M{} {y}l6 -6l6 6l-6 6Z", x - 6),
        TieKind::Contact(ContactKind::Support) => {
            format!("M{} {}h3v4h4v3h-4v4h-3v-4h-4v-3h4Z", x - 2, y - 6)
        }
        TieKind::Contact(ContactKind::Pressure) => format!("M{} {}h11l-5 10Z", x - 5, y - 5),
        TieKind::Contact(ContactKind::Threat) => {
            format!("M{} {}l2 -2l4 4l4 -4l2 2l-4 4l4 4l-2 2l-4 -4l-4 4l-2 -2l4 -4Z", x - 6, y - 4)
        }
    };
    canvas.path(&class, &path);
}
