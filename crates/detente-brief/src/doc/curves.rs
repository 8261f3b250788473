//! Shares over time as lines, with bands where many lines are told by their quantiles.

use super::Line;

/// Lines over time from 0 to 1 upwards, in panels beside each other.
#[derive(Clone, Debug)]
pub struct Curves {
    /// What they show, with what bands and lines mean.
    pub caption: Line,
    /// The panels.
    pub panels: Vec<CurvePanel>,
    /// Do its words run from right to left?
    pub right_to_left: bool,
}

/// One drawing of [`Curves`]. Places are thousandths: across, upwards.
#[derive(Clone, Debug)]
pub struct CurvePanel {
    /// What it is called.
    pub title: String,
    /// The same in words, for who cannot see it.
    pub alternative: String,
    /// What goes to the right.
    pub across: String,
    /// Round numbers on the way to the right, with their places.
    pub marks: Vec<(u32, String)>,
    /// Bands, the widest first: at each place across, from where to where.
    pub bands: Vec<Vec<(u32, u32, u32)>>,
    /// Lines with their names; a single one needs none.
    pub lines: Vec<(String, Vec<(u32, u32)>)>,
}
