//! The store of a folder, which is made the first time; the folder itself is never written.
//!
//! What people write into the folder afterwards is not in the store. Whether there is any is told at each start:
//! the files are looked at (names, sizes, times), and only where those are not what they were when the two were
//! last found to agree, the folder is read and compared.

use crate::desk::store_failed;
use crate::{Exit, Outcome, Talk, keep};
use detente_store::{Place, StoreError, forks};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How many files are looked at; in a folder with more, they are compared at each start.
const MOST_FILES: usize = 20_000;

/// Makes the store, or says that it is there and what the folder has beside it.
pub fn store_of_folder(folder: &Path, store: &Path, talk: &Talk, err: &mut dyn Write) -> Result<(), Outcome> {
    let stamp = stamp_of(folder);
    if store.exists() {
        let _ = writeln!(err, "the store made of {} earlier is used: {}", folder.display(), store.display());
        if stamp.is_none() || stamp != fs::read_to_string(stamp_file(store)).ok() {
            let news = news(folder, store).map_err(|error| store_failed(error, talk))?;
            match news {
                None => remember(store, stamp),
                Some(news) => {
                    let _ = err.write_all(news.as_bytes());
                }
            }
        }
        return Ok(());
    }
    let made = keep::import(folder, store, talk);
    if made.exit != Exit::Done {
        return Err(made);
    }
    remember(store, stamp);
    let _ = writeln!(
        err,
        "made a store of {}, which itself is not written: {}",
        folder.display(),
        store.display()
    );
    Ok(())
}

/// What the folder has that the store lacks, in words; of the rooms that the keeper reads, as he is the one who
/// can bring it in.
fn news(folder: &Path, store: &Path) -> Result<Option<String>, StoreError> {
    let mut ours = Place::Sqlite(store.to_owned()).open()?;
    let keeper = ours.header()?.keeper;
    let Ok(viewer) = crate::viewer::viewer(None, &keeper) else { return Ok(None) };
    let compared = Place::Folder(folder.to_owned())
        .open()
        .and_then(|mut theirs| forks(ours.as_mut(), theirs.as_mut(), &|room| viewer.reads(room)));
    let (shown, command) = (folder.display(), format!("{} {}", store.display(), folder.display()));
    let forks = match compared {
        Ok(forks) => forks,
        // The store is whole: what is wrong with the folder stops nobody.
        Err(error) => {
            return Ok(Some(format!(
                "warning: {shown} was changed, and cannot be compared with the store: {error}\n  help: detente check {shown} tells more\n"
            )));
        }
    };
    let entries: usize = forks.iter().map(|fork| fork.theirs.len()).sum();
    Ok((entries > 0).then(|| {
        let entries = if entries == 1 { "an entry".into() } else { format!("{entries} entries") };
        format!("  the folder now has {entries} that the store lacks; to bring them in: detente merge {command} --yes\n")
    }))
}

fn stamp_file(store: &Path) -> PathBuf {
    store.with_extension("folder")
}

/// Remembers that folder and store agree. Where that cannot be written, they are compared again.
fn remember(store: &Path, stamp: Option<String>) {
    if let Some(stamp) = stamp {
        let _ = fs::write(stamp_file(store), stamp);
    }
}

/// The names, sizes and times of the files of a folder, as one number. `None` where they cannot be seen, or are
/// too many.
fn stamp_of(folder: &Path) -> Option<String> {
    let mut files = Vec::new();
    look(folder, &mut files).ok()?;
    files.sort();
    let digest = Sha256::digest(files.join("\n"));
    Some(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn look(folder: &Path, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // Editors' own files are not of the process.
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let meta = entry.metadata()?;
        if meta.is_dir() {
            look(&entry.path(), files)?;
        } else {
            files.push(format!("{} {} {:?}", entry.path().display(), meta.len(), meta.modified()?));
        }
        if files.len() > MOST_FILES {
            return Err(io::Error::other("too many files"));
        }
    }
    Ok(())
}
