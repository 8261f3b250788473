//! Pairwise comparisons on a ratio scale (the analytic hierarchy process).
//!
//! **Method.** The party says how many times one issue counts as much as another, for all pairs or for some. With all pairs
//! weights come as
//! * the principal eigenvector of the matrix: T. L. Saaty, "A scaling method for priorities in hierarchical structures", Journal
//!   of Mathematical Psychology 15 (1977) 234–281; by power iteration, which converges for positive matrices;
//! * geometric means of the rows: G. Crawford, C. Williams, "A note on the analysis of subjective judgment matrices", Journal
//!   of Mathematical Psychology 29 (1985) 387–405. These minimise the squares of the differences of logarithms.
//!
//! With some pairs missing the latter still does: the logarithms solve a linear system, if the comparisons connect all
//! issues (S. Bozóki, J. Fülöp, L. Rónyai, "On optimal completion of incomplete pairwise comparison matrices", Mathematical and
//! Computer Modelling 52 (2010) 318–333). Then there is no eigenvector and no ratio here.
//!
//! **Consistency.** `CI = (λ − n)/(n − 1)`, over the mean of random matrices (Saaty's table, for up to 15 issues): `CR`, above 0.1
//! the answers should be looked at again. And the triples `i, j, k` for which `a_ij a_jk` and `a_ik` are furthest apart: the
//! measure `1 − min(x, 1/x)` of W. W. Koczkodaj, "A new definition of consistency of pairwise comparisons", Mathematical and
//! Computer Modelling 18 (1993) 79–84.
//!
//! **Cost.** Cubic in the issues.

use super::{MOST_DIGITS, percent};
use detente_model::Decimal;
use detente_model::scenario::Fraction;
use std::fmt;

/// A party's answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairwise {
    /// How many issues there are.
    pub issues: usize,
    /// `(i, j, a)`: issue `i` counts `a` times as much as `j`. Each pair at most once, either way round.
    pub comparisons: Vec<(usize, usize, Fraction)>,
}

/// What follows from the answers.
#[derive(Clone, Debug, PartialEq)]
pub struct PairwiseWeights {
    /// Logarithmic least squares, which are the geometric means where all pairs are compared; percentages that sum to 100.
    pub weights: Vec<Decimal>,
    /// The same before rounding, summing to 1.
    pub shares: Vec<f64>,
    /// The principal eigenvector, as percentages that sum to 100; where all pairs are compared.
    pub eigenvector: Option<Vec<Decimal>>,
    /// The same before rounding.
    pub eigenvector_shares: Option<Vec<f64>>,
    /// The principal eigenvalue, where all pairs are compared.
    pub lambda: Option<f64>,
    /// The consistency index.
    pub consistency_index: Option<f64>,
    /// The consistency ratio, for up to 15 issues; 0 for one or two.
    pub consistency_ratio: Option<f64>,
    /// The most inconsistent triples, the worst first, at most ten; consistent ones are left out.
    pub triples: Vec<Triple>,
}

/// Three issues whose comparisons do not fit together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Triple {
    /// The issues, ascending.
    pub issues: [usize; 3],
    /// What the first counts, times the third, by way of the second.
    pub through: f64,
    /// What was answered for the first and the third.
    pub direct: f64,
    /// From 0 (consistent) to 1.
    pub inconsistency: f64,
}

/// Why there are no weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairwiseError {
    /// No issues, or more than [`MOST_ISSUES`].
    Issues,
    /// The comparison at this place names an unknown issue, one with itself, or a pair that was named before.
    Pair(usize),
    /// The answer at this place is not above 0, or beyond a million either way.
    Answer(usize),
    /// The comparisons do not connect these two issues.
    Apart(usize, usize),
}

/// The most issues that can be compared.
pub const MOST_ISSUES: usize = 200;

impl fmt::Display for PairwiseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PairwiseError::Issues => write!(f, "there must be 1 to {MOST_ISSUES} issues"),
            PairwiseError::Pair(place) => write!(f, "comparison {place} names no new pair of issues"),
            PairwiseError::Answer(place) => write!(f, "answer {place} is not a number above 0, or too large"),
            PairwiseError::Apart(a, b) => {
                write!(f, "nothing compares issues {a} and {b}, even by way of others")
            }
        }
    }
}

impl std::error::Error for PairwiseError {}

/// Mean consistency index of random matrices of 1 to 15 issues: T. L. Saaty, *The analytic hierarchy process*, McGraw-Hill 1980.
const RANDOM_INDEX: [f64; 15] =
    [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

/// Triples that are named.
const TRIPLES: usize = 10;

type Matrix = Vec<Vec<Option<f64>>>;

impl Pairwise {
    /// The weights, with so many digits after the point (at most [`MOST_DIGITS`]).
    pub fn weights(&self, digits: u8) -> Result<PairwiseWeights, PairwiseError> {
        let digits = digits.min(MOST_DIGITS);
        let matrix = self.matrix()?;
        let shares = least_squares(&matrix)?;
        let full: Option<Vec<Vec<f64>>> = matrix.iter().map(|row| row.iter().copied().collect()).collect();
        let principal = full.as_deref().map(principal);
        let lambda = principal.as_ref().map(|(lambda, _)| *lambda);
        let n = self.issues as f64;
        let index =
            lambda.map(|lambda| if self.issues > 2 { ((lambda - n) / (n - 1.0)).max(0.0) } else { 0.0 });
        let ratio = |index: f64| match RANDOM_INDEX.get(self.issues - 1) {
            Some(random) if *random > 0.0 => Some(index / random),
            Some(_) => Some(0.0),
            None => None,
        };
        let eigenvector_shares = principal.map(|(_, shares)| shares);
        Ok(PairwiseWeights {
            weights: percent(&shares, digits),
            shares,
            eigenvector: eigenvector_shares.as_ref().map(|shares| percent(shares, digits)),
            eigenvector_shares,
            lambda,
            consistency_index: index,
            consistency_ratio: index.and_then(ratio),
            triples: triples(&matrix),
        })
    }

    fn matrix(&self) -> Result<Matrix, PairwiseError> {
        if !(1..=MOST_ISSUES).contains(&self.issues) {
            return Err(PairwiseError::Issues);
        }
        let mut matrix: Matrix = vec![vec![None; self.issues]; self.issues];
        (0..self.issues).for_each(|i| matrix[i][i] = Some(1.0));
        for (place, &(i, j, answer)) in self.comparisons.iter().enumerate() {
            if i >= self.issues || j >= self.issues || matrix[i][j].is_some() {
                return Err(PairwiseError::Pair(place));
            }
            let (times, back) = (super::double(answer), answer.under() as f64 / answer.over().max(1) as f64);
            if answer.over() <= 0 || !(1e-6..=1e6).contains(&times) {
                return Err(PairwiseError::Answer(place));
            }
            (matrix[i][j], matrix[j][i]) = (Some(times), Some(back));
        }
        Ok(matrix)
    }
}

/// Weights whose logarithms are nearest to those of the answers: `L x = b`, `L` the Laplacian of the comparisons, the
/// first logarithm 0; by Gaussian elimination (the reduced Laplacian of a connected graph is positive definite).
fn least_squares(matrix: &Matrix) -> Result<Vec<f64>, PairwiseError> {
    let n = matrix.len();
    connected(matrix)?;
    let mut system = vec![vec![0.0; n + 1]; n];
    for (i, row) in matrix.iter().enumerate() {
        for (j, answer) in row.iter().enumerate().filter(|(j, _)| *j != i) {
            let Some(answer) = answer else { continue };
            system[i][i] += 1.0;
            system[i][j] -= 1.0;
            system[i][n] += libm::log(*answer);
        }
    }
    for pivot in 1..n {
        let above = system[pivot].clone();
        for row in &mut system[pivot + 1..] {
            let factor = row[pivot] / above[pivot];
            row.iter_mut().zip(&above).for_each(|(a, b)| *a -= factor * b);
        }
    }
    let mut logs = vec![0.0; n];
    for i in (1..n).rev() {
        let known: f64 = (i + 1..n).map(|j| system[i][j] * logs[j]).sum();
        logs[i] = (system[i][n] - known) / system[i][i];
    }
    // The greatest becomes 1, so that no power overflows.
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Ok(normal(logs.iter().map(|log| libm::exp(log - most)).collect()))
}

fn connected(matrix: &Matrix) -> Result<(), PairwiseError> {
    let mut reached = vec![0];
    let mut next = 0;
    while let Some(&from) = reached.get(next) {
        next += 1;
        for (to, answer) in matrix[from].iter().enumerate() {
            if answer.is_some() && !reached.contains(&to) {
                reached.push(to);
            }
        }
    }
    match (0..matrix.len()).find(|issue| !reached.contains(issue)) {
        Some(issue) => Err(PairwiseError::Apart(0, issue)),
        None => Ok(()),
    }
}

fn normal(mut shares: Vec<f64>) -> Vec<f64> {
    let sum: f64 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= sum);
    shares
}

/// The principal eigenvalue and eigenvector of a positive matrix. Ten thousand rounds at most: each takes the error down
/// by the ratio of the second eigenvalue to the first.
fn principal(matrix: &[Vec<f64>]) -> (f64, Vec<f64>) {
    let mut shares = vec![1.0 / matrix.len() as f64; matrix.len()];
    let mut lambda = 0.0;
    for _ in 0..10_000 {
        let product = |row: &Vec<f64>| row.iter().zip(&shares).map(|(a, w)| a * w).sum();
        let next: Vec<f64> = matrix.iter().map(product).collect();
        lambda = next.iter().sum();
        let next = normal(next);
        let moved = next.iter().zip(&shares).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        shares = next;
        if moved < 1e-15 {
            break;
        }
    }
    (lambda, shares)
}

fn triples(matrix: &Matrix) -> Vec<Triple> {
    let n = matrix.len();
    let mut found = Vec::new();
    for i in 0..n {
        for j in i + 1..n {
            for k in j + 1..n {
                let (Some(a), Some(b), Some(direct)) = (matrix[i][j], matrix[j][k], matrix[i][k]) else {
                    continue;
                };
                let (through, ratio) = (a * b, a * b / direct);
                let inconsistency = 1.0 - ratio.min(1.0 / ratio);
                if inconsistency > 1e-12 {
                    found.push(Triple { issues: [i, j, k], through, direct, inconsistency });
                }
            }
        }
    }
    // Stable: of equals the first.
    found.sort_by(|a, b| b.inconsistency.total_cmp(&a.inconsistency));
    found.truncate(TRIPLES);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(over: i128, under: i128) -> Fraction {
        Fraction::new(over, under).unwrap()
    }

    /// From the upper half of a matrix; negative numbers stand for reciprocals, 0 for none.
    fn upper(rows: &[&[i128]]) -> Pairwise {
        let mut comparisons = vec![];
        for (i, row) in rows.iter().enumerate() {
            for (j, &a) in (i + 1..).zip(*row).filter(|(_, a)| **a != 0) {
                comparisons.push((i, j, if a > 0 { times(a, 1) } else { times(1, -a) }));
            }
        }
        Pairwise { issues: rows.len() + 1, comparisons }
    }

    fn near(found: &[f64], right: &[f64], by: f64) {
        assert!(found.iter().zip(right).all(|(a, b)| (a - b).abs() < by), "{found:?}");
    }

    /// T. L. Saaty, "How to make a decision: the analytic hierarchy process", European Journal of Operational
    /// Research 48 (1990) 9–26, table 2: size, transport, neighbourhood, age, yard, facilities, condition, financing.
    fn house() -> Pairwise {
        upper(&[
            &[5, 3, 7, 6, 6, -3, -4],
            &[-3, 5, 3, 3, -5, -7],
            &[6, 3, 4, 6, -5],
            &[-3, -4, -7, -8],
            &[-2, -5, -6],
            &[-5, -6],
            &[-2],
        ])
    }

    #[test]
    fn the_published_house() {
        let weights = house().weights(1).unwrap();
        let right = [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333];
        near(weights.eigenvector_shares.as_ref().unwrap(), &right, 6e-4);
        near(&[weights.lambda.unwrap()], &[9.669], 6e-4);
        near(
            &[weights.consistency_index.unwrap(), weights.consistency_ratio.unwrap()],
            &[0.238, 0.169],
            6e-4,
        );
        // Size 3 times neighbourhood, that 6 times condition: 18 by that way; answered was 1/3.
        let worst = weights.triples[0];
        assert_eq!(worst.issues, [0, 2, 6]);
        near(&[worst.through, worst.direct, worst.inconsistency], &[18.0, 1.0 / 3.0, 53.0 / 54.0], 1e-12);
        assert_eq!(weights.triples[1].issues, [2, 6, 7]);
        let sum = weights.weights.iter().try_fold(Decimal::ZERO, |sum, w| sum.plus(*w));
        assert_eq!(sum, Decimal::parse("100"));
    }

    #[test]
    fn rows_of_full_matrices_have_their_geometric_means() {
        let three = upper(&[&[3, 5], &[2]]).weights(2).unwrap();
        let means = [15.0, 2.0 / 3.0, 0.1].map(libm::cbrt);
        let sum: f64 = means.iter().sum();
        near(&three.shares, &means.map(|mean| mean / sum), 1e-12);
        // For three issues the eigenvector is the same.
        near(three.eigenvector_shares.as_ref().unwrap(), &three.shares, 1e-12);
        let eight = house().weights(2).unwrap().shares;
        let matrix = house().matrix().unwrap();
        let mean = |row: &Vec<Option<f64>>| libm::pow(row.iter().flatten().product::<f64>(), 1.0 / 8.0);
        near(&eight, &normal(matrix.iter().map(mean).collect()), 1e-12);
    }

    #[test]
    fn consistent_answers_give_their_weights_even_with_gaps() {
        // 8, 4, 2, 1 of 15, only neighbours compared.
        let chain = upper(&[&[2, 0, 0], &[2, 0], &[2]]).weights(3).unwrap();
        near(&chain.shares, &[8.0 / 15.0, 4.0 / 15.0, 2.0 / 15.0, 1.0 / 15.0], 1e-12);
        assert_eq!((chain.lambda, chain.consistency_ratio, chain.eigenvector), (None, None, None));
        let full = upper(&[&[2, 4, 8], &[2, 4], &[2]]).weights(3).unwrap();
        near(&full.shares, &chain.shares, 1e-12);
        assert!(full.triples.is_empty() && full.consistency_ratio.unwrap() < 1e-9);
        // A gap that closes a circle: squares spread the misfit evenly over 2·2·2 against 1.
        let ring = upper(&[&[2, 0, 1], &[2, 0], &[2]]).weights(3).unwrap();
        let step = libm::log(2.0) * 0.25;
        near(&[libm::log(ring.shares[0] / ring.shares[1])], &[step], 1e-12);
    }

    #[test]
    fn nonsense_is_refused() {
        let refused = |issues, comparisons: &[(usize, usize, Fraction)]| {
            Pairwise { issues, comparisons: comparisons.to_vec() }.weights(1).unwrap_err()
        };
        assert_eq!(refused(0, &[]), PairwiseError::Issues);
        assert_eq!(refused(2, &[(0, 0, times(1, 1))]), PairwiseError::Pair(0));
        assert_eq!(refused(2, &[(0, 1, times(1, 1)), (1, 0, times(1, 1))]), PairwiseError::Pair(1));
        assert_eq!(refused(2, &[(0, 1, times(0, 1))]), PairwiseError::Answer(0));
        assert_eq!(refused(2, &[(0, 1, times(-2, 1))]), PairwiseError::Answer(0));
        assert_eq!(refused(3, &[(0, 1, times(2, 1))]), PairwiseError::Apart(0, 2));
        assert_eq!(Pairwise { issues: 1, comparisons: vec![] }.weights(0).unwrap().weights, [100.into()]);
    }
}
