//! The outline of the land, from the file that is embedded (assets/README.md tells its form).

use super::Place;

static LAND: &[u8] = include_bytes!("../../assets/land.bin");

/// The rings of the land; what is inside an odd number of them is land.
pub fn rings() -> Vec<Vec<Place>> {
    let mut reader = Reader { rest: LAND };
    std::iter::from_fn(|| reader.ring()).collect()
}

struct Reader {
    rest: &'static [u8],
}

impl Reader {
    fn ring(&mut self) -> Option<Vec<Place>> {
        let count = self.number()?;
        let mut at = (0i64, 0i64);
        (0..count)
            .map(|_| {
                at = (at.0 + self.step()?, at.1 + self.step()?);
                Some((at.0 as f64 / 100.0, at.1 as f64 / 100.0))
            })
            .collect()
    }

    fn step(&mut self) -> Option<i64> {
        let n = self.number()?;
        Some((n >> 1) as i64 ^ -((n & 1) as i64))
    }

    fn number(&mut self) -> Option<u64> {
        let mut n = 0;
        for shift in (0..63).step_by(7) {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            n |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(n);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Is a place on land? It is inside of an odd number of rings and of their copies a turn further.
    fn is_land(rings: &[Vec<Place>], lon: f64, lat: f64) -> bool {
        let crosses = |ring: &[Place], lon: f64| {
            let ends = ring.iter().zip(ring.iter().cycle().skip(1));
            let crossed = ends.filter(|(a, b)| {
                (a.1 > lat) != (b.1 > lat) && lon < a.0 + (lat - a.1) / (b.1 - a.1) * (b.0 - a.0)
            });
            crossed.count() % 2 == 1
        };
        let inside = |turn: &f64| rings.iter().filter(|ring| crosses(ring, lon + turn)).count();
        [-360.0, 0.0, 360.0].iter().map(inside).sum::<usize>() % 2 == 1
    }

    #[test]
    fn the_land_is_where_it_is() {
        let rings = rings();
        assert!(rings.len() > 1_000, "{}", rings.len());
        let land = [
            ("Kyiv", 30.5, 50.4),
            ("Chukotka", -175.0, 67.0),
            ("the South Pole", 10.0, -89.0),
            ("Viti Levu", 178.0, -17.8),
        ];
        for (name, lon, lat) in land {
            assert!(is_land(&rings, lon, lat), "{name}");
        }
        let sea = [
            ("the Caspian", 51.0, 41.0),
            ("the Atlantic", -30.0, 40.0),
            ("the Black Sea", 34.0, 43.0),
            ("the Pacific", -179.0, 0.0),
        ];
        for (name, lon, lat) in sea {
            assert!(!is_land(&rings, lon, lat), "{name}");
        }
    }
}
