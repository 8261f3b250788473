//! A party's utility: NegMAS's utility functions that are read.

use super::{Issue, type_of, value};
use crate::draft::{Draft, too_large};
use crate::error::{Fault, Read};
use crate::levels::inside;
use crate::number::{Exactly, NumberError, is_negative, less, number, one, whole};
use crate::options::Limits;
use crate::tree::{get, list, map, need, numeric, scalar};
use detente_model::scenario::{Clock, Decay, Discount, Fraction};
use detente_model::{Decimal, Node, NodeKind};

const KNOWN: &str = "LinearAdditiveUtilityFunction, LinearUtilityFunction, AffineUtilityFunction, ConstUtilityFunction, HyperRectangleUtilityFunction, ExpDiscountedUFun or LinDiscountedUFun";

/// The party of a file whose stem is given.
pub(super) fn profile(
    root: &Node,
    stem: &str,
    issues: &[Issue],
    limits: &Limits,
    notes: &mut Vec<String>,
) -> Read<Draft> {
    let party = match get(root, "name") {
        Some(name) => scalar(name, "“name”")?,
        None => stem,
    };
    let sizes: Vec<usize> = issues.iter().map(|issue| issue.options.len()).collect();
    let mut draft = Draft::new(party, &sizes);
    let mut inner = root;
    // Discounts wrap one another; of several none is the whole.
    while matches!(type_of(inner)?, "ExpDiscountedUFun" | "LinDiscountedUFun") {
        if let Some(discount) = discount(inner, &mut draft.exactly)? {
            if draft.discount.is_some() {
                return Err(Fault::at(inner.span, "a discount of a discount is not read"));
            }
            draft.discount = Some(discount);
        }
        inner = need(inner, "ufun")?;
    }
    function(inner, issues, limits, &mut draft)?;
    draft.reservation = reservation(root, issues, &draft)?;
    let is_empty = |node: &&Node| matches!(&node.kind, NodeKind::List(items) if items.is_empty());
    let constraints = get(inner, "constraints").or(get(root, "constraints"));
    if let Some(constraints) = constraints.filter(|constraints| !is_empty(constraints)) {
        return Err(Fault::at(constraints.span, "constraints are code in NegMAS, and are not read"));
    }
    let known = [
        "type",
        "__python_class__",
        "name",
        "id",
        "reserved_value",
        "reserved_outcome",
        "ufun",
        "discount",
        "cost",
        "power",
        "factor",
        "dynamic_reservation",
        "weights",
        "values",
        "bias",
        "value",
        "outcome_ranges",
        "utilities",
        "constraints",
        "stability",
        "ignore_issues_not_in_input",
        "ignore_failing_range_utilities",
    ];
    for (key, value) in map(root, "a utility function")? {
        if value.kind != NodeKind::Null && !known.contains(&key.text.as_str()) {
            notes.push(format!("{}: the key “{}” is left aside", draft.party, key.text));
        }
    }
    Ok(draft)
}

fn function(node: &Node, issues: &[Issue], limits: &Limits, draft: &mut Draft) -> Read<()> {
    if let Some(bias) = get(node, "bias") {
        draft.bias = draft.exactly.take(numeric(bias, "“bias”")?);
    }
    match type_of(node)? {
        "LinearAdditiveUtilityFunction" | "LinearUtilityAggregationFunction" => {
            let values = by_issue(need(node, "values")?, issues, "“values”")?;
            for (place, given) in values.into_iter().enumerate() {
                draft.values[place] = match (given, &issues[place].numbers) {
                    (Some(given), _) => value::values(given, &issues[place], &mut draft.exactly)
                        .map_err(|fault| fault.or_at(given.span))?,
                    // Without a function, the number itself is the value.
                    (None, Some(numbers)) => numbers.clone(),
                    (None, None) => {
                        let message =
                            format!("there are no values for the options of “{}”", issues[place].name);
                        return Err(Fault::at(node.span, message));
                    }
                };
            }
            weights(node, issues, draft)?;
            draft.is_stated = true;
            Ok(())
        }
        kind @ ("LinearUtilityFunction" | "AffineUtilityFunction") => {
            for (place, issue) in issues.iter().enumerate() {
                let Some(numbers) = &issue.numbers else {
                    let message =
                        format!("{kind} needs numbers, and the options of “{}” are none", issue.name);
                    return Err(Fault::at(node.span, message));
                };
                draft.values[place] = numbers.clone();
            }
            weights(node, issues, draft)?;
            draft.is_stated = true;
            Ok(())
        }
        "ConstUtilityFunction" => {
            draft.bias = draft.exactly.take(numeric(need(node, "value")?, "“value”")?);
            Ok(())
        }
        "HyperRectangleUtilityFunction" => rectangles(node, issues, limits, draft),
        other => {
            let fault =
                Fault::at(node.span, format!("utility functions of the type “{other}” are not known"))
                    .expected(KNOWN);
            Err(if other.contains("Mapping") || other.contains("Lambda") {
                fault.help("its values are code, or have tuples for keys, which plain YAML has not; write a LinearAdditiveUtilityFunction or hyper-rectangles")
            } else {
                fault
            })
        }
    }
}

/// One node an issue: from a list in their order, or from a mapping by their names.
fn by_issue<'n>(node: &'n Node, issues: &[Issue], what: &str) -> Read<Vec<Option<&'n Node>>> {
    match &node.kind {
        NodeKind::List(items) if items.len() == issues.len() => Ok(items.iter().map(Some).collect()),
        NodeKind::List(items) => {
            Err(Fault::at(node.span, format!("{what} has {} parts for {} issues", items.len(), issues.len())))
        }
        NodeKind::Map(pairs) => {
            let unknown = pairs.iter().find(|(key, _)| issues.iter().all(|issue| issue.name != key.text));
            if let Some((key, _)) = unknown {
                return Err(Fault::at(key.span, format!("there is no issue “{}”", key.text))
                    .nearest(&key.text, issues.iter().map(|issue| issue.name.as_str())));
            }
            Ok(issues.iter().map(|issue| node.get(&issue.name)).collect())
        }
        _ => Err(Fault::at(node.span, format!("{what} is {}", node.describe()))
            .expected("a list with one part an issue, or a mapping")),
    }
}

fn weights(node: &Node, issues: &[Issue], draft: &mut Draft) -> Read<()> {
    let Some(given) = get(node, "weights") else { return Ok(()) };
    for (place, weight) in by_issue(given, issues, "“weights”")?.into_iter().enumerate() {
        if let Some(weight) = weight {
            draft.weights[place] = draft.exactly.take(numeric(weight, "a weight")?);
        }
    }
    Ok(())
}

/// Boxes, open at both ends where they are ranges.
fn rectangles(node: &Node, issues: &[Issue], limits: &Limits, draft: &mut Draft) -> Read<()> {
    let ranges = list(need(node, "outcome_ranges")?, "“outcome_ranges”")?;
    let utilities = list(need(node, "utilities")?, "“utilities”")?;
    let weights = match get(node, "weights") {
        Some(weights) => list(weights, "“weights”")?,
        None => &[],
    };
    if utilities.len() != ranges.len() || !(weights.is_empty() || weights.len() == ranges.len()) {
        let message =
            format!("{} ranges, {} utilities and {} weights", ranges.len(), utilities.len(), weights.len());
        return Err(Fault::at(node.span, message).expected("as many of each"));
    }
    for (place, (range, utility)) in ranges.iter().zip(utilities).enumerate() {
        let utility = draft.exactly.take(numeric(utility, "a utility of a range")?);
        let weight = match weights.get(place) {
            Some(weight) => draft.exactly.take(numeric(weight, "a weight")?),
            None => one(),
        };
        let value = draft.exactly.times(utility, weight).ok_or_else(too_large)?;
        let mut bounds = Vec::new();
        if range.kind != NodeKind::Null {
            for (key, condition) in map(range, "an outcome range")? {
                let by_name = || issues.iter().position(|issue| issue.name == key.text);
                let by_place = key.text.parse::<usize>().ok().filter(|place| *place < issues.len());
                let Some(issue) = by_place.or_else(by_name) else {
                    return Err(Fault::at(key.span, format!("there is no issue “{}”", key.text))
                        .expected("the place of an issue, from 0, or its name"));
                };
                bounds.push((issue, condition_on(condition, &issues[issue])?));
            }
        }
        draft.add_box(bounds, value, limits).map_err(|fault| fault.or_at(range.span))?;
    }
    Ok(())
}

/// Which options meet a condition: a value, a range of two numbers (open), or a list of these.
fn condition_on(node: &Node, issue: &Issue) -> Read<Vec<bool>> {
    let all = || issue.options.len();
    let single = |text: &str| -> Vec<bool> {
        let place = issue.place(text);
        (0..all()).map(|at| Some(at) == place).collect()
    };
    match &node.kind {
        // Nothing is met by nothing (`outcome_in_range`).
        NodeKind::Null => Ok(vec![false; all()]),
        NodeKind::Scalar(text) => Ok(single(text)),
        NodeKind::List(items) => {
            if let Some(open) = open_range(items, issue) {
                return Ok(open);
            }
            let mut met = vec![false; all()];
            for item in items {
                let part = match &item.kind {
                    NodeKind::Scalar(text) => single(text),
                    NodeKind::List(inner) => match open_range(inner, issue) {
                        Some(open) => open,
                        None => {
                            let texts = inner
                                .iter()
                                .map(|item| scalar(item, "an option"))
                                .collect::<Read<Vec<_>>>()?;
                            let places: Vec<_> = texts.iter().map(|text| issue.place(text)).collect();
                            (0..all()).map(|at| places.contains(&Some(at))).collect()
                        }
                    },
                    _ => return Err(Fault::at(item.span, "a condition is a value or a range")),
                };
                met.iter_mut().zip(part).for_each(|(any, this)| *any |= this);
            }
            Ok(met)
        }
        NodeKind::Map(_) => Err(Fault::at(node.span, "a condition is a value, a range or a list")),
    }
}

fn open_range(items: &[Node], issue: &Issue) -> Option<Vec<bool>> {
    let [low, high] = items else { return None };
    let (low, high) = (numeric(low, "").ok()?.value, numeric(high, "").ok()?.value);
    let numbers = issue.numbers.as_ref()?;
    Some(inside(numbers, |number| less(low, number) && less(number, high)))
}

/// What the party has without an agreement: a number, or what an outcome is worth. Minus infinity is none.
fn reservation(root: &Node, issues: &[Issue], draft: &Draft) -> Read<Option<Fraction>> {
    if let Some(node) = get(root, "reserved_value") {
        let text = scalar(node, "“reserved_value”")?;
        return match number(text) {
            Ok(number) => Ok(Some(number.value)),
            Err(NumberError::Infinite { negative: true }) => Ok(None),
            Err(error) => Err(Fault::at(node.span, format!("reserved_value: “{text}” {error}"))
                .expected("a number, or -.inf for none")),
        };
    }
    let Some(node) = get(root, "reserved_outcome") else { return Ok(None) };
    let chosen = by_issue(node, issues, "“reserved_outcome”")?;
    let mut outcome = Vec::with_capacity(issues.len());
    for (issue, chosen) in issues.iter().zip(chosen) {
        let Some(chosen) = chosen else {
            return Err(Fault::at(
                node.span,
                format!("the reserved outcome has no option for “{}”", issue.name),
            ));
        };
        let text = scalar(chosen, "an option")?;
        let place = issue.place(text).ok_or_else(|| {
            Fault::at(chosen.span, format!("“{text}” is no option of “{}”", issue.name))
                .nearest(text, issue.options.iter().take(100).map(String::as_str))
        })?;
        outcome.push(place as u32);
    }
    draft.worth(&outcome).map(Some).ok_or_else(too_large)
}

fn discount(node: &Node, exactly: &mut Exactly) -> Read<Option<Discount>> {
    let exponential = type_of(node)? == "ExpDiscountedUFun";
    let mut parameter = |name: &str| -> Read<Option<Fraction>> {
        get(node, name).map(|value| numeric(value, name).map(|number| exactly.take(number))).transpose()
    };
    let (factor, cost, power) =
        (parameter("discount")?, parameter("cost")?, parameter("power")?.unwrap_or(one()));
    let clock = match get(node, "factor") {
        None => Clock::Round,
        Some(factor) => match scalar(factor, "“factor”")? {
            "step" => Clock::Round,
            "relative_time" => Clock::Relative,
            "time" | "real_time" => Clock::Second,
            other => {
                return Err(Fault::at(factor.span, format!("a discount by “{other}” is not known"))
                    .expected("step, relative_time or time"));
            }
        },
    };
    let reservation_too = match get(node, "dynamic_reservation") {
        None => true,
        Some(value) => match scalar(value, "“dynamic_reservation”")? {
            "true" | "True" | "yes" => true,
            "false" | "False" | "no" => false,
            other => return Err(Fault::at(value.span, format!("“{other}” is neither true nor false"))),
        },
    };
    let decimal = |number: Fraction| number.as_decimal().map(Decimal::trimmed).ok_or_else(too_large);
    let decay = if exponential {
        match factor {
            None => return Ok(None),
            Some(factor) if factor == whole(0) || factor == one() => return Ok(None),
            Some(factor) if is_negative(factor) || less(one(), factor) => {
                return Err(Fault::at(node.span, "a discount lies between 0 and 1"));
            }
            Some(factor) => Decay::Exponential { factor: decimal(factor)? },
        }
    } else {
        let Some(cost) = cost.filter(|cost| *cost != whole(0)) else { return Ok(None) };
        // NegMAS takes (cost·t)^power off: cost^power · t^power.
        let times =
            u32::try_from(power.over()).ok().filter(|times| power.under() == 1 && (1..=18).contains(times));
        let Some(times) = times.filter(|_| !is_negative(cost)) else {
            return Err(Fault::at(node.span, "this linear discount cannot be said exactly")
                .expected("a cost from 0, and a power of 1, 2, 3 …"));
        };
        let costs = (1..times).try_fold(cost, |product, _| product.times(cost)).ok_or_else(too_large)?;
        Decay::Linear { cost: decimal(costs)?, power: decimal(power)? }
    };
    Ok(Some(Discount { decay, clock, reservation_too }))
}
