//! Numbers at random, the same on every machine: one stream a world.
//!
//! The generator is ChaCha with 8 rounds (D. J. Bernstein, "ChaCha, a variant of Salsa20", SASC 2008),
//! seeded with the user's seed; world `k` reads its stream `k`, so that who computes a world, and when, does not matter.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of numbers.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of that number.
    pub(crate) fn of(seed: u64, stream: u64) -> Dice {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Dice(rng)
    }

    /// Uniform in `[0, 1)`: 53 random bits.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// Uniform in `0..most`, for `most` above 0, without bias: numbers beyond the last full run are drawn again.
    pub(crate) fn below(&mut self, most: u64) -> u64 {
        let most = most.max(1);
        let full = u64::MAX - u64::MAX % most;
        loop {
            let number = self.0.next_u64();
            if number < full {
                return number % most;
            }
        }
    }

    /// The same for wide numbers.
    pub(crate) fn below_wide(&mut self, most: u128) -> u128 {
        let most = most.max(1);
        let full = u128::MAX - u128::MAX % most;
        loop {
            let number = u128::from(self.0.next_u64()) << 64 | u128::from(self.0.next_u64());
            if number < full {
                return number % most;
            }
        }
    }

    /// Uniform between two numbers.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Triangular: rising from `low` to `likely`, falling to `high`; by the inverse of the distribution
    /// function (L. Devroye, *Non-uniform random variate generation*, Springer 1986, II.2).
    pub(crate) fn triangular(&mut self, low: f64, likely: f64, high: f64) -> f64 {
        let (u, width) = (self.unit(), high - low);
        if width <= 0.0 {
            return low;
        }
        if u * width < likely - low {
            low + libm::sqrt(u * width * (likely - low))
        } else {
            high - libm::sqrt((1.0 - u) * width * (high - likely))
        }
    }

    /// Uniform on the numbers not below 0 that sum to 1: exponential ones over their sum (Devroye 1986, V.2).
    pub(crate) fn simplex(&mut self, n: usize) -> Vec<f64> {
        // 1 - u is in (0, 1], so that the logarithm is finite.
        let drawn: Vec<f64> = (0..n).map(|_| -libm::log(1.0 - self.unit())).collect();
        let sum: f64 = drawn.iter().sum();
        if sum > 0.0 { drawn.iter().map(|x| x / sum).collect() } else { vec![1.0 / n.max(1) as f64; n] }
    }

    /// `n` numbers, uniform between two, in falling order: independent ones, sorted.
    pub(crate) fn falling(&mut self, n: usize, low: f64, high: f64) -> Vec<f64> {
        let mut drawn: Vec<f64> = (0..n).map(|_| self.between(low, high)).collect();
        drawn.sort_by(|a, b| b.total_cmp(a));
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_every_machine() {
        let mut dice = Dice::of(7, 3);
        let drawn = [
            dice.unit(),
            dice.below(1000) as f64,
            dice.between(-2.0, 5.0),
            dice.triangular(0.0, 1.0, 4.0),
            dice.below_wide(1 << 100) as f64,
        ];
        let mut all: Vec<u64> = drawn.iter().map(|x| x.to_bits()).collect();
        all.extend(dice.simplex(3).iter().map(|x| x.to_bits()));
        all.extend(dice.falling(2, 0.0, 1.0).iter().map(|x| x.to_bits()));
        assert_eq!(all, GOLDEN, "{all:#x?}");
        assert_ne!(Dice::of(7, 4).unit(), Dice::of(7, 3).unit());
    }

    const GOLDEN: [u64; 10] = [
        0x3fc73cc388434458,
        0x4072600000000000,
        0x40136981f3ec23d1,
        0x3ff2c67470d6b4d4,
        0x4618c5ee1d3989ba,
        0x3feabd44933fff19,
        0x3fc0f668ac60caf1,
        0x3fa052141a7ce2b2,
        0x3fee132fa377f0fa,
        0x3fdb9d5ea26ddb0a,
    ];

    /// Mean and variance of many draws.
    fn moments(mut draw: impl FnMut(&mut Dice) -> f64) -> (f64, f64) {
        let mut dice = Dice::of(1, 0);
        let drawn: Vec<f64> = (0..40_000).map(|_| draw(&mut dice)).collect();
        let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
        (mean, drawn.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / drawn.len() as f64)
    }

    fn close(found: (f64, f64), right: (f64, f64)) {
        let off = |a: f64, b: f64| (a - b).abs() > 0.03 * b.abs().max(0.1);
        assert!(!off(found.0, right.0) && !off(found.1, right.1), "{found:?} {right:?}");
    }

    #[test]
    fn moments_are_those_of_the_distributions() {
        close(moments(Dice::unit), (0.5, 1.0 / 12.0));
        // Triangular (a, c, b): mean (a+b+c)/3, variance (a²+b²+c²−ab−ac−bc)/18.
        close(moments(|d| d.triangular(0.0, 1.0, 4.0)), (5.0 / 3.0, 13.0 / 18.0));
        // A part of a uniform point of the simplex is Beta(1, n − 1).
        close(moments(|d| 10.0 * d.simplex(4)[2]), (2.5, 100.0 * 3.0 / 80.0));
        // The greatest of three uniforms is Beta(3, 1).
        close(moments(|d| 10.0 * d.falling(3, 0.0, 1.0)[0]), (7.5, 100.0 * 3.0 / 80.0));
        close(moments(|d| d.below(7) as f64), (3.0, 4.0));
        close(moments(|d| d.below_wide(7) as f64), (3.0, 4.0));
    }
}
