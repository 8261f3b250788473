//! The figures of the command: `cargo bench -p detente`.
//!
//! Prints each figure with what it has to reach, as whole commands (a process of their own), and
//! ends with 1 if one is missed.

mod made_up;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// The least of `runs` wall times of a command.
fn least(runs: usize, args: &[&str], expected_exit: i32) -> Duration {
    let once = || {
        let start = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
        let status = command.args(args).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert_eq!(status.expect("the command starts").code(), Some(expected_exit), "{args:?}");
        start.elapsed()
    };
    (0..runs).map(|_| once()).min().expect("one run at least")
}

/// Writes `text` as the process in `dir`.
fn write(dir: &Path, text: &str) {
    fs::create_dir_all(dir).expect("the folder can be made");
    fs::write(dir.join("process.yaml"), text).expect("the file can be written");
}

fn main() -> ExitCode {
    let root = std::env::temp_dir().join(format!("detente-figures-{}", std::process::id()));
    let (small, large, faulty) = (root.join("small"), root.join("large"), root.join("faulty"));
    write(&small, &made_up::process_text(5_000));
    let sizes = (1..).map(|n| made_up::process_text(n * 10_000));
    let ten_megabytes = sizes.into_iter().find(|text| text.len() >= 10_000_000).expect("it grows");
    write(&large, &ten_megabytes);
    // A fault in every ninetieth incident: some hundreds in all.
    write(&faulty, &ten_megabytes.replace("place: Village 7\n", "plaze: Village 7\n"));
    let path = |p: &Path| p.to_string_lossy().into_owned();
    let (small, large, faulty) = (path(&small), path(&large), path(&faulty));
    let figures = [
        ("brief, 5,000 entries, text", least(10, &["brief", &small], 0), 100),
        ("brief, 5,000 entries, html", least(10, &["brief", &small, "--format", "html"], 0), 100),
        ("check, 10 MB, no errors", least(5, &["check", &large], 0), 1000),
        ("check, 10 MB, with errors", least(5, &["check", &faulty], 1), 1000),
        ("check, 10 MB, with errors, json", least(5, &["check", &faulty, "--format", "json"], 1), 1000),
    ];
    let mut missed = false;
    for (name, time, limit) in figures {
        let reached = time < Duration::from_millis(limit);
        missed |= !reached;
        let verdict = if reached { "reached" } else { "MISSED" };
        println!("{name:36} {:>8.1} ms  (to reach: {limit} ms) {verdict}", time.as_secs_f64() * 1e3);
    }
    let _ = std::fs::remove_dir_all(root);
    if missed { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
