//! The server in bad places and on bad days: what is said, that nothing is half-written, and that it goes on.

use crate::disk::Disk;
use crate::harness::{Process, detente, detente_at};
use crate::server::{Browser, Server, serving};
use detente_store::Sqlite;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const PROCESS: &str = "\
process: {id: talks, title: Talks, keeper: team, zone: Europe/Istanbul, recorded: 2025-12-31, author: A tester, basis: stated}
parties:
  - {id: north, name: The North, role: belligerent}
  - {id: south, name: The South, role: belligerent}
statements:
  - {id: first, by: north, sense: They came., when: 2025-03-01}
";

/// A place for a store and for data.
struct Talks {
    folder: TempDir,
    process: Process,
}

impl Talks {
    fn new() -> Talks {
        Talks { folder: tempfile::tempdir().unwrap(), process: Process::of(PROCESS) }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn store_at(&self, path: &Path) {
        detente(["import".as_ref(), self.process.path().as_os_str(), path.as_os_str()]).done();
    }

    fn store(&self) -> PathBuf {
        let store = self.at("talks.detente");
        self.store_at(&store);
        store
    }
}

/// `detente serve`, which must not start: what it says.
#[track_caller]
fn refused(mut command: Command) -> String {
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]), "{told}");
    told
}

#[track_caller]
fn says(told: &str, words: &[&str]) {
    for words in words {
        assert!(told.contains(words), "no “{words}” in: {told}");
    }
}

/// Adds a statement: the status of the answer, and its text.
fn add(browser: &mut Browser, sense: &str) -> (u16, String) {
    let typed = [("room", "team"), ("basis", "stated"), ("by", "north"), ("sense.0", sense)];
    let reply = browser.fill("add?kind=statement", &typed).unwrap();
    (reply.status, reply.text())
}

#[track_caller]
fn adds(browser: &mut Browser, sense: &str) {
    let (status, text) = add(browser, sense);
    assert_eq!(status, 303, "{text}");
}

#[test]
fn a_port_in_use() {
    let talks = Talks::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.arg("serve").arg(talks.store()).args(["--port", &port, "--data"]).arg(talks.at("data"));
    says(&refused(command), &[&format!("127.0.0.1:{port}"), "--port 0"]);
}

#[test]
fn a_folder_with_faults_is_told_and_no_store_is_made() {
    let talks = Talks::new();
    let faulty = Process::of(&PROCESS.replace("by: north", "by: nort"));
    let told = refused(serving(faulty.path(), &talks.at("data")));
    says(&told, &["nort", "nothing was made"]);
    let left = fs::read_dir(talks.at("data")).map(|files| files.count()).unwrap_or_default();
    assert_eq!(left, 0, "{told}");
}

#[test]
fn a_store_of_a_newer_version() {
    let talks = Talks::new();
    let store = talks.store();
    let mut sqlite = Sqlite::at(&store).unwrap();
    let newer = "INSERT INTO steps (name, checksum) VALUES ('9999', 'of a version to come')";
    sqlite.connection().execute(newer, ()).unwrap();
    drop(sqlite);
    says(&refused(serving(&store, &talks.at("data"))), &["later version"]);
}

#[test]
fn a_place_for_data_that_cannot_be_written() {
    let talks = Talks::new();
    let Some(disk) = Disk::new(talks.folder.path()) else { return };
    disk.make_read_only();
    says(&refused(serving(talks.process.path(), &disk.at("data"))), &["cannot be made", "data"]);
    says(&refused(serving(&talks.store(), &disk.at(""))), &["access", "--data"]);
}

#[test]
fn two_servers_on_one_process() {
    let talks = Talks::new();
    let store = talks.store();
    let server = Server::start(&store, &talks.at("data")).unwrap();
    says(&refused(serving(&store, &talks.at("data"))), &["another server uses this access log", "--data"]);
    // With a place of its own for who comes in, two servers may serve one store: each sees what the other wrote.
    let second = Server::start(&store, &talks.at("other")).unwrap();
    let (mut here, mut there) = (server.enter(), second.enter());
    adds(&mut here, "Here first.");
    adds(&mut there, "Then there.");
    for browser in [&mut here, &mut there] {
        assert_eq!(browser.get("search?q=nowhere").unwrap().status, 404);
        for words in ["Here+first", "Then+there"] {
            let page = browser.get(&format!("search?q={words}")).unwrap();
            assert_eq!(page.status, 200, "{}", page.text());
        }
    }
}

#[test]
fn a_full_disk() {
    let talks = Talks::new();
    let Some(disk) = Disk::new(talks.folder.path()) else { return };
    let store = disk.at("talks.detente");
    talks.store_at(&store);
    let server = Server::start(&store, &talks.at("data")).unwrap();
    let mut browser = server.enter();
    adds(&mut browser, "There is room.");
    disk.fill_up("filler");
    let long = format!("A long text. {}", "It goes on. ".repeat(3_000));
    let (status, text) = add(&mut browser, &long);
    assert_eq!(status, 422, "{text}");
    says(&text, &["A long text.", "no room left", "<form class=\"entry\""]);
    // What is there can still be read.
    assert_eq!(browser.get("search?q=room").unwrap().status, 200);
    assert_eq!(browser.get("search?q=long").unwrap().status, 404);
    fs::remove_file(disk.at("filler")).unwrap();
    adds(&mut browser, &long);
    assert_eq!(browser.get("search?q=long").unwrap().status, 200);
    let (code, told) = server.stop();
    assert_eq!(code, Some(0), "{told}");
    detente_at(&store, "verify").done();
}

#[test]
fn a_full_disk_under_the_log_of_who_came_in() {
    let talks = Talks::new();
    let Some(disk) = Disk::new(talks.folder.path()) else { return };
    let server = Server::start(&talks.store(), &disk.at("data")).unwrap();
    let mut keeper = server.enter();
    let link = keeper.give("party:north");
    // What is left of the log's last block is used up by people who lock and unlock.
    disk.fill_up("filler");
    for _ in 0..60 {
        let lock = keeper.get("audit").unwrap().hidden("lock");
        let lock: Vec<(&str, &str)> = lock.iter().map(|(name, value)| (&name[..], &value[..])).collect();
        keeper.send("lock", &lock).unwrap();
        if !keeper.unlock() {
            break;
        }
    }
    let mut guest = Browser::stranger(&server.address);
    let typed = [("link", link.as_str()), ("pin", "a pin of mine"), ("language", "en")];
    let refused = guest.send_to("/open", &typed).unwrap();
    assert_eq!(refused.status, 503, "{}", refused.text());
    fs::remove_file(disk.at("filler")).unwrap();
    assert!(keeper.unlock());
    let mut guest = Browser::enter(&server.address, &keeper.give("party:north"));
    assert_eq!(guest.get("today").unwrap().status, 200);
}

#[test]
fn a_store_that_vanishes_and_comes_back() {
    let talks = Talks::new();
    let store = talks.store();
    let server = Server::start(&store, &talks.at("data")).unwrap();
    let mut browser = server.enter();
    adds(&mut browser, "Before it went.");
    let form = browser.get("add?kind=statement").unwrap();
    let hidden = form.hidden("add");
    fs::rename(&store, talks.at("away")).unwrap();
    let page = browser.get("today").unwrap();
    assert_eq!(page.status, 503);
    says(&page.text(), &["there is no file", "talks.detente"]);
    let mut typed: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (&name[..], &value[..])).collect();
    typed.extend([("room", "team"), ("basis", "stated"), ("by", "north"), ("sense.0", "Typed in vain.")]);
    let reply = browser.send("add?kind=statement", &typed).unwrap();
    assert_eq!(reply.status, 503);
    says(&reply.text(), &["Typed in vain."]);
    fs::rename(talks.at("away"), &store).unwrap();
    assert_eq!(browser.get("search?q=Before").unwrap().status, 200);
    assert_eq!(browser.get("search?q=vain").unwrap().status, 404);
    adds(&mut browser, "After it came back.");
    assert_eq!(browser.get("search?q=After").unwrap().status, 200);
}

#[test]
fn a_store_in_whose_place_another_is_put() {
    let talks = Talks::new();
    let store = talks.store();
    let backup = talks.at("backup.detente");
    let server = Server::start(&store, &talks.at("data")).unwrap();
    let mut browser = server.enter();
    adds(&mut browser, "In the backup.");
    detente(["backup".as_ref(), store.as_os_str(), backup.as_os_str()]).done();
    adds(&mut browser, "After the backup.");
    assert_eq!(browser.get("search?q=After").unwrap().status, 200);
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(talks.at(&format!("talks.detente{ending}")));
    }
    fs::rename(&backup, &store).unwrap();
    assert_eq!(browser.get("search?q=After").unwrap().status, 404);
    assert_eq!(browser.get("search?q=backup").unwrap().status, 200);
    adds(&mut browser, "Into the other file.");
    assert_eq!(browser.get("search?q=other").unwrap().status, 200);
    server.stop();
    detente_at(&store, "verify").done();
}

#[test]
fn two_who_correct_one_entry() {
    let talks = Talks::new();
    let server = Server::start(&talks.store(), &talks.at("data")).unwrap();
    let (mut keeper, screen) = (server.enter(), "correct?id=public/first");
    let mut colleague = Browser::enter(&server.address, &keeper.give("team"));
    let forms = [keeper.get(screen).unwrap(), colleague.get(screen).unwrap()];
    let typed = |form: &crate::server::Reply, sense: &str| {
        let mut typed = form.hidden("correct");
        let all = [("room", "public"), ("by", "north"), ("sense.0", sense), ("basis", "stated")];
        typed.extend(all.map(|(name, value)| (name.to_owned(), value.to_owned())));
        typed
    };
    let send = |browser: &mut Browser, typed: &[(String, String)]| {
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (&name[..], &value[..])).collect();
        browser.send(screen, &typed).unwrap()
    };
    let first = send(&mut keeper, &typed(&forms[0], "They came by boat."));
    assert_eq!(first.status, 303, "{}", first.text());
    let second = send(&mut colleague, &typed(&forms[1], "They came on foot."));
    assert_eq!(second.status, 422, "{}", second.text());
    let log = detente_at(&talks.at("talks.detente"), "log --format json").json();
    let lines = log["content"]["rooms"][0]["lines"].as_array().unwrap();
    let theirs = lines.last().unwrap()["entry"]["id"].as_str().unwrap();
    says(&second.text(), &["They came on foot.", theirs]);
    // Having seen that, he may write all the same.
    let mut again = second.hidden("correct");
    again.extend(
        typed(&forms[1], "They came on foot.").into_iter().filter(|(name, _)| !name.starts_with('_')),
    );
    let third = send(&mut colleague, &again);
    assert_eq!(third.status, 303, "{}", third.text());
}

#[test]
fn it_ends_at_once_with_open_streams_of_news() {
    let talks = Talks::new();
    let server = Server::start(&talks.store(), &talks.at("data")).unwrap();
    let mut browser = server.enter();
    let mut streams = Vec::new();
    for _ in 0..5 {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        stream.write_all(browser.request("GET", &browser.path("live"), "").as_bytes()).unwrap();
        let mut start = [0; 15];
        stream.read_exact(&mut start).unwrap();
        assert_eq!(&start, b"HTTP/1.1 200 OK");
        streams.push(stream);
    }
    adds(&mut browser, "The last word.");
    let start = Instant::now();
    let (code, told) = server.stop();
    assert_eq!(code, Some(0));
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    says(&told, &["closed\n"]);
    for mut stream in streams {
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        let _ = stream.read_to_end(&mut Vec::new());
    }
    let store = talks.at("talks.detente");
    says(&detente_at(&store, "search last").done(), &["The last word."]);
}

#[test]
fn who_never_asks_or_never_reads_locks_nobody_out_for_ever() {
    let talks = Talks::new();
    let server = Server::start(&talks.store(), &talks.at("data")).unwrap();
    let mut browser = server.enter();
    let mut held = Vec::new();
    for number in 0..511 {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        if number >= 8 {
            stream.write_all(b"GET /open HTTP/1.1\r\nHost: 127").unwrap();
        } else {
            // More is asked for than the system holds for somebody who does not read.
            stream.set_nonblocking(true).unwrap();
            let ask = format!("GET /open HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).repeat(4_000);
            let _ = stream.write(ask.as_bytes());
        }
        held.push(stream);
    }
    // The connection of the browser is one of the 512 that are served; another has to wait for a place.
    assert_eq!(browser.get("today").unwrap().status, 200);
    let start = Instant::now();
    let mut late = Browser::stranger(&server.address);
    // It is answered; that nobody opens anything so often is another matter.
    assert!([404, 429].contains(&late.get_at("/open").unwrap().status));
    println!("the 513th was served after {:.0?}", start.elapsed());
    drop(held);
}

#[test]
fn a_folder_that_was_changed_since_its_store_was_made() {
    let talks = Talks::new();
    let (folder, data) = (talks.process.path(), talks.at("data"));
    let start = || {
        let server = Server::start(folder, &data).unwrap();
        server.stop().1
    };
    says(&start(), &["made a store of"]);
    for _ in 0..2 {
        let told = start();
        says(&told, &["earlier is used"]);
        assert!(!told.contains("merge"), "{told}");
    }
    // A file that is saved without a change is no news.
    fs::write(folder.join("process.yaml"), PROCESS).unwrap();
    assert!(!start().contains("merge"));
    fs::write(
        folder.join("process.yaml"),
        format!("{PROCESS}  - {{id: second, by: south, sense: They left., when: 2025-03-02}}\n"),
    )
    .unwrap();
    for _ in 0..2 {
        says(&start(), &["the folder now has an entry that the store lacks", "detente merge"]);
    }
    let told = start();
    let command = told.lines().find_map(|line| line.split("detente merge ").nth(1)).unwrap();
    detente(["merge"].into_iter().chain(command.split(' '))).done();
    assert!(!start().contains("merge"));
    fs::write(folder.join("process.yaml"), "process: [").unwrap();
    says(&start(), &["cannot be compared", "detente check"]);
}

/// The options that are chosen in the form, as they are read.
fn chosen(form: &str) -> Vec<&str> {
    let options =
        form.split("<option").skip(1).filter(|option| option.split('>').next().unwrap().contains("selected"));
    options.filter_map(|option| option.split_once('>')?.1.split('<').next()).map(str::trim).collect()
}

#[test]
fn a_line_is_noted_at_a_meeting_by_its_title_and_is_found_there() {
    let talks = Talks::new();
    let server = Server::start(&talks.store(), &talks.at("data")).unwrap();
    let mut browser = server.enter();
    let planned = [
        ("room", "team"),
        ("basis", "stated"),
        ("kind", "direct"),
        ("title.0", "At the old mole"),
        ("when", "2026-03-01"),
    ];
    let reply = browser.fill("add?kind=session", &planned).unwrap();
    assert_eq!(reply.status, 303, "{}", reply.text());
    let session = reply.header("location").unwrap().split_once("id=").unwrap().1.to_owned();

    let meeting = browser.get(&format!("meeting?id={session}")).unwrap().text();
    let link =
        meeting.split("href=\"").find(|link| link.starts_with("add?") && link.contains("kind=statement"));
    let link = link.unwrap().split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    let form = browser.get(&link).unwrap().text();
    let chosen = chosen(&form);
    assert!(chosen.iter().any(|label| label.contains("At the old mole")), "{chosen:?}");
    assert!(chosen.iter().any(|label| label.starts_with("stated")), "{chosen:?}");

    let by_link = link.clone();
    for (basis, sense) in [("stated", "We could wait."), ("assumed", "They might wait.")] {
        let typed =
            [("by", "north"), ("sense.0", sense), ("basis", basis), ("session", &session), ("room", "team")];
        let reply = browser.fill(&by_link, &typed).unwrap();
        assert_eq!(reply.status, 303, "{}", reply.text());
    }
    let meeting = browser.get(&format!("meeting?id={session}")).unwrap().text();
    let (ledger, supposed) = meeting.split_once("only supposed").expect("what was supposed is told");
    assert!(ledger.contains("We could wait.") && !ledger.contains("They might wait."), "{meeting}");
    assert!(supposed.contains("They might wait."), "{meeting}");
}
