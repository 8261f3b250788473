//! Empirical game analysis: choosing a strategy is a game too, and a tournament measures its payoffs.
//!
//! W. Walsh, R. Das, G. Tesauro, J. Kephart, "Analyzing complex strategic interactions in multi-agent systems", *AAAI Workshop on
//! Game-Theoretic and Decision-Theoretic Agents* (2002): heuristic payoff tables, equilibria and replicator dynamics. For talks: C.
//! Williams, V. Robu, E. Gerding, N. Jennings (2011) and T. Baarslag and others, "Evaluating practical negotiating agents: results and
//! analysis of the 2011 international competition", *Artificial Intelligence* 198 (2013).
//!
//! * **Payoff** of a strategy beside some others: its mean gain over all scenarios, rules and seats, each cell once. Who sits where among
//!   the others does not count: the game is symmetric, its roles averaged.
//! * **Best reply**: one whose payoff is at most the tolerance below the best. **Pure equilibrium**: a profile from which no one who
//!   changes alone gains more than the tolerance.
//! * **Replicator dynamics** `ẋᵢ = xᵢ(fᵢ(x) − x·f(x))` (P. Taylor, L. Jonker, "Evolutionarily stable strategies and game dynamics",
//!   *Mathematical Biosciences* 40, 1978), `fᵢ` the expected payoff where each other is drawn from `x`, by the classical
//!   Runge–Kutta method of order 4 with a fixed step, additions and multiplications only.
//! * **Basins**: how many of an even grid of inner starts end where.
//!
//! Cost: of a table, one look a cell and seat; of a step of the dynamics, `4·sⁿ` for `s` strategies and `n` seats.

use crate::plan::Numbered;
use crate::summary::{Sum, Tally};
use std::collections::BTreeMap;
use std::fmt;

/// The most entries of a table.
const MOST_ENTRIES: usize = 1 << 16;
/// The step of the dynamics, in time in which a gain of 1 more multiplies by e.
pub const STEP: f64 = 0.5;
/// The most steps to rest.
const MOST_STEPS: u32 = 4_000;
/// Rest: nothing changes faster.
const REST: f64 = 1e-7;
/// The most starts of a basin.
const MOST_STARTS: usize = 256;
/// Who has less of a population at its end has died out, or will.
const PRESENT: f64 = 0.01;

/// A symmetric game.
#[derive(Clone, Debug, PartialEq)]
pub struct Game {
    strategies: usize,
    /// How many others there are.
    others: usize,
    /// By own strategy, then by the others, the last fastest.
    payoffs: Vec<f64>,
}

/// Why there is no game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoGame {
    /// Scenarios have different numbers of parties.
    Parties,
    /// The table would be too large.
    Large,
    /// Some strategies never sat beside some others.
    Missing,
}

impl fmt::Display for NoGame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoGame::Parties => "scenarios differ in their number of parties; a game has one",
            NoGame::Large => "there are too many combinations of strategies for a table",
            NoGame::Missing => "not every strategy sat beside every other, itself among them",
        })
    }
}

impl std::error::Error for NoGame {}

/// The best replies to what the others do.
#[derive(Clone, Debug, PartialEq)]
pub struct BestReply {
    /// The others' strategies, rising.
    pub others: Vec<usize>,
    /// The best replies, rising.
    pub best: Vec<usize>,
    /// The best payoff.
    pub payoff: f64,
}

/// Where populations end.
#[derive(Clone, Debug, PartialEq)]
pub struct Basin {
    /// Who is left, rising.
    pub left: Vec<usize>,
    /// How many of the starts end so.
    pub starts: usize,
    /// The mean of the ends.
    pub end: Vec<f64>,
    /// How many of them came to rest.
    pub at_rest: usize,
}

impl Game {
    /// The game of a tournament.
    pub fn of(plan: &Numbered, tally: &Tally) -> Result<Game, NoGame> {
        let strategies = plan.plan().strategies.len();
        let topics = &plan.plan().topics;
        let parties = topics.first().map_or(0, |topic| topic.parties);
        if topics.iter().any(|topic| topic.parties != parties) {
            return Err(NoGame::Parties);
        }
        let mut sums: BTreeMap<(usize, Vec<usize>), Sum> = BTreeMap::new();
        for cell in tally.cells() {
            for (seat, gain) in cell.gains.iter().enumerate() {
                let mut others = cell.choice.seats.clone();
                let own = others.remove(seat);
                others.sort_unstable();
                gain.mean().iter().for_each(|&mean| sums.entry((own, others.clone())).or_default().add(mean));
            }
        }
        let payoff = |own: usize, others: &[usize]| sums.get(&(own, others.to_vec())).and_then(Sum::mean);
        Game::new(strategies, parties.saturating_sub(1), payoff)
    }

    /// The game with this payoff of a strategy beside others, rising.
    pub fn new(
        strategies: usize,
        others: usize,
        payoff: impl Fn(usize, &[usize]) -> Option<f64>,
    ) -> Result<Game, NoGame> {
        let power = u32::try_from(others + 1).ok().and_then(|power| strategies.checked_pow(power));
        if power.is_none_or(|entries| entries > MOST_ENTRIES) {
            return Err(NoGame::Large);
        }
        let entry = |own: usize, place: usize| {
            let mut around = digits(place, strategies, others);
            around.sort_unstable();
            payoff(own, &around).ok_or(NoGame::Missing)
        };
        let width = strategies.pow(others as u32);
        let all = (0..strategies).flat_map(|own| (0..width).map(move |place| (own, place)));
        let payoffs: Result<Vec<f64>, NoGame> = all.map(|(own, place)| entry(own, place)).collect();
        Ok(Game { strategies, others, payoffs: payoffs? })
    }

    /// How many strategies there are.
    pub fn strategies(&self) -> usize {
        self.strategies
    }

    /// How many others sit beside one.
    pub fn others(&self) -> usize {
        self.others
    }

    /// What `own` gets beside `others`.
    pub fn payoff(&self, own: usize, others: &[usize]) -> f64 {
        let place = others.iter().fold(0, |place, other| place * self.strategies + other);
        self.payoffs[own * self.width() + place]
    }

    fn width(&self) -> usize {
        self.payoffs.len() / self.strategies.max(1)
    }

    /// The best replies to every combination of others, within a tolerance.
    pub fn best_replies(&self, tolerance: f64) -> Vec<BestReply> {
        let combinations = (0..self.width()).map(|place| digits(place, self.strategies, self.others));
        let reply = |others: Vec<usize>| {
            let payoff = |own: &usize| self.payoff(*own, &others);
            let most = (0..self.strategies).map(|own| payoff(&own)).fold(f64::NEG_INFINITY, f64::max);
            let best = (0..self.strategies).filter(|own| payoff(own) >= most - tolerance).collect();
            BestReply { best, payoff: most, others }
        };
        combinations.filter(|others| others.is_sorted()).map(reply).collect()
    }

    /// The pure equilibria within a tolerance, each as the strategies of all seats, rising.
    pub fn equilibria(&self, tolerance: f64) -> Vec<Vec<usize>> {
        let seats = self.others + 1;
        let profiles = (0..self.payoffs.len()).map(|place| digits(place, self.strategies, seats));
        profiles.filter(|profile| profile.is_sorted() && self.regret(profile) <= tolerance).collect()
    }

    /// The most that one can gain who changes alone.
    pub fn regret(&self, profile: &[usize]) -> f64 {
        let of_seat = |seat: usize| {
            let mut others = profile.to_vec();
            let own = others.remove(seat);
            let best = (0..self.strategies).map(|reply| self.payoff(reply, &others));
            best.fold(f64::NEG_INFINITY, f64::max) - self.payoff(own, &others)
        };
        (0..profile.len()).map(of_seat).fold(0.0, f64::max)
    }

    /// The expected payoff of each strategy where each other is drawn from `mix`.
    fn fitness(&self, mix: &[f64], into: &mut [f64]) {
        into.fill(0.0);
        let width = self.width();
        for place in 0..width {
            let (mut rest, mut chance) = (place, 1.0);
            for _ in 0..self.others {
                chance *= mix[rest % self.strategies];
                rest /= self.strategies;
            }
            if chance > 0.0 {
                into.iter_mut()
                    .enumerate()
                    .for_each(|(own, sum)| *sum += chance * self.payoffs[own * width + place]);
            }
        }
    }

    /// How fast each share grows.
    fn growth(&self, mix: &[f64], into: &mut [f64]) {
        self.fitness(mix, into);
        let mean = mix.iter().zip(&*into).fold(0.0, |sum, (share, fitness)| sum + share * fitness);
        mix.iter().zip(into).for_each(|(share, fitness)| *fitness = share * (*fitness - mean));
    }

    /// One step of the dynamics from `mix`; how fast shares changed at its beginning.
    pub fn step(&self, mix: &mut [f64], step: f64) -> f64 {
        let s = mix.len();
        let mut slopes = vec![0.0; 4 * s];
        let mut at = mix.to_vec();
        for (stage, reach) in [0.0, 0.5, 0.5, 1.0].into_iter().enumerate() {
            let (before, own) = slopes.split_at_mut(stage * s);
            if stage > 0 {
                let last = &before[(stage - 1) * s..];
                let moved = mix.iter().zip(last).map(|(share, slope)| share + reach * step * slope);
                at.iter_mut().zip(moved).for_each(|(place, moved)| *place = moved);
            }
            self.growth(&at, &mut own[..s]);
        }
        let pace = slopes[..s].iter().fold(0.0f64, |most, slope| most.max(slope.abs()));
        for (strategy, share) in mix.iter_mut().enumerate() {
            let slope = |stage: usize| slopes[stage * s + strategy];
            *share = (*share + step / 6.0 * (slope(0) + 2.0 * slope(1) + 2.0 * slope(2) + slope(3))).max(0.0);
        }
        let sum: f64 = mix.iter().sum();
        mix.iter_mut().for_each(|share| *share /= sum);
        pace
    }

    /// Shares over time from an even start, the start first: every `every`-th of so many steps of [`STEP`].
    pub fn course(&self, steps: u32, every: u32) -> Vec<Vec<f64>> {
        let mut mix = vec![1.0 / self.strategies as f64; self.strategies];
        let mut course = vec![mix.clone()];
        for step in 1..=steps {
            self.step(&mut mix, STEP);
            if step.is_multiple_of(every.max(1)) {
                course.push(mix.clone());
            }
        }
        course
    }

    /// Where an even grid of inner starts ends, the largest basin first.
    pub fn basins(&self) -> Vec<Basin> {
        let mut basins: BTreeMap<Vec<usize>, Basin> = BTreeMap::new();
        for mut mix in starts(self.strategies) {
            let at_rest = (0..MOST_STEPS).any(|_| self.step(&mut mix, STEP) < REST);
            let left: Vec<usize> = (0..mix.len()).filter(|&strategy| mix[strategy] >= PRESENT).collect();
            let new = || Basin { left: left.clone(), starts: 0, end: vec![0.0; mix.len()], at_rest: 0 };
            let basin = basins.entry(left.clone()).or_insert_with(new);
            basin.starts += 1;
            basin.at_rest += usize::from(at_rest);
            basin.end.iter_mut().zip(&mix).for_each(|(sum, share)| *sum += share);
        }
        let mut basins: Vec<Basin> = basins.into_values().collect();
        for Basin { end, starts, .. } in &mut basins {
            end.iter_mut().for_each(|sum| *sum /= *starts as f64);
        }
        basins.sort_by_key(|basin| std::cmp::Reverse(basin.starts));
        basins
    }
}

/// The digits of a number, the last fastest.
fn digits(mut number: usize, base: usize, count: usize) -> Vec<usize> {
    let mut digits = vec![0; count];
    for digit in digits.iter_mut().rev() {
        *digit = number % base.max(1);
        number /= base.max(1);
    }
    digits
}

/// Inner points of the simplex: `(kᵢ + 1)/(r + s)` for all `k` with the sum `r`, the largest `r` with at most [`MOST_STARTS`] points.
fn starts(strategies: usize) -> Vec<Vec<f64>> {
    let points = |resolution: usize| {
        // C(r + s − 1, s − 1), as far as it matters.
        (1..strategies).fold(1usize, |product, k| (product.min(1 << 40) * (resolution + k)) / k)
    };
    let resolution = (0..1000).take_while(|&r| points(r) <= MOST_STARTS).last().unwrap_or(0);
    let mut all = Vec::new();
    compositions(&mut Vec::new(), resolution, strategies, &mut |parts: &[usize]| {
        let share = |part: &usize| (part + 1) as f64 / (resolution + strategies) as f64;
        all.push(parts.iter().map(share).collect());
    });
    all
}

fn compositions(parts: &mut Vec<usize>, rest: usize, count: usize, each: &mut dyn FnMut(&[usize])) {
    if parts.len() + 1 >= count {
        parts.push(rest);
        each(parts);
        parts.pop();
        return;
    }
    for part in 0..=rest {
        parts.push(part);
        compositions(parts, rest - part, count, each);
        parts.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix<const N: usize>(rows: [[f64; N]; N]) -> Game {
        Game::new(N, 1, |own, others| Some(rows[own][others[0]])).expect("a game")
    }

    /// J. Maynard Smith, *Evolution and the Theory of Games* (1982): value 2, cost 4, so that half are hawks.
    #[test]
    fn hawks_and_doves_come_to_value_by_cost() {
        let game = matrix([[-1.0, 2.0], [0.0, 1.0]]);
        let basins = game.basins();
        assert_eq!((basins.len(), &basins[0].left[..]), (1, &[0, 1][..]));
        assert_eq!(basins[0].at_rest, basins[0].starts);
        assert!((basins[0].end[0] - 0.5).abs() < 1e-5, "{:?}", basins[0]);
        assert_eq!(game.equilibria(0.0), [vec![0, 1]]);
    }

    /// Of rock, paper and scissors the product of shares stays what it was (J. Hofbauer, K. Sigmund, *Evolutionary Games and Population
    /// Dynamics*, 1998, 7.3).
    #[test]
    fn rock_paper_scissors_goes_round_on_a_constant_product() {
        let game = matrix([[0.0, -1.0, 1.0], [1.0, 0.0, -1.0], [-1.0, 1.0, 0.0]]);
        let mut mix = vec![0.5, 0.3, 0.2];
        let product = |mix: &[f64]| mix.iter().product::<f64>();
        let (begin, mut moved) = (product(&mix), 0.0f64);
        for _ in 0..1000 {
            game.step(&mut mix, 0.05);
            moved = moved.max((mix[0] - 0.5).abs());
        }
        assert!((product(&mix) - begin).abs() < 1e-7, "{}", product(&mix) - begin);
        assert!(moved > 0.1);
        assert!(game.equilibria(0.5).is_empty());
    }

    /// Where one is always better by `d`, odds grow as `e^(d·t)`.
    #[test]
    fn a_dominant_strategy_grows_as_the_logistic_curve() {
        let game = matrix([[0.7, 0.7], [0.4, 0.4]]);
        let mut mix = vec![0.1, 0.9];
        for step in 1..=60 {
            game.step(&mut mix, STEP);
            let odds = libm::exp(0.3 * STEP * f64::from(step)) / 9.0;
            assert!((mix[0] - odds / (1.0 + odds)).abs() < 1e-6, "{step}: {mix:?}");
        }
        assert_eq!(game.equilibria(0.0), [vec![0, 0]]);
        assert_eq!(game.best_replies(0.1)[0].best, [0]);
        assert_eq!(game.best_replies(0.31)[1].best, [0, 1]);
    }

    #[test]
    fn coordination_has_a_basin_for_each() {
        let game = matrix([[1.0, 0.0], [0.0, 1.0]]);
        let basins = game.basins();
        let left: Vec<&[usize]> = basins.iter().map(|basin| &basin.left[..]).collect();
        assert!(left.contains(&&[0][..]) && left.contains(&&[1][..]), "{basins:?}");
        assert_eq!(basins.iter().map(|basin| basin.starts).sum::<usize>(), starts(2).len());
    }

    /// Three seats: the payoff is how many others do the same.
    #[test]
    fn three_seats() {
        let same = |own: usize, others: &[usize]| Some(others.iter().filter(|&&o| o == own).count() as f64);
        let game = Game::new(2, 2, same).expect("a game");
        assert_eq!(game.equilibria(0.0), [vec![0, 0, 0], vec![1, 1, 1]]);
        let mut mix = vec![0.6, 0.4];
        (0..200).for_each(|_| _ = game.step(&mut mix, STEP));
        assert!(mix[0] > 0.999);
    }

    #[test]
    fn starts_are_even_and_inner() {
        for strategies in 1..40 {
            let all = starts(strategies);
            assert!(!all.is_empty() && all.len() <= MOST_STARTS, "{strategies}");
            assert!(
                all.iter()
                    .all(|mix| mix.iter().all(|&x| x > 0.0) && (mix.iter().sum::<f64>() - 1.0).abs() < 1e-12)
            );
        }
    }
}
