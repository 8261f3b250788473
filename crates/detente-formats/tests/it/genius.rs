//! GENIUS files: what they mean to GENIUS, and what NegMAS 0.16 makes of them. Worked by hand.

use crate::given::{as_negmas, outcome, read, read_with, worth};
use detente_formats::{Format, Options};
use detente_model::scenario::{Clock, Decay, Spread};
use detente_model::{Basis, Decimal};

const DOMAIN: &str = r#"<negotiation_template><utility_space number_of_issues="2"><objective index="0" name="root">
<issue index="2" name="colour"><item index="1" value="red"/><item index="2" value="blue"/></issue>
<issue index="1" name="size" type="discrete"><item index="1" value="s"/><item index="2" value="m"/><item index="3" value="l"/></issue>
</objective></utility_space></negotiation_template>"#;

const PROFILE: &str = r#"<utility_space><objective index="0" name="root">
<weight index="1" value="0.75"/><weight index="2" value="0.25"/>
<issue index="1" name="size"><item value="s" evaluation="20"/><item value="m" evaluation="5"/><item value="l" evaluation="10"/></issue>
<issue index="2" name="colour"><item value="red" evaluation="1"/><item value="blue" evaluation="2"/></issue>
</objective><discount_factor value="0.5"/><reservation value="0.3"/></utility_space>"#;

#[test]
fn discrete_evaluations_are_divided_by_the_largest() {
    let loaded = read(&[("domain.xml", DOMAIN), ("p.xml", PROFILE)]).unwrap();
    let scenario = &loaded.scenario;
    assert_eq!((loaded.format, scenario.basis, scenario.notes.len()), (Format::Genius, Basis::Stated, 0));
    // The order is that of the numbers, not of the file.
    assert_eq!(scenario.issues[0].name, "size");
    assert_eq!(worth(scenario, 0, &["s", "blue"]), "1");
    assert_eq!(worth(scenario, 0, &["m", "red"]), "0.3125");
    let utility = &scenario.utilities[0];
    assert!(utility.is_exact && utility.cap.is_none());
    assert_eq!(utility.written(utility.reservation.unwrap()), "0.3");
    let discount = utility.discount.unwrap();
    assert_eq!(discount.decay, Decay::Exponential { factor: Decimal::parse("0.5").unwrap() });
    assert!(discount.clock == Clock::Relative && discount.reservation_too);
    let stated = utility.stated.as_ref().unwrap();
    assert_eq!(stated.values[0][1], Spread::Exact(Decimal::parse("0.25").unwrap()));
}

/// Not divided; a discount by the step, at which the reservation value is lost.
#[test]
fn negmas_takes_evaluations_as_they_are() {
    let scenario = as_negmas(&[("domain.xml", DOMAIN), ("p.xml", PROFILE)]).unwrap().scenario;
    assert_eq!(worth(&scenario, 0, &["s", "blue"]), "15.5");
    assert_eq!(worth(&scenario, 0, &["m", "red"]), "4");
    let utility = &scenario.utilities[0];
    assert_eq!(utility.discount.unwrap().clock, Clock::Round);
    assert_eq!(utility.reservation, None);
}

const INTEGERS: &str = r#"<negotiation_template><utility_space><objective index="0" name="root">
<issue index="1" name="x" type="integer" lowerbound="-5" upperbound="5"/>
<issue index="2" name="y" type="integer"><range lowerbound="-5" upperbound="5"/></issue>
</objective></utility_space></negotiation_template>"#;

#[test]
fn integer_evaluators_start_at_the_lower_bound_and_are_clipped() {
    let profile = r#"<utility_space><objective index="0" name="root">
    <issue index="1" name="x" type="integer" lowerbound="-5" upperbound="5"><evaluator ftype="linear" slope="0.1" offset="0.3"/></issue>
    <issue index="2" name="y" type="integer" lowerbound="-5" upperbound="5"><evaluator ftype="linear" slope="0.07" offset="0.15"/></issue>
    <weight index="1" value="0.5"/><weight index="2" value="0.5"/></objective></utility_space>"#;
    let files = [("domain.xml", INTEGERS), ("p.xml", profile)];
    let scenario = read(&files).unwrap().scenario;
    assert_eq!(scenario.issues[0].options.len(), 11);
    assert_eq!(worth(&scenario, 0, &["-5", "-5"]), "0.225");
    // 0.1·10 + 0.3 is cut off at 1; 0.07·10 + 0.15 is 0.85.
    assert_eq!(worth(&scenario, 0, &["5", "5"]), "0.925");
    let scenario = as_negmas(&files).unwrap().scenario;
    assert_eq!(worth(&scenario, 0, &["-5", "-5"]), "-0.2");
}

#[test]
fn boxes_are_closed_for_genius_and_open_for_negmas() {
    let profile = |body: &str| {
        format!(
            r#"<utility_space type="nonlinear"><objective index="0" name="root"><utility maxutility="10"><ufun type="PlainUfun" weight="3" aggregation="sum">{body}</ufun></utility></objective></utility_space>"#
        )
    };
    let includes = profile(
        r#"<hyperRectangle utility="4"><INCLUDES index="1" min="1" max="4"/><INCLUDES index="2" min="2" max="3"/></hyperRectangle>"#,
    );
    let files = [("domain.xml", INTEGERS), ("p.xml", &includes)];
    let scenario = read(&files).unwrap().scenario;
    assert_eq!(worth(&scenario, 0, &["2", "2"]), "0.4");
    assert_eq!(worth(&scenario, 0, &["1", "3"]), "0.4");
    assert_eq!(worth(&scenario, 0, &["5", "3"]), "0");
    // Open between 2 and 3, in which no whole number lies. The weight of the function counts, maxutility does not.
    let negmas = as_negmas(&files).unwrap().scenario;
    assert_eq!(worth(&negmas, 0, &["2", "2"]), "0");
    let wide = includes.replace(r#"index="2" min="2" max="3""#, r#"index="2" min="1" max="4""#);
    let negmas = as_negmas(&[("domain.xml", INTEGERS), ("p.xml", &wide)]).unwrap().scenario;
    assert_eq!(worth(&negmas, 0, &["2", "2"]), "12");

    let excludes = includes.replace("INCLUDES", "EXCLUDES");
    let scenario = read(&[("domain.xml", INTEGERS), ("p.xml", &excludes)]).unwrap().scenario;
    assert_eq!(worth(&scenario, 0, &["2", "2"]), "0");
    assert_eq!(worth(&scenario, 0, &["5", "2"]), "0.4");

    // Two rectangles of 8 each over 10: cut off at 1.
    let two = r#"<hyperRectangle utility="8"><INCLUDES index="1" min="0" max="9"/></hyperRectangle><hyperRectangle utility="4" weight="2"><INCLUDES index="2" min="0" max="9"/></hyperRectangle>"#;
    let scenario = read(&[("domain.xml", INTEGERS), ("p.xml", &profile(two))]).unwrap().scenario;
    assert_eq!(worth(&scenario, 0, &["0", "0"]), "1");
    assert_eq!(worth(&scenario, 0, &["0", "-1"]), "0.8");
    assert!(scenario.utilities[0].cap.is_some() && scenario.utilities[0].stated.is_none());
}

/// min(4·[x ≥ 0], 2·max(1·[y ≥ 0], 3·[y ≤ −3])) + a box without bounds.
#[test]
fn nested_functions_with_minima_and_maxima_become_tables() {
    let profile = r#"<utility_space type="nonlinear"><objective index="0" name="root"><utility maxutility="10"><ufun type="PlainUfun" aggregation="sum">
    <hyperRectangle utility="1"/>
    <ufun aggregation="min"><hyperRectangle utility="4"><INCLUDES index="1" min="0" max="5"/></hyperRectangle>
      <ufun aggregation="max" weight="2"><hyperRectangle utility="1"><INCLUDES index="2" min="0" max="5"/></hyperRectangle><hyperRectangle utility="3"><INCLUDES index="2" min="-5" max="-3"/></hyperRectangle></ufun>
    </ufun></ufun></utility></objective></utility_space>"#;
    let scenario = read(&[("domain.xml", INTEGERS), ("p.xml", profile)]).unwrap().scenario;
    for (options, expected) in
        [(["0", "0"], "0.3"), (["0", "-3"], "0.5"), (["0", "-1"], "0.1"), (["-1", "-3"], "0.1")]
    {
        assert_eq!(worth(&scenario, 0, &options), expected, "{options:?}");
    }
}

#[test]
fn a_minimum_over_too_many_issues_is_refused_with_the_reason() {
    let issues: String = (1..=11)
        .map(|i| format!(r#"<issue index="{i}" name="i{i}" type="integer" lowerbound="0" upperbound="1"/>"#))
        .collect();
    let domain = format!(
        "<negotiation_template><utility_space><objective index=\"0\">{issues}</objective></utility_space></negotiation_template>"
    );
    let bounds: String = (1..=11).map(|i| format!(r#"<INCLUDES index="{i}" min="1" max="1"/>"#)).collect();
    for aggregation in ["sum", "min"] {
        let profile = format!(
            r#"<utility_space><objective index="0"><utility maxutility="1"><ufun aggregation="{aggregation}"><hyperRectangle utility="1">{bounds}</hyperRectangle></ufun></utility></objective></utility_space>"#
        );
        let error = read(&[("domain.xml", &domain), ("p.xml", &profile)]).unwrap_err().to_string();
        assert!(
            error.starts_with("p.xml:1:")
                && error.contains("11 issues are tied together")
                && error.contains("at most 10"),
            "{error}"
        );
    }
}

const REALS: &str = r#"<negotiation_template><utility_space><objective index="0">
<issue index="1" name="rate" type="real"><range lowerbound="0.0" upperbound="10.0"/></issue></objective></utility_space></negotiation_template>"#;

#[test]
fn continuous_issues_are_taken_at_levels_and_at_the_tops_of_triangles() {
    let profile = |evaluator: &str| {
        format!(
            r#"<utility_space><objective index="0"><issue index="1" name="rate" type="real"><range lowerbound="0" upperbound="10"/>{evaluator}</issue><weight index="1" value="1"/></objective></utility_space>"#
        )
    };
    let linear = profile(r#"<evaluator ftype="linear" parameter0="-0.5" parameter1="0.25"/>"#);
    let triangle = profile(r#"<evaluator ftype="triangular" parameter0="1" parameter1="9" parameter2="3"/>"#);
    let constant = profile(r#"<evaluator ftype="constant" parameter0="0.125"/>"#);
    let files = [("domain.xml", REALS), ("a.xml", &linear), ("b.xml", &triangle), ("c.xml", &constant)];
    let loaded = read_with(&files, &Options { levels: 3, ..Options::default() }).unwrap();
    let scenario = &loaded.scenario;
    assert_eq!(scenario.issues[0].options, ["0", "1", "3", "5", "9", "10"]);
    assert_eq!(scenario.notes, ["the continuous issue “rate” is taken at 6 levels"]);
    let all = |party: usize| -> Vec<String> {
        scenario.issues[0].options.iter().map(|option| worth(scenario, party, &[option])).collect()
    };
    assert_eq!(all(0), ["0", "0", "0.25", "0.75", "1", "1"]);
    assert_eq!(all(1)[..3], ["0", "0", "1"]);
    assert_eq!(scenario.utilities[1].of(&outcome(scenario, &["5"])) * 3, scenario.utilities[1].unit * 2);
    assert_eq!(all(2), ["0.125"; 6]);
    assert_eq!(read(&files).unwrap().scenario.issues[0].options.len(), 21);
    // NegMAS has no constant evaluator, and clips nothing.
    assert!(as_negmas(&files).unwrap_err().to_string().contains("NegMAS refuses the evaluator “constant”"));
    let negmas = as_negmas(&files[..2]).unwrap().scenario;
    assert_eq!(worth(&negmas, 0, &["0"]), "-0.5");
    assert_eq!(worth(&negmas, 0, &["10"]), "2");
}

const RANKED: &str = r#"<ranks><issue index="1"><item value="s" rank="1"/><item value="m" rank="2"/><item value="l" rank="4"/></issue>
<issue index="2"><item value="red" rank="1"/><item value="blue" rank="2"/></issue></ranks>"#;

/// Ranks over the greatest, and the mean; a constraint of an issue zeroes its part, an outcome constraint all.
#[test]
fn constraint_spaces() {
    let profile = |constraints: &str| {
        format!(
            r#"<utility_space type="constraint"><objective index="0"><rules>{RANKED}<constraints>{constraints}</constraints></rules></objective><reservation value="0.25"/></utility_space>"#
        )
    };
    let read = |constraints: &str| {
        read(&[("domain.xml", DOMAIN), ("p.xml", &profile(constraints))]).map(|loaded| loaded.scenario)
    };
    let plain = read("").unwrap();
    assert_eq!(worth(&plain, 0, &["s", "red"]), "0.375");
    assert_eq!(worth(&plain, 0, &["l", "blue"]), "1");
    let zero = read(r#"<constraint type="zeroConstraint" index="1"><valueassignment index="2" value="blue"/></constraint>"#).unwrap();
    assert_eq!(worth(&zero, 0, &["l", "blue"]), "0.5");
    assert_eq!(worth(&zero, 0, &["l", "red"]), "0.75");
    let conditional = read(r#"<constraint type="conditionalZeroConstraint" index="1" value="m"><valueassignment index="2" value="blue"/></constraint>"#).unwrap();
    assert_eq!(worth(&conditional, 0, &["m", "blue"]), "0.75");
    assert_eq!(worth(&conditional, 0, &["l", "blue"]), "0.5");
    let outcome = read(r#"<constraint type="inclusiveZeroOutcomeConstraint"><checkassignment index="1" condition="l"/><checkassignment index="2" condition="blue"/></constraint>"#).unwrap();
    assert_eq!(worth(&outcome, 0, &["l", "blue"]), "0");
    assert_eq!(worth(&outcome, 0, &["l", "red"]), "0.75");
    let error = read(r#"<constraint type="oneConstraint"/>"#).unwrap_err().to_string();
    assert!(error.contains("“oneConstraint” is not known") && error.contains("sumZeroConstraint"), "{error}");
    let error = read(r#"<constraint type="sumZeroConstraint" index="1" value="s" min="0" max="1"><item index="2"/></constraint>"#).unwrap_err();
    assert!(error.to_string().contains("“red” of “colour” is no whole number"), "{error}");
}

#[test]
fn sums_of_numbers_zero_an_issue() {
    let domain = r#"<negotiation_template><utility_space><objective index="0"><issue index="1" name="n" type="integer" lowerbound="0" upperbound="2"/><issue index="2" name="c"><item value="a"/><item value="b"/></issue></objective></utility_space></negotiation_template>"#;
    let profile = r#"<utility_space><objective index="0"><rules><ranks><issue index="2"><item value="a" rank="1"/><item value="b" rank="2"/></issue></ranks><constraints>
    <constraint type="sumZeroNotConstraint" index="2" value="b" min="1" max="1"><item index="1"/></constraint></constraints></rules></objective></utility_space>"#;
    let scenario = read(&[("domain.xml", domain), ("p.xml", profile)]).unwrap().scenario;
    for (options, expected) in [(["1", "a"], "0"), (["1", "b"], "1"), (["2", "a"], "0.5")] {
        assert_eq!(worth(&scenario, 0, &options), expected);
    }
}

/// A weight for an issue that is not there is a constant to NegMAS, and nothing to GENIUS.
#[test]
fn an_index_beyond_the_issues() {
    let profile = PROFILE
        .replace("</objective>", "<weight index=\"3\" value=\"0.125\"/></objective>")
        .replace("<discount_factor value=\"0.5\"/>", "");
    let files = [("domain.xml", DOMAIN), ("p.xml", profile.as_str())];
    let loaded = read(&files).unwrap();
    assert_eq!(worth(&loaded.scenario, 0, &["s", "blue"]), "1");
    assert!(loaded.scenario.notes[0].contains("number 3, which is no issue"), "{:?}", loaded.scenario.notes);
    assert_eq!(worth(&as_negmas(&files).unwrap().scenario, 0, &["s", "blue"]), "15.625");
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (from, to, told) in [
        ("evaluation=\"20\"", "evaluation=\"-20\"", "p.xml:3:30: the evaluation of “s” is negative"),
        ("value=\"0.75\"", "value=\"-1\"", "a weight is negative"),
        ("value=\"0.75\"", "value=\"NaN\"", "value=\"NaN\" is “not a number”"),
        ("value=\"0.75\"", "value=\"1e400\"", "too large"),
        ("<weight index=\"2\" value=\"0.25\"/>", "", "no weight for the issue “colour”"),
        ("<item value=\"m\" evaluation=\"5\"/>", "", "the option “m” of “size” has no evaluation"),
        ("index=\"2\" name=\"colour\"", "index=\"7\" name=\"colour\"", "no issue with the number 7"),
        ("</objective>", "", "not XML"),
    ] {
        let profile = PROFILE.replacen(from, to, 1);
        assert_ne!(profile, PROFILE, "{from}");
        let error = read(&[("domain.xml", DOMAIN), ("p.xml", &profile)]).unwrap_err().to_string();
        assert!(error.contains(told), "{told}: {error}");
    }
    let empty = DOMAIN.replace("<item index=\"1\" value=\"red\"/><item index=\"2\" value=\"blue\"/>", "");
    let error = read(&[("domain.xml", &empty), ("p.xml", PROFILE)]).unwrap_err().to_string();
    assert!(error.contains("the issue “colour” has no options"), "{error}");
    let twice = DOMAIN.replace("value=\"blue\"/>", "value=\"blue\"/><item index=\"3\" value=\"red\"/>");
    let loaded = read(&[("domain.xml", &twice), ("p.xml", PROFILE)]).unwrap();
    assert_eq!(loaded.scenario.issues[1].options, ["red", "blue"]);
    assert!(loaded.scenario.notes[0].contains("twice"));
    let error = read(&[("domain.xml", DOMAIN)]).unwrap_err().to_string();
    assert!(error.contains("no file with a party's preferences"), "{error}");
    let error = read(&[("a.xml", DOMAIN), ("b.xml", DOMAIN), ("p.xml", PROFILE)]).unwrap_err().to_string();
    assert!(error.contains("two files hold issues: a.xml and b.xml"), "{error}");
}

#[test]
fn a_message_shows_the_line_with_a_caret() {
    let profile = PROFILE.replace("evaluation=\"1\"", "evaluation=\"one\"");
    let error = read(&[("domain.xml", DOMAIN), ("p.xml", &profile)]).unwrap_err().to_string();
    let lines: Vec<&str> = error.lines().collect();
    assert_eq!(lines[0], "p.xml:4:32: evaluation=\"one\" is not a number");
    assert!(lines[1].starts_with("  4 | <issue index=\"2\""));
    assert_eq!(lines[2].find('^').unwrap() - "  4 | ".len(), 31);
    assert_eq!(lines[3], "  expected: a number, such as 0.25");
}
