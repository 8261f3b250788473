//! The workspace: pages for one viewer at a time.
//!
//! From the outside in: [`http`] takes a request apart; [`workspace`] asks who it is ([`access`], [`door`]) and
//! whether he may ([`routes`], the one table); [`seat`] reads what he may see; a screen ([`screens`]) or a deed gets
//! a [`desk`] with a view, and nothing by which more could be read; `layout` puts the frame around it.
//! [`guard`] lists every check; [`world`] is the clock and the chance.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

#[cfg(test)]
extern crate self as detente_web;

pub mod access;
pub mod answer;
pub mod api;
pub mod asked;
pub mod assets;
pub mod deeds;
pub mod desk;
pub mod door;
pub mod entrance;
pub mod form;
pub mod guard;
pub mod http;
mod layout;
pub mod live;
pub mod origin;
mod patient;
pub mod pen;
mod refused;
pub mod reply;
pub mod request;
pub mod routes;
pub mod screens;
pub mod seat;
pub mod session;
pub mod workspace;
pub mod world;

pub use workspace::{Workspace, World};
