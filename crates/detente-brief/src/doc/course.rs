//! What the offers of a talk are worth over time: a panel for each party.

use super::{Line, PartyAxis};

/// The course of a talk.
#[derive(Clone, Debug)]
pub struct Course {
    /// What it shows.
    pub title: Line,
    /// How it is read.
    pub reading: Line,
    /// What its marks mean.
    pub key: Vec<(CourseMark, Line)>,
    /// A panel for each party.
    pub panels: Vec<CoursePanel>,
    /// Do its words run from right to left? Time does not: numbers grow to the right.
    pub right_to_left: bool,
}

/// A mark of a [`Course`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CourseMark {
    /// The party's own offers.
    Own,
    /// Offers of others.
    Others,
    /// What the party has without an agreement.
    Floor,
}

/// What the offers are worth to one party.
#[derive(Clone, Debug)]
pub struct CoursePanel {
    /// The party's axis, upwards.
    pub axis: PartyAxis,
    /// What goes to the right.
    pub across: String,
    /// Round steps, with their places in thousandths.
    pub steps: Vec<(u32, String)>,
    /// A line for the offers of each party.
    pub lines: Vec<CourseLine>,
    /// The same in words, for who cannot see it.
    pub alternative: String,
}

/// The offers of one party in a [`CoursePanel`].
#[derive(Clone, Debug)]
pub struct CourseLine {
    /// Who made them, as its place among the parties.
    pub party: usize,
    /// Its short name.
    pub name: String,
    /// Are they the own offers of the panel's party?
    pub is_own: bool,
    /// When, and what each is worth from then on: thousandths across and upwards.
    pub offers: Vec<(u32, u32)>,
}
