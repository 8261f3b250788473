//! Utility vectors in as few bytes as they fit.
//!
//! Inside the engine every utility is shifted so that the least possible is 0 (the offsets are kept
//! beside the sets). Two parties whose ranges fit into 32 bits each are one `u64`, the first party
//! in the high half: then adding two vectors is one addition, and comparing two is one comparison.
//! More parties are arrays of `i32`, where the ranges fit, or `i64`.
//!
//! The order of vectors is lexicographic, and every set is kept in falling order.

use crate::dominance::{Forest, Highest, Skyline, Staircase, sweep_pieces};
use crate::join::{Kept, Pieces};
use crate::limits::{Budget, Stop};
use crate::merge::merge_pieces;

/// A vector of utilities, none below 0.
pub(crate) trait Vector: Copy + Ord {
    /// What finds the dominated among vectors that come in falling order.
    type Skyline: Skyline<Self>;

    /// How many parties there are.
    const PARTIES: usize;

    /// How many candidates may be held at once; more are joined in halves.
    const AT_ONCE: u64;

    /// From one number a party.
    fn pack(utilities: &[i64]) -> Self;

    /// The number of a party.
    fn part(self, party: usize) -> i64;

    /// The sum.
    fn plus(self, other: Self) -> Self;

    /// The undominated sums of pieces, in falling order.
    fn undominated(pieces: &Pieces<'_, Self>, budget: &mut Budget<'_>) -> Result<Kept<Self>, Stop>;
}

/// Two parties in one number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pair<T>(pub(crate) T);

/// What [`merge_pieces`] needs of a pair.
pub(crate) trait Second: Vector {
    /// The second party's number.
    type Number: Copy + Ord;

    /// The second party's number.
    fn second(self) -> Self::Number;

    /// A number that no second party's is below.
    const LEAST: Self::Number;
}

macro_rules! pair {
    ($whole:ty, $half:ty) => {
        impl Vector for Pair<$whole> {
            type Skyline = Highest;
            const PARTIES: usize = 2;
            const AT_ONCE: u64 = 1 << 26;

            fn pack(utilities: &[i64]) -> Self {
                Pair((utilities[0] as $whole) << <$half>::BITS | utilities[1] as $whole)
            }

            fn part(self, party: usize) -> i64 {
                (if party == 0 { self.0 >> <$half>::BITS } else { self.0 & <$half>::MAX as $whole }) as i64
            }

            fn plus(self, other: Self) -> Self {
                Pair(self.0 + other.0)
            }

            fn undominated(pieces: &Pieces<'_, Self>, budget: &mut Budget<'_>) -> Result<Kept<Self>, Stop> {
                merge_pieces(pieces, budget)
            }
        }

        impl Second for Pair<$whole> {
            type Number = $half;
            const LEAST: $half = 0;

            fn second(self) -> $half {
                self.0 as $half
            }
        }
    };
}

pair!(u64, u32);
pair!(u128, u64);

macro_rules! array {
    ($($number:ty, $parties:literal, $skyline:ty;)*) => {$(
        impl Vector for [$number; $parties] {
            type Skyline = $skyline;
            const PARTIES: usize = $parties;
            const AT_ONCE: u64 = 1 << 20;

            fn pack(utilities: &[i64]) -> Self {
                std::array::from_fn(|party| utilities[party] as $number)
            }

            fn part(self, party: usize) -> i64 {
                self[party].into()
            }

            fn plus(self, other: Self) -> Self {
                std::array::from_fn(|party| self[party] + other[party])
            }

            fn undominated(pieces: &Pieces<'_, Self>, budget: &mut Budget<'_>) -> Result<Kept<Self>, Stop> {
                sweep_pieces(pieces, budget)
            }
        }
    )*};
}

array! {
    i64, 1, Highest;
    i32, 3, Staircase<i32>;
    i64, 3, Staircase<i64>;
    i32, 4, Forest<i32, 4>;
    i64, 4, Forest<i64, 4>;
    i32, 5, Forest<i32, 5>;
    i64, 5, Forest<i64, 5>;
    i32, 6, Forest<i32, 6>;
    i64, 6, Forest<i64, 6>;
    i32, 7, Forest<i32, 7>;
    i64, 7, Forest<i64, 7>;
    i32, 8, Forest<i32, 8>;
    i64, 8, Forest<i64, 8>;
}
