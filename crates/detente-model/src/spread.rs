//! Numbers that are only half known.

use crate::shape::{Decoder, Schemas, Shape};
use crate::{Code, Decimal, Node, NodeKind, Quantity};
use serde_json::{Value, json};

/// A number as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// It.
    Exact(Decimal),
    /// Between these, each value as likely.
    Between {
        /// The least.
        low: Decimal,
        /// The greatest.
        high: Decimal,
    },
    /// Between these, rising to `likely` and falling from there (triangular).
    Around {
        /// The least.
        low: Decimal,
        /// The likeliest, between the two.
        likely: Decimal,
        /// The greatest.
        high: Decimal,
    },
    /// Nothing but what rankings say.
    Unknown,
}

impl Spread {
    /// Is it one number?
    pub fn is_exact(&self) -> bool {
        matches!(self, Spread::Exact(_))
    }

    /// The least that it may be.
    pub fn low(&self) -> Option<Decimal> {
        match *self {
            Spread::Exact(low) | Spread::Between { low, .. } | Spread::Around { low, .. } => Some(low),
            Spread::Unknown => None,
        }
    }

    /// The greatest that it may be.
    pub fn high(&self) -> Option<Decimal> {
        match *self {
            Spread::Exact(high) | Spread::Between { high, .. } | Spread::Around { high, .. } => Some(high),
            Spread::Unknown => None,
        }
    }

    /// What a number or vague number says; “about 40” is a tenth to either side. None where it has no bound.
    fn of(quantity: &Quantity) -> Option<Spread> {
        match (quantity, quantity.bounds()) {
            (Quantity::Exactly(number), _) => Some(Spread::Exact(*number)),
            (Quantity::About(likely), (Some(low), Some(high))) => {
                Some(Spread::Around { low, likely: *likely, high })
            }
            (Quantity::Between(low, high), _) => Some(Spread::Between { low: *low, high: *high }),
            (Quantity::Unknown, _) => Some(Spread::Unknown),
            _ => None,
        }
    }
}

crate::record! {
    /// A number between bounds, and where it most likely lies.
    pub struct Around {
        /// The least.
        pub low: Decimal,
        /// The likeliest.
        pub likely: Decimal,
        /// The greatest.
        pub high: Decimal,
    }
}

impl Shape for Spread {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let expected = "12, 0.25, 10-30, about 20, unknown, or {low: 10, likely: 20, high: 30}";
        if let NodeKind::Map(_) = node.kind {
            let Around { low, likely, high } = Around::decode(node, d)?;
            if low <= likely && likely <= high {
                return Some(Spread::Around { low, likely, high });
            }
            d.error(Code::BadNumber, node.span, "the three numbers are not in order")
                .expected("low, then likely, then high, none less than the one before");
            return None;
        }
        let text = d.scalar(node, "a number")?;
        let read = Quantity::parse(text).as_ref().and_then(Spread::of);
        if read.is_none() {
            d.error(Code::BadNumber, node.span, format!("“{text}” is no number and has no two bounds"))
                .expected(expected);
        }
        read
    }
    fn encode(&self) -> Value {
        match *self {
            Spread::Exact(number) => number.encode(),
            Spread::Between { low, high } => Quantity::Between(low, high).encode(),
            Spread::Around { low, likely, high } => Around { low, likely, high }.encode(),
            Spread::Unknown => Quantity::Unknown.encode(),
        }
    }
    fn schema(schemas: &mut Schemas) -> Value {
        let around = Around::schema(schemas);
        json!({"anyOf": [{"type": ["number", "string"],
            "description": "a number, or where it is not known exactly: N-M, about N, unknown"}, around]})
    }
}
