//! What outcomes are worth to one party, as exact integers.

use super::Stated;
use super::unit::Fraction;
use crate::{Basis, Decimal, Id, Room};

/// A link that changes values: a small table over a few issues, with a value a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The issues, by index, each once, at least one.
    pub issues: Vec<usize>,
    /// What each combination of their options adds, in the utility's unit; in the order of
    /// enumeration, the last of `issues` fastest.
    pub values: Vec<i64>,
}

/// What outcomes are worth to one party, as exact integers.
///
/// The utility of an outcome `x` is `(bias + Σᵢ gains[i][xᵢ] + Σ_t tables[t][cell of x]) / unit`, at
/// most `cap / unit` where there is a cap. Sums are of integers, so that ties and counts do not depend on the
/// order of addition. All sums over any outcome stay below 2⁶¹ in size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utility {
    /// The party, unique in the scenario: its id (with its room where two rooms use one id), or as
    /// another program's file has it.
    pub party: String,
    /// The room and id of its entry, if it comes from a record.
    pub entry: Option<(Room, Id)>,
    /// How many of the integers below make one utility; at least 1.
    pub unit: i64,
    /// `gains[issue][option]`: what each option adds.
    pub gains: Vec<Vec<i64>>,
    /// Links between issues that change values.
    pub tables: Vec<Table>,
    /// What is added whatever the outcome.
    pub bias: i64,
    /// No outcome is worth more (some formats cut utilities off at 1).
    pub cap: Option<i64>,
    /// What it has without an agreement.
    pub reservation: Option<i64>,
    /// How utilities shrink while talks last, for simulation; outcomes are valued without it.
    pub discount: Option<Discount>,
    /// Are the integers exactly what was written? Otherwise each was rounded once, to the unit.
    pub is_exact: bool,
    /// The weakest basis of what it was made from.
    pub basis: Basis,
    /// The weights and values behind the gains as they were stated, exact, vague or as rankings;
    /// none where the utility is not a sum of weighted values.
    pub stated: Option<Stated>,
}

impl Utility {
    /// What `outcome` is worth, times `unit`. Cost: one addition an issue and table.
    pub fn of(&self, outcome: &[u32]) -> i64 {
        let gains: i64 =
            self.gains.iter().zip(outcome).map(|(options, &option)| options[option as usize]).sum();
        let linked: i64 = self.tables.iter().map(|table| table.values[self.cell(table, outcome)]).sum();
        let sum = self.bias + gains + linked;
        self.cap.map_or(sum, |cap| sum.min(cap))
    }

    fn cell(&self, table: &Table, outcome: &[u32]) -> usize {
        table.issues.iter().fold(0, |cell, &i| cell * self.gains[i].len() + outcome[i] as usize)
    }

    /// A utility times `unit` as the decimal it stands for; `None` where that has no end or more
    /// than 18 digits.
    pub fn as_decimal(&self, scaled: i64) -> Option<Decimal> {
        Fraction::new(scaled.into(), self.unit.into())?.as_decimal()
    }

    /// A utility times `unit` as a number in text: all digits where it has an end within 18 digits, otherwise
    /// the nearest double.
    pub fn written(&self, scaled: i64) -> String {
        match self.as_decimal(scaled) {
            Some(decimal) => decimal.trimmed().to_string(),
            None => (scaled as f64 / self.unit as f64).to_string(),
        }
    }
}

/// The time by which a discount goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// From 0 at the beginning of the talks to 1 at their end.
    Relative,
    /// Rounds.
    Round,
    /// Seconds.
    Second,
}

/// How utilities shrink with time `t`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decay {
    /// Times `factor^t`; the factor above 0 and below 1.
    Exponential {
        /// The factor.
        factor: Decimal,
    },
    /// Less `cost · t^power`.
    Linear {
        /// What a unit of time costs.
        cost: Decimal,
        /// The power.
        power: Decimal,
    },
}

/// How utilities shrink while talks last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Discount {
    /// How.
    pub decay: Decay,
    /// By which time.
    pub clock: Clock,
    /// Does the reservation value shrink too?
    pub reservation_too: bool,
}
