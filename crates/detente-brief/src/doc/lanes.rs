//! What happened when, in lanes, as it is drawn.

use super::{Line, Table, Target};

/// A line of time with a lane for each kind of thing, and how often there was contact beneath it.
#[derive(Clone, Debug)]
pub struct Lanes {
    /// What it shows.
    pub caption: Line,
    /// The lanes that hold something.
    pub lanes: Vec<DrawnLane>,
    /// The marks of time: thousandths from the beginning, and words.
    pub ticks: Vec<(u32, String)>,
    /// From where on everything is still to come.
    pub now: Option<(u32, String)>,
    /// How often the parties met and spoke.
    pub frequency: Option<Frequency>,
    /// What the marks mean.
    pub key: Vec<(LaneMark, Line)>,
    /// Does time go from right to left?
    pub right_to_left: bool,
    /// What the tables are called under which the same stands.
    pub twin: Line,
    /// The same as tables.
    pub tables: Vec<Table>,
}

/// One lane of [`Lanes`].
#[derive(Clone, Debug)]
pub struct DrawnLane {
    /// What it holds.
    pub name: String,
    /// Where its name leads: to the list of what it holds.
    pub target: Target,
    /// Its marks.
    pub marks: Vec<DrawnMark>,
}

/// One mark in a lane.
#[derive(Clone, Debug)]
pub struct DrawnMark {
    /// Where it begins, in thousandths.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// It may have begun earlier than is drawn.
    pub open_start: bool,
    /// It may have ended later than is drawn.
    pub open_end: bool,
    /// Its shape.
    pub mark: LaneMark,
    /// Is it still to come?
    pub planned: bool,
    /// What it is, in words.
    pub title: String,
    /// Where it leads.
    pub target: Target,
}

/// The shape of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneMark {
    /// A session.
    Session,
    /// A contact outside of sessions.
    Contact,
    /// A proposal.
    Proposal,
    /// An answer to one.
    Response,
    /// An agreement.
    Agreement,
    /// The day by which something is owed.
    Deadline,
    /// A position that moved.
    Position,
    /// What somebody said.
    Statement,
    /// An incident.
    Incident,
    /// So many of them.
    Many(usize),
    /// A date that is vague.
    Vague,
    /// Something that is still to come.
    Planned,
}

/// How often the parties met and spoke, in weeks, months or years.
#[derive(Clone, Debug)]
pub struct Frequency {
    /// What it shows.
    pub name: String,
    /// The most of one bar, with the number in words.
    pub most: (usize, String),
    /// Its bars, without the empty ones.
    pub bars: Vec<FrequencyBar>,
}

/// One week, month or year of a [`Frequency`].
#[derive(Clone, Debug)]
pub struct FrequencyBar {
    /// Where it begins, in thousandths.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// How many sessions.
    pub sessions: usize,
    /// How many contacts.
    pub contacts: usize,
    /// It in words.
    pub title: String,
    /// Where it leads.
    pub target: Target,
}
