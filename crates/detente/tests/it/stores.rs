//! A folder and the store made of it give equal bytes for every view and command, both ways; and
//! what is handed over to a viewer is all that he could see before, and nothing else in any byte.

use crate::harness::{Process, Ran, catalog, detente, detente_at, detente_on, entries, read, whole_catalog};
use crate::two_worlds::world::{World, reads, two_worlds};
use crate::two_worlds::{FORMATS, PAGES, VIEWERS};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What every page gives for `viewer`.
fn pages(place: &Path, viewer: &str, pages: &[&str]) -> Vec<(String, Ran)> {
    let lines = pages
        .iter()
        .flat_map(|page| FORMATS.iter().map(move |format| format!("{page} --format {format} --as {viewer}")));
    lines.map(|line| (line.clone(), detente_at(place, &line))).collect()
}

#[track_caller]
fn equal(one: &[(String, Ran)], other: &[(String, Ran)]) {
    for ((line, one), (_, other)) in one.iter().zip(other) {
        assert_eq!(one, other, "detente {line}");
    }
}

fn copied(command: &str, from: &Path, to: &Path, rest: &[&str]) -> Ran {
    let words = [command.as_ref(), from.as_os_str(), to.as_os_str()];
    detente(words.into_iter().chain(rest.iter().map(AsRef::as_ref)))
}

/// The real pages of the processes of the catalogue, from the folder, from a SQLite store made of
/// it, and from a folder made of that.
#[test]
fn the_catalogue_is_the_same_in_every_store() {
    let pages_of = [
        "brief",
        "brief --known 2025-05-17",
        "brief --on 2025-05-16",
        "gaps",
        "today --since 2025-05-16",
        "meetings",
        "timeline",
        "actors",
        "incidents",
        "sources",
        "agreements",
        "log",
        "search the",
    ];
    for folder in whole_catalog() {
        let work = tempfile::tempdir().unwrap();
        let (store, back) = (work.path().join("p.detente"), work.path().join("back"));
        let heads = copied("import", &folder, &store, &[]).done();
        assert_eq!(copied("export", &store, &back, &[]).done(), heads);
        for viewer in ["team", "public", "projector"] {
            let expected = pages(&folder, viewer, &pages_of);
            equal(&expected, &pages(&store, viewer, &pages_of));
            equal(&expected, &pages(&back, viewer, &pages_of));
        }
        for place in [&store, &back] {
            assert_eq!(detente_on(place, &["check"]).exit, 0);
            assert_eq!(detente_on(place, &["verify"]).exit, 0);
        }
    }
}

fn cases(default: u32) -> u32 {
    std::env::var("DETENTE_CASES_STORES").ok().map_or(default, |text| text.parse().expect("a number"))
}

/// A random world handed over to a viewer is, in each kind of store, what he could see before.
#[test]
fn random_worlds_are_the_same_in_every_store() {
    for viewer in VIEWERS {
        let shown = Cell::new(0);
        let config = Config { cases: cases(4), failure_persistence: None, ..Config::default() };
        let told = TestRunner::new(config).run(&two_worlds(viewer), |(world, _)| {
            let process = world.write();
            if detente_at(process.path(), &format!("timeline --as {viewer}")).exit != 0 {
                return Ok(());
            }
            shown.set(shown.get() + 1);
            let work = tempfile::tempdir().unwrap();
            let (store, folder) = (work.path().join("p.detente"), work.path().join("folder"));
            copied("export", process.path(), &store, &["--as", viewer]).done();
            // What is handed over is his own: he is its keeper.
            let process = kept_by(process, viewer);
            let expected = pages(process.path(), viewer, PAGES);
            equal(&expected, &pages(&store, viewer, PAGES));
            copied("export", &store, &folder, &["--as", viewer]).done();
            equal(&expected, &pages(&folder, viewer, PAGES));
            Ok(())
        });
        told.unwrap();
        assert!(shown.get() > 0, "no world could be shown to {viewer}");
    }
}

/// The process with another keeper.
fn kept_by(process: Process, keeper: &str) -> Process {
    let text = read(&process.path().join("process.yaml"));
    let lines = text.lines().map(|line| match line.trim_start().starts_with("keeper:") {
        true => format!("  keeper: {keeper}\n"),
        false => format!("{line}\n"),
    });
    let text: String = lines.collect();
    process.with("process.yaml", text)
}

/// Every file of a folder, by its path in it.
fn bytes_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for path in entries(&next) {
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                all.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    all
}

/// Two worlds that differ only in what a viewer may not see are handed over to him as the same bytes.
#[test]
fn what_is_handed_over_does_not_depend_on_other_rooms() {
    for viewer in VIEWERS {
        let config = Config { cases: cases(6), failure_persistence: None, ..Config::default() };
        let told = TestRunner::new(config).run(&two_worlds(viewer), |(a, b)| {
            let handed = |world: &World| {
                let process = world.write();
                let work = tempfile::tempdir().unwrap();
                let (folder, file) = (work.path().join("out"), work.path().join("out.detente"));
                let runs = [&folder, &file].map(|to| copied("export", process.path(), to, &["--as", viewer]));
                let told = runs.map(|ran| (ran.exit, ran.out));
                let bytes = folder.exists().then(|| (bytes_of(&folder), fs::read(&file).unwrap()));
                (told, bytes)
            };
            prop_assert!(handed(&a) == handed(&b), "what is handed to {} differs", viewer);
            Ok(())
        });
        told.unwrap();
    }
}

/// The exercise with one word in every room that stands nowhere else, a document there, and
/// corrections and releases: no byte of what is handed over holds a word of a room not read.
#[test]
fn no_byte_that_is_handed_over_is_of_another_room() {
    let process = Process::copy_of(&catalog("harbour-exercise"));
    let rooms = ["joint", "caucus:north", "caucus:south", "caucus:north+south", "party:north", "team"];
    let word = |room: &str| format!("kestrel{}z", room.replace([':', '+'], "x"));
    let work = tempfile::tempdir().unwrap();
    for room in rooms {
        let seat = if room == "party:north" { "party:north" } else { "team" };
        let said = format!(
            "add statement by=north sense={0} author={0} id=id-{0} basis=stated --room {room} --as {seat}",
            word(room)
        );
        detente_at(process.path(), &said).done();
        let file = work.path().join(format!("{}.pdf", word(room)));
        fs::write(&file, format!("%PDF {}\0", word(room))).unwrap();
        detente_on(
            process.path(),
            &["attach", "sailors-paper", file.to_str().unwrap(), "--room", room, "--as", seat],
        )
        .done();
    }
    let whole = work.path().join("whole.detente");
    copied("import", process.path(), &whole, &[]).done();
    for viewer in ["public", "projector", "party:north", "party:south", "team"] {
        for from in [process.path(), &whole] {
            for name in ["handed", "handed.detente"] {
                let to = work
                    .path()
                    .join(format!("{name}-{}", viewer.replace(':', "-")))
                    .with_extension(if name.ends_with("detente") { "detente" } else { "folder" });
                copied("export", from, &to, &["--as", viewer]).done();
                let files = if to.is_dir() {
                    bytes_of(&to)
                } else {
                    [(String::new(), fs::read(&to).unwrap())].into()
                };
                for room in rooms {
                    let holds = files.iter().any(|(name, bytes)| {
                        name.contains(&word(room)) || memory_holds(bytes, word(room).as_bytes())
                    });
                    assert_eq!(holds, reads(viewer, room), "{viewer} {room} {}", to.display());
                }
                // He opens it as his own.
                let brief = detente_on(&to, &["brief"]);
                assert_eq!((brief.exit, &brief.err), (0, &String::new()));
                assert_eq!(detente_on(&to, &["verify"]).exit, 0);
                if to.is_dir() { fs::remove_dir_all(&to).unwrap() } else { fs::remove_file(&to).unwrap() }
            }
        }
    }
}

fn memory_holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// What a viewer is told when he writes, and what he sees then, does not depend on other rooms.
#[test]
fn what_writing_tells_does_not_depend_on_other_rooms() {
    let lines: [&[&str]; 8] = [
        &["add", "statement", "by=north", "sense=new", "basis=stated"],
        &["add", "statement", "by=north", "sense=new", "basis=stated", "id=twin-0"],
        &["add", "statement", "by=north", "sense=new", "basis=stated", "id=twin-1", "--room", "caucus:north"],
        &["add", "statement", "by=nort", "sense=x", "basis=stated"],
        &[
            "add",
            "position",
            "party=north",
            "issue=truce",
            "kind=wish",
            "option=none",
            "basis=stated",
            "--room",
            "joint",
        ],
        &["correct", "first", "title=Other"],
        &["withdraw", "pos-north", "--room", "caucus:north"],
        &["log"],
    ];
    for viewer in ["party:north", "party:east", "team", "projector"] {
        let written = Cell::new(0);
        let config = Config { cases: cases(4), failure_persistence: None, ..Config::default() };
        let told = TestRunner::new(config).run(&two_worlds(viewer), |(a, b)| {
            let told = |world: &World| -> Vec<Ran> {
                let process = world.write();
                let run = |line: &&[&str]| process.run(&[line, &["--as", viewer][..]].concat());
                lines.iter().map(run).collect()
            };
            let (a, b) = (told(&a), told(&b));
            written.set(written.get() + a[..7].iter().filter(|ran| ran.exit == 0).count());
            for (line, (a, b)) in lines.iter().zip(a.iter().zip(&b)) {
                prop_assert!(a == b, "{} {:?}\n{}\n{}", viewer, line, a.all(), b.all());
            }
            Ok(())
        });
        told.unwrap();
        assert_eq!(written.get() > 0, viewer != "projector", "{viewer} wrote {}", written.get());
    }
}
