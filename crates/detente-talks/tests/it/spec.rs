//! Strategies as people write them.

use detente_talks::Spec;
use detente_talks::strategy::{ACCEPTANCES, MODELS, STRATEGIES};

fn error(text: &str) -> String {
    Spec::parse(text).expect_err(text).to_string()
}

#[test]
fn every_row_is_made_of_its_defaults_and_is_written_as_its_name() {
    for row in STRATEGIES {
        let spec = Spec::parse(row.name).expect(row.name);
        assert_eq!(spec.to_string(), row.name);
        spec.make();
        let all: Vec<String> = row.parameters.iter().map(|p| format!("{}={}", p.name, p.default)).collect();
        let written = Spec::parse(&format!("{}:{}", row.name, all.join(","))).expect(row.name);
        assert_eq!(written.to_string(), row.name);
    }
    for name in ACCEPTANCES.iter().map(|row| row.name).chain(MODELS.iter().map(|row| row.name)) {
        let text = format!("boulware+{name}");
        assert_eq!(Spec::parse(&text).expect(name).to_string(), text);
    }
}

#[test]
fn parameters_and_parts_are_read() {
    for text in [
        "aspiration:exponent=2.5,max=0.97",
        "time-dependent:exponent=inf",
        "boulware:stochastic=yes",
        "micro+next:alpha=1.02",
        "tough+constant:share=0.7+unknown",
    ] {
        assert_eq!(Spec::parse(text).expect(text).to_string(), text);
    }
    let spaced = Spec::parse(" boulware : max = 0.9 + next ").expect("spaces do not matter");
    assert_eq!(spaced.to_string(), "boulware:max=0.9+next");
}

#[test]
fn errors_help() {
    assert_eq!(error("boulwar"), "unknown strategy boulwar; did you mean boulware?");
    assert!(error("chess").starts_with("unknown strategy chess; there are boulware, linear, "));
    assert_eq!(error("boulware:maxx=0.5"), "boulware has no parameter maxx; did you mean max?");
    assert_eq!(error("micro:pace=2"), "micro has no parameter pace; there are none");
    assert_eq!(error("boulware:max=2"), "max cannot be 2: a number from 0 to 1");
    assert_eq!(error("boulware:stochastic=maybe"), "stochastic cannot be maybe: yes or no");
    assert_eq!(error("boulware:max"), "max lacks its value: write max=…");
    assert_eq!(error("boulware:max=1,max=1"), "max is given twice");
    assert_eq!(error("time-dependent:exponent=nan"), "exponent cannot be nan: a number from 0, or inf");
    assert_eq!(error("micro+nextt"), "unknown acceptance or model nextt; did you mean next?");
    assert_eq!(error("micro+bayesain"), "unknown acceptance or model bayesain; did you mean bayesian?");
    assert!(error("micro+chess").ends_with(
        "there are own, next, constant, time, combi, anything, unknown, hardheaded, smith, bayesian, window"
    ));
    assert_eq!(error("micro+window:lenght=5"), "window has no parameter lenght; did you mean length?");
    assert_eq!(error("pareto-folowing"), "unknown strategy pareto-folowing; did you mean pareto-following?");
    assert_eq!(error("micro+next+own"), "own: there is already a part of this kind");
    assert_eq!(error("random+next"), "random is not made of parts; no other acceptance or model fits it");
    assert!(error("").starts_with("unknown strategy "));
}
