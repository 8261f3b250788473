//! What all could accept, as pages: how a scenario's parties, issues, options and numbers are called.
//!
//! A page of deals takes a [`Table`]: a scenario, made from a view or from another program's file, with
//! the names of its things in a language. Each question is one file here that gives a
//! [`Section`](crate::sections::Section).

pub mod axis;
pub mod division;
mod figures;
pub mod fix;
pub mod lotteries;
mod measures;
pub mod on_table;
pub mod overview;
pub mod rankings;
mod readable;
pub mod reveals;
pub mod robust;
mod rounded;
pub mod rules;
pub mod sensitivity;
pub mod shown;
pub mod test;
pub mod trades;
pub mod unasked;
pub mod words;

use crate::doc::{Inline, Line, joined};
use crate::lang::{Arg, Lang};
use crate::look::Look;
use detente_model::scenario::{Scenario, Utility};
use detente_model::{Id, Issue, IssueRef, Party, PartyRef, Room, Scale};
use serde_json::{Map, Value, json};

/// A scenario with the names of its things.
pub struct Table<'v> {
    /// The scenario.
    pub scenario: &'v Scenario,
    /// The language of the page.
    pub lang: &'v Lang,
    /// The parties' short names.
    pub parties: Vec<Line>,
    /// What the issues are called.
    pub issues: Vec<Line>,
    /// What the options of each issue are called.
    pub options: Vec<Vec<Line>>,
    /// The ids of the issues that each is a part of, and of those that these are parts of.
    pub wholes: Vec<Vec<Id>>,
    /// The rooms that were read to make the scenario.
    pub rooms: Line,
}

impl<'v> Table<'v> {
    /// The table of a scenario that was made from the view of `look`.
    pub fn of_view(look: &'v Look<'_>, scenario: &'v Scenario) -> Table<'v> {
        let mut table = Table::of_file(scenario, look.lang);
        if look.leads_somewhere() {
            table.rooms = look.list(scenario.rooms.iter().map(|room| vec![look.room(room)]));
        }
        for (name, utility) in table.parties.iter_mut().zip(&scenario.utilities) {
            if let Some((room, id)) = &utility.entry
                && look.view.fact::<Party, _>(room, &PartyRef::to(id.clone())).is_some()
            {
                *name = look.party(room, &PartyRef::to(id.clone()));
            }
        }
        for (place, issue) in scenario.issues.iter().enumerate() {
            let Some((room, id)) = &issue.entry else { continue };
            let Some((_, held)) = look.view.fact::<Issue, _>(room, &IssueRef::to(id.clone())) else {
                continue;
            };
            table.issues[place] = vec![look.lang.text(&held.title)];
            table.wholes[place] = wholes(look, room, held);
            for (name, option) in table.options[place].iter_mut().zip(held.options.iter()) {
                *name = match (held.scale, &option.0.label, &held.unit) {
                    (Scale::Numeric, None, Some(unit)) => look.lang.line(
                        "amount",
                        vec![
                            ("n", Inline::data(option.0.id.to_string()).into()),
                            ("unit", look.lang.text(unit).into()),
                        ],
                    ),
                    _ => vec![look.lang.text(&held.option_label(&option.0.id))],
                };
            }
        }
        table
    }

    /// The table of a scenario of another program, under the names in its file.
    pub fn of_file(scenario: &'v Scenario, lang: &'v Lang) -> Table<'v> {
        let named = |name: &String| vec![Inline::data(name.clone())];
        Table {
            scenario,
            lang,
            parties: scenario.utilities.iter().map(|utility| named(&utility.party)).collect(),
            issues: scenario.issues.iter().map(|issue| named(&issue.name)).collect(),
            options: scenario.issues.iter().map(|i| i.options.iter().map(named).collect()).collect(),
            wholes: vec![Vec::new(); scenario.issues.len()],
            rooms: joined(scenario.rooms.iter().map(|room| vec![Inline::room(room)]), " "),
        }
    }

    /// An option of an issue.
    pub fn option(&self, issue: usize, option: u32) -> Line {
        self.options[issue][option as usize].clone()
    }

    /// Some terms: “Ceasefire: 30 days · Prisoners: all for all”.
    pub fn terms(&self, terms: impl IntoIterator<Item = (usize, u32)>) -> Line {
        let term = |(issue, option): (usize, u32)| {
            let args = vec![
                ("issue", Arg::from(self.issues[issue].clone())),
                ("option", self.option(issue, option).into()),
            ];
            self.lang.line("term", args)
        };
        joined(terms.into_iter().map(term), " · ")
    }

    /// A party's utility as a person reads it.
    pub fn utility(&self, party: usize, scaled: i64) -> Inline {
        Inline::data(short(&self.scenario.utilities[party], scaled))
    }

    /// All parties' utilities: “Ukraine 62 · Russia 71”.
    pub fn utilities(&self, utilities: &[i64]) -> Line {
        let one = |(party, scaled): (usize, &i64)| {
            let args = vec![
                ("party", Arg::from(self.parties[party].clone())),
                ("n", self.utility(party, *scaled).into()),
            ];
            self.lang.line("party-number", args)
        };
        joined(utilities.iter().enumerate().map(one), " · ")
    }

    /// A gain or loss: “+3.5”, “−2”, “0”.
    pub fn change(&self, party: usize, scaled: i64) -> Inline {
        let size = short(&self.scenario.utilities[party], scaled.saturating_abs());
        Inline::data(match scaled {
            0 => size,
            1.. => format!("+{size}"),
            _ => format!("−{size}"),
        })
    }

    /// An outcome as JSON: for each issue its option, by the names that files use.
    pub fn outcome_json(&self, outcome: &[u32]) -> Value {
        self.terms_json(outcome.iter().copied().enumerate())
    }

    /// Some terms as JSON.
    pub fn terms_json(&self, terms: impl IntoIterator<Item = (usize, u32)>) -> Value {
        let term = |(issue, option): (usize, u32)| {
            let issue = &self.scenario.issues[issue];
            (issue.name.clone(), Value::from(issue.options[option as usize].clone()))
        };
        Value::Object(terms.into_iter().map(term).collect::<Map<_, _>>())
    }

    /// Utilities as JSON numbers, as in the input, in the order of the parties.
    pub fn utilities_json(&self, utilities: &[i64]) -> Value {
        utilities.iter().enumerate().map(|(party, scaled)| self.utility_json(party, *scaled)).collect()
    }

    /// A utility as a JSON number, as in the input.
    pub fn utility_json(&self, party: usize, scaled: i64) -> Value {
        let text = self.scenario.utilities[party].written(scaled);
        serde_json::from_str(&text).unwrap_or(Value::String(text))
    }

    /// The names of the parties, as files have them.
    pub fn party_names(&self) -> Value {
        self.scenario.utilities.iter().map(|utility| Value::from(utility.party.clone())).collect()
    }

    /// Whose rooms were read, on what basis, and what was rounded: what every result carries.
    pub fn carried_json(&self) -> Value {
        let rooms: Vec<String> = self.scenario.rooms.iter().map(Room::to_string).collect();
        json!({"rooms": rooms, "basis": self.scenario.basis.as_str(), "notes": self.scenario.notes})
    }
}

/// How deep issues may be nested for [`Table::wholes`]: `check` refuses circles, but not depth.
const DEEPEST: usize = 20;

/// The ids of the issues that an issue, written in `room`, is a part of.
fn wholes(look: &Look<'_>, room: &Room, issue: &Issue) -> Vec<Id> {
    let mut found = Vec::new();
    let mut next = issue.part_of.as_ref().and_then(|whole| look.view.fact::<Issue, _>(room, whole));
    while let Some((entry, whole)) = next.take_if(|_| found.len() < DEEPEST) {
        found.push(entry.id.clone());
        next = whole.part_of.as_ref().and_then(|whole| look.view.fact::<Issue, _>(&entry.room, whole));
    }
    found
}

/// A utility in at most four digits after the point; where there are more, in four significant digits.
pub fn short(utility: &Utility, scaled: i64) -> String {
    match utility.as_decimal(scaled).map(|decimal| decimal.trimmed()) {
        Some(decimal) if decimal.scale() <= 4 => decimal.to_string(),
        _ => four_digits(scaled as f64 / utility.unit as f64),
    }
}

/// A number in four significant digits, without an exponent.
pub fn four_digits(number: f64) -> String {
    let whole_digits = number.abs().to_string().split('.').next().map_or(1, str::len);
    let is_small = number.abs() < 1.0;
    let digits = if is_small { 4 } else { 4usize.saturating_sub(whole_digits) };
    let text = format!("{number:.digits$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::four_digits;

    #[test]
    fn numbers_are_short() {
        let shown = [(1.0 / 3.0, "0.3333"), (2.5, "2.5"), (1234.56, "1235"), (12.3456, "12.35"), (0.0, "0")];
        for (number, text) in shown {
            assert_eq!(four_digits(number), text);
        }
    }
}
