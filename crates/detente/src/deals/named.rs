//! Packages as people name them on the command line.

use crate::Outcome;
use detente_brief::deals::Table;
use detente_deals::questions::package::{Package, PackageError};

/// Issues that are listed where a name is unknown.
const LISTED: usize = 20;

/// Reads a package. An issue that has no preferences of its own stands for the one of its parts that has the
/// option: where `ceasefire-length` is a part of `ceasefire`, `ceasefire=30-days` is
/// `ceasefire-length=30-days`.
pub fn package(table: &Table<'_>, text: &str) -> Result<Package, Outcome> {
    let parts: Vec<String> = text.split([',', ';', '\n']).map(|part| of_a_part(table, part)).collect();
    Package::parse(table.scenario, text)
        .or_else(|_| Package::parse(table.scenario, &parts.join(",")))
        .map_err(|error| Outcome::wrong(parts_of(table, &error).unwrap_or_else(|| told(table, &error))))
}

/// The same term about the one part of its issue that has the option; the term itself where there is none, or more
/// than one.
fn of_a_part(table: &Table<'_>, term: &str) -> String {
    let unchanged = || term.to_owned();
    let Some((whole, option)) = term.split_once(['=', ':']) else { return unchanged() };
    let (whole, option) = (whole.trim(), option.trim());
    let issues = &table.scenario.issues;
    if issues.iter().any(|issue| issue.name == whole) {
        return unchanged();
    }
    let is_meant = |place: &usize| {
        table.wholes[*place].iter().any(|id| id.as_str() == whole)
            && issues[*place].options.iter().any(|o| o == option)
    };
    let mut meant = (0..issues.len()).filter(is_meant);
    match (meant.next(), meant.next()) {
        (Some(place), None) => format!("{}={option}", issues[place].name),
        _ => unchanged(),
    }
}

/// What is wrong where an issue stands for its parts: none of them has the option, or several have.
fn parts_of(table: &Table<'_>, error: &PackageError) -> Option<String> {
    let PackageError::UnknownIssue { name, .. } = error else { return None };
    let is_part = |place: &usize| table.wholes[*place].iter().any(|id| id.as_str() == name);
    let parts = (0..table.wholes.len()).filter(is_part);
    let names: Vec<&str> = parts.map(|place| &table.scenario.issues[place].name[..]).collect();
    (!names.is_empty()).then(|| {
        let names = names.join(", ");
        format!("“{name}” has more than one part that could be meant, or none with this option\n  help: name one of {names}")
    })
}

/// What is wrong, with the names that there are.
fn told(table: &Table<'_>, error: &PackageError) -> String {
    let issues = &table.scenario.issues;
    let names: Vec<&str> = match error {
        PackageError::UnknownIssue { .. } => issues.iter().map(|issue| &issue.name[..]).collect(),
        PackageError::UnknownOption { issue, .. } => {
            let named = issues.iter().find(|known| known.name == *issue);
            named.map_or_else(Vec::new, |issue| issue.options.iter().map(|option| &option[..]).collect())
        }
        _ => Vec::new(),
    };
    if names.is_empty() || names.len() > LISTED {
        return error.to_string();
    }
    format!("{error}\n  help: one of {}", names.join(", "))
}
