//! Exact decimals, as people write them.

use std::cmp::Ordering;
use std::fmt;

/// A decimal number exactly as written: `units / 10^scale`.
///
/// At most [`Decimal::MAX_DIGITS`] digits in all and [`Decimal::MAX_SCALE`] after the point, so
/// that every comparison and rescaling fits into `i128` and is exact.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    units: i128,
    scale: u8,
}

impl Decimal {
    /// Most digits that are read.
    pub const MAX_DIGITS: usize = 18;
    /// Most digits after the point.
    pub const MAX_SCALE: u8 = 18;
    /// Zero.
    pub const ZERO: Decimal = Decimal { units: 0, scale: 0 };

    /// `units / 10^scale`; `None` when out of the bounds above.
    pub fn new(units: i128, scale: u8) -> Option<Decimal> {
        let in_bounds = units.unsigned_abs() < 10u128.pow(Self::MAX_DIGITS as u32);
        (in_bounds && scale <= Self::MAX_SCALE).then_some(Decimal { units, scale })
    }

    /// Reads `-12`, `0.25`, `1,000` or `1 000` (a comma or a thin, no-break or plain space only
    /// between groups of three digits). No exponents, no `NaN`, no infinities.
    ///
    /// ```
    /// # use detente_model::Decimal;
    /// assert_eq!(Decimal::parse("0.250").unwrap().to_string(), "0.250");
    /// assert_eq!(Decimal::parse("0.25"), Decimal::parse("0.250"));
    /// assert!(Decimal::parse("1e9").is_none() && Decimal::parse("1,00").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Decimal> {
        let (negative, body) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = body.split_once('.').map_or((body, None), |(w, f)| (w, Some(f)));
        let mut digits = ungroup(whole)?;
        if let Some(fraction) = fraction {
            if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            digits.push_str(fraction);
        }
        let scale = u8::try_from(fraction.map_or(0, str::len)).ok()?;
        if digits.len() > 2 * Self::MAX_DIGITS {
            return None;
        }
        let units: i128 = digits.parse().ok()?;
        Decimal::new(if negative { -units } else { units }, scale)
    }

    /// The number times `10^scale`, or `None` if that is not a whole number or does not fit.
    pub fn scaled(self, scale: u8) -> Option<i128> {
        match scale.checked_sub(self.scale) {
            Some(up) => self.units.checked_mul(10i128.checked_pow(up.into())?),
            None => {
                let down = 10i128.checked_pow((self.scale - scale).into())?;
                (self.units % down == 0).then_some(self.units / down)
            }
        }
    }

    /// The same number without zeros at the end of its digits after the point.
    pub fn trimmed(self) -> Decimal {
        let Decimal { mut units, mut scale } = self;
        while scale > 0 && units % 10 == 0 {
            (units, scale) = (units / 10, scale - 1);
        }
        Decimal { units, scale }
    }

    /// Digits after the point, as written.
    pub fn scale(self) -> u8 {
        self.scale
    }

    /// `true` below zero.
    pub fn is_negative(self) -> bool {
        self.units < 0
    }

    /// The distance `|self − other|`, exact. `None` when it does not fit.
    pub fn distance(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        Decimal::new((self.scaled(scale)? - other.scaled(scale)?).abs(), scale)
    }

    /// This number times `numerator / denominator` rounded towards zero at its own scale (used
    /// for the stated width of "about").
    pub fn share(self, numerator: i128, denominator: i128) -> Decimal {
        Decimal { units: self.units * numerator / denominator, scale: self.scale }
    }

    /// The sum; `None` when it does not fit.
    pub fn plus(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        Decimal::new(self.scaled(scale)?.checked_add(other.scaled(scale)?)?, scale)
    }

    /// The nearest number that computers draw with, for drawing only.
    pub fn as_f64(self) -> f64 {
        self.units as f64 / 10i128.pow(self.scale.into()) as f64
    }

    /// Where this number stands between `lo` and `hi`, in thousandths clamped to 0..=1000, for
    /// drawing only.
    pub fn thousandths_between(self, lo: Decimal, hi: Decimal) -> u32 {
        let scale = self.scale.max(lo.scale).max(hi.scale);
        let parts = (self.scaled(scale), lo.scaled(scale), hi.scaled(scale));
        let (Some(x), Some(lo), Some(hi)) = parts else { return 500 };
        if hi <= lo {
            return 500;
        }
        let share = (x - lo).clamp(0, hi - lo) as f64 / (hi - lo) as f64;
        (share * 1000.0) as u32
    }
}

/// Digits of `whole` with its group separators taken out, or `None` if the grouping is not by
/// threes.
fn ungroup(whole: &str) -> Option<String> {
    let is_separator = |c: char| matches!(c, ',' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
    let groups: Vec<&str> = whole.split(is_separator).collect();
    let digits_only = groups.iter().all(|g| !g.is_empty() && g.bytes().all(|b| b.is_ascii_digit()));
    let threes = groups[1..].iter().all(|g| g.len() == 3);
    let first_fits = groups.len() == 1 || groups[0].len() <= 3;
    (digits_only && threes && first_fits).then(|| groups.concat())
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        // 18 digits times 10^18 stays below 10^36 < 2^127: rescaling cannot overflow.
        let scale = self.scale.max(other.scale);
        let at = |d: &Decimal| d.units * 10i128.pow((scale - d.scale).into());
        at(self).cmp(&at(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.units < 0 { "-" } else { "" };
        let digits = self.units.unsigned_abs();
        if self.scale == 0 {
            return write!(f, "{sign}{digits}");
        }
        let width = usize::from(self.scale) + 1;
        let padded = format!("{digits:0>width$}");
        let (whole, fraction) = padded.split_at(padded.len() - usize::from(self.scale));
        write!(f, "{sign}{whole}.{fraction}")
    }
}

impl From<u32> for Decimal {
    fn from(n: u32) -> Decimal {
        Decimal { units: n.into(), scale: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn groups_and_signs() {
        assert_eq!(Decimal::parse("1,000"), Some(1000.into()));
        assert_eq!(Decimal::parse("1\u{202f}000\u{202f}000"), Some(1_000_000.into()));
        for bad in ["", "-", ".5", "5.", "1,0000", "1,00", "+1", "NaN", "inf", "1 0", "٣"] {
            assert_eq!(Decimal::parse(bad), None, "{bad}");
        }
        assert!(Decimal::parse(&"9".repeat(19)).is_none());
        assert!(Decimal::parse(&"0".repeat(1000)).is_none());
    }

    proptest! {
        #[test]
        fn order_and_text_agree_with_integers(a in -1_000_000i64..1_000_000, b in -1_000_000i64..1_000_000, s in 0u8..6) {
            let (x, y) = (Decimal::new(a.into(), s).unwrap(), Decimal::new(b.into(), s).unwrap());
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
            prop_assert_eq!(Decimal::parse(&x.to_string()), Some(x));
            prop_assert_eq!(x.distance(y).unwrap(), Decimal::new((a - b).abs().into(), s).unwrap());
        }
    }
}
