//! Where the letters of packages stand so that they hide neither each other nor a package.

/// The radius of a letter's circle.
pub const RADIUS: i32 = 9;

/// Directions in which a letter may stand from its package, the best first: up and to the right nothing is
/// beyond a frontier.
const DIRECTIONS: [(i32, i32); 16] = [
    (7, -7),
    (9, -4),
    (4, -9),
    (10, 0),
    (0, -10),
    (9, 4),
    (-4, -9),
    (7, 7),
    (-7, -7),
    (4, 9),
    (-9, -4),
    (0, 10),
    (-10, 0),
    (-4, 9),
    (-9, 4),
    (-7, 7),
];

/// Distances from its package, in tenths.
const DISTANCES: [i32; 5] = [18, 26, 38, 54, 72];

type Place = (i32, i32);

/// What letters keep clear of.
pub struct Surroundings<'a> {
    /// The other marks of the drawing.
    pub marks: &'a [Place],
    /// The corners of the drawing's inside: least, greatest.
    pub inside: (Place, Place),
}

/// A place for the letter of each of `packages`: the one with least in its way, taken one after the
/// other; of equals the nearest. Cost: 80 places a letter, each compared with all marks.
pub fn places(packages: &[Place], around: &Surroundings<'_>) -> Vec<Place> {
    let mut placed: Vec<Place> = Vec::with_capacity(packages.len());
    for &package in packages {
        let candidates = DISTANCES.iter().flat_map(|distance| {
            DIRECTIONS.map(|(x, y)| (package.0 + x * distance / 10, package.1 + y * distance / 10))
        });
        let best = candidates.min_by_key(|place| in_the_way(*place, package, packages, &placed, around));
        placed.push(best.unwrap_or(package));
    }
    placed
}

/// How much a letter at `place` would hide.
fn in_the_way(
    place: Place,
    package: Place,
    packages: &[Place],
    placed: &[Place],
    around: &Surroundings<'_>,
) -> i32 {
    let ((left, top), (right, bottom)) = around.inside;
    let is_outside = place.0 < left || place.0 > right || place.1 < top || place.1 > bottom;
    let count = |places: &[Place], near: i32| {
        places.iter().filter(|other| is_near(place, **other, near)).count() as i32
    };
    let crossed =
        placed.iter().filter(|other| is_near(middle(place, package), **other, RADIUS + 2)).count() as i32;
    let hidden = 300 * count(placed, 2 * RADIUS + 3) + 100 * count(packages, RADIUS + 6) + 40 * crossed;
    10_000 * i32::from(is_outside) + hidden + 4 * count(around.marks, RADIUS + 3)
}

fn middle(a: Place, b: Place) -> Place {
    ((a.0 + b.0) / 2, (a.1 + b.1) / 2)
}

fn is_near(a: Place, b: Place, distance: i32) -> bool {
    (a.0 - b.0).pow(2) + (a.1 - b.1).pow(2) < distance.pow(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INSIDE: (Place, Place) = ((0, 0), (400, 300));

    fn apart(packages: &[Place], marks: &[Place]) -> Vec<Place> {
        let placed = places(packages, &Surroundings { marks, inside: INSIDE });
        for (i, a) in placed.iter().enumerate() {
            assert!((0..=400).contains(&a.0) && (0..=300).contains(&a.1), "{placed:?}");
            assert!(placed[..i].iter().all(|b| !is_near(*a, *b, 2 * RADIUS)), "{placed:?}");
            assert!(packages.iter().all(|b| !is_near(*a, *b, RADIUS)), "{placed:?}");
        }
        placed
    }

    #[test]
    fn a_letter_alone_stands_up_and_to_the_right() {
        assert_eq!(apart(&[(100, 100)], &[]), [(112, 88)]);
    }

    #[test]
    fn letters_of_packages_at_nearly_one_place_stand_apart() {
        for corner in [(200, 150), (0, 0), (400, 0), (400, 300), (0, 300)] {
            let (x, y) = corner;
            apart(&[0, 1, 2, 3, 4, 5].map(|i| (x + i % 3, y + i / 3)), &[]);
        }
        apart(&[(200, 150); 9], &[]);
    }

    #[test]
    fn letters_leave_other_marks_free() {
        let marks: Vec<Place> = (0..40).map(|i| (110 + i * 5, 90 - i * 2)).collect();
        let place = apart(&[(100, 100)], &marks)[0];
        assert!(marks.iter().all(|mark| !is_near(place, *mark, RADIUS)), "{place:?}");
    }
}
