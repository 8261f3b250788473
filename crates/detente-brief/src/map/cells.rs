//! Incidents gathered into cells, so that a map tells no place more exactly than it is known.
//!
//! A cell is a square that is at least twice as wide as its places are known exactly. Those that are known well enough
//! go into a fixed net of squares over the globe: where in its square one lies is told nowhere. Those that are known
//! less exactly have larger squares, about around the place that is given, which is no more than a guess at the middle.

use super::frame::{Bounds, Frame};
use super::{KM_PER_DEGREE, Place, narrowing};
use detente_model::Coordinates;
use std::collections::BTreeMap;

/// How wide cells of the net may be, in hundredths of a degree; each divides the way from pole to pole.
const STEPS: [i64; 11] = [10, 20, 50, 100, 200, 500, 1_000, 1_500, 3_000, 4_500, 9_000];

/// How wide the squares of places may be that are known less exactly.
const COARSE: [i64; 22] = [
    20, 40, 60, 80, 100, 120, 160, 200, 240, 320, 400, 520, 640, 800, 1_000, 1_200, 1_600, 2_400, 3_200,
    4_800, 6_400, 9_000,
];

/// How many degrees of longitude cells may be wide, in hundredths.
const LON_STEPS: [i64; 14] =
    [10, 20, 50, 100, 200, 500, 1_000, 1_500, 3_000, 4_500, 6_000, 9_000, 18_000, 36_000];

/// The least width of a cell on the drawing.
const LEAST: f64 = 44.0;

/// A cell, with what lies in it.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its edges.
    pub bounds: Bounds,
    /// Its height in kilometres.
    pub km: f64,
    /// Is it larger than the map asks for, since its places are not known more exactly?
    pub is_coarse: bool,
    /// The places in it, by their numbers among those given, in order.
    pub members: Vec<usize>,
}

/// The cells of `places`, the largest first, with the map that shows them; `None` where there is no place. The map
/// shows some of the outline of the `land`, if that is not too far away. Of a place known to less than a quarter of
/// the globe nothing is shown.
pub fn cells(places: &[Coordinates], land: &[Vec<Place>]) -> Option<(Frame, Vec<Cell>)> {
    let about: Vec<Bounds> = places.iter().map(around).collect();
    let frame = with_coast(Frame::around(&about)?, land);
    let base = (frame.width_in_degrees() * LEAST / Frame::WIDTH * 100.0).ceil() as i64;
    let base = STEPS.into_iter().find(|step| *step >= base).unwrap_or(9_000);
    let mut found: BTreeMap<(i64, i64, i64), Cell> = BTreeMap::new();
    for (number, place) in places.iter().enumerate() {
        let exactness = 2.0 * place.within().as_f64() / KM_PER_DEGREE * 100.0;
        let coarse = COARSE.into_iter().find(|step| *step as f64 >= exactness);
        let (key, bounds) = match coarse {
            None => continue,
            Some(_) if exactness <= base as f64 => in_net(place, base),
            Some(step) => about_place(place, step),
        };
        let cell = found.entry(key).or_insert_with(|| Cell {
            bounds,
            km: -key.0 as f64 / 100.0 * KM_PER_DEGREE,
            is_coarse: exactness > base as f64,
            members: Vec::new(),
        });
        cell.members.push(number);
    }
    let cells: Vec<Cell> = found.into_values().collect();
    let edges: Vec<Bounds> = cells.iter().map(|cell| cell.bounds).collect();
    Some((with_coast(Frame::around(&edges)?, land), cells))
}

/// The map, or a wider one on which a coast can be seen: without one, nobody knows where he looks.
fn with_coast(frame: Frame, land: &[Vec<Place>]) -> Frame {
    let shows_coast = |frame: &Frame| {
        let Bounds { west, south, east, north } = frame.bounds;
        let is_shown = |(lon, lat): &Place| {
            (south..=north).contains(lat)
                && [-360.0, 0.0, 360.0].iter().any(|turn| (west..=east).contains(&(lon + turn)))
        };
        land.iter().flatten().any(is_shown)
    };
    let wider = [1.0, 1.4, 1.8, 2.5].map(|factor| frame.wider(factor));
    wider.into_iter().find(shows_coast).unwrap_or(frame)
}

/// A cell by its size (the largest first) and place, with its edges.
type Keyed = ((i64, i64, i64), Bounds);

/// The square of the fixed net in which a place lies.
fn in_net(place: &Coordinates, step: i64) -> Keyed {
    let row = cell_number(place.lat().as_f64() + 90.0, step, 18_000);
    let wide = lon_step(row, step);
    let column = cell_number(place.lon().as_f64() + 180.0, wide, 36_000);
    ((-step, row, column), bounds(row, step, column, wide))
}

/// A square about around a place: its middle is rounded, so that places that are nearly one share it.
fn about_place(place: &Coordinates, step: i64) -> Keyed {
    let rounded = |degrees: f64, to: i64| (degrees * 100.0 / to as f64).round() as i64 * to;
    let lat = rounded(place.lat().as_f64(), step / 4);
    let edge = (lat.abs() + step / 2).min(9_000) as f64 / 100.0;
    let wide = (step as f64 / narrowing(edge).max(0.001) / 4.0).ceil() as i64 * 4;
    let wide = wide.min(36_000);
    let lon = rounded(place.lon().as_f64(), wide / 4);
    let degrees = |hundredths: i64| hundredths as f64 / 100.0;
    let bounds = Bounds {
        west: degrees(lon - wide / 2),
        south: degrees((lat - step / 2).max(-9_000)),
        east: degrees(lon + wide / 2),
        north: degrees((lat + step / 2).min(9_000)),
    };
    ((-step, lat, lon), bounds)
}

/// Where a place may lie.
fn around(place: &Coordinates) -> Bounds {
    let (lon, lat) = (place.lon().as_f64(), place.lat().as_f64());
    let high = place.within().as_f64() / KM_PER_DEGREE;
    let wide = (high / narrowing(lat).max(0.01)).min(180.0);
    let (south, north) = ((lat - high).max(-90.0), (lat + high).min(90.0));
    Bounds { west: lon - wide, east: lon + wide, south, north }
}

/// The number of the cell in which something lies, counted from the edge; the far edge belongs to the last.
fn cell_number(degrees: f64, step: i64, whole: i64) -> i64 {
    let number = (degrees * 100.0 / step as f64).floor() as i64;
    number.clamp(0, whole / step - 1)
}

/// How wide the cells of a row are: nowhere narrower on the globe than they are high, if that can be.
fn lon_step(row: i64, step: i64) -> i64 {
    let edge = |row: i64| narrowing((row * step) as f64 / 100.0 - 90.0);
    let narrow = edge(row).min(edge(row + 1));
    LON_STEPS.into_iter().find(|wide| *wide as f64 * narrow >= step as f64 * 0.999).unwrap_or(36_000)
}

fn bounds(row: i64, step: i64, column: i64, wide: i64) -> Bounds {
    let degrees = |hundredths: i64| hundredths as f64 / 100.0;
    Bounds {
        west: degrees(column * wide - 18_000),
        south: degrees(row * step - 9_000),
        east: degrees((column + 1) * wide - 18_000),
        north: degrees((row + 1) * step - 9_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_model::Node;
    use detente_model::shape::{Decoder, Shape};
    use proptest::prelude::*;

    fn place(lat: f64, lon: f64, within: u32) -> Coordinates {
        let value =
            serde_json::json!({"lat": format!("{lat:.3}"), "lon": format!("{lon:.3}"), "within": within});
        Coordinates::decode(&Node::from_value(&value), &mut Decoder::new("", jiff::tz::TimeZone::UTC))
            .unwrap()
    }

    proptest! {
        #[test]
        fn no_cell_tells_a_place_more_exactly_than_it_is_known(
            drawn in proptest::collection::vec((-90.0..=90.0f64, -180.0..=180.0f64, 1u32..4_000), 1..12)
        ) {
            let places: Vec<Coordinates> = drawn.iter().map(|(lat, lon, within)| place(*lat, *lon, *within)).collect();
            let (_, cells) = cells(&places, &[]).unwrap();
            for cell in &cells {
                for member in &cell.members {
                    let place = &places[*member];
                    prop_assert!(cell.km >= 2.0 * place.within().as_f64());
                    let narrow = narrowing(cell.bounds.north).min(narrowing(cell.bounds.south));
                    let wide = (cell.bounds.east - cell.bounds.west) * narrow * KM_PER_DEGREE;
                    prop_assert!(wide >= 1.99 * place.within().as_f64() || cell.bounds.east - cell.bounds.west == 360.0);
                    let (lat, lon) = (place.lat().as_f64(), place.lon().as_f64());
                    prop_assert!((cell.bounds.south..=cell.bounds.north).contains(&lat));
                    prop_assert!((cell.bounds.west..=cell.bounds.east).contains(&lon));
                }
            }
            let placed: usize = cells.iter().map(|cell| cell.members.len()).sum();
            prop_assert_eq!(placed, places.len());
        }
    }

    #[test]
    fn places_that_cannot_be_told_apart_share_a_cell() {
        let (_, cells) =
            cells(&[place(50.51, 34.81, 2), place(50.52, 34.82, 2), place(50.5, 36.0, 300)], &[]).unwrap();
        let counts: Vec<(bool, usize)> =
            cells.iter().map(|cell| (cell.is_coarse, cell.members.len())).collect();
        assert_eq!(counts, [(true, 1), (false, 2)]);
    }
}
