//! Numbers at random: the same for a seed, a run, a party and a step, whoever draws them and when.
//!
//! ChaCha with 8 rounds (D. J. Bernstein, "ChaCha, a variant of Salsa20", SASC 2008) in counter mode: the
//! seed makes the key, the run is the stream, the party and the step are the place in it. So what a party draws does not depend on
//! what others drew, nor on how often it drew before.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// The numbers of one run of one seed.
#[derive(Clone, Debug)]
pub struct Dice {
    rng: ChaCha8Rng,
    player: u16,
    step: Option<u32>,
}

/// Words of 32 bits that a party may draw in a step before it would reach its next step's.
const WORDS_A_STEP: u32 = 1 << 20;

impl Dice {
    /// The player whose numbers decide about the talk itself (random ending).
    pub const TABLE: u16 = u16::MAX;

    /// The numbers of a player in a run.
    pub fn new(seed: u64, run: u64, player: u16) -> Dice {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(run);
        Dice { rng, player, step: None }
    }

    /// The numbers of that step: from their beginning if it is another step than before, else those not yet drawn.
    pub fn at(&mut self, step: u32) -> &mut Dice {
        if self.step != Some(step) {
            let place = u128::from(self.player) << 32 | u128::from(step);
            self.rng.set_word_pos(place * u128::from(WORDS_A_STEP));
            self.step = Some(step);
        }
        self
    }

    /// Uniform in `[0, 1)`: 53 random bits.
    pub fn unit(&mut self) -> f64 {
        (self.rng.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// Uniform in `0..most`, for `most` above 0, without bias: numbers beyond the last full run are drawn again.
    pub fn below(&mut self, most: u64) -> u64 {
        let most = most.max(1);
        let full = u64::MAX - u64::MAX % most;
        loop {
            let number = self.rng.next_u64();
            if number < full {
                return number % most;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_hang_on_seed_run_party_and_step_alone() {
        let draw = |seed, run, player, step| Dice::new(seed, run, player).at(step).below(u64::MAX);
        let mut used = Dice::new(7, 3, 1);
        (0..5).for_each(|step| _ = used.at(step).unit());
        assert_eq!(used.at(9).below(u64::MAX), draw(7, 3, 1, 9));
        let all = [draw(7, 3, 1, 9), draw(8, 3, 1, 9), draw(7, 4, 1, 9), draw(7, 3, 2, 9), draw(7, 3, 1, 8)];
        assert!((1..all.len()).all(|i| !all[..i].contains(&all[i])));
    }

    #[test]
    fn a_second_look_at_a_step_goes_on() {
        let mut dice = Dice::new(7, 3, 1);
        assert_ne!(dice.at(2).unit(), dice.at(2).unit());
    }
}
