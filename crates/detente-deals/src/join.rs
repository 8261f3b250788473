//! Joining sets of vectors: the undominated of a union of shifted sets.
//!
//! Every step of an elimination is one [`join`]: the options of an issue, each with the vectors that
//! it can be combined with, are *pieces*, a set shifted by one vector. A piece also carries the
//! choices that the shift stands for.
//!
//! **Ties.** Of equal vectors the one stays whose outcome is first in the order of enumeration. This
//! is exact although only parts of outcomes are compared: two parts over the same issues that are worth the
//! same, whatever the rest, can replace each other in any outcome, and of the two outcomes the one
//! with the earlier part is earlier, since they first differ inside the part.

use crate::limits::{Budget, Reason, Stop};
use crate::set::Set;
use crate::vector::Vector;
use num_bigint::BigUint;
use std::cmp::Ordering;

/// A set shifted by a vector.
#[derive(Clone, Copy)]
pub(crate) struct Piece<V> {
    /// Which of the lists.
    pub(crate) list: u32,
    /// What is added to each of its vectors.
    pub(crate) shift: V,
}

/// What is joined.
pub(crate) struct Pieces<'a, V> {
    pub(crate) lists: Vec<&'a Set<V>>,
    pub(crate) pieces: Vec<Piece<V>>,
    /// The choices that each shift stands for, `words` a piece.
    pub(crate) marks: Vec<u64>,
    /// In how many ways each shift is reached; empty if nobody counts.
    pub(crate) counts: Vec<BigUint>,
    /// Words of an outcome.
    pub(crate) words: usize,
    /// Is the first of equal vectors always that of the first piece? Then no outcomes are compared.
    pub(crate) ordered: bool,
    /// How many bits of a tag say which vector of the list; the others say which piece.
    bits: u32,
}

/// Undominated vectors in falling order, with tags that say of which piece they are.
pub(crate) struct Kept<V> {
    pub(crate) vectors: Vec<V>,
    pub(crate) tags: Vec<u32>,
}

impl<'a, V: Vector> Pieces<'a, V> {
    pub(crate) fn new(lists: Vec<&'a Set<V>>, words: usize, ordered: bool) -> Pieces<'a, V> {
        let longest = lists.iter().map(|list| list.len()).max().unwrap_or(0);
        let bits = usize::BITS - longest.leading_zeros();
        Pieces { lists, pieces: Vec::new(), marks: Vec::new(), counts: Vec::new(), words, ordered, bits }
    }

    /// Adds a piece, unless its list is empty. `choices` are those that the shift stands for.
    pub(crate) fn push(&mut self, list: usize, shift: V, choices: &[u64]) {
        if self.lists[list].len() > 0 {
            self.pieces.push(Piece { list: list as u32, shift });
            self.marks.extend_from_slice(choices);
        }
    }

    /// How many vectors there are, all pieces together.
    pub(crate) fn candidates(&self) -> u64 {
        self.pieces.iter().map(|piece| self.lists[piece.list as usize].len() as u64).sum()
    }

    /// The tag of a vector of a piece.
    pub(crate) fn tag(&self, piece: usize, index: u32) -> u32 {
        (piece as u32) << self.bits | index
    }

    fn source(&self, tag: u32) -> (usize, usize) {
        ((tag >> self.bits) as usize, (tag & ((1 << self.bits) - 1)) as usize)
    }

    /// Is the outcome of tag `a` before that of `b`, for equal vectors?
    pub(crate) fn is_earlier(&self, a: u32, b: u32) -> bool {
        if self.ordered { a < b } else { self.compare(a, b) == Ordering::Less }
    }

    fn compare(&self, a: u32, b: u32) -> Ordering {
        let ((pa, ia), (pb, ib)) = (self.source(a), self.source(b));
        let (la, lb) = (self.list(pa), self.list(pb));
        let word =
            |piece: usize, list: &Set<V>, index, w| list.word(index, w) | self.marks[piece * self.words + w];
        (0..self.words)
            .map(|w| word(pa, la, ia, w).cmp(&word(pb, lb, ib, w)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    fn list(&self, piece: usize) -> &'a Set<V> {
        self.lists[self.pieces[piece].list as usize]
    }

    /// Can all pieces be joined at once: do the tags suffice, and the working space? Halves take less
    /// space, if more time; two pieces have none that are smaller.
    fn at_once(&self, budget: &Budget<'_>) -> bool {
        let tagged = (self.pieces.len() as u64) << self.bits <= 1 << 32;
        let roomy = self.candidates() <= V::AT_ONCE && self.working() <= budget.left() / 4;
        tagged && (roomy || self.pieces.len() == 2)
    }

    /// Bytes while joining: the candidates and what is kept of them, with their tags.
    fn working(&self) -> u64 {
        2 * self.candidates() * (size_of::<V>() as u64 + 4)
    }

    /// Some of the pieces.
    fn part(&self, from: usize, to: usize) -> Pieces<'a, V> {
        Pieces {
            lists: self.lists.clone(),
            pieces: self.pieces[from..to].to_vec(),
            marks: self.marks[from * self.words..to * self.words].to_vec(),
            counts: Vec::new(),
            words: self.words,
            ordered: self.ordered,
            bits: self.bits,
        }
    }

    /// The set of what was kept, with outcomes. Column by column: those not chosen yet cost nothing.
    fn set(&self, kept: Kept<V>) -> Set<V> {
        let column = |w: usize| {
            let marked = (0..self.pieces.len()).any(|piece| self.marks[piece * self.words + w] != 0);
            if !marked && self.lists.iter().all(|list| list.choices[w].is_empty()) {
                return Vec::new();
            }
            let columns: Vec<&[u64]> =
                self.pieces.iter().map(|piece| &self.lists[piece.list as usize].choices[w][..]).collect();
            let word = |&tag: &u32| {
                let (piece, index) = self.source(tag);
                columns[piece].get(index).copied().unwrap_or(0) | self.marks[piece * self.words + w]
            };
            kept.tags.iter().map(word).collect()
        };
        let choices = (0..self.words).map(column).collect();
        Set { vectors: kept.vectors, choices, counts: None }
    }

    /// In how many ways each of the kept vectors is reached.
    ///
    /// A list and the kept vectors are both in falling order, also when shifted: one pass a piece.
    fn count(&self, vectors: &[V]) -> Vec<BigUint> {
        let mut counts = vec![BigUint::ZERO; vectors.len()];
        for (piece, ways) in self.pieces.iter().zip(&self.counts) {
            let list = self.lists[piece.list as usize];
            let of_list = list.counts.as_deref().unwrap_or(&[]);
            let mut place = 0;
            for (vector, count) in list.vectors.iter().zip(of_list) {
                let vector = vector.plus(piece.shift);
                while place < vectors.len() && vectors[place] > vector {
                    place += 1;
                }
                if vectors.get(place) == Some(&vector) {
                    counts[place] += count * ways;
                }
            }
        }
        counts
    }
}

/// The undominated of all pieces.
pub(crate) fn join<V: Vector>(pieces: &Pieces<'_, V>, budget: &mut Budget<'_>) -> Result<Set<V>, Stop> {
    let mut set = joined(pieces, budget)?;
    if !pieces.counts.is_empty() {
        budget.look_at(pieces.candidates())?;
        set.counts = Some(pieces.count(&set.vectors));
    } else if pieces.pieces.is_empty() {
        // Counted or not, there is nothing.
        set.counts = Some(Vec::new());
    }
    Ok(set)
}

fn joined<V: Vector>(pieces: &Pieces<'_, V>, budget: &mut Budget<'_>) -> Result<Set<V>, Stop> {
    match pieces.pieces.len() {
        0 => return Ok(Set::empty(pieces.words, false)),
        1 => return copied(pieces, budget),
        _ => {}
    }
    if pieces.at_once(budget) {
        return at_once(pieces, budget);
    }
    let middle = pieces.pieces.len() / 2;
    let left = joined(&pieces.part(0, middle), budget)?;
    budget.take(left.bytes())?;
    let right = joined(&pieces.part(middle, pieces.pieces.len()), budget)?;
    budget.take(right.bytes())?;
    let both = both(&left, &right, pieces, budget);
    budget.give_back(left.bytes() + right.bytes());
    both
}

/// The undominated of two sets that were joined from halves of the pieces.
fn both<V: Vector>(
    left: &Set<V>,
    right: &Set<V>,
    of: &Pieces<'_, V>,
    budget: &mut Budget<'_>,
) -> Result<Set<V>, Stop> {
    let mut two = Pieces::new(vec![left, right], of.words, of.ordered);
    if (2u64) << two.bits > 1 << 32 {
        return Err(budget.stopped(Reason::Points));
    }
    let nothing = V::pack(&[0; crate::problem::MOST_PARTIES]);
    let no_choices = vec![0; of.words];
    two.push(0, nothing, &no_choices);
    two.push(1, nothing, &no_choices);
    at_once(&two, budget)
}

fn at_once<V: Vector>(pieces: &Pieces<'_, V>, budget: &mut Budget<'_>) -> Result<Set<V>, Stop> {
    budget.take(pieces.working())?;
    let kept = V::undominated(pieces, budget);
    budget.give_back(pieces.working());
    Ok(pieces.set(kept?))
}

/// A single piece needs no comparison.
fn copied<V: Vector>(pieces: &Pieces<'_, V>, budget: &mut Budget<'_>) -> Result<Set<V>, Stop> {
    let (piece, list) = (pieces.pieces[0], pieces.list(0));
    budget.look_at(list.len() as u64)?;
    let column = |(w, words): (usize, &Vec<u64>)| match (words.is_empty(), pieces.marks[w]) {
        (true, 0) => Vec::new(),
        (true, mark) => vec![mark; list.len()],
        (false, mark) => words.iter().map(|word| word | mark).collect(),
    };
    Ok(Set {
        vectors: list.vectors.iter().map(|v| v.plus(piece.shift)).collect(),
        choices: list.choices.iter().enumerate().map(column).collect(),
        counts: None,
    })
}
