//! Constraint spaces as GENIUS means them (`ConstraintUtilitySpace`).
//!
//! The utility is the mean over the ranked issues of each option's rank over the issue's greatest rank. A
//! constraint of an issue makes that issue's part 0; an outcome constraint makes the whole utility 0, and
//! then the utility is one table over all issues that count.

use super::Domain;
use crate::draft::{Draft, too_large};
use crate::error::{Fault, Read};
use crate::number::{Exactly, integer, is_negative, less, whole};
use crate::options::Limits;
use crate::xml::Element;
use detente_model::scenario::Fraction;
use std::collections::{BTreeMap, BTreeSet};

/// A condition on the options of some issues.
enum Test {
    /// The option is called this.
    Is(usize, String),
    /// Its name holds this.
    Holds(usize, String),
    /// Its name does not hold this.
    Lacks(usize, String),
    /// Its number is not below 0 (`true`), or not above 0.
    NotBelow(usize, bool),
    /// Its number is above 0 (`true`), or below 0.
    Beyond(usize, bool),
    /// The sum of the numbers lies in this range.
    Sum(Vec<usize>, i64, i64),
    /// One of the texts is in the option's name.
    HoldsAny(usize, Vec<String>),
}

/// All of these at once bring the zero.
type Zero = Vec<Test>;

/// The ranks over the greatest rank, over the number of ranked issues.
type Ranks = BTreeMap<usize, Vec<Fraction>>;

pub(super) fn read(rules: &Element, domain: &Domain, limits: &Limits, draft: &mut Draft) -> Read<()> {
    let Some(ranks) = rules.named("ranks").next() else {
        return Err(Fault::at(rules.span, "there are no <ranks>"));
    };
    let ranks = read_ranks(ranks, domain, &mut draft.exactly)?;
    let mut whole_zero: Vec<Zero> = Vec::new();
    let mut part_zero: BTreeMap<usize, Vec<Zero>> = BTreeMap::new();
    for element in rules.named("constraints").flat_map(|constraints| constraints.named("constraint")) {
        match constraint(element, domain)? {
            (None, zero) => whole_zero.push(zero),
            (Some(issue), zero) => part_zero.entry(issue).or_default().push(zero),
        }
    }
    let at = |fault: Box<Fault>| fault.or_at(rules.span);
    if whole_zero.is_empty() {
        for (issue, values) in &ranks {
            part(*issue, values, part_zero.get(issue), domain, limits, draft).map_err(at)?;
        }
        return Ok(());
    }
    all_at_once(&ranks, &part_zero, &whole_zero, domain, limits, draft).map_err(|fault| {
        at(fault.help("a constraint that makes the whole utility 0 ties all ranked issues together; with fewer options it could be a table"))
    })
}

fn read_ranks(ranks: &Element, domain: &Domain, exactly: &mut Exactly) -> Read<Ranks> {
    let count = ranks.named("issue").count();
    let mut read = Ranks::new();
    for element in ranks.named("issue") {
        let place = domain.place_of(element)?;
        let issue = &domain.issues[place];
        let places = issue.places();
        let mut found: Vec<Option<Fraction>> = vec![None; issue.options.len()];
        let mut greatest = whole(0);
        for item in element.named("item") {
            let (value, rank) = (item.required("value")?, exactly.take(item.required_number(&["rank"])?));
            if is_negative(rank) {
                return Err(Fault::at(item.span, "a rank is negative").expected("a number from 0"));
            }
            greatest = if less(greatest, rank) { rank } else { greatest };
            if let Some(place) = places.get(value) {
                found[*place] = Some(rank);
            }
        }
        if let Some(place) = found.iter().position(Option::is_none) {
            let message = format!("the option “{}” of “{}” has no rank", issue.options[place], issue.name);
            return Err(Fault::at(element.span, message));
        }
        if greatest == whole(0) {
            return Err(Fault::at(element.span, format!("all ranks of “{}” are 0", issue.name)));
        }
        let under = exactly.times(greatest, whole(count as i128)).ok_or_else(too_large)?;
        let values = found.into_iter().flatten().map(|rank| exactly.by(rank, under)).collect::<Option<_>>();
        if read.insert(place, values.ok_or_else(too_large)?).is_some() {
            return Err(Fault::at(element.span, format!("the issue “{}” is ranked twice", issue.name)));
        }
    }
    if read.is_empty() {
        return Err(Fault::at(ranks.span, "no issue is ranked"));
    }
    Ok(read)
}

/// A constraint: of which issue it makes the part 0 (or of the whole), and when.
fn constraint(element: &Element, domain: &Domain) -> Read<(Option<usize>, Zero)> {
    let pairs = |name: &'static str, attribute: &'static str| -> Read<Vec<(usize, String)>> {
        element
            .named(name)
            .map(|child| Ok((domain.place_of(child)?, child.required(attribute)?.to_owned())))
            .collect()
    };
    let own = || domain.place_of(element);
    let value = || element.required("value").map(str::to_owned);
    let sum = || -> Read<Test> {
        let bound = |name: &str| {
            let text = element.required(name)?;
            integer(text)
                .ok_or_else(|| Fault::at(element.span, format!("{name}=\"{text}\" is no whole number")))
        };
        let issues: Vec<usize> =
            element.named("item").map(|item| domain.place_of(item)).collect::<Read<_>>()?;
        for issue in &issues {
            numeric(*issue, element, domain)?;
        }
        Ok(Test::Sum(issues, bound("min")?, bound("max")?))
    };
    Ok(match element.required("type")? {
        "inclusiveZeroOutcomeConstraint" => {
            let checks = pairs("checkassignment", "condition")?;
            let tests =
                checks.into_iter().map(|(issue, condition)| inclusive(issue, condition, element, domain));
            (None, tests.collect::<Read<Vec<Vec<Test>>>>()?.into_iter().flatten().collect())
        }
        "conditionalZeroOutcomeConstraint" => {
            (None, conditional(pairs("checkassignment", "condition")?, element, domain)?)
        }
        "zeroConstraint" => {
            let tests =
                pairs("valueassignment", "value")?.into_iter().map(|(issue, value)| Test::Is(issue, value));
            (Some(own()?), tests.collect())
        }
        "conditionalZeroConstraint" => {
            let tests =
                pairs("valueassignment", "value")?.into_iter().map(|(issue, value)| Test::Is(issue, value));
            (Some(own()?), tests.chain([Test::Lacks(own()?, value()?)]).collect())
        }
        "sumZeroConstraint" => (Some(own()?), vec![sum()?, Test::Holds(own()?, value()?)]),
        "sumZeroNotConstraint" => (Some(own()?), vec![sum()?, Test::Lacks(own()?, value()?)]),
        "sumZeroConstraintList" => {
            let texts = element.named("condition").map(|child| child.required("value").map(str::to_owned));
            (Some(own()?), vec![sum()?, Test::HoldsAny(own()?, texts.collect::<Read<_>>()?)])
        }
        other => {
            return Err(Fault::at(element.span, format!("the constraint “{other}” is not known")).expected(
                "inclusiveZeroOutcomeConstraint, conditionalZeroOutcomeConstraint, zeroConstraint, conditionalZeroConstraint, sumZeroConstraint, sumZeroNotConstraint or sumZeroConstraintList",
            ));
        }
    })
}

fn inclusive(issue: usize, condition: String, element: &Element, domain: &Domain) -> Read<Vec<Test>> {
    if !condition.contains("numeric") {
        return Ok(vec![Test::Holds(issue, condition)]);
    }
    numeric(issue, element, domain)?;
    Ok(match (condition.contains("positive"), condition.contains("negative")) {
        (true, _) => vec![Test::NotBelow(issue, true)],
        (false, true) => vec![Test::NotBelow(issue, false)],
        // GENIUS lets any number pass.
        (false, false) => Vec::new(),
    })
}

/// Where the number of one issue is above (or below) 0, the other's option must hold a text.
fn conditional(checks: Vec<(usize, String)>, element: &Element, domain: &Domain) -> Read<Zero> {
    let [(first, when), (second, text)] = <[_; 2]>::try_from(checks).map_err(|checks| {
        let message = format!("a conditional outcome constraint checks {} issues", checks.len());
        Fault::at(element.span, message).expected("two: a number and a text")
    })?;
    // GENIUS takes the issue with the lower number first.
    let ((first, when), (second, text)) =
        if first <= second { ((first, when), (second, text)) } else { ((second, text), (first, when)) };
    let above = match when.as_str() {
        "numeric=positive" => true,
        "numeric=negative" => false,
        // It never applies; an empty sum in an impossible range says so.
        _ => return Ok(vec![Test::Sum(Vec::new(), 1, 0)]),
    };
    numeric(first, element, domain)?;
    Ok(vec![Test::Beyond(first, above), Test::Lacks(second, text)])
}

fn numeric(issue: usize, element: &Element, domain: &Domain) -> Read<()> {
    let known = &domain.issues[issue];
    match known.options.iter().find(|option| integer(option).is_none()) {
        None => Ok(()),
        Some(option) => {
            let message = format!(
                "the option “{option}” of “{}” is no whole number, as the constraint takes it to be",
                known.name
            );
            Err(Fault::at(element.span, message))
        }
    }
}

impl Test {
    fn issues(&self) -> Vec<usize> {
        match self {
            Test::Is(issue, _) | Test::Holds(issue, _) | Test::Lacks(issue, _) => vec![*issue],
            Test::NotBelow(issue, _) | Test::Beyond(issue, _) | Test::HoldsAny(issue, _) => vec![*issue],
            Test::Sum(issues, ..) => issues.clone(),
        }
    }

    /// Does it hold where each issue has this option?
    fn holds<'n>(&self, name: &dyn Fn(usize) -> &'n str) -> bool {
        let number = |issue: usize| integer(name(issue)).unwrap_or(0);
        match self {
            Test::Is(issue, text) => name(*issue) == text,
            Test::Holds(issue, text) => name(*issue).contains(text),
            Test::Lacks(issue, text) => !name(*issue).contains(text),
            Test::NotBelow(issue, positive) => {
                if *positive {
                    number(*issue) >= 0
                } else {
                    number(*issue) <= 0
                }
            }
            Test::Beyond(issue, above) => {
                if *above {
                    number(*issue) > 0
                } else {
                    number(*issue) < 0
                }
            }
            Test::Sum(issues, low, high) => {
                let sum: i128 = issues.iter().map(|issue| i128::from(number(*issue))).sum();
                i128::from(*low) <= sum && sum <= i128::from(*high)
            }
            Test::HoldsAny(issue, texts) => texts.iter().any(|text| name(*issue).contains(text)),
        }
    }
}

fn is_zero<'n>(zeros: &[Zero], name: &dyn Fn(usize) -> &'n str) -> bool {
    zeros.iter().any(|tests| tests.iter().all(|test| test.holds(name)))
}

/// One issue's part, 0 where one of `zeros` says so.
fn part(
    issue: usize,
    values: &[Fraction],
    zeros: Option<&Vec<Zero>>,
    domain: &Domain,
    limits: &Limits,
    draft: &mut Draft,
) -> Read<()> {
    let Some(zeros) = zeros else {
        draft.values[issue] = values.to_vec();
        return Ok(());
    };
    let tied: BTreeSet<usize> = zeros.iter().flatten().flat_map(Test::issues).chain([issue]).collect();
    let issues: Vec<usize> = tied.into_iter().collect();
    let places = issues.clone();
    draft.add_table(issues, limits, |at, _| {
        let option = |issue: usize| at[places.iter().position(|known| *known == issue).unwrap_or(0)] as usize;
        let name = |issue: usize| domain.issues[issue].options[option(issue)].as_str();
        Ok(if is_zero(zeros, &name) { whole(0) } else { values[option(issue)] })
    })
}

/// The whole utility as one table.
fn all_at_once(
    ranks: &Ranks,
    part_zero: &BTreeMap<usize, Vec<Zero>>,
    whole_zero: &[Zero],
    domain: &Domain,
    limits: &Limits,
    draft: &mut Draft,
) -> Read<()> {
    let named = part_zero.values().flatten().chain(whole_zero).flatten().flat_map(Test::issues);
    let tied: BTreeSet<usize> = named.chain(ranks.keys().copied()).collect();
    let issues: Vec<usize> = tied.into_iter().collect();
    let places = issues.clone();
    draft.add_table(issues, limits, |at, exactly| {
        let option = |issue: usize| at[places.iter().position(|known| *known == issue).unwrap_or(0)] as usize;
        let name = |issue: usize| domain.issues[issue].options[option(issue)].as_str();
        if is_zero(whole_zero, &name) {
            return Ok(whole(0));
        }
        ranks.iter().try_fold(whole(0), |sum, (issue, values)| {
            let zero = part_zero.get(issue).is_some_and(|zeros| is_zero(zeros, &name));
            if zero { Ok(sum) } else { exactly.plus(sum, values[option(*issue)]).ok_or_else(too_large) }
        })
    })
}
