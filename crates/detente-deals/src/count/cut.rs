//! Which sums can still reach all floors.
//!
//! A sum `v` reaches them only if, for every weighting `w ≥ 0`, `w·v` and the most that the tables left can
//! add to it are together at least `w·F`. The bound is the better, the nearer `w` is to the slope of the
//! frontier of the rest where the zone is.

use super::grid::{Cell, Grid, dot};
use crate::problem::MOST_PARTIES;

/// Weights of two parties add up to this.
const WHOLE: i64 = 1 << 12;

/// What is known between two steps.
pub(super) struct Cut {
    lines: Vec<Line>,
    /// From here on cells need not be told apart.
    pub(super) sure: Cell,
    /// How many parties count.
    pub(super) parties: usize,
}

struct Line {
    direction: Cell,
    /// No sum that is below it can reach the floors.
    least: i128,
    /// No sum there is exceeds it.
    most: i128,
}

impl Cut {
    pub(super) fn of(grid: &Grid, done: &[i128]) -> Cut {
        let line = |(direction, done): (&Cell, &i128)| {
            let left = grid.most(direction) - done;
            Line { direction: *direction, least: grid.least(direction) - left, most: *done }
        };
        let mut sure = [0; MOST_PARTIES];
        grid.axes.iter().zip(&mut sure).for_each(|(axis, sure)| *sure = axis.sure);
        let lines = grid.directions.iter().zip(done).map(line).collect();
        Cut { lines, sure, parties: grid.axes.len() }
    }

    /// The same, before the tables of a step are added: what there is is bounded, nothing is dropped.
    pub(super) fn without_floors(&self) -> Cut {
        let free = |line: &Line| Line { direction: line.direction, least: 0, most: line.most };
        Cut { lines: self.lines.iter().map(free).collect(), sure: self.sure, parties: self.parties }
    }

    /// Can it still reach the floors?
    pub(super) fn admits(&self, cell: &Cell) -> bool {
        self.lines.iter().all(|line| dot(cell, &line.direction) >= line.least)
    }

    /// The least and the greatest number of the last party that there are, and that can still reach the
    /// floors, where the others' numbers are those of `cell`, whose last is 0.
    pub(super) fn range(&self, cell: &Cell) -> Option<(i64, i64)> {
        let last = self.parties - 1;
        let (mut from, mut to) = (0, i128::from(self.sure[last]));
        for line in &self.lines {
            let (others, weight) = (dot(cell, &line.direction), i128::from(line.direction[last]));
            if weight == 0 {
                if others < line.least || others > line.most {
                    return None;
                }
                continue;
            }
            let (low, high) = (line.least - others, line.most - others);
            from = from.max(low.div_euclid(weight) + i128::from(low.rem_euclid(weight) > 0));
            to = to.min(high.div_euclid(weight));
        }
        // Both lie between 0 and a number of 64 bits.
        (from <= to).then_some((from as i64, to as i64))
    }
}

/// The weightings to measure by.
pub(super) fn directions(grid: &Grid) -> Vec<Cell> {
    let parties = grid.axes.len();
    // Parties whose ranges have more cells weigh less.
    let ranges: Vec<i128> = (0..parties).map(|place| grid.most(&along(&[(place, 1)])).max(1)).collect();
    let widest = ranges.iter().copied().max().unwrap_or(1);
    let unit = |place: usize| (widest / ranges[place]).min(1 << 16) as i64;
    let mut all: Vec<Cell> = (0..parties).map(|place| along(&[(place, 1)])).collect();
    if parties == 2 {
        let between = |weight: i64| along(&[(0, weight * unit(0)), (1, (WHOLE - weight) * unit(1))]);
        let slack = |weight: i64| grid.most(&between(weight)) - grid.least(&between(weight));
        let middle = (1..WHOLE).min_by_key(|&weight| slack(weight)).unwrap_or(WHOLE / 2);
        all.push(between(middle));
        let mut apart = 2;
        while apart < WHOLE {
            let near = [middle - apart, middle + apart];
            all.extend(near.into_iter().filter(|w| (1..WHOLE).contains(w)).map(between));
            apart += apart.midpoint(2).max(2);
        }
    } else if parties > 2 {
        for a in 0..parties {
            all.extend((a + 1..parties).map(|b| along(&[(a, unit(a)), (b, unit(b))])));
        }
        all.push(along(&(0..parties).map(|place| (place, unit(place))).collect::<Vec<_>>()));
    }
    all
}

fn along(weights: &[(usize, i64)]) -> Cell {
    let mut direction = [0; MOST_PARTIES];
    weights.iter().for_each(|&(place, weight)| direction[place] = weight);
    direction
}
