//! How right opponent models become, measured on thirty scenarios each: what is asked for is the mean that was measured less three
//! standard errors of it.

use crate::recipe::{self, Made, SplitMix};
use detente_talks::protocol::AlternatingOffers;
use detente_talks::scores::{Listener, Sample, pearson};
use detente_talks::strategy::model::named;
use detente_talks::{Limits, Profile, Spec};

const ISSUES: usize = 4;
const OPTIONS: usize = 5;
const SCENARIOS: u64 = 30;

/// Scenarios whose options are worth anything, whatever their order.
fn unordered(seed: u64) -> Vec<Made> {
    recipe::parties(2, ISSUES, OPTIONS, seed)
}

/// Scenarios whose values rise evenly to a peak and fall evenly from it.
fn peaked(seed: u64) -> Vec<Made> {
    let mut made = unordered(seed);
    let mut random = SplitMix(seed ^ 0xabc);
    let last = (OPTIONS - 1) as f64;
    for table in made.iter_mut().flat_map(|(_, tables)| tables) {
        let peak = (random.next() % OPTIONS as u64) as f64;
        for (option, value) in (0u8..).map(f64::from).zip(table) {
            *value = match option {
                _ if option < peak => option / peak,
                _ if option > peak => (last - option) / (last - peak),
                _ => 1.0,
            };
        }
    }
    made
}

/// What is believed of a party that talks so, at the end of 200 steps in which the other yields nothing: Spearman's correlation over all
/// outcomes, and Pearson's of the weights.
fn learnt(model: &str, made: &[Made], strategy: &str, seed: u64) -> (f64, f64) {
    let stage = recipe::stage(made, &[0.0]);
    let specs = ["tough", strategy].map(|name| Spec::parse(name).expect(name));
    let mut listener = Listener::default();
    let (rules, limits) = (AlternatingOffers::default(), Limits::steps(200));
    let (_, book) = stage.play(&rules, &limits, &specs, (seed, 0), &mut listener).expect("a talk");
    let profiles: Vec<&Profile> = stage.sides().iter().map(|side| &side.profile).collect();
    let sample = Sample::new(stage.space(), 1000, 1);
    let mut model = named(model).expect("a model");
    let scored = listener.score(model.as_mut(), 0, &profiles, &book, 200, &sample);
    let spearman = scored.last().and_then(|scored| scored.scores.spearman).unwrap_or(0.0);
    let belief = model.belief(1).expect("heard");
    (spearman, pearson(belief.weights(), &made[1].0).unwrap_or(0.0))
}

/// The means over all scenarios.
fn means(model: &str, scenario: fn(u64) -> Vec<Made>, strategy: &str) -> (f64, f64) {
    let learnt: Vec<(f64, f64)> =
        (0..SCENARIOS).map(|seed| learnt(model, &scenario(seed), strategy, seed)).collect();
    let mean = |of: fn(&(f64, f64)) -> f64| learnt.iter().map(of).sum::<f64>() / SCENARIOS as f64;
    (mean(|pair| pair.0), mean(|pair| pair.1))
}

#[track_caller]
fn assert_learns(model: &str, scenario: fn(u64) -> Vec<Made>, strategy: &str, least: (f64, f64)) {
    let found = means(model, scenario, strategy);
    assert!(found.0 > least.0 && found.1 > least.1, "{model}: {found:?}, not above {least:?}");
}

/// Measured: 0.707 ± 0.015 and 0.657 ± 0.066.
#[test]
fn hardheaded_learns_from_one_who_concedes_late() {
    assert_learns("hardheaded", unordered, "boulware", (0.66, 0.45));
}

/// Measured: 0.820 ± 0.008 and 0.875 ± 0.028.
#[test]
fn smith_learns_from_one_who_varies_its_offers() {
    assert_learns("smith", peaked, "boulware:stochastic=yes", (0.79, 0.79));
}

/// Measured: 0.820 ± 0.017 and 0.600 ± 0.078.
#[test]
fn window_learns_from_one_who_varies_its_offers() {
    assert_learns("window", peaked, "boulware:stochastic=yes", (0.76, 0.36));
}

/// Measured: 0.945 ± 0.009 and 0.817 ± 0.034. Where the order of options means nothing it is far behind: 0.473 ± 0.034.
#[test]
fn bayesian_learns_where_the_order_of_options_means_something() {
    assert_learns("bayesian", peaked, "linear", (0.91, 0.71));
    let (unordered, _) = means("bayesian", unordered, "linear");
    assert!(unordered < 0.58, "{unordered}");
}
