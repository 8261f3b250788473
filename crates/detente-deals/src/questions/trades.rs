//! Who should give what to whom: exchanges of concessions between issues.
//!
//! To *log-roll* is to give on an issue that is worth less to oneself than to the other and to get on one that is
//! worth more: L. A. Froman, M. D. Cohen, "Compromise and logroll: comparing the efficiency of two bargaining
//! processes", Behavioral Science 15 (1970) 180–183; H. Raiffa, The Art and Science of Negotiation, Harvard
//! University Press 1982, chapters 10 and 11; as a procedure M. Tajima, N. M. Fraser, "Logrolling procedure for
//! multi-issue negotiation", Group Decision and Negotiation 10 (2001) 217–235.
//!
//! **Base.** Trades start from a package. Where none is given it is the *compromise*: on each issue by itself
//! the option at which the least satisfied party is satisfied most (its gain over its worst option, as a share of
//! its range on that issue; then the next; then the first option), of options that break no red line where there
//! are any. That is what splitting the difference issue by issue comes to, with which Froman and Cohen compare:
//! the middle of a ladder would depend on how finely its ends are divided, and a party's own best split is a
//! different base for everyone.
//!
//! **Definition.** A *trade* changes two or three issues so that somebody gains, nobody loses, all
//! rules are kept and no red line is broken that was not broken before; and no part of it does that: each of
//! its changes is needed. (What helps without a counterpart is listed apart, as shared gains.) A trade is dropped if
//! another one on some of its issues, or all of them, gives everyone at least as much; of equals the first stays.
//!
//! **Order.** Trades from which all whom they touch gain come first; then by the least gain of those, as a
//! share of the party's range; then by the total gain as written; then as enumerated: pairs before triples, then by
//! issues and options.
//!
//! **Cost.** All pairs and triples of issues times their options; for 40 issues of 10 options seven
//! million sums. Memory: the trades that stay, at most `Limits::points`.

use super::measures::{IssueMeasure, issue_gains};
use super::search::{Change, Ended, Search, within_reason};
use super::setting::{QuestionError, Ratio, Setting};
use crate::limits::{Budget, Limits, Reason, Stop, Watch};
use crate::problem::{MOST_PARTIES, Problem};
use detente_model::scenario::Outcome;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// An exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trade {
    /// What is changed, by issue.
    pub changes: Vec<Change>,
    /// `alone[change][party]`: what the change by itself would give. Below 0: the party *gives* on this
    /// issue; above: it *gets*.
    pub alone: Vec<Vec<i64>>,
    /// What all of it gives each party; none is below 0.
    pub gains: Vec<i64>,
    /// Where it leads.
    pub outcome: Outcome,
}

impl Trade {
    /// Does it touch the party?
    pub fn touches(&self, party: usize) -> bool {
        self.gains[party] != 0 || self.alone.iter().any(|gains| gains[party] != 0)
    }

    /// The parties that give on a change, by place in `changes`.
    pub fn givers(&self, change: usize) -> Vec<usize> {
        (0..self.gains.len()).filter(|&party| self.alone[change][party] < 0).collect()
    }

    /// The parties that get on a change.
    pub fn takers(&self, change: usize) -> Vec<usize> {
        (0..self.gains.len()).filter(|&party| self.alone[change][party] > 0).collect()
    }
}

/// What the joint frontier of two issues gains over a compromise on each of them alone; links, rules and red
/// lines aside, so that it depends on no base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Potential {
    /// The two issues.
    pub issues: (usize, usize),
    /// The compromise on each alone.
    pub from: (u32, u32),
    /// The options at which the least gain over that compromise, as a share of the party's weight on
    /// both issues, is greatest; of equals the first.
    pub to: (u32, u32),
    /// What each party gains by it; none is below 0.
    pub gains: Vec<i64>,
    /// That least gain as a share of that weight, over the parties that have a weight.
    pub least: Ratio,
}

/// Trades from a base, and what makes them possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trades {
    /// The base.
    pub base: Outcome,
    /// What it is worth.
    pub utilities: Vec<i64>,
    /// Changes of one issue that help somebody and hurt nobody, ordered and dropped as trades are.
    pub shared: Vec<Trade>,
    /// The trades, best first, as far as the cap reaches.
    pub trades: Vec<Trade>,
    /// How many there are, those beyond the cap too.
    pub count: usize,
    /// Each issue's weights, and what of it is contested and what shared.
    pub issues: Vec<IssueMeasure>,
    /// The pairs of issues with any potential, the greatest least share first.
    pub potentials: Vec<Potential>,
    /// Why the search was cut, if it was: pairs were looked at before triples.
    pub cut: Option<Reason>,
}

impl Setting<'_> {
    /// The compromise, as defined above. Where the rules refuse it, the first of the outcomes that keep them
    /// with the fewest changes to it (and break no more red lines than must be). None where the rules leave none.
    pub fn compromise(&self, limits: Limits, watch: Watch<'_>) -> Result<Option<Outcome>, QuestionError> {
        if self.all.points().is_empty() {
            return Ok(None);
        }
        let breaks = self.all_breaks();
        let option = |issue: usize| {
            let of_issue = || 0..self.problem.options()[issue];
            let clean: Vec<u32> = of_issue().filter(|&option| !breaks.contains(&(issue, option))).collect();
            self.compromise_on(issue, if clean.is_empty() { of_issue().collect() } else { clean })
        };
        let outcome: Outcome = (0..self.problem.options().len()).map(option).collect();
        if self.problem.allows(&outcome) {
            return Ok(Some(outcome));
        }
        let none = vec![None; self.problem.parties()];
        // If anything clean keeps the rules, it is that.
        let clean = !self.clean.points().is_empty();
        let forbidden = if clean { breaks } else { vec![] };
        let mut first = None;
        let mut visit = |outcome: &[u32], _: &[i64]| {
            first.get_or_insert_with(|| outcome.to_vec());
            true
        };
        let mut budget = Budget::new(within_reason(limits), watch);
        let search = Search::new(self.problem, &outcome, &forbidden, &none);
        let Ended { cut, .. } = search.smallest(outcome.len(), &mut budget, &mut visit);
        match (first, cut) {
            (None, Some(reason)) => Err(budget.stopped(reason).into()),
            (found, _) => Ok(found),
        }
    }

    /// Of some options of an issue that at which the shares of satisfaction, from the least, are greatest.
    fn compromise_on(&self, issue: usize, options: Vec<u32>) -> u32 {
        let shares = |option: u32| {
            let of_party = |party: usize| {
                let gains = &self.problem.gains()[party][issue];
                let (worst, best) = (gains.iter().min()?, gains.iter().max()?);
                Ratio::new(gains[option as usize] - worst, best - worst)
            };
            let mut shares: Vec<Ratio> = (0..self.problem.parties()).filter_map(of_party).collect();
            shares.sort();
            shares
        };
        let key = |&option: &u32| (shares(option), Reverse(option));
        options.into_iter().max_by_key(key).unwrap_or(0)
    }

    /// Trades from `base`, at most `cap` of them listed.
    pub fn trades(
        &self,
        base: &[u32],
        cap: usize,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Trades, QuestionError> {
        if !self.is_outcome(base) {
            return Err(QuestionError::Shape);
        }
        let mut market = Market::new(self, base, Budget::new(limits, watch));
        let cut = market.search().err().map(|stop| stop.reason);
        let ranked = |found: Vec<Found>| {
            let mut trades: Vec<Trade> = found.into_iter().map(|found| self.trade(base, &found)).collect();
            // The sort is stable: of equals the first as enumerated.
            trades.sort_by_cached_key(|trade| Reverse(self.rank(trade)));
            trades
        };
        let shared = ranked(market.shared);
        let mut trades = ranked(market.kept);
        let count = trades.len();
        trades.truncate(cap);
        Ok(Trades {
            base: base.to_vec(),
            utilities: self.problem.utilities(base),
            shared,
            trades,
            count,
            issues: self.issues(),
            potentials: self.potentials(),
            cut,
        })
    }

    fn trade(&self, base: &[u32], found: &Found) -> Trade {
        let mut outcome = base.to_vec();
        found.terms.iter().for_each(|&(issue, option)| outcome[issue] = option);
        let change = |&(issue, to): &(usize, u32)| Change { issue, from: base[issue], to };
        let alone = |&(issue, to): &(usize, u32)| {
            let mut outcome = base.to_vec();
            outcome[issue] = to;
            let gains = issue_gains(self.problem, base, &outcome);
            gains.issues[issue].iter().zip(&gains.links).map(|(gain, link)| gain + link).collect()
        };
        Trade {
            changes: found.terms.iter().map(change).collect(),
            alone: found.terms.iter().map(alone).collect(),
            gains: found.gains[..self.problem.parties()].to_vec(),
            outcome,
        }
    }

    fn rank(&self, trade: &Trade) -> (bool, Option<Ratio>, i128) {
        let touched = || (0..trade.gains.len()).filter(|&party| trade.touches(party));
        let all_gain = touched().all(|party| trade.gains[party] > 0);
        let least = touched().filter_map(|party| self.share(party, trade.gains[party])).min();
        (all_gain, least, self.total(&trade.gains))
    }

    fn potentials(&self) -> Vec<Potential> {
        let n = self.problem.options().len();
        let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
        let mut found: Vec<Potential> = pairs.filter_map(|pair| self.potential(pair)).collect();
        found.sort_by_key(|potential| Reverse(potential.least));
        found
    }

    fn potential(&self, (i, j): (usize, usize)) -> Option<Potential> {
        let all = |issue: usize| 0..self.problem.options()[issue];
        let from = (self.compromise_on(i, all(i).collect()), self.compromise_on(j, all(j).collect()));
        let parties = 0..self.problem.parties();
        let gain = |party: usize, issue: usize, from: u32, to: u32| {
            let gains = &self.problem.gains()[party][issue];
            gains[to as usize] - gains[from as usize]
        };
        let weight = |party: usize| -> i64 {
            let range =
                |gains: &Vec<i64>| gains.iter().max().unwrap_or(&0) - gains.iter().min().unwrap_or(&0);
            [i, j].into_iter().map(|issue| range(&self.problem.gains()[party][issue])).sum()
        };
        let weights: Vec<i64> = parties.clone().map(weight).collect();
        let mut best: Option<Potential> = None;
        for to in all(i).flat_map(|a| all(j).map(move |b| (a, b))) {
            let gains: Vec<i64> = parties
                .clone()
                .map(|party| gain(party, i, from.0, to.0) + gain(party, j, from.1, to.1))
                .collect();
            let least =
                gains.iter().zip(&weights).filter_map(|(gain, weight)| Ratio::new(*gain, *weight)).min();
            let Some(least) = least.filter(|least| least.over > 0) else { continue };
            if best.as_ref().is_none_or(|best| least > best.least) {
                best = Some(Potential { issues: (i, j), from, to, gains, least });
            }
        }
        best
    }
}

/// Gains of up to [`MOST_PARTIES`] parties; those that are not there have 0.
type Gains = [i64; MOST_PARTIES];

/// A trade that was found.
struct Found {
    terms: Vec<(usize, u32)>,
    gains: Gains,
}

fn helps(gains: &Gains) -> bool {
    gains.iter().all(|gain| *gain >= 0) && gains.iter().any(|gain| *gain > 0)
}

fn reaches(a: &Gains, b: &Gains) -> bool {
    a.iter().zip(b).all(|(a, b)| a >= b)
}

/// The search for trades from a base.
struct Market<'a, 'w> {
    problem: &'a Problem,
    base: &'a [u32],
    /// The options that each issue may get.
    options: Vec<Vec<u32>>,
    /// The factors that name each issue.
    factors: Vec<Vec<usize>>,
    /// Utilities of the base before any cap.
    raw: Gains,
    /// And with caps.
    utilities: Gains,
    shared: Vec<Found>,
    kept: Vec<Found>,
    /// Of the shared gains and trades, by their issues: their gains.
    by_issues: BTreeMap<Vec<usize>, Vec<Gains>>,
    budget: Budget<'w>,
}

impl<'a, 'w> Market<'a, 'w> {
    fn new(setting: &'a Setting<'_>, base: &'a [u32], budget: Budget<'w>) -> Market<'a, 'w> {
        let problem = setting.problem;
        let forbidden = setting.new_breaks(base);
        let options = |issue: usize| {
            let allowed = |option: &u32| *option != base[issue] && !forbidden.contains(&(issue, *option));
            (0..problem.options()[issue]).filter(allowed).collect()
        };
        let factors = |issue: usize| {
            let names = |factor: &usize| problem.factors()[*factor].issues.contains(&issue);
            (0..problem.factors().len()).filter(names).collect()
        };
        let (mut raw, mut utilities) = ([0; MOST_PARTIES], [0; MOST_PARTIES]);
        for (party, utility) in problem.utilities(base).into_iter().enumerate() {
            utilities[party] = utility;
            let gains = problem.gains()[party].iter().zip(base).map(|(gains, &o)| gains[o as usize]);
            let linked = problem.factors().iter().map(|f| f.values[party][problem.cell(&f.issues, base)]);
            raw[party] = problem.bias()[party] + gains.sum::<i64>() + linked.sum::<i64>();
        }
        let issues = 0..base.len();
        Market {
            options: issues.clone().map(options).collect(),
            factors: issues.map(factors).collect(),
            problem,
            base,
            raw,
            utilities,
            shared: vec![],
            kept: vec![],
            by_issues: BTreeMap::new(),
            budget,
        }
    }

    fn search(&mut self) -> Result<(), Stop> {
        let n = self.base.len();
        for i in 0..n {
            let found = self.on(&[i])?;
            self.shared.extend(found);
        }
        for i in 0..n {
            for j in i + 1..n {
                let found = self.on(&[i, j])?;
                self.kept.extend(found);
            }
        }
        for i in 0..n {
            for j in i + 1..n {
                for k in j + 1..n {
                    let found = self.on(&[i, j, k])?;
                    self.kept.extend(found);
                }
                self.budget.keep(self.kept.len() as u64)?;
            }
        }
        Ok(())
    }

    /// The undominated trades that change just these issues.
    fn on(&mut self, issues: &[usize]) -> Result<Vec<Found>, Stop> {
        let combinations: u64 = issues.iter().map(|&issue| self.options[issue].len() as u64).product();
        // Each is valued over the tables that name its issues.
        let tables: usize = issues.iter().map(|&issue| self.factors[issue].len()).sum();
        let price = 1 + (issues.len() + tables) * self.problem.parties() / 32;
        self.budget.look_at(combinations.saturating_mul(price as u64))?;
        let mut found: Vec<Found> = vec![];
        let mut places = vec![0; issues.len()];
        let mut terms: Vec<(usize, u32)> = issues.iter().map(|&issue| (issue, 0)).collect();
        for _ in 0..combinations {
            for (term, place) in terms.iter_mut().zip(&places) {
                term.1 = self.options[term.0][*place];
            }
            let gains = self.gains(&terms);
            if helps(&gains) && self.is_whole(&terms) && self.is_allowed(&terms) {
                let kept_by = |other: &Found| reaches(&other.gains, &gains);
                if !found.iter().any(kept_by) {
                    found.retain(|other| !reaches(&gains, &other.gains));
                    found.push(Found { terms: terms.clone(), gains });
                }
            }
            // The next combination, the last issue fastest.
            for (place, &issue) in places.iter_mut().zip(issues).rev() {
                *place += 1;
                if *place < self.options[issue].len() {
                    break;
                }
                *place = 0;
            }
        }
        found.retain(|found| !self.is_dominated(issues, &found.gains));
        if !found.is_empty() {
            self.by_issues.insert(issues.to_vec(), found.iter().map(|found| found.gains).collect());
        }
        Ok(found)
    }

    /// What the changes give together.
    fn gains(&self, terms: &[(usize, u32)]) -> Gains {
        let option = |issue: usize| {
            let changed = terms.iter().find(|term| term.0 == issue);
            changed.map_or(self.base[issue], |term| term.1) as usize
        };
        let mut gains = [0; MOST_PARTIES];
        for (party, gain) in gains.iter_mut().enumerate().take(self.problem.parties()) {
            let of_issues = &self.problem.gains()[party];
            for &(issue, to) in terms {
                *gain += of_issues[issue][to as usize] - of_issues[issue][self.base[issue] as usize];
            }
        }
        for (place, &(issue, _)) in terms.iter().enumerate() {
            for &f in &self.factors[issue] {
                let factor = &self.problem.factors()[f];
                // Once for each factor: at the first of the changed issues that it names.
                if terms[..place].iter().any(|term| factor.issues.contains(&term.0)) {
                    continue;
                }
                let after = factor
                    .issues
                    .iter()
                    .fold(0, |cell, &i| cell * self.problem.options()[i] as usize + option(i));
                let before = self.problem.cell(&factor.issues, self.base);
                for (gain, values) in gains.iter_mut().zip(&factor.values) {
                    *gain += values[after] - values[before];
                }
            }
        }
        for (party, cap) in self.problem.caps().iter().enumerate() {
            if let Some(cap) = cap {
                gains[party] = (self.raw[party] + gains[party]).min(*cap) - self.utilities[party];
            }
        }
        gains
    }

    /// Does no part of it do without the rest?
    fn is_whole(&self, terms: &[(usize, u32)]) -> bool {
        let part = |mask: u32| -> Vec<(usize, u32)> {
            (0..terms.len()).filter(|place| mask >> place & 1 == 1).map(|place| terms[place]).collect()
        };
        let all = (1u32 << terms.len()) - 1;
        !(1..all).map(part).any(|part| helps(&self.gains(&part)) && self.is_allowed(&part))
    }

    fn is_allowed(&self, terms: &[(usize, u32)]) -> bool {
        if self.problem.rules().is_empty() {
            return true;
        }
        let mut outcome = self.base.to_vec();
        terms.iter().for_each(|&(issue, option)| outcome[issue] = option);
        self.problem.allows(&outcome)
    }

    /// Does a trade on some of these issues, but not all, give everyone at least as much?
    fn is_dominated(&self, issues: &[usize], gains: &Gains) -> bool {
        let part = |mask: u32| -> Vec<usize> {
            (0..issues.len()).filter(|place| mask >> place & 1 == 1).map(|place| issues[place]).collect()
        };
        let all = (1u32 << issues.len()) - 1;
        let dominates = |part: Vec<usize>| {
            self.by_issues.get(&part).is_some_and(|others| others.iter().any(|other| reaches(other, gains)))
        };
        (1..all).map(part).any(dominates)
    }
}

#[cfg(test)]
mod tests;
