//! A machine that goes dark in the middle of a write, as a folder may look afterwards: the files of
//! the last write cut off at every byte. What was acknowledged is there, the rest does not count,
//! and the next write works.

use crate::conformance::{all, header, room, statement};
use crate::desk::Desk;
use detente_model::Room;
use detente_record::Line;
use detente_store::{Batch, Files, Store};
use serde_json::Value;
use std::fs;

/// A folder with two rooms that were written to, and what one more write made of their logs.
struct Dark {
    desk: Desk,
    rooms: [Room; 2],
    kept: [Vec<Value>; 2],
    /// The logs when the last write was acknowledged, and after one more.
    before: [Vec<u8>; 2],
    after: [Vec<u8>; 2],
}

fn lines(room: &Room, from: u64, n: u64) -> Vec<Line> {
    (from..from + n)
        .map(|n| statement(room, &format!("s{n}"), n as i64, "Припинення вогню 停火 \"x\""))
        .collect()
}

impl Dark {
    fn new(last: [u64; 2]) -> Dark {
        let desk = Desk::in_memory();
        fs::write(desk.at("process.yaml"), header().to_yaml()).unwrap();
        let rooms = [room("joint"), room("team")];
        let mut store = Files::at(desk.path());
        put(&mut store, &rooms, [0, 0], [3, 2]);
        let logs = || rooms.each_ref().map(|room| fs::read(desk.at(&log(room))).unwrap());
        let kept = rooms.each_ref().map(|room| all(&mut store, room));
        let before = logs();
        put(&mut store, &rooms, [3, 2], last);
        let after = logs();
        Dark { desk, rooms, kept, before, after }
    }

    /// Makes the logs what they may be, and the note of a write into several rooms.
    fn left(&self, logs: [&[u8]; 2], note: Option<&str>) {
        for (room, bytes) in self.rooms.iter().zip(logs) {
            self.desk.write(&log(room), bytes);
        }
        let _ = fs::remove_file(self.desk.at("log/.started"));
        if let Some(note) = note {
            self.desk.write("log/.started", note);
        }
    }

    fn note(&self) -> String {
        let row = |(room, bytes): (_, &Vec<u8>)| format!("{} {}\n", bytes.len(), log(room));
        self.rooms.iter().zip(&self.before).map(row).collect::<String>() + "started\n"
    }

    /// Exactly `more` lines beside the acknowledged ones are there, and the next write works.
    #[track_caller]
    fn holds(&self, more: [u64; 2]) {
        let mut store = Files::at(self.desk.path());
        let sizes = self.rooms.each_ref().map(|room| store.state(room).unwrap().size);
        assert_eq!(sizes, [3 + more[0], 2 + more[1]]);
        for (room, kept) in self.rooms.iter().zip(&self.kept) {
            assert!(all(&mut store, room).starts_with(kept), "{room} lost a line");
        }
        put(&mut store, &self.rooms, sizes, [1, 1]);
        let mut store = Files::at(self.desk.path());
        for (room, size) in self.rooms.iter().zip(sizes) {
            assert_eq!(store.state(room).unwrap().size, size + 1);
        }
        assert_eq!(detente_store::heads(&mut store).unwrap().len(), 2);
        assert!(!self.desk.at("log/.started").exists());
    }
}

fn log(room: &Room) -> String {
    format!("log/{room}.jsonl")
}

/// Adds lines to one or both rooms in one write.
fn put(store: &mut Files, rooms: &[Room; 2], sizes: [u64; 2], n: [u64; 2]) {
    let lines = [0, 1].map(|at| lines(&rooms[at], sizes[at], n[at]));
    let parts = [0, 1].into_iter().filter(|at| n[*at] > 0);
    let batch =
        |at: usize| Batch { room: &rooms[at], expected: sizes[at], lines: &lines[at], documents: &[] };
    store.append(&parts.map(batch).collect::<Vec<_>>()).unwrap();
}

#[test]
fn a_write_into_one_room_is_there_whole_or_not_at_all() {
    let dark = Dark::new([3, 0]);
    let after = &dark.after[0];
    for cut in dark.before[0].len()..=after.len() {
        dark.left([&after[..cut], &dark.before[1]], None);
        dark.holds([if cut == after.len() { 3 } else { 0 }, 0]);
    }
}

#[test]
fn a_write_into_two_rooms_is_not_there_before_it_is_done() {
    let dark = Dark::new([2, 1]);
    let note = dark.note();
    for cut in dark.before[0].len()..=dark.after[0].len() {
        dark.left([&dark.after[0][..cut], &dark.before[1]], Some(&note));
        dark.holds([0, 0]);
    }
    for cut in dark.before[1].len()..=dark.after[1].len() {
        dark.left([&dark.after[0], &dark.after[1][..cut]], Some(&note));
        dark.holds([0, 0]);
    }
    // The note goes when both logs are on the disk.
    dark.left([&dark.after[0], &dark.after[1]], None);
    dark.holds([2, 1]);
}

#[test]
fn without_its_note_each_room_is_there_whole_or_not_at_all() {
    // No order of writes leaves this; it opens all the same.
    let dark = Dark::new([2, 1]);
    for cut in (dark.before[1].len()..=dark.after[1].len()).step_by(7) {
        dark.left([&dark.after[0], &dark.after[1][..cut]], None);
        dark.holds([2, u64::from(cut == dark.after[1].len())]);
    }
}

#[test]
fn a_note_that_was_cut_off_says_nothing() {
    let dark = Dark::new([2, 1]);
    let note = dark.note();
    for cut in 0..note.len() {
        // Nothing was written before the note was whole.
        dark.left([&dark.before[0], &dark.before[1]], Some(&note[..cut]));
        dark.holds([0, 0]);
    }
}

#[test]
fn a_log_that_is_not_there_yet_may_be_noted() {
    let dark = Dark::new([2, 1]);
    for log in ["log/joint.jsonl", "log/team.jsonl"] {
        fs::remove_file(dark.desk.at(log)).unwrap();
    }
    dark.desk.write("log/.started", "0 log/joint.jsonl\n0 log/team.jsonl\nstarted\n");
    let mut store = Files::at(dark.desk.path());
    put(&mut store, &dark.rooms, [0, 0], [1, 1]);
    assert_eq!(detente_store::heads(&mut store).unwrap().len(), 2);
}

#[test]
fn a_note_shortens_nothing_but_logs() {
    let dark = Dark::new([2, 1]);
    dark.desk.write("log/other.jsonl", "not a room's").write("keep.txt", "all of this");
    for name in
        ["keep.txt", "log/../keep.txt", "log/other.jsonl", "log/team.jsonl/../../keep.txt", "process.yaml"]
    {
        dark.left([&dark.before[0], &dark.before[1]], Some(&format!("0 {name}\nstarted\n")));
        dark.holds([0, 0]);
    }
    assert_eq!(fs::read_to_string(dark.desk.at("keep.txt")).unwrap(), "all of this");
    assert_eq!(fs::read_to_string(dark.desk.at("log/other.jsonl")).unwrap(), "not a room's");
}

#[cfg(unix)]
#[test]
fn what_a_link_points_to_is_not_written() {
    let dark = Dark::new([2, 1]);
    let victim = dark.desk.at("victim");
    fs::write(&victim, "all of this").unwrap();
    std::os::unix::fs::symlink(&victim, dark.desk.at("log/..started.part")).unwrap();
    std::os::unix::fs::symlink(&victim, dark.desk.at("log/party-a.jsonl")).unwrap();
    dark.left([&dark.before[0], &dark.before[1]], Some("0 log/party-a.jsonl\nstarted\n"));
    let mut store = Files::at(dark.desk.path());
    put(&mut store, &dark.rooms, [3, 2], [1, 1]);
    assert_eq!(fs::read_to_string(&victim).unwrap(), "all of this");
}
