//! A server that is killed in mid-work: what was acknowledged is there, and nothing is there by half.
//!
//! Some kills in every run; `DETENTE_KILLS=200` for the long one.

use crate::harness::detente_at;
use crate::server::{Browser, Server};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// What the writers know.
#[derive(Default)]
struct Told {
    /// Every text that was ever sent, with the room that it was sent to.
    sent: BTreeMap<String, String>,
    /// Those of which the server said that it has them.
    acknowledged: BTreeSet<String>,
    /// The ids of entries of which it said that they were released.
    released: BTreeSet<String>,
}

struct Writers {
    told: Mutex<Told>,
    number: AtomicU64,
}

impl Writers {
    /// Writes one entry after the other into `room` until the server is gone. Every third is released.
    fn work(&self, browser: &mut Browser, room: &str) {
        loop {
            let number = self.number.fetch_add(1, Ordering::Relaxed);
            let sense = format!("They said number {number} of the test.");
            self.told.lock().unwrap().sent.insert(sense.clone(), room.to_owned());
            let typed =
                [("room", room), ("basis", "stated"), ("by", "head-north"), ("sense.0", sense.as_str())];
            let Ok(reply) = browser.fill("add?kind=statement", &typed) else { return };
            assert_eq!(reply.status, 303, "{}", reply.text());
            self.told.lock().unwrap().acknowledged.insert(sense);
            let place = reply.header("location").unwrap_or_default();
            let id = place.strip_prefix("entry?id=").unwrap_or_else(|| panic!("{place}")).to_owned();
            if number.is_multiple_of(3) && self.release(browser, &id).is_none() {
                return;
            }
        }
    }

    fn release(&self, browser: &mut Browser, id: &str) -> Option<()> {
        let typed = [("to", "joint"), ("permitted_by", "north")];
        let reply = browser.fill(&format!("release?id={id}"), &typed).ok()?;
        assert_eq!(reply.status, 303, "{}", reply.text());
        self.told.lock().unwrap().released.insert(id.replace("%2F", "/").replace("%3A", ":"));
        Some(())
    }
}

/// What all three seats see of the test's entries, by the text, with how often.
fn found(store: &Path) -> (BTreeMap<String, usize>, Vec<Value>) {
    let mut texts: BTreeMap<String, usize> = BTreeMap::new();
    let mut releases = Vec::new();
    for (seat, rooms) in [("team", "team caucus:north joint"), ("party:north", "party:north")] {
        let log = detente_at(store, &format!("log --format json --as {seat}")).json();
        let all = log["content"]["rooms"].as_array().expect("the rooms of the log").iter();
        let own = all.filter(|room| rooms.split(' ').any(|own| room["room"] == own));
        let lines = own.flat_map(|room| room["lines"].as_array().expect("the lines of a room"));
        for entry in lines.map(|line| &line["entry"]) {
            if entry["entry"] == "release" {
                releases.push(entry.clone());
            }
            if let Some(sense) = entry["sense"].as_str().filter(|sense| sense.ends_with("of the test.")) {
                assert_eq!((&entry["by"], &entry["basis"]), (&"head-north".into(), &"stated".into()));
                if entry["room"] != "joint" {
                    *texts.entry(sense.to_owned()).or_default() += 1;
                }
            }
        }
    }
    (texts, releases)
}

/// Milliseconds that nobody can foretell.
fn some_time(most: u64) -> Duration {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Duration::from_millis(u64::from(now.subsec_micros()) % most)
}

#[test]
fn nothing_that_was_acknowledged_is_lost() {
    let kills = std::env::var("DETENTE_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(4);
    let folder = tempfile::tempdir().unwrap();
    let (store, data) = (folder.path().join("talks.detente"), folder.path().join("data"));
    let process = crate::harness::Process::of(PROCESS);
    crate::harness::detente(["import".as_ref(), process.path().as_os_str(), store.as_os_str()]).done();

    let mut server = Server::start(&store, &data).unwrap();
    let mut keeper = server.enter();
    let mut people: Vec<(Browser, &str)> = Vec::new();
    for (seat, room) in [("team", "team"), ("team", "caucus:north"), ("party:north", "party:north")] {
        let link = keeper.give(seat);
        people.push((Browser::enter(&server.address, &link), room));
    }
    let writers = Writers { told: Mutex::default(), number: AtomicU64::new(0) };
    let begun = Instant::now();
    for kill in 1..=kills {
        std::thread::scope(|scope| {
            for (browser, room) in &mut people {
                let (writers, room) = (&writers, *room);
                scope.spawn(move || writers.work(browser, room));
            }
            std::thread::sleep(Duration::from_millis(50) + some_time(1_500));
            server.kill();
        });
        detente_at(&store, "verify").done();
        check(&store, &writers.told.lock().unwrap());
        server = Server::start(&store, &data).unwrap();
        for (browser, _) in &mut people {
            *browser = browser.moved_to(&server.address);
            // A session outlives the server, locked; the PIN opens it.
            let locked = browser.get("today").unwrap();
            assert!(
                locked.header("location").is_some_and(|place| place.starts_with("locked")),
                "{}",
                locked.head
            );
            assert!(browser.unlock());
            assert_eq!(browser.get("today").unwrap().status, 200);
        }
        if kill % 20 == 0 {
            println!("{kill} kills in {:.0?}", begun.elapsed());
        }
    }
    let told = writers.told.lock().unwrap();
    println!(
        "{kills} kills: {} entries sent, {} acknowledged, {} released; nothing lost",
        told.sent.len(),
        told.acknowledged.len(),
        told.released.len()
    );
    assert!(told.acknowledged.len() >= kills, "the test wrote next to nothing");
}

fn check(store: &Path, told: &Told) {
    let (texts, releases) = found(store);
    for text in &told.acknowledged {
        assert!(texts.contains_key(text), "acknowledged and lost: {text}");
    }
    for (text, times) in &texts {
        assert!(*times == 1 && told.sent.contains_key(text), "{times} times: {text}");
    }
    // A release is two entries in two rooms: both are there, or none.
    let copies = detente_at(store, "log --format json --as projector").out;
    for release in &releases {
        let into = release["into"].as_str().unwrap_or_default();
        let id = into.rsplit('/').next().unwrap_or_default();
        assert!(copies.contains(&format!("\"{id}\"")), "a release without its copy: {release}");
    }
    for id in &told.released {
        let (_, bare) = id.split_once('/').unwrap_or_else(|| panic!("{id}"));
        let of = |release: &&Value| {
            let of = release["of"].as_str().unwrap_or_default();
            of == bare || of.ends_with(&format!("/{bare}"))
        };
        assert!(releases.iter().any(|release| of(&release)), "released and lost: {id}");
    }
}

const PROCESS: &str = "\
process: {id: killed, title: Talks, keeper: team, zone: Europe/Istanbul, recorded: 2025-12-31, author: A tester, basis: stated}
parties:
  - {id: north, name: The North, role: belligerent}
  - {id: south, name: The South, role: belligerent}
people:
  - {id: head-north, name: Head of the North, party: north}
";
