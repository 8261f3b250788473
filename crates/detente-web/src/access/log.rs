//! The file of the access log: JSON lines behind a first line that says what it is.
//!
//! A line counts when the disk has it. A line without its line feed was never acknowledged: the
//! next start cuts it off and says so. A write that fails is taken back; if even that fails, or
//! if the disk does not confirm a write, nothing more is written until the next start, since nobody
//! knows what the file holds.

use super::event::Line;
use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

const FIRST: &str = "{\"log\":\"detente access\",\"version\":1}\n";

/// Why the access log cannot be used.
#[derive(Debug)]
pub enum LogError {
    /// The disk says no.
    Disk(io::Error),
    /// Another server uses it.
    InUse,
    /// It is no access log of this version.
    Foreign,
    /// A line, counted from one, is not what was written.
    Damaged(usize, String),
}

impl fmt::Display for LogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LogError::Disk(error) => write!(f, "the access log cannot be used: {error}"),
            LogError::InUse => f.write_str("another server uses this access log"),
            LogError::Foreign => f.write_str("this file is no access log that this program knows"),
            LogError::Damaged(line, what) => {
                write!(f, "line {line} of the access log is damaged ({what}); ")?;
                f.write_str("put back a copy, or move the file away and hand out new links")
            }
        }
    }
}

impl std::error::Error for LogError {}

impl From<io::Error> for LogError {
    fn from(error: io::Error) -> LogError {
        LogError::Disk(error)
    }
}

/// What the start of a server finds in its access log.
#[derive(Debug)]
pub struct Found {
    /// The lines.
    pub(crate) lines: Vec<Line>,
    /// Bytes of a line that was never finished, and is cut off now.
    pub torn: usize,
}

/// The file, held by this server alone.
#[derive(Debug)]
pub(crate) struct Log {
    pub(super) file: File,
    /// The bytes that count.
    length: u64,
    /// Lines that took effect and could not be written: they go before the next.
    owed: Vec<Line>,
    /// What the file holds is unknown.
    pub(super) lost: bool,
}

impl Log {
    /// Opens the log at `path`, or begins one.
    pub(crate) fn open(path: &Path) -> Result<(Log, Found), LogError> {
        let mut file = only_for_me(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(LogError::InUse),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let (lines, length) = read(&bytes)?;
        let mut log = Log { file, length: length as u64, owed: Vec::new(), lost: false };
        if length < bytes.len() {
            log.file.set_len(log.length)?;
            log.file.sync_all()?;
        }
        if length == 0 {
            log.put(FIRST)?;
            sync_folder(path)?;
        }
        Ok((log, Found { lines, torn: bytes.len() - length }))
    }

    /// Writes lines, and waits until the disk has them. What could not be written before and took
    /// effect all the same goes first.
    pub(crate) fn append(&mut self, lines: &[Line]) -> io::Result<()> {
        let mut text = String::new();
        for line in self.owed.iter().chain(lines) {
            text.push_str(&serde_json::to_string(line).map_err(io::Error::other)?);
            text.push('\n');
        }
        self.put(&text)?;
        self.owed.clear();
        Ok(())
    }

    /// Keeps a line for the next write.
    pub(crate) fn owe(&mut self, lines: &[Line]) {
        self.owed.extend_from_slice(lines);
    }

    fn put(&mut self, text: &str) -> io::Result<()> {
        if self.lost {
            return Err(io::Error::other("the disk failed before; start the server again"));
        }
        let written =
            self.file.seek(SeekFrom::Start(self.length)).and_then(|_| self.file.write_all(text.as_bytes()));
        if let Err(error) = written {
            self.lost = self.file.set_len(self.length).is_err();
            return Err(error);
        }
        if let Err(error) = self.file.sync_data() {
            // After a failed sync the system may have dropped the bytes and say so no second time.
            self.lost = true;
            let _ = self.file.set_len(self.length);
            return Err(error);
        }
        self.length += text.len() as u64;
        Ok(())
    }
}

/// The lines of a log, and how many of its bytes count.
pub(super) fn read(bytes: &[u8]) -> Result<(Vec<Line>, usize), LogError> {
    let first = FIRST.as_bytes();
    let Some(rest) = bytes.strip_prefix(first) else {
        return if first.starts_with(bytes) { Ok((Vec::new(), 0)) } else { Err(LogError::Foreign) };
    };
    let mut lines = Vec::new();
    let mut length = first.len();
    for row in rest.split_inclusive(|byte| *byte == b'\n') {
        let Some(row) = row.strip_suffix(b"\n") else { break };
        let damaged = |error: serde_json::Error| LogError::Damaged(lines.len() + 2, error.to_string());
        let line = serde_json::from_slice(row).map_err(damaged)?;
        lines.push(line);
        length += row.len() + 1;
    }
    Ok((lines, length))
}

/// The file at `path`, which on Unix nobody else may read.
fn only_for_me(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        options.mode(0o600);
        let file = options.open(path)?;
        if file.metadata()?.permissions().mode() & 0o077 != 0 {
            file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
        }
        Ok(file)
    }
    #[cfg(not(unix))]
    options.open(path)
}

/// Makes sure that the folder knows its new file.
fn sync_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
