//! Which share of all outcomes lies in which cell of a grid: for outcomes at random, and for places far down the list.
//!
//! The sums of independent choices by dynamic programming: the share of the sums s of the issues from the k-th on is the mean, over the
//! options of the k-th, of the shares of s less the option's cell. By it an outcome of a cell is drawn issue by issue, each
//! as likely (as knapsack solutions are sampled after counting: M. Dyer, "Approximate counting by dynamic programming", STOC 2003).
//! Shares, not counts, so that nothing overflows on any number of issues.
//!
//! Cost: making Σ options · [`CELLS`]; an outcome O(Σ options + log [`CELLS`]).

use super::grid::Grid;
use crate::profile::Profile;

/// Cells from the least to the greatest utility.
const CELLS: usize = 1 << 16;

/// The most shares that are kept for a party; with more issues than 64 cells are wider.
const MOST_SHARES: usize = 1 << 22;

/// The shares of a profile.
#[derive(Debug)]
pub(super) struct Shares {
    pub(super) grid: Grid,
    /// By sum of cells, for the issues from the k-th on.
    levels: Vec<Vec<f64>>,
    /// Of the cell and those above it, of all issues.
    tail: Vec<f64>,
}

impl Shares {
    pub(super) fn new(profile: &Profile) -> Shares {
        let grid = Grid::new(profile, (MOST_SHARES / profile.gains().len().max(1)).min(CELLS) as u32);
        let mut levels = vec![vec![1.0]];
        for cells in grid.cells.iter().rev() {
            let last = levels.last().map_or(&[][..], Vec::as_slice);
            let top = cells.iter().copied().max().unwrap_or(0) as usize;
            let mut level = vec![0.0; last.len() + top];
            for &cell in cells {
                level[cell as usize..].iter_mut().zip(last).for_each(|(to, from)| *to += from);
            }
            level.iter_mut().for_each(|share| *share /= cells.len() as f64);
            levels.push(level);
        }
        levels.reverse();
        let mut tail = vec![0.0; levels[0].len() + 1];
        for cell in (0..levels[0].len()).rev() {
            tail[cell] = tail[cell + 1] + levels[0][cell];
        }
        Shares { grid, levels, tail }
    }

    /// The share of the outcomes of these cells.
    fn between(&self, first: u32, last: u32) -> (f64, f64) {
        let above = self.tail.get(last as usize + 1).copied().unwrap_or(0.0);
        (above, self.tail.get(first as usize).copied().unwrap_or(0.0) - above)
    }

    /// Writes an outcome of the cells `first..=last`, each as likely if `draw` gives numbers of `[0, 1)`, uniform and independent; `false`
    /// if there is none.
    pub(super) fn any(
        &self,
        (first, last): (u32, u32),
        mut draw: impl FnMut() -> f64,
        options: &mut [u32],
    ) -> bool {
        let (above, share) = self.between(first, last);
        if share <= 0.0 {
            return false;
        }
        let (cell, _) = self.cell_at(above + draw() * share);
        self.descend(cell, 0.0, |_| draw(), options);
        true
    }

    /// Writes the outcome above which that share of all outcomes lies, cells from the top, in a cell in the order of enumeration.
    pub(super) fn at(&self, share: f64, options: &mut [u32]) {
        let (cell, within) = self.cell_at(share);
        self.descend(cell, within, |left| left, options);
    }

    /// The cell in which the outcome with that share above it lies, and how far into the cell's own share.
    fn cell_at(&self, above: f64) -> (u32, f64) {
        let cell = self.tail.partition_point(|&tail| tail > above).saturating_sub(1);
        let own = self.levels[0].get(cell).copied().unwrap_or(0.0);
        let within = if own > 0.0 { (above - self.tail[cell + 1]) / own } else { 0.0 };
        (cell as u32, within.clamp(0.0, 1.0))
    }

    /// Chooses the options of an outcome of `cell`. `point` is told how far into the share of the chosen option the last point
    /// was, and gives the next, in `[0, 1]`.
    fn descend(&self, cell: u32, within: f64, mut point: impl FnMut(f64) -> f64, options: &mut [u32]) {
        let (mut rest, mut within) = (cell, within);
        for (issue, cells) in self.grid.cells.iter().enumerate() {
            let below = &self.levels[issue + 1];
            let share =
                |&cell: &u32| rest.checked_sub(cell).and_then(|rest| below.get(rest as usize)).copied();
            let total = cells.iter().filter_map(share).fold(0.0, |sum, share| sum + share);
            let mut left = point(within) * total;
            let mut chosen = None;
            for (option, cell) in cells.iter().enumerate() {
                let Some(own) = share(cell).filter(|&own| own > 0.0) else { continue };
                chosen = Some((option, *cell, left / own));
                if left < own {
                    break;
                }
                left -= own;
            }
            // An empty cell is not asked for, so that there is always one.
            let Some((option, cell, inside)) = chosen else { return };
            options[issue] = option as u32;
            rest -= cell;
            within = inside.clamp(0.0, 1.0);
        }
    }
}
