//! At which levels a continuous issue is taken.

use crate::error::{Fault, Read};
use crate::number::{Exactly, compare, less, rounded, whole};
use detente_model::scenario::Fraction;

/// Digits after the point of a level that has no end.
const DIGITS: u32 = 10;

/// `count` equally spaced levels from `low` to `high`, both included, and those of `kinks` that lie between
/// them; rising, each once. A level that has no end as a decimal is rounded to 10 digits, and taken there.
pub(crate) fn levels(low: Fraction, high: Fraction, count: u32, kinks: &[Fraction]) -> Read<Vec<Fraction>> {
    if less(high, low) {
        return Err(Fault::new("the range ends before it begins"));
    }
    let level = |step: u32| -> Option<Fraction> {
        let mut exactly = Exactly::new();
        let share = Fraction::new(step.into(), (count - 1).max(1).into())?;
        let width = exactly.minus(high, low)?;
        let at = exactly.times(width, share).and_then(|up| exactly.plus(low, up))?;
        if at.as_decimal().is_some() { Some(at) } else { rounded(at, DIGITS) }
    };
    let mut levels: Vec<Fraction> = (1..count.saturating_sub(1))
        .map(level)
        .chain([Some(low), Some(high)])
        .collect::<Option<_>>()
        .ok_or_else(|| Fault::new("the range is too large, or has too many digits"))?;
    levels.extend(kinks.iter().filter(|kink| less(low, **kink) && less(**kink, high)));
    levels.sort_by(|a, b| compare(*a, *b));
    levels.dedup();
    Ok(levels)
}

/// The whole numbers of a range, if they are at most `most`.
pub(crate) fn integers(low: i64, high: i64, most: usize) -> Read<std::ops::RangeInclusive<i64>> {
    if high < low {
        return Err(Fault::new(format!("the range from {low} to {high} ends before it begins")));
    }
    let count = i128::from(high) - i128::from(low) + 1;
    if count > most as i128 {
        let message = format!("the range from {low} to {high} has {count} whole numbers");
        return Err(Fault::new(message).expected(format!("at most {most} options in all")));
    }
    Ok(low..=high)
}

/// On which of the numbers is a condition met?
pub(crate) fn inside(numbers: &[Fraction], mut holds: impl FnMut(Fraction) -> bool) -> Vec<bool> {
    numbers.iter().map(|number| holds(*number)).collect()
}

/// Whole numbers as fractions.
pub(crate) fn fractions(numbers: std::ops::RangeInclusive<i64>) -> Vec<Fraction> {
    numbers.map(|number| whole(number.into())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::written;

    #[test]
    fn both_ends_and_kinks_are_levels() {
        let levels = |low, high, n, kinks: &[Fraction]| -> Vec<String> {
            super::levels(low, high, n, kinks).unwrap().into_iter().map(written).collect()
        };
        assert_eq!(levels(whole(0), whole(10), 5, &[]), ["0", "2.5", "5", "7.5", "10"]);
        assert_eq!(levels(whole(0), whole(1), 4, &[]), ["0", "0.3333333333", "0.6666666667", "1"]);
        let kink = Fraction::new(1, 4).unwrap();
        assert_eq!(levels(whole(0), whole(1), 2, &[kink, whole(2)]), ["0", "0.25", "1"]);
        assert_eq!(levels(whole(3), whole(3), 21, &[]), ["3"]);
        assert!(super::levels(whole(1), whole(0), 21, &[]).is_err());
        assert!(integers(i64::MIN, i64::MAX, 1000).is_err());
    }
}
