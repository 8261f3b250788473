//! The Kalai–Smorodinsky solution.

use super::{Bargain, Share, Solution, from_least, leximin};

pub(super) struct KalaiSmorodinsky;

impl Solution for KalaiSmorodinsky {
    fn name(&self) -> &'static str {
        "kalai_smorodinsky"
    }

    fn definition(&self) -> &'static str {
        "greatest smallest share (u - d)/(a - d) of what each party could gain at most, where nobody \
         gets less than d; of equals the greatest second smallest share, and so on; a party that cannot \
         gain does not count"
    }

    fn source(&self) -> &'static str {
        "E. Kalai, M. Smorodinsky, Other solutions to Nash's bargaining problem, Econometrica 43 (1975) \
         513-518; lexicographic: H. Imai, Individual monotonicity and lexicographic maxmin solution, \
         Econometrica 51 (1983) 389-401"
    }

    fn choose(&self, bargain: &Bargain<'_>) -> Option<usize> {
        let places = bargain.acceptable.iter().copied();
        bargain.best(places, |place| shares(bargain, place), |a, b| leximin(a, b))
    }
}

fn shares(bargain: &Bargain<'_>, place: usize) -> Vec<Share> {
    let most = bargain.ideal.iter().zip(&bargain.disagreement).map(|(a, d)| (a - d) as u64);
    let shares = bargain.gains(place).zip(most).filter(|(_, most)| *most > 0);
    from_least(shares.map(|(gain, most)| Share(gain as u64, most)).collect())
}
