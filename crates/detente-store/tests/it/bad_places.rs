//! Places that cannot be read or written, and files that are no stores: what the user is told, and
//! that nothing is lost or half-written.

use crate::conformance::{all, header, room, statement};
use crate::disk::Disk;
use detente_model::Room;
use detente_record::Line;
use detente_store::{Batch, Files, Place, Sqlite, Store, StoreError, backup};
use std::fs;
use std::path::Path;
use std::time::Duration;

fn create(path: &Path) -> Place {
    let place = Place::of(path);
    place.create(&header(), &mut |_| Ok(())).unwrap();
    place
}

fn put(store: &mut dyn Store, expected: u64, sense: &str) -> Result<(), StoreError> {
    let team = room("team");
    let lines = [statement(&team, &format!("s{expected}"), 100, sense)];
    store.append(&[Batch { room: &team, expected, lines: &lines, documents: &[] }])
}

/// What was told, and what to do about it.
#[track_caller]
fn told<T>(result: Result<T, StoreError>) -> (String, String) {
    match result {
        Err(StoreError::Failed { what, help }) => (what, help.unwrap_or_default()),
        Err(error) => (error.to_string(), String::new()),
        Ok(_) => panic!("it was not refused"),
    }
}

fn a_full_disk(name: &str) {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::new(folder.path()) else { return };
    fs::write(disk.at("filler"), vec![0; 1_000_000]).unwrap();
    let place = create(&disk.at(name));
    let mut store = place.open().unwrap();
    let sense = "a long sentence ".repeat(100);
    let mut kept = 0;
    let error = loop {
        match put(store.as_mut(), kept, &sense) {
            Ok(()) => kept += 1,
            Err(error) => break told::<()>(Err(error)),
        }
        assert!(kept < 5_000, "the disk does not get full");
    };
    assert!(
        error.0.starts_with("the disk of ") && error.0.ends_with(" is full; nothing was written"),
        "{error:?}"
    );
    assert_eq!(error.1, "make room on it and try again");
    let team = room("team");
    // In two rooms at once, and with a document: nothing of it is there.
    let joint = room("joint");
    let (lines, wide) = ([statement(&team, "t", 100, &sense)], [statement(&joint, "j", 100, &sense)]);
    let documents = [vec![7; 100_000]];
    let both = [
        Batch { room: &joint, expected: 0, lines: &wide, documents: &documents },
        Batch { room: &team, expected: kept, lines: &lines, documents: &[] },
    ];
    told(store.append(&both));
    assert_eq!(store.state(&team).unwrap().size, kept);
    assert_eq!(store.state(&joint).unwrap().size, 0);
    assert_eq!(store.documents(&joint).unwrap(), []);
    assert_eq!(all(store.as_mut(), &team).len() as u64, kept);
    // With room again writing goes on, in this store and in one that is opened anew.
    fs::remove_file(disk.at("filler")).unwrap();
    store.append(&both).unwrap();
    drop(store);
    let mut store = place.open().unwrap();
    put(store.as_mut(), kept + 1, &sense).unwrap();
    assert_eq!(all(store.as_mut(), &team).len() as u64, kept + 2);
    assert_eq!(detente_store::heads(store.as_mut()).unwrap().len(), 2);
    assert_eq!(store.audit().unwrap(), []);
    assert!(!disk.names().iter().any(|name| name.ends_with(".part") || name.ends_with(".try")));
}

#[test]
fn files_on_a_full_disk() {
    a_full_disk("process");
}

#[test]
fn sqlite_on_a_full_disk() {
    a_full_disk("process.detente");
}

#[test]
fn a_sqlite_file_on_a_disk_without_any_room_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::new(folder.path()) else { return };
    let place = create(&disk.at("process.detente"));
    disk.fill_up("filler");
    let (what, _) = told(place.open());
    assert!(what.ends_with(" is full; nothing was written"), "{what}");
    fs::remove_file(disk.at("filler")).unwrap();
    put(place.open().unwrap().as_mut(), 0, "x").unwrap();
}

#[test]
fn a_copy_onto_a_full_disk_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::new(folder.path()) else { return };
    for source in ["from", "from.detente"] {
        let from = create(&folder.path().join(source));
        let mut store = from.open().unwrap();
        for n in 0..60 {
            put(store.as_mut(), n, &"a very long sentence ".repeat(2_500)).unwrap();
        }
        for target in ["to", "to.detente"] {
            let (what, _) = told(detente_store::copy_whole(store.as_mut(), &Place::of(&disk.at(target))));
            assert!(what.ends_with(" is full; nothing was written"), "{what}");
            assert_eq!(disk.names(), [""; 0], "{source} to {target}");
        }
        drop(store);
        let (what, _) = told(backup(&from, &disk.at("backup.detente")));
        assert!(what.ends_with(" is full; nothing was written"), "{what}");
        assert_eq!(disk.names(), [""; 0], "the backup of {source}");
    }
}

/// It can be read, and says why it cannot be written.
#[test]
fn a_store_in_a_place_that_cannot_be_written_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::new(folder.path()) else { return };
    for name in ["process", "process.detente"] {
        put(create(&disk.at(name)).open().unwrap().as_mut(), 0, "x").unwrap();
    }
    disk.make_read_only();
    for name in ["process", "process.detente"] {
        let mut store = Place::of(&disk.at(name)).open().unwrap();
        assert_eq!(store.state(&room("team")).unwrap().size, 1);
        assert_eq!(all(store.as_mut(), &room("team")).len(), 1);
        assert_eq!(store.audit().unwrap(), []);
        let (what, help) = told(put(store.as_mut(), 1, "y"));
        assert!(what.contains(" cannot be written (") && what.ends_with("); nothing was written"), "{what}");
        assert_eq!(help, "ask its owner for the right to write, or work on a copy");
        let (what, _) = told(Place::of(&disk.at(&format!("new-{name}"))).create(&header(), &mut |_| Ok(())));
        assert!(what.ends_with("; nothing was written"), "{what}");
    }
}

#[test]
fn writes_that_were_not_moved_into_a_file_that_cannot_be_written_are_not_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::new(folder.path()) else { return };
    let path = folder.path().join("process.detente");
    let mut store = create(&path).open().unwrap();
    put(store.as_mut(), 0, "x").unwrap();
    for ending in ["", "-wal"] {
        let name = format!("process.detente{ending}");
        fs::copy(folder.path().join(&name), disk.at(&name)).unwrap();
    }
    drop(store);
    disk.make_read_only();
    let (what, help) = told(Sqlite::at(&disk.at("process.detente")));
    assert!(what.ends_with("process.detente has writes that were not moved into it yet"), "{what}");
    assert_eq!(help, "open it once where it can be written, or copy it with its -wal file");
}

#[test]
fn a_store_that_another_writer_holds_is_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let patience = Duration::from_millis(30);
    let at = |name: &str| folder.path().join(name);
    create(&at("process"));
    fs::create_dir_all(at("process/log")).unwrap();
    let lock = fs::File::create(at("process/log/.lock")).unwrap();
    lock.lock().unwrap();
    let mut files = Files::at(&at("process")).with_patience(patience);
    let mut holder = Sqlite::create(&at("process.detente"), &header()).unwrap();
    let mut sqlite = Sqlite::at(&at("process.detente")).unwrap().with_patience(patience).unwrap();
    holder.connection().execute_batch("BEGIN IMMEDIATE").unwrap();
    for store in [&mut files as &mut dyn Store, &mut sqlite] {
        let (what, help) = told(put(store, 0, "x"));
        assert!(what.ends_with(" is in use: another program is writing into it and did not end"), "{what}");
        assert_eq!(help, "wait for it to end, or end it, and try again; nothing was written");
        // It can be read meanwhile.
        assert_eq!(store.state(&room("team")).unwrap().size, 0);
    }
    holder.connection().execute_batch("ROLLBACK").unwrap();
    lock.unlock().unwrap();
    for store in [&mut files as &mut dyn Store, &mut sqlite] {
        put(store, 0, "x").unwrap();
    }
}

#[test]
fn files_that_are_no_stores_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("empty.detente"), "").unwrap();
    fs::write(at("text.detente"), "Dear colleagues,\n".repeat(100)).unwrap();
    fs::write(at("short.detente"), "Dear").unwrap();
    rusqlite::Connection::open(at("other.detente")).unwrap().execute_batch("CREATE TABLE steps (a)").unwrap();
    let place = create(&at("half.detente"));
    put(place.open().unwrap().as_mut(), 0, "x").unwrap();
    let whole = fs::read(at("half.detente")).unwrap();
    fs::write(at("half.detente"), &whole[..whole.len() / 2]).unwrap();
    let no_store = " is no Détente store, or its beginning is damaged";
    for (name, end) in [
        ("absent.detente", "there is no file "),
        ("empty.detente", " is an empty file"),
        ("text.detente", no_store),
        ("short.detente", no_store),
        ("other.detente", " is a database of another program"),
    ] {
        let path = at(name);
        let (what, _) = told(Place::of(&path).open());
        let shown = path.display();
        let expected = if end.ends_with(' ') { format!("{end}{shown}") } else { format!("{shown}{end}") };
        assert_eq!(what, expected);
        let unchanged = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(unchanged, 5, "{name}: something was left");
    }
    let (what, _) = told(place.open().and_then(|mut store| detente_store::heads(store.as_mut())));
    let start = format!("the store is damaged: SQLite cannot read {}", at("half.detente").display());
    assert!(what.starts_with(&start), "{what}");
}

#[test]
fn steps_that_are_not_known_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("process.detente");
    let change = |sql: &str| {
        let mut store = create(&path).open().unwrap();
        put(store.as_mut(), 0, "x").unwrap();
        drop(store);
        rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let refused = told(Sqlite::at(&path));
        fs::remove_file(&path).unwrap();
        refused
    };
    assert_eq!(
        change("INSERT INTO steps (name, checksum) VALUES ('0009', 'x')"),
        (
            "the store was written by a later version of Détente (its step 0009 is unknown here)".into(),
            "use that version or a later one; nothing was changed".into(),
        )
    );
    let changed = "the store is damaged: its step 0001 is not the step 0001 that this version knows";
    assert_eq!(change("UPDATE steps SET checksum = 'x'").0, changed);
}

#[test]
fn a_clock_that_goes_back_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["process", "process.detente"] {
        let mut store = create(&folder.path().join(name)).open().unwrap();
        put(store.as_mut(), 0, "x").unwrap();
        let earlier: [Line; 1] = [statement(&Room::Team, "early", 99, "y")];
        let batch = Batch { room: &Room::Team, expected: 1, lines: &earlier, documents: &[] };
        assert_eq!(
            told(store.append(&[batch])),
            (
                "the last entry of team was recorded at 1970-01-01T00:01:40Z, and this machine's clock says \
                 1970-01-01T00:01:39Z"
                    .into(),
                "set the clock right; a log's times never go back".into(),
            )
        );
    }
}
