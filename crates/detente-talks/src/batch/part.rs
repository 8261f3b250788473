//! Rows as bytes, for a file that holds a range of runs while a batch is on.
//!
//! A line of text, a line of JSON (version, plan, range), the rows as little-endian numbers, and BLAKE3 of all before in the last
//! 32 bytes: a file that was torn, or changed, is told from a whole one. Numbers come back to the last bit.

use super::{Row, Score};
use crate::fan::Path;
use crate::protocol::Ended;
use serde_json::{Value, json};
use std::fmt;
use std::ops::Range;

const MAGIC: &str = "detente-part-1\n";
const SUM: usize = 32;

/// Which runs of what a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The program's version.
    pub version: String,
    /// The plan's fingerprint.
    pub plan: String,
    /// The runs.
    pub runs: Range<u64>,
}

/// A range of runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Which.
    pub head: Head,
    /// One row a run, in order.
    pub rows: Vec<Row>,
}

/// Why bytes are no part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartError {
    /// They are something else.
    Foreign,
    /// They were not written to their end, or were changed.
    Torn,
}

impl fmt::Display for PartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PartError::Foreign => "this is no part of a tournament or sweep",
            PartError::Torn => "it was not written to its end, or was changed",
        })
    }
}

impl std::error::Error for PartError {}

impl Part {
    /// As bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Head { version, plan, runs } = &self.head;
        let head = json!({"version": version, "plan": plan, "runs": [runs.start, runs.end]});
        let mut bytes = format!("{MAGIC}{head}\n").into_bytes();
        self.rows.iter().for_each(|row| write(row, &mut bytes));
        let sum = blake3::hash(&bytes);
        bytes.extend(sum.as_bytes());
        bytes
    }

    /// From bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Part, PartError> {
        let magic = bytes.get(..MAGIC.len());
        if magic.is_some_and(|magic| magic != MAGIC.as_bytes()) {
            return Err(PartError::Foreign);
        }
        let end = bytes.len().checked_sub(SUM).ok_or(PartError::Torn)?;
        let (body, sum) = bytes.split_at(end);
        if blake3::hash(body).as_bytes()[..] != *sum {
            return Err(PartError::Torn);
        }
        read(body).ok_or(PartError::Torn)
    }
}

fn read(body: &[u8]) -> Option<Part> {
    let rest = body.get(MAGIC.len()..)?;
    let line = rest.iter().position(|&byte| byte == b'\n')?;
    let json: Value = serde_json::from_slice(&rest[..line]).ok()?;
    let text = |key: &str| json.get(key)?.as_str().map(str::to_owned);
    let number = |place: usize| json.get("runs")?.get(place)?.as_u64();
    let head = Head { version: text("version")?, plan: text("plan")?, runs: number(0)?..number(1)? };
    let mut cursor = Cursor(&rest[line + 1..]);
    let rows = head.runs.clone().map(|run| cursor.row(run)).collect::<Option<Vec<Row>>>()?;
    cursor.0.is_empty().then_some(Part { head, rows })
}

fn write(row: &Row, bytes: &mut Vec<u8>) {
    let (code, by) = code_of(row.ended);
    bytes.push(code);
    bytes.extend(by.to_le_bytes());
    bytes.extend(row.steps.to_le_bytes());
    let options = row.agreement.as_deref().unwrap_or_default();
    bytes.extend((options.len() as u32).to_le_bytes());
    options.iter().for_each(|option| bytes.extend(option.to_le_bytes()));
    bytes.extend((row.utilities.len() as u16).to_le_bytes());
    let Score { gains, distance, nash, welfare } = &row.score;
    let numbers = row.utilities.iter().chain(&row.payoffs).chain(gains).copied();
    let shares = [distance, nash, welfare].map(|share| share.unwrap_or(f64::NAN));
    numbers.chain(shares).for_each(|number| bytes.extend(number.to_le_bytes()));
    bytes.extend((row.path.0.len() as u32).to_le_bytes());
    row.path.0.iter().for_each(|height| bytes.extend(height.to_le_bytes()));
}

/// An end as a number, and the party that ended it (0 where none did).
fn code_of(ended: Ended) -> (u8, u16) {
    match ended {
        Ended::Agreement => (0, 0),
        Ended::TimedOut => (1, 0),
        Ended::Chance => (2, 0),
        Ended::Exhausted => (3, 0),
        Ended::Broken { by } => (4, by as u16),
        Ended::Left { by } => (5, by as u16),
        Ended::NoOffer { by } => (6, by as u16),
        Ended::Waiting { by } => (7, by as u16),
        Ended::Impossible { by } => (8, by as u16),
    }
}

fn ended_of(code: u8, by: u16) -> Option<Ended> {
    let by = usize::from(by);
    Some(match code {
        0 => Ended::Agreement,
        1 => Ended::TimedOut,
        2 => Ended::Chance,
        3 => Ended::Exhausted,
        4 => Ended::Broken { by },
        5 => Ended::Left { by },
        6 => Ended::NoOffer { by },
        7 => Ended::Waiting { by },
        8 => Ended::Impossible { by },
        _ => return None,
    })
}

struct Cursor<'b>(&'b [u8]);

impl Cursor<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    fn number(&mut self) -> Option<f64> {
        self.take().map(f64::from_le_bytes)
    }

    fn count(&mut self) -> Option<usize> {
        self.take().map(|bytes| u32::from_le_bytes(bytes) as usize)
    }

    fn numbers(&mut self, count: usize) -> Option<Vec<f64>> {
        (0..count).map(|_| self.number()).collect()
    }

    fn row(&mut self, run: u64) -> Option<Row> {
        let [code] = self.take()?;
        let ended = ended_of(code, u16::from_le_bytes(self.take()?))?;
        let steps = u32::from_le_bytes(self.take()?);
        let options = self.count()?;
        let options: Option<Vec<u32>> = (0..options).map(|_| self.take().map(u32::from_le_bytes)).collect();
        let agreement = options.filter(|_| ended == Ended::Agreement);
        let parties = usize::from(u16::from_le_bytes(self.take()?));
        let (utilities, payoffs) = (self.numbers(parties)?, self.numbers(parties)?);
        let gains = self.numbers(parties)?;
        let mut share = || self.number().map(|number| Some(number).filter(|number| !number.is_nan()));
        let score = Score { gains, distance: share()?, nash: share()?, welfare: share()? };
        let heights = self.count()?;
        let path: Option<Vec<u16>> = (0..heights).map(|_| self.take().map(u16::from_le_bytes)).collect();
        Some(Row { run, ended, steps, agreement, utilities, payoffs, score, path: Path(path?) })
    }
}
