//! Tests of the workspace.

mod access;
mod world;
