//! Lines and rings on a drawing: cut to its edges, thinned to what can be seen, written as a path.

use super::Place;
use super::frame::Frame;
use std::fmt::Write;

/// A point of the drawing.
type Point = (f64, f64);

/// How far beyond the edges is still drawn, so that no cut is seen.
const BEYOND: f64 = 4.0;

/// Paths are written in whole numbers of half a unit.
pub const FINENESS: f64 = 2.0;

/// A drawn line: its points, and whether its end is its beginning.
struct Drawn {
    points: Vec<Point>,
    is_ring: bool,
}

/// The path of `rings` as areas, of at most `most` bytes; `None` where there is too much to draw.
pub fn areas(frame: &Frame, rings: &[Vec<Place>], most: usize) -> Option<String> {
    let drawn = projected(frame, rings, true);
    let cut: Vec<Drawn> = drawn
        .into_iter()
        .map(|points| Drawn { points: cut_area(points, frame), is_ring: true })
        .filter(|ring| ring.points.len() >= 3)
        .collect();
    path(&cut, most)
}

/// The path of `lines`, of at most `most` bytes; `None` where there is too much to draw, however coarsely.
pub fn lines(frame: &Frame, lines: &[Vec<Place>], most: usize) -> Option<String> {
    let drawn = projected(frame, lines, false);
    let cut: Vec<Drawn> = drawn
        .iter()
        .flat_map(|points| cut_line(points, frame))
        .map(|points| Drawn { points, is_ring: false })
        .collect();
    path(&cut, most)
}

/// Each line where it is seen; across the 180th meridian in one piece.
fn projected(frame: &Frame, lines: &[Vec<Place>], is_planar: bool) -> Vec<Vec<Point>> {
    let mut all = Vec::new();
    for line in lines {
        let unrolled = if is_planar { line.clone() } else { unrolled(line) };
        let (low, high) = span(unrolled.iter().map(|place| place.1));
        if high < frame.bounds.south || low > frame.bounds.north {
            continue;
        }
        let (west, east) = span(unrolled.iter().map(|place| place.0));
        for turn in frame.turns(west, east) {
            all.push(unrolled.iter().map(|(lon, lat)| frame.at((lon + turn, *lat))).collect());
        }
    }
    all
}

fn span(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), value| (lo.min(value), hi.max(value)))
}

/// The line with longitudes that go on where it crosses the 180th meridian.
fn unrolled(line: &[Place]) -> Vec<Place> {
    let mut turns = 0.0;
    let mut last = line.first().map_or(0.0, |place| place.0);
    let mut all = Vec::with_capacity(line.len());
    for (lon, lat) in line {
        turns += match lon - last {
            step if step > 180.0 => -360.0,
            step if step < -180.0 => 360.0,
            _ => 0.0,
        };
        last = *lon;
        all.push((lon + turns, *lat));
    }
    all
}

/// An area cut at the four edges, one after the other (Sutherland and Hodgman).
fn cut_area(mut points: Vec<Point>, frame: &Frame) -> Vec<Point> {
    for (axis, at, above) in edges(frame) {
        let value = |p: &Point| if axis == 0 { p.0 } else { p.1 };
        let inside = |p: &Point| (value(p) >= at) == above || value(p) == at;
        let crossing = |a: &Point, b: &Point| {
            let share = (at - value(a)) / (value(b) - value(a));
            (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1))
        };
        let mut cut = Vec::with_capacity(points.len());
        for (index, point) in points.iter().enumerate() {
            let before = &points[index.checked_sub(1).unwrap_or(points.len() - 1)];
            if inside(before) != inside(point) {
                cut.push(crossing(before, point));
            }
            if inside(point) {
                cut.push(*point);
            }
        }
        points = cut;
    }
    points
}

/// The edges of what is drawn: the axis, the place on it, and whether what lies above is kept.
fn edges(frame: &Frame) -> [(usize, f64, bool); 4] {
    [
        (0, -BEYOND, true),
        (0, Frame::WIDTH + BEYOND, false),
        (1, -BEYOND, true),
        (1, frame.height + BEYOND, false),
    ]
}

/// The pieces of a line that are seen.
fn cut_line(points: &[Point], frame: &Frame) -> Vec<Vec<Point>> {
    let mut pieces: Vec<Vec<Point>> = Vec::new();
    for pair in points.windows(2) {
        let [a, b] = pair else { continue };
        let Some((from, to)) = cut_segment(*a, *b, frame) else { continue };
        match pieces.last_mut() {
            Some(piece) if piece.last() == Some(&from) => piece.push(to),
            _ => pieces.push(vec![from, to]),
        }
    }
    pieces
}

/// The part of a straight line that is seen (Liang and Barsky).
fn cut_segment(a: Point, b: Point, frame: &Frame) -> Option<(Point, Point)> {
    let (mut from, mut to) = (0.0f64, 1.0f64);
    for (axis, at, above) in edges(frame) {
        let (start, end) = if axis == 0 { (a.0, b.0) } else { (a.1, b.1) };
        let (start, end) = if above { (start - at, end - at) } else { (at - start, at - end) };
        match (start < 0.0, end < 0.0) {
            (true, true) => return None,
            (true, false) => from = from.max(start / (start - end)),
            (false, true) => to = to.min(start / (start - end)),
            (false, false) => {}
        }
    }
    let at = |share: f64| (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1));
    let end = |share: f64| {
        if share == 0.0 {
            a
        } else if share == 1.0 {
            b
        } else {
            at(share)
        }
    };
    (from <= to).then(|| (end(from), end(to)))
}

/// A path of at most `most` bytes: drawn the coarser, the more there is.
fn path(drawn: &[Drawn], most: usize) -> Option<String> {
    let mut nearest = 1.0;
    // Beyond a part of the drawing there is no shape left in it.
    while nearest < Frame::WIDTH / 10.0 {
        let path: String = drawn.iter().map(|line| line.written(nearest)).collect();
        if path.len() <= most {
            return Some(path);
        }
        nearest *= 1.5;
    }
    None
}

impl Drawn {
    /// The line as steps in whole numbers, without points that are nearer than `nearest` to the one before.
    fn written(&self, nearest: f64) -> String {
        let points = self.thinned(nearest);
        let Some((first, rest)) =
            points.split_first().filter(|_| points.len() >= if self.is_ring { 3 } else { 2 })
        else {
            return String::new();
        };
        let mut path = format!("M{} {}l", first.0, first.1);
        let mut last = *first;
        for point in rest {
            let _ = write!(path, "{} {} ", point.0 - last.0, point.1 - last.1);
            last = *point;
        }
        if path.ends_with(' ') {
            path.pop();
        }
        path.push_str(if self.is_ring { "z" } else { "" });
        path
    }

    fn thinned(&self, nearest: f64) -> Vec<(i64, i64)> {
        let mut kept: Vec<(i64, i64)> = Vec::new();
        let mut last: Option<Point> = None;
        let end = self.points.len().saturating_sub(1);
        for (index, point) in self.points.iter().enumerate() {
            let is_end = index == end && !self.is_ring && kept.len() > 1;
            let is_far = last.is_none_or(|(x, y)| (point.0 - x).abs().max((point.1 - y).abs()) >= nearest);
            if is_far || is_end {
                let whole = ((point.0 * FINENESS).round() as i64, (point.1 * FINENESS).round() as i64);
                if kept.last() != Some(&whole) {
                    kept.push(whole);
                }
                last = Some(*point);
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::frame::Bounds;
    use crate::map::land;

    fn frame(west: f64, south: f64, east: f64, north: f64) -> Frame {
        Frame::around(&[Bounds { west, south, east, north }]).unwrap()
    }

    #[test]
    fn the_land_of_any_map_is_small() {
        let rings = land();
        for bounds in [
            (-180.0, -80.0, 180.0, 80.0),
            (20.0, 40.0, 40.0, 55.0),
            (5.0, 55.0, 30.0, 71.0),
            (170.0, -20.0, 182.0, -15.0),
        ] {
            let path = areas(&frame(bounds.0, bounds.1, bounds.2, bounds.3), &rings, 40_000).unwrap();
            assert!((100..=40_000).contains(&path.len()), "{bounds:?}: {}", path.len());
        }
    }

    #[test]
    fn lines_are_cut_at_the_edges_and_run_across_the_180th_meridian() {
        let frame = frame(178.0, -20.0, 184.0, -15.0);
        let across = lines(&frame, &[vec![(179.0, -17.0), (-179.0, -17.0)]], 1_000).unwrap();
        assert_eq!(across.matches('M').count(), 1, "{across}");
        let outside = lines(&frame, &[vec![(10.0, 50.0), (11.0, 50.0)]], 1_000).unwrap();
        assert_eq!(outside, "");
        let through = lines(&frame, &[vec![(181.0, -60.0), (181.0, 60.0)]], 1_000).unwrap();
        assert!(through.starts_with('M') && through.len() < 40, "{through}");
    }
}
