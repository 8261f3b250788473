//! Every command keeps its promises: exit codes, hints, formats, widths, and what it writes.

use crate::harness::{Process, Ran, catalog, detente, detente_on, entries, read, whole_catalog};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

const PAGES: [&str; 3] = ["brief", "gaps", "timeline"];
const FORMATS: [&str; 4] = ["text", "json", "markdown", "html"];

/// Runs `detente LINE` on the talks in Istanbul, LINE being the command and the rest.
fn istanbul(line: &str) -> Ran {
    detente_on(&catalog("istanbul-2025"), &line.split(' ').collect::<Vec<_>>())
}

// ------------------------------------------------------------------ exit codes

#[track_caller]
fn ends(line: &str, exit: u8) {
    let ran = istanbul(line);
    assert_eq!(ran.exit, exit, "{line}: {}", ran.all());
}

#[test]
fn what_was_done_ends_with_0() {
    for line in
        ["check", "brief", "gaps", "timeline", "search ceasefire", "show report", "show public/report"]
    {
        ends(line, 0);
    }
    for line in
        [["schema"].as_slice(), &["explain"], &["explain", "D101"], &["completions", "bash"], &["--help"]]
    {
        assert_eq!(detente(line).exit, 0, "{line:?}");
    }
}

#[test]
fn what_was_not_found_ends_with_1() {
    for line in ["search wombat", "search ceasefire wombat", "show wombat", "show team/report", "search …"]
    {
        ends(line, 1);
    }
    let faulty =
        Process::of(&format!("{}statments: []\n", read(&catalog("istanbul-2025").join("process.yaml"))));
    assert_eq!(faulty.with("sources/report-2025-05-16.txt", "x").run(&["check"]).exit, 1);
}

#[test]
fn wrong_use_ends_with_2() {
    for line in
        ["brief --format pdf", "brief --lang xx", "brief --width 20", "show", "search", "check --as team"]
    {
        ends(line, 2);
    }
    for line in ["brief --known soon", "brief --on 2025-02-30", "brief --since x", "check --room kitchen"] {
        ends(line, 2);
    }
    let nowhere = ["brief", "check", "gaps", "timeline"].map(|command| [command, "/nowhere/at/all"]);
    for line in
        nowhere.iter().chain(&[["explain", "D999"], ["completions", "ed"], ["man", "/nowhere/at/all"]])
    {
        assert_eq!(detente(line).exit, 2, "{line:?}");
    }
    assert_eq!(detente::<&str>([]).exit, 2);
}

#[test]
fn a_faulty_process_is_not_shown_and_says_where_to_look() {
    let faulty = Process::of("process: {id: x}\n");
    for command in PAGES {
        let told = faulty.run(&[command]).refused();
        assert!(told.contains("D102") && told.contains("detente check"), "{told}");
    }
}

// ------------------------------------------------------------------ hints

#[track_caller]
fn hints(line: &str, hint: &str) {
    let told = istanbul(line).refused();
    assert!(told.contains(hint), "{line}: {told}");
}

#[test]
fn a_slip_of_the_pen_is_answered_with_the_nearest_word() {
    hints("brief --knwon 2025-05-16", "--known");
    hints("brief --fromat json", "--format");
    hints("breif", "brief");
    hints("brief --as teem", "did you mean team?");
    hints("brief --as porjector", "did you mean projector?");
    hints("brief --as party:ukrane", "did you mean party:ukraine?");
    hints("brief --as party:atlantis", "ukraine, russia");
    hints("brief --as", "VIEWER");
    let told = detente(["explain", "D11"]).refused();
    assert!(told.contains("D10") || told.contains("D01"), "{told}");
}

#[test]
fn a_bad_date_is_answered_with_forms_of_dates() {
    for flag in ["known", "on", "since"] {
        let told = istanbul(&format!("brief --{flag} yesterday")).refused();
        assert!(told.contains(&format!("--{flag}")) && told.contains("2025-05-16T09:00"), "{told}");
    }
}

#[test]
fn a_room_of_a_party_that_is_not_there_does_not_pass_the_check() {
    let told = istanbul("check --room party:ukrane");
    assert_ne!(told.exit, 0, "{}", told.all());
    assert!(told.all().contains("party:ukraine"), "{}", told.all());
}

// ------------------------------------------------------------------ new

#[test]
fn a_new_process_passes_the_check_and_can_be_shown() {
    let place = Process::empty();
    for name in ["fresh", "deep/down/fresh"] {
        let folder = place.path().join(name);
        let made = detente([Path::new("new"), &folder]);
        assert_eq!((made.exit, made.out.as_str()), (0, ""), "{}", made.err);
        let checked = detente_on(&folder, &["check", "--format", "json"]).json();
        assert_eq!(
            (&checked["ok"], &checked["diagnostics"]),
            (&Value::Bool(true), &Value::Array(Vec::new()))
        );
        for page in PAGES {
            detente_on(&folder, &[page]).done();
        }
    }
}

#[test]
fn a_new_process_may_take_an_empty_folder_and_no_other() {
    let empty = Process::empty();
    assert_eq!(empty.run(&["new"]).exit, 0);
    let full = Process::empty().with("notes.txt", "mine");
    assert!(full.run(&["new"]).refused().contains("not empty"));
    assert_eq!(entries(full.path()).len(), 1);
    assert_eq!(read(&full.path().join("notes.txt")), "mine");
    let file = full.path().join("notes.txt");
    detente([Path::new("new"), &file]).refused();
    detente([Path::new("new"), &file.join("below-a-file")]).refused();
    assert_eq!((entries(full.path()).len(), read(&file)), (1, "mine".to_owned()));
}

// ------------------------------------------------------------------ text

/// The viewers of a process of the catalogue.
fn viewers(folder: &Path) -> Vec<String> {
    let parties = ["ukraine", "russia", "north", "south", "egypt", "israel", "reef-league"]
        .map(|p| format!("party:{p}"));
    let all = parties.into_iter().chain(["team", "projector", "public"].map(str::to_owned));
    all.filter(|viewer| detente_on(folder, &["timeline", "--as", viewer]).exit == 0).collect()
}

/// How many columns a line takes; `None` where that is the terminal's business (right to left, and
/// wide characters).
fn columns(line: &str) -> Option<usize> {
    let is_hard = |c: char| {
        matches!(u32::from(c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x1100..=0x115f | 0x2e80..=0xa4cf
            | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0x1f000..=0x3ffff)
    };
    let has_width = |c: &char| !matches!(u32::from(*c), 0x300..=0x36f | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x2069);
    (!line.chars().any(is_hard)).then(|| line.chars().filter(has_width).count())
}

#[test]
fn no_line_is_wider_than_asked_or_ends_in_a_space() {
    every_page_fits(&["80", "100", "120"]);
}

#[test]
fn a_narrow_terminal_is_not_overrun() {
    every_page_fits(&["40", "60"]);
}

fn every_page_fits(widths: &[&str]) {
    for folder in whole_catalog() {
        for viewer in viewers(&folder) {
            for page in PAGES {
                for width in widths {
                    let text = detente_on(&folder, &[page, "--as", &viewer, "--width", width]).done();
                    fits(&text, width.parse().expect("a number"));
                }
            }
        }
    }
}

#[track_caller]
fn fits(text: &str, width: usize) {
    for line in text.lines() {
        assert!(columns(line).is_none_or(|columns| columns <= width), "wider than {width}: {line}");
        assert!(!line.ends_with(' '), "ends in a space: {line:?}");
    }
}

#[test]
fn what_check_finds_fits_as_well() {
    let long = "much too long an id for anything in this world, and with spaces in it as well, on and on";
    let faulty = Process::of(&format!(
        "process: {{id: x, title: X, keeper: team, recorded: 2025-05-17, author: A}}\nstatements:\n  - {{by: \"{long}\", sense: x, basis: rumoured}}\n"
    ));
    for width in ["60", "80", "120"] {
        let ran = faulty.run(&["check", "--width", width]);
        // Lines of the file stand as they are, with their carets beneath.
        let is_excerpt =
            |line: &&str| line.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '·');
        let own: Vec<&str> = ran.out.lines().filter(|line| !is_excerpt(line)).collect();
        fits(&own.join("\n"), width.parse().expect("a number"));
    }
}

#[test]
fn colour_is_never_used_unless_asked_for() {
    let faulty = Process::of("process: {id: x}\n");
    for page in PAGES {
        let line = |color| istanbul(&format!("{page} --color {color}"));
        assert!(!line("never").all().contains('\x1b'));
        assert!(!line("auto").all().contains('\x1b'));
        assert!(line("always").out.contains('\x1b'));
        assert!(!faulty.run(&[page, "--color", "never"]).err.contains('\x1b'));
    }
    assert!(!faulty.run(&["check", "--color", "never"]).all().contains('\x1b'));
    assert!(faulty.run(&["check", "--color", "always"]).out.contains('\x1b'));
}

#[test]
fn colour_changes_no_word() {
    for page in PAGES {
        let plain = istanbul(page).done();
        let coloured = istanbul(&format!("{page} --color always")).done();
        let coloured = without_escapes(&coloured);
        assert!(coloured.lines().map(str::trim_end).eq(plain.lines()), "{coloured}");
    }
}

/// The text without its colours.
fn without_escapes(text: &str) -> String {
    let mut parts = text.split('\x1b');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').map_or("", |(_, rest)| rest))
}

/// A process whose words try to move the cursor, to turn the text around, and to be markup.
fn hostile() -> Process {
    let word = r#"a\e[2Jb\u202ec\u0007</td><script>alert(1)</script><img src=x onerror=alert(1)>\"'&`*_[x](http://x)"#;
    Process::of(&format!(
        "process: {{id: x, title: \"{word}\", keeper: team, recorded: 2025-05-17, author: \"{word}\", basis: stated}}\n\
         parties: [{{id: north, name: \"{word}\", role: belligerent}}, {{id: south, name: S, role: belligerent}}]\n\
         issues: [{{id: i, title: \"{word}\", scale: ordinal, options: [{{a: \"{word}\"}}, b]}}, {{id: n, title: N, scale: numeric, unit: \"{word}\"}}]\n\
         sessions: [{{id: s, title: \"{word}\", kind: direct, place: \"{word}\", when: 2025-05-16, outcome: \"{word}\", parties: [north]}}]\n\
         sources: [{{id: r, title: \"{word}\", kind: press, publisher: \"{word}\", address: \"{word}\", text: \"{word}\"}}]\n\
         positions: [{{party: north, issue: i, kind: demand, option: a, condition: \"{word}\"}}, {{party: south, issue: i, kind: offer, option: b}}, {{party: north, issue: n, kind: demand, range: 3}}]\n\
         statements: [{{id: said, by: north, words: \"{word}\", when: 2025-05-16, source: r#1, note: \"{word}\"}}]\n\
         incidents: [{{kind: other, place: \"{word}\", when: 2025-05-16, killed: {{count: 1, who: \"{word}\"}}, text: \"{word}\"}}]\n"
    ))
}

/// Control characters, and those that turn text around.
fn moves_the_cursor(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}')
}

#[test]
fn words_of_the_record_do_not_reach_the_terminal_as_commands() {
    let process = hostile();
    assert_eq!(process.run(&["check"]).exit, 0, "{}", process.run(&["check"]).all());
    for page in [
        "brief",
        "brief --as party:north",
        "gaps",
        "timeline",
        "actors",
        "actor north",
        "show said",
        "show r",
        "show s",
        "search alert",
    ] {
        for format in ["text", "markdown", "json", "html"] {
            let line: Vec<&str> = page.split(' ').chain(["--format", format]).collect();
            let out = process.run(&line).done();
            assert_eq!(out.chars().find(|c| moves_the_cursor(*c)), None, "{line:?}");
        }
    }
}

#[test]
fn words_of_a_faulty_file_do_not_reach_the_terminal_as_commands() {
    let faults = [
        r#"statements: [{by: "a\e[2Jb", sense: x}]"#,
        r#"statements: [{by: n, sense: x, basis: "a\e[2Jb"}]"#,
        r#"statements: [{by: n, sense: x, "a\e[2Jb": 1}]"#,
        r#"statements: [{by: n, sense: x, when: "a\e[2Jb"}]"#,
    ];
    for fault in faults {
        let process = Process::of(&format!(
            "process: {{id: x, title: X, keeper: team, recorded: 2025-05-17, author: A, basis: stated}}\nparties: [{{id: n, name: N, role: host}}]\n{fault}\n"
        ));
        for line in
            [["check"].as_slice(), &["check", "--format", "json"], &["brief"], &["brief", "--as", "public"]]
        {
            let ran = process.run(line);
            assert_ne!(ran.exit, 0);
            assert_eq!(ran.all().chars().find(|c| moves_the_cursor(*c)), None, "{line:?} {fault}");
        }
    }
}

// ------------------------------------------------------------------ what was known, and what held

/// The ids of the timeline.
fn ids(ran: &Ran) -> BTreeSet<String> {
    let content = ran.json()["content"].as_array().cloned().unwrap_or_default();
    content.iter().filter_map(|item| item["entry"]["id"].as_str()).map(str::to_owned).collect()
}

fn harbour(line: &str) -> Ran {
    let words: Vec<&str> = line.split(' ').chain(["--format", "json"]).collect();
    detente_on(&catalog("harbour-exercise"), &words)
}

#[test]
fn what_was_known_earlier_is_less() {
    let times = [
        "2025-01-01",
        "2025-04-12",
        "2025-04-29",
        "2025-05-16T12:00",
        "2025-05-16",
        "2025-06-18",
        "2026-01-01",
    ];
    let known: Vec<_> = times.iter().map(|time| ids(&harbour(&format!("timeline --known {time}")))).collect();
    // Taken back, or repeated in a wider room: these count no longer.
    let gone =
        ["south-inquiry", "south-keepers-told", "south-pilots", "north-watch"].map(str::to_owned).into();
    for pair in known.windows(2) {
        assert!(pair[0].difference(&pair[1]).all(|id| BTreeSet::contains(&gone, id)), "{known:?}");
    }
    assert!(
        known[0].is_empty() && known[1].len() < known[2].len() && known[3].len() < known[4].len(),
        "{known:?}"
    );
    assert_eq!(known[6], ids(&harbour("timeline")));
}

#[test]
fn a_correction_acts_from_when_it_was_recorded() {
    let discussed = |known: &str| {
        let shown = harbour(&format!("show quince-1 --known {known}")).json();
        shown["content"][0]["entry"]["discussed"].as_array().map_or(0, Vec::len)
    };
    assert_eq!((discussed("2025-05-15"), discussed("2025-05-16")), (4, 5));
}

#[test]
fn on_the_day_before_the_session_nothing_of_it_has_happened() {
    let before = ids(&istanbul("timeline --format json --on 2025-05-15"));
    let after = ids(&istanbul("timeline --format json --on 2025-05-16"));
    for id in ["istanbul-session", "drone-attack", "demands-refused", "ceasefire-urged", "unacceptable"] {
        assert!(!before.contains(id) && after.contains(id), "{id}");
    }
    for id in ["alignment", "meeting-offer", "meeting-declined"] {
        assert!(before.contains(id) && after.contains(id), "{id}");
    }
    let text = istanbul("brief --on 2025-05-15").done();
    for word in ["drone", "Umerov", "prisoners of war, 1,000", "under 2 hours"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
}

#[test]
fn since_a_later_day_less_has_changed() {
    let changed = |since: &str| {
        harbour(&format!("brief --since {since}")).json()["content"]["changes"].to_string().len()
    };
    assert!(changed("2025-01-01") > changed("2025-05-01"));
    assert!(changed("2025-05-01") > changed("2025-06-15"));
}

// ------------------------------------------------------------------ formats

#[test]
fn every_json_answer_can_be_read() {
    for folder in whole_catalog() {
        for line in [
            "brief",
            "gaps",
            "timeline",
            "incidents",
            "sources",
            "source report",
            "source wombat",
            "agreements",
            "proposal wombat",
            "search the",
            "show report",
            "show wombat",
            "check",
        ] {
            let words: Vec<&str> = line.split(' ').chain(["--format", "json"]).collect();
            let ran = detente_on(&folder, &words);
            assert!(ran.json().is_object(), "{line}");
            assert!(ran.out.ends_with("}\n") && ran.err.is_empty(), "{line}: {}", ran.err);
        }
    }
    for file in ["process", "room"] {
        let schema = detente(["schema", file]).json();
        assert!(jsonschema::meta::is_valid(&schema), "{file}");
    }
}

#[test]
fn the_same_page_is_the_same_bytes_each_time() {
    for page in PAGES {
        for format in FORMATS {
            let line = format!("{page} --format {format}");
            assert_eq!(istanbul(&line), istanbul(&line));
        }
    }
}

/// The tags of an HTML page, without what stands between them.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).map(|part| part.split_once('>').map_or(part, |(tag, _)| tag))
}

/// The attributes of a tag, with their values.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = tag.split('"').collect::<Vec<_>>();
    let pairs: Vec<(&str, &str)> =
        parts.chunks_exact(2).map(|pair| (pair[0].trim().trim_end_matches('='), pair[1])).collect();
    pairs.into_iter().map(|(name, value)| (name.rsplit(' ').next().unwrap_or(name), value))
}

/// What an HTML page must not do: run anything, load anything, or lead anywhere outside itself.
#[track_caller]
fn stands_alone(html: &str) {
    for tag in tags(html) {
        let name =
            tag.split([' ', '/', '\n']).find(|word| !word.is_empty()).unwrap_or_default().to_lowercase();
        let forbidden = [
            "script", "link", "iframe", "object", "embed", "base", "img", "form", "audio", "video", "use",
            "image",
        ];
        assert!(!forbidden.contains(&name.as_str()), "<{tag}>");
        for (name, value) in attributes(tag) {
            let leads_out = name.ends_with("href") && !value.starts_with('#');
            let loads = ["src", "srcset", "action", "poster", "background", "data"].contains(&name);
            let styles = name == "style" && value.contains("url(");
            assert!(!leads_out && !loads && !styles && !name.starts_with("on"), "<{tag}>");
        }
    }
    let style =
        html.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).unwrap_or_default();
    assert!(!style.is_empty() && !style.contains("url(") && !style.contains("@import"), "{style}");
}

#[test]
fn an_html_page_stands_alone() {
    for folder in whole_catalog() {
        for page in PAGES {
            stands_alone(&detente_on(&folder, &[page, "--format", "html"]).done());
        }
    }
    for page in ["brief", "gaps", "timeline", "show said", "show r", "search alert"] {
        let line: Vec<&str> = page.split(' ').chain(["--format", "html"]).collect();
        stands_alone(&hostile().run(&line).done());
    }
}

#[test]
fn the_tags_of_an_html_page_are_closed() {
    for folder in whole_catalog() {
        for page in PAGES {
            closed(&detente_on(&folder, &[page, "--format", "html"]).done());
        }
    }
    closed(&hostile().run(&["brief", "--format", "html"]).done());
}

#[track_caller]
fn closed(html: &str) {
    let mut open = Vec::new();
    for tag in tags(html).filter(|tag| !tag.starts_with('!') && !tag.ends_with('/')) {
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "<{tag}>"),
            None if ["meta", "br", "hr", "col"].contains(&name) => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

// ------------------------------------------------------------------ completions, man, schema

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = detente(["completions", shell]).done();
        for command in [
            "new", "check", "brief", "gaps", "timeline", "actors", "actor", "show", "search", "schema",
            "explain",
        ] {
            assert!(script.contains(command), "{shell} does not know {command}");
        }
    }
}

#[test]
fn every_command_has_a_man_page() {
    let place = Process::empty();
    let ran = detente([Path::new("man"), place.path()]);
    assert_eq!((ran.exit, ran.out.as_str()), (0, ""), "{}", ran.err);
    let mut names: Vec<String> = entries(place.path())
        .iter()
        .map(|path| path.file_name().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    names.sort();
    for command in
        ["", "-brief", "-check", "-explain", "-gaps", "-new", "-schema", "-search", "-show", "-timeline"]
    {
        assert!(names.contains(&format!("detente{command}.1")), "{names:?}");
    }
    assert!(entries(place.path()).iter().all(|path| read(path).contains(".TH")));
}

/// Entries as they are printed, put back into a file: what the program writes, it reads, and its
/// schema allows.
#[test]
fn what_is_printed_as_json_can_be_read_again() {
    let found =
        detente_on(&catalog("harbour-exercise"), &["search", "e", "--as", "public", "--format", "json"])
            .json();
    let entries = found["content"]["entries"].as_array().cloned().unwrap_or_default();
    assert!(entries.len() > 80, "{}", entries.len());
    let file = as_file(&entries);
    let schema = jsonschema::validator_for(&detente(["schema"]).json()).expect("a schema");
    let errors: Vec<String> =
        schema.iter_errors(&file).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
    let again = Process::of(&file.to_string())
        .with("sources/harbour-bulletin.txt", "")
        .with("sources/south-gazette.txt", "");
    let checked = again.run(&["check", "--format", "json"]);
    assert_eq!(
        (checked.exit, &checked.json()["diagnostics"]),
        (0, &Value::Array(Vec::new())),
        "{}",
        checked.out
    );
    let printed = |process: &Path| {
        detente_on(process, &["timeline", "--as", "public", "--format", "json"]).json()["content"].clone()
    };
    assert_eq!(printed(again.path()), printed(&catalog("harbour-exercise")));
}

/// The entries under the keys of their sections, as a process file.
fn as_file(entries: &[Value]) -> Value {
    let mut file = serde_json::json!({"process": {"id": "again", "title": "Again", "keeper": "team", "zone": "Etc/GMT-3", "recorded": "2025-01-01", "author": "A"}});
    // What was taken back is not found, so its withdrawal would name nothing.
    for entry in entries.iter().filter(|entry| entry["entry"] != "withdrawal") {
        let mut entry = entry.as_object().cloned().unwrap_or_default();
        let kind =
            entry.remove("entry").and_then(|kind| kind.as_str().map(str::to_owned)).unwrap_or_default();
        if entry.contains_key("text") && kind == "source" {
            entry.remove("file");
        }
        let section = match kind.as_str() {
            "party" => "parties".to_owned(),
            "person" => "people".to_owned(),
            "preferences" => kind,
            _ => format!("{kind}s"),
        };
        match &mut file[section.as_str()] {
            Value::Array(items) => items.push(entry.into()),
            empty => *empty = Value::Array(vec![entry.into()]),
        }
    }
    file
}

#[test]
fn what_a_check_found_is_a_page_as_well() {
    let faulty = Process::of(
        "process: {id: x, title: X, keeper: team, recorded: 2025-05-17, author: A, basis: stated}\n\
         parties: [{id: north, name: North, role: beligerent}]\n",
    );
    for (format, place) in
        [("markdown", "process.yaml:2:"), ("html", "process.yaml:2:"), ("text", "process.yaml:2:")]
    {
        let ran = faulty.run(&["check", "--format", format]);
        assert_eq!(ran.exit, 1);
        assert!(
            ran.out.contains("D104") && ran.out.contains(place) && ran.out.contains("belligerent"),
            "{}",
            ran.out
        );
    }
    let html = faulty.run(&["check", "--format", "html", "--lang", "qps"]).out;
    assert!(html.contains("ḗřřǿř") && !html.contains(">error"), "{html}");
    let passes = detente_on(&catalog("istanbul-2025"), &["check", "--format", "markdown"]).done();
    assert!(passes.contains("no errors"), "{passes}");
}

#[test]
fn of_thousands_of_faults_the_last_line_says_how_many_more_there_are() {
    let statement = |index: usize| format!("  - {{by: nobody-{index}, sense: x}}\n");
    let process = Process::of(&format!(
        "process: {{id: x, title: X, keeper: team, recorded: 2025-05-17, author: A, basis: stated}}\nstatements:\n{}",
        (0..1_300).map(statement).collect::<String>()
    ));
    let ran = process.run(&["check"]);
    assert_eq!(ran.exit, 1);
    assert_eq!(ran.out.lines().last(), Some("and 300 more faults in public"));
    assert_eq!(ran.out.matches("D201").count(), 1_000);
    assert!(ran.err.contains("1300 errors, 0 warnings"), "{}", ran.err);
    let json = process.run(&["check", "--format", "json"]).json();
    assert_eq!((&json["errors"], &json["more"]), (&1_300.into(), &serde_json::json!({"public": 300})));
    let page = process.run(&["check", "--format", "markdown"]).out;
    assert!(page.contains("300 more faults in"), "{}", page.lines().last().unwrap_or_default());
    assert_eq!(process.run(&["brief"]).exit, 2);
    let none = Process::copy_of(&catalog("istanbul-2025")).run(&["check", "--format", "json"]).json();
    assert_eq!(none["more"], serde_json::json!({}));
}

/// A process to which something was added on two days.
fn grown(more: &str) -> Process {
    Process::of(&format!(
        "process: {{id: x, title: X, keeper: team, recorded: 2025-05-10, author: A, basis: stated, zone: Europe/Istanbul}}
parties:
  - {{id: north, name: North, role: ally}}
  - {{id: south, name: South, role: ally, recorded: 2025-05-12}}
issues: [{{id: days, title: Days, scale: numeric}}]
{more}"
    ))
}

/// How `detente check` ends, and the codes that it tells.
fn checked(process: &Process, flags: &[&str]) -> (u8, Vec<String>) {
    let ran = process.run(&[&["check", "--format", "json"], flags].concat());
    let codes = ran.json()["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["code"].as_str().unwrap().into())
        .collect();
    (ran.exit, codes)
}

#[test]
fn a_process_can_be_checked_as_it_was_known() {
    let process = grown("statements: [{by: south, sense: x, recorded: 2025-05-11}]\n");
    assert_eq!(checked(&process, &[]), (0, vec![]));
    assert_eq!(checked(&process, &["--known", "2025-05-12"]), (0, vec![]));
    // Pointed at before it was there; and before that nothing pointed at it.
    assert_eq!(checked(&process, &["--known", "2025-05-11"]), (1, vec!["D201".to_owned()]));
    assert_eq!(checked(&process, &["--known", "2025-05-10"]), (0, vec![]));
    assert_eq!(checked(&process, &["--known", "2020"]), (0, vec![]));
    let told = process.run(&["check", "--known", "2025-05-10"]).err;
    assert!(told.contains("(public 2)"), "{told}");
    let wrong = process.run(&["check", "--known", "tuesday"]).refused();
    assert!(wrong.contains("--known"), "{wrong}");
}

#[test]
fn what_another_room_may_not_know_yet_is_left_out_of_its_check_as_well() {
    let process = grown("").with(
        "rooms/party-north.yaml",
        "room: party:north\nrecorded: 2025-05-11\nauthor: A\nbasis: stated\nstatements: [{by: south, sense: x}]\n",
    );
    assert_eq!(process.run(&["check"]).exit, 0);
    let told = process.run(&["check", "--known", "2025-05-11"]);
    assert!(told.exit == 1 && told.err.contains("party:north has errors"), "{}", told.err);
}

#[test]
fn red_lines_are_compared_where_they_held() {
    let process = grown(
        "positions:
  - {party: north, issue: days, kind: demand, range: at least 60, red_line: true, until: 2025-05-05}
  - {party: north, issue: days, kind: demand, range: at most 30, red_line: true, when: about 2025-05-05}
",
    );
    assert_eq!(checked(&process, &[]), (1, vec!["D301".to_owned()]));
    assert_eq!(checked(&process, &["--on", "2025-05-05"]), (1, vec!["D301".to_owned()]));
    assert_eq!(checked(&process, &["--on", "2025-04-30"]), (0, vec![]));
    assert_eq!(checked(&process, &["--on", "2025-05-06"]), (0, vec![]));
    assert!(process.run(&["check", "--on", "never"]).refused().contains("--on"));
}

#[test]
fn a_red_line_that_was_moved_in_a_later_session_contradicts_nothing() {
    let process = grown(
        "sessions:
  - {id: first, title: First, kind: direct, when: 2025-05-01}
  - {id: second, title: Second, kind: direct, when: 2025-05-08}
positions:
  - {party: north, issue: days, kind: demand, range: at least 60, red_line: true, session: first}
  - {party: north, issue: days, kind: demand, range: at most 30, red_line: true, session: second}
",
    );
    assert_eq!(checked(&process, &[]), (0, vec![]));
}
