//! A desk to write processes on: what the tests share to make a folder and ask what is wrong with it.

use detente_model::{Code, Diagnostic, LineIndex, Severity};
use detente_record::{AsOf, Record, Seat, Viewer};
use detente_store::{Faults, Opened, PROCESS_FILE, Texts};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A process without faults, to which the tests add some.
pub const BASE: &str = "\
process:
  id: example
  title: An example
  keeper: team
  recorded: 2025-05-17
  author: An author
  zone: Europe/Istanbul
  basis: stated
sources:
  - {id: report, title: A report, kind: press, text: \"The two sides met.\\nThey agreed on little.\"}
parties:
  - {id: north, name: North, role: belligerent}
  - {id: south, name: South, role: belligerent}
people:
  - {id: envoy, name: An envoy, party: north}
  - {id: consul, name: A consul, party: south}
issues:
  - {id: ceasefire, title: Ceasefire, scale: ordinal, options: [none, partial, full]}
  - {id: days, title: Days, scale: numeric, min: 0, max: 365}
sessions:
  - {id: first, title: First session, kind: direct, when: 2025-05-16, parties: [north, south]}
";

/// The first lines of the file of `room`.
pub fn room_head(room: &str) -> String {
    format!("room: {room}\nrecorded: 2025-05-17\nauthor: An author\nbasis: stated\n")
}

/// A process folder that goes when the test is over.
pub struct Desk(TempDir);

impl Desk {
    /// An empty folder.
    pub fn empty() -> Desk {
        Desk(tempfile::tempdir().expect("a folder for the test"))
    }

    /// An empty folder where a sync costs nothing, if there is such a place.
    pub fn in_memory() -> Desk {
        Desk(
            tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a folder for the test"),
        )
    }

    /// A folder whose process.yaml holds `bytes`.
    pub fn of(bytes: impl AsRef<[u8]>) -> Desk {
        let desk = Desk::empty();
        desk.write(PROCESS_FILE, bytes);
        desk
    }

    /// The process without faults, with `more` at the end of its process.yaml.
    pub fn with(more: &str) -> Desk {
        Desk::of(format!("{BASE}{more}"))
    }

    /// The process without faults, and the room `room` with `entries`.
    pub fn with_room(room: &str, entries: &str) -> Desk {
        let desk = Desk::with("");
        desk.room(room, entries);
        desk
    }

    /// Writes the file `name`.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Desk {
        let path = self.at(name);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
        self
    }

    /// Writes the file of `room`: its first lines, then `entries`.
    pub fn room(&self, room: &str, entries: &str) -> &Desk {
        let name = format!("rooms/{}.yaml", room.replacen(':', "-", 1));
        self.write(&name, room_head(room) + entries)
    }

    /// The path of the file `name`.
    pub fn at(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// What `check` tells the team.
    pub fn faults(&self) -> Vec<Diagnostic> {
        self.faults_as("team")
    }

    /// What `check` tells the viewer on `seat`.
    pub fn faults_as(&self, seat: &str) -> Vec<Diagnostic> {
        check(self.path(), seat).diagnostics
    }

    /// How many faults the team is told of, those that are only counted included.
    pub fn count(&self) -> usize {
        let faults = check(self.path(), "team");
        faults.diagnostics.len() + faults.more.values().map(|more| more.all()).sum::<usize>()
    }

    /// Does the team find nothing wrong?
    pub fn passes(&self) -> bool {
        self.faults().is_empty()
    }

    /// The one fault of the process, which is told by `code` with `phrase` in its message.
    #[track_caller]
    pub fn has_one(&self, code: Code, phrase: &str) -> Diagnostic {
        one_of(self.faults(), code, phrase)
    }

    /// The heads of the rooms that the viewer on `seat` reads, as text.
    pub fn heads_as(&self, seat: &str) -> Vec<String> {
        heads(&record(self.path(), seat).unwrap_or_else(|faults| panic!("{:?}", faults.diagnostics)), seat)
    }
}

/// A viewer for the tests: the one place where they take a seat.
pub fn viewer(seat: &str) -> Viewer {
    Viewer::seated(Seat::parse(seat).unwrap_or_else(|| panic!("{seat} is a seat")))
}

/// What is wrong with the process at `path`, as far as the viewer on `seat` is told.
#[track_caller]
pub fn check(path: &Path, seat: &str) -> Faults {
    let faults = match Opened::at(path).and_then(|opened| opened.check(&viewer(seat))) {
        Ok(checked) => checked.faults,
        Err(faults) => faults,
    };
    places_are_sound(&faults.diagnostics, &faults.texts);
    faults
}

/// The record of the process at `path` for the viewer on `seat`.
pub fn record(path: &Path, seat: &str) -> Result<Record, Faults> {
    Opened::at(path)?.record(&viewer(seat))
}

/// The heads of the rooms that the viewer on `seat` reads.
pub fn heads(record: &Record, seat: &str) -> Vec<String> {
    let view = record.view(&viewer(seat), AsOf::default());
    view.heads().map(|(room, head)| format!("{room} {} {}", head.size, head.root)).collect()
}

/// Every place lies within its file and between characters, so that a caret can be drawn there.
#[track_caller]
pub fn places_are_sound(faults: &[Diagnostic], texts: &Texts) {
    for fault in faults {
        let (Some(span), Some(text)) = (fault.span, texts.get(&fault.file)) else { continue };
        let (start, end) = (span.start as usize, span.end as usize);
        let sound = start <= end && text.is_char_boundary(start) && text.is_char_boundary(end);
        assert!(sound, "{start}..{end} is no place in {}: {}", fault.file, in_short(fault));
    }
}

/// The one fault of `faults`, which is told by `code` with `phrase` in its message.
#[track_caller]
pub fn one_of(faults: Vec<Diagnostic>, code: Code, phrase: &str) -> Diagnostic {
    let told: Vec<String> = faults.iter().map(in_short).collect();
    let [one] = <[Diagnostic; 1]>::try_from(faults)
        .unwrap_or_else(|_| panic!("not one fault, but {}: {told:#?}", told.len()));
    assert_eq!(one.code, code, "{told:?}");
    assert!(one.message.contains(phrase), "no “{phrase}” in {told:?}");
    one
}

/// The errors alone.
pub fn errors(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    faults.into_iter().filter(|fault| fault.code.severity() == Severity::Error).collect()
}

/// A fault in one line.
pub fn in_short(fault: &Diagnostic) -> String {
    format!("{} {} {}", fault.code, fault.file, fault.message)
}

/// Line and column of a fault, from 1.
pub fn place(fault: &Diagnostic, texts: &Texts) -> Option<(usize, usize)> {
    let text = texts.get(&fault.file)?;
    Some(LineIndex::of(text).line_and_column(fault.span?.start))
}

/// What `work` gives; the test fails if that takes longer than `limit`.
#[track_caller]
pub fn within<T: Send + 'static>(limit: Duration, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    let start = Instant::now();
    // Not joined: a worker that hangs must not hang the test.
    std::thread::spawn(move || sender.send(work()));
    match receiver.recv_timeout(limit) {
        Ok(done) => done,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("still at work after {limit:?}"),
        Err(mpsc::RecvTimeoutError::Disconnected) => panic!("it panicked after {:?}", start.elapsed()),
    }
}
