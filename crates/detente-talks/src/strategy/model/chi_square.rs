//! The chi-square test's tail.

/// How likely a chi-square number of `freedom` degrees is at least `statistic`: `Q(freedom/2, statistic/2)`, the
/// regularised upper incomplete gamma function. By its recurrence from ½ or 1 upwards, `Q(a + 1, y) = Q(a, y) + yᵃe⁻ʸ/Γ(a + 1)` (NIST Digital
/// Library of Mathematical Functions, 8.8.6). Cost: one exponential for two degrees.
pub(super) fn tail(statistic: f64, freedom: usize) -> f64 {
    let y = statistic / 2.0;
    // With no freedom all that can be was seen; without a difference nothing is less likely.
    if freedom == 0 || y <= 0.0 {
        return 1.0;
    }
    let (mut a, mut sum) =
        if freedom % 2 == 1 { (0.5, libm::erfc(libm::sqrt(y))) } else { (1.0, libm::exp(-y)) };
    let ln_y = libm::log(y);
    while a < freedom as f64 / 2.0 {
        sum += libm::exp(a * ln_y - y - libm::lgamma(a + 1.0));
        a += 1.0;
    }
    sum.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::tail;

    /// Critical values of tables at 5 %, 1 % and 10 %.
    #[test]
    fn critical_values_are_those_of_tables() {
        for (statistic, freedom, wanted) in [
            (3.841, 1, 0.05),
            (5.991, 2, 0.05),
            (11.070, 5, 0.05),
            (15.086, 5, 0.01),
            (15.987, 10, 0.10),
            (124.342, 100, 0.05),
            (1074.679, 1000, 0.05),
        ] {
            let found = tail(statistic, freedom);
            assert!((found - wanted).abs() < 2e-5, "{statistic} with {freedom}: {found}");
        }
        assert_eq!((tail(0.0, 3), tail(9.0, 0)), (1.0, 1.0));
    }
}
