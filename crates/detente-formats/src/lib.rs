//! Scenario files of other programs, read as scenarios, and written.
//!
//! [`read`] takes a folder (or one file of it) of GENIUS, GeniusWeb, NegMAS or NegoLog; [`read_sources`] does the same
//! with files that are given, touching no disk. [`negmas::write`] and [`geniusweb::write`] give the files of a scenario
//! in these programs' formats. What each format means, and what is refused, stands in `docs/formats.md`.
//!
//! An importer is one file that implements `Importer` and is named in `IMPORTERS`. Files are made into trees
//! first ([`Source`] → `Document`), of which importers take what they know; types are a closed list, so that no file can
//! name code. Numbers are exact fractions (`number`), from which `draft` makes the integers of a utility.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod draft;
mod error;
mod genius;
pub mod geniusweb;
mod json;
mod levels;
pub mod negmas;
mod negolog;
mod number;
mod options;
mod source;
mod tree;
mod write;
mod xml;
mod yaml;

pub use error::FormatError;
pub use options::{Format, Limits, Options, Reading};
pub use source::Source;
pub use write::{File, Unwritable, Written};

use detente_model::scenario::{Scenario, ScenarioIssue, Utility};
use draft::{BASIS, Draft};
use error::{Fault, Read};
use source::{Document, ending, may_be_read};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

/// A scenario with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
    /// Whose format it was in.
    pub format: Format,
    /// What it is called: the name of its folder.
    pub name: String,
}

/// What a file is to a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// It holds the issues.
    Domain,
    /// It holds a party's preferences.
    Profile,
}

/// The files of one scenario, each with its role.
struct Files<'d> {
    domain: Option<&'d Document>,
    profiles: Vec<&'d Document>,
}

/// Reads the files of one program.
trait Importer: Sync {
    /// Whose they are.
    fn format(&self) -> Format;

    /// The endings of their names.
    fn endings(&self) -> &'static [&'static str];

    /// Can a scenario be without a file of its issues?
    fn domain_is_optional(&self) -> bool;

    /// What a file is, if it is one of theirs.
    fn role(&self, document: &Document) -> Option<Role>;

    /// The scenario of these files.
    fn read(&self, files: &Files<'_>, options: &Options) -> Result<Scenario, FormatError>;
}

/// All importers, in the order in which they are tried.
const IMPORTERS: [&dyn Importer; 4] =
    [&negmas::Negmas, &genius::Genius, &geniusweb::GeniusWeb, &negolog::NegoLog];

/// Which program's scenario is at `path`, a folder or one file of it? Reads the files.
pub fn detect(path: &Path) -> Option<Format> {
    let limits = Limits::default();
    let found = source::find(path, &limits).ok()?;
    let parsed = parsed(&found.sources, &limits);
    choose(&parsed, found.chosen.as_deref()).ok().map(|chosen| chosen.importer.format())
}

/// Reads the scenario at `path`: a folder, or one file of it.
pub fn read(path: &Path, options: &Options) -> Result<Loaded, FormatError> {
    let found = source::find(path, &options.limits)?;
    read_found(&found.name, &found.sources, found.chosen.as_deref(), options)
}

/// Reads a scenario called `name` from files that are given. Touches no disk.
pub fn read_sources(name: &str, sources: &[Source], options: &Options) -> Result<Loaded, FormatError> {
    let mut sources: Vec<Source> =
        sources.iter().filter(|source| may_be_read(&source.name)).cloned().collect();
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    read_found(name, &sources, None, options)
}

fn read_found(
    name: &str,
    sources: &[Source],
    chosen: Option<&str>,
    options: &Options,
) -> Result<Loaded, FormatError> {
    if options.levels < 2 || options.levels as usize > options.limits.options {
        let message = format!("a continuous issue cannot be taken at {} levels", options.levels);
        return Err(Fault::new(message).expected(format!("2 to {}", options.limits.options)).of_folder());
    }
    let parsed = parsed(sources, &options.limits);
    let Chosen { importer, files, aside } = choose(&parsed, chosen)?;
    let mut scenario = importer.read(&files, options)?;
    let read = files.domain.iter().chain(&files.profiles);
    scenario.notes.extend(read.filter_map(|document| document.note.clone()));
    scenario.notes.extend(
        aside.into_iter().map(|name| format!("{name} was left aside: it is no file of the scenario")),
    );
    Ok(Loaded { scenario, format: importer.format(), name: name.to_owned() })
}

/// The files by name, read or with what is wrong with them.
type Parsed = BTreeMap<String, Result<Document, FormatError>>;

fn parsed(sources: &[Source], limits: &Limits) -> Parsed {
    sources.iter().map(|source| (source.name.clone(), Document::of(source, limits))).collect()
}

struct Chosen<'d> {
    importer: &'static dyn Importer,
    files: Files<'d>,
    /// Names of files that no role was found for.
    aside: Vec<String>,
}

/// The first importer that finds a scenario among the files.
fn choose<'d>(parsed: &'d Parsed, chosen: Option<&str>) -> Result<Chosen<'d>, FormatError> {
    for importer in IMPORTERS {
        let own = |name: &str| importer.endings().contains(&ending(name));
        let documents =
            || parsed.iter().filter(|(name, _)| own(name)).filter_map(|(_, document)| document.as_ref().ok());
        let of = |role: Role| {
            documents().filter(move |document| importer.role(document) == Some(role)).collect::<Vec<_>>()
        };
        let (mut domains, profiles) = (of(Role::Domain), of(Role::Profile));
        if let Some(chosen) = chosen {
            let is_chosen = |document: &&&Document| document.name == chosen;
            if domains.iter().chain(&profiles).all(|document| document.name != chosen) {
                continue;
            }
            if let Some(domain) = domains.iter().find(is_chosen).copied() {
                domains = vec![domain];
            }
        }
        if domains.is_empty() && (profiles.is_empty() || !importer.domain_is_optional()) {
            continue;
        }
        if let Some(fault) =
            parsed.iter().filter(|(name, _)| own(name)).find_map(|(_, document)| document.as_ref().err())
        {
            return Err(fault.clone());
        }
        if let [first, second, ..] = domains[..] {
            let message = format!("two files hold issues: {} and {}", first.name, second.name);
            return Err(Fault::new(message)
                .help("give the one that is meant, instead of the folder")
                .of_folder());
        }
        if profiles.is_empty() {
            let message =
                format!("this {} folder holds no file with a party's preferences", importer.format());
            return Err(Fault::new(message).of_folder());
        }
        let aside = documents()
            .filter(|document| importer.role(document).is_none())
            .map(|document| document.name.clone());
        let aside = aside.collect();
        return Ok(Chosen { importer, files: Files { domain: domains.first().copied(), profiles }, aside });
    }
    match parsed.values().find_map(|document| document.as_ref().err()) {
        Some(fault) => Err(fault.clone()),
        None => Err(none(parsed, chosen)),
    }
}

fn none(parsed: &Parsed, chosen: Option<&str>) -> FormatError {
    let message = match chosen {
        Some(file) => format!("{file} is no file of a scenario that is known here"),
        None if parsed.is_empty() => {
            "there is no file that may be a scenario's (.xml, .json, .yml, .yaml)".to_owned()
        }
        None => "there is no scenario among these files".to_owned(),
    };
    Fault::new(message)
        .expected("a folder with a file of the issues and one a party, of GENIUS (XML), GeniusWeb or NegoLog (JSON), NegMAS (YAML or JSON)")
        .of_folder()
}

/// An issue with these options, checked.
fn issue(name: &str, options: Vec<String>) -> Read<ScenarioIssue> {
    if options.is_empty() {
        return Err(Fault::new(format!("the issue “{name}” has no options")).expected("at least one"));
    }
    let mut seen = HashSet::with_capacity(options.len());
    if let Some(twice) = options.iter().find(|option| !seen.insert(option.as_str())) {
        return Err(Fault::new(format!("the issue “{name}” has the option “{twice}” twice")));
    }
    Ok(ScenarioIssue { name: name.to_owned(), entry: None, options, divisible: false })
}

/// Checks the issues of a scenario together.
fn checked(issues: &[ScenarioIssue], limits: &Limits) -> Read<()> {
    let mut seen = BTreeSet::new();
    if let Some(twice) = issues.iter().find(|issue| !seen.insert(&issue.name)) {
        return Err(Fault::new(format!("two issues are called “{}”", twice.name))
            .expected("a name of its own for each"));
    }
    if issues.is_empty() {
        return Err(Fault::new("there is no issue").expected("at least one"));
    }
    let options: usize = issues.iter().map(|issue| issue.options.len()).sum();
    if options > limits.options {
        let message = format!("the issues have {options} options together");
        return Err(Fault::new(message).expected(format!("at most {}", limits.options)));
    }
    Ok(())
}

/// Finishes the utilities, each a draft with the file that it is from, and puts the scenario together.
fn assembled<'d>(
    issues: Vec<ScenarioIssue>,
    drafts: impl Iterator<Item = Result<(Draft, &'d Document), FormatError>>,
    mut notes: Vec<String>,
    limits: &Limits,
) -> Result<Scenario, FormatError> {
    let mut cells_left = limits.all_cells;
    let mut utilities: Vec<Utility> = Vec::new();
    for draft in drafts {
        let (mut draft, document) = draft?;
        if utilities.iter().any(|utility| utility.party == draft.party) {
            draft.party = document.stem().to_owned();
        }
        if utilities.iter().any(|utility| utility.party == draft.party) {
            let message = format!("two parties are called “{}”", draft.party);
            return Err(Fault::new(message).help("name the files differently").in_file(document));
        }
        let utility =
            draft.finish(limits, &mut cells_left, &mut notes).map_err(|fault| fault.in_file(document))?;
        utilities.push(utility);
    }
    Ok(Scenario {
        issues,
        utilities,
        rules: Vec::new(),
        red_lines: Vec::new(),
        rooms: BTreeSet::new(),
        basis: BASIS,
        notes,
    })
}
