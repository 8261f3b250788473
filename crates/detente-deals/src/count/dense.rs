//! Cells of a grid, in rows along the last party, with ways as doubles and sums that bound the roundings.

use super::cut::Cut;
use super::grid::{Axis, Cell, Grid, Shift};
use super::run::{Part, Room, Tally};
use crate::limits::Stop;
use crate::problem::MOST_PARTIES;
use num_bigint::BigUint;

/// Rows by the other parties' numbers, ascending.
pub(super) struct Dense(Vec<(Head, Row)>);

/// The numbers of all parties but the last.
type Head = [i32; MOST_PARTIES - 1];

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
        if fitting < numbers.len() {
            row[self.width - 1] += factor * numbers[fitting..].iter().sum::<f64>();
        }
    }

    /// Without the ends where there is nothing; none where there is nothing at all.
    fn trimmed(self) -> Option<Row> {
        let ways = self.plane(0);
        let first = ways.iter().position(|n| *n > 0.0)?;
        let last = ways.iter().rposition(|n| *n > 0.0)?;
        if last + 1 - first == self.width {
            return Some(self);
        }
        let width = last + 1 - first;
        let planes = self.numbers.len() / self.width;
        let mut numbers = Vec::with_capacity(planes * width);
        (0..planes).for_each(|plane| numbers.extend_from_slice(&self.plane(plane)[first..=last]));
        Some(Row { start: self.start + first as i64, width, numbers })
    }
}

impl Dense {
    /// No fewer and no more than so many outcomes reach all floors, after so many operations.
    pub(super) fn bounds(&self, grid: &Grid, operations: u64) -> (BigUint, BigUint) {
        let (mut least, mut most) = (0.0, 0.0);
        for (cell, row) in &self.0 {
            for place in 0..row.width {
                let mut cell = cell_of(cell);
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

    /// The rows to which sources lead, each source a row of its own with the row it leads to.
    fn rows(
        mut sources: Vec<(Head, u32, u32)>,
        planes: usize,
        cut: &Cut,
        room: &mut Room<'_, '_>,
        mut add: impl FnMut(&mut Row, usize, usize),
    ) -> Result<Dense, Stop> {
        sources.sort();
        let mut rows = Vec::new();
        for sources in sources.chunk_by(|a, b| a.0 == b.0) {
            let head = sources[0].0;
            let range = if cut.parties == 0 { Some((0, 0)) } else { cut.range(&cell_of(&head)) };
            let Some((start, end)) = range else { continue };
            let width = (end - start + 1) as usize;
            let mut row = Row { start, width, numbers: vec![0.0; planes * width] };
            sources.iter().for_each(|&(_, part, index)| add(&mut row, part as usize, index as usize));
            if let Some(row) = row.trimmed() {
                let bytes = row.numbers.len() * 8 + size_of::<(Head, Row)>();
                room.take(row.width as u64, bytes as u64)?;
                rows.push((head, row));
            }
        }
        Ok(Dense(rows))
    }
}

fn cell_of(head: &Head) -> Cell {
    std::array::from_fn(|place| head.get(place).map_or(0, |number| i64::from(*number)))
}

/// The row to which a row leads, when something is added to its numbers but the last.
fn moved(head: &Head, by: impl Fn(usize) -> i64, cut: &Cut) -> Head {
    let number = |place: usize| {
        let last = place + 1 >= cut.parties;
        if last { 0 } else { (i64::from(head[place]) + by(place)).min(cut.sure[place]) as i32 }
    };
    std::array::from_fn(number)
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
    fn one(grid: &Grid) -> Self {
        let row = Row { start: 0, width: 1, numbers: vec![1.0; planes(grid)] };
        Dense(vec![([0; MOST_PARTIES - 1], row)])
    }

    /// Row by row of the result, so that each stays in the fastest memory until it is done.
    fn gather(
        parts: &[Part<'_, Self>],
        grid: &Grid,
        cut: &Cut,
        room: &mut Room<'_, '_>,
    ) -> Result<Self, Stop> {
        let factors: Vec<Vec<f64>> = parts.iter().map(|part| tilts(&grid.axes, &part.shift)).collect();
        let last = grid.axes.len().saturating_sub(1);
        let mut sources = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let shift = |place: usize| part.shift.cell[place];
            let rows = part.ways.get().0.iter().zip(0..);
            sources.extend(rows.map(|((head, _), row)| (moved(head, shift, cut), index as u32, row)));
        }
        Dense::rows(sources, planes(grid), cut, room, |target, part, row| {
            let source = &parts[part].ways.get().0[row].1;
            let at = source.start + parts[part].shift.cell[last];
            for (plane, factor) in factors[part].iter().enumerate() {
                target.add(at, plane, source.plane(plane), *factor);
            }
        })
    }

    fn product(&self, other: &Self, grid: &Grid, cut: &Cut, room: &mut Room<'_, '_>) -> Result<Self, Stop> {
        let with = |(a, i): (&(Head, Row), u32)| {
            let sum = |b: &Head| moved(b, |place| a.0[place].into(), cut);
            other.0.iter().zip(0..).map(|((b, _), j)| (sum(b), i, j)).collect::<Vec<_>>()
        };
        let sources = self.0.iter().zip(0..).flat_map(with).collect();
        Dense::rows(sources, planes(grid), &cut.without_floors(), room, |target, i, j| {
            let (a, b) = (&self.0[i].1, &other.0[j].1);
            for place in 0..a.width {
                for plane in 0..planes(grid) {
                    let at = a.start + place as i64 + b.start;
                    target.add(at, plane, b.plane(plane), a.plane(plane)[place]);
                }
            }
        })
    }

    fn cells(&self) -> u64 {
        self.0.iter().map(|(_, row)| row.width as u64).sum()
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
