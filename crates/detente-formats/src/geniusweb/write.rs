//! A scenario as GeniusWeb files.

use crate::number::{compare, less, one, whole};
use crate::write::{Unwritable, Written, decimal, fraction, quoted, sayable, stated, stems, unwritable};
use detente_model::scenario::{Fraction, Scenario, Utility};
use std::collections::HashMap;

/// The most utilities that are remembered in looking for a reservation bid.
const MOST_SUMS: usize = 1 << 20;

/// Writes a scenario called `name`: `domain.json` and one file a party.
///
/// GeniusWeb has weights that sum to 1 and values from 0 to 1, all decimals; no links, no discounts; and a
/// reservation is a bid. What it cannot say is refused; what has no end as a decimal is rounded, and said so.
pub fn write(scenario: &Scenario, name: &str) -> Result<Written, Unwritable> {
    sayable(scenario, "GeniusWeb")?;
    let domain = domain(scenario, name);
    let mut notes = Vec::new();
    let mut files = vec![("domain.json".to_owned(), format!("{domain}\n"))];
    for (utility, stem) in scenario.utilities.iter().zip(stems(scenario, "domain")) {
        if stem != utility.party {
            notes.push(format!("the party “{}” is in {stem}.json", utility.party));
        }
        let profile = profile(scenario, utility, &stem, &domain, &mut notes)?;
        files.push((format!("{stem}.json"), profile));
    }
    Ok(Written { files, notes })
}

/// GeniusWeb's names are of letters and digits alone.
fn simple(name: &str) -> String {
    let simple: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    if simple.is_empty() { "x".to_owned() } else { simple }
}

fn domain(scenario: &Scenario, name: &str) -> String {
    let issue = |issue: &detente_model::scenario::ScenarioIssue| {
        let options: Vec<String> = issue.options.iter().map(|option| quoted(option)).collect();
        format!("    {}: {{\"values\": [{}]}}", quoted(&issue.name), options.join(", "))
    };
    let issues: Vec<String> = scenario.issues.iter().map(issue).collect();
    format!(
        "{{\n  \"name\": {},\n  \"issuesValues\": {{\n{}\n  }}\n}}",
        quoted(&simple(name)),
        issues.join(",\n")
    )
}

fn profile(
    scenario: &Scenario,
    utility: &Utility,
    stem: &str,
    domain: &str,
    notes: &mut Vec<String>,
) -> Result<String, Unwritable> {
    let party = &utility.party;
    if !utility.tables.is_empty() {
        let why =
            format!("links between issues ({}), which GeniusWeb files cannot say", utility.tables.len());
        return Err(unwritable(party, why));
    }
    if utility.discount.is_some() {
        return Err(unwritable(party, "its utilities shrink with time, which GeniusWeb files cannot say"));
    }
    let (weights, values) = shares(utility)?;
    let mut is_exact = true;
    let (mut tables, mut weighed) = (Vec::new(), Vec::new());
    for (place, issue) in scenario.issues.iter().enumerate() {
        let pairs: Vec<String> = issue
            .options
            .iter()
            .zip(&values[place])
            .map(|(option, value)| format!("{}: {}", quoted(option), decimal(*value, &mut is_exact)))
            .collect();
        let name = quoted(&issue.name);
        tables.push(format!(
            "      {name}: {{\"DiscreteValueSetUtilities\": {{\"valueUtilities\": {{{}}}}}}}",
            pairs.join(", ")
        ));
        weighed.push(format!("      {name}: {}", decimal(weights[place], &mut is_exact)));
    }
    if !is_exact {
        notes.push(format!("numbers of {party} without an end as decimals were rounded to 15 digits"));
    }
    let bid = match reservation(utility)? {
        // Left out: NegMAS fails on a null here.
        None => String::new(),
        Some(outcome) => {
            let pair = |(issue, option): (&detente_model::scenario::ScenarioIssue, &u32)| {
                format!("{}: {}", quoted(&issue.name), quoted(&issue.options[*option as usize]))
            };
            let pairs: Vec<String> = scenario.issues.iter().zip(&outcome).map(pair).collect();
            format!(",\n    \"reservationBid\": {{\"issuevalues\": {{{}}}}}", pairs.join(", "))
        }
    };
    if let (Some(reservation), "") = (utility.reservation, bid.as_str()) {
        notes.push(format!(
            "the reservation value {} of {party} is not above any outcome; GeniusWeb says that by having none",
            utility.written(reservation)
        ));
    }
    Ok(format!(
        "{{\"LinearAdditiveUtilitySpace\": {{\n    \"issueUtilities\": {{\n{}\n    }},\n    \"issueWeights\": {{\n{}\n    }},\n    \"domain\": {},\n    \"name\": {}{bid}\n}}}}\n",
        tables.join(",\n"),
        weighed.join(",\n"),
        domain.replace('\n', "\n    "),
        quoted(&simple(stem)),
    ))
}

/// Weights that sum to 1, and values from 0 to 1, whose products are the gains.
type Shares = (Vec<Fraction>, Vec<Vec<Fraction>>);

fn shares(utility: &Utility) -> Result<Shares, Unwritable> {
    if let Some((weights, values)) = stated(utility) {
        let sum = weights.iter().try_fold(whole(0), |sum, weight| sum.plus(*weight));
        let within = |value: &Fraction| !less(*value, whole(0)) && !less(one(), *value);
        if sum == Some(one()) && utility.bias == 0 && values.iter().flatten().all(within) {
            return Ok((weights, values));
        }
    }
    let out = |what: &str| {
        unwritable(
            &utility.party,
            format!("some outcome is worth {what}; GeniusWeb's utilities lie between 0 and 1"),
        )
    };
    // What is common to all options of an issue is moved to the first issue.
    let least: Vec<i64> =
        utility.gains.iter().map(|gains| gains.iter().copied().min().unwrap_or(0)).collect();
    let base = utility.bias + least.iter().sum::<i64>();
    if base < 0 {
        return Err(out("less than 0"));
    }
    let mut gains: Vec<Vec<i64>> = utility
        .gains
        .iter()
        .zip(&least)
        .map(|(gains, least)| gains.iter().map(|gain| gain - least).collect())
        .collect();
    gains[0].iter_mut().for_each(|gain| *gain += base);
    let mut most: Vec<i64> = gains.iter().map(|gains| gains.iter().copied().max().unwrap_or(0)).collect();
    let heaviest = (0..most.len()).max_by_key(|place| (most[*place], std::cmp::Reverse(*place))).unwrap_or(0);
    let left = utility.unit - most.iter().sum::<i64>();
    // Gains that were rounded one by one may come to a little more than 1.
    let by_rounding = if utility.is_exact { 0 } else { gains.len() as i64 + 3 };
    if left < -by_rounding {
        return Err(out("more than 1"));
    }
    if left < 0 {
        most[heaviest] += left;
        gains[heaviest].iter_mut().for_each(|gain| *gain = (*gain).min(most[heaviest]));
    }
    // What is missing to 1 goes to the heaviest issue, whose values shrink.
    let mut weights: Vec<Fraction> = most.iter().map(|most| fraction(utility, *most)).collect();
    let total = |weights: &[Fraction]| weights.iter().try_fold(whole(0), |sum, weight| sum.plus(*weight));
    // Weights must be decimals that sum to 1: all but the heaviest are rounded up to 15 digits, where they have no end.
    for (place, weight) in weights.iter_mut().enumerate() {
        if place != heaviest && weight.as_decimal().is_none() {
            let up = crate::number::rounded(*weight, 15).and_then(|near| {
                if less(near, *weight) {
                    near.plus(Fraction::new(1, 1_000_000_000_000_000)?)
                } else {
                    Some(near)
                }
            });
            *weight = up.ok_or_else(|| unwritable(&utility.party, "its numbers have too many digits"))?;
        }
    }
    weights[heaviest] = whole(0);
    let others =
        total(&weights).ok_or_else(|| unwritable(&utility.party, "its numbers have too many digits"))?;
    weights[heaviest] = Fraction::new(-others.over(), others.under())
        .and_then(|minus| one().plus(minus))
        .ok_or_else(|| unwritable(&utility.party, "its numbers have too many digits"))?;
    let share = |weight: Fraction, gain: i64| {
        let gain = fraction(utility, gain);
        let share = if gain == whole(0) { Some(gain) } else { gain.by(weight) };
        // Rounding the other weights may take the heaviest below its greatest gain by some 10^-15.
        share.map(|share| if compare(share, one()).is_gt() { one() } else { share })
    };
    let values = gains
        .iter()
        .zip(&weights)
        .map(|(gains, weight)| gains.iter().map(|gain| share(*weight, *gain)).collect())
        .collect::<Option<Vec<Vec<_>>>>();
    values
        .map(|values| (weights, values))
        .ok_or_else(|| unwritable(&utility.party, "its numbers have too many digits"))
}

/// An outcome that is worth just the reservation value: of several the first that sums issue by issue find. None
/// where there is no reservation value, or every outcome is worth as much.
fn reservation(utility: &Utility) -> Result<Option<Vec<u32>>, Unwritable> {
    let Some(wanted) = utility.reservation else { return Ok(None) };
    let least: i64 = utility.bias
        + utility.gains.iter().map(|gains| gains.iter().copied().min().unwrap_or(0)).sum::<i64>();
    if wanted <= least {
        return Ok(None);
    }
    let no = |why: &str| {
        let why = format!(
            "no outcome {why} its reservation value {}, and in GeniusWeb a reservation is an outcome",
            utility.written(wanted)
        );
        unwritable(&utility.party, why)
    };
    // Sums of the first issues, each with the option that came to it first.
    let mut layers: Vec<HashMap<i64, u32>> = Vec::with_capacity(utility.gains.len());
    let mut sums = vec![utility.bias];
    for gains in &utility.gains {
        let mut layer = HashMap::new();
        let mut next = Vec::new();
        for sum in &sums {
            for (option, gain) in gains.iter().enumerate() {
                if let std::collections::hash_map::Entry::Vacant(entry) = layer.entry(sum + gain) {
                    entry.insert(option as u32);
                    next.push(sum + gain);
                }
            }
            if next.len() > MOST_SUMS {
                return Err(no("was found that is worth"));
            }
        }
        (sums, _) = (next, layers.push(layer));
    }
    let mut outcome = vec![0; layers.len()];
    let mut sum = wanted;
    for place in (0..layers.len()).rev() {
        let Some(option) = layers[place].get(&sum) else { return Err(no("is worth")) };
        outcome[place] = *option;
        sum -= utility.gains[place][*option as usize];
    }
    Ok(Some(outcome))
}
