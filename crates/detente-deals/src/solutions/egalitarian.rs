//! The egalitarian solution, as leximin.

use super::{Bargain, Solution};

pub(super) struct Egalitarian;

impl Solution for Egalitarian {
    fn name(&self) -> &'static str {
        "egalitarian"
    }

    fn definition(&self) -> &'static str {
        "greatest smallest gain (u - d); of equals the greatest second smallest gain, and so on (leximin)"
    }

    fn source(&self) -> &'static str {
        "E. Kalai, Proportional solutions to bargaining situations, Econometrica 45 (1977) 1623-1630; \
         leximin: A. Sen, Collective choice and social welfare, Holden-Day 1970, ch. 9"
    }

    fn choose(&self, bargain: &Bargain<'_>) -> Option<usize> {
        let gains = |place: usize| {
            let mut gains: Vec<i128> = bargain.comparable(bargain.gains(place)).collect();
            gains.sort_unstable();
            gains
        };
        bargain.best(0..bargain.points.len(), gains, Ord::cmp)
    }
}
