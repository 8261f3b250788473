//! Kalai's proportional solution.

use super::{Bargain, Solution};
use num_bigint::BigInt;
use std::cmp::Ordering;

pub(super) struct Proportional;

impl Solution for Proportional {
    fn name(&self) -> &'static str {
        "proportional"
    }

    fn definition(&self) -> &'static str {
        "greatest smallest gain (u - d) per unit of the party's weight; of equals the greatest second \
         smallest, and so on; parties without weight do not count"
    }

    fn source(&self) -> &'static str {
        "E. Kalai, Proportional solutions to bargaining situations: interpersonal utility comparisons, \
         Econometrica 45 (1977) 1623-1630"
    }

    fn choose(&self, bargain: &Bargain<'_>) -> Option<usize> {
        bargain.best(0..bargain.points.len(), |place| ratios(bargain, place), |a, b| leximin(a, b))
    }
}

/// A gain and the weight of its party.
type Ratio = (i128, u32);

fn ratios(bargain: &Bargain<'_>, place: usize) -> Vec<Ratio> {
    let gains: Vec<i128> = bargain.comparable(bargain.gains(place)).collect();
    let mut ratios: Vec<Ratio> = bargain.weighted().map(|(party, weight)| (gains[party], weight)).collect();
    ratios.sort_by(compare);
    ratios
}

fn compare(a: &Ratio, b: &Ratio) -> Ordering {
    let cross = |gain: i128, weight: u32| gain.checked_mul(weight.into());
    match (cross(a.0, b.1), cross(b.0, a.1)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => (BigInt::from(a.0) * b.1).cmp(&(BigInt::from(b.0) * a.1)),
    }
}

fn leximin(a: &[Ratio], b: &[Ratio]) -> Ordering {
    a.iter().zip(b).map(|(a, b)| compare(a, b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}
