//! Swing weights.
//!
//! **Method.** The party thinks of every issue at its worst option, says which one it would bring to its best option first,
//! gives that swing the most points (100, as a rule) and every other swing points in proportion. A weight is the swing's
//! share of all points: D. von Winterfeldt, W. Edwards, *Decision analysis and behavioral research*, Cambridge University
//! Press 1986, chapter 8. So weights refer to the distance from worst to best, and values are to go from 0 to 1.
//!
//! There is no redundancy in the answers, and so no measure of consistency. What can be checked is reported: whether the
//! ranking that was given first agrees with the points.

use super::{MOST_DIGITS, exact_percent};
use detente_model::Decimal;
use detente_model::scenario::Fraction;
use std::fmt;

/// A party's answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swing {
    /// Points of each issue's swing, none below 0, not all 0.
    pub points: Vec<Decimal>,
    /// The issues ranked before points were given, the most important swing first; empty if that was not asked.
    pub ranking: Vec<usize>,
}

/// What follows from the answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwingWeights {
    /// Percentages that sum to 100.
    pub weights: Vec<Decimal>,
    /// Pairs of issues that the ranking and the points order differently: the first was ranked higher and has fewer points.
    pub reversals: Vec<(usize, usize)>,
}

/// Why there are no weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwingError {
    /// No points, or some below 0.
    Points,
    /// The ranking does not name every issue once.
    Ranking,
    /// The points have too many digits.
    TooPrecise,
}

impl fmt::Display for SwingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SwingError::Points => "points must not be below 0, and not all 0",
            SwingError::Ranking => "the ranking must name every issue once",
            SwingError::TooPrecise => "the points have too many digits",
        })
    }
}

impl std::error::Error for SwingError {}

impl Swing {
    /// The weights, with so many digits after the point (at most [`MOST_DIGITS`]).
    pub fn weights(&self, digits: u8) -> Result<SwingWeights, SwingError> {
        let digits = digits.min(MOST_DIGITS);
        if self.points.iter().any(|points| points.is_negative()) {
            return Err(SwingError::Points);
        }
        let points: Vec<Fraction> = self.points.iter().map(|points| Fraction::of(*points)).collect();
        let sum =
            points.iter().try_fold(Fraction::ZERO, |sum, p| sum.plus(*p)).ok_or(SwingError::TooPrecise)?;
        if sum == Fraction::ZERO {
            return Err(SwingError::Points);
        }
        let mut named = self.ranking.clone();
        named.sort_unstable();
        if !named.is_empty() && named != (0..points.len()).collect::<Vec<_>>() {
            return Err(SwingError::Ranking);
        }
        let shares: Option<Vec<Fraction>> = points.iter().map(|points| points.by(sum)).collect();
        let weights =
            shares.and_then(|shares| exact_percent(&shares, digits)).ok_or(SwingError::TooPrecise)?;
        let below = |&(higher, lower): &(usize, usize)| self.points[higher] < self.points[lower];
        let ranked =
            |place: usize| self.ranking[place + 1..].iter().map(move |&lower| (self.ranking[place], lower));
        let reversals = (0..self.ranking.len()).flat_map(ranked).filter(below).collect();
        Ok(SwingWeights { weights, reversals })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimals(numbers: &[&str]) -> Vec<Decimal> {
        numbers.iter().map(|text| Decimal::parse(text).unwrap()).collect()
    }

    #[test]
    fn weights_are_shares_of_the_points() {
        // A textbook's swings of 100, 80, 50, 20: 40, 32, 20 and 8 percent.
        let swing = Swing { points: decimals(&["100", "80", "50", "20"]), ranking: vec![0, 1, 2, 3] };
        let right = SwingWeights { weights: decimals(&["40", "32", "20", "8"]), reversals: vec![] };
        assert_eq!(swing.weights(2), Ok(right));
    }

    #[test]
    fn reversals_are_named_and_nonsense_is_refused() {
        let swing = Swing { points: decimals(&["60", "100", "60"]), ranking: vec![0, 1, 2] };
        assert_eq!(swing.weights(1).unwrap().reversals, [(0, 1)]);
        let refused = |points: &[&str], ranking: &[usize]| {
            Swing { points: decimals(points), ranking: ranking.to_vec() }.weights(1).unwrap_err()
        };
        assert_eq!(refused(&["0", "0"], &[]), SwingError::Points);
        assert_eq!(refused(&[], &[]), SwingError::Points);
        assert_eq!(refused(&["1", "-1"], &[]), SwingError::Points);
        assert_eq!(refused(&["1", "1"], &[0]), SwingError::Ranking);
        let primes = ["0.000000000000000003", "999999999999999989"];
        assert_eq!(refused(&primes, &[]), SwingError::TooPrecise);
    }
}
