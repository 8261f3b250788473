//! What a user names as the process: a folder, a SQLite file, or a PostgreSQL database.

use crate::files::{Files, sync_folder};
use crate::header::ProcessHeader;
use crate::sqlite::Sqlite;
use crate::store::{Store, StoreError};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Where a process is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A folder of plain files.
    Folder(PathBuf),
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL database, by its address.
    Postgres(String),
}

impl Place {
    /// The place that `path` names: `postgres://…`, a file (`*.detente`), or else a folder.
    pub fn of(path: &Path) -> Place {
        let text = path.to_string_lossy();
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Place::Postgres(text.into_owned());
        }
        let is_yaml = path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
        let named =
            path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("detente")) && !path.is_dir();
        match named || (path.is_file() && !is_yaml) {
            true => Place::Sqlite(path.to_owned()),
            false => Place::Folder(path.to_owned()),
        }
    }

    /// The store that is there.
    pub fn open(&self) -> Result<Box<dyn Store>, StoreError> {
        match self {
            Place::Folder(path) => Ok(Box::new(Files::at(path))),
            Place::Sqlite(path) => Ok(Box::new(Sqlite::at(path)?)),
            Place::Postgres(address) => open_postgres(address),
        }
    }

    /// Which file of the disk is there now: another that took its place is another. `None` where there is none, or
    /// the place is no single file.
    pub fn file_id(&self) -> Option<FileId> {
        match self {
            Place::Sqlite(path) => file_id(path),
            Place::Folder(_) | Place::Postgres(_) => None,
        }
    }

    /// Makes a new store there, filled by `fill`: it is there whole, or not at all.
    pub fn create(
        &self,
        header: &ProcessHeader,
        fill: &mut dyn FnMut(&mut dyn Store) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        match self {
            Place::Folder(path) => {
                let is_empty = fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
                if path.exists() && !is_empty {
                    return Err(there_already(path));
                }
                beside(path, &mut |part| {
                    let mut files = Files::create(part, header)?;
                    fill(&mut files)?;
                    files.finish()
                })
            }
            Place::Sqlite(path) if path.exists() => Err(there_already(path)),
            Place::Sqlite(path) => beside(path, &mut |part| {
                let mut store = Sqlite::create_unsynced(part, header)?;
                fill(&mut store)?;
                store.settle()
            }),
            Place::Postgres(address) => create_postgres(address, header, fill),
        }
    }
}

/// Which file of a disk something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileId(u64, u64);

#[cfg(unix)]
fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|meta| FileId(meta.dev(), meta.ino()))
}

/// Elsewhere a file that is in use cannot be taken away.
#[cfg(not(unix))]
fn file_id(path: &Path) -> Option<FileId> {
    path.exists().then_some(FileId(0, 0))
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Folder(path) | Place::Sqlite(path) => path.display().fmt(f),
            Place::Postgres(address) => f.write_str(&without_password(address)),
        }
    }
}

/// The address of a database without its role, and without its password wherever that stands.
pub(crate) fn without_password(address: &str) -> String {
    let (scheme, rest) = address.split_once("://").unwrap_or(("postgres", address));
    let (place, settings) = rest.split_once('?').unwrap_or((rest, ""));
    // A password that holds these signs as they are cannot be told from the rest.
    if settings.contains('@') {
        return format!("{scheme}://…");
    }
    let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
    let told = |setting: &&str| {
        ["host", "port", "dbname", "options"].contains(&setting.split('=').next().unwrap_or(""))
    };
    let settings: Vec<&str> = settings.split('&').filter(told).collect();
    let mark = if settings.is_empty() { "" } else { "?" };
    format!("{scheme}://{place}{mark}{}", settings.join("&"))
}

/// Makes something beside `path` and then puts it there.
pub(crate) fn beside(
    path: &Path,
    make: &mut dyn FnMut(&Path) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let part = part_of(path);
    let clear = || {
        let _ = fs::remove_dir_all(&part);
        for ending in ["", "-wal", "-shm", "-journal"] {
            let name = part.file_name().unwrap_or_default().to_string_lossy();
            let _ = fs::remove_file(part.with_file_name(format!("{name}{ending}")));
        }
    };
    let placed = make(&part).and_then(|()| {
        let _ = fs::remove_dir(path);
        // Somebody may have made the same meanwhile.
        if path.exists() {
            return Err(there_already(path));
        }
        fs::rename(&part, path)
            .and_then(|()| sync_folder(path))
            .map_err(|error| crate::files::not_written(path, &error))
    });
    placed.inspect_err(|_| clear())
}

/// A name beside `path` that nobody uses, for something that is not finished.
pub(crate) fn part_of(path: &Path) -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    loop {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let part = path.with_file_name(format!(".{name}.{}-{count}.part", std::process::id()));
        if fs::symlink_metadata(&part).is_err() {
            return part;
        }
    }
}

pub(crate) fn there_already(path: &Path) -> StoreError {
    StoreError::failed(format!("{} is there already", path.display()), "name a place where nothing is yet")
}

#[cfg(feature = "postgres")]
fn open_postgres(address: &str) -> Result<Box<dyn Store>, StoreError> {
    Ok(Box::new(crate::postgres::Postgres::at(address)?))
}

#[cfg(feature = "postgres")]
fn create_postgres(
    address: &str,
    header: &ProcessHeader,
    fill: &mut dyn FnMut(&mut dyn Store) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    crate::postgres::Postgres::create(address, header, fill)
}

#[cfg(not(feature = "postgres"))]
fn open_postgres(_: &str) -> Result<Box<dyn Store>, StoreError> {
    Err(without_postgres())
}

#[cfg(not(feature = "postgres"))]
fn create_postgres(
    _: &str,
    _: &ProcessHeader,
    _: &mut dyn FnMut(&mut dyn Store) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    Err(without_postgres())
}

#[cfg(not(feature = "postgres"))]
fn without_postgres() -> StoreError {
    StoreError::failed(
        "this program was built without PostgreSQL",
        "build it with: cargo build --release --features postgres",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_its_password() {
        let shown = [
            ("postgres://a:b@host:5433/db", "postgres://host:5433/db"),
            ("postgresql://a:b%40c@host/db?sslmode=require", "postgresql://host/db"),
            ("postgres:///db?host=%2Frun&password=secret&port=1", "postgres:///db?host=%2Frun&port=1"),
            ("postgres://a:se?c@ret/b@host/db", "postgres://…"),
            ("postgres://a:se@cret@host/db", "postgres://host/db"),
            ("postgres://host/db?password=a@b", "postgres://…"),
        ];
        for (address, expected) in shown {
            assert_eq!(Place::of(Path::new(address)).to_string(), expected);
        }
    }
}
