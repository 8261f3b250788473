//! Tests of the workspace.

mod access;
mod api;
mod world;
