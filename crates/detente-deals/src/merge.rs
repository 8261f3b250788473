//! The undominated sums for two parties: sorted lists are merged in pairs, dropping what is dominated.
//!
//! **Definition.** Given lists of vectors, each falling in the first party's utility and rising in
//! the second's, the result is the list of the vectors of their union that no other vector of it
//! dominates. In falling order of (first, second), a vector stays if and only if its second number
//! exceeds those of all before it: H. T. Kung, F. Luccio, F. P. Preparata, "On finding the maxima
//! of a set of vectors", Journal of the ACM 22 (1975) 469–476.
//!
//! **Cost.** `k` lists of `n` vectors: at most `k n log₂ k` looks, each a few instructions without a
//! branch that depends on the data; what is dropped in one round is not looked at in the next.

use crate::join::{Kept, Pieces};
use crate::limits::{Budget, Stop};
use crate::set::Set;
use crate::vector::{Second, Vector};

/// Joins all pieces, as in a knockout tournament.
pub(crate) fn merge_pieces<V: Second>(
    pieces: &Pieces<'_, V>,
    budget: &mut Budget<'_>,
) -> Result<Kept<V>, Stop> {
    let mut spare = Spare(Vec::new());
    let won = tournament(pieces, 0, pieces.pieces.len(), &mut spare, budget)?;
    let mut kept = match won {
        Round::Piece(piece) => piece.copied(),
        Round::List(list) => list,
    };
    kept.vectors.truncate(kept.len);
    kept.tags.truncate(kept.len);
    Ok(Kept { vectors: kept.vectors, tags: kept.tags })
}

/// One list of the tournament.
enum Round<'a, V> {
    /// A piece nobody has merged yet: computed as it is read.
    Piece(Shifted<'a, V>),
    /// What a merge left.
    List(List<V>),
}

/// The vectors of a set, all shifted.
struct Shifted<'a, V> {
    vectors: &'a [V],
    shift: V,
    tag: u32,
}

/// Vectors with the tags that say where they come from. The buffers are longer than `len` where
/// they are used again, so that they need not be cleared.
struct List<V> {
    vectors: Vec<V>,
    tags: Vec<u32>,
    len: usize,
}

/// Buffers to use again.
struct Spare<V>(Vec<List<V>>);

impl<V: Vector> Spare<V> {
    fn list(&mut self, len: usize, filler: V) -> List<V> {
        let mut list = self.0.pop().unwrap_or_else(|| List { vectors: Vec::new(), tags: Vec::new(), len: 0 });
        if list.vectors.len() < len {
            list.vectors.resize(len, filler);
            list.tags.resize(len, 0);
        }
        list
    }
}

/// What a merge reads.
trait Source<V> {
    fn len(&self) -> usize;
    fn vector(&self, i: usize) -> V;
    fn tag(&self, i: usize) -> u32;
}

impl<V: Vector> Source<V> for Shifted<'_, V> {
    fn len(&self) -> usize {
        self.vectors.len()
    }
    #[inline(always)]
    fn vector(&self, i: usize) -> V {
        self.vectors[i].plus(self.shift)
    }
    #[inline(always)]
    fn tag(&self, i: usize) -> u32 {
        self.tag + i as u32
    }
}

impl<V: Vector> Source<V> for List<V> {
    fn len(&self) -> usize {
        self.len
    }
    #[inline(always)]
    fn vector(&self, i: usize) -> V {
        self.vectors[i]
    }
    #[inline(always)]
    fn tag(&self, i: usize) -> u32 {
        self.tags[i]
    }
}

impl<V: Vector> Shifted<'_, V> {
    fn copied(&self) -> List<V> {
        let len = self.vectors.len();
        List {
            vectors: self.vectors.iter().map(|v| v.plus(self.shift)).collect(),
            tags: (self.tag..self.tag + len as u32).collect(),
            len,
        }
    }
}

fn tournament<'a, V: Second>(
    pieces: &Pieces<'a, V>,
    from: usize,
    to: usize,
    spare: &mut Spare<V>,
    budget: &mut Budget<'_>,
) -> Result<Round<'a, V>, Stop> {
    if to - from == 1 {
        let piece = pieces.pieces[from];
        let set: &'a Set<V> = pieces.lists[piece.list as usize];
        return Ok(Round::Piece(Shifted {
            vectors: &set.vectors,
            shift: piece.shift,
            tag: pieces.tag(from, 0),
        }));
    }
    let middle = from.midpoint(to);
    let left = tournament(pieces, from, middle, spare, budget)?;
    let right = tournament(pieces, middle, to, spare, budget)?;
    let looks = left.len() + right.len();
    budget.look_at(looks as u64)?;
    let mut out = spare.list(looks, pieces.pieces[from].shift);
    match (&left, &right) {
        (Round::Piece(a), Round::Piece(b)) => merge(a, b, pieces, &mut out),
        (Round::Piece(a), Round::List(b)) => merge(a, b, pieces, &mut out),
        (Round::List(a), Round::Piece(b)) => merge(a, b, pieces, &mut out),
        (Round::List(a), Round::List(b)) => merge(a, b, pieces, &mut out),
    }
    for used in [left, right] {
        if let Round::List(list) = used {
            spare.0.push(list);
        }
    }
    Ok(Round::List(out))
}

impl<V: Vector> Round<'_, V> {
    fn len(&self) -> usize {
        match self {
            Round::Piece(piece) => piece.vectors.len(),
            Round::List(list) => list.len,
        }
    }
}

/// Merges two lists. The next vector is always written and the place moves on only if it stays;
/// this costs less than a jump that nobody can foresee.
fn merge<V: Second>(a: &impl Source<V>, b: &impl Source<V>, pieces: &Pieces<'_, V>, out: &mut List<V>) {
    let (vectors, tags) = (&mut out.vectors[..], &mut out.tags[..]);
    let (na, nb) = (a.len(), b.len());
    let (mut i, mut j, mut n, mut best) = (0, 0, 0, V::LEAST);
    while i < na && j < nb {
        let (va, vb) = (a.vector(i), b.vector(j));
        let (vector, tag) = if va == vb {
            let (ta, tb) = (a.tag(i), b.tag(j));
            (i, j) = (i + 1, j + 1);
            (va, if pieces.is_earlier(tb, ta) { tb } else { ta })
        } else {
            let first = va > vb;
            let (ta, tb) = (a.tag(i), b.tag(j));
            i += usize::from(first);
            j += usize::from(!first);
            (if first { va } else { vb }, if first { ta } else { tb })
        };
        vectors[n] = vector;
        tags[n] = tag;
        let second = vector.second();
        n += usize::from((second > best) | (n == 0));
        best = best.max(second);
    }
    out.len = n;
    rest(a, i, out, best);
    rest(b, j, out, best);
}

/// What is left of one list when the other has ended: all that exceeds the best so far.
fn rest<V: Second>(list: &impl Source<V>, from: usize, out: &mut List<V>, best: V::Number) {
    for i in from..list.len() {
        let vector = list.vector(i);
        if vector.second() > best || out.len == 0 {
            out.vectors[out.len] = vector;
            out.tags[out.len] = list.tag(i);
            out.len += 1;
        }
    }
}
