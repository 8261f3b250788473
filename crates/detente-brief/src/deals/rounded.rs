//! Numbers that convex programs give, as they are told: so rounded that they do not hang on a last bit.

use super::{Table, four_digits};
use crate::doc::Inline;
use detente_deals::Overview;

/// Digits that are told of a number as large as the largest of its kind.
const DIGITS: i32 = 6;

/// The least gap that is told: below that there is only rounding.
const LEAST_GAP: f64 = 1e-6;

/// How large the numbers of each party are, in its own unit.
pub struct Sizes(Vec<f64>);

impl Sizes {
    /// Those of the points of an overview.
    pub fn of(table: &Table<'_>, overview: &Overview) -> Sizes {
        let size = |party: usize| {
            let points = overview.points.iter().map(|point| point.utilities[party].unsigned_abs());
            let floor = overview.floors[party].utility.unsigned_abs();
            points.fold(floor, u64::max) as f64 / table.scenario.utilities[party].unit as f64
        };
        Sizes((0..overview.floors.len()).map(size).collect())
    }

    /// What a party expects, from a number in its integers.
    pub fn utility(&self, table: &Table<'_>, party: usize, scaled: f64) -> f64 {
        self.round(party, scaled / table.scenario.utilities[party].unit as f64)
    }

    /// A utility, or a difference of two, in the party's own unit.
    pub fn round(&self, party: usize, utility: f64) -> f64 {
        rounded(utility, self.0[party])
    }

    /// How much more that is than a package gives: in words, none where it is the same.
    pub fn change(&self, table: &Table<'_>, party: usize, utility: f64, package: i64) -> Option<Inline> {
        let package = package as f64 / table.scenario.utilities[party].unit as f64;
        let change = self.round(party, utility - package);
        let sign = if change > 0.0 { '+' } else { '−' };
        (change != 0.0).then(|| Inline::data(format!("{sign}{}", four_digits(change.abs()))))
    }
}

/// A probability or share.
pub fn share(share: f64) -> f64 {
    rounded(share, 0.1)
}

/// “62.5%”, without the sign.
pub fn percent(share: f64) -> Inline {
    Inline::data(four_digits(rounded(share * 100.0, 10.0)))
}

/// A power of ten that a gap does not exceed.
pub fn gap(gap: f64) -> f64 {
    let mut power = LEAST_GAP;
    while power < gap {
        power *= 10.0;
    }
    rounded(power, power)
}

/// A number to so many digits as `size` would have [`DIGITS`].
fn rounded(number: f64, size: f64) -> f64 {
    let exponent = format!("{size:e}").rsplit('e').next().and_then(|e| e.parse::<i32>().ok()).unwrap_or(0);
    let digits = DIGITS - 1 - exponent;
    let text = match usize::try_from(digits) {
        Ok(digits) => format!("{number:.digits$}"),
        Err(_) => {
            let power = (0..digits.unsigned_abs()).fold(1.0, |power, _| power * 10.0);
            format!("{}", (number / power).round() * power)
        }
    };
    // Adding 0 makes −0 a plain 0.
    text.parse().unwrap_or(number) + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_of_the_size() {
        let cases = [
            (61.500000037, 100.0, 61.5),
            (1e-9, 100.0, 0.0),
            (-1e-9, 1.0, 0.0),
            (0.123456789, 1.0, 0.12346),
            (1_234_567_890.0, 2e9, 1_234_570_000.0),
            (7.0, 0.0, 7.0),
        ];
        for (number, size, right) in cases {
            let found = rounded(number, size);
            assert_eq!((found, found.is_sign_negative()), (right, false));
        }
        assert_eq!((share(1.0 / 3.0), share(0.999_999_99)), (0.333333, 1.0));
        assert_eq!((gap(0.0), gap(3e-9), gap(2e-6), gap(0.04)), (1e-6, 1e-6, 1e-5, 0.1));
    }
}
