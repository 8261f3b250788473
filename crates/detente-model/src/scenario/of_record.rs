//! The scenario of a view: from the preferences, issues and red lines that it holds.

use super::{
    Fraction, MOST_LINKED, Preferred, Rule, Scenario, ScenarioError, ScenarioIssue, Stated, Table, Utility,
    common_unit,
};
use crate::{Basis, ByOption, Decimal, Id, Issue, IssueRef, Preferences, Room, Spread, Terms};
use std::collections::{BTreeSet, HashMap};

/// The most combinations of options that one link may tie together.
const MOST_CELLS: usize = 1_000_000;

/// One party's preferences with their basis and room, as a view holds them.
pub struct HeldPreferences<'a> {
    /// The preferences.
    pub preferences: &'a Preferences,
    /// On what they rest.
    pub basis: Basis,
    /// The room in which they are written, from which the issues that they name are found.
    pub room: &'a Room,
    /// The room of the party's entry.
    pub party_room: &'a Room,
}

/// An issue with its id and the room of its entry.
pub type HeldIssue<'a> = (&'a Id, &'a Room, &'a Issue);

/// The place among the given issues of the one that a reference, written in a room, names.
pub type Find<'f> = &'f dyn Fn(&Room, &IssueRef) -> Option<usize>;

impl Scenario {
    /// Makes the scenario of `issues` and `held` preferences, read in `rooms`. `find` says which of
    /// the issues a reference names: an id alone does not, where two caucuses use it.
    ///
    /// Issues that no preferences name are left out: they are worth the same to everyone. Red lines are
    /// added by the view, which knows the positions.
    pub fn new(
        issues: &[HeldIssue<'_>],
        held: &[HeldPreferences<'_>],
        rooms: BTreeSet<Room>,
        find: Find<'_>,
    ) -> Result<Scenario, ScenarioError> {
        let basis = Basis::weakest(held.iter().map(|h| h.basis)).ok_or(ScenarioError::NoPreferences)?;
        let named: BTreeSet<usize> = held
            .iter()
            .flat_map(|h| h.preferences.counted().filter_map(|issue| find(h.room, issue)))
            .collect();
        let mut chosen = Vec::new();
        let mut places = HashMap::new();
        let ids: Vec<&Id> = named.iter().map(|&given| issues[given].0).collect();
        for given in named {
            let (id, room, issue) = issues[given];
            if issue.options.is_empty() {
                return Err(ScenarioError::NoOptions(id.to_string()));
            }
            places.insert(given, chosen.len());
            chosen.push(ScenarioIssue {
                name: unique(id, room, &ids),
                entry: Some((room.clone(), id.clone())),
                options: issue.options.iter().map(|option| option.0.id.to_string()).collect(),
                divisible: issue.divisible == Some(true),
            });
        }
        let place = |room: &Room, issue: &IssueRef| places.get(&find(room, issue)?).copied();
        let parties: Vec<&Id> = held.iter().map(|h| &h.preferences.party.id).collect();
        let utilities = held
            .iter()
            .map(|h| utility(h, unique(&h.preferences.party.id, h.party_room, &parties), &chosen, &place))
            .collect::<Result<_, _>>()?;
        let mut rules = Vec::new();
        for h in held {
            for constraint in &h.preferences.constraints {
                let party = &h.preferences.party.id;
                let resolve = |terms: &Terms| {
                    resolve(terms, h.room, &chosen, &place)
                        .ok_or_else(|| ScenarioError::BadConstraint(party.to_string()))
                };
                let then = constraint.then.as_ref().map(resolve).transpose()?.unwrap_or_default();
                rules.push(Rule { when_all: resolve(&constraint.when_all)?, then });
            }
        }
        Ok(Scenario { issues: chosen, utilities, rules, red_lines: vec![], rooms, basis, notes: vec![] })
    }
}

/// An id, with its room where others have the same.
fn unique(id: &Id, room: &Room, all: &[&Id]) -> String {
    if all.iter().filter(|other| **other == id).count() > 1 { format!("{room}/{id}") } else { id.to_string() }
}

fn resolve(
    terms: &Terms,
    room: &Room,
    issues: &[ScenarioIssue],
    place: Find<'_>,
) -> Option<Vec<(usize, u32)>> {
    let option = |(issue, option): &(IssueRef, String)| {
        let index = place(room, issue)?;
        let option = issues[index].options.iter().position(|o| o == option)?;
        Some((index, option as u32))
    };
    terms.0.iter().map(option).collect()
}

/// What a party stated, issue by issue and option by option. None if it names what is not there.
fn stated(held: &HeldPreferences<'_>, issues: &[ScenarioIssue], place: Find<'_>) -> Option<Stated> {
    let preferences = held.preferences;
    let mut weights: Vec<Option<Spread>> = vec![None; issues.len()];
    let mut values: Vec<Option<&ByOption<Spread>>> = vec![None; issues.len()];
    let mut orders: Vec<Vec<Vec<u32>>> = vec![vec![]; issues.len()];
    let mut more_important = Vec::new();
    for (issue, weight) in preferences.weights() {
        place(held.room, issue).map(|index| weights[index].get_or_insert(weight.0));
    }
    for (issue, table) in preferences.values() {
        place(held.room, issue).map(|index| values[index].get_or_insert(table));
    }
    for (issue, ranking) in preferences.orders() {
        let Some(index) = place(held.room, issue) else { continue };
        let option = |id: &Id| issues[index].options.iter().position(|o| o == id.as_str());
        let group = |ids: &Vec<Id>| ids.iter().map(|id| option(id).map(|o| o as u32)).collect();
        orders[index] = ranking.0.iter().map(group).collect::<Option<_>>()?;
        weights[index].get_or_insert(Spread::Unknown);
    }
    for order in &preferences.more_important {
        let order: Vec<usize> = order.0.iter().filter_map(|issue| place(held.room, issue)).collect();
        order.iter().for_each(|&index| _ = weights[index].get_or_insert(Spread::Unknown));
        more_important.extend(order.windows(2).map(|pair| (pair[0], pair[1])));
    }
    let nothing = Spread::Exact(Decimal::ZERO);
    let of_issue = |index: usize| {
        let ranked = |option: usize| orders[index].iter().flatten().any(|o| *o as usize == option);
        let value = |(place, option): (usize, &String)| {
            let given = Id::new(option).and_then(|id| values[index]?.0.get(&id).copied());
            given.unwrap_or(if ranked(place) { Spread::Unknown } else { nothing })
        };
        issues[index].options.iter().enumerate().map(value).collect()
    };
    let prefers = preferences.prefers.iter().map(|comparison| {
        let resolve = |terms| resolve(terms, held.room, issues, place);
        Some(Preferred { this: resolve(&comparison.this)?, to: resolve(&comparison.to)? })
    });
    Some(Stated {
        weights: weights.into_iter().map(|weight| weight.unwrap_or(nothing)).collect(),
        values: (0..issues.len()).map(of_issue).collect(),
        prefers: prefers.collect::<Option<_>>()?,
        orders,
        more_important,
    })
}

/// A table as fractions, before its unit is known.
type Linked = (Vec<usize>, Vec<Fraction>);

/// What a party's bonuses add; those over the same issues in one table.
fn linked(
    held: &HeldPreferences<'_>,
    issues: &[ScenarioIssue],
    place: Find<'_>,
) -> Result<Vec<Linked>, ScenarioError> {
    let party = || held.preferences.party.id.to_string();
    let mut tables: Vec<Linked> = Vec::new();
    for bonus in &held.preferences.bonuses {
        let mut terms = resolve(&bonus.when_all, held.room, issues, place)
            .ok_or_else(|| ScenarioError::BadConstraint(party()))?;
        terms.sort_unstable();
        let over: Vec<usize> = terms.iter().map(|(issue, _)| *issue).collect();
        let size = |issue: usize| issues[issue].options.len();
        let cells = over.iter().try_fold(1usize, |cells, &issue| cells.checked_mul(size(issue)));
        let cells = cells.filter(|cells| (1..=MOST_LINKED).contains(&over.len()) && *cells <= MOST_CELLS);
        let cells = cells.ok_or_else(|| ScenarioError::TooWide(party()))?;
        let cell = terms.iter().fold(0, |cell, &(issue, option)| cell * size(issue) + option as usize);
        let table = tables.iter().position(|(issues, _)| *issues == over).unwrap_or_else(|| {
            tables.push((over, vec![Fraction::ZERO; cells]));
            tables.len() - 1
        });
        let sum = tables[table].1[cell].plus(Fraction::of(bonus.adds));
        tables[table].1[cell] = sum.ok_or_else(|| ScenarioError::TooPrecise(party()))?;
    }
    Ok(tables)
}

fn utility(
    held: &HeldPreferences<'_>,
    party: String,
    issues: &[ScenarioIssue],
    place: Find<'_>,
) -> Result<Utility, ScenarioError> {
    let stated = stated(held, issues, place).ok_or_else(|| ScenarioError::BadConstraint(party.clone()))?;
    let linked = linked(held, issues, place)?;
    let too_precise = || ScenarioError::TooPrecise(party.clone());
    let (weights, values) = stated.central().ok_or_else(too_precise)?;
    let gains: Vec<Vec<Fraction>> = weights
        .iter()
        .zip(&values)
        .map(|(weight, values)| values.iter().map(|value| weight.times(*value)).collect::<Option<_>>())
        .collect::<Option<_>>()
        .ok_or_else(too_precise)?;
    let reservation = held.preferences.reservation.map(Fraction::of);
    let tabled = linked.iter().flat_map(|(_, values)| values);
    let numbers = gains.iter().flatten().chain(tabled).copied().chain(reservation);
    let common = common_unit(numbers, issues.len() + linked.len() + 1).ok_or_else(too_precise)?;
    if !common.is_exact && stated.is_exact() {
        return Err(too_precise());
    }
    let whole = |number: &Fraction| number.in_units(common.unit).ok_or_else(too_precise);
    let all = |numbers: &[Fraction]| numbers.iter().map(whole).collect::<Result<Vec<i64>, _>>();
    let table = |(issues, values): &Linked| Ok(Table { issues: issues.clone(), values: all(values)? });
    Ok(Utility {
        entry: Some((held.party_room.clone(), held.preferences.party.id.clone())),
        unit: common.unit,
        gains: gains.iter().map(|of_issue| all(of_issue)).collect::<Result<_, _>>()?,
        tables: linked.iter().map(table).collect::<Result<_, ScenarioError>>()?,
        bias: 0,
        cap: None,
        reservation: reservation.as_ref().map(whole).transpose()?,
        discount: None,
        is_exact: common.is_exact,
        basis: held.basis,
        stated: Some(stated),
        party,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ByIssue, IssueOption, OptionEntry, PartyRef, Scale, Text, Weight};

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    fn issue(options: &[&str]) -> Issue {
        let options = options.iter().map(|o| OptionEntry(IssueOption { id: id(o), label: None })).collect();
        Issue {
            title: Text::plain("t"),
            scale: Scale::Nominal,
            options,
            unit: None,
            min: None,
            max: None,
            divisible: None,
            part_of: None,
            links: vec![],
            about: None,
        }
    }

    fn preferences(weights: &[(&str, &str)], values: &[(&str, &[(&str, &str)])]) -> Preferences {
        let number = |text: &str| Decimal::parse(text).unwrap();
        let table = |vs: &[(&str, &str)]| {
            ByOption(vs.iter().map(|(o, v)| (id(o), Spread::Exact(number(v)))).collect())
        };
        Preferences {
            party: PartyRef::to(id("p")),
            weights: Some(ByIssue(
                weights
                    .iter()
                    .map(|(i, w)| (IssueRef::to(id(i)), Weight(Spread::Exact(number(w)))))
                    .collect(),
            )),
            values: Some(ByIssue(values.iter().map(|(i, vs)| (IssueRef::to(id(i)), table(vs))).collect())),
            orders: None,
            more_important: vec![],
            prefers: vec![],
            bonuses: vec![],
            reservation: Some(number("0.5")),
            constraints: vec![Constraint {
                when_all: Terms(vec![(IssueRef::to(id("a")), "x".into())]),
                then: None,
                why: None,
            }],
        }
    }
    use crate::Constraint;

    #[test]
    fn a_tenth_and_two_tenths_are_three_tenths() {
        let (a, b, unused) = (issue(&["x", "y"]), issue(&["x", "y"]), issue(&["x"]));
        let held = preferences(
            &[("a", "0.1"), ("b", "0.2")],
            &[("a", &[("x", "1")]), ("b", &[("x", "1.0"), ("y", "-3")])],
        );
        let (ia, ib, iu) = (id("a"), id("b"), id("unused"));
        let ids = [&ia, &iu, &ib];
        let scenario = Scenario::new(
            &[(&ia, &Room::Team, &a), (&iu, &Room::Team, &unused), (&ib, &Room::Team, &b)],
            &[HeldPreferences {
                preferences: &held,
                basis: Basis::Assumed,
                room: &Room::Team,
                party_room: &Room::Public,
            }],
            BTreeSet::from([Room::Team]),
            &|_, issue| ids.iter().position(|id| **id == issue.id),
        )
        .unwrap();
        assert_eq!(scenario.outcomes(), Some(4));
        let utility = &scenario.utilities[0];
        assert_eq!(utility.as_decimal(utility.of(&[0, 0])), Decimal::parse("0.3"));
        assert_eq!(utility.as_decimal(utility.of(&[1, 1])), Decimal::parse("-0.6"));
        assert_eq!(utility.as_decimal(utility.reservation.unwrap()), Decimal::parse("0.5"));
        assert!(!scenario.allows(&[0, 1]) && scenario.allows(&[1, 1]));
    }

    #[test]
    fn what_cannot_be_exact_is_refused() {
        let a = issue(&["x"]);
        let held = preferences(&[("a", "0.123456789012345678")], &[("a", &[("x", "0.123456789012345678")])]);
        let made = Scenario::new(
            &[(&id("a"), &Room::Team, &a)],
            &[HeldPreferences {
                preferences: &held,
                basis: Basis::Assumed,
                room: &Room::Team,
                party_room: &Room::Public,
            }],
            BTreeSet::new(),
            &|_, _| Some(0),
        );
        assert_eq!(made, Err(ScenarioError::TooPrecise("p".into())));
        assert_eq!(Scenario::new(&[], &[], BTreeSet::new(), &|_, _| None), Err(ScenarioError::NoPreferences));
    }
}
