//! Lines out of a GeoJSON document (RFC 7946) that somebody attached to a source: a boundary, a line of control.
//!
//! What cannot be read is told and never guessed: no part of a document with a fault is drawn.

use super::Place;
use serde_json::Value;

/// The largest document that is read, in bytes.
pub const MOST_BYTES: usize = 2_000_000;

/// The most points that are read.
pub const MOST_POINTS: usize = 100_000;

/// The lines of a document.
#[derive(Debug, Default, PartialEq)]
pub struct Lines {
    /// The lines, and the rings of areas; each of two points at least.
    pub lines: Vec<Vec<Place>>,
    /// How many geometries were left out since they are no lines and no areas.
    pub left_out: usize,
    points: usize,
}

/// Why a document cannot be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is larger than [`MOST_BYTES`].
    TooLarge,
    /// It has more points than [`MOST_POINTS`].
    TooManyPoints,
    /// It is not JSON.
    NotJson,
    /// It is JSON, but not GeoJSON.
    NotGeoJson,
    /// A coordinate is no degree of longitude or latitude.
    BadCoordinate,
    /// Its coordinates are in another reference system than longitude and latitude.
    OtherSystem,
    /// No line is in it.
    NoLine,
    /// There is more in it than a map can show.
    TooDense,
}

impl Fault {
    /// The fault in one word, for the message that tells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Fault::TooLarge => "too-large",
            Fault::TooManyPoints => "too-many-points",
            Fault::NotJson => "not-json",
            Fault::NotGeoJson => "not-geojson",
            Fault::BadCoordinate => "bad-coordinate",
            Fault::OtherSystem => "other-system",
            Fault::NoLine => "no-line",
            Fault::TooDense => "too-dense",
        }
    }
}

/// The lines of the document `bytes`.
pub fn read(bytes: &[u8]) -> Result<Lines, Fault> {
    if bytes.len() > MOST_BYTES {
        return Err(Fault::TooLarge);
    }
    // A text that begins with a byte order mark is JSON all the same (RFC 8259).
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(text).map_err(|_| Fault::NotJson)?;
    if !is_degrees(&value) {
        return Err(Fault::OtherSystem);
    }
    let mut lines = Lines::default();
    lines.object(&value)?;
    if lines.lines.is_empty() { Err(Fault::NoLine) } else { Ok(lines) }
}

/// GeoJSON before 2016 could name another reference system.
fn is_degrees(value: &Value) -> bool {
    match &value["crs"] {
        Value::Null => true,
        crs => {
            let name = crs["properties"]["name"].as_str().unwrap_or("");
            name.ends_with(":CRS84") || name.ends_with(":4326")
        }
    }
}

impl Lines {
    fn object(&mut self, value: &Value) -> Result<(), Fault> {
        match value["type"].as_str() {
            Some("FeatureCollection") => {
                let features = value["features"].as_array().ok_or(Fault::NotGeoJson)?;
                features.iter().try_for_each(|feature| self.object(feature))
            }
            Some("Feature") => match value.get("geometry") {
                Some(Value::Null) => Ok(()),
                Some(geometry) => self.geometry(geometry),
                None => Err(Fault::NotGeoJson),
            },
            _ => self.geometry(value),
        }
    }

    fn geometry(&mut self, value: &Value) -> Result<(), Fault> {
        let coordinates = &value["coordinates"];
        match value["type"].as_str() {
            Some("LineString") => self.line(coordinates),
            Some("MultiLineString" | "Polygon") => {
                list(coordinates)?.iter().try_for_each(|line| self.line(line))
            }
            Some("MultiPolygon") => {
                let rings = |polygon: &Value| list(polygon)?.iter().try_for_each(|ring| self.line(ring));
                list(coordinates)?.iter().try_for_each(rings)
            }
            Some("GeometryCollection") => {
                list(&value["geometries"])?.iter().try_for_each(|geometry| self.geometry(geometry))
            }
            Some("Point" | "MultiPoint") => {
                self.left_out += 1;
                Ok(())
            }
            _ => Err(Fault::NotGeoJson),
        }
    }

    fn line(&mut self, value: &Value) -> Result<(), Fault> {
        let places = list(value)?;
        self.points += places.len();
        if self.points > MOST_POINTS {
            return Err(Fault::TooManyPoints);
        }
        let line = places.iter().map(place).collect::<Result<Vec<Place>, Fault>>()?;
        if line.len() < 2 {
            return Err(Fault::NotGeoJson);
        }
        self.lines.push(line);
        Ok(())
    }
}

fn list(value: &Value) -> Result<&Vec<Value>, Fault> {
    value.as_array().ok_or(Fault::NotGeoJson)
}

/// Longitude before latitude; a height after them is nothing to a map.
fn place(value: &Value) -> Result<Place, Fault> {
    let pair = list(value)?;
    let number = |index: usize| pair.get(index).and_then(Value::as_f64).ok_or(Fault::BadCoordinate);
    let (lon, lat) = (number(0)?, number(1)?);
    match lon.abs() <= 180.0 && lat.abs() <= 90.0 {
        true => Ok((lon, lat)),
        false => Err(Fault::BadCoordinate),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn of(value: Value) -> Result<Lines, Fault> {
        read(value.to_string().as_bytes())
    }

    #[test]
    fn lines_and_areas_are_read_and_points_counted() {
        let line = json!({"type": "LineString", "coordinates": [[30, 50], [31, 50.5, 120]]});
        let area = json!({"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0], [1, 1], [0, 0]]]]});
        let point = json!({"type": "Point", "coordinates": [0, 0]});
        let features = [line, area, point]
            .map(|geometry| json!({"type": "Feature", "properties": {}, "geometry": geometry}));
        let read = of(json!({"type": "FeatureCollection", "features": features})).unwrap();
        assert_eq!((read.lines.len(), read.left_out), (2, 1));
        assert_eq!(read.lines[0], [(30.0, 50.0), (31.0, 50.5)]);
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let line = |coordinates: Value| json!({"type": "LineString", "coordinates": coordinates});
        assert_eq!(read(b"{"), Err(Fault::NotJson));
        assert_eq!(of(json!([1])), Err(Fault::NotGeoJson));
        assert_eq!(of(json!({"type": "Topology"})), Err(Fault::NotGeoJson));
        assert_eq!(of(json!({"type": "Point", "coordinates": [0, 0]})), Err(Fault::NoLine));
        assert_eq!(of(line(json!([[3_400_000, 6_600_000], [0, 0]]))), Err(Fault::BadCoordinate));
        assert_eq!(of(line(json!([["30", "50"], [0, 0]]))), Err(Fault::BadCoordinate));
        assert_eq!(of(line(json!([[30, 50]]))), Err(Fault::NotGeoJson));
        let mut other = line(json!([[30, 50], [31, 51]]));
        other["crs"] = json!({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}});
        assert_eq!(of(other), Err(Fault::OtherSystem));
        let many: Vec<[u8; 2]> = vec![[0, 0]; MOST_POINTS + 1];
        assert_eq!(of(line(json!(many))), Err(Fault::TooManyPoints));
        assert_eq!(read(&vec![b' '; MOST_BYTES + 1]), Err(Fault::TooLarge));
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(read(deep.as_bytes()), Err(Fault::NotJson));
    }

    proptest! {
        #[test]
        fn no_document_stops_the_reader(text in r#"[\[\]{}":,0-9a-zA-Z. -]{0,80}"#) {
            let _ = read(text.as_bytes());
        }
    }
}
