//! A process in plain files: people write YAML, commands append to `log/ROOM.jsonl`.
//!
//! A write holds the lock `log/.lock`, adds its lines in one piece, and is done when the disk has
//! them. A write that was cut off leaves lines that no reader counts (see [`crate::log_file`]) and the
//! next writer removes. A write into several rooms first notes how long their files are, in
//! `log/.started`; where that file is found, what stands behind those lengths was never acknowledged.

use crate::folder::{Folder, MAX_LOG, PROCESS_FILE};
use crate::header::ProcessHeader;
use crate::log_file::{self, Tail};
use crate::open::Opened;
use crate::store::{Batch, Conflict, Damage, RoomState, Store, StoreError, grown_from, ids_of, in_order};
use detente_model::Room;
use detente_record::{Hash, Head, Line, Record, Viewer};
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How long a writer waits for another.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

const STARTED: &str = "log/.started";

/// The heads that the logs had when the folder was made of another store: a log that was cut off since is
/// seen by them.
const HEADS: &str = "log/heads.txt";

/// A folder of plain files.
pub struct Files {
    path: PathBuf,
    known: BTreeMap<Room, Known>,
    /// Is it made in a place where nobody looks yet? Then no line waits for those after it.
    in_the_making: bool,
}

/// What was found in a room when its files were last read whole.
struct Known {
    stamp: Stamp,
    by_hand: u64,
    last: Option<jiff::Timestamp>,
    tail: Tail,
}

/// Length and time of the YAML files that a room may stand in.
type Stamp = [Option<(u64, SystemTime)>; 2];

impl Files {
    /// The process in the folder at `path`.
    pub fn at(path: &Path) -> Files {
        Files { path: path.to_owned(), known: BTreeMap::new(), in_the_making: false }
    }

    /// A new process in the folder `path`, which is not there, to be filled and then [`Files::finish`]ed.
    pub(crate) fn create(path: &Path, header: &ProcessHeader) -> Result<Files, StoreError> {
        let failed = |error| not_written(path, &error);
        fs::create_dir_all(path.join("log")).map_err(failed)?;
        write_whole(&path.join(PROCESS_FILE), header.to_yaml().as_bytes()).map_err(failed)?;
        Ok(Files { in_the_making: true, ..Files::at(path) })
    }

    /// Notes the heads, and takes away what only writers need.
    pub(crate) fn finish(mut self) -> Result<(), StoreError> {
        let mut heads = String::new();
        for (room, head) in crate::copy::heads(&mut self)? {
            heads.push_str(&format!("{room} {head}\n"));
        }
        write_whole(&self.path.join(HEADS), heads.as_bytes())
            .map_err(|error| not_written(&self.path, &error))?;
        self.tidy_up()
    }

    /// What the noted heads say of the logs as they are.
    fn audit_heads(&mut self) -> Result<Vec<Damage>, StoreError> {
        let path = self.path.join(HEADS);
        let noted = match fs::read_to_string(&path) {
            Ok(noted) => noted,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => {
                return Ok(vec![Damage::whole(format!("{} cannot be read: {error}", path.display()))]);
            }
        };
        let mut found = Vec::new();
        for line in noted.lines() {
            let noted =
                line.split_once(' ').and_then(|(room, head)| Some((Room::parse(room)?, Head::parse(head)?)));
            match noted {
                None => {
                    found.push(Damage::whole(format!("{HEADS} holds “{line}”, which is no head of a room")))
                }
                Some((room, head)) => found.extend(grown_from(self, &room, &head)?),
            }
        }
        Ok(found)
    }

    /// Takes away what only writers need.
    fn tidy_up(&self) -> Result<(), StoreError> {
        let lock = self.path.join("log/.lock");
        match fs::remove_file(&lock) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(not_written(&lock, &error)),
            _ => Ok(()),
        }
    }

    fn opened(&self) -> Result<Opened, StoreError> {
        Ok(Opened::at(&self.path)?)
    }

    fn log_path(&self, room: &Room) -> PathBuf {
        self.path.join(log_name(room))
    }

    fn stamp(&self, room: &Room) -> Stamp {
        let own = format!("rooms/{}.yaml", room.file_stem());
        [PROCESS_FILE, &own].map(|name| {
            let meta = fs::metadata(self.path.join(name)).ok()?;
            Some((meta.len(), meta.modified().ok()?))
        })
    }

    /// What is known of `room`, read again if its files changed since.
    fn known(&mut self, room: &Room) -> Result<&mut Known, StoreError> {
        let stamp = self.stamp(room);
        let length = fs::metadata(self.log_path(room)).map_or(0, |meta| meta.len());
        let is_fresh = |known: &Known| known.stamp == stamp && known.tail.bytes == length;
        if !self.known.get(room).is_some_and(is_fresh) {
            let opened = self.opened()?;
            let zone = opened.header().map_or(TimeZone::UTC, |header| header.zone.clone());
            let lines = opened.lines(room)?;
            let tail = self.tail(room, &zone)?;
            let by_hand = lines.len() as u64 - tail.lines;
            let last = lines.last().map(Line::known);
            self.known.insert(room.clone(), Known { stamp, by_hand, last, tail });
        }
        Ok(self.known.get_mut(room).expect("found or put there"))
    }

    fn tail(&self, room: &Room, zone: &TimeZone) -> Result<Tail, StoreError> {
        let name = log_name(room);
        if !self.path.join(&name).exists() {
            return Ok(Tail::empty(room));
        }
        let folder = Folder::at(&self.path).map_err(|fault| StoreError::plain(fault.message.clone()))?;
        let bytes =
            folder.read_bytes(&name, MAX_LOG).map_err(|fault| StoreError::plain(fault.message.clone()))?;
        let text = String::from_utf8(bytes).map_err(|_| Damage::of(room, "its log is not UTF-8 text"))?;
        let log = log_file::read(&text, &name.as_str().into(), room, zone)
            .map_err(|fault| Damage::of(room, fault.message.clone()))?;
        Ok(log.tail)
    }

    fn lock(&self) -> Result<File, StoreError> {
        let failed = |error| not_written(&self.path, &error);
        fs::create_dir_all(self.path.join("log")).map_err(failed)?;
        let path = self.path.join("log/.lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(failed)?;
        let pause = Duration::from_millis(2);
        for _ in 0..PATIENCE.as_millis() / pause.as_millis() {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(fs::TryLockError::WouldBlock) => std::thread::sleep(pause),
                Err(fs::TryLockError::Error(error)) => return Err(failed(error)),
            }
        }
        Err(locked(&self.path))
    }

    /// Takes back what a writer of several rooms left unfinished.
    fn recover(&mut self) -> Result<(), StoreError> {
        for (name, length) in unfinished(&self.path) {
            let path = self.path.join(&name);
            if path.exists() {
                set_length(&path, length).map_err(|error| not_written(&path, &error))?;
            }
            self.known.clear();
        }
        match fs::remove_file(self.path.join(STARTED)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(not_written(&self.path, &error)),
            _ => Ok(()),
        }
    }

    /// Notes how long the logs of `batches` are before they grow.
    fn note_start(&mut self, batches: &[Batch<'_>]) -> Result<(), StoreError> {
        let mut note = String::new();
        for batch in batches {
            note.push_str(&format!("{} {}\n", self.known(batch.room)?.tail.bytes, log_name(batch.room)));
        }
        note.push_str("started\n");
        write_whole(&self.path.join(STARTED), note.as_bytes())
            .map_err(|error| not_written(&self.path, &error))
    }

    fn admit(&mut self, batch: &Batch<'_>) -> Result<(), StoreError> {
        let known = self.known(batch.room)?;
        let size = known.by_hand + known.tail.lines;
        let last = known.last;
        if size != batch.expected {
            let mut theirs = Vec::new();
            let mut place = 0;
            self.read(batch.room, &mut |line| {
                place += 1;
                theirs.extend(if place > batch.expected { ids_of([&line]) } else { Vec::new() });
                Ok(())
            })?;
            theirs.truncate(8);
            let conflict = Conflict { room: batch.room.clone(), yours: ids_of(batch.lines), theirs };
            return Err(StoreError::Conflict(Box::new(conflict)));
        }
        in_order(batch, last)
    }

    fn grow(&mut self, batch: &Batch<'_>) -> Result<(), StoreError> {
        for document in batch.documents {
            self.put_document(batch.room, document)?;
        }
        let path = self.log_path(batch.room);
        let as_one = !self.in_the_making;
        let known = self.known(batch.room)?;
        let (text, tail) = log_file::written(batch.lines, &known.tail, as_one);
        let start = known.tail.bytes;
        if let Err(error) = append_at(&path, start, text.as_bytes()) {
            // What was written of it is taken back; a later writer would do so as well.
            let _ = set_length(&path, start);
            return Err(not_written(&path, &error));
        }
        known.tail = tail;
        known.last = batch.lines.last().map(Line::known).or(known.last);
        Ok(())
    }

    fn put_document(&self, room: &Room, bytes: &[u8]) -> Result<(), StoreError> {
        let folder = self.path.join(document_folder(room));
        let path = folder.join(Hash(Sha256::digest(bytes).into()).to_string());
        if path.exists() {
            return Ok(());
        }
        fs::create_dir_all(&folder)
            .and_then(|()| write_whole(&path, bytes))
            .map_err(|error| not_written(&path, &error))
    }
}

impl Store for Files {
    fn header(&mut self) -> Result<ProcessHeader, StoreError> {
        let opened = self.opened()?;
        match opened.written_header().cloned() {
            Some(header) => Ok(header),
            None => Err(opened.into_faults().into()),
        }
    }

    fn rooms(&mut self) -> Result<Vec<Room>, StoreError> {
        Ok(self.opened()?.rooms()?)
    }

    fn state(&mut self, room: &Room) -> Result<RoomState, StoreError> {
        let known = self.known(room)?;
        Ok(RoomState { size: known.by_hand + known.tail.lines, last: known.last })
    }

    fn read(
        &mut self,
        room: &Room,
        each: &mut dyn FnMut(Line) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.opened()?.lines(room)?.into_iter().try_for_each(each)
    }

    fn append(&mut self, batches: &[Batch<'_>]) -> Result<(), StoreError> {
        let _lock = self.lock()?;
        self.recover()?;
        batches.iter().try_for_each(|batch| self.admit(batch))?;
        let several = batches.len() > 1;
        if several {
            self.note_start(batches)?;
        }
        if let Err(error) = batches.iter().try_for_each(|batch| self.grow(batch)) {
            self.known.clear();
            // Where even this fails, the note stays and readers go by it.
            let _ = self.recover();
            return Err(error);
        }
        if several {
            let note = self.path.join(STARTED);
            fs::remove_file(&note)
                .and_then(|()| sync_folder(&note))
                .map_err(|error| not_written(&self.path, &error))?;
        }
        Ok(())
    }

    fn candidates(&mut self, _: &Room, _: &[String]) -> Result<Option<BTreeSet<u32>>, StoreError> {
        Ok(None)
    }

    fn document(&mut self, room: &Room, sha256: &Hash) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path.join(document_folder(room)).join(sha256.to_string());
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::plain(format!("{} cannot be read: {error}", path.display()))),
        }
    }

    fn documents(&mut self, room: &Room) -> Result<Vec<Hash>, StoreError> {
        let Ok(entries) = fs::read_dir(self.path.join(document_folder(room))) else { return Ok(Vec::new()) };
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut all: Vec<Hash> = names.filter_map(|name| Hash::parse(&name)).collect();
        all.sort();
        Ok(all)
    }

    fn audit(&mut self) -> Result<Vec<Damage>, StoreError> {
        self.audit_heads()
    }

    fn record(&mut self, viewer: &Viewer) -> Result<Record, StoreError> {
        Ok(self.opened()?.record(viewer)?)
    }

    fn check(&mut self, viewer: &Viewer) -> Result<(), StoreError> {
        self.record(viewer).map(drop)
    }
}

/// The lengths that the logs had before a write into several rooms that is not done.
pub(crate) fn unfinished(process: &Path) -> BTreeMap<String, u64> {
    let note = fs::read_to_string(process.join(STARTED)).unwrap_or_default();
    // Without its last line the note itself was cut off, and nothing was written after it.
    let Some(note) = note.strip_suffix("started\n") else { return BTreeMap::new() };
    let lengths = note.lines().filter_map(|line| line.split_once(' '));
    lengths.filter_map(|(length, name)| Some((name.to_owned(), length.parse().ok()?))).collect()
}

fn log_name(room: &Room) -> String {
    format!("log/{}.jsonl", room.file_stem())
}

fn document_folder(room: &Room) -> String {
    format!("documents/{}", room.file_stem())
}

/// Writes `bytes` behind the first `start` bytes of the file, and what stands there now is lost.
fn append_at(path: &Path, start: u64, bytes: &[u8]) -> io::Result<()> {
    let is_new = !path.exists();
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    if file.metadata()?.len() != start {
        file.set_len(start)?;
    }
    file.write_all(bytes)?;
    file.sync_data()?;
    if is_new { sync_folder(path) } else { Ok(()) }
}

fn set_length(path: &Path, length: u64) -> io::Result<()> {
    let file = OpenOptions::new().write(true).open(path)?;
    file.set_len(length)?;
    file.sync_data()
}

/// Writes a whole file beside its place and then puts it there, so that nobody sees half of it.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.part"));
    let written = File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&beside, path)).and_then(|()| sync_folder(path)).inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}

/// Makes the names in the folder of `path` durable.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        // Windows opens no folders, and needs no such call.
        Some(parent) if cfg!(unix) => File::open(parent)?.sync_all(),
        _ => Ok(()),
    }
}

pub(crate) fn locked(path: &Path) -> StoreError {
    StoreError::failed(
        format!(
            "{} is in use: another program has been writing for {} seconds",
            path.display(),
            PATIENCE.as_secs()
        ),
        "wait for it to end, or end it, and try again; nothing was written",
    )
}

/// Why a write failed, in words.
pub(crate) fn not_written(path: &Path, error: &io::Error) -> StoreError {
    let path = path.display();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::failed(
            format!("the disk of {path} is full; nothing was written"),
            "make room on it and try again",
        ),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => StoreError::failed(
            format!("{path} cannot be written ({error}); nothing was written"),
            "ask its owner for the right to write, or work on a copy",
        ),
        _ => StoreError::plain(format!("{path} cannot be written: {error}; nothing was written")),
    }
}
