//! What a party said that it will never take.

use crate::{
    Basis, Decimal, Extent, Id, Issue, OptionEntry, Places, Position, PositionKind, Quantity, Room, Text,
};

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
    /// Which options of `issue` a red line breaks. None where it cannot be told, or it breaks none.
    ///
    /// A refusal is broken by what it names; a demand by whatever has nothing in common with it. On a numeric
    /// issue the options that are numbers are compared; others break nothing.
    pub fn broken_by(position: &Position, issue: &Issue) -> Option<Vec<bool>> {
        let extent = Extent::of(position, issue).ok()?;
        let is_broken = |(place, option): (usize, &OptionEntry)| {
            let option = match extent {
                Extent::Options(_) => Extent::Options(Places::run(place, place)),
                Extent::Numbers(_) => match Decimal::parse(option.0.id.as_str()) {
                    Some(number) => Extent::Numbers(Quantity::Exactly(number)),
                    None => return false,
                },
            };
            extent.is_disjoint(&option) != (position.kind == PositionKind::Refusal)
        };
        let broken: Vec<bool> = issue.options.iter().enumerate().map(is_broken).collect();
        broken.contains(&true).then_some(broken)
    }

    /// Does `outcome` break it?
    pub fn is_broken_by(&self, outcome: &[u32]) -> bool {
        self.broken[outcome[self.issue] as usize]
    }
}
