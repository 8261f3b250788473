//! The greatest smallest gain over the reservation value.

use super::{Bargain, Solution};

pub(super) struct MaximinGain;

impl Solution for MaximinGain {
    fn name(&self) -> &'static str {
        "maximin_gain"
    }

    fn definition(&self) -> &'static str {
        "greatest smallest gain (u - d); of equals the greatest sum of gains"
    }

    fn source(&self) -> &'static str {
        "J. Rawls, A theory of justice, Harvard University Press 1971, section 26, applied to gains; \
         the second clause is this program's own"
    }

    fn choose(&self, bargain: &Bargain<'_>) -> Option<usize> {
        let least_and_sum = |place: usize| {
            let least = bargain.comparable(bargain.gains(place)).min();
            (least, bargain.comparable(bargain.gains(place)).sum::<i128>())
        };
        bargain.best(0..bargain.points.len(), least_and_sum, Ord::cmp)
    }
}
