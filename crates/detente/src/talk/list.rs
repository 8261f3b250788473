//! What talks can be made of.

use detente_talks::protocol::PROTOCOLS;
use detente_talks::strategy::{ACCEPTANCES, Entry, MODELS, Parameter, STRATEGIES};
use std::fmt::Write;

/// All strategies, acceptances, models and protocols, with their parameters.
pub fn list() -> String {
    let mut out = String::new();
    rows(&mut out, "Strategies (--party PARTY=NAME:PARAMETER=VALUE,…)", STRATEGIES);
    rows(&mut out, "Acceptances (after a +, instead of a strategy's own)", ACCEPTANCES);
    rows(&mut out, "Models of the others (after a +)", MODELS);
    out.push_str("Protocols (--protocol NAME:OPTION,…)\n");
    for row in PROTOCOLS {
        let _ = writeln!(out, "  {}\n      {}", row.name, row.about);
        for option in row.options {
            let _ = writeln!(out, "      {option}");
        }
    }
    out
}

fn rows<M>(out: &mut String, head: &str, table: &[Entry<M>]) {
    let _ = writeln!(out, "{head}");
    for row in table {
        let _ = writeln!(out, "  {}\n      {}", row.name, row.about);
        for Parameter { name, kind, default, about } in row.parameters {
            let _ = writeln!(out, "      {name}={default}: {about}; {kind}");
        }
    }
    out.push('\n');
}
