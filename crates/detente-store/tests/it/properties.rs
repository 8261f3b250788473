//! What holds for every process: entries read back, the order of sections is nothing, names of
//! unnamed entries stay, and damage to a file is told and does no more.

use crate::desk::{BASE, Desk, check, heads, record, viewer};
use crate::targets::{read_for, reads_back, record_for};
use detente_model::shape::Decoder;
use detente_model::{Basis, Key, Node, NodeKind, Room, Span};
use detente_record::{AsOf, DeedKind, Defaults, Entry};
use detente_store::yaml;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// The folders of the catalog.
fn processes() -> Vec<PathBuf> {
    let catalog = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog/processes");
    let entries = fs::read_dir(catalog).expect("the catalog");
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The process and room files of a folder, by name.
fn files_of(folder: &Path) -> Vec<(String, String)> {
    let mut names = vec!["process.yaml".to_owned()];
    let rooms = fs::read_dir(folder.join("rooms")).into_iter().flatten();
    names.extend(
        rooms.map(|entry| format!("rooms/{}", entry.expect("an entry").file_name().to_string_lossy())),
    );
    names.sort();
    names
        .into_iter()
        .map(|name| (name.clone(), fs::read_to_string(folder.join(&name)).expect("a file")))
        .collect()
}

fn tree(text: &str) -> Node {
    yaml::parse(text, &"f.yaml".into(), &mut Vec::new()).expect("a tree")
}

/// Every entry of the catalog, and of a process with something of everything, as written.
fn entries() -> &'static [(DeedKind, Node)] {
    static ENTRIES: OnceLock<Vec<(DeedKind, Node)>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let texts = processes().into_iter().flat_map(|folder| files_of(&folder)).map(|(_, text)| text);
        let trees: Vec<Node> =
            texts.chain([include_str!("whole.yaml").to_owned()]).map(|text| tree(&text)).collect();
        let of = |tree: &Node, kind: DeedKind| match tree
            .get(kind.section())
            .map(|section| section.kind.clone())
        {
            Some(NodeKind::List(items)) => items,
            _ => Vec::new(),
        };
        trees
            .iter()
            .flat_map(|tree| {
                DeedKind::all().flat_map(|kind| of(tree, kind).into_iter().map(move |node| (kind, node)))
            })
            .collect()
    })
}

/// Words to put into entries: good, odd and bad ones of every form.
const WORDS: &[&str] = &[
    "north",
    "public/north",
    "caucus:a+b/x",
    "caucus-b+a/x",
    "team",
    "joint",
    "1",
    "1.50",
    "-0",
    "0.000",
    "1,000",
    "at least 4",
    "~ 4",
    "4-6",
    "4 to 6",
    "< 1 000",
    "≥ 2",
    "unknown",
    "2025",
    "2025-05",
    "2025-05-16",
    "2025-05-16 10:00",
    "2025-05-16T10:00Z",
    "2025-05-16T10:00:00.5+03:00",
    "2025-05-16T10:00[Asia/Tokyo]",
    "2025-05-16T10:00+09:00[Asia/Tokyo]",
    "2025-05-16T10:00/2025-05-16T11:00",
    "2025-05-14 to 2025-05-16",
    "before 2025-05",
    "by 9999-12-31",
    "after 0000-01-01",
    "about 2025-05-16T10:00",
    "before public/first",
    "during first",
    "after caucus:b+a/x",
    "under 2 hours",
    "about 90 minutes",
    "3 days",
    "2-3 h",
    "true",
    "no",
    "report#4",
    "report#4-6",
    "x#1",
    "",
    " ",
    "  x  y ",
    "a\nb",
    "null",
    "\u{0}",
    "ар",
    "منارة",
    "e\u{301}",
    "x'\"\\",
    "{a: b}",
    "2025-13",
    "[",
    "north#0",
    "1e9",
    "team/",
    "/x",
    "EN",
    "uk-Latn",
    "NaN",
];

/// What may be changed in a tree.
#[derive(Clone, Debug)]
enum Change {
    /// The scalar at this place becomes this word.
    Word(usize, usize),
    /// The pair or item at this place goes.
    Gone(usize),
    /// The value at this place becomes a list of itself.
    Listed(usize),
    /// The key at this place becomes this word.
    Renamed(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        6 => (any::<usize>(), any::<usize>()).prop_map(|(at, word)| Change::Word(at, word)),
        2 => any::<usize>().prop_map(Change::Gone),
        1 => any::<usize>().prop_map(Change::Listed),
        1 => (any::<usize>(), any::<usize>()).prop_map(|(at, word)| Change::Renamed(at, word)),
    ]
}

fn count(node: &Node) -> usize {
    1 + match &node.kind {
        NodeKind::List(items) => items.iter().map(count).sum(),
        NodeKind::Map(pairs) => pairs.iter().map(|(_, value)| count(value)).sum(),
        _ => 0,
    }
}

/// Calls `f` on the `at`-th node of the tree, in the order written.
fn at_node(node: &mut Node, at: &mut usize, f: &mut dyn FnMut(&mut Node)) {
    if *at == 0 {
        f(node);
    }
    *at = at.wrapping_sub(1);
    match &mut node.kind {
        NodeKind::List(items) => items.iter_mut().for_each(|item| at_node(item, at, f)),
        NodeKind::Map(pairs) => pairs.iter_mut().for_each(|(_, value)| at_node(value, at, f)),
        _ => {}
    }
}

fn changed(mut node: Node, changes: &[Change]) -> Node {
    for change in changes {
        let (Change::Word(at, _) | Change::Gone(at) | Change::Listed(at) | Change::Renamed(at, _)) = change;
        let mut at = at % count(&node);
        at_node(&mut node, &mut at, &mut |found| apply(found, change));
    }
    node
}

fn apply(node: &mut Node, change: &Change) {
    let word = |index: usize| WORDS[index % WORDS.len()].to_owned();
    match (change, &mut node.kind) {
        (Change::Word(_, index), kind) => *kind = NodeKind::Scalar(word(*index)),
        (Change::Gone(at), NodeKind::Map(pairs)) if !pairs.is_empty() => {
            pairs.remove(at % pairs.len());
        }
        (Change::Gone(at), NodeKind::List(items)) if !items.is_empty() => {
            items.remove(at % items.len());
        }
        (Change::Renamed(at, index), NodeKind::Map(pairs)) if !pairs.is_empty() => {
            let place = at % pairs.len();
            pairs[place].0 = Key { span: Span::default(), text: word(*index) };
        }
        (Change::Listed(_), kind) => {
            *kind = NodeKind::List(vec![Node { span: Span::default(), kind: kind.clone() }])
        }
        _ => {}
    }
}

fn defaults() -> Defaults {
    let rooms =
        ["public", "joint", "team", "caucus:a+b"].map(|room| Room::parse(room).expect("a room")).to_vec();
    Defaults {
        room: Room::Public,
        rooms,
        recorded: Timestamp::UNIX_EPOCH,
        author: "A".into(),
        basis: Some(Basis::Stated),
    }
}

#[test]
fn every_entry_of_the_catalog_reads_back_as_itself() {
    let zone = TimeZone::get("Etc/GMT-3").expect("a zone");
    assert!(entries().len() > 150, "{}", entries().len());
    let kinds: BTreeSet<DeedKind> = entries().iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds.len(), DeedKind::all().count(), "something of every kind");
    for (kind, node) in entries() {
        let mut d = Decoder::new("f.yaml", zone.clone());
        let draft = Entry::decode(*kind, node, &defaults(), &mut d);
        // Entries of rooms other than these are refused for their room alone.
        match draft {
            Some(draft) => reads_back(&draft.entry, &zone),
            None => panic!("{kind:?} {:?}", d.diagnostics),
        }
    }
}

#[test]
fn a_process_that_is_read_twice_gives_equal_heads() {
    for folder in processes() {
        for seat in ["public", "projector", "team", "party:north"] {
            let read =
                || heads(&record(&folder, seat).unwrap_or_else(|_| panic!("{}", folder.display())), seat);
            assert_eq!(read(), read());
        }
    }
}

/// The top-level sections of a file, each with its key, and what stands before the first.
fn sections(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for line in text.lines() {
        let begins = line.starts_with(|c: char| c.is_ascii_lowercase());
        if begins {
            parts.push(String::new());
        }
        let part = parts.last_mut().expect("one at least");
        part.push_str(line);
        part.push('\n');
    }
    parts
}

/// A copy of the folder, with its files changed by `change`.
fn copy(folder: &Path, change: impl Fn(&str) -> String) -> Desk {
    let desk = Desk::empty();
    for (name, text) in files_of(folder) {
        desk.write(&name, change(&text));
    }
    for entry in fs::read_dir(folder.join("sources")).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        let name = format!("sources/{}", path.file_name().expect("a name").to_string_lossy());
        desk.write(&name, fs::read(&path).expect("a file"));
    }
    desk
}

#[test]
fn the_order_of_sections_is_nothing() {
    // Sections are read in the order of the vocabulary, wherever they stand. Within a section the
    // order counts: it is the order of the log for entries of one time.
    for folder in processes() {
        let turned = copy(&folder, |text| {
            let mut parts = sections(text);
            parts[1..].reverse();
            parts.concat()
        });
        let plain = copy(&folder, str::to_owned);
        for seat in ["public", "team", "party:north"] {
            assert_eq!(turned.heads_as(seat), plain.heads_as(seat), "{} {seat}", folder.display());
        }
    }
}

#[test]
fn the_order_within_a_section_counts_for_the_head_and_not_for_the_ids() {
    let desk = |entries: &[&str]| Desk::with(&format!("statements:\n{}", entries.concat()));
    let (a, b) = ("  - {by: north, sense: A}\n", "  - {by: south, sense: B}\n");
    let (one, other) = (desk(&[a, b]), desk(&[b, a]));
    assert_ne!(one.heads_as("team"), other.heads_as("team"));
    assert_eq!(ids(&one), ids(&other));
    // Of entries with times of their own, the time decides.
    let (a, b) = (
        "  - {by: north, sense: A, recorded: 2025-05-18}\n",
        "  - {by: south, sense: B, recorded: 2025-05-19}\n",
    );
    assert_eq!(desk(&[a, b]).heads_as("team"), desk(&[b, a]).heads_as("team"));
}

#[test]
fn the_head_of_a_room_hangs_on_its_own_file_alone() {
    for folder in processes() {
        let plain = copy(&folder, str::to_owned);
        let before = plain.heads_as("team");
        plain.room("caucus:north+south+tide-union", "");
        let _ = fs::remove_file(plain.at("rooms/party-north.yaml"));
        let of = |heads: Vec<String>| {
            heads.into_iter().filter(|head| !head.starts_with("caucus:north+south+")).collect::<Vec<_>>()
        };
        if folder.ends_with("harbour-exercise") {
            assert_eq!(of(plain.heads_as("team")), before);
        }
    }
}

/// The ids that the process gives its statements, in no order.
fn ids(desk: &Desk) -> Vec<String> {
    let record = record(desk.path(), "team").unwrap_or_else(|faults| panic!("{:?}", faults.diagnostics));
    let view = record.view(&viewer("team"), AsOf::default());
    let statements = view.history().filter(|seen| seen.entry().kind().as_str() == "statement");
    let mut ids: Vec<String> = statements.map(|seen| seen.entry().id.to_string()).collect();
    ids.sort();
    ids
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(2), ..ProptestConfig::default() })]

    #[test]
    fn an_entry_that_is_read_reads_back_as_itself(index in any::<usize>(), changes in prop::collection::vec(change(), 0..6)) {
        let (kind, node) = &entries()[index % entries().len()];
        let zone = TimeZone::get("Europe/Istanbul").expect("a zone");
        let mut d = Decoder::new("f.yaml", zone.clone());
        let read = Entry::decode(*kind, &changed(node.clone(), &changes), &defaults(), &mut d);
        if let Some(draft) = read.filter(|_| d.diagnostics.is_empty()) {
            reads_back(&draft.entry, &zone);
        } else {
            prop_assert!(!d.diagnostics.is_empty(), "refused without a word");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(3), ..ProptestConfig::default() })]

    #[test]
    fn the_ids_of_unnamed_entries_stay_when_others_are_added(
        words in prop::collection::vec("[abc]", 1..8),
        more in prop::collection::vec(("[abcd]", any::<prop::sample::Index>(), any::<bool>()), 1..5),
    ) {
        let entry = |word: &String| format!("  - {{by: north, sense: {word}}}\n");
        let desk = |entries: &[String]| Desk::with(&format!("statements:\n{}", entries.concat()));
        let mut entries: Vec<String> = words.iter().map(entry).collect();
        let before = ids(&desk(&entries));
        for (word, place, joint) in more {
            let new = entry(&word).replace("by:", if joint { "room: joint, by:" } else { "by:" });
            entries.insert(place.index(entries.len() + 1), new);
        }
        let after = ids(&desk(&entries));
        prop_assert!(before.iter().all(|id| after.contains(id)), "{before:?} {after:?}");
        let different: BTreeSet<&String> = after.iter().collect();
        prop_assert_eq!(different.len(), entries.len(), "each has an id of its own");
    }
}

/// A small generator of numbers (SplitMix64), so that the damage is the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
}

/// Signs that matter in YAML, and some that should not stand in it.
const SIGNS: &[u8] = b"-:,[]{}#&*!|>'\"%@`? \n\t\r\x00\xff\xd0~0aZ/.";

/// Damages `bytes` in one to four places.
fn damage(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len());
        let end = (at + chance.below(60)).min(bytes.len());
        match chance.below(6) {
            0 => bytes[at] = SIGNS[chance.below(SIGNS.len())],
            1 => bytes.insert(at, SIGNS[chance.below(SIGNS.len())]),
            2 => bytes[at] = chance.next() as u8,
            3 => drop(bytes.drain(at..end)),
            4 => {
                let piece = bytes[at..end].to_vec();
                let to = chance.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            _ => bytes.truncate(at.max(1)),
        }
    }
}

/// Damages each process `count` times, and lets each viewer read what is left.
fn damaged(folder: &Path, seed: u64, count: usize) {
    let mut chance = Chance(seed);
    let files = files_of(folder);
    let desk = copy(folder, str::to_owned);
    for round in 0..count {
        let (name, text) = &files[chance.below(files.len())];
        let mut bytes = text.clone().into_bytes();
        damage(&mut bytes, &mut chance);
        desk.write(name, &bytes);
        for seat in ["team", "public", "projector", "party:north", "party:south"] {
            let start = Instant::now();
            let read = std::panic::catch_unwind(|| match seat {
                "team" => read_for(desk.path(), seat),
                _ => drop(record_for(desk.path(), seat)),
            });
            let (took, text) = (start.elapsed(), String::from_utf8_lossy(&bytes));
            let at = format!("{} {name} seed {seed} round {round} as {seat}", folder.display());
            assert!(read.is_ok(), "it panics: {at}:\n{text}");
            assert!(took < Duration::from_secs(2), "it takes {took:?}: {at}:\n{text}");
        }
        desk.write(name, text);
    }
}

#[test]
fn damage_to_the_catalog_never_panics_and_never_hangs() {
    // A thousand in all, most of them to the process that shows everything.
    std::thread::scope(|scope| {
        for (index, folder) in processes().into_iter().enumerate() {
            let count = if folder.ends_with("harbour-exercise") { 400 } else { 300 };
            scope.spawn(move || damaged(&folder, 1000 + index as u64, count));
        }
    });
}

#[test]
fn a_word_out_of_place_is_told_and_does_no_more() {
    // Every scalar of the base process becomes every word in turn.
    let node = tree(BASE);
    let mut spans = Vec::new();
    scalars(&node, &mut spans);
    for (index, span) in spans.iter().enumerate() {
        let word = WORDS[(index * 7) % WORDS.len()]
            .replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', "\\n")
            .replace('\0', "\\0");
        let text = format!("{}\"{word}\"{}", &BASE[..span.start as usize], &BASE[span.end as usize..]);
        check(Desk::of(text).path(), "team");
    }
}

fn scalars(node: &Node, spans: &mut Vec<Span>) {
    match &node.kind {
        NodeKind::Scalar(_) => spans.push(node.span),
        NodeKind::List(items) => items.iter().for_each(|item| scalars(item, spans)),
        NodeKind::Map(pairs) => pairs.iter().for_each(|(_, value)| scalars(value, spans)),
        NodeKind::Null => {}
    }
}
