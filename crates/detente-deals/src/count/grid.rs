//! A problem's utilities, rounded to multiples of a grid step a party.

use super::cut::{Cut, directions};
use crate::elimination::Floors;
use crate::plan::Step;
use crate::problem::{MOST_PARTIES, Problem};

/// Numbers of the parties that have a floor to reach; the places behind them are 0.
pub(super) type Cell = [i64; MOST_PARTIES];

/// What choosing an option, or a cell of a factor, adds.
#[derive(Clone, Copy)]
pub(super) struct Shift {
    /// To the cell.
    pub(super) cell: Cell,
    /// What was rounded off: the true sum less the cell's, a number a party.
    pub(super) rest: Cell,
}

/// What matters of a party.
pub(super) struct Axis {
    /// Which party.
    party: usize,
    /// The grid step; 1: nothing is rounded.
    pub(super) step: i64,
    /// The true sum, above the least there is, that is to be reached.
    pub(super) need: i64,
    /// The least and the greatest that all roundings together can be.
    pub(super) low: i64,
    pub(super) high: i64,
    /// From this cell on nothing can miss the floor.
    pub(super) sure: i64,
    /// Below this cell nothing can reach it.
    pub(super) least: i64,
    /// The `λ` of the bounds.
    pub(super) tilt: f64,
}

/// All that a run needs to know.
pub(super) struct Grid {
    pub(super) axes: Vec<Axis>,
    /// `issues[issue][option]`.
    issues: Vec<Vec<Shift>>,
    /// `factors[factor][cell]`.
    factors: Vec<Vec<Shift>>,
    /// Weighted sums that what is dropped is measured by.
    pub(super) directions: Vec<Cell>,
}

impl Grid {
    /// With about so many cells for each party's range.
    pub(super) fn of(problem: &Problem, floors: &[Option<i64>], cells: i64) -> Grid {
        let lowest = Floors::of(problem);
        let axis = |(party, floor): (usize, &Option<i64>)| {
            let least = i128::from(lowest.least(party) + problem.bias()[party]);
            let need = i128::from((*floor)?) - least;
            // More than there is cannot be reached, however much more it is.
            let need = need.min(i128::from(lowest.ranges[party]) + 1) as i64;
            let step = (lowest.ranges[party] / cells).max(1);
            let axis = Axis { party, step, need, low: 0, high: 0, sure: 0, least: 0, tilt: 0.0 };
            (need > 0).then_some(axis)
        };
        let axes: Vec<Axis> = floors.iter().take(problem.parties()).enumerate().filter_map(axis).collect();
        let shift = |gains: &dyn Fn(usize) -> i64| {
            let mut shift = Shift { cell: [0; MOST_PARTIES], rest: [0; MOST_PARTIES] };
            for (place, axis) in axes.iter().enumerate() {
                let gain = gains(axis.party);
                shift.cell[place] = gain / axis.step + i64::from(gain % axis.step > axis.step / 2);
                shift.rest[place] = gain - shift.cell[place] * axis.step;
            }
            shift
        };
        let option = |issue: usize, option: usize| {
            shift(&|party| problem.gains()[party][issue][option] - lowest.issue(issue, party))
        };
        let cell = |factor: usize, cell: usize| {
            shift(&|party| problem.factors()[factor].values[party][cell] - lowest.factor(factor, party))
        };
        let issues: Vec<Vec<Shift>> = (problem.options().iter().enumerate())
            .map(|(issue, &n)| (0..n as usize).map(|o| option(issue, o)).collect())
            .collect();
        let factors: Vec<Vec<Shift>> = (problem.factors().iter().enumerate())
            .map(|(factor, f)| (0..f.values[0].len()).map(|c| cell(factor, c)).collect())
            .collect();
        let mut grid = Grid { axes, issues, factors, directions: Vec::new() };
        grid.gather();
        grid.directions = directions(&grid);
        grid
    }

    /// Is nothing rounded?
    pub(super) fn is_finest(&self) -> bool {
        self.axes.iter().all(|axis| axis.step == 1)
    }

    pub(super) fn option(&self, issue: usize, option: u32) -> &Shift {
        &self.issues[issue][option as usize]
    }

    pub(super) fn factor(&self, factor: usize, cell: usize) -> &Shift {
        &self.factors[factor][cell]
    }

    /// The most that all tables together add to a weighted sum, and the most of those of a step.
    pub(super) fn most(&self, direction: &Cell) -> i128 {
        self.issues.iter().chain(&self.factors).map(|table| most(table, direction)).sum()
    }

    pub(super) fn most_of(&self, step: &Step, direction: &Cell) -> i128 {
        let issue = step.issue.map_or(0, |issue| most(&self.issues[issue], direction));
        issue + step.factors.iter().map(|&f| most(&self.factors[f], direction)).sum::<i128>()
    }

    /// What a cell needs of a weighted sum in the end, at least.
    pub(super) fn least(&self, direction: &Cell) -> i128 {
        let least = self.axes.iter().zip(direction);
        least.map(|(axis, weight)| i128::from(axis.least) * i128::from(*weight)).sum()
    }

    /// What is known when the tables that add at most `most` a direction are done.
    pub(super) fn cut(&self, most: &[i128]) -> Cut {
        Cut::of(self, most)
    }

    /// What the roundings of all tables add up to.
    fn gather(&mut self) {
        let tables: Vec<&Vec<Shift>> = self.issues.iter().chain(&self.factors).collect();
        for (place, axis) in self.axes.iter_mut().enumerate() {
            let rests = |table: &&Vec<Shift>| table.iter().map(|shift| shift.rest[place]).collect::<Vec<_>>();
            let mut variance = 0.0;
            for rests in tables.iter().map(rests) {
                axis.low += rests.iter().min().unwrap_or(&0);
                axis.high += rests.iter().max().unwrap_or(&0);
                let n = rests.len() as f64;
                let mean = rests.iter().map(|r| *r as f64).sum::<f64>() / n;
                variance += rests.iter().map(|r| (*r as f64 - mean) * (*r as f64 - mean)).sum::<f64>() / n;
            }
            let spread = (axis.high - axis.low) as f64;
            if variance > 0.0 {
                // Any number is right; this one is about the best, and keeps exponentials in range.
                axis.tilt = (2.0 / variance).sqrt().min(500.0 / spread);
            }
            axis.sure = ceiling(axis.need - axis.low, axis.step);
            axis.least = ceiling(axis.need - axis.high, axis.step).max(0);
        }
    }
}

fn most(table: &[Shift], direction: &Cell) -> i128 {
    table.iter().map(|shift| dot(&shift.cell, direction)).max().unwrap_or(0)
}

/// A weighted sum.
pub(super) fn dot(cell: &Cell, direction: &Cell) -> i128 {
    cell.iter().zip(direction).map(|(c, d)| i128::from(*c) * i128::from(*d)).sum()
}

fn ceiling(number: i64, by: i64) -> i64 {
    number.div_euclid(by) + i64::from(number.rem_euclid(by) > 0)
}
