//! NegoLog: JSON, one file a party, which holds the issues too (A. Doğru, M. O. Keskin, C. M. Jonker, T. Baarslag, R.
//! Aydoğan, "NegoLog: an integrated Python-based automated negotiation framework with enhanced assessment
//! components", IJCAI 2024, 8640–8643). The utility is the sum of weights times values.

use crate::draft::Draft;
use crate::error::{Fault, FormatError, Read};
use crate::number::is_negative;
use crate::options::{Format, Options};
use crate::source::Document;
use crate::tree::{get, map, need, numeric};
use crate::{Files, Importer, Role, assembled, checked, issue};
use detente_model::scenario::{Scenario, ScenarioIssue};
use detente_model::{Node, NodeKind};

/// The importer.
pub(crate) struct NegoLog;

impl Importer for NegoLog {
    fn format(&self) -> Format {
        Format::NegoLog
    }

    fn endings(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn domain_is_optional(&self) -> bool {
        true
    }

    fn role(&self, document: &Document) -> Option<Role> {
        let node = document.plain()?;
        let is_map = |key: &str| get(node, key).is_some_and(|value| matches!(value.kind, NodeKind::Map(_)));
        (is_map("issueWeights") && is_map("issues")).then_some(Role::Profile)
    }

    fn read(&self, files: &Files<'_>, options: &Options) -> Result<Scenario, FormatError> {
        let profiles = || files.profiles.iter().filter_map(|file| Some((*file, file.plain()?)));
        let Some((first, root)) = profiles().next() else {
            return Err(Fault::new("there is no party").of_folder());
        };
        let issues = issues(root).map_err(|fault| fault.in_file(first))?;
        checked(&issues, &options.limits).map_err(|fault| fault.in_file(first))?;
        let drafts: Vec<_> = profiles()
            .map(|(file, root)| match profile(root, file.stem(), &issues) {
                Ok(draft) => Ok((draft, file)),
                Err(fault) => Err(fault.or_at(root.span).in_file(file)),
            })
            .collect();
        assembled(issues, drafts.into_iter(), Vec::new(), &options.limits)
    }
}

fn issues(root: &Node) -> Read<Vec<ScenarioIssue>> {
    let read = |(key, values): &(detente_model::Key, Node)| {
        let options = map(values, &key.text)?.iter().map(|(option, _)| option.text.clone()).collect();
        issue(&key.text, options).map_err(|fault| fault.or_at(values.span))
    };
    map(need(root, "issues")?, "“issues”")?.iter().map(read).collect()
}

fn profile(root: &Node, party: &str, issues: &[ScenarioIssue]) -> Read<Draft> {
    let sizes: Vec<usize> = issues.iter().map(|issue| issue.options.len()).collect();
    let mut draft = Draft::new(party, &sizes);
    let (weights, tables) = (need(root, "issueWeights")?, need(root, "issues")?);
    for (node, what) in [(weights, "weight"), (tables, "values")] {
        let unknown =
            map(node, what)?.iter().find(|(key, _)| issues.iter().all(|issue| issue.name != key.text));
        if let Some((key, value)) = unknown {
            return Err(Fault::at(
                value.span,
                format!("there is no issue “{}” in the first party's file", key.text),
            )
            .nearest(&key.text, issues.iter().map(|issue| issue.name.as_str())));
        }
    }
    for (place, issue) in issues.iter().enumerate() {
        let weight = need(weights, &issue.name)?;
        let number = numeric(weight, "a weight")?;
        if is_negative(number.value) {
            return Err(Fault::at(weight.span, "a weight is negative").expected("a number from 0"));
        }
        draft.weights[place] = draft.exactly.take(number);
        let table = need(tables, &issue.name)?;
        let pairs = map(table, &issue.name)?;
        let given: std::collections::HashMap<&str, &Node> =
            pairs.iter().map(|(key, value)| (key.text.as_str(), value)).collect();
        if given.len() != issue.options.len() {
            return Err(Fault::at(
                table.span,
                format!("the parties' files do not have the same options of “{}”", issue.name),
            ));
        }
        for (option, worth) in issue.options.iter().zip(&mut draft.values[place]) {
            let Some(value) = given.get(option.as_str()) else {
                return Err(Fault::at(
                    table.span,
                    format!("the option “{option}” of “{}” has no value", issue.name),
                ));
            };
            *worth = draft.exactly.take(numeric(value, option)?);
        }
    }
    draft.reservation = match get(root, "reservationValue") {
        Some(node) => Some(draft.exactly.take(numeric(node, "“reservationValue”")?)),
        None => None,
    };
    draft.is_stated = true;
    Ok(draft)
}
