//! A skyline for four and more parties: k-d trees whose sizes are powers of two.
//!
//! A question goes down only into boxes whose upper corner is not below the vector, and ends at the
//! first vector, or lower corner of a box, that covers it. New vectors go into a short list; when it
//! is full it is built into a tree together with the trees that are no larger, like carrying in
//! binary addition. J. L. Bentley, "Multidimensional binary search trees used for associative
//! searching", Communications of the ACM 18 (1975) 509–517; J. L. Bentley, J. B. Saxe, "Decomposable
//! searching problems I", Journal of Algorithms 1 (1980) 301–358.
//!
//! **Cost.** `f` insertions: `O(f log² f)`; a question `O(f^(1-1/k))` at worst and a few boxes as a rule.

use super::Skyline;

/// Vectors in a leaf, and in the list of the new.
const LEAF: usize = 16;

/// K parties.
#[derive(Default)]
pub(crate) struct Forest<T, const K: usize> {
    /// `trees[i]` holds `LEAF << i` vectors or none.
    trees: Vec<Tree<T, K>>,
    new: Vec<[T; K]>,
    looks: u64,
}

#[derive(Default)]
struct Tree<T, const K: usize> {
    /// In the order of the leaves.
    vectors: Vec<[T; K]>,
    /// The boxes as in a heap: the halves of box `i` are `2i + 1` and `2i + 2`.
    boxes: Vec<Corners<T, K>>,
}

#[derive(Clone, Copy)]
struct Corners<T, const K: usize> {
    upper: [T; K],
    lower: [T; K],
}

/// Is `a` nowhere below `b`, but for the first party?
#[inline(always)]
fn reaches<T: Copy + Ord, const K: usize>(a: &[T; K], b: &[T; K]) -> bool {
    (1..K).fold(true, |all, party| all & (a[party] >= b[party]))
}

impl<T: Copy + Ord + Default + std::ops::Sub<Output = T>, const K: usize> Skyline<[T; K]> for Forest<T, K> {
    fn covers(&mut self, vector: [T; K]) -> bool {
        self.looks += self.new.len() as u64;
        let looks = &mut self.looks;
        self.new.iter().any(|kept| reaches(kept, &vector))
            || self.trees.iter().rev().any(|tree| !tree.vectors.is_empty() && tree.covers(0, &vector, looks))
    }

    fn looks(&mut self) -> u64 {
        std::mem::take(&mut self.looks)
    }

    fn insert(&mut self, vector: [T; K]) {
        self.new.push(vector);
        if self.new.len() < LEAF {
            return;
        }
        let mut vectors = std::mem::take(&mut self.new);
        let mut level = 0;
        while self.trees.get(level).is_some_and(|tree| !tree.vectors.is_empty()) {
            vectors.append(&mut self.trees[level].vectors);
            self.trees[level].boxes.clear();
            level += 1;
        }
        if level == self.trees.len() {
            self.trees.push(Tree::default());
        }
        self.trees[level] = Tree::of(vectors);
    }
}

impl<T: Copy + Ord + Default + std::ops::Sub<Output = T>, const K: usize> Tree<T, K> {
    fn of(mut vectors: Vec<[T; K]>) -> Self {
        let leaves = vectors.len() / LEAF;
        let empty = Corners { upper: [T::default(); K], lower: [T::default(); K] };
        let mut boxes = vec![empty; 2 * leaves - 1];
        split(&mut vectors, 0, &mut boxes);
        Tree { vectors, boxes }
    }

    fn covers(&self, root: usize, vector: &[T; K], looks: &mut u64) -> bool {
        *looks += 1;
        let corners = &self.boxes[root];
        if !reaches(&corners.upper, vector) {
            return false;
        }
        if reaches(&corners.lower, vector) {
            return true;
        }
        let half = 2 * root + 1;
        if half < self.boxes.len() {
            return self.covers(half, vector, looks) || self.covers(half + 1, vector, looks);
        }
        *looks += LEAF as u64;
        let leaf = root - self.boxes.len() / 2;
        // The heap's lowest row is whole, from left to right, since sizes are powers of two.
        self.vectors[leaf * LEAF..][..LEAF].iter().any(|kept| reaches(kept, vector))
    }
}

/// Puts vectors into the order of the leaves, halving by the party whose utilities are widest.
fn split<T: Copy + Ord + Default + std::ops::Sub<Output = T>, const K: usize>(
    vectors: &mut [[T; K]],
    root: usize,
    boxes: &mut [Corners<T, K>],
) {
    let (mut upper, mut lower) = (vectors[0], vectors[0]);
    for vector in vectors.iter() {
        for party in 1..K {
            upper[party] = upper[party].max(vector[party]);
            lower[party] = lower[party].min(vector[party]);
        }
    }
    boxes[root] = Corners { upper, lower };
    if vectors.len() == LEAF {
        return;
    }
    let widest = (1..K).max_by_key(|&party| upper[party] - lower[party]).unwrap_or(1);
    let middle = vectors.len() / 2;
    vectors.select_nth_unstable_by(middle, |a, b| b[widest].cmp(&a[widest]));
    let (high, low) = vectors.split_at_mut(middle);
    split(high, 2 * root + 1, boxes);
    split(low, 2 * root + 2, boxes);
}
