//! What a party stated as linear inequalities, and which statements contradict each other.
//!
//! **Why it is linear.** A utility is the sum of weight times value, and both may be unknown. But with the
//! products `g = w · v` as variables beside the weights, `low ≤ v ≤ high` is `low · w ≤ g ≤ high · w`, since no
//! weight is below 0; rankings of values and comparisons of packages are inequalities between such `g`. So the
//! admissible weights and products are a polytope, and a utility is linear on it. (Where a weight is 0 its products are 0
//! and its values do not matter.) The variables here are the weights and `h = g − low · w ≥ 0`.
//!
//! **Contradictions.** Whether anything keeps all statements is one linear program, solved exactly. If nothing does,
//! statements are taken away one by one for as long as what is left is still contradictory: what stays is
//! contradictory, and without any one of its statements no longer so (the deletion filter of J. W. Chinneck,
//! E. W. Dravnieks, "Locating minimal infeasible constraint sets in linear programs", ORSA Journal on
//! Computing 3 (1991) 157–168). Cost: one program a statement.

use super::WorldsError;
use super::known::{Known, Weights, double};
use super::lp::{Program, Relation, Row, Solved};
use detente_model::Decimal;

/// One thing that a party said of its preferences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Statement {
    /// The ranking of an issue's options, with what is known of their values.
    Order {
        /// The issue.
        issue: usize,
    },
    /// The pair at this place of `more_important`.
    MoreImportant(usize),
    /// The comparison at this place of `prefers`.
    Prefers(usize),
}

/// The admissible weights and products of a party.
#[derive(Clone, Debug)]
pub(crate) struct Statements {
    /// All rows; those of statements are named.
    program: Program,
    named: Vec<Option<Statement>>,
    /// `columns[issue][class]`: the variable `h`, if the value is not one number.
    columns: Vec<Vec<Option<usize>>>,
    /// `lows[issue][class]` in units of `10^-scale`.
    lows: Vec<Vec<i128>>,
    class_of: Vec<Vec<usize>>,
    scale: u8,
    /// Variables that have one value in all worlds.
    fixed: Vec<bool>,
    issues: usize,
}

impl Statements {
    /// What a party stated, which can be kept; or what of it contradicts itself.
    pub(crate) fn kept(party: usize, known: &Known) -> Result<Statements, WorldsError> {
        let all = Statements::of(party, known)?;
        match all.contradiction() {
            statements if statements.is_empty() => Ok(all),
            statements => Err(WorldsError::Contradiction { party, statements }),
        }
    }

    fn of(party: usize, known: &Known) -> Result<Statements, WorldsError> {
        let ranges = known.values.iter().flat_map(|values| &values.classes);
        let weights = match &known.weights {
            Weights::Simplex(_) => &[][..],
            Weights::Ranges(ranges) => &ranges[..],
        };
        let scale = ranges.chain(weights).flat_map(|r| [r.low.scale(), r.high.scale()]).max().unwrap_or(0);
        let whole = |number: Decimal| number.scaled(scale).ok_or(WorldsError::BadNumber { party });
        let one = 10i128.pow(scale.into());
        let issues = known.weights.len();
        let mut statements = Statements {
            program: Program { columns: issues, rows: vec![] },
            named: vec![],
            columns: vec![],
            lows: vec![],
            class_of: known.values.iter().map(|values| values.class_of.clone()).collect(),
            scale,
            fixed: (0..issues).map(|issue| known.weights.is_exact(issue)).collect(),
            issues,
        };
        match &known.weights {
            Weights::Simplex(n) => {
                statements.push(None, (0..*n).map(|w| (w, 1)).collect(), Relation::Equal, 1);
            }
            Weights::Ranges(ranges) => {
                for (w, range) in ranges.iter().enumerate() {
                    let (low, high) = (whole(range.low)?, whole(range.high)?);
                    if low == high {
                        statements.push(None, vec![(w, one)], Relation::Equal, low);
                    } else {
                        statements.push(None, vec![(w, one)], Relation::AtMost, high);
                        statements.push(None, vec![(w, -one)], Relation::AtMost, -low);
                    }
                }
            }
        }
        let nothing =
            |issue: usize| matches!(&known.weights, Weights::Ranges(r) if r[issue].high == Decimal::ZERO);
        for (issue, values) in known.values.iter().enumerate() {
            let mut columns = Vec::with_capacity(values.classes.len());
            let mut lows = Vec::with_capacity(values.classes.len());
            for range in &values.classes {
                let (low, high) = (whole(range.low)?, whole(range.high)?);
                lows.push(low);
                // Under a weight of 0 nothing varies.
                columns.push((low != high && !nothing(issue)).then(|| {
                    let column = statements.program.columns;
                    statements.program.columns += 1;
                    statements.fixed.push(false);
                    // h ≤ (high − low) · w
                    statements.push(None, vec![(column, one), (issue, low - high)], Relation::AtMost, 0);
                    column
                }));
            }
            statements.columns.push(columns);
            statements.lows.push(lows);
            for (better, worse) in (1..values.chain).map(|class| (class - 1, class)) {
                let mut terms = statements.product(issue, worse, 1);
                terms.extend(statements.product(issue, better, -1));
                statements.push(Some(Statement::Order { issue }), terms, Relation::AtMost, 0);
            }
        }
        for (place, &(more, less)) in known.more.iter().enumerate() {
            let terms = vec![(less, 1), (more, -1)];
            statements.push(Some(Statement::MoreImportant(place)), terms, Relation::AtMost, 0);
        }
        for (place, preferred) in known.prefers.iter().enumerate() {
            let mut terms = vec![];
            for &(issue, option) in &preferred.to {
                terms.extend(statements.product(issue, known.values[issue].class_of[option as usize], 1));
            }
            for &(issue, option) in &preferred.this {
                terms.extend(statements.product(issue, known.values[issue].class_of[option as usize], -1));
            }
            statements.push(Some(Statement::Prefers(place)), terms, Relation::AtMost, 0);
        }
        Ok(statements)
    }

    fn push(&mut self, name: Option<Statement>, terms: Vec<(usize, i128)>, relation: Relation, bound: i128) {
        self.program.rows.push(Row { terms: gathered(terms), relation, bound });
        self.named.push(name);
    }

    /// `sign` times the product of a weight and a value, in units of `10^-scale`.
    fn product(&self, issue: usize, class: usize, sign: i128) -> Vec<(usize, i128)> {
        let mut terms = vec![(issue, sign * self.lows[issue][class])];
        if let Some(column) = self.columns[issue][class] {
            terms.push((column, sign * 10i128.pow(self.scale.into())));
        }
        terms
    }

    /// What `better` is worth above `worse`, both whole outcomes, in units of `10^-scale`.
    pub(crate) fn difference(&self, better: &[u32], worse: &[u32]) -> Vec<(usize, i128)> {
        let mut terms = vec![];
        for issue in (0..self.issues).filter(|&issue| better[issue] != worse[issue]) {
            let class = |outcome: &[u32]| self.class_of[issue][outcome[issue] as usize];
            terms.extend(self.product(issue, class(better), 1));
            terms.extend(self.product(issue, class(worse), -1));
        }
        gathered(terms)
    }

    /// The product of a weight and a value, in units of `10^-scale`.
    pub(crate) fn product_of(&self, issue: usize, class: usize) -> Vec<(usize, i128)> {
        self.product(issue, class, 1)
    }

    /// All rows.
    pub(crate) fn program(&self) -> &Program {
        &self.program
    }

    /// Digits of the units of a difference.
    pub(crate) fn scale(&self) -> u8 {
        self.scale
    }

    /// How many of the units of a difference make one utility.
    pub(crate) fn unit(&self) -> i128 {
        10i128.pow(self.scale.into())
    }

    /// Statements that contradict each other, none of which can be spared; empty if all can be kept.
    fn contradiction(&self) -> Vec<Statement> {
        let kept = |names: &[Statement]| {
            let rows = self.program.rows.iter().zip(&self.named);
            let rows = rows.filter(|(_, name)| name.is_none_or(|name| names.contains(&name)));
            Program { columns: self.program.columns, rows: rows.map(|(row, _)| row.clone()).collect() }
        };
        let mut names: Vec<Statement> = self.named.iter().flatten().copied().collect();
        names.dedup();
        if kept(&names).is_feasible() {
            return Vec::new();
        }
        for name in names.clone() {
            let fewer: Vec<Statement> = names.iter().copied().filter(|other| *other != name).collect();
            if !kept(&fewer).is_feasible() {
                names = fewer;
            }
        }
        names
    }

    /// A point inside all that can vary: weights, and the values of the classes of each issue. `None` where some
    /// statements together leave no room.
    pub(crate) fn inside(&self, known: &Known) -> Option<(Vec<f64>, Vec<Vec<f64>>)> {
        let mut program = self.program.clone();
        let room = program.columns;
        program.columns += 1;
        let varies = |row: &Row| row.terms.iter().any(|&(column, _)| !self.fixed[column]);
        let wide = self.unit();
        for row in &mut program.rows {
            if row.relation == Relation::AtMost && varies(row) {
                row.terms.push((room, wide));
            }
        }
        for column in (0..room).filter(|&column| !self.fixed[column]) {
            program.rows.push(Row {
                terms: vec![(column, -1), (room, 1)],
                relation: Relation::AtMost,
                bound: 0,
            });
        }
        program.rows.push(Row { terms: vec![(room, 1)], relation: Relation::AtMost, bound: 1 });
        let Solved::Best { value, point } = program.maximize(&[(room, 1)]) else { return None };
        if value.signum() <= 0 {
            return None;
        }
        let weights: Vec<f64> = point[..self.issues].iter().map(|w| w.to_f64()).collect();
        let of_class = |issue: usize, class: usize| {
            let range = known.values[issue].classes[class];
            let above = self.columns[issue][class].map_or(0.0, |column| point[column].to_f64());
            // A weight that is 0 in all worlds has no say in its values: the middle.
            let share = if weights[issue] > 0.0 {
                above / weights[issue]
            } else {
                (double(range.high) - double(range.low)) / 2.0
            };
            double(range.low) + share
        };
        let values = (0..self.issues)
            .map(|issue| (0..known.values[issue].classes.len()).map(|class| of_class(issue, class)).collect())
            .collect();
        Some((weights, values))
    }
}

/// One term a variable, by variable, none of them 0.
fn gathered(mut terms: Vec<(usize, i128)>) -> Vec<(usize, i128)> {
    terms.sort_by_key(|term| term.0);
    let mut sums: Vec<(usize, i128)> = Vec::with_capacity(terms.len());
    for (column, number) in terms {
        match sums.last_mut().filter(|last| last.0 == column) {
            Some(last) => last.1 += number,
            None => sums.push((column, number)),
        }
    }
    sums.retain(|term| term.1 != 0);
    sums
}
