//! Hyper-rectangles as GENIUS means them: a sum, minimum or maximum of what boxes pay, over `maxutility`.

use super::Domain;
use crate::draft::{Draft, taken_off, too_large};
use crate::error::{Fault, Read};
use crate::levels::inside;
use crate::number::{Exactly, less, one};
use crate::options::Limits;
use crate::xml::Element;
use detente_model::scenario::Fraction;
use std::collections::BTreeSet;

/// What evaluating one minimum or maximum may cost: cells of its table times bounds.
const MOST_WORK: usize = 1 << 26;

/// A box, and what it pays.
struct Rectangle {
    /// Each issue with the options inside; all must be.
    bounds: Vec<(usize, Vec<bool>)>,
    /// Does it pay outside (at least one bound is broken) instead?
    outside: bool,
    value: Fraction,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Aggregation {
    Sum,
    Min,
    Max,
}

struct Function {
    aggregation: Aggregation,
    rectangles: Vec<Rectangle>,
    /// With their weights.
    nested: Vec<(Fraction, Function)>,
}

pub(super) fn read(utility: &Element, domain: &Domain, limits: &Limits, draft: &mut Draft) -> Read<()> {
    let most = utility.required_number(&["maxutility"])?;
    if most.value.over() <= 0 {
        return Err(Fault::at(utility.span, "maxutility is not above 0, and utilities are divided by it"));
    }
    // GENIUS takes the first function, and not its weight.
    let Some(element) = utility.named("ufun").next() else {
        return Err(Fault::at(utility.span, "there is no <ufun>"));
    };
    let function = function(element, domain, &mut draft.exactly)?;
    let most = draft.exactly.take(most);
    let scale = draft.exactly.by(one(), most).ok_or_else(too_large)?;
    add(&function, element, scale, limits, draft)?;
    draft.cap = Some(one());
    Ok(())
}

fn function(element: &Element, domain: &Domain, exactly: &mut Exactly) -> Read<Function> {
    let aggregation = match element.attribute("aggregation").unwrap_or("sum").to_ascii_lowercase().as_str() {
        "sum" => Aggregation::Sum,
        "min" => Aggregation::Min,
        "max" => Aggregation::Max,
        other => {
            return Err(Fault::at(element.span, format!("the aggregation “{other}” is not known"))
                .expected("sum, min or max"));
        }
    };
    let rectangles = element
        .named("hyperRectangle")
        .map(|element| rectangle(element, domain, exactly))
        .collect::<Read<Vec<_>>>()?;
    let nested = element
        .named("ufun")
        .map(|element| {
            let weight = element.number_of(&["weight"])?.map_or(one(), |weight| exactly.take(weight));
            Ok((weight, function(element, domain, exactly)?))
        })
        .collect::<Read<Vec<_>>>()?;
    if rectangles.is_empty() && nested.is_empty() && aggregation != Aggregation::Sum {
        return Err(Fault::at(element.span, "a minimum or maximum of nothing"));
    }
    Ok(Function { aggregation, rectangles, nested })
}

fn rectangle(element: &Element, domain: &Domain, exactly: &mut Exactly) -> Read<Rectangle> {
    let utility = exactly.take(element.required_number(&["utility"])?);
    let weight = element.number_of(&["weight"])?.map_or(one(), |weight| exactly.take(weight));
    let value = exactly.times(utility, weight).ok_or_else(too_large)?;
    let outside = element.named("EXCLUDES").next().is_some();
    let name = if outside { "EXCLUDES" } else { "INCLUDES" };
    let bounds = element
        .named(name)
        .map(|bound| {
            let place = domain.place_of(bound)?;
            let issue = &domain.issues[place];
            let Some(numbers) = issue.numbers() else {
                let message = format!("“{}” is a discrete issue, of which there is no range", issue.name);
                return Err(Fault::at(bound.span, message).expected("an issue of whole numbers"));
            };
            let (low, high) =
                (bound.required_number(&["min"])?.value, bound.required_number(&["max"])?.value);
            Ok((place, inside(numbers, |number| !less(number, low) && !less(high, number))))
        })
        .collect::<Read<Vec<_>>>()?;
    Ok(Rectangle { bounds, outside, value })
}

/// Adds a function times `scale`: a sum part by part, a minimum or maximum as one table.
fn add(
    function: &Function,
    element: &Element,
    scale: Fraction,
    limits: &Limits,
    draft: &mut Draft,
) -> Read<()> {
    if function.aggregation != Aggregation::Sum {
        return tabulated(function, element, scale, limits, draft).map_err(|fault| fault.or_at(element.span));
    }
    for (rectangle, element) in function.rectangles.iter().zip(element.named("hyperRectangle")) {
        let value = draft.exactly.times(rectangle.value, scale).ok_or_else(too_large)?;
        let added = if rectangle.outside {
            draft.add_box(Vec::new(), value, limits)?;
            draft.add_box(rectangle.bounds.clone(), taken_off(value)?, limits)
        } else {
            draft.add_box(rectangle.bounds.clone(), value, limits)
        };
        added.map_err(|fault| fault.or_at(element.span))?;
    }
    for ((weight, nested), element) in function.nested.iter().zip(element.named("ufun")) {
        let scale = draft.exactly.times(*weight, scale).ok_or_else(too_large)?;
        add(nested, element, scale, limits, draft)?;
    }
    Ok(())
}

fn tabulated(
    function: &Function,
    element: &Element,
    scale: Fraction,
    limits: &Limits,
    draft: &mut Draft,
) -> Read<()> {
    let mut tied = BTreeSet::new();
    let bounds = function.tied(&mut tied);
    let issues: Vec<usize> = tied.into_iter().collect();
    let cells = draft.cells(&issues, limits).map_err(|fault| {
        fault.help("a minimum or maximum cannot be taken apart; write it as a sum, or over fewer issues")
    })?;
    if cells.saturating_mul(bounds.max(1)) > MOST_WORK {
        return Err(Fault::at(element.span, "this minimum or maximum is too large to be made a table"));
    }
    if issues.is_empty() {
        let value = function.at(&issues, &[], &mut draft.exactly).ok_or_else(too_large)?;
        let value = draft.exactly.times(value, scale).ok_or_else(too_large)?;
        return draft.add_box(Vec::new(), value, limits);
    }
    let places = issues.clone();
    draft.add_table(issues, limits, |at, exactly| {
        let value = function.at(&places, at, exactly).ok_or_else(too_large)?;
        exactly.times(value, scale).ok_or_else(too_large)
    })
}

impl Function {
    /// Gathers the issues that it names; gives how many parts are looked at for one outcome.
    fn tied(&self, issues: &mut BTreeSet<usize>) -> usize {
        let own = self.rectangles.iter().map(|rectangle| {
            issues.extend(rectangle.bounds.iter().map(|(issue, _)| *issue));
            rectangle.bounds.len() + 1
        });
        let own: usize = own.sum();
        own + self.nested.iter().map(|(_, nested)| nested.tied(issues)).sum::<usize>()
    }

    /// Its value where `issues` have the options `at`.
    fn at(&self, issues: &[usize], at: &[u32], exactly: &mut Exactly) -> Option<Fraction> {
        let mut total: Option<Fraction> = None;
        let mut take = |value: Fraction, exactly: &mut Exactly| {
            total = Some(match (total, self.aggregation) {
                (None, _) => value,
                (Some(sum), Aggregation::Sum) => exactly.plus(sum, value)?,
                (Some(least), Aggregation::Min) => {
                    if less(value, least) {
                        value
                    } else {
                        least
                    }
                }
                (Some(most), Aggregation::Max) => {
                    if less(most, value) {
                        value
                    } else {
                        most
                    }
                }
            });
            Some(())
        };
        for rectangle in &self.rectangles {
            let within = rectangle.bounds.iter().all(|(issue, inside)| {
                issues.iter().position(|known| known == issue).is_some_and(|place| inside[at[place] as usize])
            });
            take(if within != rectangle.outside { rectangle.value } else { Fraction::ZERO }, exactly)?;
        }
        for (weight, nested) in &self.nested {
            let value = nested.at(issues, at, exactly)?;
            let value = exactly.times(*weight, value)?;
            take(value, exactly)?;
        }
        Some(total.unwrap_or(Fraction::ZERO))
    }
}
