//! Dates that hang on events: whatever hangs on what, a view tells when it was.

use crate::desk::{BASE, Desk, record, viewer, within};
use detente_model::Interval;
use detente_record::AsOf;
use std::time::Duration;

/// When each of the entries `ids` happened, as the viewer on `seat` sees it.
fn happened<const N: usize>(desk: &Desk, seat: &str, ids: [&str; N]) -> [Interval; N] {
    let record = record(desk.path(), seat).unwrap_or_else(|faults| panic!("{:?}", faults.diagnostics));
    let view = record.view(&viewer(seat), AsOf::default());
    ids.map(|id| view.happened(view.find(id)[0].entry()))
}

/// The first and the last second of an interval, in Istanbul.
fn days(at: Interval) -> [Option<String>; 2] {
    let zone = jiff::tz::TimeZone::get("Europe/Istanbul").unwrap();
    [at.earliest, at.latest].map(|end| end.map(|end| zone.to_datetime(end).date().to_string()))
}

fn day(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn a_chain_of_a_hundred_thousand_dates_is_followed_to_its_end() {
    let count = 100_000;
    // The last link stands first in the file.
    let link = |i: usize| format!("  - {{id: s{i}, by: north, sense: x, when: after s{}}}\n", i - 1);
    let links: String = (1..=count).rev().map(link).collect();
    let text = format!("{BASE}statements:\n{links}  - {{id: s0, by: north, sense: x, when: 2025-05-14}}\n");
    let desk = Desk::of(text);
    let last = format!("s{count}");
    let ends = within(Duration::from_secs(30), move || happened(&desk, "team", [&last]));
    assert_eq!(days(ends[0]), [day("2025-05-14"), None]);
}

#[test]
fn what_hangs_on_the_end_of_a_session_hangs_on_what_that_hangs_on() {
    let desk = Desk::with(
        "  - {id: second, title: Second, kind: direct, when: 2025-05-18, ended: before late, parties: []}
  - {id: third, title: Third, kind: direct, when: 2025-05-18, ended: during late, parties: []}
statements:
  - {id: late, by: north, sense: x, when: 2025-05-20}
  - {id: in-second, by: north, sense: x, when: during second}
  - {id: after-second, by: north, sense: x, when: after second}
  - {id: after-third, by: north, sense: x, when: after third}
  - {id: again, by: north, sense: x, when: after after-third}
",
    );
    let found = happened(&desk, "team", ["in-second", "after-second", "after-third", "again"]).map(days);
    assert_eq!(
        found,
        [
            [day("2025-05-18"), day("2025-05-20")],
            [day("2025-05-18"), None],
            [day("2025-05-20"), None],
            [day("2025-05-20"), None],
        ]
    );
}

#[test]
fn two_dates_that_bound_each_other_over_the_end_of_a_session_keep_what_is_known() {
    let desk = Desk::with(
        "  - {id: second, title: Second, kind: direct, when: 2025-05-18, ended: before late, parties: []}
statements:
  - {id: late, by: north, sense: x, when: after second}
",
    );
    assert_eq!(happened(&desk, "team", ["late"]).map(days), [[day("2025-05-18"), None]]);
}

#[test]
fn a_circle_that_only_a_correction_makes_is_any_time_for_those_who_see_it() {
    let desk = Desk::with(
        "statements:
  - {id: a, by: north, sense: x, when: 2025-05-10}
  - {id: b, by: north, sense: x, when: after a}
  - {id: c, by: north, sense: x, when: after b}
",
    );
    desk.room("team", "corrections: [{of: a, set: {when: after b}}]\n");
    let team = happened(&desk, "team", ["a", "b", "c"]);
    assert_eq!(team, [Interval::ALWAYS; 3]);
    let public = happened(&desk, "public", ["a", "b", "c"]);
    assert_eq!(public.map(days)[1..], [[day("2025-05-10"), None], [day("2025-05-10"), None]]);
}
