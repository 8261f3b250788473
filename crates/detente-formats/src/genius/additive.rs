//! Additive profiles as GENIUS means them: weights times evaluations between 0 and 1.

use super::{Domain, Issue, Kind};
use crate::draft::{Draft, too_large};
use crate::error::{Fault, Read};
use crate::number::{Exactly, Number, compare, is_negative, less, one, whole};
use crate::xml::Element;
use detente_model::scenario::Fraction;
use std::collections::BTreeMap;

/// Below this, the largest evaluation of an issue counts as 0, and so do all others.
fn least() -> Fraction {
    Fraction::new(1, 100_000).unwrap_or(Fraction::ZERO)
}

pub(super) fn read(root: &Element, domain: &Domain, draft: &mut Draft, notes: &mut Vec<String>) -> Read<()> {
    let mut elements: BTreeMap<usize, &Element> = BTreeMap::new();
    for element in root.below("issue") {
        let place = domain.place_of(element)?;
        if elements.insert(place, element).is_some() {
            return Err(Fault::at(
                element.span,
                format!("the issue “{}” is here twice", domain.issues[place].name),
            ));
        }
    }
    let mut weights: BTreeMap<usize, Number> = BTreeMap::new();
    for element in root.below("weight") {
        let (index, weight) = (element.index()?, element.required_number(&["value"])?);
        match domain.place(index) {
            Some(_) if is_negative(weight.value) => {
                return Err(Fault::at(element.span, "a weight is negative").expected("a number from 0"));
            }
            Some(place) => {
                weights.insert(place, weight);
            }
            None => notes.push(format!(
                "{}: the weight of number {index}, which is no issue, is left out, as by GENIUS",
                draft.party
            )),
        }
    }
    for (place, issue) in domain.issues.iter().enumerate() {
        let (Some(element), Some(weight)) = (elements.get(&place), weights.get(&place)) else {
            let what = if elements.contains_key(&place) { "no weight for" } else { "nothing about" };
            return Err(Fault::at(root.span, format!("the profile says {what} the issue “{}”", issue.name))
                .expected("an <issue> and a <weight> for each issue of the domain"));
        };
        draft.weights[place] = draft.exactly.take(*weight);
        draft.values[place] = evaluations(element, issue, &mut draft.exactly, notes)?;
    }
    draft.is_stated = true;
    Ok(())
}

fn evaluations(
    element: &Element,
    issue: &Issue,
    exactly: &mut Exactly,
    notes: &mut Vec<String>,
) -> Read<Vec<Fraction>> {
    match &issue.kind {
        Kind::Discrete => discrete(element, issue, exactly, notes),
        Kind::Integer(numbers) => integer(element, issue, numbers, exactly),
        Kind::Real(numbers) => real(element, numbers, exactly),
    }
}

/// Evaluations over the largest of them.
fn discrete(
    element: &Element,
    issue: &Issue,
    exactly: &mut Exactly,
    notes: &mut Vec<String>,
) -> Read<Vec<Fraction>> {
    let places = issue.places();
    let mut found: Vec<Option<Fraction>> = vec![None; issue.options.len()];
    let mut largest = Fraction::ZERO;
    for item in element.named("item") {
        // GENIUS skips an item without an evaluation.
        if matches!(item.attribute("evaluation"), None | Some("null")) {
            continue;
        }
        let (value, evaluation) = (item.required("value")?, item.required_number(&["evaluation"])?);
        if is_negative(evaluation.value) {
            return Err(Fault::at(item.span, format!("the evaluation of “{value}” is negative"))
                .expected("a number from 0"));
        }
        let evaluation = exactly.take(evaluation);
        largest = if less(largest, evaluation) { evaluation } else { largest };
        match places.get(value) {
            Some(place) => found[*place] = Some(evaluation),
            None => notes.push(format!("the item “{value}” of “{}” is no option of the domain", issue.name)),
        }
    }
    let missing = found.iter().position(Option::is_none);
    if let Some(place) = missing {
        let message = format!("the option “{}” of “{}” has no evaluation", issue.options[place], issue.name);
        return Err(Fault::at(element.span, message).expected("an <item> with an evaluation for each option"));
    }
    let share = |evaluation: Fraction| {
        if less(largest, least()) { Some(Fraction::ZERO) } else { exactly.by(evaluation, largest) }
    };
    found.into_iter().flatten().map(share).collect::<Option<_>>().ok_or_else(too_large)
}

/// `slope·(x − lowerbound) + offset`, kept between 0 and 1.
fn integer(
    element: &Element,
    issue: &Issue,
    numbers: &[Fraction],
    exactly: &mut Exactly,
) -> Read<Vec<Fraction>> {
    let low = match element.number_of(&["lowerbound"])? {
        Some(low) => exactly.take(low),
        None => issue.low,
    };
    let Some(evaluator) = element.named("evaluator").next() else {
        return Ok(vec![Fraction::ZERO; numbers.len()]);
    };
    let slope = exactly.take(evaluator.required_number(&["slope", "parameter1"])?);
    let offset = exactly.take(evaluator.required_number(&["offset", "parameter0"])?);
    let at = |number: &Fraction| {
        let steps = exactly.minus(*number, low)?;
        let up = exactly.times(slope, steps)?;
        exactly.plus(up, offset).map(clipped)
    };
    numbers.iter().map(at).collect::<Option<_>>().ok_or_else(too_large)
}

fn real(element: &Element, numbers: &[Fraction], exactly: &mut Exactly) -> Read<Vec<Fraction>> {
    let Some(evaluator) = element.named("evaluator").next() else {
        return Err(
            Fault::at(element.span, "a continuous issue has no evaluator").expected("<evaluator ftype=…/>")
        );
    };
    let mut parameter = |name: &str| evaluator.required_number(&[name]).map(|number| exactly.take(number));
    match evaluator.required("ftype")? {
        "constant" => Ok(vec![parameter("parameter0")?; numbers.len()]),
        "linear" => {
            let (offset, slope) = (parameter("parameter0")?, parameter("parameter1")?);
            let at = |number: &Fraction| {
                let up = exactly.times(slope, *number)?;
                exactly.plus(up, offset).map(clipped)
            };
            numbers.iter().map(at).collect::<Option<_>>().ok_or_else(too_large)
        }
        "triangular" => {
            let [low, high, top] = ["parameter0", "parameter1", "parameter2"].map(parameter);
            let triangle = Triangle { low: low?, high: high?, top: top? };
            numbers.iter().map(|x| triangle.at(*x, exactly)).collect::<Option<_>>().ok_or_else(too_large)
        }
        other => {
            Err(Fault::at(evaluator.span, format!("the evaluator “{other}” cannot be computed exactly"))
                .expected("linear, triangular or constant"))
        }
    }
}

/// Rises from 0 at `low` to 1 at `top` and falls to 0 at `high`.
struct Triangle {
    low: Fraction,
    high: Fraction,
    top: Fraction,
}

impl Triangle {
    fn at(&self, x: Fraction, exactly: &mut Exactly) -> Option<Fraction> {
        let mut share = |of: (Fraction, Fraction), under: (Fraction, Fraction)| {
            let (of, under) = (exactly.minus(of.0, of.1)?, exactly.minus(under.0, under.1)?);
            exactly.by(of, under)
        };
        if less(x, self.low) || !less(x, self.high) && !less(x, self.top) {
            Some(whole(0))
        } else if less(x, self.top) {
            share((x, self.low), (self.top, self.low))
        } else {
            // 1 − (x − top) / (high − top) in one step.
            share((self.high, x), (self.high, self.top))
        }
    }
}

fn clipped(number: Fraction) -> Fraction {
    let limits = [whole(0), one()];
    let below = compare(number, limits[0]).is_lt();
    let above = compare(number, limits[1]).is_gt();
    if below {
        limits[0]
    } else if above {
        limits[1]
    } else {
        number
    }
}
