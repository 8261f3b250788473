//! A process folder on disk: which files it has, and their text, within limits.

use detente_model::{Code, Diagnostic, Room};
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The largest single file that is read, in bytes.
pub const MAX_FILE: u64 = 64 << 20;

/// The largest log that is read, in bytes: places in it are 32 bits wide.
pub const MAX_LOG: u64 = (4 << 30) - 1;

/// The name of the main file.
pub const PROCESS_FILE: &str = "process.yaml";

/// A process folder.
pub struct Folder {
    root: PathBuf,
}

type Fault = Box<Diagnostic>;

fn fault(code: Code, file: &str, message: impl Into<String>) -> Fault {
    Box::new(Diagnostic::new(code, &file.into(), None, message))
}

impl Folder {
    /// The folder at `root`; it must hold `process.yaml`.
    pub fn at(root: &Path) -> Result<Folder, Fault> {
        let shown = root.display();
        match fs::metadata(root) {
            Ok(meta) if meta.is_dir() => {}
            Ok(_) => {
                let mut fault = fault(Code::NoFile, "", format!("{shown} is a file; a process is a folder"));
                if root.file_name().is_some_and(|name| name == PROCESS_FILE) {
                    fault.help("give the folder that holds it");
                }
                return Err(fault);
            }
            Err(error) => {
                let mut fault = fault(Code::NoFile, "", format!("there is no folder {shown} ({error})"));
                fault.help("make one with: detente new DIR");
                return Err(fault);
            }
        }
        if !root.join(PROCESS_FILE).exists() {
            let mut fault = fault(Code::NoFile, PROCESS_FILE, format!("{shown} has no {PROCESS_FILE}"));
            fault.help("make a process with: detente new DIR");
            return Err(fault);
        }
        Ok(Folder { root: root.to_owned() })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// The files under `rooms/`, by name: each with the room that its name says, or none.
    /// Sorted, so that the order of the disk reaches nothing.
    pub fn room_files(&self) -> Result<Vec<(String, Option<Room>)>, Fault> {
        self.files_by_room("rooms", ".yaml")
    }

    /// The files under `log/`, in the same way.
    pub fn log_files(&self) -> Result<Vec<(String, Option<Room>)>, Fault> {
        self.files_by_room("log", ".jsonl")
    }

    fn files_by_room(&self, dir: &str, ending: &str) -> Result<Vec<(String, Option<Room>)>, Fault> {
        let unreadable =
            |error: std::io::Error| fault(Code::NoFile, dir, format!("{dir}/ cannot be read: {error}"));
        let entries = match fs::read_dir(self.root.join(dir)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(unreadable(error)),
        };
        let mut files = Vec::new();
        for entry in entries {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            // Editors' own files, and ours, are not a person's to judge.
            if name.starts_with('.') || name.ends_with('~') {
                continue;
            }
            let room = name.strip_suffix(ending).and_then(Room::parse);
            files.push((format!("{dir}/{name}"), room));
        }
        files.sort();
        Ok(files)
    }

    /// The text of the file `name`, given with `/` and relative to the folder.
    pub fn read(&self, name: &str) -> Result<String, Fault> {
        text_of(self.read_bytes(name, MAX_FILE)?, name)
    }

    /// The bytes of the file `name`, at most `most`.
    pub fn read_bytes(&self, name: &str, most: u64) -> Result<Vec<u8>, Fault> {
        let path = self.inside(name)?;
        let unreadable =
            |error: std::io::Error| fault(Code::NoFile, name, format!("{name} cannot be read: {error}"));
        // Looked at before it is opened: opening a pipe would wait for its other end.
        let meta = fs::metadata(&path).map_err(unreadable)?;
        if !meta.is_file() {
            return Err(fault(Code::NoFile, name, format!("{name} is not a file")));
        }
        let file = fs::File::open(&path).map_err(unreadable)?;
        if meta.len() > most {
            return Err(too_large(name, meta.len(), most));
        }
        let mut bytes = Vec::with_capacity(meta.len() as usize);
        // The file may grow while it is read.
        file.take(most + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() as u64 > most {
            return Err(too_large(name, bytes.len() as u64, most));
        }
        Ok(bytes)
    }

    /// The text of a source that stands in `room`. It lies in `sources/`, or in a folder there that is
    /// named for a room which every reader of `room` may read; so no source can name another
    /// room's file.
    pub fn read_source(&self, name: &str, room: &Room) -> Result<String, Fault> {
        let path = self.inside(name)?;
        let root = self.inside("sources").unwrap_or_default();
        let within: Vec<String> = match path.strip_prefix(&root) {
            Ok(rest) if !root.as_os_str().is_empty() => {
                rest.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect()
            }
            _ => Vec::new(),
        };
        let allowed = match within.as_slice() {
            [_] => true,
            [folder, ..] => Room::parse(folder).is_some_and(|of| room.may_cite(&of)),
            [] => false,
        };
        if allowed {
            return self.read(name);
        }
        let message = format!("{name} is no place for the text of a source in {room}");
        let mut fault = fault(Code::OutsideFolder, name, message);
        fault.expected(format!("a file in sources/, or in sources/{}/", room.file_stem()));
        Err(fault)
    }

    /// The path of `name`, which must lie inside the folder even through links.
    fn inside(&self, name: &str) -> Result<PathBuf, Fault> {
        let relative = Path::new(name);
        let plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
        let outside = || {
            let mut fault =
                fault(Code::OutsideFolder, name, format!("{name} lies outside the process folder"));
            fault.expected("a path inside the folder, such as sources/report.txt");
            fault
        };
        if !plain || name.is_empty() {
            return Err(outside());
        }
        let missing =
            |error: std::io::Error| fault(Code::NoFile, name, format!("there is no file {name} ({error})"));
        let root = self.root.canonicalize().map_err(missing)?;
        let path = self.root.join(relative).canonicalize().map_err(missing)?;
        if path.starts_with(&root) { Ok(path) } else { Err(outside()) }
    }
}

fn too_large(name: &str, length: u64, most: u64) -> Fault {
    let message = format!("{name} has {} MiB; at most {} are read", length >> 20, most >> 20);
    let mut fault = fault(Code::TooLarge, name, message);
    fault.help("split the process, or move old entries into a record of their own");
    fault
}

/// The bytes as text: UTF-8, with or without a byte-order mark.
fn text_of(mut bytes: Vec<u8>, name: &str) -> Result<String, Fault> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    let guess = match bytes.as_slice() {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "it looks like UTF-16",
        [b'P', b'K', 3, 4, ..] => "it looks like a ZIP, XLSX or DOCX file",
        bytes if bytes.contains(&0) => "it looks like a binary file",
        _ => "it looks like another encoding (CP1251, ISO 8859-1 …)",
    };
    // Lines of old Macintosh files end with CR alone, for YAML as for us: LF of the same length.
    for at in 0..bytes.len() {
        if bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
            bytes[at] = b'\n';
        }
    }
    let length = bytes.len();
    let not_text = |at: usize| {
        let message = format!("{name} is not UTF-8 text (byte {at} of {length}); {guess}");
        let mut fault = fault(Code::NotText, name, message);
        fault.help("save it as UTF-8");
        fault
    };
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(not_text(at));
    }
    String::from_utf8(bytes).map_err(|error| not_text(error.utf8_error().valid_up_to()))
}

/// A file's text beside its name, for showing where a fault is.
pub type Texts = std::collections::BTreeMap<Arc<str>, String>;
