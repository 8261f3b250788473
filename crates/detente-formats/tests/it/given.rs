//! Scenarios from texts. Proves nothing by itself.

use detente_formats::{FormatError, Loaded, Options, Reading, Source, read_sources};
use detente_model::scenario::{Scenario, Utility};

/// Reads files given as name and text.
pub fn read(files: &[(&str, &str)]) -> Result<Loaded, FormatError> {
    read_with(files, &Options::default())
}

/// Reads them as NegMAS does.
pub fn as_negmas(files: &[(&str, &str)]) -> Result<Loaded, FormatError> {
    read_with(files, &Options { reading: Reading::Negmas, ..Options::default() })
}

/// Reads them with options.
pub fn read_with(files: &[(&str, &str)], options: &Options) -> Result<Loaded, FormatError> {
    let source =
        |(name, text): &(&str, &str)| Source { name: (*name).to_owned(), bytes: text.as_bytes().to_vec() };
    read_sources("given", &files.iter().map(source).collect::<Vec<_>>(), options)
}

/// What an outcome, by the names of its options, is worth to a party, as text.
#[track_caller]
pub fn worth(scenario: &Scenario, party: usize, options: &[&str]) -> String {
    let utility: &Utility = &scenario.utilities[party];
    utility.written(utility.of(&outcome(scenario, options)))
}

/// The places of options by their names.
#[track_caller]
pub fn outcome(scenario: &Scenario, options: &[&str]) -> Vec<u32> {
    assert_eq!(options.len(), scenario.issues.len());
    let place = |(issue, option): (&detente_model::scenario::ScenarioIssue, &&str)| {
        issue.options.iter().position(|known| known == option).expect("the option is there") as u32
    };
    scenario.issues.iter().zip(options).map(place).collect()
}
