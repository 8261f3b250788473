//! What holds when preferences are only half known: possible worlds.
//!
//! A party's weights and values may be stated exactly, between bounds, or only as rankings
//! ([`detente_model::scenario::Stated`]). A *world* is one set of numbers that keeps all that was stated.
//! [`Worlds`] draws them by seed, each the same on every machine; a world is an exact [`crate::Problem`].
//!
//! * [`Robust`]: in which share of the worlds a package is efficient, acceptable, or a solution.
//! * [`Ordinal`]: which packages are efficient in all worlds, in some, or in none: exactly, not by drawing.
//! * [`Questions`]: which single answer of which party would narrow the Nash outcome most.
//! * [`Reveal`]: what a released result tells one party about another's weights; [`PackageSeen`]: what one package does.

mod ask;
mod draw;
mod extensions;
#[cfg(test)]
mod fixture;
mod known;
pub(crate) mod lp;
mod ordinal;
mod parallel;
mod reveal;
mod robust;
mod sample;
mod share;
mod statements;
#[cfg(test)]
mod tests;
mod walk;

pub use ask::{Answers, Asked, Question, Questions};
#[cfg(test)]
pub(crate) use draw::Dice;
pub use ordinal::{Necessity, Ordinal, OrdinalLimits, Verdict};
pub use reveal::{After, Eyes, PackageSeen, Prior, Release, Reveal};
pub use robust::{Robust, RobustPackage};
pub use sample::{Drawn, Method, Sampling, World, Worlds};
pub use share::{Entropy, Share};
pub use statements::Statement;

use crate::limits::Stop;
use crate::problem::ProblemError;
use crate::solutions::BargainError;
use std::fmt;

/// Why nothing can be said about possible worlds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorldsError {
    /// Numbers of this party are not in order (low, likely, high), a weight is below 0, or they have too many digits.
    BadNumber {
        /// The party.
        party: usize,
    },
    /// What this party stated does not fit the scenario's issues and options, or ranks an option twice.
    Shape {
        /// The party.
        party: usize,
    },
    /// A comparison of packages names an issue on one side only, or twice: what it says of that issue is not known.
    Lopsided {
        /// The party.
        party: usize,
    },
    /// No numbers keep all of these statements of this party; without any one of them some would.
    Contradiction {
        /// The party.
        party: usize,
        /// The statements.
        statements: Vec<Statement>,
    },
    /// The statements of this party can be kept, but only just: two things are as good as each other in all
    /// worlds, so that there is nothing to draw from at random.
    NoRoom {
        /// The party.
        party: usize,
    },
    /// This party's utility is not a sum of weighted values.
    NotWeighted {
        /// The party.
        party: usize,
    },
    /// This party's utility is capped, so that it is not linear.
    Capped {
        /// The party.
        party: usize,
    },
    /// There is no such party, or it is the same as another that was named.
    NoParty {
        /// The party.
        party: usize,
    },
    /// A world is no problem.
    Problem(ProblemError),
    /// A frontier is no bargain.
    Bargain(BargainError),
    /// It was stopped, or a world's frontier does not fit the limits.
    Stop(Stop),
}

impl fmt::Display for WorldsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WorldsError::BadNumber { party } => {
                write!(f, "numbers of party {party} are not in order, below 0 for a weight, or too long")
            }
            WorldsError::Shape { party } => {
                write!(
                    f,
                    "what party {party} stated does not fit the issues and options, or ranks an option twice"
                )
            }
            WorldsError::Lopsided { party } => {
                write!(f, "a comparison of party {party} names an issue on one side only, or twice")
            }
            WorldsError::Contradiction { party, statements } => {
                write!(f, "{} statements of party {party} contradict each other", statements.len())
            }
            WorldsError::NoRoom { party } => {
                write!(
                    f,
                    "the statements of party {party} leave no room: two things are always as good as each other"
                )
            }
            WorldsError::NotWeighted { party } => {
                write!(f, "the utility of party {party} is not a sum of weighted values")
            }
            WorldsError::Capped { party } => {
                write!(
                    f,
                    "the utility of party {party} is capped: nothing is decided of it unless it is known exactly"
                )
            }
            WorldsError::NoParty { party } => write!(f, "there is no party {party} to look at here"),
            WorldsError::Problem(error) => error.fmt(f),
            WorldsError::Bargain(error) => error.fmt(f),
            WorldsError::Stop(stop) => stop.fmt(f),
        }
    }
}

impl std::error::Error for WorldsError {}
