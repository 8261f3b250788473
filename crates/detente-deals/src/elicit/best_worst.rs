//! The best–worst method.
//!
//! **Method.** The party names the issue that counts most (B) and least (W), and says how many times B counts as
//! much as each issue, `a_Bj`, and each as W, `a_jW`, from 1 to 9. The linear model's weights minimise the greatest of
//! `|w_B − a_Bj w_j|` and `|w_j − a_jW w_W|`, weights summing to 1: J. Rezaei, "Best-worst multi-criteria decision-making
//! method: some properties and a linear model", Omega 64 (2016) 126–130. That is a linear program, solved here exactly; of
//! several best points, the first corner that the least-index rule reaches.
//!
//! **Consistency.** Three figures:
//! * `ξ_L`, the linear model's minimum: near 0 is consistent;
//! * the consistency ratio `ξ* / CI(a_BW)` of the first model, `ξ*` the least number such that weights exist with all
//!   `|w_B/w_j − a_Bj| ≤ ξ*` and `|w_j/w_W − a_jW| ≤ ξ*` and `CI` from its table: J. Rezaei, "Best-worst multi-criteria
//!   decision-making method", Omega 53 (2015) 49–57. `ξ*` is found without a program: given `ξ`, such weights exist if and only
//!   if one number `w_B/w_W` lies in the interval of `a_BW ± ξ` and in all intervals `(a_Bj ± ξ)(a_jW ± ξ)`; intervals
//!   have a number in common if every two of them have;
//! * for each issue `|a_Bj a_jW − a_BW| / (a_BW² − a_BW)`, exactly: which answers disagree most. The greatest is the
//!   input-based consistency ratio of F. Liang, M. Brunelli, J. Rezaei, "Consistency issues in the best worst method", Omega 96
//!   (2020) 102175.

use super::{MOST_DIGITS, exact_percent};
use crate::worlds::lp::{Program, Ratio, Relation, Row, Solved};
use detente_model::Decimal;
use detente_model::scenario::Fraction;
use std::fmt;

/// A party's answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BestWorst {
    /// The issue that counts most.
    pub best: usize,
    /// The issue that counts least.
    pub worst: usize,
    /// How many times the best counts as much as each issue: 1 to 9, for the best itself 1.
    pub best_to_others: Vec<u8>,
    /// How many times each issue counts as much as the worst: 1 to 9, for the worst itself 1.
    pub others_to_worst: Vec<u8>,
}

/// What follows from the answers.
#[derive(Clone, Debug, PartialEq)]
pub struct BestWorstWeights {
    /// Percentages that sum to 100.
    pub weights: Vec<Decimal>,
    /// The weights as fractions that sum to 1.
    pub shares: Vec<Fraction>,
    /// The linear model's minimum.
    pub xi_linear: Fraction,
    /// The first model's minimum.
    pub xi: f64,
    /// `ξ*` over the consistency index; 0 where that is 0.
    pub consistency_ratio: f64,
    /// For each issue how far its two answers are from agreeing with the answer for best and worst.
    pub input_ratios: Vec<Fraction>,
}

/// Why there are no weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BestWorstError {
    /// Not one answer of each kind an issue, or no such best or worst, or they are the same among several.
    Shape,
    /// An answer is not 1 to 9, or the best or worst is not once itself.
    Answer {
        /// Of this issue.
        issue: usize,
    },
    /// The two answers for best and worst differ.
    BestToWorst,
    /// The weights are fractions of too many digits.
    TooPrecise,
}

impl fmt::Display for BestWorstError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BestWorstError::Shape => f.write_str("there must be a best, a worst, and two answers an issue"),
            BestWorstError::Answer { issue } => {
                write!(f, "an answer for issue {issue} is not 1 to 9, or not 1 for an issue and itself")
            }
            BestWorstError::BestToWorst => {
                f.write_str("the two answers for the best and the worst issue differ")
            }
            BestWorstError::TooPrecise => f.write_str("the weights have too many digits"),
        }
    }
}

impl std::error::Error for BestWorstError {}

/// Consistency index for `a_BW` = 1 to 9: Rezaei 2015, table 1.
const CONSISTENCY_INDEX: [f64; 9] = [0.0, 0.44, 1.0, 1.63, 2.3, 3.0, 3.73, 4.47, 5.23];

impl BestWorst {
    /// The weights, with so many digits after the point (at most [`MOST_DIGITS`]).
    pub fn weights(&self, digits: u8) -> Result<BestWorstWeights, BestWorstError> {
        self.check()?;
        let Solved::Best { value, point } = self.program().maximize(&[(self.len(), -1)]) else {
            return Err(BestWorstError::Shape);
        };
        let fraction = |ratio: &Ratio| {
            let (over, under) = (i128::try_from(&ratio.over).ok()?, i128::try_from(&ratio.under).ok()?);
            Fraction::new(over, under)
        };
        let shares: Option<Vec<Fraction>> = point[..self.len()].iter().map(fraction).collect();
        let shares = shares.ok_or(BestWorstError::TooPrecise)?;
        let minimum = fraction(&value).and_then(|value| Fraction::new(-value.over(), value.under()));
        let weights = exact_percent(&shares, digits.min(MOST_DIGITS)).ok_or(BestWorstError::TooPrecise)?;
        let (xi, index) = (self.xi(), CONSISTENCY_INDEX[usize::from(self.best_to_worst()) - 1]);
        Ok(BestWorstWeights {
            weights,
            shares,
            xi_linear: minimum.ok_or(BestWorstError::TooPrecise)?,
            xi,
            consistency_ratio: if index > 0.0 { xi / index } else { 0.0 },
            input_ratios: self.input_ratios(),
        })
    }

    fn len(&self) -> usize {
        self.best_to_others.len()
    }

    fn best_to_worst(&self) -> u8 {
        self.best_to_others[self.worst]
    }

    fn check(&self) -> Result<(), BestWorstError> {
        let n = self.len();
        let distinct = n == 1 || self.best != self.worst;
        if self.others_to_worst.len() != n || self.best >= n || self.worst >= n || !distinct {
            return Err(BestWorstError::Shape);
        }
        let answers = self.best_to_others.iter().zip(&self.others_to_worst);
        if let Some(issue) = answers.clone().position(|(a, b)| !(1..=9).contains(a) || !(1..=9).contains(b)) {
            return Err(BestWorstError::Answer { issue });
        }
        if self.best_to_others[self.best] != 1 {
            return Err(BestWorstError::Answer { issue: self.best });
        }
        if self.others_to_worst[self.worst] != 1 {
            return Err(BestWorstError::Answer { issue: self.worst });
        }
        if self.best_to_worst() != self.others_to_worst[self.best] {
            return Err(BestWorstError::BestToWorst);
        }
        Ok(())
    }

    /// Variables: the weights, then `ξ`.
    fn program(&self) -> Program {
        let xi = self.len();
        let sum = (0..xi).map(|w| (w, 1)).collect();
        let mut rows = vec![Row { terms: sum, relation: Relation::Equal, bound: 1 }];
        let mut near = |one: usize, times: u8, other: usize| {
            for sign in [1, -1] {
                let terms = vec![(one, sign), (other, -sign * i128::from(times)), (xi, -1)];
                rows.push(Row { terms, relation: Relation::AtMost, bound: 0 });
            }
        };
        for issue in 0..xi {
            near(self.best, self.best_to_others[issue], issue);
            near(issue, self.others_to_worst[issue], self.worst);
        }
        Program { columns: xi + 1, rows }
    }

    /// `ξ*`: the greatest over pairs of intervals of the least `ξ` at which they meet.
    fn xi(&self) -> f64 {
        let others = (0..self.len()).filter(|&issue| issue != self.best && issue != self.worst);
        let answers: Vec<(f64, f64)> = others
            .map(|issue| (f64::from(self.best_to_others[issue]), f64::from(self.others_to_worst[issue])))
            .collect();
        let direct = f64::from(self.best_to_worst());
        let with_direct = answers.iter().map(|&(a, b)| {
            // (a − ξ)(b − ξ) = direct + ξ where the product is too large, (a + ξ)(b + ξ) = direct − ξ where it
            // is too small: the smaller roots, in size, of ξ² ∓ s ξ ± gap = 0.
            let (sign, gap) = if a * b > direct { (1.0, a * b - direct) } else { (-1.0, direct - a * b) };
            let s = a + b + 1.0;
            let root = libm::sqrt((s * s - 4.0 * sign * gap).max(0.0));
            if sign > 0.0 { (s - root) / 2.0 } else { (root - s) / 2.0 }
        });
        let pairs = answers.iter().flat_map(|&(a, b)| {
            // (a + ξ)(b + ξ) = (c − ξ)(d − ξ): linear.
            answers.iter().map(move |&(c, d)| (c * d - a * b) / (a + b + c + d))
        });
        with_direct.chain(pairs).fold(0.0, f64::max)
    }

    fn input_ratios(&self) -> Vec<Fraction> {
        let direct = i128::from(self.best_to_worst());
        let ratio = |(a, b): (&u8, &u8)| {
            let gap = (i128::from(*a) * i128::from(*b) - direct).abs();
            // Where the best counts as much as the worst, any gap is without measure.
            Fraction::new(gap, (direct * direct - direct).max(1)).unwrap_or(Fraction::ZERO)
        };
        self.best_to_others.iter().zip(&self.others_to_worst).map(ratio).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(over: i128, under: i128) -> Fraction {
        Fraction::new(over, under).unwrap()
    }

    #[test]
    fn the_published_mode_of_transport() {
        // Rezaei 2015, example 1: load flexibility, accessibility, cost; cost best, load flexibility worst;
        // ξ* = 0.26, consistency ratio 0.26/4.47 = 0.058.
        let answers =
            BestWorst { best: 2, worst: 0, best_to_others: vec![8, 2, 1], others_to_worst: vec![1, 5, 8] };
        let weights = answers.weights(2).unwrap();
        assert!((weights.xi - 0.2583).abs() < 5e-5 && (weights.consistency_ratio - 0.058).abs() < 5e-4);
        // By hand: w₁ = 1, w₂ = 5 − ξ, w₃ = 8 + ξ and w₃ − 2 w₂ = −ξ: ξ = 1/2 of 14.
        assert_eq!(weights.shares, [fraction(1, 14), fraction(9, 28), fraction(17, 28)]);
        assert_eq!(weights.xi_linear, fraction(1, 28));
        let texts: Vec<String> = weights.weights.iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["7.14", "32.14", "60.72"]);
        assert_eq!(weights.input_ratios, [fraction(0, 1), fraction(1, 28), fraction(0, 1)]);
    }

    #[test]
    fn the_car_of_the_papers() {
        // Quality, price, comfort, safety, style; price best, style worst (Rezaei 2016): ξ* = 1, ratio 0.22.
        let answers = BestWorst {
            best: 1,
            worst: 4,
            best_to_others: vec![2, 1, 4, 3, 8],
            others_to_worst: vec![4, 8, 4, 2, 1],
        };
        let weights = answers.weights(2).unwrap();
        assert!((weights.xi - 1.0).abs() < 1e-12 && (weights.consistency_ratio - 1.0 / 4.47).abs() < 1e-12);
        assert_eq!(weights.input_ratios[2], fraction(1, 7));
        optimal(&answers, &weights);
    }

    /// No better weights are near: the greatest deviation is ξ, and no mixture with other weights has a smaller one.
    fn optimal(answers: &BestWorst, found: &BestWorstWeights) {
        let deviation = |w: &[f64]| {
            let n = w.len();
            let of = |j: usize| {
                let a = (w[answers.best] - f64::from(answers.best_to_others[j]) * w[j]).abs();
                a.max((w[j] - f64::from(answers.others_to_worst[j]) * w[answers.worst]).abs())
            };
            (0..n).map(of).fold(0.0, f64::max)
        };
        let xi = super::super::double(found.xi_linear);
        let at: Vec<f64> = found.shares.iter().map(|share| super::super::double(*share)).collect();
        assert!((deviation(&at) - xi).abs() < 1e-12);
        let mut dice = crate::worlds::Dice::of(3, 0);
        for _ in 0..2000 {
            let other = dice.simplex(at.len());
            for share in [1.0, 0.1, 0.001] {
                let mixed: Vec<f64> = at.iter().zip(&other).map(|(a, b)| a + share * (b - a)).collect();
                assert!(deviation(&mixed) >= xi - 1e-12);
            }
        }
    }

    #[test]
    fn xi_is_the_least_at_which_weights_exist() {
        let mut dice = crate::worlds::Dice::of(8, 0);
        for _ in 0..300 {
            let n = 3 + dice.below(3) as usize;
            let direct = 2 + dice.below(8) as u8;
            let mut answer = |best: bool| -> Vec<u8> {
                let drawn = (0..n).map(|_| 1 + dice.below(direct.into()) as u8).collect::<Vec<_>>();
                let fixed = |(issue, a): (usize, u8)| match (issue, best) {
                    (0, true) | (1, false) => 1,
                    (1, true) | (0, false) => direct,
                    _ => a,
                };
                drawn.into_iter().enumerate().map(fixed).collect()
            };
            let answers =
                BestWorst { best: 0, worst: 1, best_to_others: answer(true), others_to_worst: answer(false) };
            let weights = answers.weights(3).unwrap();
            optimal(&answers, &weights);
            let meets = |xi: f64| {
                let (mut low, mut high) = (f64::from(direct) - xi, f64::from(direct) + xi);
                for j in 2..n {
                    let (a, b) =
                        (f64::from(answers.best_to_others[j]), f64::from(answers.others_to_worst[j]));
                    low = low.max((a - xi).max(0.0) * (b - xi).max(0.0));
                    high = high.min((a + xi) * (b + xi));
                }
                low <= high + 1e-9
            };
            assert!(meets(weights.xi) && (weights.xi == 0.0 || !meets(weights.xi - 1e-6)), "{answers:?}");
            let sum = weights.weights.iter().try_fold(Decimal::ZERO, |sum, w| sum.plus(*w));
            assert_eq!(sum, Decimal::parse("100"));
        }
    }

    #[test]
    fn nonsense_is_refused() {
        let answers = |best, worst, to: &[u8], from: &[u8]| {
            BestWorst { best, worst, best_to_others: to.to_vec(), others_to_worst: from.to_vec() }.weights(1)
        };
        assert_eq!(answers(0, 0, &[1, 2], &[2, 1]), Err(BestWorstError::Shape));
        assert_eq!(answers(0, 2, &[1, 2], &[2, 1]), Err(BestWorstError::Shape));
        assert_eq!(answers(0, 1, &[1, 10], &[9, 1]), Err(BestWorstError::Answer { issue: 1 }));
        assert_eq!(answers(0, 1, &[2, 3], &[3, 1]), Err(BestWorstError::Answer { issue: 0 }));
        assert_eq!(answers(0, 1, &[1, 3], &[4, 1]), Err(BestWorstError::BestToWorst));
        assert_eq!(answers(0, 0, &[1], &[1]).unwrap().weights, [Decimal::parse("100").unwrap()]);
    }
}
