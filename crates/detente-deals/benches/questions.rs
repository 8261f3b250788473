//! What questions cost: `cargo bench -p detente-deals --bench questions`.
//!
//! Opposed preferences on 12 issues of 6 options, on 30 of 5 with links between pairs of them, and on 40 of 10
//! (10^40 outcomes), each with two red lines and two reservation values. Prints milliseconds.

use detente_deals::questions::Setting;
use detente_deals::questions::package::Package;
use detente_deals::questions::test::Remedy;
use detente_deals::{Ask, Continue, Frontier, Limits, Problem};
use detente_model::scenario::{RedLine, Scenario, ScenarioIssue, Table, Utility};
use detente_model::{Basis, Id, Room};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::collections::BTreeSet;
use std::time::Instant;

/// A scenario of two parties with opposed values, unlike weights and `links` tables over neighbours.
fn scenario(parties: usize, issues: usize, options: usize, links: usize) -> Scenario {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let mut up_to = |most: u64| (rng.next_u64() % (most + 1)) as i64;
    let issue = |i: usize| ScenarioIssue {
        name: format!("issue {i}"),
        entry: None,
        options: (0..options).map(|o| format!("option {o}")).collect(),
        divisible: false,
    };
    let mut utilities = vec![];
    for party in 0..parties {
        let mut gains = vec![];
        for i in 0..issues {
            let weight = 100 + up_to(900);
            let rises = (i + party).is_multiple_of(parties);
            let mut values: Vec<i64> = (0..options).map(|_| up_to(100)).collect();
            values.sort();
            if !rises {
                values.reverse();
            }
            gains.push(values.into_iter().map(|value| weight * value).collect::<Vec<_>>());
        }
        let tables = (0..links).map(|_| {
            let first = up_to(issues as u64 - 2) as usize;
            let values = (0..options * options).map(|_| 100 * up_to(100)).collect();
            Table { issues: vec![first, first + 1], values }
        });
        let tables: Vec<Table> = tables.collect();
        let best: i64 = gains.iter().map(|of_issue| of_issue.iter().max().copied().unwrap_or(0)).sum();
        utilities.push(Utility {
            party: format!("party {party}"),
            entry: None,
            unit: 100_000,
            gains,
            tables,
            bias: 0,
            cap: None,
            reservation: Some(best * 2 / 5),
            discount: None,
            is_exact: true,
            basis: Basis::Assumed,
            stated: None,
        });
    }
    let red_line = |party: usize| RedLine {
        party,
        issue: party,
        broken: (0..options).map(|option| option == 0 || option + 1 == options && party == 1).collect(),
        basis: Basis::Stated,
        entry: (Room::Team, Id::new("line").expect("an id")),
        source: None,
        condition: None,
    };
    Scenario {
        issues: (0..issues).map(issue).collect(),
        utilities,
        rules: vec![],
        red_lines: (0..2).map(red_line).collect(),
        rooms: BTreeSet::new(),
        basis: Basis::Assumed,
        notes: vec![],
    }
}

fn timed<T>(name: &str, ask: impl FnOnce() -> T, say: impl FnOnce(&T) -> String) -> T {
    let start = Instant::now();
    let answer = ask();
    println!("  {name:<24} {:>9.1} ms  {}", start.elapsed().as_secs_f64() * 1e3, say(&answer));
    answer
}

fn remedy(remedy: &Remedy) -> String {
    match remedy {
        Remedy::Found(found) => {
            format!("{:?} issues in {} ways (cut: {:?})", found.size, found.count, found.cut)
        }
        other => format!("{other:?}"),
    }
}

fn ask(parties: usize, issues: usize, options: usize, links: usize, sensitive: bool) {
    println!("{parties} parties, {issues} issues of {options} options, {links} links a party");
    let limits = Limits::default();
    let scenario = scenario(parties, issues, options, links);
    let problem = Problem::of(&scenario).expect("a problem");
    let points = |frontier: &Frontier| format!("{} points", frontier.points.len());
    let find = || Frontier::of(&problem, Ask::default(), limits, &mut |_| Continue::Yes).expect("it fits");
    let frontier = timed("frontier", find, points);
    let make = || Setting::new(&scenario, &problem, frontier, limits, &mut |_| Continue::Yes).expect("fits");
    let setting = timed("setting", make, |setting| format!("{} clean", setting.clean.points().len()));
    let compromise = || setting.compromise(limits, &mut |_| Continue::Yes).expect("it fits");
    let base = timed("compromise", compromise, |_| String::new()).expect("an outcome");
    let test = || setting.test(&base, 10, limits, &mut |_| Continue::Yes).expect("it fits");
    timed("test of it", test, |test| {
        format!("help: {}; repair: {}", remedy(&test.help), remedy(&test.repair))
    });
    // An efficient outcome, made worse on two issues.
    let middle = &setting.all.points()[setting.all.points().len() / 2].outcome;
    let mut worse = middle.clone();
    let most = options as u32 - 1;
    (worse[0], worse[issues - 1]) = (most - worse[0], most - worse[issues - 1]);
    let test = || setting.test(&worse, 10, limits, &mut |_| Continue::Yes).expect("it fits");
    timed("test near the frontier", test, |test| {
        format!("help: {}; repair: {}", remedy(&test.help), remedy(&test.repair))
    });
    let best = &setting.all.points()[0].outcome;
    let test = || setting.test(best, 10, limits, &mut |_| Continue::Yes).expect("it fits");
    timed("test of a party's best", test, |test| format!("repair: {}", remedy(&test.repair)));
    let package = Package::new(&scenario, &[(2, 1)]).expect("a package");
    let fix = || setting.fix(&package, limits, &mut |_| Continue::Yes).expect("it fits");
    timed("fix, all options", fix, |fix| format!("{} of {} remain", fix.effect.remain, fix.points_before));
    let trades = || setting.trades(&base, 20, limits, &mut |_| Continue::Yes).expect("it fits");
    timed("trades", trades, |trades| format!("{} trades (cut: {:?})", trades.count, trades.cut));
    let readable = || setting.readable(&setting.all.frontier, 7).expect("it fits");
    timed("readable", readable, |readable| format!("{} groups", readable.groups.len()));
    timed("measures", || (setting.opposition().expect("it fits"), setting.zone()), |_| String::new());
    if sensitive {
        let ask = || setting.sensitivity("nash", limits, &mut |_| Continue::Yes).expect("it fits");
        timed("sensitivity of nash", ask, |found| format!("{} weights flip it", found.nearest.len()));
    }
}

fn main() {
    ask(2, 12, 6, 0, true);
    ask(3, 8, 5, 0, true);
    ask(2, 30, 5, 12, false);
    ask(2, 40, 10, 0, true);
}
