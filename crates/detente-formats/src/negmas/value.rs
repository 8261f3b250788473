//! What the options of one issue are worth: NegMAS's functions of one value.

use super::{Issue, type_of};
use crate::draft::too_large;
use crate::error::{Fault, Read};
use crate::number::{Exactly, less, number, one, rounded, whole};
use crate::tree::{get, list, map, need, numeric};
use detente_model::scenario::Fraction;
use detente_model::{Node, NodeKind};

/// The functions that are read.
const KNOWN: [&str; 9] = [
    "TableFun",
    "AffineFun",
    "LinearFun",
    "IdentityFun",
    "ConstFun",
    "QuadraticFun",
    "PolynomialFun",
    "TriangularFun",
    "TrapezoidalFun",
];

/// The greatest power of a polynomial.
const MOST_POWERS: usize = 16;

/// The value of each option of an issue.
pub(super) fn values(node: &Node, issue: &Issue, exactly: &mut Exactly) -> Read<Vec<Fraction>> {
    match &node.kind {
        NodeKind::List(items) => {
            if items.len() != issue.options.len() {
                let message = format!(
                    "{} values for the {} options of “{}”",
                    items.len(),
                    issue.options.len(),
                    issue.name
                );
                return Err(Fault::at(node.span, message));
            }
            return items
                .iter()
                .map(|item| numeric(item, "a value").map(|number| exactly.take(number)))
                .collect();
        }
        NodeKind::Map(_) if get(node, "type").or(get(node, "__python_class__")).is_none() => {
            return table(node, issue, exactly);
        }
        _ => {}
    }
    let kind = type_of(node)?;
    if kind == "TableFun" {
        return table(need(node, "mapping")?, issue, exactly);
    }
    let mut parameter = |name: &str, default: Option<Fraction>| -> Read<Fraction> {
        match (get(node, name), default) {
            (Some(node), _) => numeric(node, name).map(|number| exactly.take(number)),
            (None, Some(default)) => Ok(default),
            (None, None) => need(node, name).map(|_| Fraction::ZERO),
        }
    };
    if kind == "ConstFun" {
        return Ok(vec![parameter("bias", None)?; issue.options.len()]);
    }
    if !KNOWN.contains(&kind) {
        return Err(Fault::at(
            node.span,
            format!("the function “{kind}” is not known, or cannot be computed exactly"),
        )
        .expected(KNOWN.join(", ")));
    }
    let Some(numbers) = &issue.numbers else {
        return Err(Fault::at(
            node.span,
            format!("{kind} needs numbers, and the options of “{}” are none", issue.name),
        )
        .expected("a TableFun, or a ConstFun"));
    };
    match kind {
        "IdentityFun" => Ok(numbers.clone()),
        "LinearFun" => {
            let slope = parameter("slope", None)?;
            affine(numbers, slope, whole(0), exactly)
        }
        "AffineFun" => {
            let (slope, bias) = (parameter("slope", None)?, parameter("bias", Some(whole(0)))?);
            affine(numbers, slope, bias, exactly)
        }
        "QuadraticFun" => {
            let (a2, a1, bias) =
                (parameter("a2", None)?, parameter("a1", None)?, parameter("bias", Some(whole(0)))?);
            polynomial(numbers, &[bias, a1, a2], exactly)
        }
        "PolynomialFun" => {
            let bias = parameter("bias", Some(whole(0)))?;
            let items = list(need(node, "coefficients")?, "“coefficients”")?;
            if items.len() > MOST_POWERS {
                return Err(
                    Fault::at(node.span, "too many coefficients").expected(format!("at most {MOST_POWERS}"))
                );
            }
            let mut all = vec![bias];
            for item in items {
                all.push(exactly.take(numeric(item, "a coefficient")?));
            }
            polynomial(numbers, &all, exactly)
        }
        _ => {
            let (bias, scale) = (parameter("bias", Some(whole(0)))?, parameter("scale", Some(one()))?);
            let (start, end) = (parameter("start", None)?, parameter("end", None)?);
            let (rise, fall) = if kind == "TriangularFun" {
                let middle = parameter("middle", None)?;
                (middle, middle)
            } else {
                (parameter("rise_end", None)?, parameter("fall_start", None)?)
            };
            let heights = trapezoid(numbers, [start, rise, fall, end], exactly)?;
            affine(&heights, scale, bias, exactly)
        }
    }
}

fn table(node: &Node, issue: &Issue, exactly: &mut Exactly) -> Read<Vec<Fraction>> {
    let pairs = map(node, "“mapping”")?;
    // Looked up once, so that a million options stay quick.
    let by_text: std::collections::HashMap<&str, &Node> =
        pairs.iter().map(|(key, value)| (key.text.as_str(), value)).collect();
    let by_number = || -> Vec<(Fraction, &Node)> {
        let mut known: Vec<_> =
            pairs.iter().filter_map(|(key, value)| Some((number(&key.text).ok()?.value, value))).collect();
        known.sort_by(|a, b| crate::number::compare(a.0, b.0));
        known
    };
    let mut numbered = None;
    let mut find = |place: usize, option: &str| -> Option<&Node> {
        by_text.get(option).copied().or_else(|| {
            let wanted = *issue.numbers.as_ref()?.get(place)?;
            let known = numbered.get_or_insert_with(by_number);
            let at = known.binary_search_by(|(number, _)| crate::number::compare(*number, wanted)).ok()?;
            known.get(at).map(|(_, value)| *value)
        })
    };
    let value = |(place, option): (usize, &String)| {
        let Some(value) = find(place, option) else {
            return Err(Fault::at(
                node.span,
                format!("the option “{option}” of “{}” has no value", issue.name),
            )
            .nearest(option, pairs.iter().take(100).map(|(key, _)| key.text.as_str())));
        };
        numeric(value, option).map(|number| exactly.take(number))
    };
    issue.options.iter().enumerate().map(value).collect()
}

/// `slope·x + bias`.
pub(crate) fn affine(
    numbers: &[Fraction],
    slope: Fraction,
    bias: Fraction,
    exactly: &mut Exactly,
) -> Read<Vec<Fraction>> {
    let at = |x: &Fraction| {
        let up = exactly.times(slope, *x)?;
        exactly.plus(up, bias)
    };
    numbers.iter().map(at).collect::<Option<_>>().ok_or_else(too_large)
}

/// By Horner's rule, the constant first among `coefficients`.
fn polynomial(numbers: &[Fraction], coefficients: &[Fraction], exactly: &mut Exactly) -> Read<Vec<Fraction>> {
    let at = |x: &Fraction| {
        coefficients.iter().rev().try_fold(whole(0), |sum, coefficient| {
            let up = exactly.times(sum, *x)?;
            exactly.plus(up, *coefficient)
        })
    };
    numbers.iter().map(at).collect::<Option<_>>().ok_or_else(too_large)
}

/// 0 up to `start` and from `end`, 1 at `middle`.
pub(crate) fn triangular(
    numbers: &[Fraction],
    start: Fraction,
    middle: Fraction,
    end: Fraction,
    exactly: &mut Exactly,
) -> Read<Vec<Fraction>> {
    trapezoid(numbers, [start, middle, middle, end], exactly)
}

/// 0 up to `start` and from `end`, 1 from `rise` to `fall`, straight between.
fn trapezoid(
    numbers: &[Fraction],
    [start, rise, fall, end]: [Fraction; 4],
    exactly: &mut Exactly,
) -> Read<Vec<Fraction>> {
    let mut share = |of: (Fraction, Fraction), under: (Fraction, Fraction)| {
        let (of, under) = (exactly.minus(of.0, of.1)?, exactly.minus(under.0, under.1)?);
        if under == Fraction::ZERO { Some(one()) } else { exactly.by(of, under) }
    };
    let at = |x: &Fraction| {
        let x = *x;
        if !less(start, x) || !less(x, end) {
            Some(whole(0))
        } else if less(x, rise) || x == rise {
            share((x, start), (rise, start))
        } else if less(x, fall) {
            Some(one())
        } else {
            share((end, x), (end, fall))
        }
    };
    numbers.iter().map(at).collect::<Option<_>>().ok_or_else(too_large)
}

/// Where triangles and trapezoids anywhere in a file bend.
pub(super) fn kinks(root: &Node) -> Vec<Fraction> {
    let mut found = Vec::new();
    let mut left = vec![root];
    while let Some(node) = left.pop() {
        match &node.kind {
            NodeKind::List(items) => left.extend(items),
            NodeKind::Map(pairs) => {
                let bends =
                    type_of(node).is_ok_and(|kind| matches!(kind, "TriangularFun" | "TrapezoidalFun"));
                if bends {
                    let parameters = ["start", "middle", "rise_end", "fall_start", "end"];
                    let numbers = parameters.iter().filter_map(|name| numeric(get(node, name)?, name).ok());
                    // A level has a name of a few digits.
                    found.extend(numbers.filter_map(|number| rounded(number.value, 10)));
                }
                left.extend(pairs.iter().map(|(_, value)| value));
            }
            NodeKind::Scalar(_) | NodeKind::Null => {}
        }
    }
    found
}
