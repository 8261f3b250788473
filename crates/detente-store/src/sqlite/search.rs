//! The index of words of a room in a SQLite file.
//!
//! Words are put into the index [`PIECE`] lines at a time: one entry's words dirty more pages than
//! the entry, and a line that is written is not to wait for them. A search looks through the few
//! lines that are not in the index yet.

use super::unlike;
use detente_record::words::{pieces, searched};
use rusqlite::{Connection, Transaction, params};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashSet};

/// So many lines wait to be put into the index together.
const PIECE: u64 = 128;

/// A longer word is kept in overlapping windows of twice this length, in bytes: the index would cut it
/// off. A text without spaces is one word.
const LONG: usize = 512;

/// A part of a word that stands in more words than this tells too little to be looked up.
const MOST_WORDS: usize = 512;

/// Puts the lines of the room `n` that wait into its index, if there are enough of them.
pub(super) fn index_waiting(tx: &Transaction<'_>, n: i64, size: u64) -> rusqlite::Result<()> {
    let mut indexed = tx.prepare_cached("SELECT indexed FROM rooms WHERE number = ?1")?;
    let indexed: u64 = indexed.query_row([n], |row| row.get(0))?;
    if size.saturating_sub(indexed) < PIECE {
        return Ok(());
    }
    let mut all: HashSet<String> = HashSet::new();
    let mut put = tx.prepare_cached(&format!("INSERT INTO room_{n}_text (rowid, words) VALUES (?1, ?2)"))?;
    each_waiting(tx, n, indexed, |place, text| {
        let mut words = String::new();
        each_word(text, |word| {
            words.push_str(word);
            words.push(' ');
            if !all.contains(word) {
                all.insert(word.to_owned());
            }
        });
        put.execute(params![place, words]).map(|_| ())
    })?;
    let mut put = tx.prepare_cached(&format!("INSERT OR IGNORE INTO room_{n}_word (word) VALUES (?1)"))?;
    // In order, so that one page after the other changes.
    let mut all: Vec<String> = all.into_iter().collect();
    all.sort_unstable();
    all.iter().try_for_each(|word| put.execute([word]).map(|_| ()))?;
    tx.prepare_cached("UPDATE rooms SET indexed = ?2 WHERE number = ?1")?.execute(params![n, size as i64])?;
    Ok(())
}

/// The lines of the room `n` behind the first `indexed` ones, each with its place from 1.
fn each_waiting(
    db: &Connection,
    n: i64,
    indexed: u64,
    mut each: impl FnMut(i64, &str) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let sql = format!("SELECT line, entry FROM room_{n} WHERE line > ?1 AND entry IS NOT NULL ORDER BY line");
    let mut waiting = db.prepare_cached(&sql)?;
    let mut waiting = waiting.query([indexed as i64])?;
    while let Some(row) = waiting.next()? {
        each(row.get(0)?, row.get_ref(1)?.as_str()?)?;
    }
    Ok(())
}

/// What is searched of the entry with the canonical form `text`.
fn folded(text: &str) -> String {
    searched(&serde_json::from_str::<Value>(text).unwrap_or_default())
}

/// The words of the entry with the canonical form `text`, each once.
fn each_word(text: &str, each: impl FnMut(&str)) {
    let folded = folded(text);
    let mut words: Vec<&str> = pieces(&folded).flat_map(windows).collect();
    words.sort_unstable();
    words.dedup();
    words.into_iter().for_each(each);
}

/// The parts of `word` of which one holds whatever part of it [`beginning`] gives.
fn windows(word: &str) -> impl Iterator<Item = &str> {
    let step = if word.len() > 2 * LONG { LONG } else { word.len().max(1) };
    (0..word.len()).step_by(step).map(move |start| {
        let length = if step == LONG { 2 * LONG + 4 } else { word.len() };
        let start = boundary(word, start);
        &word[start..boundary(word, (start + length).min(word.len()))]
    })
}

/// As much of a word that is looked for as one window surely holds.
fn beginning(word: &str) -> &str {
    &word[..boundary(word, word.len().min(LONG))]
}

/// The last boundary between characters up to `at`.
fn boundary(word: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| word.is_char_boundary(*at)).unwrap_or_default()
}

/// The places (from 0) of the lines of the room `n` that may hold all of `words`.
pub(super) fn candidates(
    db: &Connection,
    n: i64,
    indexed: u64,
    words: &[String],
) -> rusqlite::Result<Option<BTreeSet<u32>>> {
    let Some(mut found) = indexed_lines(db, n, words)? else { return Ok(None) };
    each_waiting(db, n, indexed, |place, text| {
        let text = folded(text);
        if words.iter().all(|word| text.contains(word.as_str())) {
            found.extend(u32::try_from(place - 1));
        }
        Ok(())
    })?;
    Ok(Some(found))
}

fn indexed_lines(db: &Connection, n: i64, words: &[String]) -> rusqlite::Result<Option<BTreeSet<u32>>> {
    let sql = format!("SELECT word FROM room_{n}_word WHERE instr(word, ?1) > 0 LIMIT {}", MOST_WORDS + 1);
    let mut holding = db.prepare_cached(&sql)?;
    let mut wanted: Vec<String> = Vec::new();
    for piece in words.iter().flat_map(|word| pieces(word)).map(beginning) {
        let found: Vec<String> =
            holding.query_map([piece], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        match found.len() {
            0 => return Ok(Some(BTreeSet::new())),
            1..=MOST_WORDS => {
                let any: Vec<String> = found.iter().map(|word| format!("\"{word}\"")).collect();
                wanted.push(format!("({})", any.join(" OR ")));
            }
            _ => {}
        }
    }
    if wanted.is_empty() {
        return Ok(None);
    }
    let sql = format!("SELECT rowid FROM room_{n}_text WHERE room_{n}_text MATCH ?1");
    let mut matching = db.prepare_cached(&sql)?;
    let lines = matching.query_map([wanted.join(" AND ")], |row| row.get::<_, u32>(0))?;
    lines.map(|line| Ok(line?.saturating_sub(1))).collect::<rusqlite::Result<_>>().map(Some)
}

/// A sum over the words of lines that does not depend on their order.
#[derive(Default, PartialEq, Eq)]
pub(super) struct WordSum {
    lines: u64,
    words: BTreeSet<String>,
}

impl WordSum {
    /// Adds the words of the line at `place` whose entry has the canonical form `text`.
    pub(super) fn add_line(&mut self, place: u64, text: &str) {
        each_word(text, |word| self.add(word, place as i64));
    }

    fn add(&mut self, word: &str, line: i64) {
        let digest =
            Sha256::new().chain_update(word).chain_update([0]).chain_update(line.to_be_bytes()).finalize();
        let part = digest[..8].iter().fold(0, |part, byte| part << 8 | u64::from(*byte));
        self.lines = self.lines.wrapping_add(part);
        if !self.words.contains(word) {
            self.words.insert(word.to_owned());
        }
    }
}

/// The same sum over what the index of the room `n` holds.
pub(super) fn indexed_words(db: &Connection, n: i64) -> rusqlite::Result<WordSum> {
    let mut sum = WordSum::default();
    db.execute_batch(&format!(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.room_{n}_instances USING fts5vocab(main, room_{n}_text, instance)"
    ))?;
    let mut rows = db.prepare(&format!("SELECT term, doc FROM temp.room_{n}_instances"))?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        sum.add(row.get_ref(0)?.as_str()?, row.get(1)?);
    }
    let mut words = db.prepare(&format!("SELECT word FROM room_{n}_word"))?;
    let words: BTreeSet<String> = words.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if words != sum.words {
        return Err(unlike(0, "the words of the index"));
    }
    Ok(sum)
}
