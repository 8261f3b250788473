//! One convex program: the best utilities of a region, and what proves it.
//!
//! Solved by Clarabel (P. J. Goulart, Y. Chen, "Clarabel: an interior-point solver for conic programs with quadratic
//! objectives", arXiv:2405.12762, 2024), a primal–dual interior point method. The weighted geometric mean is made of
//! second-order cones `y² ≤ a·b` in a binary tree (M. S. Lobo, L. Vandenberghe, S. Boyd, H. Lebret, "Applications
//! of second-order cone programming", Linear Algebra and its Applications 284 (1998) 193–228), rather than of exponential cones,
//! so that only additions, multiplications, divisions and square roots are used: equal on every machine.
//!
//! The bound is not the solver's word: from its multipliers a linear function is made that the goal nowhere exceeds,
//! and its maximum over the region is that of each group's best column.

use super::LotteryError;
use crate::limits::Budget;
use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettingsBuilder, DefaultSolver, IPSolver, SolverStatus, SupportedConeT};

/// All sums of one mix a group: utilities are `base` plus the columns times their shares, each not below 0, the
/// shares of a group adding up to 1.
#[derive(Clone)]
pub(super) struct Region {
    pub(super) base: Vec<f64>,
    /// `groups[group][column][party]`.
    pub(super) groups: Vec<Vec<Vec<f64>>>,
}

/// What is to be greatest. Utilities are such that 0 is the disagreement point.
#[derive(Clone)]
pub(super) enum Aim {
    /// The weighted sum.
    Sum(Vec<f64>),
    /// The smallest `(u − from) · slope` of the parties whose slope is above 0; of equals, nearly, the greatest sum of these.
    Least { from: Vec<f64>, slope: Vec<f64> },
    /// The weighted geometric mean of the utilities.
    Product(Vec<u32>),
}

/// The best utilities, nearly.
#[derive(Clone)]
pub(super) struct Best {
    /// `shares[group][column]`.
    pub(super) shares: Vec<Vec<f64>>,
    pub(super) utilities: Vec<f64>,
    pub(super) value: f64,
    /// A linear function that the value nowhere exceeds: a constant, and a number a party.
    pub(super) over: (f64, Vec<f64>),
}

/// How far what is found may miss a constraint.
const TOLERANCE: f64 = 1e-7;

/// Moves of shares after the solver has ended, at most.
const MOST_MOVES: usize = 500;

impl Aim {
    pub(super) fn value(&self, utilities: &[f64]) -> f64 {
        match self {
            Aim::Sum(weights) => dot(weights, utilities),
            Aim::Least { from, slope } => {
                let counts = (0..slope.len()).filter(|&p| slope[p] > 0.0);
                counts.map(|p| (utilities[p] - from[p]) * slope[p]).fold(f64::INFINITY, f64::min)
            }
            Aim::Product(weights) => mean(weights, |party| utilities[party].max(0.0)),
        }
    }
}

/// A weighted geometric mean.
fn mean(weights: &[u32], number: impl Fn(usize) -> f64) -> f64 {
    let total: f64 = weights.iter().map(|weight| f64::from(*weight)).sum();
    let logarithm = |party: usize| f64::from(weights[party]) * libm::log(number(party));
    let weighted = (0..weights.len()).filter(|&party| weights[party] > 0);
    libm::exp(weighted.map(logarithm).sum::<f64>() / total)
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

impl Region {
    /// The greatest value of a linear function, and the column of each group that has it, the first of equals.
    pub(super) fn most(&self, (constant, slope): &(f64, Vec<f64>)) -> (f64, Vec<usize>) {
        let mut most = constant + dot(slope, &self.base);
        let mut columns = Vec::with_capacity(self.groups.len());
        for group in &self.groups {
            let better = |best: (usize, f64), (at, column): (usize, &Vec<f64>)| {
                let value = dot(slope, column);
                if value > best.1 { (at, value) } else { best }
            };
            let (at, value) = group.iter().enumerate().fold((0, f64::NEG_INFINITY), better);
            most += value;
            columns.push(at);
        }
        (most, columns)
    }

    pub(super) fn utilities(&self, shares: &[Vec<f64>]) -> Vec<f64> {
        let mut utilities = self.base.clone();
        for (column, share) in self.groups.iter().flatten().zip(shares.iter().flatten()) {
            utilities.iter_mut().zip(column).for_each(|(u, c)| *u += c * share);
        }
        utilities
    }

    /// The best, where nobody gets less than 0 if `acceptable`. None where nothing is acceptable.
    pub(super) fn best(
        &self,
        aim: &Aim,
        acceptable: bool,
        budget: &mut Budget<'_>,
    ) -> Result<Option<Best>, LotteryError> {
        let columns: usize = self.groups.iter().map(Vec::len).sum();
        budget.look_at((columns * self.base.len() * 50) as u64)?;
        let mut program = Program::of(self);
        let floors = program.floors(self, acceptable);
        let numbers = match aim {
            Aim::Sum(weights) => {
                program.aim_at(&self.weighted(weights));
                Vec::new()
            }
            Aim::Least { from, slope } => program.least(self, from, slope),
            Aim::Product(weights) => {
                program.product(self, weights);
                Vec::new()
            }
        };
        let Some((x, duals)) = program.solve()? else { return Ok(None) };
        let mut shares = self.shares(&x);
        if let Aim::Product(_) = aim {
            self.polish(aim, &mut shares);
        }
        let utilities = self.utilities(&shares);
        if utilities.iter().any(|u| !u.is_finite() || acceptable && *u < -10.0 * TOLERANCE) {
            return Err(LotteryError::Numerical);
        }
        let price = |rows: &[usize], at: usize| rows.get(at).map_or(0.0, |row| duals[*row].max(0.0));
        let prices: Vec<f64> = (0..self.base.len()).map(|party| price(&floors, party)).collect();
        let over = over(aim, &utilities, &prices, |at| price(&numbers, at));
        Ok(Some(Best { value: aim.value(&utilities), shares, utilities, over }))
    }

    /// Moves shares from the column that is worst along the slope to the one that is best, in one group after the
    /// other, as far as it helps: the product is so flat at its greatest that the solver ends early. S.
    /// Lacoste-Julien, M. Jaggi, "On the global linear convergence of Frank–Wolfe optimization variants", NIPS 2015, 496–504.
    fn polish(&self, aim: &Aim, shares: &mut [Vec<f64>]) {
        let none = vec![0.0; self.base.len()];
        for _ in 0..MOST_MOVES {
            let utilities = self.utilities(shares);
            let function = over(aim, &utilities, &none, |_| 0.0);
            let value = |group: usize, column: usize| dot(&function.1, &self.groups[group][column]);
            let moves = (0..self.groups.len()).filter_map(|group| {
                let columns = 0..self.groups[group].len();
                let best = columns.clone().max_by(|a, b| value(group, *a).total_cmp(&value(group, *b)))?;
                let held = columns.filter(|column| shares[group][*column] > 0.0);
                let worst = held.min_by(|a, b| value(group, *a).total_cmp(&value(group, *b)))?;
                Some((value(group, best) - value(group, worst), group, worst, best))
            });
            let Some((gain, group, from, to)) = moves.max_by(|a, b| a.0.total_cmp(&b.0)) else { return };
            if gain.is_nan() || gain <= 1e-11 {
                return;
            }
            let change: Vec<f64> =
                self.groups[group][to].iter().zip(&self.groups[group][from]).map(|(a, b)| a - b).collect();
            // The slope along the change falls: the step is found by halving.
            let rises = |step: f64| {
                let there: Vec<f64> = utilities.iter().zip(&change).map(|(u, c)| u + step * c).collect();
                dot(&over(aim, &there, &none, |_| 0.0).1, &change) > 0.0
            };
            let (mut low, mut high) = (0.0, shares[group][from]);
            if rises(high) {
                low = high;
            }
            for _ in 0..60 {
                let middle = (low + high) / 2.0;
                if rises(middle) { low = middle } else { high = middle }
            }
            let whole = low == shares[group][from];
            shares[group][to] += low;
            shares[group][from] = if whole { 0.0 } else { shares[group][from] - low };
        }
    }

    /// A weighted sum of utilities as an affine function of the shares.
    fn weighted(&self, weights: &[f64]) -> Affine {
        let terms = self.groups.iter().flatten().map(|column| dot(weights, column)).enumerate().collect();
        Affine { constant: dot(weights, &self.base), terms }
    }

    fn utility(&self, party: usize) -> Affine {
        let axis: Vec<f64> = (0..self.base.len()).map(|p| f64::from(u8::from(p == party))).collect();
        self.weighted(&axis)
    }

    /// Shares that are exactly shares.
    fn shares(&self, x: &[f64]) -> Vec<Vec<f64>> {
        let mut rest = x;
        let mut take = |group: &Vec<Vec<f64>>| {
            let (own, others) = rest.split_at(group.len());
            rest = others;
            let own: Vec<f64> = own.iter().map(|x| if *x < TOLERANCE { 0.0 } else { *x }).collect();
            let sum: f64 = own.iter().sum();
            own.iter().map(|x| x / sum).collect()
        };
        self.groups.iter().map(&mut take).collect()
    }
}

/// A linear function that is nowhere below the aim where nobody gets less than the floors have prices for.
fn over(aim: &Aim, utilities: &[f64], prices: &[f64], number: impl Fn(usize) -> f64) -> (f64, Vec<f64>) {
    let (mut constant, mut slope) = (0.0, prices.to_vec());
    match aim {
        Aim::Sum(weights) => slope.iter_mut().zip(weights).for_each(|(slope, weight)| *slope += weight),
        Aim::Least { from, slope: slopes } => {
            // A mean of the numbers is nowhere below the smallest.
            let counts: Vec<usize> = (0..slopes.len()).filter(|&p| slopes[p] > 0.0).collect();
            let all: f64 = (0..counts.len()).map(&number).sum();
            for (at, &party) in counts.iter().enumerate() {
                let share = if all > 0.0 { number(at) / all } else { 1.0 / counts.len() as f64 };
                slope[party] += share * slopes[party];
                constant -= share * slopes[party] * from[party];
            }
            if all > 0.0 {
                prices.iter().zip(&mut slope).for_each(|(price, slope)| *slope += price / all - price);
            }
        }
        Aim::Product(weights) => {
            // The inequality of arithmetic and geometric means, at these utilities.
            slope.iter_mut().for_each(|slope| *slope = 0.0);
            let total: f64 = weights.iter().map(|weight| f64::from(*weight)).sum();
            let height = |party: usize| utilities[party].max(1e-12);
            let mean = mean(weights, height);
            for (party, weight) in weights.iter().enumerate() {
                slope[party] += mean * f64::from(*weight) / total / height(party);
            }
        }
    }
    (constant, slope)
}

/// `constant + Σ coefficient · variable`.
#[derive(Clone)]
struct Affine {
    constant: f64,
    terms: Vec<(usize, f64)>,
}

impl Affine {
    fn plus(&self, other: &Affine, times: f64) -> Affine {
        let terms = self.terms.iter().copied().chain(other.terms.iter().map(|(v, c)| (*v, c * times)));
        Affine { constant: self.constant + times * other.constant, terms: terms.collect() }
    }
}

/// The conic program in the making.
struct Program {
    variables: usize,
    rows: Vec<Affine>,
    cones: Vec<SupportedConeT<f64>>,
    goal: Vec<(usize, f64)>,
}

impl Program {
    /// Shares not below 0 that add up to 1 in each group.
    fn of(region: &Region) -> Program {
        let variables = region.groups.iter().map(Vec::len).sum();
        let mut program = Program { variables, rows: Vec::new(), cones: Vec::new(), goal: Vec::new() };
        let mut first = 0;
        for group in &region.groups {
            let terms = (first..first + group.len()).map(|variable| (variable, 1.0)).collect();
            program.rows.push(Affine { constant: -1.0, terms });
            first += group.len();
        }
        program.cones.push(SupportedConeT::ZeroConeT(region.groups.len()));
        for variable in 0..variables {
            program.at_least_0(Affine { constant: 0.0, terms: vec![(variable, 1.0)] });
        }
        program
    }

    fn variable(&mut self) -> Affine {
        self.variables += 1;
        Affine { constant: 0.0, terms: vec![(self.variables - 1, 1.0)] }
    }

    /// The row that says so.
    fn at_least_0(&mut self, row: Affine) -> usize {
        self.rows.push(row);
        match self.cones.last_mut() {
            Some(SupportedConeT::NonnegativeConeT(n)) => *n += 1,
            _ => self.cones.push(SupportedConeT::NonnegativeConeT(1)),
        }
        self.rows.len() - 1
    }

    fn floors(&mut self, region: &Region, acceptable: bool) -> Vec<usize> {
        let parties = if acceptable { region.base.len() } else { 0 };
        (0..parties).map(|party| self.at_least_0(region.utility(party))).collect()
    }

    fn aim_at(&mut self, goal: &Affine) {
        self.goal.extend(&goal.terms);
    }

    /// The rows of the numbers whose smallest is to be greatest.
    fn least(&mut self, region: &Region, from: &[f64], slope: &[f64]) -> Vec<usize> {
        let least = self.variable();
        self.aim_at(&least);
        let counts = (0..slope.len()).filter(|&party| slope[party] > 0.0);
        let number = |party: usize| {
            let mut number = region.utility(party);
            number.constant -= from[party];
            number.terms.iter_mut().for_each(|term| term.1 *= slope[party]);
            number.constant *= slope[party];
            number
        };
        let numbers: Vec<Affine> = counts.map(number).collect();
        // So little of the sum that the smallest is not moved by more than is rounded.
        let little = 1e-7 / numbers.len() as f64;
        numbers.iter().for_each(|n| self.goal.extend(n.terms.iter().map(|(v, c)| (*v, c * little))));
        numbers.iter().map(|number| self.at_least_0(number.plus(&least, -1.0))).collect()
    }

    /// The weighted geometric mean, as a binary tree; a pair of equal numbers is that number.
    fn product(&mut self, region: &Region, weights: &[u32]) {
        let divisor = weights.iter().fold(0, |a, &b| greatest_common_divisor(a, b)).max(1);
        let weighted = (0..weights.len()).filter(|&party| weights[party] > 0);
        let mut runs: Vec<(Affine, u32)> =
            weighted.map(|party| (region.utility(party), weights[party] / divisor)).collect();
        let total: u32 = runs.iter().map(|run| run.1).sum();
        let root = self.variable();
        // The rest of the leaves is the mean itself.
        let rest = total.next_power_of_two() - total;
        if rest > 0 {
            runs.push((root.clone(), rest));
        }
        let mut left = total.next_power_of_two();
        while left > 1 {
            let mut above: Vec<(Affine, u32)> = Vec::new();
            let mut odd: Option<Affine> = None;
            for (number, mut count) in runs {
                if let Some(other) = odd.take() {
                    count -= 1;
                    above.push((self.between(&other, &number), 1));
                }
                if count % 2 == 1 {
                    odd = Some(number.clone());
                }
                if count > 1 {
                    above.push((number, count / 2));
                }
            }
            (runs, left) = (above, left / 2);
        }
        if let Some((mean, _)) = runs.pop() {
            self.at_least_0(mean.plus(&root, -1.0));
        }
        self.aim_at(&root);
    }

    /// A number that is not above the geometric mean of two, which are not below 0.
    fn between(&mut self, a: &Affine, b: &Affine) -> Affine {
        let mean = self.variable();
        self.rows.push(a.plus(b, 1.0));
        self.rows.push(a.plus(b, -1.0));
        self.rows.push(Affine { constant: 0.0, terms: vec![(self.variables - 1, 2.0)] });
        self.cones.push(SupportedConeT::SecondOrderConeT(3));
        mean
    }

    /// The variables and the rows' multipliers; none where it is proven that there is no solution.
    fn solve(self) -> Result<Option<Solved>, LotteryError> {
        let (mut i, mut j, mut v) = (Vec::new(), Vec::new(), Vec::new());
        for (row, affine) in self.rows.iter().enumerate() {
            for &(variable, coefficient) in affine.terms.iter().filter(|term| term.1 != 0.0) {
                i.push(row);
                j.push(variable);
                v.push(-coefficient);
            }
        }
        let a = CscMatrix::new_from_triplets(self.rows.len(), self.variables, i, j, v);
        let b: Vec<f64> = self.rows.iter().map(|row| row.constant).collect();
        let mut q = vec![0.0; self.variables];
        self.goal.iter().for_each(|&(variable, coefficient)| q[variable] -= coefficient);
        let p = CscMatrix::zeros((self.variables, self.variables));
        let settings =
            DefaultSettingsBuilder::default().verbose(false).build().map_err(|_| LotteryError::Numerical)?;
        let mut solver =
            DefaultSolver::new(&p, &q, &a, &b, &self.cones, settings).map_err(|_| LotteryError::Numerical)?;
        solver.solve();
        match solver.solution.status {
            SolverStatus::Solved | SolverStatus::AlmostSolved | SolverStatus::InsufficientProgress => {
                Ok(Some((solver.solution.x.clone(), solver.solution.z.clone())))
            }
            SolverStatus::PrimalInfeasible | SolverStatus::AlmostPrimalInfeasible => Ok(None),
            _ => Err(LotteryError::Numerical),
        }
    }
}

/// Variables, and multipliers of the rows.
type Solved = (Vec<f64>, Vec<f64>);

fn greatest_common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}
