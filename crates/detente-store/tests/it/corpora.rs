//! What the fuzzers found, and what they begin with, does no harm: every file of every corpus is
//! run through the function of its target.

use crate::targets::TARGETS;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn corpora() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus")
}

fn files(target: &str) -> Vec<PathBuf> {
    let folder = corpora().join(target);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

#[test]
fn every_target_has_a_corpus_and_every_corpus_a_target() {
    for (target, _) in TARGETS {
        assert!(!files(target).is_empty(), "{target}");
    }
    let known = |name: &str| TARGETS.iter().any(|(target, _)| *target == name);
    let folders = fs::read_dir(corpora()).expect("the corpora");
    let names = folders.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    assert_eq!(names.filter(|name| !known(name)).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn no_file_of_a_corpus_does_harm() {
    for (target, run) in TARGETS {
        for file in files(target) {
            let bytes = fs::read(&file).expect("a file of the corpus");
            let start = Instant::now();
            if std::panic::catch_unwind(|| run(&bytes)).is_err() {
                panic!("{} does harm to {target}", file.display());
            }
            assert!(start.elapsed() < Duration::from_secs(2), "{} takes long", file.display());
        }
    }
}
