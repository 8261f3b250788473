//! Tournaments and sweeps: the same bytes however they are played, whatever happens on the way.

use crate::disk::Disk;
use crate::harness::{Process, Ran, TALK, catalog, detente, detente_in, entries, read};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

const PLAN: &str = "seed: 7
scenarios: [talks]
strategies: [boulware, conceder, random, micro]
protocols: [sao, amop]
steps: [20, 40]
repetitions: 5
";

/// A folder with a plan and a process that it names.
fn with_plan(plan: &str) -> Process {
    let folder = Process::empty().with("plan.yaml", plan).with_folder("talks");
    let from = Process::copy_of(&catalog("harbour-exercise"));
    copy(from.path(), &folder.path().join("talks"));
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for path in entries(from) {
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() { copy(&path, &target) } else { _ = fs::copy(&path, &target).expect("a copy") }
    }
}

fn run(folder: &Process, command: &str, rest: &[&str]) -> Ran {
    detente(words(folder, command, rest))
}

fn words(folder: &Process, command: &str, rest: &[&str]) -> Vec<String> {
    let plan = folder.path().join("plan.yaml").display().to_string();
    let own = rest.iter().map(|word| word.replace('@', &folder.path().display().to_string()));
    [command.to_owned(), plan].into_iter().chain(own).collect()
}

/// The files of results, by name; parts aside.
fn results(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<PathBuf> = entries(dir).into_iter().filter(|path| path.is_file()).collect();
    files.sort();
    let named = |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    files.iter().map(|path| (named(path), fs::read(path).expect("a file"))).collect()
}

/// How many runs the plan has.
fn runs(folder: &Process) -> u64 {
    run(folder, "tournament", &["--format", "json"]).json()["runs"].as_u64().expect("a number")
}

#[test]
fn the_plan_of_the_catalog_is_played() {
    let plan = catalog("istanbul-2025").join("../../tournaments/rehearsals.yaml").display().to_string();
    let told = detente(["tournament", &plan, "--format", "json"]).json();
    // Three scenarios of two seats: nine strategies in each.
    assert_eq!(told["runs"], 3 * 9 * 9, "{told}");
}

#[test]
fn threads_and_chunks_give_the_same_bytes() {
    let folder = with_plan(PLAN);
    let one = run(&folder, "tournament", &["--threads", "1", "--out", "@/one"]).done();
    let two = run(&folder, "tournament", &["--threads", "2", "--out", "@/two"]).done();
    assert_eq!(one, two);
    let whole = results(&folder.path().join("one"));
    assert!(whole.len() >= 2 && whole == results(&folder.path().join("two")));
    let mut dirs = Vec::new();
    for chunk in 1..=200 {
        let (out, which) = (format!("@/c{chunk}"), format!("{chunk}/200"));
        run(&folder, "sweep", &["--threads", "2", "--out", &out, "--chunk", &which]).done();
        dirs.push(folder.path().join(format!("c{chunk}")).display().to_string());
    }
    dirs.reverse();
    let mut merge = vec!["sweep".to_owned(), "merge".to_owned()];
    merge.extend(dirs);
    merge.extend(["--out".to_owned(), folder.path().join("merged").display().to_string()]);
    let merged = detente(merge).done();
    assert_eq!(merged, run(&folder, "sweep", &[]).done());
    assert!(results(&folder.path().join("merged")) == whole);
}

#[test]
fn no_result_tells_of_a_clock() {
    let folder = with_plan(PLAN);
    run(&folder, "tournament", &["--out", "@/one"]).done();
    let later =
        detente::Talk { clock: || jiff::Timestamp::from_second(2_000_000_000).expect("in range"), ..TALK };
    let ran = detente_in(&later, words(&folder, "tournament", &["--out", "@/later"]));
    assert_eq!(ran.exit, 0);
    assert!(results(&folder.path().join("one")) == results(&folder.path().join("later")));
}

/// How often it was asked whether to stop, and from when on the answer is yes.
static ASKED: AtomicU32 = AtomicU32::new(0);
static ENOUGH: AtomicU32 = AtomicU32::new(u32::MAX);

#[test]
fn what_was_stopped_goes_on() {
    let folder = with_plan(PLAN);
    let stopped = || ASKED.fetch_add(1, Ordering::Relaxed) >= ENOUGH.load(Ordering::Relaxed);
    let talk = detente::Talk { stopped, ..TALK };
    let play = |out: &str| detente_in(&talk, words(&folder, "tournament", &["--threads", "1", "--out", out]));
    play("@/whole").done();
    // The last questions come while talks are played: the last but one is answered with yes.
    ENOUGH.store(ASKED.swap(0, Ordering::Relaxed) - 2, Ordering::Relaxed);
    let ran = play("@/some");
    assert_eq!((ran.exit, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("--resume"), "{}", ran.err);
    assert!(!entries(&folder.path().join("some/parts")).is_empty());
    let again = run(&folder, "tournament", &["--out", "@/some"]).refused();
    assert!(again.contains("--resume"), "{again}");
    run(&folder, "tournament", &["--out", "@/some", "--resume"]).done();
    assert!(results(&folder.path().join("some")) == results(&folder.path().join("whole")));
}

/// Plays into a folder until `is_enough` says so, and kills the program.
fn kill_when(folder: &Process, rest: &[&str], is_enough: impl Fn() -> bool) {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_detente"))
        .args(words(folder, "sweep", rest))
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program starts");
    let begun = std::time::Instant::now();
    while !is_enough() {
        assert!(begun.elapsed().as_secs() < 120, "it did not come so far");
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
}

/// The table of runs comes while they are played: what a kill leaves of a file is not taken for a whole one, and a file that is there is whole.
#[test]
fn what_was_killed_goes_on() {
    let plan = "scenarios: [talks]\nstrategies: [boulware, random]\nsteps: [20]\nrepetitions: 15000\n";
    let folder = with_plan(plan);
    assert_eq!(runs(&folder), 60_000);
    run(&folder, "sweep", &["--out", "@/whole"]).done();
    let whole = results(&folder.path().join("whole"));
    let killed = folder.path().join("killed");
    let table = |name: &str| {
        let found = results(&killed).into_iter().find(|(file, _)| file.starts_with(name));
        found.map(|(_, bytes)| bytes)
    };
    let parts = killed.join("parts");
    kill_when(&folder, &["--threads", "1", "--out", "@/killed"], || {
        parts.exists() && !entries(&parts).is_empty()
    });
    assert!(table("runs-").is_none() && table(".runs-000000").is_some());
    let resume = ["--threads", "1", "--out", "@/killed", "--resume"];
    kill_when(&folder, &resume, || table("runs-000000").is_some());
    let first = whole.iter().find(|(file, _)| file.starts_with("runs-000000")).expect("a table");
    assert!(table("runs-000000").as_ref() == Some(&first.1));
    let out = run(&folder, "sweep", &["--out", "@/killed", "--resume"]).done();
    assert_eq!(out, run(&folder, "sweep", &["--out", "@/killed", "--resume"]).done());
    assert!(results(&killed) == whole);
}

#[test]
fn a_torn_part_is_told_and_played_again() {
    let folder = with_plan(PLAN);
    let whole = run(&folder, "tournament", &["--out", "@/out"]).done();
    let before = results(&folder.path().join("out"));
    let part = entries(&folder.path().join("out/parts")).pop().expect("a part");
    let bytes = fs::read(&part).expect("a file");
    fs::write(&part, &bytes[..bytes.len() / 2]).expect("it is torn");
    // And what a kill left of a file that was not yet in its place.
    fs::write(folder.path().join("out/parts/.00.part.part"), b"half").expect("a file");
    let ran = run(&folder, "tournament", &["--out", "@/out", "--resume"]);
    assert!(ran.err.contains("was not written to its end"), "{}", ran.err);
    assert_eq!(ran.done(), whole);
    assert!(results(&folder.path().join("out")) == before);
}

#[test]
fn resuming_something_else_is_refused() {
    let folder = with_plan(PLAN);
    run(&folder, "sweep", &["--out", "@/out", "--chunk", "1/4"]).done();
    let other = run(&folder, "sweep", &["--out", "@/out", "--chunk", "2/4", "--resume"]).refused();
    assert!(other.contains("the --chunk that it was begun with"), "{other}");
    let folder = folder.with("plan.yaml", PLAN.replace("seed: 7", "seed: 8"));
    let other = run(&folder, "sweep", &["--out", "@/out", "--chunk", "1/4", "--resume"]).refused();
    assert!(other.contains("holds results of something else (plan "), "{other}");
}

#[test]
fn merge_refuses_what_does_not_fit() {
    let folder = with_plan(PLAN);
    for (out, chunk) in [("@/a", "1/3"), ("@/b", "2/3"), ("@/c", "3/3"), ("@/half", "1/2")] {
        run(&folder, "sweep", &["--out", out, "--chunk", chunk]).done();
    }
    let merge = |names: &[&str]| {
        let dirs = names.iter().map(|name| folder.path().join(name).display().to_string());
        detente(["sweep".to_owned(), "merge".to_owned()].into_iter().chain(dirs))
    };
    merge(&["a", "b", "c"]).done();
    let hole = merge(&["a", "c"]).refused();
    assert!(hole.contains("are in none of the folders; name the chunk that has them"), "{hole}");
    let end = merge(&["a", "b"]).refused();
    assert!(end.contains(&format!("to {} are in none", runs(&folder) - 1)), "{end}");
    for names in [["a", "b", "c", "half"], ["a", "a", "b", "c"]] {
        let overlap = merge(&names).refused();
        assert!(overlap.contains("name only one of the two"), "{overlap}");
    }
    let setup = folder.path().join("b/setup.json");
    let written = read(&setup);
    let mut json: Value = serde_json::from_str(&written).expect("JSON");
    json["version"] = "0.0.1".into();
    fs::write(&setup, json.to_string()).expect("a file");
    let mixed = merge(&["a", "b", "c"]).refused();
    assert!(mixed.contains("not of the same plan and version (version 0.0.1"), "{mixed}");
    fs::write(&setup, written).expect("a file");
    let part = entries(&folder.path().join("b/parts")).pop().expect("a part");
    fs::write(&part, b"detente-part-1\n").expect("torn");
    let torn = merge(&["a", "b", "c"]).refused();
    assert!(torn.contains("play that chunk again with --resume"), "{torn}");
    let none = merge(&["a", "nowhere"]).refused();
    assert!(none.contains("name a folder that --out made"), "{none}");
    // A changed plan is not taken for what its hash says.
    fs::write(&setup, read(&setup).replace("\"seed\": 7", "\"seed\": 9")).expect("a file");
    assert!(merge(&["a", "b", "c"]).refused().contains("this version cannot read it"));
}

#[test]
fn a_full_disk_is_told_and_what_was_played_is_kept() {
    let folder = with_plan(PLAN);
    let temp = tempfile::tempdir().expect("a folder");
    let Some(disk) = Disk::new(temp.path()) else { return };
    let out = disk.at("out").display().to_string();
    run(&folder, "tournament", &["--out", "@/whole"]).done();
    disk.fill_up("full");
    let full = run(&folder, "tournament", &["--out", &out]).refused();
    assert!(full.contains("cannot be written"), "{full}");
    fs::remove_file(disk.at("full")).expect("room");
    run(&folder, "tournament", &["--out", &out, "--resume"]).done();
    assert!(results(&disk.at("out")) == results(&folder.path().join("whole")));
}

#[test]
fn faults_of_the_file_are_told_with_their_places() {
    let folder = with_plan(
        "seed: x\nscenarios: [talks]\nstrategie: [boulware]\nstrategies: [boulwar, micro]\nprotocols: [sap]\nsteps: [ten]\nself-play: maybe\n",
    );
    let told = run(&folder, "tournament", &[]).refused();
    for words in [
        "“x” is no number",
        "did you mean “strategies”?",
        "did you mean boulware?",
        "did you mean sao?",
        "“ten” is no number",
        "expected yes or no",
        "6 faults; nothing was played",
        "plan.yaml:4:",
    ] {
        assert!(told.contains(words), "{words} in {told}");
    }
    let empty = run(&with_plan(""), "tournament", &[]).refused();
    assert!(empty.contains("expected a mapping"), "{empty}");
    let nowhere = run(&with_plan(&PLAN.replace("[talks]", "[talk]")), "tournament", &[]).refused();
    assert!(nowhere.contains("did you mean talks?"), "{nowhere}");
    let twice =
        run(&with_plan(&PLAN.replace("[talks]", "[talks, {path: talks}]")), "tournament", &[]).refused();
    assert!(twice.contains("two scenarios are called talks; give one another name"), "{twice}");
    let renamed = PLAN.replace("[talks]", "[talks, {path: talks, name: again}]");
    assert!(run(&with_plan(&renamed), "tournament", &[]).done().contains("HYPOTHETICAL"));
    let team = "scenarios: [talks]\nteams: [[micro]]\nsteps: 10\n";
    let team = run(&with_plan(team), "tournament", &[]).refused();
    assert!(team.contains("team 1 has 1 strategies and talks has"), "{team}");
    for chunk in ["0/3", "4/3", "x", "1/0"] {
        let wrong = run(&folder_of(), "sweep", &["--out", "@/o", "--chunk", chunk]).refused();
        assert!(wrong.contains("write K/N"), "{wrong}");
    }
    assert!(detente(["sweep"]).exit == 2);
}

fn folder_of() -> Process {
    with_plan(PLAN)
}

#[test]
fn every_form_says_that_it_is_hypothetical_and_from_which_rooms() {
    let folder = with_plan(PLAN);
    for command in ["tournament", "sweep"] {
        for (format, word) in [
            ("text", "HYPOTHETICAL"),
            ("markdown", "HYPOTHETICAL"),
            ("html", "HYPOTHETICAL"),
            ("json", "\"hypothetical\": true"),
        ] {
            let out = run(&folder, command, &["--format", format]).done();
            assert!(out.contains(word) && out.contains("caucus"), "{command} {format}: {out}");
        }
        run(&folder, command, &["--lang", "ar", "--format", "html"]).done();
    }
    let json = run(&folder, "tournament", &["--format", "json"]).json();
    assert_eq!(json["standings"].as_array().map(Vec::len), Some(4));
    assert_eq!(json["pairs"].as_array().map(Vec::len), Some(6));
    assert!(json["game"]["basins"].as_array().is_some_and(|basins| !basins.is_empty()));
}

/// A tournament over the additive folders of the cases, where `DETENTE_CASES` names their folder.
#[test]
fn a_tournament_over_the_folders_of_other_programs() {
    let Some(cases) = crate::published::cases() else { return };
    let scenarios = cases.join("scenarios");
    let plan = format!(
        "scenarios: [{{all-in: \"{}\"}}]\nstrategies: [boulware, conceder, micro, tit-for-tat, tough]\nsteps: 100\n",
        scenarios.display()
    );
    let folder = Process::empty().with("plan.yaml", plan);
    let one = run(&folder, "tournament", &["--format", "json", "--threads", "1"]);
    let two = run(&folder, "tournament", &["--format", "json", "--threads", "2"]);
    assert!(one.out == two.out && one.exit == 0, "{}", one.err);
    let json = one.json();
    assert!(json["runs"].as_u64().is_some_and(|runs| runs >= 25 * 10), "{} {}", json["runs"], one.err);
    assert_eq!(json["standings"].as_array().map(Vec::len), Some(5));
    let agreed = json["ended"]["agreement"].as_u64().expect("a number");
    assert!(agreed > 0 && agreed < json["runs"].as_u64().expect("a number"));
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_build_without_parquet_writes_csv_and_says_so() {
    let folder = with_plan(PLAN);
    let ran = run(&folder, "tournament", &["--out", "@/out"]);
    assert!(ran.err.contains("--features parquet"), "{}", ran.err);
    let table = read(&folder.path().join("out/runs-000000.csv"));
    assert_eq!(table.lines().count() as u64, runs(&folder) + 1);
    assert!(table.starts_with("run,scenario,protocol,limits,repetition,ended,steps,agreement,"));
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_says_of_what_it_is() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let folder = with_plan(PLAN);
    run(&folder, "tournament", &["--out", "@/out"]).done();
    let json: Value = serde_json::from_str(&read(&folder.path().join("out/setup.json"))).expect("JSON");
    let file = fs::File::open(folder.path().join("out/runs-000000.parquet")).expect("a file");
    let reader = SerializedFileReader::new(file).expect("Parquet");
    let metadata = reader.metadata().file_metadata();
    assert_eq!(metadata.num_rows() as u64, runs(&folder));
    let known = metadata.key_value_metadata().expect("metadata");
    let value = |key: &str| {
        known.iter().find(|pair| pair.key == key).and_then(|pair| pair.value.clone()).expect("a value")
    };
    assert_eq!(value("detente.plan"), json["plan_hash"].as_str().expect("a hash"));
    assert_eq!(value("detente.version"), env!("CARGO_PKG_VERSION"));
    assert_eq!(value("detente.seed"), "7");
    assert_eq!(value("detente.runs"), format!("[0,{}]", runs(&folder)));
    let hash = json["plan"]["scenarios"][0]["hash"].as_str().expect("a hash");
    assert!(value("detente.scenarios").contains(hash));
}
