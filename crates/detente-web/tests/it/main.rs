//! Tests of the workspace.

mod access;
mod languages;
mod world;
