//! Sets of places on a ladder, and unions of ranges, at a cost that does not grow with the ladder.

use std::collections::BTreeMap;

/// A set of places on a ladder, as runs of neighbours: “from the second to the hundred thousandth”
/// takes no more room than “the second”.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places(Vec<(usize, usize)>);

impl Places {
    /// All from `first` to `last`.
    pub fn run(first: usize, last: usize) -> Places {
        if first <= last { Places(vec![(first, last)]) } else { Places::default() }
    }

    /// The runs: first and last, rising, with a gap between one and the next.
    pub fn runs(&self) -> &[(usize, usize)] {
        &self.0
    }

    /// Each place, rising.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().flat_map(|(first, last)| *first..=*last)
    }

    /// The lowest place.
    pub fn first(&self) -> Option<usize> {
        self.0.first().map(|(first, _)| *first)
    }

    /// The highest place.
    pub fn last(&self) -> Option<usize> {
        self.0.last().map(|(_, last)| *last)
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The places below `count` that are not in it.
    pub fn complement(&self, count: usize) -> Places {
        let mut runs = Vec::with_capacity(self.0.len() + 1);
        let mut next = 0;
        for (first, last) in &self.0 {
            runs.extend((next < *first).then(|| (next, first - 1)));
            next = last + 1;
        }
        runs.extend((next < count).then(|| (next, count - 1)));
        Places(runs)
    }

    /// The least number of steps from a place of this to one of `other`; `None` if one is empty.
    /// Cost: a binary search in the longer for each run of the shorter.
    pub fn distance(&self, other: &Places) -> Option<usize> {
        let (short, long) = if self.0.len() <= other.0.len() { (self, other) } else { (other, self) };
        let nearest = |(first, last): &(usize, usize)| {
            // The first run that does not end below this one, and the one before it.
            let at = long.0.partition_point(|(_, end)| end < first);
            let above = long.0.get(at).map(|(begin, _)| begin.saturating_sub(*last));
            let below = at.checked_sub(1).map(|before| first - long.0[before].1);
            above.into_iter().chain(below).min()
        };
        short.0.iter().filter_map(nearest).min()
    }

    /// Have they no place in common?
    pub fn is_disjoint(&self, other: &Places) -> bool {
        self.distance(other) != Some(0)
    }
}

impl FromIterator<usize> for Places {
    fn from_iter<I: IntoIterator<Item = usize>>(places: I) -> Places {
        let mut sorted: Vec<usize> = places.into_iter().collect();
        sorted.sort_unstable();
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for place in sorted {
            match runs.last_mut() {
                Some((_, last)) if place <= *last + 1 => *last = place,
                _ => runs.push((place, place)),
            }
        }
        Places(runs)
    }
}

/// The union of closed ranges, by their beginnings; no two of them overlap.
#[derive(Clone, Debug)]
pub(crate) struct Union<K>(BTreeMap<K, K>);

impl<K> Default for Union<K> {
    fn default() -> Union<K> {
        Union(BTreeMap::new())
    }
}

impl<K: Ord + Copy> Union<K> {
    /// Adds the range from `lo` to `hi`. Cost: logarithmic, over many ranges.
    pub(crate) fn add(&mut self, lo: K, hi: K) {
        let (mut from, mut to) = (lo, hi);
        while let Some((begin, end)) = self.overlapping(from, to) {
            self.0.remove(&begin);
            (from, to) = (from.min(begin), to.max(end));
        }
        self.0.insert(from, to);
    }

    /// Has it something in common with the range from `lo` to `hi`?
    pub(crate) fn meets(&self, lo: K, hi: K) -> bool {
        self.overlapping(lo, hi).is_some()
    }

    fn overlapping(&self, lo: K, hi: K) -> Option<(K, K)> {
        let (begin, end) = self.0.range(..=hi).next_back()?;
        (*end >= lo).then_some((*begin, *end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn neighbours_are_one_run() {
        let places: Places = [4, 1, 2, 2, 3, 7].into_iter().collect();
        assert_eq!(places.runs(), [(1, 4), (7, 7)]);
        assert_eq!(places.complement(9).runs(), [(0, 0), (5, 6), (8, 8)]);
        assert_eq!(places.complement(8), [0, 5, 6].into_iter().collect());
        assert_eq!(Places::run(3, 2), Places::default());
    }

    proptest! {
        #[test]
        fn runs_are_sets(a in prop::collection::btree_set(0usize..12, 0..8), b in prop::collection::btree_set(0usize..12, 0..8)) {
            let places = |set: &BTreeSet<usize>| set.iter().copied().collect::<Places>();
            let (in_a, in_b) = (places(&a), places(&b));
            prop_assert_eq!(in_a.iter().collect::<BTreeSet<_>>(), a.clone());
            prop_assert_eq!(in_a.is_disjoint(&in_b), a.is_disjoint(&b));
            let least = a.iter().flat_map(|i| b.iter().map(move |j| i.abs_diff(*j))).min();
            prop_assert_eq!(in_a.distance(&in_b), least);
            let complement = in_a.complement(12).iter().collect::<BTreeSet<_>>();
            prop_assert_eq!(complement, (0..12).filter(|i| !a.contains(i)).collect());
        }

        #[test]
        fn a_union_meets_what_one_of_its_ranges_meets(ranges in prop::collection::vec((0u8..30, 0u8..5), 0..12), lo in 0u8..30, length in 0u8..5) {
            let hi = lo + length;
            let mut union = Union::default();
            ranges.iter().for_each(|(from, length)| union.add(*from, from + length));
            let meets = ranges.iter().any(|(from, length)| *from <= hi && from + length >= lo);
            prop_assert_eq!(union.meets(lo, hi), meets);
        }
    }
}
