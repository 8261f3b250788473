//! Raiffa's discrete solution: step by step, each party gets its share of what it could still gain.
//!
//! **Method.** `n` parties; `C` the acceptable points. From `d`, every party is given `1/n` of what it
//! could gain at most within `C`; what no point of `C` reaches any more ends it. On a convex set the
//! steps converge to an efficient point. Of finitely many points `C` shrinks until one is left, or
//! until no point reaches the next step: then the Kalai–Smorodinsky choice of what is left, from where
//! it stands, is taken (this program's own completion for packages).
//!
//! **Cost.** Steps: at most `n` times the bits of a utility, about; each compares the points that are left
//! with numbers whose denominator is `n` to the power of the step.

use super::{Bargain, Solution};
use num_bigint::BigInt;
use std::cmp::Ordering;

pub(super) struct Raiffa;

impl Solution for Raiffa {
    fn name(&self) -> &'static str {
        "raiffa"
    }

    fn definition(&self) -> &'static str {
        "in steps, every party is given one n-th of the most it could still gain where nobody gets less \
         than so far, until one point is left; if no point reaches the next step, the greatest smallest \
         share of those gains, from there"
    }

    fn source(&self) -> &'static str {
        "H. Raiffa, Arbitration schemes for generalized two-person games, in: Contributions to the \
         theory of games II, Princeton University Press 1953, 361-387 (discrete solution)"
    }

    fn choose(&self, bargain: &Bargain<'_>) -> Option<usize> {
        let mut state = State {
            left: bargain.acceptable.clone(),
            so_far: bargain.disagreement.iter().map(|d| BigInt::from(*d)).collect(),
            denominator: BigInt::from(1),
        };
        loop {
            if state.is_decided(bargain) {
                return bargain.best(state.left.iter().copied(), |_| (), Ord::cmp);
            }
            let most = state.most(bargain);
            let next = state.next(bargain, &most);
            if next.left.is_empty() {
                let shares = |place: usize| state.shares(bargain, place, &most);
                return bargain.best(state.left.iter().copied(), shares, |a, b| leximin(a, b));
            }
            state = next;
        }
    }
}

/// Where it stands.
struct State {
    /// The points that give every party at least what it has so far.
    left: Vec<usize>,
    /// What each party has so far, times `denominator`.
    so_far: Vec<BigInt>,
    denominator: BigInt,
}

/// A gain over the greatest gain, which is above 0.
type Ratio = (BigInt, BigInt);

impl State {
    /// Is at most one utility vector left?
    fn is_decided(&self, bargain: &Bargain<'_>) -> bool {
        let vector = |place: usize| &bargain.points[place].utilities;
        self.left.iter().all(|&place| vector(place) == vector(self.left[0]))
    }

    /// The most that each party could get, times the denominator.
    fn most(&self, bargain: &Bargain<'_>) -> Vec<BigInt> {
        let most = |party: usize| {
            let greatest = self.left.iter().map(|&place| bargain.points[place].utilities[party]).max();
            BigInt::from(greatest.unwrap_or(0)) * &self.denominator
        };
        (0..self.so_far.len()).map(most).collect()
    }

    fn next(&self, bargain: &Bargain<'_>, most: &[BigInt]) -> State {
        let n = BigInt::from(self.so_far.len());
        let denominator = &self.denominator * &n;
        // (d + (a - d)/n) times the new denominator.
        let so_far: Vec<BigInt> = self.so_far.iter().zip(most).map(|(d, a)| d * &n + a - d).collect();
        // A whole number is at least a fraction if it is at least the next whole number.
        let least: Vec<i64> = so_far.iter().map(|d| ceiling(d, &denominator)).collect();
        let reached =
            |place: &usize| bargain.points[*place].utilities.iter().zip(&least).all(|(u, least)| u >= least);
        State { left: self.left.iter().copied().filter(reached).collect(), so_far, denominator }
    }

    fn shares(&self, bargain: &Bargain<'_>, place: usize, most: &[BigInt]) -> Vec<Ratio> {
        let gain = |party: usize| {
            BigInt::from(bargain.points[place].utilities[party]) * &self.denominator - &self.so_far[party]
        };
        let room = |party: &usize| most[*party] > self.so_far[*party];
        let mut shares: Vec<Ratio> = (0..most.len())
            .filter(room)
            .map(|party| (gain(party), &most[party] - &self.so_far[party]))
            .collect();
        shares.sort_by(compare);
        shares
    }
}

/// The least whole number that is at least `number / by`. It is no greater than a utility.
fn ceiling(number: &BigInt, by: &BigInt) -> i64 {
    let quotient = number / by;
    // Division rounds towards 0: up, for what is below 0.
    let ceiling = if &quotient * by < *number { quotient + 1 } else { quotient };
    i64::try_from(ceiling).unwrap_or(i64::MAX)
}

fn compare(a: &Ratio, b: &Ratio) -> Ordering {
    (&a.0 * &b.1).cmp(&(&b.0 * &a.1))
}

fn leximin(a: &[Ratio], b: &[Ratio]) -> Ordering {
    a.iter().zip(b).map(|(a, b)| compare(a, b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}
