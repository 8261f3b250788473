//! No word for people is hard-coded: in the pseudo-language, a process whose own words hold no Latin
//! letter prints none either, but for the few that are written as they stand in files.

use crate::harness::{Process, catalog, detente, detente_on};
use cyrillic::{CAUCUS, NOTES, PROCESS, PUT_RIGHT, TEAM, foreign_words, words_of_html};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[path = "../../../../tests/cyrillic.rs"]
mod cyrillic;

fn process() -> Process {
    Process::of(PROCESS).with("rooms/caucus-север.yaml", CAUCUS).with("rooms/team.yaml", TEAM)
}

fn put_right() -> Process {
    process().with("process.yaml", format!("{PROCESS}{PUT_RIGHT}"))
}

/// Numbers between bounds, rankings and comparisons in place of numbers.
fn half_known() -> Process {
    let preferences = "preferences:
  - {id: вес, party: юг, weights: {тишина: 1-4, флаг: about 2}, values: {тишина: {нет: 1, неделя: 0-1}, флаг: {синий: 1}}, reservation: 1, basis: assumed}
  - {id: вес-севера, party: север, orders: {тишина: [год, месяц, [неделя, нет]], флаг: [белый, синий]}, more_important: [[тишина, флаг]], prefers: [{this: {тишина: год, флаг: синий}, to: {тишина: нет, флаг: белый}}], basis: assumed}
";
    let (before, _) = PROCESS.split_once("preferences:\n").expect("preferences");
    process().with("process.yaml", format!("{before}{preferences}"))
}

const VIEWERS: [&str; 5] = ["team", "party:север", "party:юг", "projector", "public"];

/// No line prints a word of its own, in any format but JSON, for any viewer.
#[track_caller]
fn nothing_is_hard_coded(process: &Process, lines: &[&str]) {
    assert_eq!(own_words(process, lines), BTreeSet::new(), "{lines:?}");
}

/// The words of their own that lines print.
#[track_caller]
fn own_words(process: &Process, lines: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in lines {
        for (viewer, format) in
            VIEWERS.iter().flat_map(|v| ["text", "markdown", "html"].map(|format| (v, format)))
        {
            let look = ["--as", viewer, "--format", format, "--lang", "qps"];
            let words: Vec<&str> = line.split(' ').chain(look).collect();
            let ran = process.run(&words);
            assert!(ran.exit <= 1, "{words:?}: {}", ran.err);
            let page = without_code(&ran.out, format);
            let shown = if format == "html" { words_of_html(&page) } else { page };
            found.extend(foreign_words(&shown));
        }
    }
    found
}

/// A page without what it shows as it stands in a file, which is in the words of the file.
fn without_code(page: &str, format: &str) -> String {
    match format {
        "html" => {
            let parts =
                page.split("<pre").map(|part| part.split_once("</pre>").map_or(part, |(_, rest)| rest));
            parts.collect::<Vec<_>>().join(" ")
        }
        "markdown" => page.lines().filter(|line| !line.starts_with("    ")).collect::<Vec<_>>().join("\n"),
        _ => page.lines().filter(|line| !line.starts_with('│')).collect::<Vec<_>>().join("\n"),
    }
}

#[test]
fn the_process_of_these_tests_has_no_fault() {
    for process in [process(), put_right()] {
        let ran = process.run(&["check"]);
        assert_eq!((ran.exit, ran.out.as_str()), (0, ""), "{}", ran.err);
    }
}

#[test]
fn the_measure_finds_words_that_are_hard_coded() {
    let english = process().run(&["brief"]).done();
    assert!(foreign_words(&english).len() > 100, "{english}");
    assert_eq!(foreign_words("‹caucus:север› (65471bc024d3) 12:00 Europe/Istanbul"), Vec::<String>::new());
    assert_eq!(foreign_words("statement-0123456789ab, caucus:north or so"), ["caucus:north", "or", "so"]);
}

#[test]
fn the_brief_has_no_word_of_its_own() {
    let lines = ["brief", "brief --since 2025-01-01", "brief --known 2025-01-01", "brief --on 2025-05-10"];
    nothing_is_hard_coded(&process(), &lines);
}

#[test]
fn the_gaps_have_no_word_of_their_own() {
    nothing_is_hard_coded(&process(), &["gaps", "gaps --on 2025-05-10"]);
}

#[test]
fn the_pages_of_a_day_have_no_word_of_their_own() {
    let noted = put_right().with("rooms/caucus-север.yaml", NOTES);
    let lines = [
        "today",
        "today --on 2025-05-18 --since 2025-05-01",
        "today --on 2025-05-10",
        // Narrow columns would break the name of a time zone.
        "meetings --width 400",
        "meetings --known 2025-01-01",
        "meeting вторая --on 2025-05-20 --width 400",
        "meeting третья --width 400",
        "meeting вторя",
        "prepare север",
        "prepare юг --meeting первая --on 2025-05-20",
        "prepare риф",
        "held тишина север",
        "held тишина юг",
        "held пленные юг",
        "held смена юг",
    ];
    nothing_is_hard_coded(&noted, &lines);
}

#[test]
fn the_packages_have_no_word_of_their_own() {
    nothing_is_hard_coded(&process(), &["packages", "packages --on 2025-05-10"]);
}

#[test]
fn the_timeline_has_no_word_of_its_own() {
    nothing_is_hard_coded(&process(), &["timeline", "timeline --known 2025-01-01"]);
}

#[test]
fn the_lanes_have_no_word_of_their_own() {
    let lines = [
        "timeline --lane contacts",
        "timeline --from 2025-05-09 --to 2025-05-11",
        "timeline --lane direct --to 2020",
    ];
    nothing_is_hard_coded(&process(), &lines);
}

#[test]
fn incidents_sources_and_agreements_have_no_word_of_their_own() {
    let lines = [
        "incidents",
        "incidents --on 2025-05-10",
        "incidents --before и1",
        "incidents --before небылица",
        "sources",
        "source вестник --sentence 1",
        "source вестник --sentence 9",
        "source протокол",
        "source небылица",
        "agreements",
        "proposal обмен",
        "proposal мысль",
        "proposal черновик",
        "proposal небылица",
    ];
    nothing_is_hard_coded(&process(), &lines);
}

#[test]
fn actors_have_no_word_of_their_own() {
    let lines =
        ["actors", "actors --known 2025-01-01", "actor север", "actor мол", "actor фитиль", "actor первая"];
    nothing_is_hard_coded(&process(), &lines);
}

#[test]
fn the_log_has_no_word_of_its_own() {
    nothing_is_hard_coded(&process(), &["log", "log --room joint"]);
}

#[test]
fn the_deals_have_no_word_of_their_own() {
    let lines = [
        "deals",
        "brief --deals",
        "deals --respect",
        "deals --trades",
        "deals --sensitivity",
        "deals --sensitivity raiffa",
    ];
    nothing_is_hard_coded(&process(), &lines);
}

#[test]
fn talks_have_no_word_of_their_own() {
    let found = own_words(&process(), &["talk --party север=boulware --party юг=micro"]);
    // What was typed stands as it was typed: strategies and protocols have one name in all languages.
    assert_eq!(found, ["boulware", "micro", "sao"].map(str::to_owned).into());
}

#[test]
fn possible_worlds_have_no_word_of_their_own() {
    let spread = "--assumed-spread 20 --worlds 200";
    let lines = ["deals --robust --worlds 200", "deals --reveals --worlds 200", "deals --reveals флаг=белый"];
    nothing_is_hard_coded(&process(), &lines);
    nothing_is_hard_coded(&process(), &[&format!("deals --robust {spread}")]);
    nothing_is_hard_coded(&half_known(), &["deals --robust --worlds 200"]);
}

#[test]
fn elicitation_has_no_word_of_its_own() {
    let lines = [
        "swing а=100 б=60 в=60",
        "swing а=100 б=60 в=80 --ranking а,б,в",
        "swing а=100 б=60 --ranking а,б",
        "best-worst --best а --worst в б=3/5 в=8/1",
        "best-worst --best а --worst в б=2/4 в=8/1",
        "best-worst --best а --worst в б=2/5 в=9/1",
        "pairwise а/б=2 б/в=2 а/в=4",
        "pairwise а/б=2 б/в=2 а/в=5",
        "pairwise а/б=9 б/в=9 в/а=9",
        "pairwise а/б=2 б/в=2",
        "pairwise а/б=2",
        "pairwise а/б=2 б/в=2 а/в=5 в/г=2",
    ];
    let mut found = BTreeSet::new();
    for (line, format) in lines.iter().flat_map(|line| ["text", "markdown", "html"].map(|f| (line, f))) {
        let look = ["--format", format, "--lang", "qps"];
        let out = detente(["elicit"].into_iter().chain(line.split(' ')).chain(look)).done();
        let page = without_code(&out, format);
        found.extend(foreign_words(&if format == "html" { words_of_html(&page) } else { page }));
    }
    assert_eq!(found, BTreeSet::new());
}

#[test]
fn mixed_deals_have_no_word_of_their_own() {
    nothing_is_hard_coded(&process(), &["deals", "deals --respect", "deals --weights север=2"]);
    nothing_is_hard_coded(&process(), &["deals --lotteries", "deals --divide", "deals --rankings"]);
    let divisible = PROCESS.replace("title: Флаг,", "title: Флаг, divisible: true,");
    assert_ne!(divisible, PROCESS);
    nothing_is_hard_coded(&process().with("process.yaml", divisible), &["deals --lotteries"]);
}

#[test]
fn a_search_has_no_word_of_its_own() {
    nothing_is_hard_coded(&process(), &["search гавань", "search стороны встретились", "search небылица"]);
}

#[test]
fn a_correction_has_no_word_of_its_own() {
    nothing_is_hard_coded(&put_right(), &["brief", "timeline", "search пересчитали"]);
}

#[test]
fn an_entry_has_no_word_of_its_own() {
    let ids = [
        "с1",
        "и1",
        "п2",
        "вестник",
        "первая",
        "бумага",
        "север",
        "мол",
        "тишина",
        "обмен",
        "отзыв",
        "тайна",
    ];
    let lines = ids.map(|id| format!("show {id}"));
    nothing_is_hard_coded(&put_right(), &lines.iter().map(String::as_str).collect::<Vec<_>>());
}

// ------------------------------------------------------------------ direction

#[test]
fn the_direction_of_a_page_follows_its_language() {
    for page in ["brief", "gaps", "timeline", "actors", "incidents", "sources", "agreements"] {
        let html = |lang| {
            detente_on(&catalog("harbour-exercise"), &[page, "--format", "html", "--lang", lang]).done()
        };
        let root =
            |lang| html(lang).lines().find(|line| line.starts_with("<html")).unwrap_or_default().to_owned();
        assert!(root("qps-arab").contains("dir=\"rtl\""), "{}", root("qps-arab"));
        assert!(root("ar").contains("lang=\"ar\" dir=\"rtl\""), "{}", root("ar"));
        assert!(!root("en").contains("dir=\"rtl\"") && !root("qps").contains("dir=\"rtl\""));
    }
}

#[test]
fn words_of_another_language_are_marked_as_such() {
    let html = detente_on(&catalog("harbour-exercise"), &["show", "lamp-for-all", "--format", "html"]).done();
    assert!(html.contains("lang=\"ar\""), "{html}");
}

#[test]
fn a_language_without_pages_is_refused() {
    let told = detente_on(&catalog("harbour-exercise"), &["brief", "--lang", "tlh"]).refused();
    assert!(told.contains("tlh") && told.contains("one of: en, ar"), "{told}");
}

// ------------------------------------------------------------------ messages and the code

/// The files beneath `folder` with one of these endings.
fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let ending = entry.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_owned();
        if entry.is_dir() {
            files(&entry, endings, found);
        } else if endings.contains(&ending.as_str()) {
            found.push(entry);
        }
    }
}

/// The literals of the crates' code and templates that may name messages; of those that are put together
/// (`kind-{}`) what stands before and after the part that is not known.
fn names_in_code() -> (BTreeSet<String>, BTreeSet<(String, String)>) {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the folder of the crates");
    let mut paths = Vec::new();
    for name in ["detente-brief", "detente-web", "detente"] {
        for folder in ["src", "templates"].map(|folder| crates.join(name).join(folder)) {
            if folder.is_dir() {
                files(&folder, &["rs", "html"], &mut paths);
            }
        }
    }
    let (mut whole, mut parts) = (BTreeSet::new(), BTreeSet::new());
    let belongs =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '{' | '}' | '_');
    for text in paths.iter().map(|path| std::fs::read_to_string(path).expect("text")) {
        for literal in text.split('"').filter(|text| !text.is_empty() && text.chars().all(belongs)) {
            match (literal.split_once('{'), literal.rsplit_once('}')) {
                (Some((before, _)), Some((_, after))) if before.len() + after.len() > 2 => {
                    parts.insert((before.to_owned(), after.to_owned()));
                }
                _ => _ = whole.insert(literal.to_owned()),
            }
        }
    }
    (whole, parts)
}

/// Messages whose names are put together from two parts.
const NAMED_OTHERWISE: [&str; 4] = ["deals-zone", "deals-no-zone", "deals-shown-zone", "deals-shown-no-zone"];

#[test]
fn every_message_is_used() {
    let (whole, parts) = names_in_code();
    let is_used = |id: &str| {
        let is_made = |(before, after): &(String, String)| {
            id.len() > before.len() + after.len()
                && id.starts_with(before.as_str())
                && id.ends_with(after.as_str())
        };
        whole.contains(id) || parts.iter().any(is_made)
    };
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../detente-brief/locales/en");
    let mut paths = Vec::new();
    files(&locales, &["ftl"], &mut paths);
    let mut unused = Vec::new();
    for text in paths.iter().map(|path| std::fs::read_to_string(path).expect("text")) {
        let ids = text.lines().filter_map(|line| line.split_once(" = ")).map(|(id, _)| id);
        let is_id = |id: &&str| id.starts_with(|c: char| c.is_ascii_lowercase());
        unused.extend(ids.filter(is_id).filter(|id| !is_used(id)).map(str::to_owned));
    }
    unused.retain(|id| !NAMED_OTHERWISE.contains(&id.as_str()));
    assert_eq!(unused, Vec::<String>::new());
    assert!(!is_used("a-message-that-is-not-there"));
}
