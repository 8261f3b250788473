//! Every efficient package in a file for spreadsheets and statistics.
//!
//! One row a package, in the order of the frontier: the option of each issue, under its name (`issue:NAME`
//! where another column is called so); then for each party `utility:PARTY` and `meets:PARTY` (empty where
//! it has no reservation value); `breaks`, how many red lines it breaks; `count`, how many packages are worth
//! the same, if that was asked; and `solutions`, which choose it; `basis` and `rooms`, on what it rests and from where
//! it was computed.

use crate::rows::{Cell, Kind, Rows};
use detente_deals::Overview;
use detente_model::scenario::{Scenario, Utility};

/// The rows of an overview.
pub fn of(scenario: &Scenario, overview: &Overview) -> Rows {
    let issues = scenario.issues.iter().map(|issue| (issue_column(&issue.name), Kind::Text));
    let parties = || scenario.utilities.iter().map(|utility| &utility.party);
    let rest = [
        ("breaks", Kind::Whole),
        ("count", Kind::OptionalText),
        ("solutions", Kind::Text),
        ("basis", Kind::Text),
        ("rooms", Kind::Text),
    ];
    let columns = issues
        .chain(parties().map(|party| (format!("utility:{party}"), Kind::Double)))
        .chain(parties().map(|party| (format!("meets:{party}"), Kind::OptionalTruth)))
        .chain(rest.map(|(name, kind)| (name.to_owned(), kind)))
        .collect();
    let row = |place: usize| row(scenario, overview, place);
    Rows::new(columns, (0..overview.points.len()).map(row).collect())
}

/// The column of an issue: its name, or `issue:NAME` where that is the name of another column.
fn issue_column(name: &str) -> String {
    let is_taken = matches!(name, "breaks" | "count" | "solutions" | "basis" | "rooms")
        || ["utility:", "meets:", "issue:"].iter().any(|start| name.starts_with(start));
    if is_taken { format!("issue:{name}") } else { name.to_owned() }
}

fn row(scenario: &Scenario, overview: &Overview, place: usize) -> Vec<Cell> {
    let point = &overview.points[place];
    let options = point.outcome.iter().zip(&scenario.issues);
    let utilities = point.utilities.iter().zip(&scenario.utilities);
    let reservations = overview.problem.reservations();
    let meets = point.meets(reservations);
    let chosen = overview.solutions.iter().filter(|chosen| chosen.point == Some(place));
    let solutions: Vec<&str> = chosen.map(|chosen| chosen.solution.name()).collect();
    let rooms: Vec<String> = scenario.rooms.iter().map(ToString::to_string).collect();
    let number = |(scaled, utility): (&i64, &Utility)| Cell::Number(utility.written(*scaled));
    let meets =
        meets.iter().zip(reservations).map(|(meets, r)| r.map_or(Cell::Missing, |_| Cell::Truth(*meets)));
    let breaks = i32::try_from(scenario.breaks(&point.outcome).count()).unwrap_or(i32::MAX);
    options
        .map(|(option, issue)| Cell::Text(issue.options[*option as usize].clone()))
        .chain(utilities.map(number))
        .chain(meets)
        .chain([
            Cell::Whole(breaks),
            point.count.as_ref().map_or(Cell::Missing, |count| Cell::Text(count.to_string())),
            Cell::Text(solutions.join(" ")),
            Cell::Text(scenario.basis.as_str().to_owned()),
            Cell::Text(rooms.join(" ")),
        ])
        .collect()
}
