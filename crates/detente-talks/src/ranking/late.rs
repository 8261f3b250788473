//! The order of the outcomes of a numbered additive space that is made when it pays.
//!
//! A cold talk of time-dependent strategies asks some hundreds of times for the cheapest outcome at or above a utility, and the order of
//! 100,000 outcomes costs more than that. Here only the sums over all issues but the last (**heads**) are ordered. For each option of the
//! last issue a question looks for the least head that reaches the utility with it, and takes the cheapest of these (the two lists
//! of E. Horowitz, S. Sahni, "Computing partitions with applications to the knapsack problem", *Journal of the ACM* 21 (1974) 277–292). A
//! head and the last issue's gain add up to the same double as [`Profile::utility`]'s, which adds the last issue last.
//!
//! The whole order, [`Dense`], is made for a question of another kind, or when as many were asked as cost about what it costs; then it
//! answers, with the same outcomes. So no talk waits more than about twice as long as with the better choice (A. Karlin, M. Manasse, L. Rudolph,
//! D. Sleator, "Competitive snoopy caching", *Algorithmica* 3 (1988) 79–119: rent until the rent has reached the price).
//!
//! Cost: making O(heads); a question O(options of the last issue) looks into the order of heads.

use super::dense::{Dense, Shared, straight};
use super::{Among, Ranking, SLACK};
use crate::dice::Dice;
use crate::profile::Profile;
use crate::space::{Book, Outcome, Space};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// With more options of the last issue a question would look too often.
const MOST_TAIL: usize = 32;

/// How many outcomes just below a wish are looked at one by one.
const MOST_NEAR: usize = 8;

/// What is prepared once for a party and shared between its talks.
#[derive(Debug)]
pub struct Late {
    profile: Profile,
    space: Space,
    heads: Dense,
    tail: Vec<f64>,
    unit: f64,
    low: f64,
    high: f64,
    reservation: f64,
    questions: u64,
    asked: AtomicU64,
    whole: OnceLock<Option<Arc<Dense>>>,
}

impl Late {
    /// The order of `profile` on `space`, whole after so many questions; `None` where outcomes are not numbered, where there are rules, links or a cap, or where the last
    /// issue has more than 32 options.
    pub fn new(profile: &Profile, space: &Space, questions: u64) -> Option<Late> {
        space.numbered()?;
        let (low, high) = profile.range()?;
        let (heads, tail) = profile.heads_and_tail()?;
        if space.has_rules() || profile.cap().is_some() || tail.len() > MOST_TAIL {
            return None;
        }
        Some(Late {
            profile: profile.clone(),
            space: space.clone(),
            heads: Dense::of_list(heads),
            tail: tail.to_vec(),
            unit: profile.unit(),
            low,
            high,
            reservation: profile.reservation(),
            questions,
            asked: AtomicU64::new(0),
            whole: OnceLock::new(),
        })
    }

    fn worth(&self, head: u32, option: usize) -> f64 {
        let sum = self.heads.utility(Outcome(head)) + self.tail[option];
        if self.unit == 1.0 { sum } else { sum / self.unit }
    }

    fn utility(&self, outcome: Outcome) -> f64 {
        let options = self.tail.len() as u32;
        self.worth(outcome.0 / options, (outcome.0 % options) as usize)
    }

    fn outcome(&self, head: u32, option: usize) -> Outcome {
        Outcome(head * self.tail.len() as u32 + option as u32)
    }

    /// The cheapest outcome worth at least `utility`; of equals the first in the order of enumeration.
    fn first_from(&self, utility: f64) -> Option<Outcome> {
        let mut best: Option<(f64, Outcome)> = None;
        for option in 0..self.tail.len() {
            let Some((head, worth)) = self.least_head(utility, option) else { continue };
            if best.is_none_or(|(least, _)| worth <= least) {
                let first = self.first_equal(head, option);
                let tied = best.filter(|(least, _)| worth == *least);
                best = Some((worth, tied.map_or(first, |(_, other)| other.min(first))));
            }
        }
        best.map(|(_, outcome)| outcome)
    }

    /// The least head that is worth `utility` with an option of the last issue.
    fn least_head(&self, utility: f64, option: usize) -> Option<(u32, f64)> {
        let gain = self.tail[option];
        let sum = utility * self.unit;
        // What is subtracted here and added again is rounded: begin a little below.
        let slack = 8.0 * f64::EPSILON * (sum.abs() + gain.abs());
        let mut head = self.heads.first_from(sum - gain - slack)?;
        loop {
            let worth = self.worth(head.0, option);
            if worth >= utility {
                return Some((head.0, worth));
            }
            head = self.heads.first_from(self.heads.utility(head).next_up())?;
        }
    }

    /// The first outcome with this option that is worth as much as this head with it: where adding rounds, larger heads may come to
    /// the same.
    fn first_equal(&self, head: u32, option: usize) -> Outcome {
        let worth = self.worth(head, option);
        let (mut first, mut next) = (head, Some(Outcome(head)));
        while let Some(equal) = next.filter(|next| self.worth(next.0, option) == worth) {
            first = first.min(equal.0);
            next = self.heads.first_from(self.heads.utility(equal).next_up());
        }
        self.outcome(first, option)
    }

    /// The cheapest worth at least `low` and `floor`, or what lies at most [`SLACK`] below `low` and nearer to it; `None` where that is
    /// not found this way.
    fn worst_in(&self, low: f64, floor: f64) -> Option<Outcome> {
        let mut near = self.first_from((low - SLACK).max(floor))?;
        if self.utility(near) >= low {
            return Some(near);
        }
        let found = self.first_from(low.max(floor))?;
        for _ in 0..MOST_NEAR {
            let next = self.first_from(self.utility(near).next_up())?;
            if self.utility(next) >= low {
                let is_nearer = low - self.utility(near) < self.utility(found) - low;
                return Some(if is_nearer { near } else { found });
            }
            near = next;
        }
        None
    }

    fn is_asked_enough(&self) -> bool {
        self.whole.get().is_some() || self.asked.fetch_add(1, Ordering::Relaxed) >= self.questions
    }

    fn whole(&self) -> Option<Arc<Dense>> {
        self.whole.get_or_init(|| Dense::new(&self.profile, &self.space).map(Arc::new)).clone()
    }
}

/// A party's order in one talk.
#[derive(Clone, Debug)]
pub struct Waiting {
    late: Arc<Late>,
    whole: Option<Shared>,
}

impl Waiting {
    /// For one talk.
    pub fn new(late: Arc<Late>) -> Waiting {
        Waiting { late, whole: None }
    }

    fn whole(&mut self) -> Option<&mut Shared> {
        if self.whole.is_none() {
            self.whole = self.late.whole().map(Shared::new);
        }
        self.whole.as_mut()
    }
}

impl Ranking for Waiting {
    fn utility(&self, outcome: Outcome, book: &Book<'_>) -> f64 {
        match &self.whole {
            Some(whole) => whole.utility(outcome, book),
            None => self.late.utility(outcome),
        }
    }

    fn range(&self) -> (f64, f64) {
        (self.late.low, self.late.high)
    }

    fn count(&self, among: Among) -> Option<u64> {
        self.late.whole().map(Shared::new)?.count(among)
    }

    fn at(&mut self, rank: u64, among: Among, book: &mut Book<'_>) -> Option<Outcome> {
        self.whole()?.at(rank, among, book)
    }

    fn worst_in(&mut self, low: f64, high: f64, among: Among, book: &mut Book<'_>) -> Option<Outcome> {
        if self.whole.is_none() && !self.late.is_asked_enough() {
            let floor = if among == Among::Rational { self.late.reservation } else { f64::NEG_INFINITY };
            let found = straight(low, high).and_then(|(low, _)| self.late.worst_in(low, floor));
            if found.is_some() {
                return found;
            }
        }
        self.whole()?.worst_in(low, high, among, book)
    }

    fn any_in(
        &mut self,
        low: f64,
        high: f64,
        among: Among,
        dice: &mut Dice,
        book: &mut Book<'_>,
    ) -> Option<Outcome> {
        self.whole()?.any_in(low, high, among, dice, book)
    }
}
