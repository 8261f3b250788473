//! Cells of a grid, in rows along the last party, with ways as doubles and sums that bound the roundings.

use super::cut::Cut;
use super::grid::{Axis, Cell, Grid, Shift};
use super::run::{Tally, plus};
use crate::problem::MOST_PARTIES;
use num_bigint::BigUint;
use std::collections::BTreeMap;

/// Rows by the other parties' numbers.
pub(super) struct Dense(BTreeMap<Cell, Row>);

/// For the last party's numbers from `start` on: the ways, then for each party `Σ exp(λ r)` and `Σ exp(−λ r)`.
struct Row {
    start: i64,
    width: usize,
    /// One plane after the other, `width` numbers each.
    numbers: Vec<f64>,
}

impl Row {
    fn plane(&self, plane: usize) -> &[f64] {
        &self.numbers[plane * self.width..][..self.width]
    }

    /// Adds numbers that begin at the place `at`, each plane times its factor. What is before the row is
    /// dropped, what is behind it goes into its last cell.
    fn add(&mut self, at: i64, plane: usize, numbers: &[f64], factor: f64) {
        let skipped = (self.start - at).clamp(0, numbers.len() as i64) as usize;
        let numbers = &numbers[skipped..];
        let first = ((at - self.start).max(0) as usize).min(self.width - 1);
        let fitting = numbers.len().min(self.width - first);
        let row = &mut self.numbers[plane * self.width..][..self.width];
        row[first..][..fitting].iter_mut().zip(numbers).for_each(|(sum, n)| *sum += factor * n);
        row[self.width - 1] += factor * numbers[fitting..].iter().sum::<f64>();
    }
}

impl Dense {
    /// No fewer and no more than so many outcomes reach all floors, after so many operations.
    pub(super) fn bounds(&self, grid: &Grid, operations: u64) -> (BigUint, BigUint) {
        let (mut least, mut most) = (0.0, 0.0);
        for (cell, row) in &self.0 {
            for place in 0..row.width {
                let mut cell = *cell;
                if let Some(last) = grid.axes.len().checked_sub(1) {
                    cell[last] = row.start + place as i64;
                }
                let numbers = |plane: usize| row.plane(plane)[place];
                let (l, m) = of_cell(grid, &cell, numbers);
                least += l;
                most += m;
            }
        }
        // Each operation is one of a chain of sums and products of what is above 0.
        let error = (8.0 * operations as f64 + 4096.0) * 2.0 * f64::EPSILON;
        (whole(least * (1.0 - error).max(0.0)), whole((most * (1.0 + error)).ceil()))
    }

    /// The row of a cell with its last number, made where it is missing; none where all of it is dropped.
    fn row(&mut self, cell: &Cell, planes: usize, cut: &Cut) -> Option<&mut Row> {
        use std::collections::btree_map::Entry;
        match self.0.entry(*cell) {
            Entry::Occupied(row) => Some(row.into_mut()),
            Entry::Vacant(place) => {
                let (start, end) = if cut.parties == 0 { (0, 0) } else { cut.range(cell)? };
                let width = (end - start + 1) as usize;
                Some(place.insert(Row { start, width, numbers: vec![0.0; planes * width] }))
            }
        }
    }
}

/// What a cell adds to both bounds.
fn of_cell(grid: &Grid, cell: &Cell, numbers: impl Fn(usize) -> f64) -> (f64, f64) {
    let ways = numbers(0);
    let (mut least, mut most) = (ways, ways);
    for (place, axis) in grid.axes.iter().enumerate() {
        let missing = i128::from(axis.need) - i128::from(cell[place]) * i128::from(axis.step);
        if missing > axis.high.into() {
            return (0.0, 0.0);
        }
        if missing <= axis.low.into() {
            continue;
        }
        let tilted = axis.tilt * missing as f64;
        most = most.min(libm::exp(-tilted) * numbers(1 + 2 * place));
        least -= libm::exp(tilted) * numbers(2 + 2 * place);
    }
    // Overflow makes infinities or no number: then nothing is known but the ways.
    (if least > 0.0 { least } else { 0.0 }, most)
}

impl Tally for Dense {
    fn empty() -> Self {
        Dense(BTreeMap::new())
    }

    fn one(grid: &Grid) -> Self {
        let row = Row { start: 0, width: 1, numbers: vec![1.0; planes(grid)] };
        Dense(BTreeMap::from([([0; MOST_PARTIES], row)]))
    }

    fn add(&mut self, other: &Self, shift: &Shift, grid: &Grid, cut: &Cut) {
        let factors = tilts(&grid.axes, shift);
        let last = grid.axes.len().saturating_sub(1);
        let mut others = shift.cell;
        others[last] = 0;
        for (cell, row) in &other.0 {
            let target = self.row(&plus(cell, &others, &cut.sure), factors.len(), cut);
            let Some(target) = target else { continue };
            for (plane, factor) in factors.iter().enumerate() {
                target.add(row.start + shift.cell[last], plane, row.plane(plane), *factor);
            }
        }
    }

    fn product(&self, other: &Self, grid: &Grid, cut: &Cut) -> Self {
        let free = cut.without_floors();
        let mut product = Dense::empty();
        for (a, of_a) in &self.0 {
            for (b, of_b) in &other.0 {
                let Some(target) = product.row(&plus(a, b, &cut.sure), planes(grid), &free) else { continue };
                for place in 0..of_a.width {
                    for plane in 0..planes(grid) {
                        let factor = of_a.plane(plane)[place];
                        let at = of_a.start + place as i64 + of_b.start;
                        target.add(at, plane, of_b.plane(plane), factor);
                    }
                }
            }
        }
        product
    }

    /// Takes off the ends of rows where there is nothing.
    fn finish(&mut self) {
        self.0.retain(|_, row| {
            let ways = row.plane(0);
            let (Some(first), Some(last)) =
                (ways.iter().position(|n| *n > 0.0), ways.iter().rposition(|n| *n > 0.0))
            else {
                return false;
            };
            if last + 1 - first < row.width {
                let planes = row.numbers.len() / row.width;
                let kept = (0..planes).flat_map(|plane| row.plane(plane)[first..=last].to_vec()).collect();
                *row = Row { start: row.start + first as i64, width: last + 1 - first, numbers: kept };
            }
            true
        });
    }

    fn cells(&self) -> u64 {
        self.0.values().map(|row| row.width as u64).sum()
    }

    fn bytes(&self) -> u64 {
        let row = |row: &Row| (row.numbers.len() * 8 + size_of::<(Cell, Row)>() * 2) as u64;
        self.0.values().map(row).sum()
    }
}

fn planes(grid: &Grid) -> usize {
    1 + 2 * grid.axes.len()
}

/// What the numbers of each plane are multiplied by.
fn tilts(axes: &[Axis], shift: &Shift) -> Vec<f64> {
    let tilt = |(axis, rest): (&Axis, &i64)| {
        let tilted = axis.tilt * *rest as f64;
        [libm::exp(tilted), libm::exp(-tilted)]
    };
    std::iter::once(1.0).chain(axes.iter().zip(&shift.rest).flat_map(tilt)).collect()
}

/// The whole part. What is not finite has no bound: the caller knows another.
fn whole(number: f64) -> BigUint {
    if !number.is_finite() {
        return BigUint::from(1u8) << 2000u32;
    }
    let (bits, number) = (number.to_bits(), number.trunc());
    let exponent = (bits >> 52) as i64 - 1075;
    let mantissa = bits & ((1 << 52) - 1) | 1 << 52;
    if number < 1.0 {
        BigUint::ZERO
    } else if exponent >= 0 {
        BigUint::from(mantissa) << exponent
    } else {
        BigUint::from(mantissa >> -exponent)
    }
}

/// The double next above a number of less than a thousand bits.
pub(super) fn rounded(number: &BigUint) -> f64 {
    let shift = number.bits().saturating_sub(52);
    let high = u64::try_from(number >> shift).unwrap_or(u64::MAX) + u64::from(shift > 0);
    high as f64 * libm::ldexp(1.0, shift as i32)
}
