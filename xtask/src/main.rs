//! Chores of the project: `cargo xtask schema|land|tidy|deps`.
#![forbid(unsafe_code)]

mod deps;
mod land;
mod schema;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask schema [--check]   write docs/schemas/*.json, or check that they are fresh
cargo xtask land [--check]     write the outline of the land for maps, or check that it is fresh
cargo xtask tidy               layout, named doors, words that may not be used
cargo xtask deps               which crate may use which; licences; every dependency explained
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let root = root();
    let found = match args.as_slice() {
        ["schema"] => schema::write(&root),
        ["schema", "--check"] => schema::check(&root),
        ["land"] => land::write(&root),
        ["land", "--check"] => land::check(&root),
        ["tidy"] => tidy::check(&root),
        ["deps"] => deps::check(&root),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    for fault in &found {
        eprintln!("{fault}");
    }
    if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The folder of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_owned)
}
