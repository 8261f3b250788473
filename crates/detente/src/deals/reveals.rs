//! What showing a package tells of the parties' weights: `--reveals`, and a sentence for `detente release`.

use super::limits;
use super::named::package;
use super::worlds::{sampling, threads};
use crate::args::DealsArgs;
use crate::progress::Searching;
use crate::{Outcome, Talk};
use detente_brief::Section;
use detente_brief::deals::Table;
use detente_brief::deals::reveals::{Learned, Pair, Released, section};
use detente_deals::solutions::SOLUTIONS;
use detente_deals::worlds::{Eyes, PackageSeen, Prior, Release, Reveal, Sampling, WorldsError};
use detente_deals::{Limits, Watch};
use detente_model::scenario::Scenario;

/// The section that answers `--reveals`.
pub fn reveals<'v>(
    table: &'v Table<'_>,
    shown: Option<&str>,
    asked: &DealsArgs,
    talk: &Talk,
) -> Result<Section<'v>, Outcome> {
    let scenario = table.scenario;
    if scenario.utilities.len() < 2 {
        return Err(Outcome::wrong("the preferences of one party alone reveal nothing to another".into()));
    }
    let released = match shown {
        None => Released::Nash,
        Some(text) => Released::Terms(package(table, text)?.terms().to_vec()),
    };
    let sampling = sampling(asked)?;
    let searching = Searching::begin(talk, "what is revealed");
    let mut watch = |progress| searching.at(progress);
    let pairs = pairs(scenario, &released, sampling, limits(asked), &mut watch);
    Ok(section(table, &released, &pairs, sampling))
}

/// What every party learns of every other.
pub fn pairs(
    scenario: &Scenario,
    released: &Released,
    sampling: Sampling,
    limits: Limits,
    watch: Watch<'_>,
) -> Vec<Pair> {
    let parties = 0..scenario.utilities.len();
    let all = parties.clone().flat_map(|observer| parties.clone().map(move |subject| (observer, subject)));
    let mut pairs = Vec::new();
    for (observer, subject) in all.filter(|(observer, subject)| observer != subject) {
        let eyes = Eyes { observer, subject, prior: Prior::Nothing };
        pairs.push(Pair {
            observer,
            subject,
            learned: learned(scenario, eyes, released, sampling, limits, watch),
        });
    }
    pairs
}

fn learned(
    scenario: &Scenario,
    eyes: Eyes,
    released: &Released,
    sampling: Sampling,
    limits: Limits,
    watch: Watch<'_>,
) -> Result<Learned, WorldsError> {
    match released {
        Released::Nash => {
            let release = Release::Package(SOLUTIONS[0]);
            Reveal::of(scenario, eyes, release, sampling, limits, watch).map(Learned::Expected)
        }
        Released::Terms(terms) => {
            PackageSeen::of(scenario, eyes, terms, sampling, limits, watch).map(Learned::Seen)
        }
    }
}

/// The place of an option of an issue, by their names.
fn term(scenario: &Scenario, issue: &str, option: &str) -> Option<(usize, u32)> {
    let place = scenario.issues.iter().position(|known| known.name == issue)?;
    let chosen = scenario.issues[place].options.iter().position(|known| known == option)?;
    Some((place, u32::try_from(chosen).ok()?))
}

/// Worlds for a sentence, all pairs of parties together.
const FOR_A_SENTENCE: u32 = 2000;

/// What a release of these terms tells of the parties' weights, in a sentence; none where no preferences are known
/// of the issues that they settle.
pub fn sentence<'t>(
    scenario: &Scenario,
    settled: impl Iterator<Item = (&'t str, &'t str)>,
    sees: impl Fn(usize) -> bool,
) -> Option<String> {
    let terms: Vec<(usize, u32)> =
        settled.filter_map(|(issue, option)| term(scenario, issue, option)).collect();
    let parties = scenario.utilities.len();
    if parties < 2 || terms.is_empty() {
        return None;
    }
    let each = FOR_A_SENTENCE / u32::try_from(parties * (parties - 1)).unwrap_or(FOR_A_SENTENCE).max(1);
    let sampling = Sampling { seed: 1, worlds: each, assumed_spread: None, threads: threads() };
    let limits = Limits { points: 20_000, bytes: 256 << 20, steps: 20_000_000 };
    let released = Released::Terms(terms);
    let pairs = pairs(scenario, &released, sampling, limits, &mut |_| detente_deals::Continue::Yes);
    let name = |party: usize| scenario.utilities[party].party.as_str();
    let told: Vec<String> = pairs
        .iter()
        .filter(|pair| sees(pair.observer))
        .map(|pair| {
            let (observer, subject) = (name(pair.observer), name(pair.subject));
            match pair.learned.as_ref().map(Learned::fall) {
                Ok(Some((fall, error))) if fall > 2.0 * error => format!(
                    "what {observer} does not know of the weights of {subject} falls by about {:.0} % (±{:.0})",
                    100.0 * fall,
                    (100.0 * error).max(1.0)
                ),
                Ok(Some(_)) => format!("{observer} learns next to nothing of the weights of {subject}"),
                Ok(None) => format!(
                    "{observer} would hardly ever find them efficient, and wonder about the weights of {subject}"
                ),
                Err(_) => format!("what {observer} learns of the weights of {subject} was not estimated"),
            }
        })
        .collect();
    let told = told.join("; ");
    (!told.is_empty()).then(|| {
        format!(
            "If these terms are taken to be efficient (estimated over {each} possible worlds a pair): {told}."
        )
    })
}
