//! The cheapest outcome at or above a utility, without a list.
//!
//! Which sums of cells some options of the issues from the k-th on have is a set of bits (subset sums by dynamic programming, R. Bellman,
//! *Dynamic Programming*, Princeton 1957; as bits, D. Pisinger, "Dynamic programming on the word RAM", *Algorithmica* 35 (2003)). By it the outcomes of a cell
//! are found one after another with no dead end.
//!
//! # What is found
//!
//! Let `more` and `less` be the sums, over the issues, of what rounding to cells takes from an option or adds to it at most: an
//! outcome of cell c is worth c − `less` to c + `more` cells. Let ε be `more` + `less`, or one cell if that is more: at most as many cells as
//! there are issues, and one where all gains are whole cells. Asked for `low`, [`Reach::cheapest`] gives an outcome x with
//!
//! 1. u(x) ≥ `low` − [`SLACK`] in the profile's own doubles;
//! 2. u(x) ≤ u(y) + ε for each outcome y that is worth `low` + ε.
//!
//! Proof of the second: the search ends at once at an outcome less than a cell from `low`; then u(x) < `low` + ε ≤ u(y). Otherwise cells
//! are looked at upwards from the first that may hold `low` − [`SLACK`], at least one outcome of each, and the nearest to `low` is kept. All of a
//! cell c ≥ `low` + `less` are worth `low`, and the cell of y is such a one, for it is at least u(y) − `more`. So the search
//! comes to an outcome of a cell c no higher than that, and u(x) ≤ c + `more` ≤ (cell of y) + `more` ≤ u(y) + `less` + `more`.
//!
//! Mostly x is much nearer. If no outcome less than a cell from `low` comes at once, all cells that may hold a nearer one are looked at, and
//! in each the first [`MOST_OF_A_CELL`] outcomes: where none holds more, as near the best outcome, x is the one that
//! [`super::super::Ranking::worst_in`] asks for, and the first of its equals in the order of enumeration.
//!
//! Cost: making Σ options · cells/64; a question O(issues · options) an outcome that is looked at, of which there are
//! at most [`MOST_OF_A_CELL`] · 2ε, and nothing is allocated.

use super::grid::Grid;
use crate::profile::Profile;
use crate::ranking::SLACK;
use std::ops::Range;

/// How many outcomes of a cell are compared at most.
pub(super) const MOST_OF_A_CELL: u32 = 8;

/// Cells from the least to the greatest utility: one is less than a millionth of the way.
const CELLS: usize = 1 << 20;

/// The most bits that are kept for a party; with more issues than 128 cells are wider.
const MOST_BITS: usize = 1 << 27;

/// Which sums of cells there are.
#[derive(Debug)]
pub(super) struct Reach {
    grid: Grid,
    /// The issues, those with most options last.
    issues: Vec<usize>,
    /// Bits by sum of cells, for each number of issues from the k-th on; the last is that of no issue.
    levels: Vec<Vec<u64>>,
}

/// What is looked for: outcomes worth at least `least`, the nearest to `low`.
#[derive(Clone, Copy, Debug)]
struct Wish {
    least: f64,
    low: f64,
}

/// What a search keeps: scratch, so that nothing is allocated.
#[derive(Debug, Default)]
pub(super) struct Search {
    options: Vec<u32>,
    /// The sums that are left for the issues from the k-th on.
    rests: Vec<u32>,
    best: Vec<u32>,
    /// How far the best is from what was wished for.
    distance: Option<f64>,
}

impl Search {
    /// The options of the outcome that was found.
    pub(super) fn found(&self) -> &[u32] {
        &self.best
    }

    /// Notes the outcome in `options`: the nearer, of equals the first in the order of enumeration.
    fn note(&mut self, worth: f64, wish: Wish) {
        let own = (worth - wish.low).abs();
        let is_nearer = |best: f64| own < best || (own == best && self.options < self.best);
        if worth >= wish.least && self.distance.is_none_or(is_nearer) {
            self.distance = Some(own);
            self.best.clone_from(&self.options);
        }
    }
}

impl Reach {
    pub(super) fn new(profile: &Profile) -> Reach {
        let count = profile.gains().len();
        let grid = Grid::new(profile, (MOST_BITS / count.max(1)).min(CELLS) as u32);
        let mut issues: Vec<usize> = (0..count).collect();
        issues.sort_by_key(|&issue| grid.cells[issue].len());
        let mut levels = vec![vec![1]];
        let mut top = 0;
        for &issue in issues.iter().rev() {
            let mut shifts = grid.cells[issue].clone();
            shifts.sort_unstable();
            shifts.dedup();
            top += shifts.last().copied().unwrap_or(0);
            let mut level = vec![0; top as usize / 64 + 1];
            let last = levels.last().map_or(&[][..], Vec::as_slice);
            shifts.iter().for_each(|&shift| or_shifted(&mut level, last, shift));
            levels.push(level);
        }
        levels.reverse();
        Reach { grid, issues, levels }
    }

    /// Is `cell` a sum of the issues from the `level`-th on?
    fn has(&self, level: usize, cell: u32) -> bool {
        self.levels[level].get(cell as usize / 64).is_some_and(|word| word >> (cell % 64) & 1 == 1)
    }

    /// The first cell from `cell` on that holds an outcome.
    fn next(&self, cell: u32) -> Option<u32> {
        let (words, first) = (&self.levels[0], cell as usize / 64);
        let masked = |place: usize| {
            if place == first { words[place] >> (cell % 64) << (cell % 64) } else { words[place] }
        };
        let place = (first..words.len()).find(|&place| masked(place) != 0)?;
        Some(place as u32 * 64 + masked(place).trailing_zeros())
    }

    /// Finds the cheapest outcome worth at least `low`, as the head of this file says, and worth at least `floor`; is there one?
    pub(super) fn cheapest(&self, profile: &Profile, low: f64, floor: f64, search: &mut Search) -> bool {
        search.options.resize(self.issues.len(), 0);
        search.rests.resize(self.issues.len() + 1, 0);
        let wish = Wish { least: (low - SLACK).max(floor), low: low.max(floor) };
        let near = self.grid.nearest(wish.low);
        self.scan(profile, wish, near..near.saturating_add(5), search);
        if !self.is_near(search) {
            self.scan(profile, wish, self.grid.first(wish.least)..u32::MAX, search);
        }
        search.distance.is_some()
    }

    /// Is what was found less than a cell from what is wished for?
    fn is_near(&self, search: &Search) -> bool {
        search.distance.is_some_and(|best| best < self.grid.step())
    }

    /// Compares outcomes of these cells, upwards until one is near or none that is nearer can come.
    fn scan(&self, profile: &Profile, wish: Wish, cells: Range<u32>, search: &mut Search) {
        let mut from = cells.start;
        search.distance = None;
        while let Some(cell) = self.next(from).filter(|cell| cells.contains(cell)) {
            let over = self.grid.least(cell) - wish.low;
            if self.is_near(search) || search.distance.is_some_and(|best| over > best) {
                return;
            }
            self.visit(cell, search, |search| {
                search.note(profile.utility(|issue| search.options[issue]), wish);
            });
            from = cell + 1;
        }
    }

    /// Goes through the first outcomes of a cell. Each option that is tried leads to one.
    fn visit(&self, cell: u32, search: &mut Search, mut act: impl FnMut(&mut Search)) {
        let (mut level, mut option, mut left) = (0, 0, MOST_OF_A_CELL);
        search.rests[0] = cell;
        loop {
            let issue = self.issues[level];
            match self.option_from(level, option, search.rests[level]) {
                Some((found, rest)) => {
                    search.options[issue] = found as u32;
                    (level, option) = (level + 1, 0);
                    search.rests[level] = rest;
                }
                None if level == 0 => return,
                None => {
                    level -= 1;
                    option = search.options[self.issues[level]] as usize + 1;
                }
            }
            if level == self.issues.len() {
                act(search);
                left -= 1;
                if left == 0 {
                    return;
                }
                level -= 1;
                option = search.options[self.issues[level]] as usize + 1;
            }
        }
    }

    /// The first option from `option` on that leads to an outcome with the sum `rest`, and the sum that is left for the others.
    fn option_from(&self, level: usize, option: usize, rest: u32) -> Option<(usize, u32)> {
        let cells = self.grid.cells[self.issues[level]].iter().enumerate().skip(option);
        cells
            .filter_map(|(option, &cell)| Some((option, rest.checked_sub(cell)?)))
            .find(|&(_, rest)| self.has(level + 1, rest))
    }
}

/// Adds the bits of `from`, moved up by `shift`.
fn or_shifted(into: &mut [u64], from: &[u64], shift: u32) {
    let (words, bits) = (shift as usize / 64, shift % 64);
    let into = &mut into[words..];
    if bits == 0 {
        into.iter_mut().zip(from).for_each(|(to, from)| *to |= from);
        return;
    }
    into[0] |= from[0] << bits;
    let pairs = from.windows(2).map(|pair| pair[1] << bits | pair[0] >> (64 - bits));
    into[1..].iter_mut().zip(pairs).for_each(|(to, from)| *to |= from);
    if let (Some(to), Some(last)) = (into.get_mut(from.len()), from.last()) {
        *to |= last >> (64 - bits);
    }
}
