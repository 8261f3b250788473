//! Every sum apart, with its exact number of ways.

use super::cut::Cut;
use super::grid::{Cell, Grid};
use super::run::{Part, Room, Tally, plus};
use crate::limits::Stop;
use crate::problem::MOST_PARTIES;
use std::ops::{AddAssign, Mul};

/// A whole number that does not overflow: there are no more ways than outcomes.
pub(super) trait Number: Clone + From<u8> + for<'a> AddAssign<&'a Self> {
    fn times(&self, other: &Self) -> Self;
}

impl<T: Clone + From<u8> + for<'a> AddAssign<&'a T>> Number for T
where
    for<'a> &'a T: Mul<&'a T, Output = T>,
{
    fn times(&self, other: &T) -> T {
        self * other
    }
}

/// Sums, ascending once it is finished, with their ways.
pub(super) struct Sparse<N>(Vec<(Cell, N)>);

impl<N: Number> Sparse<N> {
    /// All ways to cells that reach every floor.
    pub(super) fn total(&self, grid: &Grid) -> N {
        let mut total = N::from(0);
        for (cell, ways) in &self.0 {
            if grid.axes.iter().zip(cell).all(|(axis, number)| *number >= axis.need) {
                total += ways;
            }
        }
        total
    }

    /// Sorted, equal sums together.
    fn of(mut sums: Vec<(Cell, N)>, room: &mut Room<'_, '_>) -> Result<Self, Stop> {
        sums.sort_unstable_by_key(|sum| sum.0);
        sums.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += &next.1;
            }
            same
        });
        // A big number of a hundred bits or two has some 32 bytes of its own.
        room.take(sums.len() as u64, (sums.len() * (size_of::<(Cell, N)>() + 32)) as u64)?;
        Ok(Sparse(sums))
    }
}

impl<N: Number> Tally for Sparse<N> {
    fn one(_: &Grid) -> Self {
        Sparse(vec![([0; MOST_PARTIES], N::from(1))])
    }

    fn gather(parts: &[Part<'_, Self>], _: &Grid, cut: &Cut, room: &mut Room<'_, '_>) -> Result<Self, Stop> {
        let mut sums = Vec::new();
        for part in parts {
            for (cell, ways) in &part.ways.get().0 {
                let cell = plus(cell, &part.shift.cell, &cut.sure);
                if cut.admits(&cell) {
                    sums.push((cell, ways.clone()));
                }
            }
        }
        Sparse::of(sums, room)
    }

    fn product(&self, other: &Self, _: &Grid, cut: &Cut, room: &mut Room<'_, '_>) -> Result<Self, Stop> {
        // The tables of this step are still to come: the cut is not yet for these sums.
        let with = |(a, of_a): &(Cell, N)| {
            let sum = |(b, of_b): &(Cell, N)| (plus(a, b, &cut.sure), of_a.times(of_b));
            other.0.iter().map(sum).collect::<Vec<_>>()
        };
        Sparse::of(self.0.iter().flat_map(with).collect(), room)
    }

    fn cells(&self) -> u64 {
        self.0.len() as u64
    }
}
