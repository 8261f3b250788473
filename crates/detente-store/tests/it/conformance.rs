//! What every store must do, run on each of them.

use detente_model::shape::Decoder;
use detente_model::{Id, Node, Room};
use detente_record::words::fold;
use detente_record::{Edge, Entry, Hash, Head, Line, Salt, Seat, Viewer};
use detente_store::{Batch, Place, ProcessHeader, RoomState, Store, StoreError};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A place for a store that nothing is in yet, and what keeps it there.
pub struct Fresh {
    pub place: Place,
    pub _keep: Box<dyn std::any::Any>,
}

pub fn header() -> ProcessHeader {
    ProcessHeader::from_text(
        &json!({
            "id": "trial", "title": "A trial", "keeper": "team", "recorded": "2025-05-01", "author": "A",
            "zone": "Europe/Istanbul",
        })
        .to_string(),
    )
    .unwrap()
}

pub fn entry(room: &Room, id: &str, at: i64, said: &Value) -> Entry {
    let mut value = json!({
        "id": id, "entry": "statement", "room": room.to_string(),
        "recorded": Timestamp::from_second(at).unwrap().to_string(), "author": "A", "basis": "stated",
    });
    value.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
    let mut d = Decoder::new("", TimeZone::get("Europe/Istanbul").unwrap());
    Entry::decode_whole(Node::from_value(&value), &mut d).unwrap_or_else(|| panic!("{:?}", d.diagnostics))
}

pub fn statement(room: &Room, id: &str, at: i64, sense: &str) -> Line {
    let salt = Salt(Sha256::digest(id).into());
    Line::of(entry(room, id, at, &json!({"by": "a", "sense": sense})), salt)
}

pub fn room(text: &str) -> Room {
    Room::parse(text).unwrap()
}

fn create(fresh: &Fresh) -> Box<dyn Store> {
    fresh.place.create(&header(), &mut |_| Ok(())).unwrap();
    fresh.place.open().unwrap()
}

fn put(store: &mut dyn Store, room: &Room, expected: u64, lines: &[Line]) -> Result<(), StoreError> {
    store.append(&[Batch { room, expected, lines, documents: &[] }])
}

/// What a line is, to compare.
pub fn told(line: &Line) -> Value {
    json!({
        "recorded": line.recorded().to_string(),
        "received": line.received_at().map(|at| at.to_string()),
        "commitment": line.commitment().to_string(),
        "kept": line.kept().map(|kept| json!({
            "id": kept.id().as_str(), "kind": kept.kind().as_str(), "salt": kept.salt().to_string(), "text": kept.text(),
        })),
    })
}

pub fn all(store: &mut dyn Store, room: &Room) -> Vec<Value> {
    let mut lines = Vec::new();
    store
        .read(room, &mut |line| {
            lines.push(told(&line));
            Ok(())
        })
        .unwrap();
    lines
}

pub fn what_is_written_is_read_again(fresh: &Fresh) {
    let mut store = create(fresh);
    let (team, caucus) = (room("team"), room("caucus:a+b"));
    let lines = [
        statement(&team, "s1", 100, "Ядро «text» with \"quotes\" \\ and\ta tab"),
        statement(&team, "s2", 100, "two\nlines"),
        Line::erased(Timestamp::from_second(101).unwrap(), Hash([7; 32])),
        statement(&team, "s3", 90, "from elsewhere").received(Some(Timestamp::from_second(102).unwrap())),
    ];
    put(store.as_mut(), &team, 0, &lines[..2]).unwrap();
    put(store.as_mut(), &caucus, 0, &[statement(&caucus, "s1", 5, "the same id elsewhere")]).unwrap();
    put(store.as_mut(), &team, 2, &lines[2..]).unwrap();
    let expected: Vec<Value> = lines.iter().map(told).collect();
    let mut edge = Edge::default();
    lines.iter().for_each(|line| edge.push(line.leaf()));
    drop(store);
    let mut store = fresh.place.open().unwrap();
    assert_eq!(all(store.as_mut(), &team), expected);
    assert_eq!(
        store.state(&team).unwrap(),
        RoomState { size: 4, last: Some(Timestamp::from_second(102).unwrap()) }
    );
    assert_eq!(store.state(&room("party:a")).unwrap(), RoomState::default());
    assert!(all(store.as_mut(), &room("party:a")).is_empty());
    let rooms = store.rooms().unwrap();
    assert!(rooms.is_sorted() && rooms.contains(&team) && rooms.contains(&caucus), "{rooms:?}");
    assert_eq!(detente_store::head_of(store.as_mut(), &team).unwrap(), edge.head());
    assert_eq!(store.header().unwrap(), header());
    assert_eq!(store.audit().unwrap(), []);
}

pub fn a_viewer_gets_the_record_of_his_rooms(fresh: &Fresh) {
    let mut store = create(fresh);
    let party = entry(&Room::Public, "a", 1, &json!({"entry": "party", "name": "A", "role": "belligerent"}));
    let line = Line::of(party, Salt([1; 32]));
    put(store.as_mut(), &Room::Public, 0, &[line]).unwrap();
    for name in ["joint", "caucus:a", "party:a", "team"] {
        let room = room(name);
        put(store.as_mut(), &room, 0, &[statement(&room, &format!("in-{}", room.file_stem()), 2, "x")])
            .unwrap();
    }
    let seen = |store: &mut dyn Store, seat: &str| -> Vec<String> {
        let record = store.record(&Viewer::seated(Seat::parse(seat).unwrap())).unwrap();
        let view = record.view(&Viewer::seated(Seat::parse(seat).unwrap()), Default::default());
        let ids = view.history().map(|seen| seen.entry().id.to_string()).collect();
        assert_eq!(view.heads().count(), view.rooms().count());
        assert!(record.unreadable().is_none());
        ids
    };
    let store = store.as_mut();
    assert_eq!(seen(store, "public"), ["a"]);
    assert_eq!(seen(store, "projector"), ["a", "in-joint"]);
    assert_eq!(seen(store, "party:a"), ["a", "in-joint", "in-caucus-a", "in-party-a"]);
    assert_eq!(seen(store, "team"), ["a", "in-joint", "in-caucus-a", "in-team"]);
}

pub fn two_writers_lose_nothing(fresh: &Fresh) {
    let mut one = create(fresh);
    let mut two = fresh.place.open().unwrap();
    let team = room("team");
    assert_eq!(two.state(&team).unwrap().size, 0);
    put(one.as_mut(), &team, 0, &[statement(&team, "mine", 1, "x")]).unwrap();
    match put(two.as_mut(), &team, 0, &[statement(&team, "yours", 1, "y")]) {
        Err(StoreError::Conflict(conflict)) => {
            assert_eq!(conflict.room, team);
            assert_eq!(conflict.theirs, [Id::new("mine").unwrap()]);
            assert_eq!(conflict.yours, [Id::new("yours").unwrap()]);
        }
        other => panic!("{other:?}"),
    }
    put(two.as_mut(), &team, 1, &[statement(&team, "yours", 1, "y")]).unwrap();
    assert!(matches!(put(one.as_mut(), &team, 3, &[]), Err(StoreError::Conflict(_))));
    assert_eq!(all(one.as_mut(), &team).len(), 2);
}

pub fn all_batches_or_none(fresh: &Fresh) {
    let mut store = create(fresh);
    let (joint, team) = (room("joint"), room("team"));
    put(store.as_mut(), &team, 0, &[statement(&team, "t1", 1, "x")]).unwrap();
    let (j, t) = ([statement(&joint, "j1", 2, "x")], [statement(&team, "t2", 2, "x")]);
    let both = |expected| {
        [
            Batch { room: &joint, expected: 0, lines: &j, documents: &[] },
            Batch { room: &team, expected, lines: &t, documents: &[] },
        ]
    };
    assert!(matches!(store.append(&both(0)), Err(StoreError::Conflict(_))));
    assert_eq!((all(store.as_mut(), &joint).len(), all(store.as_mut(), &team).len()), (0, 1));
    store.append(&both(1)).unwrap();
    drop(store);
    let mut store = fresh.place.open().unwrap();
    assert_eq!((all(store.as_mut(), &joint).len(), all(store.as_mut(), &team).len()), (1, 2));
}

pub fn times_never_go_back(fresh: &Fresh) {
    let mut store = create(fresh);
    let team = room("team");
    put(store.as_mut(), &team, 0, &[statement(&team, "s1", 100, "x")]).unwrap();
    let error = put(store.as_mut(), &team, 1, &[statement(&team, "s2", 99, "x")]).unwrap_err();
    assert!(error.to_string().contains("1970-01-01T00:01:40Z"), "{error}");
    assert!(
        put(store.as_mut(), &team, 1, &[statement(&team, "s2", 101, "x"), statement(&team, "s3", 100, "x")])
            .is_err()
    );
    assert_eq!(all(store.as_mut(), &team).len(), 1);
}

pub fn a_search_misses_nothing(fresh: &Fresh) {
    let mut store = create(fresh);
    let team = room("team");
    let texts = [
        "An Armistice of thirty days.",
        "armistices; and 30-days",
        "Waffenstillstand in Zürich",
        "وقف إطلاق النار",
        "停火三十天",
        "OR NOT \"quoted\" AND near(x) 100% under_score",
        "nothing",
    ];
    let lines: Vec<Line> =
        texts.iter().enumerate().map(|(n, text)| statement(&team, &format!("s{n}"), 1, text)).collect();
    put(store.as_mut(), &team, 0, &lines).unwrap();
    let questions = [
        "armistice",
        "mistic",
        "ARMISTICE",
        "stillstand",
        "zurich",
        "النار",
        "火三",
        "30-days",
        "or not",
        "\"quoted\"",
        "near(x",
        "100%",
        "r_sc",
        "absent",
        "thirty armistice",
        "x",
        "*",
        "--",
    ];
    for asked in questions {
        let words: Vec<String> = asked.split(' ').map(fold).collect();
        let hold = |text: &&str| words.iter().all(|word| fold(text).contains(word.as_str()));
        let expected: Vec<u32> =
            texts.iter().enumerate().filter(|(_, text)| hold(text)).map(|(n, _)| n as u32).collect();
        if let Some(found) = store.candidates(&team, &words).unwrap() {
            assert!(
                expected.iter().all(|place| found.contains(place)),
                "{asked}: {found:?} lacks some of {expected:?}"
            );
            let is_selective = words.iter().any(|word| word.chars().any(char::is_alphanumeric));
            assert!(!is_selective || found.len() < texts.len(), "{asked} found everything");
        }
    }
}

/// A text without spaces is one word, of any length.
pub fn a_search_finds_parts_of_the_longest_words(fresh: &Fresh) {
    let mut store = create(fresh);
    let team = room("team");
    let long: String = (0..30_000).map(|n| format!("停{n}x")).collect();
    let mut lines = vec![statement(&team, "long", 1, &long)];
    lines.extend((0..200).map(|n| statement(&team, &format!("s{n}"), 1, "short")));
    put(store.as_mut(), &team, 0, &lines).unwrap();
    let begin: String = long.chars().take(3_001).collect();
    let end: String = long.chars().skip(100_000).collect();
    for part in ["停0x", "x停29999x", "500x停501x", &long, &begin, &end] {
        if let Some(found) = store.candidates(&team, &[fold(part)]).unwrap() {
            assert_eq!(found, [0].into(), "{}", part.len());
        }
    }
    assert_eq!(store.audit().unwrap(), []);
}

pub fn documents_stay_in_their_room(fresh: &Fresh) {
    let mut store = create(fresh);
    let (team, joint) = (room("team"), room("joint"));
    let documents = [b"%PDF-1.7 \x00\xff".to_vec(), Vec::new()];
    let names: Vec<Hash> = documents.iter().map(|bytes| Hash(Sha256::digest(bytes).into())).collect();
    let lines = [statement(&team, "s1", 1, "x")];
    store.append(&[Batch { room: &team, expected: 0, lines: &lines, documents: &documents }]).unwrap();
    // The same again is the same.
    store.append(&[Batch { room: &team, expected: 1, lines: &[], documents: &documents[..1] }]).unwrap();
    drop(store);
    let mut store = fresh.place.open().unwrap();
    for (name, bytes) in names.iter().zip(&documents) {
        assert_eq!(store.document(&team, name).unwrap().as_ref(), Some(bytes));
        assert_eq!(store.document(&joint, name).unwrap(), None);
    }
    let mut sorted = names.clone();
    sorted.sort();
    assert_eq!(store.documents(&team).unwrap(), sorted);
    assert!(store.documents(&joint).unwrap().is_empty());
}

pub fn many_batches_give_the_head_of_the_tree(fresh: &Fresh) {
    let mut store = create(fresh);
    let team = room("team");
    let mut leaves = Vec::new();
    let mut size = 0;
    for length in [1, 2, 3, 5, 8, 13, 100] {
        let lines: Vec<Line> =
            (0..length).map(|n| statement(&team, &format!("s{}", size + n), size as i64, "x")).collect();
        leaves.extend(lines.iter().map(Line::leaf));
        put(store.as_mut(), &team, size, &lines).unwrap();
        size += length;
    }
    let head = Head { size, root: detente_record::log::root(&leaves) };
    assert_eq!(detente_store::heads(store.as_mut()).unwrap(), [(team, head)]);
    assert_eq!(store.audit().unwrap(), []);
}

pub fn a_store_is_made_once(fresh: &Fresh) {
    drop(create(fresh));
    assert!(matches!(fresh.place.create(&header(), &mut |_| Ok(())), Err(StoreError::Failed { .. })));
    fresh.place.open().unwrap().header().unwrap();
}

pub fn a_copy_has_the_same_heads(fresh: &Fresh, other: &Place) {
    let mut store = create(fresh);
    let rooms = ["public", "joint", "caucus:a", "party:a", "team"].map(room);
    for room in &rooms {
        let lines: Vec<Line> =
            (0..20).map(|n| statement(room, &format!("s{n}"), n, &format!("word{n}"))).collect();
        let documents = [room.to_string().into_bytes()];
        store.append(&[Batch { room, expected: 0, lines: &lines, documents: &documents }]).unwrap();
    }
    let heads = detente_store::heads(store.as_mut()).unwrap();
    assert_eq!(detente_store::copy_whole(store.as_mut(), other).unwrap(), heads);
    let mut copy = other.open().unwrap();
    assert_eq!(detente_store::heads(copy.as_mut()).unwrap(), heads);
    for room in &rooms {
        assert_eq!(all(copy.as_mut(), room), all(store.as_mut(), room));
        assert_eq!(copy.documents(room).unwrap(), store.documents(room).unwrap());
    }
}

macro_rules! on_each {
    ($store:ident: $fresh:expr) => {
        mod $store {
            use super::*;
            on_each!(@ $fresh; what_is_written_is_read_again a_viewer_gets_the_record_of_his_rooms two_writers_lose_nothing
                all_batches_or_none times_never_go_back a_search_misses_nothing a_search_finds_parts_of_the_longest_words documents_stay_in_their_room
                many_batches_give_the_head_of_the_tree a_store_is_made_once);

            #[test]
            fn a_copy_has_the_same_heads() {
                for name in ["copy", "copy.detente"] {
                    let folder = tempfile::tempdir().unwrap();
                    if let Some(fresh) = $fresh {
                        super::a_copy_has_the_same_heads(&fresh, &Place::of(&folder.path().join(name)));
                    }
                }
            }
        }
    };
    (@ $fresh:expr; $($name:ident)+) => {
        $(#[test]
        fn $name() {
            if let Some(fresh) = $fresh {
                super::$name(&fresh);
            }
        })+
    };
}

fn in_folder(name: &str) -> Option<Fresh> {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::of(&folder.path().join(name));
    Some(Fresh { place, _keep: Box::new(folder) })
}

on_each!(files: in_folder("process"));
on_each!(sqlite: in_folder("process.detente"));
#[cfg(all(unix, feature = "postgres"))]
on_each!(postgres: crate::postgres::fresh());
