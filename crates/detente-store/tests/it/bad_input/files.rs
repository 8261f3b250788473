//! What is no file, no text, too large, or elsewhere is refused with a message, and at once.

use crate::desk::{self, BASE, Desk, in_short, one_of, room_head, within};
use detente_model::{Code, Diagnostic};
use detente_store::{MAX_FILE, PROCESS_FILE};
use std::fs::{self, File};
use std::path::Path;
use std::time::Duration;

/// A second and a half for what the brief calls "at once", on a busy machine.
const AT_ONCE: Duration = Duration::from_millis(1500);

fn faults_at(path: &Path) -> Vec<Diagnostic> {
    desk::check(path, "team").diagnostics
}

/// The fault of the process in `desk`, told at once.
#[track_caller]
fn at_once(desk: &Desk, code: Code, phrase: &str) -> Diagnostic {
    let path = desk.path().to_owned();
    one_of(within(AT_ONCE, move || faults_at(&path)), code, phrase)
}

/// A file of `length` bytes that takes no room on the disk.
fn hollow(path: &Path, length: u64) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    File::create(path).unwrap().set_len(length).unwrap();
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) {
    fs::create_dir_all(from.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(to, from).unwrap();
}

#[test]
fn a_process_without_faults_passes() {
    assert_eq!(Desk::with("").faults(), []);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let desk = Desk::empty();
    let fault = one_of(faults_at(&desk.at("nowhere")), Code::NoFile, "there is no folder");
    assert!(fault.message.contains("nowhere"));
    assert!(fault.help.unwrap().contains("detente new"));
}

#[test]
fn a_file_in_the_place_of_the_folder_is_told_apart() {
    let desk = Desk::with("");
    let fault = one_of(faults_at(&desk.at(PROCESS_FILE)), Code::NoFile, "is a file; a process is a folder");
    assert_eq!(fault.help.as_deref(), Some("give the folder that holds it"));
    desk.write("notes.txt", "x");
    let other = one_of(faults_at(&desk.at("notes.txt")), Code::NoFile, "is a file; a process is a folder");
    assert_eq!(other.help, None);
}

#[test]
fn a_folder_without_a_process_is_no_process() {
    Desk::empty().has_one(Code::NoFile, "has no process.yaml");
}

#[test]
fn an_empty_file_is_told() {
    Desk::of("").has_one(Code::Empty, "process.yaml is empty");
    Desk::of(" \n\t\n").has_one(Code::Empty, "process.yaml is empty");
    Desk::of("\u{feff}").has_one(Code::Empty, "process.yaml is empty");
    let room = Desk::with("");
    room.write("rooms/team.yaml", "").has_one(Code::Empty, "rooms/team.yaml is empty");
}

#[test]
fn a_file_of_comments_is_told_apart_from_an_empty_one() {
    for text in ["# Nothing yet.\n", "---\n", "~\n", "null"] {
        Desk::of(text).has_one(Code::Empty, "holds nothing but comments");
    }
}

#[test]
fn a_binary_file_is_guessed_at() {
    for (bytes, guess) in [
        (&b"process:\x00\x01\x02"[..], "it looks like a binary file"),
        (b"\x7fELF\x02\x01\x01\x00", "it looks like a binary file"),
        (b"PK\x03\x04\x14\x00\x06\x00", "it looks like a ZIP, XLSX or DOCX file"),
        (b"\x89PNG\r\n\x1a\n\x00", "it looks like a binary file"),
    ] {
        Desk::of(bytes).has_one(Code::NotText, guess);
    }
}

#[test]
fn another_encoding_is_guessed_at_with_the_first_wrong_byte() {
    let utf_16 = |order: fn(u16) -> [u8; 2]| BASE.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let little = [&b"\xff\xfe"[..], &utf_16(u16::to_le_bytes)].concat();
    let big = [&b"\xfe\xff"[..], &utf_16(u16::to_be_bytes)].concat();
    Desk::of(little).has_one(Code::NotText, "it looks like UTF-16");
    Desk::of(big).has_one(Code::NotText, "it looks like UTF-16");
    // «Пример» in CP1251, as an old editor writes it.
    let cp1251 = b"process:\n  title: \xcf\xf0\xe8\xec\xe5\xf0\n";
    let fault = Desk::of(cp1251).has_one(Code::NotText, "CP1251");
    assert!(fault.message.contains("(byte 18 of 25)"), "{}", fault.message);
    assert_eq!(fault.help.as_deref(), Some("save it as UTF-8"));
}

#[test]
fn utf_16_without_a_mark_is_no_text_either() {
    let bytes: Vec<u8> = BASE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    Desk::of(bytes).has_one(Code::NotText, "process.yaml is not UTF-8 text");
}

#[test]
fn a_source_text_in_another_encoding_is_told_at_the_line_that_names_it() {
    let desk =
        Desk::with_room("team", "sources: [{id: note, title: A note, kind: own, file: sources/note.txt}]\n");
    desk.write("sources/note.txt", b"\xcf\xf0\xe8\xec\xe5\xf0");
    let fault = desk.has_one(Code::NotText, "note.txt is not UTF-8 text");
    assert_eq!(&*fault.file, "rooms/team.yaml");
    assert!(fault.span.is_some());
}

#[test]
fn a_byte_order_mark_changes_nothing() {
    let marked = Desk::of(format!("\u{feff}{BASE}"));
    assert_eq!(marked.faults(), []);
    assert_eq!(marked.heads_as("team"), Desk::with("").heads_as("team"));
}

#[test]
fn a_byte_order_mark_moves_no_place() {
    let plain = Desk::with("statements: [{by: nobody, sense: x}]\n").has_one(Code::UnknownId, "nobody");
    let text = format!("\u{feff}{BASE}statements: [{{by: nobody, sense: x}}]\n");
    assert_eq!(Desk::of(text).has_one(Code::UnknownId, "nobody").span, plain.span);
}

#[test]
fn line_ends_of_windows_give_the_same_record() {
    let team = room_head("team")
        + "statements:\n  - by: north\n    sense: A pause.\n    note: >-\n      A folded\n      note.\n";
    let (unix, windows) = (Desk::of(BASE), Desk::of(BASE.replace('\n', "\r\n")));
    unix.write("rooms/team.yaml", &team);
    windows.write("rooms/team.yaml", team.replace('\n', "\r\n"));
    assert_eq!(windows.faults(), []);
    assert_eq!(windows.heads_as("team"), unix.heads_as("team"));
}

#[test]
fn line_ends_of_windows_in_a_block_text_are_line_ends() {
    let team = room_head("team")
        + "sources:\n  - id: note\n    title: A note\n    kind: own\n    text: |\n      One.\n      Two.\n";
    let (unix, windows) = (Desk::of(BASE), Desk::of(BASE));
    unix.write("rooms/team.yaml", &team);
    windows.write("rooms/team.yaml", team.replace('\n', "\r\n"));
    assert_eq!(windows.heads_as("team"), unix.heads_as("team"));
}

#[test]
fn a_place_is_the_same_with_line_ends_of_windows() {
    let text = format!("{BASE}statements:\n  - by: nobody\n    sense: x\n");
    let place = |text: String| {
        let faults = desk::check(Desk::of(text).path(), "team");
        desk::place(&faults.diagnostics[0], &faults.texts)
    };
    assert_eq!(place(text.replace('\n', "\r\n")), place(text));
}

#[test]
fn a_file_of_a_gigabyte_is_refused_at_once() {
    let process = Desk::empty();
    hollow(&process.at(PROCESS_FILE), 1 << 30);
    at_once(&process, Code::TooLarge, "process.yaml has 1024 MiB; at most 64 are read");

    let room = Desk::with("");
    hollow(&room.at("rooms/team.yaml"), 1 << 30);
    at_once(&room, Code::TooLarge, "rooms/team.yaml has 1024 MiB");

    let source = Desk::with("");
    source.room("team", "sources: [{id: long, title: Long, kind: own, file: sources/long.txt}]\n");
    hollow(&source.at("sources/long.txt"), 1 << 30);
    let fault = at_once(&source, Code::TooLarge, "sources/long.txt has 1024 MiB");
    assert_eq!(&*fault.file, "rooms/team.yaml");
}

#[test]
fn the_largest_file_that_is_read_is_exactly_the_limit() {
    let desk = Desk::empty();
    hollow(&desk.at(PROCESS_FILE), MAX_FILE);
    desk.has_one(Code::NotText, "it looks like a binary file");
    hollow(&desk.at(PROCESS_FILE), MAX_FILE + 1);
    desk.has_one(Code::TooLarge, "process.yaml has");
}

#[test]
fn a_folder_in_the_place_of_a_file_is_told() {
    let desk = Desk::empty();
    fs::create_dir(desk.at(PROCESS_FILE)).unwrap();
    desk.has_one(Code::NoFile, "process.yaml is not a file");
    let room = Desk::with("");
    fs::create_dir_all(room.at("rooms/team.yaml")).unwrap();
    room.has_one(Code::NoFile, "rooms/team.yaml is not a file");
    let source = Desk::with_room("team", "sources: [{id: s, title: S, kind: own, file: sources/texts}]\n");
    fs::create_dir_all(source.at("sources/texts")).unwrap();
    source.has_one(Code::NoFile, "sources/texts is not a file");
}

#[test]
fn a_file_in_the_place_of_the_rooms_is_told() {
    let desk = Desk::with("");
    desk.write("rooms", "x").has_one(Code::NoFile, "rooms/ cannot be read");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_file_and_is_not_waited_for() {
    for name in [PROCESS_FILE, "rooms/team.yaml", "sources/pipe"] {
        let desk = if name == PROCESS_FILE { Desk::empty() } else { Desk::with("") };
        if name == "sources/pipe" {
            desk.room("team", "sources: [{id: s, title: S, kind: own, file: sources/pipe}]\n");
        }
        fs::create_dir_all(desk.at(name).parent().unwrap()).unwrap();
        let made = std::process::Command::new("mkfifo").arg(desk.at(name)).status();
        if !made.is_ok_and(|status| status.success()) {
            return; // No mkfifo here.
        }
        at_once(&desk, Code::NoFile, "is not a file");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with("");
    desk.room("team", "");
    for name in ["rooms/team.yaml", PROCESS_FILE] {
        fs::set_permissions(desk.at(name), fs::Permissions::from_mode(0o000)).unwrap();
        if File::open(desk.at(name)).is_ok() {
            return; // The superuser reads everything.
        }
        desk.has_one(Code::NoFile, &format!("{name} cannot be read"));
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let outside = Desk::empty();
    outside.write("secret.txt", "A secret.").write("secret.yaml", room_head("team"));

    let room = Desk::with("");
    link(&room.at("rooms/team.yaml"), &outside.at("secret.yaml"));
    room.has_one(Code::OutsideFolder, "rooms/team.yaml lies outside the process folder");

    let source = Desk::with_room("team", "sources: [{id: s, title: S, kind: own, file: sources/s.txt}]\n");
    link(&source.at("sources/s.txt"), &outside.at("secret.txt"));
    let fault = source.has_one(Code::OutsideFolder, "sources/s.txt lies outside the process folder");
    assert_eq!(&*fault.file, "rooms/team.yaml");

    let folder =
        Desk::with_room("team", "sources: [{id: s, title: S, kind: own, file: sources/secret.txt}]\n");
    link(&folder.at("sources"), outside.path());
    folder.has_one(Code::OutsideFolder, "sources/secret.txt lies outside the process folder");

    let main = Desk::empty();
    outside.write("main.yaml", BASE);
    link(&main.at(PROCESS_FILE), &outside.at("main.yaml"));
    main.has_one(Code::OutsideFolder, "process.yaml lies outside the process folder");
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_and_a_link_to_itself_are_files_that_are_not_there() {
    let desk = Desk::with("");
    link(&desk.at("rooms/team.yaml"), Path::new("nowhere.yaml"));
    desk.has_one(Code::NoFile, "there is no file rooms/team.yaml");
    let circle = Desk::with("");
    link(&circle.at("rooms/team.yaml"), Path::new("team.yaml"));
    circle.has_one(Code::NoFile, "there is no file rooms/team.yaml");
}

#[cfg(unix)]
#[test]
fn a_link_within_the_sources_is_followed() {
    let desk = Desk::with_room("team", "sources: [{id: s, title: S, kind: own, file: sources/s.txt}]\n");
    desk.write("sources/team/s.txt", "One.\n");
    link(&desk.at("sources/s.txt"), Path::new("team/s.txt"));
    assert_eq!(desk.faults(), []);
    let out = Desk::with_room("team", "sources: [{id: s, title: S, kind: own, file: sources/s.txt}]\n");
    out.write("texts/s.txt", "One.\n");
    fs::create_dir_all(out.at("sources")).unwrap();
    link(&out.at("sources/s.txt"), Path::new("../texts/s.txt"));
    out.has_one(Code::OutsideFolder, "no place for the text of a source");
}

#[test]
fn a_source_text_outside_the_folder_is_refused_however_it_is_written() {
    for file in [
        "../../etc/passwd",
        "/etc/passwd",
        "sources/../../x",
        "..",
        ".",
        "./",
        "sources/../process.yaml",
        "\"\"",
        "sources/../../../../../../../../etc/passwd",
    ] {
        let desk =
            Desk::with_room("team", &format!("sources: [{{id: s, title: S, kind: own, file: {file}}}]\n"));
        desk.write("sources/other.txt", "x");
        let fault = desk.has_one(Code::OutsideFolder, "lies outside the process folder");
        assert_eq!(&*fault.file, "rooms/team.yaml", "{file}");
        assert!(fault.expected.unwrap().contains("inside the folder"));
    }
}

#[test]
fn a_source_text_that_is_not_there_is_told_and_nothing_leaks_from_outside() {
    let desk = Desk::with_room("team", "sources: [{id: s, title: S, kind: own, file: sources/minuts.txt}]\n");
    desk.has_one(Code::NoFile, "there is no file sources/minuts.txt");
    // What is outside is not even looked for: there and not there are told in the same words.
    let told = |file: &str| {
        let entries = format!("sources: [{{id: s, title: S, kind: own, file: {file}}}]\n");
        let faults = Desk::with_room("team", &entries).faults();
        faults.iter().map(in_short).collect::<String>().replace(file, "FILE")
    };
    assert_eq!(told("/etc/passwd"), told("/etc/passwd-that-is-not-there"));
}

#[test]
fn file_names_with_nothing_good_in_them_are_refused_without_a_panic() {
    let long = "x".repeat(5000);
    for file in ["\"a\\0b\"", "\"\\n\"", "\"a/\\u0001\"", "CON", &long] {
        let desk =
            Desk::with_room("team", &format!("sources: [{{id: s, title: S, kind: own, file: {file}}}]\n"));
        assert_eq!(desk.faults().len(), 1, "{file}");
    }
}

#[test]
fn editors_own_files_are_let_be_and_other_files_are_not() {
    let desk = Desk::with("");
    desk.write("rooms/.team.yaml.swp", "x").write("rooms/team.yaml~", "x");
    assert_eq!(desk.faults(), []);
    desk.write("rooms/team.yml", "x").has_one(Code::BadRoomFile, "“team.yml” is named for no room");
}
