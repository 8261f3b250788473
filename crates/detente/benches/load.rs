//! The figures of the workspace: `cargo bench -p detente --bench load`.
//!
//! The server as people start it, on a record of 20,000 entries, and fifty people on five seats who read all screens
//! and write now and then. Prints each figure with what it has to reach, and ends with 1 if one is missed.
//! `-- --store FILE` only makes the store, for `tests/browser/throttled.mjs`.

mod made_up;
#[path = "../tests/it/server.rs"]
#[allow(dead_code, reason = "what only tests ask")]
mod server;

use server::{Browser, Server};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How many people are at work.
const PEOPLE: u64 = 50;
/// For how long.
const LASTS: Duration = Duration::from_secs(25);
/// The rooms with their entries: the team reads 20,000 of them, and not those of `party:north`.
const ROOMS: [(&str, usize); 4] =
    [("joint", 1_000), ("caucus:north", 1_500), ("team", 3_500), ("party:north", 500)];
const PUBLIC: usize = 14_000;

/// What people ask, and how often: `N` stands for a number that differs each time.
const SCREENS: [(&str, u64); 28] = [
    ("today", 10),
    ("brief", 3),
    ("timeline", 3),
    ("timeline?from=2025-03&to=2025-04", 2),
    ("actors", 3),
    ("actor?id=public/north", 3),
    ("actor?id=public/head-south", 2),
    ("gaps", 6),
    ("held?issue=issue-N&party=north", 5),
    ("meetings", 3),
    ("meeting?id=public/session-N", 8),
    ("prepare?party=north", 4),
    ("prepare?party=south&meeting=public/session-N", 4),
    ("agreements", 3),
    ("proposal?id=joint/paper-joint-3", 2),
    ("incidents", 4),
    ("sources", 2),
    ("source?id=public/report&sentence=2", 2),
    ("entry?id=public/incident-N", 6),
    ("entry?id=public/session-N", 2),
    ("entry?id=public/north", 2),
    ("search?q=Village", 3),
    ("search?q=number+N", 3),
    ("audit", 2),
    ("add?kind=statement", 3),
    ("add?kind=incident", 1),
    ("correct?id=public/incident-N", 1),
    ("release?id=team/paper-team-3", 1),
];

fn write_process(folder: &Path) {
    fs::create_dir_all(folder.join("rooms")).expect("the folder can be made");
    fs::write(folder.join("process.yaml"), made_up::process_text(PUBLIC)).expect("it can be written");
    for (room, entries) in ROOMS {
        let file = folder.join("rooms").join(format!("{}.yaml", room.replace(':', "-")));
        fs::write(file, made_up::room_text(room, entries)).expect("it can be written");
    }
}

/// A number of the kernel about a process, in MB.
fn peak_memory(pid: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kb| kb.parse::<f64>().ok()).map_or(f64::NAN, |kb| kb / 1024.0)
}

/// The time for which a process has used processors, in all its threads that are alive.
fn processor_time(pid: u32) -> Duration {
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let one = |task: fs::DirEntry| {
        let stat = fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
        stat.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or(0)
    };
    Duration::from_nanos(tasks.map(one).sum())
}

/// What else the machine does: how many wait for its processors.
fn machine() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    format!("{processors} processors, of which {} are wanted", load.split(' ').next().unwrap_or("?"))
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The time of which a share of `times` is below.
fn percentile(times: &[Duration], share: f64) -> Duration {
    let at = (times.len() as f64 * share).ceil() as usize;
    times[at.clamp(1, times.len()) - 1]
}

/// From the start of the program until the first page with content is there.
fn first_page(store: &Path, data: &Path) -> (Server, Browser, Duration) {
    let start = Instant::now();
    let server = Server::start(store, data).unwrap_or_else(|told| panic!("{told}"));
    let asked = format!("/open?link={}", server.link);
    let mut stranger = Browser::stranger(&server.address);
    let page = stranger.get_at(&asked).expect("it answers");
    assert_eq!(page.status, 200, "{}", page.text());
    let took = start.elapsed();
    let browser = server.enter();
    (server, browser, took)
}

/// How many bytes the first page and all that it loads are on the wire.
fn weight(browser: &mut Browser) -> usize {
    let page = browser.get("today").expect("a page").text();
    let assets = page.split('"').filter(|part| part.starts_with("/asset/"));
    let mut assets: Vec<String> = assets.map(str::to_owned).collect();
    assets.sort();
    assets.dedup();
    browser.compressed = true;
    let assets = assets.iter().map(|path| browser.get_at(path).expect("an asset").body.len());
    let all = assets.sum::<usize>() + browser.get("today").expect("a page").body.len();
    browser.compressed = false;
    all
}

/// What one asks now, of numbers that follow from `seed`.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn screen(&mut self) -> String {
        let mut at = self.below(SCREENS.iter().map(|(_, weight)| weight).sum());
        for (screen, weight) in SCREENS {
            if at < weight {
                return self.numbered(screen);
            }
            at -= weight;
        }
        "today".to_owned()
    }

    fn numbered(&mut self, screen: &str) -> String {
        let end = if screen.contains("issue") { 40 } else { 100 };
        screen.replace('N', &self.below(end).to_string())
    }
}

/// Adds a statement, as somebody does who types it into the form.
fn write(browser: &mut Browser, note: u64) -> Duration {
    let sense = format!("They came back to point {note}.");
    let typed = [("room", "team"), ("basis", "stated"), ("by", "head-north"), ("sense.0", &sense)];
    let start = Instant::now();
    let reply = browser.fill("add?kind=statement", &typed).expect("it answers");
    assert_eq!(reply.status, 303, "{}", reply.text());
    start.elapsed()
}

/// What one request took.
struct Took {
    screen: String,
    time: Duration,
    is_write: bool,
}

/// One person at work: thinks for one to three seconds, then asks for the next screen. One act in a hundred writes.
fn work(mut browser: Browser, seed: u64, writes: bool, took: &Mutex<Vec<Took>>) {
    browser.compressed = true;
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let end = Instant::now() + LASTS;
    std::thread::sleep(Duration::from_millis(dice.below(2_000)));
    while Instant::now() < end {
        let is_write = dice.below(100) == 0 && writes;
        let mut screen = dice.screen();
        let time = if is_write {
            screen = "a write".to_owned();
            write(&mut browser, dice.below(1_000_000))
        } else {
            let start = Instant::now();
            let reply = browser.get(&screen).expect("it answers");
            let time = start.elapsed();
            assert!(matches!(reply.status, 200 | 403 | 404), "{screen}: {}", reply.status);
            time
        };
        took.lock().expect("nobody panicked").push(Took { screen, time, is_write });
        std::thread::sleep(Duration::from_millis(1_000 + dice.below(2_000)));
    }
}

/// A screen of which nothing was made before.
struct Cold {
    screen: String,
    time: Duration,
    worked: Duration,
    bytes: usize,
}

/// Each screen alone, right after a write: nothing of it was made before.
fn cold(browser: &mut Browser, pid: u32) -> Vec<Cold> {
    let mut dice = Dice(7);
    let mut all = Vec::new();
    for (screen, _) in SCREENS {
        let screen = dice.numbered(screen);
        write(browser, 0);
        // The record is caught up by another screen.
        browser.get("add?kind=contact").expect("it answers");
        let (start, worked) = (Instant::now(), processor_time(pid));
        let bytes = browser.get(&screen).expect("it answers").body.len();
        let worked = processor_time(pid).saturating_sub(worked);
        all.push(Cold { screen, time: start.elapsed(), worked, bytes });
    }
    all
}

fn told(name: &str, value: f64, unit: &str, limit: f64) -> bool {
    let reached = value < limit;
    let verdict = if reached { "reached" } else { "MISSED" };
    println!("{name:44} {value:>8.1} {unit:2}  (to reach: {limit} {unit}) {verdict}");
    reached
}

fn main() -> ExitCode {
    let root = tempfile::tempdir().expect("a temporary folder");
    let (folder, store, data) =
        (root.path().join("process"), root.path().join("store.detente"), root.path().join("data"));
    let asked = std::env::args().skip_while(|argument| argument != "--store").nth(1).map(PathBuf::from);
    let store = asked.clone().unwrap_or(store);
    write_process(&folder);
    let program = env!("CARGO_BIN_EXE_detente");
    let made = Command::new(program).arg("import").arg(&folder).arg(&store).output().expect("it starts");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    if asked.is_some() {
        println!("made {}", store.display());
        return ExitCode::SUCCESS;
    }

    let starts: Vec<Duration> = (0..5).map(|_| first_page(&store, &data).2).collect();
    let (server, mut keeper, _) = first_page(&store, &data);
    let start = Instant::now();
    let first = keeper.get("today").expect("a page");
    println!(
        "the first “today” after the start: {:.0} ms, {} kB",
        millis(start.elapsed()),
        first.body.len() / 1000
    );
    let weight = weight(&mut keeper) as f64 / 1000.0;

    println!("the machine: {}", machine());
    println!("\nscreens right after a write, alone:");
    let mut alone = cold(&mut keeper, server.pid());
    alone.sort_by_key(|cold| std::cmp::Reverse(cold.worked));
    for Cold { screen, time, worked, bytes } in &alone {
        let (time, worked) = (millis(*time), millis(*worked));
        println!("  {screen:48} {time:>7.1} ms, {worked:>6.1} ms of them at work {:>6} kB", bytes / 1000);
    }

    let seats = ["team", "team", "party:north", "party:south", "projector"];
    let took = Arc::new(Mutex::new(Vec::new()));
    let people: Vec<_> = (0..PEOPLE)
        .map(|n| {
            let seat = seats[n as usize % seats.len()];
            let browser = Browser::enter(&server.address, &keeper.give(seat));
            let took = took.clone();
            std::thread::spawn(move || work(browser, n, seat == "team", &took))
        })
        .collect();
    let worked = processor_time(server.pid());
    for person in people {
        person.join().expect("nobody was refused");
    }
    let worked = processor_time(server.pid()).saturating_sub(worked);
    let mut took = took.lock().expect("nobody panicked");
    took.sort_by_key(|took| std::cmp::Reverse(took.time));
    println!("\nthe slowest of {}:", took.len());
    for Took { screen, time, .. } in took.iter().take(12) {
        println!("  {screen:48} {:>7.1} ms", millis(*time));
    }
    let of = |writes: bool| {
        let mut times: Vec<Duration> =
            took.iter().filter(|took| took.is_write == writes).map(|took| took.time).collect();
        times.sort();
        times
    };
    let (pages, writes) = (of(false), of(true));
    println!("\n{PEOPLE} people on 5 seats, {} pages, {} writes:", pages.len(), writes.len());
    println!("the machine: {}", machine());
    println!(
        "{:44} {:>8.1} ms",
        "processor time of the server, for each",
        millis(worked) / took.len() as f64
    );
    println!("{:44} {:>8.1} ms", "pages, p50", millis(percentile(&pages, 0.5)));
    if !writes.is_empty() {
        println!("{:44} {:>8.1} ms", "writes (form and answer), p50", millis(percentile(&writes, 0.5)));
    }
    let binary = fs::metadata(program).map_or(f64::NAN, |file| file.len() as f64 / 1e6);
    let start = starts.iter().min().copied().unwrap_or_default();
    let reached = [
        told("pages, p95", millis(percentile(&pages, 0.95)), "ms", 100.0),
        told("pages, p99", millis(percentile(&pages, 0.99)), "ms", 250.0),
        told("memory of the server at its highest", peak_memory(server.pid()), "MB", 250.0),
        told("start to first page, least of 5", millis(start), "ms", 500.0),
        told("first page with all it loads, compressed", weight, "kB", 60.0),
        told("release binary", binary, "MB", 60.0),
    ];
    if reached.contains(&false) { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
