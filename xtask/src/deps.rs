//! Which crate may use which, under which licences, and why.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The crates of the workspace with those below them that they may use (ARCHITECTURE.md).
const MAY_USE: [(&str, &[&str]); 11] = [
    ("detente-model", &[]),
    ("detente-record", &["detente-model"]),
    ("detente-store", &["detente-model", "detente-record"]),
    ("detente-brief", &["detente-model", "detente-record", "detente-deals", "detente-talks"]),
    // It shares no code with what it checks.
    ("detente-certify", &["detente-model"]),
    // The checker in tests only.
    ("detente-deals", &["detente-model", "detente-record", "detente-certify"]),
    (
        "detente",
        &[
            "detente-model",
            "detente-record",
            "detente-store",
            "detente-brief",
            "detente-deals",
            "detente-certify",
            "detente-formats",
            "detente-talks",
            "detente-web",
        ],
    ),
    // The frontier in tests only.
    ("detente-formats", &["detente-model", "detente-deals"]),
    ("detente-talks", &["detente-model"]),
    ("detente-web", &["detente-model", "detente-record", "detente-store", "detente-brief", "detente-deals"]),
    ("xtask", &["detente-store"]),
];

const LICENCES: [&str; 11] = [
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "Unlicense",
    "CC0-1.0",
    "0BSD",
    "MIT-0",
];

/// Checks the graph of crates.
pub fn check(root: &Path) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked"])
        .current_dir(root)
        .output();
    let Ok(output) = output else { return vec!["cargo metadata does not start".into()] };
    let Ok(metadata) = serde_json::from_slice::<Value>(&output.stdout) else {
        return vec![format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr))];
    };
    let empty = Vec::new();
    let packages = metadata["packages"].as_array().unwrap_or(&empty);
    let mut found = Vec::new();
    found.extend(packages.iter().filter_map(layering).flatten());
    found.extend(packages.iter().filter_map(licence));
    found.extend(packages.iter().filter_map(origin));
    found.extend(explained(root, packages));
    found
}

fn name(package: &Value) -> &str {
    package["name"].as_str().unwrap_or("")
}

fn is_own(package: &Value) -> bool {
    package["source"].is_null()
}

fn direct(package: &Value) -> impl Iterator<Item = &Value> {
    package["dependencies"].as_array().into_iter().flatten()
}

fn layering(package: &Value) -> Option<Vec<String>> {
    let own = is_own(package).then(|| name(package))?;
    let Some((_, allowed)) = MAY_USE.iter().find(|(known, _)| *known == own) else {
        return Some(vec![format!("{own}: say in xtask/src/deps.rs which crates it may use")]);
    };
    let inner = direct(package).filter(|d| d["path"].is_string()).map(name);
    Some(
        inner
            .filter(|used| !allowed.contains(used))
            .map(|used| format!("{own} may not use {used}"))
            .collect(),
    )
}

/// One of the alternatives of an SPDX expression is allowed in full.
fn licence(package: &Value) -> Option<String> {
    let expression =
        package["license"].as_str().unwrap_or("none").replace(['(', ')'], "").replace('/', " OR ");
    let allowed = |alternative: &str| {
        alternative
            .split(" AND ")
            .all(|part| LICENCES.contains(&part.trim().split(" WITH ").next().unwrap_or("")))
    };
    (!expression.split(" OR ").any(allowed))
        .then(|| format!("{}: the licence {expression} is not on the list", name(package)))
}

fn origin(package: &Value) -> Option<String> {
    let source = package["source"].as_str()?;
    (!source.starts_with("registry+"))
        .then(|| format!("{}: comes from {source}, not from the registry", name(package)))
}

/// Every direct dependency has its line in docs/dependencies.md, and no line is left over.
fn explained(root: &Path, packages: &[Value]) -> Vec<String> {
    let page = fs::read_to_string(root.join("docs/dependencies.md")).unwrap_or_default();
    let lines: BTreeMap<&str, ()> =
        page.lines().filter_map(|line| Some((line.strip_prefix("| `")?.split('`').next()?, ()))).collect();
    let used: BTreeSet<&str> = packages
        .iter()
        .filter(|p| is_own(p))
        .flat_map(direct)
        .filter(|d| !d["path"].is_string())
        .map(name)
        .collect();
    let missing = used
        .iter()
        .filter(|name| !lines.contains_key(*name))
        .map(|name| format!("docs/dependencies.md: explain {name} in one line"));
    let stale = lines
        .keys()
        .filter(|name| !used.contains(*name))
        .map(|name| format!("docs/dependencies.md: {name} is used no more"));
    missing.chain(stale).collect()
}
