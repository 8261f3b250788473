//! The command as a whole, run in process: what it prints, how it ends, and what it must never tell.

mod actors;
mod asking;
mod canaries;
mod commands;
mod convert;
mod day;
mod deals;
mod deals_mixed;
mod deals_questions;
mod deals_schema;
mod deals_worlds;
#[path = "../../../detente-store/tests/it/disk.rs"]
#[allow(dead_code, reason = "what only the tests of stores ask")]
mod disk;
mod docs_pages;
mod elicit;
mod explain;
mod harness;
mod keeping;
mod killed;
mod languages;
mod layers;
#[path = "../../benches/made_up.rs"]
mod made_up;
mod many;
mod packages;
mod pages;
mod pitfalls;
mod print;
mod published;
mod served;
mod server;
mod serving;
mod snapshots;
mod sources;
mod stores;
mod talk;
mod two_worlds;
mod writing;
