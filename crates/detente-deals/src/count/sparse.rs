//! Every sum apart, with its exact number of ways.

use super::cut::Cut;
use super::grid::{Cell, Grid, Shift};
use super::run::{Tally, plus};
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

    fn push(&mut self, cell: Cell, ways: N, cut: &Cut) {
        if cut.admits(&cell) {
            self.0.push((cell, ways));
        }
    }
}

impl<N: Number> Tally for Sparse<N> {
    fn empty() -> Self {
        Sparse(Vec::new())
    }

    fn one(_: &Grid) -> Self {
        Sparse(vec![([0; MOST_PARTIES], N::from(1))])
    }

    fn add(&mut self, other: &Self, shift: &Shift, _: &Grid, cut: &Cut) {
        other.0.iter().for_each(|(cell, n)| self.push(plus(cell, &shift.cell, &cut.sure), n.clone(), cut));
    }

    fn product(&self, other: &Self, _: &Grid, cut: &Cut) -> Self {
        let mut product = Sparse::empty();
        for (a, of_a) in &self.0 {
            // The tables of this step are still to come: the cut is not yet for these sums.
            let sums = other.0.iter().map(|(b, of_b)| (plus(a, b, &cut.sure), of_a.times(of_b)));
            product.0.extend(sums);
        }
        product
    }

    fn finish(&mut self) {
        self.0.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        self.0.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += &next.1;
            }
            same
        });
    }

    fn cells(&self) -> u64 {
        self.0.len() as u64
    }

    fn bytes(&self) -> u64 {
        // A big number of a hundred bits or two has some 32 bytes of its own.
        (self.0.len() * (size_of::<(Cell, N)>() + 32)) as u64
    }
}
