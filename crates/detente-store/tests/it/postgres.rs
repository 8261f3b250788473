//! PostgreSQL: the second wall, errors in words, and nothing acknowledged lost, whatever falls.

mod server;

use crate::conformance::{Fresh, header, room, statement};
use detente_model::Room;
use detente_record::{Line, Seat, Viewer};
use detente_store::{Batch, Damage, Place, Postgres, Store, StoreError, copy_whole, heads};
use postgres::Client;
use server::Server;
use std::collections::BTreeSet;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

/// What was committed is safe from a fall of the server without waiting for the disk; only a fall of
/// the machine is another matter.
const QUICK: &str = "-c fsync=off";

/// The server of all tests but those that let it fall.
fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER.get_or_init(|| Server::start_with(QUICK)).as_ref()
}

/// An empty database.
pub fn fresh() -> Option<Fresh> {
    let server = server()?;
    let place = Place::Postgres(server.address("detente", &server.database()));
    Some(Fresh { place, _keep: Box::new(()) })
}

/// A process in a database of its own, with its name.
fn process(server: &Server) -> (String, Postgres) {
    let database = server.database();
    let address = server.address("detente", &database);
    Postgres::create(&address, &header(), &mut |_| Ok(())).unwrap();
    (database, Postgres::at(&address).unwrap())
}

fn put(store: &mut dyn Store, room: &Room, expected: u64, lines: &[Line]) -> Result<(), StoreError> {
    store.append(&[Batch { room, expected, lines, documents: &[] }])
}

fn ids(store: &mut dyn Store, room: &Room) -> Vec<String> {
    let mut ids = Vec::new();
    store
        .read(room, &mut |line| {
            ids.push(line.kept().unwrap().id().to_string());
            Ok(())
        })
        .unwrap();
    ids
}

/// A process with two lines in each of three rooms.
fn three_rooms(server: &Server) -> (String, Postgres) {
    let (database, mut store) = process(server);
    for name in ["public", "team", "party:a"] {
        let room = room(name);
        let lines = [statement(&room, "one", 1, "an armistice"), statement(&room, "two", 2, "a truce")];
        let documents = [name.as_bytes().to_vec()];
        store.append(&[Batch { room: &room, expected: 0, lines: &lines, documents: &documents }]).unwrap();
    }
    (database, store)
}

fn count(client: &mut Client, sql: &str) -> i64 {
    client.query_one(sql, &[]).unwrap().get(0)
}

/// Ends all connections of this program to `database`; how many there were.
fn terminate(admin: &mut Client, database: &str) -> i64 {
    let sql = format!(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
         WHERE datname = '{database}' AND application_name = 'detente'"
    );
    count(admin, &sql)
}

/// Waits until a connection of this program to `database` waits for `event`.
fn wait_until_it_waits(admin: &mut Client, database: &str, event: &str) {
    let sql = format!(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = '{database}' AND application_name = 'detente' \
         AND wait_event = '{event}'"
    );
    for _ in 0..500 {
        if count(admin, &sql) > 0 {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("nobody waits for {event}");
}

fn words(error: &StoreError) -> String {
    match error {
        StoreError::Failed { what, help } => format!("{what} | {}", help.as_deref().unwrap_or("")),
        other => other.to_string(),
    }
}

#[track_caller]
fn says<T>(result: Result<T, StoreError>, parts: &[&str]) {
    let said = words(&result.err().expect("an error"));
    for part in parts {
        assert!(said.contains(part), "“{said}” lacks “{part}”");
    }
    assert!(!said.contains("p@ss") && !said.contains("p%40ss"), "{said}");
}

#[test]
fn without_its_setting_a_connection_sees_nothing() {
    let Some(server) = server() else { return };
    let (database, _store) = three_rooms(server);
    let mut raw = server.raw("detente", &database);
    let tables: Vec<String> = ["entries", "words", "documents"]
        .map(String::from)
        .into_iter()
        .chain((1..=3).flat_map(|n| ["", "_words", "_documents"].map(|ending| format!("room_{n}{ending}"))))
        .collect();
    for table in &tables {
        assert_eq!(count(&mut raw, &format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    raw.batch_execute("SET detente.rooms = '2'; SET detente.part = ''").unwrap();
    for table in &tables {
        let expected = match table.as_str() {
            "documents" | "room_2_documents" => 1,
            "entries" | "words" | "room_2" | "room_2_words" => 2,
            _ => 0,
        };
        assert_eq!(count(&mut raw, &format!("SELECT count(*) FROM {table}")), expected, "{table}");
    }
    assert_eq!(count(&mut raw, "SELECT count(*) FROM entries WHERE room <> 2"), 0);
}

#[test]
fn nothing_is_changed_deleted_or_put_into_another_room() {
    let Some(server) = server() else { return };
    let (database, mut store) = three_rooms(server);
    let mut raw = server.raw("detente", &database);
    raw.batch_execute("SET detente.rooms = '1'").unwrap();
    for table in ["entries", "room_1"] {
        assert_eq!(raw.execute(&format!("UPDATE {table} SET entry = 'x'"), &[]).unwrap(), 0);
        assert_eq!(raw.execute(&format!("DELETE FROM {table}"), &[]).unwrap(), 0);
    }
    let error = raw.execute("INSERT INTO entries VALUES (2, 3, '', NULL, '')", &[]).unwrap_err();
    assert!(error.as_db_error().unwrap().message().contains("row-level security"), "{error:?}");
    assert_eq!(store.audit().unwrap(), []);
}

#[test]
fn a_role_that_no_wall_holds_is_refused() {
    let Some(server) = server() else { return };
    let (database, _store) = process(server);
    for role in ["admin", "mighty"] {
        says(Postgres::at(&server.address(role, &database)), &[role, "row-level security", "CREATE ROLE"]);
    }
}

#[test]
fn a_viewer_s_statements_name_only_the_rooms_that_he_reads() {
    let Some(server) = server() else { return };
    let (database, store) = three_rooms(server);
    drop(store);
    let sql = format!("ALTER DATABASE {database} SET log_statement = 'all'");
    server.admin("postgres").batch_execute(&sql).unwrap();
    let mut store = Postgres::at(&server.address("detente", &database)).unwrap();
    store.record(&Viewer::seated(Seat::parse("party:a").unwrap())).unwrap();
    store.candidates(&Room::Public, &["armistice".into()]).unwrap();
    let log = server.log();
    let own: Vec<&str> = log.lines().filter(|line| line.starts_with(&format!("{database}|"))).collect();
    let names = |table: &str| own.iter().any(|line| line.contains(table));
    // public, team, party:a
    assert!(names("FROM room_1 ") && names("FROM room_1_words ") && names("FROM room_3 "), "{own:?}");
    assert!(!names("room_2") && !names("entries WHERE") && !names("FROM entries"), "{own:?}");
}

#[test]
fn a_search_is_looked_up_in_the_index() {
    let Some(server) = server() else { return };
    let (database, mut store) = process(server);
    let team = room("team");
    let lines: Vec<Line> =
        (0..2_000).map(|n| statement(&team, &format!("s{n}"), 1, &format!("word{n:05} of many"))).collect();
    put(&mut store, &team, 0, &lines).unwrap();
    server.admin(&database).batch_execute("ANALYZE").unwrap();
    let found = store.candidates(&team, &["ord01234".into(), "man".into()]).unwrap();
    assert_eq!(found, Some(BTreeSet::from([1234])));
    assert_eq!(store.candidates(&team, &["rd".into()]).unwrap().unwrap().len(), 2_000);
    let mut raw = server.raw("detente", &database);
    // So few lines are read faster without it, so without this the plan would not tell whether it can.
    raw.batch_execute("SET enable_seqscan = off; SET enable_indexscan = off; SET detente.rooms = '1'; SET detente.part = 'ord01234'")
        .unwrap();
    let plan =
        raw.query("EXPLAIN SELECT line FROM room_1_words WHERE words LIKE ALL ('{%man%}')", &[]).unwrap();
    let plan: Vec<String> = plan.iter().map(|row| row.get(0)).collect();
    assert!(plan.iter().any(|step| step.contains("room_1_words_parts")), "{plan:?}");
}

#[test]
fn a_process_comes_from_files_whole_or_not_at_all() {
    let Some(server) = server() else { return };
    let folder = tempfile::tempdir().unwrap();
    let files = Place::of(&folder.path().join("files"));
    files.create(&header(), &mut |_| Ok(())).unwrap();
    let mut files = files.open().unwrap();
    for name in ["public", "joint", "caucus:a"] {
        let room = room(name);
        let lines: Vec<Line> = (0..1_200).map(|n| statement(&room, &format!("s{n}"), n, "x")).collect();
        put(files.as_mut(), &room, 0, &lines).unwrap();
    }
    let place = Place::Postgres(server.address("detente", &server.database()));
    let copied = copy_whole(files.as_mut(), &place).unwrap();
    assert_eq!(copied, heads(place.open().unwrap().as_mut()).unwrap());
    assert_eq!(place.open().unwrap().audit().unwrap(), []);

    let place = Place::Postgres(server.address("detente", &server.database()));
    let team = room("team");
    let cut_off = place.create(&header(), &mut |store| {
        put(store, &team, 0, &[statement(&team, "one", 1, "x")])?;
        // What was refused leaves the rest as it was.
        assert!(matches!(put(store, &team, 0, &[]), Err(StoreError::Conflict(_))));
        assert_eq!(ids(store, &team), ["one"]);
        Err(StoreError::plain("cut off"))
    });
    says(cut_off, &["cut off"]);
    says(place.open(), &["no process is kept", "detente import"]);
    place.create(&header(), &mut |_| Ok(())).unwrap();
}

#[test]
fn a_connection_that_goes_while_a_process_is_made_leaves_nothing() {
    let Some(server) = server() else { return };
    let database = server.database();
    let place = Place::Postgres(server.address("detente", &database));
    let team = room("team");
    let mut admin = server.admin("postgres");
    let made = place.create(&header(), &mut |store| {
        put(store, &team, 0, &[statement(&team, "one", 1, "x")])?;
        terminate(&mut admin, &database);
        // Whoever goes on in spite of this error does not make a part of a process.
        says(put(store, &team, 1, &[statement(&team, "two", 2, "x")]), &["was lost", "nothing was written"]);
        Ok(())
    });
    says(made, &["was lost", "nothing was written"]);
    says(place.open(), &["no process is kept"]);
}

#[test]
fn each_schema_has_a_process_of_its_own() {
    let Some(server) = server() else { return };
    let database = server.database();
    server.raw("detente", &database).batch_execute("CREATE SCHEMA \"Other one\"").unwrap();
    let one = server.address("detente", &database);
    let other = format!("{one}&options=-csearch_path%3D%22Other%5C%20one%22");
    let team = room("team");
    for (address, id) in [(&one, "one"), (&other, "other")] {
        Postgres::create(address, &header(), &mut |store| {
            put(store, &team, 0, &[statement(&team, id, 1, "an armistice")])
        })
        .unwrap();
    }
    for (address, id) in [(&one, "one"), (&other, "other")] {
        let mut store = Postgres::at(address).unwrap();
        assert_eq!(ids(&mut store, &team), [id]);
        assert_eq!(store.audit().unwrap(), []);
    }
    says(
        Postgres::at(&format!("{one}&options=-csearch_path%3Dabsent")),
        &["names no schema", "CREATE SCHEMA"],
    );
}

#[test]
fn what_cannot_be_reached_is_said_in_words() {
    let Some(server) = server() else { return };
    let (database, _store) = process(server);
    let address = |role: &str| server.address(role, &database);
    let right = "secret:p%40ss%2Fwor%3Ad%3F";
    says(Postgres::at(&address("secret:wrong-p@ss")), &["does not accept the password"]);
    says(Postgres::at(&address("secret:p%40ss")), &["does not accept the password"]);
    says(Postgres::at(&address("secret")), &["asks for a password"]);
    says(Postgres::at(&address("refused")), &["lets this role not in", "pg_hba.conf", "hostssl"]);
    says(Postgres::at(&address("nobody-here")), &["lets this role not in", "nobody-here"]);
    says(Postgres::at(&server.address("detente", "absent")), &["there is no such database", "createdb"]);
    says(Postgres::at(&format!("{}&sslmode=require", address(right))), &["TLS", "ssh -L"]);
    says(Postgres::at("postgres://a:p@ss@%2Fnowhere/b"), &["no PostgreSQL server answers", "host=%2F"]);
    says(Postgres::at("postgres://a:p@ss@127.0.0.1:1/b"), &["no PostgreSQL server answers", "127.0.0.1:1/b"]);
    says(Postgres::at("postgres://a:p?ss@h.invalid/b"), &["no PostgreSQL server answers at postgres://…"]);
    for address in ["postgres://a:p@ss@h:port/b", "postgres://a:p%40ss@h/b?absent=1"] {
        says(Postgres::at(address), &["no address of a PostgreSQL database"]);
    }
    // The right password lets him in, but the tables are another's.
    says(Postgres::at(&address(right)), &["may not"]);
}

#[test]
fn what_is_not_ours_is_left_alone() {
    let Some(server) = server() else { return };
    let database = server.database();
    server.raw("detente", &database).batch_execute("CREATE TABLE steps (stride int)").unwrap();
    let address = server.address("detente", &database);
    says(Postgres::at(&address), &["a database of another program", "CREATE SCHEMA"]);
    says(Postgres::create(&address, &header(), &mut |_| Ok(())), &["a database of another program"]);
    let database = server.database();
    says(Postgres::at(&server.address("detente", &database)), &["no process is kept", "detente import"]);
}

#[test]
fn later_versions_and_changed_steps_are_refused() {
    let Some(server) = server() else { return };
    let (database, _store) = process(server);
    let mut admin = server.admin(&database);
    let address = server.address("detente", &database);
    admin.batch_execute("INSERT INTO steps (name, checksum) VALUES ('9999', '')").unwrap();
    says(Postgres::at(&address), &["a later version of Détente", "9999", "nothing was changed"]);
    admin.batch_execute("DELETE FROM steps WHERE name = '9999'; UPDATE steps SET checksum = ''").unwrap();
    says(Postgres::at(&address), &["damaged", "0001"]);
}

#[test]
fn an_encoding_without_all_scripts_is_refused() {
    let Some(server) = server() else { return };
    let sql = "CREATE DATABASE latin OWNER detente TEMPLATE template0 ENCODING LATIN1 LOCALE 'C'";
    server.admin("postgres").batch_execute(sql).unwrap();
    let made = Postgres::create(&server.address("detente", "latin"), &header(), &mut |_| Ok(()));
    says(made, &["LATIN1", "createdb -E UTF8"]);
}

#[test]
fn without_the_right_to_the_extension_it_says_who_has_it() {
    let Some(server) = server() else { return };
    let database = server.database();
    let sql = format!("ALTER DATABASE {database} OWNER TO admin");
    server.admin("postgres").batch_execute(&sql).unwrap();
    let mut admin = server.admin(&database);
    admin.batch_execute("CREATE SCHEMA detente AUTHORIZATION detente").unwrap();
    let address = server.address("detente", &database);
    let make = || Postgres::create(&address, &header(), &mut |_| Ok(()));
    says(make(), &["pg_trgm", "CREATE EXTENSION", "nothing was written"]);
    admin.batch_execute("CREATE EXTENSION pg_trgm").unwrap();
    make().unwrap();
}

#[test]
fn a_server_that_takes_no_writes_is_read() {
    let Some(server) = server() else { return };
    let (database, _store) = three_rooms(server);
    let address =
        format!("{}&options=-cdefault_transaction_read_only%3Don", server.address("detente", &database));
    let mut store = Postgres::at(&address).unwrap();
    assert_eq!(ids(&mut store, &Room::Public), ["one", "two"]);
    let written = put(&mut store, &Room::Public, 2, &[statement(&Room::Public, "three", 3, "x")]);
    says(written, &["takes no writes", "read-only", "nothing was written"]);
    assert_eq!(ids(&mut store, &Room::Public), ["one", "two"]);
}

#[test]
fn a_full_disk_writes_nothing() {
    let Some(server) = server() else { return };
    let (database, mut store) = three_rooms(server);
    let full = "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS \
                $$ BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$; \
                CREATE TRIGGER full_disk BEFORE UPDATE ON rooms EXECUTE FUNCTION full_disk()";
    let mut admin = server.admin(&database);
    admin.batch_execute(full).unwrap();
    let team = room("team");
    let line = || [statement(&team, "three", 3, "x")];
    says(put(&mut store, &team, 2, &line()), &["the disk", "is full", "nothing was written", "make room"]);
    assert_eq!(ids(&mut store, &team), ["one", "two"]);
    admin.batch_execute("DROP FUNCTION full_disk CASCADE").unwrap();
    put(&mut store, &team, 2, &line()).unwrap();
}

#[test]
fn a_connection_that_goes_in_mid_write_writes_nothing_and_is_made_again() {
    let Some(server) = server() else { return };
    let (database, mut store) = three_rooms(server);
    let mut admin = server.admin(&database);
    let mut other = server.admin(&database);
    other.batch_execute("BEGIN; SELECT FROM rooms FOR UPDATE").unwrap();
    let team = room("team");
    let line = || [statement(&team, "three", 3, "x")];
    std::thread::scope(|scope| {
        let written = scope.spawn(|| put(&mut store, &team, 2, &line()));
        wait_until_it_waits(&mut admin, &database, "transactionid");
        terminate(&mut admin, &database);
        says(written.join().unwrap(), &["was lost", "nothing was written", "try again"]);
    });
    other.batch_execute("ROLLBACK").unwrap();
    put(&mut store, &team, 2, &line()).unwrap();
    // One that goes between two calls is not noticed.
    terminate(&mut admin, &database);
    assert_eq!(store.state(&team).unwrap().size, 3);
    terminate(&mut admin, &database);
    put(&mut store, &team, 3, &[statement(&team, "four", 4, "x")]).unwrap();
    // But one state is not read on two connections.
    store.begin_reading().unwrap();
    terminate(&mut admin, &database);
    says(store.state(&team), &["was lost"]);
    says(store.state(&team), &["was lost"]);
    store.end_reading().unwrap();
    assert_eq!(store.state(&team).unwrap().size, 4);
}

#[test]
fn a_writer_that_never_ends_is_not_waited_for_for_ever() {
    let Some(server) = server() else { return };
    let (database, mut store) = three_rooms(server);
    let mut other = server.admin(&database);
    other.batch_execute("BEGIN; SELECT FROM rooms FOR UPDATE").unwrap();
    let team = room("team");
    says(put(&mut store, &team, 2, &[]), &["another program has been writing for 10 seconds"]);
}

#[test]
fn a_long_reading_holds_up_no_new_room_and_sees_one_state() {
    let Some(server) = server() else { return };
    let (database, mut reader) = three_rooms(server);
    let mut writer = Postgres::at(&server.address("detente", &database)).unwrap();
    let team = room("team");
    reader.begin_reading().unwrap();
    assert_eq!(reader.state(&team).unwrap().size, 2);
    put(&mut writer, &team, 2, &[statement(&team, "three", 3, "x")]).unwrap();
    put(&mut writer, &room("joint"), 0, &[statement(&room("joint"), "one", 3, "x")]).unwrap();
    assert_eq!(ids(&mut reader, &team), ["one", "two"]);
    assert_eq!(reader.rooms().unwrap().len(), 3);
    reader.end_reading().unwrap();
    assert_eq!(ids(&mut reader, &team), ["one", "two", "three"]);
}

#[test]
fn an_audit_finds_what_was_changed_behind_its_back() {
    let Some(server) = server() else { return };
    let changes: [(&str, &[&str]); 10] = [
        (
            "UPDATE room_2 SET entry = replace(entry, 'truce', 'peace')",
            &["line 2 of the room team", "commitment"],
        ),
        ("DELETE FROM room_2 WHERE line = 1", &["line 1 of the room team", "missing"]),
        ("UPDATE room_2 SET line = 3 WHERE line = 2", &["line 2 of the room team", "missing"]),
        ("UPDATE room_2 SET line = 5000 WHERE line = 2", &["line 2 of the room team", "missing"]),
        (
            "DELETE FROM room_2 WHERE line = 2; DELETE FROM room_2_words WHERE line = 2",
            &["the room team", "its head"],
        ),
        ("UPDATE room_2_words SET words = 'peace ' WHERE line = 1", &["the room team", "its words"]),
        ("UPDATE rooms SET root = '' WHERE number = 2", &["the room team", "its head"]),
        ("ALTER TABLE room_2 NO FORCE ROW LEVEL SECURITY", &["row-level security is off", "room_2"]),
        ("ALTER TABLE documents DETACH PARTITION room_2_documents", &["room_2_documents is missing"]),
        ("CREATE TABLE room_9 PARTITION OF entries FOR VALUES IN (9)", &["room_9 belongs to no room"]),
    ];
    for (change, parts) in changes {
        let (database, mut store) = three_rooms(server);
        server.admin(&database).batch_execute(change).unwrap();
        let found = store.audit().unwrap();
        let told = found.iter().map(Damage::to_string).collect::<Vec<_>>().join("; ");
        assert!(parts.iter().all(|part| told.contains(part)), "{change}: {told}");
    }
}

#[test]
fn an_audit_is_not_misled_by_those_who_write_meanwhile() {
    let Some(server) = server() else { return };
    let (database, mut store) = process(server);
    let (team, enough) = (room("team"), AtomicBool::new(false));
    let mut writer = Postgres::at(&server.address("detente", &database)).unwrap();
    std::thread::scope(|scope| {
        let told = scope.spawn(|| Told::by_writing(&mut writer, &team, &enough));
        while store.state(&team).unwrap().size < 100 {
            assert_eq!(store.audit().unwrap(), []);
        }
        enough.store(true, Ordering::Relaxed);
        told.join().unwrap();
    });
}

#[test]
fn eight_writers_lose_nothing() {
    let Some(server) = server() else { return };
    let (database, mut store) = process(server);
    let (conflicts, each) = (AtomicU32::new(0), 20);
    // None of the rooms is there yet: they are made by whoever comes first.
    let rooms = ["team", "caucus:a"].map(room);
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let (rooms, conflicts, database) = (&rooms, &conflicts, &database);
            scope.spawn(move || {
                let mut store = Postgres::at(&server.address("detente", database)).unwrap();
                for n in 0..each {
                    // Half of them name the rooms in the other order.
                    let rooms: Vec<&Room> =
                        if writer % 2 == 0 { rooms.iter().collect() } else { rooms.iter().rev().collect() };
                    while !both(&mut store, &rooms, &format!("s{writer}-{n}")) {
                        conflicts.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    for room in &rooms {
        let found: BTreeSet<String> = ids(&mut store, room).into_iter().collect();
        assert_eq!(found.len(), 8 * each, "{room}");
        assert_eq!(store.state(room).unwrap().size, 8 * each as u64);
    }
    assert!(conflicts.into_inner() > 0, "they never met");
    assert_eq!(store.audit().unwrap(), []);
}

/// Adds an entry to both rooms; `false` if somebody else was first.
fn both(store: &mut Postgres, rooms: &[&Room], id: &str) -> bool {
    let sizes: Vec<u64> = rooms.iter().map(|room| store.state(room).unwrap().size).collect();
    let lines: Vec<[Line; 1]> = rooms.iter().map(|room| [statement(room, id, 1, "x")]).collect();
    let batches: Vec<Batch<'_>> = (0..rooms.len())
        .map(|n| Batch { room: rooms[n], expected: sizes[n], lines: &lines[n], documents: &[] })
        .collect();
    match store.append(&batches) {
        Ok(()) => true,
        Err(StoreError::Conflict(_)) => false,
        Err(error) => panic!("{}", words(&error)),
    }
}

/// What a writer was told of what it wrote.
#[derive(Default)]
struct Told {
    written: BTreeSet<String>,
    not_written: BTreeSet<String>,
    unknown: u32,
}

impl Told {
    /// Writes until `enough`, whatever happens to the connection.
    fn by_writing(store: &mut Postgres, room: &Room, enough: &AtomicBool) -> Told {
        let mut told = Told::default();
        for n in 0.. {
            if enough.load(Ordering::Relaxed) {
                break;
            }
            let Ok(state) = store.state(room) else {
                std::thread::sleep(Duration::from_millis(5));
                continue;
            };
            let id = format!("s{n}");
            match put(store, room, state.size, &[statement(room, &id, 1, "x")]) {
                Ok(()) => told.written.insert(id),
                Err(error) if words(&error).contains("not known") => {
                    told.unknown += 1;
                    true
                }
                Err(_) => told.not_written.insert(id),
            };
        }
        told
    }

    /// What is there is what was acknowledged.
    fn compare(&self, store: &mut Postgres, room: &Room) {
        let there: Vec<String> = ids(store, room);
        let set: BTreeSet<String> = there.iter().cloned().collect();
        assert_eq!(set.len(), there.len(), "something was written twice");
        assert!(self.written.is_subset(&set), "lost: {:?}", self.written.difference(&set));
        assert!(self.not_written.is_disjoint(&set), "{:?}", self.not_written.intersection(&set));
        assert!(set.len() - self.written.len() <= self.unknown as usize);
        assert_eq!(store.audit().unwrap(), []);
    }
}

#[test]
fn two_hundred_kills_lose_nothing_that_was_acknowledged() {
    let Some(server) = server() else { return };
    let (database, mut store) = process(server);
    let team = room("team");
    let enough = AtomicBool::new(false);
    let told = std::thread::scope(|scope| {
        let writer = scope.spawn(|| Told::by_writing(&mut store, &team, &enough));
        let mut admin = server.admin("postgres");
        let (mut kills, mut random) = (0, 1u64);
        while kills < 200 && !writer.is_finished() {
            random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            std::thread::sleep(Duration::from_micros((random >> 33) % 20_000));
            kills += terminate(&mut admin, &database);
        }
        enough.store(true, Ordering::Relaxed);
        writer.join().unwrap()
    });
    assert!(
        told.written.len() > 100 && told.not_written.len() > 10,
        "{} {}",
        told.written.len(),
        told.not_written.len()
    );
    assert_eq!(told.unknown, 0);
    told.compare(&mut store, &team);
}

#[test]
fn a_server_that_falls_loses_nothing_that_was_acknowledged() {
    let Some(mut server) = Server::start_with(QUICK) else { return };
    let (_, mut store) = process(&server);
    let team = room("team");
    let enough = AtomicBool::new(false);
    let told = std::thread::scope(|scope| {
        let writer = scope.spawn(|| Told::by_writing(&mut store, &team, &enough));
        for n in 0..5 {
            std::thread::sleep(Duration::from_millis(150 + 37 * n));
            server.crash();
            server.run();
        }
        std::thread::sleep(Duration::from_millis(200));
        enough.store(true, Ordering::Relaxed);
        writer.join().unwrap()
    });
    assert!(told.written.len() > 20, "{}", told.written.len());
    told.compare(&mut store, &team);
}

#[test]
fn a_commit_that_was_cut_off_is_looked_for() {
    let Some(mut server) = Server::start_with(QUICK) else { return };
    let (database, mut store) = process(&server);
    let team = room("team");
    let mut admin = server.admin("postgres");
    // A commit that waits for a standby that never comes.
    let settings = "ALTER SYSTEM SET synchronous_standby_names = 'nobody'";
    admin.batch_execute(settings).unwrap();
    admin.batch_execute("SELECT pg_reload_conf()").unwrap();
    std::thread::sleep(Duration::from_millis(300));
    std::thread::scope(|scope| {
        let written = scope.spawn(|| put(&mut store, &team, 0, &[statement(&team, "one", 1, "x")]));
        wait_until_it_waits(&mut admin, &database, "SyncRep");
        terminate(&mut admin, &database);
        written.join().unwrap().unwrap();
    });
    assert_eq!(ids(&mut store, &team), ["one"]);
    std::thread::scope(|scope| {
        let written = scope.spawn(|| put(&mut store, &team, 1, &[statement(&team, "two", 2, "x")]));
        wait_until_it_waits(&mut admin, &database, "SyncRep");
        server.crash();
        says(
            written.join().unwrap(),
            &["it is not known whether this was written", "look whether it is there"],
        );
    });
    says(store.state(&team), &["no PostgreSQL server answers"]);
}
