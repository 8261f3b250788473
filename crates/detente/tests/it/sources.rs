//! A source cannot name the file of another room: not to read it, nor to learn that it is there.

use crate::harness::Process;

const PROCESS: &str = "\
process: {id: x, title: X, keeper: team, recorded: 2025-05-17, author: A, basis: stated}
parties: [{id: north, name: North, role: belligerent}, {id: south, name: South, role: belligerent}]
";

const SOUTH: &str = "\
room: party:south
recorded: 2025-05-17
author: South
basis: stated
statements: [{id: secret, by: south, sense: Hidden words.}]
";

/// A process in which north's own room names `file` as the text of a source.
fn with_source(file: &str) -> Process {
    let north = format!(
        "room: party:north\nrecorded: 2025-05-17\nauthor: North\nbasis: stated\n\
         sources: [{{id: spy, title: S, kind: own, file: {file}}}]\n"
    );
    Process::of(PROCESS)
        .with("rooms/party-south.yaml", SOUTH)
        .with("rooms/party-north.yaml", north)
        .with("sources/report.txt", "Public words.")
        .with("sources/party-south/notes.txt", "Hidden words.")
        .with("sources/party-north/notes.txt", "Own words.")
}

#[test]
fn a_source_names_no_file_of_another_room() {
    for file in
        ["rooms/party-south.yaml", "process.yaml", "sources/party-south/notes.txt", "sources/../process.yaml"]
    {
        let process = with_source(file);
        let told = process.run(&["show", "spy", "--as", "party:north", "--format", "json"]).refused();
        assert!(!told.contains("Hidden"), "{file}: {told}");
        assert_eq!(process.run(&["check", "--room", "party:north"]).exit, 1, "{file}");
    }
}

#[test]
fn a_source_names_files_that_all_may_read_and_those_of_its_room() {
    for file in ["sources/report.txt", "sources/party-north/notes.txt"] {
        let shown = with_source(file).run(&["show", "spy", "--as", "party:north", "--format", "json"]).done();
        assert!(shown.contains("words."), "{file}: {shown}");
    }
}
