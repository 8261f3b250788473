//! Shares of worlds and entropies, with how sure they are.

/// In how many of so many worlds something holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share {
    /// In so many.
    pub count: u64,
    /// Of so many.
    pub of: u64,
}

/// The 97.5th percentile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

impl Share {
    /// The share; 0 of nothing.
    pub fn value(self) -> f64 {
        if self.of == 0 { 0.0 } else { self.count as f64 / self.of as f64 }
    }

    /// The standard error, `√(p(1 − p)/n)`.
    pub fn standard_error(self) -> f64 {
        let p = self.value();
        if self.of == 0 { 0.0 } else { libm::sqrt(p * (1.0 - p) / self.of as f64) }
    }

    /// The 95 % score interval (E. B. Wilson, "Probable inference, the law of succession, and statistical
    /// inference", Journal of the American Statistical Association 22 (1927) 209–212). Of nothing: 0 to 1.
    pub fn interval(self) -> (f64, f64) {
        if self.of == 0 {
            return (0.0, 1.0);
        }
        let (n, p) = (self.of as f64, self.value());
        let middle = p + Z * Z / (2.0 * n);
        let half = Z * libm::sqrt(p * (1.0 - p) / n + Z * Z / (4.0 * n * n));
        let under = 1.0 + Z * Z / n;
        let low = if self.count == 0 { 0.0 } else { (middle - half) / under };
        let high = if self.count == self.of { 1.0 } else { (middle + half) / under };
        (low, high)
    }
}

/// The entropy of a distribution over classes, in bits.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Entropy {
    /// Of the observed shares, `−Σ p log₂ p` (C. E. Shannon, "A mathematical theory of communication", Bell System
    /// Technical Journal 27 (1948) 379–423). Too small on average.
    pub plug_in: f64,
    /// With the correction `+ (K − 1)/(2n ln 2)` for `K` classes seen in `n` worlds (G. A. Miller, "Note on the bias
    /// of information estimates", in: Information theory in psychology, Free Press 1955, 95–100). It is good where
    /// `K` is much less than `n`.
    pub corrected: f64,
}

impl Entropy {
    /// Of how often each class was seen.
    pub(crate) fn of(counts: impl Iterator<Item = u64>) -> Entropy {
        let counts: Vec<u64> = counts.filter(|count| *count > 0).collect();
        let n = counts.iter().sum::<u64>() as f64;
        if counts.is_empty() {
            return Entropy::default();
        }
        let bits = |count: &u64| {
            let p = *count as f64 / n;
            -p * libm::log2(p)
        };
        let plug_in: f64 = counts.iter().map(bits).sum();
        let corrected = plug_in + (counts.len() - 1) as f64 / (2.0 * n * std::f64::consts::LN_2);
        Entropy { plug_in, corrected }
    }

    /// Between how many classes, all as likely, there would be as much to be known: `2^H`.
    pub fn as_many(self) -> f64 {
        libm::exp2(self.corrected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_intervals_are_those_published() {
        // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17
        // (1998) 857–872, table I, method 3.
        for (count, of, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let interval = Share { count, of }.interval();
            assert!((interval.0 - low).abs() < 5e-5 && (interval.1 - high).abs() < 5e-5, "{interval:?}");
        }
        assert_eq!(Share::default().interval(), (0.0, 1.0));
        assert_eq!(Share { count: 1, of: 4 }.standard_error(), libm::sqrt(0.25 * 0.75 / 4.0));
    }

    #[test]
    fn entropies_of_known_distributions() {
        let fair = Entropy::of([5, 5, 5, 5].into_iter());
        assert_eq!(fair.plug_in, 2.0);
        assert_eq!(Entropy { plug_in: 2.0, corrected: 2.0 }.as_many(), 4.0);
        assert!((fair.corrected - 2.0 - 3.0 / (40.0 * std::f64::consts::LN_2)).abs() < 1e-15);
        assert_eq!(Entropy::of([9, 0].into_iter()), Entropy::default());
        assert_eq!(Entropy::of([2, 1, 1].into_iter()).plug_in, 1.5);
    }
}
