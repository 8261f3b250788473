//! Ids that are used twice, lead nowhere, to the wrong kind of thing or into a narrower room.

use crate::desk::{Desk, errors, in_short};
use detente_model::Code;

#[test]
fn one_id_twice_in_one_room_is_told_at_the_second() {
    let desk =
        Desk::with("statements:\n  - {id: said, by: north, sense: x}\n  - {id: said, by: south, sense: y}\n");
    let fault = desk.has_one(Code::SameId, "the id “said” is used already in process.yaml (public)");
    assert!(fault.span.is_some());
}

#[test]
fn one_id_for_two_kinds_of_things_is_told() {
    Desk::with("statements:\n  - {id: north, by: south, sense: x}\n").has_one(Code::SameId, "the id “north”");
}

#[test]
fn one_id_three_times_is_told_twice() {
    let said = "  - {id: said, by: north, sense: x}\n".repeat(3);
    let faults = Desk::with(&format!("statements:\n{said}")).faults();
    assert_eq!(faults.len(), 2, "{:?}", faults.iter().map(in_short).collect::<Vec<_>>());
}

#[test]
fn an_id_that_a_wider_room_has_is_told_in_the_narrower_one() {
    let desk = Desk::with_room("team", "statements:\n  - {id: envoy, by: north, sense: x}\n");
    let fault = desk.has_one(Code::SameId, "the id “envoy” is used already in the room public");
    assert_eq!(&*fault.file, "rooms/team.yaml");
}

#[test]
fn an_id_in_public_and_joint_is_told_in_the_joint_entry() {
    let more = "statements:\n  - {id: said, by: north, sense: x}\n  - {id: said, room: joint, by: south, sense: y}\n";
    Desk::with(more).has_one(Code::SameId, "the id “said” is used already in the room public");
}

#[test]
fn rooms_that_do_not_see_each_other_may_use_one_id() {
    let desk = Desk::with_room("caucus:north", "statements: [{id: hint, by: north, sense: x}]\n");
    desk.room("caucus:south", "statements: [{id: hint, by: south, sense: y}]\n");
    desk.room("party:north", "statements: [{id: hint-2, by: north, sense: x}]\n");
    assert_eq!(desk.faults(), []);
    assert_eq!(desk.faults_as("party:north"), []);
}

#[test]
fn a_word_for_two_things_needs_its_room() {
    let desk = Desk::with_room("caucus:north", "statements: [{id: hint, by: north, sense: x}]\n");
    desk.room("caucus:south", "statements: [{id: hint, by: south, sense: y}]\n");
    desk.room("team", "corrections: [{of: hint, set: {sense: z}}]\n");
    let fault = desk.has_one(Code::AmbiguousId, "“hint” is used in more than one room");
    assert_eq!(fault.help.as_deref(), Some("write caucus:north/hint or caucus:south/hint"));
    desk.room("team", "corrections: [{of: caucus:south/hint, set: {sense: z}}]\n");
    assert_eq!(desk.faults(), []);
}

#[test]
fn an_id_that_nothing_has_is_told_with_the_nearest() {
    let fault = Desk::with("statements: [{by: nroth, sense: x}]\n")
        .has_one(Code::UnknownId, "nothing has the id “nroth”");
    assert_eq!(fault.help.as_deref(), Some("did you mean “north”?"));
}

#[test]
fn the_nearest_id_is_never_one_of_a_narrower_room() {
    let desk = Desk::with_room("team", "parties: [{id: nroht, name: Hidden, role: ally}]\n");
    desk.write("process.yaml", crate::desk::BASE.replace("party: north", "party: nroth"));
    let faults = desk.faults();
    assert!(faults.iter().all(|fault| !format!("{fault:?}").contains("nroht")), "{faults:?}");
}

#[test]
fn an_id_of_another_kind_is_told() {
    let desk = Desk::with("statements: [{by: ceasefire, sense: x}]\n");
    desk.has_one(Code::WrongKindOfId, "“ceasefire” is an issue, not a party or a person");
}

#[test]
fn an_entry_that_points_at_a_narrower_room_is_refused() {
    let desk = Desk::with_room("team", "proposals: [{id: quiet, title: A pause, by: [north]}]\n");
    let more = "responses: [{to: quiet, by: south, answer: considers}]\n";
    desk.write("process.yaml", format!("{}{more}", crate::desk::BASE));
    let fault = desk.has_one(
        Code::NarrowerRoom,
        "“quiet” is in the room team, which not every reader of public may read",
    );
    assert_eq!(&*fault.file, "process.yaml");
}

#[test]
fn a_party_points_only_at_what_the_team_reads_as_well_or_at_its_own() {
    let desk = Desk::with_room("party:north", "proposals: [{id: own, title: Ours, by: [north]}]\n");
    desk.room("caucus:north", "responses: [{to: own, by: south, answer: refuses}]\n");
    let fault = errors(desk.faults_as("party:north"));
    assert_eq!(fault[0].code, Code::NarrowerRoom);
    // The team is not told of what only the party knows.
    let told = desk.has_one(Code::UnknownId, "nothing has the id “own”");
    assert_eq!(told.help, None);
}

#[test]
fn an_id_that_cannot_be_one_is_told() {
    for id in ["first offer", "-x", "a/b/c", "a#b", "\"\"", "(x)", "\u{202e}x"] {
        let fault = Desk::with(&format!("statements: [{{id: {id}, by: north, sense: x}}]\n"))
            .has_one(Code::BadId, "cannot be an id");
        assert!(fault.expected.unwrap().contains("at most 100 bytes"));
    }
    let long = "x".repeat(101);
    Desk::with(&format!("statements: [{{id: {long}, by: north, sense: x}}]\n"))
        .has_one(Code::BadId, "cannot be an id");
    assert!(
        Desk::with(&format!("statements: [{{id: {}, by: north, sense: x}}]\n", "x".repeat(100))).passes()
    );
}

#[test]
fn a_word_before_the_slash_that_is_no_room_is_told() {
    Desk::with("statements: [{by: nowhere/north, sense: x}]\n")
        .has_one(Code::BadId, "“nowhere” before the / is no room");
}

#[test]
fn a_member_of_a_room_who_is_no_party_is_told() {
    let desk = Desk::with_room("caucus:nroth", "");
    let fault = desk.has_one(Code::UnknownId, "there is no party “nroth” in this process");
    assert_eq!(
        (&*fault.file, fault.help.as_deref()),
        ("rooms/caucus-nroth.yaml", Some("did you mean “north”?"))
    );
    let person = Desk::with_room("caucus:envoy", "");
    person.has_one(Code::UnknownId, "there is no party “envoy” in this process");
}

#[test]
fn a_keeper_who_is_no_party_is_told() {
    let desk = Desk::of(crate::desk::BASE.replace("keeper: team", "keeper: party:nroth"));
    desk.has_one(Code::UnknownId, "there is no party “nroth” in this process");
}
