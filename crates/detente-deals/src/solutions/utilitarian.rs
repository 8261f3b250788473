//! The utilitarian solution.

use super::{Bargain, Solution};

pub(super) struct Utilitarian;

impl Solution for Utilitarian {
    fn name(&self) -> &'static str {
        "utilitarian"
    }

    fn definition(&self) -> &'static str {
        "greatest sum of the utilities u"
    }

    fn source(&self) -> &'static str {
        "J. C. Harsanyi, Cardinal welfare, individualistic ethics, and interpersonal comparisons of \
         utility, Journal of Political Economy 63 (1955) 309-321"
    }

    fn choose(&self, bargain: &Bargain<'_>) -> Option<usize> {
        let sum =
            |place: usize| bargain.comparable(bargain.points[place].utilities.iter().copied()).sum::<i128>();
        bargain.best(0..bargain.points.len(), sum, Ord::cmp)
    }
}
