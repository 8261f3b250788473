//! A room's log: an append-only Merkle tree over salted commitments to its entries.
//!
//! The tree is that of RFC 6962, section 2.1, with SHA-256: leaf `H(0x00 ‖ d)`, node
//! `H(0x01 ‖ left ‖ right)`, the left part the largest power of two below the size. What is put
//! into a leaf is not the entry but a commitment to it, `d = SHA-256(salt ‖ entry)`, so that a
//! head or a proof tells nothing about an entry, and so that an entry may later be erased (entry
//! and salt destroyed, commitment kept) with the log still verifying. That holds for salts drawn at
//! random; a salt derived from a file ([`Salt::derived`]) is gone only when the file's secret is.
//!
//! Cost: a head or a proof over `n` leaves is `O(n)` hashes from the kept leaf hashes; verifying
//! a proof is `O(log n)`.

use crate::Entry;
use crate::line::{Kept, Line};
use detente_model::Room;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::OnceLock;

/// A SHA-256 value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Hash> {
        unhex(text).map(Hash)
    }
}

/// The 32 bytes written as 64 hexadecimal digits.
fn unhex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(bytes)
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

fn sha256(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    Hash(hasher.finalize().into())
}

/// The secret that makes a commitment tell nothing. Whoever has entry and salt can check it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Salt(pub [u8; 32]);

impl fmt::Display for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Hash(self.0).fmt(f)
    }
}

impl Salt {
    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Salt> {
        unhex(text).map(Salt)
    }

    /// The salt of the `ordinal`-th entry of `room`, from the room's written secret. Without a
    /// secret the salt hides nothing: then a head is to be shown to the room's readers only.
    pub fn derived(secret: &str, room: &Room, ordinal: u64) -> Salt {
        let room = room.to_string();
        let length = (secret.len() as u64).to_be_bytes();
        Salt(
            sha256(&[
                b"detente salt v1",
                &length,
                secret.as_bytes(),
                &ordinal.to_be_bytes(),
                room.as_bytes(),
            ])
            .0,
        )
    }
}

/// The commitment to `entry` under `salt`.
pub fn commitment(entry: &Entry, salt: &Salt) -> Hash {
    commitment_to(&entry.encode().to_string(), salt)
}

/// The commitment to the entry whose canonical form is `text`.
pub fn commitment_to(text: &str, salt: &Salt) -> Hash {
    sha256(&[&salt.0, text.as_bytes()])
}

/// The leaf of a line: of its commitment, and of the time at which it came in from another copy of
/// the log, if it did.
pub fn line_leaf(commitment: &Hash, received: Option<Timestamp>) -> Hash {
    match received {
        None => leaf_hash(&commitment.0),
        Some(at) => {
            let mut data = commitment.0.to_vec();
            data.extend_from_slice(at.to_string().as_bytes());
            leaf_hash(&data)
        }
    }
}

/// The leaf hash of RFC 6962 of the data `data`.
pub fn leaf_hash(data: &[u8]) -> Hash {
    sha256(&[&[0], data])
}

fn node_hash(left: Hash, right: Hash) -> Hash {
    sha256(&[&[1], &left.0, &right.0])
}

/// The largest power of two below `n` (`n ≥ 2`).
fn split(n: usize) -> usize {
    1 << (usize::BITS - 1 - (n - 1).leading_zeros())
}

/// The tree hash `MTH` of RFC 6962 over leaf hashes.
pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => sha256(&[]),
        [one] => *one,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node_hash(root(left), root(right))
        }
    }
}

/// `PATH(m, D[n])`: the hashes that prove that leaf `m` is in the tree.
pub fn inclusion_proof(leaves: &[Hash], m: usize) -> Option<Vec<Hash>> {
    if m >= leaves.len() {
        return None;
    }
    if leaves.len() == 1 {
        return Some(Vec::new());
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut path, sibling) = if m < k {
        (inclusion_proof(left, m)?, root(right))
    } else {
        (inclusion_proof(right, m - k)?, root(left))
    };
    path.push(sibling);
    Some(path)
}

/// Does `path` prove that `leaf` is at place `m` of a tree of `size` leaves with root `head`?
pub fn verify_inclusion(leaf: Hash, m: usize, size: usize, path: &[Hash], head: Hash) -> bool {
    fn climb(leaf: Hash, m: usize, size: usize, path: &[Hash]) -> Option<Hash> {
        if size == 1 {
            return path.is_empty().then_some(leaf);
        }
        let (sibling, rest) = path.split_last()?;
        let k = split(size);
        if m < k {
            Some(node_hash(climb(leaf, m, k, rest)?, *sibling))
        } else {
            Some(node_hash(*sibling, climb(leaf, m - k, size - k, rest)?))
        }
    }
    m < size && climb(leaf, m, size, path) == Some(head)
}

/// `PROOF(m, D[n])`: the hashes that prove that the first `m` leaves are a prefix of the tree.
/// `None` unless `0 < m ≤ n`.
pub fn consistency_proof(leaves: &[Hash], m: usize) -> Option<Vec<Hash>> {
    fn subproof(leaves: &[Hash], m: usize, whole: bool) -> Vec<Hash> {
        if m == leaves.len() {
            return if whole { Vec::new() } else { vec![root(leaves)] };
        }
        let k = split(leaves.len());
        let (left, right) = leaves.split_at(k);
        let (mut proof, sibling) = if m <= k {
            (subproof(left, m, whole), root(right))
        } else {
            (subproof(right, m - k, false), root(left))
        };
        proof.push(sibling);
        proof
    }
    (0 < m && m <= leaves.len()).then(|| subproof(leaves, m, true))
}

/// Does `proof` show that the tree of `old` is a prefix of that of `new`?
pub fn verify_consistency(old: &Head, new: &Head, proof: &[Hash]) -> bool {
    /// The old and the new root that the proof gives for a subtree.
    fn climb(m: usize, n: usize, whole: bool, old_root: Hash, proof: &[Hash]) -> Option<(Hash, Hash)> {
        if m == n {
            if whole {
                return proof.is_empty().then_some((old_root, old_root));
            }
            let [one] = proof else { return None };
            return Some((*one, *one));
        }
        let (sibling, rest) = proof.split_last()?;
        let k = split(n);
        if m <= k {
            let (old, new) = climb(m, k, whole, old_root, rest)?;
            Some((old, node_hash(new, *sibling)))
        } else {
            let (old, new) = climb(m - k, n - k, false, old_root, rest)?;
            Some((node_hash(*sibling, old), node_hash(*sibling, new)))
        }
    }
    let (m, n) = (old.size as usize, new.size as usize);
    0 < m && m <= n && climb(m, n, true, old.root, proof) == Some((old.root, new.root))
}

/// The state of a room's log: how many entries, and the root of their tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many entries.
    pub size: u64,
    /// The root of the tree.
    pub root: Hash,
}

impl Head {
    /// Reads `SIZE:ROOT`, as [`Head`] prints it.
    pub fn parse(text: &str) -> Option<Head> {
        let (size, root) = text.split_once(':')?;
        Some(Head { size: size.parse().ok()?, root: Hash::parse(root)? })
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.size, self.root)
    }
}

/// The right edge of a growing tree: the roots of its full subtrees, largest first. From it the
/// root follows, and a leaf is added in `O(log n)`, without the leaves before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    roots: Vec<Hash>,
}

impl Edge {
    /// The edge kept as `size` and `roots`; `None` if they do not fit together.
    pub fn from_parts(size: u64, roots: Vec<Hash>) -> Option<Edge> {
        (size.count_ones() as usize == roots.len()).then_some(Edge { size, roots })
    }

    /// The roots of the full subtrees, largest first: one for each bit of the size.
    pub fn roots(&self) -> &[Hash] {
        &self.roots
    }

    /// How many leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        // Each trailing one of the size is a full subtree that the new leaf completes to a larger.
        for _ in 0..self.size.trailing_ones() {
            let left = self.roots.pop().expect("a root for each bit of the size");
            node = node_hash(left, node);
        }
        self.roots.push(node);
        self.size += 1;
    }

    /// The head of the tree.
    pub fn head(&self) -> Head {
        let root = match self.roots.split_last() {
            None => sha256(&[]),
            Some((last, rest)) => rest.iter().rfold(*last, |right, left| node_hash(*left, right)),
        };
        Head { size: self.size, root }
    }
}

/// The log of one room. It only grows, and the times of its lines never go back.
#[derive(Default)]
pub struct RoomLog {
    lines: Vec<Line>,
    // Made when first asked for: reading a folder to check it needs no hashes.
    leaves: OnceLock<Vec<Hash>>,
}

impl RoomLog {
    /// When the last line came to be known.
    pub fn last_known(&self) -> Option<Timestamp> {
        self.lines.last().map(Line::known)
    }

    /// Adds a line. Times that go back are the caller's fault and are refused by
    /// [`crate::Record::push`].
    pub(crate) fn push(&mut self, line: Line) {
        if let Some(leaves) = self.leaves.get_mut() {
            leaves.push(line.leaf());
        }
        self.lines.push(line);
    }

    /// Destroys the entry at `index` and its salt; its commitment stays.
    pub(crate) fn erase(&mut self, index: usize) -> bool {
        let Some(line) = self.lines.get_mut(index) else { return false };
        line.erase();
        true
    }

    /// How many lines were known at `known` or before.
    pub(crate) fn size_at(&self, known: Timestamp) -> usize {
        self.lines.partition_point(|line| line.known() <= known)
    }

    /// The first `size` lines that are not erased, each with its place from 0.
    pub(crate) fn kept(&self, size: usize) -> impl Iterator<Item = (usize, &Line, &Kept)> {
        self.lines[..size].iter().enumerate().filter_map(|(n, line)| Some((n, line, line.kept()?)))
    }

    /// The leaf hashes, in order.
    pub(crate) fn leaves(&self) -> &[Hash] {
        self.leaves.get_or_init(|| self.lines.iter().map(Line::leaf).collect())
    }

    /// The head of the first `size` lines.
    pub(crate) fn head(&self, size: usize) -> Head {
        Head { size: size as u64, root: root(&self.leaves()[..size]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ct_merkle::mem_backed_tree::MemoryBackedTree;
    use proptest::prelude::*;

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len() / 2).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap()).collect()
    }

    /// The eight leaves and roots of the test data published with the Certificate Transparency
    /// reference implementation (`merkle_tree_test`).
    #[test]
    fn published_roots() {
        let inputs = [
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        ];
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let leaves: Vec<Hash> = inputs.iter().map(|input| leaf_hash(&hex(input))).collect();
        for (n, expected) in roots.iter().enumerate() {
            assert_eq!(root(&leaves[..=n]).to_string(), *expected);
        }
        assert_eq!(root(&[]).to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn the_edge_has_the_root_of_the_tree() {
        let all = leaves(300);
        let mut edge = Edge::default();
        assert_eq!(edge.head(), Head { size: 0, root: root(&[]) });
        for (n, leaf) in all.iter().enumerate() {
            edge.push(*leaf);
            assert_eq!(edge.head(), Head { size: n as u64 + 1, root: root(&all[..=n]) });
            let again = Edge::from_parts(n as u64 + 1, edge.roots().to_vec());
            assert_eq!(again.as_ref(), Some(&edge));
            assert_eq!(Head::parse(&edge.head().to_string()), Some(edge.head()));
        }
        assert_eq!(Edge::from_parts(3, vec![]), None);
    }

    fn leaves(n: usize) -> Vec<Hash> {
        (0..n).map(|i| leaf_hash(&i.to_be_bytes())).collect()
    }

    #[test]
    fn every_proof_up_to_forty_leaves() {
        for n in 1..=40 {
            let all = leaves(n);
            let head = Head { size: n as u64, root: root(&all) };
            for m in 0..n {
                let path = inclusion_proof(&all, m).unwrap();
                assert!(verify_inclusion(all[m], m, n, &path, head.root));
                assert!(!verify_inclusion(leaf_hash(b"other"), m, n, &path, head.root));
                let old = Head { size: m as u64 + 1, root: root(&all[..=m]) };
                let proof = consistency_proof(&all, m + 1).unwrap();
                assert!(verify_consistency(&old, &head, &proof));
                let forged = Head { root: leaf_hash(b"forged"), ..old };
                assert!(!verify_consistency(&forged, &head, &proof), "{m} of {n}");
            }
            assert_eq!(inclusion_proof(&all, n), None);
            assert_eq!(consistency_proof(&all, 0), None);
        }
    }

    proptest! {
        #[test]
        fn roots_equal_those_of_ct_merkle(n in 0usize..300) {
            let mut peer = MemoryBackedTree::<Sha256, Vec<u8>>::new();
            for i in 0..n {
                peer.push(i.to_be_bytes().to_vec());
            }
            let theirs = peer.root();
            prop_assert_eq!(&root(&leaves(n)).0[..], &theirs.as_bytes()[..]);
        }

        #[test]
        fn changed_proofs_do_not_verify(n in 2usize..60, m in 0usize..60, bit in 0usize..256, place in 0usize..8) {
            let m = m % n;
            let all = leaves(n);
            let mut path = inclusion_proof(&all, m).unwrap();
            let place = place % path.len();
            path[place].0[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(!verify_inclusion(all[m], m, n, &path, root(&all)));
        }
    }
}
