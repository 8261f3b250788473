//! What is well written and cannot be so: dates, red lines, heads, options, quotes, weights.

use crate::desk::{BASE, Desk, in_short};
use detente_model::{Code, Diagnostic, Severity};

/// The one fault of the base process with `more`.
#[track_caller]
fn one(more: &str, code: Code, phrase: &str) -> Diagnostic {
    Desk::with(more).has_one(code, phrase)
}

/// The one fault of a position with these fields.
#[track_caller]
fn position(fields: &str, code: Code, phrase: &str) -> Diagnostic {
    one(&format!("positions: [{{party: north, kind: demand, {fields}}}]\n"), code, phrase)
}

#[test]
fn impossible_dates_are_refused() {
    for date in [
        "2025-02-29",
        "2025-13-01",
        "2025-13",
        "2025-00",
        "2025-05-32",
        "2025-5-1",
        "16.05.2025",
        "16 May 2025",
        "tomorrow",
        "05/16/2025",
        "2025-05-16T25:00",
        "2025-05-16T10:61",
        "2025-05-16T10:00+99:00",
        "\"2025-05-16T10:00[Mars/Base]\"",
        "\"2025-05-16T10:00[\"",
        "20250516",
        "-2025",
        "10000",
        "99999-01-01",
        "2025-05-17/2025-05-16",
        "before",
        "between 2025 and 2026",
        "about",
        "\"\"",
        "2025-05-16T",
        "\"[2025-05-1T\"",
        "\"2025[05-16T10:00]\"",
        "٢٠٢٥-٠٥-١٦",
    ] {
        let faults = Desk::with(&format!("statements: [{{by: north, sense: x, when: {date}}}]\n")).faults();
        let codes: Vec<Code> = faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, [Code::BadDate], "{date}: {:?}", faults.iter().map(in_short).collect::<Vec<_>>());
        assert!(!faults[0].message.is_empty() && faults[0].expected.is_some(), "{date}");
    }
}

#[test]
fn a_zone_of_no_place_is_refused_beside_an_offset_too() {
    one(
        "statements: [{by: north, sense: x, when: \"2025-05-16T10:00+03:00[Nowhere/Here]\"}]\n",
        Code::BadDate,
        "“2025-05-16T10:00+03:00[Nowhere/Here]” is not a date with a time",
    );
}

#[test]
fn a_recorded_time_is_a_day_or_a_time() {
    for date in
        ["2025", "2025-05", "about 2025-05-16", "before 2025-05-16", "unknown", "2025-05-16/2025-05-17"]
    {
        one(
            &format!("statements: [{{by: north, sense: x, recorded: {date}}}]\n"),
            Code::BadDate,
            "does not say when it was recorded",
        );
    }
    Desk::of(BASE.replace("recorded: 2025-05-17", "recorded: 2025"))
        .has_one(Code::BadDate, "does not say when it was recorded");
}

#[test]
fn an_end_before_its_beginning_is_refused() {
    position(
        "issue: ceasefire, option: full, when: 2025-05-16, until: 2025-05-15",
        Code::EndsBeforeStart,
        "it ends (2025-05-15) before it begins",
    );
    let desk = |entries: &str| Desk::with_room("team", entries);
    desk("sessions: [{id: s, title: S, kind: direct, when: 2025-05-16, ended: 2025-05-15T10:00}]\n")
        .has_one(Code::EndsBeforeStart, "it ends (2025-05-15T10:00:00) before it begins (2025-05-16)");
    desk("people: [{id: p, name: P, offices: [{title: T, rank: minister, from: 2025, until: 2024}]}]\n")
        .has_one(Code::EndsBeforeStart, "it ends (2024) before it begins (2025)");
}

#[test]
fn a_permission_that_runs_out_before_it_is_given_is_refused() {
    let said = |may: &str| format!("statements: [{{by: north, sense: x, may: {{level: quote, {may}}}}}]\n");
    let wrong = said("by: north, given: 2025-05-16, until: 2025-05-15");
    one(&wrong, Code::EndsBeforeStart, "it ends (2025-05-15) before it begins (2025-05-16)");
    one(&said("by: nirth"), Code::UnknownId, "nothing has the id “nirth”");
    for right in
        ["given: 2025-05-16, until: 2025-05-16", "given: 2025-05, until: before 2025-05-20", "scope: x"]
    {
        assert_eq!(Desk::with(&said(right)).faults(), [], "{right}");
    }
}

/// What is told of the release of a joint statement that may be used so, on 18 May.
fn released(may: &str, more: &str) -> Desk {
    Desk::with(&format!(
        "statements:\n  \
        - {{id: said, room: joint, by: north, sense: x, {may}}}\n  \
        - {{id: told, recorded: 2025-05-18, by: north, sense: x}}\n\
        releases: [{{id: r, room: joint, recorded: 2025-05-18, of: said, into: told, to: public, permitted_by: north}}]\n{more}"
    ))
}

#[test]
fn a_release_that_goes_beyond_its_permission_is_a_warning_and_no_error() {
    let cases = [
        ("may: {level: team-only}", "“said” is for the readers of its room only"),
        ("may: {level: substance}", "“said” may be used in substance only"),
        ("may: {level: quote}", "“said” may be quoted and not attributed"),
        (
            "may: {level: attribute, until: 2025-05-17}",
            "“said” was released after its permission had run out",
        ),
    ];
    for (may, phrase) in cases {
        let fault = released(may, "").has_one(Code::BeyondPermission, phrase);
        assert_eq!((fault.code.severity(), fault.help.is_some()), (Severity::Warning, true), "{may}");
    }
}

#[test]
fn a_release_that_keeps_to_its_permission_is_right() {
    for may in ["note: x", "may: {level: attribute}", "may: {level: attribute, until: 2025-05-18}"] {
        assert_eq!(released(may, "").faults(), [], "{may}");
    }
    let may = "may: {level: team-only}";
    let wider =
        "corrections: [{room: joint, recorded: 2025-05-18, of: said, set: {may: {level: attribute}}}]\n";
    assert_eq!(released(may, wider).faults(), []);
    let taken_back = "withdrawals: [{room: joint, recorded: 2025-05-19, of: r}]\n";
    assert_eq!(released(may, taken_back).faults(), []);
}

#[test]
fn contradictory_red_lines_are_told_at_the_later() {
    let more = "positions:\n  \
        - {id: a, party: north, issue: days, kind: demand, range: at least 60, red_line: true}\n  \
        - {id: b, party: north, issue: days, kind: demand, range: at most 30, red_line: true}\n";
    let fault = one(more, Code::Contradiction, "“b” leaves “north” nothing on “days” that “a” would allow");
    assert!(fault.help.is_some());
    for (a, b) in [
        ("option: none", "option: full"),
        ("options: [none, partial]", "option: full"),
        ("range: none..partial", "range: full..full"),
    ] {
        let more = format!(
            "positions:\n  - {{party: north, issue: ceasefire, kind: demand, {a}, red_line: true}}\n  \
             - {{party: north, issue: ceasefire, kind: demand, {b}, red_line: true}}\n"
        );
        one(&more, Code::Contradiction, "leaves “north” nothing on “ceasefire”");
    }
}

#[test]
fn a_demand_and_a_refusal_of_the_same_contradict_each_other() {
    let more = "positions:\n  \
        - {id: a, party: north, issue: ceasefire, kind: demand, option: full, red_line: true}\n  \
        - {id: b, party: north, issue: ceasefire, kind: refusal, options: [full, none], red_line: true}\n";
    one(more, Code::Contradiction, "“b” leaves “north” nothing on “ceasefire” that “a” would allow");
}

#[test]
fn a_red_line_that_refuses_everything_is_told() {
    let more = "positions: [{id: a, party: north, issue: ceasefire, kind: refusal, options: [none, partial, full], red_line: true}]\n";
    one(more, Code::Contradiction, "“a” leaves no option of “ceasefire”");
}

#[test]
fn red_lines_of_two_rooms_are_told_in_the_narrower() {
    let desk = Desk::with(
        "positions: [{id: a, party: north, issue: ceasefire, kind: demand, option: full, red_line: true}]\n",
    );
    desk.room(
        "team",
        "positions: [{id: b, party: north, issue: ceasefire, kind: demand, option: none, red_line: true}]\n",
    );
    let fault = desk.has_one(Code::Contradiction, "“b” leaves “north” nothing");
    assert_eq!(&*fault.file, "rooms/team.yaml");
}

#[test]
fn a_red_line_that_was_given_up_contradicts_nothing() {
    let desk = Desk::with(
        "positions:\n  \
        - {party: north, issue: days, kind: demand, range: at least 60, red_line: true, when: 2025-05-01, until: 2025-05-10}\n  \
        - {party: north, issue: days, kind: demand, range: at most 30, red_line: true, when: 2025-05-12}\n",
    );
    assert_eq!(desk.faults(), []);
}

#[test]
fn a_position_outside_its_own_red_line_is_a_warning_and_no_error() {
    let more = "positions:\n  \
        - {id: a, party: north, issue: ceasefire, kind: demand, option: full, red_line: true}\n  \
        - {id: b, party: north, issue: ceasefire, kind: offer, option: none}\n";
    let fault = one(more, Code::OutsideOwnRedLine, "“b” lies outside the red line of “north” in “a”");
    assert_eq!(fault.code.severity(), Severity::Warning);
    Desk::with(more).heads_as("team");
}

#[test]
fn a_head_of_delegation_who_is_nobody_is_told() {
    let fault = one(
        "delegations: [{party: north, session: first, head: envoi}]\n",
        Code::UnknownId,
        "nothing has the id “envoi”",
    );
    assert_eq!(fault.help.as_deref(), Some("did you mean “envoy”?"));
    one(
        "delegations: [{party: north, session: first, head: north}]\n",
        Code::WrongKindOfId,
        "“north” is a party, not a person",
    );
}

#[test]
fn a_head_and_a_member_of_another_party_are_told() {
    one(
        "delegations: [{party: north, session: first, head: consul}]\n",
        Code::NotOfParty,
        "“consul” does not act for “north”",
    );
    one(
        "delegations: [{party: north, session: first, members: [envoy, consul]}]\n",
        Code::NotOfParty,
        "“consul” does not act for “north”",
    );
}

#[test]
fn a_head_without_a_party_acts_for_nobody() {
    let desk = Desk::with_room(
        "team",
        "people: [{id: stray, name: S}]\ndelegations: [{party: north, session: first, head: stray}]\n",
    );
    desk.has_one(Code::NotOfParty, "“stray” does not act for “north”");
}

#[test]
fn an_option_outside_its_issue_is_told_with_the_nearest() {
    let fault = position(
        "issue: ceasefire, option: ful",
        Code::NoSuchOption,
        "“ful” is no option of the issue “ceasefire”",
    );
    assert_eq!(fault.help.as_deref(), Some("did you mean “full”?"));
    position("issue: ceasefire, options: [none, all]", Code::NoSuchOption, "“all” is no option");
    position("issue: ceasefire, range: none..all", Code::NoSuchOption, "“all” is no option");
    position(
        "issue: ceasefire, range: full..none",
        Code::BadNumber,
        "“full..none” is no range of the issue “ceasefire”",
    );
    position("issue: ceasefire, range: at least full", Code::BadNumber, "is no range of the issue");
    position("issue: days, option: full", Code::BadNumber, "“full” is no range of the issue “days”");
    one(
        "proposals: [{title: x, by: [north], terms: {ceasefire: all}}]\n",
        Code::NoSuchOption,
        "“all” is no option",
    );
    one(
        "proposals: [{title: x, by: [north], terms: {ceasefire: a b}}]\n",
        Code::NoSuchOption,
        "“a b” is no option",
    );
}

#[test]
fn numbers_outside_their_issue_are_told() {
    for range in ["at least 400", "-1", "366", "300-400", "over 365.5", "under -5"] {
        position(
            &format!("issue: days, range: {range}"),
            Code::OutOfRange,
            "lies outside the range of “days”",
        );
    }
    one(
        "proposals: [{title: x, by: [north], terms: {days: 400}}]\n",
        Code::OutOfRange,
        "400 lies outside the range of “days”",
    );
}

#[test]
fn numbers_that_cannot_be_read_are_told() {
    for number in [
        "two",
        "1e3",
        "0x10",
        ".5",
        "5.",
        "1,00",
        "1_000",
        "+5",
        "٣",
        "NaN",
        ".inf",
        "9999999999999999999",
        "5-3",
        "at least",
        "",
        "4 or 5",
    ] {
        let more = format!("incidents: [{{kind: other, killed: \"{number}\"}}]\n");

        one(&more, Code::BadNumber, &format!("“{number}” is not a number or a vague number"));
    }
}

#[test]
fn a_position_says_one_thing() {
    position("issue: ceasefire", Code::BadPosition, "exactly one of option, options and range");
    position("issue: ceasefire, option: full, range: none..full", Code::BadPosition, "exactly one of");
    position("issue: ceasefire, options: []", Code::BadPosition, "exactly one of");
}

#[test]
fn a_quote_that_is_not_in_its_source_is_told_with_the_nearest_sentence() {
    let fault = one(
        "statements: [{by: north, sense: x, source: {id: report, quote: The two sides wept.}}]\n",
        Code::NotInSource,
        "these words do not stand in “report”",
    );
    assert_eq!(fault.help.as_deref(), Some("the nearest sentence is: The two sides met."));
    assert_eq!(
        Desk::with(
            "statements: [{by: north, sense: x, source: {id: report, quote: The two   sides met. They}}]\n"
        )
        .faults(),
        []
    );
}

#[test]
fn a_quote_of_a_source_without_text_cannot_be_checked() {
    let desk = Desk::with_room(
        "team",
        "sources: [{id: bare, title: B, kind: press}]\nstatements: [{by: north, sense: x, source: {id: bare, quote: x}}]\n",
    );
    desk.has_one(Code::NotInSource, "these words do not stand in “bare”");
}

#[test]
fn an_empty_quote_is_no_quote() {
    assert!(!Desk::with("statements: [{by: north, sense: x, source: {id: report, quote: \"\"}}]\n").passes());
    assert!(
        !Desk::with("statements: [{by: north, sense: x, source: {id: report, quote: \" \"}}]\n").passes()
    );
}

#[test]
fn a_sentence_that_is_not_there_is_told() {
    one(
        "statements: [{by: north, sense: x, source: report#3}]\n",
        Code::NotInSource,
        "“report” has 2 sentences, not 3",
    );
    for sentence in ["0", "x", "2-1", "", "-1", "1-", "4294967296", "1.5"] {
        one(
            &format!("statements: [{{by: north, sense: x, source: \"report#{sentence}\"}}]\n"),
            Code::BadNumber,
            "is not a number of a sentence",
        );
    }
}

#[test]
fn a_report_without_a_source_is_told() {
    one(
        "statements: [{by: north, sense: x, basis: reported}]\n",
        Code::NoSource,
        "is marked reported and names no source",
    );
    assert!(!Desk::with("statements: [{by: north, sense: x, basis: reported, source: []}]\n").passes());
}

#[test]
fn weights_and_values_that_cannot_be_used_are_told() {
    let preferences = |fields: &str| format!("preferences: [{{party: north, {fields}}}]\n");
    let values = "values: {ceasefire: {none: 0, full: 1}}";
    one(
        &preferences(&format!("weights: {{ceasefire: -1}}, {values}")),
        Code::BadWeights,
        "a weight cannot be below zero",
    );
    one(
        &preferences(&format!("weights: {{ceasefire: 0}}, {values}")),
        Code::BadWeights,
        "all weights are zero",
    );
    one(&preferences("weights: {}, values: {}"), Code::BadWeights, "all weights are zero");
    one(
        &preferences("weights: {ceasefire: 1}, values: {}"),
        Code::BadWeights,
        "“ceasefire” has a weight and no values",
    );
    one(
        &preferences("weights: {ceasefire: 1}, values: {ceasefire: {all: 1}}"),
        Code::NoSuchOption,
        "“all” is no option",
    );
    one(
        &preferences(&format!(
            "weights: {{ceasefire: 1}}, {values}, constraints: [{{when_all: {{days: 30}}}}]"
        )),
        Code::BadWeights,
        "this is about “days”, which has no weight",
    );
    let weighed = |more: &str| preferences(&format!("weights: {{ceasefire: 1}}, {values}, {more}"));
    for (more, code, message) in [
        ("bonuses: [{when_all: {days: 30}, adds: 1}]", Code::BadWeights, "this is about “days”"),
        ("bonuses: [{when_all: {}, adds: 1}]", Code::BadWeights, "a bonus over 0 issues"),
        (
            "prefers: [{this: {ceasefire: all}, to: {ceasefire: full}}]",
            Code::NoSuchOption,
            "“all” is no option",
        ),
        ("orders: {ceasefire: [full, all]}", Code::NoSuchOption, "“all” is no option"),
        ("orders: {ceasefire: [full, [none, full]]}", Code::KeyTwice, "an option is ranked twice"),
        ("more_important: [[days]]", Code::BadWeights, "an order of issues needs two"),
        ("more_important: [[days, ceasefire], [ceasefire, days]]", Code::BadWeights, "more than themselves"),
    ] {
        one(&weighed(more), code, message);
    }
    for (weight, message) in [
        ("at least 3", "“at least 3” is no number and has no two bounds"),
        ("{low: 3, likely: 2, high: 5}", "the three numbers are not in order"),
        ("-3 to 5", "a weight cannot be below zero"),
    ] {
        let written = preferences(&format!("weights: {{ceasefire: {weight}}}, {values}"));
        assert!(Desk::with(&written).faults().iter().any(|d| d.message.contains(message)), "{weight}");
    }
}

#[test]
fn preferences_may_be_rankings_alone() {
    let only = "preferences: [{party: north, orders: {ceasefire: [full, [partial, none]]}}]\n";
    assert!(Desk::with(only).passes());
}

#[test]
fn an_issue_that_cannot_be_used_is_told() {
    let issue = |fields: &str| Desk::with_room("team", &format!("issues: [{{id: i, title: I, {fields}}}]\n"));
    issue("scale: ordinal").has_one(Code::MissingKey, "an ordinal issue needs a ladder of options");
    issue("scale: ordinal, options: [one]")
        .has_one(Code::MissingKey, "an ordinal issue needs a ladder of options");
    issue("scale: nominal, options: [a, b, a]").has_one(Code::SameId, "the option “a” is listed twice");
    issue("scale: nominal, min: 3").has_one(Code::UnknownKey, "“min” belongs to a numeric issue");
    issue("scale: numeric, min: 5, max: 3")
        .has_one(Code::OutOfRange, "the least number, 5, is above the greatest, 3");
}

#[test]
fn a_statement_that_says_nothing_is_told() {
    one("statements: [{by: north}]\n", Code::MissingKey, "the statement says nothing");
}

#[test]
fn an_entry_that_is_no_mapping_is_told() {
    for entry in ["x", "[]", "~", "[by, north]"] {
        one(&format!("statements: [{entry}]\n"), Code::WrongKind, "expected a mapping (key: value)");
    }
    one("statements: {by: north, sense: x}\n", Code::WrongKind, "expected a list (- …)");
    one("statements: none\n", Code::WrongKind, "expected a list (- …)");
}

#[test]
fn a_correction_that_does_not_fit_is_told() {
    let correct = |set: &str| format!("corrections: [{{of: first, set: {set}}}]\n");
    one(&correct("{town: x}"), Code::BadCorrection, "the key “town” is unknown in a session");
    one(&correct("{}"), Code::BadCorrection, "the correction changes nothing");
    one(&correct("{id: second}"), Code::BadCorrection, "a correction cannot change the id");
    one(&correct("{room: team}"), Code::BadCorrection, "a correction cannot change the room");
    one(&correct("{title: null}"), Code::BadCorrection, "the key “title” is missing");
    one(&correct("{when: never}"), Code::BadDate, "“never” is not a date");
    one(&correct("{parties: [nroth]}"), Code::UnknownId, "nothing has the id “nroth”");
    one(&correct("[x]"), Code::WrongKind, "expected a mapping");
}

#[test]
fn a_correction_cannot_change_when_its_target_was_recorded() {
    one("corrections: [{of: first, set: {recorded: 2020-01-01}}]\n", Code::BadCorrection, "recorded");
}

#[test]
fn a_release_that_does_not_match_is_told() {
    let said = "statements:\n  - {id: said, room: joint, by: north, sense: A}\n  - {id: told, by: north, sense: B}\n";
    let release = |of: &str, into: &str, more: &str| {
        format!("{said}releases: [{{room: joint, of: {of}, into: {into}, permitted_by: north{more}}}]\n")
    };
    let public = ", to: public";
    one(&release("said", "told", public), Code::BadRelease, "“told” says something under “sense”");
    one(&release("told", "told", public), Code::BadRelease, "“told” is in public");
    one(&release("said", "said", ""), Code::BadRelease, "not wider than joint");
}

#[test]
fn a_release_to_everybody_says_so() {
    let said = "statements:\n  - {id: said, room: joint, by: north, sense: A}\n  - {id: told, by: north, sense: A}\n";
    let release = |more: &str| {
        format!("{said}releases: [{{room: joint, of: said, into: told, permitted_by: north{more}}}]\n")
    };
    assert_eq!(Desk::with(&release(", to: public")).faults(), []);
    one(&release(""), Code::BadRelease, "“told” stands in public");
    one(&release(", to: joint"), Code::BadRelease, "“told” stands in public");
}

#[test]
fn a_header_that_cannot_be_used_is_told() {
    let header = |from: &str, to: &str| Desk::of(BASE.replacen(from, to, 1));
    let fault = header("zone: Europe/Istanbul", "zone: Europe/Istambul")
        .has_one(Code::BadHeader, "there is no time zone “Europe/Istambul”");
    assert_eq!(fault.help.as_deref(), Some("did you mean “Europe/Istanbul”?"));
    header("keeper: team", "keeper: teem").has_one(Code::UnknownWord, "“teem” is no viewer");
    header("  title: An example\n", "").has_one(Code::MissingKey, "the key “title” is missing");
    header("basis: stated", "basis: told")
        .has_one(Code::UnknownWord, "“told” is not one of the words allowed here");
    let misspelled: Vec<Code> =
        header("author: An", "autor: An").faults().iter().map(|fault| fault.code).collect();
    assert_eq!(misspelled, [Code::MissingKey, Code::UnknownKey]);
    Desk::of("parties: []\n").has_one(Code::MissingKey, "the key “process” is missing");
    Desk::of("process: x\n").has_one(Code::WrongKind, "expected a mapping");
    Desk::of("process:\n").has_one(Code::WrongKind, "expected a mapping");
}

#[test]
fn a_zone_from_a_path_is_no_zone() {
    for zone in ["../../etc/passwd", "/etc/localtime", "\"\"", "[UTC]", "~", "posix/UTC\u{0}"] {
        let desk = Desk::of(BASE.replacen("Europe/Istanbul", zone, 1));
        assert!(!desk.passes(), "{zone}");
    }
}

#[test]
fn what_uses_a_corrected_issue_is_checked_against_the_corrected_one() {
    let issue = "issues: [{id: isle, title: Isle, scale: nominal, options: [a, d]}]\n";
    let position = "positions: [{party: north, issue: isle, kind: demand, option: d}]\n";
    let correction = "corrections: [{of: isle, set: {options: [a, b]}}]\n";
    assert!(Desk::with_room("team", &format!("{issue}{position}")).passes());
    let desk = Desk::with_room("team", &format!("{issue}{position}{correction}"));
    desk.has_one(Code::NoSuchOption, "“d” is no option");
}

#[test]
fn a_correction_is_checked_on_what_earlier_ones_made_of_its_target() {
    let issue = "issues: [{id: sum, title: Sum, scale: numeric, min: 0, max: 10}]\n";
    let widen = "corrections:\n  - {of: sum, set: {max: 50}, recorded: 2025-06-01}\n";
    let raise = "  - {of: sum, set: {min: 20}, recorded: 2025-06-02}\n";
    assert!(Desk::with_room("team", &format!("{issue}{widen}{raise}")).passes());
    let alone = Desk::with_room("team", &format!("{issue}corrections:\n{raise}"));
    alone.has_one(Code::OutOfRange, "is above the greatest");
}

#[test]
fn what_happened_after_it_was_recorded_is_a_warning() {
    let said = |more: &str| format!("statements: [{{by: north, sense: x, {more}}}]\n");
    let fault = one(
        &said("id: said, when: 2052-05-16"),
        Code::RecordedBefore,
        "“said” happened (2052-05-16) after it was recorded (2025-05-17)",
    );
    assert_eq!(fault.code.severity(), Severity::Warning);
    one(
        &said("when: 2025-05-11, recorded: 2025-05-10"),
        Code::RecordedBefore,
        "after it was recorded (2025-05-10)",
    );
    for sound in [
        "when: 2025-05-17",
        "when: 2025-05",
        "when: by 2052",
        "when: after first",
        "when: 2052, basis: assumed",
    ] {
        assert!(Desk::with(&said(sound)).passes(), "{sound}");
    }
    // A planned session, and what is owed by a day that is still to come.
    assert!(Desk::with("  - {title: Next, kind: direct, when: 2052-05-16}\n").passes());
    let owed = "agreements: [{title: A, status: agreed, scope: part, when: 2025-05-16, commitments: [{who: [north], what: x, by: 2052}]}]\n";
    assert!(Desk::with(owed).passes());
    // A slip that was mended.
    let mended = said("id: said, when: 2052-05-16") + "corrections: [{of: said, set: {when: 2025-05-16}}]\n";
    assert!(Desk::with(&mended).passes());
}
