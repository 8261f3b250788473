//! The equal-loss solution.

use super::{Bargain, Solution};
use std::cmp::Reverse;

pub(super) struct EqualLoss;

impl Solution for EqualLoss {
    fn name(&self) -> &'static str {
        "equal_loss"
    }

    fn definition(&self) -> &'static str {
        "least greatest loss (a - u) from what each party could get at most, where nobody gets less \
         than d; of equals the least second greatest loss, and so on"
    }

    fn source(&self) -> &'static str {
        "Y. Chun, The equal-loss principle for bargaining problems, Economics Letters 26 (1988) 103-106"
    }

    fn choose(&self, bargain: &Bargain<'_>) -> Option<usize> {
        let losses = |place: usize| {
            let losses = bargain.ideal.iter().zip(&bargain.points[place].utilities).map(|(a, u)| a - u);
            let mut losses: Vec<i128> = bargain.comparable(losses).collect();
            losses.sort_unstable_by_key(|loss| Reverse(*loss));
            losses
        };
        bargain.best(bargain.acceptable.iter().copied(), losses, |a, b| b.cmp(a))
    }
}
