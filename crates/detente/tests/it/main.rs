//! The command as a whole, run in process: what it prints, how it ends, and what it must never tell.

mod asking;
mod canaries;
mod commands;
mod deals;
mod deals_mixed;
mod explain;
mod harness;
mod keeping;
mod languages;
mod pages;
mod pitfalls;
mod print;
mod published;
mod snapshots;
mod sources;
mod stores;
mod two_worlds;
mod writing;
