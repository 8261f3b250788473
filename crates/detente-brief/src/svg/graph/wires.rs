//! The ways of the lines between the shapes.
//!
//! A line leaves a shape at its left or right edge. All lines at one edge share it out among them, in the
//! order of where they go, so that they neither lie on each other nor cross at the edge.

use super::layout::{HALF_HEIGHT, HALF_WIDTH, Layout};
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
        wire(tie, edges[index], ports[index], *nth)
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
            let usable = 2 * (HALF_HEIGHT - 3);
            let down = usable * (2 * nth as i32 + 1) / (2 * count) - (HALF_HEIGHT - 3);
            ports[index][end] = (x + side * HALF_WIDTH, y + down);
        }
    }
    ports
}

fn wire(tie: &GraphTie, edges: [Edge; 2], [start, end]: [(i32, i32); 2], nth: i32) -> Wire {
    let [(_, out), (_, other_out)] = edges;
    let reach = match out == other_out {
        // Within a column: a bow to the outside, wider where it goes further.
        true => 34 + ((start.1 - end.1).abs() / 5).min(70),
        false => (end.0 - start.0).abs() * 2 / 5,
    };
    let (c1, c2) = ((start.0 + out * reach, start.1), (end.0 + other_out * reach, end.1));
    let path = format!("M{} {}C{} {} {} {} {} {}", start.0, start.1, c1.0, c1.1, c2.0, c2.1, end.0, end.1);
    let tips = [tie.points.0.then_some((start, -out)), tie.points.1.then_some((end, -other_out))];
    // The signs of several lines between two shapes stand beside each other.
    let along = [50, 37, 63, 30, 70, 43, 57, 25, 75, 50][(nth as usize - 1) % 10];
    Wire { path, tips, middle: on_curve([start, c1, c2, end], along) }
}

/// A point of a cubic curve, `along` hundredths from its start.
fn on_curve(points: [(i32, i32); 4], along: i64) -> (i32, i32) {
    let (t, u) = (along, 100 - along);
    let weights = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    let sum = |of: fn((i32, i32)) -> i32| {
        let whole: i64 =
            points.iter().zip(weights).map(|(point, weight)| i64::from(of(*point)) * weight).sum();
        (whole / 1_000_000) as i32
    };
    (sum(|point| point.0), sum(|point| point.1))
}
