//! A connection to PostgreSQL, made again when it was lost, and the transactions on it.

use super::told::{self, Trouble};
use crate::files::PATIENCE;
use crate::place::without_password;
use crate::store::StoreError;
use postgres::config::Config;
use postgres::types::ToSql;
use postgres::{Client, Error, NoTls, Row, RowIter, Statement};
use std::collections::HashMap;
use std::time::Duration;

/// How often a transaction begins again that others were in the way of.
const ATTEMPTS: usize = 8;

/// How long to wait before a server that went is asked again.
const PAUSE: Duration = Duration::from_millis(100);

const WRITE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";
const READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// What the connection is in the middle of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Each call is a transaction of its own.
    Nothing,
    /// A reading of one state.
    Reading,
    /// The making of a process, which is there at its end or not at all.
    Making,
}

/// How a write ended that did not fail.
pub(super) enum Ended<T> {
    /// It is durable.
    Written(T),
    /// The connection was lost during the commit.
    Unsure,
}

/// What a statement is asked with.
pub(super) type With<'w> = &'w [&'w (dyn ToSql + Sync)];

/// A connection with the statements that it knows: each is read and planned once.
pub(super) struct Db {
    client: Client,
    known: HashMap<String, Statement>,
}

impl Db {
    fn known(&mut self, sql: &str) -> Result<Statement, Error> {
        if let Some(statement) = self.known.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.known.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    /// The rows that answer `sql`.
    pub fn query(&mut self, sql: &str, with: With<'_>) -> Result<Vec<Row>, Error> {
        let statement = self.known(sql)?;
        self.client.query(&statement, with)
    }

    /// The rows that answer `sql`, as they come.
    pub fn stream(&mut self, sql: &str) -> Result<RowIter<'_>, Error> {
        let statement = self.known(sql)?;
        self.client.query_raw(&statement, None::<&str>)
    }

    /// The one row that answers `sql`.
    pub fn query_one(&mut self, sql: &str, with: With<'_>) -> Result<Row, Error> {
        let statement = self.known(sql)?;
        self.client.query_one(&statement, with)
    }

    /// Does `sql`.
    pub fn execute(&mut self, sql: &str, with: With<'_>) -> Result<u64, Error> {
        let statement = self.known(sql)?;
        self.client.execute(&statement, with)
    }

    /// Does each of the statements `sql`.
    pub fn batch_execute(&mut self, sql: &str) -> Result<(), Error> {
        self.client.batch_execute(sql)
    }
}

/// A connection, and how to make it again.
pub(super) struct Session {
    config: Config,
    shown: String,
    client: Option<Db>,
    open: Open,
}

impl Session {
    /// Connects to `address`.
    pub fn to(address: &str) -> Result<Session, StoreError> {
        let mut config: Config = address.parse().map_err(|_| told::no_address())?;
        if config.get_application_name().is_none() {
            config.application_name("detente");
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        // A server that is gone without a word is noticed within a minute.
        config.keepalives_idle(Duration::from_secs(30)).keepalives_interval(Duration::from_secs(10));
        config.keepalives_retries(3);
        let mut session =
            Session { config, shown: without_password(address), client: None, open: Open::Nothing };
        session.client()?;
        Ok(session)
    }

    /// The address without its password.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    fn client(&mut self) -> Result<&mut Db, StoreError> {
        if self.client.as_ref().is_some_and(|db| db.client.is_closed()) {
            self.client = None;
        }
        if self.client.is_none() && self.open != Open::Nothing {
            return Err(told::lost(&self.shown, "closed"));
        }
        if self.client.is_none() {
            self.client = Some(self.connect()?);
        }
        Ok(self.client.as_mut().expect("found or put there"))
    }

    fn connect(&self) -> Result<Db, StoreError> {
        if let Some(error) = told::wants_tls(&self.config, &self.shown) {
            return Err(error);
        }
        let mut client =
            self.config.connect(NoTls).map_err(|error| told::not_reached(&self.shown, &error))?;
        match prepare(&mut client, &self.shown) {
            Ok(()) => Ok(Db { client, known: HashMap::new() }),
            Err(Trouble::Said(error)) => Err(error),
            Err(Trouble::Sql(error)) => Err(told::told(&self.shown, &error)),
            Err(Trouble::Again) => Err(told::busy(&self.shown)),
        }
    }

    /// Says what went wrong, and lets go of a connection that is of no more use.
    fn failed(&mut self, trouble: Trouble) -> StoreError {
        let is_over = match &trouble {
            Trouble::Said(_) => false,
            Trouble::Again => self.open == Open::Making,
            // What is being made cannot be finished after an error: it goes with the connection.
            Trouble::Sql(error) => told::is_lost(error) || self.open == Open::Making,
        };
        if is_over {
            self.client = None;
        }
        match trouble {
            Trouble::Said(error) => error,
            Trouble::Sql(error) => told::told(&self.shown, &error),
            Trouble::Again => told::busy(&self.shown),
        }
    }

    /// One question, outside of a transaction where none is open: one that was lost is asked again.
    pub fn ask<T>(&mut self, question: impl Fn(&mut Db) -> Result<T, Error>) -> Result<T, StoreError> {
        match question(self.client()?) {
            Err(error) if told::is_lost(&error) && self.open == Open::Nothing => {
                self.client = None;
                question(self.client()?).map_err(|error| self.failed(error.into()))
            }
            other => other.map_err(|error| self.failed(error.into())),
        }
    }

    /// Nothing is lost yet when a transaction does not begin: then it begins on a new connection.
    fn begin(&mut self, how: &'static str) -> Result<(), StoreError> {
        self.ask(|client| client.batch_execute(how))
    }

    /// Ends a transaction without effect. A connection that does not even do that is let go.
    fn roll_back(&mut self) {
        let done = self.client.as_mut().is_some_and(|client| client.batch_execute("ROLLBACK").is_ok());
        if !done {
            self.client = None;
        }
    }

    /// Reads on one state of the store.
    pub fn reading<T>(&mut self, read: impl FnOnce(&mut Db) -> Result<T, Trouble>) -> Result<T, StoreError> {
        if self.open != Open::Nothing {
            return read(self.client()?).map_err(|trouble| self.failed(trouble));
        }
        self.begin(READ)?;
        let read = read(self.client()?).map_err(|trouble| self.failed(trouble));
        self.roll_back();
        read
    }

    /// Begins a reading of one state.
    pub fn begin_reading(&mut self) -> Result<(), StoreError> {
        if self.open == Open::Making {
            return Ok(());
        }
        self.end_reading();
        self.begin(READ)?;
        self.open = Open::Reading;
        Ok(())
    }

    /// Ends it, if one was begun.
    pub fn end_reading(&mut self) {
        if self.open == Open::Reading {
            self.open = Open::Nothing;
            self.roll_back();
        }
    }

    /// Does all that `write` does, durably, or nothing of it.
    pub fn writing<T>(
        &mut self,
        write: &mut dyn FnMut(&mut Db) -> Result<T, Trouble>,
    ) -> Result<Ended<T>, StoreError> {
        if self.open == Open::Making {
            return self.part_of_making(write).map(Ended::Written);
        }
        self.end_reading();
        let mut result = Err(Trouble::Again);
        for _ in 0..ATTEMPTS {
            self.begin(WRITE)?;
            result = write(self.client()?);
            match &result {
                Ok(_) => break,
                Err(Trouble::Again) => self.roll_back(),
                Err(Trouble::Sql(error)) if told::is_in_the_way(error) => self.roll_back(),
                Err(_) => break,
            }
        }
        match result {
            Ok(value) => self.commit(value),
            Err(trouble) => {
                let error = self.failed(trouble);
                self.roll_back();
                Err(error)
            }
        }
    }

    /// Does what `look` does in a transaction that leaves nothing behind but what it found.
    pub fn looking<T>(
        &mut self,
        look: &mut dyn FnMut(&mut Db) -> Result<T, Trouble>,
    ) -> Result<T, StoreError> {
        self.begin(WRITE)?;
        let found = look(self.client()?).map_err(|trouble| self.failed(trouble));
        self.roll_back();
        found
    }

    fn commit<T>(&mut self, value: T) -> Result<Ended<T>, StoreError> {
        match self.client()?.batch_execute("COMMIT") {
            Ok(()) => Ok(Ended::Written(value)),
            Err(error) if told::is_lost(&error) => {
                self.client = None;
                Ok(Ended::Unsure)
            }
            Err(error) => {
                let error = self.failed(error.into());
                self.roll_back();
                Err(error)
            }
        }
    }

    fn part_of_making<T>(
        &mut self,
        write: &mut dyn FnMut(&mut Db) -> Result<T, Trouble>,
    ) -> Result<T, StoreError> {
        let mut part = |client: &mut Db| {
            client.batch_execute("SAVEPOINT part")?;
            let result = write(client);
            client.batch_execute(match result {
                Ok(_) => "RELEASE part",
                Err(Trouble::Said(_)) => "ROLLBACK TO part",
                Err(_) => return result,
            })?;
            result
        };
        part(self.client()?).map_err(|trouble| self.failed(trouble))
    }

    /// Begins the making of a process.
    pub fn begin_making(&mut self) -> Result<(), StoreError> {
        self.begin(WRITE)?;
        self.open = Open::Making;
        Ok(())
    }

    /// Makes what was made durable, if all went well, or takes it back.
    pub fn end_making(&mut self, made: Result<(), StoreError>) -> Result<(), StoreError> {
        let here = self.client().map(|_| ());
        self.open = Open::Nothing;
        match made.and(here) {
            Ok(()) => match self.commit(())? {
                Ended::Written(()) => Ok(()),
                Ended::Unsure => Err(told::unsure(&self.shown)),
            },
            Err(error) => {
                self.roll_back();
                Err(error)
            }
        }
    }

    /// Asks `question` until the server answers, or for as long as it is worth to wait.
    pub fn insist<T>(
        &mut self,
        mut question: impl FnMut(&mut Session) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut answer = question(self);
        for _ in 0..PATIENCE.as_millis() / PAUSE.as_millis() {
            if answer.is_ok() {
                break;
            }
            std::thread::sleep(PAUSE);
            answer = question(self);
        }
        answer.map_err(|_| told::unsure(&self.shown))
    }
}

/// Makes a new connection one that this store can trust: a role that is held by the wall, texts in
/// UTF-8, one schema and no other, and writes that are acknowledged when they are on the disk.
fn prepare(client: &mut Client, shown: &str) -> Result<(), Trouble> {
    let row = client.query_one(
        "SELECT current_user::text, (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user), \
         quote_ident(current_schema()), current_setting('server_encoding'), current_setting('server_version_num')::int",
        &[],
    )?;
    let (role, mighty): (String, bool) = (row.try_get(0)?, row.try_get(1)?);
    let (schema, encoding, version): (Option<String>, String, i32) =
        (row.try_get(2)?, row.try_get(3)?, row.try_get(4)?);
    if mighty {
        return Err(told::too_mighty(&role).into());
    }
    let Some(schema) = schema else {
        let what = format!("{shown}: the search path of the role {role} names no schema that is there");
        let help =
            format!("CREATE SCHEMA {role} AUTHORIZATION {role}, or name one: ?options=-csearch_path%3DNAME");
        return Err(StoreError::failed(what, help).into());
    };
    if encoding != "UTF8" {
        let what = format!("{shown} keeps texts as {encoding}, where not all scripts can be written");
        return Err(
            StoreError::failed(what, "make a database for it: createdb -E UTF8 -T template0 NAME").into()
        );
    }
    if version < 130_000 {
        let what = format!("{shown} is PostgreSQL {}, which is too old", version / 10_000);
        return Err(StoreError::failed(what, "use PostgreSQL 13 or later").into());
    }
    client.batch_execute(&format!(
        "SET search_path = {schema}; SET synchronous_commit = on; SET row_security = on; \
         SET lock_timeout = {}; SET client_min_messages = warning",
        PATIENCE.as_millis()
    ))?;
    Ok(())
}
