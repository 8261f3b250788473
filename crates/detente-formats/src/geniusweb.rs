//! GeniusWeb: JSON files of one domain and a profile a party.
//!
//! What they mean is taken from GeniusWeb itself (T. Baarslag, W. Pasman, K. Hindriks, D. Tykhonov, "Using the
//! GeniusWeb framework", Delft University of Technology, 2021; its classes `LinearAdditiveUtilitySpace`,
//! `DiscreteValueSetUtilities`, `NumberValueSetUtilities`).

mod write;

pub use write::write;

use crate::draft::{Draft, too_large};
use crate::error::{Fault, FormatError, Read};
use crate::levels::fractions;
use crate::number::{Exactly, is_negative, less, number, one, rounded, whole, written};
use crate::options::{Format, Options, Reading};
use crate::source::Document;
use crate::tree::{get, list, map, need, numeric, scalar};
use crate::{Files, Importer, Role, assembled, checked, issue};
use detente_model::Node;
use detente_model::scenario::{Clock, Decay, Discount, Fraction, Scenario};
use std::collections::HashMap;

/// The importer.
pub(crate) struct GeniusWeb;

/// Digits after the point to which GeniusWeb rounds what lies between two numbers.
const DIGITS: u32 = 8;

/// The one kind of profile that is read, and those that are known and refused.
const READ: &str = "LinearAdditiveUtilitySpace";
const REFUSED: [&str; 3] = ["SumOfGroupsUtilitySpace", "DefaultPartialOrdering", "PartialOrdering"];

impl Importer for GeniusWeb {
    fn format(&self) -> Format {
        Format::GeniusWeb
    }

    fn endings(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn domain_is_optional(&self) -> bool {
        true
    }

    fn role(&self, document: &Document) -> Option<Role> {
        let node = document.plain()?;
        if get(node, "issuesValues").is_some() {
            return Some(Role::Domain);
        }
        REFUSED.iter().chain([&READ]).any(|kind| get(node, kind).is_some()).then_some(Role::Profile)
    }

    fn read(&self, files: &Files<'_>, options: &Options) -> Result<Scenario, FormatError> {
        let profiles = || files.profiles.iter().filter_map(|file| Some((*file, file.plain()?)));
        let own = files.domain.and_then(|file| Some((file, file.plain()?)));
        // A profile holds the whole domain again.
        let carried = || profiles().find_map(|(file, root)| Some((file, get(get(root, READ)?, "domain")?)));
        let Some((domain_file, root)) = own.or_else(carried) else {
            return Err(Fault::new("there is no file of the issues").of_folder());
        };
        let known = domain(root, options).map_err(|fault| fault.in_file(domain_file))?;
        let issues = known.iter().map(|known| issue(&known.name, known.options.clone()));
        let issues =
            issues.collect::<Read<Vec<_>>>().map_err(|fault| fault.or_at(root.span).in_file(domain_file))?;
        checked(&issues, &options.limits).map_err(|fault| fault.in_file(domain_file))?;
        let mut notes = Vec::new();
        let drafts: Vec<_> = profiles()
            .map(|(file, root)| match profile(root, file.stem(), &known, options, &mut notes) {
                Ok(draft) => Ok((draft, file)),
                Err(fault) => Err(fault.or_at(root.span).in_file(file)),
            })
            .collect();
        assembled(issues, drafts.into_iter(), notes, &options.limits)
    }
}

struct Issue {
    name: String,
    options: Vec<String>,
    /// The numbers of a range; none where options are names.
    numbers: Option<Vec<Fraction>>,
}

fn domain(root: &Node, options: &Options) -> Read<Vec<Issue>> {
    let mut left = options.limits.options;
    let mut issues = Vec::new();
    for (key, node) in map(need(root, "issuesValues")?, "“issuesValues”")? {
        let issue = read_issue(&key.text, node, left).map_err(|fault| fault.or_at(node.span))?;
        left = left.saturating_sub(issue.options.len());
        issues.push(issue);
    }
    Ok(issues)
}

fn read_issue(name: &str, node: &Node, left: usize) -> Read<Issue> {
    let name = name.to_owned();
    if let Some(values) = get(node, "values") {
        let options =
            list(values, "“values”")?.iter().map(|value| scalar(value, "a value").map(str::to_owned));
        return Ok(Issue { name, options: options.collect::<Read<_>>()?, numbers: None });
    }
    let range = need(node, "range").map_err(|fault| fault.expected("“values”, a list, or “range”"))?;
    let [low, high, step] = ["low", "high", "step"].map(|key| numeric(need(range, key)?, key));
    let (low, high, step) = (low?.value, high?.value, step?.value);
    if step.over() <= 0 || less(high, low) {
        return Err(
            Fault::at(range.span, "this range has no values").expected("low up to high, by a step above 0")
        );
    }
    let mut exactly = Exactly::new();
    let steps = exactly.minus(high, low).and_then(|width| exactly.by(width, step)).ok_or_else(too_large)?;
    let count = steps.over() / steps.under() + 1;
    if count > left as i128 {
        return Err(Fault::at(range.span, format!("the range of “{name}” has {count} values"))
            .expected(format!("at most {left}")));
    }
    let at = |steps: Fraction| {
        let up = exactly.times(step, steps)?;
        exactly.plus(low, up)
    };
    let numbers = fractions(0..=(count as i64 - 1))
        .into_iter()
        .map(at)
        .collect::<Option<Vec<_>>>()
        .ok_or_else(too_large)?;
    Ok(Issue { name, options: numbers.iter().copied().map(written).collect(), numbers: Some(numbers) })
}

fn profile(
    root: &Node,
    party: &str,
    issues: &[Issue],
    options: &Options,
    notes: &mut Vec<String>,
) -> Read<Draft> {
    let Some(space) = get(root, READ) else {
        let kind = REFUSED.iter().find(|kind| get(root, kind).is_some()).copied().unwrap_or("this profile");
        let help = match kind {
            "SumOfGroupsUtilitySpace" => "write what it means as a LinearAdditiveUtilitySpace, if it is one",
            _ => "a partial order gives no utilities",
        };
        return Err(Fault::at(root.span, format!("{kind} is not read")).expected(READ).help(help));
    };
    let sizes: Vec<usize> = issues.iter().map(|issue| issue.options.len()).collect();
    let mut draft = Draft::new(party, &sizes);
    if let Some(domain) = get(space, "domain") {
        same_issues(need(domain, "issuesValues")?, issues)?;
    }
    let (tables, weights) = (need(space, "issueUtilities")?, need(space, "issueWeights")?);
    same_issues(tables, issues)?;
    same_issues(weights, issues)?;
    let mut sum = whole(0);
    for (place, issue) in issues.iter().enumerate() {
        let node = need(weights, &issue.name)?;
        let weight = draft.exactly.take(numeric(node, "a weight")?);
        if is_negative(weight) {
            return Err(Fault::at(node.span, "a weight is negative").expected("a number from 0 to 1"));
        }
        sum = draft.exactly.plus(sum, weight).ok_or_else(too_large)?;
        draft.weights[place] = weight;
        let table = need(tables, &issue.name)?;
        draft.values[place] =
            utilities(table, issue, &mut draft.exactly).map_err(|fault| fault.or_at(table.span))?;
    }
    if sum != one() {
        notes.push(format!(
            "the weights of {party} do not sum to 1; GeniusWeb itself would refuse the profile"
        ));
    }
    draft.is_stated = true;
    draft.reservation = reservation(space, issues, &mut draft)?;
    extras(space, options, &mut draft, notes)?;
    Ok(draft)
}

/// Does a mapping name the issues of the domain, all and no others?
fn same_issues(node: &Node, issues: &[Issue]) -> Read<()> {
    let pairs = map(node, "a part of the profile")?;
    if let Some((key, value)) =
        pairs.iter().find(|(key, _)| issues.iter().all(|issue| issue.name != key.text))
    {
        return Err(Fault::at(value.span, format!("there is no issue “{}” in the domain", key.text))
            .nearest(&key.text, issues.iter().map(|issue| issue.name.as_str())));
    }
    match issues.iter().find(|issue| node.get(&issue.name).is_none()) {
        None => Ok(()),
        Some(missing) => {
            Err(Fault::at(node.span, format!("the issue “{}” of the domain is missing", missing.name)))
        }
    }
}

fn utilities(node: &Node, issue: &Issue, exactly: &mut Exactly) -> Read<Vec<Fraction>> {
    let either = |new: &str, old: &str| get(node, new).or(get(node, old));
    if let Some(table) = either("DiscreteValueSetUtilities", "discreteutils") {
        return discrete(need(table, "valueUtilities")?, issue, exactly);
    }
    let Some(ends) = either("NumberValueSetUtilities", "numberutils") else {
        return Err(Fault::at(node.span, format!("the utilities of “{}” are not known", issue.name))
            .expected(
                "DiscreteValueSetUtilities or NumberValueSetUtilities (older: discreteutils, numberutils)",
            ));
    };
    let Some(numbers) = &issue.numbers else {
        return Err(Fault::at(ends.span, format!("“{}” is no issue of numbers", issue.name))
            .expected("DiscreteValueSetUtilities"));
    };
    let [low, low_worth, high, high_worth] =
        ["lowValue", "lowUtility", "highValue", "highUtility"].map(|key| need(ends, key));
    let (low, high) = (exactly.take(numeric(low?, "lowValue")?), exactly.take(numeric(high?, "highValue")?));
    let (low_worth, high_worth) = (share(low_worth?, exactly)?, share(high_worth?, exactly)?);
    if !less(low, high) {
        return Err(Fault::at(ends.span, "highValue is not above lowValue"));
    }
    let mut at = |x: &Fraction| {
        if less(*x, low) || less(high, *x) {
            return Some(whole(0));
        }
        let (rise, run) = (exactly.minus(high_worth, low_worth)?, exactly.minus(high, low)?);
        let steps = exactly.minus(*x, low)?;
        let up = exactly.times(rise, steps).and_then(|up| exactly.by(up, run))?;
        // GeniusWeb rounds here: this is what it means, not an inexactness of ours.
        exactly.plus(low_worth, up).and_then(|worth| rounded(worth, DIGITS))
    };
    numbers.iter().map(&mut at).collect::<Option<_>>().ok_or_else(too_large)
}

fn discrete(table: &Node, issue: &Issue, exactly: &mut Exactly) -> Read<Vec<Fraction>> {
    let pairs = map(table, "“valueUtilities”")?;
    let mut given: HashMap<&str, &Node> =
        pairs.iter().map(|(key, value)| (key.text.as_str(), value)).collect();
    let values = issue
        .options
        .iter()
        .map(|option| match given.remove(option.as_str()) {
            Some(node) => share(node, exactly),
            None => Err(Fault::at(
                table.span,
                format!("the option “{option}” of “{}” has no utility", issue.name),
            )),
        })
        .collect::<Read<Vec<_>>>()?;
    match pairs.iter().find(|(key, _)| given.contains_key(key.text.as_str())) {
        None => Ok(values),
        Some((key, node)) => {
            Err(Fault::at(node.span, format!("“{}” is no option of “{}”", key.text, issue.name))
                .nearest(&key.text, issue.options.iter().take(100).map(String::as_str)))
        }
    }
}

/// A number from 0 to 1.
fn share(node: &Node, exactly: &mut Exactly) -> Read<Fraction> {
    let number = exactly.take(numeric(node, "a utility")?);
    if is_negative(number) || less(one(), number) {
        return Err(Fault::at(
            node.span,
            format!("the utility {} is out of range", scalar(node, "a utility")?),
        )
        .expected("a number from 0 to 1"));
    }
    Ok(number)
}

/// What the reservation bid is worth; issues that it leaves open are worth nothing.
fn reservation(space: &Node, issues: &[Issue], draft: &mut Draft) -> Read<Option<Fraction>> {
    let Some(bid) = get(space, "reservationBid") else { return Ok(None) };
    let mut sum = whole(0);
    for (key, node) in map(need(bid, "issuevalues")?, "“issuevalues”")? {
        let Some(place) = issues.iter().position(|issue| issue.name == key.text) else {
            return Err(Fault::at(node.span, format!("there is no issue “{}” in the domain", key.text))
                .nearest(&key.text, issues.iter().map(|issue| issue.name.as_str())));
        };
        let (issue, text) = (&issues[place], scalar(node, "a value")?);
        let option = match &issue.numbers {
            None => issue.options.iter().position(|option| option == text),
            Some(numbers) => {
                number(text).ok().and_then(|wanted| numbers.iter().position(|number| *number == wanted.value))
            }
        };
        let Some(option) = option else {
            return Err(Fault::at(node.span, format!("“{text}” is no option of “{}”", issue.name))
                .nearest(text, issue.options.iter().take(100).map(String::as_str)));
        };
        let gain =
            draft.exactly.times(draft.weights[place], draft.values[place][option]).ok_or_else(too_large)?;
        sum = draft.exactly.plus(sum, gain).ok_or_else(too_large)?;
    }
    Ok(Some(sum))
}

/// Keys that NegMAS looks for and GeniusWeb does not know.
fn extras(space: &Node, options: &Options, draft: &mut Draft, notes: &mut Vec<String>) -> Read<()> {
    for key in ["reserved_value", "discount_factor"] {
        let Some(node) = get(space, key) else { continue };
        if options.reading == Reading::TrueToFormat {
            notes.push(format!(
                "{}: “{key}” is a key of NegMAS, not of GeniusWeb, and is left aside",
                draft.party
            ));
            continue;
        }
        let number = draft.exactly.take(numeric(node, key)?);
        if key == "reserved_value" {
            draft.reservation.get_or_insert(number);
        } else if number.over() > 0 && less(number, one()) {
            let factor = number.as_decimal().ok_or_else(too_large)?.trimmed();
            draft.discount = Some(Discount {
                decay: Decay::Exponential { factor },
                clock: Clock::Round,
                reservation_too: true,
            });
            draft.reservation = None;
        }
    }
    Ok(())
}
