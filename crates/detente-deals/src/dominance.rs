//! The undominated of a set of vectors, for any number of parties.
//!
//! **Definition.** A vector dominates another if it is at least as large for every party and not
//! equal to it. The undominated vectors of a set are those that no vector of the set dominates.
//!
//! **Method.** Vectors are taken in falling lexicographic order, so that one is dominated only by
//! one before it, and the first party's utility need not be compared any more: H. T. Kung, F. Luccio,
//! F. P. Preparata, "On finding the maxima of a set of vectors", Journal of the ACM 22 (1975)
//! 469–476. What was kept is held in a [`Skyline`] of the other parties' utilities: for two parties
//! the greatest number ([`Highest`]), for three a [`Staircase`], for more a [`Forest`].
//!
//! **Cost.** Sorting `m` candidates, and for each one question to the skyline of the `f` kept.

mod forest;

pub(crate) use forest::Forest;

use crate::join::{Kept, Pieces};
use crate::limits::{Budget, Stop};
use crate::vector::Vector;
use std::cmp::Reverse;

/// Vectors kept so far, which are all lexicographically greater than those to come.
pub(crate) trait Skyline<V>: Default {
    /// Is there a vector that is nowhere, but for the first party, below this one?
    fn covers(&mut self, vector: V) -> bool;

    /// Keeps one that is not covered.
    fn insert(&mut self, vector: V);

    /// Vectors and boxes compared since it was last asked, where a question takes more than a few.
    fn looks(&mut self) -> u64 {
        0
    }
}

/// One or two parties: the greatest of the last party's utilities.
#[derive(Default)]
pub(crate) struct Highest(Option<i64>);

impl<V: Vector> Skyline<V> for Highest {
    fn covers(&mut self, vector: V) -> bool {
        self.0.is_some_and(|highest| highest >= last_of_two(vector))
    }

    fn insert(&mut self, vector: V) {
        self.0 = Some(last_of_two(vector));
    }
}

/// The second party's utility; where there is one party alone, 0, so that the first vector covers all.
fn last_of_two<V: Vector>(vector: V) -> i64 {
    if V::PARTIES == 1 { 0 } else { vector.part(1) }
}

/// Three parties: pairs of the second's and the third's utilities, the second falling and the third rising.
#[derive(Default)]
pub(crate) struct Staircase<T>(Vec<(T, T)>);

impl<T: Copy + Ord + Default> Skyline<[T; 3]> for Staircase<T> {
    fn covers(&mut self, [_, y, z]: [T; 3]) -> bool {
        let reach = self.0.partition_point(|step| step.0 >= y);
        // Of the steps that reach y, the last one is the highest.
        reach > 0 && self.0[reach - 1].1 >= z
    }

    fn insert(&mut self, [_, y, z]: [T; 3]) {
        let from = self.0.partition_point(|step| step.0 > y);
        let lower = self.0[from..].partition_point(|step| step.1 <= z);
        self.0.splice(from..from + lower, [(y, z)]);
    }
}

/// Comparisons in a skyline that take about as long as a vector is looked at for.
const A_LOOK: u64 = 16;

/// Candidates between two additions to the account of a sweep.
const BETWEEN: usize = 1 << 10;

/// Leaves of candidates the undominated, in falling order; each candidate has a tag.
///
/// Of equal vectors one stays: the one whose tag is `earlier` than the others'. With many parties nearly nothing
/// is dominated, and what the skyline compares outgrows the candidates: it is counted too.
pub(crate) fn sweep<V: Vector>(
    candidates: &mut Vec<(V, u32)>,
    earlier: impl Fn(u32, u32) -> bool,
    budget: &mut Budget<'_>,
) -> Result<(), Stop> {
    candidates.sort_unstable_by_key(|candidate| Reverse(candidate.0));
    let mut skyline = V::Skyline::default();
    let (mut kept, mut i, mut due) = (0, 0, BETWEEN);
    while i < candidates.len() {
        if i >= due {
            due = i + BETWEEN;
            budget.look_at(skyline.looks() / A_LOOK)?;
        }
        let (vector, mut tag) = candidates[i];
        i += 1;
        while i < candidates.len() && candidates[i].0 == vector {
            if earlier(candidates[i].1, tag) {
                tag = candidates[i].1;
            }
            i += 1;
        }
        if !skyline.covers(vector) {
            skyline.insert(vector);
            candidates[kept] = (vector, tag);
            kept += 1;
        }
    }
    candidates.truncate(kept);
    budget.look_at(skyline.looks() / A_LOOK)
}

/// The undominated sums of pieces: all candidates at once.
pub(crate) fn sweep_pieces<V: Vector>(
    pieces: &Pieces<'_, V>,
    budget: &mut Budget<'_>,
) -> Result<Kept<V>, Stop> {
    budget.look_at(pieces.candidates())?;
    let mut candidates = Vec::with_capacity(pieces.candidates() as usize);
    for (index, piece) in pieces.pieces.iter().enumerate() {
        let tag = pieces.tag(index, 0);
        let vectors = &pieces.lists[piece.list as usize].vectors;
        candidates.extend(vectors.iter().zip(tag..).map(|(v, tag)| (v.plus(piece.shift), tag)));
    }
    sweep(&mut candidates, |a, b| pieces.is_earlier(a, b), budget)?;
    Ok(Kept {
        vectors: candidates.iter().map(|c| c.0).collect(),
        tags: candidates.iter().map(|c| c.1).collect(),
    })
}
