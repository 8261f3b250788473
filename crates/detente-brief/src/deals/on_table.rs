//! What is on the table, as packages of a scenario.

use crate::look::Look;
use detente_deals::questions::package::Package;
use detente_model::scenario::Scenario;
use detente_model::{Issue, Room, Terms};

/// The terms of a proposal or an agreement, as far as a scenario knows them.
pub struct OnTable {
    /// Those that count.
    pub package: Package,
    /// How many are on issues that nobody's preferences name.
    pub apart: usize,
    /// How many name what is no option of their issue (“about 12”): what they are worth is not known.
    pub unvalued: usize,
}

impl OnTable {
    /// `terms` as they stand in an entry of room `from`. Issues are told apart by entry, not by id.
    pub fn of(look: &Look<'_>, scenario: &Scenario, from: &Room, terms: &Terms) -> OnTable {
        let (mut counted, mut apart, mut unvalued) = (Vec::new(), 0, 0);
        for (reference, option) in &terms.0 {
            let named =
                look.view.fact::<Issue, _>(from, reference).map(|(entry, _)| (&entry.room, &entry.id));
            let is_it = |known: &Option<(Room, detente_model::Id)>| {
                known.as_ref().map(|(room, id)| (room, id)) == named && named.is_some()
            };
            let Some(issue) = scenario.issues.iter().position(|issue| is_it(&issue.entry)) else {
                apart += 1;
                continue;
            };
            match scenario.issues[issue].options.iter().position(|known| known == option) {
                Some(place) => counted.push((issue, place as u32)),
                None => unvalued += 1,
            }
        }
        // Of an issue that is named twice nothing is known.
        let package = Package::new(scenario, &counted).unwrap_or_else(|| {
            unvalued += counted.len();
            Package::default()
        });
        OnTable { package, apart, unvalued }
    }

    /// The package, if the scenario knows all of its terms, and there are any.
    pub fn whole(self) -> Option<Package> {
        let is_known = self.apart == 0 && self.unvalued == 0 && !self.package.terms().is_empty();
        is_known.then_some(self.package)
    }
}
