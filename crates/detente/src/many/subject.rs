//! What is talked about: scenarios of processes and of other programs, made ready.

use crate::args::Reading;
use crate::deals::is_process;
use crate::progress::Searching;
use crate::{Outcome, Talk, convert, desk};
use detente_deals::{Ask, Frontier, Limits, Problem};
use detente_model::nearest;
use detente_model::scenario::Scenario;
use detente_record::AsOf;
use detente_talks::batch::Reference;
use detente_talks::{Stage, fingerprint};
use std::path::{Path, PathBuf};

/// A scenario as the file names it.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub path: String,
    /// What it is called in results. Default: as the last part of its path, so that results do not hang on where it lies.
    pub name: Option<String>,
    /// Every scenario in that folder, rather than the one.
    pub is_all: bool,
    pub viewer: Option<String>,
    pub reading: Reading,
    pub levels: u32,
}

impl Wanted {
    /// The scenario at a path.
    pub fn path(path: &str) -> Wanted {
        Wanted {
            path: path.to_owned(),
            name: None,
            is_all: false,
            viewer: None,
            reading: Reading::True,
            levels: 21,
        }
    }

    fn called(&self, path: &Path) -> String {
        self.name.clone().unwrap_or_else(|| last_of(path))
    }
}

/// What a path is called: its last part.
fn last_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// A scenario, and what it is called in results.
pub struct Subject {
    pub name: String,
    pub parties: Vec<String>,
    pub hash: String,
    pub scenario: Scenario,
}

impl Subject {
    fn new(name: String, scenario: Scenario) -> Subject {
        let parties = scenario.utilities.iter().map(|utility| utility.party.clone()).collect();
        Subject { name, parties, hash: fingerprint::of(&scenario), scenario }
    }

    /// The stage, and against what results are measured.
    pub fn stage(&self, talk: &Talk, notes: &mut Vec<String>) -> Result<(Stage, Reference), String> {
        let stage = Stage::of(&self.scenario).map_err(|error| format!("{}: {error}", self.name))?;
        let frontier = self.frontier(talk);
        if let Err(why) = &frontier {
            notes.push(format!("{}: no distance from the frontier is told: {why}", self.name));
        }
        let reference = Reference::of(&stage, frontier.ok().as_deref());
        Ok((stage, reference))
    }

    /// What each efficient outcome is worth to each party.
    fn frontier(&self, talk: &Talk) -> Result<Vec<Vec<f64>>, String> {
        let searching = Searching::begin(talk, &self.name);
        let problem = Problem::of(&self.scenario).map_err(|error| error.to_string())?;
        // Results are compared with each of its points.
        let limits = Limits { points: 100_000, steps: 1_000_000_000, ..Limits::default() };
        let found = Frontier::of(&problem, Ask::default(), limits, &mut |progress| searching.at(progress));
        let points = found.map_err(|stop| stop.to_string())?.points;
        let units = self.scenario.utilities.iter().map(|utility| utility.unit as f64);
        let worth = |point: detente_deals::Point| {
            point.utilities.iter().zip(units.clone()).map(|(&scaled, unit)| scaled as f64 / unit).collect()
        };
        Ok(points.into_iter().map(worth).collect())
    }
}

/// Reads the scenarios; paths are taken from `base`.
pub fn load(
    wanted: &[Wanted],
    base: &Path,
    talk: &Talk,
    notes: &mut Vec<String>,
) -> Result<Vec<Subject>, Outcome> {
    let mut subjects = Vec::new();
    for wanted in wanted {
        let path = base.join(&wanted.path);
        if !path.exists() {
            return Err(Outcome::wrong(missing(&path)));
        }
        if wanted.is_all {
            let name = wanted.called(&path);
            all_in(wanted, &path, &name, &mut subjects, notes)?;
        } else {
            subjects.push(one(wanted, &path, talk)?);
        }
    }
    let mut names: Vec<&str> = subjects.iter().map(|subject| subject.name.as_str()).collect();
    names.sort_unstable();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        let why =
            format!("two scenarios are called {0}; give one another name: {{path: …, name: …}}", twice[0]);
        return Err(Outcome::wrong(why));
    }
    for note in subjects.iter().flat_map(|s: &Subject| s.scenario.notes.iter().map(move |n| (&s.name, n))) {
        notes.push(format!("{}: {}", note.0, note.1));
    }
    Ok(subjects)
}

/// What is not there, and the nearest that is.
fn missing(path: &Path) -> String {
    let shown = path.display();
    let beside = path.parent().and_then(|parent| std::fs::read_dir(parent).ok());
    let mut names: Vec<String> = beside
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let own = path.file_name().unwrap_or_default().to_string_lossy();
    let hint = nearest(&own, names.iter().map(String::as_str)).map(|near| format!("; did you mean {near}?"));
    format!("there is no scenario {shown}{}", hint.unwrap_or_default())
}

fn one(wanted: &Wanted, path: &Path, talk: &Talk) -> Result<Subject, Outcome> {
    if is_process(path) {
        let desk = desk::open(path, wanted.viewer.as_deref(), talk)?;
        let scenario = desk.record.view(&desk.viewer, AsOf::default()).scenario();
        let scenario = scenario.map_err(|error| Outcome::wrong(format!("{}: {error}", path.display())))?;
        desk.all_read()?;
        return Ok(Subject::new(wanted.called(path), scenario));
    }
    if wanted.viewer.is_some() {
        let shown = path.display();
        return Err(Outcome::wrong(format!("as is for a process, and {shown} is a scenario file")));
    }
    let options = convert::options(wanted.reading, wanted.levels);
    let loaded = detente_formats::read(path, &options)
        .map_err(|error| Outcome::wrong(format!("{}: {error}", path.display())))?;
    Ok(Subject::new(wanted.called(path), loaded.scenario))
}

/// Every scenario in the folders beneath `folder`, in the order of their names, which begin with that of the folder, so that
/// they are the same wherever it lies. What cannot be talked about is told.
fn all_in(
    wanted: &Wanted,
    folder: &Path,
    called: &str,
    subjects: &mut Vec<Subject>,
    notes: &mut Vec<String>,
) -> Result<(), Outcome> {
    let cannot = |error: std::io::Error| Outcome::wrong(format!("{}: {error}", folder.display()));
    let mut inside: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(cannot)? {
        inside.push(entry.map_err(cannot)?.path());
    }
    inside.sort();
    for path in inside.iter().filter(|path| path.is_dir() && !path.is_symlink()) {
        let name = format!("{called}/{}", last_of(path));
        if detente_formats::detect(path).is_none() {
            all_in(wanted, path, &name, subjects, notes)?;
            continue;
        }
        let loaded = detente_formats::read(path, &convert::options(wanted.reading, wanted.levels));
        let subject = loaded.map(|loaded| Subject::new(name.clone(), loaded.scenario));
        match subject.map_err(|error| error.to_string()) {
            Ok(subject) => match Stage::of(&subject.scenario) {
                Ok(_) => subjects.push(subject),
                Err(why) => notes.push(format!("{name} is left out: {why}")),
            },
            Err(why) => notes.push(format!("{name} is left out: {why}")),
        }
    }
    Ok(())
}
