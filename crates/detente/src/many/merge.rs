//! Chunks of one tournament or sweep, put together.

use super::results::{Folder, Found, Setup, parts_of, read_part};
use super::runs::Writing;
use detente_talks::batch::part::Head;
use detente_talks::summary::Tally;
use std::path::{Path, PathBuf};

/// Puts the chunks in `dirs` together: into `out`, if it is given. Refuses holes, overlaps and what is of several plans or versions.
pub fn merge(
    dirs: &[PathBuf],
    out: Option<&Path>,
    notes: &mut Vec<String>,
) -> Result<(Setup, Tally), String> {
    let (first, setup) = match dirs.first() {
        Some(dir) => (dir, Setup::read(dir)?.0),
        None => return Err("which folders?".into()),
    };
    let mut all: Vec<(Found, &PathBuf)> = Vec::new();
    for dir in dirs {
        let (other, _) = Setup::read(dir)?;
        if let Some(why) = setup.differs(&other) {
            return Err(format!(
                "{} and {} are not of the same plan and version ({why}); merge chunks of one only",
                dir.display(),
                first.display()
            ));
        }
        let head = Head { version: setup.version.clone(), plan: setup.hash.clone(), runs: 0..0 };
        let (parts, torn) = parts_of(dir, &head)?;
        if let Some(path) = torn.first() {
            return Err(format!(
                "{} was not written to its end; play that chunk again with --resume, then merge",
                path.display()
            ));
        }
        all.extend(parts.into_iter().map(|part| (part, dir)));
    }
    all.sort_by_key(|(part, _)| (part.runs.start, part.runs.end));
    fits(&all, setup.plan.len())?;
    let parts: Vec<Found> = all.into_iter().map(|(part, _)| part).collect();
    let Some(out) = out else {
        let mut tally = Tally::default();
        for part in &parts {
            read_part(&part.path)?.rows.iter().for_each(|row| tally.add(&setup.plan, row));
        }
        return Ok((setup, tally));
    };
    let folder = Folder::open(out, &setup, 0..setup.plan.len(), false, notes)?;
    let mut writing = Writing::begin(out, &setup, notes);
    for part in &parts {
        let rows = read_part(&part.path)?.rows;
        rows.iter().try_for_each(|row| writing.add(row))?;
        folder.save(rows)?;
    }
    let tally = writing.finish();
    Ok((setup, tally))
}

/// Do the parts hold each run once?
fn fits(parts: &[(Found, &PathBuf)], len: u64) -> Result<(), String> {
    let hole = |from: u64, to: u64| {
        format!(
            "runs {from} to {} are in none of the folders; name the chunk that has them, or finish it with --resume",
            to - 1
        )
    };
    let (mut next, mut before): (u64, Option<&PathBuf>) = (0, None);
    for &(ref part, dir) in parts {
        if part.runs.start > next {
            return Err(hole(next, part.runs.start));
        }
        if part.runs.start < next {
            return Err(format!(
                "runs {} to {} are in {} and in {}; name only one of the two",
                part.runs.start,
                next.min(part.runs.end) - 1,
                before.unwrap_or(dir).display(),
                dir.display()
            ));
        }
        (next, before) = (part.runs.end, Some(dir));
    }
    if next < len { Err(hole(next, len)) } else { Ok(()) }
}
