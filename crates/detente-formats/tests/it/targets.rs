//! What the fuzzers run: each function takes any bytes as a profile beside a whole domain (or as the domain
//! beside a whole profile), and must neither panic nor hang. The fuzz targets include this file.

use detente_formats::{Limits, Options, Reading, Source, geniusweb, negmas, read_sources};

/// A target by name: what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 4] =
    [("genius", genius), ("geniusweb", geniusweb_json), ("negmas", negmas_yaml), ("negolog", negolog)];

const GENIUS: &str = r#"<negotiation_template><utility_space><objective index="0"><issue index="1" name="a"><item value="x"/><item value="y"/></issue><issue index="2" name="n" type="integer" lowerbound="0" upperbound="4"/><issue index="3" name="r" type="real"><range lowerbound="0" upperbound="1"/></issue></objective></utility_space></negotiation_template>"#;
const GENIUSWEB: &str = r#"{"name": "d", "issuesValues": {"a": {"values": ["x", "y"]}, "n": {"range": {"low": 0, "high": 1, "step": 0.25}}}}"#;
const NEGMAS: &str = "name: d\ntype: CartesianOutcomeSpace\nissues:\n- {name: a, type: CategoricalIssue, values: [x, y]}\n- {name: n, type: ContiguousIssue, values: [0, 4]}\n";

/// Small enough that nothing takes long, large enough that everything is reached.
const LIMITS: Limits = Limits {
    file_bytes: 1 << 20,
    all_bytes: 1 << 21,
    files: 8,
    depth: 32,
    nodes: 1 << 16,
    options: 1 << 10,
    cells: 1 << 12,
    all_cells: 1 << 14,
    linked: 6,
};

/// Reads both ways round and in both readings; what was read is written, and what was written is read again.
fn run(domain: &str, domain_name: &str, name: &str, bytes: &[u8]) {
    let given = |name: &str, bytes: &[u8]| Source { name: name.to_owned(), bytes: bytes.to_vec() };
    for reading in [Reading::TrueToFormat, Reading::Negmas] {
        let options = Options { reading, levels: 5, limits: LIMITS };
        let beside = [given(domain_name, domain.as_bytes()), given(name, bytes)];
        for sources in [&beside[..], &beside[1..]] {
            let loaded = match read_sources("fuzz", sources, &options) {
                Ok(loaded) => loaded,
                Err(error) => {
                    assert!(!error.to_string().is_empty());
                    continue;
                }
            };
            let scenario = &loaded.scenario;
            let outcome = vec![0; scenario.issues.len()];
            for utility in &scenario.utilities {
                let _ = utility.of(&outcome);
                assert!(utility.unit > 0);
            }
            for written in
                [negmas::write(scenario, "fuzz"), geniusweb::write(scenario, "fuzz")].into_iter().flatten()
            {
                let files: Vec<Source> =
                    written.files.iter().map(|(name, text)| given(name, text.as_bytes())).collect();
                let again = read_sources("again", &files, &Options { levels: 5, ..Options::default() });
                let again = again.unwrap_or_else(|error| panic!("{error}\n{}", written.files[0].1));
                for (ours, theirs) in scenario.utilities.iter().zip(&again.scenario.utilities) {
                    let value = |utility: &detente_model::scenario::Utility| {
                        utility.of(&outcome) as f64 / utility.unit as f64
                    };
                    let (ours, theirs) = (value(ours), value(theirs));
                    assert!((ours - theirs).abs() <= 1e-9 * ours.abs().max(1.0), "{ours} {theirs}");
                }
            }
        }
    }
}

/// GENIUS: XML.
pub fn genius(bytes: &[u8]) {
    run(GENIUS, "domain.xml", "given.xml", bytes);
}

/// GeniusWeb: JSON.
pub fn geniusweb_json(bytes: &[u8]) {
    run(GENIUSWEB, "domain.json", "given.json", bytes);
}

/// NegMAS: YAML.
pub fn negmas_yaml(bytes: &[u8]) {
    run(NEGMAS, "domain.yml", "given.yml", bytes);
}

/// NegoLog: JSON.
pub fn negolog(bytes: &[u8]) {
    run(
        r#"{"issueWeights": {"a": 1}, "issues": {"a": {"x": 1, "y": 0}}}"#,
        "first.json",
        "given.json",
        bytes,
    );
}
