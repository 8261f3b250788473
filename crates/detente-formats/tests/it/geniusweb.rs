//! GeniusWeb files, worked by hand.

use crate::given::{outcome, read, worth};
use detente_formats::Format;

const DOMAIN: &str = r#"{"name": "jobs", "issuesValues": {
  "fte": {"values": ["1.0", "0.6"]},
  "price": {"range": {"low": 1, "high": "4", "step": 1.5}}}}"#;

fn profile(bid: &str, old: bool) -> String {
    let (discrete, number) = if old {
        ("discreteutils", "numberutils")
    } else {
        ("DiscreteValueSetUtilities", "NumberValueSetUtilities")
    };
    format!(
        r#"{{"LinearAdditiveUtilitySpace": {{"issueUtilities": {{
  "fte": {{"{discrete}": {{"valueUtilities": {{"1.0": 0.75, "0.6": 0.25}}}}}},
  "price": {{"{number}": {{"lowValue": 1, "lowUtility": 0.0, "highValue": 4, "highUtility": 1}}}}}},
  "issueWeights": {{"fte": 0.4, "price": 0.6}}, "domain": {DOMAIN}, "name": "jobs1", "reservationBid": {bid}}}}}"#
    )
}

#[test]
fn both_spellings_ranges_and_reservation_bids() {
    for old in [false, true] {
        let text = profile(r#"{"issuevalues": {"fte": "0.6", "price": 2.50}}"#, old);
        let loaded = read(&[("jobs.json", DOMAIN), ("jobs1.json", &text)]).unwrap();
        let scenario = &loaded.scenario;
        assert_eq!((loaded.format, &scenario.utilities[0].party[..]), (Format::GeniusWeb, "jobs1"));
        assert_eq!(scenario.issues[1].options, ["1", "2.5", "4"]);
        assert_eq!(worth(scenario, 0, &["1.0", "4"]), "0.9");
        let utility = &scenario.utilities[0];
        assert_eq!(utility.reservation, Some(utility.of(&outcome(scenario, &["0.6", "2.5"]))));
        assert_eq!(utility.written(utility.reservation.unwrap()), "0.4");
        assert!(utility.discount.is_none() && utility.is_exact && utility.stated.is_some());
    }
    // A profile holds the domain, so that it is enough.
    let text = profile("null", false);
    let loaded = read(&[("jobs1.json", &text)]).unwrap();
    assert_eq!(loaded.scenario.utilities[0].reservation, None);
}

/// Interpolated, then rounded half-up to 8 digits: 1/3 is 0.33333333.
#[test]
fn numbers_between_are_rounded_to_eight_digits() {
    let domain = r#"{"name": "d", "issuesValues": {"n": {"range": {"low": 0, "high": 3, "step": 1}}}}"#;
    let text = format!(
        r#"{{"LinearAdditiveUtilitySpace": {{"issueUtilities": {{"n": {{"NumberValueSetUtilities": {{"lowValue": 0, "lowUtility": 0, "highValue": 3, "highUtility": 1}}}}}}, "issueWeights": {{"n": 1}}, "domain": {domain}, "name": "p", "reservationBid": null}}}}"#
    );
    let scenario = read(&[("d.json", domain), ("p.json", &text)]).unwrap().scenario;
    assert_eq!(worth(&scenario, 0, &["1"]), "0.33333333");
    assert_eq!(worth(&scenario, 0, &["2"]), "0.66666667");
    assert!(scenario.utilities[0].is_exact);
}

#[test]
fn what_is_wrong_is_told() {
    let text = profile("null", false);
    for (from, to, told) in [
        ("0.75", "1.5", "the utility 1.5 is out of range"),
        ("0.75", "-0.5", "out of range"),
        ("\"fte\": 0.4", "\"fte\": -0.4", "a weight is negative"),
        ("\"1.0\": 0.75, ", "", "the option “1.0” of “fte” has no utility"),
        ("\"issueWeights\": {\"fte\"", "\"issueWeights\": {\"ftee\"", "no issue “ftee” in the domain"),
        ("LinearAdditiveUtilitySpace", "SumOfGroupsUtilitySpace", "SumOfGroupsUtilitySpace is not read"),
        ("null", r#"{"issuevalues": {"fte": "0.7"}}"#, "“0.7” is no option of “fte”"),
        ("0.75", "NaN", "not JSON"),
    ] {
        let wrong = text.replacen(from, to, 1);
        assert_ne!(wrong, text, "{from}");
        let error = read(&[("jobs.json", DOMAIN), ("p.json", &wrong)]).unwrap_err().to_string();
        assert!(error.contains(told), "{told}: {error}");
    }
    let off = text.replace("\"fte\": 0.4", "\"fte\": 0.3");
    let notes = read(&[("jobs.json", DOMAIN), ("p.json", &off)]).unwrap().scenario.notes;
    assert!(notes[0].contains("do not sum to 1"), "{notes:?}");
}
