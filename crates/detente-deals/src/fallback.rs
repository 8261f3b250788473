//! What to agree on when each party only ranks the alternatives.
//!
//! **Fallback bargaining** with quota `q` (S. J. Brams, D. M. Kilgour, "Fallback bargaining", Group Decision
//! and Negotiation 10 (2001) 287–316): the parties fall back together from their best alternatives to the next ones, and
//! so on. The *depth* is the least `d` at which some alternative is among the first `d` of at least `q` parties; the
//! compromises are those that most parties have among their first `d`. With `q` equal to the number of parties it is
//! unanimity fallback: the least worst rank.
//!
//! **Rank sum** (the Borda rule: J.-C. de Borda, "Mémoire sur les élections au scrutin", Histoire de l'Académie
//! Royale des Sciences 1781): the alternatives whose ranks add up to the least.
//!
//! **Rational compromise** (Ö. Kıbrıs, M. R. Sertel, "Bargaining over a finite set of alternatives", Social Choice and Welfare
//! 28 (2007) 421–437; L. Hurwicz, M. R. Sertel, "Designing mechanisms, in particular for electoral systems: the majoritarian
//! compromise", in: Contemporary economic issues, vol. 4, Macmillan 1999): of what every party prefers to
//! disagreement, or is indifferent to, unanimity fallback where ranks are counted anew within that set.
//!
//! **Ties in rankings.** An alternative's rank with a party is one more than the number of alternatives that the party strictly prefers
//! to it ([`Rankings::ranks`]); all that are tied come in at the same depth. The rank sum takes the mean of the ranks
//! that the tied ones fill, so that each party spreads the same sum, whatever it ties.
//!
//! **Cost.** Sorting each ranking; then one pass.

use crate::limits::{Budget, Limits, Reason, Stop, Watch};
use crate::problem::Problem;
use std::fmt;

/// The most packages that are ranked one by one.
pub const MOST_RANKED: u64 = 1_000_000;

/// Complete rankings of the same alternatives, ties allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rankings {
    alternatives: usize,
    /// `ranks[party][alternative]`, from 1.
    ranks: Vec<Vec<u32>>,
    /// How many alternatives share that rank.
    tied: Vec<Vec<u32>>,
}

/// Why these are no rankings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RankingError {
    /// No party, or no alternative, or too many of them.
    Size,
    /// A party's ranking does not name each alternative once.
    Incomplete {
        /// The party.
        party: usize,
    },
}

impl fmt::Display for RankingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RankingError::Size => write!(f, "there must be a party and 1 to {MOST_RANKED} alternatives"),
            RankingError::Incomplete { party } => {
                write!(f, "the ranking of party {party} does not name each alternative once")
            }
        }
    }
}

impl std::error::Error for RankingError {}

/// What all fall back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fallback {
    /// How far down the rankings it had to go.
    pub depth: u32,
    /// How many parties have each of the compromises among their first `depth`.
    pub support: usize,
    /// The compromises, ascending.
    pub alternatives: Vec<usize>,
}

impl Rankings {
    /// From `rankings[party]`: groups of alternatives, the best group first; alternatives in a group are tied.
    pub fn new(alternatives: usize, rankings: &[Vec<Vec<usize>>]) -> Result<Rankings, RankingError> {
        if rankings.is_empty() || alternatives == 0 || alternatives as u64 > MOST_RANKED {
            return Err(RankingError::Size);
        }
        let mut all = Rankings { alternatives, ranks: Vec::new(), tied: Vec::new() };
        for (party, groups) in rankings.iter().enumerate() {
            let (mut ranks, mut tied, mut before) = (vec![0; alternatives], vec![0; alternatives], 0);
            for group in groups {
                for &alternative in group {
                    match ranks.get_mut(alternative) {
                        Some(rank) if *rank == 0 => *rank = before + 1,
                        _ => return Err(RankingError::Incomplete { party }),
                    }
                    tied[alternative] = group.len() as u32;
                }
                before += group.len() as u32;
            }
            if before as usize != alternatives {
                return Err(RankingError::Incomplete { party });
            }
            all.ranks.push(ranks);
            all.tied.push(tied);
        }
        Ok(all)
    }

    /// Each party ranks by a number, the greatest first: `worth[party][alternative]`.
    pub fn by_worth(worth: &[Vec<i64>]) -> Result<Rankings, RankingError> {
        let alternatives = worth.first().map_or(0, Vec::len);
        let groups = |worth: &Vec<i64>| {
            let mut order: Vec<usize> = (0..worth.len()).collect();
            order.sort_by_key(|&alternative| std::cmp::Reverse(worth[alternative]));
            order.chunk_by(|&a, &b| worth[a] == worth[b]).map(<[usize]>::to_vec).collect()
        };
        Rankings::new(alternatives, &worth.iter().map(groups).collect::<Vec<Vec<Vec<usize>>>>())
    }

    /// How many parties rank.
    pub fn parties(&self) -> usize {
        self.ranks.len()
    }

    /// `ranks()[party][alternative]`: one more than the number of alternatives that the party prefers.
    pub fn ranks(&self) -> &[Vec<u32>] {
        &self.ranks
    }

    /// Fallback bargaining; none for a quota of 0 or more than there are parties.
    pub fn fallback(&self, quota: usize) -> Option<Fallback> {
        if quota == 0 || quota > self.parties() {
            return None;
        }
        // At what depth an alternative has the quota: its quota-th best rank.
        let depth_of = |alternative: usize| {
            let mut ranks: Vec<u32> = self.ranks.iter().map(|ranks| ranks[alternative]).collect();
            ranks.sort_unstable();
            ranks[quota - 1]
        };
        let depth = (0..self.alternatives).map(depth_of).min()?;
        let support = |alternative: usize| self.ranks.iter().filter(|r| r[alternative] <= depth).count();
        let most = (0..self.alternatives).map(support).max()?;
        let alternatives =
            (0..self.alternatives).filter(|&alternative| support(alternative) == most).collect();
        Some(Fallback { depth, support: most, alternatives })
    }

    /// The least rank sum, and the alternatives that have it, ascending. The sum is twice that of the mean ranks, so that it is whole.
    pub fn least_rank_sum(&self) -> (u64, Vec<usize>) {
        let sum = |alternative: usize| -> u64 {
            // The mean of rank, rank + 1, …, rank + tied - 1, doubled.
            let doubled = |(ranks, tied): (&Vec<u32>, &Vec<u32>)| {
                2 * u64::from(ranks[alternative]) + u64::from(tied[alternative]) - 1
            };
            self.ranks.iter().zip(&self.tied).map(doubled).sum()
        };
        let least = (0..self.alternatives).map(sum).min().unwrap_or(0);
        (least, (0..self.alternatives).filter(|&alternative| sum(alternative) == least).collect())
    }

    /// The rational compromise, where the alternative `disagreement` is what happens otherwise. It is always rational itself.
    /// None where there is no such alternative.
    pub fn rational_compromise(&self, disagreement: usize) -> Option<Fallback> {
        if disagreement >= self.alternatives {
            return None;
        }
        let content = |ranks: &Vec<u32>, alternative: usize| ranks[alternative] <= ranks[disagreement];
        let is_rational = |&a: &usize| self.ranks.iter().all(|ranks| content(ranks, a));
        let rational: Vec<usize> = (0..self.alternatives).filter(is_rational).collect();
        // Ranks rise as worth falls.
        let worth = |ranks: &Vec<u32>| rational.iter().map(|&a| -i64::from(ranks[a])).collect();
        let among = Rankings::by_worth(&self.ranks.iter().map(worth).collect::<Vec<_>>()).ok()?;
        let mut fallback = among.fallback(self.parties())?;
        fallback.alternatives.iter_mut().for_each(|alternative| *alternative = rational[*alternative]);
        Some(fallback)
    }
}

/// All packages of a small problem that its rules allow, in the order of enumeration, ranked by each party's utility.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankedPackages {
    /// Alternative `k` of the rankings is the `k`th of these.
    pub outcomes: Vec<Vec<u32>>,
    /// By each party.
    pub rankings: Rankings,
}

impl RankedPackages {
    /// Ranks them; none where no outcome keeps all rules. [`Reason::Points`]: there are more than [`MOST_RANKED`] outcomes.
    pub fn of(problem: &Problem, limits: Limits, watch: Watch<'_>) -> Result<Option<RankedPackages>, Stop> {
        let mut budget = Budget::new(limits, watch);
        let all = u64::try_from(problem.outcomes()).unwrap_or(u64::MAX);
        if all > MOST_RANKED {
            return Err(budget.stopped(Reason::Points));
        }
        // An outcome, and three numbers a party.
        budget.take(all * (4 * problem.options().len() as u64 + 24 + 16 * problem.parties() as u64))?;
        let mut outcomes = Vec::new();
        let mut worth = vec![Vec::new(); problem.parties()];
        for index in 0..all {
            budget.look_at(1)?;
            let outcome = nth(problem.options(), index);
            if problem.allows(&outcome) {
                worth.iter_mut().zip(problem.utilities(&outcome)).for_each(|(worth, u)| worth.push(u));
                outcomes.push(outcome);
            }
        }
        Ok(Rankings::by_worth(&worth).ok().map(|rankings| RankedPackages { outcomes, rankings }))
    }

    /// The rational compromise of the packages that give each party at least its floor, where disagreement is worth the
    /// floors; none where no package does. `problem` is that of [`RankedPackages::of`].
    ///
    /// The depth is the same as with disagreement among the alternatives: nobody prefers it to a rational package.
    pub fn rational_compromise(&self, problem: &Problem, floors: &[i64]) -> Option<Fallback> {
        let worth = |k: &usize| problem.utilities(&self.outcomes[*k]);
        let content = |k: &usize| worth(k).iter().zip(floors).all(|(u, floor)| u >= floor);
        let rational: Vec<usize> = (0..self.outcomes.len()).filter(content).collect();
        let mut by_party = vec![Vec::with_capacity(rational.len()); problem.parties()];
        for k in &rational {
            by_party.iter_mut().zip(worth(k)).for_each(|(worth, u)| worth.push(u));
        }
        let mut fallback = Rankings::by_worth(&by_party).ok()?.fallback(problem.parties())?;
        fallback.alternatives.iter_mut().for_each(|alternative| *alternative = rational[*alternative]);
        Some(fallback)
    }
}

/// The outcome at a place in the order of enumeration, last issue fastest.
fn nth(options: &[u32], mut index: u64) -> Vec<u32> {
    let mut outcome = vec![0; options.len()];
    for (choice, &n) in outcome.iter_mut().zip(options).rev() {
        *choice = (index % u64::from(n)) as u32;
        index /= u64::from(n);
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Continue;
    use crate::random::{self, Dice};
    use serde_json::Value;

    #[test]
    fn the_constructed_case_is_reproduced() {
        let case: Value =
            serde_json::from_str(include_str!("../../../catalog/fair/fallback_constructed.json")).unwrap();
        let names = ["a", "b", "c", "d"];
        let place = |name: &Value| vec![names.iter().position(|n| name == n).unwrap()];
        let ranking = |names: &Value| names.as_array().unwrap().iter().map(place).collect();
        let rankings: Vec<Vec<Vec<usize>>> =
            case["rankings"].as_array().unwrap().iter().map(ranking).collect();
        let rankings = Rankings::new(4, &rankings).unwrap();
        for (quota, right) in case["results"].as_object().unwrap() {
            let found = rankings.fallback(quota.parse().unwrap()).unwrap();
            assert_eq!(u64::from(found.depth), right["depth"].as_u64().unwrap());
            let found: Vec<&str> = found.alternatives.iter().map(|&a| names[a]).collect();
            assert_eq!(serde_json::json!(found), right["compromise_set"]);
        }
        // Ranks of a: 1, 3, 4; b: 2, 1, 3; c: 3, 4, 1; d: 4, 2, 2.
        assert_eq!(rankings.least_rank_sum(), (12, vec![1]));
        // All prefer b to d but the last, for whom d is better: only d itself is rational.
        assert_eq!(rankings.rational_compromise(3).unwrap().alternatives, [3]);
        // With a as disagreement: the first party accepts nothing else.
        assert_eq!(rankings.rational_compromise(0).unwrap().alternatives, [0]);
    }

    #[test]
    fn falling_back_step_by_step_gives_the_same() {
        for case in 0..2_000 {
            let mut dice = Dice::of(case);
            let (parties, n) = (1 + dice.below(5) as usize, 1 + dice.below(7) as usize);
            let worth: Vec<Vec<i64>> =
                (0..parties).map(|_| (0..n).map(|_| dice.between(0, 5)).collect()).collect();
            let rankings = Rankings::by_worth(&worth).unwrap();
            let better = |p: usize, a: usize| worth[p].iter().filter(|w| **w > worth[p][a]).count();
            for quota in 1..=parties {
                let found = rankings.fallback(quota).unwrap();
                let step = |depth: usize| -> Vec<usize> {
                    (0..n).map(|a| (0..parties).filter(|&p| better(p, a) < depth).count()).collect()
                };
                let depth = (1..=n).find(|&d| step(d).iter().any(|s| *s >= quota)).unwrap();
                let support = step(depth);
                let most = *support.iter().max().unwrap();
                let right: Vec<usize> = (0..n).filter(|&a| support[a] == most).collect();
                assert_eq!((found.depth as usize, found.support, found.alternatives), (depth, most, right));
            }
            // Each party's mean ranks add up to n (n + 1) / 2.
            let (least, _) = rankings.least_rank_sum();
            assert!(least <= (parties * (n + 1)) as u64, "the mean alternative has so much");
            let d = dice.below(n as u64) as usize;
            let compromise = rankings.rational_compromise(d).unwrap();
            let rational: Vec<usize> =
                (0..n).filter(|&a| (0..parties).all(|p| worth[p][a] >= worth[p][d])).collect();
            let worst = |a: usize| {
                let above = |p: usize| rational.iter().filter(|b| worth[p][**b] > worth[p][a]).count();
                (0..parties).map(above).max().unwrap()
            };
            let least = rational.iter().map(|a| worst(*a)).min().unwrap();
            let right: Vec<usize> = rational.iter().copied().filter(|a| worst(*a) == least).collect();
            assert_eq!((compromise.depth as usize, compromise.alternatives), (least + 1, right));
        }
    }

    #[test]
    fn packages_are_ranked_and_what_does_not_fit_is_refused() {
        let yes = &mut |_: crate::Progress| Continue::Yes;
        for case in 0..200 {
            let problem = random::problem(&mut Dice::of(case));
            let all = crate::brute::outcomes(&problem);
            let ranked = RankedPackages::of(&problem, Limits::default(), yes).unwrap();
            let Some(ranked) = ranked else {
                assert!(all.is_empty());
                continue;
            };
            assert!(ranked.outcomes.iter().eq(all.iter().map(|(outcome, _)| outcome)));
            let unanimous = ranked.rankings.fallback(problem.parties()).unwrap();
            // The same as where an outcome stands for disagreement, as all that is rational is ranked alike.
            let mut dice = Dice::of(case + 1_000);
            let d = dice.below(all.len() as u64) as usize;
            let with = ranked.rankings.rational_compromise(d).unwrap();
            let found = ranked.rational_compromise(&problem, &all[d].1).unwrap();
            assert_eq!(found, with);
            let beyond: Vec<i64> = all.iter().fold(vec![i64::MIN; problem.parties()], |most, (_, u)| {
                most.iter().zip(u).map(|(a, b)| *a.max(b)).collect()
            });
            let beyond: Vec<i64> = beyond.iter().map(|most| most + 1).collect();
            assert_eq!(ranked.rational_compromise(&problem, &beyond), None);
            // A compromise of all is not dominated by what is none.
            for &a in &unanimous.alternatives {
                let dominates = |b: &usize| crate::brute::dominates(&all[*b].1, &all[a].1);
                assert!((0..all.len()).filter(dominates).all(|b| unanimous.alternatives.contains(&b)));
            }
        }
        let large = random::large(&mut Dice::of(1), 2, 12, 4, 0);
        let stop = RankedPackages::of(&large, Limits::default(), yes).unwrap_err();
        assert_eq!(stop.reason, Reason::Points);
        assert_eq!(Rankings::new(2, &[vec![vec![0], vec![0]]]), Err(RankingError::Incomplete { party: 0 }));
        assert_eq!(Rankings::new(2, &[vec![vec![1]]]), Err(RankingError::Incomplete { party: 0 }));
        assert_eq!(Rankings::new(2, &[vec![vec![2, 0]]]), Err(RankingError::Incomplete { party: 0 }));
        assert_eq!(Rankings::new(0, &[vec![]]), Err(RankingError::Size));
        assert_eq!(Rankings::new(2, &[]), Err(RankingError::Size));
        let one = Rankings::new(1, &[vec![vec![0]]]).unwrap();
        assert_eq!((one.fallback(0), one.fallback(2), one.rational_compromise(1)), (None, None, None));
    }
}
