//! Whatever hangs on itself is told, once a circle; nothing goes round for ever.

use crate::desk::{Desk, errors, in_short, one_of, record, viewer, within};
use detente_model::{Code, Diagnostic};
use detente_record::AsOf;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(10);

/// The faults of the base process with `entries` in the team's room; it must not take long.
#[track_caller]
fn faults(entries: &str) -> Vec<Diagnostic> {
    let desk = Desk::with_room("team", entries);
    within(SOON, move || errors(desk.faults()))
}

#[track_caller]
fn one_circle(entries: &str, over: &str) {
    one_of(faults(entries), Code::Cycle, &format!("leads back to itself over “{over}”"));
}

/// A process that passes, and whose view can be made and dated for all that.
#[track_caller]
fn no_harm(entries: &str) {
    let desk = Desk::with_room("team", entries);
    within(SOON, move || {
        assert_eq!(desk.faults().iter().map(in_short).collect::<Vec<_>>(), [""; 0]);
        let record = record(desk.path(), "team").unwrap_or_else(|_| panic!("it passes"));
        let view = record.view(&viewer("team"), AsOf::default());
        view.history().for_each(|seen| {
            view.happened(seen.entry());
        });
    });
}

/// Entries `x0 … xN` in a section, each of which names the one before under `key`, and the first
/// the last.
fn ring(section: &str, fields: &str, key: &str, size: usize) -> String {
    let entry = |i: usize| {
        let before = (i + size - 1) % size;
        format!("  - {{id: x{i}, {fields}, {key}{before}}}\n")
    };
    format!("{section}:\n{}", (0..size).map(entry).collect::<String>())
}

const PARTY: &str = "name: A party, role: ally";
const ISSUE: &str = "title: An issue, scale: nominal";
const PROPOSAL: &str = "title: A proposal, by: [north]";
const AGREEMENT: &str = "title: A paper, status: agreed, scope: part, parties: [north]";

#[test]
fn nothing_is_a_part_of_itself() {
    for size in [1, 2, 3, 50] {
        one_circle(&ring("parties", PARTY, "part_of: x", size), "part_of");
        one_circle(&ring("issues", ISSUE, "part_of: x", size), "part_of");
    }
}

#[test]
fn nothing_takes_the_place_of_itself() {
    for size in [1, 2, 3, 50] {
        one_circle(&ring("proposals", PROPOSAL, "replaces: x", size), "replaces");
        one_circle(&ring("agreements", AGREEMENT, "replaces: x", size), "replaces");
    }
}

#[test]
fn nothing_happens_before_after_or_during_itself() {
    for relation in ["before", "after", "during"] {
        for size in [1, 2, 3, 50] {
            let key = format!("when: {relation} x");
            one_circle(&ring("statements", "by: north, sense: x", &key, size), "when");
            one_circle(&ring("sessions", "title: A session, kind: direct", &key, size), "when");
        }
    }
}

#[test]
fn a_circle_over_two_keys_is_told() {
    let entries = "sessions: [{id: s, title: S, kind: direct, when: after p}]\n\
                   proposals: [{id: p, title: P, by: [north], when: before s}]\n";
    one_circle(entries, "when");
    let mixed = "proposals:\n  - {id: p, title: P, by: [north], when: after q}\n  - {id: q, title: Q, by: [north], replaces: p}\n";
    assert!(faults(mixed).iter().all(|fault| fault.code == Code::Cycle));
}

#[test]
fn a_circle_through_two_rooms_cannot_be_since_the_wider_may_not_point_back() {
    let desk = Desk::with_room("team", "proposals: [{id: p, title: P, by: [north], replaces: q}]\n");
    let more = "proposals: [{id: q, title: Q, by: [north], replaces: p}]\n";
    desk.write("process.yaml", format!("{}{more}", crate::desk::BASE));
    desk.has_one(Code::NarrowerRoom, "“p” is in the room team");
}

#[test]
fn two_circles_are_told_in_one_pass() {
    let entries = ring("parties", PARTY, "part_of: x", 3)
        + &ring("proposals", PROPOSAL, "replaces: y", 2).replace("id: x", "id: y");
    let found = faults(&entries);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|fault| fault.code == Code::Cycle));
}

#[test]
fn a_tail_that_leads_into_a_circle_is_not_told_off() {
    let entries =
        ring("parties", PARTY, "part_of: x", 2) + "  - {id: tail, name: T, role: ally, part_of: x0}\n";
    one_circle(&entries, "part_of");
}

#[test]
fn a_long_chain_that_ends_is_no_circle() {
    let mut entries = String::from("parties:\n  - {id: x0, name: A party, role: ally}\n");
    for i in 1..3000 {
        entries += &format!("  - {{id: x{i}, name: A party, role: ally, part_of: x{}}}\n", i - 1);
    }
    no_harm(&entries);
}

#[test]
fn a_long_chain_of_dates_ends_as_well() {
    let mut entries = String::from("statements:\n  - {id: x0, by: north, sense: x, when: 2025-05-16}\n");
    for i in 1..3000 {
        entries += &format!("  - {{id: x{i}, by: north, sense: x, when: after x{}}}\n", i - 1);
    }
    no_harm(&entries);
}

#[test]
fn a_head_whose_party_is_in_a_circle_is_still_looked_up_to_an_end() {
    let entries = ring("parties", PARTY, "part_of: x", 2)
        + "people: [{id: h, name: H, party: x0}]\ndelegations: [{party: north, session: first, head: h}]\n";
    let found = faults(&entries);
    let codes: Vec<Code> = found.iter().map(|fault| fault.code).collect();
    assert_eq!(codes.len(), 2, "{found:?}");
    assert!(codes.contains(&Code::Cycle) && codes.contains(&Code::NotOfParty));
}

#[test]
fn a_circle_that_a_correction_makes_is_told() {
    let entries = "proposals:\n  - {id: p, title: P, by: [north]}\n  - {id: q, title: Q, by: [north], replaces: p}\n\
                   corrections: [{of: p, set: {replaces: q}}]\n";
    one_of(faults(entries), Code::Cycle, "leads back to itself over “replaces”");
}

#[test]
fn a_circle_that_a_correction_opens_does_no_harm() {
    no_harm(
        "proposals:\n  - {id: p, title: P, by: [north], replaces: q}\n  - {id: q, title: Q, by: [north], replaces: p}\n\
         corrections: [{of: p, set: {replaces: null}}]\n",
    );
}

#[test]
fn a_correction_of_itself_is_refused() {
    let entries = "corrections: [{id: c, of: c, set: {why: x}}]\n";
    one_of(faults(entries), Code::BadCorrection, "“c” says nothing that could be corrected");
}

#[test]
fn corrections_of_each_other_are_refused() {
    let entries = "corrections:\n  - {id: c, of: d, set: {why: x}}\n  - {id: d, of: c, set: {why: x}}\n";
    let found = faults(entries);
    assert_eq!(found.iter().map(|fault| fault.code).collect::<Vec<_>>(), [Code::BadCorrection; 2]);
}

#[test]
fn a_withdrawal_of_itself_is_told() {
    one_of(faults("withdrawals: [{id: w, of: w}]\n"), Code::Cycle, "leads back to itself over “of”");
}

#[test]
fn withdrawals_of_each_other_are_told() {
    one_circle("withdrawals:\n  - {id: w, of: v}\n  - {id: v, of: w}\n", "of");
}

#[test]
fn a_release_of_itself_into_itself_is_refused() {
    let found = faults("releases: [{id: r, of: r, into: r, permitted_by: north}]\n");
    assert_eq!(found.iter().map(|fault| fault.code).collect::<Vec<_>>(), [Code::BadRelease], "{found:?}");
}

#[test]
fn links_between_issues_may_go_both_ways() {
    no_harm(
        "issues:\n  - {id: i, title: I, scale: nominal, links: [{to: j, kind: together}]}\n  \
         - {id: j, title: J, scale: nominal, links: [{to: i, kind: together}]}\n",
    );
}

#[test]
fn a_response_that_counters_with_what_it_answers_is_no_hang() {
    no_harm(
        "proposals: [{id: p, title: P, by: [north]}]\n\
         responses: [{to: p, by: south, answer: counters, counter: p}]\n",
    );
}
