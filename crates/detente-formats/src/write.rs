//! What is common to writing scenarios in other programs' formats.

use crate::number::compare;
use detente_model::scenario::{Fraction, Scenario, Spread, Stated, Utility};
use std::collections::BTreeSet;
use std::fmt;

/// A file that was written: its name and its text.
pub type File = (String, String);

/// What a scenario says and a format cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritable {
    /// Whose it is: a party, or an issue; none where it is the whole scenario's.
    pub of: Option<String>,
    /// What it is, and why the format has no words for it.
    pub why: String,
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.of {
            Some(of) => write!(f, "{of}: {}", self.why),
            None => f.write_str(&self.why),
        }
    }
}

impl std::error::Error for Unwritable {}

/// The files of a scenario, and what they say otherwise than it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file of the issues first, then one a party.
    pub files: Vec<File>,
    /// What was rounded or named otherwise, each in a sentence for the user.
    pub notes: Vec<String>,
}

pub(crate) fn unwritable(of: &str, why: impl Into<String>) -> Unwritable {
    Unwritable { of: Some(of.to_owned()), why: why.into() }
}

/// What no format of another program can say.
pub(crate) fn sayable(scenario: &Scenario, program: &str) -> Result<(), Unwritable> {
    let no = |why: String| Err(Unwritable { of: None, why });
    if !scenario.rules.is_empty() {
        return no(format!(
            "rules between issues ({}), which {program} files cannot say",
            scenario.rules.len()
        ));
    }
    if !scenario.red_lines.is_empty() {
        return no(format!("red lines ({}), which {program} files cannot say", scenario.red_lines.len()));
    }
    if let Some(issue) = scenario.issues.iter().find(|issue| issue.divisible) {
        return Err(unwritable(&issue.name, format!("it may be divided, which {program} files cannot say")));
    }
    match scenario.utilities.iter().find(|utility| utility.cap.is_some()) {
        Some(utility) => {
            let cap = utility.cap.map(|cap| utility.written(cap)).unwrap_or_default();
            Err(unwritable(
                &utility.party,
                format!("its utilities are cut off at {cap}, which {program} files cannot say"),
            ))
        }
        None => Ok(()),
    }
}

/// Names of files for the parties: letters, digits, `-` and `_`, each once. Readers take parties in the order of
/// their files' names, so where that is not theirs, the names begin with a number.
pub(crate) fn stems(scenario: &Scenario, taken: &str) -> Vec<String> {
    let mut used = BTreeSet::from([taken.to_lowercase()]);
    let mut stems = Vec::new();
    for utility in &scenario.utilities {
        let plain = plain(&utility.party);
        let numbered = (2..).map(|n| format!("{plain}-{n}"));
        // Names differ in more than case, and are none of those that readers leave alone.
        let mut free = std::iter::once(plain.clone()).chain(numbered);
        let stem = free.find(|stem| used.insert(stem.to_lowercase())).unwrap_or_default();
        stems.push(stem);
    }
    // With the point behind them, as names of files are compared.
    if stems.is_sorted_by_key(|stem| format!("{stem}.")) {
        return stems;
    }
    let width = stems.len().to_string().len();
    stems.into_iter().enumerate().map(|(place, stem)| format!("{:0width$}-{stem}", place + 1)).collect()
}

/// A name that can be a file's.
pub(crate) fn plain(name: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '-' };
    let plain: String = name.chars().map(kept).take(60).collect();
    let plain = plain.trim_start_matches(['-', '_']).trim_end_matches('-');
    let reserved = ["specials", "specs", "stats", "pareto"];
    if plain.is_empty() || reserved.iter().any(|end| plain.ends_with(end)) {
        format!("party-{plain}")
    } else {
        plain.to_owned()
    }
}

/// An integer of a utility as a fraction.
pub(crate) fn fraction(utility: &Utility, scaled: i64) -> Fraction {
    Fraction::new(scaled.into(), utility.unit.into()).unwrap_or(Fraction::ZERO)
}

/// A number as a decimal: all its digits where it ends, otherwise 15 after the point. Adds to `is_exact`.
pub(crate) fn decimal(number: Fraction, is_exact: &mut bool) -> String {
    match number.as_decimal() {
        Some(decimal) => decimal.trimmed().to_string(),
        None => {
            *is_exact = false;
            let rounded = crate::number::rounded(number, 15).and_then(Fraction::as_decimal);
            // A number below 10^3 fits with 15 digits; a larger one with fewer.
            let rounded =
                rounded.or_else(|| crate::number::rounded(number, 6).and_then(Fraction::as_decimal));
            rounded.map_or_else(
                || (number.over() / number.under()).to_string(),
                |decimal| decimal.trimmed().to_string(),
            )
        }
    }
}

/// Weights and values as they were stated, if the gains are exactly their products.
pub(crate) fn stated(utility: &Utility) -> Option<(Vec<Fraction>, Vec<Vec<Fraction>>)> {
    let Stated { weights, values, .. } = utility.stated.as_ref()?;
    let exact = |spread: &Spread| match spread {
        Spread::Exact(decimal) => Some(Fraction::of(*decimal)),
        _ => None,
    };
    let weights = weights.iter().map(exact).collect::<Option<Vec<_>>>()?;
    let values =
        values.iter().map(|values| values.iter().map(exact).collect()).collect::<Option<Vec<Vec<_>>>>()?;
    let same = |(place, gains): (usize, &Vec<i64>)| {
        gains.iter().zip(&values[place]).all(|(gain, value)| {
            let product = weights[place].times(*value);
            product.is_some_and(|product| compare(product, fraction(utility, *gain)).is_eq())
        })
    };
    utility.gains.iter().enumerate().all(same).then_some((weights, values))
}

/// Text in double quotes, as both JSON and YAML read it.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control()
                || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') =>
            {
                quoted.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
