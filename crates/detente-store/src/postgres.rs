//! A process in a PostgreSQL database: what a team shares.
//!
//! One process a schema (the search path of the connection says which). A partition of each table and an
//! index of words for each room, and row-level security as a second wall behind the views: each reading says
//! which room it reads, and sees no other, whatever it asks. So the role must be one that the wall holds.
//!
//! A write locks the rows of its rooms in `rooms`, compares their sizes and adds its lines. When the connection is
//! lost during the commit, the rows are locked again on a new one: that waits until the lost commit has
//! ended, and then the lines are there, or they are not.

mod session;
mod told;

use crate::header::ProcessHeader;
use crate::migrate::{self, Step};
use crate::store::{Batch, Conflict, Damage, RoomState, Store, StoreError, ids_of, in_order};
use crate::stored_line::{Columns, edge_bytes, edge_of, room_named, rooms_named};
use detente_model::{Id, Room};
use detente_record::words::{pieces, searched};
use detente_record::{Edge, Hash, Line};
use jiff::Timestamp;
use postgres::Row;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::ToSql;
use serde_json::Value;
use session::{Db, Ended, Session};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use told::Trouble;

const STEPS: &[Step] = &[Step {
    name: "0001",
    store: include_str!("postgres/0001-store.sql"),
    room: include_str!("postgres/0001-room.sql"),
}];

/// The tables of which each room has a partition, with the ending of the partition's name.
const TABLES: [(&str, &str); 3] = [("entries", ""), ("words", "_words"), ("documents", "_documents")];

/// How many lines are read or written with one statement.
const PIECE: usize = 500;

/// A process in a PostgreSQL database.
pub struct Postgres {
    session: Session,
}

impl Postgres {
    /// The process at `address`, made what this version expects.
    ///
    /// # Errors
    /// If there is none, if the server cannot be used, or if the role is one that no wall holds.
    pub fn at(address: &str) -> Result<Postgres, StoreError> {
        let mut session = Session::to(address)?;
        let (ours, tables) = session.ask(tables)?;
        if !ours {
            return Err(not_ours(session.shown(), tables));
        }
        let mut store = Postgres { session };
        store.migrate()?;
        Ok(store)
    }

    /// Makes a new process at `address`, filled by `fill`: it is there whole, or not at all.
    ///
    /// # Errors
    /// If a process, or anything else, is there already.
    pub fn create(
        address: &str,
        header: &ProcessHeader,
        fill: &mut dyn FnMut(&mut dyn Store) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut store = Postgres { session: Session::to(address)? };
        store.session.begin_making()?;
        let made = store.make(header).and_then(|()| fill(&mut store));
        store.session.end_making(made)
    }

    fn make(&mut self, header: &ProcessHeader) -> Result<(), StoreError> {
        let shown = self.session.shown().to_owned();
        match self.session.ask(tables)? {
            (false, 0) => {}
            (false, _) => return Err(not_ours(&shown, 1)),
            (true, _) => return Err(there_already(&shown)),
        }
        self.session.reading(|db| {
            with_trigrams(db, &shown)?;
            let made = db.batch_execute(
                "CREATE TABLE steps (number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, \
                 checksum text NOT NULL)",
            );
            match made {
                // Somebody else made one between our look and this.
                Err(error) if error.code().is_some_and(|code| ["42P07", "23505"].contains(&code.code())) => {
                    return Err(there_already(&shown).into());
                }
                made => made?,
            }
            apply(db, STEPS)?;
            db.execute("INSERT INTO process (one, header) VALUES (1, $1)", &[&header.to_text()])?;
            Ok(())
        })
    }

    fn migrate(&mut self) -> Result<(), StoreError> {
        if migrate::missing(STEPS, &self.session.ask(applied)?)?.is_empty() {
            return Ok(());
        }
        let ended = self.session.writing(&mut |db| {
            db.batch_execute("LOCK TABLE steps IN EXCLUSIVE MODE")?;
            let applied = applied(db)?;
            Ok(apply(db, migrate::missing(STEPS, &applied)?)?)
        })?;
        match ended {
            Ended::Written(()) => Ok(()),
            Ended::Unsure => Err(told::unsure(self.session.shown())),
        }
    }

    fn number(&mut self, room: &Room) -> Result<Option<i32>, StoreError> {
        let name = room.to_string();
        let row = self.session.ask(|db| db.query("SELECT number FROM rooms WHERE room = $1", &[&name]))?;
        row.first().map(|row| self.session.ask(|_| row.try_get(0))).transpose()
    }

    /// The lines of a batch whose commit was cut off are there, or they are not.
    fn settle(&mut self, batches: &[Batch<'_>]) -> Result<(), StoreError> {
        let is_there = self.session.insist(|session| {
            session.looking(&mut |db| {
                let mut states = locked(db, batches)?;
                batches.iter().try_fold(true, |all, batch| Ok(all && is_there(db, &mut states, batch)?))
            })
        })?;
        match is_there {
            true => Ok(()),
            false => Err(told::lost(self.session.shown(), "closed during the commit")),
        }
    }
}

impl Store for Postgres {
    fn header(&mut self) -> Result<ProcessHeader, StoreError> {
        let rows = self.session.ask(|db| db.query("SELECT header FROM process", &[]))?;
        let row = rows.first().ok_or_else(|| Damage::whole("it has no header"))?;
        ProcessHeader::from_text(self.session.ask(|_| row.try_get(0))?)
    }

    fn rooms(&mut self) -> Result<Vec<Room>, StoreError> {
        let rows = self.session.ask(|db| db.query("SELECT room FROM rooms", &[]))?;
        let names: Vec<String> = self.session.ask(|_| rows.iter().map(|row| row.try_get(0)).collect())?;
        rooms_named(&names)
    }

    fn state(&mut self, room: &Room) -> Result<RoomState, StoreError> {
        let state = self.session.reading(|db| state(db, room))?;
        Ok(state.map(|state| RoomState { size: state.edge.size(), last: state.last }).unwrap_or_default())
    }

    fn read_behind(
        &mut self,
        room: &Room,
        known: u64,
        each: &mut dyn FnMut(Line) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let Some(n) = self.number(room)? else { return Ok(()) };
        self.session.reading(|db| {
            look_into(db, &[n])?;
            let (mut place, mut read) = (known, PIECE);
            while read == PIECE {
                read = read_piece(db, room, n, place, each)?;
                place += read as u64;
            }
            nothing_behind(db, room, n, place)
        })
    }

    fn append(&mut self, batches: &[Batch<'_>]) -> Result<(), StoreError> {
        match self.session.writing(&mut |db| add_all(db, batches))? {
            Ended::Written(()) => Ok(()),
            Ended::Unsure => self.settle(batches),
        }
    }

    fn candidates(&mut self, room: &Room, words: &[String]) -> Result<Option<BTreeSet<u32>>, StoreError> {
        let mut parts: Vec<&str> = words.iter().flat_map(|word| pieces(word)).collect();
        parts.sort_unstable_by_key(|part| std::cmp::Reverse(part.len()));
        let Some((longest, others)) = parts.split_first() else { return Ok(None) };
        let Some(n) = self.number(room)? else { return Ok(Some(BTreeSet::new())) };
        let lines = self.session.reading(|db| {
            look_for(db, n, longest)?;
            // No piece holds a sign that LIKE takes for something else.
            let others: Vec<String> = others.iter().map(|part| format!("%{part}%")).collect();
            let sql = format!("SELECT line FROM room_{n}_words WHERE words LIKE ALL ($1::text[])");
            let rows = db.query(&sql, &[&others])?;
            Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<Vec<i64>, _>>()?)
        })?;
        Ok(Some(lines.into_iter().filter_map(|line| u32::try_from(line - 1).ok()).collect()))
    }

    fn document(&mut self, room: &Room, sha256: &Hash) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(n) = self.number(room)? else { return Ok(None) };
        self.session.reading(|db| {
            look_into(db, &[n])?;
            let sql = format!("SELECT bytes FROM room_{n}_documents WHERE sha256 = $1");
            let rows = db.query(&sql, &[&&sha256.0[..]])?;
            Ok(rows.first().map(|row| row.try_get(0)).transpose()?)
        })
    }

    fn documents(&mut self, room: &Room) -> Result<Vec<Hash>, StoreError> {
        let Some(n) = self.number(room)? else { return Ok(Vec::new()) };
        self.session.reading(|db| {
            look_into(db, &[n])?;
            let sql = format!("SELECT sha256 FROM room_{n}_documents ORDER BY sha256");
            let rows = db.query(&sql, &[])?;
            rows.iter().map(|row| hash_of(room, row.try_get(0)?)).collect()
        })
    }

    fn audit(&mut self) -> Result<Vec<Damage>, StoreError> {
        let mut found = self.session.reading(walls)?;
        for room in self.rooms()? {
            // One state of each room, whoever writes meanwhile; and what is broken in one stops no other.
            self.session.begin_reading()?;
            let audited = self.audit_room(&room);
            self.session.end_reading();
            found.extend(audited?);
        }
        Ok(found)
    }

    fn begin_reading(&mut self) -> Result<(), StoreError> {
        self.session.begin_reading()
    }

    fn end_reading(&mut self) -> Result<(), StoreError> {
        self.session.end_reading();
        Ok(())
    }
}

impl Postgres {
    /// What is kept of a room beside its lines agrees with them: its head, and its words.
    fn audit_room(&mut self, room: &Room) -> Result<Vec<Damage>, StoreError> {
        let mut edge = Edge::default();
        let mut words = Sha256::new();
        let read = self.read(room, &mut |line| {
            edge.push(line.leaf());
            if let Some(kept) = line.kept() {
                add_words(&mut words, edge.size(), &words_of(&kept.text()));
            }
            Ok(())
        });
        match read {
            Err(StoreError::Damaged(damage)) => return Ok(vec![*damage]),
            other => other?,
        }
        let mut found = Vec::new();
        match self.session.reading(|db| state(db, room)) {
            Ok(Some(state)) if state.edge == edge => {}
            Err(error @ StoreError::Failed { .. }) => return Err(error),
            _ => found.push(Damage::of(room, "its lines are not those that its head was made of")),
        }
        match self.kept_words(room) {
            Ok(kept) if kept == words.finalize()[..] => {}
            Err(error @ StoreError::Failed { .. }) => return Err(error),
            _ => found.push(Damage::of(room, "its words for searches are not those of its entries")),
        }
        Ok(found)
    }

    /// A sum over the words that are kept of the lines of `room`.
    fn kept_words(&mut self, room: &Room) -> Result<Vec<u8>, StoreError> {
        let Some(n) = self.number(room)? else { return Ok(Vec::new()) };
        self.session.reading(|db| {
            look_for(db, n, "")?;
            let sql = format!("SELECT line, words FROM room_{n}_words ORDER BY line");
            let mut rows = db.stream(&sql)?;
            let mut sum = Sha256::new();
            while let Some(row) = rows.next()? {
                let line: i64 = row.try_get(0)?;
                add_words(&mut sum, line as u64, row.try_get(1)?);
            }
            Ok(sum.finalize().to_vec())
        })
    }
}

fn add_words(sum: &mut Sha256, line: u64, words: &str) {
    sum.update(line.to_be_bytes());
    sum.update((words.len() as u64).to_be_bytes());
    sum.update(words);
}

/// The words of an entry, each once, with spaces between.
fn words_of(text: &str) -> String {
    let mut words = String::new();
    searched_words(text, |word| {
        words.push_str(word);
        words.push(' ');
    });
    words
}

/// Is a process in this schema, and how many tables are?
fn tables(db: &mut Db) -> Result<(bool, i64), postgres::Error> {
    let row = db.query_one(
        "SELECT count(*) FILTER (WHERE relname IN ('steps', 'process', 'rooms', 'entries')) = 4, count(*) FROM pg_class AS c \
         WHERE relnamespace = quote_ident(current_schema())::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f') \
         AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')",
        &[],
    )?;
    Ok((row.try_get(0)?, row.try_get(1)?))
}

fn not_ours(shown: &str, tables: i64) -> StoreError {
    match tables {
        0 => StoreError::failed(
            format!("no process is kept at {shown}"),
            "make one with: detente import FOLDER ADDRESS",
        ),
        _ => StoreError::failed(
            format!("{shown} is a database of another program"),
            "name another, or a schema of its own: CREATE SCHEMA name, then ?options=-csearch_path%3Dname",
        ),
    }
}

fn there_already(shown: &str) -> StoreError {
    StoreError::failed(
        format!("a process is kept at {shown} already"),
        "name a database or a schema where nothing is yet",
    )
}

/// Makes sure of the extension that parts of words are found with.
fn with_trigrams(db: &mut Db, shown: &str) -> Result<(), Trouble> {
    let is_there = "SELECT FROM pg_extension WHERE extname = 'pg_trgm'";
    let public = "SELECT FROM pg_namespace WHERE nspname = 'public'";
    if !db.query(is_there, &[])?.is_empty() {
        return Ok(());
    }
    // Not among the tables of this process: other processes of the database use it too.
    let place = if db.query(public, &[])?.is_empty() { "" } else { " SCHEMA public" };
    let made = db.batch_execute(&format!("CREATE EXTENSION IF NOT EXISTS pg_trgm{place}"));
    made.map_err(|error| told::no_trigrams(shown, &error).into())
}

fn applied(db: &mut Db) -> Result<Vec<(String, String)>, postgres::Error> {
    let rows = db.query("SELECT name, checksum FROM steps ORDER BY number", &[])?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

fn apply(db: &mut Db, steps: &[Step]) -> Result<(), postgres::Error> {
    for step in steps {
        let has_rooms = db.query_one("SELECT to_regclass('rooms') IS NOT NULL", &[])?.try_get(0)?;
        let rooms = if has_rooms { db.query("SELECT number FROM rooms", &[])? } else { Vec::new() };
        db.batch_execute(step.store)?;
        for row in rooms {
            for_room(db, step, row.try_get(0)?)?;
        }
        let sql = "INSERT INTO steps (name, checksum) VALUES ($1, $2)";
        db.execute(sql, &[&step.name, &step.checksum()])?;
    }
    Ok(())
}

/// Does `step` for the room with the number `n`.
fn for_room(db: &mut Db, step: &Step, n: i32) -> Result<(), postgres::Error> {
    // Where the extension is, is not on the search path.
    let row = db.query_one(
        "SELECT quote_ident(n.nspname) FROM pg_extension AS e JOIN pg_namespace AS n ON n.oid = e.extnamespace \
         WHERE e.extname = 'pg_trgm'",
        &[],
    )?;
    let schema: String = row.try_get(0)?;
    db.batch_execute(&step.for_room(n.into()).replace("{trgm}", &format!("{schema}.gin_trgm_ops")))
}

/// Lets this transaction see the rooms with the numbers `rooms`, and no others.
fn look_into(db: &mut Db, rooms: &[i32]) -> Result<(), postgres::Error> {
    let rooms: Vec<String> = rooms.iter().map(i32::to_string).collect();
    let sql = "SELECT set_config('detente.rooms', $1, true)";
    db.query(sql, &[&rooms.join(",")]).map(|_| ())
}

/// Lets this transaction see, of the room with the number `n`, the words that hold `part`.
fn look_for(db: &mut Db, n: i32, part: &str) -> Result<(), postgres::Error> {
    // The index knows of parts of three characters or more; for shorter ones it would be read whole.
    let by_index = if part.chars().count() >= 3 { "on" } else { "off" };
    let sql = "SELECT set_config('detente.rooms', $1, true), set_config('detente.part', $2, true), \
               set_config('enable_bitmapscan', $3, true)";
    db.query(sql, &[&n.to_string(), &part, &by_index]).map(|_| ())
}

/// How far a room has come, with the edge of its tree.
struct State {
    number: i32,
    last: Option<Timestamp>,
    edge: Edge,
    /// Its partitions are still to be made.
    is_new: bool,
}

const STATE: &str = "SELECT room, number, size, last, root, edge FROM rooms WHERE room";

fn state(db: &mut Db, room: &Room) -> Result<Option<State>, Trouble> {
    let rows = db.query(&format!("{STATE} = $1"), &[&room.to_string()])?;
    rows.first().map(|row| state_of(room, row)).transpose()
}

fn state_of(room: &Room, row: &Row) -> Result<State, Trouble> {
    let (number, size, last): (i32, i64, Option<&str>) = (row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
    let (root, edge): (&[u8], &[u8]) = (row.try_get(4)?, row.try_get(5)?);
    let edge = u64::try_from(size).ok().and_then(|size| edge_of(size, root, edge));
    let edge = edge.ok_or_else(|| Damage::of(room, "its head cannot be read"))?;
    let last = last.map(str::parse).transpose();
    let last = last.map_err(|_| Damage::of(room, "the time of its last line cannot be read"))?;
    Ok(State { number, last, edge, is_new: false })
}

/// The rooms of `batches`, which nobody else writes into until this transaction ends: those that
/// are there in the order of their numbers, then the new ones in the order of their names, so that
/// no two writers wait for each other.
fn locked(db: &mut Db, batches: &[Batch<'_>]) -> Result<BTreeMap<Room, State>, Trouble> {
    let rooms: BTreeSet<&Room> = batches.iter().map(|batch| batch.room).collect();
    let names: Vec<String> = rooms.iter().map(|room| room.to_string()).collect();
    let sql = format!("{STATE} = ANY ($1) ORDER BY number FOR UPDATE");
    let mut states = BTreeMap::new();
    for row in db.query(&sql, &[&names])? {
        let room = room_named(row.try_get(0)?)?;
        let state = state_of(&room, &row)?;
        states.insert(room, state);
    }
    for room in rooms {
        if !states.contains_key(room) {
            let state = new_room(db, room)?;
            states.insert(room.clone(), state);
        }
    }
    Ok(states)
}

fn new_room(db: &mut Db, room: &Room) -> Result<State, Trouble> {
    let edge = Edge::default();
    let sql = "INSERT INTO rooms (room, size, last, root, edge) VALUES ($1, 0, NULL, $2, '') \
               ON CONFLICT DO NOTHING RETURNING number";
    let rows = db.query(sql, &[&room.to_string(), &&edge.head().root.0[..]])?;
    // Another writer made the room since we looked.
    let row = rows.first().ok_or(Trouble::Again)?;
    Ok(State { number: row.try_get(0)?, last: None, edge, is_new: true })
}

fn add_all(db: &mut Db, batches: &[Batch<'_>]) -> Result<(), Trouble> {
    let mut states = locked(db, batches)?;
    let numbers: Vec<i32> = states.values().map(|state| state.number).collect();
    look_into(db, &numbers)?;
    for batch in batches {
        let Some(state) = states.get_mut(batch.room) else { return Err(Trouble::Again) };
        if state.edge.size() != batch.expected {
            return Err(conflict(db, batch, state)?.into());
        }
        in_order(batch, state.last)?;
        if !batch.adds() {
            continue;
        }
        if std::mem::take(&mut state.is_new) {
            STEPS.iter().try_for_each(|step| for_room(db, step, state.number))?;
        }
        add(db, state, batch)?;
    }
    Ok(())
}

fn conflict(db: &mut Db, batch: &Batch<'_>, state: &State) -> Result<StoreError, Trouble> {
    let mut theirs = Vec::new();
    if !state.is_new {
        let n = state.number;
        let after = i64::try_from(batch.expected).unwrap_or(i64::MAX).min(i64::MAX - 8);
        let sql = format!(
            "SELECT id FROM room_{n} WHERE line > $1 AND line <= $1 + 8 AND id IS NOT NULL ORDER BY line"
        );
        for row in db.query(&sql, &[&after])? {
            theirs.extend(Id::new(row.try_get(0)?));
        }
    }
    let conflict = Conflict { room: batch.room.clone(), yours: ids_of(batch.lines), theirs };
    Ok(StoreError::Conflict(Box::new(conflict)))
}

/// Adds the lines of `batch`, whose room was found as it was expected.
fn add(db: &mut Db, state: &mut State, batch: &Batch<'_>) -> Result<(), Trouble> {
    for lines in batch.lines.chunks(PIECE) {
        add_lines(db, state, lines)?;
    }
    let n = state.number;
    let sql = format!("INSERT INTO room_{n}_documents VALUES ({n}, $1, $2) ON CONFLICT DO NOTHING");
    for bytes in batch.documents {
        db.execute(&sql, &[&&Sha256::digest(bytes)[..], bytes])?;
    }
    Ok(())
}

/// Adds a piece of lines and their words with one statement, a column a parameter.
fn add_lines(db: &mut Db, state: &mut State, lines: &[Line]) -> Result<(), Trouble> {
    let mut places: Vec<i64> = Vec::new();
    for line in lines {
        state.edge.push(line.leaf());
        state.last = Some(line.known());
        places.push(state.edge.size() as i64);
    }
    let kept = || lines.iter().map(Line::kept);
    let recorded: Vec<String> = lines.iter().map(|line| line.recorded().to_string()).collect();
    let received: Vec<Option<String>> =
        lines.iter().map(|line| line.received_at().map(|at| at.to_string())).collect();
    let commitments: Vec<[u8; 32]> = lines.iter().map(|line| line.commitment().0).collect();
    let commitments: Vec<&[u8]> = commitments.iter().map(|bytes| &bytes[..]).collect();
    let salts: Vec<Option<Vec<u8>>> = kept().map(|kept| Some(kept?.salt().0.to_vec())).collect();
    let ids: Vec<Option<&str>> = kept().map(|kept| Some(kept?.id().as_str())).collect();
    let kinds: Vec<Option<&str>> = kept().map(|kept| Some(kept?.kind().as_str())).collect();
    let entries: Vec<Option<String>> = kept().map(|kept| Some(kept?.text().into_owned())).collect();
    let words: Vec<Option<String>> = entries.iter().map(|text| text.as_deref().map(words_of)).collect();
    let head = state.edge.head();
    let (size, last) = (head.size as i64, state.last.map(|last| last.to_string()));
    let (root, edge) = (&head.root.0[..], edge_bytes(&state.edge));
    let columns: [&(dyn ToSql + Sync); 9] =
        [&places, &recorded, &received, &commitments, &salts, &ids, &kinds, &entries, &words];
    let new_head: [&(dyn ToSql + Sync); 4] = [&size, &last, &root, &edge];
    db.execute(&insertion(state.number), &[&columns[..], &new_head[..]].concat())?;
    Ok(())
}

/// The statement that adds lines, their words and the head that they make to the `n`-th room.
fn insertion(n: i32) -> String {
    format!(
        "WITH added AS (SELECT * FROM unnest($1::int8[], $2::text[], $3::text[], $4::bytea[], $5::bytea[], \
           $6::text[], $7::text[], $8::text[], $9::text[]) \
           AS added (line, recorded, received, commitment, salt, id, kind, entry, words)), \
         searched AS (INSERT INTO room_{n}_words SELECT {n}, line, words FROM added WHERE words IS NOT NULL), \
         head AS (UPDATE rooms SET size = $10, last = $11, root = $12, edge = $13 WHERE number = {n}) \
         INSERT INTO room_{n} SELECT {n}, line, recorded, received, commitment, salt, id, kind, entry FROM added"
    )
}

/// Reads the lines of `room` behind the `place`-th, at most a piece; how many they were.
fn read_piece(
    db: &mut Db,
    room: &Room,
    n: i32,
    place: u64,
    each: &mut dyn FnMut(Line) -> Result<(), StoreError>,
) -> Result<usize, Trouble> {
    // A range, and no LIMIT: whatever the plan is, it reads no more than this.
    let sql = format!(
        "SELECT line, recorded, received, commitment, salt, id, kind, entry FROM room_{n} \
         WHERE line > $1 AND line <= $1 + {PIECE} ORDER BY line"
    );
    let rows = db.query(&sql, &[&(place as i64)])?;
    for (place, row) in (place + 1..).zip(&rows) {
        each(line_of(row, room, place)?)?;
    }
    Ok(rows.len())
}

/// Behind the `place`-th line of `room`, where there was none, are no others.
fn nothing_behind(db: &mut Db, room: &Room, n: i32, place: u64) -> Result<(), Trouble> {
    let sql = format!("SELECT FROM room_{n} WHERE line > $1 LIMIT 1");
    match db.query(&sql, &[&(place as i64)])?.is_empty() {
        true => Ok(()),
        false => Err(Damage::at(room, place + 1, "it is missing").into()),
    }
}

/// The line in `row`, the `place`-th of `room`.
fn line_of(row: &Row, room: &Room, place: u64) -> Result<Line, Trouble> {
    let columns = Columns {
        line: row.try_get::<_, i64>(0)? as u64,
        recorded: row.try_get(1)?,
        received: row.try_get(2)?,
        commitment: row.try_get(3)?,
        salt: row.try_get(4)?,
        id: row.try_get(5)?,
        kind: row.try_get(6)?,
        entry: row.try_get(7)?,
    };
    Ok(columns.line(room, place)?)
}

/// Does the room hold, where it was to come, all that `batch` was to add?
fn is_there(db: &mut Db, states: &mut BTreeMap<Room, State>, batch: &Batch<'_>) -> Result<bool, Trouble> {
    if !batch.adds() {
        return Ok(true);
    }
    let Some(state) = states.get(batch.room).filter(|state| !state.is_new) else { return Ok(false) };
    let n = state.number;
    look_into(db, &[n])?;
    let sql = format!("SELECT commitment FROM room_{n} WHERE line > $1 AND line <= $1 + $2 ORDER BY line");
    let (after, length) = (batch.expected as i64, batch.lines.len() as i64);
    let rows = db.query(&sql, &[&after, &length])?;
    let kept = rows.iter().map(|row| hash_of(batch.room, row.try_get(0)?)).collect::<Result<Vec<_>, _>>()?;
    if !kept.iter().eq(batch.lines.iter().map(Line::commitment).collect::<Vec<_>>().iter()) {
        return Ok(false);
    }
    let names: Vec<[u8; 32]> = batch.documents.iter().map(|bytes| Sha256::digest(bytes).into()).collect();
    let names: BTreeSet<&[u8]> = names.iter().map(|name| &name[..]).collect();
    let sql = format!("SELECT FROM room_{n}_documents WHERE sha256 = ANY ($1)");
    let found = db.query(&sql, &[&names.iter().collect::<Vec<_>>()])?;
    Ok(found.len() == names.len())
}

fn hash_of(room: &Room, bytes: &[u8]) -> Result<Hash, Trouble> {
    let bytes = bytes.try_into().map_err(|_| Damage::of(room, "a name or a commitment is no SHA-256"))?;
    Ok(Hash(bytes))
}

/// Every partition is that of a room, every room has its partitions, and the wall stands before each.
fn walls(db: &mut Db) -> Result<Vec<Damage>, Trouble> {
    let sql = "SELECT c.relname::text, c.relrowsecurity AND c.relforcerowsecurity FROM pg_class AS c \
               LEFT JOIN pg_inherits AS i ON i.inhrelid = c.oid \
               WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind IN ('r', 'p') \
               AND (c.relname = ANY ($1) OR i.inhparent::regclass::text = ANY ($1)) ORDER BY c.oid";
    let parents: Vec<&str> = TABLES.iter().map(|(table, _)| *table).collect();
    let mut walled = BTreeMap::new();
    for row in db.query(sql, &[&parents])? {
        let (table, is_walled): (String, bool) = (row.try_get(0)?, row.try_get(1)?);
        walled.insert(table, is_walled);
    }
    let mut expected: BTreeSet<String> = parents.iter().map(|table| (*table).to_owned()).collect();
    for row in db.query("SELECT number FROM rooms", &[])? {
        let n: i32 = row.try_get(0)?;
        expected.extend(TABLES.iter().map(|(_, ending)| format!("room_{n}{ending}")));
    }
    let lacking = expected.iter().filter(|table| !walled.contains_key(*table));
    let lacking = lacking.map(|table| format!("the table {table} is missing, or no partition"));
    let left_over = walled.keys().filter(|table| !expected.contains(*table));
    let left_over = left_over.map(|table| format!("the table {table} belongs to no room"));
    let open = walled.iter().filter(|(_, is_walled)| !**is_walled);
    let open = open.map(|(table, _)| format!("row-level security is off for the table {table}"));
    Ok(lacking.chain(left_over).chain(open).map(Damage::whole).collect())
}

/// The words of the entry with the canonical form `text`, each once.
fn searched_words(text: &str, mut each: impl FnMut(&str)) {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let folded = searched(&value);
    let mut all: Vec<&str> = pieces(&folded).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().for_each(&mut each);
}
