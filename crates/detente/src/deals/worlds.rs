//! How possible worlds are drawn, as asked; and what to say where that cannot be.

use crate::Outcome;
use crate::args::DealsArgs;
use detente_deals::worlds::{Sampling, Statement, WorldsError};
use detente_model::Decimal;
use detente_model::scenario::{Scenario, Utility};

/// The most per cent by which assumed numbers may be off: beyond, a weight would be below zero.
const MOST_SPREAD: u32 = 100;

/// How worlds are drawn. Results are the same for any number of threads.
pub fn sampling(asked: &DealsArgs) -> Result<Sampling, Outcome> {
    let assumed_spread = asked.assumed_spread.as_deref().map(spread).transpose()?;
    Ok(Sampling { seed: asked.seed, worlds: asked.worlds, assumed_spread, threads: threads() })
}

/// How many threads may work.
pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// A percentage as a share.
fn spread(text: &str) -> Result<Decimal, Outcome> {
    let wrong = || {
        Outcome::wrong(format!(
            "--assumed-spread {text}: write a number of per cent from 0 to {MOST_SPREAD}, such as 20 or 12.5"
        ))
    };
    let percent = Decimal::parse(text.trim_end_matches('%').trim()).ok_or_else(wrong)?;
    if percent.is_negative() || percent > MOST_SPREAD.into() {
        return Err(wrong());
    }
    let units = percent.scaled(percent.scale()).ok_or_else(wrong)?;
    Decimal::new(units, percent.scale() + 2).ok_or_else(wrong)
}

/// Why nothing can be said about possible worlds, with the party's name.
pub fn cannot(scenario: &Scenario, error: &WorldsError) -> Outcome {
    let name = |party: usize| scenario.utilities[party].party.as_str();
    Outcome::wrong(match error {
        WorldsError::Contradiction { party, statements } => {
            let utility = &scenario.utilities[*party];
            let lines = statements.iter().map(|one| format!("\n  {}", statement(scenario, utility, *one)));
            format!(
                "what {} is said to prefer contradicts itself: no numbers fit all of this\n  its weights and values, and{}\n  help: correct one of them, or widen a number",
                name(*party),
                lines.collect::<String>()
            )
        }
        WorldsError::NoRoom { party } => format!(
            "what {} is said to prefer leaves no room: two things are as good as each other in every case; say so, or take one statement back",
            name(*party)
        ),
        WorldsError::BadNumber { party } => {
            format!("a number of {} is not in order, below 0 for a weight, or too long", name(*party))
        }
        WorldsError::Shape { party } => {
            format!(
                "what {} ranks does not fit the issues and options, or ranks an option twice",
                name(*party)
            )
        }
        WorldsError::Lopsided { party } => format!(
            "a comparison of packages by {} names an issue on one side only; name the same issues under this and to",
            name(*party)
        ),
        WorldsError::NotWeighted { party } => {
            format!("the utility of {} is not a sum of weighted values", name(*party))
        }
        WorldsError::Stop(stop) => format!("the efficient packages of a possible world: {stop}"),
        other => other.to_string(),
    })
}

/// A statement of a party in words.
fn statement(scenario: &Scenario, utility: &Utility, statement: Statement) -> String {
    let Some(stated) = &utility.stated else { return String::new() };
    let issue = |issue: usize| scenario.issues[issue].name.as_str();
    let option = |issue: usize, option: u32| scenario.issues[issue].options[option as usize].as_str();
    match statement {
        Statement::Order { issue: of } => {
            let group = |group: &Vec<u32>| {
                let names: Vec<&str> = group.iter().map(|&place| option(of, place)).collect();
                if names.len() == 1 { names.join("") } else { format!("[{}]", names.join(", ")) }
            };
            let groups: Vec<String> = stated.orders[of].iter().map(group).collect();
            format!("orders: {}: [{}]", issue(of), groups.join(", "))
        }
        Statement::MoreImportant(place) => {
            let (more, less) = stated.more_important[place];
            format!("more_important: {} before {}", issue(more), issue(less))
        }
        Statement::Prefers(place) => {
            let terms = |terms: &[(usize, u32)]| {
                let term = |&(of, place): &(usize, u32)| format!("{}: {}", issue(of), option(of, place));
                terms.iter().map(term).collect::<Vec<_>>().join(", ")
            };
            let compared = &stated.prefers[place];
            format!("prefers: {{{}}} to {{{}}}", terms(&compared.this), terms(&compared.to))
        }
    }
}
