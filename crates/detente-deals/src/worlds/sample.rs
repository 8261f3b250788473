//! Possible worlds: for each party one set of weights and values that keeps all that it stated.
//!
//! **Definition.** Known numbers are drawn from their spreads, independently; weights of which no number is known,
//! uniformly from those that are not below 0 and sum to 1; unknown values uniformly from the party's scale (see
//! [`super::known`]). Of all such draws those are taken that keep the rankings and comparisons stated: the distribution is
//! conditioned on them.
//!
//! **Method.** Ranked weights and values exactly (`extensions`, sorted uniforms between known rungs); the
//! rest by drawing again (rejection), as long as one draw of a hundred is kept in a trial; otherwise by a
//! walk ([`super::walk`]), which is nearly of that distribution. [`Method`] says which. World `k` depends on seed and `k` alone.
//!
//! **Grid.** A world's gains are rounded once to integers, [`Worlds::units`] of which make one utility: a power
//! of ten for which the party's widest utilities span a million or more, times the scenario's unit where links, caps or a
//! bias are in that. A party that is known exactly keeps its integers.

use super::draw::Dice;
use super::extensions::{Extensions, NoExtensions};
use super::known::{Known, Range, Values, Weights, double};
use super::share::Share;
use super::statements::Statements;
use super::{WorldsError, walk};
use crate::limits::{Continue, Limits};
use crate::problem::Problem;
use detente_model::Decimal;
use detente_model::scenario::{Scenario, Utility};

/// How worlds are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampling {
    /// Of the random numbers.
    pub seed: u64,
    /// How many worlds.
    pub worlds: u32,
    /// Widens exact numbers of parties whose basis is `assumed`: by such a share of each, both ways.
    pub assumed_spread: Option<Decimal>,
    /// How many threads may work; the results are the same for any number.
    pub threads: usize,
}

impl Default for Sampling {
    /// 10,000 worlds of seed 0, exact numbers as they are, one thread.
    fn default() -> Sampling {
        Sampling { seed: 0, worlds: 10_000, assumed_spread: None, threads: 1 }
    }
}

/// How a party's numbers are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// They are known exactly: the same in all worlds.
    Exact,
    /// Independent draws, of which those that keep all statements are taken; of so many in a trial so many.
    Rejection(Share),
    /// A walk of so many steps a world.
    Walk {
        /// The steps.
        steps: usize,
    },
}

/// A party's weights and values in a world.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// One weight an issue.
    pub weights: Vec<f64>,
    /// One value a class of options that are liked alike.
    pub(crate) classes: Vec<Vec<f64>>,
}

/// One possible world: a party that is known exactly has no numbers here.
pub type World = Vec<Option<Drawn>>;

/// All worlds of a scenario; each is drawn when it is asked for.
#[derive(Clone, Debug)]
pub struct Worlds<'s> {
    scenario: &'s Scenario,
    sampling: Sampling,
    base: Problem,
    parties: Vec<Option<Party>>,
    units: Vec<i64>,
}

/// How a party's numbers are drawn, made ready.
#[derive(Clone, Debug)]
struct Party {
    known: Known,
    extensions: Option<Extensions>,
    /// What unknown weights are multiplied by, after they were drawn.
    total: f64,
    method: Method,
    /// Where a walk starts.
    inside: Option<Drawn>,
}

/// The least span of a party's utilities in the integers of a world.
const SPAN: f64 = 1e6;
/// Draws of a trial, and how many of them must be kept.
const TRIAL: u64 = 400;
const KEPT: u64 = 4;
/// A comparison of packages that are known to be alike may come out lower by so much.
const ROUNDING: f64 = 1e-9;
/// Draws of a part of a world before the attempt is given up.
const PART: usize = 200;

impl<'s> Worlds<'s> {
    /// Makes ready to draw. Says whose statements contradict each other, if anyone's do.
    pub fn of(scenario: &'s Scenario, sampling: Sampling) -> Result<Worlds<'s>, WorldsError> {
        let base = Problem::of(scenario).map_err(WorldsError::Problem)?;
        let mut parties = Vec::with_capacity(scenario.utilities.len());
        for (place, utility) in scenario.utilities.iter().enumerate() {
            let known = Known::of(place, utility, sampling.assumed_spread)?;
            parties.push(match known {
                Some(known) => Party::of(place, known, sampling.seed)?,
                None => None,
            });
        }
        Worlds::ready(scenario, sampling, base, parties)
    }

    fn ready(
        scenario: &'s Scenario,
        sampling: Sampling,
        base: Problem,
        parties: Vec<Option<Party>>,
    ) -> Result<Worlds<'s>, WorldsError> {
        let units = scenario.utilities.iter().zip(&parties).map(|(utility, party)| match party {
            Some(party) => unit(utility, &party.known, party.total),
            None => utility.unit,
        });
        let units = units.collect();
        Ok(Worlds { scenario, sampling, base, parties, units })
    }

    /// The same with one party's weights unknown, uniform on those that sum to what they do, its values as stated; all other
    /// parties in `exactly` as the scenario's integers have them.
    pub(crate) fn seen_from_outside(
        mut self,
        party: usize,
        unknown_weights: bool,
        exactly: &[usize],
    ) -> Result<Worlds<'s>, WorldsError> {
        exactly.iter().for_each(|&other| self.parties[other] = None);
        if unknown_weights {
            let utility = &self.scenario.utilities[party];
            let mut stated = utility.stated.clone().ok_or(WorldsError::NotWeighted { party })?;
            stated.weights.fill(detente_model::scenario::Spread::Unknown);
            (stated.more_important, stated.prefers) = (vec![], vec![]);
            let unknown = Utility { stated: Some(stated), ..utility.clone() };
            let known = Known::of(party, &unknown, None)?.ok_or(WorldsError::NotWeighted { party })?;
            let total = stated_total(utility).ok_or(WorldsError::NotWeighted { party })?;
            self.parties[party] = Party::of(party, known, self.sampling.seed)?;
            self.parties[party].iter_mut().for_each(|party| party.total = total);
        }
        Worlds::ready(self.scenario, self.sampling, self.base, self.parties)
    }

    /// The scenario.
    pub fn scenario(&self) -> &'s Scenario {
        self.scenario
    }

    /// How they are drawn.
    pub fn sampling(&self) -> Sampling {
        self.sampling
    }

    /// How many of a world's integers make one utility, a number a party.
    pub fn units(&self) -> &[i64] {
        &self.units
    }

    /// How each party's numbers are drawn.
    pub fn methods(&self) -> Vec<Method> {
        self.parties.iter().map(|party| party.as_ref().map_or(Method::Exact, |party| party.method)).collect()
    }

    /// What is known of a party, if it is not known exactly.
    pub(crate) fn known(&self, party: usize) -> Option<&Known> {
        self.parties[party].as_ref().map(|party| &party.known)
    }

    /// World `k`.
    pub fn world(&self, k: u64) -> World {
        let mut dice = Dice::of(self.sampling.seed, k);
        self.parties.iter().map(|party| party.as_ref().map(|party| party.draw(&mut dice))).collect()
    }

    /// What each party has without an agreement in a world with this problem, in its integers: its reservation value,
    /// rounded up (a whole number is at least a fraction if it is at least the next whole number); where none
    /// is known, the least that any package gives it, as in an overview ([`crate::Overview`]).
    pub fn disagreement(&self, problem: &Problem, limits: Limits) -> Result<Vec<i64>, WorldsError> {
        let of = |(party, reservation): (usize, Option<i64>)| match reservation {
            Some(reservation) => Ok(reservation),
            None => problem.least(party, limits, &mut |_| Continue::Yes).map(|least| least.unwrap_or(0)),
        };
        let all = self.reservations().into_iter().enumerate().map(of).collect::<Result<_, _>>();
        all.map_err(WorldsError::Stop)
    }

    fn reservations(&self) -> Vec<Option<i64>> {
        let of = |(utility, unit): (&Utility, &i64)| {
            utility.reservation.map(|reservation| in_unit(reservation, utility.unit, *unit))
        };
        self.scenario.utilities.iter().zip(&self.units).map(of).collect()
    }

    /// The world's problem: its gains in integers; rules, links and caps as they are.
    pub fn problem(&self, world: &World) -> Result<Problem, WorldsError> {
        let gains = |party: usize| match (&world[party], &self.parties[party]) {
            (Some(drawn), Some(of)) => drawn.gains(&of.known, self.units[party]),
            _ => self.base.gains()[party].clone(),
        };
        let factor = |party: usize| self.units[party] / self.scenario.utilities[party].unit.max(1);
        let parties = 0..self.base.parties();
        let mut problem = Problem::new(parties.clone().map(gains).collect());
        if !self.base.factors().is_empty() {
            let mut factors = self.base.factors().to_vec();
            for (party, values) in factors.iter_mut().flat_map(|f| f.values.iter_mut().enumerate()) {
                values.iter_mut().for_each(|value| *value = value.saturating_mul(factor(party)));
            }
            problem = problem.and_then(|problem| problem.with_factors(factors));
        }
        // A party without links and bias may have any unit: nothing of it is scaled then.
        let bias =
            self.base.bias().iter().enumerate().map(|(party, bias)| bias.saturating_mul(factor(party)));
        let caps = self.base.caps().iter().enumerate();
        let caps = caps.map(|(party, cap)| cap.map(|cap| cap.saturating_mul(factor(party)))).collect();
        problem
            .and_then(|problem| problem.with_bias(bias.collect()))
            .and_then(|problem| problem.with_rules(self.base.rules().to_vec()))
            .and_then(|problem| problem.with_caps(caps))
            .and_then(|problem| problem.with_reservations(self.reservations()))
            .map_err(WorldsError::Problem)
    }
}

impl Drawn {
    fn gains(&self, known: &Known, unit: i64) -> Vec<Vec<i64>> {
        let of_issue = |(issue, values): (usize, &Values)| {
            let scale = self.weights[issue] * unit as f64;
            let gain = |class: &usize| (scale * self.classes[issue][*class]).round() as i64;
            values.class_of.iter().map(gain).collect()
        };
        known.values.iter().enumerate().map(of_issue).collect()
    }
}

/// The sum of a party's central weights.
fn stated_total(utility: &Utility) -> Option<f64> {
    let (weights, _) = utility.stated.as_ref()?.central()?;
    let total: f64 = weights.iter().map(|weight| weight.over() as f64 / weight.under() as f64).sum();
    (total > 0.0).then_some(total)
}

/// `number / of` in `unit`s, rounded up.
fn in_unit(number: i64, of: i64, unit: i64) -> i64 {
    let (over, of) = (i128::from(number) * i128::from(unit), i128::from(of.max(1)));
    let up = over.div_euclid(of) + i128::from(over.rem_euclid(of) != 0);
    i64::try_from(up).unwrap_or(if up < 0 { i64::MIN >> 2 } else { i64::MAX >> 2 })
}

/// A party's unit in all worlds.
fn unit(utility: &Utility, known: &Known, total: f64) -> i64 {
    let most = |issue: usize| match &known.weights {
        Weights::Simplex(_) => total,
        Weights::Ranges(ranges) => double(ranges[issue].high),
    };
    let widest = |values: &Values| {
        let low = values.classes.iter().map(|range| double(range.low)).fold(f64::INFINITY, f64::min);
        values.classes.iter().map(|range| double(range.high)).fold(low, f64::max) - low
    };
    let spans = known.values.iter().enumerate().map(|(issue, values)| most(issue) * widest(values));
    let span: f64 = match known.weights {
        Weights::Simplex(_) => spans.fold(0.0, f64::max),
        Weights::Ranges(_) => spans.sum(),
    };
    let in_unit = !utility.tables.is_empty() || utility.cap.is_some() || utility.bias != 0;
    let least = if in_unit { utility.unit.max(1) } else { 1 };
    let mut unit = least;
    while span * (unit as f64) < SPAN && span > 0.0 && unit < 1_000_000_000_000 {
        unit = unit.saturating_mul(10);
    }
    unit
}

impl Party {
    fn of(place: usize, known: Known, seed: u64) -> Result<Option<Party>, WorldsError> {
        let statements = Statements::kept(place, &known)?;
        if known.is_exact() {
            return Ok(None);
        }
        let extensions = match &known.weights {
            Weights::Simplex(n) => match Extensions::of(*n, &known.more) {
                Ok(extensions) => Some(extensions),
                Err(NoExtensions::TooMany) => None,
                Err(NoExtensions::Circle) => return Err(WorldsError::NoRoom { party: place }),
            },
            Weights::Ranges(_) => None,
        };
        let mut party = Party { known, extensions, total: 1.0, method: Method::Exact, inside: None };
        // A stream that no world has.
        let mut dice = Dice::of(seed, u64::MAX - place as u64);
        let count = (0..TRIAL).filter(|_| party.attempt(&mut dice).is_some()).count() as u64;
        if count >= KEPT {
            party.method = Method::Rejection(Share { count, of: TRIAL });
        } else {
            let inside = statements.inside(&party.known).ok_or(WorldsError::NoRoom { party: place })?;
            party.inside = Some(Drawn { weights: inside.0, classes: inside.1 });
            party.method = Method::Walk { steps: walk::steps(&party.known) };
        }
        Ok(Some(party))
    }

    fn draw(&self, dice: &mut Dice) -> Drawn {
        let mut drawn = self.unscaled(dice);
        drawn.weights.iter_mut().for_each(|weight| *weight *= self.total);
        drawn
    }

    fn unscaled(&self, dice: &mut Dice) -> Drawn {
        if let Some(inside) = &self.inside {
            return walk::walk(&self.known, inside, dice);
        }
        // One attempt of a hundred or so is kept, so that this ends soon.
        loop {
            if let Some(drawn) = self.attempt(dice) {
                return drawn;
            }
        }
    }

    /// One draw, if it keeps all statements.
    fn attempt(&self, dice: &mut Dice) -> Option<Drawn> {
        let weights = self.weights(dice)?;
        let classes: Vec<Vec<f64>> =
            self.known.values.iter().map(|values| classes(values, dice)).collect::<Option<_>>()?;
        let kept = |preferred| walk::lead(&self.known, preferred, &weights, &classes) >= -ROUNDING;
        self.known.prefers.iter().all(kept).then_some(Drawn { weights, classes })
    }

    fn weights(&self, dice: &mut Dice) -> Option<Vec<f64>> {
        match &self.known.weights {
            Weights::Simplex(n) => {
                let extensions = self.extensions.as_ref()?;
                let mut drawn = dice.simplex(*n);
                if !self.known.more.is_empty() {
                    drawn.sort_by(|a, b| b.total_cmp(a));
                    let order = extensions.draw(dice);
                    let mut weights = vec![0.0; *n];
                    order.iter().zip(&drawn).for_each(|(&issue, weight)| weights[issue] = *weight);
                    return Some(weights);
                }
                Some(drawn)
            }
            Weights::Ranges(ranges) => {
                let keeps =
                    |weights: &Vec<f64>| self.known.more.iter().all(|(a, b)| weights[*a] >= weights[*b]);
                (0..PART).map(|_| ranges.iter().map(|range| number(range, dice)).collect()).find(keeps)
            }
        }
    }
}

fn number(range: &Range, dice: &mut Dice) -> f64 {
    let (low, high) = (double(range.low), double(range.high));
    match range.peak {
        _ if range.is_exact() => low,
        Some(peak) => dice.triangular(low, double(peak), high),
        None => dice.between(low, high),
    }
}

/// The value of each class of an issue, in the order ranked.
fn classes(values: &Values, dice: &mut Dice) -> Option<Vec<f64>> {
    let (chain, free) = values.classes.split_at(values.chain);
    let falls = |drawn: &Vec<f64>| drawn.windows(2).all(|pair| pair[0] >= pair[1]);
    let mut drawn = (0..PART).map(|_| ranked(chain, dice)).find(falls)?;
    drawn.extend(free.iter().map(|range| number(range, dice)));
    Some(drawn)
}

/// Classes side by side with one flat range are drawn together, sorted.
fn ranked(chain: &[Range], dice: &mut Dice) -> Vec<f64> {
    let mut drawn = Vec::with_capacity(chain.len());
    for run in chain.chunk_by(|a, b| a == b) {
        let range = &run[0];
        match range.peak {
            None if !range.is_exact() => {
                drawn.extend(dice.falling(run.len(), double(range.low), double(range.high)))
            }
            _ => drawn.extend(run.iter().map(|range| number(range, dice))),
        }
    }
    drawn
}
