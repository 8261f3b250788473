//! Pages say what the record says: small processes, each for one thing that a page must not lose.

use crate::harness::{Process, catalog, detente_on};

/// A process of two sides and one session, with more sections.
fn with(more: &str) -> Process {
    Process::of(&format!(
        "process: {{id: x, title: X, keeper: team, recorded: 2025-05-17, author: A, basis: stated}}\n\
         parties: [{{id: north, name: North, role: belligerent}}, {{id: south, name: South, role: belligerent}}]\n\
         sessions:\n  - {{id: first, title: First round, kind: direct, when: 2025-05-16, parties: [north, south]}}\n\
         {more}\n"
    ))
}

#[test]
fn an_office_held_since_an_earlier_day_is_told() {
    for (from, until) in [
        ("2024", "2026"),
        ("2024-02-01", "after 2025"),
        ("about 2021", "unknown"),
        ("before 2025", "2025-06"),
    ] {
        let process = with(&format!(
            "people: [{{id: ada, name: Ada, party: north, offices: [{{title: Warden, rank: minister, from: {from}, until: {until}}}]}}]\n\
             delegations: [{{party: north, session: first, head: ada}}]"
        ));
        let brief = process.run(&["brief"]).done();
        assert!(brief.contains("Ada, Warden, minister"), "from {from} until {until}: {brief}");
    }
}

#[test]
fn an_office_that_was_over_or_not_begun_is_not_told() {
    for (from, until) in [("2024", "2025-04"), ("2025-06", "2026")] {
        let process = with(&format!(
            "people: [{{id: ada, name: Ada, party: north, offices: [{{title: Warden, rank: minister, from: {from}, until: {until}}}]}}]\n\
             delegations: [{{party: north, session: first, head: ada}}]"
        ));
        let brief = process.run(&["brief"]).done();
        assert!(brief.contains("Ada") && !brief.contains("Warden"), "from {from} until {until}: {brief}");
    }
}

#[test]
fn an_office_may_begin_and_end_with_an_event() {
    let told = |from: &str, until: &str| {
        let process = with(&format!(
            "  - {{id: early, title: Early round, kind: direct, when: 2025-05-01, parties: []}}
  - {{id: late, title: Late round, kind: direct, when: 2025-06-01, parties: []}}
people: [{{id: ada, name: Ada, party: north, offices: [{{title: Warden, rank: minister, from: {from}, until: {until}}}]}}]
delegations: [{{party: north, session: first, head: ada}}]"
        ));
        process.run(&["brief"]).done().contains("Ada, Warden, minister")
    };
    assert!(told("after early", "before late"));
    assert!(told("before first", "after first"));
    assert!(told("during first", "during first"));
    assert!(!told("after late", "unknown"));
    assert!(!told("after first", "unknown"));
    assert!(!told("unknown", "before early"));
    assert!(!told("unknown", "before first"));
}

#[test]
fn a_brief_over_a_long_chain_of_dates_is_made_in_time() {
    let count = 50_000;
    let link =
        |i: usize| format!("  - {{id: s{i}, kind: meeting, text: x, source: r, when: after s{}}}\n", i - 1);
    let links: String = (1..=count).rev().map(link).collect();
    let process = with(&format!(
        "contacts:\n{links}  - {{id: s0, kind: meeting, text: x, when: 2025-05-14}}
sources: [{{id: r, title: R, kind: own}}]"
    ));
    let start = std::time::Instant::now();
    assert!(process.run(&["brief"]).done().contains("and 49,997 more"));
    assert!(start.elapsed() < std::time::Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn a_red_line_told_in_a_caucus_bears_its_room() {
    let gaps = detente_on(&catalog("harbour-exercise"), &["gaps", "--as", "team", "--width", "400"]).done();
    let line = gaps.lines().find(|line| line.contains("refuses No quiet, 10 days")).unwrap_or_default();
    assert!(line.contains("‹caucus:north›"), "{line}\n{gaps}");
}

#[test]
fn a_position_that_was_given_up_leaves_no_empty_row() {
    let gaps = detente_on(&catalog("harbour-exercise"), &["gaps", "--as", "team", "--width", "120"]).done();
    let is_empty =
        |line: &&str| line.ends_with("···") && !line.contains("  demands") && line.starts_with("  ");
    assert_eq!(gaps.lines().find(is_empty), None, "{gaps}");
}

/// Dates that hang on an event are resolved wherever a date is written, and withdrawals of
/// withdrawals bring back what they took.
#[test]
fn dates_that_hang_on_events_and_chains_of_withdrawals_count() {
    let process = Process::of(
        "process: {id: x, title: X, keeper: team, recorded: 2025-05-17, author: A, basis: stated}\n\
         parties: [{id: north, name: North, role: belligerent}, {id: south, name: South, role: belligerent}]\n\
         issues: [{id: isle, title: Isle, scale: nominal, options: [ours, theirs]}]\n\
         sessions: [{id: s1, title: Round, kind: direct, when: 2025-05-10, parties: [north, south]}]\n\
         positions: [{id: p, party: north, issue: isle, kind: demand, option: ours, when: 2025-05-01, until: before s1}]\n\
         agreements:\n  - {id: a, title: Paper, status: agreed, scope: part, when: 2025-05-02, commitments: [{who: [north], what: List, by: before s1}]}\n\
         statements: [{id: said, by: north, sense: First words., when: 2025-05-03}]\n\
         corrections: [{id: c, of: said, set: {sense: Second words.}, recorded: 2025-05-18}]\n\
         withdrawals:\n  - {id: w1, of: c, recorded: 2025-05-19}\n  - {id: w2, of: w1, recorded: 2025-05-20}\n",
    );
    let brief = process.run(&["brief"]).done();
    assert!(brief.contains("no position now"), "{brief}");
    assert!(brief.contains("overdue"), "{brief}");
    assert!(brief.contains("Second words.") && !brief.contains("First words."), "{brief}");
}

/// Two caucuses may use one id: what replaces the one leaves the other.
#[test]
fn one_id_in_two_caucuses_is_two_things() {
    let caucus = |party: &str, more: &str| {
        format!("room: caucus:{party}\nrecorded: 2025-05-17\nauthor: A\nbasis: stated\nproposals:\n{more}")
    };
    let plan = |title: &str| format!("  - {{id: plan, title: {title}, by: [north]}}\n");
    let process = with("")
        .with(
            "rooms/caucus-north.yaml",
            caucus(
                "north",
                &format!("{}  - {{id: other, title: Second, by: [north], replaces: plan}}\n", plan("First")),
            ),
        )
        .with("rooms/caucus-south.yaml", caucus("south", &plan("Third")));
    let json = process.run(&["brief", "--format", "json"]).json();
    let open = json["content"]["ledger"]["open"].as_array().expect("proposals").clone();
    let titles: Vec<&str> = open.iter().filter_map(|p| p["proposal"]["title"].as_str()).collect();
    assert_eq!(titles, ["Second", "Third"]);
}

/// The last session is on 16 May; the header's date is that of the session's eve, or of the day after.
fn recorded(header: &str, more: &str) -> Process {
    Process::of(&format!(
        "process: {{id: x, title: X, keeper: team, recorded: {header}, author: A, basis: stated}}
parties: [{{id: north, name: North, role: belligerent}}]
sessions: [{{id: first, title: First round, kind: direct, when: 2025-05-16, parties: [north]}}]
statements:
  - {{id: since, by: north, sense: Said since, when: 2025-05-17}}
  - {{id: before, by: north, sense: Said before, when: 2025-05-10}}
{more}"
    ))
}

const LATE: &str = "  - {id: late, by: north, sense: Said late, when: 2025-05-11, recorded: 2025-05-18}
  - {id: undated, by: north, sense: Said once, recorded: 2025-05-18}
";

#[test]
fn what_happened_before_the_session_and_was_recorded_after_it_is_news() {
    let process = recorded("2025-05-15", LATE);
    let brief = process.run(&["brief", "--width", "200"]).done();
    let news = brief.split("At and after").nth(1).and_then(|rest| rest.split("Sessions ──").next()).unwrap();
    assert!(news.contains("Said late [stated] (happened earlier, recorded since)"), "{news}");
    assert!(news.contains("Said once [stated] (without a date, recorded since)"), "{news}");
    assert!(news.contains("Said since [stated]\n") && !news.contains("Said before"), "{news}");
    let json = process.run(&["brief", "--format", "json"]).json();
    let ids = |part: &str| {
        let list = json["content"]["changes"][part].as_array().unwrap();
        list.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids("entries"), ["since"]);
    assert_eq!(ids("recorded_since"), ["late", "undated"]);
}

#[test]
fn a_room_that_was_written_after_the_session_holds_no_late_news() {
    let brief = recorded("2025-05-17", LATE).run(&["brief"]).done();
    assert!(!brief.contains("recorded since"), "{brief}");
    // Nor does another room, because the first was written before.
    let team = "room: team\nrecorded: 2025-05-18\nauthor: A\nbasis: inferred\nstatements: [{by: north, sense: x, when: 2025-05-01}]\n";
    let brief = recorded("2025-05-15", "").with("rooms/team.yaml", team).run(&["brief"]).done();
    assert!(!brief.contains("recorded since"), "{brief}");
}

/// The first lines of the matrix of a process with `more`, made in time.
fn gaps_in_time(more: &str) -> String {
    let process = with(more);
    let start = std::time::Instant::now();
    let gaps = process.run(&["gaps"]).done();
    assert!(start.elapsed() < std::time::Duration::from_secs(30), "{:?}", start.elapsed());
    gaps.chars().take(4_000).collect()
}

#[test]
fn tens_of_thousands_of_red_lines_are_compared_in_time() {
    let refusal = |index: usize| {
        let (lo, day) = (index % 1_000, index % 28 + 1);
        format!(
            "  - {{party: north, issue: i, kind: refusal, range: {lo}-{lo}.5, red_line: {}, when: 2025-04-{day:02}}}\n",
            index.is_multiple_of(2)
        )
    };
    let refusals: String = (0..40_000).map(refusal).collect();
    let gaps = gaps_in_time(&format!(
        "issues: [{{id: i, title: Toll, scale: numeric}}]
positions:
  - {{party: north, issue: i, kind: demand, range: over 2000}}
  - {{party: south, issue: i, kind: demand, range: at most 1500}}
{refusals}"
    ));
    assert!(gaps.contains("500 apart"), "{gaps}");
}

#[test]
fn a_hundred_thousand_issues_are_put_in_order_in_time() {
    let issue =
        |i: usize| format!("  - {{id: i{i}, title: I{i}, scale: nominal, options: [a], part_of: whole}}\n");
    let issues: String = (0..100_000).map(issue).collect();
    let gaps = gaps_in_time(&format!(
        "issues:\n{issues}  - {{id: whole, title: The whole, scale: nominal, options: [a]}}
positions: [{{party: north, issue: i7, kind: demand, option: a}}]"
    ));
    assert!(gaps.contains("The whole") && gaps.contains("I7"), "{gaps}");
}

#[test]
fn a_ladder_of_a_hundred_thousand_options_is_drawn_in_time() {
    let options = (0..100_000).map(|index| format!("o{index}")).collect::<Vec<_>>().join(", ");
    let positions: String = (0..10_000)
        .map(|index| {
            format!("  - {{party: north, issue: i, kind: refusal, range: o0..o{index}, red_line: true}}\n")
        })
        .collect();
    let gaps = gaps_in_time(&format!(
        "issues: [{{id: i, title: Toll, scale: ordinal, options: [{options}]}}]
positions:
  - {{party: north, issue: i, kind: demand, range: o50000..o99999}}
  - {{party: south, issue: i, kind: demand, range: o0..o40000}}
{positions}"
    ));
    assert!(gaps.contains("10,000 steps apart (of 99,999)"), "{gaps}");
}

#[test]
fn the_head_of_the_brief_tells_the_toll_of_all_incidents() {
    let incidents = "incidents:
  - {kind: clash, when: 2025-05-01, killed: 3, wounded: at least 2}
  - {kind: shelling, when: 2025-05-02, killed: [{count: 1-2}, {count: 4}], wounded: 5}
  - {kind: other, when: 2025-05-03, killed: under 3}
  - {kind: sabotage, when: 2025-05-20}
  - {kind: other, when: 2025-05-01, killed: 1000, basis: assumed}
";
    let told = |process: &Process, flags: &[&str]| {
        let page = process.run(&[&["brief", "--width", "200"], flags].concat()).done();
        let line = page.lines().find(|line| line.trim_start().starts_with("Incidents  ")).unwrap_or_default();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let process = with(incidents);
    assert_eq!(
        told(&process, &[]),
        "Incidents 4 incidents: 4 to 10 killed (no number for 1), at least 7 wounded (no number for 2) [stated]"
    );
    assert_eq!(
        told(&process, &["--on", "2025-05-01"]),
        "Incidents one incident: 3 killed, at least 2 wounded [stated]"
    );
    assert_eq!(told(&process, &["--on", "2025-04-01"]), "");
    let json = process.run(&["brief", "--format", "json"]).json();
    let killed = serde_json::json!({"least": "4", "most": "10", "without_number": 1});
    assert_eq!(json["content"]["header"]["incidents"]["killed"], killed);
    // What only the team knows makes the sum the team's.
    let team = "room: team\nrecorded: 2025-05-18\nauthor: A\nbasis: inferred\nincidents: [{kind: other, killed: 1}]\n";
    let both = with(incidents).with("rooms/team.yaml", team);
    assert!(told(&both, &[]).contains("5 incidents: 5 to 11 killed"), "{}", told(&both, &[]));
    assert!(told(&both, &[]).ends_with("[inferred] ‹team›"), "{}", told(&both, &[]));
    assert_eq!(told(&both, &["--as", "public"]), told(&process, &[]));
}

#[test]
fn the_matrix_names_the_command_that_shows_all_issues() {
    let each = |of: fn(usize) -> String| (0..9).map(of).collect::<String>();
    let issues = each(|i| format!("  - {{id: i{i}, title: I{i}, scale: nominal, options: [a]}}\n"));
    let positions = each(|i| format!("  - {{party: north, issue: i{i}, kind: demand, option: a}}\n"));
    let process = with(&format!("issues:\n{issues}positions:\n{positions}"));
    let more = "and 2 more issues: “detente gaps” shows all";
    assert!(process.run(&["brief"]).done().contains(more));
    assert!(!process.run(&["gaps"]).done().contains("more issues"));
}
