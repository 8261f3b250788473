//! Tests of the workspace.

mod access;
mod api;
mod bad_requests;
mod canaries;
mod canary;
mod house;
mod languages;
mod matrix;
mod questions;
mod two_worlds;
mod world;
