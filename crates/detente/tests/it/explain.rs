//! The pages of `detente explain` are true: every faulty example has the fault that its page is
//! about, and every mended one has none.

use crate::harness::{Process, Ran, detente, entries, read};
use detente_model::Code;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The pages whose fault cannot be written down in a page of text.
const WITHOUT_EXAMPLES: [Code; 2] = [Code::NotText, Code::TooLarge];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("explain")
}

fn page(code: Code) -> String {
    read(&folder().join(format!("{code}.md")))
}

/// A fenced part of a page: the words after the fence, and the text within.
struct Fence {
    info: String,
    text: String,
}

fn fences(page: &str) -> Vec<Fence> {
    let mut all = Vec::new();
    let mut open: Option<Fence> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some(Fence { info: info.to_owned(), text: String::new() }),
            (Some(_), Some(_)) => all.extend(open.take()),
            (Some(fence), None) => fence.text.extend([line, "\n"]),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    all
}

/// What a fence is for.
#[derive(Debug, PartialEq, Eq)]
enum Use<'f> {
    /// Added to the base, in the faulty process or in the mended one.
    Added(State),
    /// The whole of `process.yaml`.
    Whole(State),
    /// The whole of a room's file.
    Room(State, &'f str),
    /// A source text of both.
    Source(&'f str),
    /// Only to be read.
    Example,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Faulty,
    Mended,
}

fn use_of(info: &str) -> Use<'_> {
    let words: Vec<&str> = info.split(' ').collect();
    let state = |word: &str| match word {
        "faulty" => State::Faulty,
        "mended" => State::Mended,
        other => panic!("“{other}” is neither faulty nor mended"),
    };
    match words.as_slice() {
        ["yaml", word] => Use::Added(state(word)),
        ["yaml", word, "whole"] => Use::Whole(state(word)),
        ["yaml", word, file] if file.starts_with("rooms/") => Use::Room(state(word), file),
        ["json", word, file] if file.starts_with("log/") => Use::Room(state(word), file),
        ["text", "example"] => Use::Example,
        ["text", file] if file.starts_with("sources/") => Use::Source(file),
        _ => panic!("nobody knows what a fence “{info}” is for"),
    }
}

/// The process that the fences of a page make, if they make one.
fn process(fences: &[Fence], state: State) -> Option<Process> {
    let is_own = |fence: &&Fence| match use_of(&fence.info) {
        Use::Added(of) | Use::Whole(of) | Use::Room(of, _) => of == state,
        Use::Source(_) | Use::Example => false,
    };
    fences.iter().find(is_own)?;
    let mut main = read(&folder().join("base.yaml"));
    let mut process = Process::empty();
    for fence in fences {
        match use_of(&fence.info) {
            Use::Added(of) if of == state => main.extend(["\n", fence.text.as_str()]),
            Use::Whole(of) if of == state => main.clone_from(&fence.text),
            Use::Room(of, file) if of == state => process = process.with(file, &fence.text),
            Use::Source(file) => process = process.with(file, &fence.text),
            _ => {}
        }
    }
    Some(process.with("process.yaml", main))
}

fn check(process: &Process) -> (Ran, Vec<Value>) {
    let ran = process.run(&["check", "--format", "json"]);
    let diagnostics = ran.json()["diagnostics"].as_array().cloned().unwrap_or_default();
    (ran, diagnostics)
}

#[test]
fn the_base_of_all_examples_has_no_fault() {
    let (ran, diagnostics) = check(&Process::of(&read(&folder().join("base.yaml"))));
    assert_eq!((ran.exit, diagnostics), (0, Vec::new()));
}

#[test]
fn every_faulty_example_has_the_fault_of_its_page() {
    for code in Code::ALL {
        let Some(process) = process(&fences(&page(*code)), State::Faulty) else { continue };
        let (ran, diagnostics) = check(&process);
        let codes: Vec<&str> = diagnostics.iter().filter_map(|found| found["code"].as_str()).collect();
        assert!(codes.contains(&code.as_str()), "{code}: {codes:?}\n{}", ran.out);
        let stops = code.severity() == detente_model::Severity::Error;
        assert_eq!(ran.exit != 0, stops, "{code}: exit {}", ran.exit);
    }
}

#[test]
fn every_mended_example_has_no_fault() {
    for code in Code::ALL {
        let Some(process) = process(&fences(&page(*code)), State::Mended) else { continue };
        let (ran, diagnostics) = check(&process);
        assert_eq!((ran.exit, diagnostics), (0, Vec::new()), "{code}");
    }
}

#[test]
fn every_page_has_both_examples_if_they_can_be_written() {
    for code in Code::ALL {
        let fences = fences(&page(*code));
        let both = [State::Faulty, State::Mended].map(|state| process(&fences, state).is_some());
        assert_eq!(both, [!WITHOUT_EXAMPLES.contains(code); 2], "{code}");
    }
}

#[test]
fn every_code_has_its_page_and_every_page_its_code() {
    for code in Code::ALL {
        let first = page(*code).lines().next().unwrap_or_default().to_owned();
        assert_eq!(first, format!("# {code}: {}", code.title()));
    }
    let files = entries(&folder()).into_iter().filter(|path| path.extension().is_some_and(|end| end == "md"));
    assert_eq!(files.count(), Code::ALL.len());
}

#[test]
fn the_command_prints_the_page_of_a_code() {
    for code in Code::ALL {
        assert_eq!(detente(["explain", code.as_str()]).done(), page(*code));
        assert_eq!(detente(["explain", &code.as_str().to_lowercase()]).done(), page(*code));
    }
}

#[test]
fn the_command_lists_all_codes() {
    let list = detente(["explain"]).done();
    assert_eq!(list.lines().count(), Code::ALL.len());
    for (line, code) in list.lines().zip(Code::ALL) {
        assert!(line.starts_with(code.as_str()) && line.ends_with(code.title()), "{line}");
    }
}
