//! What a computation takes: issues, options, and what each outcome is worth to each party.
//!
//! A [`Scenario`] is made from a view (or, later, from another program's file) and carries the
//! rooms that were read to make it, so that its results can carry them on.

use crate::{Basis, Decimal, Id, Issue, IssueRef, Preferences, Room, Terms};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

/// One issue of a scenario with its options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioIssue {
    /// The issue's id.
    pub id: Id,
    /// The room of its entry: rooms that do not see each other may use one id for two issues.
    pub room: Room,
    /// The ids of its options, at least one, in the order of the ladder.
    pub options: Vec<Id>,
}

/// An outcome: for each issue of the scenario, in its order, the place of the chosen option.
pub type Outcome = Vec<u32>;

/// A rule: where all of `when_all` holds, all of `then` must; an empty `then` forbids.
/// Pairs of issue index and option index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What brings it into play.
    pub when_all: Vec<(usize, u32)>,
    /// What it then requires.
    pub then: Vec<(usize, u32)>,
}

impl Rule {
    /// Does `outcome` keep it?
    pub fn allows(&self, outcome: &[u32]) -> bool {
        let holds = |&(issue, option): &(usize, u32)| outcome[issue] == option;
        !self.when_all.iter().all(holds) || (!self.then.is_empty() && self.then.iter().all(holds))
    }
}

/// What outcomes are worth to one party, as exact integers.
///
/// A utility is the sum over issues of weight times value. Each product is scaled by
/// `10^scale` to an integer ([`AdditiveUtility::scale`]), so that sums, ties and counts do not
/// depend on the order of addition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdditiveUtility {
    /// The party.
    pub party: Id,
    /// The room of its entry.
    pub room: Room,
    /// Digits after the point in the written numbers.
    pub scale: u8,
    /// `gains[issue][option]`: weight times value, times `10^scale`.
    pub gains: Vec<Vec<i64>>,
    /// What it has without an agreement, on the same scale.
    pub reservation: Option<i64>,
    /// The weakest basis of what it was made from.
    pub basis: Basis,
}

impl AdditiveUtility {
    /// What `outcome` is worth, times `10^scale`. Cost: one addition an issue.
    pub fn of(&self, outcome: &[u32]) -> i64 {
        self.gains.iter().zip(outcome).map(|(options, &option)| options[option as usize]).sum()
    }

    /// A scaled utility as the decimal it stands for.
    pub fn as_decimal(&self, scaled: i64) -> Option<Decimal> {
        Decimal::new(scaled.into(), self.scale)
    }
}

/// Why a scenario cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScenarioError {
    /// No party's preferences are known.
    NoPreferences,
    /// An issue with preferences has no options to choose from.
    NoOptions(Id),
    /// A number has too many digits for exact sums in 63 bits.
    TooPrecise(Id),
    /// A constraint names an issue or option that is not there.
    BadConstraint(Id),
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ScenarioError::NoPreferences => write!(f, "no preferences are known to this viewer"),
            ScenarioError::NoOptions(issue) => write!(f, "the issue {issue} has preferences and no options"),
            ScenarioError::TooPrecise(party) => {
                write!(f, "the numbers of {party} have too many digits for exact sums")
            }
            ScenarioError::BadConstraint(party) => {
                write!(f, "a constraint of {party} names an unknown issue or option")
            }
        }
    }
}

impl std::error::Error for ScenarioError {}

/// Issues, options, and what each outcome is worth to each party; with the rooms read to make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The issues that any party's preferences name, in the order of the record.
    pub issues: Vec<ScenarioIssue>,
    /// One utility a party, in the order of the record.
    pub utilities: Vec<AdditiveUtility>,
    /// The rules that every outcome keeps.
    pub rules: Vec<Rule>,
    /// The rooms that were read to make it.
    pub rooms: BTreeSet<Room>,
    /// The weakest basis of what it was made from.
    pub basis: Basis,
}

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
    /// Issues that no preferences name are left out: they are worth the same to everyone.
    pub fn new(
        issues: &[HeldIssue<'_>],
        held: &[HeldPreferences<'_>],
        rooms: BTreeSet<Room>,
        find: Find<'_>,
    ) -> Result<Scenario, ScenarioError> {
        let basis = Basis::weakest(held.iter().map(|h| h.basis)).ok_or(ScenarioError::NoPreferences)?;
        let named: BTreeSet<usize> = held
            .iter()
            .flat_map(|h| h.preferences.weights.0.iter().filter_map(|(issue, _)| find(h.room, issue)))
            .collect();
        let mut chosen = Vec::new();
        let mut places = HashMap::new();
        for given in named {
            let (id, room, issue) = issues[given];
            if issue.options.is_empty() {
                return Err(ScenarioError::NoOptions(id.clone()));
            }
            let options = issue.options.iter().map(|option| option.0.id.clone()).collect();
            places.insert(given, chosen.len());
            chosen.push(ScenarioIssue { id: id.clone(), room: room.clone(), options });
        }
        let place = |room: &Room, issue: &IssueRef| places.get(&find(room, issue)?).copied();
        let utilities = held.iter().map(|h| additive(h, &chosen, &place)).collect::<Result<_, _>>()?;
        let mut rules = Vec::new();
        for h in held {
            for constraint in &h.preferences.constraints {
                let party = &h.preferences.party.id;
                let resolve = |terms: &Terms| {
                    resolve(terms, h.room, &chosen, &place)
                        .ok_or_else(|| ScenarioError::BadConstraint(party.clone()))
                };
                let then = constraint.then.as_ref().map(resolve).transpose()?.unwrap_or_default();
                rules.push(Rule { when_all: resolve(&constraint.when_all)?, then });
            }
        }
        Ok(Scenario { issues: chosen, utilities, rules, rooms, basis })
    }

    /// How many outcomes there are, rules aside; `None` past `u128`.
    pub fn outcomes(&self) -> Option<u128> {
        self.issues.iter().try_fold(1u128, |product, issue| product.checked_mul(issue.options.len() as u128))
    }

    /// Does `outcome` keep every rule?
    pub fn allows(&self, outcome: &[u32]) -> bool {
        self.rules.iter().all(|rule| rule.allows(outcome))
    }
}

fn resolve(
    terms: &Terms,
    room: &Room,
    issues: &[ScenarioIssue],
    place: Find<'_>,
) -> Option<Vec<(usize, u32)>> {
    let option = |(issue, option): &(IssueRef, String)| {
        let index = place(room, issue)?;
        let option = issues[index].options.iter().position(|o| o.as_str() == option)?;
        Some((index, option as u32))
    };
    terms.0.iter().map(option).collect()
}

fn additive(
    held: &HeldPreferences<'_>,
    issues: &[ScenarioIssue],
    place: Find<'_>,
) -> Result<AdditiveUtility, ScenarioError> {
    let preferences = held.preferences;
    let too_precise = || ScenarioError::TooPrecise(preferences.party.id.clone());
    let weights = &preferences.weights.0;
    let values = &preferences.values.0;
    let weight_scale = weights.iter().map(|(_, w)| w.scale()).max().unwrap_or(0);
    let value_scale = values.iter().flat_map(|(_, v)| v.values()).map(|v| v.scale()).max().unwrap_or(0);
    let reservation_scale = preferences.reservation.map_or(0, Decimal::scale);
    let scale = (weight_scale + value_scale).max(reservation_scale);
    // What the product of weight and value lacks to the common scale.
    let lift = scale - value_scale - weight_scale;
    let mut weighed: Vec<Option<Decimal>> = vec![None; issues.len()];
    let mut valued: Vec<Option<&BTreeMap<Id, Decimal>>> = vec![None; issues.len()];
    for (issue, weight) in weights {
        place(held.room, issue).map(|index| weighed[index].get_or_insert(*weight));
    }
    for (issue, table) in values {
        place(held.room, issue).map(|index| valued[index].get_or_insert(table));
    }
    let mut gains = Vec::with_capacity(issues.len());
    for ((issue, weight), table) in issues.iter().zip(weighed).zip(valued) {
        let gain = |option: &Id| -> Option<i64> {
            let (Some(weight), Some(value)) = (weight, table.and_then(|t| t.get(option))) else {
                return Some(0);
            };
            let product = weight.scaled(weight_scale)?.checked_mul(value.scaled(value_scale)?)?;
            let scaled = product.checked_mul(10i128.checked_pow(lift.into())?)?;
            // Headroom so that a sum over any number of issues in practice stays inside i64.
            i64::try_from(scaled).ok().filter(|g| g.unsigned_abs() < 1 << 52)
        };
        gains.push(issue.options.iter().map(gain).collect::<Option<Vec<_>>>().ok_or_else(too_precise)?);
    }
    let reservation = match preferences.reservation {
        None => None,
        Some(r) => Some(r.scaled(scale).and_then(|r| i64::try_from(r).ok()).ok_or_else(too_precise)?),
    };
    Ok(AdditiveUtility {
        party: preferences.party.id.clone(),
        room: held.party_room.clone(),
        scale,
        gains,
        reservation,
        basis: held.basis,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{IssueOption, IssueRef, OptionEntry, PartyRef, Scale, Text, Values, Weights};

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
            part_of: None,
            links: vec![],
            about: None,
        }
    }

    fn preferences(weights: &[(&str, &str)], values: &[(&str, &[(&str, &str)])]) -> Preferences {
        let number = |text: &str| Decimal::parse(text).unwrap();
        Preferences {
            party: PartyRef::to(id("p")),
            weights: Weights(weights.iter().map(|(i, w)| (IssueRef::to(id(i)), number(w))).collect()),
            values: Values(
                values
                    .iter()
                    .map(|(i, vs)| {
                        (IssueRef::to(id(i)), vs.iter().map(|(o, v)| (id(o), number(v))).collect())
                    })
                    .collect(),
            ),
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
        assert_eq!(made, Err(ScenarioError::TooPrecise(id("p"))));
        assert_eq!(Scenario::new(&[], &[], BTreeSet::new(), &|_, _| None), Err(ScenarioError::NoPreferences));
    }
}
