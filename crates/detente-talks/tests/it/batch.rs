//! Many talks: the same rows whatever the threads and chunks, and what they say together.

use crate::{plan, recipe};
use detente_talks::batch::part::{Head, Part, PartError};
use detente_talks::batch::{Arena, BatchError, Reference, Row, play};
use detente_talks::fan::TIMES;
use detente_talks::plan::{Numbered, Seating};
use detente_talks::summary::{Estimate, Tally};
use detente_talks::{Ended, Stage};
use std::convert::Infallible;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// All efficient utilities, by comparing every outcome with every other.
fn frontier(stage: &Stage) -> Vec<Vec<f64>> {
    let lists: Vec<Vec<f64>> = stage.sides().iter().map(|side| side.profile.utilities()).collect();
    let all: Vec<Vec<f64>> =
        (0..lists[0].len()).map(|o| lists.iter().map(|list| list[o]).collect()).collect();
    let betters = |a: &[f64], b: &[f64]| a != b && a.iter().zip(b).all(|(a, b)| a >= b);
    all.iter().filter(|one| !all.iter().any(|other| betters(other, one))).cloned().collect()
}

fn topics(parties: &[usize]) -> Vec<(Stage, Reference)> {
    let one = |(number, &parties): (usize, &usize)| {
        let stage = recipe::stage(&recipe::parties(parties, 2, 5, 100 + number as u64), &[0.1]);
        let reference = Reference::of(&stage, Some(&frontier(&stage)));
        (stage, reference)
    };
    parties.iter().enumerate().map(one).collect()
}

fn rows(plan: &Numbered, topics: &[(Stage, Reference)], range: Range<u64>, threads: usize) -> Vec<Row> {
    let arena = Arena::new(plan, topics).expect("they fit");
    let mut rows = Vec::new();
    let threads = NonZeroUsize::new(threads).expect("some");
    let end = play(&arena, range.clone(), threads, &|| false, |row| {
        rows.push(row);
        Ok::<(), Infallible>(())
    });
    assert_eq!(end.expect("they play"), range.end);
    rows
}

fn small() -> (Numbered, Vec<(Stage, Reference)>) {
    let plan = plan::plan(&[2, 3], 5, Seating::Everyone { mirror: true }, 1, 2).numbered().expect("a plan");
    (plan, topics(&[2, 3]))
}

fn bytes(rows: Vec<Row>, plan: &Numbered) -> Vec<u8> {
    Part { head: Head { version: "1".into(), plan: "p".into(), runs: 0..plan.len() }, rows }.to_bytes()
}

#[test]
fn threads_and_chunks_change_no_byte() {
    let (plan, topics) = small();
    let whole = bytes(rows(&plan, &topics, 0..plan.len(), 1), &plan);
    for threads in [2, 3, 16] {
        assert!(bytes(rows(&plan, &topics, 0..plan.len(), threads), &plan) == whole, "{threads} threads");
    }
    let chunks = (1..=200).flat_map(|chunk| rows(&plan, &topics, plan.chunk(chunk, 200), 2));
    assert!(bytes(chunks.collect(), &plan) == whole);
}

#[test]
fn a_part_comes_back_and_a_torn_one_is_told() {
    let (plan, topics) = small();
    let rows = rows(&plan, &topics, 0..plan.len(), 2);
    let whole = bytes(rows.clone(), &plan);
    assert_eq!(Part::from_bytes(&whole).expect("a part").rows, rows);
    for cut in [0, 3, 20, 60, whole.len() / 2, whole.len() - 1] {
        assert_eq!(Part::from_bytes(&whole[..cut]).expect_err("torn"), PartError::Torn, "{cut}");
    }
    let mut changed = whole.clone();
    changed[whole.len() / 2] ^= 1;
    assert_eq!(Part::from_bytes(&changed).expect_err("changed"), PartError::Torn);
    assert_eq!(Part::from_bytes(b"something else altogether").expect_err("foreign"), PartError::Foreign);
}

#[test]
fn a_batch_stops_when_it_is_asked_and_goes_on_from_there() {
    let (plan, topics) = small();
    let arena = Arena::new(&plan, &topics).expect("they fit");
    let (stop, seen) = (AtomicBool::new(false), AtomicUsize::new(0));
    let mut got = Vec::new();
    let next = play(
        &arena,
        0..plan.len(),
        NonZeroUsize::new(2).expect("two"),
        &|| stop.load(Ordering::Relaxed),
        |row| {
            if seen.fetch_add(1, Ordering::Relaxed) == 20 {
                stop.store(true, Ordering::Relaxed);
            }
            got.push(row);
            Ok::<(), Infallible>(())
        },
    )
    .expect("it stops");
    assert_eq!(got.len() as u64, next);
    got.extend(rows(&plan, &topics, next..plan.len(), 2));
    assert!(got == rows(&plan, &topics, 0..plan.len(), 1));
}

#[test]
fn who_collects_may_have_enough() {
    let (plan, topics) = small();
    let arena = Arena::new(&plan, &topics).expect("they fit");
    let full = play(&arena, 0..plan.len(), NonZeroUsize::new(2).expect("two"), &|| false, |row| {
        if row.run == 33 { Err("full") } else { Ok(()) }
    });
    assert!(matches!(full, Err(BatchError::Caller("full"))));
}

#[test]
fn scores_are_what_their_definitions_say() {
    let (plan, topics) = small();
    for row in rows(&plan, &topics, 0..plan.len(), 2) {
        let (stage, reference) = &topics[plan.choice(row.run).expect("a run").topic];
        let gain = |party: usize, utility: f64| {
            let (floor, best) = (reference.floors()[party], reference.range(party).1);
            (utility - floor) / (best - floor)
        };
        let gains =
            |point: &[f64]| -> Vec<f64> { point.iter().enumerate().map(|(p, &u)| gain(p, u)).collect() };
        let own = gains(&row.utilities);
        assert_eq!(row.score.gains, own);
        let apart = |point: &Vec<f64>| {
            gains(point).iter().zip(&own).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
        };
        let points = frontier(stage);
        let nearest = points.iter().map(apart).fold(f64::INFINITY, f64::min);
        assert!((row.score.distance.expect("a frontier") - nearest).abs() < 1e-12);
        let most =
            points.iter().map(|p| gains(p).iter().map(|g| g.max(0.0)).product::<f64>()).fold(0.0, f64::max);
        let product = own.iter().map(|g| g.max(0.0)).product::<f64>() / most;
        assert!((row.score.nash.expect("a frontier") - product).abs() < 1e-12);
        assert!(row.score.welfare.expect("a frontier") <= 1.0 + 1e-12);
        if row.ended != Ended::Agreement {
            assert!(row.score.gains.iter().all(|&g| g == 0.0), "{row:?}");
        }
    }
}

#[test]
fn a_tally_counts_each_cell_once_and_keeps_the_paths() {
    let (plan, topics) = small();
    let mut tally = Tally::default();
    let all = rows(&plan, &topics, 0..plan.len(), 2);
    all.iter().for_each(|row| tally.add(&plan, row));
    assert_eq!(tally.cells().len() as u64 * 2, plan.len());
    assert!(tally.cells().iter().all(|cell| cell.talks == 2));
    assert_eq!(tally.ends().map(|(_, count)| count).sum::<u64>(), plan.len());
    let boulware = &tally.standings(&plan)[0];
    // Of the cells with n seats and 5 strategies all but 4ⁿ have it, under two protocols.
    assert_eq!(boulware.cells, 2 * (25 - 16) + 2 * (125 - 64));
    let fan = tally.fan(0, 0).expect("talks");
    let first = all.iter().filter(|row| row.utilities.len() == 2 && row.path.height(0, 0).is_some()).count();
    assert_eq!(fan.talks(0), first as u64);
    for time in 0..TIMES {
        let quantiles: Vec<f64> =
            [0, 25, 50, 75, 100].iter().filter_map(|&q| fan.quantile(time, q)).collect();
        assert!(quantiles.is_sorted() && (quantiles.len() == 5) == (fan.talks(time) > 0));
        let mut heights: Vec<f64> = all
            .iter()
            .filter(|row| row.utilities.len() == 2)
            .filter_map(|row| row.path.height(time, 0))
            .collect();
        heights.sort_by(f64::total_cmp);
        if !heights.is_empty() {
            assert_eq!(quantiles[2], heights[heights.len().div_ceil(2) - 1]);
        }
    }
}

/// The mean 5, standard deviation √(32/7), of 2 4 4 4 5 5 7 9.
#[test]
fn an_estimate_is_students() {
    let estimate = Estimate::of(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]).expect("numbers");
    let (error, either) = estimate.spread.expect("more than one");
    assert_eq!((estimate.count, estimate.mean), (8, 5.0));
    assert!((error - (32.0f64 / 7.0 / 8.0).sqrt()).abs() < 1e-15);
    // t(0.975; 7) = 2.365.
    assert!((either / error - 2.365).abs() < 0.0005);
    assert_eq!(Estimate::of(&[1.0]).expect("one").spread, None);
    assert_eq!(Estimate::of(&[]), None);
}
