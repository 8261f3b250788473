//! The ways of the lines between the shapes.
//!
//! A line leaves a shape at its left or right edge. All lines at one edge share it out among them, in the
//! order of where they go, so that they neither lie on each other nor cross at the edge.

use super::layout::{COLUMNS, HALF_HEIGHT, HALF_WIDTH, Layout, TOP};
use crate::doc::GraphTie;
use std::collections::HashMap;

/// One line as it is drawn.
pub struct Wire {
    /// Its path.
    pub path: String,
    /// Its arrow points: where, and towards the right (1) or the left (−1).
    pub tips: [Option<((i32, i32), i32)>; 2],
    /// Where its sign stands.
    pub middle: (i32, i32),
}

/// How far from the middle of an edge lines may leave it.
const PORTS: i32 = HALF_HEIGHT - 6;

/// An edge of a shape: its node, and towards the right (1) or the left (−1).
type Edge = (usize, i32);

/// The ways of `ties`.
pub fn lay(layout: &Layout, ties: &[GraphTie]) -> Vec<Wire> {
    let edges: Vec<[Edge; 2]> = ties.iter().map(|tie| edges(layout, tie)).collect();
    let ports = ports(layout, ties, &edges);
    let mut beside: HashMap<(usize, usize), i32> = HashMap::new();
    let wires = ties.iter().enumerate().map(|(index, tie)| {
        let nth = beside.entry((tie.from.min(tie.to), tie.from.max(tie.to))).or_insert(0);
        *nth += 1;
        wire(layout, tie, edges[index], ports[index], *nth)
    });
    wires.collect()
}

/// From which edges a tie starts and where it ends: inwards between columns, outwards within one.
fn edges(layout: &Layout, tie: &GraphTie) -> [Edge; 2] {
    let (a, b) = (layout.columns[tie.from], layout.columns[tie.to]);
    match a.cmp(&b) {
        std::cmp::Ordering::Less => [(tie.from, 1), (tie.to, -1)],
        std::cmp::Ordering::Greater => [(tie.from, -1), (tie.to, 1)],
        std::cmp::Ordering::Equal => {
            let outwards = if a < 2 { -1 } else { 1 };
            [(tie.from, outwards), (tie.to, outwards)]
        }
    }
}

/// Where each tie touches its two edges.
fn ports(layout: &Layout, ties: &[GraphTie], edges: &[[Edge; 2]]) -> Vec<[(i32, i32); 2]> {
    let mut at_edge: HashMap<Edge, Vec<(i32, usize, usize, usize)>> = HashMap::new();
    for (index, (tie, ends)) in ties.iter().zip(edges).enumerate() {
        for (end, edge) in ends.iter().enumerate() {
            let other = if end == 0 { tie.to } else { tie.from };
            let key = (layout.places[other].1, tie.kind.place(), index, end);
            at_edge.entry(*edge).or_default().push(key);
        }
    }
    let mut ports = vec![[(0, 0); 2]; ties.len()];
    for ((node, side), mut ends) in at_edge {
        ends.sort_unstable();
        let (x, y) = layout.places[node];
        let count = ends.len() as i32;
        for (nth, (_, _, index, end)) in ends.into_iter().enumerate() {
            let usable = 2 * PORTS;
            let down = usable * (2 * nth as i32 + 1) / (2 * count) - PORTS;
            ports[index][end] = (x + side * HALF_WIDTH, y + down);
        }
    }
    ports
}

fn wire(layout: &Layout, tie: &GraphTie, edges: [Edge; 2], [start, end]: [(i32, i32); 2], nth: i32) -> Wire {
    let [(_, out), (_, other_out)] = edges;
    let tips = [tie.points.0.then_some((start, -out)), tie.points.1.then_some((end, -other_out))];
    // The signs of several lines stand beside each other.
    let turn = nth as usize - 1 + tie.from + tie.to;
    let along = [50, 38, 62, 30, 70][turn % 5];
    let (a, b) = (layout.columns[tie.from], layout.columns[tie.to]);
    if a == b {
        // Within a column: a bow to the outside, wider where it goes further.
        let reach = 34 + ((start.1 - end.1).abs() / 5).min(70);
        let curve = Curve([start, (start.0 + out * reach, start.1), (end.0 + out * reach, end.1), end]);
        return Wire {
            path: format!("M{} {}{}", start.0, start.1, curve.path()),
            tips,
            middle: curve.at(along),
        };
    }
    // From the left to the right.
    let (left, right) = if a < b { (start, end) } else { (end, start) };
    let (first, last) = (a.min(b), a.max(b));
    let clear = |column: usize, side: i32| COLUMNS[column] + side * (HALF_WIDTH + 6);
    let begin = format!("M{} {}", left.0, left.1);
    let (path, middle) = match (first, last) {
        // Beneath or above what stands in the first of the columns between: there the row is free.
        (0, 2) => {
            let curve = Curve::level(left, (clear(1, -1), right.1));
            (format!("{begin}{}H{}", curve.path(), right.0), curve.at(along))
        }
        (1, 3) => {
            let curve = Curve::level((clear(2, 1), left.1), right);
            (format!("{begin}H{}{}", clear(2, 1), curve.path()), curve.at(along))
        }
        // Along the first row, which is free between the sides.
        (0, 3) => {
            let level = TOP + (left.1 - layout.places[if a < b { tie.from } else { tie.to }].1);
            let up = Curve::level(left, (clear(1, -1), level));
            let down = Curve::level((clear(2, 1), level), right);
            let middle = (COLUMNS[1] + (COLUMNS[2] - COLUMNS[1]) * along as i32 / 100, level);
            (format!("{begin}{}H{}{}", up.path(), clear(2, 1), down.path()), middle)
        }
        _ => {
            let curve = Curve::level(left, right);
            (format!("{begin}{}", curve.path()), curve.at(along))
        }
    };
    Wire { path, tips, middle }
}

/// A cubic curve by its four points.
struct Curve([(i32, i32); 4]);

impl Curve {
    /// From one place to another, level at both.
    fn level(from: (i32, i32), to: (i32, i32)) -> Curve {
        let reach = (to.0 - from.0) * 2 / 5;
        Curve([from, (from.0 + reach, from.1), (to.0 - reach, to.1), to])
    }

    /// Its path, from where a path is.
    fn path(&self) -> String {
        let [_, (x1, y1), (x2, y2), (x, y)] = self.0;
        format!("C{x1} {y1} {x2} {y2} {x} {y}")
    }

    /// The point `along` hundredths from its start.
    fn at(&self, along: i64) -> (i32, i32) {
        let (t, u) = (along, 100 - along);
        let weights = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
        let sum = |of: fn((i32, i32)) -> i32| {
            let whole: i64 =
                self.0.iter().zip(weights).map(|(point, weight)| i64::from(of(*point)) * weight).sum();
            (whole / 1_000_000) as i32
        };
        (sum(|point| point.0), sum(|point| point.1))
    }
}
