//! NegoLog files, worked by hand.

use crate::given::{read, worth};
use detente_formats::Format;

const A: &str = r#"{"reservationValue": 0.2, "issueWeights": {"price": 0.75, "date": 0.25}, "issues": {"price": {"low": 0.5, "high": 1}, "date": {"soon": 1, "late": 0}}}"#;

#[test]
fn the_sum_of_weights_times_values() {
    let b = A.replace("\"low\": 0.5, \"high\": 1", "\"high\": 0, \"low\": 1").replace("0.2,", "0,");
    let loaded = read(&[("profileA.json", A), ("profileB.json", &b)]).unwrap();
    assert_eq!(loaded.format, Format::NegoLog);
    let scenario = &loaded.scenario;
    assert_eq!(worth(scenario, 0, &["low", "soon"]), "0.625");
    assert_eq!(worth(scenario, 1, &["low", "soon"]), "1");
    let utility = &scenario.utilities[0];
    assert_eq!(utility.written(utility.reservation.unwrap()), "0.2");
}

#[test]
fn what_is_wrong_is_told() {
    for (from, to, told) in [
        ("\"low\"", "\"lo\"", "the option “low” of “price” has no value"),
        (", \"late\": 0", "", "do not have the same options of “date”"),
        ("\"price\": 0.75", "\"price\": -1", "a weight is negative"),
        ("\"price\": 0.75", "\"prize\": 0.75", "no issue “prize”"),
    ] {
        let error = read(&[("a.json", A), ("b.json", &A.replacen(from, to, 1))]).unwrap_err().to_string();
        assert!(error.starts_with("b.json:1:") && error.contains(told), "{told}: {error}");
    }
    let error = read(&[("a.json", &A.replace("{\"soon\": 1, \"late\": 0}", "{}"))]).unwrap_err().to_string();
    assert!(error.contains("the issue “date” has no options"), "{error}");
}
