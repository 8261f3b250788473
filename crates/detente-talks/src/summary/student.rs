//! Student's t distribution, for confidence intervals.
//!
//! `P(|T| > t) = I(ν/(ν + t²); ν/2, 1/2)`, with the regularised incomplete beta function by its continued fraction (M. Abramowitz,
//! I. Stegun, *Handbook of Mathematical Functions*, 26.5.8 and 26.7.1; evaluated by W. Lentz, "Generating Bessel functions in Mie
//! scattering calculations using continued fractions", *Applied Optics* 15, 1976). Functions from `libm`.

/// More terms than any of our arguments needs.
const TERMS: u32 = 10_000;

/// The 0.975 quantile with `freedom` degrees of freedom (1 at least): by bisection, to the nearest double or its neighbour.
pub fn quantile_975(freedom: u64) -> f64 {
    let freedom = freedom.max(1) as f64;
    let (mut low, mut high) = (1.9, 13.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if tails(middle, freedom) > 0.05 { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// How likely it is to be further from 0 than `t`.
pub fn tails(t: f64, freedom: f64) -> f64 {
    beta(freedom / (freedom + t * t), freedom / 2.0, 0.5)
}

/// The regularised incomplete beta function.
fn beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    let log =
        libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * libm::log(x) + b * libm::log1p(-x);
    let front = libm::exp(log);
    // On the other side the fraction goes faster.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(x, a, b) / a
    } else {
        1.0 - front * fraction(1.0 - x, b, a) / b
    }
}

fn fraction(x: f64, a: f64, b: f64) -> f64 {
    let away = |number: f64| if number.abs() < 1e-300 { 1e-300 } else { number };
    let mut c = 1.0;
    let mut d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    for term in 1..TERMS {
        let m = f64::from(term);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let before = value;
        for step in [even, odd] {
            d = 1.0 / away(1.0 + step * d);
            c = away(1.0 + step / c);
            value *= c * d;
        }
        if (value - before).abs() <= 1e-16 * value.abs() {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of Student (W. Gosset), as every handbook prints it (Abramowitz and Stegun, table 26.10, to three places).
    #[test]
    fn quantiles_are_those_of_the_table() {
        let table = [
            (1, 12.706),
            (2, 4.303),
            (3, 3.182),
            (4, 2.776),
            (5, 2.571),
            (10, 2.228),
            (20, 2.086),
            (30, 2.042),
            (60, 2.000),
            (120, 1.980),
            (1_000_000, 1.960),
        ];
        for (freedom, wanted) in table {
            let found = quantile_975(freedom);
            assert!((found - wanted).abs() < 0.0005, "{freedom}: {found}");
        }
    }

    #[test]
    fn one_and_two_degrees_have_a_closed_form() {
        for t in [0.1, 0.5, 1.0, 3.0, 10.0] {
            let cauchy = 1.0 - 2.0 / std::f64::consts::PI * libm::atan(t);
            assert!((tails(t, 1.0) - cauchy).abs() < 1e-13, "{t}");
            assert!((tails(t, 2.0) - (1.0 - t / (2.0 + t * t).sqrt())).abs() < 1e-13, "{t}");
        }
    }
}
