//! A process in one SQLite file, `*.detente`.
//!
//! A table and an index of words for each room. Write-ahead log and full sync: what was
//! acknowledged survives a crash of the machine. A write takes the lock before it looks at a room's size.
//!
//! SQLite's locks on a file go when this program closes any other handle of that file: nothing here
//! opens a store's file beside SQLite while it may be in use.

mod search;

use crate::files::{PATIENCE, hindrance, locked, not_written, sync_folder};
use crate::header::ProcessHeader;
use crate::migrate::{self, Step};
use crate::place;
use crate::store::{Batch, Conflict, Damage, RoomState, Store, StoreError, ids_of, in_order};
use crate::stored_line::{Columns, edge_bytes, edge_of, rooms_named};
use detente_model::{Id, Room};
use detente_record::{Edge, Hash, Line};
use jiff::Timestamp;
use rusqlite::{
    Connection, ErrorCode, OpenFlags, OptionalExtension, Row, Transaction, TransactionBehavior, params,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

const STEPS: &[Step] = &[Step {
    name: "0001",
    store: include_str!("sqlite/0001-store.sql"),
    room: include_str!("sqlite/0001-room.sql"),
}];

/// What marks a file as one of ours: `DTNT`.
const APPLICATION_ID: i64 = 0x4454_4e54;

const MAKE_STEPS: &str =
    "CREATE TABLE steps (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT";

/// What looks at connections as they are opened.
type Watch = fn(&Path, &mut Connection);

static WATCH: OnceLock<Watch> = OnceLock::new();

/// Shows `watch` every connection to a store that is opened from now on, in the whole program: for tests that
/// count what SQLite does where only a program's own parts open stores. The first to ask is served.
#[doc(hidden)]
pub fn watch_connections(watch: Watch) {
    WATCH.get_or_init(|| watch);
}

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
        if let Some(watch) = WATCH.get() {
            watch(path, &mut store.db);
        }
        Ok(store)
    }

    /// The same, waiting for another writer no longer than `patience`.
    ///
    /// # Errors
    /// None that SQLite is known to give.
    pub fn with_patience(self, patience: Duration) -> Result<Sqlite, StoreError> {
        self.ask(|db| db.busy_timeout(patience))?;
        Ok(self)
    }

    /// What SQLite does, for tests that count it.
    #[doc(hidden)]
    pub fn connection(&mut self) -> &mut Connection {
        &mut self.db
    }

    /// A new process in a new file at `path`.
    pub fn create(path: &Path, header: &ProcessHeader) -> Result<Sqlite, StoreError> {
        Sqlite::create_unsynced(path, header)?.settle()?;
        Sqlite::at(path)
    }

    /// A new process in a new file that is not durable until [`Sqlite::settle`]: for filling it at
    /// once in a place where nobody looks yet.
    pub(crate) fn create_unsynced(path: &Path, header: &ProcessHeader) -> Result<Sqlite, StoreError> {
        if path.exists() {
            return Err(place::there_already(path));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(|error| told(path, error))?;
        let mut store = Sqlite { path: path.to_owned(), db };
        store.ask(|db| {
            db.pragma_update_and_check(None, "journal_mode", "MEMORY", |_| Ok(()))?;
            db.pragma_update(None, "synchronous", "OFF")?;
            db.pragma_update(None, "application_id", APPLICATION_ID)?;
            db.execute_batch(MAKE_STEPS)
        })?;
        store.migrate()?;
        let header = header.to_text();
        let row = params![header, &Sha256::digest(&header)[..]];
        store.ask(|db| db.execute("INSERT INTO process (one, header, checksum) VALUES (1, ?1, ?2)", row))?;
        Ok(store)
    }

    /// Makes durable what was written so far.
    pub(crate) fn settle(self) -> Result<(), StoreError> {
        self.ask(prepare)?;
        let Sqlite { path, db } = self;
        db.close().map_err(|(_, error)| told(&path, error))?;
        std::fs::File::open(&path)
            .and_then(|file| file.sync_all())
            .and_then(|()| sync_folder(&path))
            .map_err(|error| not_written(&path, &error))
    }

    fn is_ours(&self) -> Result<(), StoreError> {
        let shown = self.path.display();
        let (id, pages): (i64, i64) = self.ask(|db| {
            let pages = db.pragma_query_value(None, "page_count", |row| row.get(0))?;
            Ok((db.pragma_query_value(None, "application_id", |row| row.get(0))?, pages))
        })?;
        match (id, pages) {
            (APPLICATION_ID, _) => Ok(()),
            (_, 0) => Err(StoreError::failed(
                format!("{shown} is an empty file"),
                "remove it, and make a store with: detente import FOLDER FILE.detente",
            )),
            _ => Err(StoreError::plain(format!("{shown} is a database of another program"))),
        }
    }

    /// Is the file in a place where this program cannot write?
    fn cannot_write(&self) -> bool {
        use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
        let refused = |error: io::Error| matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem);
        hindrance(&self.path).is_some_and(refused) || self.db.is_readonly("main").unwrap_or_default()
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
        let store = Sqlite { path: path.to_owned(), db };
        store.is_ours()?;
        store.ask(distrust)?;
        Ok(store)
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
        place::beside(path, &mut |part| {
            self.copy_into(part).map_err(|error| told(path, error))?;
            let synced = std::fs::File::open(part).and_then(|file| file.sync_all());
            synced.map_err(|error| not_written(path, &error))
        })
    }

    fn copy_into(&self, path: &Path) -> rusqlite::Result<()> {
        let mut to = Connection::open(path)?;
        // Nobody looks at it before it is whole, and then it is synced in one piece.
        to.pragma_update_and_check(None, "journal_mode", "OFF", |_| Ok(()))?;
        to.pragma_update(None, "synchronous", "OFF")?;
        let copy = rusqlite::backup::Backup::new(&self.db, &mut to)?;
        copy.run_to_completion(4096, Duration::ZERO, None)?;
        drop(copy);
        to.close().map_err(|(_, error)| error)
    }
}

impl Store for Sqlite {
    fn header(&mut self) -> Result<ProcessHeader, StoreError> {
        let read = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?));
        let kept =
            self.ask(|db| db.query_row("SELECT header, checksum FROM process", [], read).optional())?;
        let (text, checksum) =
            kept.ok_or_else(|| Damage::whole("it has no header: its making was cut off"))?;
        match Sha256::digest(&text)[..] == checksum[..] {
            true => ProcessHeader::from_text(&text),
            false => Err(Damage::whole("its header is not what was written").into()),
        }
    }

    fn rooms(&mut self) -> Result<Vec<Room>, StoreError> {
        let names: Vec<String> = self.ask(|db| {
            let mut rooms = db.prepare_cached("SELECT room FROM rooms")?;
            rooms.query_map([], |row| row.get(0))?.collect()
        })?;
        rooms_named(&names)
    }

    fn state(&mut self, room: &Room) -> Result<RoomState, StoreError> {
        let state = self.ask(|db| state(db, room))?;
        Ok(state.map(|state| RoomState { size: state.size, last: state.last }).unwrap_or_default())
    }

    fn read_behind(
        &mut self,
        room: &Room,
        known: u64,
        each: &mut dyn FnMut(Line) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let Some(n) = self.number(room)? else { return Ok(()) };
        let told = |error| told(&self.path, error);
        let sql = format!(
            "SELECT line, recorded, received, commitment, salt, id, kind, entry, seal FROM room_{n} WHERE line > ?1 ORDER BY line"
        );
        let mut statement = self.db.prepare_cached(&sql).map_err(told)?;
        let mut rows = statement.query([known as i64]).map_err(told)?;
        let mut place = known;
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
            let state = state(&tx, batch.room).map_err(told)?;
            if state.as_ref().map_or(0, |state| state.size) != batch.expected {
                return Err(conflict(&tx, batch).map_err(told)?);
            }
            in_order(batch, state.as_ref().and_then(|state| state.last))?;
            if batch.adds() {
                add(&tx, batch, state).map_err(told)?;
            }
        }
        tx.commit().map_err(told)
    }

    fn candidates(&mut self, room: &Room, words: &[String]) -> Result<Option<BTreeSet<u32>>, StoreError> {
        let Some(state) = self.ask(|db| state(db, room))? else { return Ok(Some(BTreeSet::new())) };
        self.ask(|db| search::candidates(db, state.number, state.indexed, words))
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
        // The lines and what is kept beside them are compared as of one moment.
        self.begin_reading()?;
        let found = self.audit_now();
        let ended = self.end_reading();
        let found = found?;
        ended?;
        Ok(found)
    }

    fn begin_reading(&mut self) -> Result<(), StoreError> {
        self.ask(|db| db.execute_batch("BEGIN"))
    }

    fn end_reading(&mut self) -> Result<(), StoreError> {
        // After some failures SQLite has ended it already.
        self.ask(|db| if db.is_autocommit() { Ok(()) } else { db.execute_batch("COMMIT") })
    }
}

impl Sqlite {
    fn audit_now(&mut self) -> Result<Vec<Damage>, StoreError> {
        let rows = self.ask(|db| {
            let mut check = db.prepare("PRAGMA integrity_check")?;
            check.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()
        });
        let rows = rows.unwrap_or_else(|error| vec![error.to_string()]);
        let told = rows.into_iter().filter(|row| row != "ok");
        let mut found: Vec<Damage> = told.map(|row| Damage::whole(format!("SQLite says: {row}"))).collect();
        if !self.ask(has_its_schema)? {
            found.push(Damage::whole("its tables are not those that it was made with"));
        }
        for room in self.rooms()? {
            found.extend(self.audit_room(&room)?);
        }
        Ok(found)
    }

    /// What is kept of a room beside its lines agrees with them: its head, and its index of words.
    fn audit_room(&mut self, room: &Room) -> Result<Vec<Damage>, StoreError> {
        let Some(state) = self.ask(|db| state(db, room))? else { return Ok(Vec::new()) };
        let (mut edge, mut last) = (Edge::default(), None);
        let mut words = search::WordSum::default();
        let mut found = Vec::new();
        let read = self.read(room, &mut |line| {
            edge.push(line.leaf());
            last = Some(line.known());
            if let Some(kept) = line.kept().filter(|_| edge.size() <= state.indexed) {
                words.add_line(edge.size(), &kept.text());
            }
            Ok(())
        });
        match read {
            Err(StoreError::Damaged(damage)) => return Ok(vec![*damage]),
            other => other?,
        }
        if state.edge != edge || state.last != last {
            found.push(Damage::of(room, "its lines are not those that its head was made of"));
        }
        let indexed = self.ask(|db| search::indexed_words(db, state.number));
        if state.indexed > edge.size() || !indexed.is_ok_and(|indexed| indexed == words) {
            found.push(Damage::of(room, "its index of words is not that of its entries"));
        }
        Ok(found)
    }
}

/// Is the schema what the steps make of an empty file, for the rooms that are there?
fn has_its_schema(db: &Connection) -> rusqlite::Result<bool> {
    let schema = |db: &Connection| -> rusqlite::Result<Vec<[Option<String>; 4]>> {
        let mut rows =
            db.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")?;
        let rows = rows.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?;
        rows.collect()
    };
    let mut numbers = db.prepare("SELECT number FROM rooms")?;
    let numbers: Vec<i64> = numbers.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let new = Connection::open_in_memory()?;
    new.execute_batch(MAKE_STEPS)?;
    for step in STEPS {
        new.execute_batch(step.store)?;
        numbers.iter().try_for_each(|n| new.execute_batch(&step.for_room(*n)))?;
    }
    Ok(schema(db)? == schema(&new)?)
}

/// Waiting for others, distrust of what a file says of itself, and durable writes.
fn prepare(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(PATIENCE)?;
    distrust(db)?;
    db.pragma_update(None, "synchronous", "FULL")?;
    // Without these, macOS leaves what was synced in the disk's own memory.
    db.pragma_update(None, "fullfsync", true)?;
    db.pragma_update(None, "checkpoint_fullfsync", true)?;
    db.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))
}

fn distrust(db: &Connection) -> rusqlite::Result<()> {
    db.set_prepared_statement_cache_capacity(256);
    db.pragma_update(None, "trusted_schema", false)?;
    db.pragma_update(None, "cell_size_check", true)
}

/// How far a room has come, with the edge of its tree.
struct State {
    number: i64,
    size: u64,
    last: Option<Timestamp>,
    edge: Edge,
    indexed: u64,
}

fn number(db: &Connection, room: &Room) -> rusqlite::Result<Option<i64>> {
    let mut statement = db.prepare_cached("SELECT number FROM rooms WHERE room = ?1")?;
    statement.query_row([room.to_string()], |row| row.get(0)).optional()
}

fn state(db: &Connection, room: &Room) -> rusqlite::Result<Option<State>> {
    let mut statement =
        db.prepare_cached("SELECT number, size, last, root, edge, indexed FROM rooms WHERE room = ?1")?;
    let read = |row: &Row<'_>| {
        let size: u64 = row.get(1)?;
        let last: Option<String> = row.get(2)?;
        let (root, edge): (Vec<u8>, Vec<u8>) = (row.get(3)?, row.get(4)?);
        let edge = edge_of(size, &root, &edge).ok_or(unlike(3, "a head"))?;
        let last = last.map(|last| parsed(2, &last)).transpose()?;
        Ok(State { number: row.get(0)?, size, last, edge, indexed: row.get(5)? })
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
    if columns.entry.is_none() && !is_sealed(&columns, bytes(8)?) {
        return Ok(Err(Damage::at(room, place, "it was not erased, and its entry is missing").into()));
    }
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

/// Does `seal` vouch for an erased line?
fn is_sealed(columns: &Columns<'_>, seal: Option<&[u8]>) -> bool {
    let recorded = columns.recorded.parse().ok();
    let commitment = columns.commitment.try_into().ok().map(Hash);
    let expected = recorded.zip(commitment).map(|(recorded, commitment)| self::seal(recorded, &commitment));
    expected.is_some_and(|expected| seal == Some(&expected[..]))
}

/// What vouches for the time of an erased line.
fn seal(recorded: Timestamp, commitment: &Hash) -> [u8; 32] {
    Sha256::new().chain_update(commitment.0).chain_update(recorded.to_string()).finalize().into()
}

/// Adds the lines of `batch`, whose room was found as it was expected.
fn add(tx: &Transaction<'_>, batch: &Batch<'_>, state: Option<State>) -> rusqlite::Result<()> {
    let (n, mut edge, mut last) = match state {
        Some(state) => (state.number, state.edge, state.last),
        None => (new_room(tx, batch.room)?, Edge::default(), None),
    };
    let mut insert = tx.prepare_cached(&format!(
        "INSERT INTO room_{n} (line, recorded, received, commitment, salt, id, kind, entry, seal) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    ))?;
    // Places in a view are 32 bits wide.
    let size = edge.size().saturating_add(batch.lines.len() as u64);
    if u32::try_from(size).is_err() {
        return Err(unlike(1, "a number of lines that a room may have"));
    }
    for line in batch.lines {
        edge.push(line.leaf());
        last = Some(line.known());
        let (kept, commitment) = (line.kept(), line.commitment());
        insert.execute(params![
            edge.size() as i64,
            line.recorded().to_string(),
            line.received_at().map(|at| at.to_string()),
            &commitment.0[..],
            kept.map(|kept| kept.salt().0),
            kept.map(|kept| kept.id().as_str()),
            kept.map(|kept| kept.kind().as_str()),
            kept.map(|kept| kept.text()).as_deref(),
            kept.is_none().then(|| seal(line.recorded(), &commitment)),
        ])?;
    }
    let mut document =
        tx.prepare_cached(&format!("INSERT OR REPLACE INTO room_{n}_document VALUES (?1, ?2)"))?;
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
    search::index_waiting(tx, n, head.size)
}

fn new_room(tx: &Transaction<'_>, room: &Room) -> rusqlite::Result<i64> {
    let head = Edge::default().head();
    tx.execute(
        "INSERT INTO rooms (room, size, last, root, edge, indexed) VALUES (?1, 0, NULL, ?2, x'', 0)",
        params![room.to_string(), &head.root.0[..]],
    )?;
    let n = tx.last_insert_rowid();
    STEPS.iter().try_for_each(|step| tx.execute_batch(&step.for_room(n)))?;
    Ok(n)
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
        Some(code @ (CannotOpen | SystemIoFailure)) => match hindrance(path) {
            Some(hindrance) => not_written(path, &hindrance),
            None if code == CannotOpen => StoreError::plain(format!("{shown} cannot be opened")),
            None => not_written(path, &io::Error::other(error.to_string())),
        },
        Some(NotADatabase) => StoreError::failed(
            format!("{shown} is no Détente store, or its beginning is damaged"),
            "restore it from a backup: detente restore BACKUP FILE",
        ),
        Some(DatabaseCorrupt) => Damage::whole(format!("SQLite cannot read {shown}: {error}")).into(),
        _ => Damage::whole(format!("{shown}: {error}")).into(),
    }
}
