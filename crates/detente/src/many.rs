//! `detente tournament` and `detente sweep`: many simulated talks.

mod merge;
mod plan_file;
mod results;
mod runs;
mod subject;

use crate::args::{ManyArgs, MergeChunks, PrintArgs, SweepArgs, SweepCommand};
use crate::page;
use crate::progress::Playing;
use crate::{Exit, Outcome, Talk};
use detente_brief::{Lang, Purpose};
use detente_talks::batch::{Arena, BatchError, Row};
use detente_talks::plan::Numbered;
use detente_talks::summary::Tally;
use results::{Folder, PART, Setup, Stretch};
use runs::Writing;
use std::num::NonZeroUsize;
use std::ops::Range;

/// Plays what the file asks for.
pub fn play(asked: &ManyArgs, purpose: Purpose, talk: &Talk) -> Outcome {
    match try_play(asked, purpose, talk) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

/// A sweep, or the merging of its chunks.
pub fn sweep(asked: &SweepArgs, talk: &Talk) -> Outcome {
    match &asked.instead {
        Some(SweepCommand::Merge(chunks)) => merged(chunks, talk).unwrap_or_else(|outcome| outcome),
        None => play(&asked.asked, Purpose::Explore, talk),
    }
}

fn language(print: &PrintArgs) -> Result<Lang, Outcome> {
    Lang::new(print.lang.as_deref().unwrap_or("en")).map_err(|error| Outcome::wrong(error.to_string()))
}

fn try_play(asked: &ManyArgs, purpose: Purpose, talk: &Talk) -> Result<Outcome, Outcome> {
    let lang = language(&asked.print)?;
    let Some(file) = &asked.file else { return Err(Outcome::wrong("which file?".into())) };
    let read = plan_file::read(file, talk)?;
    let setup = Setup::new(read.plan, &read.subjects);
    let range = match &asked.chunk {
        Some(text) => chunk(text, &setup.plan).map_err(Outcome::wrong)?,
        None => 0..setup.plan.len(),
    };
    let game = Game {
        setup: &setup,
        topics: &read.topics,
        threads: asked
            .threads
            .or_else(|| std::thread::available_parallelism().ok())
            .unwrap_or(NonZeroUsize::MIN),
        talk,
    };
    let mut notes = read.notes;
    let Some(out) = &asked.out else {
        let mut tally = Tally::default();
        let next = game.run(range.clone(), &mut |row| {
            tally.add(&setup.plan, &row);
            Ok(())
        })?;
        let is_whole = next == range.end;
        return Ok(shown(&setup, &tally, purpose, (&asked.print, &lang), talk, &notes, is_whole));
    };
    let folder =
        Folder::open(out, &setup, range.clone(), asked.resume, &mut notes).map_err(Outcome::wrong)?;
    let parts = folder.parts(&mut notes).map_err(Outcome::wrong)?;
    // The table of all runs is written as they come. Chunks have none: it is written when they are merged.
    let is_all = range == (0..setup.plan.len());
    let mut writing = is_all.then(|| Writing::begin(out, &setup, &mut notes));
    for stretch in results::stretches(&parts, range.clone()) {
        match (stretch, &mut writing) {
            (Stretch::Played(part), Some(writing)) => {
                let rows = results::read_part(&part.path).map_err(Outcome::wrong)?.rows;
                rows.iter().try_for_each(|row| writing.add(row)).map_err(Outcome::wrong)?;
            }
            (Stretch::Played(_), None) => {}
            (Stretch::Missing(runs), writing) => {
                let next = game.fill(&folder, runs.clone(), writing.as_mut())?;
                if next < runs.end {
                    return Ok(stopped(&notes, next));
                }
            }
        }
    }
    let Some(writing) = writing else {
        notes.push(format!(
            "runs {} to {} are in {}; put all chunks together with: detente sweep merge DIR …",
            range.start,
            range.end.saturating_sub(1),
            out.display()
        ));
        return Ok(Outcome { err: told(&notes), ..Outcome::default() });
    };
    let tally = writing.finish();
    Ok(shown(&setup, &tally, purpose, (&asked.print, &lang), talk, &notes, true))
}

/// What is played, on how many threads.
struct Game<'a> {
    setup: &'a Setup,
    topics: &'a [(detente_talks::Stage, detente_talks::batch::Reference)],
    threads: NonZeroUsize,
    talk: &'a Talk,
}

impl Game<'_> {
    /// Plays runs; the first that was not played.
    fn run(
        &self,
        range: Range<u64>,
        each: &mut dyn FnMut(Row) -> Result<(), String>,
    ) -> Result<u64, Outcome> {
        let arena = Arena::new(&self.setup.plan, self.topics)
            .ok_or_else(|| Outcome::wrong("the plan does not fit its scenarios".into()))?;
        let playing = Playing::begin(self.talk, range.end - range.start);
        let stopped = self.talk.stopped;
        let played = detente_talks::batch::play(&arena, range, self.threads, &move || stopped(), |row| {
            playing.one_more();
            each(row)
        });
        played.map_err(|error| match error {
            BatchError::Stage(error) => Outcome::wrong(error.to_string()),
            BatchError::Caller(why) => Outcome::wrong(why),
        })
    }

    /// Plays runs into parts of the folder, and into the table of all runs; what was played before a stop is kept.
    fn fill(
        &self,
        folder: &Folder,
        range: Range<u64>,
        mut writing: Option<&mut Writing<'_>>,
    ) -> Result<u64, Outcome> {
        let mut rows = Vec::new();
        let next = self.run(range, &mut |row| {
            if let Some(writing) = &mut writing {
                writing.add(&row)?;
            }
            rows.push(row);
            if rows.len() < PART { Ok(()) } else { folder.save(std::mem::take(&mut rows)) }
        })?;
        folder.save(rows).map_err(Outcome::wrong)?;
        Ok(next)
    }
}

/// `17/200` as runs.
fn chunk(text: &str, plan: &Numbered) -> Result<Range<u64>, String> {
    let numbers =
        text.split_once('/').and_then(|(k, n)| Some((k.trim().parse().ok()?, n.trim().parse().ok()?)));
    match numbers {
        Some((k, n)) if (1..=n).contains(&k) => Ok(plan.chunk(k, n)),
        _ => Err(format!("--chunk {text} is no chunk; write K/N with K from 1 to N, such as 17/200")),
    }
}

fn told(notes: &[String]) -> String {
    notes.iter().map(|note| format!("note: {note}\n")).collect()
}

fn stopped(notes: &[String], next: u64) -> Outcome {
    let err = format!("{}stopped before run {next}; go on with the same command and --resume\n", told(notes));
    Outcome { out: String::new(), err, exit: Exit::No }
}

fn merged(chunks: &MergeChunks, talk: &Talk) -> Result<Outcome, Outcome> {
    let lang = language(&chunks.print)?;
    let mut notes = Vec::new();
    let (setup, tally) =
        merge::merge(&chunks.dirs, chunks.out.as_deref(), &mut notes).map_err(Outcome::wrong)?;
    Ok(shown(&setup, &tally, Purpose::Explore, (&chunks.print, &lang), talk, &notes, true))
}

/// The page of what was played; answer no where the user stopped it before its end.
fn shown(
    setup: &Setup,
    tally: &Tally,
    purpose: Purpose,
    (print, lang): (&PrintArgs, &Lang),
    talk: &Talk,
    notes: &[String],
    is_whole: bool,
) -> Outcome {
    let about = setup.about();
    let page = detente_brief::tournament(&setup.plan, tally, purpose, &about, lang);
    let early = if is_whole { "" } else { "stopped early; this is what was played\n" };
    Outcome {
        out: page.print(lang, page::format(print.format, talk)),
        err: format!("{}{early}", told(notes)),
        exit: if is_whole { Exit::Done } else { Exit::No },
    }
}
