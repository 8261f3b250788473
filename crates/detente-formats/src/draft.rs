//! A utility in exact fractions, as an importer builds it, and the integers made of it.

use crate::error::{Fault, Read};
use crate::number::{Exactly, is_negative, negative, one};
use crate::options::Limits;
use detente_model::Basis;
use detente_model::scenario::{Common, Discount, Fraction, Spread, Stated, Table, Utility, common_unit};

/// On what the numbers of another program's file rest. A profile is a party's own account of its
/// preferences, given to the program that was to negotiate for it: that is [`Basis::Stated`]. It is not
/// `Reported`, since no public source says so, and not `Assumed`, since it is not us who suppose it.
pub(crate) const BASIS: Basis = Basis::Stated;

/// What is added on a part of the outcomes.
pub(crate) struct Link {
    pub(crate) issues: Vec<usize>,
    pub(crate) cells: Cells,
}

/// The values of a link.
pub(crate) enum Cells {
    /// One value inside a box: `inside[issue of the link][option]`.
    Inside(Vec<Vec<bool>>, Fraction),
    /// A value a cell, the last issue fastest.
    Each(Vec<Fraction>),
}

/// A utility that is being built: `bias + Σ weights[i]·values[i][xᵢ] + links`, at most `cap`.
pub(crate) struct Draft {
    pub(crate) party: String,
    pub(crate) weights: Vec<Fraction>,
    pub(crate) values: Vec<Vec<Fraction>>,
    pub(crate) links: Vec<Link>,
    pub(crate) bias: Fraction,
    pub(crate) cap: Option<Fraction>,
    pub(crate) reservation: Option<Fraction>,
    pub(crate) discount: Option<Discount>,
    /// Are `weights` and `values` what the party stated?
    pub(crate) is_stated: bool,
    /// Was nothing rounded?
    pub(crate) exactly: Exactly,
}

impl Draft {
    /// Worth nothing, whatever the outcome.
    pub(crate) fn new(party: &str, sizes: &[usize]) -> Draft {
        Draft {
            party: party.to_owned(),
            weights: vec![one(); sizes.len()],
            values: sizes.iter().map(|n| vec![Fraction::ZERO; *n]).collect(),
            links: Vec::new(),
            bias: Fraction::ZERO,
            cap: None,
            reservation: None,
            discount: None,
            is_stated: false,
            exactly: Exactly::new(),
        }
    }

    /// Adds `value` on the outcomes that are inside on every issue named. An issue named twice must be inside
    /// both times; one that is inside with all its options is not tied.
    pub(crate) fn add_box(
        &mut self,
        bounds: Vec<(usize, Vec<bool>)>,
        value: Fraction,
        limits: &Limits,
    ) -> Read<()> {
        let mut issues: Vec<usize> = Vec::new();
        let mut inside: Vec<Vec<bool>> = Vec::new();
        for (issue, options) in bounds {
            match issues.iter().position(|known| *known == issue) {
                Some(at) => inside[at].iter_mut().zip(options).for_each(|(both, this)| *both &= this),
                None => {
                    issues.push(issue);
                    inside.push(options);
                }
            }
        }
        if inside.iter().any(|options| options.iter().all(|inside| !inside)) {
            return Ok(());
        }
        let tied: Vec<usize> =
            (0..issues.len()).filter(|at| inside[*at].iter().any(|inside| !inside)).collect();
        let issues: Vec<usize> = tied.iter().map(|at| issues[*at]).collect();
        let inside: Vec<Vec<bool>> = tied.iter().map(|at| std::mem::take(&mut inside[*at])).collect();
        let sum = |exactly: &mut Exactly, a, b| exactly.plus(a, b).ok_or_else(too_large);
        match issues[..] {
            [] => self.bias = sum(&mut self.exactly, self.bias, value)?,
            [issue] if self.weights[issue] == one() => {
                for (worth, _) in self.values[issue].iter_mut().zip(&inside[0]).filter(|(_, inside)| **inside)
                {
                    *worth = sum(&mut self.exactly, *worth, value)?;
                }
            }
            _ => {
                self.cells(&issues, limits)?;
                self.links.push(Link { issues, cells: Cells::Inside(inside, value) });
            }
        }
        Ok(())
    }

    /// Adds a value for each combination of some issues' options.
    pub(crate) fn add_table(
        &mut self,
        issues: Vec<usize>,
        limits: &Limits,
        value: impl FnMut(&[u32], &mut Exactly) -> Read<Fraction>,
    ) -> Read<()> {
        let cells = self.cells(&issues, limits)?;
        let sizes: Vec<u32> = issues.iter().map(|issue| self.values[*issue].len() as u32).collect();
        let values = enumerated(&sizes, cells, &mut self.exactly, value)?;
        self.links.push(Link { issues, cells: Cells::Each(values) });
        Ok(())
    }

    /// How many cells a table over these issues has, if that is within the limits.
    pub(crate) fn cells(&self, issues: &[usize], limits: &Limits) -> Read<usize> {
        if issues.len() > limits.linked {
            let message = format!("{} issues are tied together here", issues.len());
            return Err(Fault::new(message)
                .expected(format!("at most {}, of which an exact table can be made", limits.linked)));
        }
        let cells =
            issues.iter().try_fold(1usize, |cells, issue| cells.checked_mul(self.values[*issue].len()));
        match cells {
            Some(cells) if cells <= limits.cells => Ok(cells),
            _ => {
                let sizes: Vec<String> =
                    issues.iter().map(|issue| self.values[*issue].len().to_string()).collect();
                let message = format!(
                    "the issues that are tied together here have {} combinations of options",
                    sizes.join("·")
                );
                Err(Fault::new(message)
                    .expected(format!("at most {}, of which an exact table can be made", limits.cells)))
            }
        }
    }

    /// What `outcome` is worth, the cap aside.
    pub(crate) fn worth(&self, outcome: &[u32]) -> Option<Fraction> {
        let mut exactly = Exactly::new();
        let mut sum = self.bias;
        for ((weight, values), option) in self.weights.iter().zip(&self.values).zip(outcome) {
            let gain = exactly.times(*weight, values[*option as usize])?;
            sum = exactly.plus(sum, gain)?;
        }
        for link in &self.links {
            sum = exactly.plus(sum, link.worth(outcome, &self.values))?;
        }
        exactly.so_far.then_some(sum)
    }

    /// The utility in integers. `cells_left` is what all tables of the scenario may still take.
    pub(crate) fn finish(
        mut self,
        limits: &Limits,
        cells_left: &mut usize,
        notes: &mut Vec<String>,
    ) -> Read<Utility> {
        for link in &self.links {
            let cells = self.cells(&link.issues, limits)?;
            *cells_left = cells_left.checked_sub(cells).ok_or_else(|| {
                Fault::new("the tables over several issues have too many cells together")
                    .expected(format!("at most {}", limits.all_cells))
            })?;
        }
        let stated = self.stated();
        for (weight, values) in self.weights.iter().zip(&mut self.values) {
            for value in values {
                *value = self.exactly.times(*weight, *value).ok_or_else(too_large)?;
            }
        }
        let numbers = self.numbers();
        let terms = self.values.len() + self.links.len() + 3;
        let Common { unit, is_exact } = common_unit(numbers.iter().copied(), terms).ok_or_else(too_large)?;
        let is_exact = is_exact && self.exactly.so_far;
        if !is_exact {
            notes.push(format!("the utilities of {} were rounded once, to 1/{unit}", self.party));
        }
        let whole = |number: Fraction| number.in_units(unit).ok_or_else(too_large);
        let tables = self.links.iter().map(|link| link.table(&self.values, unit)).collect::<Option<Vec<_>>>();
        let mut utility = Utility {
            party: self.party,
            entry: None,
            unit,
            gains: self
                .values
                .iter()
                .map(|values| values.iter().map(|value| whole(*value)).collect())
                .collect::<Read<_>>()?,
            tables: tables.ok_or_else(too_large)?,
            bias: whole(self.bias)?,
            cap: self.cap.map(whole).transpose()?,
            reservation: self.reservation.map(whole).transpose()?,
            discount: self.discount,
            is_exact,
            basis: BASIS,
            stated,
        };
        // A cap that no outcome exceeds says nothing; nor does one that is exceeded by rounding only.
        let by_rounding = if is_exact { 0 } else { terms as i64 };
        if utility.cap.is_some_and(|cap| most(&utility) <= cap + by_rounding) {
            utility.cap = None;
        }
        if utility.cap.is_some() {
            utility.stated = None;
        }
        Ok(utility)
    }

    fn numbers(&self) -> Vec<Fraction> {
        let linked = self.links.iter().flat_map(|link| match &link.cells {
            Cells::Inside(_, value) => std::slice::from_ref(value),
            Cells::Each(values) => values,
        });
        let single = [Some(self.bias), self.cap, self.reservation].into_iter().flatten();
        self.values.iter().flatten().chain(linked).copied().chain(single).collect()
    }

    /// Weights and values as they were stated, where they are decimals and the utility is their sum.
    fn stated(&self) -> Option<Stated> {
        let is_sum = self.is_stated && self.links.is_empty() && self.bias == Fraction::ZERO;
        if !is_sum || self.weights.iter().copied().any(is_negative) {
            return None;
        }
        let exact = |number: &Fraction| number.as_decimal().map(|decimal| Spread::Exact(decimal.trimmed()));
        Some(Stated {
            weights: self.weights.iter().map(exact).collect::<Option<_>>()?,
            values: self
                .values
                .iter()
                .map(|values| values.iter().map(exact).collect())
                .collect::<Option<_>>()?,
            orders: vec![Vec::new(); self.weights.len()],
            more_important: Vec::new(),
            prefers: Vec::new(),
        })
    }
}

impl Link {
    /// What it adds at an outcome.
    fn worth(&self, outcome: &[u32], values: &[Vec<Fraction>]) -> Fraction {
        match &self.cells {
            Cells::Inside(inside, value) => {
                let holds =
                    self.issues.iter().zip(inside).all(|(issue, inside)| inside[outcome[*issue] as usize]);
                if holds { *value } else { Fraction::ZERO }
            }
            Cells::Each(cells) => {
                cells[self.issues.iter().fold(0, |cell, i| cell * values[*i].len() + outcome[*i] as usize)]
            }
        }
    }

    fn table(&self, values: &[Vec<Fraction>], unit: i64) -> Option<Table> {
        let values = match &self.cells {
            Cells::Each(cells) => cells.iter().map(|cell| cell.in_units(unit)).collect::<Option<Vec<_>>>()?,
            Cells::Inside(inside, value) => {
                let value = value.in_units(unit)?;
                let mut cells = vec![value];
                for (issue, inside) in self.issues.iter().zip(inside) {
                    debug_assert_eq!(inside.len(), values[*issue].len());
                    cells = cells
                        .iter()
                        .flat_map(|cell| inside.iter().map(move |inside| if *inside { *cell } else { 0 }))
                        .collect();
                }
                cells
            }
        };
        Some(Table { issues: self.issues.clone(), values })
    }
}

/// No outcome is worth more than this.
pub(crate) fn most(utility: &Utility) -> i64 {
    let greatest = |values: &Vec<i64>| values.iter().copied().max().unwrap_or(0);
    let linked: i64 = utility.tables.iter().map(|table| greatest(&table.values)).sum();
    utility.bias + utility.gains.iter().map(greatest).sum::<i64>() + linked
}

/// A value for each combination of options, the last fastest.
pub(crate) fn enumerated(
    sizes: &[u32],
    cells: usize,
    exactly: &mut Exactly,
    mut value: impl FnMut(&[u32], &mut Exactly) -> Read<Fraction>,
) -> Read<Vec<Fraction>> {
    let mut at = vec![0u32; sizes.len()];
    let mut values = Vec::with_capacity(cells);
    for _ in 0..cells {
        values.push(value(&at, exactly)?);
        for (option, size) in at.iter_mut().zip(sizes).rev() {
            *option += 1;
            if *option < *size {
                break;
            }
            *option = 0;
        }
    }
    Ok(values)
}

pub(crate) fn too_large() -> Box<Fault> {
    Fault::new("a number is too large, or has too many digits, for exact sums")
        .help("divide all numbers of the file by the same power of ten")
}

/// The negative of a value, for taking it off again.
pub(crate) fn taken_off(value: Fraction) -> Read<Fraction> {
    negative(value).ok_or_else(too_large)
}
