//! What showing a package tells each party of the other parties' weights: computed, before it is put in words.

use super::reveals::{Learned, Pair, Released};
use detente_deals::solutions::SOLUTIONS;
use detente_deals::worlds::{Eyes, PackageSeen, Prior, Release, Reveal, Sampling, WorldsError};
use detente_deals::{Continue, Limits, Watch};
use detente_model::Room;
use detente_model::scenario::Scenario;

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

/// Worlds for an answer, all pairs of parties together.
const FOR_AN_ANSWER: u32 = 2000;

/// What a release of these terms out of one room into another tells those who see them thereby, and over how many
/// possible worlds a pair that is estimated; `None` where no preferences are known of the issues that they settle.
pub fn shown_to_others<'t>(
    scenario: &Scenario,
    settled: impl Iterator<Item = (&'t str, &'t str)>,
    (from, to): (&Room, &Room),
    threads: usize,
) -> Option<(Vec<Pair>, u32)> {
    let terms: Vec<(usize, u32)> =
        settled.filter_map(|(issue, option)| term(scenario, issue, option)).collect();
    let parties = scenario.utilities.len();
    if parties < 2 || terms.is_empty() {
        return None;
    }
    let each = FOR_AN_ANSWER / u32::try_from(parties * (parties - 1)).unwrap_or(FOR_AN_ANSWER).max(1);
    let sampling = Sampling { seed: 1, worlds: each, assumed_spread: None, threads };
    let limits = Limits { points: 20_000, bytes: 256 << 20, steps: 20_000_000 };
    let sees = |party: usize| {
        let id = scenario.utilities[party].entry.as_ref().map(|(_, id)| id);
        id.is_some_and(|id| to.admits(id) && !from.admits(id))
    };
    let pairs = pairs(scenario, &Released::Terms(terms), sampling, limits, &mut |_| Continue::Yes);
    Some((pairs.into_iter().filter(|pair| sees(pair.observer)).collect(), each))
}
