//! One elimination that counts, whatever keeps the numbers.

use super::cut::Cut;
use super::grid::{Cell, Grid, Shift};
use crate::limits::{Budget, Reason, Stop};
use crate::plan::{Plan, Step};
use crate::problem::{MOST_PARTIES, Problem};

/// Numbers of ways to cells.
pub(super) trait Tally: Sized {
    /// No way to any.
    fn empty() -> Self;

    /// One way to the first cell.
    fn one(grid: &Grid) -> Self;

    /// Adds another's ways, moved; but for those which the cut drops.
    fn add(&mut self, other: &Self, shift: &Shift, grid: &Grid, cut: &Cut);

    /// Adds each way of the one together with each of the other.
    fn product(&self, other: &Self, grid: &Grid, cut: &Cut) -> Self;

    /// Nothing more is added to it.
    fn finish(&mut self);

    /// How many numbers there are.
    fn cells(&self) -> u64;

    /// The bytes that they take.
    fn bytes(&self) -> u64;
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
        run.budget.step_done(message.tallies.iter().map(T::cells).sum())?;
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

impl Run<'_, '_> {
    fn step<T: Tally>(&mut self, step: &Step, inputs: &[Message<T>], cut: &Cut) -> Result<Message<T>, Stop> {
        let cells = self.problem.cells(&step.scope).unwrap_or(usize::MAX);
        self.budget.take((cells as u64).saturating_mul(size_of::<T>() as u64))?;
        let mut bytes = cells as u64 * size_of::<T>() as u64;
        let (mut tallies, mut points) = (Vec::with_capacity(cells), 0);
        for mut cell in 0..cells {
            for &issue in step.scope.iter().rev() {
                let options = self.problem.options()[issue] as usize;
                self.outcome[issue] = (cell % options) as u32;
                cell /= options;
            }
            let tally = self.tally(step, inputs, cut)?;
            self.budget.take(tally.bytes())?;
            bytes += tally.bytes();
            points += tally.cells();
            self.budget.keep(points)?;
            if points > self.most_cells {
                return Err(self.budget.stopped(Reason::Points));
            }
            tallies.push(tally);
        }
        Ok(Message { scope: step.scope.clone(), tallies, bytes })
    }

    fn tally<T: Tally>(&mut self, step: &Step, inputs: &[Message<T>], cut: &Cut) -> Result<T, Stop> {
        let options = step.issue.map_or(1, |issue| self.problem.options()[issue]);
        let one = T::one(self.grid);
        let mut tally = T::empty();
        for option in 0..options {
            if let Some(issue) = step.issue {
                self.outcome[issue] = option;
            }
            if !step.rules.iter().all(|&rule| self.problem.rules()[rule].allows(&self.outcome)) {
                continue;
            }
            let of = |input: &'_ Message<T>| self.problem.cell(&input.scope, &self.outcome);
            let mut ways: Vec<&T> = inputs.iter().map(|input| &input.tallies[of(input)]).collect();
            let last = ways.pop().unwrap_or(&one);
            let mut product: Option<T> = None;
            for other in ways {
                let so_far = product.as_ref().unwrap_or(last);
                self.budget.look_at(so_far.cells().saturating_mul(other.cells()))?;
                let mut next = so_far.product(other, self.grid, cut);
                next.finish();
                product = Some(next);
            }
            let ways = product.as_ref().unwrap_or(last);
            self.budget.look_at(ways.cells())?;
            tally.add(ways, &self.shift(step), self.grid, cut);
        }
        tally.finish();
        Ok(tally)
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
