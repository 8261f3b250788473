//! A set of undominated vectors, each with an outcome that reaches it.

use num_bigint::BigUint;

/// Undominated vectors in falling order, and for each the first outcome (so far: the options chosen
/// on the issues that are done) that reaches it.
#[derive(Clone, Default)]
pub(crate) struct Set<V> {
    pub(crate) vectors: Vec<V>,
    /// Word `w` of every outcome (see [`crate::packing`]), word by word; an empty column is all 0.
    pub(crate) choices: Vec<Vec<u64>>,
    /// How many outcomes reach each vector, if that was asked for.
    pub(crate) counts: Option<Vec<BigUint>>,
}

impl<V> Set<V> {
    /// One vector with no choice made.
    pub(crate) fn single(vector: V, words: usize, counting: bool) -> Set<V> {
        let counts = counting.then(|| vec![BigUint::from(1u8)]);
        Set { vectors: vec![vector], choices: vec![Vec::new(); words], counts }
    }

    /// Nothing.
    pub(crate) fn empty(words: usize, counting: bool) -> Set<V> {
        Set { vectors: Vec::new(), choices: vec![Vec::new(); words], counts: counting.then(Vec::new) }
    }

    /// How many vectors there are.
    pub(crate) fn len(&self) -> usize {
        self.vectors.len()
    }

    /// A word of the outcome of a vector.
    pub(crate) fn word(&self, index: usize, word: usize) -> u64 {
        self.choices[word].get(index).copied().unwrap_or(0)
    }

    /// The bytes that it takes, nearly.
    pub(crate) fn bytes(&self) -> u64 {
        let columns: usize = self.choices.iter().map(Vec::len).sum();
        let counts = self.counts.as_ref().map_or(0, |counts| counts.len() * 40);
        (size_of::<Set<V>>() + size_of_val(&self.vectors[..]) + 8 * columns + counts) as u64
    }
}

impl<V: Copy> Set<V> {
    /// Keeps the vectors at these places, which ascend.
    pub(crate) fn retain(&mut self, places: &[u32]) {
        fn pick<T: Clone>(all: &[T], places: &[u32]) -> Vec<T> {
            places.iter().map(|&place| all[place as usize].clone()).collect()
        }
        self.vectors = pick(&self.vectors, places);
        for column in self.choices.iter_mut().filter(|column| !column.is_empty()) {
            *column = pick(column, places);
        }
        self.counts = self.counts.as_ref().map(|counts| pick(counts, places));
    }
}
