//! The order of outcomes against a list that is sorted outright and searched from end to end.

use crate::recipe::SplitMix;
use detente_talks::dice::Dice;
use detente_talks::ranking::{Among, Order, SLACK};
use detente_talks::{Book, Outcome, Profile, Space};
use proptest::prelude::*;

/// The list as the semantics state it: ascending, ties by the order of enumeration.
struct Sorted {
    list: Vec<(f64, usize)>,
    first_rational: usize,
}

impl Sorted {
    fn new(profile: &Profile, space: &Space) -> Sorted {
        let book = Book::new(space);
        let all = outcomes(space);
        let mut list: Vec<(f64, usize)> =
            all.map(|o| (profile.utility(|issue| book.option(o, issue)), o.number())).collect();
        list.sort_by(|a, b| a.0.partial_cmp(&b.0).expect("finite").then(a.1.cmp(&b.1)));
        let first_rational = list.iter().position(|(u, _)| *u >= profile.reservation()).unwrap_or(list.len());
        Sorted { list, first_rational }
    }

    fn among(&self, among: Among) -> &[(f64, usize)] {
        if among == Among::All { &self.list } else { &self.list[self.first_rational..] }
    }

    /// `worst_in`, word for word.
    fn worst_in(&self, low: f64, high: f64, among: Among) -> Option<usize> {
        let (low, high) = if low <= high {
            (low, high)
        } else if low - high <= 0.1 {
            (high, low)
        } else {
            return None;
        };
        let list = self.among(among);
        let last = list.len().checked_sub(1)?;
        let i = list.iter().position(|(u, _)| *u >= low).unwrap_or(last);
        let mut winner = i;
        for (j, (u, _)) in list.iter().enumerate() {
            let is_near = *u >= low - SLACK && *u <= high + 2.0 * SLACK;
            if is_near && (u - low).abs() < (list[winner].0 - low).abs() {
                winner = j;
            }
        }
        Some(list[winner].1)
    }
}

fn outcomes(space: &Space) -> impl Iterator<Item = Outcome> {
    let mut book = Book::new(space);
    let counts = space.options().to_vec();
    let size = space.size() as usize;
    (0..size).filter_map(move |number| {
        let mut rest = number;
        let mut options = vec![0; counts.len()];
        for issue in (0..counts.len()).rev() {
            options[issue] = (rest % counts[issue] as usize) as u32;
            rest /= counts[issue] as usize;
        }
        book.outcome(&options)
    })
}

/// A profile: with few distinct values there are many ties.
pub fn profile(options: &[u32], distinct: u64, reservation: Option<f64>, random: &mut SplitMix) -> Profile {
    let mut value = || match distinct {
        0 => random.unit(),
        n => (random.next() % n) as f64 / n as f64,
    };
    let weights: Vec<f64> = options.iter().map(|_| value()).collect();
    let tables: Vec<Vec<f64>> = options.iter().map(|&n| (0..n).map(|_| value()).collect()).collect();
    Profile::additive(&weights, &tables, reservation).expect("a profile")
}

proptest! {
    #[test]
    fn the_order_is_that_of_a_sorted_list(
        options in prop::collection::vec(1u32..7, 1..5),
        distinct in 0u64..5,
        reservation in prop::option::of(0.0..1.5),
        seed: u64,
    ) {
        let mut random = SplitMix(seed);
        let profile = profile(&options, distinct, reservation, &mut random);
        let space = Space::new(options, &[]).expect("a space");
        let sorted = Sorted::new(&profile, &space);
        let mut ranking = Order::of(&profile, &space).expect("numbered").ranking();
        let mut book = Book::new(&space);
        let (least, greatest) = (sorted.list[0].0, sorted.list[sorted.list.len() - 1].0);
        prop_assert_eq!(ranking.range(), (least, greatest));
        for among in [Among::All, Among::Rational] {
            let list = sorted.among(among);
            prop_assert_eq!(ranking.count(among), Some(list.len() as u64));
            for rank in 0..list.len() as u64 + 2 {
                let wanted = list.iter().rev().nth(rank as usize).map(|(_, number)| *number);
                prop_assert_eq!(ranking.at(rank, among, &mut book).map(Outcome::number), wanted);
            }
            for _ in 0..60 {
                // Beside utilities that are there, within and beyond the slack.
                let near = sorted.list[(random.next() % sorted.list.len() as u64) as usize].0;
                let off = [0.0, 5e-7, -5e-7, 2e-6, -2e-6, 0.05, -0.3, 5.0][(random.next() % 8) as usize];
                let low = near + off;
                let high = [greatest, low, low - 0.05, low - 0.2][(random.next() % 4) as usize];
                let found = ranking.worst_in(low, high, among, &mut book).map(Outcome::number);
                prop_assert_eq!(found, sorted.worst_in(low, high, among), "{} to {} of {:?}", low, high, among);
            }
        }
    }

    #[test]
    fn an_order_that_is_made_late_answers_as_the_sorted_list_before_and_after(
        options in prop::collection::vec(1u32..7, 1..5),
        distinct in 0u64..5,
        // Numbers so far apart that sums round, and heads that differ come to the same.
        far in prop::sample::select(vec![1.0, 1e-12, 1e12, 1e16]),
        questions in prop::sample::select(vec![u64::MAX, 30]),
        reservation in prop::option::of(0.0..1.5),
        seed: u64,
    ) {
        let mut random = SplitMix(seed);
        let weights: Vec<f64> =
            options.iter().enumerate().map(|(issue, _)| if issue + 1 == options.len() { far } else { 1.0 }).collect();
        let made = profile(&options, distinct, reservation, &mut random);
        let profile = Profile::additive(&weights, made.gains(), reservation).expect("a profile");
        let space = Space::new(options, &[]).expect("a space");
        let sorted = Sorted::new(&profile, &space);
        let mut ranking = Order::late(&profile, &space, questions).expect("additive").ranking();
        let mut book = Book::new(&space);
        let greatest = sorted.list[sorted.list.len() - 1].0;
        prop_assert_eq!(ranking.range(), (sorted.list[0].0, greatest));
        for among in [Among::All, Among::Rational] {
            for _ in 0..60 {
                let (near, number) = sorted.list[(random.next() % sorted.list.len() as u64) as usize];
                let off = [0.0, 5e-7, -5e-7, 2e-6, -2e-6, 0.05, -0.3, 5.0][(random.next() % 8) as usize];
                let low = near + off * far.max(1.0);
                let high = [greatest, low, low - 0.05, low - 0.2][(random.next() % 4) as usize];
                let found = ranking.worst_in(low, high, among, &mut book).map(Outcome::number);
                prop_assert_eq!(found, sorted.worst_in(low, high, among), "{} to {} of {:?}", low, high, among);
                let outcome = outcomes(&space).nth(number).expect("an outcome");
                prop_assert_eq!(ranking.utility(outcome, &book), near);
            }
        }
        prop_assert_eq!(ranking.count(Among::Rational), Some(sorted.among(Among::Rational).len() as u64));
        let best = sorted.among(Among::Rational).last().map(|(_, number)| *number);
        prop_assert_eq!(ranking.at(0, Among::Rational, &mut book).map(Outcome::number), best);
    }

    #[test]
    fn any_in_gives_each_of_the_range_and_no_other(
        options in prop::collection::vec(1u32..5, 1..4),
        distinct in 0u64..5,
        (low, width) in (0.0..1.0, 0.0..1.0),
        seed: u64,
    ) {
        let profile = profile(&options, distinct, Some(0.4), &mut SplitMix(seed));
        let space = Space::new(options, &[]).expect("a space");
        let sorted = Sorted::new(&profile, &space);
        let mut ranking = Order::of(&profile, &space).expect("numbered").ranking();
        let mut book = Book::new(&space);
        let mut dice = Dice::new(seed, 0, 0);
        let in_range = |(u, _): &&(f64, usize)| *u >= low && *u <= low + width;
        let mut wanted: Vec<usize> = sorted.among(Among::Rational).iter().filter(in_range).map(|(_, n)| *n).collect();
        let mut found: Vec<usize> = (0..40 * wanted.len() + 1)
            .filter_map(|_| ranking.any_in(low, low + width, Among::Rational, &mut dice, &mut book))
            .map(Outcome::number)
            .collect();
        found.sort_unstable();
        found.dedup();
        wanted.sort_unstable();
        prop_assert_eq!(found, wanted);
    }
}

#[test]
fn crowded_bands_are_in_order_too() {
    // Nearly all outcomes are worth about the same, one is worth far more.
    let mut random = SplitMix(5);
    let mut table: Vec<f64> = (0..2000).map(|_| (random.next() % 50) as f64 * 1e-9).collect();
    table[700] = 1.0;
    let profile = Profile::additive(&[1.0], &[table], None).expect("a profile");
    let space = Space::new(vec![2000], &[]).expect("a space");
    let sorted = Sorted::new(&profile, &space);
    let mut ranking = Order::of(&profile, &space).expect("numbered").ranking();
    let mut book = Book::new(&space);
    for (rank, (_, number)) in sorted.list.iter().rev().enumerate() {
        let found = ranking.at(rank as u64, Among::All, &mut book);
        assert_eq!(found.map(Outcome::number), Some(*number));
    }
    for low in [0.0, 1e-9, 2.05e-8, 4.9e-8, 1e-7, 0.5, 1.0] {
        let found = ranking.worst_in(low, 1.0, Among::All, &mut book).map(Outcome::number);
        assert_eq!(found, sorted.worst_in(low, 1.0, Among::All), "{low}");
    }
}
