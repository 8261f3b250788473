//! Estimators of reservation values and deadlines.

use detente_talks::estimator::prior::Prior;
use detente_talks::estimator::regression::{Cells, Regression};
use detente_talks::estimator::{Estimate, Estimator};
use proptest::prelude::*;

/// Two hypotheses, as likely; the offer is six times as likely under the first (0.30 and 0.05): 6/7 and 1/7 by Bayes' rule.
#[test]
fn an_offer_moves_chances_by_its_likelihoods() {
    let likelihood = |reservation: f64, _: f64| if reservation == 100.0 { 0.30 } else { 0.05 };
    let mut prior = Prior::new(&[(100.0, 0.5), (90.0, 0.5)], Box::new(likelihood));
    prior.hear(1.0, 117.0);
    assert!((prior.chances()[0] - 6.0 / 7.0).abs() < 1e-12, "{:?}", prior.chances());
    assert!((prior.chances()[1] - 1.0 / 7.0).abs() < 1e-12, "{:?}", prior.chances());
    // (6·100 + 90)/7.
    let Estimate { reservation, deadline } = prior.estimate().expect("an estimate");
    assert!((reservation - 690.0 / 7.0).abs() < 1e-9 && deadline.is_none());
}

#[test]
fn a_markup_leads_to_the_reservation_value() {
    let mut prior = Prior::even(50.0, 150.0, 101, 0.17, 8.0);
    let before = prior.estimate().expect("an estimate").reservation;
    assert!((before - 100.0).abs() < 1e-9);
    (0..50).for_each(|step| prior.hear(f64::from(step), 80.0 * 1.17));
    let after = prior.estimate().expect("an estimate").reservation;
    assert!((after - 80.0).abs() < 0.5, "{after}");
}

#[test]
fn what_cannot_be_is_told() {
    let mut prior = Prior::new(&[(1.0, 1.0)], Box::new(|_, _| 0.0));
    assert!(prior.estimate().is_some());
    prior.hear(1.0, 5.0);
    assert_eq!(prior.estimate(), None);
}

fn regression() -> Regression {
    let reservations = Cells { from: 0.0, to: 0.8, count: 16 };
    let deadlines = Cells { from: 0.0, to: 200.0, count: 20 };
    Regression::new(reservations, deadlines)
}

/// Hears a party that concedes along the curve, until a share of its time.
fn heard(reservation: f64, deadline: f64, exponent: f64, until: f64) -> Regression {
    let mut estimator = regression();
    for step in 0..=(until * deadline) as u32 {
        let time = f64::from(step);
        estimator.hear(time, 1.0 + (reservation - 1.0) * libm::pow(time / deadline, exponent));
    }
    estimator
}

#[test]
fn nothing_heard_is_the_middle_of_all_cells() {
    let Estimate { reservation, deadline } = regression().estimate().expect("an estimate");
    assert!((reservation - 0.4).abs() < 1e-12 && (deadline.expect("a deadline") - 100.0).abs() < 1e-9);
}

/// Two parties that fall alike so far may end at different places: what is known is which ends cannot be.
#[test]
fn ends_that_are_past_are_ruled_out() {
    let estimator = heard(0.3, 100.0, 1.0, 0.6);
    assert_eq!(estimator.chance(0.3, 45.0), 0.0);
    // Its last offer was worth 0.58.
    assert_eq!(estimator.chance(0.63, 100.0), 0.0);
    assert!(estimator.chance(0.3, 100.0) > 0.0);
    assert_eq!((estimator.chance(0.9, 100.0), estimator.chance(0.3, 300.0)), (0.0, 0.0));
}

#[test]
fn offers_that_fit_no_cell_leave_no_estimate() {
    let mut estimator = regression();
    estimator.hear(0.0, 1.0);
    estimator.hear(1.0, -3.0);
    assert_eq!(estimator.estimate(), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_true_end_is_likelier_than_most(
        reservation in 0.1f64..0.7,
        deadline in 60f64..180.0,
        exponent in 0.5f64..3.0,
    ) {
        let estimator = heard(reservation, deadline, exponent, 0.9);
        let possible: Vec<f64> = estimator.chances().iter().copied().filter(|chance| *chance > 0.0).collect();
        let sum: f64 = possible.iter().sum();
        prop_assert!((sum - 1.0).abs() < 1e-9);
        let chance = estimator.chance(reservation, deadline);
        prop_assert!(chance >= 1.0 / possible.len() as f64, "{chance} of {}", possible.len());
    }
}
