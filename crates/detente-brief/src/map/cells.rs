//! Incidents gathered into cells, so that a map tells no place more exactly than it is known.
//!
//! A cell is one of a fixed net of squares over the globe. Each incident goes into a cell that is at least twice as
//! wide as its place is known exactly: where it lies within the cell is told nowhere. Those known less exactly go
//! into larger cells.

use super::frame::{Bounds, Frame};
use super::{KM_PER_DEGREE, narrowing};
use detente_model::Coordinates;
use std::collections::BTreeMap;

/// How wide cells may be, in hundredths of a degree; each divides the way from pole to pole.
const STEPS: [i64; 11] = [10, 20, 50, 100, 200, 500, 1_000, 1_500, 3_000, 4_500, 9_000];

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

/// The cells of `places`, the largest first, with the map that shows them; `None` where there is no place.
/// Of a place known to less than a quarter of the globe nothing is shown.
pub fn cells(places: &[Coordinates]) -> Option<(Frame, Vec<Cell>)> {
    let about: Vec<Bounds> = places.iter().map(around).collect();
    let base = (Frame::around(&about)?.width_in_degrees() * LEAST / Frame::WIDTH * 100.0).ceil() as i64;
    let base = STEPS.into_iter().find(|step| *step >= base).unwrap_or(9_000);
    let mut found: BTreeMap<(i64, i64, i64), Cell> = BTreeMap::new();
    for (number, place) in places.iter().enumerate() {
        let exactness = 2.0 * place.within().as_f64() / KM_PER_DEGREE * 100.0;
        let Some(step) = STEPS.into_iter().find(|step| *step >= base && *step as f64 >= exactness) else { continue };
        let row = cell_number(place.lat().as_f64() + 90.0, step, 18_000);
        let wide = lon_step(row, step);
        let column = cell_number(place.lon().as_f64() + 180.0, wide, 36_000);
        let cell = found.entry((-step, row, column)).or_insert_with(|| Cell {
            bounds: bounds(row, step, column, wide),
            km: step as f64 / 100.0 * KM_PER_DEGREE,
            is_coarse: step > base,
            members: Vec::new(),
        });
        cell.members.push(number);
    }
    let cells: Vec<Cell> = found.into_values().collect();
    let edges: Vec<Bounds> = cells.iter().map(|cell| cell.bounds).collect();
    Some((Frame::around(&edges)?, cells))
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
    use detente_model::shape::{Decoder, Shape};
    use detente_model::Node;
    use proptest::prelude::*;

    fn place(lat: f64, lon: f64, within: u32) -> Coordinates {
        let value = serde_json::json!({"lat": format!("{lat:.3}"), "lon": format!("{lon:.3}"), "within": within});
        Coordinates::decode(&Node::from_value(&value), &mut Decoder::new("", jiff::tz::TimeZone::UTC)).unwrap()
    }

    proptest! {
        #[test]
        fn no_cell_tells_a_place_more_exactly_than_it_is_known(
            drawn in proptest::collection::vec((-90.0..=90.0f64, -180.0..=180.0f64, 1u32..4_000), 1..12)
        ) {
            let places: Vec<Coordinates> = drawn.iter().map(|(lat, lon, within)| place(*lat, *lon, *within)).collect();
            let (_, cells) = cells(&places).unwrap();
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
        let (_, cells) = cells(&[place(50.51, 34.81, 2), place(50.52, 34.82, 2), place(50.5, 36.0, 300)]).unwrap();
        let counts: Vec<(bool, usize)> = cells.iter().map(|cell| (cell.is_coarse, cell.members.len())).collect();
        assert_eq!(counts, [(true, 1), (false, 2)]);
    }
}
