//! What to ask next: which single answer of which party would narrow the Nash outcome most.
//!
//! **Definition.** Over the worlds the Nash outcome `N` has an entropy `H(N)`. A question has an answer `A` in every world.
//! Its worth is the expected fall of the entropy when the answer is known, `H(N) − H(N | A) = I(N; A)`: D. V. Lindley, "On a
//! measure of the information provided by an experiment", Annals of Mathematical Statistics 27 (1956) 986–1005; C. E. Shannon,
//! "A mathematical theory of communication", Bell System Technical Journal 27 (1948) 379–423.
//!
//! **Questions.** For every number that is not known: in which part of its spread it lies (parts that are equally likely); for
//! every two issues of a party: which counts more; for every two of the packages that are most often the Nash outcome: which
//! the party likes better. Questions with the same answer in all worlds are not asked.
//!
//! **Estimate.** `H(N) + H(A) − H(N, A)` from the shares of the worlds, each with the correction of Miller (see
//! [`super::Entropy`]), which takes off what chance alone would give: about `(K_N − 1)(K_A − 1)/(2n ln 2)`. It can be a little below 0.
//! The standard error is that of a mean of `log₂ p(N, A)/(p(N) p(A))`.
//!
//! **Cost.** One frontier a world, then one pass over the worlds a question. Memory: the numbers of all worlds.

use super::known::Known;
use super::parallel::in_order;
use super::robust::{Solved, nash};
use super::share::{Entropy, Share};
use super::{World, Worlds, WorldsError};
use crate::limits::{Limits, Watch};
use std::collections::BTreeMap;

/// A question to one party.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Below, between or above which of these is the weight of the issue?
    Weight {
        /// The issue.
        issue: usize,
        /// The bounds of the parts.
        at: Vec<f64>,
    },
    /// Below, between or above which of these is the value of the options, which are liked alike?
    Value {
        /// The issue.
        issue: usize,
        /// The options.
        options: Vec<u32>,
        /// The bounds of the parts.
        at: Vec<f64>,
    },
    /// Does the first issue count at least as much as the second?
    Importance {
        /// The first issue.
        this: usize,
        /// The second issue.
        that: usize,
    },
    /// Is the first package better, as good, or worse?
    Packages {
        /// The first package.
        this: Vec<u32>,
        /// The second package.
        that: Vec<u32>,
    },
}

/// A question and what it is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// To whom.
    pub party: usize,
    /// What.
    pub question: Question,
    /// In which share of the worlds each answer is given, in the order of the question's words.
    pub answers: Vec<Share>,
    /// The expected fall of the entropy of the Nash outcome, in bits, corrected.
    pub gain: f64,
    /// The expected entropy after the answer, in bits, corrected.
    pub after: f64,
    /// The standard error of the fall.
    pub standard_error: f64,
}

/// What may be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answers {
    /// Parts of a number's spread: two or more.
    pub parts: usize,
    /// How many of the most frequent Nash outcomes are compared, two by two.
    pub packages: usize,
}

impl Default for Answers {
    /// Thirds, and five packages.
    fn default() -> Answers {
        Answers { parts: 3, packages: 5 }
    }
}

/// All questions, the most useful first.
#[derive(Clone, Debug, PartialEq)]
pub struct Questions {
    /// The most useful first; of equals the first by party, then weights, values, importance, packages.
    pub ranked: Vec<Asked>,
    /// The entropy of the Nash outcome now.
    pub nash: Entropy,
    /// How many different Nash outcomes there are, no agreement counted as one.
    pub outcomes: usize,
}

/// What was found in all worlds.
struct Table {
    worlds: Vec<World>,
    /// The class of the Nash outcome.
    nash: Vec<u32>,
    /// How often each class was seen.
    counts: Vec<u64>,
    /// The outcomes of the classes by frequency, of equals the first; no agreement is none of them.
    frequent: Vec<Vec<u32>>,
}

impl Questions {
    /// Goes through all worlds and all questions.
    pub fn of(
        worlds: &Worlds<'_>,
        answers: Answers,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Questions, WorldsError> {
        let table = Table::of(worlds, limits, watch)?;
        let nash = Entropy::of(table.counts.iter().copied());
        let mut ranked = Vec::new();
        let mut ask = |party: usize, question: Question, given: &[u8]| {
            ranked.extend(table.asked(party, question, given, nash));
        };
        for party in 0..worlds.units().len() {
            let Some(known) = worlds.known(party) else { continue };
            numbers(party, known, &table, answers.parts.max(2), &mut ask);
            importance(party, known, &table, &mut ask);
        }
        let packages = &table.frequent[..table.frequent.len().min(answers.packages)];
        for (party, this, that, given) in packages_compared(worlds, &table, packages, watch)? {
            ask(party, Question::Packages { this, that }, &given);
        }
        // Stable: of equals the first asked.
        ranked.sort_by(|a, b| b.gain.total_cmp(&a.gain));
        Ok(Questions { ranked, nash, outcomes: table.counts.len() })
    }
}

impl Table {
    fn of(worlds: &Worlds<'_>, limits: Limits, watch: Watch<'_>) -> Result<Table, WorldsError> {
        let count = u64::from(worlds.sampling().worlds);
        let mut table = Table { worlds: vec![], nash: vec![], counts: vec![], frequent: vec![] };
        let mut classes: BTreeMap<Option<Vec<u32>>, u32> = BTreeMap::new();
        let solve = |k| {
            let solved = Solved::of(worlds, k, limits)?;
            let chosen = solved.chosen(worlds, &nash())?[0];
            Ok((worlds.world(k), chosen.map(|place| solved.frontier.points[place].outcome.clone())))
        };
        in_order(count, worlds.sampling().threads, watch, solve, |_, (world, outcome)| {
            let next = classes.len() as u32;
            let class = *classes.entry(outcome).or_insert(next);
            if class == next {
                table.counts.push(0);
            }
            table.counts[class as usize] += 1;
            table.nash.push(class);
            table.worlds.push(world);
            Ok(())
        })?;
        let mut frequent: Vec<(u64, Vec<u32>)> = classes
            .into_iter()
            .filter_map(|(outcome, class)| Some((table.counts[class as usize], outcome?)))
            .collect();
        frequent.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        table.frequent = frequent.into_iter().map(|(_, outcome)| outcome).collect();
        Ok(table)
    }

    /// What a question is worth, `given` its answer in every world; nothing if that is always the same.
    fn asked(&self, party: usize, question: Question, given: &[u8], nash: Entropy) -> Option<Asked> {
        let kinds = given.iter().max().map_or(0, |most| usize::from(*most) + 1);
        let classes = self.counts.len();
        let mut joint = vec![0u64; kinds * classes];
        let mut answers = vec![0u64; kinds];
        for (answer, class) in given.iter().zip(&self.nash) {
            joint[usize::from(*answer) * classes + *class as usize] += 1;
            answers[usize::from(*answer)] += 1;
        }
        if answers.iter().filter(|count| **count > 0).count() < 2 {
            return None;
        }
        let of = given.len() as u64;
        let both = Entropy::of(joint.iter().copied());
        let gain = nash.corrected + Entropy::of(answers.iter().copied()).corrected - both.corrected;
        let (n, mut mean, mut square) = (of as f64, 0.0, 0.0);
        for (place, &count) in joint.iter().enumerate().filter(|(_, count)| **count > 0) {
            let apart = self.counts[place % classes] as f64 * answers[place / classes] as f64;
            let bits = libm::log2(count as f64 * n / apart);
            mean += bits * count as f64 / n;
            square += bits * bits * count as f64 / n;
        }
        let standard_error = libm::sqrt((square - mean * mean).max(0.0) / n);
        let answers = answers.into_iter().map(|count| Share { count, of }).collect();
        Some(Asked { party, question, answers, gain, after: nash.corrected - gain, standard_error })
    }

    /// A number of a party in every world.
    fn number(&self, party: usize, number: impl Fn(&super::Drawn) -> f64) -> Vec<f64> {
        self.worlds.iter().filter_map(|world| world[party].as_ref().map(&number)).collect()
    }
}

type Ask<'a> = &'a mut dyn FnMut(usize, Question, &[u8]);

/// Bounds of equally likely parts, and the part of each number.
fn parts(numbers: &[f64], parts: usize) -> (Vec<f64>, Vec<u8>) {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let bound = |part: usize| sorted[part * sorted.len() / parts];
    let mut at: Vec<f64> = if sorted.is_empty() { vec![] } else { (1..parts.min(100)).map(bound).collect() };
    at.dedup();
    let part = |number: &f64| at.iter().filter(|bound| number >= bound).count() as u8;
    let given = numbers.iter().map(part).collect();
    (at, given)
}

fn numbers(party: usize, known: &Known, table: &Table, count: usize, ask: Ask<'_>) {
    for issue in (0..known.weights.len()).filter(|&issue| !known.weights.is_exact(issue)) {
        let (at, given) = parts(&table.number(party, |drawn| drawn.weights[issue]), count);
        ask(party, Question::Weight { issue, at }, &given);
    }
    for (issue, values) in known.values.iter().enumerate() {
        for class in (0..values.classes.len()).filter(|&class| !values.classes[class].is_exact()) {
            let (at, given) = parts(&table.number(party, |drawn| drawn.classes[issue][class]), count);
            let options = (0..).zip(&values.class_of).filter(|(_, of)| **of == class);
            let options = options.map(|(option, _)| option).collect();
            ask(party, Question::Value { issue, options, at }, &given);
        }
    }
}

fn importance(party: usize, known: &Known, table: &Table, ask: Ask<'_>) {
    for this in 0..known.weights.len() {
        for that in this + 1..known.weights.len() {
            let lead = table.number(party, |drawn| drawn.weights[this] - drawn.weights[that]);
            let given: Vec<u8> = lead.iter().map(|lead| u8::from(*lead < 0.0)).collect();
            ask(party, Question::Importance { this, that }, &given);
        }
    }
}

type Compared = (usize, Vec<u32>, Vec<u32>, Vec<u8>);

/// For every uncertain party and every two packages: in every world 0, 1, 2 for better, as good, worse.
fn packages_compared(
    worlds: &Worlds<'_>,
    table: &Table,
    packages: &[Vec<u32>],
    watch: Watch<'_>,
) -> Result<Vec<Compared>, WorldsError> {
    let uncertain = (0..worlds.units().len()).filter(|&party| worlds.known(party).is_some());
    let mut compared: Vec<Compared> = Vec::new();
    let mut places = Vec::new();
    for party in uncertain {
        for this in 0..packages.len() {
            for that in this + 1..packages.len() {
                compared.push((party, packages[this].clone(), packages[that].clone(), vec![]));
                places.push((party, this, that));
            }
        }
    }
    let work = |k: u64| {
        let problem = worlds.problem(&table.worlds[k as usize])?;
        Ok(packages.iter().map(|outcome| problem.utilities(outcome)).collect::<Vec<_>>())
    };
    let count = table.worlds.len() as u64;
    in_order(count, worlds.sampling().threads, watch, work, |_, utilities: Vec<Vec<i64>>| {
        for (&(party, this, that), row) in places.iter().zip(&mut compared) {
            row.3.push((utilities[that][party].cmp(&utilities[this][party]) as i8 + 1) as u8);
        }
        Ok(())
    })?;
    Ok(compared)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::*;
    use super::*;
    use crate::limits::Continue;
    use detente_model::scenario::Scenario;

    /// The Nash outcome is (0, 1) where b's weight of the first issue, 0 to 1, is below 0.75, otherwise (1, 0).
    /// A third issue is worth nothing to a, and its weight to b, though as uncertain, decides nothing.
    fn one_matters() -> Scenario {
        let down = || vec![exact("1"), exact("0")];
        let up = || vec![exact("0"), exact("1")];
        let a = party("a", stated(vec![exact("0.6"), exact("0.4"), exact("0")], vec![down(); 3]));
        let weights = vec![between("0", "1"), exact("0.5"), between("0.001", "0.002")];
        scenario(vec![a, party("b", stated(weights, vec![up(); 3]))])
    }

    fn entropy(p: f64) -> f64 {
        -p * libm::log2(p) - (1.0 - p) * libm::log2(1.0 - p)
    }

    #[test]
    fn the_right_question_comes_first_with_its_worth() {
        let scenario = one_matters();
        let worlds = Worlds::of(&scenario, sampling(5, 20_000)).unwrap();
        // The bounds of the parts are those of the sample: near 0.75, where it matters most, not at it.
        for (parts, after, by) in [(2, 0.5, 0.02), (3, entropy(0.25) / 3.0, 0.02), (4, 0.0, 0.06)] {
            let answers = Answers { parts, packages: 2 };
            let questions = Questions::of(&worlds, answers, limits(), &mut |_| Continue::Yes).unwrap();
            assert_eq!(questions.outcomes, 2, "{questions:?}");
            assert!((questions.nash.corrected - entropy(0.25)).abs() < 0.02);
            let decisive = |q: &&Asked| matches!(q.question, Question::Weight { issue: 0, .. });
            let first = questions.ranked.iter().find(decisive).unwrap();
            assert_eq!(first.party, 1);
            // In halves it is as good as the comparisons below, otherwise better.
            assert!(parts == 2 || *first == questions.ranked[0], "{first:?}");
            assert!((first.after - after).abs() < by, "{parts}: {first:?}");
            let useless =
                questions.ranked.iter().find(|q| matches!(q.question, Question::Weight { issue: 2, .. }));
            assert!(useless.unwrap().gain.abs() < 0.001, "{useless:?}");
            // Which package is better, and which issue counts more, are both whether the weight is above 0.5.
            let same = |q: &&Asked| {
                matches!(q.question, Question::Importance { this: 0, that: 1 } | Question::Packages { .. })
            };
            let both: Vec<&Asked> = questions.ranked.iter().filter(same).collect();
            assert_eq!(both.len(), 2);
            assert!(both.iter().all(|q| (q.after - 0.5).abs() < 0.02), "{both:?}");
            assert!(first.standard_error < 0.01);
        }
    }

    #[test]
    fn gains_are_those_of_the_definition() {
        let mut dice = crate::worlds::Dice::of(21, 0);
        let options = [2, 3, 2];
        let scenario =
            scenario(vec![random_party(&mut dice, "a", &options), random_party(&mut dice, "b", &options)]);
        let worlds = Worlds::of(&scenario, sampling(2, 400)).unwrap();
        let questions = Questions::of(&worlds, Answers::default(), limits(), &mut |_| Continue::Yes).unwrap();
        assert!(questions.ranked.windows(2).all(|pair| pair[0].gain >= pair[1].gain));
        // By brute force: the Nash outcome of each world by its product over all outcomes.
        let all: Vec<Vec<u32>> = (0..12u32).map(|k| vec![k / 6, k / 2 % 3, k % 2]).collect();
        let best = |k: u64| {
            let problem = worlds.problem(&worlds.world(k)).unwrap();
            // Without reservation values gains are measured from the least that any outcome gives.
            let least = |party: usize| all.iter().map(|o| problem.utilities(o)[party]).min().unwrap();
            let floors = [least(0), least(1)];
            let gain = |(u, floor): (&i64, &i64)| i128::from(u - floor);
            let product = |o: &Vec<u32>| problem.utilities(o).iter().zip(&floors).map(gain).product::<i128>();
            all.iter().rev().max_by_key(|o| product(o)).unwrap().clone()
        };
        let nash: Vec<Vec<u32>> = (0..400).map(best).collect();
        let mut checked = 0;
        for asked in &questions.ranked {
            let Question::Weight { issue, at } = &asked.question else { continue };
            let answer = |k: u64| {
                let weight = worlds.world(k)[asked.party].as_ref().unwrap().weights[*issue];
                at.iter().filter(|bound| weight >= **bound).count()
            };
            let (mut after, mut classes) = (0.0, 0);
            for part in 0..=at.len() {
                let mut counts: BTreeMap<&Vec<u32>, u64> = BTreeMap::new();
                let inside: Vec<usize> = (0..400).filter(|k| answer(*k as u64) == part).collect();
                inside.iter().for_each(|k| *counts.entry(&nash[*k]).or_default() += 1);
                after += Entropy::of(counts.values().copied()).plug_in * inside.len() as f64 / 400.0;
                classes += counts.len();
            }
            // The corrections: of the joint distribution and of the answers.
            let correction = (classes as f64 - at.len() as f64 - 1.0) / (800.0 * std::f64::consts::LN_2);
            assert!((asked.after - after - correction).abs() < 1e-9, "{asked:?} {after}");
            checked += 1;
        }
        assert!(checked > 0);
    }

    #[test]
    fn questions_are_the_same_on_any_number_of_threads() {
        let scenario = one_matters();
        let with = |threads| {
            let worlds =
                Worlds::of(&scenario, crate::worlds::Sampling { threads, ..sampling(5, 500) }).unwrap();
            Questions::of(&worlds, Answers::default(), limits(), &mut |_| Continue::Yes).unwrap()
        };
        assert_eq!(with(1), with(2));
        assert_eq!(with(1), with(8));
    }
}
