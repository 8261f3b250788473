//! GENIUS: XML files of one domain and a profile a party.
//!
//! What a profile means is taken from GENIUS itself (R. Lin, S. Kraus, T. Baarslag, D. Tykhonov, K. Hindriks, C. M.
//! Jonker, "Genius: an integrated environment for supporting the design of generic automated negotiators",
//! Computational Intelligence 30 (2014) 48–70; its classes `AdditiveUtilitySpace`, `EvaluatorDiscrete`,
//! `EvaluatorInteger`, `EvaluatorReal`, `NonlinearUtilitySpace`, `ConstraintUtilitySpace`), or, in
//! [`Reading::Negmas`], from NegMAS 0.16 (`negmas.rs` below this file).

mod additive;
mod constraints;
mod negmas;
mod rectangles;

use crate::draft::Draft;
use crate::error::{Fault, FormatError, Read};
use crate::levels::{fractions, integers, levels};
use crate::number::{Exactly, integer, one, rounded, written};
use crate::options::{Format, Options, Reading};
use crate::source::Document;
use crate::xml::Element;
use crate::{Files, Importer, Role, assembled, checked, issue};
use detente_model::scenario::{Clock, Decay, Discount, Fraction, Scenario};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The importer.
pub(crate) struct Genius;

impl Importer for Genius {
    fn format(&self) -> Format {
        Format::Genius
    }

    fn endings(&self) -> &'static [&'static str] {
        &["xml"]
    }

    fn domain_is_optional(&self) -> bool {
        false
    }

    fn role(&self, document: &Document) -> Option<Role> {
        match &*document.xml()?.name {
            "negotiation_template" => Some(Role::Domain),
            "utility_space" => Some(Role::Profile),
            _ => None,
        }
    }

    fn read(&self, files: &Files<'_>, options: &Options) -> Result<Scenario, FormatError> {
        let Some((domain_file, root)) = files.domain.and_then(|file| Some((file, file.xml()?))) else {
            return Err(Fault::new("there is no file of the issues").of_folder());
        };
        let mut notes = Vec::new();
        let kinks = kinks(files)?;
        let domain =
            Domain::of(root, &kinks, options, &mut notes).map_err(|fault| fault.in_file(domain_file))?;
        let issues = domain.issues.iter().map(|known| issue(&known.name, known.options.clone()));
        let issues = issues.collect::<Read<Vec<_>>>().map_err(|fault| fault.in_file(domain_file))?;
        checked(&issues, &options.limits).map_err(|fault| fault.in_file(domain_file))?;
        let mut said = Vec::new();
        let profiles = files.profiles.iter().filter_map(|file| Some((*file, file.xml()?)));
        let drafts: Vec<_> = profiles
            .map(|(file, root)| match profile(root, file.stem(), &domain, options, &mut said) {
                Ok(draft) => Ok((draft, file)),
                Err(fault) => Err(fault.or_at(root.span).in_file(file)),
            })
            .collect();
        notes.append(&mut said);
        assembled(issues, drafts.into_iter(), notes, &options.limits)
    }
}

/// How the options of an issue are meant.
pub(crate) enum Kind {
    /// By their names.
    Discrete,
    /// As whole numbers.
    Integer(Vec<Fraction>),
    /// As levels of a range.
    Real(Vec<Fraction>),
}

/// An issue of a domain.
pub(crate) struct Issue {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) options: Vec<String>,
    /// The lower end of its range; 0 for a discrete one.
    pub(crate) low: Fraction,
}

impl Issue {
    /// The numbers that its options are.
    pub(crate) fn numbers(&self) -> Option<&[Fraction]> {
        match &self.kind {
            Kind::Discrete => None,
            Kind::Integer(numbers) | Kind::Real(numbers) => Some(numbers),
        }
    }

    /// The places of its options by their names.
    pub(crate) fn places(&self) -> HashMap<&str, usize> {
        self.options.iter().enumerate().map(|(place, option)| (option.as_str(), place)).collect()
    }
}

/// The issues in the order of their numbers.
pub(crate) struct Domain {
    pub(crate) issues: Vec<Issue>,
    by_index: BTreeMap<i64, usize>,
}

impl Domain {
    fn of(root: &Element, kinks: &Kinks, options: &Options, notes: &mut Vec<String>) -> Read<Domain> {
        let space = root.named("utility_space").next().unwrap_or(root);
        let mut by_index: BTreeMap<i64, &Element> = BTreeMap::new();
        for element in space.below("issue") {
            let index = element.index()?;
            if by_index.insert(index, element).is_some() {
                return Err(Fault::at(element.span, format!("two issues have the number {index}"))
                    .expected("a number of its own for each"));
            }
        }
        let mut issues = Vec::with_capacity(by_index.len());
        let mut left = options.limits.options;
        for (index, element) in &by_index {
            let kinks = kinks.get(index).map_or(&[][..], Vec::as_slice);
            let issue = read_issue(element, kinks, options, left, notes)
                .map_err(|fault| fault.or_at(element.span))?;
            left = left.saturating_sub(issue.options.len());
            issues.push(issue);
        }
        let by_index = by_index.into_keys().zip(0..).collect();
        Ok(Domain { issues, by_index })
    }

    /// The place of the issue with this number.
    pub(crate) fn place(&self, index: i64) -> Option<usize> {
        self.by_index.get(&index).copied()
    }

    /// The place of the issue that an element's `index` names.
    pub(crate) fn place_of(&self, element: &Element) -> Read<usize> {
        let index = element.index()?;
        self.place(index)
            .ok_or_else(|| Fault::at(element.span, format!("there is no issue with the number {index}")))
    }

    pub(crate) fn sizes(&self) -> Vec<usize> {
        self.issues.iter().map(|issue| issue.options.len()).collect()
    }
}

fn read_issue(
    element: &Element,
    kinks: &[Fraction],
    options: &Options,
    left: usize,
    notes: &mut Vec<String>,
) -> Read<Issue> {
    let name = element.required("name")?.to_owned();
    match element.attribute("type").unwrap_or("discrete") {
        "discrete" => {
            let mut seen = HashSet::new();
            let mut names = Vec::new();
            for item in element.named("item") {
                let value = item.required("value")?;
                if seen.insert(value) {
                    names.push(value.to_owned());
                } else {
                    notes.push(format!("the issue “{name}” has the item “{value}” twice; it is taken once"));
                }
            }
            Ok(Issue { name, kind: Kind::Discrete, options: names, low: Fraction::ZERO })
        }
        "integer" => {
            let bound = |which: &'static str| -> Read<i64> {
                let text = range_end(element, which)?;
                integer(text).ok_or_else(|| {
                    Fault::at(element.span, format!("{which}=\"{text}\" is no whole number"))
                        .expected("a whole number")
                })
            };
            let numbers = fractions(integers(bound("lowerbound")?, bound("upperbound")?, left)?);
            let low = numbers.first().copied().unwrap_or(Fraction::ZERO);
            Ok(Issue {
                name,
                options: numbers.iter().copied().map(written).collect(),
                kind: Kind::Integer(numbers),
                low,
            })
        }
        "real" => {
            let mut exactly = Exactly::new();
            let mut bound = |which: &'static str| -> Read<Fraction> {
                let text = range_end(element, which)?;
                let number = crate::number::number(text).map_err(|error| {
                    Fault::at(element.span, format!("{which}=\"{text}\" {error}")).expected("a number")
                })?;
                Ok(exactly.take(number))
            };
            let (low, high) = (bound("lowerbound")?, bound("upperbound")?);
            if options.levels as usize > left {
                return Err(Fault::new("the issues have too many options")
                    .expected(format!("at most {} in all", options.limits.options)));
            }
            let numbers = levels(low, high, options.levels, kinks)?;
            notes.push(format!("the continuous issue “{name}” is taken at {} levels", numbers.len()));
            Ok(Issue {
                name,
                options: numbers.iter().copied().map(written).collect(),
                kind: Kind::Real(numbers),
                low,
            })
        }
        other => Err(Fault::at(element.span, format!("issues of the type “{other}” are not known"))
            .expected("discrete, integer or real")),
    }
}

/// An end of a range: an attribute of the issue, or of its `<range>`, which counts more.
fn range_end<'e>(element: &'e Element, which: &str) -> Read<&'e str> {
    match element.named("range").find_map(|range| range.attribute(which)) {
        Some(text) => Ok(text),
        None => element.required(which),
    }
}

/// Where the evaluators of continuous issues bend, by the number of the issue.
type Kinks = BTreeMap<i64, Vec<Fraction>>;

fn kinks(files: &Files<'_>) -> Result<Kinks, FormatError> {
    let mut kinks = Kinks::new();
    for file in &files.profiles {
        let Some(root) = file.xml() else { continue };
        for issue in root.below("issue") {
            let Some(evaluator) = issue.named("evaluator").next() else { continue };
            if evaluator.attribute("ftype") != Some("triangular") {
                continue;
            }
            let bends = ["parameter0", "parameter1", "parameter2"].map(|name| evaluator.number_of(&[name]));
            let index = issue.index().map_err(|fault| fault.in_file(file))?;
            for bend in bends {
                if let Some(number) = bend.map_err(|fault| fault.in_file(file))? {
                    // A level has a name of a few digits.
                    kinks.entry(index).or_default().extend(rounded(number.value, 10));
                }
            }
        }
    }
    Ok(kinks)
}

/// A party's utility.
fn profile(
    root: &Element,
    party: &str,
    domain: &Domain,
    options: &Options,
    notes: &mut Vec<String>,
) -> Read<Draft> {
    if options.reading == Reading::Negmas {
        return negmas::profile(root, party, domain, options, notes);
    }
    let mut draft = Draft::new(party, &domain.sizes());
    if let Some(utility) = root.below("utility").first() {
        rectangles::read(utility, domain, &options.limits, &mut draft)?;
    } else if let Some(rules) = root.below("rules").first() {
        constraints::read(rules, domain, &options.limits, &mut draft)?;
    } else {
        additive::read(root, domain, &mut draft, notes)?;
    }
    if draft.cap.is_none() {
        draft.cap = Some(one());
    }
    let reservation = match root.named("reservation").next() {
        Some(element) => draft.exactly.take(element.required_number(&["value"])?),
        None => Fraction::ZERO,
    };
    draft.reservation = Some(reservation);
    draft.discount = match root.named("discount_factor").next() {
        Some(element) => discount(element, Clock::Relative, party, notes)?,
        None => None,
    };
    Ok(draft)
}

/// A discount factor; one that is not between 0 and 1 is none.
fn discount(element: &Element, clock: Clock, party: &str, notes: &mut Vec<String>) -> Read<Option<Discount>> {
    let number = element.required_number(&["value"])?;
    let is_one = number.value == one();
    let between = number.value.over() > 0 && crate::number::less(number.value, one());
    if !between {
        if !is_one && number.value != Fraction::ZERO {
            notes.push(format!(
                "the discount factor {} of {party} is none: it is not between 0 and 1",
                written(number.value)
            ));
        }
        return Ok(None);
    }
    let Some(factor) = rounded(number.value, 15).and_then(Fraction::as_decimal) else {
        return Err(Fault::at(element.span, "the discount factor cannot be used"));
    };
    Ok(Some(Discount {
        decay: Decay::Exponential { factor: factor.trimmed() },
        clock,
        reservation_too: true,
    }))
}
