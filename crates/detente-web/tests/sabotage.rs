//! Takes one guard after the other away: each time a test must turn red.
//!
//! It runs alone in its process, since a guard is taken away in the whole of it.

#[path = "it/access.rs"]
mod access;
#[path = "it/world.rs"]
mod world;

use detente_web::guard::{self, Guard};
use std::panic;
use std::process::ExitCode;

fn is_red(test: fn()) -> bool {
    panic::catch_unwind(test).is_err()
}

fn main() -> ExitCode {
    let tests = access::TABLE;
    // Which test turns red is the news; how is not.
    panic::set_hook(Box::new(|_| {}));
    let mut failures = 0;
    for (name, _) in tests.iter().filter(|(_, test)| is_red(*test)) {
        println!("{name} is red with all guards in place");
        failures += 1;
    }
    for guard in Guard::ALL {
        guard::remove(*guard);
        let red: Vec<&str> = tests.iter().filter(|(_, test)| is_red(*test)).map(|(name, _)| *name).collect();
        guard::restore();
        match red.as_slice() {
            [] => {
                println!("nothing notices that {} is gone: {}", guard.name(), guard.sentence());
                failures += 1;
            }
            red => println!("{}: {}", guard.name(), red.join(", ")),
        }
    }
    match failures {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
