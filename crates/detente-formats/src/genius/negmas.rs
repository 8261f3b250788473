//! What NegMAS 0.16 makes of a GENIUS profile (`UtilityFunction.from_xml_str`, `make_fun_from_xml`,
//! `outcome_in_range`, `load_genius_domain`). What it differs in from GENIUS stands in `docs/formats.md`.

use super::{Domain, Issue, Kind, discount};
use crate::draft::{Draft, too_large};
use crate::error::{Fault, Read};
use crate::levels::inside;
use crate::number::{Exactly, is_negative, less, one, whole};
use crate::options::{Limits, Options};
use crate::xml::Element;
use detente_model::scenario::{Clock, Fraction};
use std::collections::BTreeMap;

pub(super) fn profile(
    root: &Element,
    party: &str,
    domain: &Domain,
    options: &Options,
    notes: &mut Vec<String>,
) -> Read<Draft> {
    let mut draft = Draft::new(party, &domain.sizes());
    let Some(objective) = root.named("objective").last() else {
        return Err(Fault::at(root.span, "there is no <objective>"));
    };
    let additive = additive(objective, domain, &mut draft)?;
    let rectangles = rectangles(objective, domain, &options.limits, &mut draft)?;
    if !additive && !rectangles {
        return Err(Fault::at(objective.span, "NegMAS finds no issues in this profile, and refuses it"));
    }
    if additive && rectangles {
        // Both of its functions add the bias.
        draft.bias = draft.exactly.plus(draft.bias, draft.bias).ok_or_else(too_large)?;
    }
    draft.is_stated = additive && !rectangles;
    let reservation = match root.named("reservation").last() {
        Some(element) => draft.exactly.take(element.required_number(&["value"])?),
        None => whole(0),
    };
    draft.reservation = Some(reservation);
    if let Some(element) = root.named("discount_factor").last() {
        let factor = element.required_number(&["value"])?.value;
        if less(one(), factor) {
            let message = "NegMAS lets utilities grow by a discount factor above 1, which is not said here";
            return Err(Fault::at(element.span, message));
        }
        // A step's factor, and the reservation value is lost in the wrapping.
        draft.discount = discount(element, Clock::Round, party, notes)?;
        if draft.discount.is_some() {
            draft.reservation = None;
        }
    }
    Ok(draft)
}

/// Weights times values as they are written. Gives whether any issue has values.
fn additive(objective: &Element, domain: &Domain, draft: &mut Draft) -> Read<bool> {
    let mut weights: BTreeMap<usize, Fraction> = BTreeMap::new();
    for element in objective.named("weight") {
        let (index, weight) = (element.index()?, draft.exactly.take(element.required_number(&["value"])?));
        match domain.place(index) {
            Some(place) => {
                weights.insert(place, weight);
            }
            // An issue that is not there is taken for a constant.
            None => draft.bias = draft.exactly.plus(draft.bias, weight).ok_or_else(too_large)?,
        }
    }
    let mut found: BTreeMap<usize, Vec<Fraction>> = BTreeMap::new();
    let mut has_items = false;
    for element in objective.named("issue") {
        let name = element.required("name")?;
        let Some(place) = domain.issues.iter().position(|issue| issue.name == name) else {
            return Err(Fault::at(
                element.span,
                format!("NegMAS finds issues by name, and there is none called “{name}”"),
            )
            .nearest(name, domain.issues.iter().map(|issue| issue.name.as_str())));
        };
        let issue = &domain.issues[place];
        has_items |= element.named("item").next().is_some();
        if let Some(values) = values(element, issue, &mut draft.exactly)? {
            found.insert(place, values);
        }
    }
    if found.is_empty() {
        return Ok(false);
    }
    for (place, issue) in domain.issues.iter().enumerate() {
        let weight = weights.get(&place).copied();
        (draft.weights[place], draft.values[place]) = match (found.remove(&place), issue.numbers()) {
            (Some(values), _) => (weight.unwrap_or(one()), values),
            (None, _) if !has_items => (whole(0), vec![whole(0); issue.options.len()]),
            // Without values, the number itself is the value.
            (None, Some(numbers)) => (weight.unwrap_or(one()), numbers.to_vec()),
            (None, None) => {
                let message = format!(
                    "the profile says nothing about the issue “{}”, on which NegMAS fails",
                    issue.name
                );
                return Err(Fault::at(objective.span, message));
            }
        };
        if is_negative(draft.weights[place]) {
            return Err(Fault::at(objective.span, format!("the weight of “{}” is negative", issue.name))
                .expected("a number from 0"));
        }
    }
    Ok(true)
}

fn values(element: &Element, issue: &Issue, exactly: &mut Exactly) -> Read<Option<Vec<Fraction>>> {
    if let Some(evaluator) = element.named("evaluator").last() {
        let Some(numbers) = issue.numbers() else {
            return Err(Fault::at(
                evaluator.span,
                "an evaluator of options that are no numbers, on which NegMAS fails",
            ));
        };
        return evaluated(evaluator, numbers, exactly).map(Some);
    }
    let Kind::Discrete = issue.kind else { return Ok(None) };
    let places = issue.places();
    let mut found: Vec<Option<Fraction>> = vec![None; issue.options.len()];
    for item in element.named("item") {
        let (value, evaluation) = (item.required("value")?, item.required_number(&["evaluation"])?);
        let Some(place) = places.get(value) else {
            return Err(Fault::at(
                item.span,
                format!("“{value}” is no option of “{}”, and NegMAS refuses it", issue.name),
            ));
        };
        found[*place] = Some(exactly.take(evaluation));
    }
    if found.iter().all(Option::is_none) {
        return Ok(None);
    }
    match found.iter().position(Option::is_none) {
        None => Ok(Some(found.into_iter().flatten().collect())),
        Some(place) => {
            let message = format!(
                "the option “{}” of “{}” has no evaluation, on which NegMAS fails",
                issue.options[place], issue.name
            );
            Err(Fault::at(element.span, message))
        }
    }
}

/// `slope·x + offset` without bounds, or a triangle; the parameters default to 0 and 1.
fn evaluated(evaluator: &Element, numbers: &[Fraction], exactly: &mut Exactly) -> Read<Vec<Fraction>> {
    let mut parameter = |names: &[&str], default: Fraction| -> Read<Fraction> {
        Ok(evaluator.number_of(names)?.map_or(default, |number| exactly.take(number)))
    };
    match evaluator.required("ftype")? {
        "linear" => {
            let offset = parameter(&["offset", "parameter0"], whole(0))?;
            let slope = parameter(&["slope", "parameter1"], one())?;
            crate::negmas::affine(numbers, slope, offset, exactly)
        }
        "triangular" => {
            let start = parameter(&["parameter0", "start"], whole(0))?;
            let end = parameter(&["parameter1", "end"], one())?;
            let middle = parameter(&["parameter2", "middle"], one())?;
            crate::negmas::triangular(numbers, start, middle, end, exactly)
        }
        other => Err(Fault::at(evaluator.span, format!("NegMAS refuses the evaluator “{other}”"))
            .expected("linear or triangular")),
    }
}

/// Sums of boxes that are open at both ends. Gives whether there are any.
fn rectangles(objective: &Element, domain: &Domain, limits: &Limits, draft: &mut Draft) -> Read<bool> {
    let mut any = false;
    let utilities =
        objective.children.iter().filter(|child| matches!(&*child.name, "utility" | "utility_function"));
    for function in utilities.flat_map(|utility| utility.named("ufun")) {
        if !matches!(function.attribute("aggregation"), None | Some("sum")) {
            return Err(Fault::at(function.span, "NegMAS refuses all aggregations but sum"));
        }
        if function.attribute("type") != Some("PlainUfun") {
            return Err(Fault::at(function.span, "NegMAS refuses all functions but type=\"PlainUfun\""));
        }
        let weight = function.number_of(&["weight"])?.map_or(one(), |weight| draft.exactly.take(weight));
        for element in &function.children {
            any = true;
            let utility =
                element.number_of(&["utility"])?.map_or(whole(0), |utility| draft.exactly.take(utility));
            let value = draft.exactly.times(utility, weight).ok_or_else(too_large)?;
            let mut bounds: BTreeMap<usize, Vec<bool>> = BTreeMap::new();
            for bound in &element.children {
                let place = domain.place_of(bound)?;
                let (low, high) =
                    (bound.required_number(&["min"])?.value, bound.required_number(&["max"])?.value);
                let Some(numbers) = domain.issues[place].numbers() else {
                    return Err(Fault::at(
                        bound.span,
                        "a range of options that are no numbers, on which NegMAS fails",
                    ));
                };
                // Of two bounds on one issue the last one counts.
                bounds.insert(place, inside(numbers, |number| less(low, number) && less(number, high)));
            }
            draft
                .add_box(bounds.into_iter().collect(), value, limits)
                .map_err(|fault| fault.or_at(element.span))?;
        }
    }
    Ok(any)
}
