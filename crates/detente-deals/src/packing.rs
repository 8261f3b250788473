//! Outcomes in a few machine words.
//!
//! Each issue has its bits, the first issue highest. So of two outcomes the earlier one in the
//! order of enumeration (last issue fastest) has the smaller words, compared from the first; and
//! joining choices on different issues is a bitwise or.

/// Where each issue's option stands.
pub(crate) struct Packing {
    places: Vec<Place>,
    words: usize,
}

struct Place {
    word: usize,
    shift: u32,
    mask: u64,
}

impl Packing {
    /// The packing of issues with so many options each.
    pub(crate) fn of(options: &[u32]) -> Packing {
        let mut places = Vec::with_capacity(options.len());
        let (mut word, mut left) = (0, u64::BITS);
        for &n in options {
            let bits = u32::BITS - (n - 1).leading_zeros();
            if bits > left {
                (word, left) = (word + 1, u64::BITS);
            }
            left -= bits;
            // An issue with one option has no bits; its place is in range whatever `left` is.
            places.push(Place { word, shift: left.min(u64::BITS - 1), mask: (1 << bits) - 1 });
        }
        Packing { places, words: word + 1 }
    }

    /// How many words an outcome takes.
    pub(crate) fn words(&self) -> usize {
        self.words
    }

    /// Adds the choice of an option to words that have none for that issue.
    pub(crate) fn choose(&self, issue: usize, option: u32, words: &mut [u64]) {
        let place = &self.places[issue];
        words[place.word] |= u64::from(option) << place.shift;
    }

    /// The option chosen on each issue.
    pub(crate) fn outcome(&self, words: impl Fn(usize) -> u64) -> Vec<u32> {
        self.places.iter().map(|place| ((words(place.word) >> place.shift) & place.mask) as u32).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_outcomes_are_ordered_like_outcomes_and_come_back() {
        let options = [1, 3, 1 << 31, u32::MAX, 10, 1, 2];
        let packing = Packing::of(&options);
        let pack = |outcome: &[u32]| {
            let mut words = vec![0; packing.words()];
            outcome.iter().enumerate().for_each(|(i, &o)| packing.choose(i, o, &mut words));
            words
        };
        let outcomes: [[u32; 7]; 4] = [
            [0, 0, 5, 7, 9, 0, 1],
            [0, 0, 6, 0, 0, 0, 0],
            [0, 2, 0, u32::MAX - 1, 3, 0, 0],
            [0, 2, 0, u32::MAX - 1, 3, 0, 1],
        ];
        for pair in outcomes.windows(2) {
            assert!(pack(&pair[0]) < pack(&pair[1]));
        }
        for outcome in outcomes {
            let words = pack(&outcome);
            assert_eq!(packing.outcome(|w| words[w]), outcome);
        }
    }
}
