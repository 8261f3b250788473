//! Vague numbers: at least, about, between, under.

use crate::shape::{Decoder, Schemas, Shape};
use crate::{Code, Decimal, Node, Tri};
use serde_json::{Value, json};
use std::fmt;

/// A number as a source gives it, exact or vague.
///
/// Every form stands for the set of numbers that it allows, an interval; comparisons are
/// three-valued over it. "about 1,000" stands for 1,000 give or take a tenth: a convention of
/// this program, stated wherever it is used, and needed so that "about" can be compared at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// `4`
    Exactly(Decimal),
    /// `at least 4`, `>= 4`
    AtLeast(Decimal),
    /// `at most 4`, `up to 4`, `<= 4`
    AtMost(Decimal),
    /// `under 4`, `fewer than 4`, `< 4`
    Under(Decimal),
    /// `over 4`, `more than 4`, `> 4`
    Over(Decimal),
    /// `about 4`, `~ 4`
    About(Decimal),
    /// `4-6`, `4 to 6`
    Between(Decimal, Decimal),
    /// `unknown`
    Unknown,
}

/// The words that begin a vague number, longest first, and what each makes of the number.
type Maker = fn(Decimal) -> Quantity;
const PREFIXES: [(&str, Maker); 16] = [
    ("at least", Quantity::AtLeast),
    (">=", Quantity::AtLeast),
    ("≥", Quantity::AtLeast),
    ("at most", Quantity::AtMost),
    ("up to", Quantity::AtMost),
    ("<=", Quantity::AtMost),
    ("≤", Quantity::AtMost),
    ("fewer than", Quantity::Under),
    ("less than", Quantity::Under),
    ("under", Quantity::Under),
    ("<", Quantity::Under),
    ("more than", Quantity::Over),
    ("over", Quantity::Over),
    (">", Quantity::Over),
    ("about", Quantity::About),
    ("~", Quantity::About),
];

impl Quantity {
    /// Reads one of the forms above.
    ///
    /// ```
    /// # use detente_model::{Quantity, Tri};
    /// let wounded = Quantity::parse("at least 4").unwrap();
    /// let killed = Quantity::parse("1-3").unwrap();
    /// assert_eq!(killed.less_than(&wounded), Tri::Yes);
    /// assert_eq!(wounded.less_than(&Quantity::parse("5").unwrap()), Tri::Unknown);
    /// ```
    pub fn parse(text: &str) -> Option<Quantity> {
        let text = text.trim();
        if text == "unknown" {
            return Some(Quantity::Unknown);
        }
        for (prefix, make) in PREFIXES {
            if let Some(rest) = text.strip_prefix(prefix) {
                return Decimal::parse(rest.trim()).map(make);
            }
        }
        if let Some(exact) = Decimal::parse(text) {
            return Some(Quantity::Exactly(exact));
        }
        [" to ", "..", "–", "-"].iter().find_map(|mark| {
            let (lo, hi) = text.split_once(mark)?;
            let (lo, hi) = (Decimal::parse(lo.trim())?, Decimal::parse(hi.trim())?);
            (lo <= hi).then_some(Quantity::Between(lo, hi))
        })
    }

    /// The least and greatest number that it allows; `None` is no bound on that side. The bounds
    /// are closed: "under 4" gives 4 as its upper bound.
    pub fn bounds(&self) -> (Option<Decimal>, Option<Decimal>) {
        match *self {
            Quantity::Exactly(n) => (Some(n), Some(n)),
            Quantity::AtLeast(n) | Quantity::Over(n) => (Some(n), None),
            Quantity::AtMost(n) | Quantity::Under(n) => (None, Some(n)),
            Quantity::About(n) => {
                let (a, b) = (n.share(9, 10), n.share(11, 10));
                (Some(a.min(b)), Some(a.max(b)))
            }
            Quantity::Between(lo, hi) => (Some(lo), Some(hi)),
            Quantity::Unknown => (None, None),
        }
    }

    fn open_above(&self) -> bool {
        matches!(self, Quantity::Under(_))
    }

    fn open_below(&self) -> bool {
        matches!(self, Quantity::Over(_))
    }

    /// Is this surely less than `other`?
    pub fn less_than(&self, other: &Quantity) -> Tri {
        let ((lo, hi), (other_lo, other_hi)) = (self.bounds(), other.bounds());
        let strict = self.open_above() || other.open_below();
        if let (Some(hi), Some(other_lo)) = (hi, other_lo)
            && (hi < other_lo || (strict && hi == other_lo))
        {
            return Tri::Yes;
        }
        match (lo, other_hi) {
            (Some(lo), Some(other_hi)) if lo >= other_hi => Tri::No,
            _ => Tri::Unknown,
        }
    }

    /// Does it surely allow every number that `other` allows? Of “about 30” only 30 itself is sure.
    pub fn surely_holds(&self, other: &Quantity) -> bool {
        match self {
            Quantity::Unknown => false,
            Quantity::About(n) => *other == Quantity::Exactly(*n),
            _ => {
                let ((lo, hi), (other_lo, other_hi)) = (self.bounds(), other.bounds());
                let above = lo.is_none_or(|lo| {
                    let is_strict = self.open_below() && !other.open_below();
                    other_lo.is_some_and(|other| other > lo || (other == lo && !is_strict))
                });
                let below = hi.is_none_or(|hi| {
                    let is_strict = self.open_above() && !other.open_above();
                    other_hi.is_some_and(|other| other < hi || (other == hi && !is_strict))
                });
                above && below
            }
        }
    }

    /// Are both surely the same number?
    pub fn equals(&self, other: &Quantity) -> Tri {
        match (self, other) {
            (Quantity::Exactly(a), Quantity::Exactly(b)) => (a == b).into(),
            _ if self.less_than(other).certain() || other.less_than(self).certain() => Tri::No,
            _ => Tri::Unknown,
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Quantity::Exactly(n) => write!(f, "{n}"),
            Quantity::AtLeast(n) => write!(f, "at least {n}"),
            Quantity::AtMost(n) => write!(f, "at most {n}"),
            Quantity::Under(n) => write!(f, "under {n}"),
            Quantity::Over(n) => write!(f, "over {n}"),
            Quantity::About(n) => write!(f, "about {n}"),
            Quantity::Between(lo, hi) => write!(f, "{lo} to {hi}"),
            Quantity::Unknown => write!(f, "unknown"),
        }
    }
}

impl Shape for Quantity {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let text = d.scalar(node, "a number")?;
        let read = Quantity::parse(text);
        if read.is_none() {
            d.error(Code::BadNumber, node.span, format!("“{text}” is not a number or a vague number"))
                .expected("4, at least 4, under 4, about 1000, 4-6, unknown");
        }
        read
    }
    fn encode(&self) -> Value {
        Value::String(self.to_string())
    }
    fn schema(_: &mut Schemas) -> Value {
        json!({"type": ["string", "number"],
               "description": "a number, or: at least N, at most N, under N, over N, about N, N-M, unknown"})
    }
}

impl Shape for Decimal {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let text = d.scalar(node, "a number")?;
        let read = Decimal::parse(text);
        if read.is_none() {
            d.error(Code::BadNumber, node.span, format!("“{text}” is not a number"))
                .expected("a decimal of at most 18 digits, such as 12 or 0.25");
        }
        read
    }
    fn encode(&self) -> Value {
        Value::String(self.to_string())
    }
    fn schema(_: &mut Schemas) -> Value {
        json!({"type": ["string", "number"], "description": "a decimal, kept exactly as written"})
    }
}

/// A length of time, perhaps vague: `under 2 hours`, `about 90 minutes`, `3 days`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lasted {
    /// How many.
    pub amount: Quantity,
    /// Of what.
    pub unit: LastedUnit,
}

crate::words! {
    /// The unit of a [`Lasted`].
    pub enum LastedUnit {
        /// Minutes.
        Minutes = "minutes",
        /// Hours.
        Hours = "hours",
        /// Days.
        Days = "days",
    }
}

impl Lasted {
    /// Reads `AMOUNT UNIT`.
    pub fn parse(text: &str) -> Option<Lasted> {
        let (amount, unit) = text.trim().rsplit_once(' ')?;
        let unit = match unit {
            "minute" | "minutes" | "min" => LastedUnit::Minutes,
            "hour" | "hours" | "h" => LastedUnit::Hours,
            "day" | "days" => LastedUnit::Days,
            _ => return None,
        };
        Some(Lasted { amount: Quantity::parse(amount)?, unit })
    }
}

impl Shape for Lasted {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let text = d.scalar(node, "a length of time")?;
        let read = Lasted::parse(text);
        if read.is_none() {
            d.error(Code::BadNumber, node.span, format!("“{text}” is not a length of time"))
                .expected("under 2 hours, about 90 minutes, 3 days");
        }
        read
    }
    fn encode(&self) -> Value {
        Value::String(format!("{} {}", self.amount, self.unit.as_str()))
    }
    fn schema(_: &mut Schemas) -> Value {
        json!({"type": "string", "description": "a length of time: under 2 hours, about 90 minutes, 3 days"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn q(text: &str) -> Quantity {
        Quantity::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn forms_read_back() {
        for text in ["4", "at least 4", "at most 4", "under 4", "over 4", "about 1000", "4 to 6", "unknown"] {
            assert_eq!(q(text).to_string(), text);
        }
        assert_eq!(q("4-6"), q("4..6"));
        assert_eq!(q("1,000"), q("1000"));
        for bad in ["", "many", "6-4", "at least", "4-", "about many"] {
            assert_eq!(Quantity::parse(bad), None, "{bad}");
        }
        assert_eq!(q("under 4").less_than(&q("4")), Tri::Yes);
        assert_eq!(q("at most 4").less_than(&q("4")), Tri::Unknown);
    }

    fn any_quantity() -> impl Strategy<Value = (Quantity, i64, i64)> {
        // The form with the integers of 0..=60 that it allows, least and greatest.
        (0u32..20, 0u32..20, 0usize..5).prop_map(|(a, b, form)| {
            let (lo, hi) = (a.min(b), a.max(b));
            let (low, high) = (i64::from(lo), i64::from(hi));
            match form {
                0 => (Quantity::Exactly(lo.into()), low, low),
                1 => (Quantity::AtLeast(lo.into()), low, 60),
                2 => (Quantity::AtMost(hi.into()), -60, high),
                3 => (Quantity::Between(lo.into(), hi.into()), low, high),
                _ => (Quantity::Unknown, -60, 60),
            }
        })
    }

    proptest! {
        #[test]
        fn less_than_agrees_with_every_completion((x, xl, xh) in any_quantity(), (y, yl, yh) in any_quantity()) {
            let expected = if xh < yl { Tri::Yes } else if xl >= yh { Tri::No } else { Tri::Unknown };
            prop_assert_eq!(x.less_than(&y), expected);
        }
    }
}
