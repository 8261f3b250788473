//! The best outcomes one after another.
//!
//! E. Lawler, "A procedure for computing the K best solutions to discrete optimization problems", *Management Science* 18 (1972), on
//! the lattice of ranks: with the options of each issue sorted by what they add, an outcome is a vector of ranks, its successors are one
//! rank lower on one issue, and each outcome is made once, from the one with the last of its lowered issues a rank higher.
//!
//! Exact: adding doubles never rises when an addend falls, so that a successor is never worth more, in the profile's own doubles, than the
//! one it is made from. Each outcome comes once, utilities never rise, and of equal ones the last in the order of enumeration comes
//! first. One exception: where rounding or the cap swallows the difference between two options of an issue, the option that adds more
//! comes first, whatever the order of enumeration.
//!
//! Cost of the k-th outcome of n issues: O(n² + n·log(k·n)), and 2n bytes for each of at most k·n vectors in memory.

use crate::profile::Profile;

/// An outcome that has not come yet.
#[derive(Clone, Copy, Debug)]
struct Node {
    worth: f64,
    /// Its vector of ranks is this row.
    row: u32,
    /// The last issue on which it was lowered.
    lowered: u32,
}

/// The options of each issue, what adds most first; of equal ones the last.
#[derive(Debug)]
pub(super) struct Tables(Vec<Vec<u16>>);

impl Tables {
    pub(super) fn new(profile: &Profile) -> Tables {
        let sorted = |gains: &Vec<f64>| {
            let mut options: Vec<u16> = (0..gains.len()).map(|option| option as u16).collect();
            // Plus zero, since a sum does not tell the two zeros apart.
            let gain = |option: u16| gains[usize::from(option)] + 0.0;
            options.sort_unstable_by(|&a, &b| gain(b).total_cmp(&gain(a)).then(b.cmp(&a)));
            options
        };
        Tables(profile.gains().iter().map(sorted).collect())
    }

    /// What the best outcome is worth.
    pub(super) fn best(&self, profile: &Profile) -> f64 {
        profile.utility(|issue| self.option(issue, 0))
    }

    /// What the worst outcome is worth.
    pub(super) fn worst(&self, profile: &Profile) -> f64 {
        profile.utility(|issue| self.option(issue, (self.0[issue].len() - 1) as u16))
    }

    fn option(&self, issue: usize, rank: u16) -> u32 {
        self.0[issue][usize::from(rank)].into()
    }
}

/// Outcomes that have not come yet, as a heap: the next one first.
#[derive(Debug, Default)]
pub(super) struct BestFirst {
    heap: Vec<Node>,
    rows: Vec<u16>,
    free: Vec<u32>,
    has_begun: bool,
}

impl BestFirst {
    /// Writes the options of the next outcome to `options` and returns its utility; `None` after the last.
    pub(super) fn next(&mut self, profile: &Profile, tables: &Tables, options: &mut [u32]) -> Option<f64> {
        if !std::mem::replace(&mut self.has_begun, true) {
            self.rows.resize(tables.0.len(), 0);
            self.heap.push(Node { worth: tables.best(profile), row: 0, lowered: 0 });
        }
        let node = self.pop(tables)?;
        for (issue, option) in options.iter_mut().enumerate() {
            *option = tables.option(issue, self.row(node.row, tables)[issue]);
        }
        for issue in node.lowered as usize..tables.0.len() {
            self.lower(node, issue, profile, tables, options);
        }
        self.free.push(node.row);
        Some(node.worth)
    }

    /// Makes the successor of `node` that is one rank lower on `issue`. `options` are those of `node`, and are left so.
    fn lower(&mut self, node: Node, issue: usize, profile: &Profile, tables: &Tables, options: &mut [u32]) {
        let n = tables.0.len();
        let from = node.row as usize * n;
        let rank = usize::from(self.rows[from + issue]) + 1;
        let Some(&option) = tables.0[issue].get(rank) else { return };
        let row = self.free.pop().unwrap_or((self.rows.len() / n) as u32);
        let to = row as usize * n;
        if to == self.rows.len() {
            self.rows.extend_from_within(from..from + n);
        } else {
            self.rows.copy_within(from..from + n, to);
        }
        self.rows[to + issue] = rank as u16;
        let before = std::mem::replace(&mut options[issue], option.into());
        let worth = profile.utility(|issue| options[issue]);
        options[issue] = before;
        self.push(Node { worth, row, lowered: issue as u32 }, tables);
    }

    fn row(&self, row: u32, tables: &Tables) -> &[u16] {
        let n = tables.0.len();
        &self.rows[row as usize * n..][..n]
    }

    /// Does `a` come before `b`?
    fn precedes(&self, a: Node, b: Node, tables: &Tables) -> bool {
        if a.worth != b.worth {
            return a.worth > b.worth;
        }
        let options = |node: Node| {
            self.row(node.row, tables).iter().enumerate().map(|(issue, &rank)| tables.option(issue, rank))
        };
        options(a).gt(options(b))
    }

    fn push(&mut self, node: Node, tables: &Tables) {
        let mut place = self.heap.len();
        self.heap.push(node);
        while place > 0 && self.precedes(node, self.heap[(place - 1) / 2], tables) {
            self.heap[place] = self.heap[(place - 1) / 2];
            place = (place - 1) / 2;
        }
        self.heap[place] = node;
    }

    fn pop(&mut self, tables: &Tables) -> Option<Node> {
        let last = self.heap.pop()?;
        let Some(&first) = self.heap.first() else { return Some(last) };
        let (mut place, count) = (0, self.heap.len());
        loop {
            let mut child = 2 * place + 1;
            if child + 1 < count && self.precedes(self.heap[child + 1], self.heap[child], tables) {
                child += 1;
            }
            if child >= count || !self.precedes(self.heap[child], last, tables) {
                break;
            }
            self.heap[place] = self.heap[child];
            place = child;
        }
        self.heap[place] = last;
        Some(first)
    }
}
