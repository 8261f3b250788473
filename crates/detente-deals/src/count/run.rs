//! One elimination that counts, whatever keeps the numbers.

use super::cut::Cut;
use super::grid::{Cell, Grid, Shift};
use crate::limits::{Budget, Reason, Stop};
use crate::plan::{Plan, Step};
use crate::problem::{MOST_PARTIES, Problem};

/// Numbers of ways to cells.
pub(super) trait Tally: Sized {
    /// One way to the first cell.
    fn one(grid: &Grid) -> Self;

    /// All ways of the parts, each moved; but for those which the cut drops.
    fn gather(
        parts: &[Part<'_, Self>],
        grid: &Grid,
        cut: &Cut,
        room: &mut Room<'_, '_>,
    ) -> Result<Self, Stop>;

    /// Each way of the one together with each of the other.
    fn product(&self, other: &Self, grid: &Grid, cut: &Cut, room: &mut Room<'_, '_>) -> Result<Self, Stop>;

    /// How many numbers there are.
    fn cells(&self) -> u64;
}

/// What an option can be combined with, and what it adds to that.
pub(super) struct Part<'m, T> {
    pub(super) ways: Ways<'m, T>,
    pub(super) shift: Shift,
}

/// A message's ways, or those of several messages together.
pub(super) enum Ways<'m, T> {
    Of(&'m T),
    Made(T),
}

impl<T> Ways<'_, T> {
    pub(super) fn get(&self) -> &T {
        match self {
            Ways::Of(ways) => ways,
            Ways::Made(ways) => ways,
        }
    }
}

/// Takes memory for a message, cell by cell.
pub(super) struct Room<'r, 'w> {
    budget: &'r mut Budget<'w>,
    most_cells: u64,
    /// What was taken.
    bytes: u64,
    cells: u64,
}

impl Room<'_, '_> {
    pub(super) fn take(&mut self, cells: u64, bytes: u64) -> Result<(), Stop> {
        self.cells += cells;
        self.bytes += bytes;
        self.budget.take(bytes)?;
        self.budget.keep(self.cells)?;
        if self.cells > self.most_cells { Err(self.budget.stopped(Reason::Points)) } else { Ok(()) }
    }
}

/// The ways of a step, an assignment of its separator each.
struct Message<T> {
    scope: Vec<usize>,
    tallies: Vec<T>,
    bytes: u64,
}

/// What the last step leaves; none where the plan ends with nothing.
pub(super) fn run<T: Tally>(
    problem: &Problem,
    plan: &Plan,
    grid: &Grid,
    most_cells: u64,
    budget: &mut Budget<'_>,
) -> Result<Option<T>, Stop> {
    budget.begin(plan.steps.len());
    let mut run = Run { problem, grid, most_cells, budget, outcome: vec![0; problem.options().len()] };
    let mut messages: Vec<Option<Message<T>>> = Vec::new();
    // Of each step the most that the tables below it and its own add, a direction each.
    let mut done: Vec<Vec<i128>> = Vec::new();
    for step in &plan.steps {
        let mut most: Vec<i128> = grid.directions.iter().map(|d| grid.most_of(step, d)).collect();
        for &input in &step.inputs {
            most.iter_mut().zip(&done[input]).for_each(|(sum, of_input)| *sum += of_input);
        }
        let inputs: Vec<Message<T>> = step.inputs.iter().filter_map(|&i| messages[i].take()).collect();
        let message = run.step(step, &inputs, &grid.cut(&most))?;
        run.budget.give_back(inputs.iter().map(|input| input.bytes).sum());
        let cells = message.tallies.iter().map(T::cells).sum();
        run.budget.step_done(cells)?;
        messages.push(Some(message));
        done.push(most);
    }
    Ok(messages.pop().flatten().and_then(|mut message| message.tallies.pop()))
}

struct Run<'r, 'w> {
    problem: &'r Problem,
    grid: &'r Grid,
    most_cells: u64,
    budget: &'r mut Budget<'w>,
    /// The options chosen on the separator and the issue of the present step.
    outcome: Vec<u32>,
}

impl<'w> Run<'_, 'w> {
    fn step<T: Tally>(&mut self, step: &Step, inputs: &[Message<T>], cut: &Cut) -> Result<Message<T>, Stop> {
        let cells = self.problem.cells(&step.scope).unwrap_or(usize::MAX);
        let mut bytes = (cells as u64).saturating_mul(size_of::<T>() as u64);
        self.budget.take(bytes)?;
        let (mut tallies, mut points) = (Vec::with_capacity(cells), 0);
        for mut cell in 0..cells {
            for &issue in step.scope.iter().rev() {
                let options = self.problem.options()[issue] as usize;
                self.outcome[issue] = (cell % options) as u32;
                cell /= options;
            }
            let parts = self.parts(step, inputs, cut)?;
            self.budget.look_at(parts.iter().map(|part| part.ways.get().cells()).sum())?;
            let grid = self.grid;
            let mut room = self.room(points);
            tallies.push(T::gather(&parts, grid, cut, &mut room)?);
            bytes += room.bytes;
            points = room.cells;
        }
        Ok(Message { scope: step.scope.clone(), tallies, bytes })
    }

    fn room(&mut self, cells: u64) -> Room<'_, 'w> {
        Room { budget: self.budget, most_cells: self.most_cells, bytes: 0, cells }
    }

    /// The options that the rules allow, each with what it can be combined with.
    fn parts<'m, T: Tally>(
        &mut self,
        step: &Step,
        inputs: &'m [Message<T>],
        cut: &Cut,
    ) -> Result<Vec<Part<'m, T>>, Stop> {
        let options = step.issue.map_or(1, |issue| self.problem.options()[issue]);
        let mut parts = Vec::with_capacity(options as usize);
        for option in 0..options {
            if let Some(issue) = step.issue {
                self.outcome[issue] = option;
            }
            if step.rules.iter().all(|&rule| self.problem.rules()[rule].allows(&self.outcome)) {
                parts.push(Part { ways: self.ways(inputs, cut)?, shift: self.shift(step) });
            }
        }
        Ok(parts)
    }

    fn ways<'m, T: Tally>(&mut self, inputs: &'m [Message<T>], cut: &Cut) -> Result<Ways<'m, T>, Stop> {
        let of = |input: &'m Message<T>| &input.tallies[self.problem.cell(&input.scope, &self.outcome)];
        let mut all = inputs.iter().map(of).collect::<Vec<_>>().into_iter();
        let mut ways = all.next().map_or_else(|| Ways::Made(T::one(self.grid)), Ways::Of);
        for other in all {
            self.budget.look_at(ways.get().cells().saturating_mul(other.cells()))?;
            let grid = self.grid;
            let mut room = self.room(0);
            let product = ways.get().product(other, grid, cut, &mut room)?;
            let bytes = room.bytes;
            // It is gone with the step; until then its room is that of the working space.
            self.budget.give_back(bytes);
            ways = Ways::Made(product);
        }
        Ok(ways)
    }

    fn shift(&self, step: &Step) -> Shift {
        let mut sum = Shift { cell: [0; MOST_PARTIES], rest: [0; MOST_PARTIES] };
        let issue = step.issue.map(|issue| self.grid.option(issue, self.outcome[issue]));
        let factor = |&f: &usize| {
            let cell = self.problem.cell(&self.problem.factors()[f].issues, &self.outcome);
            self.grid.factor(f, cell)
        };
        for shift in issue.into_iter().chain(step.factors.iter().map(factor)) {
            let add = |(sum, more): (&mut i64, &i64)| *sum += more;
            sum.cell.iter_mut().zip(&shift.cell).for_each(add);
            sum.rest.iter_mut().zip(&shift.rest).for_each(add);
        }
        sum
    }
}

/// The sum of two cells, where cells that are sure are not told apart.
pub(super) fn plus(a: &Cell, b: &Cell, sure: &Cell) -> Cell {
    std::array::from_fn(|place| (a[place] + b[place]).min(sure[place]))
}
