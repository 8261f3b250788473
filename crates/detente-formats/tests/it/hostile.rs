//! Files that want to break the readers: a clear message or a right answer, in little time.

use crate::given::{read, read_with};
use crate::targets::TARGETS;
use detente_formats::{Limits, Options, Source, detect, read_sources};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Runs something that must be done in time, on a slow machine too.
fn soon<T>(what: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = what();
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    done
}

#[test]
fn a_million_options_are_quick() {
    let items = |attribute: &str| -> String {
        (0..1_000_000)
            .map(|i| format!("<item value=\"o{i}\"{}/>", attribute.replace('#', &i.to_string())))
            .collect()
    };
    let domain = format!(
        "<negotiation_template><utility_space><objective index=\"0\"><issue index=\"1\" name=\"a\">{}</issue></objective></utility_space></negotiation_template>",
        items("")
    );
    let profile = format!(
        "<utility_space><objective index=\"0\"><issue index=\"1\" name=\"a\">{}</issue><weight index=\"1\" value=\"1\"/></objective></utility_space>",
        items(" evaluation=\"#\"")
    );
    let loaded = soon(|| read(&[("domain.xml", &domain), ("p.xml", &profile)])).unwrap();
    let utility = &loaded.scenario.utilities[0];
    assert_eq!((utility.of(&[999_999]), utility.of(&[0])), (utility.unit, 0));
    assert_eq!(utility.of(&[333_333]) * 3, utility.unit);
    let yaml = "issues: [{name: n, type: ContiguousIssue, values: [1, 1000000]}]";
    let ufun = "type: LinearAdditiveUtilityFunction\nvalues: [{type: LinearFun, slope: 0.001}]";
    let loaded = soon(|| read(&[("d.yml", yaml), ("u.yml", ufun)])).unwrap();
    assert_eq!(loaded.scenario.issues[0].options.len(), 1_000_000);
    let error =
        read(&[("d.yml", &yaml.replace("1000000", "9000000")), ("u.yml", ufun)]).unwrap_err().to_string();
    assert!(error.contains("at most 1048576"), "{error}");
}

#[test]
fn bombs_and_floods_are_refused() {
    let entities: String = (0..50).map(|i| format!("<!ENTITY e{i} \"&e{};&e{};\">", i + 1, i + 1)).collect();
    let bomb = format!("<!DOCTYPE x [{entities}]><negotiation_template/>");
    let aliases: String = "a0: &a0 [x, x]\n".to_owned()
        + &(1..50).map(|i| format!("a{i}: &a{i} [*a{0}, *a{0}]\n", i - 1)).collect::<String>();
    for (name, text, told) in [
        ("d.xml", bomb, "document type"),
        ("d.yml", aliases, "anchors and aliases"),
        ("d.xml", "<a>".repeat(2_000_000), "too deep"),
        ("d.json", "[".repeat(2_000_000), "not JSON"),
        ("d.json", format!("{}{}", "{\"a\":".repeat(100) + "1", "}".repeat(100)), "too deep"),
        ("d.yml", "[".repeat(2_000_000), "not YAML"),
        ("d.yml", "- ".repeat(500_000), ""),
        ("d.xml", "<a/>".repeat(100_000), "one outermost"),
        (
            "d.xml",
            format!("<a {}/>", (0..200_000).map(|i| format!("a{i}='' ")).collect::<String>()),
            "too many attributes",
        ),
        ("d.json", format!("[{}0]", "0,".repeat(5_000_000)), "too many values"),
        ("d.xml", format!("<a>{}</a>", "<b/>".repeat(5_000_000)), "too many elements"),
        (
            "d.json",
            r#"{"issuesValues": {"n": {"range": {"low": 0, "high": 1e14, "step": 1e-17}}}}"#.to_owned(),
            "",
        ),
    ] {
        let error = soon(|| read(&[(name, &text)])).unwrap_err().to_string();
        assert!(error.contains(told) && error.len() < 2_000, "{told}: {error}");
    }
    let small = Options { limits: Limits { file_bytes: 10, ..Limits::default() }, ..Options::default() };
    let error = read_with(&[("d.json", "{\"a\": 1, \"b\": 2}")], &small).unwrap_err().to_string();
    assert!(error.contains("at most 10"), "{error}");
    let error =
        read_with(&[("d.json", "{}")], &Options { levels: 1, ..Options::default() }).unwrap_err().to_string();
    assert!(error.contains("1 levels"), "{error}");
}

#[test]
fn large_files_and_strange_folders_are_refused_unread() {
    let folder = tempfile::tempdir().unwrap();
    let large = std::fs::File::create(folder.path().join("large.xml")).unwrap();
    large.set_len((64 << 20) + 1).unwrap();
    let error = soon(|| detente_formats::read(folder.path(), &Options::default())).unwrap_err().to_string();
    assert!(error.contains("large.xml has 67108865 bytes") && error.contains("at most 67108864"), "{error}");
    std::fs::remove_file(folder.path().join("large.xml")).unwrap();
    std::fs::create_dir(folder.path().join("folder.xml")).unwrap();
    let error = detente_formats::read(folder.path(), &Options::default()).unwrap_err().to_string();
    assert!(error.contains("no file that may be a scenario's"), "{error}");
    assert_eq!(detect(folder.path()), None);
    let error =
        detente_formats::read(&folder.path().join("none"), &Options::default()).unwrap_err().to_string();
    assert!(error.contains("cannot be read"), "{error}");
}

#[test]
fn text_that_is_not_utf8_is_told() {
    let source = |name: &str, bytes: &[u8]| Source { name: name.to_owned(), bytes: bytes.to_vec() };
    let error =
        read_sources("x", &[source("d.json", b"\xff{}")], &Options::default()).unwrap_err().to_string();
    assert!(error.contains("not UTF-8"), "{error}");
    let latin = b"<negotiation_template><utility_space><objective index='0'><issue index='1' name='caf\xe9'><item value='x'/></issue></objective></utility_space></negotiation_template>";
    let profile = b"<utility_space><objective index='0'><issue index='1' name='caf\xe9'><item value='x' evaluation='1'/></issue><weight index='1' value='1'/></objective></utility_space>";
    let loaded =
        read_sources("x", &[source("d.xml", latin), source("p.xml", profile)], &Options::default()).unwrap();
    assert_eq!(loaded.scenario.issues[0].name, "café");
    assert!(
        loaded.scenario.notes.iter().any(|note| note.contains("windows-1252")),
        "{:?}",
        loaded.scenario.notes
    );
}

/// Pieces of which files are made up, so that random ones get far into the readers.
const PIECES: [&str; 60] = [
    "<utility_space>",
    "</utility_space>",
    "<objective index=\"0\">",
    "</objective>",
    "<issue index=\"1\" name=\"a\">",
    "</issue>",
    "<issue index=\"2\" name=\"n\" type=\"integer\">",
    "<item value=\"x\" evaluation=\"3\"/>",
    "<item value=\"y\" evaluation=\"1e-9\"/>",
    "<weight index=\"1\" value=\"0.5\"/>",
    "<weight index=\"2\" value=\"-.5\"/>",
    "<evaluator ftype=\"linear\" slope=\"7\" offset=\"-1\"/>",
    "<utility maxutility=\"3\">",
    "</utility>",
    "<ufun type=\"PlainUfun\" aggregation=\"min\">",
    "<ufun type=\"PlainUfun\">",
    "</ufun>",
    "<hyperRectangle utility=\"2\">",
    "</hyperRectangle>",
    "<INCLUDES index=\"2\" min=\"1\" max=\"3\"/>",
    "<EXCLUDES index=\"2\" min=\"0\" max=\"0\"/>",
    "<rules><ranks>",
    "</ranks><constraints>",
    "</constraints></rules>",
    "<constraint type=\"zeroConstraint\" index=\"1\"/>",
    "<reservation value=\"0.2\"/>",
    "<discount_factor value=\"0.9\"/>",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"LinearAdditiveUtilitySpace\"",
    "\"issueUtilities\"",
    "\"issueWeights\"",
    "\"a\"",
    "\"n\"",
    "\"x\"",
    "0.5",
    "1",
    "-1",
    "null",
    "\"DiscreteValueSetUtilities\"",
    "\"valueUtilities\"",
    "\"reservationBid\"",
    "type: LinearAdditiveUtilityFunction\n",
    "values:\n",
    "- {type: TableFun, mapping: {x: 1, y: 0}}\n",
    "- {type: IdentityFun}\n",
    "weights: [1, 2]\n",
    "reserved_value: -.inf\n",
    "type: HyperRectangleUtilityFunction\n",
    "outcome_ranges: [{0: x}]\n",
    "utilities: [3]\n",
    "type: ExpDiscountedUFun\ndiscount: .5\nufun:\n  ",
    "bias: 1e3\n",
    "é",
    "&amp;",
    "\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), pieces in prop::collection::vec(0usize..PIECES.len(), 0..30)) {
        let made: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
        for (_, target) in TARGETS {
            target(&bytes);
            target(made.as_bytes());
        }
    }

    /// Whole files with one piece put in, or one part taken out.
    #[test]
    fn no_change_to_a_whole_file_panics(at in 0usize..2000, take in 0usize..12, piece in 0usize..PIECES.len()) {
        let whole = [
            r#"<utility_space><objective index="0"><issue index="1" name="a"><item value="x" evaluation="3"/><item value="y" evaluation="1"/></issue><issue index="2" name="n" type="integer"><evaluator ftype="linear" slope="0.1" offset="0"/></issue><issue index="3" name="r" type="real"><evaluator ftype="triangular" parameter0="0" parameter1="1" parameter2="0.3"/></issue><weight index="1" value="0.5"/><weight index="2" value="0.3"/><weight index="3" value="0.2"/></objective><discount_factor value="0.5"/><reservation value="0.5"/></utility_space>"#,
            r#"<utility_space><objective index="0"><utility maxutility="9"><ufun type="PlainUfun" aggregation="sum"><hyperRectangle utility="4"><INCLUDES index="2" min="1" max="3"/></hyperRectangle><ufun type="PlainUfun" aggregation="min" weight="2"><hyperRectangle utility="2"><EXCLUDES index="2" min="1" max="1"/></hyperRectangle></ufun></ufun></utility></objective></utility_space>"#,
            r#"{"LinearAdditiveUtilitySpace": {"issueUtilities": {"a": {"DiscreteValueSetUtilities": {"valueUtilities": {"x": 0.75, "y": 0.25}}}, "n": {"numberutils": {"lowValue": 0, "lowUtility": 0, "highValue": 1, "highUtility": 1}}}, "issueWeights": {"a": 0.4, "n": 0.6}, "name": "p", "reservationBid": {"issuevalues": {"a": "x", "n": "0.5"}}}}"#,
            "name: u\ntype: LinearAdditiveUtilityFunction\nreserved_value: 0.1\nweights: [0.5, 0.5]\nvalues:\n- {type: TableFun, mapping: {x: 1.0, y: 0.25}}\n- {type: TriangularFun, start: 0, middle: 1, end: 4}\n",
            "type: ExpDiscountedUFun\ndiscount: 0.9\nufun:\n  type: HyperRectangleUtilityFunction\n  outcome_ranges: [{0: x, 1: [1, 3]}, null, {1: [0, [2, 4]]}]\n  utilities: [1, 2, 3]\n",
            r#"{"reservationValue": 0, "issueWeights": {"a": 0.17}, "issues": {"a": {"x": 0.2, "y": 1}}}"#,
        ];
        for text in whole {
            let at = (0..=at % (text.len() + 1)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let end = (at + take).min(text.len());
            let changed = [text.get(..at).unwrap_or(""), PIECES[piece], text.get(end..).unwrap_or("")].concat();
            for (_, target) in TARGETS {
                target(changed.as_bytes());
                target([text.get(..at).unwrap_or(""), text.get(end..).unwrap_or("")].concat().as_bytes());
            }
        }
    }
}
