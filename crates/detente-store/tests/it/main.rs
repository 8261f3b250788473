//! What the readers of process files promise, tested from outside: every bad input has its
//! message, every fault is told in one pass, and nothing that a file may hold stops the program.
#![forbid(unsafe_code)]

mod accumulate;
mod bad_input;
mod bad_places;
mod conformance;
mod corpora;
mod costly_input;
mod crash;
mod damage;
mod desk;
mod disk;
mod event_dates;
#[cfg(all(unix, feature = "postgres"))]
mod postgres;
mod power_loss;
mod properties;
mod reads;
mod same_ids;
mod schema;
mod targets;
