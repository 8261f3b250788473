//! A viewer's reading of a SQLite file touches only the rooms that he reads: in the statements that
//! are run, and in how much work SQLite does for them.

use crate::conformance::{header, room, statement};
use crate::desk::viewer;
use detente_model::Room;
use detente_record::Line;
use detente_store::{Batch, Sqlite, Store};
use rusqlite::StatementStatus;
use rusqlite::trace::{TraceEvent, TraceEventCodes};
use std::path::Path;
use std::sync::{Arc, Mutex};

const ROOMS: [&str; 7] = ["public", "joint", "caucus:a", "caucus:b", "party:a", "party:b", "team"];

fn fill(path: &Path, sizes: impl Fn(&str) -> u64) -> Sqlite {
    let mut store = Sqlite::create(path, &header()).unwrap();
    for name in ROOMS {
        let room = room(name);
        let lines: Vec<Line> =
            (0..sizes(name)).map(|n| statement(&room, &format!("s{n}"), n as i64, "a ceasefire")).collect();
        let documents = [name.as_bytes().to_vec()];
        // A room without lines is in the catalogue as well.
        store.append(&[Batch { room: &room, expected: 0, lines: &[], documents: &documents }]).unwrap();
        for (at, lines) in lines.chunks(1_000).enumerate() {
            let expected = at as u64 * 1_000;
            store.append(&[Batch { room: &room, expected, lines, documents: &[] }]).unwrap();
        }
    }
    drop(store);
    Sqlite::at(path).unwrap()
}

/// A statement with the work that SQLite did for it.
type Run = (String, [i32; 4]);

/// The statements that `work` runs.
fn runs(store: &mut Sqlite, work: impl FnOnce(&mut Sqlite)) -> Vec<Run> {
    let seen: Arc<Mutex<Vec<Run>>> = Arc::default();
    let note = seen.clone();
    let trace = move |event: TraceEvent<'_>| {
        if let TraceEvent::Profile(statement, _) = event {
            use StatementStatus::{FullscanStep, RePrepare, Sort, VmStep};
            let work = [FullscanStep, VmStep, Sort, RePrepare].map(|status| statement.get_status(status));
            note.lock().unwrap().push((statement.sql().into_owned(), work));
        }
    };
    store.connection().trace_v2(TraceEventCodes::SQLITE_TRACE_PROFILE, Some(trace)).unwrap();
    work(store);
    store.connection().trace_v2(TraceEventCodes::empty(), None::<fn(TraceEvent<'_>)>).unwrap();
    let runs = seen.lock().unwrap().clone();
    assert!(!runs.is_empty());
    runs
}

/// All that a viewer asks a store for.
fn look(store: &mut Sqlite, seat: &str) {
    let viewer = viewer(seat);
    store.record(&viewer).unwrap();
    let rooms: Vec<Room> = store.rooms().unwrap().into_iter().filter(|room| viewer.reads(room)).collect();
    for room in rooms {
        store.state(&room).unwrap();
        store.candidates(&room, &["cease".into()]).unwrap();
        for name in store.documents(&room).unwrap() {
            store.document(&room, &name).unwrap();
        }
    }
}

#[test]
fn statements_name_only_rooms_that_the_viewer_reads() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = fill(&folder.path().join("process.detente"), |_| 200);
    let mut numbers: Vec<(Room, i64)> = Vec::new();
    for name in ROOMS {
        let number = "SELECT number FROM rooms WHERE room = ?1";
        let number = store.connection().query_row(number, [name], |row| row.get(0)).unwrap();
        numbers.push((room(name), number));
    }
    for seat in ["public", "projector", "party:a", "party:b", "team"] {
        let viewer = viewer(seat);
        let runs = runs(&mut store, |store| look(store, seat));
        for (room, number) in &numbers {
            let names = |run: &Run| {
                run.0.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| {
                    word.strip_prefix("room_")
                        .is_some_and(|rest| rest.split('_').next() == Some(&number.to_string()))
                })
            };
            let named: Vec<&Run> = runs.iter().filter(|run| names(run)).collect();
            assert_eq!(!named.is_empty(), viewer.reads(room), "{seat}, {room}: {named:?}");
        }
    }
}

#[test]
fn work_does_not_depend_on_rooms_that_the_viewer_does_not_read() {
    let folder = tempfile::tempdir().unwrap();
    for seat in ["public", "party:a", "team"] {
        let viewer = viewer(seat);
        let work = |own: u64, others: u64| {
            let path = folder.path().join(format!("{}-{own}-{others}.detente", seat.replace(':', "-")));
            let mut store = fill(&path, |name| if viewer.reads(&room(name)) { own } else { others });
            runs(&mut store, |store| look(store, seat))
        };
        let few = work(200, 0);
        assert_eq!(few, work(200, 3_000), "{seat}");
        // What is counted does tell how much was read.
        let steps = |runs: &[Run]| runs.iter().map(|(_, [_, steps, ..])| i64::from(*steps)).sum::<i64>();
        assert!(steps(&work(400, 0)) >= steps(&few) + 200, "the counts count nothing: {few:?}");
    }
}
