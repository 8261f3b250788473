//! Outcomes that are worth enough to me and the most by a second measure: what strategies with an opponent model look for.
//!
//! The second measure, the **wish**, is a sum over issues. Where my utility is one too, and there are more than
//! [`MOST_LISTED`] outcomes, this is a multiple-choice knapsack problem. It is solved by the greedy method that solves its linear
//! relaxation (P. Sinha, A. Zoltners, "The multiple-choice knapsack problem", *Operations Research* 27 (1979)): from my best outcome,
//! the exchanges of one option that give the most for what they cost me are made as long as they fit; then each issue is
//! looked at once more with what is left. No outcome is listed, so that any size is fine; what is found falls short of the best
//! by less than one exchange. Else all outcomes are looked at, and the best is found.
//!
//! Cost: O(n log n) in the number n of all options; or one addition and one look an outcome, and eight bytes. Nothing is
//! allocated after the first turn.

use super::boa::Model;
use super::model::Tables;
use crate::ranking::Among;
use crate::space::Outcome;
use crate::talk::Turn;

/// Up to so many outcomes are looked at one by one.
const MOST_LISTED: u32 = 4096;
/// Up to so many outcomes are looked at for the Nash point where utilities link issues (as many as GENIUS's agents look at).
const MOST_FOR_NASH: u32 = 200_000;

/// An exchange of one option of my best outcome, or of an earlier exchange, for another.
#[derive(Clone, Copy)]
struct Exchange {
    issue: usize,
    to: u32,
    /// What it costs me, before the division by the profile's unit.
    cost: f64,
    /// What it adds to the wish.
    gain: f64,
}

impl Exchange {
    fn rate(self) -> f64 {
        self.gain / self.cost
    }
}

/// Room to search in, kept from turn to turn.
#[derive(Default)]
pub(super) struct Search {
    wish: Tables,
    /// What is wished for of each outcome, where they are looked at one by one.
    sums: Vec<f64>,
    order: Vec<u32>,
    exchanges: Vec<Exchange>,
    options: Vec<u32>,
    is_full: Vec<bool>,
}

impl Search {
    /// Wishes what the others are believed to like: the mean of the beliefs of those who were heard. False if there are none.
    pub(super) fn wish_by_belief(&mut self, turn: &Turn<'_, '_>, model: &dyn Model) -> bool {
        let beliefs = || (0..turn.parties).filter(|&p| p != turn.me).filter_map(|p| model.belief(p));
        let share = 1.0 / beliefs().count() as f64;
        self.clear(turn);
        for belief in beliefs() {
            for (issue, weight) in belief.weights().iter().enumerate() {
                for (wish, value) in self.wish.issue_mut(issue).iter_mut().zip(belief.values(issue)) {
                    *wish += share * weight * value;
                }
            }
        }
        self.sum_up(turn);
        share.is_finite()
    }

    /// Wishes what is like `offer` to the party `from`. Similarity is a weighted sum over issues of two criteria with half the
    /// weight each: by how little the believed values differ, and whether it is the same option. Without a belief issues weigh the same,
    /// and only the second counts.
    pub(super) fn wish_similar(
        &mut self,
        turn: &Turn<'_, '_>,
        model: &dyn Model,
        from: usize,
        offer: Outcome,
    ) {
        self.clear(turn);
        let belief = model.belief(from);
        for issue in 0..self.wish.issues() {
            let wished = turn.book.option(offer, issue) as usize;
            let table = self.wish.issue_mut(issue);
            if let Some(belief) = belief {
                let (weight, values) = (belief.weights()[issue] / 2.0, belief.values(issue));
                for (wish, value) in table.iter_mut().zip(values) {
                    *wish = weight * (1.0 - (value - values[wished]).abs());
                }
                table[wished] += weight;
            } else {
                table[wished] = 1.0;
            }
        }
        self.sum_up(turn);
    }

    fn clear(&mut self, turn: &Turn<'_, '_>) {
        if self.wish.issues() == 0 {
            self.wish = Tables::filled(turn.book.space(), 0.0);
        }
        self.wish.fill(0.0);
    }

    /// Of the outcomes worth at least `low` to me (and my reservation value), the one that is wished for most; where all are looked at, of
    /// equals the one worth most to me, then the first. My best outcome if none is worth `low`; `None` if not even that is rational.
    pub(super) fn best(&mut self, turn: &mut Turn<'_, '_>, low: f64) -> Option<Outcome> {
        let low = low.max(turn.reservation());
        let best = turn.at(0, Among::Rational)?;
        if turn.utility(best) < low {
            return Some(best);
        }
        match listed(turn, u32::MAX) {
            Some(_) => self.best_listed(turn, low),
            None => self.exchanged(turn, low).or(Some(best)),
        }
    }

    /// Sums the wish up for each outcome that will be looked at, from left to right: the sums over the first issues are kept.
    fn sum_up(&mut self, turn: &Turn<'_, '_>) {
        self.sums.clear();
        let Some(count) = listed(turn, u32::MAX) else { return };
        self.sums.resize(count as usize, 0.0);
        let mut known = 1;
        for issue in 0..self.wish.issues() {
            let table = self.wish.issue(issue);
            // From the last on, so that each sum is read before it is written over.
            for place in (0..known).rev() {
                let sum = self.sums[place];
                let longer = &mut self.sums[place * table.len()..(place + 1) * table.len()];
                longer.iter_mut().zip(table).for_each(|(into, wish)| *into = sum + wish);
            }
            known *= table.len();
        }
    }

    fn best_listed(&self, turn: &Turn<'_, '_>, low: f64) -> Option<Outcome> {
        let mut best = ((f64::NEG_INFINITY, f64::NEG_INFINITY), None);
        for (outcome, wished) in self.outcomes(turn) {
            if wished >= best.0.0 {
                let found = (wished, turn.utility(outcome));
                if found.1 >= low && found > best.0 {
                    best = (found, Some(outcome));
                }
            }
        }
        best.1
    }

    /// All outcomes and what is wished for of them.
    fn outcomes<'a>(&'a self, turn: &'a Turn<'_, '_>) -> impl Iterator<Item = (Outcome, f64)> + 'a {
        let space = turn.book.space();
        let all = self.sums.iter().enumerate().map(|(number, wished)| (Outcome(number as u32), *wished));
        all.filter(|(outcome, _)| space.allows(*outcome))
    }

    /// What the point of the greatest product of two gains is worth to me, as a share of the way from my least to my greatest
    /// utility: mine over my least utility, and that of the wish over the least that any combination of options gives. `None`
    /// where it cannot be searched for, or no point gives both a gain. By exchanges only outcomes that are best for some weighting of the two are seen.
    pub(super) fn nash_share(&mut self, turn: &Turn<'_, '_>) -> Option<f64> {
        let best = match listed(turn, MOST_FOR_NASH) {
            Some(_) => self.nash_listed(turn),
            None if is_plain(turn) => self.nash_exchanged(turn),
            None => return None,
        };
        (best.product > 0.0).then(|| share(turn, turn.range().0 + best.gain))
    }

    fn least_wish(&self) -> f64 {
        let least = |issue| self.wish.issue(issue).iter().copied().fold(f64::INFINITY, f64::min);
        (0..self.wish.issues()).map(least).fold(0.0, |sum, least| sum + least)
    }

    fn nash_listed(&self, turn: &Turn<'_, '_>) -> Product {
        let ((low, _), least) = (turn.range(), self.least_wish());
        let point = |(outcome, wished)| (turn.utility(outcome) - low, wished - least);
        self.outcomes(turn).map(point).fold(Product::default(), Product::or)
    }

    fn nash_exchanged(&mut self, turn: &Turn<'_, '_>) -> Product {
        self.sweep(turn);
        let profile = turn.profile();
        let mut sum = self.own_sum(turn);
        let mut wished = self.wish.sum(|issue| self.options[issue]) - self.least_wish();
        let (low, _) = turn.range();
        let gain = |sum: f64| {
            let worth = sum / profile.unit();
            profile.cap().map_or(worth, |cap| worth.min(cap)) - low
        };
        let mut best = Product::default().or((gain(sum), wished));
        for exchange in &self.exchanges {
            sum -= exchange.cost;
            wished += exchange.gain;
            best = best.or((gain(sum), wished));
        }
        best
    }

    /// My utility of the options at hand, before the division and the cap.
    fn own_sum(&self, turn: &Turn<'_, '_>) -> f64 {
        let profile = turn.profile();
        let gain = |(gains, &option): (&Vec<f64>, &u32)| gains[option as usize];
        profile.gains().iter().zip(&self.options).map(gain).fold(profile.bias(), |sum, gain| sum + gain)
    }

    /// Takes each issue's best option for me (of equals the most wished for, then the first) and lists all exchanges that lead from
    /// there to what is wished for most, those with the best rate first.
    fn sweep(&mut self, turn: &Turn<'_, '_>) {
        self.exchanges.clear();
        self.options.clear();
        for (issue, gains) in turn.profile().gains().iter().enumerate() {
            let wish = self.wish.issue(issue);
            self.order.clear();
            self.order.extend(0..gains.len() as u32);
            self.order.sort_unstable_by(|&a, &b| {
                let (gain, wished) = (|o: u32| gains[o as usize], |o: u32| wish[o as usize]);
                gain(b).total_cmp(&gain(a)).then(wished(b).total_cmp(&wished(a))).then(a.cmp(&b))
            });
            self.options.push(self.order[0]);
            hull(issue, gains, wish, &self.order, &mut self.exchanges);
        }
        self.exchanges.sort_unstable_by(|a, b| {
            b.rate().total_cmp(&a.rate()).then(a.issue.cmp(&b.issue)).then(a.to.cmp(&b.to))
        });
    }

    fn exchanged(&mut self, turn: &mut Turn<'_, '_>, low: f64) -> Option<Outcome> {
        self.sweep(turn);
        let found = self.exchanged_within(turn, low)?;
        if turn.utility(found) >= low {
            return Some(found);
        }
        // Sums in another order differ in their last bits: a little is held back.
        self.sweep(turn);
        let (least, most) = turn.range();
        let found = self.exchanged_within(turn, low + 1e-9 * (most - least))?;
        (turn.utility(found) >= low).then_some(found)
    }

    fn exchanged_within(&mut self, turn: &mut Turn<'_, '_>, low: f64) -> Option<Outcome> {
        let profile = turn.profile();
        let mut left = self.own_sum(turn) - low * profile.unit();
        self.is_full.clear();
        self.is_full.resize(self.options.len(), false);
        for exchange in &self.exchanges {
            let is_full = &mut self.is_full[exchange.issue];
            if !*is_full && exchange.cost <= left {
                left -= exchange.cost;
                self.options[exchange.issue] = exchange.to;
            } else {
                *is_full = true;
            }
        }
        for (issue, gains) in profile.gains().iter().enumerate() {
            let wish = self.wish.issue(issue);
            let at = self.options[issue] as usize;
            let (mut to, mut cost) = (at, 0.0);
            for option in 0..gains.len() {
                if gains[at] - gains[option] <= left && wish[option] > wish[to] {
                    (to, cost) = (option, gains[at] - gains[option]);
                }
            }
            self.options[issue] = to as u32;
            left -= cost;
        }
        turn.book.outcome(&self.options)
    }
}

/// The exchanges of an issue from its best option for me on, each with a worse rate than the one before: the upper hull of the
/// points (what an option costs me, what is wished of it).
fn hull(issue: usize, gains: &[f64], wish: &[f64], order: &[u32], exchanges: &mut Vec<Exchange>) {
    let first = exchanges.len();
    let mut at = order[0];
    for &to in &order[1..] {
        let exchange = |from: u32| Exchange {
            issue,
            to,
            cost: gains[from as usize] - gains[to as usize],
            gain: wish[to as usize] - wish[from as usize],
        };
        if exchange(at).gain <= 0.0 {
            continue;
        }
        while exchanges.len() > first && exchanges[exchanges.len() - 1].rate() <= exchange(at).rate() {
            exchanges.pop();
            at = if exchanges.len() > first { exchanges[exchanges.len() - 1].to } else { order[0] };
        }
        exchanges.push(exchange(at));
        at = to;
    }
}

/// Is my utility a sum over issues, and may options be combined freely?
fn is_plain(turn: &Turn<'_, '_>) -> bool {
    turn.profile().links().is_empty() && !turn.book.space().has_rules()
}

/// How many outcomes are to be looked at one by one, if they are: where there are few, and, up to `most`, where exchanges do
/// not lead from one to another.
fn listed(turn: &Turn<'_, '_>, most: u32) -> Option<u32> {
    let most = if is_plain(turn) { MOST_LISTED } else { most };
    turn.book.space().numbered().filter(|&count| count <= most)
}

/// A product of my gain and of that of the wish, each over its least, and mine in it.
#[derive(Clone, Copy, Default)]
struct Product {
    product: f64,
    gain: f64,
}

impl Product {
    /// The greater of this and of that of a point.
    fn or(self, (gain, wished): (f64, f64)) -> Product {
        let product = gain * wished;
        if product > self.product { Product { product, gain } } else { self }
    }
}

/// How far a utility lies on the way from my least to my greatest; 1 if they are the same.
pub(super) fn share(turn: &Turn<'_, '_>, utility: f64) -> f64 {
    let (low, high) = turn.range();
    if high > low { (utility - low) / (high - low) } else { 1.0 }
}

/// The utility that lies so far on the way from my least to my greatest.
pub(super) fn at_share(turn: &Turn<'_, '_>, share: f64) -> f64 {
    let (low, high) = turn.range();
    low + share * (high - low)
}

/// The rational outcome whose utility is nearest to `utility`; of two as near the better, of equals the first. Where
/// outcomes are not numbered, the cheapest worth `utility`, which lies hardly above it. Cost: two questions to the ranking, and a
/// binary search in it.
pub(super) fn nearest(turn: &mut Turn<'_, '_>, utility: f64) -> Option<Outcome> {
    let (_, high) = turn.range();
    let above = turn.worst_in(utility.min(high), high, Among::Rational)?;
    if turn.book.space().numbered().is_none() || turn.utility(above) <= utility {
        return Some(above);
    }
    let count = turn.count(Among::Rational).unwrap_or(0);
    let (mut first, mut end) = (0, count);
    while first < end {
        let middle = first + (end - first) / 2;
        let is_below = turn.at(middle, Among::Rational).is_some_and(|o| turn.utility(o) < utility);
        (first, end) = if is_below { (first, middle) } else { (middle + 1, end) };
    }
    let Some(below) = turn.at(first, Among::Rational) else { return Some(above) };
    let worth = turn.utility(below);
    match utility - worth < turn.utility(above) - utility {
        true => turn.worst_in(worth, high, Among::Rational),
        false => Some(above),
    }
}

#[cfg(test)]
mod tests;
