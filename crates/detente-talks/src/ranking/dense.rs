//! The order of the outcomes of a numbered space.
//!
//! Outcomes are distributed over equally wide bands of utility (one counting sort, in the order of enumeration: linear, as
//! in bucket sort, Knuth, *The Art of Computer Programming* 3, 5.2.5); a band is a dozen outcomes on average. Only bands with more than
//! `MOST_UNSORTED` outcomes are sorted. A question goes to one band by a multiplication and looks at its outcomes. So
//! the order of 100,000 outcomes costs less than their sorting, needs no lock, and is shared between talks and threads.
//! Cost: making O(n), and O(b log b) a band of b outcomes above the limit; a question O(`MOST_UNSORTED` + log n).

use super::{Among, MOST_REVERSED, Ranking, SLACK};
use crate::dice::Dice;
use crate::profile::Profile;
use crate::space::{Book, Outcome, Space};
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

/// Bands with more outcomes are sorted when the order is made.
const MOST_UNSORTED: usize = 48;

/// Outcomes a band on average.
const A_BAND: usize = 8;

/// The outcomes of a numbered space in the order of one party.
#[derive(Debug)]
pub struct Dense {
    utilities: Vec<f64>,
    /// Outcomes band by band, the worst band first; in a band sorted, or in the order of enumeration.
    order: Vec<u32>,
    /// Where each band begins in `order`, and at the end its length.
    starts: Vec<u32>,
    low: f64,
    high: f64,
    bands_a_unit: f64,
    /// The place in the list of the first rational outcome.
    first_rational: usize,
    reservation: f64,
}

impl Dense {
    /// The order of `profile` on `space`; `None` where its outcomes are not numbered.
    pub fn new(profile: &Profile, space: &Space) -> Option<Dense> {
        let count = space.numbered()?;
        let allowed = space
            .has_rules()
            .then(|| (0..count).filter(|&number| space.allows(Outcome(number))).collect::<Vec<u32>>());
        let range = profile.range().filter(|_| allowed.is_none());
        Some(Dense::of(profile.utilities(), allowed.as_deref(), range, profile.reservation()))
    }

    /// The order of a list of utilities, all of them rational.
    pub(super) fn of_list(utilities: Vec<f64>) -> Dense {
        Dense::of(utilities, None, None, f64::NEG_INFINITY)
    }

    /// The order of all outcomes or of some. The least and the greatest utility are looked for where they are not known.
    fn of(utilities: Vec<f64>, some: Option<&[u32]>, range: Option<(f64, f64)>, reservation: f64) -> Dense {
        let (low, high) = range.unwrap_or_else(|| match some {
            None => extremes(&utilities),
            Some(some) => {
                extremes(&some.iter().map(|&number| utilities[number as usize]).collect::<Vec<_>>())
            }
        });
        let n = some.map_or(utilities.len(), <[u32]>::len);
        let bands = (n / A_BAND).next_power_of_two().max(1);
        let mut dense = Dense {
            utilities,
            order: vec![0; n],
            starts: vec![0; bands + 1],
            low,
            high,
            bands_a_unit: bands_a_unit(bands, low, high),
            first_rational: 0,
            reservation,
        };
        match some {
            Some(some) => dense.distribute(some.iter().copied()),
            None => dense.distribute(0..n as u32),
        }
        dense.sort_large_bands();
        dense.first_rational = dense.place_of(dense.reservation);
        dense
    }

    /// Two passes: count each band, then put each outcome into its own.
    fn distribute(&mut self, outcomes: impl Iterator<Item = u32> + Clone) {
        let last = self.starts.len() - 2;
        let (low, scale) = (self.low, self.bands_a_unit);
        let utilities = &self.utilities;
        let band_of = |number: u32| band(utilities[number as usize], low, scale, last);
        for number in outcomes.clone() {
            self.starts[band_of(number)] += 1;
        }
        let mut sum = 0;
        for start in &mut self.starts {
            sum += std::mem::replace(start, sum);
        }
        for number in outcomes {
            let start = &mut self.starts[band_of(number)];
            self.order[*start as usize] = number;
            *start += 1;
        }
        // Each start has moved to its band's end, which is the start of the next.
        self.starts.rotate_right(1);
        self.starts[0] = 0;
    }

    fn sort_large_bands(&mut self) {
        for band in 0..self.starts.len() - 1 {
            let range = self.starts[band] as usize..self.starts[band + 1] as usize;
            if range.len() > MOST_UNSORTED {
                let utilities = &self.utilities;
                self.order[range].sort_unstable_by(|&a, &b| by_utility(utilities, a, b));
            }
        }
    }

    /// The band of a utility: it never falls when the utility rises, so that bands are in the right order.
    fn band(&self, utility: f64) -> usize {
        band(utility, self.low, self.bands_a_unit, self.starts.len() - 2)
    }

    fn in_band(&self, band: usize) -> &[u32] {
        &self.order[self.starts[band] as usize..self.starts[band + 1] as usize]
    }

    /// The place in the ascending list of the first outcome worth at least `utility`; the length of the list if none is.
    fn place_of(&self, utility: f64) -> usize {
        if utility > self.high {
            return self.order.len();
        }
        let band = self.band(utility);
        let own = self.in_band(band);
        let below = |&number: &u32| self.utilities[number as usize] < utility;
        let before = if own.len() > MOST_UNSORTED {
            own.partition_point(below)
        } else {
            own.iter().filter(|number| below(number)).count()
        };
        self.starts[band] as usize + before
    }

    /// The outcome at a place of the ascending list.
    fn outcome_at(&self, place: usize) -> Option<Outcome> {
        Sorted::default().outcome_at(self, place)
    }

    /// The first of the list that is worth at least `utility`. Looks at each outcome of one band, and of the next that has any.
    pub(super) fn first_from(&self, utility: f64) -> Option<Outcome> {
        if utility > self.high {
            return None;
        }
        (self.band(utility)..self.starts.len() - 1).find_map(|band| {
            let own = self.in_band(band);
            if own.len() > MOST_UNSORTED {
                let place = own.partition_point(|&number| self.utilities[number as usize] < utility);
                return own.get(place).map(|&number| Outcome(number));
            }
            // In an unsorted band equals stand in the order of enumeration: the first is kept.
            let mut found = (f64::INFINITY, None);
            for &number in own {
                let worth = self.utilities[number as usize];
                if worth >= utility && worth < found.0 {
                    found = (worth, Some(Outcome(number)));
                }
            }
            found.1
        })
    }

    fn first_place(&self, among: Among) -> usize {
        match among {
            Among::All => 0,
            Among::Rational => self.first_rational,
        }
    }

    fn best(&self, among: Among) -> Option<Outcome> {
        (self.first_place(among) < self.order.len()).then(|| self.outcome_at(self.order.len() - 1)).flatten()
    }

    /// What an outcome is worth.
    pub fn utility(&self, outcome: Outcome) -> f64 {
        self.utilities[outcome.number()]
    }
}

/// The least and the greatest: eight at a time, which a processor compares at once.
fn extremes(utilities: &[f64]) -> (f64, f64) {
    let (mut low, mut high) = ([f64::INFINITY; 8], [f64::NEG_INFINITY; 8]);
    let (eights, rest) = utilities.as_chunks::<8>();
    let mut note = |lane: usize, utility: f64| {
        low[lane] = if utility < low[lane] { utility } else { low[lane] };
        high[lane] = if utility > high[lane] { utility } else { high[lane] };
    };
    for eight in eights {
        eight.iter().enumerate().for_each(|(lane, &utility)| note(lane, utility));
    }
    rest.iter().for_each(|&utility| note(0, utility));
    (low.into_iter().fold(f64::INFINITY, f64::min), high.into_iter().fold(f64::NEG_INFINITY, f64::max))
}

fn bands_a_unit(bands: usize, low: f64, high: f64) -> f64 {
    let scale = bands as f64 / (high - low);
    if scale.is_finite() { scale } else { 0.0 }
}

/// Adding 2⁵² rounds a number from 0 to 2³² to a whole one and leaves it in the low bits: quicker than a checked conversion.
fn band(utility: f64, low: f64, bands_a_unit: f64, last: usize) -> usize {
    const SHIFT: f64 = 4_503_599_627_370_496.0;
    let place = ((utility - low) * bands_a_unit).clamp(0.0, last as f64);
    (place + SHIFT).to_bits() as u32 as usize
}

fn by_utility(utilities: &[f64], a: u32, b: u32) -> Ordering {
    utilities[a as usize].total_cmp(&utilities[b as usize]).then(a.cmp(&b))
}

/// Reads the wished-for range as NegMAS does.
pub(super) fn straight(low: f64, high: f64) -> Option<(f64, f64)> {
    match low > high {
        false => Some((low, high)),
        true => (low - high <= MOST_REVERSED).then_some((high, low)),
    }
}

/// A band that was sorted to look at it. Who goes down the list asks for the outcomes of a band one after the other.
#[derive(Clone, Debug)]
struct Sorted {
    /// The places of the list that it holds.
    places: Range<usize>,
    outcomes: [u32; MOST_UNSORTED],
}

impl Default for Sorted {
    fn default() -> Sorted {
        Sorted { places: 0..0, outcomes: [0; MOST_UNSORTED] }
    }
}

impl Sorted {
    /// The outcome at a place of the ascending list.
    fn outcome_at(&mut self, dense: &Dense, place: usize) -> Option<Outcome> {
        if !self.places.contains(&place) {
            if place >= dense.order.len() {
                return None;
            }
            let band = dense.starts.partition_point(|&start| start as usize <= place) - 1;
            let own = dense.in_band(band);
            if own.len() > MOST_UNSORTED {
                return dense.order.get(place).map(|&number| Outcome(number));
            }
            let start = dense.starts[band] as usize;
            self.places = start..start + own.len();
            let sorted = &mut self.outcomes[..own.len()];
            sorted.copy_from_slice(own);
            sorted.sort_unstable_by(|&a, &b| by_utility(&dense.utilities, a, b));
        }
        self.outcomes.get(place - self.places.start).map(|&number| Outcome(number))
    }
}

/// A party's order in one talk: the shared one.
#[derive(Clone, Debug)]
pub struct Shared {
    dense: Arc<Dense>,
    sorted: Sorted,
}

impl Shared {
    /// For one talk.
    pub fn new(dense: Arc<Dense>) -> Shared {
        Shared { dense, sorted: Sorted::default() }
    }
}

impl Ranking for Shared {
    fn utility(&self, outcome: Outcome, _: &Book<'_>) -> f64 {
        self.dense.utility(outcome)
    }

    fn range(&self) -> (f64, f64) {
        (self.dense.low, self.dense.high)
    }

    fn count(&self, among: Among) -> Option<u64> {
        Some((self.dense.order.len() - self.dense.first_place(among)) as u64)
    }

    fn at(&mut self, rank: u64, among: Among, _: &mut Book<'_>) -> Option<Outcome> {
        let place = self.dense.order.len().checked_sub(usize::try_from(rank).ok()?.checked_add(1)?)?;
        if place < self.dense.first_place(among) { None } else { self.sorted.outcome_at(&self.dense, place) }
    }

    fn worst_in(&mut self, low: f64, high: f64, among: Among, _: &mut Book<'_>) -> Option<Outcome> {
        let (low, _) = straight(low, high)?;
        let dense = &*self.dense;
        // Whoever is looked for among the rational ones is worth the reservation value at least.
        let floor = if among == Among::Rational { dense.reservation } else { f64::NEG_INFINITY };
        let Some(first) = dense.first_from((low - SLACK).max(floor)) else { return dense.best(among) };
        if dense.utility(first) >= low {
            return Some(first);
        }
        match dense.first_from(low.max(floor)) {
            Some(found) => Some(dense.nearer(found, low)),
            None => dense.best(among),
        }
    }

    fn any_in(
        &mut self,
        low: f64,
        high: f64,
        among: Among,
        dice: &mut Dice,
        _: &mut Book<'_>,
    ) -> Option<Outcome> {
        let (low, high) = straight(low, high)?;
        let dense = &*self.dense;
        let first = dense.place_of(low).max(dense.first_place(among));
        let end = dense.place_of(high.next_up());
        let count = end.checked_sub(first).filter(|&count| count > 0)?;
        dense.outcome_at(first + dice.below(count as u64) as usize)
    }
}

impl Dense {
    /// `found`, the cheapest worth `low`, or what stands before it in the list if that is nearer to `low`.
    fn nearer(&self, found: Outcome, low: f64) -> Outcome {
        let before = self.place_of(low).checked_sub(1).and_then(|place| self.outcome_at(place));
        let worth = before.map_or(f64::NEG_INFINITY, |outcome| self.utility(outcome));
        if low - worth < self.utility(found) - low { self.first_from(worth).unwrap_or(found) } else { found }
    }
}
