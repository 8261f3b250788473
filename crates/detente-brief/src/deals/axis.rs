//! An axis with round numbers at its marks.

use super::Table;
use crate::doc::{DrawnFloor, PartyAxis};
use crate::lang::Arg;
use detente_model::scenario::Utility;

/// The most steps between the marks of an axis.
const MOST_STEPS: i128 = 5;

/// A range of one party's utilities that begins and ends at round numbers.
///
/// All of it is exact: `step = factor · 10^exponent` utilities is `num / den` of the party's units, and the
/// axis runs from `first` to `last` steps. Utilities are below 2⁶² and a step is no less than 10⁻¹⁹, so that every
/// product here stays below 2¹²⁷.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    factor: i128,
    exponent: i32,
    num: i128,
    den: i128,
    first: i128,
    last: i128,
}

impl Axis {
    /// The axis of a party that shows at least `lowest` to `highest`, both in the party's unit.
    pub fn of(utility: &Utility, lowest: i64, highest: i64) -> Axis {
        let (low, high) = (i128::from(lowest.min(highest)), i128::from(lowest.max(highest)));
        // All at one place: something on both sides of it.
        let beside = if low == high { (low.abs() / 10).max(1) } else { 0 };
        let (low, high) = (low - beside, high + beside);
        let steps = (-19..=19).flat_map(|exponent| [1, 2, 5].map(|factor| (factor, exponent)));
        let mut axes =
            steps.map(|(factor, exponent)| Axis::by_steps(factor, exponent, utility.unit, (low, high)));
        axes.find(|axis| axis.last - axis.first <= MOST_STEPS)
            .unwrap_or_else(|| Axis::by_steps(5, 19, utility.unit, (low, high)))
    }

    /// From `low` or just below to `high` or just above in steps of `factor · 10^exponent`.
    fn by_steps(factor: i128, exponent: i32, unit: i64, (low, high): (i128, i128)) -> Axis {
        let power = 10i128.pow(exponent.unsigned_abs());
        let (num, den) = match exponent {
            0.. => (factor.saturating_mul(power).saturating_mul(unit.into()), 1),
            _ => (factor * i128::from(unit), power),
        };
        let first = (low * den).div_euclid(num);
        let last = -(-high * den).div_euclid(num);
        Axis { factor, exponent, num, den, first, last }
    }

    /// The place of a utility, in thousandths from the beginning.
    pub fn place(&self, scaled: i64) -> u32 {
        let from_first = i128::from(scaled) * self.den - self.first * self.num;
        let whole = (self.last - self.first) * self.num;
        ((from_first.saturating_mul(2000) + whole) / (2 * whole)).clamp(0, 1000) as u32
    }

    /// The marks: their places, and their numbers as a person reads them.
    pub fn marks(&self) -> Vec<(u32, String)> {
        let steps = self.last - self.first;
        let mark = |step: i128| ((step * 1000 / steps) as u32, self.number(self.first + step));
        (0..=steps).map(mark).collect()
    }

    /// A number of steps as the number it stands for.
    fn number(&self, steps: i128) -> String {
        let digits = steps * self.factor;
        let power = 10i128.pow(self.exponent.unsigned_abs());
        if self.exponent >= 0 {
            return digits.saturating_mul(power).to_string().replace('-', "−");
        }
        let sign = if digits < 0 { "−" } else { "" };
        let (whole, part) = (digits.abs() / power, digits.abs() % power);
        format!("{sign}{whole}.{part:0width$}", width = self.exponent.unsigned_abs() as usize)
    }
}

impl Table<'_> {
    /// The axis of a party as it is drawn, with what the party has without an agreement if that is known.
    pub fn drawn_axis(&self, axis: &Axis, party: usize, reservation: Option<i64>) -> PartyAxis {
        let lang = self.lang;
        let name = || Arg::from(self.parties[party].clone());
        let drawn = |utility: i64| {
            let number = self.utility(party, utility);
            let words = lang.line("chart-floor", vec![("party", name()), ("n", number.clone().into())]);
            DrawnFloor { at: axis.place(utility), number: number.plain(), words: lang.drawn(&words) }
        };
        PartyAxis {
            party: lang.drawn(&self.parties[party]),
            title: lang.drawn(&lang.line("deals-worth", vec![("party", name())])),
            marks: axis.marks(),
            floor: reservation.map(drawn),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_model::Basis;

    fn axis(unit: i64, lowest: i64, highest: i64) -> Axis {
        let utility = Utility {
            party: "p".into(),
            entry: None,
            unit,
            gains: vec![],
            tables: vec![],
            bias: 0,
            cap: None,
            reservation: None,
            discount: None,
            is_exact: true,
            basis: Basis::Stated,
            stated: None,
        };
        Axis::of(&utility, lowest, highest)
    }

    fn numbers(axis: &Axis) -> Vec<String> {
        axis.marks().into_iter().map(|(_, number)| number).collect()
    }

    #[test]
    fn axes_begin_and_end_at_round_numbers() {
        assert_eq!(numbers(&axis(1, 31, 90)), ["20", "40", "60", "80", "100"]);
        assert_eq!(numbers(&axis(1000, 125, 803)), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(numbers(&axis(3, -4, 5)), ["−2", "−1", "0", "1", "2"]);
        assert_eq!(numbers(&axis(2, 14, 14)), ["6.5", "7.0", "7.5"]);
    }

    #[test]
    fn places_are_exact_shares_of_the_axis() {
        let axis = axis(2, 40, 200);
        assert_eq!(numbers(&axis), ["20", "40", "60", "80", "100"]);
        assert_eq!([40, 41, 120, 200].map(|scaled| axis.place(scaled)), [0, 6, 500, 1000]);
    }

    #[test]
    fn the_widest_and_the_finest_utilities_have_axes() {
        const MOST: i64 = 1 << 61;
        for unit in [1, 7, 10i64.pow(18), MOST] {
            for (lowest, highest) in
                [(-MOST, MOST), (0, 1), (MOST - 1, MOST), (MOST, MOST), (-MOST, -MOST), (0, 0)]
            {
                let axis = axis(unit, lowest, highest);
                let marks = axis.marks();
                assert!((2..=6).contains(&marks.len()), "{unit} {lowest} {highest}: {marks:?}");
                assert!(axis.place(lowest) <= axis.place(highest), "{unit} {lowest} {highest}");
                assert!(
                    lowest == highest || axis.place(lowest) < axis.place(highest),
                    "{unit} {lowest} {highest}"
                );
                let distinct: std::collections::BTreeSet<_> =
                    marks.iter().map(|(_, number)| number).collect();
                assert_eq!(distinct.len(), marks.len(), "{marks:?}");
            }
        }
    }
}
