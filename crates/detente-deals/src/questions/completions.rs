//! What becomes of a package that settles some issues and leaves the others open.
//!
//! **Definition.** A completion of a package is an outcome that has its options and keeps the rules. The
//! efficient completions are those that no other completion dominates.
//!
//! **Method.** The frontier of the problem with the package's options settled. The smallest change of the package
//! itself after which an acceptable completion exists is found with one party more, who counts how many of its
//! terms are kept, among the clean outcomes: as large a frontier as terms allow, but no search.

use super::package::Package;
use super::search::{Change, changes};
use super::setting::{Efficient, Effort, QuestionError, Setting};
use crate::count::Count;
use crate::frontier::{Ask, Frontier};
use crate::limits::{Budget, Limits, Reason, Watch};
use crate::problem::{Factor, MOST_PARTIES, Problem};
use detente_model::Tri;
use detente_model::scenario::Outcome;

/// A package with its efficient completions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completions {
    /// How many completions there are.
    pub outcomes: Count,
    /// The efficient completions. None: no completion keeps the rules.
    pub all: Efficient,
    /// The efficient completions among the clean outcomes.
    pub clean: Efficient,
    /// The places of the red lines that every completion breaks, since the package itself does.
    pub red_lines: Vec<usize>,
    /// Is there a completion that breaks nothing: clean, with every reservation value reached?
    pub acceptable: Tri,
    /// What each of [`crate::solutions::SOLUTIONS`] chooses of `all`, in their order: places.
    pub choices: Vec<Option<usize>>,
    /// The same of `clean`.
    pub clean_choices: Vec<Option<usize>>,
    /// For each party the place in `all` of the completion that is best for it; empty where there is none.
    pub best: Vec<usize>,
    /// The places in `all` of the completions that are efficient among all outcomes.
    pub efficient: Vec<usize>,
}

impl Setting<'_> {
    /// The efficient completions of a package. Takes one frontier, or two where there are red lines.
    pub fn completions(
        &self,
        package: &Package,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Completions, QuestionError> {
        let terms = package.terms();
        let fixed = self.problem.fixing(terms)?;
        let all = self.find(&fixed, limits, &mut *watch)?;
        let clean = if self.scenario.red_lines.is_empty() {
            all.clone()
        } else {
            self.find(&fixed.without(&self.all_breaks())?, limits, &mut *watch)?
        };
        let anything = vec![None; self.problem.parties()];
        let lines = self.scenario.red_lines.iter().enumerate();
        let breaks = |line: &detente_model::scenario::RedLine| {
            terms.iter().any(|&(issue, option)| issue == line.issue && line.broken[option as usize])
        };
        let best_of = |party: usize| {
            let points = all.points();
            // Points are in falling order, and of equals the first is kept.
            (0..points.len()).rev().max_by_key(|&place| points[place].utilities[party])
        };
        Ok(Completions {
            outcomes: Count::of(&fixed, &anything, 1.0, limits, watch),
            red_lines: lines.filter(|(_, line)| breaks(line)).map(|(place, _)| place).collect(),
            acceptable: clean.reaches(self.problem.reservations()),
            choices: self.choices(&all.frontier)?,
            clean_choices: self.choices(&clean.frontier)?,
            best: (0..self.problem.parties()).filter_map(best_of).collect(),
            efficient: self.still_efficient(&all),
            all,
            clean,
        })
    }

    /// Completions one by one, in the order of enumeration, up to `cap` of them; and whether these are all.
    /// Looks at outcomes that the rules refuse too, which count against [`Limits::steps`].
    pub fn every_completion(
        &self,
        package: &Package,
        cap: usize,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<(Vec<Outcome>, bool), QuestionError> {
        self.problem.fixing(package.terms())?;
        let options = self.problem.options();
        let mut outcome = vec![0; options.len()];
        package.terms().iter().for_each(|&(issue, option)| outcome[issue] = option);
        let settled = |issue: &usize| package.terms().iter().any(|term| term.0 == *issue);
        let open: Vec<usize> = (0..options.len()).filter(|issue| !settled(issue)).collect();
        let mut budget = Budget::new(limits, watch);
        let mut found = vec![];
        loop {
            budget.look_at(1)?;
            if self.problem.allows(&outcome) {
                if found.len() == cap {
                    return Ok((found, false));
                }
                found.push(outcome.clone());
            }
            // The last open issue that has a next option gets it; those after it begin again.
            let next = open.iter().rposition(|&issue| outcome[issue] + 1 < options[issue]);
            let Some(next) = next else { return Ok((found, true)) };
            outcome[open[next]] += 1;
            open[next + 1..].iter().for_each(|&issue| outcome[issue] = 0);
        }
    }

    /// The places of those points that are efficient among all outcomes.
    pub(super) fn still_efficient(&self, some: &Efficient) -> Vec<usize> {
        let points = some.points().iter().enumerate();
        let efficient = |utilities: &[i64]| self.all.frontier.position(utilities).is_some();
        points.filter(|(_, point)| efficient(&point.utilities)).map(|(place, _)| place).collect()
    }

    /// The smallest change of a package after which an acceptable completion exists.
    pub fn repair_package(
        &self,
        package: &Package,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<PackageRepair, QuestionError> {
        // Are its terms of this scenario?
        self.problem.fixing(package.terms())?;
        let reservations = self.problem.reservations();
        match self.has_acceptable() {
            Tri::No => return Ok(PackageRepair::Impossible),
            Tri::Unknown => return Ok(PackageRepair::Unknown),
            Tri::Yes => {}
        }
        if self.problem.parties() == MOST_PARTIES || self.effort() != Effort::Exact {
            return Ok(PackageRepair::Unknown);
        }
        let clean = self.problem.without(&self.all_breaks())?;
        let counted = with_keeper(&clean, package.terms())?;
        let frontier = match Frontier::of(&counted, Ask::default(), limits, watch) {
            Ok(frontier) => frontier,
            Err(stop) => return Ok(PackageRepair::Cut(stop.reason)),
        };
        let floors: Vec<Option<i64>> = reservations.iter().copied().chain([None]).collect();
        let acceptable = frontier.respecting(&floors);
        let kept = |utilities: &[i64]| utilities.last().copied().unwrap_or(0);
        let most = acceptable.points.iter().map(|point| kept(&point.utilities)).max().unwrap_or(0);
        let nearest = acceptable.points.into_iter().filter(|point| kept(&point.utilities) == most);
        let found: Vec<Repaired> = nearest
            .map(|mut point| {
                point.utilities.pop();
                let settled = |outcome: &[u32]| -> Vec<u32> {
                    package.terms().iter().map(|&(issue, _)| outcome[issue]).collect()
                };
                let wished: Vec<u32> = package.terms().iter().map(|term| term.1).collect();
                let changes = changes(&wished, &settled(&point.outcome));
                let of_issue = |change: Change| Change { issue: package.terms()[change.issue].0, ..change };
                let changes = changes.into_iter().map(of_issue).collect();
                Repaired { changes, outcome: point.outcome, utilities: point.utilities }
            })
            .collect();
        let size = package.terms().len() - usize::try_from(most).unwrap_or(0);
        Ok(PackageRepair::Found { size, completions: found })
    }
}

/// How a package can be changed so that an acceptable completion exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackageRepair {
    /// No outcome at all is acceptable: proven.
    Impossible,
    /// Not known: there are too many parties, or only a cover is known.
    Unknown,
    /// Not known: the search ended early.
    Cut(Reason),
    /// Yes.
    Found {
        /// How many of its terms must change, at least; 0: it has an acceptable completion.
        size: usize,
        /// All efficient ways among those that change so many.
        completions: Vec<Repaired>,
    },
}

/// An acceptable outcome that keeps as much of the package as can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// Which of the package's terms change, by issue.
    pub changes: Vec<Change>,
    /// The outcome.
    pub outcome: Outcome,
    /// What it is worth to each party.
    pub utilities: Vec<i64>,
}

/// The problem with one more party, the last, to whom each term that is kept is worth 1.
fn with_keeper(problem: &Problem, terms: &[(usize, u32)]) -> Result<Problem, QuestionError> {
    let kept = |issue: usize, option: u32| i64::from(terms.contains(&(issue, option)));
    let keeper: Vec<Vec<i64>> =
        problem.options().iter().enumerate().map(|(i, &n)| (0..n).map(|o| kept(i, o)).collect()).collect();
    let factor = |factor: &Factor| {
        let none = vec![0; factor.values.first().map_or(0, Vec::len)];
        Factor {
            issues: factor.issues.clone(),
            values: factor.values.iter().cloned().chain([none]).collect(),
        }
    };
    let gains = problem.gains().iter().cloned().chain([keeper]).collect();
    Ok(Problem::new(gains)?
        .with_factors(problem.factors().iter().map(factor).collect())?
        .with_bias(problem.bias().iter().copied().chain([0]).collect())?
        .with_caps(problem.caps().iter().copied().chain([None]).collect())?
        .with_rules(problem.rules().to_vec())?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Continue;
    use crate::questions::testing::{self, Dice};

    #[test]
    fn completions_are_those_of_brute_force() {
        let (mut acceptable, mut changed) = (0, 0);
        for case in 0..1000 {
            let mut dice = Dice::of(case);
            let scenario = testing::scenario(&mut dice);
            let problem = Problem::of(&scenario).unwrap();
            let setting = testing::setting(&scenario, &problem);
            let all = testing::outcomes(&problem);
            let whole = testing::any_outcome(&mut dice, &problem);
            let terms: Vec<(usize, u32)> =
                (0..whole.len()).filter(|_| dice.below(2) == 0).map(|i| (i, whole[i])).collect();
            let package = Package::new(&scenario, &terms).unwrap();
            let found = setting.completions(&package, Limits::default(), &mut |_| Continue::Yes).unwrap();
            let has = |outcome: &[u32]| terms.iter().all(|&(i, o)| outcome[i] == o);
            let of_it: Vec<_> = all.iter().filter(|(outcome, _)| has(outcome)).collect();
            let every = |cap| {
                setting.every_completion(&package, cap, Limits::default(), &mut |_| Continue::Yes).unwrap()
            };
            let outcomes: Vec<_> = of_it.iter().map(|(outcome, _)| outcome.clone()).collect();
            assert_eq!(every(usize::MAX), (outcomes.clone(), true), "case {case}");
            assert_eq!(every(2), (outcomes[..outcomes.len().min(2)].to_vec(), outcomes.len() <= 2));
            let undominated =
                |u: &Vec<i64>| !of_it.iter().any(|(_, other)| other != u && testing::reaches(other, u));
            let mut right: Vec<_> = of_it.iter().map(|(_, u)| u.clone()).filter(|u| undominated(u)).collect();
            right.sort_by(|a, b| b.cmp(a));
            right.dedup();
            let shown: Vec<_> = found.all.points().iter().map(|p| p.utilities.clone()).collect();
            assert_eq!(shown, right, "case {case}");
            let fits = |(o, u): &&(Vec<u32>, Vec<i64>)| testing::is_acceptable(&scenario, o, u);
            assert_eq!(found.acceptable.certain(), of_it.iter().any(&fits), "case {case}");
            for (party, &place) in found.best.iter().enumerate() {
                assert_eq!(Some(right[place][party]), right.iter().map(|u| u[party]).max());
            }
            let efficient = |u: &Vec<i64>| !all.iter().any(|(_, o)| o != u && testing::reaches(o, u));
            assert_eq!(found.efficient.len(), right.iter().filter(|u| efficient(u)).count());
            let missing = |outcome: &[u32]| terms.iter().filter(|&&(i, o)| outcome[i] != o).count();
            let least = all.iter().filter(fits).map(|(o, _)| missing(o)).min();
            let repair = setting.repair_package(&package, Limits::default(), &mut |_| Continue::Yes).unwrap();
            match repair {
                PackageRepair::Impossible => assert_eq!(least, None, "case {case}"),
                PackageRepair::Found { size, completions } => {
                    assert_eq!(Some(size), least, "case {case}");
                    assert!(!completions.is_empty());
                    for way in completions {
                        assert_eq!(way.changes.len(), size);
                        assert!(testing::is_acceptable(&scenario, &way.outcome, &way.utilities));
                        assert_eq!(problem.utilities(&way.outcome), way.utilities);
                        changed += size;
                    }
                    acceptable += 1;
                }
                other => panic!("{other:?}"),
            }
        }
        assert!(acceptable > 200 && changed > 100, "{acceptable} {changed}");
    }
}
