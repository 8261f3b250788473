//! What a party said that it will never take.

use crate::{Basis, Extent, Id, Issue, Places, Position, PositionKind, Room, Text, Tri};

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
    /// Would an issue that is settled on `settled` break the red line that `position` states on it? None where
    /// the two cannot be compared: a number and an option that is none.
    ///
    /// A refusal is broken by what it names; a demand by whatever it does not name. Of what is settled vaguely,
    /// and of what is refused or demanded vaguely (“about 30”), it may not be known.
    pub fn breaks(position: &Position, issue: &Issue, settled: &Extent) -> Option<Tri> {
        let stated = Extent::of(position, issue).ok()?;
        let named = stated.holds(&settled.on_the_scale_of(&stated, issue)?);
        Some(if position.kind == PositionKind::Refusal { named } else { !named })
    }

    /// Which options of `issue` a red line breaks. None where it cannot be told, or it breaks none.
    ///
    /// Where it is not known ([`RedLine::breaks`]), a refusal counts as broken and a demand does not. On a numeric
    /// issue the options that are numbers are compared; others break nothing.
    pub fn broken_by(position: &Position, issue: &Issue) -> Option<Vec<bool>> {
        let is_broken = |place: usize| {
            let option = Extent::Options(Places::run(place, place));
            match RedLine::breaks(position, issue, &option) {
                Some(breaks) if position.kind == PositionKind::Refusal => breaks.possible(),
                Some(breaks) => breaks.certain(),
                None => false,
            }
        };
        let broken: Vec<bool> = (0..issue.options.len()).map(is_broken).collect();
        broken.contains(&true).then_some(broken)
    }

    /// Does `outcome` break it?
    pub fn is_broken_by(&self, outcome: &[u32]) -> bool {
        self.broken[outcome[self.issue] as usize]
    }
}
