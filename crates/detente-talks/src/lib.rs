//! Simulated talks: parties with preferences and strategies under a protocol.
//!
//! In the order of the data flow: a scenario → [`Stage`] (the [`space::Space`] of outcomes, each party's
//! [`Profile`] in doubles, its [`ranking`] of outcomes) → a talk: a [`Protocol`] asks each party's [`strategy::Strategy`], whose
//! [`Turn`] shows it the time, its own preferences and its own dice → [`Report`], and what an
//! [`observer::Observer`] saw.
//!
//! Many talks: a [`plan::Plan`] numbers its runs; [`batch::play`] plays a range of them on threads and gives [`batch::Row`]s in
//! their order; [`summary`], [`compare`], [`game`] and [`fan`] tell what they say together.
//!
//! The same input and seed give the same bytes, on any machine: sums go from left to right, powers come from `libm`, and
//! what is random depends on seed, run, party and step alone. A round allocates nothing. Reads no file, knows no clock: time is
//! simulated.
//!
//! # Where a thing belongs
//!
//! | you want to add | it goes into |
//! | --- | --- |
//! | a strategy | a file in `strategy/` with an [`strategy::boa::Offering`] (or a whole [`strategy::Strategy`]), a row in [`strategy::STRATEGIES`] |
//! | an acceptance | a [`strategy::boa::Acceptance`] in [`strategy::acceptance`], a row in [`strategy::ACCEPTANCES`] |
//! | an opponent model | a file in `strategy/model/` with a [`strategy::model::Learner`], a row in [`strategy::MODELS`] |
//! | an estimate of another's reservation value or deadline | a file in `estimator/` with an [`estimator::Estimator`] |
//! | a measure of how right a model is | [`scores::Scores`] |
//! | a protocol | a file in `protocol/` that implements [`Protocol`], a row in [`protocol::PROTOCOLS`] |
//! | an order of outcomes | a file in `ranking/` that implements [`ranking::Ranking`]; [`ranking::Order::of`] chooses |
//! | a measure of each talk | [`batch::Row`] and its [`batch::part`] |
//! | something to be known of a talk | an [`observer::Observer`] |
//!
//! A strategy knows outcomes only as [`Outcome`]s, four bytes each, and asks its [`Turn`] about them: what one is worth, the best but
//! `k`, the cheapest worth `u`. So it works alike on spaces whose outcomes are listed and on those of 10²⁰.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod batch;
pub mod compare;
pub mod dice;
pub mod estimator;
pub mod fan;
pub mod fingerprint;
pub mod game;
pub mod limits;
pub mod observer;
pub mod plan;
pub mod profile;
pub mod protocol;
pub mod ranking;
pub mod replay;
pub mod scores;
pub mod setting;
pub mod space;
pub mod strategy;
pub mod summary;
mod talk;
pub mod trace;

pub use limits::{Limits, LimitsError, Seconds, Time};
pub use profile::Profile;
pub use protocol::{Ended, Protocol, Rules};
pub use setting::Setting;
pub use space::{Book, Outcome, Space};
pub use strategy::Spec;
pub use talk::{Report, Side, Stage, StageError, Table, Turn};
