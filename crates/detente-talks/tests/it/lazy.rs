//! The order without a list against the list, and on spaces that no list holds.

use crate::ranking::profile;
use crate::recipe::{self, SplitMix};
use detente_model::Basis;
use detente_model::scenario::{Rule, Table, Utility};
use detente_talks::dice::Dice;
use detente_talks::observer::Observer;
use detente_talks::protocol::AlternatingOffers;
use detente_talks::ranking::{Among, Order, Ranking, SLACK};
use detente_talks::{Book, Limits, Outcome, Profile, Report, Space, Spec, Stage, StageError};
use proptest::prelude::*;
use std::collections::BTreeSet;

const CELL: f64 = 1.0 / (1 << 20) as f64;

/// Both orders of a profile.
fn both(profile: &Profile, space: &Space) -> (Box<dyn Ranking>, Box<dyn Ranking>) {
    let order = |order: Option<Order>| order.expect("an order").ranking();
    (order(Order::dense(profile, space)), order(Order::lazy(profile, space)))
}

/// A profile of whole numbers in a unit, as scenarios have it: sums are exact, and many are equal.
fn whole(options: &[u32], cap: Option<i64>, tables: Vec<Table>, random: &mut SplitMix) -> Profile {
    let gains = options.iter().map(|&n| (0..n).map(|_| (random.next() % 20) as i64 - 5).collect()).collect();
    let utility = Utility {
        party: "a".into(),
        entry: None,
        unit: 30,
        gains,
        tables,
        bias: 7,
        cap,
        reservation: Some(20),
        discount: None,
        is_exact: true,
        basis: Basis::Assumed,
        stated: None,
    };
    Profile::of(&utility).expect("a profile")
}

proptest! {
    #[test]
    fn ranks_ranges_and_counts_are_those_of_the_list(
        options in prop::collection::vec(1u32..7, 1..6),
        distinct in 0u64..5,
        reservation in prop::option::of(0.0..1.5),
        seed: u64,
    ) {
        let space = Space::new(options.clone(), &[]).expect("a space");
        let mut random = SplitMix(seed);
        let made = [profile(&options, distinct, reservation, &mut random), whole(&options, None, Vec::new(), &mut random)];
        for profile in made {
            let (mut dense, mut lazy) = both(&profile, &space);
            let mut book = Book::new(&space);
            prop_assert_eq!(lazy.range(), dense.range());
            prop_assert_eq!(lazy.count(Among::All), dense.count(Among::All));
            prop_assert!(lazy.count(Among::Rational).is_none_or(|n| Some(n) == dense.count(Among::Rational)));
            for among in [Among::All, Among::Rational] {
                for rank in 0..space.size() as u64 + 2 {
                    prop_assert_eq!(lazy.at(rank, among, &mut book), dense.at(rank, among, &mut book), "{}", rank);
                }
            }
        }
    }

    #[test]
    fn the_cheapest_is_within_the_grid_that_of_the_list(
        options in prop::collection::vec(1u32..9, 1..5),
        distinct in 0u64..5,
        reservation in prop::option::of(0.0..1.5),
        seed: u64,
    ) {
        let space = Space::new(options.clone(), &[]).expect("a space");
        let mut random = SplitMix(seed);
        let profile = profile(&options, distinct, reservation, &mut random);
        let (mut dense, mut lazy) = both(&profile, &space);
        let mut book = Book::new(&space);
        let (least, greatest) = dense.range();
        let list: Vec<f64> = (0..space.size() as u64)
            .filter_map(|rank| {
                let outcome = dense.at(rank, Among::All, &mut book)?;
                Some(dense.utility(outcome, &book))
            })
            .collect();
        for k in 0..80 {
            let near = list[(random.next() % list.len() as u64) as usize];
            let off = [0.0, 1e-12, -1e-12, 3e-7, -3e-7, 1e-5, -1e-5, 0.05, -0.3, 5.0][(random.next() % 10) as usize];
            let among = if k % 2 == 0 { Among::All } else { Among::Rational };
            let floor = if among == Among::All { f64::NEG_INFINITY } else { profile.reservation() };
            let low = near + off;
            let high = [greatest.max(low), low - 0.05, low - 0.2][(random.next() % 3) as usize];
            let found = lazy.worst_in(low, high, among, &mut book);
            if low - high > 0.1 || floor > greatest {
                prop_assert_eq!(found, None);
                continue;
            }
            let low = low.min(high).max(floor);
            let worth = found.map(|outcome| lazy.utility(outcome, &book));
            let listed = dense.worst_in(low, high.max(low), among, &mut book);
            let distance = |outcome: Outcome| (lazy.utility(outcome, &book) - low).abs();
            let (found, listed) = (found.zip(worth), listed.map(distance));
            match found {
                Some((outcome, worth)) => {
                    prop_assert!(worth >= (low - SLACK).max(floor) || worth == greatest, "{} for {}", worth, low);
                    let most = listed.map_or(0.0, |listed| listed + (greatest - least) * CELL);
                    prop_assert!(distance(outcome) <= most, "{} for {}: {:?}", worth, low, listed);
                }
                None => prop_assert!(false, "nothing for {}", low),
            }
        }
    }

    /// Of those worth the cap the order is another than the list's, what they are worth is not.
    #[test]
    fn a_cap_is_kept_to(options in prop::collection::vec(1u32..6, 1..5), cap in 0i64..40, seed: u64) {
        let space = Space::new(options.clone(), &[]).expect("a space");
        let profile = whole(&options, Some(cap), Vec::new(), &mut SplitMix(seed));
        let (mut dense, mut lazy) = both(&profile, &space);
        let mut book = Book::new(&space);
        prop_assert_eq!(lazy.range(), dense.range());
        let (low, high) = dense.range();
        let mut all = BTreeSet::new();
        for rank in 0..space.size() as u64 {
            let of = |ranking: &mut dyn Ranking, book: &mut Book<'_>| {
                let outcome = ranking.at(rank, Among::All, book).expect("an outcome");
                (outcome, ranking.utility(outcome, book))
            };
            let (listed, (outcome, worth)) = (of(dense.as_mut(), &mut book), of(lazy.as_mut(), &mut book));
            prop_assert_eq!(worth, listed.1);
            prop_assert!(all.insert(outcome), "twice {:?}", outcome);
            let wished = [worth, worth + 0.01][rank as usize % 2];
            let found = [dense.as_mut(), lazy.as_mut()].map(|ranking| {
                ranking.worst_in(wished, high.max(wished), Among::All, &mut book).map(|o| ranking.utility(o, &book))
            });
            prop_assert_eq!(found[1], found[0]);
        }
        all.retain(|&outcome| lazy.utility(outcome, &book) >= (low + high) / 2.0);
        let mut dice = Dice::new(seed, 0, 0);
        let drawn: BTreeSet<Outcome> = (0..30 * space.size())
            .filter_map(|_| lazy.any_in((low + high) / 2.0, high, Among::All, &mut dice, &mut book))
            .collect();
        prop_assert_eq!(drawn, all);
    }

    #[test]
    fn any_of_a_range_is_of_it_and_each_comes(
        options in prop::collection::vec(1u32..5, 1..4),
        distinct in 0u64..5,
        (low, width) in (0.0..1.0, 0.0..1.0),
        seed: u64,
    ) {
        let space = Space::new(options.clone(), &[]).expect("a space");
        let profile = profile(&options, distinct, Some(0.4), &mut SplitMix(seed));
        let (mut dense, mut lazy) = both(&profile, &space);
        let mut book = Book::new(&space);
        let mut dice = Dice::new(seed, 0, 0);
        let mut draw = |ranking: &mut dyn Ranking| {
            let mut found: Vec<Outcome> = (0..40 * space.size() + 1)
                .filter_map(|_| ranking.any_in(low, low + width, Among::Rational, &mut dice, &mut book))
                .collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        prop_assert_eq!(draw(lazy.as_mut()), draw(dense.as_mut()));
    }
}

/// Pearson's statistic of 60,000 draws against equal shares, where nearly each outcome has a cell of its own and where all share a few.
#[test]
fn all_of_a_range_are_as_likely() {
    let options = [6u32, 5, 4, 3];
    for distinct in [0, 3] {
        let space = Space::new(options.to_vec(), &[]).expect("a space");
        let profile = profile(&options, distinct, None, &mut SplitMix(11));
        let (mut dense, mut lazy) = both(&profile, &space);
        let mut book = Book::new(&space);
        let (low, high) = dense.range();
        let (low, high) = (low + 0.3 * (high - low), low + 0.7 * (high - low));
        let mut all: Vec<Outcome> =
            (0..360).filter_map(|rank| dense.at(rank, Among::All, &mut book)).collect();
        all.retain(|&outcome| (low..=high).contains(&dense.utility(outcome, &book)));
        let mut seen = vec![0f64; 360];
        let mut dice = Dice::new(3, 0, 0);
        for step in 0..60_000 {
            let found = lazy.any_in(low, high, Among::All, dice.at(step), &mut book).expect("an outcome");
            seen[found.number()] += 1.0;
        }
        let wanted = 60_000.0 / all.len() as f64;
        let square = |o: &Outcome| (seen[o.number()] - wanted) * (seen[o.number()] - wanted);
        let statistic: f64 = all.iter().map(square).sum::<f64>() / wanted;
        // Mean d, standard deviation √2d, where d is one less than the number of outcomes.
        let freedom = all.len() as f64 - 1.0;
        assert!(all.len() > 100, "{}", all.len());
        assert!((statistic - freedom).abs() < 4.0 * (2.0 * freedom).sqrt(), "{statistic} of {freedom}");
    }
}

/// 20 issues of 10 options.
fn wide() -> Stage {
    recipe::stage(&recipe::parties(2, 20, 10, 2002), &[0.0])
}

/// Who offered what.
#[derive(Default)]
struct Offers(Vec<(usize, Outcome)>);

impl Observer for Offers {
    fn offered(&mut self, _: u32, party: usize, outcome: Outcome) {
        self.0.push((party, outcome));
    }
}

/// How a talk went, and what each offer was worth to the party that made it.
fn play(stage: &Stage, strategies: [&str; 2], steps: u32) -> (Report, Vec<(usize, f64)>) {
    let specs = strategies.map(|name| Spec::parse(name).expect("a strategy"));
    let (mut offers, limits) = (Offers::default(), Limits::steps(steps));
    let (report, book) =
        stage.play(&AlternatingOffers::default(), &limits, &specs, (1, 0), &mut offers).expect("a talk");
    let worth = |&(party, outcome): &(usize, Outcome)| {
        (party, stage.sides()[party].profile.utility(|issue| book.option(outcome, issue)))
    };
    (report, offers.0.iter().map(worth).collect())
}

/// What the party's own offers were worth to it.
fn of(offers: &[(usize, f64)], party: usize) -> Vec<f64> {
    offers.iter().filter(|offer| offer.0 == party).map(|offer| offer.1).collect()
}

#[test]
fn boulware_against_micro_on_ten_to_the_twentieth() {
    let stage = wide();
    assert_eq!(stage.space().size(), 10u128.pow(20));
    let (report, offers) = play(&stage, ["boulware", "micro"], 1000);
    // Boulware's last concessions reach what MiCRO has come down to.
    assert!(report.steps > 950 && report.agreement.is_some(), "{report:?}");
    for (step, worth) in of(&offers, 0).into_iter().enumerate() {
        let time = (step as f64 + 1.0) / 1001.0;
        let wanted = (1.0 - time * time * time * time - 1e-4).max(0.0);
        // Near the best outcome there are few; further down one lies within a cell of the aspiration.
        assert!(worth >= wanted - SLACK, "{worth} for {wanted}");
        assert!(worth < wanted + CELL || wanted > 0.99, "{worth} for {wanted} in step {step}");
    }
    // What MiCRO offered, again and again, are the best outcomes.
    let mut micro = of(&offers, 1);
    micro.sort_unstable_by(|a, b| b.total_cmp(a));
    micro.dedup();
    let profile = &stage.sides()[1].profile;
    let mut ranking = Order::of(profile, stage.space()).expect("an order").ranking();
    let mut book = Book::new(stage.space());
    let mut best =
        |rank| ranking.at(rank, Among::All, &mut book).map(|outcome| ranking.utility(outcome, &book));
    assert!(micro.len() > 500, "{}", micro.len());
    assert!((0..).zip(&micro).all(|(rank, worth)| best(rank) == Some(*worth)));
}

#[test]
fn every_strategy_works_on_ten_to_the_twentieth() {
    let stage = wide();
    for row in detente_talks::strategy::STRATEGIES {
        let (report, offers) = play(&stage, [row.name, "conceder"], 100);
        assert!(report.steps > 0 && !offers.is_empty(), "{}", row.name);
    }
    let own = of(&play(&stage, ["boulware:stochastic=yes", "tough"], 300).1, 0);
    // At first there are few above its aspiration.
    assert!((150..own.len()).all(|k| !own[100..k].contains(&own[k])), "offers at random repeat");
    let own = of(&play(&stage, ["top-fraction", "tough"], 300).1, 0);
    let least = own.into_iter().fold(1.0, f64::min);
    assert!((0.55..0.9).contains(&least), "{least}");
}

/// Near the best of 10²⁰ outcomes, what is found on a grid is what stands in the enumeration.
#[test]
fn the_grid_agrees_with_the_enumeration() {
    let stage = wide();
    for side in stage.sides() {
        let mut ranking = Order::of(&side.profile, stage.space()).expect("an order").ranking();
        let mut book = Book::new(stage.space());
        let mut best = Vec::new();
        for rank in 0..3000 {
            let outcome = ranking.at(rank, Among::All, &mut book).expect("an outcome");
            best.push((outcome, ranking.utility(outcome, &book)));
        }
        let (low, high) = ranking.range();
        let mut random = SplitMix(5);
        for _ in 0..2000 {
            let wanted = best[2999].1 + random.unit() * (high - best[2999].1);
            let found = ranking.worst_in(wanted, high, Among::All, &mut book).expect("an outcome");
            let worth = ranking.utility(found, &book);
            let listed = best.iter().rev().find(|listed| listed.1 >= wanted).expect("the best").1;
            assert!(
                worth >= wanted - SLACK && worth <= listed + (high - low) * CELL,
                "{worth} for {wanted}: {listed}"
            );
        }
        // Of the best 40 each comes, and no other.
        let mut dice = Dice::new(1, 0, 0);
        let mut seen: Vec<Outcome> = (0..800)
            .filter_map(|step| ranking.any_in(best[39].1, high, Among::All, dice.at(step), &mut book))
            .collect();
        assert_eq!(seen.len(), 800);
        seen.sort_unstable();
        seen.dedup();
        let mut listed: Vec<Outcome> = best[..40].iter().map(|listed| listed.0).collect();
        listed.sort_unstable();
        assert_eq!(seen, listed);
    }
}

/// Far down the list an outcome is about as good as the one of that rank.
#[test]
fn ranks_beyond_the_enumeration_are_about_right() {
    // 160,000 outcomes, of which 65,536 are enumerated.
    let options = [20u32, 20, 20, 20];
    let space = Space::new(options.to_vec(), &[]).expect("a space");
    let profile = profile(&options, 0, None, &mut SplitMix(3));
    let (mut dense, mut lazy) = both(&profile, &space);
    let mut book = Book::new(&space);
    let (low, high) = dense.range();
    for rank in (65_000..160_000).step_by(97) {
        let of = |ranking: &mut dyn Ranking, book: &mut Book<'_>| {
            let outcome = ranking.at(rank, Among::All, book).expect("an outcome");
            profile.utility(|issue| book.option(outcome, issue))
        };
        let (exact, about) = (of(dense.as_mut(), &mut book), of(lazy.as_mut(), &mut book));
        // Four issues of a cell of 2⁻¹⁶ at most.
        assert!((exact - about).abs() <= 4.0 * (high - low) / 65536.0, "{rank}: {exact} {about}");
    }
    assert_eq!(lazy.at(160_000, Among::All, &mut book), None);
}

#[test]
fn what_cannot_be_ranked_is_said_at_once() {
    let options = vec![2u32; 40];
    let rule = Rule { when_all: vec![(0, 0)], then: vec![(1, 1)] };
    let error = Space::new(options.clone(), &[rule]).expect_err("too wide");
    assert!(error.to_string().contains("no strategy works"), "{error}");
    let space = Space::new(options.clone(), &[]).expect("a space");
    let link = Table { issues: vec![0, 39], values: vec![1, 2, 3, 4] };
    let linked = whole(&options, None, vec![link], &mut SplitMix(1));
    let error =
        Stage::new(space, vec![("a".into(), linked.clone()), ("b".into(), linked)]).expect_err("linked");
    assert_eq!(error, StageError::TooWide("a".into()));
    let many = Space::new(vec![2; 300], &[]).expect("a space");
    let flat = Profile::additive(&[0.1; 300], &vec![vec![0.0, 1.0]; 300], None).expect("a profile");
    let error =
        Stage::new(many, vec![("a".into(), flat.clone()), ("b".into(), flat)]).expect_err("too many issues");
    assert_eq!(error, StageError::TooWide("a".into()));
    assert!(error.to_string().starts_with("a: more than 16777216 outcomes, too many to list"), "{error}");
}
