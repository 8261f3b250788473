//! The efficient point at which the parties' utilities differ least.

use super::{Bargain, Solution};

pub(super) struct EqualGain;

impl Solution for EqualGain {
    fn name(&self) -> &'static str {
        "equal_gain"
    }

    fn definition(&self) -> &'static str {
        "least difference between the greatest and the least utility u, of the efficient points (for \
         two parties |u1 - u2|)"
    }

    fn source(&self) -> &'static str {
        "what the files of GENIUS and GeniusWeb call Kalai: R. Lin and others, Genius: an integrated \
         environment for supporting the design of generic automated negotiators, Computational \
         Intelligence 30 (2014) 48-70"
    }

    fn choose(&self, bargain: &Bargain<'_>) -> Option<usize> {
        let spread = |place: usize| {
            let utilities = || bargain.comparable(bargain.points[place].utilities.iter().copied());
            utilities().max().unwrap_or(0) - utilities().min().unwrap_or(0)
        };
        bargain.best(0..bargain.points.len(), spread, |a, b| b.cmp(a))
    }
}
