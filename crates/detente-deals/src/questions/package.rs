//! A package: options for all or some of the issues, and reading one from text.
//!
//! The text is a list of `issue=option` or `issue: option`, separated by commas, semicolons or new
//! lines: `ceasefire=30-days, prisoners=1000`. Names are matched as written, spaces around them aside. A
//! name may itself hold spaces, commas, `=` or `:`: of the known names that fit, the longest is taken.

use detente_model::nearest;
use detente_model::scenario::{Outcome, Scenario};
use std::fmt;

/// Options for all or some of the issues.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    terms: Vec<(usize, u32)>,
}

/// Why a text is not a package of the scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackageError {
    /// It names no issue.
    Empty,
    /// This part has no `=` or `:`.
    NoSign(String),
    /// There is no such issue.
    UnknownIssue {
        /// What was written.
        name: String,
        /// The nearest spelling of an issue, if one is near.
        nearest: Option<String>,
    },
    /// The issue has no such option.
    UnknownOption {
        /// The issue.
        issue: String,
        /// What was written.
        name: String,
        /// The nearest spelling of one of its options, if one is near.
        nearest: Option<String>,
    },
    /// The issue is named twice.
    Twice(String),
}

impl fmt::Display for PackageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hint = |nearest: &Option<String>| match nearest {
            Some(name) => format!("; did you mean “{name}”?"),
            None => String::new(),
        };
        match self {
            PackageError::Empty => write!(f, "a package names at least one issue, as in issue=option"),
            PackageError::NoSign(part) => write!(f, "“{part}” is not of the form issue=option"),
            PackageError::UnknownIssue { name, nearest } => {
                write!(f, "no issue “{name}”{}", hint(nearest))
            }
            PackageError::UnknownOption { issue, name, nearest } => {
                write!(f, "the issue “{issue}” has no option “{name}”{}", hint(nearest))
            }
            PackageError::Twice(issue) => write!(f, "the issue “{issue}” is named twice"),
        }
    }
}

impl std::error::Error for PackageError {}

impl Package {
    /// From pairs of issue and option; none where one is not there or an issue comes twice.
    pub fn new(scenario: &Scenario, terms: &[(usize, u32)]) -> Option<Package> {
        let known = |&(issue, option): &(usize, u32)| {
            scenario.issues.get(issue).is_some_and(|issue| (option as usize) < issue.options.len())
        };
        let mut terms = terms.to_vec();
        terms.sort_unstable();
        let once = terms.windows(2).all(|pair| pair[0].0 != pair[1].0);
        (once && terms.iter().all(known)).then_some(Package { terms })
    }

    /// Reads one. Cost: the length of the text times that of all names of issues.
    pub fn parse(scenario: &Scenario, text: &str) -> Result<Package, PackageError> {
        let mut terms: Vec<(usize, u32)> = Vec::new();
        let mut rest = skip_separators(text);
        while !rest.is_empty() {
            let (issue, after) = read_issue(scenario, rest)?;
            let (option, after) = read_option(scenario, issue, after)?;
            if terms.iter().any(|term| term.0 == issue) {
                return Err(PackageError::Twice(scenario.issues[issue].name.clone()));
            }
            terms.push((issue, option));
            rest = skip_separators(after);
        }
        terms.sort_unstable();
        if terms.is_empty() { Err(PackageError::Empty) } else { Ok(Package { terms }) }
    }

    /// Pairs of issue and option, by issue.
    pub fn terms(&self) -> &[(usize, u32)] {
        &self.terms
    }

    /// The outcome, if it settles all issues of the scenario.
    pub fn outcome(&self, scenario: &Scenario) -> Option<Outcome> {
        let all = self.terms.len() == scenario.issues.len();
        all.then(|| self.terms.iter().map(|term| term.1).collect())
    }
}

const SEPARATORS: [char; 3] = [',', ';', '\n'];

fn skip_separators(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c))
}

/// Of the names with which `text` begins and after which `follows`, the longest: its place, and what
/// is left.
fn longest<'t>(
    names: impl Iterator<Item = impl AsRef<str>>,
    text: &'t str,
    follows: impl Fn(&'t str) -> Option<&'t str>,
) -> Option<(usize, &'t str)> {
    let fits = |(place, name): (usize, &str)| {
        let after = follows(text.strip_prefix(name)?)?;
        Some((name.len(), place, after))
    };
    let mut best: Option<(usize, usize, &str)> = None;
    for (place, name) in names.enumerate() {
        let found = fits((place, name.as_ref()));
        if let Some(found) = found.filter(|found| best.is_none_or(|best| found.0 > best.0)) {
            best = Some(found);
        }
    }
    best.map(|(_, place, after)| (place, after))
}

fn read_issue<'t>(scenario: &Scenario, text: &'t str) -> Result<(usize, &'t str), PackageError> {
    let sign = |after: &'t str| after.trim_start().strip_prefix(['=', ':']);
    let names = || scenario.issues.iter().map(|issue| issue.name.as_str());
    if let Some(found) = longest(names(), text, sign) {
        return Ok(found);
    }
    let part = text.split(SEPARATORS).next().unwrap_or(text).trim();
    let Some((name, _)) = part.split_once(['=', ':']) else {
        return Err(PackageError::NoSign(part.into()));
    };
    let name = name.trim();
    Err(PackageError::UnknownIssue { name: name.into(), nearest: nearest(name, names()).map(str::to_string) })
}

fn read_option<'t>(scenario: &Scenario, issue: usize, text: &'t str) -> Result<(u32, &'t str), PackageError> {
    let text = text.trim_start();
    let end = |after: &'t str| {
        let after = after.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
        (after.is_empty() || after.starts_with(SEPARATORS)).then_some(after)
    };
    let issue = &scenario.issues[issue];
    let names = || issue.options.iter().map(String::as_str);
    if let Some((option, after)) = longest(names(), text, end) {
        return Ok((option as u32, after));
    }
    let name = text.split(SEPARATORS).next().unwrap_or(text).trim();
    Err(PackageError::UnknownOption {
        issue: issue.name.clone(),
        name: name.into(),
        nearest: nearest(name, names()).map(str::to_string),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questions::testing;

    #[test]
    fn names_may_hold_anything() {
        let scenario = testing::named(&[
            ("ceasefire", &["none", "30-days", "30-days, renewable"]),
            ("caucus:north/flag", &["a=b", "both flags"]),
            ("flag", &["x", "y"]),
        ]);
        let read = |text| Package::parse(&scenario, text).map(|package| package.terms);
        assert_eq!(read("ceasefire=30-days"), Ok(vec![(0, 1)]));
        assert_eq!(read(" flag : y ;ceasefire = 30-days, renewable\n"), Ok(vec![(0, 2), (2, 1)]));
        assert_eq!(read("ceasefire=30-days\nflag=x"), Ok(vec![(0, 1), (2, 0)]));
        assert_eq!(
            read("caucus:north/flag: both flags,ceasefire:none,flag=x"),
            Ok(vec![(0, 0), (1, 1), (2, 0)])
        );
        assert_eq!(read("caucus:north/flag=a=b"), Ok(vec![(1, 0)]));
        let whole = Package::parse(&scenario, "flag=y,ceasefire=none,caucus:north/flag=a=b").unwrap();
        assert_eq!(whole.outcome(&scenario), Some(vec![0, 0, 1]));
        assert_eq!(Package::parse(&scenario, "flag=y").unwrap().outcome(&scenario), None);
    }

    #[test]
    fn what_is_wrong_is_said_with_the_nearest_spelling() {
        let scenario = testing::named(&[("ceasefire", &["none", "30-days"]), ("prisoners", &["1000"])]);
        let read = |text| Package::parse(&scenario, text);
        let issue = |name: &str, nearest: Option<&str>| PackageError::UnknownIssue {
            name: name.into(),
            nearest: nearest.map(str::to_string),
        };
        assert_eq!(read("caesefire=none"), Err(issue("caesefire", Some("ceasefire"))));
        assert_eq!(read("tolls=none"), Err(issue("tolls", None)));
        assert_eq!(read("  , "), Err(PackageError::Empty));
        assert_eq!(read("ceasefire"), Err(PackageError::NoSign("ceasefire".into())));
        assert_eq!(read("prisoners=1000, prisoners=1000"), Err(PackageError::Twice("prisoners".into())));
        assert_eq!(
            read("ceasefire=30 days, prisoners=1000"),
            Err(PackageError::UnknownOption {
                issue: "ceasefire".into(),
                name: "30 days".into(),
                nearest: Some("30-days".into())
            })
        );
        let said = read("caesefire=none").unwrap_err().to_string();
        assert_eq!(said, "no issue “caesefire”; did you mean “ceasefire”?");
        assert_eq!(Package::new(&scenario, &[(0, 1), (0, 1)]), None);
        assert_eq!(Package::new(&scenario, &[(1, 1)]), None);
    }
}
