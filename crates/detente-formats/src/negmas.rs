//! NegMAS: YAML or JSON files, one of the issues and one a party; read as NegMAS 0.16 reads them.
//!
//! A type in these files may be any Python class, so the types that are read are a closed list (Y. Mohammad, S.
//! Nakadai, A. Greenwald, "NegMAS: a platform for situated negotiations", 2021; <https://negmas.readthedocs.io>).

mod ufun;
mod value;
mod write;

pub use write::write;

pub(crate) use value::{affine, triangular};

use crate::error::{Fault, FormatError, Read};
use crate::levels::{fractions, integers, levels};
use crate::number::{Exactly, integer, number, written};
use crate::options::{Format, Options};
use crate::source::Document;
use crate::tree::{get, list, need, numeric, scalar};
use crate::{Files, Importer, Role, assembled, checked, issue};
use detente_model::Node;
use detente_model::NodeKind;
use detente_model::scenario::{Fraction, Scenario};

/// The importer.
pub(crate) struct Negmas;

impl Importer for Negmas {
    fn format(&self) -> Format {
        Format::Negmas
    }

    fn endings(&self) -> &'static [&'static str] {
        &["yml", "yaml", "json"]
    }

    fn domain_is_optional(&self) -> bool {
        false
    }

    fn role(&self, document: &Document) -> Option<Role> {
        let node = document.plain()?;
        let named = get(node, "type").or(get(node, "__python_class__"));
        if get(node, "issues").is_some_and(|issues| matches!(issues.kind, NodeKind::List(_))) {
            return Some(Role::Domain);
        }
        named.is_some_and(|name| matches!(name.kind, NodeKind::Scalar(_))).then_some(Role::Profile)
    }

    fn read(&self, files: &Files<'_>, options: &Options) -> Result<Scenario, FormatError> {
        let Some((domain_file, root)) = files.domain.and_then(|file| Some((file, file.plain()?))) else {
            return Err(Fault::new("there is no file of the issues").of_folder());
        };
        let profiles = || files.profiles.iter().filter_map(|file| Some((*file, file.plain()?)));
        let kinks: Vec<Fraction> = profiles().flat_map(|(_, root)| value::kinks(root)).collect();
        let mut notes = Vec::new();
        let known = domain(root, &kinks, options, &mut notes).map_err(|fault| fault.in_file(domain_file))?;
        let issues = known.iter().map(|known| issue(&known.name, known.options.clone()));
        let issues = issues.collect::<Read<Vec<_>>>().map_err(|fault| fault.in_file(domain_file))?;
        checked(&issues, &options.limits).map_err(|fault| fault.in_file(domain_file))?;
        let mut said = Vec::new();
        let drafts: Vec<_> = profiles()
            .map(|(file, root)| match ufun::profile(root, file.stem(), &known, &options.limits, &mut said) {
                Ok(draft) => Ok((draft, file)),
                Err(fault) => Err(fault.or_at(root.span).in_file(file)),
            })
            .collect();
        notes.append(&mut said);
        assembled(issues, drafts.into_iter(), notes, &options.limits)
    }
}

/// An issue of a domain.
pub(crate) struct Issue {
    pub(crate) name: String,
    pub(crate) options: Vec<String>,
    /// The numbers that the options are, if they are.
    pub(crate) numbers: Option<Vec<Fraction>>,
}

impl Issue {
    /// The place of an option written like this; where options are numbers, 1 is also 1.0.
    pub(crate) fn place(&self, text: &str) -> Option<usize> {
        let by_number = || {
            let wanted = number(text).ok()?.value;
            self.numbers.as_ref()?.iter().position(|number| *number == wanted)
        };
        self.options.iter().position(|option| option == text).or_else(by_number)
    }
}

/// The type that a node names, without the modules in front of it.
pub(crate) fn type_of(node: &Node) -> Read<&str> {
    let named = get(node, "type").or(get(node, "__python_class__"));
    let Some(named) = named else { return Err(Fault::at(node.span, "“type” is missing")) };
    let text = scalar(named, "the type")?;
    match text.rsplit_once('.') {
        None => Ok(text),
        Some((module, name)) if module == "negmas" || module.starts_with("negmas.") => Ok(name),
        Some(_) => Err(Fault::at(
            named.span,
            format!("“{text}” is code of another package, and no file may name code"),
        )
        .expected("one of the types of NegMAS that are known here")),
    }
}

fn domain(root: &Node, kinks: &[Fraction], options: &Options, notes: &mut Vec<String>) -> Read<Vec<Issue>> {
    if get(root, "type").or(get(root, "__python_class__")).is_some() {
        let kind = type_of(root)?;
        if !matches!(kind, "CartesianOutcomeSpace" | "DiscreteCartesianOutcomeSpace") {
            return Err(Fault::at(root.span, format!("an outcome space “{kind}” is not known"))
                .expected("CartesianOutcomeSpace or DiscreteCartesianOutcomeSpace"));
        }
    }
    let mut left = options.limits.options;
    let mut issues = Vec::new();
    for (place, node) in list(need(root, "issues")?, "“issues”")?.iter().enumerate() {
        let issue =
            read_issue(node, place, kinks, options, left, notes).map_err(|fault| fault.or_at(node.span))?;
        left = left.saturating_sub(issue.options.len());
        issues.push(issue);
    }
    Ok(issues)
}

fn read_issue(
    node: &Node,
    place: usize,
    kinks: &[Fraction],
    options: &Options,
    left: usize,
    notes: &mut Vec<String>,
) -> Read<Issue> {
    let name = match get(node, "name") {
        Some(name) => scalar(name, "an issue's name")?.to_owned(),
        None => format!("issue {}", place + 1),
    };
    let ends = |values: &Node| -> Read<(Node, Node)> {
        match list(values, "“values”")? {
            [low, high] => Ok((low.clone(), high.clone())),
            other => Err(Fault::at(values.span, format!("a range has {} numbers", other.len()))
                .expected("[lowest, highest]")),
        }
    };
    let numbered = |numbers: Vec<Fraction>, name: String| Issue {
        name,
        options: numbers.iter().copied().map(written).collect(),
        numbers: Some(numbers),
    };
    match type_of(node)? {
        "CategoricalIssue" | "OrdinalIssue" => {
            let items = list(need(node, "values")?, "“values”")?;
            // An option may be called “null”.
            let text = |item: &Node| match item.kind {
                NodeKind::Null => Ok("null".to_owned()),
                _ => scalar(item, "an option").map(str::to_owned),
            };
            let names = items.iter().map(text).collect::<Read<Vec<String>>>()?;
            let numbers = names.iter().map(|name| Some(number(name).ok()?.value)).collect::<Option<Vec<_>>>();
            Ok(Issue { name, options: names, numbers })
        }
        "DiscreteCardinalIssue" | "CardinalIssue" => {
            let items = list(need(node, "values")?, "“values”")?;
            let numbers = items.iter().map(|item| numeric(item, "an option").map(|number| number.value));
            Ok(numbered(numbers.collect::<Read<_>>()?, name))
        }
        "SingletonIssue" => {
            let text = scalar(need(node, "value").or_else(|_| need(node, "values"))?, "“value”")?.to_owned();
            Ok(Issue { name, numbers: number(&text).ok().map(|number| vec![number.value]), options: vec![text] })
        }
        "ContiguousIssue" => {
            let values = need(node, "values")?;
            let whole = |node: &Node| -> Read<i64> {
                let text = scalar(node, "an end of a range")?;
                integer(text).ok_or_else(|| Fault::at(node.span, format!("“{text}” is no whole number")))
            };
            let (low, high) = match &values.kind {
                NodeKind::Scalar(_) => (0, whole(values)?.saturating_sub(1)),
                _ => {
                    let (low, high) = ends(values)?;
                    (whole(&low)?, whole(&high)?)
                }
            };
            if let Some(step) = get(node, "step").filter(|step| step.kind != NodeKind::Scalar("1".to_owned())) {
                return Err(Fault::at(step.span, "steps other than 1 are not read"));
            }
            Ok(numbered(fractions(integers(low, high, left)?), name))
        }
        "ContinuousIssue" => {
            let (low, high) = ends(need(node, "values")?)?;
            let mut exactly = Exactly::new();
            let mut end = |node: &Node| numeric(node, "an end of a range").map(|number| exactly.take(number));
            let numbers = levels(end(&low)?, end(&high)?, options.levels, kinks)?;
            notes.push(format!("the continuous issue “{name}” is taken at {} levels", numbers.len()));
            Ok(numbered(numbers, name))
        }
        other => Err(Fault::at(node.span, format!("issues of the type “{other}” are not known")).expected(
            "CategoricalIssue, OrdinalIssue, ContiguousIssue, DiscreteCardinalIssue, SingletonIssue or ContinuousIssue",
        )),
    }
}
