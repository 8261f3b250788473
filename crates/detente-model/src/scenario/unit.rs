//! One unit for many fractions, so that they become integers.

use crate::Decimal;

/// An exact fraction in lowest terms, the denominator positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fraction {
    over: i128,
    under: i128,
}

/// Euclid's algorithm; in one machine word as soon as both fit, where a division costs a tenth.
fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let (Ok(mut a), Ok(mut b)) = (u64::try_from(a), u64::try_from(b)) {
            while b != 0 {
                (a, b) = (b, a % b);
            }
            return a.into();
        }
        (a, b) = (b, a % b);
    }
    a
}

impl Fraction {
    /// Zero.
    pub const ZERO: Fraction = Fraction { over: 0, under: 1 };

    /// `over / under`; `None` where `under` is 0 or the result does not fit.
    pub fn new(over: i128, under: i128) -> Option<Fraction> {
        if under == 0 {
            return None;
        }
        let common = i128::try_from(gcd(over.unsigned_abs(), under.unsigned_abs())).ok()?;
        let sign = if under < 0 { -1 } else { 1 };
        Some(Fraction {
            over: (over / common).checked_mul(sign)?,
            under: (under / common).checked_mul(sign)?,
        })
    }

    /// A decimal as a fraction.
    pub fn of(decimal: Decimal) -> Fraction {
        // A decimal has at most 18 digits after the point, and at most 18 in all: both parts fit.
        let scale = decimal.scale();
        Fraction::new(decimal.scaled(scale).unwrap_or(0), 10i128.pow(scale.into())).unwrap_or(Fraction::ZERO)
    }

    /// The part above the line.
    pub fn over(self) -> i128 {
        self.over
    }

    /// The part below the line; positive.
    pub fn under(self) -> i128 {
        self.under
    }

    /// The product; `None` when it does not fit.
    pub fn times(self, other: Fraction) -> Option<Fraction> {
        // Crosswise first, so that the products are already in lowest terms.
        let (a, b) = (Fraction::new(self.over, other.under)?, Fraction::new(other.over, self.under)?);
        Fraction::new(a.over.checked_mul(b.over)?, a.under.checked_mul(b.under)?)
    }

    /// The quotient; `None` when it does not fit, or `other` is 0.
    pub fn by(self, other: Fraction) -> Option<Fraction> {
        self.times(Fraction::new(other.under, other.over)?)
    }

    /// The sum; `None` when it does not fit.
    pub fn plus(self, other: Fraction) -> Option<Fraction> {
        let common = i128::try_from(gcd(self.under.unsigned_abs(), other.under.unsigned_abs())).ok()?;
        let (left, right) = (other.under / common, self.under / common);
        let over = self.over.checked_mul(left)?.checked_add(other.over.checked_mul(right)?)?;
        Fraction::new(over, self.under.checked_mul(left)?)
    }

    /// As a decimal, where it has an end within the digits of [`Decimal`].
    pub fn as_decimal(self) -> Option<Decimal> {
        let (mut rest, mut twos, mut fives) = (self.under, 0u8, 0u8);
        while rest % 2 == 0 {
            (rest, twos) = (rest / 2, twos + 1);
        }
        while rest % 5 == 0 {
            (rest, fives) = (rest / 5, fives + 1);
        }
        let scale = twos.max(fives);
        if rest != 1 || scale > Decimal::MAX_SCALE {
            return None;
        }
        Decimal::new(self.over.checked_mul(10i128.pow(scale.into()) / self.under)?, scale)
    }

    /// The nearest whole number to this times `unit`, halves away from zero; `None` when it does not
    /// fit, or `unit` is below 0.
    pub fn in_units(self, unit: i64) -> Option<i64> {
        let unit = u64::try_from(unit).ok()?;
        let (over, under) = (self.over.unsigned_abs(), self.under.unsigned_abs());
        let (share, rest) = times_over(over % under, unit, under);
        let up = rest >= under - rest;
        let whole = (over / under).checked_mul(unit.into())?.checked_add(share)?.checked_add(up.into())?;
        let whole = i128::try_from(whole).ok()?;
        i64::try_from(if self.over < 0 { -whole } else { whole }).ok()
    }
}

/// `part · times / under` and its rest, exactly, for `part` below `under` below 2^127: bit by bit, since the
/// product may not fit.
fn times_over(part: u128, times: u64, under: u128) -> (u128, u128) {
    if let Some(product) = part.checked_mul(times.into()) {
        return (product / under, product % under);
    }
    let (mut whole, mut rest) = (0, 0);
    for bit in (0..u64::BITS).rev() {
        (whole, rest) = (whole * 2, rest * 2);
        for add in [0, if times >> bit & 1 == 1 { part } else { 0 }] {
            rest += add;
            if rest >= under {
                (whole, rest) = (whole + 1, rest - under);
            }
        }
    }
    (whole, rest)
}

/// A unit in which numbers are whole, or nearly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Common {
    /// How many make 1.
    pub unit: i64,
    /// Are all numbers whole in it? Otherwise each is to be rounded once.
    pub is_exact: bool,
}

/// No sum of numbers in a common unit may exceed this in size.
const MOST: u128 = 1 << 60;

/// A unit for `numbers`, any `terms` of which will be added up: the least common multiple of their
/// denominators, if sums in it stay below 2⁶⁰; otherwise the greatest power of ten, at most 10¹², in which
/// they do. `None` where not even whole numbers fit.
pub fn common_unit(numbers: impl Iterator<Item = Fraction> + Clone, terms: usize) -> Option<Common> {
    let size =
        numbers.clone().map(|n| n.over.unsigned_abs().div_ceil(n.under.unsigned_abs())).max().unwrap_or(0);
    let room = MOST / (terms.max(1) as u128) / size.max(1);
    let multiple = numbers.map(|n| n.under.unsigned_abs()).try_fold(1u128, |all, under| {
        let multiple = all.checked_mul(under / gcd(all, under))?;
        (multiple <= room).then_some(multiple)
    });
    if let Some(unit) = multiple.and_then(|unit| i64::try_from(unit).ok()) {
        return Some(Common { unit, is_exact: true });
    }
    let unit = (0..=12u32).rev().map(|digits| 10i64.pow(digits)).find(|unit| *unit as u128 <= room)?;
    Some(Common { unit, is_exact: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(over: i128, under: i128) -> Fraction {
        Fraction::new(over, under).unwrap()
    }

    #[test]
    fn fractions_are_exact() {
        assert_eq!(fraction(6, -4), fraction(-3, 2));
        assert_eq!(fraction(2, 3).times(fraction(9, 4)), Some(fraction(3, 2)));
        assert_eq!(fraction(1, 6).plus(fraction(1, 10)), Some(fraction(4, 15)));
        assert_eq!(fraction(1, 2).by(fraction(0, 1)), None);
        assert_eq!(fraction(3, 40).as_decimal(), Decimal::parse("0.075"));
        assert_eq!(fraction(1, 3).as_decimal(), None);
        assert_eq!(fraction(-5, 2).in_units(1), Some(-3));
        assert_eq!(fraction(2, 3).in_units(10), Some(7));
        // The product of the parts does not fit; the result does.
        let large = 10i128.pow(38);
        assert_eq!(fraction(large / 3 * 2 + 1, large).in_units(1_000_000_000), Some(666_666_667));
        assert_eq!(fraction(-large + 1, large).in_units(i64::MAX), Some(-i64::MAX));
        assert_eq!(fraction(large, 1).in_units(1), None);
        assert_eq!(Fraction::of(Decimal::parse("-0.50").unwrap()), fraction(-1, 2));
    }

    #[test]
    fn a_common_unit_makes_them_whole_or_says_that_it_cannot() {
        let thirds = [fraction(1, 3), fraction(7, 10)];
        assert_eq!(common_unit(thirds.iter().copied(), 4), Some(Common { unit: 30, is_exact: true }));
        let primes = [2147483647, 2147483629].map(|p| fraction(1, p));
        let rounded = Common { unit: 1_000_000_000_000, is_exact: false };
        assert_eq!(common_unit(primes.iter().copied(), 10), Some(rounded));
        assert_eq!(common_unit([fraction(1 << 60, 1)].into_iter(), 2), None);
    }
}
