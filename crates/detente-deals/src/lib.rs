//! What all parties could accept: the efficient outcomes of a negotiation, exactly.
//!
//! A [`Problem`] says what each outcome is worth to whom; [`Frontier::of`] finds every efficient
//! utility vector with an outcome that reaches it, however many outcomes there are;
//! [`Frontier::certified`] also writes down what proves it. Where the frontier is too large,
//! [`Cover::of`] finds points such that every outcome is within a stated distance of one of them.
//!
//! Everything is exact integer arithmetic; the same problem gives the same answer on every
//! machine. Reads no file, knows no clock.
//!
//! How it works, in the order of the data flow: [`Problem`] → `plan` (in which order) →
//! `elimination` (step by step) → `join` (the undominated of shifted sets, by `merge` for two
//! parties and `dominance` for others) → [`Frontier`].
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod adjusted_winner;
mod certificate;
mod count;
mod cover;
mod dominance;
pub mod elicit;
mod elimination;
pub mod fallback;
mod frontier;
mod join;
mod limits;
pub mod lottery;
mod merge;
mod outcomes;
mod overview;
mod packing;
mod partial;
mod plan;
mod problem;
pub mod questions;
mod search;
mod set;
pub mod solutions;
mod vector;
pub mod worlds;

pub use certificate::Certificate;
pub use count::Count;
pub use cover::{Cover, Sizes};
pub use frontier::{Ask, Frontier, Point};
pub use limits::{Continue, Limits, Progress, Purse, Reason, Stop, Watch};
pub use num_bigint::BigUint;
pub use outcomes::{Outcomes, Rest, outcomes_of};
pub use overview::{Chosen, Effort, Floor, Known, Overview, OverviewError, Respect};
pub use partial::{Answer, Bound, Supported};
pub use problem::{Factor, MOST_IN_FACTOR, MOST_PARTIES, Problem, ProblemError};
pub use search::{By, Found, Proof, Terms, find};

// The random problems and the brute force of the tests outside, for those inside.
#[cfg(test)]
extern crate self as detente_deals;
#[cfg(test)]
#[path = "../tests/it/brute.rs"]
#[allow(dead_code)]
mod brute;
#[cfg(test)]
#[path = "../tests/it/random.rs"]
#[allow(dead_code)]
mod random;
