//! What each solution would choose if packages could be mixed by lot, or divisible issues by shares.

mod shares;

use super::Table;
use super::overview::{BESIDE, Shown, comparison, letter};
use super::rounded::{self, Sizes};
use crate::doc::{Block, Inline, Line, joined};
use crate::lang::Arg;
use crate::sections::Section;
use detente_deals::lottery::{Lottery, LotteryError, lottery};
use detente_deals::questions::QuestionError;
use detente_deals::{By, Known, Limits, Overview, Watch};
use serde_json::{Map, Value, json};

/// The solutions that lotteries have.
pub(super) fn definitions() -> impl Iterator<Item = By> {
    By::ALL.into_iter().filter(|by| *by != By::EqualGain)
}

/// What a definition chooses of a larger space than that of packages; none where nothing is acceptable.
pub(super) type Found<T> = (By, Result<Option<T>, LotteryError>);

/// What each solution would choose by lot, and by shares where issues are divisible.
pub fn section<'v>(
    table: &'v Table<'_>,
    overview: &Overview,
    limits: Limits,
    watch: Watch<'_>,
) -> Result<Section<'v>, QuestionError> {
    let units: Vec<i64> = table.scenario.utilities.iter().map(|utility| utility.unit).collect();
    let terms = overview.terms(&units)?;
    let found = all_found(|by| lottery(&overview.points, by, &terms, limits, &mut *watch))?;
    let sizes = Sizes::of(table, overview);
    let page = Lots { table, overview, sizes: &sizes, found: &found };
    let mut blocks = page.blocks();
    let mut json = json!({"solutions": page.json(), "divisible": null});
    if table.scenario.issues.iter().any(|issue| issue.divisible) {
        let (more, divisible) = shares::of(table, overview, &terms, &sizes, limits, watch)?;
        blocks.extend(more);
        json["divisible"] = divisible;
    }
    Ok(Section { name: "lotteries", blocks, json: Box::new(move || json) })
}

/// What every definition finds. Whoever ends the search ends all of it.
pub(super) fn all_found<T>(
    mut find: impl FnMut(By) -> Result<Option<T>, LotteryError>,
) -> Result<Vec<Found<T>>, QuestionError> {
    let mut all = Vec::new();
    for by in definitions() {
        match find(by) {
            Err(LotteryError::Stopped(stop)) => return Err(stop.into()),
            found => all.push((by, found)),
        }
    }
    Ok(all)
}

struct Lots<'p> {
    table: &'p Table<'p>,
    overview: &'p Overview,
    sizes: &'p Sizes,
    found: &'p [Found<Lottery>],
}

impl Lots<'_> {
    fn blocks(&self) -> Vec<Block> {
        let lang = self.table.lang;
        let mixed = self.mixed();
        let mut blocks = vec![
            Block::Section("deals-lotteries", lang.line("lottery-heading", vec![])),
            Block::Para(lang.line("lottery-about", vec![])),
        ];
        if self.overview.known != Known::All {
            blocks.push(Block::Para(lang.line("lottery-of-known", vec![])));
        }
        let rows = self.found.iter().map(|(by, found)| self.row(*by, found, &mixed)).collect();
        blocks.push(choices(self.table, "lottery-choices", "lottery-by-lot", rows));
        let point = |place: &usize| Shown {
            place: *place,
            point: &self.overview.points[*place],
            solutions: Vec::new(),
        };
        let shown: Vec<Shown<'_>> = mixed.iter().map(point).collect();
        for (some, first) in shown.chunks(BESIDE).zip((0..).step_by(BESIDE)) {
            blocks.extend(comparison(self.table, self.overview, some, first, "lottery-packages"));
        }
        let gaps = self.found.iter().filter_map(|(_, found)| Some(found.as_ref().ok()?.as_ref()?.gap));
        blocks.push(proof(self.table, gaps));
        blocks
    }

    /// The places of all points that are mixed, ascending, each once.
    fn mixed(&self) -> Vec<usize> {
        let lotteries = self.found.iter().filter_map(|(_, found)| found.as_ref().ok()?.as_ref());
        let mut places: Vec<usize> = lotteries.flat_map(|l| told(l).map(|(place, _)| place)).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    fn row(&self, by: By, found: &Result<Option<Lottery>, LotteryError>, mixed: &[usize]) -> Vec<Line> {
        let lang = self.table.lang;
        let lottery = match found {
            Ok(Some(lottery)) => lottery,
            Ok(None) => return nothing(self.table, by, "none"),
            Err(_) => return nothing(self.table, by, "unknown"),
        };
        let shares: Vec<(usize, f64)> = told(lottery).collect();
        let package = |place: usize| Inline::data(letter(mixed.binary_search(&place).unwrap_or(0)));
        let share = |(place, share): &(usize, f64)| {
            let args =
                vec![("package", Arg::from(package(*place))), ("percent", rounded::percent(*share).into())];
            lang.line("lottery-share", args)
        };
        let choice = match shares.as_slice() {
            [(place, _)] => vec![package(*place)],
            several => joined(several.iter().map(share), " · "),
        };
        worth(self.table, self.overview, self.sizes, by, choice, &lottery.utilities)
    }

    fn json(&self) -> Value {
        let one = |(by, found): &Found<Lottery>| {
            let lottery = |lottery: &Lottery| {
                let outcome = |(place, share): (usize, f64)| {
                    let point = &self.overview.points[place];
                    json!({
                        "probability": rounded::share(share),
                        "outcome": self.table.outcome_json(&point.outcome),
                        "utilities": self.table.utilities_json(&point.utilities),
                        "point": place,
                    })
                };
                json!({
                    "outcomes": told(lottery).map(outcome).collect::<Vec<_>>(),
                    "utilities": utilities(self.table, self.sizes, &lottery.utilities),
                    "adds": adds(self.table, self.overview, self.sizes, *by, &lottery.utilities),
                    "proven_within": rounded::gap(lottery.gap),
                })
            };
            (by.name().to_owned(), found_json(found, lottery))
        };
        Value::Object(self.found.iter().map(one).collect::<Map<_, _>>())
    }
}

/// The packages of a lottery whose probabilities are more than rounding.
fn told(lottery: &Lottery) -> impl Iterator<Item = (usize, f64)> + '_ {
    lottery.support.iter().copied().filter(|(_, share)| rounded::share(*share) > 0.0)
}

/// A choice as JSON: null where nothing is acceptable, and why where it could not be computed.
pub(super) fn found_json<T>(
    found: &Result<Option<T>, LotteryError>,
    json: impl FnOnce(&T) -> Value,
) -> Value {
    match found {
        Ok(Some(found)) => json(found),
        Ok(None) => Value::Null,
        Err(error) => json!({"unknown": error.to_string()}),
    }
}

/// What each party expects, rounded, as JSON.
pub(super) fn utilities(table: &Table<'_>, sizes: &Sizes, scaled: &[f64]) -> Value {
    scaled.iter().enumerate().map(|(party, u)| Value::from(sizes.utility(table, party, *u))).collect()
}

/// How much more each party expects than at the package that the solution chooses; null where it chooses none.
pub(super) fn adds(table: &Table<'_>, overview: &Overview, sizes: &Sizes, by: By, scaled: &[f64]) -> Value {
    let Some(package) = overview.chosen(by.name()) else { return Value::Null };
    let unit = |party: usize| table.scenario.utilities[party].unit as f64;
    let change = |(party, (u, package)): (usize, (&f64, &i64))| {
        Value::from(sizes.round(party, (u - *package as f64) / unit(party)))
    };
    scaled.iter().zip(&package.utilities).enumerate().map(change).collect()
}

/// A table of solutions: what each chooses, and what each party expects.
pub(super) fn choices(table: &Table<'_>, caption: &str, choice: &str, rows: Vec<Vec<Line>>) -> Block {
    let lang = table.lang;
    let mut head = vec![lang.line("deals-solution", vec![]), lang.line(choice, vec![])];
    head.extend(table.parties.iter().cloned());
    Block::Table(crate::doc::Table { caption: lang.line(caption, vec![]), head, rows })
}

fn name(table: &Table<'_>, by: By) -> Line {
    vec![table.lang.word(&format!("solution-{}", by.name().replace('_', "-")))]
}

/// The row of a solution that chooses nothing, or of which nothing is known.
pub(super) fn nothing(table: &Table<'_>, by: By, word: &str) -> Vec<Line> {
    let empty = table.parties.iter().map(|_| Line::new());
    [name(table, by), vec![table.lang.word(word)]].into_iter().chain(empty).collect()
}

/// The row of a solution: its choice, what each party expects, and how much that is more than at its package.
pub(super) fn worth(
    table: &Table<'_>,
    overview: &Overview,
    sizes: &Sizes,
    by: By,
    choice: Line,
    scaled: &[f64],
) -> Vec<Line> {
    let package = overview.chosen(by.name());
    let cell = |(party, scaled): (usize, &f64)| {
        let utility = sizes.utility(table, party, *scaled);
        let mut line = vec![Inline::data(super::four_digits(utility))];
        let change = package.and_then(|p| sizes.change(table, party, utility, p.utilities[party]));
        if let Some(change) = change {
            line.push(Inline::Quiet(vec![Inline::mark(" ("), change, Inline::mark(")")]));
        }
        line
    };
    [name(table, by), choice].into_iter().chain(scaled.iter().enumerate().map(cell)).collect()
}

/// How exact it is.
pub(super) fn proof(table: &Table<'_>, gaps: impl Iterator<Item = f64>) -> Block {
    let gap = rounded::gap(gaps.fold(0.0, f64::max));
    let args = vec![("gap", Arg::from(Inline::data(super::four_digits(gap * 100.0))))];
    Block::Para(vec![Inline::Quiet(table.lang.line("lottery-proof", args))])
}
