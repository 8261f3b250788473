//! A process in one SQLite file, `*.detente`.
//!
//! A table and an index of words for each room. Write-ahead log and full sync: what was
//! acknowledged survives a crash of the machine. A write takes the lock before it looks at a room's size.

use crate::files::{PATIENCE, locked, not_written};
use crate::header::ProcessHeader;
use crate::migrate::{self, Step};
use crate::store::{Batch, Conflict, Damage, RoomState, Store, StoreError, ids_of, in_order};
use crate::stored_line::{Columns, edge_bytes, edge_of, room_named, searched_words};
use detente_model::{Id, Room};
use detente_record::words::pieces;
use detente_record::{Edge, Hash, Line};
use jiff::Timestamp;
use rusqlite::{
    Connection, ErrorCode, OpenFlags, OptionalExtension, Row, Transaction, TransactionBehavior, params,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

const STEPS: &[Step] = &[Step {
    name: "0001",
    store: include_str!("sqlite/0001-store.sql"),
    room: include_str!("sqlite/0001-room.sql"),
}];

/// What marks a file as one of ours: `DTNT`.
const APPLICATION_ID: i64 = 0x4454_4e54;

/// A part of a word that stands in more words than this tells too little to be looked up.
const MOST_WORDS: usize = 512;

/// A process in a SQLite file.
pub struct Sqlite {
    path: PathBuf,
    db: Connection,
}

impl Sqlite {
    /// The process in the file at `path`, made what this version expects.
    pub fn at(path: &Path) -> Result<Sqlite, StoreError> {
        if !path.exists() {
            let what = format!("there is no file {}", path.display());
            return Err(StoreError::failed(what, "make one with: detente import FOLDER FILE.detente"));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags).map_err(|error| told(path, error))?;
        let store = Sqlite { path: path.to_owned(), db };
        let mut store = match store.is_ours().and_then(|()| store.ask(prepare)) {
            Ok(()) => store,
            Err(_) if store.cannot_write() => Sqlite::open_for_reading(path)?,
            Err(error) => return Err(error),
        };
        store.migrate()?;
        Ok(store)
    }

    /// A new process in a new file at `path`.
    pub fn create(path: &Path, header: &ProcessHeader) -> Result<Sqlite, StoreError> {
        let store = Sqlite::create_unsynced(path, header)?;
        store.settle()?;
        Ok(store)
    }

    /// A new process in a new file that is not durable until [`Sqlite::settle`]: for filling it at
    /// once in a place where nobody looks yet.
    pub(crate) fn create_unsynced(path: &Path, header: &ProcessHeader) -> Result<Sqlite, StoreError> {
        if path.exists() {
            let what = format!("{} is there already", path.display());
            return Err(StoreError::failed(what, "name a file that is not there"));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(|error| told(path, error))?;
        let mut store = Sqlite { path: path.to_owned(), db };
        store.ask(|db| {
            db.pragma_update_and_check(None, "journal_mode", "MEMORY", |_| Ok(()))?;
            db.pragma_update(None, "synchronous", "OFF")?;
            db.pragma_update(None, "application_id", APPLICATION_ID)?;
            db.execute_batch(
                "CREATE TABLE steps (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT",
            )
        })?;
        store.migrate()?;
        store.ask(|db| db.execute("INSERT INTO process (one, header) VALUES (1, ?1)", [header.to_text()]))?;
        Ok(store)
    }

    /// Makes durable what was written so far, and everything after it as it is written.
    pub(crate) fn settle(&self) -> Result<(), StoreError> {
        self.ask(prepare)?;
        std::fs::File::open(&self.path)
            .and_then(|file| file.sync_all())
            .and_then(|()| crate::files::sync_folder(&self.path))
            .map_err(|error| not_written(&self.path, &error))
    }

    fn is_ours(&self) -> Result<(), StoreError> {
        let id: i64 = self.ask(|db| db.pragma_query_value(None, "application_id", |row| row.get(0)))?;
        match id {
            APPLICATION_ID => Ok(()),
            _ => Err(StoreError::plain(format!("{} is a database of another program", self.path.display()))),
        }
    }

    /// Is the file in a place where this program cannot write?
    fn cannot_write(&self) -> bool {
        let opened = std::fs::OpenOptions::new().write(true).open(&self.path);
        let beside = self
            .path
            .with_file_name(format!(".{}.try", self.path.file_name().unwrap_or_default().to_string_lossy()));
        let made = std::fs::File::create(&beside);
        let _ = std::fs::remove_file(&beside);
        opened.is_err() || made.is_err()
    }

    /// Opens a file in a place where nothing can be written, so that nobody else writes either.
    fn open_for_reading(path: &Path) -> Result<Sqlite, StoreError> {
        let wal =
            path.with_file_name(format!("{}-wal", path.file_name().unwrap_or_default().to_string_lossy()));
        if wal.metadata().is_ok_and(|meta| meta.len() > 0) {
            let what = format!("{} has writes that were not moved into it yet", path.display());
            return Err(StoreError::failed(
                what,
                "open it once where it can be written, or copy it with its -wal file",
            ));
        }
        let mut address = String::from("file:");
        for byte in path.as_os_str().as_encoded_bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                    address.push(*byte as char)
                }
                _ => address.push_str(&format!("%{byte:02x}")),
            }
        }
        address.push_str("?immutable=1");
        let flags =
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(&address, flags).map_err(|error| told(path, error))?;
        Ok(Sqlite { path: path.to_owned(), db })
    }

    fn ask<T>(&self, question: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        question(&self.db).map_err(|error| told(&self.path, error))
    }

    fn migrate(&mut self) -> Result<(), StoreError> {
        let applied = self.ask(|db| {
            let mut steps = db.prepare("SELECT name, checksum FROM steps ORDER BY number")?;
            steps.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        let missing = migrate::missing(STEPS, &applied)?;
        if missing.is_empty() {
            return Ok(());
        }
        let path = self.path.clone();
        self.writing(|tx| {
            let numbers: Vec<i64> = tx
                .prepare("SELECT 1 FROM sqlite_schema WHERE name = 'rooms'")?
                .exists([])?
                .then(|| tx.prepare("SELECT number FROM rooms")?.query_map([], |row| row.get(0))?.collect())
                .transpose()?
                .unwrap_or_default();
            for step in missing {
                tx.execute_batch(step.store)?;
                numbers.iter().try_for_each(|n| tx.execute_batch(&step.for_room(*n)))?;
                tx.execute(
                    "INSERT INTO steps (name, checksum) VALUES (?1, ?2)",
                    [step.name, &step.checksum()],
                )?;
            }
            Ok(())
        })
        .map_err(|error| told(&path, error))
    }

    fn writing<T>(
        &mut self,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = write(&tx)?;
        tx.commit()?;
        Ok(result)
    }

    fn number(&self, room: &Room) -> Result<Option<i64>, StoreError> {
        self.ask(|db| number(db, room))
    }

    /// Copies the whole store into a new file at `path`, which is there only when it is complete.
    pub(crate) fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        let beside =
            path.with_file_name(format!(".{}.part", path.file_name().unwrap_or_default().to_string_lossy()));
        let _ = std::fs::remove_file(&beside);
        let copied = (|| {
            let mut to = Connection::open(&beside)?;
            let copy = rusqlite::backup::Backup::new(&self.db, &mut to)?;
            copy.run_to_completion(4096, std::time::Duration::ZERO, None)?;
            drop(copy);
            to.close().map_err(|(_, error)| error)
        })();
        let placed = copied.map_err(|error| told(path, error)).and_then(|()| {
            let placed = std::fs::File::open(&beside)
                .and_then(|file| file.sync_all())
                .and_then(|()| std::fs::rename(&beside, path))
                .and_then(|()| crate::files::sync_folder(path));
            placed.map_err(|error| not_written(path, &error))
        });
        placed.inspect_err(|_| {
            let _ = std::fs::remove_file(&beside);
        })
    }
}

impl Store for Sqlite {
    fn header(&mut self) -> Result<ProcessHeader, StoreError> {
        let text: Option<String> =
            self.ask(|db| db.query_row("SELECT header FROM process", [], |row| row.get(0)).optional())?;
        let text = text.ok_or_else(|| Damage::whole("it has no header: its making was cut off"))?;
        ProcessHeader::from_text(&text)
    }

    fn rooms(&mut self) -> Result<Vec<Room>, StoreError> {
        let names: Vec<String> = self.ask(|db| {
            let mut rooms = db.prepare_cached("SELECT room FROM rooms")?;
            rooms.query_map([], |row| row.get(0))?.collect()
        })?;
        let mut rooms = names.iter().map(|name| room_named(name)).collect::<Result<Vec<_>, _>>()?;
        rooms.sort();
        Ok(rooms)
    }

    fn state(&mut self, room: &Room) -> Result<RoomState, StoreError> {
        let state = self.ask(|db| state(db, room))?;
        Ok(state.map(|state| RoomState { size: state.size, last: state.last }).unwrap_or_default())
    }

    fn read(
        &mut self,
        room: &Room,
        each: &mut dyn FnMut(Line) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let Some(n) = self.number(room)? else { return Ok(()) };
        let told = |error| told(&self.path, error);
        let sql = format!(
            "SELECT line, recorded, received, commitment, salt, id, kind, entry FROM room_{n} ORDER BY line"
        );
        let mut statement = self.db.prepare_cached(&sql).map_err(told)?;
        let mut rows = statement.query([]).map_err(told)?;
        let mut place = 0;
        while let Some(row) = rows.next().map_err(told)? {
            place += 1;
            each(line_of(row, room, place).map_err(told)??)?;
        }
        Ok(())
    }

    fn append(&mut self, batches: &[Batch<'_>]) -> Result<(), StoreError> {
        let path = self.path.clone();
        let told = |error| told(&path, error);
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(told)?;
        for batch in batches {
            match state(&tx, batch.room).map_err(told)? {
                None if batch.expected == 0 => {}
                Some(state) if state.size == batch.expected => in_order(batch, state.last)?,
                _ => return Err(conflict(&tx, batch).map_err(told)?),
            }
            add(&tx, batch).map_err(told)?;
        }
        tx.commit().map_err(told)
    }

    fn candidates(&mut self, room: &Room, words: &[String]) -> Result<Option<BTreeSet<u32>>, StoreError> {
        let Some(n) = self.number(room)? else { return Ok(Some(BTreeSet::new())) };
        self.ask(|db| candidates(db, n, words))
    }

    fn document(&mut self, room: &Room, sha256: &Hash) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(n) = self.number(room)? else { return Ok(None) };
        let sql = format!("SELECT bytes FROM room_{n}_document WHERE sha256 = ?1");
        self.ask(|db| db.query_row(&sql, [&sha256.0[..]], |row| row.get(0)).optional())
    }

    fn documents(&mut self, room: &Room) -> Result<Vec<Hash>, StoreError> {
        let Some(n) = self.number(room)? else { return Ok(Vec::new()) };
        let sql = format!("SELECT sha256 FROM room_{n}_document ORDER BY sha256");
        let all: Vec<Vec<u8>> =
            self.ask(|db| db.prepare(&sql)?.query_map([], |row| row.get(0))?.collect())?;
        let broken = || Damage::of(room, "a document's name is no SHA-256");
        all.into_iter().map(|bytes| Ok(Hash(bytes.try_into().map_err(|_| broken())?))).collect()
    }

    fn audit(&mut self) -> Result<Vec<Damage>, StoreError> {
        let rows: rusqlite::Result<Vec<String>> = self
            .db
            .prepare("PRAGMA integrity_check")
            .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect());
        let rows = rows.unwrap_or_else(|error| vec![error.to_string()]);
        let mut found: Vec<Damage> = rows
            .into_iter()
            .filter(|row| row != "ok")
            .map(|row| Damage::whole(format!("SQLite says: {row}")))
            .collect();
        for room in self.rooms()? {
            found.extend(self.audit_room(&room)?);
        }
        Ok(found)
    }

    fn begin_reading(&mut self) -> Result<(), StoreError> {
        self.ask(|db| db.execute_batch("BEGIN"))
    }

    fn end_reading(&mut self) -> Result<(), StoreError> {
        self.ask(|db| db.execute_batch("COMMIT"))
    }
}

impl Sqlite {
    /// What is kept of a room beside its lines agrees with them: its head, and its index of words.
    fn audit_room(&mut self, room: &Room) -> Result<Vec<Damage>, StoreError> {
        let Some(n) = self.number(room)? else { return Ok(Vec::new()) };
        let mut edge = Edge::default();
        let mut words = WordSum::default();
        let mut found = Vec::new();
        let read = self.read(room, &mut |line| {
            edge.push(line.leaf());
            if let Some(kept) = line.kept() {
                searched_words(&kept.text(), |word| words.add(word, edge.size() as i64));
            }
            Ok(())
        });
        match read {
            Err(StoreError::Damaged(damage)) => return Ok(vec![*damage]),
            other => other?,
        }
        match self.ask(|db| state(db, room))? {
            Some(state) if state.edge == edge => {}
            _ => found.push(Damage::of(room, "its lines are not those that its head was made of")),
        }
        let indexed = self.ask(|db| indexed_words(db, n));
        if !indexed.is_ok_and(|indexed| indexed == words) {
            found.push(Damage::of(room, "its index of words is not that of its entries"));
        }
        Ok(found)
    }
}

/// Waiting for others, distrust of what a file says of itself, and durable writes.
fn prepare(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(PATIENCE)?;
    db.set_prepared_statement_cache_capacity(256);
    db.pragma_update(None, "trusted_schema", false)?;
    db.pragma_update(None, "cell_size_check", true)?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))
}

/// How far a room has come, with the edge of its tree.
struct State {
    number: i64,
    size: u64,
    last: Option<Timestamp>,
    edge: Edge,
}

fn number(db: &Connection, room: &Room) -> rusqlite::Result<Option<i64>> {
    let mut statement = db.prepare_cached("SELECT number FROM rooms WHERE room = ?1")?;
    statement.query_row([room.to_string()], |row| row.get(0)).optional()
}

fn state(db: &Connection, room: &Room) -> rusqlite::Result<Option<State>> {
    let mut statement =
        db.prepare_cached("SELECT number, size, last, root, edge FROM rooms WHERE room = ?1")?;
    let read = |row: &Row<'_>| {
        let size: u64 = row.get(1)?;
        let last: Option<String> = row.get(2)?;
        let (root, edge): (Vec<u8>, Vec<u8>) = (row.get(3)?, row.get(4)?);
        let edge = edge_of(size, &root, &edge).ok_or(unlike(3, "a head"))?;
        Ok(State { number: row.get(0)?, size, last: last.map(|last| parsed(2, &last)).transpose()?, edge })
    };
    statement.query_row([room.to_string()], read).optional()
}

/// A column does not hold what was written into it.
fn unlike(column: usize, what: &str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        column,
        rusqlite::types::Type::Blob,
        Box::new(io::Error::other(format!("not {what}"))),
    )
}

fn parsed<T: std::str::FromStr>(column: usize, text: &str) -> rusqlite::Result<T> {
    text.parse().map_err(|_| unlike(column, "a time"))
}

/// The line in `row`, the `place`-th of `room`.
fn line_of(row: &Row<'_>, room: &Room, place: u64) -> rusqlite::Result<Result<Line, StoreError>> {
    let text =
        |column: usize| -> rusqlite::Result<Option<&str>> { Ok(row.get_ref(column)?.as_str_or_null()?) };
    let bytes =
        |column: usize| -> rusqlite::Result<Option<&[u8]>> { Ok(row.get_ref(column)?.as_blob_or_null()?) };
    let columns = Columns {
        line: row.get(0)?,
        recorded: row.get_ref(1)?.as_str()?,
        received: text(2)?,
        commitment: row.get_ref(3)?.as_blob()?,
        salt: bytes(4)?,
        id: text(5)?,
        kind: text(6)?,
        entry: text(7)?,
    };
    Ok(columns.line(room, place))
}

fn conflict(db: &Connection, batch: &Batch<'_>) -> rusqlite::Result<StoreError> {
    let theirs: Vec<String> = match number(db, batch.room)? {
        None => Vec::new(),
        Some(n) => {
            let sql =
                format!("SELECT id FROM room_{n} WHERE line > ?1 AND id IS NOT NULL ORDER BY line LIMIT 8");
            db.prepare(&sql)?
                .query_map([batch.expected], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?
        }
    };
    let theirs = theirs.iter().filter_map(|id| Id::new(id)).collect();
    let conflict = Conflict { room: batch.room.clone(), yours: ids_of(batch.lines), theirs };
    Ok(StoreError::Conflict(Box::new(conflict)))
}

/// Adds the lines of `batch`, whose room was found as it was expected.
fn add(tx: &Transaction<'_>, batch: &Batch<'_>) -> rusqlite::Result<()> {
    let (n, mut edge, mut last) = match state(tx, batch.room)? {
        Some(state) => (state.number, state.edge, state.last),
        None => (new_room(tx, batch.room)?, Edge::default(), None),
    };
    let mut insert = tx.prepare_cached(&format!(
        "INSERT INTO room_{n} (line, recorded, received, commitment, salt, id, kind, entry) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
    ))?;
    let mut index =
        tx.prepare_cached(&format!("INSERT INTO room_{n}_text (rowid, words) VALUES (?1, ?2)"))?;
    let mut word = tx.prepare_cached(&format!("INSERT OR IGNORE INTO room_{n}_word (word) VALUES (?1)"))?;
    for line in batch.lines {
        edge.push(line.leaf());
        last = Some(line.known());
        let place = edge.size() as i64;
        let kept = line.kept();
        let text = kept.map(|kept| kept.text());
        insert.execute(params![
            place,
            line.recorded().to_string(),
            line.received_at().map(|at| at.to_string()),
            &line.commitment().0[..],
            kept.map(|kept| kept.salt().0.to_vec()),
            kept.map(|kept| kept.id().as_str()),
            kept.map(|kept| kept.kind().as_str()),
            text.as_deref(),
        ])?;
        if let Some(text) = text {
            let mut words = String::new();
            let mut known = Ok(());
            searched_words(&text, |piece| {
                words.push_str(piece);
                words.push(' ');
                if known.is_ok() {
                    known = word.execute([piece]).map(|_| ());
                }
            });
            known?;
            index.execute(params![place, words])?;
        }
    }
    let mut document =
        tx.prepare_cached(&format!("INSERT OR IGNORE INTO room_{n}_document VALUES (?1, ?2)"))?;
    for bytes in batch.documents {
        document.execute(params![&Sha256::digest(bytes)[..], bytes])?;
    }
    let head = edge.head();
    tx.prepare_cached("UPDATE rooms SET size = ?2, last = ?3, root = ?4, edge = ?5 WHERE number = ?1")?
        .execute(params![
            n,
            head.size as i64,
            last.map(|last| last.to_string()),
            &head.root.0[..],
            edge_bytes(&edge)
        ])?;
    Ok(())
}

fn new_room(tx: &Transaction<'_>, room: &Room) -> rusqlite::Result<i64> {
    let head = Edge::default().head();
    tx.execute(
        "INSERT INTO rooms (room, size, last, root, edge) VALUES (?1, 0, NULL, ?2, x'')",
        params![room.to_string(), &head.root.0[..]],
    )?;
    let n = tx.last_insert_rowid();
    STEPS.iter().try_for_each(|step| tx.execute_batch(&step.for_room(n)))?;
    Ok(n)
}

fn candidates(db: &Connection, n: i64, words: &[String]) -> rusqlite::Result<Option<BTreeSet<u32>>> {
    let sql = format!("SELECT word FROM room_{n}_word WHERE instr(word, ?1) > 0 LIMIT {}", MOST_WORDS + 1);
    let mut holding = db.prepare_cached(&sql)?;
    let mut wanted: Vec<String> = Vec::new();
    for piece in words.iter().flat_map(|word| pieces(word)) {
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
struct WordSum {
    lines: u64,
    words: BTreeSet<String>,
}

impl WordSum {
    fn add(&mut self, word: &str, line: i64) {
        let digest =
            Sha256::new().chain_update(word).chain_update([0]).chain_update(line.to_be_bytes()).finalize();
        let part = u64::from_be_bytes(digest[..8].try_into().expect("8 bytes"));
        self.lines = self.lines.wrapping_add(part);
        if !self.words.contains(word) {
            self.words.insert(word.to_owned());
        }
    }
}

/// The same sum over what the index holds.
fn indexed_words(db: &Connection, n: i64) -> rusqlite::Result<WordSum> {
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

/// Why SQLite did not do what it was asked, in words.
fn told(path: &Path, error: rusqlite::Error) -> StoreError {
    use ErrorCode::*;
    let shown = path.display();
    match error.sqlite_error_code() {
        Some(DatabaseBusy | DatabaseLocked) => locked(path),
        Some(DiskFull) => not_written(path, &io::Error::from(io::ErrorKind::StorageFull)),
        Some(ReadOnly | PermissionDenied) => {
            not_written(path, &io::Error::from(io::ErrorKind::PermissionDenied))
        }
        Some(CannotOpen) => StoreError::plain(format!("{shown} cannot be opened")),
        Some(NotADatabase) => StoreError::failed(
            format!("{shown} is no Détente store, or its beginning is damaged"),
            "restore it from a backup: detente restore BACKUP FILE",
        ),
        Some(DatabaseCorrupt) => Damage::whole(format!("SQLite cannot read {shown}: {error}")).into(),
        Some(SystemIoFailure) => not_written(path, &io::Error::other(error.to_string())),
        _ => Damage::whole(format!("{shown}: {error}")).into(),
    }
}
