//! The workspace: pages for one viewer at a time.
//!
//! [`access`] keeps who may come in (links, sessions, tokens) and [`door`] makes a viewer of
//! whoever is in; [`guard`] lists every check; [`world`] is the clock and the chance that both
//! are handed.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

#[cfg(test)]
extern crate self as detente_web;

pub mod access;
pub mod door;
pub mod guard;
pub mod origin;
pub mod world;
