//! What is to be greatest, and how great each weighted sum must be for it.

use super::tree::Direction;
use num_bigint::{BigInt, BigUint};
use std::cmp::Ordering;

/// A definition of what is best, growing with every party's utility.
pub(super) trait Goal {
    /// How good utilities are.
    type Key: Ord + Clone;

    /// None: not acceptable.
    fn key(&self, utilities: &[i64]) -> Option<Self::Key>;

    /// For each direction what a weighted sum is at least where the key is at least `best`, or where it is
    /// acceptable at all.
    fn bars(&self, best: Option<&Self::Key>, directions: &[Direction]) -> Vec<Option<i128>>;

    /// The slope of the goal, smoothed (the less, the greater `sharp`), at some utilities: what a bit more for each
    /// party is worth. `ranges`: from the least to the greatest utility of each.
    fn slope(&self, utilities: &[f64], ranges: &[f64], sharp: f64) -> Vec<f64>;

    /// A direction that is as good as the goal, where there is one.
    fn direction(&self) -> Option<&Direction> {
        None
    }

    /// The [`super::Found::value`] of some utilities.
    fn value(&self, utilities: &[i64]) -> f64;

    /// What that is at most where a weighted sum is at most so much.
    fn value_at_most(&self, direction: &Direction, most: i128) -> f64;

    /// Is whatever dominates always better?
    fn is_strict(&self, best: &Self::Key) -> bool;
}

/// No party gets less than this, where it says something.
pub(super) type Floors = Vec<Option<i64>>;

fn reach(utilities: &[i64], floors: &Floors) -> bool {
    utilities.iter().zip(floors).all(|(u, floor)| floor.is_none_or(|floor| *u >= floor))
}

/// The weighted sum of floors, if every party that has a weight has one.
fn bar(direction: &Direction, floors: &Floors) -> Option<i128> {
    let terms = direction.iter().zip(floors).filter(|(weight, _)| **weight != 0);
    terms.map(|(weight, floor)| floor.map(|floor| i128::from(*weight) * i128::from(floor))).sum()
}

/// A little more, to make up for what doubles lose.
fn up(number: f64) -> f64 {
    (number + number.abs() * 1e-9).next_up()
}

/// The greatest weighted sum; of equals the greatest second, where there is one.
pub(super) struct Sum {
    pub(super) weights: Direction,
    pub(super) then: Option<Direction>,
    pub(super) floors: Floors,
}

impl Sum {
    /// How many times the weights are in a direction, and what is left of it.
    fn split(&self, direction: &Direction) -> (i64, Direction) {
        let pairs = || direction.iter().zip(&self.weights);
        let times = pairs().filter(|(_, w)| **w > 0).map(|(l, w)| l / w).min().unwrap_or(0);
        (times, pairs().map(|(l, w)| l - times * w).collect())
    }

    fn of(weights: &Direction, utilities: &[i64]) -> i128 {
        weights.iter().zip(utilities).map(|(w, u)| i128::from(*w) * i128::from(*u)).sum()
    }
}

impl Goal for Sum {
    type Key = (i128, i128);

    fn key(&self, utilities: &[i64]) -> Option<Self::Key> {
        let then = self.then.as_ref().map_or(0, |then| Sum::of(then, utilities));
        reach(utilities, &self.floors).then(|| (Sum::of(&self.weights, utilities), then))
    }

    fn bars(&self, best: Option<&Self::Key>, directions: &[Direction]) -> Vec<Option<i128>> {
        let of = |direction: &Direction| {
            let (times, rest) = self.split(direction);
            let own = best.and_then(|best| Some(best.0 * i128::from(times) + bar(&rest, &self.floors)?));
            own.max(bar(direction, &self.floors))
        };
        directions.iter().map(of).collect()
    }

    fn slope(&self, utilities: &[f64], ranges: &[f64], sharp: f64) -> Vec<f64> {
        let weighted = self.weights.iter().zip(ranges).map(|(w, range)| *w as f64 * range);
        let most = weighted.fold(0.0, f64::max);
        let slope = |party: usize| {
            // The dearer, the further below its floor.
            let price = self.floors[party].map_or(0.0, |floor| {
                let above = (utilities[party] - floor as f64) / ranges[party];
                libm::exp((-sharp * above).min(10.0)) * most / ranges[party]
            });
            self.weights[party] as f64 + price
        };
        (0..utilities.len()).map(slope).collect()
    }

    fn direction(&self) -> Option<&Direction> {
        Some(&self.weights)
    }

    fn value(&self, utilities: &[i64]) -> f64 {
        Sum::of(&self.weights, utilities) as f64
    }

    fn value_at_most(&self, direction: &Direction, most: i128) -> f64 {
        let (times, rest) = self.split(direction);
        match bar(&rest, &self.floors) {
            Some(rest) if times > 0 => up((most - rest) as f64 / times as f64),
            _ => f64::INFINITY,
        }
    }

    fn is_strict(&self, _: &Self::Key) -> bool {
        self.weights.iter().all(|weight| *weight > 0) || self.then.is_some()
    }
}

/// A number over a positive one.
#[derive(Clone, Debug)]
pub(super) struct Ratio {
    number: i128,
    over: i64,
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Ratio) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ratio {}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        let cross = |a: &Ratio, b: &Ratio| a.number.checked_mul(b.over.into());
        match (cross(self, other), cross(other, self)) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => (BigInt::from(self.number) * other.over).cmp(&(BigInt::from(other.number) * self.over)),
        }
    }
}

/// What counts of a party: `(u − from) · times / over`.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    pub(super) from: i64,
    pub(super) times: i64,
    pub(super) over: i64,
}

impl Scale {
    fn of(&self, utility: i64) -> Ratio {
        let number = (i128::from(utility) - i128::from(self.from)) * i128::from(self.times);
        Ratio { number, over: self.over }
    }

    /// The least utility that is as good as this.
    fn least(&self, ratio: &Ratio) -> i64 {
        let by = BigInt::from(ratio.over) * self.times;
        let number = BigInt::from(ratio.number) * self.over;
        let quotient = &number / &by;
        // Division rounds towards 0: up, for what is below 0.
        let ceiling = if &quotient * &by < number { quotient + 1 } else { quotient };
        let least = ceiling + self.from;
        i64::try_from(&least).unwrap_or(if least < BigInt::ZERO { i64::MIN } else { i64::MAX })
    }

    fn slope(&self) -> f64 {
        self.times as f64 / self.over as f64
    }
}

/// The greatest smallest number of the parties that count.
pub(super) struct Least {
    /// None: the party does not count.
    pub(super) scales: Vec<Option<Scale>>,
    pub(super) then: Then,
    pub(super) floors: Floors,
    /// Do only parties not count that have the same at every acceptable outcome?
    pub(super) is_strict: bool,
}

/// What decides between equals.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// The second smallest number, and so on.
    Next,
    /// The sum of all numbers, none of which is over more than 1.
    Sum,
}

impl Least {
    fn numbers(&self, utilities: &[i64]) -> Vec<Ratio> {
        let number = |(scale, u): (&Option<Scale>, &i64)| scale.as_ref().map(|scale| scale.of(*u));
        self.scales.iter().zip(utilities).filter_map(number).collect()
    }
}

impl Goal for Least {
    type Key = Vec<Ratio>;

    fn key(&self, utilities: &[i64]) -> Option<Self::Key> {
        if !reach(utilities, &self.floors) {
            return None;
        }
        let mut numbers = self.numbers(utilities);
        if self.then == Then::Sum {
            let sum = numbers.iter().fold(0i128, |sum, ratio| sum.saturating_add(ratio.number));
            return Some(
                numbers.into_iter().min().into_iter().chain([Ratio { number: sum, over: 1 }]).collect(),
            );
        }
        numbers.sort();
        Some(numbers)
    }

    fn bars(&self, best: Option<&Self::Key>, directions: &[Direction]) -> Vec<Option<i128>> {
        let least = best.and_then(|best| best.first());
        let needed = |(scale, floor): (&Option<Scale>, &Option<i64>)| {
            let needed = scale.as_ref().zip(least).map(|(scale, least)| scale.least(least));
            needed.max(*floor)
        };
        let needed: Floors = self.scales.iter().zip(&self.floors).map(needed).collect();
        directions.iter().map(|direction| bar(direction, &needed)).collect()
    }

    fn slope(&self, utilities: &[f64], ranges: &[f64], sharp: f64) -> Vec<f64> {
        let number = |(scale, u): (&Option<Scale>, &f64)| {
            scale.as_ref().map(|scale| (u - scale.from as f64) * scale.slope())
        };
        let numbers: Vec<Option<f64>> = self.scales.iter().zip(utilities).map(number).collect();
        let least = numbers.iter().flatten().copied().fold(f64::INFINITY, f64::min);
        let scaled = self.scales.iter().zip(ranges);
        let scaled = scaled.filter_map(|(scale, range)| scale.as_ref().map(|scale| scale.slope() * range));
        let sharp = sharp / scaled.fold(f64::MIN_POSITIVE, f64::max);
        let weight = |(scale, number): (&Option<Scale>, &Option<f64>)| match (scale, number) {
            (Some(scale), Some(number)) => scale.slope() * libm::exp(-sharp * (number - least)),
            _ => 0.0,
        };
        self.scales.iter().zip(&numbers).map(weight).collect()
    }

    fn value(&self, utilities: &[i64]) -> f64 {
        let least = self.numbers(utilities).into_iter().min();
        least.map_or(0.0, |ratio| ratio.number as f64 / ratio.over as f64)
    }

    fn value_at_most(&self, direction: &Direction, most: i128) -> f64 {
        let (mut room, mut slopes) = (most, 0.0);
        for (weight, scale) in direction.iter().zip(&self.scales).filter(|(weight, _)| **weight > 0) {
            let Some(scale) = scale else { return f64::INFINITY };
            room -= i128::from(*weight) * i128::from(scale.from);
            slopes += *weight as f64 / scale.slope();
        }
        if slopes > 0.0 { up(room as f64 / slopes) } else { f64::INFINITY }
    }

    fn is_strict(&self, _: &Self::Key) -> bool {
        self.is_strict
    }
}

/// The greatest product of gains, each to the power of its party's weight, where nobody gets less than `from`.
pub(super) struct Product {
    pub(super) from: Vec<i64>,
    pub(super) weights: Vec<u32>,
}

/// A product, and its logarithm over the sum of the weights, a little less.
#[derive(Clone, Debug)]
pub(super) struct Gained {
    product: Size,
    logarithm: f64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Size {
    Small(u128),
    Large(BigUint),
}

impl PartialEq for Gained {
    fn eq(&self, other: &Gained) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Gained {}

impl PartialOrd for Gained {
    fn partial_cmp(&self, other: &Gained) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Gained {
    fn cmp(&self, other: &Gained) -> Ordering {
        match (&self.product, &other.product) {
            (Size::Small(a), Size::Small(b)) => a.cmp(b),
            (Size::Large(a), Size::Large(b)) => a.cmp(b),
            (Size::Small(a), Size::Large(b)) => BigUint::from(*a).cmp(b),
            (Size::Large(a), Size::Small(b)) => a.cmp(&BigUint::from(*b)),
        }
    }
}

impl Product {
    fn total(&self) -> f64 {
        self.weights.iter().map(|weight| f64::from(*weight)).sum()
    }

    /// The logarithm of the weighted geometric mean of the gains.
    fn logarithm(&self, gains: impl Iterator<Item = f64>) -> f64 {
        let weighted = gains.zip(&self.weights).filter(|(_, weight)| **weight > 0);
        weighted.map(|(gain, weight)| f64::from(*weight) * libm::log(gain)).sum::<f64>() / self.total()
    }
}

impl Goal for Product {
    type Key = Gained;

    fn key(&self, utilities: &[i64]) -> Option<Gained> {
        let gain = |(u, from): (&i64, &i64)| u64::try_from(i128::from(*u) - i128::from(*from)).ok();
        let gains: Vec<u64> = utilities.iter().zip(&self.from).map(gain).collect::<Option<_>>()?;
        let weighted = || gains.iter().zip(&self.weights).filter(|(_, weight)| **weight > 0);
        let small = weighted().try_fold(1u128, |product, (gain, weight)| {
            product.checked_mul(u128::from(*gain).checked_pow(*weight)?)
        });
        let large = || weighted().map(|(gain, weight)| BigUint::from(*gain).pow(*weight)).product();
        let product = small.map_or_else(|| Size::Large(large()), Size::Small);
        let logarithm = self.logarithm(gains.iter().map(|gain| *gain as f64));
        Some(Gained { product, logarithm: logarithm - 1e-9 })
    }

    /// By the inequality of arithmetic and geometric means: where the weighted geometric mean of the
    /// gains is at least `m`, `Σ l g ≥ W m Π (l / w)^(w / W)`, `W` being the sum of the weights.
    fn bars(&self, best: Option<&Gained>, directions: &[Direction]) -> Vec<Option<i128>> {
        let floors: Floors = self.from.iter().map(|from| Some(*from)).collect();
        let of = |direction: &Direction| {
            let from = bar(direction, &floors)?;
            let share = |(l, w): (&i64, &u32)| *l as f64 / f64::from((*w).max(1));
            let shares = self.logarithm(direction.iter().zip(&self.weights).map(share));
            let gains = self.total() * libm::exp(best.map_or(f64::NEG_INFINITY, |b| b.logarithm) + shares);
            // Logarithms are exact to some 10^-15 of numbers below 1000; 10^-9 was taken off.
            Some(from + if gains.is_finite() { gains as i128 } else { 0 })
        };
        directions.iter().map(of).collect()
    }

    fn slope(&self, utilities: &[f64], ranges: &[f64], _: f64) -> Vec<f64> {
        let gain = |party: usize| (utilities[party] - self.from[party] as f64).max(1e-3 * ranges[party]);
        (0..utilities.len()).map(|party| f64::from(self.weights[party]) / gain(party)).collect()
    }

    fn value(&self, utilities: &[i64]) -> f64 {
        libm::exp(self.logarithm(utilities.iter().zip(&self.from).map(|(u, from)| (u - from) as f64)))
    }

    fn value_at_most(&self, direction: &Direction, most: i128) -> f64 {
        let from: i128 = direction.iter().zip(&self.from).map(|(l, d)| i128::from(*l) * i128::from(*d)).sum();
        let share = |(l, w): (&i64, &u32)| *l as f64 / f64::from((*w).max(1));
        let shares = self.logarithm(direction.iter().zip(&self.weights).map(share));
        if shares == f64::NEG_INFINITY {
            return f64::INFINITY;
        }
        up((most - from).max(0) as f64 / self.total() * libm::exp(-shares))
    }

    fn is_strict(&self, best: &Gained) -> bool {
        best.product != Size::Small(0)
            && best.product != Size::Large(BigUint::ZERO)
            && self.weights.iter().all(|weight| *weight > 0)
    }
}
