//! Files of rooms: named for a room, one a room, and not even opened for who may not read it.

use crate::desk::{BASE, Desk, check, errors, heads, record, room_head, viewer};
use detente_model::{Code, Room};
use detente_store::Opened;
use std::fs;

#[test]
fn a_file_that_is_named_for_no_room_is_told() {
    let names = [
        "tem.yaml",
        "team.yml",
        "Team.yaml",
        "party.yaml",
        "party-.yaml",
        "caucus-.yaml",
        "caucus-north+.yaml",
        "team.yaml.bak",
        "team",
    ];
    for name in names {
        let desk = Desk::with("");
        desk.write(&format!("rooms/{name}"), room_head("team"));
        let fault = desk.has_one(Code::BadRoomFile, &format!("“{name}” is named for no room"));
        assert!(fault.expected.unwrap().contains("team.yaml"));
    }
    let desk = Desk::with("");
    desk.write("rooms/tem.yaml", "");
    assert_eq!(
        desk.has_one(Code::BadRoomFile, "“tem.yaml”").help.as_deref(),
        Some("did you mean “team.yaml”?")
    );
}

#[test]
fn two_files_for_one_room_are_told_at_the_second() {
    let desk = Desk::with("");
    desk.write("rooms/caucus-north.yaml", room_head("caucus:north"));
    desk.write("rooms/caucus:north.yaml", room_head("caucus:north"));
    let fault =
        desk.has_one(Code::BadRoomFile, "rooms/caucus:north.yaml is a second file for the room caucus:north");
    assert!(fault.expected.unwrap().contains("one file a room"));

    let party = Desk::with("");
    party.write("rooms/party-north.yaml", room_head("party:north"));
    party.write("rooms/party:north.yaml", room_head("party:north"));
    let faults = party.faults_as("party:north");
    assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), [Code::BadRoomFile]);

    let turned = Desk::with("");
    turned.write("rooms/caucus-north+south.yaml", room_head("caucus:north+south"));
    turned.write("rooms/caucus-south+north.yaml", room_head("caucus:north+south"));
    turned.has_one(Code::BadRoomFile, "is a second file for the room caucus:north+south");
}

#[test]
fn two_files_for_one_room_are_told_even_if_the_first_cannot_be_read() {
    let desk = Desk::with("");
    desk.write("rooms/caucus-north.yaml", "[");
    desk.write("rooms/caucus:north.yaml", room_head("caucus:north"));
    let codes: Vec<Code> = desk.faults().iter().map(|fault| fault.code).collect();
    assert!(codes.contains(&Code::BadRoomFile), "{codes:?}");
}

#[test]
fn public_has_no_file_of_its_own() {
    let fault = Desk::with_room("public", "")
        .has_one(Code::BadRoomFile, "rooms/public.yaml is a second file for the room public");
    assert!(fault.expected.unwrap().contains("public stands in process.yaml"));
}

const SAID_BY_ALL: &str = "by: north, sense: Said by all.}]\n";

#[test]
fn joint_may_have_a_file_of_its_own() {
    let own = Desk::with_room("joint", &format!("statements: [{{{SAID_BY_ALL}"));
    let shared = Desk::with(&format!("statements: [{{room: joint, {SAID_BY_ALL}"));
    for seat in ["projector", "team", "party:north"] {
        assert_eq!(own.faults_as(seat), []);
        // Without secrets both are the same log, down to its ids and salts.
        assert_eq!(own.heads_as(seat), shared.heads_as(seat));
    }
    assert_eq!(own.heads_as("projector").len(), 2);
    assert_eq!(own.heads_as("public"), Desk::with("").heads_as("public"));
}

#[test]
fn joint_in_two_places_is_told_to_its_readers_only() {
    let desk = Desk::with("statements: [{room: joint, by: north, sense: x}]\n");
    desk.room("joint", "statements: [{id: said, by: south, sense: y}]\n");
    let fault = desk.has_one(Code::BadRoomFile, "process.yaml holds entries of the room joint");
    assert_eq!((&*fault.file, fault.room), ("rooms/joint.yaml", Some(Room::Joint)));
    assert!(record(desk.path(), "team").is_err());
    assert_eq!(desk.faults_as("public"), []);
    assert_eq!(desk.heads_as("public"), Desk::with("").heads_as("public"));
}

#[test]
fn a_file_of_joint_that_cannot_be_read_does_not_stop_the_public_view() {
    for bytes in [&b"["[..], b"\xff\xfe", b"", b"room: team\n"] {
        let desk = Desk::with("");
        desk.write("rooms/joint.yaml", bytes);
        assert!(!desk.faults_as("projector").is_empty(), "{bytes:?}");
        assert!(record(desk.path(), "team").is_err(), "{bytes:?}");
        assert_eq!(desk.heads_as("public"), Desk::with("").heads_as("public"), "{bytes:?}");
    }
}

#[test]
fn a_file_whose_room_is_another_than_its_name_says_is_told() {
    let desk = Desk::with("");
    desk.write("rooms/team.yaml", room_head("caucus:north"));
    let fault = desk.has_one(Code::WrongRoom, "the file says caucus:north and is named for team");
    assert_eq!(fault.expected.as_deref(), Some("room: team, or the file rooms/caucus-north.yaml"));
    desk.write("rooms/team.yaml", room_head("tem"));
    desk.has_one(Code::UnknownWord, "“tem” is no room");
}

#[test]
fn an_entry_of_another_room_has_no_place_in_the_file() {
    Desk::with("statements: [{room: team, by: north, sense: x}]\n")
        .has_one(Code::WrongRoom, "team has no place in this file");
    let desk = Desk::with_room("team", "statements: [{room: public, by: north, sense: x}]\n");
    desk.has_one(Code::WrongRoom, "public has no place in this file");
}

#[test]
fn the_first_lines_of_a_room_are_needed() {
    for (line, key) in
        [("room: team\n", "room"), ("recorded: 2025-05-17\n", "recorded"), ("author: An author\n", "author")]
    {
        let desk = Desk::with("");
        desk.write("rooms/team.yaml", room_head("team").replace(line, ""));
        desk.has_one(Code::MissingKey, &format!("the key “{key}” is missing"));
    }
}

/// A process with a room for each party and each caucus, and the team's.
fn many_rooms() -> Desk {
    let desk = Desk::with("");
    for room in ["joint", "caucus:north", "caucus:south", "party:north", "party:south", "team"] {
        desk.room(room, &format!("statements: [{{by: north, sense: Said in {room}.}}]\n"));
    }
    desk
}

fn may_read(seat: &str, file: &str) -> bool {
    let stem = file.trim_start_matches("rooms/").trim_end_matches(".yaml");
    viewer(seat).reads(&Room::parse(stem).unwrap())
}

const SEATS: [&str; 6] = ["public", "projector", "team", "party:north", "party:south", "party:east"];
const FILES: [&str; 6] = [
    "rooms/joint.yaml",
    "rooms/caucus-north.yaml",
    "rooms/caucus-south.yaml",
    "rooms/party-north.yaml",
    "rooms/party-south.yaml",
    "rooms/team.yaml",
];

#[test]
fn a_broken_file_of_a_room_that_a_viewer_does_not_read_is_nothing_to_him() {
    for file in FILES {
        for seat in SEATS {
            let desk = many_rooms();
            let before = desk.heads_as(seat);
            for broken in ["", "[", "\0\0", "room: nonsense\n"] {
                desk.write(file, broken);
                let read = record(desk.path(), seat);
                assert_eq!(read.is_err(), may_read(seat, file), "{seat} {file} {broken:?}");
                if let Ok(read) = read {
                    assert_eq!(heads(&read, seat), before, "{seat} {file}");
                }
            }
        }
    }
}

#[test]
fn a_room_that_a_viewer_does_not_read_is_not_opened_for_his_record() {
    // A folder in the place of the file: to open it would be told as a fault.
    for file in FILES {
        for seat in SEATS.iter().filter(|seat| !may_read(seat, file)) {
            let desk = many_rooms();
            let before = desk.heads_as(seat);
            fs::remove_file(desk.at(file)).unwrap();
            fs::create_dir(desk.at(file)).unwrap();
            assert_eq!(desk.heads_as(seat), before, "{seat} {file}");
            fs::remove_dir(desk.at(file)).unwrap();
            assert_eq!(desk.heads_as(seat), before, "{seat} without {file}");
        }
    }
}

#[test]
fn the_check_of_a_room_that_the_keeper_does_not_read_tells_only_that_it_fails() {
    let desk = many_rooms();
    desk.room("party:north", "statements: [{by: SECRET, sense: x}]\n");
    let checked = Opened::at(desk.path()).unwrap().check(&viewer("team")).unwrap();
    assert_eq!(checked.faulty_elsewhere, [Room::parse("party:north").unwrap()]);
    assert_eq!(checked.faults.diagnostics, []);
    assert!(!format!("{:?}", checked.faults).contains("SECRET"));
    assert!(!checked.entries.contains_key(&Room::parse("party:north").unwrap()));
}

#[test]
fn faults_of_the_joint_room_are_not_told_to_the_public() {
    let more = "statements: [{room: joint, by: SECRET, sense: x}]\nproposals: [{room: joint, title: x, by: [north], worng: SECRET}]\n";
    let desk = Desk::with(more);
    assert_eq!(desk.faults().len(), 2);
    assert_eq!(check(desk.path(), "public").diagnostics, []);
    assert!(record(desk.path(), "public").is_ok());
}

#[test]
fn a_joint_entry_that_cannot_be_read_at_all_is_told_to_its_readers_only() {
    for entry in [
        "{room: joint, by: [SECRET], sense: x}",
        "{room: joint, sense: x}",
        "{room: joint, when: SECRET, by: north, sense: x}",
    ] {
        let desk = Desk::with(&format!("statements: [{entry}]\n"));
        assert_eq!(errors(check(desk.path(), "public").diagnostics), [], "{entry}");
        assert_eq!(desk.faults().len(), 1, "{entry}");
    }
}

#[test]
fn an_entry_of_an_unknown_room_is_told_to_the_narrowest_readers_of_its_file() {
    let desk = Desk::with("statements: [{room: jiont, by: north, sense: SECRET}]\n");
    assert_eq!(check(desk.path(), "public").diagnostics, []);
    desk.has_one(Code::UnknownWord, "“jiont” is no room");
}

#[test]
fn a_key_twice_in_a_joint_entry_is_told_to_its_readers_only() {
    let desk = Desk::with("statements: [{room: joint, by: north, sense: x, sense: SECRET}]\n");
    desk.has_one(Code::KeyTwice, "the key “sense” is written twice");
    assert_eq!(check(desk.path(), "public").diagnostics, []);
}

#[test]
fn a_log_that_nobody_wrote_is_not_passed_over() {
    for (line, message) in [
        ("{}\n", "line 1 of log/public.jsonl has no commitment that can be read"),
        ("[]\n", "line 1 of log/public.jsonl cannot be read"),
        ("{\"chian\": 1}\n", "has a key “chian” that no log has"),
    ] {
        let desk = Desk::with("");
        desk.write("log/public.jsonl", line);
        desk.has_one(Code::DamagedLog, message);
    }
}

#[test]
fn a_wrong_file_of_a_room_does_not_hide_the_faults_of_the_others() {
    let desk = Desk::of(format!("{BASE}statements: [{{by: nobody, sense: x}}]\n"));
    desk.write("rooms/team.yaml", b"\xff")
        .write("rooms/caucus-north.yaml", "[")
        .room("caucus:south", "x: y\n");
    let codes: Vec<Code> = desk.faults().iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [Code::UnknownId, Code::Syntax, Code::UnknownKey, Code::NotText]);
}
