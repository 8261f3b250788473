//! A process in plain files: people write YAML, commands append to `log/ROOM.jsonl`.
//!
//! A write holds the lock `log/.lock`, adds its lines in one piece, and is done when the disk has
//! them. A write that was cut off leaves lines that no reader counts (see [`crate::log_file`]) and the
//! next writer removes. A write into several rooms first notes how long their files are, in
//! `log/.started`; where that file is found, what stands behind those lengths was never acknowledged.
//! Documents are named for what they hold and written before the lines that name them; a write that
//! was killed may leave one that no line names.

use crate::folder::PROCESS_FILE;
use crate::header::ProcessHeader;
use crate::log_file::{self, Tail};
use crate::open::Opened;
use crate::store::{Batch, Conflict, Damage, RoomState, Store, StoreError, grown_from, ids_of, in_order};
use crate::whole::{new_file, write_whole};
use detente_model::Room;
use detente_record::{Hash, Head, Line, Record, Viewer};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How long a writer waits for another.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

const STARTED: &str = "log/.started";

/// What writers hold while they write, and readers while they read.
const LOCK: &str = "log/.lock";

/// The heads that the logs had when the folder was made of another store: a log that was cut off since is
/// seen by them.
const HEADS: &str = "log/heads.txt";

/// A folder of plain files.
pub struct Files {
    path: PathBuf,
    known: BTreeMap<Room, Known>,
    /// Held while somebody reads, so that no write into several rooms is seen in part.
    reading: Option<File>,
    /// Is it made in a place where nobody looks yet? Then no line waits for those after it.
    in_the_making: bool,
    patience: Duration,
}

/// What was found in a room when its files were last read whole.
struct Known {
    stamp: Stamp,
    by_hand: u64,
    last: Option<jiff::Timestamp>,
    tail: Tail,
}

/// Length and time of the files that a room may stand in, and how long its log was before a write
/// into several rooms that is not done.
#[derive(Clone, PartialEq, Eq)]
struct Stamp {
    files: [Option<(u64, SystemTime)>; 3],
    before: Option<u64>,
}

impl Files {
    /// The process in the folder at `path`.
    pub fn at(path: &Path) -> Files {
        Files {
            path: path.to_owned(),
            known: BTreeMap::new(),
            patience: PATIENCE,
            reading: None,
            in_the_making: false,
        }
    }

    /// The same, waiting for another writer no longer than `patience`.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Files {
        Files { patience, ..self }
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
        for (number, line) in (1..).zip(noted.lines()) {
            let noted =
                line.split_once(' ').and_then(|(room, head)| Some((Room::parse(room)?, Head::parse(head)?)));
            match noted {
                None => found.push(Damage::whole(format!("line {number} of {HEADS} is no head of a room"))),
                Some((room, head)) => found.extend(grown_from(self, &room, &head)?),
            }
        }
        Ok(found)
    }

    /// Takes away what only writers need.
    fn tidy_up(&self) -> Result<(), StoreError> {
        let lock = self.path.join(LOCK);
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
        let log = log_name(room);
        let before = unfinished(&self.path).get(&log).copied();
        let files = [PROCESS_FILE, &own, &log].map(|name| {
            let meta = fs::metadata(self.path.join(name)).ok()?;
            Some((meta.len(), meta.modified().ok()?))
        });
        Stamp { files, before }
    }

    /// What is known of `room`, read again if its files changed since.
    fn known(&mut self, room: &Room) -> Result<&Known, StoreError> {
        // Taken before the files are read: what is written meanwhile is seen the next time.
        let stamp = self.stamp(room);
        if !self.known.get(room).is_some_and(|known| known.stamp == stamp) {
            let (lines, tail) = self.opened()?.lines_and_tail(room)?;
            let by_hand = (lines.len() as u64).saturating_sub(tail.lines);
            let last = lines.last().map(Line::known);
            self.known.insert(room.clone(), Known { stamp, by_hand, last, tail });
        }
        Ok(&self.known[room])
    }

    fn lock(&self) -> Result<File, StoreError> {
        let failed = |error| not_written(&self.path, &error);
        make_folder(&self.path, "log").map_err(failed)?;
        let path = self.path.join(LOCK);
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(failed)?;
        match self.patiently(|| file.try_lock()) {
            Ok(true) => Ok(file),
            Ok(false) => Err(locked(&self.path)),
            Err(error) => Err(failed(error)),
        }
    }

    /// Tries to get a lock until it is there, or the patience is at its end (`false`).
    fn patiently(&self, try_lock: impl Fn() -> Result<(), fs::TryLockError>) -> io::Result<bool> {
        let pause = Duration::from_millis(2);
        for _ in 0..=self.patience.as_millis() / pause.as_millis() {
            match try_lock() {
                Ok(()) => return Ok(true),
                Err(fs::TryLockError::WouldBlock) => std::thread::sleep(pause),
                Err(fs::TryLockError::Error(error)) => return Err(error),
            }
        }
        Ok(false)
    }

    /// Takes back what a writer of several rooms left unfinished.
    fn recover(&mut self) -> Result<(), StoreError> {
        let note = self.path.join(STARTED);
        for (name, length) in unfinished(&self.path) {
            let path = self.path.join(&name);
            shorten(&path, length).map_err(|error| not_written(&path, &error))?;
            self.known.clear();
        }
        match fs::remove_file(&note) {
            // If the note came back after a crash, it would take back what is written from now on.
            Ok(()) => sync_folder(&note).map_err(|error| not_written(&self.path, &error)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(not_written(&self.path, &error)),
        }
    }

    /// Notes how long the logs of `batches` are before they grow.
    fn note_start(&self, lengths: &[(Room, u64)]) -> Result<(), StoreError> {
        let mut note = String::new();
        for (room, length) in lengths {
            note.push_str(&format!("{length} {}\n", log_name(room)));
        }
        note.push_str("started\n");
        write_whole(&self.path.join(STARTED), note.as_bytes())
            .map_err(|error| not_written(&self.path, &error))
    }

    /// All of `batches`, which were checked; what it gives are the documents that it added.
    fn write(
        &mut self,
        batches: &[&Batch<'_>],
        lengths: &[(Room, u64)],
        added: &mut Vec<PathBuf>,
    ) -> Result<(), StoreError> {
        let several = batches.len() > 1;
        if several {
            self.note_start(lengths)?;
        }
        batches.iter().try_for_each(|batch| self.grow(batch, added))?;
        if several {
            let note = self.path.join(STARTED);
            let done = fs::remove_file(&note).and_then(|()| sync_folder(&note));
            done.map_err(|error| not_written(&self.path, &error))?;
        }
        Ok(())
    }

    /// Makes everything what it was before a write that failed. Where even this fails, the note
    /// stays, or a line without its end: readers go by it.
    fn take_back(&mut self, lengths: &[(Room, u64)], added: &[PathBuf]) {
        self.known.clear();
        for (room, length) in lengths {
            let _ = shorten(&self.log_path(room), *length);
        }
        for path in added {
            let _ = fs::remove_file(path);
        }
        let _ = self.recover();
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
                if place > batch.expected && theirs.len() < 8 {
                    theirs.extend(ids_of([&line]));
                }
                Ok(())
            })?;
            let conflict = Conflict { room: batch.room.clone(), yours: ids_of(batch.lines), theirs };
            return Err(StoreError::Conflict(Box::new(conflict)));
        }
        in_order(batch, last)
    }

    fn grow(&mut self, batch: &Batch<'_>, added: &mut Vec<PathBuf>) -> Result<(), StoreError> {
        for document in batch.documents {
            self.put_document(batch.room, document, added)?;
        }
        let path = self.log_path(batch.room);
        let as_one = !self.in_the_making;
        let tail = match self.known.get(batch.room) {
            Some(known) => known.tail.clone(),
            None => self.known(batch.room)?.tail.clone(),
        };
        let (text, after) = log_file::written(batch.lines, &tail, as_one);
        append_at(&path, tail.bytes, text.as_bytes()).map_err(|error| not_written(&path, &error))?;
        if let Some(known) = self.known.get_mut(batch.room) {
            known.last = batch.lines.last().map(Line::known).or(known.last);
            known.tail = after;
        }
        Ok(())
    }

    fn put_document(&self, room: &Room, bytes: &[u8], added: &mut Vec<PathBuf>) -> Result<(), StoreError> {
        let folder = document_folder(room);
        let path = self.path.join(&folder).join(Hash(Sha256::digest(bytes).into()).to_string());
        // A document that is damaged is put right by whoever attaches it again.
        if fs::read(&path).is_ok_and(|kept| kept == bytes) {
            return Ok(());
        }
        let is_new = !path.exists();
        make_folder(&self.path, &folder)
            .and_then(|()| write_whole(&path, bytes))
            .map_err(|error| not_written(&path, &error))?;
        if is_new {
            added.push(path);
        }
        Ok(())
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

    fn read_behind(
        &mut self,
        room: &Room,
        known: u64,
        each: &mut dyn FnMut(Line) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.opened()?.lines(room)?.into_iter().skip(known as usize).try_for_each(each)
    }

    fn append(&mut self, batches: &[Batch<'_>]) -> Result<(), StoreError> {
        let _lock = self.lock()?;
        self.recover()?;
        batches.iter().try_for_each(|batch| self.admit(batch))?;
        let batches: Vec<&Batch<'_>> = batches.iter().filter(|batch| batch.adds()).collect();
        let lengths =
            batches.iter().map(|batch| Ok((batch.room.clone(), self.known(batch.room)?.tail.bytes)));
        let lengths = lengths.collect::<Result<Vec<_>, StoreError>>()?;
        let mut added = Vec::new();
        if let Err(error) = self.write(&batches, &lengths, &mut added) {
            self.take_back(&lengths, &added);
            return Err(error);
        }
        for batch in &batches {
            let stamp = self.stamp(batch.room);
            if let Some(known) = self.known.get_mut(batch.room) {
                known.stamp = stamp;
            }
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
        let folder = self.path.join(document_folder(room));
        let unreadable =
            |error: io::Error| StoreError::plain(format!("{} cannot be read: {error}", folder.display()));
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(unreadable(error)),
        };
        let mut all = Vec::new();
        for entry in entries {
            let name = entry.map_err(unreadable)?.file_name();
            all.extend(Hash::parse(&name.to_string_lossy()));
        }
        all.sort();
        Ok(all)
    }

    fn audit(&mut self) -> Result<Vec<Damage>, StoreError> {
        self.audit_heads()
    }

    fn record(&mut self, viewer: &Viewer) -> Result<Record, StoreError> {
        self.begin_reading()?;
        let record = self.opened().and_then(|opened| Ok(opened.record(viewer)?));
        self.end_reading()?;
        record
    }

    fn begin_reading(&mut self) -> Result<(), StoreError> {
        // Where no command has written yet, or this program may not look, there is nothing to wait for.
        let Ok(file) = File::open(self.path.join(LOCK)) else { return Ok(()) };
        match self.patiently(|| file.try_lock_shared()) {
            Ok(false) => return Err(locked(&self.path)),
            Ok(true) => self.reading = Some(file),
            // A disk that knows no locks; what is not finished is not counted all the same.
            Err(_) => {}
        }
        Ok(())
    }

    fn end_reading(&mut self) -> Result<(), StoreError> {
        self.reading = None;
        Ok(())
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
    let length = |line: &str| {
        let (length, name) = line.split_once(' ')?;
        // The note may come from anybody, and its files are shortened: logs only.
        let room = Room::parse(name.strip_prefix("log/")?.strip_suffix(".jsonl")?)?;
        (log_name(&room) == name).then_some((name.to_owned(), length.parse().ok()?))
    };
    note.lines().filter_map(length).collect()
}

fn log_name(room: &Room) -> String {
    format!("log/{}.jsonl", room.file_stem())
}

fn document_folder(room: &Room) -> String {
    format!("documents/{}", room.file_stem())
}

/// Writes `bytes` behind the first `start` bytes of the file, and what stands there now is lost.
fn append_at(path: &Path, start: u64, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    if file.metadata()?.len() != start {
        file.set_len(start)?;
    }
    file.write_all(bytes)?;
    file.sync_data()?;
    // The first write may be the second try of one that was killed before the name was durable.
    if start == 0 { sync_folder(path) } else { Ok(()) }
}

/// Cuts the file after its first `length` bytes. One that is not there, or shorter, stays as it is, and
/// so does what a link points to.
fn shorten(path: &Path, length: u64) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink()) {
        return Ok(());
    }
    match OpenOptions::new().write(true).open(path) {
        Ok(file) if file.metadata()?.len() > length => file.set_len(length).and_then(|()| file.sync_data()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes the folder `name` in `root`, and the names on the way to it durable.
fn make_folder(root: &Path, name: &str) -> io::Result<()> {
    let mut path = root.to_owned();
    for part in name.split('/') {
        path.push(part);
        match fs::create_dir(&path) {
            Ok(()) => sync_folder(&path)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            // As where nothing can be written, whether it is there or not.
            Err(_) if path.is_dir() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Makes the names in the folder of `path` durable.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    let here = Path::new(".");
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(here);
    // Windows opens no folders, and needs no such call.
    if cfg!(unix) { File::open(parent)?.sync_all() } else { Ok(()) }
}

/// Why another file beside `path` cannot be written, if so. Not everybody who finds a disk full, or a
/// folder closed, says so.
pub(crate) fn hindrance(path: &Path) -> Option<io::Error> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.try"));
    let tried = new_file(&beside).and_then(|mut file| file.write_all(&[0; 1 << 16]));
    let _ = fs::remove_file(&beside);
    tried.err()
}

pub(crate) fn locked(path: &Path) -> StoreError {
    StoreError::failed(
        format!("{} is in use: another program is writing into it and did not end", path.display()),
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
