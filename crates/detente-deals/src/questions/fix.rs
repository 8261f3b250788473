//! What agreeing on some issues now does to the rest.
//!
//! **Definitions.** With some options settled, the *rest* are the outcomes that have them. A solution *moves* if
//! it chooses another utility vector among the efficient outcomes of the rest than among all; what a party loses by
//! that is the difference of the two. The agreement *takes the trade away* if an acceptable outcome exists, and
//! none in the rest. An efficient point *remains* if the rest reaches it.
//!
//! The solutions measure from the same disagreement and choose among all efficient points, those that break
//! red lines too, as in the overview; a party's best acceptable result is taken among clean outcomes.
//!
//! **Method.** Frontiers of the problem with the options settled, one for the question and one for each
//! alternative option of each settled issue; twice as many where there are red lines. Since an efficient point
//! is reached in the rest if and only if its vector is among the rest's efficient points, nothing is
//! approximated. (Partial agreements as such: H. Raiffa, The Art and Science of Negotiation, Harvard University
//! Press 1982, part III; settled issues that deprive later ones of their counterparts: D. A. Lax, J. K. Sebenius,
//! The Manager as Negotiator, Free Press 1986.)

use super::package::Package;
use super::setting::{Efficient, QuestionError, Ratio, Setting};
use crate::frontier::Point;
use crate::limits::{Limits, Watch};
use crate::solutions::SOLUTIONS;
use detente_model::Tri;
use std::cmp::Reverse;

/// What becomes of one solution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Its name, as in [`SOLUTIONS`].
    pub solution: &'static str,
    /// What it chooses of all efficient points.
    pub before: Option<Point>,
    /// What it chooses of those of the rest.
    pub after: Option<Point>,
    /// What each party loses by that (gains are below 0); none where it chose nothing before or after.
    pub losses: Option<Vec<i64>>,
    /// Is there an outcome in the rest that is as good for everyone as what it chose before?
    pub as_good: Tri,
}

/// What settling some options leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Does any outcome keep all rules?
    pub feasible: bool,
    /// Is an acceptable outcome left?
    pub acceptable: Tri,
    /// How many of the efficient points remain.
    pub remain: usize,
    /// For each party its best utility at an acceptable outcome; none where there is no such outcome.
    pub best: Vec<Option<i64>>,
    /// For each party what its best acceptable utility falls by; none where there is no such outcome left, or
    /// was none.
    pub losses: Vec<Option<i64>>,
    /// The greatest of these losses as a share of the party's range, with the party. Parties whose range is 0
    /// lose nothing.
    pub greatest_loss: Option<(usize, Ratio)>,
}

/// One option of a settled issue, with the other settled issues as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The option.
    pub option: u32,
    /// What it leaves.
    pub effect: Effect,
    /// What each of [`SOLUTIONS`] chooses then, in their order.
    pub choices: Vec<Option<Point>>,
}

/// The options of a settled issue, compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The issue.
    pub issue: usize,
    /// One for each option, in the order of the ladder.
    pub options: Vec<Alternative>,
    /// The options from the one that costs least: those that leave an acceptable outcome first; of them the one
    /// whose greatest loss is least; then the one that leaves more efficient points; then the first.
    pub cheapest: Vec<u32>,
}

/// What agreeing on a package now does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Does an acceptable outcome exist as things stand?
    pub acceptable_before: Tri,
    /// What the agreement leaves.
    pub effect: Effect,
    /// Does it take away the trade that the rest needs: an acceptable outcome existed, and none is left?
    pub takes_the_trade_away: Tri,
    /// How many efficient points there are as things stand.
    pub points_before: usize,
    /// The efficient points of the rest.
    pub rest: Efficient,
    /// One a solution, in the order of [`SOLUTIONS`].
    pub solutions: Vec<Moved>,
    /// One a settled issue.
    pub alternatives: Vec<Compared>,
}

impl Setting<'_> {
    /// What agreeing on `package` now does to the rest. The limits are for each frontier.
    pub fn fix(&self, package: &Package, limits: Limits, watch: Watch<'_>) -> Result<Fix, QuestionError> {
        let terms = package.terms();
        let (rest, effect) = self.effect(terms, limits, &mut *watch)?;
        let compared = |&(issue, option): &(usize, u32)| {
            self.compared(terms, (issue, option), (&rest, &effect), limits, &mut *watch)
        };
        let alternatives = terms.iter().map(compared).collect::<Result<_, _>>()?;
        let acceptable_before = self.has_acceptable();
        Ok(Fix {
            takes_the_trade_away: acceptable_before.and(!effect.acceptable),
            solutions: self.moved(&rest)?,
            points_before: self.all.points().len(),
            acceptable_before,
            effect,
            rest,
            alternatives,
        })
    }

    fn effect(
        &self,
        terms: &[(usize, u32)],
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<(Efficient, Effect), QuestionError> {
        let fixed = self.problem.fixing(terms)?;
        let rest = self.find(&fixed, limits, &mut *watch)?;
        let clean = if self.scenario.red_lines.is_empty() {
            rest.clone()
        } else {
            self.find(&fixed.without(&self.all_breaks())?, limits, &mut *watch)?
        };
        let (before, best) = (self.best_acceptable(&self.clean), self.best_acceptable(&clean));
        let loss = |(before, after): (&Option<i64>, &Option<i64>)| Some((*before)? - (*after)?);
        let losses: Vec<Option<i64>> = before.iter().zip(&best).map(loss).collect();
        let share =
            |(party, loss): (usize, &Option<i64>)| Some((self.share(party, (*loss)?)?, Reverse(party)));
        let greatest = losses.iter().enumerate().filter_map(share).max();
        let effect = Effect {
            feasible: !rest.points().is_empty(),
            acceptable: clean.reaches(self.problem.reservations()),
            remain: self.still_efficient(&rest).len(),
            best,
            losses,
            greatest_loss: greatest.map(|(share, Reverse(party))| (party, share)),
        };
        Ok((rest, effect))
    }

    /// Each party's best at an acceptable one of these points.
    fn best_acceptable(&self, clean: &Efficient) -> Vec<Option<i64>> {
        let acceptable = clean.frontier.respecting(self.problem.reservations());
        let best = |party: usize| acceptable.points.iter().map(|point| point.utilities[party]).max();
        (0..self.problem.parties()).map(best).collect()
    }

    fn moved(&self, rest: &Efficient) -> Result<Vec<Moved>, QuestionError> {
        let before = self.choices(&self.all.frontier)?;
        let after = self.choices(&rest.frontier)?;
        let point = |of: &Efficient, place: Option<usize>| place.map(|place| of.points()[place].clone());
        let moved = |(solution, (before, after)): (
            &&dyn crate::solutions::Solution,
            (Option<usize>, Option<usize>),
        )| {
            let (before, after) = (point(&self.all, before), point(rest, after));
            let losses = before.as_ref().zip(after.as_ref()).map(|(before, after)| {
                before.utilities.iter().zip(&after.utilities).map(|(before, after)| before - after).collect()
            });
            let floors = |point: &Point| point.utilities.iter().copied().map(Some).collect::<Vec<_>>();
            let as_good = before.as_ref().map_or(Tri::No, |before| rest.reaches(&floors(before)));
            Moved { solution: solution.name(), before, after, losses, as_good }
        };
        Ok(SOLUTIONS.iter().zip(before.into_iter().zip(after)).map(moved).collect())
    }

    fn compared(
        &self,
        terms: &[(usize, u32)],
        (issue, settled): (usize, u32),
        known: (&Efficient, &Effect),
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Compared, QuestionError> {
        let mut alternative = |option: u32| -> Result<Alternative, QuestionError> {
            let instead = |&(i, o): &(usize, u32)| if i == issue { (i, option) } else { (i, o) };
            let (rest, effect) = if option == settled {
                (known.0.clone(), known.1.clone())
            } else {
                self.effect(&terms.iter().map(instead).collect::<Vec<_>>(), limits, &mut *watch)?
            };
            let choices = self.choices(&rest.frontier)?;
            let point = |place: Option<usize>| place.map(|place| rest.points()[place].clone());
            Ok(Alternative { option, effect, choices: choices.into_iter().map(point).collect() })
        };
        let n = *self.problem.options().get(issue).ok_or(QuestionError::Shape)?;
        let options = (0..n).map(&mut alternative).collect::<Result<Vec<_>, _>>()?;
        let mut cheapest: Vec<u32> = (0..n).collect();
        cheapest.sort_by_key(|&option| {
            let effect = &options[option as usize].effect;
            let standing = match effect.acceptable {
                Tri::Yes => 0,
                Tri::Unknown => 1,
                Tri::No => 2,
            };
            (standing, effect.greatest_loss.map(|(_, share)| share), Reverse(effect.remain))
        });
        Ok(Compared { issue, options, cheapest })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Continue;
    use crate::problem::Problem;
    use crate::questions::testing::{self, Dice};

    fn fix(setting: &Setting<'_>, terms: &[(usize, u32)]) -> Fix {
        let package = Package::new(setting.scenario, terms).unwrap();
        setting.fix(&package, Limits::default(), &mut |_| Continue::Yes).unwrap()
    }

    #[test]
    fn settling_one_issue_evenly_takes_the_trade_away() {
        // Each wants both, but one issue more than the other: all of one for all of the other.
        let scenario = testing::additive(&[
            (&[&[0, 5, 10], &[0, 15, 30]], Some(26)),
            (&[&[30, 15, 0], &[10, 5, 0]], Some(26)),
        ]);
        let problem = Problem::of(&scenario).unwrap();
        let setting = testing::setting(&scenario, &problem);
        let found = fix(&setting, &[(0, 1)]);
        // Only (0, 2), worth 30 to both, is acceptable; an even split of the first leaves 20 and 20 of 40.
        assert_eq!(found.acceptable_before, Tri::Yes);
        assert_eq!(found.takes_the_trade_away, Tri::Yes);
        assert_eq!((found.effect.acceptable, found.effect.best.clone()), (Tri::No, vec![None, None]));
        // Efficient: (40,0) (35,15) (30,30) (15,35) (0,40): of them (1, 2) remains.
        assert_eq!((found.points_before, found.effect.remain), (5, 1));
        let nash = &found.solutions[0];
        assert_eq!((nash.solution, &nash.before.as_ref().unwrap().outcome), ("nash", &vec![0, 2]));
        assert_eq!((nash.after.as_ref(), nash.as_good), (None, Tri::No));
        let compared = &found.alternatives[0];
        assert_eq!(compared.cheapest, [0, 1, 2]);
        assert_eq!(compared.options[0].effect.losses, [Some(0), Some(0)]);
        assert_eq!(compared.options[0].effect.remain, 3);
    }

    #[test]
    fn effects_are_those_of_brute_force() {
        let mut taken = 0;
        for case in 0..600 {
            let mut dice = Dice::of(case);
            let scenario = testing::scenario(&mut dice);
            let problem = Problem::of(&scenario).unwrap();
            let setting = testing::setting(&scenario, &problem);
            let all = testing::outcomes(&problem);
            let issue = dice.below(problem.options().len() as u64) as usize;
            let option = dice.below(problem.options()[issue].into()) as u32;
            let found = fix(&setting, &[(issue, option)]);
            let fits = |(o, u): &&(Vec<u32>, Vec<i64>)| testing::is_acceptable(&scenario, o, u);
            let best = |party: usize, with: Option<u32>| {
                let has = |(o, _): &&(Vec<u32>, Vec<i64>)| with.is_none_or(|option| o[issue] == option);
                all.iter().filter(has).filter(fits).map(|(_, u)| u[party]).max()
            };
            for alternative in &found.alternatives[0].options {
                let effect = &alternative.effect;
                for party in 0..problem.parties() {
                    let after = best(party, Some(alternative.option));
                    assert_eq!(effect.best[party], after, "case {case}");
                    let loss = best(party, None).zip(after).map(|(before, after)| before - after);
                    assert_eq!(effect.losses[party], loss, "case {case}");
                }
                let remain = |u: &Vec<i64>| all.iter().any(|(o, v)| o[issue] == alternative.option && u == v);
                let points = setting.all.points();
                let count = points.iter().filter(|point| remain(&point.utilities)).count();
                assert_eq!(effect.remain, count, "case {case}");
            }
            assert_eq!(found.effect, found.alternatives[0].options[option as usize].effect);
            let was = best(0, None).is_some();
            let is = best(0, Some(option)).is_some();
            assert_eq!(found.takes_the_trade_away.certain(), was && !is, "case {case}");
            taken += u32::from(was && !is);
            for moved in &found.solutions {
                let Some(before) = &moved.before else { continue };
                let as_good =
                    all.iter().any(|(o, u)| o[issue] == option && testing::reaches(u, &before.utilities));
                assert_eq!(moved.as_good.certain(), as_good, "case {case}");
            }
        }
        assert!(taken > 30, "{taken}");
    }
}
