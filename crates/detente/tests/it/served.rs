//! The server as people start it: what it prints, logs, leaves behind and hands over holds no word of a room that is
//! not for whoever gets it.

use crate::canaries::{CANARIES, VIEWERS, aviary};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The program with a temporary folder of its own.
fn program(temporary: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.env("TMPDIR", temporary).env("HOME", temporary).stdin(Stdio::null());
    command
}

/// A running server, which goes when the test is over.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Sends a request to `address` and reads the whole reply.
fn ask(address: &str, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let length = body.len();
    let request = format!(
        "{head}\r\nHost: {address}\r\nOrigin: http://{address}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).unwrap();
    String::from_utf8_lossy(&reply).into_owned()
}

fn all_files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for path in fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
        match path.is_dir() {
            true => all.extend(all_files(&path)),
            false => all.push(path),
        }
    }
    all
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|part| part == word.as_bytes())
}

#[test]
fn a_server_tells_nobody_of_rooms_that_are_not_his() {
    let process = aviary();
    let (data, temporary) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut serve = program(temporary.path());
    serve.arg("serve").arg(process.path()).args(["--port", "0", "--data"]).arg(data.path());
    let child = serve.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut server = Server(child);
    let mut printed = BufReader::new(server.0.stdout.take().unwrap());
    let mut link = String::new();
    printed.read_line(&mut link).unwrap();
    let (address, link) = link.trim().strip_prefix("http://").unwrap().split_once("/open?link=").unwrap();

    let opened = ask(address, "POST /open HTTP/1.1", &format!("link={link}&pin=cockatoo-77&language=en"));
    let cookie =
        opened.split("set-cookie: ").nth(1).and_then(|rest| rest.split(';').next()).unwrap().to_owned();
    let key = cookie.split(['=', '.']).nth(1).unwrap();
    let mut seen = String::new();
    for screen in
        ["brief", "gaps", "search?q=sang", "entry?id=team/canary-in-team", "entry?id=canary-in-party-north"]
    {
        seen.push_str(&ask(address, &format!("GET /v/{key}/{screen} HTTP/1.1\r\nCookie: {cookie}"), ""));
    }
    for canary in &CANARIES {
        let is_his = canary.readers.contains(&"team");
        assert_eq!(seen.contains(&format!("The {} sang", canary.word)), is_his, "{}", canary.room);
        assert!(is_his || !seen.contains(canary.word), "{}", canary.room);
    }

    stop(&mut server.0);
    let mut told = Vec::new();
    printed.read_to_end(&mut told).unwrap();
    server.0.stderr.take().unwrap().read_to_end(&mut told).unwrap();
    assert!(holds(&told, "closed"), "{}", String::from_utf8_lossy(&told));
    let left = all_files(temporary.path());
    assert!(left.is_empty(), "left behind: {left:?}");
    let logs: Vec<PathBuf> = all_files(data.path()).into_iter().filter(|path| !is_store(path)).collect();
    assert!(!logs.is_empty());
    told.extend(logs.iter().flat_map(|path| fs::read(path).unwrap()));
    for word in CANARIES.iter().map(|canary| canary.word).chain(["cockatoo-77"]) {
        assert!(!holds(&told, word), "the server tells of {word}");
    }

    let store = all_files(data.path()).into_iter().find(|path| is_store(path)).unwrap();
    for viewer in VIEWERS {
        handed_over(&store, viewer, temporary.path());
    }
}

fn is_store(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "detente")
}

/// Ends a server as a user or a system does.
fn stop(child: &mut Child) {
    let ended = Command::new("kill").arg(child.id().to_string()).status().unwrap();
    assert!(ended.success() && child.wait().unwrap().success());
}

/// What `viewer` is handed, as files and as a store, holds the words of his rooms and no other.
fn handed_over(store: &Path, viewer: &str, temporary: &Path) {
    for name in ["files", "file.detente"] {
        let folder = tempfile::tempdir().unwrap();
        let ran = program(temporary)
            .arg("export")
            .arg(store)
            .arg(folder.path().join(name))
            .args(["--as", viewer])
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        let mut all = [ran.stdout, ran.stderr].concat();
        all.extend(all_files(folder.path()).iter().flat_map(|path| fs::read(path).unwrap()));
        for canary in &CANARIES {
            assert_eq!(
                holds(&all, canary.word),
                canary.readers.contains(&viewer),
                "{} for {viewer}",
                canary.room
            );
        }
        assert!(all_files(temporary).is_empty());
    }
}
