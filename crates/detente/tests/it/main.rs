//! The command as a whole, run in process: what it prints, how it ends, and what it must never tell.

mod asking;
mod canaries;
mod commands;
mod convert;
mod deals;
mod deals_mixed;
mod deals_questions;
mod deals_schema;
mod deals_worlds;
mod docs_pages;
mod elicit;
mod explain;
mod harness;
mod keeping;
mod languages;
mod packages;
mod pages;
mod pitfalls;
mod print;
mod published;
mod snapshots;
mod sources;
mod stores;
mod two_worlds;
mod writing;
