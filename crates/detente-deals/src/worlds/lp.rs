//! Small linear programs, solved exactly.
//!
//! **Method.** The two-phase simplex method (G. B. Dantzig, *Linear programming and extensions*, Princeton
//! University Press 1963) with the least-index rule, which never cycles (R. G. Bland, "New finite pivoting
//! rules for the simplex method", Mathematics of Operations Research 2 (1977) 103–107). The tableau holds integers
//! over one common denominator: J. Edmonds, "Systems of distinct representatives and linear algebra",
//! Journal of Research of the National Bureau of Standards 71B (1967) 241–245: after a pivot every division
//! by the last pivot leaves no rest. Numbers are `i128` while they fit and of any length when they do not.
//!
//! **Cost.** A pivot costs rows times columns; there are seldom more than a few times the rows.

use num_bigint::BigInt;

/// An exact number: over a positive denominator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ratio {
    pub(crate) over: BigInt,
    pub(crate) under: BigInt,
}

impl Ratio {
    /// The nearest double, or nearly: both parts are cut to their first bits.
    pub(crate) fn to_f64(&self) -> f64 {
        let shift = self.over.bits().max(self.under.bits()).saturating_sub(1000);
        let part = |n: &BigInt| {
            let shifted = n >> shift;
            let (sign, digits) = shifted.to_u64_digits();
            let size = digits
                .iter()
                .rev()
                .fold(0.0, |size, digit| size * 18_446_744_073_709_551_616.0 + *digit as f64);
            if sign == num_bigint::Sign::Minus { -size } else { size }
        };
        part(&self.over) / part(&self.under)
    }

    /// -1, 0 or 1.
    pub(crate) fn signum(&self) -> i32 {
        match self.over.sign() {
            num_bigint::Sign::Minus => -1,
            num_bigint::Sign::NoSign => 0,
            num_bigint::Sign::Plus => 1,
        }
    }
}

/// How a row's sum and its bound compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    AtMost,
    Equal,
}

/// `Σ coefficient · variable` compared with a bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) terms: Vec<(usize, i128)>,
    pub(crate) relation: Relation,
    pub(crate) bound: i128,
}

/// Rows over variables that are not below 0.
#[derive(Clone, Debug, Default)]
pub(crate) struct Program {
    pub(crate) columns: usize,
    pub(crate) rows: Vec<Row>,
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Solved {
    /// No point keeps all rows.
    Infeasible,
    /// The objective has no greatest value.
    Unbounded,
    /// The greatest value, and a point that reaches it.
    Best { value: Ratio, point: Vec<Ratio> },
}

impl Program {
    /// The greatest `Σ coefficient · variable` of `objective`.
    pub(crate) fn maximize(&self, objective: &[(usize, i128)]) -> Solved {
        match Tableau::<i128>::of(self, objective).and_then(Tableau::solve) {
            Some(solved) => solved,
            // Numbers of any length cannot overflow.
            None => {
                Tableau::<BigInt>::of(self, objective).and_then(Tableau::solve).unwrap_or(Solved::Infeasible)
            }
        }
    }

    /// Does any point keep all rows?
    pub(crate) fn is_feasible(&self) -> bool {
        self.maximize(&[]) != Solved::Infeasible
    }
}

/// Integers of a tableau; an operation that does not fit gives `None`.
trait Whole: Clone + Ord {
    fn of(number: i128) -> Self;
    fn negated(&self) -> Option<Self>;
    fn plus(&self, other: &Self) -> Option<Self>;
    /// `(a·b − c·d) / by`, which leaves no rest.
    fn crossed(a: &Self, b: &Self, c: &Self, d: &Self, by: &Self) -> Option<Self>;
    /// Is `a·d < c·b`? That is `a/b < c/d`, for positive `b` and `d`.
    fn compare(a: &Self, b: &Self, c: &Self, d: &Self) -> Option<std::cmp::Ordering>;
    fn large(&self) -> BigInt;
}

impl Whole for i128 {
    fn of(number: i128) -> i128 {
        number
    }
    fn negated(&self) -> Option<i128> {
        self.checked_neg()
    }
    fn plus(&self, other: &i128) -> Option<i128> {
        self.checked_add(*other)
    }
    fn crossed(a: &i128, b: &i128, c: &i128, d: &i128, by: &i128) -> Option<i128> {
        a.checked_mul(*b)?.checked_sub(c.checked_mul(*d)?)?.checked_div(*by)
    }
    fn compare(a: &i128, b: &i128, c: &i128, d: &i128) -> Option<std::cmp::Ordering> {
        Some(a.checked_mul(*d)?.cmp(&c.checked_mul(*b)?))
    }
    fn large(&self) -> BigInt {
        BigInt::from(*self)
    }
}

impl Whole for BigInt {
    fn of(number: i128) -> BigInt {
        BigInt::from(number)
    }
    fn negated(&self) -> Option<BigInt> {
        Some(-self)
    }
    fn plus(&self, other: &BigInt) -> Option<BigInt> {
        Some(self + other)
    }
    fn crossed(a: &BigInt, b: &BigInt, c: &BigInt, d: &BigInt, by: &BigInt) -> Option<BigInt> {
        Some((a * b - c * d) / by)
    }
    fn compare(a: &BigInt, b: &BigInt, c: &BigInt, d: &BigInt) -> Option<std::cmp::Ordering> {
        Some((a * d).cmp(&(c * b)))
    }
    fn large(&self) -> BigInt {
        self.clone()
    }
}

/// Rows `variables | slacks | artificials | bound`, all over `denominator`.
struct Tableau<N> {
    rows: Vec<Vec<N>>,
    /// The variable that each row is solved for.
    basis: Vec<usize>,
    /// What is still to be gained by each variable, negated; its last number is the value so far.
    goal: Vec<N>,
    objective: Vec<N>,
    denominator: N,
    variables: usize,
    /// The first artificial variable.
    artificial: usize,
}

impl<N: Whole> Tableau<N> {
    fn of(program: &Program, objective: &[(usize, i128)]) -> Option<Tableau<N>> {
        let (variables, count) = (program.columns, program.rows.len());
        let artificial = variables + count;
        let width = artificial + count + 1;
        let mut rows = Vec::with_capacity(count);
        let mut basis = Vec::with_capacity(count);
        for (place, row) in program.rows.iter().enumerate() {
            let flip = row.bound < 0;
            let signed = |n: i128| if flip { n.checked_neg() } else { Some(n) };
            let mut numbers = vec![N::of(0); width];
            for &(column, number) in &row.terms {
                numbers[column] = numbers[column].plus(&N::of(signed(number)?))?;
            }
            if row.relation == Relation::AtMost {
                numbers[variables + place] = N::of(signed(1)?);
            }
            numbers[width - 1] = N::of(signed(row.bound)?);
            if row.relation == Relation::AtMost && !flip {
                basis.push(variables + place);
            } else {
                numbers[artificial + place] = N::of(1);
                basis.push(artificial + place);
            }
            rows.push(numbers);
        }
        let mut wanted = vec![N::of(0); width];
        for &(column, number) in objective {
            wanted[column] = wanted[column].plus(&N::of(number.checked_neg()?))?;
        }
        // The first phase makes the sum of the artificial variables small.
        let mut goal = vec![N::of(0); width];
        for (row, _) in rows.iter().zip(&basis).filter(|(_, basic)| **basic >= artificial) {
            for (sum, number) in goal[..artificial].iter_mut().zip(&row[..artificial]) {
                *sum = sum.plus(&number.negated()?)?;
            }
            goal[width - 1] = goal[width - 1].plus(&row[width - 1].negated()?)?;
        }
        Some(Tableau { rows, basis, goal, objective: wanted, denominator: N::of(1), variables, artificial })
    }

    fn solve(mut self) -> Option<Solved> {
        let zero = N::of(0);
        self.climb()?;
        if self.goal[self.goal.len() - 1] < zero {
            return Some(Solved::Infeasible);
        }
        self.drop_artificials()?;
        self.second_goal()?;
        if !self.climb()? {
            return Some(Solved::Unbounded);
        }
        let last = self.goal.len() - 1;
        let ratio = |number: &N| Ratio { over: number.large(), under: self.denominator.large() };
        let mut point = vec![ratio(&zero); self.variables];
        for (row, &basic) in self.rows.iter().zip(&self.basis).filter(|(_, basic)| **basic < self.variables) {
            point[basic] = ratio(&row[last]);
        }
        Some(Solved::Best { value: ratio(&self.goal[last]), point })
    }

    /// Pivots until nothing is to be gained; `false` if the gain has no end.
    fn climb(&mut self) -> Option<bool> {
        let zero = N::of(0);
        while let Some(column) = (0..self.artificial).find(|&column| self.goal[column] < zero) {
            match self.leaving(column)? {
                Some(row) => self.pivot(row, column)?,
                None => return Some(false),
            }
        }
        Some(true)
    }

    /// The row that limits a variable most; of equals the one with the least variable.
    fn leaving(&self, column: usize) -> Option<Option<usize>> {
        let (zero, last) = (N::of(0), self.goal.len() - 1);
        let mut best: Option<usize> = None;
        for (place, row) in self.rows.iter().enumerate().filter(|(_, row)| row[column] > zero) {
            let Some(other) = best else {
                best = Some(place);
                continue;
            };
            let held = &self.rows[other];
            let order = N::compare(&row[last], &row[column], &held[last], &held[column])?;
            if order.then_with(|| self.basis[place].cmp(&self.basis[other])).is_lt() {
                best = Some(place);
            }
        }
        Some(best)
    }

    fn pivot(&mut self, place: usize, column: usize) -> Option<()> {
        let zero = N::of(0);
        let pivot_row = self.rows[place].clone();
        let (pivot, before) = (pivot_row[column].clone(), self.denominator.clone());
        let change = |row: &mut Vec<N>| -> Option<()> {
            let factor = row[column].clone();
            for (number, other) in row.iter_mut().zip(&pivot_row) {
                if *number != zero || (factor != zero && *other != zero) {
                    *number = N::crossed(number, &pivot, &factor, other, &before)?;
                }
            }
            Some(())
        };
        for (other, row) in self.rows.iter_mut().enumerate() {
            if other != place {
                change(row)?;
            }
        }
        change(&mut self.goal)?;
        self.denominator = pivot;
        self.basis[place] = column;
        if self.denominator < zero {
            self.denominator = self.denominator.negated()?;
            for number in self.rows.iter_mut().flatten().chain(&mut self.goal) {
                *number = number.negated()?;
            }
        }
        Some(())
    }

    /// Solves rows for proper variables where they are solved for artificial ones, which are 0 by now. A row
    /// that has no proper variable says nothing.
    fn drop_artificials(&mut self) -> Option<()> {
        let zero = N::of(0);
        for place in 0..self.rows.len() {
            if self.basis[place] < self.artificial {
                continue;
            }
            if let Some(column) = (0..self.artificial).find(|&column| self.rows[place][column] != zero) {
                self.pivot(place, column)?;
            }
        }
        Some(())
    }

    /// The objective in terms of the variables for which no row is solved.
    fn second_goal(&mut self) -> Option<()> {
        let one = N::of(1);
        let zero = N::of(0);
        let mut goal = Vec::with_capacity(self.objective.len());
        for number in &self.objective {
            goal.push(N::crossed(number, &self.denominator, &zero, &zero, &one)?);
        }
        for (row, &basic) in self.rows.iter().zip(&self.basis) {
            let factor = self.objective.get(basic).cloned().unwrap_or_else(|| N::of(0));
            if factor == zero {
                continue;
            }
            for (number, other) in goal.iter_mut().zip(row) {
                *number = N::crossed(number, &one, &factor, other, &one)?;
            }
        }
        self.goal = goal;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worlds::draw::Dice;

    fn at_most(terms: &[(usize, i128)], bound: i128) -> Row {
        Row { terms: terms.to_vec(), relation: Relation::AtMost, bound }
    }

    fn equal(terms: &[(usize, i128)], bound: i128) -> Row {
        Row { terms: terms.to_vec(), relation: Relation::Equal, bound }
    }

    #[test]
    fn worked_programs() {
        // 3x + 5y, x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18 (Hillier & Lieberman's Wyndor Glass): 36 at (2, 6).
        let rows = vec![at_most(&[(0, 1)], 4), at_most(&[(1, 2)], 12), at_most(&[(0, 3), (1, 2)], 18)];
        let program = Program { columns: 2, rows };
        let Solved::Best { value, point } = program.maximize(&[(0, 3), (1, 5)]) else { panic!("bounded") };
        assert_eq!((value.to_f64(), point[0].to_f64(), point[1].to_f64()), (36.0, 2.0, 6.0));
        let rows = vec![equal(&[(0, 1), (1, 1)], 1), at_most(&[(0, -1)], -2)];
        assert!(!Program { columns: 2, rows }.is_feasible());
        let rows = vec![equal(&[(0, 1), (1, -1)], 0), equal(&[(0, 2), (1, -2)], 0)];
        let program = Program { columns: 2, rows };
        assert_eq!(program.maximize(&[(0, 1)]), Solved::Unbounded);
        let Solved::Best { value, .. } = program.maximize(&[(0, 1), (1, -1)]) else { panic!("bounded") };
        assert_eq!(value.signum(), 0);
    }

    /// The best corner, by going through all pairs of rows in the plane.
    fn brute(program: &Program, objective: [i128; 2]) -> Option<(i128, i128)> {
        let mut lines: Vec<(i128, i128, i128)> = vec![(-1, 0, 0), (0, -1, 0)];
        for row in &program.rows {
            let of =
                |column| row.terms.iter().filter(|term| term.0 == column).map(|term| term.1).sum::<i128>();
            lines.push((of(0), of(1), row.bound));
            if row.relation == Relation::Equal {
                lines.push((-of(0), -of(1), -row.bound));
            }
        }
        let mut best: Option<(i128, i128)> = None;
        for (i, a) in lines.iter().enumerate() {
            for b in &lines[..i] {
                let mut under = a.0 * b.1 - a.1 * b.0;
                if under == 0 {
                    continue;
                }
                let (mut x, mut y) = (a.2 * b.1 - a.1 * b.2, a.0 * b.2 - a.2 * b.0);
                if under < 0 {
                    (under, x, y) = (-under, -x, -y);
                }
                if lines.iter().all(|line| line.0 * x + line.1 * y <= line.2 * under) {
                    let value = (objective[0] * x + objective[1] * y, under);
                    if best.is_none_or(|best| value.0 * best.1 > best.0 * value.1) {
                        best = Some(value);
                    }
                }
            }
        }
        best
    }

    #[test]
    fn programs_in_the_plane_are_those_of_brute_force() {
        let (mut infeasible, mut solved) = (0, 0);
        for case in 0..3000 {
            let mut dice = Dice::of(case, 0);
            let mut number = |most: u64| dice.below(2 * most + 1) as i128 - most as i128;
            let mut rows = vec![at_most(&[(0, 1)], 9), at_most(&[(1, 1)], 9)];
            for place in 0..4 {
                let row = vec![(0, number(5)), (1, number(5))];
                let relation = if place == 3 && number(2) == 0 { Relation::Equal } else { Relation::AtMost };
                rows.push(Row { terms: row, relation, bound: number(9) });
            }
            let objective = [number(5), number(5)];
            let program = Program { columns: 2, rows };
            let right = brute(&program, objective);
            let terms = [(0, objective[0]), (1, objective[1])];
            let of_any_length = Tableau::<BigInt>::of(&program, &terms).and_then(Tableau::solve).unwrap();
            let found = program.maximize(&terms);
            assert_eq!(found, of_any_length);
            match (right, found) {
                (None, Solved::Infeasible) => infeasible += 1,
                (Some((over, under)), Solved::Best { value, .. }) => {
                    assert_eq!(value.over * under, BigInt::from(over) * value.under, "case {case}");
                    solved += 1;
                }
                other => panic!("case {case}: {other:?}"),
            }
        }
        assert!(infeasible > 300 && solved > 600, "{infeasible} {solved}");
    }
}
