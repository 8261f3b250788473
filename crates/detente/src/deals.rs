//! `detente deals`: what all could accept.

mod in_brief;
mod named;
mod points;
mod questions;
pub mod reveals;
mod robust;
mod weights;
mod worlds;

use crate::args::{self, DealsArgs, Format, Reading};
use crate::as_of::as_of;
use crate::convert;
use crate::desk::{self, Desk};
use crate::page::format_of;
use crate::progress::Searching;
use crate::rows::Rows;
use crate::{Exit, Outcome, Talk};
use detente_brief::deals::Table;
use detente_brief::deals::overview::{self, Beside, Insight};
use detente_brief::doc::Block;
use detente_brief::{Lang, Look, Section};
use detente_deals::{Ask, Effort, Frontier, Known, Limits, Outcomes, Overview, Respect, Sizes, outcomes_of};
use detente_formats::Loaded;
use detente_model::scenario::Scenario;
use detente_store::{PROCESS_FILE, Place, write_whole};
use std::path::Path;

pub use in_brief::in_brief;

/// Answers what `asked` asks.
pub fn deals(asked: &DealsArgs, talk: &Talk) -> Outcome {
    match try_deals(asked, talk) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn try_deals(asked: &DealsArgs, talk: &Talk) -> Result<Outcome, Outcome> {
    let lang = Lang::new(asked.look.shown.lang.as_deref().unwrap_or("en"))
        .map_err(|error| Outcome::wrong(error.to_string()))?;
    match foreign(&asked.look, asked.reading, asked.levels)? {
        Some(loaded) => of_file(&loaded, asked, &lang, talk),
        None => of_process(asked, &lang, talk),
    }
}

/// Is a process kept here?
pub fn is_process(path: &Path) -> bool {
    match Place::of(path) {
        Place::Folder(folder) => folder.join(PROCESS_FILE).exists(),
        Place::Sqlite(file) => {
            let is_named = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("detente"));
            is_named || (file.exists() && detente_formats::detect(path).is_none())
        }
        Place::Postgres(_) => true,
    }
}

/// A scenario of another program, if the path is no process.
pub fn foreign(look: &args::Look, reading: Reading, levels: u32) -> Result<Option<Loaded>, Outcome> {
    let path = &look.process;
    if is_process(path) {
        return Ok(None);
    }
    if detente_formats::detect(path).is_none() {
        let shown = path.display();
        return match path.exists() {
            false => Ok(None),
            true => Err(Outcome::wrong(format!(
                "{shown} is neither a process nor a scenario of GENIUS, GeniusWeb, NegMAS or NegoLog\n  \
                 help: detente new makes a process; docs/formats.md says which scenario files are read"
            ))),
        };
    }
    for (flag, given) in [("as", &look.shown.viewer), ("known", &look.shown.known), ("on", &look.shown.on)] {
        if given.is_some() {
            let shown = path.display();
            return Err(Outcome::wrong(format!("--{flag} is for a process, and {shown} is a scenario file")));
        }
    }
    let options = convert::options(reading, levels);
    detente_formats::read(path, &options).map(Some).map_err(|error| Outcome::wrong(error.to_string()))
}

fn of_file(loaded: &Loaded, asked: &DealsArgs, lang: &Lang, talk: &Talk) -> Result<Outcome, Outcome> {
    let table = Table::of_file(&loaded.scenario, lang);
    let overview = found(&loaded.scenario, asked, talk)?;
    let (sections, err) = answers(&table, &overview, asked, talk)?;
    let printed = detente_brief::deals_of_file(&table, &loaded.name, sections);
    Ok(Outcome { out: printed.print(lang, format_of(&asked.look, talk)), err, exit: exit(&overview) })
}

fn of_process(asked: &DealsArgs, lang: &Lang, talk: &Talk) -> Result<Outcome, Outcome> {
    let args = &asked.look;
    let desk = desk::open(&args.process, args.shown.viewer.as_deref(), talk)?;
    let as_of = as_of(args.shown.known.as_deref(), args.shown.on.as_deref(), &desk.header.zone)
        .map_err(Outcome::wrong)?;
    let Desk { record, viewer, .. } = &desk;
    let view = record.view(viewer, as_of);
    let look = Look::new(&view, lang);
    let scenario = view.scenario().map_err(|error| Outcome::wrong(error.to_string()))?;
    let table = Table::of_view(&look, &scenario);
    let overview = found(&scenario, asked, talk)?;
    let (sections, err) = answers(&table, &overview, asked, talk)?;
    let printed = detente_brief::deals(&look, sections);
    let out = printed.print(lang, format_of(args, talk));
    desk.all_read()?;
    Ok(Outcome { out, err, exit: exit(&overview) })
}

/// No, where it is proven that there is no package of the kind that was asked for.
fn exit(overview: &Overview) -> Exit {
    let is_proven = !matches!(overview.known, Known::Some(..));
    if overview.points.is_empty() && is_proven { Exit::No } else { Exit::Done }
}

/// The efficient packages.
fn found(scenario: &Scenario, asked: &DealsArgs, talk: &Talk) -> Result<Overview, Outcome> {
    let respect = if asked.respect { Respect::LeaveOut } else { Respect::Mark };
    let searching = Searching::begin(talk, "efficient packages");
    let weights = weights::weights(scenario, asked.weights.as_deref()).map_err(Outcome::wrong)?;
    let overview =
        Overview::of(scenario, respect, &weights, effort(asked), &mut |progress| searching.at(progress));
    overview.map_err(|error| Outcome::wrong(error.to_string()))
}

fn limits(asked: &DealsArgs) -> Limits {
    Limits { bytes: asked.memory << 20, ..Limits::default() }
}

fn effort(asked: &DealsArgs) -> Effort {
    let sizes = Sizes { shown: asked.most, held: asked.most.saturating_mul(10) };
    Effort { limits: limits(asked), sizes, ask: Ask { counts: asked.counts } }
}

/// The sections of a page that answer what was asked, and what to say beside them. A page with a question does
/// not repeat the overview; JSON has it always.
fn answers<'v>(
    table: &'v Table<'_>,
    overview: &'v Overview,
    asked: &DealsArgs,
    talk: &Talk,
) -> Result<(Vec<Section<'v>>, String), Outcome> {
    let searching = Searching::begin(talk, "measures");
    let mut watch = |progress| searching.at(progress);
    let setting = overview.setting(table.scenario, effort(asked), &mut watch);
    let known = setting.as_ref().and_then(|setting| setting.as_ref().ok());
    let insight = known.and_then(|setting| Insight::of(setting, limits(asked), &mut watch).ok());
    let answers = questions::answers(table, overview, setting, asked, talk)?;
    // Only JSON has room for them.
    let all = asked.all.filter(|_| asked.look.shown.format == Format::Json);
    let outcomes = all.map_or_else(Vec::new, |most| all_outcomes(overview, most, asked, talk));
    // Files are written when nothing can be wrong any more.
    let certificate =
        asked.certificate.as_ref().map(|path| certificate(overview, path, asked, talk)).transpose()?;
    if let Some(path) = &asked.points {
        write_points(&points::of(table.scenario, overview), path)?;
    }
    let hash = certificate.as_ref().map(|written| written.hash.clone());
    let err = certificate.as_ref().map_or(String::new(), Written::told);
    let beside = Beside { insight, certificate: hash, outcomes, put: Vec::new() };
    let mut sections = vec![overview::section(table, overview, beside)];
    if !answers.is_empty() {
        sections[0].blocks.clear();
    }
    sections.extend(answers);
    let last = sections.len() - 1;
    if last > 0 {
        sections[last].blocks.push(Block::Para(overview::carried(table)));
    }
    Ok((sections, err))
}

/// Vectors that are looked at for the outcomes of one point, at most.
const STEPS_A_POINT: u64 = 100_000_000;

/// Of each efficient point at most `most` of the outcomes that reach it, all together within the memory that is
/// allowed.
fn all_outcomes(overview: &Overview, most: u32, asked: &DealsArgs, talk: &Talk) -> Vec<Outcomes> {
    let limits = Limits { steps: STEPS_A_POINT, ..limits(asked) };
    let searching = Searching::begin(talk, "outcomes");
    let size = size_of::<Vec<u32>>() + size_of_val(overview.problem.options());
    let mut room = usize::try_from(limits.bytes).unwrap_or(usize::MAX) / size;
    let of_point = |point: &detente_deals::Point| {
        // One more tells whether there are more.
        let watch = &mut |progress| searching.at(progress);
        let most = room.min(most as usize);
        let mut found = outcomes_of(&overview.problem, &point.utilities, most + 1, limits, watch);
        found.outcomes.truncate(most);
        room -= found.outcomes.len();
        found
    };
    overview.points.iter().map(of_point).collect()
}

fn cannot_write(path: &Path, error: &dyn std::error::Error) -> Outcome {
    Outcome::wrong(format!("{} cannot be written: {error}", path.display()))
}

/// Writes the efficient packages in the form that the file's name asks for.
fn write_points(rows: &Rows, path: &Path) -> Result<(), Outcome> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => {
            let bytes = rows.to_csv().map_err(|error| cannot_write(path, &error))?;
            write_whole(path, &bytes).map_err(|error| cannot_write(path, &error))
        }
        Some("parquet") => write_parquet(rows, path),
        _ => Err(Outcome::wrong(format!(
            "{}: write the packages into a file that ends in .csv or .parquet",
            path.display()
        ))),
    }
}

#[cfg(feature = "parquet")]
fn write_parquet(rows: &Rows, path: &Path) -> Result<(), Outcome> {
    let bytes = rows.to_parquet("packages", &[]).map_err(|error| cannot_write(path, &error))?;
    write_whole(path, &bytes).map_err(|error| cannot_write(path, &error))
}

#[cfg(not(feature = "parquet"))]
fn write_parquet(_: &Rows, path: &Path) -> Result<(), Outcome> {
    Err(Outcome::wrong(format!(
        "{}: this build cannot write Parquet; write a file that ends in .csv, or build it with: cargo build \
         --release --features parquet",
        path.display()
    )))
}

/// A certificate that was written.
struct Written {
    file: String,
    vectors: usize,
    hash: String,
}

impl Written {
    fn told(&self) -> String {
        let Written { file, vectors, hash } = self;
        format!(
            "certificate: {file} ({vectors} vectors in its sets, sha-256 {hash}), checked\n\
             note: it holds what each option is worth to each party\n"
        )
    }
}

/// Writes what proves the frontier, after it was checked.
fn certificate(overview: &Overview, path: &Path, asked: &DealsArgs, talk: &Talk) -> Result<Written, Outcome> {
    let searching = Searching::begin(talk, "certificate");
    let found = Frontier::certified(&overview.problem, Ask::default(), limits(asked), &mut |progress| {
        searching.at(progress)
    });
    let (_, certificate) = found.map_err(|stop| Outcome::wrong(format!("no certificate: {stop}")))?;
    let text = certificate.to_json();
    detente_certify::check(&text).map_err(|refusal| Outcome {
        err: format!("internal fault: the certificate does not hold: {refusal}\n"),
        exit: Exit::Fault,
        ..Outcome::default()
    })?;
    write_whole(path, text.as_bytes()).map_err(|error| cannot_write(path, &error))?;
    let file = path.display().to_string();
    Ok(Written { file, vectors: certificate.vectors(), hash: certificate.hash() })
}
