//! The table of all runs: one row each, in files of so many runs, CSV or Parquet. No time of day, no duration: equal bytes whenever and
//! wherever it is played.
//!
//! `run`, `scenario`, `protocol`, `limits`, `repetition`, `ended`, `steps`, `agreement` (the options by name, as JSON), `distance`, `nash`,
//! `welfare`, then for each seat `party:K`, `strategy:K`, `utility:K`, `payoff:K` (after its discount), `gain:K`.
//!
//! Rows are written as runs come, in the order of their numbers, a row group at a time. A file is put in its place when it is whole; one that
//! is there already was, and is not written again. What a stop or a kill left of a file is begun again from the parts.

use super::results::Setup;
use crate::rows::{Cell, Columns, Growing, Kind};
use detente_store::WholeFile;
use detente_talks::batch::Row;
use detente_talks::summary::Tally;
use detente_talks::trace::ended_word;
use serde_json::json;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// How many runs a file holds.
const FILE: u64 = 50_000;

/// How many runs a row group holds: the rows that are kept in memory.
const GROUP: u64 = 10_000;

/// Writes runs as they come, and gathers what they say.
pub struct Writing<'s> {
    dir: PathBuf,
    table: Table<'s>,
    /// The rows of the group that is not written yet.
    rows: Vec<Vec<Cell>>,
    /// The file that is not whole yet.
    open: Option<(WholeFile, Growing<File>)>,
    tally: Tally,
}

impl<'s> Writing<'s> {
    /// The files of `dir`.
    pub fn begin(dir: &Path, setup: &'s Setup, notes: &mut Vec<String>) -> Writing<'s> {
        if !cfg!(feature = "parquet") {
            notes.push("runs are written as CSV; a build with --features parquet writes Parquet".to_owned());
        }
        let (table, tally) = (Table::of(setup), Tally::default());
        Writing { dir: dir.to_owned(), table, rows: Vec::new(), open: None, tally }
    }

    /// The next run.
    pub fn add(&mut self, row: &Row) -> Result<(), String> {
        self.tally.add(&self.table.setup.plan, row);
        let path = self.path(row.run);
        let wrong = |error: io::Error| {
            format!("{} cannot be written: {error}; make room and go on with --resume", path.display())
        };
        if row.run.is_multiple_of(FILE) && !path.exists() {
            self.open = Some(self.table.open(&path, row.run).map_err(wrong)?);
        }
        if self.open.is_some() {
            self.rows.push(self.table.row(row));
            self.close(row.run + 1).map_err(wrong)?;
        }
        Ok(())
    }

    /// Writes the row group that ends before `end`, and puts the file that ends there in its place.
    fn close(&mut self, end: u64) -> io::Result<()> {
        let is_last = end == self.table.setup.plan.len();
        if !end.is_multiple_of(GROUP) && !is_last {
            return Ok(());
        }
        if let Some((_, file)) = &mut self.open {
            file.add(&std::mem::take(&mut self.rows))?;
        }
        match self.open.take_if(|_| end.is_multiple_of(FILE) || is_last) {
            None => Ok(()),
            Some((whole, file)) => file.finish().and_then(|_| whole.place()),
        }
    }

    fn path(&self, run: u64) -> PathBuf {
        let ending = if cfg!(feature = "parquet") { "parquet" } else { "csv" };
        self.dir.join(format!("runs-{:06}.{ending}", run / FILE))
    }

    /// What all runs say.
    pub fn finish(self) -> Tally {
        self.tally
    }
}

struct Table<'s> {
    setup: &'s Setup,
    columns: Columns,
    seats: usize,
    strategies: Vec<String>,
}

impl Table<'_> {
    fn of(setup: &Setup) -> Table<'_> {
        let plan = setup.plan.plan();
        let seats = plan.topics.iter().map(|topic| topic.parties).max().unwrap_or(0);
        let fixed = [
            ("run", Kind::Long),
            ("scenario", Kind::Text),
            ("protocol", Kind::Text),
            ("limits", Kind::Text),
            ("repetition", Kind::Long),
            ("ended", Kind::Text),
            ("steps", Kind::Long),
            ("agreement", Kind::OptionalText),
            ("distance", Kind::OptionalDouble),
            ("nash", Kind::OptionalDouble),
            ("welfare", Kind::OptionalDouble),
        ];
        let of_seat = |seat: usize| {
            let named = |name: &str, kind| (format!("{name}:{}", seat + 1), kind);
            let numbers = ["utility", "payoff", "gain"].map(|name| named(name, Kind::OptionalDouble));
            ["party", "strategy"].map(|name| named(name, Kind::OptionalText)).into_iter().chain(numbers)
        };
        Table {
            setup,
            columns: fixed
                .map(|(name, kind)| (name.to_owned(), kind))
                .into_iter()
                .chain((0..seats).flat_map(of_seat))
                .collect(),
            seats,
            strategies: plan.strategies.iter().map(ToString::to_string).collect(),
        }
    }

    fn row(&self, row: &Row) -> Vec<Cell> {
        let Some(choice) = self.setup.plan.choice(row.run) else { return Vec::new() };
        let plan = self.setup.plan.plan();
        let about = &self.setup.abouts[choice.topic];
        let long = |number: u64| Cell::Long(i64::try_from(number).unwrap_or(i64::MAX));
        let share = |share: Option<f64>| share.map_or(Cell::Missing, Cell::Double);
        let option = |(place, option): (usize, &u32)| about.issues.get(place)?.1.get(*option as usize);
        let agreement = row.agreement.as_ref().map(|options| {
            json!(options.iter().enumerate().map(option).collect::<Vec<Option<&String>>>()).to_string()
        });
        let mut cells = vec![
            long(row.run),
            Cell::Text(plan.topics[choice.topic].name.clone()),
            Cell::Text(plan.protocols[choice.protocol].to_string()),
            Cell::Text(plan.limits[choice.limits].to_string()),
            long(choice.repetition.into()),
            Cell::Text(ended_word(row.ended).0.to_owned()),
            long(row.steps.into()),
            agreement.map_or(Cell::Missing, Cell::Text),
            share(row.score.distance),
            share(row.score.nash),
            share(row.score.welfare),
        ];
        for seat in 0..self.seats {
            let strategy = choice.seats.get(seat).map(|&strategy| self.strategies[strategy].clone());
            let text = |text: Option<String>| text.map_or(Cell::Missing, Cell::Text);
            cells.extend([text(about.parties.get(seat).cloned()), text(strategy)]);
            cells.extend(
                [&row.utilities, &row.payoffs, &row.score.gains].map(|all| share(all.get(seat).copied())),
            );
        }
        cells
    }

    /// Begins the file whose first run is `first`.
    fn open(&self, path: &Path, first: u64) -> io::Result<(WholeFile, Growing<File>)> {
        let whole = WholeFile::begin(path)?;
        let growing = self.growing(whole.handle()?, first..(first + FILE).min(self.setup.plan.len()))?;
        Ok((whole, growing))
    }

    #[cfg(feature = "parquet")]
    fn growing(&self, file: File, runs: Range<u64>) -> io::Result<Growing<File>> {
        let plan = self.setup.plan.plan();
        let topics = plan.topics.iter().zip(&self.setup.abouts);
        let scenarios = topics.map(|(topic, about)| {
            json!({"name": topic.name, "hash": topic.hash, "rooms": about.rooms, "basis": about.basis})
        });
        let metadata = [
            ("detente.version", self.setup.version.clone()),
            ("detente.plan", self.setup.hash.clone()),
            ("detente.seed", plan.seed.to_string()),
            ("detente.scenarios", json!(scenarios.collect::<Vec<_>>()).to_string()),
            ("detente.runs", json!([runs.start, runs.end]).to_string()),
            ("detente.hypothetical", "true".to_owned()),
        ];
        Growing::parquet(file, &self.columns, "runs", &metadata)
    }

    #[cfg(not(feature = "parquet"))]
    fn growing(&self, file: File, _: Range<u64>) -> io::Result<Growing<File>> {
        Growing::csv(file, &self.columns)
    }
}
