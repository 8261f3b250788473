//! Two caucuses may use one id: neither sees the other, and those who see both tell them apart.

use crate::desk::{Desk, record, viewer};
use detente_model::{Code, Room};
use detente_record::AsOf;

/// Two caucuses that both have an issue `x`, and a party `guild`, with preferences on it.
fn two_caucuses() -> Desk {
    let desk = Desk::with("");
    // The red lines lie on different places of the two ladders.
    for (room, [low, high], weight, red_line) in
        [("north", ["a", "b"], 10, "a"), ("south", ["c", "d"], 20, "d")]
    {
        desk.room(
            &format!("caucus:{room}"),
            &format!(
                "parties: [{{id: guild, name: Guild, role: ally}}]
issues: [{{id: x, title: X, scale: ordinal, options: [{low}, {high}]}}]
positions: [{{party: north, issue: x, kind: demand, option: {red_line}, red_line: true}}]
preferences: [{{party: guild, weights: {{x: {weight}}}, values: {{x: {{{low}: 0, {high}: 1}}}}}}]
"
            ),
        );
    }
    desk
}

#[test]
fn a_scenario_tells_two_issues_and_two_parties_with_one_id_apart() {
    let desk = two_caucuses();
    let record = record(desk.path(), "team").unwrap_or_else(|faults| panic!("{:?}", faults.diagnostics));
    let scenario = record.view(&viewer("team"), AsOf::default()).scenario().unwrap();
    let issues: Vec<String> =
        scenario.issues.iter().map(|issue| format!("{} {:?}", issue.name, issue.options[0])).collect();
    assert_eq!(issues, ["caucus:north/x \"a\"", "caucus:south/x \"c\""]);
    let gains: Vec<_> = scenario.utilities.iter().map(|utility| &utility.gains).collect();
    assert_eq!(gains, [&[[0, 10], [0, 0]], &[[0, 0], [0, 20]]]);
    let parties: Vec<&str> = scenario.utilities.iter().map(|utility| &utility.party[..]).collect();
    assert_eq!(parties, ["caucus:north/guild", "caucus:south/guild"]);
    let rooms = ["public", "caucus:north", "caucus:south"].map(|room| Room::parse(room).unwrap());
    assert_eq!(scenario.rooms, rooms.into());
}

#[test]
fn red_lines_on_two_issues_with_one_id_do_not_contradict_each_other() {
    let desk = two_caucuses();
    let red_line = |issue: &str, option: &str| {
        format!(
            "positions: [{{party: north, issue: caucus:{issue}/x, kind: demand, option: {option}, red_line: true}}]\n"
        )
    };
    for (issue, same, other) in [("north", "a", "b"), ("south", "d", "c")] {
        desk.room("team", &red_line(issue, same));
        assert!(desk.passes(), "{:?}", desk.faults());
        desk.room("team", &red_line(issue, other));
        desk.has_one(Code::Contradiction, "leaves “north” nothing on “x”");
    }
}
