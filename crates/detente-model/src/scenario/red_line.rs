//! What a party said that it will never take.

use crate::{Basis, Id, Room, Text};

/// A red line on one issue, with the evidence for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedLine {
    /// The party's place among the scenario's utilities.
    pub party: usize,
    /// The issue's place among the scenario's issues.
    pub issue: usize,
    /// `broken[option]`: does this option break it?
    pub broken: Vec<bool>,
    /// On what it rests.
    pub basis: Basis,
    /// The entry that states it: its room and id.
    pub entry: (Room, Id),
    /// Where it comes from, as the entry cites it.
    pub source: Option<String>,
    /// On what the party made it depend.
    pub condition: Option<Text>,
}

impl RedLine {
    /// Does `outcome` break it?
    pub fn is_broken_by(&self, outcome: &[u32]) -> bool {
        self.broken[outcome[self.issue] as usize]
    }
}
