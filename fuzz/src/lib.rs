//! The functions that the fuzzers run; their corpora run through the same ones in the tests of
//! detente-store.

#[path = "../../crates/detente-store/tests/it/targets.rs"]
pub mod targets;
