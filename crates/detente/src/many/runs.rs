//! The table of all runs: one row each, in files of so many runs, CSV or Parquet. No time of day, no duration: equal bytes whenever and
//! wherever it is played.
//!
//! `run`, `scenario`, `protocol`, `limits`, `repetition`, `ended`, `steps`, `agreement` (the options by name, as JSON), `distance`, `nash`,
//! `welfare`, then for each seat `party:K`, `strategy:K`, `utility:K`, `payoff:K` (after its discount), `gain:K`.

use super::results::{Found, Setup, read_part};
use crate::rows::{Cell, Kind, Rows};
use detente_store::write_whole;
use detente_talks::batch::Row;
use detente_talks::summary::Tally;
use detente_talks::trace::ended_word;
use serde_json::json;
use std::path::Path;

/// How many runs a file holds.
const FILE: u64 = 50_000;

/// Writes all runs of the parts, which lack none, and gathers what they say.
pub fn write(dir: &Path, setup: &Setup, parts: &[Found], notes: &mut Vec<String>) -> Result<Tally, String> {
    if !cfg!(feature = "parquet") {
        notes.push("runs are written as CSV; a build with --features parquet writes Parquet".to_owned());
    }
    let mut tally = Tally::default();
    let mut rows = Vec::new();
    let table = Table::of(setup);
    let save = |rows: Vec<Vec<Cell>>, end: u64| table.save(dir, rows, end);
    for part in parts {
        for row in read_part(&part.path)?.rows {
            tally.add(&setup.plan, &row);
            rows.push(table.row(&row));
            let end = row.run + 1;
            if end.is_multiple_of(FILE) || end == setup.plan.len() {
                save(std::mem::take(&mut rows), end)?;
            }
        }
    }
    Ok(tally)
}

struct Table<'s> {
    setup: &'s Setup,
    columns: Vec<(String, Kind)>,
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

    fn save(&self, dir: &Path, rows: Vec<Vec<Cell>>, end: u64) -> Result<(), String> {
        let place = (end - 1) / FILE;
        let (ending, bytes) = self.bytes(Rows::new(self.columns.clone(), rows), place * FILE..end)?;
        let path = dir.join(format!("runs-{place:06}.{ending}"));
        write_whole(&path, &bytes).map_err(|error| {
            format!("{} cannot be written: {error}; make room and go on with --resume", path.display())
        })
    }

    #[cfg(feature = "parquet")]
    fn bytes(&self, rows: Rows, runs: std::ops::Range<u64>) -> Result<(&'static str, Vec<u8>), String> {
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
        let bytes = rows.to_parquet("runs", &metadata).map_err(|error| error.to_string())?;
        Ok(("parquet", bytes))
    }

    #[cfg(not(feature = "parquet"))]
    fn bytes(&self, rows: Rows, _: std::ops::Range<u64>) -> Result<(&'static str, Vec<u8>), String> {
        Ok(("csv", rows.to_csv().map_err(|error| error.to_string())?))
    }
}
