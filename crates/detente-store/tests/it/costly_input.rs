//! Files that are large, or small and costly, are read or refused in a time that a person waits.
//!
//! The limits are wide, since these tests run without optimisation; each catches a cost that grows
//! with the square of the input.

use crate::desk::{BASE, Desk, check, within};
use detente_model::{Code, Diagnostic, Room};
use std::fmt::Write;
use std::time::Duration;

const A_WHILE: Duration = Duration::from_secs(20);

/// How many times as much is tried when the tests run with optimisation.
const FACTOR: usize = if cfg!(debug_assertions) { 1 } else { 10 };

/// The faults of the process whose main file is `text`, within [`A_WHILE`].
#[track_caller]
fn faults_of(text: String) -> Vec<Diagnostic> {
    let desk = Desk::of(text);
    within(A_WHILE, move || desk.faults())
}

/// `count` lines made by `line`, after `head`.
fn lines(head: &str, count: usize, line: impl Fn(usize) -> String) -> String {
    let mut text = head.to_owned();
    (0..count).for_each(|index| {
        let _ = writeln!(text, "{}", line(index));
    });
    text
}

#[test]
fn a_line_of_five_megabytes_is_read() {
    let long = "a".repeat(5 << 20);
    assert_eq!(faults_of(format!("{BASE}statements: [{{by: north, sense: {long}}}]\n")), []);
    assert_eq!(faults_of(format!("{BASE}statements: [{{by: north, sense: \"{long}\"}}]\n")), []);
}

#[test]
fn a_word_of_five_megabytes_in_the_wrong_place_is_told() {
    let long = "a".repeat(5 << 20);
    for (more, code) in [
        (format!("statements: [{{by: {long}, sense: x}}]\n"), Code::BadId),
        (format!("statements: [{{by: north, sense: x, when: {long}}}]\n"), Code::BadDate),
        (format!("incidents: [{{kind: {long}}}]\n"), Code::UnknownWord),
        (format!("incidents: [{{kind: other, killed: {long}}}]\n"), Code::BadNumber),
        (format!("{}: x\n", "9".repeat(1000)), Code::UnknownKey),
    ] {
        let codes: Vec<Code> = faults_of(format!("{BASE}{more}")).iter().map(|fault| fault.code).collect();
        assert_eq!(codes, [code]);
    }
}

#[test]
fn a_message_does_not_repeat_five_megabytes() {
    let long = "a".repeat(5 << 20);
    let faults = faults_of(format!("{BASE}statements: [{{by: {long}, sense: x}}]\n"));
    assert!(faults[0].message.len() < 10_000, "{} bytes", faults[0].message.len());
}

#[test]
fn a_key_of_five_megabytes_is_refused() {
    let long = "a".repeat(5 << 20);
    for more in [format!("\"{long}\": x\n"), format!("{long}: x\n"), format!("? {long}\n: x\n")] {
        assert_eq!(faults_of(format!("{BASE}{more}")).len(), 1);
    }
}

#[test]
fn a_list_of_twenty_megabytes_of_words_is_refused() {
    let list = lines("", 4 << 20, |_| "- abc".into());
    let faults = faults_of(list);
    assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), [Code::WrongKind]);
}

#[test]
fn many_unknown_keys_are_all_told() {
    let count = 20_000 * FACTOR;
    let desk = Desk::of(lines(BASE, count, |index| format!("k{index}: x")));
    assert!(desk.faults().iter().all(|fault| fault.code == Code::UnknownKey));
    assert_eq!(within(A_WHILE, move || desk.count()), count);
}

#[test]
fn many_keys_written_twice_are_all_told() {
    let desk = Desk::of(lines(BASE, 50_000, |index| format!("\"parties\": [{index}]")));
    assert_eq!(within(A_WHILE, move || desk.count()), 50_000);
}

#[test]
fn many_unknown_ids_in_a_large_process_are_all_told() {
    let parties = lines("parties:\n", 4_000, |i| format!("  - {{id: party-{i}, name: A party, role: ally}}"));
    let statements = lines("statements:\n", 4_000, |i| format!("  - {{by: prt-{i}, sense: x}}"));
    let desk = Desk::with_room("team", &format!("{parties}{statements}"));
    assert_eq!(within(A_WHILE, move || desk.count()), 4_000);
}

#[test]
fn a_misspelled_section_of_a_large_process_is_told_in_time() {
    let entry = |index: usize| format!("  - {{id: party-{index}, name: A party, role: ally}}");
    let parties = lines("partys:\n", 3_000, entry);
    let statement = |index: usize| format!("  - {{id: said-{index}, by: party-{index}, sense: x}}");
    let statements = lines("statements:\n", 3_000, statement);
    let desk = Desk::of(format!("{BASE}{parties}{statements}"));
    assert_eq!(within(A_WHILE, move || desk.count()), 3_001);
}

#[test]
fn many_options_are_looked_up_in_time() {
    let options = (0..100_000).map(|index| format!("o{index}")).collect::<Vec<_>>().join(", ");
    let desk = Desk::with_room(
        "team",
        &format!("issues: [{{id: i, title: I, scale: nominal, options: [{options}]}}]\n"),
    );
    assert_eq!(within(A_WHILE, move || desk.faults()), []);
}

#[test]
fn a_position_on_many_options_is_looked_up_in_time() {
    let ids =
        |step: usize| (0..200_000).step_by(step).map(|i| format!("o{i}")).collect::<Vec<_>>().join(", ");
    let issue = format!("issues: [{{id: i, title: I, scale: ordinal, options: [{}]}}]\n", ids(1));
    let position = format!("positions: [{{party: north, issue: i, kind: demand, options: [{}]}}]\n", ids(2));
    let desk = Desk::with_room("team", &(issue + &position));
    assert_eq!(within(A_WHILE, move || desk.faults()), []);
}

#[test]
fn many_values_of_options_that_are_not_there_are_told_in_time() {
    let count = 10_000;
    let list = |item: fn(usize) -> String| (0..count).map(item).collect::<Vec<_>>().join(", ");
    let options = list(|index| format!("o{index}"));
    let values = list(|index| format!("x{index}: 1"));
    let issue = format!("issues: [{{id: i, title: I, scale: nominal, options: [{options}]}}]\n");
    let preferences =
        format!("preferences: [{{party: north, weights: {{i: 1}}, values: {{i: {{{values}}}}}}}]\n");
    let desk = Desk::with_room("team", &(issue + &preferences));
    assert_eq!(within(A_WHILE, move || desk.count()), count);
}

#[test]
fn many_commitments_are_compared_in_time() {
    let head = "agreements:\n  - title: A paper\n    status: agreed\n    scope: part\n    parties: [north]\n    commitments:\n";
    let entries = lines(head, 20_000, |index| format!("      - {{id: c{index}, who: [north], what: x}}"));
    let desk = Desk::with_room("team", &entries);
    assert_eq!(within(A_WHILE, move || desk.faults()), []);
}

#[test]
fn many_values_and_weights_are_matched_in_time() {
    let count = 50_000;
    let issues =
        lines("issues:\n", count, |i| format!("  - {{id: i{i}, title: I, scale: nominal, options: [a, b]}}"));
    let weights =
        lines("preferences:\n  - party: north\n    weights:\n", count, |i| format!("      i{i}: 1"));
    let values = lines("    values:\n", count, |i| format!("      i{i}: {{a: 1, b: 0}}"));
    let desk = Desk::with_room("team", &format!("{issues}{weights}{values}"));
    assert_eq!(within(A_WHILE, move || desk.faults()), []);
}

#[test]
fn many_red_lines_that_contradict_each_other_do_not_multiply() {
    let red_line = |index: usize| {
        let range = if index.is_multiple_of(2) { "at least 60" } else { "at most 30" };
        format!(
            "  - {{id: p{index}, party: north, issue: days, kind: demand, range: {range}, red_line: true}}"
        )
    };
    let count = 2_000;
    let faults = faults_of(lines(&format!("{BASE}positions:\n"), count, red_line));
    assert!(!faults.is_empty() && faults.len() <= count, "{} faults of {count} red lines", faults.len());
}

#[test]
fn many_positions_outside_many_red_lines_do_not_multiply() {
    let position = |index: usize| {
        let red_line = index.is_multiple_of(2);
        let what = if red_line { "demand, range: at least 60, red_line: true" } else { "offer, range: 10" };
        format!("  - {{id: p{index}, party: north, issue: days, kind: {what}}}")
    };
    let count = 2_000;
    let faults = faults_of(lines(&format!("{BASE}positions:\n"), count, position));
    assert!(!faults.is_empty() && faults.len() <= count, "{} faults of {count} positions", faults.len());
}

#[test]
fn many_entries_with_one_id_and_many_that_point_at_it_are_told_in_time() {
    let proposals = lines("proposals:\n", 20_000, |_| "  - {id: p, title: P, by: [north]}".into());
    let responses = lines("responses:\n", 20_000, |_| "  - {to: p, by: south, answer: refuses}".into());
    let desk = Desk::of(format!("{BASE}{proposals}{responses}"));
    assert!(desk.faults().iter().all(|fault| fault.code == Code::SameId));
    let count = within(A_WHILE, move || desk.count());
    assert!(count >= 19_999, "{count}");
}

#[test]
fn one_id_many_times_in_two_rooms_is_told_in_time() {
    let entry = |_| "  - {id: p, title: P, by: [north]}".to_owned();
    let desk = Desk::of(lines(&format!("{BASE}proposals:\n"), 4_000, entry));
    desk.room("team", &lines("proposals:\n", 4_000, entry));
    assert_eq!(within(A_WHILE, move || desk.count()), 7_999);
}

#[test]
fn many_quotes_that_stand_in_no_source_are_told_in_time() {
    let head = "sources:\n  - id: long\n    title: Long\n    kind: press\n    text: |\n";
    let text =
        lines(head, 2_000, |index| format!("      Sentence {index} of a long report about the talks."));
    let statements = lines("statements:\n", 300, |index| {
        format!("  - {{by: north, sense: x, source: {{id: long, quote: Words {index} of nobody}}}}")
    });
    let desk = Desk::with_room("team", &format!("{text}{statements}"));
    assert_eq!(within(A_WHILE, move || desk.faults()).len(), 300);
}

#[test]
fn many_corrections_of_one_entry_are_applied_in_time() {
    let entries = lines("corrections:\n", 3_000, |index| {
        format!("  - {{of: first, set: {{outcome: Outcome {index}}}}}")
    });
    let desk = Desk::with_room("team", &entries);
    assert_eq!(within(A_WHILE, move || desk.faults()), []);
}

#[test]
fn many_members_of_a_caucus_are_all_told() {
    let members = (0..50).map(|index| format!("m{index}")).collect::<Vec<_>>().join("+");
    let desk = Desk::with_room(&format!("caucus:{members}"), "");
    assert_eq!(within(A_WHILE, move || desk.faults()).len(), 50);
}

#[test]
fn many_room_files_are_all_opened() {
    let desk = Desk::with("");
    for index in 0..300 {
        desk.room(&format!("caucus:p{index}"), "");
    }
    assert_eq!(within(A_WHILE, move || desk.faults()).len(), 300);
}

#[test]
fn many_languages_of_one_text_are_read_in_time() {
    let head = "statements:\n  - by: north\n    sense:\n";
    let desk = Desk::with_room("team", &lines(head, 100_000, |index| format!("      en-{index}: x")));
    assert_eq!(within(A_WHILE, move || desk.faults()), []);
}

#[test]
fn many_citations_of_one_long_source_are_looked_up_in_time() {
    let head = "sources:\n  - id: long\n    title: Long\n    kind: press\n    text: |\n";
    let text =
        lines(head, 20_000, |index| format!("      Sentence {index} of a long report about the talks."));
    let cited =
        |index: usize| format!("  - {{by: north, sense: x, source: \"long#{}\"}}", index % 20_000 + 1);
    let quoted = |index: usize| {
        format!("  - {{by: north, sense: x, source: {{id: long, quote: \"Sentence {index}  of a long\"}}}}")
    };
    let statements = lines("statements:\n", 100_000, cited) + &lines("", 5_000, quoted);
    let desk = Desk::with_room("team", &format!("{text}{statements}"));
    assert_eq!(within(A_WHILE, move || desk.faults()), []);
}

#[test]
fn many_positions_on_a_long_ladder_are_looked_up_in_time() {
    let count = 100_000;
    let options = (0..count).map(|index| format!("o{index}")).collect::<Vec<_>>().join(", ");
    let issue = format!("issues: [{{id: i, title: I, scale: ordinal, options: [{options}]}}]\n");
    let position = |index: usize| {
        let what = match index % 3 {
            0 => format!("demand, option: o{index}"),
            1 => format!("demand, range: o1..o{index}"),
            _ => format!("refusal, red_line: true, option: o{index}"),
        };
        format!("  - {{party: north, issue: i, kind: {what}}}")
    };
    let desk = Desk::with_room("team", &(issue + &lines("positions:\n", 30_000, position)));
    assert_eq!(within(A_WHILE, move || desk.faults()), []);
}

#[test]
fn of_many_faults_a_thousand_a_room_are_told_and_the_others_counted() {
    let unknown = |index: usize| format!("  - {{by: nobody-{index}, sense: x}}");
    let desk = Desk::of(lines(&format!("{BASE}statements:\n"), 3_000, unknown));
    desk.room("team", &lines("statements:\n", 1_500, unknown));
    let faults = check(desk.path(), "team");
    let of =
        |room: &Room| faults.diagnostics.iter().filter(|fault| fault.room.as_ref() == Some(room)).count();
    assert_eq!((of(&Room::Public), of(&Room::Team)), (1_000, 1_000));
    let more: Vec<_> = faults.more.iter().map(|(room, more)| (room, more.all())).collect();
    assert_eq!(more, [(&Room::Public, 2_000), (&Room::Team, 500)]);
    let public = check(desk.path(), "public");
    assert_eq!(public.more.keys().collect::<Vec<_>>(), [&Room::Public]);
}

#[test]
fn an_error_is_told_before_a_thousand_warnings() {
    let position =
        |index: usize| format!("  - {{id: w{index}, party: north, issue: days, kind: offer, range: 10}}");
    let red_line =
        "positions:\n  - {party: north, issue: days, kind: demand, range: at least 60, red_line: true}\n";
    let entries = lines(red_line, 1_200, position) + "statements: [{by: nobody, sense: x}]\n";
    let faults = check(Desk::with(&entries).path(), "team");
    assert_eq!(faults.diagnostics.len(), 1_000);
    assert!(faults.has_errors() && faults.diagnostics.iter().any(|fault| fault.code == Code::UnknownId));
    assert_eq!(faults.more[&Room::Public].warnings, 201);
}

#[test]
fn many_weights_without_values_are_told_in_time() {
    let count = 50_000;
    let issues =
        lines("issues:\n", count, |i| format!("  - {{id: i{i}, title: I, scale: nominal, options: [a, b]}}"));
    let weights = lines("preferences:\n  - party: north\n    values: {}\n    weights:\n", count, |i| {
        format!("      i{i}: 1")
    });
    let desk = Desk::with_room("team", &format!("{issues}{weights}"));
    assert_eq!(within(A_WHILE, move || desk.count()), count);
}
