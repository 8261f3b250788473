//! What must not hold a word of a room that is not one's own: files that are handed over, the log of
//! who came in, streams of events. (Every page, for every viewer: `matrix.rs`.)

use crate::canary::{canary, with_canaries};
use crate::house::{House, ROOMS, collect, in_memory, reads, viewer, word};
use detente_store::{Place, copy_for};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;

const SEATS: [&str; 5] = ["team", "party:north", "party:south", "projector", "public"];

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|part| part == word.as_bytes())
}

#[test]
fn a_file_that_is_handed_over_holds_only_rooms_of_who_gets_it() {
    let house = House::new("team");
    with_canaries(&house);
    for at in SEATS {
        for name in ["export", "export.detente"] {
            let folder = in_memory();
            let to = Place::of(&folder.path().join(name));
            let mut store = Place::Sqlite(house.store.clone()).open().unwrap();
            copy_for(store.as_mut(), &viewer(at), &to).unwrap();
            let mut files = BTreeMap::new();
            collect(folder.path(), folder.path(), &mut files);
            for room in ROOMS {
                let held =
                    files.iter().any(|(name, bytes)| name.contains(&word(room)) || holds(bytes, &word(room)));
                assert_eq!(held, reads(at, room), "{room} in {name} for {at}");
            }
        }
    }
}

#[test]
fn the_log_of_who_came_in_holds_no_word_of_the_record() {
    let house = House::new("team");
    with_canaries(&house);
    for at in SEATS {
        let guest = house.guest(&house.keeper, at, "en");
        for route in crate::questions::shown_by(&[detente_web::routes::Door::Viewer]) {
            for room in ROOMS {
                let id = format!("{room}/{}", canary(room));
                house.get(&guest, route.name, &crate::house::pairs(&[("id", &id), ("q", &word(room))]));
            }
        }
        house.post(&guest, "leave", &[]);
    }
    let log = fs::read(&house.log).unwrap();
    assert!(holds(&log, "An adviser"));
    for room in ROOMS {
        assert!(!holds(&log, &word(room)), "{room}");
    }
}

#[test]
fn an_event_says_nothing_but_that_there_is_one() {
    let house = House::new("team");
    for at in SEATS {
        let guest = house.guest(&house.keeper, at, "en");
        let mut events = house.events(&guest);
        house.heard(&mut events);
        for room in ROOMS {
            house.put(
                room,
                &format!("heard-by-{}", at.replace(':', "-")),
                "statement",
                &json!({"by": "north", "sense": word(room)}),
                None,
            );
            let expected = if reads(at, room) { "event: changed\ndata:\n\n" } else { "" };
            assert_eq!(house.heard(&mut events), expected, "{room} as {at}");
        }
    }
}
