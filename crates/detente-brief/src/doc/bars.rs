//! Counts by week as bars, one period beside the other.

use super::Line;

/// Bars for equal spans of time, in periods that are compared.
#[derive(Clone, Debug)]
pub struct Bars {
    /// What they show.
    pub caption: Line,
    /// The same in words, for who cannot see it.
    pub alternative: String,
    /// The periods, the earlier first.
    pub periods: Vec<Period>,
    /// What belongs to no single span: its label and how many.
    pub beside: Option<(String, usize)>,
    /// What stands where nothing was recorded.
    pub gap: String,
}

/// A period of [`Bars`].
#[derive(Clone, Debug)]
pub struct Period {
    /// What it is called, with its total.
    pub title: String,
    /// Its bars, in time.
    pub bars: Vec<Bar>,
}

/// One of [`Bars`].
#[derive(Clone, Debug)]
pub struct Bar {
    /// When it begins.
    pub label: String,
    /// How many.
    pub count: usize,
    /// Was nothing at all recorded for this span? Then no bar does not mean that nothing happened.
    pub is_gap: bool,
    /// The same in words.
    pub title: String,
}
