//! Talks from end to end.

mod batch;
mod dice;
mod estimators;
mod invariants;
mod lazy;
mod learning;
mod micro;
mod models;
mod peers;
mod plan;
mod ranking;
mod recipe;
mod replay;
mod sao;
mod spec;
mod strategies;
mod tau;
mod trace;

use detente_talks::observer::Nobody;
use detente_talks::protocol::AlternatingOffers;
use detente_talks::{Ended, Limits, Profile, Space, Spec, Stage};

/// Two parties that want the opposite on one issue of five options agree in the middle.
#[test]
fn two_who_concede_evenly_meet_in_the_middle() {
    let rising: Vec<f64> = (0..5).map(|option| f64::from(option) / 4.0).collect();
    let falling: Vec<f64> = rising.iter().rev().copied().collect();
    let profile = |table: Vec<f64>| Profile::additive(&[1.0], &[table], None).expect("a profile");
    let space = Space::new(vec![5], &[]).expect("a space");
    let stage = Stage::new(space, vec![("a".into(), profile(rising)), ("b".into(), profile(falling))])
        .expect("a stage");
    let linear = Spec::parse("linear").expect("a strategy");
    let (report, book) = stage
        .play(
            &AlternatingOffers::default(),
            &Limits::steps(20),
            &[linear.clone(), linear],
            (1, 0),
            &mut Nobody,
        )
        .expect("a talk");
    assert_eq!(report.ended, Ended::Agreement);
    assert_eq!(report.agreement.map(|outcome| book.options(outcome)), Some(vec![2]));
    assert_eq!(report.utilities, [0.5, 0.5]);
}
