//! Rules of the tree that no compiler checks.

use std::fs;
use std::path::{Path, PathBuf};

/// The two places where a viewer may be made: the command's `--as`, and the workspace's door
/// (from a session or a token). Tests and benchmarks make their own.
const VIEWER_DOORS: [&str; 2] = ["crates/detente/src/viewer.rs", "crates/detente-web/src/door.rs"];

/// Every check that keeps somebody out of the workspace, by name.
const GUARDS: &str = "crates/detente-web/src/guard.rs";

/// What reaches the record or adds a way in, and the files of the workspace that may: screens, forms and deeds get
/// a desk with a view, and nothing by which more could be read.
const REACHES: [(&str, &[&str]); 6] = [
    (".route(", &["http.rs"]),
    ("SeatReading::new(", &["workspace.rs"]),
    ("Record::new(", &["seat.rs"]),
    (".catch_up(", &["seat.rs"]),
    (".view(", &["workspace.rs", "seat.rs"]),
    ("place.open()", &["workspace.rs", "seat.rs", "pen.rs"]),
];

/// The longest file of source code, in lines.
const LONGEST: usize = 900;

/// Checks the tree; what is wrong, a line each.
pub fn check(root: &Path) -> Vec<String> {
    let mut files = Vec::new();
    for folder in ["crates", "xtask"] {
        collect(&root.join(folder), &mut files);
    }
    files.sort();
    let mut found = Vec::new();
    for path in &files {
        let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
        let Ok(text) = fs::read_to_string(path) else { continue };
        found.extend(file_rules(&name, &text));
    }
    found.extend(idle_guards(root, &files));
    found.extend(explained_codes(root));
    found.extend(decisions(root));
    found
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn file_rules(name: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let in_source = name.contains("/src/") && !name.starts_with("xtask/");
    if !text.starts_with("//!") {
        found.push(format!("{name}: begin with a //! line that says what the file is for"));
    }
    let lines = text.lines().count();
    if in_source && lines > LONGEST {
        found.push(format!("{name}: {lines} lines; one concept a file, at most {LONGEST}"));
    }
    let code: String = text
        .split("#[cfg(test)]")
        .next()
        .unwrap_or("")
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    if in_source
        && code.contains("Viewer::seated(")
        && !VIEWER_DOORS.contains(&name)
        && name != "crates/detente-record/src/viewer.rs"
    {
        found.push(format!("{name}: a Viewer is made only in {}", VIEWER_DOORS.join(" and ")));
    }
    if let Some(file) = name.strip_prefix("crates/detente-web/src/") {
        let reaching = REACHES.iter().filter(|(word, files)| code.contains(word) && !files.contains(&file));
        found.extend(reaching.map(|(word, files)| {
            format!("{name}: {word}…) reaches past the desk; it is for {}", files.join(" and "))
        }));
    }
    for word in ["todo!(", "unimplemented!(", "dbg!("] {
        if in_source && code.contains(word) {
            found.push(format!("{name}: {word}…) is not for the main branch"));
        }
    }
    for word in
        ["SystemTime::now", "Instant::now", "Timestamp::now", "Zoned::now", "std::env::", "std::net::"]
    {
        let allowed = !in_source || name.starts_with("crates/detente/");
        if !allowed && code.contains(word) {
            found.push(format!("{name}: {word} makes the same input give different bytes"));
        }
    }
    let pure = [
        "crates/detente-model/",
        "crates/detente-record/",
        "crates/detente-brief/",
        "crates/detente-deals/src/",
        "crates/detente-certify/src/",
        "crates/detente-talks/src/",
    ];
    if in_source && pure.iter().any(|prefix| name.starts_with(prefix)) && code.contains("std::fs") {
        found.push(format!("{name}: this crate reads no file"));
    }
    found
}

/// Every guard that is listed is asked somewhere: a test that takes it away would else prove nothing.
fn idle_guards(root: &Path, files: &[PathBuf]) -> Vec<String> {
    let list = fs::read_to_string(root.join(GUARDS)).unwrap_or_default();
    let listed =
        list.lines().filter_map(|line| line.strip_prefix("    ")?.split_once(", \"")).map(|(n, _)| n);
    let source = root.join("crates/detente-web/src");
    let code: String = files
        .iter()
        .filter(|path| path.starts_with(&source) && !path.ends_with("guard.rs"))
        .filter_map(|path| fs::read_to_string(path).ok())
        .flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let is_asked = |name: &str| code.contains(&format!("stands(Guard::{name},"));
    let guards: Vec<&str> = listed.collect();
    match guards.is_empty() {
        true => vec![format!("{GUARDS}: no guard can be read")],
        false => guards
            .into_iter()
            .filter(|name| !is_asked(name))
            .map(|name| format!("{GUARDS}: nothing asks the guard {name}"))
            .collect(),
    }
}

/// Every code of a diagnostic has its page.
fn explained_codes(root: &Path) -> Vec<String> {
    let table = fs::read_to_string(root.join("crates/detente-model/src/diagnostic.rs")).unwrap_or_default();
    let codes = table
        .lines()
        .filter_map(|line| line.split('"').nth(1).filter(|c| c.len() == 4 && c.starts_with('D')));
    codes
        .filter(|code| !root.join(format!("crates/detente/explain/{code}.md")).exists())
        .map(|code| format!("crates/detente/explain/{code}.md is missing"))
        .collect()
}

/// Decisions are numbered without holes.
fn decisions(root: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(root.join("docs/decisions")) else {
        return vec!["docs/decisions is missing".into()];
    };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let numbered = names.iter().enumerate().all(|(i, name)| name.starts_with(&format!("{:04}-", i + 1)));
    if numbered {
        Vec::new()
    } else {
        vec!["docs/decisions: number them 0001-title.md, 0002-… without holes".into()]
    }
}
