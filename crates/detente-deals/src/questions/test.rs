//! What a package breaks, what it leaves on the table, and the smallest changes that help or repair it.
//!
//! **Definitions.** An outcome *leaves on the table* what the efficient points that are at least as good
//! for everyone and not equal to it are worth more. The smallest changes that *help* are those of the fewest
//! issues after which somebody has more, nobody has less, all rules are kept and no red line is broken that was
//! not broken before. The smallest changes that *repair* are those of the fewest issues after which the
//! outcome keeps all rules and is acceptable: it breaks nobody's red line and reaches every reservation value.
//!
//! **Method.** What is left is read off the efficient points. Whether any change helps or repairs is decided
//! before it is searched for, by the efficient points of the outcomes that such a change may lead to; then
//! `search.rs` finds all of the least size. Where the search is cut, what is shown stays true, and the size
//! at which it was cut is said.

use super::search::{Change, Ended, Search, changes, within_reason};
use super::setting::{Efficient, QuestionError, Setting};
use crate::limits::{Budget, Limits, Reason, Watch};
use crate::problem::Problem;
use detente_model::Tri;
use detente_model::scenario::Outcome;
use std::cmp::Reverse;

/// A reservation value that is missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// The party.
    pub party: usize,
    /// Its reservation value, in its unit.
    pub reservation: i64,
    /// How much is missing; above 0.
    pub by: i64,
}

/// What an outcome leaves on the table, as against some efficient points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnTable {
    /// The places of the points that dominate the outcome, in their order. None: nothing is left (up to
    /// the ε of a cover).
    pub dominating: Vec<usize>,
    /// For each party the most that it could gain with nobody losing, and the place of the first point at which
    /// it does; none where nothing dominates.
    pub most: Vec<Option<(i64, usize)>>,
    /// The greatest total gain with nobody losing, on the scale of [`Setting::comparable`], and the first
    /// point that has it.
    pub total: Option<(i128, usize)>,
}

/// An outcome that a change leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What is changed, by issue.
    pub changes: Vec<Change>,
    /// Where it leads.
    pub outcome: Outcome,
    /// What that is worth to each party.
    pub utilities: Vec<i64>,
    /// What each party gains by it; losses are below 0.
    pub gains: Vec<i64>,
}

/// The smallest changes of some kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Smallest {
    /// How many issues the smallest change; none where the search was cut before one was found.
    pub size: Option<usize>,
    /// All changes of that size in the order of the search, as far as the cap reaches.
    pub changes: Vec<Changed>,
    /// How many there are, those beyond the cap too.
    pub count: u64,
    /// Of all of them, the one with the greatest least gain (parties compared as written); of equals the greatest
    /// total, then the first. If any change of that size costs nobody anything, this one costs nobody anything.
    pub gentlest: Option<Changed>,
    /// Why the search was cut, if it was. What is shown is true; there may be more of that size.
    pub cut: Option<Reason>,
    /// An efficient outcome to which such a change leads, with the fewest changes among the efficient points: a
    /// bound where the search was cut.
    pub known: Option<Changed>,
}

/// Can it be changed so?
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// There is nothing to be done.
    Needless,
    /// No outcome at all is such: proven.
    Impossible,
    /// Not known, since only a cover of the efficient points is.
    Unknown,
    /// Yes.
    Found(Box<Smallest>),
}

/// What there is to say of a whole package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The package.
    pub outcome: Outcome,
    /// What it is worth to each party.
    pub utilities: Vec<i64>,
    /// The places, among the scenario's, of the red lines that it breaks.
    pub red_lines: Vec<usize>,
    /// The places of the rules that it breaks. Where there are any, it is no outcome that could be agreed.
    pub rules: Vec<usize>,
    /// Whose reservation values it misses.
    pub shortfalls: Vec<Shortfall>,
    /// Is it efficient: does it keep the rules, with nothing left on the table?
    pub efficient: Tri,
    /// What it leaves, as against all efficient points ([`Setting::all`]).
    pub left: OnTable,
    /// The same against the efficient points among the clean outcomes ([`Setting::clean`]).
    pub left_clean: OnTable,
    /// The smallest changes that help somebody and hurt nobody.
    pub help: Remedy,
    /// The smallest that repair it.
    pub repair: Remedy,
}

impl Setting<'_> {
    /// Tests an outcome. At most `cap` changes of a kind are listed. The limits are for each search.
    pub fn test(
        &self,
        outcome: &[u32],
        cap: usize,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Test, QuestionError> {
        if !self.is_outcome(outcome) {
            return Err(QuestionError::Shape);
        }
        let utilities = self.problem.utilities(outcome);
        let rules: Vec<usize> = (0..self.problem.rules().len())
            .filter(|&rule| !self.problem.rules()[rule].allows(outcome))
            .collect();
        let left = self.on_table(&self.all, &utilities);
        let asked = Asked { setting: self, outcome, utilities: &utilities, cap, limits };
        Ok(Test {
            red_lines: self.broken(outcome),
            shortfalls: shortfalls(self.problem, &utilities),
            efficient: self.efficiency(&left, rules.is_empty()),
            left_clean: self.on_table(&self.clean, &utilities),
            help: asked.help(&left, &mut *watch)?,
            repair: asked.repair(rules.is_empty(), &mut *watch)?,
            outcome: outcome.to_vec(),
            rules,
            left,
            utilities: utilities.clone(),
        })
    }

    /// What some efficient points are worth more than these utilities, with nobody losing.
    pub fn on_table(&self, efficient: &Efficient, utilities: &[i64]) -> OnTable {
        let points = efficient.points();
        let gains = |place: usize| -> Vec<i64> {
            points[place].utilities.iter().zip(utilities).map(|(u, own)| u - own).collect()
        };
        let dominates = |place: &usize| {
            gains(*place).iter().all(|gain| *gain >= 0) && points[*place].utilities != utilities
        };
        let dominating: Vec<usize> = (0..points.len()).filter(dominates).collect();
        let most_of = |party: usize| {
            let gain = |&place: &usize| (points[place].utilities[party] - utilities[party], Reverse(place));
            dominating.iter().map(gain).max().map(|(gain, Reverse(place))| (gain, place))
        };
        let most = (0..utilities.len()).map(most_of).collect();
        let total = dominating.iter().map(|&place| (self.total(&gains(place)), Reverse(place))).max();
        OnTable { most, total: total.map(|(total, Reverse(place))| (total, place)), dominating }
    }

    fn efficiency(&self, left: &OnTable, keeps_rules: bool) -> Tri {
        if !keeps_rules || !left.dominating.is_empty() {
            Tri::No
        } else if self.all.is_exact() {
            Tri::Yes
        } else {
            Tri::Unknown
        }
    }
}

fn shortfalls(problem: &Problem, utilities: &[i64]) -> Vec<Shortfall> {
    let short = |(party, (reservation, utility)): (usize, (&Option<i64>, &i64))| {
        let reservation = (*reservation)?;
        (*utility < reservation).then(|| Shortfall {
            party,
            reservation,
            by: reservation.saturating_sub(*utility),
        })
    };
    problem.reservations().iter().zip(utilities).enumerate().filter_map(short).collect()
}

/// An outcome under test.
struct Asked<'a, 's> {
    setting: &'a Setting<'s>,
    outcome: &'a [u32],
    utilities: &'a [i64],
    cap: usize,
    limits: Limits,
}

impl Asked<'_, '_> {
    fn help(&self, left: &OnTable, watch: Watch<'_>) -> Result<Remedy, QuestionError> {
        let setting = self.setting;
        let forbidden = setting.new_breaks(self.outcome);
        // What dominates it among the outcomes that break no further red line.
        let (reachable, dominating) = if forbidden.is_empty() {
            (setting.all.clone(), left.dominating.clone())
        } else {
            let restricted = setting.problem.without(&forbidden)?;
            let reachable = setting.find(&restricted, self.limits, &mut *watch)?;
            let dominating = setting.on_table(&reachable, self.utilities).dominating;
            (reachable, dominating)
        };
        if dominating.is_empty() {
            return Ok(if reachable.is_exact() { Remedy::Impossible } else { Remedy::Unknown });
        }
        let known = self.nearest(dominating.iter().map(|&place| &reachable.points()[place].outcome[..]));
        let floors: Vec<Option<i64>> = self.utilities.iter().copied().map(Some).collect();
        let better = |utilities: &[i64]| utilities != self.utilities;
        Ok(Remedy::Found(Box::new(self.smallest(&forbidden, &floors, &better, known, watch))))
    }

    fn repair(&self, keeps_rules: bool, watch: Watch<'_>) -> Result<Remedy, QuestionError> {
        let setting = self.setting;
        let reservations = setting.problem.reservations();
        let content = shortfalls(setting.problem, self.utilities).is_empty();
        if keeps_rules && content && setting.broken(self.outcome).is_empty() {
            return Ok(Remedy::Needless);
        }
        match setting.has_acceptable() {
            Tri::No => return Ok(Remedy::Impossible),
            Tri::Unknown => return Ok(Remedy::Unknown),
            Tri::Yes => {}
        }
        let acceptable = setting.clean.frontier.respecting(reservations);
        let known = self.nearest(acceptable.points.iter().map(|point| &point.outcome[..]));
        let any = |_: &[i64]| true;
        Ok(Remedy::Found(Box::new(self.smallest(&setting.all_breaks(), reservations, &any, known, watch))))
    }

    /// Of these outcomes the first of those with the fewest changes.
    fn nearest<'o>(&self, outcomes: impl Iterator<Item = &'o [u32]>) -> Option<Changed> {
        let distance = |other: &&[u32]| other.iter().zip(self.outcome).filter(|(a, b)| a != b).count();
        outcomes.min_by_key(distance).map(|outcome| {
            let utilities = self.setting.problem.utilities(outcome);
            self.changed(outcome, &utilities)
        })
    }

    fn changed(&self, outcome: &[u32], utilities: &[i64]) -> Changed {
        Changed {
            changes: changes(self.outcome, outcome),
            outcome: outcome.to_vec(),
            utilities: utilities.to_vec(),
            gains: utilities.iter().zip(self.utilities).map(|(after, before)| after - before).collect(),
        }
    }

    fn smallest(
        &self,
        forbidden: &[(usize, u32)],
        floors: &[Option<i64>],
        counts: &dyn Fn(&[i64]) -> bool,
        known: Option<Changed>,
        watch: Watch<'_>,
    ) -> Smallest {
        let search = Search::new(self.setting.problem, self.outcome, forbidden, floors);
        let most = known.as_ref().map_or(self.outcome.len(), |known| known.changes.len());
        let mut listed = Vec::new();
        let mut count = 0u64;
        let mut gentlest: Option<((i128, i128), Changed)> = None;
        let mut visit = |outcome: &[u32], utilities: &[i64]| {
            if !counts(utilities) {
                return false;
            }
            count += 1;
            let changed = self.changed(outcome, utilities);
            let key = (self.setting.least(&changed.gains), self.setting.total(&changed.gains));
            if gentlest.as_ref().is_none_or(|best| key > best.0) {
                gentlest = Some((key, changed.clone()));
            }
            if listed.len() < self.cap {
                listed.push(changed);
            }
            true
        };
        let mut budget = Budget::new(within_reason(self.limits), watch);
        let Ended { size, cut } = search.smallest(most, &mut budget, &mut visit);
        Smallest { size, changes: listed, count, gentlest: gentlest.map(|(_, changed)| changed), cut, known }
    }
}

#[cfg(test)]
mod tests;
