//! From a party's answers to weights: three ways to ask, each with a report on how well the answers agree.
//!
//! * [`Swing`]: how much would it matter to go from the worst to the best on this issue?
//! * [`BestWorst`]: how much more does the best issue count than each, and each than the worst?
//! * [`Pairwise`]: how much more does this issue count than that one?
//!
//! Weights come as whole hundredths, thousandths, … that sum to exactly 100: [`percent`].

mod best_worst;
mod pairwise;
mod swing;

pub use best_worst::{BestWorst, BestWorstError, BestWorstWeights};
pub use pairwise::{MOST_ISSUES, Pairwise, PairwiseError, PairwiseWeights, Triple};
pub use swing::{Swing, SwingError, SwingWeights};

use detente_model::Decimal;
use detente_model::scenario::Fraction;

/// Most digits after the point of weights.
pub const MOST_DIGITS: u8 = 9;

/// Shares that sum to 1 as percentages with so many digits (at most [`MOST_DIGITS`]) that sum to 100: each is rounded
/// down, and the units that are missing go one each to those that lost most, of equals the first (largest remainder:
/// T. Hare, *The election of representatives*, 1859; M. L. Balinski, H. P. Young, *Fair representation*,
/// Yale University Press 1982).
pub fn percent(shares: &[f64], digits: u8) -> Vec<Decimal> {
    let digits = digits.min(MOST_DIGITS);
    let whole = 100 * 10i64.pow(digits.into());
    let wanted: Vec<f64> =
        shares.iter().map(|share| (share * whole as f64).clamp(0.0, whole as f64)).collect();
    let mut units: Vec<i64> = wanted.iter().map(|wanted| wanted.floor() as i64).collect();
    let lost: Vec<f64> = wanted.iter().map(|wanted| wanted - wanted.floor()).collect();
    rounded_up(&mut units, whole, &|a, b| lost[b].total_cmp(&lost[a]));
    decimals(&units, digits)
}

/// The same for exact shares; `None` where they do not fit.
pub(crate) fn exact_percent(shares: &[Fraction], digits: u8) -> Option<Vec<Decimal>> {
    let digits = digits.min(MOST_DIGITS);
    let whole = 100 * 10i64.pow(digits.into());
    let mut units = Vec::with_capacity(shares.len());
    let mut lost = Vec::with_capacity(shares.len());
    for share in shares {
        let over = share.over().checked_mul(whole.into())?;
        units.push(i64::try_from(over.div_euclid(share.under())).ok()?);
        lost.push(Fraction::new(over.rem_euclid(share.under()), share.under())?);
    }
    let compare = |a: usize, b: usize| {
        // What is lost is below 1, over denominators that are alike or small.
        let cross = |x: Fraction, y: Fraction| x.over().checked_mul(y.under());
        match (cross(lost[a], lost[b]), cross(lost[b], lost[a])) {
            (Some(a), Some(b)) => b.cmp(&a),
            _ => double(lost[b]).total_cmp(&double(lost[a])),
        }
    };
    rounded_up(&mut units, whole, &compare);
    Some(decimals(&units, digits))
}

/// Adds the missing units, one each, in this order of places; of equals the first.
fn rounded_up(units: &mut [i64], whole: i64, compare: &dyn Fn(usize, usize) -> std::cmp::Ordering) {
    let mut places: Vec<usize> = (0..units.len()).collect();
    places.sort_by(|a, b| compare(*a, *b));
    let missing = usize::try_from(whole - units.iter().sum::<i64>()).unwrap_or(0);
    for &place in places.iter().take(missing) {
        units[place] += 1;
    }
}

fn decimals(units: &[i64], digits: u8) -> Vec<Decimal> {
    units.iter().map(|units| Decimal::new((*units).into(), digits).unwrap_or(Decimal::ZERO)).collect()
}

fn double(fraction: Fraction) -> f64 {
    fraction.over() as f64 / fraction.under() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(weights: &[Decimal]) -> Vec<String> {
        weights.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn percentages_sum_to_a_hundred() {
        assert_eq!(texts(&percent(&[1.0 / 3.0; 3], 1)), ["33.4", "33.3", "33.3"]);
        let seventh = Fraction::new(1, 7).unwrap();
        assert_eq!(
            texts(&exact_percent(&[seventh; 7], 0).unwrap()),
            ["15", "15", "14", "14", "14", "14", "14"]
        );
        // Balinski and Young's quotas: the largest remainders round up.
        let shares = [90, 5, 3, 2].map(|n| Fraction::new(n * 7 + 1, 704).unwrap());
        let rounded = exact_percent(&shares, 0).unwrap();
        assert_eq!(texts(&rounded), ["90", "5", "3", "2"]);
    }
}
