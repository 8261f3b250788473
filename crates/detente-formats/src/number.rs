//! Numbers of files, exactly.

use detente_model::scenario::Fraction;
use std::fmt;

/// Digits after the point that are kept; a number with more is rounded to them.
const MOST_AFTER_POINT: i64 = 18;

/// No number may be this large.
const MOST: i128 = 1_000_000_000_000_000;

/// A number, and whether it is just what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) value: Fraction,
    pub(crate) is_exact: bool,
}

/// Why a text is no number that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberError {
    NotANumber,
    NaN,
    /// Infinite; below zero?
    Infinite {
        negative: bool,
    },
    TooLarge,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NumberError::NotANumber => "is not a number",
            NumberError::NaN => "is “not a number”, with which nothing can be computed",
            NumberError::Infinite { .. } => "is infinite",
            NumberError::TooLarge => "is too large: numbers stay below 10^15",
        })
    }
}

/// Reads `-12`, `.5`, `0.25`, `1e-3` and what programs write for infinities and NaN. At most 18 digits after the
/// point are kept, the last of them rounded, halves away from zero.
pub(crate) fn number(text: &str) -> Result<Number, NumberError> {
    let text = text.trim();
    let (negative, body) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    match body.to_ascii_lowercase().as_str() {
        "nan" | ".nan" => return Err(NumberError::NaN),
        "inf" | ".inf" | "infinity" => return Err(NumberError::Infinite { negative }),
        _ => {}
    }
    let (mantissa, exponent) = match body.find(['e', 'E']) {
        Some(at) => (&body[..at], exponent(&body[at + 1..])?),
        None => (body, 0),
    };
    let (whole, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = || whole.bytes().chain(after.bytes());
    if digits().next().is_none() || !digits().all(|b| b.is_ascii_digit()) {
        return Err(NumberError::NotANumber);
    }
    let Some(leading) = digits().position(|b| b != b'0') else {
        return Ok(Number { value: Fraction::ZERO, is_exact: true });
    };
    if exponent == 0 && whole.len() <= 15 && after.len() <= 3 {
        // Most numbers are short.
        let units = digits().fold(0i128, |units, digit| units * 10 + i128::from(digit - b'0'));
        let value = Fraction::new(if negative { -units } else { units }, 10i128.pow(after.len() as u32));
        return Ok(Number { value: value.ok_or(NumberError::TooLarge)?, is_exact: true });
    }
    // The number is 0.d₁d₂… × 10^point, with d₁ the first digit that is not 0.
    let point = whole.len() as i64 - leading as i64 + exponent;
    if point > 15 {
        return Err(NumberError::TooLarge);
    }
    let kept = (point + MOST_AFTER_POINT).clamp(0, 36) as usize;
    let mut significant = digits().skip(leading);
    let mut units: i128 = 0;
    for _ in 0..kept {
        units = units * 10 + i128::from(significant.next().unwrap_or(b'0') - b'0');
    }
    let next = significant.next().unwrap_or(b'0');
    let is_exact = next == b'0' && significant.all(|b| b == b'0');
    // A number smaller than half the last digit that is kept is 0.
    let rounds_up = next >= b'5' && point >= -MOST_AFTER_POINT;
    units += i128::from(rounds_up);
    let scale = 10i128.pow(MOST_AFTER_POINT as u32);
    let signed = if negative { -units } else { units };
    let value = Fraction::new(signed, scale).ok_or(NumberError::TooLarge)?;
    if value.over().abs() / value.under() >= MOST {
        Err(NumberError::TooLarge)
    } else {
        Ok(Number { value, is_exact })
    }
}

/// An exponent; those beyond all numbers are cut to what is certainly too large or too small.
fn exponent(text: &str) -> Result<i64, NumberError> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NumberError::NotANumber);
    }
    let size = digits.parse::<i64>().unwrap_or(i64::MAX).min(1 << 40);
    Ok(if text.starts_with('-') { -size } else { size })
}

/// Exact where that fits; otherwise computed with numbers of 12 digits after the point.
pub(crate) struct Exactly {
    /// Was everything exact so far?
    pub(crate) so_far: bool,
}

impl Exactly {
    pub(crate) fn new() -> Exactly {
        Exactly { so_far: true }
    }

    pub(crate) fn take(&mut self, number: Number) -> Fraction {
        self.so_far &= number.is_exact;
        number.value
    }

    fn apply(
        &mut self,
        a: Fraction,
        b: Fraction,
        op: impl Fn(Fraction, Fraction) -> Option<Fraction>,
    ) -> Option<Fraction> {
        op(a, b).or_else(|| {
            self.so_far = false;
            op(rounded(a, 12)?, rounded(b, 12)?)
        })
    }

    /// The product; `None` where even its rounding does not fit.
    pub(crate) fn times(&mut self, a: Fraction, b: Fraction) -> Option<Fraction> {
        self.apply(a, b, Fraction::times)
    }

    /// The quotient; `None` by 0, or where even its rounding does not fit.
    pub(crate) fn by(&mut self, a: Fraction, b: Fraction) -> Option<Fraction> {
        self.apply(a, b, Fraction::by)
    }

    /// The sum; `None` where even its rounding does not fit.
    pub(crate) fn plus(&mut self, a: Fraction, b: Fraction) -> Option<Fraction> {
        self.apply(a, b, Fraction::plus)
    }

    /// The difference.
    pub(crate) fn minus(&mut self, a: Fraction, b: Fraction) -> Option<Fraction> {
        self.plus(a, negative(b)?)
    }
}

/// Rounded to so many digits after the point (at most 18), halves away from zero.
pub(crate) fn rounded(number: Fraction, digits: u32) -> Option<Fraction> {
    let unit = 10i64.checked_pow(digits)?;
    Fraction::new(number.in_units(unit)?.into(), unit.into())
}

pub(crate) fn negative(number: Fraction) -> Option<Fraction> {
    Fraction::new(number.over().checked_neg()?, number.under())
}

pub(crate) fn is_negative(number: Fraction) -> bool {
    number.over() < 0
}

/// Is `a` less than `b`?
pub(crate) fn less(a: Fraction, b: Fraction) -> bool {
    compare(a, b).is_lt()
}

/// Exactly, whatever the sizes: by continued fractions.
pub(crate) fn compare(a: Fraction, b: Fraction) -> std::cmp::Ordering {
    let (mut a, mut b) = ((a.over(), a.under()), (b.over(), b.under()));
    loop {
        let (whole_a, whole_b) = (a.0.div_euclid(a.1), b.0.div_euclid(b.1));
        if whole_a != whole_b {
            return whole_a.cmp(&whole_b);
        }
        let (rest_a, rest_b) = (a.0.rem_euclid(a.1), b.0.rem_euclid(b.1));
        match (rest_a, rest_b) {
            (0, 0) => return std::cmp::Ordering::Equal,
            (0, _) => return std::cmp::Ordering::Less,
            (_, 0) => return std::cmp::Ordering::Greater,
            // Of two rests the greater is the one whose inverse is less.
            _ => (a, b) = ((b.1, rest_b), (a.1, rest_a)),
        }
    }
}

pub(crate) fn one() -> Fraction {
    Fraction::of(1.into())
}

pub(crate) fn whole(number: i128) -> Fraction {
    Fraction::new(number, 1).unwrap_or(Fraction::ZERO)
}

/// A whole number in text.
pub(crate) fn integer(text: &str) -> Option<i64> {
    let number = number(text).ok()?;
    (number.is_exact && number.value.under() == 1).then(|| i64::try_from(number.value.over()).ok()).flatten()
}

/// A number as options are named by it: `3`, `0.25`.
pub(crate) fn written(number: Fraction) -> String {
    match number.as_decimal() {
        Some(decimal) => decimal.trimmed().to_string(),
        None => format!("{}/{}", number.over(), number.under()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (i128, i128, bool) {
        let number = number(text).unwrap();
        (number.value.over(), number.value.under(), number.is_exact)
    }

    #[test]
    fn numbers_are_read_exactly_or_said_to_be_rounded() {
        assert_eq!(read("-0.50"), (-1, 2, true));
        assert_eq!(read("1.25e-2"), (1, 80, true));
        assert_eq!(read(" 1E3 "), (1000, 1, true));
        assert_eq!(read(".5"), (1, 2, true));
        assert_eq!(read("5."), (5, 1, true));
        assert_eq!(read("+7"), (7, 1, true));
        assert_eq!(read("0.37678348640000004"), (9419587160000001, 25000000000000000, true));
        assert_eq!(read("0.0000000000000000005"), (1, 1_000_000_000_000_000_000, false));
        assert_eq!(read("0.00000000000000000049"), (0, 1, false));
        assert_eq!(read("1e-999999999999999999999"), (0, 1, false));
        assert_eq!(read("0e99999"), (0, 1, true));
        assert_eq!(read(&"0".repeat(100_000)), (0, 1, true));
        assert_eq!(read("999999999999999.5"), (1_999_999_999_999_999, 2, true));
    }

    #[test]
    fn what_is_no_number_says_why() {
        for text in ["", "-", ".", "e5", "1e", "1,5", "0x10", "1_000", "one", "1 0", "--1", "1.2.3"] {
            assert_eq!(number(text), Err(NumberError::NotANumber), "{text}");
        }
        assert_eq!(number("NaN"), Err(NumberError::NaN));
        assert_eq!(number("-.inf"), Err(NumberError::Infinite { negative: true }));
        assert_eq!(number("Infinity"), Err(NumberError::Infinite { negative: false }));
        for text in ["1e15", "1e999999999999999999999", &"9".repeat(16)] {
            assert_eq!(number(text), Err(NumberError::TooLarge), "{text}");
        }
    }

    #[test]
    fn comparison_is_exact_beyond_products_that_fit() {
        let f = |over, under| Fraction::new(over, under).unwrap();
        let large = 1i128 << 120;
        assert!(less(f(large - 1, large), f(large, large + 1)));
        assert!(!less(f(large, large + 1), f(large - 1, large)));
        assert!(less(f(-1, 3), f(-1, 4)) && !less(f(1, 2), f(1, 2)));
        assert!(less(f(-7, 2), f(-3, 1)) && less(f(-3, 1), f(1, 9)));
    }
}
