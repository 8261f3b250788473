//! Which part of the globe a map shows, and where on the drawing a place lies.

use super::{KM_PER_DEGREE, Place, narrowing};

/// A part of the globe between two meridians and two parallels. `east` may go on beyond 180.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The western edge.
    pub west: f64,
    /// The southern edge.
    pub south: f64,
    /// The eastern edge, greater than the western.
    pub east: f64,
    /// The northern edge.
    pub north: f64,
}

impl Bounds {
    /// Its middle.
    pub fn middle(&self) -> Place {
        ((self.west + self.east) / 2.0, (self.south + self.north) / 2.0)
    }

    /// The same a whole turn further.
    fn turned(self, turn: f64) -> Bounds {
        Bounds { west: self.west + turn, east: self.east + turn, ..self }
    }
}

/// What a map shows, and how large.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The part of the globe.
    pub bounds: Bounds,
    /// The height of the drawing, of which the width is [`Frame::WIDTH`].
    pub height: f64,
    /// Units of the drawing a degree of longitude, and a degree of latitude.
    per_degree: (f64, f64),
}

impl Frame {
    /// The width of every map, in units of its drawing.
    pub const WIDTH: f64 = 720.0;

    /// The narrowest map, in kilometres: what is known of the land would look coarse on a closer one.
    const NARROWEST: f64 = 300.0;

    /// The least and the greatest height, as a part of the width.
    const HEIGHTS: (f64, f64) = (0.45, 0.72);

    /// A map on which all of `parts` lie, with a margin; `None` if there are none.
    pub fn around(parts: &[Bounds]) -> Option<Frame> {
        let (west, east) = arc(parts)?;
        let south = parts.iter().map(|part| part.south).fold(f64::INFINITY, f64::min);
        let north = parts.iter().map(|part| part.north).fold(f64::NEG_INFINITY, f64::max);
        Some(Frame::showing(Bounds { west, south, east, north }, 1.25))
    }

    /// The same map with more around it.
    pub fn wider(&self, factor: f64) -> Frame {
        Frame::showing(self.bounds, factor)
    }

    /// A map of what lies between `bounds`, with `margin` times as much on it.
    fn showing(bounds: Bounds, margin: f64) -> Frame {
        let Bounds { west, south, east, north } = bounds;
        let (lon, lat) = bounds.middle();
        let narrow = narrowing(lat).max(0.05);
        // In degrees of latitude, which are alike everywhere.
        let widest = 360.0 * narrow;
        let mut width = ((east - west) * narrow * margin).max(Self::NARROWEST / KM_PER_DEGREE).min(widest);
        let height = ((north - south) * margin).max(width * Self::HEIGHTS.0);
        width = width.max(height / Self::HEIGHTS.1).min(widest);
        let height = height.min(180.0);
        let south = (lat - height / 2.0).clamp(-90.0, 90.0 - height);
        let half = width / narrow / 2.0;
        let bounds = Bounds { west: lon - half, east: lon + half, south, north: south + height };
        let per_lat = Self::WIDTH / width;
        Frame { bounds, height: height * per_lat, per_degree: (per_lat * narrow, per_lat) }
    }

    /// Where a place lies on the drawing. Longitudes are taken as they are: see [`Frame::turns`].
    pub fn at(&self, (lon, lat): Place) -> (f64, f64) {
        ((lon - self.bounds.west) * self.per_degree.0, (self.bounds.north - lat) * self.per_degree.1)
    }

    /// The whole turns by which what lies between these longitudes must be moved to be seen.
    pub fn turns(&self, west: f64, east: f64) -> impl Iterator<Item = f64> {
        let bounds = self.bounds;
        let turns = [-720.0, -360.0, 0.0, 360.0, 720.0].into_iter();
        turns.filter(move |turn| west + turn < bounds.east && east + turn > bounds.west)
    }

    /// A part of the globe as a rectangle of the drawing: its corner, its width and height.
    pub fn rectangle(&self, part: &Bounds) -> (f64, f64, f64, f64) {
        let turn = self.turns(part.west, part.east).next().unwrap_or(0.0);
        let part = part.turned(turn);
        let ((x, y), (right, bottom)) = (self.at((part.west, part.north)), self.at((part.east, part.south)));
        (x, y, right - x, bottom - y)
    }

    /// How many units of the drawing a kilometre is long.
    pub fn per_km(&self) -> f64 {
        self.per_degree.1 / KM_PER_DEGREE
    }

    /// How many degrees of latitude the drawing is wide.
    pub fn width_in_degrees(&self) -> f64 {
        Self::WIDTH / self.per_degree.1
    }
}

/// The shortest arc of longitudes that holds all of `parts`: from the end of the widest gap between them.
fn arc(parts: &[Bounds]) -> Option<(f64, f64)> {
    let mut arcs: Vec<(f64, f64)> = parts
        .iter()
        .map(|part| {
            let west = (part.west + 180.0).rem_euclid(360.0) - 180.0;
            (west, west + (part.east - part.west).min(360.0))
        })
        .collect();
    arcs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let first = *arcs.first()?;
    // What reaches beyond 180 covers the beginning of the next turn.
    let mut reach = arcs.iter().map(|arc| arc.1).fold(f64::NEG_INFINITY, f64::max) - 360.0;
    let (mut widest, mut begins, mut ends) = (f64::NEG_INFINITY, first.0, reach + 360.0);
    for (west, east) in &arcs {
        if west - reach > widest {
            (widest, begins, ends) = (west - reach, *west, reach);
        }
        reach = reach.max(*east);
    }
    if widest <= 0.0 {
        return Some((-180.0, 180.0));
    }
    let ends = if ends < begins { ends + 360.0 } else { ends };
    Some((begins, ends))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part(lon: f64, lat: f64, half: f64) -> Bounds {
        let (south, north) = ((lat - half).max(-90.0), (lat + half).min(90.0));
        Bounds { west: lon - half, east: lon + half, south, north }
    }

    #[test]
    fn a_map_across_the_180th_meridian_is_not_one_of_the_world() {
        let frame = Frame::around(&[part(179.0, -17.0, 0.5), part(-179.5, -18.0, 0.5)]).unwrap();
        assert!(frame.bounds.east - frame.bounds.west < 10.0, "{frame:?}");
    }

    #[test]
    fn the_whole_world_fits() {
        let frame =
            Frame::around(&[part(-120.0, 60.0, 5.0), part(0.0, 0.0, 5.0), part(120.0, -60.0, 5.0)]).unwrap();
        assert!(frame.bounds.east - frame.bounds.west <= 360.001 && frame.height <= 900.0, "{frame:?}");
    }

    proptest! {
        #[test]
        fn everything_lies_on_its_map(
            places in proptest::collection::vec((-180.0..180.0f64, -90.0..90.0f64, 0.01..10.0f64), 1..6)
        ) {
            let parts: Vec<Bounds> = places.iter().map(|(lon, lat, half)| part(*lon, *lat, *half)).collect();
            let frame = Frame::around(&parts).unwrap();
            prop_assert!(frame.height.is_finite() && frame.height > 0.0);
            for part in &parts {
                let (x, y, width, height) = frame.rectangle(part);
                let (x, y) = (x + width / 2.0, y + height / 2.0);
                prop_assert!((-0.01..=Frame::WIDTH + 0.01).contains(&x) && (-0.01..=frame.height + 0.01).contains(&y),
                    "{x} {y} {frame:?}");
            }
        }
    }
}
