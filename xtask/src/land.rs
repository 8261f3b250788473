//! The outline of the land for maps, from TopoJSON into the compact file that is embedded
//! (crates/detente-brief/assets/README.md tells its form).

use serde_json::Value;
use std::fs;
use std::path::Path;

const FROM: &str = "crates/detente-brief/assets/world-atlas/land-50m.json";
const INTO: &str = "crates/detente-brief/assets/land.bin";

/// Longitude and latitude, in hundredths of a degree.
type Place = (i64, i64);

/// Writes it.
pub fn write(root: &Path) -> Vec<String> {
    let written =
        made(root).and_then(|bytes| fs::write(root.join(INTO), bytes).map_err(|e| format!("{INTO}: {e}")));
    written.err().into_iter().collect()
}

/// Tells whether it is stale.
pub fn check(root: &Path) -> Vec<String> {
    match made(root) {
        Ok(bytes) if fs::read(root.join(INTO)).is_ok_and(|kept| kept == bytes) => Vec::new(),
        Ok(_) => vec![format!("{INTO} is stale: run cargo xtask land")],
        Err(fault) => vec![fault],
    }
}

fn made(root: &Path) -> Result<Vec<u8>, String> {
    let text = fs::read_to_string(root.join(FROM)).map_err(|error| format!("{FROM}: {error}"))?;
    let topology: Value = serde_json::from_str(&text).map_err(|error| format!("{FROM}: {error}"))?;
    let rings = rings(&topology).ok_or_else(|| format!("{FROM}: not a TopoJSON file of land as expected"))?;
    Ok(encoded(&rings))
}

/// The rings of every polygon of the object `land`.
fn rings(topology: &Value) -> Option<Vec<Vec<Place>>> {
    let arcs = arcs(topology)?;
    let mut all = Vec::new();
    for geometry in topology["objects"]["land"]["geometries"].as_array()? {
        let polygons = match geometry["type"].as_str()? {
            "Polygon" => std::slice::from_ref(&geometry["arcs"]),
            "MultiPolygon" => geometry["arcs"].as_array()?.as_slice(),
            _ => return None,
        };
        for ring in polygons.iter().filter_map(Value::as_array).flatten() {
            all.push(planar(&ring_of(ring, &arcs)?));
        }
    }
    Some(all)
}

/// The arcs, as degrees.
fn arcs(topology: &Value) -> Option<Vec<Vec<(f64, f64)>>> {
    let pair = |value: &Value| Some((value[0].as_f64()?, value[1].as_f64()?));
    let (scale, origin) =
        (pair(&topology["transform"]["scale"])?, pair(&topology["transform"]["translate"])?);
    let arc = |steps: &Value| {
        let (mut x, mut y) = (0.0, 0.0);
        let place = |step: &Value| {
            let step = pair(step)?;
            (x, y) = (x + step.0, y + step.1);
            Some((x * scale.0 + origin.0, y * scale.1 + origin.1))
        };
        steps.as_array()?.iter().map(place).collect()
    };
    topology["arcs"].as_array()?.iter().map(arc).collect()
}

/// The arcs of a ring one after the other; a negative number is an arc from its end.
fn ring_of(numbers: &Value, arcs: &[Vec<(f64, f64)>]) -> Option<Vec<(f64, f64)>> {
    let mut ring: Vec<(f64, f64)> = Vec::new();
    for number in numbers.as_array()? {
        let number = number.as_i64()?;
        let forward = number >= 0;
        let arc = arcs.get(usize::try_from(if forward { number } else { !number }).ok()?)?;
        let skip = usize::from(!ring.is_empty());
        match forward {
            true => ring.extend(arc.iter().skip(skip)),
            false => ring.extend(arc.iter().rev().skip(skip)),
        }
    }
    Some(ring)
}

/// A ring of the globe as one of the plane: on beyond the 180th meridian, and closed along the pole that it goes
/// around.
fn planar(ring: &[(f64, f64)]) -> Vec<Place> {
    let mut turns = 0.0;
    let mut last = ring.first().map_or(0.0, |place| place.0);
    let mut all: Vec<Place> = Vec::with_capacity(ring.len() + 2);
    for (lon, lat) in ring {
        turns += match lon - last {
            step if step > 180.0 => -360.0,
            step if step < -180.0 => 360.0,
            _ => 0.0,
        };
        last = *lon;
        all.push((((lon + turns) * 100.0).round() as i64, (lat * 100.0).round() as i64));
    }
    if let (Some(first), Some(end)) = (all.first().copied(), all.last().copied())
        && (end.0 - first.0).abs() > 18_000
    {
        let pole = if first.1 < 0 { -9_000 } else { 9_000 };
        all.extend([(end.0, pole), (first.0, pole)]);
    }
    all.dedup();
    if all.len() > 1 && all.first() == all.last() {
        all.pop();
    }
    all
}

fn encoded(rings: &[Vec<Place>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    // A ring of fewer points encloses nothing at this scale.
    for ring in rings.iter().filter(|ring| ring.len() >= 3) {
        number(ring.len() as u64, &mut bytes);
        let mut last = (0, 0);
        for (lon, lat) in ring {
            for step in [lon - last.0, lat - last.1] {
                number(((step << 1) ^ (step >> 63)) as u64, &mut bytes);
            }
            last = (*lon, *lat);
        }
    }
    bytes
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
fn number(mut n: u64, bytes: &mut Vec<u8>) {
    while n >= 0x80 {
        bytes.push((n & 0x7f) as u8 | 0x80);
        n >>= 7;
    }
    bytes.push(n as u8);
}
