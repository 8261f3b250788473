//! `detente add` without pairs: a script answers in the place of a person.
//!
//! A script is a list of answers. To a choice it gives what would be typed to find it (the best fit is
//! taken), to several choices the same with commas between, to a text the text; `TAB …` takes the first
//! suggestion for what was typed, and `ESC` stops. What fits nothing, and a text that is refused, is
//! told in the talk, and the next answer is for the same question.

use crate::harness::{Process, Ran, TALK, catalog, detente_in, detente_on};
use detente::Talk;
use detente::ask::{Answer, Ask, Check, Choice, Question, Stop, Suggest};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::VecDeque;

thread_local! {
    static SCRIPT: RefCell<VecDeque<String>> = const { RefCell::new(VecDeque::new()) };
    static HEARD: RefCell<String> = const { RefCell::new(String::new()) };
}

struct Scripted;

fn hear(text: &str) {
    HEARD.with_borrow_mut(|heard| heard.push_str(&format!("{text}\n")));
}

fn answer() -> Answer<String> {
    let next = SCRIPT.with_borrow_mut(VecDeque::pop_front);
    match next {
        Some(answer) if answer == "ESC" => Err(Stop::Cancelled),
        Some(answer) => Ok(answer),
        None => Err(Stop::Failed("the script has ended".into())),
    }
}

fn asked(question: &Question, options: &[Choice]) {
    let before = question.before.as_ref().map(|before| format!(" [{before}]")).unwrap_or_default();
    hear(&format!("? {}{before} ({})", question.words, question.help));
    options.iter().for_each(|option| hear(&format!("  * {option}")));
}

impl Ask for Scripted {
    fn choose(&mut self, question: &Question, options: &[Choice]) -> Answer<usize> {
        assert!(!options.is_empty(), "{question:?}");
        asked(question, options);
        loop {
            let typed = answer()?;
            match Choice::fitting(options, &typed).first() {
                Some(place) => return Ok(*place),
                None => hear(&format!("! nothing fits {typed}")),
            }
        }
    }

    fn choose_some(&mut self, question: &Question, options: &[Choice]) -> Answer<Vec<usize>> {
        assert!(!options.is_empty(), "{question:?}");
        asked(question, options);
        let typed = answer()?;
        let words = typed.split(", ").filter(|word| !word.is_empty());
        let mut places: Vec<usize> =
            words.filter_map(|word| Choice::fitting(options, word).first().copied()).collect();
        places.sort_unstable();
        Ok(places)
    }

    fn text(&mut self, question: &Question, suggest: Suggest<'_>, check: Check<'_>) -> Answer<String> {
        asked(question, &[]);
        loop {
            let typed = answer()?;
            let text = match typed.strip_prefix("TAB ") {
                Some(begun) => {
                    let all = suggest(begun);
                    all.iter().for_each(|choice| hear(&format!("  ~ {choice}")));
                    all.first().expect("a suggestion").value.clone()
                }
                None => typed,
            };
            match check(&text) {
                Ok(()) => return Ok(text),
                Err(wrong) => hear(&format!("! {wrong}")),
            }
        }
    }

    fn tell(&mut self, text: &str) {
        hear(text);
    }
}

/// What a run gave, and all that the person was asked and told.
struct Talked {
    ran: Ran,
    heard: String,
}

/// Runs `detente add PROCESS WORDS` and answers with `script`, all of which must be used.
#[track_caller]
fn talk(process: &Process, words: &[&str], script: &[&str]) -> Talked {
    SCRIPT.set(script.iter().map(|word| (*word).to_owned()).collect());
    HEARD.take();
    let talk = Talk { asker: Some(|_| Box::new(Scripted)), ..TALK };
    let place = process.path().to_str().expect("a path in UTF-8");
    let ran = detente_in(&talk, ["add", place].iter().chain(words));
    let heard = HEARD.take();
    assert!(SCRIPT.take().is_empty(), "{heard}{}", ran.all());
    Talked { ran, heard }
}

impl Talked {
    /// The entry that was written, without its id.
    #[track_caller]
    fn entry(self, process: &Process) -> Value {
        assert_eq!(self.ran.exit, 0, "{}{}", self.heard, self.ran.all());
        entry(process, self.ran)
    }
}

#[track_caller]
fn entry(process: &Process, ran: Ran) -> Value {
    let id = ran.done().trim().to_owned();
    let seat = if id.starts_with("party:") { "party:north" } else { "team" };
    let shown = process.run(&["show", &id, "--format", "json", "--as", seat]).json();
    let mut entry = shown["content"][0]["entry"].clone();
    entry.as_object_mut().expect("an entry").shift_remove("id");
    entry
}

fn exercise() -> Process {
    Process::copy_of(&catalog("harbour-exercise"))
}

/// What flags write, in a copy of the process.
#[track_caller]
fn by_flags(words: &[&str]) -> Value {
    let process = exercise();
    let ran = process.run(&[&["add"], words].concat());
    entry(&process, ran)
}

#[test]
fn a_position_is_asked_for() {
    let process = exercise();
    let script = [
        "position",
        "caucus:north",
        "north",
        "length",
        "offer",
        "30 days",
        "condition, said",
        "If it's quiet: at first",
        "oona",
        "stated",
        "2025-06-02",
        "TAB talk",
        "",
        "yes",
    ];
    let talked = talk(&process, &[], &script);
    for expected in [
        "  * position – Where a party stands on an issue\n  * statement",
        "  * team – read by the team alone\n  * caucus:north – read by North and the team\n",
        "  * public – read by everybody\n",
        "? party – Whose position: ()\n  * north – North Harbour: belligerent\n",
        "? issue – On which issue: ()\n  * quiet-length –",
        "  * breakwater – Oona Breakwater, Warden of the Quays, North\n",
        "  ~ talk-with-breakwater – Talk with the Warden on the quay, 9 April 2025 (conversation)\n",
        "position in caucus:north, read by North and the team:\n\n  party: north\n  issue: quiet-length\n",
        "  * yes – write it into caucus:north, read by North and the team\n",
    ] {
        assert!(talked.heard.contains(expected), "{expected}\n{}", talked.heard);
    }
    assert_eq!(talked.ran.err, "wrote a position into caucus:north\n");
    let flags = [
        "position",
        "party=north",
        "issue=quiet-length",
        "kind=offer",
        "option=30-days",
        "condition=If it's quiet: at first",
        "said_by=breakwater",
        "basis=stated",
        "when=2025-06-02",
        "source=talk-with-breakwater",
        "--room",
        "caucus:north",
    ];
    assert_eq!(talked.entry(&process), by_flags(&flags));
}

#[test]
fn options_come_from_the_issue_that_was_chosen() {
    let several = [
        "position",
        "team",
        "north",
        "length",
        "wish",
        "several",
        "10-days, 30 days",
        "",
        "assumed",
        "",
        "",
        "",
        "yes",
    ];
    let process = exercise();
    let entry = talk(&process, &[], &several).entry(&process);
    assert_eq!(entry["options"], serde_json::json!(["10-days", "30-days"]));
    // A number is checked at once, with the bounds of its issue.
    let number = ["north", "toll", "wish", "a lot", "-3", "at most 15", "", "assumed", "", "", "", "yes"];
    let talked = talk(&process, &["position", "--room", "team"], &number);
    assert_eq!(talked.heard.matches("! write a number").count(), 2, "{}", talked.heard);
    assert_eq!(talked.entry(&process)["range"], "at most 15");
}

#[test]
fn a_statement_is_asked_for() {
    let process = exercise();
    let script = [
        "statement",
        "joint",
        "أونا",
        "words, about",
        "toll, flag",
        "[sic] “ten”, he said",
        "report",
        "during q",
        "TAB during quince-2",
        "gull",
        "TAB gull",
        "Ні: {не} зараз",
        "yes",
    ];
    let talked = talk(&process, &[], &script);
    for expected in ["! no session", "  ~ during quince-2 –", "what is reported names its source"] {
        assert!(talked.heard.contains(expected), "{expected}\n{}", talked.heard);
    }
    let flags = [
        "statement",
        "by=breakwater",
        "about=[flag, toll]",
        "words={en: x}",
        "basis=reported",
        "when=during quince-2",
        "source=gull-report",
        "note=Ні: {не} зараз",
        "--room",
        "joint",
    ];
    let mut expected = by_flags(&flags);
    // Pairs would read this as a list.
    expected["words"] = "[sic] “ten”, he said".into();
    assert_eq!(talked.entry(&process), expected);
}

#[test]
fn an_incident_is_asked_for() {
    let process = exercise();
    let script = [
        "incident",
        "team",
        "clash",
        "killed, wounded, attributed",
        "many",
        "[{count: 3, source: gull-report}, {count: 4}]",
        "at least 5",
        "{to: north, by: sauth}",
        "to: north, by: south, denied: yes",
        "inferred",
        "2025-13",
        "before 2025-06",
        "",
        "",
        "yes",
    ];
    let talked = talk(&process, &[], &script);
    for expected in [
        "! “many” is not a number",
        "such as {count: 3, source:",
        "such as [{to: north, by: north}]",
        "! no party has the id “sauth”; did you mean south?",
        "! there is no month 13",
        "by|after|about DATE",
    ] {
        assert!(talked.heard.contains(expected), "{expected}\n{}", talked.heard);
    }
    let flags = [
        "incident",
        "kind=clash",
        "killed=[{count: 3, source: gull-report}, {count: 4}]",
        "wounded=at least 5",
        "attributed=[{to: north, by: south, denied: yes}]",
        "basis=inferred",
        "when=before 2025-06",
    ];
    assert_eq!(talked.entry(&process), by_flags(&flags));
}

#[test]
fn only_the_faulty_answer_is_asked_again() {
    let process = exercise();
    // That it ends before it begins, and that the source has no such sentence, only the whole check tells.
    let script = [
        "position",
        "team",
        "north",
        "length",
        "offer",
        "30 days",
        "until, condition",
        "Perhaps.",
        "2025-01",
        "reported",
        "2025-06-02",
        "gull-report#99",
        "",
        "2025-07",
        "gull-report#4",
        "yes",
    ];
    let talked = talk(&process, &[], &script);
    for expected in ["D208", "D303", "your answers:"] {
        assert!(talked.heard.contains(expected), "{expected}\n{}", talked.heard);
    }
    let times = [("until", 2), ("source", 2), ("party", 1), ("when", 1), ("basis", 1), ("note", 1)];
    for (key, times) in times {
        let question = format!("? {key} –");
        assert_eq!(talked.heard.matches(&question).count(), times, "{key}\n{}", talked.heard);
    }
    assert!(talked.heard.contains("[gull-report#99]"), "the answer before is offered: {}", talked.heard);
    assert_eq!(talked.entry(&process)["source"], "gull-report#4");
}

#[test]
fn anything_can_be_changed_before_it_is_written() {
    let process = exercise();
    let script = [
        "wick", "sense", "A slip.", "stated", "", "", "", "change", "sense", "No slip.", "change", "room",
        "joint", "yes",
    ];
    let talked = talk(&process, &["statement", "--room", "team"], &script);
    assert!(
        talked.heard.contains("write it into joint, read by all parties at the table"),
        "{}",
        talked.heard
    );
    let entry = talked.entry(&process);
    assert_eq!((entry["sense"].as_str(), entry["room"].as_str()), (Some("No slip."), Some("joint")));
    // What need not be there can be left out again.
    let script = [
        "north", "toll", "wish", "10", "session", "quince-1", "stated", "", "", "", "change", "session",
        "leave", "yes",
    ];
    let entry = talk(&process, &["position", "--room", "team"], &script).entry(&process);
    assert_eq!(entry.get("session"), None);
}

#[test]
fn a_person_who_stops_has_written_nothing_and_lost_nothing() {
    let process = exercise();
    let log = process.run(&["log"]);
    let all = ["statement", "team", "wick", "sense", "It's late.", "stated", "", "", "", "no"];
    for count in 0..all.len() {
        let script = [&all[..count], &["ESC"]].concat();
        let script = if count == all.len() - 1 { &all[..] } else { &script[..] };
        let talked = talk(&process, &[], script);
        let err = talked.ran.refused();
        assert!(err.starts_with("nothing was written\n"), "{err}");
        if count > 5 {
            assert!(
                err.contains("statement by=wick 'sense=It'\\''s late.'") && err.contains("--room team"),
                "{err}"
            );
        }
    }
    assert_eq!(process.run(&["log"]), log);
}

#[test]
fn what_the_room_may_not_name_is_not_offered() {
    let process = exercise();
    let heard = |words: &[&str], script: &[&str]| {
        let script = [script, &["ESC"]].concat();
        talk(&process, words, &script).heard
    };
    let issues = |room: &str| heard(&["position", "--room", room], &["north"]);
    assert!(issues("team").contains("dry-dock") && issues("caucus:north").contains("dry-dock"));
    for room in ["joint", "public", "caucus:south"] {
        assert!(!issues(room).contains("dry-dock"), "{room}");
    }
    // What is typed is checked like what is chosen.
    let script = ["other", "attributed", "to: north, source: talk-with-breakwater"];
    let typed = heard(&["incident", "--room", "joint"], &script);
    assert!(typed.contains("is in caucus:north, which not every reader of joint may read"), "{typed}");
    // A party is offered nothing of the team's or of the other side's.
    let south = heard(&["position", "--as", "party:south"], &["party:south", "south"]);
    assert!(!south.contains("dry-dock") && south.contains("* quiet-length"), "{south}");
    assert!(south.contains("* party:south – read by South alone\n  * caucus:south"), "{south}");
    assert!(
        !south.contains("* joint") && !south.contains("* team") && !south.contains("caucus:north –"),
        "{south}"
    );
}

#[test]
fn who_cannot_write_is_not_asked() {
    let process = exercise();
    let nobody = talk(&process, &["statement", "--as", "projector"], &[]).ran.refused();
    assert!(nobody.contains("projector writes nothing"), "{nobody}");
    let elsewhere =
        talk(&process, &["statement", "--as", "party:north", "--room", "team"], &[]).ran.refused();
    assert!(elsewhere.contains("party:north may not write into team"), "{elsewhere}");
    let kind = talk(&process, &["statment"], &[]).ran.refused();
    assert!(kind.contains("did you mean statement?"), "{kind}");
    let deed = talk(&process, &["correction"], &[]).ran.refused();
    assert!(deed.contains("detente correct PROCESS ID"), "{deed}");
    // In an empty process nothing can be named.
    let empty = Process::of("process: {id: p, title: P, keeper: team, recorded: 2025-01-01, author: A}\n");
    let first = talk(&empty, &["position", "--room", "team"], &[]).ran.refused();
    assert!(first.contains("“party” must name a party, and there is none"), "{first}");
    // With pairs, with JSON and without a person nothing is asked.
    let pairs = talk(&process, &["statement", "by=wick"], &[]);
    assert!(pairs.heard.is_empty() && pairs.ran.exit == 2, "{}", pairs.ran.all());
    assert!(detente_on(process.path(), &["add"]).refused().contains("what kind of entry?"));
}

/// Takes the first of everything, and types whatever is let pass.
struct Dull(u32);

impl Dull {
    fn tire(&mut self) -> Answer<()> {
        self.0 += 1;
        if self.0 < 30 { Ok(()) } else { Err(Stop::Cancelled) }
    }
}

impl Ask for Dull {
    fn choose(&mut self, question: &Question, options: &[Choice]) -> Answer<usize> {
        assert!(!options.is_empty(), "{question:?}");
        self.tire().map(|()| 0)
    }
    fn choose_some(&mut self, question: &Question, options: &[Choice]) -> Answer<Vec<usize>> {
        assert!(!options.is_empty(), "{question:?}");
        self.tire().map(|()| (0..options.len()).collect())
    }
    fn text(&mut self, question: &Question, _: Suggest<'_>, check: Check<'_>) -> Answer<String> {
        const WORDS: [&str; 8] = [
            "gull-report",
            "2025-01-01",
            "en",
            "1",
            "a thing",
            "toll: 8",
            "toll: {a: 1}",
            "when_all: {toll: 8}",
        ];
        self.tire()?;
        let passes = |text: &&str| check(text).is_ok();
        let text = WORDS.into_iter().find(passes).or_else(|| Some("").filter(passes));
        text.map(str::to_owned).ok_or_else(|| Stop::Failed(format!("nothing passes: {question:?}")))
    }
    fn tell(&mut self, text: &str) {
        hear(text);
    }
}

/// Whatever kind it is, everything in it can be asked for, and the talk comes to an end.
#[test]
fn every_kind_can_be_asked_for() {
    let process = exercise();
    let mut written = 0;
    for kind in detente_model::Kind::ALL {
        HEARD.take();
        let talk = Talk { asker: Some(|_| Box::new(Dull(0))), ..TALK };
        let place = process.path().to_str().expect("a path in UTF-8");
        let ran = detente_in(&talk, ["add", place, kind.as_str(), "--room", "team"]);
        let stopped = ran.exit == 2 && ran.err.starts_with("nothing was written");
        assert!(ran.exit == 0 || stopped, "{kind:?}: {}{}", HEARD.take(), ran.all());
        written += usize::from(ran.exit == 0);
    }
    assert!(written >= 10, "{written}");
}
