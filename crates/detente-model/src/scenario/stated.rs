//! Preferences as they were stated: exactly, between bounds, or only as rankings.
//!
//! The integers of a [`super::Utility`] are one reading of them, the central one; what is
//! computed over possible worlds, or from rankings alone, starts here.

mod central;

use crate::Spread;

/// One package (or part of one) that a party likes better than another, or as much.
/// Pairs of issue index and option index; issues that neither names are taken to be alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preferred {
    /// What is liked better.
    pub this: Vec<(usize, u32)>,
    /// To what.
    pub to: Vec<(usize, u32)>,
}

/// A party's weights and values as they were stated. A utility is the sum over issues of weight times
/// value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// One weight an issue, none below 0.
    pub weights: Vec<Spread>,
    /// `values[issue][option]`.
    pub values: Vec<Vec<Spread>>,
    /// `orders[issue]`: groups of options, the best group first, those of a group liked alike;
    /// empty where nothing was said. Options in no group are not ranked.
    pub orders: Vec<Vec<Vec<u32>>>,
    /// Pairs of issues, the first of which counts more than the second, or as much.
    pub more_important: Vec<(usize, usize)>,
    /// Packages compared.
    pub prefers: Vec<Preferred>,
}

impl Stated {
    /// Is each weight and value one number?
    pub fn is_exact(&self) -> bool {
        self.weights.iter().chain(self.values.iter().flatten()).all(Spread::is_exact)
    }

    /// Is no weight known but by rank?
    pub fn is_ordinal(&self) -> bool {
        self.weights.iter().all(|weight| *weight == Spread::Unknown)
    }
}
