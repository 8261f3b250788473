//! NegMAS files, worked by hand.

use crate::given::{read, worth};
use detente_formats::Format;
use detente_model::Decimal;
use detente_model::scenario::{Clock, Decay};

const DOMAIN: &str = "\
name: demo
type: CartesianOutcomeSpace
issues:
- {name: cat, type: CategoricalIssue, values: [a, b]}
- {name: int, type: ContiguousIssue, values: [1, 4]}
- {name: real, type: negmas.outcomes.ContinuousIssue, values: [0.0, 10.0], n_levels: 10}
";

const UFUN: &str = "\
name: u1
type: LinearAdditiveUtilityFunction
reserved_value: 0.3
weights: [0.5, 0.3, 0.2]
values:
- {type: TableFun, mapping: {a: 1.0, b: 0.25}}
- {type: AffineFun, slope: 0.25, bias: -0.25}
- {type: LinearFun, slope: 0.1}
";

#[test]
fn linear_additive() {
    let loaded = read(&[("demo.yml", DOMAIN), ("u.yml", UFUN)]).unwrap();
    let scenario = &loaded.scenario;
    assert_eq!((loaded.format, &scenario.utilities[0].party[..]), (Format::Negmas, "u1"));
    assert_eq!(scenario.issues[2].options.len(), 21);
    assert_eq!(worth(scenario, 0, &["b", "3", "5"]), "0.375");
    let utility = &scenario.utilities[0];
    assert_eq!(utility.written(utility.reservation.unwrap()), "0.3");
    for none in ["-.inf", "null", "-Infinity"] {
        let text = UFUN.replace("0.3\nweights", &format!("{none}\nweights"));
        assert_eq!(
            read(&[("demo.yml", DOMAIN), ("u.yml", &text)]).unwrap().scenario.utilities[0].reservation,
            None
        );
    }
    let json = r#"{"type": "LinearAdditiveUtilityFunction", "weights": {"int": 2}, "bias": 1, "values": [{"a": 1, "b": 0}, {"type": "IdentityFun"}, {"type": "ConstFun", "bias": 0.5}]}"#;
    let domain = r#"{"issues": [{"name": "cat", "type": "CategoricalIssue", "values": ["a", "b"]}, {"name": "int", "type": "ContiguousIssue", "values": 3}, {"name": "real", "type": "ContinuousIssue", "values": [0, 1]}]}"#;
    let scenario = read(&[("d.json", domain), ("u.json", json)]).unwrap().scenario;
    assert_eq!(worth(&scenario, 0, &["a", "2", "0.05"]), "6.5");
}

#[test]
fn functions_of_one_value() {
    let worths = |function: &str| -> Vec<String> {
        let domain = "issues: [{name: n, type: ContiguousIssue, values: [0, 4]}]";
        let ufun = format!("type: LinearAdditiveUtilityFunction\nvalues: [{function}]");
        let scenario = read(&[("d.yml", domain), ("u.yml", &ufun)]).unwrap().scenario;
        ["0", "1", "2", "3", "4"].iter().map(|n| worth(&scenario, 0, &[n])).collect()
    };
    assert_eq!(worths("{type: QuadraticFun, a2: 1, a1: -1, bias: 2}"), ["2", "2", "4", "8", "14"]);
    assert_eq!(
        worths("{type: PolynomialFun, coefficients: [0, 0, 1], bias: 1}"),
        ["1", "2", "9", "28", "65"]
    );
    assert_eq!(worths("{type: TriangularFun, start: 0, middle: 2, end: 4}"), ["0", "0.5", "1", "0.5", "0"]);
    assert_eq!(
        worths("{type: TrapezoidalFun, start: 0, rise_end: 1, fall_start: 2, end: 4, scale: 2, bias: 1}"),
        ["1", "3", "3", "2", "1"]
    );
    assert_eq!(
        worths("{type: TableFun, mapping: {0: 5, 1.0: 4, 2: 3, 3: 2, 4: 1}}"),
        ["5", "4", "3", "2", "1"]
    );
    assert_eq!(worths("[9, 8, 7, 6, 5]"), ["9", "8", "7", "6", "5"]);
}

#[test]
fn discounts_wrap_a_function() {
    let inner = UFUN.replace("name: u1\n", "").replace("reserved_value: 0.3\n", "").replace('\n', "\n  ");
    let wrapped = format!(
        "type: ExpDiscountedUFun\ndiscount: 0.9\nfactor: step\ndynamic_reservation: false\nreserved_value: 0.1\nufun:\n  {}",
        inner.trim_end()
    );
    let scenario = read(&[("demo.yml", DOMAIN), ("u.yml", &wrapped)]).unwrap().scenario;
    let discount = scenario.utilities[0].discount.unwrap();
    assert_eq!(discount.decay, Decay::Exponential { factor: Decimal::parse("0.9").unwrap() });
    assert!(discount.clock == Clock::Round && !discount.reservation_too);
    assert_eq!(worth(&scenario, 0, &["a", "4", "10"]), "0.925");
    // (0.1·t)² is 0.01·t².
    let linear =
        wrapped.replace("ExpDiscountedUFun\ndiscount: 0.9", "LinDiscountedUFun\ncost: 0.1\npower: 2");
    let scenario = read(&[("demo.yml", DOMAIN), ("u.yml", &linear)]).unwrap().scenario;
    let (cost, power) = (Decimal::parse("0.01").unwrap(), 2.into());
    assert_eq!(scenario.utilities[0].discount.unwrap().decay, Decay::Linear { cost, power });
}

/// Ranges are open; lists are unions; single values are themselves.
#[test]
fn hyper_rectangles() {
    let ufun = "type: HyperRectangleUtilityFunction\nbias: 1\nutilities: [2, 4, 8]\nweights: [1, 0.5, 1]\noutcome_ranges:\n- {1: [1, 4]}\n- {0: a, 1: [1, 2, 4]}\n- null\n";
    let scenario = read(&[("demo.yml", DOMAIN), ("u.yml", ufun)]).unwrap().scenario;
    for (options, expected) in
        [(["b", "1", "0"], "9"), (["b", "2", "0"], "11"), (["a", "2", "0"], "13"), (["a", "4", "0"], "11")]
    {
        assert_eq!(worth(&scenario, 0, &options), expected, "{options:?}");
    }
}

#[test]
fn a_file_never_names_code() {
    for (from, to, told) in [
        ("LinearAdditiveUtilityFunction", "anl2025.ufun.LambdaCenterUFun", "code of another package"),
        ("LinearAdditiveUtilityFunction", "os.system", "code of another package"),
        ("LinearAdditiveUtilityFunction", "MappingUtilityFunction", "tuples for keys"),
        ("{type: LinearFun, slope: 0.1}", "{type: LambdaFun, f: x}", "the function “LambdaFun” is not known"),
        ("0.3\nweights", "!!python/object/apply:os.system [ls]\nweights", "tags are not read"),
        ("0.3\nweights", ".nan\nweights", "not a number"),
        ("0.3\nweights", ".inf\nweights", "infinite"),
        ("a: 1.0, ", "", "the option “a” of “cat” has no value"),
        ("[0.5, 0.3, 0.2]", "[0.5, 0.3]", "“weights” has 2 parts for 3 issues"),
        ("weights:", "constraints: [x]\nweights:", "constraints are code"),
        (
            "{type: TableFun, mapping: {a: 1.0, b: 0.25}}",
            "{type: AffineFun, slope: 1}",
            "the options of “cat” are none",
        ),
    ] {
        let text = UFUN.replacen(from, to, 1);
        assert_ne!(text, UFUN, "{from}");
        let error = read(&[("demo.yml", DOMAIN), ("u.yml", &text)]).unwrap_err().to_string();
        assert!(error.contains(told), "{told}: {error}");
    }
    for (from, to, told) in [
        ("ContiguousIssue, values: [1, 4]", "ContiguousIssue, values: [4, 1]", "ends before it begins"),
        ("ContiguousIssue, values: [1, 4]", "ContiguousIssue, values: [1, 99999999999]", "whole numbers"),
        ("CategoricalIssue", "CallableIssue", "issues of the type “CallableIssue” are not known"),
        ("[a, b]", "[]", "has no options"),
        ("[a, b]", "[a, a]", "the option “a” twice"),
        ("CartesianOutcomeSpace", "EnumeratingOutcomeSpace", "is not known"),
    ] {
        let text = DOMAIN.replacen(from, to, 1);
        let error = read(&[("demo.yml", &text), ("u.yml", UFUN)]).unwrap_err().to_string();
        assert!(error.contains(told), "{told}: {error}");
    }
}
