//! What a computation takes: issues, options, and what each outcome is worth to each party.
//!
//! A [`Scenario`] is made from a view of the record (`of_record.rs`) or from another program's file
//! (`detente-formats`) and carries the rooms that were read to make it, so that its results can
//! carry them on.

mod of_record;
mod red_line;
mod stated;
mod unit;
mod utility;

pub use crate::Spread;
pub use of_record::{Find, HeldIssue, HeldPreferences};
pub use red_line::RedLine;
pub use stated::{Preferred, Stated};
pub use unit::{Common, Fraction, common_unit};
pub use utility::{Clock, Decay, Discount, Table, Utility};

use crate::{Basis, Id, Room};
use std::collections::BTreeSet;
use std::fmt;

/// One issue of a scenario with its options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioIssue {
    /// Its name, unique in the scenario: the issue's id (with its room where two rooms use one id
    /// for two issues), or as another program's file has it.
    pub name: String,
    /// The room and id of its entry, if it comes from a record.
    pub entry: Option<(Room, Id)>,
    /// The names of its options, at least one, each once, in the order of the ladder.
    pub options: Vec<String>,
    /// May it be settled by shares between its options (so much of one and so much of another)?
    pub divisible: bool,
}

/// An outcome: for each issue of the scenario, in its order, the place of the chosen option.
pub type Outcome = Vec<u32>;

/// A rule: where all of `when_all` holds, all of `then` must; an empty `then` forbids.
/// Pairs of issue index and option index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What brings it into play.
    pub when_all: Vec<(usize, u32)>,
    /// What it then requires.
    pub then: Vec<(usize, u32)>,
}

impl Rule {
    /// Does `outcome` keep it?
    pub fn allows(&self, outcome: &[u32]) -> bool {
        let holds = |&(issue, option): &(usize, u32)| outcome[issue] == option;
        !self.when_all.iter().all(holds) || (!self.then.is_empty() && self.then.iter().all(holds))
    }
}

/// Why a scenario cannot be made from a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScenarioError {
    /// No party's preferences are known.
    NoPreferences,
    /// An issue with preferences has no options to choose from.
    NoOptions(String),
    /// A number of this party has too many digits for exact sums in 63 bits.
    TooPrecise(String),
    /// A constraint or link of this party names an issue or option that is not there.
    BadConstraint(String),
    /// A link of this party ties more issues than [`MOST_LINKED`], or makes too large a table.
    TooWide(String),
}

/// The most issues whose options one link of a process may tie together.
pub const MOST_LINKED: usize = 3;

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ScenarioError::NoPreferences => write!(f, "no preferences are known to this viewer"),
            ScenarioError::NoOptions(issue) => write!(f, "the issue {issue} has preferences and no options"),
            ScenarioError::TooPrecise(party) => {
                write!(f, "the numbers of {party} have too many digits for exact sums")
            }
            ScenarioError::BadConstraint(party) => {
                write!(f, "a constraint or link of {party} names an unknown issue or option")
            }
            ScenarioError::TooWide(party) => {
                write!(
                    f,
                    "a link of {party} ties together more than {MOST_LINKED} issues, or too many options"
                )
            }
        }
    }
}

impl std::error::Error for ScenarioError {}

/// Issues, options, and what each outcome is worth to each party; with the rooms read to make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The issues that any party's preferences name, in the order of the record or file.
    pub issues: Vec<ScenarioIssue>,
    /// One utility a party, in the order of the record or files.
    pub utilities: Vec<Utility>,
    /// The rules that every outcome keeps.
    pub rules: Vec<Rule>,
    /// The red lines that parties stated on these issues. They mark outcomes and remove none.
    pub red_lines: Vec<RedLine>,
    /// The rooms that were read to make it; none for another program's file.
    pub rooms: BTreeSet<Room>,
    /// The weakest basis of what it was made from.
    pub basis: Basis,
    /// What was rounded, sampled or left out in reading it, each in a sentence for the user.
    pub notes: Vec<String>,
}

impl Scenario {
    /// How many outcomes there are, rules aside; `None` past `u128`.
    pub fn outcomes(&self) -> Option<u128> {
        self.issues.iter().try_fold(1u128, |product, issue| product.checked_mul(issue.options.len() as u128))
    }

    /// Does `outcome` keep every rule?
    pub fn allows(&self, outcome: &[u32]) -> bool {
        self.rules.iter().all(|rule| rule.allows(outcome))
    }

    /// The red lines that `outcome` breaks, in their order.
    pub fn breaks<'s>(&'s self, outcome: &'s [u32]) -> impl Iterator<Item = &'s RedLine> {
        self.red_lines.iter().filter(|line| line.is_broken_by(outcome))
    }
}
