//! Charts of small scenarios that are worked by hand, and of large ones.

use super::*;
use crate::Lang;
use crate::doc::Page;
use crate::text::TextStyle;
use detente_deals::{Ask, Effort, Known, Limits, Respect, Sizes};
use detente_model::scenario::{RedLine, Scenario, ScenarioIssue, Utility};
use detente_model::{Basis, Id, Room};

/// One issue whose options are worth `worth[option][party]` in tenths; option `broken` breaks the first
/// party's red line.
fn scenario(worth: &[Vec<i64>], reservations: &[Option<i64>], broken: Option<usize>) -> Scenario {
    let utility = |party: usize| Utility {
        party: format!("party <{party}>"),
        entry: None,
        unit: 10,
        gains: vec![worth.iter().map(|option| option[party]).collect()],
        tables: vec![],
        bias: 0,
        cap: None,
        reservation: reservations[party],
        discount: None,
        is_exact: true,
        basis: Basis::Stated,
        stated: None,
    };
    let issue = ScenarioIssue {
        name: "issue".into(),
        entry: None,
        options: (0..worth.len()).map(|option| format!("o{option}")).collect(),
        divisible: false,
    };
    let line = |option: usize| RedLine {
        party: 0,
        issue: 0,
        broken: (0..worth.len()).map(|other| other == option).collect(),
        basis: Basis::Stated,
        entry: (Room::Public, Id::new("line").unwrap()),
        source: None,
        condition: None,
    };
    Scenario {
        issues: vec![issue],
        utilities: (0..reservations.len()).map(utility).collect(),
        rules: vec![],
        red_lines: broken.map(line).into_iter().collect(),
        rooms: [Room::Public].into(),
        basis: Basis::Stated,
        notes: vec![],
    }
}

fn overview(scenario: &Scenario) -> Overview {
    let sizes = Sizes { shown: 100, held: 1000 };
    let effort = Effort { limits: Limits::default(), sizes, ask: Ask::default() };
    Overview::of(scenario, Respect::Mark, &vec![1; scenario.utilities.len()], effort, &mut |_| {
        detente_deals::Continue::Yes
    })
    .unwrap()
}

fn chart_of(scenario: &Scenario, overview: &Overview) -> Option<FrontierChart> {
    let lang = Lang::new("en").unwrap();
    let table = Table::of_file(scenario, &lang);
    match chart(&table, overview, &super::super::chosen(overview), &[]) {
        Some(Block::Frontier(chart)) => Some(chart),
        None => None,
        Some(other) => panic!("{other:?}"),
    }
}

fn drawn(scenario: &Scenario) -> FrontierChart {
    chart_of(scenario, &overview(scenario)).unwrap()
}

fn page(chart: &FrontierChart) -> Page {
    let blocks = vec![Block::Frontier(chart.clone())];
    Page { title: Line::new(), badge: String::new(), blocks, foot: Line::new() }
}

fn html(chart: &FrontierChart) -> String {
    let html = crate::html::render(&page(chart), &Lang::new("en").unwrap());
    html.split_once("<main>").unwrap().1.to_owned()
}

fn text(chart: &FrontierChart, width: usize) -> String {
    crate::text::render(&page(chart), &Lang::new("en").unwrap(), TextStyle { width, color: false })
}

/// Four packages on the frontier, and one beneath it.
fn two() -> Vec<Vec<i64>> {
    [[10, 90], [40, 70], [70, 40], [90, 10], [30, 30]].map(Vec::from).to_vec()
}

/// Packages of `parties` that are all efficient: what is given to one is taken from the others.
fn many(parties: usize, packages: i64) -> Vec<Vec<i64>> {
    let package = |i: i64| {
        let mut worth: Vec<i64> = (1..parties as i64).map(|party| i * (party * 7919) % 10_007).collect();
        worth.push(parties as i64 * 10_007 - worth.iter().sum::<i64>());
        worth
    };
    (0..packages).map(package).collect()
}

fn has(chart: &FrontierChart, mark: ChartMark) -> bool {
    chart.key.iter().any(|(other, _)| *other == mark)
}

#[test]
fn the_steps_of_two_parties_and_the_zone_under_them() {
    let chart = drawn(&scenario(&two(), &[Some(20), Some(20)], Some(2)));
    let numbers: Vec<&str> = chart.axes[0].marks.iter().map(|(_, number)| number.as_str()).collect();
    assert_eq!(numbers, ["0", "2", "4", "6", "8", "10"]);
    assert_eq!(chart.panels[0].outline, [(900, 100), (700, 400), (400, 700), (100, 900)]);
    assert_eq!(chart.panels[0].zone, [(700, 400), (400, 700)]);
    let floor = chart.axes[1].floor.as_ref().unwrap();
    assert_eq!((floor.at, floor.words.as_str()), (200, "party <1> without an agreement: 2"));
    let marks: Vec<(bool, bool)> =
        chart.points.iter().map(|point| (point.breaks_red_line, point.misses_floor)).collect();
    assert_eq!(marks, [(false, true), (true, false), (false, false), (false, true)]);
    assert_eq!(chart.points[1].title.split(" · ").next(), Some("party <0> 7"));
    assert!(has(&chart, ChartMark::Zone) && has(&chart, ChartMark::BreaksRedLine));
}

#[test]
fn names_are_no_markup_in_a_drawing() {
    for parties in [2, 3, 5] {
        let html = html(&drawn(&scenario(&many(parties, 20), &vec![Some(0); parties], None)));
        assert!(html.contains("party &lt;0&gt;") && !html.contains("party <0>"));
    }
}

#[test]
fn a_drawing_of_two_parties_shows_what_breaks_a_red_line_by_its_shape() {
    let html = html(&drawn(&scenario(&two(), &[None, None], Some(0))));
    // One on the chart, one in its key.
    assert_eq!(html.matches(r#"<path class="hollow""#).count(), 2);
    assert!(html.contains(r#"role="img" aria-label="Worth to party &lt;0&gt; →"#), "{html}");
}

#[test]
fn where_nobody_is_content_there_is_no_zone() {
    let chart = drawn(&scenario(&two(), &[Some(80), Some(80)], None));
    assert!(chart.panels[0].zone.is_empty() && !has(&chart, ChartMark::Zone));
    assert!(has(&chart, ChartMark::Floor) && !html(&chart).contains("Zone"));
}

#[test]
fn where_no_reservation_is_known_there_is_no_zone_either() {
    let chart = drawn(&scenario(&two(), &[None, None], None));
    assert!(chart.panels[0].zone.is_empty() && !has(&chart, ChartMark::Floor));
    let only_one = drawn(&scenario(&two(), &[None, Some(50)], None));
    assert_eq!(only_one.panels[0].zone, [(400, 700), (100, 900)]);
}

#[test]
fn a_large_frontier_makes_a_small_drawing() {
    for parties in [2, 3, 4, 8] {
        let scenario = scenario(&many(parties, 20_000), &vec![None; parties], None);
        let overview = overview(&scenario);
        assert!(overview.points.len() > 5_000);
        let chart = chart_of(&scenario, &overview).unwrap();
        assert!(chart.points.len() <= 400, "{}", chart.points.len());
        let all = crate::deals::figures::grouped(&overview.points.len().to_string());
        let said = format!("{} of the {all} efficient packages are drawn", chart.points.len());
        assert!(plain(&chart.reading).contains(&said), "{}", plain(&chart.reading));
        assert!(html(&chart).len() < 300_000, "{parties}: {}", html(&chart).len());
    }
}

#[test]
fn every_chosen_package_is_drawn_with_its_letter() {
    let scenario = scenario(&many(2, 20_000), &[None, None], None);
    let overview = overview(&scenario);
    let chosen = super::super::chosen(&overview).len();
    let chart = chart_of(&scenario, &overview).unwrap();
    let letters: Vec<&str> = chart.points.iter().filter_map(|point| point.letter.as_deref()).collect();
    assert_eq!(letters, ["A", "B", "C", "D", "E", "F", "G", "H", "I"][..chosen]);
    assert_eq!(chart.alternative.matches("party <1>").count(), chosen);
}

#[test]
fn three_parties_have_a_panel_for_each_pair() {
    let chart = drawn(&scenario(&many(3, 200), &[Some(2000); 3], None));
    let pairs: Vec<(usize, usize)> = chart.panels.iter().map(|panel| panel.axes).collect();
    assert_eq!(pairs, [(0, 1), (0, 2), (1, 2)]);
    for panel in &chart.panels {
        for point in &chart.points {
            let (x, y) = (point.at[panel.axes.0], point.at[panel.axes.1]);
            assert!(panel.outline.iter().any(|corner| corner.0 >= x && corner.1 >= y));
        }
        assert!(panel.outline.windows(2).all(|pair| pair[0].0 > pair[1].0 && pair[0].1 < pair[1].1));
    }
    assert_eq!(html(&chart).matches(r#"<svg class="frontier""#).count(), 3);
}

#[test]
fn more_parties_have_an_axis_each() {
    for parties in 4..=8 {
        let chart = drawn(&scenario(&many(parties, 60), &vec![Some(3000); parties], Some(0)));
        assert!(chart.panels.is_empty() && !has(&chart, ChartMark::Steps));
        let html = html(&chart);
        assert_eq!(html.matches(r#"<svg class="frontier wide""#).count(), 1);
        assert_eq!(html.matches(r#"<line class="bar-floor""#).count(), parties + 1);
    }
}

#[test]
fn one_package_and_one_party_have_no_chart() {
    let one_package = scenario(&[vec![1, 2]], &[None, None], None);
    assert!(chart_of(&one_package, &overview(&one_package)).is_none());
    let one_party = scenario(&[vec![1], vec![2]], &[None], None);
    assert!(chart_of(&one_party, &overview(&one_party)).is_none());
}

#[test]
fn a_cover_does_not_say_that_nothing_is_past_its_line() {
    let scenario = scenario(&two(), &[None, None], None);
    let mut overview = overview(&scenario);
    let steps = |overview: &Overview| {
        let chart = chart_of(&scenario, overview).unwrap();
        chart.key.iter().find(|(mark, _)| *mark == ChartMark::Steps).map(|(_, words)| plain(words)).unwrap()
    };
    assert!(steps(&overview).starts_with("No efficient package"));
    overview.known = Known::Within(vec![1, 1]);
    assert!(steps(&overview).contains("may be past"));
}

#[test]
fn the_table_holds_the_chosen_ones_and_some_between() {
    let lang = Lang::new("en").unwrap();
    let scenario = scenario(&many(2, 2_000), &[Some(50), None], Some(1));
    let (table, overview) = (Table::of_file(&scenario, &lang), overview(&scenario));
    let shown = super::super::chosen(&overview);
    let Block::Table(twin) = twin(&table, &overview, &shown, &[]) else { panic!() };
    let (floors, rows) = twin.rows.split_last().unwrap();
    let names: Vec<String> = rows.iter().map(|row| plain(&row[0])).collect();
    assert!(rows.len() <= MOST_ROWS && rows.len() >= 8, "{names:?}");
    assert_eq!(names.iter().filter(|name| !name.starts_with("no. ")).count(), shown.len());
    assert!(names[0] == "no. 1" || names[0] == "A");
    assert!(rows.iter().all(|row| row.len() == twin.head.len()));
    let floors: Vec<String> = floors.iter().map(|cell| plain(cell)).collect();
    assert_eq!(floors, ["Without an agreement", "5", "unknown", ""]);
}

#[test]
fn the_terminal_has_a_plot_for_two_where_there_is_room() {
    let chart = drawn(&scenario(&two(), &[Some(20), Some(20)], Some(2)));
    let shown = text(&chart, 80);
    assert!(shown.contains("↑ Worth to party <1>") && shown.contains('◇') && shown.contains('┊'), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 80));
    assert!(!text(&chart, 40).contains('┤'));
    assert!(!text(&drawn(&scenario(&many(3, 20), &[None; 3], None)), 80).contains('┤'));
}
