//! Every efficient package in a file for spreadsheets and statistics.
//!
//! One row a package, in the order of the frontier: the option of each issue, under its name; then for
//! each party `utility:PARTY` and `meets:PARTY` (empty where it has no reservation value); `breaks`, how many
//! red lines it breaks; `count`, how many packages are worth the same, if that was asked; and
//! `solutions`, which choose it.

use detente_deals::Overview;
use detente_model::scenario::Scenario;

/// A frontier as rows of text under heads.
pub struct Rows {
    /// The names of the columns.
    pub head: Vec<String>,
    /// One row a package.
    pub rows: Vec<Vec<String>>,
}

impl Rows {
    /// The rows of an overview.
    pub fn of(scenario: &Scenario, overview: &Overview) -> Rows {
        let issues = scenario.issues.iter().map(|issue| issue.name.clone());
        let parties = || scenario.utilities.iter().map(|utility| &utility.party);
        let rest = ["breaks", "count", "solutions"].map(str::to_owned);
        let head = issues
            .chain(parties().map(|party| format!("utility:{party}")))
            .chain(parties().map(|party| format!("meets:{party}")))
            .chain(rest)
            .collect();
        let row = |place: usize| row(scenario, overview, place);
        Rows { head, rows: (0..overview.points.len()).map(row).collect() }
    }

    /// As CSV (RFC 4180).
    pub fn to_csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut out = csv::Writer::from_writer(Vec::new());
        for row in std::iter::once(&self.head).chain(&self.rows) {
            out.write_record(row)?;
        }
        out.into_inner().map_err(|error| error.into_error().into())
    }
}

fn row(scenario: &Scenario, overview: &Overview, place: usize) -> Vec<String> {
    let point = &overview.points[place];
    let options = point.outcome.iter().zip(&scenario.issues);
    let utilities = point.utilities.iter().zip(&scenario.utilities);
    let reservations = overview.problem.reservations();
    let meets = point.meets(reservations);
    let chosen = overview.solutions.iter().filter(|chosen| chosen.point == Some(place));
    let solutions: Vec<&str> = chosen.map(|chosen| chosen.solution.name()).collect();
    options
        .map(|(option, issue)| issue.options[*option as usize].clone())
        .chain(utilities.map(|(scaled, utility)| utility.written(*scaled)))
        .chain(
            meets.iter().zip(reservations).map(|(meets, r)| r.map_or(String::new(), |_| meets.to_string())),
        )
        .chain([
            scenario.breaks(&point.outcome).count().to_string(),
            point.count.as_ref().map(ToString::to_string).unwrap_or_default(),
            solutions.join(" "),
        ])
        .collect()
}
