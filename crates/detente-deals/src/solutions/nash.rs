//! The Nash solution, weighted where the parties have weights.

use super::{Bargain, Solution};
use num_bigint::BigUint;
use std::cmp::Ordering;

pub(super) struct Nash;

impl Solution for Nash {
    fn name(&self) -> &'static str {
        "nash"
    }

    fn definition(&self) -> &'static str {
        "greatest product of the gains (u - d), each to the power of its party's weight, where nobody \
         gets less than d"
    }

    fn source(&self) -> &'static str {
        "J. F. Nash, The bargaining problem, Econometrica 18 (1950) 155-162; weights: J. C. Harsanyi, \
         R. Selten, A generalized Nash solution for two-person bargaining games with incomplete \
         information, Management Science 18 (1972) P80-P106"
    }

    fn choose(&self, bargain: &Bargain<'_>) -> Option<usize> {
        let places = bargain.acceptable.iter().copied();
        bargain.best(places, |place| Product::of(bargain, place), Product::compare)
    }
}

/// A product of gains: in a machine word where it fits.
enum Product {
    Small(u128),
    Large(BigUint),
}

impl Product {
    fn of(bargain: &Bargain<'_>, place: usize) -> Product {
        // No gain is below 0 at an acceptable point.
        let gains: Vec<u64> = bargain.gains(place).map(|gain| gain as u64).collect();
        let small = bargain.weighted().try_fold(1u128, |product, (party, weight)| {
            product.checked_mul(u128::from(gains[party]).checked_pow(weight)?)
        });
        let large =
            || bargain.weighted().map(|(party, weight)| BigUint::from(gains[party]).pow(weight)).product();
        small.map_or_else(|| Product::Large(large()), Product::Small)
    }

    fn compare(&self, other: &Product) -> Ordering {
        match (self, other) {
            (Product::Small(a), Product::Small(b)) => a.cmp(b),
            (Product::Large(a), Product::Large(b)) => a.cmp(b),
            // What is large did not fit; unless a gain is 0, but then the rest may have overflowed first.
            (Product::Small(a), Product::Large(b)) => BigUint::from(*a).cmp(b),
            (Product::Large(a), Product::Small(b)) => a.cmp(&BigUint::from(*b)),
        }
    }
}
