//! Takes one guard after the other away: each time a test must turn red.
//!
//! It runs alone in its process, since a guard is taken away in the whole of it.

#[path = "it/access.rs"]
mod access;
#[path = "it/canary.rs"]
mod canary;
#[path = "it/house.rs"]
#[allow(dead_code)]
mod house;
#[path = "it/matrix.rs"]
mod matrix;
#[path = "it/questions.rs"]
#[allow(dead_code)]
mod questions;
#[path = "it/world.rs"]
#[allow(dead_code)]
mod world;

use detente_web::guard::{self, Guard};
use std::panic;
use std::process::ExitCode;

/// A test by its name.
type Test = (&'static str, fn());

fn is_red((_, test): &&Test) -> bool {
    panic::catch_unwind(test).is_err()
}

fn main() -> ExitCode {
    let tests: Vec<Test> = [access::TABLE, matrix::TABLE].concat();
    // Which test turns red is the news; how is not.
    panic::set_hook(Box::new(|_| {}));
    let mut failures = 0;
    for (name, _) in tests.iter().filter(is_red) {
        println!("{name} is red with all guards in place");
        failures += 1;
    }
    for guard in Guard::ALL {
        guard::remove(*guard);
        let red = tests.iter().find(is_red);
        guard::restore();
        match red {
            None => {
                println!("nothing notices that {} is gone: {}", guard.name(), guard.sentence());
                failures += 1;
            }
            Some((name, _)) => println!("{}: {name}", guard.name()),
        }
    }
    match failures {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
