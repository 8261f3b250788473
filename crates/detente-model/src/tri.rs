//! Three-valued truth, for comparisons of what is only vaguely known.

use std::ops::Not;

/// Yes, no, or not to be known from what was put in.
///
/// The connectives are Kleene's strong ones (S. C. Kleene, *Introduction to Metamathematics*,
/// 1952, §64): a result is certain only where no completion of the unknown could change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tri {
    /// It holds in every reading.
    Yes,
    /// It holds in none.
    No,
    /// It holds in some readings and not in others.
    Unknown,
}

impl Tri {
    /// Both hold.
    pub fn and(self, other: Tri) -> Tri {
        match (self, other) {
            (Tri::No, _) | (_, Tri::No) => Tri::No,
            (Tri::Yes, Tri::Yes) => Tri::Yes,
            _ => Tri::Unknown,
        }
    }

    /// At least one holds.
    pub fn or(self, other: Tri) -> Tri {
        !((!self).and(!other))
    }

    /// `true` unless it surely does not hold.
    pub fn possible(self) -> bool {
        self != Tri::No
    }

    /// `true` only if it surely holds.
    pub fn certain(self) -> bool {
        self == Tri::Yes
    }
}

impl Not for Tri {
    type Output = Tri;
    fn not(self) -> Tri {
        match self {
            Tri::Yes => Tri::No,
            Tri::No => Tri::Yes,
            Tri::Unknown => Tri::Unknown,
        }
    }
}

impl From<bool> for Tri {
    fn from(value: bool) -> Tri {
        if value { Tri::Yes } else { Tri::No }
    }
}
