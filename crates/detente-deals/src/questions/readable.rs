//! The efficient packages in a readable few: groups, each shown by one of its points and by what it trades.
//!
//! **Definition.** Of the points `k` are shown such that the greatest distance of any point from the nearest one
//! shown, the *radius*, is small. The distance of two points is the greatest difference of any party, as a share of
//! that party's range over the points (maximum norm). That is the `k`-center problem; for efficient points: Y. Tao,
//! L. Ding, X. Lin, J. Pei, "Distance-based representative skyline", ICDE 2009, 892–903.
//!
//! **Method.** Two parties: exactly. Along a frontier, where the one gains the other loses, so that distances
//! grow with the places between; for a given radius the fewest points are found from one end to the other, and
//! the least radius for `k` points by halving it. More parties: T. F. Gonzalez, "Clustering to minimize the
//! maximum intercluster distance", Theoretical Computer Science 38 (1985) 293–306: from the Nash point on, always the
//! point farthest from those shown; its radius is at most twice the least.
//!
//! **Ties.** The first in the order of the frontier, everywhere.
//!
//! **Cost.** Two parties: `124·k·log n` comparisons; more: `k·n`.

use super::measures::issue_gains;
use super::search::{Change, changes};
use super::setting::{QuestionError, Ratio, Setting};
use crate::frontier::{Frontier, Point};
use std::cmp::Ordering;

/// One issue on which two points differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The issue and its two options.
    pub change: Change,
    /// What the change gives each party, by the issue's own gains.
    pub gains: Vec<i64>,
}

/// What a point trades as against another: what it takes from one party for what it gives to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The place of the other point.
    pub from: usize,
    /// By issue.
    pub differences: Vec<Difference>,
    /// What links between issues, and caps, add to that, a number a party.
    pub links: Vec<i64>,
}

/// A group of points, shown by one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The place of the point that is shown.
    pub place: usize,
    /// The places of all points that are nearer to it than to another that is shown.
    pub members: Vec<usize>,
    /// The least utility of each party in the group.
    pub least: Vec<i64>,
    /// The greatest.
    pub greatest: Vec<i64>,
    /// What it trades as against the group shown before; none for the first.
    pub from_previous: Option<Step>,
    /// What it trades as against each party's best point (the first of those with its greatest utility).
    pub from_best: Vec<Step>,
}

/// A frontier in a few groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readable {
    /// In the order of the points that are shown: the first party's utility falls.
    pub groups: Vec<Group>,
    /// The greatest distance of any point from the one that stands for it, as a share of a party's range over
    /// the points; none where no party's utilities differ.
    pub radius: Option<Ratio>,
    /// Is that the least that is possible with so many groups?
    pub is_least: bool,
}

impl Setting<'_> {
    /// A frontier of this scenario in at most `most` groups.
    pub fn readable(&self, frontier: &Frontier, most: usize) -> Result<Readable, QuestionError> {
        let points = &frontier.points[..];
        let fits = |point: &Point| {
            point.utilities.len() == self.problem.parties() && self.is_outcome(&point.outcome)
        };
        if !points.iter().all(fits) {
            return Err(QuestionError::Shape);
        }
        let space = Space::of(points);
        let two = self.problem.parties() <= 2;
        let centres = if points.is_empty() || most == 0 {
            vec![]
        } else if two {
            space.exact(most)
        } else {
            let nash = Setting::solution("nash")?.choose(&self.bargain(frontier)?);
            space.farthest_first(nash.unwrap_or(0), most)
        };
        let nearest: Vec<usize> =
            (0..points.len()).filter_map(|place| space.nearest(&centres, place)).collect();
        let radius = nearest.iter().enumerate().map(|(place, &c)| space.distance(place, centres[c])).max();
        let best = |party: usize| {
            // The last of the greatest, from the end: the first.
            (0..points.len()).rev().max_by_key(|&place| points[place].utilities[party])
        };
        let bests: Vec<usize> = (0..self.problem.parties()).filter_map(best).collect();
        let group = |index: usize| {
            let place = centres[index];
            let members: Vec<usize> = (0..nearest.len()).filter(|&p| nearest[p] == index).collect();
            let utilities = |party: usize| members.iter().map(move |&m| points[m].utilities[party]);
            let parties = || 0..self.problem.parties();
            Group {
                place,
                least: parties().filter_map(|party| utilities(party).min()).collect(),
                greatest: parties().filter_map(|party| utilities(party).max()).collect(),
                from_previous: index.checked_sub(1).map(|before| self.step(points, centres[before], place)),
                from_best: bests.iter().map(|&from| self.step(points, from, place)).collect(),
                members: members.clone(),
            }
        };
        Ok(Readable {
            groups: (0..centres.len()).map(group).collect(),
            radius: radius.and_then(|radius| radius.0),
            is_least: two || radius.is_none_or(|radius| radius.0.is_none_or(|radius| radius.over == 0)),
        })
    }

    /// What one point trades as against another.
    fn step(&self, points: &[Point], from: usize, to: usize) -> Step {
        let (before, after) = (&points[from].outcome, &points[to].outcome);
        let gains = issue_gains(self.problem, before, after);
        let difference = |change: Change| Difference { change, gains: gains.issues[change.issue].clone() };
        Step {
            from,
            differences: changes(before, after).into_iter().map(difference).collect(),
            links: gains.links.clone(),
        }
    }
}

/// The greatest difference of a party as a share; none where all ranges are 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Far(Option<Ratio>);

/// Points with each party's range over them.
struct Space<'p> {
    points: &'p [Point],
    ranges: Vec<i64>,
}

impl<'p> Space<'p> {
    fn of(points: &'p [Point]) -> Space<'p> {
        let parties = points.first().map_or(0, |point| point.utilities.len());
        let range = |party: usize| {
            let utilities = || points.iter().map(|point| point.utilities[party]);
            utilities().max().unwrap_or(0) - utilities().min().unwrap_or(0)
        };
        Space { points, ranges: (0..parties).map(range).collect() }
    }

    fn distance(&self, a: usize, b: usize) -> Far {
        let pairs = self.points[a].utilities.iter().zip(&self.points[b].utilities);
        Far(pairs.zip(&self.ranges).filter_map(|((a, b), range)| Ratio::new((a - b).abs(), *range)).max())
    }

    /// The first of the nearest centres, by its place among them.
    fn nearest(&self, centres: &[usize], place: usize) -> Option<usize> {
        (0..centres.len()).min_by_key(|&centre| self.distance(place, centres[centre]))
    }

    /// Always the point farthest from those that there are.
    fn farthest_first(&self, start: usize, most: usize) -> Vec<usize> {
        let mut centres = vec![start];
        let mut distances: Vec<Far> = (0..self.points.len()).map(|p| self.distance(p, start)).collect();
        while centres.len() < most {
            let first_of_greatest = (0..distances.len()).rev().max_by_key(|&place| distances[place]);
            let Some(next) = first_of_greatest.filter(|&p| distances[p].0.is_some_and(|far| far.over > 0))
            else {
                break;
            };
            centres.push(next);
            for (place, distance) in distances.iter_mut().enumerate() {
                *distance = self.distance(place, next).min(*distance);
            }
        }
        centres.sort_unstable();
        centres
    }

    /// At most `most` centres of the least radius, for points along which distances grow.
    fn exact(&self, most: usize) -> Vec<usize> {
        let ranges: Vec<u128> = self.ranges.iter().map(|range| range.unsigned_abs().max(1).into()).collect();
        let whole: u128 = ranges.iter().product();
        let (mut too_small, mut fits) = (None, whole);
        loop {
            let low: u128 = too_small.map_or(0, |radius: u128| radius + 1);
            if low == fits {
                return self.cover(fits, &ranges);
            }
            let middle = low + (fits - low) / 2;
            if self.cover(middle, &ranges).len() <= most {
                fits = middle;
            } else {
                too_small = Some(middle);
            }
        }
    }

    /// The fewest centres within a radius (in parts of the product of all ranges) of which every point is.
    fn cover(&self, radius: u128, ranges: &[u128]) -> Vec<usize> {
        let whole: u128 = ranges.iter().product();
        let within = |a: usize, b: usize| {
            let apart = |party: usize| {
                let difference = self.points[a].utilities[party].abs_diff(self.points[b].utilities[party]);
                u128::from(difference) * (whole / ranges[party])
            };
            (0..ranges.len()).all(|party| apart(party) <= radius)
        };
        // The last point within the radius of one, looking forward.
        let last_within = |from: usize| {
            let (mut inside, mut outside) = (from, self.points.len());
            while inside + 1 < outside {
                let middle = inside.midpoint(outside);
                match within(from, middle).cmp(&true) {
                    Ordering::Equal => inside = middle,
                    _ => outside = middle,
                }
            }
            inside
        };
        let mut centres = vec![];
        let mut first = 0;
        while first < self.points.len() {
            let centre = last_within(first);
            centres.push(centre);
            first = last_within(centre) + 1;
        }
        centres
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Problem;
    use crate::questions::testing::{self, Dice};

    #[test]
    fn two_groups_by_hand() {
        let scenario =
            testing::additive(&[(&[&[0, 5, 10], &[0, 15, 30]], None), (&[&[30, 15, 0], &[10, 5, 0]], None)]);
        let problem = Problem::of(&scenario).unwrap();
        let setting = testing::setting(&scenario, &problem);
        // (40,0) (35,15) (30,30) (15,35) (0,40): around the second and the fourth, 15 of 40 apart.
        let found = setting.readable(&setting.all.frontier, 2).unwrap();
        assert_eq!(found.radius, Ratio::new(15, 40));
        assert!(found.is_least);
        let places: Vec<_> = found.groups.iter().map(|group| group.place).collect();
        assert_eq!(places, [1, 4]);
        assert_eq!((&found.groups[1].least, &found.groups[1].greatest), (&vec![0, 35], &vec![15, 40]));
        let step = found.groups[1].from_previous.as_ref().unwrap();
        // From (1, 2) to (0, 0): b gets 15 for a's 5, and 10 for a's 30.
        assert_eq!(step.differences[0].gains, [-5, 15]);
        assert_eq!(step.differences[1].gains, [-30, 10]);
        assert_eq!(found.groups[0].from_best[0].from, 0);
        assert_eq!(setting.readable(&setting.all.frontier, 9).unwrap().groups.len(), 5);
        assert!(setting.readable(&Frontier { points: vec![] }, 3).unwrap().groups.is_empty());
    }

    /// The least radius of any `k` of the points.
    fn least_radius(space: &Space<'_>, k: usize, chosen: &mut Vec<usize>, from: usize) -> Far {
        let n = space.points.len();
        if chosen.len() == k || from == n {
            let far = |place: usize| chosen.iter().map(|&centre| space.distance(place, centre)).min();
            let worst = Far(Ratio::new(i64::MAX >> 1, 1));
            return (0..n).map(|place| far(place).unwrap_or(worst)).max().unwrap();
        }
        let without = least_radius(space, k, chosen, from + 1);
        chosen.push(from);
        let with = least_radius(space, k, chosen, from + 1);
        chosen.pop();
        with.min(without)
    }

    #[test]
    fn radii_are_least_for_two_parties_and_at_most_twice_that_for_three() {
        let mut seen = [0, 0];
        for case in 0..1500 {
            let mut dice = Dice::of(case);
            let scenario = testing::scenario(&mut dice);
            let problem = Problem::of(&scenario).unwrap();
            let setting = testing::setting(&scenario, &problem);
            let points = setting.all.points();
            let k = 1 + dice.below(3) as usize;
            if points.len() < 3 || points.len() > 12 {
                continue;
            }
            let found = setting.readable(&setting.all.frontier, k).unwrap();
            let least = least_radius(&Space::of(points), k, &mut vec![], 0).0.unwrap();
            let radius = found.radius.unwrap();
            if problem.parties() == 2 {
                assert_eq!(radius, least, "case {case}");
            } else {
                let twice = Ratio { over: 2 * least.over, under: least.under };
                assert!(radius >= least && radius <= twice, "case {case}");
            }
            assert!(found.groups.len() <= k);
            assert_eq!(found.groups.iter().map(|group| group.members.len()).sum::<usize>(), points.len());
            for group in &found.groups {
                assert!(group.members.contains(&group.place), "case {case}");
                for (party, step) in group.from_best.iter().enumerate() {
                    let gain = points[group.place].utilities[party] - points[step.from].utilities[party];
                    let sum: i64 = step.differences.iter().map(|d| d.gains[party]).sum();
                    assert_eq!(sum + step.links[party], gain, "case {case}");
                    assert!(gain <= 0);
                }
            }
            seen[problem.parties() - 2] += 1;
        }
        assert!(seen[0] > 100 && seen[1] > 50, "{seen:?}");
    }
}
