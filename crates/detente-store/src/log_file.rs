//! One room's `log/ROOM.jsonl`: a line of JSON for each line of the log that a command wrote.
//!
//! ```json
//! {"chain":"…","salt":"…","commitment":"…","entry":{…}}
//! ```
//!
//! `entry` is the canonical form that `commitment` commits to under `salt`; `chain` is
//! `SHA-256(chain before ‖ leaf ‖ more)`, so that a changed, moved or missing line is seen when the file is
//! read. `received` says when a line came in from another copy. `more` says how many lines of the
//! same batch follow: a batch of which the last line is missing was never acknowledged and counts
//! as not written, as does a line without its line feed. An erased line has `recorded` in place
//! of salt and entry, which its link of the chain covers too.

use detente_model::shape::{Decoder, Mention};
use detente_model::{Code, Diagnostic, Node, Room, Span};
use detente_record::{Entry, Hash, Line, Salt, Stub};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// What was read of a log's file.
pub struct ReadLog {
    /// Its lines, the acknowledged ones.
    pub lines: Vec<LogLine>,
    /// Where the next line goes.
    pub tail: Tail,
    /// Bytes after that, of a write that was never finished.
    pub unfinished: u64,
}

/// A line with its place.
pub struct LogLine {
    /// The line.
    pub line: Line,
    /// Its entry as it was read, unless it was erased.
    pub read: Option<ReadEntry>,
}

/// An entry with what its checks need.
pub struct ReadEntry {
    /// The entry.
    pub entry: Entry,
    /// Its tree, every part of it at the line's place.
    pub node: Node,
    /// The references in it.
    pub mentions: Vec<Mention>,
}

/// The end of a log's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tail {
    /// Its length in bytes.
    pub bytes: u64,
    /// How many lines.
    pub lines: u64,
    /// The chain up to here.
    pub chain: Hash,
}

impl Tail {
    /// The end of an empty file for `room`.
    pub fn empty(room: &Room) -> Tail {
        let digest = Sha256::new().chain_update(b"detente log v1").chain_update(room.to_string()).finalize();
        Tail { bytes: 0, lines: 0, chain: Hash(digest.into()) }
    }

    fn then(&self, line: &Line, more: u64) -> Hash {
        let mut digest = Sha256::new()
            .chain_update(self.chain.0)
            .chain_update(line.leaf().0)
            .chain_update(more.to_be_bytes());
        if line.kept().is_none() {
            // No commitment covers the time of an erased line.
            digest.update(line.recorded().to_string());
        }
        Hash(digest.finalize().into())
    }
}

/// The bytes that add `lines` after `tail`, and the end after them. `as_one`: all of them count, or none.
pub fn written(lines: &[Line], tail: &Tail, as_one: bool) -> (String, Tail) {
    let mut text = String::new();
    let mut tail = tail.clone();
    let start = tail.bytes;
    for (at, line) in lines.iter().enumerate() {
        let more = if as_one { (lines.len() - 1 - at) as u64 } else { 0 };
        tail.chain = tail.then(line, more);
        let _ = write!(text, "{{\"chain\":\"{}\"", tail.chain);
        if more > 0 {
            let _ = write!(text, ",\"more\":{more}");
        }
        if let Some(at) = line.received_at() {
            let _ = write!(text, ",\"received\":\"{at}\"");
        }
        let commitment = line.commitment();
        let _ = match line.kept() {
            Some(kept) => writeln!(
                text,
                ",\"salt\":\"{}\",\"commitment\":\"{commitment}\",\"entry\":{}}}",
                kept.salt(),
                kept.text()
            ),
            None => {
                writeln!(text, ",\"recorded\":\"{}\",\"commitment\":\"{commitment}\"}}", line.recorded())
            }
        };
        tail.lines += 1;
        tail.bytes = start + text.len() as u64;
    }
    (text, tail)
}

/// Reads the log `text` of `room`, from the file `file`.
///
/// # Errors
/// The first line that is not what was written.
pub fn read(text: &str, file: &Arc<str>, room: &Room, zone: &TimeZone) -> Result<ReadLog, Box<Diagnostic>> {
    let mut log = ReadLog { lines: Vec::new(), tail: Tail::empty(room), unfinished: 0 };
    let (mut tail, mut open) = (log.tail.clone(), Vec::new());
    let mut from = 0;
    while let Some(length) = text[from..].find('\n') {
        let row = &text[from..from + length];
        let span = Span { start: from as u32, end: (from + length) as u32 };
        let damaged = |what: String| {
            damaged(file, room, Some(span), &format!("line {} of {file} {what}", tail.lines + 1))
        };
        let (line, more) = read_row(row, span, room, zone, file).map_err(damaged)?;
        let chain = tail.then(&line.line, more);
        if row_chain(row) != Some(chain) {
            return Err(damaged("does not follow from the line before it".into()));
        }
        from += length + 1;
        tail = Tail { bytes: from as u64, lines: tail.lines + 1, chain };
        open.push(line);
        if more == 0 {
            log.lines.append(&mut open);
            log.tail = tail.clone();
        }
    }
    log.unfinished = text.len() as u64 - log.tail.bytes;
    match ends_wrongly(&text[from..]) {
        true => Err(damaged(file, room, None, &format!("line {} of {file} does not end", tail.lines + 1))),
        false => Ok(log),
    }
}

/// A write that was cut off leaves a part of a line. A whole line with something behind it that is
/// no line feed was written whole, and changed.
fn ends_wrongly(rest: &str) -> bool {
    let mut rows = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
    matches!(rows.next(), Some(Ok(_))) && rows.byte_offset() < rest.len()
}

fn damaged(file: &Arc<str>, room: &Room, span: Option<Span>, message: &str) -> Box<Diagnostic> {
    let mut fault = Diagnostic::new(Code::DamagedLog, file, span, message);
    fault.room = Some(room.clone());
    fault.help("put back a copy of the file from a backup; commands only ever add lines to it");
    Box::new(fault)
}

/// The text of a log's file. A write may have been cut off within a character: what stands behind
/// the last line feed need not be text.
///
/// # Errors
/// If another part of it is not UTF-8.
pub fn whole_text(bytes: Vec<u8>, file: &Arc<str>, room: &Room) -> Result<String, Box<Diagnostic>> {
    String::from_utf8(bytes).or_else(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        match bytes[at..].contains(&b'\n') {
            true => Err(damaged(file, room, None, &format!("{file} is not UTF-8 text (byte {at})"))),
            false => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        }
    })
}

type Row<'t> = BTreeMap<&'t str, &'t RawValue>;

fn row_chain(row: &str) -> Option<Hash> {
    let fields: Row<'_> = serde_json::from_str(row).ok()?;
    Hash::parse(text_of(&fields, "chain")?)
}

fn text_of<'t>(fields: &Row<'t>, key: &str) -> Option<&'t str> {
    fields.get(key)?.get().strip_prefix('"')?.strip_suffix('"')
}

fn read_row(
    row: &str,
    span: Span,
    room: &Room,
    zone: &TimeZone,
    file: &Arc<str>,
) -> Result<(LogLine, u64), String> {
    const KEYS: [&str; 7] = ["chain", "more", "received", "salt", "commitment", "entry", "recorded"];
    let fields: Row<'_> = serde_json::from_str(row).map_err(|error| format!("cannot be read: {error}"))?;
    if let Some(key) = fields.keys().find(|key| !KEYS.contains(key)) {
        return Err(format!("has a key “{key}” that no log has"));
    }
    let lacks = |key: &str| format!("has no {key} that can be read");
    let more = match fields.get("more") {
        None => 0,
        Some(raw) => raw.get().parse().map_err(|_| lacks("more"))?,
    };
    let time = |key: &str| -> Result<Option<Timestamp>, String> {
        let Some(_) = fields.get(key) else { return Ok(None) };
        text_of(&fields, key).and_then(|text| text.parse().ok()).map(Some).ok_or_else(|| lacks(key))
    };
    let commitment =
        text_of(&fields, "commitment").and_then(Hash::parse).ok_or_else(|| lacks("commitment"))?;
    let received = time("received")?;
    let Some(entry) = fields.get("entry") else {
        let recorded = time("recorded")?.ok_or_else(|| lacks("entry"))?;
        let line = Line::erased(recorded, commitment).received(received);
        return Ok((LogLine { line, read: None }, more));
    };
    let salt = text_of(&fields, "salt").and_then(Salt::parse).ok_or_else(|| lacks("salt"))?;
    let raw = entry.get();
    let read = read_entry(raw, span, zone, file)?;
    if read.entry.room != *room {
        return Err(format!("is of the room {}, not of {room}", read.entry.room));
    }
    let stub = Stub::of(&read.entry);
    let line = Line::stored(stub, salt, commitment, raw.into())
        .ok_or_else(|| "is not what was written: its commitment differs".to_owned())?;
    Ok((LogLine { line: line.received(received), read: Some(read) }, more))
}

/// The entry whose canonical form is `raw`, and its tree, every part of it at `span`.
///
/// # Errors
/// What is wrong with it, to be put after the name of its place.
pub fn read_entry(raw: &str, span: Span, zone: &TimeZone, file: &Arc<str>) -> Result<ReadEntry, String> {
    let value: Value = serde_json::from_str(raw).map_err(|error| format!("cannot be read: {error}"))?;
    let mut node = Node::from_value(&value);
    node.place_at(span);
    let mut d = Decoder::new(file, zone.clone());
    let entry = Entry::decode_whole(node.clone(), &mut d);
    match (entry, d.diagnostics.first()) {
        (Some(entry), None) => Ok(ReadEntry { entry, node, mentions: d.take_mentions() }),
        (_, Some(fault)) => Err(format!("holds an entry that cannot be read: {}", fault.message)),
        (None, None) => Err("holds an entry that cannot be read".into()),
    }
}
