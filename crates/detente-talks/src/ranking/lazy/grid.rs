//! Utilities on a grid: what each option adds is rounded to whole cells, so that sums are small integers.

use crate::profile::Profile;

/// The gains of a profile in cells.
#[derive(Debug)]
pub(super) struct Grid {
    /// What each option adds to the least, by issue.
    pub(super) cells: Vec<Vec<u32>>,
    /// The cell of the best outcome.
    pub(super) top: u32,
    /// What the least outcome is worth, and a cell, both before the division by the profile's unit.
    base: f64,
    step: f64,
    /// By how many cells an outcome may be worth more, or less, than its cell says.
    more: f64,
    less: f64,
    unit: f64,
}

impl Grid {
    /// The way from the least to the greatest utility in so many cells.
    pub(super) fn new(profile: &Profile, count: u32) -> Grid {
        let least = |gains: &Vec<f64>| gains.iter().copied().fold(f64::INFINITY, f64::min);
        let most = |gains: &Vec<f64>| gains.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let base = profile.gains().iter().map(least).fold(profile.bias(), |sum, gain| sum + gain);
        let high = profile.gains().iter().map(most).fold(profile.bias(), |sum, gain| sum + gain);
        let step = (high - base) / f64::from(count);
        let step = if step > 0.0 { step } else { 1.0 };
        // What sums in doubles may be off, with room to spare.
        let rounding = profile.gains().len() as f64 * 4.0 * f64::EPSILON * (base.abs() + high.abs()) / step;
        let mut grid = Grid {
            cells: Vec::new(),
            top: 0,
            base,
            step,
            more: rounding,
            less: rounding,
            unit: profile.unit(),
        };
        profile.gains().iter().for_each(|gains| grid.add(gains, least(gains)));
        grid
    }

    fn add(&mut self, gains: &[f64], least: f64) {
        let exact = |gain: &f64| (gain - least) / self.step;
        let cells: Vec<u32> = gains.iter().map(|gain| (exact(gain) + 0.5) as u32).collect();
        let off = || gains.iter().zip(&cells).map(|(gain, &cell)| exact(gain) - f64::from(cell));
        let (more, less) = (off().fold(0.0, f64::max), off().fold(0.0, f64::min));
        self.more += more;
        self.less -= less;
        self.top += cells.iter().copied().max().unwrap_or(0);
        self.cells.push(cells);
    }

    /// A utility in cells.
    fn place(&self, utility: f64) -> f64 {
        (utility * self.unit - self.base) / self.step
    }

    /// The first cell in which an outcome may be worth `utility`.
    pub(super) fn first(&self, utility: f64) -> u32 {
        self.cell((self.place(utility) - self.more).ceil())
    }

    /// The last cell that stands for `utility` or less.
    pub(super) fn nearest(&self, utility: f64) -> u32 {
        self.cell(self.place(utility).floor())
    }

    /// The last cell in which an outcome may be worth no more than `utility`; `None` if there is none.
    pub(super) fn last(&self, utility: f64) -> Option<u32> {
        let last = (self.place(utility) + self.less).floor();
        (last >= 0.0).then(|| self.cell(last).min(self.top))
    }

    fn cell(&self, place: f64) -> u32 {
        place.clamp(0.0, f64::from(u32::MAX)) as u32
    }

    /// The least that an outcome of this cell may be worth.
    pub(super) fn least(&self, cell: u32) -> f64 {
        (self.base + (f64::from(cell) - self.less) * self.step) / self.unit
    }

    /// A cell in utilities.
    pub(super) fn step(&self) -> f64 {
        self.step / self.unit
    }
}
