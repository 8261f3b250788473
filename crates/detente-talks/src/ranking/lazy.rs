//! The order of the outcomes of an additive space of any size, without a list.
//!
//! | asked for | found by | what is exact |
//! | --- | --- | --- |
//! | the `rank`-th best, rank below [`Lazy::most_ranked`] | best-first enumeration (`lazy/best_first.rs`) | all; see there for ties |
//! | the `rank`-th best beyond | shares of a grid (`lazy/shares.rs`) | its utility differs by at most ε from that of the outcome of that rank |
//! | the cheapest at or above a utility | sums of a finer grid (`lazy/reach.rs`) | it is at most [`super::SLACK`] below; within ε the cheapest, mostly within a millionth of the way from the least to the greatest |
//! | one of a range, at random | shares of a grid, drawn again if out of the range | each as likely, but for rounding of the shares, and for very narrow ranges |
//! | the least and the greatest utility, the number of outcomes | sums, products | all |
//!
//! ε is what the rounding of gains to cells adds up to: at most half a cell an issue upwards and as much downwards. It bounds the difference
//! of the `rank`-th best because, if two functions differ by no more than δ anywhere, so do their `rank`-th greatest values.
//! Cells are 2⁻²⁰ and 2⁻¹⁶ of the way from the least to the greatest utility; wider with more than 128 and 64 issues.

mod best_first;
mod grid;
mod reach;
mod shares;

use super::dense::straight;
use super::{Among, Ranking};
use crate::dice::Dice;
use crate::profile::Profile;
use crate::space::{Book, Outcome, Space};
use best_first::{BestFirst, Tables};
use reach::{Reach, Search};
use shares::Shares;
use std::sync::{Arc, OnceLock};

/// The most issues: with more, each outcome of the enumeration would bring too many others.
pub const MOST_ISSUES: usize = 256;

/// How many outcomes are enumerated at most.
pub const MOST_RANKED: u64 = 1 << 16;

/// The most places that the vectors of ranks of an enumeration may take: with more than 32 issues it ends before [`MOST_RANKED`].
const MOST_PLACES: u64 = 1 << 26;

/// How often an outcome at random is drawn again at most because it is out of the range.
const MOST_DRAWS: u32 = 1024;

/// What is prepared once for a party and shared between its talks: each part when it is first asked for.
#[derive(Debug)]
pub struct Lazy {
    profile: Profile,
    low: f64,
    high: f64,
    /// At most the largest number there is, and in doubles, where it is rounded instead.
    size: u128,
    about: f64,
    tables: Tables,
    reach: OnceLock<Reach>,
    shares: OnceLock<Shares>,
}

impl Lazy {
    /// The order of `profile` on `space`; `None` where there are links or rules between issues, or more than
    /// [`MOST_ISSUES`].
    pub fn new(profile: &Profile, space: &Space) -> Option<Lazy> {
        if space.has_rules() || !profile.links().is_empty() || space.options().len() > MOST_ISSUES {
            return None;
        }
        let tables = Tables::new(profile);
        let (low, high) = (tables.worst(profile), tables.best(profile));
        Some(Lazy {
            profile: profile.clone(),
            low,
            high,
            size: space.size(),
            about: space.options().iter().fold(1.0, |size, &n| size * f64::from(n)),
            tables,
            reach: OnceLock::new(),
            shares: OnceLock::new(),
        })
    }

    /// Ranks below this are enumerated: [`MOST_RANKED`], or 2²⁶ divided by the square of the number of issues if that is less. Beyond,
    /// the outcome of a rank is about as good as the one of that rank, and may come at another rank too.
    pub fn most_ranked(&self) -> u64 {
        let issues = self.profile.gains().len().max(1) as u64;
        (MOST_PLACES / (issues * issues)).min(MOST_RANKED)
    }

    fn reach(&self) -> &Reach {
        self.reach.get_or_init(|| Reach::new(&self.profile))
    }

    fn shares(&self) -> &Shares {
        self.shares.get_or_init(|| Shares::new(&self.profile))
    }

    /// What an outcome must be worth to be considered.
    fn floor(&self, among: Among) -> f64 {
        match among {
            Among::All => f64::NEG_INFINITY,
            Among::Rational => self.profile.reservation(),
        }
    }
}

/// A party's order in one talk.
#[derive(Debug)]
pub struct Walk {
    lazy: Arc<Lazy>,
    queue: BestFirst,
    /// The best outcomes so far, the best first, and what they are worth.
    ranked: Vec<(Outcome, f64)>,
    search: Search,
    options: Vec<u32>,
}

impl Walk {
    /// At the beginning.
    pub fn new(lazy: Arc<Lazy>) -> Walk {
        let options = vec![0; lazy.profile.gains().len()];
        Walk { lazy, queue: BestFirst::default(), ranked: Vec::new(), search: Search::default(), options }
    }

    /// The outcome of a rank below [`Lazy::most_ranked`].
    fn ranked(&mut self, rank: usize, book: &mut Book<'_>) -> Option<(Outcome, f64)> {
        while self.ranked.len() <= rank {
            let worth = self.queue.next(&self.lazy.profile, &self.lazy.tables, &mut self.options)?;
            self.ranked.push((book.outcome(&self.options)?, worth));
        }
        self.ranked.get(rank).copied()
    }

    /// An outcome about as good as that of a rank beyond.
    fn about(&mut self, rank: u64, book: &mut Book<'_>) -> Option<(Outcome, f64)> {
        if u128::from(rank) >= self.lazy.size {
            return None;
        }
        self.lazy.shares().at((rank as f64 + 0.5) / self.lazy.about, &mut self.options);
        let worth = self.lazy.profile.utility(|issue| self.options[issue]);
        Some((book.outcome(&self.options)?, worth))
    }
}

impl Ranking for Walk {
    fn utility(&self, outcome: Outcome, book: &Book<'_>) -> f64 {
        self.lazy.profile.utility(|issue| book.option(outcome, issue))
    }

    fn range(&self) -> (f64, f64) {
        (self.lazy.low, self.lazy.high)
    }

    /// Rational outcomes are counted only where all are, or none is.
    fn count(&self, among: Among) -> Option<u64> {
        let floor = self.lazy.floor(among);
        match floor {
            _ if floor > self.lazy.high => Some(0),
            _ if floor > self.lazy.low => None,
            _ => u64::try_from(self.lazy.size).ok(),
        }
    }

    fn at(&mut self, rank: u64, among: Among, book: &mut Book<'_>) -> Option<Outcome> {
        let (outcome, worth) = match rank < self.lazy.most_ranked() {
            true => self.ranked(rank as usize, book)?,
            false => self.about(rank, book)?,
        };
        (worth >= self.lazy.floor(among)).then_some(outcome)
    }

    fn worst_in(&mut self, low: f64, high: f64, among: Among, book: &mut Book<'_>) -> Option<Outcome> {
        let (low, _) = straight(low, high)?;
        let (lazy, floor) = (&self.lazy, self.lazy.floor(among));
        let is_high = low.max(floor) > lazy.high;
        if is_high || !lazy.reach().cheapest(&lazy.profile, low, floor, &mut self.search) {
            return self.at(0, among, book);
        }
        book.outcome(self.search.found())
    }

    /// Where a thousand draws miss a very narrow range, or its share is below what doubles hold, the cheapest outcome of it that is
    /// found is taken.
    fn any_in(
        &mut self,
        low: f64,
        high: f64,
        among: Among,
        dice: &mut Dice,
        book: &mut Book<'_>,
    ) -> Option<Outcome> {
        let (low, high) = straight(low, high)?;
        let low = low.max(self.lazy.floor(among));
        if low > high || low > self.lazy.high {
            return None;
        }
        let shares = self.lazy.shares();
        // What a cap cuts off lies in cells above its own.
        let last = if high >= self.lazy.high { shares.grid.top } else { shares.grid.last(high)? };
        let cells = (shares.grid.first(low), last);
        for _ in 0..MOST_DRAWS {
            if !shares.any(cells, || dice.unit(), &mut self.options) {
                break;
            }
            let worth = self.lazy.profile.utility(|issue| self.options[issue]);
            if worth >= low && worth <= high {
                return book.outcome(&self.options);
            }
        }
        let found = self.worst_in(low, high, among, book)?;
        (low..=high).contains(&self.utility(found, book)).then_some(found)
    }
}
