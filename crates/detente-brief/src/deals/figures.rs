//! Large numbers of packages, as a person reads them.

use detente_deals::BigUint;

/// Numbers with more digits than this are shown as powers of ten.
const MOST_DIGITS: usize = 15;

/// A number in groups of three digits; a very large one as “3.2·10³⁸”.
pub fn large(number: &BigUint) -> String {
    let digits = number.to_string();
    if digits.len() <= MOST_DIGITS {
        return grouped(&digits);
    }
    let power = (digits.len() - 1).to_string();
    let raised: String = power.chars().filter_map(superscript).collect();
    match &digits[..2] {
        "10" => format!("10{raised}"),
        two => format!("{}.{}·10{raised}", &two[..1], &two[1..]),
    }
}

/// A number as [`large`] has it, rounded to two digits that say something.
pub fn about(number: &BigUint) -> String {
    let digits = number.to_string().len();
    let step = BigUint::from(10u8).pow(u32::try_from(digits.saturating_sub(2)).unwrap_or(u32::MAX));
    large(&((number + &step / 2u8) / &step * &step))
}

/// Digits in groups of three.
pub fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn superscript(digit: char) -> Option<char> {
    ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'].get(digit.to_digit(10)? as usize).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_stay_short() {
        let shown = |text: &str| large(&text.parse().expect("a number"));
        assert_eq!(shown("0"), "0");
        assert_eq!(shown("4096"), "4,096");
        assert_eq!(shown("999999999999999"), "999,999,999,999,999");
        assert_eq!(shown("1000000000000000"), "10¹⁵");
        assert_eq!(shown(&format!("32{}", "9".repeat(37))), "3.2·10³⁸");
    }

    #[test]
    fn what_is_only_about_so_many_has_two_digits() {
        let shown = |text: &str| about(&text.parse().expect("a number"));
        let numbers = [("7", "7"), ("43", "43"), ("529193063", "530,000,000"), ("996", "1,000")];
        for (number, text) in numbers {
            assert_eq!(shown(number), text);
        }
    }
}
