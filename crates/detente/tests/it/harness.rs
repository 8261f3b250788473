//! Runs the command in process and writes process folders for it. Proves nothing by itself.

use detente::Talk;
use serde_json::Value;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What a run of the command gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// The exit code.
    pub exit: u8,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// The output, of a run that must have been done.
    #[track_caller]
    pub fn done(self) -> String {
        assert_eq!(self.exit, 0, "{}{}", self.out, self.err);
        self.out
    }

    /// What was said to the user, of a run that must have been wrong use.
    #[track_caller]
    pub fn refused(self) -> String {
        assert_eq!((self.exit, self.out.as_str()), (2, ""), "{}", self.err);
        self.err
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error} in: {}\n{}", self.out, self.err))
    }

    /// Standard output and standard error together.
    pub fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

/// Runs `detente ARGS` on 80 columns without colour.
pub fn detente<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Ran {
    detente_in(&TALK, args)
}

/// The world of a test: it is always the same time, and the secrets are none.
pub const TALK: Talk = Talk {
    width: 80,
    color: false,
    unicode: true,
    clock: || jiff::Timestamp::from_second(1_900_000_000).expect("in range"),
    salts: || detente_record::Salt([7; 32]),
    author: || Some("A tester".to_owned()),
    stdin: || Ok(String::new()),
    asker: None,
    data: || None,
    progress: false,
    catch_stop: || {},
    stopped: || false,
};

/// Runs `detente ARGS` in the world of `talk`.
pub fn detente_in<S: AsRef<OsStr>>(talk: &Talk, args: impl IntoIterator<Item = S>) -> Ran {
    let talk = *talk;
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let own = args.into_iter().map(|arg| arg.as_ref().to_owned());
    let exit = detente::run(
        std::iter::once(OsString::from("detente")).chain(own).collect(),
        talk,
        &mut out,
        &mut err,
    );
    Ran { exit, out: text(out), err: text(err) }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("the command prints UTF-8")
}

/// Runs `detente COMMAND FOLDER REST`, the words of `line` being the command and the rest.
pub fn detente_on(folder: &Path, line: &[&str]) -> Ran {
    let (command, rest) = line.split_first().expect("a command");
    let words = [OsStr::new(command), folder.as_os_str()].into_iter().chain(rest.iter().map(OsStr::new));
    detente(words)
}

/// What `detente COMMAND PLACE REST` gives, the words of `line` being the command and the rest.
pub fn detente_at(place: &Path, line: &str) -> Ran {
    detente_on(place, &line.split(' ').collect::<Vec<_>>())
}

/// The folder of a process of the catalogue.
pub fn catalog(name: &str) -> PathBuf {
    catalog_folder().join(name)
}

/// The folders of all processes of the catalogue, by name.
pub fn whole_catalog() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = entries(&catalog_folder()).into_iter().filter(|path| path.is_dir()).collect();
    all.sort();
    assert!(all.len() >= 3, "{all:?}");
    all
}

fn catalog_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog/processes")
}

/// What stands in a folder, in no order.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    read.map(|entry| entry.expect("an entry of a folder").path()).collect()
}

/// The text of a file.
pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A process folder that goes away with its value.
pub struct Process {
    dir: TempDir,
}

impl Process {
    /// An empty folder.
    pub fn empty() -> Process {
        Process { dir: tempfile::tempdir().expect("a folder for a test") }
    }

    /// A folder whose `process.yaml` is `text`.
    pub fn of(text: &str) -> Process {
        Process::empty().with("process.yaml", text)
    }

    /// A copy of the folder `from`.
    pub fn copy_of(from: &Path) -> Process {
        let process = Process::empty();
        copy(from, process.path());
        process
    }

    /// The folder with one more file, or another text for it.
    pub fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Process {
        let path = self.path().join(name);
        let parent = path.parent().expect("a file in a folder");
        fs::create_dir_all(parent).and_then(|()| fs::write(&path, bytes)).expect("a file for a test");
        self
    }

    /// The folder with one more folder in it.
    pub fn with_folder(self, name: &str) -> Process {
        fs::create_dir_all(self.path().join(name)).expect("a folder for a test");
        self
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Runs `detente COMMAND FOLDER REST`.
    pub fn run(&self, line: &[&str]) -> Ran {
        detente_on(self.path(), line)
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder for a test");
    for path in entries(from) {
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy for a test");
        }
    }
}
