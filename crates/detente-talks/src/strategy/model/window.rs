//! A frequency model that compares windows of offers, not single ones.
//!
//! O. Tunalı, R. Aydoğan, V. Sanchez-Anguix, "Rethinking frequency opponent modeling in automated negotiation", PRIMA
//! 2017, LNCS 10621. An option's value is `(count/most)^γ`, counts from one on. The offers are cut into windows of equal length. After each
//! window, for each issue: were its options drawn as in the window before (chi-square test at 5 %, shares smoothed with one for
//! each option)? If on an issue that changed the expected value fell, the party conceded, and each issue that did not change gains
//! `α·(1 − t^β)` before the weights are divided by their sum. After `t = 0.8` nothing is learnt.
//!
//! With the numbers of NegoLog's `WindowedFrequencyOpponentModel`: γ = 0.25, α = 10, β = 5, windows of 48 (25 since 2026). There
//! counts and weights begin at one less the learner's own values and weights; here all are equal, as with an indifferent learner. NegoLog gives the
//! test shares instead of counts, so that hardly anything is ever a change; here it gets the counts that the shares stand
//! for. Cost of an offer: one pass over the tables, a power for each option of which the count or the most changed.

use super::super::{Entry, Kind, MakeModel, Parameter};
use super::{Belief, Each, Learner, Tables, chi_square};
use crate::limits::Time;
use crate::space::{Book, Outcome, Space};

/// The model.
pub(in super::super) const WINDOW: Entry<MakeModel> = Entry {
    name: "window",
    about: "Compares the options of windows of offers: issues that keep theirs while others concede gain weight.",
    parameters: &[
        number("length", 2.0, 10_000.0, "48", "how many offers a window has"),
        number("alpha", 0.0, 1e6, "10", "how much weight an issue gains at the beginning"),
        number("beta", 0.01, 1e3, "5", "above 1 the gain falls late, below 1 early"),
        number("gamma", 0.01, 1.0, "0.25", "below 1 options that were offered less often count for more"),
    ],
    make: |arguments| {
        let number = |name| arguments.number(name);
        let (length, alpha) = (number("length") as u32, number("alpha"));
        let (beta, gamma) = (number("beta"), number("gamma"));
        Box::new(Each::new(move |space| Window::new(space, length, [alpha, beta, gamma])))
    },
};

const fn number(
    name: &'static str,
    from: f64,
    to: f64,
    default: &'static str,
    about: &'static str,
) -> Parameter {
    Parameter { name, kind: Kind::Number { from, to }, default, about }
}

/// The time after which nothing is learnt.
const END: f64 = 0.8;
/// How unlikely a difference must be to be taken for a change.
const LEVEL: f64 = 0.05;

/// What is believed of one party.
pub struct Window {
    length: u32,
    alpha: f64,
    beta: f64,
    gamma: f64,
    /// How many offers the current window has.
    filled: u32,
    /// Is there a window before?
    has_before: bool,
    before: Tables,
    current: Tables,
    counts: Tables,
    /// Which issues changed.
    changed: Vec<bool>,
    belief: Belief,
}

impl Window {
    /// Of a party that offered nothing yet.
    pub fn new(space: &Space, length: u32, [alpha, beta, gamma]: [f64; 3]) -> Window {
        Window {
            length,
            alpha,
            beta,
            gamma,
            filled: 0,
            has_before: false,
            before: Tables::filled(space, 0.0),
            current: Tables::filled(space, 0.0),
            counts: Tables::filled(space, 1.0),
            changed: vec![false; space.options().len()],
            belief: Belief::uniform(space),
        }
    }

    fn count(&mut self, issue: usize, option: usize) {
        self.current.issue_mut(issue)[option] += 1.0;
        let counts = self.counts.issue_mut(issue);
        counts[option] += 1.0;
        let most = counts.iter().copied().fold(0.0, f64::max);
        let values = self.belief.values.issue_mut(issue);
        let value = |count: f64| libm::pow(count / most, self.gamma);
        match counts[option] == most {
            // All are measured by the most offered.
            true => values.iter_mut().zip(counts).for_each(|(into, count)| *into = value(*count)),
            false => values[option] = value(counts[option]),
        }
    }

    /// What the options of a window are expected to be worth, from smoothed shares.
    fn expected(&self, window: &Tables, issue: usize) -> f64 {
        let counts = window.issue(issue);
        let all = f64::from(self.length) + counts.len() as f64;
        let worth = |(count, value): (&f64, &f64)| (1.0 + count) / all * value;
        counts.iter().zip(self.belief.values(issue)).map(worth).fold(0.0, |sum, worth| sum + worth)
    }

    /// Is the window another than the one before?
    fn is_changed(&self, issue: usize) -> bool {
        let (before, current) = (self.before.issue(issue), self.current.issue(issue));
        // Shares smoothed with one for each option, as counts of a window.
        let scale = f64::from(self.length) / (f64::from(self.length) + before.len() as f64);
        let term = |(was, is): (&f64, &f64)| scale * (was - is) * (was - is) / (1.0 + is);
        let statistic = before.iter().zip(current).map(term).fold(0.0, |sum, term| sum + term);
        chi_square::tail(statistic, before.len() - 1) <= LEVEL
    }

    fn compare(&mut self, time: f64) {
        let mut has_conceded = false;
        for issue in 0..self.changed.len() {
            self.changed[issue] = self.is_changed(issue);
            has_conceded |= self.changed[issue]
                && self.expected(&self.current, issue) < self.expected(&self.before, issue);
        }
        if !has_conceded {
            return;
        }
        let gain = self.alpha * (1.0 - libm::pow(time, self.beta));
        for (weight, &changed) in self.belief.weights.iter_mut().zip(&self.changed) {
            *weight += if changed { 0.0 } else { gain };
        }
        self.belief.normalize();
    }
}

impl Learner for Window {
    fn learn(&mut self, book: &Book<'_>, time: Time, offer: Outcome) {
        if time.relative > END {
            return;
        }
        for issue in 0..self.changed.len() {
            self.count(issue, book.option(offer, issue) as usize);
        }
        self.filled += 1;
        if self.filled < self.length {
            return;
        }
        if self.has_before {
            self.compare(time.relative);
        }
        self.has_before = true;
        self.filled = 0;
        std::mem::swap(&mut self.before, &mut self.current);
        self.current.fill(0.0);
    }

    fn belief(&self) -> &Belief {
        &self.belief
    }
}
