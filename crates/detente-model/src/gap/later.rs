//! What a later position did to an earlier one: a red line that was moved, a refusal that was taken
//! back. Positions are met in the order of time, so that tens of thousands of them are compared in
//! little more time than it takes to sort them.

use super::{Held, extent};
use crate::places::Union;
use crate::{Decimal, Extent, Issue, PositionKind, Quantity};
use jiff::Timestamp;
use std::cmp::Reverse;

/// Which of the red lines `lines` a later one of the same sort took the place of: what the party
/// will take only, or a refusal of the same options. Refusals of other options stand beside each
/// other.
pub(super) fn moved_later(issue: &Issue, lines: &[Held<'_>]) -> Vec<bool> {
    let refuses = |held: &Held<'_>| held.position.kind == PositionKind::Refusal;
    let last_begun = |of: &dyn Fn(&Held<'_>) -> bool| {
        lines.iter().filter(|line| of(line)).filter_map(|line| line.at.earliest).max()
    };
    let is_unplaced = |held: &Held<'_>| refuses(held) && extent(issue, Some(held)).is_none();
    let last_demand = last_begun(&|line| !refuses(line));
    let last_refusal = last_begun(&refuses);
    let last_unplaced = last_begun(&is_unplaced);
    let refusals: Vec<Held<'_>> = lines.iter().filter(|line| refuses(line)).copied().collect();
    let mut refused_again = met_later(issue, &refusals, &refusals).into_iter();
    let moved = |line: &Held<'_>| {
        let before =
            |begun: Option<Timestamp>| line.at.latest.zip(begun).is_some_and(|(end, begun)| end < begun);
        if !refuses(line) {
            return before(last_demand);
        }
        // Of what cannot be placed nothing says that it is about something else.
        let again = refused_again.next().unwrap_or(false);
        again || before(if is_unplaced(line) { last_refusal } else { last_unplaced })
    };
    lines.iter().map(moved).collect()
}

/// Which of `refusals` the party came back to: it took later a position that has something in common
/// with it.
pub(super) fn came_back(issue: &Issue, refusals: &[Held<'_>], taken: &[Held<'_>]) -> Vec<bool> {
    met_later(issue, refusals, taken)
}

/// For each of `earlier`, whether one of `later` surely came after it and has something in common
/// with it, as far as both can be placed.
fn met_later(issue: &Issue, earlier: &[Held<'_>], later: &[Held<'_>]) -> Vec<bool> {
    // From the last beginning back: what is covered at any time began after it.
    let mut begun: Vec<(Timestamp, &Held<'_>)> =
        later.iter().filter_map(|held| Some((held.at.earliest?, held))).collect();
    begun.sort_by_key(|(earliest, _)| *earliest);
    let mut asked: Vec<(Timestamp, usize)> =
        earlier.iter().enumerate().filter_map(|(place, held)| Some((held.at.latest?, place))).collect();
    asked.sort_by_key(|(latest, _)| Reverse(*latest));
    let mut covered = Covered::default();
    let mut met = vec![false; earlier.len()];
    for (latest, place) in asked {
        while let Some((_, held)) = begun.pop_if(|(earliest, _)| *earliest > latest) {
            extent(issue, Some(held)).iter().for_each(|extent| covered.add(extent));
        }
        met[place] = extent(issue, Some(&earlier[place])).is_some_and(|extent| covered.meets(&extent));
    }
    met
}

/// Everything that some extents are about.
#[derive(Default)]
struct Covered {
    places: Union<usize>,
    numbers: Union<Bound>,
    has_options: bool,
    has_numbers: bool,
}

impl Covered {
    fn add(&mut self, extent: &Extent) {
        match extent {
            Extent::Options(places) => {
                self.has_options = true;
                places.runs().iter().for_each(|(first, last)| self.places.add(*first, *last));
            }
            Extent::Numbers(numbers) => {
                self.has_numbers = true;
                let (lo, hi) = ends(numbers);
                self.numbers.add(lo, hi);
            }
        }
    }

    /// Would [`Extent::is_disjoint`] not say of all of them that they surely have nothing in common?
    fn meets(&self, extent: &Extent) -> bool {
        match extent {
            Extent::Options(places) => {
                self.has_numbers || places.runs().iter().any(|(first, last)| self.places.meets(*first, *last))
            }
            Extent::Numbers(numbers) => {
                let (lo, hi) = ends(numbers);
                self.has_options || self.numbers.meets(lo, hi)
            }
        }
    }
}

/// An end of a set of numbers, in the order of the numbers: no bound below, the number with what lies
/// just below or above it, no bound above.
type Bound = (i8, Decimal, i8);

fn ends(numbers: &Quantity) -> (Bound, Bound) {
    let (lo, hi) = numbers.bounds();
    let just_above = i8::from(matches!(numbers, Quantity::Over(_)));
    let just_below = -i8::from(matches!(numbers, Quantity::Under(_)));
    (
        lo.map_or((-1, Decimal::ZERO, 0), |lo| (0, lo, just_above)),
        hi.map_or((1, Decimal::ZERO, 0), |hi| (0, hi, just_below)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Places;
    use proptest::prelude::*;

    fn any_extent() -> impl Strategy<Value = Extent> {
        let number = || (0u32..8).prop_map(Decimal::from);
        prop_oneof![
            prop::collection::vec(0usize..8, 0..4)
                .prop_map(|places| Extent::Options(Places::from_iter(places))),
            number().prop_map(|n| Extent::Numbers(Quantity::Exactly(n))),
            number().prop_map(|n| Extent::Numbers(Quantity::AtLeast(n))),
            number().prop_map(|n| Extent::Numbers(Quantity::AtMost(n))),
            number().prop_map(|n| Extent::Numbers(Quantity::Over(n))),
            number().prop_map(|n| Extent::Numbers(Quantity::Under(n))),
            number().prop_map(|n| Extent::Numbers(Quantity::About(n))),
            (number(), number()).prop_map(|(a, b)| Extent::Numbers(Quantity::Between(a.min(b), a.max(b)))),
            Just(Extent::Numbers(Quantity::Unknown)),
        ]
    }

    proptest! {
        #[test]
        fn what_is_covered_meets_what_is_not_disjoint(all in prop::collection::vec(any_extent(), 0..6), asked in any_extent()) {
            let mut covered = Covered::default();
            all.iter().for_each(|extent| covered.add(extent));
            prop_assert_eq!(covered.meets(&asked), all.iter().any(|extent| !extent.is_disjoint(&asked)));
        }
    }
}
