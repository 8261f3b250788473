//! Files that are there whole or not at all.

use crate::files::sync_folder;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that is written beside its place and put there when it is whole: nobody takes half of it for all.
///
/// What is not put in its place is taken away again; a kill leaves it under its other name, which begins with a dot.
#[derive(Debug)]
pub struct WholeFile {
    path: PathBuf,
    beside: PathBuf,
    file: File,
    is_placed: bool,
}

impl WholeFile {
    /// Begins a file whose place is `path`.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn begin(path: &Path) -> io::Result<WholeFile> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let beside = path.with_file_name(format!(".{name}.part"));
        let file = new_file(&beside)?;
        Ok(WholeFile { path: path.to_owned(), beside, file, is_placed: false })
    }

    /// Where to write to.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn handle(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// Puts the file in its place, in that of what may be there.
    ///
    /// # Errors
    /// Those of the file system; then nothing is there that was not there before.
    pub fn place(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.beside, &self.path)?;
        self.is_placed = true;
        sync_folder(&self.path)
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if !self.is_placed {
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// Writes a whole file beside its place and then puts it there, so that nobody sees half of it.
///
/// # Errors
/// Those of the file system; then nothing is there that was not there before.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = WholeFile::begin(path)?;
    file.file.write_all(bytes)?;
    file.place()
}

/// A new file in place of what an earlier try left there; never what a link there points to.
pub(crate) fn new_file(path: &Path) -> io::Result<File> {
    let _ = fs::remove_file(path);
    OpenOptions::new().write(true).create_new(true).open(path)
}
