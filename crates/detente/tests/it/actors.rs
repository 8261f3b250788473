//! The pages of actors and the timeline in lanes: what is told of whom, what is drawn, how a long list is
//! cut, and how long that takes.

use crate::harness::{Process, Ran, catalog, detente_on};
use detente_brief::{Asked, Lane, Lang, Look, actor, actors, days, html, timeline};
use detente_record::{AsOf, Record, Seat, Viewer};
use detente_store::Opened;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

fn harbour(line: &str) -> Ran {
    detente_on(&catalog("harbour-exercise"), &line.split(' ').collect::<Vec<_>>())
}

/// Calls `with` with a look of the team at a process, as in the workspace.
fn looked<T>(process: &Process, with: impl FnOnce(&Look<'_>) -> T) -> T {
    let viewer = Viewer::seated(Seat::Team);
    let opened = Opened::at(process.path()).unwrap_or_else(|_| panic!("it can be opened"));
    let record: Record = opened.record(&viewer).unwrap_or_else(|_| panic!("it can be read"));
    let view = record.view(&viewer, AsOf::default());
    let lang = Lang::new("en").unwrap();
    let look = Look::new(&view, &lang).in_workspace();
    with(&look)
}

/// The fragment of a page with its links as the workspace writes them.
fn fragment(page: &detente_brief::doc::Page) -> String {
    let address = |target: &detente_brief::doc::Target| {
        let with: Vec<String> = target.with.iter().map(|(key, value)| format!("{key}={value}")).collect();
        format!("/{}?{}", target.screen, with.join("&"))
    };
    html::fragment(page, Some(&address))
}

fn sides(more: &str) -> Process {
    Process::of(&format!(
        "process: {{id: x, title: X, keeper: team, zone: Etc/UTC, recorded: 2025-05-17, author: A, basis: stated}}\n\
         parties:\n  - {{id: north, name: North, role: belligerent}}\n  - {{id: south, name: South, role: belligerent}}\n\
         {more}\n"
    ))
}

// ------------------------------------------------------------------ actors

const PEOPLE: &str = "people:\n  - {id: ada, name: Ada, party: north, offices: [{title: Warden, rank: minister}]}\n\
     \x20 - {id: bo, name: Bo, party: north, offices: [{title: Clerk, rank: official}]}\n\
     sessions:\n  - {id: first, title: First round, kind: direct, when: 2025-05-10, parties: [north, south]}\n";

#[test]
fn the_rank_at_the_table_is_set_against_the_highest_of_the_party() {
    let led_by = |head: &str, more: &str| {
        let delegation = format!("delegations: [{{party: north, session: first, head: {head}{more}}}]");
        sides(&format!("{PEOPLE}{delegation}")).run(&["actors"]).done()
    };
    let low = led_by("bo", "");
    assert!(low.contains("At the table: Bo, Clerk, official"), "{low}");
    assert!(low.contains("Above the table: Ada, Warden, minister"), "{low}");
    assert!(low.contains("No mandate is recorded."), "{low}");
    let high = led_by("ada", ", mandate: To sign.");
    assert!(high.contains("Nobody with a higher office is recorded."), "{high}");
    assert!(!high.contains("Above the table") && high.contains("Mandate: “To sign.”"), "{high}");
    // A member counts as well as the head.
    let member = led_by("bo", ", members: [ada]");
    assert!(member.contains("At the table: Ada, Warden, minister"), "{member}");
}

#[test]
fn a_delegation_to_a_session_still_to_come_is_not_at_the_table() {
    let process = sides(&format!(
        "{PEOPLE}  - {{id: next, title: Next round, kind: direct, when: 2025-07-01, parties: [north, south]}}\n\
         delegations:\n  - {{party: north, session: first, head: bo}}\n  - {{party: north, session: next, head: ada}}"
    ));
    let told = process.run(&["actors"]).done();
    assert!(told.contains("At the table: Bo"), "{told}");
}

#[test]
fn contacts_are_counted_by_pair_and_kind() {
    let told = harbour("actors --format json --as team").json();
    let contacts = told["content"]["contacts"].as_array().unwrap();
    let count = |from: &str, to: &str, kind: &str| {
        let is_it = |tie: &&serde_json::Value| {
            tie["from"] == format!("public/{from}")
                && tie["to"] == format!("public/{to}")
                && tie["kind"] == kind
        };
        contacts.iter().find(is_it).map_or(0, |tie| tie["count"].as_u64().unwrap())
    };
    assert_eq!(count("tide-union", "north", "threat"), 1);
    assert_eq!(count("quince-island", "south", "pressure"), 1);
    assert_eq!(count("north", "quince-island", "pressure"), 0);
    assert_eq!(count("north", "south", "session"), count("south", "north", "session"));
    assert!(count("north", "south", "session") > 1);
}

#[test]
fn every_party_is_drawn_once_and_leads_to_its_page() {
    let process = Process::copy_of(&catalog("harbour-exercise"));
    looked(&process, |look| {
        let shown = fragment(&actors(look).page);
        let drawn = shown.split_once("<svg class=\"graph\"").unwrap().1.split_once("</svg>").unwrap().0;
        assert_eq!(drawn.matches("href=\"/actor?id=").count(), 8, "{drawn}");
        for party in ["north", "south", "reef-league", "gull-watch"] {
            assert_eq!(drawn.matches(&format!("href=\"/actor?id=public/{party}\"")).count(), 1, "{party}");
        }
        // What holds links is no image.
        assert!(shown.contains("role=\"group\"") && !drawn.contains("style="), "{drawn}");
    });
}

#[test]
fn more_parties_than_can_be_read_are_listed_and_not_drawn() {
    let many = |n: usize| -> String {
        (0..n).map(|i| format!("  - {{id: p{i}, name: Party {i}, role: observer}}\n")).collect()
    };
    let html = |n| sides(&many(n)).run(&["actors", "--format", "html"]).done();
    assert!(html(58).contains("<svg class=\"graph\""));
    let beyond = html(59);
    assert!(
        !beyond.contains("<svg class=\"graph\"") && beyond.contains("There are <bdi>61</bdi> parties")
            || beyond.contains("There are 61 parties"),
        "{beyond}"
    );
    assert!(beyond.contains("Party 58"));
}

#[test]
fn circles_of_parts_and_allies_do_not_hang() {
    let process = sides("");
    let circle = "parties:\n  - {id: a, name: A, role: belligerent, part_of: b}\n  - {id: b, name: B, role: belligerent, part_of: a, allied_with: [b, a]}\n";
    let text = crate::harness::read(&process.path().join("process.yaml"));
    let (head, _) = text.split_once("parties:").unwrap();
    let ran = process.with("process.yaml", format!("{head}{circle}")).run(&["actors", "--format", "html"]);
    assert!(ran.exit <= 2, "{}", ran.all());
}

#[test]
fn an_actor_has_offices_words_positions_contacts_and_sessions() {
    let party = harbour("actor north").done();
    for told in
        ["Reef League", "Who can say yes", "Harbour master", "Where it stands now", "Contacts", "Sessions"]
    {
        assert!(party.contains(told), "{told}: {party}");
    }
    let person = harbour("actor breakwater --format markdown").done();
    assert!(person.contains("Oona Breakwater") && person.contains("Warden of the Quays"), "{person}");
    let nobody = harbour("actor nort");
    assert_eq!(nobody.exit, 1);
    assert!(nobody.out.contains("north"), "{}", nobody.out);
    // A session is no actor.
    assert_eq!(harbour("actor quince-1").exit, 1);
}

#[test]
fn of_each_position_only_the_latest_is_told() {
    let process = sides(
        "issues: [{id: truce, title: Truce, scale: ordinal, options: [none, half, full]}]\n\
         positions:\n  - {id: was, party: north, issue: truce, kind: demand, option: none, when: 2025-05-01}\n\
         \x20 - {id: is, party: north, issue: truce, kind: demand, option: half, when: 2025-05-02}",
    );
    let told = process.run(&["actor", "north"]).done();
    assert!(told.contains("demands half") && !told.contains("demands none"), "{told}");
}

// ------------------------------------------------------------------ timeline

/// The ids of a timeline, in its order.
fn ids(ran: &Ran) -> Vec<String> {
    let content = ran.json()["content"].as_array().cloned().unwrap_or_default();
    content.iter().map(|item| item["entry"]["id"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_lanes_hold_all_of_their_kind_and_nothing_else() {
    let all = harbour("timeline --format json").json();
    let all = all["content"].as_array().unwrap();
    for lane in Lane::ALL {
        let own = harbour(&format!("timeline --format json --lane {}", lane.as_str())).json();
        let own = own["content"].as_array().unwrap().clone();
        let wanted: Vec<_> = all.iter().filter(|item| item["lane"] == lane.as_str()).cloned().collect();
        assert_eq!(own, wanted, "{}", lane.as_str());
    }
    assert!(harbour("timeline --lane wombats").refused().contains("statements"));
}

#[test]
fn a_zoom_keeps_what_may_have_been_in_it() {
    let within = ids(&harbour("timeline --format json --from 2025-05-16 --to 2025-05-20"));
    let all: BTreeSet<String> = ids(&harbour("timeline --format json")).into_iter().collect();
    assert!(within.contains(&"wardens-call".to_owned()), "{within:?}");
    // “after 2025-05-16” may have been in these days; “March” was surely not.
    assert!(within.contains(&"union-threat".to_owned()) && !within.contains(&"island-urges".to_owned()));
    assert!(within.iter().all(|id| all.contains(id)));
}

#[test]
fn what_is_owed_stands_on_its_day_and_what_is_to_come_is_called_planned() {
    let process = sides(
        "agreements:\n  - {id: paper, title: Paper, status: agreed, scope: part, when: 2025-05-02, commitments: [{who: [north], what: Hand over the list, by: 2025-06-24}]}\n\
         sessions:\n  - {id: next, title: Next round, kind: direct, when: 2025-07-01, parties: [north, south]}",
    );
    let told = process.run(&["timeline", "--width", "200"]).done();
    let line = |words: &str| told.lines().find(|line| line.contains(words)).unwrap_or_default().to_owned();
    assert!(line("Due from North: Hand over the list").contains("24 June 2025"), "{told}");
    assert!(line("Hand over").contains("(planned)") && line("• 1 July 2025").contains("(planned)"), "{told}");
    assert!(!line("agreed").contains("(planned)"), "{told}");
}

#[test]
fn only_positions_that_moved_are_in_their_lane() {
    let process = sides(
        "issues: [{id: truce, title: Truce, scale: ordinal, options: [none, half, full]}]\n\
         positions:\n  - {id: first, party: north, issue: truce, kind: demand, option: none, when: 2025-05-01}\n\
         \x20 - {id: again, party: north, issue: truce, kind: offer, option: none, when: 2025-05-02}\n\
         \x20 - {id: moved, party: north, issue: truce, kind: offer, option: half, when: 2025-05-03}\n\
         \x20 - {id: other, party: south, issue: truce, kind: demand, option: full, when: 2025-05-04}",
    );
    assert_eq!(ids(&process.run(&["timeline", "--format", "json", "--lane", "positions"])), ["moved"]);
}

#[test]
fn a_list_that_is_cut_goes_on_where_it_ended() {
    let process = Process::copy_of(&catalog("harbour-exercise"));
    looked(&process, |look| {
        let mut told = Vec::new();
        let mut asked = Asked { newest: Some(7), ..Asked::default() };
        let all = timeline(look, &Asked::default());
        let count = (all.json)()["content"].as_array().unwrap().len();
        for _ in 0..count {
            let page = fragment(&timeline(look, &asked).page);
            let list = page.split_once("<section class=\"list\"").unwrap().1;
            let items: Vec<&str> = list.split("<li>").skip(1).collect();
            assert!(items.len() <= 7);
            told.extend(items.iter().map(|item| item.split("</li>").next().unwrap().to_owned()));
            match page.split_once("before=").map(|(_, rest)| rest.split('"').next().unwrap().to_owned()) {
                Some(key) => asked.before = Some(key),
                None => break,
            }
        }
        assert_eq!(told.len(), count);
        assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), count, "one stands twice");
        let gone = Asked { newest: Some(7), before: Some("public/nothing".into()), ..Asked::default() };
        assert!(fragment(&timeline(look, &gone).page).contains("begins with the newest"));
    });
}

#[test]
fn the_days_are_those_on_which_something_became_known() {
    looked(&Process::copy_of(&catalog("harbour-exercise")), |look| {
        let days: Vec<String> = days(look).iter().map(|day| day.to_string()).collect();
        assert!(days.is_sorted() && days.contains(&"2025-04-12".to_owned()), "{days:?}");
        assert_eq!(days.iter().collect::<BTreeSet<_>>().len(), days.len());
    });
}

// ------------------------------------------------------------------ size and speed

/// A page of 20,000 entries stays small and quick. (The figure to reach is 40 ms in release; tests run
/// unoptimized and beside each other, so that the limit here only catches what grows too fast.)
#[test]
fn twenty_thousand_entries_make_a_small_page_in_time() {
    let process = Process::of(&crate::made_up::process_text(20_000));
    looked(&process, |look| {
        let timed = |name: &str, make: &dyn Fn() -> detente_brief::doc::Page| {
            let once = || {
                let start = Instant::now();
                let html = fragment(&make());
                (start.elapsed(), html)
            };
            // The first look at an entry decodes it, which belongs to the making of the view.
            let (_, html) = once();
            let best = (0..3).map(|_| once().0).min().unwrap_or_default();
            println!("{name}: {:.1} ms, {} bytes", best.as_secs_f64() * 1e3, html.len());
            assert!(best < Duration::from_secs(2), "{name}: {best:?}");
            html
        };
        let asked = Asked { newest: Some(200), ..Asked::default() };
        let lanes = timed("timeline", &|| timeline(look, &asked).page);
        let drawn = lanes.split_once("<svg class=\"lanes\"").unwrap().1.split_once("</svg>").unwrap().0;
        assert!(drawn.len() < 200_000, "{} bytes", drawn.len());
        assert!(lanes.matches("<li>").count() < 230);
        timed("actors", &|| actors(look).page);
        timed("actor of a party", &|| actor(look, "north").page);
        timed("actor of a person", &|| actor(look, "head-north").page);
    });
}
