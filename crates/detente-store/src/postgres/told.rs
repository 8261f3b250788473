//! Why PostgreSQL did not do what it was asked, in words. No password is ever in them.

use crate::files::PATIENCE;
use crate::store::{Damage, StoreError};
use postgres::Error;
use postgres::config::{Config, SslMode};
use postgres::error::{Severity, SqlState};
use std::error::Error as _;

/// How to make a role that the wall holds.
const A_ROLE: &str = "make a role and work as it: CREATE ROLE detente LOGIN PASSWORD '…'; GRANT CREATE ON DATABASE … TO detente";

/// What stops a piece of work.
pub(super) enum Trouble {
    /// PostgreSQL's word.
    Sql(Error),
    /// Ours.
    Said(StoreError),
    /// Others changed meanwhile what this began with: begin again.
    Again,
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Trouble {
        Trouble::Sql(error)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Trouble {
        Trouble::Said(error)
    }
}

impl From<Damage> for Trouble {
    fn from(damage: Damage) -> Trouble {
        Trouble::Said(damage.into())
    }
}

/// Has the connection gone with this error?
pub(super) fn is_lost(error: &Error) -> bool {
    match error.as_db_error() {
        Some(said) => {
            let code = said.code().code();
            let is_last = matches!(said.parsed_severity(), Some(Severity::Fatal | Severity::Panic));
            is_last || code.starts_with("08") || code.starts_with("57P")
        }
        None => error.is_closed() || cause(error).is_some_and(|cause| cause.is::<std::io::Error>()),
    }
}

/// Was the transaction ended only because another was in its way?
pub(super) fn is_in_the_way(error: &Error) -> bool {
    [SqlState::T_R_DEADLOCK_DETECTED, SqlState::T_R_SERIALIZATION_FAILURE]
        .iter()
        .any(|code| error.code() == Some(code))
}

fn cause(error: &Error) -> Option<&(dyn std::error::Error + 'static)> {
    let mut cause = error.source()?;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    Some(cause)
}

/// What the server or the system says, in its own words.
fn own_words(error: &Error) -> String {
    match error.as_db_error() {
        Some(said) => said.message().to_owned(),
        None => cause(error).map_or_else(|| error.to_string(), ToString::to_string),
    }
}

/// The address cannot be read. What the reader of addresses says of it could hold a part of a password.
pub(super) fn no_address() -> StoreError {
    StoreError::failed(
        "this is no address of a PostgreSQL database",
        "write postgres://ROLE:PASSWORD@HOST/DATABASE, or ?host=%2Fvar%2Frun%2Fpostgresql for a socket; \
         in a password write %25 for %, %2F for /, %3A for :, %3F for ?, %40 for @",
    )
}

/// The address, or the server, demands TLS.
pub(super) fn wants_tls(config: &Config, shown: &str) -> Option<StoreError> {
    (config.get_ssl_mode() == SslMode::Require).then(|| {
        StoreError::failed(
            format!("{shown} is to be reached with TLS, and this program speaks none"),
            "leave sslmode=require out on a network that you trust, or go through a tunnel: ssh -L 5432:localhost:5432 HOST",
        )
    })
}

/// No connection came about.
pub(super) fn not_reached(shown: &str, error: &Error) -> StoreError {
    let own = own_words(error);
    let code = error.code().map_or("", SqlState::code);
    match code {
        "28P01" => StoreError::failed(
            format!("{shown} does not accept the password"),
            "see that role and password in the address are right; special signs are written as %40 for @ and so on",
        ),
        "28000" => StoreError::failed(
            format!("{shown} lets this role not in: {own}"),
            "see that the role is right, and what the server's pg_hba.conf says of it; where that demands TLS \
             (hostssl), go through a tunnel, for this program speaks none: ssh -L 5432:localhost:5432 HOST",
        ),
        "3D000" => StoreError::failed(
            format!("{shown}: there is no such database"),
            "see that its name is right, or make it: createdb -E UTF8 NAME",
        ),
        "57P03" => StoreError::failed(format!("{shown} is not ready: {own}"), "try again in a while"),
        "53300" => StoreError::failed(
            format!("{shown} takes no more connections: {own}"),
            "try again in a while, or raise max_connections",
        ),
        "" if own == "password missing" => StoreError::failed(
            format!("{shown} asks for a password, and the address has none"),
            "write postgres://ROLE:PASSWORD@HOST/DATABASE",
        ),
        "" => StoreError::failed(
            format!("no PostgreSQL server answers at {shown}: {own}"),
            "see that it runs and that host and port are right (a socket is named ?host=%2Fvar%2Frun%2Fpostgresql)",
        ),
        _ => StoreError::plain(format!("{shown} cannot be used: {own}")),
    }
}

/// Something that was asked was not done; nothing was written.
pub(super) fn told(shown: &str, error: &Error) -> StoreError {
    let own = own_words(error);
    if is_lost(error) {
        return lost(shown, &own);
    }
    match error.code().map_or("", SqlState::code) {
        "53100" => StoreError::failed(
            format!("the disk of {shown} is full ({own}); nothing was written"),
            "make room on the server and try again",
        ),
        "25006" => StoreError::failed(
            format!("{shown} takes no writes ({own}); nothing was written"),
            "it is a standby, or the role or the database is set read-only: name the primary server, or have that changed",
        ),
        "42501" => StoreError::failed(
            format!("this role may not do that in {shown}: {own}; nothing was written"),
            "work as the role that made the process, or have its owner grant the right",
        ),
        "55P03" => StoreError::failed(
            format!("{shown} is in use: another program has been writing for {} seconds", PATIENCE.as_secs()),
            "wait for it to end, or end it, and try again; nothing was written",
        ),
        "42P01" | "42703" => Damage::whole(format!("{shown}: {own}")).into(),
        code if code.starts_with("XX") => Damage::whole(format!("{shown}: {own}")).into(),
        "" => Damage::whole(format!("{shown} answers otherwise than it should: {error}: {own}")).into(),
        _ => StoreError::plain(format!("{shown}: {own}; nothing was written")),
    }
}

/// The connection went before anything was committed.
pub(super) fn lost(shown: &str, own: &str) -> StoreError {
    StoreError::failed(
        format!("the connection to {shown} was lost ({own}); nothing was written"),
        "try again: the next call connects anew",
    )
}

/// Others were in the way again and again.
pub(super) fn busy(shown: &str) -> StoreError {
    StoreError::failed(format!("others kept writing into {shown}; nothing was written"), "try again")
}

/// The connection went while a commit was under way, and the server does not come back to ask.
pub(super) fn unsure(shown: &str) -> StoreError {
    StoreError::failed(
        format!(
            "the connection to {shown} was lost during the commit; it is not known whether this was written"
        ),
        "when the server is back, look whether it is there before you write it again",
    )
}

/// A role that walks through walls.
pub(super) fn too_mighty(role: &str) -> StoreError {
    StoreError::failed(
        format!("the role {role} is not held by row-level security (it is a superuser, or has BYPASSRLS)"),
        A_ROLE,
    )
}

/// `pg_trgm` is not there and cannot be made.
pub(super) fn no_trigrams(shown: &str, error: &Error) -> StoreError {
    if is_lost(error) {
        return told(shown, error);
    }
    StoreError::failed(
        format!("{shown} lacks the extension pg_trgm: {}; nothing was written", own_words(error)),
        "as the owner of the database say once: CREATE EXTENSION pg_trgm (in Debian it is a part of the package \
         postgresql, elsewhere of postgresql-contrib)",
    )
}
