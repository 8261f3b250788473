//! A round allocates nothing: a talk of 1,000 steps allocates as often as one of 100.

#[path = "it/recipe.rs"]
#[allow(dead_code)]
mod recipe;

use detente_talks::observer::Nobody;
use detente_talks::protocol::PROTOCOLS;
use detente_talks::strategy::{MODELS, STRATEGIES};
use detente_talks::{Ended, Limits, Protocol, Spec, Stage};

/// How often a talk of so many steps allocates; `None` if it ends before.
fn allocations(stage: &Stage, protocol: &dyn Protocol, strategies: &[Spec], steps: u32) -> Option<u64> {
    let limits = Limits::steps(steps);
    let mut ended = None;
    let info = allocation_counter::measure(|| {
        let played = stage.play(protocol, &limits, strategies, (1, 0), &mut Nobody);
        ended = played.ok().map(|(report, _)| report.ended);
    });
    (ended == Some(Ended::TimedOut)).then_some(info.count_total)
}

#[test]
fn a_round_allocates_nothing() {
    // Neither accepts what the other could offer, so that talks last.
    let stage = recipe::stage(&recipe::parties(2, 3, 20, 7), &[0.8]);
    let mut compared = Vec::new();
    for row in PROTOCOLS {
        let with_models = MODELS.iter().map(|model| format!("boulware+next+{}", model.name));
        for name in STRATEGIES.iter().map(|strategy| strategy.name.to_owned()).chain(with_models) {
            let spec = Spec::parse(&name).expect("a strategy");
            let strategies = [spec.clone(), spec];
            let count = |steps| allocations(&stage, (row.make)().as_ref(), &strategies, steps);
            if let (Some(short), Some(long)) = (count(100), count(1000)) {
                assert_eq!(short, long, "{name} under {}", row.name);
                compared.push((row.name, name));
            }
        }
    }
    let lasted = |protocol, name: &str| compared.iter().any(|(p, n)| *p == protocol && n == name);
    for name in ["boulware", "conceder", "aspiration", "micro", "tough", "top-fraction", "genius-linear"] {
        assert!(lasted("sao", name), "{name} did not last: {compared:?}");
    }
    for name in ["nice-tit-for-tat", "hybrid", "trade-off", "pareto-following", "negolog-boulware"] {
        assert!(lasted("sao", name), "{name} did not last: {compared:?}");
    }
    for name in ["hardheaded", "smith", "bayesian", "window"] {
        assert!(lasted("sao", &format!("boulware+next+{name}")), "{name} did not last: {compared:?}");
    }
    assert!(lasted("amop", "micro"), "{compared:?}");
}

/// Without a list, what was enumerated and what was said is kept: that grows by doubling.
#[test]
fn a_talk_without_a_list_allocates_little() {
    let made = recipe::parties(2, 20, 10, 2002);
    for names in [["boulware", "micro"], ["micro", "micro"], ["boulware:stochastic=yes", "micro-min"]] {
        let strategies = names.map(|name| Spec::parse(name).expect("a strategy"));
        let play = |stage: &Stage, steps| {
            let limits = Limits::steps(steps);
            let protocol = detente_talks::protocol::AlternatingOffers::default();
            stage.play(&protocol, &limits, &strategies, (1, 0), &mut Nobody).expect("a talk").0.steps
        };
        let cold = allocation_counter::measure(|| _ = play(&recipe::stage(&made, &[0.9]), 1000));
        assert!(cold.bytes_max < 20_000_000, "{names:?}: {} bytes", cold.bytes_max);
        let stage = recipe::stage(&made, &[0.9]);
        play(&stage, 10);
        let count =
            |steps| allocation_counter::measure(|| assert_eq!(play(&stage, steps), steps)).count_total;
        let (short, long) = (count(100), count(1000));
        assert!(long - short < 60, "{names:?}: {short}, {long}");
    }
}
