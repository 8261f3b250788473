//! Orders at random that keep what is known of them: uniform linear extensions of a partial order.
//!
//! **Definition.** A linear extension lists all issues so that, of every stated pair, the first comes first. Uniform
//! weights on the simplex fall into `n!` parts of one size, one for each order of their sizes; so weights
//! that keep a partial order are drawn uniformly by drawing one of its linear extensions uniformly, then
//! uniform weights, and giving the greatest weight to the first of the list, and so on.
//!
//! **Method.** Issues that no pair names are put in anywhere. For the others the extensions are counted, set by
//! set: `N(S) = Σ N(S ∪ {x})` over the `x` that may follow `S` (the count is #P-complete in general:
//! G. Brightwell, P. Winkler, "Counting linear extensions", Order 8 (1991) 225–242), and one is drawn
//! step by step in proportion to the counts. Exact; cost: the number of sets that are closed upwards, at most
//! [`MOST_SETS`].

use super::draw::Dice;
use std::collections::BTreeMap;

/// The most sets that are gone through.
const MOST_SETS: usize = 200_000;

/// How to draw an order.
#[derive(Clone, Debug)]
pub(crate) struct Extensions {
    issues: usize,
    /// The issues that a pair names; at most 64.
    bound: Vec<usize>,
    /// For each of them, those that come before.
    before: Vec<u64>,
    /// In how many ways a set that comes first can be continued.
    ways: BTreeMap<u64, u128>,
}

/// Why orders cannot be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoExtensions {
    /// The pairs go in a circle.
    Circle,
    /// There are too many sets.
    TooMany,
}

impl Extensions {
    pub(crate) fn of(issues: usize, pairs: &[(usize, usize)]) -> Result<Extensions, NoExtensions> {
        let named = |issue: &usize| pairs.iter().any(|(a, b)| a != b && (a == issue || b == issue));
        let bound: Vec<usize> = (0..issues).filter(named).collect();
        if bound.len() > 64 {
            return Err(NoExtensions::TooMany);
        }
        let place = |issue: usize| bound.iter().position(|other| *other == issue);
        let mut before = vec![0u64; bound.len()];
        for (more, less) in pairs.iter().filter(|(a, b)| a != b) {
            if let (Some(more), Some(less)) = (place(*more), place(*less)) {
                before[less] |= 1 << more;
            }
        }
        let mut extensions = Extensions { issues, bound, before, ways: BTreeMap::new() };
        extensions.count()?;
        Ok(extensions)
    }

    /// Layer by layer: all sets that may come first, then their counts from the last.
    fn count(&mut self) -> Result<(), NoExtensions> {
        let mut layers: Vec<Vec<u64>> = vec![vec![0]];
        let mut sets = 1;
        for _ in 0..self.bound.len() {
            let last = layers.last().map_or(&[][..], |layer| &layer[..]);
            let mut next: Vec<u64> =
                last.iter().flat_map(|&set| self.next(set).map(move |x| set | 1 << x)).collect();
            next.sort_unstable();
            next.dedup();
            sets += next.len();
            if next.is_empty() {
                return Err(NoExtensions::Circle);
            }
            if sets > MOST_SETS {
                return Err(NoExtensions::TooMany);
            }
            layers.push(next);
        }
        for (place, layer) in layers.iter().enumerate().rev() {
            for &set in layer {
                let sum = |sum: u128, x: usize| sum.checked_add(*self.ways.get(&(set | 1 << x))?);
                let ways = if place == self.bound.len() { Some(1) } else { self.next(set).try_fold(0, sum) };
                self.ways.insert(set, ways.ok_or(NoExtensions::TooMany)?);
            }
        }
        Ok(())
    }

    /// What may follow a set.
    fn next(&self, set: u64) -> impl Iterator<Item = usize> + '_ {
        (0..self.bound.len()).filter(move |&x| set & 1 << x == 0 && self.before[x] & !set == 0)
    }

    /// In how many ways the named issues can be listed.
    #[cfg(test)]
    fn total(&self) -> u128 {
        self.ways[&0]
    }

    /// All issues, the weightiest first.
    pub(crate) fn draw(&self, dice: &mut Dice) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.issues);
        let mut set = 0u64;
        while order.len() < self.bound.len() {
            let mut left = dice.below_wide(self.ways.get(&set).copied().unwrap_or(1));
            for x in self.next(set) {
                let ways = self.ways.get(&(set | 1 << x)).copied().unwrap_or(0);
                if left < ways {
                    order.push(self.bound[x]);
                    set |= 1 << x;
                    break;
                }
                left -= ways;
            }
        }
        for issue in (0..self.issues).filter(|issue| !self.bound.contains(issue)) {
            let place = dice.below(order.len() as u64 + 1) as usize;
            order.insert(place, issue);
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_counted_and_drawn_evenly() {
        // Two chains of two: 4!/(2!·2!) = 6. A fence of four (1>0, 1>2, 3>2): 5.
        assert_eq!(Extensions::of(4, &[(0, 1), (2, 3)]).unwrap().total(), 6);
        let fence = Extensions::of(5, &[(1, 0), (1, 2), (3, 2)]).unwrap();
        assert_eq!(fence.total(), 5);
        let mut seen: BTreeMap<Vec<usize>, u32> = BTreeMap::new();
        let mut dice = Dice::of(5, 0);
        for _ in 0..25_000 {
            *seen.entry(fence.draw(&mut dice)).or_default() += 1;
        }
        // The fifth issue goes anywhere: 5 · 5 lists, 1000 of each, give or take 31.
        assert_eq!(seen.len(), 25);
        assert!(seen.values().all(|n| n.abs_diff(1000) < 150), "{seen:?}");
    }

    #[test]
    fn circles_and_too_many_sets_are_told() {
        assert_eq!(Extensions::of(3, &[(0, 1), (1, 2), (2, 0)]).unwrap_err(), NoExtensions::Circle);
        let star: Vec<(usize, usize)> = (1..40).map(|i| (0, i)).collect();
        assert_eq!(Extensions::of(40, &star).unwrap_err(), NoExtensions::TooMany);
        let chain: Vec<(usize, usize)> = (1..60).map(|i| (i - 1, i)).collect();
        let mut dice = Dice::of(1, 1);
        assert_eq!(Extensions::of(60, &chain).unwrap().draw(&mut dice), (0..60).collect::<Vec<_>>());
    }
}
