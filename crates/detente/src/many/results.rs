//! The folder of results while talks are played: what is played, and the parts that are done.
//!
//! `setup.json` says what is played (the plan, names, the program's version, the range of runs). `parts/` holds ranges of runs, each in a
//! file that was written whole and then put there. What is missing is what remains to be played: so a run that was
//! stopped, killed, or met a full disk goes on from its parts.

use super::subject::Subject;
use detente_store::write_whole;
use detente_talks::batch::Row;
use detente_talks::batch::part::{Head, Part};
use detente_talks::fingerprint;
use detente_talks::plan::Numbered;
use serde_json::{Value, json};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The most runs of a part: what a kill may cost.
pub const PART: usize = 10_000;

const SETUP: &str = "setup.json";
const FORMAT: &str = "detente-results-1";

/// What is played, as results need to know it.
pub struct Setup {
    pub plan: Numbered,
    /// The plan's fingerprint.
    pub hash: String,
    /// The program's version.
    pub version: String,
    /// Of each scenario.
    pub abouts: Vec<About>,
}

/// The names in a scenario, and on what it rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub parties: Vec<String>,
    pub issues: Vec<(String, Vec<String>)>,
    pub rooms: Vec<String>,
    pub basis: String,
}

impl About {
    fn of(subject: &Subject) -> About {
        let scenario = &subject.scenario;
        About {
            parties: subject.parties.clone(),
            issues: scenario.issues.iter().map(|issue| (issue.name.clone(), issue.options.clone())).collect(),
            rooms: scenario.rooms.iter().map(ToString::to_string).collect(),
            basis: scenario.basis.as_str().to_owned(),
        }
    }

    fn to_json(&self) -> Value {
        json!({"parties": self.parties, "issues": self.issues, "rooms": self.rooms, "basis": self.basis})
    }

    fn of_json(json: &Value) -> Option<About> {
        let texts = |json: &Value| {
            json.as_array()?.iter().map(|text| text.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
        };
        let issue = |json: &Value| Some((json[0].as_str()?.to_owned(), texts(&json[1])?));
        Some(About {
            parties: texts(&json["parties"])?,
            issues: json["issues"].as_array()?.iter().map(issue).collect::<Option<_>>()?,
            rooms: texts(&json["rooms"])?,
            basis: json["basis"].as_str()?.to_owned(),
        })
    }
}

impl Setup {
    /// What is played by this program.
    pub fn new(plan: Numbered, subjects: &[Subject]) -> Setup {
        let hash = fingerprint::of_plan(plan.plan());
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Setup { hash, version, abouts: subjects.iter().map(About::of).collect(), plan }
    }

    fn to_json(&self, runs: &Range<u64>) -> Value {
        json!({
            "format": FORMAT,
            "hypothetical": true,
            "version": self.version,
            "plan_hash": self.hash,
            "plan": fingerprint::plan_json(self.plan.plan()),
            "scenarios": self.abouts.iter().map(About::to_json).collect::<Vec<_>>(),
            "runs": [runs.start, runs.end],
        })
    }

    /// What the folder says of itself, and which runs it is for.
    pub fn read(dir: &Path) -> Result<(Setup, Range<u64>), String> {
        let path = dir.join(SETUP);
        let text = fs::read_to_string(&path)
            .map_err(|error| format!("{}: {error}; name a folder that --out made", path.display()))?;
        let json: Value =
            serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let cannot = || format!("{}: this version cannot read it; play it again", path.display());
        Setup::of_json(&json).ok_or_else(cannot)
    }

    fn of_json(json: &Value) -> Option<(Setup, Range<u64>)> {
        if json["format"] != FORMAT {
            return None;
        }
        let plan = fingerprint::plan_of_json(&json["plan"])?.numbered().ok()?;
        let hash = json["plan_hash"].as_str()?.to_owned();
        let abouts: Vec<About> =
            json["scenarios"].as_array()?.iter().map(About::of_json).collect::<Option<_>>()?;
        let topics = &plan.plan().topics;
        let fits = abouts.len() == topics.len()
            && abouts.iter().zip(topics).all(|(about, topic)| about.parties.len() == topic.parties)
            && hash == fingerprint::of_plan(plan.plan());
        let runs = json["runs"][0].as_u64()?..json["runs"][1].as_u64()?;
        let version = json["version"].as_str()?.to_owned();
        fits.then_some((Setup { plan, hash, version, abouts }, runs))
    }

    /// Why the results of `other` are not of the same plan and program.
    pub fn differs(&self, other: &Setup) -> Option<String> {
        if self.version != other.version {
            return Some(format!("version {} against {}", other.version, self.version));
        }
        if self.hash != other.hash {
            return Some(format!("plan {} against {}", short(&other.hash), short(&self.hash)));
        }
        (self.abouts != other.abouts).then(|| "computed from other rooms, or on another basis".to_owned())
    }

    /// What a page says of the scenarios.
    pub fn about(&self) -> detente_brief::TournamentOf<'_> {
        let mut rooms: Vec<&str> =
            self.abouts.iter().flat_map(|about| &about.rooms).map(String::as_str).collect();
        rooms.sort_unstable();
        rooms.dedup();
        let parties = self.abouts.iter().map(|about| about.parties.as_slice()).collect();
        detente_brief::TournamentOf { parties, rooms, hash: &self.hash }
    }
}

fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

/// A folder into which runs are played.
pub struct Folder {
    dir: PathBuf,
    head: Head,
}

/// A part that is there and whole.
#[derive(Clone, Debug)]
pub struct Found {
    pub path: PathBuf,
    pub runs: Range<u64>,
}

impl Folder {
    /// A new folder, or one to go on with.
    pub fn open(
        dir: &Path,
        setup: &Setup,
        runs: Range<u64>,
        resume: bool,
        notes: &mut Vec<String>,
    ) -> Result<Folder, String> {
        let shown = dir.display();
        // What a kill left of a file that was not yet in its place is nothing.
        let is_empty =
            fs::read_dir(dir).map_or(true, |entries| entries.flatten().all(|entry| is_hidden(&entry.path())));
        let head = Head { version: setup.version.clone(), plan: setup.hash.clone(), runs: runs.clone() };
        let folder = Folder { dir: dir.to_owned(), head };
        if !is_empty && !resume {
            return Err(format!(
                "{shown} is already there; give another folder, or --resume to go on with this one"
            ));
        }
        if !is_empty {
            let (before, of) = Setup::read(dir)?;
            if let Some(why) = setup.differs(&before) {
                return Err(format!("{shown} holds results of something else ({why}); give another folder"));
            }
            if of != runs {
                return Err(format!(
                    "{shown} is for runs {} to {}; give the --chunk that it was begun with, or another folder",
                    of.start,
                    of.end.saturating_sub(1)
                ));
            }
        } else if resume {
            notes.push(format!("{shown} holds nothing yet; it begins"));
        }
        let begun = folder.begin(is_empty.then_some((setup, &runs)));
        begun.map_err(|error| {
            format!("{shown} cannot be written: {error}; make room and go on with --resume")
        })?;
        Ok(folder)
    }

    /// The setup, where it is not there yet, before the folder for parts: so a folder with anything in it says what it is.
    fn begin(&self, new: Option<(&Setup, &Range<u64>)>) -> std::io::Result<()> {
        fs::create_dir_all(&self.dir)?;
        if let Some((setup, runs)) = new {
            write_whole(&self.dir.join(SETUP), format!("{:#}\n", setup.to_json(runs)).as_bytes())?;
        }
        fs::create_dir_all(self.dir.join("parts"))
    }

    /// Writes runs that follow each other.
    pub fn save(&self, rows: Vec<Row>) -> Result<(), String> {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(()) };
        let runs = first.run..last.run + 1;
        let path = self.dir.join("parts").join(format!("{:020}.part", runs.start));
        let part = Part { head: Head { runs, ..self.head.clone() }, rows };
        write_whole(&path, &part.to_bytes()).map_err(|error| {
            format!("{} cannot be written: {error}; make room and go on with --resume", path.display())
        })
    }

    /// The parts that are there, in order; one that is not whole is told, and its runs are played again.
    pub fn parts(&self, notes: &mut Vec<String>) -> Result<Vec<Found>, String> {
        let (parts, torn) = parts_of(&self.dir, &self.head)?;
        for path in torn {
            notes.push(format!("{} was not written to its end; its runs are played again", path.display()));
            fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        Ok(parts)
    }
}

/// The parts of `dir` in the order of their runs, and those that are not whole.
pub fn parts_of(dir: &Path, head: &Head) -> Result<(Vec<Found>, Vec<PathBuf>), String> {
    let folder = dir.join("parts");
    let cannot = |error: std::io::Error| format!("{}: {error}", folder.display());
    let (mut parts, mut torn) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(&folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if path.extension().is_none_or(|ending| ending != "part") || is_hidden(&path) {
            continue;
        }
        match read_part(&path) {
            Ok(part) if part.head.version == head.version && part.head.plan == head.plan => {
                parts.push(Found { path, runs: part.head.runs });
            }
            Ok(_) => return Err(format!("{} is of another plan or version; take it away", path.display())),
            Err(_) => torn.push(path),
        }
    }
    parts.sort_by_key(|part| (part.runs.start, part.runs.end));
    torn.sort();
    Ok((parts, torn))
}

/// What `write_whole` left behind when it was killed.
fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// Reads a part.
pub fn read_part(path: &Path) -> Result<Part, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Part::from_bytes(&bytes).map_err(|error| format!("{}: {error}", path.display()))
}

/// Runs that follow each other: those of a part, or some that no part holds.
pub enum Stretch<'p> {
    /// They were played.
    Played(&'p Found),
    /// They were not.
    Missing(Range<u64>),
}

/// All runs of `range`, in their order.
pub fn stretches(parts: &[Found], range: Range<u64>) -> Vec<Stretch<'_>> {
    let (mut next, mut all) = (range.start, Vec::new());
    for part in parts {
        if part.runs.start > next {
            all.push(Stretch::Missing(next..part.runs.start.min(range.end)));
        }
        all.push(Stretch::Played(part));
        next = next.max(part.runs.end);
    }
    if next < range.end {
        all.push(Stretch::Missing(next..range.end));
    }
    all
}
