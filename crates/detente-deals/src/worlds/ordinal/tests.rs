//! Decisions worked by hand, and none that a sampled world contradicts.

use super::super::fixture::*;
use super::super::{Worlds, draw::Dice};
use super::*;
use detente_model::scenario::{Spread, Stated, Table, Utility};

fn decide(scenario: &Scenario, packages: &[Vec<u32>]) -> Vec<(Verdict, Verdict)> {
    let ordinal = Ordinal::of(scenario, None, OrdinalLimits::default()).unwrap();
    let decided = ordinal.decide(packages, &mut |_| Continue::Yes).unwrap();
    decided.iter().map(|n| (n.necessary, n.possible)).collect()
}

fn all(options: &[usize]) -> Vec<Vec<u32>> {
    options.iter().fold(vec![vec![]], |outcomes, &n| {
        let longer = |o: &Vec<u32>| (0..n as u32).map(|k| [&o[..], &[k]].concat()).collect::<Vec<_>>();
        outcomes.iter().flat_map(longer).collect()
    })
}

/// Two issues of two options; unknown weights; the first party likes options 0, the second options 1.
fn opposed(more: [&[(usize, usize)]; 2]) -> Scenario {
    let of = |name: &str, values: [&str; 2], more: &[(usize, usize)]| {
        let mut stated =
            stated(vec![Spread::Unknown; 2], vec![values.iter().map(|v| exact(v)).collect::<Vec<_>>(); 2]);
        stated.more_important = more.to_vec();
        party(name, stated)
    };
    scenario(vec![of("a", ["1", "0"], more[0]), of("b", ["0", "1"], more[1])])
}

#[test]
fn two_issues_by_hand() {
    use Verdict::{No, Yes};
    let packages = all(&[2, 2]);
    // Nothing known: (0, 0) is dominated where a does not care for an issue that b cares for; it is efficient where each issue counts for
    // a. So nothing is necessary, and everything is possible.
    assert_eq!(decide(&opposed([&[], &[]]), &packages), [(No, Yes); 4]);
    // a cares more for the first, b for the second: (0, 1) gives each what it cares for. Its rival (1, 0) is never better for either,
    // and as good only for weights of one half. (0, 0) is dominated by (0, 1) where a's second weight is 0.
    let aligned = decide(&opposed([&[(0, 1)], &[(1, 0)]]), &packages);
    assert_eq!(aligned[1], (Yes, Yes));
    // (1, 0) is efficient only where both weights of both are one half: all packages tie on the line.
    assert_eq!(aligned[2], (No, Yes));
    assert_eq!((aligned[0], aligned[3]), ((No, Yes), (No, Yes)));
}

#[test]
fn what_bounds_exclude_is_never_efficient() {
    use Verdict::{No, Yes};
    // a: the first issue 2 to 3, the second 1. b: 1 and 2 to 3. Giving each its own is always best: (1, 0) gives a 1, b 1; (0, 1) at least
    // 2 each.
    let down = || vec![vec![exact("1"), exact("0")]; 2];
    let up = || vec![vec![exact("0"), exact("1")]; 2];
    let a = party("a", stated(vec![between("2", "3"), exact("1")], down()));
    let b = party("b", stated(vec![exact("1"), between("2", "3")], up()));
    let found = decide(&scenario(vec![a.clone(), b.clone()]), &all(&[2, 2]));
    assert_eq!(found, [(Yes, Yes), (Yes, Yes), (No, No), (Yes, Yes)]);
    // A link of 2 for (1, 0) to both, a third of a unit being 1: now it ties at least where a and b have 3.
    let link = |mut of: Utility| {
        of.unit = 3;
        of.gains = of.gains.iter().map(|g| g.iter().map(|g| g * 3 / 1000).collect()).collect();
        of.tables = vec![Table { issues: vec![0, 1], values: vec![0, 0, 6, 0] }];
        of
    };
    let found = decide(&scenario(vec![link(a.clone()), link(b.clone())]), &all(&[2, 2]));
    // (1, 0) has 3 each; (0, 1) 2 to 3 each: it is always efficient, (0, 1) only where one of them has 3.
    assert_eq!((found[2], found[1]), ((Yes, Yes), (No, Yes)));
    let mut capped = a;
    capped.cap = Some(1000);
    let refused = scenario(vec![capped, b]);
    assert!(matches!(
        Ordinal::of(&refused, None, OrdinalLimits::default()),
        Err(WorldsError::Capped { party: 0 })
    ));
}

#[test]
fn a_tie_can_be_the_only_way() {
    use Verdict::{No, Yes};
    // One issue: the second option is worth 0 to 1 more than the first, to both: the first is efficient only if 0 to both.
    let values = || vec![vec![exact("1"), between("1", "2")]];
    let of = |name| party(name, stated(vec![exact("1")], values()));
    assert_eq!(decide(&scenario(vec![of("a"), of("b")]), &all(&[2])), [(No, Yes), (Yes, Yes)]);
    let above = |name| party(name, stated(vec![exact("1")], vec![vec![exact("1"), between("1.001", "2")]]));
    assert_eq!(decide(&scenario(vec![of("a"), above("b")]), &all(&[2])), [(No, No), (Yes, Yes)]);
}

#[test]
fn comparisons_of_packages_are_used() {
    use Verdict::{No, Yes};
    // Nothing known but that each likes its own issue better than the other: as if weights were ordered.
    let mut both = opposed([&[], &[]]);
    let compare = |utility: &mut Utility, this: [u32; 2], to: [u32; 2]| {
        let pairs = |o: [u32; 2]| o.iter().enumerate().map(|(i, o)| (i, *o)).collect::<Vec<_>>();
        utility.stated.as_mut().unwrap().prefers = vec![prefers(&pairs(this), &pairs(to))];
    };
    compare(&mut both.utilities[0], [0, 1], [1, 0]);
    compare(&mut both.utilities[1], [0, 1], [1, 0]);
    let found = decide(&both, &all(&[2, 2]));
    assert_eq!(found, decide(&opposed([&[(0, 1)], &[(1, 0)]]), &all(&[2, 2])));
    assert_eq!((found[1], found[2]), ((Yes, Yes), (No, Yes)));
}

#[test]
fn no_sampled_world_contradicts() {
    let (mut yes, mut never, mut open) = (0, 0, 0);
    for case in 0..60 {
        let mut dice = Dice::of(case, 40);
        let options = [2, 2 + dice.below(2) as usize, 2];
        let parties = 2 + dice.below(2) as usize;
        let mut utilities: Vec<Utility> =
            (0..parties).map(|_| random_party(&mut dice, "p", &options)).collect();
        utilities.iter_mut().enumerate().for_each(|(p, u)| u.party = p.to_string());
        if dice.below(3) == 0 {
            let stated: &mut Stated = utilities[0].stated.as_mut().unwrap();
            stated.prefers = vec![prefers(&[(0, 0), (1, 1)], &[(0, 1), (1, 0)])];
        }
        let scenario = scenario(utilities);
        let packages = all(&options);
        let Ok(ordinal) = Ordinal::of(&scenario, None, OrdinalLimits::default()) else { continue };
        assert_eq!(ordinal.outcomes().unwrap().collect::<Vec<_>>(), packages);
        let decided = ordinal.decide(&packages, &mut |_| Continue::Yes).unwrap();
        let Ok(worlds) = Worlds::of(&scenario, sampling(case, 0)) else { continue };
        for k in 0..40 {
            let problem = worlds.problem(&worlds.world(k)).unwrap();
            let utilities: Vec<Vec<i64>> = packages.iter().map(|o| problem.utilities(o)).collect();
            for (place, necessity) in decided.iter().enumerate() {
                let u = &utilities[place];
                let dominated = utilities.iter().any(|v| v != u && v.iter().zip(u).all(|(v, u)| v >= u));
                assert!(!(dominated && necessity.necessary == Verdict::Yes), "{case} {k} {necessity:?}");
                assert!(dominated || necessity.possible != Verdict::No, "{case} {k} {necessity:?}");
            }
        }
        for necessity in &decided {
            yes += u32::from(necessity.necessary == Verdict::Yes);
            never += u32::from(necessity.possible == Verdict::No);
            open += u32::from(necessity.necessary == Verdict::Open || necessity.possible == Verdict::Open);
            // What is necessary is possible.
            assert!(necessity.necessary != Verdict::Yes || necessity.possible == Verdict::Yes);
        }
    }
    assert!(yes > 30 && never > 30 && open == 0, "{yes} {never} {open}");
}

#[test]
fn large_domains_are_decided_without_going_through_them() {
    // 30 issues of 4 options: 10^18 outcomes. The first party has bounds, the second ranks.
    let falling: Vec<Spread> = ["1", "0.6", "0.3", "0"].iter().map(|v| exact(v)).collect();
    let rising: Vec<Spread> = falling.iter().rev().copied().collect();
    let a = party(
        "a",
        stated((0..30).map(|i| between(&i.to_string(), &(i + 1).to_string())).collect(), vec![falling; 30]),
    );
    let mut b = stated(vec![Spread::Unknown; 30], vec![rising; 30]);
    b.more_important = (1..30).map(|i| (i - 1, i)).collect();
    let scenario = scenario(vec![a, party("b", b)]);
    // To each the half that it cares for more; and the other way round.
    let halves = |first: u32| (0..30).map(|i| if i < 15 { first } else { 3 - first }).collect::<Vec<_>>();
    let found = decide(&scenario, &[halves(3), halves(0), vec![0; 30]]);
    assert_eq!(found[0].1, Verdict::Yes);
    assert_eq!(found[1].0, Verdict::No);
    assert!(found.iter().all(|f| f.0 != Verdict::Open));
}

#[test]
fn limits_leave_questions_open_and_it_stops_when_asked() {
    let scenario = opposed([&[(0, 1)], &[(1, 0)]]);
    let few = OrdinalLimits { frontiers: 0, ..OrdinalLimits::default() };
    let ordinal = Ordinal::of(&scenario, None, few).unwrap();
    let decided = ordinal.decide(&[vec![0, 1]], &mut |_| Continue::Yes).unwrap();
    assert_eq!((decided[0].necessary, decided[0].possible), (Verdict::Open, Verdict::Open));
    let stopped = ordinal.decide(&[vec![0, 1]], &mut |_| Continue::No);
    assert!(matches!(stopped, Err(WorldsError::Stop(_))));
    let few = OrdinalLimits { outcomes: 3, ..OrdinalLimits::default() };
    assert!(Ordinal::of(&scenario, None, few).unwrap().outcomes().is_none());
    // An unknown option, too few issues: no package.
    let wrong = ordinal.decide(&[vec![0, 2], vec![0]], &mut |_| Continue::Yes).unwrap();
    assert!(wrong.iter().all(|n| (n.necessary, n.possible) == (Verdict::No, Verdict::No)));
}
