//! The functions that the fuzzers run; the corpora of the first run through the same ones in the tests of
//! detente-store.

#[path = "../../crates/detente-store/tests/it/targets.rs"]
pub mod targets;

/// The importers of other programs' scenarios.
#[path = "../../crates/detente-formats/tests/it/targets.rs"]
pub mod formats;
