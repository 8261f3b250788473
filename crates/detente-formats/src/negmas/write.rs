//! A scenario as NegMAS files.

use crate::write::{Unwritable, Written, decimal, fraction, quoted, sayable, stated, stems, unwritable};
use detente_model::scenario::{Clock, Decay, Discount, Scenario, Table, Utility};
use std::fmt::Write;

/// The most boxes that are written for one party.
const MOST_BOXES: usize = 200_000;

/// Writes a scenario called `name`: `domain.yml` and one file a party.
///
/// NegMAS computes in doubles, so that its utilities are the same up to some 10⁻¹². Links are written as boxes, one a
/// cell of a table, or one a table that is one box. What NegMAS cannot say is refused.
pub fn write(scenario: &Scenario, name: &str) -> Result<Written, Unwritable> {
    sayable(scenario, "NegMAS")?;
    let mut notes = Vec::new();
    let mut domain = format!("name: {}\ntype: CartesianOutcomeSpace\nissues:\n", quoted(name));
    for issue in &scenario.issues {
        let options: Vec<String> = issue.options.iter().map(|option| quoted(option)).collect();
        let _ = writeln!(
            domain,
            "- name: {}\n  type: CategoricalIssue\n  values: [{}]",
            quoted(&issue.name),
            options.join(", ")
        );
    }
    let mut files = vec![("domain.yml".to_owned(), domain)];
    for (utility, stem) in scenario.utilities.iter().zip(stems(scenario, "domain")) {
        let mut is_exact = true;
        let text = profile(scenario, utility, &mut is_exact)?;
        if !is_exact {
            notes.push(format!(
                "numbers of {} without an end as decimals were rounded to 15 digits",
                utility.party
            ));
        }
        files.push((format!("{stem}.yml"), text));
    }
    Ok(Written { files, notes })
}

fn profile(scenario: &Scenario, utility: &Utility, is_exact: &mut bool) -> Result<String, Unwritable> {
    let mut text = format!("name: {}\n", quoted(&utility.party));
    let reserved = match utility.reservation {
        Some(reservation) => decimal(fraction(utility, reservation), is_exact),
        None => "-.inf".to_owned(),
    };
    let function = if utility.tables.is_empty() {
        additive(scenario, utility, is_exact)
    } else {
        boxes(scenario, utility, is_exact)?
    };
    let Some(discount) = utility.discount else {
        let _ = writeln!(text, "reserved_value: {reserved}\n{function}");
        return Ok(text);
    };
    let _ = writeln!(text, "reserved_value: {reserved}");
    discounted(&mut text, discount, utility)?;
    let _ = writeln!(text, "ufun:\n  reserved_value: {reserved}\n  {}", function.replace('\n', "\n  "));
    Ok(text)
}

fn discounted(text: &mut String, discount: Discount, utility: &Utility) -> Result<(), Unwritable> {
    match discount.decay {
        Decay::Exponential { factor } => {
            let _ = writeln!(text, "type: ExpDiscountedUFun\ndiscount: {factor}");
        }
        Decay::Linear { cost, power } => {
            // NegMAS takes (cost·t)^power off; only for the power 1 are all costs powers.
            if power != 1.into() {
                let why = format!(
                    "a discount by {cost}·t^{power}, for which NegMAS needs a root that is not exact"
                );
                return Err(unwritable(&utility.party, why));
            }
            let _ = writeln!(text, "type: LinDiscountedUFun\ncost: {cost}\npower: 1");
        }
    }
    let clock = match discount.clock {
        Clock::Relative => "relative_time",
        Clock::Round => "step",
        Clock::Second => "time",
    };
    let _ = writeln!(text, "factor: {clock}\ndynamic_reservation: {}", discount.reservation_too);
    Ok(())
}

fn additive(scenario: &Scenario, utility: &Utility, is_exact: &mut bool) -> String {
    let stated = stated(utility);
    let mut text = "type: LinearAdditiveUtilityFunction\n".to_owned();
    if utility.bias != 0 {
        let _ = writeln!(text, "bias: {}", decimal(fraction(utility, utility.bias), is_exact));
    }
    let weights: Vec<String> = match &stated {
        Some((weights, _)) => weights.iter().map(|weight| decimal(*weight, is_exact)).collect(),
        None => vec!["1".to_owned(); scenario.issues.len()],
    };
    let _ = write!(text, "weights: [{}]\nvalues:", weights.join(", "));
    for (place, issue) in scenario.issues.iter().enumerate() {
        let pair = |(at, option): (usize, &String)| {
            let value = match &stated {
                Some((_, values)) => values[place][at],
                None => fraction(utility, utility.gains[place][at]),
            };
            format!("{}: {}", quoted(option), decimal(value, is_exact))
        };
        let pairs: Vec<String> = issue.options.iter().enumerate().map(pair).collect();
        let _ = write!(text, "\n- type: TableFun\n  mapping: {{{}}}", pairs.join(", "));
    }
    text
}

/// A box: what it pays, and the options that are inside, an issue each.
struct Cell {
    value: i64,
    inside: Vec<(usize, Vec<u32>)>,
}

fn boxes(scenario: &Scenario, utility: &Utility, is_exact: &mut bool) -> Result<String, Unwritable> {
    let mut cells: Vec<Cell> = Vec::new();
    for (issue, gains) in utility.gains.iter().enumerate() {
        let single = gains.iter().enumerate().filter(|(_, gain)| **gain != 0);
        cells.extend(
            single.map(|(option, gain)| Cell { value: *gain, inside: vec![(issue, vec![option as u32])] }),
        );
    }
    for table in &utility.tables {
        cells.extend(boxes_of(table, utility));
        if cells.len() > MOST_BOXES {
            let why = format!("its links would make more than {MOST_BOXES} boxes");
            return Err(unwritable(&utility.party, why));
        }
    }
    let mut text = format!(
        "type: HyperRectangleUtilityFunction\nbias: {}\noutcome_ranges:",
        decimal(fraction(utility, utility.bias), is_exact)
    );
    let mut values = Vec::with_capacity(cells.len());
    for cell in &cells {
        let condition = |(issue, options): &(usize, Vec<u32>)| {
            let names: Vec<String> = options
                .iter()
                .map(|option| quoted(&scenario.issues[*issue].options[*option as usize]))
                .collect();
            match &names[..] {
                [name] => format!("{issue}: {name}"),
                // Two numbers would be a range; said once more, the second makes a list of them.
                [first, second] => format!("{issue}: [{first}, {second}, {second}]"),
                _ => format!("{issue}: [{}]", names.join(", ")),
            }
        };
        let conditions: Vec<String> = cell.inside.iter().map(condition).collect();
        let _ = write!(text, "\n- {{{}}}", conditions.join(", "));
        values.push(decimal(fraction(utility, cell.value), is_exact));
    }
    if cells.is_empty() {
        text.push_str(" []");
    }
    let _ = write!(text, "\nutilities: [{}]", values.join(", "));
    Ok(text)
}

/// A table as one box where it is one, otherwise a box a cell that is not 0.
fn boxes_of(table: &Table, utility: &Utility) -> Vec<Cell> {
    let sizes: Vec<usize> = table.issues.iter().map(|issue| utility.gains[*issue].len()).collect();
    let options = |cell: usize| -> Vec<u32> {
        let mut rest = cell;
        let mut options: Vec<u32> = sizes
            .iter()
            .rev()
            .map(|size| {
                let option = rest % size;
                rest /= size;
                option as u32
            })
            .collect();
        options.reverse();
        options
    };
    let paying: Vec<usize> = (0..table.values.len()).filter(|cell| table.values[*cell] != 0).collect();
    let Some(first) = paying.first() else { return Vec::new() };
    let value = table.values[*first];
    let mut inside: Vec<Vec<u32>> = vec![Vec::new(); sizes.len()];
    for cell in &paying {
        for (seen, option) in inside.iter_mut().zip(options(*cell)) {
            if !seen.contains(&option) {
                seen.push(option);
            }
        }
    }
    let product = inside.iter().try_fold(1usize, |product, seen| product.checked_mul(seen.len()));
    let is_box = product == Some(paying.len()) && paying.iter().all(|cell| table.values[*cell] == value);
    if is_box {
        inside.iter_mut().for_each(|seen| seen.sort_unstable());
        return vec![Cell { value, inside: table.issues.iter().copied().zip(inside).collect() }];
    }
    let cell = |cell: &usize| Cell {
        value: table.values[*cell],
        inside: table
            .issues
            .iter()
            .copied()
            .zip(options(*cell).into_iter().map(|option| vec![option]))
            .collect(),
    };
    paying.iter().map(cell).collect()
}
